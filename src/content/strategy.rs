//! `content/strategy.yaml`: the workstreams of a response strategy, as a source has published them.
//!
//! Comes in: one file of settings, if there is one. Goes out: a [`Strategy`] whose workstreams name recommendations
//! that exist. Wrong can be: a setting, a status, a number of objectives, two workstreams of one name, an unknown
//! recommendation.

use std::collections::BTreeSet;

use super::definition::unknown_period;
use super::recommendation;
use super::state::State;
use crate::files::Root;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors write of it.
const PATH: &str = "content/strategy.yaml";

/// What a workstream sets out to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objectives {
    /// Each in words.
    Listed(Vec<String>),
    /// How many there are, where only that is public.
    Number(u32),
}

/// A part of a strategy that is led and followed by itself.
#[derive(Debug, Clone)]
pub struct Workstream {
    /// What it is called.
    pub name: String,
    /// What it sets out to do.
    pub objectives: Objectives,
    /// How far it has come, where its source says so.
    pub state: State,
    /// The ids of the recommendations it serves.
    pub serves: Vec<String>,
}

/// A response strategy.
#[derive(Debug, Clone)]
pub struct Strategy {
    /// What it is called.
    pub title: String,
    /// Where it is published, in words.
    pub source: String,
    /// Where it is published, as an address.
    pub address: Option<String>,
    /// The day or month it was published.
    pub date: Period,
    /// What readers should know before they read it.
    pub note: Option<String>,
    /// Its workstreams, in the order of the file.
    pub workstreams: Vec<Workstream>,
}

/// A strategy with the places of the recommendations it names.
#[derive(Debug, Clone)]
pub(super) struct Written {
    strategy: Strategy,
    serves: Vec<Vec<(String, Place)>>,
}

/// Reads the strategy; nothing where there is no such file.
pub(super) fn read(report: &Report, root: &Root) -> Result<Option<Written>> {
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(None) };
    let Some(mut map) = node.map(report) else { return report.sound(None) };
    let title = map.text("title");
    let source = map.text("source");
    let address = map.optional_text("address");
    let date = map.text_at("date").and_then(|(text, place)| {
        let found = Period::from_id(&text);
        if found.is_none() {
            report.add(unknown_period(&text, place));
        }
        found
    });
    let note = map.optional_text("note");
    let mut workstreams = Vec::new();
    let mut serves = Vec::new();
    let mut names = BTreeSet::new();
    for node in map.list("workstreams") {
        let Some((workstream, named)) = workstream(report, node) else { continue };
        if !names.insert(workstream.name.to_lowercase()) {
            let found = Diagnostic::error(format!("two workstreams are called `{}`", workstream.name));
            report.add(found.at(node.place().clone()).label("the second").help("leave one out, or name it otherwise"));
        }
        workstreams.push(workstream);
        serves.push(named);
    }
    map.finish();
    let (Some(title), Some(source), Some(date)) = (title, source, date) else { return report.sound(None) };
    let strategy = Strategy { title, source, address, date, note, workstreams };
    report.sound(Some(Written { strategy, serves }))
}

fn workstream(report: &Report, node: &Node) -> Option<(Workstream, Vec<(String, Place)>)> {
    let mut map = node.map(report)?;
    let name = map.text("name");
    let objectives = map.required("objectives").and_then(|node| objectives(report, node));
    let state = map.word("status", &State::OF_WORKSTREAM);
    let serves = map.texts("serves");
    map.finish();
    Some((Workstream { name: name?, objectives: objectives?, state: state?, serves: Vec::new() }, serves))
}

fn objectives(report: &Report, node: &Node) -> Option<Objectives> {
    if node.is_list() {
        let listed: Vec<String> = node.list(report)?.iter().filter_map(|node| node.text(report)).collect();
        return Some(Objectives::Listed(listed));
    }
    let text = node.text(report)?;
    match text.parse() {
        Ok(number) => Some(Objectives::Number(number)),
        Err(_) => {
            let found = Diagnostic::error(format!("`{text}` is not a number of objectives")).at(node.place().clone());
            report.add(found.label("here").help("write a list of objectives, or how many there are"));
            None
        }
    }
}

/// The strategy, once recommendations are known.
pub(super) fn bind(report: &Report, written: &Written, known: &[recommendation::Written]) -> Strategy {
    let mut strategy = written.strategy.clone();
    for (workstream, named) in strategy.workstreams.iter_mut().zip(&written.serves) {
        workstream.serves =
            named.iter().filter_map(|(id, place)| recommendation::named(report, known, id, place)).collect();
    }
    strategy
}
