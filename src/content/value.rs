//! A value in a sentence: `{{ burglary.rate area=dudley period=2025 }}`.
//!
//! The grammar is `indicator.property`, then `key=value`: no expressions, no filters, no quotes.
//! Comes in: text and its place. Goes out: the parts of a sentence; what is unknown is said at its place.

use super::claim::{self, ClaimReference};
use super::{costs, term, typed};
use crate::report::{Diagnostic, Place, Report};

/// What a value says of its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    /// The value in the indicator's unit.
    Value,
    /// The value, of an indicator that is a rate.
    Rate,
    /// The count above the line.
    Count,
    /// The count below the line.
    Denominator,
    /// The limits.
    Interval,
    /// The period.
    Period,
    /// What became of it since an earlier period.
    Change,
    /// What became of its last five years.
    Trend,
    /// Its place among areas of its level.
    Rank,
    /// How it stands to the benchmark.
    Comparison,
    /// The value of the benchmark.
    Benchmark,
    /// The name of the area.
    Area,
    /// Its count as a share of that of an area it lies in.
    Share,
    /// How often it holds the value of the benchmark or of another area.
    Ratio,
    /// How far it lies from the benchmark or another area.
    Difference,
    /// The areas of which no other is clearly above them.
    Highest,
    /// The areas of which no other is clearly below them.
    Lowest,
    /// The areas above the benchmark or another area.
    Higher,
    /// The areas not told apart from it.
    Similar,
    /// The areas below it.
    Lower,
    /// The areas that went up, beyond chance.
    Rose,
    /// The areas that went down, beyond chance.
    Fell,
    /// The areas that did neither.
    NoClearChange,
    /// What its count costs, or what a sum of such costs comes to.
    Cost,
}

/// The words of the properties, each with the settings it has a use for.
pub(super) const PROPERTIES: [(&str, Property, &[&str]); 23] = [
    ("value", Property::Value, &["area", "period", "as"]),
    ("rate", Property::Rate, &["area", "period", "as"]),
    ("count", Property::Count, &["area", "period", "as", "unit"]),
    ("denominator", Property::Denominator, &["area", "period", "as"]),
    ("interval", Property::Interval, &["area", "period"]),
    ("period", Property::Period, &["area", "period"]),
    ("change", Property::Change, &["area", "period", "from", "as"]),
    ("trend", Property::Trend, &["area", "period"]),
    ("rank", Property::Rank, &["area", "period"]),
    ("comparison", Property::Comparison, &["area", "period"]),
    ("benchmark", Property::Benchmark, &["area", "period"]),
    ("area", Property::Area, &["area", "period"]),
    ("share", Property::Share, &["area", "period", "of"]),
    ("ratio", Property::Ratio, &["area", "period", "than"]),
    ("difference", Property::Difference, &["area", "period", "than"]),
    ("highest", Property::Highest, &["among", "period", "as"]),
    ("lowest", Property::Lowest, &["among", "period", "as"]),
    ("higher", Property::Higher, &["among", "period", "than", "as"]),
    ("similar", Property::Similar, &["among", "period", "than", "as"]),
    ("lower", Property::Lower, &["among", "period", "than", "as"]),
    ("rose", Property::Rose, &["among", "period", "from", "as"]),
    ("fell", Property::Fell, &["among", "period", "from", "as"]),
    ("no-clear-change", Property::NoClearChange, &["among", "period", "from", "as"]),
];

/// A value as an author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ValueReference {
    /// As it stands between the braces, with single spaces.
    pub written: String,
    /// The name of the indicator.
    pub indicator: String,
    /// What is said of it.
    pub property: Property,
    /// Settings, each with its text and place.
    pub keys: Vec<(&'static str, String, Place)>,
    /// Where the indicator is named.
    pub indicator_place: Place,
    /// Where it stands, braces and all.
    pub place: Place,
}

impl ValueReference {
    /// The text and place of a setting.
    pub(super) fn key(&self, name: &str) -> Option<(&str, &Place)> {
        self.keys.iter().find(|(key, ..)| *key == name).map(|(_, text, place)| (text.as_str(), place))
    }
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Words as they stand.
    Text(String),
    /// A value to be filled in.
    Value(ValueReference),
    /// A number as it was typed, and where.
    Typed(String, Place),
    /// Words in which no term of the glossary is meant.
    Plain(String),
    /// What the words before it claim, to be checked.
    Claim(ClaimReference),
}

/// Words and values in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sentence {
    /// Its pieces.
    pub parts: Vec<Part>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// Splits a text at its values. `place` is where the text begins, on one line.
pub(super) fn sentence(report: &Report, text: &str, place: &Place) -> Sentence {
    let within = |range: std::ops::Range<usize>| narrowed(place, text, range);
    Sentence { parts: parts(report, text, &within), place: Some(place.clone()) }
}

/// The place of a stretch of a quoted text, found again in the line it stands on.
fn narrowed(place: &Place, text: &str, range: std::ops::Range<usize>) -> Place {
    let stretch = &text[range.clone()];
    let mut narrow = place.clone();
    if let Some(at) = &mut narrow.at
        && let Some(line) = &at.text
    {
        let start: usize = line.chars().take(at.column - 1).map(char::len_utf8).sum();
        let before = text[..range.start].matches(stretch).count();
        if let Some((found, _)) = line[start..].match_indices(stretch).nth(before) {
            at.column = line[..start + found].chars().count() + 1;
            at.length = stretch.chars().count().max(1);
        }
    }
    narrow
}

/// Splits a text at its values; `place` gives the place of a stretch of it.
pub(super) fn parts(report: &Report, text: &str, place: &dyn Fn(std::ops::Range<usize>) -> Place) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        if open > at {
            parts.extend(typed::split(&text[at..open], at, place));
        }
        let Some(close) = text[open..].find("}}").map(|found| open + found) else {
            let found = Diagnostic::error("this value never ends").at(place(open..text.len().min(open + 2)));
            report.add(found.label("begun here").help("close it with `}}`"));
            return parts;
        };
        // Words with their byte ranges in the whole text.
        let words: Vec<(usize, &str)> = text[open + 2..close]
            .split_whitespace()
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        let written = Written { words: &words, whole: open..close + 2, place };
        match words.first() {
            Some((_, claim::WORD)) => parts.extend(claim::reference(report, &written).map(Part::Claim)),
            Some((_, costs::WORD)) => parts.extend(costs::reference(report, &written).map(Part::Value)),
            Some((_, typed::WORD)) => {
                parts.push(Part::Text(written.said().trim_start_matches(typed::WORD).trim_start().to_owned()));
            }
            Some((_, term::WORD)) => {
                parts.push(Part::Plain(written.said().trim_start_matches(term::WORD).trim_start().to_owned()));
            }
            _ => parts.extend(reference(report, &written).map(Part::Value)),
        }
        at = close + 2;
    }
    if at < text.len() {
        parts.extend(typed::split(&text[at..], at, place));
    }
    parts
}

/// What stands between two braces.
pub(super) struct Written<'a> {
    /// Its words, each with the byte it begins at.
    pub words: &'a [(usize, &'a str)],
    /// The stretch of it, braces and all.
    pub whole: std::ops::Range<usize>,
    /// The place of a stretch of the text.
    pub place: &'a dyn Fn(std::ops::Range<usize>) -> Place,
}

impl Written<'_> {
    /// Its words with single spaces.
    pub(super) fn said(&self) -> String {
        self.words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    }

    /// Where a word stands.
    pub(super) fn at(&self, (start, word): (usize, &str)) -> Place {
        (self.place)(start..start + word.len())
    }
}

/// The settings `key=value` among words; `unknown` labels one that is none of `known`.
pub(super) fn settings(
    report: &Report,
    written: &Written<'_>,
    words: &[(usize, &str)],
    known: &[&'static str],
    unknown: &str,
) -> Option<Vec<(&'static str, String, Place)>> {
    let mut keys = Vec::new();
    for (at, word) in words {
        let Some((name, value)) = word.split_once('=').filter(|(_, value)| !value.is_empty()) else {
            let found = Diagnostic::error(format!("`{word}` is not a setting"))
                .at(written.at((*at, word)))
                .label("a sign `=` and a value are needed");
            report.add(found.help("write `area=…` or `period=…`, without spaces"));
            // What follows is most often the rest of the same slip.
            return None;
        };
        match known.iter().find(|key| **key == name) {
            Some(key) => keys.push((*key, value.to_owned(), written.at((at + name.len() + 1, value)))),
            None => {
                let found = Diagnostic::error(format!("unknown setting `{name}`")).at(written.at((*at, name)));
                report.add(found.label(unknown).suggest(name, known.iter().copied()));
            }
        }
    }
    Some(keys)
}

fn reference(report: &Report, written: &Written<'_>) -> Option<ValueReference> {
    let whole = || (written.place)(written.whole.clone());
    let Some(((start, head), rest)) = written.words.split_first().map(|(head, rest)| (*head, rest)) else {
        report.add(Diagnostic::error("this value is empty").at(whole()).help("write `indicator.property`"));
        return None;
    };
    let Some((indicator, property)) = head.split_once('.') else {
        let found = Diagnostic::error(format!("`{head}` is not a value")).at(written.at((start, head)));
        report.add(found.label("a point is missing").help(format!("write `{head}.value` or another property")));
        return None;
    };
    if property == costs::WORD {
        let found = Diagnostic::error(format!("`{head}` is not how a cost is quoted")).at(written.at((start, head)));
        report.add(found.label("here").help(format!("write `cost {indicator}`")));
        return None;
    }
    let Some((_, known, keys)) = PROPERTIES.iter().find(|(word, ..)| *word == property) else {
        let found = Diagnostic::error(format!("unknown property `{property}`"));
        let found = found.at(written.at((start + indicator.len() + 1, property)));
        report.add(found.label("no indicator has this").suggest(property, PROPERTIES.iter().map(|(word, ..)| *word)));
        return None;
    };
    Some(ValueReference {
        written: written.said(),
        indicator: indicator.to_owned(),
        property: *known,
        keys: settings(report, written, rest, keys, &format!("`{property}` has no use for it"))?,
        indicator_place: written.at((start, indicator)),
        place: whole(),
    })
}

/// Whether a sentence is blank.
pub(super) fn says_nothing(sentence: &Sentence) -> bool {
    sentence.parts.iter().all(|part| match part {
        Part::Text(text) | Part::Plain(text) => text.trim().is_empty(),
        Part::Value(_) | Part::Typed(..) => false,
        // What is claimed is said by the words before it.
        Part::Claim(_) => true,
    })
}
