//! How many.

use super::interval;
use super::method::{Counts, Divides, Method, at_95};
use crate::model::cell::Shorthand;
use crate::model::estimate::{Confidence, Interval};

/// A count of events, with the limits of the number one would expect.
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
#[derive(Debug)]
pub(super) struct Count;

impl Method for Count {
    fn name(&self) -> &'static str {
        "count"
    }
    fn title(&self) -> &'static str {
        "Count, with Byar’s limits (exact Poisson limits under ten)"
    }
    fn about(&self) -> &'static str {
        "The number of events. Its limits show how far chance alone would move it if nothing else changed."
    }
    fn citation(&self) -> &'static str {
        "Breslow and Day (1987); APHO Technical Briefing 3 (2008)"
    }
    fn divides(&self) -> Divides {
        Divides::No
    }
    fn estimate(&self, counts: Counts) -> Result<(f64, Option<Interval>), Shorthand> {
        Ok((counts.numerator, at_95(interval::of_count(counts.numerator, Confidence::Ninety5))))
    }
}
