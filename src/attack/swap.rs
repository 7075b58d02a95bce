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
type Exchange = Vec<(CountId, f64)>;

/// How many rectangles of a place are tried, and how many places beside it.
const FACES: usize = 96;
const BESIDE: usize = 40;

/// Below this a corner of a rectangle has too little room.
const STUCK: f64 = 1.5;

/// How many larger places are tried, where those beside do not suffice, and how many places in each.
const FURTHER: usize = 16;
const WITHIN: usize = 3;

/// By how many sums, other than those over areas, a count may be tied.
const MOST_TIES: usize = 3;

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

struct Near<'a, P> {
    shape: &'a Shape,
    system: &'a System,
    price: &'a P,
}

/// Places that take part, each by which one of them it lies beside, above or below, and whether its counts rise.
type Path = Vec<(usize, u32, f64)>;

impl<P: Fn(CountId) -> Option<Price>> Near<'_, P> {
    fn sums_of(&self, id: CountId) -> &[u32] {
        &self.system.sums_of[id.index()]
    }

    fn is_over_areas(&self, sum: u32) -> bool {
        self.system.sums[sum as usize].kind == Kind::Areas
    }

    /// The other counts of a sum, each with the way it moves where `id` rises and all others stay.
    fn mates(&self, sum: u32, id: CountId) -> impl Iterator<Item = (CountId, f64)> {
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
    fn faces(&self, id: CountId) -> Vec<Exchange> {
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

    fn can_move(&self, id: CountId) -> bool {
        !self.system.known(id).is_exact() || (self.price)(id).is_some()
    }

    /// Exchanges with one other place of the same larger one; within the place where no larger one is known.
    fn beside(&self, id: CountId, faces: &[Exchange]) -> Vec<Exchange> {
        let over: Vec<u32> = self.sums_of(id).iter().copied().filter(|sum| self.is_over_areas(*sum)).collect();
        if over.is_empty() {
            return faces.to_vec();
        }
        let here = (0, self.shape.place(id), 1.0);
        let mut paths: Vec<Path> = Vec::new();
        for sum in over.iter().filter(|sum| self.system.sums[**sum as usize].total != id) {
            for (other, _) in self.least(*sum, id, BESIDE) {
                let path = vec![here, (0, self.shape.place(other), -1.0)];
                paths.extend(self.downward(path, &[id, other]));
            }
        }
        self.along(&paths, faces)
    }

    /// Exchanges that take a larger place with them, and another beside it.
    fn further(&self, id: CountId, faces: &[Exchange]) -> Vec<Exchange> {
        let here = (0, self.shape.place(id), 1.0);
        let mut paths: Vec<Path> = Vec::new();
        for up in self.sums_of(id).iter().copied().filter(|sum| self.is_over_areas(*sum)) {
            let total = self.system.sums[up as usize].total;
            if total == id {
                continue;
            }
            let path = vec![here, (0, self.shape.place(total), 1.0)];
            let mut over = self.sums_of(total).iter().copied().filter(|sum| self.is_over_areas(*sum));
            let Some(sum) = over.find(|sum| self.system.sums[*sum as usize].total != total) else {
                paths.push(path);
                continue;
            };
            for (other, _) in self.least(sum, total, FURTHER) {
                let mut path = path.clone();
                path.push((1, self.shape.place(other), -1.0));
                paths.extend(self.downward(path, &[id, total, other]));
            }
        }
        self.along(&paths, faces)
    }

    /// A path with a place in each of its last that is made up of others: those that lose least.
    fn downward(&self, path: Path, counts: &[CountId]) -> Vec<Path> {
        let mut paths = vec![path];
        for (at, id) in counts.iter().enumerate().filter(|(at, _)| *at != 1 || counts.len() == 2) {
            let below = self.sums_of(*id).iter().copied().filter(|sum| self.is_over_areas(*sum));
            for sum in below.filter(|sum| self.system.sums[*sum as usize].total == *id) {
                let parts = self.least(sum, *id, WITHIN);
                let longer = |path: &Path| {
                    let (path, way) = (path.clone(), path[at].2);
                    parts.iter().map(move |(part, _)| {
                        let mut path = path.clone();
                        path.push((at, self.shape.place(*part), way));
                        path
                    })
                };
                paths = paths.iter().flat_map(longer).collect();
            }
        }
        paths
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
                    for (from, place, rises) in &path[1..] {
                        let Some(double) = self.shape.double(self.sums_of(doubles[*from]), *place) else {
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
