//! Gradients: groups of areas from one end of an order to the other, each with its limits, and the line through them.
//!
//! Made of `compare::gradient`, which sums released counts. Says what cannot be drawn: no order, no counts, or too
//! few areas. A group without a number is named and has no mark.

use super::axis::{self, Bounds, Plot};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, gap, select, text, words};
use crate::compare::Findings;
use crate::compare::gradient::{self, Gradient};
use crate::model::spec::Spec;
use crate::report::{Report, Result};
use crate::statistics::inequality;

/// Draws `kind: gradient`.
#[derive(Debug)]
pub struct GradientChart;

/// How many groups are made where an author names no number.
const GROUPS: usize = 10;

/// What stands behind the groups of a gradient.
#[derive(Debug, Clone, PartialEq)]
pub struct Behind {
    /// The groups and what is found over them.
    pub gradient: Gradient,
    /// What the ends of the order are called: `most deprived`, `least deprived`.
    pub ends: [String; 2],
    /// What the areas are called: `wards`.
    pub areas: String,
}

impl Chart for GradientChart {
    fn kind(&self) -> &'static str {
        "gradient"
    }

    fn options(&self) -> &'static [&'static str] {
        &["against", "groups"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        sentence(rows)
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?;
    let (Some(level), Some((order, place))) = (spec.level, &spec.options.against) else {
        let what = "does not say what areas are put in which order";
        return Err(report.add(
            fault(spec, what).help("add `level:` and, under `against:`, an indicator such as a score of deprivation"),
        ));
    };
    let groups = spec.options.groups.as_ref().map_or(GROUPS, |(groups, _)| *groups);
    if let Some((_, place)) = spec.options.groups.as_ref().filter(|(groups, _)| !inequality::GROUPS.contains(groups)) {
        let what = crate::report::Diagnostic::error(format!("a gradient is not made of {groups} groups"));
        return Err(report.add(what.at(place.clone()).label("this number").help("write a number from 5 to 100")));
    }
    let Some((against, period)) = findings.get(order).zip(spec.period.or_else(|| found[0].latest())) else {
        return Err(report.add(fault(spec, "has nothing to draw").help("choose another indicator")));
    };
    let made = gradient::gradient(findings, (found[0], against), level, groups, period).map_err(|why| {
        let what = format!("has no gradient of {} over {}: {why}", found[0].indicator.id, against.indicator.id);
        let help =
            "use an indicator with counts and a denominator, an order with few ties, and fewer groups than areas";
        report.add(fault(spec, &what).at(place.clone()).help(help))
    })?;
    let ends = if against.indicator.theme == "Deprivation" {
        ["most deprived".to_owned(), "least deprived".to_owned()]
    } else {
        let short = crate::content::sentence::lower_first(&against.indicator.short);
        [format!("highest {short}"), format!("lowest {short}")]
    };
    let areas = findings.areas.level(level).plural.to_lowercase();
    let measure = select::measure(&found);
    let whole = findings.areas.assessed();
    let place = format!("{areas} of {} by {}", findings.areas.get(whole).name, against.indicator.title);
    let mut rows = Rows {
        series: vec![Series { name: String::new(), role: Role::Subject }],
        period: period.to_string(),
        place,
        extras: vec![
            ExtraColumn { title: text::sentence_case(&areas), decimals: 0 },
            ExtraColumn { title: format!("{} left out", text::sentence_case(&areas)), decimals: 0 },
        ],
        ..Rows::new(measure, Along::Groups)
    };
    for (step, group) in made.groups.iter().enumerate() {
        let label = match step + 1 {
            1 => format!("1 ({})", ends[0]),
            last if last == groups => format!("{last} ({})", ends[1]),
            number => number.to_string(),
        };
        let row = Row {
            step,
            series: 0,
            indicator: found[0].indicator.short.clone(),
            area: Place::of(&findings.areas, whole),
            period,
            breakdown: format!("group {} of {groups}, from the {}", step + 1, ends[0]),
            words: words::row(&rows.measure, "", &group.cell),
            comparison: None,
            breaks: Vec::new(),
            cell: group.cell.clone(),
            reading: None,
            extras: vec![Extra::Number(group.areas as f64), Extra::Number(group.left_out as f64)],
        };
        let words = words::lone_step(&rows, &format!("Group {label}"), &row);
        rows.rows.push(row);
        let (short, at) = ((step + 1).to_string(), step as f64);
        rows.steps.push(Step { label, short, at, area: None, marked: false, words });
    }
    rows.overlay = Overlay::Gradient(Box::new(Behind { gradient: made, ends, areas }));
    select::drawable(report, spec, rows)
}

fn draw(rows: &Rows, canvas: &Canvas) {
    let Overlay::Gradient(behind) = &rows.overlay else { return };
    canvas.read_along("x");
    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), canvas.width());
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let head = unit.len() as f64 * text::LINE + 14.0;
    let y = axis::range(rows.extent());
    let ticks = axis::ticks(&y, rows.measure.decimals);
    let left = axis::tick_room(&ticks).min(canvas.width() / 3.0);
    let reasons: Vec<String> = rows
        .shorthand()
        .into_iter()
        .map(|reason| {
            let count = rows.rows.iter().filter(|row| row.cell.shorthand() == Some(reason)).count();
            format!("{count} {} {}", if count == 1 { "group" } else { "groups" }, gap::brief(reason))
        })
        .collect();
    let note = text::wrap(&reasons.join("; "), canvas.width());
    let plain = if canvas.frame() == Frame::Wide { 250.0 } else { 200.0 };
    let bottom = head + plain;
    canvas.set_height(bottom + 48.0 + note.len() as f64 * text::LINE);
    let right = canvas.width() - 8.0;
    let plot = Plot::new(canvas, Bounds { left, top: head, right, bottom }, 0.0..1.0, y);
    plot.value_axis(&ticks);
    let middles = middles(rows);
    if let Ok(index) = &behind.gradient.index {
        let (from, to) = (plot.place(0.0, index.intercept), plot.place(1.0, index.intercept + index.slope));
        canvas.line(from, to, "comparator");
    }
    let each = ((text::width("100") + 6.0) * rows.steps.len() as f64 / (right - left)).ceil().max(1.0) as usize;
    for (row, middle) in rows.rows.iter().zip(&middles) {
        let x = plot.place(*middle, 0.0).0;
        canvas.mark(Mark { step: row.step, series: 0, at: Some(x) }, || {
            let Some(estimate) = row.estimate() else { return };
            let at = plot.place(*middle, estimate.value).1;
            if let Some(limits) = estimate.interval {
                let (low, high) = (plot.place(*middle, limits.lower).1, plot.place(*middle, limits.upper).1);
                canvas.line((x, low), (x, high), "line interval");
            }
            canvas.marker((x, at), 0, "series-1");
        });
        if row.step % each == 0 {
            canvas.text(x, bottom + 18.0, Anchor::Middle, "tick", &rows.steps[row.step].short);
        }
    }
    let half = (canvas.width() - left) / 2.0 - 6.0;
    let end = |words: &str| text::shorten(&text::sentence_case(words), half);
    canvas.text(left, bottom + 38.0, Anchor::Start, "label", &end(&behind.ends[0]));
    canvas.text(canvas.width(), bottom + 38.0, Anchor::End, "label", &end(&behind.ends[1]));
    for (index, line) in note.iter().enumerate() {
        canvas.text(0.0, bottom + 58.0 + index as f64 * text::LINE, Anchor::Start, "tick", line);
    }
    canvas.hair((right, head), (right, bottom));
}

/// Where each group stands from 0 to 1: the middle of its share of people, or evenly where a share is not known.
fn middles(rows: &Rows) -> Vec<f64> {
    let people: Option<Vec<f64>> = rows.rows.iter().map(|row| row.estimate()?.denominator).collect();
    let even = || vec![1.0; rows.rows.len()];
    inequality::shares(people.unwrap_or_else(even).into_iter()).into_iter().map(|(_, middle)| middle).collect()
}

/// A group of so many in words: `tenth`, `fifth`.
fn part(groups: usize) -> String {
    match groups {
        5 => "fifth".to_owned(),
        6 => "sixth".to_owned(),
        7 => "seventh".to_owned(),
        8 => "eighth".to_owned(),
        9 => "ninth".to_owned(),
        10 => "tenth".to_owned(),
        20 => "twentieth".to_owned(),
        other => format!("of {other} groups"),
    }
}

fn sentence(rows: &Rows) -> String {
    let Overlay::Gradient(behind) = &rows.overlay else { return words::caution(rows) };
    let (measure, gradient) = (&rows.measure, &behind.gradient);
    let number = |value| text::number(value, measure.decimals);
    let mut parts = Vec::new();
    let part = part(rows.rows.len());
    let ends = rows.rows.first().and_then(Row::estimate).zip(rows.rows.last().and_then(Row::estimate));
    if let Some((first, last)) = ends {
        parts.push(format!(
            "In the {} {part} of {}: {}; in the {} {part}: {}.",
            behind.ends[0],
            behind.areas,
            measure.with_unit(first),
            behind.ends[1],
            measure.value(last)
        ));
    }
    match &gradient.index {
        Ok(index) => {
            let limits = index.slope_limits;
            let clear = limits.lower > 0.0 || limits.upper < 0.0;
            let (from, to) = (&behind.ends[0], &behind.ends[1]);
            if clear {
                let (word, low, high) = if index.slope < 0.0 {
                    ("falls", -limits.upper, -limits.lower)
                } else {
                    ("rises", limits.lower, limits.upper)
                };
                parts.push(format!(
                    "From the {from} to the {to} end the line through all groups {word} by {} ({} to {}), the slope index of inequality.",
                    number(index.slope.abs()),
                    number(low),
                    number(high)
                ));
            } else {
                parts.push(format!(
                    "From the {from} to the {to} end the line through all groups does not clearly rise or fall ({} to {}).",
                    number(limits.lower),
                    number(limits.upper)
                ));
            }
            if let (Some(ratio), Some(limits)) = (index.ratio, index.ratio_limits) {
                let two = |value| text::number(value, 2);
                parts.push(format!(
                    "The {to} end has {} times the value of the {from} ({} to {}), the relative index.",
                    two(ratio),
                    two(limits.lower),
                    two(limits.upper)
                ));
            }
        }
        Err(why) => parts.push(format!("No slope is given: {why}.")),
    }
    if let Ok(tested) = &gradient.trend {
        let larger = if tested.probability < 0.05 { "is larger than" } else { "may be" };
        parts.push(format!(
            "The trend over the groups {larger} chance (chi-squared {}).",
            text::number(tested.chi_squared, 1)
        ));
    }
    let left_out = gradient.unordered + gradient.groups.iter().map(|group| group.left_out).sum::<usize>();
    if left_out > 0 {
        parts.push(format!(
            "{left_out} of the {} have no number, or no place in the order, and are left out.",
            behind.areas
        ));
    }
    parts.push("This is about areas, not the people in them, and shows no cause.".to_owned());
    parts.push(words::caution(rows));
    parts.join(" ")
}
