//! What stands in the published folder, whatever happens to the run that writes it: the same bytes
//! everywhere, a whole site at every moment, nothing of anybody else's, and no number that is withheld.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use sna::files::sha256;
use sna::model::estimate::Confidence;
use sna::statistics::interval;
use support::{Copy, files};

/// The program, told to build the site of `copy` into its output folder.
fn program(copy: &Copy) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    command.arg("build").arg("--root").arg(copy.root()).arg("--output").arg(copy.output());
    command
}

fn run(command: &mut Command) -> (i32, String) {
    let Output { status, stderr, stdout } = command.output().unwrap();
    (status.code().unwrap(), format!("{}{}", String::from_utf8_lossy(&stderr), String::from_utf8_lossy(&stdout)))
}

fn good(command: &mut Command) {
    let (status, said) = run(command);
    assert_eq!(status, 0, "{said}");
}

/// A site with a fault in its text.
fn broken() -> Copy {
    let copy = Copy::new();
    copy.replace("content/chapters/violence.md", "violence.rate }} offences", "violance.rate }} offences");
    copy
}

#[test]
fn a_site_is_the_same_bytes_with_any_threads_in_any_folder_and_time_zone() {
    let (here, there) = (Copy::new(), Copy::new());
    good(program(&here).args(["--jobs", "1"]).env("TZ", "Pacific/Kiritimati").env("LANG", "C"));
    good(program(&there).args(["--jobs", "8", "--quiet"]).env("TZ", "America/Anchorage").env("LANG", "tr_TR.UTF-8"));
    let (first, second) = (files(&here.output()), files(&there.output()));
    assert!(first.len() > 50);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(*bytes == second[path], "{path} differs");
    }
}

#[test]
fn the_manifest_lists_every_other_file_with_its_checksum_and_nothing_else() {
    let copy = Copy::new();
    good(&mut program(&copy));
    whole(&copy.output()).unwrap();
}

/// Whether a folder holds a whole site: every file of its manifest with its checksum, and no other.
fn whole(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut found = files(folder);
    // A run that was killed after it had changed the folders leaves its mark; the next takes it away.
    found.remove(".sna-writing");
    let manifest = found.get("manifest.json").ok_or("no manifest")?;
    let manifest: serde_json::Value = serde_json::from_slice(manifest).map_err(|cause| cause.to_string())?;
    let listed = manifest["files"].as_object().ok_or("no list of files")?;
    for (path, sum) in listed {
        let bytes = found.get(path).ok_or_else(|| format!("{path} is listed and not there"))?;
        if sha256(bytes) != *sum {
            return Err(format!("{path} is not the file that is listed"));
        }
    }
    match found.keys().find(|path| *path != "manifest.json" && !listed.contains_key(*path)) {
        Some(path) => Err(format!("{path} is there and not listed")),
        None => Ok(found),
    }
}

#[test]
fn a_build_that_fails_leaves_the_last_site_as_it_was() {
    let copy = Copy::new();
    good(&mut program(&copy));
    let before = files(&copy.output());
    let text = copy.text("content/chapters/violence.md");
    // A fault that is seen before anything is written, and one that is seen after all is.
    for (old, new) in [
        ("violence.rate }} offences", "violance.rate }} offences"),
        ("## In hospital", "[a](#nowhere)\n\n## In hospital"),
    ] {
        copy.put("content/chapters/violence.md", text.replace(old, new));
        let (status, said) = run(&mut program(&copy));
        assert_eq!(status, 1, "{said}");
        assert!(files(&copy.output()) == before, "the last site was touched");
    }
    copy.put("content/chapters/violence.md", text);
    good(&mut program(&copy));
    assert!(files(&copy.output()) == before);
    nothing_beside(&copy);
}

/// A run that has ended well leaves one folder.
fn nothing_beside(copy: &Copy) {
    for ending in ["next", "old"] {
        assert!(!copy.output().with_extension(ending).exists(), "public.{ending} was left behind");
    }
    assert!(!copy.output().join(".sna-writing").exists());
}

#[test]
fn a_folder_that_is_not_ours_is_never_replaced() {
    let copy = Copy::new();
    fs::create_dir_all(copy.output()).unwrap();
    fs::write(copy.output().join("letter.txt"), "Dear council").unwrap();
    let (status, said) = run(&mut program(&copy));
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("holds files that are not a site of this tool"), "{said}");
    assert_eq!(files(&copy.output()).into_keys().collect::<Vec<_>>(), ["letter.txt"]);

    // Another program's manifest is not ours either.
    fs::write(copy.output().join("manifest.json"), r#"{"name": "An app", "files": {}}"#).unwrap();
    assert_eq!(run(&mut program(&copy)).0, 2);
    assert_eq!(files(&copy.output()).len(), 2);
}

#[test]
fn a_folder_in_the_way_of_the_next_site_is_never_cleared() {
    let copy = Copy::new();
    let next = copy.output().with_extension("next");
    fs::create_dir_all(&next).unwrap();
    fs::write(next.join("draft.txt"), "mine").unwrap();
    let (status, said) = run(&mut program(&copy));
    assert_eq!(status, 2, "{said}");
    assert_eq!(fs::read_to_string(next.join("draft.txt")).unwrap(), "mine");
    assert!(!copy.output().exists());
}

#[test]
fn an_empty_folder_is_taken() {
    let copy = Copy::new();
    fs::create_dir_all(copy.output()).unwrap();
    good(&mut program(&copy));
    whole(&copy.output()).unwrap();
    nothing_beside(&copy);
}

#[test]
fn a_page_that_is_gone_from_the_text_is_gone_from_the_folder() {
    let copy = Copy::new();
    copy.put("content/chapters/soon-gone.md", "---\ntitle: Soon gone\nsummary: A page.\n---\n\nWords.\n");
    good(&mut program(&copy));
    assert!(copy.output().join("2026/soon-gone/index.html").exists());
    fs::remove_file(copy.root().join("content/chapters/soon-gone.md")).unwrap();
    good(&mut program(&copy));
    assert!(!copy.output().join("2026/soon-gone").exists());
}

#[test]
fn the_exit_status_says_whose_turn_it_is() {
    let status = |copy: &Copy, words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
        run(command.args(words).arg("--root").arg(copy.root()).arg("--output").arg(copy.output())).0
    };
    let sound = Copy::new();
    assert_eq!(status(&sound, &["check"]), 0);
    assert!(!sound.output().exists(), "check publishes nothing");
    assert_eq!(status(&sound, &["check", "--format", "json", "--quiet"]), 0);
    assert_eq!(status(&sound, &["build"]), 0);

    let broken = broken();
    assert_eq!((status(&broken, &["check"]), status(&broken, &["build"])), (1, 1));

    let warned = Copy::new();
    warned.put("data/crime/forgotten.csv", "Area code\n");
    assert_eq!((status(&warned, &["check"]), status(&warned, &["check", "--strict"])), (0, 1));

    let nowhere = Copy::new();
    fs::remove_dir_all(nowhere.root()).unwrap();
    assert_eq!(status(&nowhere, &["build"]), 2);
    assert_eq!(status(&sound, &["build", "--jobs", "0"]), 2);
    assert_eq!(status(&sound, &["publish"]), 2);
}

#[test]
fn faults_for_programs_go_where_programs_read() {
    let copy = broken();
    let output = program(&copy).args(["--format", "short"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.starts_with("content/chapters/violence.md:13:40: error: "), "{said}");
    let output = program(&copy).output().unwrap();
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("1 error") && !said.contains('\u{1b}'), "colour where there is no terminal: {said}");
}

/// Numbers that look random and are the same in every run (Steele and others 2014, SplitMix64).
struct Chance(u64);

impl Chance {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How many builds are killed: `SNA_KILLS`, or twenty.
fn kills() -> usize {
    std::env::var("SNA_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

/// Builds are killed: a third at any moment of a run, a third while it writes and a third while it takes the old site
/// away. Each turns the site into its other form, so that an old site and a new one can be told apart.
#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    let copy = Copy::new();
    let text = copy.text("content/chapters/violence.md");
    let forms = [text.clone(), text.replace("title: Violence", "title: Violence and its places")];
    let mut sites = Vec::new();
    let mut time = 0.0_f64;
    for form in &forms {
        copy.put("content/chapters/violence.md", form);
        let started = Instant::now();
        good(&mut program(&copy));
        time = started.elapsed().as_secs_f64();
        sites.push(whole(&copy.output()).unwrap());
    }
    assert!(sites[0] != sites[1]);

    let mut chance = Chance(20_260_302);
    let mut stands = 1;
    let (mut killed, mut writing, mut clearing) = (0, 0, 0);
    for round in 0..3 * kills() {
        if killed == kills() {
            break;
        }
        let target = 1 - stands;
        copy.put("content/chapters/violence.md", &forms[target]);
        let mut child = program(&copy).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let next = copy.output().with_extension("next");
        // A run that writes has made its folder; from then on it takes about a fifth of the whole. When its mark stands
        // in the site, the old one is beside it for some thousandths of a second.
        let (mark, longest) = match round % 3 {
            0 => (None, time),
            1 => (Some(next.join(".sna-writing")), time / 4.0),
            _ => (Some(copy.output().join(".sna-writing")), 0.01),
        };
        while mark.as_ref().is_some_and(|mark| !mark.exists()) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let wait = chance.next() * longest;
        let started = Instant::now();
        while started.elapsed().as_secs_f64() < wait && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let runs = child.try_wait().unwrap().is_none();
        let _ = child.kill();
        child.wait().unwrap();
        killed += usize::from(runs);
        clearing += usize::from(runs && copy.output().join(".sna-writing").exists());
        writing += usize::from(runs && next.exists());

        // Where folders cannot be exchanged in one step, a kill between two renames leaves the old one aside.
        let aside = copy.output().with_extension("old");
        let folder = if copy.output().exists() { copy.output() } else { aside };
        let found = whole(&folder).unwrap_or_else(|fault| panic!("round {round}: {fault}"));
        assert!(
            found == sites[stands] || found == sites[target],
            "round {round}: neither the old site nor the new one"
        );

        let started = Instant::now();
        good(&mut program(&copy));
        time = started.elapsed().as_secs_f64();
        assert!(whole(&copy.output()).unwrap() == sites[target], "round {round}: the next run made another site");
        nothing_beside(&copy);
        stands = target;
    }
    println!(
        "{killed} builds killed, {writing} of them while they wrote, {clearing} while they took the old site away"
    );
    assert_eq!(killed, kills(), "too few builds were still running when they were killed");
    assert!(clearing > 0, "no build was taking the old site away when it was killed");
    assert!(writing >= kills() / 7, "only {writing} of {killed} builds had begun to write");
}

/// What would give a withheld count away: itself, and the value and limits that are made of it, as pages
/// and files write them. A value with all its digits begins with the one cut off after two.
fn traces(count: f64, people: f64, per: f64, decimals: usize) -> Vec<String> {
    let (lower, upper) = interval::of_count(count, Confidence::Ninety5);
    let mut traces = vec![format!("{count}"), grouped(&format!("{count}"))];
    for value in [count / people * per, lower / people * per, upper / people * per] {
        let (plain, cut) = (format!("{value:.decimals$}"), format!("{:.2}", (value * 100.0).trunc() / 100.0));
        traces.extend([grouped(&plain), grouped(&cut), plain, cut]);
    }
    traces.sort();
    traces.dedup();
    traces
}

/// `12345.6` as `12,345.6`.
fn grouped(number: &str) -> String {
    let (whole, fraction) =
        number.split_once('.').map_or((number, String::new()), |(whole, fraction)| (whole, format!(".{fraction}")));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &fraction
}

/// Whether a number stands in a text by itself and not as a part of a longer one; a fraction may go on.
fn stands_in(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
        let goes_on = digit(text[at + number.len()..].chars().next()) && !number.contains('.');
        !digit(text[..at].chars().next_back()) && !goes_on
    })
}

/// Counts with digits of their own, so that one that is withheld can be searched for in every byte.
const CANARIES: [(&str, &str, u32, u32); 10] = [
    ("E10000091", "2024", 95_261, 918_273),
    ("E07000901", "2024", 31_847, 310_207),
    ("E07000902", "2024", 27_539, 205_811),
    ("E07000903", "2024", 21_683, 201_709),
    ("E07000904", "2024", 14_192, 200_546),
    ("E10000091", "2025", 67_984, 921_457),
    ("E07000901", "2025", 4_327, 311_533),
    ("E07000902", "2025", 29_173, 206_489),
    ("E07000903", "2025", 18_937, 202_381),
    ("E07000904", "2025", 15_547, 201_054),
];

/// A site whose admissions have the disclosure rule `rule`, and what it published of each canary.
fn with_canaries(rule: &str) -> (BTreeMap<String, Vec<u8>>, Vec<support::Row>) {
    let copy = Copy::new();
    let mut admissions = "Area code,Year,Admissions\n".to_owned();
    let mut residents = "Area code,Year,Residents\n".to_owned();
    for (code, year, count, people) in CANARIES {
        admissions.push_str(&format!("{code},{year},{count}\n"));
        residents.push_str(&format!("{code},{year},{people}\n"));
    }
    copy.put("data/admissions/admissions.csv", admissions);
    copy.put("data/residents-of-hospitals/residents.csv", residents);
    copy.put("data/residents-of-hospitals/source.yaml", copy.text("data/residents/source.yaml"));
    copy.replace("data/admissions/source.yaml", "{rule: under-10}", rule);
    copy.replace(
        "content/indicators/admissions.md",
        "method: count\n",
        "method: rate\nper: 100000\ndenominator: {source: residents-of-hospitals, series: [residents]}\n",
    );
    copy.replace("content/indicators/admissions.md", "decimals: 0", "decimals: 3\nheadline: yes");
    copy.replace("content/indicators/admissions.md", "benchmark: none", "benchmark: marlshire");
    let chart = "```chart\nid: HA-F1\nkind: bar\nindicator: admissions\nlevel: district\nfinding: Admissions differ between districts\n```\n\n```chart\nid: HA-F2\nkind: line\nindicator: admissions\nareas: [marlshire, ash-vale, dunmere]\nfinding: Admissions changed\n```\n\n```table\nid: HA-F3\nindicators: [admissions, violence]\nlevel: district\nfinding: Admissions and violence\n```\n";
    let text =
        copy.text("content/chapters/violence.md").replace("There were {{ admissions.count }} admissions.", chart);
    copy.put("content/chapters/violence.md", text);
    good(&mut program(&copy));
    let files = files(&copy.output());
    let numbers = support::rows(&files["2026/data/sna-2026.csv"])
        .into_iter()
        .filter(|row| row["indicator"] == "admissions")
        .collect();
    (files, numbers)
}

/// Searches every byte for what is withheld; gives back how many cells were.
fn search(rule: &str, shown_count: impl Fn(u32) -> u32) -> Vec<(&'static str, &'static str)> {
    let (files, numbers) = with_canaries(rule);
    let mut withheld = Vec::new();
    for (code, year, count, people) in CANARIES {
        let row = numbers.iter().find(|row| row["area code"] == code && row["period"] == year).unwrap();
        let traces = traces(f64::from(count), f64::from(people), 100_000.0, 3);
        let whole_edition = String::from_utf8_lossy(&files["2026/data/sna-2026.csv"]);
        if row["status"].starts_with("[c]") {
            withheld.push((code, year));
            for column in ["value", "lower", "upper", "count", "comparison"] {
                assert_eq!(row[column], "", "{column} of {code} in {year} does not fall with its count");
            }
        } else if shown_count(count) == count {
            // What is shown is found, so what is not found is not shown.
            let is_printed =
                |trace: &str| !trace.contains(',') && trace.split_once('.').is_none_or(|(_, digits)| digits.len() == 3);
            let missing: Vec<&String> =
                traces.iter().filter(|trace| is_printed(trace) && !stands_in(&whole_edition, trace)).collect();
            assert!(missing.is_empty(), "{code} in {year}: {missing:?} is shown and not found");
            continue;
        } else {
            assert_eq!(row["count"], shown_count(count).to_string());
        }
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            if let Some(trace) = traces.iter().find(|trace| stands_in(&text, trace)) {
                panic!("{path}: holds {trace}, which gives away {code} in {year}");
            }
        }
    }
    withheld
}

#[test]
fn no_withheld_number_stands_in_any_byte_and_no_subtraction_finds_it() {
    // Ash Vale is under the threshold in 2025; Dunmere, the smallest beside it, protects it.
    assert_eq!(search("{under: 5000}", |count| count), [("E07000901", "2025"), ("E07000904", "2025")]);
}

#[test]
fn a_count_that_is_rounded_is_nowhere_as_it_was() {
    let withheld = search("{under: 5000, round: 10}", |count| (count + 5) / 10 * 10);
    // Rounding to 10 leaves a count of thousands almost as it is, so Dunmere is withheld with it.
    assert_eq!(withheld, [("E07000901", "2025"), ("E07000904", "2025")]);
}

#[test]
fn the_hospital_rule_withholds_1_to_7_rounds_to_5_and_shows_zero() {
    let copy = Copy::new();
    copy.replace("data/admissions/source.yaml", "{rule: under-10}", "{rule: hes}");
    let mut csv = "Area code,Year,Admissions\n".to_owned();
    for (year, count) in (2000..).zip(0..=23) {
        csv.push_str(&format!("E07000901,{year},{count}\n"));
    }
    copy.put("data/admissions/admissions.csv", csv);
    copy.replace("content/chapters/violence.md", "There were {{ admissions.count }} admissions.", "Words.");
    let numbers = support::numbers(&copy.built());
    let shown: Vec<&str> =
        numbers.iter().filter(|row| row["indicator"] == "admissions").map(|row| row["count"].as_str()).collect();
    let expected = [
        "0", "", "", "", "", "", "", "", "10", "10", "10", "10", "10", "15", "15", "15", "15", "15", "20", "20", "20",
        "20", "20", "25",
    ];
    assert_eq!(shown, expected);
}
