//! `sna inspect`: files of all kinds in, what is said of them out.
//!
//! What people read is compared with `tests/inspect/NAME.txt`; `SNAPSHOTS=overwrite cargo test --test inspect`
//! writes what is said now. Samples of real files stand in `tests/files/inspect/`; nasty ones are made here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use sna::files::Root;
use sna::ingest::inspect::{Inspection, inspect};
use sna::model::period::Period;
use sna::pipeline;
use sna::progress::Progress;
use sna::report::{Format, Report, Strictness};
use support::{Copy, package, plain};

/// A folder of files that vanishes.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().replace('\\', "/")
    }

    fn path(&self) -> String {
        self.0.path().to_str().unwrap().replace('\\', "/")
    }
}

fn sample(name: &str) -> String {
    package().join("tests/files/inspect").join(name).to_str().unwrap().replace('\\', "/")
}

fn look(paths: &[String]) -> (Report, Inspection) {
    let report = Report::new(Strictness::Lenient);
    let found = inspect(&report, &Progress::default(), paths, Period::month(2026, 11));
    (report, found)
}

/// Findings and faults as people read them, with the folder of the files left out.
fn said(paths: &[String], folder: &str) -> String {
    let (report, found) = look(paths);
    let faults = plain(&report);
    let text = format!("{}{}", found.text(), faults.trim_end());
    text.trim_end().replace(&format!("{folder}/"), "").to_owned() + "\n"
}

fn is_as_expected(name: &str, text: &str) {
    let path = package().join(format!("tests/inspect/{name}.txt"));
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{}\n--- expected\n{expected}+++ said\n{text}", path.display());
}

/// A table with everything that an analyst of a partner's spreadsheet has to deal with.
const MESSY: &str = "Table 3: Offences by district\r\n\
    Source: Marlshire Constabulary\r\n\
    \r\n\
    District code,District,Year,Offences,Offences,Change,Note,,\r\n\
    E07000223,Adur,2024-25,\"1,204\",12,4%,,,\r\n\
    E07000224,Arun [Note 6],2024-25,\"2,411\",*,-3%,,,\r\n\
    E07000224,Arun [Note 6],2024-25,\"2,411\",*,-3%,,,\r\n\
    E07000225,Chichester,2024-25,#REF!,c,1%,,,\r\n\
    ,Total,2024-25,\"6,026\",..,,,,\r\n\
    * fewer than 5 offences\r\n\
    Extracted on 1 April 2025\r\n";

const DATES: &str = "day,force,offences\n\
    2024-03-01,Marlshire,4\n\
    0225-03-02,Marlshire,5\n\
    1900-01-01,Marlshire,6\n\
    2027-03-04,Marlshire,7\n\
    2024-02-31,Marlshire,8\n\
    2024-03-05,Marlshire,9\n\
    2024-03-06,Marlshire,9\n\
    2024-03-07,Marlshire,9\n\
    2024-03-08,Marlshire,9\n\
    2024-03-09,Marlshire,9\n\
    2024-03-10,Marlshire,9\n\
    2024-03-11,Marlshire,9\n";

/// Attendances after an assault as a hospital sends them; every cell of people begins with `SECRET`.
fn attendances() -> String {
    let mut text =
        "Attendance ID,Arrival date,Age,Sex,Postcode,Patient LSOA,Means of assault,Where it happened,Initials\n"
            .to_owned();
    for row in 0..60 {
        let sex = if row % 2 == 0 { "Female" } else { "Male" };
        let means = if row == 7 { "SECRETWEAPON" } else { "Body part" };
        text += &format!(
            "A{row:06},{:02}/03/2026 21:{:02},{},{sex},SE1{} {}AA,E010088{:02},{means},SECRET{row} hit by the man from number {row} outside the shop,SECRETJS{row}\n",
            row % 28 + 1,
            row % 60,
            row + 15,
            row % 9,
            row % 9,
            row % 20 + 10
        );
    }
    text
}

#[test]
fn real_files_are_described_in_these_words() {
    let folder = sample("").trim_end_matches('/').to_owned();
    for (name, files) in [
        ("police-street", &["2025-01-warwickshire-street.csv", "2025-02-warwickshire-street.csv"][..]),
        ("police-street-of-2011", &["2011-02-west-midlands-street.csv"]),
        ("stop-and-search", &["2020-0*-city-of-london-stop-and-search.csv.gz"]),
        ("recorded-crime", &["recorded-crime.csv"]),
        ("regional-population", &["regional-population.csv"]),
        ("neet", &["neet.csv"]),
        ("census-residents", &["census-residents.csv"]),
        ("lsoa-lookup", &["lsoa-lookup.csv"]),
        ("lait", &["lait.csv"]),
        ("lsoa-counts", &["lsoa-counts.csv"]),
        ("vru-monitoring", &["vru-monitoring-2021.csv"]),
    ] {
        let paths: Vec<String> = files.iter().map(|file| sample(file)).collect();
        is_as_expected(name, &said(&paths, &folder));
    }
}

#[test]
fn nasty_files_are_described_or_refused_in_these_words() {
    let folder = Folder::new();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Ward;Year;Calls\r\nAston;2024;12\r\nNechells;2025;-\r\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let cut: String = std::iter::once("DATE,GEOGRAPHY_CODE,OBS_VALUE\n".to_owned())
        .chain((0..25_000).map(|row| format!("2024,E0100{:04},{}\n", row % 10_000, row % 97)))
        .collect();
    for (name, file, bytes) in [
        ("messy-table", "offences.csv", MESSY.as_bytes().to_vec()),
        ("odd-dates", "days.csv", DATES.as_bytes().to_vec()),
        ("utf-16-with-semicolons", "calls.txt", utf16),
        (
            "windows-1252-and-mixed-line-ends",
            "names.csv",
            b"Authority,Caf\xe9s\r\nYnys M\xf4n,4\nGwynedd,7\r\n".to_vec(),
        ),
        ("a-download-cut-off", "nomis.csv", cut.into_bytes()),
        ("records", "attendances.csv", attendances().into_bytes()),
        (
            "rows-of-another-length",
            "rows.csv",
            b"code,year,calls\nE08000025,2024,12\nE08000026,2024\nE08000027,2024,1,4\nE08000028,2024,9\n".to_vec(),
        ),
        (
            "a-quote-never-closed",
            "quote.csv",
            b"code,year,calls\nE08000025,2024,12\nE08000026,\"2024,9\nE08000028,2024,9\n".to_vec(),
        ),
        ("no-header", "headless.csv", b"E08000025,2024,12\nE08000026,2024,13\n".to_vec()),
        ("empty", "empty.csv", Vec::new()),
        (
            "gzip-cut-short",
            "cut.csv.gz",
            fs::read(sample("2020-06-city-of-london-stop-and-search.csv.gz")).unwrap()[..1500].to_vec(),
        ),
        ("not-a-table", "report.csv", b"%PDF-1.7\n\x00\x01".to_vec()),
    ] {
        let path = folder.put(&format!("{name}/{file}"), bytes);
        is_as_expected(name, &said(&[path], &format!("{}/{name}", folder.path())));
    }
    is_as_expected("no-such-file", &said(&[format!("{}/nothing.csv", folder.path())], &folder.path()));
}

#[test]
fn nothing_that_stands_in_records_leaves_the_tool() {
    let folder = Folder::new();
    // Whole, with a row that is broken, and with a quote that never ends.
    let whole = attendances();
    let broken =
        format!("{whole}A9,SECRETBROKEN,row\n{}", "A9999,01/03/2026 21:00,16,Male,SE11 1AA,E01008812,Body part,x,y\n");
    let open = format!("{whole}A9,\"SECRETOPEN,row\n");
    for (name, text) in [("whole.csv", whole), ("broken.csv", broken), ("open.csv", open)] {
        let path = folder.put(name, text);
        let (report, found) = look(std::slice::from_ref(&path));
        let yaml = found.declaration(&report, None).unwrap_or_default();
        let all = [
            found.text(),
            found.json(),
            yaml,
            plain(&report),
            report.render(Format::Json),
            report.render(Format::Short),
        ];
        for out in &all {
            for cell in ["SECRET", "SE1", "A000", "E010088", "outside the shop"] {
                assert!(!out.contains(cell), "{name}: `{cell}` is printed:\n{out}");
            }
        }
        assert!(all[0].contains("rows look like records"), "{}", all[0]);
        let json: serde_json::Value = serde_json::from_str(&all[1]).unwrap();
        assert_eq!(json["groups"][0]["tables"][0]["records"], true);
    }
}

#[test]
fn free_text_of_the_records_of_the_demonstration_is_in_no_output() {
    let folder = package().join("data/ambulance-incidents-illustrative").to_str().unwrap().replace('\\', "/");
    let (report, found) = look(std::slice::from_ref(&folder));
    let yaml = found.declaration(&report, Some(&folder)).unwrap();
    let out = format!("{}{}{yaml}{}", found.text(), found.json(), plain(&report));
    let gzip = fs::File::open(format!("{folder}/ambulance-incidents-illustrative-2024-25.csv.gz")).unwrap();
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(gzip));
    let header = reader.headers().unwrap().clone();
    let text = header.iter().position(|name| name == "Location text").unwrap();
    let id = header.iter().position(|name| name == "Incident number").unwrap();
    let mut seen = 0;
    for row in reader.records() {
        let row = row.unwrap();
        for cell in [&row[text], &row[id]].into_iter().filter(|cell| cell.len() > 5) {
            assert!(!out.contains(cell), "`{cell}` is printed");
            seen += 1;
        }
    }
    assert!(seen > 3_000, "only {seen} cells were looked for");
    assert!(yaml.contains("\nformat: ambulance-dispatch") && yaml.contains("\nstatus: illustrative"), "{yaml}");
}

#[test]
fn records_without_a_header_are_refused_and_not_taken_for_names_of_columns() {
    let folder = Folder::new();
    let rows: String = attendances().lines().skip(1).map(|line| format!("{line}\n")).collect();
    let path = folder.put("headless.csv", rows);
    let (report, found) = look(&[path]);
    let out = format!("{}{}{}", found.text(), found.json(), plain(&report));
    assert!(!out.contains("SECRET"), "{out}");
    assert!(out.contains("no row that could be a header"), "{out}");
}

#[test]
fn rows_without_a_number_or_with_days_in_an_unknown_form_are_records_too() {
    let folder = Folder::new();
    let plain_rows: String =
        (0..30).map(|row| format!("{},Ward {},SECRET{}\n", ["Male", "Female"][row % 2], row % 3, row % 4)).collect();
    let days: String =
        (0..30).map(|row| format!("{}.3.26 at 9,{},SECRET{},{row}\n", row + 1, row + 10, row % 4)).collect();
    let ids: String = (0..30).map(|row| format!("R{row},F,SECRET{},{row}\n", row % 4)).collect();
    for (name, text) in [
        ("sex.csv", format!("Sex,Ward,Weapon\n{plain_rows}")),
        ("days.csv", format!("Date of call,Age,Weapon,Minutes\n{days}")),
        ("ids.csv", format!("Case reference,Sex,Weapon,Minutes\n{ids}")),
        // The first row is of a person: its cells are no names of columns.
        ("headless.csv", format!("Male,Ward 1,SECRET1\n{plain_rows}")),
    ] {
        let path = folder.put(name, text);
        let (report, found) = look(&[path]);
        let out = format!(
            "{}{}{}{}",
            found.text(),
            found.json(),
            found.declaration(&report, None).unwrap_or_default(),
            plain(&report)
        );
        assert!(!out.contains("SECRET"), "{name}: {out}");
    }
}

#[test]
fn names_of_people_and_what_is_written_of_them_are_in_no_output() {
    let folder = Folder::new();
    let rows = |row: &dyn Fn(usize) -> String| (0..30).map(|at| row(at) + "\n").collect::<String>();
    let day = |at: usize| format!("2025-04-{:02}", at + 1);
    for (name, header, text) in [
        (
            "victims.csv",
            "Victim name,Ward code,Offence date,Offence",
            rows(&|at| format!("SECRET{},E06000055,{},Assault", at % 2, day(at))),
        ),
        (
            "officers.csv",
            "Incident ID,Date,LSOA,Officer",
            rows(&|at| format!("{at},{},E010174{:02},PC SECRET{}", day(at), at + 10, at % 2)),
        ),
        ("people.csv", "Surname,Forename,Outcome", rows(&|at| format!("SECRET{},SECRET,Charged", at % 2))),
        ("events.csv", "Date,Place,Weapon", rows(&|at| format!("{},SECRET{},Knife", day(at), at % 9))),
        ("cases.csv", "Case ID,Ward code,Team", rows(&|at| format!("{at},E06000055,SECRET{}", at % 9))),
        ("notes.csv", "Ward,Incident note,Count", rows(&|at| format!("E06000055,SECRET {},1", at % 2))),
        (
            "sentences.csv",
            "Offence date,Ward code,What",
            rows(&|at| format!("{},E06000055,SECRET stabbed him at home", day(at))),
        ),
    ] {
        let path = folder.put(name, format!("{header}\n{text}"));
        let (report, found) = look(&[path]);
        let yaml = found.declaration(&report, None).unwrap();
        let out = format!("{}{}{yaml}{}", found.text(), found.json(), plain(&report));
        assert!(!out.contains("SECRET"), "{name}: {out}");
        assert_eq!(out.contains("rows look like records"), name != "notes.csv", "{name}: {out}");
    }
    let path = folder.put("areas.csv", "Area name,Year,Number of victims\nAston,2024,4\nAston,2025,5\n");
    assert!(!look(&[path]).1.text().contains("rows look like records"));
}

#[test]
fn rows_are_counted_only_where_they_are_records_and_unknown_words_are_asked_about() {
    let folder = Folder::new();
    let path = folder.put("words.csv", "code,year,kind\nE08000025,2024,a\nE08000026,2025,b\n");
    let (report, found) = look(&[path]);
    let yaml = found.declaration(&report, None).unwrap();
    assert!(yaml.contains("value:  # which column holds the number?") && !yaml.contains("count: rows"), "{yaml}");
    let path = folder.put(
        "signs.csv",
        "code,year,calls\nE08000025,2024,1\nE08000026,2024,2\nE08000027,2024,low-ish\nE08000028,2024,*\n",
    );
    let (report, found) = look(&[path]);
    let yaml = found.declaration(&report, None).unwrap();
    assert!(yaml.contains("\"*\": suppressed") && yaml.contains("# \"low-ish\":  # what does it mean?"), "{yaml}");
}

#[test]
fn what_a_sender_should_be_asked_about_is_said() {
    let folder = Folder::new();
    for (name, text, said) in [
        ("two.csv", "code,Date,n\nE06000055,21/03/25,1\nE06000056,22/03/25,1\n", "days with two-digit years"),
        ("us.csv", "code,Date,n\nE06000055,3/16/2025,1\nE06000056,4/17/2025,1\n", "the month before the day"),
        ("none.csv", "code,year,calls\n", "a file with a header and no rows (line 1)"),
        ("same.csv", "code,year,ward,calls,calls\nE06000055,2024,a,1,2\n", "two columns are named `calls` (line 1)"),
        ("page.csv", "<!DOCTYPE html>\n<html><body>,a,b</body></html>\n", "this file is a web page and no table"),
    ] {
        let path = folder.put(name, text);
        let (report, found) = look(&[path]);
        let yaml = found.declaration(&report, None).unwrap_or_default();
        let out = format!("{}{}", found.text(), plain(&report)).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(said), "{name}: {out}");
        assert!(!yaml.contains("series: {column: Date}"), "{yaml}");
    }
}

/// A declaration with every question answered, by whoever knows.
fn answered(yaml: &str) -> String {
    let answers = [
        ("title:  ", "title: T"),
        ("publisher:  ", "publisher: P"),
        ("licence:  ", "licence: {name: L, address: none}"),
        ("attribution:  ", "attribution: A"),
        ("address:  ", "address: none"),
        ("period:   ", "period: P"),
    ];
    let line = |line: &str| {
        let answer = answers.iter().find(|(question, _)| line.starts_with(question)).map(|(_, answer)| *answer);
        let line = answer.unwrap_or(line);
        let line =
            line.replace(", period: }", ", period: 2022-06}").replace("why: }", "why: its publisher has protected it}");
        line.replace("area: {fixed: }", "area: {fixed: E10000091}")
            .replace("period: {fixed: }", "period: {fixed: \"2021\"}")
    };
    yaml.lines().map(|text| line(text) + "\n").collect()
}

/// Every real file of the demonstration and of the samples, each as a source of its own.
fn real() -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![package().join("data"), package().join("tests/files/inspect")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_table = [".csv", ".csv.gz", ".xlsx", ".geojson.gz"].iter().any(|ending| name.ends_with(ending));
            if path.is_dir() {
                folders.push(path);
            } else if is_table && !name.contains("illustrative") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_proposed_for_a_real_file_decodes_once_its_questions_are_answered() {
    let site = Copy::new();
    let files = real();
    assert!(files.len() >= 35, "only {} files", files.len());
    for (index, file) in files.iter().enumerate() {
        let folder = format!("data/source-{index}");
        let name = file.file_name().unwrap().to_str().unwrap();
        site.put(&format!("{folder}/{name}"), fs::read(file).unwrap());
        let path = site.root().join(&folder).join(name).to_str().unwrap().replace('\\', "/");
        let (report, found) = look(&[path]);
        let yaml =
            found.declaration(&report, None).unwrap_or_else(|_| panic!("{}: {}", file.display(), plain(&report)));
        site.put(&format!("{folder}/source.yaml"), answered(&yaml));
    }
    let report = Report::new(Strictness::Lenient);
    let _ = pipeline::build(&report, &Progress::default(), &Root::new(&site.root()));
    let lines = report.render(Format::Short);
    // That the site has no outlines is no fault of a declaration, although it is said there.
    let is_of_site = |line: &str| line.contains("points are placed by outlines, and this site has none");
    let of_declarations: Vec<&str> =
        lines.lines().filter(|line| line.contains("/source.yaml:") && !is_of_site(line)).collect();
    assert!(of_declarations.is_empty(), "{}", of_declarations.join("\n"));
    // What is left is of areas that this small site has not.
    for line in lines.lines() {
        let of_areas = [
            "is not an area of this site",
            "is not a district of this site",
            "must be a GSS code",
            "points are placed by outlines, and this site has none",
            "no outline of this file",
            "no row of this file is of an area",
        ];
        let others = ["is empty", "two rows give", "is not of this site"];
        assert!(of_areas.iter().chain(&others).any(|words| line.contains(words)), "{line}");
    }
}

#[test]
fn what_is_proposed_reads_in_a_site_that_has_the_areas() {
    let site = Copy::new();
    let rows = "code,year,calls\nE10000091,2025,12\nE10000091,2026,*\n";
    site.put("data/calls/calls.csv", rows);
    let path = site.root().join("data/calls/calls.csv").to_str().unwrap().replace('\\', "/");
    let (report, found) = look(&[path]);
    site.put("data/calls/source.yaml", answered(&found.declaration(&report, None).unwrap()));
    let report = Report::new(Strictness::Lenient);
    assert!(pipeline::build(&report, &Progress::default(), &Root::new(&site.root())).is_ok(), "{}", plain(&report));
}

/// An archive of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_months_in_an_archive_are_one_source() {
    let site = Copy::new();
    let months = ["01", "02"].map(|month| fs::read(sample(&format!("2025-{month}-warwickshire-street.csv"))).unwrap());
    let archive = zipped(&[
        ("2025-01/2025-01-warwickshire-street.csv", &months[0]),
        ("2025-02/2025-02-warwickshire-street.csv", &months[1]),
        ("notes.pdf", b"%PDF"),
    ]);
    site.put("data/street/archive.zip", archive);
    let path = site.root().join("data/street/archive.zip").to_str().unwrap().replace('\\', "/");
    let (report, found) = look(&[path]);
    let json: serde_json::Value = serde_json::from_str(&found.json()).unwrap();
    assert_eq!(json["groups"].as_array().unwrap().len(), 1);
    assert_eq!(json["groups"][0]["tables"][0]["rows"], 400);
    assert_eq!(json["groups"][0]["format"], "police-street");
    let yaml = found.declaration(&report, None).unwrap();
    assert!(yaml.contains("{name: archive.zip, member: \"*-warwickshire-street.csv\", sha256: "), "{yaml}");
    site.put("data/street/source.yaml", answered(&yaml));
    let report = Report::new(Strictness::Lenient);
    let _ = pipeline::build(&report, &Progress::default(), &Root::new(&site.root()));
    for line in report.render(Format::Short).lines() {
        assert!(line.contains("no row of this file is of an area of this site"), "{line}");
    }
}

#[test]
fn a_workbook_is_described_sheet_by_sheet() {
    let folder = package().join("data/sharp-object-admissions").to_str().unwrap().replace('\\', "/");
    is_as_expected("workbook", &said(&[format!("{folder}/UK_Knife_Crime_Workbook.xlsx")], &folder));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]

    #[test]
    fn no_bytes_make_it_fall_over(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), ending in 0..4_usize) {
        let folder = Folder::new();
        let path = folder.put(["a.csv", "a.csv.gz", "a.json", "a.xlsx"][ending], bytes);
        let (report, found) = look(&[path]);
        let _ = (found.text(), found.json(), found.declaration(&report, None));
    }

    #[test]
    fn no_table_makes_it_fall_over_and_what_it_proposes_is_yaml(
        rows in proptest::collection::vec(proptest::collection::vec("[0-9]{1,4}|E0800002[0-9]|[a-z*: ,\"#\u{e9}]{0,6}|20[0-9]{2}-[0-9]{2}|Aged [0-9]{1,2}", 1..6), 1..12)
    ) {
        let folder = Folder::new();
        let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        let path = folder.put("a.csv", text);
        let (report, found) = look(&[path]);
        let _ = (found.text(), found.json());
        if let Ok(yaml) = found.declaration(&report, None) {
            let file = sna::files::TextFile { path: "source.yaml".into(), text: yaml.as_str().into() };
            let report = Report::new(Strictness::Lenient);
            proptest::prop_assert!(sna::yaml::parse(&report, &file, 0..yaml.len()).is_ok(), "{yaml}\n{}", plain(&report));
        }
    }
}

fn sna(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sna")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn questions_that_are_left_open_are_asked_by_a_check() {
    let site = Copy::new();
    site.put("data/calls/calls.csv", "code,year,calls\nE10000091,2026,12\n");
    let written = sna(&["inspect", "data/calls/calls.csv", "--write", "data/calls"], &site.root());
    assert!(written.status.success(), "{written:?}");
    let checked = sna(&["check", "--format", "short"], &site.root());
    assert_eq!(checked.status.code(), Some(1));
    let lines = String::from_utf8(checked.stdout).unwrap();
    let asked: Vec<&str> = lines
        .lines()
        .filter_map(|line| line.split_once(": error: "))
        .map(|(_, rest)| rest.split(" (").next().unwrap())
        .collect();
    assert_eq!(
        asked,
        [
            "`title` has no value",
            "`publisher` has no value",
            "`licence` has no value",
            "`attribution` has no value",
            "`address` has no value",
            "`rule: none` needs a reason"
        ],
        "{lines}"
    );
}

#[test]
fn a_declaration_that_is_there_is_never_replaced() {
    let site = Copy::new();
    let before = site.text("data/crime/source.yaml");
    let written = sna(&["inspect", "data/crime/crime.csv", "--write", "data/crime"], &site.root());
    assert_eq!(written.status.code(), Some(1));
    let said = String::from_utf8(written.stderr).unwrap();
    assert!(said.contains("there is a source.yaml already, and it was left as it is"), "{said}");
    assert_eq!(site.text("data/crime/source.yaml"), before);
}

#[test]
fn the_status_says_whether_all_files_could_be_read() {
    let folder = Folder::new();
    folder.put("good.csv", "code,calls\nE10000091,12\n");
    folder.put("bad.csv", "");
    for (file, status) in [("good.csv", 0), ("bad.csv", 1), ("nothing.csv", 1)] {
        let done = sna(&["inspect", file], folder.0.path());
        assert_eq!(done.status.code(), Some(status), "{file}: {done:?}");
    }
    let printed = sna(&["inspect", "good.csv", "--yaml"], folder.0.path());
    let yaml = String::from_utf8(printed.stdout).unwrap();
    assert!(yaml.starts_with("# Made by `sna inspect`") && yaml.contains("\n  area: {column: code}"), "{yaml}");
    let json = sna(&["inspect", "good.csv", "--format", "json"], folder.0.path());
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let table = &json["groups"][0]["tables"][0];
    assert_eq!((table["rows"].as_u64(), table["header"].as_u64()), (Some(1), Some(1)));
    assert_eq!(table["columns"][0]["holds"], "codes of areas");
    assert_eq!(table["columns"][0]["areas"][0]["kind"], "counties");
}

#[test]
fn findings_are_the_same_with_one_thread_and_with_eight() {
    let folder = Folder::new();
    // More rows than one piece of a file holds, with more words than are remembered.
    let rows: String = std::iter::once("id,month,area,offence,value,note\n".to_owned())
        .chain((0..220_000_u32).map(|row| {
            let id = row.wrapping_mul(2_654_435_761) % 200_000;
            format!(
                "{id:010}x9,2024-{:02},E0100{:04},Offence {},{},{}\n",
                row % 12 + 1,
                row % 5_000,
                row % 20,
                row % 1_000,
                if row % 90 == 0 { "*" } else { "" }
            )
        }))
        .collect();
    folder.put("long.csv", rows);
    let with = |jobs: &str| sna(&["inspect", "long.csv", "--format", "json", "--jobs", jobs], folder.0.path()).stdout;
    let one = with("1");
    assert!(!one.is_empty());
    assert_eq!(one, with("8"));
}

/// What is said of one small file, in every form.
fn said_of(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let (report, found) = look(&[path.to_str().unwrap().replace('\\', "/")]);
    format!(
        "{}{}{}{}",
        found.text(),
        found.json(),
        found.declaration(&report, None).unwrap_or_default(),
        plain(&report)
    )
}

#[test]
fn no_name_note_or_day_of_birth_is_shown_however_often_it_occurs() {
    let rows = |line: &dyn Fn(usize) -> String| (0..36).map(line).collect::<String>();
    let files = [
        (
            "victims.csv",
            "Victim name,Ward code,Offence date,Offence\n",
            rows(&|row| format!("SECRET {},E05011121,2025-01-{:02},Assault\n", row % 3, row % 28 + 1)),
        ),
        (
            "officers.csv",
            "Incident ID,Date,LSOA,Officer\n",
            rows(&|row| format!("{row},2025-01-{:02},E01008881,SECRET {}\n", row % 28 + 1, row % 2)),
        ),
        (
            "months.csv",
            "Period,Area,Officer,Offence\n",
            rows(&|row| format!("2025-0{},E01008881,SECRET {},Rape\n", row % 9 + 1, row % 2)),
        ),
        (
            "notes.csv",
            "Ward,Incident note,Count\n",
            rows(&|row| format!("E05011121,SECRET stabbed by brother at home,{row}\n")),
        ),
    ];
    for (name, header, rows) in files {
        let said = said_of(name, &format!("{header}{rows}"));
        assert!(!said.contains("SECRET"), "{name}: {said}");
    }
    let births =
        rows(&|row| format!("19{}-03-{:02},2025-01-{:02},M,E01008881\n", row + 40, row % 28 + 1, row % 28 + 1));
    let said = said_of("births.csv", &format!("Date of birth,Arrival date,Sex,LSOA\n{births}"));
    assert!(!said.contains("1940-03") && !said.contains("2025-01-01") && !said.contains("1975"), "{said}");
    assert!(said.contains("2025-01"), "{said}");
}

#[test]
fn what_is_not_understood_is_asked_and_never_guessed() {
    let numbers = said_of(
        "numbers.csv",
        "Area code,Month,n\nE08000025,2025-01,<5\nE08000025,2025-02,about 7\nE08000026,2025-01,12%\n",
    );
    assert!(!numbers.contains("\n  count: rows"), "{numbers}");
    let days =
        said_of("days.csv", "Area code,Date,n\nE08000025,21/03/25,4\nE08000025,22/03/25,5\nE08000026,21/03/25,6\n");
    assert!(!days.contains("series: {column: Date}"), "{days}");
    let words = said_of(
        "words.csv",
        "Area code,Month,n\nE08000025,2025-01,4\nE08000025,2025-02,5\nE08000026,2025-01,y\nE08000026,2025-02,7\n",
    );
    assert!(!words.contains("\"y\": not available"), "{words}");
}
