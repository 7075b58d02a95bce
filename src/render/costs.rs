//! What violence costs: released counts multiplied by declared unit costs, for the whole area and by area.
//!
//! Comes in: a publication with unit costs. Goes out: the page and its file. Wrong can be: nothing.

use super::figures::size;
use super::frame::{self, PageHead, link};
use super::view::{CostAreaRow, CostAreas, CostPage, CostRow, Described, Download, Fact, Link};
use super::{Files, Output, Publication, decisions, downloads};
use crate::content::csv::field;
use crate::content::link::relative;
use crate::content::{CostTotal, Costs, Priced, UnitCost, number, sentence};
use crate::model::area::{AreaId, LevelId};

/// What the page is called.
const TITLE: &str = "What violence costs";

/// The name of its file.
const FILE: &str = "cost.csv";

/// The page of costs.
#[derive(Debug)]
pub(super) struct CostPages;

impl Output for CostPages {
    fn name(&self) -> &'static str {
        "costs"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if publication.bindings.costs.is_none() {
            return;
        }
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("cost"), |publication, report| match &publication.bindings.costs {
            Some(costs) => publication.theme.page(report, "cost.html", &page(publication, costs)),
            None => Ok(Vec::new()),
        });
        files.add(&addresses.beside("cost", FILE), |publication, _| {
            Ok(publication.bindings.costs.as_ref().map(|costs| file(publication, costs)).unwrap_or_default())
        });
    }
}

/// The page for lists and search, where the site has it.
pub(super) fn listed(publication: &Publication) -> Option<decisions::Page> {
    publication.bindings.costs.as_ref()?;
    let about = "released counts multiplied by declared unit costs";
    Some(decisions::Page { title: TITLE, address: publication.bindings.addresses.page("cost"), about })
}

fn page(publication: &Publication, costs: &Costs) -> CostPage {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let address = addresses.page("cost");
    let from = address.as_str();
    let whole = findings.areas.assessed();
    let name = sentence::with_article(&findings.areas.get(whole).name);
    let lede = format!(
        "What recorded violence in {name} costs society, roughly: each released count multiplied by what one such event \
         is estimated to cost, at prices of {}.",
        costs.prices
    );
    let csv = file(publication, costs);
    CostPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: TITLE,
                description: &lede,
                breadcrumb: &[],
                illustrative: costs.items.iter().any(|item| costs.is_made_up(findings, &item.indicator)),
            },
        ),
        title: TITLE.to_owned(),
        illustrative: costs.illustrative.then(|| {
            "The unit costs are illustrative: made up to show the method, and estimates of no public body.".to_owned()
        }),
        described: described(costs),
        reading: reading(costs),
        caption: format!("Released counts in {name}, what one costs, and what all cost, at prices of {}", costs.prices),
        rows: costs.items.iter().filter_map(|item| row(publication, costs, item, from)).collect(),
        totals: costs.totals.iter().map(|wanted| said(publication, costs, wanted)).collect(),
        areas: areas(publication, costs),
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.beside("cost", FILE)),
            size: size(csv.len()),
            note: "each count, unit cost and cost by area".to_owned(),
        }],
        lede,
    }
}

fn described(costs: &Costs) -> Described {
    let origin = &costs.origin;
    Described {
        sentence: format!(
            "Unit costs: {}, {}, at prices of {}. Licence: {}.",
            origin.publisher, origin.title, costs.prices, origin.licence
        ),
        document: origin.address.as_ref().map(|address| Link {
            text: "Read the document".to_owned(),
            href: address.clone(),
            ..Link::default()
        }),
        note: String::new(),
    }
}

fn reading(costs: &Costs) -> Vec<String> {
    let own = [
        format!(
            "A cost is a count multiplied by an average at prices of {}. It is rounded, since neither is exact.",
            costs.prices
        ),
        "It is no sum of money that somebody pays or could save: most of it is an estimate of harm to people."
            .to_owned(),
        "Only what is recorded is counted. Where more happens than is recorded, the cost is higher.".to_owned(),
        "Where a count is not published there is no cost, and no sum that it would be a part of.".to_owned(),
    ];
    own.into_iter().chain(costs.cautions.iter().cloned()).collect()
}

fn row(publication: &Publication, costs: &Costs, item: &UnitCost, from: &str) -> Option<CostRow> {
    let findings = &publication.findings;
    let (found, period) = item.latest(findings)?;
    let area = findings.areas.assessed();
    let to = publication.bindings.addresses.indicator(item.indicator.as_str());
    let made_up = costs.made_up(findings, std::iter::once(&item.indicator));
    Some(CostRow {
        link: link(from, format!("{}{made_up}", found.indicator.short), &to),
        category: item.category.clone(),
        period: sentence::upper_first(&period.to_string()),
        count: match item.count(findings, area) {
            Ok((events, marks)) => format!("{}{}", number::count(events), sentence::in_words(marks)),
            Err(why) => why.words().to_owned(),
        },
        unit: item.each(),
        cost: item.cost(findings, area).map_or_else(|_| "no cost".to_owned(), Priced::said),
    })
}

/// A sum for the whole area, with what it adds up and why that may be done.
fn said(publication: &Publication, costs: &Costs, wanted: &CostTotal) -> Fact {
    let area = publication.findings.areas.assessed();
    let names = wanted.adds.iter().filter_map(|id| publication.findings.get(id));
    let names: Vec<String> = names.map(|found| found.indicator.short.clone()).collect();
    let sum = match costs.total(&publication.findings, wanted, area) {
        Ok(sum) => sentence::upper_first(&sum.said()),
        Err(why) => sentence::upper_first(&why.words()),
    };
    let text = format!("{sum}. It adds up: {}. Why they may be added: {}", names.join("; "), wanted.why);
    Fact { word: titled(publication, costs, wanted), text, href: None }
}

/// The title of a sum.
fn titled(publication: &Publication, costs: &Costs, wanted: &CostTotal) -> String {
    format!("{}{}", wanted.title, costs.made_up(&publication.findings, wanted.adds.iter()))
}

/// The level of the table by area, and those of the unit costs that are published at it.
fn by_area<'a>(publication: &Publication, costs: &'a Costs) -> Option<(LevelId, Vec<&'a UnitCost>)> {
    let findings = &publication.findings;
    let whole = findings.areas.assessed();
    let inside = findings.areas.children(whole).iter().map(|area| findings.areas.get(*area).level);
    let level = costs.level.or_else(|| inside.min())?;
    let published = |item: &&UnitCost| findings.get(&item.indicator).is_some_and(|found| found.levels.contains(&level));
    let items: Vec<&UnitCost> = costs.items.iter().filter(published).collect();
    (!items.is_empty()).then_some((level, items))
}

fn areas(publication: &Publication, costs: &Costs) -> Option<CostAreas> {
    let findings = &publication.findings;
    let (level, items) = by_area(publication, costs)?;
    let totals: Vec<&CostTotal> = costs
        .totals
        .iter()
        .filter(|wanted| wanted.adds.iter().all(|id| items.iter().any(|item| item.indicator == *id)))
        .collect();
    let heads = items.iter().filter_map(|item| {
        let (found, period) = item.latest(findings)?;
        let made_up = costs.made_up(findings, std::iter::once(&item.indicator));
        Some(format!("{}, {period}{made_up}", found.indicator.short))
    });
    let columns: Vec<String> = heads.chain(totals.iter().map(|wanted| titled(publication, costs, wanted))).collect();
    let own = |area: &AreaId| CostAreaRow {
        head: findings.areas.get(*area).name.clone(),
        cells: items
            .iter()
            .map(|item| match item.cost(findings, *area) {
                Ok(found) => found.said(),
                Err(why) => format!("no cost: {}", why.words()),
            })
            .chain(totals.iter().map(|wanted| match costs.total(findings, wanted, *area) {
                Ok(found) => found.said(),
                Err(why) => why.words(),
            }))
            .collect(),
    };
    Some(CostAreas {
        caption: format!(
            "What violence costs by area, roughly, at prices of {}. A larger area has more of everything.",
            costs.prices
        ),
        columns,
        rows: findings.areas_of(level).iter().map(own).collect(),
    })
}

/// Each count with its unit cost and its cost, the whole area first.
fn file(publication: &Publication, costs: &Costs) -> Vec<u8> {
    let findings = &publication.findings;
    let mut out = "area code,area,indicator,category,period,count,unit cost in pounds,cost in pounds (rounded),prices of,unit costs by,illustrative unit costs,status,illustrative\n".to_owned();
    let whole = findings.areas.assessed();
    let inside = by_area(publication, costs).map(|(level, _)| findings.areas_of(level).to_vec()).unwrap_or_default();
    for area in std::iter::once(whole).chain(inside.into_iter().filter(|area| *area != whole)) {
        let own = findings.areas.get(area);
        for item in &costs.items {
            let Some((found, period)) = item.latest(findings) else { continue };
            let Some(finding) = found.at(area, period) else { continue };
            let (events, pounds) = match item.cost(findings, area) {
                Ok(found) => (format!("{:.0}", found.events), found.plain()),
                Err(why) => (why.words().to_owned(), "no cost".to_owned()),
            };
            let line = [
                own.code.to_string(),
                own.name.clone(),
                item.indicator.to_string(),
                item.category.clone(),
                period.id(),
                events,
                item.pounds.to_string(),
                pounds,
                costs.prices.clone(),
                format!("{}, {}", costs.origin.publisher, costs.origin.title),
                yes(costs.illustrative),
                finding.cell.status(),
                yes(costs.is_made_up(findings, &item.indicator)),
            ];
            out.push_str(&line.map(|text| field(&text)).join(","));
            out.push('\n');
        }
    }
    downloads::for_audience(publication, out).into_bytes()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}
