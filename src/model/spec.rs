//! What an author asks to be drawn, with every word looked up.

use super::area::{AreaId, LevelId};
use super::indicator::IndicatorId;
use super::period::Period;
use crate::report::Place;

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
    /// The area that stands out among many.
    pub marked: Option<AreaId>,
    /// Where the figure is declared; `None` for those that every indicator and area has.
    pub place: Option<Place>,
}
