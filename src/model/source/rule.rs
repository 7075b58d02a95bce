//! What is done to the counts of a source before they are shown.
//!
//! In go numbers, out comes what satisfies several rules at once. Nothing can be wrong here: `ingest` refuses
//! a rule that would turn a count into a zero. It must not know areas, breakdowns or audiences.

/// What must not be shown of a source's counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Counts from 1 to one less than this are withheld; 0 withholds none.
    pub under: u32,
    /// Counts that are shown are rounded to the nearest multiple of this; 1 leaves them.
    pub round: u32,
    /// Whether a zero is shown.
    pub zero: Zero,
    /// Whether a lone withheld part is hidden by withholding another.
    pub secondary: Secondary,
    /// The least width of the range in which anyone can place a withheld count.
    pub width: u32,
    /// The fewest people for whom a rate or a proportion is shown; 0 for any number.
    pub minimum_population: u32,
}

/// Whether a true zero may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zero {
    /// Shown.
    Shown,
    /// Shown, unless one group holds every event of its total: then something is known of all of it.
    Group,
    /// Withheld like any other small count.
    Withheld,
}

/// Whether parts are protected from subtraction from their total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secondary {
    /// There is nothing to protect, or someone has answered for it.
    Off,
    /// Further parts are withheld where a withheld one would be found by subtraction.
    On,
}

/// A part of a rule, as authors name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `under`
    Under,
    /// `round`
    Round,
    /// `zero`
    Zero,
    /// `secondary`
    Secondary,
    /// `width`
    Width,
    /// `minimum-population`
    MinimumPopulation,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Under, Self::Round, Self::Zero, Self::Secondary, Self::Width, Self::MinimumPopulation];

    /// The key of `disclosure:` that says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Under => "under",
            Self::Round => "round",
            Self::Zero => "zero",
            Self::Secondary => "secondary",
            Self::Width => "width",
            Self::MinimumPopulation => "minimum-population",
        }
    }
}

impl Rule {
    /// Everything is shown as it is: open data that its publisher has already protected.
    pub const NONE: Self =
        Self { under: 0, round: 1, zero: Zero::Shown, secondary: Secondary::Off, width: 0, minimum_population: 0 };
    /// NHS hospital episode rules: 1 to 7 withheld, the rest to the nearest 5, zero shown.
    pub const HES: Self = Self { round: 5, ..Self::under(8) };
    /// 1 to 4 withheld, and further parts where subtraction would find one.
    pub const UNDER_5: Self = Self::under(5);
    /// 1 to 9 withheld, and further parts where subtraction would find one.
    pub const UNDER_10: Self = Self::under(10);

    /// Counts from 1 to one less than `least` withheld, with what protects them unless an author says otherwise.
    pub const fn under(least: u32) -> Self {
        let secondary = if least > 0 { Secondary::On } else { Secondary::Off };
        Self { under: least, secondary, width: least, ..Self::NONE }
    }

    /// What satisfies both rules.
    #[must_use]
    pub fn strictest(self, other: Self) -> Self {
        // Rounding to 5 and to 10 is rounding to 10; to 3 and to 5 is rounding to 15.
        let round = multiple(self.round, other.round);
        Self {
            // Two bases together are a larger one, which must not turn a small count into a zero.
            under: self.under.max(other.under).max(least_under(round)),
            round,
            zero: self.zero.max(other.zero),
            secondary: self.secondary.max(other.secondary),
            width: self.width.max(other.width),
            minimum_population: self.minimum_population.max(other.minimum_population),
        }
    }

    /// The parts in which this rule is less strict than another.
    pub fn looser_than(self, other: Self) -> impl Iterator<Item = Part> {
        let round = self.round.max(1);
        Part::ALL.into_iter().filter(move |part| match part {
            Part::Under => self.under < other.under,
            Part::Round => !round.is_multiple_of(other.round.max(1)),
            Part::Zero => self.zero < other.zero,
            Part::Secondary => self.secondary < other.secondary,
            Part::Width => self.width < other.width,
            Part::MinimumPopulation => self.minimum_population < other.minimum_population,
        })
    }

    /// Whether every count is shown as it is, so that nobody need be careful with one.
    pub fn shows_every_count(self) -> bool {
        self.under == 0 && self.round <= 1 && self.zero == Zero::Shown
    }

    /// The least threshold that keeps rounding to `self.round` from turning a count into a zero.
    pub fn least_under(self) -> u32 {
        least_under(self.round)
    }
}

/// 2 rounded to 5 is 0, and nothing that is not a zero may ever be one.
fn least_under(round: u32) -> u32 {
    if round > 1 { round / 2 + 1 } else { 0 }
}

/// `count` to the nearest multiple of `base`; a base of 1 leaves it as it is.
pub fn to_multiple(count: f64, base: u32) -> f64 {
    if base <= 1 {
        return count;
    }
    let base = f64::from(base);
    (count / base).round() * base
}

/// The least common multiple.
fn multiple(a: u32, b: u32) -> u32 {
    let (mut x, mut y) = (a.max(1), b.max(1));
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a.max(1) / x).saturating_mul(b.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules() -> impl Strategy<Value = Rule> {
        let zero = prop_oneof![Just(Zero::Shown), Just(Zero::Group), Just(Zero::Withheld)];
        let secondary = prop_oneof![Just(Secondary::Off), Just(Secondary::On)];
        (0_u32..20, 1_u32..20, zero, secondary, 0_u32..20, 0_u32..2000).prop_map(
            |(under, round, zero, secondary, width, minimum_population)| {
                let under = under.max(least_under(round));
                Rule { under, round, zero, secondary, width, minimum_population }
            },
        )
    }

    proptest! {
        #[test]
        fn the_strictest_of_rules_is_the_same_in_any_order(a in rules(), b in rules(), c in rules()) {
            prop_assert_eq!(a.strictest(b), b.strictest(a));
            prop_assert_eq!(a.strictest(b).strictest(c), a.strictest(b.strictest(c)));
            prop_assert_eq!(a.strictest(a), a);
            prop_assert_eq!(a.strictest(Rule::NONE), a);
        }

        #[test]
        fn the_strictest_of_rules_is_weaker_than_neither(a in rules(), b in rules()) {
            let both = a.strictest(b);
            for one in [a, b] {
                prop_assert_eq!(both.looser_than(one).next(), None);
                prop_assert_eq!(both.round % one.round, 0);
                prop_assert!(both.zero >= one.zero && both.secondary >= one.secondary);
                prop_assert!(both.width >= one.width && both.minimum_population >= one.minimum_population);
            }
        }

        #[test]
        fn no_count_that_the_strictest_of_rules_shows_is_rounded_to_zero(a in rules(), b in rules(), count in 1_u32..500) {
            let both = a.strictest(b);
            prop_assert!(count < both.under || to_multiple(f64::from(count), both.round) > 0.0);
        }

        #[test]
        fn a_rule_is_looser_than_another_in_exactly_what_the_strictest_of_both_would_add(a in rules(), b in rules()) {
            let looser = a.looser_than(b).next().is_some();
            // A larger base may ask for a larger threshold than either of the two has.
            prop_assert_eq!(looser, a.strictest(b) != a);
        }
    }
}
