//! What an edition printed, kept for the ones after it.
//!
//! A count that is withheld today and was printed last year is known. So each edition's release is a file:
//! what it printed of every count under a rule, as far as anybody could read it there. It holds released
//! numbers only.

use std::collections::BTreeMap;

use super::guarded::Guarded;
use crate::attack::{Known, Quantity, QuantityId, When};
use crate::model::area::Areas;
use crate::model::group::Group;
use crate::model::period::Period;
use crate::model::source::SourceId;

/// What one edition printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edition {
    /// Its name: `2026`.
    pub name: String,
    /// What it printed of each count under a rule.
    pub printed: Vec<Printed>,
}

/// What an edition printed of one count.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The source.
    pub source: SourceId,
    /// Its series that are added up, sorted.
    pub series: Vec<String>,
    /// Of whom.
    pub group: Group,
    /// Where, by code.
    pub area: String,
    /// When.
    pub period: Period,
    /// The lowest it can be.
    pub low: f64,
    /// The highest it can be.
    pub high: f64,
}

/// What earlier editions say of today's counts. What one of them printed and is no longer true was revised
/// since, and says nothing of the count of today.
pub(super) fn known(editions: &[Edition], areas: &Areas, guarded: &Guarded) -> BTreeMap<QuantityId, Known> {
    let mut found: BTreeMap<QuantityId, Known> = BTreeMap::new();
    let mut quantities = guarded.quantities.clone();
    for printed in editions.iter().flat_map(|edition| &edition.printed) {
        let Some(area) = areas.by_code(&printed.area) else { continue };
        let quantity = Quantity {
            counted: quantities.count_of(&printed.source, &printed.series),
            group: printed.group.clone(),
            area,
            when: When::of(printed.period),
        };
        let Some(id) = guarded.quantities.find(&quantity) else { continue };
        let known = Known { low: printed.low, high: printed.high };
        if known.allows(guarded.counts[id.index()]) {
            let place = found.entry(id).or_insert(known);
            *place = place.and(known);
        }
    }
    found
}
