//! The columns of one file of the format `table`, found once by their names.
//!
//! In goes a decoded layout and a header, out come positions. What can be wrong is a column that is
//! not there or is there twice; every such column is told in one run. Rows are not known here.

use super::Reading;
use super::fault::Faults;
use super::layout::{Column, When, Where, Words};
use super::rows::Sheet;
use super::table::{Layout, Series, Values};
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::report::Diagnostic;

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

/// Where the area of a row stands.
pub(super) enum Place {
    Columns(Vec<usize>),
    Fixed(AreaId),
}

/// Every position that a row is read by.
pub(super) struct Plan<'a> {
    pub(super) layout: &'a Layout,
    pub(super) reading: &'a Reading<'a>,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) only: Vec<usize>,
    pub(super) place: Place,
    pub(super) time: Time,
    pub(super) columns: Columns,
    /// The column that names the series, and its words.
    pub(super) series: Option<(usize, &'a Words)>,
    pub(super) groups: Vec<usize>,
    /// The column that marks the numbers of a row.
    pub(super) mark: Option<usize>,
}

impl<'a> Plan<'a> {
    /// Finds every column before giving up, so that one run names all that are not there.
    pub(super) fn new(
        layout: &'a Layout,
        reading: &'a Reading<'a>,
        sheet: &'a Sheet<'a>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut find = |column: &Column| sheet.column(&column.name, &column.place, faults);
        let only: Vec<Option<usize>> = layout.only.iter().map(|only| find(&only.column)).collect();
        let mark = layout.mark.as_ref().map(|mark| find(&mark.column));
        let groups: Vec<Option<usize>> = layout.group.iter().map(|(_, words)| find(&words.column)).collect();
        let place = match &layout.place {
            Where::Columns(columns) => all(columns.iter().map(&mut find)).map(Place::Columns),
            Where::Fixed(code, place) => fixed(reading, code, place).map(Place::Fixed),
        };
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
        let (only, groups, mark) = (all(only)?, all(groups)?, all(mark)?.pop());
        Some(Self { layout, reading, sheet, only, place: place?, time: time?, columns: columns?, series, groups, mark })
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

/// The area that every row is of.
fn fixed(reading: &Reading<'_>, code: &str, place: &crate::report::Place) -> Option<AreaId> {
    let area = reading.gazetteer.areas().named(code);
    if area.is_none() {
        let found = Diagnostic::error(format!("`{code}` is no area of this site")).at(place.clone());
        reading.report.add(found.label("neither a code nor a slug of one"));
    }
    area
}
