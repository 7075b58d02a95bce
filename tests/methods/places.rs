//! How events are gathered in places: answers by hand and in print, and laws that hold for any counts.

use crate::{answers, compare, number};
use proptest::prelude::*;
use sna::statistics::concentration;

fn counts(text: &str) -> Vec<f64> {
    text.split(' ').map(|count| count.parse().unwrap()).collect()
}

#[test]
fn concentration_agrees_with_its_formulas() {
    for row in answers("concentration") {
        let counts = counts(&row["counts"]);
        let whole = counts.iter().sum();
        let areas = concentration::holding(&counts, whole, number(&row, "share") / 100.0).unwrap();
        assert_eq!(areas.to_string(), row["areas"], "{row:?}");
        for (column, ours) in [("gini", concentration::gini(&counts))] {
            if number(&row, column) == 0.0 {
                assert!(ours.unwrap().abs() < 1e-12, "{column} of {row:?}");
            } else {
                compare(&row, column, ours.unwrap());
            }
        }
    }
}

#[test]
fn concentration_by_chance_agrees_with_the_mean_difference_in_print() {
    for row in answers("chance") {
        let areas = 40;
        let chance = concentration::by_chance(&vec![number(&row, "mean"); areas]).unwrap();
        compare(&row, "gini", chance.gini());
        compare(&row, "part", chance.holding(number(&row, "share") / 100.0) / areas as f64);
    }
}

#[test]
fn no_events_have_no_concentration() {
    assert_eq!(concentration::gini(&[0.0, 0.0]).unwrap_err().0, "there are no events");
    assert_eq!(concentration::by_chance(&[0.0]).unwrap_err().0, "there are no events");
}

#[test]
fn bounds_hold_what_a_hidden_count_may_be() {
    // Ten of 100 are in one area that is not shown, or in none that helps.
    assert_eq!(concentration::bounds(&[9.0; 10], 1, 100.0, 0.25), Some((3, 3)));
    assert_eq!(concentration::bounds(&[8.0; 10], 1, 100.0, 0.25), Some((2, 4)));
    assert_eq!(concentration::bounds(&[10.0; 10], 0, 100.0, 0.25), Some((3, 3)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_share_is_held_by_no_more_than_its_own_part_of_the_areas(counts in prop::collection::vec(0_u32..500, 1..80), percent in 1_u32..100, times in 2_u32..9) {
        prop_assume!(counts.iter().any(|count| *count > 0));
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        let share = f64::from(percent) / 100.0;
        let held = |counts: &[f64]| concentration::holding(counts, counts.iter().sum(), share).unwrap();
        let own = held(&counts);
        prop_assert!(own >= 1 && own as f64 <= (share * counts.len() as f64).ceil());
        let larger: Vec<f64> = counts.iter().map(|count| count * f64::from(times)).collect();
        prop_assert_eq!(own, held(&larger));
        let mut turned = counts.clone();
        turned.reverse();
        prop_assert_eq!(own, held(&turned));
        let gini = concentration::gini(&counts).unwrap();
        prop_assert!((-1e-12..1.0).contains(&gini));
        prop_assert!((gini - concentration::gini(&larger).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn more_events_look_less_gathered_by_chance(mean in 1_u32..200, more in 1_u32..200) {
        let of = |mean: u32| concentration::by_chance(&[f64::from(mean); 30]).unwrap();
        let (few, many) = (of(mean), of(mean + more));
        prop_assert!(few.holding(0.25) < many.holding(0.25) && many.holding(0.25) <= 7.5 + 1e-9);
        prop_assert!(few.gini() > many.gini() && many.gini() > 0.0);
        for pair in few.curve.windows(2) {
            prop_assert!(pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1);
        }
    }
}

#[test]
fn very_many_events_in_an_area_are_answered_quickly_and_as_if_nearly_even() {
    let chance = concentration::by_chance(&[4e8; 8]).unwrap();
    assert!((chance.holding(0.25) - 2.0).abs() < 1e-3 && chance.gini().abs() < 1e-3);
    let few = concentration::by_chance(&[19_000.0; 8]).unwrap();
    let many = concentration::by_chance(&[19_900.0; 8]).unwrap();
    assert!((few.holding(0.25) - many.holding(0.25)).abs() < 1e-3, "no step where the way of adding up changes");
    assert!((few.gini() - many.gini()).abs() < 1e-3);
}
