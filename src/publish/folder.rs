//! Three folders side by side: the site, the next one being written, and the last one being taken away.
//!
//! A run that is killed leaves the old site or the new one, whole. A folder that is not ours is never
//! replaced: only one with our manifest in it, or an empty one.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::changes::Change;
use super::{remove, system};
use crate::model::audience::Audience;
use crate::report::{Diagnostic, Report, Result};

/// The list of what was published.
pub(super) const MANIFEST: &str = "manifest.json";
/// What our manifests say they were made by.
pub(super) const GENERATOR: &str = "sna";
/// Held while a site is written, so that two runs do not write one folder.
const LOCK: &str = ".sna-writing";

/// A site being written beside the one it will replace.
#[derive(Debug)]
pub(super) struct Folder {
    current: PathBuf,
    next: PathBuf,
    old: PathBuf,
    lock: File,
}

/// `public` with an ending: `public.next`.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    folder.with_file_name(name)
}

/// What the list of a folder says of it.
fn manifest(folder: &Path) -> serde_json::Value {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Whether a folder holds a site of ours.
fn is_ours(folder: &Path) -> bool {
    manifest(folder)["generator"] == GENERATOR
}

/// Whom the site in a folder is for, if it holds one of ours; one that does not say is for everyone.
fn audience_of(folder: &Path) -> Option<Audience> {
    let manifest = manifest(folder);
    let word = manifest["audience"].as_str().unwrap_or(Audience::Public.word());
    (manifest["generator"] == GENERATOR).then(|| word.parse().unwrap_or_default())
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// What bytes are beside the file that stands at a path.
fn change(stands: &Path, bytes: &[u8]) -> Change {
    match fs::symlink_metadata(stands) {
        Err(_) => Change::New,
        Ok(file) if file.is_file() && file.len() == bytes.len() as u64 => match fs::read(stands) {
            Ok(before) if before == bytes => Change::Same,
            _ => Change::Other,
        },
        Ok(_) => Change::Other,
    }
}

/// Does something with a file whose folder is made first if it has to be.
fn in_folder<T>(file: &Path, mut make: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    match make() {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            make()
        }
        other => other,
    }
}

impl Folder {
    /// Makes ready to write beside `output`: puts back what an interrupted run took away, and clears what
    /// it left.
    ///
    /// A site of another audience is never replaced: its numbers were released to others.
    pub(super) fn open(report: &Report, output: &Path, audience: Audience) -> Result<Self> {
        // A folder named `.` or ending in `..` has no name to put another beside.
        let output = std::path::absolute(output).map_err(|cause| system(report, output, "find", &cause))?;
        let (current, next, old) = (output.clone(), beside(&output, ".next"), beside(&output, ".old"));
        if current.exists() && !current.is_dir() {
            let found = Diagnostic::error(format!("`{}` is a file", output.display()));
            return Err(report.add(found.of_machine().help("name a folder with `--output`")));
        }
        if current.exists() && !is_ours(&current) && !is_empty(&current) {
            let found =
                Diagnostic::error(format!("`{}` holds files that are not a site of this tool", output.display()))
                    .note(format!("a site of ours has a `{MANIFEST}`, and there is none, so nothing was touched"));
            return Err(
                report.add(found.of_machine().help("name another folder with `--output`, or empty this one yourself"))
            );
        }
        let standing = if current.exists() { &current } else { &old };
        if let Some(other) = audience_of(standing).filter(|other| *other != audience) {
            let name =
                |audience: Audience| if audience == Audience::Public { "a public site" } else { "a site for partners" };
            let message = format!("`{}` holds {}", standing.display(), name(other));
            let found = Diagnostic::error(message).of_machine();
            let found =
                found.note(format!("its `{MANIFEST}` says so; this is {}, and nothing was touched", name(audience)));
            let help = format!("name another folder with `--output`, or build with `--audience {}`", other.word());
            return Err(report.add(found.help(help)));
        }
        // An exchanged site that a killed run had not yet marked has a manifest.
        if next.exists() && !next.join(LOCK).exists() && !is_ours(&next) && !is_empty(&next) {
            let found = Diagnostic::error(format!("`{}` is in the way", next.display()))
                .note("the next site is written there, and its files are not of this tool, so nothing was touched");
            return Err(report.add(found.of_machine().help("move it away, or name another folder with `--output`")));
        }
        fs::create_dir_all(&next).map_err(|cause| system(report, &next, "make", &cause))?;
        let lock = Self::lock(report, &next)?;
        let folder = Self { current, next, old, lock };
        folder.recover(report)?;
        Ok(folder)
    }

    fn lock(report: &Report, next: &Path) -> Result<File> {
        let path = next.join(LOCK);
        let lock = File::create(&path).map_err(|cause| system(report, &path, "write", &cause))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => {
                let found = Diagnostic::error(format!("another run is writing `{}`", next.display()));
                Err(report.add(
                    found.of_machine().help("wait until it has finished, or choose another folder with `--output`"),
                ))
            }
            // Some network drives know no locks; one run at a time is then up to the user.
            Err(TryLockError::Error(_)) => Ok(lock),
        }
    }

    /// Puts back a site that was taken away by a run that did not finish, and clears its left-overs.
    fn recover(&self, report: &Report) -> Result<()> {
        if !self.current.exists() && is_ours(&self.old) {
            fs::rename(&self.old, &self.current).map_err(|cause| system(report, &self.old, "put back", &cause))?;
        }
        if is_ours(&self.old) {
            remove(&self.old).map_err(|cause| system(report, &self.old, "remove", &cause))?;
        }
        clear(report, &self.next)
    }

    /// What the list of the site that stands here says.
    pub(super) fn before(&self) -> serde_json::Value {
        manifest(&self.current)
    }

    /// Writes one file of the next site. One that is as it was is not written again, where the system can give one
    /// file two names: what copies the folder elsewhere then sees by its time that it has not changed.
    pub(super) fn write(&self, report: &Report, path: &str, bytes: &[u8]) -> Result<Change> {
        let (full, stands) = (self.next.join(path), self.current.join(path));
        let change = change(&stands, bytes);
        if change == Change::Same && in_folder(&full, || fs::hard_link(&stands, &full)).is_ok() {
            return Ok(change);
        }
        // Never through a name that is there: behind it may be the file of the site that stands.
        let written = in_folder(&full, || File::create_new(&full)).and_then(|mut file| file.write_all(bytes));
        written.map(|()| change).map_err(|cause| system(report, &full, "write", &cause))
    }

    /// Lets the next site take the place of the current one.
    pub(super) fn publish(self, report: &Report) -> Result<()> {
        let Self { current, next, old, lock } = self;
        if current.exists() {
            if exchange(&current, &next) {
                // What was the site is now in `next`, where a later run would clear it away. It is marked first: with
                // its list gone and other files left, nobody could tell whose they are.
                drop(lock);
                // A run that takes the mark at this very moment clears the folder itself.
                if let Ok(mark) = Self::lock(&report.apart(), &next) {
                    clear(report, &next)?;
                    drop(mark);
                    remove(&next).map_err(|cause| system(report, &next, "remove", &cause))?;
                }
                return unlock(report, &current);
            }
            remove(&old).map_err(|cause| system(report, &old, "remove", &cause))?;
            // Windows renames no folder in which a file is open.
            drop(lock);
            fs::rename(&current, &old).map_err(|cause| system(report, &current, "set aside", &cause))?;
            if let Err(cause) = fs::rename(&next, &current) {
                let _ = fs::rename(&old, &current);
                return Err(system(report, &next, "rename", &cause));
            }
            remove(&old).map_err(|cause| system(report, &old, "remove", &cause))?;
        } else {
            drop(lock);
            fs::rename(&next, &current).map_err(|cause| system(report, &next, "rename", &cause))?;
        }
        unlock(report, &current)
    }
}

/// Removes everything in a folder but the mark that it is ours.
fn clear(report: &Report, folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|cause| system(report, folder, "read", &cause))?;
    for entry in entries.flatten().filter(|entry| entry.file_name() != LOCK) {
        let path = entry.path();
        let removed = if path.is_dir() { remove(&path) } else { fs::remove_file(&path) };
        removed.map_err(|cause| system(report, &path, "remove", &cause))?;
    }
    Ok(())
}

/// Removes the mark of a site in the making from the published one.
fn unlock(report: &Report, current: &Path) -> Result<()> {
    let path = current.join(LOCK);
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(system(report, &path, "remove", &cause)),
        _ => Ok(()),
    }
}

/// Exchanges two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

/// Other systems rename twice; a run killed between the two is put right by the next.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
