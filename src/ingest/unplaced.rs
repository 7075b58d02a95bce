//! The messages for a cell, a name, a point or a postcode that leads to no area.
//!
//! In goes what the gazetteer found and where the cell stands, out comes what is wrong in the reader's
//! words and what to do about it. No cell of a source that may not be quoted is printed.

use super::fault::{Faults, Quote};
use super::gazetteer::{Found, Gazetteer};
use super::recode::{Change, Numbers, Rule, Shares, Splits};
use super::rows::line_of;
use crate::model::area::{AreaCode, LevelId};
use crate::report::{Diagnostic, Place, counted, nearest};

/// A cell that led to no area.
pub(super) struct Cell<'a> {
    pub(super) text: &'a str,
    /// The name of its column.
    pub(super) column: &'a str,
    pub(super) quote: Quote,
}

impl Gazetteer<'_> {
    /// Adds what is wrong with a code, or with a name that the source declares.
    pub(super) fn unplaced(&self, faults: &mut Faults, found: Found, cell: &Cell<'_>, place: impl FnOnce() -> Place) {
        match found {
            Found::Refused(rule) => self.refused(faults, self.rule(rule), cell, place),
            Found::OtherVintage => self.other_year(faults, cell, place),
            _ if self.atlas().other_year(cell.text).is_some() => self.other_year(faults, cell, place),
            _ => self.unknown(faults, cell, place),
        }
    }

    /// A code of another year that needs a word of the source first.
    fn refused(&self, faults: &mut Faults, rule: &Rule, cell: &Cell<'_>, place: impl FnOnce() -> Place) {
        let here = self.declaration();
        let permission = self.permission();
        let code = || cell.quote.cell(cell.text, &format!("the code in `{}`", cell.column));
        let vintage = &rule.vintage;
        let own = || {
            let parts: Vec<String> =
                rule.parts.iter().map(|(area, _)| format!("`{}`", self.areas().get(*area).code)).collect();
            if parts.len() > 4 { counted(parts.len(), "area") } else { parts.join(" and ") }
        };
        let rates = permission.numbers == Numbers::Rates;
        faults.add(&format!("{:?} of {vintage}", rule.change), "row", || {
            let (what, label, hidden) = match (rule.change, &rule.place) {
                (Change::Split, None) => ("covers several areas of this site", "it covers", "of several areas"),
                (Change::Split, Some(_)) => ("was split or redrawn", "now", "now several areas"),
                _ => ("was merged with others", "now part of", "now part of a larger area"),
            };
            let label = match cell.quote {
                Quote::Shown => format!("{label} {}", own()),
                Quote::Hidden => hidden.to_owned(),
            };
            let message = format!("{} is a code of the {vintage} that {what}", code());
            let found = Diagnostic::error(message).at(place()).label(label);
            let found = match &rule.place {
                Some(place) => found.note(format!("by the lookup at {}", line_of(place))),
                None => found,
            };
            let other = "take the file that has this site's codes";
            let counts = "numbers: counts";
            found.help(match (rule.change, rule.shares, &rule.place) {
                _ if rates => format!("{other}: rates and scores can be neither added nor shared out"),
                (Change::Split, Shares::Unknown, None) => other.to_owned(),
                (Change::Split, Shares::Unknown, Some(place)) => format!(
                    "{other}, or add `weight:` to the lookup at {} and write `recode: {{{counts}, split: by population}}` in {here}",
                    line_of(place)
                ),
                (Change::Split, Shares::Known, _) => {
                    let say = if permission.splits == Splits::ByPopulation { counts } else { "numbers: counts, split: by population" };
                    format!("write `recode: {{{say}}}` in {here} to share its counts out as estimates, or {other}")
                }
                _ => format!("write `recode: {{{counts}}}` in {here} if its numbers may be added, or {other}"),
            })
        });
    }

    /// A code whose number says that it is of another year than the site's.
    fn other_year(&self, faults: &mut Faults, cell: &Cell<'_>, place: impl FnOnce() -> Place) {
        let Some((found, site)) = self.atlas().other_year(cell.text) else {
            return self.unknown(faults, cell, place);
        };
        faults.add(&format!("area of another vintage {found}"), "row", || {
            let code = cell.quote.cell(cell.text, &format!("the code in `{}`", cell.column));
            let told = Diagnostic::error(format!("{code} is a code of the {found}, and this site has the {site}"))
                .at(place())
                .label("a code of another vintage");
            let other = "take the file that has this site's codes";
            if self.atlas().is_recoded(found) {
                return told
                    .note(format!("the lookup from the {found} has no row for it that leads to this site"))
                    .help(format!("take the whole lookup, or {other}"));
            }
            told.note("some LSOAs were split, merged or redrawn for the census, and have other codes since")
                .help(format!("declare a lookup from the {found} under `recodes:` in site.yaml, or {other}"))
        });
    }

    /// Nothing that is known.
    fn unknown(&self, faults: &mut Faults, cell: &Cell<'_>, place: impl FnOnce() -> Place) {
        let Cell { text, column, quote } = *cell;
        let here = self.declaration();
        let leave = format!(
            "take the file that has this site's codes, or write `area-missing: drop` in {here} to leave such rows out"
        );
        if text.is_empty() {
            faults.add("area empty", "row", || {
                let found =
                    Diagnostic::error(format!("`{column}` is empty")).at(place()).label("an area is needed here");
                found.help(format!("fill it in, or write `area-missing: drop` in {here} to leave such rows out"))
            });
        } else if let Some(level) = self.level_of_form(text) {
            let level = self.level_words(level);
            faults.add(&format!("area of another vintage {level}"), "row", || {
                let code = quote.cell(text, &format!("the code in `{column}`"));
                Diagnostic::error(format!("{code} is not {level} of this site"))
                    .at(place())
                    .label("it may be a code of another vintage")
                    .note("codes change when boundaries do: a file of another year has other codes")
                    .help(leave)
            });
        } else if AreaCode::is_gss(text) {
            faults.add("area code of no level", "row", || {
                let code = quote.cell(text, &format!("the code in `{column}`"));
                let found = Diagnostic::error(format!("{code} is not an area of this site")).at(place());
                found.label("no level of this site has such codes").help(leave)
            });
        } else if self.names().next().is_none() {
            faults.add("area name", "row", || {
                let found = quote.found(text);
                Diagnostic::error(format!("`{column}` must be a GSS code{found}"))
                    .at(place())
                    .label(format!("a GSS code looks like `{}`", self.example()))
                    .help(format!("give the code, or map the name under `areas:` in {here}"))
            });
        } else {
            faults.add(&format!("area name {}", quote.cell(text, "")), "row", || {
                let name = quote.cell(text, &format!("the name in `{column}`"));
                let found = Diagnostic::error(format!("{name} is not a name under `areas:`"))
                    .at(place())
                    .label("no code is known for it");
                match nearest(text, self.names()) {
                    Some(near) if quote == Quote::Shown => {
                        found.help(format!("did you mean `{near}`? If not, add the name under `areas:` in {here}"))
                    }
                    _ => found.help(format!("add it and its code under `areas:` in {here}")),
                }
            });
        }
    }

    /// Adds what is wrong with a name that should be of an area of a level.
    pub(super) fn unnamed(
        &self,
        faults: &mut Faults,
        (found, level): (Found, LevelId),
        cell: &Cell<'_>,
        place: impl FnOnce() -> Place,
    ) {
        let Cell { text, column, quote } = *cell;
        let here = self.declaration();
        let name = || quote.cell(text, &format!("the name in `{column}`"));
        let word = &self.areas().level(level).id;
        if found == Found::Ambiguous {
            faults.add(&format!("ambiguous {}", quote.cell(text, "")), "row", || {
                Diagnostic::error(format!("{} is the name of several areas of the level `{word}`", name()))
                    .at(place())
                    .label("which of them?")
                    .help(format!("name the column of codes, or give the name its code under `areas:` in {here}"))
            });
            return;
        }
        faults.add(&format!("name {}", quote.cell(text, "")), "row", || {
            let found = Diagnostic::error(format!("{} is the name of no area of the level `{word}`", name())).at(place());
            let found = found.label("no area has this name");
            let names = self.areas().of_level(level).map(|id| self.areas().get(id).name.as_str());
            match nearest(text, names) {
                Some(near) if quote == Quote::Shown => found.help(format!(
                    "did you mean `{near}`? If not, give the name its code under `areas:` in {here}"
                )),
                _ => found.help(format!(
                    "give the name its code under `areas:` in {here}, or write `area-missing: drop` there to leave such rows out"
                )),
            }
        });
    }

    /// A code of the site, the assessed area's first part where it has one.
    fn example(&self) -> &str {
        let areas = self.areas();
        let assessed = (!areas.is_empty()).then(|| areas.assessed());
        let first = assessed.and_then(|id| areas.children(id).first().copied().or(Some(id)));
        first.map_or("E08000025", |id| areas.get(id).code.as_str())
    }

    /// The level whose codes have the form of `cell`: the same first three signs and length for GSS
    /// codes, the same pattern of letters and digits for others, such as those of NHS trusts.
    fn level_of_form(&self, cell: &str) -> Option<LevelId> {
        let form = form(cell)?;
        let mut areas = self.areas().iter();
        areas.find(|(_, area)| self::form(area.code.as_str()).as_ref() == Some(&form)).map(|(_, area)| area.level)
    }

    /// `a ward`, `an LSOA`: the name of a level in the middle of a sentence.
    fn level_words(&self, level: LevelId) -> String {
        let lower = |word: &str| match word.chars().filter(|letter| letter.is_uppercase()).count() {
            0 | 1 => word.to_lowercase(),
            _ => word.to_owned(),
        };
        let name: Vec<String> = self.areas().level(level).name.split(' ').map(lower).collect();
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
