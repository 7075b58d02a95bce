//! Values as their source printed them.

use super::method::{Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::model::estimate::Interval;

/// The value that the source printed.
///
/// # What it is
/// A rate, a share or a score that its publisher computed and gave without limits.
///
/// # Why
/// Some publishers give no counts, so nothing can be computed again.
///
/// # Example
/// A score of 37.58.
///
/// # Limits
/// Without limits no difference can be told from chance, so none is claimed.
#[derive(Debug)]
pub(super) struct Published;

impl Method for Published {
    fn name(&self) -> &'static str {
        "published"
    }
    fn title(&self) -> &'static str {
        "Value as its source published it, without limits"
    }
    fn about(&self) -> &'static str {
        "The number its publisher printed. It came without limits, so differences are shown and not judged."
    }
    fn citation(&self) -> &'static str {
        "See the source"
    }
    fn divides(&self) -> Divides {
        Divides::No
    }
    fn counts(&self) -> bool {
        false
    }
    fn estimate(&self, counts: Counts) -> Result<(f64, Option<Interval>), Shorthand> {
        Ok((counts.numerator, None))
    }
}
