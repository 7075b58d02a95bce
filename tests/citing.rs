//! What a bidder takes from a figure: citations, files, the description for machines, code for a frame, a pack.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, rows};

const HOSTILE: &str = "A `</script><script>alert(1)</script>` & \\\"quoted\\\" %, {{ violence.rate }}, #1_a";

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    String::from_utf8(site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()).unwrap()
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&text(site, path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The base site with an address, and a table beside the figure.
fn site() -> Copy {
    let site = Copy::new();
    site.replace("site.yaml", "edition: \"2026\"", "base-address: https://sna.example.org\nedition: \"2026\"");
    site.replace(
        "content/chapters/violence.md",
        "## In hospital",
        "```table\nid: VI-T1\nindicators: [violence, admissions]\nlevel: district\nfinding: Both by district\n```\n\n## In hospital",
    );
    site
}

/// What stands between the first `open` after `from` and `close`.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let start = text.find(open).unwrap_or_else(|| panic!("no {open}")) + open.len();
    &text[start..start + text[start..].find(close).unwrap()]
}

const DATASET: &str = "<script type=\"application/ld+json\">";

#[test]
fn every_figure_has_each_file_and_they_say_the_same() {
    let site = site().built();
    let figures: BTreeSet<String> = site
        .paths()
        .filter_map(|path| path.strip_prefix("2026/f/")?.strip_suffix("/index.html"))
        .filter(|id| !id.contains('/'))
        .map(str::to_owned)
        .collect();
    assert!(figures.len() > 3 && figures.contains("VI-F1") && figures.contains("VI-T1"), "{figures:?}");
    for id in &figures {
        let file = json(&site, &format!("2026/f/{id}/{id}.json"));
        let csv = rows(text(&site, &format!("2026/f/{id}/{id}.csv")).as_bytes());
        let listed = file["rows"].as_array().unwrap();
        assert_eq!(listed.len(), csv.len(), "{id}");
        for (row, line) in listed.iter().zip(&csv) {
            assert_eq!(row.as_object().unwrap().len(), line.len(), "{id}");
            for (column, cell) in line {
                match &row[column] {
                    Value::Null => assert_eq!(cell, "", "{id}: {column}"),
                    Value::Number(number) => {
                        let (own, other) = (number.as_f64().unwrap(), cell.parse::<f64>().unwrap());
                        assert!((own - other).abs() < 1e-12, "{id}: {column} {own} {other}");
                    }
                    other => assert_eq!(other.as_str().unwrap(), cell, "{id}: {column}"),
                }
            }
        }
        let address = format!("https://sna.example.org/2026/f/{id}/");
        assert_eq!(file["address"], address.as_str());
        assert!(file.get("audience").unwrap().is_null() && !file["sources"].as_array().unwrap().is_empty());
        for ending in ["-citation.ris", "-citation.bib", "-citation.json"] {
            assert!(text(&site, &format!("2026/f/{id}/{id}{ending}")).contains(&address), "{id}{ending}");
        }
        let ris = text(&site, &format!("2026/f/{id}/{id}-citation.ris"));
        assert_eq!(ris.trim_end(), file["citation"]["ris"].as_str().unwrap().trim_end());
        assert_eq!(json(&site, &format!("2026/f/{id}/{id}-citation.json")), file["citation"]["csl"]);
        assert_eq!(file["citation"]["csl"][0]["issued"]["date-parts"][0], serde_json::json!([2026, 3, 2]));
        let page = text(&site, &format!("2026/f/{id}/index.html"));
        for file in [format!("{id}.json\" download"), format!("{id}-citation.ris\" download")] {
            assert_eq!(page.matches(&format!("href=\"{file}")).count(), 1, "{id}: {file}");
        }
        let pack = text(&site, "2026/pack/index.html");
        assert_eq!(pack.matches(&format!("<li data-figure=\"{id}\">")).count(), 1, "{id} in the list of the pack");
    }
}

#[test]
fn a_page_describes_its_figure_to_machines() {
    let site = site().built();
    let page = text(&site, "2026/f/VI-F1/index.html");
    let set: Value = serde_json::from_str(between(&page, DATASET, "</script>")).unwrap();
    assert_eq!(set["@type"], "Dataset");
    assert_eq!(set["license"], "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
    assert_eq!(set["publisher"]["name"], "Marlshire Council");
    assert_eq!(set["datePublished"], "2026-03-02");
    assert_eq!(set["creativeWorkStatus"], "Published");
    assert!(set["temporalCoverage"].as_str().unwrap().starts_with("20"), "{set:#}");
    let places = set["spatialCoverage"].as_array().unwrap();
    assert!(places.iter().any(|place| place["name"] == "Birchwold" && place["identifier"] == "E07000902"), "{set:#}");
    assert!(!set["isBasedOn"].as_array().unwrap().is_empty());
    let files: Vec<&str> =
        set["distribution"].as_array().unwrap().iter().map(|file| file["contentUrl"].as_str().unwrap()).collect();
    let address = "https://sna.example.org/2026/f/VI-F1/VI-F1";
    assert_eq!(files, [format!("{address}.csv"), format!("{address}.json"), format!("{address}.svg")]);
    for file in files {
        text(&site, file.strip_prefix("https://sna.example.org/").unwrap());
    }
    assert!(set["description"].as_str().unwrap().len() > 50);
}

#[test]
fn a_title_is_words_wherever_it_goes() {
    let site = site();
    site.replace(
        "content/chapters/violence.md",
        "\"Violence was {{ violence.comparison area=birchwold }} the county in Birchwold\"",
        &format!("\"{HOSTILE}\""),
    );
    let site = site.built();
    let page = text(&site, "2026/f/VI-F1/index.html");
    let block = between(&page, DATASET, "</script>");
    assert!(!block.contains(['<', '>', '&']), "{block}");
    let set: Value = serde_json::from_str(block).unwrap();
    let name = set["name"].as_str().unwrap();
    assert!(name.contains("</script><script>alert(1)</script>"), "{name}");
    assert_eq!(json(&site, "2026/f/VI-F1/VI-F1.json")["finding"], name);
    // The page's own script and the block; nothing else is an element of that name.
    assert_eq!(page.matches("<script").count(), 2);
    let code = between(
        &page,
        "&lt;iframe src=&quot;https://sna.example.org/2026/f/VI-F1/embed/&quot; title=&quot;",
        "&quot; ",
    );
    assert!(code.starts_with("A ") && code.contains("&amp;lt;/script&amp;gt;") && !code.contains('<'), "{code}");
    let bib = text(&site, "2026/f/VI-F1/VI-F1-citation.bib");
    assert!(bib.contains("\\&") && bib.contains("\\%") && bib.contains("\\#1\\_a"), "{bib}");
    assert_eq!(bib.matches('{').count(), bib.matches('}').count());
    let ris = text(&site, "2026/f/VI-F1/VI-F1-citation.ris");
    assert!(ris.lines().filter(|line| !line.is_empty()).all(|line| line.get(2..6) == Some("  - ")), "{ris}");
    for path in ["2026/f/VI-F1/embed/index.html", "2026/pack/index.html"] {
        assert!(!text(&site, path).contains("<script>alert"), "{path}");
    }
}

#[test]
fn a_figure_by_itself_says_what_it_is_and_leads_back() {
    let copy = site();
    copy.replace("site.yaml", "edition: \"2026\"", "demonstration: Nobody published this.\nedition: \"2026\"");
    let site = copy.built();
    for id in ["VI-F1", "VI-T1"] {
        let page = text(&site, &format!("2026/f/{id}/embed/index.html"));
        for words in
            ["<html lang=\"en-GB\">", "noindex", "<h1 ", "Nobody published this.", "Marlshire Council", "Source"]
        {
            assert!(page.contains(words), "{id}: {words}");
        }
        assert!(page.contains("<base target=\"_top\">") && page.contains("<a href=\"../\">"), "{id}");
        assert!(
            !page.contains("<script") && !page.contains("<nav") && !page.contains("data-module=\"figure\""),
            "{id}"
        );
        let own = text(&site, &format!("2026/f/{id}/index.html"));
        assert!(
            own.contains(&format!("&lt;iframe src=&quot;https://sna.example.org/2026/f/{id}/embed/&quot;")),
            "{id}"
        );
        assert!(own.contains("loading=&quot;lazy&quot;") && own.contains("href=\"embed/\""), "{id}");
        let status = &serde_json::from_str::<Value>(between(&own, DATASET, "</script>")).unwrap()["creativeWorkStatus"];
        assert_eq!(status, "Nobody published this.", "{id}");
    }
    assert!(!text(&site, "sitemap.xml").contains("/embed/"));
    assert!(text(&site, "sitemap.xml").contains("/2026/pack/"));
}

#[test]
fn a_site_without_an_address_offers_no_code_for_other_pages() {
    let page = text(&Copy::new().built(), "2026/f/VI-F1/index.html");
    assert!(!page.contains("iframe") && page.contains(DATASET));
}
