//! The best guess of `period:` for a table: a column, the headings of columns, or the names of files.
//!
//! In go columns, a form of headings and names of files, out comes a line of a layout. Where no time is
//! found, the line asks for it.

use std::fmt::Write as _;

use crate::ingest::date::{Form, month_of};
use crate::model::period::{MONTHS, Period};

use super::column::{Column, Holds};
use super::kind::FORMS;
use super::quote::yaml;

/// `period:`; the periods in the names of files, and the first and the last.
pub(super) fn of(
    columns: &[&Column],
    headings: Option<&str>,
    names: &[&str],
    out: &mut String,
) -> (Vec<Option<String>>, Option<(Period, Period)>) {
    let none = vec![None; names.len()];
    if let Some(word) = headings {
        let _ = writeln!(out, "  period: {{form: {word}}}  # in the headings of the columns");
        let form = Form::of(word);
        let mut periods: Vec<Period> =
            columns.iter().filter_map(|column| form.and_then(|form| form.read(&column.name))).collect();
        periods.sort_unstable();
        return (none, periods.first().copied().zip(periods.last().copied()));
    }
    let spans = |column: &Column| column.times.as_ref().map(|times| (times.first, times.last));
    // Days say most, and of several columns the one that is filled most.
    let mut times: Vec<&&Column> = columns.iter().filter(|column| column.is_time() && column.times.is_some()).collect();
    times.sort_by_key(|column| column.empty);
    let year = times.iter().find(|column| matches!(column.holds, Holds::Period(form) if FORMS[form].0 == "year"));
    let month = columns.iter().find(|column| column.plain() == "month" && !column.is_time());
    if let (Some(year), Some(month)) = (year, month) {
        let _ = writeln!(out, "  period: {{year: {}, month: {}}}", yaml(&year.name), yaml(&month.name));
        return (none, None);
    }
    if let Some(column) = times.first() {
        let name = yaml(&column.name);
        let lower = column.name.to_lowercase();
        let identifier =
            columns.iter().find(|column| column.name == "time_identifier").and_then(|column| column.words.as_ref());
        let _ = match column.holds {
            Holds::Day(form) | Holds::Moment(form) => {
                let is_monthly = column.periods.iter().all(|day| day.id().ends_with("-01"));
                let grain = if is_monthly {
                    "one day of each month"
                } else {
                    "counted by month; or quarter, year, financial year"
                };
                writeln!(out, "  period: {{column: {name}, form: {}, grain: month}}  # {grain}", FORMS[form].0)
            }
            Holds::Period(form) => {
                let word = FORMS[form].0;
                let ending = lower.split(|letter: char| !letter.is_alphabetic()).filter_map(month_of).next();
                let academic = identifier.is_some_and(|words| words.iter().all(|(word, _)| word.contains("cademic")));
                match (word, ending) {
                    ("year", Some(month)) if lower.contains("end") || lower.contains("to ") => {
                        let month = MONTHS[month as usize - 1];
                        writeln!(out, "  period: {{column: {name}, form: year to {month}}}")
                    }
                    ("financial year", _) if academic || lower.contains("academic") || lower.contains("school") => {
                        writeln!(out, "  period: {{column: {name}, form: academic year}}")
                    }
                    ("financial year", _) => {
                        writeln!(out, "  period: {{column: {name}, form: financial year}}  # or `academic year`")
                    }
                    _ => writeln!(out, "  period: {{column: {name}, form: {word}}}"),
                }
            }
            _ => Ok(()),
        };
        return (none, spans(column));
    }
    let in_names: Vec<Option<String>> = names.iter().map(|name| in_name(name)).collect();
    if in_names.iter().all(Option::is_some) && !names.is_empty() {
        out.push_str("  period: {from: file}  # as the names of the files say\n");
        let mut periods: Vec<Period> = in_names.iter().flatten().filter_map(|id| Period::from_id(id)).collect();
        periods.sort_unstable();
        return (in_names, periods.first().copied().zip(periods.last().copied()));
    }
    out.push_str("  period: {fixed: }  # no column of times was found: of which time are all rows? such as 2024-25 or 2021-03-21\n");
    (none, None)
}

/// The month in the name of a file: `2023-05`.
pub(super) fn in_name(name: &str) -> Option<String> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let mut starts = name.char_indices().map(|(at, _)| at);
    starts.find_map(|at| {
        let text = name.get(at..at + 7)?;
        let is_apart = !name[..at].ends_with(|letter: char| letter.is_ascii_digit());
        (is_apart && Form::Month.read(text).is_some()).then(|| text.to_owned())
    })
}
