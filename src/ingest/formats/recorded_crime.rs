//! Police recorded crime, the open data tables of the Home Office: one sheet for each financial year.
//!
//! Title rows may stand above a header, notes hang on names as `[Note 6]`, and forces are spelt in more
//! than one way. Bodies without an area, such as Action Fraud, are counted as rows of elsewhere. A number
//! may be negative where records of an earlier quarter were cancelled. Each subgroup has several rows, one
//! for each offence code, which are added.

use crate::ingest::known::Known;

/// Offences by police force area.
pub(crate) static FORCES: Known = Known {
    name: "police-recorded-crime",
    about: "Police recorded crime of the Home Office by police force area, offence and quarter of a financial year; every sheet of a year is read.",
    columns: &["Financial Year", "Financial Quarter", "Force Name", "Offence Subgroup", "*Offence*"],
    without: &["CSP Name"],
    layout: "
sheets: each
area: {column: Force Name, names: police-force-area}
area-missing: drop
period: {year: Financial Year, quarter: Financial Quarter, form: financial year}
series: {column: Offence Subgroup, footnotes: drop}
value: [Number of Offences, Number of offences, Offence Count, Force Offence Count]
sum: rows
",
    choices: "series: {column: Offence Description, footnotes: drop}",
};

/// Offences by community safety partnership.
pub(crate) static PARTNERSHIPS: Known = Known {
    name: "police-recorded-crime-csp",
    about: "Police recorded crime of the Home Office by community safety partnership, offence and quarter of a financial year.",
    columns: &["Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Subgroup"],
    without: &[],
    layout: "
sheets: each
area: {column: CSP Name, names: district}
area-missing: drop
period: {year: Financial Year, quarter: Financial Quarter, form: financial year}
series: {column: Offence Subgroup, footnotes: drop}
value: [Number of Offences, Number of offences, Offence Count, CSP Offence Count]
sum: rows
",
    choices: "",
};
