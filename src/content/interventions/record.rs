//! One intervention as it was given, by a row of a table or at the head of a Markdown file.
//!
//! Comes in: a [`Given`]. Goes out: a [`Record`], whose areas and needs are not looked up yet. Wrong can be: a
//! name or an id that is missing, an id that no address can have, a level of prevention, an age, a day.

use std::collections::BTreeMap;

use super::reach::names_few;
use crate::model::age::Ages;
use crate::model::area::slug;
use crate::model::intervention::Prevention;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};

/// Everything that may be known of an intervention, in the words of authors.
pub(super) const KEYS: [&str; 16] = [
    "id",
    "name",
    "provider",
    "areas",
    "age",
    "level",
    "needs",
    "setting",
    "who",
    "what",
    "reach",
    "funding",
    "ends",
    "evidence",
    "referral",
    "reference",
];

/// Those that may be several things.
pub(super) const LISTS: [&str; 5] = ["provider", "areas", "needs", "setting", "who"];

/// An address below the directory that is no intervention's.
const TAKEN: &str = "gaps";

/// What was written of an intervention: texts by key, each with its place.
#[derive(Debug, Clone)]
pub(in crate::content) struct Given {
    pub(super) place: Place,
    fields: BTreeMap<&'static str, Vec<(String, Place)>>,
}

impl Given {
    /// Leaves out what is blank, or says that it is not stated.
    pub(super) fn new(place: Place, mut fields: BTreeMap<&'static str, Vec<(String, Place)>>) -> Self {
        for values in fields.values_mut() {
            values.retain(|(text, _)| !text.is_empty() && !text.eq_ignore_ascii_case("not stated"));
        }
        Self { place, fields }
    }

    pub(super) fn texts(&self, key: &str) -> &[(String, Place)] {
        self.fields.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    fn text(&self, key: &str) -> Option<&(String, Place)> {
        self.texts(key).first()
    }

    fn words(&self, key: &str) -> Vec<String> {
        self.texts(key).iter().map(|(text, _)| text.clone()).collect()
    }

    fn word(&self, key: &str) -> Option<String> {
        self.text(key).map(|(text, _)| text.clone())
    }
}

/// An intervention before its areas and needs are looked up.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) id: (String, Place),
    pub(super) name: String,
    pub(super) providers: Vec<String>,
    pub(super) areas: Vec<(String, Place)>,
    pub(super) age: Option<Ages>,
    pub(super) level: Option<Prevention>,
    pub(super) needs: Vec<(String, Place)>,
    pub(super) settings: Vec<String>,
    pub(super) who: Vec<String>,
    pub(super) what: Option<String>,
    pub(super) reach: Option<String>,
    pub(super) funding: Option<String>,
    pub(super) ends: Option<(Period, Place)>,
    pub(super) evidence: Option<String>,
    pub(super) referral: Option<String>,
    pub(super) reference: Option<String>,
}

/// Reads what was given, where fewer people than `reach_under` may not be said to be reached; says everything that is wrong with it.
pub(super) fn read(report: &Report, given: &Given, reach_under: u32) -> Option<Record> {
    let needed = |key: &str, help: &str| {
        let found = given.text(key).cloned();
        if found.is_none() {
            let fault = Diagnostic::error(format!("an intervention has no `{key}`")).at(given.place.clone());
            report.add(fault.label("this intervention").help(help));
        }
        found
    };
    let id = needed("id", "give it an id of small letters, digits and hyphens: its page stands there for good");
    let id = id.filter(|(id, place)| is_id(report, id, place));
    let name = needed("name", "write the name that its provider uses");
    let areas = needed("areas", "name the areas it is provided in, with semicolons between them");
    let level = given.text("level").map(|(text, place)| {
        let words = Prevention::WORDS;
        let found = words.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, level)| *level);
        if found.is_none() {
            let fault = Diagnostic::error(format!("unknown level of prevention `{text}`")).at(place.clone());
            report.add(fault.label("not such a level").suggest(text, words.iter().map(|(word, _)| *word)));
        }
        found
    });
    let age = given.text("age").map(|(text, place)| {
        let found = Ages::of(text);
        if found.is_none() {
            let fault = Diagnostic::error(format!("`{text}` is no age")).at(place.clone());
            report.add(fault.label("not ages").help("write `10 to 17`, `under 18` or `25 and over`"));
        }
        found
    });
    let ends = given.text("ends").map(|(text, place)| {
        let found = Period::from_id(text).filter(|period| period.months() == 0 && text.len() == 10);
        if found.is_none() {
            let fault = Diagnostic::error(format!("`{text}` is not a day")).at(place.clone());
            report.add(fault.label("the last day of its funding").help("write year, month and day: `2027-03-31`"));
        }
        found.map(|found| (found, place.clone()))
    });
    if let Some((reach, place)) = given.text("reach")
        && names_few(reach, reach_under)
    {
        let fault = Diagnostic::error(format!("a reach of fewer than {reach_under} people")).at(place.clone());
        let fault = fault.label("so few may be recognised by where and when it was");
        report.add(fault.help(format!("write `fewer than {reach_under}`, or count a longer time")));
    }
    let (id, (name, _), _) = (id?, name?, areas?);
    Some(Record {
        id,
        name,
        providers: given.words("provider"),
        areas: given.texts("areas").to_vec(),
        age: age.flatten(),
        level: level.flatten(),
        needs: given.texts("needs").to_vec(),
        settings: given.words("setting"),
        who: given.words("who"),
        what: given.word("what"),
        reach: given.word("reach"),
        funding: given.word("funding"),
        ends: ends.flatten(),
        evidence: given.word("evidence"),
        referral: given.word("referral"),
        reference: given.word("reference"),
    })
}

/// Whether an id can be an address; says why not.
pub(super) fn is_id(report: &Report, id: &str, place: &Place) -> bool {
    let fault = if slug(id) != id {
        Diagnostic::error(format!("`{id}` cannot be part of an address"))
            .label("small letters, digits and single hyphens only")
            .help(format!("write `{}`", slug(id)))
    } else if id == TAKEN {
        Diagnostic::error(format!("`{id}` is the address of another page"))
            .label("need beside provision stands there")
            .help("give it another id")
    } else {
        return true;
    };
    report.add(fault.at(place.clone()));
    false
}
