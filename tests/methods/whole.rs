//! From files to published numbers: pooled years, rates standardised by age, ratios to another area, and what
//! a disclosure rule does to their parts.

use crate::near;
use crate::support::{self, Row};

/// The published numbers of a site that has one indicator, `measured`, on people and events by age.
fn published(rule: &str, definition: &str, rows: &[&str]) -> Vec<Row> {
    let site = support::Copy::new();
    site.put("data/people/people.csv", format!("Area code,Year,Age,People,Events\n{}\n", rows.join("\n")));
    site.put(
        "data/people/source.yaml",
        format!(
            "title: People and events by age\npublisher: Office for Made-up Statistics\n\
             licence: {{name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}}\n\
             attribution: Contains public sector information.\naddress: https://www.example.org/people\n\
             period: \"2024\"\nstatus: published\nformat: table\nfiles: [people.csv]\n\
             disclosure: {{rule: {rule}, why: as asked}}\nlayout:\n  area: {{column: Area code}}\n  \
             period: {{column: Year, form: year}}\n  group: {{age: Age}}\n  values: {{people: People, events: Events}}\n"
        ),
    );
    site.put(
        "content/indicators/measured.md",
        format!(
            "---\ncode: ME-01\ntitle: Measured\nshort: Measured\ntheme: Police\nunit: events per 100,000 residents\n\
             numerator: {{source: people, series: [events]}}\n\
             denominator: {{source: people, series: [people]}}\npolarity: lower is better\nbenchmark: none\n\
             levels: [county, district]\ndefinition: Measured.\n{definition}---\n\nA note.\n"
        ),
    );
    let numbers = support::numbers(&site.built());
    numbers.into_iter().filter(|row| row["indicator"] == "measured").collect()
}

fn value(rows: &[Row], area: &str, period: &str) -> f64 {
    let row = rows.iter().find(|row| row["area code"] == area && row["period"] == period);
    row.unwrap_or_else(|| panic!("no number of {area} in {period}: {rows:?}"))["value"].parse().unwrap()
}

#[test]
fn pooled_years_add_events_and_people_of_each_year() {
    let rows: Vec<String> =
        (2019..=2024).map(|year| format!("E10000091,{year},0+,{},{}", 1_000 + year, year - 2_000)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let definition = "method: rate\nper: 100000\ndecimals: 6\npool: 3\n";
    let found = published("none", definition, &rows);
    let periods: Vec<&str> = found.iter().map(|row| row["period"].as_str()).collect();
    assert_eq!(periods, ["2019-to-2021", "2022-to-2024"], "pools do not overlap unless they are asked to");
    let expected = (22.0 + 23.0 + 24.0) / (3_022.0 + 3_023.0 + 3_024.0) * 100_000.0;
    assert!(near(value(&found, "E10000091", "2022-to-2024"), expected, 1e-8));
    let overlapping = published("none", &definition.replace("pool: 3", "pool: {years: 3, step: 1}"), &rows);
    assert_eq!(overlapping.len(), 4);
}

#[test]
fn a_year_that_is_missing_makes_no_pool() {
    let rows = ["E10000091,2020,0+,1000,20", "E10000091,2022,0+,1000,30", "E10000091,2023,0+,1000,40"];
    let found = published("none", "method: rate\nper: 100000\npool: 2\n", &rows);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["period"], "2022-to-2023");
}

/// Two bands of a county and a district, with as many events as given in those of the district.
fn two_bands(young: u32, old: u32) -> Vec<String> {
    vec![
        "E10000091,2024,0-19,30000,150".to_owned(),
        "E10000091,2024,20+,70000,50".to_owned(),
        format!("E07000901,2024,0-19,8000,{young}"),
        format!("E07000901,2024,20+,12000,{old}"),
    ]
}

#[test]
fn a_rate_is_standardised_by_age_from_files_to_the_page() {
    let rows = two_bands(60, 15);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let definition = "method: standardised-rate\nper: 100000\ndecimals: 6\nstandardise: {by: age}\n";
    let found = published("none", definition, &rows);
    // 0 to 19 holds 21,500 of the 100,000 people of the standard population.
    let expected = (21_500.0 * 60.0 / 8_000.0 + 78_500.0 * 15.0 / 12_000.0) / 100_000.0 * 100_000.0;
    assert!(near(value(&found, "E07000901", "2024"), expected, 1e-8));
}

#[test]
fn a_ratio_sets_events_beside_those_expected_at_the_rates_of_another_area() {
    let rows = two_bands(60, 15);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let definition = "method: standardised-ratio\ndecimals: 6\nstandardise: {by: age, reference: marlshire}\n";
    let found = published("none", definition, &rows);
    let expected = 75.0 / (8_000.0 * 150.0 / 30_000.0 + 12_000.0 * 50.0 / 70_000.0) * 100.0;
    assert!(near(value(&found, "E07000901", "2024"), expected, 1e-8));
    assert!(near(value(&found, "E10000091", "2024"), 100.0, 1e-8), "an area has the ratio 100 to itself");
    let rate = definition.replace("standardised-ratio", "indirect-rate").replace("decimals", "per: 100000\ndecimals");
    let found = published("none", &rate, &rows);
    assert!(near(value(&found, "E07000901", "2024"), expected / 100.0 * 200.0, 1e-7));
}

#[test]
fn a_small_part_of_a_weighed_sum_withholds_it_unless_parts_are_rounded() {
    let definition = "method: standardised-rate\nper: 100000\ndecimals: 6\nstandardise: {by: age}\n";
    let status = |rule: &str, young: u32| {
        let rows = two_bands(young, 15);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let found = published(rule, definition, &rows);
        let of = |area: &str| found.iter().find(|row| row["area code"] == area).unwrap().clone();
        of("E07000901")
    };
    // 3 of 18 are of one age: the total is large and the part is not, and the sum would give it away.
    assert!(status("under-5", 3)["status"].starts_with("[c]"));
    assert_eq!(status("under-5", 60)["status"], "final");
    // Rounded to five, 58 is 60 in the sum as well.
    assert_eq!(status("hes", 58)["value"], status("hes", 60)["value"]);
}

/// A number as a reader sees it: a count, or that it is withheld.
fn is_withheld(rows: &[Row], area: &str, breakdown: &str) -> Option<bool> {
    let row = rows.iter().find(|row| row["area code"] == area && row["breakdown"] == breakdown)?;
    Some(row["status"].starts_with("[c]"))
}

#[test]
fn no_part_of_a_crossing_is_withheld_alone_in_any_margin() {
    // Age by sex of a county: one small part, which each of its margins and the whole would give away.
    let counts = [[3, 40, 60], [25, 35, 70]];
    let mut rows = Vec::new();
    for (sex, counts) in ["female", "male"].into_iter().zip(counts) {
        for (age, count) in ["0-17", "18-24", "25+"].into_iter().zip(counts) {
            rows.push(format!("E10000091,2024,{age},{sex},{count}"));
        }
    }
    let site = support::Copy::new();
    site.put("data/people/people.csv", format!("Area code,Year,Age,Sex,Events\n{}\n", rows.join("\n")));
    site.put(
        "data/people/source.yaml",
        "title: Events by age and sex\npublisher: Office for Made-up Statistics\n\
         licence: {name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}\n\
         attribution: Contains public sector information.\naddress: https://www.example.org/people\n\
         period: \"2024\"\nstatus: published\nformat: table\nfiles: [people.csv]\n\
         disclosure: {rule: under-5, why: as asked}\nlayout:\n  area: {column: Area code}\n  \
         period: {column: Year, form: year}\n  group: {age: Age, sex: Sex}\n  values: {events: Events}\n",
    );
    site.put(
        "content/indicators/measured.md",
        "---\ncode: ME-01\ntitle: Measured\nshort: Measured\ntheme: Police\nunit: events\nmethod: count\n\
         numerator: {source: people, series: [events]}\npolarity: lower is better\nbenchmark: none\n\
         levels: [county]\nbreakdowns: [age, sex, age and sex]\ndefinition: Measured.\n---\n\nA note.\n",
    );
    let found: Vec<Row> =
        support::numbers(&site.built()).into_iter().filter(|row| row["indicator"] == "measured").collect();
    assert_eq!(found.len(), 1 + 3 + 2 + 6, "{found:?}");
    let (ages, sexes) = (["0-17", "18-24", "25+"], ["female", "male"]);
    let cell = |age: &str, sex: &str| is_withheld(&found, "E10000091", &format!("{age}, {sex}")).unwrap();
    assert!(cell("0-17", "female"), "the small part is withheld");
    let lone = |parts: Vec<bool>, total: &str| {
        let hidden = parts.iter().filter(|hidden| **hidden).count();
        let shown = !is_withheld(&found, "E10000091", total).unwrap();
        assert!(!(shown && hidden == 1), "{total} gives its one withheld part away");
    };
    for age in ages {
        lone(sexes.iter().map(|sex| cell(age, sex)).collect(), age);
    }
    for sex in sexes {
        lone(ages.iter().map(|age| cell(age, sex)).collect(), sex);
    }
    lone(ages.iter().flat_map(|age| sexes.iter().map(|sex| cell(age, sex))).collect(), "all");
}
