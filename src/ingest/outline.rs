//! The bytes of a file of outlines, whatever its container, to features: a code and rings of points.
//!
//! The kind is told from the bytes: GeoJSON, TopoJSON or a shapefile. Coordinates come out in degrees,
//! converted where the file is in the British National Grid. What can be wrong is another kind of file,
//! a projection that is neither, and coordinates that lie elsewhere. Areas of the site are not known here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::projection::{self, Grid};
use crate::report::{Diagnostic, Place};

/// Polygons, each a list of rings.
pub(super) type Polygons = Vec<Vec<Vec<(f64, f64)>>>;

/// Why a file of outlines cannot be read.
pub(super) type Unread = Box<Diagnostic>;

/// One feature as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Feature {
    /// What stands in the property of codes; `None` where that is not there or no text.
    pub(super) code: Option<String>,
    /// The names of its properties, where the one of codes is not among them.
    pub(super) properties: Vec<String>,
    pub(super) polygons: Polygons,
}

/// Everything in one file.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    pub(super) features: Vec<Feature>,
    /// What the file says its coordinates are.
    pub(super) reference: Option<Reference>,
}

/// What a file says its coordinates are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    Known(Grid),
    /// Another projection, by its name.
    Other(String),
}

impl Reference {
    /// What a name of a coordinate reference system means: `urn:ogc:def:crs:EPSG::27700`.
    pub(super) fn named(name: &str) -> Self {
        let upper = name.to_uppercase();
        if upper.ends_with(":27700") {
            Self::Known(Grid::National)
        } else if upper.ends_with(":4326") || upper.ends_with("CRS84") || upper.ends_with(":4258") {
            Self::Known(Grid::Wgs84)
        } else {
            Self::Other(name.to_owned())
        }
    }
}

/// Whether the bytes are a JSON topology.
pub(super) fn is_topology(bytes: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Kind {
        #[serde(default, rename = "type")]
        kind: Option<String>,
    }
    serde_json::from_slice::<Kind>(bytes).is_ok_and(|kind| kind.kind.as_deref() == Some("Topology"))
}

#[derive(serde::Deserialize)]
struct Collection {
    features: Vec<GeoFeature>,
    crs: Option<Crs>,
}

#[derive(serde::Deserialize)]
struct Crs {
    properties: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(serde::Deserialize)]
struct GeoFeature {
    properties: Option<serde_json::Map<String, serde_json::Value>>,
    geometry: Option<Geometry>,
}

#[derive(serde::Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Point>>),
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

/// Two coordinates; a height is not kept.
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

/// Reads GeoJSON whose codes stand in `property`.
pub(super) fn geojson(path: &str, bytes: &[u8], property: &str) -> Result<Outlines, Unread> {
    let collection: Collection = serde_json::from_slice(bytes).map_err(|fault| unread(path, &fault))?;
    let name = collection.crs.and_then(|crs| crs.properties?.get("name")?.as_str().map(Reference::named));
    let feature = |GeoFeature { properties, geometry }: GeoFeature| {
        let polygons = match geometry {
            Some(Geometry::Polygon(rings)) => vec![rings],
            Some(Geometry::MultiPolygon(polygons)) => polygons,
            None => Vec::new(),
        };
        let ring = |ring: Vec<Point>| ring.into_iter().map(|Point(x, y)| (x, y)).collect();
        let polygons = polygons.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect();
        let (code, properties) = coded(properties.as_ref(), property);
        Feature { code, properties, polygons }
    };
    Ok(Outlines { features: collection.features.into_iter().map(feature).collect(), reference: name })
}

/// The code among properties, or the names there are instead.
pub(super) fn coded(
    properties: Option<&serde_json::Map<String, serde_json::Value>>,
    property: &str,
) -> (Option<String>, Vec<String>) {
    let code = properties.and_then(|properties| properties.get(property)?.as_str());
    match code {
        Some(code) => (Some(code.trim().to_owned()), Vec::new()),
        None => (None, properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()),
    }
}

/// What is said of JSON that is not what it should be.
pub(super) fn unread(path: &str, fault: &serde_json::Error) -> Diagnostic {
    let message = match fault.classify() {
        serde_json::error::Category::Eof => "this file ends in the middle of its JSON",
        serde_json::error::Category::Data => "this file is not a GeoJSON collection of polygons",
        _ => "this file is not JSON",
    };
    // The line is often the whole file, so it is not shown.
    let place = Place::line(path, fault.line().max(1), fault.column().max(1), 1, None);
    Diagnostic::error(message).at(place).help("export the outlines as GeoJSON, each a Polygon or a MultiPolygon")
}

/// The rings of one area in degrees, or what is wrong with its coordinates; `grid` is what the file says
/// they are.
pub(super) fn in_degrees(
    path: &str,
    code: &str,
    grid: Option<Grid>,
    mut polygons: Polygons,
) -> Result<Polygons, Unread> {
    let points = || polygons.iter().flatten().flatten().copied();
    let grid = match grid {
        Some(grid) => grid,
        // Degrees are never this large, and metres never all this small.
        None if points().all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 180.0) => Grid::Wgs84,
        None => Grid::National,
    };
    if let Some(point) = points().find(|point| !is_in_britain(*point, grid)) {
        return Err(outside(path, code, point, grid).into());
    }
    if grid == Grid::National {
        for point in polygons.iter_mut().flatten().flatten() {
            *point = projection::degrees(point.0, point.1);
        }
    }
    Ok(polygons)
}

/// Whether a point lies in the rectangle around Great Britain and its islands.
pub(super) fn is_in_britain((x, y): (f64, f64), grid: Grid) -> bool {
    match grid {
        Grid::Wgs84 => (-9.0..=2.0).contains(&x) && (49.0..=61.0).contains(&y),
        Grid::National => (0.0..=700_000.0).contains(&x) && (0.0..=1_300_000.0).contains(&y),
    }
}

/// The limits of [`is_in_britain`] in words.
fn limits(grid: Grid) -> &'static str {
    match grid {
        Grid::Wgs84 => "longitude is between -9 and 2 here, and latitude between 49 and 61",
        Grid::National => "easting is between 0 and 700000 here, and northing between 0 and 1300000",
    }
}

fn outside(path: &str, code: &str, (x, y): (f64, f64), grid: Grid) -> Diagnostic {
    let (what, looks) = match grid {
        Grid::Wgs84 if is_in_britain((y, x), grid) => ("longitude and latitude", "latitude stands before longitude"),
        Grid::Wgs84 if x.abs() > 180.0 || y.abs() > 180.0 => {
            ("longitude and latitude", "they look like easting and northing")
        }
        Grid::Wgs84 => ("longitude and latitude", "they lie outside Great Britain"),
        // Web Mercator, in which most maps of the web are drawn, has Britain between these northings.
        Grid::National if (6_200_000.0..8_900_000.0).contains(&y) => {
            ("easting and northing", "they look like Web Mercator (EPSG:3857)")
        }
        Grid::National => ("easting and northing", "they lie outside Great Britain"),
    };
    Diagnostic::error(format!("the coordinates of `{code}` are not {what}: {looks}"))
        .at(Place::file(path))
        .note(format!("found {x}, {y}; {}", limits(grid)))
        .help(
            "export the outlines as WGS 84 (EPSG:4326), longitude first, or in the British National Grid (EPSG:27700)",
        )
}

/// What is said of a projection that is neither of the two.
pub(super) fn projected(path: &str, name: &str) -> Diagnostic {
    Diagnostic::error(format!("the outlines of this file are in another projection, `{name}`"))
        .at(Place::file(path))
        .help("export them as WGS 84 (EPSG:4326), or in the British National Grid (EPSG:27700)")
}
