//! The only user of the YAML crate: text to nodes with places, nodes to values with messages.
//!
//! Settings are taken from a [`Map`] key by key, so that one run shows every fault of a file: unknown
//! keys with the nearest known one, missing keys, values of the wrong kind.

mod map;
mod raw;

use std::sync::Arc;

pub use self::map::Map;
use self::raw::{Raw, RawKind};
use crate::files::{Root, TextFile};
use crate::report::{Asked, Diagnostic, Place, Question, Report, Result};

/// One value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    kind: Kind,
    place: Place,
    /// The keys that lead here, where somebody wants to know what is asked.
    trail: Option<Arc<str>>,
    /// Whether keys that an author leaves out are taken from elsewhere.
    layered: bool,
}

#[derive(Debug, Clone)]
enum Kind {
    Empty,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Place, Node)>),
}

/// Reads a file of settings below the site's folder; nothing where there is no such file.
pub fn of_file(report: &Report, root: &Root, path: &str) -> Result<Option<Node>> {
    if !root.exists(path) {
        return Ok(None);
    }
    let file = root.text(report, path)?;
    parse(report, &file, 0..file.text.len()).map(Some)
}

/// Reads YAML that stands at `range` of a file. An empty document is an empty map.
pub fn parse(report: &Report, file: &TextFile, range: std::ops::Range<usize>) -> Result<Node> {
    let text = &file.text[range.clone()];
    let first_line = file.text[..range.start].matches('\n').count();
    let reader = Reader { file, range: range.clone(), first_line };
    let trail: Option<Arc<str>> = report.listens().then(|| format!("{}:{}", file.path, first_line + 1).into());
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        let place = file.place(range.start..range.start);
        return Ok(Node { kind: Kind::Map(Vec::new()), place, trail, layered: false });
    }
    match serde_yaml::from_str::<Raw>(text) {
        Ok(raw) => Ok(reader.node(raw, trail)),
        Err(fault) => {
            let bare = fault.without_snippet();
            let place = bare.location().map_or_else(|| file.place(range.start..range.start), |at| reader.place(&at, 1));
            let text = bare.to_string();
            let words = text.lines().next().unwrap_or_default();
            let words = words.rsplit_once(" at line ").map_or(words, |(words, _)| words);
            let words = words.trim_end_matches([':', ' ']);
            let found = match words.rsplit_once("duplicate mapping key: ") {
                Some((_, key)) => {
                    // What follows is about the crate's settings.
                    let key = key.split_once(", set ").map_or(key, |(key, _)| key);
                    let place = bare.location().map_or(place, |at| reader.place(&at, key.chars().count()));
                    Diagnostic::error(format!("`{key}` stands twice"))
                        .at(place)
                        .label("here again")
                        .help("keep one of them")
                }
                None => Diagnostic::error("this is not YAML")
                    .at(place)
                    .label(plainly(words))
                    .help("check indents, colons and quotes; put a text that holds a colon in quotes"),
            };
            Err(report.add(found))
        }
    }
}

/// What the crate says of a fault, in words of those who write settings.
fn plainly(words: &str) -> &str {
    if words.contains("mapping values are not allowed") {
        "a second colon stands in this line, or its indent is wrong"
    } else if words.contains("did not find expected key") {
        "this line stands at the indent of no line above it"
    } else {
        words
    }
}

struct Reader<'a> {
    file: &'a TextFile,
    range: std::ops::Range<usize>,
    first_line: usize,
}

impl Reader<'_> {
    fn place(&self, at: &serde_yaml::Location, length: usize) -> Place {
        // Bytes before lines: the crate ends a line at a lone carriage return too, and no editor of ours does.
        let offset = at.span().byte_offset().and_then(|offset| usize::try_from(offset).ok());
        if let Some(rest) = offset.and_then(|offset| self.file.text.get(self.range.start + offset..)) {
            let start = self.file.text.len() - rest.len();
            let end = rest.char_indices().nth(length).map_or(self.file.text.len(), |(at, _)| start + at);
            return self.file.place(start..end);
        }
        let lines = self.file.text.matches('\n').count() + 1;
        let line = (usize::try_from(at.line()).unwrap_or(1).max(1) + self.first_line).min(lines);
        let text = self.file.text.split('\n').nth(line - 1).unwrap_or_default().trim_end_matches('\r').to_owned();
        let letters = text.chars().count();
        let column = usize::try_from(at.column()).unwrap_or(1).clamp(1, letters + 1);
        Place::line(&self.file.path, line, column, length.min(letters + 1 - column), Some(text))
    }

    fn node(&self, Raw(raw): Raw, trail: Option<Arc<str>>) -> Node {
        let below = |part: &str| trail.as_ref().map(|trail| Arc::from(format!("{trail}{part}")));
        let span = raw.referenced.span();
        let written = span.byte_offset().zip(span.byte_len()).and_then(|(offset, length)| {
            let start = self.range.start + usize::try_from(offset).ok()?;
            self.file.text.get(start..start + usize::try_from(length).ok()?)
        });
        let first = |text: &str| text.lines().next().unwrap_or_default().trim_end().chars().count();
        let length = written.map_or(1, first);
        let place = self.place(&raw.referenced, length);
        let kind = match raw.value {
            RawKind::Empty => Kind::Empty,
            RawKind::Scalar(value) => {
                // A plain word keeps the form it was typed in: `0.10` is not `0.1`, `n` is not `false`.
                let plain = written
                    .filter(|text| !text.starts_with(['"', '\'', '|', '>', '*', '&', '!']) && !text.contains('\n'));
                Kind::Scalar(plain.map(str::trim).filter(|text| !text.is_empty()).map_or(value, str::to_owned))
            }
            RawKind::List(items) => Kind::List(items.into_iter().map(|item| self.node(item, below("[]"))).collect()),
            RawKind::Map(entries) => Kind::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let place = self.place(&key.referenced, key.value.chars().count());
                        let trail = below(&format!(".{}", key.value));
                        (key.value, place, self.node(value, trail))
                    })
                    .collect(),
            ),
        };
        Node { kind, place, trail, layered: false }
    }
}

impl Node {
    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    fn kind_words(&self) -> &'static str {
        match self.kind {
            Kind::Empty => "nothing",
            Kind::Scalar(_) => "one value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "keys and values",
        }
    }

    fn wrong(&self, report: &Report, wanted: &str, help: &str) {
        let found = Diagnostic::error(format!("{wanted} is needed here"))
            .at(self.place.clone())
            .label(format!("this is {}", self.kind_words()))
            .help(help);
        report.add(found);
    }

    /// Keeps what is asked of it, if somebody wants to know.
    fn hear(&self, report: &Report, what: impl FnOnce() -> Question) {
        if let Some(trail) = &self.trail {
            report.hear(|| Asked { trail: trail.to_string(), what: what() });
        }
    }

    /// Its keys and values.
    pub fn map<'a>(&'a self, report: &'a Report) -> Option<Map<'a>> {
        match &self.kind {
            Kind::Map(entries) => Some(Map::new(report, self, entries)),
            _ => {
                self.wrong(
                    report,
                    "a set of keys and values",
                    "write `key: value` on lines of their own below, indented",
                );
                None
            }
        }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Empty)
    }

    /// Whether it is keys and values.
    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    /// The keys of `self`, and those of `base` that `self` has not. What is no set of keys stands as it is.
    #[must_use]
    pub fn over(&self, base: &Node) -> Node {
        let (Kind::Map(own), Kind::Map(base)) = (&self.kind, &base.kind) else { return self.clone() };
        let is_own = |key: &str| own.iter().any(|(name, _, _)| name == key);
        let rest = base.iter().filter(|(key, _, _)| !is_own(key));
        let entries = own.iter().chain(rest).cloned().collect();
        Node { kind: Kind::Map(entries), place: self.place.clone(), trail: self.trail.clone(), layered: true }
    }

    /// Its text.
    pub fn text(&self, report: &Report) -> Option<String> {
        self.hear(report, || Question::Text);
        match &self.kind {
            Kind::Scalar(text) => Some(text.clone()),
            _ => {
                self.wrong(report, "a text", "write one value; put it in quotes if it holds a colon or a bracket");
                None
            }
        }
    }

    /// Its items; one value alone is a list of one.
    pub fn list(&self, report: &Report) -> Option<&[Node]> {
        self.hear(report, || Question::List);
        match &self.kind {
            Kind::List(items) => Some(items),
            Kind::Scalar(_) => Some(std::slice::from_ref(self)),
            _ => {
                self.wrong(report, "a list", "write `[one, two]`, or a line `- one` for each below");
                None
            }
        }
    }
}

/// The value that goes with `text` among `words`, or a message that lists them.
pub fn word<T: Clone>(report: &Report, key: &str, text: &str, place: &Place, words: &[(&str, T)]) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
    if found.is_none() {
        let message = Diagnostic::error(format!("`{text}` is not a word that `{key}` knows"))
            .at(place.clone())
            .label("unknown word")
            .suggest(text, words.iter().map(|(word, _)| *word));
        report.add(message);
    }
    found
}
