//! Other tables that agree with everything printed: found by linear programming, and checked by adding up.
//!
//! Comes in: a [`System`], counts that shall move, and counts that may. Goes out: how far each moves, or nothing
//! where the solver finds none. What it finds is never taken on trust.

use std::sync::Arc;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::sums::{Sum, Tie};
use super::system::{CountId, System};

/// How far counts move from one table to another that agrees with everything printed as well; by place.
pub(super) type Moves = Arc<Vec<(CountId, f64)>>;

/// A count that shall move, which way (1 up, -1 down), and how far at most.
pub(super) type Aim = (CountId, f64, f64);

/// The counts that may move, and whether they are all that could.
pub(super) struct Near {
    pub(super) free: Vec<CountId>,
    /// The place of each count of the system in `free`, from 1; 0 for those that stay.
    pub(super) place: Vec<u32>,
    pub(super) whole: bool,
}

/// Up to how many counts only whole numbers will do.
const EXACT: usize = 160;

/// How many branches of a search for whole numbers are tried.
const BRANCHES: u64 = 200;

/// The tables of a system.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) system: &'a System,
}

impl Tables<'_> {
    /// The table in which counts move farthest their way, each at most to its goal, and only what is near moves.
    pub(super) fn farthest(&self, aims: &[Aim], near: &Near) -> Option<Moves> {
        let any = self.solve(aims, near, Numbers::Any)?;
        let whole = any.iter().map(|(id, by)| (*id, by.round())).collect();
        if let Some(moves) = self.checked(whole) {
            return Some(moves);
        }
        if near.free.len() <= EXACT {
            return self
                .solve(aims, near, Numbers::Whole)
                .and_then(|moves| self.checked(moves.into_iter().map(|(id, by)| (id, by.round())).collect()));
        }
        // In tables of hundreds, those in whole numbers reach as far as the others but for a fraction.
        self.checked(any)
    }

    fn solve(&self, aims: &[Aim], near: &Near, numbers: Numbers) -> Option<Vec<(CountId, f64)>> {
        let system = self.system;
        // How far any count needs to go for others to reach their goals.
        let most = aims.iter().map(|(.., goal)| *goal).fold(0.0, f64::max);
        let far = most * 4.0 + 64.0;
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut aim: Vec<Option<(f64, f64)>> = vec![None; near.free.len()];
        for (id, way, goal) in aims {
            if let Some(place) = (near.place[id.index()] as usize).checked_sub(1) {
                aim[place] = Some((*way, *goal));
            }
        }
        let mut variables = Vec::with_capacity(near.free.len());
        for (other, aim) in near.free.iter().zip(&aim) {
            let (known, count) = (system.known[other.index()], system.counts[other.index()]);
            let (mut low, mut high) = ((known.low - count).max(-far), (known.high - count).min(far));
            let mut gain = 0.0;
            if let Some((way, goal)) = aim {
                gain = *way;
                if *way > 0.0 {
                    high = high.min(*goal);
                } else {
                    low = low.max(-*goal);
                }
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

    /// The moves, if every count stays within what is known of it and every sum holds.
    pub(super) fn checked(&self, moves: Vec<(CountId, f64)>) -> Option<Moves> {
        let mut moves: Vec<(CountId, f64)> = moves.into_iter().filter(|(_, by)| by.abs() > 1e-7).collect();
        moves.sort_unstable_by_key(|(id, _)| *id);
        let of = |id: &CountId| moves.binary_search_by_key(id, |(id, _)| *id).map_or(0.0, |at| moves[at].1);
        let within = |(id, by): &(CountId, f64)| {
            let (known, count) = (self.system.known[id.index()], self.system.count(*id) + by);
            known.low <= count + 1e-6 && count <= known.high + 1e-6
        };
        let holds = |sum: &Sum| {
            let rest = of(&sum.total) - sum.parts.iter().map(of).sum::<f64>();
            match sum.tie {
                Tie::Equal => rest.abs() < 1e-6,
                Tie::AtMost => self.system.rest(sum) + rest > -1e-6,
            }
        };
        let mut sums: Vec<u32> =
            moves.iter().flat_map(|(id, _)| self.system.sums_of[id.index()].iter().copied()).collect();
        sums.sort_unstable();
        sums.dedup();
        let sound = moves.iter().all(within) && sums.into_iter().all(|at| holds(&self.system.sums[at as usize]));
        sound.then(|| Arc::new(moves))
    }
}

/// Which numbers a search may use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Any,
    Whole,
}

/// How far a count moves.
pub(super) fn moved(moves: &Moves, id: CountId) -> f64 {
    moves.binary_search_by_key(&id, |(id, _)| *id).map_or(0.0, |at| moves[at].1)
}
