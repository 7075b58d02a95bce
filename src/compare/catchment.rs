//! What the areas of a catchment say: whether an indicator shows more need there, and the band that several make.
//!
//! Comes in: findings, an indicator and areas with shares. Goes out: an [`Answer`], and a [`Band`] of several. Wrong can
//! be: an indicator that is neither compared with a benchmark nor published for enough areas to be put into fifths.
//! What is withheld or missing is no answer, and no band is given where it would decide.

use std::collections::BTreeMap;

use super::priority::Answer;
use super::{Findings, IndicatorFindings, quantile};
use crate::model::area::{AreaId, LevelId};
use crate::model::indicator::Polarity;

/// By what an indicator says more need of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By its comparison with the benchmark.
    Benchmark,
    /// By the fifth of areas with most need, where nothing is compared.
    Fifth,
}

/// What an indicator says of each area of a level in its latest period.
#[derive(Debug)]
pub struct Signs {
    /// By what.
    pub by: By,
    answers: BTreeMap<AreaId, Answer>,
}

/// What an indicator says of the areas of a level; none where it can say nothing there.
pub fn signs(findings: &Findings, found: &IndicatorFindings, level: LevelId) -> Option<Signs> {
    let period = found.latest()?;
    let more_is_need = match found.indicator.polarity {
        Polarity::LowIsGood => true,
        Polarity::HighIsGood => false,
        Polarity::NoJudgement => return None,
    };
    let areas = findings.areas_of(level);
    let of = |area: &AreaId| found.at(*area, period);
    if areas.iter().filter_map(of).any(|finding| finding.comparison.is_some()) {
        let answer = |area: &AreaId| {
            let Some(comparison) = of(area).and_then(|finding| finding.comparison) else { return Answer::Unsaid };
            let need = if more_is_need { comparison.is_above() } else { comparison.is_below() };
            if need { Answer::Yes } else { Answer::No }
        };
        let answers = areas.iter().map(|area| (*area, answer(area))).collect();
        return Some(Signs { by: By::Benchmark, answers });
    }
    let values: Vec<Option<f64>> =
        areas.iter().map(|area| of(area)?.cell.estimate().map(|estimate| estimate.value)).collect();
    let fifths = quantile::fifths(&values)?;
    let most = if more_is_need { quantile::WORDS.last() } else { quantile::WORDS.first() }?;
    let answer = |fifth: Option<&str>| match fifth {
        Some(word) if word == *most => Answer::Yes,
        Some(_) => Answer::No,
        None => Answer::Unsaid,
    };
    let answers = areas.iter().copied().zip(fifths.into_iter().map(answer)).collect();
    Some(Signs { by: By::Fifth, answers })
}

impl Signs {
    /// Yes where at least half of a catchment says more need; its shares make 1.
    pub fn of(&self, catchment: &[(AreaId, f64)]) -> Answer {
        let share = |wanted: Answer| -> f64 {
            let those = catchment
                .iter()
                .filter(|(area, _)| self.answers.get(area).copied().unwrap_or(Answer::Unsaid) == wanted);
            those.map(|(_, share)| share).sum()
        };
        half(share(Answer::Yes), share(Answer::Unsaid))
    }
}

/// Half of a whole, as far as sums of shares are exact.
const HALF: f64 = 0.5 - 1e-9;

fn half(yes: f64, unsaid: f64) -> Answer {
    if yes >= HALF {
        Answer::Yes
    } else if yes + unsaid >= HALF {
        Answer::Unsaid
    } else {
        Answer::No
    }
}

/// How many of the chosen indicators say more need of a catchment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Two in three, or more.
    First,
    /// One in three, or more.
    Second,
    /// Fewer.
    Third,
}

impl Band {
    /// Every band, that of most need first.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    fn of(yes: usize, all: usize) -> Self {
        if yes * 3 >= all * 2 {
            Self::First
        } else if yes * 3 >= all {
            Self::Second
        } else {
            Self::Third
        }
    }
}

/// The band that several answers make; none where those that cannot be said would decide between two.
pub fn band(answers: &[Answer]) -> Option<Band> {
    let count = |wanted: Answer| answers.iter().filter(|answer| **answer == wanted).count();
    let (yes, unsaid) = (count(Answer::Yes), count(Answer::Unsaid));
    let least = Band::of(yes, answers.len());
    (least == Band::of(yes + unsaid, answers.len())).then_some(least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{No, Unsaid, Yes};

    #[test]
    fn half_of_a_catchment_is_enough_and_what_is_not_known_does_not_decide() {
        assert_eq!(half(0.5, 0.0), Yes);
        assert_eq!(half(0.1 + 0.2 + 0.2, 0.0), Yes);
        assert_eq!(half(0.4, 0.0), No);
        assert_eq!(half(0.4, 0.1), Unsaid);
        assert_eq!(half(0.0, 0.4), No);
    }

    #[test]
    fn a_band_is_given_where_the_unknown_could_not_change_it() {
        assert_eq!(band(&[Yes, Yes, No]), Some(Band::First));
        assert_eq!(band(&[Yes, No, No]), Some(Band::Second));
        assert_eq!(band(&[No, No, No, No]), Some(Band::Third));
        assert_eq!(band(&[Yes, Unsaid, No]), None);
        assert_eq!(band(&[Yes, Yes, Unsaid]), Some(Band::First));
        assert_eq!(band(&[Unsaid, No, No, No]), Some(Band::Third));
    }
}
