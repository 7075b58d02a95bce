//! The parts of a whole: which they are, and whether they add up.
//!
//! In comes what an author asks for; out come rows with a series for each part and one for the whole. Says what
//! has no parts, too many, or parts whose released values make another sum than the whole.

use super::{is_whole, place_of, sum};
use crate::chart::palette::SERIES;
use crate::chart::rows::{Along, Place, Role, Row, Rows, Series, Step};
use crate::chart::{fault, order, select, text, words};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// One part, or the whole.
struct Part<'a> {
    found: &'a IndicatorFindings,
    group: Group,
    name: String,
    role: Role,
}

impl Part<'_> {
    fn cell(&self, area: AreaId, period: Period) -> Cell {
        let finding = self.found.of_group(&self.group, area, period);
        finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone())
    }
}

pub(super) fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?;
    let parts = parts(report, spec, findings, &found)?;
    let areas = select::areas(spec, findings);
    let mut measure = select::measure(&found);
    measure.indicators.extend(parts.iter().map(|part| part.found.indicator.id.clone()));
    measure.indicators.dedup();
    let known = |area: AreaId, period: Period| {
        parts.iter().any(|part| part.cell(area, period) != Cell::Missing(Shorthand::NotAvailable))
    };
    let mut periods: Vec<Period> = parts.iter().flat_map(|part| part.found.periods().iter().copied()).collect();
    periods.sort_unstable();
    periods.dedup();
    let steps: Vec<(AreaId, Period)> = match (&areas[..], spec.level) {
        ([area], None) if spec.period.is_none() => {
            periods.retain(|period| {
                spec.from.is_none_or(|from| *period >= from)
                    && spec.to.is_none_or(|to| *period <= to)
                    && known(*area, *period)
            });
            let last = periods.last().copied();
            periods.retain(|period| last.is_some_and(|last| period.is_like(last)));
            periods.iter().map(|period| (*area, *period)).collect()
        }
        _ => {
            let has_value = |period: &Period| {
                areas.iter().any(|area| parts.iter().any(|part| part.cell(*area, *period).estimate().is_some()))
            };
            let period = spec.period.or_else(|| periods.iter().rev().copied().find(has_value));
            period.map_or_else(Vec::new, |period| areas.iter().map(|area| (*area, period)).collect())
        }
    };
    let along =
        if areas.len() == 1 && spec.level.is_none() && spec.period.is_none() { Along::Time } else { Along::Areas };
    let mut rows = Rows::new(measure, along);
    rows.place = select::places(spec, findings, &areas);
    rows.period = match (steps.first(), steps.last()) {
        (Some((_, first)), Some((_, last))) if first != last => format!("{first} to {last}"),
        (Some((_, only)), _) => only.to_string(),
        _ => String::new(),
    };
    rows.series = parts.iter().map(|part| Series { name: part.name.clone(), role: part.role }).collect();
    for (step, (area, period)) in steps.iter().enumerate() {
        let place = Place::of(&findings.areas, *area);
        let (label, short, own) = match along {
            Along::Time => (text::sentence_case(&period.to_string()), period.short(), None),
            _ => (select::full_name(findings, *area, &areas), place.name.clone(), Some(place.clone())),
        };
        for (series, part) in parts.iter().enumerate() {
            let cell = part.cell(*area, *period);
            let said = words::row(&rows.measure, &part.name, &cell);
            let row = Row::new((step, series), &part.found.indicator.short, (place.clone(), *period), cell, said);
            rows.rows.push(Row { breakdown: part.group.to_string(), ..row });
        }
        let words = words::step(&rows.measure, &label, &rows.rows[step * parts.len()..]);
        let marked = own.is_some() && spec.marked.contains(area);
        rows.steps.push(Step { label, short, at: step as f64, area: own, marked, words });
    }
    check(report, spec, &rows, &found)?;
    if along == Along::Areas {
        sort(&mut rows);
    }
    select::drawable(report, spec, rows)
}

/// The parts in their order, and the whole where it is no hundred per cent.
fn parts<'a>(
    report: &Report,
    spec: &Spec,
    findings: &'a Findings,
    found: &[&'a IndicatorFindings],
) -> Result<Vec<Part<'a>>> {
    let first = found[0];
    let mut parts: Vec<Part<'a>> = Vec::new();
    let whole = spec.options.against.as_ref().and_then(|(id, place)| Some((findings.get(id)?, place)));
    if let Some(dimension) = &spec.by {
        let mut groups: Vec<Group> = first.groups().iter().filter(|group| group.is_by(dimension)).cloned().collect();
        groups.sort_by_cached_key(|group| order::by_number(&group.to_string()));
        parts.extend(groups.into_iter().map(|group| {
            let name = text::sentence_case(&group.to_string());
            Part { found: first, group, name, role: Role::Subject }
        }));
    } else {
        parts.extend(found.iter().map(|found| Part {
            found,
            group: Group::all(),
            name: found.indicator.short.clone(),
            role: Role::Subject,
        }));
    }
    if parts.len() < 2 {
        let what = "stacks one part, which is no part of a whole";
        let help = "add `by:` and a dimension of the indicator, or `indicators:` and the parts";
        return Err(report.add(fault(spec, what).help(help)));
    }
    if parts.len() > SERIES {
        let what = format!("stacks {} parts, and {SERIES} can be told apart", parts.len());
        return Err(report.add(fault(spec, &what).help("put small parts together in the data, or use `kind: bar`")));
    }
    match (whole, spec.by.is_some()) {
        (Some((whole, place)), _) if whole.indicator.unit != first.indicator.unit => {
            let what = format!("stacks {} in a whole of {}", first.indicator.unit, whole.indicator.unit);
            let help = "name a whole in the unit of its parts";
            return Err(report.add(fault(spec, &what).at(place.clone()).label("this whole").help(help)));
        }
        (Some((whole, _)), _) => {
            let name = whole.indicator.short.clone();
            parts.push(Part { found: whole, group: Group::all(), name, role: Role::Comparator });
        }
        (None, true) => {
            parts.push(Part { found: first, group: Group::all(), name: "All".to_owned(), role: Role::Comparator });
        }
        (None, false) if first.indicator.unit.starts_with('%') => {}
        (None, false) => {
            let what = "does not say what its parts add up to";
            return Err(report.add(fault(spec, what).help("add `against:` and the indicator that is the whole")));
        }
    }
    Ok(parts)
}

/// Says where the parts make another sum than the whole, by more than rounding does, and where nothing shows that
/// they make it.
fn check(report: &Report, spec: &Spec, rows: &Rows, found: &[&IndicatorFindings]) -> Result<()> {
    let whole = rows.series.iter().position(|series| series.role == Role::Comparator);
    let count = rows.series.len() as f64 + 1.0;
    let base = found.iter().map(|found| found.said().rounded).filter(|base| *base > 1).max().unwrap_or(0);
    let printed = 10_f64.powi(-i32::try_from(rows.measure.decimals).unwrap_or(0));
    let room = count * f64::max(f64::from(base) / 2.0, printed / 2.0) + 1e-9;
    let mut checked = 0;
    for step in (0..rows.steps.len()).filter(|step| is_whole(rows, *step)) {
        let all = match whole {
            Some(whole) => rows.at(step, whole).value(),
            None => Some(100.0),
        };
        let Some(all) = all else { continue };
        let sum = sum(rows, step);
        if (sum - all).abs() > room {
            let number = |value: f64| text::number(value, rows.measure.decimals);
            let what = format!("stacks parts that do not add up: {} for {}", number(sum), rows.steps[step].label);
            let note = format!("the whole is {}, and rounding allows {}", number(all), number(room));
            let help = "stack counts or shares of one whole; rates of groups never add up. Or use `kind: bar`";
            return Err(report.add(fault(spec, &what).note(note).help(help)));
        }
        checked += 1;
    }
    if checked == 0 && rows.has_value() {
        let what = "has no bar of which all parts and the whole are published";
        let note = "so nothing shows that the parts add up";
        return Err(report.add(fault(spec, what).note(note).help("use `kind: bar`, which shows each part by itself")));
    }
    Ok(())
}

/// Puts the largest first; what has no whole bar comes last, by name.
fn sort(rows: &mut Rows) {
    let mut order: Vec<usize> = (0..rows.steps.len()).collect();
    order.sort_by_cached_key(|step| place_of(rows, *step));
    let mut sorted = Vec::with_capacity(rows.rows.len());
    for (step, old) in order.iter().enumerate() {
        for series in 0..rows.series.len() {
            sorted.push(Row { step, ..rows.at(*old, series).clone() });
        }
    }
    rows.rows = sorted;
    rows.steps = order.iter().enumerate().map(|(at, old)| Step { at: at as f64, ..rows.steps[*old].clone() }).collect();
}
