//! What a source says of its columns, decoded: where the area stands, where the time, where the number.
//!
//! In goes a node of `source.yaml`, out comes what a reader needs, with the place of every name for
//! its messages. Unknown keys and words are told here; whether a column exists is told by the reader.

use std::collections::HashMap;

use super::date::Form;
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
    pub(super) place: Place,
}

impl Column {
    fn of(report: &Report, node: &Node) -> Option<Self> {
        Some(Self::new(&node.text(report)?, node.place().clone()))
    }

    /// The column of this name. Line breaks and double spaces inside a header are read as one space.
    pub(super) fn new(name: &str, place: Place) -> Self {
        Self { name: name.split_whitespace().collect::<Vec<_>>().join(" "), place }
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

/// Where the time of a row stands.
#[derive(Debug, Clone)]
pub(super) enum When {
    /// In a column, in this form.
    Column(Column, Form),
    /// In two columns.
    YearMonth(Column, Column),
    /// Every row is of this time.
    Fixed(Period),
    /// Every row of a file is of the time that `files:` gives it.
    File,
    /// In the headings of columns (`periods:`) or in pairs (`pairs:`), in this form.
    Columns(Form),
}

impl When {
    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        let mut map = node.map(report)?;
        let form = map.optional_text_at("form");
        let column = Column::optional(report, &mut map, "column");
        let year = Column::optional(report, &mut map, "year");
        let month = Column::optional(report, &mut map, "month");
        let fixed = map.optional_text_at("fixed");
        let file = map.optional_word("from", &[("file", ())]);
        map.finish();
        let form = match form {
            Some((word, place)) => Some(form_of(report, &word, &place)?),
            None => None,
        };
        match (column, year.zip(month), fixed, file, form) {
            (Some(column), None, None, None, Some(form)) => Some(Self::Column(column, form)),
            (Some(_), None, None, None, None) => {
                let found =
                    Diagnostic::error("`form` is missing").at(node.place().clone()).label("how is the time written?");
                report.add(found.help(format!("add `form:`, one of {}", words())));
                None
            }
            (None, Some((year, month)), None, None, _) => Some(Self::YearMonth(year, month)),
            (None, None, Some((text, place)), None, form) => period(report, &text, &place, form).map(Self::Fixed),
            (None, None, None, Some(()), _) => Some(Self::File),
            (None, None, None, None, Some(form)) => Some(Self::Columns(form)),
            _ => one_of(report, node.place().clone(), &["column", "year` and `month", "fixed", "from"]),
        }
    }
}

/// The period that `text` says in a form, or as an id where no form is given.
pub(super) fn period(report: &Report, text: &str, place: &Place, form: Option<Form>) -> Option<Period> {
    let found = form.map_or_else(|| Period::from_id(text), |form| form.read(text));
    if found.is_none() {
        let wanted = form.map_or("a period such as `2026-03`, `2024-25` or `2021-03-21`", Form::wanted);
        let found = Diagnostic::error(format!("`{text}` is not {wanted}")).at(place.clone());
        report.add(found.label("not such a period"));
    }
    found
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
    /// The words in their order, for messages.
    pub(super) known: Vec<String>,
}

impl Words {
    /// `{column: Gender, words: {M: male, F: female}}`, or a column alone.
    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        if !node.is_map() {
            return Some(Self { column: Column::plain(report, node)?, words: None, known: Vec::new() });
        }
        let mut map = node.map(report)?;
        let column = Column::required(report, &mut map, "column");
        let declared = map.optional("words").is_some();
        let pairs = map.pairs("words");
        map.finish();
        let known = pairs.keys().cloned().collect();
        let words = declared.then(|| pairs.into_iter().map(|(word, (text, _))| (word.into_bytes(), text)).collect());
        Some(Self { column: column?, words, known })
    }
}

/// `missing:` words and what they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct MissingWords(Vec<(Vec<u8>, Shorthand)>);

impl MissingWords {
    pub(super) fn of(report: &Report, map: &mut Map<'_>) -> Self {
        let known = [
            ("suppressed", Shorthand::Confidential),
            ("not available", Shorthand::NotAvailable),
            ("not applicable", Shorthand::NotApplicable),
            ("not collected", Shorthand::NotCollected),
            ("rounds to zero", Shorthand::RoundsToZero),
        ];
        let pairs = map.pairs("missing").into_iter();
        Self(
            pairs
                .filter_map(|(sign, (text, place))| {
                    Some((sign.into_bytes(), word(report, "missing", &text, &place, &known)?))
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

/// `header:`, `footer:`, `until:` and `delimiter:` of a layout.
pub(super) fn extent(map: &mut Map<'_>) -> Extent {
    let words = [("comma", b','), ("tab", b'\t'), ("semicolon", b';'), ("pipe", b'|')];
    let header = map.optional_number::<usize>("header", "the number of a line, from 1").unwrap_or(1).max(1);
    let footer = map.optional_number("footer", "a number of lines").unwrap_or(0);
    Extent { header, footer, until: map.optional_text("until"), delimiter: map.optional_word("delimiter", &words) }
}

/// Rows to keep: the column must hold one of the words.
#[derive(Debug, Clone)]
pub(super) struct Only {
    pub(super) column: Column,
    pub(super) words: Vec<(Vec<u8>, Place)>,
}

impl Only {
    /// Every entry of `only:`.
    pub(super) fn list(report: &Report, map: &mut Map<'_>) -> Option<Vec<Self>> {
        let Some(node) = map.optional("only") else { return Some(Vec::new()) };
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
}
