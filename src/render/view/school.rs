//! Priority schools, as templates receive them.

use serde::Serialize;

use super::{Described, Download, Fact, Frame, Link};

/// Schools in bands by the need of their catchments: `schools.html`.
#[derive(Debug, Serialize)]
pub struct SchoolPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// That the schools are made up, where they are.
    pub illustrative: Option<String>,
    /// Who published the list.
    pub described: Described,
    /// How to read it, and what it does not say.
    pub reading: Vec<String>,
    /// The indicators that bands are made of, each with what counts as more need.
    pub indicators: Vec<Link>,
    /// The bands, that of most need first.
    pub bands: Vec<SchoolBand>,
    /// What the bands mean.
    pub meanings: Vec<Fact>,
    /// The page as files.
    pub downloads: Vec<Download>,
}

/// The schools of a band.
#[derive(Debug, Serialize)]
pub struct SchoolBand {
    /// The id of its heading.
    pub anchor: String,
    /// What it is called.
    pub title: String,
    /// How many schools it has, in a sentence.
    pub text: String,
    /// What its table holds, complete in itself.
    pub caption: String,
    /// The schools by authority, in order of name.
    pub groups: Vec<SchoolGroup>,
}

/// The schools of a band in one area.
#[derive(Debug, Serialize)]
pub struct SchoolGroup {
    /// The area.
    pub area: String,
    /// The schools, in order of name.
    pub rows: Vec<SchoolRow>,
}

/// A school.
#[derive(Debug, Serialize)]
pub struct SchoolRow {
    /// Its name.
    pub name: String,
    /// Its reference number.
    pub id: String,
    /// Where its pupils come from.
    pub catchment: String,
    /// What puts it into its band, a sentence each.
    pub reasons: Vec<String>,
}
