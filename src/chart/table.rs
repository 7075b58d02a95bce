//! The rows of a figure as a table and as a file.
//!
//! A table has a row for each step and a column for each series; a file has a line for each mark. What
//! has no number has its shorthand in both.

use super::event;
use super::rows::{Along, Extra, Overlay, Row, Rows};
use super::text;
use crate::compare::Comparison;
use crate::model::cell::Shorthand;
use crate::model::estimate::Estimate;
use crate::model::source::SourceId;
use crate::model::spec::Spec;

/// What a column or cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A number, which stands to the right.
    Number,
    /// The sign of a number that is not there.
    Shorthand,
}

impl Kind {
    /// Its word in a page: `text`, `number` or `shorthand`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Shorthand => "shorthand",
        }
    }
}

/// A table of a figure's rows; the first cell of each row is its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it holds, complete in itself.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, one for each step.
    pub rows: Vec<Line>,
    /// Whether another order than this one means something.
    pub sortable: bool,
}

/// A column's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its words.
    pub text: String,
    /// What it holds.
    pub kind: Kind,
}

/// A row of a table: a step of the figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The step.
    pub step: usize,
    /// What the reading slider says of it.
    pub words: String,
    /// As many cells as columns.
    pub cells: Vec<TableCell>,
}

/// A cell of a table; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCell {
    /// As printed.
    pub text: String,
    /// What to sort by; none where there is no number.
    pub sort: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// The slug of the area it names, where that has a page.
    pub slug: Option<String>,
    /// The comparison it states.
    pub comparison: Option<Comparison>,
}

impl TableCell {
    fn words(text: &str) -> Self {
        Self { text: text.to_owned(), sort: None, kind: Kind::Text, slug: None, comparison: None }
    }

    fn number(value: f64, decimals: usize) -> Self {
        let (text, sort) = (text::number(value, decimals), Some(value.to_string()));
        Self { text, sort, kind: Kind::Number, slug: None, comparison: None }
    }

    /// What `number` takes of the cell, or why there is none.
    fn of(row: &Row, decimals: usize, number: impl Fn(&Estimate) -> Option<f64>) -> Self {
        match (row.estimate(), row.cell.shorthand()) {
            (Some(estimate), _) => {
                number(estimate).map_or_else(|| Self::sign("[z]"), |value| Self::number(value, decimals))
            }
            (None, shorthand) => Self::sign(shorthand.map_or("[x]", crate::model::cell::Shorthand::symbol)),
        }
    }

    fn sign(sign: &str) -> Self {
        Self { kind: Kind::Shorthand, ..Self::words(sign) }
    }
}

/// A column beside the first: which series, and what of its cells.
enum Part {
    Value(usize),
    Lower(usize),
    Upper(usize),
    Count(usize),
    Denominator(usize),
    Comparison(usize),
    Reading(usize),
    Extra(usize, usize),
    Events,
}

/// The table of `rows`; `shown` is its caption.
pub(super) fn table(spec: &Spec, rows: &Rows, shown: &str) -> Table {
    let first = rows.first.clone().unwrap_or_else(|| match rows.along {
        Along::Time => "Period".to_owned(),
        Along::Areas => "Area".to_owned(),
        Along::Groups => spec.by.as_deref().map_or_else(|| "Group".to_owned(), text::sentence_case),
        Along::Indicators => "Measure".to_owned(),
    });
    let lone = rows.subjects().count() == 1;
    let mut parts: Vec<(String, Part)> = Vec::new();
    for (index, series) in rows.series.iter().enumerate() {
        let any = |test: fn(&Estimate) -> bool| rows.of_series(index).filter_map(Row::estimate).any(test);
        let name = if rows.series.len() == 1 { text::sentence_case(&rows.measure.unit) } else { series.name.clone() };
        let name = rows.value.clone().unwrap_or(name);
        parts.push((name, Part::Value(index)));
        if !lone || rows.subjects().next() != Some(index) {
            continue;
        }
        if any(|estimate| estimate.interval.is_some()) {
            parts.push(("Lower limit".to_owned(), Part::Lower(index)));
            parts.push(("Upper limit".to_owned(), Part::Upper(index)));
        }
        if any(|estimate| estimate.numerator.is_some_and(|count| (count - estimate.value).abs() > f64::EPSILON)) {
            parts.push(("Count".to_owned(), Part::Count(index)));
        }
        if any(|estimate| estimate.denominator.is_some()) {
            parts.push((rows.measure.below.to_owned(), Part::Denominator(index)));
        }
        if rows.of_series(index).any(|row| row.comparison.is_some()) {
            let name = rows.benchmark.as_ref().map(|benchmark| benchmark.area.name.as_str());
            let name = name.or_else(|| {
                rows.series
                    .iter()
                    .find(|other| other.role == super::rows::Role::Comparator)
                    .map(|other| other.name.as_str())
            });
            let title = name.map_or_else(|| "Comparison".to_owned(), |name| format!("Compared with {name}"));
            parts.push((title, Part::Comparison(index)));
        }
        for (extra, column) in rows.extras.iter().enumerate() {
            parts.push((column.title.clone(), Part::Extra(index, extra)));
        }
        parts.extend(rows.reading.iter().map(|title| (title.clone(), Part::Reading(index))));
    }
    if !rows.events.is_empty() {
        parts.push(("What happened".to_owned(), Part::Events));
    }
    let mut columns = vec![Column { text: first, kind: Kind::Text }];
    columns.extend(parts.iter().map(|(name, part)| Column {
        text: name.clone(),
        kind: if matches!(part, Part::Comparison(_) | Part::Reading(_) | Part::Events) {
            Kind::Text
        } else {
            Kind::Number
        },
    }));
    let lines = (0..rows.steps.len()).map(|step| line(rows, step, &parts)).collect();
    Table { caption: shown.to_owned(), columns, rows: lines, sortable: rows.along != Along::Time }
}

fn line(rows: &Rows, step: usize, parts: &[(String, Part)]) -> Line {
    let (own, decimals) = (&rows.steps[step], rows.decimals(step));
    let slug = own.area.as_ref().and_then(|area| area.slug.clone());
    let mut cells = vec![TableCell { slug, ..TableCell::words(&own.label) }];
    for (_, part) in parts {
        cells.push(match part {
            Part::Value(series) => {
                let row = rows.at(step, *series);
                let mut cell = TableCell::of(row, decimals, |estimate| Some(estimate.value));
                cell.text = crate::content::sentence::marked(cell.text, row.marks());
                // Many areas by many indicators have no room for a column of words beside each.
                if let (Overlay::Tartan(_), Some(reading), Some(_)) = (&rows.overlay, &row.reading, row.estimate()) {
                    cell.text = format!("{}, {reading}", cell.text);
                }
                cell
            }
            Part::Lower(series) => {
                TableCell::of(rows.at(step, *series), decimals, |estimate| Some(estimate.interval?.lower))
            }
            Part::Upper(series) => {
                TableCell::of(rows.at(step, *series), decimals, |estimate| Some(estimate.interval?.upper))
            }
            Part::Count(series) => TableCell::of(rows.at(step, *series), 0, |estimate| estimate.numerator),
            Part::Denominator(series) => TableCell::of(rows.at(step, *series), 0, |estimate| estimate.denominator),
            Part::Comparison(series) => comparison(rows.at(step, *series)),
            Part::Reading(series) => match &rows.at(step, *series).reading {
                Some(reading) => TableCell::words(reading),
                None => TableCell::of(rows.at(step, *series), 0, |_| None),
            },
            Part::Extra(series, extra) => match &rows.at(step, *series).extras[*extra] {
                Extra::Number(value) => TableCell::number(*value, rows.extras[*extra].decimals),
                Extra::Words(words) => TableCell { kind: Kind::Number, ..TableCell::words(words) },
                Extra::Missing(shorthand) => TableCell::sign(shorthand.symbol()),
            },
            Part::Events => match event::of_step(rows, step).as_slice() {
                [] => TableCell::words("–"),
                names => TableCell::words(&names.join("; ")),
            },
        });
    }
    Line { step, words: own.words.clone(), cells }
}

fn comparison(row: &Row) -> TableCell {
    match (row.comparison, row.estimate()) {
        (Some(comparison), _) => TableCell { comparison: Some(comparison), ..TableCell::words(comparison.word()) },
        (None, Some(_)) => TableCell::words("not compared"),
        (None, None) => TableCell::of(row, 0, |_| None),
    }
}

impl Rows {
    /// The shorthand that stands anywhere in the table: in place of numbers, and of what is set beside them.
    pub(super) fn all_shorthand(&self) -> Vec<Shorthand> {
        let beside = self.rows.iter().flat_map(|row| &row.extras).filter_map(|extra| match extra {
            Extra::Missing(shorthand) => Some(*shorthand),
            Extra::Number(_) | Extra::Words(_) => None,
        });
        let mut used: Vec<Shorthand> = self.shorthand().into_iter().chain(beside).collect();
        used.sort_unstable();
        used.dedup();
        used
    }
}

/// The header of the file.
const COLUMNS: [&str; 14] = [
    "indicator",
    "area code",
    "area",
    "period",
    "breakdown",
    "value",
    "lower",
    "upper",
    "count",
    "denominator",
    "unit",
    "status",
    "source",
    "illustrative",
];

/// The rows as CSV, one line for each mark; `sources` stand in each, to be found in the list of sources.
pub(super) fn csv(rows: &Rows, sources: &[SourceId]) -> String {
    let further = rows.extras.iter().map(|column| words(&column.title.to_lowercase()));
    let further = further.chain(rows.reading.iter().map(|title| words(&title.to_lowercase())));
    let further = further.chain((!rows.events.is_empty()).then(|| "what happened".to_owned()));
    let mut out = COLUMNS.iter().map(|column| (*column).to_owned()).chain(further).collect::<Vec<_>>().join(",");
    out.push('\n');
    let plain =
        |value: Option<f64>, decimals: usize| value.map_or_else(String::new, |value| format!("{value:.decimals$}"));
    for row in &rows.rows {
        let estimate = row.estimate();
        let limits = estimate.and_then(|estimate| estimate.interval);
        let status = row.cell.status();
        let decimals = rows.decimals(row.step);
        let breakdown = if row.breakdown.is_empty() { "all" } else { &row.breakdown };
        let cells = [
            words(&row.indicator),
            words(&row.area.code),
            words(&row.area.name),
            words(&row.period.to_string()),
            words(breakdown),
            plain(estimate.map(|estimate| estimate.value), decimals),
            plain(limits.map(|limits| limits.lower), decimals),
            plain(limits.map(|limits| limits.upper), decimals),
            plain(estimate.and_then(|estimate| estimate.numerator), 0),
            plain(estimate.and_then(|estimate| estimate.denominator), 0),
            words(rows.unit(row.step)),
            words(&status),
            words(&rows.sources(row.step, sources).iter().map(SourceId::as_str).collect::<Vec<_>>().join(" ")),
            words(if rows.is_illustrative(row.step) { "yes" } else { "no" }),
        ];
        out.push_str(&cells.join(","));
        for (column, extra) in rows.extras.iter().zip(&row.extras) {
            out.push(',');
            out.push_str(&match extra {
                Extra::Number(value) => format!("{value:.*}", column.decimals),
                Extra::Words(text) => words(text),
                Extra::Missing(shorthand) => shorthand.symbol().to_owned(),
            });
        }
        if rows.reading.is_some() {
            out.push(',');
            out.push_str(&words(
                row.reading.as_deref().unwrap_or(row.cell.shorthand().map_or("[z]", |sign| sign.symbol())),
            ));
        }
        if !rows.events.is_empty() {
            out.push(',');
            out.push_str(&words(&event::of_step(rows, row.step).join("; ")));
        }
        out.push('\n');
    }
    out
}

/// Words in a file that a spreadsheet may open: quoted where they must be, and never a formula.
fn words(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}
