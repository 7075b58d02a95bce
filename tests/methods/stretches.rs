//! Periods of different length: their days, events per day, and changes between them.

use crate::{answers, compare, number};
use proptest::prelude::*;
use sna::compare::trend::{self, Said};
use sna::compare::{Change, Direction, Lengths};
use sna::measure::method::{self, Counts};
use sna::model::estimate::Confidence::Ninety5;
use sna::model::estimate::{Comparable, Estimate};
use sna::model::indicator::ChangeForm;
use sna::model::mark::Marks;
use sna::model::period::Period;
use sna::statistics::change::{exact_test, ratio_limits};

const PLAIN: Said = Said { rounded: 1, form: ChangeForm::Percentage };

fn period(id: &str) -> Period {
    Period::from_id(id).unwrap_or_else(|| panic!("`{id}` is not a period"))
}

fn days(id: &str) -> f64 {
    f64::from(period(id).days().unwrap())
}

/// A count, or a count over people of another time.
fn estimate(events: f64, people: Option<f64>) -> Estimate {
    let word = if people.is_some() { "rate" } else { "count" };
    let method = method::named(word).unwrap();
    let answered = method.estimate(&Counts::new(events, people, 1000.0)).unwrap();
    Estimate {
        value: answered.value,
        interval: answered.interval,
        outer: answered.outer,
        people_of: people.and(Some(period("2021-03-21"))),
        comparable: method.comparable(),
        numerator: Some(events),
        denominator: people,
        method: method.title(),
        marks: Marks::NONE,
    }
}

fn change((from, first): (&str, f64), (to, second): (&str, f64), people: Option<f64>) -> Change {
    let (earlier, later) = (estimate(first, people), estimate(second, people));
    trend::between((period(from), &earlier), (period(to), &later), PLAIN)
}

#[test]
fn a_period_has_the_days_of_the_calendar() {
    for row in answers("days") {
        compare(&row, "days", days(&row["period"]));
    }
    assert_eq!(period("mid-2020").days(), None);
}

#[test]
fn events_per_day_agree_with_published_counts_over_the_days_of_their_months() {
    let per_day = method::named("per-day").unwrap();
    for row in answers("per-day") {
        let counts = Counts::new(number(&row, "events"), Some(days(&row["period"])), 1.0);
        compare(&row, "per_day", per_day.estimate(&counts).unwrap().value);
    }
    assert_eq!(per_day.comparable(), Comparable::Count);
}

#[test]
fn the_limits_of_events_per_day_are_the_published_ones_of_the_count_over_the_days() {
    let per_day = method::named("per-day").unwrap();
    for row in answers("byar").iter().filter(|row| row["confidence"] == "95" && number(row, "events") >= 10.0) {
        for month in [28.0, 29.0, 30.0, 31.0] {
            let found =
                per_day.estimate(&Counts::new(number(row, "events"), Some(month), 1.0)).unwrap().interval.unwrap();
            compare(row, "lower", found.lower * month);
            compare(row, "upper", found.upper * month);
        }
    }
}

#[test]
fn a_change_over_different_times_agrees_with_published_answers() {
    for row in answers("change_per_day") {
        let counts = (number(&row, "earlier"), number(&row, "later"));
        let times = (number(&row, "earlier_time"), number(&row, "later_time"));
        compare(&row, "ratio", (counts.1 / times.1) / (counts.0 / times.0));
        compare(&row, "probability", exact_test(counts, times).unwrap());
    }
}

#[test]
fn a_leap_day_is_no_rise_and_no_fall() {
    let found = change(("2024-02", 2900.0), ("2025-02", 2800.0), None);
    assert!(found.relative.unwrap().abs() < 1e-12);
    assert_eq!((found.direction, found.lengths), (Direction::NotClear, Lengths::PerDay));
    assert_eq!((found.earlier, found.difference), (2900.0, -100.0), "counts are said as they are");
}

#[test]
fn few_events_in_parts_of_a_year_are_judged_over_their_days() {
    // The same count in one month as in the nine before it is a rise.
    let found = change(("2024-04-to-2024-12", 12.0), ("2025-01", 12.0), None);
    assert_eq!((found.direction, found.relative), (Direction::Rose, None));
    let likely = exact_test((12.0, 12.0), (days("2024-04-to-2024-12"), days("2025-01"))).unwrap();
    assert!(likely < 0.05);
}

#[test]
fn whole_years_are_compared_as_they_are_published() {
    for (from, to) in [("2023", "2024"), ("2022-23", "2023-24"), ("year-to-2023-06", "year-to-2024-06")] {
        let found = change((from, 1000.0), (to, 1100.0), None);
        assert!((found.relative.unwrap() - 0.1).abs() < 1e-12, "{from} to {to}");
        assert_eq!(found.lengths, Lengths::AsTheyAre);
    }
}

#[test]
fn a_value_that_has_its_days_in_it_is_not_divided_by_them_again() {
    let per_day = method::named("per-day").unwrap();
    let of = |events: f64, id: &str| {
        let answered = per_day.estimate(&Counts::new(events, Some(days(id)), 1.0)).unwrap();
        let (value, interval) = (answered.value, answered.interval);
        Estimate { value, interval, denominator: Some(days(id)), people_of: None, ..estimate(events, None) }
    };
    let (earlier, later) = (of(2900.0, "2024-02"), of(2800.0, "2025-02"));
    let found = trend::between((period("2024-02"), &earlier), (period("2025-02"), &later), PLAIN);
    assert_eq!(found.lengths, Lengths::AsTheyAre);
    assert!(found.relative.unwrap().abs() < 1e-12);
    assert_eq!(found.direction, Direction::NotClear);
}

proptest! {
    #[test]
    fn the_same_events_a_day_are_no_change(each in 1_u32..400, year in 1802_i32..2190, months in 1_u32..12, begins in 1_u32..=12) {
        let end = (begins + months - 2) % 12 + 1;
        let last = |year| Period::month(year, end).unwrap().since_the_year_began(begins).unwrap();
        let (from, to) = (last(year), last(year + 1));
        let count = |period: Period| f64::from(each * period.days().unwrap());
        let (earlier, later) = (estimate(count(from), None), estimate(count(to), None));
        let found = trend::between((from, &earlier), (to, &later), PLAIN);
        prop_assert_eq!(found.direction, Direction::NotClear);
        prop_assert!(found.relative.is_none_or(|relative| relative.abs() < 1e-9), "{:?}", found.relative);
        prop_assert_eq!(found.lengths == Lengths::PerDay, from.days() != to.days());
    }

    #[test]
    fn the_limits_per_day_are_those_of_the_counts_times_the_ratio_of_their_days(a in 20_u32..9_000, b in 20_u32..9_000) {
        let (a, b) = (f64::from(a), f64::from(b));
        for people in [None, Some(50_000.0)] {
            let found = change(("2024-01-to-2024-03", a), ("2025-01-to-2025-03", b), people);
            let (lower, upper) = ratio_limits(b / a, (a, b), 0.0, Ninety5).unwrap();
            let (low, high) = found.limits.unwrap();
            prop_assert!(((low + 1.0) / lower - 91.0 / 90.0).abs() < 1e-9);
            prop_assert!(((high + 1.0) / upper - 91.0 / 90.0).abs() < 1e-9);
            prop_assert!(low <= found.relative.unwrap() && found.relative.unwrap() <= high);
        }
    }

    #[test]
    fn the_days_of_a_part_of_a_year_are_those_of_its_months(year in 1802_i32..2190, month in 1_u32..=12, begins in 1_u32..=12) {
        let stretch = Period::month(year, month).unwrap().since_the_year_began(begins).unwrap();
        let months: Vec<Period> = stretch.each_month().collect();
        prop_assert_eq!(months.iter().map(|month| month.days().unwrap()).sum::<u32>(), stretch.days().unwrap());
        prop_assert_eq!(stretch.start().1, begins);
        prop_assert_eq!(stretch.end(), (year, month));
        prop_assert!(months.len() <= 12 && stretch.is_like(stretch.years_before(1)));
        prop_assert!(!stretch.overlaps(stretch.years_before(1)));
    }
}
