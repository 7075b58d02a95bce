//! Counts as an earlier edition had them, where they were revised since.
//!
//! Comes in: what one edition printed of today's counts, and today's sums. Goes out: a count of its own for each
//! that was revised or may have been, tied by the same sums to the others of its edition, and to today's where
//! nothing changed. Nobody here knows what was withheld then, so those counts are any that agree with all that
//! was printed, as near to today's as can be. Wrong can be: what was printed does not add up; then nobody can add
//! it up, and the sums are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::proof::{Need, Prover, Safety};
use super::quantity::{Quantities, Quantity, QuantityId, When};
use super::settle::agreeing;
use super::sums::{Sum, Sums};
use super::system::{CountId, Known, blocks};
use crate::model::area::Areas;
use crate::model::group::Group;
use crate::model::source::SourceId;

/// How far each of today's counts was known from one edition; what was withheld then among them.
pub type View = BTreeMap<QuantityId, Known>;

/// What it takes for a count that was withheld to be safe, by a quantity whose rule holds for it; nothing where
/// no rule does.
pub type Needs<'a> = &'a dyn Fn(QuantityId) -> Option<Need>;

/// Counts of earlier editions that are none of today's. Their places follow those of all counts of today.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Counts that agree with all that was printed.
    pub counts: Vec<f64>,
    /// How far each was known.
    pub known: Vec<Known>,
    /// A quantity of today of the same source, area and time.
    pub like: Vec<QuantityId>,
    /// What it takes for each to be safe, where it was withheld and may have been small. What its own edition gave
    /// away is no secret any more.
    pub needs: Vec<Option<Need>>,
    /// The sums that tie them to each other and to today's.
    pub sums: Vec<Sum>,
}

/// What earlier editions had beyond today's counts. `counts` are those of quantities and then of what has no name.
pub fn past(
    areas: &Areas,
    quantities: &Quantities,
    counts: &[f64],
    today: &Sums,
    (views, needs): (&[View], Needs<'_>),
) -> Past {
    let mut past = Past::default();
    for view in views {
        let looking = Looking::new(areas, quantities, counts, today, view, needs);
        if looking.revised.is_empty() {
            continue;
        }
        // Where parts of what stayed the same were revised after all, only what is printed alike is alike.
        let doubted = looking.take(&BTreeSet::new(), &mut past.clone());
        looking.take(&doubted, &mut past);
    }
    past
}

struct Looking<'a> {
    areas: &'a Areas,
    quantities: &'a Quantities,
    counts: &'a [f64],
    today: &'a Sums,
    view: &'a View,
    /// The times of each source of which something printed is no longer true.
    revised: BTreeMap<&'a SourceId, BTreeSet<When>>,
    /// Counts that were printed as they still are, of such times.
    kept: BTreeSet<QuantityId>,
    /// Every time that is counted, and for each set of series those that hold it.
    times: BTreeSet<When>,
    wider: BTreeMap<u32, Vec<u32>>,
    needs: Needs<'a>,
}

impl<'a> Looking<'a> {
    fn new(
        areas: &'a Areas,
        quantities: &'a Quantities,
        counts: &'a [f64],
        today: &'a Sums,
        view: &'a View,
        needs: Needs<'a>,
    ) -> Self {
        let mut revised: BTreeMap<&SourceId, BTreeSet<When>> = BTreeMap::new();
        let source = |id: QuantityId| &quantities.counted(quantities.at(id).counted).source;
        for (id, _) in view.iter().filter(|(id, known)| !known.allows(counts[id.index()])) {
            revised.entry(source(*id)).or_default().insert(quantities.at(*id).when);
        }
        // What today's edition does not have may have been revised unseen.
        let is_kept = |id: &QuantityId, known: &Known| {
            known.is_exact() && known.allows(counts[id.index()]) && needs(*id).is_some()
        };
        let kept = view.iter().filter(|(id, known)| is_kept(id, known)).map(|(id, _)| *id).collect();
        let times = quantities.iter().map(|(_, quantity)| quantity.when).collect();
        let used: BTreeSet<u32> = quantities.iter().map(|(_, quantity)| quantity.counted).collect();
        let holds = |wide: u32, narrow: u32| {
            let (wide, narrow) = (quantities.counted(wide), quantities.counted(narrow));
            wide.source == narrow.source && narrow.series.iter().all(|name| wide.series.contains(name))
        };
        let wider = used.iter().map(|one| (*one, used.iter().copied().filter(|other| holds(*other, *one)).collect()));
        let wider = wider.collect();
        Self { areas, quantities, counts, today, view, revised, kept, times, wider, needs }
    }

    fn source(&self, id: QuantityId) -> &'a SourceId {
        &self.quantities.counted(self.quantities.at(id).counted).source
    }

    /// Whether a count was then what it is today, as far as a reader may think.
    fn is_same(&self, id: QuantityId, doubted: &BTreeSet<&SourceId>) -> bool {
        let when = self.quantities.at(id).when;
        let touched = self.revised.get(self.source(id)).is_some_and(|times| times.iter().any(|one| meet(*one, when)));
        if !touched || self.kept.contains(&id) {
            return true;
        }
        let fits = self.view.get(&id).is_none_or(|known| known.allows(self.counts[id.index()]));
        fits && !doubted.contains(self.source(id)) && self.is_part_of_kept(id)
    }

    /// Whether it is a part of a count that stayed as it was. Events are found late and seldom lost, so the parts of
    /// an unchanged total are mostly unchanged; whoever takes them for it knows more, and must not know too much.
    fn is_part_of_kept(&self, id: QuantityId) -> bool {
        let one = self.quantities.at(id);
        let pairs: Vec<(&str, &str)> = one.group.pairs().collect();
        let times: Vec<When> = self.times.iter().copied().filter(|wide| holds(*wide, one.when)).collect();
        let wider = self.wider.get(&one.counted).map_or(&[][..], Vec::as_slice);
        self.areas.ancestry(one.area).any(|area| {
            (0..1_usize << pairs.len()).any(|mask| {
                let chosen = pairs.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, pair)| *pair);
                let group = Group::new(chosen);
                wider.iter().any(|counted| {
                    times.iter().any(|when| {
                        let whole = Quantity { counted: *counted, group: group.clone(), area, when: *when };
                        self.quantities.find(&whole).is_some_and(|id| self.kept.contains(&id))
                    })
                })
            })
        })
    }

    /// Adds the counts of this edition that are none of today's; the sources whose printed numbers do not add up.
    fn take(&self, doubted: &BTreeSet<&SourceId>, past: &mut Past) -> BTreeSet<&'a SourceId> {
        let named = self.quantities.len();
        let quantity = |id: CountId| (id.index() < named).then_some(QuantityId(id.0));
        let mut same: Vec<bool> = self.quantities.iter().map(|(id, _)| self.is_same(id, doubted)).collect();
        same.resize(self.counts.len(), false);
        for sum in &self.today.sums {
            let all = || sum.parts.iter().chain([&sum.total]).copied();
            if all().filter_map(quantity).all(|id| same[id.index()]) {
                all().filter(|id| id.index() >= named).for_each(|id| same[id.index()] = true);
            }
        }
        // Places of this edition: those of today's counts that its sums name, whether they are its own or not.
        let mut here: BTreeMap<CountId, u32> = BTreeMap::new();
        let is_own = |id: &CountId| !same[id.index()];
        let of_here: Vec<&Sum> =
            self.today.sums.iter().filter(|sum| sum.parts.iter().chain([&sum.total]).any(is_own)).collect();
        for id in of_here.iter().flat_map(|sum| sum.parts.iter().chain([&sum.total])) {
            let next = u32::try_from(here.len()).unwrap_or(u32::MAX);
            here.entry(*id).or_insert(next);
        }
        let places: Vec<CountId> = {
            let mut places: Vec<(u32, CountId)> = here.iter().map(|(id, at)| (*at, *id)).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, id)| id).collect()
        };
        let known: Vec<Known> = places
            .iter()
            .map(|id| match (is_own(id), quantity(*id)) {
                (false, _) => Known::exactly(self.counts[id.index()]),
                (true, Some(own)) => self.view.get(&own).copied().unwrap_or(Known::nothing(0.0)),
                (true, None) => Known::nothing(0.0),
            })
            .collect();
        let like = self.like();
        // What was withheld may have been small, and is taken to have been where it could.
        let wanted: Vec<Option<Need>> = places
            .iter()
            .zip(&known)
            .map(|(id, known)| {
                let withheld = is_own(id)
                    && !known.high.is_finite()
                    && quantity(*id).is_some_and(|id| self.view.contains_key(&id));
                if withheld { (self.needs)(like(*id)) } else { None }
            })
            .collect();
        let near: Vec<f64> = places
            .iter()
            .zip(&wanted)
            .map(|(id, need)| {
                let count = self.counts[id.index()];
                need.map_or(count, |need| count.min(f64::from(need.small)))
            })
            .collect();
        let moved = |sum: &Sum, of: &dyn Fn(CountId) -> CountId| Sum {
            total: of(sum.total),
            parts: sum.parts.iter().map(|id| of(*id)).collect(),
            ..sum.clone()
        };
        let local: Vec<Sum> = of_here.iter().map(|sum| moved(sum, &|id| CountId(here[&id]))).collect();
        let (counts, holds) = agreeing(&near, &known, &local);
        let needs = self.safe_then(&places, &counts, &local, &wanted);
        let mut doubts = BTreeSet::new();
        let first = u32::try_from(self.counts.len() + past.counts.len()).unwrap_or(u32::MAX);
        let mut own: BTreeMap<CountId, CountId> = BTreeMap::new();
        for (at, id) in places.iter().enumerate().filter(|(_, id)| is_own(id)) {
            own.insert(*id, CountId(first + u32::try_from(own.len()).unwrap_or(u32::MAX)));
            past.counts.push(counts[at]);
            past.known.push(known[at]);
            past.like.push(like(*id));
            past.needs.push(needs[at]);
        }
        for (sum, holds) in of_here.iter().zip(holds) {
            if holds {
                past.sums.push(moved(sum, &|id| own.get(&id).copied().unwrap_or(id)));
            } else {
                doubts.insert(self.source(like(sum.total)));
            }
        }
        doubts
    }

    /// What is wanted of those counts that were safe in their own edition.
    fn safe_then(
        &self,
        places: &[CountId],
        counts: &[f64],
        sums: &[Sum],
        wanted: &[Option<Need>],
    ) -> Vec<Option<Need>> {
        let then = |id: &CountId| {
            let own = (id.index() < self.quantities.len()).then(|| self.view.get(&QuantityId(id.0))).flatten();
            own.copied().unwrap_or(Known::nothing(0.0))
        };
        let known: Vec<Known> = places.iter().map(then).collect();
        let mut needs = vec![None; places.len()];
        for block in blocks(counts, &known, sums.to_vec()) {
            let prover = Prover::near_only(&block.system);
            let asked: Vec<(CountId, Need)> = (0..)
                .map(CountId)
                .zip(&block.members)
                .filter_map(|(id, at)| {
                    wanted[*at as usize]
                        .filter(|need| block.system.count(id) <= f64::from(need.small))
                        .map(|need| (id, need))
                })
                .collect();
            let proofs = prover.together(&asked);
            for (id, need) in asked {
                if proofs.contains_key(&id) || matches!(prover.safety(id, need, None), Safety::Safe(_)) {
                    needs[block.members[id.index()] as usize] = Some(need);
                }
            }
        }
        needs
    }

    /// A quantity of the same source, for any count of today.
    fn like(&self) -> impl Fn(CountId) -> QuantityId {
        let named = self.quantities.len();
        move |id| match id.index().checked_sub(named).and_then(|at| self.today.unnamed.get(at)) {
            Some(unnamed) => unnamed.like,
            None => QuantityId(id.0),
        }
    }
}

/// Whether two times share any.
fn meet(one: When, other: When) -> bool {
    match (one, other) {
        (When::Months(a, b), When::Months(c, d)) => a < d && c < b,
        _ => one == other,
    }
}

/// Whether a time lies within another.
fn holds(wide: When, narrow: When) -> bool {
    match (wide, narrow) {
        (When::Months(a, b), When::Months(c, d)) => a <= c && d <= b,
        _ => wide == narrow,
    }
}
