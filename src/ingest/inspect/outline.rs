//! GeoJSON, TopoJSON and shapefiles as far as they can be told without drawing them: how many features there are and which
//! property holds a code.
//!
//! In go bytes, out comes a count and names of properties, or nothing where the bytes are another JSON.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::kind;
use crate::ingest::shapefile;

/// What stands in a collection of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outlines {
    /// How it is written.
    pub(super) kind: &'static str,
    pub(super) features: usize,
    /// Properties whose values are codes of areas, with the first letters of those codes.
    pub(super) codes: Vec<(String, [u8; 3])>,
    pub(super) properties: Vec<String>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Topology {
    objects: std::collections::BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Object {
    geometries: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(rename = "geometry")]
    _geometry: Option<IgnoredAny>,
}

/// The features of a shapefile, by the table beside it.
pub(super) fn of_shapefile(table: &[u8]) -> Option<Outlines> {
    let (columns, features) = shapefile::columns(table)?;
    let codes = columns.iter().filter_map(|(name, first)| Some((name.clone(), kind::prefix(first)?))).collect();
    Some(Outlines {
        kind: "a shapefile",
        features,
        codes,
        properties: columns.into_iter().map(|(name, _)| name).collect(),
    })
}

/// The features of GeoJSON.
pub(super) fn of(bytes: &[u8]) -> Option<Outlines> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    let (kind, features) = match serde_json::from_slice(bytes) {
        Ok(Collection { features }) => ("GeoJSON", features),
        Err(_) => {
            let Topology { objects } = serde_json::from_slice(bytes).ok()?;
            ("TopoJSON", objects.into_values().flat_map(|object| object.geometries).collect())
        }
    };
    let first = features.iter().find_map(|feature| feature.properties.as_ref());
    let properties: Vec<String> = first.into_iter().flat_map(|map| map.keys().cloned()).collect();
    let code = |name: &String| {
        let text = first?.get(name)?.as_str()?;
        Some((name.clone(), kind::prefix(text)?))
    };
    Some(Outlines { kind, features: features.len(), codes: properties.iter().filter_map(code).collect(), properties })
}
