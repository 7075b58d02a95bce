//! The explorer: the page from which an indicator is chosen, and the page of each.

use serde::Serialize;

use super::{Cite, Download, Figure, Frame, Link, Shorthand, Table};

/// Where an indicator is chosen: `explore.html`.
#[derive(Debug, Serialize)]
pub struct Explore {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// A sentence under it.
    pub lede: String,
    /// The file with every indicator, from the page.
    pub list: String,
    /// The indicators by theme, each with its page.
    pub themes: Vec<ExploreTheme>,
    /// A figure to begin with.
    pub figure: Option<Figure>,
}

/// The indicators of a theme.
#[derive(Debug, Serialize)]
pub struct ExploreTheme {
    /// The theme.
    pub title: String,
    /// Its indicators.
    pub links: Vec<Link>,
}

/// An indicator with all its areas, periods and breakdowns: `exploration.html`.
#[derive(Debug, Serialize)]
pub struct Exploration {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// Its definition.
    pub definition: String,
    /// What not to conclude; empty where its definition says nothing.
    pub caution: String,
    /// Its id.
    pub id: String,
    /// Its name in a table.
    pub short: String,
    /// The same within a sentence.
    pub lower: String,
    /// What each sign in a table is said as, as JSON.
    pub signs: String,
    /// Whether there is anything to choose.
    pub choosable: bool,
    /// Its unit.
    pub unit: String,
    /// Its page, with definition and figures.
    pub indicator: Link,
    /// The file with every indicator, from the page.
    pub list: String,
    /// The file with its values on their axes.
    pub placed: String,
    /// The folder of outlines.
    pub maps: String,
    /// The tables of areas by periods, one for each kind of area, and of breakdowns.
    pub tables: Vec<ExploreTable>,
    /// Where the numbers come from.
    pub sources: Vec<Link>,
    /// Cautions, one sentence each.
    pub notes: Vec<String>,
    /// The shorthand of the tables.
    pub shorthand: Vec<Shorthand>,
    /// Its numbers as a file.
    pub downloads: Vec<Download>,
    /// How it is cited.
    pub cite: Cite,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// A table under a heading.
#[derive(Debug, Serialize)]
pub struct ExploreTable {
    /// The heading.
    pub title: String,
    /// Its id, without `#`.
    pub anchor: String,
    /// The table.
    pub table: Table,
    /// Whether it stands open.
    pub open: bool,
}

/// Every indicator that may be chosen: `explore/indicators.json`.
#[derive(Debug, Serialize)]
pub struct Explorable {
    /// By theme.
    pub themes: Vec<ExplorableTheme>,
}

/// The indicators of a theme.
#[derive(Debug, Serialize)]
pub struct ExplorableTheme {
    /// The theme.
    pub title: String,
    /// The indicators.
    pub indicators: Vec<ExplorableIndicator>,
}

/// An indicator that may be chosen.
#[derive(Debug, Serialize)]
pub struct ExplorableIndicator {
    /// Its id.
    pub id: String,
    /// Its name in a table.
    pub text: String,
    /// The same within a sentence.
    pub lower: String,
    /// Its unit.
    pub unit: String,
    /// What not to conclude; empty where its definition says nothing.
    pub caution: String,
    /// Each of its sources with its publisher.
    pub sources: Vec<String>,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}
