//! Tables of a publisher's own: a fenced block `csv-table` that names a CSV file of `content/`.
//!
//! Comes in: the settings of the block and the rows of its file. Goes out: a table on the page, and the same rows as a
//! file to take along. Wrong can be: a setting, a file that is not there or is no table, a column that it has not, a
//! cell that is empty, a file of `data/` and one that is made of rows from there: such counts pass through disclosure
//! control, and a table beside it would give away what that withholds.

mod copied;

use std::ops::Range;
use std::sync::Arc;

pub use self::copied::Searched;
use super::compose::Composer;
use super::csv::{field, for_audience};
use super::html::escape;
use super::picture::{self, Licence};
use super::shortcode::Named;
use super::value::{self, Sentence};
use super::{Document, link};
use crate::files::{Root, TextFile};
use crate::model::area::slug;
use crate::report::{Diagnostic, Place, Report, nearest};
use crate::yaml;

use super::markdown::Piece;

/// The word of the fenced block.
pub(super) const WORD: &str = "csv-table";

/// How many rows a page shows; nobody reads more, and each page is to stay light.
const MOST_ROWS: usize = 200;

/// What to do where a file holds numbers of the data.
const INSTEAD: &str =
    "make an indicator of it and show that, or name a file that you wrote for this page, in `content/tables/`";

/// A table as written.
#[derive(Debug, Clone)]
pub(super) struct OwnTable {
    file: Named,
    caption: Sentence,
    columns: Vec<Named>,
    numbers: Vec<Named>,
    source: String,
    licence: Licence,
    pub(super) place: Place,
    /// The head and the rows of its file, once that is read.
    rows: Option<Rows>,
}

#[derive(Debug, Clone)]
struct Rows {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Of each column, whether it stands to the right.
    numeric: Vec<bool>,
}

/// Reads the body of a fenced block.
pub(super) fn read(report: &Report, file: &TextFile, whole: Range<usize>, body: Range<usize>) -> Option<OwnTable> {
    let end = file.text[whole.clone()].find('\n').map_or(whole.end, |at| whole.start + at);
    let place = file.place(whole.start..end);
    let node = yaml::parse(report, file, body).ok()?;
    let mut map = node.map(report)?;
    let file = map.text_at("file");
    let caption = map.text_at("caption").map(|(text, place)| value::sentence(report, &text, &place));
    let columns = map.texts("columns");
    let numbers = map.texts("numbers");
    let source = map.text("source");
    let licence = map.required("licence").and_then(|node| picture::licence(report, node));
    map.finish();
    Some(OwnTable {
        file: file?,
        caption: caption?,
        columns,
        numbers,
        source: source?,
        licence: licence?,
        place,
        rows: None,
    })
}

/// Reads the files that the tables of documents name.
pub(super) fn read_files(report: &Report, root: &Root, documents: &mut [Document], searched: &mut Searched) {
    let mut read: Vec<(&mut OwnTable, Vec<Vec<String>>)> = Vec::new();
    for document in documents {
        let from = Arc::clone(&document.file.path);
        for piece in &mut document.pieces {
            if let Piece::Table(table) = piece
                && let Some(all) = rows(report, root, &from, table)
            {
                read.push((table, all));
            }
        }
    }
    let bodies: Vec<&[Vec<String>]> = read.iter().map(|(_, all)| &all[1..]).collect();
    let copied = copied::copied(root, &bodies, searched);
    for ((table, all), copied) in read.into_iter().zip(copied) {
        match copied {
            None => table.rows = chosen(report, table, all),
            Some(copied) => {
                let (name, place) = &table.file;
                let message = format!("`{name}` is a copy of rows of `{}`, and is not published as it is", copied.file);
                let label = format!("{} of its {} rows stand in the data", copied.rows, all.len() - 1);
                let found = Diagnostic::error(message).at(place.clone()).label(label);
                report.add(found.note("numbers from `data/` pass through disclosure control").help(INSTEAD));
            }
        }
    }
}

/// The head and the rows of a file.
fn rows(report: &Report, root: &Root, from: &str, table: &OwnTable) -> Option<Vec<Vec<String>>> {
    let path = path(report, root, from, &table.file)?;
    let file = root.text(report, &path).ok()?;
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.text.as_bytes());
    let line = |number: u64| {
        let number = usize::try_from(number).unwrap_or(1);
        let text = file.text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
        Place::line(&path, number, 1, text.chars().count().max(1), Some(text.to_owned()))
    };
    let mut all: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(cause) => {
                let found = Diagnostic::error(format!("this is no table: {cause}")).at(Place::file(&path));
                report.add(found.help("save it as CSV with commas"));
                return None;
            }
        };
        let place = || line(record.position().map_or(1, ::csv::Position::line));
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if let Some(head) = all.first()
            && head.len() != cells.len()
        {
            let message = format!("this row has {} where the head has {}", cells_of(cells.len()), head.len());
            let found = Diagnostic::error(message).at(place()).label("this row");
            report.add(found.help("put a cell that holds a comma in double quotes"));
            return None;
        }
        if let Some(empty) = cells.iter().position(String::is_empty) {
            let name = all.first().and_then(|head| head.get(empty)).cloned().unwrap_or_default();
            let message =
                if all.is_empty() { "a column has no name".to_owned() } else { format!("`{name}` is empty here") };
            let found = Diagnostic::error(message).at(place()).label("this row");
            report.add(found.help("write what stands there, or `[x]` where nothing is known"));
            return None;
        }
        all.push(cells);
    }
    let (name, place) = &table.file;
    if all.len() < 2 {
        let found = Diagnostic::error(format!("`{name}` has no rows")).at(place.clone()).label("this file");
        report.add(found.help("its first line names the columns, and each further line is a row"));
        return None;
    }
    if all.len() > MOST_ROWS + 1 {
        let found = Diagnostic::error(format!("`{name}` has {} rows", all.len() - 1)).at(place.clone());
        let found = found.label(format!("a page shows {MOST_ROWS} at most"));
        report.add(found.help("keep the rows that the text speaks of, and say where the others are"));
        return None;
    }
    Some(all)
}

fn cells_of(count: usize) -> String {
    crate::report::counted(count, "cell")
}

/// The columns that the block asks for, in its order.
fn chosen(report: &Report, table: &OwnTable, mut all: Vec<Vec<String>>) -> Option<Rows> {
    let head = all.remove(0);
    let find = |(name, place): &Named, among: &[String]| {
        let found = among.iter().position(|known| known == name);
        if found.is_none() {
            let fault = Diagnostic::error(format!("`{}` has no column `{name}`", table.file.0)).at(place.clone());
            report.add(fault.label("no column is called so").suggest(name, among.iter().map(String::as_str)));
        }
        found
    };
    let columns: Vec<Option<usize>> = if table.columns.is_empty() {
        (0..head.len()).map(Some).collect()
    } else {
        table.columns.iter().map(|column| find(column, &head)).collect()
    };
    let columns: Vec<usize> = columns.into_iter().collect::<Option<_>>()?;
    let head: Vec<String> = columns.iter().map(|at| head[*at].clone()).collect();
    let mut numeric = vec![false; head.len()];
    for column in &table.numbers {
        numeric[find(column, &head)?] = true;
    }
    let rows = all.iter().map(|row| columns.iter().map(|at| row[*at].clone()).collect()).collect();
    Some(Rows { head, rows, numeric })
}

/// The path of the file, which must lie in `content/`, wherever links lead, and be no file of `data/`.
fn path(report: &Report, root: &Root, from: &str, (name, place): &Named) -> Option<String> {
    let outside = name.starts_with('/') || name.contains(['\\', ':']);
    let beside = link::resolved(from, name);
    let below = link::resolved("content/a", name);
    let path = if !outside && root.size(&below).is_some() { below.clone() } else { beside };
    let raw = path.starts_with("data/") || name.starts_with("data/") || root.lies_in(&path, "data");
    if raw && !outside {
        let found = Diagnostic::error(format!("`{name}` is a file of data, and is not published as it is"));
        let found = found.at(place.clone()).label("numbers from `data/` pass through disclosure control");
        report.add(found.help(INSTEAD));
        return None;
    }
    if outside || !path.starts_with("content/") || root.size(&path).is_none() {
        let found = Diagnostic::error(format!("the table `{name}` is not there")).at(place.clone());
        let files = root.files(report, "content", ".csv").unwrap_or_default();
        let near = nearest(&below, files.iter().map(String::as_str)).and_then(|near| near.strip_prefix("content/"));
        report.add(match near {
            Some(near) => found.label("no such file in `content/`").help(format!("did you mean `{near}`?")),
            None => found
                .label("no such file in `content/`")
                .help("put it at `content/tables/NAME.csv`, and write `tables/NAME.csv`"),
        });
        return None;
    }
    if !root.lies_in(&path, "content") {
        let found = Diagnostic::error(format!("`{name}` leads out of `content/`, and is not published"));
        let found = found.at(place.clone()).label("a link to a file elsewhere");
        report.add(found.help("put the file itself into `content/tables/`"));
        return None;
    }
    Some(path)
}

impl OwnTable {
    /// As it stands on the page that is written.
    pub(super) fn html(&self, composer: &mut Composer<'_>) -> String {
        let words = composer.sentence(&self.caption);
        let Some(Rows { head, rows, numeric }) = &self.rows else { return String::new() };
        let name = self.file.0.rsplit('/').next().unwrap_or(&self.file.0).trim_end_matches(".csv");
        let address = format!("{}{}.csv", composer.address(), slug(name));
        let mut csv = line(head);
        rows.iter().for_each(|row| csv.push_str(&line(row)));
        let csv = for_audience(composer.context.audience, csv);
        let size = csv.len();
        if !composer.context.attach(&address, &csv.into_bytes().into()) {
            let found = Diagnostic::error(format!("two tables of this page are made of files called `{name}.csv`"));
            let help = "each is a download at an address of its own: give one of the files another name";
            composer.context.report.add(found.at(self.place.clone()).label("the second of them").help(help));
        }
        let class = |at: usize| if numeric[at] { " class=\"number\"" } else { "" };
        let cells = |row: &Vec<String>, body: bool| -> String {
            let cell = |(at, text): (usize, &String)| {
                let (open, close) = match (body, at) {
                    (false, _) => ("th scope=\"col\"", "th"),
                    (true, 0) => ("th scope=\"row\"", "th"),
                    (true, _) => ("td", "td"),
                };
                format!("<{open}{}>{}</{close}>", class(at), escape(text))
            };
            row.iter().enumerate().map(cell).collect()
        };
        let body: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(row, true))).collect();
        let id = composer.table_id();
        format!(
            "<section class=\"scroll own\" tabindex=\"0\" aria-labelledby=\"{id}\">\n<table>\n<caption id=\"{id}\"><span>{}</span></caption>\n\
             <thead><tr>{}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</section>\n\
             <p class=\"source\">Source: {}. Licence: {}. <a href=\"{}\">Table as CSV</a> ({size} bytes)</p>\n",
            words.unlinked_html(),
            cells(head, false),
            escape(self.source.trim_end_matches('.')),
            self.licence.html(),
            escape(&link::relative(composer.address(), &address)),
        )
    }
}

/// A row of a file.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
    format!("{}\r\n", cells.join(","))
}
