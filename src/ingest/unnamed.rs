//! Files below `data/` that no source names.
//!
//! In go the files that are there and the declarations, out come warnings that say what each file looks
//! like and what to run. Nothing can be wrong; what cannot be told of a file is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::Declared;
use super::head::Head;
use super::inspect;
use super::is_declaration;
use crate::files::Root;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, Strictness};

/// Kinds of file that hold data; others, such as a script or a letter, may stand beside them.
pub(super) const ENDINGS: [&str; 12] =
    [".csv", ".tsv", ".tab", ".gz", ".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".json", ".shp"];

fn is_data(path: &str) -> bool {
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Says which files of data no declaration names: a month that was copied and forgotten is a gap.
pub(super) fn tell(report: &Report, root: &Root, paths: &[String], declared: &BTreeMap<SourceId, Declared>) {
    let named: BTreeSet<&str> =
        declared.values().flat_map(|declared| &declared.source.files).map(|file| file.path.as_str()).collect();
    // The files of a declaration that could not be read are not known.
    if declared.len() < paths.iter().filter(|path| is_declaration(path)).count() {
        return;
    }
    let mut last = "";
    for path in paths {
        let Some(below) = path.strip_prefix("data/") else { continue };
        let Some((folder, _)) = below.split_once('/') else { continue };
        if !is_data(path) || named.contains(below) {
            continue;
        }
        let declaration = format!("data/{folder}/source.yaml");
        if declared.contains_key(&SourceId::new(folder)) {
            let found =
                Diagnostic::warning("no source names this file, so nothing of it is read").at(Place::file(path));
            let found = looks_like(root, path)
                .into_iter()
                .fold(found, |found, seen| found.note(format!("it looks like {seen}")));
            report.add(found.help(format!("name it under `files:` in {declaration}, or move it away")));
        } else if last != folder && paths.binary_search(&declaration).is_err() {
            let found = Diagnostic::warning(format!("the folder `{folder}` has files and no source.yaml"))
                .at(Place::file(&format!("data/{folder}")));
            let file = below.rsplit('/').next().unwrap_or(below);
            let seen = looks_like(root, path);
            let found = seen.into_iter().fold(found, |found, seen| found.note(format!("`{file}` looks like {seen}")));
            // Months of one series are described together.
            let within = format!("data/{folder}/");
            let several = paths.iter().filter(|path| path.starts_with(&within) && is_data(path)).count() > 1;
            let what = if several { format!("data/{folder}") } else { path.clone() };
            report.add(found.help(format!("run `sna inspect {what} --write data/{folder}`, or move the files away")));
            last = folder;
        }
    }
}

/// A workbook up to this size is opened for a warning.
const SMALL: u64 = 2 << 20;

/// What a file looks like, in a few words; no cell of it is said.
fn looks_like(root: &Root, path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    if lower.ends_with(".zip") {
        return Some("a ZIP archive".to_owned());
    }
    let is_book = [".xlsx", ".xlsm", ".xls", ".ods"].iter().any(|ending| lower.ends_with(ending));
    if is_book && root.size(path)? > SMALL {
        return Some("a workbook".to_owned());
    }
    let silent = Report::new(Strictness::Lenient);
    let head = Head::of(&silent, root.open(&silent, path).ok()?).ok()?;
    inspect::in_short(&head)
}
