//! The worked example of events per day.

use super::{Chosen, Step, as_released, count, figures, without_limits};
use crate::model::estimate::Confidence;
use crate::render::Publication;
use crate::statistics::interval;

/// Events on an average day and their limits, step by step.
pub(super) fn steps(publication: &Publication, chosen: &Chosen<'_>) -> Vec<Step> {
    let estimate = chosen.estimate;
    let (Some(events), Some(days)) = (estimate.numerator, estimate.denominator) else { return Vec::new() };
    let rounded = as_released(publication, chosen);
    let over = |number: f64, result: f64| format!("{} / {} = {}", figures(number), figures(days), figures(result));
    let mut steps = vec![
        Step::new(
            format!("Count the events, x{rounded}, and the days of {}, d:", chosen.period),
            format!("x = {}, d = {}", figures(events), figures(days)),
        ),
        Step::new("Divide:", format!("x / d = {}", over(events, estimate.value))),
    ];
    let Some(limits) = estimate.interval else {
        steps.push(without_limits(chosen));
        return steps;
    };
    steps.extend(count::limits(events));
    let (lower, upper) = interval::of_count(events, Confidence::Ninety5);
    steps.push(Step::new("The lower limit is that of the count, divided by the same days:", over(lower, limits.lower)));
    steps.push(Step::new("The upper limit:", over(upper, limits.upper)));
    steps
}
