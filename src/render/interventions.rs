//! What is done against violence: the directory, a page for each intervention, and need beside provision.
//!
//! Comes in: a publication. Goes out: pages and files, where the site has interventions. Wrong can be: nothing.

mod files;
mod gaps;
mod index;
mod priorities;
mod provision;
mod record;

use super::frame::{link, noted};
use super::view::{Described, Link};
use super::{Files, Output, Publication, decisions};
use crate::content::sentence;
use crate::model::age::Ages;
use crate::model::area::AreaId;
use crate::model::intervention::{Directory, Intervention};

pub(super) use provision::local;

/// What stands where nobody stated anything.
const NOT_STATED: &str = "not stated";

/// The pages about interventions.
#[derive(Debug)]
pub(super) struct InterventionPages;

impl Output for InterventionPages {
    fn name(&self) -> &'static str {
        "interventions"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let Some(directory) = &publication.directory else { return };
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("interventions"), |publication, report| match &publication.directory {
            Some(directory) => {
                publication.theme.page(report, "interventions.html", &index::page(publication, directory))
            }
            None => Ok(Vec::new()),
        });
        for (number, intervention) in directory.interventions.iter().enumerate() {
            files.add(&addresses.intervention(&intervention.id), move |publication, report| {
                let found = publication.directory.as_ref().and_then(|all| Some((all, all.interventions.get(number)?)));
                match found {
                    Some((directory, own)) => {
                        publication.theme.page(report, "intervention.html", &record::page(publication, directory, own))
                    }
                    None => Ok(Vec::new()),
                }
            });
        }
        files.add(&addresses.intervention_file("interventions.csv"), |publication, _| {
            Ok(publication.directory.as_ref().map(|own| files::directory(publication, own)).unwrap_or_default())
        });
        if directory.needs.is_empty() {
            return;
        }
        files.add(&addresses.intervention("gaps"), |publication, report| match &publication.directory {
            Some(directory) => publication.theme.page(report, "gaps.html", &gaps::page(publication, directory)),
            None => Ok(Vec::new()),
        });
        files.add(&addresses.intervention_file("gaps.csv"), |publication, _| {
            Ok(publication.directory.as_ref().map(|own| files::gaps(publication, own)).unwrap_or_default())
        });
        files.add(&addresses.page("priorities"), |publication, report| match &publication.directory {
            Some(directory) => {
                publication.theme.page(report, "priorities.html", &priorities::page(publication, directory))
            }
            None => Ok(Vec::new()),
        });
        files.add(&addresses.beside("priorities", priorities::FILE), |publication, _| {
            Ok(publication.directory.as_ref().map(|own| priorities::file(publication, own)).unwrap_or_default())
        });
    }
}

/// The areas at which need is set beside provision, by name.
fn areas(publication: &Publication, directory: &Directory) -> Vec<AreaId> {
    publication.findings.areas_of(directory.level).to_vec()
}

/// Who described the interventions and when, for the page at `from`.
fn described(directory: &Directory) -> Described {
    let origin = &directory.origin;
    Described {
        sentence: format!(
            "As described in {} by {}, in: {}. Licence: {}.",
            directory.described, origin.publisher, origin.title, origin.licence
        ),
        document: origin.address.as_ref().map(|address| Link {
            text: "Read the document".to_owned(),
            href: address.clone(),
            note: None,
            current: false,
        }),
        note: directory.note.clone().unwrap_or_default(),
    }
}

/// Names as one text, or that they are not stated.
fn listed(names: &[String]) -> String {
    if names.is_empty() { NOT_STATED.to_owned() } else { names.join("; ") }
}

/// Words that may be absent.
fn stated(words: Option<&String>) -> String {
    words.map_or_else(|| NOT_STATED.to_owned(), Clone::clone)
}

/// The names of the areas of an intervention.
fn area_names(publication: &Publication, own: &Intervention) -> Vec<String> {
    own.areas.iter().map(|area| publication.findings.areas.get(*area).name.clone()).collect()
}

/// The titles of the needs of an intervention.
fn need_titles(directory: &Directory, own: &Intervention) -> Vec<String> {
    let of = |id: &String| directory.needs.iter().find(|need| need.id == *id).map(|need| need.title.clone());
    own.needs.iter().filter_map(of).collect()
}

/// `no service`, `1 service`, `3 services`.
fn services(count: usize) -> String {
    if count == 0 { "no service".to_owned() } else { crate::report::counted(count, "service") }
}

/// Ages as readers say them: `under 11`, `11 to 16`.
fn aged(age: Ages) -> String {
    if age.first == 0 && age.last < Ages::OLDEST { format!("under {}", age.last + 1) } else { age.to_string() }
}

/// Every page about interventions that search lists beside the records: title, address and a line.
pub(super) fn pages(publication: &Publication) -> Vec<(&'static str, String, &'static str)> {
    let addresses = &publication.bindings.addresses;
    let Some(directory) = &publication.directory else { return Vec::new() };
    let mut pages = vec![(
        "Interventions",
        addresses.page("interventions"),
        "What is done against violence: by area, need, level of prevention and setting.",
    )];
    if !directory.needs.is_empty() {
        pages.push((
            "Need beside provision",
            addresses.intervention("gaps"),
            "Each need in each area, and the services that reach it.",
        ));
    }
    pages
}

/// The page of priorities, where needs are declared.
pub(super) fn priorities_page(publication: &Publication) -> Option<decisions::Page> {
    publication.directory.as_ref().filter(|directory| !directory.needs.is_empty())?;
    let address = publication.bindings.addresses.page("priorities");
    Some(decisions::Page { title: "Priorities", address, about: "which needs are high, rising, severe and unmet" })
}

/// The way to it from the page at `from`.
fn to_priorities(publication: &Publication, from: &str) -> Option<Link> {
    let page = priorities_page(publication)?;
    Some(link(from, format!("{}: {}", page.title, page.about), &page.address))
}

/// Each intervention as a link with its areas.
fn service_link(publication: &Publication, own: &Intervention, from: &str) -> Link {
    let address = publication.bindings.addresses.intervention(&own.id);
    noted(from, own.name.as_str(), &address, area_names(publication, own).join(", "))
}

/// The interventions that reach any of the areas of a place, from its page, and a sentence about them; nothing where
/// the site has no directory.
pub(super) fn of_areas(publication: &Publication, areas: &[AreaId], from: &str) -> (Vec<Link>, String) {
    let Some(directory) = &publication.directory else { return (Vec::new(), String::new()) };
    let mut found: Vec<&Intervention> = Vec::new();
    for area in areas {
        for (own, _) in directory.reaching(&publication.findings.areas, *area) {
            if found.iter().all(|known| known.id != own.id) {
                found.push(own);
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let verb = if found.len() < 2 { "reaches" } else { "reach" };
    let count = sentence::upper_first(&services(found.len()));
    let note = format!("{count} {verb} this place, in whole or in part. {}", described(directory).sentence);
    (found.into_iter().map(|own| service_link(publication, own, from)).collect(), note)
}

/// The part of the page of gaps about a need.
fn need_link(publication: &Publication, id: &str, title: &str, from: &str) -> Link {
    let mut found = link(from, title, &publication.bindings.addresses.intervention("gaps"));
    found.href.push_str(&format!("#need-{id}"));
    found
}
