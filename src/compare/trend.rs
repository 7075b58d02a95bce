//! What became of a value between two periods.

use super::{Change, Direction};
use crate::disclosure::Released;
use crate::model::area::AreaId;
use crate::model::estimate::{Confidence, Estimate};
use crate::model::group::Group;
use crate::model::period::Period;

/// A percentage is said only where both counts are at least this.
const ENOUGH: f64 = 20.0;

/// The change since the last period before this one that does not overlap it: for a month, the same
/// month of the year before, since violence has seasons.
pub(super) fn since_last(
    released: &Released,
    (group, area, period): &(Group, AreaId, Period),
    later: &Estimate,
) -> Option<Change> {
    let first = (group.clone(), *area, Period::years_before(*period, 300));
    let earlier = released.cells.range(first..(group.clone(), *area, *period)).rev();
    let comparable = |(_, _, other): &&(Group, AreaId, Period)| {
        other.is_like(*period) && !other.overlaps(*period) && (!period.is_month() || *other == period.years_before(1))
    };
    let (from, estimate) = earlier
        .filter(|(key, _)| comparable(key))
        .find_map(|((_, _, other), cell)| cell.estimate().map(|estimate| (*other, estimate)))?;
    Some(between(from, estimate, later))
}

/// The change from one estimate to a later one of the same area.
///
/// The direction is clear where the interval of the ratio of the two leaves out 1:
/// `exp(ln RR ± z √(1/x₁ + 1/x₂))` for counts and rates (Breslow and Day 1987, page 93), each `1/x` less
/// `1/n` for proportions (Katz and others 1978, Biometrics 34, page 469).
pub fn between(from: Period, earlier: &Estimate, later: &Estimate) -> Change {
    let counts = earlier.numerator.zip(later.numerator);
    let enough = counts.is_some_and(|(a, b)| a >= ENOUGH && b >= ENOUGH);
    let relative = (enough && earlier.value > 0.0).then(|| later.value / earlier.value - 1.0);
    Change { from, earlier: earlier.value, relative, direction: direction(earlier, later) }
}

/// Which way a value went, where chance alone is not a likely reason; see [`between`].
pub fn direction(earlier: &Estimate, later: &Estimate) -> Direction {
    let (Some(first), Some(second)) = (earlier.interval, later.interval) else { return Direction::NotJudged };
    let counts = earlier.numerator.zip(later.numerator).filter(|(a, b)| *a > 0.0 && *b > 0.0);
    let Some((a, b)) = counts else {
        // The ratio of a zero has no limits, so the two intervals must part.
        return if second.lower > first.upper {
            Direction::Rose
        } else if second.upper < first.lower {
            Direction::Fell
        } else {
            Direction::NotClear
        };
    };
    let finite = |estimate: &Estimate| {
        let share = estimate.method.starts_with("Proportion");
        estimate.denominator.filter(|_| share).map_or(0.0, |whole| 1.0 / whole)
    };
    let spread = (1.0 / a + 1.0 / b - finite(earlier) - finite(later)).max(0.0).sqrt();
    let ratio = (later.value / earlier.value).ln();
    let z = Confidence::Ninety5.z();
    if ratio - z * spread > 0.0 {
        Direction::Rose
    } else if ratio + z * spread < 0.0 {
        Direction::Fell
    } else {
        Direction::NotClear
    }
}
