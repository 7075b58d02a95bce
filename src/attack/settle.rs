//! Counts that nothing prints, found from those that are known to the site.
//!
//! The pieces of a line and the series that no indicator counts alone have no count of their own. Most follow
//! by subtraction; the others are given any whole numbers that keep the sums.

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::sums::{Kind, Sum, Tie};
use super::system::Known;

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
    // What one sum after another leaves open, several together may still say.
    let pieces = sums.iter().any(|sum| sum.kind == Kind::Pieces);
    let known = if pieces { fixed(sums, &open) } else { BTreeSet::new() };
    for (at, count) in open.into_iter().zip(fits) {
        counts[at] = Some(count);
        follows[at] = known.contains(&at);
    }
    Some(follows)
}

/// Those of the open counts that the sums fix together, whatever the others are: Gauss and Jordan's elimination.
fn fixed(sums: &[Sum], open: &[usize]) -> BTreeSet<usize> {
    let mut rows: Vec<Vec<f64>> = sums
        .iter()
        .filter(|sum| sum.tie == Tie::Equal)
        .map(|sum| {
            let mut row = vec![0.0; open.len()];
            for id in &sum.parts {
                if let Ok(place) = open.binary_search(&id.index()) {
                    row[place] += 1.0;
                }
            }
            row
        })
        .collect();
    let mut done = 0;
    for column in 0..open.len() {
        let largest = (done..rows.len()).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        let Some(at) = largest.filter(|at| rows[*at][column].abs() > 1e-9) else { continue };
        rows.swap(done, at);
        let by = rows[done][column];
        rows[done].iter_mut().for_each(|value| *value /= by);
        let lead = rows[done].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, row)| *at != done && row[column].abs() > 1e-9) {
            let times = row[column];
            row.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= times * lead);
        }
        done += 1;
    }
    let alone = |row: &Vec<f64>| {
        let mut places = (0..open.len()).filter(|place| row[*place].abs() > 1e-9);
        places.next().filter(|_| places.next().is_none())
    };
    rows.iter().filter_map(alone).map(|place| open[place]).collect()
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

/// Whole numbers that agree with what is known and keep the sums, each as near to another number as can be; and
/// which sums they keep. Where no numbers agree the sums that tie them hold for nobody.
pub(super) fn agreeing(near: &[f64], known: &[Known], sums: &[Sum]) -> (Vec<f64>, Vec<bool>) {
    let mut counts: Vec<Option<f64>> = known.iter().map(|known| known.is_exact().then_some(known.low)).collect();
    let mut sums_of: Vec<Vec<usize>> = vec![Vec::new(); counts.len()];
    for (at, sum) in sums.iter().enumerate() {
        sum.parts.iter().chain([&sum.total]).for_each(|id| sums_of[id.index()].push(at));
    }
    let mut queue: Vec<usize> = (0..sums.len()).collect();
    while let Some(at) = queue.pop() {
        let sum = &sums[at];
        let mut unknown = sum.parts.iter().chain([&sum.total]).filter(|id| counts[id.index()].is_none());
        let (Some(only), None) = (unknown.next().copied(), unknown.next()) else { continue };
        let parts: f64 = sum.parts.iter().filter_map(|id| counts[id.index()]).sum();
        let found = counts[sum.total.index()].map_or(parts, |total| total - parts);
        if sum.tie == Tie::Equal && known[only.index()].allows(found) {
            counts[only.index()] = Some(found);
            queue.extend(&sums_of[only.index()]);
        }
    }
    let mut seen = vec![false; counts.len()];
    for start in 0..counts.len() {
        if counts[start].is_some() || seen[start] {
            continue;
        }
        // What is open and tied to it.
        seen[start] = true;
        let (mut open, mut tied, mut at) = (vec![start], Vec::new(), 0);
        while at < open.len() {
            for sum in &sums_of[open[at]] {
                tied.push(*sum);
                for id in sums[*sum].parts.iter().chain([&sums[*sum].total]).map(|id| id.index()) {
                    if counts[id].is_none() && !seen[id] {
                        seen[id] = true;
                        open.push(id);
                    }
                }
            }
            at += 1;
        }
        open.sort_unstable();
        tied.sort_unstable();
        tied.dedup();
        let tied: Vec<&Sum> = tied.into_iter().map(|at| &sums[at]).collect();
        let found = nearest(&counts, (near, known), &tied, &open);
        for (place, id) in open.iter().enumerate() {
            let any = near[*id].clamp(known[*id].low, known[*id].high);
            counts[*id] = Some(found.as_ref().map_or(any, |found| found[place]));
        }
    }
    let counts: Vec<f64> = counts.into_iter().map(|count| count.unwrap_or(0.0)).collect();
    let holds = |sum: &Sum| {
        let rest = counts[sum.total.index()] - sum.parts.iter().map(|id| counts[id.index()]).sum::<f64>();
        if sum.tie == Tie::Equal { rest.abs() < 1e-6 } else { rest > -1e-6 }
    };
    let holds = sums.iter().map(holds).collect();
    (counts, holds)
}

/// Up to how many open counts whole numbers are searched for.
const MOST_WHOLE: usize = 1_000;

/// Numbers for the open counts that keep the sums, as near to others as can be.
fn nearest(
    counts: &[Option<f64>],
    (near, known): (&[f64], &[Known]),
    sums: &[&Sum],
    open: &[usize],
) -> Option<Vec<f64>> {
    let solve = |numbers: Numbers| {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let whole = |value: f64| value.clamp(0.0, f64::from(i32::MAX / 4)) as i32;
        let variables: Vec<_> = open
            .iter()
            .map(|id| {
                // Each is as much as the other number, and so many more or fewer.
                let (known, near) = (known[*id], near[*id].round().clamp(known[*id].low, known[*id].high));
                let (more, fewer) = (known.high - near, near - known.low);
                match numbers {
                    Numbers::Any => (problem.add_var(1.0, (0.0, more)), problem.add_var(1.0, (0.0, fewer)), near),
                    Numbers::Whole => (
                        problem.add_integer_var(1.0, (0, whole(more))),
                        problem.add_integer_var(1.0, (0, whole(fewer))),
                        near,
                    ),
                }
            })
            .collect();
        for sum in sums {
            let mut terms = Vec::new();
            let mut rest = 0.0;
            let signed = sum.parts.iter().map(|id| (id, 1.0)).chain([(&sum.total, -1.0)]);
            for (id, sign) in signed {
                match open.binary_search(&id.index()) {
                    Ok(place) => {
                        let (more, fewer, near) = variables[place];
                        terms.extend([(more, sign), (fewer, -sign)]);
                        rest -= sign * near;
                    }
                    Err(_) => rest -= sign * counts[id.index()]?,
                }
            }
            let tie = if sum.tie == Tie::Equal { ComparisonOp::Eq } else { ComparisonOp::Le };
            problem.add_constraint(&terms[..], tie, rest);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(1_000);
        let outcome = problem.solve_with(options).ok()?;
        let solution = outcome.solution()?;
        let value = |(more, fewer, near): &(_, _, f64)| {
            let value: f64 = near + solution.var_value(*more) - solution.var_value(*fewer);
            if numbers == Numbers::Whole { value.round() } else { value }
        };
        Some(variables.iter().map(value).collect())
    };
    let whole = if open.len() <= MOST_WHOLE { solve(Numbers::Whole) } else { None };
    whole.or_else(|| solve(Numbers::Any))
}

#[cfg(test)]
mod tests {
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

    /// Sums by their total and parts.
    fn sums(of: &[(u32, &[u32])]) -> Vec<Sum> {
        let sum = |(total, parts): &(u32, &[u32])| Sum {
            kind: Kind::Groups,
            tie: Tie::Equal,
            total: CountId(*total),
            parts: parts.iter().map(|id| CountId(*id)).collect(),
        };
        of.iter().map(sum).collect()
    }

    #[test]
    fn counts_that_nobody_knows_are_any_that_agree_and_are_near() {
        // Of a total of 20 one part was printed as 9, and two were withheld; there are 4 and 9 today.
        let known = [Known::exactly(20.0), Known::exactly(9.0), Known::nothing(1.0), Known::nothing(1.0)];
        let (counts, holds) = agreeing(&[23.0, 10.0, 4.0, 9.0], &known, &sums(&[(0, &[1, 2, 3])]));
        assert_eq!((&counts[..2], holds), (&[20.0, 9.0][..], vec![true]));
        assert!((counts[2] + counts[3] - 11.0).abs() < 1e-9 && counts[2] >= 1.0 && counts[3] >= 1.0, "{counts:?}");
        assert!((counts[2] - 4.0).abs() + (counts[3] - 9.0).abs() < 2.5, "{counts:?}");
        // The only one that is open follows, and so does what follows from it.
        let known = [Known::exactly(20.0), Known::exactly(9.0), Known::nothing(1.0), Known::nothing(0.0)];
        let (counts, holds) = agreeing(&[0.0; 4], &known, &sums(&[(3, &[1, 2]), (0, &[1, 2])]));
        assert_eq!((counts, holds), (vec![20.0, 9.0, 11.0, 20.0], vec![true, true]));
    }

    #[test]
    fn a_sum_that_no_numbers_keep_holds_for_nobody() {
        let known = [Known::exactly(8.0), Known::exactly(9.0), Known::nothing(1.0)];
        let (counts, holds) = agreeing(&[8.0, 9.0, 3.0], &known, &sums(&[(0, &[1, 2])]));
        assert_eq!((counts, holds), (vec![8.0, 9.0, 3.0], vec![false]));
    }
}
