//! Priorities: needs with a severity and services in; four answers for each need and area out, and their sum.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, rows};

const SETTINGS: &str = "described: 2025-26
source: {title: Commissioning list, publisher: Marlshire Council, licence: Open Government Licence v3.0}
tables:
  - {file: content/interventions/list.csv}
needs:
  - {id: violence, title: Violence, indicators: [violence], severity: {level: high, why: People die of it.}}
  - {id: robbery, title: Robbery, indicators: [robbery], severity: {level: medium, why: Property is lost.}}
  - {id: home, title: Violence at home, priority: {decision: yes, why: Victims asked for it.}}
";

const TABLE: &str = "id,name,areas,needs
mentors,Mentors,Ash Vale,robbery
";

fn site() -> Copy {
    let copy = Copy::new();
    copy.put("content/interventions.yaml", SETTINGS);
    copy.put("content/interventions/list.csv", TABLE);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

fn answers(site: &Site, need: &str, area: &str) -> Row {
    let all = rows(text(site, "2026/priorities/priorities.csv").as_bytes());
    all.into_iter().find(|row| row["need id"] == need && row["area"] == area).unwrap()
}

fn words(row: &Row) -> [&str; 6] {
    ["high", "rising", "severe", "unmet", "yes", "cannot be said"].map(|key| row[key].as_str())
}

#[test]
fn each_need_has_four_answers_and_their_sum() {
    let site = site().built();
    let row = answers(&site, "violence", "Birchwold");
    assert_eq!(words(&row), ["yes", "no", "yes", "yes", "3", "0"]);
    assert_eq!(row["why severe"], "People die of it.");
    // A service reaches it, its harm is not called severe.
    let row = answers(&site, "robbery", "Ash Vale");
    assert_eq!((row["severe"].as_str(), row["unmet"].as_str(), row["services"].as_str()), ("no", "no", "Mentors"));
    // No indicator and no severity: two cannot be said, one is unmet.
    assert_eq!(
        words(&answers(&site, "home", "Dunmere")),
        ["cannot be said", "cannot be said", "cannot be said", "yes", "1", "3"]
    );
    let all = rows(text(&site, "2026/priorities/priorities.csv").as_bytes());
    assert_eq!(all.len(), 3 * 5, "the whole area and four districts");
    assert!(all.iter().all(|row| row.values().all(|field| !field.is_empty())), "no blank field");
}

#[test]
fn the_level_is_that_of_need_beside_provision() {
    let site = site().built();
    let gaps = rows(text(&site, "2026/interventions/gaps.csv").as_bytes());
    for gap in gaps {
        let own = answers(&site, &gap["need id"], &gap["area"]);
        let level = own["level of need"].replace("cannot be said", "not known");
        assert_eq!(level, gap["level of need"]);
        assert_eq!(own["unmet"] == "yes", gap["services"] == "0");
        let high = matches!(gap["level of need"].as_str(), "higher" | "mixed");
        assert_eq!(own["high"] == "yes", high);
    }
}

#[test]
fn the_page_says_the_method_ties_what_cannot_be_said_and_the_decision() {
    let site = site().built();
    let page = text(&site, "2026/priorities/index.html");
    for words in [
        "The method is a sum",
        "It is counted neither as yes nor as no",
        "it is itself the benchmark",
        "severity not stated",
        "declared high: People die of it.",
        "Priority by the publisher’s decision",
        "Why: Victims asked for it.",
        "although other needs have more answers of yes",
        "of which too much cannot be said",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // Needs of equal number tie, in the order of the publisher.
    let tied = SETTINGS.replace("level: medium", "level: high");
    let copy = self::site();
    copy.put("content/interventions.yaml", tied);
    copy.put("content/interventions/list.csv", "id,name,areas,needs\nmentors,Mentors,Ash Vale,\n");
    let page = text(&copy.built(), "2026/priorities/index.html");
    assert!(page.contains("Violence and Robbery tie, with three of four answers of yes each"), "{page}");
    assert!(page.contains("Nothing here puts one before the other."));
}

#[test]
fn pages_lead_to_it_and_a_site_without_needs_has_none() {
    let site = site().built();
    for page in ["2026/interventions/index.html", "2026/interventions/gaps/index.html", "2026/index.html"] {
        assert!(text(&site, page).contains("priorities/\">Priorities: which needs"), "{page}");
    }
    assert!(text(&site, "2026/search/index.html").contains("priorities/"));
    let plain = Copy::new().built();
    assert!(plain.paths().all(|path| !path.contains("priorities")));
}

#[test]
fn a_number_that_is_not_there_is_no_answer() {
    let copy = site();
    copy.replace("data/crime/crime.csv", "E07000901,2025,588,44\n", "");
    let site = copy.built();
    let row = answers(&site, "violence", "Ash Vale");
    assert_eq!(words(&row), ["cannot be said", "cannot be said", "yes", "yes", "2", "2"]);
}

#[test]
fn the_whole_area_is_told_by_indicators_of_its_own() {
    let copy = site();
    let country = "  levels:\n    - {id: country, name: Country, plural: Countries, list: [{code: E92000001, name: England, slug: england}]}\n";
    copy.replace("site.yaml", "  levels:\n", country);
    copy.replace(
        "data/crime/crime.csv",
        "E10000091,2022",
        "E92000001,2024,600000,20000\nE92000001,2025,600000,20000\nE10000091,2022",
    );
    copy.replace(
        "data/residents/residents.csv",
        "E10000091,2022",
        "E92000001,2024,57000000\nE92000001,2025,57000000\nE10000091,2022",
    );
    let own = copy.text("content/indicators/robbery.md").replace("code: RO-01", "code: RO-02");
    let own =
        own.replace("benchmark: marlshire", "benchmark: england").replace("[county, district]", "[country, county]");
    copy.put("content/indicators/robbery-county.md", own);
    let told = "indicators: [robbery], whole-area: [robbery-county]";
    copy.put("content/interventions.yaml", SETTINGS.replace("indicators: [robbery]", told));
    let site = copy.built();
    assert_eq!(answers(&site, "robbery", "Marlshire")["high"], "yes");
    assert_eq!(answers(&site, "violence", "Marlshire")["high"], "cannot be said");
    assert!(text(&site, "2026/priorities/index.html").contains("than England"));
}

#[test]
fn many_areas_of_long_names_stand_in_rows_and_are_walked_by_key() {
    let copy = site();
    let mut needs = SETTINGS.to_owned();
    for number in 0..20 {
        needs.push_str(&format!(
            "  - {{id: need-{number}, title: Kings Norton and Bartley Green families who were harmed {number}, indicators: [violence, robbery]}}\n"
        ));
    }
    copy.put("content/interventions.yaml", needs);
    let page = text(&copy.built(), "2026/priorities/index.html");
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let stops = main.matches("<a href").count() + main.matches("tabindex=\"0\"").count();
    assert!(stops < 70, "{stops}");
}
