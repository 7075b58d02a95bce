//! What a source says of a number beside the number: that it may change, that it was changed, that it
//! was reckoned, that the series breaks there, that it is shaky. A mark never stands without a number.
//!
//! The signs are those of the Government Analysis Function, *Symbols in tables: definitions and help*.

/// What is to be known of a number that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// `[p]`: may change.
    Provisional,
    /// `[r]`: has changed since it was first published.
    Revised,
    /// `[e]`: reckoned where it could not be counted.
    Estimated,
    /// `[b]`: the way of counting changed here, so what came before may not be compared with it.
    Break,
    /// `[u]`: so few or so uneven that it may mislead.
    LowReliability,
}

impl Mark {
    /// Every mark, in the order they are printed and explained.
    pub const ALL: [Self; 5] = [Self::Provisional, Self::Revised, Self::Estimated, Self::Break, Self::LowReliability];

    /// As printed after a number in a table.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Provisional => "[p]",
            Self::Revised => "[r]",
            Self::Estimated => "[e]",
            Self::Break => "[b]",
            Self::LowReliability => "[u]",
        }
    }

    /// In a word or three: as declarations say it, and as a sentence says it after a number.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Revised => "revised",
            Self::Estimated => "estimated",
            Self::Break => "break in series",
            Self::LowReliability => "low reliability",
        }
    }

    /// What it means, for a reader of a table.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Provisional => "provisional, may change",
            Self::Revised => "revised since it was first published",
            Self::Estimated => "estimated where it could not be counted",
            Self::Break => "break in series: not comparable with earlier numbers",
            Self::LowReliability => "low reliability",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The marks of one number; most have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Marks(u8);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);

    /// These, and one more.
    #[must_use]
    pub fn with(self, mark: Mark) -> Self {
        Self(self.0 | mark.bit())
    }

    /// All that either has: what is made of two numbers carries the marks of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this mark is among them.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & mark.bit() != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Those there are, in the order they are printed.
    pub fn iter(self) -> impl Iterator<Item = Mark> {
        Mark::ALL.into_iter().filter(move |mark| self.has(*mark))
    }

    /// As printed after a number in a table: `[p][b]`, each in brackets of its own; empty without marks.
    pub fn symbols(self) -> String {
        self.iter().map(Mark::symbol).collect()
    }

    /// As a sentence says them after a number: `provisional, break in series`; empty without marks.
    pub fn words(self) -> String {
        self.iter().map(Mark::word).collect::<Vec<_>>().join(", ")
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<T: IntoIterator<Item = Mark>>(marks: T) -> Self {
        marks.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Mark> for Marks {
    fn from(mark: Mark) -> Self {
        Self::NONE.with(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_two_numbers_are_printed_once_each_and_in_one_order() {
        let both = Marks::from(Mark::Break).union([Mark::Provisional, Mark::Break].into_iter().collect());
        assert_eq!(both.symbols(), "[p][b]");
        assert_eq!(both.words(), "provisional, break in series");
        assert!(both.has(Mark::Break) && !both.has(Mark::Revised) && !both.is_empty());
    }

    #[test]
    fn every_mark_has_a_sign_of_its_own() {
        let mut signs: Vec<&str> = Mark::ALL.iter().map(|mark| mark.symbol()).collect();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), Mark::ALL.len());
        assert_eq!(Mark::ALL.into_iter().collect::<Marks>().iter().count(), Mark::ALL.len());
    }
}
