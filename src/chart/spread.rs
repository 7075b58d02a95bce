//! Spreads: all areas on one line, with the middle half, the benchmark and one area marked.
//!
//! Shows where an area stands without making a league of the others. Made of released values only.

use super::axis::{Bounds, Plot, range, tick_labels, ticks};
use super::canvas::{Anchor, Canvas, Mark};
use super::palette::Ink;
use super::pen::filled;
use super::rows::{Row, Rows};
use super::{Chart, bar, fault, gap, select, text, words};
use crate::compare::Findings;
use crate::model::spec::Spec;
use crate::report::{Report, Result};
use crate::statistics::quantile;

use plotters::element::Rectangle;

/// Draws `kind: spread`.
#[derive(Debug)]
pub struct Spread;

impl Chart for Spread {
    fn kind(&self) -> &'static str {
        "spread"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        if spec.by.is_some() || spec.indicators.len() > 1 {
            let what = "asks a spread for more than one number in each area";
            return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
        }
        select::at_once(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let measure = &rows.measure;
        let number = |value| text::number(value, measure.decimals);
        let values: Vec<f64> = rows.rows.iter().filter_map(Row::value).collect();
        let mut parts = Vec::new();
        let marked = rows.rows.iter().find(|row| rows.steps[row.step].marked);
        if let Some((row, estimate)) = marked.and_then(|row| Some((row, row.estimate()?))) {
            let own =
                format!("{}: {} {}", rows.steps[row.step].label, measure.with_unit(estimate), words::when(row.period));
            let beside = row.comparison.zip(rows.benchmark.as_ref()).map(|(comparison, benchmark)| {
                format!(", {} {} ({})", comparison.words(), benchmark.area.name, number(benchmark.value))
            });
            parts.push(format!("{own}{}.", beside.unwrap_or_default()));
        }
        parts.push(bar::extremes(rows));
        parts.extend(
            quarters(&values)
                .map(|(low, high)| format!("Half of the values lie between {} and {}.", number(low), number(high))),
        );
        parts.extend(words::missing(rows, bar::noun(rows)));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// The values that a quarter of all lie below, and above. Fewer than four values have no quarters.
pub fn quarters(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 4 {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile::inclusive(&sorted, 0.25).zip(quantile::inclusive(&sorted, 0.75))
}

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("x");
    let values: Vec<f64> = rows.rows.iter().filter_map(Row::value).collect();
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let head = unit.len() as f64 * text::LINE + 6.0;
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    // From above: two lines of labels, the strip of areas, the axis, and what is missing.
    let (strip, thick) = (head + 56.0, 28.0);
    let bottom = strip + thick + 10.0;
    let reasons: Vec<String> = rows
        .shorthand()
        .into_iter()
        .map(|shorthand| {
            let count = rows.rows.iter().filter(|row| row.cell.shorthand() == Some(shorthand)).count();
            format!("{count} {} {}", if count == 1 { "area" } else { "areas" }, gap::brief(shorthand))
        })
        .collect();
    let note = text::wrap(&reasons.join("; "), canvas.width());
    canvas.set_height(bottom + 34.0 + note.len() as f64 * text::LINE);

    let x = range(rows.extent_of_values());
    let marks = ticks(&x, rows.measure.decimals);
    let labels = tick_labels(&marks);
    let edge = labels.iter().map(|label| text::width(label)).fold(0.0, f64::max) / 2.0 + 2.0;
    let bounds = Bounds { left: edge, top: strip, right: canvas.width() - edge, bottom };
    let plot = Plot::new(canvas, bounds, x, bottom..strip);
    canvas.line((bounds.left, bottom), (bounds.right, bottom), "axis");
    for (tick, label) in marks.iter().zip(&labels) {
        let at = plot.place(*tick, bottom).0;
        canvas.line((at, bottom), (at, bottom + 5.0), "tick");
        canvas.text(at, bottom + 20.0, Anchor::Middle, "tick", label);
    }
    let (low, high) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    if low <= high {
        plot.draw(
            "",
            &Rectangle::new(
                [(low, strip + thick / 2.0 - 5.0), (high, strip + thick / 2.0 + 5.0)],
                filled(Ink::Class(0)),
            ),
        );
    }
    if let Some((from, to)) = quarters(&values) {
        plot.draw(
            "",
            &Rectangle::new(
                [(from, strip + thick / 2.0 - 10.0), (to, strip + thick / 2.0 + 10.0)],
                filled(Ink::Class(1)),
            ),
        );
    }
    canvas.hair((bounds.left, strip), (bounds.left, bottom));
    // The marked area is drawn last, so that no other covers it.
    let (marked, others): (Vec<&Row>, Vec<&Row>) = rows.rows.iter().partition(|row| rows.steps[row.step].marked);
    for row in others.into_iter().chain(marked) {
        let at = row.value().map(|value| plot.place(value, strip).0);
        canvas.mark(Mark { step: row.step, series: row.series, at }, || match at {
            Some(at) if rows.steps[row.step].marked => canvas.marker((at, strip + thick / 2.0), 0, "series-1"),
            Some(at) => canvas.line((at, strip + 6.0), (at, strip + thick - 6.0), "tick"),
            None => {}
        });
    }
    labels_above(rows, canvas, &plot, (head, strip, thick));
    for (index, line) in note.iter().enumerate() {
        canvas.text(0.0, bottom + 44.0 + index as f64 * text::LINE, Anchor::Start, "tick", line);
    }
}

/// The benchmark's name in the upper line, the marked area's in the lower.
fn labels_above(rows: &Rows, canvas: &Canvas, plot: &Plot<'_>, (head, strip, thick): (f64, f64, f64)) {
    let label = |value: f64, name: &str, base: f64, class: &str| {
        let at = plot.place(value, strip).0;
        let strong = text::number(value, rows.measure.decimals);
        let name = text::shorten(name, canvas.width() - text::strong_width(&strong) - 4.0);
        let half = (text::strong_width(&strong) + text::width(&name) + 4.0) / 2.0;
        let middle = at.clamp(half, (canvas.width() - half).max(half));
        canvas.text_with(middle, base, Anchor::Middle, class, &strong, &name);
        (at, middle - half - 4.0..middle + half + 4.0)
    };
    let mut under = None;
    for row in rows.rows.iter().filter(|row| rows.steps[row.step].marked) {
        if let Some(value) = row.value() {
            let (at, words) = label(value, &rows.steps[row.step].label, head + 40.0, "label");
            canvas.line((at, head + 45.0), (at, strip + thick / 2.0 - 6.0), "zero");
            under = Some(words);
        }
    }
    if let Some(benchmark) = &rows.benchmark {
        let (at, _) = label(benchmark.value, &benchmark.area.name, head + 16.0, "comparator");
        // The line begins below the other label where it would cross it.
        let from = if under.is_some_and(|words| words.contains(&at)) { head + 46.0 } else { head + 21.0 };
        canvas.line((at, from), (at, strip + thick), "comparator");
    }
}

/// A spread small enough to stand in a row: the range of all areas, their middle half, the benchmark
/// and one area. Without any value there is nothing to draw.
pub fn row_spread(values: &[f64], marked: Option<f64>, benchmark: Option<f64>) -> String {
    const WIDTH: f64 = 160.0;
    const EDGE: f64 = 6.0;
    let numbers: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let all = || numbers.iter().copied().chain(marked).chain(benchmark);
    let (low, high) =
        all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if numbers.is_empty() {
        return String::new();
    }
    let place = |value: f64| {
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        EDGE + part * (WIDTH - 2.0 * EDGE)
    };
    let mut out = format!(r#"<svg class="spread" aria-hidden="true" viewBox="0 0 {WIDTH} 24">"#);
    let mut bar = |class: &str, from: f64, to: f64, top: f64, tall: f64| {
        let (from, to) = (place(from), place(to));
        out.push_str(&format!(
            r#"<rect class="{class}" x="{from:.1}" y="{top}" width="{:.1}" height="{tall}"/>"#,
            (to - from).max(1.0)
        ));
    };
    let (least, most) = numbers
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    bar("range", least, most, 10.0, 4.0);
    if let Some((from, to)) = quarters(&numbers) {
        bar("quartiles", from, to, 8.0, 8.0);
    }
    if let Some(value) = benchmark {
        let x = place(value);
        out.push_str(&format!(r#"<line class="zero" x1="{x:.1}" y1="2" x2="{x:.1}" y2="22"/>"#));
    }
    if let Some(value) = marked {
        out.push_str(&format!(r#"<circle class="here" cx="{:.1}" cy="12" r="5.5"/>"#, place(value)));
    }
    out.push_str("</svg>");
    out
}
