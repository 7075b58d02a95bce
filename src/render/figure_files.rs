//! A figure as files beside its page: its rows with all that is needed to use them, and its citation.
//!
//! Comes in: an exhibit. Goes out: JSON whose rows are those of the CSV file, and a citation for each program
//! that manages references. Wrong can be: nothing. `docs/citing.md` explains the keys, which are for good.

use serde_json::{Map, Number, Value, json};

use super::figures::{csv, is_illustrative, size, sources_of};
use super::frame::permanent;
use super::notes::{notes, shorthand};
use super::view::{self, Download};
use super::{Files, Output, Publication, author_table, citation};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::content::link::relative;
use crate::model::source::{Source, SourceId};

/// Columns that hold words whatever they look like: a code or a year is no number.
const WORDS: [&str; 13] = [
    "indicator",
    "indicator title",
    "area code",
    "area",
    "area level",
    "period",
    "breakdown",
    "unit",
    "comparison",
    "status",
    "source",
    "illustrative",
    "audience",
];

/// The rows and the citation of each figure as files.
#[derive(Debug)]
pub(super) struct FigureFiles;

impl Output for FigureFiles {
    fn name(&self) -> &'static str {
        "figure files"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        for exhibit in publication.gallery.iter() {
            let id = exhibit.id.clone();
            files.add(&addresses.figure_file(&id, ".json"), move |publication, _| {
                Ok(publication.gallery.get(&id).map_or_else(String::new, |it| json_file(publication, it)).into_bytes())
            });
            for (ending, form) in citation::FILES {
                let id = exhibit.id.clone();
                files.add(&addresses.figure_file(&id, ending), move |publication, _| {
                    let text = publication.gallery.get(&id).map(|exhibit| cited(publication, exhibit, form));
                    Ok(text.unwrap_or_default().into_bytes())
                });
            }
        }
    }
}

fn cited(publication: &Publication, exhibit: &Exhibit, form: &str) -> String {
    let mut text = citation::in_form(publication, exhibit, is_illustrative(publication, exhibit), form);
    text.push('\n');
    text
}

/// The link to a figure's JSON file from the page at `from`.
pub(super) fn json_download(publication: &Publication, exhibit: &Exhibit, from: &str) -> Download {
    Download {
        text: "JSON".to_owned(),
        href: relative(from, &publication.bindings.addresses.figure_file(&exhibit.id, ".json")),
        size: size(json_file(publication, exhibit).len()),
        note: format!("the rows of figure {} with its sources and citation", exhibit.id),
    }
}

/// The links to a figure's citation files from the page at `from`.
pub(super) fn citation_downloads(publication: &Publication, exhibit: &Exhibit, from: &str) -> Vec<Download> {
    let file = |(ending, form): (&str, &str)| Download {
        text: form.to_owned(),
        href: relative(from, &publication.bindings.addresses.figure_file(&exhibit.id, ending)),
        size: size(cited(publication, exhibit, form).len()),
        note: format!("the citation of figure {}", exhibit.id),
    };
    citation::FILES.into_iter().map(file).collect()
}

/// What is said about an exhibit, whatever it shows.
pub(super) struct Described {
    /// Measure, unit, place and period.
    pub(super) shown: Option<String>,
    /// Level, direction, extremes and what not to conclude.
    pub(super) summary: Option<String>,
    /// Cautions, gaps and breaks.
    pub(super) notes: Vec<String>,
    /// The shorthand it uses.
    pub(super) shorthand: Vec<view::Shorthand>,
}

/// What is said about an exhibit.
pub(super) fn described(publication: &Publication, exhibit: &Exhibit) -> Described {
    let sources = sources_of(publication, exhibit);
    let told = |used: &[_]| notes(publication, exhibit, &sources, used);
    match &exhibit.content {
        Exhibited::Drawing(figure) => Described {
            shown: Some(figure.shown.clone()),
            summary: Some(figure.summary.clone()),
            notes: told(&figure.shorthand),
            shorthand: shorthand(&figure.shorthand, figure.marks),
        },
        Exhibited::Table(spec) => {
            let (table, used, marks) = author_table::table(publication, spec, "");
            Described {
                shown: Some(table.caption),
                summary: None,
                notes: told(&used),
                shorthand: shorthand(&used, marks),
            }
        }
        Exhibited::KeyFigures(_) => Described { shown: None, summary: None, notes: told(&[]), shorthand: Vec::new() },
    }
}

/// The sources of an exhibit as they are declared, numerators first.
pub(super) fn known_sources<'a>(publication: &'a Publication, exhibit: &Exhibit) -> Vec<&'a Source> {
    let known = |id: &SourceId| publication.findings.sources.get(id).map(AsRef::as_ref);
    sources_of(publication, exhibit).iter().filter_map(known).collect()
}

/// All that is known of a figure, with its rows, as JSON.
pub fn json_file(publication: &Publication, exhibit: &Exhibit) -> String {
    let (config, addresses) = (&publication.config, &publication.bindings.addresses);
    let Described { shown, summary, notes, shorthand } = described(publication, exhibit);
    let illustrative = is_illustrative(publication, exhibit);
    let address = |path: &str| permanent(publication, path);
    let source = |source: &Source| {
        json!({
            "id": source.id.as_str(),
            "title": source.title,
            "publisher": source.publisher,
            "period": source.period,
            "status": super::chapters::status_word(source.status),
            "licence": {"name": source.licence.name, "address": source.licence.address},
            "attribution": source.attribution,
            "address": source.address,
            "page": address(&addresses.source(source.id.as_str())),
        })
    };
    let drawn = matches!(exhibit.content, Exhibited::Drawing(_));
    let kind = match &exhibit.content {
        Exhibited::Drawing(figure) => figure.spec.kind.as_str(),
        Exhibited::Table(_) => "table",
        Exhibited::KeyFigures(_) => "key-figures",
    };
    let (columns, rows) = rows_of(&csv(publication, exhibit));
    let signs: Map<String, Value> =
        shorthand.into_iter().map(|entry| (entry.sign, Value::String(entry.meaning))).collect();
    let all = json!({
        "figure": exhibit.id,
        "finding": exhibit.finding.text(),
        "kind": kind,
        "shown": shown,
        "summary": summary,
        "notes": notes,
        "shorthand": signs,
        "illustrative": illustrative,
        "demonstration": config.demonstration,
        "audience": config.audience.restriction(),
        "title": config.title,
        "publisher": config.publisher,
        "edition": config.edition_label,
        "published": config.published.id(),
        "licence": {"name": config.licence.name, "address": config.licence.address},
        "address": address(&addresses.figure(&exhibit.id)),
        "csv": address(&addresses.figure_file(&exhibit.id, ".csv")),
        "svg": drawn.then(|| address(&addresses.figure_file(&exhibit.id, ".svg"))),
        "sources": known_sources(publication, exhibit).into_iter().map(source).collect::<Vec<_>>(),
        "citation": citation::by_key(publication, exhibit, illustrative),
        "columns": columns,
        "rows": rows,
    });
    format!("{all}\n")
}

/// The rows of a CSV file of ours as objects: numbers as numbers, and null where a field is empty.
fn rows_of(text: &str) -> (Vec<String>, Vec<Value>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> =
        reader.headers().map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default();
    let rows = reader.records().filter_map(Result::ok).map(|record| {
        let cells = columns.iter().zip(record.iter());
        Value::Object(cells.map(|(column, cell)| (column.clone(), value(column, cell))).collect())
    });
    (columns.clone(), rows.collect())
}

fn value(column: &str, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    if !WORDS.contains(&column) {
        let number = cell.parse::<i64>().map(Number::from).ok();
        if let Some(number) = number.or_else(|| cell.parse().ok().and_then(Number::from_f64)) {
            return Value::Number(number);
        }
    }
    // The sign that keeps a spreadsheet from reading words as a formula is for spreadsheets.
    let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    Value::String(guarded.unwrap_or(cell).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_codes_and_years_as_words_and_numbers_as_numbers() {
        let text =
            "area code,period,value,count,status,score\n007,2026,2.30,12,final,-1.5\n'=1,2025,,,[c] withheld,[c]\n";
        let (columns, rows) = rows_of(text);
        assert_eq!(columns, ["area code", "period", "value", "count", "status", "score"]);
        assert_eq!(
            Value::Array(rows).to_string(),
            r#"[{"area code":"007","period":"2026","value":2.3,"count":12,"status":"final","score":-1.5},{"area code":"=1","period":"2025","value":null,"count":null,"status":"[c] withheld","score":"[c]"}]"#
        );
    }
}
