//! One row of the format `table`, and where its columns are.
//!
//! In go the fields of a row and the plan of its file, out come cells, and the numbers or reasons they
//! hold. What can be wrong is a cell that is no number. Other rows are not known here.

use super::cell::Spot;
use super::fault::Faults;
use super::fields::{At, Fields};
use super::plan::{ABSENT, Plan, SHEET};
use super::rows::trimmed;
use crate::model::mark::Marks;
use crate::model::observation::Value;

/// One row and where its columns are.
pub(super) struct Row<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) at: At<'a>,
    pub(super) fields: Fields<'a>,
    /// What stands above it in columns that are filled down.
    pub(super) above: &'a [(usize, Vec<u8>)],
}

impl<'a> Row<'a> {
    /// A trimmed cell.
    pub(super) fn cell(&self, column: usize) -> &'a [u8] {
        if column == SHEET {
            return trimmed(self.plan.sheet.title().as_bytes());
        }
        let cell = trimmed(self.fields.get(column).unwrap_or_default());
        if cell.is_empty() && !self.above.is_empty() {
            return self.above.iter().find(|(known, _)| *known == column).map_or(cell, |(_, above)| above);
        }
        cell
    }

    /// A trimmed cell as text.
    pub(super) fn text(&self, column: usize) -> &'a str {
        std::str::from_utf8(self.cell(column)).unwrap_or_default()
    }

    /// A cell as messages see it.
    pub(super) fn spot(&self, column: usize) -> Spot<'_, impl FnOnce() -> crate::report::Place> {
        let Plan { sheet, reading, .. } = self.plan;
        let at = self.at;
        Spot {
            column: if column == SHEET { "{sheet}" } else { sheet.name(column) },
            cause: sheet.name(column),
            text: self.text(column),
            quote: sheet.quote(),
            declaration: reading.declaration,
            place: move || sheet.place(at, column),
        }
    }

    /// The marks that a column beside the numbers says of all of them.
    pub(super) fn marks(&self, faults: &mut Faults) -> Marks {
        let (Some(column), Some(mark)) = (self.plan.mark.filter(|column| *column != ABSENT), &self.plan.layout.mark)
        else {
            return Marks::NONE;
        };
        mark.read(self.cell(column)).unwrap_or_else(|| {
            self.spot(column).no_word(faults, &mark.known);
            Marks::NONE
        })
    }

    /// The number of a cell with the marks after it, or the reason that there is none.
    pub(super) fn value(&self, column: usize, faults: &mut Faults) -> Option<(Value, Marks)> {
        match self.plan.layout.numbers.value(self.cell(column)) {
            Ok(found @ (Value::Number(_), _)) => match self.given() {
                // Whoever gives a reason may have meant to give no number.
                Some(given) if self.explains(column) && self.reason().is_some() => {
                    self.spot(given).beside_number(faults);
                    None
                }
                Some(given) if self.refuses() => {
                    self.spot(given).no_reason(faults, &self.reasons());
                    None
                }
                _ => Some(found),
            },
            // Another column may say more of why there is no number.
            Ok(found) => Some(self.reason().unwrap_or(found)),
            Err(unread) => {
                let reason = self.reason();
                match self.given() {
                    _ if reason.is_some() => {}
                    // A reason is given, in a word that nothing explains.
                    Some(given) if self.cell(column).is_empty() => self.spot(given).no_reason(faults, &self.reasons()),
                    _ => self.spot(column).unread(faults, unread),
                }
                reason
            }
        }
    }

    /// The column that gives a reason in this row.
    fn given(&self) -> Option<usize> {
        self.plan.reason.filter(|reason| *reason != ABSENT && !self.cell(*reason).is_empty())
    }

    /// Whether the reasons of this file are for having no number in a column.
    fn explains(&self, column: usize) -> bool {
        self.plan.explained.is_empty() || self.plan.explained.contains(&column)
    }

    /// Whether a word that is no reason is a fault.
    fn refuses(&self) -> bool {
        self.plan.layout.reason.as_ref().is_some_and(|reason| reason.refuses)
    }

    /// The words that are reasons.
    fn reasons(&self) -> Vec<String> {
        self.plan.layout.reason.iter().flat_map(|reason| reason.words.words()).collect()
    }

    fn reason(&self) -> Option<(Value, Marks)> {
        let (column, reason) =
            self.plan.reason.filter(|column| *column != ABSENT).zip(self.plan.layout.reason.as_ref())?;
        reason.words.of_sentence(self.cell(column)).map(|reason| (Value::Missing(reason), Marks::NONE))
    }
}
