//! Mid-year population estimates of the Office for National Statistics, a column for each year of age.
//!
//! Two workbooks: that of local authorities has a sheet for all persons, for males and for females, and that
//! of small areas has females and males side by side. The year stands in the title and the name of the file
//! or the sheet, not in a column, so `files:` give it. Students count where they live in term, long-stay
//! prisoners at the prison.

use crate::ingest::known::Known;

/// Local authorities by single year of age, one sheet for each sex.
pub(crate) static MID_YEAR: Known = Known {
    name: "mid-year-population",
    about: "Mid-year population of countries, regions and local authorities by single year of age (MYE2): a sheet for persons, one for each sex.",
    columns: &["Code", "Geography", "All ages", "0", "1", "90+"],
    without: &["F0"],
    layout: r#"
sheets: each
area: {column: Code}
area-missing: drop
period: {from: file}
series: {fixed: residents}
group:
  sex:
    column: "{sheet}"
    words: {"": all, MYE2 - Persons: all, MYE2 - Males: Male, MYE2 - Females: Female, Persons: all, Males: Male, Females: Female}
columns: {named: "{age}", age: {bands: [0-9, 10-17, 18-24, 25+]}}
sum: rows
thousands: comma
"#,
    choices: "columns: {named: \"{age}\", age: {bands: [0-17, 18-24, 25+]}}",
};

/// Small areas by sex and single year of age.
pub(crate) static SMALL_AREAS: Known = Known {
    name: "mid-year-population-small-areas",
    about: "Mid-year population of LSOAs by sex and single year of age: columns `F0` to `F90` and `M0` to `M90`.",
    columns: &["LSOA* Code", "Total", "F0", "F90", "M0", "M90"],
    without: &[],
    layout: r#"
area: {column: [LSOA 2021 Code, LSOA 2011 Code, LSOA Code]}
area-missing: drop
period: {from: file}
series: {fixed: residents}
columns: {named: "{sex}{age}", sex: {words: {F: Female, M: Male}}, age: {bands: [0-9, 10-17, 18-24, 25+]}}
sum: rows
thousands: comma
"#,
    choices: "sheet: Mid-2022 LSOA 2021",
};
