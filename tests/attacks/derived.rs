//! Attacks on what is made of a count and not on the count: its share, its rate, the limits of its rate, its mark
//! in a drawing, the sentence about it. Each succeeds where nothing protects, and then fails on what is released.

use std::collections::BTreeMap;

use sna::model::estimate::Confidence;
use sna::report::{Report, Strictness};
use sna::statistics::interval;

use crate::sites::{Asked, PROTECTED, said, site, withheld};
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
fn a_rate_of_one_source_over_another_gives_what_it_is_divided_by() {
    // Robberies are open; the events that they are divided by are not.
    let over: Asked<'_> = (
        "over",
        "levels: [district]\nmethod: rate\nper: 1\ndecimals: 2\nnumerator: {source: crime, series: [robbery]}\n\
         denominator: {source: people, series: [events]}\n",
    );
    let mut numbers = Vec::new();
    for year in 2022..=2025 {
        for district in 1..=4 {
            let events = if (year, district) == (2024, 1) { 3 } else { 90 };
            numbers.push(format!("E0700090{district},{year},0-17,male,{events},0"));
        }
    }
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let open = rows(&site(OPEN, "year", &[over], &numbers), "over");
    let robberies = number(&open["E07000901"], "count").unwrap().0;
    let base = |row: &Row| number(row, "value").map(|(value, _)| (robberies / value).round());
    assert_eq!(base(&open["E07000901"]), Some(3.0));
    let shown = rows(&site(PROTECTED, "year", &[over], &numbers), "over");
    assert_eq!(base(&shown["E07000901"]), None);
    assert_eq!(number(&shown["E07000901"], "denominator"), None);
}

/// Every file of a site, without the checksums of the files that it was made of: those are of all numbers at once.
fn everything(site: &support::Copy) -> BTreeMap<String, Vec<u8>> {
    let (built, report) = (site.built(), Report::new(Strictness::Lenient));
    let paths: Vec<String> = built.paths().map(str::to_owned).collect();
    paths
        .into_iter()
        .map(|path| (path.clone(), without_checksums(built.make(&report, &path).unwrap().unwrap())))
        .collect()
}

fn without_checksums(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
    let is_checksum = |word: &str| word.len() == 64 && word.chars().all(|sign| sign.is_ascii_hexdigit());
    text.split_inclusive(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| !is_checksum(word.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric())))
        .collect::<String>()
        .into_bytes()
}

#[test]
fn no_mark_rank_class_order_or_size_tells_a_withheld_count() {
    // Two districts of the same total: one event is in the one or in the other. Where both are withheld, every
    // byte of the site must be the same: whatever a drawing, rank, class, axis, index or card tells, it tells both.
    let numbers = |first: u32, second: u32| {
        [
            format!("E07000901,2024,0-17,male,{first},0"),
            format!("E07000902,2024,0-17,male,{second},0"),
            "E07000903,2024,0-17,male,41,0".to_owned(),
            "E07000904,2024,0-17,male,60,0".to_owned(),
        ]
    };
    let rate = "levels: [county, district]\nsum: yes\nmethod: rate\nper: 100000\n\
                numerator: {source: people, series: [events]}\n\
                denominator: {source: residents, series: [residents]}\n";
    let asked = [("count", "levels: [county, district]\nsum: yes\n"), ("rate", rate)];
    let built = |rule: &str, first: u32, second: u32| {
        let numbers = numbers(first, second);
        let site = site(rule, "year", &asked, &numbers.each_ref().map(String::as_str));
        site.replace("content/indicators/rate.md", "benchmark: none", "benchmark: marlshire");
        site
    };
    let differ = |rule: &str| {
        let (one, other) = (everything(&built(rule, 3, 20)), everything(&built(rule, 2, 21)));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    let open = differ(OPEN);
    for kind in [".svg", ".csv", ".html", ".png", ".json"] {
        assert!(open.iter().any(|path| path.ends_with(kind)), "no {kind} tells them apart: {open:?}");
    }
    assert_eq!(withheld(&built(PROTECTED, 3, 20), "count").len(), 2);
    assert_eq!(differ(PROTECTED), [""; 0]);
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
fn a_sentence_about_a_withheld_count_does_not_build() {
    // A bound value, a total in passing, and that it was the only place.
    let sentence = "There were {{ stabbed.count area=ash-vale }} in Ash Vale.";
    let total = "Of all events in Marlshire somebody was stabbed in {{ stabbed.count area=marlshire }}.";
    let only = "It was in Ash Vale alone.{{ claim stabbed only area=ash-vale }}";
    let numbers = [
        "E07000901,2024,0-17,male,20,3",
        "E07000902,2024,0-17,male,90,0",
        "E07000903,2024,0-17,male,80,0",
        "E07000904,2024,0-17,male,70,0",
    ];
    let stabbed = "levels: [county, district]\nsum: yes\nnumerator: {source: people, series: [stabbed]}\n";
    let asked = [("stabbed", stabbed)];
    for text in [sentence, total, only] {
        let told = |rule: &str| {
            let site = site(rule, "year", &asked, &numbers);
            let chapter = site.text("content/chapters/violence.md");
            site.put("content/chapters/violence.md", format!("{chapter}\n{text}\n"));
            said(&site)
        };
        assert_eq!(told(OPEN), None, "where all is shown it may be written");
        let words = told(PROTECTED).expect("the sentence was built");
        assert!(words.contains("withheld") && words.contains("content/chapters/violence.md:"), "{words}");
        let notes = words.lines().filter(|line| line.contains("= note")).collect::<String>();
        assert!(!notes.contains(['3']), "{words}");
    }
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
