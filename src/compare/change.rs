//! Many areas in two periods: what became of each, and of all of them together.
//!
//! Comes in: findings, which hold released cells alone, and two periods. Goes out: for each area its change,
//! or the cell that has no number. A sum leaves out no area silently. It must not know pages.

use super::trend::{self, Said};
use super::{Change, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::period::Period;
use crate::statistics::change::{half, rounding_range};
use crate::statistics::explained::explained;

explained! {
    /// How much more or less there is than before, with the range that chance and rounding leave open.
    ///
    /// # What it is
    /// The later count over the earlier one, as a percentage more or less. Its limits are
    /// `exp(ln ratio ± 1.96 × √(1/x₁ + 1/x₂))`. Counts rounded to 5 lie within 2 of the true ones, so rounding
    /// alone allows `(x₂ − 2) / (x₁ + 2)` to `(x₂ + 2) / (x₁ − 2)`, and chance comes on top. A difference of two
    /// small counts has limits made of the limits of each: `d ± √(a² + b²)`, by Zou and Donner. Of parts of a
    /// year that differ in days the events per day are compared, `(x₂ ÷ d₂) / (x₁ ÷ d₁)`, and the words say so.
    ///
    /// # Why
    /// Numbers go up and down by themselves. A change is called a rise or a fall only where neither chance nor
    /// rounding is a likely reason. With fewer than 20 events in either period no percentage is said, since one
    /// event more or less would move it by 5% or more; the exact binomial test judges the difference.
    ///
    /// # Example
    /// Robberies went from 8,739 to 7,292: 16.6% fewer, limits 13.9% to 19.1%. Homicides went from 16 to 11:
    /// 5 fewer, and a split as uneven as that comes about by chance alone 44 times in 100. Counts of 40 and 35,
    /// each rounded to 5, allow anything between 2.6% and 21.4% fewer before chance is thought of.
    ///
    /// # Limits
    /// Two periods are no trend, and a fall is not the effect of a programme. If events come in bursts, chance
    /// moves them more than this method thinks. Rounding below the line is not counted, nor is the leap day of a
    /// whole year, which is a 365th.
    pub(super) struct ChangeBetween;
    word: "change",
    title: "Change between two periods, with limits of the ratio, the range of rounding and an exact test",
    citation: "Breslow and Day (1987), page 93; Katz and others (1978); Przyborowski and Wilenski (1940); Zou and Donner (2008)",
}

/// One area in two periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Which area.
    pub area: AreaId,
    /// Its earlier cell.
    pub earlier: Cell,
    /// Its later cell.
    pub later: Cell,
    /// What became of it, where both cells have a number.
    pub change: Option<Change>,
}

/// What became of each of `areas` between two periods, in their order.
pub fn of_areas(found: &IndicatorFindings, areas: &[AreaId], from: Period, to: Period) -> Vec<Compared> {
    let cell = |area: AreaId, period: Period| {
        found.at(area, period).map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone())
    };
    let compared = |area: &AreaId| {
        let (earlier, later) = (cell(*area, from), cell(*area, to));
        let both = earlier.estimate().zip(later.estimate());
        let change = both.map(|(first, second)| trend::between((from, first), (to, second), found.said()));
        Compared { area: *area, change, earlier, later }
    };
    areas.iter().map(compared).collect()
}

/// The counts of several areas added up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Total {
    /// The earlier sum.
    pub earlier: f64,
    /// The later sum.
    pub later: f64,
    /// How many areas are in both.
    pub areas: usize,
    /// How many have no number in one of them and are left out of both.
    pub left_out: usize,
    /// The relative changes that rounding of every part allows, where they are rounded.
    pub rounding: Option<(f64, f64)>,
}

/// The counts of all areas together; none where they are no counts. An area without one of its two numbers is
/// left out of both sums and counted.
pub fn total(compared: &[Compared], said: Said) -> Option<Total> {
    let mut sum = Total { earlier: 0.0, later: 0.0, areas: 0, left_out: 0, rounding: None };
    for one in compared {
        let Some((first, second)) = one.earlier.estimate().zip(one.later.estimate()) else {
            sum.left_out += 1;
            continue;
        };
        let plain = |found: &crate::model::estimate::Estimate| {
            found.numerator.filter(|count| found.denominator.is_none() && *count == found.value)
        };
        let (earlier, later) = plain(first).zip(plain(second))?;
        sum.earlier += earlier;
        sum.later += later;
        sum.areas += 1;
    }
    let room = half(said.rounded) * sum.areas as f64;
    let ratios = (room > 0.0).then(|| rounding_range((sum.earlier, sum.later), room).ok()).flatten();
    sum.rounding = ratios.map(|(low, high)| (low - 1.0, high - 1.0));
    (sum.areas > 1).then_some(sum)
}
