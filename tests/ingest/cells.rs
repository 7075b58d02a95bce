//! Cells of the format `table`: numbers, words for numbers that are not there, and dates.

use snapbox::{assert_data_eq, str};

use crate::site::{LAYOUT, Site};

fn table(text: &str) -> Site {
    Site::of("2024.csv", LAYOUT, text)
}

#[test]
fn a_number_with_a_comma() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,2024-11,\"1,234\"\n").told(),
        str![[r#"
error: `Calls` must be a number, found `1,234`
 --> data/calls/2024.csv:2:19
  |
2 | E08000025,2024-11,"1,234"
  |                   ^^^^^^^ a comma stands in the number
  |
  = help: write `1234`, or declare `thousands: comma` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn commas_between_thousands_are_read_where_they_are_declared() {
    let layout = format!("{LAYOUT}  thousands: comma\n");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nE08000025,2024-11,\"1,234\"\n").numbers(),
        str![[r#"
birmingham 2024-11 calls () 1234

"#]]
    );
}

#[test]
fn a_star_without_a_rule() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,2024-11,*\n").told(),
        str![[r#"
error: `*` stands where a number is needed
 --> data/calls/2024.csv:2:19
  |
2 | E08000025,2024-11,*
  |                   ^ `Calls` must be a number
  |
  = help: say what it means under `missing:` in data/calls/source.yaml, such as `"*": suppressed`


"#]]
    );
}

#[test]
fn words_for_missing_numbers_keep_their_reason_and_are_never_zero() {
    let layout = format!(
        "{LAYOUT}  missing: {{\"*\": suppressed, \"\": not available, z: not applicable, low: rounds to zero}}\n"
    );
    let text = "Area code,Month,Calls\nE08000025,2024-08,*\nE08000025,2024-09,\nE08000025,2024-10,z\nE08000025,2024-11,low\nE08000025,2024-12,0\n";
    assert_data_eq!(
        Site::of("2024.csv", &layout, text).numbers(),
        str![[r#"
birmingham 2024-08 calls () [c]
birmingham 2024-09 calls () [x]
birmingham 2024-10 calls () [z]
birmingham 2024-11 calls () [low]
birmingham 2024-12 calls () 0

"#]]
    );
}

#[test]
fn an_empty_cell_a_failed_formula_a_percentage_and_no_number() {
    let text = "Area code,Month,Calls\nE08000025,2024-08,\nE08000025,2024-09,#REF!\nE08000025,2024-10,12%\nE08000025,2024-11,NaN\n";
    assert_data_eq!(
        table(text).told(),
        str![[r#"
error: `Calls` is empty
 --> data/calls/2024.csv:2:19
  |
2 | E08000025,2024-08,
  |                   ^ a number is needed here
  |
  = help: say what an empty cell means under `missing:` in data/calls/source.yaml, such as `"": not available`

error: `Calls` must be a number, found `#REF!`
 --> data/calls/2024.csv:3:19
  |
3 | E08000025,2024-09,#REF!
  |                   ^^^^^ a formula of a spreadsheet has failed here
  |
  = help: mend the formula and save the file again, or ask the supplier to

error: `Calls` must be a number, found `12%`
 --> data/calls/2024.csv:4:19
  |
4 | E08000025,2024-10,12%
  |                   ^^^ a percent sign stands after the number
  |
  = help: write the number alone; the unit belongs to the indicator

error: `Calls` must be a number, found `NaN`
 --> data/calls/2024.csv:5:19
  |
5 | E08000025,2024-11,NaN
  |                   ^^^ not a number
  |
  = help: correct it, or say what it means under `missing:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_month_in_the_wrong_form() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,0225-01,214\n").told(),
        str![[r#"
error: `Month` must be a month such as `2026-03`, found `0225-01`
 --> data/calls/2024.csv:2:11
  |
2 | E08000025,0225-01,214
  |           ^^^^^^^ no such year
  |
  = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}

#[test]
fn a_day_that_does_not_exist() {
    let layout = LAYOUT.replace("form: month", "form: day");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nE08000025,31 February,214\n").told(),
        str![[r#"
error: `Month` must be a day such as `2021-03-21`, found `31 February`
 --> data/calls/2024.csv:2:11
  |
2 | E08000025,31 February,214
  |           ^^^^^^^^^^^ not such a time
  |
  = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}
