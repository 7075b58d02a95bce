//! The first files of a site, or of a part of one, where nothing is yet.
//!
//! In go paths and texts, out come the files. What can be wrong is a file that is there already, and a disk. What an
//! author wrote is never replaced: where one of the files is there, none is written.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use super::system;
use crate::report::{Diagnostic, Place, Report, Result};

/// Writes files below `folder`, unless one of them is there.
pub fn beginning(report: &Report, folder: &Path, files: &[(String, String)]) -> Result<()> {
    for (path, _) in files.iter().filter(|(path, _)| folder.join(path).exists()) {
        let shown = folder.join(path).to_string_lossy().replace('\\', "/");
        let found = Diagnostic::error("this file is there already, and it was left as it is").at(Place::file(&shown));
        report.add(found.help("choose another name, or move the file away first; nothing was written"));
    }
    report.sound(())?;
    for (path, text) in files {
        let path = folder.join(path);
        let refused = |cause: &std::io::Error| system(report, &path, "write", cause);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|cause| system(report, parent, "make the folder", &cause))?;
        }
        // Whoever wrote a file since it was looked for keeps it.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|cause| refused(&cause))?;
        file.write_all(text.as_bytes()).map_err(|cause| refused(&cause))?;
    }
    Ok(())
}
