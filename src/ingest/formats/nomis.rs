//! Downloads of nomis, the labour market and population statistics of the Office for National Statistics.
//!
//! A caller without a key gets 25,000 rows and no word about the rest; `RECORD_COUNT` says how many there
//! are. A dimension that a query leaves out comes as every one of its members, totals among them. Columns
//! that `select=` left out may be missing.

use crate::ingest::known::Known;

/// Population estimates by area, sex and age.
pub(crate) static NOMIS: Known = Known {
    name: "nomis",
    about: "Population estimates of nomis by area, sex and age, as its interface gives them; a download that was cut off is refused.",
    columns: &["DATE_NAME", "GEOGRAPHY_CODE", "OBS_VALUE"],
    without: &[],
    layout: r#"
only: {MEASURES: ["20100"]}
area: {column: GEOGRAPHY_CODE}
area-missing: drop
period: {column: DATE_NAME, form: mid-year}
series: {fixed: residents}
value: OBS_VALUE
group:
  sex: {column: [GENDER_NAME, SEX_NAME, C_SEX_NAME], words: {Total: all, Persons: all, All persons: all, Male: Male, Males: Male, Female: Female, Females: Female}}
  age: {column: [C_AGE_NAME, AGE_NAME], words: {All Ages: all, All ages: all, Total: all}, others: keep}
missing: {"": not available, "-": not available}
reason:
  column: OBS_STATUS
  words: {Q: suppressed, Z: not applicable, M: not available, "*": not available}
optional: [MEASURES, GENDER_NAME, SEX_NAME, C_SEX_NAME, C_AGE_NAME, AGE_NAME, OBS_STATUS]
whole: {count: RECORD_COUNT, limit: 25000}
"#,
    choices: "only: {MEASURES: [\"20100\"], GENDER_NAME: [Total]}\ngroup: {age: {column: C_AGE_NAME, bands: [0-17, 18-24, 25+]}}",
};
