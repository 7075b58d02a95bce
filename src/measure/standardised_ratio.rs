//! Indirect standardisation: the events of a place beside those that one would expect there.

use super::method::{Answered, Counts, Divides, Method, Weighs};
use crate::model::cell::Shorthand;
use crate::model::estimate::Comparable;
use crate::statistics::explained::explained;
use crate::statistics::{interval, standardised};

explained! {
    /// The events of a place beside those that its people would have if each age had the rate of a place of reference.
    ///
    /// # What it is
    /// `O / E × 100`, where `E = Σ n × λ` adds up, over bands of ages, the people of the place times the rate of
    /// the reference at that age. 100 means as many as expected. Its limits are those of the count `O`, over `E`.
    ///
    /// # Why
    /// It needs only the total of the place, not its events by age, so it serves where those are few or withheld.
    ///
    /// # Example
    /// 895 events where 835.9 would be expected give 107.1, limits 100.2 to 114.3.
    ///
    /// # Limits
    /// Each place is weighed by its own people, so two ratios may be set beside 100 and not beside each other.
    pub(super) struct StandardisedRatio;
    word: "standardised-ratio",
    title: "Indirectly standardised ratio, with Byar’s limits (exact Poisson limits under ten events)",
    citation: "Breslow and Day (1987); APHO Technical Briefing 3 (2008); Fingertips Public Health Technical Guidance",
}

explained! {
    /// The rate of a place of reference, raised or lowered by how the events of a place stand to those expected there.
    ///
    /// # What it is
    /// `O / E × R`, the indirectly standardised ratio times the crude rate `R` of the reference.
    ///
    /// # Why
    /// It says a ratio in the unit of a rate, which many readers know better.
    ///
    /// # Example
    /// 895 events where 835.9 would be expected, and 9,350 for each 100,000 in the reference, give 10,011.
    ///
    /// # Limits
    /// As for the ratio: it may be set beside the reference and not beside another place.
    pub(super) struct IndirectRate;
    word: "indirect-rate",
    title: "Indirectly standardised rate, with Byar’s limits (exact Poisson limits under ten events)",
    citation: "Breslow and Day (1987); APHO Technical Briefing 3 (2008); Fingertips Public Health Technical Guidance",
}

/// Events over expected, times `scale`, with the limits of the events.
fn ratio(counts: &Counts, scale: f64) -> Result<Answered, Shorthand> {
    let expected = standardised::expected(&counts.strata).map_err(|_| Shorthand::NotApplicable)?;
    Ok(Answered::with(counts.numerator / expected * scale, |confidence| {
        let (lower, upper) = interval::of_count(counts.numerator, confidence);
        (lower / expected * scale, upper / expected * scale)
    }))
}

impl Method for StandardisedRatio {
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn weighs(&self) -> Weighs {
        Weighs::Rates
    }
    fn comparable(&self) -> Comparable {
        Comparable::OwnStructure
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        ratio(counts, counts.per)
    }
}

impl Method for IndirectRate {
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn weighs(&self) -> Weighs {
        Weighs::Rates
    }
    fn comparable(&self) -> Comparable {
        Comparable::OwnStructure
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        let reference = counts.reference.ok_or(Shorthand::NotApplicable)?;
        ratio(counts, reference * counts.per)
    }
}
