//! Maps: areas filled by class, the lowest palest, with the outlines of the areas they lie in.
//!
//! An area without a number is hatched. Areas without an outline of their own are made of the smaller
//! ones in them. Says which areas have none at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::canvas::{Anchor, Canvas, Ends, Frame, Mark, path_data};
use super::classes::Classes;
use super::palette::Ink;
use super::rows::{Ground, Row, Rows};
use super::topology::{Placed, Point, Topology, hatch, middle};
use super::{Chart, bar, fault, gap, select, text, words};
use crate::compare::{Findings, quantile};
use crate::model::area::{AreaId, Boundary};
use crate::model::spec::Spec;
use crate::report::{Report, Result, counted};

mod ground;
mod periods;

pub use ground::{Outlined, can_be_outlined, outlined};
pub use periods::{Each, each};

/// Draws `kind: map`.
#[derive(Debug)]
pub struct Map;

impl Chart for Map {
    fn kind(&self) -> &'static str {
        "map"
    }

    fn options(&self) -> &'static [&'static str] {
        &["periods"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        if spec.by.is_some() || spec.indicators.len() > 1 {
            let what = "asks a map for more than one number in each area";
            return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
        }
        let mut rows = match spec.options.periods {
            Some(_) => periods::rows(report, spec, findings)?,
            None => select::at_once(report, spec, findings)?,
        };
        let bare: Vec<&str> = rows
            .of_series(0)
            .filter(|row| pieces(findings, row.area.id).is_empty())
            .map(|row| row.area.name.as_str())
            .collect();
        if !bare.is_empty() {
            let what = format!("maps {} without an outline", counted(bare.len(), "area"));
            return Err(report.add(
                fault(spec, &what).note(text::listed(&bare)).help("add their boundaries to data/, or use `kind: bar`"),
            ));
        }
        for series in 0..rows.series.len() {
            let values: Vec<Option<f64>> = rows.of_series(series).map(Row::value).collect();
            let Some(fifths) = quantile::fifths(&values) else { continue };
            rows.reading = Some("Among these areas".to_owned());
            for (row, fifth) in rows.rows.iter_mut().filter(|row| row.series == series).zip(fifths) {
                row.reading = fifth.map(|fifth| format!("in the {fifth}"));
            }
        }
        rows.ground = Some(Ground { areas: findings.areas.clone(), topology: Arc::new(topology(&rows, findings)) });
        Ok(rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Some(ground) = &rows.ground {
            draw(rows, ground, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        if periods::several(rows) {
            return periods::sentence(rows);
        }
        let mut parts = vec![bar::extremes(rows)];
        parts.extend(bar::against_benchmark(rows));
        parts.extend(words::missing(rows, bar::noun(rows)));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// The outlines of an area, or of the largest areas in it that have one.
fn pieces(findings: &Findings, area: AreaId) -> Vec<&Boundary> {
    match findings.boundaries.get(&area) {
        Some(boundary) => vec![boundary],
        None => findings.areas.children(area).iter().flat_map(|child| pieces(findings, *child)).collect(),
    }
}

/// The middle of an area by the ground it covers; far from everything where it has no outline.
pub(super) fn middle_of(findings: &Findings, area: AreaId) -> Point {
    let outer = pieces(findings, area).into_iter().flat_map(|boundary| &boundary.polygons);
    let (mut x, mut y, mut whole) = (0.0, 0.0, 0.0);
    for ring in outer.filter_map(|rings| rings.first()) {
        let ((own_x, own_y), ground) = middle(ring);
        (x, y, whole) = (x + own_x * ground, y + own_y * ground, whole + ground);
    }
    if whole > 0.0 { (x / whole, y / whole) } else { (0.0, 0.0) }
}

fn classes(rows: &Rows) -> Classes {
    Classes::new(rows.rows.iter().filter_map(Row::value), rows.measure.decimals)
}

fn topology(rows: &Rows, findings: &Findings) -> Topology {
    let polygons = rows.of_series(0).flat_map(|row| {
        let boundaries = pieces(findings, row.area.id);
        boundaries.into_iter().flat_map(|boundary| &boundary.polygons).map(move |rings| (row.step, rings.as_slice()))
    });
    Topology::new(polygons)
}

/// Outlines on the canvas, below `top`, and the height they take. One degree of longitude is as much
/// shorter than one of latitude as it is in the middle of the map.
fn placed(topology: &Topology, width: f64, top: f64) -> (Placed, f64) {
    const EDGE: f64 = 2.0;
    let Some((low, high)) = topology.bounds() else { return (Placed::default(), 0.0) };
    let shrink = f64::midpoint(low.1, high.1).to_radians().cos();
    let (across, up) = ((high.0 - low.0) * shrink, high.1 - low.1);
    // A tall map is held to the height of a page.
    let scale = ((width - 2.0 * EDGE) / across).min(width.max(420.0) / up);
    let left = (width - across * scale) / 2.0;
    let place = |point: Point| (left + (point.0 - low.0) * shrink * scale, top + EDGE + (high.1 - point.1) * scale);
    // Half the width of a line on paper: less would only make the page heavier.
    let tolerance = if width > 400.0 { 1.6 } else { 1.1 };
    (topology.placed(place, tolerance), up * scale + 2.0 * EDGE)
}

fn draw(rows: &Rows, ground: &Ground, canvas: &Canvas) {
    let classes = classes(rows);
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let last = rows.series.len() - 1;
    let dated = if periods::several(rows) { text::LINE + 4.0 } else { 0.0 };
    let legend = Legend::new(rows, &classes, canvas.width(), dated + unit.len() as f64 * text::LINE + 6.0);
    let top = legend.bottom + 10.0;
    let (placed, height) = placed(&ground.topology, canvas.width(), top);
    canvas.set_height(top + height + 2.0);
    canvas.read_along("none");
    if periods::several(rows) {
        canvas.text(0.0, 14.0, Anchor::Start, "strong period", &rows.series[last].name);
    }
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, dated + 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    legend.draw(canvas);

    let outlines = placed.outlines();
    for row in rows.of_series(last) {
        let Some(outline) = outlines.get(&row.step) else { continue };
        let mark = Mark { step: row.step, series: row.series, at: None };
        let inks = if periods::several(rows) { periods::inks(rows, &classes, row.step) } else { String::new() };
        canvas.mark_with(mark, &inks, || {
            shape(canvas, outline, periods::ink(&classes, row));
            // Script shows the hatching in the periods in which there is no number.
            if row.estimate().is_some() && inks.contains('x') {
                canvas.spare_hatch(&hatched(outline));
            }
        });
    }
    let parent =
        |step: usize| ground.areas.get(rows.at(step, 0).area.id).parent.map_or(usize::MAX, |parent| parent.0 as usize);
    // Where all lie in one area, each has the line that is otherwise around several.
    let several = (0..rows.steps.len()).any(|step| parent(step) != parent(0));
    let lines: String = placed
        .between(|step| if several { parent(step) } else { step })
        .into_iter()
        .map(|line| data(line, Ends::Open, canvas.frame()))
        .collect();
    canvas.path(&lines, "outline");
    for row in rows.of_series(0).filter(|row| rows.steps[row.step].marked) {
        let around = outlines
            .get(&row.step)
            .map(|rings| rings.iter().map(|ring| data(ring, Ends::Closed, canvas.frame())).collect::<String>());
        canvas.path(&around.unwrap_or_default(), "outline marked");
    }
    if canvas.frame() == Frame::Wide {
        names((rows, several), ground, canvas, &outlines, top + height);
    }
}

/// Path data on the grid of the frame. Both sides of an arc come to the same points of it.
fn data(points: &[Point], ends: Ends, frame: Frame) -> String {
    // A whole pixel is less than a line is wide; a phone enlarges its frame, so it has half of one.
    let grid = if frame == Frame::Wide { 10 } else { 5 };
    let on_grid = |value: f64| (value * 10.0 / f64::from(grid)).round() as i32 * grid;
    let mut whole: Vec<(i32, i32)> = points.iter().map(|point| (on_grid(point.0), on_grid(point.1))).collect();
    whole.dedup();
    path_data(&whole, ends)
}

/// A filled area, hatched where it has no number.
pub(super) fn shape(canvas: &Canvas, outline: &[Vec<Point>], ink: Ink) {
    let around: String = outline.iter().map(|ring| data(ring, Ends::Closed, canvas.frame())).collect();
    canvas.path(&around, &format!("shape {}", ink.class()));
    if ink == Ink::NoData {
        canvas.hatch(&hatched(outline));
    }
}

/// The slanted lines over an area without a number.
fn hatched(outline: &[Vec<Point>]) -> String {
    hatch(outline, 6.0).iter().map(|(from, to)| data(&[*from, *to], Ends::Open, Frame::Narrow)).collect()
}

/// The names of the areas around those drawn, or of those drawn where they are all in one.
fn names(
    (rows, several): (&Rows, bool),
    ground: &Ground,
    canvas: &Canvas,
    outlines: &BTreeMap<usize, Vec<Vec<Point>>>,
    bottom: f64,
) {
    let mut sums: BTreeMap<AreaId, (f64, f64, f64)> = BTreeMap::new();
    for row in rows.of_series(0) {
        let Some(parent) = ground.areas.get(row.area.id).parent else { continue };
        let own = if several { parent } else { row.area.id };
        for outline in outlines.get(&row.step).into_iter().flatten() {
            let ((x, y), area) = middle(outline);
            let sum = sums.entry(own).or_default();
            *sum = (sum.0 + x * area, sum.1 + y * area, sum.2 + area);
        }
    }
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (area, (x, y, weight)) in sums {
        if weight <= 0.0 {
            continue;
        }
        let name = &ground.areas.get(area).name;
        let half = text::strong_width(name) / 2.0;
        let x = (x / weight).clamp(half, (canvas.width() - half).max(half));
        let y = (y / weight + 5.0).min(bottom - 4.0);
        let free = |(other_x, other_y, other_half): &(f64, f64, f64)| {
            (x - other_x).abs() > half + other_half || (y - other_y).abs() > text::LINE
        };
        if taken.iter().all(free) {
            canvas.text(x, y, Anchor::Middle, "name", name);
            taken.push((x, y, half));
        }
    }
}

/// Swatches and labels, in as many lines as they need.
struct Legend {
    entries: Vec<(f64, f64, Ink, String)>,
    bottom: f64,
}

impl Legend {
    fn new(rows: &Rows, classes: &Classes, width: f64, top: f64) -> Self {
        let mut labels: Vec<(Ink, String)> = Vec::new();
        if rows.has_value() {
            labels.extend((0..classes.count()).map(|class| (Ink::Class(classes.ink(class)), classes.label(class))));
        }
        let reasons: Vec<&str> = rows.shorthand().into_iter().map(gap::brief).collect();
        if !reasons.is_empty() {
            labels.push((Ink::NoData, reasons.join(", ")));
        }
        let (mut x, mut y) = (0.0, top);
        let mut entries = Vec::new();
        for (ink, label) in labels {
            let label = text::shorten(&label, width - 26.0);
            let own = 24.0 + text::width(&label) + 18.0;
            if x > 0.0 && x + own - 18.0 > width {
                x = 0.0;
                y += 24.0;
            }
            entries.push((x, y, ink, label));
            x += own;
        }
        Self { entries, bottom: y + 18.0 }
    }

    fn draw(&self, canvas: &Canvas) {
        for (x, y, ink, label) in &self.entries {
            shape(
                canvas,
                &[vec![(*x + 0.5, *y + 0.5), (x + 16.5, y + 0.5), (x + 16.5, y + 16.5), (x + 0.5, y + 16.5)]],
                *ink,
            );
            canvas.text(x + 24.0, y + 13.5, Anchor::Start, "label", label);
        }
    }
}
