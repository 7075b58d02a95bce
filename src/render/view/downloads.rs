//! The page of downloads, as templates receive it.

use serde::Serialize;

use super::{Download, Frame, Link, Table};

/// The downloads: `data.html`.
#[derive(Debug, Serialize)]
pub struct Data {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// The page on which figures are put together.
    pub pack: String,
    /// The whole assessment as one document.
    pub document: String,
    /// The same as a PDF, where the program makes one.
    pub document_file: Option<String>,
    /// The whole set and what describes it.
    pub whole: Vec<Download>,
    /// Files that describe the others to programs, and their checksums.
    pub programs: Vec<Download>,
    /// The way to the index of the API.
    pub api: String,
    /// The list of sentences that rest on numbers.
    pub statements: String,
    /// The tables by theme; closed until they are wanted.
    pub groups: Vec<DataGroup>,
    /// The columns of the files and what they hold.
    pub dictionary: Table,
    /// The sentence to print beside anything made from the data.
    pub attribution: String,
}

/// The tables of one theme.
#[derive(Debug, Serialize)]
pub struct DataGroup {
    /// The words of the disclosure, such as `Police: 15 tables`.
    pub title: String,
    /// A row for each table.
    pub tables: Vec<DataTable>,
}

/// A table that can be downloaded.
#[derive(Debug, Serialize)]
pub struct DataTable {
    /// Its name, with the page about it.
    pub link: Link,
    /// How many rows it has, in words.
    pub rows: String,
    /// The periods that it covers.
    pub period: String,
    /// Its files; one or two, since each is a stop for the Tab key.
    pub downloads: Vec<Download>,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}
