//! Protection of what is withheld: others are withheld with it until nobody can work it out.
//!
//! Comes in: counts tied by sums, and which of them may not be known. Goes out: which others are withheld as
//! well. The judge is [`Prover`]: a count is left alone once a whole other table is found that agrees with
//! everything printed. What is withheld beside it is what readers miss least, and what turns out to be needless
//! at the end is shown again.
//!
//! A solver that finds the least possible loss takes hours where this takes seconds, and its tables still
//! have to be judged; so the search is simple and the judge is strict.

use std::collections::{BTreeMap, BTreeSet};

use super::large::{LARGE, Large};
use crate::attack::{Block, CountId, Known, Need, Proof, Proofs, Prover, Safety, Sum, Tie, Whom};
use crate::progress::Progress;

/// What is asked for one count of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// What it takes for it to be safe, where it may not be known.
    pub(super) need: Option<Need>,
    /// Whether others are withheld to protect it.
    pub(super) protected: bool,
    /// What is known of it once it is withheld.
    pub(super) withheld: Known,
    /// Whether it is withheld from the start.
    pub(super) hidden: bool,
    /// What is known of it where it is printed.
    pub(super) shown: Option<Known>,
    /// Whether it may be withheld: something prints it.
    pub(super) printed: bool,
    /// How much readers miss it.
    pub(super) missed: f64,
    /// Whether it is of an earlier edition, where it needs no room but for what that edition withheld.
    pub(super) earlier: bool,
}

/// What was withheld to protect others.
#[derive(Debug, Clone, Default)]
pub(super) struct Protected {
    /// Withheld beside the small ones.
    pub(super) also: Vec<CountId>,
    /// By which tables each count is safe, and from whom.
    pub(super) proofs: Proofs,
}

/// How many counts are looked at in all, block by block, to show again what need not be withheld: a small block is
/// tried often, and a very large one not at all.
const TRIED_AGAIN: usize = 20_000;

/// How many counts are withheld for one that they do not make safe, and after how many others are looked at that
/// lie far from it.
const MOST_HIDDEN: usize = 48;
const FAR: usize = 12;

/// How often at most, and how many counts at once.
const MOST_TRIED: usize = 300;
const AT_ONCE: usize = 16;

/// How many counts of a large block are tried with the solver where no exchange protects them.
const MOST_LEFT: usize = 400;

/// The counts of a block that may not be known and that others are withheld for.
pub(super) fn secrets(asked: &[Asked]) -> Vec<CountId> {
    let secret = |(id, one): (CountId, &Asked)| (one.need.is_some() && one.protected).then_some(id);
    (0..).map(CountId).zip(asked).filter_map(secret).collect()
}

/// Withholds counts of a block until those that may not be known are safe.
pub(super) fn protect(mut block: Block, asked: Vec<Asked>, progress: &Progress) -> Protected {
    let secret = secrets(&asked);
    if secret.is_empty() {
        return Protected::default();
    }
    let shown: Vec<Known> = (0..asked.len()).map(|at| block.system.known(CountId(at as u32))).collect();
    for (id, one) in (0..).map(CountId).zip(&asked).filter(|(_, one)| one.hidden) {
        block.system.set(id, one.withheld);
    }
    if asked.len() >= LARGE {
        let (done, block, asked, left) = Large::protect(block, asked, &secret, progress).done();
        let mut work = Work::new(block, shown, asked);
        work.also = done.also.into_iter().collect();
        for (whom, proof) in done.proofs {
            work.keep(whom, proof);
        }
        // Where exchanges protect few, these sums are of another shape, and there is the solver alone.
        let many = left.len() > secret.len() / 2;
        let most = if many { usize::MAX } else { MOST_LEFT };
        work.search(&left.into_iter().take(most).collect::<Vec<_>>(), many, || ());
        return work.done();
    }
    let mut work = Work::new(block, shown, asked);
    work.search(&secret, true, || progress.step());
    work.show_the_needless();
    secret.iter().for_each(|_| progress.step());
    work.done()
}

struct Work {
    block: Block,
    /// What is known of each count while it is shown.
    shown: Vec<Known>,
    asked: Vec<Asked>,
    /// By which tables each count is safe, from whom.
    proofs: Proofs,
    /// Which of them may move a count.
    movers: BTreeMap<CountId, BTreeSet<Whom>>,
    also: BTreeSet<CountId>,
}

impl Work {
    fn new(block: Block, shown: Vec<Known>, asked: Vec<Asked>) -> Self {
        let (proofs, movers, also) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { block, shown, asked, proofs, movers, also }
    }

    fn done(self) -> Protected {
        Protected { also: self.also.into_iter().collect(), proofs: self.proofs }
    }

    /// Withholds others until these counts are safe; where they are many, first as many as single sums ask for.
    fn search(&mut self, secret: &[CountId], many: bool, step: impl Fn()) {
        if many {
            self.loosen();
            let need = |id: &CountId| self.asked[id.index()].need.map(|need| (*id, need));
            let wanted: Vec<(CountId, Need)> = secret.iter().filter_map(need).collect();
            for (id, proof) in Prover::near_only(&self.block.system).together(&wanted) {
                self.keep((id, None), proof);
            }
        }
        for id in secret {
            if !self.proofs.contains_key(&(*id, None)) {
                self.secure(*id, None);
            }
            step();
        }
        for (id, knowing) in self.neighbours_of_one(secret) {
            self.secure(id, Some(knowing));
        }
    }

    fn hidden(&self, id: CountId) -> bool {
        self.asked[id.index()].hidden || self.also.contains(&id)
    }

    fn safety(&self, id: CountId, knowing: Option<CountId>) -> Option<Safety> {
        let need = self.asked[id.index()].need?;
        Some(Prover::near_only(&self.block.system).safety(id, need, knowing))
    }

    /// Withholds others until no equation leaves a withheld count too little room, from whoever knows a count of
    /// one in it: cheap, and most of what it takes.
    fn loosen(&mut self) {
        let needs_room = |id: &CountId| !self.asked[id.index()].earlier || self.asked[id.index()].need.is_some();
        let all = (0..).map(CountId).take(self.asked.len());
        let mut queue: Vec<CountId> = all.filter(|id| self.hidden(*id) && needs_room(id)).collect();
        while let Some(id) = queue.pop() {
            let secret = self.asked[id.index()].need.is_some();
            let ones = if secret { self.block.system.ones_beside(id) } else { BTreeSet::new() };
            for knowing in std::iter::once(None).chain(ones.into_iter().map(Some)) {
                // What is withheld for others need only be able to move.
                let width = f64::from(self.asked[id.index()].need.map_or(1, |need| need.width));
                loop {
                    let tight: Vec<&Sum> =
                        self.block.system.sums_of(id).filter(|sum| self.is_tight(sum, id, width, knowing)).collect();
                    let Some(next) = tight.iter().find_map(|sum| self.best(&[sum], id, width)) else { break };
                    self.hide(next);
                    queue.push(next);
                }
            }
        }
    }

    /// Withholds one after another until a count is safe. What does not help is shown again: a count that nothing
    /// protects is for the audit to say, and must not take all others with it.
    fn secure(&mut self, id: CountId, knowing: Option<CountId>) {
        // What is safe by tables in which the known count stays as it is, is safe from whoever knows it.
        if let Some(one) = knowing
            && let Some(proof) = self.proofs.get(&(id, None))
            && !proof.moves(one)
        {
            return;
        }
        let Some(need) = self.asked[id.index()].need else { return };
        let mut hidden = Vec::new();
        loop {
            // A look far around takes long, so there are few of them.
            let far = hidden.len() % FAR == FAR - 1;
            let prover = if far { Prover::new(&self.block.system) } else { Prover::near_only(&self.block.system) };
            if let Safety::Safe(proof) = prover.safety(id, need, knowing) {
                self.keep((id, knowing), proof);
                return;
            }
            let next = if hidden.len() < MOST_HIDDEN { self.next(id, knowing) } else { None };
            let Some(next) = next else { break };
            self.hide(next);
            hidden.push(next);
        }
        for id in hidden {
            self.show(id);
        }
    }

    fn keep(&mut self, whom: Whom, proof: Proof) {
        for moved in proof.moved() {
            self.movers.entry(moved).or_default().insert(whom);
        }
        self.proofs.insert(whom, proof);
    }

    fn hide(&mut self, id: CountId) {
        self.also.insert(id);
        self.block.system.set(id, self.asked[id.index()].withheld);
    }

    fn show(&mut self, id: CountId) {
        self.also.remove(&id);
        self.block.system.set(id, self.shown[id.index()]);
    }

    /// Each count that may not be known, with each count of 1 in the same sum: whom that one is knows it.
    fn neighbours_of_one(&self, secret: &[CountId]) -> Vec<(CountId, CountId)> {
        let of =
            |id: &CountId| self.block.system.ones_beside(*id).into_iter().map(|one| (*id, one)).collect::<Vec<_>>();
        secret.iter().flat_map(of).collect()
    }

    /// The count to withhold next so that `id` may be safe.
    fn next(&self, id: CountId, knowing: Option<CountId>) -> Option<CountId> {
        let width = f64::from(self.asked[id.index()].need?.width);
        let open = |other: CountId| self.hidden(other) && Some(other) != knowing;
        // First the sums in which it cannot move, then those in which what moves with it cannot, then any.
        let mut reached = vec![id];
        let mut seen: BTreeSet<CountId> = BTreeSet::from([id]);
        let mut at = 0;
        while at < reached.len() && at < 60 {
            let one = reached[at];
            let tight: Vec<&Sum> =
                self.block.system.sums_of(one).filter(|sum| self.is_tight(sum, one, width, knowing)).collect();
            if let Some(best) = self.best(&tight, id, width) {
                return Some(best);
            }
            for sum in self.block.system.sums_of(one) {
                for other in sum.parts.iter().chain([&sum.total]).copied() {
                    if open(other) && seen.insert(other) {
                        reached.push(other);
                    }
                }
            }
            at += 1;
        }
        reached.iter().find_map(|one| {
            let sums: Vec<&Sum> = self.block.system.sums_of(*one).collect();
            self.best(&sums, id, width)
        })
    }

    /// Whether the other counts of a sum leave one too little room to move.
    fn is_tight(&self, sum: &Sum, id: CountId, width: f64, knowing: Option<CountId>) -> bool {
        if sum.tie == Tie::AtMost && sum.total != id {
            // What is in no part gives way.
            return false;
        }
        let others = sum.parts.iter().chain([&sum.total]).filter(|other| **other != id && Some(**other) != knowing);
        let room: f64 = others
            .map(|other| {
                let known = self.block.system.known(*other);
                // A part rises where its total rises or another part falls.
                let rises = (*other == sum.total || id == sum.total) && !known.high.is_finite();
                if rises {
                    f64::INFINITY
                } else if known.high.is_finite() {
                    known.high - known.low
                } else {
                    self.block.system.count(*other) - known.low
                }
            })
            .sum();
        room < width
    }

    /// What is missed least among the counts that sums show.
    fn best(&self, sums: &[&Sum], id: CountId, width: f64) -> Option<CountId> {
        let mut candidates: Vec<CountId> = sums
            .iter()
            .flat_map(|sum| sum.parts.iter().chain([&sum.total]).copied())
            .filter(|other| {
                let asked = &self.asked[other.index()];
                *other != id && asked.printed && !self.hidden(*other) && self.block.system.count(*other) > 0.0
            })
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let scored = candidates.into_iter().map(|other| (self.loss(other, width), other));
        scored.min_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.cmp(y))).map(|(_, other)| other)
    }

    /// How much is lost with a count: itself, and what must go with it in every other sum where it would be alone.
    fn loss(&self, id: CountId, width: f64) -> f64 {
        let system = &self.block.system;
        let alone = system
            .sums_of(id)
            .filter(|sum| {
                sum.tie == Tie::Equal
                    && sum.parts.iter().chain([&sum.total]).all(|other| *other == id || !self.hidden(*other))
            })
            .count();
        let asked = &self.asked[id.index()];
        // A count that can fall by little hides little.
        let weak = if system.count(id) - asked.withheld.low < width { 2.0 } else { 0.0 };
        asked.missed * (1.0 + alone as f64 + weak)
    }

    /// Shows again what is not needed, what is missed most first: several at once, and where that gives something
    /// away, half of them.
    fn show_the_needless(&mut self) {
        let mut tried: Vec<CountId> = self.also.iter().copied().collect();
        tried.sort_by(|a, b| {
            let missed = |id: &CountId| self.asked[id.index()].missed;
            missed(b).total_cmp(&missed(a)).then_with(|| a.cmp(b))
        });
        let mut left = (TRIED_AGAIN / self.asked.len().max(1)).min(MOST_TRIED);
        let mut waiting: Vec<Vec<CountId>> = tried.chunks(AT_ONCE).rev().map(<[CountId]>::to_vec).collect();
        while let Some(some) = waiting.pop() {
            if left == 0 {
                return;
            }
            left -= 1;
            if !self.shows(&some) && some.len() > 1 {
                let (first, second) = some.split_at(some.len() / 2);
                waiting.push(second.to_vec());
                waiting.push(first.to_vec());
            }
        }
    }

    /// Shows counts again if all that was safe still is; whether it did.
    fn shows(&mut self, some: &[CountId]) -> bool {
        some.iter().for_each(|id| self.show(*id));
        let touched: BTreeSet<Whom> = some
            .iter()
            .flat_map(|id| self.movers.get(id).into_iter().flatten().map(move |whom| (id, whom)))
            .filter(|(id, whom)| self.proofs.get(whom).is_some_and(|proof| proof.moves(**id)))
            .map(|(_, whom)| *whom)
            .collect();
        let again = self.again(&touched.into_iter().collect::<Vec<_>>());
        match again.filter(|again| self.keeps_neighbours(again)) {
            Some(again) => {
                again.into_iter().for_each(|(whom, proof)| self.keep(whom, proof));
                true
            }
            None => {
                some.iter().for_each(|id| self.hide(*id));
                false
            }
        }
    }

    /// Proofs for the same counts once more, if each has one.
    fn again(&self, touched: &[Whom]) -> Option<Vec<(Whom, Proof)>> {
        let of_everyone: Vec<(CountId, Need)> = touched
            .iter()
            .filter(|(_, knowing)| knowing.is_none())
            .filter_map(|(id, _)| self.asked[id.index()].need.map(|need| (*id, need)))
            .collect();
        let mut proofs = Prover::near_only(&self.block.system).together(&of_everyone);
        touched
            .iter()
            .map(|whom| {
                let known = if whom.1.is_none() { proofs.remove(&whom.0) } else { None };
                match known.map_or_else(|| self.safety(whom.0, whom.1), |proof| Some(Safety::Safe(proof))) {
                    Some(Safety::Safe(proof)) => Some((*whom, proof)),
                    _ => None,
                }
            })
            .collect()
    }

    /// Whether counts that were safe from whoever knows another, by the tables of everyone, still are.
    fn keeps_neighbours(&self, again: &[(Whom, Proof)]) -> bool {
        again.iter().filter(|((_, knowing), _)| knowing.is_none()).all(|((secret, _), proof)| {
            self.neighbours_of_one(&[*secret]).into_iter().all(|(_, one)| {
                !proof.moves(one)
                    || self.proofs.contains_key(&(*secret, Some(one)))
                    || matches!(self.safety(*secret, Some(one)), Some(Safety::Safe(_)))
            })
        })
    }
}
