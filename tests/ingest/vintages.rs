//! Codes of another year: mapped by a lookup, shared out, or refused; never dropped.

use sna::model::observation::Mapped;
use snapbox::{assert_data_eq, str};

use crate::geography::{calls, level, quality, real, site};
use crate::site::{Site, declaration};

/// One LSOA that stayed, one that was split into two, two that were merged into one.
const LOOKUP: &str = "lsoa11_code,change_code,lsoa21_code,people
E01008881,U,E01008881,1500
E01009121,S,E01034913,1200
E01009121,S,E01034914,800
E01009198,M,E01034935,1600
E01033647,M,E01034935,1600
";

const LSOAS: [&str; 4] = ["E01008881", "E01034913", "E01034914", "E01034935"];

const VALUES: &str = "format: table
layout:
  area: {column: LSOA code}
  period: {column: Year, form: year}
  series: {fixed: calls}
  value: Calls
";

const COUNTS: &str = "recode: {numbers: counts, split: by population}\n";

/// A site of LSOAs of 2021, a lookup from those of 2011, and rows below `LSOA code,Year,Calls`.
fn lsoas(rest: &str, rows: &str) -> Site {
    let recodes = "  recodes:\n    - {source: lookup, file: lookup.csv, from: lsoa11_code, to: lsoa21_code, change: change_code, weight: people}\n";
    let areas = format!("  assessed: area-e01008881\n{recodes}  levels:\n{}", level("lsoa", &LSOAS));
    let lookup = declaration("lookup.csv", "format: lookup\nlayout: {lsoa: {code: lsoa21_code}}\n");
    site(
        &areas,
        &[
            ("data/lookup/source.yaml", lookup.as_bytes()),
            ("data/lookup/lookup.csv", LOOKUP.as_bytes()),
            ("data/calls/source.yaml", calls(rest).as_bytes()),
            ("data/calls/calls.csv", format!("LSOA code,Year,Calls\n{rows}").as_bytes()),
        ],
    )
}

#[test]
fn unchanged_codes_stay_merged_ones_are_added_and_split_ones_are_shared_out() {
    let rows = "E01008881,2019,10\nE01009121,2019,20\nE01009198,2019,3\nE01033647,2019,4\n";
    let site = lsoas(&format!("{COUNTS}{VALUES}"), rows);
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e01008881 2019 calls () 10
area-e01034913 2019 calls () 12 [e]
area-e01034914 2019 calls () 8 [e]
area-e01034935 2019 calls () 7

"#]]
    );
    let quality = quality(&site, "calls");
    assert_eq!((quality.rows, quality.kept, quality.elsewhere), (4, 4, 0));
    assert_eq!(quality.mapped, Mapped { recoded: 0, merged: 2, split: 1 });
}

#[test]
fn records_of_a_code_that_was_split_are_shared_out() {
    let records = "recode: {split: by population}
format: emergency-department
dimensions: {area: LSOA code, date: Day, series: {fixed: visits}}
";
    let site = lsoas(records, "");
    let rows = "LSOA code,Day\nE01009121,2025-03-01\nE01009121,2025-03-09\nE01009198,2025-03-09\n";
    std::fs::write(site.folder().join("data/calls/calls.csv"), rows).unwrap();
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e01034913 2025-03 visits () 1.2 [e]
area-e01034914 2025-03 visits () 0.8 [e]
area-e01034935 2025-03 visits () 1

"#]]
    );
}

#[test]
fn a_number_that_is_missing_is_missing_in_every_part() {
    let values = format!("{COUNTS}{VALUES}  missing: {{\"*\": suppressed}}\n");
    let site = lsoas(&values, "E01009121,2019,*\nE01009198,2019,*\nE01033647,2019,4\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e01034913 2019 calls () [c]
area-e01034914 2019 calls () [c]
area-e01034935 2019 calls () [c]

"#]]
    );
}

#[test]
fn a_merged_area_without_one_of_its_parts_has_no_number() {
    let rows = "E01009198,2019,3\nE01009198,2020,3\nE01033647,2020,4\n";
    assert_data_eq!(
        lsoas(&format!("{COUNTS}{VALUES}"), rows).numbers(),
        str![[r#"
area-e01034935 2019 calls () [x]
area-e01034935 2020 calls () 7

"#]]
    );
    // Where a row that is not there means none, there is nothing to wait for.
    assert_data_eq!(
        lsoas(&format!("absent: zero\n{COUNTS}{VALUES}"), rows).numbers(),
        str![[r#"
area-e01034935 2019 calls () 3
area-e01034935 2020 calls () 7

"#]]
    );
}

#[test]
fn two_rows_of_one_old_code_or_an_old_code_beside_its_new_one_are_two_rows() {
    let twice = "E01009198,2019,3\nE01033647,2019,4\nE01009198,2019,3\n";
    let beside = "E01034935,2019,7\nE01009198,2019,3\n";
    assert_data_eq!(
        lsoas(&format!("{COUNTS}{VALUES}"), twice).told(),
        str![[r#"
error: two rows give `calls` for Area E01034935 in 2019
 --> data/calls/calls.csv:4:1
  |
4 | E01009198,2019,3
  | ^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/calls.csv:2
  = help: leave one out, or declare `sum: rows` in data/calls/source.yaml to add them


"#]]
    );
    assert_data_eq!(
        lsoas(&format!("{COUNTS}{VALUES}"), beside).told(),
        str![[r#"
error: two rows give `calls` for Area E01034935 in 2019
 --> data/calls/calls.csv:3:1
  |
3 | E01009198,2019,3
  | ^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/calls.csv:2
  = help: leave one out, or declare `sum: rows` in data/calls/source.yaml to add them


"#]]
    );
}

#[test]
fn a_code_of_another_year_is_refused_even_where_other_areas_are_dropped() {
    let dropping = format!("{VALUES}  area-missing: drop\n");
    let told = lsoas(&dropping, "E01008881,2019,10\nE01009121,2019,20\nE01000001,2019,3\n").told();
    assert!(told.starts_with("error: `E01009121` is a code of the LSOAs of 2011 that was split"), "{told}");
    assert!(!told.contains("E01000001"), "{told}");
}

#[test]
fn a_site_of_2011_refuses_the_codes_of_2021_that_took_the_place_of_its_own() {
    let with = |codes: &[&str]| {
        let areas = format!("  assessed: area-e01008881\n  levels:\n{}", level("lsoa", codes));
        let values = format!("{VALUES}  area-missing: drop\n");
        let rows = "LSOA code,Year,Calls\nE01008881,2024,1\nE01034913,2024,2\nE99999999,2024,3\n";
        site(
            &areas,
            &[("data/calls/source.yaml", calls(&values).as_bytes()), ("data/calls/calls.csv", rows.as_bytes())],
        )
    };
    assert_data_eq!(
        with(&["E01008881", "E01009121"]).told(),
        str![[r#"
error: `E01034913` is a code of the LSOAs of 2021, and this site has the LSOAs of 2011
 --> data/calls/calls.csv:3:1
  |
3 | E01034913,2024,2
  | ^^^^^^^^^ a code of another vintage
  |
  = note: some LSOAs were split, merged or redrawn for the census, and have other codes since
  = help: declare a lookup from the LSOAs of 2021 under `recodes:` in site.yaml, or take the file that has this site's codes


"#]]
    );
    // Where every LSOA of the site stayed as it was, the file is as good as one of the site's year.
    let quality = quality(&with(&["E01008881", "E01008882"]), "calls");
    assert_eq!((quality.kept, quality.elsewhere, quality.incomplete), (1, 1, 1));
}

#[test]
fn what_a_code_was_not_made_for_is_refused_by_the_word_of_the_source() {
    let first = |recode: &str, row: &str| {
        let told = lsoas(&format!("{recode}{VALUES}"), row).told();
        told.lines().next().unwrap_or_default().to_owned()
    };
    let merged = "error: `E01009198` is a code of the LSOAs of 2011 that was merged with others";
    let split = "error: `E01009121` is a code of the LSOAs of 2011 that was split or redrawn";
    assert_eq!(first("", "E01009198,2019,3\n"), merged);
    assert_eq!(first("recode: {numbers: rates}\n", "E01009198,2019,3\n"), merged);
    assert_eq!(first("recode: {numbers: counts}\n", "E01009121,2019,3\n"), split);
    assert_eq!(first("recode: {split: by population}\n", "E01009121,2019,3\n"), split);
    assert_eq!(first("recode: {numbers: rates, split: by population}\n", "E01009121,2019,3\n"), split);
    // Rates of an area that stayed are as good as they were.
    assert_eq!(first("recode: {numbers: rates}\n", "E01008881,2019,3.5\n"), "");
}

#[test]
fn shares_may_come_from_a_table_of_residents() {
    let recodes = "  recodes:
    - source: lookup
      file: lookup.csv
      from: {newest: lsoa_code_before}
      to: lsoa21_code
      weight: {source: residents, file: residents.csv, code: code, value: \"all\"}
";
    let areas = format!("  assessed: area-e01008881\n{recodes}  levels:\n{}", level("lsoa", &LSOAS));
    let lookup = declaration("lookup.csv", "format: lookup\nlayout: {lsoa: {code: lsoa21_code}}\n");
    let people = declaration(
        "residents.csv",
        "format: table\nlayout: {footer: 2, area: {column: code}, period: {fixed: 2021}, series: {fixed: residents}, value: all}\n",
    );
    let header = LOOKUP.replace("lsoa11_code", "lsoa11_code_before");
    let site = site(
        &areas,
        &[
            ("data/lookup/source.yaml", lookup.as_bytes()),
            ("data/lookup/lookup.csv", header.as_bytes()),
            ("data/residents/source.yaml", people.as_bytes()),
            (
                "data/residents/residents.csv",
                b"code,all\nE01034913,\"1,500\"\nE01034914,500\n\nIn order to protect people\n",
            ),
            ("data/calls/source.yaml", calls(&format!("{COUNTS}{VALUES}")).as_bytes()),
            ("data/calls/calls.csv", b"LSOA code,Year,Calls\nE01009121,2019,20\n"),
        ],
    );
    assert_data_eq!(
        site.told(),
        str![[r#"
error: `all` must be a number, found `1,500`
 --> data/residents/residents.csv:2:11
  |
2 | E01034913,"1,500"
  |           ^^^^^^^ a comma stands in the number
  |
  = help: write `1500`, or declare `thousands: comma` in data/residents/source.yaml


"#]]
    );
    let plain = "code,all\nE01034913,1500\nE01034914,500\n\nIn order to protect people\n";
    std::fs::write(site.folder().join("data/residents/residents.csv"), plain).unwrap();
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e01034913 2019 calls () 15 [e]
area-e01034914 2019 calls () 5 [e]

"#]]
    );
}

#[test]
fn a_district_is_mapped_by_the_table_that_the_program_has() {
    let areas = format!("  assessed: area-e08000039\n  levels:\n{}", level("district", &["E08000039", "E06000066"]));
    let layout = VALUES.replace("LSOA code", "Area");
    let rows = "Area,Year,Calls
E08000019,2019,50
E07000187,2018,1
E07000188,2018,2
E07000189,2018,3
E07000190,2018,4
E07000191,2018,5
E07000187,2021,1
E07000188,2021,2
E07000189,2021,3
E07000246,2021,9
E07000246,2022,9
E06000066,2024,16
";
    let site = site(
        &areas,
        &[
            ("data/calls/source.yaml", calls(&format!("recode: {{numbers: counts}}\n{layout}")).as_bytes()),
            ("data/calls/calls.csv", rows.as_bytes()),
        ],
    );
    // Somerset is whole with its five districts of 2018, with its four of 2021, and not with one of them.
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e06000066 2018 calls () 15
area-e06000066 2021 calls () 15
area-e06000066 2022 calls () [x]
area-e06000066 2024 calls () 16
area-e08000039 2019 calls () 50

"#]]
    );
    assert_eq!(quality(&site, "calls").mapped, Mapped { recoded: 1, merged: 10, split: 0 });
}

#[test]
fn every_district_that_ended_by_2024_is_known_by_the_table_or_by_a_lookup() {
    // The published lookup of district codes of every year; what it says of England is what the table says.
    let text = String::from_utf8(real("lookup_ltla_ltla.csv")).unwrap();
    let mut news: Vec<&str> = Vec::new();
    let mut olds: Vec<&str> = Vec::new();
    for line in text.lines().skip(1) {
        // Names with a comma are in quotes, and codes are what has nine signs and a letter before eight digits.
        let codes: Vec<&str> = line.split(',').filter(|cell| sna::model::area::AreaCode::is_gss(cell)).collect();
        let Some((new, before)) = codes.split_last().filter(|(new, _)| !new.starts_with(['S', 'N'])) else { continue };
        news.push(new);
        olds.extend(before.iter().filter(|old| *old != new));
    }
    news.sort_unstable();
    news.dedup();
    olds.sort_unstable();
    olds.dedup();
    assert_eq!(olds.len(), 42);
    let areas = format!("  assessed: area-e08000025\n  levels:\n{}", level("district", &news));
    let layout = VALUES.replace("LSOA code", "Area");
    let rows: String = olds.iter().map(|old| format!("{old},2019,1\n")).collect();
    let site = site(
        &areas,
        &[
            ("data/calls/source.yaml", calls(&format!("{layout}  sum: rows\n")).as_bytes()),
            ("data/calls/calls.csv", format!("Area,Year,Calls\n{rows}").as_bytes()),
        ],
    );
    let quality = quality(&site, "calls");
    assert_eq!((quality.kept, quality.mapped.total()), (42, 42));
}

#[test]
fn every_lsoa_of_2011_in_the_west_midlands_is_mapped_by_the_published_lookup() {
    let lookup = String::from_utf8(real("lookup_lsoa11_lsoa21_ltla22_west_midlands.csv")).unwrap();
    let mut old: Vec<&str> = lookup.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    old.sort_unstable();
    old.dedup();
    let new = "  levels:
    - {id: lsoa, name: LSOA, plural: LSOAs, lookup: {source: lookup, file: lookup.csv, code: LSOA21_code, name: lsoa21_name}}
  recodes:
    - {source: lookup, file: lookup.csv, from: lsoa11_code, to: lsoa21_code, change: change_code}
";
    let declared = declaration("lookup.csv", "format: lookup\nlayout: {lsoa: {code: {newest: lsoacode}}}\n");
    let rows: String = old.iter().map(|code| format!("{code},2019,1\n")).collect();
    let dropping = format!("recode: {{numbers: counts}}\n{VALUES}").replace("LSOA code", "LSOA code (2011)");
    let site = site(
        &format!("  assessed: e01008881\n{new}"),
        &[
            ("data/lookup/source.yaml", declared.as_bytes()),
            ("data/lookup/lookup.csv", lookup.as_bytes()),
            ("data/calls/source.yaml", calls(&dropping).as_bytes()),
            ("data/calls/calls.csv", format!("LSOA code (2011),Year,Calls\n{rows}").as_bytes()),
        ],
    );
    assert_eq!(old.len(), 1680);
    // The lookup has no weights, so the forty that were split are refused, and nothing else is.
    let told = site.told();
    assert!(told.contains("that was split or redrawn") && told.contains("39 more rows"), "{told}");
    assert_eq!(told.matches("error:").count(), 1, "{told}");
    let unsplit: String = rows
        .lines()
        .filter(|row| !lookup.contains(&format!("{},S,", &row[..9])))
        .fold("LSOA code (2011),Year,Calls\n".to_owned(), |text, row| text + row + "\n");
    std::fs::write(site.folder().join("data/calls/calls.csv"), unsplit).unwrap();
    let quality = quality(&site, "calls");
    assert_eq!((quality.kept, quality.mapped), (1640, Mapped { recoded: 0, merged: 2, split: 0 }));
}
