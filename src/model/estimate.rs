//! A number with how it was made.

use super::mark::Marks;
use super::period::Period;

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
    /// Its limits at 95%, where the method has them.
    pub interval: Option<Interval>,
    /// Its limits at 99.8%, where the method has them: the outer limits of comparisons in two levels.
    pub outer: Option<Interval>,
    /// The count above the line, where there is one.
    pub numerator: Option<f64>,
    /// The count below the line, where there is one.
    pub denominator: Option<f64>,
    /// The method as it is named on the page: `Byar's method`.
    pub method: &'static str,
    /// The period of the count below the line, where it is not that of the value.
    pub people_of: Option<Period>,
    /// Whether it may be set beside the value of another place.
    pub comparable: Comparable,
    /// What its sources say of the numbers it is made of.
    pub marks: Marks,
}

/// Whether a value may be set beside the value of another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparable {
    /// It may, with its limits.
    Yes,
    /// A count: a larger place has more of everything.
    Count,
    /// It has no limits, so a difference cannot be told from chance.
    NoLimits,
    /// Each value is standardised to its own place, so that two of them have no common scale.
    OwnStructure,
}

impl Comparable {
    /// Why it may not be compared, in a reader's words; none where it may.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Yes => None,
            Self::Count => Some("a count depends on the size of the place"),
            Self::NoLimits => Some("it has no limits, so a difference cannot be told from chance"),
            Self::OwnStructure => {
                Some("it is set against the people of its own place, so only the reference is a fair comparison")
            }
        }
    }
}
