//! Which counts of a system are of one place, and which stand for the same in another.
//!
//! Comes in: the counts and sums of a [`System`](super::system::System). Goes out: for each count its place (all
//! counts that sums over groups, times and series tie together), and its double in a place beside, above or below.
//! Knows no names: a place is what no sum over areas holds together. Where areas are no part of a system there is
//! one place.

use super::sums::{Kind, Sum};
use super::system::CountId;

/// The places of a system.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// The place of each count.
    place: Vec<u32>,
    /// For each sum over areas its counts by their places, in order; empty for other sums.
    doubles: Vec<Vec<(u32, CountId)>>,
}

impl Shape {
    pub(super) fn of(counts: usize, sums: &[Sum]) -> Self {
        let mut place: Vec<u32> = (0..u32::try_from(counts).unwrap_or(u32::MAX)).collect();
        fn first(place: &mut [u32], mut at: u32) -> u32 {
            while place[at as usize] != at {
                place[at as usize] = place[place[at as usize] as usize];
                at = place[at as usize];
            }
            at
        }
        for sum in sums.iter().filter(|sum| sum.kind != Kind::Areas) {
            for part in &sum.parts {
                let (one, other) = (first(&mut place, sum.total.0), first(&mut place, part.0));
                place[one.max(other) as usize] = one.min(other);
            }
        }
        for at in 0..place.len() {
            place[at] = first(&mut place, at as u32);
        }
        let doubles = |sum: &Sum| {
            if sum.kind != Kind::Areas {
                return Vec::new();
            }
            let mut of_sum: Vec<(u32, CountId)> =
                sum.parts.iter().chain([&sum.total]).map(|id| (place[id.index()], *id)).collect();
            of_sum.sort_unstable();
            of_sum
        };
        let doubles = sums.iter().map(doubles).collect();
        Self { place, doubles }
    }

    /// The place of a count.
    pub(super) fn place(&self, id: CountId) -> u32 {
        self.place[id.index()]
    }

    /// The count that one of `sums` ties to another over areas, in this place.
    pub(super) fn double(&self, sums: &[u32], place: u32) -> Option<CountId> {
        sums.iter().find_map(|sum| {
            let of_sum = &self.doubles[*sum as usize];
            of_sum.binary_search_by_key(&place, |(place, _)| *place).ok().map(|at| of_sum[at].1)
        })
    }
}
