//! The feed of what is new: editions and corrections, as Atom (RFC 4287).
//!
//! Comes in: what was released and corrected. Goes out: `updates.xml`, where the site has an address: entries of a
//! feed are known by absolute ones. Nothing can go wrong.

use super::editions::{self, CHANGES};
use super::{Files, Output, Publication};
use crate::content::html::escape;
use crate::model::period::Period;

/// Where it stands.
pub(super) const ADDRESS: &str = "updates.xml";

/// The feed of editions and corrections.
#[derive(Debug)]
pub(super) struct Feed;

impl Output for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if let Some(base) = publication.config.base_address.clone() {
            files.add(ADDRESS, move |publication, _| Ok(text(publication, &base).into_bytes()));
        }
    }
}

/// What is new, and when.
struct Entry {
    when: Period,
    address: String,
    title: String,
    summary: String,
}

/// Everything that is new, the newest first.
fn entries(publication: &Publication) -> Vec<Entry> {
    let known = editions::known(publication);
    let of_editions = known.iter().map(|one| Entry {
        when: one.published,
        address: format!("{}/", one.name),
        title: format!("{}, {}", publication.config.title, one.label),
        summary: one.changed.map_or_else(|| format!("The {} is published.", one.label), str::to_owned),
    });
    let of_corrections = publication.history.corrections.iter().map(|one| {
        let label = known.iter().find(|known| known.name == one.edition).map_or(one.edition.as_str(), |one| one.label);
        let figures = if one.named.len() == 1 && one.figures.len() == 1 { "figure" } else { "figures" };
        Entry {
            when: one.when,
            address: format!("{CHANGES}#{}", one.anchor),
            title: format!("Correction of {figures} {}, {label}", one.named.join(", ")),
            summary: format!("{} Why: {}", one.what, one.why),
        }
    });
    let mut all: Vec<Entry> = of_editions.chain(of_corrections).collect();
    all.sort_by(|one, other| (other.when, &one.address).cmp(&(one.when, &other.address)));
    all
}

fn text(publication: &Publication, base: &str) -> String {
    let config = &publication.config;
    let entries = entries(publication);
    // Days are all that settings give; a time of day would be made up, and Atom asks for one.
    let at = |day: Period| format!("{}T00:00:00Z", day.id());
    let updated = entries.first().map_or(config.published, |entry| entry.when);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<subtitle>Editions and corrections</subtitle>\n<id>{base}</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{ADDRESS}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{base}{}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<rights>{}</rights>\n",
        escape(&config.language),
        escape(&config.title),
        editions::ADDRESS,
        at(updated),
        escape(&config.publisher),
        escape(&config.licence.name),
        base = escape(base),
    );
    for Entry { when, address, title, summary } in &entries {
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{base}{address}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{base}{address}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(title),
            at(*when),
            escape(summary),
            base = escape(base),
            address = escape(address),
        ));
    }
    out.push_str("</feed>\n");
    out
}
