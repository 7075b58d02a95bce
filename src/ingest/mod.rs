//! The files below `data/`, read into observations.
//!
//! In go the declarations of sources and what the settings say of areas; out come [`Observations`]:
//! every source with its numbers sorted by series, group, area and time, whatever the number of
//! threads. Everything that can be wrong with a file is told here, in terms of the file. Nothing here
//! knows what an indicator is.

mod age;
mod areas;
mod assembly;
mod boundaries;
mod broken;
mod cell;
mod checksum;
mod coverage;
mod date;
mod declaration;
mod fault;
mod fields;
mod formats;
mod gazetteer;
mod grid;
mod head;
mod header;
mod headings;
mod known;
mod layout;
mod lookup;
mod mark;
mod number;
mod once;
mod open;
mod part;
mod pattern;
mod pieces;
mod plan;
mod record;
mod record_rows;
mod row;
mod rows;
mod stored;
mod table;
mod table_rows;
mod tabulation;
mod tabulation_rows;
mod tally;
mod times;
mod when;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::files::{Content, Root};
use crate::model::area::Areas;
use crate::model::declaration::AreaDeclaration;
use crate::model::observation::{Observations, Table};
use crate::model::source::{Source, SourceFile, SourceId};
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::Map;

use crate::progress::Progress;
use checksum::{Digest, digests};
use declaration::Declared;
use fault::Quote;
use gazetteer::Gazetteer;
pub use head::Head;
use part::MOST;
pub use part::Part;

/// A format that sources may be in: the word under `format:`, and how its files become numbers.
pub trait Format: Sync {
    /// The word authors write.
    fn name(&self) -> &'static str;

    /// What it is, in a sentence for its page.
    fn about(&self) -> &'static str;

    /// Takes the keys of a declaration that belong to this format.
    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>>;

    /// Whether a file is surely of this format, by what stands at its head.
    fn recognises(&self, _head: &Head) -> bool {
        false
    }

    /// Lines of `layout:` that an author may want to write.
    fn choices(&self) -> &'static str {
        ""
    }
}

/// Every format, in the order they are explained.
pub const FORMATS: &[&dyn Format] = &[
    &table::Table,
    &formats::police::STREET,
    &formats::police::OUTCOMES,
    &formats::police::STOP_AND_SEARCH,
    &formats::police::STREET_2011,
    &formats::police::API,
    &formats::recorded_crime::FORCES,
    &formats::recorded_crime::PARTNERSHIPS,
    &formats::fingertips::FINGERTIPS,
    &record::AMBULANCE,
    &record::EMERGENCY,
    &tabulation::Tabulation,
    &formats::health::AMBULANCE_SYSTEMS,
    &formats::health::INDEX,
    &formats::nomis::NOMIS,
    &formats::census::CENSUS,
    &formats::population::MID_YEAR,
    &formats::population::SMALL_AREAS,
    &formats::deprivation::OF_2019,
    &formats::deprivation::OF_2025,
    &formats::education::STATISTICS,
    &formats::education::LAIT,
    &lookup::Lookup,
    &boundaries::Boundaries,
];

/// What reads the files of one source.
pub trait Reader: Send + Sync {
    /// Reads one file, unpacked as it is read. `None` once something was told.
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part>;

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
    /// Two equal ones are one, as where a publisher lists an area under each of its parents; two that
    /// differ are a fault.
    Same,
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
    progress: &'a Progress,
}

/// Reads every source below `data/`.
pub fn read(report: &Report, progress: &Progress, root: &Root, areas: &AreaDeclaration) -> Result<Observations> {
    some(report, progress, root, areas, None)
}

/// Reads one source, with what the areas of the site are made of.
pub fn read_one(
    report: &Report,
    progress: &Progress,
    root: &Root,
    areas: &AreaDeclaration,
    source: &str,
) -> Result<(Areas, Table)> {
    let wanted = SourceId::new(source);
    let mut read = some(report, progress, root, areas, Some(&wanted))?;
    match read.tables.remove(&wanted) {
        Some(table) => Ok((read.areas, table)),
        None => {
            let found = Diagnostic::error(format!("unknown source `{source}`")).at(Place::file("data"));
            Err(report.add(found.help("name a folder in data/ that has a source.yaml")))
        }
    }
}

/// Reads every source, or the one that is wanted.
fn some(
    report: &Report,
    progress: &Progress,
    root: &Root,
    areas: &AreaDeclaration,
    wanted: Option<&SourceId>,
) -> Result<Observations> {
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
    let is_wanted = |id: &SourceId| wanted.is_none_or(|wanted| wanted == id);
    let jobs: Vec<(&SourceId, &Declared, usize)> = declared
        .iter()
        .filter(|(id, _)| is_wanted(id))
        .flat_map(|(id, declared)| (0..declared.source.files.len()).map(move |file| (id, declared, file)))
        .collect();
    progress.of(jobs.len());
    let read = || -> Vec<(Option<Part>, Report)> {
        let read = jobs.par_iter().map(|(id, declared, file)| {
            // Nothing counts that was said of rows of a file that is not the declared one.
            let apart = report.apart();
            let part = part(&apart, progress, root, declared, *file, &gazetteers[id]);
            progress.step();
            (part, apart)
        });
        read.collect()
    };
    // Side by side with the rows: a checksum of a gigabyte takes as long as reading it.
    let (digests, parts) = rayon::join(|| digests(report, root, &jobs, wanted), read);
    let parts = parts.into_iter().zip(&jobs).map(|((part, apart), (_, declared, file))| {
        let digest = digests.get(declared.source.files[*file].path.as_str());
        if !matches!(digest, Some(Digest::Wrong)) {
            report.absorb(apart);
        }
        let Some(Digest::Right(digest)) = digest else { return None };
        let mut part = part?;
        part.quality.sha256.clone_from(digest);
        Some(part)
    });

    let mut whole: BTreeMap<&SourceId, Option<Vec<Part>>> =
        declared.keys().filter(|id| is_wanted(id)).map(|id| (id, Some(Vec::new()))).collect();
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
    let boundaries = match wanted {
        None => boundaries::of_site(report, root, areas, &site, &declared, outlines),
        Some(_) => BTreeMap::new(),
    };
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
const ENDINGS: [&str; 12] =
    [".csv", ".tsv", ".tab", ".gz", ".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".json", ".shp"];

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
fn part(
    report: &Report,
    progress: &Progress,
    root: &Root,
    declared: &Declared,
    file: usize,
    gazetteer: &Gazetteer<'_>,
) -> Option<Part> {
    let stored = &declared.source.files[file];
    let content = opened(report, root, declared, file).ok()?;
    let path = content.origin().path().to_owned();
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
        progress,
    };
    let mut part = declared.reader.read(&reading, content)?;
    part.quality.file = stored.name().to_owned();
    part.file = reading.file;
    Some(part)
}

/// The content of a file of a source; says where it is not there.
fn opened(report: &Report, root: &Root, declared: &Declared, file: usize) -> Result<Content> {
    let (name_place, _) = &declared.places[file];
    let path = format!("data/{}", declared.source.files[file].path);
    let name = path.rsplit('/').next().unwrap_or_default();
    match &declared.members[file] {
        Some(member) => root.open_member(report, &path, member),
        None if root.exists(&path) => root.open(report, &path),
        None => {
            let found = Diagnostic::error(format!("`{name}` is not there"))
                .at(name_place.clone())
                .label(format!("no file at {path}"));
            Err(report.add(found.help("copy it there, or correct its name")))
        }
    }
}
