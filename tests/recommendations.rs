//! Recommendations and the strategy that answers them: a small site in; pages, links and judgements out.
//!
//! What the numbers of `tests/sites/base/` say: violence for each 1,000 residents fell in Marlshire from 2024 to 2025,
//! and did not clearly change in Dunmere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, plain};

const FIRST: &str = "---
id: R1
statement: \"Bring recorded violence below {{ violence.rate }} for each 1,000 residents\"
evidence: [VI-F1, VI-01-trend]
owner: Marlshire Council
by: 2027-03-31
measure: {indicator: violence, direction: fall, from: 2024}
progress:
  status: under way
  text: \"Two of four meetings were held.\"
---

Read [where it is recorded](../chapters/violence.md).
";

fn site(more: &[(&str, &str)]) -> Copy {
    let copy = Copy::new();
    copy.put("content/recommendations/violence.md", FIRST);
    for (path, text) in more {
        copy.put(path, text);
    }
    copy
}

/// The first recommendation with something else in place of a part of it.
fn with(old: &str, new: &str) -> String {
    assert!(FIRST.contains(old), "{old}");
    FIRST.replacen(old, new, 1)
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

/// The page of the first recommendation, its text changed so.
fn page(old: &str, new: &str) -> String {
    let copy = site(&[("content/recommendations/violence.md", &with(old, new))]);
    text(&copy.built(), "2026/recommendations/R1/index.html")
}

#[test]
fn a_recommendation_says_what_it_rests_on_who_leads_by_when_and_how_it_goes() {
    let site = site(&[]).built();
    for path in ["2026/recommendations/index.html", "2026/recommendations/R1/index.html"] {
        let page = text(&site, path);
        for words in [
            "Recommendation R1",
            "Bring recorded violence below <data",
            "Figure VI-F1</a>",
            "Figure VI-01-trend</a>",
            "Marlshire Council",
            "31 March 2027",
            "It should fall in Marlshire, measured from 2024.",
            "on course",
            "Two of four meetings were held.",
            "under way",
        ] {
            assert!(page.contains(words), "{path}: {words}: {page}");
        }
    }
    let own = text(&site, "2026/recommendations/R1/index.html");
    assert!(own.contains("Chapters that show the evidence"));
    assert!(own.contains("<a href=\"../../violence/\">where it is recorded</a>"));
}

#[test]
fn figures_chapters_home_foot_and_search_lead_to_it() {
    let site = site(&[]).built();
    let to = |path: &str, words: &str| assert!(text(&site, path).contains(words), "{path}: {words}");
    to("2026/f/VI-F1/index.html", "<a href=\"../../recommendations/R1/\">Recommendation R1</a>");
    to("2026/f/VI-01-trend/index.html", "<a href=\"../../recommendations/R1/\">Recommendation R1</a>");
    to("2026/violence/index.html", "Recommendations that rest on this chapter");
    to("2026/index.html", "<a href=\"recommendations/R1/\">Bring recorded violence");
    to("index.html", "<a href=\"2026/recommendations/R1/\">Bring recorded violence");
    to("2026/glossary/index.html", "<a href=\"../recommendations/\">Recommendations</a>");
    to("2026/search/index.html", "recommendations/R1/");
    assert!(!text(&site, "2026/f/VI-01-areas/index.html").contains("Recommendation R1"));
}

#[test]
fn a_measure_is_judged_by_the_released_numbers_and_their_limits() {
    let judged = |measure: &str| page("{indicator: violence, direction: fall, from: 2024}", measure);
    let words = "Violence in Marlshire fell by 6.4%";
    let fell = judged("{indicator: violence, direction: fall, from: 2024}");
    assert!(fell.contains(words) && fell.contains("</span> on course"), "{fell}");
    let other = judged("{indicator: violence, direction: rise, from: 2024}");
    assert!(other.contains(words) && other.contains("</span> not on course"));
    let chance = judged("{indicator: violence, direction: fall, from: 2024, area: dunmere}");
    assert!(chance.contains("too early or not known") && chance.contains("chance could explain that"), "{chance}");
    let early = judged("{indicator: violence, direction: fall, from: latest}");
    assert!(early.contains("too early or not known"));
    assert!(early.contains("No number after 2025 is published yet."), "{early}");
}

#[test]
fn a_site_without_recommendations_has_no_page_and_no_link_of_them() {
    let site = Copy::new().built();
    assert!(site.paths().all(|path| !path.contains("recommendations")));
    assert!(!text(&site, "2026/index.html").contains("ecommendation"));
}

#[test]
fn recommendations_stand_in_the_order_of_their_ids() {
    let tenth = with("id: R1", "id: R10").replace("status: under way", "status: withdrawn");
    let second = with("id: R1", "id: R2");
    let copy = site(&[("content/recommendations/a.md", &tenth), ("content/recommendations/z.md", &second)]);
    let site = copy.built();
    let page = text(&site, "2026/recommendations/index.html");
    let at = |id: &str| page.find(&format!("id=\"{id}\"")).unwrap();
    assert!(at("r1") < at("r2") && at("r2") < at("r10"));
    assert!(page.contains("Three recommendations:"));
    let own = text(&site, "2026/recommendations/R10/index.html");
    assert!(own.contains("withdrawn") && !own.contains("What the numbers say"));
    let home = text(&site, "2026/index.html");
    assert!(home.contains("recommendations/R2/") && !home.contains("recommendations/R10/"));
}

#[test]
fn what_is_made_up_says_so() {
    let made_up = page("id: R1\n", "id: R1\nillustrative: yes\n");
    assert!(made_up.contains("Illustrative recommendation"));
}

#[test]
fn a_day_that_has_passed_is_a_warning_unless_it_is_done() {
    let (report, site_of) = site(&[("content/recommendations/violence.md", &with("2027-03-31", "2025-12"))]).build();
    assert!(site_of.is_ok());
    assert!(plain(&report).contains("was due before the edition is published"), "{}", plain(&report));
    let done = with("2027-03-31", "2025-12").replace("under way", "done");
    let (report, site_of) = site(&[("content/recommendations/violence.md", &done)]).build();
    assert!(site_of.is_ok() && !plain(&report).contains("was due"));
}

const STRATEGY: &str = "title: Response strategy
source: A paper of the board
address: https://example.org/paper
date: 2025-12-21
workstreams:
  - {name: Schools, objectives: 7, status: not stated, serves: [R1]}
  - name: Hospitals
    objectives: [Share records each month, Train staff]
    status: under way
";

#[test]
fn a_strategy_shows_workstreams_their_objectives_and_their_status_in_words() {
    let site = site(&[("content/strategy.yaml", STRATEGY)]).built();
    let page = text(&site, "2026/recommendations/index.html");
    for words in [
        "Response strategy",
        "<th scope=\"row\">Schools</th><td>7</td>",
        "not stated",
        "<a href=\"R1/\">R1</a>",
        "<td>2<ul><li>Share records each month</li><li>Train staff</li></ul></td>",
        "</span> under way",
        "none named",
        "<a href=\"https://example.org/paper\">A paper of the board</a>, 21 December 2025.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(text(&site, "2026/recommendations/R1/index.html").contains("Schools"));
}

#[test]
fn a_target_is_judged_beside_a_straight_line_by_the_limits_of_the_latest_number() {
    // 23.3 in 2024, and 21.8 (21.0 to 22.7) in 2025.
    let said = |target: &str| page("from: 2024}", &format!("from: 2024, {target}}}"));
    let cases = [
        ("target: 22.8, by: 2028", "</span> met<", "at or below the target with both its limits"),
        ("target: 22.0, by: 2027", "</span> on the way<", "stands at 22.9 there"),
        ("target: 15, by: 2026", "</span> not on the way<", "does not come to the line"),
        ("target: 20.5, by: 2026", "</span> cannot be said<", "Its limits hold the line"),
        ("target: 20, by: 2025", "</span> not met<", "was due by 2025"),
        ("target: 21.5, by: 2025", "</span> cannot be said<", "Its limits hold the target"),
        ("target: \"22.8 offences per 1,000 residents\"", "</span> met<", "by 31 March 2027"),
    ];
    for (target, outcome, because) in cases {
        let page = said(target);
        assert!(page.contains(outcome), "{target}: {page}");
        assert!(page.contains(because), "{target}: {because}");
        assert!(page.contains("The yardstick is a straight line"), "{target}");
    }
    // What came after the time that it was due by decides nothing: 24.6 (23.6 to 25.6) in 2023.
    let past = page("from: 2024}", "from: 2022, target: 22.8, by: 2024-06-30}");
    assert!(past.contains("was due by 30 June 2024, and the last number up to then is that of 2023"), "{past}");
    assert!(past.contains("That number with its limits does not come to it") && past.contains("</span> not met<"));
    let none = page("from: 2024}", "from: 2023, target: 10, by: 2024-06-30}");
    assert!(none.contains("no number after 2023 and up to 30 June 2024 is published"), "{none}");
    assert!(
        said("target: 20, by: 2028")
            .contains("It should fall to 20.0 offences per 1,000 residents in Marlshire by 2028")
    );
}

#[test]
fn a_target_whose_number_is_missing_or_withheld_cannot_be_judged() {
    let copy = site(&[(
        "content/recommendations/violence.md",
        &with("from: 2024}", "from: 2024, target: 5, by: 2028, area: dunmere}"),
    )]);
    copy.replace("data/crime/crime.csv", "E07000904,2025,268,12\n", "");
    let page = text(&copy.built(), "2026/recommendations/R1/index.html");
    assert!(page.contains("</span> cannot be said<"), "{page}");
    assert!(page.contains("It cannot be said: the number for 2025 is not published."), "{page}");
}
