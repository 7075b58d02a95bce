//! The format `boundaries`: outlines of areas as GeoJSON, TopoJSON or a shapefile.
//!
//! In goes a file of features and the name of the property that holds the code, out come the outlines of
//! the areas of this site. What can be wrong is a property that is not there, a file beside it that is
//! not there, an area twice, and areas without an outline; what [`super::outline`] says of the file
//! itself is told here.

use std::collections::BTreeMap;

use super::declaration::Declared;
use super::fault::Faults;
use super::gazetteer::Found;
use super::layout::Column;
use super::outline::{self, Feature, Outlines, Reference, Unread};
use super::recode::Change;
use super::shapefile::{self, Beside};
use super::{Format, Head, Part, Reader, Reading, topology};
use crate::files::{Content, Root};
use crate::model::area::{AreaId, Areas, Boundary, LevelId};
use crate::model::declaration::{AreaDeclaration, BoundaryDeclaration, Drawn};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, counted};
use crate::yaml::Map;

/// The format `boundaries`.
pub(super) struct Boundaries;

/// The property that holds the code, and the object of a topology.
struct Layout {
    code: Column,
    object: Option<(String, Place)>,
}

impl Format for Boundaries {
    fn name(&self) -> &'static str {
        "boundaries"
    }

    fn about(&self) -> &'static str {
        "Outlines of areas, for maps and to say in which area a point lies: GeoJSON, TopoJSON or a shapefile."
    }

    fn recognises(&self, head: &Head) -> bool {
        let holds = |word: &[u8]| head.bytes.windows(word.len()).any(|window| window == word);
        head.bytes.starts_with(shapefile::MAGIC) || holds(b"\"FeatureCollection\"") || holds(b"\"Topology\"")
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let mut map = map.required("layout")?.map(report)?;
        let code = Column::required(report, &mut map, "code");
        let object = map.optional_text_at("object");
        map.finish();
        Some(Box::new(Layout { code: code?, object }))
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let bytes = content.all(reading.report).ok()?;
        let outlines = match self.outlines(reading, &bytes)? {
            Ok(outlines) => outlines,
            Err(found) => {
                reading.report.add(*found);
                return None;
            }
        };
        let mut faults = Faults::default();
        let mut part = Part::default();
        let Outlines { features, reference } = outlines;
        let grid = match reference {
            Some(Reference::Other(name)) => {
                reading.report.add(outline::projected(reading.path, &name));
                return None;
            }
            Some(Reference::Known(grid)) => Some(grid),
            None => None,
        };
        for (index, feature) in features.into_iter().enumerate() {
            part.quality.rows += 1;
            if let Some((area, code, polygons)) = self.wanted(reading, index + 1, feature, &mut part, &mut faults) {
                match outline::in_degrees(reading.path, &code, grid, polygons) {
                    Ok(polygons) => {
                        part.quality.kept += 1;
                        part.boundaries.push((area, Boundary { polygons }));
                    }
                    Err(found) => faults.add("place", "feature", || *found),
                }
            }
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
    /// The features of a file of any kind; `None` once something was told.
    fn outlines(&self, reading: &Reading<'_>, bytes: &[u8]) -> Option<Result<Outlines, Unread>> {
        let property = &self.code.name;
        if bytes.starts_with(shapefile::MAGIC) {
            let table = match reading.sibling(".dbf") {
                Some(table) => table.ok()?,
                None => return Some(Err(without_table(reading.path).into())),
            };
            let projection = match reading.sibling(".prj") {
                Some(text) => Some(text.ok()?),
                None => None,
            };
            return Some(shapefile::read(reading.path, bytes, &Beside { table, projection }, property));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Some(if outline::is_topology(bytes) {
            let object = self.object.as_ref().map(|(name, place)| (name.as_str(), place));
            topology::read(reading.path, bytes, object, property)
        } else {
            outline::geojson(reading.path, bytes, property)
        })
    }

    /// The area of a feature and its rings, if it is of this site and sound.
    fn wanted(
        &self,
        reading: &Reading<'_>,
        number: usize,
        feature: Feature,
        part: &mut Part,
        faults: &mut Faults,
    ) -> Option<(AreaId, String, outline::Polygons)> {
        let property = &self.code.name;
        let Some(code) = feature.code else {
            faults.add("property", "feature", || {
                let message = format!("feature {number} has no property `{property}` that holds a code");
                let names = feature.properties.iter().map(String::as_str);
                Diagnostic::error(message).at(Place::file(reading.path)).suggest(property, names)
            });
            return None;
        };
        let area = match reading.gazetteer.find(code.as_bytes()) {
            Found::Area(area) => area,
            // The same area under another code; the parts of one that was merged are not its outline.
            Found::Mapped(area, rule) if reading.gazetteer.rule(rule).change == Change::Recoded => area,
            _ => {
                part.quality.elsewhere += 1;
                return None;
            }
        };
        let polygons = feature.polygons;
        if polygons.is_empty() || polygons.iter().flatten().any(|ring| ring.len() < 4) {
            faults.add("rings", "feature", || {
                let found =
                    Diagnostic::error(format!("the outline of `{code}` is not made of rings of at least four points"));
                found.at(Place::file(reading.path)).help("ask for the file again, less simplified")
            });
            return None;
        }
        Some((area, code, polygons))
    }
}

fn without_table(path: &str) -> Diagnostic {
    let wanted = format!("{}.dbf", path.rsplit_once('.').map_or(path, |(stem, _)| stem));
    let file = wanted.rsplit('/').next().unwrap_or_default();
    let found = Diagnostic::error("a shapefile needs its table, and it is not there");
    let found = found.at(Place::file(path)).note(format!("looked for {wanted}"));
    found.help(format!("copy `{file}` beside it; a shapefile is several files of one name"))
}

/// The outlines of a site.
#[derive(Debug, Default)]
pub(super) struct SiteOutlines {
    /// Of every level that has them.
    pub(super) outlines: BTreeMap<AreaId, Boundary>,
    /// The levels of which maps are drawn.
    drawn: Vec<LevelId>,
}

impl SiteOutlines {
    /// Those of which maps are drawn.
    pub(super) fn drawn(self, areas: &Areas) -> BTreeMap<AreaId, Boundary> {
        let Self { mut outlines, drawn } = self;
        outlines.retain(|area, _| drawn.contains(&areas.get(*area).level));
        outlines
    }
}

/// The outlines of the levels that the settings name, checked to be whole.
pub(super) fn of_site(
    report: &Report,
    root: &Root,
    declaration: &AreaDeclaration,
    areas: &Areas,
    declared: &BTreeMap<SourceId, Declared>,
    mut found: BTreeMap<SourceId, Vec<(AreaId, Boundary)>>,
) -> SiteOutlines {
    let mut all = SiteOutlines::default();
    for wanted in &declaration.boundaries {
        if let Some((level, list)) = of_level(report, root, wanted, areas, declared, &mut found) {
            if wanted.drawn == Drawn::Yes {
                all.drawn.push(level);
            }
            all.outlines.extend(list);
        }
    }
    all
}

/// The outlines of one level.
fn of_level(
    report: &Report,
    root: &Root,
    wanted: &BoundaryDeclaration,
    areas: &Areas,
    declared: &BTreeMap<SourceId, Declared>,
    found: &mut BTreeMap<SourceId, Vec<(AreaId, Boundary)>>,
) -> Option<(LevelId, BTreeMap<AreaId, Boundary>)> {
    let mut outlines = BTreeMap::new();
    let Some(level) = areas.level_named(&wanted.level) else {
        let message = Diagnostic::error(format!("unknown level `{}`", wanted.level))
            .at(wanted.place.clone())
            .label("no level has this word");
        report.add(message.suggest(&wanted.level, areas.levels().iter().map(|level| level.id.as_str())));
        return None;
    };
    if !declared.contains_key(&wanted.source) {
        // A source that is there and could not be read has been told of already.
        if root.exists(&format!("data/{}/source.yaml", wanted.source)) && report.sound(()).is_err() {
            return None;
        }
        let message = Diagnostic::error(format!("unknown source `{}`", wanted.source)).at(wanted.place.clone());
        report.add(
            message
                .label("no folder in data/ has this name")
                .suggest(wanted.source.as_str(), declared.keys().map(SourceId::as_str)),
        );
        return None;
    }
    // Nothing is here for a source that could not be read, and that has been told.
    let list = found.get_mut(&wanted.source)?;
    let mut twice = Faults::default();
    // One source may give the outlines of several levels.
    for (area, outline) in list.extract_if(.., |(area, _)| areas.get(*area).level == level) {
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
    Some((level, outlines))
}
