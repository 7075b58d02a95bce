//! What the tests of geography share: a site whose areas are written as YAML, and real files.

use sna::config;
use sna::files::Root;
use sna::model::observation::Quality;
use sna::model::source::SourceId;
use sna::report::{Format, Report, Strictness};

use crate::site::{Site, declaration};

/// Settings up to the areas.
const SETTINGS: &str = "title: A test
publisher: Nobody
edition: \"2026\"
published: 2026-03-02
licence: {name: MIT, address: https://opensource.org/license/mit}
accessibility: {status: fully, answer-within: a day, prepared: today, reviewed: today}
areas:
";

/// A site of areas as they are written in `site.yaml`, and files below `data/`.
pub(crate) fn site(areas: &str, files: &[(&str, &[u8])]) -> Site {
    let site = Site::new(files);
    std::fs::write(site.folder().join("site.yaml"), format!("{SETTINGS}{areas}")).unwrap();
    let report = Report::new(Strictness::Lenient);
    let config = config::read(&report, &Root::new(site.folder()));
    assert_eq!(report.render(Format::Short), "");
    site.with_areas(config.unwrap().areas)
}

/// One level and the codes of its areas, which are named after their codes.
pub(crate) fn level(id: &str, codes: &[&str]) -> String {
    let list: Vec<String> = codes.iter().map(|code| format!("{{code: {code}, name: Area {code}}}")).collect();
    format!("    - {{id: {id}, name: {id}, plural: {id}s, profile: yes, list: [{}]}}\n", list.join(", "))
}

/// A source named `calls` in the file `calls.csv`.
pub(crate) fn calls(rest: &str) -> String {
    declaration("calls.csv", rest)
}

/// A file of `tests/files/geography/`.
pub(crate) fn real(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/geography/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A real file, unpacked.
pub(crate) fn unpacked(name: &str) -> Vec<u8> {
    let report = Report::new(Strictness::Lenient);
    let folder = Root::new(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/geography")));
    folder.open(&report, name).unwrap().all(&report).unwrap()
}

/// What was read of the one file of a source, which must be sound.
pub(crate) fn quality(site: &Site, source: &str) -> Quality {
    let (read, told) = site.read();
    assert_eq!(told, "");
    read.unwrap().tables[&SourceId::new(source)].quality[0].clone()
}
