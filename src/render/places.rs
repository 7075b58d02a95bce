//! Pages of places, and the list of them: a story in words and figures beside what is recommended and done there.
//!
//! Comes in: places that are bound, recommendations, the directory of interventions. Goes out: words for templates.
//! Nothing can go wrong.

use super::chapters;
use super::figures::{Standing, block};
use super::frame::{self, PageHead, link, noted};
use super::view::{self, Block, Fact, Link};
use super::{Files, Output, Publication, interventions, recommendations};
use crate::content::{DocumentKind, Page, Told};
use crate::model::area::AreaId;

/// The list of places; the pages themselves stand among those of authors.
#[derive(Debug)]
pub(super) struct PlaceList;

impl Output for PlaceList {
    fn name(&self) -> &'static str {
        "places"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if any(publication) {
            files.add(&publication.bindings.addresses.page("places"), |publication, report| {
                publication.theme.page(report, "places.html", &list(publication))
            });
        }
    }
}

/// What the list of places is called.
pub(super) const TITLE: &str = "Places";

/// One line about the list.
pub(super) const ABOUT: &str = "What the numbers, those who live or work there and the services say of single places.";

fn all(publication: &Publication) -> impl Iterator<Item = (&Page, &Told)> {
    let places = publication.bindings.pages.iter().filter(|page| page.kind == DocumentKind::Place);
    places.filter_map(|page| Some((page, page.place.as_ref()?)))
}

/// Whether there is a page of a place.
pub(super) fn any(publication: &Publication) -> bool {
    all(publication).next().is_some()
}

/// The pages of places that tell of an area, for its profile.
pub(super) fn of_area(publication: &Publication, area: AreaId, from: &str) -> Vec<Fact> {
    let told = all(publication).filter(|(_, told)| told.areas.contains(&area));
    told.map(|(page, _)| {
        let to = link(from, page.title.as_str(), &page.address);
        Fact { word: "In words".to_owned(), text: to.text, href: Some(to.href) }
    })
    .collect()
}

/// The way to the list, for the list of areas.
pub(super) fn way(publication: &Publication, from: &str) -> Option<Link> {
    any(publication).then(|| link(from, "Places in words and numbers", &publication.bindings.addresses.page("places")))
}

fn list(publication: &Publication) -> view::PlaceList {
    let address = publication.bindings.addresses.page("places");
    let from = address.as_str();
    let head = PageHead { address: from, title: TITLE, description: ABOUT, breadcrumb: &[], illustrative: false };
    view::PlaceList {
        frame: frame::frame(publication, &head),
        title: TITLE.to_owned(),
        lede: ABOUT.to_owned(),
        places: all(publication)
            .map(|(page, _)| noted(from, page.title.as_str(), &page.address, page.summary.as_str()))
            .collect(),
    }
}

/// The page of a place.
pub(super) fn page(publication: &Publication, page: &Page) -> view::Place {
    let from = page.address.as_str();
    let told = page.place.clone().unwrap_or_else(|| Told { areas: Vec::new(), period: None, map: None });
    let areas = &publication.findings.areas;
    let addresses = &publication.bindings.addresses;
    let with_page = |id: &AreaId| areas.has_profile(*id);
    let profiles = told.areas.iter().filter(|id| with_page(id));
    let profiles = profiles.map(|id| link(from, areas.get(*id).name.as_str(), &addresses.area(&areas.get(*id).slug)));
    let map = told.map.as_ref().and_then(|spec| publication.gallery.get(&spec.id)).and_then(|exhibit| {
        let standing = Standing { from, number: "Map", heading: "h3" };
        match block(publication, exhibit, standing) {
            Block::Figure(figure) => Some(*figure),
            _ => None,
        }
    });
    let (done, done_note) = interventions::of_areas(publication, &told.areas, from);
    view::Place {
        chapter: chapters::chapter(publication, page, recommendations::of_place(publication, page, &told)),
        profiles: profiles.collect(),
        period: told.period.unwrap_or_default(),
        map,
        done,
        done_note,
    }
}
