//! Stacked bars: the parts of a whole beside each other in one bar, for areas or for periods.
//!
//! In come up to four groups of a dimension, or indicators declared as parts. Says which parts do not add up, by
//! released values. A bar with an unpublished part is hatched, all such bars alike: no length gives the part away.

use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::key::ink_of;
use super::map::shape;
use super::order::Descending;
use super::palette::{Ink, SERIES};
use super::ranges::slots;
use super::rows::{Along, Role, Row, Rows};
use super::{Chart, bar, text, words};
use crate::compare::Findings;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

mod parts;

/// Draws `kind: stacked`.
#[derive(Debug)]
pub struct Stacked;

impl Chart for Stacked {
    fn kind(&self) -> &'static str {
        "stacked"
    }

    fn options(&self) -> &'static [&'static str] {
        &["against"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        parts::rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts: Vec<String> = Vec::new();
        if rows.along == Along::Time {
            let last = (0..rows.steps.len()).rev().find(|step| is_whole(rows, *step));
            parts.extend(last.map(|step| format!("{}.", rows.steps[step].words)));
        }
        parts.extend(largest(rows));
        let noun = bar::noun(rows);
        let open = (0..rows.steps.len()).filter(|step| !is_whole(rows, *step)).count();
        if open > 0 {
            let have = if open == 1 { "has" } else { "have" };
            parts.push(format!(
                "{open} of {} {noun} {have} a part that is not published; such bars are hatched and all of one length.",
                rows.steps.len()
            ));
        }
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// Whether every part of a step is published.
fn is_whole(rows: &Rows, step: usize) -> bool {
    rows.subjects().all(|series| rows.at(step, series).estimate().is_some())
}

/// The parts of a step together.
fn sum(rows: &Rows, step: usize) -> f64 {
    rows.subjects().filter_map(|series| rows.at(step, series).value()).sum()
}

/// Before what a step stands: the largest whole first, and last what has no whole bar, by name.
fn place_of(rows: &Rows, step: usize) -> (Descending, String) {
    let value = if rows.measure.unit.starts_with('%') { rows.at(step, 0).value() } else { Some(sum(rows, step)) };
    let value = value.filter(|_| is_whole(rows, step));
    (value.map_or(Descending::Last, Descending::Value), rows.steps[step].label.clone())
}

/// In how many bars each part is the largest.
fn largest(rows: &Rows) -> Option<String> {
    let whole: Vec<usize> = (0..rows.steps.len()).filter(|step| is_whole(rows, *step)).collect();
    let value = |step: usize, series: usize| rows.at(step, series).value().unwrap_or_default();
    let leads = |series: usize| {
        let over = |step: &&usize| {
            rows.subjects().all(|other| other == series || value(**step, series) > value(**step, other))
        };
        whole.iter().filter(over).count()
    };
    let said: Vec<String> = rows
        .subjects()
        .map(|series| (series, leads(series)))
        .filter(|(_, count)| *count > 0)
        .enumerate()
        .map(|(index, (series, count))| {
            let is = if index == 0 { " is the largest part" } else { "" };
            format!("{}{is} in {count}", rows.series[series].name)
        })
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let noun = if whole.len() == 1 { bar::noun(rows).trim_end_matches('s') } else { bar::noun(rows) };
    (!said.is_empty()).then(|| format!("{} of {} {noun} with all parts published.", text::listed(&said), whole.len()))
}

/// How thick a bar is, and how long the hatched strip that stands for one with an unpublished part.
const THICK: f64 = 20.0;
const STRIP: f64 = 72.0;

/// What stands beside a hatched strip.
const OPEN: &str = "not all parts published";

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("y");
    let (wide, width) = (canvas.frame() == Frame::Wide, canvas.width());
    let open = (0..rows.steps.len()).any(|step| !is_whole(rows, step));
    let mut y = key(rows, canvas, open);
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), width);
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, y + 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    y += unit.len() as f64 * text::LINE + 6.0;
    let top = y;
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let (left, limit) = if wide { (longest.min(232.0) + 12.0, 232.0) } else { (0.0, width) };
    let whole = rows.series.iter().position(|series| series.role == Role::Comparator);
    let total = |step: usize| Some(rows.measure.value(rows.at(step, whole?).estimate()?));
    let room = (0..rows.steps.len()).filter_map(total).map(|words| text::strong_width(&words)).fold(0.0, f64::max);
    let reach = width - left - room - if room > 0.0 { 10.0 } else { 2.0 };
    let most = (0..rows.steps.len()).filter(|step| is_whole(rows, *step)).map(|step| sum(rows, step));
    let most = most.fold(0.0, f64::max);
    let long = |value: f64| if most > 0.0 { value / most * reach } else { 0.0 };
    let (slots, bottom) = slots(rows, wide, (y + 2.0, limit, 32.0));
    canvas.set_height(bottom + 4.0);
    for (step, (lines, base, middle)) in slots.iter().enumerate() {
        let class = if rows.steps[step].marked { "label strong" } else { "label" };
        let (x, anchor) = if wide { (left - 10.0, Anchor::End) } else { (0.0, Anchor::Start) };
        for (line, words) in lines.iter().enumerate() {
            canvas.text(x, base + line as f64 * text::LINE, anchor, class, words);
        }
        let is_whole = is_whole(rows, step);
        let mut x = left;
        for series in 0..rows.series.len() {
            let row = rows.at(step, series);
            canvas.mark(Mark { step, series, at: Some(*middle) }, || match (is_whole, rows.series[series].role) {
                (true, Role::Subject) => {
                    let end = x + long(row.value().unwrap_or_default());
                    part(rows, canvas, row, (x, end, *middle));
                    x = end;
                }
                (true, Role::Comparator) => {
                    if let Some(words) = total(step) {
                        canvas.text(x + 6.0, middle + 5.0, Anchor::Start, "value", &words);
                    }
                }
                (false, _) if series == 0 => {
                    hatched(canvas, (left, left + STRIP), *middle);
                    canvas.text(left + STRIP + 8.0, middle + 5.0, Anchor::Start, "tick", OPEN);
                }
                (false, _) => {}
            });
        }
        canvas.line((left, middle - THICK / 2.0 - 3.0), (left, middle + THICK / 2.0 + 3.0), "zero");
    }
    canvas.hair((0.0, top), (width, top));
}

fn hatched(canvas: &Canvas, (from, to): (f64, f64), middle: f64) {
    let (above, below) = (middle - THICK / 2.0, middle + THICK / 2.0);
    shape(canvas, &[vec![(from, above), (to, above), (to, below), (from, below)]], Ink::NoData);
}

/// One part of a bar, with its number where there is room: paper between it and the next.
fn part(rows: &Rows, canvas: &Canvas, row: &Row, (from, to, middle): (f64, f64, f64)) {
    let class = format!("bar {}", ink_of(rows, row.series).class());
    let end = (to - 1.5).max(from);
    canvas.rect((from, middle - THICK / 2.0), (end, middle + THICK / 2.0), &class);
    let Some(estimate) = row.estimate() else { return };
    let words = rows.measure.value(estimate);
    let wide = text::width(&words);
    if end - from > wide + 14.0 {
        let x = f64::midpoint(from, end);
        // Ink on paper, whatever the colour beneath.
        canvas.rect((x - wide / 2.0 - 3.0, middle - 8.0), (x + wide / 2.0 + 3.0, middle + 8.0), "open ground");
        canvas.text(x, middle + 5.0, Anchor::Middle, "label", &words);
    }
}

/// The parts by their colours, in the order they stand in; the height that takes.
fn key(rows: &Rows, canvas: &Canvas, open: bool) -> f64 {
    let mut entries: Vec<(Option<&'static str>, String)> =
        rows.subjects().map(|series| (Some(ink_of(rows, series).class()), rows.series[series].name.clone())).collect();
    if open {
        entries.push((None, OPEN.to_owned()));
    }
    let (mut x, mut y) = (0.0, 0.0);
    for (class, name) in entries.iter().take(SERIES + 1) {
        let lines = text::wrap(name, canvas.width() - 26.0);
        let own = 24.0 + lines.iter().map(|line| text::width(line)).fold(0.0, f64::max);
        if x > 0.0 && x + own > canvas.width() {
            (x, y) = (0.0, y + 24.0);
        }
        match class {
            Some(class) => canvas.rect((x, y + 2.0), (x + 16.0, y + 16.0), class),
            None => {
                let ring = vec![(x, y + 2.0), (x + 16.0, y + 2.0), (x + 16.0, y + 16.0), (x, y + 16.0)];
                shape(canvas, &[ring], Ink::NoData);
            }
        }
        for (index, line) in lines.iter().enumerate() {
            canvas.text(x + 24.0, y + 14.0 + index as f64 * text::LINE, Anchor::Start, "label", line);
        }
        let more = lines.len().saturating_sub(1) as f64 * text::LINE;
        (x, y) = if more > 0.0 { (0.0, y + more + 24.0) } else { (x + own + 18.0, y) };
    }
    if x > 0.0 { y + 28.0 } else { y + 4.0 }
}
