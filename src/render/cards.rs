//! Cards of pages: the picture that a message shows when someone shares an address.
//!
//! Comes in: the publication. Goes out: a card for the home page, each chapter, each area and each figure,
//! and for every page which of them is its own. Wrong can be: a drawing that pictures cannot show.
//!
//! Cards are asked for by absolute address, so a site without one has none.

use super::figures::{self, is_illustrative};
use super::frame::permanent;
use super::view::{self, Headline};
use super::{Files, Output, Publication, areas, profile};
use crate::chart::card::{Card, HEIGHT, Number, WIDTH};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::chart::{Figure, picture};
use crate::content::{DocumentKind, Page};
use crate::model::area::AreaId;
use crate::report::{Report, Result};

/// The card of every page that has one of its own.
#[derive(Debug)]
pub(super) struct Cards;

impl Output for Cards {
    fn name(&self) -> &'static str {
        "cards"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if !has_cards(publication) {
            return;
        }
        let addresses = &publication.bindings.addresses;
        let mut subjects = vec![addresses.home()];
        let written = publication.bindings.pages.iter().filter(|page| page.kind == DocumentKind::Chapter);
        subjects.extend(written.map(|page| page.address.clone()));
        let places = areas::with_profile(publication).into_iter();
        subjects.extend(places.map(|area| addresses.area(&publication.findings.areas.get(area).slug)));
        subjects.extend(publication.gallery.iter().map(|exhibit| addresses.figure(&exhibit.id)));
        for subject in subjects {
            files.add(&addresses.card(&subject), move |publication, report| draw(publication, report, &subject));
        }
    }
}

/// What a card is about.
enum Subject<'a> {
    Home(Option<&'a Page>),
    Chapter(&'a Page),
    Area(AreaId),
    Figure(&'a Exhibit),
}

fn has_cards(publication: &Publication) -> bool {
    publication.config.cards && publication.config.base_address.is_some()
}

/// The card of the page at an address, as its head names it.
pub(super) fn of_page(publication: &Publication, address: &str) -> Option<view::Card> {
    if !has_cards(publication) {
        return None;
    }
    let addresses = &publication.bindings.addresses;
    let (owner, subject) = match subject(publication, address) {
        Some(subject) => (address.to_owned(), subject),
        // A page about an indicator shows the first figure of it; any other shows the site.
        None => match first_figure(publication, address) {
            Some(exhibit) => (addresses.figure(&exhibit.id), Subject::Figure(exhibit)),
            None => (addresses.home(), Subject::Home(home(publication))),
        },
    };
    Some(view::Card {
        address: permanent(publication, &addresses.card(&owner)),
        alternative: words(publication, &subject).alternative(),
        width: WIDTH,
        height: HEIGHT,
    })
}

fn home(publication: &Publication) -> Option<&Page> {
    publication.bindings.pages.iter().find(|page| page.kind == DocumentKind::Home)
}

/// What the page at an address is about, where it has a card of its own.
fn subject<'a>(publication: &'a Publication, address: &str) -> Option<Subject<'a>> {
    let addresses = &publication.bindings.addresses;
    if address == addresses.home() {
        return Some(Subject::Home(home(publication)));
    }
    let inside = |folder: &str| address.strip_prefix(&addresses.page(folder))?.strip_suffix('/');
    if let Some(id) = inside("f") {
        return publication.gallery.get(id).map(Subject::Figure);
    }
    if let Some(slug) = inside("areas") {
        let areas = &publication.findings.areas;
        let area = areas.by_slug(slug)?;
        return areas.has_profile(area).then_some(Subject::Area(area));
    }
    let page = publication.page_at(address)?;
    (page.kind == DocumentKind::Chapter).then_some(Subject::Chapter(page))
}

/// The figure that stands for the page of an indicator.
fn first_figure<'a>(publication: &'a Publication, address: &str) -> Option<&'a Exhibit> {
    let inside = address.strip_prefix(&publication.bindings.addresses.page("indicators"))?;
    let found =
        publication.findings.iter().find(|found| Some(found.indicator.id.as_str()) == inside.strip_suffix('/'))?;
    ["trend", "areas", "map"]
        .iter()
        .find_map(|kind| publication.gallery.get(&format!("{}-{kind}", found.indicator.code)))
}

fn draw(publication: &Publication, report: &Report, address: &str) -> Result<Vec<u8>> {
    let Some(subject) = subject(publication, address) else { return Ok(Vec::new()) };
    let svg = words(publication, &subject).svg(drawing(publication, &subject));
    let name = format!("the card of `/{address}`");
    picture::png(&svg, 1.0).map_err(|cause| figures::undrawn(report, &name, &cause))
}

/// The drawing that shows what a card says: a figure's own, or that of the first finding of a page.
fn drawing<'a>(publication: &'a Publication, subject: &Subject<'a>) -> Option<&'a Figure> {
    let exhibit = match subject {
        Subject::Figure(exhibit) => Some(*exhibit),
        Subject::Chapter(page) | Subject::Home(Some(page)) => {
            page.findings.first().and_then(|finding| publication.gallery.get(finding.figure.as_ref()?))
        }
        Subject::Home(None) | Subject::Area(_) => None,
    };
    match &exhibit?.content {
        Exhibited::Drawing(figure) => Some(figure),
        Exhibited::Table(_) | Exhibited::KeyFigures(_) => None,
    }
}

/// What a card says.
fn words(publication: &Publication, subject: &Subject<'_>) -> Card {
    let config = &publication.config;
    let card = Card {
        restriction: config.audience.restriction().map(str::to_owned),
        site: config.title.clone(),
        imprint: format!("{}. {}", config.edition_label, config.publisher),
        notice: config.demonstration.clone(),
        palette: config.style.palettes.light,
        ..Card::default()
    };
    let of_page = |page: &Page| {
        let first = page.findings.first().map(|finding| finding.words.text());
        let illustrative =
            page.indicators.iter().any(|id| publication.findings.get(id).is_some_and(|found| found.illustrative));
        (first.unwrap_or_else(|| page.summary.clone()), illustrative)
    };
    // What is said of a whole page may be real where some of its figures are made up.
    let in_part = |illustrative: bool| {
        let some = illustrative.then(|| "Some of the data on this page are made up to show the method.".to_owned());
        let both = config.demonstration.clone().into_iter().chain(some).collect::<Vec<_>>().join(" ");
        (!both.is_empty()).then_some(both)
    };
    match subject {
        Subject::Home(page) => {
            let (text, illustrative) = page.map(of_page).unwrap_or_default();
            Card { title: config.title.clone(), site: String::new(), text, notice: in_part(illustrative), ..card }
        }
        Subject::Chapter(page) => {
            let (text, illustrative) = of_page(page);
            Card { title: page.title.clone(), text, notice: in_part(illustrative), ..card }
        }
        Subject::Area(area) => {
            let headlines = profile::headlines(publication, *area, "");
            let shown = &headlines[..headlines.len().min(3)];
            Card {
                title: publication.findings.areas.get(*area).name.clone(),
                text: kind(publication, *area),
                numbers: shown.iter().map(number).collect(),
                illustrative: shown.iter().any(|headline| headline.illustrative),
                ..card
            }
        }
        Subject::Figure(exhibit) => {
            let numbers: Vec<Headline> = match &exhibit.content {
                Exhibited::KeyFigures(numbers) => numbers
                    .iter()
                    .filter_map(|number| {
                        let period = Some(number.period);
                        profile::headline(publication, &number.indicator, number.area, period, "", true)
                    })
                    .take(3)
                    .collect(),
                Exhibited::Drawing(_) | Exhibited::Table(_) => Vec::new(),
            };
            Card {
                title: exhibit.finding.text(),
                shown: match &exhibit.content {
                    Exhibited::Drawing(figure) => figure.shown.clone(),
                    Exhibited::Table(_) | Exhibited::KeyFigures(_) => String::new(),
                },
                numbers: numbers.iter().map(number).collect(),
                illustrative: is_illustrative(publication, exhibit),
                ..card
            }
        }
    }
}

/// What an area is and where it lies: `Ward in Dudley, West Midlands force area`.
fn kind(publication: &Publication, area: AreaId) -> String {
    let areas = &publication.findings.areas;
    let own = areas.get(area);
    let above: Vec<&str> = areas
        .ancestry(area)
        .filter(|up| *up != area && areas.is_assessed(*up))
        .map(|up| areas.get(up).name.as_str())
        .collect();
    let level = &areas.level(own.level).name;
    if above.is_empty() { level.clone() } else { format!("{level} in {}", above.join(", ")) }
}

/// A large number with what belongs to it.
fn number(headline: &Headline) -> Number {
    let label = match &headline.area {
        Some(area) => format!("{} in {area}", headline.label),
        None => headline.label.clone(),
    };
    // Shorthand is explained where it stands, as on the page.
    let explained = headline.shorthand.iter().map(|entry| format!("{} {}", entry.sign, entry.meaning));
    let compared = match (&headline.comparison, &headline.benchmark) {
        (Some(mark), Some(benchmark)) => Some(format!("{} {benchmark}", mark.word)),
        (None, Some(benchmark)) => Some(benchmark.clone()),
        (Some(mark), None) => Some(mark.word.clone()),
        (None, None) => None,
    };
    let parts: Vec<String> =
        [headline.unit.clone(), headline.period.clone()].into_iter().chain(explained).chain(compared).collect();
    Number { label, value: headline.value.clone(), beside: parts.join("; ") }
}
