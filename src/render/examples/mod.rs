//! Worked examples: a method done step by step with the released numbers of the site itself.
//!
//! Comes in: a publication and the word of a method. Goes out: [`Worked`], each step with its sum in figures,
//! made by the same functions that made the number. A withheld cell is never chosen.
//!
//! An example is one line of [`EXAMPLES`]: a function from a [`Chosen`] cell to its [`Step`]s. An analysis has
//! none, and its page leads to the first figure that shows it.

mod count;
mod per_day;
mod proportion;
mod published;
mod rate;

use super::Publication;
use crate::compare::IndicatorFindings;
use crate::content::{number, plan, sentence};
use crate::model::area::AreaId;
use crate::model::estimate::{Estimate, Interval};
use crate::model::period::Period;

/// A step of a worked example.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// What is done, in words.
    pub(super) words: String,
    /// The sum in figures, with its result; empty where a step is words alone.
    pub(super) sum: String,
}

impl Step {
    /// A step with its sum.
    pub(super) fn new(words: impl Into<String>, sum: impl Into<String>) -> Self {
        Self { words: words.into(), sum: sum.into() }
    }
}

/// A worked example.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worked {
    /// What is counted, where and when: `Robbery, West Midlands force area, year to March 2026`.
    pub(super) of: String,
    /// The address of the page that its numbers stand on.
    pub(super) address: String,
    /// Each step in order.
    pub(super) steps: Vec<Step>,
    /// Whether its numbers are made up.
    pub(super) illustrative: bool,
}

/// The released cell that an example is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'a> {
    /// What is known of the indicator.
    pub(super) found: &'a IndicatorFindings,
    /// Where.
    pub(super) area: AreaId,
    /// When.
    pub(super) period: Period,
    /// The number.
    pub(super) estimate: &'a Estimate,
}

/// How the example of a method is made: from one released number and its counts.
type Example = fn(&Publication, &Chosen<'_>) -> Vec<Step>;

/// Every worked example, by the word of its method.
const EXAMPLES: &[(&str, Example)] = &[
    ("count", count::steps),
    ("per-day", per_day::steps),
    ("rate", rate::steps),
    ("proportion", proportion::steps),
    ("published", published::steps),
];

/// The worked example of a method, where it has one and the site has a number for it.
pub(super) fn of(publication: &Publication, word: &str) -> Option<Worked> {
    let (_, example) = EXAMPLES.iter().find(|(name, _)| *name == word)?;
    let chosen = chosen(publication, word)?;
    let indicator = &chosen.found.indicator;
    let area = &publication.findings.areas.get(chosen.area).name;
    let mut steps = example(publication, &chosen);
    steps.extend(on_its_page(&chosen));
    Some(Worked {
        of: format!("{}, {area}, {}", indicator.title, chosen.period),
        address: publication.bindings.addresses.indicator(indicator.id.as_str()),
        steps,
        illustrative: chosen.found.illustrative,
    })
}

/// The cell that stands for a method: of the first indicator by code that uses it and has a number, published
/// data and values with limits before others, in the assessed area or else the first, in the latest period.
fn chosen<'a>(publication: &'a Publication, word: &str) -> Option<Chosen<'a>> {
    let findings = &publication.findings;
    let cells = findings.iter().filter(|found| found.indicator.method == word).filter_map(|found| {
        let (area, period) = (plan::first_area(findings, found)?, found.latest()?);
        let estimate = found.at(area, period)?.cell.estimate()?;
        Some(Chosen { found, area, period, estimate })
    });
    cells.min_by_key(|chosen| {
        let found = chosen.found;
        (found.illustrative, chosen.estimate.interval.is_none(), found.indicator.code.as_str())
    })
}

/// The last step: the number as its page prints it.
fn on_its_page(chosen: &Chosen<'_>) -> Option<Step> {
    let (estimate, decimals) = (chosen.estimate, chosen.found.indicator.decimals);
    let value = number::grouped(estimate.value, decimals);
    let limits = estimate.interval.map(|limits| format!(" ({})", sentence::interval(limits, decimals)));
    let words = if decimals == 0 { "in whole numbers" } else { "with the digits that are shown" };
    let marks = sentence::in_words(estimate.marks);
    Some(Step::new(
        format!("The number on its page, {words}{}:", if limits.is_some() { ", and its limits" } else { "" }),
        format!("{value}{}{marks}", limits.unwrap_or_default()),
    ))
}

/// A number with seven digits that mean something, without zeros at the end.
pub(super) fn figures(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number::count(value);
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let decimals = usize::try_from(7 - before).unwrap_or(0);
    let text = number::grouped(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// What a rule of disclosure did to the count, said before it is used.
fn as_released(publication: &Publication, chosen: &Chosen<'_>) -> String {
    let sources = chosen.found.sources.iter().filter_map(|id| publication.findings.sources.get(id));
    let to = sources.map(|source| source.rule.round).max().unwrap_or(1);
    if to > 1 { format!(", rounded to the nearest {to} before anything is computed") } else { String::new() }
}

/// The words before a pair of limits that are not made.
fn without_limits(chosen: &Chosen<'_>) -> Step {
    let name = &chosen.found.indicator.short;
    Step::new(format!("No limits are made for {}: its definition says so.", sentence::lower_first(name)), "")
}

/// `52.9 to 53.8`, with seven digits.
fn span(interval: Interval) -> String {
    format!("{} to {}", figures(interval.lower), figures(interval.upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::explained;

    #[test]
    fn every_example_is_of_a_method_that_there_is() {
        for (word, _) in EXAMPLES {
            assert!(explained().any(|method| method.word() == *word), "no method goes by `{word}`");
        }
    }

    #[test]
    fn figures_have_seven_digits_that_mean_something() {
        let printed = [0.0, 6642.0, 2.274_923_4, 0.000_016_728_6, 2_919_662.0, 1.959_963_984, 0.5, 12_345_678.9];
        let expected = ["0", "6,642", "2.274923", "0.0000167286", "2,919,662", "1.959964", "0.5", "12,345,679"];
        assert_eq!(printed.map(figures), expected.map(str::to_owned));
    }
}
