//! What a figure draws, with every word of its author looked up.
//!
//! Comes in: a block as written. Goes out: a [`Spec`]; an unknown indicator, area, period or number is said
//! at its place.

use super::compose::Composer;
use super::lookup;
use super::shortcode::{Drawing, Named, Written};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::spec::{Options, Spec};
use crate::report::{Diagnostic, Report};

/// What the figure `id` draws; says what of it is unknown.
pub(super) fn spec(
    report: &Report,
    findings: &Findings,
    composer: &mut Composer<'_>,
    id: &str,
    drawing: &Drawing,
) -> Option<Spec> {
    let found: Vec<_> =
        drawing.indicators.iter().map(|(name, place)| lookup::indicator(report, findings, name, place)).collect();
    let areas: Vec<_> = drawing.areas.iter().map(|(name, place)| lookup::area(report, findings, name, place)).collect();
    let level = drawing.level.as_ref().map(|(name, place)| lookup::level(report, findings, name, place));
    let marked: Vec<_> =
        drawing.marked.iter().map(|(name, place)| lookup::area(report, findings, name, place)).collect();
    let found: Vec<_> = found.into_iter().collect::<Option<_>>()?;
    let first = found.first()?;
    let when = |named: &Option<Named>| match named {
        None => Some(None),
        Some((name, place)) => lookup::period(report, (findings, first), name, place).map(Some),
    };
    let options = options(report, findings, first, &drawing.options);
    let (period, from, to) = (when(&drawing.period), when(&drawing.from), when(&drawing.to));
    let options = options?;
    let beside = options.against.iter().map(|(id, _)| id).chain(options.weights.iter().map(|(id, ..)| id));
    composer.mention(beside.cloned());
    composer.mention(found.iter().map(|found| found.indicator.id.clone()));
    let spec = Spec {
        id: id.to_owned(),
        kind: drawing.kind.0.clone(),
        indicators: found.iter().map(|found| found.indicator.id.clone()).collect(),
        areas: areas.into_iter().collect::<Option<_>>()?,
        level: match level {
            None => None,
            Some(level) => Some(level?),
        },
        period: period?,
        from: from?,
        to: to?,
        by: drawing.by.as_ref().map(|(word, _)| word.clone()),
        marked: marked.into_iter().collect::<Option<_>>()?,
        options,
        place: Some(drawing.kind.1.clone()),
    };
    if spec.areas.is_empty() && spec.level.is_none() {
        let found = Diagnostic::error("this figure names no areas").at(drawing.kind.1.clone()).label("of this kind");
        let known: Vec<String> = findings.areas.levels().iter().map(|level| format!("`{}`", level.id)).collect();
        report.add(found.help(format!("add `areas:` and a list, or `level:` and one of {}", known.join(", "))));
        return None;
    }
    Some(spec)
}

/// The options of an analysis; `first` is the indicator whose periods its steps are.
fn options(report: &Report, findings: &Findings, first: &IndicatorFindings, written: &Written) -> Option<Options> {
    let against = written.against.as_ref().map(|(name, place)| {
        let found = lookup::indicator(report, findings, name, place)?;
        Some((found.indicator.id.clone(), place.clone()))
    });
    let groups = written.groups.as_ref().map(|named| number(report, "groups", named, 2.0, 100.0));
    let target = written.target.as_ref().map(|named| number(report, "target", named, f64::MIN, f64::MAX));
    let share = written.share.as_ref().map(|named| number(report, "share", named, 1.0, 99.0));
    let weights: Vec<_> = written
        .weights
        .iter()
        .map(|((name, place), weight)| {
            let found = lookup::indicator(report, findings, name, place);
            let weight = number(report, "weights", weight, f64::MIN, f64::MAX);
            Some((found?.indicator.id.clone(), weight?, place.clone()))
        })
        .collect();
    let steps: Vec<_> = written
        .steps
        .iter()
        .map(|(name, place)| Some((lookup::period(report, (findings, first), name, place)?, place.clone())))
        .collect();
    let periods = written.periods.as_ref().map(|(word, place)| {
        if word == "all" {
            return Some(place.clone());
        }
        let found = Diagnostic::error(format!("`periods: {word}` asks for periods in an unknown way"));
        let help = "write `periods: all`; `from:` and `to:` take fewer, and `period:` takes one";
        report.add(found.at(place.clone()).label("this word").help(help));
        None
    });
    Some(Options {
        periods: all(periods)?,
        against: all(against)?,
        groups: all(groups)?.map(|groups| groups as usize).zip(written.groups.as_ref().map(|(_, place)| place.clone())),
        weights: weights.into_iter().collect::<Option<_>>()?,
        target: all(target)?.zip(written.target.as_ref().map(|(_, place)| place.clone())),
        share: all(share)?.map(|share| share / 100.0).zip(written.share.as_ref().map(|(_, place)| place.clone())),
        steps: steps.into_iter().collect::<Option<_>>()?,
    })
}

/// What was not written is sound; what was written and is wrong is not.
fn all<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// A number between two others.
fn number(report: &Report, key: &str, (text, place): &Named, least: f64, most: f64) -> Option<f64> {
    let read = text.parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(value) = read else {
        let found = Diagnostic::error(format!("`{text}` is not a number")).at(place.clone());
        report.add(found.label(format!("under `{key}:`")).help("write a number such as `10`"));
        return None;
    };
    if !(least..=most).contains(&value) {
        let found = Diagnostic::error(format!("`{key}: {text}` is out of range")).at(place.clone());
        let range = if most == f64::MAX {
            format!("write {least} or more")
        } else {
            format!("write a number from {least} to {most}")
        };
        report.add(found.label("this number").help(range));
        return None;
    }
    Some(value)
}
