//! Rows of the format `table`: what is read, and what is said of rows that cannot be.

use snapbox::{assert_data_eq, str};

use crate::site::{LAYOUT, Site};

fn table(text: &str) -> Site {
    Site::of("2024.csv", LAYOUT, text)
}

#[test]
fn a_table_with_a_byte_order_mark_and_windows_line_ends_is_read() {
    let site = table(
        "\u{feff}Area code,Month,Calls\r\nE08000025,2024-11,214\r\n\r\n\"E08000026\",2024-11,\"7.0000000000000007E-2\"\r\n",
    );
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-11 calls () 214
coventry 2024-11 calls () 0.07

"#]]
    );
    let lines: Vec<u32> = site.table().observations.iter().map(|seen| seen.line).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn a_name_where_a_code_is_needed() {
    let rows: String = (0..39).map(|_| "Birmingham,2024-11,214\n").collect();
    assert_data_eq!(
        table(&format!("Area code,Month,Calls\nE08000025,2024-11,9\n{rows}")).told(),
        str![[r#"
error: `Area code` must be a GSS code, found `Birmingham`
 --> data/calls/2024.csv:3:1
  |
3 | Birmingham,2024-11,214
  | ^^^^^^^^^^ a GSS code looks like `E08000025`
  |
  = note: 38 more rows of this file have the same fault
  = help: give the code, or map the name under `areas:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_name_that_is_not_under_areas() {
    let layout = format!("areas: {{Birmingham: E08000025}}\n{LAYOUT}");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nBirmingam,2024-11,214\n").told(),
        str![[r#"
error: `Birmingam` is not a name under `areas:`
 --> data/calls/2024.csv:2:1
  |
2 | Birmingam,2024-11,214
  | ^^^^^^^^^ no code is known for it
  |
  = help: did you mean `Birmingham`? If not, add the name under `areas:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_name_whose_code_is_not_of_the_site() {
    let layout = format!("areas: {{Birmingham: E08000099}}\n{LAYOUT}");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nE08000025,2024-11,214\n").told(),
        str![[r#"
error: `Birmingham` is given the code `E08000099`, which is no area of this site
  --> data/calls/source.yaml:10:21
   |
10 | areas: {Birmingham: E08000099}
   |                     ^^^^^^^^^ no area has this code
   |
   = help: correct the code, or write `area-missing: drop` under `layout:` to leave such rows out


"#]]
    );
}

#[test]
fn a_code_of_another_vintage() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE05001178,2024-11,214\nE05001179,2024-11,3\n").told(),
        str![[r#"
error: `E05001178` is not a ward of this site
 --> data/calls/2024.csv:2:1
  |
2 | E05001178,2024-11,214
  | ^^^^^^^^^ it may be a code of another vintage
  |
  = note: codes change when boundaries do: a file of another year has other codes
  = note: 1 more row of this file has the same fault
  = help: take the file that has this site's codes, or write `area-missing: drop` in data/calls/source.yaml to leave such rows out


"#]]
    );
}

#[test]
fn rows_of_other_areas_are_dropped_where_that_is_declared_and_counted() {
    let layout = format!("{LAYOUT}  area-missing: drop\n");
    let site = Site::of(
        "2024.csv",
        &layout,
        "Area code,Month,Calls\nE05001178,2024-11,214\nE08000025,2024-11,3\n,2024-11,3\n",
    );
    let quality = &site.table().quality[0];
    assert_eq!((quality.rows, quality.kept, quality.elsewhere, quality.incomplete), (3, 1, 1, 1));
}

#[test]
fn a_file_without_any_area_of_the_site() {
    let layout = format!("{LAYOUT}  area-missing: drop\n");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nE05001178,2024-11,214\n").told(),
        str![[r#"
error: no row of this file is of an area of this site
--> data/calls/2024.csv
 = help: check that its codes are of the same year as the site's areas


"#]]
    );
}

#[test]
fn a_column_that_is_not_there() {
    assert_data_eq!(
        table("Area code,Month,Call\nE08000025,2024-11,214\n").told(),
        str![[r#"
error: no column is named `Calls`
 --> data/calls/2024.csv:1:1
  |
1 | Area code,Month,Call
  | ^^^^^^^^^^^^^^^^^^^^ this is the header
  |
  = note: the column is asked for at data/calls/source.yaml:15
  = help: did you mean `Call`?


"#]]
    );
}

#[test]
fn two_rows_for_one_number() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,2024-11,214\nE08000026,2024-11,3\nE08000025,2024-11,214\n").told(),
        str![[r#"
error: two rows give `calls` for Birmingham in November 2024
 --> data/calls/2024.csv:4:1
  |
4 | E08000025,2024-11,214
  | ^^^^^^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/2024.csv:2
  = help: leave one out, or declare `sum: rows` in data/calls/source.yaml to add them


"#]]
    );
}

#[test]
fn rows_are_added_where_that_is_declared() {
    let layout = format!("{LAYOUT}  sum: rows\n");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls\nE08000025,2024-11,214\nE08000025,2024-11,3\n").numbers(),
        str![[r#"
birmingham 2024-11 calls () 217

"#]]
    );
}

#[test]
fn a_quote_that_is_never_closed() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,2024-11,\"214\nE08000026,2024-11,3\n").told(),
        str![[r#"
error: a quoted field is never closed
 --> data/calls/2024.csv:2:19
  |
2 | E08000025,2024-11,"214
  |                   ^ this quote opens it
  |
  = help: close it with `"`, and write `""` for a quote that belongs to the text


"#]]
    );
}

#[test]
fn rows_of_another_length() {
    assert_data_eq!(
        table("Area code,Month,Calls\nE08000025,2024-11,1,234\nE08000026,2024-11\nSource: a trust\n").told(),
        str![[r#"
error: this row has 4 fields and the header 3
 --> data/calls/2024.csv:2:1
  |
2 | E08000025,2024-11,1,234
  | ^^^^^^^^^^^^^^^^^^^^^^^ too many
  |
  = help: put a field that holds a comma in quotes

error: this row has 2 fields and the header 3
 --> data/calls/2024.csv:3:1
  |
3 | E08000026,2024-11
  | ^^^^^^^^^^^^^^^^^ too few
  |
  = note: 1 more row of this file has the same fault
  = help: fill the row up; leave footnotes out with `footer:` or `until:`


"#]]
    );
}

#[test]
fn footnotes_are_left_out_by_number_or_by_their_first_words() {
    let text = "A title\n\nArea code,Month,Calls\nE08000025,2024-11,3\nSource: a trust\nNotes\n";
    for how in ["footer: 2", "until: \"Source:\""] {
        let layout = format!("{LAYOUT}  header: 3\n  {how}\n");
        assert_data_eq!(
            Site::of("2024.csv", &layout, text).numbers(),
            str![[r#"
birmingham 2024-11 calls () 3

"#]]
        );
    }
}

#[test]
fn a_word_under_only_that_no_row_has() {
    let layout = format!("{LAYOUT}  only: {{Kind: [Red, Purpel]}}\n");
    let text = "Area code,Month,Calls,Kind\nE08000025,2024-11,3,Red\nE08000025,2024-11,9,Purple\n";
    assert_data_eq!(
        Site::of("2024.csv", &layout, text).told(),
        str![[r#"
warning: no row has `Purpel` in `Kind`
  --> data/calls/source.yaml:16:22
   |
16 |   only: {Kind: [Red, Purpel]}
   |                      ^^^^^^ keeps nothing
   |
   = help: correct the word, or take it out


"#]]
    );
}

#[test]
fn wide_tables_pairs_and_groups_are_read() {
    let wide = "format: table
layout:
  area: {columns: [Ward, Authority]}
  period: {fixed: 2021-03-21}
  values: {residents: All, children: Under 18}
  group: {sex: {column: Sex, words: {P: all, M: Male}}}
";
    let text = "Ward,Authority,Sex,All,Under 18\n,E08000025,P,9,4\nE05011121,E08000025,M,3,2\n";
    assert_data_eq!(
        Site::of("wide.csv", wide, text).numbers(),
        str![[r#"
birmingham 2021-03-21 children () 4
bordesley-birmingham 2021-03-21 children (Male) 2
birmingham 2021-03-21 residents () 9
bordesley-birmingham 2021-03-21 residents (Male) 3

"#]]
    );
    let pairs = "format: table
layout:
  area: {fixed: birmingham}
  period: {form: year to}
  series: {column: What}
  pairs: [{period: Then, value: A}, {period: Now, value: B}]
";
    let text = "What;Then;A;Now;B\nRobbery;Year to Mar 2019;4;Year to Jul 2021;5\n";
    let pairs = format!("{pairs}  delimiter: semicolon\n");
    assert_data_eq!(
        Site::of("pairs.csv", &pairs, text).numbers(),
        str![[r#"
birmingham year-to-2019-03 Robbery () 4
birmingham year-to-2021-07 Robbery () 5

"#]]
    );
    let periods = "format: table
layout:
  area: {column: Code}
  period: {form: mid-year}
  series: {fixed: residents}
  periods: {Mid-2022: \"2022\", Mid-2023: \"2023\"}
";
    assert_data_eq!(
        Site::of("mid.tsv", periods, "Code\tMid-2022\tMid-2023\nE08000025\t4.00\t5\n").numbers(),
        str![[r#"
birmingham mid-2022 residents () 4
birmingham mid-2023 residents () 5

"#]]
    );
}

#[test]
fn a_word_of_a_group_that_is_not_listed() {
    let layout = format!("{LAYOUT}  group: {{sex: {{column: Sex, words: {{Male: Male}}}}}}\n");
    assert_data_eq!(
        Site::of("2024.csv", &layout, "Area code,Month,Calls,Sex\nE08000025,2024-11,3,Mael\n").told(),
        str![[r#"
error: `Mael` is not listed for `Sex`
 --> data/calls/2024.csv:2:21
  |
2 | E08000025,2024-11,3,Mael
  |                     ^^^^ unknown word
  |
  = help: did you mean `Male`? If not, add it under `words:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn ten_thousand_faults_are_two_messages() {
    let rows: String = (0..10_000).map(|row| format!("E08000025,2024-11,{row}?\nBirmingham,2024-11,1\n")).collect();
    let begin = std::time::Instant::now();
    assert_data_eq!(
        table(&format!("Area code,Month,Calls\n{rows}")).told(),
        str![[r#"
error: `Calls` must be a number, found `0?`
 --> data/calls/2024.csv:2:19
  |
2 | E08000025,2024-11,0?
  |                   ^^ not a number
  |
  = note: 9999 more rows of this file have the same fault
  = help: correct it, or say what it means under `missing:` in data/calls/source.yaml

error: `Area code` must be a GSS code, found `Birmingham`
 --> data/calls/2024.csv:3:1
  |
3 | Birmingham,2024-11,1
  | ^^^^^^^^^^ a GSS code looks like `E08000025`
  |
  = note: 9999 more rows of this file have the same fault
  = help: give the code, or map the name under `areas:` in data/calls/source.yaml


"#]]
    );
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

#[test]
fn numbers_of_some_areas_are_taken_back_where_they_are_known_to_be_incomplete() {
    let layout = format!(
        "incomplete:\n  - {{period: 2024-11, areas: [birmingham], why: a station was closed}}\n  - {{period: 2024-12, why: too early}}\n{LAYOUT}"
    );
    let site = Site::of("2024.csv", &layout, "Area code,Month,Calls\nE08000025,2024-11,3\nE08000026,2024-11,4\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-11 calls () [x]
coventry 2024-11 calls () 4

"#]]
    );
    let source = site.table().source;
    assert_eq!(source.notes, ["Not collected in full for Birmingham in November 2024: a station was closed."]);
    assert_eq!(source.incomplete.len(), 1);
}
