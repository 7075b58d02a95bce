//! Funnel plots: areas by size, with the limits within which chance alone would keep them.
//!
//! In comes a spec and findings; out come rows with the limits of each area and a drawing of both. Says
//! why an indicator can have no funnel. Only areas beyond the wider limits are named, so it is no league.

use plotters::element::PathElement;

use super::axis::{Bounds, Plot, range, tick_labels, tick_room, ticks};
use super::canvas::{Anchor, Canvas, Ends, Frame, Mark, path_data, tenths};
use super::line::apart;
use super::rows::{Extra, ExtraColumn, Overlay, Row, Rows};
use super::{Chart, fault, select, text, words};
use crate::compare::funnel::{self, Centre, Funnel, Point};
use crate::compare::{Comparison, Findings};
use crate::content::number;
use crate::model::cell::Shorthand;
use crate::model::estimate::Confidence;
use crate::model::spec::Spec;
use crate::report::{Report, Result};
use crate::statistics::chance;

/// Draws `kind: funnel`.
#[derive(Debug)]
pub struct FunnelChart;

/// The levels of limits, the wider first, and which limit of each: the order of the columns reversed.
const LEVELS: [Confidence; 2] = [Confidence::Ninety98, Confidence::Ninety5];

impl Chart for FunnelChart {
    fn kind(&self) -> &'static str {
        "funnel"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        if spec.by.is_some() || spec.indicators.len() > 1 {
            let what = "asks a funnel for more than one number in each area";
            return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
        }
        let mut rows = select::at_once(report, spec, findings)?;
        let areas: Vec<_> = rows.rows.iter().map(|row| row.area.id).collect();
        let found = select::indicators(report, spec, findings)?[0];
        let made = match funnel::of(found, &areas, rows.rows[0].period) {
            Ok(made) => made,
            Err(reason) => {
                let found = fault(spec, "cannot be a funnel").note(reason.to_string());
                return Err(report.add(found.help("use `kind: bar`, or an indicator made of counts and people")));
            }
        };
        let decimals = rows.measure.decimals;
        rows.extras = [
            "Lowest by chance (99.8%)",
            "Lowest by chance (95%)",
            "Highest by chance (95%)",
            "Highest by chance (99.8%)",
        ]
        .map(|title| ExtraColumn { title: title.to_owned(), decimals })
        .to_vec();
        rows.reading = Some("In the funnel".to_owned());
        for index in 0..rows.rows.len() {
            // Where it lies in the funnel is the comparison; a second one beside it would only confuse.
            rows.rows[index].comparison = None;
            let point = made.at(rows.rows[index].area.id);
            let missing = rows.rows[index].cell.shorthand().unwrap_or(Shorthand::NotApplicable);
            rows.rows[index].extras = match point {
                None => vec![Extra::Missing(missing); 4],
                Some(point) => {
                    let [outer, inner] = LEVELS.map(|level| made.limits_at(point.size, level));
                    [outer.0, inner.0, inner.1, outer.1].map(Extra::Number).to_vec()
                }
            };
            rows.rows[index].reading = point.map(|point| funnel::reading(point.standing).to_owned());
            let row = &rows.rows[index];
            let said = words::lone_step(&rows, &rows.steps[row.step].label, row);
            let step = row.step;
            rows.steps[step].words = match &rows.rows[index].reading {
                Some(reading) => format!("{said}, {reading}"),
                None => said,
            };
        }
        rows.overlay = Overlay::Funnel(Box::new(made));
        Ok(rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Funnel(funnel) = &rows.overlay {
            draw(rows, funnel, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts = Vec::new();
        if let Overlay::Funnel(funnel) = &rows.overlay {
            parts.push(position(rows, funnel));
            parts.extend(by_chance(funnel));
            parts.extend(spread(funnel));
        }
        parts.extend(words::missing(rows, super::bar::noun(rows)));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// What the line in the middle is called.
fn centre(rows: &Rows, funnel: &Funnel) -> String {
    match (funnel.of, &rows.benchmark) {
        (Centre::Benchmark(_), Some(benchmark)) => benchmark.area.name.clone(),
        (Centre::Reference, _) => "the reference".to_owned(),
        _ => "all areas together".to_owned(),
    }
}

fn count(funnel: &Funnel, test: impl Fn(&Point) -> bool) -> usize {
    funnel.points.iter().filter(|point| test(point)).count()
}

fn position(rows: &Rows, funnel: &Funnel) -> String {
    let all = funnel.points.len();
    let value = text::with_unit(&text::number(funnel.centre, rows.measure.decimals), &rows.measure.unit);
    let above = count(funnel, |point| point.standing == Comparison::MuchHigher);
    let below = count(funnel, |point| point.standing == Comparison::MuchLower);
    let between = count(funnel, |point| matches!(point.standing, Comparison::Higher | Comparison::Lower));
    format!(
        "The line in the middle is {} ({value}). Of {all} areas, {above} {} above the limits at 99.8%, {below} below them, {between} between those at 95% and at 99.8%, and {} within both.",
        centre(rows, funnel),
        if above == 1 { "lies" } else { "lie" },
        all - above - below - between,
    )
}

/// What chance alone would do, and how likely it does as much.
fn by_chance(funnel: &Funnel) -> Option<String> {
    let all = funnel.points.len();
    let seen = count(funnel, |point| point.standing != Comparison::Similar);
    let expected = chance::expected(all, Confidence::Ninety5);
    if expected < 0.5 {
        return None;
    }
    let odds = match chance::at_least(seen, all, Confidence::Ninety5) {
        odds if odds < 0.001 => "; so many as here would hardly come about so".to_owned(),
        odds if odds < 0.01 => "; as many as here or more would in fewer than 1 of 100 cases".to_owned(),
        odds => format!("; as many as here or more would in {} of 100 cases", text::number(100.0 * odds, 0)),
    };
    let odds = if seen as f64 > expected { odds } else { String::new() };
    Some(format!(
        "By chance alone about {} would lie outside the limits at 95%{odds}.",
        number::spelled(expected.round() as usize)
    ))
}

/// How much more areas differ than chance explains.
fn spread(funnel: &Funnel) -> Option<String> {
    let factor = funnel.dispersion?;
    let far = count(funnel, |point| point.widened.is_far());
    Some(format!(
        "Areas differ more than chance explains, by a factor of {} (the variance): many reasons at once push them apart. Outside limits at 99.8% that are widened for this {}.",
        text::number(factor, 1),
        match far {
            0 => "there is none".to_owned(),
            1 => "there is one".to_owned(),
            _ => format!("there are {}", number::spelled(far)),
        }
    ))
}

fn draw(rows: &Rows, funnel: &Funnel, canvas: &Canvas) {
    canvas.read_along("x");
    let wide = canvas.frame() == Frame::Wide;
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let top = unit.len() as f64 * text::LINE + 16.0;
    let bottom = top + if wide { 360.0 } else { 300.0 };
    canvas.set_height(bottom + 54.0);

    let sizes = || funnel.points.iter().map(|point| point.size);
    let largest = sizes().fold(0.0, f64::max);
    let least = sizes().fold(largest, f64::min).max(largest * 0.01) * 0.9;
    let highest = funnel.points.iter().map(|point| point.value).fold(funnel.centre, f64::max);
    let highest = highest.max(funnel.limits_at(least, Confidence::Ninety98).1);
    let lowest = funnel.points.iter().map(|point| point.value).fold(0.0, f64::min);
    let vertical = range(Some((lowest, highest)));
    let marks = ticks(&vertical, 1);
    let room = tick_room(&marks);
    let name = match funnel.of {
        Centre::Benchmark(_) if wide => text::shorten(&centre(rows, funnel), 150.0),
        Centre::Reference => "reference".to_owned(),
        _ => "middle".to_owned(),
    };
    let label = |side: &str, level: &str| if wide { format!("{side} limit, {level}") } else { level.to_owned() };
    let ends: Vec<(f64, String)> = {
        let [outer, inner] = LEVELS.map(|level| funnel.limits_at(largest, level));
        vec![
            (outer.1, label("upper", "99.8%")),
            (inner.1, label("upper", "95%")),
            (funnel.centre, name),
            (inner.0, label("lower", "95%")),
            (outer.0, label("lower", "99.8%")),
        ]
    };
    let beside = ends.iter().map(|(_, words)| text::width(words)).fold(0.0, f64::max) + 20.0;
    let bounds = Bounds { left: room, top, right: canvas.width() - beside, bottom };
    let across = 0.0..largest.max(1e-9);
    let plot = Plot::new(canvas, bounds, across.clone(), vertical);
    plot.value_axis(&marks);
    size_axis(canvas, &plot, rows, &across);
    curves(funnel, canvas, &plot, (least, largest));
    let wanted: Vec<(f64, f64)> = ends.iter().map(|(value, _)| (plot.place(largest, *value).1, text::LINE)).collect();
    let placed = apart(&wanted, top - 10.0, bottom + 8.0);
    for (((_, words), middle), (from, _)) in ends.iter().zip(placed).zip(wanted) {
        canvas.line((bounds.right + 1.0, from), (bounds.right + 14.0, middle), "tick");
        canvas.text(bounds.right + 17.0, middle + 5.0, Anchor::Start, "tick", words);
    }
    canvas.hair((bounds.left, top), (bounds.left, bottom));
    for row in &rows.rows {
        let point = funnel.at(row.area.id).map(|point| (plot.place(point.size, point.value), point));
        let at = point.map(|((x, _), _)| x);
        canvas.mark(Mark { step: row.step, series: row.series, at }, || {
            if let Some((at, point)) = point {
                shape(canvas, at, point.standing);
                if rows.steps[row.step].marked {
                    canvas.circle(at, 9.0, "outline marked");
                }
            }
        });
    }
    names(rows, funnel, canvas, &plot);
}

/// Round sizes below the plot, and what they count.
fn size_axis(canvas: &Canvas, plot: &Plot<'_>, rows: &Rows, across: &std::ops::Range<f64>) {
    let base = plot.frame.bottom;
    let all = ticks(across, 0);
    // Large numbers side by side need every second one left out on a phone.
    let step = if canvas.frame() == Frame::Wide { 1 } else { 2 };
    let shown: Vec<f64> = all.into_iter().step_by(step).collect();
    for (tick, label) in shown.iter().zip(tick_labels(&shown)) {
        let x = plot.place(*tick, 0.0).0;
        let half = text::width(&label) / 2.0;
        canvas.line((x, base), (x, base + 5.0), "tick");
        canvas.text(x.max(half), base + 20.0, Anchor::Middle, "tick", &label);
    }
    let words = match &rows.overlay {
        Overlay::Funnel(funnel) if funnel.of == Centre::Reference => "Expected events",
        _ => "Size: the number each value is divided by",
    };
    canvas.text(0.0, base + 42.0, Anchor::Start, "unit", words);
}

/// The line in the middle and the four limits.
fn curves(funnel: &Funnel, canvas: &Canvas, plot: &Plot<'_>, (from, to): (f64, f64)) {
    const POINTS: usize = 48;
    // Limits bend most where areas are small, so points stand closer there.
    let sizes: Vec<f64> = (0..=POINTS).map(|step| from + (to - from) * (step as f64 / POINTS as f64).powi(2)).collect();
    for level in LEVELS {
        let limits: Vec<(f64, f64)> = sizes.iter().map(|size| funnel.limits_at(*size, level)).collect();
        let class = if level == Confidence::Ninety98 { "line limit" } else { "line limit provisional" };
        for side in [|limits: &(f64, f64)| limits.0, |limits: &(f64, f64)| limits.1] {
            let place = |(size, limits): (&f64, &(f64, f64))| {
                let (x, y) = plot.place(*size, side(limits));
                (tenths(x), tenths(y))
            };
            let points: Vec<_> = sizes.iter().zip(&limits).map(place).collect();
            canvas.path(&path_data(&points, Ends::Open), class);
        }
    }
    let middle = vec![(from, funnel.centre), (to, funnel.centre)];
    plot.draw("", &PathElement::new(middle, super::pen::ink(super::palette::Ink::Comparator)));
}

/// A ring within the limits, a diamond between the two levels, a triangle that points away beyond both.
fn shape(canvas: &Canvas, (x, y): (f64, f64), standing: Comparison) {
    let class = if standing.is_above() { "higher" } else { "lower" };
    match standing {
        Comparison::Similar => canvas.circle((x, y), 3.0, "open similar"),
        Comparison::Higher | Comparison::Lower => canvas.marker((x, y), 3, class),
        Comparison::MuchHigher => canvas.marker((x, y), 2, class),
        Comparison::MuchLower => {
            let corners = [(0.0, 6.0), (5.8, -4.5), (-5.8, -4.5)].map(|(dx, dy)| (tenths(x + dx), tenths(y + dy)));
            canvas.path(&path_data(&corners, Ends::Closed), class);
        }
    }
}

/// The names of the marked area and of a handful of those farthest beyond the wider limits.
fn names(rows: &Rows, funnel: &Funnel, canvas: &Canvas, plot: &Plot<'_>) {
    let most = if canvas.frame() == Frame::Wide { 5 } else { 3 };
    let is_marked = |row: &Row| rows.steps[row.step].marked;
    let mut chosen: Vec<(&Row, &Point)> = rows
        .rows
        .iter()
        .filter_map(|row| funnel.at(row.area.id).map(|point| (row, point)))
        .filter(|(row, point)| is_marked(row) || point.standing.is_far())
        .collect();
    chosen.sort_by(|(a, x), (b, y)| {
        is_marked(b).cmp(&is_marked(a)).then(y.score.abs().total_cmp(&x.score.abs())).then(a.step.cmp(&b.step))
    });
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (row, point) in chosen.into_iter().take(most) {
        let (x, y) = plot.place(point.size, point.value);
        let words = text::shorten(&rows.steps[row.step].short, 150.0);
        let width = text::strong_width(&words);
        for (left, anchor, at) in [(x + 10.0, Anchor::Start, x + 10.0), (x - 10.0 - width, Anchor::End, x - 10.0)] {
            let inside = left >= plot.frame.left && left + width <= plot.frame.right;
            let free = taken
                .iter()
                .all(|(from, to, base)| left > to + 2.0 || left + width + 2.0 < *from || (base - y).abs() > text::LINE);
            if inside && free {
                taken.push((left, left + width, y));
                canvas.text(at, y + 5.0, anchor, "name", &words);
                break;
            }
        }
    }
}
