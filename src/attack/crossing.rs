//! Small areas of two kinds that cross, such as wards and neighbourhoods: each is made up of the pieces that the
//! other kind cuts it into.
//!
//! Comes in: which areas share ground, as a lookup says it. Goes out: sums whose parts are pieces without a name.
//! Where a piece follows from printed numbers it is a count like any other, of few people in a small place. What
//! is known of one area gives away another of the same ground (Duke-Williams and Rees, 1998, "Can census offices
//! publish statistics for more than one small area geography?").

use std::collections::BTreeMap;

use super::quantity::QuantityId;
use super::sums::{Kind, Made, Making, Part};
use crate::model::area::{AreaId, Areas};

impl Making<'_> {
    /// Takes the sums over pieces of areas.
    pub(super) fn by_piece(&mut self, areas: &Areas) {
        for overlaps in areas.overlaps() {
            let mut pieces: BTreeMap<AreaId, Vec<i64>> = BTreeMap::new();
            for (name, (one, other)) in (0_i64..).zip(overlaps) {
                pieces.entry(*one).or_default().push(name);
                if other != one {
                    pieces.entry(*other).or_default().push(name);
                }
            }
            let quantity = |id: QuantityId| self.quantities.at(id);
            for run in self.runs(|id| (quantity(id).counted, self.ranks[id.index()], quantity(id).when)) {
                let mut levels = Vec::new();
                let mut made: Vec<Made> = Vec::new();
                for id in run {
                    let area = self.quantities.at(id).area;
                    let Some(names) = pieces.get(&area) else { continue };
                    levels.push(areas.get(area).level);
                    made.push((Kind::Pieces, id, names.iter().copied().map(Part::Unnamed).collect()));
                }
                levels.sort_unstable();
                levels.dedup();
                // Pieces of one kind alone tell nothing that the areas themselves do not.
                if levels.len() == 2 {
                    self.settled(&made);
                }
            }
        }
    }
}
