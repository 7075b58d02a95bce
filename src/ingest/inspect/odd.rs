//! What is odd about a table: what an analyst would ask the sender about.
//!
//! In go columns and counts, out come sentences with the first line each is on. No sentence holds a cell.

use super::column::{Column, Holds};
use super::survey::Counted;
use super::tally::Seen;
use super::words::number;

/// Something odd, and the first line it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Odd {
    pub(super) what: String,
    pub(super) line: Option<u32>,
}

/// Rows at which suppliers cut a download without a word.
const CUTS: [usize; 5] = [25_000, 65_535, 65_536, 1_048_575, 1_048_576];

/// `1 row`, `3,042 rows`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count as u64))
}

/// A number that is known from a sample, to two figures.
fn rounded(number: u64) -> u64 {
    let unit = 10_u64.pow(number.max(1).ilog10().saturating_sub(1));
    (number + unit / 2) / unit * unit
}

/// What is odd. Rows behind line `last` are notes.
pub(super) fn of(columns: &[Column], counted_in: &Counted, rows: usize, last: u32, width: usize) -> Vec<Odd> {
    let mut odd = Vec::new();
    let mut add = |what: String, line: Option<u32>| odd.push(Odd { what, line });
    if rows == 0 {
        add("there is a header and no row below it".to_owned(), None);
    }
    let (repeats, line, is_exact) = counted_in.repeats.found();
    if repeats > 0 {
        let verb = if repeats == 1 { "is" } else { "are" };
        let (about, shown, line) = if is_exact { ("", repeats, line) } else { ("about ", rounded(repeats), None) };
        let rows = counted(usize::try_from(shown).unwrap_or(usize::MAX), "row");
        add(format!("{about}{rows} {verb} the same as another, cell by cell"), line);
    }
    if CUTS.contains(&rows) {
        add(
            format!(
                "the rows end at exactly {}, where downloads and old spreadsheets are cut off",
                number(rows as u64)
            ),
            None,
        );
    }
    let notes = counted_in.thin.range(last.saturating_add(1)..).next();
    if let Some((line, _)) = notes {
        let count = counted_in.thin.range(last.saturating_add(1)..).count();
        let verb = if count == 1 { "stands" } else { "stand" };
        add(format!("{} of notes {verb} below the table", counted(count, "row")), Some(*line));
    }
    let between =
        counted_in.thin_rows - counted_in.thin.range(last.saturating_add(1)..).count().min(counted_in.thin_rows);
    let first = counted_in.thin.range(..=last).next().map(|(line, _)| *line);
    if between > 0 && width > 2 {
        let verb = if between == 1 { "holds" } else { "hold" };
        add(
            format!("{} among the others {verb} one cell, or more or fewer than the header", counted(between, "row")),
            first,
        );
    }
    let unnamed = columns.iter().filter(|column| column.name.is_empty() && column.holds != Holds::Nothing).count();
    if unnamed > 0 {
        let verb = if unnamed == 1 { "has" } else { "have" };
        add(format!("{} {verb} no name", counted(unnamed, "column")), None);
    }
    for (index, column) in columns.iter().enumerate() {
        if !column.name.is_empty() && columns[..index].iter().any(|other| other.name == column.name) {
            add(format!("two columns are named `{}`", column.name), None);
        }
    }
    let blank = columns.iter().filter(|column| column.filled == 0).count();
    if blank > 0 && rows > 0 {
        let verb = if blank == 1 { "is" } else { "are" };
        add(format!("{} {verb} empty in every row", counted(blank, "column")), None);
    }
    for column in columns {
        of_column(column, &mut add);
    }
    odd
}

fn of_column(column: &Column, add: &mut impl FnMut(String, Option<u32>)) {
    let counts = &column.counts;
    let name = &column.name;
    let is_number = column.is_number();
    let cells = |seen: Seen| counted(usize::try_from(seen.count).unwrap_or(usize::MAX), "cell");
    let found = [
        (counts.formulas, true, "hold a formula of a spreadsheet that failed"),
        (counts.commas, is_number, "have a comma between thousands"),
        (counts.percents, true, "have a percent sign"),
        (counts.ancient, true, "hold a date of a year such as 0225"),
        (counts.impossible, true, "hold a day that no calendar has"),
        (counts.first_of_1900, true, "say 1 January 1900, which systems write for an empty date"),
        (counts.future, column.is_time(), "lie in the future"),
        (counts.footnotes, matches!(column.holds, Holds::Words | Holds::Names), "end in the mark of a footnote"),
        (
            counts.totals,
            matches!(column.holds, Holds::Words | Holds::Names | Holds::Sex | Holds::AgeBand),
            "say that the row is a total of others",
        ),
    ];
    for (seen, is_odd, what) in found {
        if is_odd && seen.count > 0 {
            let what = if seen.count == 1 { singular(what) } else { what.to_owned() };
            add(format!("`{name}`: {} {what}", cells(seen)), Some(seen.line));
        }
    }
    if column.is_number() {
        let other = column.filled.saturating_sub(counts.numbers + counts.formulas.count);
        let signs: u64 = column.missing.iter().map(|(_, seen)| seen.count).sum();
        if other > signs {
            let line = counts.others.sorted().iter().map(|(_, seen)| seen.line).min();
            add(
                format!(
                    "`{name}`: {} among numbers hold no number and no usual sign",
                    counted((other - signs) as usize, "cell")
                ),
                line,
            );
        }
    }
    if let Some(times) = column.times.as_ref().filter(|times| times.gaps > 0) {
        let gap = times.gap.as_deref().unwrap_or_default();
        add(
            format!(
                "`{name}`: {} missing between the first and the last, the first {gap}",
                counted(times.gaps, "period")
            ),
            None,
        );
    }
}

fn singular(what: &str) -> String {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    let verb = match verb {
        "have" => "has".to_owned(),
        "lie" => "lies".to_owned(),
        _ => format!("{verb}s"),
    };
    format!("{verb} {rest}")
}
