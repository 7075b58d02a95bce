//! The scale that the evidence of interventions is rated on: words with their meaning.
//!
//! Comes in: `evidence:` of the settings, and records. Goes out: a [`Rating`] for each word. Wrong can be: a word that
//! stands twice, a rating in words that the scale has not. Where no scale is declared, ratings are free text.

use super::record::Given;
use crate::model::intervention::Rating;
use crate::report::{Diagnostic, Report};
use crate::yaml::Map;

/// Reads the scale; empty where none is declared.
pub(super) fn read(report: &Report, map: &mut Map<'_>) -> Vec<Rating> {
    let mut ratings: Vec<Rating> = Vec::new();
    for node in map.list("evidence") {
        let Some(mut own) = node.map(report) else { continue };
        let (word, meaning) = (own.text_at("word"), own.text("meaning"));
        own.finish();
        let (Some((word, place)), Some(meaning)) = (word, meaning) else { continue };
        if ratings.iter().any(|known| known.word.eq_ignore_ascii_case(&word)) {
            let found = Diagnostic::error(format!("the scale of evidence has `{word}` twice")).at(place);
            report.add(found.label("the second").help("leave one of them out"));
            continue;
        }
        ratings.push(Rating { word, meaning });
    }
    ratings
}

/// Says which ratings are not on the scale.
pub(super) fn check(report: &Report, ratings: &[Rating], given: &[Given]) {
    if ratings.is_empty() {
        return;
    }
    for (text, place) in given.iter().flat_map(|given| given.texts("evidence")) {
        if ratings.iter().all(|known| !known.word.eq_ignore_ascii_case(text)) {
            let found = Diagnostic::error(format!("`{text}` is no rating of evidence")).at(place.clone());
            let found = found.label("not a word of the scale under `evidence:`");
            report.add(found.suggest(text, ratings.iter().map(|known| known.word.as_str())));
        }
    }
}
