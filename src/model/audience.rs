//! Whom a site is for: one build is for one audience, with the rules of that audience.

use std::str::FromStr;

/// Whom a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// Partners who have signed an information sharing agreement.
    Partner,
}

impl Audience {
    /// Every audience, by the word of settings.
    pub const ALL: [(&'static str, Self); 2] = [("public", Self::Public), ("partner", Self::Partner)];

    /// The word of settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Partner => "partner",
        }
    }

    /// What every page says where it is not for everyone.
    pub fn restriction(self) -> Option<&'static str> {
        match self {
            Self::Public => None,
            Self::Partner => Some("For partners named in the information sharing agreement. Not for publication."),
        }
    }

    /// The folder beside `site.yaml` that its site is published in, unless another is named.
    pub fn folder(self) -> &'static str {
        self.word()
    }
}

impl FromStr for Audience {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, audience)| *audience).ok_or_else(|| "write `public` or `partner`".to_owned())
    }
}
