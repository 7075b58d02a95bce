//! What is withheld, of what, and how well it is hidden: the record for whoever answers for the data.
//!
//! It names cells and never a count. It is written by `sna disclosure` and is no part of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Found, Verdict};
use crate::attack::QuantityId;
use crate::disclosure::{Edition, Held, Release};
use crate::model::area::Areas;
use crate::model::cell::{Cell, Shorthand};
use crate::model::period::Period;
use crate::model::source::{Bounds, Secondary, Source, SourceId, Zero};

/// Why a cell is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// For its own count, or that of the group it is a part of.
    Small,
    /// For others, which it would give away.
    Beside,
}

/// One indicator: how many cells it has, and what became of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its sources.
    pub sources: Vec<SourceId>,
    /// How many cells have a number or are withheld.
    pub cells: usize,
    /// How many rates or shares are not shown because too few people stand below the line.
    pub too_few: usize,
    /// The cells that are withheld: of whom, where, when, why, and how far apart what somebody may think of it
    /// must at least be, where it is small.
    pub withheld: Vec<(String, String, String, Standing, Option<u32>)>,
}

/// What the audit found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The indicators under a rule, in the order of their names.
    pub lines: Vec<Line>,
    /// How many counts were attacked.
    pub attacked: usize,
    /// The narrowest interval that somebody is left with.
    pub narrowest: Option<u32>,
    /// What this edition prints of each count under a rule.
    pub edition: Edition,
    /// The names of earlier editions whose numbers an attacker had too.
    pub earlier: Vec<String>,
    /// The rules in force, source by source, in words.
    pub rules: Vec<RuleLine>,
    /// What is exempt, who allowed it and why.
    pub exempted: Vec<Exempted>,
}

/// An exemption, and what it leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exempted {
    /// The source's folder.
    pub source: SourceId,
    /// From what.
    pub from: Vec<&'static str>,
    /// Who allowed it, by role.
    pub by: String,
    /// Why.
    pub why: String,
    /// The last period in which it holds.
    pub until: Option<Period>,
    /// Whether it holds on the day of publication.
    pub holds: bool,
    /// How many withheld counts of the source can be worked out, or are not proved to be safe.
    pub unsafe_counts: usize,
}

/// The rule of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleLine {
    /// The source's folder.
    pub source: SourceId,
    /// Its title.
    pub title: String,
    /// What is withheld and rounded, in words.
    pub rule: String,
    /// Why, as the source says.
    pub why: String,
}

pub(super) fn record(
    areas: &Areas,
    sources: &BTreeMap<SourceId, Arc<Source>>,
    release: &Release,
    held: &Held,
    verdicts: &[Verdict],
    (edition, exempted): (Edition, Vec<Exempted>),
) -> Record {
    let guarded = &held.guarded;
    let widths: BTreeMap<usize, u32> = verdicts
        .iter()
        .filter_map(|verdict| match verdict.found {
            Found::Safe(width) => Some((verdict.at, width)),
            Found::Known(_) | Found::Unproven => None,
        })
        .collect();
    let width = |id: Option<QuantityId>| id.and_then(|id| widths.get(&id.index()).copied());
    let mut lines = Vec::new();
    for ((one, printed), small) in release.indicators.iter().zip(&guarded.printed).zip(&held.small) {
        if printed.is_free() {
            continue;
        }
        let mut line = Line {
            code: one.indicator.code.clone(),
            title: one.indicator.title.clone(),
            sources: one.sources.iter().filter(|id| sources.contains_key(*id)).cloned().collect(),
            cells: 0,
            too_few: 0,
            withheld: Vec::new(),
        };
        for (key @ (group, area, period), cell) in &one.cells {
            line.too_few += usize::from(*cell == Cell::Missing(Shorthand::TooFewPeople));
            let is_withheld = *cell == Cell::Missing(Shorthand::Confidential);
            if cell.estimate().is_none() && !is_withheld {
                continue;
            }
            line.cells += 1;
            // What the supplier withheld has no count here.
            let counted = printed.above(key).and_then(|quantity| guarded.quantities.find(&quantity));
            if !is_withheld || counted.is_none() {
                continue;
            }
            let standing = if small.contains(key) { Standing::Small } else { Standing::Beside };
            let group = if group.is_all() { "all".to_owned() } else { group.to_string() };
            line.withheld.push((group, areas.get(*area).name.clone(), period.to_string(), standing, width(counted)));
        }
        lines.push(line);
    }
    Record {
        lines,
        attacked: verdicts.len(),
        narrowest: widths.values().min().copied(),
        edition,
        earlier: held.editions.clone(),
        rules: sources.values().map(|source| rule_line(source)).collect(),
        exempted,
    }
}

/// How far a source may be broken down, what cannot occur and what is withheld last, one phrase each.
fn bounds_in_words(bounds: &Bounds) -> Vec<String> {
    let of = |series: Option<&String>| series.map_or(String::new(), |series| format!(" of {series}"));
    let lowest = bounds.lowest.iter().map(|one| format!("nothing{} below {}", of(one.series.as_ref()), one.level));
    let not_crossed = bounds.not_crossed.iter().map(|list| {
        let names: Vec<&str> = list.names.iter().map(|(name, _)| name.as_str()).collect();
        format!("no two of {} together", names.join(", "))
    });
    let structural = bounds
        .structural
        .iter()
        .map(|one| format!("zero{} shown for {}, which cannot occur", of(one.series.as_ref()), one.group));
    let kept = bounds.kept.iter().map(|one| {
        let level = one.level.as_ref().map(|(level, _)| format!("by {level}"));
        let series = one.series.as_ref().map(|(series, _)| format!("of {series}"));
        let group = (!one.group.is_all()).then(|| format!("of {}", one.group));
        let from = one.from.map(|from| format!("from {from}"));
        let which: Vec<String> = [series, group, level, from].into_iter().flatten().collect();
        format!("counts {} withheld last (missed {} times as much)", which.join(" "), one.weight)
    });
    lowest.chain(not_crossed).chain(structural).chain(kept).collect()
}

fn rule_line(source: &Source) -> RuleLine {
    let rule = &source.rule;
    let mut words = Vec::new();
    if rule.under > 0 {
        words.push(format!("1 to {} withheld", rule.under - 1));
        words.push(
            match rule.zero {
                Zero::Shown => "zero shown",
                Zero::Group => "zero withheld where one group holds all",
                Zero::Withheld => "zero withheld",
            }
            .to_owned(),
        );
    }
    if rule.round > 1 {
        words.push(format!("rounded to {}", rule.round));
    }
    if rule.under > 0 {
        words.push(match rule.secondary {
            Secondary::On => "others withheld as needed".to_owned(),
            Secondary::Off => "no others withheld".to_owned(),
        });
        words.push(format!("what anybody may think of a withheld count at least {} apart", rule.width));
    }
    if rule.minimum_population > 0 {
        words.push(format!("no rate of fewer than {} people", rule.minimum_population));
    }
    words.extend(bounds_in_words(&source.bounds));
    if words.is_empty() {
        words.push("none".to_owned());
    }
    RuleLine {
        source: source.id.clone(),
        title: source.title.clone(),
        rule: words.join(", "),
        why: source.rule_why.clone().unwrap_or_default(),
    }
}
