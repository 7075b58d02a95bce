//! What a file is, before any source names it: its format, its columns, its rows, what is odd, and a
//! declaration ready to save.
//!
//! In go paths anywhere on disk, out come findings that are printed for people or programs. What can be
//! wrong is a file that cannot be read. It must not know any site: neither areas nor indicators. Where rows
//! look like records of people, nothing that stands in them leaves this module.

mod column;
mod json;
mod kind;
mod layout;
mod odd;
mod outline;
mod privacy;
mod proposal;
mod quote;
mod survey;
mod tally;
mod top;
mod when;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::files::Root;
use crate::ingest::head::Head;
use crate::ingest::pattern::fits;
use crate::ingest::unnamed::ENDINGS;
use crate::ingest::{FORMATS, Format};
use crate::model::period::Period;
use crate::progress::Progress;
use crate::report::{Diagnostic, Place, Report, counted};

use column::{Column, Source};
use odd::Odd;
use privacy::Privacy;
use survey::{Stored, Survey, Written};
use tally::Today;
use top::Top;

/// What was found in some files.
pub struct Inspection {
    groups: Vec<Group>,
}

/// Files of one series: the same columns, and names that differ in their digits.
struct Group {
    files: Vec<File>,
    /// Ways in which the files are written; most often one.
    written: Vec<Written>,
    format: Option<&'static dyn Format>,
    outlines: Option<outline::Outlines>,
    /// Sheets that hold no table.
    without: Vec<String>,
    tables: Vec<Finding>,
}

/// A file of a group.
struct File {
    stored: Stored,
    size: u64,
    sha256: String,
}

/// A table and what was found in it.
struct Finding {
    sheets: Vec<String>,
    top: Top,
    rows: usize,
    columns: Vec<Column>,
    privacy: Privacy,
    odd: Vec<Odd>,
    /// What leaves out the notes below the rows: a line of a layout.
    notes: Option<String>,
}

/// Endings of files that are looked at where a folder or an archive is named.
const TEXTS: [&str; 3] = [".txt", ".csv.gz", ".tsv.gz"];

/// Looks at files; a folder or an archive means the files in it. `today` says which dates have not happened.
pub fn inspect(report: &Report, progress: &Progress, paths: &[String], today: Option<Period>) -> Inspection {
    let root = Root::new(Path::new(""));
    let stored: Vec<Stored> = paths.iter().flat_map(|path| expanded(report, &root, path)).collect();
    progress.begin(1, stored.len());
    let surveys: Vec<Option<Survey>> = stored
        .into_par_iter()
        .map(|stored| {
            let survey = survey::of(report, progress, &root, stored, today);
            progress.step();
            survey
        })
        .collect();
    let mut groups: BTreeMap<(usize, String), Vec<Survey>> = BTreeMap::new();
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    for survey in surveys.into_iter().flatten() {
        let key = key(&survey);
        let next = order.len();
        let position = *order.entry(key.clone()).or_insert(next);
        groups.entry((position, key)).or_default().push(survey);
    }
    Inspection { groups: groups.into_values().filter_map(|surveys| Group::of(report, surveys, today)).collect() }
}

/// What a file with this head looks like; `None` where that cannot be told.
pub(super) fn in_short(head: &Head) -> Option<String> {
    if let Some(format) = FORMATS.iter().find(|format| format.recognises(head)) {
        return Some(format!("a file of the format `{}`", format.name()));
    }
    let sheets: Vec<&str> =
        head.tables.iter().map(|table| table.sheet.as_str()).filter(|sheet| !sheet.is_empty()).collect();
    if !sheets.is_empty() {
        return Some(format!("a workbook of {}: {}", counted(sheets.len(), "sheet"), sheets.join(", ")));
    }
    let top = top::of(&head.tables.first()?.rows)?;
    Some(format!("a table of {}", counted(top.names.len(), "column")))
}

impl Inspection {
    /// For people.
    pub fn text(&self) -> String {
        words::text(self)
    }

    /// For programs, one object.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// A `source.yaml` for the files, which must be of one series. `folder` is where it will be saved, and
    /// the files are named from there.
    pub fn declaration(&self, report: &Report, folder: Option<&str>) -> crate::report::Result<String> {
        match self.groups.as_slice() {
            [group] => Ok(proposal::of(group, folder)),
            [] => report.sound(()).and_then(|()| {
                Err(report
                    .add(Diagnostic::error("no file was found that could be described").help("name a file of data")))
            }),
            several => {
                let first = &several[0].files[0].stored.path;
                let count = several.len();
                let found = Diagnostic::error(format!(
                    "these files are {count} different tables, and a source.yaml describes one"
                ));
                Err(report
                    .add(found.help(format!("name the files of one table, such as `sna inspect {first} --yaml`"))))
            }
        }
    }
}

/// The files that a path means.
fn expanded(report: &Report, root: &Root, given: &str) -> Vec<Stored> {
    let is_data = |name: &str| {
        let name = name.to_lowercase();
        ENDINGS.iter().chain(&TEXTS).any(|ending| name.ends_with(ending))
    };
    if root.size(given).is_some() {
        return of_file(report, root, given, &is_data);
    }
    let (folder, pattern) = given.rsplit_once('/').unwrap_or((".", given));
    let (folder, pattern) = if root.exists(given) { (given.trim_end_matches('/'), "*") } else { (folder, pattern) };
    let is_pattern = pattern.contains('*');
    if !is_pattern {
        let found = Diagnostic::error("this file is not there").at(Place::file(given));
        report.add(found.help("look at the name of the file and of its folder"));
        return Vec::new();
    }
    let below = Root::new(Path::new(folder)).files(report, "", "").unwrap_or_default();
    let fitting = below.iter().filter(|path| match given == folder || root.exists(given) {
        true => is_data(path),
        false => !path.contains('/') && fits(pattern, path),
    });
    let prefix =
        if folder == "." && !given.starts_with("./") && given != "." { String::new() } else { format!("{folder}/") };
    let found: Vec<Stored> =
        fitting.flat_map(|path| of_file(report, root, &format!("{prefix}{path}"), &is_data)).collect();
    if found.is_empty() {
        let found = Diagnostic::error("no file of data is in it").at(Place::file(given));
        report.add(found.help("name the file itself"));
    }
    found
}

/// A file, or the files of data in an archive.
fn of_file(report: &Report, root: &Root, path: &str, is_data: &dyn Fn(&str) -> bool) -> Vec<Stored> {
    if !path.to_lowercase().ends_with(".zip") {
        return vec![Stored { path: path.to_owned(), member: None }];
    }
    let Ok(members) = root.members(report, path) else { return Vec::new() };
    let members: Vec<Stored> = members
        .into_iter()
        .filter(|member| is_data(&member.name))
        .map(|member| Stored { path: path.to_owned(), member: Some(member) })
        .collect();
    if members.is_empty() {
        let found = Diagnostic::error("this archive holds no file of data").at(Place::file(path));
        report.add(found.help("unpack it, and look at what the sender meant"));
    }
    members
}

/// What files of one series have together.
fn key(survey: &Survey) -> String {
    let folder = match &survey.stored.member {
        Some(_) => survey.stored.path.clone(),
        None => masked(survey.stored.path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let columns: Vec<&str> =
        survey.tables.iter().flat_map(|table| table.top.names.iter().map(String::as_str)).collect();
    let name = survey.stored.name();
    let name = name.rsplit('/').next().unwrap_or_default();
    match survey.format {
        Some(format) => format!("{folder}\0{}\0{}", format.name(), columns.join("\0")),
        None => format!("{folder}\0{}\0{}", masked(name), columns.join("\0")),
    }
}

/// A name whose digits do not matter.
fn masked(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}

impl Group {
    fn of(report: &Report, surveys: Vec<Survey>, today: Today) -> Option<Self> {
        let first = surveys.first()?;
        let (format, outlines) = (first.format, first.outlines.clone());
        let mut group =
            Self { files: Vec::new(), written: Vec::new(), format, outlines, without: Vec::new(), tables: Vec::new() };
        let mut tables: Vec<(Vec<String>, survey::Table)> = Vec::new();
        for (index, survey) in surveys.into_iter().enumerate() {
            let Survey { stored, size, sha256, written, outlines, without, tables: own, .. } = survey;
            if index > 0
                && let (Some(all), Some(own)) = (&mut group.outlines, outlines)
            {
                all.features += own.features;
            }
            if !group.written.contains(&written) {
                group.written.push(written);
            }
            group.without.extend(without);
            group.files.push(File { stored, size, sha256 });
            for table in own {
                match tables.iter_mut().find(|(_, known)| known.top.names == table.top.names) {
                    Some((sheets, known)) => {
                        sheets.push(table.sheet);
                        known.counted.absorb(table.counted, today);
                    }
                    None => tables.push((vec![table.sheet.clone()], table)),
                }
            }
        }
        let one_file = group.files.len() == 1;
        let source = Source::of(group.format.map(Format::name));
        for (sheets, table) in tables {
            let finding = Finding::of(sheets, table, one_file, source, today);
            if finding.is_headless() {
                let name = group.files[0].stored.name();
                let line = finding.top.line as usize;
                let found = Diagnostic::error("this row should be the header and looks like a row of data");
                let found =
                    found.at(Place::line(&name, line, 1, 1, None)).label("words of it stand in rows below, too");
                report.add(found.help("give the table a row with the names of its columns"));
                continue;
            }
            group.tables.push(finding);
        }
        Some(group).filter(|group| !group.tables.is_empty() || group.outlines.is_some() || !group.without.is_empty())
    }

    /// The table that has most rows.
    fn main(&self) -> Option<&Finding> {
        self.tables.iter().rev().max_by_key(|table| table.rows)
    }
}

impl Finding {
    /// Whether what was taken for the header is a row of data: its cells would be printed as names of columns.
    fn is_headless(&self) -> bool {
        let is_named = |column: &&Column| !column.name.is_empty() && column.filled > 0;
        let again: Vec<Option<u64>> = self
            .columns
            .iter()
            .filter(is_named)
            .filter(|column| kind::number(&column.name).is_none())
            .map(|column| {
                let found = column.words.as_ref()?.iter().find(|(word, _)| *word == column.name);
                found.map(|(_, seen)| seen.count)
            })
            .collect();
        // A header that stands again on every page does so in all of its columns.
        let is_repeated = again.iter().all(|count| *count == again[0]);
        again.iter().any(Option::is_some) && !is_repeated
    }

    fn of(mut sheets: Vec<String>, table: survey::Table, one_file: bool, source: Source, today: Today) -> Self {
        let survey::Table { top, mut counted, .. } = table;
        sheets.retain(|sheet| !sheet.is_empty());
        sheets.dedup();
        let rows = counted.rows;
        let tallies = std::mem::take(&mut counted.columns);
        let mut columns: Vec<Column> =
            top.names.iter().zip(tallies).map(|(name, tally)| Column::of(name, tally, rows, source, today)).collect();
        let privacy = Privacy::of(&columns, rows, source);
        columns.iter_mut().for_each(|column| privacy.blur(column));
        let last = if one_file && sheets.len() < 2 { counted.last_full } else { u32::MAX };
        let below = || counted.thin.range(last.saturating_add(1)..);
        let notes = match (below().next(), below().next_back()) {
            (Some((_, (_, text))), _) if !text.is_empty() && privacy == Privacy::Open => {
                Some(format!("until: {}", quote::yaml(text)))
            }
            (Some(_), Some((line, _))) if sheets.is_empty() => Some(format!("footer: {}", line - last)),
            _ => None,
        };
        let odd = odd::of(&columns, &counted, rows, last, &top);
        Self { sheets, top, rows, columns, privacy, odd, notes }
    }
}
