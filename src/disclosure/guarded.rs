//! Every count under a rule, once, whichever indicators print it.
//!
//! Comes in: what was measured. Goes out: [`Guarded`], the true counts with the rule that holds for each. Only
//! this stage and the audit may look inside; nothing of it is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Key;
use super::threshold::is_structural;
use crate::attack::{Known, Need, Quantities, Quantity, QuantityId, Unnamed, When};
use crate::measure::Measured;
use crate::measure::method::Weighs;
use crate::model::age::Ages;
use crate::model::group::Group;
use crate::model::indicator::{DenominatorPeriod, Indicator, Standard, Standardise};
use crate::model::period::Period;
use crate::model::source::{Exempt, Kept, Rule, Secondary, Source, SourceId, Zero};

/// Which quantity an indicator prints above the line and which below it, where a rule holds for them.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    above: Option<(u32, Group)>,
    below: Option<(u32, Group, DenominatorPeriod)>,
    /// The dimension of its bands of ages, where it weighs them.
    by_age: Option<String>,
    /// Whether it weighs series.
    by_series: bool,
}

/// What is asked for a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guard {
    /// Counts from 1 to one less than this are withheld.
    pub(crate) under: u32,
    /// How far apart what an attacker may think of it must at least be.
    pub(crate) width: u32,
    /// Whether a zero is printed, so that what is withheld is none.
    pub(crate) zero: Zero,
    /// Whether rounding is its protection.
    pub(crate) rounded: bool,
    /// Whether others are withheld to protect it.
    pub(crate) secondary: Secondary,
    /// Whether it could be withheld though it is zero, because of what it is divided by.
    pub(crate) divided: bool,
}

impl Guard {
    fn of(rule: &Rule, divided: bool) -> Self {
        Self {
            under: rule.under,
            width: rule.width,
            zero: rule.zero,
            rounded: rule.round > 1,
            secondary: rule.secondary,
            divided,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            under: self.under.max(other.under),
            width: self.width.max(other.width),
            zero: self.zero.max(other.zero),
            rounded: self.rounded || other.rounded,
            secondary: self.secondary.max(other.secondary),
            divided: self.divided || other.divided,
        }
    }

    /// Whether a count may not be known.
    pub(crate) fn is_small(self, count: f64) -> bool {
        if count.abs() < 1e-9 {
            return self.zero == Zero::Withheld;
        }
        count > 0.0 && count < f64::from(self.under)
    }

    /// What it takes for a small count to be safe.
    pub(crate) fn need(self) -> Need {
        let least = u32::from(self.zero == Zero::Shown);
        Need { small: self.under.saturating_sub(1), least, width: self.width, any: self.rounded }
    }

    /// What anybody knows of a count that is withheld.
    pub(crate) fn withheld(self) -> Known {
        Known::nothing(if self.zero == Zero::Shown && !self.divided { 1.0 } else { 0.0 })
    }
}

/// Every count under a rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guarded {
    pub(crate) quantities: Quantities,
    pub(crate) counts: Vec<f64>,
    pub(crate) guards: Vec<Guard>,
    /// Quantities of which another is a part, as shares print them: the whole first.
    pub(crate) wholes: Vec<(QuantityId, QuantityId)>,
    /// Quantities that are withheld for more than their own count: what they are divided by, their parts, or that
    /// one group holds all.
    pub(crate) reserved: BTreeSet<QuantityId>,
    /// What the sources ask to be withheld last.
    pub(crate) kept: BTreeMap<SourceId, Vec<Kept>>,
    /// How each indicator prints them, in the order of indicators.
    pub(crate) printed: Vec<Printed>,
}

impl Printed {
    /// What stands above the line of a cell.
    pub(crate) fn above(&self, (group, area, period): &Key) -> Option<Quantity> {
        let (counted, base) = self.above.as_ref()?;
        let group = Group::new(base.pairs().chain(group.pairs()));
        Some(Quantity { counted: *counted, group, area: *area, when: When::of(*period) })
    }

    /// What stands below the line of a cell.
    pub(crate) fn below(&self, (group, area, period): &Key) -> Option<Quantity> {
        let (counted, base, when) = self.below.as_ref()?;
        let group = Group::new(base.pairs().chain(group.pairs()));
        Some(Quantity { counted: *counted, group, area: *area, when: When::of(when.of(*period)?) })
    }

    /// Whether no rule holds for anything it prints.
    pub(crate) fn is_free(&self) -> bool {
        self.above.is_none() && self.below.is_none()
    }
}

impl Guarded {
    /// Every count of `measured` under a rule of its source.
    ///
    /// A source that is exempt from protection on the day of publication has no others withheld for it.
    ///
    /// `also` are counts that an earlier edition printed and this one does not.
    pub(crate) fn of(
        sources: &BTreeMap<SourceId, Arc<Source>>,
        day: Period,
        measured: &[Measured],
        small: &[BTreeSet<Key>],
        also: impl Fn(&mut Quantities) -> Vec<(Quantity, f64)>,
    ) -> Self {
        let kept = sources.values().filter(|source| !source.bounds.kept.is_empty());
        let kept = kept.map(|source| (source.id.clone(), source.bounds.kept.clone())).collect();
        let mut guarded = Self { kept, ..Self::default() };
        for one in measured {
            guarded.quantities.name(&one.indicator.numerator.source, &one.named);
            let printed = guarded.printed_by(sources, one);
            guarded.printed.push(printed);
        }
        let mut found: Vec<(Quantity, f64, Guard)> = Vec::new();
        for (one, printed) in measured.iter().zip(&guarded.printed).filter(|(_, printed)| !printed.is_free()) {
            let rule = |id: &SourceId| {
                let Some(source) = sources.get(id) else { return Rule::NONE };
                let exempt = source.exemptions.iter().any(|found| found.covers(Exempt::Secondary, day));
                if exempt { Rule { secondary: Secondary::Off, ..source.rule } } else { source.rule }
            };
            let above = one.sources.iter().map(rule).fold(Rule::NONE, Rule::strictest);
            let below = one.indicator.denominator.as_ref().map_or(Rule::NONE, |below| rule(&below.count.source));
            let divided = !below.shows_every_count() || one.method.weighs() != Weighs::Nothing;
            for (key, counted) in &one.cells {
                let Ok(counts) = &counted.counts else { continue };
                if let Some(quantity) = printed.above(key) {
                    let mut guard = Guard::of(&above, divided);
                    if is_structural(one, &key.0, counts.numerator) {
                        guard.zero = Zero::Shown;
                    }
                    found.push((quantity, counts.numerator, guard));
                }
                if let (Some(quantity), Some(count)) = (printed.below(key), counts.denominator) {
                    found.push((quantity, count, Guard::of(&below, true)));
                }
            }
        }
        let open = Guard::of(&Rule::NONE, false);
        found.extend(also(&mut guarded.quantities).into_iter().map(|(quantity, count)| (quantity, count, open)));
        // What this edition measures comes first, and holds where an earlier one has another count.
        found.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        guarded.quantities.take(found.iter().map(|(quantity, ..)| quantity.clone()).collect());
        for run in found.chunk_by(|(a, ..), (b, ..)| a == b) {
            guarded.counts.push(run[0].1);
            let guard = run.iter().map(|(.., guard)| *guard).reduce(Guard::and);
            guarded.guards.extend(guard);
        }
        for ((one, printed), small) in measured.iter().zip(&guarded.printed).zip(small) {
            let find = |quantity: Option<Quantity>| quantity.and_then(|one| guarded.quantities.find(&one));
            if one.method.word() == "proportion" {
                let pair = |key: &Key| find(printed.below(key)).zip(find(printed.above(key)));
                guarded.wholes.extend(one.cells.keys().filter_map(pair));
            }
            guarded.reserved.extend(small.iter().filter_map(|key| find(printed.above(key))));
        }
        guarded.wholes.sort_unstable();
        guarded.wholes.dedup();
        guarded
    }

    fn printed_by(&mut self, sources: &BTreeMap<SourceId, Arc<Source>>, one: &Measured) -> Printed {
        let ruled = |id: &SourceId| sources.get(id).is_some_and(|source| !source.rule.shows_every_count());
        let indicator = &one.indicator;
        if !one.method.counts() {
            return Printed { above: None, below: None, by_age: None, by_series: false };
        }
        let weighs = one.method.weighs();
        let by_age = indicator.standardise.as_ref().filter(|_| matches!(weighs, Weighs::People | Weighs::Rates));
        let above = ruled(&indicator.numerator.source).then(|| {
            let mut series = indicator.numerator.series.clone();
            // People by how many events each had make a sum that no other is tied to.
            series.extend(by_age.and_then(|how| how.repeats.clone()));
            let counted = self.quantities.count_of(&indicator.numerator.source, &series);
            (counted, aged(indicator, by_age))
        });
        let below = indicator.denominator.as_ref().filter(|below| by_age.is_none() && ruled(&below.count.source));
        let below = below.map(|below| {
            let counted = self.quantities.count_of(&below.count.source, &below.count.series);
            (counted, below.count.group.clone(), below.period)
        });
        Printed { above, below, by_age: by_age.map(|how| how.by.clone()), by_series: weighs == Weighs::Series }
    }

    /// What it takes for a quantity to be safe, where it may not be known.
    pub(crate) fn need(&self, id: QuantityId) -> Option<Need> {
        let (guard, count) = (self.guards[id.index()], self.counts[id.index()]);
        if guard.is_small(count) {
            return Some(guard.need());
        }
        // Not small itself, so any count will do that is far enough from it.
        let reserved = self.reserved.contains(&id) && guard.under > 0;
        reserved.then_some(Need { small: 0, least: 0, width: guard.width, any: false })
    }

    /// The same of a count that nothing prints. Where nothing happened between two totals that are shown, everybody
    /// may know that.
    pub(crate) fn need_of_unnamed(&self, one: &Unnamed) -> Option<Need> {
        let guard = self.guards[one.like.index()];
        (one.follows && one.count > 0.5 && guard.is_small(one.count)).then(|| guard.need())
    }

    /// What is counted and of whom, each once.
    pub(super) fn kinds(&self) -> Vec<(u32, Group)> {
        let mut kinds: Vec<(u32, Group)> =
            self.quantities.iter().map(|(_, quantity)| (quantity.counted, quantity.group.clone())).collect();
        kinds.dedup();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The parts that a cell weighs, as far as any of `kinds` prints them.
    pub(super) fn parts_of(&self, printed: &Printed, key: &Key, kinds: &[(u32, Group)]) -> Vec<QuantityId> {
        let Some(whole) = printed.above(key).filter(|_| printed.by_age.is_some() || printed.by_series) else {
            return Vec::new();
        };
        let counted = self.quantities.counted(whole.counted);
        let is_part = |(one, group): &&(u32, Group)| {
            let theirs = self.quantities.counted(*one);
            let within =
                theirs.source == counted.source && theirs.series.iter().all(|name| counted.series.contains(name));
            within
                && match &printed.by_age {
                    Some(by) => {
                        let base = Group::new(whole.group.pairs().filter(|(name, _)| name != by));
                        group.includes(&base) && group.get(by).is_some()
                    }
                    None => *group == whole.group,
                }
        };
        kinds
            .iter()
            .filter(is_part)
            .filter_map(|(counted, group)| {
                self.quantities.find(&Quantity { counted: *counted, group: group.clone(), ..whole.clone() })
            })
            .collect()
    }
}

/// The group a count is of, with the ages that its bands make up where they leave some out.
fn aged(indicator: &Indicator, by_age: Option<&Standardise>) -> Group {
    let base = &indicator.numerator.group;
    let of_all =
        |how: &&Standardise| how.ages.is_none() && how.without.is_empty() && matches!(how.to, Standard::Population(_));
    match by_age.filter(|how| !of_all(how)) {
        Some(how) if how.ages.is_some() || !how.without.is_empty() => {
            let ages = how.ages.unwrap_or(Ages { first: 0, last: Ages::OLDEST }).to_string();
            Group::new(base.pairs().chain([(how.by.as_str(), ages.as_str())]))
        }
        _ => base.clone(),
    }
}
