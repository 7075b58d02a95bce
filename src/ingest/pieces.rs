//! A text of any size, in pieces of whole rows.
//!
//! In goes the stream of a file, out come pieces of a few megabytes that begin and end between rows, each
//! with the number of its first line, so that pieces can be read side by side in bounded memory. What can
//! be wrong is the stream itself, and a row without an end. Nothing here knows what a row means.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use crate::files::{self, Content, Encoding, Origin};

/// How much of a file is read at once: several passes look at it, so it should fit the cache of a core.
const PIECE: usize = 1 << 20;

/// No row is longer; a quote that is never closed would otherwise take the rest of a file into memory.
const LONGEST: usize = 16 << 20;

/// Whole rows of a text.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The rows, in UTF-8.
    pub(super) bytes: Vec<u8>,
    /// The line that the first byte is on, from 1.
    pub(super) line: usize,
    /// Whether a quote stands anywhere in it.
    pub(super) quotes: bool,
    /// Whether a carriage return ends a row alone, as spreadsheets on old systems write it.
    pub(super) lone_returns: bool,
}

/// Why there is no further piece.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file could not be read.
    Unread(io::Error),
    /// A row has no end: the line it begins on, and its first bytes.
    Endless(usize, Vec<u8>),
}

/// The pieces of one text, in order.
pub(super) struct Pieces {
    stream: Box<dyn Read + Send>,
    origin: Origin,
    delimiter: u8,
    /// Lines to leave out at the end; a text that has some is read whole.
    footer: usize,
    carry: Vec<u8>,
    line: usize,
    ended: bool,
    /// Whether something stopped the reading, after which nothing is read.
    stopped: bool,
    encoding: Encoding,
}

impl Pieces {
    /// Begins to read; `head` is what has been read of the content already.
    pub(super) fn new(content: Content, head: Vec<u8>, delimiter: u8, footer: usize) -> Self {
        let origin = content.origin().clone();
        let (stream, encoding) = files::transcoded(head, content);
        Self { stream, origin, delimiter, footer, carry: Vec::new(), line: 1, ended: false, stopped: false, encoding }
    }

    /// Which file this is.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How the text read so far is encoded.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The next piece; `spare` is a buffer that may be used again.
    pub(super) fn next(&mut self, spare: Vec<u8>) -> Result<Option<Piece>, Stop> {
        if self.stopped {
            return Ok(None);
        }
        let next = self.read(spare);
        self.stopped = next.is_err();
        next
    }

    fn read(&mut self, spare: Vec<u8>) -> Result<Option<Piece>, Stop> {
        let mut bytes = std::mem::replace(&mut self.carry, spare);
        self.carry.clear();
        let mut wanted = PIECE;
        let cut = loop {
            self.fill(&mut bytes, wanted).map_err(Stop::Unread)?;
            if self.ended {
                break footer(&bytes, self.footer);
            }
            if self.footer > 0 {
                wanted = wanted.saturating_mul(2);
                continue;
            }
            if let Some(cut) = last_row_end(&bytes, self.delimiter, b'\n') {
                break cut;
            }
            // Old systems end rows with a carriage return; the last byte may be half of another break.
            let whole = bytes.len().saturating_sub(1);
            if let Some(cut) = last_row_end(&bytes[..whole], self.delimiter, b'\r') {
                break cut;
            }
            if bytes.len() >= LONGEST {
                bytes.truncate(256);
                return Err(Stop::Endless(self.line, bytes));
            }
            wanted = bytes.len() * 2;
        };
        if !self.ended {
            self.carry.extend_from_slice(&bytes[cut..]);
        }
        bytes.truncate(cut);
        if bytes.is_empty() {
            return Ok(None);
        }
        let (bytes, encoding) = files::utf8(bytes);
        if encoding != Encoding::Utf8 {
            self.encoding = encoding;
        }
        let line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count();
        let quotes = memchr(b'"', &bytes).is_some();
        // A piece that ends with one was cut there because no line feed follows.
        let lone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
        let returns = memchr_iter(b'\r', &bytes).filter(lone).count();
        self.line += returns;
        let lone_returns = returns > 0;
        Ok(Some(Piece { bytes, line, quotes, lone_returns }))
    }

    /// Reads until there are so many bytes, or no more.
    fn fill(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
        let missing = wanted.saturating_sub(bytes.len());
        if self.ended || missing == 0 {
            return Ok(());
        }
        bytes.reserve(missing);
        let read = self.stream.by_ref().take(missing as u64).read_to_end(bytes)?;
        self.ended = read < missing;
        Ok(())
    }
}

/// The byte after the last row that ends with `line_end` within `bytes`, which begin with a row.
fn last_row_end(bytes: &[u8], delimiter: u8, line_end: u8) -> Option<usize> {
    let mut last = None;
    let mut at = 0;
    loop {
        // Outside of quotes up to the next one.
        let quote = memchr(b'"', &bytes[at..]).map(|offset| at + offset);
        let end = quote.unwrap_or(bytes.len());
        if let Some(offset) = memrchr(line_end, &bytes[at..end]) {
            last = Some(at + offset + 1);
        }
        let Some(quote) = quote else { return last };
        let opens = quote == 0 || bytes[quote - 1] == delimiter || matches!(bytes[quote - 1], b'\n' | b'\r');
        at = quote + 1;
        if !opens {
            continue;
        }
        loop {
            let Some(offset) = memchr(b'"', &bytes[at..]) else { return last };
            at += offset + 1;
            match bytes.get(at) {
                Some(b'"') => at += 1,
                Some(_) => break,
                // Whether the quote closes is told by the next byte, which has not been read.
                None => return last,
            }
        }
    }
}

/// The byte at which the last `lines` lines begin.
fn footer(text: &[u8], lines: usize) -> usize {
    let mut end = text.len();
    for _ in 0..lines {
        let above = text[..end].strip_suffix(b"\n").unwrap_or(&text[..end]);
        end = memrchr(b'\n', above).map_or(0, |at| at + 1);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_where_a_row_does() {
        assert_eq!(last_row_end(b"a,b\nc,d\ne", b',', b'\n'), Some(8));
        assert_eq!(last_row_end(b"a,\"b\nc\"\nd", b',', b'\n'), Some(8));
        assert_eq!(last_row_end(b"a,\"b\nc\nd", b',', b'\n'), None);
        assert_eq!(last_row_end(b"a,5\" pipe\nc", b',', b'\n'), Some(10));
        assert_eq!(last_row_end(b"a\n\"b\"\"\n\"", b',', b'\n'), Some(2));
    }

    #[test]
    fn rows_of_old_systems_end_with_a_carriage_return() {
        assert_eq!(last_row_end(b"a,b\rc,d\re", b',', b'\n'), None);
        assert_eq!(last_row_end(b"a,b\rc,d\re", b',', b'\r'), Some(8));
    }

    #[test]
    fn a_footer_is_counted_in_lines() {
        assert_eq!(footer(b"a\nb\nc\n", 1), 4);
        assert_eq!(footer(b"a\nb\nc", 2), 2);
        assert_eq!(footer(b"a\n", 9), 0);
    }
}
