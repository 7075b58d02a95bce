//! Protection from subtraction: a lone withheld part of a shown total is joined by a second.
//!
//! Looks at areas that make up a larger area, and at breakdowns that make up everyone, each within one
//! period. The part withheld beside a lone one is the smallest that is shown, so that least is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use crate::measure::Measured;
use crate::model::area::Areas;
use crate::model::group::Group;

/// Withholds more cells until no shown total has exactly one withheld part.
pub(super) fn protect(areas: &Areas, measured: &Measured, mut withheld: BTreeSet<Key>) -> BTreeSet<Key> {
    let totals = totals(areas, measured);
    loop {
        let before = withheld.len();
        for (total, parts) in &totals {
            let hidden = parts.iter().filter(|part| withheld.contains(*part)).count();
            // A withheld total with shown parts is found by addition, so one of them goes as well.
            let exposed = if withheld.contains(total) { hidden == 0 } else { hidden == 1 };
            if exposed && let Some(next) = smallest_shown(measured, parts, &withheld) {
                withheld.insert(next);
            }
        }
        if withheld.len() == before {
            return withheld;
        }
    }
}

/// Each total with the parts that add up to it.
fn totals(areas: &Areas, measured: &Measured) -> Vec<(Key, Vec<Key>)> {
    let mut by_area: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for (group, area, period) in measured.cells.keys() {
        // The nearest larger area that is published: wards add up to authorities, authorities to the force.
        let larger = areas
            .ancestry(*area)
            .skip(1)
            .find(|larger| measured.cells.contains_key(&(group.clone(), *larger, *period)));
        if let Some(larger) = larger {
            by_area.entry((group.clone(), larger, *period)).or_default().push((group.clone(), *area, *period));
        }
    }
    let mut totals: Vec<(Key, Vec<Key>)> = by_area.into_iter().collect();
    for (group, area, period) in measured.cells.keys().filter(|(group, ..)| !group.is_all()) {
        // Parts of one total have the same dimensions; those of a crossing make up each margin and everyone.
        for kept in margins(group) {
            let parts: Vec<Key> = measured
                .groups
                .iter()
                .filter(|other| is_crossed_alike(other, group) && other.includes(&kept))
                .map(|other| (other.clone(), *area, *period))
                .filter(|key| measured.cells.contains_key(key))
                .collect();
            if parts.first() == Some(&(group.clone(), *area, *period)) {
                totals.push(((kept, *area, *period), parts));
            }
        }
    }
    totals
}

/// The part with the smallest count that is still shown.
fn smallest_shown(measured: &Measured, parts: &[Key], withheld: &BTreeSet<Key>) -> Option<Key> {
    let count = |key: &Key| {
        measured.cells.get(key).and_then(|counted| counted.counts.as_ref().ok()).map(|counts| counts.numerator)
    };
    parts
        .iter()
        .filter(|part| !withheld.contains(*part))
        .filter_map(|part| count(part).map(|count| (count, part)))
        // A zero adds nothing to hide behind.
        .filter(|(count, _)| *count > 0.0)
        .min_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.cmp(y)))
        .map(|(_, part)| part.clone())
}

/// What a group is a part of: each smaller set of its pairs, everyone among them.
fn margins(group: &Group) -> Vec<Group> {
    let pairs: Vec<(&str, &str)> = group.pairs().collect();
    (0..(1_usize << pairs.len()) - 1)
        .map(|kept| {
            Group::new(pairs.iter().enumerate().filter(|(place, _)| kept & (1 << place) != 0).map(|(_, pair)| *pair))
        })
        .collect()
}

/// Whether two groups have the same dimensions.
fn is_crossed_alike(a: &Group, b: &Group) -> bool {
    a.pairs().map(|(name, _)| name).eq(b.pairs().map(|(name, _)| name))
}
