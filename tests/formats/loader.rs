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
"#]]
    );
}

#[test]
fn the_headings_of_comparisons_may_name_any_kind_of_parent_and_the_r_package_no_spaces() {
    let areas = || places("place", &["E08000025: Birmingham", "E92000001: England"]);
    let of =
        |name: &str| of_file(areas(), &format!("formats/{name}-illustrative.csv"), "format: fingertips\n").numbers();
    let newest = of("fingertips");
    assert_eq!(newest.lines().count(), 25 + 5);
    assert_eq!(newest, of("fingertips-older"));
    assert_eq!(newest, of("fingertips-r"));
}

#[test]
fn the_place_of_a_stop_is_latitude_first() {
    let text = String::from_utf8(crate::open::unpacked("open/2020-06-city-of-london-stop-and-search.csv.gz")).unwrap();
    let header = text.lines().next().unwrap();
    assert!(header.find("Latitude") < header.find("Longitude"));
    assert_data_eq!(
        crate::open::stops("2020-06-city-of-london-stop-and-search.csv.gz", "").numbers(),
        str![[r#"
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
"#]]
    );
    // Where the query left that column out, the number of rows says it.
    let header = "DATE_NAME,GEOGRAPHY_CODE,C_AGE_NAME,OBS_VALUE\n";
    let rows: String = (0..25_000).map(|row| format!("2023,E08000025,Age {row},10\n")).collect();
    assert_data_eq!(
        of_text(areas(), &format!("{header}{rows}"), "format: nomis\n").told(),
        str![[r#"
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
    let five = Period::from_id("2018-19-to-2020-21").unwrap();
    assert_eq!(five.months(), 36);
    assert!(table.observations.iter().any(|seen| seen.period == five));
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
