//! The page on which a reader puts figures together, to print or to send: the evidence pack.
//!
//! Comes in: the gallery. Goes out: one page that lists every figure; script puts those that its address names
//! on it, from the pages that show a figure alone. Wrong can be: nothing; an id that is not known is said there.

use super::figures::is_illustrative;
use super::frame::{self, PageHead, link};
use super::view::{PackEntry, PackGroup, PackPage};
use super::{Files, Output, Publication, profile};
use crate::chart::gallery::Exhibit;
use crate::content::link::relative;
use crate::report::counted;

/// Each figure of a pack has five places where the Tab key stops, and a page at most 120 in all.
const MOST: usize = 12;

/// The page for packs of figures.
#[derive(Debug)]
pub(super) struct Pack;

impl Output for Pack {
    fn name(&self) -> &'static str {
        "pack"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        files.add(&publication.bindings.addresses.page("pack"), |publication, report| {
            publication.theme.page(report, "pack.html", &page(publication))
        });
    }
}

fn page(publication: &Publication) -> PackPage {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("pack");
    let lede = "An evidence pack is a page with the figures that you choose, in your order, each with its source, its \
                cautions and its citation: to print, to send, or to attach to a bid.";
    let head = PageHead {
        address: &address,
        title: "Evidence pack",
        description: lede,
        breadcrumb: &[],
        illustrative: publication.gallery.iter().any(|exhibit| is_illustrative(publication, exhibit)),
    };
    PackPage {
        frame: frame::frame(publication, &head),
        title: "Evidence pack".to_owned(),
        lede: lede.to_owned(),
        figures: relative(&address, &format!("{}f/", addresses.home())),
        most: MOST,
        groups: groups(publication, &address),
    }
}

/// Every figure by where it stands: the pages of authors, then indicators by theme, then areas.
fn groups(publication: &Publication, from: &str) -> Vec<PackGroup> {
    let addresses = &publication.bindings.addresses;
    let shown_on = |address: &str| -> Vec<&Exhibit> {
        let is = |exhibit: &&Exhibit| exhibit.used_in.first().is_some_and(|(page, _)| page == address);
        publication.gallery.iter().filter(is).collect()
    };
    let entries =
        |exhibits: Vec<&Exhibit>| exhibits.into_iter().map(|exhibit| entry(publication, exhibit, from)).collect();
    let mut groups: Vec<PackGroup> =
        publication.bindings.pages.iter().map(|page| group(&page.title, entries(shown_on(&page.address)))).collect();

    let mut themes: Vec<&str> = publication.findings.iter().map(|found| found.indicator.theme.as_str()).collect();
    themes.sort_by_key(|theme| profile::theme_order(theme));
    themes.dedup();
    let of_theme = |theme: &str| {
        let own = publication.findings.iter().filter(|found| found.indicator.theme == theme);
        own.flat_map(|found| shown_on(&addresses.indicator(found.indicator.id.as_str()))).collect()
    };
    groups.push(whole("Pages of indicators", themes.into_iter().map(|theme| group(theme, entries(of_theme(theme))))));

    let areas = publication.findings.areas.iter().map(|(_, area)| area);
    groups.push(whole(
        "Profiles of areas",
        areas.map(|area| group(&area.name, entries(shown_on(&addresses.area(&area.slug))))),
    ));
    groups.retain(|group| !group.figures.is_empty() || !group.parts.is_empty());
    groups
}

fn group(name: &str, figures: Vec<PackEntry>) -> PackGroup {
    PackGroup { title: format!("{name}: {}", counted(figures.len(), "figure")), figures, parts: Vec::new() }
}

/// A group of groups; those without a figure are left out.
fn whole(name: &str, parts: impl Iterator<Item = PackGroup>) -> PackGroup {
    let parts: Vec<PackGroup> = parts.filter(|part| !part.figures.is_empty()).collect();
    let count = parts.iter().map(|part| part.figures.len()).sum();
    PackGroup { parts, title: format!("{name}: {}", counted(count, "figure")), figures: Vec::new() }
}

fn entry(publication: &Publication, exhibit: &Exhibit, from: &str) -> PackEntry {
    let addresses = &publication.bindings.addresses;
    PackEntry {
        id: exhibit.id.clone(),
        link: link(from, exhibit.finding.text(), &addresses.figure(&exhibit.id)),
        csv: relative(from, &addresses.figure_file(&exhibit.id, ".csv")),
        illustrative: is_illustrative(publication, exhibit),
    }
}
