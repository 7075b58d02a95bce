//! Findings made by hand, for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compare::{Comparison, Finding, Findings, IndicatorFindings};
use crate::model::area::{Area, AreaCode, AreaId, Areas, Boundary, Level, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::{Comparable, Confidence, Estimate, Interval};
use crate::model::group::Group;
use crate::model::indicator::{
    Benchmark, ChangeForm, CompareBy, Count, Indicator, IndicatorId, Limits, Periods, Polarity, Summed,
};
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::model::source::SourceId;
use crate::model::spec::{Options, Spec};
use crate::report;

/// The seven authorities.
pub(super) const AUTHORITIES: [(&str, &str); 7] = [
    ("E08000025", "Birmingham"),
    ("E08000026", "Coventry"),
    ("E08000027", "Dudley"),
    ("E08000028", "Sandwell"),
    ("E08000029", "Solihull"),
    ("E08000030", "Walsall"),
    ("E08000031", "Wolverhampton"),
];

/// The level of authorities, and of wards.
pub(super) const AUTHORITY: LevelId = LevelId(1);
pub(super) const WARD: LevelId = LevelId(2);

/// One force area, its authorities and these wards: code, name, code of the authority.
pub(super) fn areas(wards: &[(String, String, String)]) -> Areas {
    let level = |id: &str, name: &str, plural: &str| Level {
        id: id.to_owned(),
        name: name.to_owned(),
        plural: plural.to_owned(),
        profile: true,
    };
    let area = |code: &str, name: &str, level: u8| Area {
        code: AreaCode::new(code),
        name: name.to_owned(),
        slug: crate::model::area::slug(if code.starts_with("E23") { "west-midlands" } else { name }),
        level: LevelId(level),
        parent: None,
    };
    let mut list = vec![(area("E23000014", "West Midlands force area", 0), None)];
    for (code, name) in AUTHORITIES {
        list.push((area(code, name, 1), Some(AreaCode::new("E23000014"))));
    }
    for (code, name, parent) in wards {
        list.push((area(code, name, 2), Some(AreaCode::new(parent))));
    }
    let levels = vec![
        level("force", "Police force area", "Police force areas"),
        level("authority", "Local authority", "Local authorities"),
        level("ward", "Ward", "Wards"),
    ];
    Areas::new(levels, list, "west-midlands")
}

/// A number with limits a tenth of it away.
pub(super) fn value(value: f64) -> Cell {
    Cell::Value(Estimate {
        value,
        interval: Some(Interval { lower: value * 0.93, upper: value * 1.08, confidence: Confidence::Ninety5 }),
        outer: None,
        people_of: None,
        comparable: Comparable::Yes,
        numerator: Some((value * 300.0).round()),
        denominator: Some(300_000.0),
        method: "Byar's method",
        marks: Marks::NONE,
    })
}

/// A number without limits.
pub(super) fn bare(number: f64) -> Cell {
    match value(number) {
        Cell::Value(estimate) => Cell::Value(Estimate { interval: None, ..estimate }),
        missing @ Cell::Missing(_) => missing,
    }
}

/// A number that is withheld.
pub(super) const WITHHELD: Cell = Cell::Missing(Shorthand::Confidential);

/// The months of three years.
pub(super) fn months() -> Vec<Period> {
    (0..36).filter_map(|month| Period::month(2023 + (month + 3) / 12, ((month + 3) % 12 + 1) as u32)).collect()
}

/// Findings of one indicator, `violence`, from cells of everyone.
pub(super) fn findings(areas: Areas, cells: Vec<(AreaId, Period, Cell)>) -> Findings {
    of_groups(areas, cells.into_iter().map(|(area, period, cell)| (Group::all(), area, period, cell)).collect())
}

/// Findings of one indicator, `violence`, from cells of breakdowns.
pub(super) fn of_groups(areas: Areas, cells: Vec<(Group, AreaId, Period, Cell)>) -> Findings {
    let benchmark = areas.assessed();
    let place = report::Place::file("content/indicators/violence.md");
    let source = SourceId::new("police");
    let count = Count {
        source: source.clone(),
        series: Vec::new(),
        group: Group::all(),
        source_place: place.clone(),
        series_places: Vec::new(),
    };
    let indicator = Indicator {
        id: IndicatorId::new("violence"),
        code: "VI-01".to_owned(),
        title: "Violence and sexual offences recorded by the police".to_owned(),
        short: "Violence and sexual offences".to_owned(),
        theme: "Police".to_owned(),
        unit: "offences per 1,000 residents".to_owned(),
        method: "rate".to_owned(),
        method_place: place.clone(),
        per: 1000.0,
        numerator: count,
        denominator: None,
        standardise: None,
        weights: None,
        periods: Periods::AsPublished,
        periods_place: crate::report::Place::file("sample"),
        baseline: None,
        pool: None,
        breakdowns: Vec::new(),
        polarity: Polarity::LowIsGood,
        benchmark: Benchmark::Area("west-midlands".to_owned(), place.clone()),
        compare: CompareBy::Limits,
        levels: Vec::new(),
        summed: Summed::No,
        limits: Limits::Computed,
        change: ChangeForm::Percentage,
        decimals: 1,
        headline: true,
        definition: "Offences.".to_owned(),
        caution: Some("Recorded offences depend on what is reported.".to_owned()),
        place,
    };
    let mut periods: Vec<Period> = cells.iter().map(|(_, _, period, _)| *period).collect();
    periods.sort_unstable();
    periods.dedup();
    let mut groups: Vec<Group> = cells.iter().map(|(group, ..)| group.clone()).collect();
    groups.sort();
    groups.dedup();
    let line: BTreeMap<Period, f64> = cells
        .iter()
        .filter(|(group, area, ..)| group.is_all() && *area == benchmark)
        .filter_map(|(_, _, period, cell)| Some((*period, cell.estimate()?.value)))
        .collect();
    let cells = cells
        .into_iter()
        .map(|(group, area, period, cell)| {
            let comparison = cell.estimate().and_then(|estimate| {
                let limits = estimate.interval?;
                let line = *line.get(&period)?;
                Some(match () {
                    () if limits.lower > line => Comparison::Higher,
                    () if limits.upper < line => Comparison::Lower,
                    () => Comparison::Similar,
                })
            });
            let comparison = comparison.filter(|_| area != benchmark);
            ((group, area, period), Finding { cell, comparison, change: None, broken: None, rank: None })
        })
        .collect();
    let found = IndicatorFindings {
        indicator: Arc::new(indicator),
        levels: vec![AUTHORITY, WARD],
        benchmark: Some(benchmark),
        sources: vec![source],
        method: "Byar's method",
        illustrative: false,
        breaks: crate::compare::Breaks::default(),
        rounded: 1,
        periods,
        groups,
        cells,
    };
    Findings::new(Arc::new(areas), Arc::new(BTreeMap::new()), BTreeMap::new(), [found])
}

/// With these outlines.
pub(super) fn with_boundaries(findings: Findings, boundaries: BTreeMap<AreaId, Boundary>) -> Findings {
    let indicators: Vec<IndicatorFindings> = findings.iter().cloned().collect();
    Findings::new(findings.areas, Arc::new(boundaries), findings.sources, indicators)
}

/// A request for a figure of `violence`.
pub(super) fn spec(kind: &str) -> Spec {
    Spec {
        id: "VI-F1".to_owned(),
        kind: kind.to_owned(),
        indicators: vec![IndicatorId::new("violence")],
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

/// Numbers that look like data and are the same on every run.
pub(super) fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// With a second indicator, `robbery`, whose cells are those of the first, each made anew from its area, period
/// and cell.
pub(super) fn with_second(findings: Findings, unit: &str, cell: impl Fn(AreaId, Period, &Cell) -> Cell) -> Findings {
    let mut indicators: Vec<IndicatorFindings> = findings.iter().cloned().collect();
    let mut second = indicators[0].clone();
    second.indicator = Arc::new(Indicator {
        id: IndicatorId::new("robbery"),
        title: "Robbery recorded by the police".to_owned(),
        short: "Robbery".to_owned(),
        unit: unit.to_owned(),
        ..(*second.indicator).clone()
    });
    for ((_, area, period), finding) in &mut second.cells {
        finding.cell = cell(*area, *period, &finding.cell);
    }
    indicators.push(second);
    Findings::new(findings.areas, findings.boundaries, findings.sources, indicators)
}

/// With this method of its indicator, such as `count`.
pub(super) fn of_method(findings: Findings, method: &str, unit: &str) -> Findings {
    let indicators: Vec<IndicatorFindings> = findings
        .iter()
        .cloned()
        .map(|mut found| {
            let indicator = (*found.indicator).clone();
            found.indicator = Arc::new(Indicator { method: method.to_owned(), unit: unit.to_owned(), ..indicator });
            found
        })
        .collect();
    Findings::new(findings.areas, findings.boundaries, findings.sources, indicators)
}
