//! The columns of one file of the format `table`, found once by their names.
//!
//! In goes a decoded layout and a header, out come positions. What can be wrong is a column that is
//! not there or is there twice; every such column is told in one run. Rows are not known here.

use super::Reading;
use super::fault::Faults;
use super::layout::{Column, When, Words};
use super::rows::Sheet;
use super::table::{Layout, Series, Values};
use super::whereabouts::Stands;
use crate::model::period::Period;

/// Where the numbers of a row stand.
pub(super) enum Columns {
    /// One number.
    Long(usize),
    /// One column for each series, in the order of the layout.
    Wide(Vec<usize>),
    /// One column for each period.
    Periods(Vec<(Period, usize)>),
    /// A period and a number each.
    Pairs(Vec<(usize, usize)>),
    /// Each row counts one.
    Count,
}

/// Where the time of a row stands.
pub(super) enum Time {
    Column(usize),
    YearMonth(usize, usize),
    Fixed(Period),
    /// In [`Columns::Periods`] or [`Columns::Pairs`].
    Columns,
}

/// Every position that a row is read by.
pub(super) struct Plan<'a> {
    pub(super) layout: &'a Layout,
    pub(super) reading: &'a Reading<'a>,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) only: Vec<usize>,
    pub(super) place: Stands,
    pub(super) time: Time,
    pub(super) columns: Columns,
    /// The column that names the series, and its words.
    pub(super) series: Option<(usize, &'a Words)>,
    pub(super) groups: Vec<usize>,
}

impl<'a> Plan<'a> {
    /// Finds every column before giving up, so that one run names all that are not there.
    pub(super) fn new(
        layout: &'a Layout,
        reading: &'a Reading<'a>,
        sheet: &'a Sheet<'a>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let column = |column: &Column, faults: &mut Faults| sheet.column(&column.name, &column.place, faults);
        let place = Stands::new(&layout.place, reading, sheet, faults, column);
        let mut find = |wanted: &Column| column(wanted, faults);
        let only: Vec<Option<usize>> = layout.only.iter().map(|only| find(&only.column)).collect();
        let groups: Vec<Option<usize>> = layout.group.iter().map(|(_, words)| find(&words.column)).collect();
        let time = match &layout.when {
            When::Column(column, _) => find(column).map(Time::Column),
            When::YearMonth(year, month) => {
                both(find(year), find(month)).map(|(year, month)| Time::YearMonth(year, month))
            }
            When::Fixed(period) => Some(Time::Fixed(*period)),
            When::File => reading.declared.period.map(Time::Fixed),
            When::Columns(_) => Some(Time::Columns),
        };
        let columns = match &layout.values {
            Values::Long(_, value) => find(value).map(Columns::Long),
            Values::Count(_) => Some(Columns::Count),
            Values::Wide(values) => all(values.iter().map(|(_, column)| find(column))).map(Columns::Wide),
            Values::Periods(_, values) => {
                all(values.iter().map(|(period, column)| Some((*period, find(column)?)))).map(Columns::Periods)
            }
            Values::Pairs(_, pairs) => {
                all(pairs.iter().map(|(period, value)| both(find(period), find(value)))).map(Columns::Pairs)
            }
        };
        let series = match layout.values.series() {
            Some(Series::Column(words)) => Some((find(&words.column)?, words)),
            Some(Series::Fixed(_)) | None => None,
        };
        let (only, groups) = (all(only)?, all(groups)?);
        Some(Self { layout, reading, sheet, only, place: place?, time: time?, columns: columns?, series, groups })
    }
}

/// Every item, once all have been asked for.
fn all<T>(items: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<Option<T>> = items.into_iter().collect();
    items.into_iter().collect()
}

fn both<A, B>(a: Option<A>, b: Option<B>) -> Option<(A, B)> {
    a.zip(b)
}
