//! Places in an order, where the order means something.

use std::collections::BTreeMap;

use super::Rank;
use crate::disclosure::Released;
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::estimate::Interval;
use crate::model::group::Group;
use crate::model::period::Period;

/// The cells of one level, breakdown and period that stand in one order.
type Order = (LevelId, Group, Period);

/// The place of each cell among those of its level in the assessed area, highest first. A cell whose
/// interval overlaps a neighbour's has none: chance could exchange the two.
pub(super) fn ranks(areas: &Areas, released: &Released) -> BTreeMap<(Group, AreaId, Period), Rank> {
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
        }
    }
    let mut ranks = BTreeMap::new();
    for ((_, group, period), mut order) in orders {
        order.sort_by(|(a, x, _), (b, y, _)| y.total_cmp(x).then_with(|| a.cmp(b)));
        for (place, (area, _, interval)) in order.iter().enumerate() {
            let above = place.checked_sub(1).is_none_or(|before| order[before].2.lower > interval.upper);
            let below = order.get(place + 1).is_none_or(|(_, _, next)| next.upper < interval.lower);
            if above && below && order.len() > 2 {
                ranks.insert((group.clone(), *area, period), Rank { place: place + 1, of: order.len() });
            }
        }
    }
    ranks
}
