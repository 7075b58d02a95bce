//! What a source says of its columns, decoded: where the area stands, where the time, where the number.
//!
//! In goes a node of `source.yaml`, out comes what a reader needs, with the place of every name for
//! its messages. Unknown keys and words are told here; whether a column exists is told by the reader.

use std::collections::HashMap;

use super::age::Band;
use super::gazetteer::Missing;
use super::number::Thousands;
use crate::model::cell::Shorthand;
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

    /// Whether it is no column but the name of the sheet.
    pub(super) fn is_sheet(&self) -> bool {
        self.name == "{sheet}"
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

/// A word of a cell on one line, so that it can be written elsewhere; others stay as they are.
pub(super) fn unbroken(word: &str) -> String {
    if word.contains(['\n', '\r']) { one_line(word) } else { word.to_owned() }
}

fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says that one of several keys is needed, and only one.
pub(super) fn one_of<T>(report: &Report, place: Place, keys: &[&str]) -> Option<T> {
    let keys = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    report.add(
        Diagnostic::error(format!("one of {keys} is needed here, and only one")).at(place).label("among these keys"),
    );
    None
}

/// What a word is that `words:` do not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Others {
    /// A name as it stands.
    Keep,
    /// A fault.
    Refuse,
}

/// What a note in brackets after a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Footnotes {
    /// Part of the word.
    Keep,
    /// No part of it.
    Drop,
}

/// What a word in a column is called on the site.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) column: Column,
    /// Words as in the file, and what they become; `None` takes every word as it is.
    pub(super) words: Option<HashMap<Vec<u8>, String>>,
    /// Whether words that are not listed are taken as they are.
    others: Others,
    /// Whether notes such as `[note 3]` at the end of a word belong to it.
    footnotes: Footnotes,
    /// Bands that ages are counted in.
    pub(super) bands: Vec<Band>,
    /// The words in their order, for messages.
    pub(super) known: Vec<String>,
}

impl Words {
    /// `{column: Gender, words: {M: male, F: female}}`, `{column: Age, bands: [0-17, 18+]}`,
    /// `{column: Age, words: {All ages: all}, others: keep, footnotes: drop}` or a column alone.
    pub(super) fn of(report: &Report, node: &Node) -> Option<Self> {
        if !node.is_map() {
            return Some(Self {
                column: Column::plain(report, node)?,
                words: None,
                others: Others::Refuse,
                footnotes: Footnotes::Keep,
                bands: Vec::new(),
                known: Vec::new(),
            });
        }
        let mut map = node.map(report)?;
        let column = Column::required(report, &mut map, "column");
        let declared = map.optional("words").is_some();
        let pairs = map.pairs("words");
        let bands = super::age::bands(report, &map.texts("bands"));
        let others = map.optional_word("others", &[("keep", Others::Keep), ("refuse", Others::Refuse)]);
        let footnotes = map.optional_word("footnotes", &[("keep", Footnotes::Keep), ("drop", Footnotes::Drop)]);
        map.finish();
        let bands = bands?;
        let (others, footnotes) = (others.unwrap_or(Others::Refuse), footnotes.unwrap_or(Footnotes::Keep));
        let known = pairs.keys().cloned().chain(bands.iter().map(|band| band.name.clone())).collect();
        let words = declared.then(|| pairs.into_iter().map(|(word, (text, _))| (word.into_bytes(), text)).collect());
        Some(Self { column: column?, words, others, footnotes, bands, known })
    }

    /// What a trimmed cell is called; `None` for a word that is not listed, and for an empty cell that is
    /// not listed.
    pub(super) fn named<'a>(&'a self, cell: &'a [u8]) -> Option<&'a str> {
        let cell = if self.footnotes == Footnotes::Drop { without_note(cell) } else { cell };
        if let Some(name) = self.words.as_ref().and_then(|words| words.get(cell)) {
            return Some(name);
        }
        if !self.bands.is_empty() {
            return super::age::named(&self.bands, std::str::from_utf8(cell).ok()?);
        }
        match &self.words {
            Some(_) if self.others == Others::Refuse => None,
            _ => std::str::from_utf8(cell).ok().filter(|word| !word.is_empty()),
        }
    }
}

/// A cell without the notes that publishers hang on it, such as `[note 3]` or `[1]`.
fn without_note(cell: &[u8]) -> &[u8] {
    let mut rest = cell;
    while let Some(inside) = rest.strip_suffix(b"]")
        && let Some(open) = memchr::memrchr(b'[', inside)
    {
        let inside = &inside[open + 1..];
        let number = inside.get(..4).filter(|word| word.eq_ignore_ascii_case(b"note")).map_or(inside, |_| &inside[4..]);
        let is_note = number.iter().all(|byte| byte.is_ascii_digit() || b" ,".contains(byte));
        if !is_note || !number.iter().any(u8::is_ascii_digit) {
            break;
        }
        rest = rest[..open].trim_ascii_end();
    }
    rest
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

    /// The words as they are declared.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(word, _)| String::from_utf8_lossy(word).into_owned())
    }

    /// What a sentence stands for: a word of several letters may end in `*`, which stands for anything.
    pub(super) fn of_sentence(&self, cell: &[u8]) -> Option<Shorthand> {
        let begins =
            |word: &[u8]| word.strip_suffix(b"*").is_some_and(|start| !start.is_empty() && cell.starts_with(start));
        self.get(cell).or_else(|| self.0.iter().find(|(word, _)| begins(word)).map(|(_, shorthand)| *shorthand))
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

/// Which lines of a file are its table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// The lines of the header, from 1; empty where it is the first row that has the columns asked for.
    pub(super) header: Vec<usize>,
    /// Lines to leave out at the end.
    pub(super) footer: usize,
    /// Reading stops before the row whose first field begins so.
    pub(super) until: Option<String>,
    /// What separates fields, where the name of the file does not say.
    pub(super) delimiter: Option<u8>,
    /// The sheets of a workbook that are read, each a name in which `*` stands for anything; empty for the
    /// one or each that has the columns asked for.
    pub(super) sheets: Vec<(String, Place)>,
    /// Which of the sheets that have the columns asked for are read, where none is named.
    pub(super) which: Sheets,
}

/// Which of the sheets that have the columns asked for are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sheets {
    /// The first.
    #[default]
    First,
    /// All of them.
    Each,
}

/// `header:`, `footer:`, `until:`, `delimiter:`, `sheet:` and `sheets:` of a layout.
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
    let which = map.optional_word("sheets", &[("first", Sheets::First), ("each", Sheets::Each)]);
    let sheets = map.texts("sheet");
    Extent { header, footer, until, delimiter, sheets, which: which.unwrap_or_default() }
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
