//! Names, points and postcodes become areas.

use snapbox::{assert_data_eq, str};

use crate::geography::{calls, level, quality, real, site};
use crate::site::{Site, declaration};

/// The forces of England and Wales from the published lookup, and rows below `Force,Year,Calls`.
fn forces(rows: &str) -> Site {
    let areas = "  assessed: west-midlands
  levels:
    - id: force
      name: Force
      plural: Forces
      profile: yes
      lookup: {source: lookup, file: lookup.csv, code: {newest: PFA_CODE}, name: PFA24_NAME}
      names: {E23000014: West Midlands force area}
      slugs: {E23000014: west-midlands}
";
    let lookup = declaration("lookup.csv", "format: lookup\nlayout: {force: {code: pfa24_code, name: pfa24_name}}\n");
    let layout = "format: table
layout:
  area: {column: Force Name, names: force}
  period: {column: Year, form: year}
  series: {fixed: calls}
  value: Calls
";
    site(
        areas,
        &[
            ("data/lookup/source.yaml", lookup.as_bytes()),
            ("data/lookup/lookup.csv", &real("lookup_ltla24_csp24_pfa24.csv")),
            ("data/calls/source.yaml", calls(layout).as_bytes()),
            ("data/calls/calls.csv", format!("Force Name,Year,Calls\n{rows}").as_bytes()),
        ],
    )
}

#[test]
fn forces_are_found_as_the_home_office_and_the_police_write_them() {
    let site = forces(
        "\"London, City of\",2024,1
Devon and Cornwall ,2024,2
Metropolitan Police Service,2024,3
West Midlands Police,2024,4
Avon & Somerset [Note 6],2024,5
Dyfed-Powys,2024,6
Action Fraud,2024,100
CIFAS,2024,100
UK Finance [Note 2],2024,100
British Transport Police,2024,100
",
    );
    assert_data_eq!(
        site.numbers(),
        str![[r#"
metropolitan-police 2024 calls () 3
west-midlands 2024 calls () 4
london-city-of 2024 calls () 1
devon-cornwall 2024 calls () 2
avon-and-somerset 2024 calls () 5
dyfed-powys 2024 calls () 6

"#]]
    );
    let quality = quality(&site, "calls");
    assert_eq!((quality.kept, quality.elsewhere), (6, 4));
}

#[test]
fn a_level_may_be_named_by_what_it_is_whatever_the_site_calls_it() {
    let site = forces("Dyfed Powys Police,2024,6\n");
    let declared = site.folder().join("data/calls/source.yaml");
    let text = std::fs::read_to_string(&declared).unwrap().replace("names: force", "names: police-force-area");
    std::fs::write(&declared, text).unwrap();
    assert_data_eq!(
        site.numbers(),
        str![[r#"
dyfed-powys 2024 calls () 6

"#]]
    );
}

#[test]
fn every_force_of_the_published_lookup_is_found_by_its_own_name_and_as_its_police() {
    let (read, told) = forces("West Midlands,2024,1\n").read();
    assert_eq!(told, "");
    let names: Vec<String> = read.unwrap().areas.iter().map(|(_, area)| area.name.clone()).collect();
    assert_eq!(names.len(), 43);
    let police = |name: &str| match name {
        "London, City of" => "City of London Police".to_owned(),
        "Metropolitan Police" => "Metropolitan Police Service".to_owned(),
        name => format!("{} Police", name.replace(" & ", " and ")),
    };
    let rows: String =
        names.iter().flat_map(|name| [format!("\"{name}\",2024,1\n"), format!("{},2023,1\n", police(name))]).collect();
    assert_eq!(quality(&forces(&rows), "calls").kept, 86);
}

#[test]
fn a_district_that_stands_twice_for_its_community_safety_partnerships_is_one() {
    let areas = "  assessed: dorset
  levels:
    - {id: district, name: District, plural: Districts, profile: yes, lookup: {source: lookup, file: lookup.csv, code: ltla24_code, name: ltla24_name}}
";
    let lookup =
        declaration("lookup.csv", "format: lookup\nlayout: {district: {code: ltla24_code, name: ltla24_name}}\n");
    let layout = "format: table\nlayout: {area: {column: code}, period: {fixed: 2024}, series: {fixed: residents}, value: residents}\n";
    let site = site(
        areas,
        &[
            ("data/lookup/source.yaml", lookup.as_bytes()),
            ("data/lookup/lookup.csv", &real("lookup_ltla24_csp24_pfa24.csv")),
            ("data/calls/source.yaml", calls(layout).as_bytes()),
            ("data/calls/calls.csv", b"code,residents\nE06000058,404050\n"),
        ],
    );
    assert_data_eq!(
        site.numbers(),
        str![[r#"
bournemouth-christchurch-and-poole 2024 residents () 404050

"#]]
    );
    // 332 rows, of which seven districts have two or more partnerships.
    assert_eq!(site.read().0.unwrap().areas.len(), 318);
}

/// Solihull's LSOAs with their outlines, and rows of points.
fn solihull(layout: &str, file: &[u8]) -> Site {
    let areas = "  assessed: e01010108
  levels:
    - {id: lsoa, name: LSOA, plural: LSOAs, lookup: {source: lookup, file: lookup.csv, code: lsoa21_code, name: lsoa21_name}}
  boundaries: [{source: outlines, level: lsoa, maps: no}]
";
    let lookup = declaration("lookup.csv", "format: lookup\nlayout: {lsoa: {code: lsoa21_code, name: lsoa21_name}}\n");
    let outlines = declaration("lsoa.geojson.gz", "format: boundaries\nlayout: {code: LSOA21CD}\n");
    site(
        areas,
        &[
            ("data/lookup/source.yaml", lookup.as_bytes()),
            ("data/lookup/lookup.csv", &real("lsoa21-ward24-E08000029.csv")),
            ("data/outlines/source.yaml", outlines.as_bytes()),
            ("data/outlines/lsoa.geojson.gz", &real("lsoa-E08000029.geojson.gz")),
            ("data/calls/source.yaml", calls(layout).as_bytes()),
            ("data/calls/calls.csv", file),
        ],
    )
}

const COUNTED: &str = "  period: {fixed: 2024}
  series: {fixed: calls}
  count: rows
";

#[test]
fn a_point_is_found_in_the_lsoa_around_it() {
    let layout =
        format!("format: table\nlayout:\n  area: {{longitude: longitude, latitude: latitude, level: lsoa}}\n{COUNTED}");
    let points = real("points-E08000029.csv");
    let site = solihull(&layout, &points);
    let quality = quality(&site, "calls");
    assert_eq!((quality.rows, quality.kept, quality.elsewhere), (134, 134, 0));
    // Two of these points lie in the LSOA beside their own, as a walk over all edges by hand has shown.
    let beside = [("e01010120", "e01010117"), ("e01010180", "e01032886")];
    let numbers = site.numbers();
    for line in String::from_utf8(points).unwrap().lines().skip(1) {
        let code = line.split(',').next().unwrap().to_lowercase();
        let count = match beside.iter().find(|(own, other)| *own == code || *other == code) {
            None => 1,
            Some((own, _)) if *own == code => 0,
            Some(_) => 2,
        };
        let row = format!("{code} 2024 calls () {count}\n");
        assert_eq!(numbers.contains(&row), count > 0, "{code}");
    }
    // Outlines that only place points are not drawn.
    assert!(site.read().0.unwrap().boundaries.is_empty());
}

#[test]
fn stop_and_search_has_latitude_before_longitude() {
    let layout = format!("format: table\nlayout:\n  area: {{longitude: Longitude, latitude: Latitude}}\n{COUNTED}");
    let rows = "Type,Date,Latitude,Longitude,Gender\nPerson search,2024-03-01T09:58:14+00:00,52.418335,-1.696100,Male\nPerson search,2024-03-01T10:58:14+00:00,,,Male\n";
    let site = solihull(&layout, rows.as_bytes());
    assert_data_eq!(
        site.numbers(),
        str![[r#"
e01010108 2024 calls () 1

"#]]
    );
}

#[test]
fn eastings_and_northings_are_placed_and_what_has_no_place_is_counted() {
    let layout = format!("format: table\nlayout:\n  area: {{easting: Easting, northing: Northing}}\n{COUNTED}");
    // Within E01010108 by its published centre, elsewhere in Birmingham, no place twice.
    let rows = "Easting,Northing\n420658,279656\n407000,287000\n0,0\n,\n";
    let site = solihull(&layout, rows.as_bytes());
    assert_data_eq!(
        site.numbers(),
        str![[r#"
e01010108 2024 calls () 1

"#]]
    );
    let quality = quality(&site, "calls");
    assert_eq!((quality.kept, quality.elsewhere, quality.incomplete), (1, 1, 2));
}

#[test]
fn records_are_placed_by_their_points_too() {
    let records = "format: ambulance-dispatch
dimensions: {area: {easting: Easting, northing: Northing}, date: Call time, series: {fixed: calls}}
";
    let rows = "Easting,Northing,Call time,Notes\n420658,279656,2024-03-02 10:11,none\n407000,287000,2024-03-02 10:11,none\n,,2024-03-02 10:11,none\n";
    let site = solihull(records, rows.as_bytes());
    assert_data_eq!(
        site.numbers(),
        str![[r#"
e01010108 2024-03 calls () 1

"#]]
    );
    let quality = quality(&site, "calls");
    assert_eq!((quality.rows, quality.kept, quality.elsewhere, quality.incomplete), (3, 1, 1, 1));
}

/// The columns of the postcode directory of the Office for National Statistics.
const DIRECTORY: &str = "pcd7,pcd8,pcds,dointr,doterm,oa21cd,lsoa21cd,msoa21cd,lad24cd,lad25cd,wd25cd,pfa23cd,ruc21ind,lat,long
\"B1 1AA\",\"B1   1AA\",\"B1 1AA\",198001,,E00000001,E01008881,E02001827,E08000025,E08000025,E05011121,E23000014,UN1,52.4,-1.9
\"B1 1AB\",\"B1   1AB\",\"B1 1AB\",198001,200512,E00000001,E01034913,E02001827,E08000025,E08000025,E05011121,E23000014,UN1,52.4,-1.9
\"CV1 1AA\",\"CV1  1AA\",\"CV1 1AA\",198001,,E00000001,E01009500,E02001827,E08000026,E08000026,E05011121,E23000014,UN1,52.4,-1.5
\"JE2 3AB\",\"JE2  3AB\",\"JE2 3AB\",198001,,,L99999999,L99999999,L99999999,L99999999,L99999999,L99999999,Z,99.999999,0.000000
";

#[test]
fn a_postcode_is_looked_up_in_the_directory() {
    let areas = format!(
        "  assessed: area-e08000025\n  levels:\n{}{}",
        level("district", &["E08000025"]),
        level("lsoa", &["E01008881", "E01034913"])
    );
    let directory = declaration(
        "onspd.csv",
        "format: postcode-directory\nlayout: {postcode: pcds, lsoa: lsoa21cd, district: {newest: ladcd}}\n",
    );
    let rows = "Postcode,Arrival date\nB1 1AA,2025-01-02\nb11aa,2025-01-03\nB1  1AB,2025-01-04\nCV1 1AA,2025-01-05\nJE2 3AB,2025-01-06\n,2025-01-07\nB1 1ZZ,2025-01-08\n";
    let with = |level: &str| {
        let records = format!(
            "format: emergency-department
dimensions:
  area: {{postcode: Postcode, directory: postcodes, level: {level}}}
  area-missing: drop
  date: Arrival date
  series: {{fixed: visits}}
"
        );
        site(
            &areas,
            &[
                ("data/postcodes/source.yaml", directory.as_bytes()),
                ("data/postcodes/onspd.csv", DIRECTORY.as_bytes()),
                ("data/calls/source.yaml", calls(&records).as_bytes()),
                ("data/calls/calls.csv", rows.as_bytes()),
            ],
        )
    };
    let lsoas = with("lsoa");
    assert_data_eq!(
        lsoas.numbers(),
        str![[r#"
area-e01008881 2025-01 visits () 2
area-e01034913 2025-01 visits () 1

"#]]
    );
    let found = quality(&lsoas, "calls");
    // Coventry and the unknown one are elsewhere; Jersey and the blank have no place.
    assert_eq!((found.kept, found.elsewhere, found.incomplete), (3, 2, 2));
    assert_data_eq!(
        with("district").numbers(),
        str![[r#"
area-e08000025 2025-01 visits () 3

"#]]
    );
    assert_eq!(quality(&lsoas, "postcodes").rows, 4);
}

#[test]
fn a_directory_that_lacks_a_level_says_which_it_has() {
    let areas = format!(
        "  assessed: area-e08000025\n  levels:\n{}{}",
        level("district", &["E08000025"]),
        level("lsoa", &["E01008881"])
    );
    let directory = declaration("onspd.csv", "format: postcode-directory\nlayout: {postcode: pcds, lsoa: lsoa21cd}\n");
    let layout = "format: table\nlayout:\n  area: {postcode: Postcode, directory: postcodes, level: district}\n";
    let site = site(
        &areas,
        &[
            ("data/postcodes/source.yaml", directory.as_bytes()),
            ("data/postcodes/onspd.csv", DIRECTORY.as_bytes()),
            ("data/calls/source.yaml", calls(&format!("{layout}{COUNTED}")).as_bytes()),
            ("data/calls/calls.csv", b"Postcode\nB1 1AA\n"),
        ],
    );
    assert_data_eq!(
        site.told(),
        str![[r#"
error: the directory `postcodes` has no column for the level `district`
  --> data/calls/source.yaml:12:41
   |
12 |   area: {postcode: Postcode, directory: postcodes, level: district}
   |                                         ^^^^^^^^^ in its `layout:`
   |
   = note: it has `lsoa`
   = help: add `district:` and its column to `layout:` in data/postcodes/source.yaml


"#]]
    );
}
