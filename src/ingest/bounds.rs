//! How far a source's numbers may be broken down: `lowest-level:`, `not-crossed:`, `structural-zeros:`
//! and `keep:`.
//!
//! In go keys of a declaration, out come [`Bounds`]; and when the source has been read, its words are compared
//! with the levels, series and breakdowns there are. A word that names nothing would protect nobody, so it is
//! a fault. It must not know what an indicator asks for.

use std::collections::BTreeSet;

use crate::model::area::Areas;
use crate::model::group::Group;
use crate::model::observation::Table;
use crate::model::source::{Bounds, Lowest, NotCrossed, Structural};
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// The key of a lowest level that holds for every series without one of its own.
const DEFAULT: &str = "default";
/// The key of a structural zero that names a series and no dimension.
const SERIES: &str = "series";

/// Takes the keys of a declaration.
pub(super) fn decode(report: &Report, map: &mut Map<'_>) -> Bounds {
    let lowest = map.optional("lowest-level").map_or_else(Vec::new, |node| lowest(report, node));
    let not_crossed = map.list("not-crossed").iter().filter_map(|node| not_crossed(report, node)).collect();
    let structural = map.list("structural-zeros").iter().filter_map(|node| structural(report, node)).collect();
    let kept = map.list("keep").iter().filter_map(|node| super::kept::decode(report, node)).collect();
    Bounds { lowest, not_crossed, structural, kept }
}

/// `ward`, or `{default: ward, homicide: authority}`.
fn lowest(report: &Report, node: &Node) -> Vec<Lowest> {
    if !node.is_map() {
        let place = node.place().clone();
        let level = node.text(report);
        let all = |level| Lowest { series: None, level, series_place: place.clone(), place };
        return level.map(all).into_iter().collect();
    }
    let Some(map) = node.map(report) else { return Vec::new() };
    let entry = |(name, place, node): &(String, Place, Node)| {
        Some(Lowest {
            series: (name != DEFAULT).then(|| name.clone()),
            level: node.text(report)?,
            place: node.place().clone(),
            series_place: place.clone(),
        })
    };
    map.entries().iter().filter_map(entry).collect()
}

/// `[age, ethnicity]`: one of several lists.
fn not_crossed(report: &Report, node: &Node) -> Option<NotCrossed> {
    let names: Vec<(String, Place)> =
        node.list(report)?.iter().filter_map(|name| Some((name.text(report)?, name.place().clone()))).collect();
    let different: BTreeSet<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    if different.len() < 2 {
        let word = names.first().map_or("", |(name, _)| name.as_str());
        let found = Diagnostic::error(format!("`{word}` alone cannot be crossed")).at(node.place().clone());
        let found = found.label("a list of two names or more is needed here");
        report.add(found.help("write lists in a list: `not-crossed: [[age, ethnicity]]`"));
        return None;
    }
    Some(NotCrossed { names, place: node.place().clone() })
}

/// `{sex: male}`, or `{sex: male, series: maternity}`.
fn structural(report: &Report, node: &Node) -> Option<Structural> {
    let map = node.map(report)?;
    let mut series = None;
    let mut pairs = Vec::new();
    for (name, _, node) in map.entries() {
        let text = node.text(report)?;
        if name == SERIES { series = Some(text) } else { pairs.push((name.as_str(), text)) }
    }
    if pairs.is_empty() {
        let found = Diagnostic::error("this names no group").at(node.place().clone());
        report.add(found.label("which group cannot occur?").help("write a dimension and its value: `{sex: male}`"));
        return None;
    }
    let group = Group::new(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    Some(Structural { series, group, place: node.place().clone() })
}

/// Says which words of a source's bounds name nothing, for either audience.
pub(super) fn tell_unknown(report: &Report, areas: &Areas, table: &Table) {
    let partner = table.source.partner.as_ref().map(|partner| &partner.bounds);
    for bounds in [&table.source.bounds].into_iter().chain(partner) {
        Words { report, areas, table }.tell(bounds);
    }
}

/// What the words of bounds may name.
struct Words<'a> {
    report: &'a Report,
    areas: &'a Areas,
    table: &'a Table,
}

impl Words<'_> {
    fn tell(&self, bounds: &Bounds) {
        for lowest in &bounds.lowest {
            self.tell_level(&lowest.level, &lowest.place);
            if let Some(series) = &lowest.series {
                self.tell_series(series, &lowest.series_place);
            }
        }
        for (name, place) in bounds.not_crossed.iter().flat_map(|list| &list.names) {
            let known: BTreeSet<&str> = self.dimensions().chain(self.levels()).collect();
            if !known.contains(name.as_str()) {
                let message = format!("`{}` has no breakdown by `{name}`", self.table.source.id);
                let found = Diagnostic::error(message).at(place.clone());
                self.report.add(found.label("neither a breakdown nor a level of areas").suggest(name, known));
            }
        }
        for structural in &bounds.structural {
            if let Some(series) = &structural.series {
                self.tell_series(series, &structural.place);
            }
            self.tell_group(&structural.group, &structural.place);
        }
        for kept in &bounds.kept {
            if let Some((level, place)) = &kept.level {
                self.tell_level(level, place);
            }
            if let Some((series, place)) = &kept.series {
                self.tell_series(series, place);
            }
            self.tell_group(&kept.group, &kept.place);
        }
    }

    fn tell_level(&self, level: &str, place: &Place) {
        if self.areas.level_named(level).is_none() {
            let found = Diagnostic::error(format!("unknown level `{level}`")).at(place.clone());
            let found = found.label("no level of areas has this name");
            self.report.add(found.suggest(level, self.levels()));
        }
    }

    fn tell_group(&self, group: &Group, place: &Place) {
        for (name, value) in group.pairs() {
            let values: BTreeSet<&str> = self.table.groups.iter().filter_map(|group| group.get(name)).collect();
            if values.contains(value) {
                continue;
            }
            let found = if values.is_empty() {
                let message = format!("`{}` has no breakdown by `{name}`", self.table.source.id);
                Diagnostic::error(message).suggest(name, self.dimensions().collect::<BTreeSet<_>>())
            } else {
                let message = format!("`{}` has no `{name}` called `{value}`", self.table.source.id);
                Diagnostic::error(message).suggest(value, values)
            };
            self.report.add(found.at(place.clone()).label("not in the source"));
        }
    }

    fn tell_series(&self, name: &str, place: &Place) {
        if !self.table.series.iter().any(|series| series == name) {
            let found = Diagnostic::error(format!("`{}` has no series `{name}`", self.table.source.id));
            let found = found.at(place.clone()).label("not in the source");
            self.report.add(found.suggest(name, self.table.series.iter().map(String::as_str)));
        }
    }

    fn levels(&self) -> impl Iterator<Item = &str> {
        self.areas.levels().iter().map(|level| level.id.as_str())
    }

    fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.table.groups.iter().flat_map(Group::pairs).map(|(name, _)| name)
    }
}
