//! `content/events.yaml`: what happened in the world or to the data, told once and drawn wherever it matters.
//!
//! Comes in: one file of settings, if there is one. Goes out: [`Event`]s in the order of time. Wrong can be: a
//! setting, a date, an end before the beginning, and, once the sources are known, the name of a source.

use super::definition::unknown_period;
use super::sentence;
use crate::compare::Findings;
use crate::files::Root;
use crate::model::event::{Event, EventKind};
use crate::model::period::Period;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors write of events.
const PATH: &str = "content/events.yaml";

/// An event with the places of the sources it names.
#[derive(Debug, Clone)]
pub(super) struct Written {
    event: Event,
    sources: Vec<(String, Place)>,
}

/// Reads every event; none where there is no such file.
pub(super) fn read(report: &Report, root: &Root) -> Result<Vec<Written>> {
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(Vec::new()) };
    let Some(mut map) = node.map(report) else { return report.sound(Vec::new()) };
    let mut events: Vec<Written> = map.list("events").iter().filter_map(|node| event(report, node)).collect();
    map.finish();
    events.sort_by(|one, other| one.event.span().0.total_cmp(&other.event.span().0));
    report.sound(events)
}

fn event(report: &Report, node: &Node) -> Option<Written> {
    let mut map = node.map(report)?;
    let name = map.text("name");
    let kind = map.word("kind", &EventKind::WORDS);
    let from = map.text_at("from").and_then(|written| period(report, &written));
    let to = map.optional_text_at("to");
    let until = to.as_ref().map(|written| period(report, written));
    let note = map.text("note");
    let sources = map.texts("sources");
    map.finish();
    let (from, to) = match (from?, until, to) {
        (from, None, _) => (from, None),
        (from, Some(until), Some((_, place))) => {
            let until = until?;
            if until.end() < from.start() || (until.end() == from.end() && until < from) {
                let found = Diagnostic::error("this event ends before it begins").at(place);
                report.add(
                    found
                        .label(format!("it begins {}", sentence::lower_first(&sentence::in_period(from))))
                        .help("exchange the two, or leave `to:` out"),
                );
                return None;
            }
            (from, Some(until))
        }
        (from, Some(until), None) => (from, until),
    };
    let named = sources.iter().map(|(name, _)| SourceId::new(name)).collect();
    let event = Event { name: name?, kind: kind?, from, to, note: note?, sources: named };
    Some(Written { event, sources })
}

fn period(report: &Report, (text, place): &(String, Place)) -> Option<Period> {
    let found = Period::from_id(text);
    if found.is_none() {
        report.add(unknown_period(text, place.clone()));
    }
    found
}

/// The events of a site, once its sources are known.
pub(super) fn known(report: &Report, written: &[Written], findings: &Findings) -> Vec<Event> {
    for (name, place) in written.iter().flat_map(|event| &event.sources) {
        if !findings.sources.contains_key(&SourceId::new(name)) {
            let found = Diagnostic::error(format!("unknown source `{name}`")).at(place.clone());
            let found = found.label("no folder below `data/` has this name");
            report.add(found.suggest(name, findings.sources.keys().map(SourceId::as_str)));
        }
    }
    written.iter().map(|written| written.event.clone()).collect()
}
