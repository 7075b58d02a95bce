//! `period:` of a layout, decoded: which columns say the time of a row, and how it is written there.
//!
//! In goes a node of `source.yaml`, out comes a [`When`]. What can be wrong is a form that is not known, and
//! keys that do not go together. Files are not known here.

use super::date::{Form, Grain};
use super::layout::{Column, one_of};
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Node;

/// Words of a column, and the form that each says a time is in.
type FormsByWord = Vec<(Vec<u8>, Form)>;

/// Where the time of a row stands.
#[derive(Debug, Clone)]
pub(super) enum When {
    /// In a column, in the first of these forms that reads it.
    Column(Column, Vec<Form>),
    /// In a column as a moment, which is counted by its month, quarter or year.
    Moment(Column, Form, Grain),
    /// In a column, in the form that the word of another column says.
    Identified(Column, Column, FormsByWord),
    /// In two columns: a year and a month.
    YearMonth(Column, Column),
    /// In two columns: a year in this form and one of its quarters.
    YearQuarter(Column, Column, Form),
    /// Every row is of this time.
    Fixed(Period),
    /// Every row of a file is of the time that `files:` gives it.
    File,
    /// In the headings of columns (`periods:`, `columns:`) or in pairs (`pairs:`), in the first of these
    /// forms that reads it.
    Columns(Vec<Form>),
}

impl When {
    /// The columns that must be there.
    pub(super) fn columns(&self) -> Vec<&Column> {
        match self {
            Self::Column(column, _) | Self::Moment(column, _, _) => vec![column],
            Self::Identified(a, b, _) | Self::YearMonth(a, b) | Self::YearQuarter(a, b, _) => vec![a, b],
            Self::Fixed(_) | Self::File | Self::Columns(_) => Vec::new(),
        }
    }

    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        let mut map = node.map(report)?;
        let forms = map.texts("form");
        let column = Column::optional(report, &mut map, "column");
        let year = Column::optional(report, &mut map, "year");
        let month = Column::optional(report, &mut map, "month");
        let quarter = Column::optional(report, &mut map, "quarter");
        let identified = map.optional("by").map(|node| identified(report, node));
        let grain = map.optional_word("grain", &Grain::WORDS);
        let fixed = map.optional_text_at("fixed");
        let file = map.optional_word("from", &[("file", ())]);
        map.finish();
        let declared = forms.len();
        let forms: Vec<Form> = forms.iter().filter_map(|(word, place)| form_of(report, word, place)).collect();
        if forms.len() < declared {
            return None;
        }
        let place = node.place().clone();
        let no_form = |place: Place| {
            let found = Diagnostic::error("`form` is missing").at(place).label("how is the time written?");
            report.add(found.help(format!("add `form:`, one of {}", words())));
            None
        };
        let by_quarter = quarter.is_some();
        let in_columns = (column, year, month.or(quarter));
        match (in_columns, identified, fixed, file, forms.as_slice()) {
            ((Some(column), None, None), Some(by), None, None, []) => {
                let (other, forms) = by?;
                Some(Self::Identified(column, other, forms))
            }
            ((Some(column), None, None), None, None, None, [form, rest @ ..]) => match grain {
                Some(grain) if rest.is_empty() => Some(Self::Moment(column, *form, grain)),
                Some(_) => no_form(place),
                None => Some(Self::Column(column, forms)),
            },
            ((Some(_), None, None), None, None, None, []) => no_form(place),
            ((None, Some(year), Some(quarter)), None, None, None, [form]) if by_quarter => {
                Some(Self::YearQuarter(year, quarter, *form))
            }
            ((None, Some(year), Some(month)), None, None, None, _) => Some(Self::YearMonth(year, month)),
            ((None, None, None), None, Some((text, place)), None, forms) => {
                period(report, &text, &place, forms).map(Self::Fixed)
            }
            ((None, None, None), None, None, Some(()), _) => Some(Self::File),
            ((None, None, None), None, None, None, [_, ..]) => Some(Self::Columns(forms)),
            _ => one_of(report, place, &["column", "year` and `month", "fixed", "from"]),
        }
    }
}

/// `{column: time_identifier, forms: {Academic year: academic year}}`.
fn identified(report: &Report, node: &Node) -> Option<(Column, FormsByWord)> {
    let mut map = node.map(report)?;
    let column = Column::required(report, &mut map, "column");
    let pairs = map.pairs("forms");
    map.finish();
    let one =
        |(word, (text, place)): (String, (String, Place))| Some((word.into_bytes(), form_of(report, &text, &place)?));
    let forms: Option<Vec<_>> = pairs.into_iter().map(one).collect();
    Some((column?, forms?))
}

/// The period that `text` says in a form, or as an id where no form is given.
pub(super) fn period(report: &Report, text: &str, place: &Place, forms: &[Form]) -> Option<Period> {
    let found = if forms.is_empty() { Period::from_id(text) } else { read(forms, text) };
    if found.is_none() {
        let wanted = match forms {
            [form] => form.wanted(),
            _ => "a period such as `2026-03`, `2024-25` or `2021-03-21`",
        };
        let found = Diagnostic::error(format!("`{text}` is not {wanted}")).at(place.clone());
        report.add(found.label("not such a period"));
    }
    found
}

/// The period that the first form says that reads a text.
pub(super) fn read(forms: &[Form], text: &str) -> Option<Period> {
    forms.iter().find_map(|form| form.read(text))
}

/// What is wanted where none of these forms reads a text.
pub(super) fn wanted(forms: &[Form]) -> &'static str {
    forms.first().map_or("a period", |form| form.wanted())
}

fn form_of(report: &Report, word: &str, place: &Place) -> Option<Form> {
    let form = Form::of(word);
    if form.is_none() {
        let found = Diagnostic::error(format!("`{word}` is not a word that `form` knows")).at(place.clone());
        let found = found.label("unknown word").help(format!("known here: {} and `year to September`", words()));
        report.add(found);
    }
    form
}

fn words() -> String {
    Form::words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
