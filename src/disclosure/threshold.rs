//! Counts too small to show.

use std::collections::BTreeSet;

use super::Key;
use crate::measure::Measured;
use crate::measure::method::Weighs;
use crate::model::source::{Rule, Zero};

/// The cells whose own count, or that of the group they are a part of, is too small to show.
pub(super) fn small(rule: Rule, below: Rule, measured: &Measured) -> BTreeSet<Key> {
    let hides = |(key, counted): (&Key, &crate::measure::Counted)| {
        let counts = counted.counts.as_ref().ok()?;
        let part = is_small(rule, counts.numerator);
        let whole = counts.denominator.is_some_and(|whole| is_small(below, whole));
        // All but a few is as telling as a few: the rest is found by subtraction.
        let rest = counts.denominator.is_some_and(|whole| below.under > 0 && is_small(below, whole - counts.numerator));
        // A sum that weighs its parts could give a small one away, whose neighbours are shown, even when all
        // are rounded. Parts of which the events are not read have none to hide.
        let read = measured.method.weighs() != Weighs::Rates || counts.strata.iter().any(|part| part.events > 0.0);
        let strata = rule.under > 0
            && counts.strata.iter().any(|part| (read && is_small(rule, part.events)) || is_small(below, part.people));
        (part || whole || rest || strata).then(|| key.clone())
    };
    measured.cells.iter().filter_map(hides).collect()
}

/// Whether a count is above zero and under the threshold, or a zero that may not be shown.
fn is_small(rule: Rule, count: f64) -> bool {
    if count == 0.0 { rule.zero == Zero::Withheld } else { count > 0.0 && count < f64::from(rule.under) }
}
