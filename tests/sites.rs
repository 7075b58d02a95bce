//! A small site in, its pages out: `tests/sites/base/` and `tests/sites/base.expected/`.
//!
//! Of each page only its `<main>` is compared, without the drawings, which have tests of their own, and
//! without the imprint. `SNAPSHOTS=overwrite cargo test --test sites` writes what is made now.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sna::report::{Report, Strictness};
use snapbox::{Assert, Data};
use support::{Copy, files, package};

/// Pages of every kind; the others are made by the same templates of other numbers.
const PAGES: [&str; 20] = [
    "2026/index.html",
    "2026/violence/index.html",
    "2026/methods/index.html",
    "2026/glossary/index.html",
    "2026/accessibility/index.html",
    "2026/areas/index.html",
    "2026/areas/marlshire/index.html",
    "2026/areas/ash-vale/index.html",
    "2026/compare/index.html",
    "2026/indicators/index.html",
    "2026/indicators/admissions/index.html",
    "2026/f/VI-F1/index.html",
    "2026/f/VI-F1/embed/index.html",
    "2026/pack/index.html",
    "2026/data/index.html",
    "2026/methods/sources/admissions/index.html",
    "2026/methods/count/index.html",
    "2026/methods/rate/index.html",
    "2026/search/index.html",
    "404.html",
];

/// Files of numbers and of words, compared as they are.
const NUMBERS: [&str; 7] = [
    "2026/data/indicators/admissions.csv",
    "2026/data/indicators/violence.csv",
    "2026/f/VI-F1/VI-F1.csv",
    "2026/compare/areas.json",
    "2026/compare/areas/ash-vale.json",
    "2026/search/areas.json",
    "2026/search/pages.json",
];

/// What matters of a page.
fn main_of(page: &str) -> String {
    let start = page.find("<main").expect("a page without <main>");
    let end = page.find("</main>").expect("a <main> that never ends");
    let mut main = without(&page[start..end], "<svg", "</svg>");
    main = without(&main, "<footer class=\"imprint\"", "</footer>");
    let lines = main.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// A text without what stands from `open` to `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let end = rest[start..].find(close).map_or(rest.len(), |at| start + at + close.len());
        out.push_str(&rest[..start]);
        out.push_str(&format!("{open}>…{close}"));
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn a_small_site_becomes_these_pages() {
    let site = Copy::new().built();
    let report = Report::new(Strictness::Lenient);
    let text = |path: &str| {
        String::from_utf8(site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()).unwrap()
    };
    let mut made: BTreeMap<String, String> =
        PAGES.iter().map(|path| (path.replace("/index", "").replace('/', "-"), main_of(&text(path)))).collect();
    made.extend(NUMBERS.iter().map(|path| (path.replace('/', "-"), text(path))));
    made.insert("paths.txt".to_owned(), site.paths().map(|path| format!("{path}\n")).collect());

    let folder = package().join("tests/sites/base.expected");
    fs::create_dir_all(&folder).unwrap();
    let assert = Assert::new().action_env("SNAPSHOTS");
    for (name, text) in &made {
        assert.eq(text.as_str(), Data::read_from(&folder.join(name), None).raw());
    }
    let expected: BTreeSet<String> = files(&folder).into_keys().collect();
    let made: BTreeSet<String> = made.into_keys().collect();
    assert_eq!(expected, made, "tests/sites/base.expected holds other files than are made");
}
