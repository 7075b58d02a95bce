//! A number with how it was made.

use super::mark::Marks;

/// How sure an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// 95 in 100.
    Ninety5,
    /// 998 in 1,000, for control limits.
    Ninety98,
}

impl Confidence {
    /// The share of all such intervals that hold the true value.
    pub fn level(self) -> f64 {
        match self {
            Self::Ninety5 => 0.95,
            Self::Ninety98 => 0.998,
        }
    }

    /// The two-sided quantile of the standard normal distribution.
    pub fn z(self) -> f64 {
        match self {
            Self::Ninety5 => 1.959_963_984_540_054,
            Self::Ninety98 => 3.090_232_306_167_813,
        }
    }
}

/// A lower and an upper limit, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A value and how it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The value, in the indicator's unit.
    pub value: f64,
    /// Its limits, where the method has them.
    pub interval: Option<Interval>,
    /// The count above the line, where there is one.
    pub numerator: Option<f64>,
    /// The count below the line, where there is one.
    pub denominator: Option<f64>,
    /// The method as it is named on the page: `Byar's method`.
    pub method: &'static str,
    /// What its sources say of the numbers it is made of.
    pub marks: Marks,
}
