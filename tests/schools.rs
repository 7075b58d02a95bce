//! Priority schools: a list of schools and catchments in; bands with their reasons out, and no number of a school's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, rows};

const SETTINGS: &str =
    "source: {title: List of schools, publisher: Marlshire Council, licence: Open Government Licence v3.0}
level: district
group: county
indicators: [violence, robbery]
file: content/schools/schools.csv
";

/// Violence and robbery are higher than in the county in Birchwold, lower in the other districts.
const TABLE: &str = "id,name,catchment
100001,Zeal school,Birchwold
100002,Kings Norton and Bartley Green school for girls and boys of all ages,E07000902 60%; Ash Vale 40%
100003,Vale school,Ash Vale; Dunmere
100004,Hill school,Cold Norton 80%; Birchwold 20%
";

fn site() -> Copy {
    let copy = Copy::new();
    copy.put("content/schools.yaml", SETTINGS);
    copy.put("content/schools/schools.csv", TABLE);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

fn row(site: &Site, id: &str) -> Row {
    let all = rows(text(site, "2026/schools/schools.csv").as_bytes());
    all.into_iter().find(|row| row["id"] == id).unwrap()
}

#[test]
fn schools_stand_in_bands_by_the_areas_of_most_of_their_pupils() {
    let site = site().built();
    let bands: Vec<String> = ["100001", "100002", "100003", "100004"].map(|id| row(&site, id)["band"].clone()).to_vec();
    assert_eq!(bands, ["first band", "first band", "third band", "third band"]);
    let page = text(&site, "2026/schools/index.html");
    // By name, and not by how much need there is.
    assert!(page.find("Kings Norton and Bartley").unwrap() < page.find("Zeal school").unwrap());
    for words in [
        "Birchwold 60%, Ash Vale 40%",
        "More need: Violence; Robbery",
        "there are no places within a band",
        "No number of a school’s own is used",
        "more need where it is higher than Marlshire",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("illustrative"));
    assert!(text(&site, "2026/search/index.html").contains("Priority schools"));
    assert!(text(&site, "2026/index.html").contains("schools/\">Priority schools"));
}

#[test]
fn what_is_missing_decides_no_band() {
    let copy = site();
    copy.replace("data/crime/crime.csv", "E07000904,2025,268,12\n", "");
    copy.put(
        "content/schools/schools.csv",
        format!("{TABLE}100005,Dun school,Dunmere\n100006,Far school,Dunmere 40%; Ash Vale 60%\n"),
    );
    let site = copy.built();
    assert_eq!(row(&site, "100005")["band"], "in no band");
    assert_eq!(row(&site, "100005")["more need by robbery"], "cannot be said");
    // Less than half of its pupils come from there, so it cannot matter.
    assert_eq!(row(&site, "100006")["band"], "third band");
    assert!(text(&site, "2026/schools/index.html").contains("too much is withheld or missing to say which"));
}

#[test]
fn schools_that_are_made_up_are_called_so() {
    let copy = site();
    copy.put("content/schools.yaml", format!("{SETTINGS}illustrative: yes\n"));
    let site = copy.built();
    assert!(text(&site, "2026/schools/index.html").contains("These schools are illustrative"));
    assert_eq!(row(&site, "100001")["illustrative"], "yes");
}

#[test]
fn bands_by_made_up_numbers_are_called_so_in_the_file() {
    let copy = site();
    assert_eq!(row(&copy.built(), "100001")["illustrative"], "no");
    support::put_made_up_alarms(&copy);
    copy.put("content/schools.yaml", SETTINGS.replace("[violence, robbery]", "[violence, alarms]"));
    let site = copy.built();
    assert_eq!(row(&site, "100001")["illustrative"], "yes");
    let page = text(&site, "2026/schools/index.html");
    assert!(page.contains("illustrative data") && !page.contains("These schools are illustrative"), "{page}");
}
