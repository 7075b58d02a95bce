//! Which counts add up to which: areas, groups, ages, stretches of time, series.
//!
//! Comes in: every quantity with its count. Goes out: the sums that hold, and counts that nothing prints and
//! that follow from those that are: what a year has beyond its first months, what a total has beyond its parts.
//! Where parts do not make up their area, only that they are no more than it is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::groups::{Pattern, pattern};
use super::line::{self, Piece, Stretch};
use super::quantity::{Quantities, QuantityId, When};
use super::series::atoms;
use super::settle::settle;
use super::system::CountId;
use crate::model::area::Areas;
use crate::model::group::Group;

/// By what a total is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// By the areas in it.
    Areas,
    /// By the groups of a dimension.
    Groups,
    /// By stretches of time.
    Periods,
    /// By what is counted.
    Series,
    /// By the pieces that areas of another kind cut an area into.
    Pieces,
}

/// How parts stand to their total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// They make it up.
    Equal,
    /// They are no more than it.
    AtMost,
}

/// Parts and their total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// By what it is parted.
    pub kind: Kind,
    /// How the parts stand to it.
    pub tie: Tie,
    /// The total.
    pub total: CountId,
    /// The parts.
    pub parts: Vec<CountId>,
}

/// A count that nothing prints and that sums tie to those that are printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unnamed {
    /// A quantity of the same source, whose rule holds for it.
    pub like: QuantityId,
    /// How many.
    pub count: f64,
    /// Whether it follows from the counts of quantities, and is not one of several that would do.
    pub follows: bool,
    /// Whether it is a piece of an area that an area of another kind cuts off.
    pub piece: bool,
}

/// Every sum of a site. Counts are quantities by their place, then the unnamed ones by theirs.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// The sums.
    pub sums: Vec<Sum>,
    /// Counts beyond the quantities.
    pub unnamed: Vec<Unnamed>,
    /// Areas whose pieces do not make up the areas of both kinds, one of each heap: nothing is known of those.
    pub apart: Vec<QuantityId>,
}

/// The sums among quantities whose counts are `counts`. `wholes` are quantities of which another is a part, as
/// shares print them: the whole first.
pub fn sums(areas: &Areas, quantities: &Quantities, counts: &[f64], wholes: &[(QuantityId, QuantityId)]) -> Sums {
    let mut groups: Vec<&Group> = quantities.iter().map(|(_, quantity)| &quantity.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let rank = |group: &Group| groups.binary_search(&group).unwrap_or(0);
    let ranks: Vec<usize> = quantities.iter().map(|(_, quantity)| rank(&quantity.group)).collect();
    let mut making = Making { quantities, counts, ranks, groups, found: Sums::default() };
    making.by_area(areas);
    making.by_piece(areas);
    making.by_group();
    making.by_period();
    making.by_series();
    for (whole, part) in wholes.iter().filter(|(whole, part)| whole != part) {
        making.settled(&[(Kind::Series, *whole, vec![Part::Quantity(*part), Part::Unnamed(i64::MAX)])]);
    }
    making.found
}

pub(super) struct Making<'a> {
    pub(super) quantities: &'a Quantities,
    counts: &'a [f64],
    /// The place of each quantity's group in `groups`.
    pub(super) ranks: Vec<usize>,
    groups: Vec<&'a Group>,
    found: Sums,
}

/// A total and its parts, before those without a name are counted.
pub(super) type Made = (Kind, QuantityId, Vec<Part>);

/// The name of what is in no group because its group was not recorded.
const NOT_RECORDED: i64 = i64::MIN;

/// A part that is a quantity or has no name yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Quantity(QuantityId),
    Unnamed(i64),
}

impl<'a> Making<'a> {
    pub(super) fn count(&self, id: QuantityId) -> f64 {
        self.counts[id.index()]
    }

    /// Quantities in runs of the same key.
    pub(super) fn runs<K: Ord>(&self, key: impl Fn(QuantityId) -> K) -> Vec<Vec<QuantityId>> {
        let mut keyed: Vec<(K, QuantityId)> = self.quantities.iter().map(|(id, _)| (key(id), id)).collect();
        keyed.sort_unstable();
        keyed.chunk_by(|(a, _), (b, _)| a == b).map(|run| run.iter().map(|(_, id)| *id).collect()).collect()
    }

    pub(super) fn push(&mut self, kind: Kind, tie: Tie, total: QuantityId, parts: &[QuantityId]) {
        let parts = parts.iter().map(|id| CountId(id.0)).collect();
        self.found.sums.push(Sum { kind, tie, total: CountId(total.0), parts });
    }

    fn by_group(&mut self) {
        let quantity = |id: QuantityId| self.quantities.at(id);
        let mut patterns: BTreeMap<Vec<usize>, Arc<Vec<Pattern>>> = BTreeMap::new();
        for run in self.runs(|id| (quantity(id).counted, quantity(id).area, quantity(id).when)) {
            let ranks: Vec<usize> = run.iter().map(|id| self.ranks[id.index()]).collect();
            let found = patterns
                .entry(ranks)
                .or_insert_with_key(|ranks| {
                    Arc::new(pattern(&ranks.iter().map(|at| self.groups[*at]).collect::<Vec<_>>()))
                })
                .clone();
            let quantities = |parts: &[usize]| parts.iter().map(|at| Part::Quantity(run[*at])).collect::<Vec<_>>();
            let stretches = |bands: &[(i32, i32, usize)]| {
                bands.iter().map(|(from, to, at)| (*from, *to, run[*at].0)).collect::<Vec<Stretch>>()
            };
            for pattern in found.iter() {
                match pattern {
                    Pattern::Parts(total, parts) => {
                        self.whole(
                            run[*total],
                            quantities(parts),
                            &parts.iter().map(|at| run[*at]).collect::<Vec<_>>(),
                        );
                    }
                    Pattern::Bands(total, bands) => {
                        let stretches = stretches(bands);
                        self.line(Kind::Groups, &stretches);
                        if let Some(total) = total {
                            let printed: Vec<QuantityId> = bands.iter().map(|(.., at)| run[*at]).collect();
                            let cover = line::cover(&stretches).into_iter().map(part).collect();
                            self.whole(run[*total], cover, &printed);
                        }
                    }
                    Pattern::Twice(one, other) => {
                        let ids = |parts: &[usize]| parts.iter().map(|at| run[*at]).collect::<Vec<_>>();
                        self.twice(&ids(one), &ids(other));
                    }
                }
            }
        }
    }

    /// Two breakdowns of the same people by different dimensions, whose total nothing prints.
    fn twice(&mut self, one: &[QuantityId], other: &[QuantityId]) {
        let of = |parts: &[QuantityId]| parts.iter().map(|id| self.count(*id)).sum::<f64>();
        let (count, same) = (of(one), of(other));
        let Some(like) = one.first().filter(|_| (count - same).abs() < 1e-6) else { return };
        let total = CountId(u32::try_from(self.quantities.len() + self.found.unnamed.len()).unwrap_or(u32::MAX));
        // Whoever sees the one sees the other: the total itself is no secret of its own.
        self.found.unnamed.push(Unnamed { like: *like, count, follows: false, piece: false });
        for parts in [one, other] {
            let parts = parts.iter().map(|id| CountId(id.0)).collect();
            self.found.sums.push(Sum { kind: Kind::Groups, tie: Tie::Equal, total, parts });
        }
    }

    /// A total with all of its parts, and with what is in none of them.
    fn whole(&mut self, total: QuantityId, mut parts: Vec<Part>, printed: &[QuantityId]) {
        let known: Option<f64> = parts
            .iter()
            .map(|part| match part {
                Part::Quantity(id) => Some(self.count(*id)),
                Part::Unnamed(_) => None,
            })
            .sum();
        if known.is_none_or(|sum| self.count(total) - sum > 1e-6) {
            let groups: Vec<_> = printed.iter().map(|id| self.quantities.at(*id)).collect();
            let all = self.quantities.are_all(self.quantities.at(total), &groups);
            parts.push(Part::Unnamed(if all { NOT_RECORDED } else { i64::MAX }));
        }
        self.settled(&[(Kind::Groups, total, parts)]);
    }

    fn by_period(&mut self) {
        let quantity = |id: QuantityId| self.quantities.at(id);
        for run in self.runs(|id| (quantity(id).counted, self.ranks[id.index()], quantity(id).area)) {
            let stretch = |id: &QuantityId| match self.quantities.at(*id).when {
                When::Months(from, to) => Some((from, to, id.0)),
                When::Day(_) => None,
            };
            let stretches: Vec<Stretch> = run.iter().filter_map(stretch).collect();
            self.line(Kind::Periods, &stretches);
        }
    }

    fn line(&mut self, kind: Kind, stretches: &[Stretch]) {
        let made: Vec<Made> = line::pieces(stretches)
            .into_iter()
            .map(|(total, pieces)| (kind, QuantityId(total), pieces.into_iter().map(part).collect()))
            .collect();
        self.settled(&made);
    }

    fn by_series(&mut self) {
        let of_sources: Vec<Vec<(u32, Vec<String>)>> = self
            .quantities
            .series_of_sources()
            .into_values()
            .filter(|sets| sets.len() > 1)
            .map(|sets| sets.into_iter().map(|(counted, series)| (counted, series.to_vec())).collect())
            .collect();
        if of_sources.is_empty() {
            return;
        }
        let source = |counted: u32| of_sources.iter().position(|sets| sets.iter().any(|(other, _)| *other == counted));
        let quantity = |id: QuantityId| self.quantities.at(id);
        let key = |id: QuantityId| {
            let quantity = quantity(id);
            (source(quantity.counted), self.ranks[id.index()], quantity.area, quantity.when)
        };
        for run in self.runs(key) {
            let Some(sets) = run.first().and_then(|id| source(quantity(*id).counted)).map(|at| &of_sources[at]) else {
                continue;
            };
            let series = |id: &QuantityId| {
                let counted = self.quantities.at(*id).counted;
                sets.iter().find(|(other, _)| *other == counted).map_or(&[][..], |(_, series)| series)
            };
            let here: Vec<(QuantityId, &[String])> = run.iter().map(|id| (*id, series(id))).collect();
            let made = atoms(&here);
            self.settled(&made);
        }
    }

    /// Takes sums whose parts may have no name. Those that share none are taken apart, so that a year that does
    /// not add up takes no other year with it.
    pub(super) fn settled(&mut self, made: &[Made]) {
        for together in apart(made) {
            self.settled_together(&together);
        }
    }

    /// Takes sums that share parts without a name: their counts follow by subtraction, or are any that fit.
    fn settled_together(&mut self, made: &[Made]) {
        let mut local: BTreeMap<Part, u32> = BTreeMap::new();
        for (_, total, parts) in made {
            for part in parts.iter().copied().chain([Part::Quantity(*total)]) {
                let next = u32::try_from(local.len()).unwrap_or(u32::MAX);
                local.entry(part).or_insert(next);
            }
        }
        let mut counts = vec![None; local.len()];
        for (part, at) in &local {
            if let Part::Quantity(id) = part {
                counts[*at as usize] = Some(self.count(*id));
            }
        }
        let sums: Vec<Sum> = made
            .iter()
            .map(|(kind, total, parts)| Sum {
                kind: *kind,
                tie: Tie::Equal,
                total: CountId(local[&Part::Quantity(*total)]),
                parts: parts.iter().map(|part| CountId(local[part])).collect(),
            })
            .collect();
        // Counts of different completeness do not add up, and then nobody can add them up.
        let Some(follows) = settle(&mut counts, &sums) else {
            let of_pieces = made.first().filter(|(kind, ..)| *kind == Kind::Pieces);
            self.found.apart.extend(of_pieces.map(|(_, total, _)| *total));
            return;
        };
        let mut place = vec![0; local.len()];
        for (part, at) in &local {
            let at = *at as usize;
            place[at] = match part {
                Part::Quantity(id) => id.0,
                Part::Unnamed(name) => {
                    // The rule and the name are those of a total that it is a part of.
                    let whole = made.iter().find(|(.., parts)| parts.contains(part));
                    let Some((kind, like, _)) = whole else { continue };
                    let next = self.quantities.len() + self.found.unnamed.len();
                    let count = counts[at].unwrap_or(0.0);
                    let follows = follows[at] && *name != NOT_RECORDED;
                    self.found.unnamed.push(Unnamed { like: *like, count, follows, piece: *kind == Kind::Pieces });
                    u32::try_from(next).unwrap_or(u32::MAX)
                }
            };
        }
        let global = |id: CountId| CountId(place[id.index()]);
        self.found.sums.extend(sums.into_iter().map(|sum| Sum {
            total: global(sum.total),
            parts: sum.parts.into_iter().map(global).collect(),
            ..sum
        }));
    }
}

/// Sums in heaps that share no part without a name.
fn apart(made: &[Made]) -> Vec<Vec<Made>> {
    let mut heaps: Vec<(BTreeSet<Part>, Vec<Made>)> = Vec::new();
    for one in made {
        let mut names: BTreeSet<Part> = one.2.iter().copied().filter(|part| matches!(part, Part::Unnamed(_))).collect();
        let mut together = vec![one.clone()];
        heaps.retain_mut(|(theirs, made)| {
            let shares = !names.is_disjoint(theirs);
            if shares {
                names.append(theirs);
                together.append(made);
            }
            !shares
        });
        heaps.push((names, together));
    }
    heaps.into_iter().map(|(_, together)| together).collect()
}

fn part(piece: Piece) -> Part {
    match piece {
        Piece::Count(id) => Part::Quantity(QuantityId(id)),
        Piece::Unnamed(from, to) => Part::Unnamed(i64::from(from) << 32 | i64::from(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_share_no_part_without_a_name_are_taken_apart() {
        let sum = |total: u32, parts: &[Part]| (Kind::Periods, QuantityId(total), parts.to_vec());
        let (a, b, c) = (Part::Unnamed(0), Part::Unnamed(1), Part::Unnamed(2));
        let shown = Part::Quantity(QuantityId(9));
        let heaps = apart(&[sum(0, &[a, shown]), sum(1, &[c, shown]), sum(2, &[b]), sum(3, &[a, b])]);
        let totals: Vec<Vec<u32>> = heaps.iter().map(|heap| heap.iter().map(|(_, id, _)| id.0).collect()).collect();
        assert_eq!(totals, [vec![1], vec![3, 0, 2]]);
    }
}
