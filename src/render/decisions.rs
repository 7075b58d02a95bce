//! Pages that lead from evidence to decisions: priorities, costs, schools, and where each is linked from.
//!
//! Comes in: a publication. Goes out: titles, addresses and links of those that the site has. Wrong can be: nothing.

use super::frame::link;
use super::view::Link;
use super::{Publication, costs, interventions, schools};

/// Such a page: what it is called, where it stands, and a line about it.
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) address: String,
    pub(super) about: &'static str,
}

/// Every such page of the site.
pub(super) fn pages(publication: &Publication) -> Vec<Page> {
    let made = [interventions::priorities_page(publication), costs::listed(publication), schools::listed(publication)];
    made.into_iter().flatten().collect()
}

/// Links to all of them from the page at `from`.
pub(super) fn links(publication: &Publication, from: &str) -> Vec<Link> {
    let to = |page: Page| link(from, format!("{}: {}", page.title, page.about), &page.address);
    pages(publication).into_iter().map(to).collect()
}
