//! The rows of one file of the format `table`, to observations.
//!
//! In goes a decoded layout and the content of a file. Every fault of the file is told, one message for
//! each cause; a row with a fault becomes a hole. Nothing here knows other files of the source.

use rustc_hash::FxHashMap;

use super::fault::Faults;
use super::landing::{Landed, Sought};
use super::once::Once;
use super::open;
use super::plan::{ABSENT, Columns, Plan, Time};
use super::recode::RuleId;
use super::row::Row;
use super::rows::{Sheet, trimmed};
use super::sent;
use super::series::SeriesLists;
use super::table::Layout;
use super::times::Times;
use super::unplaced::Cell;
use super::{Part, Reading};
use crate::files::Content;
use crate::model::area::AreaId;
use crate::model::coverage::Remark;
use crate::model::group::Group;
use crate::model::mark::Marks;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;

/// Reads one file.
pub(super) fn read(layout: &Layout, reading: &Reading<'_>, content: Content) -> Option<Part> {
    let file = crate::report::Place::file(content.origin().path());
    let sheets = open::sheets(reading.report, content, &layout.extent, reading.quote, &layout.wanted()).ok()?;
    let mut faults = Faults::default();
    let mut all: Vec<Rows> = Vec::new();
    for sheet in sheets {
        let sheet = sheet.counted_by(reading.progress);
        let Some(plan) = Plan::new(layout, reading, &sheet, &mut faults) else { continue };
        let new = || Rows::new(&plan);
        let mut rows = if plan.down.is_empty() {
            sheet.fold(&mut faults, new, |rows: &mut Rows, at, fields, faults| {
                rows.add(&Row { plan: &plan, at, fields, above: &[] }, faults);
            })
        } else {
            vec![filled_down(&plan, &sheet, &mut faults)]
        };
        for rows in &mut rows {
            rows.part.quality.encoding = sheet.encoding();
        }
        Sought::conclude(rows.iter().map(|rows| &rows.sought), &plan.place, reading, &sheet, &mut faults);
        all.extend(rows);
    }
    if all.is_empty() && faults.is_empty() {
        // That no column could be sought was told where it was declared.
        return None;
    }
    let declared = all.iter().filter_map(|rows| rows.whole).max();
    let part = Part::join(all.into_iter().map(|rows| rows.part).collect());
    sent::check(layout, &file, &part, declared, &mut faults);
    match faults.tell(reading.report) {
        Some(_) => None,
        None => Some(part),
    }
}

/// Reads a sheet in which an empty cell means the one above, row by row.
fn filled_down(plan: &Plan<'_>, sheet: &Sheet<'_>, faults: &mut Faults) -> Rows {
    let mut rows = Rows::new(plan);
    let mut above: Vec<(usize, Vec<u8>)> = plan.down.iter().map(|column| (*column, Vec::new())).collect();
    sheet.rows(faults, |at, fields, faults| {
        for (column, last) in &mut above {
            let cell = trimmed(fields.get(*column).unwrap_or_default());
            if !cell.is_empty() {
                last.clear();
                last.extend_from_slice(cell);
            }
        }
        rows.add(&Row { plan, at, fields, above: &above }, faults);
    });
    rows
}

/// The name of a breakdown whose column says the breakdown too: `age: 18 to 24; sex: Male`.
const PAIRS: &str = "*";

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
    series: SeriesLists,
    groups: FxHashMap<Vec<u8>, Option<u16>>,
    /// Groups of a row and of a heading together.
    both: FxHashMap<(u16, usize), Option<u16>>,
    times: Times,
    sought: Sought,
    key: Vec<u8>,
    /// How many rows the file says there are.
    whole: Option<usize>,
}

impl Rows {
    fn new(plan: &Plan<'_>) -> Self {
        let mut part = Part { groups: vec![Group::all()], ..Part::default() };
        part.seen = vec![false; plan.layout.only.iter().map(|only| only.words.len()).sum()];
        Self {
            part,
            series: SeriesLists::default(),
            groups: FxHashMap::default(),
            both: FxHashMap::default(),
            times: Times::default(),
            sought: Sought::default(),
            key: Vec::new(),
            whole: None,
        }
    }

    fn add(&mut self, row: &Row<'_>, faults: &mut Faults) {
        self.part.quality.rows += 1;
        if let Some(count) = row.plan.whole.and_then(|column| row.text(column).parse().ok()) {
            self.whole = self.whole.max(Some(count));
        }
        if !self.is_kept(row) {
            return;
        }
        let (area, rule) = match self.area(row, faults) {
            Ok(area) => area,
            Err(remark) => {
                self.left_out(row, remark);
                return;
            }
        };
        let Some(series) = self.series.list(&mut self.part, row, faults) else { return };
        let Some(group) = self.group(row, faults) else { return };
        let marks = row.marks(faults);
        let entry = |series| Entry { series, group, area, marks, file: row.plan.reading.file, line: row.at.line };
        match &row.plan.columns {
            Columns::Count => {
                let Some(period) = self.times.when(row, faults) else { return };
                self.counted(period, rule);
                let id = row.plan.distinct.map_or(&b""[..], |column| row.cell(column));
                let series = self.series.of(series, 0);
                match id {
                    b"" => self.part.tally.add(series, group, area, period),
                    id => self.part.once.push(Once::new(id, (series, group, area, period), row.at.line)),
                }
            }
            Columns::Long(column) => {
                let Some(period) = self.times.when(row, faults) else { return };
                self.counted(period, rule);
                let value = row.value(*column, faults);
                self.part.observations.extend(value.map(|value| entry(self.series.of(series, 0)).with(period, value)));
            }
            Columns::Wide(columns) => {
                let Some(period) = self.times.when(row, faults) else { return };
                self.counted(period, rule);
                for (index, column) in columns.iter().enumerate().filter(|(_, column)| **column != ABSENT) {
                    let value = row.value(*column, faults);
                    self.part
                        .observations
                        .extend(value.map(|value| entry(self.series.of(series, index)).with(period, value)));
                }
            }
            Columns::Periods(columns) => {
                for (period, column) in columns {
                    self.counted(*period, rule);
                    let value = row.value(*column, faults);
                    self.part
                        .observations
                        .extend(value.map(|value| entry(self.series.of(series, 0)).with(*period, value)));
                }
            }
            Columns::Pairs(pairs) => {
                for (when, column) in pairs {
                    let period = self.times.period(row, *when, faults);
                    self.part.quality.periods.row(period);
                    let both = period.zip(row.value(*column, faults));
                    self.part
                        .observations
                        .extend(both.map(|(period, value)| entry(self.series.of(series, 0)).with(period, value)));
                }
            }
            Columns::Headings(columns) => {
                let whole = if matches!(row.plan.time, Time::Columns) { None } else { self.times.when(row, faults) };
                let mut counted = None;
                for (index, (heading, column)) in columns.iter().enumerate() {
                    let Some(period) = heading.period.or(whole) else { return };
                    // The headings of one period stand together, and the row is one row of it.
                    if counted.replace(period) != Some(period) {
                        self.counted(period, rule);
                    }
                    let Some(group) = self.heading_group(row, group, index) else { continue };
                    let value = row.value(*column, faults);
                    let entry = Entry { group, ..entry(self.series.of(series, index)) };
                    self.part.observations.extend(value.map(|value| entry.with(period, value)));
                }
            }
        }
        self.part.quality.kept += 1;
        if let Some(rule) = rule {
            // Rows that count one are added, whichever they are.
            let line = (!matches!(row.plan.columns, Columns::Count)).then_some(row.at.line);
            self.part.mapped(row.plan.reading, rule, line);
        }
    }

    /// Counts a row of a period.
    fn counted(&mut self, period: Period, rule: Option<RuleId>) {
        self.part.quality.periods.row(Some(period));
        if rule.is_some() {
            self.part.quality.periods.note(Some(period), Remark::Mapped);
        }
    }

    /// Counts a row that is of no area of this site; one that is a fault has no remark.
    fn left_out(&mut self, row: &Row<'_>, remark: Option<Remark>) {
        let Some(remark) = remark else { return };
        // What is wrong with the time of a row that is not used need not be told.
        let period = self.times.when(row, &mut Faults::default());
        self.part.quality.periods.row(period);
        self.part.quality.periods.note(period, remark);
    }

    fn is_kept(&mut self, row: &Row<'_>) -> bool {
        let mut first = 0;
        for (only, column) in row.plan.layout.only.iter().zip(&row.plan.only) {
            let found = only.position(row.cell(*column));
            match found {
                Some(index) => self.part.seen[first + index] = true,
                None if *column == ABSENT => self.part.seen[first..first + only.words.len()].fill(true),
                None => return false,
            }
            first += only.words.len();
        }
        let mut except = row.plan.layout.except.iter().zip(&row.plan.except);
        !except.any(|(except, column)| *column != ABSENT && except.position(row.cell(*column)).is_some())
    }

    fn area(&mut self, row: &Row<'_>, faults: &mut Faults) -> Result<(AreaId, Option<RuleId>), Option<Remark>> {
        let Plan { place, reading, layout, sheet, .. } = row.plan;
        let (found, column) = place.find(reading, &mut self.sought, |column| row.cell(column));
        match Landed::of(found, row.cell(column).is_empty(), layout.missing) {
            Landed::In(area, rule) => Ok((area, rule)),
            Landed::Elsewhere => {
                self.part.quality.elsewhere += 1;
                Err(Some(Remark::Elsewhere))
            }
            Landed::Nowhere => {
                self.part.quality.incomplete += 1;
                Err(Some(Remark::WithoutPlace))
            }
            Landed::Refused => {
                let cell = Cell { text: row.text(column), column: sheet.name(column), quote: sheet.quote() };
                place.refuse(reading, faults, found, &cell, || sheet.place(row.at, column));
                Err(None)
            }
        }
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
        let declared = row.plan.layout.group.iter().zip(&row.plan.groups);
        for ((dimension, words), column) in declared.filter(|(_, column)| **column != ABSENT) {
            let Some(value) = words.named(row.cell(*column)) else {
                row.spot(*column).no_word(faults, &words.known);
                return None;
            };
            // A total is everyone: the dimension is left out.
            if value == "all" {
                continue;
            }
            if dimension != PAIRS {
                pairs.push((dimension.as_str(), value));
                continue;
            }
            for pair in value.split("; ") {
                match pair.split_once(": ").filter(|(name, word)| !name.is_empty() && !word.is_empty()) {
                    // As `CUBE` writes a total.
                    Some((_, "all")) => {}
                    Some(pair) if pairs.iter().all(|(name, _)| *name != pair.0) => pairs.push(pair),
                    _ => {
                        row.spot(*column).no_pair(faults);
                        return None;
                    }
                }
            }
        }
        let group = self.part.group_of(Group::new(pairs));
        match group {
            Some(_) => drop(self.groups.insert(self.key.clone(), group)),
            None => {
                let named = row.plan.groups.iter().find(|column| **column != ABSENT);
                row.spot(named.copied().unwrap_or(0)).no_group(faults);
            }
        }
        group
    }

    /// The group of a row and of the heading of one of its columns.
    fn heading_group(&mut self, row: &Row<'_>, group: u16, index: usize) -> Option<u16> {
        let Columns::Headings(columns) = &row.plan.columns else { return Some(group) };
        let (heading, _) = columns.get(index)?;
        if heading.pairs.is_empty() {
            return Some(group);
        }
        if let Some(known) = self.both.get(&(group, index)) {
            return *known;
        }
        let own = self.part.groups[usize::from(group)].clone();
        let of_heading = heading.pairs.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str()));
        let found = self.part.group_of(Group::new(own.pairs().chain(of_heading)));
        self.both.insert((group, index), found);
        found
    }
}
