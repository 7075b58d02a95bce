//! What became of a value between two periods.

use super::{Change, Direction, Lengths};
use crate::disclosure::Released;
use crate::model::area::AreaId;
use crate::model::estimate::{Comparable, Confidence, Estimate, Interval};
use crate::model::group::Group;
use crate::model::indicator::ChangeForm;
use crate::model::period::Period;
use crate::statistics::change::{self, Range};

/// A percentage is said only where both counts are at least this.
const ENOUGH: f64 = 20.0;

/// The change since the last period before this one that does not overlap it: for a month, the same
/// month of the year before, since violence has seasons.
pub(super) fn since_last(
    released: &Released,
    (group, area, period): &(Group, AreaId, Period),
    later: &Estimate,
    said: Said,
) -> Option<Change> {
    let first = (group.clone(), *area, Period::years_before(*period, 300));
    let earlier = released.cells.range(first..(group.clone(), *area, *period)).rev();
    let comparable = |(_, _, other): &&(Group, AreaId, Period)| {
        other.is_like(*period) && !other.overlaps(*period) && (!period.is_month() || *other == period.years_before(1))
    };
    let (from, estimate) = earlier
        .filter(|(key, _)| comparable(key))
        .find_map(|((_, _, other), cell)| cell.estimate().map(|estimate| (*other, estimate)))?;
    Some(between((from, estimate), (*period, later), said))
}

/// How the changes of an indicator are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What every count is a multiple of; 1 where they are not rounded.
    pub rounded: u32,
    /// Whether a percentage is ever said.
    pub form: ChangeForm,
}

/// A value and its period.
pub type Dated<'a> = (Period, &'a Estimate);

/// The days that two values are counted over, where they differ and matter: of events in parts of a year, one of
/// which may have a leap day. Whole years are set beside each other as they are, as publishers do it, and a value
/// over people of its own period, or over days, has its length in it already.
fn days((from, earlier): Dated<'_>, (to, later): Dated<'_>) -> Option<(f64, f64)> {
    let is_part = |period: Period| (1..12).contains(&period.months());
    let grows = |found: &Estimate| {
        found.numerator.is_some()
            && !is_share(found)
            && found.comparable != Comparable::OwnStructure
            && (found.denominator.is_none() || found.people_of.is_some())
    };
    let lengths = from.days().zip(to.days()).filter(|(first, second)| first != second);
    let (first, second) = lengths.filter(|_| (is_part(from) || is_part(to)) && grows(earlier) && grows(later))?;
    Some((f64::from(first), f64::from(second)))
}

/// The change from one estimate to a later one of the same area; its parts are told in
/// the page for readers in `compare/change.rs`.
pub fn between((from, earlier): Dated<'_>, (to, later): Dated<'_>, said: Said) -> Change {
    let half = change::half(said.rounded);
    let days = days((from, earlier), (to, later));
    // What the earlier value would be over the days of the later one.
    let longer = days.map_or(1.0, |(first, second)| second / first);
    let base = earlier.value * longer;
    let counts = earlier.numerator.zip(later.numerator);
    let enough = counts.filter(|(a, b)| *a >= ENOUGH && *b >= ENOUGH && earlier.value > 0.0);
    let enough = enough.filter(|_| said.form == ChangeForm::Percentage);
    let judged = earlier.interval.is_some() && later.interval.is_some();
    let relative = enough.map(|_| later.value / base - 1.0);
    // People and days below the line stretch the ratio of counts to that of values.
    let stretch = |(low, high): Range, (a, b): (f64, f64)| {
        let by = later.value / base / (b / a);
        (low * by - 1.0, high * by - 1.0)
    };
    // A weighed sum has no count whose chance is its own: each value brings its own limits.
    let weighed = is_weighed(earlier, later);
    let own_limits = || {
        let (first, second) = (spread_of_logarithm(earlier)?, spread_of_logarithm(later)?);
        let (ratio, reach) = (later.value / base, first.hypot(second));
        Some((ratio * (-reach).exp() - 1.0, ratio * reach.exp() - 1.0))
    };
    let limits = enough.filter(|_| judged).and_then(|pair| {
        if weighed {
            return own_limits();
        }
        let found = change::rounded_limits(pair, half, finite(earlier) + finite(later), Confidence::Ninety5);
        Some(stretch(found.ok()?, pair))
    });
    let rounding = enough.filter(|_| half > 0.0 && !weighed).and_then(|pair| {
        let found = change::rounding_range(pair, half).ok()?;
        Some(stretch(found, pair))
    });
    // A difference is that of the numbers as they are printed.
    let difference_limits = earlier.interval.zip(later.interval).map(|(first, second)| {
        let own = |found: Interval| (found.lower, found.upper);
        let (low, high) = change::difference_limits((earlier.value, own(first)), (later.value, own(second)));
        let unit =
            |found: &Estimate| found.numerator.filter(|count| *count > 0.0).map_or(1.0, |count| found.value / count);
        let room = half * (unit(earlier) + unit(later));
        (low - room, high + room)
    });
    Change {
        from,
        earlier: earlier.value,
        relative,
        limits,
        rounding,
        difference: later.value - earlier.value,
        difference_limits,
        rounded: said.rounded,
        lengths: if days.is_some() { Lengths::PerDay } else { Lengths::AsTheyAre },
        direction: direction((from, earlier), (to, later), said),
    }
}

/// What a proportion takes off the spread of its logarithm.
fn finite(estimate: &Estimate) -> f64 {
    estimate.denominator.filter(|_| is_share(estimate)).map_or(0.0, |whole| 1.0 / whole)
}

fn is_share(estimate: &Estimate) -> bool {
    estimate.method.starts_with("Proportion")
}

/// Which way a value went, where neither chance nor rounding is a likely reason, nor a day more or less.
///
/// Rounding first: the two counts are brought as near as rounding allows. Then chance: the limits of the ratio
/// must leave out 1; with fewer than 20 events on either side the exact test must be under 5%.
pub fn direction((from, earlier): Dated<'_>, (to, later): Dated<'_>, said: Said) -> Direction {
    let (Some(first), Some(second)) = (earlier.interval, later.interval) else { return Direction::NotJudged };
    let days = days((from, earlier), (to, later)).unwrap_or((1.0, 1.0));
    let longer = days.1 / days.0;
    let base = earlier.value * longer;
    let way = if later.value > base { Direction::Rose } else { Direction::Fell };
    let apart = second.lower > first.upper * longer || second.upper < first.lower * longer;
    let Some((a, b)) = earlier.numerator.zip(later.numerator).filter(|_| !is_weighed(earlier, later)) else {
        return if apart { way } else { Direction::NotClear };
    };
    let half = change::half(said.rounded);
    let near = if way == Direction::Rose { (a + half, (b - half).max(0.0)) } else { ((a - half).max(0.0), b + half) };
    let people = |found: &Estimate| found.denominator.unwrap_or(1.0);
    let times = (people(earlier) * days.0, people(later) * days.1);
    let still =
        if way == Direction::Rose { near.1 / times.1 > near.0 / times.0 } else { near.1 / times.1 < near.0 / times.0 };
    let whole = (near.0.round(), near.1.round());
    let beyond_chance = if (near.0 < ENOUGH || near.1 < ENOUGH) && is_plain(earlier, later) {
        change::exact_test(whole, times).is_ok_and(|probability| probability < 0.05)
    } else if a > 0.0 && b > 0.0 && near.0 > 0.0 && near.1 > 0.0 {
        let ratio = later.value / base * (near.1 / b) / (near.0 / a);
        let found = change::ratio_limits(ratio, near, finite(earlier) + finite(later), Confidence::Ninety5);
        found.is_ok_and(|(lower, upper)| lower > 1.0 || upper < 1.0)
    } else {
        // The ratio of a zero has no limits, so the two intervals must part.
        apart
    };
    if still && beyond_chance { way } else { Direction::NotClear }
}

/// Whether a value is a weighed sum of counts, such as a standardised rate or a score of harm.
fn is_weighed(earlier: &Estimate, later: &Estimate) -> bool {
    earlier.numerator.is_some() && !is_share(earlier) && !is_plain(earlier, later)
}

/// Half the length of the limits of a value on the scale of its logarithm.
fn spread_of_logarithm(estimate: &Estimate) -> Option<f64> {
    estimate.interval.filter(|limits| limits.lower > 0.0).map(|limits| (limits.upper / limits.lower).ln() / 2.0)
}

/// Whether both values are counts of events, or such counts over people: what the exact test is for.
fn is_plain(earlier: &Estimate, later: &Estimate) -> bool {
    let per = |found: &Estimate| Some(found.value * found.denominator.unwrap_or(1.0) / found.numerator?);
    let same = match (per(earlier), per(later)) {
        (Some(first), Some(second)) if first.is_finite() && second.is_finite() => {
            (first - second).abs() <= first * 1e-9
        }
        // A zero says nothing of what a rate is per.
        _ => true,
    };
    same && !is_share(earlier)
}
