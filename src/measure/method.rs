//! What a statistical method is, and the registry of those that definitions may name.

use crate::model::cell::Shorthand;
use crate::model::estimate::{Comparable, Confidence, Interval};
use crate::statistics::Explained;

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
pub trait Method: Explained {
    /// Whether it needs a denominator.
    fn divides(&self) -> Divides;
    /// Whether its value is a count that disclosure rules speak of.
    fn counts(&self) -> bool {
        true
    }
    /// Whether its values may be set beside each other.
    fn comparable(&self) -> Comparable {
        Comparable::Yes
    }
    /// The value and its limits, or why there is none.
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand>;
}

/// Every method, in the order of the page on methods.
pub const METHODS: &[&dyn Method] =
    &[&super::count::Count, &super::rate::CrudeRate, &super::proportion::Proportion, &super::published::Published];

/// The method that goes by this word.
pub fn named(name: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|method| method.word() == name)
}

/// A value with its limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// The value.
    pub value: f64,
    /// Its limits at 95%.
    pub interval: Option<Interval>,
    /// Its limits at 99.8%.
    pub outer: Option<Interval>,
}

impl Answered {
    /// A value without limits.
    pub(super) fn bare(value: f64) -> Self {
        Self { value, interval: None, outer: None }
    }

    /// A value with the limits that a function of the confidence gives.
    pub(super) fn with(value: f64, limits: impl Fn(Confidence) -> (f64, f64)) -> Self {
        let interval = |confidence| {
            let (lower, upper) = limits(confidence);
            Some(Interval { lower, upper, confidence })
        };
        Self { value, interval: interval(Confidence::Ninety5), outer: interval(Confidence::Ninety98) }
    }
}
