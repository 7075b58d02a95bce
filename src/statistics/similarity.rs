//! How alike areas are: values put on one scale, and the distance between them.
//!
//! Comes in: the values of areas. Goes out: standard scores and distances, which have no unit. Says where
//! all values are the same or too few, so that there is no scale.

use super::{Answer, Unanswered};

/// Each value less the mean, over the standard deviation of all (`Σ(x − m)² / n`, since these are all areas).
pub fn standard_scores(values: &[f64]) -> Answer<Vec<f64>> {
    if values.len() < 2 {
        return Err(Unanswered("fewer than two areas have a value"));
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    // A difference of the last digit is no scale.
    if deviation.is_nan() || deviation <= mean.abs() * 1e-12 {
        return Err(Unanswered("all areas have the same value"));
    }
    Ok(values.iter().map(|value| (value - mean) / deviation).collect())
}

/// The straight distance between two areas, `√Σ(a − b)²` over their standard scores.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}
