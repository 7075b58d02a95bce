//! The pages of editions and of corrections, and their lists for programs.
//!
//! Comes in: what was released before, and the paths of everything that the site makes. Goes out: `editions/`,
//! `changes/`, `editions.json` and for each edition a file that tells its frozen pages where they lead on. These
//! belong to no edition, so that a frozen one need not change when the next appears. Nothing can go wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::frame::{self, PageHead, link};
use super::view::{self, CorrectionEntry, Link};
use super::{Files, Output, Publication};
use crate::content::{number, sentence};
use crate::ledger::{Correction, Manifest, Shown, Standing, rhythm};
use crate::model::period::Period;
use crate::report::counted;

/// The page of all editions.
pub(super) const ADDRESS: &str = "editions/";
/// The page of all corrections.
pub(super) const CHANGES: &str = "changes/";

/// The place of an edition on the page of all.
pub(super) fn anchor(edition: &str) -> String {
    format!("edition-{edition}")
}

/// The page of a figure through all editions.
pub(super) fn history_address(id: &str) -> String {
    format!("f/{id}/")
}

/// The pages of editions and of corrections.
#[derive(Debug)]
pub(super) struct EditionPages;

impl Output for EditionPages {
    fn name(&self) -> &'static str {
        "editions"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        // Every page of the edition is known by now.
        let own: BTreeSet<String> =
            files.entries.keys().filter_map(|path| path.strip_suffix("index.html")).map(str::to_owned).collect();
        files.add(ADDRESS, |publication, report| {
            publication.theme.page(report, "editions.html", &editions_page(publication))
        });
        files.add(CHANGES, |publication, report| {
            publication.theme.page(report, "changes.html", &changes_page(publication))
        });
        files.add("editions.json", |publication, _| {
            let known = known(publication).into_iter().rev().map(|one| {
                json!({"edition": one.name, "label": one.label, "published": one.published.id(), "address": format!("{}/", one.name)})
            });
            let list = json!({"current": publication.config.edition, "editions": known.collect::<Vec<_>>()});
            Ok(format!("{list:#}\n").into_bytes())
        });
        for one in known(publication) {
            let leads = format!("{:#}\n", leads(publication, &one, &own)).into_bytes();
            files.add(&format!("{ADDRESS}{}.json", one.name), move |_, _| Ok(leads.clone()));
        }
    }
}

/// An edition, frozen or being made.
pub(super) struct Known<'a> {
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) published: Period,
    pub(super) changed: Option<&'a str>,
    pub(super) figures: &'a BTreeMap<String, Shown>,
}

fn of_manifest(manifest: &Manifest) -> Known<'_> {
    Known {
        name: &manifest.edition,
        label: &manifest.label,
        published: manifest.published,
        changed: manifest.changed.as_deref(),
        figures: &manifest.figures,
    }
}

/// Every edition, the oldest first.
pub(super) fn known(publication: &Publication) -> Vec<Known<'_>> {
    let (config, history) = (&publication.config, &publication.history);
    let frozen = history.editions.iter().map(|frozen| &frozen.manifest);
    let others = frozen.filter(|manifest| manifest.edition != config.edition).map(of_manifest);
    let own = match history.edition(&config.edition).filter(|_| history.standing == Standing::Carried) {
        Some(frozen) => of_manifest(&frozen.manifest),
        None => Known {
            name: &config.edition,
            label: &config.edition_label,
            published: config.published,
            changed: config.changed.as_deref(),
            figures: &history.figures,
        },
    };
    let mut all: Vec<Known<'_>> = others.chain([own]).collect();
    all.sort_by_key(|one| (one.published, one.name));
    all
}

/// The newest edition of the rhythm of one: its successor, or itself.
fn newest<'a>(all: &'a [Known<'a>], of: &str) -> &'a Known<'a> {
    let last = all.iter().rev().find(|one| rhythm(one.name) == rhythm(of));
    last.unwrap_or(&all[all.len() - 1])
}

/// Where the pages of an edition lead on, for its script: pages without one of the same name in the newest edition,
/// and corrections that its bytes do not show.
fn leads(publication: &Publication, of: &Known<'_>, own: &BTreeSet<String>) -> Value {
    let history = &publication.history;
    let all = known(publication);
    let next = newest(&all, of.name);
    let mut elsewhere = Map::new();
    if next.name != of.name
        && let Some(frozen) = history.edition(of.name)
    {
        let is_there = |address: &str| match history.edition(next.name) {
            Some(frozen) if next.name != publication.config.edition => {
                frozen.manifest.files.contains_key(&format!("{address}index.html"))
            }
            _ => own.contains(address),
        };
        for page in frozen.pages() {
            let below = &page[of.name.len() + 1..];
            let same = format!("{}/{below}", next.name);
            let moved = history.moved.iter().find(|moved| moved.from == page).map(|moved| {
                // What moved within its own edition leads to the same place in the newest.
                match moved.to.strip_prefix(of.name).map(|rest| format!("{}{rest}", next.name)) {
                    Some(there) if is_there(&there) => there,
                    _ => moved.to.clone(),
                }
            });
            if moved.is_none() && is_there(&same) {
                continue;
            }
            let figure = below.strip_prefix("f/").map(|id| format!("f/{id}"));
            let to = moved.or(figure).unwrap_or_else(|| above(&same, is_there));
            elsewhere.insert(below.to_owned(), to.into());
        }
    }
    // Pages that are made anew say themselves what was corrected.
    let made = of.name == publication.config.edition && history.standing != Standing::Carried;
    let corrections = history.pending(of.name).filter(|_| !made).map(|one| {
        let pages: BTreeSet<String> = one
            .figures
            .iter()
            .flat_map(|id| {
                let used = of.figures.get(id).into_iter().flat_map(|shown| shown.used.iter().cloned());
                used.chain([format!("{}/f/{id}/", of.name)])
            })
            .filter_map(|page| Some(page.strip_prefix(of.name)?.strip_prefix('/')?.to_owned()))
            .collect();
        json!({
            "when": one.when.to_string(),
            "figures": one.named,
            "what": one.what,
            "pages": pages,
            "address": format!("{CHANGES}#{}", one.anchor),
        })
    });
    json!({
        "edition": of.name,
        "label": of.label,
        "newest": {"edition": next.name, "label": next.label, "address": format!("{}/", next.name)},
        "elsewhere": elsewhere,
        "corrections": corrections.collect::<Vec<_>>(),
    })
}

/// The nearest page above an address that is there.
fn above(address: &str, is_there: impl Fn(&str) -> bool) -> String {
    let mut rest = address.trim_end_matches('/');
    while let Some((folder, _)) = rest.rsplit_once('/') {
        let page = format!("{folder}/");
        if is_there(&page) {
            return page;
        }
        rest = folder;
    }
    format!("{}/", address.split('/').next().unwrap_or_default())
}

/// What is counted between an edition and the one before it of its rhythm.
fn changed(all: &[Known<'_>], at: usize) -> Vec<String> {
    let one = &all[at];
    let mut words: Vec<String> = one.changed.iter().map(|text| (*text).to_owned()).collect();
    match all[..at].iter().rev().find(|before| rhythm(before.name) == rhythm(one.name)) {
        None => words.push("The first edition.".to_owned()),
        Some(before) => {
            let count = |these: &BTreeMap<String, Shown>, those: &BTreeMap<String, Shown>| {
                these.keys().filter(|id| !those.contains_key(*id)).count()
            };
            let (new, gone) = (count(one.figures, before.figures), count(before.figures, one.figures));
            let figures = |many: usize| match many {
                0 => "no figure was".to_owned(),
                1 => "one figure was".to_owned(),
                _ => format!("{} figures were", number::spelled(many)),
            };
            words.push(match (new, gone) {
                (0, 0) => format!("Since the {}, no figure was added or taken away.", before.label),
                _ => {
                    format!("Since the {}, {} added and {} taken away.", before.label, figures(new), figures(gone))
                }
            });
        }
    }
    words
}

fn editions_page(publication: &Publication) -> view::Editions {
    let all = known(publication);
    let row = |(at, one): (usize, &Known<'_>)| {
        let next = all[at + 1..].iter().find(|next| rhythm(next.name) == rhythm(one.name));
        let of_it = publication.history.corrections.iter().filter(|correction| correction.edition == one.name);
        view::EditionRow {
            anchor: anchor(one.name),
            home: link(ADDRESS, one.label, &format!("{}/", one.name)),
            current: one.name == publication.config.edition,
            next: next.map(|next| link(ADDRESS, next.label, &format!("{}/", next.name))),
            published: one.published.to_string(),
            figures: counted(one.figures.len(), "figure"),
            changed: changed(&all, at),
            corrections: of_it
                .map(|one| link(ADDRESS, format!("{}: {}", one.when, one.what), &format!("{CHANGES}#{}", one.anchor)))
                .collect(),
        }
    };
    let mut rows: Vec<view::EditionRow> = all.iter().enumerate().map(row).collect();
    rows.reverse();
    let head = PageHead {
        address: ADDRESS,
        title: "Editions",
        description: "Every edition of this assessment: when it was published and what has changed.",
        breadcrumb: &[],
        illustrative: false,
    };
    view::Editions {
        frame: frame::frame(publication, &head),
        editions: rows,
        changes: link(ADDRESS, "All corrections", CHANGES),
        list: link(ADDRESS, "Editions as a file for programs", "editions.json"),
    }
}

/// Where a figure is to be seen in an edition, from the page at `from`.
pub(super) fn figure_in(publication: &Publication, edition: &str, id: &str, from: &str) -> Link {
    let there = known(publication).iter().any(|one| one.name == edition && one.figures.contains_key(id));
    let to = if there { format!("{edition}/f/{id}/") } else { history_address(id) };
    link(from, format!("Figure {id}"), &to)
}

/// How many figures and pages of a correction are led to; beyond them they are named by their pattern.
const LED_TO: usize = 12;

/// A correction, for the page at `from`.
pub(super) fn correction(publication: &Publication, one: &Correction, from: &str) -> CorrectionEntry {
    let all = known(publication);
    let of = all.iter().find(|known| known.name == one.edition);
    let label = of.map_or(one.edition.as_str(), |known| known.label);
    let mut figures: Vec<Link> =
        one.figures.iter().take(LED_TO).map(|id| figure_in(publication, &one.edition, id, from)).collect();
    if one.figures.len() > LED_TO {
        let text = format!("and {} more: {}", one.figures.len() - LED_TO, one.named.join(", "));
        figures.push(Link { text, ..Link::default() });
    }
    let used = one.figures.iter().filter_map(|id| of?.figures.get(id)).flat_map(|shown| &shown.used);
    let pages: BTreeSet<&String> = used.collect();
    let pages = pages.into_iter().take(LED_TO).map(|address| link(from, title_of(publication, address), address));
    CorrectionEntry {
        anchor: one.anchor.clone(),
        when: one.when.to_string(),
        edition: label.to_owned(),
        what: one.what.clone(),
        why: one.why.clone(),
        figures,
        pages: pages.collect(),
    }
}

/// What the page at an address is called; a page of a frozen edition by its address.
fn title_of(publication: &Publication, address: &str) -> String {
    let exhibits = publication.gallery.iter().flat_map(|exhibit| &exhibit.used_in);
    let found = exhibits.into_iter().find(|(own, _)| own == address);
    found.map_or_else(|| format!("/{address}"), |(_, title)| title.clone())
}

fn changes_page(publication: &Publication) -> view::Changes {
    let history = &publication.history;
    let withdrawn = history.withdrawn.iter().map(|(id, withdrawn)| {
        let why = withdrawn.why.trim_end_matches('.');
        let note = format!("Withdrawn on {}. {why}.", withdrawn.when);
        frame::noted(CHANGES, format!("Figure {id}"), &history_address(id), note)
    });
    let head = PageHead {
        address: CHANGES,
        title: "Corrections",
        description: "What was corrected in published figures: what was wrong, why and when it was put right.",
        breadcrumb: &[("Editions", ADDRESS.to_owned())],
        illustrative: false,
    };
    view::Changes {
        frame: frame::frame(publication, &head),
        corrections: history.corrections.iter().map(|one| correction(publication, one, CHANGES)).collect(),
        withdrawn: withdrawn.collect(),
        editions: link(CHANGES, "All editions", ADDRESS),
    }
}

/// When a page of this edition that shows these figures was last corrected, with the way to it.
pub(super) fn corrected(publication: &Publication, figures: &BTreeSet<&str>, from: &str) -> Option<Link> {
    let edition = &publication.config.edition;
    let own = publication.history.corrections.iter().filter(|one| one.edition == *edition);
    let last = own.into_iter().find(|one| one.figures.iter().any(|id| figures.contains(id.as_str())))?;
    Some(link(from, sentence::upper_first(&last.when.to_string()), &format!("{CHANGES}#{}", last.anchor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_gone_leads_to_the_nearest_above_it() {
        let there = |address: &str| ["2026/", "2026/areas/"].contains(&address);
        assert_eq!(above("2026/areas/ash-vale/", there), "2026/areas/");
        assert_eq!(above("2026/violence/", there), "2026/");
        assert_eq!(above("2026/a/b/c/", there), "2026/");
    }
}
