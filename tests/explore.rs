//! The explorer: a small site in, its pages and the places of its numbers out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use serde_json::Value;
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    String::from_utf8(site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()).unwrap()
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&text(site, path)).unwrap()
}

/// Every indicator with its values.
fn all(site: &Site) -> Vec<(String, Value)> {
    let placed = site.paths().filter(|path| path.contains("/explore/") && path.ends_with("/placed.json"));
    placed.map(|path| (path.to_owned(), json(site, path))).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn each_indicator_has_a_page_that_is_whole_without_script() {
    let site = Copy::new().built();
    let list = json(&site, "2026/explore/indicators.json");
    let index = text(&site, "2026/explore/index.html");
    for theme in list["themes"].as_array().unwrap() {
        for indicator in theme["indicators"].as_array().unwrap() {
            let id = indicator["id"].as_str().unwrap();
            assert!(index.contains(&format!("href=\"{id}/\"")), "{id}");
            let page = text(&site, &format!("2026/explore/{id}/index.html"));
            let placed = json(&site, &format!("2026/explore/{id}/placed.json"));
            for area in placed["areas"].as_array().unwrap() {
                for printed in strings(&area["text"]) {
                    assert!(page.contains(&format!(">{printed}</td>")), "{id}: {printed}");
                }
            }
            assert!(!page.contains("<select") && !page.contains("<input"), "{id}: a control that cannot work");
        }
    }
}

#[test]
fn what_has_no_number_has_no_place_and_what_has_one_is_on_the_axis() {
    let site = Copy::new().built();
    let mut withheld = 0;
    for (path, placed) in all(&site) {
        let periods = placed["periods"].as_array().unwrap().len();
        for area in placed["areas"].as_array().unwrap() {
            let printed = strings(&area["text"]);
            let at = area["at"].as_array().unwrap();
            assert_eq!((printed.len(), at.len()), (periods, periods), "{path}");
            for (index, (words, at)) in printed.iter().zip(at).enumerate() {
                let none = words.starts_with('[');
                withheld += usize::from(none);
                assert_eq!(at.is_null(), none, "{path}: {area}");
                assert_eq!(area["inks"].as_str().unwrap().as_bytes()[index] == b'x', none, "{path}: {area}");
                assert!(at.as_i64().is_none_or(|at| (0..=1_000_000).contains(&at)), "{path}: {at}");
            }
        }
        for kind in placed["levels"].as_array().unwrap() {
            let ticks: Vec<i64> =
                kind["axis"]["ticks"].as_array().unwrap().iter().map(|tick| tick[0].as_i64().unwrap()).collect();
            assert!(ticks.is_sorted() && ticks.contains(&kind["axis"]["zero"].as_i64().unwrap()), "{path}: {ticks:?}");
        }
    }
    assert!(withheld > 0, "the small site withholds something");
}

#[test]
fn areas_stand_by_kind_and_name_and_never_by_value() {
    let site = Copy::new().built();
    for (path, placed) in all(&site) {
        let areas: Vec<(u64, &str)> = placed["areas"]
            .as_array()
            .unwrap()
            .iter()
            .map(|area| (area["level"].as_u64().unwrap(), area["name"].as_str().unwrap()))
            .collect();
        assert!(areas.is_sorted(), "{path}: {areas:?}");
    }
}

#[test]
fn numbers_never_rise_down_a_table_in_order_of_place() {
    let copy = Copy::new();
    // One area far above all others, with wide limits, which leaves a thousandth of the axis to them.
    copy.replace("data/crime/crime.csv", "E07000904,2025,268,12", "E07000904,2025,268,18000");
    let mut beside = 0;
    for (path, placed) in all(&copy.built()) {
        for level in 0..placed["levels"].as_array().unwrap().len() {
            for period in 0..placed["periods"].as_array().unwrap().len() {
                let mut rows: Vec<(i64, f64)> = placed["areas"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|area| area["level"] == level)
                    .filter_map(|area| {
                        let printed = area["text"][period].as_str().unwrap().replace(',', "");
                        Some((area["at"][period].as_i64()?, printed.split(' ').next().unwrap().parse().unwrap()))
                    })
                    .collect();
                rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
                for pair in rows.windows(2) {
                    beside += 1;
                    assert!(pair[0].1 >= pair[1].1, "{path}: {rows:?}");
                    assert!(pair[0].0 != pair[1].0 || pair[0].1 == pair[1].1, "{path}: {rows:?}");
                }
            }
        }
    }
    assert!(beside > 0, "areas stand beside each other");
}

#[test]
fn a_page_says_what_it_leaves_out_and_no_more() {
    let site = Copy::new().built();
    let page = text(&site, "2026/explore/violence/index.html");
    assert!(!page.contains("Not on this page:"), "nothing is left out");
    assert!(page.contains("Where limits overlap"));
    let copy = Copy::new();
    let list: String = (0..401).map(|n| format!("        - {{code: E05{n:06}, name: Ward {n}}}\n")).collect();
    let level = format!(
        "    - id: ward\n      name: Ward\n      plural: Wards\n      profile: no\n      parent: E07000901\n      list:\n{list}"
    );
    copy.put(
        "site.yaml",
        copy.text("site.yaml").replace(
            "        - {code: E07000904, name: Dunmere}\n",
            &format!("        - {{code: E07000904, name: Dunmere}}\n{level}"),
        ),
    );
    let rows = |value: &str| -> String { (0..401).map(|n| format!("E05{n:06},2025,{value}\n")).collect() };
    copy.put("data/crime/crime.csv", copy.text("data/crime/crime.csv") + &rows("30,20"));
    copy.put("data/residents/residents.csv", copy.text("data/residents/residents.csv") + &rows("1000"));
    copy.replace("content/indicators/violence.md", "levels: [county, district]", "levels: [county, district, ward]");
    let site = copy.built();
    let page = text(&site, "2026/explore/violence/index.html");
    assert!(page.contains("Not on this page: wards, more than 400 of a kind. The file has them."));
    assert_eq!(json(&site, "2026/explore/violence/placed.json")["levels"].as_array().unwrap().len(), 2);
}
