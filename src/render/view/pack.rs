//! The page on which figures are put together, as its template receives it.

use serde::Serialize;

use super::{Frame, Link};

/// The pack of figures: `pack.html`.
#[derive(Debug, Serialize)]
pub struct PackPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// The folder in which each figure has a folder of its own.
    pub figures: String,
    /// How many figures of this site a pack may hold, so that its page can be walked by key.
    pub most: usize,
    /// Every figure, by the page that shows it; closed until they are wanted.
    pub groups: Vec<PackGroup>,
}

/// The figures of one chapter, or of all pages of a kind.
#[derive(Debug, Serialize)]
pub struct PackGroup {
    /// The words of the disclosure, such as `Robbery: 6 figures`.
    pub title: String,
    /// Its figures.
    pub figures: Vec<PackEntry>,
    /// Parts of it, each closed as well.
    pub parts: Vec<PackGroup>,
}

/// A figure in the list.
#[derive(Debug, Serialize)]
pub struct PackEntry {
    /// Its permanent id.
    pub id: String,
    /// Its finding, with its own page.
    pub link: Link,
    /// Its rows as a file.
    pub csv: String,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}
