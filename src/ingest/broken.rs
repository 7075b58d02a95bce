//! What is said of rows that are broken: of another length than the header, without an end, unreadable.
//!
//! In goes what stopped a row from being read, out comes a message that shows the place, and the row itself
//! where rows may be shown. Nothing here reads on.

use super::fault::Quote;
use super::fields::At;
use super::pieces::{Piece, Pieces, Stop};
use crate::report::{Diagnostic, Place, counted};

/// The place of `length` bytes at `start`, in rows of which the one that begins at `row` is on `line`.
pub(super) fn place_in(path: &str, text: &[u8], line: usize, row: usize, start: usize, length: usize) -> Place {
    let line = line + memchr::memchr_iter(b'\n', &text[row..start]).count();
    let from = memchr::memrchr2(b'\n', b'\r', &text[..start]).map_or(0, |at| at + 1);
    let to = memchr::memchr2(b'\n', b'\r', &text[start..]).map_or(text.len(), |at| start + at);
    let chars = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
    let column = chars(&text[from..start]) + 1;
    let shown = String::from_utf8_lossy(&text[from..to]).trim_end_matches('\r').to_owned();
    Place::line(path, line, column, chars(&text[start..(start + length).min(to)]), Some(shown))
}

/// A row that has another number of fields than the header.
pub(super) fn ragged(path: &str, quote: Quote, at: At<'_>, fields: usize, wanted: usize) -> Diagnostic {
    let message = format!("this row has {} and the header {wanted}", counted(fields, "field"));
    let label = if fields > wanted { "too many" } else { "too few" };
    let rest = &at.text[at.start..];
    let row = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    let is_cut = memchr::memchr(b'\r', row).is_some();
    let row = String::from_utf8_lossy(row).into_owned();
    let length = row.chars().count();
    let found = Diagnostic::error(message)
        .at(quote.place(Place::line(path, at.line as usize, 1, length, Some(row))))
        .label(label);
    if is_cut {
        let found = found.note("a carriage return stands alone in this line, so the row ends there");
        return found.help("open the file in a spreadsheet, take the line break out of the cell, and save it again");
    }
    found.help(match fields > wanted {
        true => "put a field that holds a comma in quotes",
        false => "fill the row up; leave footnotes out with `footer:` or `until:`",
    })
}

/// A field that opens a quote at a byte of a piece and never closes it.
pub(super) fn never_closed(path: &str, quote: Quote, piece: &Piece, open: usize) -> Diagnostic {
    Diagnostic::error("a quoted field is never closed")
        .at(quote.place(place_in(path, &piece.bytes, piece.line, 0, open, 1)))
        .label("this quote opens it")
        .help("close it with `\"`, and write `\"\"` for a quote that belongs to the text")
}

/// A text that stops before its end.
pub(super) fn stopped(path: &str, pieces: &Pieces, quote: Quote, stop: Stop) -> Diagnostic {
    match stop {
        Stop::Unread(cause) => pieces.origin().fault(&cause),
        Stop::Endless(line, bytes) => {
            let text = String::from_utf8_lossy(&bytes).lines().next().unwrap_or_default().to_owned();
            let length = text.chars().count();
            Diagnostic::error("this row is longer than 16 MB")
                .at(quote.place(Place::line(path, line, 1, length, Some(text))))
                .label("it begins here and does not end")
                .help("close a quoted field with `\"`, or say what separates fields under `delimiter:`")
        }
    }
}
