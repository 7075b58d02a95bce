//! Names that are given once in a site: the addresses of its pages and the ids of its figures.
//!
//! Comes in: everything written, and findings. Goes out: each address by the path of its file, and every id. Wrong can
//! be: two pages at one address, two figures of one id, an id that is none, or a page that every site has and this one
//! has not.

use std::collections::{BTreeMap, BTreeSet};

use super::address::Addresses;
use super::markdown::Piece;
use super::{DocumentKind, Texts, explanation, place, plan};
use crate::compare::Findings;
use crate::report::{Diagnostic, Place, Report};

/// The address of each document and indicator by the path of its file; two at one address is an error.
pub(super) fn page_addresses(report: &Report, texts: &Texts, addresses: &Addresses) -> BTreeMap<String, String> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for word in ["areas", "indicators", "data", "f", "compare", "explore", "search", "print", "recommendations", "duty"]
    {
        taken.insert(addresses.page(word), format!("the pages of /{word}/"));
    }
    if texts.interventions.is_some() {
        taken.insert(addresses.page("interventions"), "the directory of interventions".to_owned());
        taken.insert(addresses.page("priorities"), "the page of priorities".to_owned());
    }
    if texts.costs.is_some() {
        taken.insert(addresses.page("cost"), "the page of costs".to_owned());
    }
    if texts.schools.is_some() {
        taken.insert(addresses.page("schools"), "the page of schools".to_owned());
    }
    if texts.documents.iter().any(|document| document.front.place.is_some()) {
        taken.insert(addresses.page("places"), "the list of places".to_owned());
    }
    let mut pages = BTreeMap::new();
    for document in &texts.documents {
        let path = document.file.path.to_string();
        let address = addresses.document(&path);
        if let Some(other) = taken.insert(address.to_lowercase(), path.clone()) {
            let found = Diagnostic::error(format!("two pages stand at /{address}")).at(Place::file(&path));
            report.add(found.note(format!("the other is {other}")).help("rename one of the files"));
        }
        for (name, kind, word) in [("index", DocumentKind::Home, "home"), ("methods", DocumentKind::Methods, "methods")]
        {
            if (path == format!("content/{name}.md")) != (document.front.kind == kind) {
                let found =
                    Diagnostic::error(format!("only `content/{name}.md` is of the kind `{word}`, and it must be"));
                report.add(found.at(Place::file(&path)).help(format!(
                    "write `kind: {word}` at the head of `content/{name}.md`, and another kind or none in every other file"
                )));
            }
        }
        pages.insert(path, address);
    }
    for (name, help) in [
        ("index", "add `content/index.md` with `kind: home`"),
        ("methods", "add `content/methods.md` with `kind: methods`: the page of each source leads to it"),
    ] {
        let path = format!("content/{name}.md");
        if !pages.values().any(|address| *address == addresses.document(&path)) {
            let found = Diagnostic::error(format!("the page `{path}` is missing")).at(Place::file("content"));
            report.add(found.help(help));
        }
    }
    for (id, note) in &texts.notes {
        pages.insert(note.file.path.to_string(), addresses.indicator(id.as_str()));
    }
    for written in &texts.recommendations {
        pages.insert(written.file.path.to_string(), addresses.recommendation(&written.id.0));
    }
    for (id, note) in texts.interventions.iter().flat_map(|written| &written.notes) {
        pages.insert(note.file.path.to_string(), addresses.intervention(id));
    }
    pages.extend(explanation::paths(addresses));
    pages
}

/// Every id of a figure; two figures of one id is an error, and so are two that differ in case alone,
/// since some systems could not store both.
pub(super) fn figure_ids(report: &Report, texts: &Texts, findings: &Findings) -> BTreeSet<String> {
    let planned = findings.iter().flat_map(|found| plan::of_indicator(findings, found));
    let of_areas = findings.areas.iter().flat_map(|(area, _)| plan::of_area(findings, area));
    let of_places = texts.documents.iter().filter_map(|document| place::map(findings, document));
    let mut ids: BTreeSet<String> = planned.chain(of_areas).chain(of_places).map(|spec| spec.id).collect();
    let mut folded: BTreeSet<String> = ids.iter().map(|id| id.to_lowercase()).collect();
    for document in &texts.documents {
        for piece in &document.pieces {
            let Piece::Shortcode(shortcode) = piece else { continue };
            let (id, place) = &shortcode.id;
            let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            if id.is_empty() || !id.chars().all(plain) {
                let found = Diagnostic::error(format!("`{id}` is not an id")).at(place.clone());
                report.add(found.label("letters, digits and hyphens only").help("write an id such as `VI-F1`"));
            } else if !folded.insert(id.to_lowercase()) {
                let found = Diagnostic::error(format!("two figures have the id `{id}`")).at(place.clone());
                report.add(found.label("taken").help("an id is given once and never again: choose a new one"));
            } else {
                ids.insert(id.clone());
            }
        }
    }
    ids
}
