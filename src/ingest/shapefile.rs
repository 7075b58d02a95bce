//! Shapefiles: outlines in a `.shp`, their properties in the `.dbf` beside it, the projection in the `.prj`.
//!
//! In go the bytes of the files, out come features with rings of points. What can be wrong is a file cut
//! short, another kind of shape, a table of another length. Every length that a file states is held
//! against the bytes there are, so no file can ask for more memory than it has. Formats: ESRI Shapefile
//! Technical Description (1998); dBASE III table as written by all programs for maps.

use super::outline::{Feature, Outlines, Polygons, Reference, Unread};
use super::projection::Grid;
use crate::report::{Diagnostic, Place};

/// The first four bytes of every `.shp`.
pub(super) const MAGIC: &[u8] = &[0, 0, 0x27, 0x0a];

/// The files beside a `.shp`.
pub(super) struct Beside {
    pub(super) table: Vec<u8>,
    pub(super) projection: Option<Vec<u8>>,
}

/// Reads the features whose codes stand in the column `property`.
pub(super) fn read(path: &str, shapes: &[u8], beside: &Beside, property: &str) -> Result<Outlines, Unread> {
    let polygons = polygons(shapes).ok_or_else(|| {
        unsound(path, "its shapes are cut short, or are not polygons", "ask for the file again, with all its parts")
    })?;
    let stem = path.strip_suffix(".shp").unwrap_or(path);
    let Some(table) = Table::new(&beside.table) else {
        let name = format!("{stem}.dbf");
        return Err(unsound(
            &name,
            "it is cut short, or is no dBASE table",
            "ask for the file again, with all its parts",
        )
        .into());
    };
    let column = table.columns.iter().find(|column| column.name == property);
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    if table.count != polygons.len() {
        let message =
            format!("the shapefile has {} shapes, and the table beside it {} rows", polygons.len(), table.count);
        let found = Diagnostic::error(message).at(Place::file(path));
        return Err(found.help("ask for the file again: its .shp and .dbf belong to different copies").into());
    }
    let mut features = Vec::with_capacity(polygons.len());
    for (row, polygons) in polygons.into_iter().enumerate() {
        match (table.is_deleted(row), column) {
            (true, _) => {}
            (false, Some(column)) => {
                features.push(Feature { code: Some(table.text(row, column)), properties: Vec::new(), polygons });
            }
            (false, None) => features.push(Feature { code: None, properties: names.clone(), polygons }),
        }
    }
    let reference = beside.projection.as_ref().map(|text| reference(&String::from_utf8_lossy(text)));
    Ok(Outlines { features, reference })
}

fn unsound(path: &str, why: &str, help: &str) -> Diagnostic {
    Diagnostic::error(format!("this part of a shapefile cannot be read: {why}")).at(Place::file(path)).help(help)
}

/// What the well-known text of a `.prj` means.
fn reference(text: &str) -> Reference {
    let plain: String = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let name = text.split('"').nth(1).unwrap_or("no name");
    if plain.starts_with("projcs") && (plain.contains("britishnationalgrid") || plain.contains("epsg27700")) {
        Reference::Known(Grid::National)
    } else if plain.starts_with("geogcs") && (plain.contains("wgs1984") || plain.contains("wgs84")) {
        Reference::Known(Grid::Wgs84)
    } else {
        Reference::Other(name.to_owned())
    }
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

fn size(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}

/// Every shape; `None` where the file is not as it should be.
fn polygons(bytes: &[u8]) -> Option<Vec<Polygons>> {
    let mut shapes = Vec::new();
    // The header states the length of the file in words of two bytes; what follows it is not of the file.
    let end = size(big(bytes, 24)?)?.checked_mul(2)?;
    let bytes = bytes.get(..end)?;
    let mut at = 100;
    while at < bytes.len() {
        let length = size(big(bytes, at + 4)?)?.checked_mul(2)?;
        let content = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        shapes.push(match little(content, 0)? {
            0 => Polygons::new(),
            // Polygons, with heights and with measures; what these add stands after the points.
            5 | 15 | 25 => polygon(content)?,
            _ => return None,
        });
        at += 8 + length;
    }
    Some(shapes)
}

/// The rings of one shape, those that run clockwise outside, the others holes in them.
fn polygon(content: &[u8]) -> Option<Polygons> {
    let parts = size(little(content, 36)?)?;
    let points = size(little(content, 40)?)?;
    let first = 44_usize.checked_add(parts.checked_mul(4)?)?;
    // The bytes must be there before a list of their length is asked for.
    content.get(..first.checked_add(points.checked_mul(16)?)?)?;
    let start = |part: usize| {
        if part == parts { Some(points) } else { size(little(content, 44 + part * 4)?) }
    };
    let mut outer: Polygons = Vec::new();
    let mut holes = Vec::new();
    for part in 0..parts {
        let range = start(part)?..start(part + 1)?;
        if range.start > range.end || range.end > points {
            return None;
        }
        let point =
            |index: usize| Some((double(content, first + index * 16)?, double(content, first + index * 16 + 8)?));
        let ring: Vec<(f64, f64)> = range.map(point).collect::<Option<_>>()?;
        if doubled_area(&ring) <= 0.0 { outer.push(vec![ring]) } else { holes.push(ring) }
    }
    for hole in holes {
        // Nearly every area is one polygon. Among several, the hole is of the last that holds its first point.
        let around = match (outer.len(), hole.first()) {
            (0, _) | (_, None) => None,
            (1, _) => Some(0),
            (_, Some(point)) => outer.iter().rposition(|rings| holds(&rings[0], *point)),
        };
        match around {
            Some(index) => outer[index].push(hole),
            None => outer.push(vec![hole]),
        }
    }
    Some(outer)
}

/// Twice the area of a ring; below zero where it runs clockwise.
fn doubled_area(ring: &[(f64, f64)]) -> f64 {
    ring.windows(2).map(|ends| ends[0].0 * ends[1].1 - ends[1].0 * ends[0].1).sum()
}

fn holds(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let crossed =
        |a: (f64, f64), b: (f64, f64)| (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) * (b.0 - a.0) / (b.1 - a.1);
    ring.windows(2).filter(|ends| crossed(ends[0], ends[1])).count() % 2 == 1
}

/// The columns of the table beside a shapefile, each with what stands in its first row, and how many rows
/// there are.
pub(super) fn columns(table: &[u8]) -> Option<(Vec<(String, String)>, usize)> {
    let table = Table::new(table)?;
    let first = |column: &TableColumn| if table.count > 0 { table.text(0, column) } else { String::new() };
    Some((table.columns.iter().map(|column| (column.name.clone(), first(column))).collect(), table.count))
}

/// A dBASE table: rows of one length, columns at fixed places.
struct Table<'a> {
    rows: &'a [u8],
    /// Bytes in a row, the mark of deletion among them.
    width: usize,
    count: usize,
    columns: Vec<TableColumn>,
}

struct TableColumn {
    name: String,
    start: usize,
    width: usize,
}

impl<'a> Table<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let count = size(little(bytes, 4)?)?;
        let short = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
        let (header, width) = (short(8)?, short(10)?);
        let rows = bytes.get(header..header.checked_add(width.checked_mul(count)?)?)?;
        let mut columns = Vec::new();
        let mut start = 1;
        for field in bytes.get(32..header)?.chunks_exact(32).take_while(|field| field[0] != b'\r') {
            let name: Vec<u8> = field[..11].iter().copied().take_while(|byte| *byte != 0).collect();
            let name = String::from_utf8_lossy(&name).trim().to_owned();
            let length = usize::from(field[16]);
            columns.push(TableColumn { name, start, width: length });
            start += length;
        }
        (width > 0 && start <= width).then_some(Self { rows, width, count, columns })
    }

    fn row(&self, row: usize) -> &[u8] {
        &self.rows[row * self.width..(row + 1) * self.width]
    }

    fn is_deleted(&self, row: usize) -> bool {
        self.row(row)[0] == b'*'
    }

    /// A trimmed cell. Codes are of plain letters and digits in every encoding of such tables.
    fn text(&self, row: usize, column: &TableColumn) -> String {
        String::from_utf8_lossy(&self.row(row)[column.start..column.start + column.width]).trim().to_owned()
    }
}
