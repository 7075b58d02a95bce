//! The drawing of a scatter: dots in a plane; on a phone, where there are few areas, a list of pairs.
//!
//! Comes in: rows and the second number of each. Goes out: marks on a canvas. Nothing can be wrong; a name without
//! room is left out, and stands in the table.

use super::Pairs;
use crate::chart::axis::{Bounds, Plot, range, tick_labels, tick_room, ticks};
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::map::shape;
use crate::chart::palette::Ink;
use crate::chart::rows::{Row, Rows};
use crate::chart::text;

/// So many areas are a list on a phone; more are dots there too.
const LIST: usize = 24;

/// The side of the sign of an area without a place.
const SIGN: f64 = 12.0;

pub(in crate::chart) fn draw(rows: &Rows, pairs: &Pairs, canvas: &Canvas) {
    if canvas.frame() == Frame::Narrow && rows.rows.len() <= LIST {
        list(rows, pairs, canvas);
    } else {
        plane(rows, pairs, canvas);
    }
}

/// Draws lines of words from `top` down, and says where they end.
fn lines(canvas: &Canvas, top: f64, class: &str, lines: &[String]) -> f64 {
    for (index, line) in lines.iter().enumerate() {
        canvas.text(0.0, top + 14.0 + index as f64 * text::LINE, Anchor::Start, class, line);
    }
    top + lines.len() as f64 * text::LINE
}

fn list(rows: &Rows, pairs: &Pairs, canvas: &Canvas) {
    canvas.read_along("y");
    let width = canvas.width();
    let titles = [format!("First: {}", pairs.titles[0]), format!("Second: {}", pairs.titles[1])];
    let titles = titles.map(|title| text::wrap(&title, width));
    let number = |row: &Row| match (row.estimate(), row.cell.shorthand()) {
        (Some(estimate), _) => rows.measure.value(estimate),
        (None, reason) => reason.map_or("[x]", crate::model::cell::Shorthand::symbol).to_owned(),
    };
    let heads = ["First", "Second"];
    let wide = |words: &mut dyn Iterator<Item = f64>, head: &str| words.fold(text::strong_width(head), f64::max);
    let columns = [
        wide(&mut rows.rows.iter().map(|row| text::strong_width(&number(row))), heads[0]),
        wide(&mut pairs.printed.iter().map(|words| text::strong_width(words)), heads[1]),
    ];
    let edges = [width - columns[1] - 16.0, width];
    let limit = (edges[0] - columns[0] - 14.0).max(60.0);
    let labels: Vec<Vec<String>> = rows.steps.iter().map(|step| text::wrap(&step.label, limit / 1.07)).collect();
    let head = titles.iter().map(Vec::len).sum::<usize>() as f64 * text::LINE + 14.0;
    let tall: f64 = labels.iter().map(|lines| lines.len() as f64 * text::LINE + 10.0).sum();
    canvas.set_height(head + text::LINE + 6.0 + tall + 4.0);
    let mut y = lines(canvas, 0.0, "unit", &titles[0]) + 4.0;
    y = lines(canvas, y, "unit", &titles[1]) + 10.0;
    for (edge, words) in edges.iter().zip(heads) {
        canvas.text(*edge, y + 14.0, Anchor::End, "tick", words);
    }
    y += text::LINE + 6.0;
    let top = y;
    for (row, label) in rows.rows.iter().zip(&labels) {
        canvas.line((0.0, y), (width, y), "grid");
        let class = if rows.steps[row.step].marked { "label strong" } else { "label" };
        for (index, line) in label.iter().enumerate() {
            canvas.text(0.0, y + 18.0 + index as f64 * text::LINE, Anchor::Start, class, line);
        }
        canvas.mark(Mark { step: row.step, series: 0, at: Some(y + 14.0) }, || {
            canvas.text(edges[0], y + 18.0, Anchor::End, "value", &number(row));
            canvas.text(edges[1], y + 18.0, Anchor::End, "value", &pairs.printed[row.step]);
        });
        y += label.len() as f64 * text::LINE + 10.0;
    }
    canvas.hair((0.0, top), (width, top));
}

fn plane(rows: &Rows, pairs: &Pairs, canvas: &Canvas) {
    canvas.read_along("both");
    let (wide, width) = (canvas.frame() == Frame::Wide, canvas.width());
    let both: Vec<(usize, f64, f64)> = rows
        .rows
        .iter()
        .zip(&pairs.across)
        .filter_map(|(row, across)| Some((row.step, (*across)?, row.value()?)))
        .collect();
    let extent = |values: &mut dyn Iterator<Item = f64>| {
        values.fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        })
    };
    let line = pairs.benchmark.as_ref();
    let x = range(extent(&mut both.iter().map(|(_, x, _)| *x).chain(line.map(|(_, _, across)| *across))));
    let y = range(extent(&mut both.iter().map(|(_, _, y)| *y).chain(line.map(|(_, up, _)| *up))));
    let (x_ticks, y_ticks) = (ticks(&x, pairs.decimals), ticks(&y, rows.measure.decimals));
    let up = text::wrap(&format!("\u{2191} {}", pairs.titles[0]), width);
    let across = text::wrap(&format!("\u{2192} {}", pairs.titles[1]), width);
    let key = if pairs.benchmark.is_some() { 24.0 } else { 0.0 };
    let top = key + up.len() as f64 * text::LINE + 14.0;
    let labels = tick_labels(&x_ticks);
    let edge = labels.last().map_or(0.0, |label| text::width(label) / 2.0).max(10.0);
    let left = tick_room(&y_ticks).min(width / 3.0);
    let bounds = Bounds { left, top, right: width - edge, bottom: top + if wide { 360.0 } else { 280.0 } };
    let missing: Vec<&Row> =
        rows.rows.iter().filter(|row| row.value().is_none() || pairs.across[row.step].is_none()).collect();
    let names: Vec<&str> = missing.iter().map(|row| rows.steps[row.step].label.as_str()).collect();
    let listed = if missing.is_empty() {
        String::new()
    } else {
        format!("No place, for a number is missing: {}", text::listed(&names))
    };
    let listed = text::wrap(&listed, width);
    let foot = bounds.bottom + 28.0;
    let signs = foot + across.len() as f64 * text::LINE + 14.0 + listed.len() as f64 * text::LINE;
    let in_line = ((width + 4.0) / (SIGN + 4.0)).floor().max(1.0) as usize;
    let rest = missing.len().div_ceil(in_line) as f64 * (SIGN + 4.0);
    canvas.set_height(signs + rest + if missing.is_empty() { 0.0 } else { 10.0 });
    if let Some((name, ..)) = line {
        canvas.path("M0 9h32", "line comparator");
        canvas.text(42.0, 14.0, Anchor::Start, "label", &text::shorten(name, width - 46.0));
    }
    lines(canvas, key, "unit", &up);
    let plot = Plot::new(canvas, bounds, x.clone(), y);
    plot.value_axis(&y_ticks);
    for (tick, label) in x_ticks.iter().zip(&labels) {
        let at = plot.place(*tick, 0.0).0;
        canvas.line((at, bounds.top), (at, bounds.bottom), if *tick == 0.0 { "zero" } else { "grid" });
        let half = text::width(label) / 2.0;
        canvas.text(at.clamp(half, width - half), bounds.bottom + 18.0, Anchor::Middle, "tick", label);
    }
    lines(canvas, foot, "unit", &across);
    if let Some((_, up, across)) = line {
        let (at, level) = plot.place(*across, *up);
        canvas.line((at, bounds.top), (at, bounds.bottom), "comparator");
        canvas.line((bounds.left, level), (bounds.right, level), "comparator");
    }
    let dots: Vec<(usize, (f64, f64))> = both.iter().map(|(step, x, y)| (*step, plot.place(*x, *y))).collect();
    for row in &rows.rows {
        canvas.mark(Mark { step: row.step, series: 0, at: None }, || {
            if let Some((_, at)) = dots.iter().find(|(step, _)| *step == row.step) {
                let named = pairs.named.contains(&row.step);
                canvas.circle(
                    *at,
                    if named { 5.5 } else { 4.5 },
                    if named { "bar series-1" } else { "bar open series-1" },
                );
            } else {
                let index = missing.iter().position(|other| other.step == row.step).unwrap_or(0);
                let (x, y) =
                    ((index % in_line) as f64 * (SIGN + 4.0), signs + (index / in_line) as f64 * (SIGN + 4.0) + 4.0);
                let ring = vec![(x, y), (x + SIGN, y), (x + SIGN, y + SIGN), (x, y + SIGN)];
                shape(canvas, &[ring], Ink::NoData);
            }
        });
    }
    lines(canvas, foot + across.len() as f64 * text::LINE + 10.0, "label", &listed);
    named(rows, pairs, canvas, &dots, &bounds);
}

/// Left, right, top and bottom.
type Box4 = (f64, f64, f64, f64);

fn is_free(place: Box4, taken: &[Box4]) -> bool {
    let apart = |other: &Box4| place.1 <= other.0 || other.1 <= place.0 || place.3 <= other.2 || other.3 <= place.2;
    taken.iter().all(apart)
}

/// Names beside their dots: to the right where there is room, else left, above or below; clear of other dots where
/// that can be had.
fn named(rows: &Rows, pairs: &Pairs, canvas: &Canvas, dots: &[(usize, (f64, f64))], bounds: &Bounds) {
    let around: Vec<Box4> = dots.iter().map(|(_, (x, y))| (x - 6.0, x + 6.0, y - 6.0, y + 6.0)).collect();
    let mut taken: Vec<Box4> = Vec::new();
    for step in &pairs.named {
        let Some((_, (x, y))) = dots.iter().find(|(own, _)| own == step) else { continue };
        let lines = text::wrap(&rows.steps[*step].label, 168.0 / 1.07);
        let wide = lines.iter().map(|line| text::strong_width(line)).fold(0.0, f64::max);
        let tall = lines.len() as f64 * text::LINE;
        let beside = [x + 10.0, x - 10.0 - wide].map(|left| (left, y - tall / 2.0));
        let middle = (x - wide / 2.0).clamp(bounds.left, (bounds.right - wide).max(bounds.left));
        let over = [y - tall - 9.0, y + 9.0].map(|top| (middle, top));
        let corners = [
            (x + 8.0, y - tall - 4.0),
            (x + 8.0, y + 4.0),
            (x - 8.0 - wide, y - tall - 4.0),
            (x - 8.0 - wide, y + 4.0),
        ];
        let places: Vec<Box4> = beside
            .into_iter()
            .chain(over)
            .chain(corners)
            .map(|(left, top)| (left, left + wide, top, top + tall))
            .filter(|(left, right, top, bottom)| {
                *left >= bounds.left
                    && *right <= canvas.width()
                    && *top >= bounds.top - 4.0
                    && *bottom <= bounds.bottom + 2.0
            })
            .filter(|place| is_free(*place, &taken))
            .collect();
        let best = places.iter().find(|place| is_free(**place, &around)).or(places.first());
        let Some(place) = best.copied() else { continue };
        taken.push(place);
        let end = place.1 <= *x;
        for (index, line) in lines.iter().enumerate() {
            let (at, anchor) = if end { (place.1, Anchor::End) } else { (place.0, Anchor::Start) };
            canvas.text(at, place.2 + 14.0 + index as f64 * text::LINE, anchor, "name", line);
        }
    }
}
