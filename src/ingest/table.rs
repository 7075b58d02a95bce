//! The format `table`: delimited text whose columns the source declares.
//!
//! In goes `layout:` of a `source.yaml`, out comes a reader of that layout. What can be wrong here is
//! the declaration; what can be wrong in a file is told by [`super::table_rows`].

use super::cell::Numbers;
use super::gazetteer::Missing;
use super::layout::{self, Column, MissingWords, Only, When, Where, Words};
use super::mark::{MarkColumn, MarkSigns};
use super::rows::Extent;
use super::table_rows;
use super::{Format, Part, Reader, Reading, Repeats};
use crate::model::period::Period;
use crate::report::{Diagnostic, Report};
use crate::yaml::{Map, Node};

/// The format `table`.
pub(super) struct Table;

/// Which series a row belongs to.
#[derive(Debug)]
pub(super) enum Series {
    /// The one that a column names.
    Column(Words),
    /// All rows to one.
    Fixed(String),
}

/// Where the numbers of a row stand.
#[derive(Debug)]
pub(super) enum Values {
    /// One number, of a series that the row names.
    Long(Series, Column),
    /// One column for each series.
    Wide(Vec<(String, Column)>),
    /// One column for each period.
    Periods(Series, Vec<(Period, Column)>),
    /// Pairs of columns, a period and a number each.
    Pairs(Series, Vec<(Column, Column)>),
    /// Each row counts one.
    Count(Series),
}

impl Values {
    /// What says the series of a row; nothing where each column is a series.
    pub(super) fn series(&self) -> Option<&Series> {
        match self {
            Self::Long(series, _) | Self::Periods(series, _) | Self::Pairs(series, _) | Self::Count(series) => {
                Some(series)
            }
            Self::Wide(_) => None,
        }
    }
}

/// A decoded `layout:` of the format `table`.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) extent: Extent,
    pub(super) only: Vec<Only>,
    pub(super) place: Where,
    pub(super) missing: Missing,
    pub(super) when: When,
    pub(super) values: Values,
    pub(super) group: Vec<(String, Words)>,
    pub(super) numbers: Numbers,
    /// The column that says what marks the numbers of a row.
    pub(super) mark: Option<MarkColumn>,
    repeats: Repeats,
}

impl Format for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn about(&self) -> &'static str {
        "A table with a header, as CSV or tab-separated text, plain or gzip, whose columns the layout names."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let node = map.required("layout")?;
        let layout = decode(report, node)?;
        Some(Box::new(layout))
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, bytes: Vec<u8>) -> Option<Part> {
        table_rows::read(self, reading, bytes)
    }

    fn repeats(&self) -> Repeats {
        self.repeats
    }

    fn may_drop(&self) -> bool {
        self.missing == Missing::Drop
    }

    fn needs_file_period(&self) -> bool {
        matches!(self.when, When::File)
    }

    fn conclude(&self, report: &Report, parts: &[Part]) {
        let words = self.only.iter().flat_map(|only| only.words.iter().map(move |(word, place)| (only, word, place)));
        for (index, (only, word, place)) in words.enumerate() {
            if !parts.is_empty() && !parts.iter().any(|part| part.seen.get(index).copied().unwrap_or(false)) {
                let word = String::from_utf8_lossy(word);
                let found =
                    Diagnostic::warning(format!("no row has `{word}` in `{}`", only.column.name)).at(place.clone());
                report.add(found.label("keeps nothing").help("correct the word, or take it out"));
            }
        }
    }
}

fn decode(report: &Report, node: &Node) -> Option<Layout> {
    let mut map = node.map(report)?;
    let extent = layout::extent(&mut map);
    let only = Only::list(report, &mut map);
    let place = map.required("area").and_then(|node| Where::of(report, node));
    let missing = layout::area_missing(&mut map);
    let when = map.required("period").and_then(|node| When::of(report, node));
    let values = values(report, &mut map, when.as_ref());
    let group = group(report, &mut map);
    let numbers = Numbers {
        missing: MissingWords::of(report, &mut map),
        thousands: layout::thousands(&mut map),
        marks: MarkSigns::of(report, &mut map),
    };
    let mark = MarkColumn::of(report, &mut map);
    let sum = map.optional_word("sum", &[("rows", Repeats::Sum), ("none", Repeats::Refuse)]);
    let counted = matches!(values, Some(Values::Count(_)));
    let repeats = if counted { Repeats::Sum } else { sum.unwrap_or(Repeats::Refuse) };
    map.finish();
    Some(Layout {
        extent,
        only: only?,
        place: place?,
        missing,
        when: when?,
        values: values?,
        group: group?,
        numbers,
        mark: mark?,
        repeats,
    })
}

fn group(report: &Report, map: &mut Map<'_>) -> Option<Vec<(String, Words)>> {
    let Some(node) = map.optional("group") else { return Some(Vec::new()) };
    let entries = node.map(report)?.entries();
    entries.iter().map(|(name, _, node)| Some((name.clone(), Words::of(report, node)?))).collect()
}

/// Which series a row belongs to: a column, or one for all.
fn series(report: &Report, node: Option<&Node>) -> Option<Series> {
    let node = node?;
    if node.is_map() {
        let mut map = node.map(report)?;
        if let Some(name) = map.optional_text("fixed") {
            map.finish();
            return Some(Series::Fixed(name));
        }
    }
    let words = Words::of(report, node)?;
    Some(Series::Column(words))
}

fn values(report: &Report, map: &mut Map<'_>, when: Option<&When>) -> Option<Values> {
    let place = map.place().clone();
    let series_node = map.optional("series");
    let value = Column::optional(report, map, "value");
    let wide = map.optional("values");
    let periods = map.optional("periods");
    let pairs = map.optional("pairs");
    let count = map.optional_word("count", &[("rows", ())]);
    let mut given = Vec::new();
    for (key, there) in [
        ("value", value.is_some()),
        ("values", wide.is_some()),
        ("periods", periods.is_some()),
        ("pairs", pairs.is_some()),
        ("count", count.is_some()),
    ] {
        if there {
            given.push(key);
        }
    }
    if given.len() != 1 {
        let message = match given.as_slice() {
            [] => "the layout does not say where the numbers are".to_owned(),
            _ => format!("the layout says more than once where the numbers are: {}", backticked(&given)),
        };
        let help = "give one of `value`, `values`, `periods`, `pairs` and `count: rows`";
        report.add(Diagnostic::error(message).at(place).label("in this layout").help(help));
        return None;
    }
    if wide.is_none() && series_node.is_none() {
        let found = Diagnostic::error("`series` is missing").at(place).label("among these keys");
        report.add(found.help("add `series: {column: …}`, or `series: {fixed: …}` where all rows are of one"));
        return None;
    }
    let form = match (when, periods.or(pairs)) {
        (Some(When::Columns(form)), Some(_)) => Some(*form),
        (Some(When::Columns(_)), None) => {
            let found = Diagnostic::error("`period` says a form and no column").at(place).label("in this layout");
            report.add(found.help("add `column:` under `period:`"));
            return None;
        }
        (Some(_), Some(node)) => {
            let found = Diagnostic::error("the periods stand in these columns and under `period:` too")
                .at(node.place().clone());
            report.add(found.label("these columns").help("leave only `form:` under `period:`"));
            return None;
        }
        (None, Some(_)) => return None,
        (_, None) => None,
    };
    if let Some(node) = wide {
        let entries = node.map(report)?.entries();
        let columns: Option<Vec<_>> =
            entries.iter().map(|(name, _, node)| Some((name.clone(), Column::plain(report, node)?))).collect();
        return columns.map(Values::Wide);
    }
    let series = series(report, series_node)?;
    if let Some(node) = periods {
        let one = |(name, place, node): &(String, crate::report::Place, Node)| {
            let period = layout::period(report, &node.text(report)?, node.place(), form)?;
            Some((period, Column::new(name, place.clone())))
        };
        let columns: Option<Vec<_>> = node.map(report)?.entries().iter().map(one).collect();
        return columns.map(|columns| Values::Periods(series, columns));
    }
    if let Some(node) = pairs {
        let one = |node: &Node| {
            let mut map = node.map(report)?;
            let period = Column::required(report, &mut map, "period");
            let value = Column::required(report, &mut map, "value");
            map.finish();
            period.zip(value)
        };
        let pairs: Option<Vec<_>> = node.list(report)?.iter().map(one).collect();
        return pairs.map(|pairs| Values::Pairs(series, pairs));
    }
    Some(match value {
        Some(column) => Values::Long(series, column),
        None => Values::Count(series),
    })
}

fn backticked(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
