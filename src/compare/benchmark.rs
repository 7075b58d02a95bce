//! Higher, similar or lower than a benchmark, by the rule that the definition chooses.
//!
//! Comes in: released cells of one indicator. Goes out: a comparison, or in words why none is made. Says
//! what is wrong where a benchmark has no number at all.

use super::Comparison;
use crate::disclosure::Released;
use crate::model::area::{AreaId, Areas};
use crate::model::estimate::{Comparable, Confidence, Estimate};
use crate::model::group::Group;
use crate::model::indicator::{Benchmark, CompareBy, Indicator};
use crate::model::period::Period;
use crate::report::{Diagnostic, Report};
use crate::statistics::comparison as rule;
use crate::statistics::explained::explained;

explained! {
    /// A value beside its benchmark. It is called higher or lower only where chance is not a likely reason.
    ///
    /// # What it is
    /// `limits`: higher where the lower limit at 95% is above the benchmark, lower where the upper limit is below it,
    /// else similar. `two levels`: much higher or lower where the limits at 99.8% leave the benchmark out too.
    /// `overlap`: only where the limits of the value and those of the benchmark do not touch. `control limits`: where
    /// the value is outside the limits that chance sets around the benchmark for an area of its size.
    ///
    /// # Why
    /// Two numbers are never quite the same. The question is whether they differ by more than chance would make them.
    ///
    /// # Example
    /// 65 events among 100 people have limits of 50.2 and 82.8. Beside a benchmark of 50 that is higher, beside 51 similar.
    ///
    /// # Limits
    /// Similar does not mean the same: a small area has wide limits. A count is never compared with that of a larger
    /// place. Of many areas some differ by chance alone; sentences say how many.
    pub struct BesideBenchmark;
    word: "comparison",
    title: "Comparison with a benchmark",
    citation: "Fingertips Public Health Technical Guidance; APHO Technical Briefing 3 (2008)",
}

/// How a cell stands to the benchmark of its period and breakdown; `None` where either has no number, where it
/// is the benchmark, and where [`why_not`] has a reason.
pub(super) fn comparison(released: &Released, (group, area, period): &(Group, AreaId, Period)) -> Option<Comparison> {
    let benchmark = released.benchmark.filter(|benchmark| benchmark != area)?;
    let estimate = |area: AreaId| released.cells.get(&(group.clone(), area, *period))?.estimate();
    between(&released.indicator, estimate(*area)?, estimate(benchmark)?)
}

/// How one estimate stands to another of a larger place, by the rule of their indicator.
pub fn between(indicator: &Indicator, own: &Estimate, theirs: &Estimate) -> Option<Comparison> {
    if why_not(indicator, own).is_some() {
        return None;
    }
    let line = theirs.value;
    match indicator.compare {
        CompareBy::Nothing => None,
        CompareBy::Limits => Some(rule::by_limits(own.interval?, line)),
        CompareBy::TwoLevels => Some(rule::two_levels(own.interval?, own.outer?, line)),
        CompareBy::Overlap => Some(rule::overlap(own.interval?, theirs.interval?)),
        CompareBy::ControlLimits => {
            let size = own.denominator.filter(|size| *size > 0.0)?;
            let per = indicator.per;
            Some(if indicator.method == "proportion" {
                let at = |confidence| rule::control_of_proportion(line / per, size, confidence);
                rule::by_control(own.value / per, at(Confidence::Ninety5), at(Confidence::Ninety98))
            } else {
                let at = |confidence| rule::control_of_count(line * size / per, confidence);
                rule::by_control(own.value * size / per, at(Confidence::Ninety5), at(Confidence::Ninety98))
            })
        }
    }
}

/// Why a value is not compared with that of another place, in a reader's words; none where it may be.
pub fn why_not(indicator: &Indicator, own: &Estimate) -> Option<&'static str> {
    match indicator.compare {
        CompareBy::Nothing => Some("its definition asks for no comparison"),
        _ if own.comparable != Comparable::Yes => own.comparable.reason(),
        CompareBy::TwoLevels if own.outer.is_none() => Some("it has no limits at 99.8%"),
        CompareBy::ControlLimits if own.denominator.is_none() => {
            Some("the number of people it is made of is not published, so no limit can be set for it")
        }
        CompareBy::Limits | CompareBy::TwoLevels | CompareBy::Overlap | CompareBy::ControlLimits => None,
    }
}

/// The benchmark, where it has a number in any period. Says so where the definition names one that has none.
pub(super) fn released(report: &Report, areas: &Areas, released: &Released) -> Option<AreaId> {
    let benchmark = released.benchmark?;
    let numbered = |wanted: AreaId| {
        released
            .cells
            .iter()
            .any(|((group, area, _), cell)| group.is_all() && *area == wanted && cell.estimate().is_some())
    };
    if numbered(benchmark) {
        return Some(benchmark);
    }
    let mut known: Vec<AreaId> = released
        .cells
        .iter()
        .filter(|((group, ..), cell)| group.is_all() && cell.estimate().is_some())
        .map(|((_, area, _), _)| *area)
        .collect();
    known.sort_unstable();
    known.dedup();
    // The settings name one benchmark for all; a definition that does not is free to have none.
    if let Benchmark::Area(name, place) = &released.indicator.benchmark
        && !known.is_empty()
    {
        let names: Vec<String> = known.iter().take(5).map(|area| format!("`{}`", areas.get(*area).slug)).collect();
        let more = if known.len() > 5 { format!(" and {} others", known.len() - 5) } else { String::new() };
        report.add(
            Diagnostic::warning(format!("no number of the benchmark `{name}` is published"))
                .at(place.clone())
                .label("nothing can be compared with it")
                .note(format!("published for {}{more}", names.join(", ")))
                .help("name one of these, publish its level under `levels:`, or write `benchmark: none`"),
        );
    }
    None
}
