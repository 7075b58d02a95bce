//! Whether a definition keeps to how far the numbers of its sources may be broken down.
//!
//! Comes in: a definition, its levels and its sources. Goes out: yes or no. Wrong can be: a level below the
//! lowest, a breakdown that crosses what may not be crossed. Each source is asked, so the strictest holds.

use crate::model::area::{Areas, LevelId};
use crate::model::indicator::{Count, Indicator};
use crate::model::observation::Table;
use crate::model::source::NotCrossed;
use crate::report::{Diagnostic, Place, Report};

/// What a definition asks of its sources.
pub(super) struct Asked<'a> {
    pub(super) report: &'a Report,
    pub(super) areas: &'a Areas,
    pub(super) indicator: &'a Indicator,
}

impl Asked<'_> {
    /// Whether a source allows what is asked of it in this count; says what it does not.
    pub(super) fn is_allowed_by(&self, table: &Table, count: &Count) -> bool {
        // Both are asked, so that one run tells both.
        let (low, crossed) = (self.is_too_low(table, count), self.is_crossed(table, count));
        !low && !crossed
    }

    fn levels(&self) -> impl Iterator<Item = (LevelId, &(String, Place))> {
        self.indicator.levels.iter().filter_map(|level| Some((self.areas.level_named(&level.0)?, level)))
    }

    fn is_too_low(&self, table: &Table, count: &Count) -> bool {
        let mut said = false;
        for (level, (word, place)) in self.levels() {
            let limits = count.series.iter().flat_map(|series| table.source.bounds.lowest_of(series));
            let limits = limits.filter_map(|lowest| Some((self.areas.level_named(&lowest.level)?, lowest)));
            let Some((limit, lowest)) = limits.min_by_key(|(limit, _)| *limit).filter(|(limit, _)| level > *limit)
            else {
                continue;
            };
            let plural = &self.areas.level(limit).plural;
            let of = lowest.series.as_ref().map_or_else(String::new, |series| format!("`{series}` of "));
            let found = Diagnostic::error(format!("{of}`{}` may not be shown by {word}", table.source.id));
            let found = found.at(place.clone()).label(format!("below `{}`, its lowest level", lowest.level));
            let found = found.note(format!("the rule is under `lowest-level:` at {}", line_of(&lowest.place)));
            self.report.add(found.help(format!("leave `{word}` out: publish {} and larger areas", lower(plural))));
            said = true;
        }
        said
    }

    fn is_crossed(&self, table: &Table, count: &Count) -> bool {
        let mut said = false;
        let everyone = [(String::new(), count.source_place.clone())];
        let breakdowns = self.indicator.breakdowns.iter().chain(&everyone);
        for list in &table.source.bounds.not_crossed {
            for (breakdown, place) in breakdowns.clone() {
                let mut dimensions: Vec<&str> = count.group.pairs().map(|(name, _)| name).collect();
                dimensions.extend(breakdown.split(" and ").map(str::trim).filter(|name| !name.is_empty()));
                if self.tell_crossed(table, list, &dimensions, place) {
                    said = true;
                    break;
                }
            }
        }
        said
    }

    /// Says which two names of a list are crossed by these dimensions, or by one of them and a level.
    fn tell_crossed(&self, table: &Table, list: &NotCrossed, dimensions: &[&str], place: &Place) -> bool {
        let names = || list.names.iter().map(|(name, _)| name.as_str());
        let mut crossed = names().filter(|name| dimensions.contains(name));
        let (first, second) = (crossed.next(), crossed.next());
        let level = || names().find(|name| self.indicator.levels.iter().any(|(word, _)| word == name));
        let (first, second, help) = match (first, second) {
            (Some(first), Some(second)) => {
                (first, second, format!("publish `{first}` and `{second}` one by one, or only one of them"))
            }
            (Some(first), None) => match level() {
                Some(level) => {
                    let help = format!("leave `{level}` out of `levels:`, or publish nothing by `{first}` here");
                    (first, level, help)
                }
                None => return false,
            },
            (None, _) => return false,
        };
        let found = Diagnostic::error(format!("`{}` may not be shown by {first} and {second}", table.source.id));
        let found = found.at(place.clone()).label("crosses the two");
        let found = found.note(format!("the rule is under `not-crossed:` at {}", line_of(&list.place)));
        self.report.add(found.help(help));
        true
    }
}

/// `data/NAME/source.yaml:12`
fn line_of(place: &Place) -> String {
    place.at.as_ref().map_or_else(|| place.path.to_string(), |at| format!("{}:{}", place.path, at.line))
}

/// A name inside a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
