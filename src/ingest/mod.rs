//! The files below `data/`, read into observations.
//!
//! In go the declarations of sources and what the settings say of areas; out come [`Observations`]:
//! every source with its numbers sorted by series, group, area and time, whatever the number of
//! threads. Everything that can be wrong with a file is told here, in terms of the file. Nothing here
//! knows what an indicator is.

mod areas;
mod assembly;
mod atlas;
mod boundaries;
mod cell;
mod date;
mod declaration;
mod fault;
mod gazetteer;
mod landing;
mod layout;
mod locator;
mod lookup;
mod number;
mod outline;
mod place_name;
mod plan;
mod postcode;
mod projection;
mod recode;
mod recode_lookup;
mod record;
mod record_rows;
mod rows;
mod shapefile;
mod table;
mod table_rows;
mod tabulation;
mod tabulation_rows;
mod topology;
mod unplaced;
mod vintage;
mod whereabouts;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::files::{self, Root};
use crate::model::area::{AreaId, Boundary, LevelId};
use crate::model::declaration::AreaDeclaration;
use crate::model::group::Group;
use crate::model::observation::{Observation, Observations, Quality};
use crate::model::source::{Source, SourceFile, SourceId};
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::Map;

use atlas::Atlas;
use declaration::Declared;
use fault::Quote;
use gazetteer::Gazetteer;
use recode::{Origin, RuleId};

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
    &postcode::PostcodeDirectory,
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
    root: &'a Root,
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

impl Reading<'_> {
    /// The bytes of a file beside this one, which no `files:` names; `None` if it is not there.
    fn sibling(&self, path: &str) -> Option<Result<Vec<u8>>> {
        self.root.exists(path).then(|| self.root.bytes(self.report, path))
    }
}

/// What one file held.
#[derive(Debug, Default)]
pub struct Part {
    series: Vec<String>,
    groups: Vec<Group>,
    observations: Vec<Observation>,
    quality: Quality,
    boundaries: Vec<(AreaId, Boundary)>,
    /// Postcodes by level, and the area of each.
    postcodes: Vec<(LevelId, Vec<(u64, u32)>)>,
    /// Lines whose codes are of another year, and the rule of each.
    origins: Vec<(u32, Origin)>,
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

    /// Counts a row whose code is of another year, and shares its numbers out where the code was split:
    /// the observations from `first` on.
    fn mapped(&mut self, reading: &Reading<'_>, rule: RuleId, first: usize, line: u32) {
        let found = reading.gazetteer.rule(rule);
        found.count(&mut self.quality.mapped);
        self.origins.push((line, (rule, found.covers)));
        if found.change == recode::Change::Split {
            found.share(&mut self.observations, first);
        }
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
    let (site, aliases) = areas::build(report, root, areas, &declared)?;
    let atlas = Atlas::new(report, root, areas, (&site, &aliases), &declared)?;

    // Points and postcodes are placed by outlines and directories, so these are read first.
    let is_of_places = |declared: &Declared| ["boundaries", "postcode-directory"].contains(&declared.format.name());
    let (mut whole, names) = (BTreeMap::new(), gazetteers(&atlas, &declared));
    for (id, _) in declared.iter().filter(|(_, declared)| !declared.reader.may_drop()) {
        names[id].check(report);
    }
    whole.extend(parts(report, root, &declared, &names, is_of_places));
    drop(names);
    let mut outlines = BTreeMap::new();
    let mut directories = BTreeMap::new();
    for (id, parts) in &mut whole {
        outlines
            .insert((*id).clone(), parts.iter_mut().flat_map(|part| std::mem::take(&mut part.boundaries)).collect());
        let mut levels: BTreeMap<LevelId, Vec<(u64, u32)>> = BTreeMap::new();
        for (level, pairs) in parts.iter_mut().flat_map(|part| std::mem::take(&mut part.postcodes)) {
            levels.entry(level).or_default().extend(pairs);
        }
        if !levels.is_empty() {
            let levels = levels.into_iter().map(|(level, pairs)| (level, postcode::Postcodes::new(pairs)));
            directories.insert((*id).clone(), levels.collect());
        }
    }
    let outlines = boundaries::of_site(report, root, areas, &site, &declared, outlines);
    let atlas = atlas.with(outlines, directories);
    whole.extend(parts(report, root, &declared, &gazetteers(&atlas, &declared), |declared| !is_of_places(declared)));

    let whole: Vec<(&SourceId, Vec<Part>)> = whole.into_iter().collect();
    let tables: Vec<_> = whole
        .into_par_iter()
        .filter_map(|(id, parts)| {
            let declared = &declared[id];
            declared.reader.conclude(report, &parts);
            Some((id.clone(), assembly::table(report, root, &site, declared, parts)?))
        })
        .collect();
    let boundaries = atlas.into_outlines().drawn(&site);
    report.sound(Observations { areas: site, tables: tables.into_iter().collect(), boundaries })
}

/// What each source knows of places.
fn gazetteers<'a>(
    atlas: &'a Atlas<'a>,
    declared: &'a BTreeMap<SourceId, Declared>,
) -> BTreeMap<&'a SourceId, Gazetteer<'a>> {
    let gazetteer = |declared: &'a Declared| {
        let permission = match declared.reader.repeats() {
            Repeats::Sum => declared.permission.of_added_rows(),
            Repeats::Refuse => declared.permission,
        };
        Gazetteer::new(atlas, &declared.names, permission, declared.source.declaration())
    };
    declared.iter().map(|(id, declared)| (id, gazetteer(declared))).collect()
}

/// The files of the sources that are `wanted`, those left out of which one could not be read: half a
/// source is a wrong number.
fn parts<'a>(
    report: &Report,
    root: &Root,
    declared: &'a BTreeMap<SourceId, Declared>,
    gazetteers: &BTreeMap<&SourceId, Gazetteer<'_>>,
    wanted: impl Fn(&Declared) -> bool,
) -> BTreeMap<&'a SourceId, Vec<Part>> {
    let wanted: Vec<(&SourceId, &Declared)> = declared.iter().filter(|(_, declared)| wanted(declared)).collect();
    let jobs: Vec<(&SourceId, &Declared, usize)> = wanted
        .iter()
        .flat_map(|(id, declared)| (0..declared.source.files.len()).map(move |file| (*id, *declared, file)))
        .collect();
    let parts: Vec<Option<Part>> =
        jobs.par_iter().map(|(id, declared, file)| part(report, root, declared, *file, &gazetteers[id])).collect();
    let mut whole: BTreeMap<&SourceId, Option<Vec<Part>>> =
        wanted.iter().map(|(id, _)| (*id, Some(Vec::new()))).collect();
    for ((id, _, _), part) in jobs.iter().zip(parts) {
        if let Some(entry) = whole.get_mut(id) {
            *entry = entry.take().zip(part).map(|(mut parts, part)| {
                parts.push(part);
                parts
            });
        }
    }
    whole.into_iter().filter_map(|(id, parts)| Some((id, parts?))).collect()
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
const ENDINGS: [&str; 11] =
    [".csv", ".tsv", ".tab", ".gz", ".xlsx", ".xls", ".ods", ".geojson", ".json", ".topojson", ".shp"];

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
        root,
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
