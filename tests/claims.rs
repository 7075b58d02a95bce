//! Claims of sentences: a small site in, the list of claims, the page and the message out.
//!
//! What the numbers of `tests/sites/base/` say was worked out by hand: violence for each 1,000 residents in 2025 is
//! highest in Ash Vale and lowest in Dunmere, and it fell in the county from the year before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::process::Command;

use support::Copy;

fn chapter(text: &str) -> Copy {
    let copy = Copy::new();
    let head = "---\ntitle: Violence\nsummary: Where violence is recorded.\n---\n\n";
    copy.put("content/chapters/violence.md", format!("{head}{text}\n"));
    copy
}

/// What `sna check --claims` says: standard output, standard error and whether it was sound.
fn checked(copy: &Copy, more: &[&str]) -> (String, String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    let output = command.arg("check").arg("--claims").arg("--root").arg(copy.root()).args(more).output().unwrap();
    let text = |bytes: &[u8]| anstream::adapter::strip_str(&String::from_utf8_lossy(bytes)).to_string();
    (text(&output.stdout), text(&output.stderr), output.status.success())
}

/// A claim that holds.
fn holds(claim: &str) {
    let (out, err, sound) = checked(&chapter(&format!("It is so.{{{{ claim {claim} }}}}")), &[]);
    assert!(sound && out.contains("1 claim checked"), "{claim}: {out}{err}");
}

/// A claim that does not, and what is true instead.
fn fails(claim: &str, truth: &str) {
    let (_, err, sound) = checked(&chapter(&format!("It is so.{{{{ claim {claim} }}}}")), &[]);
    assert!(!sound && err.contains("this claim is not what the published numbers say"), "{claim}: {err}");
    assert!(err.contains(truth), "{claim}: {err}");
}

/// A claim that cannot be checked, and why.
fn refused(claim: &str, why: &str) {
    let (_, err, sound) = checked(&chapter(&format!("It is so.{{{{ claim {claim} }}}}")), &[]);
    assert!(!sound && err.contains(why), "{claim}: {err}");
}

#[test]
fn the_highest_is_apart_from_all_others_limits_and_all() {
    holds("violence highest area=birchwold");
    holds("violence highest area=birchwold among=district period=2022");
    holds("violence highest area=birchwold among=ash-vale,dunmere");
    fails("violence highest area=ash-vale", "Birchwold is highest in 2025 with 32.0 (30.1 to 34.0), Ash Vale second");
    fails("violence lowest area=dunmere", "and chance could exchange the two");
    holds("violence among-lowest area=dunmere");
    holds("violence among-lowest area=cold-norton");
    fails("violence among-highest area=ash-vale", "clearly above it: Birchwold");
}

#[test]
fn a_change_is_one_beyond_chance() {
    holds("violence fell from=previous");
    holds("violence fell by=5%");
    fails("violence fell by=10%", "fell by 6.4%");
    fails("violence rose", "Violence in Marlshire fell by 6.4%");
    holds("violence no-clear-change area=dunmere");
    fails("violence fell area=dunmere", "did not clearly change");
    holds("violence no-clear-change areas=all among=district");
    holds("violence fell areas=none");
    fails("violence fell areas=2", "fell in none of 4");
    holds("robbery fell-every-period from=2023");
    fails("robbery fell-every-period", "but not in 2023");
}

#[test]
fn higher_and_lower_are_beside_the_benchmark_or_another_area() {
    holds("violence higher area=birchwold");
    holds("violence lower areas=3");
    holds("violence higher areas=1");
    holds("violence higher area=birchwold than=ash-vale");
    holds("violence similar area=cold-norton than=dunmere");
    fails("violence lower area=dunmere than=cold-norton", "is similar to Cold Norton");
    refused("violence higher", "it is compared with itself");
    refused("admissions higher area=birchwold", "it has no benchmark");
    refused("admissions higher area=cold-norton than=birchwold", "a count depends on the size of the place");
}

#[test]
fn a_value_is_held_to_what_is_printed() {
    holds("violence at-least area=birchwold value=32");
    holds("violence at-least area=birchwold value=32.0");
    fails("violence at-least area=birchwold value=32.1", "Birchwold has 32.0 (30.1 to 34.0) in 2025");
    holds("admissions at-most value=93 area=marlshire");
    refused("violence at-least value=many", "`many` is not a number");
}

/// Robberies of the districts in 2025, in their order.
fn with_robberies(text: &str, robberies: [u32; 4]) -> Copy {
    let copy = chapter(text);
    let mut rows: Vec<String> =
        copy.text("data/crime/crime.csv").lines().filter(|row| !row.contains(",2025,")).map(str::to_owned).collect();
    rows.push(format!("E10000091,2025,2296,{}", robberies.iter().sum::<u32>()));
    for (at, (count, violence)) in robberies.iter().zip([588, 1034, 406, 268]).enumerate() {
        rows.push(format!("E0700090{},2025,{violence},{count}", at + 1));
    }
    let rows = rows.join("\n") + "\n";
    copy.put("data/crime/crime.csv", rows);
    copy
}

#[test]
fn only_means_that_every_other_is_published_as_none() {
    let text = "It was in Birchwold alone.{{ claim robbery only area=birchwold }}";
    let (out, err, sound) = checked(&with_robberies(text, [0, 9, 0, 0]), &[]);
    assert!(sound && out.contains("only Birchwold (9) has any in 2025"), "{out}{err}");
    let (_, err, sound) = checked(&with_robberies(text, [0, 9, 0, 1]), &[]);
    assert!(!sound && err.contains("2 areas have some in 2025, such as Birchwold (9) and Dunmere (1)"), "{err}");
}

#[test]
fn a_claim_never_rests_on_what_is_withheld() {
    // Six admissions are withheld under this rule: neither a rank nor the only one may be said of or beside them.
    for claim in [
        "admissions only area=ash-vale",
        "admissions only area=dunmere",
        "admissions lowest area=ash-vale",
        "admissions highest area=cold-norton",
        "admissions at-most area=ash-vale value=9",
        "admissions fell area=ash-vale",
    ] {
        refused(claim, "this claim rests on a figure that is withheld");
    }
    holds(
        "admissions highest area=cold-norton among=birchwold,cold-norton,dunmere period=2024"
            .replace("highest", "among-highest")
            .as_str(),
    );
}

#[test]
fn every_period_means_those_that_are_withheld_or_missing_too() {
    let rows = |counts: &[(u32, u32)]| {
        let rows = counts.iter().map(|(year, count)| format!("E10000091,{year},{count}\nE07000902,{year},{count}\n"));
        format!("Area code,Year,Admissions\n{}", rows.collect::<String>())
    };
    let text = "It fell every year.{{ claim admissions fell-every-period area=birchwold }}";
    let told = |counts: &[(u32, u32)]| {
        let copy = chapter(text);
        copy.put("data/admissions/admissions.csv", rows(counts));
        checked(&copy, &[])
    };
    let (out, err, sound) = told(&[(2022, 900), (2023, 700), (2024, 500), (2025, 300)]);
    assert!(sound && out.contains("3 steps of 3"), "{out}{err}");
    let (_, err, sound) = told(&[(2022, 900), (2023, 4), (2024, 500), (2025, 300)]);
    assert!(!sound && err.contains("withheld in 2023"), "{err}");
    let (_, err, sound) = told(&[(2022, 900), (2024, 500), (2025, 300)]);
    assert!(!sound && err.contains("no number is known between 2022 and 2024"), "{err}");
}

#[test]
fn claims_stand_in_findings_and_figures_and_are_not_shown() {
    let copy = chapter("x");
    copy.put(
        "content/chapters/violence.md",
        "---\ntitle: Violence\nsummary: Where violence is recorded.\nfindings:\n  - sentence: \"Birchwold has the highest rate. {{ claim violence highest area=birchwold }}\"\n---\n\nTwo things. Violence *fell* to {{ violence.rate }} a year. {{ claim violence fell }} It is so.\n\n```chart\nid: VI-F1\nkind: bar\nindicator: violence\nlevel: district\nfinding: \"Rates are highest in Birchwold {{ claim violence highest area=birchwold }}\"\n```\n",
    );
    let (out, err, sound) = checked(&copy, &["--format", "json"]);
    assert!(sound, "{err}");
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let words: Vec<&str> = lines.iter().map(|line| line["words"].as_str().unwrap()).collect();
    assert_eq!(
        words,
        ["Birchwold has the highest rate.", "Violence fell to 21.8 a year.", "Rates are highest in Birchwold"]
    );
    let report = sna::report::Report::new(sna::report::Strictness::Strict);
    let site = copy.built();
    let page = String::from_utf8(site.make(&report, "2026/violence/index.html").unwrap().unwrap()).unwrap();
    assert!(!page.contains("claim"), "a mark is shown");
    assert!(page.contains("a year. It is so."), "the space before and after is one space");
    assert!(page.contains("Rates are highest in Birchwold</"), "no space is left at the end");
    assert!(page.contains("3 statements of this page") || page.contains("Three statements of this page"), "{page}");
}

#[test]
fn a_claim_alone_is_no_finding_of_a_figure() {
    let copy = chapter(
        "```chart\nid: VI-F1\nkind: bar\nindicator: violence\nlevel: district\nfinding: \"{{ claim violence highest area=birchwold }}\"\n```",
    );
    let (_, err, sound) = checked(&copy, &[]);
    assert!(!sound && err.contains("this figure has no finding"), "{err}");
}

/// A claim of each kind that is not so, and what is true instead.
const FALSE: [(&str, &str); 15] = [
    ("violence highest area=ash-vale", "Birchwold is highest in 2025 with 32.0"),
    ("violence lowest area=birchwold", "in 2025"),
    ("violence among-highest area=dunmere", "clearly above it: "),
    ("violence among-lowest area=birchwold", "clearly below it: "),
    ("robbery only area=birchwold", "4 areas have some in 2025"),
    ("violence rose", "fell by 6.4%"),
    ("violence fell area=dunmere", "did not clearly change"),
    ("violence no-clear-change", "fell by 6.4%"),
    ("robbery rose-every-period", "but not in"),
    ("robbery fell-every-period", "but not in 2023"),
    ("violence higher area=dunmere", "lower than"),
    ("violence similar area=birchwold", "higher than"),
    ("violence lower area=birchwold", "higher than"),
    ("violence at-least area=birchwold value=32.1", "Birchwold has 32.0"),
    ("violence at-most area=birchwold value=31.9", "Birchwold has 32.0"),
];

/// The statements of claims as authors read of them.
fn documented() -> Vec<String> {
    let text = std::fs::read_to_string(support::package().join("docs/statistics.md")).unwrap();
    let (_, table) = text.split_once("| Statement | Holds where | Settings |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let first = table.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next().map(str::to_owned));
    first.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn a_false_claim_of_each_kind_is_refused_with_what_is_true() {
    let words = |claim: &str| claim.split(' ').nth(1).unwrap().to_owned();
    let mut tried: Vec<String> = FALSE.iter().map(|(claim, _)| words(claim)).collect();
    let mut known = documented();
    tried.sort();
    known.sort();
    assert_eq!(tried, known, "a kind of claim without a false one, or without a word in the documentation");
    for (claim, truth) in FALSE {
        fails(claim, truth);
    }
}

#[test]
fn a_claim_of_each_kind_about_a_withheld_number_is_refused_and_gives_nothing_away() {
    // Six admissions in Ash Vale are withheld; the residents are known, so a count would be told by a rate too.
    for statement in documented() {
        let value = if statement.starts_with("at-") { " value=6" } else { "" };
        // Counts of places of different size are not set beside each other, whatever is withheld.
        let is_beside = ["higher", "similar", "lower"].contains(&statement.as_str());
        let claim =
            format!("admissions {statement} area=ash-vale{value}{}", if is_beside { " than=dunmere" } else { "" });
        let (out, err, sound) = checked(&chapter(&format!("It is so.{{{{ claim {claim} }}}}")), &[]);
        assert!(!sound, "{claim}");
        assert!(err.contains("withheld") || err.contains("a count depends on the size of the place"), "{claim}: {err}");
        let told = format!("{out}{err}").replace(&claim, "").replace("value=6", "");
        for count in ["(6)", " 6 ", " six ", "6 admissions", "is true instead"] {
            assert!(!told.contains(count), "{claim} gives `{count}` away: {told}");
        }
    }
}
