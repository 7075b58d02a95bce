//! Classes of an ordered scale: at most five, about equally full, with round limits.
//!
//! In come released values; out come limits and their labels. Limits are made of nothing else, so a
//! legend cannot betray a withheld value.

use super::palette::CLASSES;
use super::text;

/// Classes, lowest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    limits: Vec<f64>,
    label_decimals: usize,
    decimals: usize,
}

impl Classes {
    /// Classes of `values`, printed with so many `decimals`.
    pub(super) fn new(values: impl Iterator<Item = f64>, decimals: usize) -> Self {
        let mut sorted: Vec<f64> = values.map(|value| printed(value, decimals)).collect();
        sorted.sort_by(f64::total_cmp);
        let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else {
            return Self { limits: Vec::new(), label_decimals: decimals, decimals };
        };
        let quantiles: Vec<f64> =
            (1..CLASSES).map(|part| sorted[(sorted.len() * part / CLASSES).min(sorted.len() - 1)]).collect();
        let narrow =
            quantiles.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.0).fold(last - first, f64::min);
        let least = 10_f64.powi(-i32::try_from(decimals).unwrap_or(0));
        let unit = round_unit(narrow / 2.0).max(least);
        let mut limits: Vec<f64> =
            quantiles.iter().map(|limit| printed((limit / unit).round() * unit, decimals)).collect();
        limits.dedup();
        // A limit with nothing on one side of it parts nothing.
        limits.retain(|limit| *limit > first && *limit <= last);
        let mut below = f64::NEG_INFINITY;
        limits.retain(|limit| {
            let filled = sorted.iter().any(|value| *value >= below && value < limit);
            if filled {
                below = *limit;
            }
            filled
        });
        let whole = limits.iter().all(|limit| (limit - limit.round()).abs() < 1e-9);
        Self { limits, label_decimals: if whole { 0 } else { decimals }, decimals }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.limits.len() + 1
    }

    /// The class a value falls in, as it is printed.
    pub(super) fn of(&self, value: f64) -> usize {
        let value = printed(value, self.decimals);
        self.limits.iter().filter(|limit| **limit <= value).count()
    }

    /// The ink of a class: few classes are spread over the whole scale.
    pub(super) fn ink(&self, class: usize) -> u8 {
        let index = match self.count() {
            1 => CLASSES / 2,
            count => class * (CLASSES - 1) / (count - 1),
        };
        u8::try_from(index).unwrap_or(0)
    }

    /// The label of a class: `under 20`, `20 to under 30`, `50 and over`.
    pub(super) fn label(&self, class: usize) -> String {
        let number = |limit: &f64| text::number(*limit, self.label_decimals);
        let below = class.checked_sub(1).and_then(|index| self.limits.get(index));
        match (below, self.limits.get(class)) {
            (None, None) => "one value".to_owned(),
            (None, Some(high)) => format!("under {}", number(high)),
            (Some(low), Some(high)) => format!("{} to under {}", number(low), number(high)),
            (Some(low), None) => format!("{} and over", number(low)),
        }
    }
}

fn printed(value: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    (value * scale).round() / scale
}

/// The greatest of 1, 2 and 5 times a power of ten that is not above `value`.
fn round_unit(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 0.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let lead = value / power;
    power
        * if lead >= 5.0 {
            5.0
        } else if lead >= 2.0 {
            2.0
        } else {
            1.0
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_every_class_is_filled() {
        let values: Vec<f64> = (0..192).map(|index| 5.0 + f64::from(index) * f64::from(index) / 1000.0).collect();
        let classes = Classes::new(values.iter().copied(), 1);
        assert_eq!(classes.count(), 5);
        for class in 0..5 {
            assert!(values.iter().any(|value| classes.of(*value) == class), "{}", classes.label(class));
        }
        assert_eq!(classes.label(0), "under 6");
    }

    #[test]
    fn a_value_falls_in_the_class_that_its_print_names() {
        let classes = Classes::new([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0].into_iter(), 0);
        let limit = classes.limits[0];
        assert_eq!(classes.of(limit - 0.4), classes.of(limit));
    }

    #[test]
    fn values_that_are_alike_make_one_class() {
        let classes = Classes::new([3.0; 9].into_iter(), 1);
        assert_eq!((classes.count(), classes.of(3.0)), (1, 0));
        assert_eq!(Classes::new(std::iter::empty(), 1).count(), 1);
    }

    #[test]
    fn few_values_make_no_empty_class() {
        let values = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 12.0];
        let classes = Classes::new(values.into_iter(), 1);
        for class in 0..classes.count() {
            assert!(values.iter().any(|value| classes.of(*value) == class), "{}", classes.label(class));
        }
    }
}
