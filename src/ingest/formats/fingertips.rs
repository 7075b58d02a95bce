//! Fingertips, the public health profiles of the Department of Health and Social Care, as CSV.
//!
//! Every area stands there twice, with and without its parent, and once for each kind of area that it is
//! of; equal rows are one. Rows of a category, such as a decile of deprivation, divide the same people
//! again and are left out. The names of columns change with the parent, and the R package writes them
//! without spaces. `Time period Sortable` is a key and no date. Whether a year is a calendar, a financial or
//! an academic one stands only in the metadata: `2020/21` is read as a financial year.

use crate::ingest::known::Known;

/// Values, counts, denominators and limits of indicators.
pub(crate) static FINGERTIPS: Known = Known {
    name: "fingertips",
    about: "Indicators of Fingertips: a value, its count, denominator and limits for each indicator, area, time, sex and age.",
    columns: &["Indicator*ID", "Indicator*Name", "Area*Code", "Category*Type", "Time*period", "Value", "Compared*to*"],
    without: &[],
    layout: r#"
area: {column: [Area Code, AreaCode]}
area-missing: drop
period: {column: [Time period, Timeperiod], form: [financial years, financial year, years, year]}
only: {Category Type: [""], CategoryType: [""]}
optional: [Category Type, CategoryType]
series: {column: [Indicator Name, IndicatorName]}
group:
  sex: {column: Sex, words: {Persons: all, Person: all}, others: keep}
  age: {column: Age, words: {All ages: all}, others: keep}
values:
  value: Value
  count: Count
  denominator: Denominator
  lower limit: [Lower CI 95.0 limit, LowerCI95.0limit]
  upper limit: [Upper CI 95.0 limit, UpperCI95.0limit]
sum: same
missing: {"": not available, "-1": not available}
reason:
  column: [Value note, Valuenote]
  of: [Value]
  words:
    "Value suppressed*": suppressed
    "Value cannot be calculated as number of cases is too small": suppressed
    "Value not published*": not available
    "Value missing*": not available
    "Value not collected*": not collected
"#,
    choices: "only: {Indicator Name: [\"…\"], Age: [All ages], Area Type: [\"…\"]}",
};
