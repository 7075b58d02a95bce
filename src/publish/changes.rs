//! What became of the files of a site since the one that stood in its folder before.
//!
//! In goes what was said of each file as it was kept, and the list of the site before; out come the paths that are
//! new, other or gone. Nothing can be wrong.

use std::collections::BTreeMap;

use super::{Made, folder};

/// What a file is beside the one of the same path that was published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// There was none.
    New,
    /// It was another.
    Other,
    /// It was the same.
    Same,
}

/// The files that a build changed, by their paths below the published folder, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Those that were not there.
    pub new: Vec<String>,
    /// Those that are not what they were.
    pub other: Vec<String>,
    /// Those that are not there any more.
    pub gone: Vec<String>,
}

impl Changes {
    /// Beside what the list of the site before says of it; `None` where no site stood here.
    pub(super) fn since(before: &serde_json::Value, made: &BTreeMap<String, Made>) -> Option<Self> {
        let listed = before["files"].as_object().filter(|_| before["generator"] == folder::GENERATOR)?;
        let of = |change: Change| -> Vec<String> {
            made.iter().filter(|(_, made)| made.change == change).map(|(path, _)| path.clone()).collect()
        };
        let gone = listed.keys().filter(|path| !made.contains_key(*path)).cloned().collect();
        Some(Self { new: of(Change::New), other: of(Change::Other), gone })
    }

    /// How many files these are.
    pub fn count(&self) -> usize {
        self.new.len() + self.other.len() + self.gone.len()
    }

    /// Each with a word for what became of it: `changed 2026/robbery/index.html`.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let each = |word: &'static str, paths: &[String]| -> Vec<String> {
            paths.iter().map(|path| format!("{word} {path}")).collect()
        };
        let all = [each("new", &self.new), each("changed", &self.other), each("gone", &self.gone)];
        all.into_iter().flatten()
    }
}
