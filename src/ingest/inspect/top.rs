//! Which row of an unknown table is its header.
//!
//! In go the first rows, out comes the row that names columns: the first with several filled, different
//! cells that are no numbers and that is about as wide as the rows below it. Nothing can be wrong; a table
//! without such a row is none.

use super::kind;

/// A header and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Top {
    /// Its line in a text, its row in a sheet.
    pub(super) line: u32,
    /// Rows above it that hold something.
    pub(super) titles: usize,
    /// How many cells the rows below it usually fill.
    pub(super) width: usize,
    /// The columns.
    pub(super) names: Vec<String>,
    /// Whether the row above names groups of columns.
    pub(super) above: bool,
}

/// The header of a table.
pub(super) fn of(rows: &[(u32, Vec<String>)]) -> Option<Top> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let below = |at: usize| {
        let mut widths: Vec<usize> = rows[at + 1..].iter().take(20).map(|(_, cells)| filled(cells)).collect();
        widths.sort_unstable();
        widths.get(widths.len() / 2).copied().unwrap_or(0)
    };
    for (at, (line, cells)) in rows.iter().enumerate() {
        let width = below(at);
        let names = filled(cells);
        let mut different: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        different.sort_unstable();
        different.dedup();
        let words = cells.iter().filter(|cell| !cell.is_empty() && is_name(cell)).count();
        let is_wide = names * 10 >= width * 6 && (names >= 2 || (width <= 1 && rows.len() > 1 && cells.len() == 1));
        // A column or two may share a name; a row of data has numbers and codes.
        let is_header = is_wide && different.len() * 10 >= names * 8 && words * 2 >= names && !has_data(cells);
        if is_header {
            let titles = rows[..at].iter().filter(|(_, cells)| filled(cells) > 0).count();
            let above = at > 0 && filled(&rows[at - 1].1) > 1;
            return Some(Top { line: *line, titles, width, names: cells.clone(), above });
        }
        // What stands below rows of data names no columns: it would be a row whose cells are not for showing.
        if is_wide && has_data(cells) && names > 1 {
            return None;
        }
    }
    None
}

/// Whether a cell may name a column: a word, a year, an age.
fn is_name(cell: &str) -> bool {
    kind::prefix(cell).is_none() && !kind::is_text(cell) && (kind::number(cell).is_none() || is_year_or_age(cell))
        || kind::time(cell).is_some()
}

fn is_year_or_age(cell: &str) -> bool {
    cell.parse::<u32>().is_ok_and(|number| number <= 120 || (1900..=2100).contains(&number))
}

/// Whether a row holds what no header does.
fn has_data(cells: &[String]) -> bool {
    let names = cells.iter().any(|cell| !cell.is_empty() && kind::number(cell).is_none() && kind::time(cell).is_none());
    let data = |cell: &String| {
        kind::prefix(cell).is_some()
            || kind::is_postcode(cell)
            || kind::number(cell).is_some() && !is_year_or_age(cell)
            || cell.contains(':') && kind::time(cell).is_some()
    };
    !names || cells.iter().any(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(rows: &[&[&str]]) -> Option<u32> {
        let rows: Vec<(u32, Vec<String>)> = (1..)
            .zip(rows)
            .map(|(line, cells)| (line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        of(&rows).map(|top| top.line)
    }

    #[test]
    fn the_header_is_the_first_row_that_names_as_many_columns_as_are_filled() {
        assert_eq!(header(&[&["a", "b"], &["1", "2"]]), Some(1));
        assert_eq!(
            header(&[&["Table 1"], &["Source: us"], &["Area", "2023", "2024"], &["E08000025", "1", "2"]]),
            Some(3)
        );
        assert_eq!(header(&[&["E08000025", "1"], &["E08000026", "2"]]), None);
        assert_eq!(header(&[&["only"], &["one"]]), Some(1));
        assert_eq!(header(&[]), None);
    }
}
