//! A figure by itself, as the template of frames receives it. The pack of figures takes its `<figure>` in.

use serde::Serialize;

use super::{Cite, Frame, Headline, Link, Shorthand, Table};

/// A figure alone: `embed.html`.
#[derive(Debug, Serialize)]
pub struct EmbedPage {
    /// The frame; of it only the head and the notices are shown.
    pub frame: Frame,
    /// The figure.
    pub figure: Embedded,
    /// The figure's own page.
    pub page: Link,
}

/// What is shown of a figure where its table and files are elsewhere.
#[derive(Debug, Serialize)]
pub struct Embedded {
    /// Permanent id, such as `VI-01-trend`.
    pub id: String,
    /// The id as it stands in the page; the heading is `{anchor}-finding`, the summary `{anchor}-summary`.
    pub anchor: String,
    /// The class: the kind of drawing, `table` or `key`.
    pub kind: String,
    /// What it shows, as one sentence.
    pub finding_html: String,
    /// Measure, unit, place and period; absent for key figures, whose numbers each say theirs.
    pub shown: Option<String>,
    /// Level, direction, extremes and what not to conclude; absent where there is no drawing.
    pub summary: Option<String>,
    /// The drawing for 704 px and more.
    pub wide_svg: Option<String>,
    /// The drawing for less.
    pub narrow_svg: Option<String>,
    /// The table, where that is the figure; without links.
    pub table: Option<Table>,
    /// The numbers, where they are the figure.
    pub items: Vec<Headline>,
    /// Each source with its publisher and period, as one line.
    pub source: String,
    /// Cautions, gaps and breaks, one sentence each.
    pub notes: Vec<String>,
    /// The shorthand that is used.
    pub shorthand: Vec<Shorthand>,
    /// How to cite it.
    pub cite: Cite,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// How to show a figure on a page elsewhere.
#[derive(Debug, Serialize)]
pub struct EmbedCode {
    /// The HTML to copy.
    pub code: String,
    /// The page that the frame shows.
    pub page: Link,
}
