//! Words for gaps in lines, in lanes under the axis where nothing else stands.

use super::canvas::{Anchor, Canvas};
use super::rows::Rows;
use super::text;
use crate::model::cell::Shorthand;

/// The words of one gap and where they stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gap {
    middle: f64,
    half: f64,
    lane: usize,
    words: String,
}

const LANES: usize = 2;

/// In a few words, for a drawing.
pub(super) fn brief(shorthand: Shorthand) -> &'static str {
    match shorthand {
        Shorthand::Confidential => "withheld",
        Shorthand::NotAvailable => "not available",
        Shorthand::NotApplicable => "not applicable",
        Shorthand::NotCollected => "not collected",
        Shorthand::RoundsToZero => "rounds to zero",
        Shorthand::TooFew => "too few events",
        Shorthand::TooFewPeople => "too few people",
    }
}

/// What there is to say of a step.
#[derive(Debug, PartialEq)]
enum Note {
    /// These series have no number, and why.
    Missing(Vec<usize>, Shorthand),
    /// Its numbers may change.
    Provisional,
}

fn note(rows: &Rows, step: usize) -> Option<Note> {
    let series: Vec<usize> =
        (0..rows.series.len()).filter(|series| rows.at(step, *series).estimate().is_none()).collect();
    match series.iter().find_map(|series| rows.at(step, *series).cell.shorthand()) {
        Some(shorthand) => Some(Note::Missing(series, shorthand)),
        None => {
            (0..rows.series.len()).any(|series| rows.at(step, series).is_provisional()).then_some(Note::Provisional)
        }
    }
}

fn words(rows: &Rows, note: &Note) -> String {
    match note {
        Note::Provisional => "provisional".to_owned(),
        Note::Missing(series, shorthand) if series.len() == rows.series.len() => brief(*shorthand).to_owned(),
        Note::Missing(series, shorthand) => {
            let names: Vec<&str> = series.iter().map(|series| rows.series[*series].name.as_str()).collect();
            format!("{} {}", text::listed(&names), brief(*shorthand))
        }
    }
}

/// The gaps that have room for words between `left` and `right`.
pub(super) fn lanes(rows: &Rows, x: impl Fn(usize) -> f64, left: f64, right: f64) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut free = [f64::NEG_INFINITY; LANES];
    let mut step = 0;
    while step < rows.steps.len() {
        let Some(first) = note(rows, step) else {
            step += 1;
            continue;
        };
        let begin = step;
        while step < rows.steps.len() && note(rows, step).as_ref() == Some(&first) {
            step += 1;
        }
        let words = words(rows, &first);
        let words = text::shorten(&words, right - left);
        let half = text::width(&words) / 2.0;
        let middle = f64::midpoint(x(begin), x(step - 1)).clamp(left + half, (right - half).max(left + half));
        if let Some(lane) = free.iter().position(|free| middle - half >= *free) {
            free[lane] = middle + half + 10.0;
            gaps.push(Gap { middle, half, lane, words });
        }
    }
    gaps
}

/// The height of the lanes in use.
pub(super) fn height(gaps: &[Gap]) -> f64 {
    gaps.iter().map(|gap| gap.lane + 1).max().unwrap_or(0) as f64 * text::LINE
}

/// Draws the words under a plot that ends at `bottom`.
pub(super) fn draw(canvas: &Canvas, gaps: &[Gap], bottom: f64) {
    for gap in gaps {
        canvas.text(gap.middle, bottom + 18.0 + gap.lane as f64 * text::LINE, Anchor::Middle, "tick", &gap.words);
    }
}
