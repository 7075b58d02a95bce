//! Directly standardised rates.

use super::method::{Answered, Counts, Divides, Method, Weighs};
use crate::model::cell::Shorthand;
use crate::statistics::explained::explained;
use crate::statistics::standardised;

explained! {
    /// The rate that a place would have if its people were of the same ages as a standard population.
    ///
    /// # What it is
    /// `Σ w × O / n ÷ Σ w`, over bands of ages: the rate of each band, weighed by the people of that age in the
    /// standard population (`w`). Its limits follow Dobson, with Byar’s limits of all events.
    ///
    /// # Why
    /// Young adults are hurt in assaults more often than older people. A place with many students would have a
    /// high crude rate even if nobody there were at more risk than elsewhere. With the ages made alike, what is
    /// left is a difference of risk.
    ///
    /// # Example
    /// Nineteen bands of ages with 895 events among 8,970 people give 10,430 for each 100,000, limits 9,718 to
    /// 11,179.
    ///
    /// # Limits
    /// It is a number for comparing and not a number of people: nobody lives in the standard population. It is
    /// not calculated from fewer than ten events. Where one person can have several events, its limits are too
    /// narrow unless the repeats are counted.
    pub(super) struct StandardisedRate;
    word: "standardised-rate",
    title: "Directly standardised rate, with Dobson’s limits",
    citation: "Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, page 457; Fingertips Public Health Technical Guidance",
}

impl Method for StandardisedRate {
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn weighs(&self) -> Weighs {
        Weighs::People
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        if counts.strata.is_empty() || counts.strata.iter().any(|stratum| stratum.people <= 0.0) {
            return Err(Shorthand::NotApplicable);
        }
        // Rounding of the parts may take their sum under ten where the count is not.
        let few = if counts.numerator >= standardised::FEWEST { Shorthand::NotAvailable } else { Shorthand::TooFew };
        let rate = standardised::rate(&counts.strata).map_err(|_| few)?;
        Ok(Answered::with(rate.value * counts.per, |confidence| {
            let (lower, upper) = standardised::limits(rate, confidence);
            (lower * counts.per, upper * counts.per)
        }))
    }
}
