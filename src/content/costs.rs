//! What violence costs: `content/costs.yaml`, and the table of unit costs that it names.
//!
//! Comes in: settings and a table, then findings. Goes out: [`Costs`], each unit cost beside its indicator, and the sums
//! that its publisher declares. Wrong can be: an indicator that is unknown or counts no events, a cost that is none, a
//! sum of what is not in the table or of a part and its whole, and an id that is none.

use std::collections::{BTreeMap, BTreeSet};

mod pounds;
mod priced;
mod quoted;

pub use self::priced::{NoCost, NoSum, Priced};
pub(super) use self::quoted::reference;
use super::delimited::{Field, Listed};
use super::{interventions, lookup, named_file};
use crate::compare::Findings;
use crate::files::Root;
use crate::model::age::Ages;
use crate::model::area::{LevelId, slug};
use crate::model::group::Group;
use crate::model::indicator::{Indicator, IndicatorId};
use crate::model::intervention::Origin;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors say what violence costs.
const PATH: &str = "content/costs.yaml";

/// The word that a value begins with that is a cost.
pub(super) const WORD: &str = "cost";

/// The columns that a table must have; `part of` may stand beside them.
const NEEDED: [&str; 3] = ["indicator", "category", "unit cost"];

/// The column of what an indicator is a part of.
const PART_OF: &str = "part of";

/// The methods whose numbers are made of one count of events.
const COUNTING: [&str; 2] = ["count", "rate"];

/// Unit costs as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    origin: Origin,
    prices: String,
    cautions: Vec<String>,
    illustrative: bool,
    level: Option<Field>,
    rows: Vec<WrittenRow>,
    totals: Vec<WrittenTotal>,
}

#[derive(Debug, Clone)]
struct WrittenRow {
    indicator: Field,
    category: String,
    pounds: f64,
    part_of: Vec<Field>,
}

#[derive(Debug, Clone)]
struct WrittenTotal {
    id: Option<Field>,
    title: String,
    why: String,
    adds: Vec<Field>,
    place: Place,
}

/// What violence costs, by the unit costs that a publisher declares.
#[derive(Debug, Clone)]
pub struct Costs {
    /// Who published the unit costs.
    pub origin: Origin,
    /// The year whose prices they are in.
    pub prices: String,
    /// What readers have to know of them.
    pub cautions: Vec<String>,
    /// Whether the unit costs are made up.
    pub illustrative: bool,
    /// The level of areas that are set beside each other.
    pub level: Option<LevelId>,
    /// The unit costs, in the order of the table.
    pub items: Vec<UnitCost>,
    /// The sums that may be made of them.
    pub totals: Vec<CostTotal>,
}

/// What one event costs.
#[derive(Debug, Clone)]
pub struct UnitCost {
    /// What is counted.
    pub indicator: IndicatorId,
    /// What the source of the cost calls it.
    pub category: String,
    /// Pounds for each.
    pub pounds: f64,
}

/// Costs that do not overlap, by their publisher's word.
#[derive(Debug, Clone)]
pub struct CostTotal {
    /// What sentences call it by, where any may.
    pub id: Option<String>,
    /// What the sum is called.
    pub title: String,
    /// Why its parts do not overlap.
    pub why: String,
    /// Its parts.
    pub adds: Vec<IndicatorId>,
}

/// Reads the settings and the table; `None` where the site has none.
pub(super) fn read(report: &Report, root: &Root) -> Result<Option<Written>> {
    if !root.exists(PATH) {
        return Ok(None);
    }
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(None) };
    Ok(written(report, root, &node))
}

fn written(report: &Report, root: &Root, node: &Node) -> Option<Written> {
    let mut map = node.map(report)?;
    let origin = map.required("source").and_then(|node| interventions::origin(report, node));
    let prices = map.text("prices");
    let cautions = map.texts("cautions").into_iter().map(|(text, _)| text).collect();
    let illustrative = map.flag("illustrative");
    let level = map.optional_text_at("level");
    let file = map.text_at("file");
    let totals = map.list("totals").iter().filter_map(|node| total(report, node)).collect();
    map.finish();
    let rows = table(report, root, &file?)?;
    Some(Written { origin: origin?, prices: prices?, cautions, illustrative, level, rows, totals })
}

fn total(report: &Report, node: &Node) -> Option<WrittenTotal> {
    let mut map = node.map(report)?;
    let id = map.optional_text_at("id");
    if let Some((id, place)) = id.as_ref().filter(|(id, _)| slug(id) != *id) {
        let found = Diagnostic::error(format!("`{id}` is not an id")).at(place.clone());
        let found = found.label("small letters, digits and hyphens only");
        report.add(found.help(format!("write `{}`", slug(id))));
    }
    let (title, why, adds) = (map.text("title"), map.text("why"), map.texts("adds"));
    let place = map.place().clone();
    map.finish();
    Some(WrittenTotal { id, title: title?, why: why?, adds, place })
}

fn table(report: &Report, root: &Root, named: &Field) -> Option<Vec<WrittenRow>> {
    if !named_file::is_of_content(report, root, named, "content/costs/unit-costs.csv") {
        return None;
    }
    let file = root.text(report, &named.0).ok()?;
    let listed = Listed::read(report, &file, &NEEDED);
    for (name, place) in &listed.header {
        if !NEEDED.contains(&name.as_str()) && name != PART_OF {
            let found = Diagnostic::error(format!("nothing reads the column `{name}`")).at(place.clone());
            report.add(found.label("of no use here").suggest(name, NEEDED.into_iter().chain([PART_OF])));
        }
    }
    Some(listed.rows.into_iter().filter_map(|row| self::row(report, row)).collect())
}

fn row(report: &Report, mut row: BTreeMap<String, Field>) -> Option<WrittenRow> {
    let [indicator, category, cost] = NEEDED.map(|name| row.remove(name));
    let (cost, place) = cost?;
    let digits = cost.trim_start_matches('£').replace(',', "");
    let pounds = digits.parse::<f64>().ok().filter(|found| found.is_finite() && *found > 0.0);
    if pounds.is_none() {
        let found = Diagnostic::error(format!("`{cost}` is no cost")).at(place).label("pounds for each event");
        report.add(found.help("write a number above 0, such as `11320`"));
    }
    let part_of = row.remove(PART_OF).into_iter().filter(|(text, _)| !text.is_empty());
    Some(WrittenRow { indicator: indicator?, category: category?.0, pounds: pounds?, part_of: part_of.collect() })
}

/// The unit costs beside their indicators; says what is unknown and what may not be added.
pub(super) fn bind(report: &Report, findings: &Findings, written: &Written) -> Costs {
    let level = match &written.level {
        Some((name, place)) => lookup::level(report, findings, name, place),
        None => None,
    };
    let mut items: Vec<UnitCost> = Vec::new();
    let mut within: BTreeMap<IndicatorId, BTreeSet<IndicatorId>> = BTreeMap::new();
    for row in &written.rows {
        let (name, place) = &row.indicator;
        let found = lookup::indicator(report, findings, name, place);
        let wholes = row.part_of.iter().filter_map(|(name, place)| lookup::indicator(report, findings, name, place));
        let wholes: BTreeSet<IndicatorId> = wholes.map(|found| found.indicator.id.clone()).collect();
        let Some(indicator) = found.map(|found| &found.indicator) else { continue };
        if !COUNTING.contains(&indicator.method.as_str()) {
            let fault = Diagnostic::error(format!("`{name}` counts no events")).at(place.clone());
            let fault = fault.label(format!("its method is `{}`", indicator.method));
            report.add(fault.help("name an indicator whose method is `count` or `rate`"));
            continue;
        }
        if items.iter().any(|item| item.indicator == indicator.id) {
            let fault = Diagnostic::error(format!("`{name}` has two unit costs")).at(place.clone());
            report.add(fault.label("the second").help("leave one of them out"));
            continue;
        }
        within.insert(indicator.id.clone(), wholes);
        items.push(UnitCost { indicator: indicator.id.clone(), category: row.category.clone(), pounds: row.pounds });
    }
    let mut totals: Vec<CostTotal> = Vec::new();
    for total in &written.totals {
        if let Some((id, place)) = &total.id
            && (findings.get(&IndicatorId::new(id)).is_some() || totals.iter().any(|own| own.id.as_ref() == Some(id)))
        {
            let fault = Diagnostic::error(format!("`{id}` is the name of something else")).at(place.clone());
            report.add(fault.label("of an indicator or another sum").help("give this sum a name of its own"));
        }
        totals.extend(bound_total(report, findings, total, &items, &within));
    }
    Costs {
        origin: written.origin.clone(),
        prices: written.prices.clone(),
        cautions: written.cautions.clone(),
        illustrative: written.illustrative,
        level,
        totals,
        items,
    }
}

fn bound_total(
    report: &Report,
    findings: &Findings,
    written: &WrittenTotal,
    items: &[UnitCost],
    within: &BTreeMap<IndicatorId, BTreeSet<IndicatorId>>,
) -> Option<CostTotal> {
    if written.adds.len() < 2 {
        let fault = Diagnostic::error(format!("`{}` adds up fewer than two costs", written.title));
        report.add(fault.at(written.place.clone()).label("this sum").help("name two at least under `adds:`"));
        return None;
    }
    let mut adds: Vec<&Indicator> = Vec::new();
    for (name, place) in &written.adds {
        let Some(item) = items.iter().find(|item| item.indicator.as_str() == name) else {
            let fault = Diagnostic::error(format!("`{name}` has no unit cost")).at(place.clone());
            let known = items.iter().map(|item| item.indicator.as_str());
            report.add(fault.label("not in the table").suggest(name, known));
            continue;
        };
        let Some(own) = findings.get(&item.indicator).map(|found| &*found.indicator) else { continue };
        if let Some((other, why)) =
            adds.iter().find_map(|other| Some((other.id.as_str(), overlap(own, other, within)?)))
        {
            let fault = Diagnostic::error(format!("`{name}` and `{other}` count the same events")).at(place.clone());
            report.add(fault.label(why).help("a sum would count them twice: leave one of the two out"));
        }
        adds.push(own);
    }
    let adds = adds.into_iter().map(|own| own.id.clone()).collect();
    Some(CostTotal {
        id: written.id.as_ref().map(|(id, _)| id.clone()),
        title: written.title.clone(),
        why: written.why.clone(),
        adds,
    })
}

/// Why two indicators count some events both, where that is known: they add up a series of the same source, as
/// disclosure control knows it, or their publisher says that one is a part of the other.
fn overlap(
    one: &Indicator,
    other: &Indicator,
    within: &BTreeMap<IndicatorId, BTreeSet<IndicatorId>>,
) -> Option<String> {
    if one.id == other.id {
        return Some("named twice".to_owned());
    }
    let (first, second) = (&one.numerator, &other.numerator);
    let is_shared = |name: &&String| first.source == second.source && second.series.contains(name);
    if let Some(series) = first.series.iter().find(is_shared).filter(|_| !exclude(&first.group, &second.group)) {
        return Some(format!("both add up `{series}` of `{}`", first.source));
    }
    let is_part = |part: &IndicatorId, whole: &IndicatorId| wholes(part, within).contains(whole);
    if is_part(&one.id, &other.id) {
        Some(format!("`{}` is a part of `{}`", one.id, other.id))
    } else if is_part(&other.id, &one.id) {
        Some(format!("`{}` is a part of `{}`", other.id, one.id))
    } else {
        None
    }
}

/// Whether nothing can be in both groups: a dimension of both has another value in each, such as men and women. Ages
/// that overlap exclude nobody.
fn exclude(one: &Group, other: &Group) -> bool {
    one.pairs().any(|(dimension, value)| {
        other.get(dimension).is_some_and(|another| match (Ages::of(value), Ages::of(another)) {
            (Some(ages), Some(others)) => !ages.overlap(others),
            _ => value != another,
        })
    })
}

/// Everything that an indicator is a part of, parts of parts included.
fn wholes(part: &IndicatorId, within: &BTreeMap<IndicatorId, BTreeSet<IndicatorId>>) -> BTreeSet<IndicatorId> {
    let (mut found, mut ahead) = (BTreeSet::new(), vec![part]);
    while let Some(next) = ahead.pop() {
        let further = within.get(next).into_iter().flatten();
        ahead.extend(further.filter(|whole| found.insert((*whole).clone())));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_exclude_each_other_by_a_dimension_of_both() {
        let of = |pairs: &[(&'static str, &'static str)]| Group::new(pairs.iter().copied());
        let men = of(&[("sex", "male")]);
        assert!(exclude(&men, &of(&[("sex", "female"), ("age", "18 to 24")])));
        assert!(!exclude(&men, &of(&[("age", "18 to 24")])) && !exclude(&men, &men) && !exclude(&men, &Group::all()));
        assert!(!exclude(&of(&[("age", "16 to 24")]), &of(&[("age", "18 to 24")])));
        assert!(exclude(&of(&[("age", "0 to 15")]), &of(&[("age", "16 to 24")])));
    }
}
