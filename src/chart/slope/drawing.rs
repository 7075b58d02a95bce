//! The drawing of slopes: a line for each area, numbers at its ends, names nudged apart.
//!
//! Comes in: rows and the two ends of each. Goes out: marks on a canvas, wide or narrow. Nothing can be wrong; it
//! must not know findings.

use super::{Ends, Slopes};
use crate::chart::axis::range;
use crate::chart::canvas::{Anchor, Canvas, Frame, Mark};
use crate::chart::line::apart;
use crate::chart::rows::Rows;
use crate::chart::text;

/// What a thick line and a thin one say.
const CLEAR: &str = "rose or fell by more than chance explains";
const UNCLEAR: &str = "no clear change, or chance cannot be judged";

/// An area with both numbers.
struct Line<'a> {
    step: usize,
    ends: &'a Ends,
    values: [f64; 2],
    name: Vec<String>,
}

pub(in crate::chart) fn draw(rows: &Rows, slopes: &Slopes, canvas: &Canvas) {
    canvas.read_along("both");
    let (wide, width) = (canvas.frame() == Frame::Wide, canvas.width());
    let number = |end: usize| {
        let widths = slopes.ends.iter().map(|ends| text::strong_width(&ends.printed[end]));
        widths.fold(0.0, f64::max)
    };
    // Names stand at the later end, beside their number, and take at most half of a phone.
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let limit = (width * if wide { 0.36 } else { 0.46 } - number(1) - 6.0).max(60.0).min(longest.max(60.0));
    let left = number(0) + 22.0;
    let right = width - limit - number(1) - 28.0;
    let lines: Vec<Line<'_>> = slopes
        .ends
        .iter()
        .enumerate()
        .filter_map(|(step, ends)| {
            let values = [ends.values[0]?, ends.values[1]?];
            Some(Line { step, ends, values, name: text::wrap(&rows.steps[step].label, limit / 1.07) })
        })
        .collect();
    let mut y = key(canvas, &lines);
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), width);
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, y + 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    y += unit.len() as f64 * text::LINE + 6.0;
    let rooms = [right - 16.0, width - right - 4.0];
    let heads: Vec<Vec<String>> =
        slopes.heads.iter().zip(rooms).map(|(head, room)| text::wrap(head, room.max(40.0) / 1.07)).collect();
    let tall = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * text::LINE;
    let top = y + tall + 18.0;
    let high = |line: &Line<'_>| line.name.len().max(1) as f64 * text::LINE;
    let needed: f64 = lines.iter().map(high).sum();
    let least = match (lines.is_empty(), wide) {
        (true, _) => 0.0,
        (_, true) => 240.0,
        (_, false) => 200.0,
    };
    let bottom = top + needed.max(least);
    let listed = missing(rows, slopes, width);
    let rows_below: usize = listed.iter().map(|(_, lines)| lines.len()).sum();
    let below = if listed.is_empty() { 0.0 } else { 30.0 + rows_below as f64 * text::LINE };
    canvas.set_height(bottom + 14.0 + below);
    for (side, head) in heads.iter().enumerate() {
        for (index, line) in head.iter().enumerate() {
            let base = y + tall - (head.len() - 1 - index) as f64 * text::LINE - 4.0;
            canvas.text([0.0, right][side], base, Anchor::Start, "label strong", line);
        }
    }
    if !lines.is_empty() {
        for x in [left, right] {
            canvas.line((x, top - 8.0), (x, bottom + 8.0), "grid");
        }
    }
    let values = lines.iter().flat_map(|line| line.values);
    let extent = values.fold(None, |range: Option<(f64, f64)>, value| {
        Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    let scale = range(extent);
    let place = |value: f64| bottom - (value - scale.start) / (scale.end - scale.start) * (bottom - top);
    for line in &lines {
        canvas.mark(Mark { step: line.step, series: 0, at: None }, || {
            let ends = line.values.map(place);
            let class = if line.ends.is_clear { "line series-1" } else { "line limit" };
            canvas.line((left, ends[0]), (right, ends[1]), class);
            for (x, y) in [left, right].into_iter().zip(ends) {
                canvas.circle((x, y), 4.0, if line.ends.is_clear { "series-1" } else { "open tick" });
            }
        });
    }
    for side in 0..2 {
        labels(rows, canvas, &lines, side, ([left, right][side], top - 9.0, bottom + 9.0), &place);
    }
    let mut y = bottom + 14.0;
    if !listed.is_empty() {
        canvas.text(0.0, y + 16.0, Anchor::Start, "label strong", "Without a line, for a number is missing");
        y += 24.0;
    }
    for (step, lines) in &listed {
        canvas.mark(Mark { step: *step, series: 0, at: None }, || {
            for line in lines {
                y += text::LINE;
                canvas.text(0.0, y, Anchor::Start, "label", line);
            }
        });
    }
}

/// The areas that lack a number, with what there is of each.
fn missing(rows: &Rows, slopes: &Slopes, width: f64) -> Vec<(usize, Vec<String>)> {
    let open = slopes.ends.iter().enumerate().filter(|(_, ends)| ends.values.iter().any(Option::is_none));
    open.map(|(step, ends)| {
        let words = format!("{}: {} to {}", rows.steps[step].label, ends.printed[0], ends.printed[1]);
        (step, text::wrap(&words, width))
    })
    .collect()
}

/// The numbers of one end, and at the later one the names, none over another.
fn labels(
    rows: &Rows,
    canvas: &Canvas,
    lines: &[Line<'_>],
    side: usize,
    (x, top, bottom): (f64, f64, f64),
    place: &dyn Fn(f64) -> f64,
) {
    let mut order: Vec<&Line<'_>> = lines.iter().collect();
    order.sort_by(|a, b| b.values[side].total_cmp(&a.values[side]).then(a.step.cmp(&b.step)));
    let tall = |line: &Line<'_>| if side == 0 { text::LINE } else { line.name.len().max(1) as f64 * text::LINE };
    // The first line of a name stands where its line ends.
    let wanted: Vec<(f64, f64)> =
        order.iter().map(|line| (place(line.values[side]) + (tall(line) - text::LINE) / 2.0, tall(line))).collect();
    for ((line, middle), (y, height)) in order.into_iter().zip(apart(&wanted, top, bottom)).zip(wanted) {
        let marked = rows.steps[line.step].marked;
        let class = if marked { "label strong" } else { "label" };
        let number = &line.ends.printed[side];
        let (from, to) = if side == 0 { (x - 6.0, x - 16.0) } else { (x + 6.0, x + 16.0) };
        if (middle - y).abs() > 4.0 {
            let first = (height - text::LINE) / 2.0;
            canvas.line((from, y - first), (to, middle - first), "tick");
        }
        if side == 0 {
            canvas.text(x - 19.0, middle + 5.0, Anchor::End, "value", number);
            continue;
        }
        let base = middle - height / 2.0 + 14.0;
        let beside = x + 25.0 + text::strong_width(number);
        canvas.text(x + 19.0, base, Anchor::Start, "value", number);
        for (index, words) in line.name.iter().enumerate() {
            canvas.text(beside, base + index as f64 * text::LINE, Anchor::Start, class, words);
        }
    }
}

/// What the two kinds of line say; the height it takes.
fn key(canvas: &Canvas, lines: &[Line<'_>]) -> f64 {
    let mut y = 0.0;
    for (is_clear, words) in [(true, CLEAR), (false, UNCLEAR)] {
        if !lines.iter().any(|line| line.ends.is_clear == is_clear) {
            continue;
        }
        let (class, end) = if is_clear { ("line series-1", "series-1") } else { ("line limit", "open tick") };
        canvas.line((2.0, y + 9.0), (30.0, y + 9.0), class);
        for x in [4.0, 28.0] {
            canvas.circle((x, y + 9.0), 4.0, end);
        }
        for (index, line) in text::wrap(words, canvas.width() - 42.0).iter().enumerate() {
            canvas.text(42.0, y + 14.0 + index as f64 * text::LINE, Anchor::Start, "label", line);
            y += if index > 0 { text::LINE } else { 0.0 };
        }
        y += 22.0;
    }
    y + 4.0
}
