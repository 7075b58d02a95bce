//! Formats one by one, on small files with the columns of their publishers.

use snapbox::{assert_data_eq, str};

use crate::site::areas;
use crate::{of_file, of_text, places};

#[test]
fn partnerships_of_the_home_office_are_those_of_authorities() {
    let areas = places("authority", &["E08000025: Birmingham", "E08000026: Coventry"]);
    let site = of_file(areas, "formats/prc-csp-illustrative.ods", "format: police-recorded-crime-csp\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2024-q2 Violence with injury () 1801
birmingham 2024-q3 Violence with injury () 1802
coventry 2024-q2 Violence with injury () 501
coventry 2024-q3 Violence with injury () 502

"#]]
    );
}

#[test]
fn a_topic_of_the_census_has_a_category_in_each_column() {
    let bulk = "date,geography,geography code,Sex: All persons; measures: Value,Sex: Female; measures: Value,Sex: Male; measures: Value\n2021,Birmingham,E08000025,1144923,584401,560522\n";
    let plain = "date,geography,geography code,Sex: All persons,Sex: Female,Sex: Male\n2021,Birmingham,E08000025,1144923,584401,560522\n";
    let read = |text: &str| of_text(areas(), text, "format: census\n").numbers();
    assert_data_eq!(
        read(bulk),
        str![[r#"
birmingham 2021-03-21 All persons () 1144923
birmingham 2021-03-21 Female () 584401
birmingham 2021-03-21 Male () 560522

"#]]
    );
    assert_eq!(read(bulk), read(plain));
}

#[test]
fn years_of_age_are_counted_in_bands() {
    let ages: Vec<String> = (0..90).map(|age| age.to_string()).chain(["90+".to_owned()]).collect();
    let ones = vec!["1"; 91].join(",");
    let text = format!(
        "Mid-2023 population estimates\n\nCode,Name,Geography,All ages,{}\nE08000025,Birmingham,Metropolitan District,91,{ones}\n",
        ages.join(",")
    );
    let site = of_stored_text(&text, "format: mid-year-population\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham mid-2023 residents () 91
birmingham mid-2023 residents (0 to 9) 10
birmingham mid-2023 residents (10 to 17) 8
birmingham mid-2023 residents (18 to 24) 7
birmingham mid-2023 residents (25 and over) 66

"#]]
    );
}

#[test]
fn small_areas_have_females_and_males_side_by_side() {
    let heads = |sex: &str| (0..=90).map(|age| format!("{sex}{age}")).collect::<Vec<_>>().join(",");
    let ones = vec!["1"; 182].join(",");
    let text = format!(
        "LAD 2023 Code,LAD 2023 Name,LSOA 2021 Code,LSOA 2021 Name,Total,{},{}\nE08000025,Birmingham,E01009061,Birmingham 033E,182,{ones}\n",
        heads("F"),
        heads("M")
    );
    let site = of_stored_text(&text, "format: mid-year-population-small-areas\n");
    assert_data_eq!(
        site.numbers(),
        str![[r#"
e01009061 mid-2023 residents (0 to 9, Female) 10
e01009061 mid-2023 residents (0 to 9, Male) 10
e01009061 mid-2023 residents (10 to 17, Female) 8
e01009061 mid-2023 residents (10 to 17, Male) 8
e01009061 mid-2023 residents (18 to 24, Female) 7
e01009061 mid-2023 residents (18 to 24, Male) 7
e01009061 mid-2023 residents (25 and over, Female) 66
e01009061 mid-2023 residents (25 and over, Male) 66

"#]]
    );
}

/// A text whose period its file has.
fn of_stored_text(text: &str, rest: &str) -> crate::site::Site {
    let declared =
        crate::site::declaration("file.csv", rest).replace("{name: file.csv}", "{name: file.csv, period: mid-2023}");
    crate::site::Site::new(&[("data/calls/source.yaml", declared.as_bytes()), ("data/calls/file.csv", text.as_bytes())])
}

#[test]
fn a_word_that_nobody_listed_may_be_kept_and_notes_after_a_word_dropped() {
    let layout = "format: table
layout:
  area: {column: Area code}
  period: {column: Month, form: month}
  series: {column: Kind, footnotes: drop}
  group: {sex: {column: Sex, words: {\"\": not recorded, All: all}, others: keep}}
  value: Calls
";
    let text = "Area code,Month,Kind,Sex,Calls
E08000025,2024-11,Stab [note 3],,1
E08000025,2024-11,Stab,All,3
E08000025,2024-11,Stab [1,Male,2
E08000025,2024-11,Shot [Note 2][4],Male,2
";
    assert_data_eq!(
        of_text(areas(), text, layout).numbers(),
        str![[r#"
birmingham 2024-11 Shot (Male) 2
birmingham 2024-11 Stab () 3
birmingham 2024-11 Stab (not recorded) 1
birmingham 2024-11 Stab [1 (Male) 2

"#]]
    );
}

#[test]
fn a_column_that_some_files_lack_is_passed_over_and_told_in_no_file() {
    let layout = "format: table
layout:
  only: {Measure: [Value]}
  area: {column: Area code}
  period: {column: Month, form: month}
  group: {sex: Sex}
  values: {calls: Calls, hoaxes: Hoaxes}
  optional: [Measure, Sex, Hoaxes]
";
    let text = "Area code,Month,Calls\nE08000025,2024-11,5\n";
    assert_data_eq!(
        of_text(areas(), text, layout).numbers(),
        str![[r#"
birmingham 2024-11 calls () 5

"#]]
    );
    let text = "Area code,Month,Calls,Measure,Sex,Hoaxes\nE08000025,2024-11,5,Value,Male,1\nE08000025,2024-11,50,Percent,Male,2\n";
    assert_data_eq!(
        of_text(areas(), text, layout).numbers(),
        str![[r#"
birmingham 2024-11 calls (Male) 5
birmingham 2024-11 hoaxes (Male) 1

"#]]
    );
}

#[test]
fn distinct_is_for_rows_that_are_counted() {
    let layout = "format: table
layout:
  area: {column: Area code}
  period: {column: Month, form: month}
  series: {fixed: calls}
  value: Calls
  distinct: Id
";
    assert_data_eq!(
        of_text(areas(), "Area code,Month,Calls,Id\nE08000025,2024-11,5,1\n", layout).told(),
        str![[r#"
error: `distinct` is for rows that are counted
  --> data/calls/source.yaml:16:13
   |
16 |   distinct: Id
   |             ^^ these rows hold numbers
   |
   = help: take it out, or write `count: rows`


"#]]
    );
}

#[test]
fn records_are_counted_by_weekday_and_hour_too() {
    let layout = "format: emergency-department
dimensions:
  area: LSOA
  area-missing: drop
  date: Arrival date
  form: day/month/year
  time: Arrival time
  times: [weekday, hour]
  series: {column: Injury_Intent, words: {Assault: assault}}
";
    let text = "Arrival_Date,EmCare_Arrive_Time,EmCare_Inj_Intent,LSOA,Where it was
01/03/2024,23:10,Assault,E01009061,the church
08/03/2024,23:59,Assault,E01009061,
09/03/2024,about midnight,Assault,E01009061,
";
    assert_data_eq!(
        of_text(areas(), text, layout).numbers(),
        str![[r#"
e01009061 2024-03 assault () 3
e01009061 2024-03 assault (23:00 to 23:59) 2
e01009061 2024-03 assault (23:00 to 23:59, Friday) 2
e01009061 2024-03 assault (Friday) 2
e01009061 2024-03 assault (Saturday) 1

"#]]
    );
}

#[test]
fn another_column_of_the_same_file_does_not_stand_in_for_the_one_that_is_missing() {
    let layout = "format: emergency-department
dimensions:
  area: LSOA
  date: Arrival date
  series: {column: Injury intent, words: {Assault: assault}}
";
    let text = "Arrival date,LSOA,Means of assault\n2024-03-01,E01009061,Knife\n";
    assert_data_eq!(
        of_text(areas(), text, layout).told(),
        str![[r#"
error: no column is named `Injury intent`
 --> data/calls/file.csv:1:1
  |
1 | Arrival date,LSOA,Means of assault
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the header
  |
  = note: the column is asked for at data/calls/source.yaml:14
  = help: known here: `Arrival date`, `LSOA`, `Means of assault`


"#]]
    );
}

#[test]
fn what_an_author_of_education_statistics_must_say_is_asked_for() {
    let text = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,school_type,t_pupils\n202122,Academic year,Local authority,E92000001,England,E12000005,West Midlands,330,E08000025,Birmingham,Total,c\n";
    assert_data_eq!(
        of_text(areas(), text, "format: dfe-statistics\n").told(),
        str![[r#"
error: the format `dfe-statistics` needs to be told which numbers are meant
 --> data/calls/source.yaml:1:1
  |
1 | title: A test
  | ^ among these keys
  |
  = help: add `layout:` and its keys, such as `values: {pupils: t_pupils}`


"#]]
    );
    let layout = "format: dfe-statistics\nlayout: {values: {pupils: t_pupils}, only: {school_type: [Total]}}\n";
    assert_data_eq!(
        of_text(areas(), text, layout).numbers(),
        str![[r#"
birmingham 2021-22-academic pupils () [c]

"#]]
    );
}

#[test]
fn a_tabulation_of_the_nhs_may_be_an_open_document() {
    let layout = "format: nhs-tabulation
areas: {Birmingham: E08000025}
layout:
  sheets: [{sheet: By sex, dimensions: [sex]}]
  measure: FAEs
  area-missing: drop
  period: {form: month}
  missing: {\"*\": suppressed, \"\": not available}
";
    assert_data_eq!(
        of_file(areas(), "formats/tabulation-illustrative.ods", layout).numbers(),
        str![[r#"
birmingham 2021-04 FAEs (Female) [c]
birmingham 2022-03 FAEs (Female) 0
birmingham 2021-04 FAEs (Male) 15
birmingham 2022-03 FAEs (Male) 10

"#]]
    );
}

#[test]
fn estimates_of_nomis_are_everyone_and_each_sex_and_age() {
    let text = "DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES,OBS_VALUE,OBS_STATUS,RECORD_COUNT
2023,E08000025,Total,All Ages,20100,100,A,7
2023,E08000025,Male,All Ages,20100,49,A,7
2023,E08000025,Female,All Ages,20100,,Q,7
2023,E08000025,Total,Aged 16 to 24,20100,12,A,7
2023,E08000025,Total,Aged 0 to 15,20100,20,A,7
2023,E08000025,Total,Aged 90+,20100,2,A,7
2023,E08000025,Total,All Ages,20301,100.0,A,7
";
    assert_data_eq!(
        of_text(areas(), text, "format: nomis\n").numbers(),
        str![[r#"
birmingham mid-2023 residents () 100
birmingham mid-2023 residents (Aged 0 to 15) 20
birmingham mid-2023 residents (Aged 16 to 24) 12
birmingham mid-2023 residents (Aged 90+) 2
birmingham mid-2023 residents (Female) [c]
birmingham mid-2023 residents (Male) 49

"#]]
    );
    let bands = "format: nomis
layout:
  only: {MEASURES: [\"20100\"], GENDER_NAME: [Total]}
  group: {age: {column: C_AGE_NAME, bands: [0-24, 25+]}}
";
    assert_data_eq!(
        of_text(areas(), text, bands).numbers(),
        str![[r#"
birmingham mid-2023 residents () 100
birmingham mid-2023 residents (0 to 24) 32
birmingham mid-2023 residents (25 and over) 2

"#]]
    );
}

#[test]
fn a_measure_of_the_interactive_tool_is_of_the_authority_and_not_of_the_region() {
    let areas = places("authority", &["E08000025: Birmingham", "E08000026: Coventry"]);
    let text = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region
CIN,Children in need,2019/20,Birmingham,7.0000000000000007E-2,330,West Midlands
CIN,Children in need,2019/20,West Midlands,3,989,West Midlands
CIN,Children in need,2019/20,Coventry,-,331,West Midlands
RTA,Killed or seriously injured,2014-16,Birmingham,24.78,330,West Midlands
";
    assert_data_eq!(
        of_text(areas, text, "format: lait\n").numbers(),
        str![[r#"
birmingham 2019-20 CIN () 0.07
coventry 2019-20 CIN () [x]
birmingham 2014-to-2016 RTA () 24.78

"#]]
    );
}

#[test]
fn a_trust_without_an_ambulance_service_is_no_service_with_none() {
    let text = "Trust Code,Trust Name,Ambulance Service,Incident Count,Total Response Time (h),Mean Response Time (min:sec),Category
E08000025,A,West Midlands,\"12,862\",50546,3:55:47,cat3
E08000026,B,,,,,
";
    let declared = crate::site::declaration("file.csv", "format: ambulance-systems\n")
        .replace("{name: file.csv}", "{name: file.csv, period: 2022-06}");
    let site = crate::site::Site::new(&[
        ("data/calls/source.yaml", declared.as_bytes()),
        ("data/calls/file.csv", text.as_bytes()),
    ]);
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham 2022-06 cat3: incidents () 12862
birmingham 2022-06 cat3: response hours () 50546

"#]]
    );
}

#[test]
fn the_name_of_a_sheet_may_say_the_sex() {
    let areas = places("place", &["E08000025: Birmingham"]);
    let site = crate::of_stored(
        areas,
        "[{name: mye2.ods, period: mid-2023}]",
        &["formats/mye2-illustrative.ods"],
        "format: mid-year-population\n",
    );
    assert_data_eq!(
        site.numbers(),
        str![[r#"
birmingham mid-2023 residents () 1911
birmingham mid-2023 residents (0 to 9) 210
birmingham mid-2023 residents (0 to 9, Female) 110
birmingham mid-2023 residents (0 to 9, Male) 100
birmingham mid-2023 residents (10 to 17) 168
birmingham mid-2023 residents (10 to 17, Female) 88
birmingham mid-2023 residents (10 to 17, Male) 80
birmingham mid-2023 residents (18 to 24) 147
birmingham mid-2023 residents (18 to 24, Female) 77
birmingham mid-2023 residents (18 to 24, Male) 70
birmingham mid-2023 residents (25 and over) 1386
birmingham mid-2023 residents (25 and over, Female) 726
birmingham mid-2023 residents (25 and over, Male) 660
birmingham mid-2023 residents (Female) 1001
birmingham mid-2023 residents (Male) 910

"#]]
    );
}

#[test]
fn a_sheet_whose_name_says_nothing_that_is_known_is_refused() {
    let layout = "format: mid-year-population
layout: {group: {sex: {column: \"{sheet}\", words: {MYE2 - Persons: all, MYE2 - Males: Male}}}}
";
    let site = crate::of_stored(
        places("place", &["E08000025: Birmingham"]),
        "[{name: mye2.ods, period: mid-2023}]",
        &["formats/mye2-illustrative.ods"],
        layout,
    );
    assert_data_eq!(
        site.told(),
        str![[r#"
error: `MYE2 - Females` is not listed for `{sheet}`
--> data/calls/mye2.ods/MYE2 - Females:5:1
 = note: unknown word
 = help: did you mean `MYE2 - Males`? If not, add it under `words:` in data/calls/source.yaml


"#]]
    );
}
