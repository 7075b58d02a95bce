//! The format `nhs-tabulation`, on workbooks made here cell by cell.

use snapbox::{assert_data_eq, str};

use crate::containers::workbook;
use crate::site::{Site, declaration};

const LAYOUT: &str = "format: nhs-tabulation
areas: {West Midlands: E23000014, Birmingham: E08000025}
layout:
  sheets: [{sheet: By sex, dimensions: [sex]}]
  measure: FAEs
  area-missing: drop
  period: {form: month}
  missing: {\"*\": suppressed, \"\": not available}
";

/// Title, areas, sexes, measures, a block of rows, a total and a footnote.
const ROWS: &[&[&str]] = &[
    &["Count of episodes"],
    &["", "", "Birmingham", "", "", "", "Elsewhere", ""],
    &["", "", "Female", "", "Male", "", "Female", ""],
    &["Year ", "Month", "FAEs", "FCEs", "FAEs", "FCEs", "FAEs", "FCEs"],
    &["2021-22\n", "April", "*", "*", "15", "20", "30", "30"],
    &["", "Mar", "", "", "10", "10", "30", "30"],
    &["2021-22 Total", "", "10", "10", "25", "30", "60", "60"],
    &["Source: nobody"],
];

fn book(rows: &[&[&str]], rest: &str) -> Site {
    let text = declaration("book.xlsx", rest).replace("{rule: none, why: a test}", "{rule: hes}");
    Site::new(&[("data/calls/source.yaml", text.as_bytes()), ("data/calls/book.xlsx", &workbook(&[("By sex", rows)]))])
}

/// `ROWS` with one cell changed.
fn changed(row: usize, column: usize, text: &'static str) -> Site {
    let mut rows: Vec<Vec<&str>> = ROWS.iter().map(|row| row.to_vec()).collect();
    rows[row][column] = text;
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    book(&rows, LAYOUT)
}

#[test]
fn months_are_read_below_the_year_that_stands_once() {
    assert_data_eq!(
        book(ROWS, LAYOUT).numbers(),
        str![[r#"
birmingham 2021-04 FAEs (Female) [c]
birmingham 2022-03 FAEs (Female) [x]
birmingham 2021-04 FAEs (Male) 15
birmingham 2022-03 FAEs (Male) 10

"#]]
    );
}

#[test]
fn totals_are_read_and_never_added_up() {
    assert_data_eq!(
        book(ROWS, &LAYOUT.replace("form: month", "form: financial year")).numbers(),
        str![[r#"
birmingham 2021-22 FAEs (Female) 10
birmingham 2021-22 FAEs (Male) 25

"#]]
    );
}

#[test]
fn a_count_that_the_suppliers_rule_withholds() {
    assert_data_eq!(
        changed(4, 4, "3").told(),
        str![[r#"
warning: `By sex!E5` shows a count that the supplier's rule withholds
--> data/calls/book.xlsx:5:5
 = note: the rule is declared at data/calls/source.yaml:9
 = help: tell the supplier; it is withheld here whatever the file shows


"#]]
    );
}

#[test]
fn a_cell_that_is_no_number_and_a_month_that_is_none() {
    assert_data_eq!(
        changed(4, 4, "some").told(),
        str![[r#"
error: `By sex!E5` must be a number
--> data/calls/book.xlsx:5:5
 = note: not a number
 = help: correct it, or say what it means under `missing:` in data/calls/source.yaml


"#]]
    );
    assert_data_eq!(
        changed(5, 1, "Smarch").told(),
        str![[r#"
error: `By sex!B6` must be a month such as `April` or `Apr`, found `Smarch`
--> data/calls/book.xlsx:6:2
 = note: not such a time
 = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}

#[test]
fn a_total_of_another_year() {
    assert_data_eq!(
        changed(6, 0, "2019-20 Total").told(),
        str![[r#"
error: `2019-20 Total` in `By sex!A7` closes the months of another year
--> data/calls/book.xlsx:7:1
 = help: ask the supplier which year the row is of


"#]]
    );
}

#[test]
fn a_sheet_a_measure_and_an_area_that_are_not_there() {
    assert_data_eq!(
        book(ROWS, &LAYOUT.replace("sheet: By sex", "sheet: By sexes")).told(),
        str![[r#"
error: the workbook has no sheet `By sexes`
  --> data/calls/source.yaml:13:20
   |
13 |   sheets: [{sheet: By sexes, dimensions: [sex]}]
   |                    ^^^^^^^^ no such sheet
   |
   = note: the workbook is data/calls/book.xlsx
   = help: did you mean `By sex`?


"#]]
    );
    assert_data_eq!(
        book(ROWS, &LAYOUT.replace("measure: FAEs", "measure: FAE")).told(),
        str![[r#"
error: the sheet `By sex` has no column `FAE` in row 4
--> data/calls/book.xlsx
 = help: correct `measure:`


"#]]
    );
    assert_data_eq!(
        book(ROWS, &LAYOUT.replace("  area-missing: drop\n", "")).told(),
        str![[r#"
error: `Elsewhere` is not a name under `areas:`
--> data/calls/book.xlsx:2:7
 = note: no code is known for it
 = help: add it and its code under `areas:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_file_that_is_no_workbook() {
    let text = declaration("book.xlsx", LAYOUT);
    assert_data_eq!(
        Site::new(&[("data/calls/source.yaml", text.as_bytes()), ("data/calls/book.xlsx", b"PK\x03\x04 not a zip")])
            .told(),
        str![[r#"
error: this file is not a workbook that can be read, or is damaged
--> data/calls/book.xlsx
 = help: open it and save it again as an Excel workbook (.xlsx), or ask for it again


"#]]
    );
}

#[test]
fn a_count_that_the_supplier_should_have_withheld_or_rounded_is_told() {
    let rows: &[&[&str]] = &[
        &["Count of episodes"],
        &["", "", "Birmingham", "Coventry"],
        &["Year", "Month", "FAEs", "FAEs"],
        &["2021-22", "April", "5", "*"],
        &["", "May", "3", "12"],
    ];
    let layout = "format: nhs-tabulation
areas: {Birmingham: E08000025, Coventry: E08000026}
layout:
  sheets: [{sheet: Month, dimensions: []}]
  measure: FAEs
  period: {form: month}
  missing: {\"*\": suppressed}
";
    let text = declaration("book.xlsx", layout).replace("{rule: none, why: a test}", "{rule: hes}");
    let site = Site::new(&[
        ("data/calls/source.yaml", text.as_bytes()),
        ("data/calls/book.xlsx", &workbook(&[("Month", rows)])),
    ]);
    assert_data_eq!(
        site.told(),
        str![[r#"
warning: `Month!C4` shows a count that the supplier's rule withholds
--> data/calls/book.xlsx:4:3
 = note: the rule is declared at data/calls/source.yaml:9
 = note: 1 more cell of this file has the same fault
 = help: tell the supplier; it is withheld here whatever the file shows

warning: `Month!D5` shows a count that is not rounded to 5 as the supplier's rule says
--> data/calls/book.xlsx:5:4
 = note: the rule is declared at data/calls/source.yaml:9
 = help: tell the supplier; it is rounded here whatever the file shows


"#]]
    );
}
