//! `keep:` of a source's `disclosure:`: which of its counts are withheld last where others must be protected.
//!
//! In go entries of a declaration, out come [`Kept`]. What a word names, `bounds.rs` compares with what there
//! is. It must not know how counts are protected.

use crate::model::group::Group;
use crate::model::source::Kept;
use crate::report::{Diagnostic, Report};
use crate::yaml::Node;

/// How many times as much such a count is missed where the author gives no number.
const WEIGHT: u32 = 10;
/// The largest number an author may give: beyond it everything else is withheld before one of these.
const MOST: u32 = 1000;

/// `{level: authority}`, `{sex: female, weight: 3}` or `{series: homicide, from: 2023-04}`.
pub(super) fn decode(report: &Report, node: &Node) -> Option<Kept> {
    let map = node.map(report)?;
    let (mut level, mut series, mut from, mut weight) = (None, None, None, WEIGHT);
    let mut pairs = Vec::new();
    for (name, place, node) in map.entries() {
        let text = node.text(report)?;
        match name.as_str() {
            "level" => level = Some((text, node.place().clone())),
            "series" => series = Some((text, node.place().clone())),
            "from" => from = Some(super::when::period(report, &text, node.place(), &[])?),
            "weight" => match text.parse() {
                Ok(number) if (2..=MOST).contains(&number) => weight = number,
                _ => {
                    let found = Diagnostic::error(format!("a weight of `{text}`")).at(node.place().clone());
                    let found = found.label(format!("a whole number from 2 to {MOST} is needed here"));
                    report.add(found.help("say how many times as much these counts are missed as others"));
                    return None;
                }
            },
            _ => pairs.push((name.as_str(), text, place.clone())),
        }
    }
    if level.is_none() && series.is_none() && from.is_none() && pairs.is_empty() {
        let found = Diagnostic::error("this keeps nothing in particular").at(node.place().clone());
        let found = found.label("which counts are withheld last?");
        report.add(
            found.help("name a `level:`, a `series:`, a group such as `sex: female`, or the first period as `from:`"),
        );
        return None;
    }
    let group = Group::new(pairs.iter().map(|(name, value, _)| (*name, value.as_str())));
    Some(Kept { level, series, group, from, weight, place: node.place().clone() })
}
