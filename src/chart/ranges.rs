//! What drawings of a range for each area share: where each label stands, and the mark of limits.
//!
//! Comes in: rows and the room for a label. Goes out: places on the canvas. Nothing can be wrong; it must not know
//! what the ranges mean.

use super::canvas::Canvas;
use super::rows::Rows;
use super::text;

/// Where an area is drawn: the lines of its label, the base of the first, and the middle of its range.
pub(super) type Slot = (Vec<String>, f64, f64);

/// A slot for each step below `y`, and where the last ends. In a wide drawing labels stand beside the ranges; in a
/// narrow one above them, each range in a row `under` high.
pub(super) fn slots(rows: &Rows, wide: bool, (mut y, limit, under): (f64, f64, f64)) -> (Vec<Slot>, f64) {
    let mut slots = Vec::new();
    for step in &rows.steps {
        let lines = text::wrap(&step.label, limit / 1.07);
        let high = lines.len() as f64 * text::LINE;
        if wide {
            let slot = high.max(20.0) + 6.0;
            slots.push((lines, y + (slot - high) / 2.0 + 13.5, y + slot / 2.0));
            y += slot;
        } else {
            slots.push((lines, y + 14.0, y + high + under / 2.0 - 3.0));
            y += high + under;
        }
    }
    (slots, y)
}

/// Limits around a point, with a stroke at each end.
pub(super) fn whisker(canvas: &Canvas, (from, to): (f64, f64), middle: f64) {
    let up = middle - 4.0;
    canvas.path(&format!("M{from:.1} {up:.1}v8M{from:.1} {middle:.1}H{to:.1}M{to:.1} {up:.1}v8"), "line interval");
}
