//! Files for the analyst beside a site: what an edition printed, and the record of disclosure control.
//!
//! In go their texts, out come the paths. What can be wrong is a disk. What was released is never replaced: an
//! edition that is released again, after a correction, has a file of its own beside the first.

use std::fs;
use std::path::{Path, PathBuf};

use super::system;
use crate::report::{Report, Result};

/// Writes texts into a folder, which is made where there is none; those of the last time are replaced.
pub fn record(report: &Report, folder: &Path, files: &[(&str, &str)]) -> Result<()> {
    fs::create_dir_all(folder).map_err(|cause| system(report, folder, "make the folder", &cause))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|cause| system(report, &path, "write", &cause))?;
    }
    Ok(())
}

/// Keeps what an edition printed, and says where. The same text twice is kept once.
pub fn release(report: &Report, folder: &Path, edition: &str, text: &str) -> Result<PathBuf> {
    fs::create_dir_all(folder).map_err(|cause| system(report, folder, "make the folder", &cause))?;
    for again in 1_u32.. {
        let name = if again == 1 { format!("{edition}.csv") } else { format!("{edition}-again-{again}.csv") };
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(kept) if kept == text.as_bytes() => return Ok(path),
            Ok(_) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return match fs::write(&path, text) {
                    Ok(()) => Ok(path),
                    Err(cause) => Err(system(report, &path, "write", &cause)),
                };
            }
            Err(cause) => return Err(system(report, &path, "read", &cause)),
        }
    }
    Ok(folder.to_owned())
}
