//! Answers to the Serious Violence Duty: a small site in; the page and the list of `sna check --duty` out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::process::Command;

use sna::content::duty::ASKED;
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

const ANSWERS: &str = "list: \"2022-12\"
answers:
  definition: {pages: [methods.md]}
  kinds: {pages: [chapters/violence.md], figures: [VI-F1, VI-01-trend], note: Violence alone.}
  where: {pages: [areas, indicators/violence.md]}
  causes: {pages: [chapters/violence.md], missing: Nothing shows cause.}
  consultation: {missing: Nobody was consulted.}
";

fn site(answers: &str) -> Copy {
    let copy = Copy::new();
    copy.put("content/duty.yaml", answers);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

/// What `sna check --duty` prints.
fn checked(copy: &Copy, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    let output = command.args(["check", "--duty", "--quiet", "--root"]).arg(copy.root()).args(more).output().unwrap();
    assert!(output.status.success());
    anstream::adapter::strip_str(&String::from_utf8_lossy(&output.stdout)).to_string()
}

#[test]
fn the_page_shows_everything_that_is_asked_answered_or_not() {
    let site = site(ANSWERS).built();
    let page = text(&site, "2026/duty/index.html");
    for requirement in ASKED {
        assert!(page.contains(&format!("<h3 id=\"{}\">", requirement.word)), "{}", requirement.word);
    }
    let of = |word: &str| {
        let (_, rest) = page.split_once(&format!("<h3 id=\"{word}\">")).unwrap();
        rest.split("</li>").next().unwrap().to_owned()
    };
    let kinds = of("kinds");
    assert!(kinds.contains("</span> Met</span>") && kinds.contains("<a href=\"../violence/\">Violence</a>"), "{kinds}");
    assert!(kinds.contains("<a href=\"../f/VI-F1/\">Figure VI-F1</a>") && kinds.contains("Violence alone."));
    assert!(kinds.contains("section 8(3)(a)"));
    assert!(of("where").contains("<a href=\"../areas/\">Areas</a>"));
    assert!(of("causes").contains("Met in part") && of("causes").contains("Nothing shows cause."));
    assert!(of("consultation").contains("</span> Missing</span>"));
    assert!(of("probation").contains("No answer is given."));
    assert!(page.contains("three are met here, one in part, and 21 are missing"), "{page}");
    assert!(page.contains("legislation.gov.uk"));
    assert!(text(&site, "2026/glossary/index.html").contains("<a href=\"../duty/\">The Serious Violence Duty</a>"));
    assert!(text(&site, "2026/search/index.html").contains("The Serious Violence Duty"));
}

#[test]
fn the_command_says_what_is_met_by_what_and_what_is_missing() {
    let copy = site(ANSWERS);
    let human = checked(&copy, &[]);
    assert!(human.contains("The kinds of serious violence: met"), "{human}");
    assert!(human.contains("by /2026/violence/, VI-F1, VI-01-trend"));
    assert!(human.contains("missing: Nobody was consulted."));
    assert!(human.ends_with("25 asked: 3 met, 1 in part, 21 missing\n"), "{human}");
    let short = checked(&copy, &["--format", "short"]);
    assert!(short.contains("causes: met in part: /2026/violence/; missing: Nothing shows cause."), "{short}");
    let json = checked(&copy, &["--format", "json"]);
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), ASKED.len());
    assert_eq!(lines[2]["requirement"], "kinds");
    assert_eq!(lines[2]["figures"][1], "VI-01-trend");
    assert_eq!(lines[17]["state"], "missing");
}

#[test]
fn a_site_without_answers_has_no_page_and_all_is_missing() {
    let copy = Copy::new();
    assert!(copy.built().paths().all(|path| !path.contains("duty")));
    assert!(checked(&copy, &[]).ends_with("25 asked: 0 met, 0 in part, 25 missing\n"));
}
