//! Counts that are made elsewhere: records in, the same site out whether they are counted here, by `sna tally` on
//! another machine, or by the SQL of `docs/tally.sql`.
//!
//! The SQL is run by DuckDB, by the Python that `SNA_PYTHON` names, else `python3`. Where it has no DuckDB the test
//! says so aloud and passes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use support::Copy;

const SOURCE: &str = "title: Calls to the ambulance service\npublisher: Nobody\nlicence: {name: CC0 1.0, \
                      address: \"https://creativecommons.org/publicdomain/zero/1.0/\"}\nattribution: Made up for a \
                      test.\naddress: none\nperiod: 2025\nstatus: published\nabsent: zero\ndisclosure: {rule: \
                      under-5, why: a test}\n";

const RECORDS: &str = "format: ambulance-dispatch\nfiles: [records.csv]\ndimensions:\n  area: lsoa\n  area-missing: drop\n  \
                       date: call_time\n  grain: month\n  age: patient_age\n  bands: [0-9, 10-17, 18-24, 25+]\n  sex: \
                       sex\n  series: {column: dispatch_code, words: {04B01A: assault, 27D03S: stab or gunshot}}\n";

const COUNTS: &str = "format: tally\nfiles: [counts.csv]\n";

const INDICATOR: &str = "---\ncode: CA-01\ntitle: Calls after an assault\nshort: Calls \
                        \ntheme: Health\nunit: calls\nmethod: count\nnumerator: {source: calls, series: \
                         [assault, stab or gunshot]}\nbreakdowns: [age and sex]\npolarity: lower is better\nbenchmark: \
                         none\nlevels: [county, district]\nsum: yes\ndecimals: 0\ndefinition: Calls after an \
                         assault, a stabbing or a shooting in a month.\n---\n\nMade up.\n";

/// Calls of a year in four districts and one elsewhere: some without an area, an age or a sex.
fn calls() -> String {
    let mut out = "call_time,dispatch_code,patient_age,sex,lsoa\n".to_owned();
    let mut seed = 20_261_130_u64;
    let mut of = |many: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % many
    };
    for _ in 0..4000 {
        let (month, day, hour) = (of(12) + 1, of(28) + 1, of(24));
        let code = ["04B01A", "04B01A", "27D03S"][usize::try_from(of(3)).unwrap()];
        let age = if of(20) == 0 { String::new() } else { of(80).to_string() };
        let sex = ["Male", "Male", "Female", ""][usize::try_from(of(4)).unwrap()];
        let area =
            ["E07000901", "E07000902", "E07000903", "E07000904", "E07000999", ""][usize::try_from(of(6)).unwrap()];
        writeln!(out, "2025-{month:02}-{day:02} {hour:02}:30,{code},{age},{sex},{area}").unwrap();
    }
    out
}

/// The base site with calls, read so.
fn site(layout: &str, file: &str, bytes: &str) -> Copy {
    let site = Copy::new();
    site.put("data/calls/source.yaml", format!("{SOURCE}{layout}"));
    site.put(&format!("data/calls/{file}"), bytes);
    site.put("content/indicators/calls.md", INDICATOR);
    site
}

fn sna(arguments: &[&str], site: &Copy) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sna"));
    let run = program.args(arguments).arg("--quiet").arg("--root").arg(site.root()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// What is published of a site, without what names the files of its sources.
fn published(site: &Copy) -> BTreeMap<String, Vec<u8>> {
    sna(&["build", "--output", site.output().to_str().unwrap()], site);
    let mut files = support::files(&site.output());
    assert!(files.keys().any(|path| path.contains("CA-01")), "the calls are shown");
    files.retain(|path, _| !path.contains("/methods/sources/") && !path.contains("manifest"));
    files
}

/// What `sna tally` writes of the records, or any other table of counts, in the order of its rows.
fn sorted(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

fn tallied(site: &Copy) -> String {
    let output = site.output().with_file_name("counts.csv");
    sna(&["tally", "calls", "--output", output.to_str().unwrap()], site);
    std::fs::read_to_string(output).unwrap()
}

#[test]
fn a_site_of_counts_is_the_site_of_their_records() {
    let records = site(RECORDS, "records.csv", &calls());
    let table = tallied(&records);
    assert!(table.contains(",age: 10 to 17; sex: Male,stab or gunshot,"), "{table}");
    let counts = site(COUNTS, "counts.csv", &table);
    assert_eq!(sorted(&tallied(&counts)), sorted(&table));
    // Other programs write a total as a word of its own.
    let cubed = site(COUNTS, "counts.csv", &table.replace(",all,", ",age: all; sex: all,"));
    assert_eq!(sorted(&tallied(&cubed)), sorted(&table));
    let (wanted, found) = (published(&records), published(&counts));
    assert_eq!(wanted.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
    // How the numbers came to be is said as it is; no number differs.
    let said = [("Rows counted by", "Numbers as the source gives them for each"), ("records.csv", "counts.csv")];
    let as_counts = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = said.iter().fold(text.to_owned(), |text, (records, counts)| text.replace(records, counts));
            text.replace("2,690 of 4,000 rows used", "1,184 of 1,184 rows used").into_bytes()
        }
        Err(_) => bytes.to_vec(),
    };
    let other = wanted.iter().filter(|(path, bytes)| found[*path] != as_counts(bytes));
    let other: Vec<&str> = other.map(|(path, _)| path.as_str()).collect();
    let of_files = [
        "SHA256SUMS",
        "catalogue.jsonld",
        "datapackage.json",
        "index.html",
        "sna-2026.ods",
        "sna-2026.xlsx",
        "sources.csv",
    ];
    assert_eq!(other, of_files.map(|name| format!("2026/data/{name}")));
}

#[test]
fn the_sql_counts_as_the_program_does() {
    let python = std::env::var("SNA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let asked = Command::new(&python).args(["-c", "import duckdb"]).stderr(Stdio::null()).status();
    if !asked.is_ok_and(|status| status.success()) {
        let words = format!(
            "SKIPPED: docs/tally.sql was not run, since `{python}` has no duckdb; make one with `pip install -r tests/independent/requirements.txt` and name its Python in SNA_PYTHON\n"
        );
        std::io::stderr().write_all(words.as_bytes()).unwrap();
        return;
    }
    let site = site(RECORDS, "records.csv", &calls());
    let wanted = tallied(&site);
    let output = site.output().with_file_name("by-sql.csv");
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tally.sql");
    let script = "import sys, duckdb\n\
                  records, sql, output = sys.argv[1:]\n\
                  duckdb.sql('CREATE TABLE calls AS SELECT * FROM read_csv(?)', params=[records])\n\
                  duckdb.sql(open(sql).read()).write_csv(output)\n";
    let mut program = Command::new(python);
    program.args(["-c", script]).arg(site.root().join("data/calls/records.csv")).arg(sql).arg(&output);
    let run = program.output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let made = std::fs::read_to_string(output).unwrap();
    let here: Vec<String> = sorted(&made).into_iter().filter(|row| !row.starts_with("E07000999")).collect();
    assert_eq!(here, sorted(&wanted));
    // And it is read, areas of others left out.
    let counts = self::site(&format!("{COUNTS}layout: {{area-missing: drop}}\n"), "counts.csv", &made);
    assert_eq!(sorted(&tallied(&counts)), sorted(&wanted));
}
