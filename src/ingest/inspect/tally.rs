//! What the cells of one column are, counted in one pass, in memory that does not grow with the rows.
//!
//! In go cells, out come counts that can be added to those of another part of the file in any order and
//! are the same. While a column has few different words, only the words are counted; what they are is asked
//! once for each. Nothing here knows the name of a column.

use rustc_hash::{FxHashMap, FxHashSet};

use super::kind::{self, FORMS, Number, Time};
use crate::model::period::Period;

/// Different words of a column that are remembered.
pub(super) const WORDS: usize = 4096;

/// Different codes of areas, and different times in each form, that are remembered.
const MANY: usize = 300_000;

/// How often something occurs, and the first line that it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) count: u64,
    pub(super) line: u32,
}

impl Default for Seen {
    fn default() -> Self {
        Self { count: 0, line: u32::MAX }
    }
}

impl Seen {
    pub(super) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.line = self.line.min(other.line);
    }
}

/// Words and how often each occurs, up to a number of them.
#[derive(Debug, Default)]
pub(super) struct Capped {
    words: FxHashMap<Box<str>, Seen>,
    /// There are more than can be remembered.
    pub(super) over: bool,
}

impl Capped {
    fn add(&mut self, word: &str, seen: Seen, most: usize) {
        if self.over {
            return;
        }
        if let Some(known) = self.words.get_mut(word) {
            known.add(seen);
        } else if self.words.len() >= most {
            self.over = true;
            self.words.clear();
        } else {
            self.words.insert(word.into(), seen);
        }
    }

    /// The words, sorted.
    pub(super) fn sorted(&self) -> Vec<(&str, Seen)> {
        let mut list: Vec<(&str, Seen)> = self.words.iter().map(|(word, seen)| (&**word, *seen)).collect();
        list.sort_unstable();
        list
    }
}

/// Counts of what the cells of a column are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) numbers: u64,
    pub(super) fractions: u64,
    pub(super) least: Option<f64>,
    pub(super) most: Option<f64>,
    /// Whole numbers that are a usual age.
    pub(super) ages: u64,
    pub(super) commas: Seen,
    pub(super) percents: Seen,
    pub(super) formulas: Seen,
    pub(super) codes: u64,
    /// Codes of areas, by kind.
    pub(super) areas: FxHashSet<[u8; 9]>,
    pub(super) postcodes: u64,
    pub(super) identifiers: u64,
    pub(super) texts: u64,
    pub(super) signs: u64,
    pub(super) footnotes: Seen,
    pub(super) totals: Seen,
    pub(super) ancient: Seen,
    pub(super) impossible: Seen,
    pub(super) first_of_1900: Seen,
    pub(super) future: Seen,
    pub(super) moments: u64,
    /// Cells that each form reads, and the times they are.
    pub(super) forms: [(u64, FxHashMap<Period, u64>); FORMS.len()],
    /// What is no number, in columns that may be of numbers.
    pub(super) others: Capped,
}

/// A column as it is counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) filled: u64,
    words: Capped,
    counts: Counts,
}

/// The month in which a file is looked at; what is later has not happened.
pub(super) type Today = Option<Period>;

impl Tally {
    /// Counts a trimmed cell of a line.
    pub(super) fn add(&mut self, cell: &[u8], line: u32, today: Today) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let text = std::str::from_utf8(cell).unwrap_or("\u{fffd}");
        let seen = Seen { count: 1, line };
        if self.words.over {
            self.counts.add(text, seen, today);
        } else if text.len() > 240 || (self.words.words.len() >= WORDS && !self.words.words.contains_key(text)) {
            self.forget(today);
            self.counts.add(text, seen, today);
        } else {
            self.words.add(text, seen, WORDS);
        }
    }

    /// Adds what was counted in another part.
    pub(super) fn absorb(&mut self, mut other: Self, today: Today) {
        self.filled += other.filled;
        if self.words.over || other.words.over {
            self.forget(today);
            other.forget(today);
        }
        for (word, seen) in other.words.sorted() {
            if !self.words.over && self.words.words.len() >= WORDS && !self.words.words.contains_key(word) {
                self.forget(today);
            }
            match self.words.over {
                true => self.counts.add(word, seen, today),
                false => self.words.add(word, seen, WORDS),
            }
        }
        self.counts.absorb(other.counts);
    }

    /// Asks what the words are, and lets them go.
    fn forget(&mut self, today: Today) {
        let words = std::mem::take(&mut self.words);
        for (word, seen) in words.sorted() {
            self.counts.add(word, seen, today);
        }
        self.words.over = true;
    }

    /// The words, if they are few enough, and what all cells are.
    pub(super) fn done(mut self, today: Today) -> (Option<Vec<(String, Seen)>>, u64, Counts) {
        let words: Vec<(String, Seen)> =
            self.words.sorted().into_iter().map(|(word, seen)| (word.to_owned(), seen)).collect();
        let words = (!self.words.over).then_some(words);
        for (word, seen) in words.iter().flatten() {
            self.counts.add(word, *seen, today);
        }
        (words, self.filled, self.counts)
    }
}

impl Counts {
    fn add(&mut self, text: &str, seen: Seen, today: Today) {
        let Seen { count, .. } = seen;
        if kind::is_sign(text) {
            self.signs += count;
            self.others.add(text, seen, 64);
            return;
        }
        match kind::number(text) {
            Some(Number::Plain(number)) => self.number(number, count),
            Some(Number::Comma(number)) => {
                self.commas.add(seen);
                self.number(number, count);
            }
            Some(Number::Percent) => {
                self.percents.add(seen);
                self.numbers += count;
            }
            Some(Number::Formula) => self.formulas.add(seen),
            None => self.word(text, seen),
        }
        self.time(text, seen, today);
    }

    fn number(&mut self, number: f64, count: u64) {
        self.numbers += count;
        self.fractions += if number.fract() == 0.0 { 0 } else { count };
        self.ages += if number.fract() == 0.0 && (0.0..=120.0).contains(&number) { count } else { 0 };
        self.least = Some(self.least.map_or(number, |least| least.min(number)));
        self.most = Some(self.most.map_or(number, |most| most.max(number)));
    }

    fn word(&mut self, text: &str, seen: Seen) {
        if let Ok(code) = <[u8; 9]>::try_from(text.as_bytes())
            && kind::prefix(text).is_some()
        {
            self.codes += seen.count;
            if self.areas.len() < MANY || self.areas.contains(&code) {
                self.areas.insert(code);
            }
            return;
        }
        if kind::is_postcode(text) {
            self.postcodes += seen.count;
        } else if kind::is_text(text) {
            self.texts += seen.count;
        } else if kind::is_identifier(text) {
            self.identifiers += seen.count;
        } else {
            if kind::has_footnote(text) {
                self.footnotes.add(seen);
            }
            if kind::is_total(text) {
                self.totals.add(seen);
            }
        }
        if text.len() <= 16 {
            self.others.add(text, seen, 64);
        }
    }

    fn time(&mut self, text: &str, seen: Seen, today: Today) {
        let mut later = |period: Period| {
            if today.is_some_and(|today| period.start() > today.end()) {
                self.future.add(seen);
            }
        };
        match kind::time(text) {
            None => {}
            Some(Time::Ancient) => self.ancient.add(seen),
            Some(Time::Impossible) => self.impossible.add(seen),
            Some(Time::Moment(form, day)) => {
                later(day);
                self.moments += seen.count;
                self.in_form(form, day, seen.count);
            }
            Some(Time::In(found)) => {
                if let Some(day) = found[..kind::DAYS].iter().flatten().next() {
                    later(*day);
                    if day.id() == "1900-01-01" {
                        self.first_of_1900.add(seen);
                    }
                }
                for (form, period) in found.into_iter().enumerate() {
                    if let Some(period) = period {
                        self.in_form(form, period, seen.count);
                    }
                }
            }
        }
    }

    fn in_form(&mut self, form: usize, period: Period, count: u64) {
        let (cells, periods) = &mut self.forms[form];
        *cells += count;
        if periods.len() < MANY || periods.contains_key(&period) {
            *periods.entry(period).or_default() += count;
        }
    }

    fn absorb(&mut self, other: Self) {
        self.numbers += other.numbers;
        self.fractions += other.fractions;
        self.ages += other.ages;
        self.codes += other.codes;
        self.postcodes += other.postcodes;
        self.identifiers += other.identifiers;
        self.texts += other.texts;
        self.signs += other.signs;
        self.moments += other.moments;
        self.least = self.least.into_iter().chain(other.least).reduce(f64::min);
        self.most = self.most.into_iter().chain(other.most).reduce(f64::max);
        for (own, other) in [
            (&mut self.commas, other.commas),
            (&mut self.percents, other.percents),
            (&mut self.formulas, other.formulas),
            (&mut self.footnotes, other.footnotes),
            (&mut self.totals, other.totals),
            (&mut self.ancient, other.ancient),
            (&mut self.impossible, other.impossible),
            (&mut self.first_of_1900, other.first_of_1900),
            (&mut self.future, other.future),
        ] {
            own.add(other);
        }
        self.areas.extend(other.areas);
        for (own, (cells, periods)) in self.forms.iter_mut().zip(other.forms) {
            own.0 += cells;
            own.1.reserve(periods.len());
            periods.into_iter().for_each(|(period, count)| *own.1.entry(period).or_default() += count);
        }
        if other.others.over {
            self.others = other.others;
        } else {
            for (word, seen) in other.others.sorted() {
                self.others.add(word, seen, 64);
            }
        }
    }
}

/// Rows that are the same, found among a sample of all rows that does not depend on their order: rows whose
/// hash is a multiple of a power of two, the smallest that fits into memory.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    rows: FxHashMap<u64, Seen>,
    every: u32,
}

impl Repeats {
    const MOST: usize = 1 << 17;

    pub(super) fn add(&mut self, hash: u64, seen: Seen) {
        if hash.trailing_zeros() < self.every {
            return;
        }
        self.rows.entry(hash).or_default().add(seen);
        while self.rows.len() > Self::MOST {
            self.every += 1;
            let every = self.every;
            self.rows.retain(|hash, _| hash.trailing_zeros() >= every);
        }
    }

    pub(super) fn absorb(&mut self, other: Self) {
        self.every = self.every.max(other.every);
        let every = self.every;
        self.rows.retain(|hash, _| hash.trailing_zeros() >= every);
        other.rows.into_iter().for_each(|(hash, seen)| self.add(hash, seen));
    }

    /// How many rows repeat another, and whether that is known exactly.
    pub(super) fn found(&self) -> (u64, Option<u32>, bool) {
        let again = self.rows.values().filter(|seen| seen.count > 1);
        let count: u64 = again.clone().map(|seen| seen.count - 1).sum();
        let line = again.map(|seen| seen.line).min();
        (count << self.every, line, self.every == 0)
    }
}
