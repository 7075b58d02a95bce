//! What is counted while a file is read, and the months that look cut short.

use sna::model::coverage::{Remark, RowCount};
use sna::model::period::Period;

use crate::site::{LAYOUT, Site, areas, declaration, level};

/// Twelve districts of the assessed area, for sources whose areas can be told to be few.
fn twelve() -> sna::model::declaration::AreaDeclaration {
    let mut areas = areas();
    let names: Vec<(String, String)> =
        (1..=12).map(|number| (format!("E070000{number:02}"), format!("District {number}"))).collect();
    let list: Vec<(&str, &str, Option<&str>)> =
        names.iter().map(|(code, name)| (code.as_str(), name.as_str(), Some("E23000014"))).collect();
    areas.levels.insert(2, level("district", "District", &list));
    areas
}

/// A row for each of the first so many districts, month by month from January 2024.
fn months(districts: &[usize]) -> String {
    let mut text = "Area code,Month,Calls\n".to_owned();
    for (month, districts) in (1..).zip(districts) {
        for number in 1..=*districts {
            text.push_str(&format!("E070000{number:02},2024-{month:02},{number}\n"));
        }
    }
    text
}

fn told(rest: &str, districts: &[usize]) -> String {
    Site::of("2024.csv", &format!("{rest}{LAYOUT}"), &months(districts)).with_areas(twelve()).told()
}

#[test]
fn a_month_that_reaches_far_fewer_areas_than_the_others_is_a_warning() {
    let said = told("", &[12, 12, 11, 5, 12, 12]);
    assert!(said.contains("warning: only 5 of the usual 12 districts have a number in April 2024"), "{said}");
    assert!(
        said.contains("write `- {period: 2024-04, why: …}` under `incomplete:` in data/calls/source.yaml"),
        "{said}"
    );
    assert_eq!(said.matches("a number in").count(), 1, "{said}");
}

#[test]
fn a_month_that_is_declared_incomplete_is_not_told_again() {
    assert_eq!(told("incomplete: [{period: 2024-04, why: a system was down}]\n", &[12, 12, 11, 5, 12, 12]), "");
    let partial = "incomplete: [{period: 2024-04, areas: [E07000001], why: a system was down}]\n";
    assert_eq!(told(partial, &[12, 12, 11, 5, 12, 12]), "");
}

#[test]
fn a_month_is_not_doubted_for_two_areas_nor_where_there_are_few_months() {
    assert_eq!(told("", &[12, 12, 10, 10, 12, 12]), "");
    assert_eq!(told("", &[12, 12, 5, 12, 12]), "");
}

#[test]
fn a_source_of_rare_events_is_not_doubted_for_chance() {
    assert_eq!(told("absent: zero\n", &[12, 11, 8, 12, 9, 12]), "");
}

#[test]
fn a_warning_about_a_source_under_a_rule_gives_no_exact_count() {
    let yaml = declaration("2024.csv", LAYOUT).replace("rule: none", "rule: under-5");
    let text = months(&[12, 12, 12, 4, 12, 12]);
    let files = [("data/calls/source.yaml", yaml.as_bytes()), ("data/calls/2024.csv", text.as_bytes())];
    let said = Site::new(&files).with_areas(twelve()).told();
    assert!(said.contains("only about 5 of the usual 10 districts have a number"), "{said}");
}

#[test]
fn areas_and_numbers_are_counted_by_period_and_level() {
    let layout = format!("{LAYOUT}  missing: {{\"c\": suppressed, \"\": not available}}\n");
    let rows = "E23000014,2024-11,9\nE08000025,2024-11,c\nE08000026,2024-11,\nE08000025,2024-12,4\n";
    let table = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls\n{rows}")).table();
    let counts: Vec<_> = table
        .coverage
        .iter()
        .map(|found| (found.period.id(), found.level.0, found.areas, found.numbers, found.missing))
        .collect();
    // A number that is withheld is known to be there; one that is not available is not.
    let wanted = [("2024-11", 0, 1, 1, 0), ("2024-11", 1, 1, 0, 2), ("2024-12", 1, 1, 1, 0)];
    assert_eq!(
        counts,
        wanted.map(|(period, level, areas, numbers, missing)| { (period.to_owned(), level, areas, numbers, missing) })
    );
}

#[test]
fn rows_of_other_areas_and_without_a_place_are_counted_by_month() {
    let layout = LAYOUT.replace("value: Calls\n", "value: Calls\n  area-missing: drop\n");
    let rows = "E08000025,2024-11,3\nE09000001,2024-11,3\n,2024-11,3\nE08000025,2024-12,1\n";
    let table = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls\n{rows}")).table();
    let of = |month| -> RowCount { table.quality[0].periods.at(Period::month(2024, month)) };
    assert_eq!((of(11).rows, of(11).of(Remark::Elsewhere), of(11).of(Remark::WithoutPlace)), (3, 1, 1));
    assert_eq!((of(12).rows, of(12).of(Remark::Elsewhere)), (1, 0));
}

#[test]
fn what_records_lack_is_counted_by_month() {
    let rest = "format: ambulance-dispatch
dimensions:
  area: LSOA
  area-missing: drop
  date: Call time
  grain: month
  age: Age
  sex: Sex
  series: {column: Code, words: {A: assault}}
";
    let yaml = declaration("calls.csv", rest);
    let text = "LSOA,Call time,Age,Sex,Code\nE01009061,2024-11-02 10:00,20,M,A\nE01009061,2024-11-03 10:00,,F,A\n,2024-11-03 10:00,,,A\nE01009061,,30,F,A\n";
    let table =
        Site::new(&[("data/calls/source.yaml", yaml.as_bytes()), ("data/calls/calls.csv", text.as_bytes())]).table();
    let counts = &table.quality[0].periods;
    let november = counts.at(Period::month(2024, 11));
    assert_eq!(november.rows, 3);
    assert_eq!(
        [Remark::WithoutPlace, Remark::WithoutAge, Remark::WithoutSex].map(|remark| november.of(remark)),
        [1, 2, 1]
    );
    assert_eq!((counts.at(None).rows, counts.at(None).of(Remark::WithoutTime)), (1, 1));
}

#[test]
fn a_row_that_says_again_what_another_says_is_counted_once_as_a_duplicate() {
    let layout = format!("{LAYOUT}  sum: same\n");
    let rows = "E08000025,2024-11,3\nE08000025,2024-11,3\nE08000025,2024-12,4\n";
    let table = Site::of("2024.csv", &layout, &format!("Area code,Month,Calls\n{rows}")).table();
    let of = |month| table.quality[0].periods.at(Period::month(2024, month)).of(Remark::Duplicate);
    assert_eq!((of(11), of(12)), (1, 0));
    assert_eq!(table.observations.len(), 2);
}
