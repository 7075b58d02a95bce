//! The methods against scipy: ten thousand random inputs for each function, answered here and recomputed by
//! `tests/independent/crosscheck.py`, which knows nothing of this code.
//!
//! It needs Python 3 with the packages of `tests/independent/requirements.txt`: the one that `SNA_PYTHON` names,
//! else `python3`. Where there is none the test says so aloud and passes. To add a function: one entry of
//! [`FUNCTIONS`] here, one of `FUNCTIONS` in the script.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use sna::model::estimate::Confidence;
use sna::statistics::{distribution, interval};

/// How many inputs each function is given.
const CASES: usize = 10_000;

/// Where the random numbers begin.
const SEED: u64 = 20_260_331;

/// A function that both sides compute: its name, its random inputs, and its answers here.
type Function = (&'static str, fn(&mut Random) -> Vec<f64>, fn(&[f64]) -> Vec<f64>);

/// Every function that is compared.
const FUNCTIONS: &[Function] = &[
    ("exact", |random| vec![random.count(0.0, 1e4), random.level()], |x| pair(interval::exact(x[0], level(x[1])))),
    ("byar", |random| vec![random.count(10.0, 1e7), random.level()], |x| pair(interval::byar(x[0], level(x[1])))),
    ("wilson", part_of_whole, |x| pair(interval::wilson(x[0], x[1], level(x[2])))),
    ("chi_squared_quantile", probability_and_freedom, |x| vec![distribution::chi_squared_quantile(x[0], x[1])]),
    ("chi_squared_above", value_and_freedom, |x| vec![distribution::chi_squared_above(x[0], x[1])]),
    ("normal_below", |random| vec![random.between(-8.0, 8.0)], |x| vec![distribution::normal_below(x[0])]),
];

fn part_of_whole(random: &mut Random) -> Vec<f64> {
    let whole = random.count(1.0, 1e6);
    vec![random.between(0.0, whole + 1.0).floor().min(whole), whole, random.level()]
}

fn probability_and_freedom(random: &mut Random) -> Vec<f64> {
    vec![random.between(0.0005, 0.9995), random.count(1.0, 2e4)]
}

/// A value that is neither so near nor so far that the tail says nothing.
fn value_and_freedom(random: &mut Random) -> Vec<f64> {
    let freedom = random.count(1.0, 2e3);
    vec![freedom * random.between(0.01, 3.0), freedom]
}

fn pair((lower, upper): (f64, f64)) -> Vec<f64> {
    vec![lower, upper]
}

fn level(share: f64) -> Confidence {
    if share < 0.99 { Confidence::Ninety5 } else { Confidence::Ninety98 }
}

/// Random numbers that are the same on every machine.
///
/// Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, figure 17.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        low + share * (high - low)
    }

    /// A whole number, the small ones as often as the large.
    fn count(&mut self, low: f64, high: f64) -> f64 {
        let (from, to) = ((low + 1.0).ln(), (high + 1.0).ln());
        (self.between(from, to).exp() - 1.0).round().clamp(low, high)
    }

    fn level(&mut self) -> f64 {
        if self.next() & 1 == 0 { 0.95 } else { 0.998 }
    }
}

/// The Python to run, where there is one with scipy.
fn python() -> Option<String> {
    let python = std::env::var("SNA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let asked = Command::new(&python).args(["-c", "import numpy, scipy.stats"]).stderr(Stdio::null()).status();
    if asked.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    say(&format!(
        "SKIPPED: the cross-check with scipy, since `{python}` has no scipy; make one with `pip install -r tests/independent/requirements.txt` and name its Python in SNA_PYTHON"
    ));
    None
}

/// Says a line past the tests' own ears, so that it is heard without a flag.
fn say(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// The cases of a function as lines for the script; `bent` is by how much each answer is made wrong.
fn lines((name, inputs, ours): &Function, cases: usize, bent: f64) -> String {
    let mut random = Random(SEED);
    let mut out = String::new();
    let words = |numbers: &[f64]| numbers.iter().map(|number| format!("{number:e}")).collect::<Vec<_>>().join(" ");
    for _ in 0..cases {
        let given = inputs(&mut random);
        let answers: Vec<f64> = ours(&given).iter().map(|answer| answer * (1.0 + bent)).collect();
        writeln!(out, "{name}\t{}\t{}", words(&given), words(&answers)).unwrap();
    }
    out
}

fn recomputed(python: &str, lines: &str) -> Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/independent/crosscheck.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn scipy_gives_the_same_answers_to_ten_thousand_random_inputs_of_each_function() {
    let Some(python) = python() else { return };
    let all: String = FUNCTIONS.iter().map(|function| lines(function, CASES, 0.0)).collect();
    let output = recomputed(&python, &all);
    let (said, faults) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    for line in said.lines() {
        println!("{line}");
    }
    assert!(output.status.success(), "seed {SEED}:\n{said}{faults}");
    assert_eq!(said.lines().count(), FUNCTIONS.len(), "a function was not compared:\n{said}");
    let compared = format!("{CASES} cases");
    assert!(said.lines().all(|line| line.contains(&compared)), "{said}");
    say(&format!("cross-checked with scipy: {} functions, {CASES} inputs each, seed {SEED}", FUNCTIONS.len()));
}

/// A check that agrees with everything would be none.
#[test]
fn scipy_refuses_answers_that_are_off_in_the_eighth_digit() {
    let Some(python) = python() else { return };
    for function in FUNCTIONS {
        let output = recomputed(&python, &lines(function, 50, 1e-8));
        assert_eq!(output.status.code(), Some(1), "{}: {}", function.0, String::from_utf8_lossy(&output.stdout));
    }
}
