//! Estimates: counts turned into values with their limits, by the method each definition names.
//!
//! Comes in: observations and definitions. Goes out: [`Estimates`], which hold true counts and pass to
//! `disclosure` alone. Wrong can be: a word of a definition that nothing goes by, a population that is
//! missing, illustrative and published data in one measure.

mod count;
pub mod method;
mod proportion;
mod published;
mod rate;
mod tally;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use self::method::{Counts, Divides, Method};
use self::tally::{Tallied, Tally};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::cell::Shorthand;
use crate::model::estimate::{Comparable, Estimate};
use crate::model::group::Group;
use crate::model::indicator::{
    Benchmark, Count, Denominator, DenominatorPeriod, Indicator, IndicatorId, Limits, Periods, Summed,
};
use crate::model::mark::Marks;
use crate::model::observation::{Observations, Table, Value};
use crate::model::period::Period;
use crate::model::source::{Rule, SourceId, Status};
use crate::report::{Diagnostic, Place, Report, Result};

/// Definitions by their name.
pub type Indicators = BTreeMap<IndicatorId, Arc<Indicator>>;

/// What is known of one cell before anything is withheld.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Counted {
    pub(crate) counts: std::result::Result<Counts, Shorthand>,
    pub(crate) marks: Marks,
}

/// The cells of one indicator before anything is withheld.
pub(crate) struct Measured {
    pub(crate) indicator: Arc<Indicator>,
    pub(crate) method: &'static dyn Method,
    pub(crate) levels: Vec<LevelId>,
    pub(crate) benchmark: Option<AreaId>,
    pub(crate) sources: Vec<SourceId>,
    pub(crate) groups: Vec<Group>,
    pub(crate) cells: BTreeMap<(Group, AreaId, Period), Counted>,
}

/// Every cell of a site with its true count. Only `disclosure` may look inside.
pub struct Estimates {
    pub(crate) indicators: Vec<Measured>,
}

impl Measured {
    /// The estimate that these counts give by this indicator's method.
    pub(crate) fn estimate(
        &self,
        counts: &Counts,
        period: Period,
        marks: Marks,
    ) -> std::result::Result<Estimate, Shorthand> {
        let answered = self.method.estimate(counts)?;
        let computed = self.indicator.limits == Limits::Computed;
        let below = self.indicator.denominator.as_ref().and_then(|wanted| wanted.period.of(period));
        let interval = answered.interval.filter(|_| computed);
        Ok(Estimate {
            value: answered.value,
            interval,
            outer: answered.outer.filter(|_| computed),
            people_of: below.filter(|below| *below != period),
            comparable: match self.method.comparable() {
                Comparable::Yes if interval.is_none() => Comparable::NoLimits,
                other => other,
            },
            numerator: self.method.counts().then_some(counts.numerator),
            denominator: counts.denominator,
            method: self.method.title(),
            marks,
        })
    }
}

/// Measures every indicator.
///
/// `benchmark` is the slug or code of the area that definitions without one of their own are compared with.
pub fn estimate(
    report: &Report,
    observations: &Observations,
    indicators: &Indicators,
    benchmark: Option<&(String, Place)>,
) -> Result<Estimates> {
    let all: Vec<&Arc<Indicator>> = indicators.values().collect();
    let measured: Vec<Option<Measured>> =
        all.par_iter().map(|indicator| measure(report, observations, indicator, benchmark)).collect();
    report.sound(Estimates { indicators: measured.into_iter().flatten().collect() })
}

fn measure(
    report: &Report,
    observations: &Observations,
    indicator: &Arc<Indicator>,
    benchmark: Option<&(String, Place)>,
) -> Option<Measured> {
    let areas = &observations.areas;
    let method = find_method(report, indicator);
    let levels = find_levels(report, areas, indicator);
    let benchmark = find_benchmark(report, areas, indicator, benchmark);
    let numerator = find_count(report, observations, &indicator.numerator);
    let denominator = indicator.denominator.as_ref().map(|wanted| find_count(report, observations, &wanted.count));
    let (method, levels, benchmark) = (method?, levels?, benchmark?);
    let (table, series) = numerator?;
    let denominator = match denominator {
        None => None,
        Some(found) => {
            let (below, below_series) = found?;
            if !same_status(report, indicator, table, below) {
                return None;
            }
            Some((indicator.denominator.as_ref()?, below, below_series))
        }
    };
    let mut sources = vec![indicator.numerator.source.clone()];
    if let Some((wanted, ..)) = &denominator
        && wanted.count.source != indicator.numerator.source
    {
        sources.push(wanted.count.source.clone());
    }
    if !method.counts() && table.source.rule != Rule::NONE {
        let found =
            Diagnostic::error(format!("`{}` is under a disclosure rule, and this method is not", table.source.id))
                .at(indicator.method_place.clone())
                .label("values as published are neither withheld nor rounded")
                .help("use `count`, `rate` or `proportion`, whose counts the rule protects");
        report.add(found);
        return None;
    }
    let groups = groups_of(report, table, indicator)?;
    let mut measured =
        Measured { indicator: indicator.clone(), method, levels, benchmark, sources, groups, cells: BTreeMap::new() };
    for group in measured.groups.clone() {
        let counting =
            Counting { report, areas, table, series: &series, denominator: denominator.as_ref(), group: &group };
        counting.fill(&mut measured);
    }
    Some(measured)
}

/// One breakdown of one indicator being counted.
struct Counting<'a> {
    report: &'a Report,
    areas: &'a Areas,
    table: &'a Table,
    series: &'a [u16],
    denominator: Option<&'a (&'a Denominator, &'a Table, Vec<u16>)>,
    group: &'a Group,
}

impl Counting<'_> {
    fn fill(&self, measured: &mut Measured) {
        let indicator = measured.indicator.clone();
        let joined = |base: &Group| Group::new(base.pairs().chain(self.group.pairs()));
        let above =
            Tally::new(self.table, self.areas, self.series, &joined(&indicator.numerator.group), indicator.summed);
        let below = self.denominator.map(|(wanted, table, series)| {
            Tally::new(
                table,
                self.areas,
                series,
                &joined(&wanted.count.group),
                below_summed(table, self.areas, indicator.summed),
            )
        });
        let periods = match indicator.periods {
            Periods::AsPublished => above.periods().to_vec(),
            Periods::TwelveMonths => above.years(),
            Periods::FinancialYear => above.years().into_iter().filter_map(financial).collect(),
        };
        for area in self.areas.iter().filter(|(_, area)| measured.levels.contains(&area.level)).map(|(id, _)| id) {
            if indicator.summed == Summed::Yes && !self.areas.is_assessed(area) {
                continue;
            }
            for period in &periods {
                let count = match indicator.periods {
                    Periods::AsPublished => above.get(area, *period),
                    Periods::TwelveMonths | Periods::FinancialYear => above.over_year(area, *period),
                };
                let Some(count) = count else { continue };
                if let Some(counted) = self.counted(&indicator, area, *period, count, below.as_ref()) {
                    measured.cells.insert((self.group.clone(), area, *period), counted);
                }
            }
        }
    }

    /// The counts of a cell with the marks of both, since a provisional denominator makes a provisional rate.
    fn counted(
        &self,
        indicator: &Indicator,
        area: AreaId,
        period: Period,
        count: Tallied,
        below: Option<&Tally>,
    ) -> Option<Counted> {
        let counted = |counts, marks: Marks| Some(Counted { counts, marks: count.marks.union(marks) });
        let numerator = match count.value {
            Value::Number(value) => value,
            Value::Missing(reason) => return counted(Err(reason), Marks::NONE),
        };
        if numerator < 0.0 && named_method_counts(indicator) {
            let found = Diagnostic::error("a count is below zero")
                .at(indicator.numerator.source_place.clone())
                .label("in this source")
                .help("ask the publisher; a negative count is a correction of another period")
                .repeated(format!("negative count of {}", indicator.id), "number");
            self.report.add(found);
            return None;
        }
        let (Some(below), Some((wanted, table, _))) = (below, self.denominator) else {
            return counted(Ok(Counts { numerator, denominator: None, per: indicator.per }), Marks::NONE);
        };
        let when = wanted.period.of(period)?;
        let people = match (wanted.period, indicator.periods) {
            // The parts of a year are added up above the line and below it alike.
            (DenominatorPeriod::Same, Periods::TwelveMonths | Periods::FinancialYear) => below.over_year(area, when),
            _ => below.get(area, when),
        };
        match people {
            Some(Tallied { value: Value::Number(people), marks }) => {
                counted(Ok(Counts { numerator, denominator: Some(people), per: indicator.per }), marks)
            }
            Some(Tallied { value: Value::Missing(reason), .. }) => counted(Err(reason), Marks::NONE),
            None => {
                let name = &self.areas.get(area).name;
                let found = Diagnostic::error(format!("no denominator for {name} in {when}"))
                    .at(wanted.count.source_place.clone())
                    .label(format!("`{}` has no such number", table.source.id))
                    .help("add the missing rows to the source, or leave this level out of `levels:`")
                    .repeated(format!("denominator of {}", indicator.id), "number");
                self.report.add(found);
                None
            }
        }
    }
}

/// Whether an indicator's values are made of counts.
fn named_method_counts(indicator: &Indicator) -> bool {
    method::named(&indicator.method).is_some_and(Method::counts)
}

/// The financial year that these twelve months are, if they are one.
fn financial(year: Period) -> Option<Period> {
    let (ends, month) = year.end();
    (month == 3).then(|| Period::financial_year(ends - 1)).flatten()
}

/// A denominator is added up over small areas only where its source gives no larger ones.
fn below_summed(table: &Table, areas: &Areas, above: Summed) -> Summed {
    let smallest = table.observations.iter().map(|found| areas.get(found.area).level).max();
    let largest = table.observations.iter().map(|found| areas.get(found.area).level).min();
    if above == Summed::Yes && smallest == largest { Summed::Yes } else { Summed::No }
}

fn find_method(report: &Report, indicator: &Indicator) -> Option<&'static dyn Method> {
    let place = || indicator.method_place.clone();
    let Some(method) = method::named(&indicator.method) else {
        let found =
            Diagnostic::error(format!("unknown method `{}`", indicator.method)).at(place()).label("no such method");
        report.add(found.suggest(&indicator.method, method::METHODS.iter().map(|method| method.word())));
        return None;
    };
    let fault = match (method.divides(), &indicator.denominator) {
        (Divides::Yes, None) => {
            Some(("needs a `denominator:`, and there is none", "add `denominator:` with its source and series"))
        }
        (Divides::No, Some(_)) => Some((
            "takes no `denominator:`, and there is one",
            "leave the denominator out, or use `rate` or `proportion`",
        )),
        _ => None,
    };
    if let Some((words, help)) = fault {
        report.add(
            Diagnostic::error(format!("the method `{}` {words}", indicator.method))
                .at(place())
                .label("this method")
                .help(help),
        );
        return None;
    }
    Some(method)
}

fn find_levels(report: &Report, areas: &Areas, indicator: &Indicator) -> Option<Vec<LevelId>> {
    let mut levels = Vec::new();
    for (word, place) in &indicator.levels {
        match areas.level_named(word) {
            Some(level) => levels.push(level),
            None => {
                let found = Diagnostic::error(format!("unknown level `{word}`"))
                    .at(place.clone())
                    .label("no level of areas has this name");
                report.add(found.suggest(word, areas.levels().iter().map(|level| level.id.as_str())));
            }
        }
    }
    levels.sort_unstable();
    levels.dedup();
    (levels.len() == indicator.levels.len()).then_some(levels)
}

fn find_benchmark(
    report: &Report,
    areas: &Areas,
    indicator: &Indicator,
    site: Option<&(String, Place)>,
) -> Option<Option<AreaId>> {
    let (name, place) = match (&indicator.benchmark, site) {
        (Benchmark::Area(name, place), _) | (Benchmark::Site, Some((name, place))) => (name, place),
        (Benchmark::None, _) | (Benchmark::Site, None) => return Some(None),
    };
    let found = areas.named(name);
    if found.is_none() {
        let message = Diagnostic::error(format!("unknown area `{name}`"))
            .at(place.clone())
            .label("no area has this slug or code");
        report.add(message.suggest(name, areas.iter().map(|(_, area)| area.slug.as_str())));
    }
    found.map(Some)
}

fn find_count<'a>(report: &Report, observations: &'a Observations, count: &Count) -> Option<(&'a Table, Vec<u16>)> {
    let Some(table) = observations.tables.get(&count.source) else {
        let found = Diagnostic::error(format!("unknown source `{}`", count.source))
            .at(count.source_place.clone())
            .label("no folder in data has this name");
        report.add(found.suggest(count.source.as_str(), observations.tables.keys().map(SourceId::as_str)));
        return None;
    };
    let mut series = Vec::new();
    for (name, place) in count.series.iter().zip(&count.series_places) {
        match table.series.iter().position(|other| other == name) {
            Some(position) => series.push(u16::try_from(position).unwrap_or(u16::MAX)),
            None => {
                let found = Diagnostic::error(format!("`{}` has no series `{name}`", count.source))
                    .at(place.clone())
                    .label("not in the source");
                report.add(found.suggest(name, table.series.iter().map(String::as_str)));
            }
        }
    }
    (series.len() == count.series.len()).then_some((table, series))
}

/// Illustrative data never mixes with published data in one measure.
fn same_status(report: &Report, indicator: &Indicator, above: &Table, below: &Table) -> bool {
    let illustrative = |table: &Table| table.source.status == Status::Illustrative;
    let same = illustrative(above) == illustrative(below);
    if !same {
        let (made_up, real) = if illustrative(above) { (above, below) } else { (below, above) };
        let found = Diagnostic::error("illustrative and published data stand in one measure")
            .at(indicator.denominator.as_ref().map_or(&indicator.place, |wanted| &wanted.count.source_place).clone())
            .label(format!("`{}` is illustrative and `{}` is not", made_up.source.id, real.source.id))
            .help("use a count, or a proportion whose two parts are both illustrative");
        report.add(found);
    }
    same
}

/// Everyone, and each value of each dimension that the definition asks for.
fn groups_of(report: &Report, table: &Table, indicator: &Indicator) -> Option<Vec<Group>> {
    let mut groups = vec![Group::all()];
    for (dimension, place) in &indicator.breakdowns {
        let mut values: Vec<&str> = table.groups.iter().filter_map(|group| group.get(dimension)).collect();
        values.sort_unstable();
        values.dedup();
        if values.is_empty() {
            let found =
                Diagnostic::error(format!("`{}` has no breakdown by `{dimension}`", indicator.numerator.source));
            let known: Vec<&str> = table.groups.iter().flat_map(Group::pairs).map(|(name, _)| name).collect();
            report.add(found.at(Place::clone(place)).label("not in the source").suggest(dimension, known));
            return None;
        }
        groups.extend(values.iter().map(|value| Group::new([(dimension.as_str(), *value)])));
    }
    Some(groups)
}
