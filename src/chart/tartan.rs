//! Tartans: areas by indicators, in each cell the value, and in a mark and a word how it stands to its benchmark.
//!
//! Comes in: areas, indicators and released cells. Goes out: a step for each indicator and a series for each area.
//! Wrong can be: more areas, indicators or cells than can be looked over. Nothing is ranked, and cells have no size or
//! place that depends on their number.

mod drawing;

use super::canvas::Canvas;
use super::rows::{Along, Measure, Overlay, Place, Role, Row, Rows, Series, Step};
use super::scale::Scale;
use super::{Chart, fault, gap, select, spine, text, words};
use crate::compare::{Comparison, Findings, IndicatorFindings};
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::Polarity;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: tartan`.
#[derive(Debug)]
pub struct Tartan;

/// As many areas, indicators and cells as can be looked over.
const AREAS: usize = 40;
const INDICATORS: usize = 20;
const CELLS: usize = 320;

/// What the cells of an indicator are set beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Its name, without unit and period.
    name: String,
    /// When its numbers are from.
    period: Period,
    /// The name of the benchmark and its value as printed, where it has one.
    benchmark: Option<(String, String)>,
    /// Which way is better, in words; empty where neither is.
    better: &'static str,
}

impl Chart for Tartan {
    fn kind(&self) -> &'static str {
        "tartan"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Tartan(threads) = &rows.overlay {
            drawing::draw(rows, threads, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        summary(rows)
    }
}

/// In a word, how a cell stands to its benchmark, or why that is not said.
fn standing(found: &IndicatorFindings, row: &Row) -> &'static str {
    match (row.comparison, row.cell.shorthand()) {
        (Some(comparison), _) => comparison.word(),
        (None, Some(reason)) => gap::brief(reason),
        (None, None) if found.benchmark == Some(row.area.id) => "benchmark",
        (None, None) => "not compared",
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let chosen = select::areas(spec, findings);
    let found: Vec<&IndicatorFindings> = spec.indicators.iter().filter_map(|name| findings.get(name)).collect();
    let refuse = |what: String, help: &str| Err(report.add(fault(spec, &what).help(help.to_owned())));
    if spec.by.is_some() {
        return refuse("asks a tartan for a breakdown".to_owned(), "take out `by:`: each cell is of everyone");
    }
    if found.len() > INDICATORS || chosen.len() > AREAS || found.len() * chosen.len() > CELLS {
        let what = format!(
            "has {} indicators by {} areas; {INDICATORS} by {AREAS} and {CELLS} cells can be looked over",
            found.len(),
            chosen.len()
        );
        return refuse(what, "name fewer, or make a figure for each theme");
    }
    if let Some(period) = spec.period
        && let Some(other) = found.iter().find(|found| !found.periods().contains(&period))
    {
        let what = format!("asks for {period}, and `{}` has no numbers for it", other.indicator.id);
        return refuse(what, "take out `period:`, and each is shown for its latest");
    }
    let names: Vec<String> = chosen.iter().map(|area| select::full_name(findings, *area, &chosen)).collect();
    let mut rows = Rows {
        series: names.iter().map(|name| Series { name: name.clone(), role: Role::Subject }).collect(),
        place: select::places(spec, findings, &chosen),
        reading: Some("Beside the benchmark".to_owned()),
        ..Rows::new(measure(&found), Along::Indicators)
    };
    let mut threads = Vec::with_capacity(found.len());
    for found in &found {
        let Some(period) = spec.period.or_else(|| latest(found, &chosen)) else { continue };
        threads.push(put(&mut rows, findings, found, (&chosen, &names), period));
    }
    rows.period = period_of(&threads);
    rows.overlay = Overlay::Tartan(threads);
    select::drawable(report, spec, rows)
}

/// The last period in which any of the areas has a number; without one, the last of the indicator.
fn latest(found: &IndicatorFindings, areas: &[AreaId]) -> Option<Period> {
    let has_value = |period: &&Period| {
        areas.iter().any(|area| found.at(*area, **period).is_some_and(|finding| finding.cell.estimate().is_some()))
    };
    found.periods().iter().rev().find(has_value).copied().or_else(|| found.latest())
}

/// One measure for all, without a unit.
fn measure(found: &[&IndicatorFindings]) -> Measure {
    let (count, plural) = (number::spelled(found.len()), if found.len() == 1 { "indicator" } else { "indicators" });
    let their = if found.len() == 1 { "its benchmark" } else { "their benchmarks" };
    Measure {
        short: "Indicators".to_owned(),
        title: text::sentence_case(&format!("{count} {plural} beside {their}")),
        unit: String::new(),
        polarity: Polarity::NoJudgement,
        caution: Some(spine::cautions(found)),
        ..select::measure(found)
    }
}

/// The step of an indicator, with a row for each area.
fn put(
    rows: &mut Rows,
    findings: &Findings,
    found: &IndicatorFindings,
    (chosen, names): (&[AreaId], &[String]),
    period: Period,
) -> Thread {
    let own = select::measure(&[found]);
    let step = rows.steps.len();
    let benchmark = found.benchmark.and_then(|area| {
        let estimate = found.benchmark_at(period)?.cell.estimate()?;
        Some((findings.areas.get(area).name.clone(), own.value(estimate)))
    });
    let mut said = Vec::with_capacity(chosen.len());
    for (series, (area, name)) in chosen.iter().zip(names).enumerate() {
        let finding = found.at(*area, period);
        let cell = finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone());
        let words = words::row(&own, name, &cell);
        let mut row = Row {
            comparison: finding.and_then(|finding| finding.comparison),
            ..Row::new(
                (step, series),
                &found.indicator.short,
                (Place::of(&findings.areas, *area), period),
                cell,
                words.clone(),
            )
        };
        let standing = standing(found, &row);
        said.push(if row.estimate().is_some() { format!("{words} ({standing})") } else { words });
        row.reading = Some(standing.to_owned());
        rows.rows.push(row);
    }
    let beside = benchmark.as_ref().map_or_else(String::new, |(name, value)| format!(", beside {name}, {value}"));
    rows.steps.push(Step {
        label: format!("{}, {}, {period}{beside}", found.indicator.short, own.unit),
        short: found.indicator.short.clone(),
        at: step as f64,
        area: None,
        marked: false,
        words: format!("{}, {}{beside}: {}", found.indicator.short, sentence::the_period(period), said.join(", ")),
    });
    rows.scales.push(Scale::of(found, own));
    let better = spine::better(found.indicator.polarity);
    Thread { name: found.indicator.short.clone(), period, benchmark, better }
}

/// When, in words: the period of all, or that each has its own.
fn period_of(threads: &[Thread]) -> String {
    match threads {
        [first, rest @ ..] if rest.iter().all(|other| other.period == first.period) => first.period.to_string(),
        _ => "each for its latest period".to_owned(),
    }
}

/// For each indicator how many areas stand how; the names of areas where they are few.
fn summary(rows: &Rows) -> String {
    let mut parts = Vec::new();
    for (step, own) in rows.steps.iter().enumerate() {
        let cells: Vec<&Row> = rows.rows.iter().filter(|row| row.step == step).collect();
        let names = |test: fn(Comparison) -> bool| -> Vec<&str> {
            let those = cells.iter().filter(|row| row.comparison.is_some_and(test));
            those.map(|row| rows.series[row.series].name.as_str()).collect()
        };
        let (higher, lower) = (names(Comparison::is_above), names(Comparison::is_below));
        let compared = cells.iter().filter(|row| row.comparison.is_some()).count();
        if compared == 0 {
            parts.push(format!("{}: not compared.", own.short));
            continue;
        }
        let side = |names: &[&str], how: &str| match names {
            [] => format!("none {how}"),
            names if names.len() <= 3 => format!("{how} in {}", text::listed(names)),
            names => format!("{how} in {} of {compared}", names.len()),
        };
        parts.push(format!("{}: {}, {}.", own.short, side(&higher, "higher"), side(&lower, "lower")));
    }
    // What a reader can take in; the rest is in the table.
    let more = parts.len().saturating_sub(6);
    parts.truncate(6);
    if more > 0 {
        parts.push(format!("{} more stand in the table.", text::sentence_case(&number::spelled(more))));
    }
    parts.extend(words::missing(rows, "cells"));
    parts.push("Words say how each cell stands to its benchmark, and not how areas stand to each other.".to_owned());
    parts.push(words::caution(rows));
    parts.join(" ")
}
