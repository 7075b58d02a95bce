//! Two periods of a figure that sets many areas beside themselves: which two, and which areas.
//!
//! In comes what an author asks for; out come periods of one kind and areas by name. Says which periods cannot be
//! compared: another length, another season, a break in series between them.

use super::fault;
use crate::compare::{Findings, IndicatorFindings, baseline};
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// The earlier and the later period.
pub(super) fn periods(report: &Report, spec: &Spec, found: &IndicatorFindings) -> Result<(Period, Period)> {
    let periods = found.periods();
    let to = spec.to.or(spec.period).or_else(|| found.latest());
    let comparable = |from: Period, to: Period| {
        // Months of different seasons say nothing of a change.
        let season = !to.is_month() || from.end().1 == to.end().1;
        from < to && !from.overlaps(to) && from.is_like(to) && season
    };
    let baseline = || baseline::beside(found, to?).ok().filter(|from| to.is_some_and(|to| comparable(*from, to)));
    let from = spec
        .from
        .or_else(baseline)
        .or_else(|| periods.iter().copied().find(|from| to.is_some_and(|to| comparable(*from, to))));
    let (Some(from), Some(to)) = (from, to) else {
        let what = "has no two periods to compare";
        return Err(report.add(fault(spec, what).help("choose an indicator that is published for two periods")));
    };
    if !comparable(from, to) {
        let what = format!("compares {to} with {from}, which is no earlier period of the same kind");
        let help = "name an earlier `from:` and a later `to:` of the same length that share no month";
        return Err(report.add(fault(spec, &what).help(help)));
    }
    if let [.., last] = found.breaks_between(from, to).as_slice() {
        let what = format!("compares {from} with {to}, and a break in series stands between them");
        let note = format!("it is declared under `breaks:`: {}", last.why.trim_end_matches('.'));
        return Err(report.add(fault(spec, &what).note(note).help("choose two periods on one side of it")));
    }
    Ok((from, to))
}

/// The areas an author names, and those of the level.
pub(super) fn areas(spec: &Spec, findings: &Findings) -> Vec<AreaId> {
    let mut chosen: Vec<AreaId> = spec.areas.clone();
    chosen.extend(spec.level.map(|level| findings.areas_of(level)).unwrap_or_default());
    // By name: an order by size of change would be a league table.
    chosen.sort_by_cached_key(|area| (findings.areas.get(*area).name.clone(), *area));
    chosen.dedup();
    chosen
}
