//! Where numbers come from: who publishes them, under which licence, and what may be shown.

mod bounds;
mod rule;

use std::fmt;
use std::sync::Arc;

pub use self::bounds::{Bounds, Exempt, Exemption, Kept, Lowest, NotCrossed, Protection, Structural};
pub use self::rule::{Part, Rule, Secondary, Zero, to_multiple};

use super::audience::Audience;
use super::mark::{Mark, Marks};
use super::period::Period;
use crate::report::Place;

/// The name of a source's folder in `data/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(Arc<str>);

impl SourceId {
    /// Takes the name of the folder.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name of the folder.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far a source's publisher stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Published and final.
    Published,
    /// Published and may change.
    Provisional,
    /// Made up, to show how such data would be treated. Never mixed with the others in one measure.
    Illustrative,
}

/// A licence and where its text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// As the publisher names it.
    pub name: String,
    /// Where its text stands.
    pub address: String,
}

/// What a row that is not there means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// Nothing happened: the source lists only what it counted.
    Zero,
    /// Not known.
    NotAvailable,
}

/// What a publisher rounded before a number was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounded {
    /// The multiple that counts were rounded to; 1 where none was.
    pub base: u32,
    /// The series that were rounded; all where none is named.
    pub series: Vec<String>,
}

impl Rounded {
    /// What every count of any of `series` is a multiple of; 1 where they are not rounded.
    pub fn base_of(&self, series: &[String]) -> u32 {
        let rounded = |one: &String| self.series.is_empty() || self.series.contains(one);
        if series.iter().any(rounded) { self.base } else { 1 }
    }
}

/// A stretch of time for which a source is known to be incomplete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    /// When.
    pub period: Period,
    /// Why, for the reader.
    pub why: String,
}

/// A change in the way a source counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first period that is counted in the new way.
    pub period: Period,
    /// What changed, for the reader.
    pub why: String,
}

impl Break {
    /// Whether a number of `period` is the first of the new way, or is made of both ways.
    pub fn is_in(&self, period: Period) -> bool {
        period.start() <= self.period.start() && self.period.start() <= period.end()
    }

    /// Whether a number of `from` is of the old way at least in part, and one of `to` of the new.
    pub fn parts(&self, from: Period, to: Period) -> bool {
        from.start() < self.period.start() && self.period.start() <= to.end()
    }
}

/// How the rows of a source became its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Each row is one person or event, and was counted.
    Records,
    /// Rows of one place and time were added up.
    Summed,
    /// Each number as the file gives it.
    Given,
}

/// One file of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below `data/`, as found.
    pub path: String,
    /// Its name inside the archive at that path, where it stands in one.
    pub member: Option<String>,
    /// SHA-256 of the file as it is stored, in hexadecimal, where declared.
    pub sha256: Option<String>,
    /// The one period it holds, where the file itself does not say.
    pub period: Option<Period>,
}

impl SourceFile {
    /// Its name without the folder it stands in; of a file in an archive, its name there.
    pub fn name(&self) -> &str {
        let name = || self.path.rsplit('/').next().unwrap_or(&self.path);
        self.member.as_deref().unwrap_or_else(name)
    }
}

/// One source: what `source.yaml` says.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its folder.
    pub id: SourceId,
    /// What it is.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Under which licence.
    pub licence: Licence,
    /// The words the licence asks to be shown.
    pub attribution: String,
    /// Where it is published.
    pub address: String,
    /// The time it covers, in words.
    pub period: String,
    /// Where this copy was obtained, in words.
    pub provenance: Option<String>,
    /// How far its publisher stands behind it.
    pub status: Status,
    /// Its files.
    pub files: Vec<SourceFile>,
    /// What must not be shown of it.
    pub rule: Rule,
    /// Why that rule and no other.
    pub rule_why: Option<String>,
    /// How far its numbers may be broken down.
    pub bounds: Bounds,
    /// What it is exempt from, by whom and why.
    pub exemptions: Vec<Exemption>,
    /// What may be shown to partners, where that is another matter.
    pub partner: Option<Protection>,
    /// What its publisher rounded before it was printed.
    pub rounded: Rounded,
    /// What a row that is not there means.
    pub absent: Absent,
    /// When it is known to be incomplete.
    pub incomplete: Vec<Incomplete>,
    /// Periods whose numbers carry a mark.
    pub marked: Vec<(Mark, Period)>,
    /// Where its way of counting changed.
    pub breaks: Vec<Break>,
    /// When this copy was obtained, where that is known.
    pub retrieved: Option<Period>,
    /// How its rows became numbers.
    pub taken: Taken,
    /// Known faults and cautions, one sentence each.
    pub notes: Vec<String>,
    /// Where its disclosure rule is declared.
    pub rule_place: Place,
}

impl Source {
    /// The path of its declaration.
    pub fn declaration(&self) -> String {
        format!("data/{}/source.yaml", self.id)
    }

    /// The source as it is for an audience: partners have a rule of their own where one is declared.
    #[must_use]
    pub fn for_audience(self: &Arc<Self>, audience: Audience) -> Arc<Self> {
        match (audience, &self.partner) {
            (Audience::Public, _) | (Audience::Partner, None) => self.clone(),
            (Audience::Partner, Some(theirs)) => {
                let Protection { rule, why, bounds, exemptions, place } = theirs.clone();
                let own = Self::clone(self);
                Arc::new(Self { rule, rule_why: why, bounds, exemptions, rule_place: place, ..own })
            }
        }
    }

    /// A count about the data themselves, such as the rows of a file or the areas of a month, as it may be
    /// shown; `None` where it is withheld. Where each row is a person or an event the rule holds for rows
    /// too, and they are rounded to 5 at least: beside a rounded total an exact count of rows would give the
    /// true one away.
    pub fn of_rows(&self, count: usize) -> Option<usize> {
        if self.rule.shows_every_count() || self.taken == Taken::Given {
            return Some(count);
        }
        let base = self.rule.round.max(5) as usize;
        match count {
            0 => (self.rule.zero != Zero::Withheld).then_some(0),
            _ if count < self.rule.under as usize => None,
            _ => Some((count + base / 2) / base * base),
        }
    }

    /// The marks of every number of `period`.
    pub fn marks_at(&self, period: Period) -> Marks {
        let declared = self.marked.iter().filter(|(_, other)| other.overlaps(period)).map(|(mark, _)| *mark);
        let breaks = self.breaks.iter().filter(|found| found.is_in(period)).map(|_| Mark::Break);
        let provisional = (self.status == Status::Provisional).then_some(Mark::Provisional);
        declared.chain(breaks).chain(provisional).collect()
    }

    /// The last break that stands between numbers of two periods, so that they may not be compared.
    pub fn break_between(&self, from: Period, to: Period) -> Option<&Break> {
        self.breaks.iter().filter(|found| found.parts(from, to)).max_by_key(|found| found.period.start())
    }

    /// Why `period` is incomplete, if it is.
    pub fn incomplete_at(&self, period: Period) -> Option<&Incomplete> {
        self.incomplete.iter().find(|incomplete| period.overlaps(incomplete.period))
    }
}
