//! Attacks on what is made of a count and not on the count: its share, its rate, the limits of its rate, the
//! sign in its place. Each succeeds where nothing protects, and then fails on what is released.

use std::collections::BTreeMap;

use sna::model::estimate::Confidence;
use sna::statistics::interval;

use crate::sites::{Asked, PROTECTED, site, withheld};
use crate::support::{self, Row};

/// A rule under which everything is shown.
const OPEN: &str = "{rule: none, why: as asked}";

/// The number of a column, with half of its last digit.
fn number(row: &Row, column: &str) -> Option<(f64, f64)> {
    let text = row.get(column)?.replace(',', "");
    let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    Some((text.parse().ok()?, 0.5 * 10_f64.powi(-(decimals as i32))))
}

/// The counts that a printed value allows, as so many for each `per` of `people`.
fn of_value(row: &Row, people: f64, per: f64) -> Vec<u32> {
    let Some((value, half)) = number(row, "value") else { return (0..1_000).collect() };
    (0..1_000).filter(|count| (f64::from(*count) / people * per - value).abs() <= half + 1e-9).collect()
}

/// The counts that a printed value and its upper limit allow, whatever they are divided by.
fn of_limits(row: &Row) -> Vec<u32> {
    let Some(((value, half), (upper, more))) = number(row, "value").zip(number(row, "upper")) else {
        return (1..1_000).collect();
    };
    let ratio = |count: u32| {
        let (_, limit) = interval::of_count(f64::from(count), Confidence::Ninety5);
        limit / f64::from(count)
    };
    let (least, most) = ((upper - more) / (value + half), (upper + more) / (value - half));
    (1..1_000).filter(|count| (least..=most).contains(&ratio(*count))).collect()
}

/// The rows of an indicator in 2024, by the code of the area.
fn rows(site: &support::Copy, indicator: &str) -> BTreeMap<String, Row> {
    let all = support::numbers(&site.built());
    let of = |row: &Row| row["indicator"] == indicator && row["period"] == "2024";
    all.into_iter().filter(of).map(|row| (row["area code"].clone(), row)).collect()
}

const THREE_OF_FORTY_ONE: [&str; 2] = ["E07000901,2024,0-17,male,41,3", "E07000902,2024,0-17,male,90,45"];

/// A share of those events in which somebody was stabbed.
const SHARE: Asked<'_> = (
    "share",
    "levels: [district]\nmethod: proportion\ndecimals: 1\nnumerator: {source: people, series: [stabbed]}\n\
     denominator: {source: people, series: [events]}\n",
);

/// Events for each 100,000 residents, to one decimal place.
const RATE: Asked<'_> = (
    "rate",
    "levels: [district]\nmethod: rate\nper: 100000\ndecimals: 2\nnumerator: {source: people, series: [stabbed]}\n\
     denominator: {source: residents, series: [residents]}\n",
);

#[test]
fn a_percentage_of_a_known_base_gives_its_count() {
    let open = rows(&site(OPEN, "year", &[SHARE], &THREE_OF_FORTY_ONE), "share");
    assert_eq!(of_value(&open["E07000901"], 41.0, 100.0), [3], "7.3% of 41 is 3 and no other");
    let shown = rows(&site(PROTECTED, "year", &[SHARE], &THREE_OF_FORTY_ONE), "share");
    assert!(of_value(&shown["E07000901"], 41.0, 100.0).len() > 41, "{:?}", shown["E07000901"]);
    assert!(number(&shown["E07000901"], "upper").is_none() && number(&shown["E07000901"], "lower").is_none());
}

#[test]
fn a_rate_times_people_gives_its_count() {
    let people = |row: &Row| number(row, "denominator").unwrap().0;
    let open = rows(&site(OPEN, "year", &[RATE], &THREE_OF_FORTY_ONE), "rate");
    let residents = people(&open["E07000901"]);
    assert_eq!(of_value(&open["E07000901"], residents, 100_000.0), [3], "anybody can look residents up");
    let shown = rows(&site(PROTECTED, "year", &[RATE], &THREE_OF_FORTY_ONE), "rate");
    assert!(of_value(&shown["E07000901"], residents, 100_000.0).len() > 41, "{:?}", shown["E07000901"]);
}

#[test]
fn the_limits_of_a_rate_give_its_count_without_people() {
    let open = rows(&site(OPEN, "year", &[RATE], &THREE_OF_FORTY_ONE), "rate");
    assert_eq!(of_limits(&open["E07000901"]), [3], "{:?}", open["E07000901"]);
    let shown = rows(&site(PROTECTED, "year", &[RATE], &THREE_OF_FORTY_ONE), "rate");
    assert!(of_limits(&shown["E07000901"]).len() > 41, "{:?}", shown["E07000901"]);
    assert_eq!(number(&shown["E07000901"], "upper"), None);
}

#[test]
fn what_is_withheld_for_others_looks_like_what_is_small() {
    let numbers = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let asked = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    // Nothing else is withheld, so the sign itself says that a count is from 1 to 4.
    let alone = "{under: 5, secondary: no, why: as asked, exempt: {from: audit, by: the test, why: to be attacked}}";
    let told = withheld(&site(alone, "year", &asked, &numbers), "by-age");
    assert_eq!(told.iter().map(|row| row["breakdown"].as_str()).collect::<Vec<_>>(), ["0-17"]);
    let told = withheld(&site(PROTECTED, "year", &asked, &numbers), "by-age");
    let signs: Vec<Row> = told
        .into_iter()
        .map(|row| row.into_iter().filter(|(column, _)| !column.starts_with("breakdown")).collect())
        .collect();
    assert_eq!(signs.len(), 2);
    assert_eq!(signs[0], signs[1], "3 and 20 are told by the same words");
}

#[test]
fn a_zero_beside_a_group_that_holds_all_tells_of_everyone_in_it() {
    let numbers = ["E07000901,2024,0-17,male,40,0", "E07000901,2024,0-17,female,0,0"];
    let asked = [("by-sex", "levels: [district]\nbreakdowns: [sex]\n")];
    let tells = |rule: &str| {
        let site = site(rule, "year", &asked, &numbers);
        let all = support::numbers(&site.built());
        let of = |group: &str| {
            let row = all.iter().find(|row| row["indicator"] == "by-sex" && row["breakdown"] == group).unwrap();
            number(row, "count").map(|(count, _)| count)
        };
        of("all").is_some() && of("all") == of("male")
    };
    assert!(tells("{under: 5, zero: shown}"), "whoever was counted was a man");
    assert!(!tells("{under: 5, zero: group}"));
}
