//! The first rows of a file, by which a format may know it.
//!
//! In goes the content of a file, out come its tables as far as a header could stand in them, and its first
//! bytes. What can be wrong is a file that cannot be opened. No more is read than is needed.

use super::fault::Quote;
use super::fields::Rows;
use super::grid::{self, Book, Grid};
use super::pattern::fits;
use super::pieces::Pieces;
use crate::files::Content;
use crate::report::{Diagnostic, Place, Report, Result};

/// Rows in which a header is sought.
const ROWS: usize = 60;

/// What stands at the head of a file.
#[derive(Debug, Default)]
pub struct Head {
    pub(super) path: String,
    pub(super) tables: Vec<HeadTable>,
    /// The first bytes, for formats that are no tables.
    pub(super) bytes: Vec<u8>,
    /// What separates the fields of a text.
    pub(super) delimiter: Option<u8>,
}

/// The first rows of a text or a sheet.
#[derive(Debug, Default)]
pub(super) struct HeadTable {
    pub(super) sheet: String,
    /// The number of each row, and its cells on one line each.
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

impl HeadTable {
    /// Whether one row has a cell that fits a name, as a header has.
    pub(super) fn has(&self, column: &str) -> bool {
        self.rows.iter().any(|(_, cells)| cells.iter().any(|cell| fits(column, cell)))
    }
}

impl Head {
    /// Every table of the file.
    pub(super) fn tables(&self) -> impl Iterator<Item = &HeadTable> {
        self.tables.iter()
    }

    /// Reads the head of a file.
    pub(super) fn of(report: &Report, content: Content) -> Result<Self> {
        let path = content.origin().path().to_owned();
        let (bytes, content) = super::rows::head(report, content)?;
        let lower = path.strip_suffix(".gz").unwrap_or(&path).to_lowercase();
        let refuse =
            |(message, help): grid::Refusal| report.add(Diagnostic::error(message).at(Place::file(&path)).help(help));
        let mut head = Self { path: path.clone(), bytes: bytes.clone(), ..Self::default() };
        let rest = |content: Content| {
            let mut all = bytes.clone();
            all.extend(content.all(report)?);
            Ok(all)
        };
        if grid::is_workbook(&bytes) {
            let mut book = Book::open(rest(content)?).map_err(refuse)?;
            for name in book.names().to_vec() {
                let grid = book.sheet(&name).map_err(refuse)?;
                head.tables.push(of_grid(&grid));
            }
        } else if lower.ends_with(".json") || lower.ends_with(".geojson") {
            // What is no list of records may still be outlines.
            let whole = rest(content)?;
            head.tables.extend(grid::records(&whole).ok().map(|grid| of_grid(&grid)));
            head.bytes = whole.into_iter().take(1 << 16).collect();
        } else if !lower.ends_with(".shp") {
            head.of_text(report, content, &lower)?;
        }
        Ok(head)
    }

    fn of_text(&mut self, report: &Report, content: Content, lower: &str) -> Result<()> {
        let tabs = lower.ends_with(".tsv") || lower.ends_with(".tab");
        let delimiter = if tabs { b'\t' } else { separator(&self.bytes) };
        let mut pieces = Pieces::new(content, self.bytes.clone(), delimiter, 0);
        let piece = match pieces.next(Vec::new()) {
            Ok(piece) => piece.unwrap_or_default(),
            Err(stop) => {
                return Err(report.add(super::broken::stopped(&self.path, &pieces, Quote::Hidden, stop)));
            }
        };
        let mut rows = Rows::new(&piece, delimiter, 0, piece.line);
        let mut table = HeadTable::default();
        while table.rows.len() < ROWS
            && let Some((at, fields)) = rows.next()
        {
            table.rows.push((at.line, fields.iter().map(super::header::column_name).collect()));
        }
        self.delimiter = Some(delimiter);
        self.tables.push(table);
        Ok(())
    }
}

fn of_grid(grid: &Grid) -> HeadTable {
    let rows = grid.rows().take(ROWS);
    let rows = rows.map(|(number, fields)| (number, fields.iter().map(super::header::column_name).collect()));
    HeadTable { sheet: grid.name.clone(), rows: rows.collect() }
}

/// What stands most often in the first lines, of the signs that separate fields.
fn separator(bytes: &[u8]) -> u8 {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').take(20).collect();
    let count = |sign: u8| lines.iter().flat_map(|line| line.iter()).filter(|byte| **byte == sign).count();
    [b',', b'\t', b';', b'|']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .filter(|sign| count(*sign) > 0)
        .unwrap_or(b',')
}
