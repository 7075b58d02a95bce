//! Proof that a count is not known: other tables that agree with everything printed.
//!
//! Comes in: a [`System`]. Goes out: a [`Proof`], two tables that differ from the true one in a few counts,
//! or none. Looks first among the counts nearest to the one in question, with all others as they are, and
//! further only where that does not suffice: what is found near is true of the whole.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::sums::{Sum, Tie};
use super::system::{CountId, System};

/// What it takes for a count to be safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Counts up to this are small; one of them is safe only where it could be another.
    pub small: u32,
    /// The least small count: 1, or 0 where nobody may know that there was none.
    pub least: u32,
    /// How many apart the lowest and the highest count that it could be are at least.
    pub width: u32,
    /// Whether it must be possible that it is any of the small counts. Where rounding protects, few others are
    /// withheld, and a count that is withheld is likely to be a small one: nothing more may be learned of it.
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

/// How far counts move from one table to another that agrees with everything printed as well.
type Moves = Vec<(CountId, i32)>;

/// Tables that agree with everything printed: one in which a count is higher, and one in which it is lower.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    up: Moves,
    down: Moves,
}

impl Proof {
    /// Whether either table differs in this count too.
    pub fn moves(&self, id: CountId) -> bool {
        self.up.iter().chain(&self.down).any(|(moved, _)| *moved == id)
    }

    /// Every count in which either table differs.
    pub fn moved(&self) -> impl Iterator<Item = CountId> {
        self.up.iter().chain(&self.down).map(|(moved, _)| *moved)
    }

    /// How far apart the two tables are in this count.
    pub fn width(&self, id: CountId) -> u32 {
        let of = |moves: &Moves| moves.iter().find(|(moved, _)| *moved == id).map_or(0, |(_, by)| by.unsigned_abs());
        of(&self.up) + of(&self.down)
    }
}

/// Whether a count is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Safety {
    /// It is, by these tables.
    Safe(Proof),
    /// Every table that agrees with what is printed has it within the small ones, or too near.
    Known,
    /// No table was found, and not all were tried.
    Unproven,
}

/// How many counts are looked at together at each step outward, and how many of each sum.
const REACH: [(usize, usize); 4] = [(32, 6), (128, 16), (800, 80), (3_000, usize::MAX)];

/// How many of these steps are near.
const NEAR: usize = 2;

/// How many branches of a search for whole numbers are tried.
const BRANCHES: u64 = 200;

/// Looks for tables that agree with everything printed.
#[derive(Debug, Clone, Copy)]
pub struct Prover<'a> {
    system: &'a System,
    reach: &'static [(usize, usize)],
}

/// The counts that may move, and whether they are all that could.
struct Near {
    free: Vec<CountId>,
    /// The place of each count of the system in `free`, from 1; 0 for those that stay.
    place: Vec<u32>,
    whole: bool,
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

    /// Whether a count is safe from somebody who also knows the count `knowing` for certain.
    pub fn safety(&self, id: CountId, need: Need, knowing: Option<CountId>) -> Safety {
        // Whoever is counted knows of one at least, whatever is printed.
        let need = Need { any: need.any && knowing.is_none(), ..need };
        let count = self.system.count(id);
        let over = (f64::from(need.small) + 1.0 - count).max(f64::from(need.width)).max(1.0);
        let mut proof = Proof::default();
        for (reach, each) in self.reach.iter().copied() {
            let near = self.near(id, knowing, reach, each);
            if near.free.is_empty() {
                if near.whole {
                    return Safety::Known;
                }
                continue;
            }
            self.extend(&mut proof.up, (id, 1), over as i32, &near);
            let up = moved(&proof.up, id);
            let to_least = (count - f64::from(need.least)).max(0.0);
            if f64::from(up) < over || need.any {
                let under = if need.any { to_least } else { (f64::from(need.width) - f64::from(up)).max(count) };
                self.extend(&mut proof.down, (id, -1), under as i32, &near);
            }
            let down = -moved(&proof.down, id);
            let outside =
                count + f64::from(up) > f64::from(need.small) || count - f64::from(down) < f64::from(need.least) - 0.5;
            let any = !need.any || f64::from(down) >= to_least;
            if outside && any && up + down >= need.width.cast_signed() {
                return Safety::Safe(proof);
            }
            if near.whole {
                return Safety::Known;
            }
        }
        Safety::Unproven
    }

    /// From the lowest to the highest count that agree with everything printed; all tied counts are looked at
    /// together.
    pub fn interval(&self, id: CountId) -> Option<Interval> {
        let near = self.near(id, None, usize::MAX, usize::MAX);
        let count = self.system.count(id);
        if near.free.is_empty() {
            return Some(Interval { low: count, high: count });
        }
        const FAR: i32 = 1_000_000;
        let up = self.search((id, 1), FAR, &near)?;
        let down = self.search((id, -1), FAR, &near)?;
        let up = moved(&up, id);
        let high = if up >= FAR { f64::INFINITY } else { count + f64::from(up) };
        Some(Interval { low: count + f64::from(moved(&down, id)), high })
    }

    /// Puts a farther table in the place of the one known, where there is one.
    fn extend(&self, moves: &mut Moves, (id, way): (CountId, i32), goal: i32, near: &Near) {
        if goal <= 0 || moved(moves, id) * way >= goal {
            return;
        }
        if let Some(found) = self.search((id, way), goal, near)
            && moved(&found, id) * way > moved(moves, id) * way
        {
            *moves = found;
        }
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
        let mut beside: Vec<(bool, CountId)> = Vec::new();
        while at < order.len() {
            for sum in system.sums_of(order[at]) {
                beside.clear();
                let mut inside = 0;
                for other in sum.parts.iter().chain([&sum.total]).copied() {
                    if place[other.index()] > 0 {
                        inside += 1;
                    } else if open(other) {
                        beside.push((system.known[other.index()].high.is_finite(), other));
                    }
                }
                // What nothing bounds gives way most.
                beside.sort_unstable();
                let room = each.saturating_sub(inside).min(reach.saturating_sub(order.len()));
                whole &= beside.len() <= room;
                for (_, other) in beside.iter().take(room) {
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

    /// The table in which `id` moves farthest one way, at most as far as `goal`, and only what is near moves.
    fn search(&self, (id, way): (CountId, i32), goal: i32, near: &Near) -> Option<Moves> {
        let any = self.solve((id, way), goal, near, Numbers::Any)?;
        match self.checked(any) {
            Some(moves) => Some(moves),
            None => self.solve((id, way), goal, near, Numbers::Whole).and_then(|moves| self.checked(moves)),
        }
    }

    fn solve(
        &self,
        (id, way): (CountId, i32),
        goal: i32,
        near: &Near,
        numbers: Numbers,
    ) -> Option<Vec<(CountId, f64)>> {
        let system = self.system;
        // How far any count needs to go for one of them to reach the goal.
        let far = f64::from(goal) * 4.0 + 64.0;
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut variables = Vec::with_capacity(near.free.len());
        for other in &near.free {
            let (known, count) = (system.known[other.index()], system.counts[other.index()]);
            let (mut low, mut high) = ((known.low - count).max(-far), (known.high - count).min(far));
            let mut gain = 0.0;
            if *other == id {
                gain = f64::from(way);
                let goal = f64::from(goal);
                (low, high) = if way > 0 { (low.min(0.0), high.min(goal)) } else { (low.max(-goal), high.max(0.0)) };
            }
            let (low, high) = (low.ceil().min(0.0), high.floor().max(0.0));
            variables.push(match numbers {
                Numbers::Any => problem.add_var(gain, (low, high)),
                Numbers::Whole => problem.add_integer_var(gain, (low as i32, high as i32)),
            });
        }
        let variable = |other: &CountId| match near.place[other.index()] {
            0 => None,
            at => Some(variables[at as usize - 1]),
        };
        let mut sums: Vec<u32> = near.free.iter().flat_map(|id| system.sums_of[id.index()].iter().copied()).collect();
        sums.sort_unstable();
        sums.dedup();
        for at in sums {
            let sum = &system.sums[at as usize];
            let mut terms: Vec<_> = sum.parts.iter().filter_map(variable).map(|variable| (variable, 1.0)).collect();
            terms.extend(variable(&sum.total).map(|variable| (variable, -1.0)));
            match sum.tie {
                Tie::Equal => problem.add_constraint(&terms[..], ComparisonOp::Eq, 0.0),
                Tie::AtMost => problem.add_constraint(&terms[..], ComparisonOp::Le, system.rest(sum).max(0.0)),
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let outcome = problem.solve_with(options).ok()?;
        let solution = outcome.solution()?;
        Some(near.free.iter().zip(&variables).map(|(id, variable)| (*id, solution.var_value(*variable))).collect())
    }

    /// The moves in whole numbers, if every count stays within what is known of it and every sum holds.
    fn checked(&self, moves: Vec<(CountId, f64)>) -> Option<Moves> {
        let moves: Moves =
            moves.into_iter().map(|(id, by)| (id, by.round() as i32)).filter(|(_, by)| *by != 0).collect();
        let by: BTreeMap<CountId, i32> = moves.iter().copied().collect();
        let within =
            |(id, by): &(CountId, i32)| self.system.known[id.index()].allows(self.system.count(*id) + f64::from(*by));
        let of = |id: &CountId| by.get(id).copied().unwrap_or(0);
        let holds = |sum: &Sum| {
            let rest = of(&sum.total) - sum.parts.iter().map(of).sum::<i32>();
            match sum.tie {
                Tie::Equal => rest == 0,
                Tie::AtMost => self.system.rest(sum) + f64::from(rest) > -1e-6,
            }
        };
        let sound = moves.iter().all(within) && moves.iter().all(|(id, _)| self.system.sums_of(*id).all(holds));
        sound.then_some(moves)
    }
}

/// Which numbers a search may use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Any,
    Whole,
}

fn moved(moves: &Moves, id: CountId) -> i32 {
    moves.iter().find(|(moved, _)| *moved == id).map_or(0, |(_, by)| *by)
}
