//! Which counts are withheld: those too small, and those that would give them away.
//!
//! Comes in: every count under a rule, and what earlier editions printed. Goes out: for each whether it is
//! withheld wherever it is printed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Key;
use super::guarded::Guarded;
use super::secondary::{Asked, protect, secrets};
use crate::attack::{CountId, Known, Past, Proofs, Quantity, QuantityId, View, When, blocks, past, sums};
use crate::measure::Measured;
use crate::model::area::Areas;
use crate::model::source::{Kept, Rule, Secondary, to_multiple};
use crate::progress::Progress;

/// What is withheld, and why that suffices.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    /// For each quantity whether it is withheld.
    pub(super) hidden: Vec<bool>,
    /// For each block by which tables its counts are safe.
    pub(super) proofs: Vec<Proofs>,
    /// What earlier editions had beyond today's counts.
    pub(super) past: Past,
}

/// Withholds what is small, and more until it is safe.
pub(super) fn hidden(
    progress: &Progress,
    areas: &Areas,
    measured: &[Measured],
    rules: &[(Rule, Rule)],
    guarded: &Guarded,
    small: &[BTreeSet<Key>],
    (earlier, views): (&BTreeMap<QuantityId, Known>, &[View]),
) -> Withheld {
    let quantities = &guarded.quantities;
    if quantities.is_empty() {
        return Withheld::default();
    }
    // A count is known as far as any cell that is not withheld for itself prints it.
    let mut shown: Vec<Option<Known>> = vec![None; quantities.len()];
    let mut prints = |id: Option<QuantityId>, rule: &Rule| {
        let Some(id) = id else { return };
        let count = to_multiple(guarded.counts[id.index()], rule.round);
        let known = Known::rounded(count, rule.round, rule.under);
        let place = &mut shown[id.index()];
        *place = Some(place.map_or(known, |other| other.and(known)));
    };
    for (((one, printed), small), (rule, below)) in measured.iter().zip(&guarded.printed).zip(small).zip(rules) {
        for key in one.cells.keys().filter(|key| !small.contains(key)) {
            prints(printed.above(key).and_then(|quantity| quantities.find(&quantity)), rule);
            prints(printed.below(key).and_then(|quantity| quantities.find(&quantity)), below);
        }
    }
    let mut hidden: Vec<bool> = (0..quantities.len())
        .map(|at| shown[at].is_none() || guarded.guards[at].is_small(guarded.counts[at]))
        .collect();
    for id in &guarded.reserved {
        hidden[id.index()] |= guarded.need(*id).is_some();
    }
    let today = sums(areas, quantities, &guarded.counts, &guarded.wholes);
    let missed = missed(areas, guarded);
    let mut counts = guarded.counts.clone();
    let mut asked = Vec::with_capacity(counts.len() + today.unnamed.len());
    let mut known = Vec::with_capacity(counts.len() + today.unnamed.len());
    for (id, _) in quantities.iter() {
        let at = id.index();
        let guard = guarded.guards[at];
        let before = earlier.get(&id).copied().unwrap_or(Known::nothing(0.0));
        let withheld = guard.withheld().and(before);
        known.push(shown[at].filter(|_| !hidden[at]).map_or(withheld, |shown| shown.and(before)));
        asked.push(Asked {
            need: guarded.need(id),
            protected: guard.secondary == Secondary::On,
            withheld,
            hidden: hidden[at],
            shown: shown[at].map(|shown| shown.and(before)),
            printed: shown[at].is_some(),
            missed: missed[at],
            earlier: false,
        });
    }
    for one in &today.unnamed {
        let guard = guarded.guards[one.like.index()];
        counts.push(one.count);
        known.push(Known::nothing(0.0));
        asked.push(Asked {
            need: guarded.need_of_unnamed(one),
            protected: guard.secondary == Secondary::On,
            withheld: Known::nothing(0.0),
            hidden: true,
            shown: None,
            printed: false,
            missed: f64::INFINITY,
            earlier: false,
        });
    }
    let first = counts.len();
    let past = past(areas, quantities, &counts, &today, (views, &|id| guarded.need_of_past(id)));
    counts.extend(&past.counts);
    known.extend(&past.known);
    for ((like, need), withheld) in past.like.iter().zip(&past.needs).zip(&past.known) {
        asked.push(Asked {
            need: *need,
            protected: guarded.guards[like.index()].secondary == Secondary::On,
            withheld: *withheld,
            hidden: !withheld.is_exact(),
            shown: None,
            printed: false,
            missed: f64::INFINITY,
            earlier: true,
        });
    }
    let sums = today.sums.into_iter().chain(past.sums.iter().cloned()).collect();
    // Nobody is the one person of a count that only fits.
    let is_guess = |at: usize| {
        let unnamed = at.checked_sub(quantities.len()).and_then(|at| today.unnamed.get(at));
        at >= first || unnamed.is_some_and(|one| one.piece && !one.follows)
    };
    // Each is protected, and then what turns out needless is shown again.
    progress.of(2 * secrets(&asked).len());
    let protected: Vec<(Vec<u32>, Proofs)> = blocks(&counts, &known, sums)
        .into_par_iter()
        .map(|mut block| {
            block.guess_where(is_guess);
            let members = block.members.clone();
            let asked = members.iter().map(|id| asked[*id as usize]).collect();
            let protected = protect(block, asked, progress);
            let also = protected.also.into_iter().map(|CountId(at)| members[at as usize]).collect();
            (also, protected.proofs)
        })
        .collect();
    let mut proofs = Vec::with_capacity(protected.len());
    for (also, of_block) in protected {
        also.into_iter().for_each(|id| hidden[id as usize] = true);
        proofs.push(of_block);
    }
    Withheld { hidden, proofs, past }
}

/// How much readers miss each count: a large area before a small one, everyone before a part, the latest before
/// what is old, and many before few; and what its source asks to be kept before all others.
fn missed(areas: &Areas, guarded: &Guarded) -> Vec<f64> {
    let ends = |when: When| match when {
        When::Months(_, to) => to,
        When::Day(period) => period.end().0 * 12 + period.end().1.cast_signed(),
    };
    let times = || guarded.quantities.iter().map(|(_, quantity)| ends(quantity.when));
    let (first, last) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
    let smallest = areas.levels().len().saturating_sub(1);
    guarded
        .quantities
        .iter()
        .zip(&guarded.counts)
        .map(|((_, quantity), count)| {
            let above = smallest.saturating_sub(usize::from(areas.get(quantity.area).level.0));
            let level = 4_f64.powi(i32::try_from(above).unwrap_or(8));
            let group = 4_f64.powi(3 - i32::try_from(quantity.group.pairs().count().min(3)).unwrap_or(3));
            let age = f64::from(ends(quantity.when) - first) / f64::from((last - first).max(1));
            level * group * (1.0 + age) * (2.0 + count.max(0.0)).ln() * asked_for(areas, guarded, quantity)
        })
        .collect()
}

/// How many times as much a count is missed because its source says so.
fn asked_for(areas: &Areas, guarded: &Guarded, quantity: &Quantity) -> f64 {
    let counted = guarded.quantities.counted(quantity.counted);
    let Some(kept) = guarded.kept.get(&counted.source) else { return 1.0 };
    let level = areas.get(quantity.area).level;
    let is_meant = |kept: &&Kept| {
        kept.level.as_ref().is_none_or(|(word, _)| areas.level_named(word) == Some(level))
            && kept.series.as_ref().is_none_or(|(word, _)| counted.series.contains(word))
            && kept.from.is_none_or(|from| quantity.when.starts_in_or_after(from))
            && quantity.group.includes(&kept.group)
    };
    kept.iter().filter(is_meant).map(|kept| f64::from(kept.weight)).product()
}
