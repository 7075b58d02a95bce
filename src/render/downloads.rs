//! Numbers as files: the whole edition, each indicator, each area, what their columns mean, and the page of them.
//!
//! Comes in: released cells. Goes out: CSV, workbooks, their descriptions for programs, checksums. Wrong can
//! be: a workbook that cannot be written.

mod book;
mod catalogue;
mod described;
mod listing;
mod names;
mod ods;
mod rows;
mod xlsx;

use std::cell::OnceCell;
use std::sync::{Arc, Mutex, PoisonError};

use self::listing::{Content, Listed, Made};
pub(super) use self::rows::{
    COLUMNS, Kind, Record, columns, for_audience, of_area, of_indicator, of_numbers, records_of_area,
    records_of_indicator, whole_stem,
};
use super::figures::size;
use super::frame::{self, PageHead, link};
use super::view::{Cell, Column, Data, DataGroup, DataTable, Download, Row, Table};
use super::{Files, Output, Publication, api, areas, document, profile};
use crate::compare::IndicatorFindings;
use crate::content::link::relative;
use crate::content::number;
use crate::model::audience::Audience;
use crate::report::{Report, Result};

/// The list of files, made by whichever file asks for it first and kept for the others, and the bytes that were made
/// for it, each until its file is written.
#[derive(Clone, Default)]
struct Shelf {
    list: Arc<Mutex<Option<Arc<Vec<Listed>>>>>,
    made: Arc<Mutex<Made>>,
}

impl Shelf {
    fn list(&self, publication: &Publication, report: &Report) -> Result<Arc<Vec<Listed>>> {
        // What another thread left half done is `None`, and made anew.
        let mut kept = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = kept.as_ref() {
            return Ok(Arc::clone(list));
        }
        let (list, made) = listing::list(publication, report)?;
        let list = Arc::new(list);
        *self.made.lock().unwrap_or_else(PoisonError::into_inner) = made;
        *kept = Some(Arc::clone(&list));
        Ok(list)
    }

    /// The bytes of a file: those that were made for the list, the first time.
    fn bytes(&self, content: &Content, publication: &Publication, report: &Report) -> Result<Vec<u8>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner).remove(&content.path(publication));
        made.map_or_else(|| content.bytes(publication, report, &OnceCell::new()), Ok)
    }
}

/// The files that describe the others, with their bytes.
fn descriptions(publication: &Publication, listed: &[Listed]) -> Vec<(String, Vec<u8>)> {
    let whole = format!("{}.csv", whole_stem(publication));
    let mut files = vec![
        ("datapackage.json".to_owned(), described::package(publication, listed)),
        (described::TABLE_SCHEMA.to_owned(), described::table_schema(publication)),
        (format!("{whole}-metadata.json"), described::csvw(publication, &whole, None)),
    ];
    if publication.config.audience == Audience::Public {
        files.push(("catalogue.jsonld".to_owned(), catalogue::catalogue(publication, listed)));
    }
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

/// The name of the file of checksums.
const CHECKSUMS: &str = "SHA256SUMS";

fn checksums(publication: &Publication, listed: &[Listed]) -> String {
    let further = descriptions(publication, listed);
    let further: Vec<(&str, &[u8])> = further.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    described::checksums(listed, &further)
}

/// The files of numbers and the page that lists them.
#[derive(Debug)]
pub(super) struct Downloads;

impl Output for Downloads {
    fn name(&self) -> &'static str {
        "downloads"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        let shelf = Shelf::default();
        let own = shelf.clone();
        files.add(&addresses.page("data"), move |publication, report| {
            let listed = own.list(publication, report)?;
            publication.theme.page(report, "data.html", &page(publication, &listed))
        });
        for content in Content::all(publication) {
            let own = shelf.clone();
            files.add(&addresses.download(&content.path(publication)), move |publication, report| {
                own.bytes(&content, publication, report)
            });
        }
        for (path, _) in descriptions(publication, &[]) {
            let (own, name) = (shelf.clone(), path.clone());
            files.add(&addresses.download(&path), move |publication, report| {
                let listed = own.list(publication, report)?;
                let found = descriptions(publication, &listed).into_iter().find(|(path, _)| *path == name);
                Ok(found.map(|(_, bytes)| bytes).unwrap_or_default())
            });
        }
        files.add(&addresses.download(CHECKSUMS), move |publication, report| {
            Ok(checksums(publication, &shelf.list(publication, report)?).into_bytes())
        });
        for found in publication.findings.iter() {
            let id = found.indicator.id.clone();
            files.add(&addresses.download(&format!("indicators/{id}.csv-metadata.json")), move |publication, _| {
                let found = publication.findings.get(&id);
                Ok(described::csvw(publication, &format!("{id}.csv"), found).into_bytes())
            });
        }
    }
}

fn page(publication: &Publication, listed: &[Listed]) -> Data {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("data");
    let from = address.as_str();
    let file = |text: &str, name: &str, bytes: usize, note: &str| Download {
        text: text.to_owned(),
        href: relative(from, &addresses.download(name)),
        size: size(bytes),
        note: note.to_owned(),
    };
    let known = |content: &Content| listed.iter().find(|file| file.content == *content);
    let rows_of = |content: &Content| known(content).map_or(0, |file| file.rows);
    let entry = |text: &str, content: &Content, note: &str| {
        let bytes = known(content).map_or(0, |file| file.bytes);
        file(text, &content.path(publication), bytes, note)
    };
    let table = |found: &IndicatorFindings| {
        let id = &found.indicator.id;
        let period = match (found.periods().first(), found.periods().last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(only), _) => only.to_string(),
            _ => "[x]".to_owned(),
        };
        DataTable {
            link: link(from, found.indicator.title.as_str(), &addresses.indicator(id.as_str())),
            rows: number::count(rows_of(&Content::Indicator(id.clone())) as f64),
            period,
            downloads: vec![
                entry("CSV", &Content::Indicator(id.clone()), &format!("all values of {}", found.indicator.short)),
                entry(
                    "Dictionary",
                    &Content::IndicatorDictionary(id.clone()),
                    &format!("what the columns of {} hold", found.indicator.short),
                ),
            ],
            illustrative: found.illustrative,
        }
    };
    let mut themes: Vec<&str> = publication.findings.iter().map(|found| found.indicator.theme.as_str()).collect();
    themes.sort_by_key(|theme| profile::theme_order(theme));
    themes.dedup();
    let group = |theme: &str| {
        let own = publication.findings.iter().filter(|found| found.indicator.theme == theme);
        let tables: Vec<DataTable> = own.map(table).collect();
        DataGroup { title: format!("{theme}: {}", crate::report::counted(tables.len(), "table")), tables }
    };
    let row = |(name, meaning, _): (&str, &str, Kind)| {
        let cell = |text: &str| Cell { text: text.to_owned(), kind: "text".to_owned(), ..Cell::default() };
        Row { step: None, words: String::new(), cells: vec![cell(name), cell(meaning)] }
    };
    let column = |text: &str| Column { text: text.to_owned(), kind: "text".to_owned() };
    let mut attributions: Vec<&str> =
        publication.findings.sources.values().map(|source| source.attribution.as_str()).collect();
    attributions.sort_unstable();
    attributions.dedup();
    let whole = vec![
        entry("All values, CSV", &Content::Whole, "every released number of the edition"),
        entry("All values, Excel workbook", &Content::Xlsx, "a worksheet for each indicator"),
        entry("All values, OpenDocument spreadsheet", &Content::Ods, "a worksheet for each indicator"),
        entry("Dictionary, CSV", &Content::Dictionary, "what the columns hold"),
        entry(
            "Sources and their files, CSV",
            &Content::Sources,
            "each file that was read, with its SHA-256 and the rows used",
        ),
        entry("How each indicator was made, CSV", &Content::Indicators, "the rule by which rows became numbers"),
    ];
    let mut programs: Vec<Download> = descriptions(publication, listed)
        .iter()
        .map(|(path, bytes)| {
            let (text, note) = match path.as_str() {
                "datapackage.json" => ("Data package", "every file with its columns, for Frictionless tools"),
                described::TABLE_SCHEMA => ("Table schema", "the columns of every table of numbers"),
                "catalogue.jsonld" => ("Catalogue, DCAT", "the data sets of the edition, for data portals"),
                _ => ("CSV on the Web", "the columns of the file of all values"),
            };
            file(text, path, bytes.len(), note)
        })
        .collect();
    let sums = checksums(publication, listed).len();
    programs.push(file("Checksums, SHA-256", CHECKSUMS, sums, "to check that a file arrived whole"));
    Data {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Data",
                description: "Every released number as files, with a dictionary and the licence.",
                breadcrumb: &[],
                illustrative: true,
            },
        ),
        title: "Data".to_owned(),
        pack: relative(from, &addresses.page("pack")),
        document: relative(from, &addresses.page(document::NAME)),
        document_file: document::file(publication).map(|file| relative(from, &file)),
        lede: format!(
            "Every number on this site is in these files, and nothing else is: {} values of {} indicators for {} areas with a page.",
            number::count(rows_of(&Content::Whole) as f64),
            publication.findings.iter().count(),
            areas::with_profile(publication).len()
        ),
        whole,
        programs,
        api: relative(from, &api::index_address(publication)),
        statements: relative(from, &publication.bindings.addresses.statements()),
        groups: themes.into_iter().map(group).collect(),
        dictionary: Table {
            caption: "Columns of the files".to_owned(),
            columns: vec![column("Column"), column("What it holds")],
            rows: columns(publication).map(row).collect(),
            sortable: false,
        },
        attribution: attributions.join(" "),
    }
}
