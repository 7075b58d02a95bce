//! The format `lookup`: tables that list areas, used by the settings and by no indicator.
//!
//! In goes `layout:` with the columns of each level, out comes nothing but the count of rows. What can be
//! wrong is columns that no file of the source has. The settings name files and columns of such sources
//! too, and find them here: a column may be of another year than its name says, which is told.

use std::collections::BTreeMap;

use super::declaration::Declared;
use super::fault::{Faults, Quote};
use super::layout::{Column, Extent};
use super::rows::Sheet;
use super::{Format, Part, Reader, Reading};
use crate::files::{Content, Root};
use crate::model::declaration::ColumnName;
use crate::model::source::{SourceFile, SourceId};
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{Map, Node};

/// The format `lookup`.
pub(super) struct Lookup;

/// The columns of each level.
struct Layout(Vec<Level>);

struct Level {
    name: String,
    columns: Vec<(ColumnName, Place)>,
}

impl Format for Lookup {
    fn name(&self) -> &'static str {
        "lookup"
    }

    fn about(&self) -> &'static str {
        "A table that lists areas: their codes, their names, which lies in which and which became which."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let entries = map.required("layout")?.map(report)?.entries();
        let levels: Option<Vec<Level>> = entries
            .iter()
            .map(|(name, _, node)| {
                let mut map = node.map(report)?;
                let code = named(report, map.required("code")?);
                let text = map.optional("name").map(|node| named(report, node));
                let parent = map.optional("parent").map(|node| named(report, node));
                map.finish();
                let columns = [Some(code), text, parent].into_iter().flatten().collect::<Option<_>>()?;
                Some(Level { name: name.clone(), columns })
            })
            .collect();
        Some(Box::new(Layout(levels?)))
    }
}

/// `LAD24CD` or `{newest: LADCD}`, and where it is written.
pub(super) fn named(report: &Report, node: &Node) -> Option<(ColumnName, Place)> {
    let name = if node.is_map() {
        let mut map = node.map(report)?;
        let newest = map.text("newest");
        map.finish();
        ColumnName::Newest(newest?)
    } else {
        ColumnName::Exact(node.text(report)?)
    };
    Some((name, node.place().clone()))
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let sheet = Sheet::first(reading.report, content, &Extent::default(), Quote::Shown, &[]).ok()?;
        let mut faults = Faults::default();
        let mut part = Part::default();
        let has = |(name, _): &(ColumnName, Place)| position(&sheet, name).is_some();
        part.seen = self.0.iter().map(|level| level.columns.iter().all(has)).collect();
        sheet.rows(&mut faults, |_, _, _| part.quality.rows += 1);
        part.quality.kept = part.quality.rows;
        part.quality.encoding = sheet.encoding();
        match faults.tell(reading.report) {
            Some(_) => None,
            None => Some(part),
        }
    }

    fn may_drop(&self) -> bool {
        true
    }

    fn conclude(&self, report: &Report, parts: &[Part]) {
        for (index, level) in self.0.iter().enumerate() {
            let found = parts.iter().any(|part| part.seen.get(index).copied().unwrap_or(false));
            if let (false, Some((_, place))) = (found, level.columns.first()) {
                let columns: Vec<String> =
                    level.columns.iter().map(|(name, _)| format!("`{}`", name.as_str())).collect();
                let message = format!("no file of this source has the columns of `{}`", level.name);
                let found = Diagnostic::error(message).at(place.clone()).label("asked for here");
                report.add(
                    found.help(format!(
                        "give names of columns that stand in one file; {} do not",
                        columns.join(" and ")
                    )),
                );
            }
        }
    }
}

/// A name of a column without its year and its signs, and the year: `LAD24CD`, `lad24_cd`, `LAD code (2024)`.
fn yearless(name: &str) -> (String, Option<u16>) {
    let plain: String = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let Some(start) = plain.find(|letter: char| letter.is_ascii_digit()) else { return (plain, None) };
    let length = plain[start..].bytes().take_while(u8::is_ascii_digit).count();
    let year = plain[start..start + length].parse::<u16>().ok().filter(|_| length == 2 || length == 4);
    let rest = format!("{}{}", &plain[..start], &plain[start + length..]);
    if rest.contains(|letter: char| letter.is_ascii_digit()) {
        (plain, None)
    } else {
        (rest, year.map(|year| year % 100))
    }
}

/// The position of a column: by its name, however its letters are cased, or the newest of its kind.
fn position(sheet: &Sheet<'_>, name: &ColumnName) -> Option<usize> {
    match name {
        ColumnName::Exact(name) => sheet.position(name).or_else(|| sheet.position_like(name)),
        ColumnName::Newest(name) => other_years(sheet, name).max().map(|(_, index)| index),
    }
}

/// The columns that differ from a name at most in their year, and their years.
fn other_years(sheet: &Sheet<'_>, name: &str) -> impl Iterator<Item = (u16, usize)> {
    let (wanted, _) = yearless(name);
    sheet.header().names.iter().enumerate().filter_map(move |(index, column)| {
        let (stem, year) = yearless(column);
        (stem == wanted).then_some((year?, index))
    })
}

/// The column that a declaration at `declared` names.
pub(super) fn column(sheet: &Sheet<'_>, name: &ColumnName, declared: &Place, faults: &mut Faults) -> Option<usize> {
    let text = name.as_str();
    // Two columns of one name are a fault, which the sheet tells.
    let twice = sheet.header().names.iter().filter(|column| column.as_str() == text).count() > 1;
    if !twice && let Some(found) = position(sheet, name) {
        return Some(found);
    }
    match (name, other_years(sheet, text).max()) {
        (ColumnName::Exact(_), Some((_, other))) if !twice => faults.add(&format!("column {text}"), "column", || {
            let other = sheet.name(other);
            let stem: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            Diagnostic::error(format!("no column is named `{text}`; `{other}` is of another year"))
                .at(sheet.header().place())
                .label("this is the header")
                .note(format!("the column is asked for at {}", super::rows::line_of(declared)))
                .help(format!("write `{other}`, or `{{newest: {stem}}}` for the newest that a file has"))
        }),
        (ColumnName::Newest(_), _) => faults.add(&format!("column {text}"), "column", || {
            Diagnostic::error(format!("no column is named `{text}` with a year in it"))
                .at(sheet.header().place())
                .label("this is the header")
                .note(format!("the column is asked for at {}", super::rows::line_of(declared)))
                .suggest(text, sheet.header().names.iter().map(String::as_str).filter(|column| !column.is_empty()))
        }),
        _ => return sheet.column(&Column::new(text, declared.clone()), faults),
    }
    None
}

/// A file that the settings name, and the source it is of.
pub(super) struct Named<'a> {
    declared: &'a Declared,
    file: usize,
    path: String,
}

/// Whether a file must be of a source whose format is `lookup`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Lookup,
    AnyTable,
}

impl<'a> Named<'a> {
    /// The file `name` of a source, which is asked for at `place`.
    pub(super) fn find(
        report: &Report,
        root: &Root,
        (source, name): (&SourceId, &str),
        place: &Place,
        declared: &'a BTreeMap<SourceId, Declared>,
        needed: Needed,
    ) -> Result<Self> {
        let at = |message: String, label: &str| Diagnostic::error(message).at(place.clone()).label(label);
        let Some(found) = declared.get(source) else {
            // A source that is there and could not be read has been told of already.
            if root.exists(&format!("data/{source}/source.yaml")) {
                report.sound(())?;
            }
            let found = at(format!("unknown source `{source}`"), "no folder in data/ has this name");
            return Err(report.add(found.suggest(source.as_str(), declared.keys().map(SourceId::as_str))));
        };
        if needed == Needed::Lookup && found.format.name() != "lookup" {
            let message = format!("the source `{source}` has the format `{}`", found.format.name());
            let found = at(message, "a lookup is needed here");
            return Err(report.add(found.help("name a source whose format is `lookup`")));
        }
        let files = &found.source.files;
        let Some(file) = files.iter().position(|file| file.path == name || file.name() == name) else {
            let found = at(format!("the source `{source}` has no file `{name}`"), "not under its `files:`");
            return Err(report.add(found.suggest(name, files.iter().map(SourceFile::name))));
        };
        Ok(Self { declared: found, file, path: format!("data/{}", files[file].path) })
    }

    /// Its path below the site's folder.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Its header and rows.
    pub(super) fn sheet(&self, report: &Report, root: &Root) -> Result<Sheet<'_>> {
        let content = super::run::opened(report, root, self.declared, self.file)?;
        Sheet::first(report, content, &Extent::default(), self.declared.quote, &[])
    }
}
