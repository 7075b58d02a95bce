//! The head of a chapter: its settings, between two lines of three hyphens.

use super::place;
use super::term::{self, Declared};
use super::value::{self, Sentence};
use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml;

/// What kind of page a document becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// The home page.
    Home,
    /// A chapter of the assessment.
    Chapter,
    /// A page beside it, such as how to cite.
    Page,
    /// Terms, one to a heading.
    Glossary,
    /// The page on method, to which the build adds the methods used.
    Methods,
    /// The accessibility statement, to which the build adds the legal wording.
    Accessibility,
    /// The story of a place.
    Place,
}

/// A finding at the head of a chapter: a sentence and the figure that shows it.
#[derive(Debug, Clone)]
pub(super) struct KeyFinding {
    /// The sentence, with its values.
    pub sentence: Sentence,
    /// The id of the figure, and where it is named.
    pub figure: Option<(String, Place)>,
}

/// The settings of a document.
#[derive(Debug, Clone)]
pub(super) struct FrontMatter {
    /// Its title.
    pub title: String,
    /// One line for lists and search engines.
    pub summary: String,
    /// Its place among others.
    pub order: i64,
    /// What it becomes.
    pub kind: DocumentKind,
    /// Findings at its head.
    pub findings: Vec<KeyFinding>,
    /// The area its values speak of where they name none.
    pub area: Option<(String, Place)>,
    /// The id of the map that stands beside the list of areas, on the home page and in their index.
    pub map: Option<(String, Place)>,
    /// The terms that other pages lead to, of a glossary.
    pub terms: Vec<Declared>,
    /// How many terms it links at most, where it says so.
    pub most_terms: Option<usize>,
    /// What a place has beyond these.
    pub place: Option<place::Settings>,
}

/// The byte ranges of the YAML and of the body of a file.
pub(super) fn split(report: &Report, file: &TextFile) -> Result<(std::ops::Range<usize>, usize)> {
    let text = &*file.text;
    let first_end = text.find('\n').map_or(text.len(), |at| at + 1);
    if text[..first_end].trim_end() != "---" {
        let found = Diagnostic::error("the settings at the head of this file are missing").at(file.place(0..first_end));
        return Err(report.add(
            found
                .label("`---` is needed here")
                .help("begin with a line `---`, then settings such as `title:`, then a line `---`"),
        ));
    }
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((first_end..at, at + line.len()));
        }
        at += line.len();
    }
    let found = Diagnostic::error("the settings at the head of this file never end").at(file.place(0..first_end));
    Err(report.add(found.label("begun here").help("put a line `---` after the last setting")))
}

/// Reads the settings of a chapter or page.
pub(super) fn read(report: &Report, file: &TextFile, range: std::ops::Range<usize>) -> Option<FrontMatter> {
    let node = yaml::parse(report, file, range).ok()?;
    let mut map = node.map(report)?;
    let kinds = [
        ("home", DocumentKind::Home),
        ("chapter", DocumentKind::Chapter),
        ("page", DocumentKind::Page),
        ("glossary", DocumentKind::Glossary),
        ("methods", DocumentKind::Methods),
        ("accessibility", DocumentKind::Accessibility),
    ];
    let title = map.text("title");
    let summary = map.text("summary");
    let order = map.optional_number("order", "a whole number").unwrap_or(0);
    // A place is one by its folder.
    let place = file.path.starts_with(place::FOLDER).then(|| place::settings(report, &mut map));
    let kind = match place {
        Some(_) => DocumentKind::Place,
        None => map.optional_word("kind", &kinds).unwrap_or(DocumentKind::Chapter),
    };
    let area = match &place {
        Some(place) => place.area(),
        None => map.optional_text_at("area"),
    };
    let beside_areas = if place.is_none() { map.optional_text_at("map") } else { None };
    let mut findings = Vec::new();
    for node in map.list("findings") {
        let Some(mut item) = node.map(report) else { continue };
        let sentence = item.text_at("sentence").map(|(text, place)| value::sentence(report, &text, &place));
        let figure = item.optional_text_at("figure");
        item.finish();
        findings.extend(sentence.map(|sentence| KeyFinding { sentence, figure }));
    }
    let terms = if place.is_none() { term::declared(report, &mut map, kind) } else { Vec::new() };
    let most_terms = map.optional_number("most-terms", "a whole number");
    map.finish();
    Some(FrontMatter {
        title: title?,
        summary: summary?,
        order,
        kind,
        findings,
        area,
        map: beside_areas,
        terms,
        most_terms,
        place,
    })
}
