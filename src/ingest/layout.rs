//! What a source says of its columns, decoded: where the area stands, where the time, where the number.
//!
//! In goes a node of `source.yaml`, out comes what a reader needs, with the place of every name for
//! its messages. Unknown keys and words are told here; whether a column exists is told by the reader.

use std::collections::HashMap;

use super::age::Band;
use super::date::{Form, Grain};
use super::gazetteer::Missing;
use super::number::Thousands;
use super::rows::Extent;
use crate::model::cell::Shorthand;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node, word};

/// A name of a column and where it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// Names that it has in other files of the source: a column is renamed from one month to the next.
    pub(super) others: Vec<String>,
    pub(super) place: Place,
}

impl Column {
    fn of(report: &Report, node: &Node) -> Option<Self> {
        if !node.is_list() {
            return Some(Self::new(&node.text(report)?, node.place().clone()));
        }
        let names: Vec<String> = node.list(report)?.iter().filter_map(|node| node.text(report)).collect();
        let Some((first, others)) = names.split_first() else {
            let found = Diagnostic::error("this list names no column").at(node.place().clone()).label("empty");
            report.add(found.help("name the column as it stands in the header"));
            return None;
        };
        let others = others.iter().map(|name| one_line(name)).collect();
        Some(Self { others, ..Self::new(first, node.place().clone()) })
    }

    /// The column of this name. Line breaks and double spaces inside a header are read as one space.
    pub(super) fn new(name: &str, place: Place) -> Self {
        Self { name: one_line(name), others: Vec::new(), place }
    }

    /// Every name it may have, the usual one first. A last `*` stands for anything.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.others.iter().map(String::as_str))
    }

    /// The column under `key`, which must be there.
    pub(super) fn required(report: &Report, map: &mut Map<'_>, key: &'static str) -> Option<Self> {
        Self::of(report, map.required(key)?)
    }

    /// The column under `key`, if it is there.
    pub(super) fn optional(report: &Report, map: &mut Map<'_>, key: &'static str) -> Option<Self> {
        Self::of(report, map.optional(key)?)
    }

    /// A column that is written as the value itself, or under `column:` among others.
    pub(super) fn plain(report: &Report, node: &Node) -> Option<Self> {
        Self::of(report, node)
    }
}

fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the area of a row stands.
#[derive(Debug, Clone)]
pub(super) enum Where {
    /// In the first of these columns that is filled.
    Columns(Vec<Column>),
    /// Every row is of this area.
    Fixed(String, Place),
}

impl Where {
    /// The columns that must be there.
    pub(super) fn columns(&self) -> Vec<&Column> {
        match self {
            Self::Columns(columns) => columns.iter().collect(),
            Self::Fixed(..) => Vec::new(),
        }
    }

    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        let mut map = node.map(report)?;
        let fixed = map.optional_text_at("fixed");
        let column = Column::optional(report, &mut map, "column");
        let several = map.list("columns").iter().filter_map(|node| Column::of(report, node));
        let columns: Vec<Column> = column.into_iter().chain(several).collect();
        let place = node.place().clone();
        map.finish();
        match fixed {
            Some((code, place)) => Some(Self::Fixed(code, place)),
            None if columns.is_empty() => one_of(report, place, &["column", "columns", "fixed"]),
            None => Some(Self::Columns(columns)),
        }
    }
}

/// Where the time of a row stands.
#[derive(Debug, Clone)]
pub(super) enum When {
    /// In a column, in the first of these forms that reads it.
    Column(Column, Vec<Form>),
    /// In a column as a moment, which is counted by its month, quarter or year.
    Moment(Column, Form, Grain),
    /// In a column, in the form that the word of another column says.
    Identified(Column, Column, Vec<(Vec<u8>, Form)>),
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
fn identified(report: &Report, node: &Node) -> Option<(Column, Vec<(Vec<u8>, Form)>)> {
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

/// Says that one of several keys is needed, and only one.
fn one_of<T>(report: &Report, place: Place, keys: &[&str]) -> Option<T> {
    let keys = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    report.add(
        Diagnostic::error(format!("one of {keys} is needed here, and only one")).at(place).label("among these keys"),
    );
    None
}

/// What a word in a column is called on the site.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) column: Column,
    /// Words as in the file, and what they become; `None` takes every word as it is.
    pub(super) words: Option<HashMap<Vec<u8>, String>>,
    /// Bands that ages are counted in.
    pub(super) bands: Vec<Band>,
    /// The words in their order, for messages.
    pub(super) known: Vec<String>,
}

impl Words {
    /// `{column: Gender, words: {M: male, F: female}}`, `{column: Age, bands: [0-17, 18+]}` or a column alone.
    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        if !node.is_map() {
            return Some(Self {
                column: Column::plain(report, node)?,
                words: None,
                bands: Vec::new(),
                known: Vec::new(),
            });
        }
        let mut map = node.map(report)?;
        let column = Column::required(report, &mut map, "column");
        let declared = map.optional("words").is_some();
        let pairs = map.pairs("words");
        let bands = super::age::bands(report, &map.texts("bands"));
        map.finish();
        let bands = bands?;
        let known = pairs.keys().cloned().chain(bands.iter().map(|band| band.name.clone())).collect();
        let words = declared.then(|| pairs.into_iter().map(|(word, (text, _))| (word.into_bytes(), text)).collect());
        Some(Self { column: column?, words, bands, known })
    }

    /// What a trimmed cell is called; `None` for a word that is not listed, and for an empty cell that is
    /// not listed.
    pub(super) fn named<'a>(&'a self, cell: &'a [u8]) -> Option<&'a str> {
        if let Some(name) = self.words.as_ref().and_then(|words| words.get(cell)) {
            return Some(name);
        }
        if !self.bands.is_empty() {
            return super::age::named(&self.bands, std::str::from_utf8(cell).ok()?);
        }
        match &self.words {
            Some(_) => None,
            None => std::str::from_utf8(cell).ok().filter(|word| !word.is_empty()),
        }
    }
}

/// `missing:` words and what they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct MissingWords(Vec<(Vec<u8>, Shorthand)>);

impl MissingWords {
    /// `missing:` of a layout.
    pub(super) fn of(report: &Report, map: &mut Map<'_>) -> Self {
        Self::under(report, map, "missing")
    }

    /// Words and what they stand for, under any key.
    pub(super) fn under(report: &Report, map: &mut Map<'_>, key: &'static str) -> Self {
        let known = [
            ("suppressed", Shorthand::Confidential),
            ("not available", Shorthand::NotAvailable),
            ("not applicable", Shorthand::NotApplicable),
            ("not collected", Shorthand::NotCollected),
            ("rounds to zero", Shorthand::RoundsToZero),
        ];
        let pairs = map.pairs(key).into_iter();
        Self(
            pairs
                .filter_map(|(sign, (text, place))| {
                    Some((sign.into_bytes(), word(report, key, &text, &place, &known)?))
                })
                .collect(),
        )
    }

    /// What a trimmed cell stands for, if it is one of the words.
    pub(super) fn get(&self, cell: &[u8]) -> Option<Shorthand> {
        self.0.iter().find(|(word, _)| word == cell).map(|(_, shorthand)| *shorthand)
    }
}

/// `area-missing:` of a layout.
pub(super) fn area_missing(map: &mut Map<'_>) -> Missing {
    map.optional_word("area-missing", &[("drop", Missing::Drop), ("refuse", Missing::Refuse)])
        .unwrap_or(Missing::Refuse)
}

/// `thousands:` of a layout.
pub(super) fn thousands(map: &mut Map<'_>) -> Thousands {
    map.optional_word("thousands", &[("comma", Thousands::Comma), ("none", Thousands::Plain)])
        .unwrap_or(Thousands::Plain)
}

/// `header:`, `footer:`, `until:`, `delimiter:` and `sheet:` of a layout.
pub(super) fn extent(report: &Report, map: &mut Map<'_>) -> Extent {
    let words = [("comma", b','), ("tab", b'\t'), ("semicolon", b';'), ("pipe", b'|')];
    let line = |(text, place): (String, Place)| {
        let line = text.parse::<usize>().ok().filter(|line| *line > 0);
        if line.is_none() {
            let found = Diagnostic::error("`header` must be the number of a line, from 1").at(place);
            report.add(found.label(format!("this is `{text}`")));
        }
        line
    };
    let header = map.texts("header").into_iter().filter_map(line).collect();
    let footer = map.optional_number("footer", "a number of lines").unwrap_or(0);
    let until = map.optional_text("until");
    let delimiter = map.optional_word("delimiter", &words);
    Extent { header, footer, until, delimiter, sheets: map.texts("sheet") }
}

/// Rows to keep, or to leave out: those whose column holds one of the words, in which a last `*` stands for
/// anything.
#[derive(Debug, Clone)]
pub(super) struct Only {
    pub(super) column: Column,
    pub(super) words: Vec<(Vec<u8>, Place)>,
}

impl Only {
    /// Every entry of `only:` or `except:`.
    pub(super) fn list(report: &Report, map: &mut Map<'_>, key: &'static str) -> Option<Vec<Self>> {
        let Some(node) = map.optional(key) else { return Some(Vec::new()) };
        let entries = node.map(report)?.entries();
        let one = |(name, place, words): &(String, Place, Node)| {
            let column = Column::new(name, place.clone());
            let words = words.list(report)?.iter();
            let words = words
                .filter_map(|node| Some((node.text(report)?.trim().as_bytes().to_vec(), node.place().clone())))
                .collect();
            Some(Self { column, words })
        };
        entries.iter().map(one).collect()
    }

    /// Which of the words a trimmed cell is.
    pub(super) fn position(&self, cell: &[u8]) -> Option<usize> {
        self.words.iter().position(|(word, _)| match word.strip_suffix(b"*") {
            Some(start) if word.len() > 1 => cell.starts_with(start),
            _ => word == cell,
        })
    }
}
