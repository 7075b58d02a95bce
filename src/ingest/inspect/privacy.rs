//! Whether the rows of a table are about people, and what of it may be shown.
//!
//! In go columns, out comes one word that everything else obeys. In doubt rows are of people: what is not
//! shown can be looked up in the file, and what was shown cannot be taken back.

use super::column::{Column, Holds, Source};
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

/// Words in the names of columns that say whose row it is.
const PERSONAL: [&str; 30] = [
    "victim",
    "suspect",
    "offender",
    "patient",
    "person",
    "client",
    "pupil",
    "child",
    "officer",
    "staff",
    "worker",
    "fullname",
    "forename",
    "surname",
    "firstname",
    "lastname",
    "dob",
    "birth",
    "dateofbirth",
    "nhs",
    "nhsnumber",
    "nhsno",
    "address",
    "phone",
    "telephone",
    "mobile",
    "email",
    "initials",
    "nominal",
    "urn",
];

/// Pairs of words that say the same as one of [`PERSONAL`].
const PAIRS: [&str; 3] = ["fullname", "firstname", "lastname"];

/// Words that make of a person one of a few kinds, which may be counted.
const KINDS: [&str; 9] = ["ethnicity", "ethnic", "gender", "sex", "age", "type", "status", "relationship", "outcome"];

/// Names of columns in which people write.
const WRITTEN: [&str; 15] = [
    "note",
    "notes",
    "comment",
    "comments",
    "narrative",
    "description",
    "remark",
    "remarks",
    "freetext",
    "text",
    "detail",
    "details",
    "circumstances",
    "reason",
    "summary",
];

/// Words in a cell that are more than a name.
const SENTENCE: usize = 5;

/// The words of a name in small letters: `VictimName` and `victim_name` are `victim` and `name`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_small) {
            parts.push(String::new());
        }
        was_small = letter.is_lowercase();
        if let Some(last) = parts.last_mut().filter(|_| letter.is_alphanumeric()) {
            last.extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a name says a person: `Victim name`, and not `Area name`.
fn says_person(name: &str) -> bool {
    let parts = parts(name);
    let is_pair = |pair: &[String]| PAIRS.contains(&pair.concat().as_str());
    parts.iter().any(|part| PERSONAL.contains(&part.as_str())) || parts.windows(2).any(is_pair)
}

/// Whether a name says that people write in its column.
pub(super) fn says_text(name: &str) -> bool {
    parts(name).iter().any(|part| WRITTEN.contains(&part.as_str()))
}

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

/// Whether a column numbers people or events, each row another.
fn numbers_rows(column: &Column, rows: usize) -> bool {
    let says_id = ROW_IDS.iter().any(|word| column.plain().contains(word));
    says_id && column.different().is_none_or(|count| count * 10 >= rows * 9)
}

/// Whether a column may count something: it has numbers that name nothing.
fn is_count(column: &Column) -> bool {
    let says_id = ROW_IDS.iter().any(|word| column.plain().contains(word));
    let ends = parts(&column.name).last().is_some_and(|part| {
        matches!(part.as_str(), "id" | "dob" | "birth" | "nhs" | "phone" | "telephone" | "mobile" | "urn" | "ref")
    });
    column.is_number() && !super::layout::is_code(column) && !says_id && !ends && !column.plain().contains("nhsn")
}

impl Privacy {
    /// Judges the columns of a table of so many rows. What a publisher's format says of numbers is believed.
    pub(super) fn of(columns: &[Column], rows: usize, source: Source) -> Self {
        if source == Source::Numbers {
            return Self::Open;
        }
        let holds = |wanted: &[Holds]| columns.iter().any(|column| wanted.contains(&column.holds));
        // How many victims there are is a count, and a number of ten digits is of one person.
        let is_named = columns.iter().any(|column| says_person(&column.name) && !is_count(column));
        let is_person = holds(&[Holds::Age, Holds::AgeBand, Holds::Sex]);
        let is_placed = holds(&[Holds::Postcode, Holds::Latitude, Holds::Longitude, Holds::Easting, Holds::Northing]);
        let is_told = holds(&[Holds::Text]);
        let is_timed = columns.iter().any(Column::is_time);
        // Days in a form that nobody reads are days all the same.
        let is_dated = columns.iter().any(|column| {
            let is_day = matches!(column.holds, Holds::Day(_) | Holds::Moment(_));
            let says_day = ["date", "datetime", "timeof"].iter().any(|word| column.plain().contains(word));
            is_day || (says_day && !column.is_time() && !column.is_number() && column.filled > 0)
        });
        let has_id = holds(&[Holds::Identifier]) || columns.iter().any(|column| numbers_rows(column, rows));
        // Where a row has no number, it is one person or event itself.
        let is_counted = columns.iter().any(is_count);
        let has_row_id = columns.iter().any(|column| numbers_rows(column, rows));
        let is_in_area = is_placed || holds(&[Holds::Areas]);
        let of_one = (is_dated && (is_person || is_placed || is_told))
            || (has_id && (is_person || is_told))
            || (is_placed && is_timed)
            || ((is_told || holds(&[Holds::Postcode])) && is_person)
            || (is_person && !is_counted)
            || (is_dated && (!is_counted || has_id))
            || (has_row_id && (is_timed || is_in_area));
        if is_named || of_one { Self::Records } else { Self::Open }
    }

    /// The words of a column that may be listed.
    pub(super) fn words(self, column: &Column) -> Option<Vec<(&str, u64)>> {
        let words = column.words.as_ref()?;
        let is_listed = matches!(column.holds, Holds::Words | Holds::Sex | Holds::AgeBand);
        let is_often = self == Self::Open || words.iter().all(|(_, seen)| seen.count >= OFTEN);
        // Names that each occur once say nothing that the column does not.
        let is_few = words.len() <= LISTED || (self == Self::Open && words.len() as u64 * 2 <= column.filled);
        // In records one word could be a name however often it occurs, and a sentence says who did what.
        let parts = parts(&column.name);
        let is_of_kind = parts.iter().any(|part| KINDS.contains(&part.as_str()));
        let is_named = (says_person(&column.name) && !is_of_kind) || parts.iter().any(|part| part == "name");
        let is_written = || words.iter().any(|(word, _)| word.split_whitespace().count() >= SENTENCE);
        if self == Self::Records && (is_named || (column.source == Source::Unknown && is_written())) {
            return None;
        }
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
        if says_person(&column.name) || column.plain().contains("birth") {
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
