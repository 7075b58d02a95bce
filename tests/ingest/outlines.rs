//! Outlines in every usual container, from real files.

use sna::model::area::Boundary;
use snapbox::{assert_data_eq, str};

use crate::containers::archive;
use crate::geography::{level, quality, real, site, unpacked};
use crate::site::{Site, declaration};

/// A site of one level and a source of its outlines.
fn outlined(codes: &[&str], rest: &str, files: &[(&str, &[u8])]) -> Site {
    let slug = format!("area-{}", codes[0].to_lowercase());
    let areas = format!(
        "  assessed: {slug}\n  boundaries: {{source: outlines, level: place}}\n  levels:\n{}",
        level("place", codes)
    );
    let declared = declaration(files[0].0.rsplit('/').next().unwrap(), &format!("format: boundaries\n{rest}"));
    let mut all: Vec<(&str, &[u8])> = vec![("data/outlines/source.yaml", declared.as_bytes())];
    all.extend(files);
    site(&areas, &all)
}

fn outline(site: &Site) -> Boundary {
    let (read, told) = site.read();
    assert_eq!(told, "");
    read.unwrap().boundaries.into_values().next().unwrap()
}

/// The smallest and the largest longitude and latitude, to three places.
fn extent(boundary: &Boundary) -> String {
    let points = || boundary.polygons.iter().flatten().flatten();
    let low = points().fold((f64::MAX, f64::MAX), |low, point| (low.0.min(point.0), low.1.min(point.1)));
    let high = points().fold((f64::MIN, f64::MIN), |high, point| (high.0.max(point.0), high.1.max(point.1)));
    format!("{:.3} {:.3} {:.3} {:.3}", low.0, low.1, high.0, high.1)
}

#[test]
fn features_are_as_many_as_their_publishers_count() {
    for (name, layout, code, count) in [
        ("ward-E08000029.geojson.gz", "{code: WD25CD}", "E05001284", 17),
        ("lsoa-E08000029.geojson.gz", "{code: LSOA21CD}", "E01010108", 134),
        ("lsoa11-E08000029.geojson.gz", "{code: LSOA11CD}", "E01010108", 134),
        ("msoa-E08000029.geojson.gz", "{code: MSOA21CD}", "E02002081", 29),
        ("msoa11-E08000029.geojson.gz", "{code: MSOA11CD}", "E02002081", 29),
        ("geogLA2022EW.json.gz", "{object: lad, code: areacd}", "E08000029", 331),
    ] {
        let path = format!("data/outlines/{name}");
        let site = outlined(&[code], &format!("layout: {layout}\n"), &[(&path, &real(name))]);
        let quality = quality(&site, "outlines");
        assert_eq!((quality.rows, quality.kept, quality.elsewhere), (count, 1, count - 1), "{name}");
    }
}

/// The police force areas.
fn forces(shapes: &[u8], table: Option<&[u8]>, projection: Option<&[u8]>) -> Site {
    let mut files: Vec<(&str, &[u8])> = vec![("data/outlines/pfa.shp", shapes)];
    files.extend(table.map(|table| ("data/outlines/pfa.dbf", table)));
    files.extend(projection.map(|text| ("data/outlines/pfa.prj", text)));
    outlined(&["E23000014", "E23000001", "W15000004"], "layout: {code: PFA23CD}\n", &files)
}

#[test]
fn a_shapefile_in_the_national_grid_lies_where_its_geojson_lies() {
    let (shapes, table) = (real("PFA_DEC_2023_EW_BUC.shp"), real("PFA_DEC_2023_EW_BUC.dbf"));
    let site = forces(&shapes, Some(&table), Some(&real("PFA_DEC_2023_EW_BUC.prj")));
    let quality = quality(&site, "outlines");
    assert_eq!((quality.rows, quality.kept, quality.elsewhere), (43, 3, 40));
    let (read, _) = site.read();
    let read = read.unwrap();
    let west_midlands = &read.boundaries[&read.areas.by_code("E23000014").unwrap()];
    assert_eq!(west_midlands.polygons.len(), 1);
    // The seven authorities lie between 2.21 and 1.42 degrees west and 52.35 and 52.66 degrees north.
    assert_data_eq!(extent(west_midlands), str!["-2.207 52.348 -1.424 52.663"]);
    // Without its .prj the size of the coordinates says what they are.
    let bare = forces(&shapes, Some(&table), None).read().0.unwrap();
    assert_eq!(bare.boundaries, read.boundaries);
}

#[test]
fn a_shapefile_is_read_from_the_archive_it_was_sent_in() {
    let parts: Vec<(String, Vec<u8>)> = [("shp", "shp"), ("DBF", "dbf"), ("prj", "prj")]
        .map(|(ending, own)| (format!("PFA/pfa.{ending}"), real(&format!("PFA_DEC_2023_EW_BUC.{own}"))))
        .into();
    let files: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let areas = format!(
        "  assessed: area-e23000014\n  boundaries: {{source: outlines, level: place}}\n  levels:\n{}",
        level("place", &["E23000014"])
    );
    let declared = declaration("pfa.zip", "format: boundaries\nlayout: {code: PFA23CD}\n")
        .replace("{name: pfa.zip}", "{name: pfa.zip, member: \"*.shp\"}");
    let of = |archive: &[u8]| {
        site(&areas, &[("data/outlines/source.yaml", declared.as_bytes()), ("data/outlines/pfa.zip", archive)])
    };
    let whole = of(&archive(&files));
    let quality = quality(&whole, "outlines");
    assert_eq!((quality.rows, quality.kept), (43, 1));
    assert_data_eq!(
        of(&archive(&files[..1])).told(),
        str![[r#"
error: a shapefile needs its table, and it is not there
--> data/outlines/pfa.zip/PFA/pfa.shp
 = note: looked for data/outlines/pfa.zip/PFA/pfa.dbf
 = help: copy `pfa.dbf` beside it; a shapefile is several files of one name


"#]]
    );
}

#[test]
fn the_same_district_has_the_same_extent_in_a_topology_as_in_its_wards() {
    let path = "data/outlines/la.json";
    let topology = unpacked("geogLA2022EW.json.gz");
    // The file has one object, which need not be named.
    let site = outlined(&["E08000029"], "layout: {code: areacd}\n", &[(path, &topology)]);
    let whole = outline(&site);
    let wards = unpacked("ward-E08000029.geojson.gz");
    let text = String::from_utf8(wards).unwrap();
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for position in text.split("[ -").skip(1) {
        let mut numbers = position.split([',', ' ', ']']).filter(|part| !part.is_empty());
        let (x, y): (f64, f64) =
            (-numbers.next().unwrap().parse::<f64>().unwrap(), numbers.next().unwrap().parse().unwrap());
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    let points = || whole.polygons.iter().flatten().flatten();
    let found = [
        points().map(|point| point.0).fold(f64::MAX, f64::min) - low.0,
        points().map(|point| point.1).fold(f64::MAX, f64::min) - low.1,
        points().map(|point| point.0).fold(f64::MIN, f64::max) - high.0,
        points().map(|point| point.1).fold(f64::MIN, f64::max) - high.1,
    ];
    // The topology is simplified to about half a kilometre.
    assert!(found.iter().all(|difference| difference.abs() < 0.01), "{found:?}");
}

#[test]
fn outlines_in_metres_are_converted_by_their_reference_or_by_their_size() {
    let feature = |crs: &str| {
        format!(
            r#"{{"type": "FeatureCollection", {crs}"features": [{{"type": "Feature", "properties": {{"c": "E05001284"}}, "geometry": {{"type": "MultiPolygon", "coordinates": [[[[419000, 281000], [420000, 281000], [420000, 282000], [419000, 281000]]]]}}}}]}}"#
        )
    };
    let crs = r#""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "#;
    for text in [feature(crs), feature("")] {
        let site = outlined(&["E05001284"], "layout: {code: c}\n", &[("data/outlines/a.geojson", text.as_bytes())]);
        assert_data_eq!(extent(&outline(&site)), str!["-1.722 52.427 -1.707 52.436"]);
    }
}

#[test]
fn outlines_of_a_district_under_its_code_of_before_are_its_outlines() {
    let files: [(&str, &[u8]); 1] = [("data/outlines/la.json.gz", &real("geogLA2022EW.json.gz"))];
    let site = outlined(&["E08000039"], "layout: {code: areacd}\n", &files);
    assert_eq!(quality(&site, "outlines").kept, 1);
}

#[test]
fn a_shapefile_whose_parts_do_not_belong_together_is_refused() {
    let (shapes, mut table) = (real("PFA_DEC_2023_EW_BUC.shp"), real("PFA_DEC_2023_EW_BUC.dbf"));
    table[4] -= 1;
    assert_data_eq!(
        forces(&shapes, Some(&table), None).told(),
        str![[r#"
error: the shapefile has 43 shapes, and the table beside it 42 rows
--> data/outlines/pfa.shp
 = help: ask for the file again: its .shp and .dbf belong to different copies


"#]]
    );
    assert_data_eq!(
        forces(&shapes[..shapes.len() - 1], Some(&table), None).told(),
        str![[r#"
error: this part of a shapefile cannot be read: its shapes are cut short, or are not polygons
--> data/outlines/pfa.shp
 = help: ask for the file again, with all its parts


"#]]
    );
    assert_data_eq!(
        forces(&shapes, Some(&table[..200]), None).told(),
        str![[r#"
error: this part of a shapefile cannot be read: it is cut short, or is no dBASE table
--> data/outlines/pfa.dbf
 = help: ask for the file again, with all its parts


"#]]
    );
    table[4] += 1;
    let lambert = br#"PROJCS["ETRS_1989_LAEA",GEOGCS["GCS_ETRS_1989"]]"#;
    assert_data_eq!(
        forces(&shapes, Some(&table), Some(lambert)).told(),
        str![[r#"
error: the outlines of this file are in another projection, `ETRS_1989_LAEA`
--> data/outlines/pfa.shp
 = help: export them as WGS 84 (EPSG:4326), or in the British National Grid (EPSG:27700)


"#]]
    );
}

#[test]
fn a_topology_that_is_not_whole_is_refused() {
    let told = |text: &str| {
        outlined(&["E05001284"], "layout: {object: a, code: c}\n", &[("data/outlines/a.json", text.as_bytes())]).told()
    };
    let arcs = r#""arcs": [[[-1, 52], [-1.5, 52], [-1.5, 52.5], [-1, 52]]]"#;
    let object = |name: &str, arcs: &str| {
        format!(
            r#""objects": {{"{name}": {{"type": "GeometryCollection", "geometries": [{{"type": "Polygon", "arcs": {arcs}, "properties": {{"c": "E05001284"}}}}]}}}}"#
        )
    };
    assert_eq!(told(&format!(r#"{{"type": "Topology", {arcs}, {}}}"#, object("a", "[[0]]"))), "");
    assert_data_eq!(
        told(&format!(r#"{{"type": "Topology", {arcs}, {}}}"#, object("a", "[[7]]"))),
        str![[r#"
error: this TopoJSON cannot be read: an outline names a line that is not there
--> data/outlines/a.json
 = help: ask for the file again, or export the outlines as GeoJSON


"#]]
    );
    assert_data_eq!(
        told(&format!(r#"{{"type": "Topology", {arcs}, {}}}"#, object("b", "[[0]]"))),
        str![[r#"
error: no object of data/outlines/a.json is named `a`
  --> data/outlines/source.yaml:11:18
   |
11 | layout: {object: a, code: c}
   |                  ^ asked for here
   |
   = help: did you mean `b`?


"#]]
    );
    assert_data_eq!(
        told(&format!(r#"{{"type": "Topology", {arcs}, {}}}"#, object("a", "[[-9223372036854775808]]"))),
        str![[r#"
error: this TopoJSON cannot be read: an outline names a line that is not there
--> data/outlines/a.json
 = help: ask for the file again, or export the outlines as GeoJSON


"#]]
    );
}
