//! The whole assessment as one page.

use serde::Serialize;

use super::{Block, Download, Fact, Frame, Heading, Recommendation};

/// The page of all chapters: `document.html`.
#[derive(Debug, Serialize)]
pub struct Document {
    /// The frame.
    pub frame: Frame,
    /// The title of the assessment.
    pub title: String,
    /// The document as a file, where the program makes one.
    pub file: Option<Download>,
    /// Who published it, when, and where it stands.
    pub facts: Vec<Fact>,
    /// Its parts, in their order.
    pub parts: Vec<Part>,
    /// Every source of data.
    pub sources: Vec<SourceEntry>,
}

/// A chapter or page within the document.
#[derive(Debug, Serialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its id.
    pub anchor: String,
    /// One or two sentences under the title.
    pub lede: String,
    /// What it found, each a sentence of markup without links.
    pub findings: Vec<String>,
    /// Its headings.
    pub contents: Vec<Heading>,
    /// Its text, figures and tables.
    pub blocks: Vec<Block>,
    /// What is recommended, in the part about that.
    pub recommendations: Vec<RecommendationInDocument>,
}

/// A recommendation with its text.
#[derive(Debug, Serialize)]
pub struct RecommendationInDocument {
    /// The recommendation.
    pub of: Recommendation,
    /// More about it.
    pub body_html: String,
}

/// A source of data in the list at the end.
#[derive(Debug, Serialize)]
pub struct SourceEntry {
    /// Its title.
    pub title: String,
    /// Its publisher and period.
    pub note: Option<String>,
    /// The permanent address of its page.
    pub address: String,
    /// Whether it is made up.
    pub illustrative: bool,
}
