//! What became of a number between two periods, and what chance and rounding leave of it.
//!
//! Comes in: two counts, or two values with their limits. Goes out: limits of their ratio and difference, the
//! range that rounding allows, and the probability of so large a difference. Wrong can be: a count of zero, of
//! which no ratio is made, and a rounded count that may be zero. It must not know periods, areas or pages.

use super::{Answer, Unanswered};
use crate::model::estimate::Confidence;

/// A lower and an upper end.
pub type Range = (f64, f64);

/// Limits of the ratio of a later to an earlier value: `exp(ln ratio ± z √(1/x₁ + 1/x₂ − less))`.
///
/// Sources: Breslow and Day (1987), Statistical methods in cancer research II, page 93, for counts and rates,
/// where `less` is 0; Katz and others (1978), Biometrics 34, page 469, for proportions, where it is
/// `1/n₁ + 1/n₂`. Unit: none. A zero has no answer.
pub fn ratio_limits(ratio: f64, (earlier, later): (f64, f64), less: f64, confidence: Confidence) -> Answer<Range> {
    if earlier <= 0.0 || later <= 0.0 || ratio <= 0.0 {
        return Err(Unanswered("one of the counts is zero, and a percentage needs two that are not"));
    }
    let spread = confidence.z() * (1.0 / earlier + 1.0 / later - less).max(0.0).sqrt();
    Ok((ratio * (-spread).exp(), ratio * spread.exp()))
}

/// The probability of a split of the events at least as unlikely as this one, had nothing changed.
///
/// Given how many there are in all, the later count is binomial with `later_time / (earlier_time +
/// later_time)`. Two-sided by the rule of least likelihood: all splits that are no more likely than the one
/// seen are added up, with a tolerance of one part in ten million for equal ones.
///
/// Sources: Przyborowski and Wilenski (1940), Biometrika 31, page 313, for the test; `binom.test` and
/// `poisson.test` of R, and `binomtest` of scipy, for the two sides. Counts that are not whole have no answer.
pub fn exact_test((earlier, later): (f64, f64), (earlier_time, later_time): (f64, f64)) -> Answer<f64> {
    let whole = |count: f64| count >= 0.0 && count.fract() == 0.0 && count < 9e15;
    if !whole(earlier) || !whole(later) || earlier_time <= 0.0 || later_time <= 0.0 {
        return Err(Unanswered("the exact test needs whole counts over some time"));
    }
    let all = earlier + later;
    let odds = later_time / earlier_time;
    let mode = ((all + 1.0) * later_time / (earlier_time + later_time)).floor().min(all);
    // Each likelihood as a multiple of the greatest, by the ratio of neighbours: no logarithm loses a digit.
    let up = (0..).scan((mode, 1.0), |(count, likelihood), _| {
        *likelihood *= (all - *count) / (*count + 1.0) * odds;
        *count += 1.0;
        (*likelihood > 0.0).then_some((*count, *likelihood))
    });
    let down = (0..).scan((mode, 1.0), |(count, likelihood), _| {
        *likelihood *= *count / (all - *count + 1.0) / odds;
        *count -= 1.0;
        (*likelihood > 0.0).then_some((*count, *likelihood))
    });
    let mut likelihoods: Vec<(f64, f64)> = up.chain(down).collect();
    likelihoods.push((mode, 1.0));
    // The smallest first, so that they are not lost beside the greatest.
    likelihoods.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
    let seen = likelihoods.iter().find(|(count, _)| *count == later).map_or(0.0, |(_, likelihood)| *likelihood);
    let total: f64 = likelihoods.iter().map(|(_, likelihood)| likelihood).sum();
    let unlikely = likelihoods.iter().map(|(_, likelihood)| *likelihood);
    Ok((unlikely.take_while(|likelihood| *likelihood <= seen * (1.0 + 1e-7)).sum::<f64>() / total).min(1.0))
}

/// A value and its limits.
pub type Limited = (f64, Range);

/// Limits of the difference of two values, from the limits of each:
/// `d − √((x₂ − l₂)² + (u₁ − x₁)²)` and `d + √((u₂ − x₂)² + (x₁ − l₁)²)`.
///
/// Sources: Zou and Donner (2008), Statistics in Medicine 27, page 1693, for any two values; Newcombe (1998),
/// Statistics in Medicine 17, page 873, method 10, for proportions with Wilson's limits. With exact or Byar's
/// limits it holds for small counts. Unit: that of the values.
pub fn difference_limits((earlier, first): Limited, (later, second): Limited) -> Range {
    let difference = later - earlier;
    (difference - (later - second.0).hypot(first.1 - earlier), difference + (second.1 - later).hypot(earlier - first.0))
}

/// How far a whole count may lie from its multiple of `base`: 2 for 5, and 5 for 10, where a count halfway may
/// have gone either way.
pub fn half(base: u32) -> f64 {
    f64::from(base / 2)
}

/// The ratios that two counts may have had before they were rounded, each known to within `half`:
/// `(x₂ − h) / (x₁ + h)` to `(x₂ + h) / (x₁ − h)`. All of it is certain, and none of it chance.
pub fn rounding_range((earlier, later): (f64, f64), half: f64) -> Answer<Range> {
    if earlier - half <= 0.0 {
        return Err(Unanswered("the earlier count may have been zero before it was rounded"));
    }
    Ok(((later - half).max(0.0) / (earlier + half), (later + half) / (earlier - half)))
}

/// Limits of the ratio with chance on top of what rounding allows: the lowest limit of any two counts that
/// round to these, and the highest. Each limit only moves one way in each count, so the ends give it.
pub fn rounded_limits((earlier, later): (f64, f64), half: f64, less: f64, confidence: Confidence) -> Answer<Range> {
    let (low, high) = rounding_range((earlier, later), half)?;
    let (lower, _) = ratio_limits(low, (earlier + half, later - half), less, confidence)?;
    let (_, upper) = ratio_limits(high, (earlier - half, later + half), less, confidence)?;
    Ok((lower, upper))
}
