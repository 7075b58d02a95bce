//! Concentration: how much of all events the fullest areas hold, beside the curve of chance alone.
//!
//! In come the rows of one measure over areas and what `compare` says of them; out comes a curve with a mark
//! for each area. Refuses more than one measure, and counts that give no answer. An area without a count has
//! no place on the curve.

use super::axis::{Bounds, Plot, tick_room};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::palette::Ink;
use super::pen::ink;
use super::rows::{Extra, ExtraColumn, Overlay, Rows};
use super::{Chart, fault, select, text, words};
use crate::compare::Findings;
use crate::compare::concentration::{Even, Gathered, gathered};
use crate::content::number::percent;
use crate::model::cell::Shorthand;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

use plotters::element::PathElement;

/// Draws `kind: concentration`.
#[derive(Debug)]
pub struct Concentration;

/// A curve, in words of its areas and events.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The answer.
    gathered: Gathered,
    /// What the areas are called: `wards`.
    areas: String,
    /// What is counted: `offences`.
    events: String,
    /// What chance is spread over: `residents`.
    people: String,
}

impl Chart for Concentration {
    fn kind(&self) -> &'static str {
        "concentration"
    }

    fn options(&self) -> &'static [&'static str] {
        &["share"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        if spec.by.is_some() || spec.indicators.len() > 1 {
            let what = "asks for the concentration of more than one count";
            return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
        }
        let mut rows = select::at_once(report, spec, findings)?;
        let share = spec.options.share.as_ref().map_or(0.25, |(share, _)| *share);
        let areas: Vec<_> = rows.rows.iter().map(|row| row.area.id).collect();
        let found = select::indicators(report, spec, findings)?[0];
        let answer = gathered(found, &areas, rows.rows[0].period, share);
        let gathered = answer.map_err(|reason| {
            let what = format!("cannot say where {} is concentrated", found.indicator.short);
            let help = "choose a larger level, a longer period, or an indicator that counts events";
            report.add(fault(spec, &what).note(reason.to_string()).help(help))
        })?;
        let curve = Curve {
            areas: spec
                .level
                .map_or_else(|| "areas".to_owned(), |level| findings.areas.level(level).plural.to_lowercase()),
            events: events(&rows.measure.unit),
            people: people(&rows.measure.unit),
            gathered,
        };
        in_order(&mut rows, &curve);
        Ok(rows)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Concentration(curve) = &rows.overlay {
            draw(rows, curve, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let Overlay::Concentration(curve) = &rows.overlay else { return String::new() };
        let answer = &curve.gathered;
        let counted = answer.areas.len();
        let part = |number: f64| percent(number / counted as f64);
        let portion = portion(answer.share);
        let mut parts = vec![format!(
            "{} of the {} {} {} was in {} of {counted} {} ({}).",
            text::sentence_case(&portion),
            text::number(answer.events, 0),
            curve.events,
            words::when(rows.rows[0].period),
            answer.holding,
            curve.areas,
            part(answer.holding as f64),
        )];
        let even = match answer.even {
            Even::Denominator => format!("If they were spread evenly over the {}", curve.people),
            Even::Areas => format!("If each of the {} had the same number to expect", curve.areas),
        };
        parts.push(format!(
            "{even}, chance alone would gather {portion} in about {} {} ({}).",
            text::number(answer.by_chance, 0),
            curve.areas,
            part(answer.by_chance),
        ));
        parts.push(format!(
            "The Gini coefficient is {}, and {} by chance alone (0 is evenly spread, 1 is all in one place).",
            text::number(answer.gini, 2),
            text::number(answer.gini_by_chance, 2),
        ));
        match answer.without {
            0 => {}
            1 => parts.push(format!("1 of the {} has no count that may be shown and is left out.", curve.areas)),
            many => parts.push(format!("{many} {} have no count that may be shown and are left out.", curve.areas)),
        }
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// `a quarter`, `half`, `80%`.
fn portion(share: f64) -> String {
    match (share * 100.0).round() as u32 {
        20 => "a fifth".to_owned(),
        25 => "a quarter".to_owned(),
        50 => "half".to_owned(),
        75 => "three quarters".to_owned(),
        _ => percent(share),
    }
}

/// `offences`, of `offences per 1,000 residents`.
fn events(unit: &str) -> String {
    let before = unit.split(" per ").next().unwrap_or_default().trim();
    if before.is_empty() || before.starts_with('%') { "events".to_owned() } else { before.to_owned() }
}

/// `residents`, of `offences per 1,000 residents`.
fn people(unit: &str) -> String {
    let after = unit.split_once(" per ").map_or("", |(_, after)| after);
    let name = after.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ',' || sign == ' ');
    if name.is_empty() { "people it is divided by".to_owned() } else { name.to_owned() }
}

/// Puts the rows in the order of their counts, with their shares; those without a count stand last.
fn in_order(rows: &mut Rows, curve: &Curve) {
    let place = |row: &super::rows::Row| {
        curve.gathered.areas.iter().position(|held| held.area == row.area.id).unwrap_or(usize::MAX)
    };
    rows.rows.sort_by_cached_key(|row| (place(row), row.step));
    rows.steps = rows.rows.iter().map(|row| rows.steps[row.step].clone()).collect();
    rows.benchmark = None;
    let column = |title: String| ExtraColumn { title, decimals: 1 };
    rows.extras = vec![
        column(format!("% of {}", curve.events)),
        column(format!("% of {}, with those above", curve.events)),
        column(format!("% of {}, with those above", curve.areas)),
    ];
    let counted = curve.gathered.areas.len() as f64;
    for (index, row) in rows.rows.iter_mut().enumerate() {
        row.step = index;
        row.comparison = None;
        let step = &mut rows.steps[index];
        step.at = index as f64;
        row.extras = match curve.gathered.areas.get(index) {
            Some(held) => {
                step.words = format!(
                    "{}: {} {}, {} of all; with those before it {} in {}",
                    step.label,
                    text::number(held.count, 0),
                    curve.events,
                    percent(held.share),
                    percent(held.cumulative),
                    percent((index + 1) as f64 / counted)
                );
                let areas = (index + 1) as f64 / counted;
                [held.share, held.cumulative, areas].map(|share| Extra::Number(share * 100.0)).into()
            }
            None => vec![Extra::Missing(row.cell.shorthand().unwrap_or(Shorthand::NotAvailable)); 3],
        };
    }
    rows.overlay = Overlay::Concentration(Box::new(curve.clone()));
}

fn draw(rows: &Rows, curve: &Curve, canvas: &Canvas) {
    const TICKS: [f64; 5] = [0.0, 25.0, 50.0, 75.0, 100.0];
    const SAMPLE: f64 = 30.0;
    canvas.read_along("x");
    let answer = &curve.gathered;
    let counted = answer.areas.len() as f64;
    let portion = portion(answer.share);
    let key = [
        (format!("Counted: {portion} in {} {}", answer.holding, curve.areas), Ink::Series(0)),
        (format!("By chance alone: in about {} {}", text::number(answer.by_chance, 0), curve.areas), Ink::Comparator),
    ];
    let lines: Vec<(Vec<String>, Ink)> =
        key.into_iter().map(|(words, pen)| (text::wrap(&words, canvas.width() - SAMPLE - 12.0), pen)).collect();
    let below = text::wrap(&format!("% of {}, the fullest first", curve.areas), canvas.width());
    let unit = text::wrap(&format!("% of {}", curve.events), canvas.width());
    let key_high = lines.iter().map(|(lines, _)| lines.len() as f64 * text::LINE + 4.0).sum::<f64>();
    let top = key_high + unit.len() as f64 * text::LINE + 18.0;
    let high = if canvas.frame() == Frame::Wide { 300.0 } else { 250.0 };
    let bottom = top + high;
    canvas.set_height(bottom + 34.0 + below.len() as f64 * text::LINE);
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, key_high + 20.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let edge = text::width("100") / 2.0 + 2.0;
    let bounds = Bounds { left: tick_room(&TICKS), top, right: canvas.width() - edge, bottom };
    let plot = Plot::new(canvas, bounds, 0.0..100.0, 0.0..100.0);
    plot.value_axis(&TICKS);
    for tick in TICKS {
        let x = plot.place(tick, 0.0).0;
        canvas.line((x, bottom), (x, bottom + 5.0), "tick");
        canvas.text(x, bottom + 20.0, Anchor::Middle, "tick", &text::number(tick, 0));
    }
    for (index, line) in below.iter().enumerate() {
        canvas.text(bounds.left, bottom + 40.0 + index as f64 * text::LINE, Anchor::Start, "tick", line);
    }
    let mut y = 14.0;
    for (lines, pen) in &lines {
        let sample =
            Plot::new(canvas, Bounds { left: 0.0, top: y - 10.0, right: SAMPLE, bottom: y }, 0.0..1.0, 0.0..1.0);
        sample.draw("", &PathElement::new(vec![(0.0, 0.5), (1.0, 0.5)], ink(*pen)));
        for line in lines {
            canvas.text(SAMPLE + 8.0, y, Anchor::Start, "label", line);
            y += text::LINE;
        }
        y += 4.0;
    }
    // Where the share asked about meets each of the curves.
    let share = answer.share * 100.0;
    let far = (answer.by_chance.max(answer.holding as f64) / counted * 100.0).min(100.0);
    canvas.line(plot.place(0.0, share), plot.place(far, share), "tick");
    for areas in [answer.holding as f64, answer.by_chance] {
        let x = areas / counted * 100.0;
        canvas.line(plot.place(x, share), plot.place(x, 0.0), "tick");
    }
    plot.draw("", &PathElement::new(thinned(&answer.curve), ink(Ink::Comparator)));
    let held = answer
        .areas
        .iter()
        .enumerate()
        .map(|(index, held)| ((index + 1) as f64 / counted * 100.0, held.cumulative * 100.0));
    let held: Vec<(f64, f64)> = std::iter::once((0.0, 0.0)).chain(held).collect();
    plot.draw("", &PathElement::new(held.clone(), ink(Ink::Series(0))));
    for row in &rows.rows {
        let at = held.get(row.step + 1).map(|(x, y)| plot.place(*x, *y));
        canvas.mark(Mark { step: row.step, series: row.series, at: at.map(|(x, _)| x) }, || {
            if let Some(at) = at {
                canvas.point(at, "series-1");
            }
        });
    }
    canvas.hair((bounds.left, top), (bounds.left, bottom));
}

/// As many points as a drawing can show, in per cent.
fn thinned(curve: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (index, (x, y)) in curve.iter().map(|(x, y)| (x * 100.0, y * 100.0)).enumerate() {
        let far = kept.last().is_none_or(|(before, below)| (x - before) + (y - below) > 1.0);
        if far || index + 1 == curve.len() {
            kept.push((x, y));
        }
    }
    kept
}
