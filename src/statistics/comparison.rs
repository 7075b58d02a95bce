//! Higher, similar or lower than a line, by limits of one or of two levels.
//!
//! Comes in: values and limits. Goes out: a [`Comparison`]. Nothing can go wrong, and equality is never
//! called a difference. It must not know which of the two is better.

use super::interval;
use crate::model::estimate::{Confidence, Interval};

/// How a value stands to its benchmark. Which of the two is better is another question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// Above even by the wider limits, at 99.8%.
    MuchHigher,
    /// Above by the limits at 95%.
    Higher,
    /// Not apart.
    Similar,
    /// Below by the limits at 95%.
    Lower,
    /// Below even by the wider limits, at 99.8%.
    MuchLower,
}

impl Comparison {
    /// Every answer, the highest first.
    pub const ALL: [Self; 5] = [Self::MuchHigher, Self::Higher, Self::Similar, Self::Lower, Self::MuchLower];

    /// Whether it is above, by either level.
    pub fn is_above(self) -> bool {
        matches!(self, Self::MuchHigher | Self::Higher)
    }

    /// Whether it is below, by either level.
    pub fn is_below(self) -> bool {
        matches!(self, Self::MuchLower | Self::Lower)
    }

    /// Whether it is apart even by the wider limits.
    pub fn is_far(self) -> bool {
        matches!(self, Self::MuchHigher | Self::MuchLower)
    }

    /// Its word: `much higher`.
    pub fn word(self) -> &'static str {
        match self {
            Self::MuchHigher => "much higher",
            Self::Higher => "higher",
            Self::Similar => "similar",
            Self::Lower => "lower",
            Self::MuchLower => "much lower",
        }
    }

    /// Its word before what is compared with: `much higher than`.
    pub fn words(self) -> &'static str {
        match self {
            Self::MuchHigher => "much higher than",
            Self::Higher => "higher than",
            Self::Similar => "similar to",
            Self::Lower => "lower than",
            Self::MuchLower => "much lower than",
        }
    }

    /// The same distance on the other side: how the line stands to the value.
    pub fn mirrored(self) -> Self {
        match self {
            Self::MuchHigher => Self::MuchLower,
            Self::Higher => Self::Lower,
            Self::Similar => Self::Similar,
            Self::Lower => Self::Higher,
            Self::MuchLower => Self::MuchHigher,
        }
    }
}

/// Higher where the whole interval lies above the line; similar where it holds or touches it.
///
/// Source: Fingertips Public Health Technical Guidance, comparisons; `BenchmarkComparisonEngine` of FingertipsNext.
pub fn by_limits(interval: Interval, line: f64) -> Comparison {
    if interval.lower > line {
        Comparison::Higher
    } else if interval.upper < line {
        Comparison::Lower
    } else {
        Comparison::Similar
    }
}

/// As [`by_limits`], and much higher or lower where the wider limits leave the line out as well.
///
/// Source: Fingertips Public Health Technical Guidance, comparisons in five groups.
pub fn two_levels(inner: Interval, outer: Interval, line: f64) -> Comparison {
    widened(by_limits(inner, line), by_limits(outer, line))
}

/// Apart only where neither interval touches the other: a cautious rule, which misses true differences.
///
/// Source: Fingertips Public Health Technical Guidance, double overlap; APHO Technical Briefing 3 (2008).
pub fn overlap(own: Interval, theirs: Interval) -> Comparison {
    if own.lower > theirs.upper {
        Comparison::Higher
    } else if own.upper < theirs.lower {
        Comparison::Lower
    } else {
        Comparison::Similar
    }
}

/// Control limits around the proportion `line`, from 0 to 1, for an area of so many: Wilson's limits of the
/// events that the line would give.
///
/// Source: `(2n p₀ + z² ∓ z √(z² + 4 n p₀ (1 − p₀))) / (2 (n + z²))`, Fingertips, `SpcForProportionsComparer`.
pub fn control_of_proportion(line: f64, size: f64, confidence: Confidence) -> Interval {
    let (lower, upper) = interval::wilson(line * size, size, confidence);
    Interval { lower, upper, confidence }
}

/// Control limits of a count where so many events are expected: the exact limits of that number.
///
/// Source: Fingertips, `SpcForDsrComparer`, with expected events `line × n / m`.
pub fn control_of_count(expected: f64, confidence: Confidence) -> Interval {
    let (lower, upper) = interval::exact(expected, confidence);
    Interval { lower, upper, confidence }
}

/// How a value stands to control limits of two levels around the line.
pub fn by_control(value: f64, inner: Interval, outer: Interval) -> Comparison {
    // The limits are around the line and not around the value, so the answer is that of the line, mirrored.
    widened(by_limits(inner, value), by_limits(outer, value)).mirrored()
}

fn widened(inner: Comparison, outer: Comparison) -> Comparison {
    match (inner, outer) {
        (Comparison::Higher, Comparison::Higher) => Comparison::MuchHigher,
        (Comparison::Lower, Comparison::Lower) => Comparison::MuchLower,
        (inner, _) => inner,
    }
}
