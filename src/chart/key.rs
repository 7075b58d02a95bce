//! The key above a drawing whose series cannot be named where they end.

use super::canvas::{Anchor, Canvas};
use super::palette::Ink;
use super::rows::{Role, Rows};
use super::text;

/// The ink of a series: subjects are counted, comparators are all alike.
pub(super) fn ink_of(rows: &Rows, series: usize) -> Ink {
    match rows.series[series].role {
        Role::Comparator => Ink::Comparator,
        Role::Subject => {
            let before = rows.series[..series].iter().filter(|other| other.role == Role::Subject).count();
            Ink::Series(u8::try_from(before).unwrap_or(0))
        }
    }
}

/// What stands beside a name in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sample {
    /// A line with its marker.
    Line,
    /// A filled square.
    Fill,
}

/// The height that a key takes.
pub(super) fn height(rows: &Rows, width: f64) -> f64 {
    entries(rows, width).iter().map(|(_, lines)| lines.len() as f64 * text::LINE + 6.0).sum::<f64>() + 4.0
}

fn entries(rows: &Rows, width: f64) -> Vec<(usize, Vec<String>)> {
    rows.series.iter().enumerate().map(|(index, series)| (index, text::wrap(&series.name, width - 44.0))).collect()
}

/// Draws the key from `top` down.
pub(super) fn draw(canvas: &Canvas, rows: &Rows, top: f64, sample: Sample) {
    let mut y = top;
    for (series, lines) in entries(rows, canvas.width()) {
        let class = ink_of(rows, series).class();
        let middle = y + 9.0;
        match sample {
            Sample::Line => {
                canvas.path(&format!("M0 {middle}h32"), &format!("line {class}"));
                if let Ink::Series(index) = ink_of(rows, series) {
                    canvas.marker((16.0, middle), usize::from(index), class);
                }
            }
            Sample::Fill => canvas.rect((0.0, middle - 7.0), (14.0, middle + 7.0), class),
        }
        let left = if sample == Sample::Line { 42.0 } else { 24.0 };
        for line in &lines {
            canvas.text(left, y + 14.0, Anchor::Start, "label", line);
            y += text::LINE;
        }
        y += 6.0;
    }
}
