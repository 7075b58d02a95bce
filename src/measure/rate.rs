//! Crude rates.

use super::method::{Answered, Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::statistics::explained::explained;
use crate::statistics::interval;

explained! {
    /// Events divided by people. Its limits show how far chance alone would move it if nothing else changed.
    ///
    /// # What it is
    /// `O / n × m`: events over people, times what the rate is per.
    ///
    /// # Why
    /// A large place has more of everything; a rate lets it stand beside a small one.
    ///
    /// # Example
    /// 65 events among 100 people, per 100,000: 65,000, limits 50,163 to 82,849.
    ///
    /// # Limits
    /// It takes no account of age, nor of people who come to a place and do not live there.
    pub(super) struct CrudeRate;
    word: "rate",
    title: "Crude rate, with Byar’s limits (exact Poisson limits under ten events)",
    citation: "Breslow and Day (1987); APHO Technical Briefing 3 (2008); Fingertips Public Health Technical Guidance",
}

impl Method for CrudeRate {
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        let people = counts.denominator.filter(|people| *people > 0.0).ok_or(Shorthand::NotApplicable)?;
        let scale = counts.per / people;
        // The count over the people first, as the official method does: the last digit agrees.
        Ok(Answered::with(counts.numerator / people * counts.per, |confidence| {
            let (lower, upper) = interval::of_count(counts.numerator, confidence);
            (lower * scale, upper * scale)
        }))
    }
}
