//! A CSV file of interventions, one to a row.
//!
//! Comes in: the text of a file, and which of its columns is which. Goes out: a [`Given`] for each row, its
//! fields with their places. Wrong can be: a column that is not there, one that nothing reads, a row with more
//! or fewer fields than the header.

use std::collections::BTreeMap;
use std::ops::Range;

use super::record::{Given, KEYS, LISTS};
use crate::content::delimited::{plain, rows, split};
use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report};

/// The rows of a file. `columns` names the column of a key where it is called otherwise; `ignored` are columns
/// that are there for others.
pub(super) fn read(
    report: &Report,
    file: &TextFile,
    columns: &BTreeMap<String, (String, Place)>,
    ignored: &[(String, Place)],
) -> Vec<Given> {
    let mut rows = rows(&file.text).into_iter();
    let Some(header) = rows.next() else {
        let found = Diagnostic::error("this table has no rows").at(Place::file(&file.path));
        report.add(found.help("write the names of its columns into the first line, and a line for each intervention"));
        return Vec::new();
    };
    let names: Vec<String> = header.iter().map(|range| plain(&file.text[range.clone()])).collect();
    let known = || names.iter().map(String::as_str);
    for (key, (name, place)) in columns {
        if !KEYS.contains(&key.as_str()) {
            let found = Diagnostic::error(format!("`{key}` is nothing that is known of an intervention"));
            report.add(found.at(place.clone()).label("for this column").suggest(key, KEYS));
        } else if !names.contains(name) {
            let found = Diagnostic::error(format!("the table has no column `{name}`"));
            report.add(found.at(place.clone()).label(format!("`{key}` is to be read from it")).suggest(name, known()));
        }
    }
    for (name, place) in ignored.iter().filter(|(name, _)| !names.contains(name)) {
        let found = Diagnostic::error(format!("the table has no column `{name}`"));
        report.add(found.at(place.clone()).label("nothing to leave out").suggest(name, known()));
    }
    let key_of = |name: &str| -> Option<&'static str> {
        let declared = columns.iter().find(|(_, (column, _))| column == name).map(|(key, _)| key.as_str());
        // A key that is read from another column leaves the column of its own name alone.
        let own = || Some(name).filter(|name| !columns.contains_key(*name));
        let key = declared.or_else(own)?;
        KEYS.into_iter().find(|known| *known == key)
    };
    let keys: Vec<Option<&'static str>> = names.iter().map(|name| key_of(name)).collect();
    for ((name, key), range) in names.iter().zip(&keys).zip(&header) {
        if key.is_none() && !ignored.iter().any(|(left, _)| left == name) {
            let found = Diagnostic::warning(format!("nothing reads the column `{name}`")).at(file.place(range.clone()));
            let found = found.label("of no key of an intervention");
            report.add(match crate::report::nearest(name, KEYS.into_iter()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("name its key under `columns:`, or the column under `ignore:`"),
            });
        }
    }
    rows.filter_map(|row| given(report, file, &keys, &row)).collect()
}

fn given(report: &Report, file: &TextFile, keys: &[Option<&'static str>], row: &[Range<usize>]) -> Option<Given> {
    let whole = row.first()?.start..row.last()?.end;
    if row.len() != keys.len() {
        let found = Diagnostic::error(format!("this row has {} fields, the header {}", row.len(), keys.len()));
        report.add(
            found
                .at(file.place(whole))
                .label("this row")
                .help("put a field that holds a comma in quotes, and leave no field out"),
        );
        return None;
    }
    let mut fields = BTreeMap::new();
    for (key, range) in keys.iter().zip(row) {
        let Some(key) = key else { continue };
        let parts = if LISTS.contains(key) { split(&file.text, range.clone()) } else { vec![range.clone()] };
        let parts = parts.into_iter().map(|range| (plain(&file.text[range.clone()]), file.place(range)));
        fields.insert(*key, parts.collect());
    }
    Some(Given::new(file.place(row.first()?.clone()), fields))
}
