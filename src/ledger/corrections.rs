//! `content/corrections.yaml`: what was wrong in a published figure, why, and when it was put right.
//!
//! Comes in: one file of settings, if there is one. Goes out: what authors wrote, and once figures are known
//! [`Correction`]s. Wrong can be: a setting, a day.

use super::became::{day, named};
use crate::files::Root;
use crate::model::period::Period;
use crate::report::{Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors write of corrections.
pub(super) const PATH: &str = "content/corrections.yaml";

/// A correction, with every figure found.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The figures it is of, by id, sorted.
    pub figures: Vec<String>,
    /// The figures as its author names them, with patterns.
    pub named: Vec<String>,
    /// The edition it is of.
    pub edition: String,
    /// When it was put right.
    pub when: Period,
    /// What was wrong and what is right.
    pub what: String,
    /// Why it was wrong.
    pub why: String,
    /// Its id on the page of changes.
    pub anchor: String,
}

impl Correction {
    /// What tells it from others, in the list of those that a frozen edition shows.
    pub fn key(&self) -> String {
        format!("{} {}: {}", self.when.id(), self.named.join(" "), self.what)
    }

    /// What stands beneath a figure.
    pub fn note(&self) -> String {
        let end = |text: &str| format!("{}.", text.trim_end_matches('.'));
        format!("Corrected on {}: {} Why: {}", self.when, end(&self.what), end(&self.why))
    }
}

/// A correction as it was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) figures: Vec<(String, Place)>,
    pub(super) edition: Option<(String, Place)>,
    pub(super) when: (Period, Place),
    pub(super) what: String,
    pub(super) why: String,
}

/// Reads every correction; none where there is no such file.
pub(super) fn read(report: &Report, root: &Root) -> Result<Vec<Written>> {
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(Vec::new()) };
    let Some(mut map) = node.map(report) else { return report.sound(Vec::new()) };
    let written = map.list("corrections").iter().filter_map(|node| correction(report, node)).collect();
    map.finish();
    report.sound(written)
}

fn correction(report: &Report, node: &Node) -> Option<Written> {
    let mut map = node.map(report)?;
    let figures = named(report, &mut map);
    let edition = map.optional_text_at("edition");
    let when = map.text_at("when").and_then(|written| Some((day(report, &written)?, written.1)));
    let what = map.text("what");
    let why = map.text("why");
    map.finish();
    Some(Written { figures: figures?, edition, when: when?, what: what?, why: why? })
}
