//! Where every released value of an indicator stands on axes that are made once, for the explorer.
//!
//! Comes in: the findings of an indicator. Goes out: millionths of an axis, printed numbers, inks of a map and words,
//! which script fits to the width of a drawing and chooses among. Areas of one kind share an axis; it is made of
//! released values alone, and a withheld value has no place on it.

mod breakdowns;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::classes::Classes;
use super::palette::Ink;
use super::rows::Step;
use super::{axis, map, text};
use crate::compare::{Comparison, Finding, Findings, IndicatorFindings};
use crate::content::sentence;
use crate::model::area::{AreaId, LevelId};
use crate::model::cell::Cell;
use crate::model::group::Group;
use crate::model::mark::Mark;
use crate::model::period::Period;

/// How many areas of one kind can be chosen among; of more, profiles and files have the numbers.
pub(crate) const AREAS: usize = 400;

pub(crate) use breakdowns::MOST as BROKEN_DOWN;

/// The length of an axis. One area with wide limits may leave all others a hundredth of it, and they still stand apart.
const LENGTH: f64 = 1_000_000.0;

/// An indicator on its axes.
#[derive(Debug, Serialize)]
pub struct Placed {
    /// The kinds of areas, the largest first.
    pub levels: Vec<Kind>,
    /// The periods, first to last.
    pub periods: Vec<When>,
    /// The areas by kind and name.
    pub areas: Vec<Where>,
    /// The breakdowns.
    pub by: Vec<Breakdown>,
    /// What the letters of a comparison stand for.
    pub compared: BTreeMap<char, String>,
    /// Kinds of areas that are too many to choose among, as a page says them.
    #[serde(skip)]
    pub left_out: Vec<String>,
    /// Kinds of areas that are too many to have their groups here.
    #[serde(skip)]
    pub without_groups: Vec<String>,
    /// How many periods are named in another way than the latest, or have no number before the first that has.
    #[serde(skip)]
    pub other_periods: usize,
}

/// A kind of area with its axis.
#[derive(Debug, Serialize)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// What its areas are called.
    pub plural: String,
    /// The same within a sentence.
    pub lower: String,
    /// Whether its areas have outlines.
    pub mapped: bool,
    /// The axis of all its areas and periods.
    pub axis: Axis,
    /// The classes of its map: the number of the ink, and the label.
    pub classes: Vec<(u8, String)>,
    /// How its areas stand to the benchmark in the last period, in a sentence.
    pub said: Option<String>,
}

/// An axis of values.
#[derive(Debug, Serialize)]
pub struct Axis {
    /// Where zero stands.
    pub zero: i32,
    /// Round values: where they stand, and their words.
    pub ticks: Vec<(i32, String)>,
}

/// A period.
#[derive(Debug, Serialize)]
pub struct When {
    /// Its id.
    pub id: String,
    /// Its name.
    pub text: String,
    /// The same within a sentence.
    pub lower: String,
    /// Where it stands along time.
    pub at: i32,
    /// Its words under an axis, where it has any.
    pub tick: Option<String>,
    /// Whether a line may come to it from the period before.
    pub joined: bool,
    /// Whether a number of it may change.
    pub provisional: bool,
}

/// An area with its values, one for each period.
#[derive(Debug, Serialize)]
pub struct Where {
    /// Its part of addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its kind, by position.
    pub level: usize,
    /// The values.
    #[serde(flatten)]
    pub values: Values,
    /// A letter for each period that says how it stands to the benchmark.
    pub compared: String,
    /// The ink of each period: the number of a class, or `x`.
    pub inks: String,
    /// What became of it, in a sentence.
    pub said: String,
}

/// Values in order of periods.
#[derive(Debug, Serialize)]
pub struct Values {
    /// Where each stands; none where there is no number.
    pub at: Vec<Option<i32>>,
    /// Where its limits stand; empty where no value has any.
    pub limits: Vec<Option<(i32, i32)>>,
    /// Each as it is printed.
    pub text: Vec<String>,
}

/// A breakdown of some areas.
#[derive(Debug, Serialize)]
pub struct Breakdown {
    /// The word of its dimension.
    pub id: String,
    /// Its name.
    pub text: String,
    /// The groups, in an order that means something.
    pub groups: Vec<String>,
    /// For each kind of area its axis.
    pub axes: Vec<Axis>,
    /// For each area that has it, by its position, the values of each group.
    pub areas: BTreeMap<usize, Vec<Values>>,
}

/// An indicator on its axes; without a period that has a number there is nothing to place.
pub fn placed(findings: &Findings, found: &IndicatorFindings) -> Option<Placed> {
    let all = found.areas();
    let periods = periods(found, &all)?;
    let mut levels: Vec<(LevelId, Vec<AreaId>)> = Vec::new();
    let mut left_out = Vec::new();
    for (position, level) in findings.areas.levels().iter().enumerate() {
        let id = LevelId(u8::try_from(position).unwrap_or(u8::MAX));
        let mut areas: Vec<AreaId> = all.iter().copied().filter(|area| findings.areas.get(*area).level == id).collect();
        areas.sort_by_cached_key(|area| (findings.areas.get(*area).name.clone(), *area));
        match areas.len() {
            0 => {}
            1..=AREAS => levels.push((id, areas)),
            _ => left_out.push(level.plural.clone()),
        }
    }
    let everyone = Group::all();
    let mut out = Placed {
        levels: Vec::new(),
        periods: whens(found, &all, &periods),
        areas: Vec::new(),
        by: Vec::new(),
        compared: compared(findings, found),
        without_groups: breakdowns::left_out(found, &levels)
            .into_iter()
            .map(|level| findings.areas.level(level).plural.clone())
            .collect(),
        left_out,
        other_periods: found.periods().len() - periods.len(),
    };
    for (kind, (level, areas)) in levels.iter().enumerate() {
        let range = axis::range(extent(found, &[&everyone], areas, &periods));
        let values =
            areas.iter().flat_map(|area| periods.iter().filter_map(|period| value(found, &everyone, *area, *period)));
        let classes = Classes::new(values, found.indicator.decimals);
        for area in areas {
            let finding = |period: &Period| found.at(*area, *period);
            out.areas.push(Where {
                slug: findings.areas.get(*area).slug.clone(),
                name: findings.areas.get(*area).name.clone(),
                level: kind,
                values: values_of(found, &everyone, *area, (&periods, &range)),
                compared: periods.iter().map(|period| letter(finding(period).and_then(|own| own.comparison))).collect(),
                inks: periods.iter().map(|period| ink(&classes, finding(period))).collect(),
                said: said(findings, found, *area, &periods),
            });
        }
        let own = findings.areas.level(*level);
        out.levels.push(Kind {
            id: own.id.clone(),
            plural: own.plural.clone(),
            lower: sentence::lower_first(&own.plural),
            mapped: map::can_be_outlined(findings, *level),
            axis: axis_of(&range, found.indicator.decimals),
            said: said_of_all(findings, found, (*level, areas), &periods),
            classes: (0..classes.count()).map(|class| (classes.ink(class) + 1, classes.label(class))).collect(),
        });
    }
    out.by = breakdowns::of(found, &levels, &periods);
    Some(out)
}

/// The periods that are named like the last with a number, from the first with one.
fn periods(found: &IndicatorFindings, areas: &[AreaId]) -> Option<Vec<Period>> {
    let last = found.latest()?;
    let like: Vec<Period> = found.periods().iter().copied().filter(|period| period.is_like(last)).collect();
    let known = |period: &Period| areas.iter().any(|area| value(found, &Group::all(), *area, *period).is_some());
    let first = like.iter().position(known)?;
    Some(like[first..].to_vec())
}

fn finding<'a>(found: &'a IndicatorFindings, group: &Group, area: AreaId, period: Period) -> Option<&'a Finding> {
    found.of_group(group, area, period)
}

fn value(found: &IndicatorFindings, group: &Group, area: AreaId, period: Period) -> Option<f64> {
    finding(found, group, area, period)?.cell.estimate().map(|estimate| estimate.value)
}

/// The least and the greatest of all values and limits.
fn extent(found: &IndicatorFindings, groups: &[&Group], areas: &[AreaId], periods: &[Period]) -> Option<(f64, f64)> {
    let mut range: Option<(f64, f64)> = None;
    for group in groups {
        for area in areas {
            for period in periods {
                let Some(own) = finding(found, group, *area, *period).and_then(|own| own.cell.estimate()) else {
                    continue;
                };
                let (low, high) = own.interval.map_or((own.value, own.value), |limits| (limits.lower, limits.upper));
                let (low, high) = (low.min(own.value), high.max(own.value));
                range = Some(range.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
            }
        }
    }
    range
}

fn along(range: &Range<f64>, value: f64) -> i32 {
    ((value - range.start) / (range.end - range.start) * LENGTH).round() as i32
}

fn axis_of(range: &Range<f64>, decimals: usize) -> Axis {
    let ticks = axis::ticks(range, decimals);
    let labels = axis::tick_labels(&ticks);
    let ticks = ticks.iter().map(|tick| along(range, *tick)).zip(labels).collect();
    Axis { zero: along(range, 0.0), ticks }
}

fn values_of(
    found: &IndicatorFindings,
    group: &Group,
    area: AreaId,
    (periods, range): (&[Period], &Range<f64>),
) -> Values {
    let mut out = Values { at: Vec::new(), limits: Vec::new(), text: Vec::new() };
    for period in periods {
        let estimate = finding(found, group, area, *period).and_then(|own| own.cell.estimate());
        out.at.push(estimate.map(|own| along(range, own.value)));
        let limits = estimate.and_then(|own| own.interval);
        out.limits.push(limits.map(|own| (along(range, own.lower), along(range, own.upper))));
        out.text.push(match finding(found, group, area, *period).map(|own| &own.cell) {
            Some(Cell::Value(own)) => sentence::marked(text::number(own.value, found.indicator.decimals), own.marks),
            Some(Cell::Missing(why)) => why.symbol().to_owned(),
            None => "[x]".to_owned(),
        });
    }
    if out.limits.iter().all(Option::is_none) {
        out.limits.clear();
    }
    out
}

fn whens(found: &IndicatorFindings, areas: &[AreaId], periods: &[Period]) -> Vec<When> {
    let steps: Vec<Step> = periods
        .iter()
        .map(|period| Step {
            label: text::sentence_case(&period.to_string()),
            short: period.short(),
            at: period.position(),
            area: None,
            marked: false,
            words: String::new(),
        })
        .collect();
    let named = axis::chosen(&steps, 5);
    let (first, last) = (steps[0].at, steps[steps.len() - 1].at);
    let nearest = steps.windows(2).map(|pair| pair[1].at - pair[0].at).fold(f64::INFINITY, f64::min);
    let provisional = |period: &Period| {
        let mut all = areas.iter().filter_map(|area| found.at(*area, *period)?.cell.estimate());
        all.any(|own| own.marks.has(Mark::Provisional))
    };
    steps
        .iter()
        .zip(periods)
        .enumerate()
        .map(|(index, (step, period))| When {
            id: period.id(),
            text: step.label.clone(),
            lower: period.to_string(),
            at: if last > first { ((step.at - first) / (last - first) * LENGTH).round() as i32 } else { 0 },
            tick: named.contains(&index).then(|| step.short.clone()),
            joined: index.checked_sub(1).is_some_and(|before| {
                step.at - steps[before].at <= nearest * 1.5 && found.breaks_between(periods[before], *period).is_empty()
            }),
            provisional: provisional(period),
        })
        .collect()
}

fn letter(comparison: Option<Comparison>) -> char {
    match comparison {
        Some(Comparison::MuchHigher) => 'H',
        Some(Comparison::Higher) => 'h',
        Some(Comparison::Similar) => 's',
        Some(Comparison::Lower) => 'l',
        Some(Comparison::MuchLower) => 'L',
        None => '-',
    }
}

fn compared(findings: &Findings, found: &IndicatorFindings) -> BTreeMap<char, String> {
    let Some(benchmark) = found.benchmark else { return BTreeMap::new() };
    let name = &findings.areas.get(benchmark).name;
    let all =
        [Comparison::MuchHigher, Comparison::Higher, Comparison::Similar, Comparison::Lower, Comparison::MuchLower];
    all.into_iter().map(|word| (letter(Some(word)), format!("{} {name}", word.words()))).collect()
}

fn ink(classes: &Classes, finding: Option<&Finding>) -> char {
    let value = finding.and_then(|own| own.cell.estimate()).map(|own| own.value);
    match value.map(|value| Ink::Class(classes.ink(classes.of(value)))) {
        Some(Ink::Class(index)) => char::from(b'1' + index),
        _ => 'x',
    }
}

/// What became of an area, or what its latest number is.
fn said(findings: &Findings, found: &IndicatorFindings, area: AreaId, periods: &[Period]) -> String {
    if let Some(words) = sentence::trend(findings, found, area) {
        return format!("{words}.");
    }
    let name = &findings.areas.get(area).name;
    let last = periods.iter().rev().find_map(|period| Some((*period, found.at(area, *period)?.cell.estimate()?)));
    match last {
        Some((period, own)) => format!(
            "{}, {} in {name} was {}{}.",
            sentence::in_period(period),
            sentence::lower_first(&found.indicator.short),
            text::with_unit(&text::number(own.value, found.indicator.decimals), &found.indicator.unit),
            sentence::in_words(own.marks)
        ),
        None => format!("No number of {name} is published."),
    }
}

/// How the areas of one kind stand to the benchmark in the last period.
fn said_of_all(
    findings: &Findings,
    found: &IndicatorFindings,
    (level, areas): (LevelId, &[AreaId]),
    periods: &[Period],
) -> Option<String> {
    // A sentence about the areas inside says nothing of those that lie elsewhere.
    let same = findings.areas_of(level).len() == areas.len();
    let words = sentence::areas(findings, found, level, *periods.last()?).filter(|_| same)?;
    Some(format!("{words}."))
}
