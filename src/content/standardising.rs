//! The parts of a definition that say how counts are weighed: `standardise:`, `weights:` and `pool:`.
//!
//! Comes in: their nodes. Goes out: how, or what is wrong, at its place.

use crate::model::age::Ages;
use crate::model::indicator::{Pool, Standard, Standardise, Weights};
use crate::model::source::SourceId;
use crate::model::standard_population::StandardPopulation;
use crate::report::{Diagnostic, Report};
use crate::yaml::Node;

/// `{by: age, standard: esp-2013}` or `{by: age, reference: england}`.
pub(super) fn standardise(report: &Report, node: &Node) -> Option<Standardise> {
    let mut map = node.map(report)?;
    let by = map.text("by");
    let standard = map.optional_word("standard", &StandardPopulation::WORDS);
    let named = map.optional_text_at("reference");
    let ages = map.optional_text_at("ages");
    let without = map.texts("without").into_iter().map(|(text, _)| text).collect();
    let repeats = map.optional_text("repeats");
    let place = map.place().clone();
    map.finish();
    if standard.is_some() && named.is_some() {
        let found = Diagnostic::error("a rate has one standard, and two are named").at(place);
        report.add(found.label("here").help("leave out `standard:` or `reference:`"));
        return None;
    }
    let ages = match ages {
        None => None,
        Some((text, at)) => {
            let read = Ages::of(&text);
            if read.is_none() {
                let found = Diagnostic::error(format!("`{text}` is not a range of ages")).at(at).label("not two ages");
                report.add(found.help("write `10-59` or `18+`"));
            }
            Some(read?)
        }
    };
    let to = match named {
        Some((name, at)) => Standard::Area(name, at),
        None => Standard::Population(standard.unwrap_or(StandardPopulation::European2013)),
    };
    Some(Standardise { by: by?, to, ages, without, repeats, place })
}

/// `{source: harm-weights, names: {Robbery: Robbery of personal property}}`.
pub(super) fn weights(report: &Report, node: &Node) -> Option<Weights> {
    let mut map = node.map(report)?;
    let source = map.text_at("source");
    let names = map.pairs("names");
    map.finish();
    let (source, place) = source?;
    Some(Weights { source: SourceId::new(&source), place, names })
}

/// `3`, or `{years: 3, step: 1}` for pools that overlap.
pub(super) fn pool(report: &Report, node: &Node) -> Option<Pool> {
    let place = node.place().clone();
    let (years, step) = if node.is_map() {
        let mut map = node.map(report)?;
        let years = map.optional_number::<u16>("years", "a small whole number");
        let step = map.optional_number::<u16>("step", "a small whole number");
        map.finish();
        (years, step)
    } else {
        (node.text(report)?.parse::<u16>().ok(), None)
    };
    let sound = years.filter(|years| (2..=20).contains(years)).zip(Some(step.or(years)).flatten());
    match sound.filter(|(years, step)| (1..=*years).contains(step)) {
        Some((years, step)) => Some(Pool { years, step, place }),
        None => {
            let found = Diagnostic::error("`pool:` does not say how many years are counted together").at(place);
            report.add(
                found.label("here").help("write `pool: 3`, or `pool: {years: 3, step: 1}` for pools that overlap"),
            );
            None
        }
    }
}
