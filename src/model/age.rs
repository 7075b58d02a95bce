//! Ages as files and definitions write them.

/// Ages from a first to a last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ages {
    /// The first.
    pub first: u32,
    /// The last; [`Ages::OLDEST`] where the band is open.
    pub last: u32,
}

impl Ages {
    /// Nobody is older; a larger number is a slip, or the `999` of some systems for not known.
    pub const OLDEST: u32 = 120;

    /// The ages of a text: `16`, `0-17`, `Aged 18 to 24`, `Age 0 - 4`, `under 18`, `25+`, `over 34`, `90 and over`.
    pub fn of(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let bare = ["aged ", "age ", "ages "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
        let bare = ["years", "yrs", "year"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare).trim();
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|age| *age <= Self::OLDEST);
        let (first, last) = if let Some(age) = number(bare) {
            (age, age)
        } else if let Some(below) = bare.strip_prefix("under ") {
            (0, number(below)?.checked_sub(1)?)
        } else if let Some(above) = bare.strip_prefix("over ") {
            (number(above)? + 1, Self::OLDEST)
        } else if let Some(from) =
            bare.strip_suffix('+').or_else(|| bare.strip_suffix(" and over")).or_else(|| bare.strip_suffix(" or over"))
        {
            (number(from)?, Self::OLDEST)
        } else {
            let (first, last) = bare.split_once(" to ").or_else(|| bare.split_once(['-', '\u{2013}']))?;
            (number(first)?, number(last)?)
        };
        (first <= last).then_some(Self { first, last })
    }

    /// Whether all of `other` lies in it.
    pub fn contain(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two share an age.
    pub fn overlap(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl std::fmt::Display for Ages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first, self.last) {
            (first, Self::OLDEST) => write!(f, "{first} and over"),
            (first, last) if first == last => write!(f, "{first}"),
            (first, last) => write!(f, "{first} to {last}"),
        }
    }
}
