//! What every loader of the files that partners send must get right, one test for each trap.

use sna::model::observation::Value;
use sna::model::period::Period;
use snapbox::{assert_data_eq, str};

use crate::site::{LAYOUT, Site, areas};
use crate::{of_file, of_text, places};

#[test]
fn a_byte_order_mark_windows_line_ends_and_a_comma_in_quotes_are_read() {
    let text = "\u{feff}Area code,Name,Month,Calls\r\nE08000025,\"Melton, Rutland and Harborough\",2024-11,214\r\n";
    assert_data_eq!(
        Site::of("2024.csv", LAYOUT, text).numbers(),
        str![[r#"
birmingham 2024-11 calls () 214

"#]]
    );
}

#[test]
fn a_sign_that_is_no_number_is_never_zero() {
    for sign in ["*", "c", "", "[c]", "-", ":"] {
        let text = format!("Area code,Month,Calls\nE08000025,2024-11,{sign}\n");
        let told = Site::of("2024.csv", LAYOUT, &text).told();
        assert!(told.contains("error:"), "{sign} was read without a word");

        let declared = format!("{LAYOUT}  missing: {{\"{sign}\": suppressed}}\n");
        let table = Site::of("2024.csv", &declared, &text).table();
        let values: Vec<Value> = table.observations.iter().map(|seen| seen.value).collect();
        assert!(matches!(values[..], [Value::Missing(_)]), "{sign}: {values:?}");
    }
}

#[test]
fn an_area_that_fingertips_lists_under_each_parent_has_one_value() {
    let site = of_file(
        places("place", &["E08000025: Birmingham"]),
        "formats/fingertips-illustrative.csv",
        "format: fingertips\nlayout: {only: {Indicator ID: [\"11202\"], Category Type: [\"\"]}, values: {value: Value, count: Count}}\n",
    );
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count () 2290
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count (Male) 1700
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value () 66.5
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value (Male) 98.1

"#]]
    );
}

#[test]
fn two_rows_of_fingertips_that_differ_are_not_one() {
    let text = String::from_utf8(crate::stored("formats/fingertips-illustrative.csv")).unwrap();
    let text = text.replacen("66.5,63.5", "66.6,63.5", 1);
    assert_data_eq!(
        of_text(places("place", &["E08000025: Birmingham"]), &text, "format: fingertips\n").told(),
        str![[r#"
error: two rows give `Hospital admissions for violence (including sexual violence): value` for Birmingham in 2018-19 to 2020-21
 --> data/calls/file.csv:9:1
  |
9 | 11202,Hospital admissions for violence (inclu...lated,Not compared,Not compared,20180000,,,3y
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/file.csv:5
  = help: they differ: say under `only:` in data/calls/source.yaml which kind of row is meant


"#]]
    );
}

#[test]
fn a_value_of_fingertips_that_was_suppressed_is_none_and_what_it_is_of_stays() {
    let text = String::from_utf8(crate::stored("formats/fingertips-illustrative.csv")).unwrap();
    let text = text.replacen("20/21,,,,,,,1730000,Value supp", "20/21,33.4,,,,,,1730000,Value supp", 1);
    assert_data_eq!(
        of_text(places("place", &["E08000025: Birmingham"]), &text, "format: fingertips\n").told(),
        str![[r#"
error: `Value note` says why there is no number, and there is one
 --> data/calls/file.csv:7:191
  |
7 | ...0/21,33.4,,,,,,1730000,Value suppressed for disclosure control due to small count,Cannot be calculated,Not compared,Not compared,2...
  |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a reason beside a number
  |
  = help: take the number out where it is withheld or not known; else take the reason out


"#]]
    );
}

#[test]
fn the_headings_of_comparisons_may_name_any_kind_of_parent_and_the_r_package_no_spaces() {
    let areas = || places("place", &["E08000025: Birmingham", "E92000001: England"]);
    let of =
        |name: &str| of_file(areas(), &format!("formats/{name}-illustrative.csv"), "format: fingertips\n").numbers();
    let newest = of("fingertips");
    assert_data_eq!(
        newest.clone(),
        str![[r#"
birmingham 2001-to-2003 First time entrants to the youth justice system (rate per 100,000): count (10-17 yrs) 260
birmingham 2020-21 First time entrants to the youth justice system (rate per 100,000): count (10-17 yrs) 224
birmingham 2023 First time entrants to the youth justice system (rate per 100,000): count (10-17 yrs) 215
birmingham 2001-to-2003 First time entrants to the youth justice system (rate per 100,000): denominator (10-17 yrs) 123800
birmingham 2020-21 First time entrants to the youth justice system (rate per 100,000): denominator (10-17 yrs) 124400
birmingham 2023 First time entrants to the youth justice system (rate per 100,000): denominator (10-17 yrs) 125600
birmingham 2001-to-2003 First time entrants to the youth justice system (rate per 100,000): lower limit (10-17 yrs) 207
birmingham 2020-21 First time entrants to the youth justice system (rate per 100,000): lower limit (10-17 yrs) 177
birmingham 2023 First time entrants to the youth justice system (rate per 100,000): lower limit (10-17 yrs) 168.2
birmingham 2001-to-2003 First time entrants to the youth justice system (rate per 100,000): upper limit (10-17 yrs) 213
birmingham 2020-21 First time entrants to the youth justice system (rate per 100,000): upper limit (10-17 yrs) 183
birmingham 2023 First time entrants to the youth justice system (rate per 100,000): upper limit (10-17 yrs) 174.2
birmingham 2001-to-2003 First time entrants to the youth justice system (rate per 100,000): value (10-17 yrs) 210
birmingham 2020-21 First time entrants to the youth justice system (rate per 100,000): value (10-17 yrs) 180
birmingham 2023 First time entrants to the youth justice system (rate per 100,000): value (10-17 yrs) 171.2
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count () 2290
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count () 71000
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count (Male) 1700
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): count (Male) 52500
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): denominator () 3430000
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): denominator () 169000000
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): denominator (Female) 1730000
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): denominator (Male) 1700000
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): denominator (Male) 84000000
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): lower limit () 63.5
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): lower limit () 38.9
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): lower limit (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): lower limit (Male) 95.1
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): lower limit (Male) 59.3
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): upper limit () 69.5
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): upper limit () 44.9
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): upper limit (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): upper limit (Male) 101.1
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): upper limit (Male) 65.3
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value () 66.5
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value () 41.9
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value (Female) [c]
birmingham 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value (Male) 98.1
england 2018-19-to-2020-21 Hospital admissions for violence (including sexual violence): value (Male) 62.3

"#]]
    );
    assert_eq!(newest, of("fingertips-older"));
    assert_eq!(newest, of("fingertips-r"));
}

#[test]
fn forces_are_found_in_every_spelling_and_bodies_without_an_area_in_none() {
    let areas =
        places("force", &["E23000014: West Midlands", "E23000034: London, City of", "E23000035: Devon & Cornwall"]);
    let site = of_file(areas, "formats/prc-pfa-illustrative.ods", "format: police-recorded-crime\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
west-midlands 2023-q2 Robbery of personal property () 1500
west-midlands 2024-q2 Robbery of personal property () 1500
west-midlands 2023-q2 Violence with injury () 4114
west-midlands 2023-q3 Violence with injury () 4199
west-midlands 2024-q2 Violence with injury () 4114
west-midlands 2024-q3 Violence with injury () 4199
london-city-of 2023-q2 Violence with injury () 90
london-city-of 2024-q2 Violence with injury () 90
devon-cornwall 2023-q2 Violence with injury () 2500
devon-cornwall 2023-q3 Violence with injury () 2600
devon-cornwall 2024-q2 Violence with injury () 2500
devon-cornwall 2024-q3 Violence with injury () 2600

"#]]
    );
    // In each of two sheets: Action Fraud, CIFAS and British Transport Police.
    let quality = &site.table().quality[0];
    assert_eq!((quality.rows, quality.kept, quality.elsewhere), (22, 16, 6));
}

#[test]
fn the_place_of_a_stop_is_latitude_first() {
    let text = String::from_utf8(crate::open::unpacked("open/2020-06-city-of-london-stop-and-search.csv.gz")).unwrap();
    let header = text.lines().next().unwrap();
    assert!(header.find("Latitude") < header.find("Longitude"));
    assert_data_eq!(
        crate::open::stops("2020-06-city-of-london-stop-and-search.csv.gz", "").numbers(),
        str![[r#"
area-e09000001 2020-06 Article for use in theft () 19
area-e09000001 2020-06 Articles for use in criminal damage () 1
area-e09000001 2020-06 Controlled drugs () 49
area-e09000001 2020-06 Evidence of offences under the Act () 2
area-e09000001 2020-06 Firearms () 1
area-e09000001 2020-06 Offensive weapons () 4
area-e09000001 2020-06 Stolen goods () 20

"#]]
    );
}

#[test]
fn a_crime_without_an_id_is_neither_left_out_nor_taken_for_another() {
    let header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n";
    let row = |id: &str, kind: &str| format!("{id},2016-01,A,A,-2.5,51.4,On or near a street,E01009061,B,{kind},,\n");
    let text = format!(
        "{header}{}{}{}{}",
        row("", "Anti-social behaviour"),
        row("", "Anti-social behaviour"),
        row("77", "Robbery"),
        row("77", "Robbery")
    );
    assert_data_eq!(
        of_text(areas(), &text, "format: police-street\n").numbers(),
        str![[r#"
e01009061 2016-01 Anti-social behaviour () 2
e01009061 2016-01 Robbery () 2

"#]]
    );
}

#[test]
fn a_download_of_nomis_that_was_cut_off_is_refused() {
    let header = "DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES,OBS_VALUE,RECORD_COUNT\n";
    let row = |age: usize| format!("2023,E08000025,Total,Age {age},20100,10,26000\n");
    let rows: String = (0..50).map(row).collect();
    assert_data_eq!(
        of_text(areas(), &format!("{header}{rows}"), "format: nomis\n").told(),
        str![[r#"
error: this file has 50 of 26000 rows: the download was cut off
--> data/calls/file.csv
 = help: download it in parts, for fewer areas or years each, and name every part under `files:`


"#]]
    );
    // Where the query left that column out, the number of rows says it.
    let header = "DATE_NAME,GEOGRAPHY_CODE,C_AGE_NAME,OBS_VALUE\n";
    let rows: String = (0..25_000).map(|row| format!("2023,E08000025,Age {},10\n", row % 90)).collect();
    assert_data_eq!(
        of_text(areas(), &format!("{header}{rows}"), "format: nomis\n").told(),
        str![[r#"
error: this file has exactly 25000 rows, at which the supplier cuts a download off
--> data/calls/file.csv
 = help: download it in parts, for fewer areas or years each, and name every part under `files:`


"#]]
    );
}

#[test]
fn several_financial_years_together_are_one_period_and_no_point_of_a_trend() {
    let site = of_file(
        places("place", &["E08000025: Birmingham"]),
        "formats/fingertips-illustrative.csv",
        "format: fingertips\n",
    );
    let table = site.table();
    let three = Period::from_id("2018-19-to-2020-21").unwrap();
    assert_eq!(three.months(), 36);
    assert!(table.observations.iter().any(|seen| seen.period == three));
    let five = Period::financial_years(2016, 2020).unwrap();
    assert_eq!((five.id().as_str(), five.months()), ("2016-17-to-2020-21", 60));
    // A trend is of periods that follow each other; those of five years overlap.
    assert!(five.overlaps(Period::financial_years(2017, 2021).unwrap()));
}

#[test]
fn a_heading_of_the_indices_may_end_in_a_space() {
    let head = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate),Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners) \n";
    let text = format!("{head}E01009061,Birmingham 033E,E08000025,Birmingham,43.52,3696,2,0.494,\"1,012\"\n");
    assert_data_eq!(
        of_text(areas(), &text, "format: deprivation-2019\n").numbers(),
        str![[r#"
e01009061 2019 IMD decile () 2
e01009061 2019 IMD rank () 3696
e01009061 2019 IMD score () 43.52
e01009061 2019 Income score () 0.494
e01009061 2019 Working age population () 1012

"#]]
    );
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_nothing() {
    let text = String::from_utf8(crate::stored("formats/fingertips-illustrative.csv")).unwrap();
    let (head, body) = text.split_once("\r\n").unwrap();
    // A row of this file may be two lines, so rows are turned round by their first cell.
    let mut rows: Vec<String> = Vec::new();
    for line in body.lines() {
        match rows.last_mut() {
            Some(row) if !line.starts_with("1") => row.push_str(&format!("\n{line}")),
            _ => rows.push(line.to_owned()),
        }
    }
    rows.reverse();
    let turned = format!("{head}\r\n{}\r\n", rows.join("\r\n"));
    let read =
        |text: &str| of_text(places("place", &["E08000025: Birmingham"]), text, "format: fingertips\n").numbers();
    let whole = read(&text);
    assert_eq!(whole, read(&turned));
    for threads in [1, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(whole, pool.install(|| read(&text)), "{threads} threads");
    }
}
