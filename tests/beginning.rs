//! `sna new` and the tutorial: a folder in, what a newcomer sees out.
//!
//! The tutorial is run from its own text, in order: a block `sh` is a list of commands, and a block whose info string
//! ends in a path is a file that is saved there. A command whose comment says that it asks must find something.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use support::{blocks, files, package};

fn sna(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sna")).args(words).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A site as `sna new site` begins it.
fn begun() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let output = sna(folder.path(), &["new", "site", "mine"]);
    assert!(output.status.success(), "{}", said(&output));
    let site = folder.path().join("mine");
    (folder, site)
}

#[test]
fn a_new_site_builds_without_a_word_and_says_that_it_is_made_up() {
    let (_folder, site) = begun();
    let output = sna(&site, &["build", "--strict", "--quiet"]);
    assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
    let home = fs::read_to_string(site.join("public/2026/index.html")).unwrap();
    assert!(home.contains("made-up areas and numbers"));
    let map = fs::read_to_string(site.join("public/2026/f/OF-01-map/index.html")).unwrap();
    assert!(map.contains("Illustrative") || map.contains("illustrative"));
    assert!(site.join(".gitignore").is_file() && site.join(".vscode/settings.json").is_file());
}

#[test]
fn every_file_of_the_starter_is_written_or_begins_a_part() {
    let (_folder, site) = begun();
    let written = files(&site);
    for (path, bytes) in files(&package().join("starter/site")) {
        let path = if path == "gitignore" { ".gitignore".to_owned() } else { path };
        assert!(written.get(&path) == Some(&bytes), "{path}");
    }
    for (path, bytes) in files(&package().join("schemas")) {
        assert!(written.get(&format!("schemas/{path}")) == Some(&bytes), "schemas/{path}");
    }
}

#[test]
fn a_new_part_asks_for_what_only_its_author_can_know_and_for_nothing_else() {
    let parts = [
        ("chapter", "content/chapters/knife-crime.md", 1),
        ("place", "content/places/knife-crime.md", 2),
        ("recommendation", "content/recommendations/knife-crime.md", 4),
        ("indicator", "content/indicators/knife-crime.md", 8),
        ("source", "data/knife-crime/source.yaml", 8),
    ];
    for (part, path, least) in parts {
        let (_folder, site) = begun();
        let output = sna(&site, &["new", part, "knife-crime"]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(fs::read_to_string(site.join(path)).unwrap().contains("Knife crime"), "{path}");
        let output = sna(&site, &["check", "--quiet", "--format", "short"]);
        assert_eq!(output.status.code(), Some(1), "{part}");
        let faults = String::from_utf8(output.stdout).unwrap();
        assert!(faults.lines().count() >= least, "{faults}");
        let asks = [
            "has no value",
            "leads to no figure",
            "has no areas",
            "names no level",
            "is needed here",
            "does not say where the numbers are",
        ];
        for fault in faults.lines() {
            assert!(fault.starts_with(path) && asks.iter().any(|words| fault.contains(words)), "{fault}");
        }
    }
}

#[test]
fn what_is_there_is_left_as_it_is() {
    let (folder, site) = begun();
    fs::write(site.join("site.yaml"), "mine").unwrap();
    fs::remove_file(site.join("content/index.md")).unwrap();
    let output = sna(folder.path(), &["new", "site", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("this file is there already, and it was left as it is"), "{}", said(&output));
    assert_eq!(fs::read_to_string(site.join("site.yaml")).unwrap(), "mine");
    assert!(!site.join("content/index.md").exists(), "half of a site was written");

    let output = sna(&site, &["new", "chapter", "offences"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("content/chapters/offences.md"), "{}", said(&output));
}

#[test]
fn a_name_that_is_no_address_is_answered_with_one_that_is() {
    let (folder, site) = begun();
    for (name, better) in [("Knife crime", "`knife-crime`"), ("../mine", "`mine`"), ("…", "hyphens")] {
        let output = sna(&site, &["new", "chapter", name]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            said(&output).contains("is not a name for a file") && said(&output).contains(better),
            "{}",
            said(&output)
        );
    }
    let output = sna(folder.path(), &["new", "source", "calls"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("sna new site FOLDER"), "{}", said(&output));
}

/// A server of this test's own, ended with it.
struct Served {
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn of(site: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(env!("CARGO_BIN_EXE_sna"))
            .args(["serve", "--quiet", "--port", &port.to_string()])
            .current_dir(site)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, port }
    }

    /// What it answers at an address, if it does yet.
    fn asked(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    }

    /// How long until what it answers holds some words.
    fn until(&self, path: &str, words: &str) -> Duration {
        let begun = Instant::now();
        loop {
            let answer = self.asked(path).unwrap_or_default();
            if answer.contains(words) {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < Duration::from_secs(120), "`{words}` is not in:\n{answer}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn the_tutorial_leads_where_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut at = folder.path().to_owned();
    let text = fs::read_to_string(package().join("docs/tutorial.md")).unwrap();
    let (mut commands, mut saved) = (0, 0);
    for (info, body) in blocks(&text) {
        match info.split_once(' ') {
            None if info == "sh" => {
                for line in body.lines() {
                    let (command, comment) = line.split_once('#').unwrap_or((line, ""));
                    let words: Vec<&str> = command.split_whitespace().collect();
                    commands += 1;
                    match words[..] {
                        ["cd", to] => at = at.join(to),
                        ["sna", "serve"] => drop(Served::of(&at).until("/", "Marlshire")),
                        ["sna", ref rest @ ..] => {
                            let output = sna(&at, rest);
                            let wanted = i32::from(comment.contains("asks"));
                            assert_eq!(output.status.code(), Some(wanted), "{line}\n{}", said(&output));
                        }
                        _ => panic!("no command of the tutorial: {line}"),
                    }
                }
            }
            Some((_, path)) => {
                let full = at.join(path);
                assert!(full.parent().unwrap().is_dir(), "{path}");
                fs::write(full, body).unwrap();
                saved += 1;
            }
            // The settings of the editor are those of a new site.
            None => assert_eq!(body, fs::read_to_string(at.join(".vscode/settings.json")).unwrap()),
        }
    }
    assert!(commands >= 10 && saved == 4, "{commands} commands, {saved} files");
    let chapter = fs::read_to_string(at.join("public/2026/calls/index.html")).unwrap();
    assert!(chapter.contains("902") && chapter.contains("id=\"ca-f1\"") && chapter.contains("id=\"ca-f2\""));
    assert!(chapter.contains("Calls are most frequent in Dunmere, at "));
    // The map is drawn: an outline for each of the four districts, twice, and one of them hatched for its count of 3.
    let map = fs::read_to_string(at.join("public/2026/f/CA-F2/index.html")).unwrap();
    let drawings: Vec<&str> =
        map.split("<svg class=\"chart ").skip(1).map(|rest| rest.split("</svg>").next().unwrap()).collect();
    assert_eq!(drawings.len(), 2, "a wide map and a narrow one");
    for drawing in drawings {
        assert_eq!(drawing.matches("<g class=\"mark\"").count(), 4);
        assert!(drawing.contains("class=\"hatch\""), "what is withheld is hatched");
    }
}

#[test]
fn while_a_site_is_shown_a_fault_is_a_link_to_its_line_and_goes_when_it_is_mended() {
    let (_folder, site) = begun();
    let served = Served::of(&site);
    served.until("/2026/offences/", "Where violence with injury is recorded");
    let path = site.join("content/chapters/offences.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("offences.count", "ofences.count")).unwrap();
    let broken = served.until("/2026/offences/", "unknown indicator `ofences`");
    let page = served.asked("/").unwrap();
    assert!(page.starts_with("HTTP/1.1 500"), "{page}");
    assert!(page.contains(">content/chapters/offences.md:7:24</a>") && page.contains("vscode://file/"), "{page}");
    assert!(served.asked("/~faults.css").unwrap().contains("--paper"));
    fs::write(&path, text.replace("nobody reports", "nobody has reported")).unwrap();
    let mended = served.until("/2026/offences/", "nobody has reported");
    // Shown with `--nocapture`; how long it takes depends on what else the machine does.
    eprintln!("a fault was shown after {broken:?}, what was mended after {mended:?}");
}
