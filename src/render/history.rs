//! The page of a figure through all editions, at the address that belongs to no edition.
//!
//! Comes in: the figures of this edition and every id that was ever released. Goes out: `f/ID/` for each, which shows
//! the newest drawing, the editions that have it and its corrections, or that it was withdrawn. Nothing can go wrong.

use std::collections::BTreeSet;

use super::editions::{self, Known, history_address};
use super::frame::{self, PageHead, link, noted};
use super::view;
use super::{Files, Output, Publication};
use crate::chart::gallery::Exhibited;
use crate::content::link::relative;
use crate::ledger::{self, Standing};

/// The pages of figures through all editions.
#[derive(Debug)]
pub(super) struct HistoryPages;

impl Output for HistoryPages {
    fn name(&self) -> &'static str {
        "figures through all editions"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let history = &publication.history;
        let ids: BTreeSet<&String> = history.figures.keys().chain(history.entries.keys()).collect();
        for id in ids {
            let (id, address) = (id.clone(), history_address(id));
            files.add(&address, move |publication, report| {
                publication.theme.page(report, "history.html", &page(publication, &id))
            });
        }
    }
}

fn page(publication: &Publication, id: &str) -> Option<view::FigureHistory> {
    let (config, history) = (&publication.config, &publication.history);
    let address = history_address(id);
    let known = editions::known(publication);
    let having: Vec<&Known<'_>> = known.iter().rev().filter(|one| one.figures.contains_key(id)).collect();
    // The edition that is built goes first, though one of another rhythm may be newer.
    let newest = having.iter().find(|one| one.name == config.edition).or(having.first());
    // A figure that a correction took out of the only edition that had it is known by the ledger alone.
    let shown = match newest {
        Some(newest) => newest.figures.get(id)?,
        None => &history.entries.get(id)?.shown,
    };
    let is_made = newest.is_some_and(|one| one.name == config.edition) && history.standing != Standing::Carried;
    let exhibit = publication.gallery.get(id).filter(|_| is_made);
    let drawing = newest.map(|newest| (newest, format!("{}/f/{id}/{id}.svg", newest.name)));
    let drawing = drawing.filter(|(newest, file)| match (exhibit, history.edition(newest.name)) {
        (Some(exhibit), _) => matches!(exhibit.content, Exhibited::Drawing(_)),
        (None, Some(frozen)) => frozen.manifest.files.contains_key(file),
        (None, None) => false,
    });
    let summary = exhibit.and_then(|exhibit| match &exhibit.content {
        Exhibited::Drawing(figure) => Some(figure.summary.clone()),
        _ => None,
    });
    let withdrawn = history.withdrawn.get(id);
    // What the program draws of an indicator comes and goes with what can be shown of it.
    let is_left_out = !history.figures.contains_key(id)
        && newest.is_some_and(|one| ledger::rhythm(one.name) == ledger::rhythm(&config.edition));
    let left_out = is_left_out.then(|| format!("The {} does not have this figure.", config.edition_label));
    let head = PageHead {
        address: &address,
        title: &format!("Figure {id} in all editions"),
        description: &format!("Figure {id}, the editions that have it, and its corrections: {}", shown.title),
        breadcrumb: &[("Editions", editions::ADDRESS.to_owned())],
        illustrative: exhibit.is_some_and(|exhibit| super::figures::is_illustrative(publication, exhibit)),
    };
    let text = if withdrawn.is_some() { "as it was last published" } else { "with its table, source and files" };
    Some(view::FigureHistory {
        frame: frame::frame(publication, &head),
        id: id.to_owned(),
        title: shown.title.clone(),
        withdrawn: withdrawn
            .map(|one| format!("This figure was withdrawn on {}. {}.", one.when, one.why.trim_end_matches('.')))
            .or(left_out),
        successor: withdrawn.and_then(|one| one.successor.as_ref()).map(|next| {
            let then = history.entries.get(next).map(|entry| &entry.shown);
            let title = history.figures.get(next).or(then).map_or_else(String::new, |shown| shown.title.clone());
            noted(&address, format!("Figure {next}"), &history_address(next), title)
        }),
        newest: newest.map(|newest| {
            let text = format!("Figure {id} in the {}, {text}", newest.label);
            link(&address, text, &format!("{}/f/{id}/", newest.name))
        }),
        drawing: drawing.map(|(_, file)| relative(&address, &file)),
        summary: summary.unwrap_or_else(|| shown.title.clone()),
        editions: having
            .iter()
            .map(|one| {
                let title = one.figures.get(id).map_or_else(String::new, |shown| shown.title.clone());
                noted(&address, one.label, &format!("{}/f/{id}/", one.name), title)
            })
            .collect(),
        corrections: history
            .corrections
            .iter()
            .filter(|one| one.figures.iter().any(|own| own == id))
            .map(|one| editions::correction(publication, one, &address))
            .collect(),
        all: link(&address, "All editions", editions::ADDRESS),
    })
}
