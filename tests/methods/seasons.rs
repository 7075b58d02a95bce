//! Friedman's test and the index of a season.

use proptest::prelude::*;
use sna::statistics::season::{friedman, season};

use crate::{answers, compare, near};

const DAYS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

#[test]
fn the_statistic_of_friedman_agrees_with_published_answers() {
    for row in answers("friedman") {
        let block = |text: &str| text.split('/').map(|value| value.parse().unwrap()).collect::<Vec<f64>>();
        let blocks: Vec<Vec<f64>> = row["blocks"].split(' ').map(block).collect();
        compare(&row, "statistic", friedman(&blocks));
    }
}

#[test]
fn a_month_is_not_low_for_being_short() {
    let even = DAYS.map(|days| days * 4.0);
    let found = season(&[even, even], &[DAYS, DAYS]).unwrap();
    assert!(found.index.iter().all(|index| near(*index, 100.0, 1e-12)));
    // A leap year has a day more in February.
    let mut leap = DAYS;
    leap[1] = 29.0;
    let found = season(&[even, leap.map(|days| days * 4.0)], &[DAYS, leap]).unwrap();
    assert!(found.index.iter().all(|index| near(*index, 100.0, 1e-12)));
}

#[test]
fn one_year_has_no_season_and_a_year_without_events_has_none() {
    assert!(season(&[DAYS], &[DAYS]).is_err());
    assert!(season(&[DAYS, [0.0; 12]], &[DAYS, DAYS]).is_err());
}

#[test]
fn months_that_keep_their_order_every_year_are_a_season() {
    let rising: [f64; 12] = std::array::from_fn(|month| DAYS[month] * (10.0 + month as f64));
    let found = season(&[rising, rising, rising], &[DAYS, DAYS, DAYS]).unwrap();
    // In perfect agreement Friedman's statistic is n (k - 1).
    assert!(near(found.statistic, 33.0, 1e-12));
    assert!(found.probability < 0.001);
}

proptest! {
    #[test]
    fn a_season_does_not_change_with_the_scale_of_its_counts(counts in prop::collection::vec(1_u32..5_000, 36), scale in 1.0..100.0_f64) {
        let years: Vec<[f64; 12]> = counts.chunks(12).map(|year| std::array::from_fn(|month| f64::from(year[month]))).collect();
        let scaled: Vec<[f64; 12]> = years.iter().map(|year| year.map(|count| count * scale)).collect();
        let (own, other) = (season(&years, &[DAYS; 3]).unwrap(), season(&scaled, &[DAYS; 3]).unwrap());
        for month in 0..12 {
            prop_assert!(near(own.index[month], other.index[month], 1e-9));
        }
    }
}
