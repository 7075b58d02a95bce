//! How far the numbers of a source may be broken down, what it is exempt from, and for whom that holds.
//!
//! In go words of an author with their places. Whether they name anything, `ingest` says; whether an
//! indicator keeps to them, `measure`. It must not know what is done to counts.

use super::Rule;
use crate::model::group::Group;
use crate::model::period::Period;
use crate::report::Place;

/// The smallest areas that numbers of a source may be shown for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lowest {
    /// Of which series; of every one that has no entry of its own where it is `None`.
    pub series: Option<String>,
    /// The word of the level.
    pub level: String,
    /// Where the level is named.
    pub place: Place,
    /// Where the series is named.
    pub series_place: Place,
}

/// Dimensions and levels of which no two may be crossed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCrossed {
    /// Their words, each with its place.
    pub names: Vec<(String, Place)>,
    /// Where the list begins.
    pub place: Place,
}

/// A group that cannot occur, whose zero says nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Structural {
    /// Of which series; of every one where it is `None`.
    pub series: Option<String>,
    /// The group.
    pub group: Group,
    /// Where it is declared.
    pub place: Place,
}

/// Counts that readers miss more than others: they are withheld last where a small one must be protected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// The word of their level, and where it stands; of every level where it is `None`.
    pub level: Option<(String, Place)>,
    /// Their series, and where it is named; of every series where it is `None`.
    pub series: Option<(String, Place)>,
    /// Their group, and all groups within it.
    pub group: Group,
    /// The first period; all where it is `None`.
    pub from: Option<Period>,
    /// How many times as much they are missed.
    pub weight: u32,
    /// Where this is declared.
    pub place: Place,
}

/// How far the numbers of a source may be broken down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest areas, for all and by series.
    pub lowest: Vec<Lowest>,
    /// What may not be crossed.
    pub not_crossed: Vec<NotCrossed>,
    /// Groups that cannot occur.
    pub structural: Vec<Structural>,
    /// What is withheld last.
    pub kept: Vec<Kept>,
}

/// What a source can be exempt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exempt {
    /// The audit of what can be worked out.
    Audit,
    /// Protection from subtraction.
    Secondary,
}

impl Exempt {
    /// Everything that a source may be exempt from.
    pub const ALL: [Self; 2] = [Self::Audit, Self::Secondary];

    /// The word of authors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Secondary => "secondary",
        }
    }
}

/// An exemption that someone answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// From what.
    pub from: Vec<Exempt>,
    /// Who allowed it, by role.
    pub by: String,
    /// Why.
    pub why: String,
    /// The last period in which it holds; without an end where there is none.
    pub until: Option<Period>,
    /// Where it is declared.
    pub place: Place,
}

impl Exemption {
    /// Whether it is from this, and holds for what is published on `day`.
    pub fn covers(&self, from: Exempt, day: Period) -> bool {
        self.from.contains(&from) && self.until.is_none_or(|until| day.end() <= until.end())
    }
}

/// What may be shown of a source to one audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// What is done to its counts.
    pub rule: Rule,
    /// Why that rule and no other.
    pub why: Option<String>,
    /// How far its numbers may be broken down.
    pub bounds: Bounds,
    /// What it is exempt from.
    pub exemptions: Vec<Exemption>,
    /// Where it is declared.
    pub place: Place,
}

impl Bounds {
    /// The entries that hold for a series: its own, or else that of all.
    pub fn lowest_of<'a>(&'a self, series: &'a str) -> impl Iterator<Item = &'a Lowest> {
        let is_own = |lowest: &&Lowest| lowest.series.as_deref() == Some(series);
        let has_own = self.lowest.iter().any(|lowest| is_own(&lowest));
        self.lowest.iter().filter(move |lowest| if has_own { is_own(lowest) } else { lowest.series.is_none() })
    }

    /// The groups that cannot occur in a count of these series.
    pub fn structural_of(&self, series: &[String]) -> Vec<Group> {
        let holds =
            |found: &&Structural| found.series.as_ref().is_none_or(|name| series.iter().all(|counted| counted == name));
        self.structural.iter().filter(holds).map(|found| found.group.clone()).collect()
    }
}
