//! What a definition names, found among the data: its method, levels, benchmark, counts and breakdowns.
//!
//! Comes in: a definition and the observations. Goes out: what it means. Wrong can be: a word that nothing
//! goes by, a method that lacks what it needs, illustrative and published data in one measure.

use std::collections::BTreeSet;

use super::method::{self, Divides, Method, Weighs};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::group::Group;
use crate::model::indicator::{Benchmark, Count, Denominator, Indicator, Periods, Standard};
use crate::model::observation::{Observations, Table};
use crate::model::source::{Rule, SourceId, Status};
use crate::report::{Diagnostic, Place, Report};

/// What counts are divided by.
pub(super) struct Below<'a> {
    /// As the definition says it.
    pub(super) wanted: &'a Denominator,
    /// Its source.
    pub(super) table: &'a Table,
    /// Its series.
    pub(super) series: Vec<u16>,
}

pub(super) fn method(report: &Report, indicator: &Indicator) -> Option<&'static dyn Method> {
    let place = || indicator.method_place.clone();
    let Some(method) = method::named(&indicator.method) else {
        let found =
            Diagnostic::error(format!("unknown method `{}`", indicator.method)).at(place()).label("no such method");
        report.add(found.suggest(&indicator.method, method::METHODS.iter().map(|method| method.word())));
        return None;
    };
    let fault = match (method.divides(), &indicator.denominator) {
        (Divides::Yes, None) => {
            Some(("needs a `denominator:`, and there is none", "add `denominator:` with its source and series"))
        }
        (Divides::No | Divides::ByDays, Some(_)) => Some((
            "takes no `denominator:`, and there is one",
            "leave the denominator out, or use `rate` or `proportion`",
        )),
        _ => None,
    };
    if let Some((words, help)) = fault {
        report.add(
            Diagnostic::error(format!("the method `{}` {words}", indicator.method))
                .at(place())
                .label("this method")
                .help(help),
        );
        return None;
    }
    let lacks = match method.weighs() {
        Weighs::Series if indicator.weights.is_none() => Some((
            "needs weights, and there are none",
            "add `weights: {source: NAME}`, a source that has a weight for each series",
        )),
        Weighs::People if indicator.standardise.is_none() => {
            Some(("needs bands of ages, and none are named", "add `standardise: {by: age}`"))
        }
        Weighs::Rates if !matches!(&indicator.standardise, Some(how) if matches!(how.to, Standard::Area(..))) => {
            Some(("needs the rates of another area", "add `standardise: {by: age, reference: england}`"))
        }
        _ => None,
    };
    if let Some((words, help)) = lacks {
        let found = Diagnostic::error(format!("the method `{}` {words}", indicator.method));
        report.add(found.at(place()).label("this method").help(help));
        return None;
    }
    let unused = match method.weighs() {
        Weighs::Nothing => indicator
            .standardise
            .as_ref()
            .map(|how| (&how.place, "standardise"))
            .or_else(|| indicator.weights.as_ref().map(|weights| (&weights.place, "weights"))),
        Weighs::Series => indicator.standardise.as_ref().map(|how| (&how.place, "standardise")),
        Weighs::People | Weighs::Rates => indicator.weights.as_ref().map(|weights| (&weights.place, "weights")),
    };
    if let Some((place, key)) = unused {
        let found = Diagnostic::error(format!("the method `{}` has no use for `{key}:`", indicator.method));
        let help = if key == "weights" {
            "use `method: harm`, or leave it out"
        } else {
            "use `method: standardised-rate`, or leave it out"
        };
        report.add(found.at(place.clone()).label("nothing reads this").help(help));
        return None;
    }
    Some(method)
}

/// Whether sums that share years or months would be published under a rule that withholds and does not round:
/// the difference of two of them is a year or a month, and may be one that is withheld.
pub(super) fn gives_years_away(report: &Report, indicator: &Indicator, table: &Table) -> bool {
    let rule = table.source.rule;
    let pool = indicator.pool.as_ref().filter(|pool| pool.overlaps());
    let overlaps = pool.is_some() || indicator.periods == Periods::TwelveMonths;
    let gives = overlaps && rule.under > 0 && rule.round <= 1;
    if gives {
        let place = pool.map_or_else(|| indicator.method_place.clone(), |pool| pool.place.clone());
        let message = "sums that overlap give away what is withheld";
        let found =
            Diagnostic::error(message).at(place).label(format!("`{}` is under a disclosure rule", table.source.id));
        let found = found.note("the difference of two sums that share all but a year or a month is that year or month");
        report.add(found.help("use `period: financial year`, or pools that do not overlap, such as `pool: 3`"));
    }
    gives
}

/// Whether a method that prints values as they are meets a rule that it would pass by.
pub(super) fn escapes_a_rule(report: &Report, indicator: &Indicator, method: &dyn Method, table: &Table) -> bool {
    let escapes = !method.counts() && table.source.rule != Rule::NONE;
    if escapes {
        let found =
            Diagnostic::error(format!("`{}` is under a disclosure rule, and this method is not", table.source.id))
                .at(indicator.method_place.clone())
                .label("values as published are neither withheld nor rounded")
                .help("use `count`, `rate` or `proportion`, whose counts the rule protects");
        report.add(found);
    }
    escapes
}

pub(super) fn levels(report: &Report, areas: &Areas, indicator: &Indicator) -> Option<Vec<LevelId>> {
    let mut levels = Vec::new();
    for (word, place) in &indicator.levels {
        match areas.level_named(word) {
            Some(level) => levels.push(level),
            None => {
                let found = Diagnostic::error(format!("unknown level `{word}`"))
                    .at(place.clone())
                    .label("no level of areas has this name");
                report.add(found.suggest(word, areas.levels().iter().map(|level| level.id.as_str())));
            }
        }
    }
    levels.sort_unstable();
    levels.dedup();
    (levels.len() == indicator.levels.len()).then_some(levels)
}

pub(super) fn benchmark(
    report: &Report,
    areas: &Areas,
    indicator: &Indicator,
    site: Option<&(String, Place)>,
) -> Option<Option<AreaId>> {
    let (name, place) = match (&indicator.benchmark, site) {
        (Benchmark::Area(name, place), _) | (Benchmark::Site, Some((name, place))) => (name, place),
        (Benchmark::None, _) | (Benchmark::Site, None) => return Some(None),
    };
    let found = areas.named(name);
    if found.is_none() {
        let message = Diagnostic::error(format!("unknown area `{name}`"))
            .at(place.clone())
            .label("no area has this slug or code");
        report.add(message.suggest(name, areas.iter().map(|(_, area)| area.slug.as_str())));
    }
    found.map(Some)
}

pub(super) fn count<'a>(
    report: &Report,
    observations: &'a Observations,
    count: &Count,
) -> Option<(&'a Table, Vec<u16>)> {
    let Some(table) = observations.tables.get(&count.source) else {
        let found = Diagnostic::error(format!("unknown source `{}`", count.source))
            .at(count.source_place.clone())
            .label("no folder in data has this name");
        report.add(found.suggest(count.source.as_str(), observations.tables.keys().map(SourceId::as_str)));
        return None;
    };
    let mut series = Vec::new();
    for (name, place) in count.series.iter().zip(&count.series_places) {
        match table.series.iter().position(|other| other == name) {
            Some(position) => series.push(u16::try_from(position).unwrap_or(u16::MAX)),
            None => {
                let found = Diagnostic::error(format!("`{}` has no series `{name}`", count.source))
                    .at(place.clone())
                    .label("not in the source");
                report.add(found.suggest(name, table.series.iter().map(String::as_str)));
            }
        }
    }
    (series.len() == count.series.len()).then_some((table, series))
}

/// Illustrative data never mixes with published data in one measure.
pub(super) fn same_status(report: &Report, indicator: &Indicator, above: &Table, below: &Table) -> bool {
    let illustrative = |table: &Table| table.source.status == Status::Illustrative;
    let same = illustrative(above) == illustrative(below);
    if !same {
        let (made_up, real) = if illustrative(above) { (above, below) } else { (below, above) };
        let found = Diagnostic::error("illustrative and published data stand in one measure")
            .at(indicator.denominator.as_ref().map_or(&indicator.place, |wanted| &wanted.count.source_place).clone())
            .label(format!("`{}` is illustrative and `{}` is not", made_up.source.id, real.source.id))
            .help("use a count, or a proportion whose two parts are both illustrative");
        report.add(found);
    }
    same
}

/// Everyone, and each value of each dimension that the definition asks for; of several together, such as
/// `age and sex`, each combination that the source has.
pub(super) fn groups(report: &Report, table: &Table, indicator: &Indicator) -> Option<Vec<Group>> {
    let mut groups = vec![Group::all()];
    for (breakdown, place) in &indicator.breakdowns {
        let dimensions: Vec<&str> = breakdown.split(" and ").map(str::trim).collect();
        for dimension in &dimensions {
            if table.groups.iter().all(|group| group.get(dimension).is_none()) {
                let found =
                    Diagnostic::error(format!("`{}` has no breakdown by `{dimension}`", indicator.numerator.source));
                let known: BTreeSet<&str> = table.groups.iter().flat_map(Group::pairs).map(|(name, _)| name).collect();
                report.add(found.at(Place::clone(place)).label("not in the source").suggest(dimension, known));
                return None;
            }
        }
        let combination = |group: &Group| -> Option<Group> {
            let pairs: Option<Vec<(&str, &str)>> =
                dimensions.iter().map(|dimension| Some((*dimension, group.get(dimension)?))).collect();
            pairs.map(Group::new)
        };
        let found: BTreeSet<Group> = table.groups.iter().filter_map(combination).collect();
        if found.is_empty() {
            let message =
                Diagnostic::error(format!("`{}` has no breakdown by `{breakdown}`", indicator.numerator.source));
            let message = message.at(Place::clone(place)).label("each is known, and not the two together");
            report.add(message.help("ask the supplier for the two crossed, or name them one by one"));
            return None;
        }
        groups.extend(found);
    }
    Some(groups)
}
