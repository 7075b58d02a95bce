//! The format `nhs-tabulation`: a workbook laid out for reading, as NHS analysts send them.
//!
//! Sheets have title rows, area names spread over columns of measures, perhaps a row of sexes, years
//! written only in the first row of their block, total rows between and footnotes below. In goes
//! `layout:` with the sheets, out comes a reader; cells are read by [`super::tabulation_rows`].

use super::cell::Numbers;
use super::fault::Faults;
use super::gazetteer::Missing;
use super::grid::{Book, Cells, Refusal};
use super::layout::{self, MissingWords};
use super::mark::MarkSigns;
use super::tabulation_rows;
use super::{Format, Part, Reader, Reading};
use crate::files::Content;
use crate::model::group::Group;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// The format `nhs-tabulation`.
pub(super) struct Tabulation;

/// A sheet to read and the dimensions it is broken down by.
#[derive(Debug)]
pub(super) struct DeclaredSheet {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) dimensions: Vec<String>,
}

/// Which rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// Those of a month.
    Months,
    /// The total that closes each year. Months are never added up: some are suppressed.
    Totals,
}

/// Decoded `layout:`.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) sheets: Vec<DeclaredSheet>,
    pub(super) measure: String,
    pub(super) missing: Missing,
    pub(super) rows: Rows,
    pub(super) numbers: Numbers,
}

impl Format for Tabulation {
    fn name(&self) -> &'static str {
        "nhs-tabulation"
    }

    fn about(&self) -> &'static str {
        "A workbook of months by area, with title rows, merged headings, yearly totals and footnotes, as tabulated from Hospital Episode Statistics."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let node = map.required("layout")?;
        let layout = decode(report, node)?;
        Some(Box::new(layout))
    }
}

fn decode(report: &Report, node: &Node) -> Option<Layout> {
    let mut map = node.map(report)?;
    map.required("sheets");
    let sheets: Option<Vec<DeclaredSheet>> = map.list("sheets").iter().map(|node| sheet(report, node)).collect();
    let measure = map.text("measure");
    let missing = layout::area_missing(&mut map);
    let rows = map.required("period").and_then(|node| {
        let mut map = node.map(report)?;
        let rows = map.word("form", &[("month", Rows::Months), ("financial year", Rows::Totals)]);
        map.finish();
        rows
    });
    let numbers = Numbers {
        missing: MissingWords::of(report, &mut map),
        thousands: layout::thousands(&mut map),
        marks: MarkSigns::of(report, &mut map),
    };
    map.finish();
    Some(Layout { sheets: sheets?, measure: measure?, missing, rows: rows?, numbers })
}

fn sheet(report: &Report, node: &Node) -> Option<DeclaredSheet> {
    let mut map = node.map(report)?;
    let name = map.text_at("sheet");
    let dimensions = map.texts("dimensions").into_iter().map(|(text, _)| text).collect();
    map.finish();
    let (name, place) = name?;
    Some(DeclaredSheet { name, place, dimensions })
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let bytes = content.all(reading.report).ok()?;
        let refused = |(message, help): Refusal| Diagnostic::error(message).at(Place::file(reading.path)).help(help);
        let mut book = match Book::open(bytes) {
            Ok(book) => book,
            Err(refusal) => {
                reading.report.add(refused(refusal));
                return None;
            }
        };
        let names = book.names().to_vec();
        let mut part = Part { groups: vec![Group::all()], series: vec![self.measure.clone()], ..Part::default() };
        let mut faults = Faults::default();
        let mut cautions = Faults::default();
        for declared in &self.sheets {
            if !names.contains(&declared.name) {
                let message = format!("the workbook has no sheet `{}`", declared.name);
                let found = Diagnostic::error(message).at(declared.place.clone()).label("no such sheet");
                let found = found.suggest(&declared.name, names.iter().map(String::as_str));
                faults.add(&format!("sheet {}", declared.name), "sheet", || {
                    found.note(format!("the workbook is {}", reading.path))
                });
                continue;
            }
            match book.sheet(&declared.name) {
                Ok(grid) => self.sheet(reading, declared, &grid.cells(), &mut part, (&mut faults, &mut cautions)),
                Err(refusal) => faults.add(&format!("sheet {}", declared.name), "sheet", || {
                    refused(refusal).note(format!("the sheet is `{}`", declared.name))
                }),
            }
        }
        if faults.is_empty() && part.observations.is_empty() {
            faults.add("none", "file", || {
                let found = Diagnostic::error("no number of this workbook is of an area of this site")
                    .at(Place::file(reading.path));
                found.help("check the names under `areas:`")
            });
        }
        cautions.tell(reading.report);
        match faults.tell(reading.report) {
            Some(_) => None,
            None => Some(part),
        }
    }

    fn may_drop(&self) -> bool {
        self.missing == Missing::Drop
    }
}

impl Layout {
    fn sheet(
        &self,
        reading: &Reading<'_>,
        declared: &DeclaredSheet,
        cells: &Cells,
        part: &mut Part,
        faults: (&mut Faults, &mut Faults),
    ) {
        let table = tabulation_rows::Sheet { layout: self, reading, declared, cells };
        table.read(part, faults);
    }
}
