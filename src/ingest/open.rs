//! The tables of one file: one text, one list of records, or some sheets of a workbook.
//!
//! In goes the content of a file, told apart by its first bytes; out come tables with their headers. What
//! can be wrong is a workbook that is locked or damaged, and a sheet that is not there. Columns are known
//! only as far as they tell the header.

use super::fault::Quote;
use super::grid::{self, Book, Grid};
use super::layout::{Column, Extent, Sheets};
use super::rows::{self, Sheet};
use crate::files::Content;
use crate::report::{Diagnostic, Place, Report, Result};

/// Opens the tables of a file that have the columns `wanted`.
pub(super) fn sheets<'a>(
    report: &Report,
    content: Content,
    extent: &Extent,
    quote: Quote,
    wanted: &[&Column],
) -> Result<Vec<Sheet<'a>>> {
    let path = content.origin().path().to_owned();
    let (head, content) = rows::head(report, content)?;
    let refuse =
        |(message, help): grid::Refusal| report.add(Diagnostic::error(message).at(Place::file(&path)).help(help));
    if grid::is_workbook(&head) {
        let book = Book::open(whole(report, head, content)?).map_err(refuse)?;
        let grids = chosen(report, &path, book, extent, wanted)?;
        let sheet = |grid: Grid| Sheet::grid(report, &path, grid, extent, quote, wanted);
        return grids.into_iter().map(sheet).collect();
    }
    if let Some((first, place)) = extent.sheets.first() {
        let found = Diagnostic::error(format!("`{first}` is asked for, and this file has no sheets"));
        let found = found.at(place.clone()).label("no workbook").note(format!("the file is {path}"));
        return Err(report.add(found.help("take `sheet:` out, or name the workbook under `files:`")));
    }
    let name = path.strip_suffix(".gz").unwrap_or(&path).to_lowercase();
    if name.ends_with(".json") {
        let grid = grid::records(&whole(report, head, content)?).map_err(refuse)?;
        return Ok(vec![Sheet::grid(report, &path, grid, extent, quote, wanted)?]);
    }
    Ok(vec![Sheet::text(report, head, content, extent, quote, wanted)?])
}

impl<'a> Sheet<'a> {
    /// The first table of a file, for files that hold one.
    pub(super) fn first(
        report: &Report,
        content: Content,
        extent: &Extent,
        quote: Quote,
        wanted: &[&Column],
    ) -> Result<Self> {
        let path = content.origin().path().to_owned();
        let first = sheets(report, content, extent, quote, wanted)?.into_iter().next();
        first.ok_or_else(|| report.add(Diagnostic::error("this file holds no table").at(Place::file(&path))))
    }
}

fn whole(report: &Report, mut head: Vec<u8>, content: Content) -> Result<Vec<u8>> {
    head.extend(content.all(report)?);
    Ok(head)
}

/// The sheets that are declared; else the first or each that has the columns, or the first that is filled, so
/// that a message can show what stands there instead.
fn chosen(report: &Report, path: &str, mut book: Book, extent: &Extent, wanted: &[&Column]) -> Result<Vec<Grid>> {
    let names = book.names().to_vec();
    let mut read = |name: &str| {
        book.sheet(name).map_err(|(message, help)| {
            report.add(Diagnostic::error(message).at(Place::file(&format!("{path}/{name}"))).help(help))
        })
    };
    if extent.sheets.is_empty() {
        let (mut first, mut fitting) = (None, Vec::new());
        for name in &names {
            let grid = read(name)?;
            if grid.rows().next().is_none() {
                continue;
            }
            if super::header::is_there(&grid, wanted) {
                fitting.push(grid);
                if extent.which == Sheets::First {
                    break;
                }
            } else if fitting.is_empty() {
                first.get_or_insert(grid);
            }
        }
        if !fitting.is_empty() {
            return Ok(fitting);
        }
        return first.map(|grid| vec![grid]).ok_or_else(|| {
            let found = Diagnostic::error("no sheet of this workbook holds anything").at(Place::file(path));
            report.add(found.help("ask for the file again"))
        });
    }
    let mut grids = Vec::new();
    for (pattern, place) in &extent.sheets {
        let before = grids.len();
        for name in names.iter().filter(|name| super::pattern::fits(pattern, name)) {
            grids.push(read(name)?);
        }
        if grids.len() == before {
            let found = Diagnostic::error(format!("the workbook has no sheet `{pattern}`")).at(place.clone());
            let found = found.label("no such sheet").note(format!("the workbook is {path}"));
            return Err(report.add(found.suggest(pattern, names.iter().map(String::as_str))));
        }
    }
    Ok(grids)
}
