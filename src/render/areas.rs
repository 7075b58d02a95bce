//! The index of areas, and a profile for each.

use std::collections::BTreeMap;

use super::figures::{Standing, block};
use super::frame::{self, PageHead, link};
use super::notes::shorthand;
use super::view::{AreaGroup, AreaIndex, Block, Cell, Column, Figure, Row, Table};
use super::{Files, Output, Publication, downloads, find, profile};
use crate::compare::IndicatorFindings;
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::cell::{Cell as Released, Shorthand};
use crate::model::mark::Marks;

/// The pages about areas.
#[derive(Debug)]
pub(super) struct AreaPages;

impl Output for AreaPages {
    fn name(&self) -> &'static str {
        "areas"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("areas"), |publication, report| {
            publication.theme.page(report, "areas.html", &index(publication))
        });
        for area in with_profile(publication) {
            let slug = &publication.findings.areas.get(area).slug;
            files.add(&addresses.area(slug), move |publication, report| {
                publication.theme.page(report, "area.html", &profile::profile(publication, area))
            });
            files.add(&addresses.download(&format!("areas/{slug}.csv")), move |publication, _| {
                Ok(downloads::of_area(publication, area).into_bytes())
            });
        }
    }
}

/// The areas that have a page: those of the assessed area whose level has profiles.
pub(super) fn with_profile(publication: &Publication) -> Vec<AreaId> {
    let areas = &publication.findings.areas;
    areas.iter().map(|(id, _)| id).filter(|id| areas.has_profile(*id)).collect()
}

/// The assessed area where it has a page, then by name those with a page that lie in none but it.
pub(super) fn outermost(publication: &Publication) -> Vec<AreaId> {
    let areas = &publication.findings.areas;
    let assessed = areas.assessed();
    let between = |id: AreaId| areas.ancestry(id).skip(1).take_while(move |up| *up != assessed);
    let mut found = with_profile(publication);
    found.retain(|id| !between(*id).any(|up| up != *id && areas.has_profile(up)));
    found.sort_by_key(|id| (*id != assessed, areas.get(*id).name.clone(), *id));
    found
}

/// What the areas of a list are together, as it stands in text: the plural of their level, or `areas` of several.
fn plural_of(publication: &Publication, list: &[AreaId]) -> Option<String> {
    let areas = &publication.findings.areas;
    let level = |id: &AreaId| areas.get(*id).level;
    let first = level(list.first()?);
    let alike = list.iter().all(|id| level(id) == first);
    Some(if alike { sentence::lower_first(&areas.level(first).plural) } else { "areas".to_owned() })
}

/// What an area is and where: `Ward in Birmingham`.
pub(super) fn what_and_where(publication: &Publication, area: AreaId) -> String {
    let areas = &publication.findings.areas;
    let own = areas.get(area);
    let level = &areas.level(own.level).name;
    match own.parent.filter(|parent| areas.is_assessed(*parent)) {
        Some(parent) => format!("{level} in {}", areas.get(parent).name),
        None => level.clone(),
    }
}

/// The map that the home page names, to lead to profiles.
pub(super) fn chosen_map(publication: &Publication, from: &str, heading: &str) -> Option<Figure> {
    let id = publication.bindings.pages.iter().find_map(|page| page.map.as_ref())?;
    match block(publication, publication.gallery.get(id)?, Standing { from, number: "Figure 1", heading }) {
        Block::Figure(figure) => Some(*figure),
        _ => None,
    }
}

/// At most three headline indicators, for the columns of the index.
fn columns(publication: &Publication) -> Vec<&IndicatorFindings> {
    let mut found: Vec<_> = publication.findings.iter().filter(|found| found.indicator.headline).collect();
    found.sort_by_key(|found| (profile::theme_order(&found.indicator.theme), found.indicator.code.clone()));
    // One for each theme first, so that the three say different things.
    let mut chosen: Vec<&IndicatorFindings> = Vec::new();
    for each in &found {
        if chosen.iter().all(|other| other.indicator.theme != each.indicator.theme) {
            chosen.push(each);
        }
    }
    for each in &found {
        if chosen.iter().all(|other| other.indicator.id != each.indicator.id) {
            chosen.push(each);
        }
    }
    chosen.truncate(3);
    chosen
}

fn table(publication: &Publication, areas: &[AreaId], caption: String, from: &str) -> Table {
    let chosen = columns(publication);
    let mut heads = vec![Column { text: "Area".to_owned(), kind: "text".to_owned() }];
    heads.extend(chosen.iter().map(|found| Column {
        text: format!("{}, {}", found.indicator.short, found.indicator.unit),
        kind: "number".to_owned(),
    }));
    let row = |area: &AreaId| {
        let own = publication.findings.areas.get(*area);
        let mut cells = vec![Cell {
            text: own.name.clone(),
            href: Some(relative(from, &publication.bindings.addresses.area(&own.slug))),
            kind: "text".to_owned(),
            ..Cell::default()
        }];
        for found in &chosen {
            let finding = found.latest().and_then(|period| found.at(*area, period));
            let estimate = finding.and_then(|finding| finding.cell.estimate());
            cells.push(match (estimate, finding.and_then(|finding| finding.cell.shorthand())) {
                (Some(estimate), _) => Cell {
                    text: sentence::marked(number::grouped(estimate.value, found.indicator.decimals), estimate.marks),
                    sort: Some(estimate.value.to_string()),
                    kind: "number".to_owned(),
                    ..Cell::default()
                },
                (None, reason) => Cell {
                    text: reason.map_or("[x]", crate::model::cell::Shorthand::symbol).to_owned(),
                    kind: "shorthand".to_owned(),
                    ..Cell::default()
                },
            });
        }
        Row { step: None, words: String::new(), cells }
    };
    Table { caption, columns: heads, rows: areas.iter().map(row).collect(), sortable: true }
}

/// The shorthand and marks that the tables of the index show.
fn used(publication: &Publication, areas: &[AreaId]) -> (Vec<Shorthand>, Marks) {
    let (mut reasons, mut marks) = (Vec::new(), Marks::NONE);
    for found in columns(publication) {
        for area in areas {
            let finding = found.latest().and_then(|period| found.at(*area, period));
            match finding.map(|finding| &finding.cell) {
                Some(Released::Value(estimate)) => marks = marks.union(estimate.marks),
                Some(Released::Missing(reason)) => reasons.push(*reason),
                None => reasons.push(Shorthand::NotAvailable),
            }
        }
    }
    reasons.sort_unstable();
    reasons.dedup();
    (reasons, marks)
}

fn index(publication: &Publication) -> AreaIndex {
    let findings = &publication.findings;
    let address = publication.bindings.addresses.page("areas");
    let from = address.as_str();
    let all = with_profile(publication);
    let assessed = findings.areas.assessed();
    let name = &findings.areas.get(assessed).name;
    // The assessed area and what lies directly in it come first; the rest is grouped by those.
    let top = outermost(publication);
    let first: Vec<AreaId> = top.iter().copied().filter(|id| *id != assessed).collect();
    let first_plural = plural_of(publication, &first);
    let first_caption = match &first_plural {
        Some(plural) if top.len() > first.len() => format!("{name} and its {plural}, latest values"),
        Some(plural) => format!("{} of {name}, latest values", sentence::upper_first(plural)),
        None => format!("{name}, latest values"),
    };
    let mut within: BTreeMap<AreaId, Vec<AreaId>> = BTreeMap::new();
    for id in &all {
        let above =
            findings.areas.ancestry(*id).skip(1).filter(|up| *up != assessed && findings.areas.has_profile(*up));
        if let Some(outermost) = above.last() {
            within.entry(outermost).or_default().push(*id);
        }
    }
    let groups = first
        .iter()
        .filter_map(|parent| {
            let mut inside = within.get(parent)?.clone();
            inside.sort_by(|a, b| findings.areas.get(*a).name.cmp(&findings.areas.get(*b).name));
            let plural = plural_of(publication, &inside)?;
            let title = format!("{}: {} {plural}", findings.areas.get(*parent).name, inside.len());
            let caption =
                format!("{} of {}, latest values", sentence::upper_first(&plural), findings.areas.get(*parent).name);
            Some(AreaGroup { title, table: table(publication, &inside, caption, from) })
        })
        .collect();
    let (reasons, marks) = used(publication, &all);
    AreaIndex {
        shorthand: shorthand(&reasons, marks),
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Areas",
                description: &format!("Every area of {name} with its headline numbers."),
                breadcrumb: &[],
                illustrative: false,
            },
        ),
        title: "Areas".to_owned(),
        lede: format!("Choose an area to see how it compares with the {name}, and what is changing there."),
        compare: super::comparison::any(findings).then(|| {
            link(from, "Compare areas, indicator by indicator", &publication.bindings.addresses.page("compare"))
        }),
        find: find::by_postcode(publication, from),
        places: super::places::way(publication, from),
        first_heading: first_plural.as_deref().map_or_else(|| "Areas".to_owned(), sentence::upper_first),
        first: table(publication, &top, first_caption, from),
        groups_heading: plural_of(publication, &within.values().flatten().copied().collect::<Vec<_>>())
            .as_deref()
            .map(sentence::upper_first),
        groups,
        map: chosen_map(publication, from, "h2"),
    }
}
