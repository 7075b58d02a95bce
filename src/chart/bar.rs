//! Bar charts: areas, breakdowns or measures at one time, the highest first, with their limits.
//!
//! The number stands at the end of its bar, so there is no axis to read it from. What has no number has
//! no bar and stands last, with the reason.

use plotters::element::Rectangle;

use super::axis::{Bounds, Plot};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::key::{self, Sample, ink_of};
use super::palette::Ink;
use super::pen::filled;
use super::rows::{Along, Row, Rows};
use super::{Chart, gap, select, text, words};
use crate::compare::{Comparison, Findings};
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: bar`.
#[derive(Debug)]
pub struct Bar;

impl Chart for Bar {
    fn kind(&self) -> &'static str {
        "bar"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        select::at_once(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        sentence(rows)
    }
}

/// The thickness of a bar that stands alone, and of one of several.
const ALONE: f64 = 18.0;
const GROUPED: f64 = 15.0;

/// One step: where its label and its bars stand.
struct Slot {
    lines: Vec<String>,
    /// The base line of the first line of the label.
    label: f64,
    /// The upper edge of the first bar.
    bars: f64,
}

pub(super) fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("y");
    let wide = canvas.frame() == Frame::Wide;
    let grouped = rows.series.len() > 1;
    let thickness = if grouped { GROUPED } else { ALONE };
    let tall = rows.series.len() as f64 * (thickness + 2.0) - 2.0;
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let (left, limit) = if wide { (longest.min(232.0) + 12.0, 232.0) } else { (0.0, canvas.width()) };
    let values =
        rows.rows.iter().filter_map(Row::estimate).map(|estimate| text::strong_width(&rows.measure.value(estimate)));
    let room = values.fold(0.0, f64::max) + 12.0;

    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let mut y = if grouped { key::height(rows, canvas.width()) } else { 0.0 };
    let unit_at = y + 14.0;
    y += unit.len() as f64 * text::LINE + 6.0;
    let benchmark_at = y + 14.0;
    if rows.benchmark.is_some() {
        y += text::LINE + 4.0;
    }
    let top = y;
    y += 6.0;
    let mut slots = Vec::with_capacity(rows.steps.len());
    for step in &rows.steps {
        let lines = text::wrap(&step.label, limit / 1.07);
        let high = lines.len() as f64 * text::LINE;
        if wide {
            let slot = high.max(tall) + 8.0;
            slots.push(Slot { lines, label: y + (slot - high) / 2.0 + 13.5, bars: y + (slot - tall) / 2.0 });
            y += slot;
        } else {
            slots.push(Slot { lines, label: y + 14.0, bars: y + high + 1.0 });
            y += high + tall + 11.0;
        }
    }
    canvas.set_height(y + 4.0);
    if grouped {
        key::draw(canvas, rows, 0.0, Sample::Fill);
    }
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, unit_at + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }

    let right = canvas.width() - room;
    let bounds = Bounds { left, top, right, bottom: y };
    let (low, high) = rows.extent().unwrap_or((0.0, 1.0));
    let span = if low < 0.0 || high > 0.0 { low.min(0.0)..high.max(0.0) } else { 0.0..1.0 };
    // The vertical range is pixels, so that bars are placed where their labels are.
    let plot = Plot::new(canvas, bounds, span, y..top);
    let zero = plot.place(0.0, top).0;
    for (index, (slot, step)) in slots.iter().zip(&rows.steps).enumerate() {
        let class = if step.marked { "label strong" } else { "label" };
        let (x, anchor) = if wide { (left - 10.0, Anchor::End) } else { (0.0, Anchor::Start) };
        for (line, words) in slot.lines.iter().enumerate() {
            canvas.text(x, slot.label + line as f64 * text::LINE, anchor, class, words);
        }
        for series in 0..rows.series.len() {
            let edge = slot.bars + series as f64 * (thickness + 2.0);
            let at = Some(slot.bars + tall / 2.0);
            canvas.mark(Mark { step: index, series, at }, || {
                bar(rows, canvas, &plot, rows.at(index, series), (edge, thickness));
            });
        }
    }
    // On a phone labels stand between the bars, so upright lines stop at each.
    let stretches: Vec<(f64, f64)> = if wide {
        vec![(top, y)]
    } else {
        slots.iter().map(|slot| (slot.bars - 1.0, slot.bars + tall + 1.0)).collect()
    };
    for (from, to) in &stretches {
        canvas.line((zero, *from), (zero, *to), "zero");
    }
    benchmark(rows, canvas, &plot, &stretches, benchmark_at);
    canvas.hair((0.0, top), (canvas.width(), top));
}

fn bar(rows: &Rows, canvas: &Canvas, plot: &Plot<'_>, row: &Row, (edge, thickness): (f64, f64)) {
    let zero = plot.place(0.0, edge).0;
    let base = edge + thickness / 2.0 + 5.0;
    let Some(estimate) = row.estimate() else {
        if let Some(shorthand) = row.cell.shorthand() {
            let words = format!("{} {}", shorthand.symbol(), gap::brief(shorthand));
            canvas.text(zero + 6.0, base, Anchor::Start, "tick", &words);
        }
        return;
    };
    let others_marked = rows.steps.iter().any(|step| step.marked);
    let pen = match ink_of(rows, row.series) {
        Ink::Series(_) if others_marked && !rows.steps[row.step].marked => Ink::Class(2),
        pen => pen,
    };
    plot.draw("bar", &Rectangle::new([(0.0, edge), (estimate.value, edge + thickness)], filled(pen)));
    let mut end = plot.place(estimate.value.max(0.0), edge).0;
    if let Some(interval) = estimate.interval {
        let (from, to) = (plot.place(interval.lower, edge).0, plot.place(interval.upper, edge).0);
        let middle = edge + thickness / 2.0;
        // A strip of paper keeps the rule apart from a bar of nearly its colour.
        canvas.rect((from, middle - 2.2), (to, middle + 2.2), "open ground");
        let data =
            format!("M{from:.1} {:.1}v8M{from:.1} {middle:.1}H{to:.1}M{to:.1} {:.1}v8", middle - 4.0, middle - 4.0);
        canvas.path(&data, "line interval");
        end = end.max(to);
    }
    let value = rows.measure.value(estimate);
    let mut left = end + 6.0;
    // A number that the benchmark's line would cross stands beyond it.
    if let Some(line) = rows.benchmark.as_ref().map(|benchmark| plot.place(benchmark.value, edge).0)
        && line > left - 4.0
        && line < left + text::strong_width(&value) + 4.0
    {
        left = line + 6.0;
    }
    canvas.text(left, base, Anchor::Start, "value", &value);
}

/// The line that all bars are set beside, and its name.
fn benchmark(rows: &Rows, canvas: &Canvas, plot: &Plot<'_>, stretches: &[(f64, f64)], base: f64) {
    let Some(benchmark) = &rows.benchmark else { return };
    let x = plot.place(benchmark.value, plot.frame.top).0;
    for (from, to) in stretches {
        canvas.line((x, *from), (x, *to), "comparator");
    }
    if canvas.frame() == Frame::Narrow {
        canvas.line((x, plot.frame.top - 4.0), (x, plot.frame.top + 4.0), "comparator");
    }
    let value = text::number(benchmark.value, rows.measure.decimals);
    let room = canvas.width() - text::strong_width(&value) - 4.0;
    let name = text::shorten(&benchmark.area.name, room);
    let half = (text::width(&name) + text::strong_width(&value) + 4.0) / 2.0;
    let middle = x.clamp(half, (canvas.width() - half).max(half));
    canvas.text_with(middle, base, Anchor::Middle, "comparator", &value, &name);
}

fn sentence(rows: &Rows) -> String {
    let mut parts = vec![extremes(rows)];
    parts.extend(against_benchmark(rows));
    parts.extend(words::missing(rows, noun(rows)));
    let limits = rows.rows.iter().filter_map(Row::estimate).any(|estimate| estimate.interval.is_some());
    if rows.along == Along::Areas && limits && rows.steps.len() > 1 {
        parts.push("Where limits overlap, the order means little.".to_owned());
    }
    parts.push(words::caution(rows));
    parts.join(" ")
}

/// The highest and the lowest value of the first series.
pub(super) fn extremes(rows: &Rows) -> String {
    let measure = &rows.measure;
    let series = rows.subjects().next().unwrap_or(0);
    let mut valued: Vec<&Row> = rows.of_series(series).filter(|row| row.estimate().is_some()).collect();
    valued.sort_by(|a, b| b.value().unwrap_or_default().total_cmp(&a.value().unwrap_or_default()));
    let ends = valued.first().zip(valued.last());
    let Some((high, low, most, least)) =
        ends.and_then(|(high, low)| Some((high, low, high.estimate()?, low.estimate()?)))
    else {
        return "No value is shown.".to_owned();
    };
    let of = if rows.series.len() > 1 { format!(" in {}", rows.series[series].name) } else { String::new() };
    let when = words::when(high.period);
    if high.step == low.step {
        format!("{}: {}{of} {when}.", rows.steps[high.step].label, measure.with_unit(most))
    } else if measure.value(most) == measure.value(least) {
        format!("All values{of} are {} {when}.", measure.with_unit(most))
    } else {
        let (most, least) = (measure.with_unit(most), measure.value(least));
        format!(
            "The highest value{of} {when} is {most} {} and the lowest {least} {}.",
            whose(rows, high),
            whose(rows, low)
        )
    }
}

/// A step in a sentence: `in Aston`, `for under 16`.
pub(super) fn whose(rows: &Rows, row: &Row) -> String {
    let label = &rows.steps[row.step].label;
    match rows.along {
        Along::Groups => format!("for {}", label.to_lowercase()),
        Along::Indicators => format!("for {label}"),
        Along::Areas | Along::Time => format!("in {label}"),
    }
}

/// What the steps are called.
pub(super) fn noun(rows: &Rows) -> &'static str {
    match rows.along {
        Along::Time => "periods",
        Along::Areas => "areas",
        Along::Groups => "groups",
        Along::Indicators => "measures",
    }
}

/// `3 of 7 areas are higher than West Midlands force area (41.3), 2 are similar and 2 lower.`
pub(super) fn against_benchmark(rows: &Rows) -> Option<String> {
    let benchmark = rows.benchmark.as_ref()?;
    let count = |test: fn(Comparison) -> bool| rows.rows.iter().filter(|row| row.comparison.is_some_and(test)).count();
    let (compared, higher, lower) = (count(|_| true), count(Comparison::is_above), count(Comparison::is_below));
    if compared == 0 {
        return None;
    }
    let far = |count: usize| if count > 0 { format!(" ({count} by far)") } else { String::new() };
    let value = text::number(benchmark.value, rows.measure.decimals);
    let chance = crate::content::sentence::by_chance(compared, benchmark.rule);
    let chance = chance.map_or_else(String::new, |words| format!(" {}.", text::sentence_case(&words)));
    Some(format!(
        "Of {compared} {} compared with {} ({value}), {higher} {} higher{}, {} similar and {lower} lower{}.{chance}",
        noun(rows),
        benchmark.area.name,
        if higher == 1 { "is" } else { "are" },
        far(count(|found| found == Comparison::MuchHigher)),
        compared - higher - lower,
        far(count(|found| found == Comparison::MuchLower)),
    ))
}
