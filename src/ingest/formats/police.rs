//! Files of data.police.uk: street crime, outcomes, stop and search; the first layout of 2011; answers of
//! the site's interface.
//!
//! The LSOA of street crime is that of an anonymised point, so counts of one LSOA near its border are
//! approximate. Anti-social behaviour has no id, and ids repeat after re-submission, so none is a key.
//! Months are the only time that street crime has. Places of stop and search are coordinates, often empty,
//! latitude before longitude. Answers of the interface are for a polygon each, so a crime near the border
//! of two stands in both, with one id.

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

/// Stops and searches, one row each.
pub(crate) static STOP_AND_SEARCH: Known = Known {
    name: "police-stop-and-search",
    about: "Stops and searches of data.police.uk: one row each, counted by area, month and object of search; many have no place.",
    columns: &["Type", "Date", "Part of a policing operation", "Latitude", "Longitude", "Object of search", "Outcome"],
    without: &[],
    layout: r#"
area: {longitude: Longitude, latitude: Latitude}
area-missing: drop
period: {column: Date, form: day, grain: month}
series: {column: Object of search, words: {"": not recorded}, others: keep}
count: rows
"#,
    choices: r#"group:
  sex: {column: Gender, words: {"": not recorded}, others: keep}
  age: {column: Age range, words: {"": not recorded}, others: keep}
  ethnicity: {column: Officer-defined ethnicity, words: {"": not recorded}, others: keep}"#,
};

/// Street crime in the layout of the first months, from December 2010.
pub(crate) static STREET_2011: Known = Known {
    name: "police-street-2011",
    about: "Street-level crime in the first published layout: a grid reference instead of an LSOA, six types, no ids and no outcomes; not comparable with later years.",
    columns: &["Month", "Reported by", "Falls within", "Easting", "Northing", "Crime type"],
    without: &["LSOA code"],
    layout: "
area: {easting: Easting, northing: Northing}
area-missing: drop
period: {column: Month, form: month}
series: {column: Crime type}
count: rows
",
    choices: "",
};

/// Street crime as the interface of data.police.uk answers.
pub(crate) static API: Known = Known {
    name: "police-api",
    about: "Street-level crime as the interface of data.police.uk answers, in JSON: one record each; a crime that two answers hold counts once.",
    columns: &["category", "location.latitude", "location.longitude", "month", "persistent_id", "id"],
    without: &[],
    layout: "
area: {longitude: location.longitude, latitude: location.latitude}
area-missing: drop
period: {column: month, form: month}
series:
  column: category
  words:
    anti-social-behaviour: Anti-social behaviour
    bicycle-theft: Bicycle theft
    burglary: Burglary
    criminal-damage-arson: Criminal damage and arson
    drugs: Drugs
    other-crime: Other crime
    other-theft: Other theft
    possession-of-weapons: Possession of weapons
    public-disorder-weapons: Public disorder and weapons
    public-order: Public order
    robbery: Robbery
    shoplifting: Shoplifting
    theft-from-the-person: Theft from the person
    vehicle-crime: Vehicle crime
    violent-crime: Violence and sexual offences
distinct: id
count: rows
",
    choices: "",
};
