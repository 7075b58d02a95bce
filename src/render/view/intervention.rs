//! Interventions, and need beside provision, as templates receive them.

use serde::Serialize;

use super::{Download, Fact, Frame, Link, Mark};

/// Who described the interventions, and when.
#[derive(Debug, Clone, Serialize)]
pub struct Described {
    /// The sentence, such as `As described in 2021-22 by …`.
    pub sentence: String,
    /// The document, where it has an address.
    pub document: Option<Link>,
    /// What else is to be known of all of them; empty where there is nothing.
    pub note: String,
}

/// The directory: `interventions.html`.
#[derive(Debug, Serialize)]
pub struct InterventionIndex {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Who described them.
    pub described: Described,
    /// Need beside provision, where there are needs.
    pub gaps: Option<Link>,
    /// Which needs are priorities, where there are needs.
    pub priorities: Option<Link>,
    /// The interventions; several tables where one would be too long to walk by key.
    pub tables: Vec<InterventionTable>,
    /// The words for levels of prevention, with their meaning.
    pub levels: Vec<Fact>,
    /// The words that evidence is rated in, with their meaning.
    pub evidence: Vec<Fact>,
    /// Each need with its part of the page of gaps.
    pub by_need: Vec<Link>,
    /// Each area with its part of the profile.
    pub by_area: Vec<Link>,
    /// The directory as files.
    pub downloads: Vec<Download>,
}

/// Interventions in order of name.
#[derive(Debug, Serialize)]
pub struct InterventionTable {
    /// The words of the disclosure; the first table stands open.
    pub title: String,
    /// What it holds, complete in itself.
    pub caption: String,
    /// The interventions.
    pub rows: Vec<InterventionRow>,
}

/// An intervention in the directory.
#[derive(Debug, Serialize)]
pub struct InterventionRow {
    /// Its name and page.
    pub link: Link,
    /// Whether it has ended.
    pub ended: bool,
    /// Who provides it.
    pub provider: String,
    /// Where it is provided.
    pub areas: String,
    /// The level of prevention.
    pub level: String,
    /// Where it takes place.
    pub setting: String,
    /// Whom it is for, with their age.
    pub who: String,
    /// The needs it meets.
    pub needs: String,
    /// What script filters by, each a list parted by `|`.
    pub keys: InterventionKeys,
}

/// What an intervention is found by.
#[derive(Debug, Serialize)]
pub struct InterventionKeys {
    /// Areas that it reaches, whole or in part.
    pub area: String,
    /// Needs.
    pub need: String,
    /// The level of prevention.
    pub level: String,
    /// Settings.
    pub setting: String,
    /// Bands of age that it is for.
    pub age: String,
    /// Whom it is for.
    pub who: String,
}

/// The page of one intervention: `intervention.html`.
#[derive(Debug, Serialize)]
pub struct InterventionPage {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// What is done, in a sentence.
    pub lede: String,
    /// That it has ended, or empty.
    pub ended: String,
    /// Who described it.
    pub described: Described,
    /// The areas it is provided in.
    pub areas: Vec<Link>,
    /// The needs it meets.
    pub needs: Vec<Link>,
    /// Everything else that is known of it, or that it is not stated.
    pub facts: Vec<Fact>,
    /// What an author wrote about it.
    pub text_html: String,
}

/// Need beside provision: `gaps.html`.
#[derive(Debug, Serialize)]
pub struct GapPage {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Who described the interventions.
    pub described: Described,
    /// Each need with the areas where it is high and nothing meets it.
    pub gaps: Vec<Fact>,
    /// How many gaps there are, in a sentence.
    pub gaps_sentence: String,
    /// How to read it.
    pub reading: Vec<String>,
    /// Needs by areas.
    pub matrix: GapMatrix,
    /// Each need with its areas as a list.
    pub needs: Vec<NeedSection>,
    /// Interventions that state no need.
    pub unplaced: Vec<Link>,
    /// Which needs are priorities.
    pub priorities: Option<Link>,
    /// The words for levels of need, with their meaning.
    pub levels: Vec<Fact>,
    /// The page as files.
    pub downloads: Vec<Download>,
}

/// Needs by areas, or areas by needs where areas are many.
#[derive(Debug, Serialize)]
pub struct GapMatrix {
    /// What it holds, complete in itself.
    pub caption: String,
    /// The head of the first column.
    pub corner: String,
    /// The heads of the other columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GapRow>,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct GapRow {
    /// Its head.
    pub head: String,
    /// Its cells, as many as columns.
    pub cells: Vec<GapCell>,
}

/// A need in an area.
#[derive(Debug, Clone, Serialize)]
pub struct GapCell {
    /// The level of the need.
    pub mark: Mark,
    /// Which way it went; empty where nothing may be said.
    pub trend: String,
    /// How many services reach it: `3 services`, `no service recorded`.
    pub services: String,
    /// Whether the need is high and no service is recorded.
    pub gap: bool,
}

/// A need and its areas.
#[derive(Debug, Serialize)]
pub struct NeedSection {
    /// Its id on the page.
    pub anchor: String,
    /// Its name.
    pub title: String,
    /// What is meant by it; may be empty.
    pub about: String,
    /// Its indicators with benchmark and period; a sentence without an address where there is none.
    pub indicators: Vec<Link>,
    /// Why its level is not known anywhere; empty where it is known.
    pub unknown: String,
    /// Its services, with their pages.
    pub services: Vec<Link>,
    /// Its areas.
    pub areas: Vec<NeedArea>,
}

/// A need in an area, in the list.
#[derive(Debug, Serialize)]
pub struct NeedArea {
    /// The name of the area, or of the need on a profile.
    pub name: String,
    /// What the matrix says of it.
    pub cell: GapCell,
    /// What each indicator says: `Robbery: higher`.
    pub evidence: String,
    /// The names of the services that reach it.
    pub names: String,
}

/// What is done in an area and what is missing, on its profile.
#[derive(Debug, Serialize)]
pub struct LocalProvision {
    /// What stands beneath the heading.
    pub lede: String,
    /// The needs.
    pub needs: Vec<NeedArea>,
    /// The caption of their table.
    pub caption: String,
    /// Services that state no need; empty where there is none.
    pub unplaced: String,
    /// The directory of this area, and need beside provision everywhere.
    pub links: Vec<Link>,
}
