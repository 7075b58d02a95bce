//! Periods that can stand beside each other: named in one way, no month in two of them.
//!
//! Comes in: the findings of an indicator. Goes out: its periods, first to last. Years that end with every month
//! share most of theirs, so of those only every twelfth is kept, counted back from the last.

use super::IndicatorFindings;
use crate::model::area::AreaId;
use crate::model::period::Period;

/// The periods from `from` to `to` in which any of `areas` has a number, those that are like the last of them and
/// share no month with a later one that is kept.
pub fn periods(found: &IndicatorFindings, areas: &[AreaId], from: Option<Period>, to: Option<Period>) -> Vec<Period> {
    let has_value = |period: Period| {
        areas.iter().any(|area| found.at(*area, period).is_some_and(|finding| finding.cell.estimate().is_some()))
    };
    let mut kept: Vec<Period> = Vec::new();
    for period in found.periods().iter().rev().copied() {
        let inside = from.is_none_or(|from| period >= from) && to.is_none_or(|to| period <= to);
        let beside = kept.last().is_none_or(|later| period.is_like(*later) && !period.overlaps(*later));
        if inside && beside && has_value(period) {
            kept.push(period);
        }
    }
    kept.reverse();
    kept
}
