//! Recent trend, trend over ordered groups, and the gradient over a range, against published answers and laws.

use crate::{answers, compare, near, number};
use proptest::prelude::*;
use sna::model::estimate::Confidence;
use sna::statistics::inequality::{self, Part};
use sna::statistics::ordered_trend::{self, Kind, Scored};
use sna::statistics::recent_trend::{self, CRITICAL, ERRORS_IN_INTERVAL, Limited, Trend, Way};
use sna::statistics::{Unanswered, distribution};

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn word(trend: &Trend) -> &'static str {
    match trend.way {
        Way::Increasing => "increasing",
        Way::Decreasing => "decreasing",
        Way::NoChange => "no change",
    }
}

#[test]
fn recent_trends_agree_with_published_answers() {
    for row in answers("recent_trend") {
        let years: Vec<Vec<f64>> = (1..=5).map(|year| numbers(&row[&format!("year {year}")])).collect();
        let trend = match row["form"].as_str() {
            "values" => {
                let points: Vec<Limited> =
                    years.iter().map(|year| Limited { value: year[0], lower: year[1], upper: year[2] }).collect();
                recent_trend::of_values(&points, number(&row, "errors"))
            }
            _ => recent_trend::of_proportions(&years.iter().map(|year| (year[0], year[1])).collect::<Vec<_>>()),
        };
        let trend = trend.unwrap();
        compare(&row, "slope", trend.slope);
        compare(&row, "chi squared", trend.chi_squared);
        assert_eq!(word(&trend), row["way"]);
    }
}

#[test]
fn the_critical_value_is_the_quantile_of_998_in_1000() {
    assert!(near(distribution::chi_squared_quantile(0.998, 1.0), CRITICAL, 1e-12));
    assert!(near(Confidence::Ninety98.z().powi(2), CRITICAL, 1e-12));
}

#[test]
fn trends_over_ordered_groups_agree_with_published_answers() {
    for row in answers("ordered_trend") {
        let (events, people) = (numbers(&row["events"]), numbers(&row["people"]));
        let groups: Vec<Scored> = numbers(&row["scores"])
            .into_iter()
            .zip(events.into_iter().zip(people))
            .map(|(score, (events, people))| Scored { score, events, people })
            .collect();
        let tested = ordered_trend::test(&groups, Kind::Proportion).unwrap();
        compare(&row, "chi squared", tested.chi_squared);
        compare(&row, "probability", tested.probability);
    }
}

fn area1() -> Vec<Part> {
    let row = &answers("gradient")[0];
    let (people, values, errors) = (numbers(&row["people"]), numbers(&row["values"]), numbers(&row["errors"]));
    let rest = values.into_iter().zip(errors);
    people.into_iter().zip(rest).map(|(people, (value, error))| Part { people, value, error }).collect()
}

#[test]
fn indices_of_inequality_agree_with_published_answers() {
    let found = inequality::of(&area1(), Confidence::Ninety5).unwrap();
    let row = &answers("gradient")[0];
    compare(row, "intercept", found.intercept);
    compare(row, "slope", found.slope);
    compare(row, "ratio", found.ratio.unwrap());
    // The limits of phe_sii are simulated, 3.1276 to 10.7587 with a tolerance of 0.05; those in closed form are these.
    assert!((found.slope_limits.lower - 3.0899).abs() < 5e-5, "{found:?}");
    assert!((found.slope_limits.upper - 10.7793).abs() < 5e-5, "{found:?}");
    assert!((found.slope_limits.lower - 3.1276).abs() < 0.05 && (found.slope_limits.upper - 10.7587).abs() < 0.05);
}

/// Numbers of a standard normal variable, the same on every run (Box and Muller 1958).
fn draws(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    let mut even = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    move || (-2.0 * even().ln()).sqrt() * (std::f64::consts::TAU * even()).cos()
}

#[test]
fn limits_in_closed_form_are_those_of_a_simulation() {
    let parts = area1();
    let found = inequality::of(&parts, Confidence::Ninety5).unwrap();
    let mut normal = draws(0x5EED_1234_5678_9ABC);
    let mut simulated: Vec<(f64, f64)> = (0..40_000)
        .map(|_| {
            let moved: Vec<Part> =
                parts.iter().map(|part| Part { value: part.value + part.error * normal(), ..*part }).collect();
            let moved = inequality::of(&moved, Confidence::Ninety5).unwrap();
            (moved.slope, moved.ratio.unwrap())
        })
        .collect();
    let mut at = |of: fn(&(f64, f64)) -> f64| {
        simulated.sort_by(|a, b| of(a).total_cmp(&of(b)));
        (of(&simulated[1_000]), of(&simulated[39_000]))
    };
    let (slope, ratio) = (at(|draw| draw.0), at(|draw| draw.1));
    let limits = found.ratio_limits.unwrap();
    assert!((slope.0 - found.slope_limits.lower).abs() < 0.1 && (slope.1 - found.slope_limits.upper).abs() < 0.1);
    assert!((ratio.0 - limits.lower).abs() < 0.002 && (ratio.1 - limits.upper).abs() < 0.002, "{ratio:?} {limits:?}");
}

#[test]
fn areas_are_put_into_groups_as_the_official_method_does() {
    // PHEindicatormethods, phe_quantile: seven areas in five groups.
    let groups: Vec<usize> = (1..=7).map(|rank| inequality::group_of(rank, 7, 5).unwrap()).collect();
    assert_eq!(groups, [1, 1, 2, 3, 3, 4, 5]);
    assert_eq!(inequality::group_of(1, 4, 5), None, "there are fewer areas than groups");
    for (areas, k) in [(192, 10), (33, 5), (10, 10), (101, 100)] {
        let mut sizes = vec![0; k];
        for rank in 1..=areas {
            sizes[inequality::group_of(rank, areas, k).unwrap() - 1] += 1;
        }
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        assert!(*least > 0 && most - least <= 1, "{areas} areas in {k} groups: {sizes:?}");
    }
}

#[test]
fn what_has_no_trend_says_why() {
    let proportions = |counts: &[(f64, f64)]| recent_trend::of_proportions(counts).unwrap_err();
    let usual = (5.0, 10.0);
    assert_eq!(proportions(&[usual; 4]), Unanswered("there are fewer than five years"));
    assert_eq!(proportions(&[usual, usual, (0.0, 10.0), usual, usual]), Unanswered("a year has no events"));
    assert_eq!(proportions(&[usual, usual, (10.0, 10.0), usual, usual]), Unanswered("in a year every one is counted"));
    let exact = Limited { value: 3.0, lower: 3.0, upper: 3.0 };
    assert_eq!(
        recent_trend::of_values(&[exact; 5], ERRORS_IN_INTERVAL).unwrap_err(),
        Unanswered("a value has limits without width, so chance cannot be judged")
    );
    let part = Part { people: 10.0, value: 1.0, error: 0.1 };
    assert_eq!(
        inequality::of(&[part; 4], Confidence::Ninety5).unwrap_err(),
        Unanswered("there are fewer than five groups")
    );
    let group = |score, events| Scored { score, events, people: 10.0 };
    assert_eq!(
        ordered_trend::test(&[group(1.0, 0.0), group(2.0, 0.0), group(3.0, 0.0)], Kind::Rate).unwrap_err(),
        Unanswered("there are no events")
    );
}

#[test]
fn a_direction_that_one_year_alone_makes_is_no_trend() {
    let point = |value: f64| Limited { value, lower: value - 0.1, upper: value + 0.1 };
    let falling_but_for_the_last = [10.0, 9.5, 9.0, 8.5, 30.0].map(point);
    let trend = recent_trend::of_values(&falling_but_for_the_last, ERRORS_IN_INTERVAL).unwrap();
    assert!(trend.chi_squared > CRITICAL && trend.slope > 0.0);
    assert_eq!(trend.way, Way::NoChange);
}

fn points() -> impl Strategy<Value = Vec<Limited>> {
    proptest::collection::vec((1.0_f64..100.0, 0.1_f64..10.0), 5).prop_map(|points| {
        points.into_iter().map(|(value, half)| Limited { value, lower: value - half, upper: value + half }).collect()
    })
}

fn turned(way: Way) -> Way {
    match way {
        Way::Increasing => Way::Decreasing,
        Way::Decreasing => Way::Increasing,
        Way::NoChange => Way::NoChange,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn time_turned_round_turns_the_trend(points in points()) {
        let there = recent_trend::of_values(&points, ERRORS_IN_INTERVAL).unwrap();
        let mut reversed = points;
        reversed.reverse();
        let back = recent_trend::of_values(&reversed, ERRORS_IN_INTERVAL).unwrap();
        prop_assert!((there.slope + back.slope).abs() < 1e-9 * (1.0 + there.slope.abs()));
        prop_assert!((there.chi_squared - back.chi_squared).abs() < 1e-6 * (1.0 + there.chi_squared));
        if (there.chi_squared - CRITICAL).abs() > 1e-3 && there.slope.abs() > 1e-6 {
            prop_assert_eq!(back.way, turned(there.way));
        }
    }

    #[test]
    fn a_larger_unit_scales_the_slope_and_not_the_judgement(points in points(), times in 0.01_f64..1000.0) {
        let own = recent_trend::of_values(&points, ERRORS_IN_INTERVAL).unwrap();
        let scaled: Vec<Limited> = points
            .iter()
            .map(|point| Limited { value: point.value * times, lower: point.lower * times, upper: point.upper * times })
            .collect();
        let scaled = recent_trend::of_values(&scaled, ERRORS_IN_INTERVAL).unwrap();
        prop_assert!((scaled.slope - own.slope * times).abs() < 1e-8 * times * (1.0 + own.slope.abs()));
        prop_assert!((scaled.chi_squared - own.chi_squared).abs() < 1e-6 * (1.0 + own.chi_squared));
    }

    #[test]
    fn a_constant_series_has_no_trend(value in 1.0_f64..1000.0, half in 0.001_f64..10.0, events in 1_u32..99) {
        let point = Limited { value, lower: value - half, upper: value + half };
        let trend = recent_trend::of_values(&[point; 5], ERRORS_IN_INTERVAL).unwrap();
        prop_assert_eq!(trend.way, Way::NoChange);
        let trend = recent_trend::of_proportions(&[(f64::from(events), 100.0); 5]).unwrap();
        prop_assert_eq!(trend.way, Way::NoChange);
        prop_assert!(trend.chi_squared < 1e-9);
    }

    #[test]
    fn a_flat_gradient_has_no_slope_and_a_ratio_of_one(people in proptest::collection::vec(1.0_f64..10_000.0, 5..30), value in 0.1_f64..1000.0) {
        let parts: Vec<Part> = people.iter().map(|people| Part { people: *people, value, error: value / 20.0 }).collect();
        let found = inequality::of(&parts, Confidence::Ninety5).unwrap();
        prop_assert!(found.slope.abs() < 1e-9 * value && (found.ratio.unwrap() - 1.0).abs() < 1e-9);
        prop_assert!(found.slope_limits.lower < 0.0 && found.slope_limits.upper > 0.0);
    }

    #[test]
    fn groups_in_the_other_order_change_the_sign(groups in proptest::collection::vec((1.0_f64..10_000.0, 1.0_f64..100.0, 0.0_f64..5.0), 5..30)) {
        let parts: Vec<Part> = groups.into_iter().map(|(people, value, error)| Part { people, value, error }).collect();
        let there = inequality::of(&parts, Confidence::Ninety5).unwrap();
        let back = inequality::of(&parts.into_iter().rev().collect::<Vec<_>>(), Confidence::Ninety5).unwrap();
        prop_assert!((there.slope + back.slope).abs() < 1e-6);
        prop_assert!((there.intercept + there.slope - back.intercept).abs() < 1e-6);
        prop_assert!((there.slope_limits.lower + back.slope_limits.upper).abs() < 1e-6);
        if let (Some(a), Some(b)) = (there.ratio, back.ratio) {
            prop_assert!((a * b - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn wider_confidence_has_wider_limits(groups in proptest::collection::vec((1.0_f64..10_000.0, 50.0_f64..100.0, 0.1_f64..5.0), 5..30)) {
        let parts: Vec<Part> = groups.into_iter().map(|(people, value, error)| Part { people, value, error }).collect();
        let near = inequality::of(&parts, Confidence::Ninety5).unwrap();
        let wide = inequality::of(&parts, Confidence::Ninety98).unwrap();
        prop_assert!(wide.slope_limits.lower < near.slope_limits.lower && near.slope_limits.lower < near.slope);
        prop_assert!(near.slope < near.slope_limits.upper && near.slope_limits.upper < wide.slope_limits.upper);
    }

    #[test]
    fn where_events_are_rare_a_share_and_a_rate_have_one_trend(events in proptest::collection::vec(1_u32..50, 3..12)) {
        let groups: Vec<Scored> = events
            .iter()
            .zip(1_u8..)
            .map(|(events, score)| Scored { score: f64::from(score), events: f64::from(*events), people: 1e9 })
            .collect();
        let share = ordered_trend::test(&groups, Kind::Proportion).unwrap();
        let rate = ordered_trend::test(&groups, Kind::Rate).unwrap();
        prop_assert!((share.chi_squared - rate.chi_squared).abs() <= 1e-5 * (1e-9 + rate.chi_squared));
    }
}
