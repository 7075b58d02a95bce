//! Places in an order, where the order means something.

use std::collections::{BTreeMap, BTreeSet};

use super::Rank;
use crate::disclosure::Released;
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::estimate::Interval;
use crate::model::group::Group;
use crate::model::period::Period;

/// The cells of one level, breakdown and period that stand in one order.
type Order = (LevelId, Group, Period);

/// The place of each cell among those of its level in the assessed area, highest first. A cell whose
/// interval overlaps another's has none, for chance could exchange the two; nor has any where one is missing.
pub(super) fn ranks(areas: &Areas, released: &Released) -> BTreeMap<(Group, AreaId, Period), Rank> {
    let mut holes: BTreeSet<Order> = BTreeSet::new();
    let mut orders: BTreeMap<Order, Vec<(AreaId, f64, Interval)>> = BTreeMap::new();
    for ((group, area, period), cell) in &released.cells {
        let level = areas.get(*area).level;
        if areas.of_level(level).any(|other| areas.is_assessed(other)) && !areas.is_assessed(*area) {
            continue;
        }
        if let Some((value, interval)) =
            cell.estimate().and_then(|found| found.interval.map(|interval| (found.value, interval)))
        {
            orders.entry((level, group.clone(), *period)).or_default().push((*area, value, interval));
        } else {
            // An area whose value is not known could stand anywhere.
            holes.insert((level, group.clone(), *period));
        }
    }
    let mut ranks = BTreeMap::new();
    for ((level, group, period), mut order) in orders {
        order.sort_by(|(a, x, _), (b, y, _)| y.total_cmp(x).then_with(|| a.cmp(b)));
        for (place, (area, _, interval)) in order.iter().enumerate() {
            let apart = order.iter().all(|(other, _, theirs)| {
                other == area || theirs.lower > interval.upper || theirs.upper < interval.lower
            });
            if apart && order.len() > 2 && !holes.contains(&(level, group.clone(), period)) {
                ranks.insert((group.clone(), *area, period), Rank { place: place + 1, of: order.len() });
            }
        }
    }
    ranks
}
