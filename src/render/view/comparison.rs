//! The overview grid of areas, and the files from which script sets a few beside each other.

use serde::Serialize;

use super::{Frame, Heading, Link, Mark, Shorthand};

/// A page of the overview grid: `compare.html`.
#[derive(Debug, Serialize)]
pub struct ComparisonPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// How to read the words, one sentence each.
    pub reading: Vec<String>,
    /// Where script finds what a reader may choose from; only on the first page.
    pub choice: Option<Choice>,
    /// The way to that page from the others.
    pub choose: Option<Link>,
    /// The second-level headings; shown where there are more than three.
    pub contents: Vec<Heading>,
    /// The grid, in parts that stand under a heading each.
    pub sections: Vec<GridSection>,
    /// The shorthand that the grid uses.
    pub shorthand: Vec<Shorthand>,
    /// The pages of the smaller areas in these.
    pub inside: Vec<Link>,
    /// The page before, of the same kind of area.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}

/// Where script finds the areas and the numbers of each.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// The list of areas and indicators, from the page.
    pub list: String,
    /// The folder in which each area has a file, from the page.
    pub folder: String,
}

/// A part of the grid under a heading.
#[derive(Debug, Serialize)]
pub struct GridSection {
    /// The heading.
    pub title: String,
    /// Its id, without `#`.
    pub anchor: String,
    /// One table, or several that are narrow enough to read and print.
    pub grids: Vec<Grid>,
}

/// A table of values, each with the word of its comparison.
#[derive(Debug, Serialize)]
pub struct Grid {
    /// The id of its caption is this and `-caption`.
    pub id: String,
    /// What it holds, complete in itself.
    pub caption: String,
    /// The head of the first column.
    pub corner: String,
    /// The heads of the other columns.
    pub columns: Vec<GridHead>,
    /// The rows.
    pub groups: Vec<GridGroup>,
}

/// Rows under a heading of the table, or without one.
#[derive(Debug, Serialize)]
pub struct GridGroup {
    /// The heading; empty where the table is of one theme.
    pub title: String,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row of the grid.
#[derive(Debug, Serialize)]
pub struct GridRow {
    /// Its head.
    pub head: GridHead,
    /// Its cells, as many as columns.
    pub cells: Vec<GridCell>,
}

/// What a row or a column is about: an indicator or an area.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GridHead {
    /// Its name.
    pub text: String,
    /// Its page.
    pub href: Option<String>,
    /// Unit, period and benchmark of an indicator; empty for an area.
    pub note: String,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// A cell; its value is never empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GridCell {
    /// The value, or a shorthand.
    pub value: String,
    /// How it stands to its benchmark.
    pub mark: Option<Mark>,
    /// What became of it; absent where nothing may be said.
    pub trend: Option<Trend>,
    /// That it is the benchmark, or empty.
    pub beside: String,
}

/// What became of a value.
#[derive(Debug, Clone, Serialize)]
pub struct Trend {
    /// An arrow, or empty.
    pub sign: String,
    /// The word, such as `rose`.
    pub word: String,
}

/// Everything that may be chosen: `compare/areas.json`.
#[derive(Debug, Serialize)]
pub struct Choices {
    /// The areas, by the area that holds them.
    pub groups: Vec<ChoiceGroup>,
    /// The indicators by theme, in the order of a profile.
    pub themes: Vec<ChoiceTheme>,
}

/// Areas of one parent.
#[derive(Debug, Serialize)]
pub struct ChoiceGroup {
    /// Such as `Wards of Birmingham`.
    pub title: String,
    /// The areas.
    pub areas: Vec<ChoiceArea>,
}

/// An area that may be chosen.
#[derive(Debug, Serialize)]
pub struct ChoiceArea {
    /// Its part of addresses, and the name of its file.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// The indicators of a theme.
#[derive(Debug, Serialize)]
pub struct ChoiceTheme {
    /// The theme.
    pub title: String,
    /// The indicators.
    pub indicators: Vec<ChoiceIndicator>,
}

/// An indicator.
#[derive(Debug, Serialize)]
pub struct ChoiceIndicator {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub text: String,
    /// Its page, from the first page of the grid.
    pub href: String,
    /// Its unit.
    pub unit: String,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// What is known of an area: `compare/areas/SLUG.json`.
#[derive(Debug, Serialize)]
pub struct AreaNumbers {
    /// Its name.
    pub name: String,
    /// Its profile, from the first page of the grid.
    pub href: String,
    /// What it is, such as `Ward in Birmingham`.
    pub kind: String,
    /// The areas most like it, the nearest first.
    pub alike: Vec<ChoiceArea>,
    /// Each of its indicators in its latest period.
    pub rows: Vec<AreaNumber>,
}

/// What a value is compared with.
#[derive(Debug, Serialize)]
pub struct Benchmark {
    /// The name of the area.
    pub name: String,
    /// Its value in the same period, or a shorthand.
    pub value: String,
}

/// An indicator of an area, in words.
#[derive(Debug, Serialize)]
pub struct AreaNumber {
    /// The indicator's id.
    pub id: String,
    /// The period.
    pub period: String,
    /// The value, or a shorthand.
    pub value: String,
    /// Its limits; empty where there are none.
    pub interval: String,
    /// How it stands to its benchmark; absent where the area is the benchmark.
    pub mark: Option<Mark>,
    /// What became of it.
    pub trend: Option<Trend>,
    /// Whether the area is the benchmark of the others.
    pub is_benchmark: bool,
    /// What it is compared with; absent where there is none, or the area is it.
    pub benchmark: Option<Benchmark>,
    /// A line of its last periods.
    pub spark_svg: Option<String>,
}
