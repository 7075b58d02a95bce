//! What makes areas alike: `similar:` of `site.yaml`, an entry for each level.
//!
//! Comes in: a node. Goes out: [`Alike`] with its places. Wrong can be: keys, and numbers that are none. It
//! must not know which indicators and levels there are.

use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Node;

/// What makes the areas of a level alike.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The level.
    pub level: (String, Place),
    /// The indicators of context.
    pub indicators: Vec<(String, Place)>,
    /// How many areas are called similar.
    pub nearest: usize,
    /// Where the entry begins.
    pub place: Place,
}

/// Decodes an entry.
pub(super) fn decode(report: &Report, node: &Node) -> Option<Alike> {
    let mut map = node.map(report)?;
    let place = map.place().clone();
    let level = map.text_at("level");
    map.required("indicators");
    let indicators = map.texts("indicators");
    let nearest = map.optional_number::<usize>("nearest", "a whole number of areas").unwrap_or(5);
    map.finish();
    if nearest == 0 {
        let found =
            Diagnostic::error("`nearest` must be at least 1").at(place.clone()).label("no area would be similar");
        report.add(found.help("write how many areas are called similar, such as 5"));
    }
    Some(Alike { level: level?, indicators, nearest, place })
}
