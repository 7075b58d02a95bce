//! Which areas touch: those whose outlines share points.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Findings;
use crate::model::area::AreaId;

/// The neighbours of each area that has an outline, and of the areas those lie in.
pub(super) fn neighbours(findings: &Findings) -> BTreeMap<AreaId, Vec<AreaId>> {
    let mut points: BTreeMap<(u64, u64), BTreeSet<AreaId>> = BTreeMap::new();
    for (area, boundary) in &*findings.boundaries {
        for (longitude, latitude) in boundary.polygons.iter().flatten().flatten() {
            points.entry((longitude.to_bits(), latitude.to_bits())).or_default().insert(*area);
        }
    }
    let mut shared: BTreeMap<(AreaId, AreaId), usize> = BTreeMap::new();
    for areas in points.values().filter(|areas| areas.len() > 1) {
        for a in areas {
            for b in areas.iter().filter(|b| *b != a) {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut found: BTreeMap<AreaId, BTreeSet<AreaId>> = BTreeMap::new();
    // Two points make an edge; a single one is a corner where four areas meet.
    for ((a, b), _) in shared.into_iter().filter(|(_, points)| *points > 1) {
        found.entry(a).or_default().insert(b);
        let lineage = |area: AreaId| findings.areas.ancestry(area).skip(1).collect::<Vec<_>>();
        for (outer_a, outer_b) in lineage(a).into_iter().zip(lineage(b)) {
            if outer_a == outer_b {
                break;
            }
            found.entry(outer_a).or_default().insert(outer_b);
        }
    }
    let name = |area: &AreaId| findings.areas.get(*area).name.clone();
    found
        .into_iter()
        .map(|(area, others)| {
            let mut others: Vec<AreaId> = others.into_iter().collect();
            others.sort_by_key(name);
            (area, others)
        })
        .collect()
}
