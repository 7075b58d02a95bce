//! Zeros that say something of all of a group.
//!
//! Where one group of a breakdown holds every event of its total, all of them are known to be of that group,
//! and all others to have none. A group that cannot occur tells nobody anything and is left aside.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use crate::measure::Measured;
use crate::model::group::Group;

/// The cells of each total that one group holds: the zeros, and the one that would give them away.
pub(super) fn held_by_one(measured: &Measured) -> BTreeSet<Key> {
    let mut totals: BTreeMap<(&str, Key), Vec<(Key, f64)>> = BTreeMap::new();
    for (key, counted) in &measured.cells {
        let (group, area, period) = key;
        let Ok(counts) = &counted.counts else { continue };
        if is_structural(measured, group, counts.numerator) {
            continue;
        }
        for (dimension, _) in group.pairs() {
            let rest = Group::new(group.pairs().filter(|(name, _)| *name != dimension));
            totals.entry((dimension, (rest, *area, *period))).or_default().push((key.clone(), counts.numerator));
        }
    }
    let held =
        |parts: &&Vec<(Key, f64)>| parts.len() > 1 && parts.iter().filter(|(_, count)| *count > 0.0).count() == 1;
    totals.values().filter(held).flatten().map(|(key, _)| key.clone()).collect()
}

/// Whether a zero is that of a group which cannot occur.
pub(in crate::disclosure) fn is_structural(measured: &Measured, group: &Group, count: f64) -> bool {
    count == 0.0 && measured.structural.iter().any(|never| group.includes(never))
}
