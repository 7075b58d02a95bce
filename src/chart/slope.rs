//! Slopes: each area as a line between two periods, with its name at the later end.
//!
//! In come two periods and what `compare` says of each area between them. Says when there are too many to name.
//! An area that lacks a number is listed below and has no line.

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, change, fault, select, text, twice, words};
use crate::compare::change::{Compared, of_areas};
use crate::compare::{Direction, Findings, Lengths};
use crate::content::sentence;
use crate::model::cell::{Cell, Shorthand};
use crate::model::spec::Spec;
use crate::report::{Report, Result};

mod drawing;

/// Draws `kind: slope`.
#[derive(Debug)]
pub struct Slope;

/// The most lines that have a name each.
const LINES: usize = 12;

/// The two ends of each line, by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Slopes {
    ends: Vec<Ends>,
    /// The two periods as they stand over the ends.
    heads: [String; 2],
    /// `Between the year to March 2020 and the year to March 2026`.
    between: String,
    days: Option<String>,
}

/// The two numbers of an area, as they are drawn or printed.
#[derive(Debug, Clone, PartialEq)]
struct Ends {
    values: [Option<f64>; 2],
    printed: [String; 2],
    is_clear: bool,
}

impl Chart for Slope {
    fn kind(&self) -> &'static str {
        "slope"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Slopes(slopes) = &rows.overlay {
            drawing::draw(rows, slopes, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let of = |reading: &str| -> Vec<&str> {
            let rows_of = rows.rows.iter().filter(|row| row.reading.as_deref() == Some(reading));
            rows_of.map(|row| rows.steps[row.step].label.as_str()).collect()
        };
        let mut parts: Vec<String> = [ROSE, FELL, UNCLEAR, UNJUDGED]
            .into_iter()
            .map(|reading| (reading, of(reading)))
            .filter(|(_, names)| !names.is_empty())
            .map(|(reading, names)| match reading {
                UNCLEAR => format!("{} had no clear change.", text::listed(&names)),
                UNJUDGED => format!("Of {} chance cannot be judged.", text::listed(&names)),
                _ => format!("{} {reading}.", text::listed(&names)),
            })
            .collect();
        parts.extend(words::missing(rows, "areas"));
        if let Overlay::Slopes(slopes) = &rows.overlay {
            if let Some(first) = parts.first_mut() {
                // Names keep their capitals.
                let said = first.strip_prefix("Of ").map_or_else(|| first.clone(), |rest| format!("of {rest}"));
                *first = format!("{} {said}", slopes.between);
            }
            parts.extend(slopes.days.clone());
        }
        parts.push("Two periods are no trend, and no cause is shown.".to_owned());
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

const ROSE: &str = "rose";
const FELL: &str = "fell";
const UNCLEAR: &str = "no clear change";
const UNJUDGED: &str = "not judged";
const MISSING: &str = "a number is missing";

fn reading(one: &Compared) -> &'static str {
    match one.change.map(|change| change.direction) {
        Some(Direction::Rose) => ROSE,
        Some(Direction::Fell) => FELL,
        Some(Direction::NotClear) => UNCLEAR,
        Some(Direction::NotJudged) => UNJUDGED,
        None => MISSING,
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    if spec.by.is_some() || spec.indicators.len() > 1 {
        let what = "asks for the slope of more than one number in each area";
        return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
    }
    let found = select::indicators(report, spec, findings)?[0];
    let (from, to) = twice::periods(report, spec, found)?;
    let chosen = twice::areas(spec, findings);
    if chosen.len() > LINES {
        let what = format!("has {} lines, and {LINES} can each have a name", chosen.len());
        return Err(report.add(fault(spec, &what).help("name fewer areas, or use `kind: change`")));
    }
    let compared = of_areas(found, &chosen, from, to);
    let per_day = compared.iter().flat_map(|one| &one.change).any(|change| change.lengths == Lengths::PerDay);
    let measure = select::measure(&[found]);
    let decimals = measure.decimals;
    let mut rows = Rows {
        series: vec![Series { name: String::new(), role: Role::Subject }],
        period: format!("{from} and {to}"),
        place: select::places(spec, findings, &chosen),
        reading: Some("Reading".to_owned()),
        value: Some(text::sentence_case(&to.to_string())),
        extras: vec![ExtraColumn { title: text::sentence_case(&from.to_string()), decimals }],
        ..Rows::new(measure, Along::Areas)
    };
    let mut ends = Vec::with_capacity(compared.len());
    for (step, one) in compared.iter().enumerate() {
        let place = Place::of(&findings.areas, one.area);
        let label = select::full_name(findings, one.area, &chosen);
        let reading = reading(one);
        let own = Ends {
            values: [&one.earlier, &one.later].map(|cell| cell.estimate().map(|found| found.value)),
            printed: [&one.earlier, &one.later].map(|cell| printed(cell, decimals)),
            is_clear: [ROSE, FELL].contains(&reading),
        };
        let said = [&one.earlier, &one.later].map(|cell| words::row(&rows.measure, "", cell));
        let unit = if rows.measure.unit.starts_with('%') { String::new() } else { format!(" {}", rows.measure.unit) };
        let has_value = own.values.iter().any(Option::is_some);
        let words =
            format!("{label}: {} to {}{}, {reading}", said[0], said[1], if has_value { unit.as_str() } else { "" });
        // The limits of the later number alone say nothing of the change.
        let row =
            Row::new((step, 0), &found.indicator.short, (place.clone(), to), change::bare(&one.later), words.clone());
        rows.rows.push(Row {
            reading: Some(reading.to_owned()),
            extras: vec![match own.values[0] {
                Some(value) => Extra::Number(value),
                None => Extra::Missing(one.earlier.shorthand().unwrap_or(Shorthand::NotAvailable)),
            }],
            ..row
        });
        let marked = spec.marked.contains(&one.area);
        rows.steps.push(Step { short: place.name.clone(), at: step as f64, area: Some(place), marked, words, label });
        ends.push(own);
    }
    let days = from.days().zip(to.days()).filter(|_| per_day).map(|(first, second)| {
        format!("{from} has {first} days and {to} {second}; a rise or a fall is that of an average day.")
    });
    let heads = [from, to].map(|period| text::sentence_case(&period.to_string()));
    let between = format!("Between {} and {}", sentence::the_period(from), sentence::the_period(to));
    rows.overlay = Overlay::Slopes(Slopes { ends, heads, between, days });
    select::drawable(report, spec, rows)
}

fn printed(cell: &Cell, decimals: usize) -> String {
    match (cell.estimate(), cell.shorthand()) {
        (Some(found), _) => text::number(found.value, decimals),
        (None, reason) => reason.unwrap_or(Shorthand::NotAvailable).symbol().to_owned(),
    }
}
