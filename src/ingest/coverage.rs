//! How much of the site each period of a source speaks of, and a word on months that look cut short.
//!
//! In go the numbers of a source, out come areas and numbers by period and level, sorted. A month that
//! reaches far fewer areas than the others do, and is not declared incomplete, is a warning: a file that
//! was cut on its way would else be drawn as a fall. Nothing here changes a number.

use rustc_hash::FxHashMap;

use super::declaration::Declared;
use super::fault::Quote;
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::cell::Shorthand;
use crate::model::coverage::Coverage;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;
use crate::model::source::Absent;
use crate::report::{Diagnostic, Place, Report};

/// What is known of one period while numbers are counted: areas by their position, and levels by theirs.
struct Counting {
    period: Period,
    known: Vec<bool>,
    levels: Vec<Option<Coverage>>,
}

/// Counts areas and numbers by period and level.
pub(super) fn coverage(areas: &Areas, observations: &[Observation]) -> Vec<Coverage> {
    // There are few periods and millions of numbers: a position is looked up, the rest is indexing.
    let mut positions: FxHashMap<Period, usize> = FxHashMap::default();
    let mut counting: Vec<Counting> = Vec::new();
    for seen in observations {
        let position = *positions.entry(seen.period).or_insert_with(|| {
            let (known, levels) = (vec![false; areas.len()], vec![None; areas.levels().len()]);
            counting.push(Counting { period: seen.period, known, levels });
            counting.len() - 1
        });
        let Counting { period, known, levels } = &mut counting[position];
        let level = areas.get(seen.area).level;
        let empty = Coverage { period: *period, level, areas: 0, numbers: 0, missing: 0, not_collected: 0 };
        let counts = levels[usize::from(level.0)].get_or_insert(empty);
        match seen.value {
            Value::Number(_) => counts.numbers += 1,
            Value::Missing(reason) => {
                counts.missing += 1;
                counts.not_collected += usize::from(reason == Shorthand::NotCollected);
            }
        }
        let nothing = matches!(seen.value, Value::Missing(Shorthand::NotAvailable | Shorthand::NotCollected));
        let AreaId(index) = seen.area;
        if !nothing && !std::mem::replace(&mut known[index as usize], true) {
            counts.areas += 1;
        }
    }
    counting.sort_by_key(|counting| counting.period);
    counting.into_iter().flat_map(|counting| counting.levels.into_iter().flatten()).collect()
}

/// Fewer months than this have no usual number of areas.
const MONTHS: usize = 6;
/// A month that reaches less than this share of the usual number is doubted.
const SHARE: f64 = 0.85;
/// A month that misses fewer areas than this is not doubted: one small partner may be late.
const AREAS: f64 = 3.0;

/// Says which months look incomplete and are not declared so.
pub(super) fn doubt(
    report: &Report,
    areas: &Areas,
    declared: &Declared,
    observations: &[Observation],
    coverage: &[Coverage],
) {
    let source = &declared.source;
    let is_declared = |month: Period| {
        let partial = declared.partial.iter().any(|partial| partial.incomplete.period.overlaps(month));
        partial || source.incomplete_at(month).is_some()
    };
    let months: Vec<&Coverage> =
        coverage.iter().filter(|found| found.period.is_month() && !is_declared(found.period)).collect();
    let mut told: Vec<Period> = Vec::new();
    // The smallest areas first: they show best how much is missing, and one warning for a month is enough.
    for level in (0..areas.levels().len()).rev().filter_map(|level| u8::try_from(level).ok()).map(LevelId) {
        let of_level: Vec<&Coverage> = months.iter().copied().filter(|found| found.level == level).collect();
        for (index, found) in of_level.iter().enumerate() {
            let others = of_level.iter().enumerate().filter(|(other, _)| *other != index);
            let Some(usual) = median(others.map(|(_, other)| other.areas).collect()) else { continue };
            let fewer = usual - found.areas as f64;
            // Where rows stand only for what happened, the number of areas with a row moves by chance: four
            // standard deviations of a count are not chance.
            let by_chance = if source.absent == Absent::Zero { 4.0 * usual.sqrt() } else { 0.0 };
            let doubted = (found.areas as f64) < SHARE * usual && fewer >= AREAS && fewer > by_chance;
            if doubted && of_level.len() >= MONTHS && !told.contains(&found.period) {
                told.push(found.period);
                let plural = areas.level(level).plural.clone();
                report.add(warning(declared, observations, found, usual, &in_a_sentence(&plural)));
            }
        }
    }
}

fn warning(
    declared: &Declared,
    observations: &[Observation],
    found: &Coverage,
    usual: f64,
    plural: &str,
) -> Diagnostic {
    let month = found.period;
    let declaration = declared.source.declaration();
    let mut files: Vec<u16> = observations.iter().filter(|seen| seen.period == month).map(|seen| seen.file).collect();
    files.sort_unstable();
    files.dedup();
    let path = match files.as_slice() {
        [only] => format!("data/{}", declared.source.files[usize::from(*only)].path),
        _ => declaration.clone(),
    };
    let id = month.id();
    // The log of a build may be public, and counts of a source under a rule are not.
    let said = |areas: f64| match declared.quote {
        Quote::Shown => format!("{areas:.0}"),
        Quote::Hidden => format!("{:.0}", (areas / 5.0).round() * 5.0),
    };
    let only = match (found.areas, declared.quote) {
        (0, _) => "none of".to_owned(),
        (areas, Quote::Shown) => format!("only {areas} of"),
        (areas, Quote::Hidden) => format!("only about {} of", said(areas as f64)),
    };
    let verb = if found.areas < 2 { "has" } else { "have" };
    let message = format!("{only} the usual {} {plural} {verb} a number in {month}", said(usual));
    let declare = format!("write `- {{period: {id}, why: …}}` under `incomplete:` in {declaration}");
    Diagnostic::warning(message)
        .at(Place::file(&path))
        .note("a month that was cut short would be drawn as a fall")
        .help(format!("ask the partner for {month} again, or {declare}"))
}

/// `LSOAs` as it is, `Local authorities` with a small letter.
fn in_a_sentence(plural: &str) -> String {
    let mut letters = plural.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => plural.to_owned(),
    }
}

/// The middle of these, which one odd month does not move.
fn median(mut counts: Vec<usize>) -> Option<f64> {
    counts.sort_unstable();
    let middle = counts.len() / 2;
    let upper = *counts.get(middle)?;
    let lower = if counts.len().is_multiple_of(2) { *counts.get(middle.checked_sub(1)?)? } else { upper };
    Some(f64::midpoint(lower as f64, upper as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_other_months_is_not_moved_by_one_odd_month() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7.0));
        assert_eq!(median(vec![1, 10, 12]), Some(10.0));
        assert_eq!(median(vec![12, 0, 10, 11]), Some(10.5));
    }
}
