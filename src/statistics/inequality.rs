//! Gradient over the range of a measure such as deprivation: slope and relative index of inequality.
//!
//! Comes in: groups from one end of the range to the other, with people, value and standard error. Goes out: the
//! fitted line, the two indices and their limits, or why there are none. What the range is of is for the
//! caller to know.

use super::explained::explained;
use super::{Answer, Unanswered};
use crate::model::estimate::{Confidence, Interval};

/// The least and the most groups that the indices are made of.
pub const GROUPS: std::ops::RangeInclusive<usize> = 5..=100;

/// A group of the range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// How many people are in it.
    pub people: f64,
    /// Its value.
    pub value: f64,
    /// The standard error of the value.
    pub error: f64,
}

/// The line through the groups, and what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// The value of the line at the beginning of the range.
    pub intercept: f64,
    /// The slope index: the difference between the ends of the line, in the unit of the values.
    pub slope: f64,
    /// Limits of the slope index.
    pub slope_limits: Interval,
    /// The relative index: the end of the line as a multiple of its beginning; none where either is not above zero.
    pub ratio: Option<f64>,
    /// Limits of the relative index.
    pub ratio_limits: Option<Interval>,
}

explained! {
    /// How much a value changes from the most to the least deprived end of all areas, by one line through all groups.
    ///
    /// # What it is
    /// Areas are put in order of deprivation and into groups of as many areas each. A group stands at the middle of
    /// its share of all people. A line `y = a + b x` is fitted, in which larger groups weigh more. The slope index
    /// is `b`, what lies between the two ends; the relative index is `(a + b) / a`, one end as a multiple of the
    /// other. Both are sums of the groups' values, so their limits follow from the limits of those:
    /// `b ± z √(Σ c² SE²)`, and for the relative index the same on the scale of its logarithm.
    ///
    /// # Why
    /// To set the most beside the least deprived group leaves out everyone between them, and depends on how many
    /// groups are made. The line uses all.
    ///
    /// # Example
    /// Ten groups whose values rise from 75.9 to 86.3: slope index 6.9 (3.1 to 10.8), relative index 1.09.
    ///
    /// # Limits
    /// It is about areas and not the people in them, and says nothing of a cause. It takes the gradient to
    /// be a straight line. It is made of 5 to 100 groups that all have a value.
    pub(crate) struct DeprivationGradient;
    word: "gradient",
    title: "Slope and relative index of inequality, with limits in closed form",
    citation: "Mackenbach and Kunst (1997), Social Science and Medicine 44, page 757; Low and Low (2004), Journal of Public Health 26, page 64; PHEindicatormethods, phe_sii",
}

/// The group, from 1, that an area is put into by its rank among `areas`, 1 for the first; ties share the least rank.
///
/// `⌊(k + 1) − ⌈(N + 1 − r) k / N⌉⌋`, and none where there are fewer areas than groups. Source: `phe_quantile` of
/// PHEindicatormethods.
pub fn group_of(rank: usize, areas: usize, groups: usize) -> Option<usize> {
    if areas < groups || groups == 0 || !(1..=areas).contains(&rank) {
        return None;
    }
    Some((groups + 1).saturating_sub(((areas + 1 - rank) * groups).div_ceil(areas)).max(1))
}

/// The slope and the relative index over groups, first end of the range to the last.
///
/// Source: Low and Low (2004), page 64; the estimates of `phe_sii`, whose limits are simulated. Ours are those of a
/// weighted sum of independent values, and of the logarithm of a ratio by the delta method, so that a build is
/// the same each time.
pub fn of(parts: &[Part], confidence: Confidence) -> Answer<Inequality> {
    if parts.len() < *GROUPS.start() {
        return Err(Unanswered("there are fewer than five groups"));
    }
    if parts.len() > *GROUPS.end() {
        return Err(Unanswered("there are more than a hundred groups"));
    }
    if parts.iter().any(|part| !(part.people > 0.0 && part.people.is_finite())) {
        return Err(Unanswered("a group has no people"));
    }
    if parts.iter().any(|part| !(part.value.is_finite() && part.error >= 0.0 && part.error.is_finite())) {
        return Err(Unanswered("a group has no value with limits"));
    }
    let shares = shares(parts.iter().map(|part| part.people));
    let middle: f64 = shares.iter().map(|(share, at)| share * at).sum();
    let spread: f64 = shares.iter().map(|(share, at)| share * (at - middle).powi(2)).sum();
    // Each index is a sum of the values with these factors.
    let of_slope: Vec<f64> = shares.iter().map(|(share, at)| share * (at - middle) / spread).collect();
    let of_start: Vec<f64> = shares.iter().zip(&of_slope).map(|((share, _), slope)| share - middle * slope).collect();
    let sum = |factors: &[f64]| factors.iter().zip(parts).map(|(factor, part)| factor * part.value).sum::<f64>();
    let error = |factors: &[f64]| {
        factors.iter().zip(parts).map(|(factor, part)| (factor * part.error).powi(2)).sum::<f64>().sqrt()
    };
    let (intercept, slope) = (sum(&of_start), sum(&of_slope));
    let end = intercept + slope;
    let half = confidence.z() * error(&of_slope);
    let ratio = (intercept > 0.0 && end > 0.0).then(|| end / intercept);
    let ratio_limits = ratio.map(|ratio| {
        let factors: Vec<f64> =
            of_start.iter().zip(&of_slope).map(|(start, slope)| (start + slope) / end - start / intercept).collect();
        let times = (confidence.z() * error(&factors)).exp();
        Interval { lower: ratio / times, upper: ratio * times, confidence }
    });
    Ok(Inequality {
        intercept,
        slope,
        slope_limits: Interval { lower: slope - half, upper: slope + half, confidence },
        ratio,
        ratio_limits,
    })
}

/// The share of all people that each group has, and the middle of it when shares are laid end to end.
pub fn shares(people: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let people: Vec<f64> = people.collect();
    let all: f64 = people.iter().sum();
    let mut before = 0.0;
    people
        .into_iter()
        .map(|own| {
            let share = own / all;
            before += share;
            (share, before - share / 2.0)
        })
        .collect()
}
