//! Exchanges within one place: the counts of one area move, and every sum of it stays as it is.
//!
//! Comes in: a count of a system, and which counts can move. Goes out: the rectangles that it is a corner of, such
//! as two age groups by two sexes or an age group and all ages by a sex and everyone, and two rectangles without
//! the corner they share where that one has too little room. Sums over areas are for the caller to hold.

use super::sums::Kind;
use super::swap::{Exchange, Near, Price};
use super::system::CountId;

/// How many exchanges of a place are tried.
const FACES: usize = 96;

/// Below this a corner of a rectangle has too little room.
const STUCK: f64 = 1.5;

/// By how many sums, other than those over areas, a count may be tied.
const MOST_TIES: usize = 4;

impl<P: Fn(CountId) -> Option<Price>> Near<'_, P> {
    /// The other counts of a sum, each with the way it moves where `id` rises and all others stay.
    pub(super) fn mates(&self, sum: u32, id: CountId) -> impl Iterator<Item = (CountId, f64)> {
        let sum = &self.system.sums[sum as usize];
        let part = sum.total != id;
        let way = move |other: CountId| if part && other != sum.total { -1.0 } else { 1.0 };
        sum.parts.iter().chain([&sum.total]).filter(move |other| **other != id).map(move |other| (*other, way(*other)))
    }

    /// The count that is tied to `a` as `b` is to `from`, with the way it moves where `a` rises.
    fn corner(&self, from: CountId, a: CountId, b: CountId) -> Option<(CountId, f64)> {
        let apart = |sum: &&u32, other: CountId| {
            let sum = &self.system.sums[**sum as usize];
            sum.kind != Kind::Areas && sum.total != other && !sum.parts.contains(&other)
        };
        self.sums_of(a).iter().filter(|sum| apart(sum, from)).find_map(|sum| {
            self.mates(*sum, a).find(|(other, _)| {
                *other != from && self.sums_of(*other).iter().any(|sum| apart(&sum, from) && self.has(*sum, b))
            })
        })
    }

    fn has(&self, sum: u32, id: CountId) -> bool {
        self.sums_of(id).contains(&sum)
    }

    /// Exchanges within its place that a count takes part in: rectangles, and where one corner has too little room,
    /// two that share it.
    pub(super) fn faces(&self, id: CountId) -> Vec<Exchange> {
        let mut faces = Vec::new();
        for face in self.rectangles(id) {
            let stuck = |(other, _): &&(CountId, f64)| !self.can_move(*other) || self.system.count(*other) < STUCK;
            let mut stiff = face.iter().skip(1).filter(stuck);
            if let (Some((corner, way)), None) = (stiff.next(), stiff.next()) {
                for other in self.rectangles(*corner) {
                    let joined = joined(&face, &other, -way);
                    let fits =
                        joined.len() == 6 && joined[0].0 == id && joined.iter().all(|(id, _)| self.can_move(*id));
                    faces.extend(fits.then_some(joined));
                }
            }
            if face.iter().all(|(id, _)| self.can_move(*id)) {
                faces.push(face);
            }
        }
        faces.truncate(FACES);
        faces
    }

    /// The rectangles of its place that a count is a corner of: every sum of the place stays as it is.
    fn rectangles(&self, id: CountId) -> Vec<Exchange> {
        let ties: Vec<u32> = self.sums_of(id).iter().copied().filter(|sum| !self.is_over_areas(*sum)).collect();
        if ties.len() > MOST_TIES {
            return Vec::new();
        }
        let mut faces: Vec<Exchange> = vec![vec![(id, 1.0)]];
        for sum in ties {
            let mut wider = Vec::new();
            for face in &faces {
                for mate in self.mates(sum, id) {
                    wider.extend(self.widened(face, mate));
                }
            }
            faces = wider;
        }
        faces
    }

    /// A face with as many corners again, in the direction of `mate` from its first.
    fn widened(&self, face: &Exchange, mate: (CountId, f64)) -> Option<Exchange> {
        let mut wider = face.clone();
        wider.push(mate);
        for at in 1..face.len() {
            // Each corner but the first is one step from an earlier one, whose double is found already.
            let before = at & (at - 1);
            let (corner, _) = self.corner(face[before].0, face[at].0, wider[face.len() + before].0)?;
            wider.push((corner, face[at].1 * mate.1));
        }
        Some(wider)
    }
}

/// One exchange and another that moves with it so many times, without what moves in neither.
fn joined(one: &Exchange, other: &Exchange, times: f64) -> Exchange {
    let mut joined = one.clone();
    for (id, by) in other {
        match joined.iter_mut().find(|(known, _)| known == id) {
            Some((_, moved)) => *moved += by * times,
            None => joined.push((*id, by * times)),
        }
    }
    joined.retain(|(_, by)| by.abs() > 1e-9);
    joined
}
