//! The drawing of a tartan: a grid of areas by indicators, or, where that has no room, a card for each indicator.
//!
//! Comes in: rows and what each indicator is set beside. Goes out: marks on a canvas, wide or narrow. Nothing can be
//! wrong; it must not know findings.

use super::Thread;
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::rows::{Row, Rows};
use crate::chart::{standing, text};

/// As many indicators as a wide grid has room for.
const COLUMNS: usize = 5;

/// Room for the names of areas beside a grid.
const NAMES: f64 = 132.0;

/// Between columns.
const GAP: f64 = 6.0;

/// Room for the widest word with its marks: `much higher`.
const WORDS: f64 = 112.0;

pub(in crate::chart) fn draw(rows: &Rows, threads: &[Thread], canvas: &Canvas) {
    canvas.read_along("none");
    if canvas.frame() == Frame::Wide && threads.len() <= COLUMNS {
        grid(rows, threads, canvas);
    } else {
        cards(rows, threads, canvas);
    }
}

/// Lines of text below each other; gives where the next would stand.
fn lines(canvas: &Canvas, (x, mut base): (f64, f64), class: &str, lines: &[String]) -> f64 {
    for line in lines {
        canvas.text(x, base, Anchor::Start, class, line);
        base += text::LINE;
    }
    base
}

/// What an indicator is measured in, and when.
fn measured(rows: &Rows, step: usize, thread: &Thread) -> String {
    format!("{}, {}", text::sentence_case(rows.unit(step)), thread.period)
}

/// What the cells of an indicator are set beside, and which way is better.
fn beside(thread: &Thread) -> Vec<String> {
    let benchmark = thread.benchmark.as_ref().map(|(name, value)| format!("{name} {value}"));
    let better = (!thread.better.is_empty()).then(|| thread.better.to_owned());
    benchmark.into_iter().chain(better).collect()
}

/// What stands in the head of each indicator of a grid, and what is the same of all and stands once above them.
fn heads(rows: &Rows, threads: &[Thread]) -> (Option<String>, Vec<String>) {
    let all: Vec<String> = threads.iter().enumerate().map(|(step, thread)| measured(rows, step, thread)).collect();
    let same = all.first().filter(|first| all.len() > 1 && all.iter().all(|other| other == *first)).cloned();
    let heads = all.iter().zip(threads).map(|(measured, thread)| {
        let own = same.is_none().then(|| measured.clone());
        own.into_iter().chain(beside(thread)).collect::<Vec<_>>().join("; ")
    });
    let heads = heads.collect();
    (same, heads)
}

/// Areas as rows and indicators as columns.
fn grid(rows: &Rows, threads: &[Thread], canvas: &Canvas) {
    let each = (canvas.width() - NAMES) / threads.len().max(1) as f64;
    let room = (each - GAP).min(200.0);
    let (same, words) = heads(rows, threads);
    let heads: Vec<[Vec<String>; 2]> = threads
        .iter()
        .zip(&words)
        .map(|(thread, words)| [text::wrap(&thread.name, room / 1.07), text::wrap(words, room)])
        .collect();
    let same = same.map(|words| text::wrap(&words, canvas.width())).unwrap_or_default();
    lines(canvas, (0.0, 14.0), "unit", &same);
    let top = if same.is_empty() { 0.0 } else { same.len() as f64 * text::LINE + 10.0 };
    let tall = heads.iter().map(|[name, unit]| name.len() + unit.len()).max().unwrap_or(0) as f64 * text::LINE;
    let mut y = top + tall + 10.0;
    for (step, [name, unit]) in heads.iter().enumerate() {
        let x = NAMES + each * step as f64;
        let base = lines(canvas, (x, top + 14.0), "label strong", name);
        lines(canvas, (x, base), "tick", unit);
    }
    for (series, own) in rows.series.iter().enumerate() {
        let name = text::wrap(&own.name, NAMES - GAP);
        let cells: Vec<Vec<String>> = (0..threads.len()).map(|step| said(rows.at(step, series), room)).collect();
        let below = 1 + cells.iter().map(Vec::len).max().unwrap_or(0);
        let height = below.max(name.len()) as f64 * text::LINE + 12.0;
        canvas.line((0.0, y), (canvas.width(), y), "grid");
        lines(canvas, (0.0, y + 19.0), "label", &name);
        for (step, words) in cells.iter().enumerate() {
            let x = NAMES + each * step as f64;
            let row = rows.at(step, series);
            canvas.mark(Mark { step, series, at: None }, || {
                canvas.text(x, y + 19.0, Anchor::Start, "value", &printed(rows, row));
                word(canvas, row, (x, y + 19.0 + text::LINE), words);
            });
        }
        y += height;
    }
    canvas.set_height(y + 2.0);
}

/// A card for each indicator, in which areas stand below each other, on a wide drawing in two columns.
fn cards(rows: &Rows, threads: &[Thread], canvas: &Canvas) {
    let across = if canvas.frame() == Frame::Wide { 2 } else { 1 };
    let each = (canvas.width() - GAP * 4.0 * (across - 1) as f64) / across as f64;
    let mut y = 0.0;
    for (step, thread) in threads.iter().enumerate() {
        let base = lines(canvas, (0.0, y + 14.0), "label strong", &text::wrap(&thread.name, canvas.width() / 1.07));
        let words: Vec<String> = std::iter::once(measured(rows, step, thread)).chain(beside(thread)).collect();
        let base = lines(canvas, (0.0, base), "tick", &text::wrap(&words.join("; "), canvas.width()));
        y = base - text::LINE + 8.0;
        let down = rows.series.len().div_ceil(across);
        // Areas go down the first column and then the second, so that their order is the same on a phone.
        let columns: Vec<Vec<usize>> =
            (0..rows.series.len()).collect::<Vec<_>>().chunks(down.max(1)).map(<[usize]>::to_vec).collect();
        let numbers = (0..rows.series.len()).map(|series| text::strong_width(&printed(rows, rows.at(step, series))));
        let number = numbers.fold(0.0, f64::max);
        let mut lowest = y;
        for (column, members) in columns.iter().enumerate() {
            let (left, mut top) = (column as f64 * (each + GAP * 4.0), y);
            let right = left + each;
            for series in members {
                let row = rows.at(step, *series);
                let name = text::wrap(&rows.series[*series].name, each - WORDS - number - 4.0 * GAP);
                let word_lines = said(row, WORDS);
                let height = name.len().max(word_lines.len()).max(1) as f64 * text::LINE + 6.0;
                canvas.line((left, top), (right, top), "grid");
                lines(canvas, (left, top + 17.0), "label", &name);
                canvas.mark(Mark { step, series: *series, at: None }, || {
                    let base = top + 17.0;
                    canvas.text(right - WORDS - 2.0 * GAP, base, Anchor::End, "value", &printed(rows, row));
                    word(canvas, row, (right - WORDS, base), &word_lines);
                });
                top += height;
            }
            lowest = lowest.max(top);
        }
        y = lowest + 26.0;
    }
    canvas.set_height((y - 20.0).max(20.0));
}

/// The number of a cell, or its sign.
fn printed(rows: &Rows, row: &Row) -> String {
    match (row.estimate(), row.cell.shorthand()) {
        (Some(estimate), _) => text::number(estimate.value, rows.decimals(row.step)),
        (None, reason) => reason.map_or("[x]", |reason| reason.symbol()).to_owned(),
    }
}

/// The word of a cell in lines.
fn said(row: &Row, room: f64) -> Vec<String> {
    let mark = row.comparison.map_or(0.0, standing::room);
    text::wrap(row.reading.as_deref().unwrap_or_default(), room - mark)
}

/// The mark and the word of a cell.
fn word(canvas: &Canvas, row: &Row, (x, base): (f64, f64), words: &[String]) {
    let x = match row.comparison {
        Some(comparison) => x + standing::draw(canvas, (x, base - 5.0), comparison),
        None => x,
    };
    lines(canvas, (x, base), "label", words);
}
