//! Concentration: closed forms, and laws that hold for any counts.

use proptest::prelude::*;

use sna::statistics::Unanswered;
use sna::statistics::concentration::{chance, enough, generalised, gini, holding};

use crate::{answers, compare, near, number};

fn list(text: &str) -> Vec<f64> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

#[test]
fn concentration_agrees_with_its_closed_forms() {
    for row in answers("concentration") {
        let share = number(&row, "share");
        let counts = list(&row["counts"]);
        if !counts.is_empty() {
            assert_eq!(holding(&counts, share).unwrap().to_string(), row["holding"]);
            compare(&row, "gini", gini(&counts).unwrap());
        }
        let means = list(&row["means"]);
        if !means.is_empty() {
            let chance = chance(&means).unwrap();
            compare(&row, "chance_areas", chance.holding(share));
            compare(&row, "chance_gini", chance.gini());
        }
    }
}

#[test]
fn fewer_events_than_areas_are_no_concentration_in_themselves() {
    // Three events in three of ten areas: as even as three events can be.
    let counts = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let plain = gini(&counts).unwrap();
    assert!(near(plain, 0.7, 1e-12));
    assert!(generalised(plain, 10, 3.0).abs() < 1e-12);
    assert!(near(generalised(plain, 10, 30.0), plain, 1e-12));
}

#[test]
fn what_cannot_be_answered_says_why() {
    assert_eq!(enough(&[4.0, 5.0]), Err(Unanswered("there are fewer than ten events")));
    assert_eq!(gini(&[0.0, 0.0]), Err(Unanswered("there are no events")));
    assert_eq!(holding(&[4.0], 0.25), Err(Unanswered("fewer than two areas have a count")));
}

#[test]
fn many_events_leave_nothing_to_chance() {
    // With a million events for each area the curve of chance is nearly that of the means.
    let means = [4e6, 3e6, 2e6, 1e6];
    let chance = chance(&means).unwrap();
    assert!((chance.gini() - gini(&means).unwrap()).abs() < 1e-3);
    assert!(chance.curve.last().is_some_and(|(areas, events)| near(*areas, 1.0, 1e-9) && near(*events, 1.0, 1e-9)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_areas_that_hold_a_share_are_between_one_and_that_share(
        counts in prop::collection::vec(0_u32..400, 2..60), percent in 1_u32..99, scale in 1_u32..50
    ) {
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        prop_assume!(counts.iter().sum::<f64>() > 0.0);
        let share = f64::from(percent) / 100.0;
        let held = holding(&counts, share).unwrap();
        prop_assert!(held >= 1 && held as f64 <= (share * counts.len() as f64 - 1e-9).ceil());
        let own = gini(&counts).unwrap();
        prop_assert!((-1e-12..1.0).contains(&own));
        // Neither a factor nor the order of the areas changes anything.
        let mut other: Vec<f64> = counts.iter().map(|count| count * f64::from(scale)).collect();
        other.reverse();
        prop_assert_eq!(holding(&other, share).unwrap(), held);
        prop_assert!((gini(&other).unwrap() - own).abs() < 1e-12);
    }

    #[test]
    fn chance_gathers_and_gathers_less_with_more_events(mean in 1_u32..40, areas in 2_usize..30) {
        let of = |factor: f64| chance(&vec![f64::from(mean) / 4.0 * factor; areas]).unwrap();
        let (few, many) = (of(1.0), of(4.0));
        prop_assert!(few.gini() > many.gini() && many.gini() > 0.0);
        prop_assert!(few.holding(0.25) < many.holding(0.25) && many.holding(0.25) < 0.25);
    }
}
