//! Declared lookups from the codes of another year to rules.
//!
//! In go `recodes:` of the settings and the files they name, out comes a rule for each code that leads to
//! areas of the site. What kind of change a code went through is seen from the lookup itself: one new
//! code or several, shared with other old codes or not; where the lookup says it too, the two must agree.
//! What can be wrong is a lookup that contradicts itself or the site, and a weight that is no number.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::Declared;
use super::fault::Faults;
use super::fields::{At, Fields};
use super::lookup::{self, Named, Needed};
use super::number::{self, Thousands};
use super::recode::{Change, Rule, Shares};
use super::rows::{Sheet, trimmed};
use super::vintage::Vintage;
use crate::files::Root;
use crate::model::area::{AreaId, Areas};
use crate::model::declaration::{RecodeDeclaration, Weight, WeightTable};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, Result};

/// What one lookup gives.
#[derive(Debug, Default)]
pub(super) struct Recodes {
    /// Sorted by code.
    pub(super) rules: Vec<Rule>,
    /// The year of the codes that are mapped, where the name of their column says it.
    pub(super) vintage: Option<Vintage>,
}

/// What a lookup says happened to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Unchanged,
    Split,
    Merged,
    Irregular,
}

impl Said {
    /// The letters of the Office for National Statistics, and what they stand for.
    fn of(text: &str) -> Option<Self> {
        match text.to_lowercase().as_str() {
            "u" | "unchanged" => Some(Self::Unchanged),
            "s" | "split" => Some(Self::Split),
            "m" | "merged" => Some(Self::Merged),
            "x" | "irregular" | "complex" => Some(Self::Irregular),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Irregular => "changed irregularly",
        }
    }
}

/// A code of the lookup: what it became, by how much, and where that stands.
struct Old {
    /// New codes and their weights, where there are any.
    new: BTreeMap<String, Option<f64>>,
    said: BTreeSet<Said>,
    place: Place,
}

/// Reads one lookup.
pub(super) fn read(
    report: &Report,
    root: &Root,
    declaration: &RecodeDeclaration,
    areas: &Areas,
    declared: &BTreeMap<SourceId, Declared>,
) -> Result<Recodes> {
    let place = &declaration.place;
    let file = Named::find(report, root, (&declaration.source, &declaration.file), place, declared, Needed::Lookup)?;
    let sheet = file.sheet(report, root)?;
    let weights = match &declaration.weight {
        Some(Weight::Table(table)) => Some(weights(report, root, table, place, declared)?),
        _ => None,
    };
    let mut faults = Faults::default();
    let mut column = |name| lookup::column(&sheet, name, place, &mut faults);
    let (from, to) = (column(&declaration.from), column(&declaration.to));
    let change = declaration.change.as_ref().map(&mut column);
    let weight = match &declaration.weight {
        Some(Weight::Column(name)) => Some(column(name)),
        _ => None,
    };
    let mut olds: BTreeMap<String, Old> = BTreeMap::new();
    let mut vintage = None;
    if let (Some(from), Some(to), None | Some(Some(_)), None | Some(Some(_))) = (from, to, change, weight) {
        vintage = Vintage::of_column(sheet.name(from));
        let columns = Columns { from, to, change: change.flatten(), weight: weight.flatten() };
        sheet.rows(&mut faults, |at, record, faults| columns.row(&sheet, (at, record), &mut olds, faults));
    }
    let mut sources: BTreeMap<&str, u32> = BTreeMap::new();
    for new in olds.values().flat_map(|old| old.new.keys()) {
        *sources.entry(new).or_default() += 1;
    }
    let mut rules = Vec::new();
    for (code, old) in &olds {
        let merged = old.new.keys().filter_map(|new| sources.get(new.as_str()).copied()).max().unwrap_or(1);
        let facts = Facts { code, old, merged, weights: weights.as_ref() };
        match facts.rule(areas) {
            Ok(Some(rule)) => rules.push(Rule {
                vintage: vintage.map_or_else(|| "another year".to_owned(), |vintage| vintage.to_string()),
                place: Some(place.clone()),
                ..rule
            }),
            Ok(None) => {}
            Err(unsound) => {
                let (cause, found) = *unsound;
                faults.add(cause, "code", || found);
            }
        }
    }
    match faults.tell(report) {
        Some(told) => Err(told),
        None => Ok(Recodes { rules, vintage }),
    }
}

/// Where the columns of a lookup stand.
struct Columns {
    from: usize,
    to: usize,
    change: Option<usize>,
    weight: Option<usize>,
}

impl Columns {
    fn row(
        &self,
        sheet: &Sheet<'_>,
        (at, record): (At<'_>, Fields<'_>),
        olds: &mut BTreeMap<String, Old>,
        faults: &mut Faults,
    ) {
        let cell =
            |column: usize| std::str::from_utf8(trimmed(record.get(column).unwrap_or_default())).unwrap_or_default();
        let (from, to) = (cell(self.from), cell(self.to));
        // Lookups of whole years list codes that begin or end on one side only.
        if from.is_empty() || to.is_empty() {
            return;
        }
        let said = match self.change.map(|column| (column, Said::of(cell(column)))) {
            Some((column, None)) => {
                faults.add("change", "row", || {
                    let found = format!("`{}` does not say how `{from}` changed", sheet.name(column));
                    let found = Diagnostic::error(found).at(sheet.place(at, column)).label("not a kind of change");
                    found.help("known here: `U` for unchanged, `S` for split, `M` for merged, `X` for irregular")
                });
                return;
            }
            said => said.and_then(|(_, said)| said),
        };
        let weight = match self.weight.map(|column| (column, number::parse(cell(column), Thousands::Comma))) {
            Some((_, Ok(weight))) if weight >= 0.0 => Some(weight),
            Some((column, _)) => {
                faults.add("weight", "row", || {
                    let found = format!("the weight of `{to}` must be a number from zero up");
                    let found = Diagnostic::error(found).at(sheet.place(at, column)).label("not such a number");
                    found.help("give the number of people who live there")
                });
                return;
            }
            None => None,
        };
        let old = olds.entry(from.to_owned()).or_insert_with(|| Old {
            new: BTreeMap::new(),
            said: BTreeSet::new(),
            place: sheet.place(at, self.from),
        });
        old.new.insert(to.to_owned(), weight);
        old.said.extend(said);
    }
}

/// What is known of one code.
struct Facts<'a> {
    code: &'a str,
    old: &'a Old,
    /// How many codes lead to its new code.
    merged: u32,
    weights: Option<&'a Weights>,
}

/// The kind of a fault and what is said of it.
type Unsound = Box<(&'static str, Diagnostic)>;

impl Facts<'_> {
    fn wrong(&self, cause: &'static str, message: String, label: &str, help: &str) -> Unsound {
        Box::new((cause, Diagnostic::error(message).at(self.old.place.clone()).label(label).help(help)))
    }

    /// Its rule, if it leads to areas of the site; `None` also for a code that stayed as it was.
    fn rule(&self, areas: &Areas) -> std::result::Result<Option<Rule>, Unsound> {
        let Self { code, old, .. } = self;
        let parts: Vec<(&String, AreaId)> = old.new.keys().filter_map(|new| Some((new, areas.by_code(new)?))).collect();
        if parts.is_empty() || (old.new.len() == 1 && old.new.contains_key(*code)) {
            return Ok(None);
        }
        if areas.by_code(code).is_some() {
            let new: Vec<String> = parts.iter().map(|(new, _)| format!("`{new}`")).collect();
            let message =
                format!("`{code}` is an area of this site, and the lookup leads from it to {}", new.join(" and "));
            return Err(self.wrong(
                "of the site",
                message,
                "of which year is this code?",
                "take a lookup that leads to the codes of this site, or correct `from:` and `to:`",
            ));
        }
        let change = self.change()?;
        let (shares, parts) = self.shares(change, &parts)?;
        let code = (*code).to_owned();
        let covers = (1, if change == Change::Merged { self.merged } else { 1 });
        Ok(Some(Rule { code, change, vintage: String::new(), parts, shares, covers, through: Vec::new(), place: None }))
    }

    /// What happened to it, by the lookup itself and by what the lookup says.
    fn change(&self) -> std::result::Result<Change, Unsound> {
        let Self { code, old, merged, .. } = self;
        let several = old.new.len() > 1;
        let disagree = |said: Said, has: &str| {
            let message = format!("`{code}` is said to be {}, and the lookup gives it {has}", said.word());
            Err(self.wrong(
                "disagrees",
                message,
                "first here",
                "take the whole lookup: a part of it loses codes, or gives them twice",
            ))
        };
        match old.said.iter().next_back() {
            // Redrawn: whatever is made of it is an estimate.
            Some(Said::Irregular) => Ok(Change::Split),
            Some(said @ Said::Split) if !several => disagree(*said, "one new code"),
            Some(said @ (Said::Unchanged | Said::Merged)) if several => disagree(*said, "several new codes"),
            _ if several => Ok(Change::Split),
            Some(Said::Merged) => Ok(Change::Merged),
            _ => Ok(if *merged > 1 { Change::Merged } else { Change::Recoded }),
        }
    }

    /// The share of each part that is of the site, of the whole with the parts that are not.
    fn shares(
        &self,
        change: Change,
        parts: &[(&String, AreaId)],
    ) -> std::result::Result<(Shares, Vec<(AreaId, f64)>), Unsound> {
        if change != Change::Split || self.old.new.len() == 1 {
            return Ok((Shares::Known, parts.iter().map(|(_, area)| (*area, 1.0)).collect()));
        }
        let mut total = 0.0;
        let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
        for (new, own) in &self.old.new {
            let weight = match (own, self.weights) {
                (Some(weight), _) => *weight,
                (None, Some(table)) => match table.by_code.get(new) {
                    Some(weight) => *weight,
                    None => {
                        let message = format!("`{new}`, a part of `{}`, has no weight in {}", self.code, table.path);
                        return Err(self.wrong(
                            "no weight",
                            message,
                            "of this code",
                            "take a table that has every code of the lookup",
                        ));
                    }
                },
                (None, None) => {
                    return Ok((Shares::Unknown, parts.iter().map(|(_, area)| (*area, 0.0)).collect()));
                }
            };
            total += weight;
            weights.insert(new, weight);
        }
        if total <= 0.0 {
            let message = format!("nobody lives in any part of `{}` by the weights of the lookup", self.code);
            return Err(self.wrong(
                "no people",
                message,
                "of this code",
                "give the number of people who live in each part",
            ));
        }
        let share = |new: &String| weights.get(new.as_str()).map_or(0.0, |weight| weight / total);
        Ok((Shares::Known, parts.iter().map(|(new, area)| (*area, share(new))).collect()))
    }
}

/// The numbers of a table of weights, by code.
struct Weights {
    path: String,
    by_code: BTreeMap<String, f64>,
}

fn weights(
    report: &Report,
    root: &Root,
    table: &WeightTable,
    place: &Place,
    declared: &BTreeMap<SourceId, Declared>,
) -> Result<Weights> {
    let file = Named::find(report, root, (&table.source, &table.file), place, declared, Needed::AnyTable)?;
    let sheet = file.sheet(report, root)?;
    let mut faults = Faults::default();
    let mut column = |name| lookup::column(&sheet, name, place, &mut faults);
    let columns = (column(&table.code), column(&table.value));
    let mut by_code: BTreeMap<String, f64> = BTreeMap::new();
    if let (Some(code), Some(value)) = columns {
        // Titles and footnotes are rows of another length, and a code that is missing is told above.
        let mut others = Faults::default();
        sheet.rows(&mut others, |at, record, _| {
            let cell = |column: usize| {
                std::str::from_utf8(trimmed(record.get(column).unwrap_or_default())).unwrap_or_default()
            };
            let Ok(weight) = number::parse(cell(value), Thousands::Comma) else { return };
            if by_code.insert(cell(code).to_owned(), weight).is_some() {
                faults.add("twice", "row", || {
                    let found = Diagnostic::error(format!("`{}` has two weights in this table", cell(code)));
                    let found = found.at(sheet.place(at, code)).label("here again");
                    found.help("take a table that has one number for each code: everyone, of all ages")
                });
            }
        });
    }
    match faults.tell(report) {
        Some(told) => Err(told),
        None => Ok(Weights { path: file.path().to_owned(), by_code }),
    }
}
