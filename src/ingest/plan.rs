//! The columns of one file of the format `table`, found once by their names.
//!
//! In goes a decoded layout and a header, out come positions. What can be wrong is a column that is
//! not there or is there twice; every such column is told in one run. Rows are not known here.

use super::Reading;
use super::fault::Faults;
use super::headings::{Heading, Headings};
use super::layout::{Column, Words};
use super::rows::{Sheet, line_of};
use super::table::{Layout, Series, Values};
use super::when::When;
use super::whereabouts::Stands;
use crate::model::period::Period;
use crate::report::Diagnostic;

/// The position of a column that this file lacks and need not have: past the last of every row.
pub(super) const ABSENT: usize = usize::MAX;

/// The position of a column that is none: what stands in it is the name of the sheet.
pub(super) const SHEET: usize = usize::MAX - 1;

/// Where the numbers of a row stand.
pub(super) enum Columns {
    /// One number.
    Long(usize),
    /// One column for each thing counted, in the order of the layout.
    Wide(Vec<usize>),
    /// One column for each period.
    Periods(Vec<(Period, usize)>),
    /// A period and a number each.
    Pairs(Vec<(usize, usize)>),
    /// Columns whose headings say what they hold.
    Headings(Vec<(Heading, usize)>),
    /// Each row counts one.
    Count,
}

/// Where the time of a row stands.
pub(super) enum Time {
    Column(usize),
    Identified(usize, usize),
    YearMonth(usize, usize),
    YearQuarter(usize, usize),
    Fixed(Period),
    /// In [`Columns::Periods`], [`Columns::Pairs`] or [`Columns::Headings`].
    Columns,
}

/// Every position that a row is read by.
pub(super) struct Plan<'a> {
    pub(super) layout: &'a Layout,
    pub(super) reading: &'a Reading<'a>,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) only: Vec<usize>,
    pub(super) except: Vec<usize>,
    pub(super) down: Vec<usize>,
    pub(super) place: Stands,
    pub(super) time: Time,
    pub(super) columns: Columns,
    /// The column that names the series, and its words.
    pub(super) series: Option<(usize, &'a Words)>,
    pub(super) groups: Vec<usize>,
    pub(super) reason: Option<usize>,
    /// The columns of numbers that it speaks of; all of them where there is none.
    pub(super) explained: Vec<usize>,
    /// The column that marks the numbers of a row.
    pub(super) mark: Option<usize>,
    /// The column that says how many rows there are.
    pub(super) whole: Option<usize>,
    /// The column by which a record counts once.
    pub(super) distinct: Option<usize>,
}

impl<'a> Plan<'a> {
    /// Finds every column before giving up, so that one run names all that are not there.
    pub(super) fn new(
        layout: &'a Layout,
        reading: &'a Reading<'a>,
        sheet: &'a Sheet<'a>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let place = Stands::new(&layout.place, reading, sheet, faults, |column, faults| sheet.column(column, faults));
        let mut find = |column: &Column| {
            let is_absent = layout.is_optional(column) && !sheet.header().has(column);
            match column.is_sheet() {
                true => Some(SHEET),
                false if is_absent => Some(ABSENT),
                false => sheet.column(column, faults),
            }
        };
        let only: Vec<Option<usize>> = layout.only.iter().map(|only| find(&only.column)).collect();
        let except: Vec<Option<usize>> = layout.except.iter().map(|only| find(&only.column)).collect();
        let down: Vec<Option<usize>> = layout.down.iter().map(&mut find).collect();
        let groups: Vec<Option<usize>> = layout.group.iter().map(|(_, words)| find(&words.column)).collect();
        let time = match &layout.when {
            When::Column(column, _) | When::Moment(column, _, _) => find(column).map(Time::Column),
            When::Identified(column, by, _) => both(find(column), find(by)).map(|(a, b)| Time::Identified(a, b)),
            When::YearMonth(year, month) => both(find(year), find(month)).map(|(a, b)| Time::YearMonth(a, b)),
            When::YearQuarter(year, quarter, _) => {
                both(find(year), find(quarter)).map(|(a, b)| Time::YearQuarter(a, b))
            }
            When::Fixed(period) => Some(Time::Fixed(*period)),
            When::File => reading.declared.period.map(Time::Fixed),
            When::Columns(_) => Some(Time::Columns),
        };
        let columns = match &layout.values {
            Values::Long(_, value) => find(value).map(Columns::Long),
            Values::Count(_) => Some(Columns::Count),
            Values::Wide(_, values) => all(values.iter().map(|(_, column)| find(column))).map(Columns::Wide),
            Values::Periods(_, values) => {
                all(values.iter().map(|(period, column)| Some((*period, find(column)?)))).map(Columns::Periods)
            }
            Values::Pairs(_, pairs) => {
                all(pairs.iter().map(|(period, value)| both(find(period), find(value)))).map(Columns::Pairs)
            }
            Values::Headings(_, headings) => fitting(headings, sheet).map(Columns::Headings),
        };
        let series = match layout.values.series() {
            Some(Series::Column(words)) => Some((find(&words.column)?, words)),
            Some(Series::Fixed(_)) | None => None,
        };
        let reason = layout.reason.as_ref().map(|reason| find(&reason.column));
        let reason = reason.map_or(Some(None), |column| column.map(Some));
        let explained: Vec<Option<usize>> = layout.reason.iter().flat_map(|it| &it.of).map(&mut find).collect();
        let distinct = layout.distinct.as_ref().map(&mut find).map_or(Some(None), |column| column.map(Some));
        let mark = layout.mark.as_ref().map(|mark| find(&mark.column));
        let mark = mark.map_or(Some(None), |column| column.map(Some));
        // A download that was cut to fewer columns need not say how many rows there were.
        let whole = layout.whole.as_ref().and_then(|whole| whole.count.as_ref());
        let whole = whole.filter(|column| sheet.header().has(column)).and_then(&mut find);
        if let (Values::Headings(_, headings), None) = (&layout.values, &columns) {
            faults.add("headings", "column", || {
                let found = Diagnostic::error(format!("no column is named as `{}` says", headings.pattern()));
                let found = found.at(sheet.header().place()).label("this is the header");
                let names = sheet.header().names.iter().map(String::as_str);
                let found =
                    found.note(format!("the columns are asked for at {}", line_of(&reading.written(&headings.place))));
                found.suggest(headings.pattern(), names)
            });
        }
        let (only, except, down, groups) = (all(only)?, all(except)?, all(down)?, all(groups)?);
        let explained = all(explained)?;
        let (place, time, columns, reason, mark) = (place?, time?, columns?, reason?, mark?);
        let distinct = distinct?;
        Some(Self {
            layout,
            reading,
            sheet,
            only,
            except,
            down,
            place,
            time,
            columns,
            series,
            groups,
            reason,
            explained,
            mark,
            whole,
            distinct,
        })
    }
}

/// The columns whose headings a pattern fits; `None` if there are none.
fn fitting(headings: &Headings, sheet: &Sheet<'_>) -> Option<Vec<(Heading, usize)>> {
    let names = sheet.header().names.iter().enumerate();
    let found: Vec<_> = names.filter_map(|(index, name)| Some((headings.read(name)?, index))).collect();
    (!found.is_empty()).then_some(found)
}

/// Every item, once all have been asked for.
fn all<T>(items: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<Option<T>> = items.into_iter().collect();
    items.into_iter().collect()
}

fn both<A, B>(a: Option<A>, b: Option<B>) -> Option<(A, B)> {
    a.zip(b)
}
