//! Pages of places: `content/places/NAME.md`, the story of one or more areas in words, numbers and voices.
//!
//! Comes in: the settings of the file, and findings. Goes out: which areas it tells of, when, and the map that shows
//! where they are. Wrong can be: a setting, an area or an indicator that is unknown, no areas at all, and an indicator
//! that no map can show there.

use super::bind::Context;
use super::shortcode::Named;
use super::{Document, lookup, plan};
use crate::compare::Findings;
use crate::model::area::AreaId;
use crate::model::indicator::IndicatorId;
use crate::model::spec::Spec;
use crate::report::{Diagnostic, Report};
use crate::yaml::Map;

/// Where places are written.
pub(super) const FOLDER: &str = "content/places/";

/// What the settings of a place have beyond those of a chapter.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    areas: Vec<Named>,
    period: Option<String>,
    map: Option<Named>,
}

/// What a page tells of.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its areas, in the author's order.
    pub areas: Vec<AreaId>,
    /// The time it tells of, in the author's words.
    pub period: Option<String>,
    /// The map on which they are outlined.
    pub map: Option<Spec>,
}

/// Reads what is asked of a place alone.
pub(super) fn settings(report: &Report, map: &mut Map<'_>) -> Settings {
    let node = map.required("areas");
    let items = node.and_then(|node| node.list(report)).unwrap_or_default();
    let areas: Vec<Named> = items.iter().filter_map(|node| Some((node.text(report)?, node.place().clone()))).collect();
    if areas.is_empty() && node.is_some() {
        let found = Diagnostic::error("this place has no areas").at(map.place().clone()).label("in these settings");
        report.add(found.help("write `areas:` with the areas it tells of, such as `[dunmere]`"));
    }
    Settings { areas, period: map.optional_text("period"), map: map.optional_text_at("map") }
}

impl Settings {
    /// The area that values speak of where they name none: that of a place with one.
    pub(super) fn area(&self) -> Option<Named> {
        match self.areas.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }
}

/// The name of a place in addresses and ids.
fn name(document: &Document) -> &str {
    document.file.path.strip_prefix(FOLDER).unwrap_or(&document.file.path).trim_end_matches(".md")
}

/// What a page tells of, with everything found.
pub(super) fn told(context: &Context<'_>, document: &Document) -> Option<Told> {
    let settings = document.front.place.as_ref()?;
    let (report, findings) = (context.report, context.findings);
    let found = settings.areas.iter().map(|(name, place)| lookup::area(report, findings, name, place));
    let areas: Option<Vec<AreaId>> = found.collect::<Vec<_>>().into_iter().collect();
    let indicator = settings.map.as_ref().map(|(name, place)| lookup::indicator(report, findings, name, place));
    let areas = areas?;
    let map = map(findings, document);
    if let (Some(Some(found)), Some((_, place)), None) = (indicator, &settings.map, &map) {
        let level = |area: &AreaId| findings.areas.get(*area).level;
        let several = areas.iter().any(|area| level(area) != level(&areas[0]));
        let (message, help) = if several {
            let help = "name areas of one level, or leave `map:` out";
            ("a map outlines areas of one level, and this place has areas of several".to_owned(), help)
        } else {
            let level = areas.first().map_or("", |area| findings.areas.level(level(area)).id.as_str());
            let help = "name an indicator that has them, or leave `map:` out";
            (format!("`{}` has no numbers of the level `{level}` to be mapped", found.indicator.id), help)
        };
        report.add(Diagnostic::error(message).at(place.clone()).label("for this map").help(help));
    }
    Some(Told { areas, period: settings.period.clone(), map })
}

/// The map of a place: its areas outlined among those beside them. Nothing where it asks for none, or where something
/// that it names is unknown, which is said elsewhere.
pub(super) fn map(findings: &Findings, document: &Document) -> Option<Spec> {
    let settings = document.front.place.as_ref()?;
    let (indicator, place) = settings.map.as_ref()?;
    let found = findings.get(&IndicatorId::new(indicator))?;
    let areas: Vec<AreaId> =
        settings.areas.iter().map(|(name, _)| findings.areas.named(name)).collect::<Option<_>>()?;
    plan::of_place(findings, found, name(document), &areas).map(|spec| Spec { place: Some(place.clone()), ..spec })
}
