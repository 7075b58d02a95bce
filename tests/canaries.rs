//! Withheld numbers that would be recognised anywhere, searched for in every byte a run leaves behind: pages,
//! downloads, drawings, what is packed inside them, and everything the program says, in good runs and in bad.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use flate2::Compression;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use flate2::write::{GzEncoder, ZlibEncoder};
use sna::model::estimate::Confidence;
use sna::statistics::interval;
use support::{Copy, files};

/// A count that no other number resembles, and the people it is of.
#[derive(Debug, Clone, Copy)]
struct Canary {
    count: u64,
    people: f64,
}

const PER: f64 = 100_000.0;

impl Canary {
    /// The rate and its limits, none of which may be printed to three significant digits or more.
    fn rates(self) -> [f64; 3] {
        let (lower, upper) = interval::of_count(self.count as f64, Confidence::Ninety5);
        [self.count as f64, lower, upper].map(|events| events / self.people * PER)
    }
}

/// How thousands are set apart, in text and in markup.
const SEPARATORS: [&str; 12] = ["", ",", ".", " ", "'", "’", "_", "\u{a0}", "\u{202f}", "\u{2009}", "&nbsp;", "&#160;"];

fn grouped(count: u64, separator: &str) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// Whether a number stands in a text and is not the middle of a longer one.
fn stands_in(text: &str, number: &str) -> bool {
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    text.match_indices(number)
        .any(|(at, _)| !digit(text[..at].chars().next_back()) && !digit(text[at + number.len()..].chars().next()))
}

/// The numbers of a text as they are written, thousands joined.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // A checksum is random letters and digits, some of which look like any number.
    let is_checksum = |word: &&str| word.len() >= 32 && word.chars().all(|sign| sign.is_ascii_hexdigit());
    let mut left = text.to_owned();
    for word in text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(is_checksum) {
        left = left.replace(word, " ");
    }
    let signs: Vec<char> = left.chars().collect();
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let mut at = 0;
    while at < signs.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let mut word = String::new();
        while is_digit(at) || (at < signs.len() && signs[at] == '.' && is_digit(at + 1)) || is_thousands(&signs, at) {
            if signs[at].is_ascii_digit() || signs[at] == '.' {
                word.push(signs[at]);
            }
            at += 1;
        }
        found.insert(word);
    }
    found
}

/// Whether a separator stands here with exactly three digits behind it.
fn is_thousands(signs: &[char], at: usize) -> bool {
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    signs.get(at).is_some_and(|sign| [',', '\u{a0}', '\u{202f}', '\u{2009}'].contains(sign))
        && (1..4).all(|more| is_digit(at + more))
        && !is_digit(at + 4)
}

/// Whether a number as written is this value at three significant digits or more.
fn is_rounded(written: &str, value: f64) -> bool {
    let Ok(number) = written.parse::<f64>() else { return false };
    let scale = value.abs().log10().floor() as i32;
    (3..=9).any(|digits| {
        let step = 10_f64.powi(scale + 1 - digits);
        let written = (number / step).round();
        let near = (number - written * step).abs() < step * 1e-6;
        // Rounded to nearest or cut off.
        near && [(value / step).round(), (value / step).floor()].contains(&written)
    })
}

/// The strings of a piece of a document, which stand in brackets.
fn strings(text: &str) -> String {
    let each = text.split('(').skip(1).map(|rest| rest.split(')').next().unwrap_or_default());
    each.collect::<Vec<_>>().join("\n")
}

/// The words of a document as its readers see them: in its pieces letters go by the numbers of a typeface. None where
/// there is no `pdftotext`.
fn read_aloud(bytes: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().ok()?;
    std::fs::write(file.path(), bytes).ok()?;
    let read = Command::new("pdftotext").arg(file.path()).arg("-").output().ok()?;
    read.status.success().then(|| String::from_utf8_lossy(&read.stdout).into_owned())
}

/// The texts inside a file: itself, and what is packed in it, each with where it was found.
fn texts(path: &str, bytes: &[u8], out: &mut Vec<(String, String)>) {
    // The words of a picture are searched one by one. Its pixels are packed, and look like any number; what
    // they show is the markup of a drawing, or the words beside it, which are searched where they stand. So do
    // the packed parts of an archive, which are searched unpacked. A document is lengths and places of its pieces, and
    // its pieces are places on paper: of those the strings are searched.
    let packed: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF"];
    if !packed.iter().any(|start| bytes.starts_with(start)) {
        out.push((path.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut inner = Vec::new();
        if MultiGzDecoder::new(bytes).read_to_end(&mut inner).is_ok() {
            texts(&format!("{path} (gzip)"), &inner, out);
        }
    } else if bytes.starts_with(b"PK\x03\x04") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut member = archive.by_index(at).unwrap();
            let name = member.name().unwrap().into_owned();
            let mut inner = Vec::new();
            member.read_to_end(&mut inner).unwrap();
            texts(&format!("{path} ({name})"), &inner, out);
        }
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        for (kind, inner) in png_texts(bytes) {
            texts(&format!("{path} ({kind})"), &inner, out);
        }
    } else if bytes.starts_with(b"%PDF") {
        out.push((format!("{path} (strings)"), strings(&String::from_utf8_lossy(bytes))));
        out.extend(read_aloud(bytes).map(|words| (format!("{path} (words)"), words)));
        for (at, _) in bytes.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n") {
            let mut inner = Vec::new();
            // What is no stream of this kind, or its end, gives what could be read.
            let _ = ZlibDecoder::new(&bytes[at + 7..]).read_to_end(&mut inner);
            out.push((format!("{path} (stream)"), strings(&String::from_utf8_lossy(&inner))));
        }
    }
}

/// The chunks of a PNG that hold words.
fn png_texts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut rest = &bytes[8..];
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let kind = String::from_utf8_lossy(&rest[4..8]).into_owned();
        let body = &rest[8..8 + length];
        let after = |body: &[u8], zeros: usize| {
            let ends: Vec<usize> = body.iter().enumerate().filter(|(_, byte)| **byte == 0).map(|(at, _)| at).collect();
            ends.get(zeros).map(|at| body[at + 1..].to_vec()).unwrap_or_default()
        };
        let inflated = |packed: &[u8]| {
            let mut inner = Vec::new();
            ZlibDecoder::new(packed).read_to_end(&mut inner).unwrap();
            inner
        };
        match kind.as_str() {
            "tEXt" => found.push((kind, body.to_vec())),
            "zTXt" => found.push((kind, inflated(&after(body, 0)[1..]))),
            "iTXt" => {
                let flags = after(body, 0);
                let words = after(&flags[2..], 1);
                found.push((kind, if flags[0] == 1 { inflated(&words) } else { words }));
            }
            "IDAT" | "PLTE" => {}
            _ => found.push((kind, body.to_vec())),
        }
        rest = &rest[12 + length..];
    }
    found
}

/// Where a canary, its rate or its limits stand, or what is left of a released total without it.
fn leak(found: &BTreeMap<String, Vec<u8>>, canaries: &[Canary], released: &BTreeSet<u64>) -> Option<String> {
    for (path, bytes) in found {
        let mut inside = Vec::new();
        texts(path, bytes, &mut inside);
        for (place, text) in inside {
            for canary in canaries {
                let count = canary.count;
                if SEPARATORS.iter().any(|separator| stands_in(&text, &grouped(count, separator))) {
                    return Some(format!("{place} holds {count}"));
                }
                let written = numbers(&text);
                if let Some(number) =
                    written.iter().find(|number| canary.rates().iter().any(|rate| is_rounded(number, *rate)))
                {
                    return Some(format!("{place} holds {number}, a rate or limit of {count}"));
                }
                for total in released.iter().filter(|total| **total > count) {
                    let rest = total - count;
                    if !released.contains(&rest) && written.contains(&rest.to_string()) {
                        return Some(format!("{place} holds {rest}, which is {total} without {count}"));
                    }
                }
            }
        }
    }
    None
}

const DISTRICTS: [&str; 4] = ["E07000901", "E07000902", "E07000903", "E07000904"];

/// Events of each district by sex, in two years; those under a million are withheld.
const EVENTS: [[[u64; 2]; 4]; 2] = [
    [[777_001, 3_214_657], [2_618_033, 5_141_593], [4_669_201, 7_390_853], [6_626_071, 8_314_463]],
    [[1_380_649, 2_502_907], [888_113, 3_359_887], [5_772_157, 6_854_101], [9_192_633, 1_618_039]],
];

fn people(district: usize, year: usize) -> f64 {
    [90_017_423.0, 81_223_817.0, 73_905_631.0, 64_311_289.0][district] + [0.0, 311_737.0][year]
}

fn site() -> Copy {
    let copy = Copy::new();
    // With an address, so that its pages have cards.
    copy.put("site.yaml", format!("base-address: https://sna.example.org/\n{}", copy.text("site.yaml")));
    let mut admissions = "Area code,Year,Sex,Admissions\n".to_owned();
    let mut residents = "Area code,Year,Residents\n".to_owned();
    for (year, districts) in EVENTS.iter().enumerate() {
        for (at, sex) in ["female", "male"].iter().enumerate() {
            let total: u64 = districts.iter().map(|counts| counts[at]).sum();
            admissions.push_str(&format!("E10000091,{},{sex},{total}\n", 2024 + year));
        }
        let everyone: f64 = (0..DISTRICTS.len()).map(|district| people(district, year)).sum();
        residents.push_str(&format!("E10000091,{},{everyone}\n", 2024 + year));
        for (district, sexes) in districts.iter().enumerate() {
            let (code, name) = (DISTRICTS[district], 2024 + year);
            for (sex, count) in ["female", "male"].iter().zip(sexes) {
                admissions.push_str(&format!("{code},{name},{sex},{count}\n"));
            }
            residents.push_str(&format!("{code},{name},{}\n", people(district, year)));
        }
    }
    copy.put("data/admissions/admissions.csv", admissions);
    copy.put("data/residents-of-hospitals/residents.csv", residents);
    copy.put("data/residents-of-hospitals/source.yaml", copy.text("data/residents/source.yaml"));
    copy.replace("data/admissions/source.yaml", "{rule: under-10}", "{rule: {under: 1000000, secondary: yes}}");
    copy.replace("data/admissions/source.yaml", "  values:", "  group: {sex: Sex}\n  values:");
    copy.replace("content/indicators/admissions.md", "decimals: 0", "decimals: 3\nheadline: yes\nbreakdowns: [sex]");
    let rate = copy
        .text("content/indicators/admissions.md")
        .replace("HA-01", "HA-02")
        .replace("Hospital admissions for assault", "Rate of admissions")
        .replace("short: Admissions for assault", "short: Rate of admissions")
        .replace("breakdowns: [sex]\n", "")
        .replace(
            "method: count\n",
            "method: rate\nper: 100000\ndenominator: {source: residents-of-hospitals, series: [residents]}\n",
        );
    copy.put("content/indicators/rate-of-admissions.md", rate);
    let charts = "```chart\nid: HA-F1\nkind: bar\nindicator: rate-of-admissions\nlevel: district\nfinding: Admissions differ\n```\n\n```chart\nid: HA-F2\nkind: line\nindicator: admissions\nareas: [marlshire, ash-vale, birchwold]\nfinding: Admissions changed\n```\n";
    let text =
        copy.text("content/chapters/violence.md").replace("There were {{ admissions.count }} admissions.", charts);
    copy.put("content/chapters/violence.md", text);
    copy
}

/// What the program says of a site, in each form it has, good or not.
fn said(copy: &Copy, word: &str, more: &[&str]) -> (bool, Vec<u8>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    command.arg(word).arg("--root").arg(copy.root()).args(more);
    if word == "build" {
        command.arg("--output").arg(copy.output());
    }
    let output = command.output().unwrap();
    (output.status.success(), [output.stdout, output.stderr].concat())
}

/// Everything a run leaves behind, what was withheld, and which counts were released.
struct Left {
    files: BTreeMap<String, Vec<u8>>,
    withheld: Vec<Canary>,
    released: BTreeSet<u64>,
}

fn left() -> Left {
    let copy = site();
    let (good, words) = said(&copy, "build", &[]);
    assert!(good, "{}", String::from_utf8_lossy(&words));
    let mut found = files(&copy.output());
    let rows = support::rows(&found["2026/data/sna-2026.csv"]);
    let (mut withheld, mut released) = (Vec::new(), BTreeSet::new());
    for row in rows.iter().filter(|row| row["indicator"] == "admissions") {
        if let Ok(count) = row["count"].parse() {
            released.insert(count);
            continue;
        }
        let Some(district) = DISTRICTS.iter().position(|code| *code == row["area code"]) else { continue };
        let year = row["period"].parse::<usize>().unwrap() - 2024;
        let counts = EVENTS[year][district];
        let count = match row["breakdown"].as_str() {
            "female" => counts[0],
            "male" => counts[1],
            _ => counts[0] + counts[1],
        };
        withheld.push(Canary { count, people: people(district, year) });
    }
    found.insert("what the build says".to_owned(), words);
    for (name, word, more) in
        [("what a check says", "check", &[][..]), ("what a check tells programs", "check", &["--format", "json"][..])]
    {
        found.insert(name.to_owned(), said(&copy, word, more).1);
    }
    Left { files: found, withheld, released }
}

#[test]
fn no_withheld_count_nor_its_rate_stands_in_any_byte_that_is_published_or_said() {
    let left = left();
    let counts: BTreeSet<u64> = left.withheld.iter().map(|canary| canary.count).collect();
    assert!(counts.contains(&777_001) && counts.contains(&888_113), "{counts:?}");
    assert!(counts.len() >= 6, "protection withholds others as well: {counts:?}");
    assert_eq!(leak(&left.files, &left.withheld, &left.released), None);
    // Pictures of figures and cards are among what was searched, each with its words.
    let pictures = left.files.iter().filter(|(path, _)| path.ends_with(".png"));
    let worded =
        pictures.filter(|(_, bytes)| png_texts(bytes).iter().any(|(kind, words)| kind == "iTXt" && !words.is_empty()));
    assert!(worded.count() > 20);
    // So are workbooks and the API, each with the numbers that are released.
    let most = left.released.iter().max().unwrap().to_string();
    for path in ["2026/data/sna-2026.xlsx", "2026/data/sna-2026.ods", "2026/api/indicators/admissions.json"] {
        let mut inside = Vec::new();
        texts(path, &left.files[path], &mut inside);
        assert!(inside.iter().any(|(_, text)| stands_in(text, &most)), "{path}");
    }
    // So is the document, where the program makes one and its words can be read.
    if let Some(words) = left.files.get("2026/print/assessment-2026.pdf").and_then(|bytes| read_aloud(bytes)) {
        assert!(words.contains("Figure 1 (") && words.contains("Page 2 of "), "{words}");
    }
    // Numbers so long are in packed pixels by no chance, so for them every byte is searched.
    let long = counts.iter().filter(|count| **count >= 100_000).map(ToString::to_string).collect::<Vec<_>>();
    assert!(long.len() >= 2);
    let is_packed = |path: &str| [".png", ".xlsx", ".ods"].iter().any(|ending| path.ends_with(ending));
    for (path, bytes) in left.files.iter().filter(|(path, _)| is_packed(path)) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!long.iter().any(|count| stands_in(&text, count)), "{path}");
    }
    for count in &counts {
        let pair = left.released.iter().find(|total| left.released.contains(&(**total + count)));
        assert!(pair.is_none(), "two released counts differ by a withheld one");
    }
}

#[test]
fn no_message_of_a_failing_build_holds_a_withheld_count() {
    let canaries = [Canary { count: 777_001, people: people(0, 0) }, Canary { count: 888_113, people: people(1, 1) }];
    let quoted = "\n\n{{ rate-of-admissions.rate area=ash-vale period=2024 }} and {{ admissions.count area=ash-vale group=female period=2024 }}\n";
    let data = "data/admissions/admissions.csv";
    let faults: [(&str, &str, &str); 5] = [
        ("content/chapters/violence.md", "## In hospital", quoted),
        (data, "E07000901,2024,female,777001", "E07000901,2024,female,777001\nE07000901,2024,female,777001"),
        (data, "E07000901,2024,female,777001", "E07000901,2024,female,777001x"),
        (data, "E07000901,2024,female,777001", "E07999901,2024,female,777001"),
        (data, "E07000901,2024,female,777001", "E07000901,20x4,female,777001"),
    ];
    for (path, old, new) in faults {
        let copy = site();
        copy.replace(path, old, new);
        for more in [&["--format", "human"][..], &["--format", "json"], &["--format", "short"]] {
            let (good, words) = said(&copy, "build", more);
            assert!(!good, "nothing was wrong with `{new}`");
            assert!(!words.is_empty());
            let words = BTreeMap::from([("the messages".to_owned(), words)]);
            assert_eq!(leak(&words, &canaries, &BTreeSet::new()), None, "after `{new}`");
        }
    }
}

/// A chunk of a PNG; its checksum is not looked at.
fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32).to_be_bytes()[..], kind, body, &[0; 4]].concat()
}

#[test]
fn a_leak_that_is_planted_anywhere_is_found() {
    let left = left();
    let packed = |text: &str| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let png =
        |kind: &[u8], body: &[u8]| [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(kind, body), chunk(b"IEND", b"")].concat();
    let archive = |bytes: &[u8]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("sheet.xml", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let canary = Canary { count: 777_001, people: people(0, 0) };
    let rate = canary.rates()[0];
    let total = left.released.iter().max().unwrap();
    let rest = grouped(total - 777_001, ",");
    let international = [&b"Comment\0\x01\0\0\0"[..], &packed("777,001")].concat();
    let plants: Vec<(&str, Vec<u8>)> = vec![
        ("a page", b"<p>There were 777,001 events.</p>".to_vec()),
        ("a page with thin spaces", "<p>777\u{202f}001</p>".into()),
        ("a page with entities", b"<p>777&nbsp;001</p>".to_vec()),
        ("a page with points", b"<p>777.001</p>".to_vec()),
        ("a drawing", br#"<svg><rect width="777001"/></svg>"#.to_vec()),
        ("a rate of three digits", format!("<p>{:.0}</p>", rate).into()),
        ("a rate of six digits", format!("{{\"rate\":{rate:.3}}}").into()),
        ("a limit", format!("to {:.2}", canary.rates()[2]).into()),
        ("the rest of a total", format!("<p>all others: {rest}</p>").into()),
        ("gzip", gzip(b"x,777001\n")),
        ("an archive", archive(b"<c>777001</c>")),
        ("gzip in an archive", archive(&gzip(b"777001"))),
        ("tEXt", png(b"tEXt", b"Comment\x00777001")),
        ("zTXt", png(b"zTXt", &[&b"Comment\0\0"[..], &packed("777001")].concat())),
        ("iTXt", png(b"iTXt", &international)),
        ("a document", [&b"%PDF-1.7\nstream\n"[..], &packed("(777001) Tj"), b"\nendstream"].concat()),
    ];
    for (name, bytes) in plants {
        let mut with = left.files.clone();
        with.insert("planted".to_owned(), bytes);
        let found = leak(&with, &left.withheld, &left.released);
        assert!(found.as_ref().is_some_and(|found| found.starts_with("planted")), "{name}: {found:?}");
    }
}
