//! The groups of an indicator on axes of their own, and the kinds of areas that are too many to have theirs along.
//!
//! Comes in: the areas and periods that are placed. Goes out: breakdowns, each with an axis for every kind of area.

use std::collections::BTreeMap;

use super::{Breakdown, Values, axis_of, extent, values_of};
use crate::chart::{axis, order, text};
use crate::compare::IndicatorFindings;
use crate::model::area::{AreaId, LevelId};
use crate::model::group::Group;
use crate::model::period::Period;

/// How many areas of one kind have their breakdowns with them.
pub(crate) const MOST: usize = 40;

/// The breakdowns of the kinds of areas that are few enough.
pub(super) fn of(found: &IndicatorFindings, levels: &[(LevelId, Vec<AreaId>)], periods: &[Period]) -> Vec<Breakdown> {
    // Groups of the same dimensions are one breakdown.
    let mut dimensions: BTreeMap<String, Vec<&Group>> = BTreeMap::new();
    for group in found.groups().iter().filter(|group| !group.is_all()) {
        let names: Vec<&str> = group.pairs().map(|(dimension, _)| dimension).collect();
        dimensions.entry(names.join(" and ")).or_default().push(group);
    }
    dimensions
        .into_iter()
        .map(|(name, mut groups)| {
            groups.sort_by_cached_key(|group| order::by_number(&group.to_string()));
            let mut axes = Vec::new();
            let mut areas = BTreeMap::new();
            let mut position = 0;
            for (_, own) in levels {
                let few: &[AreaId] = if own.len() <= MOST { own } else { &[] };
                let range = axis::range(extent(found, &groups, few, periods));
                for (index, area) in few.iter().enumerate() {
                    let values: Vec<Values> =
                        groups.iter().map(|group| values_of(found, group, *area, (periods, &range))).collect();
                    if values.iter().any(|values| values.text.iter().any(|text| text != "[x]")) {
                        areas.insert(position + index, values);
                    }
                }
                axes.push(axis_of(&range, found.indicator.decimals));
                position += own.len();
            }
            let text = text::sentence_case(&name);
            let groups = groups.into_iter().map(|group| text::sentence_case(&group.to_string())).collect();
            Breakdown { id: name, text, groups, axes, areas }
        })
        .filter(|breakdown| !breakdown.areas.is_empty())
        .collect()
}

/// The kinds that have numbers of groups, and too many areas to have them along.
pub(super) fn left_out(found: &IndicatorFindings, levels: &[(LevelId, Vec<AreaId>)]) -> Vec<LevelId> {
    let broken_down = |areas: &[AreaId]| {
        let mut groups = found.groups().iter().filter(|group| !group.is_all());
        groups.any(|group| {
            let mut all = areas.iter().flat_map(|area| found.periods().iter().map(move |period| (*area, *period)));
            all.any(|(area, period)| found.of_group(group, area, period).is_some())
        })
    };
    let many = levels.iter().filter(|(_, areas)| areas.len() > MOST && broken_down(areas));
    many.map(|(level, _)| *level).collect()
}
