//! The worked example of a crude rate.

use super::{Chosen, Step, as_released, count, figures, without_limits};
use crate::model::estimate::Confidence;
use crate::render::Publication;
use crate::statistics::interval;

/// A rate and its limits, step by step.
pub(super) fn steps(publication: &Publication, chosen: &Chosen<'_>) -> Vec<Step> {
    let (estimate, per) = (chosen.estimate, chosen.found.indicator.per);
    let (Some(events), Some(people)) = (estimate.numerator, estimate.denominator) else { return Vec::new() };
    let rounded = as_released(publication, chosen);
    let of = estimate.people_of.map_or_else(String::new, |period| format!(" (those of {period})"));
    let mut steps = vec![
        Step::new(
            format!("Count the events, O, and the people or things they are divided by, n{of}{rounded}:"),
            format!("O = {}, n = {}", figures(events), figures(people)),
        ),
        Step::new(
            format!("Divide, and multiply by {}, which the rate is per:", figures(per)),
            format!(
                "O / n × m = {} / {} × {} = {}",
                figures(events),
                figures(people),
                figures(per),
                figures(estimate.value)
            ),
        ),
    ];
    let Some(limits) = estimate.interval else {
        steps.push(without_limits(chosen));
        return steps;
    };
    steps.extend(count::limits(events));
    let (lower, upper) = interval::of_count(events, Confidence::Ninety5);
    let sum = |limit: f64, scaled: f64| {
        format!("{} / {} × {} = {}", figures(limit), figures(people), figures(per), figures(scaled))
    };
    steps.push(Step::new("The lower limit of the rate is that of the count, divided alike:", sum(lower, limits.lower)));
    steps.push(Step::new("The upper limit of the rate:", sum(upper, limits.upper)));
    steps
}
