//! Small areas of two kinds that cross, where nobody said how: the audit cannot set one beside the other.
//!
//! In go the levels at which each source under a rule is published, out come warnings. It must not know any
//! count: ground alone makes two kinds of areas tell of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::attack::QuantityId;
use crate::disclosure::{Guarded, Release};
use crate::model::area::{AreaId, Areas, LevelId};
use crate::model::source::{Source, SourceId};
use crate::report::{Diagnostic, Report};

/// Warns of two levels of a source under a rule that cross in a way the settings do not tell.
pub(super) fn say(report: &Report, areas: &Areas, sources: &BTreeMap<SourceId, Arc<Source>>, release: &Release) {
    let told: BTreeSet<(LevelId, LevelId)> =
        areas.overlaps().iter().flatten().map(|pair| levels(areas, *pair)).collect();
    let mut published: BTreeMap<&SourceId, BTreeSet<LevelId>> = BTreeMap::new();
    for one in &release.indicators {
        for source in &one.sources {
            published.entry(source).or_default().extend(&one.levels);
        }
    }
    for (id, levels) in published {
        let Some(source) = sources.get(id).filter(|source| !source.rule.shows_every_count()) else { continue };
        for larger in &levels {
            for smaller in levels.iter().filter(|smaller| *smaller > larger) {
                if told.contains(&(*larger, *smaller)) || !cross(areas, *larger, *smaller) {
                    continue;
                }
                let (one, other) = (&areas.level(*larger).id, &areas.level(*smaller).id);
                let found =
                    Diagnostic::warning(format!("`{id}` is published by `{one}` and by `{other}`, which cross"));
                let found = found.at(source.rule_place.clone()).label("what one tells of the other is not looked at");
                report.add(found.help(format!(
                    "name a lookup of smaller areas that lie in both, under `areas:` of site.yaml: `overlaps: [{{source: …, file: …, between: [column of {one}, column of {other}]}}]`"
                )));
            }
        }
    }
}

/// Warns of areas that cross and whose numbers do not add up, so that nothing is known of their pieces.
pub(super) fn say_apart(
    report: &Report,
    areas: &Areas,
    sources: &BTreeMap<SourceId, Arc<Source>>,
    guarded: &Guarded,
    apart: &[QuantityId],
) {
    let mut by_source: BTreeMap<&SourceId, Vec<QuantityId>> = BTreeMap::new();
    for id in apart {
        let counted = guarded.quantities.at(*id).counted;
        by_source.entry(&guarded.quantities.counted(counted).source).or_default().push(*id);
    }
    for (id, found) in by_source {
        let (Some(source), Some(first)) = (sources.get(id), found.first()) else { continue };
        let first = guarded.quantities.at(*first);
        let message =
            format!("areas that cross do not add up in `{id}`, so what one tells of the other is not looked at");
        let warning = Diagnostic::warning(message).at(source.rule_place.clone()).label("under this rule");
        let group = if first.group.is_all() { String::new() } else { format!(" ({})", first.group) };
        let around = &areas.get(first.area).name;
        let more = if found.len() == 1 { String::new() } else { format!(", and {} more", found.len() - 1) };
        let warning = warning.note(format!("around {around}, {}{group}{more}", first.when));
        report.add(warning.help(
            "give both levels the same events: the lookup must hold every smaller area, and each event stand in one area of each level",
        ));
    }
}

/// The levels of two areas, the larger first.
fn levels(areas: &Areas, (one, other): (AreaId, AreaId)) -> (LevelId, LevelId) {
    let (one, other) = (areas.get(one).level, areas.get(other).level);
    (one.min(other), one.max(other))
}

/// Whether areas of two levels lie in the same area, and those of the one not in those of the other.
fn cross(areas: &Areas, larger: LevelId, smaller: LevelId) -> bool {
    let parents = |level: LevelId| -> BTreeSet<AreaId> {
        let is_apart = |id: &AreaId| !areas.ancestry(*id).any(|above| areas.get(above).level == larger && above != *id);
        areas.of_level(level).filter(is_apart).filter_map(|id| areas.get(id).parent).collect()
    };
    !parents(larger).is_disjoint(&parents(smaller))
}
