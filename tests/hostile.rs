//! A hundred hostile names through every place where words come in: nothing runs, nothing breaks a page,
//! a drawing or a list, and no spreadsheet runs a formula.
//!
//! The site is built twice, with hostile names and with plain ones. Whatever element and attribute the
//! first has, the second has as well, so no name can have become markup. `SNA_HOSTILE=/folder` publishes the
//! hostile site there, for the tests in a browser.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use sna::progress::Progress;
use sna::publish;
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, plain};

/// Names that someone once broke something with, and their relatives.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "</svg><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "<!--",
        "-->",
        "<!-- <script>",
        "<![CDATA[ x ]]>",
        "]]>",
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE html>",
        "<iframe src=javascript:alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "<https://example.org/>",
        "`code` **bold** _it_ ~~s~~",
        "# Heading",
        "| a | b |",
        "{{ violence.rate }}",
        "{% include \"base.html\" %}",
        "{# comment #}",
        "${alert(1)}",
        "#{1+1}",
        "%00%0d%0a",
        "&lt;script&gt;",
        "&amp;amp;",
        "&#x3c;script&#x3e;",
        "&nbsp;&copy;",
        "&",
        "\"",
        "'",
        "\"\"\"\"",
        "''''",
        "' onmouseover='alert(1)",
        "\" onfocus=\"alert(1)\" autofocus=\"",
        "` onerror=alert(1) `",
        "\\\"; alert(1); //",
        "\\u003cscript\\u003e",
        "\\",
        "=1+1",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"https://example.org\";\"x\")",
        "+1+1",
        "-1+1",
        "@SUM(1;1)",
        "\u{ff1d}1+1",
        "=\"a\",\"b\"",
        "a,b,c",
        "a;b;c",
        "a\"b,\"c",
        "مستشفى الشرق",
        "בית חולים",
        "\u{202e}dlrow olleh",
        "\u{202a}left\u{202c}",
        "\u{2066}alone",
        "\u{200f}mark",
        "zero\u{200b}width\u{200d}join\u{feff}",
        "\u{ad}soft\u{ad}hyphen",
        "\u{2028}line\u{2029}paragraph",
        "👩‍👩‍👧‍👦 family",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag",
        "🔪",
        "Z\u{351}\u{36b}\u{343}a\u{333}\u{323}lgo",
        "e\u{301}\u{301}\u{301}\u{301}",
        "ﷺ﷽",
        "漢字カタカナ",
        "ß ſ ﬁ İ ı",
        "\u{1}\u{2}\u{7}bell",
        "\u{8}back\u{b}tab\u{c}feed",
        "\u{1b}[31mred",
        "\u{7f}delete\u{80}\u{9f}",
        "\u{fffe}\u{ffff}none",
        "\u{fdd0}none",
        "\u{fffd}",
        "\u{e000}private",
        "con",
        "../../etc",
        "..\\..\\x",
        "index.html",
        "?a=b&c=d",
        "#main",
        "/absolute",
        "//example.org",
        "%s%n%d",
        "null",
        "undefined",
        "NaN",
        "__proto__",
        "constructor",
        "1e309",
    ]
    .iter()
    .map(|name| (*name).to_owned())
    .collect();
    names.push("W".repeat(300));
    names.push("Kings Norton and Bartley Green ".repeat(10).trim().to_owned());
    names.push("<b>".repeat(100));
    names
}

/// A text as YAML and JSON have it; JSON leaves some controls as they are, which YAML has no room for.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            ' '..='~' => out.push(letter),
            _ => out.push_str(&format!("\\U{:08x}", u32::from(letter))),
        }
    }
    out + "\""
}

/// Twelve areas with profiles, and the others without: enough to have every kind of page of a name.
const PROFILES: usize = 12;

fn site(names: &[String]) -> Copy {
    let copy = Copy::new();
    let word = |index: usize| quoted(&names[index % names.len()]);
    let list = |from: usize, to: usize| {
        (from..to).fold(String::new(), |list, index| {
            list + &format!(
                "        - {{code: E0700{:04}, name: {}, slug: place-{index}}}\n",
                1000 + index,
                word(index)
            )
        })
    };
    let settings = format!(
        "title: {}\npublisher: {}\nedition: \"2026\"\nedition-label: {}\npublished: 2026-03-02\nnext-edition: {}\ndemonstration: {}\nbase-address: https://sna.example.org/\ncards: yes\n\
         licence: {{name: {}, address: \"https://www.example.org/\"}}\nhelp:\n  - {{name: {}, address: \"tel:999\", note: {}}}\n\
         theme:\n  footer:\n    text: {}\n    links:\n      - {{name: {}, address: \"https://www.example.org/?a=<b>&c='\"}}\n\
         accessibility: {{status: partially, answer-within: {}, prepared: {}, reviewed: {}, exceptions: [{}], tests: [{}]}}\n\
         areas:\n  assessed: marlshire\n  levels:\n    - id: county\n      name: {}\n      plural: {}\n      profile: yes\n      list:\n        - {{code: E10000091, name: {}, slug: marlshire}}\n\
         \x20   - id: district\n      name: {}\n      plural: {}\n      profile: yes\n      parent: E10000091\n      list:\n{}\
         \x20   - id: parish\n      name: {}\n      plural: {}\n      parent: E10000091\n      list:\n{}",
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5),
        word(6),
        word(7),
        word(8),
        word(9),
        word(10),
        word(11),
        word(12),
        word(13),
        word(14),
        word(15),
        word(16),
        word(17),
        word(18),
        word(19),
        list(0, PROFILES),
        word(20),
        word(21),
        list(PROFILES, names.len()),
    );
    copy.put("site.yaml", settings);
    let (mut crime, mut residents, mut admissions) = (
        copy.text("data/crime/crime.csv"),
        copy.text("data/residents/residents.csv"),
        copy.text("data/admissions/admissions.csv"),
    );
    for text in [&mut crime, &mut residents, &mut admissions] {
        *text = text.lines().filter(|line| !line.starts_with("E07")).map(|line| format!("{line}\n")).collect();
    }
    for index in 0..names.len() {
        for year in 2022..=2025 {
            let code = format!("E0700{:04},{year}", 1000 + index);
            crime += &format!("{code},{},{}\n", 100 + index, index % 7);
            residents += &format!("{code},{}\n", 9000 + 10 * index);
            if year > 2023 {
                admissions += &format!("{code},{}\n", index % 23);
            }
        }
    }
    copy.put("data/crime/crime.csv", crime);
    copy.put("data/residents/residents.csv", residents);
    copy.put("data/admissions/admissions.csv", admissions);
    for (index, source) in ["crime", "residents", "admissions"].iter().enumerate() {
        let path = format!("data/{source}/source.yaml");
        let text: String = copy
            .text(&path)
            .lines()
            .map(|line| match line.split_once(": ").map(|(key, _)| key) {
                Some(key @ ("title" | "publisher" | "attribution" | "period")) => {
                    format!("{key}: {}\n", word(22 + 4 * index + key.len()))
                }
                _ => format!("{line}\n"),
            })
            .collect();
        copy.put(&path, text);
    }
    for (index, indicator) in ["violence", "robbery", "admissions"].iter().enumerate() {
        let path = format!("content/indicators/{indicator}.md");
        let text: String = copy
            .text(&path)
            .lines()
            .map(|line| match line.split_once(": ").map(|(key, _)| key) {
                Some(key @ ("title" | "short" | "unit" | "definition")) => {
                    format!("{key}: {}\n", word(40 + 7 * index + key.len()))
                }
                Some("levels") => "levels: [county, district, parish]\n".to_owned(),
                _ => format!("{line}\n"),
            })
            .collect();
        copy.put(&path, text);
    }
    copy.put(
        "content/chapters/violence.md",
        format!(
            "---\ntitle: {}\nsummary: {}\norder: 10\nkind: chapter\n---\n\n## Where\n\nThere were {{{{ violence.rate }}}}.\n\n\
             ```chart\nid: VI-F1\nkind: bar\nindicator: violence\nlevel: district\nfinding: {}\n```\n",
            word(60),
            word(61),
            word(62)
        ),
    );
    copy
}

/// Every file of a site that is no picture and no document on paper; of a workbook, what is packed in it.
fn pages(site: &Site) -> Vec<(String, String)> {
    let report = Report::new(Strictness::Lenient);
    let mut pages = Vec::new();
    for path in site.paths().filter(|path| ![".png", ".pdf"].iter().any(|ending| path.ends_with(ending))) {
        let bytes = site.make(&report, path).unwrap().unwrap();
        if !path.ends_with(".xlsx") && !path.ends_with(".ods") {
            pages.push((path.to_owned(), String::from_utf8(bytes).unwrap()));
            continue;
        }
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut member = archive.by_index(at).unwrap();
            let name = format!("{path}/{}", member.name().unwrap());
            let mut text = String::new();
            member.read_to_string(&mut text).unwrap();
            // A formula of a sheet, in the words of either kind of workbook.
            assert!(!text.contains("<f>") && !text.contains("table:formula"), "{name} holds a formula");
            pages.push((name, text));
        }
    }
    pages
}

/// What a page is made of: element and attribute names, and schemes of links.
fn parts(html: &str, into: &mut BTreeSet<String>) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        into.insert(format!("<{name}"));
        rest = &rest[end..];
        loop {
            rest = rest.trim_start_matches([' ', '\n', '/']);
            if rest.starts_with('>') || rest.is_empty() {
                break;
            }
            let end = rest.find(['=', ' ', '>']).unwrap_or(rest.len());
            let key = &rest[..end];
            into.insert(format!("{name} {key}"));
            rest = &rest[end..];
            if let Some(value) = rest.strip_prefix("=\"") {
                let (value, after) = value.split_once('"').unwrap();
                if ["href", "src"].contains(&key) {
                    let head = value.split(['/', '?', '#', '.']).next().unwrap();
                    into.extend(head.split_once(':').map(|(scheme, _)| format!("{scheme}:")));
                }
                rest = after;
            }
        }
        // What stands in these is no markup; it ends where a browser would end it.
        for raw in ["script", "style"] {
            if name == raw {
                rest = &rest[rest.find(&format!("</{raw}")).unwrap()..];
            }
        }
    }
}

/// Whether a drawing or a list can be read from its first element to its last.
fn is_xml(path: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(fault) => panic!("{path}: {fault}"),
        }
    }
}

fn built(names: &[String]) -> (Copy, Site) {
    let copy = site(names);
    let (report, built) = copy.build();
    let built = built.unwrap_or_else(|_| panic!("{}", plain(&report)));
    (copy, built)
}

#[test]
fn a_hundred_hostile_names_run_nothing_and_break_nothing() {
    let names = hostile();
    assert!(names.len() >= 100);
    let plain_names: Vec<String> = (0..names.len()).map(|index| format!("Place {index} of many")).collect();
    let mut known = BTreeSet::new();
    for (path, text) in pages(&built(&plain_names).1) {
        if path.ends_with(".html") {
            parts(&text, &mut known);
        }
    }
    let (_copy, site) = built(&names);
    for (path, text) in pages(&site) {
        let ending = path.rsplit('.').next().unwrap();
        let allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r') || !letter.is_control();
        match ending {
            "html" => {
                let mut found = BTreeSet::new();
                parts(&text, &mut found);
                // Long names are broken into lines, which plain ones need not be.
                let new: Vec<_> = found
                    .difference(&known)
                    .filter(|part| !part.starts_with("tspan") && *part != "<tspan" && *part != "</tspan")
                    .collect();
                assert!(new.is_empty(), "{path}: {new:?}");
                assert!(text.chars().all(allowed), "{path} holds a control character");
                assert!(!text.contains(['\u{202e}', '\u{202a}', '\u{2066}']), "{path} turns the direction");
                for script in text.split("<script type=\"application/ld+json\">").skip(1) {
                    let data = script.split("</script").next().unwrap();
                    serde_json::from_str::<serde_json::Value>(data).unwrap_or_else(|fault| panic!("{path}: {fault}"));
                }
                for drawing in text.split("<svg").skip(1) {
                    is_xml(&path, &format!("<svg{}</svg>", drawing.split("</svg>").next().unwrap()));
                }
            }
            "svg" | "xml" => {
                is_xml(&path, &text);
                assert!(text.chars().all(allowed), "{path} holds a control character");
            }
            "json" => {
                drop(serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|fault| panic!("{path}: {fault}")))
            }
            "csv" => {
                for record in csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records() {
                    for field in &record.unwrap_or_else(|fault| panic!("{path}: {fault}")) {
                        let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
                        assert!(!formula || field.parse::<f64>().is_ok(), "{path}: {field}");
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(folder) = std::env::var_os("SNA_HOSTILE") {
        let report = Report::new(Strictness::Lenient);
        publish::write(&report, &Progress::default(), &site, folder.as_ref()).unwrap();
    }
}
