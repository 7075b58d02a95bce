//! Ids of headings: the words of a heading as they stand behind `#` in an address.
//!
//! Comes in: the words of each heading of a page, in order. Goes out: an id for each, unlike any other on the page.
//! Nothing can be wrong.

use std::collections::BTreeMap;

use crate::model::area::slug;

/// The ids that a page has given so far.
#[derive(Debug)]
pub(super) struct Anchors {
    given: BTreeMap<String, usize>,
}

impl Default for Anchors {
    fn default() -> Self {
        // That of the notes at the foot.
        Self { given: BTreeMap::from([("fn".to_owned(), 1)]) }
    }
}

impl Anchors {
    /// The id of the next heading.
    pub(super) fn give(&mut self, text: &str) -> String {
        let mut id = slug(text);
        if id.is_empty() || id.starts_with(|first: char| first.is_ascii_digit()) {
            id = format!("section-{id}").trim_end_matches('-').to_owned();
        }
        let seen = self.given.entry(id.clone()).or_default();
        *seen += 1;
        if *seen > 1 { format!("{id}-{seen}") } else { id }
    }
}
