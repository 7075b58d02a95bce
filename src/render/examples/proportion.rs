//! The worked example of a proportion.

use super::{Chosen, Step, as_released, figures, span, without_limits};
use crate::model::estimate::Confidence;
use crate::render::Publication;

/// A proportion and its limits, step by step.
pub(super) fn steps(publication: &Publication, chosen: &Chosen<'_>) -> Vec<Step> {
    let (estimate, per) = (chosen.estimate, chosen.found.indicator.per);
    let (Some(part), Some(whole)) = (estimate.numerator, estimate.denominator) else { return Vec::new() };
    let rounded = as_released(publication, chosen);
    let mut steps = vec![
        Step::new(
            format!("Count the part, x, and the whole, n{rounded}:"),
            format!("x = {}, n = {}", figures(part), figures(whole)),
        ),
        Step::new(
            "Divide the part by the whole:",
            format!(
                "x / n × {0} = {1} / {2} × {0} = {3}",
                figures(per),
                figures(part),
                figures(whole),
                figures(estimate.value)
            ),
        ),
    ];
    let Some(limits) = estimate.interval else {
        steps.push(without_limits(chosen));
        return steps;
    };
    let z = Confidence::Ninety5.z();
    let rest = 1.0 - part / whole;
    let middle = 2.0 * part + z * z;
    let half = z * (z * z + 4.0 * part * rest).sqrt();
    let under = 2.0 * (whole + z * z);
    steps.extend([
        Step::new("For 95% limits, take this value of the normal distribution:", format!("z = {}", figures(z))),
        Step::new("Wilson’s formula has three parts. First:", format!("A = 2 × x + z² = {}", figures(middle))),
        Step::new(
            "Second, where q is the share that is not in the part:",
            format!("q = 1 − x / n = {}, B = z × √(z² + 4 × x × q) = {}", figures(rest), figures(half)),
        ),
        Step::new("Third:", format!("C = 2 × (n + z²) = {}", figures(under))),
        Step::new(
            "The limits of the proportion:",
            format!("(A − B) / C × {0} to (A + B) / C × {0} = {1}", figures(per), span(limits)),
        ),
    ]);
    steps
}

#[cfg(test)]
mod tests {
    use crate::model::estimate::Confidence;
    use crate::statistics::interval;

    /// The three parts of the example put together are the limits that the method computes.
    #[test]
    fn the_parts_make_the_limits() {
        for (part, whole) in [(65.0, 100.0), (0.0, 7.0), (7.0, 7.0), (1.0, 3.0), (1234.0, 98_765.0)] {
            let z = Confidence::Ninety5.z();
            let rest = 1.0 - part / whole;
            let (middle, half) = (2.0 * part + z * z, z * (z * z + 4.0 * part * rest).sqrt());
            let under = 2.0 * (whole + z * z);
            let (lower, upper) = interval::wilson(part, whole, Confidence::Ninety5);
            assert!(((middle - half) / under - lower).abs() < 1e-12);
            assert!(((middle + half) / under - upper).abs() < 1e-12);
        }
    }
}
