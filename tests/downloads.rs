//! What a data officer takes away: a small site in, workbooks, descriptions, checksums and the API out, all with
//! the numbers of the CSV file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use calamine::{Data, Ods, Reader, Xlsx};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, rows};

fn bytes(site: &Site, path: &str) -> Vec<u8> {
    let report = Report::new(Strictness::Lenient);
    site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_slice(&bytes(site, path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The base site with an address, an area whose name looks like a formula, and a title longer than a tab can be.
fn site() -> Copy {
    let site = Copy::new();
    site.replace("site.yaml", "edition: \"2026\"", "base-address: https://sna.example.org\nedition: \"2026\"");
    site.replace(
        "content/indicators/admissions.md",
        "short: Admissions for assault",
        "short: \"=Admissions [all]: for/assault & others\"",
    );
    site.replace(
        "content/indicators/admissions.md",
        "title: Hospital admissions for assault",
        "title: \"=SUM(A1:A9) of [all] admissions\"",
    );
    site
}

/// The worksheets of a workbook, in order, as rows of cells.
fn sheets(workbook: &[u8], is_ods: bool) -> Vec<(String, Vec<Vec<Data>>)> {
    fn read<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> Vec<(String, Vec<Vec<Data>>)>
    where
        R::Error: std::fmt::Debug,
    {
        let sheet = |name: String, book: &mut R| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        };
        book.sheet_names().into_iter().map(|name| sheet(name, &mut book)).collect()
    }
    let cursor = Cursor::new(workbook.to_vec());
    if is_ods { read(Ods::new(cursor).unwrap()) } else { read(Xlsx::new(cursor).unwrap()) }
}

/// The text of one part of a packed file.
fn part(packed: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(value) => Some(*value),
        Data::Int(value) => Some(*value as f64),
        _ => None,
    }
}

#[test]
fn both_workbooks_hold_the_numbers_of_the_csv_file_and_signs_where_there_are_none() {
    let site = site().built();
    let mut lists = Vec::new();
    for (path, is_ods) in [("2026/data/sna-2026.xlsx", false), ("2026/data/sna-2026.ods", true)] {
        let found = sheets(&bytes(&site, path), is_ods);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(&names[..6], ["Cover", "Contents", "Notes", "Shorthand", "Columns", "Sources"]);
        assert!(names.iter().all(|name| name.len() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])));
        let listed: BTreeSet<String> = found[1].1.iter().map(|row| row[0].to_string()).collect();
        assert!(names[2..].iter().all(|name| listed.contains(*name)), "{path}: {listed:?}");
        let mut numbers = Vec::new();
        for (name, cells) in &found[6..] {
            let head = cells.iter().position(|row| row[0] == Data::String("Area code".to_owned())).unwrap();
            let width = cells[head].len();
            assert!(cells.iter().all(|row| row[0] != Data::Empty), "{path}: {name} has an empty row");
            for row in &cells[head + 1..] {
                assert!(row.len() == width && !row.contains(&Data::Empty), "{path}: {name}: {row:?}");
                numbers.push(row.clone());
            }
        }
        let csv = support::numbers(&site);
        assert_eq!(numbers.len(), csv.len());
        let mut signs = 0;
        for (row, line) in numbers.iter().zip(&csv) {
            assert_eq!(row[0].to_string(), line["area code"]);
            assert_eq!(row[3].to_string(), line["period"]);
            for (at, column) in [(5, "value"), (6, "lower"), (7, "upper"), (8, "count"), (9, "denominator")] {
                match line[column].parse::<f64>() {
                    Ok(value) => assert_eq!(number(&row[at]), Some(value), "{path}: {line:?}"),
                    Err(_) => {
                        let sign = row[at].to_string();
                        assert!(sign.starts_with('[') && sign.ends_with(']'), "{path}: {sign}");
                        signs += 1;
                    }
                }
            }
            assert_eq!(row[11].to_string(), line["status"]);
            if line["status"].starts_with("[c]") {
                assert_eq!(row[5].to_string(), "[c]");
            }
        }
        assert!(signs > 0);
        lists.push(found);
    }
    assert_eq!(lists[0].len(), lists[1].len());
    for ((name, cells), (other, others)) in lists[0].iter().zip(&lists[1]) {
        assert_eq!(name, other);
        let words = |cells: &[Vec<Data>]| {
            let rows = cells.iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"));
            rows.map(|row| row.trim_end_matches('|').to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(cells), words(others), "{name}");
    }
}

#[test]
fn workbooks_have_one_marked_table_a_sheet_no_merged_cell_no_formula_and_no_time_of_making() {
    let site = site().built();
    let xlsx = bytes(&site, "2026/data/sna-2026.xlsx");
    let count = sheets(&xlsx, false).len();
    for at in 1..=count {
        let sheet = part(&xlsx, &format!("xl/worksheets/sheet{at}.xml"));
        assert!(!sheet.contains("<f>") && !sheet.contains("mergeCell"), "sheet {at}");
        assert_eq!(sheet.matches("<tablePart ").count(), usize::from(at > 1), "sheet {at}");
        assert_eq!(sheet.contains("state=\"frozen\""), at > 1, "sheet {at}");
    }
    assert!(!part(&xlsx, "xl/tables/table1.xml").contains("autoFilter"));
    let ods = bytes(&site, "2026/data/sna-2026.ods");
    let content = part(&ods, "content.xml");
    assert_eq!(content.matches("<table:table ").count(), count);
    assert_eq!(content.matches("<table:table-header-rows>").count(), count - 1);
    assert_eq!(content.matches("<table:database-range ").count(), count - 1);
    assert!(!content.contains("table:formula") && !content.contains("spanned"));
    assert!(content.contains("=SUM(A1:A9) of [all] admissions"));
    assert!(ods[30..].starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"));
    let day = rows_of_site(&site)["published"].as_str().unwrap().to_owned();
    assert!(part(&xlsx, "docProps/core.xml").contains(&format!("{day}T00:00:00Z")));
    assert!(part(&ods, "meta.xml").contains(&format!("{day}T00:00:00")));
    let again = self::site().built();
    for path in ["2026/data/sna-2026.xlsx", "2026/data/sna-2026.ods"] {
        assert!(bytes(&site, path) == bytes(&again, path), "{path}");
    }
}

fn rows_of_site(site: &Site) -> Value {
    json(site, "2026/api/index.json")["publication"].clone()
}

#[test]
fn checksums_and_descriptions_are_of_the_files_that_stand_there() {
    let site = site().built();
    let sums = String::from_utf8(bytes(&site, "2026/data/SHA256SUMS")).unwrap();
    let mut summed = BTreeMap::new();
    for line in sums.lines() {
        let (digest, path) = line.split_once("  ").unwrap();
        let own = bytes(&site, &format!("2026/data/{path}"));
        let right: String = Sha256::digest(&own).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, right, "{path}");
        summed.insert(path.to_owned(), (own.len(), right));
    }
    let package = json(&site, "2026/data/datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    assert!(resources.len() >= 10);
    let names: BTreeSet<&str> = resources.iter().map(|each| each["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), resources.len(), "no two of a name");
    for resource in resources {
        let (length, digest) = &summed[resource["path"].as_str().unwrap()];
        assert_eq!(resource["bytes"], *length);
        assert_eq!(resource["hash"], format!("sha256:{digest}"));
        if resource["mediatype"] == "text/csv" {
            let schema = match &resource["schema"] {
                Value::String(path) => json(&site, &format!("2026/data/{path}")),
                own => own.clone(),
            };
            let fields: Vec<&str> =
                schema["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
            let text = bytes(&site, &format!("2026/data/{}", resource["path"].as_str().unwrap()));
            let header = csv::Reader::from_reader(text.as_slice()).headers().unwrap().clone();
            assert_eq!(header.iter().collect::<Vec<_>>(), fields, "{}", resource["path"]);
        }
    }
    for path in site.paths().filter(|path| path.ends_with("-metadata.json")) {
        let described = json(&site, path);
        let table = path.trim_end_matches("-metadata.json");
        assert!(table.ends_with(described["url"].as_str().unwrap()));
        let text = bytes(&site, table);
        let header = csv::Reader::from_reader(text.as_slice()).headers().unwrap().clone();
        let columns = described["tableSchema"]["columns"].as_array().unwrap();
        let titles: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().unwrap()).collect();
        assert_eq!(header.iter().collect::<Vec<_>>(), titles);
    }
    let catalogue = json(&site, "2026/data/catalogue.jsonld");
    for set in catalogue["dcat:dataset"].as_array().unwrap() {
        for file in set["dcat:distribution"].as_array().unwrap() {
            let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            let path = address.strip_prefix("https://sna.example.org/").unwrap();
            assert!(site.paths().any(|own| own == path), "{address}");
        }
    }
    let page = String::from_utf8(bytes(&site, "2026/data/index.html")).unwrap();
    let files =
        ["sna-2026.xlsx", "sna-2026.ods", "datapackage.json", "catalogue.jsonld", "SHA256SUMS", "../api/index.json"];
    for name in files {
        assert!(page.contains(&format!("href=\"{name}\"")), "{name}");
    }
}

/// Whether a value has the shape that the published schema asks for, as far as that schema goes.
fn faults(schema: &Value, root: &Value, value: &Value, place: &str, out: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        return faults(&root["$defs"][name.trim_start_matches("#/$defs/")], root, value, place, out);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        out.push(format!("{place} is {kind}, not {kinds:?}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        out.push(format!("{place} is not {}", schema["const"]));
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            out.push(format!("{place} has no `{key}`"));
        }
    }
    if let (Some(known), Some(own)) = (schema["properties"].as_object(), value.as_object()) {
        for (key, part) in own {
            match known.get(key) {
                Some(schema) => faults(schema, root, part, &format!("{place}.{key}"), out),
                None => out.push(format!("{place}.{key} is not described")),
            }
        }
    }
    for (at, part) in value.as_array().into_iter().flatten().enumerate() {
        faults(&schema["items"], root, part, &format!("{place}[{at}]"), out);
    }
}

/// The rows of a file of the API beside those of a CSV file.
fn same(listed: &Value, csv: &[Row], place: &str) {
    let listed = listed.as_array().unwrap();
    assert!(!csv.is_empty() && listed.len() == csv.len(), "{place}");
    for (row, line) in listed.iter().zip(csv) {
        for (key, value) in row.as_object().unwrap() {
            match value {
                Value::Null => assert_eq!(line[key], "", "{place}"),
                Value::Number(number) => assert_eq!(number.as_f64(), line[key].parse().ok(), "{place}"),
                // CSV keeps words from being formulas; JSON has no need.
                other => assert_eq!(other.as_str().unwrap(), line[key].trim_start_matches('\''), "{place}"),
            }
        }
    }
}

#[test]
fn the_api_has_the_numbers_of_the_csv_files_in_the_shape_that_its_schema_gives() {
    for copy in [site(), Copy::new()] {
        let site = copy.built();
        let schema = json(&site, "2026/api/schema.json");
        let (mut indicators, mut areas) = (0, 0);
        for path in site.paths().filter(|path| path.starts_with("2026/api/") && !path.ends_with("schema.json")) {
            let file = json(&site, path);
            let definition = format!("{}File", file["kind"].as_str().unwrap());
            let mut found = Vec::new();
            faults(&schema["$defs"][&definition], &schema, &file, path, &mut found);
            assert!(found.is_empty(), "{found:#?}");
            let name = path.rsplit('/').next().unwrap().trim_end_matches(".json");
            match file["kind"].as_str().unwrap() {
                "indicator" => {
                    same(&file["rows"], &rows(&bytes(&site, &format!("2026/data/indicators/{name}.csv"))), path);
                    indicators += 1;
                }
                "area" => {
                    same(&file["rows"], &rows(&bytes(&site, &format!("2026/data/areas/{name}.csv"))), path);
                    areas += 1;
                }
                _ => {}
            }
        }
        let index = json(&site, "2026/api/index.json");
        assert_eq!(index["indicators"].as_array().unwrap().len(), indicators);
        assert_eq!(index["areas"].as_array().unwrap().len(), areas);
        assert!(indicators > 1 && areas > 1);
        // Every link of the index leads to a file, whether the site knows its address or not.
        for entry in index["indicators"].as_array().unwrap().iter().chain(index["areas"].as_array().unwrap()) {
            for key in ["json", "csv"] {
                let link = entry[key].as_str().unwrap();
                let path = match link.strip_prefix("https://sna.example.org/") {
                    Some(path) => path.to_owned(),
                    None => format!("2026/api/{link}").replace("api/../", ""),
                };
                assert!(site.paths().any(|own| own == path), "{link}");
            }
        }
    }
}

#[test]
fn a_workbook_and_a_file_of_the_api_for_partners_say_whose_they_are() {
    const RESTRICTION: &str = "For partners named in the information sharing agreement. Not for publication.";
    let copy = Copy::new();
    copy.replace("site.yaml", "edition: \"2026\"", "audience: partner\nedition: \"2026\"");
    let site = copy.built();
    for (path, is_ods) in [("2026/data/sna-2026-partner.xlsx", false), ("2026/data/sna-2026-partner.ods", true)] {
        let found = sheets(&bytes(&site, path), is_ods);
        let says = |cells: &[Vec<Data>]| cells.iter().any(|row| row[0] == Data::String(RESTRICTION.to_owned()));
        assert!(says(&found[0].1) && found[6..].iter().all(|(_, cells)| says(cells)), "{path}");
        for (name, cells) in &found[6..] {
            let head = cells.iter().position(|row| row[0] == Data::String("Area code".to_owned())).unwrap();
            let own = cells[head..].iter().map(|row| row.last().unwrap().to_string()).collect::<BTreeSet<_>>();
            assert_eq!(own, BTreeSet::from(["Audience".to_owned(), "partners only".to_owned()]), "{name}");
        }
    }
    for path in site.paths().filter(|path| path.starts_with("2026/api/") && !path.ends_with("schema.json")) {
        assert_eq!(json(&site, path)["publication"]["audience"], RESTRICTION, "{path}");
    }
    assert_eq!(json(&site, "2026/data/datapackage.json")["description"], RESTRICTION);
    assert!(!site.paths().any(|path| path.ends_with("catalogue.jsonld")));
}

/// A tartan and a spine of one indicator that is real and one that is made up.
#[test]
fn what_is_made_up_is_said_of_its_own_rows_and_of_no_others() {
    let site = Copy::new();
    let source = site.text("data/admissions/source.yaml").replace("status: published", "status: illustrative");
    let source = source.replace("[admissions.csv]", "[visits-illustrative.csv]");
    site.put("data/visits-illustrative/source.yaml", source);
    site.put("data/visits-illustrative/visits-illustrative.csv", site.text("data/admissions/admissions.csv"));
    let visits =
        site.text("content/indicators/admissions.md").replace("source: admissions", "source: visits-illustrative");
    let visits = visits.replace("code: HA-01", "code: VS-01").replace("assault\n", "assault (illustrative)\n");
    site.put("content/indicators/visits.md", visits);
    let chapter = site.text("content/chapters/violence.md");
    let figure = |id: &str, kind: &str, rest: &str| {
        format!(
            "\n```chart\nid: {id}\nkind: {kind}\nindicators: [robbery, visits]\n{rest}\nfinding: Two beside each other\n```\n"
        )
    };
    let (spine, tartan) = (figure("VI-F8", "spine", "areas: [ash-vale]"), figure("VI-F9", "tartan", "level: district"));
    site.put("content/chapters/violence.md", chapter + &spine + &tartan);
    let site = site.built();
    for id in ["VI-F8", "VI-F9"] {
        let text = String::from_utf8(bytes(&site, &format!("2026/f/{id}/{id}.csv"))).unwrap();
        let (real, made_up): (Vec<&str>, Vec<&str>) =
            text.lines().skip(1).partition(|line| line.starts_with("Robbery,"));
        assert!(!real.is_empty() && !made_up.is_empty(), "{text}");
        assert!(real.iter().all(|line| line.contains(",crime residents,no")), "{text}");
        assert!(made_up.iter().all(|line| line.contains(",visits-illustrative,yes")), "{text}");
        let page = String::from_utf8(bytes(&site, &format!("2026/f/{id}/index.html"))).unwrap();
        assert!(page.contains("Some of the data are made up to show the method."), "{page}");
        assert!(page.contains("Illustrative data"), "{page}");
    }
}
