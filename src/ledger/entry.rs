//! `ledger.csv`: every id that was ever given to a figure, in which edition, and to what.
//!
//! Comes in: the file, if there is one. Goes out: its lines with their places. Wrong can be: a line that no release
//! wrote, an id that stands twice, a released figure that has no line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Frozen, Shown};
use crate::content::csv;
use crate::files::Root;
use crate::report::{Diagnostic, Place, Report, Result};

/// The name of the file in the folder of frozen editions.
pub const FILE: &str = "ledger.csv";

/// Its columns.
const HEADER: &str = "id,edition,kind,indicators,title";

/// An id that was given.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The id.
    pub id: String,
    /// The edition that first had it.
    pub first: String,
    /// What it was given to.
    pub shown: Shown,
    /// The line of the ledger.
    pub place: Place,
}

/// Reads the ledger; no lines where there is none.
pub(super) fn read(report: &Report, root: &Root, folder: &str) -> Result<Vec<Entry>> {
    let path = format!("{folder}/{FILE}");
    if !root.exists(&path) {
        return Ok(Vec::new());
    }
    let file = root.text(report, &path)?;
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file.text.as_bytes());
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, record) in reader.records().enumerate() {
        let line = record.as_ref().ok().and_then(|record| Some(record.position()?.line() as usize)).unwrap_or(at + 1);
        let text = file.text.lines().nth(line - 1).unwrap_or_default();
        let place = Place::line(&path, line, 1, text.chars().count(), Some(text.to_owned()));
        let fields: Option<[String; 5]> =
            record.ok().and_then(|record| record.iter().map(str::to_owned).collect::<Vec<_>>().try_into().ok());
        let Some([id, first, kind, codes, title]) = fields.filter(|fields| at > 0 || fields.join(",") == HEADER) else {
            let found = Diagnostic::error("this is no line of the ledger").at(place).label("changed by hand");
            report.add(found.help("put the file back as `sna release` wrote it").repeated("ledger", "line"));
            continue;
        };
        if at == 0 {
            continue;
        }
        if let Some(first) = seen.insert(id.clone(), line) {
            let found = Diagnostic::error(format!("`{id}` stands twice in the ledger")).at(place);
            let found = found.label(format!("it is on line {first} too"));
            report.add(found.help("an id is given once: take out the line that no release wrote"));
            continue;
        }
        let codes = codes.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        entries.push(Entry { id, first, shown: Shown { kind, codes, title, used: Vec::new() }, place });
    }
    report.sound(entries)
}

/// Says which figures of frozen editions have no line.
pub(super) fn complete(report: &Report, folder: &str, editions: &[Frozen], entries: &[Entry]) {
    let known: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    for manifest in editions.iter().map(|frozen| &frozen.manifest) {
        for id in manifest.figures.keys().filter(|id| !known.contains(id.as_str())) {
            let found = Diagnostic::error(format!("the ledger lacks figure `{id}` of the {}", manifest.label));
            let found = found.at(Place::file(&format!("{folder}/{FILE}")));
            let found = found.note("without its line the id could be given to another figure");
            report
                .add(found.help("put the file back from a copy; `sna release` wrote it").repeated("no line", "figure"));
        }
    }
}

/// The text of the ledger with the figures of an edition that it does not have yet.
pub fn text(entries: &BTreeMap<String, Entry>, edition: &str, figures: &BTreeMap<String, Shown>) -> String {
    let mut lines: BTreeMap<&str, (&str, &Shown)> =
        figures.iter().map(|(id, shown)| (id.as_str(), (edition, shown))).collect();
    lines.extend(entries.values().map(|entry| (entry.id.as_str(), (entry.first.as_str(), &entry.shown))));
    let mut text = format!("{HEADER}\n");
    for (id, (first, shown)) in lines {
        let (kind, codes, title) = (&shown.kind, shown.codes.join(" "), csv::field(&shown.title));
        let _ = writeln!(text, "{},{first},{kind},{},{title}", csv::field(id), csv::field(&codes));
    }
    text
}
