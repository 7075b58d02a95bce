//! Events of `content/events.yaml`: a small site in; drawings, tables, files and words out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

const EVENTS: &str = "events:
  - name: New recording system
    kind: system
    from: 2024-04-01
    note: Offences were recorded in a new system.
    sources: [crime]
  - name: First lockdown
    kind: pandemic
    from: 2022-11-05
    to: 2023-01-10
    note: Places where people meet were closed.
  - name: New beds
    kind: policy
    from: 2024
    note: A ward was opened.
    sources: [admissions]
  - name: Long before
    kind: other
    from: 2019-01-01
    to: 2019-12-31
    note: It is over.
";

fn site(events: &str) -> Copy {
    let copy = Copy::new();
    copy.put("content/events.yaml", events);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

#[test]
fn an_event_is_in_the_drawing_the_table_the_file_the_note_and_the_sentence() {
    let site = site(EVENTS).built();
    let page = text(&site, "2026/f/VI-01-trend/index.html");
    // Twice: wide and narrow. One lasted and is a band; one happened once and is a line.
    assert_eq!(page.matches("class=\"event\"").count(), 2);
    assert_eq!(page.matches("class=\"event-line\"").count(), 2);
    assert!(page.contains(
        "A: First lockdown (pandemic), 5 November 2022 to 10 January 2023. Places where people meet were closed."
    ));
    assert!(page.contains(
        "B: New recording system (change of system), from 1 April 2024. Offences were recorded in a new system."
    ));
    assert!(page.contains("Read it beside what happened in this time: First lockdown and New recording system."));
    assert!(page.contains("What happened"), "the table has a column");
    let file = text(&site, "2026/f/VI-01-trend/VI-01-trend.csv");
    let lines: Vec<&str> = file.lines().map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(lines, ["what happened", "First lockdown", "First lockdown", "New recording system", ""]);
}

#[test]
fn an_event_stands_only_where_its_sources_and_its_time_are() {
    let site = site(EVENTS).built();
    let all: String = site.paths().filter(|path| path.ends_with(".html")).map(|path| text(&site, path)).collect();
    assert!(!all.contains("New beds"), "no line of admissions is drawn");
    assert!(!all.contains("Long before"));
    let bars = text(&site, "2026/f/VI-01-areas/index.html");
    assert!(!bars.contains("First lockdown"), "areas are not along time");
}

#[test]
fn without_events_nothing_is_said_of_them() {
    let site = Copy::new().built();
    let page = text(&site, "2026/f/VI-01-trend/index.html");
    assert!(!page.contains("What happened") && !page.contains("class=\"event"));
}

#[test]
fn sentences_and_claims_name_periods_by_an_event() {
    let site = site(EVENTS);
    site.replace(
        "content/chapters/violence.md",
        "In {{ violence.period }} there were",
        "In {{ violence.period period=during:first-lockdown }}, {{ violence.period period=since:first-lockdown }} and \
         {{ violence.period period=since:long-before }}; since then the rate {{ violence.change from=during:first-lockdown }}, as {{ violence.change from=2022 }}.\n\n\
         In {{ violence.period }} there were",
    );
    let page = text(&site.built(), "2026/violence/index.html");
    let words: String = page.split("<p>In ").nth(1).unwrap().split("</p>").next().unwrap().to_owned();
    let plain: String = words.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, rest)| rest)).collect();
    let changes = plain.strip_prefix("2022, 2024 and 2022; since then the rate ").unwrap_or_else(|| panic!("{plain}"));
    let (by_event, by_year) = changes.trim_end_matches('.').split_once(", as ").unwrap();
    assert_eq!(by_event, by_year);
}
