//! Counts too small to show, and people too few for a rate.

mod group;

pub(super) use self::group::is_structural;

use std::collections::BTreeSet;

use super::Key;
use crate::measure::Measured;
use crate::measure::method::{Counts, Weighs};
use crate::model::source::{Rule, Zero};

/// The cells whose own count, or that of the group they are a part of, is too small to show.
pub(super) fn small(rule: Rule, below: Rule, measured: &Measured) -> BTreeSet<Key> {
    let hides = |(key, counted): (&Key, &crate::measure::Counted)| {
        let counts = counted.counts.as_ref().ok()?;
        let never = group::is_structural(measured, &key.0, counts.numerator);
        let part = !never && is_small(rule, counts.numerator);
        let whole = counts.denominator.is_some_and(|whole| is_small(below, whole));
        // All but a few is as telling as a few: the rest is found by subtraction.
        let rest = counts.denominator.is_some_and(|whole| below.under > 0 && is_small(below, whole - counts.numerator));
        // All of them says of each that it is so.
        let all = below.zero == Zero::Group && counts.numerator > 0.0 && counts.denominator == Some(counts.numerator);
        // A sum that weighs its parts could give a small one away, whose neighbours are shown, even when all
        // are rounded. Parts of which the events are not read have none to hide.
        let read = measured.method.weighs() != Weighs::Rates || counts.strata.iter().any(|part| part.events > 0.0);
        let strata = rule.under > 0
            && counts.strata.iter().any(|part| (read && is_small(rule, part.events)) || is_small(below, part.people));
        (part || whole || rest || all || strata).then(|| key.clone())
    };
    let mut small: BTreeSet<Key> = measured.cells.iter().filter_map(hides).collect();
    if rule.zero == Zero::Group {
        small.extend(group::held_by_one(measured));
    }
    small
}

/// Whether a rate or a proportion is of fewer people than the rule asks for.
///
/// Asked of cells that may be shown, after parts have been protected: the number of people is no secret, and a
/// small count that fell for this reason alone would be found by subtraction.
pub(super) fn too_few_people(rule: Rule, counts: &Counts) -> bool {
    counts.denominator.is_some_and(|people| people < f64::from(rule.minimum_population))
}

/// Whether a count is above zero and under the threshold, or a zero that may not be shown.
fn is_small(rule: Rule, count: f64) -> bool {
    if count == 0.0 { rule.zero == Zero::Withheld } else { count > 0.0 && count < f64::from(rule.under) }
}
