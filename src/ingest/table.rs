//! The format `table`: delimited text whose columns the source declares.
//!
//! In goes `layout:` of a `source.yaml`, out comes a reader of that layout. What can be wrong here is
//! the declaration; what can be wrong in a file is told by [`super::table_rows`].

use super::cell::Numbers;
use super::date::Form;
use super::gazetteer::Missing;
use super::headings::{self, Headings};
use super::layout::{self, Column, Extent, MissingWords, Only, Words};
use super::mark::{MarkColumn, MarkSigns};
use super::table_rows;
use super::when::{self, When};
use super::whereabouts::Where;
use super::{Format, Part, Reader, Reading, Repeats};
use crate::files::Content;
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
    /// One column for each thing counted; where the row names a series too, both make the name.
    Wide(Option<Series>, Vec<(String, Column)>),
    /// One column for each period.
    Periods(Series, Vec<(Period, Column)>),
    /// Pairs of columns, a period and a number each.
    Pairs(Series, Vec<(Column, Column)>),
    /// Columns whose headings say what they hold.
    Headings(Option<Series>, Headings),
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
            Self::Wide(series, _) | Self::Headings(series, _) => series.as_ref(),
        }
    }
}

/// Why there is no number, where another column says it.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) column: Column,
    pub(super) words: MissingWords,
    /// The columns of numbers that it speaks of; all of them where none is named.
    pub(super) of: Vec<Column>,
    /// Whether another word is a fault, and not a note that says something else.
    pub(super) refuses: bool,
}

/// How a file says whether all of it was sent.
#[derive(Debug)]
pub(super) struct Whole {
    /// The column that says how many rows there are.
    pub(super) count: Option<Column>,
    /// The number of rows at which the supplier cuts a download without a word.
    pub(super) limit: usize,
}

/// A decoded `layout:` of the format `table`.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) extent: Extent,
    pub(super) only: Vec<Only>,
    pub(super) except: Vec<Only>,
    /// Columns in which an empty cell means the one above.
    pub(super) down: Vec<Column>,
    pub(super) place: Where,
    pub(super) missing: Missing,
    pub(super) when: When,
    pub(super) values: Values,
    pub(super) group: Vec<(String, Words)>,
    pub(super) numbers: Numbers,
    pub(super) reason: Option<Reason>,
    /// The column that says what marks the numbers of a row.
    pub(super) mark: Option<MarkColumn>,
    pub(super) whole: Option<Whole>,
    /// The column by which a record that is in several files counts once.
    pub(super) distinct: Option<Column>,
    /// Columns that some files lack.
    optional: Vec<Column>,
    repeats: Repeats,
    records: bool,
}

impl Layout {
    /// Every column that must be there, for finding the header.
    pub(super) fn wanted(&self) -> Vec<&Column> {
        let mut wanted: Vec<&Column> = self.only.iter().chain(&self.except).map(|only| &only.column).collect();
        wanted.extend(&self.down);
        wanted.extend(self.place.columns());
        wanted.extend(self.when.columns());
        wanted.extend(self.group.iter().map(|(_, words)| &words.column));
        if let Some(Series::Column(words)) = self.values.series() {
            wanted.push(&words.column);
        }
        match &self.values {
            Values::Long(_, column) => wanted.push(column),
            Values::Wide(_, columns) => wanted.extend(columns.iter().map(|(_, column)| column)),
            Values::Periods(_, columns) => wanted.extend(columns.iter().map(|(_, column)| column)),
            Values::Pairs(_, pairs) => wanted.extend(pairs.iter().flat_map(|(when, value)| [when, value])),
            Values::Headings(..) | Values::Count(_) => {}
        }
        wanted.extend(self.reason.as_ref().map(|reason| &reason.column));
        wanted.extend(&self.distinct);
        wanted.extend(self.mark.as_ref().map(|mark| &mark.column));
        wanted.retain(|column| !self.is_optional(column) && !column.is_sheet());
        wanted
    }

    /// Whether some files lack a column.
    pub(super) fn is_optional(&self, column: &Column) -> bool {
        self.optional.iter().any(|known| column.names().any(|name| name == known.name))
    }
}

impl Format for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn about(&self) -> &'static str {
        "A table with a header whose columns the layout names: delimited text, a sheet of a workbook, or a list of records in JSON."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let node = map.required("layout")?;
        let layout = decode(report, node)?;
        Some(Box::new(layout))
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        table_rows::read(self, reading, content)
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

    fn needs_places(&self) -> bool {
        self.place.needs_places()
    }

    fn is_of_records(&self) -> bool {
        self.records
    }

    fn conclude(&self, report: &Report, parts: &[Part]) {
        let words = self.only.iter().flat_map(|only| only.words.iter().map(move |(word, place)| (only, word, place)));
        for (index, (only, word, place)) in words.enumerate() {
            // A format lists the words that occur anywhere; only those of an author are meant for this file.
            let is_of_format = place.path.starts_with(super::header::FORMAT);
            if !parts.is_empty() && !is_of_format && !parts.iter().any(|part| part.seen.get(index) == Some(&true)) {
                let word = String::from_utf8_lossy(word);
                let found =
                    Diagnostic::warning(format!("no row has `{word}` in `{}`", only.column.name)).at(place.clone());
                report.add(found.label("keeps nothing").help("correct the word, or take it out"));
            }
        }
    }
}

/// Decodes `layout:`.
pub(super) fn decode(report: &Report, node: &Node) -> Option<Layout> {
    let mut map = node.map(report)?;
    let extent = layout::extent(report, &mut map);
    let only = Only::list(report, &mut map, "only");
    let except = Only::list(report, &mut map, "except");
    let down = map.list("down").iter().filter_map(|node| Column::plain(report, node)).collect();
    let place = map.required("area").and_then(|node| Where::of(report, node));
    let missing = layout::area_missing(&mut map);
    let when = map.required("period").and_then(|node| When::of(report, node));
    let values = values(report, &mut map, when.as_ref());
    let group = group(report, &mut map);
    let words = MissingWords::of(report, &mut map);
    let reason = map.optional("reason").map(|node| reason(report, node));
    let whole = map.optional("whole").map(|node| whole(report, node));
    let distinct = Column::optional(report, &mut map, "distinct");
    let optional = map.list("optional").iter().filter_map(|node| Column::plain(report, node)).collect();
    let marks = MarkSigns::of(report, &mut map);
    let mark = MarkColumn::of(report, &mut map);
    let numbers = Numbers { missing: words, thousands: layout::thousands(&mut map), marks };
    let sum = [("rows", Repeats::Sum), ("none", Repeats::Refuse), ("same", Repeats::Same)];
    let sum = map.optional_word("sum", &sum);
    let records = map.optional_word("rows", &[("records", true), ("numbers", false)]);
    let is_count = matches!(values, Some(Values::Count(_)));
    if let Some(column) = distinct.as_ref().filter(|_| values.is_some() && !is_count) {
        let found = Diagnostic::error("`distinct` is for rows that are counted").at(column.place.clone());
        report.add(found.label("these rows hold numbers").help("take it out, or write `count: rows`"));
    }
    let adds = match &values {
        Some(Values::Count(_)) => true,
        Some(Values::Headings(_, headings)) => headings.has_bands(),
        _ => false,
    };
    let adds = adds || group.iter().flatten().any(|(_, words)| !words.bands.is_empty());
    let repeats = sum.unwrap_or(if adds { Repeats::Sum } else { Repeats::Refuse });
    map.finish();
    Some(Layout {
        extent,
        only: only?,
        except: except?,
        down,
        place: place?,
        missing,
        when: when?,
        values: values?,
        group: group?,
        numbers,
        reason: reason.map_or(Some(None), |reason| reason.map(Some))?,
        mark: mark?,
        whole: whole.map_or(Some(None), |whole| whole.map(Some))?,
        distinct,
        optional,
        repeats,
        // A row that counts one is about one person or event, unless the author says otherwise.
        records: records.unwrap_or(is_count),
    })
}

/// `{column: Value note, words: {…: suppressed}}`.
fn reason(report: &Report, node: &Node) -> Option<Reason> {
    let mut map = node.map(report)?;
    let column = Column::required(report, &mut map, "column");
    let words = MissingWords::under(report, &mut map, "words");
    let of = map.list("of").iter().filter_map(|node| Column::plain(report, node)).collect();
    let others = map.optional_word("others", &[("keep", false), ("refuse", true)]);
    map.finish();
    Some(Reason { column: column?, words, of, refuses: others.unwrap_or(false) })
}

/// `{count: RECORD_COUNT, limit: 25000}`.
fn whole(report: &Report, node: &Node) -> Option<Whole> {
    let mut map = node.map(report)?;
    let count = Column::optional(report, &mut map, "count");
    let limit = map.optional_number("limit", "a number of rows").unwrap_or(usize::MAX);
    map.finish();
    Some(Whole { count, limit })
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
    let headings = map.optional("columns");
    let mut given = Vec::new();
    for (key, there) in [
        ("value", value.is_some()),
        ("values", wide.is_some()),
        ("periods", periods.is_some()),
        ("pairs", pairs.is_some()),
        ("columns", headings.is_some()),
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
        let help = "give one of `value`, `values`, `periods`, `pairs`, `columns` and `count: rows`";
        report.add(Diagnostic::error(message).at(place).label("in this layout").help(help));
        return None;
    }
    let names_itself = |node: &Node| headings::names_series(node);
    if wide.is_none() && series_node.is_none() && !headings.is_some_and(names_itself) {
        let found = Diagnostic::error("`series` is missing").at(place).label("among these keys");
        report.add(found.help("add `series: {column: …}`, or `series: {fixed: …}` where all rows are of one"));
        return None;
    }
    let forms: &[Form] = match (when, periods.or(pairs).or(headings)) {
        (Some(When::Columns(forms)), Some(_)) => forms,
        (Some(_), Some(_)) if headings.is_some() => &[],
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
        (_, None) => &[],
    };
    let named = series_node.map(|node| series(report, Some(node)));
    if let Some(node) = wide {
        let entries = node.map(report)?.entries();
        let columns: Option<Vec<_>> =
            entries.iter().map(|(name, _, node)| Some((name.clone(), Column::plain(report, node)?))).collect();
        let named = named.map_or(Some(None), |series| series.map(Some))?;
        return columns.map(|columns| Values::Wide(named, columns));
    }
    if let Some(node) = headings {
        let named = named.map_or(Some(None), |series| series.map(Some))?;
        return Headings::of(report, node, forms).map(|headings| Values::Headings(named, headings));
    }
    let series = named??;
    if let Some(node) = periods {
        let one = |(name, place, node): &(String, crate::report::Place, Node)| {
            let period = when::period(report, &node.text(report)?, node.place(), forms)?;
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
