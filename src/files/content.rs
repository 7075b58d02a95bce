//! The content of one file of data as a stream, unpacked as it is read and bounded.
//!
//! In goes a path, out come bytes, a block at a time, so that memory does not grow with the file. What
//! can be wrong is a file that is cut short, damaged, or unpacks to far more than it should; the reader of
//! the stream gets an [`std::io::Error`], and [`Origin::fault`] turns it into words.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;

use flate2::Crc;
use flate2::bufread::MultiGzDecoder;

use super::{Root, unreadable};
use crate::report::{Diagnostic, Place, Report, Result};

/// The largest size a packed file may unpack to: three years of every force's street crime are 3 GB.
const MOST: u64 = 16 << 30;

/// No table of text packs this well; what unpacks to so much more was made to fill a memory.
const MOST_TIMES: u64 = 400;

/// Below this size nothing needs a bound.
const SMALL: u64 = 64 << 20;

/// How a content is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    Plain,
    /// As gzip.
    Gzip,
    /// In an archive, which says how many bytes there are and what their checksum is.
    Archive { size: u64, checksum: u32 },
}

/// Which file a content is of: what is needed to say why it could not be read.
#[derive(Debug, Clone)]
pub struct Origin {
    path: Arc<str>,
    packing: Packing,
    stored: u64,
}

/// The unpacked bytes of one file.
pub struct Content {
    origin: Origin,
    bytes: Box<dyn Read + Send>,
    checksum: Crc,
    /// How many bytes have been read.
    read: u64,
    /// How many may be.
    limit: u64,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("origin", &self.origin).field("read", &self.read).finish_non_exhaustive()
    }
}

impl Origin {
    /// The path that messages name.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is to be said where the bytes could not be read.
    pub fn fault(&self, cause: &io::Error) -> Diagnostic {
        let again = "ask for the file again, or copy it again from where it came";
        let (message, help) = match (self.packing, cause.kind()) {
            (_, io::ErrorKind::FileTooLarge) if self.stored.saturating_mul(MOST_TIMES) > MOST => {
                ("this file unpacks to more than 16 GiB".to_owned(), "cut it into files of one month each")
            }
            (_, io::ErrorKind::FileTooLarge) => (
                format!("this file unpacks to more than {MOST_TIMES} times its size"),
                "a table never does: ask the sender what it is, and do not open it",
            ),
            (Packing::Plain, _) => return unreadable(&self.path, cause),
            (Packing::Gzip, io::ErrorKind::UnexpectedEof) => ("this gzip file ends too early".to_owned(), again),
            (Packing::Gzip, _) => ("this file is called .gz and is not a gzip file, or is damaged".to_owned(), again),
            (Packing::Archive { .. }, _) => ("this file inside the archive is damaged".to_owned(), again),
        };
        Diagnostic::error(message).at(Place::file(&self.path)).help(help)
    }
}

impl Content {
    pub(super) fn new(path: &str, bytes: Box<dyn Read + Send>, packing: Packing, stored: u64) -> Self {
        let limit = match packing {
            Packing::Plain => u64::MAX,
            _ => stored.saturating_mul(MOST_TIMES).clamp(SMALL, MOST),
        };
        Self { origin: Origin { path: path.into(), packing, stored }, bytes, checksum: Crc::new(), read: 0, limit }
    }

    /// Bytes that are in memory already, as if they were the file at `path`.
    pub fn of_bytes(path: &str, bytes: Vec<u8>) -> Self {
        let stored = bytes.len() as u64;
        Self::new(path, Box::new(io::Cursor::new(bytes)), Packing::Plain, stored)
    }

    /// Which file this is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// All bytes, for formats that cannot be read in a stream.
    pub fn all(mut self, report: &Report) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(usize::try_from(self.origin.stored.min(SMALL)).unwrap_or(0));
        match self.read_to_end(&mut out) {
            Ok(_) => Ok(out),
            Err(cause) => Err(report.add(self.origin.fault(&cause))),
        }
    }
}

impl Read for Content {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let size = self.bytes.read(block)?;
        self.read += size as u64;
        if self.read > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if let Packing::Archive { size: whole, checksum } = self.origin.packing {
            self.checksum.update(&block[..size]);
            let is_end = size == 0 && !block.is_empty();
            if is_end && (self.read != whole || self.checksum.sum() != checksum) {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        Ok(size)
    }
}

impl Root {
    /// The content of the file at `path`, unpacked where it is gzip.
    pub fn open(&self, report: &Report, path: &str) -> Result<Content> {
        let full = self.folder.join(path);
        if full.is_dir() {
            let found = Diagnostic::error("a file is needed here, and this is a folder").at(Place::file(path));
            return Err(report.add(found.help("name a file in it, or several with `*`, such as `*-street.csv`")));
        }
        let opened = File::open(&full).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (stored, file) = opened.map_err(|cause| report.add(unreadable(path, &cause)))?;
        Ok(match path.ends_with(".gz") {
            true => {
                let unpacked = MultiGzDecoder::new(BufReader::with_capacity(1 << 17, file));
                Content::new(path, Box::new(unpacked), Packing::Gzip, stored)
            }
            false => Content::new(path, Box::new(file), Packing::Plain, stored),
        })
    }
}
