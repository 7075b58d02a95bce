//! The methods against the world: every published answer in `tests/methods/`, and laws that hold for any
//! numbers. The answers are those of their citation and never our own output written down.

use crate::support;
use crate::{LEVELS, answers, compare, confidence, near, number};
use proptest::prelude::*;
use sna::compare::Direction;
use sna::compare::trend;
use sna::measure::method::{self, Counts};
use sna::model::cell::Shorthand;
use sna::model::estimate::{Comparable, Confidence, Estimate, Interval};
use sna::model::indicator::ChangeForm;
use sna::model::mark::Marks;
use sna::model::period::Period;
use sna::statistics::{comparison, interval};

#[test]
fn limits_of_byar_agree_with_published_answers() {
    for row in answers("byar") {
        let (lower, upper) = interval::byar(number(&row, "events"), confidence(&row["confidence"]));
        compare(&row, "lower", lower);
        compare(&row, "upper", upper);
    }
}

#[test]
fn the_negative_limit_that_byar_gives_for_one_event_is_never_shown() {
    assert!(interval::byar(1.0, Confidence::Ninety98).0 < 0.0);
    assert!(interval::of_count(1.0, Confidence::Ninety98).0 > 0.0);
}

#[test]
fn exact_limits_agree_with_published_answers() {
    for row in answers("exact") {
        let limits = interval::exact(number(&row, "events"), confidence(&row["confidence"]));
        compare(&row, "lower", limits.0);
        compare(&row, "upper", limits.1);
        assert_eq!(
            limits,
            interval::of_count(number(&row, "events"), confidence(&row["confidence"])),
            "under ten the limits are exact"
        );
    }
}

#[test]
fn rates_agree_with_published_answers() {
    let rate = method::named("rate").unwrap();
    for row in answers("rate") {
        let (events, people, per) = (number(&row, "events"), number(&row, "people"), number(&row, "per"));
        let answered = rate.estimate(&Counts::new(events, Some(people), per)).unwrap();
        let (limits, outer) = (answered.interval.unwrap(), answered.outer.unwrap());
        assert_eq!((limits.confidence, outer.confidence), (Confidence::Ninety5, Confidence::Ninety98));
        compare(&row, "value", answered.value);
        compare(&row, "lower 95", limits.lower);
        compare(&row, "upper 95", limits.upper);
        compare(&row, "lower 99.8", outer.lower);
        compare(&row, "upper 99.8", outer.upper);
        let direct = if row["limits"] == "byar" { interval::byar } else { interval::exact };
        assert_eq!(
            interval::of_count(events, Confidence::Ninety5),
            direct(events, Confidence::Ninety5),
            "the change is at ten events"
        );
    }
}

#[test]
fn limits_are_exact_for_nine_events_and_those_of_byar_for_ten() {
    for level in LEVELS {
        assert_eq!(interval::of_count(9.0, level), interval::exact(9.0, level));
        assert_eq!(interval::of_count(10.0, level), interval::byar(10.0, level));
        assert_ne!(interval::exact(10.0, level), interval::byar(10.0, level));
    }
}

#[test]
fn proportions_agree_with_published_answers() {
    let proportion = method::named("proportion").unwrap();
    for row in answers("proportion") {
        let (events, trials) = (number(&row, "events"), number(&row, "trials"));
        let answered = proportion.estimate(&Counts::new(events, Some(trials), 100.0)).unwrap();
        let (limits, outer) = (answered.interval.unwrap(), answered.outer.unwrap());
        assert!(near(answered.value, events / trials * 100.0, 1e-12));
        compare(&row, "lower 95", limits.lower / 100.0);
        compare(&row, "upper 95", limits.upper / 100.0);
        compare(&row, "lower 99.8", outer.lower / 100.0);
        compare(&row, "upper 99.8", outer.upper / 100.0);
    }
}

/// Counts that nobody rounded.
const PLAIN: trend::Said = trend::Said { rounded: 1, form: ChangeForm::Percentage };

#[test]
fn a_change_agrees_with_published_answers() {
    let count = method::named("count").unwrap();
    let estimate = |events: f64| {
        let answered = count.estimate(&Counts::new(events, None, 1.0)).unwrap();
        Estimate {
            value: answered.value,
            interval: answered.interval,
            outer: answered.outer,
            people_of: None,
            comparable: Comparable::Count,
            numerator: Some(events),
            denominator: None,
            method: count.title(),
            marks: Marks::NONE,
        }
    };
    for row in answers("change") {
        let (earlier, later) = (number(&row, "earlier"), number(&row, "later"));
        let year = |year| Period::year(year).unwrap();
        let change = trend::between((year(2023), &estimate(earlier)), (year(2024), &estimate(later)), PLAIN);
        match change.relative {
            Some(relative) if row["percent"] == "0" => assert!(relative.abs() < 1e-12, "{row:?}"),
            Some(relative) => assert!(
                (relative * 100.0 - number(&row, "percent")).abs() <= number(&row, "tolerance"),
                "{row:?}: {relative}"
            ),
            None => assert_eq!(row["percent"], "", "{row:?}"),
        }
        let direction = match change.direction {
            Direction::Rose => "rose",
            Direction::Fell => "fell",
            Direction::NotClear => "not clear",
            Direction::NotJudged => "not judged",
        };
        assert_eq!(direction, row["direction"], "{row:?}");
    }
}

/// A site with one rate or count, of a county with the benchmark's numbers and a district for each row;
/// the comparison that it publishes for each district. Each row has a benchmark of its own, so each has a
/// year of its own.
fn published_comparisons(method: &str, rows: &[[String; 4]]) -> Vec<String> {
    let site = support::Copy::new();
    let (mut crime, mut residents) =
        ("Area code,Year,Violence,Robbery\n".to_owned(), "Area code,Year,Residents\n".to_owned());
    for (year, [events, people, benchmark_events, benchmark_people]) in (2000..).zip(rows) {
        crime.push_str(&format!("E07000901,{year},{events},0\nE10000091,{year},{benchmark_events},0\n"));
        residents.push_str(&format!("E07000901,{year},{people}\nE10000091,{year},{benchmark_people}\n"));
    }
    site.put("data/crime/crime.csv", crime);
    site.put("data/residents/residents.csv", residents);
    site.put("content/index.md", "---\ntitle: A\nsummary: B.\nkind: home\n---\n\nWords.\n");
    site.put("content/chapters/violence.md", "---\ntitle: C\nsummary: D.\n---\n\nWords.\n");
    let definition = site
        .text("content/indicators/violence.md")
        .replace("per: 1000\n", if method == "rate" { "per: 100000\n" } else { "" });
    let definition = definition.replace("method: rate", &format!("method: {method}"));
    let without: String = definition
        .lines()
        .filter(|line| method == "rate" || !line.starts_with("denominator:"))
        .map(|line| format!("{line}\n"))
        .collect();
    site.put("content/indicators/violence.md", without);
    std::fs::remove_file(site.root().join("content/indicators/robbery.md")).unwrap();
    let numbers = support::numbers(&site.built());
    let comparison = |year: usize, area: &str| {
        let found = numbers.iter().find(|row| {
            row["indicator"] == "violence" && row["area code"] == area && row["period"] == year.to_string()
        });
        found.unwrap_or_else(|| panic!("no number of {area} in {year}"))["comparison"].clone()
    };
    (2000..2000 + rows.len())
        .for_each(|year| assert_eq!(comparison(year, "E10000091"), "", "the benchmark is never compared with itself"));
    (2000..2000 + rows.len()).map(|year| comparison(year, "E07000901")).collect()
}

#[test]
fn comparisons_agree_with_the_published_rule() {
    let rows = answers("comparison");
    assert!(rows.iter().all(|row| row["per"] == "100000"));
    let numbers: Vec<[String; 4]> = rows
        .iter()
        .map(|row| ["events", "people", "benchmark events", "benchmark people"].map(|column| row[column].clone()))
        .collect();
    for (row, comparison) in rows.iter().zip(published_comparisons("rate", &numbers)) {
        assert_eq!(comparison, row["comparison"], "{row:?}");
    }
}

#[test]
fn a_benchmark_that_touches_a_limit_is_similar() {
    for events in [3.0, 65.0, 1045.0] {
        let (lower, upper) = interval::of_count(events, Confidence::Ninety5);
        let own = Interval { lower, upper, confidence: Confidence::Ninety5 };
        // One step of a double to either side of each limit.
        let cases = [
            (lower.next_down(), "higher"),
            (lower, "similar"),
            (lower.next_up(), "similar"),
            (upper.next_down(), "similar"),
            (upper, "similar"),
            (upper.next_up(), "lower"),
        ];
        for (line, word) in cases {
            assert_eq!(comparison::by_limits(own, line).word(), word, "{events} events beside {line}");
        }
    }
}

#[test]
fn a_rate_of_no_events_has_a_lower_limit_of_zero() {
    let rate = method::named("rate").unwrap();
    let answered = rate.estimate(&Counts::new(0.0, Some(500.0), 1000.0)).unwrap();
    let limits = answered.interval.unwrap();
    assert_eq!((answered.value, limits.lower), (0.0, 0.0));
    assert!(limits.upper > 7.0);
}

#[test]
fn nobody_to_divide_by_is_not_applicable_and_never_a_number() {
    for name in ["rate", "proportion"] {
        let method = method::named(name).unwrap();
        for denominator in [None, Some(0.0), Some(-5.0)] {
            assert_eq!(
                method.estimate(&Counts::new(3.0, denominator, 100.0)),
                Err(Shorthand::NotApplicable),
                "{name} of {denominator:?}"
            );
        }
    }
    let proportion = method::named("proportion").unwrap();
    assert_eq!(proportion.estimate(&Counts::new(6.0, Some(5.0), 100.0)), Err(Shorthand::NotAvailable));
}

#[test]
fn the_two_levels_are_the_constants_of_the_methods() {
    assert_eq!(Confidence::Ninety5.z(), 1.959_963_984_540_054);
    assert_eq!(Confidence::Ninety98.z(), 3.090_232_306_167_813);
    assert_eq!((Confidence::Ninety5.level(), Confidence::Ninety98.level()), (0.95, 0.998));
}

/// The probability of at most `events`, by adding up Poisson's terms: nothing of ours and no library.
fn at_most(events: u32, mean: f64) -> f64 {
    let mut term = (-mean).exp();
    let mut sum = term;
    for step in 1..=events {
        term *= mean / f64::from(step);
        sum += term;
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn limits_of_a_count_enclose_it(events in 0_u32..5_000_000) {
        for level in LEVELS {
            let (lower, upper) = interval::of_count(f64::from(events), level);
            prop_assert!(0.0 <= lower && lower <= f64::from(events) && f64::from(events) < upper);
            prop_assert!((lower == 0.0) == (events == 0));
        }
    }

    #[test]
    fn limits_at_95_lie_inside_those_at_99_8(events in 0_u32..5_000_000, more in 1_u32..5_000_000) {
        let ((a, d), (b, c)) = (interval::of_count(f64::from(events), Confidence::Ninety98), interval::of_count(f64::from(events), Confidence::Ninety5));
        prop_assert!(a <= b && b < c && c < d);
        let trials = f64::from(events) + f64::from(more);
        let ((a, d), (b, c)) = (interval::wilson(f64::from(events), trials, Confidence::Ninety98), interval::wilson(f64::from(events), trials, Confidence::Ninety5));
        prop_assert!(a <= b && b < c && c <= d);
    }

    #[test]
    fn more_events_at_one_rate_have_narrower_limits(events in 1_u32..100_000, more in 1_u32..1_000, each in 1_u32..1_000) {
        let rate = method::named("rate").unwrap();
        let width = |events: u32| {
            let people = f64::from(events) * f64::from(each);
            let answered = rate.estimate(&Counts::new(f64::from(events), Some(people), 1000.0)).unwrap();
            let limits = answered.interval.unwrap();
            (limits.upper - limits.lower) / answered.value
        };
        prop_assert!(width(events + more) < width(events));
    }

    #[test]
    fn an_exact_limit_put_back_through_the_distribution_gives_the_tail(events in 0_u32..120) {
        for level in LEVELS {
            let tail = (1.0 - level.level()) / 2.0;
            let (lower, upper) = interval::exact(f64::from(events), level);
            prop_assert!((at_most(events, upper) - tail).abs() < 1e-11, "upper limit of {}", events);
            if events > 0 {
                prop_assert!((1.0 - at_most(events - 1, lower) - tail).abs() < 1e-11, "lower limit of {}", events);
            }
        }
    }

    #[test]
    fn limits_of_a_proportion_stay_from_0_to_1_and_enclose_it(trials in 1_u32..10_000_000, share in 0.0_f64..=1.0) {
        let (trials, events) = (f64::from(trials), (f64::from(trials) * share).floor());
        for level in LEVELS {
            let (lower, upper) = interval::wilson(events, trials, level);
            let share = events / trials;
            prop_assert!(0.0 <= lower && lower <= share + 1e-15 && share <= upper + 1e-15 && upper <= 1.0);
            // Each limit is where the score test is on its edge: |p - L| = z √(L (1 - L) / n).
            for limit in [lower, upper] {
                let edge = level.z() * (limit * (1.0 - limit) / trials).sqrt();
                prop_assert!(((share - limit).abs() - edge).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_proportion_and_the_rest_have_mirrored_limits(trials in 1_u32..1_000_000, share in 0.0_f64..=1.0) {
        let (trials, events) = (f64::from(trials), (f64::from(trials) * share).floor());
        for level in LEVELS {
            let (lower, upper) = interval::wilson(events, trials, level);
            let (rest_lower, rest_upper) = interval::wilson(trials - events, trials, level);
            prop_assert!((lower - (1.0 - rest_upper)).abs() < 1e-12 && (upper - (1.0 - rest_lower)).abs() < 1e-12);
        }
    }
}
