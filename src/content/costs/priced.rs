//! What released counts cost: each multiplied by its unit cost, and the sums that may be made of them.
//!
//! Comes in: unit costs and findings. Goes out: [`Priced`], or in words why there is none. Wrong can be: nothing. A cost
//! with a known unit cost is its count in another unit, so there is one only where the count itself is released; a sum
//! is made of released counts alone, and there is none where one of them is missing.

use super::super::sentence;
use super::{CostTotal, Costs, UnitCost, pounds};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::IndicatorId;
use crate::model::mark::Marks;
use crate::model::period::Period;

/// What stands behind the head of a number that is made up in part.
const MADE_UP: &str = " (illustrative data)";

/// A cost, and what it is of.
#[derive(Debug, Clone, Copy)]
pub struct Priced {
    /// Pounds, as the product gives them.
    pub pounds: f64,
    /// How many events they are of.
    pub events: f64,
    /// The marks of every count in it.
    pub marks: Marks,
}

impl Priced {
    /// As readers see it: `about £14.2 million (provisional)`.
    pub fn said(self) -> String {
        format!("{}{}", pounds::about(self.pounds, self.events), sentence::in_words(self.marks))
    }

    /// The same as a file has it: `14200000`.
    pub fn plain(self) -> String {
        pounds::plain(self.pounds, self.events)
    }
}

/// Why there is no cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCost {
    /// The count is withheld or missing.
    Missing(Shorthand),
    /// The indicator is not published for this area, or not at all.
    Unpublished,
    /// The indicator has a value here and no count.
    Uncounted,
}

impl NoCost {
    /// In a reader's words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Missing(reason) => reason.words(),
            Self::Unpublished => "not published for this area",
            Self::Uncounted => "no count is published",
        }
    }
}

/// Why there is no sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoSum {
    /// Its counts are of different periods.
    Periods,
    /// This part of it has no cost.
    Part(IndicatorId, NoCost),
}

impl NoSum {
    /// In a reader's words.
    pub fn words(&self) -> String {
        match self {
            Self::Periods => "no sum: its counts are of different periods".to_owned(),
            Self::Part(_, why) => format!("no sum: a count is missing ({})", why.words()),
        }
    }
}

impl UnitCost {
    /// What one costs, with pence where there are any.
    pub fn each(&self) -> String {
        pounds::unit(self.pounds)
    }

    /// What it is a cost of, in the latest period.
    pub fn latest<'f>(&self, findings: &'f Findings) -> Option<(&'f IndicatorFindings, Period)> {
        let found = findings.get(&self.indicator)?;
        Some((found, found.latest()?))
    }

    /// The released count of its events in an area, with the marks of it.
    pub fn count(&self, findings: &Findings, area: AreaId) -> Result<(f64, Marks), NoCost> {
        let (found, period) = self.latest(findings).ok_or(NoCost::Unpublished)?;
        match found.at(area, period).map(|finding| &finding.cell) {
            Some(Cell::Value(estimate)) => {
                estimate.numerator.map(|events| (events, estimate.marks)).ok_or(NoCost::Uncounted)
            }
            Some(Cell::Missing(reason)) => Err(NoCost::Missing(*reason)),
            None => Err(NoCost::Unpublished),
        }
    }

    /// The cost in an area, with the count it is of.
    pub fn cost(&self, findings: &Findings, area: AreaId) -> Result<Priced, NoCost> {
        let (events, marks) = self.count(findings, area)?;
        Ok(Priced { pounds: events * self.pounds, events, marks })
    }
}

impl Costs {
    /// The unit costs that a sum adds up.
    pub fn parts<'c>(&'c self, wanted: &'c CostTotal) -> impl Iterator<Item = &'c UnitCost> {
        self.items.iter().filter(|item| wanted.adds.contains(&item.indicator))
    }

    /// A sum of costs in an area.
    pub fn total(&self, findings: &Findings, wanted: &CostTotal, area: AreaId) -> Result<Priced, NoSum> {
        let periods: Vec<Period> = self.parts(wanted).filter_map(|item| Some(item.latest(findings)?.1)).collect();
        if periods.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err(NoSum::Periods);
        }
        let mut sum = Priced { pounds: 0.0, events: 0.0, marks: Marks::NONE };
        for item in self.parts(wanted) {
            let one = item.cost(findings, area).map_err(|why| NoSum::Part(item.indicator.clone(), why))?;
            sum = Priced {
                pounds: sum.pounds + one.pounds,
                events: sum.events + one.events,
                marks: sum.marks.union(one.marks),
            };
        }
        Ok(sum)
    }

    /// Whether a cost is made up: its unit cost, or the count it is of.
    pub fn is_made_up(&self, findings: &Findings, id: &IndicatorId) -> bool {
        self.illustrative || findings.get(id).is_some_and(|found| found.illustrative)
    }

    /// What stands behind the head of a cost or a sum of these.
    pub fn made_up<'a>(&self, findings: &Findings, mut ids: impl Iterator<Item = &'a IndicatorId>) -> &'static str {
        if ids.any(|id| self.is_made_up(findings, id)) { MADE_UP } else { "" }
    }
}
