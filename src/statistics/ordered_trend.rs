//! Trend over ordered groups: whether a share or a rate rises or falls from group to group.
//!
//! Comes in: events and people of each group, with its score. Goes out: chi-squared with one degree of freedom, its
//! probability and the direction, or why there is none. What the groups are is for the caller to know.

use super::distribution::chi_squared_above;
use super::explained::explained;
use super::{Answer, Unanswered};

/// What the events of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Some of its people, so that there are no more of them than people.
    Proportion,
    /// Events among its people, of which one may have several.
    Rate,
}

/// A group with its place in the order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Its place: 1, 2, 3, where the groups are evenly spaced.
    pub score: f64,
    /// How many events.
    pub events: f64,
    /// Among how many people.
    pub people: f64,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// Chi-squared for trend, with one degree of freedom.
    pub chi_squared: f64,
    /// How often chance alone gives at least this much.
    pub probability: f64,
    /// Positive where later groups have more, in events above what an even rate would give, times score.
    pub lean: f64,
}

explained! {
    /// Whether a rate rises or falls step by step over groups that have an order, such as ages.
    ///
    /// # What it is
    /// Each group has a score, 1 for the first, 2 for the second. The test sets events weighted by score beside
    /// what one rate for all would give: `χ² = N (N T − O M)² / (O (N − O) (N Q − M²))`, with `O` events among `N`
    /// people, `T = Σ t x`, `M = Σ t n` and `Q = Σ t² n`. Where one person may have several events the factor
    /// `N / (N − O)` is left out.
    ///
    /// # Why
    /// It asks one question, whether there is a slope, and so sees a slope that a look at each pair of groups
    /// would miss.
    ///
    /// # Example
    /// 83 of 86, 90 of 93, 129 of 136 and 70 of 82: chi-squared 8.22, which chance alone reaches in 4 of 1,000 cases.
    ///
    /// # Limits
    /// It sees only what goes one way. Groups are taken to be evenly spaced. A slope over groups is not its
    /// reason, and with many people a small slope is found as well.
    pub(crate) struct OrderedTrend;
    word: "trend-over-groups",
    title: "Chi-squared test for trend (Cochran and Armitage)",
    citation: "Cochran (1954), Biometrics 10, page 417; Armitage (1955), Biometrics 11, page 375; Breslow and Day (1987), page 96",
}

/// The chi-squared test for trend over groups, first to last.
///
/// Sources: Armitage (1955), Biometrics 11, page 375, for proportions; Breslow and Day (1987), page 96, for rates.
pub fn test(groups: &[Scored], kind: Kind) -> Answer<Tested> {
    if groups.len() < 3 {
        return Err(Unanswered("there are fewer than three groups"));
    }
    if groups.iter().any(|group| group.people <= 0.0) {
        return Err(Unanswered("a group has no people"));
    }
    let sum = |of: fn(&Scored) -> f64| groups.iter().map(of).sum::<f64>();
    let (events, people) = (sum(|group| group.events), sum(|group| group.people));
    if events <= 0.0 {
        return Err(Unanswered("there are no events"));
    }
    let rest = match kind {
        Kind::Rate => 1.0,
        Kind::Proportion if groups.iter().any(|group| group.events > group.people) => {
            return Err(Unanswered("a group has more events than people"));
        }
        Kind::Proportion if events >= people => return Err(Unanswered("every one is counted")),
        Kind::Proportion => 1.0 - events / people,
    };
    // About the mean score, the sums of the formula lose no digits.
    let mean = sum(|group| group.score * group.people) / people;
    let lean: f64 = groups.iter().map(|group| (group.score - mean) * group.events).sum();
    let spread: f64 = groups.iter().map(|group| (group.score - mean).powi(2) * group.people).sum();
    if spread <= 0.0 {
        return Err(Unanswered("all groups stand at one place"));
    }
    let chi_squared = lean * lean / (events / people * rest * spread);
    Ok(Tested { chi_squared, probability: chi_squared_above(chi_squared, 1.0), lean })
}
