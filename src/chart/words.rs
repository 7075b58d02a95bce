//! What figures say in words: each step for the reading slider, and the pieces of summaries.
//!
//! In come rows; out come sentences that claim no more than the rows: higher and lower only where limits
//! lie apart, no cause, and nothing of a number that is not there.

use super::rows::{Measure, Role, Row, Rows};
use super::text;
use crate::compare::Direction;
use crate::compare::trend::{self, Dated};
use crate::model::cell::Cell;
use crate::model::estimate::Estimate;
use crate::model::period::Period;

/// A row alone: `Birmingham 47.8`, `Walsall withheld to protect people`.
pub fn row(measure: &Measure, name: &str, cell: &Cell) -> String {
    let said = said(measure, cell);
    if name.is_empty() { said } else { format!("{name} {said}") }
}

fn said(measure: &Measure, cell: &Cell) -> String {
    match cell {
        Cell::Value(estimate) => {
            let percent = if measure.unit.starts_with('%') { "%" } else { "" };
            format!("{}{percent}{}", measure.value(estimate), crate::content::sentence::in_words(estimate.marks))
        }
        Cell::Missing(shorthand) => shorthand.words().to_owned(),
    }
}

/// The unit as it follows the last number of a list, in which each has its own percent sign.
fn unit(measure: &Measure) -> &str {
    measure.unit.strip_prefix('%').map_or(measure.unit.as_str(), str::trim_start)
}

/// A step with all its series: `March 2026: Birmingham 47.8, Walsall 75.8 offences per 1,000 residents`.
pub fn step(measure: &Measure, label: &str, rows: &[Row]) -> String {
    let last = rows.iter().rposition(|row| row.estimate().is_some());
    let first = rows.first().and_then(|row| row.cell.shorthand());
    if let Some(shorthand) = first
        && rows.iter().all(|row| row.cell.shorthand() == first)
    {
        return format!("{label}: {}", shorthand.words());
    }
    let parts: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let unit = if Some(index) == last { unit(measure) } else { "" };
            if unit.is_empty() { row.words.clone() } else { format!("{} {unit}", row.words) }
        })
        .collect();
    format!("{label}: {}", parts.join(", "))
}

/// A step of one series, with its limits and its comparison:
/// `Aston, Birmingham: 47.8 offences per 1,000 residents (45.1 to 50.6), higher than West Midlands force area, 41.3`.
pub fn lone_step(rows: &Rows, label: &str, row: &Row) -> String {
    let measure = &rows.measure;
    let Some(estimate) = row.estimate() else { return format!("{label}: {}", said(measure, &row.cell)) };
    let mut out = format!("{label}: {}", said(measure, &row.cell));
    if !unit(measure).is_empty() {
        out.push(' ');
        out.push_str(unit(measure));
    }
    if let Some(limits) = limits(measure, estimate) {
        out.push_str(&format!(" ({limits})"));
    }
    if let (Some(comparison), Some(benchmark)) = (row.comparison, &rows.benchmark) {
        let value = text::number(benchmark.value, measure.decimals);
        out.push_str(&format!(", {} {}, {value}", comparison.words(), benchmark.area.name));
    }
    out
}

/// The limits of a value: `45.1 to 50.6`.
pub fn limits(measure: &Measure, estimate: &Estimate) -> Option<String> {
    let interval = estimate.interval?;
    let number = |value| text::number(value, measure.decimals);
    Some(format!("{} to {}", number(interval.lower), number(interval.upper)))
}

/// What the figure shows: measure, unit, place, period.
pub fn shown(rows: &Rows) -> String {
    let measure = &rows.measure;
    let what = if measure.unit.is_empty() || text::sentence_case(&measure.unit) == measure.title {
        measure.title.clone()
    } else {
        format!("{}, {}", measure.title, measure.unit)
    };
    [what, rows.place.clone(), rows.period.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// What not to conclude: the caution of the definition, or that a picture shows no reason.
pub fn caution(rows: &Rows) -> String {
    // Where indicators of several sources stand beside each other, some may be real.
    let all = (0..rows.steps.len()).all(|step| rows.is_illustrative(step));
    let made_up = match (rows.measure.illustrative, all) {
        (false, _) => "",
        (true, true) => "The data are made up to show the method. ",
        (true, false) => "Some of the data are made up to show the method. ",
    };
    let caution = rows.measure.caution.as_deref().unwrap_or("The numbers do not show why.");
    format!("{made_up}{caution}")
}

/// How one value stands to an earlier one of the same series. Without limits nothing is said of chance.
pub fn movement(measure: &Measure, earlier: Dated<'_>, later: Dated<'_>) -> String {
    let from = measure.value(earlier.1);
    match moved(measure, earlier, later) {
        "stayed the same" => format!("was the same, {from},"),
        how => format!("{how} from {from}"),
    }
}

/// As [`movement`], without the values.
pub fn moved(measure: &Measure, first: Dated<'_>, second: Dated<'_>) -> &'static str {
    let ((_, earlier), (_, later)) = (first, second);
    let printed_alike = measure.value(later) == measure.value(earlier);
    match trend::direction(first, second, measure.said) {
        Direction::Rose => "rose",
        Direction::Fell => "fell",
        Direction::NotClear if later.value == earlier.value => "stayed the same",
        Direction::NotClear => "did not clearly change",
        Direction::NotJudged if printed_alike => "stayed the same",
        Direction::NotJudged if later.value > earlier.value => "went up",
        Direction::NotJudged => "went down",
    }
}

/// That what came before a break in series is not compared: ` Numbers before 2019-20 were counted in another
/// way and are not compared.` Empty where nothing drawn lies before one.
pub fn broken(rows: &Rows) -> String {
    let mut breaks: Vec<Period> =
        rows.rows.iter().filter(|row| row.estimate().is_some()).filter_map(|row| row.breaks.last().copied()).collect();
    breaks.sort_by_key(|period| period.start());
    match breaks.last() {
        None => String::new(),
        Some(last) => format!(" Numbers before {} were counted in another way and are not compared.", name(*last)),
    }
}

/// How many rows of the subject have no number: `3 of 192 wards have no value shown.`
pub fn missing(rows: &Rows, noun: &str) -> Option<String> {
    let subjects: Vec<&Row> = rows.rows.iter().filter(|row| rows.series[row.series].role == Role::Subject).collect();
    let missing = subjects.iter().filter(|row| row.estimate().is_none()).count();
    match missing {
        0 => None,
        1 => Some(format!("1 of {} {noun} has no value shown.", subjects.len())),
        _ => Some(format!("{missing} of {} {noun} have no value shown.", subjects.len())),
    }
}

/// A period in a sentence: `in March 2026`, `in the year to March 2026`.
pub fn when(period: Period) -> String {
    let name = period.to_string();
    let digit = name.starts_with(|first: char| first.is_ascii_digit());
    if name.starts_with("year") || name.starts_with("academic") {
        format!("in the {name}")
    } else if digit && name.contains(' ') && !name.contains(" to ") {
        format!("on {name}")
    } else {
        format!("in {name}")
    }
}

/// A period that something is measured from: `since March 2026`, `since the year to March 2026`.
pub fn since(period: Period) -> String {
    format!("since {}", name(period))
}

/// A period after a word such as `since` or `before`: `March 2026`, `the year to March 2026`.
fn name(period: Period) -> String {
    let when = when(period);
    when.strip_prefix("in ").or_else(|| when.strip_prefix("on ")).unwrap_or(&when).to_owned()
}
