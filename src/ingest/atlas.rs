//! What the whole site knows of places: its areas under their codes and names, the codes of other years,
//! outlines and postcodes.
//!
//! In go the areas, what the settings say of other years, and later the outlines and directories that
//! were read; out come answers for the [`super::gazetteer::Gazetteer`] of each source, which adds what
//! that source says. What can be wrong is two lookups for one code. Rows are not known here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::boundaries::SiteOutlines;
use super::declaration::Declared;
use super::gazetteer::Found;
use super::locator::Locator;
use super::place_name::{self, Names};
use super::postcode::Directory;
use super::recode::{self, Rule, RuleId};
use super::recode_lookup;
use super::vintage::{Kind, Lsoa, Vintage};
use crate::files::Root;
use crate::model::area::{AreaCode, AreaId, Areas, LevelId};
use crate::model::declaration::AreaDeclaration;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Report, Result};

/// What the site knows of places.
#[derive(Debug)]
pub(super) struct Atlas<'a> {
    areas: &'a Areas,
    known: FxHashMap<Box<[u8]>, Found>,
    rules: Vec<Rule>,
    /// By level.
    names: Vec<Names<AreaId>>,
    /// The year of the codes of each level, where it is known.
    vintages: Vec<Option<Vintage>>,
    /// The years for which there are lookups.
    recoded: Vec<Vintage>,
    /// Whether LSOAs of the site are no LSOAs of 2021, and no lookup leads from those to them: a file of
    /// 2021 has their numbers under codes that nobody knows.
    lost_by_2021: bool,
    outlines: SiteOutlines,
    /// By level, made when the first point asks.
    locators: Vec<OnceLock<Option<Locator>>>,
    /// The level of the first outlines that the settings name.
    first_drawn: Option<LevelId>,
    directories: BTreeMap<SourceId, Directory>,
}

impl<'a> Atlas<'a> {
    /// Takes the areas, names that they have elsewhere, and the lookups from other years.
    pub(super) fn new(
        report: &Report,
        root: &Root,
        declaration: &AreaDeclaration,
        (areas, aliases): (&'a Areas, &[(AreaCode, String)]),
        declared: &BTreeMap<SourceId, Declared>,
    ) -> Result<Self> {
        let mut known: FxHashMap<Box<[u8]>, Found> =
            areas.iter().map(|(id, area)| (area.code.as_str().as_bytes().into(), Found::Area(id))).collect();
        let mut rules: Vec<Rule> = Vec::new();
        let mut recoded = Vec::new();
        let mut told = None;
        for lookup in &declaration.recodes {
            let found = match recode_lookup::read(report, root, lookup, areas, declared) {
                Ok(found) => found,
                Err(fault) => {
                    told = Some(fault);
                    continue;
                }
            };
            recoded.extend(found.vintage);
            for rule in found.rules {
                match known.get(rule.code.as_bytes()) {
                    None => add(&mut known, &mut rules, rule),
                    // Two lookups may say the same of a code.
                    Some(Found::Mapped(_, first) | Found::Split(first)) if agree(&rules[first.0 as usize], &rule) => {}
                    Some(_) => {
                        let message = format!("two lookups say different things of `{}`", rule.code);
                        let found = Diagnostic::error(message).at(lookup.place.clone()).label("the second of them");
                        let found = found.help("take one of them, or leave the code out of one");
                        told = Some(report.add(found.repeated("two lookups", "code")));
                    }
                }
            }
        }
        // Without a lookup each of its codes would be said to be unknown.
        if let Some(told) = told {
            return Err(told);
        }
        for rule in recode::of_districts(areas) {
            if !known.contains_key(rule.code.as_bytes()) {
                add(&mut known, &mut rules, rule);
            }
        }
        let vintages = vintages(declaration, areas);
        if vintages.iter().flatten().any(|vintage| *vintage == Vintage { kind: Kind::Lsoa, year: 2021 }) {
            for code in Lsoa::all_gone() {
                // Between two LSOAs of the site no other place can lie.
                let lies_here = || {
                    Lsoa::neighbours(&code).is_some_and(|[below, above]| {
                        areas.by_code(&below).is_some() && areas.by_code(&above).is_some()
                    })
                };
                if !known.contains_key(code.as_bytes()) && lies_here() {
                    known.insert(code.into_bytes().into(), Found::OtherVintage);
                }
            }
        }
        let gone = |vintage: &Vintage| vintage.kind == Kind::Lsoa && vintage.year < 2021;
        let lost_by_2021 = vintages.iter().flatten().any(gone)
            && !recoded.contains(&Vintage { kind: Kind::Lsoa, year: 2021 })
            && areas.iter().any(|(_, area)| Lsoa::of(area.code.as_str()) == Some(Lsoa::Before2021));
        let level = |index: usize| u8::try_from(index).map_or(LevelId(u8::MAX), LevelId);
        let names = (0..areas.levels().len()).map(|index| {
            let own = areas.of_level(level(index)).map(|id| (areas.get(id).name.as_str(), id));
            let others = aliases.iter().filter_map(|(code, name)| Some((name.as_str(), areas.by_code(code.as_str())?)));
            Names::new(own.chain(others.filter(|(_, id)| areas.get(*id).level == level(index))))
        });
        Ok(Self {
            areas,
            known,
            rules,
            names: names.collect(),
            vintages,
            recoded,
            lost_by_2021,
            outlines: SiteOutlines::default(),
            locators: areas.levels().iter().map(|_| OnceLock::new()).collect(),
            first_drawn: declaration.boundaries.first().and_then(|first| areas.level_named(&first.level)),
            directories: BTreeMap::new(),
        })
    }

    /// With the outlines and directories that were read.
    #[must_use]
    pub(super) fn with(self, outlines: SiteOutlines, directories: BTreeMap<SourceId, Directory>) -> Self {
        Self { outlines, directories, ..self }
    }

    /// Gives the outlines back.
    pub(super) fn into_outlines(self) -> SiteOutlines {
        self.outlines
    }

    /// The areas of the site.
    pub(super) fn areas(&self) -> &'a Areas {
        self.areas
    }

    /// What a code is, if it is known.
    pub(super) fn code(&self, code: &[u8]) -> Option<Found> {
        self.known.get(code).copied()
    }

    /// What a code is that is neither of the site nor in a lookup.
    pub(super) fn stray(&self, code: &[u8]) -> Found {
        // `E99999999`, `L99999999` and their like stand for a place that is not known.
        if code.len() == 9 && code[0].is_ascii_uppercase() && code.ends_with(b"99999999") {
            return Found::Nowhere;
        }
        let is_new = || std::str::from_utf8(code).is_ok_and(|code| Lsoa::of(code) == Some(Lsoa::From2021));
        if self.lost_by_2021 && is_new() { Found::OtherVintage } else { Found::Unknown }
    }

    /// A rule by its position.
    pub(super) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// Who has a name among the areas of a level.
    pub(super) fn name(&self, name: &str, level: LevelId) -> Found {
        match self.names[usize::from(level.0)].find(name) {
            Some(place_name::Named::One(area)) => Found::Area(area),
            Some(place_name::Named::Several) => Found::Ambiguous,
            None if place_name::is_without_territory(name) => Found::Elsewhere,
            None => Found::Unknown,
        }
    }

    /// The index of the outlines of a level; `None` where it has none.
    pub(super) fn locator(&self, level: LevelId) -> Option<&Locator> {
        let make = || {
            let of_level = |(area, _): &(&AreaId, _)| self.areas.get(**area).level == level;
            let mut outlines = self.outlines.outlines.iter().filter(of_level).peekable();
            outlines.peek()?;
            Some(Locator::new(outlines.map(|(area, outline)| (*area, outline))))
        };
        self.locators[usize::from(level.0)].get_or_init(make).as_ref()
    }

    /// The level that points are placed in where nothing is said of it.
    pub(super) fn first_drawn(&self) -> Option<LevelId> {
        self.first_drawn
    }

    /// The postcodes of a directory.
    pub(super) fn directory(&self, source: &SourceId) -> Option<&Directory> {
        self.directories.get(source)
    }

    /// The years of a column and of the site, where the column's name says that its codes are of another
    /// census than the site's and no lookup leads from the one to the other.
    pub(super) fn other_census(&self, column: &str) -> Option<(Vintage, Vintage)> {
        let found = Vintage::of_column(column).filter(|vintage| vintage.kind.is_of_census())?;
        let mut own = self.vintages.iter().flatten().filter(|own| own.kind == found.kind);
        let site = *own.clone().next()?;
        (own.all(|own| own.year != found.year) && !self.recoded.contains(&found)).then_some((found, site))
    }

    /// Whether there is a lookup from the codes of a year.
    pub(super) fn is_recoded(&self, vintage: Vintage) -> bool {
        self.recoded.contains(&vintage)
    }

    /// The year that a code is of and the year of the site's, where both are known and differ.
    pub(super) fn other_year(&self, code: &str) -> Option<(Vintage, Vintage)> {
        let site = *self.vintages.iter().flatten().find(|vintage| vintage.kind == Kind::Lsoa)?;
        let year = match (Lsoa::of(code)?, site.year) {
            (Lsoa::Before2021, 2021) => 2011,
            (Lsoa::From2021, 2001..2021) => 2021,
            _ => return None,
        };
        Some((Vintage { kind: Kind::Lsoa, year }, site))
    }
}

fn add(known: &mut FxHashMap<Box<[u8]>, Found>, rules: &mut Vec<Rule>, rule: Rule) {
    let id = RuleId(u32::try_from(rules.len()).unwrap_or(u32::MAX));
    let found = match (rule.change, rule.parts.first()) {
        (recode::Change::Split, _) | (_, None) => Found::Split(id),
        (_, Some((area, _))) => Found::Mapped(*area, id),
    };
    known.insert(rule.code.as_bytes().into(), found);
    rules.push(rule);
}

/// Whether two rules of one code do the same.
fn agree(first: &Rule, second: &Rule) -> bool {
    first.parts == second.parts && first.change == second.change
}

/// The year of each level's codes: what its column says, or what the codes of LSOAs say themselves.
fn vintages(declaration: &AreaDeclaration, areas: &Areas) -> Vec<Option<Vintage>> {
    let named = declaration
        .levels
        .iter()
        .map(|level| level.lookup.as_ref().and_then(|lookup| Vintage::of_column(lookup.code.as_str())));
    named
        .zip(0..)
        .map(|(named, level)| {
            named.or_else(|| {
                let mut kinds = areas.of_level(LevelId(level)).filter_map(|id| Lsoa::of(areas.get(id).code.as_str()));
                let year = match kinds.find(|kind| *kind != Lsoa::Both)? {
                    Lsoa::From2021 => 2021,
                    _ => 2011,
                };
                Some(Vintage { kind: Kind::Lsoa, year })
            })
        })
        .collect()
}
