//! Numbers that an author typed where a value would have followed the data.
//!
//! Comes in: text, and later the findings that its page speaks of. Goes out: a warning for each typed number that is
//! printed elsewhere of an indicator that the page quotes, with the value to write in its place. Wrong can be:
//! nothing else. Years, small whole numbers and round ones are left alone: they stand for too much.

use std::ops::Range;

use super::compose::Composer;
use super::number;
use super::value::Part;
use crate::compare::IndicatorFindings;
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place};

/// The word before a number that is typed on purpose: `{{ typed 2,296 }}`.
pub(super) const WORD: &str = "typed";

/// A text with its typed numbers apart. `start` is where the text begins in what `place` knows.
pub(super) fn split(text: &str, start: usize, place: &dyn Fn(Range<usize>) -> Place) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut said = 0;
    for range in numbers(text) {
        if range.start > said {
            parts.push(Part::Text(text[said..range.start].to_owned()));
        }
        let whole = start + range.start..start + range.end;
        parts.push(Part::Typed(text[range.clone()].to_owned(), place(whole)));
        said = range.end;
    }
    if said < text.len() {
        parts.push(Part::Text(text[said..].to_owned()));
    }
    parts
}

/// Whether a text holds a number that may be one of the data.
pub(super) fn has_number(text: &str) -> bool {
    numbers(text).next().is_some()
}

/// Where a text holds numbers of three figures or more that stand alone and are no year.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || matches!(bytes[at], b',' | b'.')) {
                at += 1;
            }
            let end = start + text[start..at].trim_end_matches([',', '.']).len();
            let joined = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '–' | '/' | ':' | '_' | '#');
            let before = text[..start].chars().next_back().is_some_and(joined);
            let after = text[end..].chars().next().is_some_and(joined);
            if !before && !after && may_be_data(&text[start..end]) {
                return Some(start..end);
            }
        }
        None
    })
}

fn may_be_data(number: &str) -> bool {
    let plain = number.replace(',', "");
    let Ok(value) = plain.parse::<f64>() else { return false };
    let whole = !plain.contains('.');
    let figures = plain.bytes().filter(u8::is_ascii_digit).count();
    let year = whole && !number.contains(',') && (1900.0..=2100.0).contains(&value);
    let round = whole && plain.trim_end_matches('0').len() <= 1;
    figures >= 3 && !year && !round && (!whole || value >= 1_000.0)
}

impl Composer<'_> {
    /// Warns of each typed number that is printed of an indicator this page quotes.
    pub(super) fn warn_of_typed(&self) {
        for (typed, place) in &self.typed {
            let plain = typed.replace(',', "");
            let found = self.indicators.iter().filter_map(|id| self.context.findings.get(id));
            let Some(value) = found.filter_map(|found| self.printed(found, &plain)).next() else { continue };
            let found = Diagnostic::warning(format!("`{typed}` is typed, and would stay when the data changes"));
            let found = found.at(place.clone()).label(format!("`{{{{ {value} }}}}` says the same today"));
            let help = format!("write that, or `{{{{ {WORD} {typed} }}}}` where it is another number");
            self.context.report.add(found.help(help));
        }
    }

    /// The value that reads like this number, without commas: of this page's area, those in it, or the benchmark.
    fn printed(&self, found: &IndicatorFindings, plain: &str) -> Option<String> {
        let mut areas: Vec<AreaId> = vec![self.area];
        areas.extend(found.benchmark);
        areas.extend(self.context.findings.areas_of_first_level(&found.areas()));
        let latest = found.latest()?;
        let id = &found.indicator.id;
        let reads = |text: String| text.replace(',', "") == plain;
        let keys = |area: AreaId, period: Period| {
            let area = (area != self.area).then(|| format!(" area={}", self.context.findings.areas.get(area).slug));
            let period = (period != latest).then(|| format!(" period={}", period.id()));
            format!("{}{}", area.unwrap_or_default(), period.unwrap_or_default())
        };
        areas.into_iter().find_map(|area| {
            found.periods().iter().rev().find_map(|period| {
                let estimate = found.at(area, *period)?.cell.estimate()?;
                if reads(number::grouped(estimate.value, found.indicator.decimals)) {
                    return Some(format!("{id}.value{}", keys(area, *period)));
                }
                estimate
                    .numerator
                    .filter(|count| reads(number::count(*count)))
                    .map(|_| format!("{id}.count{}", keys(area, *period)))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_data_are_told_from_years_and_names() {
        let found = |text: &str| numbers(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("There were 2,296 in 2025, 21.8 per 1,000."), ["2,296", "21.8"]);
        assert_eq!(found("£12,345.60, and 4096; 99 of 120, or 4.5."), ["12,345.60", "4096"]);
        assert_eq!(found("In 2024-25, at 10:35, on the A4040, see 1.1.2 and ISO-3166."), [""; 0]);
        assert_eq!(found("100,000 people; 3,000"), [""; 0]);
    }
}
