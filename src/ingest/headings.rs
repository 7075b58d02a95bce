//! `columns:` of a layout: numbers stand in columns whose headings say what they are, as in `Aged 16` or
//! `M_2023`.
//!
//! In goes a pattern such as `{sex}_{period}`, out comes, for each heading of a file that it fits, the
//! series, the breakdown and the time of the numbers below it. What can be wrong is a pattern without a
//! name in it, and a name that occurs twice. Rows are not known here.

use std::collections::HashMap;

use super::age::{self, Band};
use super::date::Form;
use super::when;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// A decoded `columns:`.
#[derive(Debug)]
pub(super) struct Headings {
    pattern: String,
    pub(super) place: Place,
    parts: Vec<Piece>,
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
}

/// A name in braces.
#[derive(Debug)]
struct Name {
    name: String,
    words: Option<HashMap<String, String>>,
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
    let text = match node.map(&silent) {
        Some(map) => {
            map.entries().iter().find(|(key, _, _)| key == "named").and_then(|(_, _, node)| node.text(&silent))
        }
        None => node.text(&silent),
    };
    text.is_some_and(|text| text.contains("{series}"))
}

impl Headings {
    /// `{named: "Aged {age}", age: {bands: [0-17, 18+]}}`, or the pattern alone.
    pub(super) fn of(report: &Report, node: &Node, forms: &[Form]) -> Option<Self> {
        let place = node.place().clone();
        if !node.is_map() {
            return Self::new(report, node.text(report)?, place, forms, |_| Some((None, Vec::new())));
        }
        let map = node.map(report)?;
        let entries = map.entries();
        let pattern = entries.iter().find(|(key, _, _)| key == "named").and_then(|(_, _, node)| node.text(report));
        let Some(pattern) = pattern else {
            let found = Diagnostic::error("`named` is missing").at(place).label("how are the columns named?");
            report.add(found.help("add `named:`, such as `\"Aged {age}\"`"));
            return None;
        };
        for (key, key_place, _) in entries.iter().filter(|(key, _, _)| key != "named") {
            if !pattern.contains(&format!("{{{key}}}")) {
                let found = Diagnostic::error(format!("`{key}` does not stand in `{pattern}`")).at(key_place.clone());
                report.add(
                    found.label("names nothing").help(format!("write `{{{key}}}` into the pattern, or take it out")),
                );
                return None;
            }
        }
        Self::new(report, pattern, place, forms, |name| {
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
        pattern: String,
        place: Place,
        forms: &[Form],
        mut declared: impl FnMut(&str) -> Option<(Option<HashMap<String, String>>, Vec<Band>)>,
    ) -> Option<Self> {
        let (mut parts, mut names) = (Vec::new(), Vec::<Name>::new());
        let mut rest = pattern.as_str();
        while let Some((text, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            if !text.is_empty() {
                parts.push(Piece::Text(text.to_owned()));
            }
            let is_twice = names.iter().any(|known| known.name == name);
            if is_twice || matches!(parts.last(), Some(Piece::Name(_))) {
                let message = match is_twice {
                    true => format!("`{{{name}}}` stands twice in `{pattern}`"),
                    false => format!("nothing parts `{{{name}}}` from what is before it in `{pattern}`"),
                };
                report.add(Diagnostic::error(message).at(place).label("in this pattern"));
                return None;
            }
            let (words, bands) = declared(name)?;
            parts.push(Piece::Name(names.len()));
            names.push(Name { name: name.to_owned(), words, bands });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Piece::Text(rest.to_owned()));
        }
        if names.is_empty() {
            let found = Diagnostic::error(format!("`{pattern}` names nothing")).at(place).label("no name in braces");
            report.add(found.help("say what differs from heading to heading, such as `\"Aged {age}\"`"));
            return None;
        }
        Some(Self { pattern, place, parts, names, forms: forms.to_vec() })
    }

    /// The pattern, for messages.
    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether several columns are counted together.
    pub(super) fn has_bands(&self) -> bool {
        self.names.iter().any(|name| !name.bands.is_empty())
    }

    /// What the numbers below a heading are; `None` if the pattern does not fit it.
    pub(super) fn read(&self, heading: &str) -> Option<Heading> {
        let mut found = Heading::default();
        let mut rest = heading;
        let mut parts = self.parts.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
                Piece::Name(index) => {
                    let end = match parts.peek() {
                        Some(Piece::Text(next)) => rest.find(next.as_str())?,
                        _ => rest.len(),
                    };
                    self.say(*index, rest[..end].trim(), &mut found)?;
                    rest = &rest[end..];
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Strictness;

    fn headings(pattern: &str, bands: &[&str]) -> Headings {
        let report = Report::new(Strictness::Lenient);
        let bands: Vec<Band> = bands.iter().filter_map(|text| Band::of(text)).collect();
        let declared = |name: &str| Some((None, if name == "age" { bands.clone() } else { Vec::new() }));
        Headings::new(&report, pattern.to_owned(), Place::file("a"), &[Form::MidYear], declared).unwrap()
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
    fn a_pattern_of_ages_alone_fits_ages_alone() {
        let ages = headings("{age}", &["0-17", "18+"]);
        assert_eq!(ages.read("lsoa11_name"), None);
        assert_eq!(ages.read("90+").unwrap().pairs, [("age".to_owned(), "18 and over".to_owned())]);
    }
}
