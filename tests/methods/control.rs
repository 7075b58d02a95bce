//! Control charts against published answers, and laws that hold for any series.

use crate::{answers, compare, near};
use proptest::prelude::*;
use sna::statistics::control::{Assurance, Screen, Signal, assurance, limits, signals};

fn known(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// Signals of a series whose limits are those of another, so that a rule can be tried alone.
fn of(values: &[f64]) -> Vec<Option<Signal>> {
    // Mean 10 and moving range 2: limits at 4.68 and 15.32, the outer third from 6.45 and 13.55.
    let process = limits(&known(&[9.0, 11.0, 9.0, 11.0]), Screen::Outliers).unwrap();
    signals(&known(values), &process)
}

#[test]
fn limits_of_a_process_agree_with_published_answers() {
    for row in answers("control-chart") {
        let values: Vec<f64> = row["series"].split(' ').map(|value| value.parse().unwrap()).collect();
        let screen = if row["screen"] == "once" { Screen::Outliers } else { Screen::Nothing };
        let found = limits(&known(&values), screen).unwrap();
        compare(&row, "mean", found.mean);
        compare(&row, "moving range", found.moving_range);
        compare(&row, "lower", found.lower);
        compare(&row, "upper", found.upper);
        let given = signals(&known(&values), &found);
        assert_eq!(given[11], Some(Signal::AboveLimit), "the 30 is beyond the limit");
    }
}

#[test]
fn six_on_one_side_of_the_mean_are_no_signal_and_all_of_eight_are_one() {
    let six = of(&[11.0, 10.5, 11.0, 10.5, 11.0, 10.5, 9.0, 11.0]);
    assert!(six.iter().all(Option::is_none), "{six:?}");
    let eight = of(&[11.0, 10.5, 11.0, 10.5, 11.0, 10.5, 11.0, 10.5, 9.0]);
    assert!(eight[..8].iter().all(|signal| *signal == Some(Signal::RunAbove)), "{eight:?}");
    assert_eq!(eight[8], None);
}

#[test]
fn two_in_three_near_a_limit_signal_only_on_one_side() {
    let opposite = of(&[14.0, 6.0, 14.0, 6.0]);
    assert!(opposite.iter().all(Option::is_none), "{opposite:?}");
    let same = of(&[14.0, 11.0, 14.0, 9.0]);
    assert_eq!(same, [Some(Signal::NearUpper), None, Some(Signal::NearUpper), None]);
}

#[test]
fn seven_rising_values_are_a_trend_and_a_gap_ends_it() {
    let rising = [8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 11.5];
    assert_eq!(of(&rising), [Some(Signal::Rising); 7]);
    assert!(of(&rising[..6]).iter().all(Option::is_none));
    let process = limits(&known(&[9.0, 11.0, 9.0, 11.0]), Screen::Outliers).unwrap();
    let mut gap = known(&rising);
    gap[3] = None;
    assert!(signals(&gap, &process).iter().all(Option::is_none));
}

#[test]
fn no_moving_range_is_taken_across_a_gap() {
    let process = limits(&[Some(1.0), Some(2.0), None, Some(50.0), Some(51.0)], Screen::Nothing).unwrap();
    assert!(near(process.moving_range, 1.0, 1e-12));
    assert!(limits(&[Some(1.0), None, Some(3.0)], Screen::Outliers).is_err());
}

#[test]
fn a_target_outside_the_limits_is_always_met_or_never() {
    let process = limits(&known(&[9.0, 11.0, 9.0, 11.0]), Screen::Outliers).unwrap();
    assert_eq!(assurance(&process, 16.0), Assurance::AlwaysBelow);
    assert_eq!(assurance(&process, 4.0), Assurance::AlwaysAbove);
    assert_eq!(assurance(&process, 10.0), Assurance::HitAndMiss);
}

proptest! {
    #[test]
    fn limits_lie_evenly_about_the_mean_and_move_with_the_series(
        values in prop::collection::vec(0.0..1000.0_f64, 2..60),
        shift in -500.0..500.0_f64,
        scale in 0.1..10.0_f64,
    ) {
        // Without the screen, whose threshold a rounding in the last place may cross.
        let own = limits(&known(&values), Screen::Nothing).unwrap();
        let slack = 1e-9 * (1.0 + own.upper.abs() + shift.abs()) * 10.0;
        prop_assert!((own.upper - own.mean - (own.mean - own.lower)).abs() < slack);
        let moved: Vec<f64> = values.iter().map(|value| value * scale + shift).collect();
        let moved = limits(&known(&moved), Screen::Nothing).unwrap();
        prop_assert!((moved.upper - (own.upper * scale + shift)).abs() < slack * 10.0);
        prop_assert!((moved.lower - (own.lower * scale + shift)).abs() < slack * 10.0);
    }

    #[test]
    fn a_constant_series_has_no_signal(value in -1000_i32..1000, length in 2_usize..60) {
        let values = vec![Some(f64::from(value)); length];
        let own = limits(&values, Screen::Outliers).unwrap();
        prop_assert!(signals(&values, &own).iter().all(Option::is_none));
    }
}
