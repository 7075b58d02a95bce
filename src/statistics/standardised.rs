//! Direct standardisation: the rate that a place would have if its people were of the ages of a standard
//! population.

use super::{Answer, Unanswered, interval};
use crate::model::estimate::Confidence;

/// The events and people of one band of ages, and the standard population in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// Events.
    pub events: f64,
    /// The variance of the events: as many as the events, where each is of another person.
    pub variance: f64,
    /// People.
    pub people: f64,
    /// What the stratum counts: people of the standard population, or a rate of reference.
    pub weight: f64,
}

impl Stratum {
    /// A stratum in which no event depends on another.
    pub fn new(events: f64, people: f64, weight: f64) -> Self {
        Self { events, variance: events, people, weight }
    }

    /// A stratum of repeat events: how many people had exactly so many. The variance is `Σ f² x_f`, since the
    /// events of one person come together.
    ///
    /// Source: PHEindicatormethods, `calculate_dsr` with events that are not independent.
    pub fn of_repeats(people_by_events: &[(f64, f64)], people: f64, weight: f64) -> Self {
        let events = people_by_events.iter().map(|(events, people)| events * people).sum();
        let variance = people_by_events.iter().map(|(events, people)| events * events * people).sum();
        Self { events, variance, people, weight }
    }
}

impl Stratum {
    /// How much more the events vary than as many events of different people would; 1 where none repeats.
    pub fn spread(self) -> f64 {
        if self.events > 0.0 { self.variance / self.events } else { 1.0 }
    }
}

/// A standardised rate for each person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standardised {
    /// The rate for each person.
    pub value: f64,
    /// Its variance.
    pub variance: f64,
    /// All events.
    pub events: f64,
}

/// The directly standardised rate for each person: `Σ wᵢ Oᵢ / nᵢ ÷ Σ wᵢ`, with the variance
/// `Σ wᵢ² Var(Oᵢ) / nᵢ² ÷ (Σ wᵢ)²`.
///
/// Not calculated under ten events. Sources: Dobson and others (1991), Statistics in Medicine 10, page 457;
/// PHEindicatormethods, `calculate_dsr`.
///
/// # Errors
/// Fewer than ten events, or a stratum without people.
pub fn rate(strata: &[Stratum]) -> Answer<Standardised> {
    let weight: f64 = strata.iter().map(|stratum| stratum.weight).sum();
    if strata.iter().any(|stratum| stratum.people <= 0.0) || weight <= 0.0 {
        return Err(Unanswered("an age group has nobody in it"));
    }
    let events: f64 = strata.iter().map(|stratum| stratum.events).sum();
    if events < FEWEST {
        return Err(Unanswered("fewer than ten events"));
    }
    let value = strata.iter().map(|stratum| stratum.weight * stratum.events / stratum.people).sum::<f64>() / weight;
    let variance = strata.iter().map(|stratum| (stratum.weight / stratum.people).powi(2) * stratum.variance);
    Ok(Standardised { value, variance: variance.sum::<f64>() / weight.powi(2), events })
}

/// With fewer events than this no standardised rate is given.
pub const FEWEST: f64 = 10.0;

/// The limits of a weighted sum of counts: `value + √(Var / O) (L(O) − O)`, with the limits of the plain count.
///
/// Source: Dobson and others (1991), with Byar's limits for those of the count, exact ones under ten.
pub fn limits(sum: Standardised, confidence: Confidence) -> (f64, f64) {
    let (lower, upper) = interval::of_count(sum.events, confidence);
    let scale = (sum.variance / sum.events).sqrt();
    (sum.value + scale * (lower - sum.events), sum.value + scale * (upper - sum.events))
}

/// The events that one would expect where each stratum had the rate of reference that is its weight:
/// `E = Σ nᵢ λᵢ`.
///
/// Source: Fingertips Public Health Technical Guidance, indirect standardisation; PHEindicatormethods,
/// `calculate_ISRatio`.
///
/// # Errors
/// Nobody, or nothing expected.
pub fn expected(strata: &[Stratum]) -> Answer<f64> {
    let expected: f64 = strata.iter().map(|stratum| stratum.people * stratum.weight).sum();
    if expected > 0.0 { Ok(expected) } else { Err(Unanswered("nothing would be expected at the rates of reference")) }
}
