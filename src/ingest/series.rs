//! The series that the numbers of a row are of: named by the row, by the column, or by both.
//!
//! In goes a row, out comes a list with the series of each of its columns. What can be wrong is a word that
//! is not listed, and more words than name series. The same few words stand in all rows, so each is looked
//! up once.

use rustc_hash::FxHashMap;

use super::Part;
use super::fault::Faults;
use super::layout;
use super::plan::Columns;
use super::row::Row;
use super::table::{Series, Values};

/// The lists known so far. The map is looked up and never walked.
#[derive(Debug, Default)]
pub(super) struct SeriesLists {
    /// The list of a row, by the word that names its own series.
    known: FxHashMap<Vec<u8>, Option<usize>>,
    /// The last word and its list: rows of one series stand together in many files.
    last: Option<(Vec<u8>, usize)>,
    /// The series of each column that a row has numbers in.
    lists: Vec<Vec<u16>>,
}

impl SeriesLists {
    /// The series of a column, in a list.
    pub(super) fn of(&self, list: usize, column: usize) -> u16 {
        self.lists[list].get(column).copied().unwrap_or(0)
    }

    /// The list of the series of a row's columns.
    pub(super) fn list(&mut self, part: &mut Part, row: &Row<'_>, faults: &mut Faults) -> Option<usize> {
        let cell = row.plan.series.map_or(&b""[..], |(column, _)| row.cell(column));
        if let Some((last, list)) = &self.last
            && last == cell
        {
            return Some(*list);
        }
        let found = match self.known.get(cell) {
            Some(known) => *known,
            None => {
                let found = new(part, row, cell).map(|list| {
                    self.lists.push(list);
                    self.lists.len() - 1
                });
                // What is no series is told each time, so that its rows are counted.
                if self.known.len() < super::MOST * 2 {
                    self.known.insert(cell.to_vec(), found);
                }
                found
            }
        };
        if let Some(list) = found {
            let last = self.last.get_or_insert_with(|| (Vec::new(), list));
            last.0.clear();
            last.0.extend_from_slice(cell);
            last.1 = list;
        }
        if found.is_none()
            && let Some((column, words)) = row.plan.series
        {
            match part.series.len() >= super::MOST {
                true => row.spot(column).no_series(faults),
                false => row.spot(column).no_word(faults, &words.known),
            }
        }
        found
    }
}

/// The series of each column of a row whose own word is `cell`.
fn new(part: &mut Part, row: &Row<'_>, cell: &[u8]) -> Option<Vec<u16>> {
    let own = match row.plan.layout.values.series() {
        Some(Series::Column(words)) => Some(layout::unbroken(words.named(cell)?)),
        Some(Series::Fixed(name)) => Some(name.clone()),
        None => None,
    };
    let with = |own: &Option<String>, name: Option<&str>| match (own, name) {
        (Some(own), Some(name)) => format!("{own}: {name}"),
        (Some(own), None) => own.clone(),
        (None, name) => name.unwrap_or_default().to_owned(),
    };
    let names: Vec<String> = match (&row.plan.layout.values, &row.plan.columns) {
        (Values::Wide(_, values), _) => values.iter().map(|(name, _)| with(&own, Some(name))).collect(),
        (_, Columns::Headings(columns)) => {
            columns.iter().map(|(heading, _)| with(&own, heading.series.as_deref())).collect()
        }
        _ => vec![with(&own, None)],
    };
    names.iter().map(|name| part.series_of(name)).collect()
}
