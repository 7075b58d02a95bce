//! Counts, how far each is known, and the sums that tie them.

use std::collections::BTreeSet;

use super::sums::{Sum, Tie};

/// A count by its place in a [`System`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountId(pub u32);

impl CountId {
    /// Its place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How far a count is known to whoever reads what is printed: from the lowest it can be to the highest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// The lowest.
    pub low: f64,
    /// The highest; infinite where nothing bounds it.
    pub high: f64,
}

impl Known {
    /// Nothing is printed of it, and a count is never below `low`.
    pub fn nothing(low: f64) -> Self {
        Self { low, high: f64::INFINITY }
    }

    /// Printed as it is.
    pub fn exactly(count: f64) -> Self {
        Self { low: count, high: count }
    }

    /// Printed to the nearest multiple of `base`, where counts from 1 to one less than `under` are not printed.
    pub fn rounded(printed: f64, base: u32, under: u32) -> Self {
        if base <= 1 {
            return Self::exactly(printed);
        }
        let (below, above) = (f64::from(base / 2), f64::from(base.div_ceil(2) - 1));
        let least = f64::from(under.max(1));
        if printed == 0.0 {
            return Self { low: 0.0, high: if under > 1 { 0.0 } else { above } };
        }
        Self { low: (printed - below).max(least), high: printed + above }
    }

    /// Whether nothing is left open.
    pub fn is_exact(self) -> bool {
        self.high - self.low < 0.5
    }

    /// What is known when both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// Whether a count agrees with it.
    pub fn allows(self, count: f64) -> bool {
        self.low <= count + 1e-9 && count <= self.high + 1e-9
    }
}

/// Counts that are tied to each other by sums, and to no other.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// A table of counts that agrees with everything known: the true one.
    pub(super) counts: Vec<f64>,
    /// How far each is known.
    pub(super) known: Vec<Known>,
    /// Which add up to which.
    pub(super) sums: Vec<Sum>,
    /// The sums that each count is in.
    pub(super) sums_of: Vec<Vec<u32>>,
    /// Counts that nobody here knows, and that are any that agree.
    guessed: BTreeSet<CountId>,
}

impl System {
    /// Takes counts with what is known of them; sums name them by their place.
    ///
    /// A sum that the counts do not keep is left out: it does not hold, so nobody can use it.
    pub fn new(counts: Vec<f64>, known: Vec<Known>, sums: Vec<Sum>) -> Self {
        let mut system = Self { sums_of: vec![Vec::new(); counts.len()], counts, known, ..Self::default() };
        for sum in sums {
            let rest = system.rest(&sum);
            let holds = match sum.tie {
                Tie::Equal => rest.abs() < 1e-6,
                Tie::AtMost => rest > -1e-6,
            };
            if holds {
                let place = u32::try_from(system.sums.len()).unwrap_or(u32::MAX);
                for id in sum.parts.iter().chain([&sum.total]) {
                    system.sums_of[id.index()].push(place);
                }
                system.sums.push(sum);
            }
        }
        system
    }

    /// What of a total is in none of its parts.
    pub(super) fn rest(&self, sum: &Sum) -> f64 {
        let parts: f64 = sum.parts.iter().map(|id| self.counts[id.index()]).sum();
        self.counts[sum.total.index()] - parts
    }

    /// How many counts it has.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How far a count is known from what is printed of itself.
    pub fn known(&self, id: CountId) -> Known {
        self.known[id.index()]
    }

    /// Changes what is printed of a count.
    pub fn set(&mut self, id: CountId, known: Known) {
        self.known[id.index()] = known;
    }

    /// The count itself.
    pub fn count(&self, id: CountId) -> f64 {
        self.counts[id.index()]
    }

    /// The sums a count is in, each by its kind, its total and its parts.
    pub fn sums_of(&self, id: CountId) -> impl Iterator<Item = &Sum> {
        self.sums_of[id.index()].iter().map(|sum| &self.sums[*sum as usize])
    }

    /// Says that a count is one of several that would do, so that a guess of one is no person.
    pub fn guess(&mut self, id: CountId) {
        self.guessed.insert(id);
    }

    /// The counts of one person that a sum ties to a count and that are not printed: whoever that person is
    /// knows them. A total of one is the same person as its part of one, who learns nothing from it. Beside a guess
    /// there is nobody.
    pub fn ones_beside(&self, id: CountId) -> BTreeSet<CountId> {
        let is_one = |other: CountId| !self.guessed.contains(&other) && (self.count(other) - 1.0).abs() < 1e-9;
        let mut found = BTreeSet::new();
        if self.guessed.contains(&id) {
            return found;
        }
        for sum in self.sums_of(id) {
            for other in sum.parts.iter().chain([&sum.total]).copied() {
                let same = is_one(id) && (sum.total == id || sum.total == other);
                if other != id && is_one(other) && !same && !self.known(other).is_exact() {
                    found.insert(other);
                }
            }
        }
        found
    }
}

impl Block {
    /// Says which counts, by their place among all, are guesses.
    pub fn guess_where(&mut self, is_guess: impl Fn(usize) -> bool) {
        for (id, _) in (0..).map(CountId).zip(&self.members).filter(|(_, at)| is_guess(**at as usize)) {
            self.system.guess(id);
        }
    }
}

/// Counts that sums tie together, apart from all others.
#[derive(Debug, Clone)]
pub struct Block {
    /// The place of each of its counts among all.
    pub members: Vec<u32>,
    /// The counts and their sums, by their place in `members`.
    pub system: System,
}

/// Parts counts into blocks that no sum ties to each other, in the order of their first count. Counts that no
/// sum touches are blocks of one.
pub fn blocks(counts: &[f64], known: &[Known], sums: Vec<Sum>) -> Vec<Block> {
    let mut leader: Vec<u32> = (0..u32::try_from(counts.len()).unwrap_or(u32::MAX)).collect();
    fn lead(leader: &mut [u32], mut at: u32) -> u32 {
        while leader[at as usize] != at {
            leader[at as usize] = leader[leader[at as usize] as usize];
            at = leader[at as usize];
        }
        at
    }
    for sum in &sums {
        let total = lead(&mut leader, sum.total.0);
        let mut first = total;
        for part in &sum.parts {
            let other = lead(&mut leader, part.0);
            let (low, high) = (first.min(other), first.max(other));
            leader[high as usize] = low;
            first = low;
        }
    }
    let mut place: Vec<(u32, u32)> = vec![(0, 0); counts.len()];
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut block_of: Vec<u32> = vec![u32::MAX; counts.len()];
    for id in 0..u32::try_from(counts.len()).unwrap_or(u32::MAX) {
        let first = lead(&mut leader, id) as usize;
        if block_of[first] == u32::MAX {
            block_of[first] = u32::try_from(members.len()).unwrap_or(u32::MAX);
            members.push(Vec::new());
        }
        let list = &mut members[block_of[first] as usize];
        place[id as usize] = (block_of[first], u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.push(id);
    }
    let mut own: Vec<Vec<Sum>> = vec![Vec::new(); members.len()];
    for mut sum in sums {
        let (block, total) = place[sum.total.index()];
        sum.total = CountId(total);
        for part in &mut sum.parts {
            *part = CountId(place[part.index()].1);
        }
        own[block as usize].push(sum);
    }
    let system = |(members, sums): (Vec<u32>, Vec<Sum>)| {
        let of = |id: &u32| counts[*id as usize];
        let knows = |id: &u32| known[*id as usize];
        let system = System::new(members.iter().map(of).collect(), members.iter().map(knows).collect(), sums);
        Block { members, system }
    };
    members.into_iter().zip(own).map(system).collect()
}
