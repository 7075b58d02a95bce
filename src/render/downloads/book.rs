//! The workbook of an edition as a value, by the Analysis Function's rules for spreadsheets that all can use.
//!
//! Comes in: released cells. Goes out: a [`Book`] of cover, contents, notes, signs, columns, sources and one
//! worksheet for each indicator, each with one table at most. Wrong can be: nothing. No cell is merged and no
//! cell of a table is empty: what is not there is a sign in brackets. `xlsx` and `ods` write it.

use std::collections::BTreeSet;

use super::names::Names;
use super::rows::{self, COLUMNS, Kind, Record};
use crate::compare::IndicatorFindings;
use crate::content::number;
use crate::model::cell::Shorthand;
use crate::model::mark::Mark;
use crate::render::{Publication, provenance};
use crate::report::counted;

/// The most rows of all tables together: more are slow to open, and the CSV file has them.
const ROWS: usize = 300_000;
/// The least that a table may have before it is cut.
const LEAST: usize = 2_000;

/// A workbook.
#[derive(Debug)]
pub(super) struct Book {
    /// What it is called.
    pub(super) title: String,
    /// Who publishes it.
    pub(super) publisher: String,
    /// The day of publication as `2026-05-01`.
    pub(super) published: String,
    /// The language of its words.
    pub(super) language: String,
    /// Its worksheets.
    pub(super) sheets: Vec<Sheet>,
}

/// A worksheet: its title in the first cell, lines below it, and then at most one table.
#[derive(Debug)]
pub(super) struct Sheet {
    /// As its tab says.
    pub(super) name: String,
    /// As its first cell says.
    pub(super) title: String,
    /// The lines below, each in the first column.
    pub(super) lines: Vec<Entry>,
    /// The table.
    pub(super) table: Option<Grid>,
}

/// A table of a worksheet.
#[derive(Debug)]
pub(super) struct Grid {
    /// A name that no other table has.
    pub(super) name: String,
    /// The words of the header, no two the same.
    pub(super) columns: Vec<String>,
    /// One entry for each column.
    pub(super) rows: Vec<Vec<Entry>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry {
    /// Words, whatever they look like.
    Words(String),
    /// A number and its digits after the point.
    Number(f64, usize),
    /// A link to a worksheet by its name.
    To(String, String),
}

impl Entry {
    fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// How many letters it takes.
    fn length(&self) -> usize {
        match self {
            Self::Words(text) | Self::To(text, _) => text.chars().count(),
            Self::Number(value, decimals) => format!("{value:.decimals$}").len(),
        }
    }
}

impl Grid {
    /// The width of each column in letters, wide enough for most and narrow enough for a screen.
    pub(super) fn widths(&self) -> Vec<usize> {
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at)).map(Entry::length);
            let head = self.columns.get(at).map_or(0, |head| head.chars().count());
            (cells.max().unwrap_or(0).max(head.min(24)) + 2).clamp(10, 60)
        };
        (0..self.columns.len()).map(width).collect()
    }
}

/// The workbook of all released numbers.
pub(super) fn book(publication: &Publication) -> Book {
    let config = &publication.config;
    let found: Vec<&IndicatorFindings> = publication.findings.iter().collect();
    let most = (ROWS / found.len().max(1)).max(LEAST);
    let mut names = Names::default();
    let fixed = ["Cover", "Contents", "Notes", "Shorthand", "Columns", "Sources"].map(|name| names.take(name));
    let [cover_name, contents_name, notes_name, shorthand_name, columns_name, sources_name] = fixed;
    let tables: Vec<Sheet> = found
        .iter()
        .enumerate()
        .map(|(index, found)| {
            let name = names.take(&format!("{} {}", found.indicator.code, found.indicator.short));
            of_indicator(publication, found, name, index + 1, most)
        })
        .collect();
    let mut front = vec![
        notes(publication, &found, notes_name),
        shorthand(shorthand_name),
        columns(publication, columns_name),
        sources(publication, sources_name),
    ];
    let listed = front
        .iter()
        .chain(&tables)
        .map(|sheet| vec![Entry::To(sheet.name.clone(), sheet.name.clone()), Entry::words(sheet.title.as_str())]);
    let contents = Sheet {
        title: "Contents".to_owned(),
        lines: vec![Entry::words("This worksheet contains one table. Each row has a link to a worksheet.")],
        table: Some(Grid {
            name: "contents".to_owned(),
            columns: vec!["Worksheet".to_owned(), "What it holds".to_owned()],
            rows: listed.collect(),
        }),
        name: contents_name,
    };
    let mut sheets = vec![cover(publication, cover_name, &contents.name), contents];
    sheets.append(&mut front);
    sheets.extend(tables);
    Book {
        title: format!("{}, {}", config.title, config.edition_label),
        publisher: config.publisher.clone(),
        published: config.published.id(),
        language: config.language.clone(),
        sheets,
    }
}

fn cover(publication: &Publication, name: String, contents: &str) -> Sheet {
    let config = &publication.config;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(config.audience.restriction().map(str::to_owned));
    lines.extend(config.demonstration.clone());
    lines.push("Every released number of the edition, with a worksheet for each indicator.".to_owned());
    lines.push(format!("Edition: {}", config.edition_label));
    lines.push(format!("Published by {} on {}", config.publisher, config.published));
    lines.push(format!("Licence: {}, {}", config.licence.name, config.licence.address));
    if config.base_address.is_some() {
        let page = publication.bindings.addresses.page("data");
        lines.push(format!("Published at {}", crate::render::frame::permanent(publication, &page)));
    }
    lines.extend(
        config
            .contact
            .as_ref()
            .map(|contact| format!("Contact: {}, {}", contact.name, contact.address.trim_start_matches("mailto:"))),
    );
    lines.push(
        "Signs in square brackets stand where there is no number; the worksheet Shorthand explains them.".to_owned(),
    );
    let mut lines: Vec<Entry> = lines.into_iter().map(Entry::Words).collect();
    lines.push(Entry::To("Go to the contents".to_owned(), contents.to_owned()));
    Sheet { name, title: config.title.clone(), lines, table: None }
}

/// A worksheet of words in columns.
fn listing(name: String, title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Sheet {
    let entry = |text: String| Entry::Words(if text.is_empty() { "[x]".to_owned() } else { text });
    Sheet {
        table: Some(Grid {
            name: name.to_ascii_lowercase(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: rows.into_iter().map(|row| row.into_iter().map(entry).collect()).collect(),
        }),
        lines: vec![Entry::words("This worksheet contains one table.")],
        title: title.to_owned(),
        name,
    }
}

fn notes(publication: &Publication, found: &[&IndicatorFindings], name: String) -> Sheet {
    let row = |found: &&IndicatorFindings| {
        let indicator = &found.indicator;
        vec![
            indicator.code.clone(),
            indicator.title.clone(),
            indicator.definition.clone(),
            provenance::made(publication, found),
            indicator.caution.clone().unwrap_or_else(|| "[z]".to_owned()),
            if found.illustrative { "yes: made up to show the method" } else { "no" }.to_owned(),
        ]
    };
    let columns = ["Code", "Indicator", "What it is", "How it was made", "What not to conclude", "Illustrative"];
    listing(name, "Notes on each indicator", &columns, found.iter().map(row).collect())
}

fn shorthand(name: String) -> Sheet {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let reasons = Shorthand::ALL.map(|reason| (reason.symbol(), reason.words()));
    for (sign, words) in reasons.into_iter().chain(Mark::ALL.map(|mark| (mark.symbol(), mark.meaning()))) {
        match rows.iter_mut().find(|row| row.first().is_some_and(|own| own == sign)) {
            Some(row) => row[1].push_str(&format!(", or {words}")),
            None => rows.push(vec![sign.to_owned(), words.to_owned()]),
        }
    }
    listing(name, "Signs that stand for or beside a number", &["Sign", "Meaning"], rows)
}

fn columns(publication: &Publication, name: String) -> Sheet {
    let shown = rows::columns(publication).filter(|(name, ..)| !SAID_ABOVE.contains(name));
    let rows = shown.map(|(name, meaning, _)| {
        vec![
            heading(name),
            meaning.replace("empty where not", "[z] where not").replace("empty where", "a sign in brackets where"),
        ]
    });
    listing(name, "What the columns of the worksheets of numbers hold", &["Column", "Meaning"], rows.collect())
}

fn sources(publication: &Publication, name: String) -> Sheet {
    let row = |source: &std::sync::Arc<crate::model::source::Source>| {
        vec![
            source.title.clone(),
            source.publisher.clone(),
            source.period.clone(),
            source.licence.name.clone(),
            source.attribution.clone(),
            source.address.clone(),
        ]
    };
    let columns = ["Source", "Publisher", "Period", "Licence", "Attribution", "Address"];
    listing(name, "Sources of the numbers", &columns, publication.findings.sources.values().map(row).collect())
}

/// Columns whose words are the same in every row of an indicator, and stand above its table.
const SAID_ABOVE: [&str; 5] = ["indicator", "indicator title", "unit", "source", "illustrative"];

/// A name of a column as a header says it.
fn heading(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The worksheet of an indicator: all its numbers, or those of the latest periods where they are too many.
fn of_indicator(
    publication: &Publication,
    found: &IndicatorFindings,
    name: String,
    index: usize,
    most: usize,
) -> Sheet {
    let indicator = &found.indicator;
    let mut records: Vec<Record> = rows::records_of_indicator(publication, found).collect();
    let all = records.len();
    if all > most {
        records = latest(found.periods().iter().rev().map(|period| period.id()), records, most);
    }
    let mut head = format!("This worksheet contains one table of {}.", counted(records.len(), "row"));
    if records.len() < all {
        head.push_str(&format!(
            " It is cut to the latest periods: the CSV file of this indicator has all {} rows.",
            number::count(all as f64)
        ));
    }
    let sources: Vec<&str> = found
        .sources
        .iter()
        .filter_map(|id| publication.findings.sources.get(id))
        .map(|source| source.title.as_str())
        .collect();
    let mut lines = vec![Entry::Words(head)];
    lines.extend(publication.config.audience.restriction().map(Entry::words));
    if found.illustrative {
        lines.push(Entry::words("Illustrative data: made up to show the method. Nothing here happened."));
    }
    lines.push(Entry::Words(format!("Unit: {}. Source: {}.", indicator.unit, sources.join("; "))));
    lines.push(Entry::To("Back to the contents".to_owned(), "Contents".to_owned()));
    let shown: Vec<usize> = (0..COLUMNS.len()).filter(|at| !SAID_ABOVE.contains(&COLUMNS[*at].0)).collect();
    let restricted = publication.config.audience.restriction().is_some();
    let mut columns: Vec<String> = shown.iter().map(|at| heading(COLUMNS[*at].0)).collect();
    columns.extend(restricted.then(|| "Audience".to_owned()));
    let row = |record: Record| {
        let mut cells: Vec<Entry> = shown.iter().map(|at| entry(&record, *at)).collect();
        cells.extend(restricted.then(|| Entry::words("partners only")));
        cells
    };
    Sheet {
        name,
        title: format!("{}: {}", indicator.code, indicator.title),
        lines,
        table: Some(Grid { name: format!("numbers_{index}"), columns, rows: records.into_iter().map(row).collect() }),
    }
}

/// The records of as many of the latest periods as there is room for, and of one at least.
fn latest(newest_first: impl Iterator<Item = String>, records: Vec<Record>, most: usize) -> Vec<Record> {
    const PERIOD: usize = 5;
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut room = most;
    for period in newest_first {
        let own = records.iter().filter(|record| record[PERIOD] == period).count();
        if own > room && !kept.is_empty() {
            break;
        }
        room = room.saturating_sub(own);
        kept.insert(period);
    }
    let kept = records.into_iter().filter(|record| kept.contains(&record[PERIOD]));
    // Excel has room for no more than a million rows.
    kept.take(1_000_000).collect()
}

/// A field as a cell: a number, words, or the sign of what is not there.
fn entry(record: &Record, at: usize) -> Entry {
    const STATUS: usize = 14;
    let (text, kind) = (record[at].as_str(), COLUMNS[at].2);
    if kind != Kind::Words {
        if let Ok(value) = text.parse() {
            let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
            return Entry::Number(value, decimals);
        }
        // The status of what is withheld begins with its sign; a mark beside a value is no sign of a gap.
        let sign = record[STATUS].split(' ').next().filter(|_| record[7].is_empty());
        return Entry::words(sign.unwrap_or("[x]"));
    }
    Entry::words(if text.is_empty() { "[z]" } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_long_keeps_whole_periods_from_the_latest_back() {
        let record = |period: &str| {
            let mut record = Record::default();
            record[5] = period.to_owned();
            record
        };
        let records: Vec<Record> = ["2023", "2023", "2024", "2024", "2025", "2025"].map(record).to_vec();
        let kept = |most| {
            let newest_first = ["2025", "2024", "2023"].map(str::to_owned).into_iter();
            latest(newest_first, records.clone(), most).into_iter().map(|record| record[5].clone()).collect::<Vec<_>>()
        };
        assert_eq!(kept(6).len(), 6);
        assert_eq!(kept(5), ["2024", "2024", "2025", "2025"]);
        assert_eq!(kept(1), ["2025", "2025"]);
    }
}
