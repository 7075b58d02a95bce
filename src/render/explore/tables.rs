//! The numbers of an indicator in tables: areas by periods for each kind of area, and each breakdown.
//!
//! Comes in: an indicator on its axes, which has every number in print already. Goes out: tables, and the signs that
//! they use, and what is left out. A table of very many numbers has the latest periods only, and says so.

use crate::chart::placed::{self, Placed, Values};
use crate::compare::IndicatorFindings;
use crate::content::{number, sentence};
use crate::model::area::slug;
use crate::model::cell::Shorthand;
use crate::model::mark::Marks;
use crate::render::Publication;
use crate::render::view::{Cell, Column, ExploreTable, Row, Table};

/// How many numbers one table may have.
const CELLS: usize = 4_000;

/// A table with more rows is closed until a reader opens it.
const OPEN: usize = 12;

/// The tables of a page.
#[derive(Default)]
pub(super) struct Made {
    pub(super) tables: Vec<ExploreTable>,
    pub(super) reasons: Vec<Shorthand>,
    pub(super) marks: Marks,
    /// What is left out, a sentence each.
    pub(super) notes: Vec<String>,
    /// Whether a number has limits.
    pub(super) limits: bool,
    /// Whether there is anything to choose.
    pub(super) choosable: bool,
}

/// The tables of an indicator.
pub(super) fn made(publication: &Publication, found: &IndicatorFindings) -> Made {
    let findings = &publication.findings;
    let mut made = Made::default();
    let Some(placed) = placed::placed(findings, found) else { return made };
    made.notes = left_out(&placed);
    made.choosable = !placed.areas.is_empty();
    for (level, kind) in placed.levels.iter().enumerate() {
        let rows: Vec<(&str, &Values)> = placed
            .areas
            .iter()
            .filter(|area| area.level == level)
            .map(|area| (area.name.as_str(), &area.values))
            .collect();
        let title = kind.plural.clone();
        made.tables.push(table(found, &placed, (title.clone(), sentence::lower_first(&title), "Area"), &rows));
    }
    for by in &placed.by {
        for (area, values) in &by.areas {
            let rows: Vec<(&str, &Values)> = by.groups.iter().map(String::as_str).zip(values).collect();
            let title = format!("{}, by {}", placed.areas[*area].name, sentence::lower_first(&by.text));
            made.tables.push(table(found, &placed, (title.clone(), title, &by.text), &rows));
        }
    }
    for (_, finding) in found.cells() {
        made.reasons.extend(finding.cell.shorthand());
        made.limits |= finding.cell.estimate().is_some_and(|own| own.interval.is_some());
        made.marks = made.marks.union(finding.cell.estimate().map_or(Marks::NONE, |own| own.marks));
    }
    if made
        .tables
        .iter()
        .any(|table| table.table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.text == "[x]")))
    {
        made.reasons.push(Shorthand::NotAvailable);
    }
    made.reasons.sort_unstable();
    made.reasons.dedup();
    made
}

/// What is neither chosen here nor in the tables: the file has it.
fn left_out(placed: &Placed) -> Vec<String> {
    let listed = |kinds: &[String]| {
        let kinds: Vec<String> = kinds.iter().map(|kind| sentence::lower_first(kind)).collect();
        number::series(&kinds)
    };
    let mut notes = Vec::new();
    if !placed.left_out.is_empty() {
        let kinds = listed(&placed.left_out);
        notes.push(format!("Not on this page: {kinds}, more than {} of a kind. The file has them.", placed::AREAS));
    }
    if !placed.without_groups.is_empty() {
        let (kinds, most) = (listed(&placed.without_groups), placed::BROKEN_DOWN);
        notes.push(format!("Not on this page: the groups of {kinds}, more than {most} of a kind. The file has them."));
    }
    match placed.other_periods {
        0 => {}
        1 => notes.push("Not on this page: one period of another kind than the latest. The file has it.".to_owned()),
        count => notes.push(format!(
            "Not on this page: {} periods of another kind than the latest. The file has them.",
            number::spelled(count)
        )),
    }
    notes
}

fn table(
    found: &IndicatorFindings,
    placed: &Placed,
    (title, named, corner): (String, String, &str),
    rows: &[(&str, &Values)],
) -> ExploreTable {
    let most = (CELLS / rows.len().max(1)).max(1);
    let first = placed.periods.len().saturating_sub(most);
    let kept = &placed.periods[first..];
    let unit = &found.indicator.unit;
    let mut caption = format!("{}, {unit}: {named}", found.indicator.short);
    if first > 0 {
        caption.push_str(&format!(
            "; the latest {} of {} periods, all are in the file",
            kept.len(),
            placed.periods.len()
        ));
    }
    let column = |text: &str, kind: &str| Column { text: text.to_owned(), kind: kind.to_owned() };
    let mut columns = vec![column(corner, "text")];
    columns.extend(kept.iter().map(|period| column(&period.text, "number")));
    let cell = |text: &String| Cell {
        text: text.clone(),
        kind: if text.starts_with('[') { "shorthand" } else { "number" }.to_owned(),
        ..Cell::default()
    };
    let rows: Vec<Row> = rows
        .iter()
        .map(|(name, values)| {
            let mut cells = vec![Cell { text: (*name).to_owned(), kind: "text".to_owned(), ..Cell::default() }];
            cells.extend(values.text[first..].iter().map(cell));
            Row { step: None, words: String::new(), cells }
        })
        .collect();
    ExploreTable {
        anchor: format!("all-{}", slug(&title)),
        open: rows.len() <= OPEN,
        table: Table { caption, columns, rows, sortable: false },
        title,
    }
}
