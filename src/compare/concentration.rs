//! How far the events of an indicator are gathered in few areas of a level, beside what chance would do.
//!
//! Comes in: released cells of one period. Goes out: the areas from the fullest down, and the answer. An area
//! without a count is left out and named; where too many are, or the value is no count, there is a reason.

use super::IndicatorFindings;
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::statistics::explained::explained;
use crate::statistics::{Answer, Unanswered, concentration as formula};

explained! {
    /// How many areas hold a share of all events, beside how many would hold it by chance alone.
    ///
    /// # What it is
    /// Areas are put in order, the one with the most events first, and their events are added until the
    /// share is reached. The Gini coefficient sums up the whole curve: 0 where each area has the same count,
    /// near 1 where all events are in one. With `c` events in `n` areas and `c < n` it is
    /// `1 − (n/c)(1 − G)`, since then some areas must stay empty. Chance alone: each area has a random
    /// (Poisson) count whose mean is its part of the population, and the expected curve is summed exactly over
    /// all counts it can have.
    ///
    /// # Why
    /// A few places often hold much of the harm. But random events gather as well, above all where there
    /// are few: only what goes beyond chance is a pattern.
    ///
    /// # Example
    /// In ten areas with one event each on average, chance alone puts 63% of the events into 26% of the areas.
    ///
    /// # Limits
    /// It depends on the size of the areas: smaller areas always look more concentrated. It adds up events, not
    /// risk, and people who come to a place and do not live there are not in its population. Areas that are
    /// full by chance this year need not be next year.
    pub struct Concentration;
    word: "concentration",
    title: "Concentration in few areas, beside chance",
    citation: "Weisburd (2015), Criminology 53; Bernasco and Steenbeek (2017), Journal of Quantitative Criminology 33; Hipp and Kim (2017), the same volume, on small counts",
}

/// More areas than one in so many without a count leave no answer.
const WITHOUT: usize = 4;

/// What an even spread would follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Even {
    /// Each area's part of what its count is divided by.
    Denominator,
    /// All areas alike, where there is no denominator.
    Areas,
}

/// An area in the order of its count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// The area.
    pub area: AreaId,
    /// Its events.
    pub count: f64,
    /// Its share of all events counted.
    pub share: f64,
    /// The share of it and of all areas before it.
    pub cumulative: f64,
}

/// How far events are gathered.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// Areas with a count, the fullest first.
    pub areas: Vec<Held>,
    /// How many areas have no released count and are left out.
    pub without: usize,
    /// All events counted.
    pub events: f64,
    /// The share asked about, 0 to 1.
    pub share: f64,
    /// The least number of areas that hold it.
    pub holding: usize,
    /// The number that would hold it by chance alone; not whole.
    pub by_chance: f64,
    /// The Gini coefficient, generalised where there are fewer events than areas.
    pub gini: f64,
    /// The same, by chance alone.
    pub gini_by_chance: f64,
    /// What chance alone follows.
    pub even: Even,
    /// The curve of chance alone: share of areas, share of events.
    pub curve: Vec<(f64, f64)>,
}

/// How the events of an indicator are gathered in these areas.
pub fn gathered(found: &IndicatorFindings, areas: &[AreaId], period: Period, share: f64) -> Answer<Gathered> {
    if found.indicator.method == "harm" {
        return Err(Unanswered("its counts are weighed, so they are not numbers of events"));
    }
    let mut counted: Vec<(AreaId, f64, Option<f64>)> = Vec::new();
    let mut shown = 0;
    for area in areas {
        let Some(estimate) = found.at(*area, period).and_then(|finding| finding.cell.estimate()) else { continue };
        shown += 1;
        counted.extend(estimate.numerator.map(|count| (*area, count, estimate.denominator)));
    }
    if shown > 0 && counted.is_empty() {
        return Err(Unanswered("its values come without counts"));
    }
    let without = areas.len() - counted.len();
    if without * WITHOUT > areas.len() {
        return Err(Unanswered("more than one in four areas have no count that may be shown"));
    }
    // In one order whatever the order asked for, so that sums agree to the last digit.
    counted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let counts: Vec<f64> = counted.iter().map(|(_, count, _)| *count).collect();
    formula::enough(&counts)?;
    let events: f64 = counts.iter().sum();
    let people: Option<Vec<f64>> = counted.iter().map(|(.., people)| *people).collect();
    let (even, parts) = match people.filter(|people| people.iter().sum::<f64>() > 0.0) {
        Some(people) => (Even::Denominator, people),
        None => (Even::Areas, vec![1.0; counts.len()]),
    };
    let whole: f64 = parts.iter().sum();
    let means: Vec<f64> = parts.iter().map(|part| events * part / whole).collect();
    let chance = formula::chance(&means)?;
    let mut cumulative = 0.0;
    let held = counted.iter().map(|(area, count, _)| {
        cumulative += count;
        Held { area: *area, count: *count, share: count / events, cumulative: cumulative / events }
    });
    Ok(Gathered {
        areas: held.collect(),
        without,
        events,
        share,
        holding: formula::holding(&counts, share)?,
        by_chance: chance.holding(share) * counts.len() as f64,
        gini: formula::generalised(formula::gini(&counts)?, counts.len(), events),
        gini_by_chance: formula::generalised(chance.gini(), counts.len(), events),
        even,
        curve: chance.curve,
    })
}
