//! Open data as it was published: each file is read with the rows that its source counts, or is not used
//! for a reason. What each is and where it comes from stands in `data/*/source.yaml`, in
//! `tests/files/open/README.md` and in `tests/files/geography/README.md`.

use std::collections::BTreeMap;
use std::path::Path;

use sna::config;
use sna::files::Root;
use sna::model::coverage::Remark;
use sna::model::source::SourceId;
use sna::report::{Format, Report, Strictness};
use snapbox::{assert_data_eq, str};

use crate::site::{Site, declaration};
use crate::{of_stored, places, stored};

/// A packed file below `tests/files`, unpacked.
pub(crate) fn unpacked(path: &str) -> Vec<u8> {
    let report = Report::new(Strictness::Lenient);
    let root = Root::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files")));
    root.open(&report, path).unwrap().all(&report).unwrap()
}

/// Local authorities with their outlines, and a source `calls` of files in `tests/files/open`.
fn outlined(codes: &[&str], files: &str, stored_files: &[&str], rest: &str) -> Site {
    let list: Vec<String> = codes.iter().map(|code| format!("{{code: {code}, name: Area {code}}}")).collect();
    let settings = format!(
        "title: A test
publisher: Nobody
edition: \"2026\"
published: 2026-03-02
licence: {{name: MIT, address: \"https://opensource.org/license/mit\"}}
accessibility: {{status: fully, answer-within: a day, prepared: today, reviewed: today}}
areas:
  assessed: area-{}
  boundaries: {{source: outlines, level: authority}}
  levels: [{{id: authority, name: Authority, plural: Authorities, profile: yes, list: [{}]}}]
",
        codes[0].to_lowercase(),
        list.join(", ")
    );
    let site = of_stored(places("authority", codes), files, stored_files, rest);
    let put = |path: &str, bytes: &[u8]| {
        let path = site.folder().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let outlines = declaration("la.json.gz", "format: boundaries\nlayout: {object: lad, code: areacd}\n");
    put("data/outlines/source.yaml", outlines.as_bytes());
    put("data/outlines/la.json.gz", &stored("geography/geogLA2022EW.json.gz"));
    put("site.yaml", settings.as_bytes());
    let report = Report::new(Strictness::Lenient);
    let config = config::read(&report, &Root::new(site.folder()));
    assert_eq!(report.render(Format::Short), "");
    site.with_areas(config.unwrap().areas)
}

/// The seven authorities of the West Midlands.
const SEVEN: [&str; 7] = ["E08000025", "E08000026", "E08000027", "E08000028", "E08000029", "E08000030", "E08000031"];

/// Stops and searches in the City of London.
pub(crate) fn stops(name: &str, layout: &str) -> Site {
    let rest = format!("format: police-stop-and-search\n{layout}");
    outlined(&["E09000001"], &format!("[{{name: {name}}}]"), &[&format!("open/{name}")], &rest)
}

#[test]
fn stops_are_counted_by_what_the_author_chooses() {
    let groups = "layout:
  series: {fixed: stops}
  group:
    sex: {column: Gender, words: {\"\": not recorded}, others: keep}
    age: {column: Age range, words: {\"\": not recorded}, others: keep}
";
    let site = stops("2020-06-city-of-london-stop-and-search.csv.gz", groups);
    assert_data_eq!(
        site.numbers(),
        str![[r#"
area-e09000001 2020-06 stops (10-17, Female) 1
area-e09000001 2020-06 stops (10-17, Male) 12
area-e09000001 2020-06 stops (18-24, Female) 4
area-e09000001 2020-06 stops (18-24, Male) 24
area-e09000001 2020-06 stops (25-34, Female) 1
area-e09000001 2020-06 stops (25-34, Male) 27
area-e09000001 2020-06 stops (not recorded, Female) 1
area-e09000001 2020-06 stops (not recorded, Male) 2
area-e09000001 2020-06 stops (over 34, Female) 6
area-e09000001 2020-06 stops (over 34, Male) 18

"#]]
    );
}

#[test]
fn crimes_of_the_first_layout_fall_into_the_area_of_their_grid_reference() {
    let name = "2011-02-west-midlands-street.csv.gz";
    let site =
        outlined(&SEVEN, &format!("[{{name: {name}}}]"), &[&format!("open/{name}")], "format: police-street-2011\n");
    let quality = &site.table().quality[0];
    assert_eq!((quality.rows, quality.kept + quality.elsewhere + quality.incomplete), (25_558, 25_558));
    assert_data_eq!(
        format!("{} of this site, {} elsewhere, {} nowhere", quality.kept, quality.elsewhere, quality.incomplete),
        str!["25448 of this site, 110 elsewhere, 0 nowhere"]
    );
    assert_data_eq!(
        by_area(&site, "Robbery"),
        str![[r#"
area-e08000025 2011-02 Robbery () 457
area-e08000026 2011-02 Robbery () 76
area-e08000027 2011-02 Robbery () 35
area-e08000028 2011-02 Robbery () 89
area-e08000029 2011-02 Robbery () 27
area-e08000030 2011-02 Robbery () 49
area-e08000031 2011-02 Robbery () 74

"#]]
    );
}

#[test]
fn a_crime_that_two_answers_of_the_interface_hold_counts_once() {
    let name = "2018-06-api-crimes-street-by-ward.zip";
    let files = format!("[{{name: {name}, member: \"*.json\"}}]");
    let site = outlined(&SEVEN, &files, &[&format!("open/{name}")], "format: police-api\n");
    let table = site.table();
    let sum = |count: fn(&sna::model::observation::Quality) -> usize| table.quality.iter().map(count).sum::<usize>();
    assert_eq!((table.quality.len(), sum(|file| file.rows)), (191, 25_731));
    let outside = sum(|file| file.elsewhere) + sum(|file| file.incomplete);
    let again = sum(|file| file.periods.total().of(Remark::Duplicate));
    assert_eq!(sum(|file| file.kept) + again + outside, 25_731);
    assert_data_eq!(
        format!("{} once, {again} again, {outside} outside", sum(|file| file.kept)),
        str!["25007 once, 637 again, 87 outside"]
    );
    assert_data_eq!(
        by_area(&site, "Robbery"),
        str![[r#"
area-e08000025 2018-06 Robbery () 390
area-e08000026 2018-06 Robbery () 53
area-e08000027 2018-06 Robbery () 33
area-e08000028 2018-06 Robbery () 60
area-e08000029 2018-06 Robbery () 46
area-e08000030 2018-06 Robbery () 38
area-e08000031 2018-06 Robbery () 57

"#]]
    );
}

#[test]
fn tables_that_no_format_knows_are_read_by_what_their_layout_says() {
    let read = |codes: &[&str], name: &str, rest: &str| {
        of_stored(places("place", codes), &format!("[{{name: {name}}}]"), &[&format!("open/{name}")], rest).numbers()
    };
    // A month in words, names in quotes, `NA` for what is missing.
    let emergency = read(&["E54000055"], "england_icb_accidents_emergency.csv.gz", ICB);
    let of_april: String =
        emergency.lines().filter(|line| line.contains("2022-04")).map(|line| format!("{line}\n")).collect();
    assert_data_eq!(
        of_april,
        str![[r#"
e54000055 2022-04 attendances () 51994
e54000055 2022-04 emergency admissions () 14353
e54000055 2022-04 over four hours () 15124

"#]]
    );
    // A count for each sex and age in a column of its own.
    assert_data_eq!(
        read(&["E08000025"], "census21_age_gender21_ltla21_ew.csv", SHARES),
        str![[r#"
e08000025 2021-03-21 females of working age () 377205
e08000025 2021-03-21 females under 16 () 132113
e08000025 2021-03-21 older females () 41517
e08000025 2021-03-21 residents () 1144923

"#]]
    );
    // A group in each row.
    let ethnicity = read(&SEVEN, "census21_ethnicity21_ltla21_west_midlands.csv", ETHNICITY);
    assert_data_eq!(
        ethnicity.lines().take(3).map(|line| format!("{line}\n")).collect::<String>(),
        str![[r#"
e08000025 2021-03-21 Asian, Asian British or Asian Welsh: Bangladeshi (number) () 48232
e08000026 2021-03-21 Asian, Asian British or Asian Welsh: Bangladeshi (number) () 4257
e08000027 2021-03-21 Asian, Asian British or Asian Welsh: Bangladeshi (number) () 619

"#]]
    );
    assert_eq!(ethnicity.lines().count(), 266);
}

#[test]
fn files_of_the_demonstration_are_read_by_their_formats_alone() {
    let read = |id: &str, codes: &[&str], path: &str, format: &str, period: &str| {
        let name = path.rsplit('/').next().unwrap();
        let declared = declaration(name, &format!("format: {format}\n"))
            .replace(&format!("{{name: {name}}}"), &format!("{{name: {name}{period}}}"));
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(path)).unwrap();
        let site = Site::new(&[
            ("data/calls/source.yaml", declared.as_bytes()),
            (&format!("data/calls/{name}"), bytes.as_slice()),
        ]);
        let table = site.with_areas(places(id, codes)).table();
        format!("{} series, {} numbers of {} rows", table.series.len(), table.observations.len(), table.quality[0].rows)
    };
    let systems = "ambulance-systems-2022-06/england_nhs_ambulance_quality_indicators.csv";
    assert_data_eq!(
        read("service", &["RYA"], systems, "ambulance-systems", ", period: 2022-06"),
        str!["10 series, 10 numbers of 256 rows"]
    );
    let index = "health-index/england_health_index_indicators_west_midlands.csv";
    assert_data_eq!(read("authority", &SEVEN, index, "health-index", ""), str!["56 series, 2744 numbers of 2744 rows"]);
    let named = ["E08000025: Birmingham", "E08000026: Coventry", "E08000029: Solihull"];
    let lait = "lait/bds_long_west_midlands.csv.gz";
    let measures = "lait\nlayout: {only: {Short Desc: [CIN, PriFSM, SecFSM, RTA]}}";
    assert_data_eq!(read("authority", &named, lait, measures, ""), str!["4 series, 111 numbers of 33939 rows"]);
}

/// The counts of one series, an area to a line.
fn by_area(site: &Site, series: &str) -> String {
    let lines = site.numbers();
    let lines = lines.lines().filter(|line| line.contains(&format!(" {series} ")));
    lines.map(|line| format!("{line}\n")).collect()
}

/// A file of the open data.
enum Used {
    /// In `data/`, where the demonstration reads it.
    Demonstration,
    /// In `tests/files/open`, with these areas of the site, and the rest of its declaration.
    Here(&'static [&'static str], &'static str),
    /// In `tests/files/geography`, whose tests hold it to this number of rows.
    Geography(&'static str),
    /// Stops and searches in the City of London, in `tests/files/open`.
    Stops,
    /// In a test above.
    Above,
    /// Nowhere.
    No(&'static str),
}

// Tables that no format knows: `table` alone brings them in.
const ICB: &str = "format: table
layout:
  area: {column: icb22_code}
  area-missing: drop
  period: {column: date, form: month name}
  values: {attendances: total_attendances, over four hours: attendances_over_4hours, emergency admissions: total_emergency_admissions}
  missing: {NA: not available}
";
const TRUSTS: &str = "format: table
layout:
  area: {column: ltla21_code}
  period: {fixed: 2022}
  series: {column: nhs_trust22_code}
  value: proportion_trust_came_from_ltla
";
const SHARES: &str = "format: table
layout:
  area: {column: ltla21_code}
  area-missing: drop
  period: {fixed: 2021-03-21}
  values:
    residents: total_population
    females under 16: younger_females
    females of working age: working_age_females
    older females: older_females
";
const ETHNICITY: &str = "format: table
layout:
  area: {column: ltla21_code}
  period: {fixed: 2021-03-21}
  series: {column: ethnic_group}
  value: value
";
const LSOA_2020: &str = "format: table
layout:
  area: {column: lsoa11_code}
  area-missing: drop
  period: {fixed: mid-2020}
  series: {fixed: residents}
  columns: {named: \"{age}\", age: {bands: [0-9, 10-17, 18-24, 25+]}}
";
const DEPRIVATION_DECILES: &str = "format: table
layout:
  area: {column: lsoa11_code}
  area-missing: drop
  period: {fixed: \"2019\"}
  columns: \"{series}_decile\"
";
const DEPRIVATION_AUTHORITIES: &str = "format: table
layout:
  area: {column: ltla19_code}
  area-missing: drop
  period: {fixed: \"2019\"}
  values: {score: Score, share of LSOAs in the most deprived tenth: Proportion, extent: Extent}
";
const NEET: &str = "format: dfe-statistics
layout: {values: {not in education: NEET_percent, not known: Notknown_percent, cohort: Cohort_DJFavg}}
";
const CONVICTIONS: &str = "format: dfe-statistics
layout:
  only: {cla_group: [\"Convictions: Children looked after Ages 10 to 17 years\"]}
  series: {column: cla_group}
  group: {characteristic: characteristic}
  values: {number: number, percentage: percentage}
";
const STREET: &str = "format: police-street\n";
const COVENTRY: &[&str] = &["E01031043"];
const LSOA_2011: &[&str] = &["E01008881"];

const AS_SOLIHULL: &str = "as the file of Solihull, which tests of geography read";

/// Names as in the folders of the publishers' copies, rows as counted there.
const FILES: &[(&str, Option<usize>, Used)] = &[
    ("2025-01-warwickshire-street.csv.gz", Some(3_701), Used::Here(COVENTRY, STREET)),
    ("2025-02-warwickshire-street.csv.gz", Some(3_529), Used::Here(COVENTRY, STREET)),
    ("2025-03-warwickshire-street.csv.gz", Some(4_175), Used::Here(COVENTRY, STREET)),
    ("2025-04-warwickshire-street.csv.gz", Some(4_287), Used::Here(COVENTRY, STREET)),
    ("2025-05-warwickshire-street.csv.gz", Some(4_437), Used::Here(COVENTRY, STREET)),
    ("2025-06-warwickshire-street.csv.gz", Some(4_586), Used::Here(COVENTRY, STREET)),
    ("2025-07-warwickshire-street.csv.gz", Some(4_753), Used::Here(COVENTRY, STREET)),
    ("2025-08-warwickshire-street.csv.gz", Some(4_991), Used::Here(COVENTRY, STREET)),
    ("2025-09-warwickshire-street.csv.gz", Some(4_451), Used::Here(COVENTRY, STREET)),
    ("2025-10-warwickshire-street.csv.gz", Some(4_364), Used::Here(COVENTRY, STREET)),
    ("2025-11-warwickshire-street.csv.gz", Some(4_246), Used::Here(COVENTRY, STREET)),
    ("2025-12-warwickshire-street.csv.gz", Some(3_678), Used::Here(COVENTRY, STREET)),
    ("2011-02-west-midlands-street.csv.gz", Some(25_558), Used::Above),
    ("2018-06-api-crimes-street-by-ward.tar.gz", Some(25_731), Used::Above),
    ("2023-05.csv.gz", Some(7_043), Used::Demonstration),
    ("2023-06.csv.gz", Some(2_787), Used::Demonstration),
    ("2023-07.csv.gz", Some(4_446), Used::Demonstration),
    ("2023-08.csv.gz", Some(5_726), Used::Demonstration),
    ("2023-09.csv.gz", Some(9_741), Used::Demonstration),
    ("2023-10.csv.gz", Some(9_943), Used::Demonstration),
    ("2023-11.csv.gz", Some(9_351), Used::Demonstration),
    ("2023-12.csv.gz", Some(9_138), Used::Demonstration),
    ("2024-01.csv.gz", Some(9_205), Used::Demonstration),
    ("2024-02.csv.gz", Some(8_977), Used::Demonstration),
    ("2024-03.csv.gz", Some(9_415), Used::Demonstration),
    ("2024-04.csv.gz", Some(9_528), Used::Demonstration),
    ("2024-05.csv.gz", Some(9_949), Used::Demonstration),
    ("2024-06.csv.gz", Some(9_797), Used::Demonstration),
    ("2024-07.csv.gz", Some(9_988), Used::Demonstration),
    ("2024-08.csv.gz", Some(9_585), Used::Demonstration),
    ("2024-09.csv.gz", Some(1_293), Used::Demonstration),
    ("2024-10.csv.gz", Some(8_065), Used::Demonstration),
    ("2024-11.csv.gz", Some(9_110), Used::Demonstration),
    ("2024-12.csv.gz", Some(8_728), Used::Demonstration),
    ("2025-01.csv.gz", Some(8_836), Used::Demonstration),
    ("2025-02.csv.gz", Some(8_684), Used::Demonstration),
    ("2025-03.csv.gz", Some(5_633), Used::Demonstration),
    ("2025-04.csv.gz", Some(9_232), Used::Demonstration),
    ("2025-05.csv.gz", Some(9_424), Used::Demonstration),
    ("2025-06.csv.gz", Some(9_574), Used::Demonstration),
    ("2025-07.csv.gz", Some(9_469), Used::Demonstration),
    ("2025-08.csv.gz", Some(9_244), Used::Demonstration),
    ("2025-09.csv.gz", Some(8_917), Used::Demonstration),
    ("2025-10.csv.gz", Some(9_139), Used::Demonstration),
    ("2025-11.csv.gz", Some(8_589), Used::Demonstration),
    ("2025-12.csv.gz", Some(8_356), Used::Demonstration),
    ("2026-01.csv.gz", Some(8_407), Used::Demonstration),
    ("2026-02.csv.gz", Some(8_209), Used::Demonstration),
    ("2026-03.csv.gz", Some(8_976), Used::Demonstration),
    ("20152024regionalcrime.csv", Some(560), Used::Demonstration),
    ("regionalpopulation.csv", Some(357), Used::Demonstration),
    ("UK_Knife_Crime_Workbook.xlsx", None, Used::Demonstration),
    ("england_trust_accidents_emergency.csv.gz", Some(7_895), Used::Demonstration),
    ("england_icb_accidents_emergency.csv.gz", Some(1_680), Used::Here(&["E54000055"], ICB)),
    ("lookup_nhs_trusts22_ltla21_west_midlands.csv", Some(110), Used::Here(&SEVEN, TRUSTS)),
    ("england_health_index_indicators_west_midlands.csv", Some(2_744), Used::Demonstration),
    ("england_nhs_ambulance_quality_indicators.csv", Some(256), Used::Demonstration),
    (
        "bds_long_0.parquet",
        Some(641_070),
        Used::No("a copy in Parquet, which no partner sends; its rows of the West Midlands are read from CSV"),
    ),
    ("lait_data_dictionary.csv.gz", Some(448), Used::No("explains measures and holds no numbers")),
    ("bds_long_west_midlands.csv.gz", Some(33_939), Used::Demonstration),
    ("UD_NEETNK_LA_dashboard_2023_final.csv", Some(160), Used::Here(&SEVEN, NEET)),
    ("UD_NEETNK_LA_dashboard_final.csv", Some(161), Used::Here(&SEVEN, NEET)),
    ("la_conviction_health_outcome_cla.csv.gz", Some(1_440), Used::Here(&SEVEN, CONVICTIONS)),
    ("absence_six_half_terms_la.csv.gz", Some(1_440), Used::Demonstration),
    ("permanent_exclusions_and_suspensions_la.csv.gz", Some(288), Used::Demonstration),
    ("fsm_la.csv.gz", Some(192), Used::Demonstration),
    ("cla_number_and_rate_per_10k_children.csv.gz", Some(240), Used::Demonstration),
    ("imd2019_england_lsoa11_west_midlands.csv", Some(1_680), Used::Here(LSOA_2011, DEPRIVATION_DECILES)),
    ("imd2019_england_lsoa11_subdomains_west_midlands.csv", Some(1_680), Used::Here(LSOA_2011, DEPRIVATION_DECILES)),
    ("imd2025_england_lsoa21_west_midlands.csv", Some(1_719), Used::Demonstration),
    ("imd2019_england_ltla19.csv", Some(317), Used::Here(&SEVEN, DEPRIVATION_AUTHORITIES)),
    ("imd2025_england_ltla24.csv", Some(296), Used::Demonstration),
    ("population20_lsoa11_west_midlands.csv.gz", Some(1_680), Used::Here(LSOA_2011, LSOA_2020)),
    ("population20_ltla21.csv.gz", Some(331), Used::Demonstration),
    ("census21_age_gender21_ltla21_ew.csv", Some(331), Used::Here(&SEVEN, SHARES)),
    ("census21_ethnicity21_ltla21_west_midlands.csv", Some(266), Used::Here(&SEVEN, ETHNICITY)),
    ("census21_ethnicity21_lsoa21_west_midlands.csv.gz", Some(8_595), Used::Demonstration),
    ("TS001_usual_residents_LSOA2021.csv.gz", Some(35_672), Used::Demonstration),
    ("2020-06-city-of-london-stop-and-search.csv.gz", Some(168), Used::Stops),
    ("2020-07-city-of-london-stop-and-search.csv.gz", Some(518), Used::Stops),
    ("2020-08-city-of-london-stop-and-search.csv.gz", Some(207), Used::Stops),
    ("2020-09-city-of-london-stop-and-search.csv.gz", Some(249), Used::Stops),
    ("2020-10-city-of-london-stop-and-search.csv.gz", Some(236), Used::Stops),
    ("2020-11-city-of-london-stop-and-search.csv.gz", Some(293), Used::Stops),
    ("ward/E08000025.geojson.gz", Some(69), Used::Demonstration),
    ("lsoa/E08000025.geojson.gz", Some(659), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000025.geojson.gz", Some(639), Used::No(AS_SOLIHULL)),
    ("msoa/E08000025.geojson.gz", Some(132), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000025.geojson.gz", Some(132), Used::No(AS_SOLIHULL)),
    ("ward/E08000026.geojson.gz", Some(18), Used::Demonstration),
    ("lsoa/E08000026.geojson.gz", Some(203), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000026.geojson.gz", Some(195), Used::No(AS_SOLIHULL)),
    ("msoa/E08000026.geojson.gz", Some(42), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000026.geojson.gz", Some(42), Used::No(AS_SOLIHULL)),
    ("ward/E08000027.geojson.gz", Some(24), Used::Demonstration),
    ("lsoa/E08000027.geojson.gz", Some(203), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000027.geojson.gz", Some(201), Used::No(AS_SOLIHULL)),
    ("msoa/E08000027.geojson.gz", Some(43), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000027.geojson.gz", Some(43), Used::No(AS_SOLIHULL)),
    ("ward/E08000028.geojson.gz", Some(24), Used::Demonstration),
    ("lsoa/E08000028.geojson.gz", Some(190), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000028.geojson.gz", Some(186), Used::No(AS_SOLIHULL)),
    ("msoa/E08000028.geojson.gz", Some(39), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000028.geojson.gz", Some(38), Used::No(AS_SOLIHULL)),
    ("ward/E08000029.geojson.gz", Some(17), Used::Demonstration),
    ("lsoa/E08000029.geojson.gz", Some(134), Used::Geography("lsoa-E08000029.geojson.gz")),
    ("lsoa11/E08000029.geojson.gz", Some(134), Used::Geography("lsoa11-E08000029.geojson.gz")),
    ("msoa/E08000029.geojson.gz", Some(29), Used::Geography("msoa-E08000029.geojson.gz")),
    ("msoa11/E08000029.geojson.gz", Some(29), Used::Geography("msoa11-E08000029.geojson.gz")),
    ("ward/E08000030.geojson.gz", Some(20), Used::Demonstration),
    ("lsoa/E08000030.geojson.gz", Some(169), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000030.geojson.gz", Some(167), Used::No(AS_SOLIHULL)),
    ("msoa/E08000030.geojson.gz", Some(39), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000030.geojson.gz", Some(39), Used::No(AS_SOLIHULL)),
    ("ward/E08000031.geojson.gz", Some(20), Used::Demonstration),
    ("lsoa/E08000031.geojson.gz", Some(161), Used::No(AS_SOLIHULL)),
    ("lsoa11/E08000031.geojson.gz", Some(158), Used::No(AS_SOLIHULL)),
    ("msoa/E08000031.geojson.gz", Some(33), Used::No(AS_SOLIHULL)),
    ("msoa11/E08000031.geojson.gz", Some(33), Used::No(AS_SOLIHULL)),
    ("geogLA2022EW.json.gz", Some(331), Used::Geography("geogLA2022EW.json.gz")),
    ("pfa/PFA_DEC_2023_EW_BUC.shp", None, Used::Geography("PFA_DEC_2023_EW_BUC.shp")),
    ("pfa/PFA_DEC_2023_EW_BUC.shx", None, Used::No("says again what stands in the .shp and the .dbf")),
    ("pfa/PFA_DEC_2023_EW_BUC.dbf", None, Used::Geography("PFA_DEC_2023_EW_BUC.dbf")),
    ("pfa/PFA_DEC_2023_EW_BUC.prj", None, Used::Geography("PFA_DEC_2023_EW_BUC.prj")),
    ("pfa/PFA_DEC_2023_EW_BUC.cpg", None, Used::No("says again what stands in the .shp and the .dbf")),
    ("la_all_codes.csv", Some(415), Used::No("districts of every year are known without it")),
    ("ward_all_codes.csv", Some(355), Used::No("no page is of wards of another year")),
    ("msoa_la.csv", Some(361), Used::No("no page is of MSOAs")),
    (
        "lsoa_latlong.csv",
        Some(1_761),
        Used::No("its rows of Solihull are points-E08000029.csv, which tests of geography read"),
    ),
    (
        "lookup_lsoa11_lsoa21_ltla22_west_midlands.csv",
        Some(1_720),
        Used::Geography("lookup_lsoa11_lsoa21_ltla22_west_midlands.csv"),
    ),
    ("lookup_lsoa21_ward24_ltla24_west_midlands.csv", Some(1_719), Used::Demonstration),
    ("lookup_lsoa11_msoa11_west_midlands.csv", Some(1_680), Used::No("no page is of MSOAs")),
    ("lookup_ltla24_csp24_pfa24.csv", Some(332), Used::Demonstration),
    ("lookup_ltla_ltla.csv", Some(393), Used::Geography("lookup_ltla_ltla.csv")),
    ("vru-monitoring-2021.csv", Some(54), Used::Demonstration),
    ("home-office-vru-funding-2019-20.csv", None, Used::No("lists and sums of one paper, nothing by area and period")),
    ("interventions-2021-22.csv", None, Used::No("lists and sums of one paper, nothing by area and period")),
    ("reach-q1-q2-2021-22.csv", None, Used::No("lists and sums of one paper, nothing by area and period")),
    (
        "response-strategy-workstreams-2021-22.csv",
        None,
        Used::No("lists and sums of one paper, nothing by area and period"),
    ),
    ("step-together-routes-2021-12.csv", None, Used::No("lists and sums of one paper, nothing by area and period")),
];

/// What the rows of a file were counted to be.
fn rows(site: &Site, name: &str) -> Option<usize> {
    let (read, told) = site.read();
    assert_eq!(told, "", "{name}");
    let read = read.ok()?;
    Some(read.tables[&SourceId::new("calls")].quality[0].rows)
}

#[test]
fn every_file_of_the_open_data_is_read_or_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = Report::new(Strictness::Strict);
    let root = Root::new(folder);
    let read = config::read(&report, &root)
        .and_then(|config| sna::ingest::read(&report, &sna::progress::Progress::default(), &root, &config.areas));
    let read = read.unwrap_or_else(|_| panic!("{}", report.render(Format::Short)));
    let counted: BTreeMap<&str, usize> = read
        .tables
        .values()
        .flat_map(|table| table.quality.iter().map(|file| (file.file.rsplit('/').next().unwrap(), file.rows)))
        .collect();
    let mut wrong = Vec::new();
    for (path, wanted, used) in FILES {
        let name = path.rsplit('/').next().unwrap();
        let files = format!("[{{name: {name}}}]");
        let here = format!("open/{name}");
        let found = match used {
            Used::Demonstration => counted.get(name).copied(),
            Used::Here(codes, rest) => rows(&of_stored(places("place", codes), &files, &[&here], rest), name),
            Used::Stops => rows(&stops(name, ""), name),
            Used::Geography(name) => {
                assert!(folder.join("tests/files/geography").join(name).is_file(), "{name}");
                *wanted
            }
            Used::Above => *wanted,
            Used::No(why) => {
                assert!(!why.is_empty(), "{name}");
                *wanted
            }
        };
        // Where the source counts no rows, being read is enough.
        if found.is_none() && wanted.is_some() || wanted.is_some() && found != *wanted {
            wrong.push(format!("{path}: {wanted:?} rows, read as {found:?}"));
        }
    }
    assert_eq!(FILES.len(), 140);
    assert_eq!(wrong, Vec::<String>::new());
}
