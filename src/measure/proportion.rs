//! Proportions.

use super::method::{Answered, Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::statistics::explained::explained;
use crate::statistics::interval;

explained! {
    /// The share of a group, in each hundred. Its limits show how far chance alone would move it.
    ///
    /// # What it is
    /// `x / n × 100`, with Wilson's score limits.
    ///
    /// # Why
    /// Wilson's limits stay between 0% and 100% and hold for small numbers.
    ///
    /// # Example
    /// 65 of 100: 65%, limits 55.3% to 73.6%.
    ///
    /// # Limits
    /// The events must be part of the people they are divided by.
    pub(super) struct Proportion;
    word: "proportion",
    title: "Proportion, with Wilson’s score limits",
    citation: "Wilson (1927); Newcombe and Altman (2000)",
}

impl Method for Proportion {
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        let all = counts.denominator.filter(|all| *all > 0.0).ok_or(Shorthand::NotApplicable)?;
        // Rounding at source may lift a part above its whole; such a share cannot be said.
        if counts.numerator > all {
            return Err(Shorthand::NotAvailable);
        }
        Ok(Answered::with(counts.numerator / all * counts.per, |confidence| {
            let (lower, upper) = interval::wilson(counts.numerator, all, confidence);
            (lower * counts.per, upper * counts.per)
        }))
    }
}
