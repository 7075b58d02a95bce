//! The mark of a comparison in a drawing: a triangle up or down, two where it is by far, a ring for similar.
//!
//! It stands before the word and never instead of it, so neither colour nor shape says anything alone.

use super::canvas::{Canvas, Ends, path_data, tenths};
use crate::compare::Comparison;

/// From one triangle to the next.
const EACH: f64 = 12.0;

/// Draws the mark so that it begins at `x` and has its middle at `y`; gives the room it takes before a word.
pub(super) fn draw(canvas: &Canvas, (x, y): (f64, f64), comparison: Comparison) -> f64 {
    let triangle = |at: f64, up: f64, class: &str| {
        let corners = [(0.0, -5.0 * up), (5.0, 4.0 * up), (-5.0, 4.0 * up)];
        let corners = corners.map(|(dx, dy)| (tenths(x + at + 5.5 + dx), tenths(y + dy)));
        canvas.path(&path_data(&corners, Ends::Closed), class);
    };
    match comparison {
        Comparison::Similar => canvas.circle((x + 5.5, y), 4.5, "open similar"),
        Comparison::Higher => triangle(0.0, 1.0, "higher"),
        Comparison::Lower => triangle(0.0, -1.0, "lower"),
        Comparison::MuchHigher => [0.0, EACH].into_iter().for_each(|at| triangle(at, 1.0, "higher")),
        Comparison::MuchLower => [0.0, EACH].into_iter().for_each(|at| triangle(at, -1.0, "lower")),
    }
    room(comparison)
}

/// The room that the mark takes before a word.
pub(super) fn room(comparison: Comparison) -> f64 {
    if comparison.is_far() { 2.0 * EACH + 5.0 } else { EACH + 5.0 }
}
