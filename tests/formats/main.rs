//! Formats of published files: a small site in, observations out, through the public functions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod loader;
mod open;
mod published;
#[path = "../ingest/site.rs"]
mod site;

use std::path::Path;

use site::{Site, areas, declaration, level};
use sna::model::declaration::AreaDeclaration;

/// A file below `tests/files`.
fn stored(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(path))
        .unwrap_or_else(|cause| panic!("tests/files/{path}: {cause}"))
}

/// Areas of one level, named by their codes or by what stands after a colon.
fn places(id: &str, list: &[&str]) -> AreaDeclaration {
    let list: Vec<(&str, &str, Option<&str>)> = list
        .iter()
        .map(|text| text.split_once(": ").unwrap_or((text, text)))
        .map(|(code, name)| (code, name, None))
        .collect();
    let assessed = sna::model::area::slug(list[0].1);
    AreaDeclaration { levels: vec![level(id, "Place", &list)], assessed, ..areas() }
}

/// The name of a file; one whose numbers are made up would need a source that says so.
fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap().replace("-illustrative", "")
}

/// A site whose source `calls` is of the files below `tests/files` that are named, as it declares them.
fn of_stored(areas: AreaDeclaration, files: &str, stored_files: &[&str], rest: &str) -> Site {
    let text = declaration("x", rest).replace("[{name: x}]", files);
    let mut all: Vec<(String, Vec<u8>)> = vec![("data/calls/source.yaml".to_owned(), text.into_bytes())];
    for path in stored_files {
        all.push((format!("data/calls/{}", name(path)), stored(path)));
    }
    let all: Vec<(&str, &[u8])> = all.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    Site::new(&all).with_areas(areas)
}

/// A site of one file below `tests/files`, of a format whose layout says everything.
fn of_file(areas: AreaDeclaration, path: &str, rest: &str) -> Site {
    of_stored(areas, &format!("[{{name: {}}}]", name(path)), &[path], rest)
}

/// A site of one text.
fn of_text(areas: AreaDeclaration, text: &str, rest: &str) -> Site {
    Site::of("file.csv", rest, text).with_areas(areas)
}

/// The page that explains formats.
fn explained() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap()
}

#[test]
fn every_format_has_a_section_and_a_line_of_the_list() {
    let page = explained();
    for format in sna::ingest::FORMATS {
        let name = format.name();
        assert!(page.contains(&format!("\n## {name}\n")), "docs/formats.md has no section `{name}`");
        assert!(page.contains(&format!("| [`{name}`](#{name}) |")), "docs/formats.md does not list `{name}`");
    }
}
