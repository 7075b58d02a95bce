//! Control charts: values in their order, their mean, and the limits of a steady process.
//!
//! Signals have a shape of their own as well as a colour, and words in the table. The limits are drawn for
//! each phase between two steps; where there are none, the sentence says why.

use plotters::series::LineSeries;

use super::axis::{self, Bounds, Plot};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::palette::Ink;
use super::pen::ink;
use super::rows::{Extra, ExtraColumn, Overlay, Row, Rows};
use super::{Chart, event, fault, gap, select, text, words};
use crate::compare::Findings;
use crate::compare::control::{self, Floor, Phase, Process};
use crate::model::cell::Shorthand;
use crate::model::indicator::Polarity;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};
use crate::statistics::control::{Assurance, Limits, Signal, assurance};

/// Draws `kind: control`.
#[derive(Debug)]
pub struct Control;

/// A process, and a value that it should reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The process.
    pub process: Process,
    /// The target, where there is one.
    pub target: Option<f64>,
}

impl Chart for Control {
    fn kind(&self) -> &'static str {
        "control"
    }

    fn options(&self) -> &'static [&'static str] {
        &["steps", "target"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        if spec.by.is_some() || spec.indicators.len() > 1 || spec.areas.len() > 1 || spec.level.is_some() {
            let what = "asks a control chart for more than one line";
            return Err(report.add(fault(spec, what).help("name one indicator and one area")));
        }
        let mut rows = select::over_time(report, spec, findings, select::LINES)?;
        let series = rows.subjects().next().unwrap_or_default();
        rows.rows.retain(|row| row.series == series);
        rows.rows.iter_mut().for_each(|row| row.series = 0);
        rows.series = vec![rows.series[series].clone()];
        for row in &mut rows.rows {
            row.words = words::row(&rows.measure, "", &row.cell);
            rows.steps[row.step].words =
                words::step(&rows.measure, &rows.steps[row.step].label, std::slice::from_ref(row));
        }
        rows.place.clone_from(&rows.series[0].name);
        let periods: Vec<Period> = rows.rows.iter().map(|row| row.period).collect();
        let (Some(found), Some(area)) =
            (spec.indicators.first().and_then(|id| findings.get(id)), rows.rows.first().map(|row| row.area.id))
        else {
            return select::drawable(report, spec, rows);
        };
        let steps: Vec<Period> = spec.options.steps.iter().map(|(period, _)| *period).collect();
        let process = control::process(found, area, &periods, &steps);
        rows.reading = Some("Signal".to_owned());
        rows.extras = ["Mean", "Lower limit", "Upper limit"]
            .iter()
            .map(|title| ExtraColumn { title: (*title).to_owned(), decimals: rows.measure.decimals.max(1) })
            .collect();
        for (position, row) in rows.rows.iter_mut().enumerate() {
            let phase = process.phases.iter().find(|phase| (phase.first..phase.end).contains(&position));
            let limits = phase.and_then(|phase| phase.limits.as_ref().ok());
            row.extras = match limits {
                Some(limits) => vec![
                    Extra::Number(limits.mean),
                    lowest(&process, limits).map_or(Extra::Missing(Shorthand::NotApplicable), Extra::Number),
                    Extra::Number(limits.upper),
                ],
                None => vec![Extra::Missing(Shorthand::NotApplicable); 3],
            };
            row.reading = match (process.signals[position], row.estimate()) {
                (Some(signal), _) => Some(reading(signal, rows.measure.polarity)),
                (None, Some(_)) if limits.is_some() => Some("none".to_owned()),
                _ => None,
            };
            if let Some(reading) = row.reading.as_ref().filter(|_| process.signals[position].is_some()) {
                rows.steps[row.step].words.push_str(&format!(", {reading}"));
            }
        }
        rows.overlay = Overlay::Control(Box::new(Watched {
            process,
            target: spec.options.target.as_ref().map(|(target, _)| *target),
        }));
        select::drawable(report, spec, rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Control(watched) = &rows.overlay {
            draw(rows, watched, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        match &rows.overlay {
            Overlay::Control(watched) => sentence(rows, watched),
            _ => String::new(),
        }
    }
}

/// The lower limit, where a value could lie below it.
fn lowest(process: &Process, limits: &Limits) -> Option<f64> {
    (process.floor == Floor::Open || limits.lower > 0.0).then_some(limits.lower)
}

/// What a signal means where one direction is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Concern,
    Improvement,
    Neither,
}

impl Meaning {
    fn of(signal: Signal, polarity: Polarity) -> Self {
        match polarity {
            Polarity::NoJudgement => Self::Neither,
            Polarity::LowIsGood if signal.is_high() => Self::Concern,
            Polarity::HighIsGood if !signal.is_high() => Self::Concern,
            Polarity::LowIsGood | Polarity::HighIsGood => Self::Improvement,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Improvement => "improvement",
            Self::Neither => "signal",
        }
    }

    /// Its shape, as a number that [`Canvas::marker`] knows, and its class.
    fn look(self) -> (usize, &'static str) {
        match self {
            Self::Concern => (1, Ink::Series(1).class()),
            Self::Improvement => (3, Ink::Series(3).class()),
            Self::Neither => (2, Ink::Series(2).class()),
        }
    }
}

fn reading(signal: Signal, polarity: Polarity) -> String {
    match Meaning::of(signal, polarity) {
        Meaning::Neither => signal.words().to_owned(),
        meaning => format!("{} ({})", signal.words(), meaning.word()),
    }
}

fn draw(rows: &Rows, watched: &Watched, canvas: &Canvas) {
    canvas.read_along("x");
    let process = &watched.process;
    let wide = canvas.frame() == Frame::Wide;
    let decimals = rows.measure.decimals;
    let number = |value: f64| text::number(value, decimals);
    let last = process.phases.iter().rev().find_map(|phase| phase.limits.as_ref().ok());
    // What the lines are stands above the plot, so that no label covers a value.
    let mut head: Vec<String> = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    let unit = head.len();
    if let Some(limits) = last {
        let low = lowest(process, limits);
        let span = low.map_or_else(
            || format!("below {}", number(limits.upper)),
            |low| format!("{} to {}", number(low), number(limits.upper)),
        );
        let now = if process.phases.len() > 1 { " now" } else { "" };
        let line = format!("Solid line: mean{now}, {}. Dashed: limits, {span}.", number(limits.mean));
        head.extend(text::wrap(&line, canvas.width()));
    }
    if let Some(target) = watched.target {
        head.extend(text::wrap(&format!("Dotted line: target, {}.", number(target)), canvas.width()));
    }
    for (index, line) in head.iter().enumerate() {
        let class = if index < unit { "unit" } else { "label" };
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, class, line);
    }
    let lines_end = head.len() as f64 * text::LINE;
    event::draw_key(canvas, rows, lines_end + 4.0);
    let top = key(rows, process, canvas, lines_end + event::key_height(rows, canvas.width()) + 8.0);
    let limits = process.phases.iter().filter_map(|phase| phase.limits.as_ref().ok());
    let extent = limits
        .flat_map(|limits| [limits.lower.max(if process.floor == Floor::Zero { 0.0 } else { f64::MIN }), limits.upper])
        .chain(process.values.iter().flatten().copied())
        .chain(watched.target)
        .fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
    let y = axis::range(extent);
    let ticks = axis::ticks(&y, decimals);
    let left = axis::tick_room(&ticks).min(canvas.width() / 3.0);
    let right = canvas.width() - 18.0;
    let first = rows.steps.first().map_or(0.0, |step| step.at);
    let end = rows.steps.last().map_or(1.0, |step| step.at);
    let x = if end > first { first..end } else { first - 0.5..first + 0.5 };
    let place = |step: usize| left + (rows.steps[step].at - x.start) / (x.end - x.start) * (right - left);
    let gaps = gap::lanes(rows, place, left, right);
    let below = gap::height(&gaps) + 6.0;
    let foot = below + axis::time_axis_height(&rows.steps);
    let height = top + if wide { 250.0 } else { 210.0 } + foot;
    canvas.set_height(height);
    let bounds = Bounds { left, top: top + 14.0, right, bottom: height - foot };
    let plot = Plot::new(canvas, bounds, x.clone(), y);
    plot.value_axis(&ticks);
    plot.time_axis(&rows.steps, if wide { 5 } else { 4 }, below);
    gap::draw(canvas, &gaps, bounds.bottom);
    event::draw(canvas, rows, &plot);
    for phase in &process.phases {
        lines(rows, process, phase, &plot);
    }
    if let Some(target) = watched.target {
        let (from, to) = (plot.place(x.start, target), plot.place(x.end, target));
        canvas.path(&format!("M{:.1} {:.1}H{:.1}", from.0, from.1, to.0), "line series-3");
    }
    joined(rows, process, &plot);
    canvas.hair((bounds.right, bounds.top), (bounds.right, bounds.bottom));
    for (index, step) in rows.steps.iter().enumerate() {
        let row = rows.at(index, 0);
        let (x, y) = plot.place(step.at, row.value().unwrap_or_default());
        canvas.mark(Mark { step: index, series: 0, at: Some(x) }, || match (row.value(), process.signals[index]) {
            (Some(_), Some(signal)) => {
                let (shape, class) = Meaning::of(signal, rows.measure.polarity).look();
                canvas.marker((x, y), shape, class);
            }
            (Some(_), None) => canvas.circle((x, y), if rows.steps.len() > 40 { 2.5 } else { 3.5 }, "series-1"),
            (None, _) => canvas.circle((x, plot.zero()), 3.5, "open tick"),
        });
    }
}

/// A key of the kinds of signals that occur; returns where it ends.
fn key(rows: &Rows, process: &Process, canvas: &Canvas, top: f64) -> f64 {
    let has = |meaning: Meaning| {
        process.signals.iter().flatten().any(|signal| Meaning::of(*signal, rows.measure.polarity) == meaning)
    };
    let mut left = 0.0;
    let mut used = false;
    for meaning in
        [Meaning::Concern, Meaning::Improvement, Meaning::Neither].into_iter().filter(|meaning| has(*meaning))
    {
        let (shape, class) = meaning.look();
        let word = text::sentence_case(meaning.word());
        canvas.marker((left + 7.0, top + 9.0), shape, class);
        canvas.text(left + 20.0, top + 14.0, Anchor::Start, "label", &word);
        left += 20.0 + text::width(&word) + 20.0;
        used = true;
    }
    if used { top + text::LINE + 4.0 } else { top }
}

/// The mean and the limits of a phase, from half a step before its first value to half a step after its last.
fn lines(rows: &Rows, process: &Process, phase: &Phase, plot: &Plot<'_>) {
    let (Ok(limits), Some(first), Some(last)) =
        (&phase.limits, rows.steps.get(phase.first), rows.steps.get(phase.end.saturating_sub(1)))
    else {
        return;
    };
    let line = |value: f64, pen: Ink| {
        for element in LineSeries::new([(first.at, value), (last.at, value)], ink(pen)) {
            plot.draw("", &element);
        }
    };
    line(limits.mean, Ink::Axis);
    line(limits.upper, Ink::Comparator);
    if let Some(lower) = lowest(process, limits) {
        line(lower, Ink::Comparator);
    }
}

/// The values, joined where nothing is missing between them and the phase is one.
fn joined(rows: &Rows, process: &Process, plot: &Plot<'_>) {
    for phase in &process.phases {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for position in phase.first..=phase.end {
            let value = process.values.get(position).copied().flatten().filter(|_| position < phase.end);
            match value {
                Some(value) => run.push((rows.steps[position].at, value)),
                None => {
                    let points = std::mem::take(&mut run);
                    if points.len() > 1 {
                        for element in LineSeries::new(points, ink(Ink::Tick)) {
                            plot.draw("", &element);
                        }
                    }
                }
            }
        }
    }
}

/// Whether the process is steady, what stands out, and what not to conclude.
fn sentence(rows: &Rows, watched: &Watched) -> String {
    let process = &watched.process;
    let measure = &rows.measure;
    let number = |value: f64| text::number(value, measure.decimals);
    let Some(phase) = process.phases.iter().rev().find(|phase| phase.known > 0) else { return String::new() };
    let since = if process.phases.len() > 1 {
        format!(" {}", words::since(process.periods[phase.first]))
    } else {
        String::new()
    };
    let mut parts = Vec::new();
    match &phase.limits {
        Err(reason) => parts.push(format!("No limits are drawn{since}: {reason}.")),
        Ok(limits) => {
            let low = lowest(process, limits);
            let span = low.map_or_else(
                || format!("below {} (and nothing is counted below zero)", number(limits.upper)),
                |low| format!("between {} and {}", number(low), number(limits.upper)),
            );
            parts.push(format!(
                "{} in {}{since}: on average {}, and a steady process would stay {span}.",
                measure.short,
                rows.place,
                text::with_unit(&number(limits.mean), &measure.unit)
            ));
            if !phase.is_settled() {
                parts.push(format!("The limits rest on {} values, and fewer than 13 do not settle them.", phase.known));
            }
        }
    }
    parts.extend(signals(rows, process));
    if let (Ok(limits), Some(target)) = (&phase.limits, watched.target) {
        parts.push(match assurance(limits, target) {
            Assurance::AlwaysAbove => {
                format!("As things stand every value would be above the target of {}.", number(target))
            }
            Assurance::AlwaysBelow => {
                format!("As things stand every value would be below the target of {}.", number(target))
            }
            Assurance::HitAndMiss => {
                format!("As things stand chance decides whether the target of {} is met.", number(target))
            }
        });
    }
    if let Ok(season) = &process.season
        && season.probability < 0.05
    {
        let ((high, _), (low, _)) = control::extremes(season);
        parts.push(format!(
            "There is a season, highest in {high} and lowest in {low}, which these limits do not know of: set a month beside the same month of another year."
        ));
    }
    let missing = process.values.iter().filter(|value| value.is_none()).count();
    if missing > 0 {
        parts.push(format!(
            "{missing} of {} values are missing, and the limits are made without them.",
            process.values.len()
        ));
    }
    parts.push(words::caution(rows));
    parts.join(" ")
}

/// Which values stand out, the latest first where there are many.
fn signals(rows: &Rows, process: &Process) -> Option<String> {
    if process.phases.iter().all(|phase| phase.limits.is_err()) {
        return None;
    }
    let found: Vec<(&Row, Signal)> =
        rows.rows.iter().zip(&process.signals).filter_map(|(row, signal)| signal.map(|signal| (row, signal))).collect();
    let beyond: Vec<&(&Row, Signal)> =
        found.iter().filter(|(_, signal)| matches!(signal, Signal::AboveLimit | Signal::BelowLimit)).collect();
    if found.is_empty() {
        return Some("No value stands out: the movement from one to the next is what chance gives.".to_owned());
    }
    let count = found.len();
    let mut out = format!(
        "{count} of {} values {} signals of change.",
        rows.rows.len(),
        if count == 1 { "is a signal, and not" } else { "are" }
    );
    if count == 1 {
        out = format!("One of {} values is a signal of change.", rows.rows.len());
    }
    if !beyond.is_empty() && beyond.len() <= 4 {
        let names: Vec<String> =
            beyond.iter().map(|(row, signal)| format!("{} ({})", rows.steps[row.step].label, signal.words())).collect();
        out.push_str(&format!(
            " Beyond the limits: {}.",
            text::listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
        ));
    } else if !beyond.is_empty() {
        out.push_str(&format!(" {} of them lie beyond the limits.", beyond.len()));
    }
    Some(out)
}
