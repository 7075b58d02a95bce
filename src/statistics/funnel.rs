//! Funnels: how far from a centre chance alone takes an area of a given size.
//!
//! Comes in: a centre and sizes, or observed and expected events. Goes out: limits, and how much wider than
//! chance the areas lie. Sizes are above zero; a size of zero has no limits and gives none.

use super::comparison::{Comparison, two_levels};
use super::distribution::chi_squared_above;
use super::{Answer, Unanswered, interval};
use crate::model::estimate::{Confidence, Interval};

/// Limits around the proportion `centre`, from 0 to 1, for an area of so many: `p₀ ∓ z √(p₀ (1 − p₀) / n)`,
/// never below 0 nor above 1.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, page 1185; `calculate_funnel_limits` of
/// PHEindicatormethods.
pub fn of_proportion(centre: f64, size: f64, confidence: Confidence) -> (f64, f64) {
    let half = confidence.z() * (centre * (1.0 - centre) / size).sqrt();
    ((centre - half).clamp(0.0, 1.0), (centre + half).clamp(0.0, 1.0))
}

/// The expected events at which so many observed ones lie just on the upper and just on the lower limit.
///
/// Source: `funnel_ratio_limits` of Fingertips and PHEindicatormethods: Garwood's exact limits of the count.
pub fn expected_on_limit(events: f64, confidence: Confidence) -> (f64, f64) {
    interval::exact(events, confidence)
}

/// Where so many observed events lie in a funnel of so many expected.
///
/// Source: `funnel_ratio_significance` of PHEindicatormethods: the exact limits of the observed count against
/// the expected one, at 95% and at 99.8%.
pub fn standing(observed: f64, expected: f64) -> Comparison {
    let limits = |confidence| {
        let (lower, upper) = expected_on_limit(observed, confidence);
        Interval { lower, upper, confidence }
    };
    two_levels(limits(Confidence::Ninety5), limits(Confidence::Ninety98), expected)
}

/// The events on the lower and the upper limit where so many are expected: the inverse of
/// [`expected_on_limit`]. Few expected events have a lower limit of none.
pub fn of_count(expected: f64, confidence: Confidence) -> (f64, f64) {
    let tail = (1.0 - confidence.level()) / 2.0;
    // The probability of more events than on a limit rises with the number of events.
    let above = |events: f64| chi_squared_above(2.0 * expected, 2.0 * events);
    let lower = if above(1.0) >= tail { 0.0 } else { between(0.0, expected, |events| above(events + 1.0) < tail) };
    let far = expected + 12.0 * expected.sqrt() + 30.0;
    (lower, between(expected.min(far), far, |events| above(events) < 1.0 - tail))
}

/// Where a condition that holds at `low` ceases to, by halving.
fn between(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// How much more areas differ than chance explains: the mean of their squared standard scores, the tenth at
/// either end drawn in to the next score. 1 is chance alone.
///
/// Source: Spiegelhalter (2005), page 1195: `φ = Σ z² / I` of winsorised scores.
pub fn dispersion(scores: &[f64]) -> Answer<f64> {
    if scores.len() < 10 {
        return Err(Unanswered("fewer than ten areas have a value"));
    }
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted.len() / 10;
    let (low, high) = (sorted[cut], sorted[sorted.len() - 1 - cut]);
    Ok(sorted.iter().map(|score| score.clamp(low, high).powi(2)).sum::<f64>() / sorted.len() as f64)
}

/// The greatest dispersion of so many areas that is still put down to chance: two standard errors above 1,
/// `1 + 2 √(2 / I)`, since `I φ` is near a chi-squared variable.
pub fn greatest_by_chance(areas: usize) -> f64 {
    1.0 + 2.0 * (2.0 / areas.max(1) as f64).sqrt()
}
