//! How a text is encoded, told from its bytes: UTF-8 with or without a mark, UTF-16, or Windows-1252.
//!
//! UTF-16 is turned into UTF-8 as it is read. Whether a text without a mark is UTF-8 is known only when
//! all of it has been seen, so [`utf8`] is asked for each piece. Nothing here knows rows or columns.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark, or one that can be told by its zero bytes.
    Utf16,
    /// Windows-1252, what spreadsheets save as "CSV" in western Europe.
    Windows1252,
}

impl Encoding {
    /// Its name, for readers; nothing for UTF-8, which is usual.
    pub fn unusual(self) -> Option<&'static str> {
        match self {
            Self::Utf8 => None,
            Self::Utf16 => Some("UTF-16"),
            Self::Windows1252 => Some("Windows-1252"),
        }
    }
}

/// The stream of a text without its byte order mark, in UTF-8 where it was UTF-16, told by `head`, its
/// first bytes, which are not in `rest`.
pub fn transcoded(head: Vec<u8>, rest: impl Read + Send + 'static) -> (Box<dyn Read + Send>, Encoding) {
    let zeros = |odd: usize| head.iter().take(64).skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len().min(64) / 2;
    // A text without a mark whose every second byte is zero can be nothing else.
    let decoder = match head.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => {
            let head = io::Cursor::new(head);
            let mut head = head;
            head.set_position(3);
            return (Box::new(head.chain(rest)), Encoding::Utf8);
        }
        [0xff, 0xfe, ..] => UTF_16LE.new_decoder_with_bom_removal(),
        [0xfe, 0xff, ..] => UTF_16BE.new_decoder_with_bom_removal(),
        _ if half >= 4 && zeros(1) * 10 > half * 9 && zeros(0) == 0 => UTF_16LE.new_decoder_without_bom_handling(),
        _ if half >= 4 && zeros(0) * 10 > half * 9 && zeros(1) == 0 => UTF_16BE.new_decoder_without_bom_handling(),
        _ => return (Box::new(io::Cursor::new(head).chain(rest)), Encoding::Utf8),
    };
    (
        Box::new(Transcoded {
            inner: io::Cursor::new(head).chain(rest),
            decoder,
            out: Vec::new(),
            at: 0,
            ended: false,
        }),
        Encoding::Utf16,
    )
}

/// A piece of a text as UTF-8, and whether it had to be read as Windows-1252.
pub fn utf8(piece: Vec<u8>) -> (Vec<u8>, Encoding) {
    if std::str::from_utf8(&piece).is_ok() {
        return (piece, Encoding::Utf8);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&piece);
    let text = match text {
        Cow::Borrowed(text) => text.as_bytes().to_vec(),
        Cow::Owned(text) => text.into_bytes(),
    };
    (text, Encoding::Windows1252)
}

/// UTF-16 as UTF-8.
struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() && !self.ended {
            let mut raw = [0; 1 << 14];
            let size = self.inner.read(&mut raw)?;
            self.ended = size == 0;
            let most = self.decoder.max_utf8_buffer_length(size).unwrap_or(size * 3 + 16);
            self.out.resize(most, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&raw[..size], &mut self.out, self.ended);
            self.out.truncate(written);
            self.at = 0;
        }
        let size = block.len().min(self.out.len() - self.at);
        block[..size].copy_from_slice(&self.out[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

/// The whole of a small text, and how it was encoded.
pub fn decoded(bytes: Vec<u8>) -> (String, Encoding) {
    let (mut stream, marked) = transcoded(bytes, io::empty());
    let mut text = Vec::new();
    // Bytes in memory can always be read.
    let _ = stream.read_to_end(&mut text);
    let (text, encoding) = utf8(text);
    let encoding = if marked == Encoding::Utf8 { encoding } else { marked };
    (String::from_utf8(text).unwrap_or_default(), encoding)
}
