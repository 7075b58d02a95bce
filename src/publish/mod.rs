//! The only writer of files: a site goes beside the old one, is checked, and takes its place in one step.
//!
//! Comes in: a [`Site`]. Goes out: a folder. Wrong can be: a page (links, ids, headings), a folder that
//! is not ours, a disk. Whatever goes wrong, the last good site stays as it was.

mod beginning;
mod changes;
mod check;
mod declaration;
mod folder;
mod freeze;
mod log;
mod page;
mod record;
mod tally;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

pub use self::beginning::beginning;
use self::changes::Change;
pub use self::changes::Changes;
pub use self::declaration::declaration;
use self::folder::Folder;
pub use self::freeze::{Freezing, freeze};
pub use self::log::{log, log_place};
pub use self::record::record;
pub use self::tally::{HEADER, tally};

use crate::files::sha256;
use crate::ledger::{Standing, VERSION};
use crate::progress::Progress;
use crate::render::Site;
use crate::report::{Diagnostic, Report, Result};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Pages of HTML.
    pub pages: usize,
    /// Whether the edition was released by another version of the program, and was published as it was then.
    pub carried: bool,
    /// All files.
    pub files: usize,
    /// Figures.
    pub figures: usize,
    /// Bytes in all.
    pub bytes: usize,
    /// What changed, where a site stood in the folder before.
    pub changes: Option<Changes>,
}

/// A file that was made: its hash, its size, what it is beside the one before, and what the checks need of it.
struct Made {
    sha256: String,
    bytes: usize,
    change: Change,
    facts: Option<page::Facts>,
}

/// Makes every file of a site and hands it to `keep`; then checks the pages as pages.
fn make(
    report: &Report,
    progress: &Progress,
    site: &Site,
    keep: impl Fn(&str, &[u8]) -> Result<Change> + Sync,
) -> Result<BTreeMap<String, Made>> {
    let paths: Vec<&str> = site.paths().collect();
    progress.begin(5, paths.len());
    let made: Vec<(String, Option<Made>)> = paths
        .into_par_iter()
        .map(|path| {
            let bytes = site.make(report, path).and_then(Result::ok);
            let made = bytes.and_then(|bytes| {
                let change = keep(path, &bytes).ok()?;
                // What was frozen was checked when it was made, and cannot be mended here.
                let is_page = path.ends_with(".html") && !site.is_carried(path);
                let facts = is_page.then(|| page::facts(&String::from_utf8_lossy(&bytes), site.audience()));
                Some(Made { sha256: sha256(&bytes), bytes: bytes.len(), change, facts })
            });
            progress.step();
            (path.to_owned(), made)
        })
        .collect();
    progress.begin(6, 0);
    let made: BTreeMap<String, Made> =
        report.sound(made)?.into_iter().filter_map(|(path, made)| Some((path, made?))).collect();
    check::check(report, site, &made);
    freeze::unchanged(report, site, &made);
    report.sound(made)
}

/// Makes and checks every page, and writes none.
pub fn check(report: &Report, progress: &Progress, site: &Site) -> Result<Written> {
    let made = make(report, progress, site, |_, _| Ok(Change::Same))?;
    Ok(sums(site, &made, None))
}

/// Publishes a site to the folder `output`.
pub fn write(report: &Report, progress: &Progress, site: &Site, output: &Path) -> Result<Written> {
    let folder = Folder::open(report, output, site.audience())?;
    let before = folder.before();
    freeze::kept(report, site, output, &before);
    let made = make(report, progress, site, |path, bytes| folder.write(report, path, bytes))?;
    folder.write(report, folder::MANIFEST, manifest(site, &made).as_bytes())?;
    folder.publish(report)?;
    Ok(sums(site, &made, Changes::since(&before, &made)))
}

fn sums(site: &Site, made: &BTreeMap<String, Made>, changes: Option<Changes>) -> Written {
    Written {
        pages: made.values().filter(|made| made.facts.is_some()).count(),
        carried: site.history().standing == Standing::Carried,
        files: made.len(),
        figures: site.figures(),
        bytes: made.values().map(|made| made.bytes).sum(),
        changes,
    }
}

/// What was published, so that it can be checked and told from a folder that is not ours. It holds no
/// time of day: two builds of one input are the same bytes.
fn manifest(site: &Site, made: &BTreeMap<String, Made>) -> String {
    let files: serde_json::Map<String, serde_json::Value> =
        made.iter().map(|(path, made)| (path.clone(), made.sha256.clone().into())).collect();
    let manifest = serde_json::json!({
        "generator": folder::GENERATOR,
        "version": VERSION,
        "edition": site.edition(),
        "audience": site.audience().word(),
        "files": files,
    });
    format!("{manifest:#}\n")
}

/// What the system said, as a message that names the file.
fn system(report: &Report, path: &Path, doing: &str, cause: &std::io::Error) -> crate::report::Reported {
    let path = path.to_string_lossy();
    let (words, help) = match cause.kind() {
        std::io::ErrorKind::PermissionDenied => (
            "permission was denied",
            "close the programs that hold files of this folder, or choose another with `--output`",
        ),
        std::io::ErrorKind::ReadOnlyFilesystem => {
            ("this place can only be read", "choose another folder with `--output`; the last site is as it was")
        }
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            ("the disk is full", "free some space and run this again; the last site is as it was")
        }
        _ => ("the system refused", "look at the cause and run this again; the last site is as it was"),
    };
    let found = Diagnostic::error(format!("cannot {doing} `{path}`: {words}"));
    report.add(found.of_machine().note(cause.to_string()).help(help).repeated(doing.to_owned(), "file"))
}

/// Removes a folder and all that is in it, if it is there.
fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
