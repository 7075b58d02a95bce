//! Priorities, as templates receive them.

use serde::Serialize;

use super::{Described, Download, Fact, Frame, Link, Mark};

/// Which needs are high, rising, severe and unmet: `priorities.html`.
#[derive(Debug, Serialize)]
pub struct PriorityPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Who described the interventions.
    pub described: Described,
    /// Which needs most is said of, in the whole area.
    pub most: String,
    /// How to read it, and what it does not say.
    pub reading: Vec<String>,
    /// The whole area.
    pub whole: PriorityTable,
    /// What the publisher decides, and why.
    pub decisions: Vec<Fact>,
    /// Needs by areas; absent where there is one area.
    pub areas: Option<PriorityMatrix>,
    /// Each area with the needs that most is said of there.
    pub by_area: Vec<AreaPriorities>,
    /// The four questions, with what yes means.
    pub questions: Vec<Fact>,
    /// The page as files, and where to read on.
    pub downloads: Vec<Download>,
    /// Need beside provision.
    pub onward: Link,
}

/// Needs in the whole area.
#[derive(Debug, Serialize)]
pub struct PriorityTable {
    /// What it holds, complete in itself.
    pub caption: String,
    /// The needs, in the publisher's order.
    pub rows: Vec<PriorityRow>,
}

/// A need in the whole area.
#[derive(Debug, Serialize)]
pub struct PriorityRow {
    /// Its name, with its part of the page on provision.
    pub need: Link,
    /// That it is a priority by the publisher's decision; empty where it is not.
    pub decided: String,
    /// The answers to the four questions.
    pub answers: Vec<PriorityAnswer>,
    /// How many are yes, and how many cannot be said.
    pub met: String,
}

/// The answer to a question, and what it rests on.
#[derive(Debug, Serialize)]
pub struct PriorityAnswer {
    /// The question in a word, as the head of its column.
    pub head: String,
    /// The answer.
    pub mark: Mark,
    /// What it rests on, each with its page where there is one.
    pub rests: Vec<Link>,
}

/// Needs by areas, or areas by needs where areas are many.
#[derive(Debug, Serialize)]
pub struct PriorityMatrix {
    /// What it holds, complete in itself.
    pub caption: String,
    /// The head of the first column.
    pub corner: String,
    /// The heads of the other columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<PriorityMatrixRow>,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct PriorityMatrixRow {
    /// Its head.
    pub head: String,
    /// Its cells, as many as columns.
    pub cells: Vec<PriorityCell>,
}

/// A need in an area.
#[derive(Debug, Serialize)]
pub struct PriorityCell {
    /// How many answers are yes.
    pub met: String,
    /// The questions that are answered yes, and those that cannot be said.
    pub answers: Vec<Mark>,
}

/// An area with the needs that most is said of.
#[derive(Debug, Serialize)]
pub struct AreaPriorities {
    /// Its name, with its profile where it has one.
    pub area: Link,
    /// The needs, in a sentence or two.
    pub text: String,
}
