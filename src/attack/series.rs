//! Sets of series that share some: each is the sum of the series that are in the same sets.
//!
//! Comes in: the quantities of one place and time with the series each adds up. Goes out: sums whose parts may have
//! no name. Must not know counts.

use std::collections::BTreeMap;

use super::quantity::QuantityId;
use super::sums::{Kind, Made, Part};

/// Sets of series as sums of those that are in the same sets.
pub(super) fn atoms(here: &[(QuantityId, &[String])]) -> Vec<Made> {
    let mut within: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (at, (_, series)) in here.iter().enumerate() {
        for name in *series {
            within.entry(name).or_default().push(at);
        }
    }
    if within.values().all(|sets| sets.len() == 1) {
        return Vec::new();
    }
    let mut atoms: BTreeMap<&Vec<usize>, Vec<&String>> = BTreeMap::new();
    for (name, sets) in &within {
        atoms.entry(sets).or_default().push(name);
    }
    let named = |members: &[&String]| {
        here.iter()
            .find(|(_, series)| series.len() == members.len() && series.iter().all(|name| members.contains(&name)))
    };
    let parts: Vec<(&Vec<usize>, Part)> = (0..)
        .zip(&atoms)
        .map(|(number, (sets, members))| {
            (*sets, named(members).map_or(Part::Unnamed(number), |(id, _)| Part::Quantity(*id)))
        })
        .collect();
    let of = |(at, (id, _)): (usize, &(QuantityId, &[String]))| {
        let parts: Vec<Part> = parts.iter().filter(|(sets, _)| sets.contains(&at)).map(|(_, part)| *part).collect();
        (parts != [Part::Quantity(*id)]).then_some((Kind::Series, *id, parts))
    };
    here.iter().enumerate().filter_map(of).collect()
}
