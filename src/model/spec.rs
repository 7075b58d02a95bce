//! What an author asks to be drawn, with every word looked up.

use super::area::{AreaId, LevelId};
use super::indicator::IndicatorId;
use super::period::Period;
use crate::report::Place;

/// What an author may say of an analysis. A kind of chart that has no use for one of them says so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The indicator that areas are ordered by, or that printed numbers come from: `against:`.
    pub against: Option<(IndicatorId, Place)>,
    /// How many groups areas are put into: `groups:`.
    pub groups: Option<(usize, Place)>,
    /// How much each indicator counts: `weights:`.
    pub weights: Vec<(IndicatorId, f64, Place)>,
    /// What is to be reached: `target:`.
    pub target: Option<(f64, Place)>,
    /// The share of the whole that is asked about, from 0 to 1: `share:`, written in per cent.
    pub share: Option<(f64, Place)>,
    /// The periods from which a process is known to have changed: `steps:`.
    pub steps: Vec<(Period, Place)>,
    /// That every period is shown, and not the latest alone: `periods: all`.
    pub periods: Option<Place>,
}

impl Options {
    /// The word and place of each option that is set.
    pub fn set(&self) -> Vec<(&'static str, &Place)> {
        [
            self.against.as_ref().map(|(_, place)| ("against", place)),
            self.groups.as_ref().map(|(_, place)| ("groups", place)),
            self.weights.first().map(|(.., place)| ("weights", place)),
            self.target.as_ref().map(|(_, place)| ("target", place)),
            self.share.as_ref().map(|(_, place)| ("share", place)),
            self.steps.first().map(|(_, place)| ("steps", place)),
            self.periods.as_ref().map(|place| ("periods", place)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A figure as its author declares it: which numbers, in which form.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// Its id, given once and never reused: `VI-F1`.
    pub id: String,
    /// The word of its kind, a name in the registry of charts.
    pub kind: String,
    /// What is drawn; most kinds take one indicator.
    pub indicators: Vec<IndicatorId>,
    /// The areas drawn, in the author's order.
    pub areas: Vec<AreaId>,
    /// All areas of a level within the assessed area (or of the whole list, where none lies in it).
    pub level: Option<LevelId>,
    /// The period shown, where a kind shows one; the latest where none is given.
    pub period: Option<Period>,
    /// The first period of a kind that shows several.
    pub from: Option<Period>,
    /// The last period of a kind that shows several.
    pub to: Option<Period>,
    /// The dimension whose values are drawn beside each other, such as `sex`.
    pub by: Option<String>,
    /// The areas that stand out among many.
    pub marked: Vec<AreaId>,
    /// What an analysis needs beside numbers to draw.
    pub options: Options,
    /// Where the figure is declared; `None` for those that every indicator and area has.
    pub place: Option<Place>,
}
