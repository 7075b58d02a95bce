//! Standardised rates and ratios, and counts weighed by harm.

use std::sync::Arc;

use proptest::prelude::*;
use sna::measure::method::{self, Counts};
use sna::model::age::Ages;
use sna::model::cell::Shorthand;
use sna::model::standard_population::StandardPopulation;
use sna::statistics::standardised::{self, Stratum};

use crate::{answers, compare, near, number};

/// Bands of ages with their numbers, as `0-4:127/636 5-9:25/558`.
fn bands(text: &str) -> Vec<(Ages, Vec<f64>)> {
    let band = |part: &str| {
        let (ages, numbers) = part.split_once(':').unwrap();
        (Ages::of(ages).unwrap(), numbers.split('/').map(|number| number.parse().unwrap()).collect())
    };
    text.split(' ').map(band).collect()
}

fn counts(numerator: f64, per: f64, strata: Vec<Stratum>) -> Counts {
    Counts { strata: Arc::from(strata), ..Counts::new(numerator, Some(1.0), per) }
}

#[test]
fn directly_standardised_rates_agree_with_published_answers() {
    let method = method::named("standardised-rate").unwrap();
    for row in answers("standardised-rate") {
        let (_, standard) = StandardPopulation::WORDS.into_iter().find(|(word, _)| *word == row["standard"]).unwrap();
        let strata = |bands: Vec<(Ages, Vec<f64>)>| -> Vec<Stratum> {
            let stratum = |(ages, numbers): &(Ages, Vec<f64>)| {
                Stratum::new(numbers[0], numbers[1], standard.people(*ages).unwrap())
            };
            bands.iter().map(stratum).collect()
        };
        let mut read = bands(&row["strata"]);
        for _ in 0..2 {
            let answered = method.estimate(&counts(0.0, 100_000.0, strata(read.clone()))).unwrap();
            let (limits, outer) = (answered.interval.unwrap(), answered.outer.unwrap());
            compare(&row, "value", answered.value);
            compare(&row, "lower 95", limits.lower);
            compare(&row, "upper 95", limits.upper);
            compare(&row, "lower 99.8", outer.lower);
            compare(&row, "upper 99.8", outer.upper);
            // Joined by age: the order of the bands says nothing.
            read.reverse();
        }
    }
}

#[test]
fn a_rate_is_not_standardised_from_fewer_than_ten_events() {
    let method = method::named("standardised-rate").unwrap();
    let strata = |events: f64| vec![Stratum::new(events, 1_000.0, 5_500.0), Stratum::new(0.0, 900.0, 6_000.0)];
    assert_eq!(method.estimate(&counts(9.0, 1.0, strata(9.0))), Err(Shorthand::TooFew));
    assert!(method.estimate(&counts(10.0, 1.0, strata(10.0))).is_ok());
    let nobody = vec![Stratum::new(20.0, 0.0, 5_500.0)];
    assert_eq!(method.estimate(&counts(20.0, 1.0, nobody)), Err(Shorthand::NotApplicable));
}

#[test]
fn indirectly_standardised_ratios_agree_with_published_answers() {
    let (ratio, rate) = (method::named("standardised-ratio").unwrap(), method::named("indirect-rate").unwrap());
    for row in answers("standardised-ratio") {
        let read = bands(&row["strata"]);
        let strata: Vec<Stratum> =
            read.iter().map(|(_, numbers)| Stratum::new(0.0, numbers[2], numbers[0] / numbers[1])).collect();
        let sum = |position: usize| read.iter().map(|(_, numbers)| numbers[position]).sum::<f64>();
        let reference = sum(0) / sum(1);
        compare(&row, "expected", standardised::expected(&strata).unwrap());
        compare(&row, "reference rate", reference * 100_000.0);
        let counts = |per| Counts { reference: Some(reference), ..counts(number(&row, "events"), per, strata.clone()) };
        let answered = ratio.estimate(&counts(100.0)).unwrap();
        compare(&row, "ratio", answered.value);
        compare(&row, "lower 95", answered.interval.unwrap().lower);
        compare(&row, "upper 95", answered.interval.unwrap().upper);
        compare(&row, "rate", rate.estimate(&counts(100_000.0)).unwrap().value);
    }
}

#[test]
fn counts_weighed_by_harm_agree_with_arithmetic_by_hand() {
    let harm = method::named("harm").unwrap();
    for row in answers("harm") {
        let part = |part: &str| {
            let (count, weight) = part.split_once('*').unwrap();
            Stratum::new(count.parse().unwrap(), 0.0, weight.parse().unwrap())
        };
        let strata: Vec<Stratum> = row["parts"].split(' ').map(part).collect();
        let given = Counts { strata: Arc::from(strata), ..Counts::new(1.0, None, 1.0) };
        let answered = harm.estimate(&given).unwrap();
        compare(&row, "value", answered.value);
        let limits = answered.interval.unwrap();
        assert!(limits.lower < answered.value && answered.value < limits.upper);
    }
}

#[test]
fn harm_has_no_limit_below_none_even_where_one_offence_outweighs_all() {
    let harm = method::named("harm").unwrap();
    let strata = vec![Stratum::new(1.0, 0.0, 5_475.0), Stratum::new(11.0, 0.0, 10.0)];
    let answered = harm.estimate(&Counts { strata: Arc::from(strata), ..Counts::new(12.0, None, 1.0) }).unwrap();
    assert_eq!(answered.interval.unwrap().lower, 0.0);
}

#[test]
fn the_standard_populations_hold_100_000_people_and_are_joined_by_age() {
    let people = |standard: StandardPopulation, text: &str| standard.people(Ages::of(text).unwrap());
    for (_, standard) in StandardPopulation::WORDS {
        assert_eq!(people(standard, "0+"), Some(100_000.0));
    }
    let european = StandardPopulation::European2013;
    assert_eq!(people(european, "0 to 4"), Some(5_000.0));
    assert_eq!(people(european, "85+"), Some(2_500.0));
    assert_eq!(people(european, "10-19"), Some(11_000.0));
    // No year is split: nobody knows how many of a band are sixteen.
    for unfit in ["0-15", "16 to 24", "18+", "3"] {
        assert_eq!(people(european, unfit), None, "{unfit}");
    }
}

#[test]
fn repeat_events_widen_the_limits_by_their_squares() {
    // Three people with one event and two with four: 11 events, variance 3 + 2 x 16.
    let repeats = Stratum::of_repeats(&[(1.0, 3.0), (4.0, 2.0)], 500.0, 5_500.0);
    assert_eq!((repeats.events, repeats.variance), (11.0, 35.0));
    let single = Stratum::new(11.0, 500.0, 5_500.0);
    let width = |stratum| {
        let rate = standardised::rate(&[stratum]).unwrap();
        let (lower, upper) = standardised::limits(rate, sna::model::estimate::Confidence::Ninety5);
        upper - lower
    };
    assert!(near(width(repeats) / width(single), (35.0_f64 / 11.0).sqrt(), 1e-12));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn standardising_to_ones_own_people_gives_the_crude_rate(parts in prop::collection::vec((0_u32..500, 500_u32..50_000), 2..20)) {
        let events: u32 = parts.iter().map(|(events, _)| events).sum();
        prop_assume!(events >= 10);
        let people: u32 = parts.iter().map(|(_, people)| people).sum();
        let own: Vec<Stratum> =
            parts.iter().map(|(events, people)| Stratum::new(f64::from(*events), f64::from(*people), f64::from(*people))).collect();
        let rate = standardised::rate(&own).unwrap();
        prop_assert!(near(rate.value, f64::from(events) / f64::from(people), 1e-12));
        // And its limits are those of the crude rate.
        for level in crate::LEVELS {
            let (lower, upper) = standardised::limits(rate, level);
            let crude = sna::statistics::interval::of_count(f64::from(events), level);
            prop_assert!(near(lower, crude.0 / f64::from(people), 1e-9) && near(upper, crude.1 / f64::from(people), 1e-9));
        }
    }

    #[test]
    fn a_ratio_to_ones_own_rates_is_one(parts in prop::collection::vec((1_u32..500, 500_u32..50_000), 1..20)) {
        let own: Vec<Stratum> =
            parts.iter().map(|(events, people)| Stratum::new(0.0, f64::from(*people), f64::from(*events) / f64::from(*people))).collect();
        let events: u32 = parts.iter().map(|(events, _)| events).sum();
        prop_assert!(near(f64::from(events) / standardised::expected(&own).unwrap(), 1.0, 1e-12));
    }

    #[test]
    fn limits_of_a_standardised_rate_enclose_it_and_widen_with_confidence(parts in prop::collection::vec((0_u32..300, 100_u32..5_000, 1_u32..9_000), 1..20)) {
        let strata: Vec<Stratum> = parts
            .iter()
            .map(|(events, people, weight)| Stratum::new(f64::from(*events), f64::from(*people), f64::from(*weight)))
            .collect();
        let Ok(rate) = standardised::rate(&strata) else { return Ok(()) };
        let ((a, d), (b, c)) = (standardised::limits(rate, crate::LEVELS[1]), standardised::limits(rate, crate::LEVELS[0]));
        prop_assert!(a <= b && b <= rate.value && rate.value <= c && c <= d);
    }
}
