//! Numbers as the sources give them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::area::{AreaId, Areas, Boundary};
use super::audience::Audience;
use super::cell::Shorthand;
use super::coverage::{Coverage, RowCounts};
use super::group::Group;
use super::mark::Marks;
use super::period::Period;
use super::postcode::PostcodeAreas;
use super::source::{Source, SourceId};

/// A number, or the reason there is none. Nothing that is not a zero is ever a zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// As the source gives it.
    Number(f64),
    /// As the source says why not.
    Missing(Shorthand),
}

/// One number from a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Position in [`Table::series`].
    pub series: u16,
    /// Position in [`Table::groups`].
    pub group: u16,
    /// Where.
    pub area: AreaId,
    /// When.
    pub period: Period,
    /// How many, or why not.
    pub value: Value,
    /// What the source says of this number, beside what it says of whole periods.
    pub marks: Marks,
    /// Position in the files of the source.
    pub file: u16,
    /// Line in that file, from 1.
    pub line: u32,
}

/// Everything read from one source.
#[derive(Debug, Clone)]
pub struct Table {
    /// Who published it, under what licence and rule.
    pub source: Arc<Source>,
    /// Names of what is counted: `Robbery`.
    pub series: Vec<String>,
    /// Breakdowns that occur; the first is everyone.
    pub groups: Vec<Group>,
    /// Sorted by series, group, area, period.
    pub observations: Vec<Observation>,
    /// What was read and what was left out, per file.
    pub quality: Vec<Quality>,
    /// What was read of each period and level, sorted by period.
    pub coverage: Vec<Coverage>,
}

/// What one file held, for the page of its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quality {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file as it is stored, in hexadecimal; of a file in an archive, that of the archive.
    pub sha256: String,
    /// Rows of data in it.
    pub rows: usize,
    /// Rows that the declaration keeps.
    pub kept: usize,
    /// Rows of areas that are not of this site.
    pub elsewhere: usize,
    /// Rows without a place, an age or a time where one is declared.
    pub incomplete: usize,
    /// How the text was encoded, where it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// Rows whose codes are of another year, by what became of them.
    pub mapped: Mapped,
    /// Its rows by period, and what they lack.
    pub periods: RowCounts,
}

/// Rows whose codes are of another year than the site's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mapped {
    /// Of an area that has a new code and is the same.
    pub recoded: usize,
    /// Of an area that was merged with others: their numbers are added.
    pub merged: usize,
    /// Of an area that was split: their numbers are shared out by population, and are estimates.
    pub split: usize,
}

impl Mapped {
    /// All of them.
    pub fn total(self) -> usize {
        self.recoded + self.merged + self.split
    }
}

impl Quality {
    /// Takes over what was counted in another part of the same file.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.kept += other.kept;
        self.elsewhere += other.elsewhere;
        self.incomplete += other.incomplete;
        self.mapped.recoded += other.mapped.recoded;
        self.mapped.merged += other.mapped.merged;
        self.mapped.split += other.mapped.split;
        self.encoding = self.encoding.or(other.encoding);
        self.periods.add(&other.periods);
    }
}

/// All sources of a site.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    /// Every area of the site.
    pub areas: Areas,
    /// What was read, by source.
    pub tables: BTreeMap<SourceId, Table>,
    /// Outlines of areas.
    pub boundaries: BTreeMap<AreaId, Boundary>,
    /// Postcodes and the areas they lie in, where readers may look one up.
    pub postcodes: Option<PostcodeAreas>,
}

impl Observations {
    /// With each source under the rule that holds for an audience.
    #[must_use]
    pub fn for_audience(mut self, audience: Audience) -> Self {
        for table in self.tables.values_mut() {
            table.source = table.source.for_audience(audience);
        }
        self
    }
}
