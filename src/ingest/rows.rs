//! Delimited text: the bytes of a file become a header and rows that know their line.
//!
//! A row can be a few fields of many; the rest is never looked at. What can be wrong is the text
//! itself: no header, a quote that is never closed, rows of another length. Nothing here knows what a
//! column means.

use std::ops::Range;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::fault::{Faults, Quote};
use crate::files;
use crate::report::{Diagnostic, Place, Report, Result, counted};

/// Which lines of a text are its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    /// The line of the header, from 1.
    pub(super) header: usize,
    /// Lines to leave out at the end.
    pub(super) footer: usize,
    /// Reading stops before the row whose first field begins so.
    pub(super) until: Option<String>,
    /// What separates fields, where the name of the file does not say.
    pub(super) delimiter: Option<u8>,
}

impl Default for Extent {
    fn default() -> Self {
        Self { header: 1, footer: 0, until: None, delimiter: None }
    }
}

/// A delimited text and its header.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    path: &'a str,
    quote: Quote,
    text: String,
    delimiter: u8,
    until: Option<Vec<u8>>,
    /// Names of the columns, trimmed.
    header: Vec<String>,
    header_line: Range<usize>,
    /// Bytes of the rows below the header.
    body: Range<usize>,
    body_line: usize,
    /// How the text was encoded, where it was not UTF-8.
    pub(super) encoding: Option<&'static str>,
}

/// Where one row stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// Its first byte.
    start: usize,
    /// Its line, from 1.
    pub(super) line: u32,
}

impl<'a> Sheet<'a> {
    /// Takes the unpacked bytes of the file at `path`.
    pub(super) fn new(report: &Report, path: &'a str, bytes: Vec<u8>, extent: &Extent, quote: Quote) -> Result<Self> {
        let fault =
            |message: &str, help: &str| Err(report.add(Diagnostic::error(message).at(Place::file(path)).help(help)));
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            let help = "save the sheet as CSV, or declare `format: nhs-tabulation`";
            return fault("this is a workbook, and rows of text are needed", help);
        }
        let (text, encoding) = files::decoded(bytes);
        if text.as_bytes().iter().take(4096).any(|byte| *byte == 0) {
            let help = "save it as UTF-8; a UTF-16 text needs its byte order mark";
            return fault("this file holds zero bytes and is not a text", help);
        }
        let name = path.strip_suffix(".gz").unwrap_or(path);
        let tabs = name.ends_with(".tsv") || name.ends_with(".tab");
        let delimiter = extent.delimiter.unwrap_or(if tabs { b'\t' } else { b',' });
        let end = footer(&text, extent.footer);
        let Some(start) = line_start(&text[..end], extent.header) else {
            let lines = counted(text.lines().count(), "line");
            return fault(
                &format!("the header is declared on line {}, and this file has {lines}", extent.header),
                "correct `header:`",
            );
        };
        let mut reader = reader(&text.as_bytes()[start..end], delimiter);
        let mut record = ByteRecord::new();
        let read = reader.read_byte_record(&mut record).unwrap_or(false);
        let header: Vec<String> = record.iter().map(column_name).collect();
        if !read || header.iter().all(String::is_empty) {
            return fault("this file has no header", "give the line of the header under `header:`");
        }
        let skipped = usize::try_from(reader.position().byte()).unwrap_or(0);
        let body = start + skipped..end;
        let body_line = extent.header + newlines(&text.as_bytes()[start..body.start]);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let header_line = start..line_end.max(start);
        let until = extent.until.as_ref().map(|text| text.as_bytes().to_vec());
        Ok(Self { path, quote, text, delimiter, until, header, header_line, body, body_line, encoding })
    }

    /// The position of a column; `None` if there is no such column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// The position of a column whose name differs at most in case, spaces and signs.
    pub(super) fn position_like(&self, name: &str) -> Option<usize> {
        let plain = |name: &str| {
            name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        self.header.iter().position(|column| plain(column) == plain(name))
    }

    /// The position of the column that a declaration at `declared` names.
    pub(super) fn column(&self, name: &str, declared: &Place, faults: &mut Faults) -> Option<usize> {
        let mut found = self.header.iter().enumerate().filter(|(_, column)| *column == name);
        let first = found.next();
        if first.is_some() && found.next().is_some() {
            faults.add(&format!("twice {name}"), "column", || {
                let message = format!("two columns are named `{name}`");
                let found = Diagnostic::error(message).at(self.header_place()).label("this is the header");
                found.help("give one of them another name in the header")
            });
            return None;
        }
        if first.is_none() {
            faults.add(&format!("column {name}"), "column", || self.no_column(name, declared));
        }
        first.map(|(index, _)| index)
    }

    fn no_column(&self, name: &str, declared: &Place) -> Diagnostic {
        let found = Diagnostic::error(format!("no column is named `{name}`"))
            .at(self.header_place())
            .label("this is the header")
            .note(format!("the column is asked for at {}", line_of(declared)));
        let columns = self.header.iter().map(String::as_str).filter(|column| !column.is_empty());
        found.suggest(name, columns)
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// The line of the header.
    pub(super) fn header_place(&self) -> Place {
        // A header names columns and no people, so it may be shown where rows may not.
        Place::text(self.path, &self.text, self.header_line.clone())
    }

    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> &str {
        self.header.get(column).map_or("", String::as_str)
    }

    /// The rows below the header. `each` is called with every row that is whole.
    pub(super) fn rows(&self, faults: &mut Faults, mut each: impl FnMut(At, &ByteRecord, &mut Faults)) {
        let bytes = self.text.as_bytes();
        let mut reader = reader(&bytes[self.body.clone()], self.delimiter);
        let mut record = ByteRecord::with_capacity(256, self.header.len());
        let mut line = self.body_line;
        let mut read_to = self.body.start;
        // Memory cannot fail to be read, so an error is the end.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            // The reader counts lines from one past the break that ended the row before, which is wrong
            // after `\r\n` and after blank lines; so breaks are skipped and counted here.
            let mut start = read_to;
            while let Some(b'\n' | b'\r') = bytes.get(start) {
                line += usize::from(bytes[start] == b'\n');
                start += 1;
            }
            read_to = self.body.start + usize::try_from(reader.position().byte()).unwrap_or(0);
            let at = At { start, line: u32::try_from(line).unwrap_or(u32::MAX) };
            line += newlines(&bytes[start.min(read_to)..read_to]);
            if read_to >= self.body.end
                && let Some(open) = open_quote(&bytes[start..self.body.end], self.delimiter)
            {
                faults.add("open quote", "row", || self.never_closed(start + open));
                return;
            }
            if self.ends(&record) {
                return;
            }
            if record.len() == self.header.len() {
                each(at, &record, faults);
            } else if record.len() > 1 || record.get(0).is_some_and(|field| !field.trim_ascii().is_empty()) {
                let cause = if record.len() > self.header.len() { "too many fields" } else { "too few fields" };
                faults.add(cause, "row", || self.ragged(at, record.len()));
            }
        }
    }

    fn ends(&self, record: &ByteRecord) -> bool {
        self.until
            .as_ref()
            .is_some_and(|until| record.get(0).is_some_and(|field| field.trim_ascii().starts_with(until)))
    }

    fn never_closed(&self, quote: usize) -> Diagnostic {
        Diagnostic::error("a quoted field is never closed")
            .at(self.quote.place(Place::text(self.path, &self.text, quote..quote + 1)))
            .label("this quote opens it")
            .help("close it with `\"`, and write `\"\"` for a quote that belongs to the text")
    }

    fn ragged(&self, at: At, fields: usize) -> Diagnostic {
        let wanted = self.header.len();
        let message = format!("this row has {} and the header {wanted}", counted(fields, "field"));
        let label = if fields > wanted { "too many" } else { "too few" };
        let end = self.text[at.start..].find('\n').map_or(self.text.len(), |length| at.start + length);
        Diagnostic::error(message)
            .at(self.quote.place(Place::text(self.path, &self.text, at.start..end)))
            .label(label)
            .help(match fields > wanted {
                true => "put a field that holds a comma in quotes",
                false => "fill the row up; leave footnotes out with `footer:` or `until:`",
            })
    }

    /// The place of one field of a row.
    pub(super) fn place(&self, at: At, column: usize) -> Place {
        let bytes = &self.text.as_bytes()[..self.body.end];
        let field = field(bytes, at.start, self.delimiter, column);
        let written = self.text.get(field.clone()).unwrap_or_default();
        let lead = written.len() - written.trim_start().len();
        let length = written.trim().len();
        self.quote.place(Place::text(self.path, &self.text, field.start + lead..field.start + lead + length))
    }

    /// Whether rows may be shown.
    pub(super) fn quote(&self) -> Quote {
        self.quote
    }

    /// The whole file.
    pub(super) fn file(&self) -> Place {
        Place::file(self.path)
    }
}

/// A field without the space around it; spreadsheets also leave no-break spaces.
pub(super) fn trimmed(field: &[u8]) -> &[u8] {
    let mut field = field.trim_ascii();
    while let Some(rest) = field.strip_suffix(b"\xc2\xa0").or_else(|| field.strip_prefix(b"\xc2\xa0")) {
        field = rest.trim_ascii();
    }
    field
}

/// `path:line` of a place.
pub(super) fn line_of(place: &Place) -> String {
    match &place.at {
        Some(at) => format!("{}:{}", place.path, at.line),
        None => place.path.to_string(),
    }
}

fn reader(bytes: &[u8], delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

/// A name of a column on one line: spreadsheets put line breaks into headers.
fn column_name(field: &[u8]) -> String {
    String::from_utf8_lossy(field).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The byte at which line `line` (from 1) begins.
fn line_start(text: &str, line: usize) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    (start < text.len()).then_some(start)
}

/// The byte at which the last `lines` lines begin.
fn footer(text: &str, lines: usize) -> usize {
    let mut end = text.len();
    for _ in 0..lines {
        let above = text[..end].strip_suffix('\n').unwrap_or(&text[..end]);
        end = above.rfind('\n').map_or(0, |at| at + 1);
    }
    end
}

/// The bytes of field number `column` as written, quotes included, in the row that begins at `start`.
fn field(bytes: &[u8], start: usize, delimiter: u8, column: usize) -> Range<usize> {
    let mut walk = Walk::new(bytes, start, delimiter);
    for _ in 0..column {
        walk.next();
    }
    walk.next()
}

/// The quote that opens a field which the bytes of one row never close.
fn open_quote(row: &[u8], delimiter: u8) -> Option<usize> {
    let mut walk = Walk::new(row, 0, delimiter);
    loop {
        let field = walk.next();
        if walk.open {
            return Some(field.start);
        }
        if walk.done {
            return None;
        }
    }
}

/// Fields as written, by the rules that the csv crate reads them by.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    delimiter: u8,
    /// The last field opened a quote and reached the end.
    open: bool,
    /// The row is at its end.
    done: bool,
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8], at: usize, delimiter: u8) -> Self {
        Self { bytes, at, delimiter, open: false, done: false }
    }

    fn next(&mut self) -> Range<usize> {
        let start = self.at;
        if self.done {
            return start..start;
        }
        let mut at = start;
        if self.bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match (self.bytes.get(at), self.bytes.get(at + 1)) {
                    (None, _) => {
                        self.open = true;
                        break;
                    }
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => {
                        at += 1;
                        break;
                    }
                    _ => at += 1,
                }
            }
        }
        while let Some(byte) = self.bytes.get(at)
            && *byte != self.delimiter
            && !matches!(byte, b'\n' | b'\r')
        {
            at += 1;
        }
        self.done = self.bytes.get(at) != Some(&self.delimiter);
        self.at = if self.done { at } else { at + 1 };
        start..at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_as_it_is_written() {
        let row = b"a,\"b, \"\"c\"\"\",d\r\n";
        assert_eq!(field(row, 0, b',', 1), 2..12);
        assert_eq!(field(row, 0, b',', 2), 13..14);
        assert_eq!(open_quote(row, b','), None);
        assert_eq!(open_quote(b"a,\"b", b','), Some(2));
        assert_eq!(open_quote(b"a,b\"c", b','), None);
    }

    #[test]
    fn a_footer_is_counted_in_lines() {
        assert_eq!(footer("a\nb\nc\n", 1), 4);
        assert_eq!(footer("a\nb\nc", 2), 2);
        assert_eq!(footer("a\n", 9), 0);
    }
}
