//! The rows of every file of numbers, and what their columns mean.
//!
//! Comes in: released cells. Goes out: records, each field a text as it is, and the CSV files made of them;
//! workbooks and the API are made of the same records. Wrong can be: nothing.

use crate::compare::{Comparison, Finding, IndicatorFindings};
use crate::content::csv;
use crate::model::area::AreaId;
use crate::model::audience::Audience;
use crate::model::group::Group;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::model::source::SourceId;
use crate::render::Publication;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Kind {
    /// Words, whatever they look like: a code or a year is no number.
    Words,
    /// A number with a point.
    Number,
    /// A whole number, or one of no more digits than its source gives.
    Count,
}

/// How many columns a file of numbers has.
const WIDTH: usize = 17;

/// One row: its fields in the order of the columns, not yet quoted.
pub(in crate::render) type Record = [String; WIDTH];

/// The columns of every file of numbers, what they hold and of what kind it is.
pub(in crate::render) const COLUMNS: [(&str, &str, Kind); WIDTH] = [
    ("indicator", "the indicator’s id, the last part of its address", Kind::Words),
    ("indicator title", "the indicator’s name in full", Kind::Words),
    ("area code", "the area’s code, most often a GSS code", Kind::Words),
    ("area", "the area’s name", Kind::Words),
    ("area level", "what kind of area it is", Kind::Words),
    (
        "period",
        "the period’s id: 2026-03 is a month, year-to-2026-03 twelve months, 2024-25 a financial year",
        Kind::Words,
    ),
    ("breakdown", "all, or the group of people or events counted", Kind::Words),
    ("value", "the value in the unit; empty where there is none", Kind::Number),
    ("lower", "lower limit at 95%; empty where there is none", Kind::Number),
    ("upper", "upper limit at 95%; empty where there is none", Kind::Number),
    ("count", "the count above the line; empty where there is none", Kind::Count),
    ("denominator", "the count below the line; empty where there is none", Kind::Count),
    ("unit", "what the value counts", Kind::Words),
    (
        "comparison",
        "higher, similar or lower than the benchmark, or much higher or lower where two levels of limits are used; empty where not compared",
        Kind::Words,
    ),
    (
        "status",
        "final, or the marks of the value such as [p] provisional, or the shorthand of a value that is not there",
        Kind::Words,
    ),
    ("source", "the sources’ ids, numerator first; sources.csv lists their files", Kind::Words),
    ("illustrative", "yes where any source is made up", Kind::Words),
];

/// The name of the file of all numbers, without its ending.
pub(in crate::render) fn whole_stem(publication: &Publication) -> String {
    match publication.config.audience {
        Audience::Public => format!("sna-{}", publication.config.edition),
        Audience::Partner => format!("sna-{}-partner", publication.config.edition),
    }
}

fn header() -> String {
    let mut out = COLUMNS.map(|(name, ..)| name).join(",");
    out.push('\n');
    out
}

/// The columns of the files of a site: one more where they are not for everyone.
pub(in crate::render) fn columns(
    publication: &Publication,
) -> impl Iterator<Item = (&'static str, &'static str, Kind)> {
    let further = publication.config.audience.restriction().map(|words| (csv::AUDIENCE, words, Kind::Words));
    COLUMNS.into_iter().chain(further)
}

/// A file of numbers as its audience gets it: who may see a row stands in the row, wherever it is copied to.
pub(in crate::render) fn for_audience(publication: &Publication, text: String) -> String {
    csv::for_audience(publication.config.audience, text)
}

/// What the columns hold: `data/dictionary.csv`.
pub(super) fn dictionary(publication: &Publication) -> String {
    let mut out = "column,meaning\n".to_owned();
    for (name, meaning, _) in columns(publication) {
        out.push_str(&format!("{},{}\n", csv::field(name), csv::field(meaning)));
    }
    out
}

/// What the columns hold in the file of one indicator, with its own unit and definition.
pub(super) fn dictionary_of(publication: &Publication, id: &IndicatorId) -> String {
    let mut out = "column,type,meaning\n".to_owned();
    let Some(found) = publication.findings.get(id) else { return out };
    for (name, meaning, kind) in columns(publication) {
        let cells = [name.to_owned(), type_of(kind).to_owned(), meaning_in(found, name, meaning)];
        out.push_str(&cells.map(|cell| csv::field(&cell)).join(","));
        out.push('\n');
    }
    out
}

/// The type of a column in the words that metadata of tables share.
pub(super) fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Words => "string",
        Kind::Number | Kind::Count => "number",
    }
}

/// What a column holds in the rows of an indicator.
pub(super) fn meaning_in(found: &IndicatorFindings, column: &str, meaning: &str) -> String {
    let indicator = &found.indicator;
    match column {
        "indicator" => format!("{meaning}; here {}", indicator.id.as_str()),
        "value" => {
            format!("{}, {}: {} Empty where there is none", indicator.title, indicator.unit, indicator.definition)
        }
        "unit" => format!("{meaning}; here {}", indicator.unit),
        _ => meaning.to_owned(),
    }
}

/// The row of one released cell.
fn record(
    publication: &Publication,
    found: &IndicatorFindings,
    group: &Group,
    area: AreaId,
    period: Period,
    finding: &Finding,
) -> Record {
    let areas = &publication.findings.areas;
    let own = areas.get(area);
    let estimate = finding.cell.estimate();
    let limits = estimate.and_then(|estimate| estimate.interval);
    let decimals = found.indicator.decimals;
    let plain =
        |value: Option<f64>, decimals: usize| value.map_or_else(String::new, |value| format!("{value:.decimals$}"));
    let sources: Vec<&str> = found.sources.iter().map(SourceId::as_str).collect();
    [
        found.indicator.id.as_str().to_owned(),
        found.indicator.title.clone(),
        own.code.as_str().to_owned(),
        own.name.clone(),
        areas.level(own.level).name.clone(),
        period.id(),
        if group.is_all() { "all".to_owned() } else { group.to_string() },
        plain(estimate.map(|estimate| estimate.value), decimals.max(1)),
        plain(limits.map(|limits| limits.lower), decimals.max(1)),
        plain(limits.map(|limits| limits.upper), decimals.max(1)),
        plain(estimate.and_then(|estimate| estimate.numerator), 0),
        plain(estimate.and_then(|estimate| estimate.denominator), 0),
        found.indicator.unit.clone(),
        finding.comparison.map_or("", Comparison::word).to_owned(),
        finding.cell.status(),
        sources.join(" "),
        if found.illustrative { "yes" } else { "no" }.to_owned(),
    ]
}

/// One line of a file: words are kept from being read as a formula, numbers need it not.
fn line(record: &Record) -> String {
    let cells = COLUMNS.iter().zip(record).map(|((_, _, kind), cell)| match kind {
        Kind::Words => csv::field(cell),
        Kind::Number | Kind::Count => cell.clone(),
    });
    let mut out = cells.collect::<Vec<_>>().join(",");
    out.push('\n');
    out
}

/// Every released cell of an indicator.
pub(in crate::render) fn records_of_indicator(
    publication: &Publication,
    found: &IndicatorFindings,
) -> impl Iterator<Item = Record> {
    found.cells().map(|((group, area, period), finding)| record(publication, found, group, *area, *period, finding))
}

/// Every released cell of an area, each with the findings of its indicator.
pub(in crate::render) fn records_of_area(publication: &Publication, area: AreaId) -> Vec<Record> {
    let mut records = Vec::new();
    for found in publication.findings.iter() {
        for group in found.groups() {
            for period in found.periods() {
                if let Some(finding) = found.of_group(group, area, *period) {
                    records.push(record(publication, found, group, area, *period, finding));
                }
            }
        }
    }
    records
}

fn file(publication: &Publication, records: impl Iterator<Item = Record>) -> String {
    let mut out = header();
    for record in records {
        out.push_str(&line(&record));
    }
    for_audience(publication, out)
}

/// Every released number of the edition.
pub(super) fn whole(publication: &Publication) -> String {
    file(publication, publication.findings.iter().flat_map(|found| records_of_indicator(publication, found)))
}

/// Every released number of an indicator.
pub(in crate::render) fn of_indicator(publication: &Publication, id: &IndicatorId) -> String {
    let found = publication.findings.get(id).into_iter();
    file(publication, found.flat_map(|found| records_of_indicator(publication, found)))
}

/// Every released number of an area.
pub(in crate::render) fn of_area(publication: &Publication, area: AreaId) -> String {
    file(publication, records_of_area(publication, area).into_iter())
}

/// The numbers named.
pub(in crate::render) fn of_numbers<'a>(
    publication: &Publication,
    numbers: impl Iterator<Item = (&'a IndicatorId, AreaId, Period)>,
) -> String {
    let records = numbers.filter_map(|(id, area, period)| {
        let found = publication.findings.get(id)?;
        Some(record(publication, found, &Group::all(), area, period, found.at(area, period)?))
    });
    file(publication, records)
}
