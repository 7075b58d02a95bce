//! The page on the Serious Violence Duty, as its template receives it.

use serde::Serialize;

use super::{Frame, Link, Mark};

/// What is asked, and where it is answered: `duty.html`.
#[derive(Debug, Serialize)]
pub struct Duty {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// How much is met, in a sentence.
    pub lede: String,
    /// What is asked, in groups.
    pub groups: Vec<DutyGroup>,
    /// The version of the list.
    pub version: String,
    /// The texts in which it is asked.
    pub texts: Vec<Link>,
}

/// Requirements that speak of the same.
#[derive(Debug, Serialize)]
pub struct DutyGroup {
    /// Its heading.
    pub title: String,
    /// Its id in the page.
    pub anchor: String,
    /// Its requirements with their answers.
    pub answers: Vec<DutyAnswer>,
}

/// One requirement with its answer.
#[derive(Debug, Serialize)]
pub struct DutyAnswer {
    /// Its id in the page.
    pub anchor: String,
    /// What it is called.
    pub title: String,
    /// What is asked.
    pub asks: String,
    /// Where it is asked, in words.
    pub source: String,
    /// Whether it is met.
    pub met: Mark,
    /// Pages that answer it.
    pub pages: Vec<Link>,
    /// Figures that answer it; an address is empty where the page has too many links already.
    pub figures: Vec<Link>,
    /// What readers should know of the answer.
    pub note: Option<String>,
    /// What is missing, and why.
    pub missing: Option<String>,
}
