//! Files for the analyst beside a site: what an edition printed, and the record of disclosure control.
//!
//! In go their texts, out come the paths. What can be wrong is a disk. What was released is never replaced: an
//! edition that is released again, after a correction, has a file of its own beside the first. What is kept is written
//! beside its place first, so that no half of a file stands there.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::system;
use crate::report::{Report, Reported, Result};

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
pub(super) fn release(report: &Report, folder: &Path, edition: &str, text: &str) -> Result<PathBuf> {
    fs::create_dir_all(folder).map_err(|cause| system(report, folder, "make the folder", &cause))?;
    for again in 1_u32.. {
        let name = if again == 1 { format!("{edition}.csv") } else { format!("{edition}-again-{again}.csv") };
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(kept) if kept == text.as_bytes() => return Ok(path),
            Ok(_) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                in_place(report, &path, |file| all(file, text))?;
                return Ok(path);
            }
            Err(cause) => return Err(system(report, &path, "read", &cause)),
        }
    }
    Ok(folder.to_owned())
}

/// Why a file could not be written: the disk, or something that was said already.
pub(super) enum Stopped {
    /// The disk.
    System(std::io::Error),
    /// Something that was said.
    Said(Reported),
}

impl From<std::io::Error> for Stopped {
    fn from(cause: std::io::Error) -> Self {
        Self::System(cause)
    }
}

/// Writes a file beside its place, and puts it there when it is whole.
pub(super) fn in_place(
    report: &Report,
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> std::result::Result<(), Stopped>,
) -> Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".next");
    let next = path.with_file_name(name);
    let written = File::create(&next).map_err(Stopped::from).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        fs::rename(&next, path)?;
        Ok(())
    });
    written.map_err(|stopped| {
        let _ = fs::remove_file(&next);
        match stopped {
            Stopped::System(cause) => system(report, path, "write", &cause),
            Stopped::Said(said) => said,
        }
    })
}

/// Writes a text.
pub(super) fn all(file: &mut BufWriter<File>, text: &str) -> std::result::Result<(), Stopped> {
    Ok(file.write_all(text.as_bytes())?)
}
