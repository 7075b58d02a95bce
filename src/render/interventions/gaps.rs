//! Need beside provision: needs by areas, the same as a list, and how the level of a need is found.

use super::{areas, described, files, provision, service_link, to_priorities};
use crate::compare::need::NeedLevel;
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::intervention::{Directory, Need};
use crate::render::Publication;
use crate::render::figures::size;
use crate::render::frame::{self, PageHead, noted};
use crate::render::view::{Download, Fact, GapMatrix, GapPage, GapRow, Link, NeedSection};

/// More areas than this are rows, since so many columns fit on no page.
const COLUMNS: usize = 8;

/// As many services as the page links to, so that it can be walked by key.
const LINKS: usize = 60;

/// The page of gaps.
pub(super) fn page(publication: &Publication, directory: &Directory) -> GapPage {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let address = addresses.intervention("gaps");
    let from = address.as_str();
    let areas = areas(publication, directory);
    let plural = sentence::lower_first(&findings.areas.level(directory.level).plural);
    let lede = format!(
        "How great each need is in each area, beside the services that were recorded as reaching it in {}.",
        directory.described
    );
    let gaps: Vec<Fact> = directory.needs.iter().filter_map(|need| gap(publication, directory, need, &areas)).collect();
    let found: usize = directory
        .needs
        .iter()
        .flat_map(|need| areas.iter().map(move |area| (need, area)))
        .filter(|(need, area)| provision::of(publication, directory, need, **area).is_gap())
        .count();
    let pairs = directory.needs.len() * areas.len();
    let gaps_sentence = match found {
        0 => {
            format!("Of {pairs} pairs of a need and an area, none has a higher or mixed need and no service recorded.")
        }
        1 => format!("Of {pairs} pairs of a need and an area, one has a higher or mixed need and no service recorded:"),
        _ => format!(
            "Of {pairs} pairs of a need and an area, {} have a higher or mixed need and no service recorded:",
            number::spelled(found)
        ),
    };
    let csv = files::gaps(publication, directory);
    let linked = directory.interventions.iter().map(|own| own.needs.len().max(1)).sum::<usize>() <= LINKS;
    let unplaced = directory.interventions.iter().filter(|own| own.needs.is_empty() && !own.ended);
    GapPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Need beside provision",
                description: &lede,
                breadcrumb: &[("Interventions", addresses.page("interventions"))],
                illustrative: is_illustrative(publication, directory),
            },
        ),
        title: "Need beside provision".to_owned(),
        lede,
        described: described(directory),
        gaps,
        gaps_sentence,
        reading: reading(directory, &plural),
        matrix: matrix(publication, directory, &areas),
        needs: directory
            .needs
            .iter()
            .map(|need| section(publication, directory, need, (&areas, linked), from))
            .collect(),
        unplaced: unplaced.map(|own| as_linked(service_link(publication, own, from), linked)).collect(),
        levels: levels(),
        priorities: to_priorities(publication, from),
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.intervention_file("gaps.csv")),
            size: size(csv.len()),
            note: "each need in each area with its indicators and services".to_owned(),
        }],
    }
}

/// A link, or its words alone where a page would have too many.
fn as_linked(found: Link, linked: bool) -> Link {
    if linked { found } else { Link { href: String::new(), ..found } }
}

/// Whether anything that tells a need is made up.
pub(super) fn is_illustrative(publication: &Publication, directory: &Directory) -> bool {
    let mut named = directory.needs.iter().flat_map(|need| need.indicators.iter().chain(&need.whole));
    named.any(|id| publication.findings.get(id).is_some_and(|found| found.illustrative))
}

/// A need with the areas where it is high and nothing meets it.
fn gap(publication: &Publication, directory: &Directory, need: &Need, areas: &[AreaId]) -> Option<Fact> {
    let names: Vec<&str> = areas
        .iter()
        .filter(|area| provision::of(publication, directory, need, **area).is_gap())
        .map(|area| publication.findings.areas.get(*area).name.as_str())
        .collect();
    let fact = Fact { word: need.title.clone(), text: names.join(", "), href: Some(format!("#need-{}", need.id)) };
    (!names.is_empty()).then_some(fact)
}

fn reading(directory: &Directory, plural: &str) -> Vec<String> {
    vec![
        "A gap is where an indicator says that the need is higher than its benchmark and no service is recorded. It is a question to ask, not proof that nothing is done.".to_owned(),
        format!("The services are those described in {}. Services of others, and those begun or ended since, are not in it.", directory.described),
        "A service counts for a need only where the need is named for it. Its size, quality and waiting times are not weighed.".to_owned(),
        format!("The words say how {plural} stand to a benchmark, not to each other. What is withheld, missing or not compared is not known, and is never called low."),
    ]
}

fn levels() -> Vec<Fact> {
    let meaning = |level: NeedLevel| match level {
        NeedLevel::Higher => "at least one of its indicators says more need than the benchmark, and none says less",
        NeedLevel::Mixed => "at least one says more need and at least one says less",
        NeedLevel::Similar => "all its indicators are known and none says more need",
        NeedLevel::Lower => "all its indicators are known and all say less need",
        NeedLevel::NotKnown => {
            "none says more need, and at least one is withheld, missing or not compared, or there is no indicator"
        }
    };
    let fact = |level| Fact {
        word: sentence::upper_first(NeedLevel::word(level)),
        text: meaning(level).to_owned(),
        href: None,
    };
    NeedLevel::ALL.into_iter().map(fact).collect()
}

fn matrix(publication: &Publication, directory: &Directory, areas: &[AreaId]) -> GapMatrix {
    let names: Vec<String> = areas.iter().map(|area| publication.findings.areas.get(*area).name.clone()).collect();
    let titles: Vec<String> = directory.needs.iter().map(|need| need.title.clone()).collect();
    let cell = |need: &Need, area: &AreaId| provision::of(publication, directory, need, *area).cell();
    let caption = format!("The level of each need in each area, and the services recorded in {}", directory.described);
    if areas.len() <= COLUMNS {
        let rows = directory.needs.iter().map(|need| GapRow {
            head: need.title.clone(),
            cells: areas.iter().map(|area| cell(need, area)).collect(),
        });
        return GapMatrix { caption, corner: "Need".to_owned(), columns: names, rows: rows.collect() };
    }
    let rows = areas
        .iter()
        .zip(names)
        .map(|(area, head)| GapRow { head, cells: directory.needs.iter().map(|need| cell(need, area)).collect() });
    GapMatrix { caption, corner: "Area".to_owned(), columns: titles, rows: rows.collect() }
}

fn section(
    publication: &Publication,
    directory: &Directory,
    need: &Need,
    (areas, linked): (&[AreaId], bool),
    from: &str,
) -> NeedSection {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let indicators = need.indicators.iter().filter_map(|id| findings.get(id)).map(|found| {
        let period = found.latest().map_or_else(String::new, |period| format!(", {period}"));
        let benchmark = found.benchmark.map_or_else(String::new, |area| {
            format!(", beside {}", sentence::with_article(&findings.areas.get(area).name))
        });
        let made_up = if found.illustrative { ", illustrative data" } else { "" };
        let note = format!("{}{period}{benchmark}{made_up}", found.indicator.unit);
        noted(from, found.indicator.short.as_str(), &addresses.indicator(found.indicator.id.as_str()), note)
    });
    let met = directory.interventions.iter().filter(|own| !own.ended && own.needs.contains(&need.id));
    let lines = areas.iter().map(|area| {
        let own = findings.areas.get(*area);
        provision::of(publication, directory, need, *area).line(&own.name)
    });
    NeedSection {
        anchor: format!("need-{}", need.id),
        title: need.title.clone(),
        about: need.about.clone().unwrap_or_default(),
        indicators: indicators.collect(),
        unknown: if need.indicators.is_empty() {
            "No indicator of this edition tells its level by area, so it is not known.".to_owned()
        } else {
            String::new()
        },
        services: met.map(|own| as_linked(service_link(publication, own, from), linked)).collect(),
        areas: lines.collect(),
    }
}
