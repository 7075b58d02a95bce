//! Other tables found without a solver: a few withheld counts that exchange events with each other.
//!
//! Comes in: a [`System`], a count that shall move, and what it costs to withhold one that is printed. Goes out:
//! two tables in which it moves, and the counts that must be withheld for them. Within a place the corners of a
//! rectangle move, such as two age groups by two sexes; another place takes back what they give, or several do.
//! Each exchange leaves every sum as it is, and several are put together until a count has moved far enough. Looks
//! only at sums that are touched, so the size of a publication does not matter. Finds no more than such exchanges;
//! what it does not find may be there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proof::{Need, Proof, Prover, goals};
use super::shape::Shape;
use super::sums::Kind;
use super::system::{CountId, Known, System};
use super::tables::Moves;

/// What it costs to withhold a printed count, and what is known of it then.
pub type Price = (f64, Known);

/// Counts that move together, each up or down.
pub(super) type Exchange = Vec<(CountId, f64)>;

/// How many places beside one are tried.
const BESIDE: usize = 40;

/// How many larger places are tried, where those beside do not suffice, and how many places in each.
const FURTHER: usize = 16;
const WITHIN: usize = 3;

/// How many places take part at most.
const MOST_PLACES: usize = 12;

/// Looks for exchanges in a system whose places are known.
#[derive(Debug, Clone)]
pub struct Swaps {
    shape: Shape,
}

impl Swaps {
    /// Looks in systems of these sums.
    pub fn of(system: &System) -> Self {
        Self { shape: Shape::of(system.len(), &system.sums) }
    }

    /// Tables in which a count moves as far as it needs, for somebody who knows the count `knowing`, and what must
    /// be withheld for them, where `price` says which printed counts may be. Withholds nothing where it need not,
    /// and looks further than to the places beside where `reach` says so.
    pub fn find<P: Fn(CountId) -> Option<Price>>(
        &self,
        system: &System,
        price: P,
        (id, need): (CountId, Need),
        knowing: Option<CountId>,
        reach: Reach,
    ) -> Option<(Proof, Vec<CountId>)> {
        let need = Need { any: need.any && knowing.is_none() && Prover::new(system).is_alone(id), ..need };
        let near = Near { shape: &self.shape, system, price: &price };
        let faces = near.faces(id);
        let known = |exchange: &Exchange| knowing.is_none_or(|one| exchange.iter().all(|(id, _)| *id != one));
        let mut exchanges: Vec<Exchange> = near.beside(id, &faces).into_iter().filter(known).collect();
        for pays in [false, true] {
            if let Some(found) = near.move_far(id, need, &exchanges, pays) {
                return Some(found);
            }
        }
        if reach == Reach::Beside {
            return None;
        }
        exchanges.extend(near.further(id, &faces).into_iter().filter(known));
        near.move_far(id, need, &exchanges, true)
    }
}

/// How far a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the places beside.
    Beside,
    /// To larger places, and those beside them.
    Further,
}

/// What is near a count.
pub(super) struct Near<'a, P> {
    shape: &'a Shape,
    pub(super) system: &'a System,
    price: &'a P,
}

/// Places that take part: each by its count that stands for the one in question, by which earlier place it is tied
/// to, and whether its counts rise.
type Path = Vec<(CountId, usize, f64)>;

impl<P: Fn(CountId) -> Option<Price>> Near<'_, P> {
    pub(super) fn sums_of(&self, id: CountId) -> &[u32] {
        &self.system.sums_of[id.index()]
    }

    pub(super) fn is_over_areas(&self, sum: u32) -> bool {
        self.system.sums[sum as usize].kind == Kind::Areas
    }

    pub(super) fn can_move(&self, id: CountId) -> bool {
        !self.system.known(id).is_exact() || (self.price)(id).is_some()
    }

    /// Exchanges with one other place of the same larger one; within the place where no larger one is known.
    fn beside(&self, id: CountId, faces: &[Exchange]) -> Vec<Exchange> {
        let over: Vec<u32> = self.sums_of(id).iter().copied().filter(|sum| self.is_over_areas(*sum)).collect();
        if over.is_empty() {
            return faces.to_vec();
        }
        let mut paths: Vec<Path> = Vec::new();
        for sum in over.iter().filter(|sum| self.system.sums[**sum as usize].total != id) {
            for (other, _) in self.least(*sum, id, BESIDE) {
                self.close(vec![(id, 0, 1.0), (other, 0, -1.0)], &mut paths);
            }
        }
        self.along(&paths, faces)
    }

    /// Exchanges that take a larger place with them, and another beside it or the place above both.
    fn further(&self, id: CountId, faces: &[Exchange]) -> Vec<Exchange> {
        let mut paths: Vec<Path> = Vec::new();
        for up in self.sums_of(id).iter().copied().filter(|sum| self.is_over_areas(*sum)) {
            let total = self.system.sums[up as usize].total;
            if total == id {
                continue;
            }
            let path = vec![(id, 0, 1.0), (total, 0, 1.0)];
            let mut over = self.sums_of(total).iter().copied().filter(|sum| self.is_over_areas(*sum));
            let Some(sum) = over.find(|sum| self.system.sums[*sum as usize].total != total) else {
                self.close(path, &mut paths);
                continue;
            };
            let mut up = path.clone();
            up.push((self.system.sums[sum as usize].total, 1, 1.0));
            self.close(up, &mut paths);
            for (other, _) in self.least(sum, total, FURTHER) {
                let mut path = path.clone();
                path.push((other, 1, -1.0));
                self.close(path, &mut paths);
            }
        }
        self.along(&paths, faces)
    }

    /// Takes a path once each of its places that is made up of others has one of them beside it, those that lose
    /// least; nothing where areas cross and a sum stays open.
    fn close(&self, path: Path, closed: &mut Vec<Path>) {
        let open = path.iter().enumerate().find_map(|(at, (id, ..))| {
            let mut over = self.sums_of(*id).iter().copied().filter(|sum| self.is_over_areas(*sum));
            over.find(|sum| self.is_open(*sum, &path)).map(|sum| (at, sum))
        });
        let Some((at, sum)) = open else {
            closed.push(path);
            return;
        };
        let (id, _, way) = path[at];
        if self.system.sums[sum as usize].total != id || path.len() >= MOST_PLACES {
            return;
        }
        // Deep in a nest one way down must do.
        let most = if path.len() > 4 { 1 } else { WITHIN };
        for (part, _) in self.least(sum, id, most) {
            let mut longer = path.clone();
            longer.push((part, at, way));
            self.close(longer, closed);
        }
    }

    fn is_open(&self, sum: u32, path: &Path) -> bool {
        let way = |(id, _, way): &(CountId, usize, f64)| match self.sums_of(*id).contains(&sum) {
            true if self.system.sums[sum as usize].total == *id => *way,
            true => -way,
            false => 0.0,
        };
        path.iter().map(way).sum::<f64>().abs() > 1e-9
    }

    /// The parts of a sum beside a count, those that cost least first: what is withheld and large, then what is
    /// missed least.
    fn least(&self, sum: u32, id: CountId, most: usize) -> Vec<(CountId, f64)> {
        let total = self.system.sums[sum as usize].total;
        let cost = |other: CountId| match (self.price)(other) {
            Some((cost, _)) => cost,
            None => -self.system.count(other),
        };
        let mut parts: Vec<(CountId, f64)> = self
            .mates(sum, id)
            .filter(|(other, _)| *other != total && self.can_move(*other))
            .map(|(other, _)| (other, cost(other)))
            .collect();
        if parts.len() > most {
            parts.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
            parts.truncate(most);
        }
        parts
    }

    /// Each face at each place of each path.
    fn along(&self, paths: &[Path], faces: &[Exchange]) -> Vec<Exchange> {
        let mut found = Vec::with_capacity(paths.len() * faces.len());
        let mut doubles: Vec<CountId> = Vec::new();
        for path in paths {
            'faces: for face in faces {
                let mut exchange = Vec::with_capacity(face.len() * path.len());
                for (id, way) in face {
                    doubles.clear();
                    doubles.push(*id);
                    exchange.push((*id, *way));
                    for (place, from, rises) in &path[1..] {
                        let place = self.shape.place(*place);
                        let Some(double) = self.shape.double(self.sums_of(doubles[*from]), place) else {
                            continue 'faces;
                        };
                        if !self.can_move(double) {
                            continue 'faces;
                        }
                        doubles.push(double);
                        exchange.push((double, way * rises));
                    }
                }
                found.push(exchange);
            }
        }
        found
    }

    /// Puts exchanges together, the cheapest first, until a count has moved as far as it needs, up or down.
    fn move_far(&self, id: CountId, need: Need, exchanges: &[Exchange], pays: bool) -> Option<(Proof, Vec<CountId>)> {
        let count = self.system.count(id);
        let (over, under) = goals(need, count);
        let mut proof = Proof::default();
        let mut hidden: Vec<CountId> = Vec::new();
        for (way, goal) in [(1.0, over), (-1.0, under)] {
            let mut moved: BTreeMap<CountId, f64> = BTreeMap::new();
            let mut left = goal;
            while left > 0.5 {
                let scored = exchanges.iter().filter_map(|exchange| {
                    let (far, cost) = self.room(exchange, way, left, (&moved, &hidden), pays)?;
                    Some((cost / far, far, exchange))
                });
                let best = scored.min_by(|(a, far, _), (b, other, _)| a.total_cmp(b).then(other.total_cmp(far)));
                let Some((_, far, exchange)) = best else { break };
                for (other, by) in exchange {
                    let before = moved.entry(*other).or_default();
                    if !self.system.known(*other).allows(self.system.count(*other) + *before + by * way * far)
                        && !hidden.contains(other)
                    {
                        hidden.push(*other);
                    }
                    *before += by * way * far;
                }
                left -= far;
            }
            let moves: Moves = Arc::new(moved.into_iter().filter(|(_, by)| by.abs() > 1e-7).collect());
            proof.take(id, &moves);
            if proof.suffices(id, count, need) {
                return Some((proof, hidden));
            }
        }
        None
    }

    /// How far an exchange can go beyond what has moved, and what it costs.
    fn room(
        &self,
        exchange: &Exchange,
        way: f64,
        most: f64,
        (moved, hidden): (&BTreeMap<CountId, f64>, &[CountId]),
        pays: bool,
    ) -> Option<(f64, f64)> {
        let (mut far, mut cost) = (most, 0.0);
        for (id, by) in exchange {
            let before = if moved.is_empty() { 0.0 } else { moved.get(id).copied().unwrap_or(0.0) };
            let count = self.system.count(*id) + before;
            let room = |known: Known| if by * way > 0.0 { known.high - count } else { count - known.low };
            let mut known = self.system.known(*id);
            if room(known) < 1.0 {
                if !pays {
                    return None;
                }
                let (price, withheld) = (self.price)(*id)?;
                known = withheld;
                cost += if hidden.contains(id) { 0.0 } else { price };
            }
            // Whoever is a count of one knows it, and tables in which it moves say nothing to them.
            cost += if (self.system.count(*id) - 1.0).abs() < 1e-9 { 0.01 } else { 0.0 };
            far = far.min((room(known) + 1e-9).floor());
            if far < 1.0 {
                return None;
            }
        }
        Some((far, cost))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sums::{Sum, Tie};
    use super::*;

    #[test]
    fn two_rectangles_do_without_the_corner_they_share() {
        // Women, men and everyone by two ages and all ages. Everyone of all ages and two parts are printed, so no
        // rectangle can move; round the total six counts can.
        let counts = vec![3.0, 12.0, 15.0, 10.0, 20.0, 30.0, 13.0, 32.0, 45.0];
        let id = |group: u32, age: u32| CountId(group * 3 + age);
        let sum =
            |total, parts: [CountId; 2]| Sum { kind: Kind::Groups, tie: Tie::Equal, total, parts: parts.to_vec() };
        let by_sex = (0..3).map(|age| sum(id(2, age), [id(0, age), id(1, age)]));
        let by_age = (0..3).map(|group| sum(id(group, 2), [id(group, 0), id(group, 1)]));
        let printed = [id(0, 1), id(1, 0), id(2, 2)];
        let known = (0..9).map(CountId).map(|id| match printed.contains(&id) {
            true => Known::exactly(counts[id.index()]),
            false => Known::nothing(1.0),
        });
        let system = System::new(counts.clone(), known.collect(), by_sex.chain(by_age).collect());
        let need = Need { small: 4, least: 1, width: 5, any: false };
        let found = Swaps::of(&system).find(&system, |_| None, (id(0, 0), need), None, Reach::Beside);
        let (proof, hidden) = found.unwrap();
        assert!(hidden.is_empty());
        assert_eq!(proof.moved().count(), 6);
        assert!(proof.width(id(0, 0)) >= 5 && !printed.iter().any(|id| proof.moves(*id)));
        let proofs = [((id(0, 0), None), proof)].into();
        assert_eq!(Prover::new(&system).confirmed(&proofs, |_| Some(need)).len(), 1);
    }
}
