//! Declarations and files: what is said when they do not fit each other.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::site::{LAYOUT, Site, declaration};

const ROW: &str = "Area code,Month,Calls\nE08000025,2024-11,214\n";

fn declared(text: &str) -> Site {
    Site::new(&[("data/calls/source.yaml", text.as_bytes()), ("data/calls/2024.csv", ROW.as_bytes())])
}

#[test]
fn keys_and_words_that_nobody_knows() {
    let text = declaration("2024.csv", LAYOUT)
        .replace("publisher", "publsher")
        .replace("format: table", "format: tabel")
        .replace("MIT,", "MIT, by: me,");
    assert_data_eq!(
        declared(&text).told(),
        str![[r#"
error: `publisher` is missing
 --> data/calls/source.yaml:1:1
  |
1 | title: A test
  | ^ among these keys
  |
  = help: add `publisher:` and its value

error: unknown key `publsher`
 --> data/calls/source.yaml:2:1
  |
2 | publsher: Nobody
  | ^^^^^^^^ nothing reads this key
  |
  = help: did you mean `publisher`?

error: unknown key `by`
 --> data/calls/source.yaml:3:22
  |
3 | licence: {name: MIT, by: me, address: https://opensource.org/license/mit}
  |                      ^^ nothing reads this key
  |
  = help: known here: `name`, `address`

error: unknown format `tabel`
  --> data/calls/source.yaml:10:9
   |
10 | format: tabel
   |         ^^^^^ no reader has this name
   |
   = help: did you mean `table`?


"#]]
    );
}

#[test]
fn a_layout_that_does_not_say_where_the_numbers_are() {
    let text = declaration("2024.csv", LAYOUT)
        .replace("  value: Calls\n", "")
        .replace("form: month", "form: mnth")
        .replace("{column: Area code}", "{}");
    assert_data_eq!(
        declared(&text).told(),
        str![[r#"
error: the layout does not say where the numbers are
  --> data/calls/source.yaml:12:3
   |
12 |   area: {}
   |   ^ in this layout
   |
   = help: give one of `value`, `values`, `periods`, `pairs`, `columns` and `count: rows`

error: one of `column`, `columns`, `fixed`, `longitude` and `latitude`, `easting` and `northing`, `postcode` is needed here, and only one
  --> data/calls/source.yaml:12:9
   |
12 |   area: {}
   |         ^ among these keys

error: `mnth` is not a word that `form` knows
  --> data/calls/source.yaml:13:33
   |
13 |   period: {column: Month, form: mnth}
   |                                 ^^^^ unknown word
   |
   = help: known here: `month`, `month name`, `year`, `financial year`, `academic year`, `year to`, `mid-year`, `day`, `day/month/year`, `quarter`, `years`, `financial years`, `day month year`, `period` and `year to September`


"#]]
    );
}

#[test]
fn open_data_need_a_reason() {
    assert_data_eq!(
        declared(&declaration("2024.csv", LAYOUT).replace(", why: a test", "")).told(),
        str![[r#"
error: `rule: none` needs a reason
 --> data/calls/source.yaml:9:13
  |
9 | disclosure: {rule: none}
  |             ^ why may every number be shown?
  |
  = help: add `why:` and say who has already protected the numbers


"#]]
    );
}

#[test]
fn a_file_that_is_not_there() {
    assert_data_eq!(
        declared(&declaration("2023.csv", LAYOUT)).told(),
        str![[r#"
warning: no source names this file, so nothing of it is read
--> data/calls/2024.csv
 = note: it looks like a table of 3 columns
 = help: name it under `files:` in data/calls/source.yaml, or move it away

error: `2023.csv` is not there
 --> data/calls/source.yaml:8:16
  |
8 | files: [{name: 2023.csv}]
  |                ^^^^^^^^ no file at data/calls/2023.csv
  |
  = help: copy it there, or correct its name


"#]]
    );
}

#[test]
fn a_file_outside_the_data() {
    assert_data_eq!(
        declared(&declaration("../../secret.csv", LAYOUT)).told(),
        str![[r#"
error: `../../secret.csv` is not a file below `data/`
 --> data/calls/source.yaml:8:16
  |
8 | files: [{name: ../../secret.csv}]
  |                ^^^^^^^^^^^^^^^^ outside the data of the site
  |
  = help: copy the file into the folder of its source, and write its path with `/`


"#]]
    );
}

#[test]
fn a_folder_where_a_file_should_be() {
    let site = declared(&declaration("2023.csv", LAYOUT));
    fs::create_dir(site.folder().join("data/calls/2023.csv")).unwrap();
    fs::remove_file(site.folder().join("data/calls/2024.csv")).unwrap();
    assert_data_eq!(
        site.told(),
        str![[r#"
error: a file is needed here, and this is a folder
--> data/calls/2023.csv
 = help: name a file in it, or several with `*`, such as `*-street.csv`


"#]]
    );
}

#[test]
fn an_empty_file_and_one_with_a_header_alone() {
    assert_data_eq!(
        Site::of("2024.csv", LAYOUT, "").told(),
        str![[r#"
error: this file is empty
--> data/calls/2024.csv
 = help: ask for the file again, or copy it again from where it came


"#]]
    );
    assert_data_eq!(
        Site::of("2024.csv", LAYOUT, "Area code,Month,Calls\n").told(),
        str![[r#"
error: this file has a header and no rows
--> data/calls/2024.csv
 = help: ask for the file again, or take it out of `files:`


"#]]
    );
}

#[test]
fn a_file_that_is_not_the_declared_one() {
    let wrong = declaration("2024.csv", LAYOUT)
        .replace("name: 2024.csv", &format!("name: 2024.csv, sha256: {}", "0".repeat(64)));
    assert_data_eq!(
        declared(&wrong).told(),
        str![[r#"
error: `2024.csv` is not the file that was declared
 --> data/calls/source.yaml:8:34
  |
8 | files: [{name: 2024.csv, sha256: 0000000000000000000000000000000000000000000000000000000000000000}]
  |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the SHA-256 of another file
  |
  = note: declared 0000000000000000000000000000000000000000000000000000000000000000, found 496864e1bff86f990d2c7a7841fe75f9aefa2f87485c9819ebe865a4f9ff34d9
  = help: if the new file is right, write `sha256: 496864e1bff86f990d2c7a7841fe75f9aefa2f87485c9819ebe865a4f9ff34d9`


"#]]
    );
    let short = declaration("2024.csv", LAYOUT).replace("name: 2024.csv", "name: 2024.csv, sha256: abc");
    assert_data_eq!(
        declared(&short).told(),
        str![[r#"
error: `sha256` must be 64 hexadecimal digits
 --> data/calls/source.yaml:8:34
  |
8 | files: [{name: 2024.csv, sha256: abc}]
  |                                  ^^^ this has 3 signs


"#]]
    );
}

#[test]
fn a_file_that_nobody_names_and_a_folder_without_a_declaration() {
    let text = declaration("2024.csv", LAYOUT);
    let site = Site::new(&[
        ("data/calls/source.yaml", text.as_bytes()),
        ("data/calls/2024.csv", ROW.as_bytes()),
        ("data/calls/2025.csv", ROW.as_bytes()),
        ("data/calls/letter.txt", b"Dear all"),
        ("data/other/2025.csv", ROW.as_bytes()),
    ]);
    assert_data_eq!(
        site.told(),
        str![[r#"
warning: no source names this file, so nothing of it is read
--> data/calls/2025.csv
 = note: it looks like a table of 3 columns
 = help: name it under `files:` in data/calls/source.yaml, or move it away

warning: the folder `other` has files and no source.yaml
--> data/other
 = note: `2025.csv` looks like a table of 3 columns
 = help: run `sna inspect data/other/2025.csv --write data/other`, or move the files away


"#]]
    );
}

#[test]
fn made_up_numbers_are_called_so() {
    let text = declaration("2024.csv", LAYOUT).replace("status: published", "status: illustrative");
    assert_data_eq!(
        declared(&text).told(),
        str![[r#"
error: the source `calls` is illustrative and its folder does not say so
--> data/calls/source.yaml
 = help: rename the folder, or correct `status:`

error: `2024.csv` is illustrative and its name does not say so
 --> data/calls/source.yaml:8:16
  |
8 | files: [{name: 2024.csv}]
  |                ^^^^^^^^ made-up numbers
  |
  = help: put `illustrative` into the name of the file


"#]]
    );
}

#[test]
fn other_encodings_are_read_and_named() {
    let layout = format!("areas: {{Ynys Môn: E08000025}}\n{LAYOUT}");
    let text = "Area code,Month,Calls\nYnys Môn,2024-11,214\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for (bytes, encoding) in [(utf16, "UTF-16"), (windows, "Windows-1252")] {
        let site = Site::new(&[
            ("data/calls/source.yaml", declaration("2024.csv", &layout).as_bytes()),
            ("data/calls/2024.csv", &bytes),
        ]);
        let table = site.table();
        assert_eq!(table.observations.len(), 1);
        assert_eq!(table.quality[0].encoding, Some(encoding));
    }
}

#[test]
fn a_workbook_and_a_broken_gzip_where_rows_are_needed() {
    let site = Site::new(&[
        ("data/calls/source.yaml", declaration("2024.csv", LAYOUT).as_bytes()),
        ("data/calls/2024.csv", b"PK\x03\x04"),
    ]);
    assert_data_eq!(
        site.told(),
        str![[r#"
error: this file is not a workbook that can be read, or is damaged
--> data/calls/2024.csv
 = help: open it and save it again as an Excel workbook (.xlsx), or ask for it again


"#]]
    );
    let site = Site::new(&[
        ("data/calls/source.yaml", declaration("2024.csv.gz", LAYOUT).as_bytes()),
        ("data/calls/2024.csv.gz", ROW.as_bytes()),
    ]);
    assert_data_eq!(
        site.told(),
        str![[r#"
error: this file is called .gz and is not a gzip file, or is damaged
--> data/calls/2024.csv.gz
 = help: ask for the file again, or copy it again from where it came


"#]]
    );
}

#[test]
fn two_sources_read_one_file_and_two_files_make_one_table() {
    let files = "files: [{name: 2024.csv, period: 2024-11}, {name: ../calls/2025.csv, period: 2024-12}]";
    let text = declaration("2024.csv", LAYOUT)
        .replace("files: [{name: 2024.csv}]", files)
        .replace("{column: Month, form: month}", "{from: file}");
    let site = Site::new(&[
        ("data/calls/source.yaml", text.as_bytes()),
        ("data/calls/2024.csv", ROW.as_bytes()),
        ("data/calls/2025.csv", ROW.as_bytes()),
        ("data/more/source.yaml", declaration("../calls/2024.csv", LAYOUT).as_bytes()),
    ]);
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-11 calls () 214
birmingham 2024-12 calls () 214

"#]]
    );
}

#[test]
fn a_file_without_the_period_it_should_give() {
    let text = declaration("2024.csv", LAYOUT).replace("{column: Month, form: month}", "{from: file}");
    assert_data_eq!(
        declared(&text).told(),
        str![[r#"
error: this file has no `period`, and `period: {from: file}` needs one
 --> data/calls/source.yaml:8:16
  |
8 | files: [{name: 2024.csv}]
  |                ^^^^^^^^ of which time?
  |
  = help: add `period: 2021-03-21`, or what it is, beside the name


"#]]
    );
}
