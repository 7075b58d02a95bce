//! The format `boundaries`: outlines of areas as GeoJSON, longitude first.
//!
//! In goes a collection of polygons and the name of the property that holds the code, out come the
//! outlines of the areas of this site. What can be wrong is another kind of JSON, another projection,
//! longitude and latitude swapped, an area twice, and areas without an outline.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::declaration::Declared;
use super::fault::Faults;
use super::layout::Column;
use super::{Format, Part, Reader, Reading};
use crate::files::{Content, Root};
use crate::model::area::{AreaId, Areas, Boundary};
use crate::model::declaration::AreaDeclaration;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, counted};
use crate::yaml::Map;

/// The format `boundaries`.
pub(super) struct Boundaries;

/// The property that holds the code.
struct Layout {
    code: Column,
}

impl Format for Boundaries {
    fn name(&self) -> &'static str {
        "boundaries"
    }

    fn about(&self) -> &'static str {
        "Outlines of areas for maps, as GeoJSON in longitude and latitude, plain or gzip."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let mut map = map.required("layout")?.map(report)?;
        let code = Column::required(report, &mut map, "code");
        map.finish();
        Some(Box::new(Layout { code: code? }))
    }
}

#[derive(serde::Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(serde::Deserialize)]
struct Feature {
    properties: Option<serde_json::Map<String, serde_json::Value>>,
    geometry: Option<Geometry>,
}

#[derive(serde::Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Point>>),
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

/// Longitude and latitude; a height is not kept.
#[derive(Clone, Copy)]
struct Point(f64, f64);

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Position;
        impl<'de> Visitor<'de> for Position {
            type Value = Point;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("longitude and latitude")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Point, A::Error> {
                let missing = |at| serde::de::Error::invalid_length(at, &self);
                let longitude = access.next_element()?.ok_or_else(|| missing(0))?;
                let latitude = access.next_element()?.ok_or_else(|| missing(1))?;
                while access.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Point(longitude, latitude))
            }
        }
        deserializer.deserialize_seq(Position)
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let bytes = content.all(reading.report).ok()?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let collection: Collection = match serde_json::from_slice(bytes) {
            Ok(collection) => collection,
            Err(fault) => {
                reading.report.add(unread(reading.path, &fault));
                return None;
            }
        };
        let mut faults = Faults::default();
        let mut part = Part::default();
        for (index, feature) in collection.features.into_iter().enumerate() {
            part.quality.rows += 1;
            self.feature(reading, index + 1, feature, &mut part, &mut faults);
        }
        if faults.is_empty() && part.boundaries.is_empty() {
            faults.add("none", "file", || {
                let found = Diagnostic::error("no outline of this file is of an area of this site")
                    .at(Place::file(reading.path));
                found.help("check that its codes are of the same year as the site's areas")
            });
        }
        match faults.tell(reading.report) {
            Some(_) => None,
            None => Some(part),
        }
    }

    fn may_drop(&self) -> bool {
        true
    }
}

impl Layout {
    fn feature(&self, reading: &Reading<'_>, number: usize, feature: Feature, part: &mut Part, faults: &mut Faults) {
        let property = &self.code.name;
        let code = feature
            .properties
            .as_ref()
            .and_then(|properties| properties.get(property))
            .and_then(|value| value.as_str());
        let Some(code) = code.map(str::trim) else {
            faults.add("property", "feature", || {
                let names = feature.properties.iter().flat_map(|properties| properties.keys()).map(String::as_str);
                let message = format!("feature {number} has no property `{property}` that holds a code");
                Diagnostic::error(message).at(Place::file(reading.path)).suggest(property, names)
            });
            return;
        };
        let Some(area) = reading.gazetteer.areas().by_code(code) else {
            part.quality.elsewhere += 1;
            return;
        };
        let polygons = match feature.geometry {
            Some(Geometry::Polygon(rings)) => vec![rings],
            Some(Geometry::MultiPolygon(polygons)) => polygons,
            None => Vec::new(),
        };
        let points = || polygons.iter().flatten().flatten();
        if polygons.is_empty() || polygons.iter().flatten().any(|ring| ring.len() < 4) {
            faults.add("rings", "feature", || {
                let found =
                    Diagnostic::error(format!("the outline of `{code}` is not made of rings of at least four points"));
                found.at(Place::file(reading.path)).help("ask for the file again, less simplified")
            });
        } else if let Some(point) = points().find(|point| !in_britain(**point)) {
            faults.add("place", "feature", || outside(reading.path, code, *point));
        } else {
            part.quality.kept += 1;
            let ring = |ring: Vec<Point>| ring.into_iter().map(|Point(x, y)| (x, y)).collect();
            let polygons = polygons.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect();
            part.boundaries.push((area, Boundary { polygons }));
        }
    }
}

/// Whether a point lies in the rectangle around Great Britain and its islands.
fn in_britain(Point(longitude, latitude): Point) -> bool {
    (-9.0..=2.0).contains(&longitude) && (49.0..=61.0).contains(&latitude)
}

fn outside(path: &str, code: &str, Point(x, y): Point) -> Diagnostic {
    let looks = if in_britain(Point(y, x)) {
        "latitude stands before longitude"
    } else if x.abs() > 180.0 || y.abs() > 90.0 {
        "they look like easting and northing"
    } else {
        "they lie outside Great Britain"
    };
    Diagnostic::error(format!("the coordinates of `{code}` are not longitude and latitude: {looks}"))
        .at(Place::file(path))
        .note(format!("found {x}, {y}; longitude is between -9 and 2 here, and latitude between 49 and 61"))
        .help("export the outlines as WGS 84 (EPSG:4326), longitude first")
}

fn unread(path: &str, fault: &serde_json::Error) -> Diagnostic {
    let message = match fault.classify() {
        serde_json::error::Category::Eof => "this file ends in the middle of its JSON",
        serde_json::error::Category::Data => "this file is not a GeoJSON collection of polygons",
        _ => "this file is not JSON",
    };
    // The line is often the whole file, so it is not shown.
    let place = Place::line(path, fault.line().max(1), fault.column().max(1), 1, None);
    Diagnostic::error(message).at(place).help("export the outlines as GeoJSON, each a Polygon or a MultiPolygon")
}

/// The outlines of the level that the settings want drawn, checked to be whole.
pub(super) fn of_site(
    report: &Report,
    root: &Root,
    declaration: &AreaDeclaration,
    areas: &Areas,
    declared: &BTreeMap<SourceId, Declared>,
    mut found: BTreeMap<SourceId, Vec<(AreaId, Boundary)>>,
) -> BTreeMap<AreaId, Boundary> {
    let mut outlines = BTreeMap::new();
    let Some(wanted) = &declaration.boundaries else { return outlines };
    let Some(level) = areas.level_named(&wanted.level) else {
        let message = Diagnostic::error(format!("unknown level `{}`", wanted.level))
            .at(wanted.place.clone())
            .label("no level has this word");
        report.add(message.suggest(&wanted.level, areas.levels().iter().map(|level| level.id.as_str())));
        return outlines;
    };
    if !declared.contains_key(&wanted.source) {
        // A source that is there and could not be read has been told of already.
        if root.exists(&format!("data/{}/source.yaml", wanted.source)) && report.sound(()).is_err() {
            return outlines;
        }
        let message = Diagnostic::error(format!("unknown source `{}`", wanted.source)).at(wanted.place.clone());
        report.add(
            message
                .label("no folder in data/ has this name")
                .suggest(wanted.source.as_str(), declared.keys().map(SourceId::as_str)),
        );
        return outlines;
    }
    // Nothing is here for a source that could not be read, and that has been told.
    let Some(list) = found.remove(&wanted.source) else { return outlines };
    let mut twice = Faults::default();
    for (area, outline) in list.into_iter().filter(|(area, _)| areas.get(*area).level == level) {
        if outlines.insert(area, outline).is_some() {
            twice.add("twice", "outline", || {
                let area = areas.get(area);
                let message =
                    format!("`{}`, {}, has two outlines in the source `{}`", area.code, area.name, wanted.source);
                Diagnostic::error(message)
                    .at(wanted.place.clone())
                    .label("of this source")
                    .help("leave one of its features out")
            });
        }
    }
    twice.tell(report);
    let without: Vec<AreaId> =
        areas.of_level(level).filter(|id| areas.is_assessed(*id) && !outlines.contains_key(id)).collect();
    if let Some(first) = without.first() {
        let area = areas.get(*first);
        let count = counted(without.len(), "area");
        let verb = if without.len() == 1 { "has" } else { "have" };
        let message = format!(
            "{count} of the level `{}` {verb} no outline, the first is `{}`, {}",
            wanted.level, area.code, area.name
        );
        let found = Diagnostic::warning(message).at(wanted.place.clone()).label("they are left white on maps");
        report.add(found.help("take outlines of the same year as the site's areas"));
    }
    outlines
}
