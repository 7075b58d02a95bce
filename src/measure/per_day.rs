//! How many on an average day, so that February is not lower than January for being shorter.

use super::method::{Answered, Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::model::estimate::Comparable;
use crate::statistics::explained::explained;
use crate::statistics::interval;

explained! {
    /// The number of events on an average day of the period.
    ///
    /// # What it is
    /// The events divided by the days of their period, `x / d`. February has 28 days, and 29 in a leap year. The
    /// limits are those of the count, divided by the same days.
    ///
    /// # Why
    /// January has 31 days and February 28, a tenth fewer. If every day is alike, February has a tenth fewer
    /// events, and a line of counts falls though nothing has changed.
    ///
    /// # Example
    /// Police recorded 467 robberies in January 2026 and 458 in February. That looks like a fall, and it is 15.1 a
    /// day, then 16.4.
    ///
    /// # Limits
    /// Days are counted as if all were alike. A month with five weekends is not like one with four, and the
    /// seasons stay in. Places of different size cannot be compared by it.
    pub(super) struct PerDay;
    word: "per-day",
    title: "Events per day, with Byar’s limits of the count (exact Poisson limits under ten)",
    citation: "Breslow and Day (1987); Hyndman and Athanasopoulos, Forecasting: principles and practice, calendar adjustments",
}

impl Method for PerDay {
    fn divides(&self) -> Divides {
        Divides::ByDays
    }
    fn comparable(&self) -> Comparable {
        Comparable::Count
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        let days = counts.denominator.filter(|days| *days > 0.0).ok_or(Shorthand::NotApplicable)?;
        Ok(Answered::with(counts.numerator / days, |confidence| {
            let (lower, upper) = interval::of_count(counts.numerator, confidence);
            (lower / days, upper / days)
        }))
    }
}
