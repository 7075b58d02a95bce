//! The time of a row of the format `table`, in whichever columns and forms it stands.
//!
//! In goes a row, out comes a period. What can be wrong is a cell that is no such time. The same few times
//! stand in all rows, so each is read once.

use rustc_hash::FxHashMap;

use super::date;
use super::fault::Faults;
use super::plan::Time;
use super::row::Row;
use super::when::{self, When};
use crate::model::period::Period;

/// What the cells read so far say. The map is looked up and never walked.
#[derive(Debug, Default)]
pub(super) struct Times {
    periods: FxHashMap<Vec<u8>, Option<Period>>,
    /// The last cell and what it says: rows of one time stand together in most files.
    last: (Vec<u8>, Option<Period>),
    key: Vec<u8>,
}

impl Times {
    /// The time of a row whose columns have one time.
    pub(super) fn when(&mut self, row: &Row<'_>, faults: &mut Faults) -> Option<Period> {
        match row.plan.time {
            Time::Fixed(period) => Some(period),
            Time::Column(column) => self.period(row, column, faults),
            Time::Identified(column, by) => self.identified(row, column, by, faults),
            Time::YearMonth(year, month) => self.two(row, (year, month), faults, |year, month| {
                date::four(year).and_then(|year| Period::month(year, date::month_cell(month)?))
            }),
            Time::YearQuarter(year, quarter) => {
                let When::YearQuarter(_, _, form) = row.plan.layout.when else { return None };
                self.two(row, (year, quarter), faults, |year, quarter| date::quarter_of(form, year, quarter))
            }
            Time::Columns => None,
        }
    }

    /// The time that one column says in the form of the layout.
    pub(super) fn period(&mut self, row: &Row<'_>, column: usize, faults: &mut Faults) -> Option<Period> {
        let cell = row.cell(column);
        if self.last.1.is_some() && self.last.0 == cell {
            return self.last.1;
        }
        let found = match self.periods.get(cell) {
            Some(known) => *known,
            None => {
                let text = row.text(column);
                let period = match &row.plan.layout.when {
                    When::Column(_, forms) | When::Columns(forms) => when::read(forms, text),
                    When::Moment(_, form, grain) => date::day_of_moment(*form, text).and_then(|day| grain.of(day)),
                    _ => None,
                };
                // Moments hardly ever repeat, and keeping them all would keep every row.
                if self.periods.len() < super::MOST {
                    self.periods.insert(cell.to_vec(), period);
                }
                period
            }
        };
        self.last.0.clear();
        self.last.0.extend_from_slice(cell);
        self.last.1 = found;
        if found.is_none() {
            let wanted = match &row.plan.layout.when {
                When::Column(_, forms) | When::Columns(forms) => when::wanted(forms),
                When::Moment(_, form, _) => form.wanted(),
                _ => "a period",
            };
            row.spot(column).no_period(faults, wanted);
        }
        found
    }

    /// The time of a column in the form that the word of another column says.
    fn identified(&mut self, row: &Row<'_>, column: usize, by: usize, faults: &mut Faults) -> Option<Period> {
        let When::Identified(_, _, forms) = &row.plan.layout.when else { return None };
        let Some((_, form)) = forms.iter().find(|(word, _)| word == row.cell(by)) else {
            let known: Vec<String> = forms.iter().map(|(word, _)| String::from_utf8_lossy(word).into_owned()).collect();
            row.spot(by).no_word(faults, &known);
            return None;
        };
        let found = form.read(row.text(column));
        if found.is_none() {
            row.spot(column).no_period(faults, form.wanted());
        }
        found
    }

    /// The time that two columns say together.
    fn two(
        &mut self,
        row: &Row<'_>,
        (year, part): (usize, usize),
        faults: &mut Faults,
        read: impl Fn(&str, &str) -> Option<Period>,
    ) -> Option<Period> {
        self.key.clear();
        self.key.extend_from_slice(row.cell(year));
        self.key.push(0x1f);
        self.key.extend_from_slice(row.cell(part));
        if let Some(Some(period)) = self.periods.get(&self.key) {
            return Some(*period);
        }
        let found = read(row.text(year), row.text(part));
        match (found, &row.plan.layout.when) {
            (Some(period), _) => {
                if self.periods.len() < super::MOST {
                    self.periods.insert(self.key.clone(), Some(period));
                }
                return Some(period);
            }
            // Which of the two is wrong is told by a part that is surely right.
            (None, When::YearQuarter(_, _, form)) if read(row.text(year), "1").is_none() => {
                row.spot(year).no_period(faults, form.wanted());
            }
            (None, When::YearQuarter(..)) => row.spot(part).no_period(faults, "a quarter from `1` to `4`"),
            (None, _) if read(row.text(year), "1").is_none() => {
                row.spot(year).no_period(faults, "a year such as `2025`");
            }
            (None, _) => row.spot(part).no_period(faults, "a month such as `3` or `March`"),
        }
        None
    }
}
