//! The explorer: any indicator, areas, periods and breakdown, as lines, bars, map or table.
//!
//! Comes in: a publication. Goes out: a page from which an indicator is chosen, a page for each with its numbers in
//! tables, and the files from which script draws a choice: values on axes that are made here, and outlines. Wrong can
//! be: nothing; an indicator without a number has no page.

mod tables;

use super::figures::{Standing, drawing, size, source_links};
use super::frame::{self, PageHead, link};
use super::notes::{shorthand, spoken};
use super::view::{
    Cite, Download, Explorable, ExplorableIndicator, ExplorableTheme, Exploration, Explore, ExploreTheme, Link,
};
use super::{Files, Output, Publication, downloads, profile};
use crate::chart::gallery::Exhibited;
use crate::chart::{Frame as Form, map, placed};
use crate::compare::IndicatorFindings;
use crate::content::link::relative;
use crate::content::{plan, sentence};
use crate::model::area::LevelId;
use crate::model::indicator::IndicatorId;

/// The pages and files of the explorer.
#[derive(Debug)]
pub(super) struct ExplorePages;

impl Output for ExplorePages {
    fn name(&self) -> &'static str {
        "explorer"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        if !any(publication) {
            return;
        }
        files.add(&addresses.page("explore"), |publication, report| {
            publication.theme.page(report, "explore.html", &index(publication))
        });
        files.add(&addresses.exploration_file("indicators.json"), |publication, _| Ok(json(&explorable(publication))));
        for found in by_theme(publication) {
            let id = found.indicator.id.clone();
            files.add(&addresses.exploration(id.as_str()), move |publication, report| {
                let view = publication.findings.get(&id).map(|found| page(publication, found));
                publication.theme.page(report, "exploration.html", &view)
            });
            let id = found.indicator.id.clone();
            files.add(&addresses.exploration_file(&format!("{id}/placed.json")), move |publication, _| {
                let found = publication.findings.get(&id);
                Ok(json(&found.and_then(|found| placed::placed(&publication.findings, found))))
            });
        }
        for (level, id) in mapped(publication) {
            files.add(&addresses.exploration_file(&format!("map/{id}.json")), move |publication, _| {
                let of = |form| map::outlined(&publication.findings, level, form);
                Ok(json(&(of(Form::Wide), of(Form::Narrow))))
            });
        }
    }
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Structures of words and numbers have no key that JSON refuses.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Whether there is anything to explore.
pub(super) fn any(publication: &Publication) -> bool {
    publication.findings.iter().any(|found| found.latest().is_some())
}

/// Every page of an indicator, with the name it is looked up by.
pub(super) fn listed(publication: &Publication) -> Vec<(String, String)> {
    let addresses = &publication.bindings.addresses;
    let own = |found: &&IndicatorFindings| {
        let indicator = &found.indicator;
        (format!("Explore {}", sentence::lower_first(&indicator.title)), addresses.exploration(indicator.id.as_str()))
    };
    by_theme(publication).iter().map(own).collect()
}

/// The way from the page of an indicator to where it is explored.
pub(super) fn way(publication: &Publication, id: &IndicatorId, from: &str) -> Option<Link> {
    let found = publication.findings.get(id)?;
    found.latest()?;
    let to = publication.bindings.addresses.exploration(id.as_str());
    Some(link(from, "Explore it: choose areas, periods and groups", &to))
}

/// The indicators that have a number, in the order of a profile.
fn by_theme(publication: &Publication) -> Vec<&IndicatorFindings> {
    let mut found: Vec<_> = publication.findings.iter().filter(|found| found.latest().is_some()).collect();
    found.sort_by_key(|found| (profile::theme_order(&found.indicator.theme), found.indicator.code.clone()));
    found
}

/// The kinds of areas that a map can show.
fn mapped(publication: &Publication) -> Vec<(LevelId, String)> {
    let findings = &publication.findings;
    let levels = findings.areas.levels().iter().enumerate();
    levels
        .map(|(position, level)| (LevelId(u8::try_from(position).unwrap_or(u8::MAX)), level.id.clone()))
        .filter(|(level, _)| map::can_be_outlined(findings, *level))
        .collect()
}

fn explorable(publication: &Publication) -> Explorable {
    let all = by_theme(publication);
    let themes = all.chunk_by(|a, b| a.indicator.theme == b.indicator.theme).map(|of_theme| ExplorableTheme {
        title: of_theme[0].indicator.theme.clone(),
        indicators: of_theme
            .iter()
            .map(|found| ExplorableIndicator {
                id: found.indicator.id.as_str().to_owned(),
                text: found.indicator.short.clone(),
                lower: sentence::lower_first(&found.indicator.short),
                unit: found.indicator.unit.clone(),
                caution: found.indicator.caution.clone().unwrap_or_default(),
                sources: found
                    .sources
                    .iter()
                    .filter_map(|id| publication.findings.sources.get(id))
                    .map(|source| format!("{}, {}", source.title, source.publisher))
                    .collect(),
                illustrative: found.illustrative,
            })
            .collect(),
    });
    Explorable { themes: themes.collect() }
}

fn index(publication: &Publication) -> Explore {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("explore");
    let all = by_theme(publication);
    let themes = all.chunk_by(|a, b| a.indicator.theme == b.indicator.theme).map(|of_theme| ExploreTheme {
        title: of_theme[0].indicator.theme.clone(),
        links: of_theme
            .iter()
            .map(|found| {
                link(&address, found.indicator.short.as_str(), &addresses.exploration(found.indicator.id.as_str()))
            })
            .collect(),
    });
    let first = all.iter().filter(|found| found.indicator.headline).chain(&all).find_map(|found| {
        let specs = plan::of_indicator(&publication.findings, found);
        specs.iter().find_map(|spec| publication.gallery.get(&spec.id))
    });
    let figure = first.and_then(|exhibit| match &exhibit.content {
        Exhibited::Drawing(figure) => {
            let standing = Standing { from: &address, number: "Figure 1", heading: "h2" };
            Some(drawing(publication, exhibit, figure, standing))
        }
        _ => None,
    });
    let lede = "Choose an indicator, then areas, periods and groups, and how to see them.";
    Explore {
        frame: frame::frame(
            publication,
            &PageHead { address: &address, title: "Explore", description: lede, breadcrumb: &[], illustrative: true },
        ),
        title: "Explore".to_owned(),
        lede: lede.to_owned(),
        list: relative(&address, &addresses.exploration_file("indicators.json")),
        themes: themes.collect(),
        figure,
    }
}

fn page(publication: &Publication, found: &IndicatorFindings) -> Exploration {
    let addresses = &publication.bindings.addresses;
    let indicator = &found.indicator;
    let address = addresses.exploration(indicator.id.as_str());
    let from = address.as_str();
    let made = tables::made(publication, found);
    let title = format!("Explore {}", sentence::lower_first(&indicator.title));
    let frame = frame::frame(
        publication,
        &PageHead {
            address: from,
            title: &title,
            description: &format!("{} for the areas, periods and groups of your choice.", indicator.title),
            breadcrumb: &[("Explore", addresses.page("explore"))],
            illustrative: found.illustrative,
        },
    );
    let mut notes = Vec::new();
    if found.illustrative {
        notes.push("Illustrative data: made up to show the method. Nothing here happened.".to_owned());
    }
    if made.limits {
        notes.push("Where limits overlap, the numbers do not tell areas apart.".to_owned());
    }
    notes.extend(made.notes);
    let csv = downloads::of_indicator(publication, &indicator.id);
    Exploration {
        title,
        definition: indicator.definition.clone(),
        caution: indicator.caution.clone().unwrap_or_default(),
        id: indicator.id.as_str().to_owned(),
        short: indicator.short.clone(),
        lower: sentence::lower_first(&indicator.short),
        signs: spoken(&made.reasons, made.marks),
        choosable: made.choosable,
        unit: indicator.unit.clone(),
        indicator: link(from, "Definition, figures and method", &addresses.indicator(indicator.id.as_str())),
        list: relative(from, &addresses.exploration_file("indicators.json")),
        placed: relative(from, &addresses.exploration_file(&format!("{}/placed.json", indicator.id))),
        maps: relative(from, &addresses.exploration_file("map/")),
        sources: source_links(publication, &found.sources, from),
        notes,
        shorthand: shorthand(&made.reasons, made.marks),
        tables: made.tables,
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.download(&format!("indicators/{}.csv", indicator.id))),
            size: size(csv.len()),
            note: format!("all values of {}", indicator.short),
        }],
        cite: Cite {
            sentence: frame.cite.clone(),
            address: frame::permanent(publication, from),
            licence: frame.licence.clone(),
        },
        illustrative: found.illustrative,
        frame,
    }
}
