//! From what an author asks to rows: which areas, periods and breakdowns, and their cells.
//!
//! In come a spec and findings; out come rows without drawing. Says what cannot be drawn: an unknown or
//! unpublished measure, too many series, units that differ.

use super::order::{self, Descending};
use super::palette::SERIES;
use super::rows::{Along, Benchmark, Measure, Place, Role, Row, Rows, Series, Step};
use super::{fault, text, words};
use crate::compare::{Finding, Findings, IndicatorFindings};
use crate::measure::method::{self, Divides, Method};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Reported, Result};

/// One line or one set of bars, before its cells are looked up.
#[derive(Clone)]
struct Key<'a> {
    found: &'a IndicatorFindings,
    area: AreaId,
    group: Group,
}

impl Key<'_> {
    fn finding(&self, period: Period) -> Option<&Finding> {
        self.found.of_group(&self.group, self.area, period)
    }

    fn cell(&self, period: Period) -> Cell {
        self.finding(period).map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone())
    }
}

/// The indicators of a figure, all of one unit.
pub(super) fn indicators<'a>(
    report: &Report,
    spec: &Spec,
    findings: &'a Findings,
) -> Result<Vec<&'a IndicatorFindings>> {
    let found: Vec<&IndicatorFindings> = spec.indicators.iter().filter_map(|name| findings.get(name)).collect();
    let Some(first) = found.first() else {
        return Err(report
            .add(fault(spec, "has nothing to draw").help("name an indicator that is published: `indicator: NAME`")));
    };
    if let Some(other) = found.iter().find(|other| other.indicator.unit != first.indicator.unit) {
        return Err(report.add(
            fault(spec, "mixes two units")
                .note(format!("{}: {}", first.indicator.short, first.indicator.unit))
                .note(format!("{}: {}", other.indicator.short, other.indicator.unit))
                .help("draw one figure for each unit"),
        ));
    }
    if let Some(dimension) = &spec.by
        && groups(first, dimension).is_empty()
    {
        let known = first.groups().iter().flat_map(Group::pairs).map(|(dimension, _)| dimension);
        let known: std::collections::BTreeSet<&str> = known.collect();
        return Err(report.add(
            fault(spec, &format!("asks for a breakdown by `{dimension}`, and {} has none", first.indicator.short))
                .suggest(dimension, known),
        ));
    }
    Ok(found)
}

/// What is measured.
pub(super) fn measure(found: &[&IndicatorFindings]) -> Measure {
    let first = &found[0].indicator;
    let names = |name: fn(&IndicatorFindings) -> &str| {
        let names: Vec<&str> = found.iter().map(|found| name(found)).collect();
        text::listed(&names)
    };
    Measure {
        indicators: found.iter().map(|found| found.indicator.id.clone()).collect(),
        short: names(|found| &found.indicator.short),
        title: names(|found| &found.indicator.title),
        unit: first.unit.clone(),
        below: match method::named(&first.method).map(Method::divides) {
            Some(Divides::ByDays) => "Days",
            _ => "Out of",
        },
        decimals: found.iter().map(|found| found.indicator.decimals).max().unwrap_or(0),
        polarity: first.polarity,
        illustrative: found.iter().any(|found| found.illustrative),
        caution: first.caution.clone(),
        said: found[0].said(),
    }
}

/// The areas an author names, then those of the level; without either, the assessed area.
pub(super) fn areas(spec: &Spec, findings: &Findings) -> Vec<AreaId> {
    let mut chosen = spec.areas.clone();
    for area in spec.level.map(|level| findings.areas_of(level)).unwrap_or_default() {
        if !chosen.contains(area) {
            chosen.push(*area);
        }
    }
    if chosen.is_empty() {
        chosen.push(findings.areas.assessed());
    }
    chosen
}

/// The breakdowns of one dimension, in the order of their first numbers: `under 16`, `16 to 24`.
fn groups(found: &IndicatorFindings, dimension: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = found.groups().iter().filter(|group| group.is_by(dimension)).cloned().collect();
    groups.sort_by_cached_key(|group| order::by_number(&group.to_string()));
    groups
}

/// The period a figure of one period shows: the author's, or the last with a number for what is drawn.
fn period(spec: &Spec, found: &[&IndicatorFindings], keys: &[&Key<'_>]) -> Option<Period> {
    let mut periods: Vec<Period> = found.iter().flat_map(|found| found.periods().iter().copied()).collect();
    periods.sort_unstable();
    let has_value = |period: &Period| keys.iter().any(|key| key.cell(*period).estimate().is_some());
    spec.period.or_else(|| periods.into_iter().rev().find(has_value))
}

fn nothing(report: &Report, spec: &Spec) -> Reported {
    report.add(
        fault(spec, "has nothing to draw")
            .note("no number is published for these areas and periods")
            .help("choose other areas or another period"),
    )
}

/// `rows`, unless there is not one number in them.
pub(super) fn drawable(report: &Report, spec: &Spec, rows: Rows) -> Result<Rows> {
    if rows.has_value() { Ok(rows) } else { Err(nothing(report, spec)) }
}

/// How many series a figure may have, what they are called, what is said of so many, and what to do with more.
pub(super) type Most = (usize, &'static str, &'static str, &'static str);

/// The lines of one plot.
pub(super) const LINES: Most =
    (SERIES, "lines", "can be told apart", "name fewer areas, or use `kind: multiples` or `kind: bar`");

/// Rows along time: a series for each area, breakdown or indicator, and the benchmark beside them.
pub(super) fn over_time(report: &Report, spec: &Spec, findings: &Findings, most: Most) -> Result<Rows> {
    let found = indicators(report, spec, findings)?;
    let mut chosen = areas(spec, findings);
    let benchmark = found[0].benchmark;
    let mut keys: Vec<(Key<'_>, String, Role)> = Vec::new();
    let name = |area: AreaId| findings.areas.get(area).name.clone();
    let place = if let Some(dimension) = &spec.by {
        for group in groups(found[0], dimension) {
            let label = text::sentence_case(&group.to_string());
            keys.push((Key { found: found[0], area: chosen[0], group }, label, Role::Subject));
        }
        name(chosen[0])
    } else if found.len() > 1 {
        for found in &found {
            let key = Key { found, area: chosen[0], group: Group::all() };
            keys.push((key, found.indicator.short.clone(), Role::Subject));
        }
        name(chosen[0])
    } else {
        // The benchmark is drawn as such, once, wherever the author puts it; alone it is the subject.
        let comparator = benchmark.filter(|area| {
            let has_value =
                |period: &Period| found[0].at(*area, *period).is_some_and(|finding| finding.cell.estimate().is_some());
            chosen.iter().any(|other| other != area) && found[0].periods().iter().any(has_value)
        });
        chosen.retain(|area| Some(*area) != comparator);
        for area in &chosen {
            keys.push((Key { found: found[0], area: *area, group: Group::all() }, name(*area), Role::Subject));
        }
        if let Some(area) = comparator {
            keys.push((Key { found: found[0], area, group: Group::all() }, name(area), Role::Comparator));
        }
        text::listed(&keys.iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>())
    };
    let subjects = keys.iter().filter(|(.., role)| *role == Role::Subject).count();
    if subjects > most.0 {
        let what = format!("has {subjects} {}, and {} {}", most.1, most.0, most.2);
        return Err(report.add(fault(spec, &what).help(most.3)));
    }
    let periods = periods(spec, &keys);
    if periods.is_empty() {
        return Err(nothing(report, spec));
    }
    let measure = measure(&found);
    let mut rows = Vec::with_capacity(periods.len() * keys.len());
    let mut steps = Vec::with_capacity(periods.len());
    for (step, period) in periods.iter().enumerate() {
        let begin = rows.len();
        for (series, (key, name, _)) in keys.iter().enumerate() {
            let name = if keys.len() == 1 { "" } else { name };
            rows.push(row(findings, &measure, key, *period, (step, series), name));
        }
        let label = text::sentence_case(&period.to_string());
        let words = words::step(&measure, &label, &rows[begin..]);
        steps.push(Step { short: period.short(), at: period.position(), area: None, marked: false, words, label });
    }
    let series = keys.iter().map(|(_, name, role)| Series { name: name.clone(), role: *role }).collect();
    let period = match (periods.first(), periods.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    };
    let mut rows = Rows { steps, series, rows, period, place, ..Rows::new(measure, Along::Time) };
    note_breaks(&mut rows, &keys);
    drawable(report, spec, rows)
}

/// The periods between the first and the last with a number or a reason, all named in one way.
fn periods(spec: &Spec, keys: &[(Key<'_>, String, Role)]) -> Vec<Period> {
    let known = |period: Period| {
        keys.iter().any(|(key, ..)| {
            key.finding(period).is_some_and(|finding| finding.cell != Cell::Missing(Shorthand::NotAvailable))
        })
    };
    let mut all: Vec<Period> = keys.iter().flat_map(|(key, ..)| key.found.periods().iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|period| spec.from.is_none_or(|from| *period >= from) && spec.to.is_none_or(|to| *period <= to));
    if let Some(last) = all.iter().rev().copied().find(|period| known(*period)) {
        all.retain(|period| period.is_like(last));
    }
    let first = all.iter().position(|period| known(*period));
    let last = all.iter().rposition(|period| known(*period));
    match (first, last) {
        (Some(first), Some(last)) => all[first..=last].to_vec(),
        _ => Vec::new(),
    }
}

fn row(
    findings: &Findings,
    measure: &Measure,
    key: &Key<'_>,
    period: Period,
    (step, series): (usize, usize),
    name: &str,
) -> Row {
    let cell = key.cell(period);
    Row {
        step,
        series,
        indicator: key.found.indicator.short.clone(),
        area: Place::of(&findings.areas, key.area),
        period,
        breakdown: key.group.to_string(),
        words: words::row(measure, name, &cell),
        comparison: key.finding(period).and_then(|finding| finding.comparison),
        breaks: Vec::new(),
        cell,
        reading: None,
        extras: Vec::new(),
    }
}

/// Notes at each row what breaks stand between it and the last number of its series.
fn note_breaks(rows: &mut Rows, keys: &[(Key<'_>, String, Role)]) {
    for (series, (key, ..)) in keys.iter().enumerate() {
        let Some(last) = rows.of_series(series).rfind(|row| row.estimate().is_some()).map(|row| row.period) else {
            continue;
        };
        for row in rows.rows.iter_mut().filter(|row| row.series == series) {
            let breaks = key.found.breaks_between(row.period, last);
            row.breaks = breaks.into_iter().map(|found| found.period).collect();
        }
    }
}

/// Rows of one period: a step for each area, breakdown or indicator.
pub(super) fn at_once(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = indicators(report, spec, findings)?;
    let chosen = areas(spec, findings);
    let name = |area: AreaId| findings.areas.get(area).name.clone();
    // Steps with their label, and the series each of them has.
    let mut steps: Vec<(Vec<Key<'_>>, String, String, Option<Place>)> = Vec::new();
    let mut series: Vec<String> = vec![String::new()];
    let along = if let Some(dimension) = &spec.by {
        series = chosen.iter().map(|area| name(*area)).collect();
        for group in groups(found[0], dimension) {
            let label = text::sentence_case(&group.to_string());
            let keys = chosen.iter().map(|area| Key { found: found[0], area: *area, group: group.clone() }).collect();
            steps.push((keys, label.clone(), label, None));
        }
        Along::Groups
    } else if found.len() > 1 {
        series = chosen.iter().map(|area| name(*area)).collect();
        for found in &found {
            let label = found.indicator.short.clone();
            let keys = chosen.iter().map(|area| Key { found, area: *area, group: Group::all() }).collect();
            steps.push((keys, label.clone(), label, None));
        }
        Along::Indicators
    } else {
        for area in &chosen {
            let key = Key { found: found[0], area: *area, group: Group::all() };
            let label = full_name(findings, *area, &chosen);
            steps.push((vec![key], label, name(*area), Some(Place::of(&findings.areas, *area))));
        }
        Along::Areas
    };
    if series.len() > SERIES {
        return Err(report.add(
            fault(spec, &format!("has {} areas for each bar, and {SERIES} can be told apart", series.len()))
                .help("name fewer areas"),
        ));
    }
    let keys: Vec<&Key<'_>> = steps.iter().flat_map(|(keys, ..)| keys).collect();
    let Some(period) = period(spec, &found, &keys) else { return Err(nothing(report, spec)) };
    if along == Along::Areas {
        highest_first(&mut steps, period);
    }
    let measure = measure(&found);
    let place = match along {
        Along::Areas => places(spec, findings, &chosen),
        _ => text::listed(&series.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    let benchmark = benchmark(findings, &found, period, along);
    let series: Vec<Series> = series.into_iter().map(|name| Series { name, role: Role::Subject }).collect();
    let mut rows = Rows { series, benchmark, period: period.to_string(), place, ..Rows::new(measure, along) };
    for (index, (keys, label, short, area)) in steps.into_iter().enumerate() {
        let begin = rows.rows.len();
        for (position, key) in keys.iter().enumerate() {
            let name = if keys.len() == 1 { "" } else { &rows.series[position].name };
            rows.rows.push(row(findings, &rows.measure, key, period, (index, position), name));
        }
        let words = match &rows.rows[begin..] {
            [only] => words::lone_step(&rows, &label, only),
            several => words::step(&rows.measure, &label, several),
        };
        let marked = area.as_ref().is_some_and(|area| spec.marked.contains(&area.id));
        rows.steps.push(Step { label, short, at: index as f64, area, marked, words });
    }
    drawable(report, spec, rows)
}

/// Sorts by value, highest first; what has no value comes last, by name.
fn highest_first(steps: &mut [(Vec<Key<'_>>, String, String, Option<Place>)], period: Period) {
    steps.sort_by_cached_key(|(keys, label, ..)| {
        let value = keys[0].finding(period).and_then(|finding| finding.cell.estimate()).map(|estimate| estimate.value);
        (value.map_or(Descending::Last, Descending::Value), label.clone())
    });
}

/// An area with the one it lies in, where those drawn lie in several.
pub(super) fn full_name(findings: &Findings, area: AreaId, all: &[AreaId]) -> String {
    let areas = &findings.areas;
    let own = areas.get(area);
    let parents =
        all.iter().filter(|other| areas.get(**other).level == own.level).map(|other| areas.get(*other).parent);
    let several = parents.collect::<std::collections::BTreeSet<_>>().len() > 1;
    match own.parent {
        Some(parent) if several => format!("{}, {}", own.name, areas.get(parent).name),
        _ => own.name.clone(),
    }
}

/// The areas of a figure in words: `192 wards in West Midlands force area`.
pub(super) fn places(spec: &Spec, findings: &Findings, chosen: &[AreaId]) -> String {
    let areas = &findings.areas;
    match spec.level {
        Some(level) => {
            let inside = chosen.iter().filter(|area| areas.get(**area).level == level).count();
            let plural = areas.level(level).plural.to_lowercase();
            let within = chosen.iter().all(|area| areas.is_assessed(*area));
            if within {
                format!("the {} {plural} of {}", count(inside), areas.get(areas.assessed()).name)
            } else {
                format!("{} {plural}", count(inside))
            }
        }
        None => text::listed(&chosen.iter().map(|area| areas.get(*area).name.as_str()).collect::<Vec<_>>()),
    }
}

/// A count in words up to ten.
fn count(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// The benchmark's value, where steps are areas of one measure.
fn benchmark(findings: &Findings, found: &[&IndicatorFindings], period: Period, along: Along) -> Option<Benchmark> {
    if along != Along::Areas {
        return None;
    }
    let estimate = found[0].benchmark_at(period)?.cell.estimate()?;
    let area = Place::of(&findings.areas, found[0].benchmark?);
    Some(Benchmark { area, value: estimate.value, rule: found[0].indicator.compare })
}
