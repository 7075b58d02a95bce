//! What is said of a withheld count that can be worked out: which it is, and which printed numbers give it away.
//! The count itself is never said.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::Exempted;
use super::{Found, Verdict};
use crate::attack::{Kind, QuantityId, Sum, Unnamed};
use crate::disclosure::Guarded;
use crate::model::area::Areas;
use crate::model::period::Period;
use crate::model::source::{Exempt, Exemption, Source, SourceId};
use crate::report::{Diagnostic, Report, counted};

/// How many counts are told one by one.
const TOLD: usize = 5;

/// Says every count that is not safe, source by source; goes out: what is exempt, with how many counts are not
/// safe under each exemption.
pub(super) fn say(
    report: &Report,
    areas: &Areas,
    (sources, published): (&BTreeMap<SourceId, Arc<Source>>, Period),
    guarded: &Guarded,
    unnamed: &[Unnamed],
    verdicts: &[Verdict],
) -> Vec<Exempted> {
    let telling = Telling { areas, guarded, unnamed };
    let mut by_source: BTreeMap<&SourceId, Vec<&Verdict>> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| !matches!(verdict.found, Found::Safe(_))) {
        let like = telling.like(verdict.at);
        let counted = guarded.quantities.at(like).counted;
        by_source.entry(&guarded.quantities.counted(counted).source).or_default().push(verdict);
    }
    let mut exempted = Vec::new();
    for source in sources.values() {
        let found = by_source.get(&source.id).map_or(0, Vec::len);
        let of = |exemption: &Exemption| Exempted {
            source: source.id.clone(),
            from: exemption.from.iter().map(|from| from.word()).collect(),
            by: exemption.by.clone(),
            why: exemption.why.clone(),
            until: exemption.until,
            holds: Exempt::ALL.iter().any(|from| exemption.covers(*from, published)),
            unsafe_counts: found,
        };
        exempted.extend(source.exemptions.iter().map(of));
    }
    for (id, unsafe_counts) in by_source {
        let Some(source) = sources.get(id) else { continue };
        if source.exemptions.iter().any(|exemption| exemption.covers(Exempt::Audit, published)) {
            continue;
        }
        let mut found = Diagnostic::error(format!("what `{id}` withholds can be worked out from what is published"))
            .at(source.rule_place.clone())
            .label(format!("{} not safe under this rule", counted(unsafe_counts.len(), "withheld count")));
        for verdict in unsafe_counts.iter().take(TOLD) {
            found = found.note(telling.told(verdict));
        }
        if unsafe_counts.len() > TOLD {
            found = found.note(format!("and {} more", unsafe_counts.len() - TOLD));
        }
        report.add(found.help(
            "set `secondary: on`, publish it for larger areas or without the breakdown, or take out the total that gives it away",
        ));
    }
    exempted
}

struct Telling<'a> {
    areas: &'a Areas,
    guarded: &'a Guarded,
    unnamed: &'a [Unnamed],
}

impl Telling<'_> {
    /// A quantity whose source and rule are those of a count.
    fn like(&self, at: usize) -> QuantityId {
        let of_unnamed = at.checked_sub(self.guarded.quantities.len()).and_then(|at| self.unnamed.get(at));
        of_unnamed.map_or(QuantityId(u32::try_from(at).unwrap_or(u32::MAX)), |one| one.like)
    }

    fn told(&self, verdict: &Verdict) -> String {
        let what = self.name(verdict.at);
        match &verdict.found {
            Found::Safe(_) => what,
            Found::Unproven => format!("{what}: not proved to be safe"),
            Found::Known(sums) => match sums.first() {
                None => format!("{what}: from several sums together"),
                Some((sum, knowing)) => {
                    let who = if knowing.is_some() { "the one person counted beside it has it " } else { "" };
                    format!("{what}: {who}from {}", self.from(sum, verdict))
                }
            },
        }
    }

    /// Which count: of whom, where and when.
    fn name(&self, at: usize) -> String {
        if let Some(one) = at.checked_sub(self.guarded.quantities.len()).and_then(|at| self.unnamed.get(at)) {
            let what = if one.piece { "the piece" } else { "what is in no part" };
            let like = self.guarded.quantities.at(self.like(at));
            return format!("{what} of {} in {}, {}", self.group(at), self.areas.get(like.area).name, like.when);
        }
        let quantity = self.guarded.quantities.at(self.like(at));
        format!("{} in {}, {}", self.group(at), self.areas.get(quantity.area).name, quantity.when)
    }

    fn group(&self, at: usize) -> String {
        let quantity = self.guarded.quantities.at(self.like(at));
        let series = self.guarded.quantities.counted(quantity.counted).series.join(" and ");
        if quantity.group.is_all() { series } else { format!("{series} ({})", quantity.group) }
    }

    fn from(&self, sum: &Sum, verdict: &Verdict) -> String {
        let total = verdict.members[sum.total.index()] as usize;
        let parts = match sum.kind {
            Kind::Areas => "areas in it",
            Kind::Groups => "groups of it",
            Kind::Periods => "times in it",
            Kind::Series => "series in it",
            Kind::Pieces => "pieces of it that areas of another kind cut off",
        };
        if total == verdict.at {
            return format!("the {parts}");
        }
        format!("the total, {}, and the other {parts}", self.name(total))
    }
}
