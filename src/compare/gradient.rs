//! The gradient of an indicator over areas that another indicator orders, such as a score of deprivation.
//!
//! Comes in: findings, released cells only. Goes out: [`Gradient`], groups of areas with the value of their summed
//! counts, and the indices over them or the reason there are none. A withheld area enters no sum: it is counted
//! as left out, and a group that lacks more than a tenth of its areas has no value.

use super::{Findings, IndicatorFindings};
use crate::measure::method::{self, Counts};
use crate::model::area::{AreaId, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::{Confidence, Estimate};
use crate::model::indicator::Polarity;
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::statistics::inequality::{self, Inequality, Part};
use crate::statistics::ordered_trend::{self, Kind, Scored, Tested};
use crate::statistics::{Answer, Unanswered};

/// The share of a group's areas that may lack a number.
const MAY_LACK: f64 = 0.1;

/// Areas that stand together in the order.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The value of their counts together, or why there is none.
    pub cell: Cell,
    /// How many areas are summed.
    pub areas: usize,
    /// How many have no number and are left out.
    pub left_out: usize,
}

/// An indicator over the range of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// The groups, the most deprived first.
    pub groups: Vec<Group>,
    /// The line over them, or why there is none.
    pub index: Answer<Inequality>,
    /// Whether there is a trend over the groups.
    pub trend: Answer<Tested>,
    /// Areas that have no place in the order.
    pub unordered: usize,
}

/// The gradient of `found` over the areas of a level in the order of `against`, in so many groups of as many areas
/// each, as `phe_quantile` of PHEindicatormethods makes them; areas of one value share the first of their places.
pub fn gradient(
    findings: &Findings,
    (found, against): (&IndicatorFindings, &IndicatorFindings),
    level: LevelId,
    groups: usize,
    period: Period,
) -> Answer<Gradient> {
    if found.illustrative != against.illustrative {
        return Err(Unanswered("one of the two is made up and the other is published"));
    }
    let method = method::named(&found.indicator.method)
        .filter(|method| found.indicator.denominator.is_some() && method.weighs() == method::Weighs::Nothing);
    let method = method.ok_or(Unanswered("its values have no counts that could be summed"))?;
    let when = against.latest().ok_or(Unanswered("what areas are ordered by has no numbers"))?;
    let areas = findings.areas_of(level);
    let placed = |area: &AreaId| against.at(*area, when)?.cell.estimate().map(|estimate| (*area, estimate.value));
    let mut order: Vec<(AreaId, f64)> = areas.iter().filter_map(placed).collect();
    // More of it is worse, unless more of it is good.
    match against.indicator.polarity {
        Polarity::HighIsGood => order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))),
        _ => order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))),
    }
    let mut members: Vec<Vec<AreaId>> = vec![Vec::new(); groups];
    let mut rank = 1;
    for (index, (area, value)) in order.iter().enumerate() {
        if index == 0 || order[index - 1].1.total_cmp(value).is_ne() {
            rank = index + 1;
        }
        let group = inequality::group_of(rank, order.len(), groups);
        members[group.ok_or(Unanswered("there are fewer areas than groups"))? - 1].push(*area);
    }
    if order.is_empty() || members.iter().any(Vec::is_empty) {
        return Err(Unanswered("so many areas share one value that a group is empty"));
    }
    let groups: Vec<Group> = members.iter().map(|members| sum(found, method, members, period)).collect();
    let all: Option<Vec<&Estimate>> = groups.iter().map(|group| group.cell.estimate()).collect();
    let all = all.ok_or(Unanswered("a group lacks the numbers of more than a tenth of its areas"));
    let index = all.clone().and_then(|estimates| {
        let parts: Option<Vec<Part>> = estimates.iter().map(|estimate| part(estimate)).collect();
        inequality::of(&parts.ok_or(Unanswered("a group has no value with limits"))?, Confidence::Ninety5)
    });
    let kind = if found.indicator.method == "proportion" { Kind::Proportion } else { Kind::Rate };
    let trend = all.and_then(|estimates| trend(&estimates, kind));
    Ok(Gradient { groups, index, trend, unordered: areas.len() - order.len() })
}

fn sum(found: &IndicatorFindings, method: &dyn method::Method, members: &[AreaId], period: Period) -> Group {
    let (mut numerator, mut denominator, mut marks, mut areas) = (0.0, 0.0, Marks::NONE, 0);
    let mut reason = None;
    let mut people_of = None;
    for area in members {
        let cell = found.at(*area, period).map_or(Cell::Missing(Shorthand::NotAvailable), |found| found.cell.clone());
        match &cell {
            Cell::Value(Estimate { numerator: Some(above), denominator: Some(below), .. }) => {
                numerator += above;
                denominator += below;
                areas += 1;
            }
            Cell::Value(_) => reason = reason.or(Some(Shorthand::NotAvailable)),
            Cell::Missing(why) => reason = reason.or(Some(*why)),
        }
        if let Some(estimate) = cell.estimate() {
            marks = marks.union(estimate.marks);
            people_of = estimate.people_of;
        }
    }
    let left_out = members.len() - areas;
    let lacks = left_out as f64 > MAY_LACK * members.len() as f64;
    let cell = if lacks {
        Cell::Missing(reason.unwrap_or(Shorthand::NotAvailable))
    } else {
        let counts = Counts::new(numerator, Some(denominator), found.indicator.per);
        method.estimate(&counts).map_or_else(Cell::Missing, |answered| {
            Cell::Value(Estimate {
                value: answered.value,
                interval: answered.interval,
                outer: answered.outer,
                numerator: Some(numerator),
                denominator: Some(denominator),
                method: found.method,
                people_of,
                comparable: method.comparable(),
                marks,
            })
        })
    };
    Group { cell, areas, left_out }
}

fn part(estimate: &Estimate) -> Option<Part> {
    let limits = estimate.interval?;
    let error = (limits.upper - limits.lower) / (2.0 * limits.confidence.z());
    Some(Part { people: estimate.denominator?, value: estimate.value, error })
}

/// The trend over groups that stand in an order.
pub fn trend(groups: &[&Estimate], kind: Kind) -> Answer<Tested> {
    let scored = groups.iter().zip(1_u32..).map(|(estimate, score)| {
        Some(Scored { score: f64::from(score), events: estimate.numerator?, people: estimate.denominator? })
    });
    let scored: Option<Vec<Scored>> = scored.collect();
    ordered_trend::test(&scored.ok_or(Unanswered("its counts are not published"))?, kind)
}
