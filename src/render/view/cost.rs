//! What violence costs, as templates receive it.

use serde::Serialize;

use super::{Described, Download, Fact, Frame, Link};

/// What violence costs: `cost.html`.
#[derive(Debug, Serialize)]
pub struct CostPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// That the unit costs are made up, where they are.
    pub illustrative: Option<String>,
    /// Who published the unit costs.
    pub described: Described,
    /// How to read it, and what it does not say.
    pub reading: Vec<String>,
    /// What the whole table holds, complete in itself.
    pub caption: String,
    /// What is counted in the whole area, with its cost.
    pub rows: Vec<CostRow>,
    /// Sums of costs that do not overlap, with the reason.
    pub totals: Vec<Fact>,
    /// Costs by area; absent where nothing is published by area.
    pub areas: Option<CostAreas>,
    /// The page as files.
    pub downloads: Vec<Download>,
}

/// A count and its cost.
#[derive(Debug, Serialize)]
pub struct CostRow {
    /// What is counted, with its page.
    pub link: Link,
    /// What the source of the cost calls it.
    pub category: String,
    /// When.
    pub period: String,
    /// How many, or why there is no number.
    pub count: String,
    /// What one costs.
    pub unit: String,
    /// The product, rounded, or that there is none.
    pub cost: String,
}

/// Costs by area.
#[derive(Debug, Serialize)]
pub struct CostAreas {
    /// What it holds, complete in itself.
    pub caption: String,
    /// The heads of the columns after the first.
    pub columns: Vec<String>,
    /// An area and its costs.
    pub rows: Vec<CostAreaRow>,
}

/// The costs of an area.
#[derive(Debug, Serialize)]
pub struct CostAreaRow {
    /// Its name.
    pub head: String,
    /// Its costs, or why there is none.
    pub cells: Vec<String>,
}
