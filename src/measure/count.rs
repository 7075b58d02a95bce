//! How many.

use super::method::{Answered, Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::model::estimate::Comparable;
use crate::statistics::explained::explained;
use crate::statistics::interval;

explained! {
    /// The number of events. Its limits show how far chance alone would move it if nothing else changed.
    ///
    /// # What it is
    /// The events a source counted.
    ///
    /// # Why
    /// What a service has to meet is a number of people, not a rate.
    ///
    /// # Example
    /// 65 events: limits 50.2 to 82.8.
    ///
    /// # Limits
    /// Places of different size cannot be compared by it.
    pub(super) struct Count;
    word: "count",
    title: "Count, with Byar’s limits (exact Poisson limits under ten)",
    citation: "Breslow and Day (1987); APHO Technical Briefing 3 (2008)",
}

impl Method for Count {
    fn divides(&self) -> Divides {
        Divides::No
    }
    fn comparable(&self) -> Comparable {
        Comparable::Count
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        Ok(Answered::with(counts.numerator, |confidence| interval::of_count(counts.numerator, confidence)))
    }
}
