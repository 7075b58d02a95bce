//! How readers find an area or a page, as templates receive it.

use serde::Serialize;

use super::{Frame, Link};

/// Where script finds what a field to find an area looks in: `find-parts.html`.
#[derive(Debug, Serialize)]
pub struct Find {
    /// Path from this page to the folder of the edition: empty, or ending in a slash.
    pub root: String,
    /// The index of areas, as [`Search::index`] has it; absent where the page has a list of its own to filter.
    pub index: Option<String>,
    /// The postcodes, where the site has them.
    pub postcodes: Option<FindPostcode>,
}

/// The postcodes of a site, and whose they are.
#[derive(Debug, Serialize)]
pub struct FindPostcode {
    /// The folder of the files of postcodes, ending in a slash.
    pub folder: String,
    /// The directory they come from, with its page.
    pub source: Link,
    /// The licence of that directory.
    pub licence: Link,
    /// What the licence asks to be shown.
    pub attribution: String,
    /// Whether the directory is made up.
    pub illustrative: bool,
}

/// The page of search, or the part of it for a letter: `search.html`.
#[derive(Debug, Serialize)]
pub struct Search {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Files of the index, parted by spaces; a `*` stands for the first letter of a word that is looked for.
    pub index: String,
    /// The letters, each leading to its entries.
    pub letters: Vec<Link>,
    /// The entries, by letter or by the first two letters; empty where each letter has a page.
    pub groups: Vec<SearchGroup>,
}

/// The entries that begin alike.
#[derive(Debug, Serialize)]
pub struct SearchGroup {
    /// How they begin, such as `A`.
    pub title: String,
    /// The id of the group in the page.
    pub anchor: String,
    /// How many there are, in words.
    pub count: String,
    /// The entries, each with its kind as the note.
    pub entries: Vec<Link>,
}
