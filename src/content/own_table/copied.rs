//! Whether a table of a publisher's own is made of rows of the data.
//!
//! Comes in: the rows of such tables, and the files of `data/`, `disclosure/` and `releases/`, packed ones too. Goes
//! out: of each table the file that most of its rows stand in. Wrong can be nothing: a file that cannot be read is
//! told of where it is read for its numbers.
//!
//! Rows are compared cell by cell, whatever their order, their line ends and the signs between their cells. Workbooks
//! are not searched, and of each file no more than its first 256 MiB.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use rayon::prelude::*;

use crate::files::{Content, Member, Root, Stamps, transcoded, utf8};
use crate::report::{Report, Strictness};

/// The folders whose numbers pass through disclosure control, or have been kept of it.
const FOLDERS: [&str; 3] = ["data", "disclosure", "releases"];

/// Frozen editions. They have the tables of their own pages, which are written once for all audiences, so a table
/// would be taken for a copy of itself.
const FROZEN: [&str; 2] = ["releases/frozen/", "releases/partner/frozen/"];

/// How the names of texts end that hold tables.
const ENDINGS: [&str; 6] = [".csv", ".tsv", ".tab", ".psv", ".txt", ".dat"];

/// As much is read of a file.
const MOST: u64 = 256 << 20;

/// As many rows of a longer table may also stand in the data by chance.
const CHANCE: usize = 2;

/// What stands between cells when rows are compared; no table has it.
const BETWEEN: char = '\u{1f}';

/// Where the rows of a table come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copied {
    /// The file that most of them stand in; a member of an archive follows its path.
    pub(super) file: String,
    /// How many of the rows of the table stand in the data.
    pub(super) rows: usize,
}

/// What was found in the data for some tables, in the memory of a program that asks again. It stands as long as
/// the files do and the tables are the same.
#[derive(Debug, Default)]
pub struct Searched {
    files: Stamps,
    tables: Vec<Vec<String>>,
    found: Vec<Option<Copied>>,
}

/// Of each table, without its head, whether half of its rows or more are rows of the data.
pub(super) fn copied(root: &Root, tables: &[&[Vec<String>]], searched: &mut Searched) -> Vec<Option<Copied>> {
    let keys: Vec<Vec<String>> =
        tables.iter().map(|rows| rows.iter().map(|row| key(row.iter().map(String::as_str))).collect()).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    // Looked at before the files are read: one that changes meanwhile is read again the next time.
    let files = root.stamps(&FOLDERS, None);
    if searched.files != files || searched.tables != keys {
        let found = search(root, &keys);
        *searched = Searched { files, tables: keys, found };
    }
    searched.found.clone()
}

fn search(root: &Root, keys: &[Vec<String>]) -> Vec<Option<Copied>> {
    let wanted: BTreeSet<&str> = keys.iter().flatten().map(String::as_str).collect();
    if wanted.is_empty() {
        return vec![None; keys.len()];
    }
    let files = FOLDERS.iter().flat_map(|folder| root.linked_files(folder));
    let files: Vec<String> = files.filter(|path| !FROZEN.iter().any(|folder| path.starts_with(folder))).collect();
    let found: Vec<(String, BTreeSet<&str>)> =
        files.par_iter().flat_map_iter(|path| of_file(root, path, &wanted)).collect();
    let judge = |rows: &Vec<String>| {
        let standing = |one: &BTreeSet<&str>| rows.iter().filter(|row| one.contains(row.as_str())).count();
        let all = rows.iter().filter(|row| found.iter().any(|(_, one)| one.contains(row.as_str()))).count();
        let is_copy = all > 0 && all * 2 >= rows.len() && (all > CHANCE || all == rows.len());
        let mut most: Option<(&str, usize)> = None;
        for (file, one) in found.iter().filter(|_| is_copy) {
            let count = standing(one);
            if count > most.map_or(0, |(_, best)| best) {
                most = Some((file, count));
            }
        }
        most.map(|(file, _)| Copied { file: file.to_owned(), rows: all })
    };
    keys.iter().map(judge).collect()
}

/// A row as it is compared: without spaces at the ends of cells, commas within numbers and empty cells at its end.
fn key<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for cell in cells {
        let cell = cell.trim();
        let is_grouped = cell.contains(',') && cell.chars().all(|sign| sign.is_ascii_digit() || ",.-".contains(sign));
        if is_grouped {
            out.extend(cell.chars().filter(|sign| *sign != ','));
        } else {
            out.push_str(cell);
        }
        out.push(BETWEEN);
    }
    out.truncate(out.trim_end_matches(BETWEEN).len());
    out
}

/// The rows of a file that are wanted; of an archive by its members.
fn of_file<'a>(root: &Root, path: &str, wanted: &BTreeSet<&'a str>) -> Vec<(String, BTreeSet<&'a str>)> {
    // What cannot be read is said where the numbers are read.
    let unsaid = Report::new(Strictness::Lenient);
    let lower = path.to_lowercase();
    let is_table = |name: &str| {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    if lower.ends_with(".zip") {
        let members = root.members(&unsaid, path).unwrap_or_default();
        let members = members.iter().filter(|member| is_table(&member.name.to_lowercase()));
        let open =
            |member: &Member| Some((format!("{path}/{}", member.name), root.open_member(&unsaid, path, member).ok()?));
        return members.filter_map(open).map(|(name, content)| (name, among(content, wanted))).collect();
    }
    if !is_table(&lower) {
        return Vec::new();
    }
    let content = root.open(&unsaid, path).ok();
    content.map(|content| (path.to_owned(), among(content, wanted))).into_iter().collect()
}

/// The rows of a table that are wanted.
fn among<'a>(mut content: Content, wanted: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut head = Vec::new();
    let mut found = BTreeSet::new();
    if content.by_ref().take(1 << 13).read_to_end(&mut head).is_err() {
        return found;
    }
    let (text, _) = transcoded(head, content.take(MOST));
    let mut text = text.take(MOST);
    let mut head = Vec::new();
    if text.by_ref().take(1 << 13).read_to_end(&mut head).is_err() {
        return found;
    }
    let mut signs: BTreeMap<u8, usize> = BTreeMap::new();
    for sign in head.iter().filter(|sign| b",;\t|".contains(sign)) {
        *signs.entry(*sign).or_default() += 1;
    }
    let between = signs.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign);
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(between)
        .flexible(true)
        .has_headers(false)
        .from_reader(std::io::Cursor::new(head).chain(text));
    let mut record = ::csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        let cells: Vec<String> =
            record.iter().map(|cell| String::from_utf8(utf8(cell.to_vec()).0).unwrap_or_default()).collect();
        if let Some(known) = wanted.get(key(cells.iter().map(String::as_str)).as_str()) {
            found.insert(*known);
        }
    }
    found
}
