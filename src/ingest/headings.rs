//! `columns:` of a layout: numbers stand in columns whose headings say what they are, as in `Aged 16` or
//! `M_2023`.
//!
//! In goes a pattern such as `{sex}_{period}`, out comes, for each heading of a file that it fits, the
//! series, the breakdown and the time of the numbers below it. What can be wrong is a pattern without a
//! name in it, and a name that occurs twice. Rows are not known here.

use std::collections::BTreeMap;

use super::age::{self, Band};
use super::date::Form;
use super::when;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// A decoded `columns:`.
#[derive(Debug)]
pub(super) struct Headings {
    /// The patterns, for messages.
    pattern: String,
    pub(super) place: Place,
    /// The pieces of each pattern.
    patterns: Vec<Vec<Piece>>,
    names: Vec<Name>,
    forms: Vec<Form>,
}

/// A stretch of a pattern.
#[derive(Debug)]
enum Piece {
    /// These letters.
    Text(String),
    /// What a name stands for, by its position.
    Name(usize),
    /// Anything that is not wanted: `{}`.
    Any,
}

/// A name in braces.
#[derive(Debug)]
struct Name {
    name: String,
    words: Option<BTreeMap<String, String>>,
    bands: Vec<Band>,
}

/// What the numbers below one heading are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Heading {
    pub(super) series: Option<String>,
    pub(super) period: Option<Period>,
    pub(super) pairs: Vec<(String, String)>,
}

/// Whether the headings say the series themselves.
pub(super) fn names_series(node: &Node) -> bool {
    let silent = Report::new(crate::report::Strictness::Lenient);
    let named = match node.is_map() {
        true => node.map(&silent).and_then(|map| {
            map.entries().iter().find(|(key, _, _)| key == "named").map(|(_, _, node)| texts(&silent, node))
        }),
        false => Some(texts(&silent, node)),
    };
    named.is_some_and(|texts| texts.iter().any(|text| text.contains("{series}")))
}

fn texts(report: &Report, node: &Node) -> Vec<String> {
    node.list(report).unwrap_or_default().iter().filter_map(|node| node.text(report)).collect()
}

impl Headings {
    /// `{named: "Aged {age}", age: {bands: [0-17, 18+]}}`, or one pattern or several alone, of which the
    /// first counts that fits a heading.
    pub(super) fn of(report: &Report, node: &Node, forms: &[Form]) -> Option<Self> {
        let place = node.place().clone();
        if !node.is_map() {
            return Self::new(report, &texts(report, node), place, forms, |_| Some((None, Vec::new())));
        }
        let map = node.map(report)?;
        let entries = map.entries();
        let named = entries.iter().find(|(key, _, _)| key == "named");
        let patterns = named.map(|(_, _, node)| texts(report, node)).filter(|patterns| !patterns.is_empty());
        let Some(patterns) = patterns else {
            let found = Diagnostic::error("`named` is missing").at(place).label("how are the columns named?");
            report.add(found.help("add `named:`, such as `\"Aged {age}\"`"));
            return None;
        };
        for (key, key_place, _) in entries.iter().filter(|(key, _, _)| key != "named") {
            if !patterns.iter().any(|pattern| pattern.contains(&format!("{{{key}}}"))) {
                let pattern = patterns.join("` or `");
                let found = Diagnostic::error(format!("`{key}` does not stand in `{pattern}`")).at(key_place.clone());
                report.add(
                    found.label("names nothing").help(format!("write `{{{key}}}` into the pattern, or take it out")),
                );
                return None;
            }
        }
        Self::new(report, &patterns, place, forms, |name| {
            let Some((_, _, node)) = entries.iter().find(|(key, _, _)| key == name) else {
                return Some((None, Vec::new()));
            };
            let mut map: Map<'_> = node.map(report)?;
            let declared = map.optional("words").is_some();
            let words = map.pairs("words").into_iter().map(|(word, (text, _))| (word, text)).collect();
            let bands = age::bands(report, &map.texts("bands"));
            map.finish();
            Some((declared.then_some(words), bands?))
        })
    }

    fn new(
        report: &Report,
        patterns: &[String],
        place: Place,
        forms: &[Form],
        mut declared: impl FnMut(&str) -> Option<(Option<BTreeMap<String, String>>, Vec<Band>)>,
    ) -> Option<Self> {
        let mut names = Vec::new();
        let read = |pattern: &String| pieces(report, pattern, &place, &mut names, &mut declared);
        let pieces: Option<Vec<Vec<Piece>>> = patterns.iter().map(read).collect();
        let pattern = patterns.join("` or `");
        if names.is_empty() && pieces.is_some() {
            let found = Diagnostic::error(format!("`{pattern}` names nothing")).at(place).label("no name in braces");
            report.add(found.help("say what differs from heading to heading, such as `\"Aged {age}\"`"));
            return None;
        }
        Some(Self { pattern, place, patterns: pieces?, names, forms: forms.to_vec() })
    }

    /// The pattern, for messages.
    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether several columns are counted together.
    pub(super) fn has_bands(&self) -> bool {
        self.names.iter().any(|name| !name.bands.is_empty())
    }

    /// What the numbers below a heading are; `None` if no pattern fits it.
    pub(super) fn read(&self, heading: &str) -> Option<Heading> {
        self.patterns.iter().find_map(|pieces| self.fit(pieces, heading))
    }

    fn fit(&self, pieces: &[Piece], heading: &str) -> Option<Heading> {
        let mut found = Heading::default();
        let mut rest = heading;
        let mut pieces = pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            let end = match (piece, pieces.peek()) {
                (Piece::Text(text), _) => {
                    rest = rest.strip_prefix(text.as_str())?;
                    continue;
                }
                (_, Some(Piece::Text(next))) => rest.find(next.as_str())?,
                (Piece::Name(index), Some(_)) => self.names[*index].longest_word(rest)?,
                (_, _) => rest.len(),
            };
            if let Piece::Name(index) = piece {
                self.say(*index, rest[..end].trim(), &mut found)?;
            }
            rest = &rest[end..];
        }
        rest.is_empty().then_some(found)
    }

    fn say(&self, index: usize, text: &str, found: &mut Heading) -> Option<()> {
        let Name { name, words, bands } = &self.names[index];
        let said = match words {
            _ if text.is_empty() => return None,
            Some(words) => words.get(text)?.as_str(),
            None if !bands.is_empty() => age::named(bands, text)?,
            None => text,
        };
        match name.as_str() {
            "period" => found.period = Some(when::read(&self.forms, said)?),
            "series" => found.series = Some(said.to_owned()),
            // A total is everyone: the dimension is left out.
            _ if said == "all" => {}
            _ => found.pairs.push((name.clone(), said.to_owned())),
        }
        Some(())
    }
}

impl Name {
    /// The length of the longest of its words that a text begins with.
    fn longest_word(&self, text: &str) -> Option<usize> {
        self.words.as_ref()?.keys().filter(|word| text.starts_with(word.as_str())).map(String::len).max()
    }
}

/// The pieces of one pattern; names that are new are added to `names`.
fn pieces(
    report: &Report,
    pattern: &str,
    place: &Place,
    names: &mut Vec<Name>,
    declared: &mut impl FnMut(&str) -> Option<(Option<BTreeMap<String, String>>, Vec<Band>)>,
) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        rest = after;
        let position = names.iter().position(|known| known.name == name);
        let is_twice = pieces.iter().any(|piece| matches!(piece, Piece::Name(index) if Some(*index) == position));
        // Where the words before it are known, they end where it begins.
        let is_parted = match pieces.last() {
            Some(Piece::Name(index)) => names[*index].words.is_some(),
            Some(Piece::Any) => false,
            _ => true,
        };
        if is_twice || !is_parted {
            let message = match is_twice {
                true => format!("`{{{name}}}` stands twice in `{pattern}`"),
                false => format!("nothing parts `{{{name}}}` from what is before it in `{pattern}`"),
            };
            report.add(Diagnostic::error(message).at(place.clone()).label("in this pattern"));
            return None;
        }
        pieces.push(match (name, position) {
            ("", _) => Piece::Any,
            (_, Some(index)) => Piece::Name(index),
            (_, None) => {
                let (words, bands) = declared(name)?;
                names.push(Name { name: name.to_owned(), words, bands });
                Piece::Name(names.len() - 1)
            }
        });
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Strictness;

    fn headings(pattern: &str, bands: &[&str]) -> Headings {
        let report = Report::new(Strictness::Lenient);
        let bands: Vec<Band> = bands.iter().filter_map(|text| Band::of(text)).collect();
        let declared = |name: &str| Some((None, if name == "age" { bands.clone() } else { Vec::new() }));
        Headings::new(&report, &[pattern.to_owned()], Place::file("a"), &[Form::MidYear], declared).unwrap()
    }

    #[test]
    fn a_heading_says_what_its_numbers_are() {
        let wide = headings("{sex} {age} ({period})", &["0-17", "18+"]);
        let found = wide.read("Male 16 (2023)").unwrap();
        assert_eq!(found.period.map(Period::id).as_deref(), Some("mid-2023"));
        assert_eq!(found.pairs, [("sex".to_owned(), "Male".to_owned()), ("age".to_owned(), "0 to 17".to_owned())]);
        assert_eq!(wide.read("Area code"), None);
    }

    #[test]
    fn words_that_are_known_end_where_the_next_name_begins() {
        let report = Report::new(Strictness::Lenient);
        let bands: Vec<Band> = ["0-17", "18+"].iter().filter_map(|text| Band::of(text)).collect();
        let declared = |name: &str| {
            let words = [("F", "Female"), ("M", "Male")].map(|(word, name)| (word.to_owned(), name.to_owned()));
            Some(if name == "sex" { (Some(words.into()), Vec::new()) } else { (None, bands.clone()) })
        };
        let wide = Headings::new(&report, &["{sex}{age}".to_owned()], Place::file("a"), &[], declared).unwrap();
        let pairs = wide.read("F16").unwrap().pairs;
        assert_eq!(pairs, [("sex".to_owned(), "Female".to_owned()), ("age".to_owned(), "0 to 17".to_owned())]);
        assert_eq!(wide.read("Total"), None);
    }

    #[test]
    fn the_first_pattern_that_fits_counts_and_what_is_not_wanted_is_passed_over() {
        let report = Report::new(Strictness::Lenient);
        let patterns = ["{}: {series}; measures: Value".to_owned(), "{}: {series}".to_owned()];
        let wide = Headings::new(&report, &patterns, Place::file("a"), &[], |_| Some((None, Vec::new()))).unwrap();
        let series = |heading| wide.read(heading).and_then(|found| found.series);
        assert_eq!(series("Sex: Female; measures: Value").as_deref(), Some("Female"));
        assert_eq!(series("Ethnic group: White: Irish").as_deref(), Some("White: Irish"));
        assert_eq!(series("geography code"), None);
    }

    #[test]
    fn a_pattern_of_ages_alone_fits_ages_alone() {
        let ages = headings("{age}", &["0-17", "18+"]);
        assert_eq!(ages.read("lsoa11_name"), None);
        assert_eq!(ages.read("90+").unwrap().pairs, [("age".to_owned(), "18 and over".to_owned())]);
    }
}
