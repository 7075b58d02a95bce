//! Small CSV files that authors keep beside their settings.
//!
//! Comes in: the text of a file. Goes out: its rows as ranges of the text, or a [`Listed`] by the names of its columns,
//! each field with its place. Wrong can be: a column that is not there, a row of another length.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report};

/// A field and where it stands.
pub(super) type Field = (String, Place);

/// The rows of a file by the names of its columns.
pub(super) struct Listed {
    /// The names of the columns.
    pub(super) header: Vec<Field>,
    /// The rows: their fields by column.
    pub(super) rows: Vec<BTreeMap<String, Field>>,
}

impl Listed {
    /// Reads a file that must have these columns.
    pub(super) fn read(report: &Report, file: &TextFile, needed: &[&str]) -> Self {
        let field = |range: &Range<usize>| (plain(&file.text[range.clone()]), file.place(range.clone()));
        let mut lines = rows(&file.text).into_iter();
        let header: Vec<Field> = lines.next().iter().flatten().map(field).collect();
        for name in needed.iter().filter(|name| header.iter().all(|(own, _)| own != *name)) {
            let found = Diagnostic::error(format!("this table has no column `{name}`"));
            let place = header.first().map_or_else(|| Place::file(&file.path), |(_, place)| place.clone());
            report.add(found.at(place).label("its header").help(format!("its columns are {}", quoted(needed))));
        }
        let row = |line: Vec<Range<usize>>| {
            if line.len() == header.len() {
                return Some(header.iter().zip(&line).map(|((name, _), range)| (name.clone(), field(range))).collect());
            }
            let place = file.place(line.first()?.start..line.last()?.end);
            let found = Diagnostic::error(format!("this row has {} fields, the header {}", line.len(), header.len()));
            let help = "put a field that holds a comma in quotes, and leave no field out";
            report.add(found.at(place).label("this row").help(help));
            None
        };
        let rows = lines.filter_map(row).collect();
        Self { header, rows }
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The parts of a field between semicolons, without the blanks around them.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    let mut parts = Vec::new();
    for part in text[range].split(';') {
        let start = at + part.len() - part.trim_start().len();
        parts.push(start..start + part.trim().len());
        at += part.len() + 1;
    }
    parts
}

/// A field without its doubled quotes and outer blanks.
pub(super) fn plain(field: &str) -> String {
    field.replace("\"\"", "\"").trim().to_owned()
}

/// The fields of every row that is not blank, as ranges of the text inside any quotes (RFC 4180).
pub(super) fn rows(text: &str) -> Vec<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let (mut all, mut row, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        let quoted = bytes[at] == b'"';
        let start = at + usize::from(quoted);
        let end = if quoted { close(bytes, start) } else { plain_end(bytes, start) };
        row.push(start..end);
        at = plain_end(bytes, end + usize::from(quoted && end < bytes.len()));
        if bytes.get(at) == Some(&b',') {
            at += 1;
            // A comma at the very end has an empty field after it.
            if at < bytes.len() {
                continue;
            }
            row.push(at..at);
        }
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        all.push(std::mem::take(&mut row));
    }
    all.retain(|row| row.iter().any(|range| !range.is_empty()));
    all
}

/// Where a quoted field ends: at a quote that is not doubled, or at the end of the text.
fn close(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        if bytes[at] == b'"' {
            if bytes.get(at + 1) != Some(&b'"') {
                return at;
            }
            at += 1;
        }
        at += 1;
    }
    at
}

/// The next comma or end of a line.
fn plain_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| matches!(byte, b',' | b'\r' | b'\n')).map_or(bytes.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another reader of the same rules makes of a text.
    fn expected(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        rows.filter(|row| row.iter().any(|field| !field.is_empty())).collect()
    }

    #[test]
    fn fields_are_those_that_another_reader_finds() {
        for text in [
            "a,b\n1,2\n",
            "a,b\r\n\"1, one\",2\r\n",
            "a,b\n\"say \"\"so\"\"\",\"two\nlines\"\n\n3,\n",
            "a,b\n,\n1,",
            "\"a\",\"\"\n\"\",b",
            "a",
            "",
        ] {
            let read: Vec<Vec<String>> = rows(text)
                .into_iter()
                .map(|row| row.into_iter().map(|range| text[range].replace("\"\"", "\"")).collect())
                .collect();
            assert_eq!(read, expected(text), "{text:?}");
        }
    }

    #[test]
    fn parts_keep_their_places() {
        let text = "x,Ash Vale; Birchwold ;,y";
        let parts: Vec<&str> = split(text, 2..23).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["Ash Vale", "Birchwold", ""]);
    }
}
