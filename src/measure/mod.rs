//! Estimates: counts turned into values with their limits, by the method each definition names.
//!
//! Comes in: observations and definitions. Goes out: [`Estimates`], which hold true counts and pass to
//! `disclosure` alone. Wrong can be: a word of a definition that nothing goes by, a population that is
//! missing, illustrative and published data in one measure.

mod bounds;
mod count;
mod counting;
mod harm;
pub mod method;
mod per_day;
mod proportion;
mod published;
mod rate;
mod standardised_rate;
mod standardised_ratio;
mod strata;
mod tally;
mod wanted;
mod year_to_date;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::bounds::Asked;
use self::counting::Counting;
use self::method::{Counts, Method, Weighs};
use self::strata::Making;
use self::wanted::Below;
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::cell::Shorthand;
use crate::model::estimate::{Comparable, Estimate};
use crate::model::group::Group;
use crate::model::indicator::{Indicator, IndicatorId, Limits, Summed};
use crate::model::mark::Marks;
use crate::model::observation::{Observations, Table};
use crate::model::period::Period;
use crate::model::source::SourceId;
use crate::report::{Place, Report, Result};
use crate::statistics::standardised;

/// Definitions by their name.
pub type Indicators = BTreeMap<IndicatorId, Arc<Indicator>>;

/// What is known of one cell before anything is withheld.
#[derive(Debug, Clone, PartialEq)]
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
    /// Groups that cannot occur, whose zeros say nothing of anybody.
    pub(crate) structural: Vec<Group>,
    /// Every group that the source of the count names, by dimension.
    pub(crate) named: BTreeMap<String, BTreeSet<String>>,
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
                Comparable::Yes if self.method.weighs() == Weighs::Series && counts.denominator.is_none() => {
                    Comparable::Count
                }
                other => other,
            },
            numerator: self.method.counts().then_some(counts.numerator),
            // A ratio stands over the events expected, which its count and its value give anyway.
            denominator: match self.method.weighs() {
                Weighs::Rates if self.method.word() == "standardised-ratio" => {
                    standardised::expected(&counts.strata).ok()
                }
                _ => counts.denominator,
            },
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
    let method = wanted::method(report, indicator);
    let levels = wanted::levels(report, areas, indicator);
    let benchmark = wanted::benchmark(report, areas, indicator, benchmark);
    let numerator = wanted::count(report, observations, &indicator.numerator);
    let denominator = indicator.denominator.as_ref().map(|below| wanted::count(report, observations, &below.count));
    let (method, levels, benchmark) = (method?, levels?, benchmark?);
    let (table, series) = numerator?;
    let below = match denominator {
        None => None,
        Some(found) => {
            let (below, series) = found?;
            if !wanted::same_status(report, indicator, table, below) {
                return None;
            }
            Some(Below { wanted: indicator.denominator.as_ref()?, table: below, series })
        }
    };
    let mut sources = vec![indicator.numerator.source.clone()];
    let further = below.iter().map(|below| &below.wanted.count.source);
    for source in further.chain(indicator.weights.iter().map(|weights| &weights.source)) {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    if wanted::escapes_a_rule(report, indicator, method, table) || wanted::gives_years_away(report, indicator, table) {
        return None;
    }
    let groups = wanted::groups(report, table, indicator)?;
    let asked = Asked { report, areas, indicator };
    let above = asked.is_allowed_by(table, &indicator.numerator);
    if !below.as_ref().is_none_or(|below| asked.is_allowed_by(below.table, &below.wanted.count)) || !above {
        return None;
    }
    let mut measured = Measured {
        indicator: indicator.clone(),
        method,
        levels,
        benchmark,
        sources,
        groups,
        structural: table.source.bounds.structural_of(&indicator.numerator.series),
        named: named(table),
        cells: BTreeMap::new(),
    };
    for group in measured.groups.clone() {
        let below = below.as_ref();
        let making = Making { report, observations, table, series: &series, below, indicator, group: &group };
        let strata = match method.weighs() {
            Weighs::Nothing => None,
            weighs => Some(making.strata(weighs)?),
        };
        Counting { report, areas, table, series: &series, below, group: &group, strata }.fill(&mut measured);
    }
    Some(measured)
}

/// Every group that a source names, by dimension.
fn named(table: &Table) -> BTreeMap<String, BTreeSet<String>> {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (dimension, value) in table.groups.iter().flat_map(Group::pairs) {
        named.entry(dimension.to_owned()).or_default().insert(value.to_owned());
    }
    named
}

/// A denominator is added up over small areas only where its source gives no larger ones.
fn below_summed(table: &Table, areas: &Areas, above: Summed) -> Summed {
    let smallest = table.observations.iter().map(|found| areas.get(found.area).level).max();
    let largest = table.observations.iter().map(|found| areas.get(found.area).level).min();
    if above == Summed::Yes && smallest == largest { Summed::Yes } else { Summed::No }
}
