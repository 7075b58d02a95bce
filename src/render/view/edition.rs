//! The pages about editions, as templates receive them.

use serde::Serialize;

use super::{Frame, Link};

/// What script needs to look for a newer edition.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceInEdition {
    /// The edition that the page belongs to.
    pub edition: String,
    /// The way from the page to the root of the site.
    pub site: String,
    /// The address of the page below the edition.
    pub page: String,
}

/// All editions: `editions.html`.
#[derive(Debug, Serialize)]
pub struct Editions {
    /// The frame.
    pub frame: Frame,
    /// Every edition, the newest first.
    pub editions: Vec<EditionRow>,
    /// The page of changes.
    pub changes: Link,
    /// The list for programs.
    pub list: Link,
}

/// An edition in the list of all.
#[derive(Debug, Serialize)]
pub struct EditionRow {
    /// The id of its place on the page.
    pub anchor: String,
    /// Its home page.
    pub home: Link,
    /// Whether it is the one that the root of the site shows.
    pub current: bool,
    /// The edition that came after it, where there is one.
    pub next: Option<Link>,
    /// The day it was published, in words.
    pub published: String,
    /// How many figures it has, in words.
    pub figures: String,
    /// What has changed since the edition before: its publisher's words, and what is counted.
    pub changed: Vec<String>,
    /// Its corrections, the newest first.
    pub corrections: Vec<Link>,
}

/// The log of corrections: `changes.html`.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// The frame.
    pub frame: Frame,
    /// Every correction, the newest first.
    pub corrections: Vec<CorrectionEntry>,
    /// Figures that were withdrawn, each with why and when.
    pub withdrawn: Vec<Link>,
    /// The list of editions.
    pub editions: Link,
}

/// A correction.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionEntry {
    /// The id of its place on the page.
    pub anchor: String,
    /// When it was put right, in words.
    pub when: String,
    /// The edition it is of, in words.
    pub edition: String,
    /// What was wrong and what is right.
    pub what: String,
    /// Why it was wrong.
    pub why: String,
    /// The figures.
    pub figures: Vec<Link>,
    /// The pages that show them.
    pub pages: Vec<Link>,
}

/// A figure through all editions: `history.html`.
#[derive(Debug, Serialize)]
pub struct FigureHistory {
    /// The frame.
    pub frame: Frame,
    /// The id of the figure.
    pub id: String,
    /// Its finding in the newest edition that has it.
    pub title: String,
    /// That it was withdrawn, why and when, or that this edition does not have it, in a sentence.
    pub withdrawn: Option<String>,
    /// The figure to be used instead.
    pub successor: Option<Link>,
    /// The figure in the newest edition that has it, if one still has.
    pub newest: Option<Link>,
    /// Its drawing there.
    pub drawing: Option<String>,
    /// What the drawing shows, in words.
    pub summary: String,
    /// The editions that have it, the newest first, each with its finding there.
    pub editions: Vec<Link>,
    /// Its corrections, the newest first.
    pub corrections: Vec<CorrectionEntry>,
    /// The list of all editions.
    pub all: Link,
}

/// What stands at an address whose page has moved: `moved.html`.
#[derive(Debug, Serialize)]
pub struct MovedPage {
    /// The frame.
    pub frame: Frame,
    /// Where the page is.
    pub to: Link,
}

/// What is shown where there is no page: `not-found.html`.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// The frame; its links must be absolute from the host's root, as the page is shown at any address.
    pub frame: Frame,
    /// The pages most likely to be wanted.
    pub links: Vec<Link>,
}
