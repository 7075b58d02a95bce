//! Comparison, quantiles, funnels and chance against published answers, and the laws they keep.

use crate::{answers, compare, number};
use proptest::prelude::*;
use sna::model::estimate::{Confidence, Interval};
use sna::statistics::comparison::{self, Comparison};
use sna::statistics::{chance, funnel, interval, quantile};

const INNER: Confidence = Confidence::Ninety5;
const OUTER: Confidence = Confidence::Ninety98;

fn limits(lower: f64, upper: f64) -> Interval {
    Interval { lower, upper, confidence: INNER }
}

#[test]
fn control_limits_of_proportions_agree_with_published_answers() {
    for row in answers("control") {
        let (value, size, line) = (number(&row, "value"), number(&row, "size"), number(&row, "benchmark"));
        let at = |level| comparison::control_of_proportion(line / 100.0, size, level);
        let (inner, outer) = (at(INNER), at(OUTER));
        // The source rounds its normal quantiles, which its fourth digit shows.
        for (z, lower, upper) in [(1.96, "lower 95", "upper 95"), (3.0902, "lower 99.8", "upper 99.8")] {
            let limits = interval::wilson_at(line / 100.0 * size, size, z);
            compare(&row, lower, limits.0 * 100.0);
            compare(&row, upper, limits.1 * 100.0);
        }
        assert_eq!(comparison::by_limits(inner, value / 100.0).mirrored().word(), row["at 95"], "{row:?}");
        assert_eq!(comparison::by_limits(outer, value / 100.0).mirrored().word(), row["at 99.8"], "{row:?}");
        let both = comparison::by_control(value / 100.0, inner, outer);
        assert_eq!(both.is_far(), row["at 99.8"] != "similar", "{row:?}");
    }
}

#[test]
fn two_intervals_that_overlap_are_similar() {
    for row in answers("overlap") {
        let own = limits(number(&row, "lower"), number(&row, "upper"));
        let other = limits(number(&row, "other lower"), number(&row, "other upper"));
        assert_eq!(comparison::overlap(own, other).word(), row["comparison"]);
    }
}

#[test]
fn bounds_of_quintiles_agree_with_published_answers() {
    let values: Vec<f64> = (1..=50).rev().map(f64::from).collect();
    let bounds = quantile::bounds(&values, 5).unwrap();
    for row in answers("quintile") {
        compare(&row, "bound", bounds[number(&row, "part") as usize]);
    }
    assert!(quantile::bounds(&[1.0, 2.0, 3.0], 5).is_err());
}

#[test]
fn seven_areas_are_in_the_fifths_that_phe_quantile_gives() {
    // PHEindicatormethods, phe_quantile, seven values in five parts.
    let values: Vec<f64> = (1..=7).map(f64::from).collect();
    assert_eq!(quantile::assigned(&values, 5), Ok(vec![1, 1, 2, 3, 3, 4, 5]));
    assert!(quantile::assigned(&values[..4], 5).is_err());
}

#[test]
fn funnel_limits_of_proportions_agree_with_published_answers() {
    for row in answers("funnel") {
        for (level, lower, upper) in [(INNER, "lower 95", "upper 95"), (OUTER, "lower 99.8", "upper 99.8")] {
            let limits = funnel::of_proportion(0.806_424_48, number(&row, "size"), level);
            compare(&row, lower, limits.0 * 100.0);
            compare(&row, upper, limits.1 * 100.0);
        }
    }
}

#[test]
fn funnel_limits_of_ratios_agree_with_published_answers() {
    for row in answers("funnel_ratio") {
        let events = number(&row, "events");
        let (lower, upper) = funnel::expected_on_limit(events, INNER);
        compare(&row, "upper expected", upper);
        compare(&row, "lower expected", lower);
        compare(&row, "lower ratio", events / upper * 100.0);
        compare(&row, "upper ratio", events / lower * 100.0);
    }
}

#[test]
fn where_a_ratio_lies_in_a_funnel_agrees_with_published_answers() {
    for row in answers("funnel_significance") {
        let standing = funnel::standing(number(&row, "observed"), number(&row, "expected"));
        assert_eq!(standing.word(), row["standing"], "{row:?}");
    }
}

#[test]
fn areas_that_differ_by_chance_alone_have_a_dispersion_of_about_one() {
    let scores: Vec<f64> = (0..40).map(|index| if index % 2 == 0 { 1.0 } else { -1.0 }).collect();
    assert_eq!(funnel::dispersion(&scores), Ok(1.0));
    assert!(funnel::dispersion(&scores[..9]).is_err());
}

#[test]
fn chance_moves_one_area_in_twenty() {
    assert!((chance::expected(192, INNER) - 9.6).abs() < 1e-9);
    // At least one of ten: 1 − 0.95¹⁰.
    assert!((chance::at_least(1, 10, INNER) - (1.0 - 0.95_f64.powi(10))).abs() < 1e-12);
    assert!((chance::at_least(3, 3, INNER) - 0.05_f64.powi(3)).abs() < 1e-12);
    assert!((chance::at_least(1, 35_000, OUTER) - 1.0).abs() < 1e-9);
}

proptest! {
    #[test]
    fn a_count_put_on_its_limit_returns(events in 1.0..2000.0_f64) {
        for level in [INNER, OUTER] {
            let (low, high) = funnel::expected_on_limit(events, level);
            prop_assert!((funnel::of_count(high, level).0 - events).abs() < 1e-6 * events);
            prop_assert!((funnel::of_count(low, level).1 - events).abs() < 1e-6 * events);
        }
    }

    #[test]
    fn wider_limits_hold_the_narrower_and_narrow_as_areas_grow(centre in 0.01..0.99_f64, size in 5.0..1e6_f64) {
        let (inner, outer) = (funnel::of_proportion(centre, size, INNER), funnel::of_proportion(centre, size, OUTER));
        prop_assert!(outer.0 <= inner.0 && inner.0 <= centre && centre <= inner.1 && inner.1 <= outer.1);
        let larger = funnel::of_proportion(centre, size * 2.0, INNER);
        prop_assert!(larger.1 - larger.0 <= inner.1 - inner.0);
        let (inner, outer) = (funnel::of_count(size, INNER), funnel::of_count(size, OUTER));
        prop_assert!(outer.0 <= inner.0 && inner.0 <= size && size <= inner.1 && inner.1 <= outer.1);
    }

    #[test]
    fn overlap_is_the_same_from_both_sides(a in 0.0..9.0_f64, wide in 0.0..5.0_f64, b in 0.0..9.0_f64, other in 0.0..5.0_f64) {
        let (own, theirs) = (limits(a, a + wide), limits(b, b + other));
        prop_assert_eq!(comparison::overlap(own, theirs), comparison::overlap(theirs, own).mirrored());
    }

    #[test]
    fn much_higher_is_higher_by_the_narrower_limits(middle in 0.0..9.0_f64, half in 0.01..2.0_f64, line in 0.0..9.0_f64) {
        let (inner, outer) = (limits(middle - half, middle + half), limits(middle - 2.0 * half, middle + 2.0 * half));
        let both = comparison::two_levels(inner, outer, line);
        let one = comparison::by_limits(inner, line);
        prop_assert_eq!((both.is_above(), both.is_below()), (one == Comparison::Higher, one == Comparison::Lower));
    }
}
