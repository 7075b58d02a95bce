//! Hours of the week: a square for each hour of each day, the larger and darker the more.
//!
//! In comes a breakdown by weekday and hour of one area and period. Says which group is no day or hour.
//! A withheld cell is hatched, and no sum is made that could give it away.

use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::cells::Cells;
use super::rows::{Along, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, select, text, words};
use crate::compare::Findings;
use crate::compare::hours::{self, DAYS, Span};
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: hours`.
#[derive(Debug)]
pub struct Hours;

/// The dimensions it draws.
const CROSSED: &str = "weekday and hour";

/// What the grid stands for beside its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// The hours of each step.
    pub spans: Vec<Span>,
    /// Whether the numbers are counts, which can be added up.
    pub counts: bool,
}

impl Chart for Hours {
    fn kind(&self) -> &'static str {
        "hours"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        let found = select::indicators(report, spec, findings)?;
        let ([found], true) = (found.as_slice(), spec.by.as_deref().is_none_or(|by| by == CROSSED)) else {
            let what = "asks the hours of the week for something else";
            return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
        };
        let (1, None) = (spec.areas.len(), spec.level) else {
            let what = "asks for the hours of no area, or of several";
            return Err(report.add(fault(spec, what).help("name one area under `areas:`")));
        };
        let area = spec.areas[0];
        let groups: Vec<&Group> = found.groups().iter().filter(|group| group.is_by(CROSSED)).collect();
        if groups.is_empty() {
            let days = found.groups().iter().any(|group| group.is_by("weekday"));
            let lacks = if days { "has weekdays without their hours" } else { "has no hours of weekdays" };
            let what = format!("cannot draw the hours of the week: {} {lacks}", found.indicator.short);
            let help = "write `weekday and hour` under `breakdowns:` in the definition of the indicator";
            return Err(report.add(fault(spec, &what).help(help)));
        }
        let mut spans: Vec<(Span, &str)> = Vec::new();
        let mut names: [Option<&str>; 7] = [None; 7];
        let mut strange: Vec<&str> = Vec::new();
        for group in &groups {
            let (weekday, hour) = (group.get("weekday").unwrap_or_default(), group.get("hour").unwrap_or_default());
            match hours::day(weekday) {
                Some(day) => names[day] = Some(weekday),
                None => strange.push(weekday),
            }
            match hours::span(hour) {
                Some(span) => spans.push((span, hour)),
                None => strange.push(hour),
            }
        }
        strange.sort_unstable();
        strange.dedup();
        spans.sort_unstable();
        spans.dedup();
        let doubled = spans.windows(2).find(|pair| pair[1].0.from < pair[0].0.until);
        if !strange.is_empty() || doubled.is_some() {
            let what = match doubled {
                Some(pair) if strange.is_empty() => format!("has hours that overlap: {} and {}", pair[0].1, pair[1].1),
                _ => format!("has groups that are no weekday and no hour: {}", text::listed(&strange)),
            };
            let help = "name days `Monday` to `Sunday`, and hours as in `22:00 to 22:59`, each once";
            return Err(report.add(fault(spec, &what).help(help)));
        }
        let cell = |group: &Group, period| found.of_group(group, area, period).map(|finding| finding.cell.clone());
        let has_value =
            |period| groups.iter().any(|group| cell(group, period).is_some_and(|cell| cell.estimate().is_some()));
        let last = || found.periods().iter().rev().copied().find(|period| has_value(*period));
        let Some(period) = spec.period.or_else(last) else {
            return select::drawable(report, spec, Rows::new(select::measure(&[found]), Along::Groups));
        };
        let mut rows = Rows::new(select::measure(&[found]), Along::Groups);
        rows.place.clone_from(&findings.areas.get(area).name);
        rows.period = period.to_string();
        rows.series = DAYS.iter().map(|day| Series { name: (*day).to_owned(), role: Role::Subject }).collect();
        for (step, (span, hour)) in spans.iter().enumerate() {
            let begin = rows.rows.len();
            for (series, day) in DAYS.iter().enumerate() {
                let group = Group::new([("weekday", names[series].unwrap_or(day)), ("hour", *hour)]);
                let cell = cell(&group, period).unwrap_or(Cell::Missing(Shorthand::NotAvailable));
                rows.rows.push(Row {
                    step,
                    series,
                    indicator: found.indicator.short.clone(),
                    area: Place::of(&findings.areas, area),
                    period,
                    breakdown: group.to_string(),
                    words: words::row(&rows.measure, day, &cell),
                    cell,
                    comparison: None,
                    breaks: Vec::new(),
                    reading: None,
                    extras: Vec::new(),
                });
            }
            let said = words::step(&rows.measure, hour, &rows.rows[begin..]);
            let short = format!("{:02}", span.from);
            let label = (*hour).to_owned();
            rows.steps.push(Step { label, short, at: f64::from(span.from), area: None, marked: false, words: said });
        }
        let spans = spans.into_iter().map(|(span, _)| span).collect();
        rows.first = Some("Hour".to_owned());
        rows.overlay = Overlay::Hours(Week { spans, counts: found.indicator.method == "count" });
        select::drawable(report, spec, rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts = vec![highest(rows)];
        if let Overlay::Hours(week) = &rows.overlay
            && week.counts
        {
            parts.extend(crowded(rows, week));
        }
        parts.extend(words::missing(rows, "cells of the week"));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// The highest cell, or how many share its number.
fn highest(rows: &Rows) -> String {
    let most = rows.rows.iter().filter_map(Row::value).fold(f64::NEG_INFINITY, f64::max);
    let top: Vec<&Row> = rows.rows.iter().filter(|row| row.value() == Some(most)).collect();
    let Some((first, estimate)) = top.first().and_then(|row| Some((row, row.estimate()?))) else {
        return "No value is shown.".to_owned();
    };
    let value = rows.measure.with_unit(estimate);
    let when = words::when(first.period);
    if top.len() > 3 {
        return format!("The highest value {when} is {value}, in {} cells of the week.", top.len());
    }
    let names: Vec<String> =
        top.iter().map(|row| format!("{} {}", rows.series[row.series].name, rows.steps[row.step].label)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("The highest value {when} is {value}, on {}.", text::listed(&names))
}

/// How few cells hold a quarter of what is shown, and what chance alone does.
fn crowded(rows: &Rows, week: &Week) -> Vec<String> {
    let (hours, all) = (rows.steps.len(), rows.rows.len());
    // By day and then hour, as a week passes.
    let values: Vec<Option<f64>> =
        (0..all).map(|position| rows.at(position % hours, position / hours).value()).collect();
    let shown: Vec<f64> = values.iter().copied().flatten().collect();
    let quarter = hours::fullest_quarter(&values);
    let mut parts = Vec::new();
    if !quarter.is_empty() {
        parts.push(format!(
            "{} of the {} cells with a number hold a quarter of their sum.",
            quarter.len(),
            shown.len()
        ));
    }
    if let Some((first, length)) = hours::longest_run(&quarter, all)
        && hours::is_whole_day(&week.spans)
        && (2..all).contains(&length)
    {
        let last = (first + length - 1) % all;
        parts.push(format!(
            "The longest unbroken stretch of these is from {} {:02}:00 to {} {:02}:59.",
            DAYS[first / hours],
            week.spans[first % hours].from,
            DAYS[last / hours],
            week.spans[last % hours].until - 1
        ));
    }
    let mean = shown.iter().sum::<f64>() / shown.len().max(1) as f64;
    parts.push(if mean < 5.0 {
        "The cells with a number have a mean under 5, so a single cell means nothing: chance alone makes some high and some low.".to_owned()
    } else {
        "Look at stretches and not at single cells: chance alone makes some high and some low.".to_owned()
    });
    parts
}

fn draw(rows: &Rows, canvas: &Canvas) {
    let wide = canvas.frame() == Frame::Wide;
    let cells = Cells::new(rows, canvas.width());
    let top = cells.bottom + 8.0 + text::LINE + 4.0;
    let tall = if wide { 28.0 } else { 22.0 };
    let left = if wide { 88.0 } else { 48.0 };
    let (columns, lines) = if wide { (rows.steps.len(), 7) } else { (7, rows.steps.len()) };
    let broad = (canvas.width() - left) / columns as f64;
    let bottom = top + lines as f64 * tall;
    canvas.set_height(bottom + 4.0);
    canvas.read_along(if wide { "x" } else { "y" });
    cells.key(canvas);
    let short = |step: usize| format!("{}{}", rows.steps[step].short, if wide { "" } else { ":00" });
    let heads = |count: usize, day: bool| -> Vec<String> {
        (0..count)
            .map(|index| match (day, wide) {
                (true, true) => DAYS[index].to_owned(),
                (true, false) => DAYS[index][..3].to_owned(),
                (false, _) => short(index),
            })
            .collect()
    };
    for (index, head) in heads(columns, !wide).iter().enumerate() {
        canvas.text(left + (index as f64 + 0.5) * broad, top - 8.0, Anchor::Middle, "tick", head);
    }
    for (index, head) in heads(lines, wide).iter().enumerate() {
        canvas.text(left - 8.0, top + (index as f64 + 0.5) * tall + 5.0, Anchor::End, "tick", head);
    }
    canvas.line((left, top), (canvas.width(), top), "axis");
    for row in &rows.rows {
        let (column, line) = if wide { (row.step, row.series) } else { (row.series, row.step) };
        let centre = (left + (column as f64 + 0.5) * broad, top + (line as f64 + 0.5) * tall);
        let at = Some(if wide { centre.0 } else { centre.1 });
        canvas.mark(Mark { step: row.step, series: row.series, at }, || {
            cells.put(canvas, row.value(), centre, broad.min(tall) - 4.0);
        });
    }
    let end = if wide { (left, bottom) } else { (canvas.width(), top) };
    canvas.hair((left, top), end);
}

#[cfg(test)]
pub(super) mod tests;
