//! The files inside a ZIP archive: their names, and where their bytes lie.
//!
//! In goes the path of an archive, out come its members, sorted by name. What can be wrong is an archive
//! that is cut short, locked with a password, or packed in a way that nothing here unpacks. Nothing is
//! unpacked here.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::content::{Content, Packing};
use super::{Root, unreadable};
use crate::report::{Diagnostic, Place, Report, Result};

/// One file inside an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, with the folders it stands in.
    pub name: String,
    start: u64,
    packed: u64,
    size: u64,
    checksum: u32,
    method: Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Stored,
    Deflated,
    Locked,
    Other,
}

impl Root {
    /// The files of the ZIP archive at `path`, sorted by name; folders and what macOS adds are left out.
    pub fn members(&self, report: &Report, path: &str) -> Result<Vec<Member>> {
        let file = File::open(self.folder.join(path)).map_err(|cause| report.add(unreadable(path, &cause)))?;
        let damaged = |_| {
            let found = Diagnostic::error("this is not a ZIP archive, or it ends too early").at(Place::file(path));
            report.add(found.help("ask for the file again, or copy it again from where it came"))
        };
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        let mut members = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(damaged)?;
            let Ok(name) = entry.name() else { continue };
            let name = name.replace('\\', "/");
            let is_of_system =
                name.starts_with("__MACOSX/") || name.rsplit('/').next().is_none_or(|file| file.starts_with('.'));
            if entry.is_dir() || is_of_system {
                continue;
            }
            let method = match entry.compression() {
                _ if entry.encrypted() => Method::Locked,
                CompressionMethod::Stored => Method::Stored,
                CompressionMethod::Deflated => Method::Deflated,
                _ => Method::Other,
            };
            let start = entry.data_start().unwrap_or(0);
            let (packed, size, checksum) = (entry.compressed_size(), entry.size(), entry.crc32());
            members.push(Member { name, start, packed, size, checksum, method });
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(members)
    }

    /// The unpacked bytes of a member of the archive at `path`; messages name it as `path/member`.
    pub fn open_member(&self, report: &Report, path: &str, member: &Member) -> Result<Content> {
        let inside = format!("{path}/{}", member.name);
        let fault =
            |message: &str, help: &str| Err(report.add(Diagnostic::error(message).at(Place::file(&inside)).help(help)));
        match member.method {
            Method::Locked => return fault("this file is locked with a password", "ask for the archive without one"),
            Method::Other => {
                return fault(
                    "this file is packed in a way that is not read here",
                    "unpack the archive, and pack it again as an ordinary ZIP",
                );
            }
            Method::Stored | Method::Deflated => {}
        }
        let opened = File::open(self.folder.join(path)).and_then(|mut file| {
            file.seek(SeekFrom::Start(member.start))?;
            Ok(file.take(member.packed))
        });
        let packed = opened.map_err(|cause| report.add(unreadable(path, &cause)))?;
        let bytes: Box<dyn std::io::Read + Send> = match member.method {
            Method::Deflated => Box::new(DeflateDecoder::new(BufReader::with_capacity(1 << 17, packed))),
            _ => Box::new(packed),
        };
        let packing = Packing::Archive { size: member.size, checksum: member.checksum };
        Ok(Content::new(&inside, bytes, packing, member.packed))
    }
}
