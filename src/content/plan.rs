//! The figures that every indicator and every area has, whether an author asks for them or not. Their
//! ids are the code of the indicator and a word, so they are as permanent as the code.

use crate::compare::{Findings, IndicatorFindings, apart, baseline};
use crate::model::area::{AreaId, LevelId};
use crate::model::spec::{Options, Spec};

fn spec(id: String, kind: &str, found: &IndicatorFindings) -> Spec {
    Spec {
        id,
        kind: kind.to_owned(),
        indicators: vec![found.indicator.id.clone()],
        areas: Vec::new(),
        level: None,
        period: None,
        from: None,
        to: None,
        by: None,
        marked: Vec::new(),
        options: Options::default(),
        place: None,
    }
}

/// The level whose areas are compared: the largest below the assessed area that has more than two.
pub fn compared_level(findings: &Findings, found: &IndicatorFindings) -> Option<LevelId> {
    let latest = found.latest()?;
    let with_number = |level: LevelId| {
        let areas = findings.areas_of(level);
        areas
            .iter()
            .filter(|area| found.at(**area, latest).is_some_and(|found| found.cell.estimate().is_some()))
            .count()
    };
    found.levels.iter().copied().find(|level| with_number(*level) > 2)
}

/// The area whose trend is drawn first: the assessed one where it is published, else its benchmark, else
/// the first.
pub fn first_area(findings: &Findings, found: &IndicatorFindings) -> Option<AreaId> {
    let latest = found.latest()?;
    let has = |area: &AreaId| found.at(*area, latest).is_some_and(|found| found.cell.estimate().is_some());
    let lineage = findings.areas.ancestry(findings.areas.assessed());
    lineage.into_iter().find(has).or_else(|| found.areas().into_iter().find(has))
}

/// Whether the trend of an area stands in its profile, so that a second figure would say the same.
fn has_own_trend(findings: &Findings, found: &IndicatorFindings, area: AreaId) -> bool {
    let level = findings.areas.get(area).level;
    area != findings.areas.assessed()
        && findings.areas.has_profile(area)
        && compared_level(findings, found) == Some(level)
}

/// The figures of an indicator's page.
pub fn of_indicator(findings: &Findings, found: &IndicatorFindings) -> Vec<Spec> {
    let code = &found.indicator.code;
    let mut specs = Vec::new();
    if found.periods().len() > 2
        && let Some(area) = first_area(findings, found)
        && !has_own_trend(findings, found, area)
    {
        let mut trend = spec(format!("{code}-trend"), "line", found);
        trend.areas = vec![area];
        specs.push(trend);
    }
    if let Some(level) = compared_level(findings, found) {
        let mut bars = spec(format!("{code}-areas"), "bar", found);
        bars.level = Some(level);
        specs.push(bars);
    }
    if let (Some(level), Some(latest)) = (compared_level(findings, found), found.latest())
        && has_baseline(findings, found)
    {
        let mut change = spec(format!("{code}-baseline"), "change", found);
        // An area that the source does not speak of has no row; one that is withheld has.
        change.areas =
            findings.areas_of(level).iter().copied().filter(|area| found.at(*area, latest).is_some()).collect();
        specs.push(change);
    }
    if let Some(level) = mapped_level(findings, found) {
        let mut map = spec(format!("{code}-map"), "map", found);
        map.level = Some(level);
        map.options.periods = several_periods(findings, found, level).then(|| found.indicator.place.clone());
        specs.push(map);
    }
    specs
}

/// Whether the areas of an indicator have changed since its baseline, in counts of which a change can be said.
fn has_baseline(findings: &Findings, found: &IndicatorFindings) -> bool {
    let change = first_area(findings, found).zip(found.latest()).and_then(|(area, latest)| {
        found.at(area, latest)?.cell.estimate()?.numerator?;
        baseline::since(found, area, latest).ok()
    });
    change.is_some()
}

/// The smallest published level whose areas have outlines of their own.
fn mapped_level(findings: &Findings, found: &IndicatorFindings) -> Option<LevelId> {
    let outlined =
        |level: &LevelId| findings.areas_of(*level).iter().any(|area| findings.boundaries.contains_key(area));
    found.levels.iter().rev().copied().find(outlined)
}

/// The map of a place: its areas outlined among the others of their level in the area that holds them.
pub fn of_place(findings: &Findings, found: &IndicatorFindings, name: &str, areas: &[AreaId]) -> Option<Spec> {
    let first = findings.areas.get(*areas.first()?);
    let one_level = areas.iter().all(|area| findings.areas.get(*area).level == first.level);
    if !one_level || !found.levels.contains(&first.level) {
        return None;
    }
    let mut map = spec(format!("{}-map-{name}", found.indicator.code), "map", found);
    let beside = |area: &AreaId| findings.areas.get(*area).parent == first.parent;
    if areas.iter().all(beside) {
        map.areas = findings.areas_of(first.level).iter().copied().filter(beside).collect();
    } else {
        map.level = Some(first.level);
    }
    map.marked = areas.to_vec();
    Some(map)
}

/// Whether the map of an indicator shows more than one period, within what a page may weigh.
fn several_periods(findings: &Findings, found: &IndicatorFindings, level: LevelId) -> bool {
    const PERIODS: usize = 12;
    const CELLS: usize = 2_400;
    let areas = findings.areas_of(level);
    let count = apart::periods(found, areas, None, None).len();
    (2..=PERIODS).contains(&count) && count * areas.len() <= CELLS
}

/// The figures of an area's page: the trend of each headline with more than two periods.
pub fn of_area(findings: &Findings, area: AreaId) -> Vec<Spec> {
    let profile = findings.areas.get(area);
    let mut specs = Vec::new();
    if !findings.areas.has_profile(area) {
        return specs;
    }
    for found in findings.iter() {
        let compared = compared_level(findings, found) == Some(profile.level);
        let numbers = found
            .periods()
            .iter()
            .filter(|period| found.at(area, **period).is_some_and(|found| found.cell.estimate().is_some()));
        if compared && numbers.count() > 3 {
            let mut trend = spec(format!("{}-trend-{}", found.indicator.code, profile.slug), "line", found);
            trend.areas = vec![area];
            specs.push(trend);
        }
    }
    specs
}
