//! Disclosure control: the line that no raw count passes.
//!
//! Comes in: [`Estimates`], by value, so that nothing is left to leak. Goes out: a [`Release`], the only
//! source of numbers for every later stage. A rate, an interval, a rank and a comparison fall with their
//! count, since each is made of the cells released here.

mod rounding;
mod secondary;
mod threshold;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::measure::method::Counts;
use crate::measure::{Estimates, Measured};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::indicator::Indicator;
use crate::model::period::Period;
use crate::model::source::{Rule, Secondary, Source, SourceId, Status};
use crate::statistics::standardised::Stratum;

/// Which cell of an indicator.
type Key = (Group, AreaId, Period);

/// The released cells of one indicator.
#[derive(Debug, Clone)]
pub struct Released {
    pub(crate) indicator: Arc<Indicator>,
    pub(crate) method: &'static str,
    pub(crate) levels: Vec<LevelId>,
    pub(crate) benchmark: Option<AreaId>,
    pub(crate) sources: Vec<SourceId>,
    pub(crate) illustrative: bool,
    pub(crate) groups: Vec<Group>,
    pub(crate) cells: BTreeMap<Key, Cell>,
}

/// Everything that may be published. Made by [`apply`] and by nothing else.
#[derive(Debug, Clone)]
pub struct Release {
    pub(crate) indicators: Vec<Released>,
}

/// Withholds and rounds what the rules of the sources ask for.
pub fn apply(areas: &Areas, sources: &BTreeMap<SourceId, Arc<Source>>, estimates: Estimates) -> Release {
    let indicators = estimates.indicators.into_par_iter().map(|measured| release(areas, sources, measured)).collect();
    Release { indicators }
}

fn release(areas: &Areas, sources: &BTreeMap<SourceId, Arc<Source>>, measured: Measured) -> Released {
    let rules = measured.sources.iter().filter_map(|id| sources.get(id)).map(|source| source.rule);
    let rule = rules.fold(Rule::NONE, Rule::strictest);
    let below = measured.indicator.denominator.as_ref().and_then(|wanted| sources.get(&wanted.count.source));
    let below = below.map_or(Rule::NONE, |source| source.rule);
    let withheld = withheld(areas, rule, below, &measured);
    let cells = measured
        .cells
        .iter()
        .map(|(key, counted)| {
            let cell = match counted.counts.clone() {
                Err(reason) => Cell::Missing(reason),
                Ok(_) if withheld.contains(key) => Cell::Missing(Shorthand::Confidential),
                Ok(counts) if threshold::too_few_people(rule, &counts) => Cell::Missing(Shorthand::TooFewPeople),
                Ok(counts) => {
                    let shown = if measured.method.counts() { rounded(rule, below, counts) } else { counts };
                    measured.estimate(&shown, key.2, counted.marks).map_or_else(Cell::Missing, Cell::Value)
                }
            };
            (key.clone(), cell)
        })
        .collect();
    let illustrative =
        measured.sources.iter().filter_map(|id| sources.get(id)).any(|source| source.status == Status::Illustrative);
    Released {
        method: measured.method.title(),
        indicator: measured.indicator,
        levels: measured.levels,
        benchmark: measured.benchmark,
        sources: measured.sources,
        illustrative,
        groups: measured.groups,
        cells,
    }
}

/// The counts as they may be shown: each rounded by the rule that holds for it.
fn rounded(rule: Rule, below: Rule, counts: Counts) -> Counts {
    Counts {
        numerator: rounding::to_multiple(counts.numerator, rule.round),
        denominator: counts.denominator.map(|whole| rounding::to_multiple(whole, below.round)),
        per: counts.per,
        // A weighted sum of true parts would let them be worked out beside the parts that are shown.
        strata: counts
            .strata
            .iter()
            .map(|stratum| Stratum {
                events: rounding::to_multiple(stratum.events, rule.round),
                variance: if rule.round > 1 {
                    rounding::to_multiple(stratum.events, rule.round) * stratum.spread()
                } else {
                    stratum.variance
                },
                people: rounding::to_multiple(stratum.people, below.round),
                weight: stratum.weight,
            })
            .collect(),
        reference: counts.reference,
    }
}

/// The cells that must not be shown, for themselves or for their neighbours: nobody can tell which.
fn withheld(areas: &Areas, rule: Rule, below: Rule, measured: &Measured) -> BTreeSet<Key> {
    if !measured.method.counts() {
        return BTreeSet::new();
    }
    let small = threshold::small(rule, below, measured);
    match rule.secondary {
        Secondary::Off => small,
        Secondary::On => secondary::protect(areas, measured, small),
    }
}
