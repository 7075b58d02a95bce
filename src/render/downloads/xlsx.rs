//! A workbook in the XML formats of Excel.
//!
//! Comes in: a [`Book`]. Goes out: its bytes, the same for the same book: the day in it is that of publication.
//! Wrong can be: a limit of the format that the book does not keep.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};

use super::book::{Book, Entry, Sheet};
use crate::report::{Diagnostic, Report, Result};

/// The most letters of a cell.
const CELL: usize = 32_767;

/// The bytes of a workbook.
pub(super) fn bytes(book: &Book, report: &Report) -> Result<Vec<u8>> {
    written(book).map_err(|fault| {
        report.add(Diagnostic::error(format!("the Excel workbook cannot be written: {fault}")).of_machine())
    })
}

fn written(book: &Book) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::parse_from_str(&book.published)?;
    let properties = DocProperties::new().set_title(&book.title).set_author(&book.publisher);
    workbook.set_properties(&properties.set_creation_datetime(&day));
    let formats = Formats::new();
    for sheet in &book.sheets {
        written_sheet(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

/// How cells look.
struct Formats {
    title: Format,
    words: Format,
    wrapped: Format,
    head: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = || Format::new().set_font_name("Arial").set_font_size(12);
        Self {
            title: plain().set_font_size(16).set_bold(),
            words: plain(),
            wrapped: plain().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top),
            head: plain().set_bold().set_text_wrap(),
            link: plain()
                .set_font_color(rust_xlsxwriter::Color::RGB(0x0000_56B3))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }

    fn number(decimals: usize) -> Format {
        let digits = "0".repeat(decimals);
        let code = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{digits}") };
        Format::new().set_font_name("Arial").set_font_size(12).set_num_format(code)
    }
}

fn written_sheet(to: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> std::result::Result<(), XlsxError> {
    to.set_name(&sheet.name)?;
    to.write_string_with_format(0, 0, fitting(&sheet.title), &formats.title)?;
    let mut row = 1;
    for line in &sheet.lines {
        // Lines above a table run on to the right; those of a sheet without one are wrapped in its one column.
        let looks = if sheet.table.is_some() { &formats.words } else { &formats.wrapped };
        put(to, row, 0, line, looks, formats)?;
        row += 1;
    }
    let Some(table) = &sheet.table else {
        to.set_column_width(0, 80)?;
        return Ok(());
    };
    for (column, width) in (0_u16..).zip(table.widths()) {
        to.set_column_width(column, width as f64 * 1.15)?;
    }
    let head = row;
    for cells in &table.rows {
        row += 1;
        for (column, cell) in (0_u16..).zip(cells) {
            let looks = if cell_is_long(cell) { &formats.wrapped } else { &formats.words };
            put(to, row, column, cell, looks, formats)?;
        }
    }
    let columns: Vec<TableColumn> =
        table.columns.iter().map(|name| TableColumn::new().set_header(name).set_header_format(&formats.head)).collect();
    let marked = Table::new().set_name(&table.name).set_columns(&columns).set_autofilter(false);
    let marked = marked.set_alt_text_title(&sheet.title).set_style(TableStyle::Light1).set_banded_rows(false);
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    // A table has one row at least, though nothing stand in it.
    to.add_table(head, 0, row.max(head + 1), last, &marked)?;
    to.set_freeze_panes(head + 1, 0)?;
    to.set_repeat_rows(head, head)?;
    to.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Whether words need more than the widest column.
fn cell_is_long(cell: &Entry) -> bool {
    matches!(cell, Entry::Words(text) if text.chars().count() > 58)
}

fn put(
    to: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Entry,
    looks: &Format,
    formats: &Formats,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Entry::Words(text) => to.write_string_with_format(row, column, fitting(text), looks)?,
        Entry::Number(value, decimals) => {
            to.write_number_with_format(row, column, *value, &Formats::number(*decimals))?
        }
        Entry::To(text, sheet) => {
            let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(text);
            to.write_url_with_format(row, column, link, &formats.link)?
        }
    };
    Ok(())
}

/// Words as a cell can hold them.
fn fitting(text: &str) -> String {
    let plain = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    plain.take(CELL / 2).collect()
}
