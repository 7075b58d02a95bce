//! Higher, similar or lower than a benchmark.

use super::Comparison;
use crate::disclosure::Released;
use crate::model::area::AreaId;
use crate::model::group::Group;
use crate::model::period::Period;

/// How a cell stands to the benchmark of its period and breakdown; `None` where it has no limits, the
/// benchmark has no value, or it is the benchmark.
///
/// The value is higher where its whole interval lies above the benchmark, and similar where the interval
/// holds or touches it: the rule of Fingertips (Public Health Technical Guidance, comparisons).
pub(super) fn comparison(released: &Released, (group, area, period): &(Group, AreaId, Period)) -> Option<Comparison> {
    let benchmark = released.benchmark.filter(|benchmark| benchmark != area)?;
    let cell = |area: AreaId| released.cells.get(&(group.clone(), area, *period));
    let line = cell(benchmark)?.estimate()?.value;
    let interval = cell(*area)?.estimate()?.interval?;
    Some(if interval.lower > line {
        Comparison::Higher
    } else if interval.upper < line {
        Comparison::Lower
    } else {
        Comparison::Similar
    })
}
