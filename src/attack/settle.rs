//! Counts that nothing prints, found from those that are known to the site.
//!
//! The pieces of a line and the series that no indicator counts alone have no count of their own. Most follow
//! by subtraction; the others are given any whole numbers that keep the sums.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::sums::{Sum, Tie};

/// Fills the counts that are `None`; whether each follows from the others. Nothing where no whole numbers keep
/// the sums.
pub(super) fn settle(counts: &mut [Option<f64>], sums: &[Sum]) -> Option<Vec<bool>> {
    let mut follows = vec![true; counts.len()];
    loop {
        let mut changed = false;
        for sum in sums.iter().filter(|sum| sum.tie == Tie::Equal) {
            let mut unknown = sum.parts.iter().filter(|id| counts[id.index()].is_none());
            if let (Some(only), None, Some(total)) = (unknown.next(), unknown.next(), counts[sum.total.index()]) {
                let others: f64 = sum.parts.iter().filter_map(|id| counts[id.index()]).sum();
                counts[only.index()] = Some(total - others);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    if counts.iter().flatten().any(|count| *count < -1e-6) {
        return None;
    }
    let open: Vec<usize> = (0..counts.len()).filter(|at| counts[*at].is_none()).collect();
    if open.is_empty() {
        return Some(follows);
    }
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<_> = open.iter().map(|_| problem.add_integer_var(1.0, (0, i32::MAX / 4))).collect();
    for sum in sums {
        let terms: Vec<_> = sum
            .parts
            .iter()
            .filter_map(|id| open.binary_search(&id.index()).ok())
            .map(|place| (variables[place], 1.0))
            .collect();
        if terms.is_empty() {
            continue;
        }
        let total = counts[sum.total.index()]?;
        let known: f64 = sum.parts.iter().filter_map(|id| counts[id.index()]).sum();
        let tie = if sum.tie == Tie::Equal { ComparisonOp::Eq } else { ComparisonOp::Le };
        problem.add_constraint(&terms[..], tie, total - known);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(1_000);
    let outcome = problem.solve_with(options).ok()?;
    let solution = outcome.solution()?;
    for (at, variable) in open.iter().zip(&variables) {
        counts[*at] = Some(solution.var_value(*variable).round());
        follows[*at] = false;
    }
    Some(follows)
}
