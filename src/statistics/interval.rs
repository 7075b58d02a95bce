//! Confidence limits of counts and of proportions.
//!
//! Each function names its source and agrees with the published answers in `tests/methods/`.

use super::distribution::chi_squared_quantile;
use crate::model::estimate::Confidence;

/// Limits of a count of events, on the scale of the count: exact under ten, Byar's from ten.
///
/// Sources: Breslow and Day (1987), Statistical methods in cancer research II, page 69, for Byar's
/// approximation; APHO Technical Briefing 3 (2008) for the change at ten. The official method is
/// `byars_lower` and `byars_upper` with `phe_rate` of PHEindicatormethods.
pub fn of_count(events: f64, confidence: Confidence) -> (f64, f64) {
    if events < 10.0 { exact(events, confidence) } else { byar(events, confidence) }
}

/// Byar's limits of a count. `events` is not negative.
///
/// Source: Breslow and Day (1987), page 69.
pub fn byar(events: f64, confidence: Confidence) -> (f64, f64) {
    let z = confidence.z();
    let next = events + 1.0;
    let lower = events * (1.0 - 1.0 / (9.0 * events) - z / (3.0 * events.sqrt())).powi(3);
    let upper = next * (1.0 - 1.0 / (9.0 * next) + z / (3.0 * next.sqrt())).powi(3);
    (lower, upper)
}

/// Exact limits of a count that follows Poisson's distribution; the lower limit of none is 0.
///
/// Source: Garwood (1936), Biometrika 28, page 437, in its chi-squared form.
pub fn exact(events: f64, confidence: Confidence) -> (f64, f64) {
    let tail = (1.0 - confidence.level()) / 2.0;
    let lower = if events > 0.0 { chi_squared_quantile(tail, 2.0 * events) / 2.0 } else { 0.0 };
    (lower, chi_squared_quantile(1.0 - tail, 2.0 * events + 2.0) / 2.0)
}

/// Wilson's score limits of the proportion of `events` among `trials`, from 0 to 1.
///
/// Sources: Wilson (1927), JASA 22, page 209; Newcombe and Altman in Altman and others (2000),
/// Statistics with confidence, page 46. The official method is `phe_proportion`.
pub fn wilson(events: f64, trials: f64, confidence: Confidence) -> (f64, f64) {
    wilson_at(events, trials, confidence.z())
}

/// As [`wilson`], for a normal quantile that a source has rounded.
pub fn wilson_at(events: f64, trials: f64, z: f64) -> (f64, f64) {
    let middle = 2.0 * events + z * z;
    let half = z * (z * z + 4.0 * events * (1.0 - events / trials)).sqrt();
    let under = 2.0 * (trials + z * z);
    // Rounding in the last place may step outside 0 to 1.
    (((middle - half) / under).clamp(0.0, 1.0), ((middle + half) / under).clamp(0.0, 1.0))
}
