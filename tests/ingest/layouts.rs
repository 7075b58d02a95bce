//! What a layout can say of a table that nobody has seen before.

use snapbox::{assert_data_eq, str};

use crate::site::Site;

/// A source of one file with a layout of these lines.
fn site(lines: &str, text: &str) -> Site {
    let lines: String = lines.trim().lines().map(|line| format!("  {line}\n")).collect();
    Site::of("calls.csv", &format!("format: table\nlayout:\n{lines}"), text)
}

const AREA: &str = "area: {column: code}";

#[test]
fn a_column_that_is_renamed_has_every_name_it_had() {
    let lines =
        format!("{AREA}\nperiod: {{column: [Month, Incident month], form: month}}\nseries: {{fixed: calls}}\nvalue: n");
    let wanted = "birmingham 2024-03 calls () 4\n";
    assert_eq!(site(&lines, "code,Month,n\nE08000025,2024-03,4\n").numbers(), wanted);
    assert_eq!(site(&lines, "code,Incident month,n\nE08000025,2024-03,4\n").numbers(), wanted);
    assert_data_eq!(
        site(&lines, "code,When,n\nE08000025,2024-03,4\n").told(),
        str![[r#"
error: no column is named `Month`
 --> data/calls/calls.csv:1:1
  |
1 | code,When,n
  | ^^^^^^^^^^^ this is the header
  |
  = note: the column is asked for at data/calls/source.yaml:13
  = note: nor is one named `Incident month`
  = help: known here: `code`, `When`, `n`


"#]]
    );
}

#[test]
fn a_name_may_end_in_anything() {
    let lines = format!("{AREA}\nperiod: {{fixed: 2024-03}}\nvalues: {{calls: \"Calls*\"}}");
    assert_eq!(site(&lines, "code,Calls (thousands)\nE08000025,4\n").numbers(), "birmingham 2024-03 calls () 4\n");
}

#[test]
fn the_header_is_the_first_row_that_has_the_columns() {
    let lines = format!("{AREA}\nperiod: {{fixed: 2024-03}}\nvalues: {{calls: n}}");
    let text = "Calls for help,\n,\n\"Source: nobody, 2024\",\ncode,n\nE08000025,4\n";
    assert_eq!(site(&lines, text).numbers(), "birmingham 2024-03 calls () 4\n");
}

#[test]
fn headings_on_two_lines_are_read_as_one() {
    let lines = format!("header: [1, 2]\n{AREA}\nperiod: {{fixed: 2024-03}}\nvalues: {{calls: Calls Female}}");
    let text = ",Calls,,Visits\ncode,Female,Male,Female\nE08000025,4,5,6\n";
    assert_eq!(site(&lines, text).numbers(), "birmingham 2024-03 calls () 4\n");
}

#[test]
fn rows_are_kept_and_left_out_by_words() {
    let lines = format!(
        "{AREA}\nonly: {{kind: [Assault, \"Stab*\"]}}\nexcept: {{status: [Duplicate]}}\nperiod: {{fixed: 2024-03}}\nseries: {{column: kind}}\nvalue: n"
    );
    let text = "code,kind,status,n\nE08000025,Assault,,1\nE08000025,Stab or gunshot,,2\nE08000025,Fall,,3\nE08000025,Assault,Duplicate,4\n";
    assert_eq!(
        site(&lines, text).numbers(),
        "birmingham 2024-03 Assault () 1\nbirmingham 2024-03 Stab or gunshot () 2\n"
    );
}

#[test]
fn an_empty_cell_may_mean_the_one_above() {
    let lines = format!(
        "{AREA}\ndown: [year, code]\nperiod: {{column: year, form: financial year}}\nseries: {{column: kind}}\nvalue: n"
    );
    let text = "year,code,kind,n\n2023-24,E08000025,calls,4\n,,visits,5\n2024-25,,calls,6\n";
    assert_eq!(
        site(&lines, text).numbers(),
        "birmingham 2023-24 calls () 4\nbirmingham 2024-25 calls () 6\nbirmingham 2023-24 visits () 5\n"
    );
}

#[test]
fn another_column_says_why_there_is_no_number() {
    let lines = format!(
        "{AREA}\nperiod: {{column: year, form: year}}\nseries: {{fixed: calls}}\nvalue: n\nmissing: {{\"\": not available}}\nreason: {{column: note, words: {{Too small to show: suppressed}}}}"
    );
    let text = "code,year,n,note\nE08000025,2023,,Too small to show\nE08000025,2024,,\nE08000025,2025,0,\n";
    assert_eq!(
        site(&lines, text).numbers(),
        "birmingham 2023 calls () [c]\nbirmingham 2024 calls () [x]\nbirmingham 2025 calls () 0\n"
    );
}

#[test]
fn columns_are_turned_into_rows_by_what_their_headings_say() {
    let lines = format!(
        "{AREA}\nperiod: {{form: mid-year}}\nseries: {{fixed: residents}}\ncolumns:\n  named: \"{{sex}} {{age}} {{period}}\"\n  sex: {{words: {{M: Male, F: Female, All: all}}}}\n  age: {{bands: [0-17, 18+]}}"
    );
    let text = "code,name,M 16 2023,M 17 2023,M 18 2023,F 90+ 2023,All 18 2023\nE08000025,Birmingham,1,2,4,8,16\n";
    assert_eq!(
        site(&lines, text).numbers(),
        "birmingham mid-2023 residents (0 to 17, Male) 3\nbirmingham mid-2023 residents (18 and over) 16\nbirmingham mid-2023 residents (18 and over, Female) 8\nbirmingham mid-2023 residents (18 and over, Male) 4\n"
    );
}

#[test]
fn no_heading_is_as_the_pattern_says() {
    let lines = format!("{AREA}\nperiod: {{fixed: 2024-03}}\nseries: {{fixed: residents}}\ncolumns: \"Aged {{age}}\"");
    assert_data_eq!(
        site(&lines, "code,16,17\nE08000025,4,5\n").told(),
        str![[r#"
error: no column is named as `Aged {age}` says
 --> data/calls/calls.csv:1:1
  |
1 | code,16,17
  | ^^^^^^^^^^ this is the header
  |
  = note: the columns are asked for at data/calls/source.yaml:15
  = help: known here: `code`, `16`, `17`


"#]]
    );
}

#[test]
fn a_pattern_that_names_nothing() {
    let lines = format!("{AREA}\nperiod: {{fixed: 2024-03}}\nseries: {{fixed: residents}}\ncolumns: Aged");
    assert_data_eq!(
        site(&lines, "code,Aged\nE08000025,4\n").told(),
        str![[r#"
error: `Aged` names nothing
  --> data/calls/source.yaml:15:12
   |
15 |   columns: Aged
   |            ^^^^ no name in braces
   |
   = help: say what differs from heading to heading, such as `"Aged {age}"`


"#]]
    );
}

#[test]
fn a_dimension_that_is_not_in_the_pattern() {
    let lines = format!(
        "{AREA}\nperiod: {{fixed: 2024-03}}\nseries: {{fixed: residents}}\ncolumns: {{named: \"Aged {{age}}\", sex: {{words: {{M: Male}}}}}}"
    );
    assert_data_eq!(
        site(&lines, "code,Aged 16\nE08000025,4\n").told(),
        str![[r#"
error: `sex` does not stand in `Aged {age}`
  --> data/calls/source.yaml:15:34
   |
15 |   columns: {named: "Aged {age}", sex: {words: {M: Male}}}
   |                                  ^^^ names nothing
   |
   = help: write `{sex}` into the pattern, or take it out


"#]]
    );
}

#[test]
fn each_measure_of_a_named_indicator_is_a_series() {
    let lines = format!(
        "{AREA}\nperiod: {{fixed: 2024-03}}\nseries: {{column: indicator}}\nvalues: {{count: n, denominator: of}}"
    );
    assert_eq!(
        site(&lines, "code,indicator,n,of\nE08000025,Assaults,4,9\n").numbers(),
        "birmingham 2024-03 Assaults: count () 4\nbirmingham 2024-03 Assaults: denominator () 9\n"
    );
}

#[test]
fn a_time_may_stand_in_several_forms_or_columns() {
    let forms = format!(
        "{AREA}\nperiod: {{column: when, form: [financial year, financial years, years]}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_eq!(
        site(&forms, "code,when,n\nE08000025,2020/21,1\nE08000025,2016/17 - 20/21,2\nE08000025,2001 - 03,3\n")
            .numbers(),
        "birmingham 2001-to-2003 calls () 3\nbirmingham 2020-21 calls () 1\nbirmingham 2016-17-to-2020-21 calls () 2\n"
    );
    let quarters = format!(
        "{AREA}\nperiod: {{year: year, quarter: quarter, form: financial year}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_eq!(
        site(&quarters, "code,year,quarter,n\nE08000025,2024/25,1,1\nE08000025,2024/25,4,2\n").numbers(),
        "birmingham 2024-q2 calls () 1\nbirmingham 2025-q1 calls () 2\n"
    );
    let identified = format!(
        "{AREA}\nperiod: {{column: when, by: {{column: what, forms: {{Academic year: academic year, Calendar year: year}}}}}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_eq!(
        site(&identified, "code,when,what,n\nE08000025,202122,Academic year,1\nE08000025,2022,Calendar year,2\n")
            .numbers(),
        "birmingham 2021-22-academic calls () 1\nbirmingham 2022 calls () 2\n"
    );
}

#[test]
fn a_time_that_no_form_reads() {
    let quarters = format!(
        "{AREA}\nperiod: {{year: year, quarter: quarter, form: financial year}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_data_eq!(
        site(&quarters, "code,year,quarter,n\nE08000025,2024/26,1,1\nE08000025,2024/25,5,2\n").told(),
        str![[r#"
error: `year` must be a financial year such as `2021-22`, found `2024/26`
 --> data/calls/calls.csv:2:11
  |
2 | E08000025,2024/26,1,1
  |           ^^^^^^^ not such a time
  |
  = help: correct it, or the form that data/calls/source.yaml gives

error: `quarter` must be a quarter from `1` to `4`, found `5`
 --> data/calls/calls.csv:3:19
  |
3 | E08000025,2024/25,5,2
  |                   ^ not such a time
  |
  = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
    let identified = format!(
        "{AREA}\nperiod: {{column: when, by: {{column: what, forms: {{Academic year: academic year}}}}}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_data_eq!(
        site(&identified, "code,when,what,n\nE08000025,202123,Academic year,1\nE08000025,2022,Reporting year,2\n")
            .told(),
        str![[r#"
error: `when` must be an academic year such as `2021-22`, found `202123`
 --> data/calls/calls.csv:2:11
  |
2 | E08000025,202123,Academic year,1
  |           ^^^^^^ not such a time
  |
  = help: correct it, or the form that data/calls/source.yaml gives

error: `Reporting year` is not listed for `what`
 --> data/calls/calls.csv:3:16
  |
3 | E08000025,2022,Reporting year,2
  |                ^^^^^^^^^^^^^^ unknown word
  |
  = help: add it under `words:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn rows_that_count_one_become_tallies_by_month() {
    let lines =
        format!("{AREA}\nperiod: {{column: when, form: day, grain: month}}\nseries: {{fixed: calls}}\ncount: rows");
    let text = "code,when\nE08000025,2024-03-01T09:58:14+00:00\nE08000025,2024-03-31 23:59\nE08000026,2024-04-01\n";
    assert_eq!(site(&lines, text).numbers(), "birmingham 2024-03 calls () 2\ncoventry 2024-04 calls () 1\n");
}

#[test]
fn a_row_that_counts_one_is_never_shown() {
    let lines =
        format!("{AREA}\nperiod: {{column: when, form: day, grain: month}}\nseries: {{fixed: calls}}\ncount: rows");
    assert_data_eq!(
        site(&lines, "code,when,who\nE08000025,31 February,somebody\n").told(),
        str![[r#"
error: `when` must be a day such as `2021-03-21`
--> data/calls/calls.csv:2:11
 = note: not such a time
 = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}

#[test]
fn equal_rows_are_one_and_different_ones_a_fault() {
    let lines = format!("{AREA}\nperiod: {{fixed: 2024-03}}\nseries: {{fixed: calls}}\nvalue: n\nsum: same");
    assert_eq!(
        site(&lines, "code,parent,n\nE08000025,,4\nE08000025,E12000005,4\n").numbers(),
        "birmingham 2024-03 calls () 4\n"
    );
    assert_data_eq!(
        site(&lines, "code,parent,n\nE08000025,,4\nE08000025,E12000005,5\n").told(),
        str![[r#"
error: two rows give `calls` for Birmingham in March 2024
 --> data/calls/calls.csv:3:1
  |
3 | E08000025,E12000005,5
  | ^^^^^^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/calls.csv:2
  = help: they differ: say under `only:` in data/calls/source.yaml which kind of row is meant


"#]]
    );
}

#[test]
fn a_download_that_was_cut_off() {
    let lines = format!(
        "{AREA}\nperiod: {{column: month, form: month}}\nseries: {{fixed: calls}}\nvalue: n\nwhole: {{count: RECORD_COUNT, limit: 2}}"
    );
    let rows = "E08000025,2024-03,4,3\nE08000025,2024-04,4,3\n";
    assert_data_eq!(
        site(&lines, &format!("code,month,n,RECORD_COUNT\n{rows}")).told(),
        str![[r#"
error: this file has 2 of 3 rows: the download was cut off
--> data/calls/calls.csv
 = help: download it in parts, for fewer areas or years each, and name every part under `files:`


"#]]
    );
    let bare = rows.replace(",3\n", "\n");
    assert_data_eq!(
        site(&lines, &format!("code,month,n\n{bare}")).told(),
        str![[r#"
error: this file has exactly 2 rows, at which the supplier cuts a download off
--> data/calls/calls.csv
 = help: download it in parts, for fewer areas or years each, and name every part under `files:`


"#]]
    );
    let whole = rows.replace(",3\n", ",2\n");
    assert_eq!(site(&lines, &format!("code,month,n,RECORD_COUNT\n{whole}")).table().observations.len(), 2);
}

#[test]
fn line_ends_of_every_kind_may_be_mixed() {
    let lines = format!("{AREA}\nperiod: {{column: month, form: month}}\nseries: {{fixed: calls}}\nvalue: n");
    let text = "code,month,n\r\nE08000025,2024-03,4\nE08000025,2024-04,5\rE08000025,2024-05,6\r\n";
    assert_eq!(
        site(&lines, text).numbers(),
        "birmingham 2024-03 calls () 4\nbirmingham 2024-04 calls () 5\nbirmingham 2024-05 calls () 6\n"
    );
}

#[test]
fn a_line_break_inside_a_cell_that_has_no_quotes() {
    let lines = format!("{AREA}\nperiod: {{column: month, form: month}}\nseries: {{fixed: calls}}\nvalue: n");
    assert_data_eq!(
        site(&lines, "code,month,n\nE08000025,2024\r-03,4\n").told(),
        str![[r#"
error: this row has 2 fields and the header 3
 --> data/calls/calls.csv:2:1
  |
2 | E08000025,2024␍-03,4
  | ^^^^^^^^^^^^^^^^^^^^ too few
  |
  = note: a carriage return stands alone in this line, so the row ends there
  = note: 1 more row of this file has the same fault
  = help: open the file in a spreadsheet, take the line break out of the cell, and save it again


"#]]
    );
}

#[test]
fn a_year_that_cannot_be() {
    let lines = format!("{AREA}\nperiod: {{column: month, form: month}}\nseries: {{fixed: calls}}\nvalue: n");
    assert_data_eq!(
        site(&lines, "code,month,n\nE08000025,0225-03,4\n").told(),
        str![[r#"
error: `month` must be a month such as `2026-03`, found `0225-03`
 --> data/calls/calls.csv:2:11
  |
2 | E08000025,0225-03,4
  |           ^^^^^^^ no such year
  |
  = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}

#[test]
fn other_separators_are_declared() {
    let lines = format!(
        "delimiter: semicolon\n{AREA}\nperiod: {{column: month, form: month}}\nseries: {{fixed: calls}}\nvalue: n"
    );
    assert_eq!(site(&lines, "code;month;n\nE08000025;2024-03;4\n").numbers(), "birmingham 2024-03 calls () 4\n");
}
