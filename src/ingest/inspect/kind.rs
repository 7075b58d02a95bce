//! What one cell of a table looks like, whatever its column is called.
//!
//! In goes the text of a trimmed cell, out comes what it could be: a number, a time in some form, the code
//! of an area, a postcode, a sign for what is missing. A cell can be several: `2021` is a number and a year.
//! Columns are not known here.

use crate::ingest::date::{Form, day_of_moment};
use crate::ingest::number::{self, Thousands, Unread};
use crate::model::area::AreaCode;
use crate::model::period::{MONTHS, Period};

/// The forms of time that are looked for, those that say most first, by the words an author writes.
pub(super) const FORMS: [(&str, Form); 11] = [
    ("day", Form::Day),
    ("day/month/year", Form::DayMonthYear),
    ("day month year", Form::DayMonthName),
    ("month", Form::Month),
    ("month name", Form::MonthName),
    ("quarter", Form::Quarter),
    ("financial year", Form::FinancialYear),
    ("financial years", Form::FinancialYears),
    ("year to", Form::YearToCell),
    ("years", Form::Years),
    ("year", Form::Year),
];

/// How many of [`FORMS`], from the first, name a day.
pub(super) const DAYS: usize = 3;

/// Signs and words that publishers put where a number or a word is missing, and what they mean under
/// `missing:` of a layout. A lone letter is one only among numbers.
pub(super) const SIGNS: [(&str, &str); 38] = [
    ("*", "suppressed"),
    ("**", "suppressed"),
    ("^", "suppressed"),
    ("c", "suppressed"),
    ("C", "suppressed"),
    ("[c]", "suppressed"),
    ("(c)", "suppressed"),
    ("SUPP", "suppressed"),
    ("supp", "suppressed"),
    ("Suppressed", "suppressed"),
    ("suppressed", "suppressed"),
    ("<5", "suppressed"),
    ("k", "rounds to zero"),
    ("low", "rounds to zero"),
    ("[low]", "rounds to zero"),
    ("z", "not applicable"),
    ("Z", "not applicable"),
    ("[z]", "not applicable"),
    ("x", "not available"),
    ("X", "not available"),
    ("[x]", "not available"),
    ("u", "not available"),
    ("[u]", "not available"),
    ("[w]", "not available"),
    (":", "not available"),
    ("-", "not available"),
    ("--", "not available"),
    ("\u{2013}", "not available"),
    (".", "not available"),
    ("..", "not available"),
    ("...", "not available"),
    ("n/a", "not available"),
    ("N/A", "not available"),
    ("NA", "not available"),
    ("#N/A", "not available"),
    ("NULL", "not available"),
    ("null", "not available"),
    ("NaN", "not available"),
];

/// What a sign means, if it is one.
pub(super) fn meaning(text: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(sign, _)| *sign == text).map(|(_, meaning)| *meaning)
}

/// Whether a cell is a sign for what is missing wherever it stands.
pub(super) fn is_sign(text: &str) -> bool {
    meaning(text).is_some() && !(text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    /// A plain one.
    Plain(f64),
    /// With a comma between thousands.
    Comma(f64),
    /// With a percent sign.
    Percent,
    /// A formula of a spreadsheet that failed.
    Formula,
}

/// The number in a cell.
pub(super) fn number(text: &str) -> Option<Number> {
    let first = text.bytes().next()?;
    if text.len() > 24 || !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b'#')) {
        return None;
    }
    match number::parse(text, Thousands::Plain) {
        Ok(number) => Some(Number::Plain(number)),
        Err(Unread::Comma) => number::parse(text, Thousands::Comma).ok().map(Number::Comma),
        Err(Unread::Percent) => Some(Number::Percent),
        Err(Unread::Formula) if text != "#N/A" => Some(Number::Formula),
        Err(_) => None,
    }
}

/// The letter and first two digits of a code of an area; `None` if it is none.
pub(super) fn prefix(text: &str) -> Option<[u8; 3]> {
    let is_code = AreaCode::is_gss(text) && matches!(text.as_bytes()[0], b'E' | b'W' | b'S' | b'N' | b'K' | b'J');
    is_code.then(|| [text.as_bytes()[0], text.as_bytes()[1], text.as_bytes()[2]])
}

/// Kinds of area by the letter and digits of their codes, the smallest first.
const AREAS: [(&str, &str); 37] = [
    ("E00", "output areas"),
    ("W00", "output areas"),
    ("E01", "LSOAs"),
    ("W01", "LSOAs"),
    ("S01", "data zones"),
    ("E02", "MSOAs"),
    ("W02", "MSOAs"),
    ("E05", "wards"),
    ("W05", "wards"),
    ("E04", "parishes"),
    ("E07", "districts"),
    ("E08", "metropolitan districts"),
    ("E09", "London boroughs"),
    ("E06", "unitary authorities"),
    ("W06", "Welsh authorities"),
    ("S12", "Scottish councils"),
    ("N09", "districts of Northern Ireland"),
    ("E22", "community safety partnerships"),
    ("W22", "community safety partnerships"),
    ("E14", "constituencies"),
    ("W07", "constituencies"),
    ("E10", "counties"),
    ("E11", "metropolitan counties"),
    ("E38", "sub-locations of integrated care boards"),
    ("E54", "integrated care boards"),
    ("E23", "police forces"),
    ("W15", "police forces"),
    ("E47", "combined authorities"),
    ("E12", "regions"),
    ("E40", "regions of the health service"),
    ("E92", "countries"),
    ("W92", "countries"),
    ("S92", "countries"),
    ("N92", "countries"),
    ("K02", "countries together"),
    ("K03", "countries together"),
    ("K04", "countries together"),
];

/// The kind of area that codes with these first letters are of, and its place from the smallest to the largest.
pub(super) fn area(prefix: [u8; 3]) -> (usize, &'static str) {
    let found = AREAS.iter().position(|(known, _)| known.as_bytes() == prefix);
    found.map_or((AREAS.len(), "areas of another kind"), |index| (index, AREAS[index].1))
}

/// What a cell says of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// A period or day in each of these forms.
    In([Option<Period>; FORMS.len()]),
    /// A day with a time of day, in the form of this position.
    Moment(usize, Period),
    /// A date of a year long past, such as 0225.
    Ancient,
    /// A day that no calendar has, such as 31 February.
    Impossible,
}

/// The time in a cell, in every form that reads it.
pub(super) fn time(text: &str) -> Option<Time> {
    let bytes = text.as_bytes();
    if !(4..=32).contains(&bytes.len()) || !bytes.iter().any(u8::is_ascii_digit) || !begins_like_time(text) {
        return None;
    }
    if is_ancient(bytes) {
        return Some(Time::Ancient);
    }
    if bytes.len() >= 15 && bytes.contains(&b':') {
        let read = |(at, (_, form)): (usize, &(&str, Form))| Some((at, day_of_moment(*form, text)?));
        return FORMS[..2].iter().enumerate().find_map(read).map(|(at, day)| Time::Moment(at, day));
    }
    let found = FORMS.map(|(_, form)| form.read(text));
    match found.iter().any(Option::is_some) {
        true => Some(Time::In(found)),
        false => is_dated(bytes).then_some(Time::Impossible),
    }
}

/// Digits and signs that stand as those of a day do.
fn is_dated(bytes: &[u8]) -> bool {
    let shape: Vec<u8> = bytes.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect();
    shape == b"0000-00-00" || shape == b"00/00/0000"
}

fn begins_like_time(text: &str) -> bool {
    let Some(start) = text.get(..3) else { return false };
    start.as_bytes()[0].is_ascii_digit()
        || matches!(start.as_bytes()[0], b'Q' | b'q')
        || MONTHS.iter().any(|month| start.eq_ignore_ascii_case(&month[..3]))
        || ["yea", "mid"].iter().any(|word| start.eq_ignore_ascii_case(word))
}

/// `0225-01-12`, `0225-01`, `12/01/0225`.
fn is_ancient(bytes: &[u8]) -> bool {
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|some| some.iter().all(u8::is_ascii_digit));
    let day = |at: usize| {
        bytes.get(at..at + 3).is_some_and(|part| part[0] == b'/' && part[1..].iter().all(u8::is_ascii_digit))
    };
    let first = bytes[0] == b'0' && digits(0..4) && bytes.get(4) == Some(&b'-') && digits(5..7);
    let last = bytes.len() == 10 && digits(0..2) && day(2) && bytes[5] == b'/' && bytes[6] == b'0' && digits(6..10);
    first || last
}

/// Whether a cell is a postcode, whole or its first half.
pub(super) fn is_postcode(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(5..=8).contains(&bytes.len()) {
        return false;
    }
    let plain: Vec<u8> = bytes.iter().filter(|byte| **byte != b' ').map(u8::to_ascii_uppercase).collect();
    let Some(at) = plain.len().checked_sub(3) else { return false };
    let (out, inside) = plain.split_at(at);
    let is_inside = inside[0].is_ascii_digit() && inside[1..].iter().all(u8::is_ascii_uppercase);
    let letters = out.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let is_out = (2..=4).contains(&out.len())
        && (1..=2).contains(&letters)
        && out.get(letters).is_some_and(u8::is_ascii_digit)
        && out[letters..].iter().all(u8::is_ascii_alphanumeric);
    is_inside && is_out
}

/// Whether a cell is a stretch of text rather than a word: what people write, and nobody may print.
pub(super) fn is_text(text: &str) -> bool {
    (text.len() > 60 && !is_identifier(text)) || text.split_ascii_whitespace().count() > 8
}

/// Whether a cell is an identifier made by a machine.
pub(super) fn is_identifier(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() >= 10 && digits >= 3 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a name ends in the mark of a footnote, such as `[Note 6]`, `[r]`, `*` or a raised figure.
pub(super) fn has_footnote(text: &str) -> bool {
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let inside = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, mark)| mark);
    let bracket = inside.is_some_and(|mark| {
        let mark = mark.to_lowercase();
        mark.starts_with("note") || mark.len() <= 2
    });
    let raised = text.ends_with(['\u{b9}', '\u{b2}', '\u{b3}', '\u{2020}', '\u{2021}', '*']);
    begins && text.len() > 3 && (bracket || raised)
}

/// Whether a word says that a row is a sum of others.
pub(super) fn is_total(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower == "total" || lower == "all" || lower == "grand total" || lower.starts_with("total ") || lower == "all ages"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_told_by_its_form() {
        assert_eq!(number("1,234"), Some(Number::Comma(1234.0)));
        assert_eq!(number("12%"), Some(Number::Percent));
        assert_eq!(number("#REF!"), Some(Number::Formula));
        assert_eq!(number("#N/A"), None);
        assert_eq!(prefix("E08000025"), Some(*b"E08"));
        assert_eq!(prefix("X08000025"), None);
        for text in ["B1 1AA", "b11aa", "EC1A 1BB", "CV34 4RL"] {
            assert!(is_postcode(text), "{text}");
        }
        for text in ["E08000025", "B1", "hello", "12345"] {
            assert!(!is_postcode(text), "{text}");
        }
        assert!(has_footnote("Devon and Cornwall [Note 6]") && has_footnote("Total*"));
        assert!(!has_footnote("*") && !has_footnote("Wards (2024)"));
    }

    #[test]
    fn a_year_long_past_is_no_time() {
        for text in ["0225-01-12", "0225-01", "12/01/0225"] {
            assert_eq!(time(text), Some(Time::Ancient), "{text}");
        }
        assert_eq!(time("2024-02-31"), Some(Time::Impossible));
        assert!(matches!(time("2024-03-01T09:58:14+00:00"), Some(Time::Moment(0, _))));
        assert!(matches!(time("2025-01"), Some(Time::In(_))));
        assert_eq!(time("On or near 12 High Street"), None);
        for text in ["\u{e9}1234", "Q\u{e9}12", "1234\u{e9}", "31/02/2024"] {
            let _ = (time(text), number(text), is_postcode(text), has_footnote(text));
        }
    }
}
