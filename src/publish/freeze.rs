//! An edition that is released: its pages in one archive, the list of them, and the ledger of ids.
//!
//! In goes a site whose pages are made and checked, out come three files in the folder of frozen editions. What can be
//! wrong is an edition that was released already and would be another now, and a disk. Before the list stands what the
//! edition printed, and the list is written last: until it is there the edition was not released, and the next run writes
//! everything again.
//!
//! One archive, and not a folder: thousands of small files are slow on a network drive and in version control.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::changes::Change;
use super::record::{Stopped, all, in_place, release};
use super::{Made, make, system};
use crate::ledger::{self, Correction, Manifest, Standing, VERSION};
use crate::progress::Progress;
use crate::render::Site;
use crate::report::{Diagnostic, Place, Report, Result, counted};

/// How many files are made at once before they go into the archive.
const BLOCK: usize = 256;

/// Names of files in a message.
const NAMED: usize = 4;

/// What became of an edition that was to be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freezing {
    /// It was frozen.
    Done {
        /// Its archive.
        archive: PathBuf,
        /// How many files that holds.
        files: usize,
        /// How many bytes it has.
        bytes: u64,
        /// Where what it prints is kept.
        kept: PathBuf,
    },
    /// It was released before, and is the same; where what it prints is kept.
    Already(PathBuf),
    /// It was released by another version of the program, and is published as it was.
    Carried,
}

/// Makes and checks an edition, and freezes it in a folder; `printed` is the folder and the text of what it prints.
pub fn freeze(
    report: &Report,
    progress: &Progress,
    site: &Site,
    folder: &Path,
    printed: (&Path, &str),
) -> Result<Freezing> {
    let made = make(report, progress, site, |_, _| Ok(Change::Same))?;
    let (edition, history) = (site.edition(), site.history());
    match history.standing {
        Standing::Carried => return Ok(Freezing::Carried),
        Standing::Released => return Ok(Freezing::Already(release(report, printed.0, edition, printed.1)?)),
        Standing::New | Standing::Corrected => {}
    }
    let times = history.edition(edition).map_or(1, |frozen| frozen.times + 1);
    let name = ledger::file_name(edition, times);
    fs::create_dir_all(folder).map_err(|cause| system(report, folder, "make the folder", &cause))?;
    let start = format!("{edition}/");
    let files: BTreeMap<String, String> =
        made.into_iter().filter(|(path, _)| path.starts_with(&start)).map(|(path, made)| (path, made.sha256)).collect();
    let archive = folder.join(format!("{name}.zip"));
    let count = files.len();
    in_place(report, &archive, |file| pack(report, site, files.keys(), file))?;
    let text = ledger::ledger_text(&history.entries, edition, &history.figures);
    in_place(report, &folder.join(ledger::LEDGER), |file| all(file, &text))?;
    let kept = release(report, printed.0, edition, printed.1)?;
    let config = site.config();
    let shown = history.corrections.iter().filter(|one| one.edition == edition);
    let manifest = Manifest {
        edition: edition.to_owned(),
        label: config.edition_label.clone(),
        published: config.published,
        audience: config.audience,
        version: VERSION.to_owned(),
        changed: config.changed.clone(),
        figures: history.figures.clone(),
        corrections: shown.map(Correction::key).collect(),
        files,
    };
    in_place(report, &folder.join(format!("{name}.json")), |file| all(file, &manifest.text()))?;
    let bytes = fs::metadata(&archive).map_or(0, |found| found.len());
    Ok(Freezing::Done { archive, files: count, bytes, kept })
}

/// Puts the files at some paths into an archive, in their order and without a time of day.
fn pack<'a>(
    report: &Report,
    site: &Site,
    paths: impl Iterator<Item = &'a String>,
    file: &mut BufWriter<File>,
) -> std::result::Result<(), Stopped> {
    let failed = |cause: zip::result::ZipError| Stopped::System(std::io::Error::other(cause));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let paths: Vec<&String> = paths.collect();
    let mut archive = ZipWriter::new(file);
    for some in paths.chunks(BLOCK) {
        let made: Vec<Option<Result<Vec<u8>>>> = some.par_iter().map(|path| site.make(report, path)).collect();
        for (path, bytes) in some.iter().zip(made) {
            let bytes = bytes.transpose().map_err(Stopped::Said)?.unwrap_or_default();
            archive.start_file(path.as_str(), options).map_err(failed)?;
            archive.write_all(&bytes)?;
        }
    }
    archive.finish().map_err(failed)?;
    Ok(())
}

/// Says what would be other in an edition that was released.
pub(super) fn unchanged(report: &Report, site: &Site, made: &BTreeMap<String, Made>) {
    let (edition, history) = (site.edition(), site.history());
    let Some(frozen) = history.edition(edition).map(|frozen| &frozen.manifest) else { return };
    let start = format!("{edition}/");
    let now = made.iter().filter(|(path, _)| path.starts_with(&start));
    let now: BTreeMap<&String, &String> = now.map(|(path, made)| (path, &made.sha256)).collect();
    let paths: BTreeSet<&String> = now.keys().copied().chain(frozen.files.keys()).collect();
    let other: Vec<&String> =
        paths.into_iter().filter(|path| now.get(*path).copied() != frozen.files.get(*path)).collect();
    match history.standing {
        Standing::Released if !other.is_empty() => {
            let count = counted(other.len(), "file");
            let message = format!("the {} was released, and {count} of it would be another now", frozen.label);
            // What an author wrote is told best by a page.
            let pages = other.iter().filter(|path| path.ends_with("/index.html") && !path.contains("/embed/"));
            let first = pages.chain(other.iter().filter(|path| !path.ends_with("/index.html")));
            let named: Vec<String> = first.take(NAMED).map(|path| format!("`/{path}`")).collect();
            let found = Diagnostic::error(message).at(Place::file("site.yaml"));
            let found = found.note(format!("among them {}", named.join(", ")));
            report.add(found.help(
                "for the next edition write its name in `edition:`; to correct this one say in `content/corrections.yaml` which figures, what, why and when",
            ));
        }
        Standing::Corrected => {
            let named: BTreeSet<&str> =
                history.pending(edition).flat_map(|one| one.figures.iter().map(String::as_str)).collect();
            for id in history.figures.keys().filter(|id| !named.contains(id.as_str())) {
                let rows = format!("{start}f/{id}/{id}.csv");
                if frozen.files.contains_key(&rows) && other.contains(&&rows) {
                    let message = format!("the numbers of figure `{id}` are others than were released");
                    let found = Diagnostic::error(message).at(Place::file("content/corrections.yaml"));
                    let found =
                        found.note(format!("the {} was released with it, and no correction names it", frozen.label));
                    report.add(
                        found.help("name it among `figures:`, or put its numbers back").repeated("other", "figure"),
                    );
                }
            }
        }
        _ => {}
    }
}

/// Says which addresses of the site in a folder would vanish with the next, and which editions there are not as they
/// were ever released.
pub(super) fn kept(report: &Report, site: &Site, output: &Path, before: &serde_json::Value) {
    let paths: BTreeSet<&str> = site.paths().collect();
    let listed = before["files"].as_object().into_iter().flatten().map(|(path, _)| path.as_str());
    let pages = listed.filter(|path| path.ends_with("index.html") && !path.ends_with("/embed/index.html"));
    let mut gone: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in pages.filter(|path| !paths.contains(path)) {
        let edition = path.split('/').next().unwrap_or_default();
        // What belongs to no edition is of the one that is built.
        let is_of_edition = edition.starts_with(|first: char| first.is_ascii_digit());
        let edition = if is_of_edition { edition } else { site.edition() };
        gone.entry(edition).or_default().push(path.trim_end_matches("index.html"));
    }
    let place = Place::file(&output.join(super::folder::MANIFEST).to_string_lossy().replace('\\', "/"));
    for (edition, addresses) in gone {
        let count =
            if addresses.len() == 1 { "an address".to_owned() } else { format!("{} addresses", addresses.len()) };
        let message = format!("{count} of the {edition} edition would vanish from `{}`", output.display());
        if edition == site.edition() {
            // Until its release an edition may change; whether readers know it already its author knows.
            let found = Diagnostic::warning(message).at(place.clone()).note(named(&addresses));
            report.add(found.help(
                "if readers know the address, say in `content/addresses.yaml` under `moved:` where the page is now",
            ));
        } else {
            let found = Diagnostic::error(message).at(place.clone()).note(named(&addresses));
            let found = found.note(format!("the {edition} edition was published there and never released"));
            let help = format!(
                "go back to the folder as it was for {edition} and run `sna release`, so that later builds carry its pages; if it was never for readers, name another folder with `--output`"
            );
            report.add(found.help(help));
        }
    }
    // An edition that was released, and then published with a correction or other numbers that were not.
    let others = site.history().editions.iter().filter(|frozen| frozen.manifest.edition != site.edition());
    for frozen in others {
        let (edition, label) = (&frozen.manifest.edition, &frozen.manifest.label);
        let is_other = |path: &&String| before["files"][*path].as_str().is_some_and(|sum| !frozen.had(path, sum));
        let other: Vec<&str> = frozen.manifest.files.keys().filter(is_other).map(String::as_str).collect();
        if other.is_empty() {
            continue;
        }
        let count = counted(other.len(), "file");
        let message = format!("the {label} was published in `{}` with {count} never released", output.display());
        let found = Diagnostic::error(message).at(place.clone()).note(named(&pages_first(&other)));
        let found = found.note("what readers have seen would go back to what it was, and a correction would be lost");
        let help = format!(
            "go back to the folder as it was for {edition} and run `sna release`, so that later builds carry what was published; if it was never for readers, run `sna build` there with what was released, or name another folder with `--output`"
        );
        report.add(found.help(help));
    }
}

/// Paths of files, those of pages first: what an author wrote is told best by a page.
fn pages_first<'a>(paths: &[&'a str]) -> Vec<&'a str> {
    let is_page = |path: &&&str| path.ends_with("/index.html") && !path.contains("/embed/");
    let others = paths.iter().filter(|path| !is_page(path));
    paths.iter().filter(is_page).chain(others).copied().collect()
}

/// The first of some addresses, and how many more there are.
fn named(addresses: &[&str]) -> String {
    let first: Vec<String> = addresses.iter().take(NAMED).map(|address| format!("`/{address}`")).collect();
    match addresses.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
