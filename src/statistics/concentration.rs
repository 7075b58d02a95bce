//! How far events are gathered in few of many areas, and how far chance alone would gather them.
//!
//! Comes in: counts of events by area, and what each area would be expected to have. Goes out: how many areas
//! hold a share, Gini's coefficient, and the same two of a pattern that is chance alone. Without any event
//! there is no answer. Nothing is drawn at random, so the same counts always answer alike.

use super::distribution::normal_below;
use super::{Answer, Unanswered};

/// How many areas, fullest first, it takes to hold at least this share of `whole`; none where all of them
/// hold less.
///
/// Source: Weisburd (2015), The law of crime concentration and the criminology of place, Criminology 53,
/// page 133.
pub fn holding(counts: &[f64], whole: f64, share: f64) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    // A share that the sum reaches but for rounding in the last place is reached.
    let wanted = whole * share * (1.0 - 1e-12);
    sorted
        .iter()
        .position(|count| {
            sum += count;
            sum >= wanted
        })
        .map(|at| at + 1)
}

/// The fewest and the most areas that may hold a share of `whole`, where `hidden` further areas have no
/// count and only the whole is known: at the least one of them holds all that is missing, at the most none
/// of them helps to reach the share.
pub fn bounds(counts: &[f64], hidden: usize, whole: f64, share: f64) -> Option<(usize, usize)> {
    let most = holding(counts, whole, share)?;
    let rest = (whole - counts.iter().sum::<f64>()).max(0.0);
    if hidden == 0 || rest <= 0.0 {
        return Some((most, most));
    }
    let mut gathered = counts.to_vec();
    gathered.push(rest);
    Some((holding(&gathered, whole, share)?, most))
}

/// Gini's coefficient: 0 where all areas have the same count, near 1 where one area has all.
///
/// Source: Gini (1914), in the form for sorted values of Dixon and others (1987), Ecology 68, page 1548,
/// without their correction for small samples.
pub fn gini(counts: &[f64]) -> Answer<f64> {
    let whole: f64 = counts.iter().sum();
    if whole <= 0.0 {
        return Err(Unanswered("there are no events"));
    }
    let mut sorted = counts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let many = sorted.len() as f64;
    let weighted: f64 = (1..).zip(&sorted).map(|(place, count)| f64::from(place) * count).sum();
    Ok(2.0 * weighted / (many * whole) - (many + 1.0) / many)
}

/// The curve that chance alone would draw: how many areas, fullest first, hold which share of the events.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// Areas (not whole ones) and the share from 0 to 1 that they hold, both rising.
    pub curve: Vec<(f64, f64)>,
}

/// The curve of events that fall on areas by chance alone, each area with `expected` of them on average.
///
/// The counts are independent and follow Poisson's distribution. With `m` expected in an area, it has `k` or
/// more events with probability `P(X >= k)`, and the events that stand in areas of `k` or more are on average
/// `m P(X >= k - 1)` for each area: both are exact sums up to 20,000
/// events in an area, so that no random numbers are needed. Within areas
/// of one count the curve is a straight line. The reason for asking is that of Levin, Rosenfeld and Deckard
/// (2017), The law of crime concentration, Journal of Quantitative Criminology 33, page 635, and of Hipp and
/// Kim (2017), the same volume, page 595: few events over many areas look gathered by chance.
pub fn by_chance(expected: &[f64]) -> Answer<Chance> {
    let whole: f64 = expected.iter().sum();
    if whole <= 0.0 || expected.iter().any(|mean| *mean < 0.0 || !mean.is_finite()) {
        return Err(Unanswered("there are no events"));
    }
    // Beyond this count every tail is nothing in a double.
    let most = expected.iter().fold(0.0_f64, |most, mean| most.max(mean + 12.0 * mean.sqrt() + 30.0)).ceil();
    let steps = if most <= EXACT { most } else { COARSE } as usize;
    let (mut areas, mut events) = (vec![0.0; steps + 1], vec![0.0; steps + 1]);
    for mean in expected.iter().filter(|mean| **mean > 0.0) {
        let exact = if most <= EXACT { tails(*mean, steps) } else { Vec::new() };
        for step in 1..=steps {
            let (own, before) = if most <= EXACT {
                (exact[step], exact[step - 1])
            } else {
                let count = most * step as f64 / COARSE;
                (tail_by_normal(*mean, count), tail_by_normal(*mean, count - 1.0))
            };
            areas[step] += own;
            events[step] += mean * before;
        }
    }
    let mut curve = vec![(0.0, 0.0)];
    curve.extend((1..=steps).rev().map(|step| (areas[step], events[step] / whole)));
    curve.dedup_by(|next, last| next.1 - last.1 < 1e-12);
    // The areas without any event come last and hold nothing.
    curve.push((expected.len() as f64, 1.0));
    Ok(Chance { curve })
}

/// Up to this count every sum is exact; above it the curve is taken at as many counts as `COARSE`, from the
/// normal distribution. Chance then moves a count by less than one in a hundred, so the curve stays the same to the eye.
const EXACT: f64 = 20_000.0;
const COARSE: f64 = 4_096.0;

/// The probability that a Poisson variable of this large mean is `count` or more, by the normal distribution.
fn tail_by_normal(mean: f64, count: f64) -> f64 {
    normal_below((mean - count + 0.5) / mean.sqrt())
}

/// The probabilities that a Poisson variable of this mean is 0 or more, 1 or more, up to `most` or more.
fn tails(mean: f64, most: usize) -> Vec<f64> {
    let mut log = -mean;
    let mut terms = Vec::with_capacity(most + 1);
    for count in 0..=most {
        if count > 0 {
            log += (mean / count as f64).ln();
        }
        terms.push(log.exp());
    }
    // From the far end, so that small tails are not the difference of large sums.
    let mut sum = 0.0;
    for term in terms.iter_mut().rev() {
        sum += *term;
        *term = sum.min(1.0);
    }
    terms
}

impl Chance {
    /// How many areas hold this share, from 0 to 1.
    pub fn holding(&self, share: f64) -> f64 {
        for pair in self.curve.windows(2) {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            if share <= high {
                return if high > low { from + (to - from) * (share - low) / (high - low) } else { from };
            }
        }
        self.curve.last().map_or(0.0, |(areas, _)| *areas)
    }

    /// Gini's coefficient of the curve: the mean difference of two areas over twice their mean.
    ///
    /// Where all areas expect `m` it is `exp(-2m) (I0(2m) + I1(2m))`: Ramasubban (1958), Biometrika 45, page 549.
    pub fn gini(&self) -> f64 {
        let all = self.curve.last().map_or(1.0, |(areas, _)| *areas);
        let under = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1);
        self.curve.windows(2).map(under).sum::<f64>() / all - 1.0
    }
}
