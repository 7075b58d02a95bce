//! The rows of a figure beside those of the same figure before.
//!
//! Comes in: two files of one figure. Goes out: [`MovedFigure`], or nothing where they say the same. Rows are of
//! one thing where indicator, area, period and breakdown are the same.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Distance, MovedValue};

/// The columns that say what a row is of.
const KEYS: [&str; 5] = ["indicator", "area code", "area", "period", "breakdown"];

/// What of a figure is set beside that of another edition.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Figure {
    /// What it shows, in a sentence.
    pub(super) finding: String,
    /// By what each row is of: its other columns in their order.
    pub(super) rows: BTreeMap<Vec<String>, Vec<(String, String)>>,
}

/// A row that is other than before.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedRow {
    /// What it is of: indicator, area, period and breakdown, as far as each is given.
    pub of: String,
    /// The columns that moved, `written` being the name of each.
    pub columns: Vec<MovedValue>,
}

/// A figure that is other than before.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedFigure {
    /// Its id.
    pub id: String,
    /// Its finding, where that reads otherwise: as it was and as it is.
    pub finding: Option<(String, String)>,
    /// Rows that moved.
    pub rows: Vec<MovedRow>,
    /// What rows are of that are new.
    pub new: Vec<String>,
    /// What rows are of that are gone.
    pub gone: Vec<String>,
    /// How many rows it has now.
    pub all: usize,
}

impl Figure {
    /// From a figure's JSON file.
    pub(super) fn read(json: &Value) -> Option<Self> {
        let mut rows = BTreeMap::new();
        for row in json.get("rows")?.as_array()? {
            let row = row.as_object()?;
            let mut key: Vec<String> = KEYS.iter().map(|key| row.get(*key).map_or_else(String::new, text)).collect();
            // Two rows of one thing are told apart by their order.
            key.push(String::new());
            let mut again = 1;
            while rows.contains_key(&key) {
                again += 1;
                key[KEYS.len()] = again.to_string();
            }
            let columns = row.iter().filter(|(name, _)| !KEYS.contains(&name.as_str()));
            rows.insert(key, columns.map(|(name, value)| (name.clone(), text(value))).collect());
        }
        Some(Self { finding: json.get("finding")?.as_str()?.to_owned(), rows })
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What a row is of, in words: `robbery, Dudley, 2025`.
fn named(key: &[String]) -> String {
    let parts = [0, 2, 3, 4].into_iter().filter_map(|at| key.get(at)).filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// What moved of the figure of this id.
pub(super) fn moved(id: &str, was: &Figure, is: &Figure) -> Option<MovedFigure> {
    let mut figure = MovedFigure {
        id: id.to_owned(),
        finding: (was.finding != is.finding).then(|| (was.finding.clone(), is.finding.clone())),
        rows: Vec::new(),
        new: Vec::new(),
        gone: was.rows.keys().filter(|key| !is.rows.contains_key(*key)).map(|key| named(key)).collect(),
        all: is.rows.len(),
    };
    for (key, columns) in &is.rows {
        let Some(before) = was.rows.get(key) else {
            figure.new.push(named(key));
            continue;
        };
        let before: BTreeMap<&str, &str> = before.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let columns = columns.iter().filter_map(|(name, is)| {
            let was = *before.get(name.as_str())?;
            let by = Distance::between(was, is);
            (was != is).then(|| MovedValue { written: name.clone(), was: was.to_owned(), is: is.clone(), by })
        });
        let columns: Vec<MovedValue> = columns.collect();
        if !columns.is_empty() {
            figure.rows.push(MovedRow { of: named(key), columns });
        }
    }
    let same = figure.finding.is_none() && figure.rows.is_empty() && figure.new.is_empty() && figure.gone.is_empty();
    (!same).then_some(figure)
}
