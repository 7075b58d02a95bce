//! Pages of places, as templates receive them.

use serde::Serialize;

use super::{Chapter, Figure, Frame, Link};

/// The list of places: `places.html`.
#[derive(Debug, Serialize)]
pub struct PlaceList {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One sentence under it.
    pub lede: String,
    /// The places, each with its line.
    pub places: Vec<Link>,
}

/// The story of a place: `place.html`.
#[derive(Debug, Serialize)]
pub struct Place {
    /// What it has in common with a chapter.
    #[serde(flatten)]
    pub chapter: Chapter,
    /// The profiles of its areas.
    pub profiles: Vec<Link>,
    /// The time it tells of.
    pub period: String,
    /// Where it is.
    pub map: Option<Figure>,
    /// The interventions that reach it.
    pub done: Vec<Link>,
    /// Who described them; empty where the site has no directory.
    pub done_note: String,
}
