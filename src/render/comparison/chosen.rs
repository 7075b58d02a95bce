//! What script reads to set two to four areas beside each other: a list of what may be chosen, and a file of
//! each area. All in words already; script chooses among them and computes nothing.
//!
//! Comes in: a publication. Goes out: values to be written as JSON.

use super::grid::trend;
use super::sheet;
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::render::Publication;
use crate::render::areas::what_and_where;
use crate::render::figures::mark;
use crate::render::profile::{indicators_of, spark_of, theme_order, value};
use crate::render::view::{
    AreaNumber, AreaNumbers, Benchmark, ChoiceArea, ChoiceGroup, ChoiceIndicator, ChoiceTheme, Choices,
};

fn choice(publication: &Publication, area: AreaId) -> ChoiceArea {
    let own = publication.findings.areas.get(area);
    ChoiceArea { slug: own.slug.clone(), name: own.name.clone() }
}

/// Everything that may be chosen, for the page at `from`.
pub(super) fn choices(publication: &Publication, from: &str) -> Choices {
    let findings = &publication.findings;
    let mut groups: Vec<ChoiceGroup> = Vec::new();
    let assessed = findings.areas.assessed();
    if findings.areas.level(findings.areas.get(assessed).level).profile {
        let title = findings.areas.level(findings.areas.get(assessed).level).name.clone();
        groups.push(ChoiceGroup { title, areas: vec![choice(publication, assessed)] });
    }
    let sheets = sheet::all(findings);
    // The pages of one parent and level are one group of the list.
    for pages in sheets.chunk_by(|a, b| (a.parent, a.level) == (b.parent, b.level)) {
        let areas = pages.iter().flat_map(|sheet| &sheet.areas).map(|area| choice(publication, *area));
        let (plural, parent) = (&findings.areas.level(pages[0].level).plural, findings.areas.get(pages[0].parent));
        let title = format!("{plural} of {}", sentence::with_article(&parent.name));
        groups.push(ChoiceGroup { title, areas: areas.collect() });
    }
    let mut all: Vec<_> = findings.iter().filter(|found| !found.latest().is_some_and(Period::is_month)).collect();
    all.sort_by_key(|found| (theme_order(&found.indicator.theme), found.indicator.code.clone()));
    let themes = all
        .chunk_by(|a, b| a.indicator.theme == b.indicator.theme)
        .map(|of_theme| ChoiceTheme {
            title: of_theme[0].indicator.theme.clone(),
            indicators: of_theme
                .iter()
                .map(|found| ChoiceIndicator {
                    id: found.indicator.id.as_str().to_owned(),
                    text: found.indicator.short.clone(),
                    href: relative(from, &publication.bindings.addresses.indicator(found.indicator.id.as_str())),
                    unit: found.indicator.unit.clone(),
                    illustrative: found.illustrative,
                })
                .collect(),
        })
        .collect();
    Choices { groups, themes }
}

/// What is known of an area, for the page at `from`.
pub(super) fn numbers(publication: &Publication, area: AreaId, from: &str) -> AreaNumbers {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let own = findings.areas.get(area);
    let rows = indicators_of(publication, area).into_iter().map(|(found, period, finding)| {
        let decimals = found.indicator.decimals;
        let benchmark = found.benchmark.filter(|benchmark| *benchmark != area).and_then(|benchmark| {
            let name = findings.areas.get(benchmark).name.clone();
            Some(Benchmark { name, value: value(found.at(benchmark, period)?, decimals) })
        });
        let estimate = finding.cell.estimate();
        let interval = estimate.and_then(|estimate| estimate.interval);
        AreaNumber {
            id: found.indicator.id.as_str().to_owned(),
            period: period.to_string(),
            value: value(finding, decimals),
            interval: interval.map_or_else(String::new, |interval| sentence::interval(interval, decimals)),
            mark: estimate.filter(|_| benchmark.is_some()).map(|_| mark(finding.comparison)),
            is_benchmark: estimate.is_some() && found.benchmark == Some(area),
            trend: trend(finding),
            benchmark,
            spark_svg: spark_of(found, area),
        }
    });
    AreaNumbers {
        name: own.name.clone(),
        href: relative(from, &addresses.area(&own.slug)),
        kind: what_and_where(publication, area),
        alike: alike(publication, area).into_iter().map(|area| choice(publication, area)).collect(),
        rows: rows.collect(),
    }
}

/// The areas most like an area, the nearest first; none where the site does not say what makes areas alike.
pub(super) fn alike(publication: &Publication, area: AreaId) -> Vec<AreaId> {
    let level = publication.findings.areas.get(area).level;
    let context = publication.similar.of(level);
    let nearest = context.and_then(|context| context.nearest(area).ok()).unwrap_or_default();
    nearest.into_iter().map(|(area, _)| area).collect()
}

/// How many areas may stand beside each other, as the scripts of the theme say it too.
pub(super) const MOST: usize = 4;

/// `2 to 4 areas` in words.
pub(super) fn how_many() -> String {
    format!("two to {}", number::spelled(MOST))
}
