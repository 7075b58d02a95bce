//! A need: what tells its level, how severe it is, and what its publisher decides of it.
//!
//! Comes in: an entry of `needs:`, and findings. Goes out: a [`Need`]. Wrong can be: an id that no address can have,
//! an indicator that is unknown or can tell no need there, a severity or a decision without a reason.

use super::record;
use crate::compare::{Findings, IndicatorFindings};
use crate::content::lookup;
use crate::model::area::LevelId;
use crate::model::indicator::{CompareBy, IndicatorId, Polarity};
use crate::model::intervention::{Need, Severity, Stated};
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Node;

/// A need as written.
#[derive(Debug, Clone)]
pub(super) struct WrittenNeed {
    pub(super) id: String,
    title: String,
    about: Option<String>,
    indicators: Vec<(String, Place)>,
    whole: Vec<(String, Place)>,
    severity: Option<Stated<Severity>>,
    priority: Option<Stated<bool>>,
}

/// Reads a need.
pub(super) fn read(report: &Report, node: &Node) -> Option<WrittenNeed> {
    let mut map = node.map(report)?;
    let id = map.text_at("id").filter(|(id, place)| record::is_id(report, id, place));
    let title = map.text("title");
    let about = map.optional_text("about");
    let (indicators, whole) = (map.texts("indicators"), map.texts("whole-area"));
    let severity = map.optional("severity").and_then(|node| stated(report, node, "level", &Severity::WORDS));
    let decisions = [("yes", true), ("no", false)];
    let priority = map.optional("priority").and_then(|node| stated(report, node, "decision", &decisions));
    map.finish();
    Some(WrittenNeed { id: id?.0, title: title?, about, indicators, whole, severity, priority })
}

/// A word of the publisher, which nobody has to take without its reason.
fn stated<T: Clone>(report: &Report, node: &Node, key: &'static str, words: &[(&str, T)]) -> Option<Stated<T>> {
    let mut map = node.map(report)?;
    let (said, why) = (map.word(key, words), map.text("why"));
    map.finish();
    Some(Stated { said: said?, why: why? })
}

/// The need, once indicators are known, set beside services at a level of areas.
pub(super) fn known(report: &Report, written: &WrittenNeed, findings: &Findings, level: LevelId) -> Need {
    let assessed = findings.areas.get(findings.areas.assessed()).level;
    let looked_up = |names: &[(String, Place)], level: LevelId, whole: bool| -> Vec<IndicatorId> {
        let found = names.iter().filter_map(|(name, place)| {
            let found = lookup::indicator(report, findings, name, place)?;
            tells_need(report, findings, found, (level, whole), place);
            Some(found.indicator.id.clone())
        });
        found.collect()
    };
    Need {
        id: written.id.clone(),
        title: written.title.clone(),
        about: written.about.clone(),
        indicators: looked_up(&written.indicators, level, false),
        whole: looked_up(&written.whole, assessed, true),
        severity: written.severity.clone(),
        priority: written.priority.clone(),
    }
}

/// Says why an indicator can tell no need at a level, or of the whole area.
fn tells_need(
    report: &Report,
    findings: &Findings,
    found: &IndicatorFindings,
    (level, whole): (LevelId, bool),
    place: &Place,
) {
    let id = &found.indicator.id;
    let word = &findings.areas.level(level).id;
    let (label, help) = if found.indicator.polarity == Polarity::NoJudgement {
        ("neither more nor less of it is better", "name one whose `polarity:` says which way is better")
    } else if found.benchmark.is_none() || found.indicator.compare == CompareBy::Nothing {
        ("it is compared with nothing", "name one that has a `benchmark:`")
    } else if whole && found.benchmark == Some(findings.areas.assessed()) {
        ("its benchmark is the whole area itself", "name one whose `benchmark:` is another area")
    } else if !found.levels.contains(&level) {
        (
            "it is not published at that level",
            if whole { "name one that is" } else { "name one that is, or write another `level:`" },
        )
    } else if !may_be_compared(findings, found, level) {
        ("no value of it is compared: it has no limits, so chance cannot be judged", "name one with an `interval:`")
    } else {
        return;
    };
    let fault = Diagnostic::error(format!("`{id}` cannot tell the level of a need by `{word}`")).at(place.clone());
    report.add(fault.label(label).help(help));
}

/// Whether any area of a level is compared in the latest period, or none has a number to compare.
fn may_be_compared(findings: &Findings, found: &IndicatorFindings, level: LevelId) -> bool {
    let Some(period) = found.latest() else { return true };
    let cells = findings.areas_of(level).iter().filter_map(|area| found.at(*area, period));
    let mut known = cells.filter(|finding| finding.cell.estimate().is_some()).peekable();
    known.peek().is_none() || known.any(|finding| finding.comparison.is_some())
}
