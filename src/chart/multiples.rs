//! Small multiples: a panel for each area, group or measure, all on one scale, with what they are compared with
//! dashed in each.
//!
//! In comes one series for each panel; out come panels that can be set beside each other. Says when there are more
//! than can be looked over at once.

use super::axis::{self, Bounds, Plot};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::palette::Ink;
use super::rows::{Role, Row, Rows};
use super::{Chart, event, gap, line, select, text, words};
use crate::compare::Findings;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: multiples`.
#[derive(Debug)]
pub struct Multiples;

/// The panels of one figure.
const PANELS: select::Most =
    (16, "panels", "can be looked over", "name fewer areas, or use `kind: spread` or `kind: bar` for one period");

impl Chart for Multiples {
    fn kind(&self) -> &'static str {
        "multiples"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        select::over_time(report, spec, findings, PANELS)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts: Vec<String> = levels(rows).into_iter().collect();
        parts.extend(movements(rows));
        parts.extend(words::missing(rows, "numbers"));
        parts.push("All panels have one scale.".to_owned());
        let broken = words::broken(rows);
        parts.extend((!broken.is_empty()).then(|| broken.trim_start().to_owned()));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// The highest and the lowest of the last step in which any panel has a number.
fn levels(rows: &Rows) -> Option<String> {
    let subjects: Vec<usize> = rows.subjects().collect();
    let valued = |step: usize| -> Vec<&Row> {
        subjects.iter().map(|series| rows.at(step, *series)).filter(|row| row.estimate().is_some()).collect()
    };
    let mut last = (0..rows.steps.len()).rev().map(valued).find(|valued| !valued.is_empty())?;
    last.sort_by(|a, b| b.value().unwrap_or_default().total_cmp(&a.value().unwrap_or_default()));
    let (high, low) = (last.first()?, last.last()?);
    let (most, least) = (high.estimate()?, low.estimate()?);
    let when = text::sentence_case(&words::when(high.period));
    let name = |row: &Row| rows.series[row.series].name.clone();
    let beside = rows.series.iter().enumerate().find(|(_, series)| series.role == Role::Comparator).and_then(
        |(index, series)| {
            Some(format!("; {} had {}", series.name, rows.measure.value(rows.at(high.step, index).estimate()?)))
        },
    );
    let beside = beside.unwrap_or_default();
    Some(if rows.measure.value(most) == rows.measure.value(least) {
        format!("{when} all values are {}{beside}.", rows.measure.with_unit(most))
    } else {
        format!(
            "{when} the highest value is {} ({}) and the lowest {} ({}){beside}.",
            rows.measure.with_unit(most),
            name(high),
            rows.measure.value(least),
            name(low)
        )
    })
}

/// Which panels rose and which fell since their first comparable number.
fn movements(rows: &Rows) -> Option<String> {
    let mut moves: Vec<(String, &'static str, Vec<&str>)> = Vec::new();
    for series in rows.subjects() {
        let valued = line::comparable(rows, series);
        let (Some(first), Some(last)) = (line::start(&valued), valued.last()) else { continue };
        let (Some(earlier), Some(later)) = (first.estimate(), last.estimate()) else { continue };
        if first.step == last.step {
            continue;
        }
        let since = words::since(first.period);
        let moved = words::moved(&rows.measure, (first.period, earlier), (last.period, later));
        let name = rows.series[series].name.as_str();
        match moves.iter_mut().find(|(other, how, _)| *other == since && *how == moved) {
            Some((.., names)) => names.push(name),
            None => moves.push((since, moved, vec![name])),
        }
    }
    let said: Vec<String> =
        moves.iter().map(|(since, how, names)| format!("{} {how} {since}", text::listed(names))).collect();
    (!said.is_empty()).then(|| format!("{}.", said.join("; ")))
}

/// Between panels that stand beside each other.
const GAP: f64 = 26.0;

/// How many panels stand beside each other.
fn columns(wide: bool, panels: usize) -> usize {
    match panels {
        _ if !wide => 1,
        0..=1 => 1,
        2 | 4 => 2,
        3 | 5 | 6 | 9 => 3,
        _ => 4,
    }
}

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("both");
    let wide = canvas.frame() == Frame::Wide;
    let subjects: Vec<usize> = rows.subjects().collect();
    let comparator = rows.series.iter().position(|series| series.role == Role::Comparator);
    let y = axis::range(rows.extent());
    let ticks = axis::ticks(&y, rows.measure.decimals);
    let columns = columns(wide, subjects.len());
    let left = axis::tick_room(&ticks).min(canvas.width() / 3.0);
    let each = (canvas.width() - left - 8.0 - GAP * (columns - 1) as f64) / columns as f64;
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let key = key(rows, comparator, canvas.width());
    let unit_end = key.len() as f64 * 24.0 + unit.len() as f64 * text::LINE;
    let head = unit_end + event::key_height(rows, canvas.width()) + 8.0;
    // Room for the letters of events above each panel.
    let letters = if rows.events.is_empty() { 12.0 } else { text::LINE + 6.0 };
    let titles: Vec<(String, Vec<String>)> = subjects
        .iter()
        .map(|series| {
            let last = rows.at(rows.steps.len() - 1, *series).estimate();
            let strong = last.map_or_else(String::new, |estimate| rows.measure.value(estimate));
            (strong.clone(), text::wrap(&rows.series[*series].name, each - text::strong_width(&strong) - 6.0))
        })
        .collect();
    let plot_height = if wide { 112.0 } else { 120.0 };
    // The upper edge of the plots of each line of panels, and where the last ends.
    let mut tops = Vec::new();
    let mut end = head;
    for line in titles.chunks(columns) {
        let tall = line.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1) as f64 * text::LINE;
        tops.push((end, end + tall + letters));
        end += tall + letters + plot_height + 40.0;
    }
    canvas.set_height(end);
    for (index, (sample, words)) in key.iter().enumerate() {
        let middle = index as f64 * 24.0 + 9.0;
        sample.draw(canvas, middle);
        canvas.text(42.0, middle + 5.0, Anchor::Start, "label", words);
    }
    for (index, line) in unit.iter().enumerate() {
        let base = key.len() as f64 * 24.0 + 14.0 + index as f64 * text::LINE;
        canvas.text(0.0, base, Anchor::Start, "unit", line);
    }
    event::draw_key(canvas, rows, unit_end + 4.0);
    let mut plots = Vec::with_capacity(subjects.len());
    for (index, series) in subjects.iter().enumerate() {
        let (title, top) = tops[index / columns];
        let x = left + (index % columns) as f64 * (each + GAP);
        let bounds = Bounds { left: x, top, right: x + each, bottom: top + plot_height };
        let (strong, lines) = &titles[index];
        for (line, words) in lines.iter().enumerate() {
            let strong = if line == 0 { strong.as_str() } else { "" };
            canvas.text_with(x, title + 14.0 + line as f64 * text::LINE, Anchor::Start, "label", strong, words);
        }
        let plot = Plot::new(canvas, bounds, line::span(rows), y.clone());
        if index % columns == 0 {
            plot.value_axis(&ticks);
        } else {
            for tick in &ticks {
                let at = plot.place(line::span(rows).start, *tick).1;
                canvas.line((bounds.left, at), (bounds.right, at), if *tick == 0.0 { "zero" } else { "grid" });
            }
        }
        event::draw(canvas, rows, &plot);
        ends(rows, canvas, &bounds);
        if let Some(comparator) = comparator {
            line::lines((rows, comparator), canvas, &plot, Ink::Comparator);
        }
        line::band(rows, &plot, *series);
        line::lines((rows, *series), canvas, &plot, Ink::Series(0));
        if let Some(row) = rows.of_series(*series).rev().find(|row| row.estimate().is_some()) {
            canvas.marker(plot.place(rows.steps[row.step].at, row.value().unwrap_or_default()), 0, "series-1");
        }
        plots.push(plot);
    }
    marks(rows, canvas, &plots);
}

/// The first and the last period under a panel; the last alone where both have no room.
fn ends(rows: &Rows, canvas: &Canvas, bounds: &Bounds) {
    let (Some(first), Some(last)) = (rows.steps.first(), rows.steps.last()) else { return };
    let base = bounds.bottom + 18.0;
    let room = bounds.right - bounds.left;
    let last_words = text::shorten(&last.short, room + GAP - 6.0);
    canvas.text(bounds.right, base, Anchor::End, "tick", &last_words);
    if rows.steps.len() > 1 && text::width(&first.short) + text::width(&last_words) + 10.0 <= room {
        canvas.text(bounds.left, base, Anchor::Start, "tick", &first.short);
    }
}

fn marks(rows: &Rows, canvas: &Canvas, plots: &[Plot<'_>]) {
    let subjects: Vec<usize> = rows.subjects().collect();
    for row in &rows.rows {
        canvas.mark(Mark { step: row.step, series: row.series, at: None }, || {
            let panel = subjects.iter().position(|series| *series == row.series);
            // The comparator stands in every panel and is read with each.
            let Some(plot) = panel.and_then(|panel| plots.get(panel)) else { return };
            let (x, y) = plot.place(rows.steps[row.step].at, row.value().unwrap_or_default());
            if row.estimate().is_some() {
                canvas.point((x, y), "series-1");
            } else {
                canvas.circle((x, plot.zero()), 3.0, "open tick");
            }
        });
    }
}

/// What a line of the key shows.
enum Sample {
    Subject,
    Band,
    Comparator,
    Missing,
}

impl Sample {
    fn draw(&self, canvas: &Canvas, middle: f64) {
        match self {
            Self::Subject => {
                canvas.path(&format!("M0 {middle}h32"), "line series-1");
                canvas.marker((32.0, middle), 0, "series-1");
            }
            Self::Band => canvas.rect((0.0, middle - 7.0), (32.0, middle + 7.0), "band series-1"),
            Self::Comparator => canvas.path(&format!("M0 {middle}h32"), "line comparator"),
            Self::Missing => canvas.circle((16.0, middle), 3.0, "open tick"),
        }
    }
}

fn key(rows: &Rows, comparator: Option<usize>, width: f64) -> Vec<(Sample, String)> {
    let said = |words: &str| text::shorten(words, width - 46.0);
    let mut all = vec![(Sample::Subject, said("named above, with its latest value"))];
    let limits = |series: usize| rows.of_series(series).filter_map(Row::estimate).any(|found| found.interval.is_some());
    if rows.subjects().any(limits) {
        all.push((Sample::Band, said("its limits")));
    }
    if let Some(comparator) = comparator {
        all.push((Sample::Comparator, said(&rows.series[comparator].name)));
    }
    let reasons: Vec<&str> = rows.shorthand().into_iter().map(gap::brief).collect();
    if !reasons.is_empty() {
        all.push((Sample::Missing, said(&format!("no number: {}", reasons.join(", ")))));
    }
    all
}
