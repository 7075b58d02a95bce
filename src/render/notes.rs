//! What stands beneath figures: cautions as sentences, and shorthand with its meaning.

use std::collections::BTreeMap;

use super::figures::is_illustrative;
use super::{Publication, view};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::content::number;
use crate::ledger::Correction;
use crate::model::cell::Shorthand;
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::model::source::{Incomplete, Source, SourceId};

/// Shorthand and marks with their meaning, each sign once.
pub(super) fn shorthand(used: &[Shorthand], marks: Marks) -> Vec<view::Shorthand> {
    let reasons = used.iter().map(|reason| (reason.symbol(), reason.words()));
    let marks = marks.iter().map(|mark| (mark.symbol(), mark.meaning()));
    let mut list: Vec<view::Shorthand> = Vec::new();
    for (sign, meaning) in reasons.chain(marks) {
        match list.iter_mut().find(|entry| entry.sign == sign) {
            Some(entry) => entry.meaning.push_str(&format!(", or {meaning}")),
            None => list.push(view::Shorthand { sign: sign.to_owned(), meaning: meaning.to_owned() }),
        }
    }
    list
}

/// What script says in place of each sign, as JSON: the reason that there is no number, and marks in brackets after one.
pub(super) fn spoken(used: &[Shorthand], marks: Marks) -> String {
    let mut signs: BTreeMap<&str, String> = BTreeMap::new();
    for reason in used {
        let words = signs.entry(reason.symbol()).or_default();
        if !words.is_empty() {
            words.push_str(", or ");
        }
        words.push_str(reason.words());
    }
    signs.extend(marks.iter().map(|mark| (mark.symbol(), format!("({})", mark.word()))));
    // Words for words: nothing that JSON refuses.
    serde_json::to_string(&signs).unwrap_or_default()
}

/// Cautions beneath an exhibit: its corrections, its author's, its gaps and breaks, that it is made up, whose outlines it has.
pub(super) fn notes(
    publication: &Publication,
    exhibit: &Exhibit,
    sources: &[SourceId],
    used: &[Shorthand],
) -> Vec<String> {
    let corrections = publication.history.corrections_of(&publication.config.edition, &exhibit.id);
    let mut notes: Vec<String> = corrections.map(Correction::note).collect();
    notes.extend(exhibit.note.iter().map(|note| note.text()));
    let known: Vec<&Source> =
        sources.iter().filter_map(|id| publication.findings.sources.get(id)).map(AsRef::as_ref).collect();
    if used.contains(&Shorthand::NotCollected) {
        for source in known.iter().filter(|source| !source.incomplete.is_empty()) {
            let drawn = |gap: &&Incomplete| match &exhibit.content {
                Exhibited::Drawing(figure) => figure.rows.rows.iter().any(|row| row.period.overlaps(gap.period)),
                _ => true,
            };
            let gaps = source.incomplete.iter().filter(drawn);
            let periods: Vec<String> = gaps.map(|gap| gap.period.to_string()).collect();
            if periods.is_empty() {
                continue;
            }
            notes.push(format!("Not collected in full, and shown as a gap: {}.", number::series(&periods)));
        }
    }
    notes.extend(broken(publication, exhibit, &known));
    if let Exhibited::Drawing(figure) = &exhibit.content {
        notes.extend(figure.rows.events.iter().map(|one| {
            let (event, note) = (&one.event, one.event.note.trim_end_matches('.'));
            format!("{}: {} ({}), {}. {note}.", one.letter, event.name, event.kind.words(), event.when())
        }));
    }
    if is_illustrative(publication, exhibit) {
        notes.push("Illustrative data: made up to show the method. Nothing here happened.".to_owned());
    }
    if let Exhibited::Drawing(figure) = &exhibit.content
        && ["map", "tiles"].contains(&figure.spec.kind.as_str())
    {
        let outlines =
            publication.findings.sources.values().find(|source| source.attribution.contains("Crown copyright"));
        notes.extend(outlines.map(|source| format!("Boundaries: {}", source.attribution)));
    }
    notes
}

/// Where the sources of a drawing change their way of counting within what is drawn, and what changed.
fn broken(publication: &Publication, exhibit: &Exhibit, sources: &[&Source]) -> Vec<String> {
    let Exhibited::Drawing(figure) = &exhibit.content else { return Vec::new() };
    let found = exhibit.indicators().into_iter().filter_map(|id| publication.findings.get(&id)).collect::<Vec<_>>();
    let rows = figure.rows.rows.iter().map(|row| row.period);
    let (Some(first), Some(last)) = (rows.clone().min(), rows.max()) else { return Vec::new() };
    let parted =
        |at: Period| found.iter().any(|found| found.breaks_between(first, last).iter().any(|other| other.period == at));
    let breaks = sources.iter().flat_map(|source| source.breaks.iter().map(move |found| (source, found)));
    breaks
        .filter(|(_, found)| parted(found.period))
        .map(|(source, found)| {
            let why = found.why.trim_end_matches('.');
            format!(
                "Break in series in {} ({}): {why}. Numbers before it are not compared.",
                found.period, source.title
            )
        })
        .collect()
}
