//! The composite index: answers computed apart and by hand, and laws that hold for any areas.

use proptest::prelude::*;

use sna::model::estimate::{Confidence, Interval};
use sna::model::indicator::Polarity;
use sna::statistics::Unanswered;
use sna::statistics::composite::{Standardised, by_limits, by_weights, of_scores, reweighed, scores, standardised};

use crate::{answers, compare};

type Value = (f64, Option<Interval>);

/// A value with limits this far away.
fn value(value: f64, half: Option<f64>) -> Value {
    let limits = |half| Interval { lower: value - half, upper: value + half, confidence: Confidence::Ninety5 };
    (value, half.map(limits))
}

fn part(values: &[Value], polarity: Polarity) -> Standardised {
    standardised(values, polarity).unwrap()
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').filter(|word| !word.is_empty()).map(|number| number.parse().unwrap()).collect()
}

#[test]
fn scores_and_ranks_agree_with_those_computed_apart() {
    for row in answers("composite") {
        let halves: Vec<Vec<f64>> = row["halves"].split(';').map(numbers).collect();
        let parts: Vec<Standardised> = row["values"]
            .split(';')
            .zip(numbers(&row["signs"]))
            .enumerate()
            .map(|(index, (values, sign))| {
                let half = |area: usize| halves.get(index).and_then(|halves| halves.get(area)).copied();
                let values: Vec<Value> =
                    numbers(values).into_iter().enumerate().map(|(area, own)| value(own, half(area))).collect();
                part(&values, if sign > 0.0 { Polarity::LowIsGood } else { Polarity::HighIsGood })
            })
            .collect();
        let weights = numbers(&row["weights"]);
        let area: usize = row["area"].parse().unwrap();
        let found = scores(&parts, &weights, Confidence::Ninety5).unwrap();
        compare(&row, "score", found[area].value);
        let Some(limits) = found.iter().map(|score| score.limits).collect::<Option<Vec<_>>>() else {
            assert!(row["score_lower"].is_empty());
            continue;
        };
        compare(&row, "score_lower", limits[area].lower);
        compare(&row, "score_upper", limits[area].upper);
        let (allowed, tried) = (by_limits(&limits)[area], by_weights(&parts, &weights)[area]);
        compare(&row, "highest", allowed.highest as f64);
        compare(&row, "lowest", allowed.lowest as f64);
        compare(&row, "reweighed_highest", tried.highest as f64);
        compare(&row, "reweighed_lowest", tried.lowest as f64);
    }
}

#[test]
fn what_has_no_direction_or_no_spread_or_no_weight_has_no_score() {
    let values = [value(1.0, None), value(2.0, None), value(3.0, None)];
    let undecided = standardised(&values, Polarity::NoJudgement);
    assert_eq!(undecided, Err(Unanswered("its definition does not say whether more of it is worse")));
    let alike = standardised(&[value(2.0, None), value(2.0, None)], Polarity::LowIsGood);
    assert_eq!(alike, Err(Unanswered("all areas have the same value")));
    let parts = [part(&values, Polarity::LowIsGood)];
    for weights in [&[0.0][..], &[-1.0], &[f64::INFINITY], &[1.0, 1.0]] {
        let none = scores(&parts, weights, Confidence::Ninety5);
        assert_eq!(none, Err(Unanswered("the weights do not add up to more than nothing")), "{weights:?}");
    }
}

#[test]
fn one_value_without_limits_leaves_every_score_without() {
    let whole = part(&[value(1.0, Some(0.1)), value(2.0, Some(0.1)), value(4.0, Some(0.1))], Polarity::LowIsGood);
    let bare = part(&[value(1.0, Some(0.1)), value(2.0, None), value(4.0, Some(0.1))], Polarity::LowIsGood);
    let found = scores(&[whole, bare], &[1.0, 1.0], Confidence::Ninety5).unwrap();
    assert!(found.iter().all(|score| score.limits.is_none()));
}

#[test]
fn areas_of_one_score_share_their_ranks() {
    let ranks: Vec<(usize, usize)> =
        of_scores(&[0.5, 0.1 + 0.2, 0.3, -1.0]).into_iter().map(|ranks| (ranks.highest, ranks.lowest)).collect();
    assert_eq!(ranks, [(1, 1), (2, 3), (2, 3), (4, 4)]);
}

#[test]
fn every_weight_is_left_out_halved_and_doubled() {
    let tried = reweighed(&[4.0, 1.0]);
    let expected: [&[f64]; 8] =
        [&[4.0, 1.0], &[1.0, 1.0], &[0.0, 1.0], &[2.0, 1.0], &[8.0, 1.0], &[4.0, 0.0], &[4.0, 0.5], &[4.0, 2.0]];
    assert_eq!(tried, expected);
}

/// Areas by two indicators, each with a distance to its limits, that are not all alike.
fn areas() -> impl Strategy<Value = Vec<[(u32, u32); 2]>> {
    let number = || (0_u32..1000, 1_u32..200);
    let areas = prop::collection::vec((number(), number()).prop_map(|(one, two)| [one, two]), 3..15);
    areas.prop_filter("all alike", |areas| (0..2).all(|at| areas.iter().any(|area| area[at].0 != areas[0][at].0)))
}

fn parts(areas: &[[(u32, u32); 2]], polarity: Polarity) -> [Standardised; 2] {
    [0, 1].map(|at| {
        let values: Vec<Value> =
            areas.iter().map(|area| value(f64::from(area[at].0), Some(f64::from(area[at].1)))).collect();
        part(&values, polarity)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_shares_of_weights_count_and_no_order(
        areas in areas(), weights in (1_u32..50, 1_u32..50), factor in 1_u32..1000
    ) {
        let [one, two] = parts(&areas, Polarity::LowIsGood);
        let (w, v) = (f64::from(weights.0), f64::from(weights.1));
        let factor = f64::from(factor) / 7.0;
        let plain = scores(&[one.clone(), two.clone()], &[w, v], Confidence::Ninety5).unwrap();
        let scaled = scores(&[one.clone(), two.clone()], &[w * factor, v * factor], Confidence::Ninety5).unwrap();
        let turned = scores(&[two, one], &[v, w], Confidence::Ninety5).unwrap();
        for (plain, other) in plain.iter().zip(&scaled).chain(plain.iter().zip(&turned)) {
            let (own, found) = (plain.limits.unwrap(), other.limits.unwrap());
            prop_assert!((plain.value - other.value).abs() < 1e-9);
            prop_assert!((own.lower - found.lower).abs() < 1e-9 && (own.upper - found.upper).abs() < 1e-9);
        }
    }

    #[test]
    fn where_more_is_better_all_is_turned_about(areas in areas(), weights in (1_u32..50, 1_u32..50)) {
        let weights = [f64::from(weights.0), f64::from(weights.1)];
        let found = |polarity| scores(&parts(&areas, polarity), &weights, Confidence::Ninety5).unwrap();
        for (low, high) in found(Polarity::LowIsGood).iter().zip(found(Polarity::HighIsGood)) {
            let (own, turned) = (low.limits.unwrap(), high.limits.unwrap());
            prop_assert!((low.value + high.value).abs() < 1e-9);
            prop_assert!((own.lower + turned.upper).abs() < 1e-9 && (own.upper + turned.lower).abs() < 1e-9);
        }
    }

    #[test]
    fn scores_average_zero_and_ranks_hold_that_of_the_score(areas in areas(), weights in (1_u32..50, 1_u32..50)) {
        let weights = [f64::from(weights.0), f64::from(weights.1)];
        let parts = parts(&areas, Polarity::LowIsGood);
        let found = scores(&parts, &weights, Confidence::Ninety5).unwrap();
        prop_assert!(found.iter().map(|score| score.value).sum::<f64>().abs() < 1e-9);
        let limits: Vec<Interval> = found.iter().map(|score| score.limits.unwrap()).collect();
        let plain = of_scores(&found.iter().map(|score| score.value).collect::<Vec<_>>());
        let (allowed, tried) = (by_limits(&limits), by_weights(&parts, &weights));
        for (at, own) in plain.iter().enumerate() {
            prop_assert!(tried[at].highest <= own.highest && own.lowest <= tried[at].lowest);
            prop_assert!(allowed[at].highest <= own.lowest && own.highest <= allowed[at].lowest);
            // Two areas whose intervals meet never have a rank each.
            for (other, its) in limits.iter().enumerate().filter(|(other, _)| *other != at) {
                let meet = its.lower <= limits[at].upper && limits[at].lower <= its.upper;
                let both = allowed[at].one().is_some() && allowed[other].one().is_some();
                prop_assert!(!meet || !both);
            }
        }
    }
}
