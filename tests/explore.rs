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
                assert!(at.as_i64().is_none_or(|at| (0..=1000).contains(&at)), "{path}: {at}");
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
