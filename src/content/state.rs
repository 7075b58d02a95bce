//! How far a piece of work has come: of a recommendation or of a workstream, as its author says.
//!
//! In goes a word of an author; out come the words and the sign that readers see. A sign never stands alone.

/// How far a piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// First made in this edition.
    New,
    /// Nothing is done yet.
    NotStarted,
    /// Work has begun.
    UnderWay,
    /// Work has begun, and will end later than was said.
    Delayed,
    /// It is done.
    Done,
    /// Work has ended before it was done.
    Stopped,
    /// It is made no longer; its page says why.
    Withdrawn,
    /// Its source does not say.
    NotStated,
}

impl State {
    /// The words for a recommendation.
    pub(super) const OF_RECOMMENDATION: [(&'static str, Self); 6] = [
        ("new", Self::New),
        ("not started", Self::NotStarted),
        ("under way", Self::UnderWay),
        ("delayed", Self::Delayed),
        ("done", Self::Done),
        ("withdrawn", Self::Withdrawn),
    ];

    /// The words for a workstream.
    pub(super) const OF_WORKSTREAM: [(&'static str, Self); 6] = [
        ("not stated", Self::NotStated),
        ("not started", Self::NotStarted),
        ("under way", Self::UnderWay),
        ("delayed", Self::Delayed),
        ("done", Self::Done),
        ("stopped", Self::Stopped),
    ];

    /// As readers see it.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new in this edition",
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Delayed => "delayed",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Withdrawn => "withdrawn",
            Self::NotStated => "not stated",
        }
    }

    /// The sign before the words.
    pub fn sign(self) -> &'static str {
        match self {
            Self::New => "+",
            Self::NotStarted => "○",
            Self::UnderWay => "◐",
            Self::Delayed => "!",
            Self::Done => "●",
            Self::Stopped | Self::Withdrawn => "×",
            Self::NotStated => "–",
        }
    }
}
