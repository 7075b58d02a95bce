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

/// A real shapefile and its table, with bytes changed and its end cut off.
fn broken() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let one = |name: &'static str, length: usize| {
        let changes = proptest::collection::vec((0..length, any::<u8>()), 0..6);
        // Heads and lengths stand at the beginning, so changes there matter most.
        let early = proptest::collection::vec((0..200_usize, any::<u8>()), 0..4);
        (changes, early, proptest::option::of(0..length)).prop_map(move |(changes, early, end)| {
            let mut bytes = crate::geography::real(name);
            bytes.truncate(length);
            for (at, byte) in changes.into_iter().chain(early) {
                bytes[at] = byte;
            }
            bytes.truncate(end.unwrap_or(length));
            bytes
        })
    };
    (one("PFA_DEC_2023_EW_BUC.shp", 144_944), one("PFA_DEC_2023_EW_BUC.dbf", 5_117))
}

/// JSON of a topology out of pieces, some of which belong nowhere.
fn topology() -> impl Strategy<Value = String> {
    let number = prop_oneof!["-?[0-9]{1,3}", Just("1e308".to_owned()), Just("-9223372036854775808".to_owned())];
    let arc = proptest::collection::vec(number, 0..6).prop_map(|numbers| format!("[{}]", numbers.join(",")));
    let arcs = proptest::collection::vec(proptest::collection::vec(arc, 0..4), 0..4)
        .prop_map(|arcs| arcs.iter().map(|arc| format!("[{}]", arc.join(","))).collect::<Vec<_>>().join(","));
    let used = proptest::collection::vec(-5..5_i32, 0..6).prop_map(|used| format!("{used:?}"));
    let kind = prop_oneof![Just("Polygon"), Just("MultiPolygon"), Just("Point"), Just("")];
    let transform = prop_oneof![Just(""), Just(r#""transform": {"scale": [0.001, 0.001], "translate": [-2, 52]}, "#)];
    (arcs, used, kind, transform).prop_map(|(arcs, used, kind, transform)| {
        format!(
            r#"{{"type": "Topology", {transform}"arcs": [{arcs}], "objects": {{"a": {{"geometries": [{{"type": "{kind}", "arcs": [{used}, [{used}]], "properties": {{"c": "E08000025"}}}}]}}}}}}"#
        )
    })
}

/// Outlines in files of these names.
fn outlines(files: &[(&str, &[u8])]) -> Site {
    let name = files[0].0.rsplit('/').next().unwrap();
    let declared = declaration(name, "format: boundaries\nlayout: {code: c}\n");
    let mut all: Vec<(&str, &[u8])> = vec![("data/outline/source.yaml", declared.as_bytes())];
    all.extend(files);
    Site::new(&all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_shapefile_makes_the_reader_panic((shapes, table) in broken()) {
        let files: [(&str, &[u8]); 2] = [("data/outline/a.shp", &shapes), ("data/outline/a.dbf", &table)];
        let _ = outlines(&files).read();
    }

    #[test]
    fn no_topology_makes_the_reader_panic(text in topology(), end in proptest::option::of(0..200_usize)) {
        let text = &text[..end.unwrap_or(text.len()).min(text.len())];
        let _ = outlines(&[("data/outline/a.json", text.as_bytes())]).read();
    }

    #[test]
    fn no_number_makes_a_point_panic(x in "-?[0-9]{0,9}(\\.[0-9]{1,9})?(e-?[0-9]{1,3})?", y in any::<f64>()) {
        let layout = "format: table
layout: {area: {easting: x, northing: y}, period: {fixed: 2024}, series: {fixed: calls}, count: rows, area-missing: drop}
";
        let mut areas = crate::site::areas();
        areas.boundaries = vec![sna::model::declaration::BoundaryDeclaration {
            source: sna::model::source::SourceId::new("outline"),
            level: "ward".into(),
            drawn: sna::model::declaration::Drawn::No,
            place: crate::site::place(),
        }];
        let ring = "[[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5], [-1.9, 52.4]]";
        let outline = format!(r#"{{"features": [{{"properties": {{"c": "E05011121"}}, "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}]}}"#);
        let outlines = declaration("a.json", "format: boundaries\nlayout: {code: c}\n");
        let files: [(&str, &[u8]); 4] = [
            ("data/outline/source.yaml", outlines.as_bytes()),
            ("data/outline/a.json", outline.as_bytes()),
            ("data/calls/source.yaml", &declaration("a.csv", layout).into_bytes()),
            ("data/calls/a.csv", &format!("x,y\n{x},{y}\n").into_bytes()),
        ];
        let _ = Site::new(&files).with_areas(areas).read();
    }
}

#[test]
fn a_length_that_a_file_states_and_has_not_asks_for_no_memory() {
    let (shapes, table) =
        (crate::geography::real("PFA_DEC_2023_EW_BUC.shp"), crate::geography::real("PFA_DEC_2023_EW_BUC.dbf"));
    // The number of parts and of points of the first shape, the rows of the table and the width of one.
    let most = [0xff, 0xff, 0xff, 0x7f];
    let with = |bytes: &[u8], at: usize| [&bytes[..at], &most, &bytes[at + 4..]].concat();
    for (shapes, table) in [
        (with(&shapes, 144), table.clone()),
        (with(&shapes, 148), table.clone()),
        (with(&shapes, 104), table.clone()),
        (with(&shapes, 24), table.clone()),
        (shapes.clone(), with(&table, 4)),
        (shapes, with(&table, 8)),
    ] {
        let files: [(&str, &[u8]); 2] = [("data/outline/a.shp", &shapes), ("data/outline/a.dbf", &table)];
        let told = outlines(&files).told();
        assert!(told.contains("cannot be read") || told.contains("belong to different copies"), "{told}");
    }
}

#[test]
fn a_topology_that_uses_one_line_without_end_is_refused() {
    let line: Vec<String> = (0..1000).map(|at| format!("[-1.{at},52]")).collect();
    let uses = vec!["0"; 100_000].join(",");
    let text = format!(
        r#"{{"type": "Topology", "arcs": [[{}]], "objects": {{"a": {{"geometries": [{{"type": "Polygon", "arcs": [[{uses}]], "properties": {{"c": "E08000025"}}}}]}}}}}}"#,
        line.join(",")
    );
    let told = outlines(&[("data/outline/a.json", text.as_bytes())]).told();
    assert!(told.contains("use the same lines many times over"), "{told}");
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
