//! Words of an author looked up among findings: indicators, areas, levels, periods. What is unknown is
//! said at its place, with the nearest name.

use super::definition::unknown_period;
use crate::compare::{Findings, IndicatorFindings, baseline};
use crate::model::area::{AreaId, LevelId};
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

/// The period that an author means for an indicator.
pub(super) fn period(report: &Report, found: &IndicatorFindings, name: &str, place: &Place) -> Option<Period> {
    let known = found.periods();
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
