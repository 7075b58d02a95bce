//! The only reader of files: bytes with their path, text with its encoding, folders in one order.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};

use crate::report::{Diagnostic, Place, Report, Reported, Result};

/// The folder of a site, the origin of every path in a message.
#[derive(Debug, Clone)]
pub struct Root {
    folder: PathBuf,
}

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

/// The largest size a compressed file may unpack to: a year of every force's street crime is 900 MB.
const UNPACKED_LIMIT: u64 = 4 << 30;

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
        fs::read(&full).map_err(|cause| unreadable(report, path, &cause))
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

    /// The path below the site's folder, with forward slashes.
    fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}

fn unreadable(report: &Report, path: &str, cause: &std::io::Error) -> Reported {
    let found = match cause.kind() {
        std::io::ErrorKind::NotFound => Diagnostic::error("this file is not there"),
        std::io::ErrorKind::PermissionDenied => Diagnostic::error("this file may not be read")
            .help("give yourself permission to read it, or close the program that holds it"),
        _ => Diagnostic::error(format!("this file cannot be read: {cause}")),
    };
    report.add(found.at(Place::file(path)))
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
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        out
    })
}

/// Unpacks gzip where the name ends in `.gz`; bounded, so that a small file cannot fill the memory.
pub fn unpacked(report: &Report, path: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if !path.ends_with(".gz") {
        return Ok(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() * 6);
    let read = MultiGzDecoder::new(bytes.as_slice()).take(UNPACKED_LIMIT + 1).read_to_end(&mut out);
    let fault = match read {
        Ok(size) if size as u64 > UNPACKED_LIMIT => "this file unpacks to more than 4 GiB",
        Ok(_) => return Ok(out),
        Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => "this gzip file ends too early",
        Err(_) => "this file is called .gz and is not a gzip file, or is damaged",
    };
    let help = "ask for the file again, or copy it again from where it came";
    Err(report.add(Diagnostic::error(fault).at(Place::file(path)).help(help)))
}

/// The text of a table, and the name of its encoding where that is not UTF-8.
pub fn decoded(bytes: Vec<u8>) -> (String, Option<&'static str>) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _, _) = encoding.decode(&bytes);
        let name = (encoding != encoding_rs::UTF_8).then(|| encoding.name());
        return (text.into_owned(), name);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(fault) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(fault.as_bytes());
            (text.into_owned(), Some("Windows-1252"))
        }
    }
}
