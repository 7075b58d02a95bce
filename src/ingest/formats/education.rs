//! Statistics of the Department for Education: tidy files of Explore education statistics, and the tables
//! behind the Local Authority Interactive Tool.
//!
//! A row of a tidy file is of a country, a region or an authority, and the code of the smallest of them is
//! its area; columns of one file may stand in any order. `c`, `z`, `x`, `k`, `u`, `low` and `:` are reasons
//! and never numbers. `202122` is a year that the word beside it explains. The tool names areas and no
//! codes, and its years are of several kinds in one column.

use crate::ingest::known::Known;

/// Tidy files of Explore education statistics; the author names the numbers.
pub(crate) static STATISTICS: Known = Known {
    name: "dfe-statistics",
    about: "A tidy file of Explore education statistics: `values:` say which of its columns are read, and `only:` which rows of its filters.",
    columns: &["time_period", "time_identifier", "geographic_level", "country_code", "new_la_code"],
    without: &[],
    layout: r#"
area: {columns: [new_la_code, region_code, country_code]}
area-missing: drop
period:
  column: time_period
  by:
    column: time_identifier
    forms:
      Academic year: academic year
      Financial year: financial year
      Tax year: financial year
      Calendar year: year
      Reporting year: year
missing: {c: suppressed, z: not applicable, x: not available, k: rounds to zero, low: rounds to zero, u: not available, ":": not available, "": not available}
"#,
    choices: "values: {pupils: t_pupils}\nonly: {school_type: [Total]}",
};

/// The tables behind the Local Authority Interactive Tool.
pub(crate) static LAIT: Known = Known {
    name: "lait",
    about: "Measures of the Local Authority Interactive Tool by area name and year; `only:` says which measures, and `form:` what their years are.",
    columns: &["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number"],
    without: &[],
    layout: r#"
area: {column: LA and Regions, names: district}
area-missing: drop
period: {column: Years, form: [year, financial year, years]}
series: {column: Short Desc}
value: Values
missing: {"-": not available, "": not available, c: suppressed, x: not available, z: not applicable, ".": not applicable, "*": suppressed}
"#,
    choices: "only: {Short Desc: [CIN]}\nperiod: {column: Years, form: financial year}",
};
