//! Areas beside each other: pages of the overview grid, and the files from which script shows a few of them.
//!
//! Comes in: a publication. Goes out: a page for each parent of areas, or several where there are many, and a
//! file of words for each area. Wrong can be: nothing; without areas to compare there is no page.

mod chosen;
mod grid;
mod sheet;

pub(super) use sheet::any;

use self::sheet::Sheet;
use super::areas::with_profile;
use super::frame::{self, PageHead, link, noted};
use super::notes::shorthand;
use super::view::{Choice, ComparisonPage, Heading, Link};
use super::{Files, Output, Publication};
use crate::content::link::relative;
use crate::content::sentence;
use crate::model::area::AreaId;

/// The pages and files that set areas beside each other.
#[derive(Debug)]
pub(super) struct ComparisonPages;

impl Output for ComparisonPages {
    fn name(&self) -> &'static str {
        "comparison"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
        if !sheet::any(findings) {
            return;
        }
        for sheet in sheet::all(findings) {
            files.add(&sheet.address(findings, addresses), move |publication, report| {
                publication.theme.page(report, "compare.html", &page(publication, &sheet))
            });
        }
        files.add(&addresses.comparison_file("areas.json"), |publication, _| {
            Ok(json(&chosen::choices(publication, &publication.bindings.addresses.page("compare"))))
        });
        for area in with_profile(publication) {
            let slug = &findings.areas.get(area).slug;
            files.add(&addresses.comparison_file(&format!("areas/{slug}.json")), move |publication, _| {
                Ok(json(&chosen::numbers(publication, area, &publication.bindings.addresses.page("compare"))))
            });
        }
    }
}

/// Every page of the grid, with the name it is looked up by: `Compare wards of Birmingham`.
pub(super) fn listed(publication: &Publication) -> Vec<(String, String)> {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    if !sheet::any(findings) {
        return Vec::new();
    }
    let name = |sheet: &Sheet| format!("Compare {}", sentence::lower_first(&sheet.title(findings)));
    sheet::all(findings).iter().map(|sheet| (name(sheet), sheet.address(findings, addresses))).collect()
}

fn json(words: &impl serde::Serialize) -> Vec<u8> {
    // Structures of words have no key that JSON refuses.
    serde_json::to_vec(words).unwrap_or_default()
}

/// The ways from the profile of an area to its comparison with another, and with the areas most like it.
pub(super) fn ways(publication: &Publication, area: AreaId, from: &str) -> Vec<Link> {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    if !sheet::any(findings) {
        return Vec::new();
    }
    let way = |text: &str, areas: &[AreaId]| {
        let slugs: Vec<&str> = areas.iter().map(|area| findings.areas.get(*area).slug.as_str()).collect();
        let mut found = link(from, text, &addresses.page("compare"));
        found.href.push_str(&format!("?areas={}", slugs.join(",")));
        found
    };
    let mut ways = vec![way("Compare with another area", &[area])];
    let mut alike = vec![area];
    alike.extend(chosen::alike(publication, area));
    alike.truncate(chosen::MOST);
    if alike.len() > 1 {
        ways.push(way("Compare with the areas most like it", &alike));
    }
    ways
}

/// How to read the words of a grid.
fn reading(plural: &str) -> Vec<String> {
    vec![
        "A word says how a value stands to the benchmark of its indicator. It says higher or lower only where chance is not a likely reason, and higher is not always worse.".to_owned(),
        format!("The words do not compare two {plural} with each other. Where their intervals overlap, the numbers do not tell them apart, even if one is called higher and the other similar."),
        "What rose or fell did so since the last period that it may be compared with. The order is that of the names, and says nothing about the areas.".to_owned(),
    ]
}

fn page(publication: &Publication, sheet: &Sheet) -> ComparisonPage {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let address = sheet.address(findings, addresses);
    let from = address.as_str();
    let made = grid::made(publication, sheet, from);
    let first = addresses.page("compare");
    let is_first = from == first;
    let parent = &findings.areas.get(sheet.parent).name;
    let plural = sheet.plural(findings);
    let title = if is_first { "Compare areas".to_owned() } else { sheet.title(findings) };
    let lede = format!(
        "How {} stand to the benchmark of each indicator{}.",
        if is_first {
            format!("{} and its {plural}", sentence::with_article(parent))
        } else {
            format!("the {plural} of {}", sentence::with_article(parent))
        },
        if sheet.areas.len() < sheet.of { format!(": {}", sheet.size(findings)) } else { String::new() }
    );
    let trail = breadcrumb(publication, sheet);
    let trail: Vec<(&str, String)> = trail.iter().map(|(text, to)| (text.as_str(), to.clone())).collect();
    let sisters = sheet::of_parent(findings, sheet.parent);
    let beside = |step: isize| {
        let sister = sisters.get(sheet.part.checked_add_signed(step)?)?;
        Some(link(from, sister.title(findings), &sister.address(findings, addresses)))
    };
    let inside = sheet.areas.iter().filter_map(|area| {
        let pages = sheet::of_parent(findings, *area);
        let page = pages.first()?;
        let own = sentence::with_article(&findings.areas.get(*area).name);
        let text = format!("{} of {own}", findings.areas.level(page.level).plural);
        Some(noted(from, text, &page.address(findings, addresses), page.count(findings)))
    });
    let contents = made
        .sections
        .iter()
        .map(|section| Heading { text: section.title.clone(), anchor: section.anchor.clone() })
        .collect();
    ComparisonPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: &title,
                description: &lede,
                breadcrumb: &trail,
                illustrative: made.illustrative,
            },
        ),
        title: title.clone(),
        lede: lede.clone(),
        reading: reading(&plural),
        choice: is_first.then(|| Choice {
            list: relative(from, &addresses.comparison_file("areas.json")),
            folder: relative(from, &addresses.comparison_file("areas/")),
        }),
        choose: (!is_first).then(|| {
            let text = format!("Compare {} areas of your choice", chosen::how_many());
            link(from, text, &first)
        }),
        contents,
        sections: made.sections,
        shorthand: shorthand(&made.reasons, made.marks),
        inside: inside.collect(),
        previous: beside(-1),
        next: beside(1),
    }
}

/// The way from the first page of the grid to this one.
fn breadcrumb(publication: &Publication, sheet: &Sheet) -> Vec<(String, String)> {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let first = addresses.page("compare");
    let own = sheet.address(findings, addresses);
    if own == first {
        return Vec::new();
    }
    let mut way: Vec<(String, String)> = findings
        .areas
        .ancestry(sheet.parent)
        .skip(1)
        .filter(|id| findings.areas.is_assessed(*id) && *id != findings.areas.assessed())
        .filter_map(|id| {
            let page = sheet::of_parent(findings, id).into_iter().next()?;
            Some((page.title(findings), page.address(findings, addresses)))
        })
        .collect();
    way.push(("Compare areas".to_owned(), first));
    way.reverse();
    way
}
