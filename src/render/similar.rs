//! Similar areas on a profile: which they are, how far, and how the area stands to them together.
//!
//! Comes in: a publication. Goes out: the section, or none where the site does not say what makes areas alike.

use super::Publication;
use super::figures::mark;
use super::frame::link;
use super::profile::theme_order;
use super::view::{SimilarBeside, SimilarRow, SimilarSection};
use crate::chart::text;
use crate::compare::similar::{Context, beside, together};
use crate::compare::{Findings, IndicatorFindings};
use crate::content::number;
use crate::content::sentence;
use crate::model::area::AreaId;
use crate::model::cell::Cell;
use crate::model::period::Period;

/// The section of an area.
pub(super) fn section(publication: &Publication, area: AreaId, from: &str) -> Option<SimilarSection> {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let level = findings.areas.get(area).level;
    let context = publication.similar.of(level)?;
    if !findings.areas_of(level).contains(&area) {
        return None;
    }
    let found: Vec<(&IndicatorFindings, Period)> =
        context.indicators.iter().filter_map(|(id, period)| Some((findings.get(id)?, *period))).collect();
    let columns: Vec<String> =
        found.iter().map(|(found, period)| format!("{} ({period})", found.indicator.short)).collect();
    let rule = rule(findings, context, area);
    let nearest = match context.nearest(area) {
        Ok(nearest) => nearest,
        Err(reason) => {
            let reason = format!("No similar areas can be given: {reason}.");
            return Some(SimilarSection { rule, reason, columns, rows: Vec::new(), beside: Vec::new() });
        }
    };
    let line = |id: AreaId, distance: String| {
        let own = findings.areas.get(id);
        let value = |(found, period): &(&IndicatorFindings, Period)| shown(found, id, *period);
        SimilarRow {
            area: link(from, own.name.as_str(), &addresses.area(&own.slug)),
            distance,
            values: found.iter().map(value).collect(),
        }
    };
    let mut rows = vec![line(area, "–".to_owned())];
    rows.extend(nearest.iter().map(|(id, distance)| line(*id, number::grouped(*distance, 2))));
    let others: Vec<AreaId> = nearest.iter().map(|(id, _)| *id).collect();
    let mut headlines: Vec<&IndicatorFindings> = findings.iter().filter(|found| found.indicator.headline).collect();
    headlines.sort_by_key(|found| (theme_order(&found.indicator.theme), found.indicator.code.clone()));
    let beside = headlines.into_iter().filter_map(|found| {
        let number =
            |period: &&Period| found.at(area, **period).is_some_and(|finding| finding.cell.estimate().is_some());
        let period = *found.periods().iter().rev().filter(|period| !period.is_month()).find(number)?;
        let pooled = together(found, &others, period);
        Some(SimilarBeside {
            indicator: link(from, found.indicator.short.as_str(), &addresses.indicator(found.indicator.id.as_str())),
            unit: format!("{}, {period}", found.indicator.unit),
            value: shown(found, area, period),
            comparison: mark(pooled.ok().and_then(|pooled| beside(found, area, period, pooled))),
            pooled: match pooled {
                Ok(pooled) => number::grouped(pooled, found.indicator.decimals),
                Err(reason) => format!("not given: {reason}"),
            },
        })
    });
    Some(SimilarSection { rule, reason: String::new(), columns, rows, beside: beside.collect() })
}

fn shown(found: &IndicatorFindings, area: AreaId, period: Period) -> String {
    match found.at(area, period).map(|finding| &finding.cell) {
        Some(Cell::Value(estimate)) => {
            sentence::marked(number::grouped(estimate.value, found.indicator.decimals), estimate.marks)
        }
        Some(Cell::Missing(reason)) => reason.symbol().to_owned(),
        None => "[x]".to_owned(),
    }
}

fn rule(findings: &Findings, context: &Context, area: AreaId) -> String {
    let names: Vec<&str> =
        context.indicators.iter().filter_map(|(id, _)| Some(findings.get(id)?.indicator.short.as_str())).collect();
    let level = findings.areas.level(findings.areas.get(area).level);
    format!(
        "Of all {}, these are the {} most like {} in: {}. Each counts the same, on a scale of standard deviations; the distance is the straight line between two areas on these scales (the rule of the CIPFA nearest neighbours). Alike in these is not alike in all, and how much violence there is plays no part unless it is named.",
        sentence::lower_first(&level.plural),
        context.nearest,
        findings.areas.get(area).name,
        text::listed(&names)
    )
}
