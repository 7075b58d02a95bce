//! The parts of a count that a method weighs: bands of ages beside a standard population or another area's
//! rates, or offences beside their weights.
//!
//! Comes in: the tables and the definition. Goes out: for each area and period the parts, or the reason that
//! they are not known. Wrong can be: a band of ages that does not fit, a group that is no age, an offence
//! without a weight.

use std::sync::Arc;

use super::method::{Counts, Weighs};
use super::tally::{Tallied, Tally};
use super::wanted::Below;
use crate::model::age::Ages;
use crate::model::area::AreaId;
use crate::model::cell::Shorthand;
use crate::model::group::Group;
use crate::model::indicator::{Indicator, Standard, Standardise, Weights};
use crate::model::mark::Marks;
use crate::model::observation::{Observations, Table, Value};
use crate::model::period::Period;
use crate::model::source::{Rule, to_multiple};
use crate::report::{Diagnostic, Report};
use crate::statistics::standardised::Stratum;

/// One part: its counts, and what it weighs.
struct Part {
    /// Its events; of people by how many events each had, where they repeat.
    above: Vec<(f64, Tally)>,
    /// Its people.
    below: Vec<Tally>,
    weight: f64,
}

/// The parts of an indicator in one breakdown.
pub(super) struct Strata {
    parts: Vec<Part>,
    /// The area whose rates are those of reference.
    reference: Option<AreaId>,
    weighs: Weighs,
    /// Whether some of the events are left out, so that the count must be made of the parts that are not.
    part_of_all: bool,
    /// The rule of the counts: rates of reference are made of counts that may be shown.
    rule: Rule,
}

/// The counts of a part, or the reason that one is missing.
type Known<T> = std::result::Result<T, Shorthand>;

/// What the parts of a breakdown are made from.
pub(super) struct Making<'a> {
    pub(super) report: &'a Report,
    pub(super) observations: &'a Observations,
    pub(super) table: &'a Table,
    pub(super) series: &'a [u16],
    pub(super) below: Option<&'a Below<'a>>,
    pub(super) indicator: &'a Indicator,
    pub(super) group: &'a Group,
}

impl Making<'_> {
    /// The parts that a method weighs; none where it weighs nothing, or where something was said.
    pub(super) fn strata(&self, weighs: Weighs) -> Option<Strata> {
        match weighs {
            Weighs::Nothing => None,
            Weighs::Series => self.by_series(self.indicator.weights.as_ref()?),
            Weighs::People | Weighs::Rates => self.by_age(weighs, self.indicator.standardise.as_ref()?),
        }
    }

    fn above(&self, series: &[u16], group: &Group) -> Tally {
        Tally::new(self.table, &self.observations.areas, series, group, self.indicator.summed)
    }

    fn by_series(&self, weights: &Weights) -> Option<Strata> {
        let Some(table) = self.observations.tables.get(&weights.source) else {
            let found = Diagnostic::error(format!("unknown source `{}`", weights.source)).at(weights.place.clone());
            let known = self.observations.tables.keys().map(|id| id.as_str());
            self.report.add(found.label("no folder in data has this name").suggest(weights.source.as_str(), known));
            return None;
        };
        let joined = Group::new(self.indicator.numerator.group.pairs().chain(self.group.pairs()));
        let mut parts = Vec::new();
        for (series, place) in self.series.iter().zip(&self.indicator.numerator.series_places) {
            let name = &self.table.series[usize::from(*series)];
            let (wanted, place) = weights.names.get(name).map_or((name, place), |(name, place)| (name, place));
            let position = table.series.iter().position(|other| other == wanted);
            let weight = position.and_then(|position| {
                let of = table.observations.iter().filter(|found| usize::from(found.series) == position);
                of.max_by_key(|found| found.period).and_then(|found| match found.value {
                    Value::Number(value) => Some(value),
                    Value::Missing(_) => None,
                })
            });
            match weight {
                Some(weight) => {
                    parts.push(Part { above: vec![(1.0, self.above(&[*series], &joined))], below: Vec::new(), weight })
                }
                None => {
                    let found = Diagnostic::error(format!("`{}` has no weight for `{wanted}`", weights.source));
                    let found = found.at(place.clone()).label("counted here");
                    let found =
                        found.note("the name there may differ: `names: {ours: theirs}` under `weights:` says how");
                    self.report.add(found.suggest(wanted, table.series.iter().map(String::as_str)));
                }
            }
        }
        (parts.len() == self.series.len()).then_some(Strata {
            parts,
            reference: None,
            weighs: Weighs::Series,
            part_of_all: false,
            rule: self.table.source.rule,
        })
    }

    fn by_age(&self, weighs: Weighs, how: &Standardise) -> Option<Strata> {
        let below = self.below?;
        let base = Group::new(self.indicator.numerator.group.pairs().chain(self.group.pairs()));
        let base_below = Group::new(below.wanted.count.group.pairs().chain(self.group.pairs()));
        let bands = self.bands(self.table, &base, how)?;
        let people = self.bands(below.table, &base_below, how)?;
        let within = |ages: Ages| how.ages.is_none_or(|limits| limits.contain(ages));
        let bands: Vec<(Ages, String)> = bands.into_iter().filter(|(ages, _)| within(*ages)).collect();
        let wanted = how.ages.unwrap_or(Ages { first: 0, last: Ages::OLDEST });
        if !tiled(wanted, &bands.iter().collect::<Vec<_>>()) {
            let found = Diagnostic::error(format!("the ages of `{}` do not make up {wanted}", self.table.source.id));
            let found = found.at(how.place.clone()).label("an age is missing, or a band reaches beyond");
            self.report.add(found.help("name the ages that its bands make up, such as `ages: 10-59`"));
            return None;
        }
        let mut parts = Vec::new();
        for (ages, name) in bands {
            let Some(weight) = self.weight(how, ages) else { return self.unfit(how, ages) };
            let inside: Vec<&(Ages, String)> = people.iter().filter(|(finer, _)| ages.contain(*finer)).collect();
            if !tiled(ages, &inside) {
                let found = Diagnostic::error(format!("`{}` has no people of ages {ages}", below.table.source.id));
                let found = found.at(how.place.clone()).label(format!("counted in `{}`", self.table.source.id));
                let help =
                    "the people must be known for the same bands of ages, or for narrower ones that make them up";
                self.report.add(found.help(help));
                return None;
            }
            let with = |base: &Group, pairs: &[(&str, &str)]| Group::new(base.pairs().chain(pairs.iter().copied()));
            let above = match &how.repeats {
                None => vec![(1.0, self.above(self.series, &with(&base, &[(&how.by, &name)])))],
                Some(repeats) => frequencies(self.table, repeats)
                    .into_iter()
                    .map(|(times, word)| {
                        (times, self.above(self.series, &with(&base, &[(&how.by, &name), (repeats, &word)])))
                    })
                    .collect(),
            };
            let summed = super::below_summed(below.table, &self.observations.areas, self.indicator.summed);
            let below = inside.iter().map(|(_, name)| {
                let group = with(&base_below, &[(&how.by, name)]);
                Tally::new(below.table, &self.observations.areas, &below.series, &group, summed)
            });
            parts.push(Part { above, below: below.collect(), weight });
        }
        let reference = match &how.to {
            Standard::Population(_) => None,
            Standard::Area(name, place) => {
                let found = self.observations.areas.named(name);
                if found.is_none() {
                    let message = Diagnostic::error(format!("unknown area `{name}`")).at(place.clone());
                    let known = self.observations.areas.iter().map(|(_, area)| area.slug.as_str());
                    self.report.add(message.label("no area has this slug or code").suggest(name, known));
                }
                Some(found?)
            }
        };
        let part_of_all = how.ages.is_some() || how.repeats.is_some() || !how.without.is_empty();
        Some(Strata { parts, reference, weighs, part_of_all, rule: self.table.source.rule })
    }

    /// What a band of ages weighs; that of another area's people or rates is known with each period only.
    fn weight(&self, how: &Standardise, ages: Ages) -> Option<f64> {
        match how.to {
            Standard::Population(standard) => standard.people(ages),
            Standard::Area(..) => Some(0.0),
        }
    }

    fn unfit<T>(&self, how: &Standardise, ages: Ages) -> Option<T> {
        let Standard::Population(standard) = how.to else { return None };
        let found = Diagnostic::error(format!("the ages {ages} do not fit the {}", standard.name()));
        let found = found.at(how.place.clone()).label(format!("counted in `{}`", self.table.source.id));
        let help = "its bands begin at 0, 5, 10 and so on: use such bands, or leave these out with `ages: 10-59`";
        self.report.add(found.help(help));
        None
    }

    /// The bands of ages of a table, first to last, with the words they go by.
    fn bands(&self, table: &Table, base: &Group, how: &Standardise) -> Option<Vec<(Ages, String)>> {
        let mut bands: Vec<(Ages, String)> = Vec::new();
        let skipped = |word: &str| how.without.iter().any(|other| other.eq_ignore_ascii_case(word));
        for group in &table.groups {
            let Some(word) = group.get(&how.by) else { continue };
            if !base.pairs().all(|(name, value)| group.get(name) == Some(value)) {
                continue;
            }
            if skipped(word) || bands.iter().any(|(_, other)| other == word) {
                continue;
            }
            let Some(ages) = Ages::of(word) else {
                let found = Diagnostic::error(format!("`{word}` is not an age")).at(how.place.clone());
                let found = found.label(format!("a group of `{}`", table.source.id));
                self.report.add(found.help(format!("leave it out with `without: [{word}]`, if it is none")));
                return None;
            };
            bands.push((ages, word.to_owned()));
        }
        bands.sort();
        if bands.is_empty() {
            let found = Diagnostic::error(format!("`{}` has no breakdown by `{}`", table.source.id, how.by));
            let known = table.groups.iter().flat_map(Group::pairs).map(|(name, _)| name);
            self.report.add(found.at(how.place.clone()).label("not in the source").suggest(&how.by, known));
            return None;
        }
        if let Some(pair) = bands.windows(2).find(|pair| pair[0].0.overlap(pair[1].0)) {
            let found = Diagnostic::error(format!("the ages `{}` lie in `{}` too", pair[1].1, pair[0].1));
            let found = found.at(how.place.clone()).label(format!("groups of `{}`", table.source.id));
            self.report.add(found.help("read the source in bands that share no age: `bands:` in its layout"));
            return None;
        }
        Some(bands)
    }
}

/// Whether finer bands, first to last, make up all of a band.
fn tiled(ages: Ages, finer: &[&(Ages, String)]) -> bool {
    let mut next = ages.first;
    for (band, _) in finer {
        if band.first != next {
            return false;
        }
        next = band.last + 1;
    }
    next == ages.last + 1
}

/// How many events each person had, by the words of a dimension: `1`, `2`.
fn frequencies(table: &Table, dimension: &str) -> Vec<(f64, String)> {
    let mut words: Vec<&str> = table.groups.iter().filter_map(|group| group.get(dimension)).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().filter_map(|word| Some((word.parse::<f64>().ok()?, word.to_owned()))).collect()
}

/// What a source says nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// The events.
    Events,
    /// The people.
    People,
}

/// A number of one area and period, with what it lacks.
pub(super) trait Look: Fn(&Tally, AreaId, Period) -> Option<Tallied> {}
impl<T: Fn(&Tally, AreaId, Period) -> Option<Tallied>> Look for T {}

impl Strata {
    /// The tally whose periods are those of the indicator.
    pub(super) fn first(&self) -> Option<&Tally> {
        Some(&self.parts.first()?.above.first()?.1)
    }

    /// Whether the count of a cell is the sum of its parts, and not a count of its own.
    pub(super) fn make_up_the_count(&self) -> bool {
        self.weighs == Weighs::People || (self.weighs == Weighs::Rates && self.part_of_all)
    }

    /// Whether the parts are offences and not bands of ages.
    pub(super) fn are_of_series(&self) -> bool {
        self.weighs == Weighs::Series
    }

    /// The counts of an area and period with their parts.
    ///
    /// # Errors
    /// The source says nothing of the events, or of the people.
    pub(super) fn counts(
        &self,
        (area, period): (AreaId, Period),
        mut counts: Counts,
        (above, below): (&impl Look, &impl Look),
    ) -> std::result::Result<(Known<Counts>, Marks), Unknown> {
        let mut marks = Marks::NONE;
        let mut missing: Option<Shorthand> = None;
        let mut number = |tallied: Option<Tallied>| -> Option<f64> {
            let tallied = tallied?;
            marks = marks.union(tallied.marks);
            match tallied.value {
                Value::Number(value) => Some(value),
                Value::Missing(reason) => {
                    missing = Some(missing.map_or(reason, |other| other.min(reason)));
                    Some(0.0)
                }
            }
        };
        let mut strata = Vec::new();
        let mut hidden: Option<Shorthand> = None;
        let (mut reference_events, mut reference_people) = (0.0, 0.0);
        for part in &self.parts {
            let needs_events = self.weighs != Weighs::Rates || self.part_of_all;
            let mut by_times = Vec::new();
            for (times, tally) in part.above.iter().filter(|_| needs_events) {
                by_times.push((*times, number(above(tally, area, period)).ok_or(Unknown::Events)?));
            }
            let mut people = 0.0;
            for tally in &part.below {
                people += number(below(tally, area, period)).ok_or(Unknown::People)?;
            }
            let mut weight = part.weight;
            if let Some(reference) = self.reference {
                let mut theirs = 0.0;
                for tally in &part.below {
                    theirs += number(below(tally, reference, period)).ok_or(Unknown::People)?;
                }
                weight = theirs;
                if self.weighs == Weighs::Rates {
                    let mut events = 0.0;
                    for (times, tally) in &part.above {
                        events += times * number(above(tally, reference, period)).ok_or(Unknown::Events)?;
                    }
                    if self.rule.round > 1 {
                        events = to_multiple(events, self.rule.round);
                    } else if events > 0.0 && events < f64::from(self.rule.under) {
                        hidden = Some(Shorthand::Confidential);
                    }
                    weight = if theirs > 0.0 { events / theirs } else { 0.0 };
                    reference_events += events;
                    reference_people += theirs;
                }
            }
            strata.push(Stratum::of_repeats(&by_times, people, weight));
        }
        if let Some(reason) = missing.or(hidden) {
            return Ok((Err(reason), marks));
        }
        if self.make_up_the_count() {
            counts.numerator = strata.iter().map(|stratum| stratum.events).sum();
        }
        if self.weighs != Weighs::Series {
            counts.denominator = Some(strata.iter().map(|stratum| stratum.people).sum());
        }
        counts.reference = (reference_people > 0.0).then(|| reference_events / reference_people);
        counts.strata = Arc::from(strata);
        Ok((Ok(counts), marks))
    }
}
