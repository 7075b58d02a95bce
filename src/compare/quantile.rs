//! Fifths: which of five equal groups of areas a value is in.
//!
//! Comes in: released values of one period. Goes out: the fifth of each, or nothing where there are too few.
//! A withheld value is in no fifth and counts for none.

use crate::statistics::explained::explained;
use crate::statistics::quantile;

explained! {
    /// Areas in five groups of about equal size, from the lowest values to the highest.
    ///
    /// # What it is
    /// Areas stand in order of their values. With `N` areas and `k` groups, the one of rank `r` is in group
    /// `(k + 1) − ⌈(N + 1 − r) / (N / k)⌉`; equal values are in the same group.
    ///
    /// # Why
    /// Among many areas a place in the order means little. A fifth says roughly where an area stands.
    ///
    /// # Example
    /// Seven areas make five groups of 2, 1, 2, 1 and 1 areas, from the lowest up.
    ///
    /// # Limits
    /// Two areas beside each other may be in different fifths and differ by chance alone. Fifths are not made of
    /// fewer than twenty areas.
    pub struct Fifths;
    word: "fifths",
    title: "Fifths of areas",
    citation: "PHEindicatormethods, phe_quantile; Hyndman and Fan (1996)",
}

/// The fewest areas that are put into fifths.
pub const FEWEST: usize = 20;

/// The words of the fifths, the lowest first.
pub const WORDS: [&str; 5] =
    ["lowest fifth", "second lowest fifth", "middle fifth", "second highest fifth", "highest fifth"];

/// The fifth of each value in words, in their order; none where fewer than twenty have one or all are alike.
pub fn fifths(values: &[Option<f64>]) -> Option<Vec<Option<&'static str>>> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    if known.len() < FEWEST || known.iter().all(|value| *value == known[0]) {
        return None;
    }
    let mut parts = quantile::assigned(&known, WORDS.len()).ok()?.into_iter();
    Some(values.iter().map(|value| value.and_then(|_| parts.next()).map(|part| WORDS[part - 1])).collect())
}
