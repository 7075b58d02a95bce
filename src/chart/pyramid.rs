//! Pyramids: bars back to back, two groups on one common scale, such as ages by sex.
//!
//! In comes a breakdown by two dimensions, one of which has two groups, of one area and period. Says which
//! breakdown is none such. A withheld number has a stub of fixed length and its sign, and no bar.

use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::map::shape;
use super::order;
use super::palette::Ink;
use super::ranges::whisker;
use super::rows::{Along, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, gap, select, text, words};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: pyramid`.
#[derive(Debug)]
pub struct Pyramid;

impl Chart for Pyramid {
    fn kind(&self) -> &'static str {
        "pyramid"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts: Vec<String> = (0..rows.series.len()).filter_map(|side| highest(rows, side)).collect();
        parts.extend(apart(rows));
        parts.extend(words::missing(rows, "numbers"));
        if rows.rows.iter().filter_map(Row::estimate).all(|estimate| estimate.denominator.is_none()) {
            parts.push("The numbers are not divided by how many people there are in each group.".to_owned());
        }
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

/// A dimension and its groups.
type Dimension<'a> = (&'a str, Vec<&'a str>);

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?[0];
    let (1, None) = (spec.areas.len(), spec.level) else {
        let what = "sets two groups of no area back to back, or of several";
        return Err(report.add(fault(spec, what).help("name one area under `areas:`")));
    };
    let area = spec.areas[0];
    let (along, sides) = dimensions(report, spec, found)?;
    let group = |along_value: &str, side: &str| Group::new([(along.0, along_value), (sides.0, side)]);
    let has_value = |period: &crate::model::period::Period| {
        let finding = |group: Group| found.of_group(&group, area, *period);
        let value = |group: Group| finding(group).is_some_and(|finding| finding.cell.estimate().is_some());
        along.1.iter().any(|one| sides.1.iter().any(|side| value(group(one, side))))
    };
    let mut rows = Rows::new(select::measure(&[found]), Along::Groups);
    let Some(period) = spec.period.or_else(|| found.periods().iter().rev().copied().find(has_value)) else {
        return select::drawable(report, spec, rows);
    };
    rows.place.clone_from(&findings.areas.get(area).name);
    rows.period = period.to_string();
    rows.first = Some(text::sentence_case(along.0));
    rows.series = sides.1.iter().map(|side| Series { name: text::sentence_case(side), role: Role::Subject }).collect();
    for (step, value) in along.1.iter().enumerate() {
        let begin = rows.rows.len();
        for (series, side) in sides.1.iter().enumerate() {
            let group = group(value, side);
            let cell = found.of_group(&group, area, period).map(|finding| finding.cell.clone());
            let cell = cell.unwrap_or(Cell::Missing(Shorthand::NotAvailable));
            let said = words::row(&rows.measure, &rows.series[series].name, &cell);
            let place = Place::of(&findings.areas, area);
            let row = Row::new((step, series), &found.indicator.short, (place, period), cell, said);
            rows.rows.push(Row { breakdown: group.to_string(), ..row });
        }
        let label = text::sentence_case(value);
        let words = words::step(&rows.measure, &label, &rows.rows[begin..]);
        let short = label.clone();
        rows.steps.push(Step { label, short, at: step as f64, area: None, marked: false, words });
    }
    if rows.rows.iter().filter_map(Row::value).any(|value| value < 0.0) {
        let what = "sets numbers below zero back to back";
        return Err(report.add(fault(spec, what).help("use `kind: bar`, which has room on both sides of zero")));
    }
    select::drawable(report, spec, rows)
}

/// The dimension that the rows are, and the one whose two groups stand back to back: the one with two groups,
/// and of two such the one that is named last.
fn dimensions<'a>(
    report: &Report,
    spec: &'a Spec,
    found: &'a IndicatorFindings,
) -> Result<(Dimension<'a>, Dimension<'a>)> {
    let names: Vec<&str> = spec.by.iter().flat_map(|by| by.split(" and ")).map(str::trim).collect();
    let [first, second] = names[..] else {
        let what = "sets two groups back to back and names no two dimensions";
        let mut known: Vec<String> = found
            .groups()
            .iter()
            .filter(|group| group.pairs().count() == 2)
            .map(|group| {
                let names: Vec<&str> = group.pairs().map(|(name, _)| name).collect();
                format!("`by: {}`", names.join(" and "))
            })
            .collect();
        known.dedup();
        let help = if known.is_empty() {
            format!("write two under `breakdowns:` in the definition of {}, such as `age and sex`", found.indicator.id)
        } else {
            format!("write {}", known.join(" or "))
        };
        return Err(report.add(fault(spec, what).help(help)));
    };
    let of = |name: &'a str| {
        let groups = found.groups().iter().filter(|group| group.is_by(spec.by.as_deref().unwrap_or_default()));
        let mut values: Vec<&'a str> = groups.filter_map(|group| group.get(name)).collect();
        values.sort_by_cached_key(|value| order::by_number(value));
        values.dedup();
        (name, values)
    };
    let (first, second) = (of(first), of(second));
    match (first.1.len(), second.1.len()) {
        (_, 2) => Ok((first, second)),
        (2, _) => Ok((second, first)),
        (one, other) => {
            let what = format!(
                "sets two groups back to back, and there are {one} of `{}` and {other} of `{}`",
                first.0, second.0
            );
            let help = "choose a breakdown in which one dimension has two groups, or use `kind: bar`";
            Err(report.add(fault(spec, &what).help(help)))
        }
    }
}

/// `Highest for Female in 2024: 25 to 34, with 12.3 offences per 1,000 residents.`
fn highest(rows: &Rows, side: usize) -> Option<String> {
    let most = rows.of_series(side).filter_map(Row::value).reduce(f64::max)?;
    let top: Vec<&Row> = rows.of_series(side).filter(|row| row.value() == Some(most)).collect();
    let estimate = top.first()?.estimate()?;
    let names: Vec<&str> = top.iter().map(|row| rows.steps[row.step].label.as_str()).collect();
    Some(format!(
        "{}: the highest value {} is {}, for {}.",
        rows.series[side].name,
        words::when(top[0].period),
        rows.measure.with_unit(estimate),
        text::listed(&names)
    ))
}

/// In how many rows the limits of the two lie apart; nothing where there are no limits.
fn apart(rows: &Rows) -> Option<String> {
    let limits = |step: usize, side: usize| rows.at(step, side).estimate()?.interval;
    let pairs: Vec<_> = (0..rows.steps.len()).filter_map(|step| Some((limits(step, 0)?, limits(step, 1)?))).collect();
    let higher = [
        pairs.iter().filter(|(one, other)| one.lower > other.upper).count(),
        pairs.iter().filter(|(one, other)| other.lower > one.upper).count(),
    ];
    if pairs.is_empty() {
        return None;
    }
    let open = pairs.len() - higher[0] - higher[1];
    let said: Vec<String> = (0..2)
        .filter(|side| higher[*side] > 0)
        .map(|side| format!("{} is higher in {}", rows.series[side].name, higher[side]))
        .collect();
    let groups = pairs.len();
    Some(match (said.is_empty(), open) {
        (true, _) => format!("In none of {groups} groups do the limits lie apart, so neither is called higher."),
        (false, 0) => format!("{} of {groups} groups.", said.join(" and ")),
        (false, open) => {
            format!(
                "{} of {groups} groups; in {open} the limits overlap, so neither is called higher.",
                said.join(" and ")
            )
        }
    })
}

/// How thick a bar is, and how long the stub that stands for no number.
const THICK: f64 = 18.0;
const STUB: f64 = 16.0;

/// Where a drawing has its two sides: the edges they begin at, and how long a bar may be.
struct Sides {
    edges: [f64; 2],
    reach: f64,
    most: f64,
}

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("y");
    let (wide, width) = (canvas.frame() == Frame::Wide, canvas.width());
    let longest = rows.steps.iter().map(|step| text::width(&step.label)).fold(0.0, f64::max);
    let numbers = rows.rows.iter().filter_map(Row::estimate);
    let number = numbers.map(|found| text::strong_width(&rows.measure.value(found))).fold(0.0, f64::max) + 10.0;
    // Labels stand between the sides where the bars keep their room, and above them elsewhere.
    let limit = if wide { 180.0 } else { 84.0 };
    let between = longest <= limit && (width - longest) / 2.0 - number > 56.0 || wide;
    let middle = if between { longest.min(limit) + 20.0 } else { 8.0 };
    let half = (width - middle) / 2.0;
    let most = rows.extent().map_or(0.0, |(_, most)| most);
    let sides = Sides { edges: [half, half + middle], reach: (half - number).max(8.0), most };

    let unit = text::wrap(&text::sentence_case(&rows.measure.unit), width);
    for (index, line) in unit.iter().enumerate() {
        canvas.text(0.0, 14.0 + index as f64 * text::LINE, Anchor::Start, "unit", line);
    }
    let mut y = unit.len() as f64 * text::LINE + 6.0;
    let heads: Vec<Vec<String>> = rows.series.iter().map(|side| text::wrap(&side.name, half / 1.07)).collect();
    let tall = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * text::LINE;
    let top = y + tall + 6.0;
    let mut slots: Vec<(Vec<String>, f64, f64)> = Vec::new();
    let head = y;
    y = top + 4.0;
    for step in &rows.steps {
        let lines = text::wrap(&step.label, if between { limit } else { width });
        let high = lines.len() as f64 * text::LINE;
        if between {
            let slot = high.max(THICK) + 7.0;
            slots.push((lines, y + (slot - high) / 2.0 + 13.5, y + slot / 2.0));
            y += slot;
        } else {
            slots.push((lines, y + 14.0, y + high + 2.0 + THICK / 2.0));
            y += high + THICK + 12.0;
        }
    }
    canvas.set_height(y + 4.0);
    for (side, lines) in heads.iter().enumerate() {
        let anchor = [Anchor::End, Anchor::Start][side];
        for (index, line) in lines.iter().enumerate() {
            let base = head + tall - (lines.len() - 1 - index) as f64 * text::LINE - 2.0;
            canvas.text(sides.edges[side], base, anchor, "label strong", line);
        }
    }
    for (step, (lines, base, at)) in slots.iter().enumerate() {
        for (index, line) in lines.iter().enumerate() {
            canvas.text(width / 2.0, base + index as f64 * text::LINE, Anchor::Middle, "label", line);
        }
        for side in 0..rows.series.len() {
            canvas.mark(Mark { step, series: side, at: Some(*at) }, || {
                bar(rows, canvas, &sides, rows.at(step, side), *at);
            });
        }
        for edge in sides.edges {
            canvas.line((edge, at - THICK / 2.0 - 3.0), (edge, at + THICK / 2.0 + 3.0), "zero");
        }
    }
    canvas.hair((0.0, top), (width, top));
}

fn bar(rows: &Rows, canvas: &Canvas, sides: &Sides, row: &Row, middle: f64) {
    let (edge, way) = (sides.edges[row.series % 2], if row.series == 0 { -1.0 } else { 1.0 });
    let anchor = if row.series == 0 { Anchor::End } else { Anchor::Start };
    let (above, below) = (middle - THICK / 2.0, middle + THICK / 2.0);
    let Some(estimate) = row.estimate() else {
        let end = edge + way * STUB;
        shape(canvas, &[vec![(edge, above), (end, above), (end, below), (edge, below)]], Ink::NoData);
        if let Some(reason) = row.cell.shorthand() {
            let whole = format!("{} {}", reason.symbol(), gap::brief(reason));
            let room = if row.series == 0 { end } else { canvas.width() - end } - 6.0;
            let said = if text::width(&whole) <= room { whole.as_str() } else { reason.symbol() };
            canvas.text(end + way * 6.0, middle + 5.0, anchor, "tick", said);
        }
        return;
    };
    let place = |value: f64| edge + way * if sides.most > 0.0 { value / sides.most * sides.reach } else { 0.0 };
    let ink = Ink::Series(u8::try_from(row.series).unwrap_or(0)).class();
    canvas.rect((edge, above), (place(estimate.value), below), &format!("bar {ink}"));
    let mut end = estimate.value;
    if let Some(limits) = estimate.interval {
        let (from, to) = (place(limits.lower.max(0.0)), place(limits.upper));
        // A strip of paper keeps the rule apart from a bar of nearly its colour.
        canvas.rect((from, middle - 2.2), (to, middle + 2.2), "open ground");
        whisker(canvas, (from, to), middle);
        end = end.max(limits.upper);
    }
    canvas.text(place(end) + way * 6.0, middle + 5.0, anchor, "value", &rows.measure.value(estimate));
}
