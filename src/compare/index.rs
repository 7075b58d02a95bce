//! The composite index of areas: several indicators as one score, with the ranks that may be said.
//!
//! Comes in: findings, released cells only, and declared weights. Goes out: [`Index`], each area with its score or
//! the reason it has none. Wrong can be: an indicator that cannot be weighed, and too few areas; [`Unmade`] says
//! which. An area that lacks one number has no score and takes no part in the scale of the others.

use super::{Findings, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::{Comparable, Confidence, Estimate};
use crate::model::indicator::IndicatorId;
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::statistics::composite::{self, Ranks, Standardised};
use crate::statistics::{Answer, Unanswered};

/// The fewest areas that are set beside each other.
const FEWEST: usize = 3;

/// An indicator in the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Portion {
    /// Which.
    pub indicator: IndicatorId,
    /// Its name in a table.
    pub short: String,
    /// Its weight as declared.
    pub weight: f64,
    /// Its own period.
    pub period: Period,
    /// Whether every value of it that is used has limits.
    pub limits: bool,
}

/// An area in the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Which.
    pub area: AreaId,
    /// Its score, or why there is none.
    pub cell: Cell,
    /// Its standard score on each indicator; empty without a score.
    pub parts: Vec<f64>,
    /// The first indicator it lacks, by position.
    pub lacks: Option<usize>,
    /// The ranks that limits allow, where all scores have them.
    pub by_limits: Option<Ranks>,
    /// The ranks of its score under other weights, where ranks are said at all.
    pub by_weights: Option<Ranks>,
}

/// Areas by several indicators at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// What it is made of, in the order it is declared.
    pub portions: Vec<Portion>,
    /// The areas, the highest score first; those without one last.
    pub areas: Vec<Placed>,
}

impl Index {
    /// How many areas have a score.
    pub fn scored(&self) -> usize {
        self.areas.iter().filter(|placed| placed.lacks.is_none()).count()
    }
}

/// Why there is no index, and the indicator it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmade {
    /// The indicator that cannot be weighed, if it is one.
    pub of: Option<IndicatorId>,
    /// Why, in a reader's words.
    pub why: Unanswered,
}

impl Unmade {
    fn all(why: &'static str) -> Vec<Self> {
        vec![Self { of: None, why: Unanswered(why) }]
    }

    fn of(found: &IndicatorFindings, why: Unanswered) -> Self {
        Self { of: Some(found.indicator.id.clone()), why }
    }
}

/// The index of these areas by these weights. Without a period each indicator has the last in which one of the areas
/// has a number.
pub fn index(
    findings: &Findings,
    areas: &[AreaId],
    weights: &[(&IndicatorFindings, f64)],
    period: Option<Period>,
) -> Result<Index, Vec<Unmade>> {
    if weights.len() < 2 {
        return Err(Unmade::all("it takes two indicators or more"));
    }
    if weights.iter().any(|(found, _)| found.illustrative != weights[0].0.illustrative) {
        return Err(Unmade::all("some of its indicators are made up and others are published"));
    }
    if areas.iter().any(|area| findings.areas.get(*area).level != findings.areas.get(areas[0]).level) {
        return Err(Unmade::all("its areas are of different levels"));
    }
    let (mut periods, mut wrong) = (Vec::new(), Vec::new());
    for (found, _) in weights {
        match usable(found, areas, period) {
            Ok(period) => periods.push(period),
            Err(why) => wrong.push(Unmade::of(found, why)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let lacks = |area: &AreaId| {
        weights.iter().zip(&periods).position(|((found, _), period)| estimate(found, *area, *period).is_none())
    };
    let (whole, lacking): (Vec<AreaId>, Vec<AreaId>) = areas.iter().partition(|area| lacks(area).is_none());
    if whole.len() < FEWEST {
        return Err(Unmade::all("fewer than three areas have a number of every indicator"));
    }
    let mut parts = Vec::new();
    let mut marks = vec![Marks::NONE; whole.len()];
    for ((found, _), period) in weights.iter().zip(&periods) {
        let estimates: Vec<&Estimate> = whole.iter().filter_map(|area| estimate(found, *area, *period)).collect();
        for (all, one) in marks.iter_mut().zip(&estimates) {
            *all = all.union(one.marks);
        }
        let values: Vec<_> = estimates.iter().map(|one| (one.value, one.interval)).collect();
        let part = composite::standardised(&values, found.indicator.polarity);
        match part {
            Ok(part) => parts.push(part),
            Err(why) => wrong.push(Unmade::of(found, why)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let declared: Vec<f64> = weights.iter().map(|(_, weight)| *weight).collect();
    let portions = weights.iter().zip(&periods).zip(&parts).map(|(((found, weight), period), part)| Portion {
        indicator: found.indicator.id.clone(),
        short: found.indicator.short.clone(),
        weight: *weight,
        period: *period,
        limits: part.errors.is_some(),
    });
    let portions: Vec<Portion> = portions.collect();
    let mut placed = scored(&whole, &parts, &declared, &marks)?;
    let name = |area: AreaId| &findings.areas.get(area).name;
    placed.sort_by(|a, b| {
        let value = |placed: &Placed| placed.cell.estimate().map_or(f64::NEG_INFINITY, |score| score.value);
        value(b).total_cmp(&value(a)).then_with(|| name(a.area).cmp(name(b.area)))
    });
    let mut without: Vec<Placed> = lacking
        .into_iter()
        .map(|area| {
            let lacks = lacks(&area);
            let why = lacks.and_then(|at| weights[at].0.at(area, periods[at])?.cell.shorthand());
            let cell = Cell::Missing(why.unwrap_or(Shorthand::NotAvailable));
            Placed { area, cell, parts: Vec::new(), lacks, by_limits: None, by_weights: None }
        })
        .collect();
    without.sort_by(|a, b| name(a.area).cmp(name(b.area)));
    placed.extend(without);
    Ok(Index { portions, areas: placed })
}

/// The period in which an indicator is used, where it can be at all.
fn usable(found: &IndicatorFindings, areas: &[AreaId], period: Option<Period>) -> Answer<Period> {
    composite::sign(found.indicator.polarity)?;
    let numbers = |period: Period| areas.iter().filter_map(move |area| estimate(found, *area, period));
    let has = |period: &Period| numbers(*period).next().is_some();
    let last = || found.periods().iter().rev().copied().find(has);
    let period = period.map_or_else(last, |period| Some(period).filter(has));
    let period = period.ok_or(Unanswered("none of the areas has a number of it"))?;
    // Without limits there is a score and no rank; the other reasons leave no scale that areas share.
    let mut alone = numbers(period).map(|one| one.comparable).filter(|comparable| *comparable != Comparable::NoLimits);
    alone.find_map(Comparable::reason).map_or(Ok(period), |why| Err(Unanswered(why)))
}

/// The released number of everyone in an area and period.
fn estimate(found: &IndicatorFindings, area: AreaId, period: Period) -> Option<&Estimate> {
    found.at(area, period)?.cell.estimate()
}

fn scored(
    areas: &[AreaId],
    parts: &[Standardised],
    weights: &[f64],
    marks: &[Marks],
) -> Result<Vec<Placed>, Vec<Unmade>> {
    let scores = composite::scores(parts, weights, Confidence::Ninety5);
    let scores = scores.map_err(|why| Unmade::all(why.0))?;
    let limits: Option<Vec<_>> = scores.iter().map(|score| score.limits).collect();
    // Without limits nobody can say which ranks are chance, so none is said, under no weights.
    let ranks = limits.map(|limits| (composite::by_limits(&limits), composite::by_weights(parts, weights)));
    let placed = areas.iter().zip(&scores).zip(marks).enumerate().map(|(at, ((area, score), marks))| Placed {
        area: *area,
        cell: Cell::Value(Estimate {
            value: score.value,
            interval: score.limits,
            outer: None,
            numerator: None,
            denominator: None,
            method: "weighted mean of standard scores",
            people_of: None,
            comparable: if score.limits.is_some() { Comparable::Yes } else { Comparable::NoLimits },
            marks: *marks,
        }),
        parts: parts.iter().map(|part| part.scores[at]).collect(),
        lacks: None,
        by_limits: ranks.as_ref().map(|(by_limits, _)| by_limits[at]),
        by_weights: ranks.as_ref().map(|(_, by_weights)| by_weights[at]),
    });
    Ok(placed.collect())
}
