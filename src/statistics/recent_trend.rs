//! Recent trend: whether five years in a row rise or fall by more than chance.
//!
//! Comes in: five values with their limits, or five counts of events among people, first year to last. Goes out:
//! the slope, its chi-squared and the direction, or why there is none. Which years are a series, and
//! what stands between them, is for the caller to know.

use super::explained::explained;
use super::{Answer, Unanswered, ordered_trend};

/// How many years make a recent trend.
pub const YEARS: usize = 5;

/// The chi-squared, with one degree of freedom, that chance alone stays under in 998 of 1,000 series.
pub const CRITICAL: f64 = 9.549_535_706_083_24;

/// How many standard errors a 95% interval is wide, as Fingertips rounds it: twice 1.96.
pub const ERRORS_IN_INTERVAL: f64 = 3.92;

/// Which way a series went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Up, by more than chance.
    Increasing,
    /// Down, by more than chance.
    Decreasing,
    /// Neither, as far as chance lets us see.
    NoChange,
}

/// What became of a series of five years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The change from year to year: in the unit of the values, or of the logit of proportions.
    pub slope: f64,
    /// How far the slope is from none.
    pub chi_squared: f64,
    /// The direction.
    pub way: Way,
}

/// A value with its limits at 95%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limited {
    /// The value.
    pub value: f64,
    /// Its lower limit.
    pub lower: f64,
    /// Its upper limit.
    pub upper: f64,
}

explained! {
    /// Whether the last five years rise or fall by more than chance alone would make them.
    ///
    /// # What it is
    /// A straight line is laid through five yearly values, and a precise value pulls it more than an unsure one:
    /// `b = (S Sxy − Sx Sy) / (S Sxx − Sx²)` with weights `1 / SE²` and `SE = (upper − lower) / 3.92`. The slope is
    /// called a trend where `b² / Var(b)` is above 9.55, which chance alone reaches in 2 of 1,000 series. A
    /// proportion has the chi-squared test for trend of its counts instead, and its direction is the slope of
    /// `ln(x / (n − x))`. If leaving out one year turns the direction round, no trend is claimed.
    ///
    /// # Why
    /// Two years that differ may be a good and a bad year. Five years in a row say more, and a strict test
    /// keeps a reader of many indicators from many false alarms.
    ///
    /// # Example
    /// 994 of 40,299 people in the first year and 1,367 of 44,701 in the fifth, with the years between them rising:
    /// chi-squared 47.9, so it is increasing.
    ///
    /// # Limits
    /// It needs five years without a gap, which share no month and are counted in one way: never months, rolling
    /// years or pooled years that overlap. A curve that rises and falls again has no slope. It does not say
    /// why something changed, nor what comes next.
    pub(crate) struct RecentTrend;
    word: "recent-trend",
    title: "Recent trend over five years",
    citation: "Fingertips Public Health Technical Guidance, recent trends; Armitage (1955), Biometrics 11, page 375; PHEindicatormethods",
}

/// The trend of values by the limits they have, by regression weighted with `1 / SE²`; the value's unit a year.
///
/// `errors` is how many standard errors an interval is wide, [`ERRORS_IN_INTERVAL`] as Fingertips has it.
/// Source: Fingertips Public Health Technical Guidance, recent trends, all types but proportions.
pub fn of_values(points: &[Limited], errors: f64) -> Answer<Trend> {
    whole(points.len())?;
    let mut weighted = Vec::with_capacity(points.len());
    for (time, point) in (1_u8..).zip(points) {
        let error = (point.upper - point.lower) / errors;
        if !(error > 0.0 && error.is_finite() && point.value.is_finite()) {
            return Err(Unanswered("a value has limits without width, so chance cannot be judged"));
        }
        weighted.push((f64::from(time), point.value, 1.0 / (error * error)));
    }
    let (slope, spread) = line(&weighted);
    Ok(judged(slope, slope * slope * spread, &weighted))
}

/// The trend of proportions, `(events, people)` in each year, by the chi-squared test for trend; the direction
/// and the slope are those of the logit, per year.
///
/// Source: Armitage (1955), Biometrics 11, page 375; Fingertips Public Health Technical Guidance, recent trends.
pub fn of_proportions(counts: &[(f64, f64)]) -> Answer<Trend> {
    whole(counts.len())?;
    if counts.iter().any(|(events, _)| *events <= 0.0) {
        return Err(Unanswered("a year has no events"));
    }
    if counts.iter().any(|(events, people)| events >= people) {
        return Err(Unanswered("in a year every one is counted"));
    }
    let scored: Vec<ordered_trend::Scored> = (1_u8..)
        .zip(counts)
        .map(|(time, (events, people))| ordered_trend::Scored {
            score: f64::from(time),
            events: *events,
            people: *people,
        })
        .collect();
    let chi_squared = ordered_trend::test(&scored, ordered_trend::Kind::Proportion)?.chi_squared;
    let logits: Vec<(f64, f64, f64)> =
        scored.iter().map(|year| (year.score, (year.events / (year.people - year.events)).ln(), 1.0)).collect();
    Ok(judged(line(&logits).0, chi_squared, &logits))
}

fn whole(years: usize) -> Answer<()> {
    match years {
        YEARS => Ok(()),
        0..YEARS => Err(Unanswered("there are fewer than five years")),
        _ => Err(Unanswered("there are more than five years")),
    }
}

/// The slope of the line through `(x, y, weight)`, and `1 / Var` of it where weights are `1 / SE²`.
fn line(points: &[(f64, f64, f64)]) -> (f64, f64) {
    let total: f64 = points.iter().map(|(.., weight)| weight).sum();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / total;
    let (x, y) = (mean(|(x, _, weight)| x * weight), mean(|(_, y, weight)| y * weight));
    // About their means, the sums of the formula lose no digits.
    let spread: f64 = points.iter().map(|(at, _, weight)| weight * (at - x) * (at - x)).sum();
    let both: f64 = points.iter().map(|(at, value, weight)| weight * (at - x) * (value - y)).sum();
    (both / spread, spread)
}

/// The direction: none where chance may be the reason, or where one year alone makes it.
fn judged(slope: f64, chi_squared: f64, points: &[(f64, f64, f64)]) -> Trend {
    let turned = (0..points.len()).any(|left_out| {
        let mut others = points.to_vec();
        others.remove(left_out);
        line(&others).0 * slope < 0.0
    });
    let way = match () {
        () if turned || chi_squared <= CRITICAL => Way::NoChange,
        () if slope > 0.0 => Way::Increasing,
        () => Way::Decreasing,
    };
    Trend { slope, chi_squared, way }
}
