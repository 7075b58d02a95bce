//! The drawing of an index: a score with its limits for each area, and beside it the ranks it may have.
//!
//! Comes in: rows and what is drawn of each. Goes out: marks on a canvas, wide or narrow. Nothing can be wrong;
//! it must not know findings.

use super::{Drawn, span, under_weights};
use crate::chart::axis::{Bounds, Plot, range, tick_labels, ticks};
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::ranges::{slots, whisker};
use crate::chart::rows::{Row, Rows};
use crate::chart::{gap, text};

/// Room at the edges for a label that stands under the end of the axis.
const LEAN: f64 = 14.0;

/// What stands over the two columns of ranks.
const HEADS: [&str; 2] = ["by limits", "by weights"];

/// Between the columns of ranks.
const GAP: f64 = 14.0;

/// The ranks of an area as they are printed: by its limits, and under other weights.
type Printed = Option<[String; 2]>;

pub(in crate::chart) fn draw(rows: &Rows, drawn: &Drawn, canvas: &Canvas) {
    canvas.read_along("y");
    let wide = canvas.frame() == Frame::Wide;
    let printed: Vec<Printed> =
        drawn.index.areas.iter().map(|placed| Some([span(placed.by_limits?), under_weights(placed)?])).collect();
    let ranked = printed.iter().any(Option::is_some);
    let column = |at: usize| {
        let widths = printed.iter().flatten().map(|printed| text::width(&printed[at]));
        widths.fold(text::width(HEADS[at]), f64::max)
    };
    // The right edges of the two columns, and the room they take.
    let edges = [canvas.width() - column(1) - GAP, canvas.width()];
    let room = if ranked { column(0) + column(1) + 2.0 * GAP } else { 0.0 };

    let mut y = key(canvas, ranked);
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let (left, right) =
        if wide { (longest.min(200.0) + 26.0, canvas.width() - room.max(LEAN)) } else { (LEAN, canvas.width() - LEAN) };
    if ranked {
        let middle = canvas.width() - (room - GAP) / 2.0;
        canvas.text(middle, y + 14.0, Anchor::Middle, "tick", "possible ranks");
        for (edge, head) in edges.iter().zip(HEADS) {
            canvas.text(*edge, y + 14.0 + text::LINE, Anchor::End, "tick", head);
        }
        y += text::LINE;
    }
    let head = y + 14.0;
    y += text::LINE + 6.0;
    let ends = if wide || !ranked { head } else { y + 12.0 };
    if !wide && ranked {
        y += text::LINE;
    }
    let top = y;
    let limit = if wide { 200.0 } else { canvas.width() - room.max(8.0) };
    let (slots, y) = slots(rows, wide, (y, limit, 24.0));
    let bottom = y + 2.0;
    canvas.set_height(bottom + 30.0);
    let scale = range(rows.extent());
    let plot = Plot::new(canvas, Bounds { left, top, right, bottom }, scale.clone(), bottom..top);
    let zero = plot.place(0.0, top).0;
    axis(canvas, &plot, &scale, ends);
    for (step, (lines, base, middle)) in slots.iter().enumerate() {
        let class = if rows.steps[step].marked { "label strong" } else { "label" };
        let (x, anchor) = if wide { (left - 14.0, Anchor::End) } else { (0.0, Anchor::Start) };
        for (line, words) in lines.iter().enumerate() {
            canvas.text(x, base + line as f64 * text::LINE, anchor, class, words);
        }
        let row = &rows.rows[step];
        if row.estimate().is_some() {
            let (from, to) = if wide { (middle - 13.0, middle + 13.0) } else { (middle - 8.0, middle + 8.0) };
            canvas.line((zero, from), (zero, to), "zero");
        }
        if let Some(printed) = &printed[step] {
            for (edge, words) in edges.iter().zip(printed) {
                canvas.text(*edge, if wide { middle + 5.0 } else { *base }, Anchor::End, "label", words);
            }
        }
        canvas.mark(Mark { step, series: 0, at: Some(*middle) }, || area(canvas, &plot, row, *middle));
    }
    canvas.hair((0.0, top), (canvas.width(), top));
}

/// The axis under the areas, and over them what its two ends mean.
fn axis(canvas: &Canvas, plot: &Plot<'_>, scale: &std::ops::Range<f64>, ends: f64) {
    let Bounds { left, right, bottom, top } = plot.frame;
    canvas.line((left, bottom), (right, bottom), "axis");
    let marks = ticks(scale, 2);
    for (tick, label) in marks.iter().zip(tick_labels(&marks)) {
        let at = plot.place(*tick, bottom).0;
        let half = text::width(&label) / 2.0;
        canvas.line((at, bottom), (at, bottom + 5.0), "tick");
        canvas.text(at.clamp(half, canvas.width() - half), bottom + 20.0, Anchor::Middle, "tick", &label);
    }
    let zero = plot.place(0.0, top).0;
    let (less, more) = ("\u{2190} less risk", "more risk \u{2192}");
    if zero - left > text::width(less) + 8.0 {
        canvas.text(zero - 6.0, ends, Anchor::End, "tick", less);
    }
    if right - zero > text::width(more) + 8.0 {
        canvas.text(zero + 6.0, ends, Anchor::Start, "tick", more);
    }
}

fn area(canvas: &Canvas, plot: &Plot<'_>, row: &Row, middle: f64) {
    let place = |value: f64| plot.place(value, plot.frame.top).0;
    let Some(estimate) = row.estimate() else {
        if let Some(reason) = row.cell.shorthand() {
            let words = format!("{} {}", reason.symbol(), gap::brief(reason));
            canvas.text(plot.frame.left, middle + 5.0, Anchor::Start, "tick", &words);
        }
        return;
    };
    if let Some(limits) = estimate.interval {
        whisker(canvas, (place(limits.lower), place(limits.upper)), middle);
    }
    canvas.marker((place(estimate.value), middle), 0, "series-1");
}

/// The key above the drawing; the height it takes.
fn key(canvas: &Canvas, limits: bool) -> f64 {
    canvas.marker((16.0, 9.0), 0, "series-1");
    canvas.text(42.0, 14.0, Anchor::Start, "label", "score; 0 is the average of these areas");
    if !limits {
        return 24.0;
    }
    whisker(canvas, (2.0, 30.0), 29.0);
    canvas.text(42.0, 34.0, Anchor::Start, "label", "its limits at 95%");
    44.0
}
