//! Files as partners pack them: archives, folders of months, workbooks, lists of records; and what is said
//! of those that are cut short, locked or made to do harm.

use std::io::{Cursor, Write as _};

use snapbox::assert_data_eq;
use snapbox::str;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::site::{LAYOUT, Site, declaration};

/// An archive of these files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of these sheets, of cells that are numbers where they can be.
pub(crate) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut files: Vec<(String, String)> = Vec::new();
    let (mut list, mut relations) = (String::new(), String::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        let row = |(number, cells): (usize, &&[&str])| {
            let cell = |(column, text): (char, &&str)| match text.parse::<f64>() {
                Ok(_) => format!("<c r=\"{column}{number}\"><v>{text}</v></c>"),
                Err(_) if text.is_empty() => String::new(),
                Err(_) => format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            };
            format!("<row r=\"{number}\">{}</row>", ('A'..).zip(cells.iter()).map(cell).collect::<String>())
        };
        let rows: String = (1..).zip(rows.iter()).map(row).collect();
        let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        files.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{space}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{number}\" Target=\"worksheets/sheet{number}.xml\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>"
        ));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    files.push((
        "_rels/.rels".into(),
        format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
    ));
    files.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{package}\">{relations}</Relationships>"),
    ));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&files)
}

fn site(files: &str, rest: &str, stored: &[(&str, &[u8])]) -> Site {
    let text = declaration("x", rest).replace("[{name: x}]", files);
    let mut all: Vec<(String, Vec<u8>)> = vec![("data/calls/source.yaml".into(), text.into_bytes())];
    all.extend(stored.iter().map(|(name, bytes)| (format!("data/calls/{name}"), bytes.to_vec())));
    let all: Vec<(&str, &[u8])> = all.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    Site::new(&all)
}

const MARCH: &[u8] = b"Area code,Month,Calls\nE08000025,2024-03,4\n";
const APRIL: &[u8] = b"Area code,Month,Calls\nE08000025,2024-04,5\n";

const BOTH: &str = "birmingham 2024-03 calls () 4\nbirmingham 2024-04 calls () 5\n";

#[test]
fn the_files_of_an_archive_are_read_where_they_lie() {
    let packed = archive(&[("2024-03/a.csv", MARCH), ("2024-04/a.csv", APRIL), ("read me.txt", b"hello")]);
    let site = site("[{name: all.zip}]", LAYOUT, &[("all.zip", &packed)]);
    assert_eq!(site.numbers(), BOTH);
    let quality = &site.table().quality;
    assert_eq!(quality.iter().map(|file| file.file.as_str()).collect::<Vec<_>>(), ["2024-03/a.csv", "2024-04/a.csv"]);
    assert_eq!(quality[0].sha256, quality[1].sha256);
}

#[test]
fn a_member_says_which_files_of_an_archive_are_meant() {
    let packed = archive(&[("2024-03/x-street.csv", MARCH), ("2024-03/x-outcomes.csv", b"a,b\n1,2\n")]);
    let site = site("[{name: all.zip, member: \"*-street.csv\"}]", LAYOUT, &[("all.zip", &packed)]);
    assert_eq!(site.numbers(), "birmingham 2024-03 calls () 4\n");
}

#[test]
fn folders_of_months_are_named_by_a_pattern() {
    let stored: [(&str, &[u8]); 2] = [("2024-03/x-street.csv", MARCH), ("2024-04/x-street.csv", APRIL)];
    assert_eq!(site("[\"*-street.csv\"]", LAYOUT, &stored).numbers(), BOTH);
}

#[test]
fn a_pattern_that_fits_nothing() {
    assert_data_eq!(
        site("[\"*-street.csv\"]", LAYOUT, &[]).told(),
        str![[r#"
error: no file fits `*-street.csv`
 --> data/calls/source.yaml:8:9
  |
8 | files: ["*-street.csv"]
  |         ^^^^^^^^^^^^^^ nothing is named so
  |
  = help: copy the files into data/calls, or correct the pattern


"#]]
    );
}

#[test]
fn an_archive_that_is_cut_short() {
    let packed = archive(&[("a.csv", MARCH)]);
    assert_data_eq!(
        site("[all.zip]", LAYOUT, &[("all.zip", &packed[..packed.len() - 30])]).told(),
        str![[r#"
error: this is not a ZIP archive, or it ends too early
--> data/calls/all.zip
 = help: ask for the file again, or copy it again from where it came


"#]]
    );
}

#[test]
fn a_file_in_an_archive_that_is_damaged() {
    let mut packed = archive(&[("a.csv", &MARCH.repeat(50))]);
    let start = packed.windows(5).position(|bytes| bytes == b"a.csv").unwrap() + 12;
    packed[start] ^= 0x55;
    assert_data_eq!(
        site("[all.zip]", LAYOUT, &[("all.zip", &packed)]).told(),
        str![[r#"
error: this file inside the archive is damaged
--> data/calls/all.zip/a.csv
 = help: ask for the file again, or copy it again from where it came


"#]]
    );
}

#[test]
fn an_archive_that_unpacks_to_far_more_than_it_should() {
    let mut rows = MARCH.to_vec();
    rows.resize(80 << 20, b'\n');
    let packed = archive(&[("a.csv", &rows)]);
    assert_data_eq!(
        site("[all.zip]", LAYOUT, &[("all.zip", &packed)]).told(),
        str![[r#"
error: this file unpacks to more than 400 times its size
--> data/calls/all.zip/a.csv
 = help: a table never does: ask the sender what it is, and do not open it


"#]]
    );
}

#[test]
fn an_archive_that_is_locked() {
    let mut packed = archive(&[("a.csv", MARCH)]);
    // The flag of encryption stands in the local header and in the list at the end.
    packed[6] |= 1;
    let list = packed.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    packed[list + 8] |= 1;
    assert_data_eq!(
        site("[all.zip]", LAYOUT, &[("all.zip", &packed)]).told(),
        str![[r#"
error: this file is locked with a password
--> data/calls/all.zip/a.csv
 = help: ask for the archive without one


"#]]
    );
}

#[test]
fn an_archive_without_the_files_that_are_meant() {
    let packed = archive(&[("a.txt", MARCH)]);
    assert_data_eq!(
        site("[{name: all.zip, member: \"*-street.csv\"}]", LAYOUT, &[("all.zip", &packed)]).told(),
        str![[r#"
error: no file in the archive data/calls/all.zip fits `*-street.csv`
 --> data/calls/source.yaml:8:33
  |
8 | files: [{name: all.zip, member: "*-street.csv"}]
  |                                 ^^^^^^^^^^^^^^ of this archive
  |
  = help: say which of its files are meant, such as `member: "*-street.csv"`


"#]]
    );
}

const ROWS: &[&[&str]] =
    &[&["Calls for help"], &[], &["Area code", "Month", "Calls"], &["E08000025", "2024-03", "4"], &["Source: nobody"]];

#[test]
fn a_sheet_is_found_by_its_columns_below_title_rows() {
    let book = workbook(&[("Cover", &[&["Read me"]]), ("Calls", &ROWS[..4])]);
    assert_eq!(site("[a.xlsx]", LAYOUT, &[("a.xlsx", &book)]).numbers(), "birmingham 2024-03 calls () 4\n");
}

#[test]
fn sheets_are_named_by_a_pattern_and_notes_below_end_the_table() {
    let april: &[&[&str]] = &[&["Area code", "Month", "Calls"], &["E08000025", "2024-04", "5"]];
    let book = workbook(&[("2024_03", ROWS), ("2024_04", april), ("Notes", &[&["x"]])]);
    let layout = format!("{LAYOUT}  sheet: \"2024_*\"\n  until: \"Source\"\n");
    assert_eq!(site("[a.xlsx]", &layout, &[("a.xlsx", &book)]).numbers(), BOTH);
}

#[test]
fn a_sheet_that_is_not_there() {
    let book = workbook(&[("2024_03", ROWS)]);
    let layout = format!("{LAYOUT}  sheet: 2024_3\n");
    assert_data_eq!(
        site("[a.xlsx]", &layout, &[("a.xlsx", &book)]).told(),
        str![[r#"
error: the workbook has no sheet `2024_3`
  --> data/calls/source.yaml:16:10
   |
16 |   sheet: 2024_3
   |          ^^^^^^ no such sheet
   |
   = note: the workbook is data/calls/a.xlsx
   = help: did you mean `2024_03`?


"#]]
    );
}

#[test]
fn a_cell_of_a_sheet_is_named_by_its_row_and_column() {
    let book = workbook(&[("2024_03", &[&["Area code", "Month", "Calls"], &["E08000025", "2024-03", "many"]])]);
    assert_data_eq!(
        site("[a.xlsx]", LAYOUT, &[("a.xlsx", &book)]).told(),
        str![[r#"
error: `Calls` must be a number, found `many`
--> data/calls/a.xlsx/2024_03:2:3
 = note: not a number
 = help: correct it, or say what it means under `missing:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_workbook_with_a_password() {
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".bytes().flat_map(|letter| [letter, 0]));
    assert_data_eq!(
        site("[a.xlsx]", LAYOUT, &[("a.xlsx", &locked)]).told(),
        str![[r#"
error: this workbook is locked with a password
--> data/calls/a.xlsx
 = help: open it, save it without a password, and keep the password out of messages; or ask for it again without one


"#]]
    );
}

#[test]
fn records_in_json_are_a_table_with_nested_names() {
    let json = br#"[{"place": {"code": "E08000025"}, "month": "2024-03", "n": 4}, {"place": {"code": "E08000025"}, "month": "2024-04", "n": "5"}]"#;
    let layout = "format: table\nlayout:\n  area: {column: place.code}\n  period: {column: month, form: month}\n  series: {fixed: calls}\n  value: n\n";
    assert_eq!(site("[a.json]", layout, &[("a.json", json)]).numbers(), BOTH);
}

#[test]
fn json_that_is_no_list_of_records() {
    assert_data_eq!(
        site("[a.json]", LAYOUT, &[("a.json", b"{\"error\": 404}")]).told(),
        str![[r#"
error: this JSON is not a list of records
--> data/calls/a.json
 = help: ask for a list of objects, or for the table as CSV


"#]]
    );
}

#[test]
fn a_row_that_never_ends() {
    let mut text = b"Area code,Month,Calls\n".to_vec();
    text.resize(20 << 20, b'x');
    assert_data_eq!(
        site("[a.csv]", LAYOUT, &[("a.csv", &text)]).told().replace(&"x".repeat(64), "x"),
        str![[r#"
error: this row is longer than 16 MB
 --> data/calls/a.csv:2:1
...
"#]]
    );
}

/// Numbers of many pieces, with faults in more than one of them.
#[test]
fn a_file_of_many_pieces_is_read_as_one() {
    let mut text = b"Area code,Month,Calls,Note\n".to_vec();
    let mut line = 1;
    for year in 1900..2100 {
        for month in 1..=12 {
            let note = "a, long \"\"note\"\"\nof two lines ".repeat(140);
            text.extend(format!("E08000025,{year}-{month:02},{line},\"{note}\"\r\n").bytes());
            line += 1;
        }
    }
    assert!(text.len() > 9 << 20, "the file must be larger than two pieces");
    let site = site("[a.csv]", LAYOUT, &[("a.csv", &text)]);
    let table = site.table();
    assert_eq!(table.observations.len(), 2400);
    let lines: Vec<u32> = table.observations.iter().map(|seen| seen.line).collect();
    assert_eq!(lines.first(), Some(&2));
    assert_eq!(lines.last(), Some(&(2 + 2399 * 141)));
}

#[test]
fn the_first_fault_of_a_large_file_is_the_first_in_it() {
    let mut text = b"Area code,Month,Calls\n".to_vec();
    for row in 0..400_000 {
        let calls = if row % 100_000 == 60_000 { "many" } else { "1" };
        text.extend(format!("E08000025,2024-03,{calls}\n").bytes());
    }
    let layout = format!("{LAYOUT}  sum: rows\n");
    assert_data_eq!(
        site("[a.csv]", &layout, &[("a.csv", &text)]).told(),
        str![[r#"
error: `Calls` must be a number, found `many`
     --> data/calls/a.csv:60002:19
      |
60002 | E08000025,2024-03,many
      |                   ^^^^ not a number
      |
      = note: 3 more rows of this file have the same fault
      = help: correct it, or say what it means under `missing:` in data/calls/source.yaml


"#]]
    );
}

#[test]
fn a_file_that_grew_since_its_checksum() {
    let text = declaration("a.csv", LAYOUT).replace(
        "{name: a.csv}",
        "{name: a.csv, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}",
    );
    let site =
        Site::new(&[("data/calls/source.yaml", text.as_bytes()), ("data/calls/a.csv", b"Area code,Calls\nx,y\n")]);
    assert_data_eq!(
        site.told(),
        str![[r#"
error: `a.csv` is not the file that was declared
 --> data/calls/source.yaml:8:31
  |
8 | files: [{name: a.csv, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}]
  |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the SHA-256 of another file
  |
...
"#]]
    );
}
