//! The files below `data/`, read into observations.
//!
//! In go the declarations of sources and what the settings say of areas; out come [`Observations`]:
//! every source with its numbers sorted by series, group, area and time, whatever the number of
//! threads. Everything that can be wrong with a file is told here, in terms of the file. Nothing here
//! knows what an indicator is.

mod areas;
mod assembly;
mod boundaries;
mod cell;
mod coverage;
mod date;
mod declaration;
mod fault;
mod gazetteer;
mod layout;
mod lookup;
mod mark;
mod number;
mod plan;
mod record;
mod record_rows;
mod rows;
mod table;
mod table_rows;
mod tabulation;
mod tabulation_rows;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::files::{self, Root};
use crate::model::area::{AreaId, Boundary};
use crate::model::declaration::AreaDeclaration;
use crate::model::group::Group;
use crate::model::observation::{Observation, Observations, Quality, Table};
use crate::model::source::{Source, SourceFile, SourceId};
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::Map;

use declaration::Declared;
use fault::Quote;
use gazetteer::Gazetteer;

/// A format that sources may be in: the word under `format:`, and how its files become numbers.
pub trait Format: Sync {
    /// The word authors write.
    fn name(&self) -> &'static str;

    /// What it is, in a sentence for its page.
    fn about(&self) -> &'static str;

    /// Takes the keys of a declaration that belong to this format.
    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>>;
}

/// Every format, in the order they are explained.
pub const FORMATS: &[&dyn Format] = &[
    &table::Table,
    &record::AMBULANCE,
    &record::EMERGENCY,
    &tabulation::Tabulation,
    &lookup::Lookup,
    &boundaries::Boundaries,
];

/// What reads the files of one source.
pub trait Reader: Send + Sync {
    /// Reads one file, unpacked. `None` once something was told.
    fn read(&self, reading: &Reading<'_>, bytes: Vec<u8>) -> Option<Part>;

    /// What two numbers for one place of the table mean.
    fn repeats(&self) -> Repeats {
        Repeats::Refuse
    }

    /// Whether rows of areas that are not of this site may be left out.
    fn may_drop(&self) -> bool {
        false
    }

    /// Whether each file must be given its period.
    fn needs_file_period(&self) -> bool {
        false
    }

    /// Whether a row is about one person or event, and so never shown.
    fn is_of_records(&self) -> bool {
        false
    }

    /// Says what can be wrong only when all files of the source have been read.
    fn conclude(&self, _report: &Report, _parts: &[Part]) {}
}

/// What two numbers for one series, group, area and time mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// A fault.
    Refuse,
    /// They are added.
    Sum,
}

/// One file that is being read, and what is known around it.
pub struct Reading<'a> {
    report: &'a Report,
    /// Its path below the site's folder.
    path: &'a str,
    /// Its position in the files of the source.
    file: u16,
    declared: &'a SourceFile,
    source: &'a Source,
    gazetteer: &'a Gazetteer<'a>,
    quote: Quote,
    /// The path of the source's declaration.
    declaration: &'a str,
}

/// What one file held.
#[derive(Debug, Default)]
pub struct Part {
    series: Vec<String>,
    groups: Vec<Group>,
    observations: Vec<Observation>,
    quality: Quality,
    boundaries: Vec<(AreaId, Boundary)>,
    /// What a reader wants to know of all files together: which declared words occurred.
    seen: Vec<bool>,
}

impl Part {
    /// The position of a series, added if it is new; `None` once there are too many to be series.
    fn series_of(&mut self, name: &str) -> Option<u16> {
        position(&mut self.series, name, str::to_owned)
    }

    /// The position of a group, added if it is new.
    fn group_of(&mut self, group: Group) -> Option<u16> {
        position(&mut self.groups, &group, Group::clone)
    }
}

/// More words than this are no list of series but a column of texts or numbers.
const MOST: usize = 10_000;

fn position<T: std::borrow::Borrow<Q>, Q: PartialEq + ?Sized>(
    list: &mut Vec<T>,
    item: &Q,
    own: impl FnOnce(&Q) -> T,
) -> Option<u16> {
    let index = list.iter().position(|known| known.borrow() == item).unwrap_or(list.len());
    let id = u16::try_from(index).ok().filter(|_| index < MOST)?;
    if index == list.len() {
        list.push(own(item));
    }
    Some(id)
}

/// Reads every source below `data/`.
pub fn read(report: &Report, root: &Root, areas: &AreaDeclaration) -> Result<Observations> {
    let paths = root.files(report, "data", "")?;
    let declared = declarations(report, root, &paths);
    unnamed(report, &paths, &declared);
    let site = areas::build(report, root, areas, &declared)?;

    let gazetteers: BTreeMap<&SourceId, Gazetteer<'_>> = declared
        .iter()
        .map(|(id, declared)| (id, Gazetteer::new(&site, &declared.names, declared.source.declaration())))
        .collect();
    for (id, declared) in &declared {
        if !declared.reader.may_drop() {
            gazetteers[id].check(report);
        }
    }
    let jobs: Vec<(&SourceId, &Declared, usize)> = declared
        .iter()
        .flat_map(|(id, declared)| (0..declared.source.files.len()).map(move |file| (id, declared, file)))
        .collect();
    let parts: Vec<Option<Part>> =
        jobs.par_iter().map(|(id, declared, file)| part(report, root, declared, *file, &gazetteers[id])).collect();

    let mut whole: BTreeMap<&SourceId, Option<Vec<Part>>> = declared.keys().map(|id| (id, Some(Vec::new()))).collect();
    for ((id, _, _), part) in jobs.iter().zip(parts) {
        // One file that could not be read makes a hole of its source: half a source is a wrong number.
        if let Some(entry) = whole.get_mut(id) {
            *entry = entry.take().zip(part).map(|(mut parts, part)| {
                parts.push(part);
                parts
            });
        }
    }
    let whole: Vec<(&SourceId, Vec<Part>)> = whole.into_iter().filter_map(|(id, parts)| Some((id, parts?))).collect();
    let tables: Vec<_> = whole
        .into_par_iter()
        .filter_map(|(id, parts)| {
            let declared = &declared[id];
            declared.reader.conclude(report, &parts);
            Some((id.clone(), assembly::table(report, root, &site, declared, parts)?))
        })
        .collect();

    let mut outlines = BTreeMap::new();
    let mut read: BTreeMap<SourceId, Table> = BTreeMap::new();
    for (id, (table, found)) in tables {
        outlines.insert(id.clone(), found);
        read.insert(id, table);
    }
    let boundaries = boundaries::of_site(report, root, areas, &site, &declared, outlines);
    report.sound(Observations { areas: site, tables: read, boundaries })
}

/// Every declaration, decoded, by its source.
fn declarations(report: &Report, root: &Root, paths: &[String]) -> BTreeMap<SourceId, Declared> {
    let paths: Vec<&String> = paths.iter().filter(|path| is_declaration(path)).collect();
    let decoded: Vec<Option<Declared>> = paths.par_iter().map(|path| Declared::read(report, root, path)).collect();
    decoded.into_iter().flatten().map(|declared| (declared.source.id.clone(), declared)).collect()
}

/// Whether a path is `data/<source>/source.yaml`.
fn is_declaration(path: &str) -> bool {
    path.split('/').count() == 3 && path.ends_with("/source.yaml")
}

/// Kinds of file that hold data; others, such as a script or a letter, may stand beside them.
const ENDINGS: [&str; 9] = [".csv", ".tsv", ".tab", ".gz", ".xlsx", ".xls", ".ods", ".geojson", ".json"];

/// Says which files of data no declaration names: a month that was copied and forgotten is a gap.
fn unnamed(report: &Report, paths: &[String], declared: &BTreeMap<SourceId, Declared>) {
    let named: BTreeSet<&str> =
        declared.values().flat_map(|declared| &declared.source.files).map(|file| file.path.as_str()).collect();
    // The files of a declaration that could not be read are not known.
    if declared.len() < paths.iter().filter(|path| is_declaration(path)).count() {
        return;
    }
    for path in paths {
        let Some(below) = path.strip_prefix("data/") else { continue };
        let Some((folder, _)) = below.split_once('/') else { continue };
        let is_data = ENDINGS.iter().any(|ending| path.ends_with(ending));
        if !is_data || named.contains(below) {
            continue;
        }
        let declaration = format!("data/{folder}/source.yaml");
        if declared.contains_key(&SourceId::new(folder)) {
            let found =
                Diagnostic::warning("no source names this file, so nothing of it is read").at(Place::file(path));
            report.add(found.help(format!("name it under `files:` in {declaration}, or move it away")));
        } else if paths.binary_search(&declaration).is_err() {
            let found = Diagnostic::warning(format!("the folder `{folder}` has files and no source.yaml"))
                .at(Place::file(&format!("data/{folder}")));
            report.add(found.help(format!("describe them in {declaration}, or move them away")));
        }
    }
}

/// Reads one file of a source.
fn part(report: &Report, root: &Root, declared: &Declared, file: usize, gazetteer: &Gazetteer<'_>) -> Option<Part> {
    let stored = &declared.source.files[file];
    let path = format!("data/{}", stored.path);
    let bytes = unpacked(report, root, &path, declared, file).ok()?;
    let declaration = declared.source.declaration();
    let reading = Reading {
        report,
        path: &path,
        file: u16::try_from(file).ok()?,
        declared: stored,
        source: &declared.source,
        gazetteer,
        quote: declared.quote,
        declaration: &declaration,
    };
    let mut part = declared.reader.read(&reading, bytes)?;
    part.quality.file = stored.path.rsplit('/').next().unwrap_or_default().to_owned();
    Some(part)
}

/// The bytes of a file, checked against its checksum and unpacked.
fn unpacked(report: &Report, root: &Root, path: &str, declared: &Declared, file: usize) -> Result<Vec<u8>> {
    let (name_place, sha_place) = &declared.places[file];
    let name = path.rsplit('/').next().unwrap_or_default();
    if !root.exists(path) {
        let found = Diagnostic::error(format!("`{name}` is not there"))
            .at(name_place.clone())
            .label(format!("no file at {path}"));
        return Err(report.add(found.help("copy it there, or correct its name")));
    }
    let bytes = root.bytes(report, path)?;
    let empty = || {
        let found = Diagnostic::error("this file is empty").at(Place::file(path));
        Err(report.add(found.help("ask for the file again, or copy it again from where it came")))
    };
    if bytes.is_empty() {
        return empty();
    }
    if let (Some(wanted), Some(place)) = (&declared.source.files[file].sha256, sha_place) {
        let found = files::sha256(&bytes);
        if found != *wanted {
            let message = Diagnostic::error(format!("`{name}` is not the file that was declared")).at(place.clone());
            let message =
                message.label("the SHA-256 of another file").note(format!("declared {wanted}, found {found}"));
            return Err(report.add(message.help(format!("if the new file is right, write `sha256: {found}`"))));
        }
    }
    let bytes = files::unpacked(report, path, bytes)?;
    if bytes.iter().all(u8::is_ascii_whitespace) { empty() } else { Ok(bytes) }
}
