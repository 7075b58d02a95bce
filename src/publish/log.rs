//! The account of a run, in a file for whoever was not there.
//!
//! In goes its text, out comes the file; the account of the last run is replaced, and no other file is. Wrong can be a
//! place inside a published folder, where everybody could read it, and a disk.

use std::fs::{self, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::system;
use crate::report::{Diagnostic, Report, Result};

/// What each account begins with.
const BEGINS: &[u8] = b"sna ";

/// Whether the account of a run may stand at `path`, looked at before anything is done: `outputs` are the folders in
/// which a site may come to stand.
pub fn log_place(report: &Report, path: &Path, outputs: &[PathBuf]) -> Result<()> {
    let full = resolved(path);
    let refuse = |message: String, note: String| {
        let found = Diagnostic::error(message).of_machine().note(note);
        Err(report.add(found.help("name another file with `--log`")))
    };
    if let Some(output) = outputs.iter().find(|output| full.starts_with(resolved(output))) {
        let note = format!("it lies in `{}`, which holds a site", output.display());
        return refuse(format!("the log `{}` would be published", path.display()), note);
    }
    if full.is_dir() {
        return refuse(format!("the log `{}` is a folder", path.display()), "nothing was touched".to_owned());
    }
    if !is_ours(&full) {
        let note = "it does not begin as a log of this tool does, so nothing was touched".to_owned();
        return refuse(format!("`{}` is there and is no log", path.display()), note);
    }
    // One that cannot be written is told before the work, not after it.
    let opened = OpenOptions::new().append(true).create(true).open(&full);
    opened.map(|_| ()).map_err(|cause| system(report, path, "write", &cause))
}

/// Writes the account of a run.
pub fn log(report: &Report, path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|cause| system(report, path, "write", &cause))
}

/// Whether a file is not there, empty, or the account of an earlier run.
fn is_ours(path: &Path) -> bool {
    let Ok(file) = fs::File::open(path) else { return !path.exists() };
    let mut first = Vec::new();
    file.take(BEGINS.len() as u64).read_to_end(&mut first).is_ok() && (first.is_empty() || first == BEGINS)
}

/// Where a path leads, links followed as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(found) = fs::canonicalize(&whole) {
        return found;
    }
    match (whole.parent(), whole.file_name()) {
        (Some(folder), Some(name)) => resolved(folder).join(name),
        _ => whole,
    }
}
