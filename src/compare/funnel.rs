//! Funnels: each area at its size, beside the limits that chance sets around a centre.
//!
//! Comes in: findings, areas and a period. Goes out: a [`Funnel`], or in words why there is none. An area
//! without a released number has no point, and none is added to a pooled centre.

use super::{Comparison, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::estimate::{Comparable, Confidence, Estimate};
use crate::model::period::Period;
use crate::statistics::explained::explained;
use crate::statistics::{Answer, Unanswered, comparison, funnel};

explained! {
    /// Areas by their size, with the limits within which chance alone would keep them.
    ///
    /// # What it is
    /// For a proportion `p₀` the limits are `p₀ ∓ z √(p₀ (1 − p₀) / n)`. For rates and ratios they are the numbers of
    /// events that lie just on the exact limits of the expected number, `E = rate × n`. `z` is 1.96 for 95%
    /// and 3.09 for 99.8%.
    ///
    /// # Why
    /// A small area swings more by chance. The funnel is wide for small areas and narrow for large ones, so it shows
    /// which areas stand apart without putting them into an order.
    ///
    /// # Example
    /// With a centre of 80.6%, an area of 10 people lies within 56.2% and 100% in 95 of 100 cases, one of 110,000
    /// people within 80.4% and 80.9%.
    ///
    /// # Limits
    /// If areas differ for many reasons at once, most lie outside. The sentence then says by what factor they differ
    /// more than chance explains, and how many remain outside limits widened for it (Spiegelhalter 2005).
    pub struct FunnelPlot;
    word: "funnel",
    title: "Funnel plot, with limits at 95% and 99.8%",
    citation: "Spiegelhalter (2005), Statistics in Medicine 24, page 1185; PHEindicatormethods, calculate_funnel_limits",
}

/// What chance moves around the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// How many of those counted are of a kind.
    Proportion,
    /// How many events occur.
    Events,
}

/// Whose value is in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Centre {
    /// The benchmark of the indicator.
    Benchmark(AreaId),
    /// All areas of the funnel together.
    Pooled,
    /// The reference of a standardised ratio.
    Reference,
}

/// One area in a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Which.
    pub area: AreaId,
    /// Its number of people, or of expected events.
    pub size: f64,
    /// Its value.
    pub value: f64,
    /// Where it lies: much higher is above the upper limit at 99.8%.
    pub standing: Comparison,
    /// The same by limits widened for how much more areas differ than by chance.
    pub widened: Comparison,
    /// How many standard errors it lies from the centre.
    pub score: f64,
}

/// A funnel and the areas in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    kind: Kind,
    per: f64,
    /// The value in the middle.
    pub centre: f64,
    /// Whose value that is.
    pub of: Centre,
    /// The areas with a number, in the order asked for.
    pub points: Vec<Point>,
    /// How much more areas differ than chance explains, where they do clearly.
    pub dispersion: Option<f64>,
}

impl Funnel {
    /// The lower and the upper limit for an area of this size, in the unit of the value.
    pub fn limits_at(&self, size: f64, confidence: Confidence) -> (f64, f64) {
        let scale = match self.kind {
            Kind::Proportion => self.per,
            Kind::Events => self.per / size,
        };
        let (lower, upper) = match self.kind {
            Kind::Proportion => funnel::of_proportion(self.centre / self.per, size, confidence),
            Kind::Events => funnel::of_count(self.centre * size / self.per, confidence),
        };
        (lower * scale, upper * scale)
    }

    /// The point of an area.
    pub fn at(&self, area: AreaId) -> Option<&Point> {
        self.points.iter().find(|point| point.area == area)
    }

    fn score(&self, size: f64, value: f64) -> f64 {
        match self.kind {
            Kind::Proportion => {
                let centre = self.centre / self.per;
                (value / self.per - centre) / (centre * (1.0 - centre) / size).sqrt()
            }
            Kind::Events => {
                let expected = self.centre * size / self.per;
                (value * size / self.per - expected) / expected.sqrt()
            }
        }
    }

    fn standing(&self, size: f64, value: f64) -> Comparison {
        match self.kind {
            Kind::Events => funnel::standing(value * size / self.per, self.centre * size / self.per),
            Kind::Proportion => {
                let at = |confidence| {
                    let (lower, upper) = self.limits_at(size, confidence);
                    crate::model::estimate::Interval { lower, upper, confidence }
                };
                comparison::by_control(value, at(Confidence::Ninety5), at(Confidence::Ninety98))
            }
        }
    }
}

/// Where a point lies in words: `above the upper limit (99.8%)`.
pub fn reading(standing: Comparison) -> &'static str {
    match standing {
        Comparison::MuchHigher => "above the upper limit (99.8%)",
        Comparison::Higher => "above the upper limit (95%)",
        Comparison::Similar => "within the limits",
        Comparison::Lower => "below the lower limit (95%)",
        Comparison::MuchLower => "below the lower limit (99.8%)",
    }
}

/// The funnel of these areas in a period.
pub fn of(found: &IndicatorFindings, areas: &[AreaId], period: Period) -> Answer<Funnel> {
    let estimate = |area: AreaId| found.at(area, period).and_then(|finding| finding.cell.estimate());
    let areas: Vec<AreaId> = areas.iter().copied().filter(|area| Some(*area) != found.benchmark).collect();
    let known: Vec<(AreaId, &Estimate)> =
        areas.iter().filter_map(|area| estimate(*area).map(|estimate| (*area, estimate))).collect();
    let Some((_, first)) = known.first() else { return Err(Unanswered("no area has a number")) };
    let indicator = &found.indicator;
    let per = indicator.per;
    if let Some(reason) = first.comparable.reason().filter(|_| first.comparable != Comparable::OwnStructure) {
        return Err(Unanswered(reason));
    }
    let sized: Vec<(AreaId, f64, &Estimate)> = known
        .iter()
        .filter_map(|(area, estimate)| Some((*area, estimate.denominator.filter(|size| *size > 0.0)?, *estimate)))
        .collect();
    if sized.is_empty() {
        return Err(Unanswered("the number of people behind each value is not published, so no limit can be set"));
    }
    let crude = |estimate: &Estimate| {
        let quotient = estimate.numerator.zip(estimate.denominator).map(|(events, size)| events / size * per);
        quotient.is_some_and(|quotient| (quotient - estimate.value).abs() <= 1e-9 * estimate.value.abs())
    };
    let benchmark = found.benchmark.and_then(|area| Some((Centre::Benchmark(area), estimate(area)?.value)));
    let (of, centre) = match benchmark {
        _ if first.comparable == Comparable::OwnStructure => {
            // The denominator of a ratio is the expected events, and the reference is what one is multiplied by.
            if !sized.iter().all(|(.., estimate)| crude(estimate)) {
                return Err(Unanswered("each value is standardised to its own place, and its reference is not known"));
            }
            (Centre::Reference, per)
        }
        Some(benchmark) => benchmark,
        None => {
            if !sized.iter().all(|(.., estimate)| crude(estimate)) {
                return Err(Unanswered("standardised values have no pooled value, and the indicator has no benchmark"));
            }
            let events: f64 = sized.iter().filter_map(|(.., estimate)| estimate.numerator).sum();
            let people: f64 = sized.iter().map(|(_, size, _)| size).sum();
            (Centre::Pooled, events / people * per)
        }
    };
    if indicator.method == "harm" {
        return Err(Unanswered("events weighed by harm do not follow the limits of a count"));
    }
    let kind = if indicator.method == "proportion" { Kind::Proportion } else { Kind::Events };
    if centre <= 0.0 || (kind == Kind::Proportion && centre >= per) {
        return Err(Unanswered("chance moves nothing where the value in the middle is none or all"));
    }
    let mut made = Funnel { kind, per, centre, of, points: Vec::new(), dispersion: None };
    let scores: Vec<f64> = sized.iter().map(|(_, size, estimate)| made.score(*size, estimate.value)).collect();
    made.dispersion =
        funnel::dispersion(&scores).ok().filter(|found| *found > funnel::greatest_by_chance(scores.len()));
    let stretch = made.dispersion.unwrap_or(1.0).sqrt();
    let points = sized.iter().zip(scores).map(|((area, size, estimate), score)| {
        let standing = made.standing(*size, estimate.value);
        let widened = if made.dispersion.is_some() { by_score(score / stretch) } else { standing };
        Point { area: *area, size: *size, value: estimate.value, standing, widened, score }
    });
    made.points = points.collect();
    Ok(made)
}

/// Where a standard score lies.
fn by_score(score: f64) -> Comparison {
    match score {
        _ if score > Confidence::Ninety98.z() => Comparison::MuchHigher,
        _ if score > Confidence::Ninety5.z() => Comparison::Higher,
        _ if score < -Confidence::Ninety98.z() => Comparison::MuchLower,
        _ if score < -Confidence::Ninety5.z() => Comparison::Lower,
        _ => Comparison::Similar,
    }
}
