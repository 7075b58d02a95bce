//! Recommendations: `content/recommendations/NAME.md`, each with what it rests on and how success will be seen.
//!
//! Comes in: a file with its settings and text. Goes out: a [`Recommendation`] whose figures, indicator, area and
//! period are found, judged by the released numbers. Wrong can be: a setting, an id that is taken, a figure that
//! does not exist or none at all, a measure that no number answers. A day that has passed when the edition is
//! published is a warning.

use std::collections::{BTreeMap, BTreeSet};

use super::bind::{Block, Context};
use super::compose::{Composer, Gathered};
use super::definition::unknown_period;
use super::front_matter;
use super::markdown::{self, Piece};
use super::state::State;
use super::value::{self, Sentence};
use super::words::Words;
use crate::files::TextFile;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Map};

mod measure;
mod target;

use self::measure::Asked;
pub use self::measure::{Measure, Outcome, Wanted};
pub use self::target::Target;

/// Where recommendations are written.
pub(super) const FOLDER: &str = "content/recommendations/";

/// A recommendation as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Its file.
    pub(super) file: TextFile,
    /// Its id, and where it is given.
    pub(super) id: (String, Place),
    statement: Sentence,
    evidence: Vec<(String, Place)>,
    owner: String,
    by: (Period, Place),
    measure: Asked,
    state: State,
    progress: Option<Sentence>,
    illustrative: bool,
    pieces: Vec<Piece>,
}

/// A recommendation whose every reference is found.
#[derive(Debug, Clone)]
pub struct Recommendation {
    /// Its id, given once.
    pub id: String,
    /// The file it is written in.
    pub path: String,
    /// Where its page stands.
    pub address: String,
    /// What ought to be done.
    pub statement: Words,
    /// The ids of the figures it rests on, one at least.
    pub evidence: Vec<String>,
    /// Who leads.
    pub owner: String,
    /// By when.
    pub by: Period,
    /// How success will be seen, and what is seen so far.
    pub measure: Measure,
    /// How far the work has come, as its author says.
    pub state: State,
    /// What was done since the last edition.
    pub progress: Option<Words>,
    /// Whether it is made up to show what one looks like.
    pub illustrative: bool,
    /// More about it, as HTML for its page.
    pub body_html: String,
    /// The indicators its text speaks of.
    pub indicators: BTreeSet<IndicatorId>,
    /// Where each of its links is written.
    pub links: BTreeMap<String, Place>,
}

/// Reads a recommendation.
pub(super) fn read(report: &Report, file: &TextFile) -> Option<Written> {
    let (range, body) = front_matter::split(report, file).ok()?;
    let pieces = markdown::read(report, file, body);
    let node = yaml::parse(report, file, range).ok()?;
    let mut map = node.map(report)?;
    let id = map.text_at("id").and_then(|(id, place)| plain_id(report, id, place));
    let statement = map.text_at("statement").map(|(text, place)| value::sentence(report, &text, &place));
    let evidence = evidence(report, &mut map);
    let owner = map.text("owner");
    let by = map.text_at("by").and_then(|(text, place)| day(report, &text, place));
    let measure = map.required("measure").and_then(|node| measure::read(report, node));
    let (state, progress) = match map.optional("progress") {
        Some(node) => progress(report, node)?,
        None => (State::New, None),
    };
    let illustrative = map.flag("illustrative");
    map.finish();
    Some(Written {
        file: file.clone(),
        id: id?,
        statement: statement?,
        evidence: evidence?,
        owner: owner?,
        by: by?,
        measure: measure?,
        state,
        progress,
        illustrative,
        pieces,
    })
}

fn plain_id(report: &Report, id: String, place: Place) -> Option<(String, Place)> {
    if !id.is_empty() && id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
        return Some((id, place));
    }
    let found = Diagnostic::error(format!("`{id}` is not an id")).at(place);
    report.add(found.label("letters, digits and hyphens only").help("write an id such as `R1`"));
    None
}

/// The figures that a recommendation names. One that leads to none says what to do and not why.
fn evidence(report: &Report, map: &mut Map<'_>) -> Option<Vec<(String, Place)>> {
    let evidence = map.texts("evidence");
    if evidence.is_empty() {
        let found = Diagnostic::error("this recommendation leads to no figure").at(map.place().clone());
        let found = found.label("in these settings");
        report.add(found.help("write `evidence:` with the ids of the figures it rests on, such as `[VI-F1]`"));
        return None;
    }
    Some(evidence)
}

fn day(report: &Report, text: &str, place: Place) -> Option<(Period, Place)> {
    match Period::from_id(text) {
        Some(period) => Some((period, place)),
        None => {
            report.add(unknown_period(text, place));
            None
        }
    }
}

fn progress(report: &Report, node: &yaml::Node) -> Option<(State, Option<Sentence>)> {
    let mut map = node.map(report)?;
    let state = map.word("status", &State::OF_RECOMMENDATION);
    let text = map.optional_text_at("text").map(|(text, place)| value::sentence(report, &text, &place));
    if let Some(state) = state.filter(|state| *state != State::New)
        && text.is_none()
    {
        let found = Diagnostic::error("this progress says nothing").at(map.place().clone());
        let found = found.label(format!("it is {}", state.words()));
        report.add(found.help(match state {
            State::Withdrawn => "write `text:` with why it was withdrawn",
            _ => "write `text:` with what was done since the last edition, and what was not",
        }));
    }
    map.finish();
    Some((state?, text))
}

/// Says which ids are given twice.
pub(super) fn ids_are_unique(report: &Report, written: &[Written]) {
    let mut first: BTreeMap<String, &Written> = BTreeMap::new();
    for one in written {
        let (id, place) = &one.id;
        if let Some(other) = first.insert(id.to_lowercase(), one) {
            let found = Diagnostic::error(format!("two recommendations have the id `{id}`")).at(place.clone());
            let found = found.label("taken").note(format!("the other is in {}", other.file.path));
            report.add(found.help("an id is given once and never again: choose a new one"));
        }
    }
}

/// Every recommendation with its references found, in the order of their ids: `R2` before `R10`.
pub(super) fn bind(context: &Context<'_>, written: &[Written], published: Period) -> Vec<Recommendation> {
    let mut bound: Vec<Recommendation> =
        written.iter().filter_map(|one| recommendation(context, one, published)).collect();
    bound.sort_by_cached_key(|one| in_order(&one.id));
    bound
}

/// An id as it stands in an order: letters, then the number.
fn in_order(id: &str) -> (String, u64, String) {
    let digits = id.find(|letter: char| letter.is_ascii_digit()).unwrap_or(id.len());
    let (letters, rest) = id.split_at(digits);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    (letters.to_lowercase(), rest[..end].parse().unwrap_or(u64::MAX), rest[end..].to_lowercase())
}

fn recommendation(context: &Context<'_>, written: &Written, published: Period) -> Option<Recommendation> {
    let address = context.addresses.recommendation(&written.id.0);
    let (by, place) = &written.by;
    let open = !matches!(written.state, State::Done | State::Withdrawn);
    if open && by.end() < published.start() {
        let found = Diagnostic::warning("this recommendation was due before the edition is published");
        let found = found.at(place.clone()).label(format!("published on {published}"));
        context.report.add(found.help("say under `progress:` that it is done, or name a later day"));
    }
    let mut composer = Composer::new(context, &written.file, &address, context.findings.areas.assessed());
    let statement = composer.sentence(&written.statement);
    let progress = written.progress.as_ref().map(|text| composer.sentence(text));
    refuse_figures(context.report, &written.pieces);
    let html = context.blocks(&mut composer, &written.pieces).into_iter().filter_map(|block| match block {
        Block::Html(html) => Some(html),
        Block::Figure(_) => None,
    });
    let body_html: String = html.collect();
    let Gathered { indicators, links, .. } = composer.finish();
    let found: Vec<Option<String>> =
        written.evidence.iter().map(|(id, place)| context.figure_named(id, place)).collect();
    let measure = measure::judged(context, &written.measure, *by);
    let mut evidence: Vec<String> = Vec::new();
    for id in found {
        let id = id?;
        if !evidence.contains(&id) {
            evidence.push(id);
        }
    }
    Some(Recommendation {
        id: written.id.0.clone(),
        path: written.file.path.to_string(),
        address,
        statement,
        evidence,
        owner: written.owner.clone(),
        by: *by,
        measure: measure?,
        state: written.state,
        progress,
        illustrative: written.illustrative,
        body_html,
        indicators,
        links,
    })
}

fn refuse_figures(report: &Report, pieces: &[Piece]) {
    for place in pieces.iter().filter_map(Piece::drawn) {
        let found = Diagnostic::error("a figure stands in a recommendation").at(place.clone());
        report.add(found.label("here").help("put it in a chapter, and name its id under `evidence:`"));
    }
}

/// The recommendation of this id, wherever another file names it.
pub(super) fn named(report: &Report, known: &[Written], id: &str, place: &Place) -> Option<String> {
    if known.iter().any(|one| one.id.0 == id) {
        return Some(id.to_owned());
    }
    let found = Diagnostic::error(format!("unknown recommendation `{id}`")).at(place.clone());
    let found = found.label("no recommendation has this id");
    report.add(found.suggest(id, known.iter().map(|one| one.id.0.as_str())));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_the_order_that_people_count_in() {
        let mut ids = ["R10", "R2", "r1", "S1", "R2a"];
        ids.sort_by_key(|id| in_order(id));
        assert_eq!(ids, ["r1", "R2", "R2a", "R10", "S1"]);
    }
}
