//! Axes: the range of a plot, a few round ticks, the unit above it and the years below.
//!
//! In come numbers and a rectangle of the canvas; out come a plotters plot and its hairlines. A range
//! always holds zero, so that lengths and heights may be compared.

use std::ops::Range;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::element::{Drawable, PathElement, PointCollection};
use plotters::prelude::DrawingArea;

use super::canvas::{Anchor, Canvas, tenths};
use super::palette::Ink;
use super::pen::{Pen, ink};
use super::rows::Step;
use super::text;

type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// A rectangle of the canvas in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// A part of the canvas with ranges of values.
pub struct Plot<'a> {
    canvas: &'a Canvas,
    area: DrawingArea<Pen<'a>, Plane>,
    plane: Plane,
    /// The rectangle it fills.
    pub frame: Bounds,
}

impl<'a> Plot<'a> {
    /// A plot of these ranges in this rectangle.
    pub fn new(canvas: &'a Canvas, frame: Bounds, x: Range<f64>, y: Range<f64>) -> Self {
        let pixels = (tenths(frame.left)..tenths(frame.right), tenths(frame.bottom)..tenths(frame.top));
        let plane: Plane = Cartesian2d::new(x, y, pixels);
        let area: DrawingArea<Pen<'a>, Shift> = canvas.area();
        Self { canvas, area: area.apply_coord_spec(plane.clone()), plane, frame }
    }

    /// Where a pair of values stands, in pixels.
    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.plane.translate(&(x, y));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// Where zero stands on the vertical axis, in pixels.
    pub fn zero(&self) -> f64 {
        self.place(self.plane.get_x_range().start, 0.0).1
    }

    /// Draws a plotters element, every part of it of `class`.
    pub fn draw<E>(&self, class: &'static str, element: &E)
    where
        for<'e> &'e E: PointCollection<'e, (f64, f64)>,
        E: Drawable<Pen<'a>>,
    {
        // The backend writes to memory and cannot fail.
        self.canvas.of_class(class, || drop(self.area.draw(element)));
    }

    /// Hairlines with their values to the left; the one at zero in ink.
    pub fn value_axis(&self, ticks: &[f64]) {
        let (left, right) = (self.plane.get_x_range().start, self.plane.get_x_range().end);
        let labels = tick_labels(ticks);
        for (tick, label) in ticks.iter().zip(&labels) {
            let line = if *tick == 0.0 { Ink::Zero } else { Ink::Grid };
            self.draw("", &PathElement::new(vec![(left, *tick), (right, *tick)], ink(line)));
            let (x, y) = self.place(left, *tick);
            self.canvas.text(x - 8.0, y + 5.0, Anchor::End, "tick", label);
        }
    }

    /// Names of some steps below the plot, `below` pixels under its edge; years stand under months.
    pub fn time_axis(&self, steps: &[Step], most: usize, below: f64) {
        let mut said = String::new();
        let base = self.frame.bottom;
        for index in chosen(steps, most) {
            let step = &steps[index];
            let (x, _) = self.place(step.at, 0.0);
            self.canvas.line((x, base), (x, base + 5.0), "tick");
            let (first, year) = split_year(&step.short);
            let half = text::width(first).max(year.map_or(0.0, text::width)) / 2.0;
            let x = x.clamp(half.min(self.canvas.width() / 2.0), (self.canvas.width() - half).max(half));
            self.canvas.text(x, base + below + 16.0, Anchor::Middle, "tick", first);
            if let Some(year) = year
                && said != year
            {
                self.canvas.text(x, base + below + 33.0, Anchor::Middle, "tick", year);
                year.clone_into(&mut said);
            }
        }
    }
}

/// The height that [`Plot::time_axis`] takes below the plot.
pub fn time_axis_height(steps: &[Step]) -> f64 {
    if steps.iter().any(|step| split_year(&step.short).1.is_some()) { 42.0 } else { 26.0 }
}

/// `Mar 2026` in two parts; `2024-25` has one.
fn split_year(short: &str) -> (&str, Option<&str>) {
    match short.rsplit_once(' ') {
        Some((first, year)) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => (first, Some(year)),
        _ => (short, None),
    }
}

/// The steps to name: the last one, and others at an even distance that a calendar knows.
pub(super) fn chosen(steps: &[Step], most: usize) -> Vec<usize> {
    const MONTHS: [f64; 12] = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 36.0, 60.0, 120.0, 240.0, 600.0, 1200.0];
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Vec::new() };
    if steps.len() <= most {
        return (0..steps.len()).collect();
    }
    let least = (last.at - first.at) / (most.max(2) - 1) as f64;
    let stride = MONTHS.into_iter().find(|months| *months >= least).unwrap_or(least);
    let even: Vec<usize> = (0..steps.len())
        .filter(|index| {
            let away = (last.at - steps[*index].at) / stride;
            (away - away.round()).abs() < 1e-6
        })
        .collect();
    if even.len() < 2 { vec![0, steps.len() - 1] } else { even }
}

/// A range that holds zero and all of `extent`, with a little air at its open ends.
pub fn range(extent: Option<(f64, f64)>) -> Range<f64> {
    let (low, high) = extent.unwrap_or((0.0, 1.0));
    let (low, high) = (low.min(0.0), high.max(0.0));
    let span = high - low;
    if span <= 0.0 || !span.is_finite() {
        return 0.0..1.0;
    }
    let air = span * 0.05;
    (if low < 0.0 { low - air } else { 0.0 })..(if high > 0.0 { high + air } else { 0.0 })
}

/// At most five round values in a range; whole ones where values are whole.
pub fn ticks(range: &Range<f64>, decimals: usize) -> Vec<f64> {
    let points = RangedCoordf64::from(range.clone()).key_points(BoldPoints(5));
    let mut ticks: Vec<f64> = points
        .into_iter()
        .map(|tick| if tick.abs() < (range.end - range.start) * 1e-9 { 0.0 } else { tick })
        .filter(|tick| decimals > 0 || (tick - tick.round()).abs() < 1e-9)
        .collect();
    ticks.dedup();
    ticks
}

/// Ticks as they are written, all with the digits that tell them apart.
pub fn tick_labels(ticks: &[f64]) -> Vec<String> {
    let step = ticks.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(f64::INFINITY, f64::min);
    let decimals = if step.is_finite() && step > 0.0 && step < 1.0 { (-step.log10()).ceil() as usize } else { 0 };
    ticks.iter().map(|tick| text::number(*tick, decimals)).collect()
}

/// The room that tick labels need to the left of a plot.
pub fn tick_room(ticks: &[f64]) -> f64 {
    tick_labels(ticks).iter().map(|label| text::width(label)).fold(0.0, f64::max) + 10.0
}
