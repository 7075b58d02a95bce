//! Events behind a plot of time: bands and lines with a letter, and a key above.
//!
//! In come rows along time and the events of the site; out come those that touch what is drawn, for the drawing,
//! the table and the words alike. An event says nothing of a number, so nothing here looks at one.

use super::axis::Plot;
use super::canvas::{Anchor, Canvas};
use super::rows::{Along, Rows};
use super::text;
use crate::model::event::Event;
use crate::model::source::SourceId;

/// The most that a drawing can tell apart; more are in the notes and the table.
const MOST: usize = 8;

/// An event that touches what a figure shows, with the letter that stands for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Touching {
    /// `A`, `B`, in the order of time.
    pub letter: char,
    /// The event.
    pub event: Event,
}

/// The events between the first and the last period of rows along time, of these sources.
pub(super) fn touching(rows: &Rows, events: &[Event], sources: &[SourceId]) -> Vec<Touching> {
    if rows.along != Along::Time {
        return Vec::new();
    }
    let of_these = |event: &&Event| event.sources.is_empty() || event.sources.iter().any(|one| sources.contains(one));
    let periods = || rows.rows.iter().map(|row| row.period);
    let (Some(first), Some(last)) =
        (periods().min_by_key(|period| period.start()), periods().max_by_key(|period| period.end()))
    else {
        return Vec::new();
    };
    let inside = |event: &&Event| {
        let ((begin, end), (from, to)) = (event.span(), (position(first.start()), position(last.end()) + 1.0));
        begin < to && (end > from || (event.to.is_none() && begin >= from))
    };
    ('A'..='Z')
        .zip(events.iter().filter(of_these).filter(inside))
        .map(|(letter, event)| Touching { letter, event: event.clone() })
        .collect()
}

fn position((year, month): (i32, u32)) -> f64 {
    f64::from(year) * 12.0 + f64::from(month) - 1.0
}

/// What a table says of the events of a period: `First lockdown; Second lockdown`, or nothing.
pub(super) fn of_step(rows: &Rows, step: usize) -> Vec<&str> {
    let Some(row) = rows.rows.iter().find(|row| row.step == step) else { return Vec::new() };
    rows.events.iter().filter(|one| one.event.is_in(row.period)).map(|one| one.event.name.as_str()).collect()
}

/// What the summary of a figure says of the events in it.
pub(super) fn sentence(rows: &Rows) -> Option<String> {
    let named: Vec<&str> = rows.events.iter().map(|one| one.event.name.as_str()).collect();
    (!named.is_empty()).then(|| format!("Read it beside what happened in this time: {}.", text::listed(&named)))
}

/// The entries of the key, each with its letter and where it stands, and the height of all.
fn key(rows: &Rows, width: f64) -> (Vec<(f64, f64, char, String)>, f64) {
    let (mut left, mut line) = (0.0, 0.0);
    let mut entries = Vec::new();
    for one in rows.events.iter().take(MOST) {
        for (part, words) in text::wrap(&one.event.name, width - 24.0).into_iter().enumerate() {
            let wide = 20.0 + text::width(&words);
            if part > 0 || (left > 0.0 && left + wide > width) {
                left = 0.0;
                line += 1.0;
            }
            let letter = if part == 0 { one.letter } else { ' ' };
            entries.push((left, line * text::LINE, letter, words));
            left += wide + 18.0;
        }
    }
    let height = if entries.is_empty() { 0.0 } else { (line + 1.0) * text::LINE };
    (entries, height)
}

/// The height that the key takes.
pub(super) fn key_height(rows: &Rows, width: f64) -> f64 {
    key(rows, width).1
}

/// The height that the key and the letters take above a plot.
pub(super) fn height(rows: &Rows, width: f64) -> f64 {
    if rows.events.is_empty() { 0.0 } else { key_height(rows, width) + text::LINE }
}

/// Draws the key from `top` down.
pub(super) fn draw_key(canvas: &Canvas, rows: &Rows, top: f64) {
    for (x, y, letter, words) in key(rows, canvas.width()).0 {
        if letter != ' ' {
            canvas.text(x, top + y + 14.0, Anchor::Start, "value", &letter.to_string());
        }
        canvas.text(x + 20.0, top + y + 14.0, Anchor::Start, "tick", &words);
    }
}

/// Draws the bands and lines behind what a plot shows, each with its letter above it.
pub(super) fn draw(canvas: &Canvas, rows: &Rows, plot: &Plot<'_>) {
    let (top, bottom) = (plot.frame.top, plot.frame.bottom);
    let inside = |at: f64| plot.place(at, 0.0).0.clamp(plot.frame.left, plot.frame.right);
    let mut free = plot.frame.left;
    for one in rows.events.iter().take(MOST) {
        let (begin, end) = one.event.span();
        let (from, to) = (inside(begin), inside(end));
        if one.event.to.is_some() {
            canvas.rect((from, top), (to.max(from + 2.0), bottom), "event");
        } else {
            canvas.line((from, top), (from, bottom), "event-line");
        }
        let half = text::strong_width(&one.letter.to_string()) / 2.0 + 2.0;
        let middle = f64::midpoint(from, to).max(free + half).min(canvas.width() - half);
        canvas.text(middle, top - 4.0, Anchor::Middle, "value", &one.letter.to_string());
        free = middle + half;
    }
}
