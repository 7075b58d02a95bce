//! The level of a need in an area, from the comparisons of its indicators with their benchmarks.
//!
//! Comes in: findings, and the indicators of a need. Goes out: a [`NeedLevel`] and the [`Evidence`] it rests
//! on. Nothing can go wrong: what is withheld, missing or not compared is not known, and never low.

use super::{Comparison, Direction, Finding, Findings, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::indicator::{IndicatorId, Polarity};
use crate::model::period::Period;

/// How great a need is beside the benchmarks of its indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedLevel {
    /// An indicator says more need than its benchmark, and none says less.
    Higher,
    /// One says more and another less.
    Mixed,
    /// All are known, and none says more; they do not all say less.
    Similar,
    /// All are known, and all say less.
    Lower,
    /// None says more, and at least one cannot say.
    NotKnown,
}

impl NeedLevel {
    /// Every level, the greatest first.
    pub const ALL: [Self; 5] = [Self::Higher, Self::Mixed, Self::Similar, Self::Lower, Self::NotKnown];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Mixed => "mixed",
            Self::Similar => "similar",
            Self::Lower => "lower",
            Self::NotKnown => "not known",
        }
    }

    /// Whether a service is missed where there is none: some indicator says more need.
    pub fn is_high(self) -> bool {
        matches!(self, Self::Higher | Self::Mixed)
    }
}

/// What one indicator says of a need in an area.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The indicator.
    pub found: &'a IndicatorFindings,
    /// Its latest period.
    pub period: Option<Period>,
    /// Its finding then.
    pub finding: Option<&'a Finding>,
}

impl Evidence<'_> {
    /// How the value stands to its benchmark.
    pub fn comparison(&self) -> Option<Comparison> {
        self.finding?.comparison
    }

    /// How the need stands: where more of a value is better, a lower value is more need.
    pub fn need(&self) -> Option<Comparison> {
        let comparison = self.comparison()?;
        Some(if self.found.indicator.polarity == Polarity::HighIsGood { comparison.mirrored() } else { comparison })
    }

    /// Which way the need went since the period before.
    pub fn direction(&self) -> Option<Direction> {
        let direction = self.finding?.change?.direction;
        Some(match (direction, self.found.indicator.polarity) {
            (Direction::Rose, Polarity::HighIsGood) => Direction::Fell,
            (Direction::Fell, Polarity::HighIsGood) => Direction::Rose,
            (direction, _) => direction,
        })
    }
}

/// What each indicator of a need says in an area.
pub fn evidence<'a>(findings: &'a Findings, indicators: &[IndicatorId], area: AreaId) -> Vec<Evidence<'a>> {
    let evidence = |found: &'a IndicatorFindings| {
        let period = found.latest();
        Evidence { found, period, finding: period.and_then(|period| found.at(area, period)) }
    };
    indicators.iter().filter_map(|id| findings.get(id)).map(evidence).collect()
}

/// The level that comparisons say; `None` among them stands for what is not known.
pub fn level(comparisons: &[Option<Comparison>]) -> NeedLevel {
    let any = |test: fn(Comparison) -> bool| comparisons.iter().flatten().any(|found| test(*found));
    let (above, below) = (any(Comparison::is_above), any(Comparison::is_below));
    if above {
        if below { NeedLevel::Mixed } else { NeedLevel::Higher }
    } else if comparisons.is_empty() || comparisons.iter().any(Option::is_none) {
        NeedLevel::NotKnown
    } else if comparisons.iter().flatten().all(|found| found.is_below()) {
        NeedLevel::Lower
    } else {
        NeedLevel::Similar
    }
}

/// Which way a need went, in a word; empty where nothing may be said.
pub fn trend(evidence: &[Evidence<'_>]) -> &'static str {
    let went = |way: Direction| evidence.iter().any(|found| found.direction() == Some(way));
    match (went(Direction::Rose), went(Direction::Fell), went(Direction::NotClear)) {
        (true, true, _) => "some rising, some falling",
        (true, false, _) => "rising",
        (false, true, _) => "falling",
        (false, false, true) => "no clear trend",
        (false, false, false) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Comparison::{Higher, Lower, MuchHigher, Similar};

    #[test]
    fn what_is_not_known_never_makes_a_need_low_and_never_hides_one_that_is_higher() {
        assert_eq!(level(&[]), NeedLevel::NotKnown);
        assert_eq!(level(&[None, Some(Lower)]), NeedLevel::NotKnown);
        assert_eq!(level(&[None, Some(Similar)]), NeedLevel::NotKnown);
        assert_eq!(level(&[None, Some(MuchHigher)]), NeedLevel::Higher);
        assert_eq!(level(&[Some(Lower), Some(Higher)]), NeedLevel::Mixed);
        assert_eq!(level(&[Some(Lower), Some(Lower)]), NeedLevel::Lower);
        assert_eq!(level(&[Some(Lower), Some(Similar)]), NeedLevel::Similar);
        assert_eq!(level(&[Some(Similar), Some(Higher)]), NeedLevel::Higher);
    }
}
