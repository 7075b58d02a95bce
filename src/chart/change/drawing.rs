//! The drawing of changes: a range for each area around a line at no change, with its key.
//!
//! Comes in: rows and what is drawn of each. Goes out: marks on a canvas, wide or narrow. Nothing can be wrong;
//! it must not know findings.

use super::{Changes, Drawn};
use crate::chart::axis::{Bounds, Plot, range, tick_labels, ticks};
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::ranges::{slots, whisker};
use crate::chart::rows::Rows;
use crate::chart::text;
use crate::model::indicator::ChangeForm;

/// Room at the edges for a label that stands under the end of the axis.
const LEAN: f64 = 14.0;

pub(in crate::chart) fn draw(rows: &Rows, changes: &Changes, canvas: &Canvas) {
    canvas.read_along("y");
    let wide = canvas.frame() == Frame::Wide;
    let rounding = changes.drawn.iter().any(|one| one.rounding.is_some());
    let mut y = key(canvas, changes, rounding);
    let counts = changes.drawn.iter().map(|one| text::width(&one.counts)).fold(0.0, f64::max);
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let (left, right) = if wide {
        (longest.min(200.0) + 12.0 + counts + 16.0, canvas.width() - LEAN)
    } else {
        (LEAN, canvas.width() - LEAN)
    };
    let head = y + 14.0;
    if wide {
        canvas.text(left - 16.0, head, Anchor::End, "tick", "from, to");
    }
    let (less, more) = ("\u{2190} fewer", "more \u{2192}");
    y += text::LINE + 4.0;
    let top = y;
    let limit = if wide { 200.0 } else { canvas.width() - counts - 12.0 };
    let (slots, y) = slots(rows, wide, (y, limit, 28.0));
    let bottom = y + 2.0;
    canvas.set_height(bottom + 30.0);
    let ends = changes.drawn.iter().flat_map(|one| {
        let pair = |range: Option<(f64, f64)>| range.map_or([None, None], |(low, high)| [Some(low), Some(high)]);
        [one.point].into_iter().chain(pair(one.rounding)).chain(pair(one.limits)).flatten()
    });
    let extent = ends.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let scale = range(Some(extent));
    let plot = Plot::new(canvas, Bounds { left, top, right, bottom }, scale.clone(), bottom..top);
    let zero = plot.place(0.0, top).0;
    let marks = ticks(&scale, 0);
    let unit = if changes.form == ChangeForm::Percentage { "%" } else { "" };
    canvas.line((left, bottom), (right, bottom), "axis");
    for (tick, label) in marks.iter().zip(tick_labels(&marks)) {
        let at = plot.place(*tick, bottom).0;
        let label = format!("{}{label}{unit}", if *tick > 0.0 { "+" } else { "" });
        let half = text::width(&label) / 2.0;
        canvas.line((at, bottom), (at, bottom + 5.0), "tick");
        canvas.text(at.clamp(half, canvas.width() - half), bottom + 20.0, Anchor::Middle, "tick", &label);
    }
    if zero - left > text::width(less) + 8.0 {
        canvas.text(zero - 6.0, head, Anchor::End, "tick", less);
    }
    if right - zero > text::width(more) + 8.0 {
        canvas.text(zero + 6.0, head, Anchor::Start, "tick", more);
    }
    let stretches =
        if wide { vec![(top, bottom)] } else { slots.iter().map(|(.., at)| (at - 9.0, at + 9.0)).collect() };
    for (from, to) in stretches {
        canvas.line((zero, from), (zero, to), "zero");
    }
    for (step, (lines, base, middle)) in slots.iter().enumerate() {
        let own = &changes.drawn[step];
        let class = if rows.steps[step].marked { "label strong" } else { "label" };
        let (x, anchor) = if wide { (left - counts - 28.0, Anchor::End) } else { (0.0, Anchor::Start) };
        for (line, words) in lines.iter().enumerate() {
            canvas.text(x, base + line as f64 * text::LINE, anchor, class, words);
        }
        let beside = if wide { left - 16.0 } else { canvas.width() };
        canvas.text(beside, if wide { middle + 5.0 } else { *base }, Anchor::End, "tick", &own.counts);
        canvas.mark(Mark { step, series: 0, at: Some(*middle) }, || area(canvas, &plot, own, *middle, zero));
    }
    canvas.hair((0.0, top), (canvas.width(), top));
}

fn area(canvas: &Canvas, plot: &Plot<'_>, own: &Drawn, middle: f64, zero: f64) {
    let place = |value: f64| plot.place(value, plot.frame.top).0;
    if !own.instead.is_empty() {
        let wide = text::width(&own.instead);
        let room = plot.frame.right - zero - 8.0;
        let (x, anchor) = if wide <= room {
            (zero + 8.0, Anchor::Start)
        } else if zero - plot.frame.left > wide {
            (zero - 8.0, Anchor::End)
        } else {
            (plot.frame.right, Anchor::End)
        };
        canvas.text(x, middle + 5.0, anchor, "tick", &own.instead);
    }
    if let Some((low, high)) = own.rounding {
        canvas.rect((place(low), middle - 6.0), (place(high), middle + 6.0), "class-3");
    }
    if let Some((low, high)) = own.limits {
        whisker(canvas, (place(low), place(high)), middle);
    }
    if let Some(point) = own.point {
        canvas.marker((place(point), middle), 0, "series-1");
    }
}

/// The key above the drawing; the height it takes.
fn key(canvas: &Canvas, changes: &Changes, rounding: bool) -> f64 {
    let form = changes.form;
    let mut entries = vec![match form {
        ChangeForm::Percentage if changes.days.is_some() => "the change of an average day",
        ChangeForm::Percentage => "the change that the printed counts give",
        ChangeForm::Difference => "the difference of the two counts",
    }];
    if rounding {
        entries.push("what rounding alone allows");
    }
    entries.push(if rounding { "with chance on top, 95% limits" } else { "what chance allows, 95% limits" });
    let last = entries.len() - 1;
    for (index, words) in entries.iter().enumerate() {
        let y = index as f64 * 20.0;
        let middle = y + 9.0;
        match index {
            0 => canvas.marker((16.0, middle), 0, "series-1"),
            _ if index == last => whisker(canvas, (2.0, 30.0), middle),
            _ => canvas.rect((4.0, middle - 6.0), (28.0, middle + 6.0), "class-3"),
        }
        canvas.text(42.0, y + 14.0, Anchor::Start, "label", words);
    }
    entries.len() as f64 * 20.0 + 4.0
}
