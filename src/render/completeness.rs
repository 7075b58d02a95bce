//! How complete a source is, for its page: each period in a table, and the whole in a few sentences.
//!
//! Everything here was counted while the files were read. A column that would hold nothing but zeros is
//! left out, and the sentences say so.

use super::Publication;
use super::provenance::rows_shown;
use super::sources::{cell, fact};
use super::view::{Column, Fact, Row, Table};
use crate::content::{number, sentence};
use crate::model::area::LevelId;
use crate::model::cell::Shorthand;
use crate::model::coverage::{Coverage, Intake, Remark, RowCount};
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::model::source::Source;

/// Every period that a source speaks of, in rows or in numbers.
fn periods(intake: &Intake) -> Vec<Period> {
    let counts = intake.row_counts();
    let mut all: Vec<Period> = intake.coverage.iter().map(|found| found.period).chain(counts.periods()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn levels(intake: &Intake) -> Vec<LevelId> {
    let mut levels: Vec<LevelId> = intake.coverage.iter().map(|found| found.level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// The newest period with a number, and how old it was when the edition was published.
pub(super) fn newest(publication: &Publication, intake: &Intake) -> Option<Fact> {
    let numbered = intake.coverage.iter().filter(|found| found.numbers > 0);
    let newest = numbered.map(|found| found.period).max_by_key(|period| period.end())?;
    let published = publication.config.published;
    let months = |(year, month): (i32, u32)| year * 12 + month.cast_signed();
    let age = months(published.end()) - months(newest.end());
    let age = match age {
        i32::MIN..=-1 => "which had not ended when this edition was published".to_owned(),
        0 => "the month in which this edition was published".to_owned(),
        1..24 => format!(
            "{} before this edition was published",
            crate::report::counted(age.unsigned_abs() as usize, "month")
        ),
        _ if age % 12 == 0 => format!("{} years before this edition was published", age / 12),
        _ => format!("over {} years before this edition was published", age / 12),
    };
    Some(fact("Newest number", format!("{}, {age}", sentence::upper_first(&newest.to_string()))))
}

/// The marks that the table of periods shows.
pub(super) fn marks(source: &Source, intake: Option<&Intake>) -> Marks {
    let periods = intake.map(periods).unwrap_or_default();
    periods.into_iter().fold(Marks::NONE, |marks, period| marks.union(source.marks_at(period)))
}

/// A count of rows with its share: `61 (6.2%)`, both of what may be shown.
fn share(source: &Source, part: usize, whole: usize) -> String {
    let count = rows_shown(source, part);
    match (source.of_rows(part), source.of_rows(whole)) {
        (Some(part), Some(whole)) if part > 0 && whole > 0 => format!("{count} ({})", percent(part, whole)),
        _ => count,
    }
}

fn percent(part: usize, whole: usize) -> String {
    number::percent(part as f64 / whole as f64)
}

/// Each period: its rows, what they lack, and the areas and numbers that came of them.
pub(super) fn table(publication: &Publication, source: &Source, intake: &Intake) -> Option<Table> {
    let areas = &publication.findings.areas;
    let counts = intake.row_counts();
    let total = counts.total();
    let (periods, levels) = (periods(intake), levels(intake));
    if periods.is_empty() {
        return None;
    }
    // Rows without a time are in no period; the sentences count them.
    let remarks: Vec<Remark> =
        Remark::ALL.into_iter().filter(|remark| *remark != Remark::WithoutTime && total.of(*remark) > 0).collect();
    let column = |text: &str, kind: &str| Column { text: text.to_owned(), kind: kind.to_owned() };
    let mut columns = vec![column("Period", "text"), column("Standing", "text"), column("Rows", "number")];
    columns.extend(levels.iter().map(|level| column(&areas.level(*level).plural, "number")));
    columns.extend([column("Numbers", "number"), column("Without a number", "number")]);
    columns.extend(remarks.iter().map(|remark| column(remark.title(), "number")));
    let row = |period: &Period| {
        let of_period: Vec<&Coverage> = intake.coverage.iter().filter(|found| found.period == *period).collect();
        let own = counts.at(Some(*period));
        let sum = |take: fn(&Coverage) -> usize| of_period.iter().map(|found| take(found)).sum::<usize>();
        let count = |count: usize| cell(rows_shown(source, count), "number");
        let mut cells = vec![
            cell(sentence::upper_first(&period.to_string()), "text"),
            cell(standing(source, *period, &of_period), "text"),
            count(own.rows),
        ];
        cells.extend(levels.iter().map(|level| {
            let found = of_period.iter().find(|found| found.level == *level).map_or(0, |found| found.areas);
            // Areas are not people, but so many areas had so many people at least.
            match source.of_rows(own.rows) {
                Some(_) => {
                    cell(areas_shown(source, found, publication.findings.areas.of_level(*level).count()), "number")
                }
                None => cell(Shorthand::Confidential.symbol(), "number"),
            }
        }));
        cells.extend([count(sum(|found| found.numbers)), count(sum(|found| found.missing))]);
        cells.extend(remarks.iter().map(|remark| cell(share(source, own.of(*remark), own.rows), "number")));
        Row { step: None, words: String::new(), cells }
    };
    let rows = periods.iter().map(row).collect();
    Some(Table { caption: "What each period holds".to_owned(), columns, rows, sortable: false })
}

/// What is declared of a period, and whether anything came of it, in words.
fn standing(source: &Source, period: Period, of_period: &[&Coverage]) -> String {
    if source.incomplete_at(period).is_some() {
        return "incomplete, shown as a gap".to_owned();
    }
    let word = match of_period {
        [] => "not used: no row is of an area of this site",
        found if found.iter().any(|found| found.not_collected > 0) => "used; some areas not collected in full",
        _ => "used",
    };
    sentence::marked(word.to_owned(), source.marks_at(period))
}

/// The whole in a few sentences.
pub(super) fn sentences(publication: &Publication, source: &Source, intake: &Intake) -> Vec<String> {
    let mut out = Vec::new();
    let periods = periods(intake);
    let counts = intake.row_counts();
    if let (Some(first), Some(last)) = (periods.first(), periods.last())
        && first != last
    {
        let count = crate::report::counted(periods.len(), "period");
        out.push(format!("{} to {last}: {count}.", sentence::upper_first(&first.to_string())));
    }
    out.extend(levels(intake).into_iter().rev().filter_map(|level| reach(publication, source, intake, level)));
    let total = counts.total();
    if total.rows > 0 {
        out.push(lacks(source, &total));
    }
    out
}

/// How many areas of a level a period reaches, most often and at least.
fn reach(publication: &Publication, source: &Source, intake: &Intake, level: LevelId) -> Option<String> {
    let areas = &publication.findings.areas;
    let all = areas.of_level(level).count();
    if all < 2 {
        return None;
    }
    let plural = sentence::lower_first(&areas.level(level).plural);
    let of_level: Vec<&Coverage> = intake.coverage.iter().filter(|found| found.level == level).collect();
    let complete = of_level.iter().filter(|found| source.incomplete_at(found.period).is_none());
    let mut usual: Vec<usize> = complete.map(|found| found.areas).collect();
    usual.sort_unstable();
    let usual = *usual.get(usual.len() / 2)?;
    let count = |areas: usize| areas_shown(source, areas, all);
    let rows = intake.row_counts();
    let shown = of_level.iter().filter(|found| source.of_rows(rows.at(Some(found.period)).rows).is_some());
    let least = shown.min_by_key(|found| (found.areas, found.period)).filter(|found| found.areas < usual);
    let fewest =
        least.map_or_else(String::new, |least| format!("; the fewest are {}, in {}", count(least.areas), least.period));
    let verb = if of_level.len() == 1 { "It reaches" } else { "A period most often reaches" };
    Some(format!("{verb} {} of {} {plural} of this site{fewest}.", count(usual), number::count(all as f64)))
}

/// How many of all areas a period reaches. All of them say nothing of anybody, and a few that are not all
/// say where a few people are.
fn areas_shown(source: &Source, areas: usize, all: usize) -> String {
    if areas < all && source.of_rows(areas).is_none() {
        return Shorthand::Confidential.symbol().to_owned();
    }
    number::count(areas as f64)
}

/// What the rows lack, as shares of all.
fn lacks(source: &Source, total: &RowCount) -> String {
    let parts: Vec<String> = Remark::ALL
        .into_iter()
        .filter(|remark| total.of(*remark) > 0)
        .map(|remark| {
            let title = sentence::lower_first(remark.title());
            match (source.of_rows(total.of(remark)), source.of_rows(total.rows)) {
                (Some(part), Some(whole)) => format!("{} {title}", percent(part, whole)),
                _ => format!("{} {title}", Shorthand::Confidential.symbol()),
            }
        })
        .collect();
    let rows = rows_shown(source, total.rows);
    match parts.as_slice() {
        [] => {
            format!("Of the {rows} rows looked at, none lacks a place or a time, and none is of another area.")
        }
        parts => format!("Of the {rows} rows looked at: {}.", number::series(parts)),
    }
}
