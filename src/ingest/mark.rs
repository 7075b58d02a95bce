//! Marks beside numbers: a sign after the number in its cell, or a word in a column beside it.
//!
//! In go `marks:` and `mark:` of a layout, out comes what splits a cell into its number and its marks.
//! What can be wrong is a word that no mark goes by, and a sign that could be part of a number. Whether
//! what is left is a number is told by [`super::cell`].

use std::collections::HashMap;

use super::layout::Column;
use crate::model::mark::{Mark, Marks};
use crate::report::{Diagnostic, Report};
use crate::yaml::{Map, Node, word};

/// The words of `marks:` and `mark:`, as a declaration writes them.
fn known() -> [(&'static str, Option<Mark>); 6] {
    let [p, r, e, b, u] = Mark::ALL.map(|mark| (mark.word(), Some(mark)));
    [p, r, e, b, u, ("none", None)]
}

/// `marks: {"[p]": provisional, "r": revised}`: signs that follow a number in its cell.
#[derive(Debug, Clone, Default)]
pub(super) struct MarkSigns(Vec<(Vec<u8>, Option<Mark>)>);

impl MarkSigns {
    /// Takes `marks:` of a layout.
    pub(super) fn of(report: &Report, map: &mut Map<'_>) -> Self {
        let mut signs = Vec::new();
        for (sign, (text, place)) in map.pairs("marks") {
            let sign = sign.trim();
            if sign.is_empty() || sign.starts_with(|letter: char| letter.is_ascii_digit() || "+-.,%".contains(letter)) {
                let found = Diagnostic::error(format!("`{sign}` cannot mark a number, since it may be part of one"));
                let found = found.at(place).label("the mark of that sign");
                report.add(found.help("name a sign of letters or brackets, such as `\"[p]\"`"));
                continue;
            }
            if let Some(mark) = word(report, "marks", &text, &place, &known()) {
                signs.push((sign.as_bytes().to_vec(), mark));
            }
        }
        // The longest first, so that `pr` is not read as `r` after a `p`.
        signs.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self(signs)
    }

    /// The text of the number in a trimmed cell, and the marks that follow it. A cell that is nothing but a
    /// sign has no number to mark and stays as it is.
    pub(super) fn split<'a>(&self, cell: &'a [u8]) -> (&'a [u8], Marks) {
        let (mut rest, mut marks) = (cell, Marks::NONE);
        'signs: loop {
            for (sign, mark) in &self.0 {
                if let Some(before) = rest.strip_suffix(sign.as_slice()).map(<[u8]>::trim_ascii_end)
                    && !before.is_empty()
                {
                    rest = before;
                    marks = mark.map_or(marks, |mark| marks.with(mark));
                    continue 'signs;
                }
            }
            return (rest, marks);
        }
    }
}

/// `mark: {column: Status, words: {P: provisional, A: none}}`: a column beside the number.
#[derive(Debug, Clone)]
pub(super) struct MarkColumn {
    pub(super) column: Column,
    words: HashMap<Vec<u8>, Marks>,
    /// The words in their order, for messages.
    pub(super) known: Vec<String>,
}

impl MarkColumn {
    /// Takes `mark:` of a layout; the outer `None` is a fault that was told.
    pub(super) fn of(report: &Report, map: &mut Map<'_>) -> Option<Option<Self>> {
        map.optional("mark").map_or(Some(None), |node| Self::decode(report, node).map(Some))
    }

    fn decode(report: &Report, node: &Node) -> Option<Self> {
        let mut map = node.map(report)?;
        let column = Column::required(report, &mut map, "column");
        let _ = map.required("words");
        let pairs = map.pairs("words");
        map.finish();
        let known_words = known();
        let words: Option<HashMap<Vec<u8>, Marks>> = pairs
            .iter()
            .map(|(sign, (text, place))| {
                let mark = word(report, "words", text, place, &known_words)?;
                Some((sign.trim().as_bytes().to_vec(), mark.into_iter().collect()))
            })
            .collect();
        Some(Self { column: column?, words: words?, known: pairs.into_keys().collect() })
    }

    /// The marks that a trimmed cell of the column says; `None` where its word is not listed. An empty cell
    /// says nothing of the number beside it.
    pub(super) fn read(&self, cell: &[u8]) -> Option<Marks> {
        match self.words.get(cell) {
            Some(marks) => Some(*marks),
            None => cell.is_empty().then_some(Marks::NONE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs() -> MarkSigns {
        let of = |sign: &str, mark| (sign.as_bytes().to_vec(), mark);
        MarkSigns(vec![
            of("[note 1]", None),
            of("[p]", Some(Mark::Provisional)),
            of("[u]", Some(Mark::LowReliability)),
            of("r", Some(Mark::Revised)),
        ])
    }

    fn split(cell: &str) -> (String, String) {
        let signs = signs();
        let (number, marks) = signs.split(cell.as_bytes());
        (String::from_utf8_lossy(number).into_owned(), marks.symbols())
    }

    #[test]
    fn signs_after_a_number_are_taken_from_it() {
        for (cell, number, marks) in [
            ("1,234 [p]", "1,234", "[p]"),
            ("12r", "12", "[r]"),
            ("5.2 [u]", "5.2", "[u]"),
            ("7 [p][u]", "7", "[p][u]"),
            ("7 r [note 1]", "7", "[r]"),
            ("12", "12", ""),
        ] {
            assert_eq!(split(cell), (number.to_owned(), marks.to_owned()), "{cell}");
        }
    }

    #[test]
    fn a_sign_without_a_number_is_left_for_the_words_that_mean_missing() {
        assert_eq!(split("r"), ("r".to_owned(), String::new()));
        assert_eq!(split("[p]"), ("[p]".to_owned(), String::new()));
        assert_eq!(split(""), (String::new(), String::new()));
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_of_a_cell_is_its_beginning(cell in ".{0,12}( ?(\\[p\\]|\\[u\\]|r|\\[note 1\\])){0,4}") {
            let signs = signs();
            let (rest, _) = signs.split(cell.as_bytes());
            proptest::prop_assert!(cell.as_bytes().starts_with(rest));
            proptest::prop_assert!(cell.is_empty() || !rest.is_empty());
        }
    }

    #[test]
    fn an_empty_cell_beside_a_number_says_nothing_of_it() {
        let column = MarkColumn {
            column: Column::new("Status", crate::report::Place::file("data/calls/source.yaml")),
            words: [(b"P".to_vec(), Marks::from(Mark::Provisional)), (b"A".to_vec(), Marks::NONE)].into(),
            known: Vec::new(),
        };
        assert_eq!(column.read(b"P"), Some(Marks::from(Mark::Provisional)));
        assert_eq!(column.read(b"A"), Some(Marks::NONE));
        assert_eq!(column.read(b""), Some(Marks::NONE));
        assert_eq!(column.read(b"Q"), None);
    }
}
