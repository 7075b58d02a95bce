//! Figures, key figures and tables as templates receive them.
//! All numbers are words by now; what ties a row to its marks is `Row::step` and the drawing's `data-step`.

use serde::Serialize;

use super::{Fact, Link, Mark};

/// One large number with what is needed to read it.
#[derive(Debug, Clone, Serialize)]
pub struct Headline {
    /// What is counted, short.
    pub label: String,
    /// The indicator's page.
    pub href: String,
    /// The value, or its shorthand where there is none.
    pub value: String,
    /// The unit, such as `offences per 1,000 residents`.
    pub unit: String,
    /// The place, where the page is not about one place.
    pub area: Option<String>,
    /// The period in words.
    pub period: String,
    /// What stands for the value or marks it, explained on the spot.
    pub shorthand: Vec<Shorthand>,
    /// How it stands beside the benchmark.
    pub comparison: Option<Mark>,
    /// The benchmark in words, such as `West Midlands force area 41.3`.
    pub benchmark: Option<String>,
    /// Where it is going, in words, such as `fell by 4.1% in a year`.
    pub trend: Option<String>,
    /// A line of the last periods, hidden from screen readers.
    pub spark_svg: Option<String>,
    /// Whether the number rests on made-up data.
    pub illustrative: bool,
}

/// Large numbers under a finding.
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigures {
    /// Permanent id, such as `VI-K1`.
    pub id: String,
    /// The id as it stands in the page, such as `vi-k1`.
    pub anchor: String,
    /// The element of the finding: `h2` or `h3`, whichever follows the heading before it.
    pub heading: String,
    /// The finding.
    pub finding_html: String,
    /// The numbers.
    pub items: Vec<Headline>,
    /// Where the numbers come from.
    pub sources: Vec<Link>,
    /// Cautions, one sentence each.
    pub notes: Vec<String>,
    /// The files of each source, and by which rule the numbers were made of them.
    pub provenance: Vec<Fact>,
}

/// A drawing under the figure contract.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Permanent id, such as `VI-01-trend`.
    pub id: String,
    /// The id as it stands in the page; the heading is `{anchor}-finding`, the summary `{anchor}-summary`.
    pub anchor: String,
    /// The element of the finding: `h1` on the figure's own page, else `h2` or `h3` as the heading before it asks.
    pub heading: String,
    /// Its name on this page, such as `Figure 3`.
    pub number: String,
    /// The kind of drawing: `line`, `bar`, `map` or `spread`.
    pub kind: String,
    /// What the drawing shows, as one sentence.
    pub finding_html: String,
    /// Measure, unit, place and period.
    pub shown: String,
    /// Level, direction, extremes and what not to conclude, in two or three sentences.
    pub summary: String,
    /// The drawing for figures of 704 px and more.
    pub wide_svg: String,
    /// The drawing for narrower ones.
    pub narrow_svg: String,
    /// The periods of a map that has several, of which script shows the one that a reader chooses.
    pub periods: Option<MapPeriods>,
    /// Each source with its page and, as `note`, its publisher and period.
    pub sources: Vec<Link>,
    /// Cautions, gaps and breaks, one sentence each.
    pub notes: Vec<String>,
    /// The shorthand that the table uses.
    pub shorthand: Vec<Shorthand>,
    /// The files of each source, and by which rule the numbers were made of them.
    pub provenance: Vec<Fact>,
    /// The same rows as the drawing; `Row::step` ties them to marks.
    pub table: Table,
    /// The rows and the drawing as files.
    pub downloads: Vec<Download>,
    /// How to cite it.
    pub cite: Cite,
    /// The figure's own page; empty on that page itself.
    pub page: String,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// The periods of a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapPeriods {
    /// First to last; without script the drawing shows the last.
    pub each: Vec<MapPeriod>,
    /// The unit, such as `offences per 1,000 residents`.
    pub unit: String,
    /// What each sign in a table is said as, as JSON.
    pub signs: String,
}

/// A period of a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapPeriod {
    /// Its id, for addresses.
    pub id: String,
    /// Its name.
    pub text: String,
    /// Its name within a sentence.
    pub words: String,
    /// How many areas have no number in it, in words; empty where each has one.
    pub missing: String,
    /// A small map of it.
    pub svg: String,
}

/// A table under the figure contract.
#[derive(Debug, Clone, Serialize)]
pub struct TableFigure {
    /// Permanent id, such as `VI-T1`.
    pub id: String,
    /// The id as it stands in the page.
    pub anchor: String,
    /// The element of the finding: `h2` or `h3`.
    pub heading: String,
    /// Its name on this page, such as `Table 1`.
    pub number: String,
    /// What the table shows, as one sentence.
    pub finding_html: String,
    /// Measure, unit, place and period.
    pub shown: String,
    /// The table.
    pub table: Table,
    /// Each source with its page.
    pub sources: Vec<Link>,
    /// Cautions, one sentence each.
    pub notes: Vec<String>,
    /// The shorthand that the table uses.
    pub shorthand: Vec<Shorthand>,
    /// The files of each source, and by which rule the numbers were made of them.
    pub provenance: Vec<Fact>,
    /// The rows as files.
    pub downloads: Vec<Download>,
    /// How to cite it.
    pub cite: Cite,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// A sign in square brackets and its meaning.
#[derive(Debug, Clone, Serialize)]
pub struct Shorthand {
    /// The sign, such as `[c]`.
    pub sign: String,
    /// Its meaning, such as `suppressed to protect confidentiality`.
    pub meaning: String,
}

/// A file that can be taken away.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    /// The words of the link, such as `CSV`.
    pub text: String,
    /// Where it is.
    pub href: String,
    /// Its size in words, such as `4 KB`.
    pub size: String,
    /// What it holds, for screen readers and lists, such as `the rows of figure VI-01-trend`.
    pub note: String,
}

/// How a figure is cited.
#[derive(Debug, Clone, Serialize)]
pub struct Cite {
    /// The sentence, ready to paste.
    pub sentence: String,
    /// The permanent absolute address.
    pub address: String,
    /// The licence.
    pub licence: Link,
}

/// A table with a caption; the first cell of each row is its header.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// What the table holds, complete in itself.
    pub caption: String,
    /// The columns; the first is the rows' header.
    pub columns: Vec<Column>,
    /// The rows, in an order that means something.
    pub rows: Vec<Row>,
    /// Whether script may add sorting; false where the order is time.
    pub sortable: bool,
}

/// A column's header.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its words.
    pub text: String,
    /// `text` or `number`; numbers stand to the right.
    pub kind: String,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The step of the reading slider: the `data-step` of the row's marks, counted from 0. Absent in tables without a drawing.
    pub step: Option<usize>,
    /// The sentence that the slider reads, such as `2024-25: Birmingham 47.8, Walsall 75.8 per 1,000`. Empty without a step.
    pub words: String,
    /// The cells, as many as columns.
    pub cells: Vec<Cell>,
}

/// A cell; never empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// The text, formatted; a shorthand where there is no value.
    pub text: String,
    /// What to sort by, such as `47.81`; absent for values that are not there, which sort last, and for plain text.
    pub sort: Option<String>,
    /// `text`, `number`, or `shorthand`.
    pub kind: String,
    /// Where the text links to.
    pub href: Option<String>,
    /// A comparison shown in place of the text.
    pub mark: Option<Mark>,
    /// A comparison shown under the text.
    pub beside: Option<Mark>,
}
