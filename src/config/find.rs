//! How readers find their area: `find:` of `site.yaml`.
//!
//! Comes in: a node. Goes out: the source of postcodes with its place. Wrong can be: keys. It must not know
//! which sources there are.

use crate::model::declaration::PostcodesDeclaration;
use crate::model::source::SourceId;
use crate::report::Report;
use crate::yaml::Node;

/// Decodes `find:`.
pub(super) fn decode(report: &Report, node: &Node) -> Option<PostcodesDeclaration> {
    let mut map = node.map(report)?;
    let postcodes = map.text_at("postcodes");
    map.finish();
    let (source, place) = postcodes?;
    Some(PostcodesDeclaration { source: SourceId::new(&source), place })
}
