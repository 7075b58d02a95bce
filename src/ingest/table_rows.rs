//! The rows of one file of the format `table`, to observations.
//!
//! In goes a decoded layout and the bytes of a file. Every fault of the file is told, one message for
//! each cause; a row with a fault becomes a hole. Nothing here knows other files of the source.

use std::collections::HashMap;

use csv::ByteRecord;

use super::cell::Spot;
use super::date;
use super::fault::Faults;
use super::gazetteer::{Found, Missing};
use super::layout::{When, Words};
use super::plan::{Columns, Place, Plan, Time};
use super::rows::{At, Sheet, trimmed};
use super::table::{Layout, Series, Values};
use super::{Part, Reading};
use crate::model::area::AreaId;
use crate::model::coverage::Remark;
use crate::model::group::Group;
use crate::model::mark::Marks;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;
use crate::report::Diagnostic;

/// Reads one file.
pub(super) fn read(layout: &Layout, reading: &Reading<'_>, bytes: Vec<u8>) -> Option<Part> {
    let sheet = Sheet::new(reading.report, reading.path, bytes, &layout.extent, reading.quote).ok()?;
    let mut faults = Faults::default();
    let mut rows = Rows::new(layout, &sheet);
    if let Some(plan) = Plan::new(layout, reading, &sheet, &mut faults) {
        sheet.rows(&mut faults, |at, record, faults| {
            let row = Row { plan: &plan, at, record };
            rows.add(&row, faults);
        });
        check(&sheet, &rows.part, &mut faults);
    }
    match faults.tell(reading.report) {
        Some(_) => None,
        None => Some(rows.part),
    }
}

/// A file of which nothing is kept is a fault, however well each of its rows is formed.
fn check(sheet: &Sheet<'_>, part: &Part, faults: &mut Faults) {
    let quality = &part.quality;
    if !faults.is_empty() {
        return;
    }
    if quality.rows == 0 {
        faults.add("rows", "file", || {
            let found = Diagnostic::error("this file has a header and no rows").at(sheet.file());
            found.help("ask for the file again, or take it out of `files:`")
        });
    } else if quality.kept == 0 && quality.elsewhere > 0 {
        faults.add("kept", "file", || {
            let found = Diagnostic::error("no row of this file is of an area of this site").at(sheet.file());
            found.help("check that its codes are of the same year as the site's areas")
        });
    }
}

/// One row and where its columns are.
struct Row<'a> {
    plan: &'a Plan<'a>,
    at: At,
    record: &'a ByteRecord,
}

impl<'a> Row<'a> {
    /// A trimmed cell.
    fn cell(&self, column: usize) -> &'a [u8] {
        trimmed(self.record.get(column).unwrap_or_default())
    }

    fn text(&self, column: usize) -> &'a str {
        std::str::from_utf8(self.cell(column)).unwrap_or_default()
    }

    fn spot(&self, column: usize) -> Spot<'_, impl FnOnce() -> crate::report::Place> {
        let Plan { sheet, reading, .. } = self.plan;
        let at = self.at;
        Spot {
            column: sheet.name(column),
            cause: sheet.name(column),
            text: self.text(column),
            quote: sheet.quote(),
            declaration: reading.declaration,
            place: move || sheet.place(at, column),
        }
    }

    /// The marks that a column beside the numbers says of all of them.
    fn marks(&self, faults: &mut Faults) -> Marks {
        let (Some(column), Some(mark)) = (self.plan.mark, &self.plan.layout.mark) else { return Marks::NONE };
        mark.read(self.cell(column)).unwrap_or_else(|| {
            self.spot(column).no_word(faults, &mark.known);
            Marks::NONE
        })
    }

    fn value(&self, column: usize, faults: &mut Faults) -> Option<(Value, Marks)> {
        match self.plan.layout.numbers.value(self.cell(column)) {
            Ok(value) => Some(value),
            Err(unread) => {
                self.spot(column).unread(faults, unread);
                None
            }
        }
    }
}

/// What all numbers of one row share.
#[derive(Clone, Copy)]
struct Entry {
    series: u16,
    group: u16,
    area: AreaId,
    marks: Marks,
    file: u16,
    line: u32,
}

impl Entry {
    fn with(self, period: Period, (value, marks): (Value, Marks)) -> Observation {
        let Self { series, group, area, file, line, .. } = self;
        Observation { series, group, area, period, value, marks: marks.union(self.marks), file, line }
    }
}

/// What was read so far. The maps are looked up by what stands in a cell, since the same few words and
/// times stand in all rows; they are never walked.
struct Rows {
    part: Part,
    series: HashMap<Vec<u8>, Option<u16>>,
    groups: HashMap<Vec<u8>, Option<u16>>,
    periods: HashMap<Vec<u8>, Option<Period>>,
    key: Vec<u8>,
}

impl Rows {
    fn new(layout: &Layout, sheet: &Sheet<'_>) -> Self {
        let mut part = Part { groups: vec![Group::all()], ..Part::default() };
        match (&layout.values, layout.values.series()) {
            (Values::Wide(values), _) => part.series.extend(values.iter().map(|(name, _)| name.clone())),
            (_, Some(Series::Fixed(name))) => part.series.push(name.clone()),
            _ => {}
        }
        part.seen = vec![false; layout.only.iter().map(|only| only.words.len()).sum()];
        part.quality.encoding = sheet.encoding;
        Self { part, series: HashMap::new(), groups: HashMap::new(), periods: HashMap::new(), key: Vec::new() }
    }

    fn add(&mut self, row: &Row<'_>, faults: &mut Faults) {
        self.part.quality.rows += 1;
        if !self.is_kept(row) {
            return;
        }
        let Some(area) = self.area(row, faults) else {
            self.left_out(row);
            return;
        };
        let Some(series) = self.series(row, faults) else { return };
        let Some(group) = self.group(row, faults) else { return };
        let marks = row.marks(faults);
        let entry = Entry { series, group, area, marks, file: row.plan.reading.file, line: row.at.line };
        let kept = match &row.plan.columns {
            Columns::Periods(columns) => {
                for (period, column) in columns {
                    self.part.quality.periods.row(Some(*period));
                    let value = row.value(*column, faults);
                    self.part.observations.extend(value.map(|value| entry.with(*period, value)));
                }
                true
            }
            Columns::Pairs(pairs) => {
                for (when, column) in pairs {
                    let period = self.period(row, *when, faults);
                    self.part.quality.periods.row(period);
                    let both = period.zip(row.value(*column, faults));
                    self.part.observations.extend(both.map(|(period, value)| entry.with(period, value)));
                }
                true
            }
            columns => match self.when(row, faults) {
                None => false,
                Some(period) => {
                    self.part.quality.periods.row(Some(period));
                    self.dated(row, columns, entry, period, faults);
                    true
                }
            },
        };
        self.part.quality.kept += usize::from(kept);
    }

    /// The numbers of a row that has one time.
    fn dated(&mut self, row: &Row<'_>, columns: &Columns, entry: Entry, period: Period, faults: &mut Faults) {
        match columns {
            Columns::Wide(columns) => {
                for (series, column) in (0..).zip(columns) {
                    let value = row.value(*column, faults);
                    self.part.observations.extend(value.map(|value| Entry { series, ..entry }.with(period, value)));
                }
            }
            Columns::Long(column) => {
                let value = row.value(*column, faults);
                self.part.observations.extend(value.map(|value| entry.with(period, value)));
            }
            _ => self.part.observations.push(entry.with(period, (Value::Number(1.0), Marks::NONE))),
        }
    }

    /// Counts a row without an area of this site under its time, if it has one that can be read.
    fn left_out(&mut self, row: &Row<'_>) {
        let Place::Columns(columns) = &row.plan.place else { return };
        let blank = columns.iter().all(|column| row.cell(*column).is_empty());
        // What is wrong with the time of a row that is not used need not be told.
        let period = self.when(row, &mut Faults::default());
        let remark = if blank { Remark::WithoutPlace } else { Remark::Elsewhere };
        self.part.quality.periods.row(period);
        self.part.quality.periods.note(period, remark);
    }

    fn is_kept(&mut self, row: &Row<'_>) -> bool {
        let mut first = 0;
        for (only, column) in row.plan.layout.only.iter().zip(&row.plan.only) {
            let cell = row.cell(*column);
            let Some(index) = only.words.iter().position(|(word, _)| word == cell) else { return false };
            self.part.seen[first + index] = true;
            first += only.words.len();
        }
        true
    }

    fn area(&mut self, row: &Row<'_>, faults: &mut Faults) -> Option<AreaId> {
        let Plan { place, reading, layout, sheet, .. } = row.plan;
        let columns = match place {
            Place::Fixed(area) => return Some(*area),
            Place::Columns(columns) => columns,
        };
        let filled = *columns.iter().find(|column| !row.cell(**column).is_empty()).or(columns.first())?;
        match (reading.gazetteer.find(row.cell(filled)), layout.missing) {
            (Found::Area(area), _) => return Some(area),
            (Found::Unknown, Missing::Refuse) => {
                let (text, name) = (row.text(filled), sheet.name(filled));
                reading.gazetteer.unknown(faults, sheet.quote(), text, name, || sheet.place(row.at, filled));
            }
            _ if row.cell(filled).is_empty() => self.part.quality.incomplete += 1,
            _ => self.part.quality.elsewhere += 1,
        }
        None
    }

    fn series(&mut self, row: &Row<'_>, faults: &mut Faults) -> Option<u16> {
        let Some((column, words)) = row.plan.series else { return Some(0) };
        let cell = row.cell(column);
        let found = match self.series.get(cell) {
            Some(known) => *known,
            None => {
                let series = named(words, cell).and_then(|name| self.part.series_of(name));
                self.series.insert(cell.to_vec(), series);
                series
            }
        };
        if found.is_none() && self.part.series.len() >= super::MOST {
            row.spot(column).no_series(faults);
        } else if found.is_none() {
            row.spot(column).no_word(faults, &words.known);
        }
        found
    }

    fn group(&mut self, row: &Row<'_>, faults: &mut Faults) -> Option<u16> {
        if row.plan.groups.is_empty() {
            return Some(0);
        }
        self.key.clear();
        for column in &row.plan.groups {
            self.key.extend_from_slice(row.cell(*column));
            self.key.push(0x1f);
        }
        if let Some(Some(group)) = self.groups.get(&self.key) {
            return Some(*group);
        }
        let mut pairs = Vec::new();
        for ((dimension, words), column) in row.plan.layout.group.iter().zip(&row.plan.groups) {
            let Some(value) = named(words, row.cell(*column)) else {
                row.spot(*column).no_word(faults, &words.known);
                return None;
            };
            // A total is everyone: the dimension is left out.
            if value != "all" {
                pairs.push((dimension.as_str(), value));
            }
        }
        let group = self.part.group_of(Group::new(pairs));
        self.groups.insert(self.key.clone(), group);
        group
    }

    /// The time of a row whose columns have one time.
    fn when(&mut self, row: &Row<'_>, faults: &mut Faults) -> Option<Period> {
        match &row.plan.time {
            Time::Fixed(period) => Some(*period),
            Time::Column(column) => self.period(row, *column, faults),
            Time::YearMonth(year, month) => self.year_month(row, *year, *month, faults),
            Time::Columns => None,
        }
    }

    /// The time that one column says in the form of the layout.
    fn period(&mut self, row: &Row<'_>, column: usize, faults: &mut Faults) -> Option<Period> {
        let (When::Column(_, form) | When::Columns(form)) = row.plan.layout.when else { return None };
        let cell = row.cell(column);
        let found = match self.periods.get(cell) {
            Some(known) => *known,
            None => {
                let period = form.read(row.text(column));
                self.periods.insert(cell.to_vec(), period);
                period
            }
        };
        if found.is_none() {
            row.spot(column).no_period(faults, form.wanted());
        }
        found
    }

    fn year_month(&mut self, row: &Row<'_>, year: usize, month: usize, faults: &mut Faults) -> Option<Period> {
        self.key.clear();
        self.key.extend_from_slice(row.cell(year));
        self.key.push(0x1f);
        self.key.extend_from_slice(row.cell(month));
        if let Some(Some(period)) = self.periods.get(&self.key) {
            return Some(*period);
        }
        let number = date::month_cell(row.text(month));
        let found = date::four(row.text(year)).and_then(|year| Period::month(year, number.unwrap_or(1)));
        match (found, number) {
            (None, _) => row.spot(year).no_period(faults, "a year such as `2025`"),
            (_, None) => row.spot(month).no_period(faults, "a month such as `3` or `March`"),
            (Some(period), Some(_)) => {
                self.periods.insert(self.key.clone(), Some(period));
                return Some(period);
            }
        }
        None
    }
}

/// What a word is called on the site; an empty one is no word unless it is listed.
fn named<'a>(words: &'a Words, cell: &'a [u8]) -> Option<&'a str> {
    match &words.words {
        Some(words) => words.get(cell).map(String::as_str),
        None => std::str::from_utf8(cell).ok().filter(|word| !word.is_empty()),
    }
}
