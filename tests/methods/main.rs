//! The methods against the world: every published answer in `tests/methods/`, and laws that hold for any
//! numbers. The answers are those of their citation and never our own output written down.
//!
//! Each file of published answers has a column `tolerance`, by which each digit of it is also mistyped, and a
//! column `citation`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

#[path = "../support/mod.rs"]
mod support;

mod change;
mod composite;
mod control;
mod counts_and_rates;
mod places;
mod places_beside;
mod seasons;
mod similarity;
mod standardised;
mod stretches;
mod trends;
mod whole;

use sna::model::estimate::Confidence;
use support::{Row, package};

/// The two levels of confidence.
pub(crate) const LEVELS: [Confidence; 2] = [Confidence::Ninety5, Confidence::Ninety98];

/// The rows of `tests/methods/NAME.csv`, each of which must say where it is from.
pub(crate) fn answers(name: &str) -> Vec<Row> {
    let path = package().join("tests/methods").join(format!("{name}.csv"));
    let rows = support::rows(&std::fs::read(path).unwrap());
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["citation"].len() > 20), "{name}.csv: an answer without a citation");
    rows
}

pub(crate) fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("`{}` under {column} is not a number", row[column]))
}

pub(crate) fn confidence(text: &str) -> Confidence {
    match text {
        "95" => Confidence::Ninety5,
        "99.8" => Confidence::Ninety98,
        other => panic!("no limits at {other}%"),
    }
}

pub(crate) fn near(ours: f64, published: f64, tolerance: f64) -> bool {
    (ours - published).abs() <= tolerance * published.abs().max(f64::MIN_POSITIVE)
}

/// Compares a value with the published answer in a column; an empty column was not published. Then
/// mistypes each digit of the answer that the tolerance can see, which must not pass.
pub(crate) fn compare(row: &Row, column: &str, ours: f64) {
    let text = &row[column];
    if text.is_empty() {
        return;
    }
    let tolerance = number(row, "tolerance");
    assert!(near(ours, number(row, column), tolerance), "{column} of {row:?}: ours is {ours}");
    let seen = (-tolerance.log10()).floor() as usize;
    let significant = text
        .char_indices()
        .skip_while(|(_, sign)| !('1'..='9').contains(sign))
        .filter(|(_, sign)| sign.is_ascii_digit());
    for (at, digit) in significant.take(seen) {
        let other = char::from_digit((digit.to_digit(10).unwrap() + 1) % 10, 10).unwrap();
        let mistyped = format!("{}{other}{}", &text[..at], &text[at + 1..]);
        assert!(!near(ours, mistyped.parse().unwrap(), tolerance), "{mistyped} would pass for {text} in {column}");
    }
}
