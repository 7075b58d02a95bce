//! Marks beside numbers: in the cell, in a column, and of whole periods.

use sna::model::mark::{Mark, Marks};
use sna::model::period::Period;
use snapbox::{assert_data_eq, str};

use crate::site::{LAYOUT, Site};

#[test]
fn a_sign_after_a_number_marks_it() {
    let layout = format!(
        "{LAYOUT}  thousands: comma\n  missing: {{\"c\": suppressed, \"[x]\": not available}}\n  marks: {{\"[p]\": provisional, \"r\": revised, \"[u]\": low reliability, \"[note 1]\": none}}\n"
    );
    let rows = [
        "E08000025,2024-11,\"1,234 [p]\"",
        "E08000025,2024-12,12r",
        "E08000025,2025-01,5.2 [u]",
        "E08000025,2025-02,7 [p][u]",
        "E08000025,2025-03,7 [note 1]",
        "E08000025,2025-04,c",
        "E08000025,2025-05,[x] r",
        "E08000025,2025-06,0 [p]",
    ];
    let site = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls\n{}\n", rows.join("\n")));
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-11 calls () 1234 [p]
birmingham 2024-12 calls () 12 [r]
birmingham 2025-01 calls () 5.2 [u]
birmingham 2025-02 calls () 7 [p][u]
birmingham 2025-03 calls () 7
birmingham 2025-04 calls () [c]
birmingham 2025-05 calls () [x]
birmingham 2025-06 calls () 0 [p]

"#]]
    );
}

#[test]
fn a_column_beside_the_numbers_marks_them() {
    let layout = format!("{LAYOUT}  mark: {{column: Status, words: {{P: provisional, A: none}}}}\n");
    let rows = "E08000025,2024-11,3,P\nE08000025,2024-12,4,A\nE08000025,2025-01,5,\n";
    let site = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls,Status\n{rows}"));
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-11 calls () 3 [p]
birmingham 2024-12 calls () 4
birmingham 2025-01 calls () 5

"#]]
    );
}

#[test]
fn a_sum_of_rows_carries_the_marks_of_each() {
    let layout = format!("{LAYOUT}  sum: rows\n  marks: {{p: provisional, e: estimated}}\n");
    let rows = "E08000025,2024-11,3p\nE08000025,2024-11,4\nE08000025,2024-11,5e\n";
    let site = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls\n{rows}"));
    assert_eq!(site.numbers(), "birmingham 2024-11 calls () 12 [p][e]\n");
}

#[test]
fn whole_periods_are_marked_in_the_declaration() {
    let keys = "provisional: [2024-25]\nrevised: [2024-11]\nestimated: [2023]\nlow-reliability: [2024-12]\nbreaks: [{period: 2024-25, why: a new system counts}]\nretrieved: 2025-01-31\n";
    let site = Site::of("2024.csv", &format!("{keys}{LAYOUT}"), "Area code,Month,Calls\nE08000025,2024-11,3\n");
    let source = site.table().source;
    let month = |year, month| Period::month(year, month).unwrap();
    assert_eq!(source.marks_at(month(2024, 11)).symbols(), "[p][r]");
    assert_eq!(source.marks_at(month(2024, 12)).symbols(), "[p][u]");
    assert_eq!(source.marks_at(month(2023, 5)), Marks::from(Mark::Estimated));
    // The break is where the new way begins, and in any sum that holds both ways.
    assert_eq!(source.marks_at(month(2024, 4)).symbols(), "[p][b]");
    assert!(source.marks_at(Period::year_to(2024, 12).unwrap()).has(Mark::Break));
    assert!(!source.marks_at(Period::financial_year(2025).unwrap()).has(Mark::Break));
    assert_eq!(source.retrieved.map(Period::id).as_deref(), Some("2025-01-31"));
}

#[test]
fn numbers_on_the_two_sides_of_a_break_may_not_be_compared() {
    let keys = "breaks: [{period: 2019-20, why: a new system counts}]\n";
    let site = Site::of("2024.csv", &format!("{keys}{LAYOUT}"), "Area code,Month,Calls\nE08000025,2024-11,3\n");
    let source = site.table().source;
    let year = |begins| Period::financial_year(begins).unwrap();
    let sum = |year, month| Period::year_to(year, month).unwrap();
    let parted = |from, to| source.break_between(from, to).is_some();
    assert!(parted(year(2018), year(2019)));
    assert!(parted(year(2015), year(2023)));
    assert!(!parted(year(2019), year(2020)));
    assert!(!parted(year(2017), year(2018)));
    // A sum that holds months of both ways is comparable with neither side.
    assert!(parted(sum(2018, 9), sum(2019, 9)));
    assert!(parted(sum(2019, 9), sum(2020, 9)));
    assert!(!parted(sum(2020, 3), sum(2021, 3)));
}
