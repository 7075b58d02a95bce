//! The worked example of a count: its limits, by Byar's formula or by Poisson's distribution.

use super::{Chosen, Step, as_released, figures, without_limits};
use crate::content::number;
use crate::model::estimate::Confidence;
use crate::render::Publication;
use crate::statistics::distribution::chi_squared_quantile;
use crate::statistics::interval;

/// A count and its limits, step by step.
pub(super) fn steps(publication: &Publication, chosen: &Chosen<'_>) -> Vec<Step> {
    let events = chosen.estimate.numerator.unwrap_or(chosen.estimate.value);
    let rounded = as_released(publication, chosen);
    let mut steps = vec![Step::new(format!("Count the events{rounded}:"), format!("O = {}", figures(events)))];
    match chosen.estimate.interval {
        Some(_) => steps.extend(limits(events)),
        None => steps.push(without_limits(chosen)),
    }
    steps
}

/// The limits of a count at 95%, step by step.
pub(super) fn limits(events: f64) -> Vec<Step> {
    if events < 10.0 { exact(events) } else { byar(events) }
}

fn byar(events: f64) -> Vec<Step> {
    let confidence = Confidence::Ninety5;
    let z = confidence.z();
    let (lower, upper) = interval::byar(events, confidence);
    let sum = |symbol: &str, base: f64, sign: &str, limit: f64| {
        let (small, wide) = (1.0 / (9.0 * base), z / (3.0 * base.sqrt()));
        format!(
            "{symbol} × (1 − 1/(9 × {symbol}) {sign} z/(3 × √{symbol}))³ = {} × (1 − {} {sign} {})³ = {}",
            figures(base),
            figures(small),
            figures(wide),
            figures(limit)
        )
    };
    vec![
        Step::new("For 95% limits, take this value of the normal distribution:", format!("z = {}", figures(z))),
        Step::new("The lower limit of the count, by Byar’s formula:", sum("O", events, "−", lower)),
        Step::new(
            format!("The upper limit is made of one event more, P = {}:", figures(events + 1.0)),
            sum("P", events + 1.0, "+", upper),
        ),
    ]
}

fn exact(events: f64) -> Vec<Step> {
    let confidence = Confidence::Ninety5;
    let tail = (1.0 - confidence.level()) / 2.0;
    let (lower, upper) = interval::exact(events, confidence);
    let sum = |probability: f64, freedom: f64, limit: f64| {
        let quantile = chi_squared_quantile(probability, freedom);
        format!(
            "χ²({}; {}) / 2 = {} / 2 = {}",
            figures(probability),
            number::count(freedom),
            figures(quantile),
            figures(limit)
        )
    };
    let mut steps = vec![Step::new(
        "There are fewer than ten events, so the limits are exact: they come from the chi-squared distribution, χ², \
         which stands for Poisson’s distribution of counts.",
        "",
    )];
    steps.push(if events > 0.0 {
        let words = format!("The lower limit of the count, with 2 × O = {} degrees of freedom:", figures(2.0 * events));
        Step::new(words, sum(tail, 2.0 * events, lower))
    } else {
        Step::new("The lower limit of no events:", "0")
    });
    let freedom = 2.0 * events + 2.0;
    let words = format!("The upper limit, with 2 × O + 2 = {} degrees of freedom:", figures(freedom));
    steps.push(Step::new(words, sum(1.0 - tail, freedom, upper)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Limits of 65 events as PHEindicatormethods prints them, and of 5 as Garwood's table does.
    #[test]
    fn the_steps_end_in_the_published_limits() {
        let ends: Vec<String> = [65.0, 5.0, 0.0]
            .iter()
            .flat_map(|events| limits(*events).into_iter().rev().take(2).rev())
            .map(|step| step.sum.rsplit(" = ").next().unwrap_or_default().to_owned())
            .collect();
        let start = |end: &String, digits: &str| assert!(end.starts_with(digits), "{end} is not {digits}…");
        start(&ends[0], "50.16");
        start(&ends[1], "82.84");
        start(&ends[2], "1.623");
        start(&ends[3], "11.66");
        start(&ends[4], "0");
        start(&ends[5], "3.688");
    }
}
