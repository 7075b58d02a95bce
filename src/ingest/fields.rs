//! The rows of a piece of text and their fields, found without copying where no quote stands.
//!
//! In goes a piece, out come rows as slices, by the rules that the csv crate reads them by; a property
//! test holds the two together. Nothing here knows names of columns.

use std::ops::Range;

use memchr::{memchr, memchr2};
use wide::u8x16;

use super::pieces::Piece;

/// The fields of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'r> {
    text: &'r [u8],
    /// Where each field ends; the next begins one byte on.
    ends: &'r [u32],
}

impl<'r> Fields<'r> {
    /// The fields of `text` that end at `ends`, one byte between each.
    pub(super) fn of(text: &'r [u8], ends: &'r [u32]) -> Self {
        Self { text, ends }
    }

    /// How many fields there are.
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }

    /// A field, without the quotes around it; `None` past the last.
    pub(super) fn get(self, index: usize) -> Option<&'r [u8]> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize + 1 };
        self.text.get(start..end)
    }

    /// Every field.
    pub(super) fn iter(self) -> impl Iterator<Item = &'r [u8]> {
        (0..self.len()).filter_map(move |index| self.get(index))
    }
}

/// Where one row stands, as long as its piece is in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'p> {
    /// The rows around it.
    pub(super) text: &'p [u8],
    /// Its first byte in them.
    pub(super) start: usize,
    /// Its line in the file, or its row in a sheet, from 1.
    pub(super) line: u32,
}

/// Goes through the rows of a piece.
pub(super) struct Rows<'p> {
    piece: &'p Piece,
    delimiter: u8,
    at: usize,
    line: usize,
    ends: Vec<u32>,
    /// Fields without their quotes, for rows that have some.
    plain: Vec<u8>,
    /// Where the field begins that opens a quote and never closes it.
    open: Option<usize>,
}

impl<'p> Rows<'p> {
    /// Begins at a byte of the piece, which is on line `line`.
    pub(super) fn new(piece: &'p Piece, delimiter: u8, at: usize, line: usize) -> Self {
        Self { piece, delimiter, at, line, ends: Vec::new(), plain: Vec::new(), open: None }
    }

    /// Where a field begins that opens a quote and never closes it, once the last row was taken.
    pub(super) fn open_quote(&self) -> Option<usize> {
        self.open
    }

    /// The byte that the next row begins at.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next row; blank lines are passed over.
    pub(super) fn next(&mut self) -> Option<(At<'p>, Fields<'_>)> {
        let bytes = &self.piece.bytes[..];
        while let Some(b'\n' | b'\r') = bytes.get(self.at) {
            self.line += usize::from(ends_line(bytes, self.at));
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let at = At { text: bytes, start: self.at, line: u32::try_from(self.line).unwrap_or(u32::MAX) };
        let rest = &bytes[self.at..];
        let end = match (self.piece.lone_returns, self.piece.quotes) {
            (true, _) => None,
            (false, false) => Some(memchr(b'\n', rest).unwrap_or(rest.len())),
            (false, true) => {
                let end = memchr2(b'\n', b'"', rest).unwrap_or(rest.len());
                (rest.get(end) != Some(&b'"')).then_some(end)
            }
        };
        let Some(end) = end else {
            self.walk();
            // What a field holds that never ends is for nobody to read.
            return self.open.is_none().then_some((at, Fields { text: &self.plain, ends: &self.ends }));
        };
        self.at = bytes.len().min(self.at + end + 1);
        self.line += 1;
        let row = &rest[..end];
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        self.ends.clear();
        separators(row, self.delimiter, &mut self.ends);
        self.ends.push(short(row.len()));
        Some((at, Fields { text: row, ends: &self.ends }))
    }

    /// A row that has quotes, or whose end is not a line feed.
    fn walk(&mut self) {
        let bytes = &self.piece.bytes[..];
        let start = self.at;
        self.ends.clear();
        self.plain.clear();
        let mut walk = Walk::new(bytes, self.at, self.delimiter);
        while !walk.done {
            if !self.ends.is_empty() {
                self.plain.push(self.delimiter);
            }
            let field = walk.next();
            unquoted(&bytes[field.clone()], &mut self.plain);
            self.ends.push(short(self.plain.len()));
            if walk.open {
                self.open = Some(field.start);
            }
        }
        self.at = walk.at;
        // The break after the row is passed over by the next; its line is counted there.
        self.line += (start..self.at).filter(|at| ends_line(bytes, *at)).count();
    }
}

/// Whether a line ends with this byte: a line feed, or a carriage return that none follows.
fn ends_line(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')
}

/// Positions in a piece, which is never larger than a few megabytes.
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Adds where a byte stands in a row, sixteen bytes at a time: a row has a separator every few bytes, for
/// which a search that begins anew after each costs twice as much (measured).
fn separators(row: &[u8], separator: u8, out: &mut Vec<u32>) {
    let wanted = u8x16::splat(separator);
    let (blocks, rest) = row.as_chunks::<16>();
    let mut start = 0;
    for block in blocks {
        let mut mask = u8x16::new(*block).simd_eq(wanted).to_bitmask();
        while mask != 0 {
            out.push(start + mask.trailing_zeros());
            mask &= mask - 1;
        }
        start += 16;
    }
    out.extend((start..).zip(rest).filter(|(_, byte)| **byte == separator).map(|(at, _)| at));
}

/// Adds what a field says to `out`.
fn unquoted(written: &[u8], out: &mut Vec<u8>) {
    let Some(mut rest) = written.strip_prefix(b"\"") else {
        out.extend_from_slice(written);
        return;
    };
    while let Some(quote) = memchr(b'"', rest) {
        out.extend_from_slice(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix(b"\"") {
            Some(after) => {
                out.push(b'"');
                rest = after;
            }
            // What stands behind the closing quote belongs to the field as it is.
            None => break,
        }
    }
    out.extend_from_slice(rest);
}

/// The bytes of field number `column` as written, quotes included, in the row that begins at `start`.
pub(super) fn written(bytes: &[u8], start: usize, delimiter: u8, column: usize) -> Range<usize> {
    let mut walk = Walk::new(bytes, start, delimiter);
    for _ in 0..column {
        walk.next();
    }
    walk.next()
}

/// Fields as written, one after the other.
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
                let Some(offset) = memchr(b'"', &self.bytes[at..]) else {
                    self.open = true;
                    at = self.bytes.len();
                    break;
                };
                at += offset + 1;
                match self.bytes.get(at) {
                    Some(b'"') => at += 1,
                    _ => break,
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
    use proptest::prelude::*;

    use super::*;

    fn piece(bytes: &[u8]) -> Piece {
        let lone_returns =
            (0..bytes.len()).any(|at| bytes[at] == b'\r' && bytes.get(at + 1).is_some_and(|next| *next != b'\n'));
        Piece { bytes: bytes.to_vec(), line: 1, quotes: bytes.contains(&b'"'), lone_returns }
    }

    fn ours(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let piece = piece(bytes);
        let mut rows = Rows::new(&piece, b',', 0, 1);
        let mut all = Vec::new();
        while let Some((_, fields)) = rows.next() {
            all.push(fields.iter().map(<[u8]>::to_vec).collect());
        }
        all
    }

    /// A field without an end is ours alone to refuse.
    fn is_closed(bytes: &[u8]) -> bool {
        let piece = piece(bytes);
        let mut rows = Rows::new(&piece, b',', 0, 1);
        while rows.next().is_some() {}
        rows.open_quote().is_none()
    }

    fn theirs(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        reader.byte_records().map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
    }

    #[test]
    fn a_field_is_found_as_it_is_written() {
        let row = b"a,\"b, \"\"c\"\"\",d\r\n";
        assert_eq!(written(row, 0, b',', 1), 2..12);
        assert_eq!(written(row, 0, b',', 2), 13..14);
    }

    #[test]
    fn lines_are_counted_through_quoted_breaks_and_blank_lines() {
        let piece = piece(b"a,b\r\n\r\n\"c\nd\",e\nf,g\n");
        let mut rows = Rows::new(&piece, b',', 0, 1);
        let mut lines = Vec::new();
        while let Some((at, _)) = rows.next() {
            lines.push(at.line);
        }
        assert_eq!(lines, [1, 3, 5]);
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in "[a\",\r\n é]{0,40}") {
            prop_assume!(is_closed(text.as_bytes()));
            prop_assert_eq!(ours(text.as_bytes()), theirs(text.as_bytes()));
        }
    }
}
