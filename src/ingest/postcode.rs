//! The format `postcode-directory`: every postcode and the areas it lies in.
//!
//! In goes the directory of the Office for National Statistics, with a column for each level that is
//! wanted; out come postcodes in twelve bytes each, the rest of a row is never kept. What can be wrong is
//! a column that is not there and a level that the site does not have. Terminated postcodes are kept:
//! records of earlier years have them.

use std::collections::BTreeMap;

use super::fault::Faults;
use super::fields::At;
use super::gazetteer::Found;
use super::layout::Extent;
use super::lookup;
use super::recode::Change;
use super::rows::{Sheet, trimmed};
use super::whereabouts;
use super::{Format, Head, Part, Reader, Reading};
use crate::files::Content;
use crate::model::area::{AreaId, LevelId};
use crate::model::declaration::ColumnName;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Map;

/// The format `postcode-directory`.
pub(super) struct PostcodeDirectory;

/// The column of postcodes, and of the codes of each level.
struct Layout {
    postcode: (ColumnName, Place),
    levels: Vec<(String, Place, (ColumnName, Place))>,
}

/// The postcodes of one directory, by level.
pub(super) type Directory = BTreeMap<LevelId, Postcodes>;

/// Postcodes and the areas of one level that they lie in.
#[derive(Debug, Default)]
pub(super) struct Postcodes {
    /// Sorted.
    codes: Vec<u64>,
    /// For each, an area or one of the two numbers below.
    areas: Vec<u32>,
}

/// What stands for a postcode of another place than this site.
const ELSEWHERE: u32 = u32::MAX;
/// What stands for a postcode that has no place: the codes of `L99999999` and its like.
const NOWHERE: u32 = u32::MAX - 1;

impl Postcodes {
    /// Puts the files of a directory together; where a postcode stands twice, the first is taken.
    pub(super) fn new(mut pairs: Vec<(u64, u32)>) -> Self {
        pairs.sort_by_key(|(code, _)| *code);
        pairs.dedup_by_key(|(code, _)| *code);
        let (codes, areas) = pairs.into_iter().unzip();
        Self { codes, areas }
    }

    /// Every postcode as a number, sorted, and where it lies.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, Lies)> {
        self.codes.iter().zip(&self.areas).map(|(code, area)| {
            let lies = match *area {
                ELSEWHERE => Lies::Elsewhere,
                NOWHERE => Lies::Nowhere,
                area => Lies::In(AreaId(area)),
            };
            (*code, lies)
        })
    }

    /// The area of a postcode, written with or without its space, in any case.
    pub(super) fn find(&self, cell: &[u8]) -> Found {
        if cell.is_empty() {
            return Found::Nowhere;
        }
        let index = packed(cell).and_then(|code| self.codes.binary_search(&code).ok());
        match index.map(|index| self.areas[index]) {
            None => Found::Unknown,
            Some(ELSEWHERE) => Found::Elsewhere,
            Some(NOWHERE) => Found::Nowhere,
            Some(area) => Found::Area(AreaId(area)),
        }
    }
}

/// Where a postcode of a directory lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// In an area of the site.
    In(AreaId),
    /// In another place than this site.
    Elsewhere,
    /// In no place that is known.
    Nowhere,
}

/// A postcode as a number: letters and digits alone, of which it has five to seven.
fn packed(cell: &[u8]) -> Option<u64> {
    let mut code = 0_u64;
    let mut length = 0;
    for byte in cell.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let digit = match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => u64::from(letter - b'A') + 11,
            number @ b'0'..=b'9' => u64::from(number - b'0') + 1,
            _ => return None,
        };
        code = code * 37 + digit;
        length += 1;
        if length > 7 {
            return None;
        }
    }
    (length >= 5).then_some(code)
}

/// A postcode from its number, in capitals and without a space.
pub(super) fn unpacked(mut code: u64) -> String {
    let mut signs = Vec::with_capacity(7);
    while code > 0 {
        signs.push(match u8::try_from(code % 37).unwrap_or(0) {
            digit @ 0..=10 => b'0' + digit.saturating_sub(1),
            letter => b'A' + letter - 11,
        });
        code /= 37;
    }
    signs.iter().rev().map(|sign| char::from(*sign)).collect()
}

impl Format for PostcodeDirectory {
    fn name(&self) -> &'static str {
        "postcode-directory"
    }

    fn about(&self) -> &'static str {
        "Every postcode and the areas it lies in, by which records that have only a postcode are placed."
    }

    fn recognises(&self, head: &Head) -> bool {
        head.tables().any(|table| ["pcds", "doterm", "lat", "long"].iter().all(|column| table.has(column)))
    }

    fn choices(&self) -> &'static str {
        "postcode: pcds\nlsoa: {newest: lsoacd}"
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let mut map = map.required("layout")?.map(report)?;
        let postcode = map.required("postcode").and_then(|node| lookup::named(report, node));
        let entries = map.entries().iter().filter(|(name, _, _)| name != "postcode");
        let level = |(name, place, node): &(String, Place, crate::yaml::Node)| {
            Some((name.clone(), place.clone(), lookup::named(report, node)?))
        };
        let levels: Option<Vec<_>> = entries.map(level).collect();
        Some(Box::new(Layout { postcode: postcode?, levels: levels? }))
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let sheet = Sheet::first(reading.report, content, &Extent::default(), reading.quote, &[]).ok()?;
        let mut faults = Faults::default();
        let mut part = Part::default();
        let mut column = |(name, place): &(ColumnName, Place)| lookup::column(&sheet, name, place, &mut faults);
        let postcode = column(&self.postcode);
        let columns: Vec<Option<usize>> = self.levels.iter().map(|(_, _, name)| column(name)).collect();
        for column in columns.iter().flatten() {
            whereabouts::other_census(reading, &sheet, *column, &mut faults);
        }
        let areas = reading.gazetteer.areas();
        let mut wanted = Vec::new();
        for ((name, place, _), column) in self.levels.iter().zip(columns) {
            match areas.level_named(name) {
                Some(level) => wanted.extend(column.map(|column| (level, column, Vec::new()))),
                None => faults.add(&format!("level {name}"), "level", || {
                    let found = Diagnostic::error(format!("unknown level `{name}`")).at(place.clone());
                    let known = areas.levels().iter().map(|level| level.id.as_str());
                    found.label("no level has this word").suggest(name, known)
                }),
            }
        }
        if let Some(postcode) = postcode {
            sheet.rows(&mut faults, |at, record, faults| {
                part.quality.rows += 1;
                let cell = |column: usize| trimmed(record.get(column).unwrap_or_default());
                let Some(code) = packed(cell(postcode)) else {
                    part.quality.incomplete += 1;
                    return;
                };
                part.quality.kept += 1;
                for (_, column, pairs) in &mut wanted {
                    let area = cell(*column);
                    pairs.push((
                        code,
                        match reading.gazetteer.find(area) {
                            Found::Area(AreaId(area)) | Found::Mapped(AreaId(area), _) => area,
                            found @ (Found::Refused(_) | Found::OtherVintage) => {
                                whole(reading, found).unwrap_or_else(|| {
                                    split(&sheet, (at, *column), reading, faults);
                                    NOWHERE
                                })
                            }
                            // `L99999999`, `M99999999` and `E99999999` stand for no area.
                            _ if area.is_empty() || area.ends_with(b"99999999") => NOWHERE,
                            _ => ELSEWHERE,
                        },
                    ));
                }
            });
        }
        part.quality.encoding = sheet.encoding();
        part.postcodes = wanted.into_iter().map(|(level, _, pairs)| (level, pairs)).collect();
        match faults.tell(reading.report) {
            Some(_) => None,
            None => Some(part),
        }
    }

    fn may_drop(&self) -> bool {
        true
    }
}

/// The one area that a code of another year is all in. A directory says where a place is and counts
/// nothing, so a merged area will do.
fn whole(reading: &Reading<'_>, found: Found) -> Option<u32> {
    let Found::Refused(rule) = found else { return None };
    let rule = reading.gazetteer.rule(rule);
    match &rule.parts[..] {
        // A part of a split area may be all that lies in the site, and the postcode in none of it.
        [(AreaId(area), share)] if rule.change != Change::Split || *share >= 1.0 => Some(*area),
        _ => None,
    }
}

fn split(sheet: &Sheet<'_>, (at, column): (At<'_>, usize), reading: &Reading<'_>, faults: &mut Faults) {
    let name = sheet.name(column);
    faults.add(&format!("split {name}"), "row", || {
        Diagnostic::error(format!("`{name}` holds a code of another year that lies in several areas of this site"))
            .at(sheet.place(at, column))
            .label("in which of them is this postcode?")
            .help(format!("name the column of this site's codes under `layout:` in {}", reading.declaration))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_one_whatever_its_spaces_and_case() {
        let pairs =
            ["B1 1AA", "B11AA", "CV1 1AA"].iter().zip(1..).map(|(code, area)| (packed(code.as_bytes()).unwrap(), area));
        let postcodes = Postcodes::new(pairs.collect());
        for code in ["B1 1AA", "b11aa", "B1  1AA", "B11AA"] {
            assert_eq!(postcodes.find(code.as_bytes()), Found::Area(AreaId(1)), "{code}");
        }
        assert_eq!(postcodes.find(b"CV11AA"), Found::Area(AreaId(3)));
        let all: Vec<String> = postcodes.iter().map(|(code, _)| unpacked(code)).collect();
        assert_eq!(all, ["B11AA", "CV11AA"]);
        for code in ["A00ZZ", "Z99AZ9Z", "SW1A0AA"] {
            assert_eq!(unpacked(packed(code.as_bytes()).unwrap()), code);
        }
        for code in ["B1", "B1 1AB", "B1 1AA 2", "B1-1AA", "\u{e9}"] {
            assert_eq!(postcodes.find(code.as_bytes()), Found::Unknown, "{code}");
        }
    }
}
