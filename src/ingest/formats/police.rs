//! Files of data.police.uk: street crime, outcomes, stop and search; the first layout of 2011; answers of
//! the site's interface.
//!
//! The LSOA of street crime is that of an anonymised point, so counts of one LSOA near its border are
//! approximate. Anti-social behaviour has no id, and ids repeat after re-submission, so none is a key.
//! Months are the only time that street crime has.

use crate::ingest::known::Known;

/// Street crime, one row each.
pub(crate) static STREET: Known = Known {
    name: "police-street",
    about: "Street-level crime and anti-social behaviour of data.police.uk: one row each, counted by LSOA, month and type; files, folders of months, or the published archive.",
    columns: &["Crime ID", "Month", "Reported by", "Falls within", "LSOA code", "Crime type", "Last outcome category"],
    without: &["Outcome type"],
    layout: "
area: {column: LSOA code}
area-missing: drop
period: {column: Month, form: month}
series: {column: Crime type}
count: rows
",
    choices: "only: {Crime type: [Robbery, Violence and sexual offences, Possession of weapons]}",
};

/// What became of crimes, one row each.
pub(crate) static OUTCOMES: Known = Known {
    name: "police-outcomes",
    about: "Outcomes of crimes of data.police.uk: one row each, counted by LSOA, the month of the outcome and its type.",
    columns: &["Crime ID", "Month", "Reported by", "Falls within", "LSOA code", "Outcome type"],
    without: &["Crime type"],
    layout: "
area: {column: LSOA code}
area-missing: drop
period: {column: Month, form: month}
series: {column: Outcome type}
count: rows
",
    choices: "only: {Outcome type: [Offender given a caution, Suspect charged]}",
};
