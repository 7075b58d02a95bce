//! The outlines of one level to the area that a point lies in.
//!
//! In go outlines in degrees, out comes the area around a point, by the even-odd rule. An index is built
//! once: a grid of cells says which areas come near, and each outline keeps its edges by the strip of
//! latitude they cross. An edge that two areas share is computed the same way for both, whichever way
//! round they list it, so a point on it lies in exactly one. Nothing can be wrong here: a point outside
//! every outline is in none.

use crate::model::area::{AreaId, Boundary};

/// Outlines, ready to be asked.
#[derive(Debug)]
pub(super) struct Locator {
    outlines: Vec<Outline>,
    cells: Cells,
}

/// One area.
#[derive(Debug)]
struct Outline {
    area: AreaId,
    bounds: Bounds,
    strips: Strips,
}

/// A rectangle of degrees.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: (f64, f64),
    high: (f64, f64),
}

impl Bounds {
    const NOTHING: Self = Self { low: (f64::INFINITY, f64::INFINITY), high: (f64::NEG_INFINITY, f64::NEG_INFINITY) };

    fn with(self, (x, y): (f64, f64)) -> Self {
        Self { low: (self.low.0.min(x), self.low.1.min(y)), high: (self.high.0.max(x), self.high.1.max(y)) }
    }

    fn around(self, other: Self) -> Self {
        self.with(other.low).with(other.high)
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.low.0 && x <= self.high.0 && y >= self.low.1 && y <= self.high.1
    }

    fn size(&self) -> (f64, f64) {
        (self.high.0 - self.low.0, self.high.1 - self.low.1)
    }
}

/// An edge from its lower end to its upper.
#[derive(Debug, Clone, Copy)]
struct Edge {
    low: (f64, f64),
    high: (f64, f64),
}

impl Edge {
    /// The edge between two points of a ring; a level one is never crossed.
    fn between(a: (f64, f64), b: (f64, f64)) -> Option<Self> {
        if a.1 < b.1 {
            Some(Self { low: a, high: b })
        } else if b.1 < a.1 {
            Some(Self { low: b, high: a })
        } else {
            None
        }
    }

    /// Whether a ray from the point to the east crosses it. Its lower end belongs to it, its upper does not.
    fn is_crossed(&self, (x, y): (f64, f64)) -> bool {
        self.low.1 <= y
            && y < self.high.1
            && x < self.low.0 + (y - self.low.1) * (self.high.0 - self.low.0) / (self.high.1 - self.low.1)
    }
}

/// The edges of an outline by strips of equal height from south to north.
#[derive(Debug)]
struct Strips {
    bottom: f64,
    per_degree: f64,
    /// Where the edges of each strip begin in `edges`, and the end.
    first: Vec<u32>,
    edges: Vec<Edge>,
}

impl Strips {
    fn new(bounds: &Bounds, edges: &[Edge]) -> Self {
        let height = bounds.size().1;
        let rise: f64 = edges.iter().map(|edge| edge.high.1 - edge.low.1).sum();
        // An edge is kept in every strip that it crosses; so many strips that edges are kept four times.
        let most = 4.0 * height * edges.len() as f64 / rise.max(f64::MIN_POSITIVE);
        let count = most.min(edges.len() as f64 / 2.0).clamp(1.0, 4096.0) as usize;
        let per_degree = if height > 0.0 { count as f64 / height } else { 0.0 };
        let strip = |y: f64| (((y - bounds.low.1) * per_degree) as usize).min(count - 1);
        let mut first = vec![0_u32; count + 1];
        for edge in edges {
            for strip in strip(edge.low.1)..=strip(edge.high.1) {
                first[strip + 1] += 1;
            }
        }
        for strip in 0..count {
            first[strip + 1] += first[strip];
        }
        let nothing = Edge { low: (0.0, 0.0), high: (0.0, 0.0) };
        let mut sorted = vec![nothing; first[count] as usize];
        let mut next = first.clone();
        for edge in edges {
            for strip in strip(edge.low.1)..=strip(edge.high.1) {
                sorted[next[strip] as usize] = *edge;
                next[strip] += 1;
            }
        }
        Self { bottom: bounds.low.1, per_degree, first, edges: sorted }
    }

    fn hold(&self, point: (f64, f64)) -> bool {
        let count = self.first.len() - 1;
        let strip = (((point.1 - self.bottom) * self.per_degree) as usize).min(count - 1);
        let edges = &self.edges[self.first[strip] as usize..self.first[strip + 1] as usize];
        edges.iter().filter(|edge| edge.is_crossed(point)).count() % 2 == 1
    }
}

/// Which outlines come near, by the cells of a grid over all of them.
#[derive(Debug)]
struct Cells {
    bounds: Bounds,
    /// Cells in each direction.
    count: usize,
    /// Where the outlines of each cell begin in `near`, and the end.
    first: Vec<u32>,
    near: Vec<u32>,
}

impl Cells {
    fn new(outlines: &[Outline]) -> Self {
        let bounds = outlines.iter().fold(Bounds::NOTHING, |bounds, outline| bounds.around(outline.bounds));
        let mut count = ((outlines.len() as f64).sqrt() * 3.0).clamp(1.0, 1024.0) as usize;
        // Outlines that all lie over each other would fill every cell.
        let cells = |count: usize| -> usize {
            let of = |outline: &Outline| {
                let ((left, bottom), (right, top)) = corners(&bounds, count, &outline.bounds);
                (right - left + 1) * (top - bottom + 1)
            };
            outlines.iter().map(of).sum()
        };
        while count > 1 && cells(count) > 64 * outlines.len() + 1024 {
            count /= 2;
        }
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); count * count];
        for (index, outline) in (0_u32..).zip(outlines) {
            let ((left, bottom), (right, top)) = corners(&bounds, count, &outline.bounds);
            for row in bottom..=top {
                for column in left..=right {
                    lists[row * count + column].push(index);
                }
            }
        }
        let mut first = vec![0_u32];
        let mut near = Vec::new();
        for list in lists {
            near.extend(list);
            first.push(u32::try_from(near.len()).unwrap_or(u32::MAX));
        }
        Self { bounds, count, first, near }
    }

    fn near(&self, point: (f64, f64)) -> &[u32] {
        if !self.bounds.holds(point) {
            return &[];
        }
        let (column, row) = cell(&self.bounds, self.count, point);
        let index = row * self.count + column;
        &self.near[self.first[index] as usize..self.first[index + 1] as usize]
    }
}

/// The column and row of the cell that a point is in.
fn cell(bounds: &Bounds, count: usize, (x, y): (f64, f64)) -> (usize, usize) {
    let along = |offset: f64, size: f64| {
        let part = if size > 0.0 { offset / size } else { 0.0 };
        ((part * count as f64) as usize).min(count - 1)
    };
    let size = bounds.size();
    (along(x - bounds.low.0, size.0), along(y - bounds.low.1, size.1))
}

/// The first and the last cell that a rectangle touches.
fn corners(bounds: &Bounds, count: usize, of: &Bounds) -> ((usize, usize), (usize, usize)) {
    (cell(bounds, count, of.low), cell(bounds, count, of.high))
}

impl Locator {
    /// Takes outlines in the order of their areas.
    pub(super) fn new<'a>(outlines: impl IntoIterator<Item = (AreaId, &'a Boundary)>) -> Self {
        let outline = |(area, boundary): (AreaId, &Boundary)| {
            let mut bounds = Bounds::NOTHING;
            let mut edges = Vec::new();
            for ring in boundary.polygons.iter().flatten() {
                bounds = ring.iter().fold(bounds, |bounds, point| bounds.with(*point));
                edges.extend(ring.windows(2).filter_map(|ends| Edge::between(ends[0], ends[1])));
                // A ring that is not closed ends where it began.
                if let (Some(last), Some(first)) = (ring.last(), ring.first()) {
                    edges.extend(Edge::between(*last, *first));
                }
            }
            (!edges.is_empty()).then(|| Outline { area, bounds, strips: Strips::new(&bounds, &edges) })
        };
        let outlines: Vec<Outline> = outlines.into_iter().filter_map(outline).collect();
        let cells = Cells::new(&outlines);
        Self { outlines, cells }
    }

    /// The area around a point of longitude and latitude; the first by its id where outlines overlap.
    pub(super) fn find(&self, point: (f64, f64)) -> Option<AreaId> {
        let mut near = self.cells.near(point).iter().map(|index| &self.outlines[*index as usize]);
        near.find(|outline| outline.bounds.holds(point) && outline.strips.hold(point)).map(|outline| outline.area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, size: f64) -> Vec<(f64, f64)> {
        vec![(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    }

    fn of(polygons: &[Vec<Vec<(f64, f64)>>]) -> Vec<Boundary> {
        polygons.iter().map(|rings| Boundary { polygons: vec![rings.clone()] }).collect()
    }

    fn locator(boundaries: &[Boundary]) -> Locator {
        Locator::new((0..).map(AreaId).zip(boundaries))
    }

    #[test]
    fn a_point_on_a_shared_edge_lies_in_one_area_whichever_way_round_it_is_listed() {
        let mut turned = square(1.0, 0.0, 1.0);
        turned.reverse();
        let slanted = vec![(0.1, 1.0), (0.7, 1.9), (0.0, 1.7), (0.1, 1.0)];
        let beside = vec![(0.7, 1.9), (0.1, 1.0), (0.9, 1.1), (0.7, 1.9)];
        let boundaries = of(&[vec![square(0.0, 0.0, 1.0)], vec![turned], vec![slanted.clone()], vec![beside]]);
        let locator = locator(&boundaries);
        let held = |point| locator.outlines.iter().filter(|outline| outline.strips.hold(point)).count();
        for step in 1..=1000_u32 {
            let part = f64::from(step) / 1001.0;
            assert_eq!(held((1.0, part)), 1, "{part}");
            let point = (0.1 + 0.6 * part, 1.0 + 0.9 * part);
            assert_eq!(held(point), 1, "{point:?}");
        }
        assert_eq!(locator.find((0.0, 0.0)), Some(AreaId(0)));
        assert_eq!(locator.find((2.0, 2.0)), None);
    }

    #[test]
    fn a_hole_is_outside_and_an_island_in_it_is_inside() {
        let rings = vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 5.0), square(2.0, 2.0, 1.0)];
        let locator = locator(&of(&[rings]));
        let inside = |x, y| locator.find((x, y)).is_some();
        assert_eq!(
            (inside(0.5, 4.0), inside(4.0, 4.0), inside(2.5, 2.5), inside(9.5, 1.0)),
            (true, false, true, false)
        );
    }

    #[test]
    fn the_index_finds_what_a_walk_over_all_edges_finds() {
        // Stars with many points, so that strips and cells matter.
        let star = |at: u32| -> Vec<(f64, f64)> {
            let (x, y) = (f64::from(at % 7), f64::from(at / 7));
            let corner = |step: u32| {
                let angle = f64::from(step) * std::f64::consts::TAU / 60.0;
                let radius = if step.is_multiple_of(2) { 0.49 } else { 0.2 + f64::from(at % 5) * 0.05 };
                (x + radius * angle.cos(), y + radius * angle.sin())
            };
            (0..60).chain([0]).map(corner).collect()
        };
        let boundaries = of(&(0..49).map(|at| vec![star(at)]).collect::<Vec<_>>());
        let locator = locator(&boundaries);
        let plain = |point: (f64, f64)| {
            let crossed = |boundary: &Boundary| {
                let rings = boundary.polygons.iter().flatten();
                let edges = rings.flat_map(|ring| ring.windows(2)).filter_map(|ends| Edge::between(ends[0], ends[1]));
                edges.filter(|edge| edge.is_crossed(point)).count() % 2 == 1
            };
            (0..).map(AreaId).zip(&boundaries).find(|(_, boundary)| crossed(boundary)).map(|(area, _)| area)
        };
        let mut found = 0;
        for x in -20..160 {
            for y in -20..160 {
                let point = (f64::from(x) * 0.0483, f64::from(y) * 0.0483);
                assert_eq!(locator.find(point), plain(point), "{point:?}");
                found += usize::from(locator.find(point).is_some());
            }
        }
        assert!(found > 3000);
    }

    #[test]
    fn nothing_and_what_is_no_number_are_in_no_area() {
        let empty = locator(&[]);
        let one = locator(&of(&[vec![square(0.0, 0.0, 1.0)]]));
        for wild in [f64::NAN, f64::INFINITY, -1e300] {
            assert_eq!((empty.find((wild, wild)), one.find((wild, wild))), (None, None));
        }
    }
}
