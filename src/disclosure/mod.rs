//! Disclosure control: the line that no raw count passes.
//!
//! Comes in: [`Estimates`], by value, so that nothing is left to leak. Goes out: a [`Release`], the only
//! source of numbers for every later stage. A rate, an interval, a rank and a comparison fall with their
//! count, since each is made of the cells released here.

pub mod edition;
mod guarded;
mod large;
mod secondary;
mod threshold;
mod withheld;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use edition::Edition;
pub(crate) use guarded::Guarded;
use withheld::Withheld;

use crate::attack::{Known, Past, Proofs, Quantities, Quantity, QuantityId};
use crate::measure::method::Counts;
use crate::measure::{Estimates, Measured};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::indicator::Indicator;
use crate::model::period::Period;
use crate::model::source::{Rule, Source, SourceId, Status, to_multiple};
use crate::progress::Progress;
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

/// What the audit needs to know of the counts behind a release. Nothing else can look inside.
#[derive(Debug, Clone, Default)]
pub struct Held {
    pub(crate) guarded: Guarded,
    /// The cells of each indicator that were withheld for their own count, in the order of the release.
    pub(crate) small: Vec<BTreeSet<Key>>,
    /// What else is known of a quantity: what earlier editions printed of it.
    pub(crate) earlier: BTreeMap<QuantityId, Known>,
    /// By which tables counts were found safe while more were withheld, block by block: where to look first.
    pub(crate) proofs: Vec<Proofs>,
    /// What those editions had beyond today's counts: what was revised since.
    pub(crate) past: Past,
    /// The names of those editions.
    pub(crate) editions: Vec<String>,
}

/// Withholds and rounds what the rules of the sources ask for, and as much more as it takes for nobody to work
/// out what is withheld. `day` is that of publication, and `earlier` what editions before it printed.
pub fn apply(
    progress: &Progress,
    areas: &Areas,
    sources: &BTreeMap<SourceId, Arc<Source>>,
    (day, earlier): (Period, &[Edition]),
    estimates: Estimates,
) -> (Release, Held) {
    let measured = estimates.indicators;
    let rules: Vec<(Rule, Rule)> = measured.iter().map(|one| rules(sources, &one.indicator, &one.sources)).collect();
    let small: Vec<BTreeSet<Key>> =
        measured.par_iter().zip(&rules).map(|(one, (rule, below))| small(*rule, *below, one)).collect();
    let before = |quantities: &mut Quantities| edition::printed(earlier, areas, quantities);
    let guarded = Guarded::of(sources, day, &measured, &small, before);
    let editions = earlier.iter().map(|edition| edition.name.clone()).collect();
    let views = edition::views(earlier, areas, &guarded);
    let earlier = edition::known(earlier, areas, &guarded);
    let Withheld { hidden, proofs, past } =
        withheld::hidden(progress, areas, &measured, &rules, &guarded, &small, (&earlier, &views));
    let kinds = guarded.kinds();
    let indicators = measured
        .into_par_iter()
        .zip(&guarded.printed)
        .zip(&small)
        .zip(&rules)
        .map(|(((one, printed), small), (rule, below))| {
            let hides = |quantity: Option<Quantity>| {
                quantity.and_then(|quantity| guarded.quantities.find(&quantity)).is_some_and(|id| hidden[id.index()])
            };
            let withheld = |key: &Key| {
                small.contains(key)
                    || hides(printed.above(key))
                    || hides(printed.below(key))
                    || guarded.parts_of(printed, key, &kinds).iter().any(|id| hidden[id.index()])
            };
            release(sources, one, (*rule, *below), withheld)
        })
        .collect();
    (Release { indicators }, Held { guarded, small, earlier, past, editions, proofs })
}

/// The strictest rule of an indicator's sources, and that of what it is divided by.
pub(crate) fn rules(
    sources: &BTreeMap<SourceId, Arc<Source>>,
    indicator: &Indicator,
    made_of: &[SourceId],
) -> (Rule, Rule) {
    let rule = |id: &SourceId| sources.get(id).map_or(Rule::NONE, |source| source.rule);
    let strictest = made_of.iter().map(rule).fold(Rule::NONE, Rule::strictest);
    let below = indicator.denominator.as_ref().map_or(Rule::NONE, |wanted| rule(&wanted.count.source));
    (strictest, below)
}

fn release(
    sources: &BTreeMap<SourceId, Arc<Source>>,
    measured: Measured,
    (rule, below): (Rule, Rule),
    withheld: impl Fn(&Key) -> bool,
) -> Released {
    let cells = measured
        .cells
        .iter()
        .map(|(key, counted)| {
            let cell = match counted.counts.clone() {
                Err(reason) => Cell::Missing(reason),
                Ok(_) if withheld(key) => Cell::Missing(Shorthand::Confidential),
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
        numerator: to_multiple(counts.numerator, rule.round),
        denominator: counts.denominator.map(|whole| to_multiple(whole, below.round)),
        per: counts.per,
        // A weighted sum of true parts would let them be worked out beside the parts that are shown.
        strata: counts
            .strata
            .iter()
            .map(|stratum| Stratum {
                events: to_multiple(stratum.events, rule.round),
                variance: if rule.round > 1 {
                    to_multiple(stratum.events, rule.round) * stratum.spread()
                } else {
                    stratum.variance
                },
                people: to_multiple(stratum.people, below.round),
                weight: stratum.weight,
            })
            .collect(),
        reference: counts.reference,
    }
}

/// The cells that must not be shown for themselves.
fn small(rule: Rule, below: Rule, measured: &Measured) -> BTreeSet<Key> {
    if !measured.method.counts() {
        return BTreeSet::new();
    }
    threshold::small(rule, below, measured)
}
