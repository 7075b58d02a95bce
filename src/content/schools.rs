//! Schools and the areas that their pupils come from: `content/schools.yaml`, and the table that it names.
//!
//! Comes in: settings and a table, then findings. Goes out: [`Schools`], each with its catchment. Wrong can be: a number
//! of a school's own, which is never read; an area that is unknown or of another level, shares that do not make a
//! whole, an indicator that can tell no need there.

use std::collections::BTreeMap;

use super::bind::Context;
use super::delimited::{Field, Listed};
use super::{interventions, lookup, named_file};
use crate::compare::{Findings, catchment};
use crate::files::Root;
use crate::model::area::{AreaId, LevelId, slug};
use crate::model::indicator::IndicatorId;
use crate::model::intervention::Origin;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors say which schools there are.
const PATH: &str = "content/schools.yaml";

/// The columns that a table must have.
const NEEDED: [&str; 3] = ["id", "name", "catchment"];

/// Schools as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    origin: Origin,
    note: Option<String>,
    illustrative: bool,
    level: Field,
    group: Option<Field>,
    indicators: Vec<Field>,
    rows: Vec<WrittenSchool>,
}

#[derive(Debug, Clone)]
struct WrittenSchool {
    id: Field,
    name: String,
    catchment: Vec<(Field, f64)>,
}

/// The schools of a site, and what tells the need of their catchments.
#[derive(Debug, Clone)]
pub struct Schools {
    /// Who published the list.
    pub origin: Origin,
    /// What readers have to know of it.
    pub note: Option<String>,
    /// Whether the schools are made up.
    pub illustrative: bool,
    /// The level of the areas of catchments.
    pub level: LevelId,
    /// The level of the areas that schools are grouped by.
    pub group: LevelId,
    /// The indicators, in the publisher's order.
    pub indicators: Vec<IndicatorId>,
    /// The schools, by name.
    pub schools: Vec<School>,
}

/// A school and where its pupils come from.
#[derive(Debug, Clone)]
pub struct School {
    /// Its reference number, as its source gives it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The areas of its catchment with their shares, which make 1; the greatest first.
    pub catchment: Vec<(AreaId, f64)>,
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
    let note = map.optional_text("note");
    let illustrative = map.flag("illustrative");
    let level = map.text_at("level");
    let group = map.optional_text_at("group");
    let indicators = map.texts("indicators");
    let file = map.text_at("file");
    let place = map.place().clone();
    map.finish();
    if indicators.is_empty() {
        let found =
            Diagnostic::error("no indicator tells the need of a catchment").at(place).label("in these settings");
        report.add(found.help("write `indicators:` with those that schools are put into bands by"));
    }
    let rows = table(report, root, &file?)?;
    Some(Written { origin: origin?, note, illustrative, level: level?, group, indicators, rows })
}

fn table(report: &Report, root: &Root, named: &Field) -> Option<Vec<WrittenSchool>> {
    if !named_file::is_of_content(report, root, named, "content/schools/schools.csv") {
        return None;
    }
    let file = root.text(report, &named.0).ok()?;
    let listed = Listed::read(report, &file, &NEEDED);
    for (name, place) in listed.header.iter().filter(|(name, _)| !NEEDED.contains(&name.as_str())) {
        let is_number =
            |row: &BTreeMap<String, Field>| row.get(name).is_some_and(|(text, _)| looks_like_a_number(text));
        let found = if listed.rows.iter().any(is_number) {
            let found = Diagnostic::error(format!("`{name}` is a number of a school’s own")).at(place.clone());
            found.label("never read").help(
                "take the column out: so few pupils may be recognised, and a school is not to be ranked by them; \
                 bands are made of the areas that its pupils come from",
            )
        } else {
            let found = Diagnostic::error(format!("nothing reads the column `{name}`")).at(place.clone());
            found.label("of no use here").suggest(name, NEEDED)
        };
        report.add(found);
    }
    Some(listed.rows.into_iter().filter_map(|row| school(report, row)).collect())
}

fn looks_like_a_number(text: &str) -> bool {
    let digits = text.trim_end_matches('%').replace(',', "");
    digits.parse::<f64>().is_ok()
}

fn school(report: &Report, mut row: BTreeMap<String, Field>) -> Option<WrittenSchool> {
    let [id, name, catchment] = NEEDED.map(|name| row.remove(name));
    let (id, name, (text, place)) = (id?, name?, catchment?);
    for (text, place) in [&id, &name].into_iter().filter(|(text, _)| text.is_empty()) {
        let found =
            Diagnostic::error("a school has no `id` or no `name`").at(place.clone()).label(format!("empty{text}"));
        report.add(found.help("write both: the reference number of its source, and its name"));
    }
    let parts: Vec<(String, Option<f64>)> = text.split(';').map(part).filter(|(area, _)| !area.is_empty()).collect();
    let shares: Vec<f64> = parts.iter().filter_map(|(_, share)| *share).collect();
    let fault = if parts.is_empty() {
        Some("it has no area")
    } else if !shares.is_empty() && shares.len() < parts.len() {
        Some("some areas have a share and some have none")
    } else if !shares.is_empty() && (shares.iter().sum::<f64>() - 1.0).abs() > 0.011 {
        Some("its shares do not make 100%")
    } else {
        None
    };
    if let Some(fault) = fault {
        let found = Diagnostic::error(format!("`{text}` is no catchment")).at(place).label(fault);
        report.add(
            found.help("write an area, or several with the share of pupils from each: `E05011118 60%; E05011119 40%`"),
        );
        return None;
    }
    let (equal, whole) = (1.0 / parts.len() as f64, shares.iter().sum::<f64>());
    let catchment = parts
        .into_iter()
        .map(|(area, share)| ((area, place.clone()), share.map_or(equal, |share| share / whole)))
        .collect();
    Some(WrittenSchool { id, name: name.0, catchment })
}

/// An area and its share: `E05011118 60%`.
fn part(text: &str) -> (String, Option<f64>) {
    let text = text.trim();
    let share = text.rsplit_once(' ').and_then(|(area, share)| {
        let percent = share.strip_suffix('%')?.parse::<f64>().ok().filter(|found| *found > 0.0)?;
        Some((area.trim().to_owned(), Some(percent / 100.0)))
    });
    share.unwrap_or_else(|| (text.to_owned(), None))
}

/// The schools, once areas and indicators are known; says what is unknown.
pub(super) fn bind(context: &Context<'_>, written: &Written) -> Option<Schools> {
    let (report, findings) = (context.report, context.findings);
    let level = lookup::level(report, findings, &written.level.0, &written.level.1);
    let group = match &written.group {
        Some((name, place)) => lookup::level(report, findings, name, place),
        None => first_level(findings),
    };
    let (level, group) = (level?, group?);
    let indicators = written.indicators.iter().filter_map(|(name, place)| {
        let found = lookup::indicator(report, findings, name, place)?;
        if catchment::signs(findings, found, level).is_none() {
            let word = &findings.areas.level(level).id;
            let fault = Diagnostic::error(format!("`{name}` cannot tell the need of a catchment by `{word}`"));
            let fault = fault.at(place.clone()).label("neither compared there, nor published for enough areas");
            report.add(fault.help("name one that has a `benchmark:`, limits and a better direction at that level"));
        }
        Some(found.indicator.id.clone())
    });
    let indicators = indicators.collect();
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    let mut schools: Vec<School> = Vec::new();
    for one in &written.rows {
        if seen.insert(&one.id.0, &one.id.1).is_some() {
            let fault = Diagnostic::error(format!("two schools have the id `{}`", one.id.0)).at(one.id.1.clone());
            report.add(fault.label("taken").help("leave one of them out"));
        }
        let areas: Vec<Option<(AreaId, f64)>> =
            one.catchment.iter().map(|(named, share)| Some((area(report, findings, named, level)?, *share))).collect();
        let Some(mut catchment) = areas.into_iter().collect::<Option<Vec<_>>>() else { continue };
        catchment.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        schools.push(School { id: one.id.0.clone(), name: one.name.clone(), catchment });
    }
    schools.sort_by_cached_key(|school| (slug(&school.name), school.id.clone()));
    Some(Schools {
        origin: written.origin.clone(),
        note: written.note.clone(),
        illustrative: written.illustrative,
        level,
        group,
        indicators,
        schools,
    })
}

/// The level of the areas that lie directly in the assessed one, or its own.
fn first_level(findings: &Findings) -> Option<LevelId> {
    let areas = &findings.areas;
    let inside = areas.children(areas.assessed()).iter().map(|id| areas.get(*id).level);
    Some(inside.min().unwrap_or(areas.get(areas.assessed()).level))
}

/// The area of a code, slug or name, which must be of the level.
fn area(report: &Report, findings: &Findings, (name, place): &Field, level: LevelId) -> Option<AreaId> {
    let known = findings.areas.named(name).or_else(|| findings.areas.by_slug(&slug(name)));
    let Some(found) = known else { return lookup::area(report, findings, name, place) };
    let own = findings.areas.get(found).level;
    if own != level {
        let (is, wanted) = (&findings.areas.level(own).id, &findings.areas.level(level).id);
        let fault = Diagnostic::error(format!("`{name}` is no area of the level `{wanted}`")).at(place.clone());
        report.add(fault.label(format!("it is of the level `{is}`")).help("name areas of that level"));
        return None;
    }
    Some(found)
}
