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
    // Shares of divided areas are no whole numbers, and a search may be too long: then any numbers keep the sums.
    let fits = fill(counts, sums, &open, Numbers::Whole).or_else(|| fill(counts, sums, &open, Numbers::Any))?;
    for (at, count) in open.into_iter().zip(fits) {
        counts[at] = Some(count);
        follows[at] = false;
    }
    Some(follows)
}

/// Which numbers may fill what is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Any,
    Whole,
}

/// Numbers for the open counts that keep the sums.
fn fill(counts: &[Option<f64>], sums: &[Sum], open: &[usize], numbers: Numbers) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variable = |problem: &mut Problem| match numbers {
        Numbers::Any => problem.add_var(1.0, (0.0, f64::INFINITY)),
        Numbers::Whole => problem.add_integer_var(1.0, (0, i32::MAX / 4)),
    };
    let variables: Vec<_> = open.iter().map(|_| variable(&mut problem)).collect();
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
    let value = |variable: &_| {
        let value: f64 = solution.var_value(*variable);
        if numbers == Numbers::Whole { value.round() } else { value }
    };
    Some(variables.iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::super::sums::Kind;
    use super::super::system::CountId;
    use super::*;

    #[test]
    fn counts_that_are_not_whole_still_add_up() {
        // Two totals of 10.5 and 8.25 share a part; nothing prints any of the three parts.
        let mut counts = [Some(10.5), Some(8.25), None, None, None];
        let sum = |total: u32, parts: [u32; 2]| Sum {
            kind: Kind::Periods,
            tie: Tie::Equal,
            total: CountId(total),
            parts: parts.map(CountId).to_vec(),
        };
        let sums = [sum(0, [2, 3]), sum(1, [3, 4])];
        assert!(settle(&mut counts, &sums).is_some());
        for sum in &sums {
            let parts: f64 = sum.parts.iter().filter_map(|id| counts[id.index()]).sum();
            assert!((parts - counts[sum.total.index()].unwrap()).abs() < 1e-9);
        }
    }
}
