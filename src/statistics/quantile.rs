//! Quantiles: the bounds of equal parts of a list of values, and the part each value is in.
//!
//! Comes in: values in any order. Goes out: bounds or places, or that there are too few to part.

use super::{Answer, Unanswered};

/// The value that a share `part`, from 0 to 1, of sorted values lies below, between two of them in proportion.
///
/// Source: Hyndman and Fan (1996), The American Statistician 50, page 361, definition 7, which is
/// `PERCENTILE.INC` of spreadsheets. No value has no quantile.
pub fn inclusive(sorted: &[f64], part: f64) -> Option<f64> {
    let rank = part.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let low = rank.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    Some(sorted[low] + (sorted[high] - sorted[low]) * (rank - low as f64))
}

/// The bounds of so many equal parts, the lowest and the highest value included.
///
/// Source: Fingertips, quintiles of its maps, which need more than three values.
pub fn bounds(values: &[f64], parts: usize) -> Answer<Vec<f64>> {
    if values.len() <= 3 || parts == 0 {
        return Err(Unanswered("fewer than four areas have a value"));
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok((0..=parts).filter_map(|part| inclusive(&sorted, part as f64 / parts as f64)).collect())
}

/// The part each value is in, 1 for the lowest values; equal values are in the same part.
///
/// `⌊(k + 1) − ⌈(N + 1 − rank) / (N / k)⌉⌋`, with the least rank for values that are equal.
/// Source: `phe_quantile` of PHEindicatormethods, not inverted.
pub fn assigned(values: &[f64], parts: usize) -> Answer<Vec<usize>> {
    let count = values.len();
    if count < parts || parts == 0 {
        return Err(Unanswered("fewer areas than parts have a value"));
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // Whole numbers throughout, so that no rounding moves a value into the next part.
    let part = |value: &f64| {
        let rank = sorted.partition_point(|other| other < value) + 1;
        (parts + 1).saturating_sub(((count + 1 - rank) * parts).div_ceil(count)).max(1)
    };
    Ok(values.iter().map(part).collect())
}
