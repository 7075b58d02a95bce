//! The cells of one sheet of the format `nhs-tabulation`, to observations.
//!
//! In goes a range of cells, out come the numbers of the declared measure by area, time and group.
//! What can be wrong is a heading that is not found, a total that closes another year, a cell that is
//! no number, and a count that the supplier's rule withholds; messages name file, sheet and cell.

use super::cell::Spot;
use super::date::{first_of_two, month_of};
use super::fault::{Faults, Quote};
use super::gazetteer::{Found, Missing};
use super::grid::Cells;
use super::recode::Change;
use super::tabulation::{DeclaredSheet, Layout, Rows};
use super::unplaced::Cell;
use super::{Part, Reading};
use crate::model::area::AreaId;
use crate::model::group::Group;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, counted};

/// One sheet and what is declared of it.
pub(super) struct Sheet<'a> {
    pub(super) layout: &'a Layout,
    pub(super) reading: &'a Reading<'a>,
    pub(super) declared: &'a DeclaredSheet,
    pub(super) cells: &'a Cells,
}

/// A column of the measure.
struct Measured {
    column: u32,
    area: AreaId,
    /// Values of the dimensions that stand in heading rows.
    pairs: Vec<(String, String)>,
}

/// What the heading rows say.
struct Heading {
    /// The row of `Year`, `Month` and the measures.
    row: u32,
    /// Columns of the dimensions that stand in rows.
    labels: Vec<(String, u32)>,
    measured: Vec<Measured>,
}

/// The block of rows that is being read.
#[derive(Default)]
struct Block {
    /// The year it begins in.
    year: Option<i32>,
    month: Option<u32>,
    /// Years whose total has been read.
    closed: Vec<i32>,
}

impl Sheet<'_> {
    /// Reads the sheet into `part`.
    pub(super) fn read(&self, part: &mut Part, (faults, cautions): (&mut Faults, &mut Faults)) {
        let Some(heading) = self.heading(faults) else { return };
        let last = self.cells.last().0;
        let mut block = Block::default();
        for row in heading.row + 1..=last {
            let numbers = heading.measured.iter().any(|measured| !self.text(row, measured.column).is_empty());
            let first = self.text(row, 0);
            let total = first.to_lowercase().contains("total");
            if !numbers && first_of_two(&first).is_none() && !total {
                // Blank rows, and the source and footnotes below the table. An empty row of a group is blank too.
                continue;
            }
            part.quality.rows += 1;
            let Some(period) = self.period(row, &first, total, &mut block, faults) else { continue };
            let Some(pairs) = self.labels(row, &heading) else { continue };
            part.quality.kept += 1;
            part.quality.periods.row(Some(period));
            for measured in &heading.measured {
                self.cell(row, measured, &pairs, period, part, (faults, cautions));
            }
        }
    }

    /// Finds the row that begins with `Year`, and reads it with the rows above it.
    fn heading(&self, faults: &mut Faults) -> Option<Heading> {
        let (last_row, last_column) = self.cells.last();
        let is_year = |row: &u32| {
            self.text(*row, 0).eq_ignore_ascii_case("year") && self.text(*row, 1).eq_ignore_ascii_case("month")
        };
        let Some(row) = (0..=last_row.min(40)).find(is_year) else {
            self.say(faults, "heading", "has no row that begins with `Year` and `Month`", "the headings stand there");
            return None;
        };
        let is_measure = |column: &u32| self.text(row, *column) == self.layout.measure;
        let Some(begin) = (0..=last_column).find(is_measure) else {
            let found = format!("has no column `{}` in row {}", self.layout.measure, row + 1);
            self.say(faults, "measure", &found, "correct `measure:`");
            return None;
        };
        // Measures come in sets, so the first column of the measure need not be the first of all.
        let above = |row: u32, column: u32| {
            (0..=column).rev().map(|column| self.text(row, column)).find(|text| !text.is_empty())
        };
        let (mut labels, mut spread) = (Vec::new(), Vec::new());
        for dimension in &self.declared.dimensions {
            match (2..begin).find(|column| names(&self.text(row, *column), dimension)) {
                Some(column) => labels.push((dimension.clone(), column)),
                None => spread.push(dimension),
            }
        }
        let rows_above = u32::try_from(spread.len()).unwrap_or(0) + 1;
        let Some(area_row) = row.checked_sub(rows_above) else {
            let found = format!(
                "has {} above row {}, and area and dimensions need {rows_above}",
                counted(row as usize, "row"),
                row + 1
            );
            self.say(faults, "rows", &found, "correct `dimensions:`");
            return None;
        };
        let mut measured = Vec::new();
        for column in (begin..=last_column).filter(is_measure) {
            let Some(name) = above(area_row, column) else { continue };
            let Some(area) = self.area(area_row, column, &name, faults) else { continue };
            let pairs = spread.iter().zip(area_row + 1..row).map(|(dimension, row)| {
                let word = above(row, column).unwrap_or_default();
                ((*dimension).clone(), tidy(dimension, &word))
            });
            measured.push(Measured { column, area, pairs: pairs.collect() });
        }
        Some(Heading { row, labels, measured })
    }

    fn area(&self, row: u32, column: u32, name: &str, faults: &mut Faults) -> Option<AreaId> {
        let gazetteer = self.reading.gazetteer;
        match (gazetteer.find(name.as_bytes()), self.layout.missing) {
            (Found::Area(area), _) => return Some(area),
            // Columns cannot be added here, so an area must be the same under its new code.
            (Found::Mapped(area, rule), _) if gazetteer.rule(rule).change == Change::Recoded => return Some(area),
            (Found::Unknown, Missing::Drop) | (Found::Elsewhere, _) => {}
            (found, _) => {
                let cell = Cell { text: name, column: &self.cell_name(row, column), quote: Quote::Shown };
                gazetteer.unplaced(faults, found, &cell, || self.cell_place(row, column));
            }
        }
        None
    }

    /// The time of a row that is to be read.
    fn period(&self, row: u32, first: &str, total: bool, block: &mut Block, faults: &mut Faults) -> Option<Period> {
        let labelled = first.split_whitespace().next().and_then(first_of_two);
        if total {
            let year = block.year;
            // A total belongs to the block that it closes. Its label may repeat that of the block before,
            // which is a slip of the pen; any other year is a row out of place.
            let slip = labelled.is_some_and(|label| block.closed.contains(&label));
            if labelled.is_some() && labelled != year && !slip {
                faults.add(&format!("total {}", self.declared.name), "row", || {
                    let message =
                        format!("`{first}` in `{}` closes the months of another year", self.cell_name(row, 0));
                    Diagnostic::error(message)
                        .at(self.cell_place(row, 0))
                        .help("ask the supplier which year the row is of")
                });
                return None;
            }
            block.closed.extend(year);
            block.month = None;
            return year.filter(|_| self.layout.rows == Rows::Totals).and_then(Period::financial_year);
        }
        if let Some(year) = labelled {
            *block = Block { year: Some(year), month: None, closed: std::mem::take(&mut block.closed) };
        } else if !first.is_empty() && first != "-" {
            self.unknown(row, 0, first, "a year such as `2021-22`", faults);
            return None;
        }
        let word = self.text(row, 1);
        if !word.is_empty() && word != "-" {
            block.month = month_of(&word);
            if block.month.is_none() {
                self.unknown(row, 1, &word, "a month such as `April` or `Apr`", faults);
                return None;
            }
        }
        if self.layout.rows == Rows::Totals {
            return None;
        }
        let found = block
            .year
            .zip(block.month)
            .and_then(|(year, month)| Period::month(if month < 4 { year + 1 } else { year }, month));
        if found.is_none() {
            self.unknown(row, 1, &word, "a month below a year", faults);
        }
        found
    }

    fn unknown(&self, row: u32, column: u32, text: &str, wanted: &str, faults: &mut Faults) {
        let spot = Spot {
            column: &self.cell_name(row, column),
            cause: &format!("{column} {}", self.declared.name),
            text,
            quote: Quote::Shown,
            declaration: self.reading.declaration,
            place: || self.cell_place(row, column),
        };
        spot.no_period(faults, wanted);
    }

    /// Values of the dimensions that stand in this row; `None` where one is blank, as in total rows.
    fn labels(&self, row: u32, heading: &Heading) -> Option<Vec<(String, String)>> {
        let value = |(dimension, column): &(String, u32)| {
            let text = self.text(row, *column);
            (!text.is_empty()).then(|| (dimension.clone(), tidy(dimension, &text)))
        };
        heading.labels.iter().map(value).collect()
    }

    fn cell(
        &self,
        row: u32,
        measured: &Measured,
        pairs: &[(String, String)],
        period: Period,
        part: &mut Part,
        (faults, cautions): (&mut Faults, &mut Faults),
    ) {
        let value = self.layout.numbers.value(self.text(row, measured.column).as_bytes());
        let (value, marks) = match value {
            Ok(found) => found,
            Err(unread) => {
                let spot = Spot {
                    column: &self.cell_name(row, measured.column),
                    cause: &self.declared.name,
                    text: &self.text(row, measured.column),
                    quote: self.reading.quote,
                    declaration: self.reading.declaration,
                    place: || self.cell_place(row, measured.column),
                };
                spot.unread(faults, unread);
                return;
            }
        };
        if let Value::Number(number) = value {
            self.caution(row, measured, number, cautions);
        }
        let group = Group::new(
            measured.pairs.iter().chain(pairs).map(|(dimension, value)| (dimension.as_str(), value.as_str())),
        );
        let Some(group) = part.group_of(group) else { return };
        let line = row + 1;
        part.observations.push(Observation {
            series: 0,
            group,
            area: measured.area,
            period,
            value,
            marks,
            file: self.reading.file,
            line,
        });
    }

    /// Says that a number is one which the supplier's rule should have withheld or rounded.
    fn caution(&self, row: u32, measured: &Measured, number: f64, cautions: &mut Faults) {
        let source = self.reading.source;
        let cell = || self.cell_name(row, measured.column);
        let (cause, message, help) = if number > 0.0 && number < f64::from(source.rule.under) {
            let message = format!("`{}` shows a count that the supplier's rule withholds", cell());
            ("breach", message, "tell the supplier; it is withheld here whatever the file shows")
        } else if source.rule.round > 1
            && number % f64::from(source.rule.round) != 0.0
            && !self.is_country(measured.area)
        {
            let rule = source.rule.round;
            let message =
                format!("`{}` shows a count that is not rounded to {rule} as the supplier's rule says", cell());
            ("unrounded", message, "tell the supplier; it is rounded here whatever the file shows")
        } else {
            return;
        };
        cautions.add(&format!("{cause} {}", self.declared.name), "cell", || {
            Diagnostic::warning(message)
                .at(self.cell_place(row, measured.column))
                .note(format!("the rule is declared at {}", super::rows::line_of(&source.rule_place)))
                .help(help)
        });
    }

    /// Whether an area is a country: suppliers round what is below one.
    fn is_country(&self, area: AreaId) -> bool {
        let code = self.reading.gazetteer.areas().get(area).code.as_str();
        ["E92", "W92", "S92", "N92", "K0"].iter().any(|entity| code.starts_with(entity))
    }

    /// The text of a cell on one line; errors of formulas as Excel prints them.
    fn text(&self, row: u32, column: u32) -> String {
        self.cells.text(row, column).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// `By sex!C7`, as a spreadsheet names a cell of another sheet.
    fn cell_name(&self, row: u32, column: u32) -> String {
        format!("{}!{}", self.declared.name, cell_name(row, column))
    }

    fn place(&self) -> Place {
        Place::file(self.reading.path)
    }

    /// Row and column as an editor counts them; the cells of a workbook have no text to show.
    fn cell_place(&self, row: u32, column: u32) -> Place {
        Place::line(self.reading.path, row as usize + 1, column as usize + 1, 1, None)
    }

    fn say(&self, faults: &mut Faults, cause: &str, what: &str, help: &str) {
        faults.add(&format!("{cause} {}", self.declared.name), "sheet", || {
            Diagnostic::error(format!("the sheet `{}` {what}", self.declared.name)).at(self.place()).help(help)
        });
    }
}

/// Whether a heading such as `Age group` names a dimension such as `age`.
fn names(heading: &str, dimension: &str) -> bool {
    let heading = heading.to_lowercase();
    heading == dimension.to_lowercase() || heading.split(' ').next() == Some(dimension.to_lowercase().as_str())
}

/// Ages in one spelling: `10-19` and `10 to 19`, `80+` and `80 and over`, `Under 10` and `0 to 9`.
/// Other words stay as printed.
fn tidy(dimension: &str, word: &str) -> String {
    if dimension != "age" {
        return word.to_owned();
    }
    let lower = word.to_lowercase();
    if lower.starts_with("unknown") || lower.starts_with("not known") {
        return "not known".to_owned();
    }
    super::age::Band::of(&lower).map_or(lower, |band| band.name)
}

/// `AB12`, as a spreadsheet names a cell; row and column from 0.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(cell_name(0, 0), "A1");
        assert_eq!(cell_name(6, 25), "Z7");
        assert_eq!(cell_name(11, 27), "AB12");
        assert_eq!(cell_name(0, 701), "ZZ1");
    }

    #[test]
    fn ages_are_read_in_one_spelling() {
        for (word, tidied) in
            [("10-19", "10 to 19"), ("80+", "80 and over"), ("Under 10", "0 to 9"), ("Unknown Age", "not known")]
        {
            assert_eq!(tidy("age", word), tidied);
        }
        assert_eq!(tidy("sex", "Male"), "Male");
    }
}
