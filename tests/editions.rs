//! A small site as a publisher builds it over two years: what was published once answers for good, ids are given once,
//! corrections are open, and whatever would break this is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use serde_json::{Value, json};
use support::{Copy, files};

/// The chapter with the figure `VI-F1`.
const CHAPTER: &str = "content/chapters/violence.md";

/// Runs the program in the site's folder: its status and what it said, without the folder of this run.
fn sna(copy: &Copy, words: &[&str]) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_sna"))
        .args(words)
        .args(["--root", "."])
        .current_dir(copy.root())
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&run.stderr), String::from_utf8_lossy(&run.stdout));
    (run.status.code().unwrap(), said.replace(&copy.root().display().to_string(), ""))
}

fn good(copy: &Copy, words: &[&str]) -> String {
    let (status, said) = sna(copy, words);
    assert_eq!(status, 0, "{said}");
    said
}

/// What is said where it must be refused.
fn refused(copy: &Copy, words: &[&str]) -> String {
    let (status, said) = sna(copy, words);
    assert_eq!(status, 1, "{said}");
    said
}

fn holds(said: &str, words: &[&str]) {
    for words in words {
        assert!(said.contains(words), "`{words}` is not said:\n{said}");
    }
}

/// The site of the first year: as it is in `tests/sites/base`, with an address.
fn first_year() -> Copy {
    let copy = Copy::new();
    let dated = "base-address: https://sna.example.org/sna/\ncards: no\ncontact: {name: Write to us, address: \"mailto:sna@example.org\"}\nedition: \"2025\"\n";
    copy.replace("site.yaml", "edition: \"2026\"\n", dated);
    copy.replace("site.yaml", "published: 2026-03-02", "published: 2025-03-03");
    // A second figure, and a page that the next year has no more.
    let chapter = copy.text(CHAPTER);
    let second = "\n```chart\nid: VI-F2\nkind: bar\nindicator: violence\nlevel: district\nfinding: \"Violence by district\"\n```\n";
    copy.put(CHAPTER, format!("{chapter}{second}"));
    copy.put("content/chapters/soon-gone.md", "---\ntitle: Soon gone\nsummary: A page.\n---\n\nWords.\n");
    copy
}

/// Changes the settings to those of the second year.
fn to_second_year(copy: &Copy) {
    copy.replace("site.yaml", "edition: \"2025\"", "edition: \"2026\"\nwhat-changed: Numbers to 2025 were added.");
    copy.replace("site.yaml", "published: 2025-03-03", "published: 2026-03-02");
}

/// The site of the second year beside the frozen first; what the first published.
fn second_year() -> (Copy, BTreeMap<String, Vec<u8>>) {
    let copy = first_year();
    good(&copy, &["release"]);
    good(&copy, &["build"]);
    let first = files(&copy.root().join("public"));
    to_second_year(&copy);
    copy.replace(CHAPTER, "title: Violence", "title: Violence in the county");
    copy.replace(CHAPTER, "finding: \"Violence was", "finding: \"Recorded violence was");
    fs::remove_file(copy.root().join("content/chapters/soon-gone.md")).unwrap();
    (copy, first)
}

fn text(found: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(found.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

fn json(found: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    serde_json::from_slice(&found[path]).unwrap()
}

#[test]
fn the_next_year_carries_the_frozen_edition_byte_for_byte_and_leads_on_from_it() {
    let (copy, first) = second_year();
    good(&copy, &["build"]);
    let second = files(&copy.root().join("public"));
    let frozen: Vec<&String> = first.keys().filter(|path| path.starts_with("2025/")).collect();
    assert!(frozen.len() > 100);
    for path in frozen {
        assert!(second.get(path) == first.get(path), "{path} is not as it was published");
    }
    let manifest = json(&second, "manifest.json");
    assert!(manifest["files"]["2025/violence/index.html"].is_string(), "the list lacks carried files");

    // The root shows the newest; an old page leads on without a changed byte.
    assert!(text(&second, "index.html").contains("2026 edition") && second.contains_key("2026/violence/index.html"));
    let old = text(&second, "2025/violence/index.html");
    holds(
        &old,
        &[
            "data-module=\"edition\" data-edition=\"2025\" data-site=\"../../\" data-page=\"violence/\"",
            "<a href=\"../../editions/#edition-2025\">Is there a newer edition?</a>",
            "<link rel=\"canonical\" href=\"https://sna.example.org/sna/2025/violence/\">",
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Editions and corrections\" href=\"../../updates.xml\">",
        ],
    );
    let leads = json(&second, "editions/2025.json");
    assert_eq!(leads["newest"], json!({"edition": "2026", "label": "2026 edition", "address": "2026/"}));
    assert_eq!(leads["elsewhere"], json!({"soon-gone/": "2026/"}));
    assert_eq!(json(&second, "editions/2026.json")["newest"]["edition"], "2026");

    // A figure through all editions, and the list of them.
    let history = text(&second, "f/VI-F1/index.html");
    holds(
        &history,
        &[
            "<h1>Recorded violence was",
            "src=\"../../2026/f/VI-F1/VI-F1.svg\"",
            "<a href=\"../../2026/f/VI-F1/\">2026 edition</a> <span>Recorded violence was",
            "<a href=\"../../2025/f/VI-F1/\">2025 edition</a> <span>Violence was",
        ],
    );
    assert!(
        text(&second, "2026/f/VI-F1/index.html")
            .contains("<a href=\"../../../f/VI-F1/\">Figure VI-F1 in all editions</a>")
    );
    let editions = text(&second, "editions/index.html");
    holds(
        &editions,
        &[
            "id=\"edition-2026\"",
            "id=\"edition-2025\"",
            "Numbers to 2025 were added.",
            "Since the 2025 edition, no figure was added or taken away.",
            "The first edition.",
            "<dt>Followed by</dt><dd><a href=\"../2026/\">2026 edition</a>",
        ],
    );
    let feed = text(&second, "updates.xml");
    holds(
        &feed,
        &["<id>https://sna.example.org/sna/2026/</id>", "<updated>2026-03-02T00:00:00Z</updated>", "Numbers to 2025"],
    );
    assert!(feed.find("/2026/").unwrap() < feed.find("/2025/").unwrap());
    let sitemap = text(&second, "sitemap.xml");
    assert!(
        sitemap.contains("/sna/2026/violence/") && sitemap.contains("/sna/editions/") && !sitemap.contains("/2025/")
    );
    holds(&text(&second, "_headers"), &["/2025/api/*\n", "/2026/api/*\n"]);
    assert_eq!(
        text(&second, ".well-known/security.txt"),
        "Contact: mailto:sna@example.org\nPreferred-Languages: en\nCanonical: https://sna.example.org/sna/.well-known/security.txt\n"
    );
    holds(
        &text(&second, "404.html"),
        &["href=\"/sna/editions/\">All editions", "href=\"/sna/editions/#edition-2026\""],
    );
}

#[test]
fn an_edition_is_frozen_once_and_is_the_same_bytes_with_any_threads() {
    let (one, other) = (first_year(), first_year());
    good(&one, &["release", "--jobs", "1"]);
    let before = files(&one.root().join("releases"));
    let names: Vec<&str> = before.keys().map(String::as_str).collect();
    assert_eq!(names, ["2025.csv", "frozen/2025.json", "frozen/2025.zip", "frozen/ledger.csv"]);
    good(&other, &["release", "--jobs", "8"]);
    assert!(before == files(&other.root().join("releases")), "threads show");

    holds(&good(&one, &["release"]), &["is released already, and nothing has changed"]);
    assert!(before == files(&one.root().join("releases")), "released twice, it is another");
    let manifest: Value = serde_json::from_slice(&before["frozen/2025.json"]).unwrap();
    assert_eq!(manifest["version"], sna::ledger::VERSION);
    holds(
        &String::from_utf8(before["frozen/ledger.csv"].clone()).unwrap(),
        &["id,edition,kind,indicators,title\n", "VI-F1,2025,bar,VI-01,Violence was", "RO-01-trend,2025,line,RO-01,"],
    );
    // What is built after the release is what was frozen.
    good(&one, &["build"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&before["frozen/2025.zip"])).unwrap();
    let public = files(&one.root().join("public"));
    let built: Vec<&String> = public.keys().filter(|path| path.starts_with("2025/")).collect();
    assert_eq!(archive.len(), built.len());
    for path in built {
        let mut bytes = Vec::new();
        archive.by_name(path).unwrap().read_to_end(&mut bytes).unwrap();
        assert!(bytes == public[path], "{path}");
    }
}

#[test]
fn nothing_is_released_with_a_fault_or_if_asked_with_a_warning() {
    let copy = first_year();
    copy.put("data/crime/forgotten.csv", "Area code\n");
    refused(&copy, &["release", "--strict"]);
    copy.replace(CHAPTER, "violence.rate }} offences", "violance.rate }} offences");
    refused(&copy, &["release"]);
    assert!(!copy.root().join("releases").exists());
}

#[test]
fn a_released_edition_changes_only_by_a_correction() {
    let copy = first_year();
    good(&copy, &["release"]);
    let before = files(&copy.root().join("releases"));
    copy.replace(CHAPTER, "finding: \"Violence by district\"", "finding: \"Violence by council\"");
    for words in ["build", "check", "release"] {
        let said = refused(&copy, &[words]);
        holds(&said, &["the 2025 edition was released, and", "`/2025/f/VI-F2/index.html`", "content/corrections.yaml"]);
    }
    assert!(before == files(&copy.root().join("releases")), "a refused release wrote something");

    // Numbers that no correction names are no part of it.
    let correction = "corrections:\n  - figures: VI-F2\n    when: 2025-04-02\n    what: The title named districts, and it is about councils.\n    why: A slip.\n";
    copy.put("content/corrections.yaml", correction);
    let crime = copy.text("data/crime/crime.csv");
    copy.put("data/crime/crime.csv", crime.replacen("Birchwold,2025,", "Birchwold,2025,1", 1));
    if copy.text("data/crime/crime.csv") != crime {
        holds(&refused(&copy, &["build"]), &["the numbers of figure `", "no correction names it"]);
    }
    copy.put("data/crime/crime.csv", &crime);

    good(&copy, &["build"]);
    let public = files(&copy.root().join("public"));
    let note = "Corrected on 2 April 2025: The title named districts, and it is about councils. Why: A slip.";
    for page in ["2025/violence/index.html", "2025/f/VI-F2/index.html", "2025/f/VI-F2/embed/index.html"] {
        assert!(text(&public, page).contains(note), "{page} does not say that it was corrected");
    }
    let last = "<dt>Last corrected</dt><dd><a href=\"../../changes/#c-2025-04-02-vi-f2\">2 April 2025</a>";
    holds(&text(&public, "2025/violence/index.html"), &[last]);
    holds(
        &text(&public, "changes/index.html"),
        &[
            "id=\"c-2025-04-02-vi-f2\"",
            "A slip.",
            "<a href=\"../2025/f/VI-F2/\">Figure VI-F2</a>",
            "<a href=\"../2025/violence/\">Violence</a>",
        ],
    );
    holds(&text(&public, "f/VI-F2/index.html"), &["The title named districts", "A slip."]);
    holds(
        &text(&public, "editions/index.html"),
        &["<a href=\"../changes/#c-2025-04-02-vi-f2\">2 April 2025: The title"],
    );
    holds(
        &text(&public, "updates.xml"),
        &["<title>Correction of figure VI-F2, 2025 edition</title>", "<updated>2025-04-02T00:00:00Z</updated>"],
    );

    // Released again, the first form is kept beside it and the corrected one is carried.
    good(&copy, &["release"]);
    holds(&good(&copy, &["release"]), &["nothing has changed"]);
    assert!(files(&copy.root().join("releases"))["frozen/2025.zip"] == before["frozen/2025.zip"]);
    assert!(copy.root().join("releases/frozen/2025-again-2.zip").exists());
    to_second_year(&copy);
    good(&copy, &["build"]);
    assert!(text(&files(&copy.root().join("public")), "2025/f/VI-F2/index.html").contains(note));
}

#[test]
fn a_correction_of_a_past_edition_is_told_beside_its_bytes() {
    let (copy, first) = second_year();
    let correction = "corrections:\n  - {figures: VI-F1, edition: \"2025\", when: 2026-06-01, what: The source has revised 2024., why: Late reports.}\n";
    copy.put("content/corrections.yaml", correction);
    good(&copy, &["build"]);
    let second = files(&copy.root().join("public"));
    assert!(second["2025/f/VI-F1/index.html"] == first["2025/f/VI-F1/index.html"]);
    assert!(!text(&second, "2026/f/VI-F1/index.html").contains("Late reports"));
    holds(&text(&second, "f/VI-F1/index.html"), &["1 June 2026", "Late reports."]);
    let told = &json(&second, "editions/2025.json")["corrections"][0];
    assert_eq!(told["pages"], json!(["f/VI-F1/", "violence/"]));
    assert_eq!(told["address"], "changes/#c-2026-06-01-vi-f1");
}

#[test]
fn an_id_is_given_once() {
    let (copy, _) = second_year();
    copy.replace(CHAPTER, "id: VI-F2\nkind: bar\nindicator: violence", "id: VI-F2\nkind: bar\nindicator: robbery");
    let said = refused(&copy, &["build"]);
    holds(
        &said,
        &[
            "error: the id `VI-F2` was given to another figure, in the 2025 edition",
            "content/chapters/violence.md:",
            "releases/frozen/ledger.csv:",
            "then `bar` of VI-01: “Violence by district”",
            "give this figure a new id",
        ],
    );
}

#[test]
fn a_figure_drawn_in_another_way_is_warned_of_until_its_author_says_that_it_is_the_same() {
    let (copy, _) = second_year();
    copy.replace(CHAPTER, "id: VI-F2\nkind: bar", "id: VI-F2\nkind: spread");
    let (_, said) = sna(&copy, &["check"]);
    holds(&said, &["warning: figure `VI-F2` was released as another kind"]);
    copy.put("content/addresses.yaml", "redrawn:\n  - {figures: VI-F2, why: All years are shown.}\n");
    let (_, said) = sna(&copy, &["check"]);
    assert!(!said.contains("released as another kind"), "{said}");
}

#[test]
fn a_figure_that_disappears_is_refused_unless_it_is_withdrawn() {
    let (copy, first) = second_year();
    let chapter = copy.text(CHAPTER);
    let start = chapter.find("\n```chart\nid: VI-F2").unwrap();
    copy.put(CHAPTER, &chapter[..start]);
    let said = refused(&copy, &["build"]);
    holds(
        &said,
        &[
            "error: figure `VI-F2` was released, and is not there any more",
            "releases/frozen/ledger.csv:",
            "withdrawn: [{figures: VI-F2, why: …, when: 2026-03-02}]",
        ],
    );
    copy.put(
        "content/addresses.yaml",
        "withdrawn:\n  - {figures: VI-F2, why: the police have stopped the count, when: 2026-03-02, successor: VI-F1}\n",
    );
    good(&copy, &["build"]);
    let public = files(&copy.root().join("public"));
    holds(
        &text(&public, "f/VI-F2/index.html"),
        &[
            "This figure was withdrawn on 2 March 2026. The police have stopped the count.",
            "Use instead: <a href=\"../VI-F1/\">Figure VI-F1</a>",
            "src=\"../../2025/f/VI-F2/VI-F2.svg\"",
            "<a href=\"../../2025/f/VI-F2/\">2025 edition</a>",
        ],
    );
    assert!(public["2025/f/VI-F2/index.html"] == first["2025/f/VI-F2/index.html"]);
    assert_eq!(json(&public, "editions/2025.json")["elsewhere"]["f/VI-F2/"], "f/VI-F2/");
    holds(&text(&public, "changes/index.html"), &["<h2 id=\"withdrawn\">Withdrawn figures</h2>", "Figure VI-F2"]);
    assert!(text(&public, "editions/index.html").contains("no figure was added and one figure was taken away"));

    // And the year after, which is as quiet about it.
    good(&copy, &["release"]);
    copy.replace("site.yaml", "edition: \"2026\"", "edition: \"2027\"");
    copy.replace("site.yaml", "published: 2026-03-02", "published: 2027-03-01");
    good(&copy, &["build"]);
    let third = files(&copy.root().join("public"));
    for (path, bytes) in public.iter().filter(|(path, _)| path.starts_with("2025/") || path.starts_with("2026/")) {
        assert!(third.get(path) == Some(bytes), "{path} is not as it was published");
    }
    assert_eq!(json(&third, "editions/2025.json")["newest"]["edition"], "2027");
}

#[test]
fn a_page_that_would_vanish_from_a_released_edition_is_refused_unless_it_leads_on() {
    let copy = first_year();
    copy.replace("site.yaml", "cards: no\n", "");
    good(&copy, &["release"]);
    fs::remove_file(copy.root().join("content/chapters/soon-gone.md")).unwrap();
    copy.put(
        "content/corrections.yaml",
        "corrections:\n  - {figures: VI-F1, when: 2025-04-02, what: The remark was wrong., why: A slip.}\n",
    );
    let said = refused(&copy, &["build"]);
    holds(
        &said,
        &[
            "error: the 2025 edition was published with 2 files that would vanish",
            "`/2025/soon-gone/`, `/2025/soon-gone/card.png`",
            "moved: [{from: 2025/soon-gone/, to: …}]",
        ],
    );
    copy.put("content/addresses.yaml", "moved:\n  - {from: /2025/soon-gone/, to: /2025/violence/}\n");
    good(&copy, &["build"]);
    let public = files(&copy.root().join("public"));
    holds(
        &text(&public, "2025/soon-gone/index.html"),
        &["This page has moved", "<a href=\"../violence/\">/2025/violence/</a>"],
    );
    good(&copy, &["release"]);
    to_second_year(&copy);
    good(&copy, &["build"]);
    let second = files(&copy.root().join("public"));
    assert_eq!(json(&second, "editions/2025.json")["elsewhere"], json!({"soon-gone/": "2026/violence/"}));
}

#[test]
fn a_changed_byte_of_a_frozen_edition_is_named_with_its_file() {
    let (copy, _) = second_year();
    let path = copy.root().join("releases/frozen/2025.zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(&path).unwrap())).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "2025/f/VI-F1/VI-F1.csv" {
            bytes[0] ^= 1;
        }
        changed.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(&bytes).unwrap();
    }
    fs::write(&path, changed.finish().unwrap().into_inner()).unwrap();
    for words in ["build", "check"] {
        let said = refused(&copy, &[words]);
        holds(
            &said,
            &[
                "this file of the 2025 edition is not as it was released",
                "releases/frozen/2025.zip/2025/f/VI-F1/VI-F1.csv",
            ],
        );
    }
    fs::remove_file(&path).unwrap();
    holds(
        &refused(&copy, &["build"]),
        &["the pages of the 2025 edition are not there", "put the archive back from a copy"],
    );
    fs::remove_file(copy.root().join("releases/frozen/2025.json")).unwrap();
    holds(&refused(&copy, &["build"]), &["the 2025 edition was released, and is not there"]);
}

#[test]
fn an_edition_that_was_published_and_never_released_is_not_overwritten() {
    let copy = first_year();
    good(&copy, &["build"]);
    let before = files(&copy.root().join("public"));
    to_second_year(&copy);
    holds(
        &refused(&copy, &["build"]),
        &["addresses of the 2025 edition would vanish from", "the 2025 edition was published there and never released"],
    );
    assert!(before == files(&copy.root().join("public")));
}

#[test]
fn an_older_edition_does_not_take_the_root_of_the_site() {
    let (copy, _) = second_year();
    copy.replace("site.yaml", "published: 2026-03-02", "published: 2024-03-02");
    holds(&refused(&copy, &["build"]), &["the 2025 edition was published later than this one, on 3 March 2025"]);
}

#[test]
fn a_month_needs_no_figure_of_a_year_and_does_not_follow_it() {
    let copy = first_year();
    good(&copy, &["release"]);
    copy.replace("site.yaml", "edition: \"2025\"", "edition: \"2025-04\"");
    copy.replace("site.yaml", "published: 2025-03-03", "published: 2025-05-01");
    let chapter = copy.text(CHAPTER);
    copy.put(CHAPTER, &chapter[..chapter.find("\n```chart\nid: VI-F2").unwrap()]);
    good(&copy, &["build"]);
    let public = files(&copy.root().join("public"));
    assert_eq!(json(&public, "editions/2025.json")["newest"]["edition"], "2025");
    assert!(!text(&public, "editions/index.html").contains("Followed by"));
    holds(&text(&public, "f/VI-F2/index.html"), &["../../2025/f/VI-F2/"]);
}

#[test]
fn an_edition_of_another_version_of_the_program_is_published_as_it_was() {
    let copy = first_year();
    good(&copy, &["release"]);
    good(&copy, &["build"]);
    let first = files(&copy.root().join("public"));
    let version = format!("\"version\": \"{}\"", sna::ledger::VERSION);
    copy.replace("releases/frozen/2025.json", &version, "\"version\": \"0.0.9\"");
    copy.replace(CHAPTER, "finding: \"Violence by district\"", "finding: \"Violence by council\"");
    // A new figure, page and label are none of what was released.
    let chapter = copy.text(CHAPTER);
    copy.put(
        CHAPTER,
        format!(
            "{chapter}\n```chart\nid: VI-F3\nkind: bar\nindicator: violence\nlevel: district\nfinding: \"New\"\n```\n"
        ),
    );
    copy.replace("site.yaml", "published: 2025-03-03", "published: 2025-03-04");
    let kept = files(&copy.root().join("releases"));
    let said = good(&copy, &["build", "--strict"]);
    holds(&said, &["; this edition was released by another version of the program and is published as it was"]);
    let second = files(&copy.root().join("public"));
    let of_edition = |found: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        found.clone().into_iter().filter(|(path, _)| path.starts_with("2025/")).collect()
    };
    assert!(of_edition(&second) == of_edition(&first));
    assert!(!second.contains_key("f/VI-F3/index.html"));
    assert_eq!(json(&second, "editions.json")["editions"][0]["published"], "2025-03-03");
    // What it prints is none of what was released either.
    copy.replace("data/crime/crime.csv", "2535,214", "2536,214");
    holds(&good(&copy, &["release", "--strict"]), &["is carried as it was; nothing was written"]);
    assert!(kept == files(&copy.root().join("releases")));
}

#[test]
fn what_was_frozen_for_partners_is_carried_for_partners_alone() {
    let copy = first_year();
    good(&copy, &["release", "--audience", "partner"]);
    assert!(copy.root().join("releases/partner/frozen/2025.zip").exists());
    assert!(!copy.root().join("releases/frozen").exists());
    to_second_year(&copy);
    good(&copy, &["build"]);
    assert!(!files(&copy.root().join("public")).keys().any(|path| path.starts_with("2025/")));
    good(&copy, &["build", "--audience", "partner"]);
    let partner = files(&copy.root().join("partner"));
    assert!(partner.contains_key("2025/violence/index.html"));
    assert!(!partner.contains_key("updates.xml") && !partner.contains_key(".well-known/security.txt"));
}

/// A correction of `VI-F2` in the first year.
const CORRECTION: &str =
    "corrections:\n  - {figures: VI-F2, when: 2025-04-02, what: The title named districts., why: A slip.}\n";

#[test]
fn a_correction_that_was_published_and_never_released_is_not_taken_back() {
    let copy = first_year();
    good(&copy, &["release"]);
    let first = files(&copy.root().join("releases"));
    copy.replace(CHAPTER, "finding: \"Violence by district\"", "finding: \"Violence by council\"");
    copy.put("content/corrections.yaml", CORRECTION);
    good(&copy, &["build"]);
    let before = files(&copy.root().join("public"));
    to_second_year(&copy);
    holds(
        &refused(&copy, &["build"]),
        &[
            "error: the 2025 edition was published in `",
            "never released",
            "`/2025/f/VI-F2/index.html`",
            "run `sna release`",
        ],
    );
    assert!(before == files(&copy.root().join("public")));

    // Released, it is carried; and what was released first may be replaced by what was released last.
    copy.replace("site.yaml", "edition: \"2026\"\nwhat-changed: Numbers to 2025 were added.", "edition: \"2025\"");
    copy.replace("site.yaml", "published: 2026-03-02", "published: 2025-03-03");
    good(&copy, &["release"]);
    to_second_year(&copy);
    good(&copy, &["build"]);
    assert!(files(&copy.root().join("public"))["2025/f/VI-F2/index.html"] == before["2025/f/VI-F2/index.html"]);
    let again = files(&copy.root().join("releases/frozen"));
    for name in ["2025-again-2.json", "2025-again-2.zip"] {
        fs::remove_file(copy.root().join("releases/frozen").join(name)).unwrap();
    }
    holds(&refused(&copy, &["build"]), &["never released"]);
    fs::remove_dir_all(copy.root().join("public")).unwrap();
    good(&copy, &["build"]);
    for name in ["2025-again-2.json", "2025-again-2.zip"] {
        copy.put(&format!("releases/frozen/{name}"), &again[name]);
    }
    assert!(first["frozen/2025.json"] == again["2025.json"]);
    good(&copy, &["build"]);
}

#[test]
fn a_figure_that_the_program_draws_may_be_left_out_and_its_address_answers() {
    let (copy, first) = second_year();
    assert!(first.contains_key("2025/f/RO-01-areas/index.html"));
    copy.replace("content/indicators/robbery.md", "levels: [county, district]", "levels: [county]");
    good(&copy, &["build"]);
    let public = files(&copy.root().join("public"));
    assert!(!public.contains_key("2026/f/RO-01-areas/index.html"));
    holds(
        &text(&public, "f/RO-01-areas/index.html"),
        &["The 2026 edition does not have this figure.", "2025/f/RO-01-areas/"],
    );
    // Without its indicator nobody draws it any more, and that is for the author to say.
    fs::remove_file(copy.root().join("content/indicators/robbery.md")).unwrap();
    holds(&refused(&copy, &["build"]), &["figure `RO-01-areas` was released, and is not there any more"]);
}

#[test]
fn what_an_author_says_of_editions_of_one_audience_does_not_stop_the_other() {
    let copy = first_year();
    good(&copy, &["release"]);
    to_second_year(&copy);
    let chapter = copy.text(CHAPTER);
    copy.put(CHAPTER, &chapter[..chapter.find("\n```chart\nid: VI-F2").unwrap()]);
    copy.put(
        "content/corrections.yaml",
        "corrections:\n  - {figures: VI-F2, edition: \"2025\", when: 2025-04-02, what: Dunmere was counted twice., why: A slip.}\n",
    );
    copy.put(
        "content/addresses.yaml",
        "withdrawn:\n  - {figures: VI-F2, why: Counted no more, when: 2026-03-02}\n\
         moved:\n  - {from: /2025/old/, to: /2025/violence/}\n",
    );
    good(&copy, &["build"]);
    // Partners were never shown an edition.
    good(&copy, &["build", "--audience", "partner"]);
    let partner = files(&copy.root().join("partner"));
    assert!(!partner.keys().any(|path| path.starts_with("2025/")));
    // What neither was shown is a slip.
    copy.replace("content/corrections.yaml", "\"2025\"", "\"2024\"");
    for audience in ["public", "partner"] {
        holds(&refused(&copy, &["build", "--audience", audience]), &["unknown edition `2024`"]);
    }
}

#[test]
fn what_was_released_for_partners_is_refused_on_the_public_site() {
    let copy = first_year();
    good(&copy, &["release", "--audience", "partner"]);
    let root = copy.root();
    fs::create_dir_all(root.join("releases/frozen")).unwrap();
    for name in ["2025.json", "2025.zip", "ledger.csv"] {
        fs::copy(root.join("releases/partner/frozen").join(name), root.join("releases/frozen").join(name)).unwrap();
    }
    fs::copy(root.join("releases/partner/2025.csv"), root.join("releases/2025.csv")).unwrap();
    to_second_year(&copy);
    holds(
        &refused(&copy, &["build"]),
        &[
            "error: the 2025 edition here was released for partners",
            "releases/frozen/2025.json",
            "take this file and its archive out",
        ],
    );
    good(&copy, &["build", "--audience", "partner"]);
}

#[test]
fn what_belongs_to_a_release_must_be_beside_it() {
    let (copy, _) = second_year();
    let printed = copy.text("releases/2025.csv");
    fs::remove_file(copy.root().join("releases/2025.csv")).unwrap();
    holds(&refused(&copy, &["build"]), &["error: what the 2025 edition printed is not there", "releases/2025.csv"]);
    copy.put("releases/2025.csv", printed);
    let ledger = copy.text("releases/frozen/ledger.csv");
    let without: String =
        ledger.lines().filter(|line| !line.starts_with("VI-F2,")).fold(String::new(), |all, line| all + line + "\n");
    copy.put("releases/frozen/ledger.csv", without);
    holds(&refused(&copy, &["build"]), &["error: the ledger lacks figure `VI-F2` of the 2025 edition"]);
    fs::remove_file(copy.root().join("releases/frozen/ledger.csv")).unwrap();
    holds(&refused(&copy, &["build"]), &["error: the ledger lacks figure `"]);
    copy.put("releases/frozen/ledger.csv", ledger);
    good(&copy, &["build"]);
}

#[test]
fn an_id_is_the_same_with_capital_letters_and_no_word_makes_it_another_figures() {
    let (copy, _) = second_year();
    copy.replace(CHAPTER, "id: VI-F2", "id: Vi-F2");
    copy.put(
        "content/addresses.yaml",
        "withdrawn:\n  - {figures: VI-F2, why: It was renamed, when: 2026-03-02}\nmoved:\n  - {from: /2026/Violence/, to: /2026/methods/}\n",
    );
    let said = refused(&copy, &["build"]);
    holds(
        &said,
        &["error: the id `Vi-F2` was given to another figure, in the 2025 edition", "write `VI-F2` if it is the same"],
    );
    copy.replace(CHAPTER, "id: Vi-F2", "id: VI-F9");
    holds(&refused(&copy, &["build"]), &["error: `2026/Violence/` has moved, and a page stands there"]);

    copy.replace(CHAPTER, "id: VI-F9\nkind: bar\nindicator: violence", "id: VI-F2\nkind: bar\nindicator: robbery");
    copy.put("content/addresses.yaml", "redrawn:\n  - {figures: VI-F2, why: It is the same.}\n");
    holds(&refused(&copy, &["build"]), &["error: the id `VI-F2` was given to another figure, in the 2025 edition"]);
}

#[test]
fn a_figure_that_a_correction_takes_out_of_its_only_edition_still_answers() {
    let copy = first_year();
    good(&copy, &["release"]);
    let chapter = copy.text(CHAPTER);
    copy.put(CHAPTER, &chapter[..chapter.find("\n```chart\nid: VI-F2").unwrap()]);
    copy.put("content/corrections.yaml", CORRECTION);
    copy.put(
        "content/addresses.yaml",
        "withdrawn:\n  - {figures: VI-F2, why: It was wrong, when: 2025-04-02, successor: VI-F1}\nmoved:\n  - {from: /2025/f/VI-F2/, to: /2025/violence/}\n",
    );
    let answers = |copy: &Copy| {
        good(copy, &["build"]);
        let page = text(&files(&copy.root().join("public")), "f/VI-F2/index.html");
        holds(&page, &["This figure was withdrawn on 2 April 2025. It was wrong.", "The title named districts."]);
        assert!(!page.contains("Editions with this figure"), "{page}");
    };
    answers(&copy);
    good(&copy, &["release"]);
    answers(&copy);
    to_second_year(&copy);
    answers(&copy);

    // Its successor is withdrawn too, and the page leads on to what became of that.
    good(&copy, &["release"]);
    copy.replace("site.yaml", "edition: \"2026\"", "edition: \"2027\"");
    copy.replace("site.yaml", "published: 2026-03-02", "published: 2027-03-01");
    let chapter = copy.text(CHAPTER).replace("VI-F1", "VI-F5");
    copy.put(CHAPTER, chapter);
    let became = copy.text("content/addresses.yaml");
    let later = "withdrawn:\n  - {figures: VI-F1, why: It is counted anew, when: 2027-03-01, successor: VI-F5}\n";
    copy.put("content/addresses.yaml", became.replacen("withdrawn:\n", later, 1));
    answers(&copy);
    holds(
        &text(&files(&copy.root().join("public")), "f/VI-F2/index.html"),
        &["<a href=\"../VI-F1/\">Figure VI-F1</a>, Violence was"],
    );
}
