//! Line charts: change over time of up to four series, beside what they are compared with.
//!
//! Gaps are gaps: a month that was not collected breaks the line and is named under the axis.

use plotters::element::Polygon;
use plotters::series::LineSeries;

use super::axis::{self, Bounds, Plot};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::key::{self, Sample, ink_of};
use super::palette::Ink;
use super::pen::{filled, ink};
use super::rows::{Role, Row, Rows};
use super::{Chart, event, gap, select, text, words};
use crate::compare::Findings;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: line`.
#[derive(Debug)]
pub struct Line;

impl Chart for Line {
    fn kind(&self) -> &'static str {
        "line"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        select::over_time(report, spec, findings, select::LINES)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        sentence(rows)
    }
}

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("x");
    let frame = canvas.frame();
    let wide = frame == Frame::Wide;
    let named = rows.series.len() > 1;
    let top = if wide || !named { 0.0 } else { key::height(rows, canvas.width()) };
    let y = axis::range(rows.extent());
    let ticks = axis::ticks(&y, rows.measure.decimals);
    let ends = ends(rows, frame);
    let room = ends.iter().map(|end| end.width()).fold(0.0, f64::max);
    let left = axis::tick_room(&ticks).min(canvas.width() / 3.0);
    let right = canvas.width() - (room + 14.0).max(18.0);
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let (key_top, happened) = (top + unit.len() as f64 * text::LINE, event::height(rows, canvas.width()));
    let head = key_top + happened + 14.0;
    let gaps = gap::lanes(rows, |step| x_of(rows, left, right, step), left, right);
    let below = gap::height(&gaps) + 6.0;
    let foot = below + axis::time_axis_height(&rows.steps);
    let height = if wide { 340.0 + happened } else { head + 200.0 + foot };
    canvas.set_height(height);
    let bounds = Bounds { left, top: head, right, bottom: height - foot };

    if !wide && named {
        key::draw(canvas, rows, 0.0, Sample::Line);
    }
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, top + 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let plot = Plot::new(canvas, bounds, span(rows), y);
    plot.value_axis(&ticks);
    plot.time_axis(&rows.steps, if wide { 5 } else { 4 }, below);
    gap::draw(canvas, &gaps, bounds.bottom);
    event::draw_key(canvas, rows, key_top + 4.0);
    event::draw(canvas, rows, &plot);
    if let [only] = rows.subjects().collect::<Vec<_>>()[..] {
        band(rows, &plot, only);
    }
    for series in (0..rows.series.len()).rev() {
        lines((rows, series), canvas, &plot, ink_of(rows, series));
    }
    end_labels(rows, canvas, &plot, &ends);
    canvas.hair((bounds.right, bounds.top), (bounds.right, bounds.bottom));
    marks(rows, canvas, &plot);
}

/// The first and last position, apart even where they are one.
pub(super) fn span(rows: &Rows) -> std::ops::Range<f64> {
    let first = rows.steps.first().map_or(0.0, |step| step.at);
    let last = rows.steps.last().map_or(1.0, |step| step.at);
    if last > first { first..last } else { first - 0.5..first + 0.5 }
}

fn x_of(rows: &Rows, left: f64, right: f64, step: usize) -> f64 {
    let span = span(rows);
    left + (rows.steps[step].at - span.start) / (span.end - span.start) * (right - left)
}

/// The most months between neighbours that a line may join.
fn longest_join(rows: &Rows) -> f64 {
    let nearest = rows.steps.windows(2).map(|pair| pair[1].at - pair[0].at).fold(f64::INFINITY, f64::min);
    nearest * 1.5
}

/// Stretches of a series without a gap.
fn runs(rows: &Rows, series: usize) -> Vec<Vec<&Row>> {
    let longest = longest_join(rows);
    let mut runs: Vec<Vec<&Row>> = Vec::new();
    let mut last: Option<&Row> = None;
    for row in rows.of_series(series).filter(|row| row.estimate().is_some()) {
        let joined = last.is_some_and(|last| {
            let near = rows.steps[row.step].at - rows.steps[last.step].at <= longest;
            row.step == last.step + 1 && near && row.breaks == last.breaks
        });
        match runs.last_mut() {
            Some(run) if joined => run.push(row),
            _ => runs.push(vec![row]),
        }
        last = Some(row);
    }
    runs
}

fn point(rows: &Rows, row: &Row) -> (f64, f64) {
    (rows.steps[row.step].at, row.value().unwrap_or_default())
}

/// The limits of a subject that is alone in its plot.
pub(super) fn band(rows: &Rows, plot: &Plot<'_>, series: usize) {
    for run in runs(rows, series) {
        let limits: Vec<(f64, f64, f64)> = run
            .iter()
            .filter_map(|row| {
                row.estimate()?.interval.map(|limits| (rows.steps[row.step].at, limits.lower, limits.upper))
            })
            .collect();
        if limits.len() == run.len() && limits.len() > 1 {
            let upper = limits.iter().map(|(x, _, upper)| (*x, *upper));
            let lower = limits.iter().rev().map(|(x, lower, _)| (*x, *lower));
            plot.draw("band", &Polygon::new(upper.chain(lower).collect::<Vec<_>>(), filled(Ink::Series(0))));
        }
    }
}

pub(super) fn lines((rows, series): (&Rows, usize), canvas: &Canvas, plot: &Plot<'_>, pen: Ink) {
    for run in runs(rows, series) {
        if let [only] = run.as_slice() {
            let (x, y) = point(rows, only);
            canvas.circle(plot.place(x, y), 4.0, pen.class());
            continue;
        }
        // What may change is dashed, from the last final point on.
        let mut from = 0;
        while from + 1 < run.len() {
            let provisional = |index: usize| run[index].is_provisional() || run[index + 1].is_provisional();
            let kind = provisional(from);
            let mut to = from + 1;
            while to + 1 < run.len() && provisional(to) == kind {
                to += 1;
            }
            let points = run[from..=to].iter().map(|row| point(rows, row));
            for element in LineSeries::new(points, ink(pen)) {
                plot.draw(if kind { "provisional" } else { "" }, &element);
            }
            from = to;
        }
    }
}

/// The name and value at the end of a line.
struct End {
    series: usize,
    step: usize,
    value: f64,
    strong: String,
    lines: Vec<String>,
}

impl End {
    fn width(&self) -> f64 {
        let first = self.lines.first().map_or(0.0, |line| text::width(line));
        let strong = if self.strong.is_empty() { 0.0 } else { text::strong_width(&self.strong) + 4.0 };
        self.lines.iter().skip(1).map(|line| text::width(line)).fold(first + strong, f64::max)
    }

    fn height(&self) -> f64 {
        self.lines.len().max(1) as f64 * text::LINE
    }
}

fn ends(rows: &Rows, frame: Frame) -> Vec<End> {
    (0..rows.series.len())
        .filter_map(|series| {
            let row = rows.of_series(series).rev().find(|row| row.estimate().is_some())?;
            // A line that ends early has its name there, but not its value, which is not the latest.
            let latest = row.step + 1 == rows.steps.len();
            let strong = if latest { rows.measure.value(row.estimate()?) } else { String::new() };
            let named = frame == Frame::Wide && rows.series.len() > 1;
            let limit = 176.0 - text::strong_width(&strong);
            let lines = if named { text::wrap(&rows.series[series].name, limit) } else { Vec::new() };
            Some(End { series, step: row.step, value: row.value()?, strong, lines })
        })
        .collect()
}

fn end_labels(rows: &Rows, canvas: &Canvas, plot: &Plot<'_>, ends: &[End]) {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|a, b| ends[*b].value.total_cmp(&ends[*a].value).then(a.cmp(b)));
    let wanted: Vec<(f64, f64)> = order
        .iter()
        .map(|index| {
            let end = &ends[*index];
            (plot.place(rows.steps[end.step].at, end.value).1, end.height())
        })
        .collect();
    let placed = apart(&wanted, plot.frame.top - 10.0, plot.frame.bottom + 4.0);
    for ((index, middle), (y, height)) in order.into_iter().zip(placed).zip(wanted) {
        let end = &ends[index];
        let pen = ink_of(rows, end.series);
        let at = plot.place(rows.steps[end.step].at, end.value);
        if let Ink::Series(number) = pen {
            canvas.marker(at, usize::from(number), pen.class());
        }
        let left = plot.frame.right + 12.0;
        if (middle - y).abs() > 5.0 && at.0 + 1.0 > plot.frame.right {
            canvas.line((at.0 + 6.0, y), (left - 2.0, middle), "tick");
        }
        let class = if rows.series[end.series].role == Role::Comparator { "comparator" } else { "label" };
        let base = middle - height / 2.0 + 14.0;
        if end.lines.is_empty() {
            if !end.strong.is_empty() {
                canvas.text(left, base, Anchor::Start, "value", &end.strong);
            }
            continue;
        }
        for (row, line) in end.lines.iter().enumerate() {
            let strong = if row == 0 { end.strong.as_str() } else { "" };
            canvas.text_with(left, base + row as f64 * text::LINE, Anchor::Start, class, strong, line);
        }
    }
}

/// Middles of labels as near as may be to where they are wanted, none over another. Labels come with
/// their heights, the uppermost first.
pub(super) fn apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut middles: Vec<f64> = Vec::with_capacity(wanted.len());
    let mut free = top;
    for (y, height) in wanted {
        let middle = y.max(free + height / 2.0);
        free = middle + height / 2.0;
        middles.push(middle);
    }
    let mut limit = bottom;
    for (middle, (_, height)) in middles.iter_mut().zip(wanted).rev() {
        *middle = middle.min(limit - height / 2.0);
        limit = *middle - height / 2.0;
    }
    middles
}

fn marks(rows: &Rows, canvas: &Canvas, plot: &Plot<'_>) {
    for (index, step) in rows.steps.iter().enumerate() {
        let all = (0..rows.series.len()).all(|series| rows.at(index, series).estimate().is_none());
        let mut missing = 0;
        for series in 0..rows.series.len() {
            let row = rows.at(index, series);
            let class = ink_of(rows, series).class();
            let (x, y) = plot.place(step.at, row.value().unwrap_or_default());
            canvas.mark(Mark { step: index, series, at: Some(x) }, || {
                if row.estimate().is_some() {
                    canvas.point((x, y), class);
                } else {
                    // A step without any number has one marker, which is nobody's.
                    let up = if all { 0.0 } else { f64::from(missing) * 11.0 };
                    let class = if all { "tick" } else { class };
                    if !all || missing == 0 {
                        canvas.circle((x, plot.zero() - up), 3.5, &format!("open {class}"));
                    }
                    missing += 1;
                }
            });
        }
    }
}

/// Level, direction, extremes and what not to conclude.
fn sentence(rows: &Rows) -> String {
    let subjects: Vec<usize> = rows.subjects().collect();
    let mut out = match subjects.as_slice() {
        [one] => lone(rows, *one),
        several => together(rows, several),
    };
    out.push_str(&words::broken(rows));
    out.push(' ');
    out.push_str(&words::caution(rows));
    out
}

fn lone(rows: &Rows, series: usize) -> String {
    let measure = &rows.measure;
    let valued = comparable(rows, series);
    let (Some(last), Some(first)) = (valued.last(), start(&valued)) else {
        return "No value is shown.".to_owned();
    };
    let (Some(earlier), Some(later)) = (first.estimate(), last.estimate()) else { return String::new() };
    let name = &rows.series[series].name;
    let mut out = format!("{} in {name}: {} {}", measure.short, measure.with_unit(later), words::when(last.period));
    if let Some(limits) = words::limits(measure, later) {
        out.push_str(&format!(" ({limits})"));
    }
    let beside = rows
        .series
        .iter()
        .enumerate()
        .filter(|(_, series)| series.role == Role::Comparator)
        .find_map(|(index, series)| Some((&series.name, rows.at(last.step, index).estimate()?)));
    if let Some((other, estimate)) = beside {
        let value = measure.value(estimate);
        match last.comparison {
            Some(comparison) => out.push_str(&format!(", {} {other} ({value})", comparison.words())),
            None => out.push_str(&format!("; {other} had {value}")),
        }
    }
    out.push('.');
    if first.step != last.step {
        let (was, is) = ((first.period, earlier), (last.period, later));
        out.push_str(&format!(" It {} {}.", words::movement(measure, was, is), words::when(first.period)));
        let by = |a: &&&Row, b: &&&Row| a.value().unwrap_or_default().total_cmp(&b.value().unwrap_or_default());
        if let (Some(low), Some(high)) = (valued.iter().min_by(by), valued.iter().max_by(by))
            && let (Some(least), Some(most)) = (low.estimate(), high.estimate())
            && valued.len() > 2
        {
            out.push_str(&format!(
                " The highest was {} {} and the lowest {} {}.",
                measure.value(most),
                words::when(high.period),
                measure.value(least),
                words::when(low.period)
            ));
        }
    }
    out
}

/// The row that the last is set beside: the first, but for months the earliest of the same season.
pub(super) fn start<'a>(valued: &[&'a Row]) -> Option<&'a Row> {
    let last = valued.last()?;
    let same_season = |row: &&&Row| !last.period.is_month() || row.period.end().1 == last.period.end().1;
    valued.iter().find(same_season).copied()
}

/// The rows of a series with a number that may be compared with the last of them.
pub(super) fn comparable(rows: &Rows, series: usize) -> Vec<&Row> {
    rows.of_series(series).filter(|row| row.estimate().is_some() && row.breaks.is_empty()).collect()
}

fn together(rows: &Rows, subjects: &[usize]) -> String {
    let measure = &rows.measure;
    let Some(last) = (0..rows.steps.len())
        .rev()
        .find(|step| subjects.iter().any(|series| rows.at(*step, *series).estimate().is_some()))
    else {
        return "No value is shown.".to_owned();
    };
    let mut order: Vec<&Row> =
        subjects.iter().map(|series| rows.at(last, *series)).filter(|row| row.estimate().is_some()).collect();
    order.sort_by(|a, b| b.value().unwrap_or_default().total_cmp(&a.value().unwrap_or_default()));
    let when = order.first().map_or_else(String::new, |row| words::when(row.period));
    let levels: Vec<String> = order
        .iter()
        .filter_map(|row| {
            let name = &rows.series[row.series].name;
            Some(format!("{name} {}", measure.value(row.estimate()?)))
        })
        .collect();
    let unit = measure.unit.trim();
    let mut out = format!("{}, highest first: {} ({unit}).", text::sentence_case(&when), levels.join(", "));
    let mut moves: Vec<(String, &'static str, Vec<&str>)> = Vec::new();
    for series in subjects {
        let valued = comparable(rows, *series);
        let (Some(first), Some(latest)) = (start(&valued), valued.last()) else { continue };
        if first.step == latest.step {
            continue;
        }
        let (Some(earlier), Some(later)) = (first.estimate(), latest.estimate()) else { continue };
        let since = words::since(first.period);
        let moved = words::moved(measure, (first.period, earlier), (latest.period, later));
        let name = rows.series[*series].name.as_str();
        match moves.iter_mut().find(|(other, how, _)| *other == since && *how == moved) {
            Some((.., names)) => names.push(name),
            None => moves.push((since, moved, vec![name])),
        }
    }
    let moves: Vec<String> =
        moves.iter().map(|(since, how, names)| format!("{} {how} {since}", text::listed(names))).collect();
    if !moves.is_empty() {
        out.push_str(&format!(" {}.", moves.join("; ")));
    }
    out
}
