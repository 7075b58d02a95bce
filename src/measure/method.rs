//! What a statistical method is, and the registry of those that definitions may name.

use std::sync::Arc;

use crate::model::cell::Shorthand;
use crate::model::estimate::{Comparable, Confidence, Interval};
use crate::statistics::Explained;
use crate::statistics::standardised::Stratum;

/// What a method is given: counts, and what a rate is per.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Above the line.
    pub numerator: f64,
    /// Below the line.
    pub denominator: Option<f64>,
    /// What a rate is per.
    pub per: f64,
    /// The parts of the numerator, for methods that weigh them: bands of ages, or offences.
    pub strata: Arc<[Stratum]>,
    /// Events for each person in the area of reference, for a rate that is standardised to it.
    pub reference: Option<f64>,
}

impl Counts {
    /// A count with what it is divided by, and nothing to weigh.
    pub fn new(numerator: f64, denominator: Option<f64>, per: f64) -> Self {
        Self { numerator, denominator, per, strata: Arc::new([]), reference: None }
    }
}

/// Whether a method divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divides {
    /// It needs a denominator.
    Yes,
    /// It takes none.
    No,
    /// It divides where there is one.
    Either,
    /// It takes none, and divides by the days of each period.
    ByDays,
}

/// What a method weighs the parts of a count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighs {
    /// By nothing: the count is one number.
    Nothing,
    /// By the people of a standard population, or of another area, in each band of ages.
    People,
    /// By the rates of another area in each band of ages.
    Rates,
    /// By a weight of each series, from a file.
    Series,
}

/// A way from counts to a value and its limits.
pub trait Method: Explained {
    /// Whether it needs a denominator.
    fn divides(&self) -> Divides;
    /// Whether its value is a count that disclosure rules speak of.
    fn counts(&self) -> bool {
        true
    }
    /// What it weighs the parts of a count by.
    fn weighs(&self) -> Weighs {
        Weighs::Nothing
    }
    /// Whether its values may be set beside each other.
    fn comparable(&self) -> Comparable {
        Comparable::Yes
    }
    /// The value and its limits, or why there is none.
    fn estimate(&self, counts: &Counts) -> Result<Answered, Shorthand>;
}

/// Every method, in the order of the page on methods.
pub const METHODS: &[&dyn Method] = &[
    &super::count::Count,
    &super::per_day::PerDay,
    &super::rate::CrudeRate,
    &super::proportion::Proportion,
    &super::standardised_rate::StandardisedRate,
    &super::standardised_ratio::StandardisedRatio,
    &super::standardised_ratio::IndirectRate,
    &super::harm::Harm,
    &super::published::Published,
];

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
