//! The header of a table: which row it is, and which column a declaration means.
//!
//! In go the first rows of a file and the columns that are asked for; out come the names of the columns
//! and where the rows below begin. What can be wrong is a column that is not there or is there twice.
//! Rows are not known here.

use super::fault::Faults;
use super::fields::Rows;
use super::grid::Grid;
use super::layout::{Column, Extent};
use super::pieces::Piece;
use super::rows::line_of;
use crate::report::{Diagnostic, Place, Report, Result, counted};

/// Title rows, notes and blank lines above a header are not more than this.
const SEARCHED: usize = 60;

/// What the path of a layout begins with that belongs to a format and to no file.
pub(super) const FORMAT: &str = "format ";

/// The names of the columns of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// As they stand, on one line each and trimmed.
    pub(super) names: Vec<String>,
    /// Where the header stands.
    place: Place,
}

/// A header in a text, and where the rows below it begin.
pub(super) struct Found {
    pub(super) header: Header,
    /// The first byte of the rows, in the piece.
    pub(super) body: usize,
    /// Its line.
    pub(super) line: usize,
}

impl Header {
    /// The position of the column that a declaration asks for, under the first of its names that is there.
    pub(super) fn column(&self, column: &Column, faults: &mut Faults) -> Option<usize> {
        for name in column.names() {
            let mut found = self.names.iter().enumerate().filter(|(_, known)| matches(name, known));
            let first = found.next();
            if first.is_some() && found.next().is_some() {
                faults.add(&format!("twice {name}"), "column", || {
                    let message = format!("two columns are named `{name}`");
                    let found = Diagnostic::error(message).at(self.place.clone()).label("this is the header");
                    found.help("give one of them another name in the header")
                });
                return None;
            }
            if let Some((index, _)) = first {
                return Some(index);
            }
        }
        faults.add(&format!("column {}", column.name), "column", || self.no_column(column));
        None
    }

    /// Where the header stands. It names columns and no people, so it may be shown where rows may not.
    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    /// Whether one of the names of a column is here.
    pub(super) fn has(&self, column: &Column) -> bool {
        has(&self.names, column)
    }

    fn no_column(&self, column: &Column) -> Diagnostic {
        let name = &column.name;
        let found = Diagnostic::error(format!("no column is named `{name}`"))
            .at(self.place.clone())
            .label("this is the header")
            .note(match column.place.path.strip_prefix(FORMAT) {
                Some(format) => format!("the format `{format}` asks for it"),
                None => format!("the column is asked for at {}", line_of(&column.place)),
            });
        let columns = self.names.iter().map(String::as_str).filter(|column| !column.is_empty());
        let found = found.suggest(name, columns);
        if column.others.is_empty() {
            return found;
        }
        let others: Vec<String> = column.others.iter().map(|name| format!("`{name}`")).collect();
        found.note(format!("nor is one named {}", others.join(" or ")))
    }
}

fn has(names: &[String], column: &Column) -> bool {
    column.names().any(|name| names.iter().any(|known| matches(name, known)))
}

/// Whether a column is meant by a name, in which a last `*` stands for anything.
fn matches(name: &str, known: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => known.starts_with(start),
        None => known == name,
    }
}

/// A name without case, spaces and signs.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A name of a column on one line: spreadsheets put line breaks into headers.
pub(super) fn column_name(field: &[u8]) -> String {
    String::from_utf8_lossy(field).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a row near the head of a grid has every one of some columns.
pub(super) fn is_there(grid: &Grid, wanted: &[&Column]) -> bool {
    grid.rows().take(SEARCHED).any(|(_, fields)| {
        let names: Vec<String> = fields.iter().map(column_name).collect();
        wanted.iter().all(|column| has(&names, column))
    })
}

/// A row that may be the header.
struct Row {
    line: u32,
    names: Vec<String>,
    /// Where it begins and the rows below it do.
    start: usize,
    next: usize,
    next_line: usize,
}

/// The header of a delimited text.
pub(super) fn of_text(
    report: &Report,
    path: &str,
    piece: &Piece,
    delimiter: u8,
    extent: &Extent,
    wanted: &[&Column],
) -> Result<Found> {
    let mut read = Rows::new(piece, delimiter, 0, piece.line);
    let mut rows = Vec::new();
    let last = extent.header.iter().copied().max().unwrap_or(SEARCHED);
    while let Some((at, fields)) = read.next() {
        let (line, start) = (at.line, at.start);
        if rows.len() >= SEARCHED && line as usize > last {
            break;
        }
        let names = fields.iter().map(column_name).collect();
        let next = read.position();
        let next_line = line as usize + memchr::memchr_iter(b'\n', &piece.bytes[start..next]).count();
        rows.push(Row { line, names, start, next, next_line });
    }
    let lines = memchr::memchr_iter(b'\n', &piece.bytes).count() + usize::from(!piece.bytes.ends_with(b"\n"));
    let (names, row) = chosen(report, path, &rows, extent, wanted, lines)?;
    let text = String::from_utf8_lossy(&piece.bytes[row.start..row.next.max(row.start)]).into_owned();
    let shown = text.lines().next().unwrap_or_default().to_owned();
    let place = Place::line(path, row.line as usize, 1, shown.chars().count(), Some(shown));
    Ok(Found { header: Header { names, place }, body: row.next, line: row.next_line })
}

/// The header of a grid, and the number of its row.
pub(super) fn of_grid(
    report: &Report,
    path: &str,
    grid: &Grid,
    extent: &Extent,
    wanted: &[&Column],
) -> Result<(Header, u32)> {
    let last = extent.header.iter().copied().max().unwrap_or(SEARCHED);
    let rows: Vec<Row> = grid
        .rows()
        .take_while(|(number, _)| *number as usize <= last.max(SEARCHED))
        .map(|(line, fields)| {
            let names = fields.iter().map(column_name).collect();
            Row { line, names, start: 0, next: 0, next_line: 0 }
        })
        .collect();
    let lines = grid.rows().map(|(number, _)| number).max().unwrap_or(0);
    let (names, row) = chosen(report, path, &rows, extent, wanted, lines as usize)?;
    Ok((Header { names, place: Place::line(path, row.line as usize, 1, 1, None) }, row.line))
}

/// The names of the columns, and the last row of the header.
fn chosen<'r>(
    report: &Report,
    path: &str,
    rows: &'r [Row],
    extent: &Extent,
    wanted: &[&Column],
    lines: usize,
) -> Result<(Vec<String>, &'r Row)> {
    let none = || {
        let found = Diagnostic::error("this file has no header").at(Place::file(path));
        report.add(found.help("give the line of the header under `header:`"))
    };
    let filled = |row: &&Row| row.names.iter().any(|name| !name.is_empty());
    let Some(last) = extent.header.iter().max() else {
        // The first row that has every column; else the one that has most of them, for the message.
        let score = |row: &Row| wanted.iter().filter(|column| has(&row.names, column)).count();
        let whole = rows.iter().find(|row| filled(row) && score(row) == wanted.len());
        let most = || rows.iter().filter(filled).rev().max_by_key(|row| score(row)).filter(|row| score(row) > 0);
        let row = whole.or_else(most).or_else(|| rows.first().filter(filled)).ok_or_else(none)?;
        return Ok((row.names.clone(), row));
    };
    if *last > lines {
        let lines = counted(lines, "line");
        let message = format!("the header is declared on line {last}, and this file has {lines}");
        return Err(report.add(Diagnostic::error(message).at(Place::file(path)).help("correct `header:`")));
    }
    let row = |line: usize| rows.iter().find(|row| row.line as usize == line);
    let bottom = row(*last).filter(filled).ok_or_else(none)?;
    let mut names = bottom.names.clone();
    let above: Vec<&Row> = extent.header.iter().filter(|line| *line != last).filter_map(|line| row(*line)).collect();
    for above in above.iter().rev() {
        let mut spread = String::new();
        for (index, name) in names.iter_mut().enumerate() {
            // A heading that spans columns stands in the first of them.
            if let Some(heading) = above.names.get(index).filter(|heading| !heading.is_empty()) {
                spread.clone_from(heading);
            }
            if !spread.is_empty() && *name != spread {
                *name = if name.is_empty() { spread.clone() } else { format!("{spread} {name}") };
            }
        }
    }
    Ok((names, bottom))
}
