//! Whether the values of an area are those of a steady process, and where they are not.
//!
//! Comes in: findings of one indicator and area. Goes out: a [`Process`], with limits for each phase between
//! steps, or the reason that there are none. A value that is withheld or missing is a gap.

use super::IndicatorFindings;
use crate::model::area::AreaId;
use crate::model::period::{MONTHS, Period};
use crate::statistics::control::{self, FEWEST, Limits, SETTLED, Screen, Signal};
use crate::statistics::season::{self, Seasonal};
use crate::statistics::{Answer, Unanswered};

/// Values between two steps, in which the process was the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The position of its first value.
    pub first: usize,
    /// The position after its last value.
    pub end: usize,
    /// How many values it has.
    pub known: usize,
    /// Its centre and limits, or why there are none.
    pub limits: Answer<Limits>,
}

impl Phase {
    /// Whether there are enough values for the limits to be settled.
    pub fn is_settled(&self) -> bool {
        self.known >= SETTLED
    }
}

/// The values of an area over time with what stands out among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    /// Its periods, first to last.
    pub periods: Vec<Period>,
    /// What is measured in each.
    pub values: Vec<Option<f64>>,
    /// What stands out.
    pub signals: Vec<Option<Signal>>,
    /// Its phases, first to last.
    pub phases: Vec<Phase>,
    /// Its season, where the periods are months and there are years enough.
    pub season: Answer<Seasonal>,
    /// Whether the values can fall below zero.
    pub floor: Floor,
}

/// Whether values have a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// They are made of counts, which cannot fall below zero.
    Zero,
    /// They may be anything.
    Open,
}

/// The process of an area over these periods. It begins anew at each of `steps`, and at each break in series.
pub fn process(found: &IndicatorFindings, area: AreaId, periods: &[Period], steps: &[Period]) -> Process {
    let value = |period: &Period| found.at(area, *period)?.cell.estimate().map(|estimate| estimate.value);
    let values: Vec<Option<f64>> = periods.iter().map(value).collect();
    let floor = if found.indicator.method == "published" { Floor::Open } else { Floor::Zero };
    let mut begins: Vec<Period> = steps.to_vec();
    if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
        begins.extend(found.breaks_between(*first, *last).iter().map(|found| found.period));
    }
    let starts = |position: &usize| {
        *position > 0
            && begins.iter().any(|begin| {
                periods[*position].start() >= begin.start() && periods[*position - 1].start() < begin.start()
            })
    };
    let mut edges: Vec<usize> = std::iter::once(0).chain((0..periods.len()).filter(starts)).collect();
    edges.push(periods.len());
    edges.dedup();
    let mut signals = vec![None; values.len()];
    let mut phases = Vec::new();
    for pair in edges.windows(2) {
        let part = &values[pair[0]..pair[1]];
        let known = part.iter().flatten().count();
        let limits = control::limits(part, Screen::Outliers).and_then(|limits| match found.indicator.method.as_str() {
            "count" if limits.mean < FEWEST => Err(Unanswered("the counts are too small for limits of this kind")),
            _ => Ok(limits),
        });
        if let Ok(limits) = &limits {
            signals[pair[0]..pair[1]].copy_from_slice(&control::signals(part, limits));
        }
        phases.push(Phase { first: pair[0], end: pair[1], known, limits });
    }
    let season = seasonal(found, area, periods);
    Process { periods: periods.to_vec(), values, signals, phases, season, floor }
}

/// The season of an area over its complete years; of counts, since a rate has its days in it already.
///
/// # Errors
/// The periods are no months, or there are not two complete years.
pub fn seasonal(found: &IndicatorFindings, area: AreaId, periods: &[Period]) -> Answer<Seasonal> {
    if periods.iter().any(|period| !period.is_month()) || found.indicator.method != "count" {
        return Err(Unanswered("a season is of counts by month"));
    }
    let count = |period: &Period| found.at(area, *period)?.cell.estimate().map(|estimate| estimate.value);
    let (mut years, mut days) = (Vec::new(), Vec::new());
    // Twelve months that follow each other make a year, whichever they begin with; the latest years come first.
    let mut end = periods.len();
    while end >= 12 {
        let months = &periods[end - 12..end];
        let known: Option<Vec<f64>> = months.iter().map(count).collect();
        let follow = months.windows(2).all(|pair| pair[1].position() - pair[0].position() == 1.0);
        if let (Some(known), true) = (known, follow) {
            let (mut counts, mut lengths) = ([0.0; 12], [0.0; 12]);
            for (month, count) in months.iter().zip(known) {
                let position = month.end().1 as usize - 1;
                counts[position] = count;
                lengths[position] = month.days().map_or(0.0, f64::from);
            }
            years.push(counts);
            days.push(lengths);
            end -= 12;
        } else {
            end -= 1;
        }
    }
    season::season(&years, &days)
}

/// The highest and the lowest calendar month of a season, by name, with their index.
pub fn extremes(season: &Seasonal) -> ((&'static str, f64), (&'static str, f64)) {
    let named = |position: usize| (MONTHS[position], season.index[position]);
    let by = |a: &usize, b: &usize| season.index[*a].total_cmp(&season.index[*b]);
    let high = (0..12).max_by(by).unwrap_or_default();
    let low = (0..12).min_by(by).unwrap_or_default();
    (named(high), named(low))
}
