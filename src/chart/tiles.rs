//! Tile maps: a square of one size for each area, near where it lies, for where sizes mislead.
//!
//! In come the areas of a map; out comes the same map with squares for outlines, so classes, table, slider and hatching
//! are those of a map. The arrangement is made of the middles of outlines alone, and never of a value.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Chart;
use super::canvas::Canvas;
use super::map::{self, Map};
use super::rows::{Ground, Rows};
use super::topology::{Point, Topology};
use crate::compare::Findings;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: tiles`.
#[derive(Debug)]
pub struct Tiles;

/// The side of a square in degrees: so near the equator that one of longitude is as long as one of latitude.
const SIDE: f64 = 0.001;

/// A place in the grid: columns from the west, rows from the south.
type Slot = (i32, i32);

impl Chart for Tiles {
    fn kind(&self) -> &'static str {
        "tiles"
    }

    fn options(&self) -> &'static [&'static str] {
        Map.options()
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        let rows = Map.rows(report, spec, findings)?;
        let middles: Vec<Point> = rows.of_series(0).map(|row| map::middle_of(findings, row.area.id)).collect();
        // The order of rows is that of values; the arrangement must not know it.
        let mut order: Vec<usize> = (0..middles.len()).collect();
        order.sort_by_key(|step| rows.steps[*step].area.as_ref().map(|area| area.id));
        let sorted: Vec<Point> = order.iter().map(|step| middles[*step]).collect();
        let squares: Vec<(usize, Vec<Vec<Point>>)> =
            order.iter().zip(arranged(&sorted)).map(|(step, slot)| (*step, vec![square(slot)])).collect();
        let topology = Topology::new(squares.iter().map(|(step, rings)| (*step, rings.as_slice())));
        Ok(Rows { ground: Some(Ground { areas: findings.areas.clone(), topology: Arc::new(topology) }), ..rows })
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        Map.draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        format!(
            "Each area is a square of one size, as near as may be to where it lies; squares that touch need not be neighbours. {}",
            Map.sentence(rows)
        )
    }
}

fn square((column, row): Slot) -> Vec<Point> {
    let (x, y) = (f64::from(column) * SIDE, f64::from(row) * SIDE);
    vec![(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE), (x, y)]
}

/// A slot for each point, no two alike: the nearest that is free, from the middle of all outwards, and then as many
/// exchanges of two as bring them nearer.
fn arranged(points: &[Point]) -> Vec<Slot> {
    let wanted = on_grid(points);
    let count = wanted.len().max(1) as f64;
    let middle = (
        wanted.iter().map(|point| point.0).sum::<f64>() / count,
        wanted.iter().map(|point| point.1).sum::<f64>() / count,
    );
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| apart(wanted[*a], middle).total_cmp(&apart(wanted[*b], middle)).then(a.cmp(b)));
    let mut slots: Vec<Slot> = vec![(0, 0); wanted.len()];
    let mut taken: BTreeSet<Slot> = BTreeSet::new();
    for index in order {
        let slot = nearest_free(wanted[index], &taken);
        taken.insert(slot);
        slots[index] = slot;
    }
    let away = |index: usize, slot: Slot| apart(wanted[index], (f64::from(slot.0), f64::from(slot.1)));
    for _ in 0..20 {
        let mut better = false;
        for a in 0..slots.len() {
            for b in a + 1..slots.len() {
                let now = away(a, slots[a]) + away(b, slots[b]);
                if away(a, slots[b]) + away(b, slots[a]) + 1e-9 < now {
                    slots.swap(a, b);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
    slots
}

/// The points in sides of squares, as large as lets most points find a slot near by.
fn on_grid(points: &[Point]) -> Vec<Point> {
    let (low, high) = points
        .iter()
        .fold(((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY)), |(low, high), point| {
            ((low.0.min(point.0), low.1.min(point.1)), (high.0.max(point.0), high.1.max(point.1)))
        });
    let shrink = f64::midpoint(low.1, high.1).to_radians().cos();
    let (across, up) = ((high.0 - low.0) * shrink, high.1 - low.1);
    if points.len() < 2 || across + up <= 0.0 {
        return vec![(0.0, 0.0); points.len()];
    }
    // So many squares fill the ground, which reaches half a side beyond the outermost points on either hand.
    let (both, others) = (across + up, (points.len() - 1) as f64);
    let side = (both + (both * both + 4.0 * others * across * up).sqrt()) / (2.0 * others);
    points.iter().map(|point| ((point.0 - low.0) * shrink / side, (point.1 - low.1) / side)).collect()
}

fn apart(a: Point, b: Point) -> f64 {
    (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)
}

/// The free slot that is nearest to a point; of two as near, the one further south and west.
fn nearest_free(point: Point, taken: &BTreeSet<Slot>) -> Slot {
    let own = (point.0.round() as i32, point.1.round() as i32);
    let mut best: Option<(f64, Slot)> = None;
    for ring in 0_i32.. {
        // Whatever lies in a further ring is further away than this.
        let least = (f64::from(ring) - 0.5).max(0.0).powi(2);
        if best.is_some_and(|(distance, _)| distance <= least) {
            break;
        }
        for row in own.1 - ring..=own.1 + ring {
            for column in own.0 - ring..=own.0 + ring {
                let outer = (row - own.1).abs() == ring || (column - own.0).abs() == ring;
                let slot = (column, row);
                let distance = apart(point, (f64::from(column), f64::from(row)));
                if outer && !taken.contains(&slot) && best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, slot));
                }
            }
        }
    }
    best.map_or(own, |(_, slot)| slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_areas_share_a_square_however_near_they_lie() {
        let crowded: Vec<Point> = (0..50).map(|index| (f64::from(index % 3) / 1e4, 52.0)).collect();
        let line: Vec<Point> = (0..30).map(|index| (f64::from(index) / 10.0, 52.0)).collect();
        for points in [crowded, line, vec![(1.0, 1.0)], vec![(1.0, 1.0); 9], Vec::new()] {
            let slots = arranged(&points);
            assert_eq!(slots.iter().collect::<BTreeSet<_>>().len(), points.len());
            assert_eq!(slots, arranged(&points), "the same areas are arranged the same");
        }
    }

    #[test]
    fn a_square_of_nine_keeps_its_order() {
        let points: Vec<Point> =
            (0..9).map(|index| (f64::from(index % 3) * 1.6, 52.0 + f64::from(index / 3))).collect();
        let slots = arranged(&points);
        for (index, slot) in slots.iter().enumerate() {
            assert_eq!((slot.0 - slots[0].0, slot.1 - slots[0].1), ((index % 3) as i32, (index / 3) as i32));
        }
    }
}
