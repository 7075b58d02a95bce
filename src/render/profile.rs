//! The profile of an area: what is higher or lower, what rose or fell, and every indicator beside its
//! benchmark.

use super::figures::{Standing, block, mark};
use super::frame::{self, PageHead, link};
use super::notes::shorthand;
use super::view::{
    self, AreaProfile, Block, Download, Fact, FigureGroup, Headline, Link, Mark, ProfileRow, ProfileTheme,
};
use super::{Publication, downloads, figures, opening};
use crate::chart::{spark, spread};
use crate::compare::{Change, Direction, Finding, IndicatorFindings, baseline, recent_trend};
use crate::content::link::relative;
use crate::content::{number, plan, sentence};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::IndicatorId;
use crate::model::mark::{Mark as Sign, Marks};
use crate::model::period::Period;
use crate::model::spec::Spec;

/// The order of themes in a profile; others follow by name.
const THEMES: [&str; 7] = ["Police", "Health", "Ambulance", "Young people", "Schools", "Deprivation", "Population"];

/// The place of a theme among others.
pub(super) fn theme_order(theme: &str) -> (usize, String) {
    (THEMES.iter().position(|known| *known == theme).unwrap_or(THEMES.len()), theme.to_owned())
}

/// The last period in which an area has a cell, with a number or a reason.
fn latest(found: &IndicatorFindings, area: AreaId) -> Option<(Period, &Finding)> {
    found.periods().iter().rev().find_map(|period| found.at(area, *period).map(|finding| (*period, finding)))
}

/// Indicators that say something of an area.
pub(super) fn indicators_of(publication: &Publication, area: AreaId) -> Vec<(&IndicatorFindings, Period, &Finding)> {
    let mut rows: Vec<_> = publication
        .findings
        .iter()
        // A single month of one area is mostly chance; months have their own charts.
        .filter(|found| !found.latest().is_some_and(Period::is_month))
        .filter_map(|found| latest(found, area).map(|(period, finding)| (found, period, finding)))
        .collect();
    rows.sort_by_key(|(found, ..)| (theme_order(&found.indicator.theme), found.indicator.code.clone()));
    rows
}

/// The text of a cell, and the reason where there is no number.
pub(super) fn value(finding: &Finding, decimals: usize) -> String {
    match &finding.cell {
        Cell::Value(estimate) => sentence::marked(number::grouped(estimate.value, decimals), estimate.marks),
        Cell::Missing(reason) => reason.symbol().to_owned(),
    }
}

/// The word of a trend.
fn trend_word(finding: &Finding) -> &'static str {
    match finding.change.map(|change| change.direction) {
        Some(direction) => way(direction),
        None if finding.broken.is_some() => "[b]",
        None => "[z]",
    }
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Rose => "rose",
        Direction::Fell => "fell",
        Direction::NotClear => "not clear",
        Direction::NotJudged => "not judged",
    }
}

/// What became of an area since its baseline: `Since 2018-19, the baseline: fell`.
fn since_baseline(found: &IndicatorFindings, area: AreaId, period: Period) -> String {
    let said = |change: Change| {
        format!("Since {}, the baseline: {}", sentence::the_period(change.from), way(change.direction))
    };
    baseline::since(found, area, period).map_or_else(|_| String::new(), said)
}

/// The values of an area over all periods, for a small line.
pub(super) fn spark_of(found: &IndicatorFindings, area: AreaId) -> Option<String> {
    let last = *found.periods().last()?;
    // A line across a break in series would be a claim, so it begins after the last one.
    let comparable = found.periods().iter().filter(|period| found.breaks_between(**period, last).is_empty());
    let values: Vec<Option<f64>> = comparable
        .map(|period| {
            found.at(area, *period).and_then(|finding| finding.cell.estimate()).map(|estimate| estimate.value)
        })
        .collect();
    (values.iter().flatten().count() > 2).then(|| spark::row_spark(&values))
}

/// The range of all areas of the kind with this one marked.
fn spread_of(publication: &Publication, found: &IndicatorFindings, area: AreaId, period: Period) -> Option<String> {
    let level = publication.findings.areas.get(area).level;
    let value = |area: AreaId| {
        found.at(area, period).and_then(|finding| finding.cell.estimate()).map(|estimate| estimate.value)
    };
    let values: Vec<f64> = publication.findings.areas_of(level).iter().copied().filter_map(value).collect();
    let benchmark = found.benchmark.filter(|benchmark| *benchmark != area).and_then(value);
    (values.len() > 2).then(|| spread::row_spread(&values, value(area), benchmark))
}

/// One large number.
pub(super) fn headline(
    publication: &Publication,
    indicator: &IndicatorId,
    area: AreaId,
    period: Option<Period>,
    from: &str,
    name_area: bool,
) -> Option<Headline> {
    let found = publication.findings.get(indicator)?;
    let (period, finding) = match period {
        Some(period) => (period, found.at(area, period)?),
        None => latest(found, area)?,
    };
    let decimals = found.indicator.decimals;
    let beside = found.benchmark.filter(|benchmark| *benchmark != area).and_then(|benchmark| {
        let estimate = found.at(benchmark, period)?.cell.estimate()?;
        Some((publication.findings.areas.get(benchmark).name.as_str(), number::grouped(estimate.value, decimals)))
    });
    // With a comparison the line reads on: "higher than the force area, 45.4".
    let benchmark = beside.map(|(name, value)| match finding.comparison {
        Some(_) => format!("{name}, {value}"),
        None => format!("{name}: {value}"),
    });
    let comparison = finding.comparison.map(|found| Mark { word: found.words().to_owned(), ..mark(Some(found)) });
    let trend = finding.change.zip(finding.cell.estimate()).map(|(change, estimate)| {
        format!("{} since {}", sentence::change(&change, estimate.value, decimals), sentence::the_period(change.from))
    });
    let since = sentence::since_baseline(found, area, period);
    // A change since the baseline that is the only one is said once.
    let only = finding.change.is_some_and(|change| baseline::beside(found, period) == Ok(change.from));
    let trend = match (trend, since) {
        (Some(last), Some(since)) if !only => Some(format!("{last}; {since}")),
        (last, since) => since.or(last),
    };
    let broken = finding.broken.map(|broken| format!("not compared with {}: break in series", broken.from));
    let marks = finding.cell.estimate().map_or(Marks::NONE, |estimate| estimate.marks);
    let reason: Vec<Shorthand> = finding.cell.shorthand().into_iter().collect();
    Some(Headline {
        label: found.indicator.short.clone(),
        href: relative(from, &publication.bindings.addresses.indicator(indicator.as_str())),
        value: value(finding, decimals),
        unit: found.indicator.unit.clone(),
        area: name_area.then(|| publication.findings.areas.get(area).name.clone()),
        period: period.to_string(),
        shorthand: shorthand(&reason, marks),
        comparison,
        benchmark,
        trend: trend.or(broken),
        spark_svg: spark_of(found, area),
        illustrative: found.illustrative,
    })
}

/// The headline numbers of an area.
pub(super) fn headlines(publication: &Publication, area: AreaId, from: &str) -> Vec<Headline> {
    let chosen = publication.findings.iter().filter(|found| found.indicator.headline);
    let mut chosen: Vec<&IndicatorFindings> = chosen.collect();
    chosen.sort_by_key(|found| (theme_order(&found.indicator.theme), found.indicator.code.clone()));
    chosen
        .iter()
        .take(6)
        .filter_map(|found| headline(publication, &found.indicator.id, area, None, from, false))
        .collect()
}

/// The latest value of the population, for the facts of a profile.
fn population(publication: &Publication, area: AreaId) -> Option<String> {
    let found = publication.findings.get(&IndicatorId::new("population"))?;
    let (period, finding) = latest(found, area)?;
    finding.cell.estimate().map(|estimate| format!("{} ({period})", number::count(estimate.value)))
}

fn row(
    publication: &Publication,
    area: AreaId,
    from: &str,
    (found, period, finding): (&IndicatorFindings, Period, &Finding),
) -> ProfileRow {
    let decimals = found.indicator.decimals;
    let estimate = finding.cell.estimate();
    let reason = finding.cell.shorthand().map_or("[z]", Shorthand::symbol);
    let count = match (estimate, estimate.and_then(|estimate| estimate.numerator)) {
        (_, Some(count)) => number::count(count),
        (Some(_), None) => "[x]".to_owned(),
        (None, None) => reason.to_owned(),
    };
    let benchmark = match found.benchmark {
        None => "[z]".to_owned(),
        Some(benchmark) => {
            found.at(benchmark, period).map_or_else(|| "[x]".to_owned(), |finding| value(finding, decimals))
        }
    };
    ProfileRow {
        indicator: link(
            from,
            found.indicator.short.as_str(),
            &publication.bindings.addresses.indicator(found.indicator.id.as_str()),
        ),
        unit: found.indicator.unit.clone(),
        period: period.to_string(),
        count,
        value: value(finding, decimals),
        interval: estimate
            .and_then(|estimate| estimate.interval)
            .map_or_else(String::new, |interval| sentence::interval(interval, decimals)),
        benchmark,
        comparison: mark(finding.comparison),
        spread_svg: estimate.and_then(|_| spread_of(publication, found, area, period)),
        trend: trend_word(finding).to_owned(),
        since_baseline: since_baseline(found, area, period),
        five_years: recent_trend::to(found, area, period)
            .map_or_else(|_| String::new(), |recent| recent.word().to_owned()),
        spark_svg: spark_of(found, area),
        illustrative: found.illustrative,
    }
}

/// The profile of an area.
pub(super) fn profile(publication: &Publication, area: AreaId) -> AreaProfile {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let own = findings.areas.get(area);
    let address = addresses.area(&own.slug);
    let from = address.as_str();
    let to =
        |id: AreaId| link(from, findings.areas.get(id).name.as_str(), &addresses.area(&findings.areas.get(id).slug));
    let parent = own.parent.filter(|parent| findings.areas.has_profile(*parent));
    let level = findings.areas.level(own.level);
    let kind = super::areas::what_and_where(publication, area);
    let with_page = |id: &AreaId| findings.areas.has_profile(*id);
    let mut children: Vec<AreaId> = findings.areas.children(area).iter().copied().filter(with_page).collect();
    children.sort_by(|a, b| findings.areas.get(*a).name.cmp(&findings.areas.get(*b).name));
    let children_word = children.first().map_or_else(String::new, |child| {
        sentence::lower_first(&findings.areas.level(findings.areas.get(*child).level).plural)
    });
    let rows = indicators_of(publication, area);
    let mut themes: Vec<ProfileTheme> = Vec::new();
    for item in &rows {
        let theme = &item.0.indicator.theme;
        if themes.last().is_none_or(|last| last.title != *theme) {
            themes.push(ProfileTheme { title: theme.clone(), rows: Vec::new() });
        }
        if let Some(last) = themes.last_mut() {
            last.rows.push(row(publication, area, from, *item));
        }
    }
    let mut used: Vec<Shorthand> = rows.iter().filter_map(|(.., finding)| finding.cell.shorthand()).collect();
    // The table says `[z]` where a comparison or a trend does not apply, and `[x]` where no count is given.
    used.extend([Shorthand::NotApplicable, Shorthand::NotAvailable]);
    used.sort_unstable();
    used.dedup();
    let mut facts = vec![Fact { word: "Code".to_owned(), text: own.code.to_string(), href: None }];
    facts.extend(population(publication, area).map(|text| Fact { word: "Residents".to_owned(), text, href: None }));
    facts.extend(super::places::of_area(publication, area, from));
    let trends = trends(publication, area, from);
    let csv = downloads::of_area(publication, area);
    let illustrative = rows.iter().any(|(found, ..)| found.illustrative);
    let breadcrumb = breadcrumb(publication, area);
    let trail: Vec<(&str, String)> = breadcrumb.iter().map(|(text, to)| (text.as_str(), to.clone())).collect();
    let description = format!(
        "Violence and its risk factors in {}: what is higher, similar or lower, and what is changing.",
        own.name
    );
    AreaProfile {
        frame: frame::frame(
            publication,
            &PageHead { address: from, title: &own.name, description: &description, breadcrumb: &trail, illustrative },
        ),
        name: own.name.clone(),
        kind,
        facts,
        parent: parent.map(to),
        neighbours: publication.neighbours.get(&area).into_iter().flatten().map(|id| to(*id)).collect::<Vec<Link>>(),
        children: children.into_iter().map(to).collect(),
        children_word,
        compare: super::comparison::ways(publication, area, from),
        in_short: opening::in_short(publication, &rows, from),
        headlines: headlines(publication, area, from),
        benchmark: benchmark_name(publication, area, &rows),
        reading: format!(
            "Each bar shows the range of all {} with this one marked; a value is called higher or lower only where its whole interval lies beyond the benchmark.",
            sentence::lower_first(&level.plural)
        ),
        themes,
        shorthand: shorthand(&used, marks_of(&rows)),
        similar: super::similar::section(publication, area, from),
        provision: super::interventions::local(publication, area, from),
        trends,
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.download(&format!("areas/{}.csv", own.slug))),
            size: figures::size(csv.len()),
            note: format!("every number of {}", own.name),
        }],
    }
}

/// The marks that a profile shows: of its values, of its benchmarks, and of trends that a break forbids.
fn marks_of(rows: &[(&IndicatorFindings, Period, &Finding)]) -> Marks {
    let estimates = rows.iter().flat_map(|(found, period, finding)| {
        let benchmark = found.benchmark_at(*period).and_then(|finding| finding.cell.estimate());
        finding.cell.estimate().into_iter().chain(benchmark)
    });
    let broken = rows.iter().any(|(.., finding)| finding.broken.is_some()).then_some(Sign::Break);
    estimates.fold(broken.into_iter().collect(), |marks: Marks, estimate| marks.union(estimate.marks))
}

/// The head of the column of benchmarks: the name of the one that all indicators share, if they do.
fn benchmark_name(publication: &Publication, area: AreaId, rows: &[(&IndicatorFindings, Period, &Finding)]) -> String {
    let mut all: Vec<AreaId> = rows.iter().filter_map(|(found, ..)| found.benchmark).collect();
    all.sort_unstable();
    all.dedup();
    match all.as_slice() {
        [only] if *only != area => publication.findings.areas.get(*only).name.clone(),
        _ => "Benchmark".to_owned(),
    }
}

/// The figures of an area by theme, numbered through.
fn trends(publication: &Publication, area: AreaId, from: &str) -> Vec<FigureGroup> {
    let mut groups: Vec<(String, Vec<view::Figure>)> = Vec::new();
    let mut specs = plan::of_area(&publication.findings, area);
    let theme = |spec: &Spec| {
        let found = spec.indicators.first().and_then(|id| publication.findings.get(id));
        found.map_or_else(String::new, |found| found.indicator.theme.clone())
    };
    specs.sort_by_key(|spec| (theme_order(&theme(spec)), spec.id.clone()));
    for (index, spec) in specs.iter().enumerate() {
        let Some(exhibit) = publication.gallery.get(&spec.id) else { continue };
        let number = format!("Figure {}", index + 1);
        let Block::Figure(figure) = block(publication, exhibit, Standing { from, number: &number, heading: "h3" })
        else {
            continue;
        };
        let theme = theme(spec);
        match groups.last_mut() {
            Some((last, figures)) if *last == theme => figures.push(*figure),
            _ => groups.push((theme, vec![*figure])),
        }
    }
    let title = |theme: &str, count: usize| format!("{theme}: {}", crate::report::counted(count, "figure"));
    groups.into_iter().map(|(theme, figures)| FigureGroup { title: title(&theme, figures.len()), figures }).collect()
}

/// The way from the area index to an area.
fn breadcrumb(publication: &Publication, area: AreaId) -> Vec<(String, String)> {
    let (areas, addresses) = (&publication.findings.areas, &publication.bindings.addresses);
    let mut way: Vec<(String, String)> = areas
        .ancestry(area)
        .skip(1)
        .filter(|id| areas.has_profile(*id))
        .map(|id| (areas.get(id).name.clone(), addresses.area(&areas.get(id).slug)))
        .collect();
    way.push(("Areas".to_owned(), addresses.page("areas")));
    way.reverse();
    way
}
