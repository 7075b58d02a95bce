//! How complete a source is, counted while it is read: rows of each period and what they lack, and the
//! areas that each period speaks of.

use super::area::LevelId;
use super::observation::Quality;
use super::period::Period;

/// What is remarkable about a row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// It says no place.
    WithoutPlace,
    /// It says no age where one is declared.
    WithoutAge,
    /// It says no sex where one is declared.
    WithoutSex,
    /// It says no time.
    WithoutTime,
    /// It is of an area that is not of this site.
    Elsewhere,
    /// It repeats another row, and was left out or added to it.
    Duplicate,
    /// Its area has a code of another vintage and was mapped to this site's.
    Mapped,
}

impl Remark {
    /// Every remark, in the order of the page of a source.
    pub const ALL: [Self; 7] = [
        Self::WithoutPlace,
        Self::WithoutAge,
        Self::WithoutSex,
        Self::WithoutTime,
        Self::Elsewhere,
        Self::Duplicate,
        Self::Mapped,
    ];

    /// The head of its column.
    pub fn title(self) -> &'static str {
        match self {
            Self::WithoutPlace => "Without a place",
            Self::WithoutAge => "Without an age",
            Self::WithoutSex => "Without a sex",
            Self::WithoutTime => "Without a time",
            Self::Elsewhere => "Of other areas",
            Self::Duplicate => "Duplicates",
            Self::Mapped => "Mapped from another vintage",
        }
    }
}

/// Rows that share a period, and how many of them each remark is true of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowCount {
    /// How many rows.
    pub rows: usize,
    remarks: [usize; Remark::ALL.len()],
}

impl RowCount {
    /// How many rows a remark is true of.
    pub fn of(&self, remark: Remark) -> usize {
        self.remarks[remark as usize]
    }

    /// Adds the counts of other rows.
    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (sum, part) in self.remarks.iter_mut().zip(other.remarks) {
            *sum += part;
        }
    }
}

/// Rows by period; those that say no time stand under `None`.
#[derive(Debug, Clone, Default)]
pub struct RowCounts {
    /// Sorted by period.
    counts: Vec<(Option<Period>, RowCount)>,
    /// Where the last row was counted: rows of one period stand together in most files.
    last: usize,
}

impl PartialEq for RowCounts {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for RowCounts {}

impl RowCounts {
    fn of(&mut self, period: Option<Period>) -> &mut RowCount {
        if self.counts.get(self.last).is_none_or(|(known, _)| *known != period) {
            self.last = self.counts.binary_search_by_key(&period, |(known, _)| *known).unwrap_or_else(|next| {
                self.counts.insert(next, (period, RowCount::default()));
                next
            });
        }
        &mut self.counts[self.last].1
    }

    /// Counts a row of a period.
    pub fn row(&mut self, period: Option<Period>) {
        self.of(period).rows += 1;
    }

    /// Counts what is remarkable about a row of a period; the row itself is counted by [`Self::row`].
    pub fn note(&mut self, period: Option<Period>, remark: Remark) {
        self.of(period).remarks[remark as usize] += 1;
    }

    /// Adds the counts of another file, or of another piece of this one.
    pub fn add(&mut self, other: &Self) {
        for (period, count) in &other.counts {
            self.of(*period).add(count);
        }
    }

    /// The rows of a period.
    pub fn at(&self, period: Option<Period>) -> RowCount {
        let found = self.counts.binary_search_by_key(&period, |(known, _)| *known);
        found.map_or_else(|_| RowCount::default(), |index| self.counts[index].1)
    }

    /// All rows together.
    pub fn total(&self) -> RowCount {
        self.counts.iter().fold(RowCount::default(), |mut sum, (_, count)| {
            sum.add(count);
            sum
        })
    }

    /// Each period that rows speak of, first to last.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.counts.iter().filter_map(|(period, _)| *period)
    }
}

/// What a source holds of one period at one level of areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// When.
    pub period: Period,
    /// Of which kind of area.
    pub level: LevelId,
    /// How many areas have a number, or a reason that is not that nothing is known.
    pub areas: usize,
    /// How many numbers.
    pub numbers: usize,
    /// How many reasons in place of a number.
    pub missing: usize,
    /// How many of those reasons are that it was not collected in full.
    pub not_collected: usize,
}

/// What was read of one source, for its readers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// Each file, in the order of its declaration.
    pub files: Vec<Quality>,
    /// Each period and level.
    pub coverage: Vec<Coverage>,
}

impl Intake {
    /// All rows of data.
    pub fn rows(&self) -> usize {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// The rows that the declaration keeps.
    pub fn kept(&self) -> usize {
        self.files.iter().map(|file| file.kept).sum()
    }

    /// The rows of all files by period.
    pub fn row_counts(&self) -> RowCounts {
        self.files.iter().fold(RowCounts::default(), |mut all, file| {
            all.add(&file.periods);
            all
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_two_files_are_counted_by_their_period() {
        let march = Period::month(2026, 3);
        let (mut one, mut other) = (RowCounts::default(), RowCounts::default());
        one.row(march);
        one.note(march, Remark::WithoutAge);
        other.row(march);
        other.row(None);
        other.note(None, Remark::WithoutTime);
        one.add(&other);
        assert_eq!((one.at(march).rows, one.at(march).of(Remark::WithoutAge)), (2, 1));
        assert_eq!((one.total().rows, one.total().of(Remark::WithoutTime)), (3, 1));
        assert_eq!(one.periods().collect::<Vec<_>>(), march.into_iter().collect::<Vec<_>>());
    }
}
