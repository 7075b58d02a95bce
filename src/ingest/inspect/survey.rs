//! One file as it stands: what it is packed in, how it is written, which row is its header, and counts of
//! what its columns hold.
//!
//! In goes the content of a file, out come its tables. What can be wrong is told as it is for any source,
//! and never shows a row: whether rows are of people is known only at the end. Nothing is kept of a row.

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use crate::files::{Content, Encoding, Member, Root};
use crate::ingest::fault::{Faults, Quote};
use crate::ingest::grid::{self, Book, Grid};
use crate::ingest::head::Head;
use crate::ingest::layout::Extent;
use crate::ingest::rows::{self, Sheet, trimmed};
use crate::ingest::{FORMATS, Format};
use crate::progress::Progress;
use crate::report::{Diagnostic, Place, Report, Result};

use super::tally::{Repeats, Seen, Tally, Today};
use super::top::{self, Top};

/// Rows with notes or of another length that are remembered.
const THIN: usize = 400;

/// A file that is looked at: its path, and where it lies in an archive.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) path: String,
    pub(super) member: Option<Member>,
}

impl Stored {
    /// The path that messages name.
    pub(super) fn name(&self) -> String {
        match &self.member {
            Some(member) => format!("{}/{}", self.path, member.name),
            None => self.path.clone(),
        }
    }

    fn open(&self, report: &Report, root: &Root) -> Result<Content> {
        match &self.member {
            Some(member) => root.open_member(report, &self.path, member),
            None => root.open(report, &self.path),
        }
    }
}

/// What a file is written as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// `comma-separated text`, `workbook`, `JSON`.
    pub(super) kind: String,
    pub(super) packed: Option<&'static str>,
    pub(super) encoding: Option<String>,
    pub(super) separator: Option<u8>,
    pub(super) line_ends: Option<&'static str>,
}

/// What was counted of one table.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) columns: Vec<Tally>,
    pub(super) rows: usize,
    pub(super) repeats: Repeats,
    /// Rows that hold one cell or are of another length, with how many fields and how the first begins.
    pub(super) thin: BTreeMap<u32, (usize, String)>,
    pub(super) thin_rows: usize,
    pub(super) last_full: u32,
    /// Rows that end with a line feed, with both signs, with a carriage return alone.
    ends: [u64; 3],
}

impl Counted {
    pub(super) fn absorb(&mut self, other: Self, today: Today) {
        self.rows += other.rows;
        self.thin_rows += other.thin_rows;
        self.repeats.absorb(other.repeats);
        self.thin.extend(other.thin);
        while self.thin.len() > THIN {
            self.thin.pop_last();
        }
        self.last_full = self.last_full.max(other.last_full);
        for (own, other) in self.ends.iter_mut().zip(other.ends) {
            *own += other;
        }
        self.columns.resize_with(self.columns.len().max(other.columns.len()), Tally::default);
        for (own, other) in self.columns.iter_mut().zip(other.columns) {
            own.absorb(other, today);
        }
    }
}

/// A table of a file.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) sheet: String,
    pub(super) top: Top,
    pub(super) counted: Counted,
}

/// A file as it stands.
pub(super) struct Survey {
    pub(super) stored: Stored,
    pub(super) size: u64,
    pub(super) sha256: String,
    pub(super) written: Written,
    pub(super) format: Option<&'static dyn Format>,
    /// Names of properties of GeoJSON whose values are codes of areas, and how many features there are.
    pub(super) outlines: Option<super::outline::Outlines>,
    /// Sheets that hold no table.
    pub(super) without: Vec<String>,
    pub(super) tables: Vec<Table>,
}

/// Looks at one file. `None` once it was told why it cannot be read.
pub(super) fn of(report: &Report, progress: &Progress, root: &Root, stored: Stored, today: Today) -> Option<Survey> {
    let name = stored.name();
    let sha256 = root.sha256(report, &stored.path).ok()?;
    let size = root.size(&stored.path)?;
    let (first, content) = rows::head(report, stored.open(report, root).ok()?).ok()?;
    let packed = match &stored.member {
        Some(_) => Some("ZIP archive"),
        None => name.ends_with(".gz").then_some("gzip"),
    };
    let mut survey = Survey {
        size,
        sha256,
        written: Written { packed, ..Written::default() },
        format: None,
        outlines: None,
        without: Vec::new(),
        tables: Vec::new(),
        stored,
    };
    let lower = name.strip_suffix(".gz").unwrap_or(&name).to_lowercase();
    let refuse =
        |(message, help): grid::Refusal| report.add(Diagnostic::error(message).at(Place::file(&name)).help(help));
    let whole = |content: Content| {
        let mut bytes = first.clone();
        bytes.extend(content.all(report).ok()?);
        Some(bytes)
    };
    if first.is_empty() {
        let found = Diagnostic::error("this file is empty").at(Place::file(&name));
        report.add(found.help("ask for the file again, or copy it again from where it came"));
        return None;
    }
    if is_web_page(&first) {
        let found = Diagnostic::error("this file is a web page and no table").at(Place::file(&name));
        report.add(found.help("open its address in a browser, and download the file that the page offers"));
        return None;
    }
    if grid::is_workbook(&first) {
        survey.written.kind = "workbook".to_owned();
        let mut book = Book::open(whole(content)?).map_err(refuse).ok()?;
        for sheet in book.names().to_vec() {
            let grid = book.sheet(&sheet).map_err(refuse).ok()?;
            survey.take(report, grid, today);
        }
    } else if lower.ends_with(".json") || lower.ends_with(".geojson") {
        survey.written.kind = "JSON".to_owned();
        let bytes = whole(content)?;
        if let Some(outlines) = super::outline::of(&bytes) {
            survey.outlines = Some(outlines);
        } else {
            let grid = grid::records(&bytes).map_err(refuse).ok()?;
            survey.take(report, grid, today);
        }
    } else if lower.ends_with(".shp") && survey.stored.member.is_none() {
        survey.written.kind = "shapefile".to_owned();
        let table = format!("{}.dbf", &name[..name.len() - ".shp".len()]);
        survey.outlines = super::outline::of_shapefile(&root.bytes(report, &table).ok()?);
        if survey.outlines.is_none() {
            let found =
                Diagnostic::error("the table beside this shapefile is cut short, or is none").at(Place::file(&table));
            report.add(found.help("ask for the file again, with all its parts"));
            return None;
        }
    } else if is_other(&first) {
        let found = Diagnostic::error("this file holds no table that can be read").at(Place::file(&name));
        report.add(found.help(match first.get(257..262) {
            Some(b"ustar") => "it is an archive of another kind: unpack it, and name the files that were in it",
            _ => "ask for it as CSV, or as an Excel workbook (.xlsx)",
        }));
        return None;
    } else {
        let encoding = mark(&first);
        let head = Head::of(report, survey.stored.open(report, root).ok()?).ok()?;
        let delimiter = head.delimiter.unwrap_or(b',');
        let rows = head.tables.first().map(|table| table.rows.as_slice()).unwrap_or_default();
        survey.written.separator = Some(delimiter);
        survey.written.kind = "text".to_owned();
        survey.format = FORMATS.iter().find(|format| format.recognises(&head)).copied();
        let Some(top) = top::of(rows) else {
            let found = Diagnostic::error("this file holds no row that could be a header").at(Place::file(&name));
            report.add(found.help("give the line of the header under `header:` of the layout"));
            return None;
        };
        let extent = Extent { header: vec![top.line as usize], delimiter: Some(delimiter), ..Extent::default() };
        let sheet = Sheet::text(report, first, content, &extent, Quote::Hidden, &[]).ok()?;
        let mut sheet = sheet.counted_by(progress);
        sheet.any_length = true;
        let counted = counted(report, &sheet, &top, today);
        ragged(report, &name, sheet.header().names.len(), &counted);
        survey.written.encoding = Some(match (encoding, sheet.encoding()) {
            (Some(mark), _) => mark.to_owned(),
            (None, Some(unusual)) => unusual.to_owned(),
            (None, None) => "UTF-8".to_owned(),
        });
        survey.written.line_ends = Some(line_ends(counted.ends));
        let names = sheet.header().names.clone();
        survey.tables.push(Table { sheet: String::new(), top: Top { names, ..top }, counted });
        return Some(survey);
    }
    if survey.outlines.is_none() {
        let head = Head::of(&report.apart(), survey.stored.open(report, root).ok()?).ok()?;
        survey.format = FORMATS.iter().find(|format| format.recognises(&head)).copied();
    }
    Some(survey)
}

impl Survey {
    fn take(&mut self, report: &Report, grid: Grid, today: Today) {
        let head: Vec<(u32, Vec<String>)> = grid
            .rows()
            .take(60)
            .map(|(line, fields)| (line, fields.iter().map(crate::ingest::header::column_name).collect()))
            .collect();
        let sheet = grid.name.clone();
        let Some(top) = top::of(&head).filter(|top| top.names.iter().filter(|name| !name.is_empty()).count() > 1)
        else {
            self.without.push(sheet);
            return;
        };
        let extent = Extent { header: vec![top.line as usize], ..Extent::default() };
        let Ok(rows) = Sheet::grid(report, &self.stored.name(), grid, &extent, Quote::Hidden, &[]) else { return };
        let counted = counted(report, &rows, &top, today);
        let names = rows.header().names.clone();
        self.tables.push(Table { sheet, top: Top { names, ..top }, counted });
    }
}

/// Counts the cells of every row.
fn counted(report: &Report, sheet: &Sheet<'_>, top: &Top, today: Today) -> Counted {
    let width = sheet.header().names.len();
    let mut faults = Faults::default();
    let new = || Counted { columns: (0..width).map(|_| Tally::default()).collect(), ..Counted::default() };
    let states = sheet.fold(&mut faults, new, |counted, at, fields, _| {
        let filled = fields.iter().filter(|field| !trimmed(field).is_empty()).count();
        if filled == 0 {
            return;
        }
        let is_thin = fields.len() != width && fields.iter().skip(width).any(|field| !trimmed(field).is_empty())
            || fields.len() < width
            || filled < 2 && top.width > 2;
        if is_thin {
            counted.thin_rows += 1;
            let first = fields.get(0).map(trimmed).unwrap_or_default();
            let first: String = String::from_utf8_lossy(first).chars().take(40).collect();
            counted.thin.insert(at.line, (fields.len(), first));
            if counted.thin.len() > THIN {
                counted.thin.pop_last();
            }
            return;
        }
        counted.rows += 1;
        counted.last_full = counted.last_full.max(at.line);
        if let Some(before) = at.start.checked_sub(1) {
            let end = match (at.text[before], before.checked_sub(1).map(|before| at.text[before])) {
                (b'\n', Some(b'\r')) => 1,
                (b'\n', _) => 0,
                _ => 2,
            };
            counted.ends[end] += 1;
        }
        let mut hash = rustc_hash::FxHasher::default();
        for (tally, field) in counted.columns.iter_mut().zip(fields.iter()) {
            hash.write(field);
            hash.write_u8(0xff);
            tally.add(trimmed(field), at.line, today);
        }
        counted.repeats.add(hash.finish(), Seen { count: 1, line: at.line });
    });
    faults.tell(report);
    let mut all = new();
    for state in states {
        all.absorb(state, today);
    }
    all
}

/// Tells of rows among the others that are of another length than the header.
fn ragged(report: &Report, path: &str, width: usize, found: &Counted) {
    let mut rows = found.thin.range(..found.last_full).filter(|(_, (fields, _))| *fields != width);
    let Some((line, (fields, _))) = rows.next() else { return };
    let more = rows.count();
    let message = format!("this row has {} and the header {width}", crate::report::counted(*fields, "field"));
    let (label, help) = match *fields > width {
        true => ("too many", "put a field that holds a comma in quotes"),
        false => ("too few", "fill the row up; leave footnotes out with `footer:` or `until:`"),
    };
    let fault = Diagnostic::error(message).at(Place::line(path, *line as usize, 1, 1, None)).label(label).help(help);
    report.add(match more {
        0 => fault,
        1 => fault.note("1 more row of this file is of another length"),
        _ => fault.note(format!("{more} more rows of this file are of another length")),
    });
}

/// How a text is marked at its first byte.
fn mark(first: &[u8]) -> Option<&'static str> {
    match first {
        [0xef, 0xbb, 0xbf, ..] => Some("UTF-8 with a byte order mark"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16 with a byte order mark"),
        _ => {
            let (_, encoding) = crate::files::transcoded(first.to_vec(), std::io::empty());
            (encoding == Encoding::Utf16).then_some("UTF-16 without a byte order mark")
        }
    }
}

/// Whether bytes begin as a web page does, which a download saves in place of a file that has moved.
fn is_web_page(first: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&first[..first.len().min(256)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Whether bytes begin as a file does that is no text and no workbook.
fn is_other(first: &[u8]) -> bool {
    let zeros = first.iter().take(512).filter(|byte| **byte == 0).count();
    let is_utf16 = mark(first).is_some_and(|mark| mark.starts_with("UTF-16"));
    first.starts_with(b"%PDF") || first.starts_with(b"PAR1") || (zeros > 0 && !is_utf16)
}

fn line_ends([feed, both, lone]: [u64; 3]) -> &'static str {
    match (feed > 0, both > 0, lone > 0) {
        (_, false, false) => "LF",
        (false, true, false) => "CRLF",
        (false, false, true) => "carriage returns alone",
        _ => "mixed line ends",
    }
}
