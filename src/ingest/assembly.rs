//! The parts of a source, one for each file, to its table.
//!
//! Positions of series and groups are those of the whole source, and numbers are sorted, so that the
//! table is the same whichever file was read first. What can be wrong is two numbers for one place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::atlas::Atlas;
use super::coverage;
use super::declaration::{Declared, Partial};
use super::fault::{Faults, Quote};
use super::recode::{self, Origins};
use super::tally::Tally;
use super::{MOST, Part, Repeats, once};
use crate::files::{self, Root};
use crate::model::area::Areas;
use crate::model::cell::Shorthand;
use crate::model::coverage::Remark;
use crate::model::group::Group;
use crate::model::observation::{Observation, Quality, Table, Value};
use crate::model::period::Period;
use crate::model::source::{Absent, Source};
use crate::report::{Diagnostic, Place, Report};

/// Puts the parts together.
pub(super) fn table(
    report: &Report,
    root: &Root,
    atlas: &Atlas<'_>,
    declared: &Declared,
    mut parts: Vec<Part>,
) -> Option<Table> {
    once::settle(&mut parts);
    let areas = atlas.areas();
    let mut series: Vec<String> = parts.iter().flat_map(|part| part.series.iter().cloned()).collect();
    series.sort();
    series.dedup();
    // Everyone comes first by the order of groups, whether or not the source has a number for everyone.
    let mut groups: Vec<Group> =
        parts.iter().flat_map(|part| part.groups.iter().cloned()).chain([Group::all()]).collect();
    groups.sort();
    groups.dedup();

    if series.len() > MOST || groups.len() > MOST {
        let what = if series.len() > MOST { "different series" } else { "different breakdowns" };
        let found = Diagnostic::error(format!("this source has more than {MOST} {what}"));
        let found = found.at(Place::file(&declared.source.declaration()));
        report.add(found.help("name the column of the kind of thing counted, and list its words under `words:`"));
        return None;
    }
    let mut rows: Vec<Observation> = Vec::with_capacity(parts.iter().map(|part| part.observations.len()).sum());
    let mut counts = Tally::default();
    let mut origins = Origins::new();
    let mut quality = Vec::new();
    for part in parts {
        let series_of = positions(&part.series, &series);
        let groups_of = positions(&part.groups, &groups);
        rows.extend(part.observations.into_iter().map(|seen| Observation {
            series: series_of[usize::from(seen.series)],
            group: groups_of.get(usize::from(seen.group)).copied().unwrap_or(0),
            ..seen
        }));
        counts.join(part.tally, &series_of, &groups_of);
        let file = part.file;
        origins.extend(part.origins.into_iter().map(|(line, origin)| ((file, line), origin)));
        quality.push(part.quality);
    }
    let mut observations = counts.sorted();
    if observations.is_empty() {
        observations = rows;
    } else {
        observations.append(&mut rows);
    }
    if let Some(shared) = recode::shared(&observations, areas, |rule| atlas.rule(rule)) {
        observations = shared;
    }
    let key = |seen: &Observation| (seen.series, seen.group, seen.area, seen.period);
    let order = |seen: &Observation| (key(seen), seen.file, seen.line);
    // Counts alone are sorted already.
    if !observations.is_sorted_by_key(order) {
        observations.par_sort_unstable_by_key(order);
    }
    if declared.source.absent == Absent::NotAvailable && !origins.is_empty() {
        recode::hollow(&mut observations, &origins, |a, b| key(a) == key(b));
    }
    let origin = |seen: &Observation| origins.get(&(seen.file, seen.line)).copied();
    match declared.reader.repeats() {
        Repeats::Sum => sum(&mut observations),
        repeats => {
            if repeats == Repeats::Same {
                let mut again = Vec::new();
                observations.dedup_by(|later, first| {
                    // Two areas that were merged may have equal numbers.
                    let is_same =
                        key(later) == key(first) && later.value == first.value && origin(later) == origin(first);
                    if is_same {
                        again.push((later.file, later.line, later.period));
                    }
                    is_same
                });
                note_duplicates(&mut quality, again);
            }
            let twice = recode::twice(&observations, &origins, |rule| atlas.rule(rule), |a, b| key(a) == key(b));
            if !twice.is_empty() {
                Twice { root, areas, declared, series: &series }.tell(report, twice);
                return None;
            }
            // What is left are areas that were merged.
            if !origins.is_empty() {
                sum(&mut observations);
            }
        }
    }
    let source = partial(report, areas, declared, &mut observations);
    let coverage = coverage::coverage(areas, &observations);
    coverage::doubt(report, areas, declared, &observations, &coverage);
    Some(Table { source, series, groups, observations, quality, coverage })
}

/// Counts the rows that say again what another row says, each once however many numbers it holds.
fn note_duplicates(quality: &mut [Quality], mut again: Vec<(u16, u32, Period)>) {
    again.sort_unstable();
    again.dedup();
    for (file, _, period) in again {
        if let Some(quality) = quality.get_mut(usize::from(file)) {
            quality.periods.note(Some(period), Remark::Duplicate);
        }
    }
}

/// Takes back the numbers that are known to be incomplete for some areas, and says so in the notes of
/// the source, which are for its readers.
fn partial(report: &Report, areas: &Areas, declared: &Declared, observations: &mut [Observation]) -> Arc<Source> {
    if declared.partial.is_empty() {
        return declared.source.clone();
    }
    let mut source = (*declared.source).clone();
    for Partial { incomplete, areas: named } in &declared.partial {
        let mut here = BTreeSet::new();
        for (name, place) in named {
            match areas.named(name) {
                Some(id) => drop(here.insert(id)),
                None => {
                    let found = Diagnostic::error(format!("`{name}` is no area of this site")).at(place.clone());
                    report.add(found.label("neither a code nor a slug of one").help("correct it, or take it out"));
                }
            }
        }
        for seen in
            observations.iter_mut().filter(|seen| here.contains(&seen.area) && seen.period.contains(incomplete.period))
        {
            seen.value = Value::Missing(Shorthand::NotCollected);
        }
        let names: Vec<&str> = here.iter().map(|id| areas.get(*id).name.as_str()).collect();
        source.notes.push(format!(
            "Not collected in full for {} in {}: {}.",
            names.join(", "),
            incomplete.period,
            incomplete.why.trim_end_matches('.')
        ));
    }
    Arc::new(source)
}

/// For each of `part`, its position in `whole`, which is sorted and has it.
fn positions<T: Ord>(part: &[T], whole: &[T]) -> Vec<u16> {
    let position = |item: &T| whole.binary_search(item).ok().and_then(|index| u16::try_from(index).ok());
    part.iter().map(|item| position(item).unwrap_or(0)).collect()
}

/// Adds numbers of one place. A sum with a part that is missing is missing, for the same reason.
fn sum(observations: &mut Vec<Observation>) {
    observations.dedup_by(|later, sum| {
        let is_same =
            (sum.series, sum.group, sum.area, sum.period) == (later.series, later.group, later.area, later.period);
        if is_same {
            sum.marks = sum.marks.union(later.marks);
            sum.value = match (sum.value, later.value) {
                (Value::Number(a), Value::Number(b)) => Value::Number(a + b),
                // What is withheld is said first, whichever row came first.
                (Value::Missing(a), Value::Missing(b)) => Value::Missing(a.min(b)),
                (Value::Missing(reason), _) | (_, Value::Missing(reason)) => Value::Missing(reason),
            };
        }
        is_same
    });
}

/// What a message about two numbers for one place needs.
struct Twice<'a> {
    root: &'a Root,
    areas: &'a Areas,
    declared: &'a Declared,
    series: &'a [String],
}

impl Twice<'_> {
    /// One message for each file; a row that repeats many numbers is one row.
    fn tell(&self, report: &Report, mut twice: Vec<(Observation, Observation)>) {
        twice.sort_by_key(|(_, second)| (second.file, second.line));
        twice.dedup_by_key(|(_, second)| (second.file, second.line));
        let mut files: BTreeMap<u16, Faults> = BTreeMap::new();
        for (first, second) in twice {
            files.entry(second.file).or_default().add("twice", "row", || self.message(report, &first, &second));
        }
        for faults in files.into_values() {
            faults.tell(report);
        }
    }

    fn message(&self, report: &Report, first: &Observation, second: &Observation) -> Diagnostic {
        let area = &self.areas.get(second.area).name;
        let series = &self.series[usize::from(second.series)];
        let path = |file: u16| format!("data/{}", self.declared.source.files[usize::from(file)].path);
        let found = Diagnostic::error(format!("two rows give `{series}` for {area} in {}", second.period))
            .at(self.place(report, &path(second.file), second.line))
            .label("here again")
            .note(format!("the other row is at {}:{}", path(first.file), first.line));
        let declaration = self.declared.source.declaration();
        found.help(match self.declared.reader.repeats() {
            Repeats::Same => format!("they differ: say under `only:` in {declaration} which kind of row is meant"),
            _ => format!("leave one out, or declare `sum: rows` in {declaration} to add them"),
        })
    }

    /// The whole row. Its text was let go long ago and is read again, now that there is something to say.
    fn place(&self, report: &Report, path: &str, line: u32) -> Place {
        let number = usize::try_from(line).unwrap_or(1).max(1);
        let text = (self.declared.quote == Quote::Shown && path.ends_with(".csv"))
            .then(|| self.root.bytes(report, path).ok())
            .flatten()
            .and_then(|bytes| files::decoded(bytes).0.lines().nth(number - 1).map(str::to_owned));
        let length = text.as_ref().map_or(1, |text| text.chars().count());
        Place::line(path, number, 1, length, text)
    }
}
