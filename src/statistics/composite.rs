//! A composite index: indicators put on one scale, weighed and added up, with the ranks that may be said of it.
//!
//! Comes in: the values of areas with their limits, which way is better, and weights. Goes out: standard scores,
//! their weighted mean with limits, and ranges of ranks. Says where there is no scale, no weight or no direction.
//! It must not know what the numbers are of.

use super::{Answer, Unanswered, similarity};
use crate::model::estimate::{Confidence, Interval};
use crate::model::indicator::Polarity;
use crate::statistics::explained::explained;

explained! {
    /// Several indicators as one score with declared weights, and only the ranks that its limits allow.
    ///
    /// # What it is
    /// Each indicator is put on one scale over the areas compared: `z = (x − m) / s`, with the sign turned where
    /// more is better, so that a higher number always means more risk. The score is the weighted mean of these,
    /// `Σwz / Σw`. Its limits come from the limits of each value: `e = (U − L) / (2 × 1.96 × s)`, and
    /// `√Σ(we)² / Σw` for the score. The highest rank that an area may have is 1 more than the areas whose whole
    /// interval lies above its own; the lowest is all areas less those whose whole interval lies below. The ranks
    /// of the scores are also found with equal weights, and with each weight left out, halved and doubled in turn.
    ///
    /// # Why
    /// A plan must often choose between places on several grounds at once. The weights are a judgement, so they
    /// are printed, and the page shows how much hangs on them.
    ///
    /// # Example
    /// Three areas have 1, 2 and 3 on one indicator, so −1.22, 0 and 1.22, and 10, 10 and 40 on another, so −0.71,
    /// −0.71 and 1.41. With weights 2 and 1 the first scores `(2 × −1.22 − 0.71) / 3 = −1.05`.
    ///
    /// # Limits
    /// A score compares these areas with each other and says nothing of any other place or time. The limits take
    /// the indicators to be independent of each other, and the average and spread of the areas to be known, so
    /// they are somewhat too narrow or too wide. Two intervals that overlap may still differ. A low value of one
    /// indicator makes up for a high value of another. An indicator without limits leaves the score without
    /// limits, and then nothing is ranked.
    pub struct CompositeIndex;
    word: "composite-index",
    title: "Composite index of risk, with the ranks that its limits allow",
    citation: "OECD and JRC, Handbook on Constructing Composite Indicators (2008), steps 5 to 7; Goldstein and Spiegelhalter (1996), JRSS A 159, page 385, on the uncertainty of ranks",
}

/// Scores that are this near are one score: only rounding of the last digits parts them.
const SAME: f64 = 1e-9;

/// One indicator on the common scale, a number for each area.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardised {
    /// Standard deviations from the mean of the areas; more means more risk.
    pub scores: Vec<f64>,
    /// Their standard errors, where every value has limits.
    pub errors: Option<Vec<f64>>,
}

/// 1 where more means more risk, and −1 where less does.
pub fn sign(polarity: Polarity) -> Answer<f64> {
    match polarity {
        Polarity::LowIsGood => Ok(1.0),
        Polarity::HighIsGood => Ok(-1.0),
        Polarity::NoJudgement => Err(Unanswered("its definition does not say whether more of it is worse")),
    }
}

/// Puts one indicator on the common scale: the value of each area with its limits, where it has some.
pub fn standardised(values: &[(f64, Option<Interval>)], polarity: Polarity) -> Answer<Standardised> {
    let sign = sign(polarity)?;
    let plain: Vec<f64> = values.iter().map(|(value, _)| *value).collect();
    let scores = similarity::standard_scores(&plain)?.into_iter().map(|score| sign * score).collect();
    let deviation = deviation(&plain);
    let error = |limits: Interval| (limits.upper - limits.lower) / (2.0 * limits.confidence.z() * deviation);
    Ok(Standardised { scores, errors: values.iter().map(|(_, limits)| limits.map(error)).collect() })
}

/// The standard deviation of all areas, `√(Σ(x − m)² / n)`.
fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}

/// The score of an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The weighted mean of its standard scores.
    pub value: f64,
    /// Its limits, where every indicator has them.
    pub limits: Option<Interval>,
}

/// The score of each area: indicators are weighed as declared, whatever the weights add up to.
pub fn scores(parts: &[Standardised], weights: &[f64], confidence: Confidence) -> Answer<Vec<Score>> {
    let all: f64 = weights.iter().sum();
    if weights.len() != parts.len() || weights.iter().any(|weight| *weight < 0.0) || all <= 0.0 || !all.is_finite() {
        return Err(Unanswered("the weights do not add up to more than nothing"));
    }
    let areas = parts.iter().map(|part| part.scores.len()).min().unwrap_or(0);
    let errors: Option<Vec<&Vec<f64>>> = parts.iter().map(|part| part.errors.as_ref()).collect();
    Ok(means(parts, weights)
        .into_iter()
        .take(areas)
        .enumerate()
        .map(|(area, value)| {
            let limits = errors.as_ref().map(|errors| {
                let squares = errors.iter().zip(weights).map(|(errors, weight)| (weight / all * errors[area]).powi(2));
                let half = confidence.z() * squares.sum::<f64>().sqrt();
                Interval { lower: value - half, upper: value + half, confidence }
            });
            Score { value, limits }
        })
        .collect())
}

fn means(parts: &[Standardised], weights: &[f64]) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    let areas = parts.iter().map(|part| part.scores.len()).min().unwrap_or(0);
    let mean =
        |area: usize| parts.iter().zip(weights).map(|(part, weight)| weight * part.scores[area]).sum::<f64>() / all;
    (0..areas).map(mean).collect()
}

/// The ranks an area may have; 1 is the highest score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranks {
    /// The highest, which is the smallest number.
    pub highest: usize,
    /// The lowest.
    pub lowest: usize,
}

impl Ranks {
    /// The only rank there is, if there is only one.
    pub fn one(self) -> Option<usize> {
        (self.highest == self.lowest).then_some(self.highest)
    }
}

/// The ranks that limits allow: an area is surely above another only where their intervals do not meet.
pub fn by_limits(limits: &[Interval]) -> Vec<Ranks> {
    let of = |own: &Interval| {
        let above = limits.iter().filter(|other| other.lower > own.upper).count();
        let below = limits.iter().filter(|other| other.upper < own.lower).count();
        Ranks { highest: above + 1, lowest: limits.len() - below }
    };
    limits.iter().map(of).collect()
}

/// The ranks of scores as they stand; areas of one score share all their ranks.
pub fn of_scores(scores: &[f64]) -> Vec<Ranks> {
    let of = |own: &f64| {
        let above = scores.iter().filter(|other| **other > own + SAME).count();
        let below = scores.iter().filter(|other| **other < own - SAME).count();
        Ranks { highest: above + 1, lowest: scores.len() - below }
    };
    scores.iter().map(of).collect()
}

/// Every set of weights that is tried: those declared, equal ones, and each left out, halved and doubled in turn.
pub fn reweighed(weights: &[f64]) -> Vec<Vec<f64>> {
    let mut all = vec![weights.to_vec(), vec![1.0; weights.len()]];
    for index in 0..weights.len() {
        for factor in [0.0, 0.5, 2.0] {
            let mut other = weights.to_vec();
            other[index] *= factor;
            if other.iter().sum::<f64>() > 0.0 {
                all.push(other);
            }
        }
    }
    all
}

/// The highest and the lowest rank of each area's score under all of these weights.
pub fn by_weights(parts: &[Standardised], weights: &[f64]) -> Vec<Ranks> {
    let tried = reweighed(weights).into_iter().map(|weights| of_scores(&means(parts, &weights)));
    let joined = tried.reduce(|all, one| {
        let join = |(a, b): (Ranks, Ranks)| Ranks { highest: a.highest.min(b.highest), lowest: a.lowest.max(b.lowest) };
        all.into_iter().zip(one).map(join).collect()
    });
    joined.unwrap_or_default()
}
