//! Proof that a count is not known: other tables that agree with everything printed.
//!
//! Comes in: a [`System`]. Goes out: a [`Proof`], two tables that differ from the true one in a few counts,
//! or none. Looks first among the counts nearest to the one in question, with all others as they are, and
//! further only where that does not suffice: what is found near is true of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::sums::Tie;
use super::system::{CountId, System};
use super::tables::{Aim, Moves, Near, Tables, moved};

/// What it takes for a count to be safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Counts up to this are small; one of them is safe only where it could be another.
    pub small: u32,
    /// The least small count: 1, or 0 where nobody may know that there was none.
    pub least: u32,
    /// How many apart the lowest and the highest count that it could be are at least.
    pub width: u32,
    /// Whether it must be possible that it is any of the small counts, where it is withheld alone. Rounding
    /// protects most counts by itself, and what is withheld beside no other is known to be a small one: nothing
    /// more may be learned of it.
    pub any: bool,
}

/// From the lowest to the highest count that agree with everything printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lowest.
    pub low: f64,
    /// The highest; infinite where nothing bounds it.
    pub high: f64,
}

/// Tables that agree with everything printed: one in which a count is higher, and one in which it is lower.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proof {
    up: Moves,
    down: Moves,
}

impl Proof {
    /// Whether either table differs in this count too.
    pub fn moves(&self, id: CountId) -> bool {
        moved(&self.up, id) != 0.0 || moved(&self.down, id) != 0.0
    }

    /// Every count in which either table differs.
    pub fn moved(&self) -> impl Iterator<Item = CountId> {
        self.up.iter().chain(self.down.iter()).map(|(moved, _)| *moved)
    }

    /// How far apart the two tables are in this count, in whole numbers.
    pub fn width(&self, id: CountId) -> u32 {
        (moved(&self.up, id).max(0.0) + (-moved(&self.down, id)).max(0.0) + 1e-6).floor() as u32
    }

    /// Whether these tables are what a count needs.
    pub(super) fn suffices(&self, id: CountId, count: f64, need: Need) -> bool {
        let (up, down) = (moved(&self.up, id).max(0.0), (-moved(&self.down, id)).max(0.0));
        let outside =
            count + up > f64::from(need.small) + 1.0 - 1e-6 || count - down < f64::from(need.least) - 1.0 + 1e-6;
        let any = !need.any || down > count - f64::from(need.least) - 1e-6;
        outside && any && up + down > f64::from(need.width) - 1e-6
    }

    /// Keeps a table where it moves the count farther than the one known.
    pub(super) fn take(&mut self, id: CountId, moves: &Moves) {
        let by = moved(moves, id);
        if by > moved(&self.up, id) {
            self.up = moves.clone();
        }
        if by < moved(&self.down, id) {
            self.down = moves.clone();
        }
    }
}

/// A count that is safe, and the count that whoever looks for it knows for certain.
pub type Whom = (CountId, Option<CountId>);

/// By which tables counts of a block are safe.
pub type Proofs = BTreeMap<Whom, Proof>;

/// Whether a count is safe.
#[derive(Debug, Clone, PartialEq)]
pub enum Safety {
    /// It is, by these tables.
    Safe(Proof),
    /// Every table that agrees with what is printed has it within the small ones, or too near.
    Known,
    /// No table was found, and not all were tried.
    Unproven,
}

/// How many counts are looked at together at each step outward, and how many of each sum.
const REACH: [(usize, usize); 6] = [(32, 6), (128, 16), (400, 4), (500, usize::MAX), (1_500, 8), (3_000, usize::MAX)];

/// How many of these steps are near.
const NEAR: usize = 4;

/// How many counts are looked at together where many are to be proved, and in how many tables.
const CLUSTER: usize = 500;
const ROUNDS: usize = 8;

/// Looks for tables that agree with everything printed.
#[derive(Debug, Clone, Copy)]
pub struct Prover<'a> {
    system: &'a System,
    reach: &'static [(usize, usize)],
}

impl<'a> Prover<'a> {
    /// Looks in this system.
    pub fn new(system: &'a System) -> Self {
        Self { system, reach: &REACH }
    }

    /// Looks near a count only: enough to find most proofs, and quick where there is none. What is safe so is
    /// safe; what is not may be yet.
    pub fn near_only(system: &'a System) -> Self {
        Self { system, reach: &REACH[..NEAR] }
    }

    /// Whether no other count that is tied to it is withheld.
    pub(super) fn is_alone(&self, id: CountId) -> bool {
        let open = |other: &CountId| *other != id && !self.system.known(*other).high.is_finite();
        self.system.sums_of(id).all(|sum| !sum.parts.iter().chain([&sum.total]).any(open))
    }

    fn tables(&self) -> Tables<'a> {
        Tables { system: self.system }
    }

    /// Those of `found` that hold here: their tables agree with everything printed, which is added up anew, and are
    /// what each count needs. Where they come from does not matter.
    pub fn confirmed(&self, found: &Proofs, need: impl Fn(CountId) -> Option<Need>) -> Proofs {
        // Many counts are proved by one table, which is looked at once.
        let mut sound: BTreeMap<*const Vec<(CountId, f64)>, bool> = BTreeMap::new();
        let mut holds = |moves: &Moves| {
            *sound.entry(Arc::as_ptr(moves)).or_insert_with(|| self.tables().checked(moves.to_vec()).is_some())
        };
        let mut confirmed = Proofs::new();
        let of_here = |(id, _): &(CountId, f64)| id.index() < self.system.len();
        for ((id, knowing), proof) in found {
            if id.index() >= self.system.len() || !proof.up.iter().chain(proof.down.iter()).all(of_here) {
                continue;
            }
            let Some(need) = need(*id) else { continue };
            let need = Need { any: need.any && knowing.is_none() && self.is_alone(*id), ..need };
            let stays = knowing.is_none_or(|one| !proof.moves(one));
            if stays && holds(&proof.up) && holds(&proof.down) && proof.suffices(*id, self.system.count(*id), need) {
                confirmed.insert((*id, *knowing), proof.clone());
            }
        }
        confirmed
    }

    /// Whether a count is safe from somebody who also knows the count `knowing` for certain.
    pub fn safety(&self, id: CountId, need: Need, knowing: Option<CountId>) -> Safety {
        // Whoever is counted knows of one at least, whatever is printed.
        let need = Need { any: need.any && knowing.is_none() && self.is_alone(id), ..need };
        let count = self.system.count(id);
        let (over, under) = goals(need, count);
        let mut proof = Proof::default();
        let mut before = 0;
        for (reach, each) in self.reach.iter().copied() {
            let near = self.near(id, knowing, reach, each);
            if near.free.is_empty() {
                if near.whole {
                    return Safety::Known;
                }
                continue;
            }
            if near.free.len() == before && !near.whole {
                continue;
            }
            before = near.free.len();
            for (way, goal) in [(1.0, over), (-1.0, under)] {
                if proof.suffices(id, count, need) {
                    break;
                }
                if let Some(found) = self.tables().farthest(&[(id, way, goal)], &near) {
                    proof.take(id, &found);
                }
            }
            if proof.suffices(id, count, need) {
                return Safety::Safe(proof);
            }
            if near.whole {
                return Safety::Known;
            }
        }
        Safety::Unproven
    }

    /// Proofs for as many counts as a few tables give at once. A table in which many counts differ proves them
    /// all; what is left is for [`Prover::safety`].
    pub fn together(&self, wanted: &[(CountId, Need)]) -> BTreeMap<CountId, Proof> {
        let needs: BTreeMap<CountId, Need> =
            wanted.iter().map(|(id, need)| (*id, Need { any: need.any && self.is_alone(*id), ..*need })).collect();
        let mut proofs: BTreeMap<CountId, Proof> = BTreeMap::new();
        let mut proven: BTreeSet<CountId> = BTreeSet::new();
        let mut tried: BTreeSet<CountId> = BTreeSet::new();
        for (seed, _) in wanted {
            if proven.contains(seed) || tried.contains(seed) {
                continue;
            }
            let near = self.near(*seed, None, CLUSTER, usize::MAX);
            let inside: Vec<CountId> = near.free.iter().copied().filter(|id| needs.contains_key(id)).collect();
            tried.extend(inside.iter().copied());
            for round in 0..ROUNDS {
                let open: Vec<CountId> = inside.iter().copied().filter(|id| !proven.contains(id)).collect();
                if open.is_empty() {
                    break;
                }
                let way = if round % 2 == 0 { 1.0 } else { -1.0 };
                let aims: Vec<Aim> = open
                    .iter()
                    .map(|id| {
                        let (over, under) = goals(needs[id], self.system.count(*id));
                        (*id, way, if way > 0.0 { over } else { under })
                    })
                    .filter(|(.., goal)| *goal > 0.0)
                    .collect();
                let Some(found) = self.tables().farthest(&aims, &near) else { continue };
                let before = proven.len();
                for id in open {
                    let proof = proofs.entry(id).or_default();
                    proof.take(id, &found);
                    if proof.suffices(id, self.system.count(id), needs[&id]) {
                        proven.insert(id);
                    }
                }
                if proven.len() == before && round > 1 {
                    break;
                }
            }
        }
        proofs.retain(|id, _| proven.contains(id));
        proofs
    }

    /// From the lowest to the highest count that agree with everything printed; all tied counts are looked at
    /// together.
    pub fn interval(&self, id: CountId) -> Option<Interval> {
        let near = self.near(id, None, usize::MAX, usize::MAX);
        let count = self.system.count(id);
        if near.free.is_empty() {
            return Some(Interval { low: count, high: count });
        }
        const FAR: f64 = 1_000_000.0;
        let up = moved(&self.tables().farthest(&[(id, 1.0, FAR)], &near)?, id);
        let down = moved(&self.tables().farthest(&[(id, -1.0, FAR)], &near)?, id);
        let high = if up >= FAR { f64::INFINITY } else { count + up };
        Some(Interval { low: count + down, high })
    }

    /// The counts that can move together with `id`, the nearest first, about as many as `reach` and `each` of
    /// them in a sum. A count that alone is open in an equation cannot move, nor then can others.
    fn near(&self, id: CountId, knowing: Option<CountId>, reach: usize, each: usize) -> Near {
        let system = self.system;
        let open = |other: CountId| !system.known[other.index()].is_exact() && Some(other) != knowing;
        let mut place = vec![0; system.len()];
        let mut order = vec![id];
        place[id.index()] = 1;
        let mut at = 0;
        let mut whole = true;
        let mut beside: Vec<(bool, i64, CountId)> = Vec::new();
        while at < order.len() {
            for sum in system.sums_of(order[at]) {
                beside.clear();
                let mut inside = 0;
                for other in sum.parts.iter().chain([&sum.total]).copied() {
                    if place[other.index()] > 0 {
                        inside += 1;
                    } else if open(other) {
                        beside.push((
                            system.known[other.index()].high.is_finite(),
                            -(system.count(other) as i64),
                            other,
                        ));
                    }
                }
                // What nothing bounds gives way most, and a large count more than a small one.
                beside.sort_unstable();
                let room = each.saturating_sub(inside).min(reach.saturating_sub(order.len()));
                whole &= beside.len() <= room;
                for (.., other) in beside.iter().take(room) {
                    order.push(*other);
                    place[other.index()] = 1;
                }
            }
            at += 1;
        }
        self.peel(&mut place, &order);
        if place[id.index()] == 0 {
            return Near { free: Vec::new(), place, whole };
        }
        order.retain(|id| place[id.index()] > 0);
        for (at, id) in (1..).zip(&order) {
            place[id.index()] = at;
        }
        Near { free: order, place, whole }
    }

    /// Takes out what cannot move because it is alone in an equation.
    fn peel(&self, place: &mut [u32], order: &[CountId]) {
        let mut queue: Vec<u32> = order.iter().flat_map(|id| self.system.sums_of[id.index()].iter().copied()).collect();
        queue.sort_unstable();
        queue.dedup();
        while let Some(at) = queue.pop() {
            let sum = &self.system.sums[at as usize];
            if sum.tie != Tie::Equal {
                continue;
            }
            let mut movable = sum.parts.iter().chain([&sum.total]).filter(|id| place[id.index()] > 0);
            if let (Some(only), None) = (movable.next(), movable.next()) {
                place[only.index()] = 0;
                queue.extend(&self.system.sums_of[only.index()]);
            }
        }
    }
}

/// How far up and how far down a count must be able to go.
pub(super) fn goals(need: Need, count: f64) -> (f64, f64) {
    let over = (f64::from(need.small) + 1.0 - count).max(f64::from(need.width)).max(1.0);
    let under = if need.any { count - f64::from(need.least) } else { count };
    (over, under.max(0.0))
}
