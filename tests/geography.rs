//! What readers are told of codes of another year: the page of the source says how many rows were mapped.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::report::{Report, Strictness};
use support::Copy;

/// The text of a page without its tags.
fn text(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let words: Vec<&str> = page.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text)).collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_of_a_source_says_how_many_rows_were_mapped_and_how() {
    let copy = Copy::new();
    copy.replace("site.yaml", "- {code: E07000904, name: Dunmere}", "- {code: E06000066, name: Dunmere}");
    for file in ["data/residents/residents.csv", "data/admissions/admissions.csv"] {
        let text = copy.text(file).replace("E07000904", "E06000066");
        copy.put(file, text);
    }
    // In 2022 Dunmere was the districts of Somerset.
    let crime = copy.text("data/crime/crime.csv");
    let districts: String = ["E07000187", "E07000188", "E07000189", "E07000246"]
        .iter()
        .zip([70, 70, 70, 65])
        .map(|(code, count)| format!("{code},2022,{count},{}\n", if count == 65 { 4 } else { 3 }))
        .collect();
    let crime = crime.replace("E07000904,2022,275,13\n", &districts).replace("E07000904", "E06000066");
    copy.put("data/crime/crime.csv", crime);
    copy.replace("data/crime/source.yaml", "format: table", "recode: {numbers: counts}\nformat: table");

    let report = Report::new(Strictness::Lenient);
    let site = copy.built();
    let page = text(&site.make(&report, "2026/methods/sources/crime/index.html").unwrap().unwrap());
    let said = "Rows with codes of another year 4 of areas that were merged, added to the area they are part of now; \
                the other 19 rows used have codes that are the same in both years";
    assert!(page.contains(said), "{page}");
    // The numbers are those of the district as if it had always been one.
    let whole = support::numbers(&Copy::new().built());
    let mapped = support::numbers(&site);
    let of = |rows: &[support::Row], code: &str| -> Vec<String> {
        let rows = rows.iter().filter(|row| row.values().any(|cell| cell == code));
        rows.map(|row| row.values().filter(|cell| cell.parse::<f64>().is_ok()).cloned().collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert!(!of(&whole, "E07000904").is_empty());
    assert_eq!(of(&whole, "E07000904"), of(&mapped, "E06000066"));
}
