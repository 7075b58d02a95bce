//! A workbook as an OpenDocument spreadsheet.
//!
//! Comes in: a [`Book`]. Goes out: its bytes, the same for the same book. Wrong can be: the packing. The markup
//! is that of OpenDocument 1.3: header rows are said to be such, and each table is a named range.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::book::{Book, Entry, Sheet};
use crate::report::{Diagnostic, Report, Result};

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" office:version=\"1.3\"";

/// The bytes of a spreadsheet.
pub(super) fn bytes(book: &Book, report: &Report) -> Result<Vec<u8>> {
    packed(book).map_err(|fault| {
        report.add(Diagnostic::error(format!("the OpenDocument spreadsheet cannot be written: {fault}")).of_machine())
    })
}

fn packed(book: &Book) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    // Programs know the file by its first bytes, so its kind stands first and is not compressed.
    out.start_file("mimetype", options.compression_method(CompressionMethod::Stored))?;
    out.write_all(MEDIA_TYPE.as_bytes())?;
    let parts = [
        ("META-INF/manifest.xml", manifest()),
        ("meta.xml", meta(book)),
        ("styles.xml", styles(book)),
        ("settings.xml", settings(book)),
        ("content.xml", content(book)),
    ];
    for (name, text) in parts {
        out.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
        out.write_all(text.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

/// Words as XML may hold them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let parts = ["meta.xml", "styles.xml", "settings.xml", "content.xml"].map(|path| entry(path, "text/xml"));
    format!(
        "{XML}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">{}{}</manifest:manifest>",
        entry("/", MEDIA_TYPE),
        parts.concat()
    )
}

fn meta(book: &Book) -> String {
    format!(
        "{XML}<office:document-meta {NAMESPACES}><office:meta><dc:title>{}</dc:title><meta:initial-creator>{1}</meta:initial-creator><dc:creator>{1}</dc:creator><meta:creation-date>{2}T00:00:00</meta:creation-date><dc:date>{2}T00:00:00</dc:date><dc:language>{3}</dc:language></office:meta></office:document-meta>",
        escaped(&book.title),
        escaped(&book.publisher),
        escaped(&book.published),
        escaped(&book.language)
    )
}

fn styles(book: &Book) -> String {
    let (language, country) = book.language.split_once('-').unwrap_or((&book.language, "none"));
    format!(
        "{XML}<office:document-styles {NAMESPACES}><office:styles>\
<style:default-style style:family=\"table-cell\"><style:text-properties fo:font-family=\"Arial\" fo:font-size=\"12pt\" fo:language=\"{}\" fo:country=\"{}\"/></style:default-style>\
<style:style style:name=\"Default\" style:family=\"table-cell\"/>\
<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:text-properties fo:font-size=\"16pt\" fo:font-weight=\"bold\"/></style:style>\
</office:styles></office:document-styles>",
        escaped(language),
        escaped(country)
    )
}

/// The row of a sheet's header, counted from nothing.
fn head_row(sheet: &Sheet) -> usize {
    1 + sheet.lines.len()
}

/// Where each sheet is held still as its rows are moved.
fn settings(book: &Book) -> String {
    let item = |name: &str, kind: &str, value: &str| {
        format!("<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>")
    };
    let mut sheets = String::new();
    for sheet in book.sheets.iter().filter(|sheet| sheet.table.is_some()) {
        let rows = (head_row(sheet) + 1).to_string();
        let _ = write!(
            sheets,
            "<config:config-item-map-entry config:name=\"{}\">{}{}{}{}</config:config-item-map-entry>",
            escaped(&sheet.name),
            item("VerticalSplitMode", "short", "2"),
            item("VerticalSplitPosition", "int", &rows),
            item("PositionBottom", "int", &rows),
            item("ActiveSplitRange", "short", "2")
        );
    }
    format!(
        "{XML}<office:document-settings {NAMESPACES}><office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>{}<config:config-item-map-named config:name=\"Tables\">{sheets}</config:config-item-map-named>{}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>",
        item("ViewId", "string", "view1"),
        item("ActiveTable", "string", &book.sheets.first().map_or_else(String::new, |sheet| escaped(&sheet.name)))
    )
}

fn content(book: &Book) -> String {
    let mut out = format!("{XML}<office:document-content {NAMESPACES}><office:automatic-styles>");
    let mut widths: BTreeSet<usize> =
        book.sheets.iter().filter_map(|sheet| sheet.table.as_ref()).flat_map(super::book::Grid::widths).collect();
    widths.insert(COVER);
    for width in widths {
        let _ = write!(
            out,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{:.2}cm\"/></style:style>",
            width as f64 * 0.26
        );
    }
    let decimals: BTreeSet<usize> = numbers(book).collect();
    for digits in decimals {
        let _ = write!(
            out,
            "<number:number-style style:name=\"d{digits}\"><number:number number:decimal-places=\"{digits}\" number:min-decimal-places=\"{digits}\" number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style><style:style style:name=\"n{digits}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"d{digits}\"/>"
        );
    }
    out.push_str("<style:style style:name=\"head\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"wrap\" fo:border-bottom=\"0.05cm solid #000000\"/><style:text-properties fo:font-weight=\"bold\"/></style:style><style:style style:name=\"wrap\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>");
    for sheet in &book.sheets {
        add_sheet(&mut out, sheet);
    }
    out.push_str("<table:database-ranges>");
    for sheet in &book.sheets {
        let Some(table) = &sheet.table else { continue };
        let first = head_row(sheet) + 1;
        let _ = write!(
            out,
            "<table:database-range table:name=\"{}\" table:target-range-address=\"'{}'.A{first}:'{1}'.{}{}\" table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>",
            escaped(&table.name),
            escaped(&sheet.name),
            letter(table.columns.len()),
            first + table.rows.len()
        );
    }
    out.push_str("</table:database-ranges></office:spreadsheet></office:body></office:document-content>");
    out
}

/// The width of a sheet that has no table, in letters.
const COVER: usize = 80;

/// The letter of a column by its number; no table here has more than the alphabet.
fn letter(column: usize) -> char {
    ('A'..='Z').nth(column.saturating_sub(1)).unwrap_or('Z')
}

fn numbers(book: &Book) -> impl Iterator<Item = usize> {
    let rows = book.sheets.iter().filter_map(|sheet| sheet.table.as_ref()).flat_map(|table| &table.rows);
    rows.flatten().filter_map(|cell| match cell {
        Entry::Number(_, decimals) => Some(*decimals),
        _ => None,
    })
}

fn add_sheet(out: &mut String, sheet: &Sheet) {
    let _ = write!(out, "<table:table table:name=\"{}\">", escaped(&sheet.name));
    let widths = sheet.table.as_ref().map_or_else(|| vec![COVER], super::book::Grid::widths);
    for width in widths {
        let _ = write!(out, "<table:table-column table:style-name=\"w{width}\"/>");
    }
    let lines = if sheet.table.is_some() { "Default" } else { "wrap" };
    out.push_str("<table:table-row>");
    add_cell(out, &Entry::Words(sheet.title.clone()), "Heading_20_1");
    out.push_str("</table:table-row>");
    for line in &sheet.lines {
        out.push_str("<table:table-row>");
        add_cell(out, line, lines);
        out.push_str("</table:table-row>");
    }
    if let Some(table) = &sheet.table {
        out.push_str("<table:table-header-rows><table:table-row>");
        for name in &table.columns {
            add_cell(out, &Entry::Words(name.clone()), "head");
        }
        out.push_str("</table:table-row></table:table-header-rows>");
        for row in &table.rows {
            out.push_str("<table:table-row>");
            for cell in row {
                let long = matches!(cell, Entry::Words(text) if text.chars().count() > 58);
                add_cell(out, cell, if long { "wrap" } else { "Default" });
            }
            out.push_str("</table:table-row>");
        }
    }
    out.push_str("</table:table>");
}

fn add_cell(out: &mut String, cell: &Entry, style: &str) {
    let _ = match cell {
        Entry::Words(text) => write!(
            out,
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escaped(text)
        ),
        Entry::Number(value, decimals) => write!(
            out,
            "<table:table-cell table:style-name=\"n{decimals}\" office:value-type=\"float\" office:value=\"{value}\"><text:p>{value:.decimals$}</text:p></table:table-cell>"
        ),
        Entry::To(text, sheet) => write!(
            out,
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\"><text:p><text:a xlink:href=\"#'{}'.A1\" xlink:type=\"simple\">{}</text:a></text:p></table:table-cell>",
            escaped(sheet),
            escaped(text)
        ),
    };
}
