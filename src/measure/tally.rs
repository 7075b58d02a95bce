//! Counts of one indicator, added up over series, breakdowns, small areas and months.
//!
//! Comes in: a table of observations and what to take of it. Goes out: a number, or the reason that
//! there is none, for each area and period. A part that is missing makes its sum missing.

use crate::model::area::{AreaId, Areas};
use crate::model::cell::Shorthand;
use crate::model::group::Group;
use crate::model::indicator::Summed;
use crate::model::mark::Marks;
use crate::model::observation::{Table, Value};
use crate::model::period::Period;
use crate::model::source::Absent;

/// A sum in the making.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sum {
    value: f64,
    parts: u32,
    missing: Option<Shorthand>,
    marks: Marks,
}

const NOTHING: Sum = Sum { value: 0.0, parts: 0, missing: None, marks: Marks::NONE };

/// A number with the marks of its parts, or the reason that there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tallied {
    pub(super) value: Value,
    pub(super) marks: Marks,
}

impl Tallied {
    /// The sum of several; `None` where one of them is not known.
    pub(super) fn sum(parts: impl Iterator<Item = Option<Self>>) -> Option<Self> {
        let mut total = NOTHING;
        for part in parts {
            total.add(part?.part());
        }
        Some(Self { value: total.missing.map_or(Value::Number(total.value), Value::Missing), marks: total.marks })
    }

    fn part(self) -> Sum {
        match self.value {
            Value::Number(value) => Sum { value, parts: 1, missing: None, marks: self.marks },
            Value::Missing(reason) => Sum { parts: 1, missing: Some(reason), marks: self.marks, ..NOTHING },
        }
    }
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.value += other.value;
        self.parts += other.parts;
        // The strictest reason wins: shorthand is ordered with confidential first.
        self.missing = match (self.missing, other.missing) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.marks = self.marks.union(other.marks);
    }
}

/// Counts by area and period; what was never given is told from what is missing.
#[derive(Debug)]
pub(super) struct Tally {
    periods: Vec<Period>,
    /// By area, then by period.
    sums: Vec<Sum>,
    absent: Absent,
    series: u32,
    /// Levels of which the source speaks, by area: only there does a missing row mean that there was none.
    spoken: Vec<bool>,
}

impl Tally {
    /// Adds up `series` of `table` for one breakdown.
    pub(super) fn new(table: &Table, areas: &Areas, series: &[u16], group: &Group, summed: Summed) -> Self {
        let wanted: Vec<bool> = breakdowns(table, series, group);
        let chosen = |series_of: u16, group_of: u16| series.contains(&series_of) && wanted[usize::from(group_of)];
        // Where a missing row means none, every period the source speaks of counts, whichever the series.
        let mut periods: Vec<Period> = Vec::new();
        for found in &table.observations {
            // There are few periods and many observations.
            if (table.source.absent == Absent::Zero || chosen(found.series, found.group))
                && let Err(position) = periods.binary_search(&found.period)
            {
                periods.insert(position, found.period);
            }
        }
        let mut levels = vec![false; areas.levels().len()];
        let mut sums = vec![NOTHING; areas.len() * periods.len()];
        for found in &table.observations {
            let lineage = areas.ancestry(found.area).take(if summed == Summed::Yes { usize::MAX } else { 1 });
            lineage.for_each(|area| levels[usize::from(areas.get(area).level.0)] = true);
            if !chosen(found.series, found.group) {
                continue;
            }
            let Ok(position) = periods.binary_search(&found.period) else { continue };
            let part = Tallied { value: found.value, marks: found.marks }.part();
            let mut add = |area: AreaId| sums[area.0 as usize * periods.len() + position].add(part);
            match summed {
                Summed::No => add(found.area),
                Summed::Yes => areas.ancestry(found.area).filter(|area| areas.is_assessed(*area)).for_each(&mut add),
            }
        }
        for (position, period) in periods.iter().enumerate() {
            if table.source.incomplete_at(*period).is_some() {
                for row in sums.chunks_mut(periods.len()) {
                    row[position] = Sum { parts: 1, missing: Some(Shorthand::NotCollected), ..NOTHING };
                }
                continue;
            }
            let marks = table.source.marks_at(*period);
            for row in sums.chunks_mut(periods.len()).filter(|_| !marks.is_empty()) {
                row[position].marks = row[position].marks.union(marks);
            }
        }
        // With breakdowns added up, one series has a part for each of them, so parts cannot be counted.
        let parts =
            if group.is_all() && wanted.iter().filter(|wanted| **wanted).count() > 1 { 0 } else { series.len() };
        let spoken = areas.iter().map(|(_, area)| levels[usize::from(area.level.0)]).collect();
        let series = if summed == Summed::Yes { 0 } else { u32::try_from(parts).unwrap_or(0) };
        Self { periods, sums, absent: table.source.absent, series, spoken }
    }

    /// The periods it knows, first to last.
    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The count of an area in a period: `None` where the source says nothing of it.
    pub(super) fn get(&self, area: AreaId, period: Period) -> Option<Tallied> {
        let position = self.periods.binary_search(&period).ok()?;
        let sum = self.sums[area.0 as usize * self.periods.len() + position];
        let value = match (sum.missing, self.absent) {
            (Some(reason), _) => Some(Value::Missing(reason)),
            (None, Absent::Zero) if !self.spoken[area.0 as usize] => None,
            (None, Absent::Zero) => Some(Value::Number(sum.value)),
            (None, Absent::NotAvailable) if sum.parts == 0 => None,
            (None, Absent::NotAvailable) if sum.parts < self.series => Some(Value::Missing(Shorthand::NotAvailable)),
            (None, Absent::NotAvailable) => Some(Value::Number(sum.value)),
        };
        value.map(|value| Tallied { value, marks: sum.marks })
    }

    /// The months it knows, first to last.
    pub(super) fn months(&self) -> impl DoubleEndedIterator<Item = Period> {
        self.periods.iter().copied().filter(|period| period.is_month())
    }

    /// Whether a month is known and was collected in full somewhere.
    pub(super) fn is_complete(&self, month: Period) -> bool {
        let collected = |position: usize| {
            self.sums.chunks(self.periods.len()).any(|row| row[position].missing != Some(Shorthand::NotCollected))
        };
        month.is_month() && self.periods.binary_search(&month).is_ok_and(collected)
    }

    /// Ends of twelve months that follow each other, each known and complete.
    pub(super) fn years(&self) -> Vec<Period> {
        let years = self.months().map(Period::year_to_its_end);
        years.filter(|year| year.each_month().all(|month| self.is_complete(month))).collect()
    }

    /// The sum of an area over the months of a year, or of a part of one.
    pub(super) fn over_months(&self, area: AreaId, stretch: Period) -> Option<Tallied> {
        Tallied::sum(stretch.each_month().map(|month| self.get(area, month)))
    }
}

/// Which breakdowns of a table make up `group`. Where the source gives the group itself, that and
/// nothing else; where it does not, all that lie in it, which do not overlap.
fn breakdowns(table: &Table, series: &[u16], group: &Group) -> Vec<bool> {
    let given = table.groups.iter().position(|other| other == group).filter(|position| {
        table.observations.iter().any(|found| usize::from(found.group) == *position && series.contains(&found.series))
    });
    match given {
        Some(position) => (0..table.groups.len()).map(|other| other == position).collect(),
        None => table.groups.iter().map(|other| other.includes(group)).collect(),
    }
}
