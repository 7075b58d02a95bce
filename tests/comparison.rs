//! Areas beside each other: a small site in, its overview grid and the files of its areas out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeSet;

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

/// What stands between two words, the first time they do.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let start = text.find(open).unwrap_or_else(|| panic!("no `{open}`")) + open.len();
    let end = text[start..].find(close).unwrap();
    &text[start..start + end]
}

/// The row of the grid that begins with this name.
fn row<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("\">{name}</a><span class=\"beside\">")).unwrap_or_else(|| panic!("no row {name}"));
    between(&page[at..], "</th>", "</tr>")
}

/// The last names of 340 districts that are long, alike or awkward.
fn name(index: usize) -> String {
    match index % 4 {
        0 => format!("Kings Norton and Bartley Green ward no. {index:03}"),
        1 => format!("St. Mary's-on-the-Hill & Llanfairpwllgwyngyllgogerychwyrndrobwll {index:03}"),
        2 => format!("Ash {index:03}"),
        _ => format!("“Old” Quarter <{index:03}>"),
    }
}

/// The small site with many further districts, of which every third has nothing and all have few admissions.
fn many(count: usize) -> Copy {
    let copy = Copy::new();
    let (mut list, mut crime, mut residents, mut admissions) = <(String, String, String, String)>::default();
    for index in 0..count {
        let code = format!("E07{index:06}");
        list.push_str(&format!(
            "        - {{code: {code}, name: {}, slug: d-{index}}}\n",
            serde_json::to_string(&name(index)).unwrap()
        ));
        for year in 2022..=2025 {
            let violence = if index % 3 == 0 { 0 } else { 100 + 7 * index };
            crime.push_str(&format!("{code},{year},{violence},{}\n", index % 5));
            residents.push_str(&format!("{code},{year},{}\n", 20_000 + index));
        }
        admissions.push_str(&format!("{code},2025,{}\n", index % 9));
    }
    let marker = "        - {code: E07000904, name: Dunmere}\n";
    copy.replace("site.yaml", marker, &format!("{marker}{list}"));
    for (file, rows) in
        [("crime/crime", crime), ("residents/residents", residents), ("admissions/admissions", admissions)]
    {
        let path = format!("data/{file}.csv");
        copy.put(&path, format!("{}{rows}", copy.text(&path)));
    }
    copy
}

/// The small site with three wards in one of its districts.
fn with_wards() -> Copy {
    let copy = Copy::new();
    let marker = "        - {code: E07000904, name: Dunmere}\n";
    let level = "    - id: ward\n      name: Ward\n      plural: Wards\n      profile: yes\n      parent: E07000901\n      list:\n";
    let names = ["Kings Norton and Bartley Green", "Mill", "Wharf"];
    let list: String =
        (1..).zip(names).map(|(n, name)| format!("        - {{code: E0500000{n}, name: {name}}}\n")).collect();
    copy.replace("site.yaml", marker, &format!("{marker}{level}{list}"));
    for file in ["crime/crime", "residents/residents"] {
        let path = format!("data/{file}.csv");
        let value = if file.starts_with("crime") { "60,3" } else { "2000" };
        let rows: String =
            (1..=3).flat_map(|n| (2022..=2025).map(move |year| format!("E0500000{n},{year},{value}\n"))).collect();
        copy.put(&path, format!("{}{rows}", copy.text(&path)));
    }
    for indicator in ["violence", "robbery"] {
        copy.replace(
            &format!("content/indicators/{indicator}.md"),
            "levels: [county, district]",
            "levels: [county, district, ward]",
        );
    }
    copy
}

#[test]
fn a_grid_has_each_value_with_its_word_and_what_is_withheld() {
    let site = Copy::new().built();
    let page = text(&site, "2026/compare/index.html");
    assert!(page.contains("<h1>Compare areas</h1>"));
    let cells: Vec<&str> = row(&page, "Violence").split("<td ").skip(1).collect();
    assert_eq!(cells.len(), 5, "the county and its four districts");
    assert!(cells[0].contains("data-head=\"Marlshire\"") && cells[0].contains(">benchmark</span>"), "{}", cells[0]);
    for cell in &cells[1..] {
        assert!(
            ["higher", "similar", "lower"].iter().any(|word| cell.contains(&format!("class=\"sign {word}\""))),
            "{cell}"
        );
    }
    let admissions = row(&page, "Admissions for assault");
    assert!(admissions.contains("<strong>[c]</strong>"), "{admissions}");
    assert!(!admissions.contains("class=\"sign"), "counts are not compared: {admissions}");
    assert!(page.contains("admissions, 2025; not compared"));
    assert!(page.contains("[c] "), "the shorthand is explained");
    for forbidden in ["worst", "best", "rank"] {
        assert!(!page.to_lowercase().contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_profile_leads_to_the_comparison_with_its_area_in_the_address() {
    let site = Copy::new().built();
    let profile = text(&site, "2026/areas/ash-vale/index.html");
    assert!(profile.contains("<a href=\"../../compare/?areas=ash-vale\">Compare with another area</a>"));
    for page in ["2026/index.html", "2026/areas/index.html"] {
        assert!(text(&site, page).contains("compare/\">Compare areas"), "{page}");
    }
}

#[test]
fn the_file_of_an_area_says_what_its_profile_says_and_no_more() {
    let site = Copy::new().built();
    let ash_vale = json(&site, "2026/compare/areas/ash-vale.json");
    let rows = ash_vale["rows"].as_array().unwrap();
    let of = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(of("admissions")["value"], "[c]");
    assert_eq!(of("admissions")["interval"], "");
    assert_eq!(of("admissions")["mark"], Value::Null);
    let profile = text(&site, "2026/areas/ash-vale/index.html");
    for row in rows {
        assert!(profile.contains(&format!("<strong>{}</strong>", row["value"].as_str().unwrap())), "{row}");
    }
    let marlshire = json(&site, "2026/compare/areas/marlshire.json");
    assert!(marlshire["rows"].as_array().unwrap().iter().all(|row| row["mark"].is_null()), "it is the benchmark");
    let list = json(&site, "2026/compare/areas.json");
    let listed: Vec<&str> = list["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["areas"].as_array().unwrap())
        .map(|area| area["slug"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ["marlshire", "ash-vale", "birchwold", "cold-norton", "dunmere"]);
}

#[test]
fn many_areas_are_parted_into_pages_that_can_be_read() {
    let site = many(336).built();
    let pages: Vec<&str> =
        site.paths().filter(|path| path.starts_with("2026/compare/") && path.ends_with(".html")).collect();
    assert_eq!(pages.len(), 10, "340 districts, at most 36 on a page: {pages:?}");
    let mut seen: Vec<String> = Vec::new();
    for path in &pages {
        let page = text(&site, path);
        let main = between(&page, "<main", "<footer class=\"imprint\"");
        let stops = main.matches("<a href").count() + main.matches("tabindex").count();
        assert!(stops <= 85, "{path}: {stops}");
        assert!(page.len() < 400_000, "{path}: {} bytes", page.len());
        let first = between(&page, "<table class=\"grid\">", "</table>");
        let names: Vec<&str> = first.split("<th scope=\"row\"><a href=\"").skip(1).collect();
        assert!((2..=37).contains(&names.len()), "{path}: {}", names.len());
        // Its first row is the parent.
        seen.extend(
            names[1..].iter().map(|name| name.split('"').next().unwrap().rsplit("areas/").next().unwrap().to_owned()),
        );
    }
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (340, 340), "every district stands on one page");
    let second = text(&site, "2026/compare/marlshire/2/index.html");
    assert!(second.contains(">Before</span>") && second.contains(">Next</span>"));
    assert!(second.contains("Compare two to four areas of your choice"));
    assert!(!second.contains("data-module=\"compare\""), "one form is enough");
}

#[test]
fn smaller_areas_have_pages_of_their_own() {
    let site = with_wards().built();
    let first = text(&site, "2026/compare/index.html");
    assert!(first.contains("<a href=\"ash-vale/\">Wards of Ash Vale</a> <span>3 wards</span>"));
    let wards = text(&site, "2026/compare/ash-vale/index.html");
    assert!(wards.contains("<h1>Wards of Ash Vale</h1>"));
    assert!(
        wards.contains("offences per 1,000 residents, 2025; benchmark: Marlshire, 21.8"),
        "whose value is compared with: {wards}"
    );
    assert_eq!(row(&wards, "Violence").matches("<td ").count(), 4, "the district and its three wards");
    assert!(!wards.contains("Admissions for assault"), "nothing is known of it for wards");
}

#[test]
fn without_areas_to_compare_there_is_no_such_page() {
    let copy = Copy::new();
    copy.replace(
        "site.yaml",
        "    - id: district\n      name: District\n      plural: Districts\n      profile: yes\n",
        "    - id: district\n      name: District\n      plural: Districts\n",
    );
    // Without a page an area goes by its code.
    let chapter = "content/chapters/violence.md";
    copy.put(chapter, copy.text(chapter).replace("area=birchwold", "area=E07000902"));
    let site = copy.built();
    assert!(site.paths().all(|path| !path.starts_with("2026/compare/")));
    assert!(!text(&site, "2026/areas/marlshire/index.html").contains("compare/"));
}

#[test]
fn the_table_of_an_author_has_the_word_of_each_comparison() {
    let copy = Copy::new();
    let chapter = "content/chapters/violence.md";
    let block = "\n```table\nid: VI-T1\nindicators: [violence, admissions]\nlevel: district\nfinding: Violence and admissions differ between districts\n```\n";
    copy.put(chapter, copy.text(chapter) + block);
    let site = copy.built();
    let page = text(&site, "2026/violence/index.html");
    let table = between(&page, "id=\"vi-t1-caption\"", "</table>");
    assert!(table.contains("by area, compared with Marlshire"), "{table}");
    assert_eq!(
        table.matches("<span class=\"compared\"><span class=\"sign").count(),
        4,
        "violence of each district: {table}"
    );
}
