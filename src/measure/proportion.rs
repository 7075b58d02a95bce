//! Proportions.

use super::interval;
use super::method::{Counts, Divides, Method, at_95};
use crate::model::cell::Shorthand;
use crate::model::estimate::{Confidence, Interval};

/// Those of whom something is true, in each hundred.
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
#[derive(Debug)]
pub(super) struct Proportion;

impl Method for Proportion {
    fn name(&self) -> &'static str {
        "proportion"
    }
    fn title(&self) -> &'static str {
        "Proportion, with Wilson’s score limits"
    }
    fn about(&self) -> &'static str {
        "The share of a group, in each hundred. Its limits show how far chance alone would move it."
    }
    fn citation(&self) -> &'static str {
        "Wilson (1927); Newcombe and Altman (2000)"
    }
    fn divides(&self) -> Divides {
        Divides::Yes
    }
    fn estimate(&self, counts: Counts) -> Result<(f64, Option<Interval>), Shorthand> {
        let all = counts.denominator.filter(|all| *all > 0.0).ok_or(Shorthand::NotApplicable)?;
        // Rounding at source may lift a part above its whole; such a share cannot be said.
        if counts.numerator > all {
            return Err(Shorthand::NotAvailable);
        }
        let (lower, upper) = interval::wilson(counts.numerator, all, Confidence::Ninety5);
        Ok((counts.numerator / all * counts.per, at_95((lower * counts.per, upper * counts.per))))
    }
}
