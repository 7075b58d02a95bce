//! The drawing of a spine: a line for each indicator, with the range of all areas, their middle half, the benchmark,
//! the area, its value and its words.
//!
//! Comes in: rows and what each is set among. Goes out: marks on a canvas, wide or narrow. Nothing can be wrong; it
//! must not know findings. Ranges and benchmarks stand outside the marks: they are of other areas.

use super::Among;
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::rows::{Row, Rows};
use crate::chart::standing;
use crate::chart::{gap, spread, text};

/// Room at the ends of a strip for half a marker.
const EDGE: f64 = 7.0;

/// How high a strip stands.
const STRIP: f64 = 20.0;

/// Where the columns of a wide drawing begin.
const STRIP_AT: f64 = 262.0;
const STRIP_END: f64 = 490.0;
const VALUE_END: f64 = 572.0;
const WORD_AT: f64 = 588.0;

/// A row laid out: the lines of its name and of what it is measured in, and where it begins.
struct Laid {
    name: Vec<String>,
    unit: Vec<String>,
    top: f64,
}

pub(in crate::chart) fn draw(rows: &Rows, among: &[Among], canvas: &Canvas) {
    canvas.read_along("y");
    let wide = canvas.frame() == Frame::Wide;
    let mut y = key(rows, among, canvas) + 8.0;
    let head = y;
    let room = if wide { STRIP_AT - 14.0 } else { canvas.width() };
    let mut laid = Vec::with_capacity(rows.steps.len());
    for (step, own) in among.iter().enumerate() {
        let name = text::wrap(&own.name, room / 1.07);
        let unit = text::wrap(&format!("{}, {}", text::sentence_case(rows.unit(step)), own.period), room);
        let words = (name.len() + unit.len()) as f64 * text::LINE;
        // Beside the name on a wide drawing stand two lines; below it on a narrow one three: value, strip, benchmark.
        let height =
            if wide { words.max(2.0 * text::LINE + 6.0) } else { words + 2.0 * text::LINE + STRIP + 4.0 } + 12.0;
        laid.push(Laid { name, unit, top: y });
        y += height;
    }
    canvas.set_height(y + 2.0);
    canvas.hair((0.0, head), (canvas.width(), head));
    for ((own, laid), row) in among.iter().zip(&laid).zip(&rows.rows) {
        if row.step > 0 {
            canvas.line((0.0, laid.top), (canvas.width(), laid.top), "grid");
        }
        let mut base = laid.top + 18.0;
        for (line, class) in
            laid.name.iter().map(|line| (line, "label strong")).chain(laid.unit.iter().map(|line| (line, "tick")))
        {
            canvas.text(0.0, base, Anchor::Start, class, line);
            base += text::LINE;
        }
        if wide {
            let first = laid.top + 18.0;
            strip(rows, own, row, canvas, (STRIP_AT, STRIP_END, laid.top + 4.0));
            value(rows, row, canvas, (VALUE_END, Anchor::End, first));
            word(row, own, canvas, (WORD_AT, first), (WORD_AT, first + text::LINE));
        } else {
            let right = value(rows, row, canvas, (0.0, Anchor::Start, base));
            let after = word(row, own, canvas, (right + 10.0, base), (f64::NAN, base));
            let better = text::shorten(own.better, canvas.width() - after - 14.0);
            if row.estimate().is_some() && !own.better.is_empty() {
                canvas.text(canvas.width(), base, Anchor::End, "tick", &better);
            }
            strip(rows, own, row, canvas, (0.0, canvas.width(), base + 7.0));
        }
    }
}

/// What the signs mean; gives where it ends.
fn key(rows: &Rows, among: &[Among], canvas: &Canvas) -> f64 {
    let all = among.iter().any(|own| !own.values.is_empty());
    let entries = [
        (rows.has_value(), "here", rows.place.clone()),
        (all, "range", "areas of its kind with a number".to_owned()),
        (all, "quartiles", "middle half".to_owned()),
        (
            among.iter().any(|own| own.benchmark.is_some() && !own.values.is_empty()),
            "benchmark",
            "benchmark".to_owned(),
        ),
    ];
    let (mut x, mut y) = (0.0, 0.0);
    for (_, sign, words) in entries.iter().filter(|(shown, ..)| *shown) {
        let words = text::shorten(words, canvas.width() - 30.0);
        let own = 28.0 + text::width(&words);
        if x > 0.0 && x + own > canvas.width() {
            (x, y) = (0.0, y + 24.0);
        }
        let middle = y + 12.0;
        match *sign {
            "here" => canvas.circle((x + 11.0, middle), 5.5, "series-1"),
            "range" => canvas.rect((x, middle - 2.0), (x + 22.0, middle + 2.0), "class-2"),
            "quartiles" => canvas.rect((x, middle - 5.0), (x + 22.0, middle + 5.0), "class-3"),
            _ => canvas.line((x + 11.0, middle - 9.0), (x + 11.0, middle + 9.0), "zero"),
        }
        canvas.text(x + 28.0, middle + 5.0, Anchor::Start, "label", &words);
        x += own + 20.0;
    }
    y + 24.0
}

/// The line of an indicator, and the name of its benchmark beneath.
fn strip(rows: &Rows, own: &Among, row: &Row, canvas: &Canvas, (left, right, top): (f64, f64, f64)) {
    let middle = top + STRIP / 2.0;
    let at = |from: f64| canvas_mark(row, from);
    let (Some(least), Some(most)) = (own.values.first(), own.values.last()) else {
        canvas.text(left, middle + 5.0, Anchor::Start, "tick", "too few areas to set it among");
        canvas.mark(at(middle), || {});
        return;
    };
    let line = own.benchmark.as_ref().map(|(_, value)| *value);
    let ends = line.map_or((*least, *most), |line| (least.min(line), most.max(line)));
    let place = |value: f64| {
        let part = if ends.1 > ends.0 { (value - ends.0) / (ends.1 - ends.0) } else { 0.5 };
        left + EDGE + part * (right - left - 2.0 * EDGE)
    };
    let bar = |from: f64, to: f64, half: f64, class: &str| {
        let (from, to) = (place(from), place(to));
        canvas.rect((from, middle - half), (to.max(from + 1.0), middle + half), class);
    };
    bar(*least, *most, 2.0, "class-2");
    if let Some((from, to)) = spread::quarters(&own.values) {
        bar(from, to, 5.0, "class-3");
    }
    if let Some((name, value)) = &own.benchmark {
        let x = place(*value);
        canvas.line((x, middle - 9.0), (x, middle + 9.0), "zero");
        let number = text::number(*value, rows.decimals(row.step));
        let name = text::shorten(name, right - left - text::strong_width(&number) - 6.0);
        let half = (text::width(&name) + text::strong_width(&number) + 5.0) / 2.0;
        let centre = x.clamp(left + half, (right - half).max(left + half));
        canvas.text_with(centre, middle + 9.0 + text::LINE - 3.0, Anchor::Middle, "tick", &number, &name);
    }
    canvas.mark(at(middle), || {
        if let Some(value) = row.value() {
            // A ring of paper keeps the disc apart from a bar of nearly its colour.
            canvas.circle((place(value), middle), 7.5, "open ground");
            canvas.circle((place(value), middle), 5.5, "series-1");
        }
    });
}

fn canvas_mark(row: &Row, middle: f64) -> Mark {
    Mark { step: row.step, series: 0, at: Some(middle) }
}

/// The number of the area, or the sign of why it has none; gives where it ends.
fn value(rows: &Rows, row: &Row, canvas: &Canvas, (x, anchor, base): (f64, Anchor, f64)) -> f64 {
    let words = match (row.estimate(), row.cell.shorthand()) {
        (Some(estimate), _) => text::number(estimate.value, rows.decimals(row.step)),
        (None, reason) => reason.map_or("[x]", |reason| reason.symbol()).to_owned(),
    };
    canvas.text(x, base, anchor, "value", &words);
    x + text::strong_width(&words)
}

/// How it stands to its benchmark, with a mark and a word, and which way is better; gives where the word ends.
fn word(row: &Row, own: &Among, canvas: &Canvas, (x, base): (f64, f64), (under, below): (f64, f64)) -> f64 {
    let words = match (row.comparison, row.cell.shorthand()) {
        (Some(comparison), _) => comparison.word().to_owned(),
        (None, Some(reason)) => gap::brief(reason).to_owned(),
        (None, None) => "not compared".to_owned(),
    };
    let x = match row.comparison {
        Some(comparison) => x + standing::draw(canvas, (x, base - 5.0), comparison),
        None => x,
    };
    canvas.text(x, base, Anchor::Start, "label", &words);
    if under.is_finite() && row.estimate().is_some() && !own.better.is_empty() {
        canvas.text(under, below, Anchor::Start, "tick", own.better);
    }
    x + text::width(&words)
}
