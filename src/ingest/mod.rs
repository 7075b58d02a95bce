//! The files below `data/`, read into observations.
//!
//! In go the declarations of sources and what the settings say of areas; out come [`Observations`]:
//! every source with its numbers sorted by series, group, area and time, whatever the number of
//! threads. Everything that can be wrong with a file is told here, in terms of the file. Nothing here
//! knows what an indicator is.

mod age;
mod areas;
mod assembly;
mod atlas;
mod boundaries;
mod bounds;
mod broken;
mod cell;
mod coverage;
mod date;
mod declaration;
mod fault;
mod fields;
mod finder;
mod formats;
mod gazetteer;
mod grid;
mod head;
mod header;
mod headings;
pub mod inspect;
mod kept;
mod known;
mod landing;
mod layout;
mod locator;
mod lookup;
mod mark;
mod number;
mod once;
mod open;
mod outline;
mod overlap;
mod part;
mod pattern;
mod pieces;
mod place_name;
mod plan;
mod postcode;
mod projection;
mod recode;
mod recode_lookup;
mod record;
mod record_rows;
mod row;
mod rows;
mod rule;
mod run;
mod sent;
mod series;
mod shapefile;
mod stored;
mod table;
mod table_rows;
mod tabulation;
mod tabulation_rows;
mod tally;
mod times;
mod topology;
mod unnamed;
mod unplaced;
mod vintage;
mod when;
mod whereabouts;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::files::{Content, Root};
use crate::model::area::{AreaId, Areas, Boundary, LevelId};
use crate::model::declaration::AreaDeclaration;
use crate::model::observation::{Observations, Table};
use crate::model::source::{Source, SourceFile, SourceId};
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::Map;

use crate::progress::Progress;
use atlas::Atlas;
use boundaries::SiteOutlines;
use declaration::Declared;
use fault::Quote;
use gazetteer::Gazetteer;
pub use head::Head;
use part::MOST;
pub use part::Part;
use postcode::{Directory, Postcodes};
use run::Run;

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
    &formats::tally::TALLY,
    &lookup::Lookup,
    &boundaries::Boundaries,
    &postcode::PostcodeDirectory,
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

    /// Whether rows are placed by outlines or postcodes.
    fn needs_places(&self) -> bool {
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
    unnamed::tell(report, root, &paths, &declared);
    let (site, aliases) = areas::build(report, root, areas, &declared)?;
    let overlaps = areas.overlaps.iter().map(|one| overlap::read(report, root, one, &site, &declared));
    let overlaps: Vec<Result<_>> = overlaps.collect();
    let site = site.with_overlaps(overlaps.into_iter().collect::<Result<_>>()?);
    let atlas = Atlas::new(report, root, areas, (&site, &aliases), &declared)?;

    let is_wanted = |id: &SourceId| wanted.is_none_or(|wanted| wanted == id);
    // Points and postcodes are placed by outlines and directories, so these are read first.
    let needs_places = wanted.is_none_or(|id| declared.get(id).is_some_and(|source| source.reader.needs_places()));
    let first = |id: &SourceId, source: &Declared| source.gives_places() && (needs_places || is_wanted(id));
    let rest = |id: &SourceId, source: &Declared| !source.gives_places() && is_wanted(id);
    let files = declared.iter().filter(|(id, source)| first(id, source) || rest(id, source));
    progress.of(files.map(|(_, source)| source.source.files.len()).sum());
    let run = Run { report, progress, root, declared: &declared, alone: wanted };
    let mut whole = run.read(&gazetteers(report, &atlas, &declared), first);
    let (outlines, directories) = places(&mut whole);
    let outlines = match needs_places {
        true => boundaries::of_site(report, root, areas, &site, &declared, outlines),
        false => SiteOutlines::default(),
    };
    let atlas = atlas.with(outlines, directories);
    whole.extend(run.read(&gazetteers(&report.apart(), &atlas, &declared), rest));

    let whole: Vec<(&SourceId, Vec<Part>)> = whole.into_iter().collect();
    let tables: BTreeMap<SourceId, Table> = whole
        .into_par_iter()
        .filter_map(|(id, parts)| {
            let declared = &declared[id];
            declared.reader.conclude(report, &parts);
            Some((id.clone(), assembly::table(report, root, &atlas, declared, parts)?))
        })
        .collect();
    tables.values().for_each(|table| bounds::tell_unknown(report, &site, table));
    let wanted_postcodes = areas.postcodes.as_ref().filter(|_| wanted.is_none());
    let postcodes = wanted_postcodes.and_then(|wanted| finder::of_site(report, wanted, &atlas, &declared));
    let boundaries = atlas.into_outlines().drawn(&site);
    report.sound(Observations { areas: site, tables, boundaries, postcodes })
}

/// What each source knows of places; says which of its names lead nowhere.
fn gazetteers<'a>(
    report: &Report,
    atlas: &'a Atlas<'a>,
    declared: &'a BTreeMap<SourceId, Declared>,
) -> BTreeMap<&'a SourceId, Gazetteer<'a>> {
    let gazetteer = |declared: &'a Declared| {
        let permission = match declared.reader.repeats() {
            Repeats::Sum => declared.permission.of_added_rows(),
            Repeats::Refuse | Repeats::Same => declared.permission,
        };
        let gazetteer = Gazetteer::new(atlas, &declared.names, permission, declared.source.declaration());
        if !declared.reader.may_drop() {
            gazetteer.check(report);
        }
        gazetteer
    };
    declared.iter().map(|(id, declared)| (id, gazetteer(declared))).collect()
}

/// The outlines of each source, and the postcodes of each directory.
type Places = (BTreeMap<SourceId, Vec<(AreaId, Boundary)>>, BTreeMap<SourceId, Directory>);

/// Takes the outlines and the postcodes out of what was read.
fn places(whole: &mut BTreeMap<&SourceId, Vec<Part>>) -> Places {
    let (mut outlines, mut directories) = (BTreeMap::new(), BTreeMap::new());
    for (id, parts) in whole {
        let of_part = |part: &mut Part| std::mem::take(&mut part.boundaries);
        outlines.insert((*id).clone(), parts.iter_mut().flat_map(of_part).collect());
        let mut levels: BTreeMap<LevelId, Vec<(u64, u32)>> = BTreeMap::new();
        for (level, pairs) in parts.iter_mut().flat_map(|part| std::mem::take(&mut part.postcodes)) {
            levels.entry(level).or_default().extend(pairs);
        }
        if !levels.is_empty() {
            let levels = levels.into_iter().map(|(level, pairs)| (level, Postcodes::new(pairs)));
            directories.insert((*id).clone(), levels.collect());
        }
    }
    (outlines, directories)
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
