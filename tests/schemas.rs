//! The schemas of settings, which are made of what the readers ask: no key of a reader without its line in
//! `tests/schemas/`, no line without its key, and every file of every site here is right by them.
//!
//! A reader says what it asks only of what is there, so `tests/schemas/site/` has every key that can be nested.
//! `SNAPSHOTS=overwrite cargo test --test schemas` writes `schemas/` anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use sna::files::Root;
use sna::model::audience::Audience;
use sna::progress::Progress;
use sna::report::{Question, Report};
use support::package;

/// A kind of settings: its file in `schemas/`, and its title.
struct Kind {
    name: &'static str,
    title: &'static str,
}

const KINDS: [Kind; 17] = [
    Kind { name: "site", title: "site.yaml: what a site is called, who publishes it and which areas it is about" },
    Kind { name: "source", title: "source.yaml: who publishes a source and how its files are read" },
    Kind { name: "places", title: "source.yaml of areas, outlines or postcodes" },
    Kind { name: "events", title: "content/events.yaml: what happened in the time that is assessed" },
    Kind { name: "indicator", title: "The settings of an indicator" },
    Kind { name: "chapter", title: "The settings of a chapter or page" },
    Kind { name: "place", title: "The settings of the page of a place" },
    Kind {
        name: "pictures",
        title: "content/pictures/pictures.yaml: who made each picture, and what allows us to show it",
    },
    Kind { name: "corrections", title: "content/corrections.yaml: what was wrong in a published figure" },
    Kind { name: "addresses", title: "content/addresses.yaml: what became of figures and pages that were published" },
    Kind { name: "recommendation", title: "The settings of a recommendation" },
    Kind { name: "strategy", title: "content/strategy.yaml: the workstreams of a response strategy" },
    Kind {
        name: "interventions",
        title: "content/interventions.yaml: needs, and the tables of what is done about them",
    },
    Kind { name: "intervention", title: "The settings of an intervention" },
    Kind { name: "duty", title: "content/duty.yaml: where the assessment answers the Serious Violence Duty" },
    Kind { name: "costs", title: "content/costs.yaml: what violence costs, by declared unit costs" },
    Kind { name: "schools", title: "content/schools.yaml: schools, and the areas that their pupils come from" },
];

/// The formats that say where areas are, and have a layout of their own.
const PLACES: [&str; 3] = ["lookup", "boundaries", "postcode-directory"];

/// The sites whose settings are read.
fn sites() -> Vec<PathBuf> {
    let mut sites = vec![package().to_owned()];
    sites.extend(
        ["tests/sites/base", "tests/schemas/site", "tests/schemas/alone", "starter/site"]
            .map(|folder| package().join(folder)),
    );
    sites.retain(|folder| folder.is_dir());
    sites
}

/// Which kind the settings of a file are that begin at a line, if they are of one.
fn kind(folder: &Path, path: &str, line: usize) -> Option<&'static str> {
    let text = || fs::read_to_string(folder.join(path)).unwrap();
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["site.yaml"] => Some("site"),
        ["data", _, "source.yaml"] => {
            let is_of_places = |line: &str| PLACES.iter().any(|format| line.trim() == format!("format: {format}"));
            Some(if text().lines().any(is_of_places) { "places" } else { "source" })
        }
        ["content", "events.yaml"] => Some("events"),
        ["content", "strategy.yaml"] => Some("strategy"),
        ["content", "interventions.yaml"] => Some("interventions"),
        ["content", "duty.yaml"] => Some("duty"),
        ["content", "corrections.yaml"] => Some("corrections"),
        ["content", "addresses.yaml"] => Some("addresses"),
        ["content", "pictures", "pictures.yaml"] => Some("pictures"),
        ["content", "places", _] if line == 2 => Some("place"),
        ["content", "costs.yaml"] => Some("costs"),
        ["content", "schools.yaml"] => Some("schools"),
        ["content", "recommendations", _] if line == 2 => Some("recommendation"),
        ["content", "interventions", file] if line == 2 && file.ends_with(".md") => Some("intervention"),
        ["content", "indicators", _] if line == 2 => Some("indicator"),
        ["content", _] | ["content", "chapters", _] if line == 2 => Some("chapter"),
        _ => None,
    }
}

/// What is known of a value.
#[derive(Default)]
struct Asked {
    keys: BTreeMap<&'static str, bool>,
    is_map: bool,
    is_named: bool,
    /// How often a text was asked for, and how often it had to be one of some words.
    texts: usize,
    worded: usize,
    is_list: bool,
    is_number: bool,
    words: Option<BTreeSet<String>>,
}

/// By the keys that lead to it, what is known of each value of a kind.
type Known = BTreeMap<String, Asked>;

/// What the readers ask, of all sites.
fn asked() -> BTreeMap<&'static str, Known> {
    let mut known: BTreeMap<&str, Known> = KINDS.iter().map(|kind| (kind.name, Known::new())).collect();
    for folder in sites() {
        let report = Report::listening();
        let root = Root::new(&folder);
        let areas = sna::config::read(&report, &root).map(|config| config.areas);
        let _ = sna::content::read(&report, &root, &mut sna::content::Searched::default());
        let _ = sna::ledger::read(&report, &root, Audience::Public);
        let _ = areas.and_then(|areas| sna::ingest::read(&report, &Progress::default(), &root, &areas));
        let heard = report.asked();
        // Names of an author's own are told by what was asked of the set they stand in.
        let named: BTreeSet<&str> =
            heard.iter().filter(|asked| asked.what == Question::Names).map(|asked| &*asked.trail).collect();
        for asked in &heard {
            let (path, rest) = asked.trail.split_once(':').unwrap();
            let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
            let Some(kind) = kind(&folder, path, rest[..end].parse().unwrap()) else { continue };
            let trail = plain(&asked.trail, path.len() + 1 + end, &named);
            let value = known.get_mut(kind).unwrap().entry(trail).or_default();
            match &asked.what {
                Question::Keys(keys) => {
                    let keys: BTreeMap<&str, bool> = keys.iter().fold(BTreeMap::new(), |mut keys, (key, needed)| {
                        *keys.entry(*key).or_default() |= needed;
                        keys
                    });
                    if value.is_map {
                        value.keys.iter_mut().for_each(|(key, needed)| *needed &= keys.get(key) == Some(&true));
                    }
                    for (key, needed) in keys {
                        value.keys.entry(key).or_insert(needed && !value.is_map);
                    }
                    value.is_map = true;
                }
                Question::Names => value.is_named = true,
                Question::Text => value.texts += 1,
                Question::List => value.is_list = true,
                Question::Number => value.is_number = true,
                Question::Words(words) => {
                    value.worded += 1;
                    value.words.get_or_insert_default().extend(words.iter().cloned());
                }
            }
        }
    }
    known
}

/// The keys that lead to a value, with `*` for an author's own names.
fn plain(trail: &str, start: usize, named: &BTreeSet<&str>) -> String {
    let mut out = String::new();
    let mut at = start;
    while at < trail.len() {
        let rest = &trail[at..];
        if rest.starts_with("[]") {
            out.push_str("[]");
            at += 2;
            continue;
        }
        if named.contains(&trail[..at]) {
            out.push_str(".*");
            at += rest[1..].find(['.', '[']).map_or(rest.len(), |end| end + 1);
            continue;
        }
        let end = rest[1..].find(['.', '[']).map_or(rest.len(), |end| end + 1);
        out.push_str(&rest[..end]);
        at += end;
    }
    out.trim_start_matches('.').to_owned()
}

/// What each key means, by the keys that lead to it: the lines of `tests/schemas/NAME.yaml`. A line that begins
/// with `…` is of every key of that name that has no line of its own.
fn words(kind: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(package().join(format!("tests/schemas/{kind}.yaml"))).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// The line of a key, and what it says.
fn line<'a>(words: &'a BTreeMap<String, String>, key: &str) -> Option<(&'a str, &'a str)> {
    let name = key.rsplit('.').next().unwrap();
    let found = words.get_key_value(key).or_else(|| words.get_key_value(&format!("…{name}")));
    found.map(|(line, words)| (line.as_str(), words.as_str()))
}

fn below(trail: &str, key: &str) -> String {
    if trail.is_empty() { key.to_owned() } else { format!("{trail}.{key}") }
}

/// Every key of a kind by the keys that lead to it.
fn keys(known: &Known) -> BTreeSet<String> {
    let of = |(trail, asked): (&String, &Asked)| asked.keys.keys().map(|key| below(trail, key)).collect::<Vec<_>>();
    known.iter().flat_map(of).collect()
}

/// The schema of a value.
fn schema(known: &Known, words: &BTreeMap<String, String>, trail: &str) -> Map<String, Value> {
    let Some(asked) = known.get(trail) else { return Map::new() };
    let mut may = Vec::new();
    if asked.is_map || asked.is_named {
        let property = |key: &&str| {
            let trail = below(trail, key);
            let mut schema = schema(known, words, &trail);
            let said = line(words, &trail).map_or("", |(_, said)| said);
            schema.insert("description".to_owned(), said.into());
            ((*key).to_owned(), Value::Object(schema))
        };
        let properties: Map<String, Value> = asked.keys.keys().map(property).collect();
        let needed: Vec<&str> = asked.keys.iter().filter(|(_, needed)| **needed).map(|(key, _)| *key).collect();
        let mut object = Map::new();
        object.insert("type".to_owned(), "object".into());
        object.insert("properties".to_owned(), properties.into());
        if !needed.is_empty() && !asked.is_named {
            object.insert("required".to_owned(), needed.into());
        }
        let others = match asked.is_named {
            true => Value::Object(schema(known, words, &below(trail, "*"))),
            false => false.into(),
        };
        object.insert("additionalProperties".to_owned(), others);
        may.push(object.into());
    }
    let items = known.get(&format!("{trail}[]"));
    if asked.is_list {
        let items = match items {
            Some(_) => schema(known, words, &format!("{trail}[]")).into(),
            None => json!({"type": SCALAR}),
        };
        may.push(json!({"type": "array", "items": items}));
    }
    match &asked.words {
        // Where one reader knows words and another takes any text, the words are still worth proposing.
        Some(words) if asked.texts > asked.worded => {
            may.extend([json!({"enum": enumerated(words)}), json!({"type": SCALAR})]);
        }
        Some(words) => may.push(json!({"enum": enumerated(words)})),
        None if trail == "format" => {
            may.push(json!({"enum": sna::ingest::FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>()}));
        }
        None if asked.is_number => may.push(json!({"type": "number"})),
        // One value alone is a list of one.
        None if asked.texts > 0 || (asked.is_list && items.is_none_or(|items| items.texts > 0)) => {
            may.push(json!({"type": SCALAR}));
        }
        None => {}
    }
    match may.len() {
        // Only known to be there: whatever it is, it is right.
        0 => Map::new(),
        1 => may.remove(0).as_object().unwrap().clone(),
        _ => [("anyOf".to_owned(), Value::Array(may))].into_iter().collect(),
    }
}

/// What may stand for a text in YAML.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

/// Words as editors take them: `yes` is a text to one and a truth to another.
fn enumerated(words: &BTreeSet<String>) -> Vec<Value> {
    let mut may: Vec<Value> = words
        .iter()
        .filter(|word| !["true", "false"].contains(&word.as_str()))
        .map(|word| word.as_str().into())
        .collect();
    may.extend(
        [("yes", true), ("no", false)].into_iter().filter(|(word, _)| words.contains(*word)).map(|(_, is)| is.into()),
    );
    may
}

/// Each file of `schemas/` and its text.
fn schemas() -> Vec<(String, String)> {
    let asked = asked();
    let of = |kind: &str| schema(&asked[kind], &words(kind), "");
    KINDS
        .iter()
        .filter(|kind| kind.name != "places")
        .map(|kind| {
            let mut whole = Map::new();
            whole.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
            whole.insert("title".to_owned(), kind.title.into());
            match kind.name {
                "source" => {
                    let is_of_places = json!({"required": ["format"], "properties": {"format": {"enum": PLACES}}});
                    whole.insert("if".to_owned(), is_of_places);
                    whole.insert("then".to_owned(), of("places").into());
                    whole.insert("else".to_owned(), of("source").into());
                }
                name => whole.extend(of(name)),
            }
            (format!("schemas/{}.json", kind.name), format!("{:#}\n", Value::Object(whole)))
        })
        .collect()
}

#[test]
fn every_key_of_a_reader_is_explained_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for (kind, known) in asked() {
        let (keys, words) = (keys(&known), words(kind));
        let used: BTreeSet<&str> = keys.iter().filter_map(|key| line(&words, key)).map(|(line, _)| line).collect();
        wrong.extend(keys.iter().filter(|key| line(&words, key).is_none()).map(|key| format!("+ {kind} {key}")));
        wrong.extend(words.keys().filter(|key| !used.contains(key.as_str())).map(|key| format!("- {kind} {key}")));
        // What no site here has was never asked for its shape.
        wrong.extend(keys.iter().filter(|key| !known.contains_key(*key)).map(|key| format!("? {kind} {key}")));
    }
    let help = "in tests/schemas/, explain keys with `+`, take out those with `-`, and write those with `?` in a site";
    assert!(wrong.is_empty(), "{help}:\n{}", wrong.join("\n"));
}

#[test]
fn the_schemas_are_those_of_the_readers() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut differ = Vec::new();
    for (path, text) in schemas() {
        let full = package().join(&path);
        if overwrite {
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            fs::write(&full, &text).unwrap();
        } else if fs::read_to_string(&full).unwrap_or_default().replace("\r\n", "\n") != text {
            differ.push(path);
        }
    }
    assert!(differ.is_empty(), "{differ:?} differ; SNAPSHOTS=overwrite cargo test --test schemas writes them");
}
