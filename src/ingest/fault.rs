//! Faults of one file: the first of each cause is told with its place, the others are counted.
//!
//! Ten thousand bad rows cost ten thousand additions, not ten thousand excerpts. Whether a row may be
//! quoted at all is decided here, once, for every message about a cell.

use std::collections::BTreeMap;

use crate::report::{Diagnostic, Place, Report, Reported, counted};

/// Whether messages may print what stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// The row and the cell.
    Shown,
    /// File, line and column only: build logs may be public, and rows may be about people.
    Hidden,
}

impl Quote {
    /// `place`, without its row where rows are hidden.
    pub(super) fn place(self, mut place: Place) -> Place {
        if self == Self::Hidden
            && let Some(at) = &mut place.at
        {
            at.text = None;
        }
        place
    }

    /// `, found `31 February``, or nothing where rows are hidden.
    pub(super) fn found(self, text: &str) -> String {
        match self {
            Self::Shown => format!(", found `{text}`"),
            Self::Hidden => String::new(),
        }
    }

    /// The cell in backticks, or `what` where rows are hidden.
    pub(super) fn cell(self, text: &str, what: &str) -> String {
        match self {
            Self::Shown => format!("`{text}`"),
            Self::Hidden => what.to_owned(),
        }
    }
}

/// The first fault of each cause in one file, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Faults {
    causes: BTreeMap<String, (usize, &'static str, usize)>,
    first: Vec<Diagnostic>,
}

impl Faults {
    /// Counts a fault; `tell` is asked only for the first of its cause. `unit` is what is counted.
    pub(super) fn add(&mut self, cause: &str, unit: &'static str, tell: impl FnOnce() -> Diagnostic) {
        if let Some((_, _, count)) = self.causes.get_mut(cause) {
            *count += 1;
            return;
        }
        self.causes.insert(cause.to_owned(), (self.first.len(), unit, 1));
        self.first.push(tell());
    }

    /// Takes over what was found in a later part of the same file.
    pub(super) fn absorb(&mut self, later: Self) {
        let mut causes: Vec<_> = later.causes.into_iter().collect();
        causes.sort_unstable_by_key(|(_, (index, _, _))| *index);
        for ((cause, (_, unit, count)), diagnostic) in causes.into_iter().zip(later.first) {
            match self.causes.get_mut(&cause) {
                Some((_, _, known)) => *known += count,
                None => {
                    self.causes.insert(cause, (self.first.len(), unit, count));
                    self.first.push(diagnostic);
                }
            }
        }
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds everything to the report.
    pub(super) fn tell(self, report: &Report) -> Option<Reported> {
        let mut counts: Vec<(usize, &'static str, usize)> = self.causes.into_values().collect();
        counts.sort_unstable_by_key(|(index, _, _)| *index);
        let mut told = None;
        for (diagnostic, (_, unit, count)) in self.first.into_iter().zip(counts) {
            let more = count - 1;
            let diagnostic = if more > 0 {
                let verb = if more == 1 { "has" } else { "have" };
                let rows = counted(more, unit).replacen(' ', " more ", 1);
                diagnostic.note(format!("{rows} of this file {verb} the same fault"))
            } else {
                diagnostic
            };
            told = Some(report.add(diagnostic));
        }
        told
    }
}
