//! A CSV file of interventions, one to a row.
//!
//! Comes in: the text of a file, and which of its columns is which. Goes out: a [`Given`] for each row, its
//! fields with their places. Wrong can be: a column that is not there, one that nothing reads, a row with more
//! or fewer fields than the header.

use std::collections::BTreeMap;
use std::ops::Range;

use super::record::{Given, KEYS, LISTS};
use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report};

/// The rows of a file. `columns` names the column of a key where it is called otherwise; `ignored` are columns
/// that are there for others.
pub(super) fn read(
    report: &Report,
    file: &TextFile,
    columns: &BTreeMap<String, (String, Place)>,
    ignored: &[(String, Place)],
) -> Vec<Given> {
    let mut rows = rows(&file.text).into_iter();
    let Some(header) = rows.next() else {
        let found = Diagnostic::error("this table has no rows").at(Place::file(&file.path));
        report.add(found.help("write the names of its columns into the first line, and a line for each intervention"));
        return Vec::new();
    };
    let names: Vec<String> = header.iter().map(|range| plain(&file.text[range.clone()])).collect();
    let known = || names.iter().map(String::as_str);
    for (key, (name, place)) in columns {
        if !KEYS.contains(&key.as_str()) {
            let found = Diagnostic::error(format!("`{key}` is nothing that is known of an intervention"));
            report.add(found.at(place.clone()).label("for this column").suggest(key, KEYS));
        } else if !names.contains(name) {
            let found = Diagnostic::error(format!("the table has no column `{name}`"));
            report.add(found.at(place.clone()).label(format!("`{key}` is to be read from it")).suggest(name, known()));
        }
    }
    for (name, place) in ignored.iter().filter(|(name, _)| !names.contains(name)) {
        let found = Diagnostic::error(format!("the table has no column `{name}`"));
        report.add(found.at(place.clone()).label("nothing to leave out").suggest(name, known()));
    }
    let key_of = |name: &str| -> Option<&'static str> {
        let declared = columns.iter().find(|(_, (column, _))| column == name).map(|(key, _)| key.as_str());
        // A key that is read from another column leaves the column of its own name alone.
        let own = || Some(name).filter(|name| !columns.contains_key(*name));
        let key = declared.or_else(own)?;
        KEYS.into_iter().find(|known| *known == key)
    };
    let keys: Vec<Option<&'static str>> = names.iter().map(|name| key_of(name)).collect();
    for ((name, key), range) in names.iter().zip(&keys).zip(&header) {
        if key.is_none() && !ignored.iter().any(|(left, _)| left == name) {
            let found = Diagnostic::warning(format!("nothing reads the column `{name}`")).at(file.place(range.clone()));
            let found = found.label("of no key of an intervention");
            report.add(match crate::report::nearest(name, KEYS.into_iter()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("name its key under `columns:`, or the column under `ignore:`"),
            });
        }
    }
    rows.filter_map(|row| given(report, file, &keys, &row)).collect()
}

fn given(report: &Report, file: &TextFile, keys: &[Option<&'static str>], row: &[Range<usize>]) -> Option<Given> {
    let whole = row.first()?.start..row.last()?.end;
    if row.len() != keys.len() {
        let found = Diagnostic::error(format!("this row has {} fields, the header {}", row.len(), keys.len()));
        report.add(
            found
                .at(file.place(whole))
                .label("this row")
                .help("put a field that holds a comma in quotes, and leave no field out"),
        );
        return None;
    }
    let mut fields = BTreeMap::new();
    for (key, range) in keys.iter().zip(row) {
        let Some(key) = key else { continue };
        let parts = if LISTS.contains(key) { split(&file.text, range.clone()) } else { vec![range.clone()] };
        let parts = parts.into_iter().map(|range| (plain(&file.text[range.clone()]), file.place(range)));
        fields.insert(*key, parts.collect());
    }
    Some(Given::new(file.place(row.first()?.clone()), fields))
}

/// The parts of a field between semicolons, without the blanks around them.
fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
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
fn plain(field: &str) -> String {
    field.replace("\"\"", "\"").trim().to_owned()
}

/// The fields of every row that is not blank, as ranges of the text inside any quotes (RFC 4180).
fn rows(text: &str) -> Vec<Vec<Range<usize>>> {
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
