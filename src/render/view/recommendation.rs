//! The pages of recommendations, as templates receive them.

use serde::Serialize;

use super::{Frame, Link, Mark};

/// All recommendations, and the strategy that answers them: `recommendations.html`.
#[derive(Debug, Serialize)]
pub struct Recommendations {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// That they are made up, where some are.
    pub illustrative: Option<String>,
    /// The recommendations, by id.
    pub recommendations: Vec<Recommendation>,
    /// The response strategy, where there is one.
    pub strategy: Option<Strategy>,
    /// Other pages that lead from evidence to decisions.
    pub onward: Vec<Link>,
    /// The page on the Serious Violence Duty, where there is one.
    pub duty: Option<Link>,
}

/// One recommendation.
#[derive(Debug, Clone, Serialize)]
pub struct Recommendation {
    /// Its id, such as `R1`.
    pub id: String,
    /// The element of its statement: `h1` or `h2`.
    pub heading: String,
    /// What ought to be done.
    pub statement_html: String,
    /// Its own page; absent there.
    pub page: Option<String>,
    /// Whether it is made up.
    pub illustrative: bool,
    /// The figures it rests on, each with its finding as the note.
    pub evidence: Vec<Link>,
    /// Who leads.
    pub owner: String,
    /// By when, in words.
    pub by: String,
    /// How success will be seen, in a sentence.
    pub measure: String,
    /// The indicator of the measure.
    pub indicator: Link,
    /// What the numbers say so far; absent where it was withdrawn.
    pub outcome: Option<Mark>,
    /// The same in a sentence, with its uncertainty.
    pub truth: String,
    /// How far the work has come.
    pub state: Mark,
    /// What was done since the last edition.
    pub progress_html: String,
    /// The names of the workstreams that serve it.
    pub workstreams: Vec<String>,
}

/// The page of one recommendation: `recommendation.html`.
#[derive(Debug, Serialize)]
pub struct RecommendationPage {
    /// The frame.
    pub frame: Frame,
    /// The recommendation.
    pub recommendation: Recommendation,
    /// More about it.
    pub body_html: String,
    /// The chapters that its figures stand in.
    pub chapters: Vec<Link>,
    /// The one before.
    pub previous: Option<Link>,
    /// The one after.
    pub next: Option<Link>,
}

/// A response strategy.
#[derive(Debug, Serialize)]
pub struct Strategy {
    /// What it is called.
    pub title: String,
    /// Where it is published; without an address the words alone.
    pub source: Link,
    /// The day it was published, in words.
    pub date: String,
    /// What readers should know before they read it.
    pub note: Option<String>,
    /// Its workstreams.
    pub workstreams: Vec<Workstream>,
}

/// A workstream of a strategy.
#[derive(Debug, Serialize)]
pub struct Workstream {
    /// What it is called.
    pub name: String,
    /// Its objectives in words; empty where only their number is known.
    pub objectives: Vec<String>,
    /// How many there are.
    pub count: String,
    /// How far it has come.
    pub state: Mark,
    /// The recommendations it serves.
    pub serves: Vec<Link>,
}
