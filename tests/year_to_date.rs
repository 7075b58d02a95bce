//! Years to date, baselines and events per day: a small site in, its numbers and words out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, numbers};

const SOURCE: &str = r#"title: Calls by month
publisher: Marlshire Police
licence: {name: Open Government Licence v3.0, address: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}
attribution: Contains public sector information licensed under the Open Government Licence v3.0.
address: https://www.example.org/calls
period: 2022 to 2025
status: published
format: table
files: [calls.csv]
disclosure: {rule: none, why: published totals for whole districts}
layout:
  area: {column: Area code}
  period: {column: Month, form: month}
  values: {calls: Calls, people: People}
"#;

const DEFINITION: &str = "---
code: CL-01
title: Calls for help after violence
short: Calls
theme: Police
unit: calls
method: count
numerator: {source: calls, series: [calls]}
period: year to date
year-begins: january
baseline: 2024
polarity: lower is better
benchmark: none
levels: [county]
headline: yes
decimals: 0
definition: Calls for help after violence since the year began.
---

Calls are counted where they come from.
";

/// Months of the county from November 2022 to March 2025, each with ten calls a day.
fn months() -> Vec<(i32, u32, u32)> {
    let all = (2022..=2025).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let days = |year, month| sna::model::period::Period::month(year, month).unwrap().days().unwrap();
    let kept = all.filter(|when| *when >= (2022, 11) && *when <= (2025, 3));
    kept.map(|(year, month)| (year, month, 10 * days(year, month))).collect()
}

fn site(months: &[(i32, u32, u32)]) -> Copy {
    let copy = Copy::new();
    let rows = months.iter().map(|(year, month, calls)| format!("E10000091,{year}-{month:02},{calls},1000\n"));
    copy.put("data/calls/calls.csv", format!("Area code,Month,Calls,People\n{}", rows.collect::<String>()));
    copy.put("data/calls/source.yaml", SOURCE);
    copy.put("content/indicators/calls.md", DEFINITION);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    let page = String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap();
    let mut out = String::new();
    let mut inside = false;
    for letter in page.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => out.push(letter),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Periods and values of the county, in order; an empty value is one that is not published.
fn values(site: &Site) -> Vec<(String, String)> {
    let of = |row: &Row| row["indicator"] == "calls" && row["area code"] == "E10000091";
    let mut found: Vec<(String, String)> =
        numbers(site).iter().filter(|row| of(row)).map(|row| (row["period"].clone(), row["value"].clone())).collect();
    found.sort();
    found
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(period, value)| ((*period).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_same_months_of_each_year_that_has_them_all_are_summed() {
    let wanted = [("2023-01-to-2023-03", "900.0"), ("2024-01-to-2024-03", "910.0"), ("2025-01-to-2025-03", "900.0")];
    assert_eq!(values(&site(&months()).built()), pairs(&wanted));
}

#[test]
fn a_year_begins_in_april_unless_its_definition_says_otherwise() {
    let copy = site(&months());
    copy.replace("content/indicators/calls.md", "year-begins: january\nbaseline: 2024\n", "");
    assert_eq!(values(&copy.built()), pairs(&[("2023-24", "3660.0"), ("2024-25", "3650.0")]));
    let shorter: Vec<_> = months().into_iter().filter(|(year, month, _)| (*year, *month) <= (2024, 12)).collect();
    let copy = site(&shorter);
    copy.replace("content/indicators/calls.md", "year-begins: january\nbaseline: 2024\n", "year-begins: November\n");
    let wanted = [("2022-11-to-2022-12", "610.0"), ("2023-11-to-2023-12", "610.0"), ("2024-11-to-2024-12", "610.0")];
    assert_eq!(values(&copy.built()), pairs(&wanted));
}

#[test]
fn a_month_that_was_not_collected_in_full_makes_a_gap_and_never_a_smaller_sum() {
    let copy = site(&months());
    let incomplete = "incomplete:\n  - {period: 2024-02, why: \"one system was down\"}\nlayout:";
    copy.replace("data/calls/source.yaml", "layout:", incomplete);
    copy.replace("content/indicators/calls.md", "baseline: 2024", "baseline: 2023");
    let wanted = [("2023-01-to-2023-03", "900.0"), ("2024-01-to-2024-03", ""), ("2025-01-to-2025-03", "900.0")];
    assert_eq!(values(&copy.built()), pairs(&wanted));

    let without: Vec<_> = months().into_iter().filter(|(year, month, _)| (*year, *month) != (2024, 2)).collect();
    let copy = site(&without);
    copy.replace("content/indicators/calls.md", "baseline: 2024", "baseline: 2023");
    let wanted = [("2023-01-to-2023-03", "900.0"), ("2025-01-to-2025-03", "900.0")];
    assert_eq!(values(&copy.built()), pairs(&wanted));
}

#[test]
fn a_part_of_a_year_ends_with_the_last_month_that_the_people_are_known_for() {
    let copy = site(&months());
    let people = "Area code,Month,People\nE10000091,2024-01,1000\nE10000091,2024-02,1000\nE10000091,2025-01,1000\nE10000091,2025-02,1000\n";
    copy.put("data/staff/staff.csv", people);
    let source = SOURCE.replace("calls.csv", "staff.csv").replace("{calls: Calls, people: People}", "{people: People}");
    copy.put("data/staff/source.yaml", source);
    let rate = "method: rate\nper: 100\ndenominator: {source: staff, series: [people]}";
    copy.replace("content/indicators/calls.md", "method: count", rate);
    // The months before 2024 have no people, so the first year is said to lack them.
    let (report, _) = copy.build();
    let said = support::plain(&report);
    assert!(said.contains("no denominator for Marlshire in January to February 2023"), "{said}");
    let later: Vec<_> = months().into_iter().filter(|(year, ..)| *year >= 2024).collect();
    let copy_of_later = site(&later);
    for path in ["data/staff/staff.csv", "data/staff/source.yaml", "content/indicators/calls.md"] {
        copy_of_later.put(path, copy.text(path));
    }
    let wanted = [("2024-01-to-2024-02", "30.0"), ("2025-01-to-2025-02", "29.5")];
    assert_eq!(values(&copy_of_later.built()), pairs(&wanted));
}

#[test]
fn a_small_sum_is_withheld_as_every_count_is() {
    let few: Vec<_> =
        months().into_iter().map(|(year, month, _)| (year, month, if year == 2024 { 2 } else { 40 })).collect();
    let copy = site(&few);
    copy.replace(
        "data/calls/source.yaml",
        "{rule: none, why: published totals for whole districts}",
        "{rule: under-10}",
    );
    copy.replace("content/indicators/calls.md", "baseline: 2024", "baseline: 2023");
    let wanted = [("2023-01-to-2023-03", "120.0"), ("2024-01-to-2024-03", ""), ("2025-01-to-2025-03", "120.0")];
    assert_eq!(values(&copy.built()), pairs(&wanted));
    let page = text(&copy.built(), "2026/indicators/calls/index.html");
    assert!(page.contains("It did not change since January to March 2023, the baseline."), "{page}");
}

#[test]
fn pages_say_the_change_since_the_baseline_per_day_where_there_was_a_leap_day() {
    let copy = site(&months());
    let chapter = "---\ntitle: Violence\nsummary: Calls.\n---\n\nIn {{ calls.period period=baseline }} there were {{ calls.count period=baseline }} and calls {{ calls.change from=baseline }}; {{ calls.change from=baseline as=difference }}; {{ calls.change from=2023-01-to-2023-03 }}.\n";
    copy.put("content/chapters/violence.md", chapter);
    let site = copy.built();
    let page = text(&site, "2026/violence/index.html");
    let said = "In January to March 2024 there were 910 and calls did not clearly change on an average day; 10 fewer (910 to 900), which chance alone could bring about (judged per day); did not change.";
    assert!(page.contains(said), "{page}");
    let page = text(&site, "2026/indicators/calls/index.html");
    assert!(
        page.contains("It did not clearly change on an average day since January to March 2024, the baseline."),
        "{page}"
    );
    assert!(page.contains("2024, of which January to March 2024"), "{page}");
    let page = text(&site, "2026/areas/marlshire/index.html");
    assert!(page.contains("Since January to March 2024, the baseline: not clear"), "{page}");
    assert!(
        page.contains("did not clearly change on an average day since January to March 2024, the baseline"),
        "{page}"
    );
}

#[test]
fn a_baseline_further_back_stands_beside_the_change_since_the_year_before() {
    let more: Vec<_> = months()
        .into_iter()
        .map(|(year, month, calls)| (year, month, if year == 2025 { calls * 2 } else { calls }))
        .collect();
    let copy = site(&more);
    copy.replace("content/indicators/calls.md", "baseline: 2024", "baseline: 2023-01-to-2023-03");
    let page = text(&copy.built(), "2026/indicators/calls/index.html");
    let said = "It rose by 100% on an average day since January to March 2024; it rose by 100% since January to March 2023, the baseline.";
    assert!(page.contains(said), "{page}");
}

#[test]
fn no_change_since_the_baseline_is_claimed_across_a_break_in_series() {
    let copy = site(&months());
    let breaks = "breaks:\n  - {period: 2024-06, why: \"calls are counted in another way\"}\nlayout:";
    copy.replace("data/calls/source.yaml", "layout:", breaks);
    let page = text(&copy.built(), "2026/indicators/calls/index.html");
    assert!(page.contains("2024. Not compared: a break in series in June 2024"), "{page}");
    assert!(!page.contains("the baseline."), "{page}");
}

#[test]
fn ten_calls_on_each_day_are_ten_in_every_month() {
    let copy = site(&months());
    copy.replace("content/indicators/calls.md", "method: count", "method: per-day");
    copy.replace("content/indicators/calls.md", "period: year to date\nyear-begins: january\n", "");
    let found = values(&copy.built());
    assert_eq!(found.len(), 29);
    assert!(found.iter().all(|(_, value)| value.parse() == Ok(10.0)), "{found:?}");
}
