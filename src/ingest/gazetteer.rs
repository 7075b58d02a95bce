//! What stands in an area column, to an area of the site.
//!
//! Codes are known from the site, names from the source's `areas:`. What can be wrong is a code of
//! another year, a name without a code, or a code that the site does not have. Files are not known here.

use std::collections::{BTreeMap, HashMap};

use super::fault::{Faults, Quote};
use crate::model::area::{AreaCode, AreaId, Areas, LevelId};
use crate::report::{Diagnostic, Place, Report, nearest};

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
    areas: &'a Areas,
    known: HashMap<Vec<u8>, Option<AreaId>>,
    names: &'a BTreeMap<String, (String, Place)>,
    declaration: String,
}

/// What was found for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// An area of the site.
    Area(AreaId),
    /// A name whose code is not of the site.
    Elsewhere,
    /// Nothing that is known.
    Unknown,
}

impl<'a> Gazetteer<'a> {
    /// The areas of the site under their codes, and under `names` of one source, whose declaration is
    /// at the path `declaration`.
    pub(super) fn new(areas: &'a Areas, names: &'a BTreeMap<String, (String, Place)>, declaration: String) -> Self {
        let mut known: HashMap<Vec<u8>, Option<AreaId>> =
            areas.iter().map(|(id, area)| (area.code.as_str().as_bytes().to_vec(), Some(id))).collect();
        known.extend(names.iter().map(|(name, (code, _))| (name.as_bytes().to_vec(), areas.by_code(code))));
        Self { areas, known, names, declaration }
    }

    /// The areas of the site.
    pub(super) fn areas(&self) -> &'a Areas {
        self.areas
    }

    /// The area of a trimmed cell.
    pub(super) fn find(&self, cell: &[u8]) -> Found {
        match self.known.get(cell) {
            Some(Some(id)) => Found::Area(*id),
            Some(None) => Found::Elsewhere,
            None => Found::Unknown,
        }
    }

    /// Says which names of a source have a code that the site does not know; those rows would be lost.
    pub(super) fn check(&self, report: &Report) {
        let mut faults = Faults::default();
        for (name, (code, place)) in self.names {
            if self.areas.by_code(code).is_none() {
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

    /// Adds what is wrong with a cell that [`Gazetteer::find`] does not know.
    pub(super) fn unknown(
        &self,
        faults: &mut Faults,
        quote: Quote,
        cell: &str,
        column: &str,
        place: impl FnOnce() -> Place,
    ) {
        let here = &self.declaration;
        let leave = format!(
            "take the file that has this site's codes, or write `area-missing: drop` in {here} to leave such rows out"
        );
        if cell.is_empty() {
            faults.add("area empty", "row", || {
                let found =
                    Diagnostic::error(format!("`{column}` is empty")).at(place()).label("an area is needed here");
                found.help(format!("fill it in, or write `area-missing: drop` in {here} to leave such rows out"))
            });
        } else if let Some(level) = self.level_of_form(cell) {
            let level = self.level_words(level);
            faults.add(&format!("area of another vintage {level}"), "row", || {
                let code = quote.cell(cell, &format!("the code in `{column}`"));
                Diagnostic::error(format!("{code} is not {level} of this site"))
                    .at(place())
                    .label("it may be a code of another vintage")
                    .note("codes change when boundaries do: a file of another year has other codes")
                    .help(leave)
            });
        } else if AreaCode::is_gss(cell) {
            faults.add("area code of no level", "row", || {
                let code = quote.cell(cell, &format!("the code in `{column}`"));
                let found = Diagnostic::error(format!("{code} is not an area of this site")).at(place());
                found.label("no level of this site has such codes").help(leave)
            });
        } else if self.names.is_empty() {
            faults.add("area name", "row", || {
                let found = quote.found(cell);
                Diagnostic::error(format!("`{column}` must be a GSS code{found}"))
                    .at(place())
                    .label(format!("a GSS code looks like `{}`", self.example()))
                    .help(format!("give the code, or map the name under `areas:` in {here}"))
            });
        } else {
            faults.add(&format!("area name {}", quote.cell(cell, "")), "row", || {
                let name = quote.cell(cell, &format!("the name in `{column}`"));
                let found = Diagnostic::error(format!("{name} is not a name under `areas:`"))
                    .at(place())
                    .label("no code is known for it");
                match nearest(cell, self.names.keys().map(String::as_str)) {
                    Some(near) if quote == Quote::Shown => {
                        found.help(format!("did you mean `{near}`? If not, add the name under `areas:` in {here}"))
                    }
                    _ => found.help(format!("add it and its code under `areas:` in {here}")),
                }
            });
        }
    }

    /// A code of the site, the assessed area's first part where it has one.
    fn example(&self) -> &str {
        let assessed = (!self.areas.is_empty()).then(|| self.areas.assessed());
        let first = assessed.and_then(|id| self.areas.children(id).first().copied().or(Some(id)));
        first.map_or("E08000025", |id| self.areas.get(id).code.as_str())
    }

    /// The level whose codes have the form of `cell`: the same first three signs and length for GSS
    /// codes, the same pattern of letters and digits for others, such as those of NHS trusts.
    fn level_of_form(&self, cell: &str) -> Option<LevelId> {
        let form = form(cell)?;
        self.areas
            .iter()
            .find(|(_, area)| self::form(area.code.as_str()).as_ref() == Some(&form))
            .map(|(_, area)| area.level)
    }

    /// `a ward`, `an LSOA`: the name of a level in the middle of a sentence.
    fn level_words(&self, level: LevelId) -> String {
        let lower = |word: &str| match word.chars().filter(|letter| letter.is_uppercase()).count() {
            0 | 1 => word.to_lowercase(),
            _ => word.to_owned(),
        };
        let name: Vec<String> = self.areas.level(level).name.split(' ').map(lower).collect();
        let name = name.join(" ");
        // `an LSOA`: its first letter is said "ell".
        let spelt = name.starts_with(['L', 'M', 'N']) && name.chars().nth(1).is_some_and(char::is_uppercase);
        if spelt || name.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {name}") } else { format!("a {name}") }
    }
}

/// The form of a code: entity and length of a GSS code, pattern of a short code; names have none.
fn form(code: &str) -> Option<String> {
    if AreaCode::is_gss(code) {
        return Some(code[..3].to_owned());
    }
    let plain = code.len() <= 6 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    plain.then(|| format!("{} signs", code.len()))
}
