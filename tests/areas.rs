//! Areas without a page of their own: a small site in, and no page that leads to one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::process::Command;

use support::Copy;

const COUNTY: &str = "plural: Counties\n      profile: yes";
const DISTRICT: &str = "plural: Districts\n      profile: yes";

/// The list of areas of a published site whose levels have profiles or not. Publishing follows every link.
fn list_of_areas(county: bool, district: bool) -> String {
    let site = Copy::new();
    for (level, kept) in [(COUNTY, county), (DISTRICT, district)] {
        if !kept {
            site.replace("site.yaml", level, &level.replace("yes", "no"));
        }
    }
    // Where nothing else is said, an area without a page is known by its code.
    for name in ["Marlshire", "Ash Vale", "Birchwold", "Cold Norton", "Dunmere"] {
        let slug = name.to_lowercase().replace(' ', "-");
        site.replace("site.yaml", &format!("name: {name}}}"), &format!("name: {name}, slug: {slug}}}"));
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_sna"));
    let built = program.args(["build", "--quiet", "--root"]).arg(site.root()).arg("--output").arg(site.output());
    let built = built.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    std::fs::read_to_string(site.output().join("2026/areas/index.html")).unwrap()
}

#[test]
fn every_level_has_pages() {
    let list = list_of_areas(true, true);
    assert!(list.contains("<h2>Districts</h2>") && list.contains("<a href=\"marlshire/\">Marlshire</a>"), "{list}");
    // No district holds smaller areas, so there is no group of any.
    assert!(!list.contains("class=\"group\""), "{list}");
}

#[test]
fn the_assessed_area_has_no_page() {
    let list = list_of_areas(false, true);
    assert!(list.contains("<a href=\"ash-vale/\">Ash Vale</a>") && !list.contains("\"marlshire/\""), "{list}");
}

#[test]
fn no_area_has_a_page() {
    let list = list_of_areas(false, false);
    assert!(!list.contains("\"ash-vale/\"") && !list.contains("\"marlshire/\""), "{list}");
}
