//! Keys and values, and the keys that a reader asks for.
//!
//! In goes a node, out come the values of keys by name. Wrong can be: a key that must be there, a value of another
//! kind, and a key that nobody asks for, which [`Map::finish`] tells.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{Kind, Node, word};
use crate::report::{Diagnostic, Place, Question, Report};

/// Keys and values, taken one by one; [`Map::finish`] says which keys nobody asked for.
#[derive(Debug)]
pub struct Map<'a> {
    report: &'a Report,
    node: &'a Node,
    entries: &'a [(String, Place, Node)],
    known: Vec<&'static str>,
    /// Those of the known that must be there.
    needed: Vec<&'static str>,
    /// Whether its keys are an author's own names, as far as one can tell.
    named: Cell<bool>,
}

impl Drop for Map<'_> {
    fn drop(&mut self) {
        let needed = |key: &&'static str| !self.node.layered && self.needed.contains(key);
        self.node.hear(self.report, || match self.named.get() {
            true => Question::Names,
            false => Question::Keys(self.known.iter().map(|key| (*key, needed(key))).collect()),
        });
    }
}

impl<'a> Map<'a> {
    pub(super) fn new(report: &'a Report, node: &'a Node, entries: &'a [(String, Place, Node)]) -> Self {
        Self { report, node, entries, known: Vec::new(), needed: Vec::new(), named: Cell::new(false) }
    }

    /// Where it begins.
    pub fn place(&self) -> &Place {
        &self.node.place
    }

    /// The value of a key, if it is there and not empty.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        let mut found = self.entries.iter().filter(|(name, _, _)| name == key);
        found.next().map(|(_, _, node)| node).filter(|node| !matches!(node.kind, Kind::Empty))
    }

    /// The value of a key that must be there.
    pub fn required(&mut self, key: &'static str) -> Option<&'a Node> {
        let node = self.optional(key);
        self.needed.push(key);
        if node.is_none() {
            let empty = self.entries.iter().find(|(name, _, _)| name == key);
            let place = empty.map_or(&self.node.place, |(_, place, _)| place).clone();
            let found = match empty {
                Some(_) => Diagnostic::error(format!("`{key}` has no value")).label("empty"),
                None => Diagnostic::error(format!("`{key}` is missing")).label("among these keys"),
            };
            self.report.add(found.at(place).help(format!("add `{key}:` and its value")));
        }
        node
    }

    /// The text of a key that must be there.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.required(key)?.text(self.report)
    }

    /// The text of a key and where it stands.
    pub fn text_at(&mut self, key: &'static str) -> Option<(String, Place)> {
        let node = self.required(key)?;
        Some((node.text(self.report)?, node.place.clone()))
    }

    /// The text of a key that may be left out.
    pub fn optional_text(&mut self, key: &'static str) -> Option<String> {
        self.optional(key)?.text(self.report)
    }

    /// The text of a key that may be left out, and where it stands.
    pub fn optional_text_at(&mut self, key: &'static str) -> Option<(String, Place)> {
        let node = self.optional(key)?;
        Some((node.text(self.report)?, node.place.clone()))
    }

    /// A number, if the key is there; `what` names it in a message.
    pub fn optional_number<T: std::str::FromStr>(&mut self, key: &'static str, what: &str) -> Option<T> {
        let (text, place) = self.optional_text_at(key)?;
        self.hear(key, || Question::Number);
        let number = text.parse().ok();
        if number.is_none() {
            let found = Diagnostic::error(format!("`{key}` must be {what}, found `{text}`")).at(place);
            self.report.add(found.label("not such a number"));
        }
        number
    }

    /// One of several words, if the key is there.
    pub fn optional_word<T: Clone>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let (text, place) = self.optional_text_at(key)?;
        self.hear(key, || of_words(words));
        word(self.report, key, &text, &place, words)
    }

    /// One of several words; the key must be there.
    pub fn word<T: Clone>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let (text, place) = self.text_at(key)?;
        self.hear(key, || of_words(words));
        word(self.report, key, &text, &place, words)
    }

    /// Yes or no; no where the key is left out.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let words = [("yes", true), ("no", false), ("true", true), ("false", false)];
        self.optional_word(key, &words).unwrap_or(false)
    }

    /// The items of a key that may be left out.
    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        self.optional(key).and_then(|node| node.list(self.report)).unwrap_or_default()
    }

    /// The texts of a key's items, with their places.
    pub fn texts(&mut self, key: &'static str) -> Vec<(String, Place)> {
        let report = self.report;
        self.list(key).iter().filter_map(|node| Some((node.text(report)?, node.place.clone()))).collect()
    }

    /// Pairs of an author's own names and texts, sorted.
    pub fn pairs(&mut self, key: &'static str) -> BTreeMap<String, (String, Place)> {
        let report = self.report;
        let Some(node) = self.optional(key) else { return BTreeMap::new() };
        let Some(map) = node.map(report) else { return BTreeMap::new() };
        map.entries()
            .iter()
            .filter_map(|(name, _, value)| Some((name.clone(), (value.text(report)?, value.place.clone()))))
            .collect()
    }

    /// Every entry, for maps whose keys are an author's own names.
    pub fn entries(&self) -> &'a [(String, Place, Node)] {
        self.named.set(true);
        self.entries
    }

    fn hear(&self, key: &str, what: impl FnOnce() -> Question) {
        if let Some((_, _, node)) = self.entries.iter().find(|(name, _, _)| name == key) {
            node.hear(self.report, what);
        }
    }

    /// Says which keys nobody asked for.
    pub fn finish(self) {
        self.named.set(false);
        for (name, place, _) in self.entries {
            if !self.known.contains(&name.as_str()) {
                let found = Diagnostic::error(format!("unknown key `{name}`"))
                    .at(place.clone())
                    .label("nothing reads this key")
                    .suggest(name, self.known.iter().copied());
                self.report.add(found);
            }
        }
    }
}

fn of_words<T>(words: &[(&str, T)]) -> Question {
    Question::Words(words.iter().map(|(word, _)| (*word).to_owned()).collect())
}
