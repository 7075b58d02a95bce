//! Concentration: areas in the order of their counts, and how soon they hold a share of the whole.
//!
//! One mark for each area on a curve from none to all; behind it the curve that chance alone would draw.
//! Where the share cannot be said there is no curve, and the sentence says why.

use plotters::element::PathElement;

use super::axis::{Bounds, Plot};
use super::canvas::{Anchor, Canvas, Mark};
use super::palette::Ink;
use super::pen::ink;
use super::rows::{Along, Extra, ExtraColumn, Measure, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, select, text, words};
use crate::compare::Findings;
use crate::compare::concentration::{Even, Order, concentration};
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::Estimate;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: concentration`.
#[derive(Debug)]
pub struct Concentration;

/// What the curve is read with.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The order, and how many areas hold the share.
    order: Order,
    /// What the areas are called: `wards`.
    noun: String,
    /// What an even spread is even over: `residents`.
    over: String,
}

impl Chart for Concentration {
    fn kind(&self) -> &'static str {
        "concentration"
    }

    fn options(&self) -> &'static [&'static str] {
        &["share"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        let found = select::indicators(report, spec, findings)?;
        let Some(level) = spec.level.filter(|_| spec.areas.is_empty() && spec.by.is_none()) else {
            let what = "asks for the concentration of something else than a level";
            return Err(
                report.add(fault(spec, what).help("write `level:` and the word of one, without `areas` or `by`"))
            );
        };
        let share = spec.options.share.as_ref().map_or(0.25, |(share, _)| *share);
        let Some(order) = concentration(findings, &found[0].indicator.id, level, spec.period, share) else {
            let help = "choose another level, or another indicator";
            return Err(report.add(fault(spec, "has nothing to draw").note("no count is published there").help(help)));
        };
        let (unit, over) = parted(&found[0].indicator.unit);
        let measure = Measure { unit, decimals: 0, ..select::measure(&found[..1]) };
        let noun = findings.areas.level(level).plural.to_lowercase();
        Ok(rows(measure, Curve { order, noun, over }, findings))
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Curve(curve) = &rows.overlay {
            draw(rows, curve, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts = Vec::new();
        if let Overlay::Curve(curve) = &rows.overlay {
            parts.push(said(rows, curve));
        }
        parts.extend(words::missing(rows, "areas"));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// `offences per 1,000 residents` as what is counted and whom it is divided by.
fn parted(unit: &str) -> (String, String) {
    let digit = |letter: char| letter.is_ascii_digit() || letter == ',' || letter == ' ';
    match unit.split_once(" per ") {
        Some((counted, over)) => (counted.to_owned(), over.trim_start_matches(digit).to_owned()),
        None => (unit.to_owned(), String::new()),
    }
}

fn rows(measure: Measure, curve: Curve, findings: &Findings) -> Rows {
    let order = &curve.order;
    let whole = order.gathered.as_ref().ok().map(|gathered| gathered.whole);
    let many = order.areas.len();
    let place = format!("{many} {}", curve.noun);
    let series = vec![Series { name: String::new(), role: Role::Subject }];
    let mut rows = Rows { series, period: order.period.to_string(), place, ..Rows::new(measure, Along::Areas) };
    for title in ["Share of all (%)", "Share of areas so far (%)", "Share of all so far (%)"] {
        rows.extras.push(ExtraColumn { title: title.to_owned(), decimals: 1 });
    }
    let mut sum = 0.0;
    for (step, held) in order.areas.iter().enumerate() {
        let area = Place::of(&findings.areas, held.area);
        let label = match findings.areas.get(held.area).parent {
            Some(parent) if parent != findings.areas.assessed() => {
                format!("{}, {}", area.name, findings.areas.get(parent).name)
            }
            _ => area.name.clone(),
        };
        let count = held.cell.estimate().and_then(|estimate| estimate.numerator);
        // The count alone, since areas stand in the order of it.
        let cell = match (&held.cell, count) {
            (Cell::Value(estimate), Some(count)) => Cell::Value(Estimate {
                value: count,
                interval: None,
                outer: None,
                numerator: Some(count),
                denominator: None,
                ..estimate.clone()
            }),
            (Cell::Value(_), None) => Cell::Missing(Shorthand::NotAvailable),
            (missing @ Cell::Missing(_), _) => missing.clone(),
        };
        let (said, extras) = match (count, whole) {
            (Some(count), Some(whole)) => {
                sum += count;
                let (own, areas, all) =
                    (count / whole * 100.0, (step + 1) as f64 / many as f64 * 100.0, sum / whole * 100.0);
                let number = |value| text::number(value, 1);
                let said = format!(
                    "{label}: {} {}, {}% of all; the first {} of {many} {} hold {}%",
                    text::number(count, 0),
                    rows.measure.unit,
                    number(own),
                    step + 1,
                    curve.noun,
                    number(all)
                );
                (said, vec![Extra::Number(own), Extra::Number(areas), Extra::Number(all)])
            }
            _ => {
                let reason = cell.shorthand().unwrap_or(Shorthand::NotApplicable);
                let said = match count {
                    Some(count) => format!("{label}: {} {}", text::number(count, 0), rows.measure.unit),
                    None => format!("{label}: {}", reason.words()),
                };
                (said, vec![Extra::Missing(reason); 3])
            }
        };
        rows.rows.push(Row {
            step,
            series: 0,
            indicator: rows.measure.short.clone(),
            period: order.period,
            breakdown: String::new(),
            words: words::row(&rows.measure, "", &cell),
            comparison: None,
            breaks: Vec::new(),
            reading: None,
            area: area.clone(),
            cell,
            extras,
        });
        let at = step as f64;
        rows.steps.push(Step { short: area.name.clone(), at, area: Some(area), marked: false, words: said, label });
    }
    rows.overlay = Overlay::Curve(curve);
    rows
}

/// `a quarter`, `half`, `80%`.
fn portion(share: f64) -> String {
    match (share * 100.0).round() as i64 {
        25 => "a quarter".to_owned(),
        50 => "half".to_owned(),
        75 => "three quarters".to_owned(),
        _ => format!("{}%", text::number(share * 100.0, 0)),
    }
}

fn said(rows: &Rows, curve: &Curve) -> String {
    let (many, noun, order) = (curve.order.areas.len(), &curve.noun, &curve.order);
    let (portion, unit, when) = (portion(order.share), &rows.measure.unit, words::when(order.period));
    let gathered = match &order.gathered {
        Ok(gathered) => gathered,
        Err(reason) => return format!("How many {noun} hold {portion} of {unit} {when} cannot be said: {reason}."),
    };
    let (least, most) = gathered.areas;
    let part = |areas: f64| format!("{}%", text::number(areas / many as f64 * 100.0, 0));
    let held = if least == most {
        format!("{most} of {many} {noun} ({})", part(most as f64))
    } else {
        format!("between {least} and {most} of {many} {noun}, as some have no number,")
    };
    let mut out = format!("{} {when}: {portion} of the {unit} was in {held}.", rows.measure.short);
    if let Some(chance) = &gathered.chance {
        let alone = chance.holding(order.share);
        let over = match gathered.even {
            Even::Denominator if !curve.over.is_empty() => curve.over.clone(),
            Even::Denominator => "what it is divided by".to_owned(),
            Even::Areas => noun.clone(),
        };
        out.push_str(&format!(
            " If they were spread evenly over {over}, chance alone would need about {} ({}).",
            text::number(alone.round(), 0),
            part(alone)
        ));
        if let Some(gini) = gathered.gini {
            out.push_str(&format!(
                " On a scale from 0, all alike, to 1, all in one place (Gini), it is {}; chance alone would give {}.",
                text::number(gini, 2),
                text::number(chance.gini(), 2)
            ));
        }
    }
    out
}

fn draw(rows: &Rows, curve: &Curve, canvas: &Canvas) {
    canvas.read_along("x");
    let many = curve.order.areas.len() as f64;
    let head = text::wrap(&format!("Share of all {} (%)", rows.measure.unit), canvas.width());
    let key = 14.0 + head.len() as f64 * text::LINE;
    let top = key + 34.0;
    let size = if canvas.width() > 400.0 { 330.0 } else { 250.0 };
    let frame = Bounds { left: 40.0, top, right: canvas.width() - 16.0, bottom: top + size };
    canvas.set_height(frame.bottom + 52.0);
    for (index, line) in head.iter().enumerate() {
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let plot = Plot::new(canvas, frame, 0.0..100.0, 0.0..100.0);
    let ticks = [0.0, 25.0, 50.0, 75.0, 100.0];
    plot.value_axis(&ticks);
    for tick in ticks {
        let (x, y) = plot.place(tick, 0.0);
        canvas.line((x, y), (x, y + 5.0), "tick");
        canvas.text(x, y + 20.0, Anchor::Middle, "tick", &text::number(tick, 0));
    }
    let below = format!("Share of {}, highest count first (%)", curve.noun);
    canvas.text(frame.right, frame.bottom + 42.0, Anchor::End, "unit", &below);
    let chance = curve.order.gathered.as_ref().ok().and_then(|gathered| gathered.chance.as_ref());
    canvas.circle((5.0, key + 4.0), 4.0, "series-1");
    canvas.text(16.0, key + 9.0, Anchor::Start, "label", "As recorded");
    if let Some(chance) = chance {
        let left = 40.0 + text::width("As recorded");
        canvas.line((left, key + 4.0), (left + 26.0, key + 4.0), "comparator");
        canvas.text(left + 34.0, key + 9.0, Anchor::Start, "label", "By chance alone");
        let mut line: Vec<(f64, f64)> = Vec::new();
        for (areas, share) in &chance.curve {
            let point = (areas / many * 100.0, share * 100.0);
            // Steps that no eye can part would only make the page heavier.
            let apart = line.last().is_none_or(|last| (point.0 - last.0).hypot(point.1 - last.1) > 2.0);
            if apart || *share >= 1.0 {
                line.push(point);
            }
        }
        plot.draw("", &PathElement::new(line, ink(Ink::Comparator)));
    }
    let share = curve.order.share * 100.0;
    if let Ok(gathered) = &curve.order.gathered {
        let (x, y) = plot.place(gathered.areas.1 as f64 / many * 100.0, share);
        canvas.line((frame.left, y), (x, y), "zero");
        canvas.line((x, y), (x, frame.bottom), "zero");
    }
    canvas.hair((frame.left, top), (frame.left, frame.bottom));
    for row in &rows.rows {
        let point = match row.extras.as_slice() {
            [_, Extra::Number(areas), Extra::Number(all)] => Some(plot.place(*areas, *all)),
            _ => None,
        };
        canvas.mark(Mark { step: row.step, series: 0, at: point.map(|point| point.0) }, || {
            if let Some(point) = point {
                canvas.circle(point, 2.5, "series-1");
            }
        });
    }
}
