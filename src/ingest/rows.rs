//! A table: its header, and rows that know their place.
//!
//! In goes the content of a file, as delimited text of any size or as a [`Grid`]; out come rows, one after
//! the other or many side by side. A row can be a few fields of many; the rest is never looked at. What can
//! be wrong is the text itself: no header, a quote that is never closed, rows of another length. Nothing
//! here knows what a column means.

use std::io::Read as _;
use std::sync::Mutex;

use rayon::prelude::*;

use super::broken;
use super::fault::{Faults, Quote};
use super::fields::{At, Fields, Rows, written};
use super::grid::Grid;
use super::header::{self, Header};
use super::layout::{Column, Extent};
use super::pieces::{Piece, Pieces};
use crate::files::{Content, Encoding};
use crate::report::{Diagnostic, Place, Report, Result};

/// A table and its header.
pub(super) struct Sheet<'a> {
    /// The path that messages name: of the file, with the name of the sheet where there are several.
    path: String,
    /// The name of the sheet; empty for a text.
    title: String,
    quote: Quote,
    delimiter: u8,
    until: Option<Vec<u8>>,
    header: Header,
    body: Mutex<Option<Body>>,
    encoding: Mutex<Encoding>,
    progress: Option<&'a crate::progress::Progress>,
    /// Whether rows of another length than the header are for the caller, and not told of.
    pub(super) any_length: bool,
}

/// The rows that have not been read.
enum Body {
    /// What comes after the header in the first piece: its first byte and line; and the rest.
    Text(Box<Pieces>, Piece, usize, usize),
    /// Rows below a row of the sheet.
    Grid(Grid, u32),
}

impl<'a> Sheet<'a> {
    /// Begins to read a delimited text. Where no header line is declared, the header is the first row that
    /// has the columns `wanted`, each under one of its names. `head` are the first bytes, no longer in `content`.
    pub(super) fn text(
        report: &Report,
        head: Vec<u8>,
        content: Content,
        extent: &Extent,
        quote: Quote,
        wanted: &[&Column],
    ) -> Result<Self> {
        let path = content.origin().path().to_owned();
        let fault = |found: Diagnostic| Err(report.add(found));
        let name = path.strip_suffix(".gz").unwrap_or(&path).to_lowercase();
        let tabs = name.ends_with(".tsv") || name.ends_with(".tab");
        let delimiter = extent.delimiter.unwrap_or(if tabs { b'\t' } else { b',' });
        let mut pieces = Pieces::new(content, head, delimiter, extent.footer);
        let first = match pieces.next(Vec::new()) {
            Ok(Some(piece)) if !piece.bytes.iter().all(u8::is_ascii_whitespace) => piece,
            Ok(_) => {
                let found = Diagnostic::error("this file is empty").at(Place::file(&path));
                return fault(found.help("ask for the file again, or copy it again from where it came"));
            }
            Err(stop) => return fault(broken::stopped(&path, &pieces, quote, stop)),
        };
        if first.bytes.iter().take(4096).any(|byte| *byte == 0) {
            let found = Diagnostic::error("this file holds zero bytes and is not a text").at(Place::file(&path));
            return fault(found.help("save it as UTF-8; a UTF-16 text needs its byte order mark"));
        }
        let found = header::of_text(report, &path, &first, delimiter, extent, wanted)?;
        let encoding = Mutex::new(pieces.encoding());
        let body = Body::Text(Box::new(pieces), first, found.body, found.line);
        let until = extent.until.as_ref().map(|text| text.as_bytes().to_vec());
        let body = Mutex::new(Some(body));
        let (title, header, progress, any_length) = (String::new(), found.header, None, false);
        Ok(Self { path, title, quote, delimiter, until, header, body, encoding, progress, any_length })
    }

    /// Takes a sheet of a workbook or a list of records.
    pub(super) fn grid(
        report: &Report,
        path: &str,
        grid: Grid,
        extent: &Extent,
        quote: Quote,
        wanted: &[&Column],
    ) -> Result<Self> {
        let title = grid.name.clone();
        let path = if title.is_empty() { path.to_owned() } else { format!("{path}/{}", grid.name) };
        let (header, row) = header::of_grid(report, &path, &grid, extent, wanted)?;
        let until = extent.until.as_ref().map(|text| text.as_bytes().to_vec());
        let body = Mutex::new(Some(Body::Grid(grid, row)));
        let encoding = Mutex::new(Encoding::Utf8);
        let (delimiter, progress, any_length) = (b'\x1f', None, false);
        Ok(Self { path, title, quote, delimiter, until, header, body, encoding, progress, any_length })
    }

    /// Counts rows for whoever shows how far a run has come.
    pub(super) fn counted_by(mut self, progress: &'a crate::progress::Progress) -> Self {
        self.progress = Some(progress);
        self
    }

    /// How the text read so far is encoded, where that is not UTF-8.
    pub(super) fn encoding(&self) -> Option<&'static str> {
        self.encoding.lock().map_or(None, |encoding| encoding.unusual())
    }

    /// The name of the sheet; empty for a text.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    /// The position of a column; `None` if there is no such column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.header.names.iter().position(|column| column == name)
    }

    /// The position of a column whose name differs at most in case, spaces and signs.
    pub(super) fn position_like(&self, name: &str) -> Option<usize> {
        self.header.names.iter().position(|column| header::plain(column) == header::plain(name))
    }

    /// The position of the column that a declaration asks for.
    pub(super) fn column(&self, column: &Column, faults: &mut Faults) -> Option<usize> {
        self.header.column(column, faults)
    }

    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> &str {
        self.header.names.get(column).map_or("", String::as_str)
    }

    /// The rows below the header, one after the other. `each` is called with every row that is whole.
    pub(super) fn rows(&self, faults: &mut Faults, mut each: impl FnMut(At<'_>, Fields<'_>, &mut Faults)) {
        match self.take() {
            None => {}
            Some(Body::Grid(grid, header)) => self.grid_rows(&grid, header, faults, &mut each),
            Some(Body::Text(mut pieces, first, at, line)) => {
                let mut piece = Some((first, at, line));
                while let Some((now, at, line)) = piece.take() {
                    if self.piece_rows(&now, at, line, faults, &mut each) {
                        break;
                    }
                    piece = self.next(&mut pieces, now.bytes, faults).map(|next| (next, 0, 0));
                    if let Some((next, _, line)) = &mut piece {
                        *line = next.line;
                    }
                }
            }
        }
    }

    /// The rows below the header, many side by side: each of a few states gets a part of them, in an order
    /// that is not known, so states must be joined in a way that does not depend on it.
    pub(super) fn fold<S: Send>(
        &self,
        faults: &mut Faults,
        new: impl Fn() -> S + Sync,
        each: impl Fn(&mut S, At<'_>, Fields<'_>, &mut Faults) + Sync,
    ) -> Vec<S> {
        let lanes = rayon::current_num_threads().clamp(1, 16);
        let (mut pieces, first, at, line) = match self.take() {
            Some(Body::Text(pieces, first, at, line)) if self.until.is_none() => (pieces, first, at, line),
            Some(body) => {
                *self.body.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(body);
                let mut state = new();
                self.rows(faults, |at, fields, faults| each(&mut state, at, fields, faults));
                return vec![state];
            }
            None => return Vec::new(),
        };
        let mut states: Vec<S> = Vec::new();
        let mut batch = vec![(first, at, line)];
        let mut spare: Vec<Vec<u8>> = Vec::new();
        while !batch.is_empty() {
            while states.len() < batch.len() {
                states.push(new());
            }
            let mut of_next = Faults::default();
            let (next, found) = rayon::join(
                || {
                    let mut next = Vec::with_capacity(lanes);
                    while next.len() < lanes
                        && let Some(piece) = self.next(&mut pieces, spare.pop().unwrap_or_default(), &mut of_next)
                    {
                        let line = piece.line;
                        next.push((piece, 0, line));
                    }
                    next
                },
                || {
                    let read = |((piece, at, line), state): (&(Piece, usize, usize), &mut S)| {
                        let mut faults = Faults::default();
                        self.piece_rows(piece, *at, *line, &mut faults, &mut |at, fields, faults| {
                            each(state, at, fields, faults);
                        });
                        faults
                    };
                    batch.par_iter().zip(states.par_iter_mut()).map(read).collect::<Vec<Faults>>()
                },
            );
            for found in found.into_iter().chain([of_next]) {
                faults.absorb(found);
            }
            spare.extend(std::mem::replace(&mut batch, next).into_iter().map(|(piece, _, _)| piece.bytes));
        }
        states
    }

    fn take(&self) -> Option<Body> {
        self.body.lock().map_or(None, |mut body| body.take())
    }

    /// The next piece; what stops it is told.
    fn next(&self, pieces: &mut Pieces, spare: Vec<u8>, faults: &mut Faults) -> Option<Piece> {
        let next = pieces.next(spare);
        if let Ok(mut encoding) = self.encoding.lock() {
            *encoding = pieces.encoding();
        }
        next.unwrap_or_else(|stop| {
            faults.add("the file itself", "file", || broken::stopped(&self.path, pieces, self.quote, stop));
            None
        })
    }

    /// The rows of one piece; whether reading ends there.
    fn piece_rows(
        &self,
        piece: &Piece,
        at: usize,
        line: usize,
        faults: &mut Faults,
        each: &mut impl FnMut(At<'_>, Fields<'_>, &mut Faults),
    ) -> bool {
        let wanted = self.header.names.len();
        let mut rows = Rows::new(piece, self.delimiter, at, line);
        let mut count = 0;
        while let Some((at, fields)) = rows.next() {
            count += 1;
            if self.ends(fields) {
                return true;
            }
            if fields.len() == wanted {
                each(at, fields, faults);
            } else {
                self.of_another_length(at, fields, faults, each);
            }
        }
        if let Some(progress) = self.progress {
            progress.rows(count);
        }
        if let Some(open) = rows.open_quote() {
            faults.add("open quote", "row", || broken::never_closed(&self.path, self.quote, piece, open));
        }
        false
    }

    fn grid_rows(
        &self,
        grid: &Grid,
        header: u32,
        faults: &mut Faults,
        each: &mut impl FnMut(At<'_>, Fields<'_>, &mut Faults),
    ) {
        let wanted = self.header.names.len();
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        for (number, fields) in grid.rows().skip_while(|(number, _)| *number <= header) {
            if self.ends(fields) {
                return;
            }
            // Rows of a sheet end at their last cell, and notes may stand to the right of a table.
            text.clear();
            ends.clear();
            for index in 0..wanted {
                if index > 0 {
                    text.push(b'\x1f');
                }
                text.extend_from_slice(fields.get(index).unwrap_or_default());
                ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            }
            let fields = Fields::of(&text, &ends);
            if fields.iter().any(|field| !field.trim_ascii().is_empty()) {
                each(At { text: &text, start: 0, line: number }, fields, faults);
            }
        }
        if let Some(progress) = self.progress {
            progress.rows(grid.rows().count());
        }
    }

    fn of_another_length(
        &self,
        at: At<'_>,
        fields: Fields<'_>,
        faults: &mut Faults,
        each: &mut impl FnMut(At<'_>, Fields<'_>, &mut Faults),
    ) {
        let wanted = self.header.names.len();
        let is_blank = |from: usize| fields.iter().skip(from).all(|field| trimmed(field).is_empty());
        if (fields.len() > wanted && is_blank(wanted)) || (self.any_length && !is_blank(0)) {
            // Spreadsheets leave separators of columns that were once used.
            each(at, fields, faults);
        } else if !is_blank(0) {
            let cause = if fields.len() > wanted { "too many fields" } else { "too few fields" };
            faults.add(cause, "row", || broken::ragged(&self.path, self.quote, at, fields.len(), wanted));
        }
    }

    fn ends(&self, fields: Fields<'_>) -> bool {
        self.until
            .as_ref()
            .is_some_and(|until| fields.get(0).is_some_and(|field| field.trim_ascii().starts_with(until)))
    }

    /// The place of one field of a row.
    pub(super) fn place(&self, at: At<'_>, column: usize) -> Place {
        // What is no column of the file is told of its first.
        let column = if column < self.header.names.len() { column } else { 0 };
        if self.delimiter == b'\x1f' {
            // Row and column as a spreadsheet counts them; its cells have no text to show.
            return Place::line(&self.path, at.line as usize, column + 1, 1, None);
        }
        let field = written(at.text, at.start, self.delimiter, column);
        let text = &at.text[field.clone()];
        let lead = text.len() - text.trim_ascii_start().len();
        let start = field.start + lead;
        self.quote.place(broken::place_in(
            &self.path,
            at.text,
            at.line as usize,
            at.start,
            start,
            text.trim_ascii().len(),
        ))
    }

    /// Whether rows may be shown.
    pub(super) fn quote(&self) -> Quote {
        self.quote
    }
}

/// The first bytes of a content, which are then no longer in it.
pub(super) fn head(report: &Report, mut content: Content) -> Result<(Vec<u8>, Content)> {
    let mut head = Vec::with_capacity(4096);
    match content.by_ref().take(4096).read_to_end(&mut head) {
        Ok(_) => Ok((head, content)),
        Err(cause) => Err(report.add(content.origin().fault(&cause))),
    }
}

/// A field without the space around it; spreadsheets also leave no-break spaces.
pub(super) fn trimmed(field: &[u8]) -> &[u8] {
    // Most fields have nothing around them.
    if let [first, .., last] | [first @ last] = field
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return field;
    }
    let mut field = field.trim_ascii();
    while let Some(rest) = field.strip_suffix(b"\xc2\xa0").or_else(|| field.strip_prefix(b"\xc2\xa0")) {
        field = rest.trim_ascii();
    }
    field
}

/// `path:line` of a place.
pub(super) fn line_of(place: &Place) -> String {
    match &place.at {
        Some(at) => format!("{}:{}", place.path, at.line),
        None => place.path.to_string(),
    }
}
