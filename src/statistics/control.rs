//! Control charts of single values and moving ranges: is a process steady, or did something happen?

use super::{Answer, Unanswered, explained::explained};

explained! {
    /// A line of values with the range in which a steady process would stay, so that a signal can be told from noise.
    ///
    /// # What it is
    /// The centre is the mean. The limits are `mean ± 2.66 × average moving range`, where a moving range is the
    /// difference between a value and the one before. Moving ranges of more than 3.267 times their average are
    /// left out once before the limits are set. Four things are signals: a value beyond a limit; seven values
    /// in a row that rise, or fall; two of three near the same limit; seven in a row on one side of the mean.
    ///
    /// # Why
    /// Every count moves from month to month. Asking each month why it went up or down wastes effort and invites
    /// wrong answers. Only a signal is worth asking about.
    ///
    /// # Example
    /// 12, 15, 11, 14, 13, 16, 12, 10, 14, 13, 15, 30, 12, 14, 13 have the mean 14.3 and the limits 7.6 and 20.9.
    /// Only the 30 is a signal.
    ///
    /// # Limits
    /// With fewer than 13 values the limits are not settled. Counts of only a few are not drawn with limits at
    /// all. The method knows nothing of seasons: a summer peak can look like a signal. A signal says that
    /// something changed and never what.
    pub struct ControlChart;
    word: "control",
    title: "Control chart of single values and moving ranges (XmR)",
    citation: "Wheeler (2000), Understanding variation; NHS England, Making Data Count; NHSRplotthedots",
}

/// So many values settle the limits.
pub const SETTLED: usize = 13;

/// With a mean count under this the values are not near enough to a normal distribution for limits.
pub const FEWEST: f64 = 5.0;

/// The centre of a process and the limits around it, in the unit of its values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean of the values.
    pub mean: f64,
    /// The mean of the moving ranges that are not outliers.
    pub moving_range: f64,
    /// `mean − 2.66 × moving range`.
    pub lower: f64,
    /// `mean + 2.66 × moving range`.
    pub upper: f64,
    /// Two thirds of the way to the lower limit.
    pub near_lower: f64,
    /// Two thirds of the way to the upper limit.
    pub near_upper: f64,
}

/// Whether very large moving ranges are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// They are, once.
    Outliers,
    /// All count.
    Nothing,
}

/// The limits of a process. A value that is not there is a gap, across which no moving range is taken.
///
/// Sources: Wheeler (2000), Understanding variation; NHSRplotthedots, `ptd_spc` with `screen_outliers`.
///
/// # Errors
/// Fewer than two values that stand next to each other.
pub fn limits(values: &[Option<f64>], screen: Screen) -> Answer<Limits> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let ranges: Vec<f64> = values
        .windows(2)
        .filter_map(|pair| pair[0].zip(pair[1]))
        .map(|(before, after)| (after - before).abs())
        .collect();
    let average = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    if ranges.is_empty() {
        return Err(Unanswered("there are not two values next to each other"));
    }
    let mean = average(&known);
    let mut moving_range = average(&ranges);
    if screen == Screen::Outliers {
        let usual: Vec<f64> = ranges.iter().copied().filter(|range| *range < 3.267 * moving_range).collect();
        if !usual.is_empty() {
            moving_range = average(&usual);
        }
    }
    let reach = 2.66 * moving_range;
    Ok(Limits {
        mean,
        moving_range,
        lower: mean - reach,
        upper: mean + reach,
        near_lower: mean - reach * 2.0 / 3.0,
        near_upper: mean + reach * 2.0 / 3.0,
    })
}

/// What makes a value stand out, the first that is true of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Above the upper limit.
    AboveLimit,
    /// Below the lower limit.
    BelowLimit,
    /// One of seven that rise.
    Rising,
    /// One of seven that fall.
    Falling,
    /// One of two in three near the upper limit.
    NearUpper,
    /// One of two in three near the lower limit.
    NearLower,
    /// One of seven above the mean.
    RunAbove,
    /// One of seven below the mean.
    RunBelow,
}

impl Signal {
    /// In words, for a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::AboveLimit => "above the upper limit",
            Self::BelowLimit => "below the lower limit",
            Self::Rising => "one of seven rising",
            Self::Falling => "one of seven falling",
            Self::NearUpper => "two of three near the upper limit",
            Self::NearLower => "two of three near the lower limit",
            Self::RunAbove => "one of seven above the mean",
            Self::RunBelow => "one of seven below the mean",
        }
    }

    /// Whether it is a signal of more, and not of less.
    pub fn is_high(self) -> bool {
        matches!(self, Self::AboveLimit | Self::Rising | Self::NearUpper | Self::RunAbove)
    }
}

/// So many values in a row are a run.
const RUN: usize = 7;

/// The signal of each value, if it has one. A gap ends every run.
pub fn signals(values: &[Option<f64>], limits: &Limits) -> Vec<Option<Signal>> {
    let mut found: Vec<Option<Signal>> = vec![None; values.len()];
    // The last rule first, so that those before it in order stand over it.
    let side = |value: f64| (value - limits.mean).partial_cmp(&0.0);
    for (length, ordering, signal) in
        [(RUN, std::cmp::Ordering::Greater, Signal::RunAbove), (RUN, std::cmp::Ordering::Less, Signal::RunBelow)]
    {
        mark(&mut found, values, length, signal, |window| {
            window.iter().all(|value| value.is_some_and(|value| side(value) == Some(ordering)))
        });
    }
    type Test = fn(f64, &Limits) -> bool;
    let near: [(Test, Test, Signal); 2] = [
        (|value, limits| value > limits.near_upper, |value, limits| value > limits.mean, Signal::NearUpper),
        (|value, limits| value < limits.near_lower, |value, limits| value < limits.mean, Signal::NearLower),
    ];
    for (is_near, is_same_side, signal) in near {
        for start in 0..values.len().saturating_sub(2) {
            let window = &values[start..start + 3];
            let Some(window) = window.iter().copied().collect::<Option<Vec<f64>>>() else { continue };
            let close = window.iter().filter(|value| is_near(**value, limits)).count();
            if close >= 2 && window.iter().all(|value| is_same_side(*value, limits)) {
                for (step, _) in window.iter().enumerate().filter(|(_, value)| is_near(**value, limits)) {
                    found[start + step] = Some(signal);
                }
            }
        }
    }
    for (rises, signal) in [(true, Signal::Rising), (false, Signal::Falling)] {
        mark(&mut found, values, RUN, signal, |window| {
            window.windows(2).all(|pair| match (pair[0], pair[1]) {
                (Some(before), Some(after)) => {
                    if rises {
                        after > before
                    } else {
                        after < before
                    }
                }
                _ => false,
            })
        });
    }
    for (value, found) in values.iter().zip(&mut found) {
        match value {
            Some(value) if *value > limits.upper => *found = Some(Signal::AboveLimit),
            Some(value) if *value < limits.lower => *found = Some(Signal::BelowLimit),
            _ => {}
        }
    }
    found
}

/// Gives a signal to every value of each stretch of this length of which `is` is true.
fn mark(
    found: &mut [Option<Signal>],
    values: &[Option<f64>],
    length: usize,
    signal: Signal,
    is: impl Fn(&[Option<f64>]) -> bool,
) {
    for start in 0..(values.len() + 1).saturating_sub(length) {
        if is(&values[start..start + length]) {
            found[start..start + length].fill(Some(signal));
        }
    }
}

/// How a target stands to the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// Every value would be above it.
    AlwaysAbove,
    /// Every value would be below it.
    AlwaysBelow,
    /// Chance decides.
    HitAndMiss,
}

/// Whether a steady process would keep to one side of a target.
///
/// Source: NHS England, Making Data Count, assurance icons.
pub fn assurance(limits: &Limits, target: f64) -> Assurance {
    if target < limits.lower {
        Assurance::AlwaysAbove
    } else if target > limits.upper {
        Assurance::AlwaysBelow
    } else {
        Assurance::HitAndMiss
    }
}
