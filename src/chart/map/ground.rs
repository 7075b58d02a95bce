//! The outlines of all areas of one kind, for the maps of the explorer: drawn once, coloured by script.
//!
//! Comes in: the areas of a site. Goes out: paths by the slug of an area. None where fewer than two areas of the kind
//! can be outlined.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{data, hatched, pieces, placed as laid_out};
use crate::chart::canvas::{Ends, Frame};
use crate::chart::placed;
use crate::chart::topology::Topology;
use crate::compare::Findings;
use crate::model::area::LevelId;

/// The areas of one kind, in a frame.
#[derive(Debug, Serialize)]
pub struct Outlined {
    /// The width of the drawing.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The outline of each area.
    pub areas: BTreeMap<String, String>,
    /// The slanted lines over each, for where it has no number.
    pub hatch: BTreeMap<String, String>,
    /// The lines between the areas that hold them, or between all where one holds them.
    pub outline: String,
}

/// Whether the areas of a level can be chosen among on a map: at least two have outlines, and they are not too many.
pub fn can_be_outlined(findings: &Findings, level: LevelId) -> bool {
    let areas = findings.areas_of(level);
    areas.len() <= placed::AREAS && areas.iter().filter(|area| !pieces(findings, **area).is_empty()).nth(1).is_some()
}

/// The outlines of the areas of a level.
pub fn outlined(findings: &Findings, level: LevelId, frame: Frame) -> Option<Outlined> {
    let areas = findings.areas_of(level);
    let polygons = areas.iter().enumerate().flat_map(|(step, area)| {
        let own = pieces(findings, *area).into_iter().flat_map(|boundary| &boundary.polygons);
        own.map(move |rings| (step, rings.as_slice()))
    });
    let (placed, height) = laid_out(&Topology::new(polygons), frame.width(), 0.0);
    let outlines = placed.outlines();
    if outlines.len() < 2 {
        return None;
    }
    let parent = |step: usize| findings.areas.get(areas[step]).parent.map_or(usize::MAX, |parent| parent.0 as usize);
    let parted = (0..areas.len()).any(|step| parent(step) != parent(0));
    let lines = placed.between(|step| if parted { parent(step) } else { step });
    let slug = |step: usize| findings.areas.get(areas[step]).slug.clone();
    Some(Outlined {
        width: frame.width(),
        height: height.ceil(),
        areas: outlines
            .iter()
            .map(|(step, rings)| (slug(*step), rings.iter().map(|ring| data(ring, Ends::Closed, frame)).collect()))
            .collect(),
        hatch: outlines.iter().map(|(step, rings)| (slug(*step), hatched(rings))).collect(),
        outline: lines.into_iter().map(|line| data(line, Ends::Open, frame)).collect(),
    })
}
