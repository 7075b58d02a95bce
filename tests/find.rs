//! Search and “find your area” from the outside: a site in, the index and the files of postcodes out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sna::files::Root;
use sna::pipeline;
use sna::progress::Progress;
use sna::render::{Site, file_of};
use sna::report::{Report, Strictness};
use support::{Copy, plain};

fn json(site: &Site, path: &str) -> Value {
    let report = Report::new(Strictness::Lenient);
    let bytes = site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    String::from_utf8(site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()).unwrap()
}

/// The site with a directory of postcodes by which readers find their area.
fn with_postcodes(layout: &str, rows: &str) -> Copy {
    let copy = Copy::new();
    copy.put("site.yaml", format!("{}find: {{postcodes: postcodes}}\n", copy.text("site.yaml")));
    copy.put(
        "data/postcodes/source.yaml",
        format!(
            "title: Directory of postcodes
publisher: Marlshire Council
licence: {{name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/\"}}
attribution: Contains Royal Mail data.
address: https://www.example.org/postcodes
period: May 2025
status: published
format: postcode-directory
files: [onspd.csv]
disclosure: {{rule: none, why: published}}
layout: {layout}
"
        ),
    );
    copy.put("data/postcodes/onspd.csv", format!("pcds,doterm,lad25cd,cty25cd,lat,long\n{rows}"));
    copy
}

const ROWS: &str = "ZZ1 2AB,,E07000902,E10000091,52.1,-1.9
ZZ1 1AA,,E07000901,E10000091,52.1,-1.9
ZZ1 9XY,,E07000999,E10000099,52.1,-1.9
ZZ1 1AC,200512,E07000901,E10000091,52.1,-1.9
ZZ10 1AA,,E07000904,E10000091,52.1,-1.9
ZY2 1AA,,E07000999,E10000099,52.1,-1.9
JE2 3AB,,L99999999,L99999999,99.9,0.0
GIR0AA,,E07000901,E10000091,52.1,-1.9
";

#[test]
fn postcodes_are_cut_by_their_first_half_and_lead_to_the_smallest_area_with_a_page() {
    let site = with_postcodes("{postcode: pcds, district: lad25cd, county: cty25cd}", ROWS).built();
    let found: Vec<&str> = site.paths().filter(|path| path.starts_with("2026/find/")).collect();
    assert_eq!(found, ["2026/find/index.json", "2026/find/zz1.json", "2026/find/zz10.json"]);
    assert_eq!(json(&site, "2026/find/index.json"), json!({ "area": "Marlshire", "districts": ["ZZ1", "ZZ10"] }));
    // Marlshire, in which they all lie, says nothing; ended postcodes are still looked up by those who kept them.
    assert_eq!(
        json(&site, "2026/find/zz1.json"),
        json!({
            "outside": "9XY",
            "places": [
                { "areas": [["Ash Vale", "areas/ash-vale/", "District in Marlshire"]], "codes": "1AA1AC" },
                { "areas": [["Birchwold", "areas/birchwold/", "District in Marlshire"]], "codes": "2AB" },
            ],
        })
    );
}

#[test]
fn a_directory_of_the_largest_level_alone_leads_to_the_whole_area() {
    let site = with_postcodes("{postcode: pcds, county: cty25cd}", ROWS).built();
    assert_eq!(
        json(&site, "2026/find/zz10.json")["places"],
        json!([{ "areas": [["Marlshire", "areas/marlshire/", "County"]], "codes": "1AA" }])
    );
}

#[test]
fn pages_say_where_postcodes_are_and_whose_they_are() {
    let site = with_postcodes("{postcode: pcds, district: lad25cd}", ROWS).built();
    for (path, folder) in
        [("index.html", "2026/find/"), ("2026/index.html", "find/"), ("2026/areas/index.html", "../find/")]
    {
        let page = text(&site, path);
        assert!(page.contains(&format!("data-postcodes=\"{folder}\"")), "{path}");
        assert!(page.contains("Contains Royal Mail data.</p>"), "{path}");
    }
    let without = Copy::new().built();
    assert!(without.paths().all(|path| !path.starts_with("2026/find/")));
    assert!(!text(&without, "2026/index.html").contains("data-postcodes"));
    assert!(!text(&without, "2026/areas/index.html").contains("data-module=\"find\""));
}

/// Names and addresses of an index.
fn entries(index: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    index["entries"].as_array().unwrap().iter().map(|entry| (text(&entry[1]), text(&entry[2]))).collect()
}

#[test]
fn every_entry_of_search_leads_to_a_page_of_the_site_and_every_page_has_one() {
    let site = Copy::new().built();
    let paths: BTreeSet<&str> = site.paths().collect();
    let mut led = BTreeSet::new();
    for index in ["areas", "pages"] {
        let index = json(&site, &format!("2026/search/{index}.json"));
        for entry in index["entries"].as_array().unwrap() {
            let href = entry[2].as_str().unwrap();
            let (address, anchor) = href.split_once('#').map_or((href, None), |(to, anchor)| (to, Some(anchor)));
            // The list of editions belongs to none.
            let path = file_of(&address.strip_prefix("../").map_or_else(|| format!("2026/{address}"), str::to_owned));
            assert!(paths.contains(path.as_str()), "{href} leads to no page");
            let anchors = entry[4].as_array().unwrap().iter().filter_map(|line| line[1].as_str()).chain(anchor);
            let page = text(&site, &path);
            for anchor in anchors {
                assert!(page.contains(&format!("id=\"{anchor}\"")), "{href} has no `{anchor}`");
            }
            led.insert(path);
        }
    }
    // A page for frames is found as the figure that it repeats.
    let is_page =
        |path: &&str| path.starts_with("2026/") && path.ends_with(".html") && !path.ends_with("/embed/index.html");
    let own = ["2026/index.html", "2026/search/index.html"];
    let missing: Vec<&str> =
        site.paths().filter(is_page).filter(|path| !own.contains(path) && !led.contains(*path)).collect();
    assert!(missing.is_empty(), "not found by search: {missing:?}");
}

/// An index that a phone would wait for is cut, and so is the A to Z.
#[test]
fn very_many_areas_are_cut_by_the_first_letters_of_their_words() {
    let copy = Copy::new();
    let mut settings = copy.text("site.yaml");
    settings.push_str("    - id: ward\n      name: Ward\n      plural: Wards\n      profile: yes\n      parent: E10000091\n      list:\n");
    for number in 0..2_100 {
        let name =
            if number == 7 { "Élmdon, Kings Norton and Bartley Green".to_owned() } else { format!("Ward {number}") };
        settings.push_str(&format!("        - {{code: E08{number:06}, name: \"{name}\"}}\n"));
    }
    copy.put("site.yaml", settings);
    let report = Report::new(Strictness::Lenient);
    let site = pipeline::build(&report, &Progress::default(), &Root::new(&copy.root()));
    let site = site.unwrap_or_else(|_| panic!("{}", plain(&report)));

    let paths: BTreeSet<&str> = site.paths().filter(|path| path.starts_with("2026/search/")).collect();
    assert!(!paths.contains("2026/search/areas.json") && paths.contains("2026/search/pages.json"));
    for letter in ["e", "k", "n", "b", "g"] {
        let found = entries(&json(&site, &format!("2026/search/areas-{letter}.json")));
        assert!(found.iter().any(|(name, _)| name.starts_with("Élmdon")), "{letter}");
    }
    // A letter that no word begins with has a file all the same, so that none is asked for in vain.
    assert_eq!(entries(&json(&site, "2026/search/areas-x.json")), []);
    assert!(paths.contains("2026/search/areas-other.json") && paths.contains("2026/search/areas-7.json"));

    let first = text(&site, "2026/search/index.html");
    assert!(first.contains("data-index=\"areas-*.json pages.json\"") && first.contains("href=\"w/\""));
    assert!(!first.contains("Ward 1999"));
    assert!(text(&site, "2026/index.html").contains("data-index=\"search/areas-*.json\""));
    let letter = text(&site, "2026/search/w/index.html");
    assert!(letter.contains("Ward 1999") && letter.contains("href=\"../e/\"") && letter.contains("<b>Wa</b>"));
    assert!(text(&site, "2026/search/e/index.html").contains("Élmdon"));
}
