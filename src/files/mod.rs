//! The only reader of files: bytes with their path, text with its encoding, folders in one order.
//!
//! Settings and narrative are read whole, since they are small; files of data are streams that
//! `content` opens and `archive` finds. What can be wrong here is a file that is not there, may not
//! be read or is not text. Nothing here knows what a file means.

mod archive;
mod content;
mod encoding;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use crate::report::{Diagnostic, Place, Report, Reported, Result};

pub use archive::Member;
pub use content::{Content, Origin};
pub use encoding::{Encoding, decoded, transcoded, utf8};

/// The folder of a site, the origin of every path in a message.
#[derive(Debug, Clone)]
pub struct Root {
    folder: PathBuf,
}

/// Of each file its size and the time of its last change, by its path below the site's folder.
pub type Stamps = BTreeMap<String, Option<(u64, Option<SystemTime>)>>;

/// The text of one file, with the path its messages name.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Below the site's folder, with forward slashes.
    pub path: Arc<str>,
    /// All of it.
    pub text: Arc<str>,
}

impl TextFile {
    /// A place in it.
    pub fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::text(&self.path, &self.text, range)
    }
}

impl Root {
    /// A site's folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder on this machine.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a file or folder of this path is there.
    pub fn exists(&self, path: &str) -> bool {
        self.folder.join(path).exists()
    }

    /// The bytes of a file as it is stored.
    pub fn bytes(&self, report: &Report, path: &str) -> Result<Vec<u8>> {
        let full = self.folder.join(path);
        if full.is_dir() {
            let found = Diagnostic::error("a file is needed here, and this is a folder");
            return Err(report.add(found.at(Place::file(path)).help("name a file in it")));
        }
        fs::read(&full).map_err(|cause| report.add(unreadable(path, &cause)))
    }

    /// The SHA-256 of a file as it is stored, read in a stream.
    pub fn sha256(&self, report: &Report, path: &str) -> Result<String> {
        let mut file = fs::File::open(self.folder.join(path)).map_err(|cause| report.add(unreadable(path, &cause)))?;
        let mut digest = Sha256::new();
        let mut block = vec![0; 1 << 18];
        loop {
            match file.read(&mut block) {
                Ok(0) => return Ok(hexadecimal(&digest.finalize())),
                Ok(size) => digest.update(&block[..size]),
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(report.add(unreadable(path, &cause))),
            }
        }
    }

    /// How many bytes a file has as it is stored; `None` if it is not there.
    pub fn size(&self, path: &str) -> Option<u64> {
        fs::metadata(self.folder.join(path)).ok().filter(fs::Metadata::is_file).map(|file| file.len())
    }

    /// Whether a file, however it is named or linked to, lies in a folder of the site.
    pub fn lies_in(&self, path: &str, folder: &str) -> bool {
        let real = |path: &str| self.folder.join(path).canonicalize().ok();
        real(path).zip(real(folder)).is_some_and(|(file, folder)| file.starts_with(folder))
    }

    /// The text of a file, which must be UTF-8; a byte order mark is dropped.
    pub fn text(&self, report: &Report, path: &str) -> Result<TextFile> {
        let bytes = self.bytes(report, path)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(fault) => return Err(not_utf8(report, path, fault.as_bytes(), fault.utf8_error().valid_up_to())),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(TextFile { path: path.into(), text: text.into() })
    }

    /// The paths of all files below a folder that end in `ending`, sorted, hidden ones left out.
    /// A folder that is not there holds none.
    pub fn files(&self, report: &Report, folder: &str, ending: &str) -> Result<Vec<String>> {
        let start = self.folder.join(folder);
        if !start.is_dir() {
            return Ok(Vec::new());
        }
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        let mut paths = Vec::new();
        for entry in walkdir::WalkDir::new(start).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = entry.map_err(|cause| {
                let text = cause.io_error().map_or_else(|| cause.to_string(), ToString::to_string);
                report.add(Diagnostic::error(format!("this folder cannot be read: {text}")).at(Place::file(folder)))
            })?;
            let path = self.relative(entry.path());
            if entry.file_type().is_file() && path.ends_with(ending) {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// The paths of all files below a folder, sorted, hidden ones and those that links lead to among them; what cannot
    /// be read is left out.
    pub fn linked_files(&self, folder: &str) -> Vec<String> {
        let entries = walkdir::WalkDir::new(self.folder.join(folder)).follow_links(true).into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        let mut paths: Vec<String> = files.map(|entry| self.relative(entry.path())).collect();
        paths.sort();
        paths
    }

    /// The size and the time of the last change of every file below these files and folders, hidden ones too, without
    /// what lies in the folder `except`. Two that are equal were taken of the same files, as far as a system that
    /// notes the time of each change can tell.
    pub fn stamps(&self, parts: &[&str], except: Option<&Path>) -> Stamps {
        let except = except.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        let mut stamps = Stamps::new();
        for part in parts {
            // What a link leads to is read, so it is looked at.
            let entries = walkdir::WalkDir::new(self.folder.join(part)).follow_links(true).into_iter();
            let entries =
                entries.filter_entry(|entry| except.as_ref().is_none_or(|path| !entry.path().starts_with(path)));
            for entry in entries.flatten().filter(|entry| entry.file_type().is_file()) {
                let data = entry.metadata().ok();
                let stamp = data.map(|data| (data.len(), data.modified().ok()));
                stamps.insert(self.relative(entry.path()), stamp);
            }
        }
        stamps
    }

    /// The path below the site's folder, with forward slashes.
    fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}

fn unreadable(path: &str, cause: &std::io::Error) -> Diagnostic {
    let found = match cause.kind() {
        std::io::ErrorKind::NotFound => Diagnostic::error("this file is not there"),
        std::io::ErrorKind::PermissionDenied => Diagnostic::error("this file may not be read")
            .help("give yourself permission to read it, or close the program that holds it"),
        _ => Diagnostic::error(format!("this file cannot be read: {cause}")),
    };
    found.at(Place::file(path))
}

fn not_utf8(report: &Report, path: &str, bytes: &[u8], valid: usize) -> Reported {
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = bytes[..valid].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[valid..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| valid + at);
    let column = String::from_utf8_lossy(&bytes[start..valid]).chars().count() + 1;
    let text = String::from_utf8_lossy(&bytes[start..end]).trim_end_matches('\r').to_owned();
    let found = Diagnostic::error("this file is not UTF-8 text")
        .at(Place::line(path, line, column, 1, Some(text)))
        .label("this byte is of another encoding")
        .help("save the file as UTF-8");
    report.add(found)
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut out, byte| {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        out
    })
}
