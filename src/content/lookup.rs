//! Words of an author looked up among findings: indicators, areas, levels, periods. What is unknown is
//! said at its place, with the nearest name.

use super::definition::unknown_period;
use crate::compare::{Findings, IndicatorFindings, baseline};
use crate::model::area::{AreaId, LevelId, slug};
use crate::model::event::{Event, Side};
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};

/// The indicator of this name.
pub(super) fn indicator<'a>(
    report: &Report,
    findings: &'a Findings,
    name: &str,
    place: &Place,
) -> Option<&'a IndicatorFindings> {
    let found = findings.get(&IndicatorId::new(name));
    if found.is_none() {
        let message = Diagnostic::error(format!("unknown indicator `{name}`"))
            .at(place.clone())
            .label("no page in content/indicators has this name");
        report.add(message.suggest(name, findings.iter().map(|found| found.indicator.id.as_str())));
    }
    found
}

/// The area of this slug or code.
pub(super) fn area(report: &Report, findings: &Findings, name: &str, place: &Place) -> Option<AreaId> {
    let found = findings.areas.named(name);
    if found.is_none() {
        let message = Diagnostic::error(format!("unknown area `{name}`"))
            .at(place.clone())
            .label("no area has this slug or code");
        report.add(message.suggest(name, findings.areas.iter().map(|(_, area)| area.slug.as_str())));
    }
    found
}

/// The level that goes by this word.
pub(super) fn level(report: &Report, findings: &Findings, name: &str, place: &Place) -> Option<LevelId> {
    let found = findings.areas.level_named(name);
    if found.is_none() {
        let message = Diagnostic::error(format!("unknown level `{name}`"))
            .at(place.clone())
            .label("no level of areas has this name");
        report.add(message.suggest(name, findings.areas.levels().iter().map(|level| level.id.as_str())));
    }
    found
}

/// What of an indicator's baseline goes with a period.
pub(super) fn of_baseline(report: &Report, found: &IndicatorFindings, period: Period, place: &Place) -> Option<Period> {
    match baseline::beside(found, period) {
        Ok(from) => Some(from),
        Err(why) => {
            let message = Diagnostic::error(format!("`{}` has no baseline for {period}", found.indicator.id));
            let message = message.at(place.clone()).label(why.to_string());
            report.add(message.help("write `baseline:` with a year into its definition, or name a period here"));
            None
        }
    }
}

/// The period that an author means for an indicator, by its id, by its place among the others, or by an event.
pub(super) fn period(
    report: &Report,
    (findings, found): (&Findings, &IndicatorFindings),
    name: &str,
    place: &Place,
) -> Option<Period> {
    let known = found.periods();
    if let Some((word, event)) = name.split_once(':') {
        return beside_event(report, (&findings.events, found), (word, event), place);
    }
    match name {
        "latest" => return known.last().copied(),
        "first" => return known.first().copied(),
        "previous" => return known.len().checked_sub(2).map(|at| known[at]),
        "baseline" => return of_baseline(report, found, found.latest()?, place),
        _ => {}
    }
    let academic = format!("{name}-academic");
    if let Some(period) = known.iter().find(|period| [name, &academic].contains(&period.id().as_str())) {
        return Some(*period);
    }
    let id = &found.indicator.id;
    let message = if Period::from_id(name).is_none() {
        unknown_period(name, place.clone())
    } else {
        let message = Diagnostic::error(format!("`{id}` has no numbers for `{name}`")).at(place.clone());
        let message = message.label("no such period");
        match (known.first(), known.last()) {
            (Some(first), Some(last)) if first == last => message.help(format!("its only period is `{}`", first.id())),
            (Some(first), Some(last)) if known.len() == 2 => {
                message.help(format!("its periods are `{}` and `{}`", first.id(), last.id()))
            }
            (Some(first), Some(last)) => {
                message.help(format!("its periods run from `{}` to `{}`", first.id(), last.id()))
            }
            _ => message,
        }
    };
    report.add(message);
    None
}

/// The period before, during or since an event.
fn beside_event(
    report: &Report,
    (events, found): (&[Event], &IndicatorFindings),
    (word, name): (&str, &str),
    place: &Place,
) -> Option<Period> {
    let Some((_, side)) = Side::WORDS.into_iter().find(|(known, _)| *known == word) else {
        let message = Diagnostic::error(format!("`{word}:{name}` is no period")).at(place.clone());
        let message = message.label("a period beside an event begins with `before:`, `during:` or `since:`");
        report.add(message.suggest(word, Side::WORDS.iter().map(|(known, _)| *known)));
        return None;
    };
    let Some(event) = events.iter().find(|event| slug(&event.name) == name) else {
        let names: Vec<String> = events.iter().map(|event| slug(&event.name)).collect();
        let message = Diagnostic::error(format!("unknown event `{name}`")).at(place.clone());
        let message = message.label("`content/events.yaml` has none of this name");
        report.add(message.suggest(name, names.iter().map(String::as_str)));
        return None;
    };
    let period = event.period(side, found.periods());
    if period.is_none() {
        let id = &found.indicator.id;
        let message = format!("`{id}` has no period {word} `{}` ({})", event.name, event.when());
        let message = Diagnostic::error(message).at(place.clone()).label("no such period");
        report.add(match (found.periods().first(), found.periods().last()) {
            (Some(first), Some(last)) => {
                message.help(format!("its periods run from `{}` to `{}`", first.id(), last.id()))
            }
            _ => message,
        });
    }
    period
}
