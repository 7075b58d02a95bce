//! What moved between two publications: a small site in, new data, and the list out.
//!
//! What must move in `tests/sites/base/` was worked out by hand from which pages and figures rest on which number.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::Copy;

/// What of Ash Vale, the county and nobody was recorded in 2025.
const ASH_VALE: &str = "E07000901,2025,588,44";
const COUNTY: &str = "E10000091,2025,2296,171";

fn sna(words: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sna")).args(words).args(paths).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    anstream::adapter::strip_str(&String::from_utf8_lossy(bytes)).to_string()
}

/// The small site with a claim, published to its output folder.
fn published() -> Copy {
    let copy = Copy::new();
    copy.replace(
        "content/chapters/violence.md",
        "there were {{ violence.rate }} offences per 1,000 residents.",
        "there were {{ violence.rate }} offences per 1,000 residents. It fell.{{ claim violence fell }}",
    );
    publish(&copy, &copy.output());
    copy
}

fn publish(copy: &Copy, folder: &Path) {
    let built = sna(&["build", "--quiet", "--root"], &[&copy.root(), Path::new("--output"), folder]);
    assert!(built.status.success(), "{}", text(&built.stderr));
}

/// What `sna diff` prints of a published site and the folder of content: standard output, standard error, and
/// whether it went well.
fn diff(copy: &Copy, words: &[&str]) -> (String, String, bool) {
    let words: Vec<&str> = ["diff"].iter().chain(words).copied().collect();
    let output = sna(&words, &[&copy.output(), &copy.root()]);
    (text(&output.stdout), text(&output.stderr), output.status.success())
}

/// The places of sentences and the ids of figures that moved.
fn moved(lines: &str) -> (Vec<String>, Vec<String>) {
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let all = |key: &str, name: &str| {
        let found = lines.iter().filter(|line| line.get(key).is_some_and(|word| word == "moved"));
        found.map(|line| line[name].as_str().unwrap().to_owned()).collect()
    };
    (all("sentence", "place"), all("figure", "id"))
}

#[test]
fn where_nothing_changed_nothing_moved() {
    let copy = published();
    let (out, err, sound) = diff(&copy, &[]);
    assert_eq!(out, "");
    assert_eq!(err, "nothing moved: 7 sentences with numbers and 13 figures are as they were\n");
    assert!(sound);
}

#[test]
fn a_revised_area_moves_what_rests_on_it_and_no_more() {
    let copy = published();
    copy.replace("data/crime/crime.csv", ASH_VALE, "E07000901,2025,700,44");
    let (out, _, sound) = diff(&copy, &["--format", "json"]);
    assert!(sound);
    let (sentences, figures) = moved(&out);
    assert_eq!(sentences, [""; 0], "no sentence speaks of Ash Vale");
    assert_eq!(figures, ["VI-01-areas", "VI-01-trend-ash-vale", "VI-F1"]);
    let (out, err, _) = diff(&copy, &[]);
    let row = "Violence, Ash Vale, 2025, all: value 19.2, now 22.9 (up 3.7, 19.3%); count 588, now 700 (up 112, 19.0%)";
    assert_eq!(out.matches(row).count(), 3, "{out}");
    assert!(out.contains("was “Violence in Ash Vale did not clearly change between 2022 and 2025”"), "{out}");
    assert_eq!(err, "0 sentences and 3 figures moved; no claim broke\n");
}

#[test]
fn a_broken_claim_fails_with_its_place_and_the_truth() {
    let copy = published();
    copy.replace("data/crime/crime.csv", COUNTY, "E10000091,2025,2600,171");
    let (out, err, sound) = diff(&copy, &[]);
    assert!(!sound, "a claim broke");
    assert!(
        out.contains("    claim violence fell: held, and does not any more: Violence in Marlshire rose by 6.0% (0.3% to 12.0%) since 2024"),
        "{out}"
    );
    assert!(out.contains("    violence.rate: 21.8, now 24.7 (up 2.9, 13.3%)\n"), "{out}");
    assert!(out.contains("  was “Violence fell by"), "{out}");
    assert!(out.contains("  now “Violence rose by"), "{out}");
    assert!(err.contains("content/chapters/violence.md:"), "{err}");
    assert!(err.contains("this claim is not what the published numbers say"), "{err}");
    assert!(err.contains("1 claim broke"), "{err}");

    let built = sna(&["build", "--root"], &[&copy.root(), Path::new("--output"), &copy.output()]);
    assert!(!built.status.success(), "the build stops where a claim broke");
    let (again, ..) = diff(&copy, &[]);
    assert_eq!(again, out, "and the last good site is there to be set beside");
}

#[test]
fn claims_that_do_not_hold_are_in_the_list_of_claims() {
    let copy = published();
    copy.replace("data/crime/crime.csv", COUNTY, "E10000091,2025,2600,171");
    let output = sna(&["check", "--claims", "--root"], &[&copy.root()]);
    let out = text(&output.stdout);
    assert!(!output.status.success());
    assert!(out.contains("violence fell: does not hold"), "{out}");
    assert!(out.contains("1 claim checked; none holds"), "{out}");
}

#[test]
fn a_month_later_rows_are_new_and_others_move() {
    let copy = published();
    let grown: String = copy.text("data/crime/crime.csv")
        + "E10000091,2026,2280,171\nE07000901,2026,588,44\nE07000902,2026,1030,93\nE07000903,2026,400,22\nE07000904,2026,262,12\n";
    copy.put("data/crime/crime.csv", grown);
    let residents: String = copy.text("data/residents/residents.csv")
        + "E10000091,2026,105127\nE07000901,2026,30580\nE07000902,2026,34000\nE07000903,2026,23000\nE07000904,2026,17000\n";
    copy.put("data/residents/residents.csv", residents);
    let (out, err, _) = diff(&copy, &[]);
    assert!(out.contains("    violence.period: 2025, now 2026"), "{out}");
    assert!(out.contains("figure VI-01-trend: of 5 rows, 1 new"), "{out}");
    assert!(out.contains("    new: Violence, Marlshire, 2026, all"), "{out}");
    assert!(err.contains("moved"), "{err}");
}

#[test]
fn what_an_author_wrote_anew_is_told_apart() {
    let copy = published();
    copy.replace("content/index.md", "The police recorded", "In all, the police recorded");
    copy.replace("content/chapters/violence.md", "\n\n```chart", "\n\nMore.\n\n```chart");
    let (out, err, sound) = diff(&copy, &[]);
    assert!(sound);
    assert!(out.contains("1 sentence written since\n\ncontent/index.md:11:"), "{out}");
    assert!(out.contains("1 sentence no longer there\n\n/\n  “The police recorded"), "{out}");
    assert!(!out.contains("otherwise"), "{out}");
    assert!(err.contains("0 sentences and 0 figures moved"), "{err}");
}

#[test]
fn two_published_folders_and_two_folders_of_content_say_the_same() {
    let copy = published();
    copy.replace("data/crime/crime.csv", ASH_VALE, "E07000901,2025,590,44");
    copy.replace("data/crime/crime.csv", COUNTY, "E10000091,2025,2298,171");
    let later = copy.output().with_file_name("later");
    publish(&copy, &later);
    let lines = |old: &Path, new: &Path| {
        let output = sna(&["diff", "--format", "json"], &[old, new]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let of_content = lines(&copy.output(), &copy.root());
    let of_folders = lines(&copy.output(), &later);
    assert_eq!(moved(&of_content).1, moved(&of_folders).1);
    assert_eq!(moved(&of_content).0.len(), moved(&of_folders).0.len());
    assert!(moved(&of_folders).0.iter().all(|place| place.starts_with('/')), "pages where no file is known");
    assert_eq!(lines(&later, &copy.root()), "", "the folder of content and what it published are one");
}

#[test]
fn a_number_that_is_withheld_now_is_not_said() {
    let copy = Copy::new();
    // One district is withheld already, so that another can be without giving either away.
    let figure =
        "```chart\nid: HA-F1\nkind: bar\nindicator: admissions\nlevel: district\nfinding: Some are withheld\n```\n";
    copy.put("content/chapters/violence.md", copy.text("content/chapters/violence.md") + "\n" + figure);
    publish(&copy, &copy.output());
    copy.replace("data/admissions/admissions.csv", "E07000903,2025,38", "E07000903,2025,5");
    copy.replace("data/admissions/admissions.csv", "E10000091,2025,93", "E10000091,2025,60");
    let (out, err, _) = diff(&copy, &[]);
    assert!(out.contains("Cold Norton, 2025, all: value 38, now nothing"), "{out}{err}");
    assert!(out.contains("status final, now [c]"), "{out}");
    assert!(!out.contains("now 5 "), "{out}");
}

#[test]
fn numbers_that_give_a_withheld_count_away_are_not_listed() {
    let copy = published();
    // The rule withholds Ash Vale alone, and the county less the others is what it withholds.
    copy.replace("data/admissions/source.yaml", "{rule: under-10}", "{under: 10, secondary: off, why: a trial}");
    let (out, err, sound) = diff(&copy, &[]);
    assert!(!sound && err.contains("can be worked out from what is published"), "{err}");
    assert_eq!(out, "", "nothing of an unsafe release is printed");
    let output = sna(&["check", "--claims", "--root"], &[&copy.root()]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{}", text(&output.stdout));
}

#[test]
fn folders_that_cannot_be_set_beside_each_other_are_said() {
    let copy = published();
    let empty = copy.output().with_file_name("empty");
    std::fs::create_dir(&empty).unwrap();
    let output = sna(&["diff"], &[&empty, &copy.root()]);
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("neither `site.yaml` nor") && err.contains("empty"), "{err}");

    let old = copy.output().join("2026/statements.json");
    std::fs::remove_file(&old).unwrap();
    let (_, err, sound) = diff(&copy, &[]);
    assert!(!sound && err.contains("keeps no list of its sentences"), "{err}");

    let partner = copy.output().with_file_name("partner");
    let words = ["build", "--quiet", "--audience", "partner", "--root"];
    let built = sna(&words, &[&copy.root(), Path::new("--output"), &partner]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let output = sna(&["diff"], &[&partner, &copy.root()]);
    let err = text(&output.stderr);
    assert!(err.contains("`partner`") && err.contains("`public`"), "{err}");
}
