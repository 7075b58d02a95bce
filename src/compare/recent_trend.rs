//! The recent trend of an area: its last five years, where they are a series of years.
//!
//! Comes in: the findings of one indicator, released cells only. Goes out: [`Recent`], or [`NoTrend`] with the reason
//! in a reader's words. Nothing is drawn across a break, a gap or periods that overlap.

use std::fmt;

use super::IndicatorFindings;
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::Estimate;
use crate::model::indicator::Polarity;
use crate::model::period::Period;
use crate::statistics::recent_trend::{ERRORS_IN_INTERVAL, Limited, Trend, Way, YEARS, of_proportions, of_values};
use crate::statistics::{Answer, Unanswered};

/// What became of five years.
#[derive(Debug, Clone, PartialEq)]
pub struct Recent {
    /// The years, first to last, with their values.
    pub years: Vec<(Period, f64)>,
    /// The direction and how clear it is.
    pub trend: Trend,
    /// Whether the direction is the better one; none where it has none or no judgement is made.
    pub sense: Option<Sense>,
}

/// What a direction means, by the polarity of the indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Towards what is good.
    Better,
    /// Away from it.
    Worse,
}

/// Why an area has no recent trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTrend {
    /// A month, a quarter or several years are no year.
    NotYears,
    /// Years that share months move together.
    Overlap,
    /// The series is short.
    Few,
    /// A year without a number.
    Without(Period, Option<Shorthand>),
    /// Counted in another way from here.
    Break(Period),
    /// The method cannot say.
    Method(Unanswered),
}

impl fmt::Display for NoTrend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYears => f.write_str("the periods are not years"),
            Self::Overlap => f.write_str("the periods overlap"),
            Self::Few => f.write_str("there are fewer than five years"),
            Self::Without(period, None) => write!(f, "no number for {period}"),
            Self::Without(period, Some(reason)) => write!(f, "{period} is {}", reason.words()),
            Self::Break(period) => write!(f, "a break in series in {period}"),
            Self::Method(reason) => reason.fmt(f),
        }
    }
}

/// The recent trend of an area, over five years to the last period of the indicator.
pub fn of(found: &IndicatorFindings, area: AreaId) -> Result<Recent, NoTrend> {
    to(found, area, found.latest().ok_or(NoTrend::Few)?)
}

/// The recent trend of an area over the five years that end with `last`.
pub fn to(found: &IndicatorFindings, area: AreaId, last: Period) -> Result<Recent, NoTrend> {
    // A day has no length and a yearly estimate of one may stand in a series of years.
    if !matches!(last.months(), 0 | 12) {
        let pooled = last.months() > 12 && overlapping(found, last);
        return Err(if pooled { NoTrend::Overlap } else { NoTrend::NotYears });
    }
    if overlapping(found, last) {
        return Err(NoTrend::Overlap);
    }
    let years: Vec<Period> = (0_i32..).take(YEARS).map(|back| last.years_before(back)).collect();
    let earliest = found.periods().iter().find(|period| {
        period.is_like(last) && found.at(area, **period).is_some_and(|finding| finding.cell.estimate().is_some())
    });
    if earliest.is_none_or(|earliest| years.last().is_none_or(|first| earliest > first)) {
        return Err(NoTrend::Few);
    }
    let mut estimates: Vec<(Period, &Estimate)> = Vec::with_capacity(YEARS);
    for period in years.into_iter().rev() {
        match found.at(area, period).map(|finding| &finding.cell) {
            Some(Cell::Value(estimate)) => estimates.push((period, estimate)),
            Some(Cell::Missing(reason)) => return Err(NoTrend::Without(period, Some(*reason))),
            None => return Err(NoTrend::Without(period, None)),
        }
    }
    if let (Some((first, _)), Some((last, _))) = (estimates.first(), estimates.last())
        && let Some(broken) = found.breaks_between(*first, *last).last()
    {
        return Err(NoTrend::Break(broken.period));
    }
    let trend = trend(found, &estimates).map_err(NoTrend::Method)?;
    let sense = match (trend.way, found.indicator.polarity) {
        (Way::NoChange, _) | (_, Polarity::NoJudgement) => None,
        (Way::Increasing, Polarity::HighIsGood) | (Way::Decreasing, Polarity::LowIsGood) => Some(Sense::Better),
        (Way::Increasing, Polarity::LowIsGood) | (Way::Decreasing, Polarity::HighIsGood) => Some(Sense::Worse),
    };
    let years = estimates.into_iter().map(|(period, estimate)| (period, estimate.value)).collect();
    Ok(Recent { years, trend, sense })
}

/// Whether periods named as this one share months with each other.
fn overlapping(found: &IndicatorFindings, last: Period) -> bool {
    let alike: Vec<&Period> = found.periods().iter().filter(|period| period.is_like(last)).collect();
    alike.windows(2).any(|pair| pair[0].overlaps(*pair[1]))
}

/// Proportions have the test of their counts, everything else that of its limits.
fn trend(found: &IndicatorFindings, years: &[(Period, &Estimate)]) -> Answer<Trend> {
    if found.indicator.method == "proportion" {
        let counts = years.iter().map(|(_, estimate)| estimate.numerator.zip(estimate.denominator));
        let counts: Option<Vec<(f64, f64)>> = counts.collect();
        return of_proportions(&counts.ok_or(Unanswered("its counts are not published"))?);
    }
    let limited = years.iter().map(|(_, estimate)| {
        let limits = estimate.interval?;
        Some(Limited { value: estimate.value, lower: limits.lower, upper: limits.upper })
    });
    let limited: Option<Vec<Limited>> = limited.collect();
    of_values(&limited.ok_or(Unanswered("it has no limits, so chance cannot be judged"))?, ERRORS_IN_INTERVAL)
}

impl Recent {
    /// Its word alone: `increasing (worse)`, `no significant change`.
    pub fn word(&self) -> &'static str {
        match (self.trend.way, self.sense) {
            (Way::NoChange, _) => "no significant change",
            (Way::Increasing, None) => "increasing",
            (Way::Decreasing, None) => "decreasing",
            (Way::Increasing, Some(Sense::Better)) => "increasing (better)",
            (Way::Increasing, Some(Sense::Worse)) => "increasing (worse)",
            (Way::Decreasing, Some(Sense::Better)) => "decreasing (better)",
            (Way::Decreasing, Some(Sense::Worse)) => "decreasing (worse)",
        }
    }

    /// Its words in a sentence: `increased over the five years 2019-20 to 2023-24`.
    pub fn words(&self) -> String {
        let verb = match self.trend.way {
            Way::Increasing => "increased",
            Way::Decreasing => "decreased",
            Way::NoChange => "did not significantly change",
        };
        match (self.years.first(), self.years.last()) {
            (Some((first, _)), Some((last, _))) => format!("{verb} over the five years {first} to {last}"),
            _ => verb.to_owned(),
        }
    }
}
