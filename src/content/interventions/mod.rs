//! Interventions: `content/interventions.yaml`, the tables it names, and the files of `content/interventions/`.
//!
//! Comes in: settings, tables and Markdown. Goes out: a [`Written`], and once findings are known a
//! [`Directory`]. Wrong can be: a setting, a field, an id that stands twice, a need, area, level or indicator
//! that is unknown, an indicator that can tell no need, an intervention that has ended, a reach of too few people.

mod need;
mod rating;
mod reach;
mod record;
mod table;

use std::collections::BTreeMap;

use super::{Note, front_matter, link, lookup, markdown, named_file};
use crate::compare::Findings;
use crate::files::{Root, TextFile};
use crate::model::area::{AreaId, LevelId, slug};
use crate::model::intervention::{Directory, Intervention, Origin, Rating};
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Node};

use need::WrittenNeed;
pub(in crate::content) use record::Given;
use record::{KEYS, Record};

/// Where authors say what the interventions are.
const PATH: &str = "content/interventions.yaml";

/// Fewer people than this are not said to be reached, where the author sets no other number.
const REACH_UNDER: u32 = 5;

/// Where they write about each.
pub(super) const FOLDER: &str = "content/interventions/";

/// What a file of the folder says: perhaps the record itself, and the text of its page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) id: String,
    pub(super) given: Option<Given>,
    pub(super) note: Note,
}

/// The settings of interventions, before anything is looked up.
#[derive(Debug, Clone)]
pub(super) struct Written {
    described: String,
    origin: Origin,
    note: Option<String>,
    level: Option<(String, Place)>,
    needs: Vec<WrittenNeed>,
    ratings: Vec<Rating>,
    records: Vec<Record>,
    /// The text of each page that has one, by its id.
    pub(super) notes: BTreeMap<String, Note>,
}

/// Reads a Markdown file of the folder.
pub(super) fn page(report: &Report, file: TextFile) -> Option<Page> {
    let id = file.path.strip_prefix(FOLDER)?.trim_end_matches(".md").to_owned();
    let has_settings = file.text.lines().next().is_some_and(|line| line.trim_end() == "---");
    let (given, body) = if has_settings {
        let (range, body) = front_matter::split(report, &file).ok()?;
        (Some(given(report, &yaml::parse(report, &file, range).ok()?, &id)?), body)
    } else {
        (None, 0)
    };
    let pieces = markdown::read(report, &file, body);
    Some(Page { id, given, note: Note { file, pieces } })
}

/// What stands at the head of a Markdown file; its name is the id.
fn given(report: &Report, node: &Node, id: &str) -> Option<Given> {
    let mut map = node.map(report)?;
    let mut fields: BTreeMap<&'static str, Vec<(String, Place)>> = BTreeMap::new();
    for key in KEYS.into_iter().filter(|key| *key != "id") {
        fields.insert(key, map.texts(key));
    }
    fields.insert("id", vec![(id.to_owned(), map.place().clone())]);
    let place = map.place().clone();
    map.finish();
    Some(Given::new(place, fields))
}

/// Reads the settings and tables; `None` where the site has no interventions.
pub(super) fn read(report: &Report, root: &Root, pages: Vec<Page>) -> Option<Written> {
    if !root.exists(PATH) {
        if let Some(page) = pages.first() {
            let found = Diagnostic::error(format!("`{PATH}` is missing")).at(Place::file(&page.note.file.path));
            report.add(found.help("add it: it says who described the interventions, when, and which needs they meet"));
        }
        return None;
    }
    let node = yaml::of_file(report, root, PATH).ok()??;
    let mut map = node.map(report)?;
    let described = map.text("described");
    let origin = map.required("source").and_then(|node| origin(report, node));
    let note = map.optional_text("note");
    let level = map.optional_text_at("level");
    let needs: Vec<WrittenNeed> = map.list("needs").iter().filter_map(|node| need::read(report, node)).collect();
    let ratings = rating::read(report, &mut map);
    let mut given: Vec<Given> = Vec::new();
    for node in map.list("tables") {
        given.extend(table_of(report, root, node).unwrap_or_default());
    }
    let reach_under = map.optional_number("reach-under", "a number of people").unwrap_or(REACH_UNDER);
    map.finish();
    let mut notes = BTreeMap::new();
    for page in pages {
        given.extend(page.given.clone());
        notes.insert(page.id, page.note);
    }
    let records: Vec<Record> = given.iter().filter_map(|given| record::read(report, given, reach_under)).collect();
    ids_are_unique(report, &needs, &records, &notes, given.len() == records.len());
    rating::check(report, &ratings, &given);
    Some(Written { described: described?, origin: origin?, note, level, needs, ratings, records, notes })
}

/// Who described or published something.
pub(super) fn origin(report: &Report, node: &Node) -> Option<Origin> {
    let mut map = node.map(report)?;
    let (title, publisher, licence) = (map.text("title"), map.text("publisher"), map.text("licence"));
    let address = map.optional_text_at("address").filter(|(address, place)| link::is_web(report, address, place));
    let address = address.map(|(address, _)| address);
    map.finish();
    Some(Origin { title: title?, publisher: publisher?, licence: licence?, address })
}

fn table_of(report: &Report, root: &Root, node: &Node) -> Option<Vec<Given>> {
    let mut map = node.map(report)?;
    let file = map.text_at("file");
    let columns = map.pairs("columns");
    let ignored = map.texts("ignore");
    map.finish();
    let named = file?;
    if !named_file::is_of_content(report, root, &named, &format!("{FOLDER}interventions.csv")) {
        return None;
    }
    let file = root.text(report, &named.0).ok()?;
    Some(table::read(report, &file, &columns, &ignored))
}

/// An id stands once, and a text is of an intervention that there is.
fn ids_are_unique(
    report: &Report,
    needs: &[WrittenNeed],
    records: &[Record],
    notes: &BTreeMap<String, Note>,
    all_read: bool,
) {
    let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
    for Record { id: (id, place), .. } in records {
        if let Some(other) = first.insert(id, place) {
            let line = other.at.as_ref().map_or_else(String::new, |at| format!(", line {}", at.line));
            let found = Diagnostic::error(format!("two interventions have the id `{id}`")).at(place.clone());
            let found = found.label("taken").note(format!("the other is in {}{line}", other.path));
            report.add(found.help("give this one an id of its own"));
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for need in needs {
        if seen.contains(&need.id.as_str()) {
            let found = Diagnostic::error(format!("two needs have the id `{}`", need.id)).at(Place::file(PATH));
            report.add(found.help("give each need an id of its own"));
        }
        seen.push(&need.id);
    }
    // A record with a fault has an id as well; its text is not to be blamed.
    for (id, note) in notes.iter().filter(|(id, _)| all_read && !first.contains_key(id.as_str())) {
        let found = Diagnostic::error(format!("no intervention has the id `{id}`")).at(Place::file(&note.file.path));
        report.add(found.suggest(id, first.keys().copied()));
    }
}

/// The directory, once areas and indicators are known; says what is unknown.
pub(super) fn known(report: &Report, written: &Written, findings: &Findings, published: Period) -> Option<Directory> {
    let level = match &written.level {
        Some((name, place)) => lookup::level(report, findings, name, place),
        None => first_level(findings),
    }?;
    let needs = written.needs.iter().map(|written| need::known(report, written, findings, level));
    let mut interventions: Vec<Intervention> =
        written.records.iter().map(|record| intervention(report, written, findings, published, record)).collect();
    interventions.sort_by_cached_key(|found| (slug(&found.name), found.id.clone()));
    Some(Directory {
        described: written.described.clone(),
        origin: written.origin.clone(),
        note: written.note.clone(),
        level,
        needs: needs.collect(),
        ratings: written.ratings.clone(),
        interventions,
    })
}

/// The level of the areas that lie directly in the assessed one, or its own.
fn first_level(findings: &Findings) -> Option<LevelId> {
    let areas = &findings.areas;
    let assessed = areas.get(areas.assessed());
    let inside = areas.children(areas.assessed()).iter().map(|id| areas.get(*id).level);
    Some(inside.filter(|level| areas.level(*level).profile).min().unwrap_or(assessed.level))
}

fn intervention(
    report: &Report,
    written: &Written,
    findings: &Findings,
    published: Period,
    record: &Record,
) -> Intervention {
    let mut areas: Vec<AreaId> =
        record.areas.iter().filter_map(|(name, place)| area(report, findings, name, place)).collect();
    areas.sort_unstable();
    areas.dedup();
    for (need, place) in &record.needs {
        if written.needs.iter().all(|known| known.id != *need) {
            let found = Diagnostic::error(format!("unknown need `{need}`")).at(place.clone());
            let found = found.label(format!("no need in {PATH} has this id"));
            report.add(found.suggest(need, written.needs.iter().map(|known| known.id.as_str())));
        }
    }
    // Both are days, whose ids sort as days do.
    let ended = record.ends.as_ref().filter(|(ends, _)| ends.id() < published.id());
    if let Some((ends, place)) = ended {
        let found = Diagnostic::warning(format!("`{}` had ended when the edition was published", record.id.0));
        let found = found.at(place.clone()).label(format!("it ended on {ends}, the edition is of {published}"));
        report.add(found.help("write its new end, or take it out; until then it is shown as ended and meets no need"));
    }
    Intervention {
        id: record.id.0.clone(),
        name: record.name.clone(),
        providers: record.providers.clone(),
        areas,
        age: record.age,
        level: record.level,
        needs: record.needs.iter().map(|(need, _)| need.clone()).collect(),
        settings: record.settings.clone(),
        who: record.who.clone(),
        what: record.what.clone(),
        reach: record.reach.clone(),
        funding: record.funding.clone(),
        ends: record.ends.as_ref().map(|(ends, _)| *ends),
        evidence: record.evidence.clone(),
        referral: record.referral.clone(),
        reference: record.reference.clone(),
        ended: ended.is_some(),
    }
}

/// The area of a name, slug or code: tables that others keep have names.
fn area(report: &Report, findings: &Findings, name: &str, place: &Place) -> Option<AreaId> {
    match findings.areas.by_slug(&slug(name)) {
        Some(area) => Some(area),
        None => lookup::area(report, findings, name, place),
    }
}
