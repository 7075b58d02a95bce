//! What a statistical method is, and the registry of those that definitions may name.

use crate::model::cell::Shorthand;
use crate::model::estimate::{Confidence, Interval};

/// What a method is given: counts, and what a rate is per.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    /// Above the line.
    pub numerator: f64,
    /// Below the line.
    pub denominator: Option<f64>,
    /// What a rate is per.
    pub per: f64,
}

/// Whether a method divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divides {
    /// It needs a denominator.
    Yes,
    /// It takes none.
    No,
}

/// A way from counts to a value and its limits.
pub trait Method: Sync {
    /// The word that definitions use.
    fn name(&self) -> &'static str;
    /// The name on the page, with that of its limits.
    fn title(&self) -> &'static str;
    /// One sentence for a reader.
    fn about(&self) -> &'static str;
    /// Where it is published.
    fn citation(&self) -> &'static str;
    /// Whether it needs a denominator.
    fn divides(&self) -> Divides;
    /// Whether its value is a count that disclosure rules speak of.
    fn counts(&self) -> bool {
        true
    }
    /// The value and its limits at 95%, or why there is none.
    fn estimate(&self, counts: Counts) -> Result<(f64, Option<Interval>), Shorthand>;
}

/// Every method, in the order of the page on methods.
pub const METHODS: &[&dyn Method] =
    &[&super::count::Count, &super::rate::CrudeRate, &super::proportion::Proportion, &super::published::Published];

/// The method that goes by this word.
pub fn named(name: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|method| method.name() == name)
}

/// Limits at 95%.
pub(super) fn at_95(limits: (f64, f64)) -> Option<Interval> {
    Some(Interval { lower: limits.0, upper: limits.1, confidence: Confidence::Ninety5 })
}
