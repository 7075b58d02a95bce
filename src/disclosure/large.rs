//! Protection of blocks too large for a solver: each small count exchanges events with a few others.
//!
//! Comes in: thousands of counts tied by sums. Goes out: which others are withheld as well, with the tables by which
//! each small count is safe. Every small count gets the cheapest exchange found that moves it far enough, first
//! among what is withheld already; what is printed in it is withheld. An exchange crosses as many levels of areas
//! as it must: where an authority has one ward, that ward's counts are the authority's, and another authority
//! takes part. It touches only its own sums, so the time grows with the small counts and not with their square.
//! What no exchange protects is left for `secondary`, and in the end for the audit to say.

use std::collections::{BTreeMap, BTreeSet};

use super::secondary::{Asked, Protected};
use crate::attack::{Block, CountId, Need, Proof, Proofs, Reach, Swaps, Whom};
use crate::progress::Progress;

/// From how many counts a block is large.
pub(super) const LARGE: usize = 6_000;

/// How many proofs are looked for again at most to show one count.
const MOST_AGAIN: usize = 64;

/// A large block while others are withheld.
pub(super) struct Large {
    pub(super) block: Block,
    asked: Vec<Asked>,
    swaps: Swaps,
    /// Which counts are withheld for others.
    also: Vec<bool>,
    proofs: Proofs,
    /// Which proofs may move a count that is withheld for others.
    movers: BTreeMap<CountId, BTreeSet<Whom>>,
    /// What no exchange protects.
    left: BTreeSet<CountId>,
}

impl Large {
    /// Withholds counts until those that may not be known are safe, as far as exchanges go.
    pub(super) fn protect(block: Block, asked: Vec<Asked>, secret: &[CountId], progress: &Progress) -> Self {
        let (also, proofs, movers) = (vec![false; asked.len()], Proofs::new(), BTreeMap::new());
        let swaps = Swaps::of(&block.system);
        let mut work = Self { block, asked, swaps, also, proofs, movers, left: BTreeSet::new() };
        for id in secret {
            if !work.secure(*id, None) {
                work.left.insert(*id);
            }
            progress.step();
        }
        // By now everything that is withheld is, so that who knows a count beside another is known as well.
        work.secure_neighbours(secret);
        work.show_the_needless(progress, secret.len());
        work.secure_neighbours(secret);
        work
    }

    /// What was withheld, by which tables counts are safe, and the counts that are not.
    pub(super) fn done(self) -> (Protected, Block, Vec<Asked>, BTreeSet<CountId>) {
        let also = self.also().collect();
        (Protected { also, proofs: self.proofs }, self.block, self.asked, self.left)
    }

    /// The counts that are withheld for others.
    fn also(&self) -> impl Iterator<Item = CountId> {
        (0..).map(CountId).zip(&self.also).filter_map(|(id, also)| also.then_some(id))
    }

    /// The counts of one beside a count that its proof for everyone moves, and that have no proof of their own.
    fn exposed(&self, id: CountId) -> Vec<CountId> {
        let Some(proof) = self.proofs.get(&(id, None)) else { return Vec::new() };
        let open = |one: &CountId| proof.moves(*one) && !self.proofs.contains_key(&(id, Some(*one)));
        self.block.system.ones_beside(id).into_iter().filter(open).collect()
    }

    /// Protects counts from whoever is the one person of a count beside them.
    fn secure_neighbours(&mut self, secret: &[CountId]) {
        for id in secret {
            for one in self.exposed(*id) {
                if !self.secure(*id, Some(one)) {
                    self.left.insert(*id);
                }
            }
        }
    }

    /// An exchange that makes a count safe from whoever knows another, where one count stays printed.
    fn find(
        &self,
        id: CountId,
        need: Need,
        knowing: Option<CountId>,
        but: Option<CountId>,
    ) -> Option<(Proof, Vec<CountId>)> {
        let system = &self.block.system;
        let price = |other: CountId| {
            let asked = &self.asked[other.index()];
            let may = asked.printed && !asked.hidden && Some(other) != but && !self.also[other.index()];
            (may && system.count(other) > 0.0).then_some((asked.missed, asked.withheld))
        };
        let reach = if but.is_some() { Reach::Beside } else { Reach::Further };
        self.swaps.find(system, price, (id, need), knowing, reach)
    }

    /// Withholds what an exchange needs that makes a count safe; whether there is one.
    fn secure(&mut self, id: CountId, knowing: Option<CountId>) -> bool {
        let Some(need) = self.asked[id.index()].need else { return true };
        let Some((proof, hidden)) = self.find(id, need, knowing, None) else { return false };
        for other in hidden {
            self.hide(other);
        }
        self.keep((id, knowing), proof);
        true
    }

    fn keep(&mut self, whom: Whom, proof: Proof) {
        for moved in proof.moved().filter(|moved| self.also[moved.index()]) {
            self.movers.entry(moved).or_default().insert(whom);
        }
        self.proofs.insert(whom, proof);
    }

    /// Shows again each count that the others can do without, what is missed most first; in so many steps.
    fn show_the_needless(&mut self, progress: &Progress, steps: usize) {
        let mut tried: Vec<CountId> = self.also().collect();
        tried.sort_by(|a, b| {
            let missed = |id: &CountId| self.asked[id.index()].missed;
            missed(b).total_cmp(&missed(a)).then_with(|| a.cmp(b))
        });
        let mut stepped = 0;
        for (at, id) in (1..).zip(&tried) {
            let id = *id;
            while stepped < steps * at / tried.len() {
                progress.step();
                stepped += 1;
            }
            let of_it = self.movers.remove(&id).unwrap_or_default();
            let touched: Vec<Whom> =
                of_it.into_iter().filter(|whom| self.proofs.get(whom).is_some_and(|proof| proof.moves(id))).collect();
            if touched.len() > MOST_AGAIN || !self.shows(id, &touched) {
                self.movers.insert(id, touched.into_iter().collect());
            }
        }
    }

    /// Shows a count again if all that was safe still is, or can be for less than the count is missed; whether it did.
    fn shows(&mut self, id: CountId, touched: &[Whom]) -> bool {
        let Some(shown) = self.asked[id.index()].shown else { return false };
        self.block.system.set(id, shown);
        self.also[id.index()] = false;
        let mut instead = Vec::new();
        match self.again(id, touched, &mut instead) {
            Some(again) => {
                again.into_iter().for_each(|(whom, proof)| self.keep(whom, proof));
                true
            }
            None => {
                for other in instead {
                    self.show(other);
                }
                self.hide(id);
                false
            }
        }
    }

    /// Proofs for the same counts once more, and against whoever is a count of one that they move. What is withheld
    /// `instead` is missed less than `shown`.
    fn again(&mut self, shown: CountId, touched: &[Whom], instead: &mut Vec<CountId>) -> Option<Vec<(Whom, Proof)>> {
        let mut found: BTreeMap<Whom, Proof> = BTreeMap::new();
        let mut left = self.asked[shown.index()].missed;
        let mut look = |work: &mut Self, (id, knowing): Whom| {
            let (proof, hidden) = work.find(id, work.asked[id.index()].need?, knowing, Some(shown))?;
            for other in hidden {
                left -= work.asked[other.index()].missed;
                instead.push(other);
                work.hide(other);
            }
            (left > 0.0).then_some(proof)
        };
        for whom in touched {
            let proof = look(self, *whom)?;
            found.insert(*whom, proof);
        }
        for (id, _) in touched.iter().filter(|(_, knowing)| knowing.is_none()) {
            for one in self.block.system.ones_beside(*id) {
                let whom = (*id, Some(one));
                if found[&(*id, None)].moves(one) && !found.contains_key(&whom) && !self.proofs.contains_key(&whom) {
                    let proof = look(self, whom)?;
                    found.insert(whom, proof);
                }
            }
        }
        Some(found.into_iter().collect())
    }

    fn hide(&mut self, id: CountId) {
        self.also[id.index()] = true;
        self.block.system.set(id, self.asked[id.index()].withheld);
    }

    fn show(&mut self, id: CountId) {
        self.also[id.index()] = false;
        if let Some(shown) = self.asked[id.index()].shown {
            self.block.system.set(id, shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::{Kind, Known, Prover, Sum, System, Tie};

    const NEED: Need = Need { small: 4, least: 1, width: 5, any: false };

    /// A country of authorities with their wards, by sex, with every margin: three counts an area, everyone last.
    fn country(authorities: &[&[[f64; 2]]]) -> (Block, Vec<Asked>, Vec<CountId>) {
        let mut counts: Vec<f64> = vec![0.0; 3];
        let mut missed = vec![64.0; 3];
        let mut sums = Vec::new();
        let mut nests: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new())];
        for wards in authorities {
            let authority = counts.len() / 3;
            nests[0].1.push(authority);
            counts.extend([0.0; 3]);
            missed.extend([16.0; 3]);
            let mut inside = Vec::new();
            for [female, male] in *wards {
                inside.push(counts.len() / 3);
                counts.extend([*female, *male, female + male]);
                missed.extend([1.0, 1.0, 4.0]);
                for (at, count) in [*female, *male, female + male].into_iter().enumerate() {
                    counts[authority * 3 + at] += count;
                    counts[at] += count;
                }
            }
            nests.push((authority, inside));
        }
        let id = |area: usize, group: usize| CountId((area * 3 + group) as u32);
        for (area, inside) in &nests {
            for group in 0..3 {
                let parts = inside.iter().map(|part| id(*part, group)).collect();
                sums.push(Sum { kind: Kind::Areas, tie: Tie::Equal, total: id(*area, group), parts });
            }
        }
        for area in 0..counts.len() / 3 {
            let parts = vec![id(area, 0), id(area, 1)];
            sums.push(Sum { kind: Kind::Groups, tie: Tie::Equal, total: id(area, 2), parts });
        }
        let withheld = Known::nothing(1.0);
        let small = |count: f64| count > 0.0 && count < 5.0;
        let asked: Vec<Asked> = counts
            .iter()
            .zip(&missed)
            .map(|(count, missed)| Asked {
                need: small(*count).then_some(NEED),
                protected: true,
                withheld,
                hidden: small(*count),
                shown: Some(Known::exactly(*count)),
                printed: true,
                missed: *missed,
                earlier: false,
            })
            .collect();
        let known = counts.iter().map(|count| if small(*count) { withheld } else { Known::exactly(*count) }).collect();
        let secret = super::super::secondary::secrets(&asked);
        let members = (0..counts.len() as u32).collect();
        (Block { members, system: System::new(counts, known, sums) }, asked, secret)
    }

    /// What was withheld beside the small ones, after every proof was added up anew.
    fn protected(authorities: &[&[[f64; 2]]]) -> Vec<CountId> {
        let (block, asked, secret) = country(authorities);
        let work = Large::protect(block, asked, &secret, &Progress::default());
        let (done, block, asked, left) = work.done();
        assert!(left.is_empty(), "not protected: {left:?}");
        let confirmed = Prover::new(&block.system).confirmed(&done.proofs, |id| asked[id.index()].need);
        assert_eq!(confirmed.len(), done.proofs.len());
        for id in secret {
            assert!(confirmed.contains_key(&(id, None)));
            for one in block.system.ones_beside(id) {
                let everyone = !confirmed[&(id, None)].moves(one);
                assert!(everyone || confirmed.contains_key(&(id, Some(one))), "{one:?} knows {id:?}");
            }
        }
        done.also
    }

    #[test]
    fn a_small_count_exchanges_events_within_its_authority() {
        let also = protected(&[&[[3.0, 20.0], [30.0, 40.0], [25.0, 9.0]], &[[50.0, 60.0], [70.0, 80.0]]]);
        assert_eq!(also.len(), 3, "the other three corners of a square: {also:?}");
        assert!(also.iter().all(|id| id.index() < 15), "no other authority loses anything");
    }

    #[test]
    fn an_authority_of_one_ward_exchanges_events_with_another() {
        let also = protected(&[&[[3.0, 20.0]], &[[50.0, 60.0], [70.0, 80.0]]]);
        // The authority's own count is the ward's, and as small; beside them the ward's other sex and its
        // authority's, and both sexes of the other authority and of one of its wards.
        assert_eq!(also.len(), 6, "{also:?}");
        assert!(!also.iter().any(|id| id.index() < 3), "nothing of the country is lost");
    }

    #[test]
    fn whoever_is_the_one_person_beside_a_small_count_cannot_work_it_out() {
        let also = protected(&[&[[3.0, 1.0], [1.0, 30.0], [1.0, 2.0], [25.0, 40.0]], &[[50.0, 60.0]]]);
        assert!(!also.is_empty());
    }

    #[test]
    fn what_nothing_can_protect_is_left_and_takes_no_other_with_it() {
        let (block, mut asked, secret) = country(&[&[[3.0, 20.0], [30.0, 40.0]]]);
        asked.iter_mut().for_each(|one| one.printed = false);
        let (done, _, _, left) = Large::protect(block, asked, &secret, &Progress::default()).done();
        assert!(!left.is_empty() && done.also.is_empty());
    }
}
