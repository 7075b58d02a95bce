//! Cells of a grid: a square for each number, the larger and darker the more, and the key to them.
//!
//! In come rows; out come squares of a class, a nought for none, and hatching for no number. Classes are made
//! of released values, so neither grid nor key can betray a withheld one.

use super::canvas::{Anchor, Canvas};
use super::classes::Classes;
use super::map::shape;
use super::palette::Ink;
use super::rows::{Row, Rows};
use super::{gap, text};

/// What stands for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Class(usize),
    Zero,
    Missing,
}

/// The squares of a grid, and the unit and key above it.
pub(super) struct Cells {
    classes: Classes,
    unit: Vec<String>,
    entries: Vec<(f64, f64, Sign, String)>,
    /// Where the key ends.
    pub(super) bottom: f64,
}

impl Cells {
    /// The squares of all rows in a drawing so wide.
    pub(super) fn new(rows: &Rows, width: f64) -> Self {
        let positive = rows.rows.iter().filter_map(Row::value).filter(|value| *value != 0.0);
        let classes = Classes::new(positive, rows.measure.decimals);
        let unit = text::wrap(&text::sentence_case(&rows.measure.unit), width);
        let signs: Vec<Sign> = rows.rows.iter().map(|row| sign(row.value(), &classes)).collect();
        let mut entries: Vec<(Sign, String)> = Vec::new();
        if signs.contains(&Sign::Zero) {
            entries.push((Sign::Zero, "none".to_owned()));
        }
        if signs.iter().any(|sign| matches!(sign, Sign::Class(_))) {
            entries.extend((0..classes.count()).map(|class| (Sign::Class(class), classes.label(class))));
        }
        let reasons: Vec<&str> = rows.shorthand().into_iter().map(gap::brief).collect();
        if !reasons.is_empty() {
            entries.push((Sign::Missing, reasons.join(", ")));
        }
        let (mut x, mut y) = (0.0, unit.len() as f64 * text::LINE + 6.0);
        let mut placed = Vec::new();
        for (sign, label) in entries {
            let label = text::shorten(&label, width - 28.0);
            let own = 26.0 + text::width(&label);
            if x > 0.0 && x + own > width {
                (x, y) = (0.0, y + 24.0);
            }
            placed.push((x, y, sign, label));
            x += own + 18.0;
        }
        Self { classes, unit, entries: placed, bottom: y + 24.0 }
    }

    /// Draws the unit and the key.
    pub(super) fn key(&self, canvas: &Canvas) {
        for (index, line) in self.unit.iter().enumerate() {
            canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
        }
        for (x, y, sign, label) in &self.entries {
            self.draw(canvas, *sign, (x + 10.0, y + 9.0), 18.0);
            canvas.text(x + 26.0, y + 14.0, Anchor::Start, "label", label);
        }
    }

    /// Draws what stands for a number, or for none, in the middle of its cell.
    pub(super) fn put(&self, canvas: &Canvas, value: Option<f64>, middle: (f64, f64), side: f64) {
        self.draw(canvas, sign(value, &self.classes), middle, side);
    }

    /// The square grows with the class, so that it is told without colour.
    fn draw(&self, canvas: &Canvas, sign: Sign, (x, y): (f64, f64), side: f64) {
        match sign {
            Sign::Zero => canvas.text(x, y + 5.0, Anchor::Middle, "tick", "0"),
            Sign::Missing => {
                let half = side / 2.0;
                let ring = vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
                shape(canvas, &[ring], Ink::NoData);
            }
            Sign::Class(class) => {
                let part = (class + 1) as f64 / self.classes.count() as f64;
                let half = side * (0.25 + 0.75 * part) / 2.0;
                let class = format!("bar shape {}", Ink::Class(self.classes.ink(class)).class());
                canvas.rect((x - half, y - half), (x + half, y + half), &class);
            }
        }
    }
}

fn sign(value: Option<f64>, classes: &Classes) -> Sign {
    match value {
        None => Sign::Missing,
        Some(0.0) => Sign::Zero,
        Some(value) => Sign::Class(classes.of(value)),
    }
}
