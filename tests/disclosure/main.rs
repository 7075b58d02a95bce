//! Random tables are published, and a stranger tries to work out what is withheld.
//!
//! The stranger is `tests/independent/attacker.py`, which shares no code with the tool and reads published files
//! only. It needs Python 3 with the packages of `tests/independent/requirements.txt`: the one that `SNA_PYTHON`
//! names, else `python3`. Where there is none the tests say so aloud and pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

#[path = "../support/mod.rs"]
mod support;
mod tables;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rayon::prelude::*;
use serde_json::Value;
use support::Copy;
use tables::{Batch, Edition, Protection};

/// How many sites are built, and how many tables each has.
const SITES: u64 = 20;
const TABLES: usize = 10;

/// Where the random numbers begin.
const SEED: u64 = 20_261_124;

/// The Python to run, where there is one with scipy.
fn python() -> Option<String> {
    let python = std::env::var("SNA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let asked = Command::new(&python).args(["-c", "import numpy, scipy.optimize"]).stderr(Stdio::null()).status();
    if asked.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    say(&format!(
        "SKIPPED: the attack on published tables, since `{python}` has no scipy; make one with `pip install -r tests/independent/requirements.txt` and name its Python in SNA_PYTHON"
    ));
    None
}

/// Says a line past the tests' own ears, so that it is heard without a flag.
fn say(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn good(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn sna(word: &str, site: &Copy) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
    command.arg(word).arg("--root").arg(site.root()).args(["--jobs", "1", "--quiet"]);
    command
}

/// Whether what an edition published is known to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earlier {
    Known,
    Unknown,
}

/// Keeps what an edition published where the next one looks for it: `releases/EDITION.csv` in the site's folder.
fn keep_release(site: &Copy, edition: Edition) -> Earlier {
    let has_word = Command::new(env!("CARGO_BIN_EXE_sna")).args(["release", "--help"]).output().unwrap();
    if !has_word.status.success() {
        return Earlier::Unknown;
    }
    good(&mut sna("release", site));
    let kept = site.root().join(format!("releases/{}.csv", edition.name()));
    assert!(kept.exists(), "`sna release` left no {}", kept.display());
    Earlier::Known
}

/// Two editions of one site, published side by side.
struct Published {
    site: Copy,
    folders: [PathBuf; 2],
    earlier: Earlier,
}

fn published(batch: &Batch, protection: Protection) -> Published {
    let site = Copy::new();
    let beside = |edition: Edition| site.output().with_file_name(edition.name());
    let folders = [beside(Edition::First), beside(Edition::Second)];
    batch.write(&site, Edition::First, protection);
    good(sna("build", &site).arg("--output").arg(&folders[0]));
    // Without protection nothing looks at earlier editions either.
    let earlier = if protection == Protection::On { keep_release(&site, Edition::First) } else { Earlier::Unknown };
    batch.write(&site, Edition::Second, protection);
    good(sna("build", &site).arg("--output").arg(&folders[1]));
    batch.write_truth(site.output().parent().unwrap());
    Published { site, folders, earlier }
}

/// What the attacker said of each edition, and of both together.
fn attacked(python: &str, folders: &[PathBuf], beside: &Path, more: &[&str]) -> Vec<Value> {
    let mut command = Command::new(python);
    command.arg(support::package().join("tests/independent/attacker.py")).args(folders);
    command.arg("--truth").arg(beside.join("truth.csv")).arg("--lookup").arg(beside.join("lookup.csv"));
    command.arg("--out").arg(beside.join("cells.csv")).args(more);
    // Both cores are busy with other sites.
    command.env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1");
    let output = good(&mut command);
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What was found in many sites.
#[derive(Debug, Default, Clone)]
struct Tally {
    printed: u64,
    withheld: u64,
    small: u64,
    recovered: u64,
    recovered_small: u64,
    narrowed_small: u64,
}

impl Tally {
    fn add(mut self, found: &Value) -> Self {
        let of = |name: &str| found[name].as_u64().unwrap();
        self.printed += of("printed");
        self.withheld += of("withheld");
        self.small += of("small");
        self.recovered += of("recovered");
        self.recovered_small += of("recovered_small");
        self.narrowed_small += of("narrowed_small");
        self
    }

    fn words(&self) -> String {
        format!(
            "{} cells, {} withheld, {} of them small; {} recovered, {} of them small; {} small ones narrowed",
            self.printed, self.withheld, self.small, self.recovered, self.recovered_small, self.narrowed_small
        )
    }
}

/// Attacks every site; gives the sums over editions alone, and over editions together, and whether the second
/// editions knew the first.
fn everything(python: &str, protection: Protection) -> (Tally, Tally, Earlier) {
    let found: Vec<(Vec<Value>, Earlier)> = (0..SITES)
        .into_par_iter()
        .map(|number| {
            let batch = Batch::random(SEED + number, TABLES);
            let published = published(&batch, protection);
            let beside = published.site.output().parent().unwrap().to_owned();
            (attacked(python, &published.folders, &beside, &[]), published.earlier)
        })
        .collect();
    let (mut alone, mut together) = (Tally::default(), Tally::default());
    for attack in found.iter().flat_map(|(attacks, _)| attacks) {
        if attack["attack"] == "together" {
            together = together.add(attack);
        } else {
            alone = alone.add(attack);
        }
    }
    (alone, together, found[0].1)
}

#[test]
fn no_withheld_count_of_two_hundred_tables_can_be_worked_out() {
    let Some(python) = python() else { return };
    let (alone, together, earlier) = everything(&python, Protection::On);
    say(&format!("{} tables, protected, each edition alone: {}", SITES as usize * TABLES, alone.words()));
    say(&format!("{} tables, protected, two editions together: {}", SITES as usize * TABLES, together.words()));
    assert!(alone.small > 1_000, "too little is withheld to be worth an attack: {}", alone.words());
    assert_eq!((alone.recovered, alone.narrowed_small), (0, 0), "{}", alone.words());
    if earlier == Earlier::Known {
        assert_eq!((together.recovered, together.narrowed_small), (0, 0), "{}", together.words());
    } else {
        say("NOT JUDGED: two editions together, since the second is not told what the first published");
    }
}

#[test]
fn many_are_worked_out_where_nothing_is_protected() {
    let Some(python) = python() else { return };
    let (alone, together, _) = everything(&python, Protection::Off);
    say(&format!("{} tables, unprotected, each edition alone: {}", SITES as usize * TABLES, alone.words()));
    say(&format!("{} tables, unprotected, two editions together: {}", SITES as usize * TABLES, together.words()));
    assert!(alone.recovered_small > 1_000 && alone.narrowed_small > alone.recovered_small, "{}", alone.words());
    assert!(together.recovered_small > 1_000, "{}", together.words());
}

#[test]
fn what_protection_costs_is_told_beside_the_least_it_could_cost() {
    let Some(python) = python() else { return };
    let batch = Batch::tiny(SEED, TABLES);
    let published = published(&batch, Protection::On);
    let beside = published.site.output().parent().unwrap().to_owned();
    let mut command = Command::new(&python);
    command.arg(support::package().join("tests/independent/optimum.py")).arg(&published.folders[0]);
    command.arg("--truth").arg(beside.join("truth.csv")).arg("--lookup").arg(beside.join("lookup.csv"));
    let output = good(&mut command);
    let (mut small, mut site, mut fewest, mut tables) = (0, 0, 0, 0);
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        let Some(least) = found["fewest"].as_u64() else { continue };
        tables += 1;
        fewest += least;
        small += found["small"].as_u64().unwrap();
        site += found["site"].as_u64().unwrap();
    }
    say(&format!(
        "{tables} tables of 4 wards, 3 ages, 2 sexes: {small} small cells; {site} withheld, where {fewest} are the least that could do: {:.2} times the least, {:.2} times as many others",
        site as f64 / fewest as f64,
        (site - small) as f64 / (fewest - small) as f64
    ));
    assert!(tables >= TABLES / 2, "too few of the tables were solved: {tables}");
    assert!(small > 0 && fewest > small);
}
