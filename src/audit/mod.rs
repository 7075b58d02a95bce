//! Proves that no withheld number can be worked out from what is published.
//!
//! Comes in: a [`Release`], what was held back, and what earlier editions printed. Goes out: a [`Record`] for
//! whoever answers for the data. Trusts nothing before it: what is known is read from the released cells, as a
//! reader reads them, and every count that may not be known is attacked with all of it. A table that protection
//! found is looked at first, and shows nothing before it is added up again. Wrong can be: a withheld count that
//! can be worked out, said with the printed numbers that give it away and without the count.

mod crossing;
mod fault;
mod record;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::record::{Exempted, Line, Record, RuleLine, Standing};

use crate::attack::{Block, CountId, Known, Need, Proof, Proofs, Prover, QuantityId, Safety, Sum, Sums, blocks, sums};
use crate::disclosure::{Edition, Guarded, Held, Release, rules};
use crate::measure::method;
use crate::model::area::Areas;
use crate::model::cell::Cell;
use crate::model::period::Period;
use crate::model::source::{Rule, Source, SourceId};
use crate::progress::Progress;
use crate::report::{Report, Result};

/// What is found of one count that may not be known.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    /// So far apart are two tables that agree with what is printed.
    Safe(u32),
    /// It can be worked out, by these sums or by several together, by anybody or by whoever is the one person
    /// counted beside it.
    Known(Vec<(Sum, Option<CountId>)>),
    /// It was not proved to be safe.
    Unproven,
}

/// A count that may not be known, by its place among all counts.
struct Verdict {
    at: usize,
    found: Found,
    /// The places of the counts of its block, so that sums can be told.
    members: Arc<Vec<u32>>,
}

/// Which edition, and when it is published.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name, as it stands in addresses.
    pub edition: &'a str,
    /// The day.
    pub published: Period,
}

/// Attacks what is withheld with what is released, and says what is found.
pub fn audit(
    report: &Report,
    progress: &Progress,
    areas: &Areas,
    sources: &BTreeMap<SourceId, Arc<Source>>,
    named: Named<'_>,
    release: &Release,
    held: &Held,
) -> Result<Record> {
    crossing::say(report, areas, sources, release);
    let guarded = &held.guarded;
    let quantities = &guarded.quantities;
    let mut printed = printed(sources, release, guarded);
    let edition = Edition::of(named.edition, areas, guarded, &printed);
    for (id, known) in &held.earlier {
        let place = &mut printed[id.index()];
        *place = Some(place.map_or(known.and(guarded.guards[id.index()].withheld()), |other| other.and(*known)));
    }
    let Sums { sums, unnamed, apart } = sums(areas, quantities, &guarded.counts, &guarded.wholes);
    crossing::say_apart(report, areas, sources, guarded, &apart);
    let mut counts = guarded.counts.clone();
    let mut known: Vec<Known> =
        printed.iter().zip(&guarded.guards).map(|(known, guard)| known.unwrap_or_else(|| guard.withheld())).collect();
    counts.extend(unnamed.iter().map(|one| one.count));
    known.extend(unnamed.iter().map(|_| Known::nothing(0.0)));
    let first = counts.len();
    let past = &held.past;
    counts.extend(&past.counts);
    known.extend(&past.known);
    let sums = sums.into_iter().chain(past.sums.iter().cloned()).collect();
    let need = |at: usize| match at.checked_sub(quantities.len()) {
        Some(beyond) if at >= first => past.needs[beyond - unnamed.len()],
        Some(beyond) => unnamed.get(beyond).and_then(|one| guarded.need_of_unnamed(one)),
        None => guarded.need(QuantityId(u32::try_from(at).unwrap_or(u32::MAX))),
    };
    // Nobody is the one person of a count that only fits.
    let is_guess = |at: usize| {
        let unnamed = at.checked_sub(quantities.len()).and_then(|at| unnamed.get(at));
        at >= first || unnamed.is_some_and(|one| one.piece && !one.follows)
    };
    let parts = blocks(&counts, &known, sums);
    progress.of(parts.len());
    let verdicts: Vec<Verdict> = parts
        .into_par_iter()
        .enumerate()
        .flat_map_iter(|(at, mut block)| {
            block.guess_where(is_guess);
            let found = attack(&block, held.proofs.get(at), need);
            progress.step();
            found
        })
        .collect();
    let exempt = fault::say(report, areas, (sources, named.published), guarded, (&unnamed, past), &verdicts);
    report.sound(record::record(areas, sources, release, held, &verdicts, (edition, exempt)))
}

/// How far each quantity is known from the released cells alone.
fn printed(sources: &BTreeMap<SourceId, Arc<Source>>, release: &Release, guarded: &Guarded) -> Vec<Option<Known>> {
    let quantities = &guarded.quantities;
    let mut found: Vec<Option<Known>> = vec![None; quantities.len()];
    let mut take = |id: Option<QuantityId>, count: Option<f64>, rule: &Rule| {
        if let (Some(id), Some(count)) = (id, count) {
            let known = Known::rounded(count, rule.round, rule.under);
            let place = &mut found[id.index()];
            *place = Some(place.map_or(known, |other| other.and(known)));
        }
    };
    for (one, printed) in release.indicators.iter().zip(&guarded.printed).filter(|(_, printed)| !printed.is_free()) {
        let (rule, below) = rules(sources, &one.indicator, &one.sources);
        // A ratio stands over the events expected, which are no count of anything.
        let divides = method::named(&one.indicator.method).is_some_and(|method| method.word() != "standardised-ratio");
        for (key, cell) in &one.cells {
            let Cell::Value(estimate) = cell else { continue };
            take(printed.above(key).and_then(|quantity| quantities.find(&quantity)), estimate.numerator, &rule);
            let denominator = estimate.denominator.filter(|_| divides);
            take(printed.below(key).and_then(|quantity| quantities.find(&quantity)), denominator, &below);
        }
    }
    found
}

/// Attacks every count of a block that may not be known.
///
/// Tables that were `found` before are looked at first, as anybody's would be: only what adds up with what is
/// released counts. For all others tables are looked for anew.
fn attack(block: &Block, found: Option<&Proofs>, need: impl Fn(usize) -> Option<Need>) -> Vec<Verdict> {
    let members = Arc::new(block.members.clone());
    let prover = Prover::new(&block.system);
    let mut verdicts = Vec::new();
    let wanted: Vec<(CountId, Need)> =
        (0..).map(CountId).zip(&block.members).filter_map(|(id, at)| Some((id, need(*at as usize)?))).collect();
    let of = |id: CountId| need(block.members[id.index()] as usize);
    let known = found.map_or_else(Proofs::new, |found| prover.confirmed(found, of));
    let unknown: Vec<(CountId, Need)> =
        wanted.iter().filter(|(id, _)| !known.contains_key(&(*id, None))).copied().collect();
    let mut proofs = prover.together(&unknown);
    for (id, need) in wanted {
        let at = block.members[id.index()] as usize;
        let proof = known.get(&(id, None)).cloned().or_else(|| proofs.remove(&id));
        let mut verdict = match proof.map_or_else(|| prover.safety(id, need, None), Safety::Safe) {
            Safety::Safe(proof) => Ok(proof),
            Safety::Known => Err(Found::Known(tight(block, id, None))),
            Safety::Unproven => Err(Found::Unproven),
        };
        let mut width = verdict.as_ref().map_or(0, |proof| proof.width(id));
        for one in block.system.ones_beside(id) {
            // Tables in which the one person's count stays as it is serve against that person too.
            let Ok(proof) = &verdict else { break };
            if !proof.moves(one) {
                continue;
            }
            if let Some(other) = known.get(&(id, Some(one))) {
                width = width.min(other.width(id));
                continue;
            }
            match prover.safety(id, need, Some(one)) {
                Safety::Safe(other) => width = width.min(other.width(id)),
                Safety::Known => verdict = Err(Found::Known(tight(block, id, Some(one)))),
                Safety::Unproven => verdict = Err(Found::Unproven),
            }
        }
        let found_of = match verdict {
            Ok(Proof { .. }) => Found::Safe(width),
            Err(found) => found,
        };
        verdicts.push(Verdict { at, found: found_of, members: members.clone() });
    }
    verdicts
}

/// The sums in which everything else is printed.
fn tight(block: &Block, id: CountId, knowing: Option<CountId>) -> Vec<(Sum, Option<CountId>)> {
    let system = &block.system;
    let is_open = |other: &&CountId| **other != id && Some(**other) != knowing && !system.known(**other).is_exact();
    system
        .sums_of(id)
        .filter(|sum| sum.parts.iter().chain([&sum.total]).find(is_open).is_none())
        .map(|sum| (sum.clone(), knowing))
        .collect()
}
