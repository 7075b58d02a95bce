//! Tables that are not delimited text: sheets of workbooks, and lists of records in JSON.
//!
//! In go the bytes of a file, out come rows of cells as text, numbered as the reader's own program numbers
//! them. What can be wrong is a file that is locked, damaged or made to fill a memory. Nothing here knows
//! what a column means.

use std::io::Cursor;

use calamine::{Data, Ods, Reader as _, SheetVisible, Xls, Xlsx};
use serde_json::Value;

use super::fields::Fields;

/// What a file must not unpack to: a workbook is read whole.
const MOST: u64 = 2 << 30;

/// The longest sheet that a spreadsheet has.
const ROWS: usize = 1 << 20;

/// The widest row that a spreadsheet has.
const WIDEST: usize = 16_384;

/// A sheet, or a list of records.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The name of its sheet; empty for records.
    pub(super) name: String,
    rows: Vec<Line>,
    cells: usize,
}

#[derive(Debug, Default, Clone)]
struct Line {
    /// From 1.
    number: u32,
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Line {
    fn add(&mut self, column: usize, cell: &str) {
        if column >= WIDEST {
            return;
        }
        let end = |text: &Vec<u8>| u32::try_from(text.len()).unwrap_or(u32::MAX);
        while self.ends.len() < column {
            if !self.ends.is_empty() {
                self.text.push(b'\x1f');
            }
            self.ends.push(end(&self.text));
        }
        if !self.ends.is_empty() {
            self.text.push(b'\x1f');
        }
        self.text.extend_from_slice(cell.as_bytes());
        self.ends.push(end(&self.text));
    }

    fn fields(&self) -> Fields<'_> {
        Fields::of(&self.text, &self.ends)
    }
}

impl Grid {
    /// Every row that has a cell: its number from 1, and its cells. Rows may be of different length.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, Fields<'_>)> {
        self.rows.iter().map(|line| (line.number, line.fields()))
    }

    /// The cells by row and column.
    pub(super) fn cells(&self) -> Cells {
        let mut cells = Cells::default();
        for (number, fields) in self.rows() {
            // A row that is out of its order, or millions below the others, is none of a table.
            let row = (number as usize).saturating_sub(1);
            if row < cells.rows.len() || row > ROWS {
                continue;
            }
            cells.rows.resize(row, Vec::new());
            let line: Vec<String> = fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
            cells.width = cells.width.max(line.len());
            cells.rows.push(line);
        }
        cells
    }

    fn add(&mut self, row: u32, column: usize, cell: &str) {
        if cell.is_empty() {
            return;
        }
        match self.rows.last_mut() {
            Some(line) if line.number == row + 1 => line.add(column, cell),
            _ => {
                let mut line = Line { number: row + 1, ..Line::default() };
                line.add(column, cell);
                self.rows.push(line);
            }
        }
        self.cells += cell.len() + 4;
    }
}

/// The cells of a sheet by row and column, for layouts that are no table.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: Vec<Vec<String>>,
    width: usize,
}

impl Cells {
    /// A cell; rows and columns from 0. Nothing where there is none.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        self.rows.get(row as usize).and_then(|cells| cells.get(column as usize)).map_or("", String::as_str)
    }

    /// The last row and the last column that have a cell.
    pub(super) fn last(&self) -> (u32, u32) {
        let last = |count: usize| u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX);
        (last(self.rows.len()), last(self.width))
    }
}

/// Why a file is no table: what is wrong, and what to do.
pub(super) type Refusal = (&'static str, &'static str);

const DAMAGED: Refusal = (
    "this file is not a workbook that can be read, or is damaged",
    "open it and save it again as an Excel workbook (.xlsx), or ask for it again",
);
const LOCKED: Refusal = (
    "this workbook is locked with a password",
    "open it, save it without a password, and keep the password out of messages; or ask for it again without one",
);
const TOO_LARGE: Refusal =
    ("this workbook unpacks to far more than a table would", "ask the sender what it is, and do not open it");

/// A workbook of which sheets are read when they are wanted.
pub(super) struct Book {
    kind: Kind,
    /// Names of the sheets that are shown, in their order, and of hidden ones.
    names: Vec<String>,
}

enum Kind {
    Xlsx(Box<Xlsx<Cursor<Vec<u8>>>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>),
    Ods(Box<Ods<Cursor<Vec<u8>>>>),
}

/// Whether bytes begin as a workbook does.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0")
}

impl Book {
    /// Opens a workbook of any kind.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        let kind = if bytes.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|_| DAMAGED)?;
            let mut unpacked = 0_u64;
            let mut is_open_document = false;
            for index in 0..archive.len() {
                let entry = archive.by_index_raw(index).map_err(|_| DAMAGED)?;
                unpacked = unpacked.saturating_add(entry.size());
                is_open_document |= entry.name().is_ok_and(|name| name == "content.xml");
            }
            if unpacked > MOST {
                return Err(TOO_LARGE);
            }
            if is_open_document {
                let opened = Ods::new(Cursor::new(bytes)).map_err(|fault| match fault {
                    calamine::OdsError::Password => LOCKED,
                    _ => DAMAGED,
                });
                Kind::Ods(Box::new(opened?))
            } else {
                Kind::Xlsx(Box::new(Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?))
            }
        } else {
            if is_encrypted(&bytes) {
                return Err(LOCKED);
            }
            let opened = Xls::new(Cursor::new(bytes)).map_err(|fault| match fault {
                calamine::XlsError::Password => LOCKED,
                _ => DAMAGED,
            });
            Kind::Xls(Box::new(opened?))
        };
        let metadata = match &kind {
            Kind::Xlsx(book) => book.sheets_metadata(),
            Kind::Xls(book) => book.sheets_metadata(),
            Kind::Ods(book) => book.sheets_metadata(),
        };
        let shown = metadata.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        let hidden = metadata.iter().filter(|sheet| sheet.visible != SheetVisible::Visible);
        let names = shown.chain(hidden).map(|sheet| sheet.name.clone()).collect();
        Ok(Self { kind, names })
    }

    /// The names of its sheets, hidden ones last.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The cells of one sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Grid, Refusal> {
        let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
        let range = match &mut self.kind {
            Kind::Xlsx(book) => {
                // Cell by cell: one stray cell in the last corner would make a range of 17 thousand million.
                let mut cells = book.worksheet_cells_reader(name).map_err(|_| DAMAGED)?;
                while let Some(cell) = cells.next_cell().map_err(|_| DAMAGED)? {
                    let (row, column) = cell.get_position();
                    grid.add(row, column as usize, &shown(&Data::from(cell.get_value().clone())));
                }
                return Ok(grid);
            }
            Kind::Xls(book) => book.worksheet_range(name).map_err(|_| DAMAGED)?,
            Kind::Ods(book) => book.worksheet_range(name).map_err(|_| DAMAGED)?,
        };
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, cells) in (first_row..).zip(range.rows()) {
            for (column, cell) in (first_column as usize..).zip(cells) {
                grid.add(row, column, &shown(cell));
            }
        }
        Ok(grid)
    }
}

/// An encrypted workbook is a container whose stream has this name, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// A cell as a reader of the sheet would type it.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        // Whole numbers stand in workbooks as fractions; all that are exact have no more digits.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(length) => length.as_f64().to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(fault) => format!("{fault}"),
        Data::Empty => String::new(),
    }
}

/// A list of records in JSON as a table: a column for each name, `location.latitude` for what is nested.
/// Names and records keep their order; lists inside a record are left out.
pub(super) fn records(bytes: &[u8]) -> Result<Grid, Refusal> {
    const NO_LIST: Refusal =
        ("this JSON is not a list of records", "ask for a list of objects, or for the table as CSV");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|fault| match fault.classify() {
        serde_json::error::Category::Eof => {
            ("this file ends in the middle of its JSON", "ask for the file again, or copy it again from where it came")
        }
        _ => ("this file is not JSON", "ask for the file again, or for the table as CSV"),
    })?;
    let Value::Array(list) = value else { return Err(NO_LIST) };
    let mut names: indexmap::IndexMap<String, usize> = indexmap::IndexMap::new();
    let mut rows = Vec::with_capacity(list.len());
    for record in &list {
        let Value::Object(_) = record else { return Err(NO_LIST) };
        let mut cells = Vec::new();
        flatten("", record, 0, &mut names, &mut cells);
        cells.sort_unstable_by_key(|(column, _)| *column);
        rows.push(cells);
    }
    let mut grid = Grid::default();
    let mut header = Line { number: 1, ..Line::default() };
    for (name, column) in &names {
        header.add(*column, name);
    }
    let width = names.len();
    grid.rows.push(header);
    for (number, cells) in (2..).zip(rows) {
        let mut line = Line { number, ..Line::default() };
        for (column, cell) in cells {
            line.add(column, &cell);
        }
        if line.ends.len() < width && width > 0 {
            line.add(width - 1, "");
        }
        grid.rows.push(line);
    }
    Ok(grid)
}

fn flatten(
    path: &str,
    value: &Value,
    depth: usize,
    names: &mut indexmap::IndexMap<String, usize>,
    cells: &mut Vec<(usize, String)>,
) {
    let text = match value {
        Value::Object(map) if depth < 8 => {
            for (name, value) in map {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flatten(&path, value, depth + 1, names, cells);
            }
            return;
        }
        Value::Object(_) | Value::Array(_) => return,
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
    };
    if names.len() >= WIDEST {
        return;
    }
    let next = names.len();
    let column = *names.entry(path.to_owned()).or_insert(next);
    cells.push((column, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_become_a_table_with_nested_names() {
        let json = br#"[{"a": 1, "place": {"lat": "52.1", "lon": null}}, {"b": true, "a": "x", "list": [1]}]"#;
        let grid = records(json).unwrap();
        let rows: Vec<(u32, Vec<&str>)> = grid
            .rows()
            .map(|(number, fields)| (number, fields.iter().map(|field| std::str::from_utf8(field).unwrap()).collect()))
            .collect();
        assert_eq!(
            rows,
            [
                (1, vec!["a", "place.lat", "place.lon", "b"]),
                (2, vec!["1", "52.1", "", ""]),
                (3, vec!["x", "", "", "true"])
            ]
        );
    }
}
