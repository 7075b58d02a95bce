//! Breakdowns: which people or events a number counts, beside where and when.

use std::fmt;
use std::sync::Arc;

/// A set of dimensions and their values, sorted by dimension: `age: 18 to 24, sex: male`.
/// Empty means everyone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Group(Arc<[(Arc<str>, Arc<str>)]>);

impl Group {
    /// Everyone, or everything.
    pub fn all() -> Self {
        Self::default()
    }

    /// The group of these dimensions and values, in any order.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pairs: Vec<(Arc<str>, Arc<str>)> =
            pairs.into_iter().map(|(dimension, value)| (dimension.into(), value.into())).collect();
        pairs.sort();
        Self(pairs.into())
    }

    /// Whether this is everyone.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Dimensions and values, sorted by dimension.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(dimension, value)| (&**dimension, &**value))
    }

    /// The value of a dimension.
    pub fn get(&self, dimension: &str) -> Option<&str> {
        self.pairs().find(|(name, _)| *name == dimension).map(|(_, value)| value)
    }

    /// Whether its dimensions are those of a breakdown: `age`, or `age and sex`.
    pub fn is_by(&self, breakdown: &str) -> bool {
        let mut wanted: Vec<&str> = breakdown.split(" and ").map(str::trim).collect();
        wanted.sort_unstable();
        !self.is_all() && self.pairs().map(|(name, _)| name).eq(wanted)
    }

    /// Whether every dimension and value of `other` is in this group too.
    pub fn includes(&self, other: &Group) -> bool {
        other.pairs().all(|(dimension, value)| self.get(dimension) == Some(value))
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (_, value)) in self.pairs().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(value)?;
        }
        Ok(())
    }
}
