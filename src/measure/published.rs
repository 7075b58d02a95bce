//! Values as their source printed them.

use super::method::{Answered, Counts, Divides, Method};
use crate::model::cell::Shorthand;
use crate::model::estimate::Comparable;
use crate::statistics::explained::explained;

explained! {
    /// The number its publisher printed. It came without limits, so differences are shown and not judged.
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
    pub(super) struct Published;
    word: "published",
    title: "Value as its source published it, without limits",
    citation: "See the source",
}

impl Method for Published {
    fn divides(&self) -> Divides {
        Divides::No
    }
    fn counts(&self) -> bool {
        false
    }
    fn comparable(&self) -> Comparable {
        Comparable::NoLimits
    }
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand> {
        Ok(Answered::bare(counts.numerator))
    }
}
