//! Messages as literature: each file of `tests/messages/` holds a faulty site and the exact words that an
//! analyst is told. A changed word is a changed file.
//!
//! A fenced block whose info string ends in a path is a file that is put into the site of
//! `tests/sites/base/`. Its first word is a language, or says that the block is no plain text: `hex` for
//! bytes, `folder` for a folder of that name, `absent` for a file taken out of the base. The block
//! `text message` is what is said. `SNAPSHOTS=overwrite cargo test --test messages` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;
use sna::files::Root;
use sna::progress::Progress;
use sna::report::{Format, Report, Strictness};
use sna::{pipeline, publish};
use support::{Copy, blocks, package, plain};

/// The block that holds what is said.
const MESSAGE: &str = "text message";

fn pages() -> Vec<PathBuf> {
    let folder = package().join("tests/messages");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

/// The site of a page.
fn site(page: &Path, text: &str) -> Copy {
    let site = Copy::new();
    for (info, body) in blocks(text).iter().filter(|(info, _)| info != MESSAGE) {
        let (kind, path) = info.split_once(' ').unwrap_or_else(|| panic!("{}: a block without a path", page.display()));
        match kind {
            "hex" => {
                let digits: Vec<u8> = body.bytes().filter(u8::is_ascii_hexdigit).collect();
                let bytes: Vec<u8> = digits
                    .chunks(2)
                    .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                    .collect();
                site.put(path, bytes);
            }
            "folder" => {
                let full = site.root().join(path);
                if full.is_file() {
                    fs::remove_file(&full).unwrap();
                }
                fs::create_dir_all(full).unwrap();
            }
            "absent" => fs::remove_file(site.root().join(path)).unwrap(),
            _ => site.put(path, body),
        }
    }
    site
}

/// All that is said of a site, which is published where its page has files in `public/`.
fn report(site: &Copy) -> Report {
    let report = Report::new(Strictness::Lenient);
    let progress = Progress::default();
    let output = site.root().join("public");
    let _ = pipeline::build(&report, &progress, &Root::new(&site.root())).and_then(|built| match output.exists() {
        true => publish::write(&report, &progress, &built, &output),
        false => publish::check(&report, &progress, &built),
    });
    report
}

/// What is said, with the folder of this run left out.
fn said(site: &Copy) -> String {
    let text = plain(&report(site));
    let folder = format!("{}{}", site.root().display(), std::path::MAIN_SEPARATOR);
    text.trim_end().replace(&folder, "")
}

/// One page, its text, and what is said of its site.
struct Told {
    page: PathBuf,
    text: String,
    message: String,
}

/// Every page; each site is built once, whichever tests run.
fn told() -> &'static [Told] {
    static TOLD: OnceLock<Vec<Told>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let tell = |page: PathBuf| {
            let text = fs::read_to_string(&page).unwrap().replace("\r\n", "\n");
            Told { message: said(&site(&page, &text)), page, text }
        };
        pages().into_par_iter().map(tell).collect()
    })
}

/// A page with another message.
fn rewritten(text: &str, message: &str) -> String {
    let start = text.find(&format!("```{MESSAGE}\n")).expect("no block for the message") + MESSAGE.len() + 4;
    let end = start + text[start..].find("```").expect("the block of the message never ends");
    format!("{}{message}\n{}", &text[..start], &text[end..])
}

#[test]
fn every_fault_is_said_in_these_words() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut differ = Vec::new();
    for Told { page, text, message } in told() {
        assert!(!message.is_empty(), "{}: nothing is wrong with this site", page.display());
        let expected =
            blocks(text).into_iter().find(|(info, _)| info == MESSAGE).map(|(_, body)| body).unwrap_or_default();
        if message == expected.trim_end() {
            continue;
        }
        if overwrite {
            fs::write(page, rewritten(text, message)).unwrap();
        } else {
            differ.push(format!("{}\n--- expected\n{expected}+++ said\n{message}\n", page.display()));
        }
    }
    assert!(
        differ.is_empty(),
        "{}\nSNAPSHOTS=overwrite writes what is said now; read it as a reader would",
        differ.join("\n")
    );
}

#[test]
fn every_page_says_what_the_fault_is_before_it_shows_it() {
    let pages = pages();
    assert!(pages.len() >= 34, "only {} faults are shown", pages.len());
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        assert_eq!(page.extension().unwrap(), "md", "{}", page.display());
        assert!(
            text.lines().next().is_some_and(|line| line.ends_with('.') && !line.starts_with(['#', '`'])),
            "{}: no line of prose",
            page.display()
        );
        assert_eq!(blocks(&text).iter().filter(|(info, _)| info == MESSAGE).count(), 1, "{}", page.display());
        assert!(blocks(&text).len() > 1, "{}: no faulty file", page.display());
    }
}

/// The laws of messages: what the first line is, and which words are ours and not the reader's.
#[test]
fn every_message_stands_alone_in_the_words_of_its_reader() {
    let ours = [
        "failed to",
        "invalid",
        "illegal",
        "oops",
        "unwrap",
        "Option",
        "Some(",
        "None",
        "Err(",
        "serde",
        "Unread",
        "usize",
        "f64",
        "String",
        "struct",
    ];
    for Told { page, message, .. } in told() {
        for line in message.lines().filter(|line| line.starts_with("error:") || line.starts_with("warning:")) {
            let (_, words) = line.split_once(": ").unwrap();
            let first = words.chars().next().unwrap();
            assert!(!first.is_uppercase(), "{}: begins with a capital: {line}", page.display());
            assert!(!words.ends_with('.'), "{}: ends with a full stop: {line}", page.display());
        }
        let told: Vec<&str> = message
            .lines()
            .filter(|line| !line.trim_start().starts_with(|first: char| first.is_ascii_digit()))
            .collect();
        for word in ours {
            assert!(
                !told.iter().any(|line| line.contains(word)),
                "{}: `{word}` is not a reader's word\n{message}",
                page.display()
            );
        }
    }
}

#[test]
fn short_messages_and_those_for_programs_carry_path_line_and_column() {
    let site = Copy::new();
    site.replace("content/chapters/violence.md", "{{ violence.rate }} offences", "{{ violance.rate }} offences");
    site.replace("data/crime/crime.csv", "2535,214", "\"2,535\",214");
    let short = report(&site).render(Format::Short);
    assert_eq!(
        short,
        "data/crime/crime.csv:3:16: error: `Violence` must be a number, found `2,535` (write `2535`, or declare `thousands: comma` in data/crime/source.yaml)\n"
    );

    site.replace("data/crime/crime.csv", "\"2,535\",214", "2535,214");
    let report = report(&site);
    let short = report.render(Format::Short);
    assert!(short.starts_with("content/chapters/violence.md:13:40: error: unknown indicator `violance` ("), "{short}");
    let lines = report.render(Format::Json);
    let json: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(lines.lines().count(), 1);
    assert_eq!(json["severity"], "error");
    assert_eq!(json["path"], "content/chapters/violence.md");
    assert_eq!(
        (json["line"].as_u64(), json["column"].as_u64(), json["length"].as_u64()),
        (Some(13), Some(40), Some(8))
    );
    assert_eq!(json["message"], "unknown indicator `violance`");
    assert_eq!(json["help"], "did you mean `violence`?");
}

/// Whether a line is `path:line:column: error: message`, as editors look for it.
fn is_for_editors(line: &str) -> bool {
    let Some((place, message)) = line.split_once(": error: ").or_else(|| line.split_once(": warning: ")) else {
        return false;
    };
    let mut parts = place.rsplitn(3, ':');
    let number = |part: Option<&str>| part.is_some_and(|part| part.parse::<usize>().is_ok_and(|number| number > 0));
    let is_placed = number(parts.next()) && number(parts.next());
    is_placed && parts.next().is_some_and(|path| !path.is_empty()) && !message.is_empty()
}

#[test]
fn every_short_line_has_a_place_and_every_object_has_every_key() {
    let keys = ["severity", "message", "path", "line", "column", "length", "label", "notes", "help"];
    let (mut lines, mut objects) = (0, 0);
    for page in pages() {
        let report = report(&site(&page, &fs::read_to_string(&page).unwrap()));
        for line in report.render(Format::Short).lines() {
            // What is of no file, such as the folder that is published in, has no place.
            let is_of_a_file = !line.starts_with("error: ") && !line.starts_with("warning: ");
            assert!(!is_of_a_file || is_for_editors(line), "{}: {line}", page.display());
            lines += usize::from(is_of_a_file);
        }
        for line in report.render(Format::Json).lines() {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            let found: Vec<&String> = object.as_object().unwrap().keys().collect();
            assert_eq!(found, keys, "{}: {line}", page.display());
            assert!(object["severity"] == "error" || object["severity"] == "warning");
            assert!(object["message"].is_string() && object["label"].is_string() && object["notes"].is_array());
            assert_eq!(object["line"].is_u64(), object["column"].is_u64());
            assert_eq!(object["line"].is_u64(), object["length"].is_u64());
            objects += 1;
        }
    }
    assert!(lines > 60 && objects > 60, "{lines} lines and {objects} objects");
}

#[test]
fn a_strict_run_makes_an_error_of_a_warning() {
    let site = Copy::new();
    site.put("data/crime/forgotten.csv", "Area code,Year\n");
    for (strictness, word) in [(Strictness::Lenient, "warning: "), (Strictness::Strict, "error: ")] {
        let report = Report::new(strictness);
        let built = pipeline::build(&report, &Progress::default(), &Root::new(&site.root()));
        assert_eq!(built.is_err(), strictness == Strictness::Strict);
        assert!(plain(&report).starts_with(word), "{}", plain(&report));
    }
}
