//! The change since a declared baseline: the year before a programme, a law or a pandemic began.
//!
//! Comes in: the findings of one indicator, released cells only. Goes out: a [`Change`] by the rules of every
//! other, or [`NoBaseline`] with the reason in a reader's words. For a month or a part of a year it is the same
//! months of the baseline year that are set beside it. It must not know pages.

use std::fmt;

use super::{Change, IndicatorFindings, trend};
use crate::model::area::AreaId;
use crate::model::cell::Shorthand;
use crate::model::period::Period;
use crate::report::{Diagnostic, Report};

/// Why there is no change since the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBaseline {
    /// The definition names none.
    NotDeclared,
    /// It holds no earlier period of this length and season.
    Unlike(Period),
    /// The period is in it, or lies before it.
    NotLater(Period),
    /// One of the two has no number.
    Without(Period, Option<Shorthand>),
    /// Counted in another way from here.
    Break(Period),
}

impl fmt::Display for NoBaseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDeclared => f.write_str("no baseline is declared"),
            Self::Unlike(baseline) => write!(f, "the baseline {baseline} holds no earlier period of this length"),
            Self::NotLater(baseline) => write!(f, "the baseline {baseline} is not earlier"),
            Self::Without(period, None) => write!(f, "there is no number for {period}"),
            Self::Without(period, Some(reason)) => write!(f, "{period} is {}", reason.words()),
            Self::Break(period) => write!(f, "a break in series in {period}"),
        }
    }
}

/// What of the baseline goes with a period: all of it, or the same months of its year.
///
/// # Errors
/// None is declared, or none of it is like this period.
pub fn beside(found: &IndicatorFindings, period: Period) -> Result<Period, NoBaseline> {
    let (baseline, _) = *found.indicator.baseline.as_ref().ok_or(NoBaseline::NotDeclared)?;
    // A month is set beside the same month alone, since violence has seasons.
    let season = !period.is_month() || baseline.end().1 == period.end().1;
    if baseline.is_like(period) && season {
        return Ok(baseline);
    }
    // `2018-19` and the year to March 2019 are the same months under two names.
    let same = |known: &&Period| known.is_like(period) && known.contains(baseline) && baseline.contains(**known);
    let of_its_year = || {
        let earlier = (1..300).map(|years| period.years_before(years));
        let inside = |earlier: &Period| period.months() > 0 && baseline.contains(*earlier);
        earlier.take_while(|earlier| earlier.end() >= baseline.start()).find(inside)
    };
    let whole = found.periods().iter().find(same).copied();
    whole.or_else(of_its_year).ok_or(NoBaseline::Unlike(baseline))
}

/// The change of an area since the baseline.
///
/// # Errors
/// There is nothing to compare with, and the reason says why.
pub fn since(found: &IndicatorFindings, area: AreaId, period: Period) -> Result<Change, NoBaseline> {
    let from = beside(found, period)?;
    if from >= period || from.overlaps(period) {
        return Err(NoBaseline::NotLater(from));
    }
    if let Some(broken) = found.breaks_between(from, period).last() {
        return Err(NoBaseline::Break(broken.period));
    }
    let estimate = |period: Period| {
        let cell = found.at(area, period).map(|finding| &finding.cell);
        let missing = || NoBaseline::Without(period, cell.and_then(|cell| cell.shorthand()));
        cell.and_then(|cell| cell.estimate()).ok_or_else(missing)
    };
    Ok(trend::between((from, estimate(from)?), (period, estimate(period)?), found.said()))
}

/// Says that nothing can be compared with the baseline that a definition names.
pub(super) fn check(report: &Report, found: &IndicatorFindings) {
    let (Some((baseline, place)), Some(latest)) = (&found.indicator.baseline, found.latest()) else { return };
    let numbered = |period: Period| {
        found.areas().into_iter().any(|area| found.at(area, period).is_some_and(|own| own.cell.estimate().is_some()))
    };
    let (message, label) = match beside(found, latest) {
        Ok(from) if from >= latest || from.overlaps(latest) => (
            format!("the baseline `{}` is not earlier than the latest period", baseline.id()),
            "nothing comes after it",
        ),
        Ok(from) if !numbered(from) => {
            (format!("no number of the baseline `{}` is published", baseline.id()), "nothing can be compared with it")
        }
        Ok(_) => return,
        Err(_) => (
            format!("the baseline `{}` holds no earlier period like `{}`", baseline.id(), latest.id()),
            "nothing can be compared with it",
        ),
    };
    let warning = Diagnostic::warning(message).at(place.clone()).label(label);
    let known = found.periods();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return };
    let help = "name an earlier period that has numbers, or the year that it lies in";
    report.add(warning.note(format!("its periods run from `{}` to `{}`", first.id(), last.id())).help(help));
}
