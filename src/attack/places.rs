//! Areas in larger areas: the sums of one count, time and group over places.
//!
//! Comes in: which area lies in which. Goes out: sums. Where parts do not make up their area, only that they are
//! no more than it is known; but where an area that is there has no number, what is left is that of such areas.

use std::collections::BTreeMap;

use super::quantity::QuantityId;
use super::sums::{Kind, Making, Part, Tie};
use crate::model::area::{AreaId, Areas, LevelId};

impl Making<'_> {
    /// Takes the sums over areas.
    pub(super) fn by_area(&mut self, areas: &Areas) {
        // How many areas of each level lie in each area.
        let mut inside: BTreeMap<(AreaId, LevelId), usize> = BTreeMap::new();
        for (id, area) in areas.iter() {
            for larger in areas.ancestry(id).skip(1) {
                *inside.entry((larger, area.level)).or_default() += 1;
            }
        }
        let quantity = |id: QuantityId| self.quantities.at(id);
        for run in self.runs(|id| (quantity(id).counted, self.ranks[id.index()], quantity(id).when)) {
            let mut here: Vec<(AreaId, QuantityId)> =
                run.iter().map(|id| (self.quantities.at(*id).area, *id)).collect();
            here.sort_unstable();
            let at = |area: AreaId| here.binary_search_by_key(&area, |(area, _)| *area).ok().map(|at| here[at].1);
            // Two kinds of small areas in one larger one make it up twice.
            let mut parts: BTreeMap<(QuantityId, LevelId), Vec<QuantityId>> = BTreeMap::new();
            for (area, id) in &here {
                if let Some(larger) = areas.ancestry(*area).skip(1).find_map(at) {
                    parts.entry((larger, areas.get(*area).level)).or_default().push(*id);
                }
            }
            self.over_levels(&parts);
            for ((total, level), parts) in parts {
                if self.make_up(total, &parts) {
                    self.push(Kind::Areas, Tie::Equal, total, &parts);
                } else if inside.get(&(self.quantities.at(total).area, level)).is_some_and(|all| *all > parts.len()) {
                    let rest = std::iter::once(Part::Unnamed(i64::MAX));
                    let parts = parts.into_iter().map(Part::Quantity).chain(rest).collect();
                    self.settled(&[(Kind::Areas, total, parts)]);
                } else {
                    self.push(Kind::Areas, Tie::AtMost, total, &parts);
                }
            }
        }
    }

    /// What is known of one level for some places and of another for the others makes up a total together.
    fn over_levels(&mut self, parts: &BTreeMap<(QuantityId, LevelId), Vec<QuantityId>>) {
        let mut levels: BTreeMap<QuantityId, Vec<&Vec<QuantityId>>> = BTreeMap::new();
        for ((total, _), of_level) in parts {
            levels.entry(*total).or_default().push(of_level);
        }
        for (total, levels) in levels.into_iter().filter(|(_, levels)| levels.len() > 1) {
            let all: Vec<QuantityId> = levels.into_iter().flatten().copied().collect();
            if self.make_up(total, &all) {
                self.push(Kind::Areas, Tie::Equal, total, &all);
            }
        }
    }

    fn make_up(&self, total: QuantityId, parts: &[QuantityId]) -> bool {
        let sum: f64 = parts.iter().map(|id| self.count(*id)).sum();
        (sum - self.count(total)).abs() < 1e-6
    }
}
