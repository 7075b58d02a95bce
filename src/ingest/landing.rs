//! A row and where its area stands, to the area it is of, or why it is of none.
//!
//! In go the columns of [`Stands`] and the cells of a row, out comes what becomes of the row: it is of an
//! area, it is counted as left out, or it is a fault. What can be wrong is a cell that leads to no area,
//! and coordinates that are swapped. What the numbers of a row are is not known here.

use rustc_hash::FxHashMap;

use super::Reading;
use super::fault::Faults;
use super::gazetteer::{Found, Missing};
use super::number::{self, Thousands};
use super::projection::Grid;
use super::recode::RuleId;
use super::rows::Sheet;
use super::unplaced::Cell;
use super::whereabouts::Stands;
use crate::model::area::AreaId;
use crate::report::{Diagnostic, Place};

impl Stands {
    /// What a row leads to, and the column that a message about it points at.
    pub(super) fn find<'r>(
        &self,
        reading: &Reading<'_>,
        sought: &mut Sought,
        cell: impl Fn(usize) -> &'r [u8],
    ) -> (Found, usize) {
        let gazetteer = reading.gazetteer;
        match self {
            Self::Fixed(area) => (Found::Area(*area), 0),
            Self::Columns(columns) => {
                let filled = columns.iter().find(|column| !cell(**column).is_empty()).or(columns.first());
                let column = filled.copied().unwrap_or(0);
                let code = cell(column);
                // Rows of one area stand together in most files.
                if let Some((last, found)) = &sought.last
                    && last == code
                {
                    return (*found, column);
                }
                let found = gazetteer.find(code);
                let last = sought.last.get_or_insert_with(|| (Vec::new(), found));
                last.0.clear();
                last.0.extend_from_slice(code);
                last.1 = found;
                (found, column)
            }
            Self::Names(column, level) => {
                let text = cell(*column);
                if let Some(found) = sought.names.get(text) {
                    return (*found, *column);
                }
                // What the source itself says of a name, and codes among names, stand first.
                let found = match gazetteer.find(text) {
                    Found::Unknown => gazetteer.named(std::str::from_utf8(text).unwrap_or("?"), *level),
                    found => found,
                };
                // The names of places are few; a column of other texts must not fill the memory.
                if sought.names.len() < super::MOST {
                    sought.names.insert(text.to_vec(), found);
                }
                (found, *column)
            }
            Self::Point { x, y, grid, level } => {
                let (across, up) = (cell(*x), cell(*y));
                if across.is_empty() && up.is_empty() {
                    return (Found::Nowhere, *x);
                }
                let number =
                    |text: &[u8]| number::parse(std::str::from_utf8(text).unwrap_or("?"), Thousands::Plain).ok();
                let (Some(across), Some(up)) = (number(across), number(up)) else {
                    let column = if number(across).is_none() { *x } else { *y };
                    return (Found::NoCoordinate, column);
                };
                let found = gazetteer.at(across, up, *grid, *level);
                match found {
                    Found::Area(_) => sought.inside += 1,
                    Found::Swapped if *grid == Grid::National => {
                        // One such point may be chance: a whole country is larger than the site.
                        sought.swapped += 1;
                        return (Found::Elsewhere, *x);
                    }
                    _ => {}
                }
                (found, *x)
            }
            Self::Postcode { column, directory, level } => {
                let postcodes = gazetteer.atlas().directory(directory).and_then(|levels| levels.get(level));
                (postcodes.map_or(Found::Unknown, |postcodes| gazetteer.postcode(cell(*column), postcodes)), *column)
            }
        }
    }

    /// Adds why a row leads to no area.
    pub(super) fn refuse(
        &self,
        reading: &Reading<'_>,
        faults: &mut Faults,
        found: Found,
        cell: &Cell<'_>,
        place: impl FnOnce() -> Place,
    ) {
        let Cell { text, column, quote } = *cell;
        match self {
            Self::Columns(_) | Self::Fixed(_) => reading.gazetteer.unplaced(faults, found, cell, place),
            Self::Names(_, level) if matches!(found, Found::Ambiguous | Found::Unknown) => {
                reading.gazetteer.unnamed(faults, (found, *level), cell, place);
            }
            Self::Names(..) => reading.gazetteer.unplaced(faults, found, cell, place),
            Self::Point { .. } if found == Found::Swapped => faults.add("swapped", "row", || {
                Diagnostic::error(format!("`{column}` holds a latitude: longitude and latitude are swapped"))
                    .at(place())
                    .label("longitude is between -9 and 2 here")
                    .help(format!("change over `longitude:` and `latitude:` in {}", reading.declaration))
            }),
            Self::Point { grid, .. } if found == Found::OtherGrid => faults.add("other grid", "row", || {
                let (holds, keys) = match grid {
                    Grid::Wgs84 => ("metres, and a longitude is in degrees", "`easting:` and `northing:`"),
                    Grid::National => ("degrees, and an easting is in metres", "`longitude:` and `latitude:`"),
                };
                Diagnostic::error(format!("`{column}` holds {holds}"))
                    .at(place())
                    .label("of the other grid")
                    .help(format!("name the columns with {keys} in {}", reading.declaration))
            }),
            Self::Point { .. } if text.is_empty() => faults.add(&format!("coordinate empty {column}"), "row", || {
                Diagnostic::error(format!("`{column}` is empty, and the other coordinate is not"))
                    .at(place())
                    .label("half a place")
                    .help("fill it in, or leave both coordinates empty where there is no place")
            }),
            Self::Point { .. } => faults.add(&format!("coordinate {column}"), "row", || {
                Diagnostic::error(format!("`{column}` must be a coordinate{}", quote.found(text)))
                    .at(place())
                    .label("not a number")
                    .help("correct it, or leave both coordinates empty where there is no place")
            }),
            Self::Postcode { directory, .. } => faults.add("postcode", "row", || {
                let postcode = quote.cell(text, &format!("the postcode in `{column}`"));
                Diagnostic::error(format!("{postcode} is not in the directory `{directory}`"))
                    .at(place())
                    .label("no such postcode")
                    .help(format!(
                        "correct it, or write `area-missing: drop` in {} to leave such rows out",
                        reading.declaration
                    ))
            }),
        }
    }
}

/// What was found in one file so far.
#[derive(Debug, Default)]
pub(super) struct Sought {
    names: FxHashMap<Vec<u8>, Found>,
    /// The last code and what it is.
    last: Option<(Vec<u8>, Found)>,
    /// Points in an area of the site.
    inside: usize,
    /// Points that would be, if their coordinates were swapped.
    swapped: usize,
}

impl Sought {
    /// Says whether easting and northing of a file, read in parts, are swapped: more points lie in the site the other
    /// way round than as they stand.
    pub(super) fn conclude<'s>(
        parts: impl Iterator<Item = &'s Self>,
        stands: &Stands,
        reading: &Reading<'_>,
        sheet: &Sheet<'_>,
        faults: &mut Faults,
    ) {
        let Stands::Point { x, y, .. } = stands else { return };
        let (inside, swapped) =
            parts.fold((0, 0), |(inside, swapped), part| (inside + part.inside, swapped + part.swapped));
        if swapped > inside {
            let (easting, northing) = (sheet.name(*x), sheet.name(*y));
            faults.add("swapped", "file", || {
                let message = format!("`{easting}` holds northings: easting and northing are swapped");
                Diagnostic::error(message)
                    .at(sheet.header().place())
                    .label("this is the header")
                    .note(format!(
                        "{} in the site's areas as they stand, {} if `{easting}` and `{northing}` are changed over",
                        match inside {
                            0 => "no point lies".to_owned(),
                            1 => "1 point lies".to_owned(),
                            count => format!("{count} points lie"),
                        },
                        swapped
                    ))
                    .help(format!("change over `easting:` and `northing:` in {}", reading.declaration))
            });
        }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Landed {
    /// It is of an area; by a rule, where its code is of another year.
    In(AreaId, Option<RuleId>),
    /// It is counted as being of another area.
    Elsewhere,
    /// It is counted as being of no place.
    Nowhere,
    /// It is a fault.
    Refused,
}

impl Landed {
    /// What becomes of a row whose cell is empty or not, where unknown areas are dropped or refused. A
    /// code that was split stands for the whole of its parts until its numbers are shared out.
    pub(super) fn of(found: Found, is_empty: bool, missing: Missing) -> Self {
        match found {
            Found::Area(area) => Self::In(area, None),
            Found::Mapped(area, rule) => Self::In(area, Some(rule)),
            Found::Split(rule) => Self::In(rule.whole(), Some(rule)),
            Found::Elsewhere => Self::Elsewhere,
            Found::Nowhere => Self::Nowhere,
            Found::Unknown if missing == Missing::Drop => {
                if is_empty {
                    Self::Nowhere
                } else {
                    Self::Elsewhere
                }
            }
            // A code of another year is never dropped: its rows belong to the site.
            Found::Unknown
            | Found::Refused(_)
            | Found::OtherVintage
            | Found::Ambiguous
            | Found::Swapped
            | Found::OtherGrid
            | Found::NoCoordinate => Self::Refused,
        }
    }
}
