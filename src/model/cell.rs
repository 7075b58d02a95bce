//! What may stand in one place of a published table.

use super::estimate::Estimate;

/// The government shorthand for a number that is not there, as explained on every page that uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shorthand {
    /// `[c]`: withheld to protect people, by the supplier or by us; nobody outside can tell which.
    Confidential,
    /// `[x]`: not available.
    NotAvailable,
    /// `[z]`: not applicable.
    NotApplicable,
    /// `[x]` as well, since the standard has no sign of its own: not collected, or collected in part only.
    NotCollected,
    /// `[low]`: rounds to zero, but is not zero.
    RoundsToZero,
    /// `[x]` as well: the method gives no value from so few events.
    TooFew,
    /// `[x]` as well: the rule of the source asks for more people below a rate or a proportion.
    TooFewPeople,
}

impl Shorthand {
    /// Every shorthand, in the order they are explained.
    pub const ALL: [Self; 7] = [
        Self::Confidential,
        Self::NotAvailable,
        Self::NotApplicable,
        Self::NotCollected,
        Self::RoundsToZero,
        Self::TooFew,
        Self::TooFewPeople,
    ];

    /// As printed in a table.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Confidential => "[c]",
            Self::NotAvailable => "[x]",
            Self::NotApplicable => "[z]",
            // The guidance names data that were not collected as an example of `[x]`; `[u]` is low reliability.
            Self::NotCollected => "[x]",
            Self::RoundsToZero => "[low]",
            Self::TooFew | Self::TooFewPeople => "[x]",
        }
    }

    /// In words, for a reader or a listener.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confidential => "withheld to protect people",
            Self::NotAvailable => "not available",
            Self::NotApplicable => "not applicable",
            Self::NotCollected => "not collected in full",
            Self::RoundsToZero => "rounds to zero",
            Self::TooFew => "not calculated from fewer than ten events",
            Self::TooFewPeople => "not calculated for so few people",
        }
    }
}

/// A number with how it was made, or the reason that there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A number that may be published.
    Value(Estimate),
    /// No number, and why.
    Missing(Shorthand),
}

impl Cell {
    /// The number, if there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Self::Value(estimate) => Some(estimate),
            Self::Missing(_) => None,
        }
    }

    /// As a column of a file says it: `final`, `[p] provisional; [b] break in series`, `[x] not available`.
    pub fn status(&self) -> String {
        match self {
            Self::Missing(reason) => format!("{} {}", reason.symbol(), reason.words()),
            Self::Value(estimate) if estimate.marks.is_empty() => "final".to_owned(),
            Self::Value(estimate) => {
                let marks = estimate.marks.iter().map(|mark| format!("{} {}", mark.symbol(), mark.word()));
                marks.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The reason, if there is no number.
    pub fn shorthand(&self) -> Option<Shorthand> {
        match self {
            Self::Value(_) => None,
            Self::Missing(shorthand) => Some(*shorthand),
        }
    }
}
