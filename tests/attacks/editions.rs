//! Attacks with two editions: what one printed less what the other prints. Each succeeds where this year's edition
//! protects nothing, and fails on what is released.

use crate::sites::{Asked, PROTECTED, UNPROTECTED, said, site, withheld};
use crate::support;

/// A file of what a site releases.
fn released(site: &support::Copy) -> String {
    let report = sna::report::Report::new(sna::report::Strictness::Lenient);
    let root = sna::files::Root::new(&site.root());
    let audited = sna::pipeline::audited(&report, &sna::progress::Progress::default(), &root, None);
    let (_, record) = audited.unwrap_or_else(|_| panic!("{}", support::plain(&report)));
    record.edition.to_csv()
}

/// A site that is built after another was released.
fn after(before: &str, rule: &str, form: &str, asked: &[Asked], rows: &[&str]) -> support::Copy {
    let site = site(rule, form, asked, rows);
    site.put("releases/2025.csv", before);
    site
}

#[test]
fn this_months_year_to_date_less_last_months() {
    let months = [
        "E07000901,2024-04,0-17,male,20,0",
        "E07000901,2024-05,0-17,male,21,0",
        "E07000901,2024-06,0-17,male,22,0",
        "E07000901,2024-07,0-17,male,3,0",
    ];
    let asked = [("so-far", "levels: [district]\nperiod: year to date\n")];
    let before = released(&site(PROTECTED, "month", &asked, &months[..3]));
    assert!(before.contains(",63,63"), "the first edition prints 63:\n{before}");
    assert!(withheld(&site(PROTECTED, "month", &asked, &months), "so-far").is_empty(), "66 is not small by itself");
    let open = said(&after(&before, UNPROTECTED, "month", &asked, &months)).expect("66 less 63 was not seen");
    assert!(open.contains("can be worked out from what is published"), "{open}");
    let protected = after(&before, PROTECTED, "month", &asked, &months);
    assert_eq!(said(&protected), None);
    assert_eq!(withheld(&protected, "so-far").len(), 1);
}

#[test]
fn all_but_one_of_what_the_first_edition_withheld() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let by_age = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    let first = site(PROTECTED, "year", &by_age, &rows);
    assert_eq!(withheld(&first, "by-age").len(), 2, "the total and two of its three parts say nothing");
    let before = released(&first);
    // The second edition has no total, and prints the part that hid the other.
    let group = |ages: &str| {
        format!("levels: [district]\nnumerator: {{source: people, series: [events], group: {{age: {ages}}}}}\n")
    };
    let (small, beside) = (group("0-17"), group("18-24"));
    let asked = [("small", small.as_str()), ("beside", beside.as_str())];
    assert!(withheld(&site(PROTECTED, "year", &asked, &rows), "beside").is_empty(), "alone it may be printed");
    let open = said(&after(&before, UNPROTECTED, "year", &asked, &rows)).expect("the first edition was forgotten");
    assert!(open.contains("events (0-17) in Ash Vale, 2024"), "{open}");
    let protected = after(&before, PROTECTED, "year", &asked, &rows);
    assert_eq!(said(&protected), None);
    assert_eq!(withheld(&protected, "beside").len(), 1);
}
