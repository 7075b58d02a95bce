//! Changes between two periods against published answers, and the laws they keep.

use crate::{answers, compare, number};
use proptest::prelude::*;
use sna::model::estimate::Confidence::Ninety5;
use sna::statistics::change::{difference_limits, exact_test, half, ratio_limits, rounded_limits, rounding_range};
use sna::statistics::interval;

#[test]
fn the_limits_and_the_probability_of_a_change_agree_with_published_answers() {
    for row in answers("change_limits") {
        let counts = (number(&row, "earlier"), number(&row, "later"));
        let (lower, upper) = ratio_limits(counts.1 / counts.0, counts, 0.0, Ninety5).unwrap();
        compare(&row, "percent", (counts.1 / counts.0 - 1.0) * 100.0);
        compare(&row, "lower", (lower - 1.0) * 100.0);
        compare(&row, "upper", (upper - 1.0) * 100.0);
        if row["probability"] == "3e-30" {
            // One digit is published, so it is the order of size that agrees.
            let probability = exact_test(counts, (1.0, 1.0)).unwrap();
            assert!((2.5e-30..3.5e-30).contains(&probability), "{probability}");
        } else {
            compare(&row, "probability", exact_test(counts, (1.0, 1.0)).unwrap());
        }
    }
}

#[test]
fn the_range_that_rounding_allows_agrees_with_published_answers() {
    for row in answers("change_rounding") {
        let counts = (number(&row, "earlier"), number(&row, "later"));
        let (lower, upper) = rounding_range(counts, half(5)).unwrap();
        compare(&row, "lower", (lower - 1.0) * 100.0);
        compare(&row, "upper", (upper - 1.0) * 100.0);
    }
}

#[test]
fn the_limits_of_a_difference_agree_with_those_made_of_published_limits() {
    for row in answers("change_difference") {
        let limited = |column| (number(&row, column), interval::of_count(number(&row, column), Ninety5));
        let (lower, upper) = difference_limits(limited("earlier"), limited("later"));
        compare(&row, "lower", lower);
        compare(&row, "upper", upper);
    }
}

#[test]
fn the_change_of_any_counts_that_round_to_two_others_lies_in_the_range_of_rounding() {
    for base in [3_u32, 5, 10] {
        let rounded = |count: u32| f64::from((count + base / 2) / base * base);
        for earlier in base..90 {
            for later in 0..90 {
                if let Ok((low, high)) = rounding_range((rounded(earlier), rounded(later)), half(base)) {
                    let ratio = f64::from(later) / f64::from(earlier);
                    assert!(low <= ratio && ratio <= high, "{earlier} to {later}, rounded to {base}");
                }
            }
        }
    }
}

#[test]
fn the_limits_of_any_counts_that_round_to_two_others_lie_in_the_limits_of_the_rounded() {
    for (earlier, later) in [(40.0, 35.0), (20.0, 20.0), (5.0, 5.0), (235.0, 150.0)] {
        let (low, high) = rounded_limits((earlier, later), 2.0, 0.0, Ninety5).unwrap();
        for (a, b) in (-2..=2).flat_map(|a| (-2..=2).map(move |b| (a, b))) {
            let (a, b) = (earlier + f64::from(a), later + f64::from(b));
            let (lower, upper) = ratio_limits(b / a, (a, b), 0.0, Ninety5).unwrap();
            assert!(low <= lower + 1e-12 && upper <= high + 1e-12, "{a} to {b}");
        }
    }
}

#[test]
fn a_zero_has_no_percentage_and_a_count_that_may_be_zero_no_range() {
    assert!(ratio_limits(0.0, (0.0, 7.0), 0.0, Ninety5).is_err());
    assert!(ratio_limits(0.0, (7.0, 0.0), 0.0, Ninety5).is_err());
    assert!(rounding_range((0.0, 10.0), 2.0).is_err());
    assert!(exact_test((1.5, 2.0), (1.0, 1.0)).is_err());
}

proptest! {
    #[test]
    fn exchanging_the_periods_inverts_the_ratio_and_its_limits(a in 1_u32..50_000, b in 1_u32..50_000) {
        let (a, b) = (f64::from(a), f64::from(b));
        let (lower, upper) = ratio_limits(b / a, (a, b), 0.0, Ninety5).unwrap();
        let (back, forth) = ratio_limits(a / b, (b, a), 0.0, Ninety5).unwrap();
        prop_assert!((lower * forth - 1.0).abs() < 1e-9 && (upper * back - 1.0).abs() < 1e-9);
        prop_assert!(lower <= b / a && b / a <= upper);
        let there = exact_test((a, b), (1.0, 1.0)).unwrap();
        let again = exact_test((b, a), (1.0, 1.0)).unwrap();
        prop_assert!((there - again).abs() <= 1e-9 * there, "{there} and {again}");
    }

    #[test]
    fn more_events_in_the_same_ratio_have_narrower_limits(a in 1_u32..5_000, b in 1_u32..5_000, times in 2_u32..9) {
        let (a, b, times) = (f64::from(a), f64::from(b), f64::from(times));
        let few = ratio_limits(b / a, (a, b), 0.0, Ninety5).unwrap();
        let many = ratio_limits(b / a, (a * times, b * times), 0.0, Ninety5).unwrap();
        prop_assert!(few.0 < many.0 && many.1 < few.1);
    }

    #[test]
    fn the_limits_of_a_difference_hold_it_and_change_sides_with_the_periods(a in 0_u32..500, b in 0_u32..500) {
        let limited = |count: u32| (f64::from(count), interval::of_count(f64::from(count), Ninety5));
        let (lower, upper) = difference_limits(limited(a), limited(b));
        let (back, forth) = difference_limits(limited(b), limited(a));
        let difference = f64::from(b) - f64::from(a);
        prop_assert!(lower <= difference && difference <= upper);
        prop_assert!((lower + forth).abs() < 1e-9 && (upper + back).abs() < 1e-9);
    }

    #[test]
    fn a_probability_is_one_where_nothing_is_more_likely_and_never_above(a in 0_u32..400, b in 0_u32..400) {
        let probability = exact_test((f64::from(a), f64::from(b)), (1.0, 1.0)).unwrap();
        prop_assert!(probability > 0.0 && probability <= 1.0);
        if a == b {
            prop_assert!((probability - 1.0).abs() < 1e-12);
        }
    }
}
