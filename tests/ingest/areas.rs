//! Areas from settings and lookups, their slugs, and their outlines.

use sna::model::area::AreaCode;
use sna::model::declaration::{AreaDeclaration, BoundaryDeclaration, ColumnName, Drawn, LookupDeclaration};
use sna::model::source::SourceId;
use snapbox::{assert_data_eq, str};

use crate::site::{Site, areas, level, place};

const LOOKUP: &str = "format: lookup
layout:
  ward: {code: WD24CD, name: WD24NM, parent: LAD24CD}
";

/// The force and its authorities written out, wards from a lookup.
fn looked_up(text: &str, change: impl FnOnce(&mut AreaDeclaration)) -> Site {
    let mut areas = areas();
    areas.levels.truncate(2);
    let mut ward = level("ward", "Ward", &[]);
    ward.lookup = Some(LookupDeclaration {
        source: SourceId::new("calls"),
        file: "wards.csv".into(),
        code: "WD24CD".into(),
        name: "WD24NM".into(),
        parent: Some(ColumnName::from("LAD24CD")),
        place: place(),
    });
    areas.levels.push(ward);
    change(&mut areas);
    Site::of("wards.csv", LOOKUP, text).with_areas(areas)
}

/// Outlines of wards from a source.
fn wards(source: &str) -> BoundaryDeclaration {
    BoundaryDeclaration { source: SourceId::new(source), level: "ward".into(), drawn: Drawn::Yes, place: place() }
}

fn slugs(site: &Site) -> Vec<String> {
    let (read, told) = site.read();
    assert_eq!(told, "");
    read.unwrap().areas.iter().map(|(_, area)| area.slug.clone()).collect()
}

const WARDS: &str = "WD24CD,WD24NM,LAD24CD
E05000001,St Mary's,E08000025
E05000002,St Mary's,E08000026
E05000001,St Mary's,E08000025
E05000003,Aston,E08000025
";

#[test]
fn a_ward_is_listed_once_and_its_slug_has_its_authority() {
    let expected =
        ["west-midlands", "birmingham", "coventry", "st-marys-birmingham", "st-marys-coventry", "aston-birmingham"];
    assert_eq!(slugs(&looked_up(WARDS, |_| {})), expected);
}

#[test]
fn names_and_slugs_of_the_settings_stand_before_those_that_are_made() {
    let site = looked_up(WARDS, |areas| {
        areas.levels[2].names.insert(AreaCode::new("E05000003"), ("Aston and Witton".into(), place()));
        areas.levels[1].slugs.insert(AreaCode::new("E08000026"), ("cov".into(), place()));
    });
    assert_eq!(
        slugs(&site),
        ["west-midlands", "birmingham", "cov", "st-marys-birmingham", "st-marys-cov", "aston-and-witton-birmingham"]
    );
}

#[test]
fn areas_of_one_name_get_slugs_that_differ() {
    let mut areas = areas();
    areas.levels.push(level("trust", "NHS trust", &[("RAA", "Birmingham", None), ("RBB", "Birmingham", None)]));
    let site = Site::new(&[]).with_areas(areas);
    let (read, _) = site.read();
    let slugs: Vec<String> = read.unwrap().areas.iter().map(|(_, area)| area.slug.clone()).collect();
    assert_eq!(&slugs[slugs.len() - 4..], ["e01009061", "e01009062", "birmingham-raa", "birmingham-rbb"]);
}

#[test]
fn a_code_with_two_names_or_two_parents() {
    let text = format!("{WARDS}E05000003,Astn,E08000025\nE05000003,Aston,E08000026\n");
    assert_data_eq!(
        looked_up(&text, |_| {}).told(),
        str![[r#"
error: `E05000003` has two names, `Aston` and `Astn`
 --> data/calls/wards.csv:6:11
  |
6 | E05000003,Astn,E08000025
  |           ^^^^ another than before
  |
  = note: the first is at data/calls/wards.csv:5
  = help: correct one of the rows

error: `E05000003` has two parents, `E08000025` and `E08000026`
 --> data/calls/wards.csv:7:17
  |
7 | E05000003,Aston,E08000026
  |                 ^^^^^^^^^ another than before
  |
  = note: the first is at data/calls/wards.csv:5
  = help: correct one of the rows


"#]]
    );
}

#[test]
fn a_parent_that_is_no_area() {
    assert_data_eq!(
        looked_up("WD24CD,WD24NM,LAD24CD\nE05000001,Aston,E08000099\n", |_| {}).told(),
        str![[r#"
error: `E05000001` lies in `E08000099`, which is no area of this site
--> data/calls/wards.csv:2:1
 = note: of this area
 = help: list `E08000099` in a larger level, or leave the parents of `ward` out


"#]]
    );
}

#[test]
fn a_lookup_that_is_not_there_or_has_other_columns() {
    let other = |source: &'static str, file: &'static str| {
        move |areas: &mut AreaDeclaration| {
            if let Some(lookup) = &mut areas.levels[2].lookup {
                lookup.source = SourceId::new(source);
                lookup.file = file.into();
            }
        }
    };
    assert_data_eq!(
        looked_up(WARDS, other("call", "wards.csv")).told(),
        str![[r#"
error: unknown source `call`
--> site.yaml
 = note: no folder in data/ has this name
 = help: did you mean `calls`?


"#]]
    );
    assert_data_eq!(
        looked_up(WARDS, other("calls", "ward.csv")).told(),
        str![[r#"
error: the source `calls` has no file `ward.csv`
--> site.yaml
 = note: not under its `files:`
 = help: did you mean `wards.csv`?


"#]]
    );
    assert_data_eq!(
        looked_up(&WARDS.replace("WD24NM", "WD25NM"), |_| {}).told(),
        str![[r#"
error: no column is named `WD24NM`; `WD25NM` is of another year
 --> data/calls/wards.csv:1:1
  |
1 | WD24CD,WD25NM,LAD24CD
  | ^^^^^^^^^^^^^^^^^^^^^ this is the header
  |
  = note: the column is asked for at site.yaml
  = help: write `WD25NM`, or `{newest: WDNM}` for the newest that a file has


"#]]
    );
}

#[test]
fn an_assessed_area_a_name_and_a_slug_that_nobody_has() {
    assert_data_eq!(
        looked_up(WARDS, |areas| areas.assessed = "west-midland".into()).told(),
        str![[r#"
error: no area has the slug `west-midland`
--> site.yaml
 = note: which area is this about?
 = help: did you mean `west-midlands`?


"#]]
    );
    let change = |areas: &mut AreaDeclaration| {
        areas.levels[2].names.insert(AreaCode::new("E05000009"), ("Aston".into(), place()));
        areas.levels[0].slugs.insert(AreaCode::new("E23000014"), ("West Midlands".into(), place()));
    };
    assert_data_eq!(
        looked_up(WARDS, change).told(),
        str![[r#"
error: no area of the level `ward` has the code `E05000009`
--> site.yaml
 = note: no such area
 = help: did you mean `E05000001`?


"#]]
    );
}

#[test]
fn a_lookup_whose_declaration_is_wrong_is_told_once() {
    let site = looked_up(WARDS, |areas| {
        areas.boundaries = vec![wards("calls")];
    });
    let declared = site.folder().join("data/calls/source.yaml");
    let text = std::fs::read_to_string(&declared).unwrap().replace("status: published", "status: publshed");
    std::fs::write(declared, text).unwrap();
    assert_data_eq!(
        site.told(),
        str![[r#"
error: `publshed` is not a word that `status` knows
 --> data/calls/source.yaml:7:9
  |
7 | status: publshed
  |         ^^^^^^^^ unknown word
  |
  = help: did you mean `published`?


"#]]
    );
}

#[test]
fn a_code_in_two_levels() {
    let change =
        |areas: &mut AreaDeclaration| areas.levels.push(level("trust", "Trust", &[("E08000025", "Birmingham", None)]));
    assert_data_eq!(
        looked_up(WARDS, change).told(),
        str![[r#"
error: `E08000025` is of the level `authority` and of `trust` too
--> site.yaml
 = note: here again
 = help: leave it out of one of them


"#]]
    );
}

/// Outlines of the two wards.
fn outlines(json: &str) -> Site {
    let mut areas = areas();
    areas.boundaries = vec![wards("calls")];
    Site::of("wards.geojson", "format: boundaries\nlayout: {code: WD25CD}\n", json).with_areas(areas)
}

fn feature(code: &str, ring: &str) -> String {
    format!(
        r#"{{"type": "Feature", "properties": {{"WD25CD": "{code}", "WD25NM": "Bordesley"}}, "geometry": {{"type": "Polygon", "coordinates": [[{ring}]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(", "))
}

const RING: &str = "[-1.9, 52.4], [-1.8, 52.4, 120], [-1.8, 52.5], [-1.9, 52.4]";

#[test]
fn outlines_are_read_and_those_of_other_areas_are_counted() {
    let site =
        outlines(&collection(&[feature("E05011121", RING), feature("E05001218", RING), feature("E05999999", RING)]));
    let (read, told) = site.read();
    assert_eq!(told, "");
    let read = read.unwrap();
    assert_eq!(read.boundaries.len(), 2);
    let quality = &read.tables[&SourceId::new("calls")].quality[0];
    assert_eq!((quality.rows, quality.kept, quality.elsewhere), (3, 2, 1));
}

#[test]
fn an_outline_that_is_missing_or_there_twice() {
    assert_data_eq!(
        outlines(&collection(&[feature("E05011121", RING)])).told(),
        str![[r#"
warning: 1 area of the level `ward` has no outline, the first is `E05001218`, Bordesley
--> site.yaml
 = note: they are left white on maps
 = help: take outlines of the same year as the site's areas


"#]]
    );
    let twice = [feature("E05011121", RING), feature("E05011121", RING), feature("E05001218", RING)];
    assert_data_eq!(
        outlines(&collection(&twice)).told(),
        str![[r#"
error: `E05011121`, Bordesley, has two outlines in the source `calls`
--> site.yaml
 = note: of this source
 = help: leave one of its features out


"#]]
    );
}

#[test]
fn coordinates_of_another_kind() {
    let mercator = "[-209000, 6890000], [-208000, 6890000], [-208000, 6891000], [-209000, 6890000]";
    assert_data_eq!(
        outlines(&collection(&[feature("E05011121", mercator)])).told(),
        str![[r#"
error: the coordinates of `E05011121` are not easting and northing: they look like Web Mercator (EPSG:3857)
--> data/calls/wards.geojson
 = note: found -209000, 6890000; easting is between 0 and 700000 here, and northing between 0 and 1300000
 = help: export the outlines as WGS 84 (EPSG:4326), longitude first, or in the British National Grid (EPSG:27700)


"#]]
    );
    let swapped = "[52.4, -1.9], [52.4, -1.8], [52.5, -1.8], [52.4, -1.9]";
    assert_data_eq!(
        outlines(&collection(&[feature("E05011121", swapped)])).told(),
        str![[r#"
error: the coordinates of `E05011121` are not longitude and latitude: latitude stands before longitude
--> data/calls/wards.geojson
 = note: found 52.4, -1.9; longitude is between -9 and 2 here, and latitude between 49 and 61
 = help: export the outlines as WGS 84 (EPSG:4326), longitude first, or in the British National Grid (EPSG:27700)


"#]]
    );
}

#[test]
fn json_of_another_kind_and_another_property() {
    assert_data_eq!(
        outlines("{\"type\": \"FeatureCollection\", \"features\": [").told(),
        str![[r#"
error: this file ends in the middle of its JSON
--> data/calls/wards.geojson:1:43
 = help: export the outlines as GeoJSON, each a Polygon or a MultiPolygon


"#]]
    );
    assert_data_eq!(
        outlines("{\"type\": \"Topology\"}").told(),
        str![[r#"
error: this file is not a GeoJSON collection of polygons
--> data/calls/wards.geojson:1:20
 = help: export the outlines as GeoJSON, each a Polygon or a MultiPolygon


"#]]
    );
    let other = collection(&[feature("E05011121", RING)]).replace("WD25CD", "WD24CD");
    assert_data_eq!(
        outlines(&other).told(),
        str![[r#"
error: feature 1 has no property `WD25CD` that holds a code
--> data/calls/wards.geojson
 = help: did you mean `WD24CD`?


"#]]
    );
}
