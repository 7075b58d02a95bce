//! What share of the areas of a level holds a share of the events.
//!
//! Comes in: released counts of one indicator. Goes out: the areas in their order and how many hold the
//! share, beside what chance alone would need; or why that cannot be said. An area without a number never
//! counts as none: the answer is then a range, from the whole that is published for the area around them.

use super::{Findings, IndicatorFindings};
use crate::model::area::{AreaId, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::{IndicatorId, Summed};
use crate::model::period::Period;
use crate::statistics::concentration::{self, Chance};
use crate::statistics::explained::explained;
use crate::statistics::{Answer, Unanswered};

explained! {
    /// How few areas hold a quarter, or another share, of all events, beside what chance alone would do.
    ///
    /// # What it is
    /// Areas are put in order of their counts, highest first, and added up until they hold the share. Beside
    /// it stands the number of areas that chance alone would need if every resident had the same risk, from
    /// exact sums of Poisson’s distribution: areas of `k` or more events hold `m × P(X ≥ k − 1)` of them.
    ///
    /// # Why
    /// Violence gathers in a few places, and help can go there. But a few events over many areas look
    /// gathered even where only chance is at work, and a large area has more of everything.
    ///
    /// # Example
    /// Of 8 areas with 2 events, both in one, 1 area holds them all. By chance alone the two would seldom
    /// share an area, yet 6 of the 8 would still have none: empty areas alone show no concentration.
    ///
    /// # Limits
    /// It is about counts and not about the risk of a resident. Where a crime is recorded is only roughly
    /// known, and events that come together, such as one fight with many victims, are not independent.
    pub struct Concentration;
    word: "concentration",
    title: "Concentration, beside chance alone",
    citation: "Weisburd (2015), Criminology 53, 133–157; Levin, Rosenfeld and Deckard (2017) and Hipp and Kim (2017), Journal of Quantitative Criminology 33; Bernasco and Steenbeek (2017), the same volume",
}

/// One area in the order.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Which.
    pub area: AreaId,
    /// Its released cell; no number where it is withheld or not known.
    pub cell: Cell,
}

/// How many areas hold the share.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// The fewest and the most; the same where every area has a number.
    pub areas: (usize, usize),
    /// All events, those of areas without a number included.
    pub whole: f64,
    /// What chance alone would draw; none where an area has no number.
    pub chance: Option<Chance>,
    /// How even the spread by chance is: over residents, or over areas.
    pub even: Even,
    /// Gini’s coefficient, the form for fewer events than areas; none where an area has no number.
    pub gini: Option<f64>,
}

/// What an even spread is even over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Even {
    /// What the indicator is divided by.
    Denominator,
    /// Areas alike.
    Areas,
}

/// The areas of a level in the order of their counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// When.
    pub period: Period,
    /// The share asked about, from 0 to 1.
    pub share: f64,
    /// Highest count first; those without a number last.
    pub areas: Vec<Held>,
    /// How many hold the share, or why that cannot be said.
    pub gathered: Answer<Gathered>,
}

/// The concentration of an indicator over a level; none where it has no number there.
pub fn concentration(
    findings: &Findings,
    indicator: &IndicatorId,
    level: LevelId,
    period: Option<Period>,
    share: f64,
) -> Option<Order> {
    let found = findings.get(indicator)?;
    let areas = findings.areas_of(level);
    let numbered = |period: &Period| areas.iter().any(|area| count(found, *area, *period).is_some());
    let period = period.or_else(|| found.periods().iter().rev().copied().find(numbered))?;
    let mut held: Vec<Held> = areas
        .iter()
        .map(|area| Held {
            area: *area,
            cell: found
                .at(*area, period)
                .map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone()),
        })
        .collect();
    let size = |held: &Held| held.cell.estimate().and_then(|estimate| estimate.numerator);
    // What has no number comes last; areas of one count keep the order of their names.
    held.sort_by(|a, b| size(b).unwrap_or(-1.0).total_cmp(&size(a).unwrap_or(-1.0)));
    let gathered = gathered(findings, found, &held, period, share);
    Some(Order { period, share, areas: held, gathered })
}

fn count(found: &IndicatorFindings, area: AreaId, period: Period) -> Option<f64> {
    found.at(area, period)?.cell.estimate()?.numerator
}

fn gathered(
    findings: &Findings,
    found: &IndicatorFindings,
    held: &[Held],
    period: Period,
    share: f64,
) -> Answer<Gathered> {
    if !["rate", "count"].contains(&found.indicator.method.as_str()) {
        return Err(Unanswered("only counts and rates of events can be gathered in places"));
    }
    let known: Vec<_> = held.iter().filter_map(|held| held.cell.estimate()).collect();
    let counts: Vec<f64> = known.iter().filter_map(|estimate| estimate.numerator).collect();
    if counts.len() < known.len() {
        return Err(Unanswered("it is published without its counts"));
    }
    if counts.len() < 3 {
        return Err(Unanswered("fewer than three areas have a number"));
    }
    let hidden = held.len() - counts.len();
    let sum: f64 = counts.iter().sum();
    if hidden > 0 {
        if hidden * 10 > held.len() {
            return Err(Unanswered("more than one area in ten has no number"));
        }
        let whole = (found.indicator.summed == Summed::Yes)
            .then(|| count(found, findings.areas.assessed(), period))
            .flatten()
            .ok_or(Unanswered("some areas have no number, and the whole of all areas is not published"))?;
        if whole.max(sum) <= 0.0 {
            return Err(Unanswered("there are no events"));
        }
        let areas = concentration::bounds(&counts, hidden, whole.max(sum), share)
            .ok_or(Unanswered("the areas with a number do not hold so large a share"))?;
        return Ok(Gathered { areas, whole: whole.max(sum), chance: None, even: Even::Areas, gini: None });
    }
    if sum <= 0.0 {
        return Err(Unanswered("there are no events"));
    }
    let areas = concentration::holding(&counts, sum, share).ok_or(Unanswered("there are no events"))?;
    let people: Vec<f64> = known.iter().filter_map(|estimate| estimate.denominator).collect();
    let all: f64 = people.iter().sum();
    let (even, expected) = if people.len() == counts.len() && all > 0.0 {
        (Even::Denominator, people.iter().map(|own| sum * own / all).collect())
    } else {
        (Even::Areas, vec![sum / counts.len() as f64; counts.len()])
    };
    let chance = Some(concentration::by_chance(&expected)?);
    let gini = Some(concentration::gini(&counts)?);
    Ok(Gathered { areas: (areas, areas), whole: sum, chance, even, gini })
}
