//! How far events are gathered in few areas, and how far chance alone would gather them.
//!
//! Comes in: the counts of areas, and the mean each would have if events fell evenly. Goes out: how many
//! areas hold a share of the events, the Gini coefficient, and both as chance alone would make them. Says
//! where there are too few events or areas. No random numbers are drawn.

use super::{Answer, Unanswered};

/// Fewer events than this say nothing of where events gather.
const FEWEST: f64 = 10.0;

/// The least probability of a count that is kept: beyond it nothing changes in a double.
const LEAST: f64 = 1e-18;

fn total(counts: &[f64]) -> Answer<f64> {
    if counts.len() < 2 {
        return Err(Unanswered("fewer than two areas have a count"));
    }
    if counts.iter().any(|count| !count.is_finite() || *count < 0.0) {
        return Err(Unanswered("a count is not a number of events"));
    }
    let sum: f64 = counts.iter().sum();
    if sum > 0.0 { Ok(sum) } else { Err(Unanswered("there are no events")) }
}

/// Whether the counts are enough to speak of concentration: ten events in two areas.
pub fn enough(counts: &[f64]) -> Answer<()> {
    if total(counts)? < FEWEST { Err(Unanswered("there are fewer than ten events")) } else { Ok(()) }
}

/// The least number of areas that together hold a share (0 to 1) of all events: Weisburd (2015).
pub fn holding(counts: &[f64], share: f64) -> Answer<usize> {
    let wanted = share * total(counts)?;
    let mut sorted = counts.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut held = 0.0;
    for (index, count) in sorted.iter().enumerate() {
        held += count;
        // Sums of shares such as a tenth miss their mark by a last digit.
        if held >= wanted * (1.0 - 1e-12) {
            return Ok(index + 1);
        }
    }
    Ok(sorted.len())
}

/// The Gini coefficient, `(2 Σ i·y(i) − n − 1) / n` with `y(i)` the shares of events from the least to the most.
pub fn gini(counts: &[f64]) -> Answer<f64> {
    let sum = total(counts)?;
    let mut sorted = counts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let weighed: f64 = sorted.iter().enumerate().map(|(index, count)| (index + 1) as f64 * count).sum();
    Ok((2.0 * weighed / sum - n - 1.0) / n)
}

/// The Gini coefficient where fewer events than areas are no concentration in themselves, from the plain one:
/// `1 − max(n/c, 1) (1 − G)` with n areas and c events (Bernasco and Steenbeek 2017).
pub fn generalised(gini: f64, areas: usize, events: f64) -> f64 {
    1.0 - (areas as f64 / events).max(1.0) * (1.0 - gini)
}

/// What chance alone would gather: areas and events from the fullest area down, as shares of 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// From (0, 0) to (1, 1): the share of areas, and the share of events in them.
    pub curve: Vec<(f64, f64)>,
}

/// The expected curve where the count of each area is a Poisson count with its own mean. Exact sums: the
/// expected number of areas with a count of k, and the events in them, for each k from the highest down.
pub fn chance(means: &[f64]) -> Answer<Chance> {
    let sum = total(means)?;
    let mut areas_with: Vec<f64> = Vec::new();
    for mean in means {
        for (count, probability) in poisson(*mean) {
            if areas_with.len() <= count {
                areas_with.resize(count + 1, 0.0);
            }
            areas_with[count] += probability;
        }
    }
    let n = means.len() as f64;
    let (mut areas, mut events) = (0.0, 0.0);
    let mut curve = vec![(0.0, 0.0)];
    for (count, number) in areas_with.iter().enumerate().rev().filter(|(_, number)| **number > 0.0) {
        areas += number;
        events += number * count as f64;
        curve.push((areas / n, events / sum));
    }
    Ok(Chance { curve })
}

/// The probabilities of a Poisson count, by recurrence from the likeliest, which needs no factorial.
fn poisson(mean: f64) -> Vec<(usize, f64)> {
    let mode = mean.floor() as usize;
    let mut weights = vec![(mode, 1.0)];
    let mut weight = 1.0;
    for count in mode + 1.. {
        weight *= mean / count as f64;
        if weight < LEAST {
            break;
        }
        weights.push((count, weight));
    }
    weight = 1.0;
    for count in (0..mode).rev() {
        weight *= (count + 1) as f64 / mean;
        if weight < LEAST {
            break;
        }
        weights.push((count, weight));
    }
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    weights.iter_mut().for_each(|(_, weight)| *weight /= sum);
    weights
}

impl Chance {
    /// The share of areas that would hold this share of events; areas of one count are taken in part.
    pub fn holding(&self, share: f64) -> f64 {
        let step = self.curve.windows(2).find(|pair| pair[1].1 >= share && pair[1].1 > pair[0].1);
        step.map_or(1.0, |pair| pair[0].0 + (pair[1].0 - pair[0].0) * (share - pair[0].1) / (pair[1].1 - pair[0].1))
    }

    /// The Gini coefficient that chance alone would give: twice the area under the curve, less one.
    pub fn gini(&self) -> f64 {
        self.curve.windows(2).map(|pair| (pair[1].0 - pair[0].0) * (pair[1].1 + pair[0].1)).sum::<f64>() - 1.0
    }
}
