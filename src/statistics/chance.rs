//! What chance alone does where many areas are compared.
//!
//! Comes in: how many are compared and how many stand apart. Goes out: how many would without any cause,
//! and how likely it is that as many or more do. Areas are taken not to depend on each other.

use crate::model::estimate::Confidence;

/// How many of so many areas lie outside limits of this confidence where nothing but chance is at work.
pub fn expected(areas: usize, confidence: Confidence) -> f64 {
    areas as f64 * (1.0 - confidence.level())
}

/// How likely at least `seen` of so many areas lie outside such limits where nothing but chance is at work.
///
/// The upper tail of the binomial distribution, `Σ C(n, k) p^k (1 − p)^(n − k)` for `k` from `seen` to `n`.
pub fn at_least(seen: usize, areas: usize, confidence: Confidence) -> f64 {
    if seen == 0 {
        return 1.0;
    }
    let apart = 1.0 - confidence.level();
    let odds = (apart / (1.0 - apart)).ln();
    // In logarithms, since 0.95 to the power of 35,000 is zero to a computer.
    let mut term = areas as f64 * (1.0 - apart).ln();
    let mut sum = 0.0;
    for count in 1..=areas {
        term += ((areas - count + 1) as f64 / count as f64).ln() + odds;
        if count >= seen {
            sum += term.exp();
        }
    }
    f64::min(sum, 1.0)
}
