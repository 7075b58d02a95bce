//! Laws: no bytes make a reader panic, and the number of threads changes nothing.

use proptest::prelude::*;

use crate::records;
use crate::site::{LAYOUT, Site, declaration};

const TABULATION: &str = "format: nhs-tabulation
layout: {sheets: [{sheet: A}], measure: FAEs, period: {form: month}}
";

fn site(bytes: &[u8]) -> Site {
    let layout = format!("{LAYOUT}  sum: rows\n");
    let sources = [
        ("data/calls/source.yaml", declaration("a.csv", &layout)),
        ("data/gzip/source.yaml", declaration("a.csv.gz", LAYOUT)),
        ("data/records/source.yaml", declaration("a.csv", records::DIMENSIONS)),
        ("data/book/source.yaml", declaration("a.xlsx", TABULATION)),
        ("data/outline/source.yaml", declaration("a.json", "format: boundaries\nlayout: {code: c}\n")),
        ("data/lookup/source.yaml", declaration("a.csv", "format: lookup\nlayout: {ward: {code: a, name: b}}\n")),
    ];
    let mut files: Vec<(&str, &[u8])> = sources.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    for path in [
        "data/calls/a.csv",
        "data/gzip/a.csv.gz",
        "data/records/a.csv",
        "data/book/a.xlsx",
        "data/outline/a.json",
        "data/lookup/a.csv",
    ] {
        files.push((path, bytes));
    }
    Site::new(&files)
}

/// Pieces that stand in such files, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("Area code,Month,Calls\n".as_bytes().to_vec()),
        Just("Incident,Call time,Dispatch code,Patient age,Sex,LSOA,Location text\n".as_bytes().to_vec()),
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"E08000025,2024-11,".to_vec()),
        Just("\u{a0}é".as_bytes().to_vec()),
        Just(b"PK\x03\x04".to_vec()),
        Just(b"\x1f\x8b".to_vec()),
        Just(b"\xff\xfe".to_vec()),
        Just(b"{\"features\": [".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in pieces()) {
        let _ = site(&bytes).read();
    }

    #[test]
    fn no_text_makes_a_declaration_panic(text in "([a-z{}:,\\[\\] \"'\n-]|layout: |period: \\{form: |format: table\n|é){0,60}") {
        let _ = Site::of("a.csv", &text, "a,b\n1,2\n").read();
    }
}

#[test]
fn one_thread_and_eight_read_the_same_and_say_the_same() {
    let months = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"];
    let names: Vec<String> = months.iter().map(|month| format!("data/calls/{month}.csv")).collect();
    let texts: Vec<String> = months
        .iter()
        .map(|month| format!("Area code,Month,Calls\nE08000026,{month},1\nE08000025,{month},2\nE08000099,{month},2\n"))
        .collect();
    let list: Vec<String> = months.iter().map(|month| format!("{{name: {month}.csv}}")).collect();
    for missing in ["drop", "refuse"] {
        let text = declaration("a.csv", &format!("{LAYOUT}  area-missing: {missing}\n"))
            .replace("{name: a.csv}", &list.join(", "));
        let mut files: Vec<(&str, &[u8])> = vec![("data/calls/source.yaml", text.as_bytes())];
        files.extend(names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())));
        let site = Site::new(&files);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (read, told) = pool.install(|| site.read());
            (format!("{:?}", read.map(|read| read.tables)), told)
        };
        assert_eq!(with(1), with(8));
    }
}
