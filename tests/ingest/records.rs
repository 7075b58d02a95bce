//! Records of people: what is counted, and that nothing of a row is ever shown.

use snapbox::{assert_data_eq, str};

use crate::site::{Site, declaration};

pub(crate) const DIMENSIONS: &str = "format: ambulance-dispatch
dimensions:
  area: LSOA
  area-missing: drop
  date: Call time
  age: Patient age
  sex: Sex
  bands: [0-17, 18 to 24, 25+]
  series: {column: Dispatch code, words: {04B01A: assault, 27D03S: stab}}
";

const HEADER: &str = "Incident,Call time,Dispatch code,Patient age,Sex,LSOA,Location text\n";

fn records(rows: &str) -> Site {
    Site::of("calls.csv", DIMENSIONS, &format!("{HEADER}{rows}"))
}

#[test]
fn records_become_counts_for_everyone_and_for_each_group() {
    let rows = "1,2024-04-01 00:00,04B01A,17,Male,E01009061,\"by the church, left\"
2,2024-04-30 23:59,04B01A,31,F,E01009061,
3,2024-05-01,27D03S,,Unknown,E01009061,
4,2024-05-01,27D03S,20,,,
5,2024-05-01,27D03S,20,2,E01000001,
";
    let site = records(rows);
    assert_data_eq!(
        site.numbers(),
        str![[r#"
e01009061 2024-04 assault () 2
e01009061 2024-04 assault (0 to 17) 1
e01009061 2024-04 assault (0 to 17, Male) 1
e01009061 2024-04 assault (25 and over) 1
e01009061 2024-04 assault (25 and over, Female) 1
e01009061 2024-04 assault (Female) 1
e01009061 2024-04 assault (Male) 1
e01009061 2024-05 stab () 1

"#]]
    );
    let quality = &site.table().quality[0];
    assert_eq!((quality.rows, quality.kept, quality.elsewhere, quality.incomplete), (5, 3, 1, 2));
}

#[test]
fn a_column_may_bear_another_of_its_usual_names() {
    let header = "Incident,CALL_DATE,Dispatch Code,Age,Gender,LSOA21CD,Location text\n";
    let site = Site::of("calls.csv", DIMENSIONS, &format!("{header}1,2024-04-01 00:00,04B01A,17,1,E01009061,secret\n"));
    assert_eq!(site.table().observations.len(), 4);
}

#[test]
fn faults_of_records_are_told_without_the_record() {
    let rows = "1,2024-04-31 00:00,04B01A,17,Male,E01009061,secret
2,2024-04-01 00:00,99X,17,Male,E01009061,secret
3,2024-04-01 00:00,04B01A,seventeen,Mael,E01009061,secret
4,2024-04-01 00:00,04B01A,17,Male,E01009061,secret,more
5,2024-04-01 00:00,04B01A,17,Male,E01009061,\"secret
";
    let told = records(rows).told();
    assert!(!told.contains("secret") && !told.contains("seventeen") && !told.contains("99X"), "{told}");
    assert_data_eq!(
        told,
        str![[r#"
error: `Call time` must be a day such as `2021-03-21`
--> data/calls/calls.csv:2:3
 = note: no calendar has this day
 = help: correct it, or the form that data/calls/source.yaml gives

error: `Dispatch code` holds a word that is not listed for it
--> data/calls/calls.csv:3:20
 = note: unknown word
 = help: add it under `words:` in data/calls/source.yaml

error: `Patient age` must be an age in whole years
--> data/calls/calls.csv:4:27
 = note: not an age
 = help: correct it, or leave it empty where the age is not known

error: `Sex` holds a word that is not listed for it
--> data/calls/calls.csv:4:37
 = note: unknown word
 = help: add it under `words:` in data/calls/source.yaml

error: this row has 8 fields and the header 7
--> data/calls/calls.csv:5:1
 = note: too many
 = help: put a field that holds a comma in quotes

error: a quoted field is never closed
--> data/calls/calls.csv:6:45
 = note: this quote opens it
 = help: close it with `"`, and write `""` for a quote that belongs to the text


"#]]
    );
}

#[test]
fn a_place_that_is_not_of_the_site_is_refused_without_the_place() {
    let rest = DIMENSIONS.replace("  area-missing: drop\n", "");
    let site = Site::of("calls.csv", &rest, &format!("{HEADER}1,2024-04-01 00:00,04B01A,17,Male,E01000001,secret\n"));
    assert_data_eq!(
        site.told(),
        str![[r#"
error: the code in `LSOA` is not an LSOA of this site
--> data/calls/calls.csv:2:35
 = note: it may be a code of another vintage
 = note: codes change when boundaries do: a file of another year has other codes
 = help: take the file that has this site's codes, or write `area-missing: drop` in data/calls/source.yaml to leave such rows out


"#]]
    );
}

#[test]
fn what_is_declared_of_records_is_checked() {
    let rest = DIMENSIONS
        .replace("[0-17, 18 to 24, 25+]", "[0-17, 17-24]")
        .replace("{column: Dispatch code, words: {04B01A: assault, 27D03S: stab}}", "Dispatch code");
    let text = declaration("calls.csv", &rest);
    let site = Site::new(&[("data/calls/source.yaml", text.as_bytes()), ("data/calls/calls.csv", HEADER.as_bytes())]);
    assert_data_eq!(
        site.told(),
        str![[r#"
error: the ages of `17-24` lie in `0 to 17` too
  --> data/calls/source.yaml:17:17
   |
17 |   bands: [0-17, 17-24]
   |                 ^^^^^ one person would count twice
   |
   = help: let each band begin after the one before has ended

error: `series` of records needs `words`
  --> data/calls/source.yaml:18:11
   |
18 |   series: Dispatch code
   |           ^^^^^^^^^^^^^ what may be published of this column?
   |
   = help: list under `words:` what each word of the column is counted as


"#]]
    );
}

#[test]
fn counts_that_may_not_be_published_are_not_printed_either() {
    let rest = "format: table
layout:
  area: {column: Area}
  period: {fixed: 2024-25}
  series: {fixed: admissions}
  value: Count
";
    let text = declaration("a.csv", rest).replace("{rule: none, why: a test}", "{rule: hes}");
    let site = Site::new(&[
        ("data/calls/source.yaml", text.as_bytes()),
        ("data/calls/a.csv", b"Area,Count\nE08000025,3 or so\nBirmingham,4\n"),
    ]);
    assert_data_eq!(
        site.told(),
        str![[r#"
error: `Count` must be a number
--> data/calls/a.csv:2:11
 = note: not a number
 = help: correct it, or say what it means under `missing:` in data/calls/source.yaml

error: `Area` must be a GSS code
--> data/calls/a.csv:3:1
 = note: a GSS code looks like `E08000025`
 = help: give the code, or map the name under `areas:` in data/calls/source.yaml


"#]]
    );
}
