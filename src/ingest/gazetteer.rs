//! What stands in an area column, a name, a point or a postcode, to an area of the site.
//!
//! Codes and names are known from the [`Atlas`] of the site, and others from the source's `areas:`. What
//! can be wrong is a code of another year that the source may not use, a name without a code, or a code
//! that the site does not have; [`super::unplaced`] says so. Files are not known here.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::atlas::Atlas;
use super::fault::Faults;
use super::outline;
use super::postcode::Postcodes;
use super::projection::{self, Grid};
use super::recode::{Permission, Rule, RuleId};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::report::{Diagnostic, Place, Report};

/// What to do with a row whose area is not of this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is counted and left out.
    Drop,
    /// It is an error.
    Refuse,
}

/// The areas as one source names them.
#[derive(Debug)]
pub(super) struct Gazetteer<'a> {
    atlas: &'a Atlas<'a>,
    /// What the source itself says of names; it stands before what the site knows.
    own: FxHashMap<Vec<u8>, Found>,
    names: &'a BTreeMap<String, (String, Place)>,
    permission: Permission,
    declaration: String,
}

/// What was found for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// An area of the site.
    Area(AreaId),
    /// A code of another year that is now all in one area of the site.
    Mapped(AreaId, RuleId),
    /// A code of another year whose numbers are shared out.
    Split(RuleId),
    /// A code of another year that this source may not use.
    Refused(RuleId),
    /// A code of another year that lies in the site, and no lookup leads from it.
    OtherVintage,
    /// What is known and not of the site: a name whose code is elsewhere, a body without an area, a
    /// point outside every outline.
    Elsewhere,
    /// No place: a blank, coordinates of zero, a postcode that stands for none.
    Nowhere,
    /// A name that several areas have.
    Ambiguous,
    /// Coordinates that would lie in the site if they were swapped.
    Swapped,
    /// Degrees where metres are needed, or metres where degrees are.
    OtherGrid,
    /// What is no number where a coordinate is needed.
    NoCoordinate,
    /// Nothing that is known.
    Unknown,
}

impl<'a> Gazetteer<'a> {
    /// The areas of the site, and those that one source names, whose declaration is at the path
    /// `declaration`. `permission` is what may be done with its numbers.
    pub(super) fn new(
        atlas: &'a Atlas<'a>,
        names: &'a BTreeMap<String, (String, Place)>,
        permission: Permission,
        declaration: String,
    ) -> Self {
        let known = |code: &str| atlas.code(code.as_bytes()).unwrap_or(Found::Elsewhere);
        let own = names.iter().map(|(name, (code, _))| (name.as_bytes().to_vec(), known(code))).collect();
        Self { atlas, own, names, permission, declaration }
    }

    /// The areas of the site.
    pub(super) fn areas(&self) -> &'a Areas {
        self.atlas.areas()
    }

    /// What the site knows of places.
    pub(super) fn atlas(&self) -> &'a Atlas<'a> {
        self.atlas
    }

    /// The path of the declaration of the source.
    pub(super) fn declaration(&self) -> &str {
        &self.declaration
    }

    /// What the source allows to be done with its numbers.
    pub(super) fn permission(&self) -> Permission {
        self.permission
    }

    /// The names under `areas:` of the source.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.names.keys().map(String::as_str)
    }

    /// A rule by its position.
    pub(super) fn rule(&self, id: RuleId) -> &'a Rule {
        self.atlas.rule(id)
    }

    /// What a trimmed cell with a code, or with a name that the source declares, stands for.
    pub(super) fn find(&self, cell: &[u8]) -> Found {
        // Most sources declare no names, and millions of rows ask.
        let own = if self.own.is_empty() { None } else { self.own.get(cell).copied() };
        match own.or_else(|| self.atlas.code(cell)) {
            Some(Found::Mapped(_, rule) | Found::Split(rule)) if !self.permission.allows(self.rule(rule)) => {
                Found::Refused(rule)
            }
            Some(found) => found,
            None => self.atlas.stray(cell),
        }
    }

    /// The area of a level whose name is this, in any of the spellings of publishers.
    pub(super) fn named(&self, name: &str, level: LevelId) -> Found {
        if name.is_empty() {
            return Found::Nowhere;
        }
        self.atlas.name(name, level)
    }

    /// The area of a level that a point lies in.
    pub(super) fn at(&self, x: f64, y: f64, grid: Grid, level: LevelId) -> Found {
        // Nowhere in Britain is at zero, and directories write 99.999999 where there is no latitude.
        if (x == 0.0 && y == 0.0) || (grid == Grid::Wgs84 && (99.0..100.0).contains(&y)) {
            return Found::Nowhere;
        }
        let is_other = match grid {
            Grid::Wgs84 => x.abs() > 180.0 || y.abs() > 180.0,
            Grid::National => outline::is_in_britain((x, y), Grid::Wgs84),
        };
        if is_other {
            return Found::OtherGrid;
        }
        let Some(locator) = self.atlas.locator(level) else { return Found::Unknown };
        let find = |x: f64, y: f64| match grid {
            Grid::Wgs84 => locator.find((x, y)),
            Grid::National => locator.find(projection::degrees(x, y)),
        };
        if outline::is_in_britain((x, y), grid)
            && let Some(area) = find(x, y)
        {
            return Found::Area(area);
        }
        let is_swapped = match grid {
            // Longitudes and latitudes of Britain are never each other's.
            Grid::Wgs84 => !outline::is_in_britain((x, y), grid) && outline::is_in_britain((y, x), grid),
            Grid::National => find(y, x).is_some(),
        };
        if is_swapped { Found::Swapped } else { Found::Elsewhere }
    }

    /// The area of a postcode by a directory.
    pub(super) fn postcode(&self, cell: &[u8], postcodes: &Postcodes) -> Found {
        postcodes.find(cell)
    }

    /// Says which names of a source have a code that the site does not know; those rows would be lost.
    pub(super) fn check(&self, report: &Report) {
        let mut faults = Faults::default();
        for (name, (code, place)) in self.names {
            if self.atlas.code(code.as_bytes()).is_none() {
                faults.add("code", "name", || {
                    let found = Diagnostic::error(format!(
                        "`{name}` is given the code `{code}`, which is no area of this site"
                    ));
                    let found = found.at(place.clone()).label("no area has this code");
                    found.help("correct the code, or write `area-missing: drop` under `layout:` to leave such rows out")
                });
            }
        }
        faults.tell(report);
    }
}
