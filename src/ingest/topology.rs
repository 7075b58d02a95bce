//! TopoJSON: outlines whose shared lines are stored once, as small steps between whole numbers.
//!
//! In go the bytes and the object that is wanted, out come features with rings of points. What can be
//! wrong is an object that is not there, an arc that is not there, and arcs used so often that the
//! outlines would fill the memory. The format is that of the TopoJSON specification, version 1.

use super::outline::{Feature, Outlines, Polygons, Unread, coded, unread};
use crate::report::{Diagnostic, Place, counted};
use serde_json::{Map, Value};

/// How often the points of all lines may be used: once on either side, and again for a level above.
/// A small file could otherwise ask for any amount of memory.
const MOST_USES: usize = 8;

#[derive(serde::Deserialize)]
struct Topology {
    objects: Map<String, Value>,
    arcs: Vec<Vec<Vec<f64>>>,
    transform: Option<Transform>,
}

#[derive(serde::Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(serde::Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    arcs: Value,
    properties: Option<Map<String, Value>>,
}

/// Reads the features of one object. `wanted` is its name and where that is asked for.
pub(super) fn read(
    path: &str,
    bytes: &[u8],
    wanted: Option<(&str, &Place)>,
    property: &str,
) -> Result<Outlines, Unread> {
    let topology: Topology = serde_json::from_slice(bytes).map_err(|fault| unread(path, &fault))?;
    let object = object(path, &topology.objects, wanted)?;
    let lines = lines(topology.arcs, topology.transform.as_ref());
    let Some(Value::Array(geometries)) = object.get("geometries") else {
        return Err(unsound(path, "its object is not a collection of geometries").into());
    };
    let mut outlines = Outlines::default();
    let mut left = lines.iter().map(|line| line.len() + 1).sum::<usize>().saturating_mul(MOST_USES);
    for geometry in geometries {
        let Ok(geometry) = <Geometry as serde::Deserialize>::deserialize(geometry) else {
            return Err(unsound(path, "one of its geometries has no form").into());
        };
        let (code, properties) = coded(geometry.properties.as_ref(), property);
        let polygons = match geometry.kind.as_deref() {
            Some("Polygon") => polygon(&lines, &geometry.arcs, &mut left).map(|rings| vec![rings]),
            Some("MultiPolygon") => {
                let polygons = geometry.arcs.as_array().into_iter().flatten();
                polygons.map(|rings| polygon(&lines, rings, &mut left)).collect()
            }
            // A point, a line or nothing is no outline, which is said where its area is known.
            _ => Ok(Polygons::new()),
        };
        let polygons = polygons.map_err(|fault| match fault {
            Fault::Arc => unsound(path, "an outline names a line that is not there"),
            Fault::Many => unsound(path, "its outlines use the same lines many times over"),
        })?;
        outlines.features.push(Feature { code, properties, polygons });
    }
    Ok(outlines)
}

/// The object of this name, or the only one.
fn object<'a>(
    path: &str,
    objects: &'a Map<String, Value>,
    wanted: Option<(&str, &Place)>,
) -> Result<&'a Value, Unread> {
    let names = || objects.keys().map(String::as_str);
    if let Some((name, place)) = wanted {
        return objects.get(name).ok_or_else(|| {
            let found = Diagnostic::error(format!("no object of {path} is named `{name}`")).at(place.clone());
            found.label("asked for here").suggest(name, names()).into()
        });
    }
    let mut all = objects.values();
    match (all.next(), all.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(unsound(path, "it has no objects").into()),
        _ => {
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            let count = counted(objects.len(), "object");
            let found = Diagnostic::error(format!("this file has {count}, and `layout:` names none"));
            let help = format!("say which one holds the outlines: `object:` and one of {}", known.join(", "));
            Err(found.at(Place::file(path)).help(help).into())
        }
    }
}

fn unsound(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error(format!("this TopoJSON cannot be read: {why}"))
        .at(Place::file(path))
        .help("ask for the file again, or export the outlines as GeoJSON")
}

/// The points of every arc: each is a step from the one before where there is a transform.
fn lines(arcs: Vec<Vec<Vec<f64>>>, transform: Option<&Transform>) -> Vec<Vec<(f64, f64)>> {
    let line = |arc: Vec<Vec<f64>>| {
        let (mut x, mut y) = (0.0, 0.0);
        let point = |position: Vec<f64>| {
            let (across, up) =
                (position.first().copied().unwrap_or(f64::NAN), position.get(1).copied().unwrap_or(f64::NAN));
            match transform {
                Some(Transform { scale, translate }) => {
                    x += across;
                    y += up;
                    (x * scale.0 + translate.0, y * scale.1 + translate.1)
                }
                None => (across, up),
            }
        };
        arc.into_iter().map(point).collect()
    };
    arcs.into_iter().map(line).collect()
}

enum Fault {
    Arc,
    Many,
}

/// Every ring of a polygon: arcs one after the other, a negative number for one that is walked backwards.
fn polygon(lines: &[Vec<(f64, f64)>], rings: &Value, left: &mut usize) -> Result<Vec<Vec<(f64, f64)>>, Fault> {
    let ring = |arcs: &Value| {
        let mut ring: Vec<(f64, f64)> = Vec::new();
        for arc in arcs.as_array().into_iter().flatten() {
            let number = arc.as_i64().ok_or(Fault::Arc)?;
            let index = usize::try_from(if number < 0 { !number } else { number }).map_err(|_| Fault::Arc)?;
            let line = lines.get(index).ok_or(Fault::Arc)?;
            *left = left.checked_sub(line.len() + 1).ok_or(Fault::Many)?;
            // The first point of an arc is the last of the one before.
            ring.pop();
            if number < 0 { ring.extend(line.iter().rev()) } else { ring.extend(line) }
        }
        Ok(ring)
    };
    rings.as_array().into_iter().flatten().map(ring).collect()
}
