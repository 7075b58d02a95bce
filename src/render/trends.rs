//! The recent trends of an indicator: five years of each area that is compared, in a word, or why there is none.

use super::Publication;
use super::view::{Cell, Column, Row, Table};
use crate::compare::IndicatorFindings;
use crate::compare::recent_trend::{self, NoTrend};
use crate::content::link::relative;
use crate::content::{number, plan};
use crate::model::area::AreaId;
use crate::model::period::Period;

/// The areas whose trends a reader compares: the first area, the benchmark, and those of the compared level.
fn areas(publication: &Publication, found: &IndicatorFindings) -> Vec<AreaId> {
    let findings = &publication.findings;
    let mut areas: Vec<AreaId> = plan::first_area(findings, found).into_iter().chain(found.benchmark).collect();
    areas.extend(plan::compared_level(findings, found).map(|level| findings.areas_of(level)).into_iter().flatten());
    let mut seen = Vec::new();
    areas.retain(|area| {
        let new = !seen.contains(area) && found.areas().contains(area);
        seen.push(*area);
        new
    });
    areas
}

/// The table of recent trends; none where no area has one.
pub(super) fn table(publication: &Publication, found: &IndicatorFindings, from: &str) -> Option<Table> {
    let all = areas(publication, found);
    let trends: Vec<_> = all.iter().map(|area| (*area, recent_trend::of(found, *area))).collect();
    let (first, last) = trends.iter().find_map(|(_, trend)| {
        let years = &trend.as_ref().ok()?.years;
        Some((years.first()?.0, years.last()?.0))
    })?;
    let decimals = found.indicator.decimals;
    let text = |words: String| Cell { text: words, kind: "text".to_owned(), ..Cell::default() };
    let value = |area: AreaId, period: Period| match found
        .at(area, period)
        .map(|finding| (finding.cell.estimate(), finding.cell.shorthand()))
    {
        Some((Some(estimate), _)) => Cell {
            text: number::grouped(estimate.value, decimals),
            sort: Some(estimate.value.to_string()),
            kind: "number".to_owned(),
            ..Cell::default()
        },
        other => Cell {
            text: other.and_then(|(_, reason)| reason).map_or("[x]", |reason| reason.symbol()).to_owned(),
            kind: "shorthand".to_owned(),
            ..Cell::default()
        },
    };
    let rows = trends.iter().map(|(area, trend)| {
        let own = publication.findings.areas.get(*area);
        let profile = publication.findings.areas.has_profile(*area);
        let href = profile.then(|| relative(from, &publication.bindings.addresses.area(&own.slug)));
        let words = match trend {
            Ok(recent) => recent.word().to_owned(),
            Err(reason) => format!("not calculated: {reason}"),
        };
        let cells = vec![Cell { href, ..text(own.name.clone()) }, value(*area, first), value(*area, last), text(words)];
        Row { step: None, words: String::new(), cells }
    });
    let column = |words: String, kind: &str| Column { text: words, kind: kind.to_owned() };
    Some(Table {
        caption: format!("Recent trend of {}, {first} to {last}", found.indicator.short),
        columns: vec![
            column("Area".to_owned(), "text"),
            column(first.to_string(), "number"),
            column(last.to_string(), "number"),
            column("Recent trend".to_owned(), "text"),
        ],
        rows: rows.collect(),
        sortable: true,
    })
}

/// Why no area has a recent trend, for the facts of the indicator; nothing where one has.
pub(super) fn why_not(publication: &Publication, found: &IndicatorFindings) -> Option<String> {
    let reasons: Vec<NoTrend> = areas(publication, found)
        .iter()
        .map(|area| recent_trend::of(found, *area))
        .map(Result::err)
        .collect::<Option<_>>()?;
    reasons.first().map(|reason| format!("Not calculated: {reason}"))
}
