//! Whether the rows of a table are about people, and what of it may be shown.
//!
//! In go columns, out comes one word that everything else obeys. In doubt rows are of people: what is not
//! shown can be looked up in the file, and what was shown cannot be taken back.

use super::column::{Column, Holds};
use crate::model::period::Period;

/// What may be shown of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privacy {
    /// Words and examples.
    Open,
    /// Names of columns, kinds and counts; words only where each occurs often.
    Records,
}

/// In records, a word that occurs less often could be of one person.
const OFTEN: u64 = 10;

/// Different words that are worth a list.
const LISTED: usize = 12;

/// What stands in the names of columns that only people have. Their words are never listed, however often
/// each occurs: a name that occurs ten times is still a name.
const PERSONAL: [&str; 22] = [
    "nhsnumber",
    "nhsno",
    "surname",
    "forename",
    "firstname",
    "lastname",
    "middlename",
    "fullname",
    "victimname",
    "suspectname",
    "offendername",
    "patientname",
    "personname",
    "officer",
    "staffname",
    "birth",
    "patientid",
    "nominal",
    "victimid",
    "offenderid",
    "telephone",
    "emailaddress",
];

/// The same, where they are the whole name.
const PERSONAL_ALONE: [&str; 12] =
    ["name", "dob", "urn", "victim", "suspect", "offender", "patient", "person", "client", "email", "phone", "nominal"];

/// What stands in the names of columns that hold what people wrote.
const WRITTEN: [&str; 8] =
    ["note", "comment", "narrative", "remark", "freetext", "circumstance", "modusoperandi", "incidentdescription"];

/// What stands in the names of columns that number people and events.
const ROW_IDS: [&str; 9] = [
    "incidentnumber",
    "incidentid",
    "attendanceid",
    "callid",
    "recordid",
    "casenumber",
    "caseid",
    "reference",
    "crimeid",
];

/// Whether a column is of what only people have, by its name.
fn is_personal(column: &Column) -> bool {
    // What an officer saw is of somebody else, and is counted.
    let name = column.plain().replace("officerdefined", "");
    PERSONAL.iter().any(|word| name.contains(word)) || PERSONAL_ALONE.contains(&name.as_str())
}

/// Whether a column holds what people wrote, by its name: nothing of it is ever shown.
fn is_written(column: &Column) -> bool {
    let name = column.plain();
    let is_mark = name.contains("footnote") || name.contains("valuenote");
    !is_mark && !column.is_number() && WRITTEN.iter().any(|word| name.contains(word))
}

impl Privacy {
    /// Judges the columns of a table of so many rows.
    pub(super) fn of(columns: &[Column], rows: usize) -> Self {
        let holds = |wanted: &[Holds]| columns.iter().any(|column| wanted.contains(&column.holds));
        // A list of areas has a column `name` too, and none of times.
        let is_timed = columns.iter().any(Column::is_time);
        let is_listing = |column: &Column| column.plain() == "name" && !is_timed;
        let is_named = columns.iter().any(|column| is_personal(column) && !is_listing(column));
        let is_person = holds(&[Holds::Age, Holds::AgeBand, Holds::Sex]);
        let is_placed = holds(&[Holds::Postcode, Holds::Latitude, Holds::Longitude, Holds::Easting, Holds::Northing]);
        let is_told = holds(&[Holds::Text]) || columns.iter().any(is_written);
        // Days in a form that nobody reads are days all the same.
        let is_dated = columns.iter().any(|column| {
            let is_day = matches!(column.holds, Holds::Day(_) | Holds::Moment(_));
            let says_day = ["date", "datetime", "timeof"].iter().any(|word| column.plain().contains(word));
            is_day || (says_day && !column.is_time() && !column.is_number() && column.filled > 0)
        });
        let has_id = holds(&[Holds::Identifier])
            || columns.iter().any(|column| {
                let says_id = ROW_IDS.iter().any(|word| column.plain().contains(word));
                says_id && column.different().is_none_or(|count| count * 10 >= rows * 9)
            });
        // Where a row has no number, it is one person or event itself. What numbers rows counts nothing.
        let numbers_rows = |column: &Column| ROW_IDS.iter().any(|word| column.plain().contains(word));
        let is_counted = columns.iter().any(|column| column.is_number() && !numbers_rows(column));
        let of_one = (is_dated && (is_person || is_placed || is_told))
            || (has_id && (is_person || is_told || is_dated))
            || ((is_dated || is_timed) && !is_counted)
            || (is_placed && is_timed)
            || ((is_told || holds(&[Holds::Postcode])) && is_person)
            || (is_person && !is_counted);
        if is_named || of_one { Self::Records } else { Self::Open }
    }

    /// The words of a column that may be listed.
    pub(super) fn words(self, column: &Column) -> Option<Vec<(&str, u64)>> {
        let words = column.words.as_ref()?;
        let is_listed = matches!(column.holds, Holds::Words | Holds::Sex | Holds::AgeBand)
            && !is_written(column)
            && !(self == Self::Records && is_personal(column));
        let is_often = self == Self::Open || words.iter().all(|(_, seen)| seen.count >= OFTEN);
        // Names that each occur once say nothing that the column does not.
        let is_few = words.len() <= LISTED || (self == Self::Open && words.len() as u64 * 2 <= column.filled);
        if !is_listed || !is_often || !is_few {
            return None;
        }
        let mut listed: Vec<(&str, u64)> = words.iter().map(|(word, seen)| (word.as_str(), seen.count)).collect();
        listed.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Some(listed)
    }

    /// Leaves of the times of a column what may be shown: the first and the last day of records are each of
    /// somebody, and a day of birth is of nobody else.
    pub(super) fn blur(self, column: &mut Column) {
        if self == Self::Open {
            return;
        }
        let is_day = matches!(column.holds, Holds::Day(_) | Holds::Moment(_));
        if is_personal(column) {
            column.times = None;
        } else if let (true, Some(times)) = (is_day, &mut column.times) {
            let month = |day: Period| Period::month(day.end().0, day.end().1).unwrap_or(day);
            (times.first, times.last) = (month(times.first), month(times.last));
            (times.gaps, times.gap) = (0, None);
        }
    }

    /// The signs for what is missing that may be listed.
    pub(super) fn missing(self, column: &Column) -> Vec<(&str, u64)> {
        let missing = column.missing.iter().map(|(sign, seen)| (sign.as_str(), seen.count));
        missing.filter(|(sign, _)| self == Self::Open || super::kind::meaning(sign).is_some()).collect()
    }
}
