//! The account of a run, in a file for whoever was not there.
//!
//! In goes its text, out comes the file; that of the last run is replaced. Wrong can be a place inside the published
//! folder, where everybody could read it, and a disk.

use std::fs;
use std::path::Path;

use super::system;
use crate::report::{Diagnostic, Report, Result};

/// Whether the account of a run may stand at `path`, looked at before anything is done.
pub fn log_place(report: &Report, path: &Path, output: &Path) -> Result<()> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (full, output) = (whole(path), whole(output));
    if full.starts_with(&output) {
        let found = Diagnostic::error(format!("the log `{}` would be published", path.display()));
        let found = found.note(format!("it lies in `{}`, which holds the site", output.display())).of_machine();
        return Err(report.add(found.help("name a file elsewhere with `--log`")));
    }
    if full.is_dir() {
        let found = Diagnostic::error(format!("the log `{}` is a folder", path.display())).of_machine();
        return Err(report.add(found.help("name a file with `--log`")));
    }
    // A log that cannot be written is told before the work, not after it.
    fs::write(&full, "").map_err(|cause| system(report, path, "write", &cause))
}

/// Writes the account of a run.
pub fn log(report: &Report, path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|cause| system(report, path, "write", &cause))
}
