//! Findings: what a release says when its cells are set beside each other.
//!
//! Comes in: a `Release` and nothing else. Goes out: [`Findings`], each cell with its comparison, its
//! change and its rank. Made of released cells only, a finding cannot betray a withheld one.

pub mod apart;
pub mod baseline;
pub mod benchmark;
pub mod catchment;
pub mod change;
pub mod concentration;
pub mod control;
pub mod funnel;
pub mod gradient;
pub mod hours;
pub mod index;
pub mod need;
pub mod priority;
pub mod quantile;
mod rank;
pub mod recent_trend;
pub mod similar;
pub mod trend;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::disclosure::{Release, Released};
use crate::model::area::{AreaId, Areas, Boundary, LevelId};
use crate::model::cell::Cell;
use crate::model::event::Event;
use crate::model::group::Group;
use crate::model::indicator::{Indicator, IndicatorId};
use crate::model::period::Period;
use crate::model::source::{Break, Source, SourceId, Status};

use crate::report::Report;
use crate::statistics::Explained;
use crate::statistics::change::Range;
pub use crate::statistics::comparison::Comparison;

/// Every way of setting released values beside each other that has a page for readers, in the order of the page
/// on methods. The ways from counts to a value are in [`METHODS`](crate::measure::method::METHODS).
pub const ANALYSES: &[&dyn Explained] = &[
    &benchmark::BesideBenchmark,
    &quantile::Fifths,
    &funnel::FunnelPlot,
    &crate::statistics::control::ControlChart,
    &crate::statistics::season::Season,
    &crate::statistics::recent_trend::RecentTrend,
    &crate::statistics::ordered_trend::OrderedTrend,
    &crate::statistics::inequality::DeprivationGradient,
    &concentration::Concentration,
    &change::ChangeBetween,
    &similar::SimilarAreas,
    &crate::statistics::composite::CompositeIndex,
];
/// What became of a value since an earlier period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The earlier period.
    pub from: Period,
    /// The earlier value.
    pub earlier: f64,
    /// The relative change, 0.05 for 5% more; none where either count is under 20.
    pub relative: Option<f64>,
    /// Its limits at 95%, with chance on top of rounding where counts are rounded.
    pub limits: Option<Range>,
    /// The relative changes that rounding alone allows, where counts are rounded.
    pub rounding: Option<Range>,
    /// The later value less the earlier one.
    pub difference: f64,
    /// Limits of the difference at 95%, wide enough for rounding too.
    pub difference_limits: Option<Range>,
    /// What every count is a multiple of; 1 where they are not rounded.
    pub rounded: u32,
    /// Whether the two are set beside each other as they are, or by the days that they have.
    pub lengths: Lengths,
    /// The direction, where neither chance nor rounding is a likely reason.
    pub direction: Direction,
}

/// How the lengths of two periods enter a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lengths {
    /// Not at all: they are equal, or whole years, or the values have them in themselves.
    AsTheyAre,
    /// Parts of a year differ in days, so the ratio is that of the events on an average day.
    PerDay,
}

/// A change that is not made: two values that a break in series parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The earlier period.
    pub from: Period,
    /// The first period that is counted in the new way.
    pub at: Period,
}

/// Which way a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up, beyond chance.
    Rose,
    /// Down, beyond chance.
    Fell,
    /// Not clearly up or down.
    NotClear,
    /// The method gives no limits, so chance cannot be judged.
    NotJudged,
}

/// A place in an order that means something: no neighbour's interval overlaps this one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// 1 for the highest value.
    pub place: usize,
    /// How many areas are in the order.
    pub of: usize,
}

/// A released cell and what may be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The number, or why there is none.
    pub cell: Cell,
    /// How it stands to the benchmark of its period, where both have limits or the benchmark is a fixed line.
    pub comparison: Option<Comparison>,
    /// What became of it since the period before; never across a break in series.
    pub change: Option<Change>,
    /// The change that is not made, because a break in series stands in it.
    pub broken: Option<Broken>,
    /// Its place among areas of its level, where intervals keep the order apart.
    pub rank: Option<Rank>,
}

/// Everything that may be said of one indicator.
#[derive(Debug, Clone)]
pub struct IndicatorFindings {
    /// Its definition.
    pub indicator: Arc<Indicator>,
    /// The levels it is published for, the largest areas first.
    pub levels: Vec<LevelId>,
    /// The area it is compared with.
    pub benchmark: Option<AreaId>,
    /// The sources it is made of, numerator first.
    pub sources: Vec<SourceId>,
    /// The method as it is named on the page.
    pub method: &'static str,
    /// Whether any of its sources is illustrative.
    pub illustrative: bool,
    /// Where its numbers may not be compared across.
    pub(crate) breaks: Breaks,
    /// What every count above the line is a multiple of; 1 where they are not rounded.
    pub(crate) rounded: u32,
    pub(crate) periods: Vec<Period>,
    pub(crate) groups: Vec<Group>,
    pub(crate) cells: BTreeMap<(Group, AreaId, Period), Finding>,
}

impl IndicatorFindings {
    /// From the first period in which any area has a number to the last, gaps between them included.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The last period in which any area has a number.
    pub fn latest(&self) -> Option<Period> {
        self.periods.last().copied()
    }

    /// Breakdowns that occur; the first is everyone.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The finding of everyone in an area and period.
    pub fn at(&self, area: AreaId, period: Period) -> Option<&Finding> {
        self.of_group(&Group::all(), area, period)
    }

    /// The finding of a breakdown in an area and period.
    pub fn of_group(&self, group: &Group, area: AreaId, period: Period) -> Option<&Finding> {
        self.cells.get(&(group.clone(), area, period))
    }

    /// The benchmark's finding in a period.
    pub fn benchmark_at(&self, period: Period) -> Option<&Finding> {
        self.at(self.benchmark?, period)
    }

    /// The breaks in series that stand between two periods, first to last; with one no change is claimed.
    pub fn breaks_between(&self, from: Period, to: Period) -> Vec<&Break> {
        self.breaks.between(&self.indicator, from, to)
    }

    /// How a change of it is said.
    pub fn said(&self) -> trend::Said {
        trend::Said { rounded: self.rounded, form: self.indicator.change }
    }

    /// Every cell: its breakdown, area and period, and what is found of it.
    pub fn cells(&self) -> impl Iterator<Item = (&(Group, AreaId, Period), &Finding)> {
        self.cells.iter()
    }

    /// Every area that has a cell for everyone, the largest areas first.
    pub fn areas(&self) -> Vec<AreaId> {
        let mut areas: Vec<AreaId> =
            self.cells.keys().filter(|(group, ..)| group.is_all()).map(|(_, area, _)| *area).collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }
}

/// Where the sources of an indicator break: those of its count, and those of what it is divided by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Breaks {
    pub(crate) above: Vec<Break>,
    pub(crate) below: Vec<Break>,
}

impl Breaks {
    fn of(indicator: &Indicator, sources: &BTreeMap<SourceId, Arc<Source>>) -> Self {
        let breaks = |id: &SourceId| sources.get(id).map_or_else(Vec::new, |source| source.breaks.clone());
        Self {
            above: breaks(&indicator.numerator.source),
            below: indicator.denominator.as_ref().map_or_else(Vec::new, |wanted| breaks(&wanted.count.source)),
        }
    }

    /// The breaks between two periods, above the line or below it, first to last.
    fn between(&self, indicator: &Indicator, from: Period, to: Period) -> Vec<&Break> {
        // One population for all years has no break between them.
        let below = indicator
            .denominator
            .as_ref()
            .and_then(|wanted| Some((wanted.period.of(from)?, wanted.period.of(to)?)))
            .into_iter()
            .flat_map(|(from, to)| self.below.iter().filter(move |found| found.parts(from, to)));
        let above = self.above.iter().filter(|found| found.parts(from, to));
        let mut breaks: Vec<&Break> = above.chain(below).collect();
        breaks.sort_by_key(|found| found.period.start());
        breaks
    }
}

/// The findings of a whole site.
#[derive(Debug, Clone)]
pub struct Findings {
    /// Every area.
    pub areas: Arc<Areas>,
    /// Outlines of areas.
    pub boundaries: Arc<BTreeMap<AreaId, Boundary>>,
    /// What is known of each source.
    pub sources: BTreeMap<SourceId, Arc<Source>>,
    /// What happened in the time that is assessed, first to last.
    pub events: Vec<Event>,
    indicators: Arc<BTreeMap<IndicatorId, IndicatorFindings>>,
    /// The areas that stand beside each other at each level, by name: looked up for every row of a profile.
    beside: Vec<Vec<AreaId>>,
}

impl Findings {
    /// The findings of these indicators.
    pub(crate) fn new(
        areas: Arc<Areas>,
        boundaries: Arc<BTreeMap<AreaId, Boundary>>,
        sources: BTreeMap<SourceId, Arc<Source>>,
        indicators: impl IntoIterator<Item = IndicatorFindings>,
    ) -> Self {
        let levels = 0..u8::try_from(areas.levels().len()).unwrap_or(u8::MAX);
        let beside = levels.map(|level| beside(&areas, LevelId(level))).collect();
        let indicators: BTreeMap<_, _> =
            indicators.into_iter().map(|found| (found.indicator.id.clone(), found)).collect();
        Self { areas, boundaries, sources, events: Vec::new(), indicators: Arc::new(indicators), beside }
    }

    /// The findings of one indicator.
    pub fn get(&self, id: &IndicatorId) -> Option<&IndicatorFindings> {
        self.indicators.get(id)
    }

    /// Every indicator, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &IndicatorFindings> {
        self.indicators.values()
    }

    /// Whether a source is illustrative.
    pub fn is_illustrative(&self, source: &SourceId) -> bool {
        self.sources.get(source).is_some_and(|source| source.status == Status::Illustrative)
    }

    /// Those of `areas` that lie directly in the assessed area, by name.
    pub fn areas_of_first_level(&self, areas: &[AreaId]) -> Vec<AreaId> {
        let inside = |id: &&AreaId| self.areas.get(**id).parent == Some(self.areas.assessed());
        let mut first: Vec<AreaId> = areas.iter().filter(inside).copied().collect();
        first.sort_by(|a, b| self.areas.get(*a).name.cmp(&self.areas.get(*b).name));
        first
    }

    /// The areas of a level that lie in the assessed area, by name; all of the level where none does.
    pub fn areas_of(&self, level: LevelId) -> &[AreaId] {
        self.beside.get(usize::from(level.0)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn beside(areas: &Areas, level: LevelId) -> Vec<AreaId> {
    let all: Vec<AreaId> = areas.of_level(level).collect();
    let inside: Vec<AreaId> =
        all.iter().copied().filter(|id| areas.is_assessed(*id) && *id != areas.assessed()).collect();
    let mut chosen = if inside.is_empty() { all } else { inside };
    chosen.sort_by(|a, b| (&areas.get(*a).name, &areas.get(*a).code).cmp(&(&areas.get(*b).name, &areas.get(*b).code)));
    chosen
}

/// Sets the cells of a release beside each other.
pub fn compare(
    report: &Report,
    areas: Arc<Areas>,
    boundaries: Arc<BTreeMap<AreaId, Boundary>>,
    sources: BTreeMap<SourceId, Arc<Source>>,
    release: Release,
) -> Findings {
    let found: Vec<IndicatorFindings> = release
        .indicators
        .into_par_iter()
        .map(|mut released| {
            released.benchmark = benchmark::released(report, &areas, &released);
            indicator_findings(&areas, &sources, released)
        })
        .collect();
    found.iter().for_each(|found| baseline::check(report, found));
    Findings::new(areas, boundaries, sources, found)
}

fn indicator_findings(
    areas: &Areas,
    sources: &BTreeMap<SourceId, Arc<Source>>,
    released: Released,
) -> IndicatorFindings {
    let breaks = Breaks::of(&released.indicator, sources);
    let count = &released.indicator.numerator;
    let rounded = sources.get(&count.source).map_or(1, |from| from.rounded.base_of(&count.series).max(from.rule.round));
    let said = trend::Said { rounded, form: released.indicator.change };
    let mut ranks = rank::ranks(areas, &released);
    let mut cells = BTreeMap::new();
    for (key @ (_, _, period), cell) in &released.cells {
        let since = cell.estimate().and_then(|later| trend::since_last(&released, key, later, said));
        let broken = since.as_ref().and_then(|change| {
            let last = breaks.between(&released.indicator, change.from, *period).last().copied()?;
            Some(Broken { from: change.from, at: last.period })
        });
        let finding = Finding {
            cell: cell.clone(),
            comparison: benchmark::comparison(&released, key),
            broken,
            change: since.filter(|_| broken.is_none()),
            rank: ranks.remove(key),
        };
        debug_assert!(finding.change.is_none_or(|change| change.from < *period));
        cells.insert(key.clone(), finding);
    }
    let periods = periods(&released);
    IndicatorFindings {
        indicator: released.indicator,
        levels: released.levels,
        benchmark: released.benchmark,
        sources: released.sources,
        method: released.method,
        illustrative: released.illustrative,
        breaks,
        rounded,
        periods,
        groups: released.groups,
        cells,
    }
}

/// From the first to the last period in which any area has a number. A period between in which none has
/// is kept: it is a gap, and a reader must see it.
fn periods(released: &Released) -> Vec<Period> {
    let mut known: BTreeMap<Period, bool> = BTreeMap::new();
    for ((_, _, period), cell) in &released.cells {
        *known.entry(*period).or_default() |= cell.estimate().is_some();
    }
    let numbered = |(_, has): &(Period, bool)| *has;
    let all: Vec<(Period, bool)> = known.into_iter().collect();
    let first = all.iter().position(numbered).unwrap_or(all.len());
    let last = all.iter().rposition(numbered).map_or(first, |last| last + 1);
    all[first..last].iter().map(|(period, _)| *period).collect()
}
