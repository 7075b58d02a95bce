//! Outlines that share their edges: cut into arcs where three areas meet, simplified arc by arc.
//!
//! In come polygons with an owner each; out come closed outlines of owners, and the lines between groups
//! of them. An arc is simplified once for both its sides, so no gap can open between neighbours.
//! Edges that two polygons of one owner share vanish, which makes larger areas of smaller ones.

use std::collections::BTreeMap;

/// A point of the plane.
pub(super) type Point = (f64, f64);

/// Points within this many degrees of each other are one: about a tenth of a metre.
const SNAP: f64 = 1e6;

/// A stretch of outline between two junctions, or a closed one without any.
#[derive(Debug, Clone)]
struct Stretch {
    points: Vec<u32>,
    /// Owners to its left and its right, as far as there are any.
    left: Option<usize>,
    right: Option<usize>,
}

/// Polygons as arcs.
#[derive(Debug, Clone, Default)]
pub(super) struct Topology {
    points: Vec<Point>,
    arcs: Vec<Stretch>,
}

impl Topology {
    /// Cuts `rings` into arcs. A ring comes with its owner; rings around an area and around a hole in one
    /// may run either way, as long as the outer one of a polygon comes first.
    pub(super) fn new<'a>(polygons: impl IntoIterator<Item = (usize, &'a [Vec<Point>])>) -> Self {
        // Points are numbered by their place, from west to east, in one sort instead of many look-ups.
        let key = |point: &Point| ((point.0 * SNAP).round() as i64, (point.1 * SNAP).round() as i64);
        let mut given: Vec<(usize, usize, &[Point])> = Vec::new();
        for (owner, polygon) in polygons {
            given.extend(polygon.iter().enumerate().map(|(index, ring)| (owner, index, ring.as_slice())));
        }
        let mut sorted: Vec<((i64, i64), Point)> =
            given.iter().flat_map(|(.., ring)| ring.iter().map(|point| (key(point), *point))).collect();
        sorted.sort_by_key(|(key, _)| *key);
        sorted.dedup_by_key(|(key, _)| *key);
        let points: Vec<Point> = sorted.iter().map(|(_, point)| *point).collect();
        let id = |point: &Point| {
            let found = sorted.binary_search_by_key(&key(point), |(key, _)| *key).unwrap_or_default();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        let mut rings: Vec<(usize, Vec<u32>)> = Vec::new();
        for (owner, index, ring) in given {
            let mut around: Vec<u32> = ring.iter().map(id).collect();
            around.dedup();
            if around.len() > 1 && around.first() == around.last() {
                around.pop();
            }
            if around.len() < 3 {
                continue;
            }
            // The owner is to the left of every edge: outer rings run against the clock.
            let area = signed_area(around.iter().map(|id| points[*id as usize]));
            if (area < 0.0) == (index == 0) {
                around.reverse();
            }
            rings.push((owner, around));
        }
        let junction = junctions(points.len(), &rings);
        let mut arcs: BTreeMap<Vec<u32>, Stretch> = BTreeMap::new();
        for (owner, ring) in &rings {
            for piece in pieces(ring, &junction) {
                let mut backward = piece.clone();
                backward.reverse();
                if backward < piece {
                    let arc =
                        arcs.entry(backward.clone()).or_insert(Stretch { points: backward, left: None, right: None });
                    arc.right = Some(*owner);
                } else {
                    let arc = arcs.entry(piece.clone()).or_insert(Stretch { points: piece, left: None, right: None });
                    arc.left = Some(*owner);
                }
            }
        }
        Self { points, arcs: arcs.into_values().filter(|arc| arc.left != arc.right).collect() }
    }

    /// The smallest rectangle around all points: least and greatest.
    pub(super) fn bounds(&self) -> Option<(Point, Point)> {
        let mut points = self.points.iter();
        let first = *points.next()?;
        Some(points.fold((first, first), |(low, high), point| {
            ((low.0.min(point.0), low.1.min(point.1)), (high.0.max(point.0), high.1.max(point.1)))
        }))
    }

    /// Every point put through `place`, each arc without the points it can do without: those nearer than
    /// `tolerance` to the line that is left.
    pub(super) fn placed(&self, place: impl Fn(Point) -> Point, tolerance: f64) -> Placed {
        let points: Vec<Point> = self.points.iter().map(|point| place(*point)).collect();
        let arcs = self
            .arcs
            .iter()
            .map(|arc| {
                let full: Vec<Point> = arc.points.iter().map(|id| points[*id as usize]).collect();
                Line { points: simplify(&full, tolerance), left: arc.left, right: arc.right, ends: ends(&arc.points) }
            })
            .collect();
        Placed { arcs }
    }
}

fn ends(points: &[u32]) -> (u32, u32) {
    (points.first().copied().unwrap_or_default(), points.last().copied().unwrap_or_default())
}

/// Points at which more than two edges meet.
fn junctions(count: usize, rings: &[(usize, Vec<u32>)]) -> Vec<bool> {
    let mut neighbours: Vec<[u32; 2]> = vec![[u32::MAX; 2]; count];
    let mut junction = vec![false; count];
    for (_, ring) in rings {
        for index in 0..ring.len() {
            let here = ring[index] as usize;
            for other in [ring[(index + ring.len() - 1) % ring.len()], ring[(index + 1) % ring.len()]] {
                let known = &mut neighbours[here];
                if let Some(free) = known.iter_mut().find(|known| **known == other || **known == u32::MAX) {
                    *free = other;
                } else {
                    junction[here] = true;
                }
            }
        }
    }
    junction
}

/// A ring cut at its junctions; one closed piece where it has none, begun at its least point so that
/// both sides begin alike.
fn pieces(ring: &[u32], junction: &[bool]) -> Vec<Vec<u32>> {
    let first = ring.iter().position(|id| junction[*id as usize]);
    let begin =
        first.unwrap_or_else(|| ring.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(index, _)| index));
    let mut pieces = Vec::new();
    let mut piece = vec![ring[begin]];
    for offset in 1..=ring.len() {
        let id = ring[(begin + offset) % ring.len()];
        piece.push(id);
        if junction[id as usize] && offset < ring.len() {
            pieces.push(std::mem::replace(&mut piece, vec![id]));
        }
    }
    pieces.push(piece);
    pieces
}

/// Twice the area, above zero where the points run against the clock.
fn signed_area(points: impl Iterator<Item = Point> + Clone) -> f64 {
    let next = points.clone().cycle().skip(1);
    points.zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// Douglas and Peucker's line (1973): the ends, and between them the farthest point as long as it is
/// farther than `tolerance`. A closed line keeps the two points that are farthest from its beginning
/// and from that line, so that it stays an area.
fn simplify(points: &[Point], tolerance: f64) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut keep = vec![false; points.len()];
    let last = points.len() - 1;
    keep[0] = true;
    keep[last] = true;
    let mut stretches = vec![(0, last)];
    if points[0] == points[last] {
        let (far, _) = farthest(points, 0, last);
        keep[far] = true;
        stretches = vec![(0, far), (far, last)];
        let widest = stretches.iter().map(|(from, to)| farthest(points, *from, *to)).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((far, _)) = widest {
            keep[far] = true;
        }
    }
    while let Some((from, to)) = stretches.pop() {
        if to - from < 2 {
            continue;
        }
        let (far, distance) = farthest(points, from, to);
        if distance > tolerance || keep[far] {
            keep[far] = true;
            stretches.push((from, far));
            stretches.push((far, to));
        }
    }
    points.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(point, _)| *point).collect()
}

/// The point between two others that is farthest from the line through them.
fn farthest(points: &[Point], from: usize, to: usize) -> (usize, f64) {
    let (a, b) = (points[from], points[to]);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    let mut best = (from, -1.0);
    for (index, point) in points.iter().enumerate().take(to).skip(from + 1) {
        let (px, py) = (point.0 - a.0, point.1 - a.1);
        let distance = if length > 0.0 { (dx * py - dy * px).abs() / length } else { px.hypot(py) };
        if distance > best.1 {
            best = (index, distance);
        }
    }
    best
}

/// An arc on the page.
#[derive(Debug, Clone)]
struct Line {
    points: Vec<Point>,
    left: Option<usize>,
    right: Option<usize>,
    ends: (u32, u32),
}

/// Outlines on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    arcs: Vec<Line>,
}

impl Placed {
    /// The closed outlines of every owner, by owner.
    pub(super) fn outlines(&self) -> BTreeMap<usize, Vec<Vec<Point>>> {
        let mut sides: BTreeMap<usize, Vec<Side<'_>>> = BTreeMap::new();
        for arc in &self.arcs {
            if let Some(owner) = arc.left {
                sides.entry(owner).or_default().push(Side { arc, forward: true });
            }
            if let Some(owner) = arc.right {
                sides.entry(owner).or_default().push(Side { arc, forward: false });
            }
        }
        sides.into_iter().map(|(owner, sides)| (owner, closed(&sides))).collect()
    }

    /// The lines between owners of different groups, and around all of them.
    pub(super) fn between(&self, group: impl Fn(usize) -> usize) -> Vec<&[Point]> {
        let differs = |arc: &&Line| arc.left.map(&group) != arc.right.map(&group);
        self.arcs.iter().filter(differs).map(|arc| arc.points.as_slice()).collect()
    }
}

/// An arc as it is passed with its owner to the left.
struct Side<'a> {
    arc: &'a Line,
    forward: bool,
}

impl Side<'_> {
    fn ends(&self) -> (u32, u32) {
        if self.forward { self.arc.ends } else { (self.arc.ends.1, self.arc.ends.0) }
    }
}

/// Sides joined end to end until each outline closes.
fn closed(sides: &[Side<'_>]) -> Vec<Vec<Point>> {
    let mut starts: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, side) in sides.iter().enumerate().rev() {
        starts.entry(side.ends().0).or_default().push(index);
    }
    let mut used = vec![false; sides.len()];
    let mut outlines = Vec::new();
    for first in 0..sides.len() {
        let mut outline: Vec<Point> = Vec::new();
        let mut next = (!used[first]).then_some(first);
        while let Some(index) = next {
            used[index] = true;
            let side = &sides[index];
            if side.forward {
                outline.extend(side.arc.points.iter().skip(usize::from(!outline.is_empty())));
            } else {
                outline.extend(side.arc.points.iter().rev().skip(usize::from(!outline.is_empty())));
            }
            let end = side.ends().1;
            let waiting = starts.entry(end).or_default();
            waiting.retain(|index| !used[*index]);
            next = if end == sides[first].ends().0 { None } else { waiting.pop() };
        }
        if outline.first() == outline.last() {
            outline.pop();
        }
        if outline.len() > 2 {
            outlines.push(outline);
        }
    }
    outlines
}

/// The middle of an outline by area, and its area.
pub(super) fn middle(outline: &[Point]) -> (Point, f64) {
    let area = signed_area(outline.iter().copied());
    let next = outline.iter().cycle().skip(1);
    let (x, y) = outline.iter().zip(next).fold((0.0, 0.0), |(x, y), (a, b)| {
        let cross = a.0 * b.1 - b.0 * a.1;
        (x + (a.0 + b.0) * cross, y + (a.1 + b.1) * cross)
    });
    if area == 0.0 {
        (outline.first().copied().unwrap_or_default(), 0.0)
    } else {
        ((x / (3.0 * area), y / (3.0 * area)), area.abs() / 2.0)
    }
}

/// Slanted lines across outlines, `apart` pixels from each other, as pairs of ends.
pub(super) fn hatch(outlines: &[Vec<Point>], apart: f64) -> Vec<(Point, Point)> {
    let across = |point: &Point| point.0 + point.1;
    let all = || outlines.iter().flatten().map(across);
    let (low, high) =
        all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let mut lines = Vec::new();
    let mut at = ((low / apart).floor() + 0.5) * apart;
    while at < high {
        let mut crossings: Vec<Point> = Vec::new();
        for outline in outlines {
            for (a, b) in outline.iter().zip(outline.iter().cycle().skip(1)) {
                let (from, to) = (across(a), across(b));
                if (from < at) != (to < at) {
                    let part = (at - from) / (to - from);
                    crossings.push((a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part));
                }
            }
        }
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        lines.extend(crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        at += apart;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares side by side, with a notch in the edge they share.
    fn pair() -> Vec<Vec<Vec<Point>>> {
        let west = vec![(0.0, 0.0), (1.0, 0.0), (1.02, 0.5), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let east = [(1.0, 0.0), (1.0, 1.0), (1.02, 0.5), (1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)];
        let east = [&east[3..], &[(1.02, 0.5), (1.0, 0.0)][..]].concat();
        vec![vec![west], vec![east]]
    }

    fn outlines(owners: [usize; 2], tolerance: f64) -> BTreeMap<usize, Vec<Vec<Point>>> {
        let pair = pair();
        let polygons = owners.into_iter().zip(pair.iter().map(Vec::as_slice));
        Topology::new(polygons).placed(|point| point, tolerance).outlines()
    }

    #[test]
    fn neighbours_keep_the_edge_they_share() {
        for (tolerance, corners) in [(0.0, 5), (0.1, 4)] {
            let outlines = outlines([0, 1], tolerance);
            assert_eq!(outlines[&0][0].len(), corners);
            assert_eq!(outlines[&1][0].len(), corners);
        }
    }

    #[test]
    fn areas_of_one_owner_become_one() {
        let outlines = outlines([0, 0], 0.0);
        assert_eq!(outlines.len(), 1);
        assert_eq!(outlines[&0].len(), 1);
        let (centre, area) = middle(&outlines[&0][0]);
        assert!((area - 2.0).abs() < 1e-9 && (centre.0 - 1.0).abs() < 1e-9, "{area} {centre:?}");
    }

    #[test]
    fn the_line_between_groups_leaves_out_what_is_inside_one() {
        let pair = pair();
        let polygons = [0, 1].into_iter().zip(pair.iter().map(Vec::as_slice));
        let placed = Topology::new(polygons).placed(|point| point, 0.0);
        assert_eq!(placed.between(|owner| owner).len(), 3);
        assert_eq!(placed.between(|_| 0).len(), 2);
    }

    #[test]
    fn a_hole_is_kept_and_filled_by_its_owner() {
        let outer = vec![(0.0, 0.0), (0.0, 3.0), (3.0, 3.0), (3.0, 0.0), (0.0, 0.0)];
        let hole = vec![(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)];
        let polygons = [vec![outer, hole.clone()], vec![hole]];
        let owners = [0, 1].into_iter().zip(polygons.iter().map(Vec::as_slice));
        let outlines = Topology::new(owners).placed(|point| point, 0.5).outlines();
        assert_eq!((outlines[&0].len(), outlines[&1].len()), (2, 1));
    }
}
