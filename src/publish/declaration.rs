//! A `source.yaml` saved beside the files that it describes, where none is yet.
//!
//! In go its words and a folder, out comes the path of a new file. What can be wrong is a folder that is not
//! there, a declaration that is there already, and a disk. What an author wrote is never replaced.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::system;
use crate::report::{Diagnostic, Place, Report, Result};

/// Writes `folder/source.yaml`, unless there is one.
pub fn declaration(report: &Report, folder: &Path, text: &str) -> Result<PathBuf> {
    let path = folder.join("source.yaml");
    let shown = path.to_string_lossy().replace('\\', "/");
    if !folder.is_dir() {
        let found = Diagnostic::error("this folder is not there").at(Place::file(&folder.to_string_lossy()));
        return Err(report.add(found.help("make it, and copy the files of the source into it")));
    }
    match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(|cause| system(report, &path, "write", &cause))?;
            Ok(path)
        }
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
            let found =
                Diagnostic::error("there is a source.yaml already, and it was left as it is").at(Place::file(&shown));
            Err(report.add(found.help("compare it with what `--yaml` prints, or move it away first")))
        }
        Err(cause) => Err(system(report, &path, "write", &cause)),
    }
}
