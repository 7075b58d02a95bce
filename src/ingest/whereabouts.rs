//! Where the area of a row stands: in a column of codes or names, in coordinates, in a postcode.
//!
//! In goes what a source declares and the header of a file, out come the columns that [`super::landing`]
//! asks row by row. What can be wrong is the declaration, a column that is not there, a column of another
//! census than the site's, and a level without outlines or postcodes. Rows are not known here.

use super::Reading;
use super::fault::Faults;
use super::layout::Column;
use super::projection::Grid;
use super::rows::Sheet;
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// A word of the settings and where it stands.
type Word = (String, Place);

/// Where a source says that the area of a row stands.
#[derive(Debug, Clone)]
pub(super) enum Where {
    /// A code in the first of these columns that is filled.
    Columns(Vec<Column>),
    /// A name of an area of this level.
    Names(Column, Word),
    /// Every row is of this area.
    Fixed(String, Place),
    /// Two coordinates, and the level of the area around them.
    Point { x: Column, y: Column, grid: Grid, level: Option<Word>, place: Place },
    /// A postcode, the directory that knows it, and the level of the area it lies in.
    Postcode { column: Column, directory: Word, level: Word },
}

impl Where {
    /// `{column: …}`, `{columns: […]}`, `{fixed: …}`, `{column: …, names: force}`,
    /// `{longitude: …, latitude: …}`, `{easting: …, northing: …}` or `{postcode: …, directory: …, level: …}`.
    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        let mut map = node.map(report)?;
        let fixed = map.optional_text_at("fixed");
        let column = Column::optional(report, &mut map, "column");
        let several: Vec<Column> = map.list("columns").iter().filter_map(|node| Column::plain(report, node)).collect();
        let names = map.optional_text_at("names");
        let degrees = pair(report, &mut map, "longitude", "latitude");
        let metres = pair(report, &mut map, "easting", "northing");
        let postcode = Column::optional(report, &mut map, "postcode");
        let place = node.place().clone();
        if let Some(postcode) = postcode {
            let directory = map.text_at("directory");
            let level = map.text_at("level");
            map.finish();
            return Some(Self::Postcode { column: postcode, directory: directory?, level: level? });
        }
        let point = match (degrees, metres) {
            (Pair::Half, _) | (_, Pair::Half) => {
                map.optional("level");
                map.finish();
                return None;
            }
            (Pair::Both(both), _) => Some((both, Grid::Wgs84)),
            (_, Pair::Both(both)) => Some((both, Grid::National)),
            (Pair::Neither, Pair::Neither) => None,
        };
        if let Some((both, grid)) = point {
            let (x, y) = *both;
            let level = map.optional_text_at("level");
            map.finish();
            return Some(Self::Point { x, y, grid, level, place });
        }
        map.finish();
        match (fixed, names, column) {
            (Some((code, place)), None, None) if several.is_empty() => Some(Self::Fixed(code, place)),
            (None, Some(level), Some(column)) if several.is_empty() => Some(Self::Names(column, level)),
            (None, None, column) if column.is_some() || !several.is_empty() => {
                Some(Self::Columns(column.into_iter().chain(several).collect()))
            }
            _ => {
                let keys =
                    ["column", "columns", "fixed", "longitude` and `latitude", "easting` and `northing", "postcode"];
                let keys = keys.map(|key| format!("`{key}`")).join(", ");
                let found = Diagnostic::error(format!("one of {keys} is needed here, and only one")).at(place);
                report.add(found.label("among these keys"));
                None
            }
        }
    }

    /// Whether it takes outlines or postcodes to know the area.
    pub(super) fn needs_places(&self) -> bool {
        matches!(self, Self::Point { .. } | Self::Postcode { .. })
    }

    /// The columns that must be there.
    pub(super) fn columns(&self) -> Vec<&Column> {
        match self {
            Self::Columns(columns) => columns.iter().collect(),
            Self::Names(column, _) | Self::Postcode { column, .. } => vec![column],
            Self::Point { x, y, .. } => vec![x, y],
            Self::Fixed(..) => Vec::new(),
        }
    }

    /// The same, where a column of codes may be written alone.
    pub(super) fn plain_or(report: &Report, node: &Node) -> Option<Self> {
        if node.is_map() { Self::of(report, node) } else { Some(Self::Columns(vec![Column::plain(report, node)?])) }
    }
}

/// Two columns that must both be there if one is.
enum Pair {
    Both(Box<(Column, Column)>),
    Neither,
    /// Which has been told.
    Half,
}

fn pair(report: &Report, map: &mut Map<'_>, x: &'static str, y: &'static str) -> Pair {
    let (one, other) = (Column::optional(report, map, x), Column::optional(report, map, y));
    match (one, other) {
        (Some(one), Some(other)) => Pair::Both(Box::new((one, other))),
        (None, None) => Pair::Neither,
        (one, _) => {
            map.required(if one.is_some() { y } else { x });
            Pair::Half
        }
    }
}

/// Where the area of a row stands in one file.
#[derive(Debug)]
pub(super) enum Stands {
    Columns(Vec<usize>),
    Names(usize, LevelId),
    Fixed(AreaId),
    Point { x: usize, y: usize, grid: Grid, level: LevelId },
    Postcode { column: usize, directory: SourceId, level: LevelId },
}

impl Stands {
    /// Finds the columns with `find`, which tells of those that are not there.
    pub(super) fn new(
        declared: &Where,
        reading: &Reading<'_>,
        sheet: &Sheet<'_>,
        faults: &mut Faults,
        mut find: impl FnMut(&Column, &mut Faults) -> Option<usize>,
    ) -> Option<Self> {
        match declared {
            Where::Columns(columns) => {
                let columns: Vec<Option<usize>> = columns.iter().map(|column| find(column, faults)).collect();
                let columns: Vec<usize> = columns.into_iter().collect::<Option<_>>()?;
                columns.iter().for_each(|column| other_census(reading, sheet, *column, faults));
                Some(Self::Columns(columns))
            }
            Where::Names(column, level) => {
                let level = level_of(reading, level);
                Some(Self::Names(find(column, faults)?, level?))
            }
            Where::Fixed(code, place) => fixed(reading, code, place).map(Self::Fixed),
            Where::Point { x, y, grid, level, place } => {
                let level = with_outlines(reading, level.as_ref(), place);
                let (x, y) = (find(x, faults), find(y, faults));
                Some(Self::Point { x: x?, y: y?, grid: *grid, level: level? })
            }
            Where::Postcode { column, directory, level } => {
                let level = level_of(reading, level).and_then(|level| in_directory(reading, directory, level));
                Some(Self::Postcode {
                    column: find(column, faults)?,
                    directory: SourceId::new(&directory.0),
                    level: level?,
                })
            }
        }
    }
}

/// Says that a column is of another census than the site's areas.
pub(super) fn other_census(reading: &Reading<'_>, sheet: &Sheet<'_>, column: usize, faults: &mut Faults) {
    let name = sheet.name(column);
    if let Some((found, site)) = reading.gazetteer.atlas().other_census(name) {
        faults.add(&format!("census {name}"), "column", || {
            Diagnostic::error(format!("`{name}` holds codes of the {found}, and this site has the {site}"))
                .at(sheet.header().place())
                .label("this is the header")
                .note("areas that were split or merged for a census have other codes since, and their rows would be lost")
                .help(format!(
                    "declare a lookup from the {found} under `recodes:` in site.yaml, or take the file that has this site's codes"
                ))
        });
    }
}

/// The area that every row is of.
fn fixed(reading: &Reading<'_>, code: &str, place: &Place) -> Option<AreaId> {
    let area = reading.gazetteer.areas().named(code);
    if area.is_none() {
        let found = Diagnostic::error(format!("`{code}` is no area of this site")).at(place.clone());
        reading.report.add(found.label("neither a code nor a slug of one"));
    }
    area
}

/// What the codes of a level begin with, for formats that do not know what a site calls its levels.
const CODES: [(&str, &[&str]); 6] = [
    ("police-force-area", &["E23", "W15"]),
    ("community-safety-partnership", &["E22", "W22"]),
    ("district", &["E06", "E07", "E08", "E09", "W06"]),
    ("ward", &["E05", "W05"]),
    ("msoa", &["E02", "W02"]),
    ("lsoa", &["E01", "W01"]),
];

/// The level whose areas have the codes that a word stands for.
fn of_codes(areas: &Areas, word: &str) -> Option<LevelId> {
    let (_, openings) = CODES.iter().find(|(known, _)| *known == word)?;
    let is_such = |code: &str| openings.iter().any(|opening| code.starts_with(opening));
    areas.iter().find(|(_, area)| is_such(area.code.as_str())).map(|(_, area)| area.level)
}

fn level_of(reading: &Reading<'_>, (word, place): &Word) -> Option<LevelId> {
    let areas = reading.gazetteer.areas();
    let level = areas.level_named(word).or_else(|| of_codes(areas, word));
    if level.is_none() {
        let found = Diagnostic::error(format!("unknown level `{word}`")).at(reading.written(place));
        let known = areas.levels().iter().map(|level| level.id.as_str());
        reading.report.add(found.label("no level has this word").suggest(word, known));
    }
    level
}

/// The level that points are placed in, which needs outlines.
fn with_outlines(reading: &Reading<'_>, level: Option<&Word>, place: &Place) -> Option<LevelId> {
    let atlas = reading.gazetteer.atlas();
    let asked = level.map_or(place, |(_, place)| place);
    let level = match level {
        Some(word) => level_of(reading, word)?,
        None => match atlas.first_drawn() {
            Some(level) => level,
            None => {
                let found = Diagnostic::error("points are placed by outlines, and this site has none")
                    .at(reading.written(place));
                let found = found.label("which area is around them?");
                reading.report.add(found.help("name a source of outlines under `boundaries:` in site.yaml"));
                return None;
            }
        },
    };
    if atlas.locator(level).is_none() {
        let word = &reading.gazetteer.areas().level(level).id;
        let message = format!("points are placed by outlines, and the level `{word}` has none");
        let found = Diagnostic::error(message).at(reading.written(asked)).label("no outlines");
        reading.report.add(found.help(format!(
            "add `{{source: …, level: {word}}}` to `boundaries:` in site.yaml; with `maps: no` where no maps of it are wanted"
        )));
        return None;
    }
    Some(level)
}

/// The level, if the directory has it.
fn in_directory(reading: &Reading<'_>, (directory, place): &Word, level: LevelId) -> Option<LevelId> {
    let gazetteer = reading.gazetteer;
    let word = &gazetteer.areas().level(level).id;
    let at =
        |message: String, label: &str| Diagnostic::error(message).at(reading.written(place)).label(label.to_owned());
    match gazetteer.atlas().directory(&SourceId::new(directory)) {
        Some(levels) if levels.contains_key(&level) => Some(level),
        Some(levels) => {
            let known: Vec<String> =
                levels.keys().map(|level| format!("`{}`", gazetteer.areas().level(*level).id)).collect();
            let found =
                at(format!("the directory `{directory}` has no column for the level `{word}`"), "in its `layout:`");
            let has = format!("it has {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") });
            let place = format!("data/{directory}/source.yaml");
            reading.report.add(found.note(has).help(format!("add `{word}:` and its column to `layout:` in {place}")));
            None
        }
        None => {
            let found = at(format!("`{directory}` is no directory of postcodes"), "no source of this name and format");
            reading.report.add(found.help("name a source whose format is `postcode-directory`"));
            None
        }
    }
}
