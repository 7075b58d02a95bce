//! Other tables found without a solver: a few withheld counts that exchange events with each other.
//!
//! Comes in: a [`System`], a count that shall move, and what it costs to withhold one that is printed. Goes out:
//! two tables in which it moves, and the counts that must be withheld for them. Whatever a sum loses by one count it
//! gets back by another of the same sum, until every sum holds again: in a table of areas, ages and sexes these
//! are the eight corners of a cube, and in a nest of areas a cube on each level. Looks only at sums that are
//! touched, so the size of a publication does not matter. Finds no more than such exchanges; what it does not find
//! may be there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proof::{Need, Proof, Prover, goals};
use super::sums::{Sum, Tie};
use super::system::{CountId, Known, System};
use super::tables::Moves;

/// What it costs to withhold a printed count, and what is known of it then.
pub type Price = (f64, Known);

/// How many steps a search takes at most, and how many counts of a sum it tries: a narrow look, and a wider one.
const LOOKS: [(usize, usize); 2] = [(160, 3), (1_600, 8)];

/// Up to how many counts move in one exchange.
const MOST_MOVED: usize = 72;

/// Looks for exchanges.
pub struct Swaps<'a, P> {
    system: &'a System,
    price: P,
    /// About what one withheld count costs: each sum that an exchange leaves open will cost one.
    unit: f64,
}

impl<'a, P: Fn(CountId) -> Option<Price>> Swaps<'a, P> {
    /// Looks in this system, where `price` says which printed counts may be withheld.
    pub fn new(system: &'a System, unit: f64, price: P) -> Self {
        Self { system, price, unit: if unit.is_finite() { unit } else { 1.0 } }
    }

    /// Tables in which a count moves as far as it needs, for somebody who knows the count `knowing`, and what must
    /// be withheld for them. Withholds nothing where it need not.
    pub fn find(&self, id: CountId, need: Need, knowing: Option<CountId>) -> Option<(Proof, Vec<CountId>)> {
        let alone = Prover::new(self.system).is_alone(id);
        let need = Need { any: need.any && knowing.is_none() && alone, ..need };
        self.search(id, need, knowing, false).or_else(|| self.search(id, need, knowing, true))
    }

    /// The same among what is withheld already.
    pub fn find_free(&self, id: CountId, need: Need, knowing: Option<CountId>) -> Option<Proof> {
        let alone = Prover::new(self.system).is_alone(id);
        let need = Need { any: need.any && knowing.is_none() && alone, ..need };
        self.search(id, need, knowing, false).map(|(proof, _)| proof)
    }

    fn search(&self, id: CountId, need: Need, knowing: Option<CountId>, pays: bool) -> Option<(Proof, Vec<CountId>)> {
        let count = self.system.count(id);
        let (over, under) = goals(need, count);
        let mut proof = Proof::default();
        let mut hidden: Vec<CountId> = Vec::new();
        for (way, goal) in [(1.0, over), (-1.0, under)] {
            let mut moved: BTreeMap<CountId, f64> = BTreeMap::new();
            let mut left = goal;
            for most in [goal, (goal / 2.0).ceil(), 1.0] {
                while left > 0.5 {
                    let by = left.min(most).max(1.0);
                    let Some(found) = self.exchange((id, way * by), knowing, &moved, &hidden, pays) else { break };
                    for (other, by) in found {
                        *moved.entry(other).or_default() += by;
                        if self.system.known(other).is_exact() && !hidden.contains(&other) {
                            hidden.push(other);
                        }
                    }
                    left -= by;
                }
            }
            let moves: Moves = Arc::new(moved.into_iter().filter(|(_, by)| by.abs() > 1e-7).collect());
            proof.take(id, &moves);
            if proof.suffices(id, count, need) {
                return Some((proof, hidden));
            }
        }
        None
    }

    /// The cheapest exchange found that moves a count by so much, beyond what has `moved` already.
    fn exchange(
        &self,
        start: (CountId, f64),
        knowing: Option<CountId>,
        moved: &BTreeMap<CountId, f64>,
        hidden: &[CountId],
        pays: bool,
    ) -> Option<Vec<(CountId, f64)>> {
        let mut search = Search { swaps: self, knowing, before: moved, hidden, pays, steps: 0, wide: 0, best: None };
        search.room(start.0, start.1)?;
        for (steps, wide) in LOOKS {
            (search.steps, search.wide) = (steps, wide);
            let mut open = Vec::new();
            search.shift(&mut open, start.0, start.1);
            search.step(&mut vec![start], &open, 0.0);
            if search.best.is_some() && (wide > 3 || search.best.as_ref().is_some_and(|(cost, _)| *cost <= 0.0)) {
                break;
            }
        }
        search.best.map(|(_, moves)| moves)
    }
}

/// Sums that do not hold yet, each by its place, with how much its total is above its parts.
type Open = Vec<(u32, f64)>;

struct Search<'s, 'a, P> {
    swaps: &'s Swaps<'a, P>,
    knowing: Option<CountId>,
    before: &'s BTreeMap<CountId, f64>,
    hidden: &'s [CountId],
    pays: bool,
    steps: usize,
    wide: usize,
    best: Option<(f64, Vec<(CountId, f64)>)>,
}

impl<P: Fn(CountId) -> Option<Price>> Search<'_, '_, P> {
    /// What it costs that a count moves by so much, if it can.
    fn room(&self, id: CountId, by: f64) -> Option<f64> {
        let system = self.swaps.system;
        let count = system.count(id) + self.before.get(&id).copied().unwrap_or(0.0) + by;
        if system.known(id).allows(count) {
            return Some(0.0);
        }
        if !self.pays {
            return None;
        }
        let (cost, known) = (self.swaps.price)(id)?;
        let cost = if self.hidden.contains(&id) { 0.0 } else { cost };
        known.allows(count).then_some(cost)
    }

    /// Moves a count: opens sums, and closes others.
    fn shift(&self, open: &mut Open, id: CountId, by: f64) {
        let system = self.swaps.system;
        for place in &system.sums_of[id.index()] {
            let change = if system.sums[*place as usize].total == id { by } else { -by };
            match open.iter().position(|(other, _)| other == place) {
                Some(at) if (open[at].1 + change).abs() < 1e-9 => {
                    open.remove(at);
                }
                Some(at) => open[at].1 += change,
                None => open.push((*place, change)),
            }
        }
    }

    /// By how much the parts of a sum must rise for it to hold; nothing where it does.
    fn lacks(&self, sum: &Sum, over: f64) -> Option<f64> {
        match sum.tie {
            Tie::Equal => Some(over),
            Tie::AtMost => {
                let rest = self.swaps.system.rest(sum) + over;
                (rest < -1e-9).then_some(rest)
            }
        }
    }

    /// Closes the smallest open sum in each way worth trying, the cheapest first.
    fn step(&mut self, moved: &mut Vec<(CountId, f64)>, open: &Open, cost: f64) {
        if self.steps == 0 || self.best.as_ref().is_some_and(|(best, _)| *best <= cost) {
            return;
        }
        self.steps -= 1;
        let system = self.swaps.system;
        let next = open
            .iter()
            .filter_map(|(place, over)| {
                let sum = &system.sums[*place as usize];
                self.lacks(sum, *over).map(|lack| (sum.parts.len(), *place, lack))
            })
            .min_by_key(|(size, place, _)| (*size, *place));
        let Some((_, place, lack)) = next else {
            self.best = Some((cost, moved.clone()));
            return;
        };
        if moved.len() >= MOST_MOVED {
            return;
        }
        let sum = &system.sums[place as usize];
        let mut ways: Vec<(f64, CountId, f64, f64)> = Vec::new();
        for other in sum.parts.iter().chain([&sum.total]).copied() {
            let by = if other == sum.total { -lack } else { lack };
            if Some(other) == self.knowing || moved.iter().any(|(one, _)| *one == other) {
                continue;
            }
            let Some(price) = self.room(other, by) else { continue };
            let balance: f64 = system.sums_of[other.index()]
                .iter()
                .map(|place| {
                    let change = if system.sums[*place as usize].total == other { by } else { -by };
                    match open.iter().find(|(one, _)| one == place) {
                        Some((_, over)) if (over + change).abs() < 1e-9 => -1.0,
                        Some(_) => 0.0,
                        None => 1.0,
                    }
                })
                .sum();
            // Whoever is a count of one knows it, and tables in which it moves say nothing to them.
            let one = if (system.count(other) - 1.0).abs() < 1e-9 { 0.5 } else { 0.0 };
            ways.push((price + self.swaps.unit * (balance + one), other, by, price));
        }
        ways.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        for (_, other, by, price) in ways.into_iter().take(self.wide) {
            let mut then = open.clone();
            self.shift(&mut then, other, by);
            moved.push((other, by));
            self.step(moved, &then, cost + price);
            moved.pop();
        }
    }
}
