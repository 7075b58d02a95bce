//! Similar areas: distances worked by hand, and laws that hold for any values.

use proptest::prelude::*;

use sna::statistics::Unanswered;
use sna::statistics::similarity::{distance, standard_scores};

use crate::{answers, compare};

/// The scores of areas, from the values of each.
fn scores(areas: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = (0..areas[0].len())
        .map(|index| standard_scores(&areas.iter().map(|area| area[index]).collect::<Vec<_>>()).unwrap())
        .collect();
    (0..areas.len()).map(|area| columns.iter().map(|column| column[area]).collect()).collect()
}

#[test]
fn distances_agree_with_those_worked_by_hand() {
    for row in answers("similarity") {
        let values = |name: &str| row[name].split(' ').map(|number| number.parse().unwrap()).collect::<Vec<f64>>();
        let scores = scores(&[values("a"), values("b"), values("c")]);
        compare(&row, "score_a", scores[0][0]);
        compare(&row, "score_c", scores[2][0]);
        compare(&row, "distance_ab", distance(&scores[0], &scores[1]));
        compare(&row, "distance_ac", distance(&scores[0], &scores[2]));
    }
}

#[test]
fn values_that_are_all_the_same_are_no_scale() {
    assert_eq!(standard_scores(&[0.1, 0.1, 0.1]), Err(Unanswered("all areas have the same value")));
    assert_eq!(standard_scores(&[4.0]), Err(Unanswered("fewer than two areas have a value")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_distance_has_no_direction_and_no_unit(
        areas in prop::collection::vec((0_u32..1000, 0_u32..1000), 3..20), factor in 1_u32..100, shift in 0_u32..500
    ) {
        let own: Vec<Vec<f64>> = areas.iter().map(|(x, y)| vec![f64::from(*x), f64::from(*y)]).collect();
        prop_assume!((0..2).all(|index| own.iter().any(|area| (area[index] - own[0][index]).abs() > 0.5)));
        let other: Vec<Vec<f64>> =
            own.iter().map(|area| vec![area[0] * f64::from(factor) + f64::from(shift), area[1]]).collect();
        let (own, other) = (scores(&own), scores(&other));
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            prop_assert!((distance(&own[a], &own[b]) - distance(&own[b], &own[a])).abs() < 1e-12);
            prop_assert!((distance(&own[a], &own[b]) - distance(&other[a], &other[b])).abs() < 1e-9);
        }
        prop_assert!(distance(&own[0], &own[0]) == 0.0);
    }
}
