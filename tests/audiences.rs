//! One folder, two sites: one for everyone and one for partners. Neither has the numbers of the other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Output};

use support::{Copy, Row, files, rows};

const RESTRICTION: &str = "For partners named in the information sharing agreement. Not for publication.";

/// What the public site withholds and partners see; no other number has these digits.
const HIDDEN: [&str; 2] = ["777013", "777,013"];
/// What the public site rounds to, and what partners see in its place.
const ROUNDED: [&str; 2] = ["1556000", "1,556,000"];
const EXACT: [&str; 2] = ["1555987", "1,555,987"];

/// A site whose admissions are withheld under 800,000 and rounded, and as they are for partners.
fn site() -> Copy {
    let site = Copy::new();
    site.replace(
        "data/admissions/source.yaml",
        "disclosure: {rule: under-10}",
        "disclosure: {under: 800000, round: 1000, partner: {rule: under-5, why: agreement of May 2025}}",
    );
    site.put(
        "data/admissions/admissions.csv",
        "Area code,Year,Admissions\nE10000091,2025,5000999\nE07000901,2025,777013\nE07000902,2025,888012\n\
         E07000903,2025,1555987\nE07000904,2025,1779987\n",
    );
    let source = "source: {title: A list, publisher: Us, licence: Open Government Licence v3.0}\n";
    site.put("content/costs.yaml", format!("{source}prices: 2015-16\nfile: content/costs/costs.csv\n"));
    site.put("content/costs/costs.csv", "indicator,category,unit cost\nviolence,Violence,14050\n");
    site.put(
        "content/schools.yaml",
        format!("{source}level: district\nindicators: [violence]\nfile: content/schools/schools.csv\n"),
    );
    site.put("content/schools/schools.csv", "id,name,catchment\n100001,Zeal school,Birchwold\n");
    site.put("content/tables/actions.csv", "Action,Who\n\"Light, the path\",The council\n");
    let chapter = site.text("content/chapters/violence.md");
    let table = "```csv-table\nfile: tables/actions.csv\ncaption: Asked\nsource: Us\nlicence: {name: OGL v3.0}\n```";
    site.put("content/chapters/violence.md", format!("{chapter}\n{table}\n"));
    site
}

/// Runs the program on a site: its exit status, and what it said.
fn run(site: &Copy, words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    let Output { status, stderr, .. } = command.args(words).arg("--root").arg(site.root()).output().unwrap();
    (status.code().unwrap(), String::from_utf8_lossy(&stderr).into_owned())
}

fn good(site: &Copy, words: &[&str]) {
    let (status, said) = run(site, words);
    assert_eq!(status, 0, "{said}");
}

/// The files in a folder of a site.
fn published(site: &Copy, folder: &str) -> BTreeMap<String, Vec<u8>> {
    files(&site.root().join(folder))
}

/// Both sites, each in the folder that is its own.
fn both() -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, Vec<u8>>) {
    let site = site();
    good(&site, &["build"]);
    good(&site, &["build", "--audience", "partner"]);
    (published(&site, "public"), published(&site, "partner"))
}

/// The files that hold any of these words.
fn holding<'a>(site: &'a BTreeMap<String, Vec<u8>>, words: &[&str]) -> Vec<&'a str> {
    let holds = |bytes: &[u8]| words.iter().any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()));
    site.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.as_str()).collect()
}

fn text(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

fn ash_vale(rows: &[Row]) -> &Row {
    rows.iter().find(|row| row["indicator"] == "admissions" && row["area"] == "Ash Vale").unwrap()
}

#[test]
fn partners_see_what_the_public_does_not_and_neither_site_has_the_numbers_of_the_other() {
    let (public, partner) = both();
    let shown = rows(&public["2026/data/sna-2026.csv"]);
    assert_eq!(ash_vale(&shown)["status"], "[c] withheld to protect people");
    let theirs = rows(&partner["2026/data/sna-2026-partner.csv"]);
    assert_eq!(ash_vale(&theirs)["count"], "777013");

    assert_eq!(holding(&public, &HIDDEN), Vec::<&str>::new());
    assert_eq!(holding(&public, &EXACT), Vec::<&str>::new());
    assert_eq!(holding(&partner, &ROUNDED), Vec::<&str>::new());
    assert!(holding(&partner, &HIDDEN).len() > 3 && holding(&partner, &EXACT).len() > 3, "the search finds nothing");
    assert!(holding(&public, &ROUNDED).len() > 3, "the search finds nothing");
}

#[test]
fn every_page_for_partners_says_so_to_people_and_to_search_engines() {
    let (public, partner) = both();
    let pages: Vec<&String> = partner.keys().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 20);
    for path in pages {
        let page = text(&partner, path);
        assert_eq!(page.matches(RESTRICTION).count(), if path.ends_with("data/index.html") { 2 } else { 1 }, "{path}");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"), "{path}");
        assert!(!page.contains("rel=\"canonical\""), "{path}");
    }
    assert_eq!(text(&partner, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(text(&partner, "_headers").contains("X-Robots-Tag: noindex, nofollow\n"));
    for word in [RESTRICTION, "noindex", "for partners", "partners only"] {
        let found = holding(&public, &[word]);
        // The style sheet is the same for both, and holds the words for paper. Search engines are to find the page
        // of a figure, and not the figure by itself.
        let may = |path: &&str| path.ends_with(".css") || word == "noindex" && path.ends_with("/embed/index.html");
        assert!(found.iter().all(may), "{word}: {found:?}");
    }
}

#[test]
fn a_file_that_a_partner_downloads_says_whose_it_is_wherever_it_goes() {
    let (public, partner) = both();
    for (path, bytes) in &partner {
        if path.ends_with(".svg") && !path.contains("assets/") {
            assert!(text(&partner, path).contains("For partners named in"), "{path}");
        }
        if path.starts_with("2026/f/") && path.ends_with(".json") && !path.ends_with("-citation.json") {
            assert!(text(&partner, path).contains(&format!("\"audience\":\"{RESTRICTION}\"")), "{path}");
        }
        if path.ends_with(".csv") && !path.ends_with("dictionary.csv") {
            assert!(rows(bytes).iter().all(|row| row["audience"] == "partners only"), "{path}");
            // A figure of numbers that the public does not see is not there for it.
            let public = public.get(path).map(|bytes| rows(bytes)).unwrap_or_default();
            assert!(public.iter().all(|row| !row.contains_key("audience")), "{path}");
        }
    }
    for path in ["2026/cost/cost.csv", "2026/schools/schools.csv", "2026/violence/actions.csv"] {
        assert!(!rows(&partner[path]).is_empty() && public.contains_key(path), "{path}");
    }
    let page = text(&partner, "2026/f/VI-F1/index.html");
    assert!(page.contains("2026 edition, for partners"));
    assert!(!page.contains("iframe") && !page.contains("ld+json"), "nothing asks for a wider audience");
}

#[test]
fn a_site_for_partners_does_not_take_the_address_of_the_public_one() {
    let site = site();
    site.replace("site.yaml", "edition: \"2026\"", "base-address: https://sna.example.org\nedition: \"2026\"");
    good(&site, &["build"]);
    good(&site, &["build", "--audience", "partner"]);
    assert!(holding(&published(&site, "public"), &["sna.example.org"]).len() > 20);
    let partner = published(&site, "partner");
    assert_eq!(holding(&partner, &["sna.example.org"]), Vec::<&str>::new());
    assert!(!partner.contains_key("sitemap.xml"));
}

#[test]
fn a_site_for_partners_is_the_same_bytes_each_time() {
    let (first, second) = (both(), both());
    assert!(first == second);
    let site = site();
    good(&site, &["build", "--audience", "partner", "--jobs", "1"]);
    assert!(published(&site, "partner") == first.1);
}

#[test]
fn the_settings_name_an_audience_and_the_command_line_has_the_last_word() {
    let site = site();
    site.replace("site.yaml", "edition: \"2026\"", "audience: partner\nedition: \"2026\"");
    good(&site, &["check"]);
    good(&site, &["build"]);
    assert!(site.root().join("partner/2026/index.html").exists() && !site.root().join("public").exists());
    good(&site, &["build", "--audience", "public"]);
    let (public, partner) = both();
    assert!(published(&site, "public") == public);
    assert!(published(&site, "partner") == partner);
}

#[test]
fn a_site_never_takes_the_place_of_one_for_another_audience() {
    let site = site();
    good(&site, &["build"]);
    good(&site, &["build", "--audience", "partner"]);
    let before = (published(&site, "public"), published(&site, "partner"));
    let into = |folder: &str| site.root().join(folder).to_string_lossy().into_owned();
    let (status, said) = run(&site, &["build", "--audience", "partner", "--output", &into("public")]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("holds a public site"), "{said}");
    assert!(said.contains("name another folder with `--output`, or build with `--audience public`"), "{said}");
    let (status, said) = run(&site, &["build", "--output", &into("partner")]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("holds a site for partners"), "{said}");
    assert!((published(&site, "public"), published(&site, "partner")) == before, "a site was touched");
    good(&site, &["build"]);
    good(&site, &["build", "--audience", "partner"]);
}

/// A run that was killed may have left the last site under another name; it is put back, and not replaced.
#[test]
fn a_site_that_was_set_aside_is_not_replaced_by_one_for_another_audience() {
    let site = site();
    good(&site, &["build", "--audience", "partner"]);
    fs::rename(site.root().join("partner"), site.root().join("public.old")).unwrap();
    let (status, said) = run(&site, &["build"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("holds a site for partners"), "{said}");
    assert!(site.root().join("public.old/2026/index.html").exists());
}

#[test]
fn a_site_that_was_published_before_audiences_is_public() {
    let site = site();
    good(&site, &["build"]);
    let manifest = site.text("public/manifest.json");
    assert!(manifest.contains("\"audience\": \"public\""), "{manifest}");
    site.put("public/manifest.json", manifest.replace("  \"audience\": \"public\",\n", ""));
    good(&site, &["build"]);
}

#[test]
fn an_audience_that_nobody_knows_is_refused() {
    let (status, said) = run(&site(), &["build", "--audience", "partners"]);
    assert_eq!(status, 2);
    assert!(said.contains("write `public` or `partner`"), "{said}");
}

#[test]
fn what_partners_were_shown_is_kept_apart_and_is_unknown_to_the_public_site() {
    let site = site();
    good(&site, &["release", "--audience", "partner"]);
    assert!(site.root().join("releases/partner/2026.csv").exists());
    assert!(!site.root().join("releases/2026.csv").exists());
    good(&site, &["build"]);
    assert!(published(&site, "public") == both().0);
    good(&site, &["release"]);
    let kept = |path: &str| site.text(&format!("releases/{path}"));
    assert!(kept("partner/2026.csv").contains("777013"));
    assert!(!kept("2026.csv").contains("777013") && !kept("2026.csv").contains("1555987"));

    good(&site, &["disclosure"]);
    let record = site.text("disclosure/index.html");
    good(&site, &["disclosure", "--audience", "partner"]);
    assert!(site.text("disclosure/index.html") == record, "one record took the place of the other");
    assert!(site.text("disclosure/partner/index.html") != record);
}
