//! Crude rates.

use super::interval;
use super::method::{Counts, Divides, Method, at_95};
use crate::model::cell::Shorthand;
use crate::model::estimate::{Confidence, Interval};

/// Events for so many people.
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
#[derive(Debug)]
pub(super) struct CrudeRate;

impl Method for CrudeRate {
    fn name(&self) -> &'static str {
        "rate"
    }
    fn title(&self) -> &'static str {
        "Crude rate, with Byar’s limits (exact Poisson limits under ten events)"
    }
    fn about(&self) -> &'static str {
        "Events divided by people. Its limits show how far chance alone would move it if nothing else changed."
    }
    fn citation(&self) -> &'static str {
        "Breslow and Day (1987); APHO Technical Briefing 3 (2008); Fingertips Public Health Technical Guidance"
    }
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn estimate(&self, counts: Counts) -> Result<(f64, Option<Interval>), Shorthand> {
        let people = counts.denominator.filter(|people| *people > 0.0).ok_or(Shorthand::NotApplicable)?;
        let scale = counts.per / people;
        let (lower, upper) = interval::of_count(counts.numerator, Confidence::Ninety5);
        // The count over the people first, as the official method does: the last digit agrees.
        Ok((counts.numerator / people * counts.per, at_95((lower * scale, upper * scale))))
    }
}
