//! Narrative: Markdown to documents without data, then documents and findings to pages.
//!
//! `read` comes in from text alone, so that its faults show beside those of the data. `bind` fills in
//! every value, link and figure; nothing after it can fail to find something. It must not know how a
//! page looks.

pub mod address;
mod anchor;
mod bind;
mod claim;
mod compose;
mod costs;
pub mod csv;
mod definition;
mod delimited;
mod drawing;
pub mod duty;
mod events;
mod explanation;
mod footnote;
mod front_matter;
mod given;
pub mod html;
mod interventions;
mod judge;
pub mod link;
mod lookup;
mod markdown;
mod named_file;
pub mod number;
mod own_table;
mod picture;
mod place;
pub mod plan;
mod quotation;
mod quote;
mod recommendation;
mod roughly;
mod said;
mod schools;
pub mod sentence;
mod several;
mod shortcode;
mod standardising;
mod state;
mod strategy;
mod term;
mod typed;
mod value;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::bind::{Bindings, Block, DrawnFigure, FigureContent, KeyNumber, Page, PageFinding, bind};
pub use self::costs::{CostTotal, Costs, NoCost, NoSum, Priced, UnitCost};
pub use self::explanation::{Explanation, explained};
pub use self::front_matter::DocumentKind;
use self::front_matter::FrontMatter;
pub use self::judge::Claim;
use self::markdown::Piece;
pub use self::own_table::Searched;
pub use self::place::Told;
pub use self::recommendation::{Measure, Outcome, Recommendation, Target, Wanted};
pub use self::said::{Quoted, Said};
pub use self::schools::{School, Schools};
pub use self::state::State;
pub use self::strategy::{Objectives, Strategy, Workstream};
use crate::compare::Findings;
use crate::files::{Root, TextFile};
use crate::measure::Indicators;
use crate::model::event::Event;
use crate::model::indicator::{Indicator, IndicatorId};
use crate::model::intervention::Directory;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report, Result};

/// A chapter or page as written.
#[derive(Debug, Clone)]
pub struct Document {
    file: TextFile,
    front: FrontMatter,
    pieces: Vec<Piece>,
}

/// The note on method beneath a definition, or one on a method.
#[derive(Debug, Clone)]
struct Note {
    file: TextFile,
    pieces: Vec<Piece>,
}

/// Everything written: chapters, pages and definitions.
#[derive(Debug)]
pub struct Texts {
    /// Definitions by name.
    pub indicators: Indicators,
    documents: Vec<Document>,
    notes: BTreeMap<IndicatorId, Note>,
    events: Vec<events::Written>,
    recommendations: Vec<recommendation::Written>,
    strategy: Option<strategy::Written>,
    duty: Option<duty::Written>,
    costs: Option<costs::Written>,
    schools: Option<schools::Written>,
    interventions: Option<interventions::Written>,
    pictures: picture::Pictures,
    /// By the word of a method, what an author adds to its page.
    on_methods: BTreeMap<&'static str, Note>,
}

/// What one file of content is.
enum Written {
    Document(Box<Document>),
    Definition(Box<Indicator>, Note),
    OnMethod(&'static str, Note),
    Recommendation(Box<recommendation::Written>),
    OnIntervention(Box<interventions::Page>),
}

/// Reads everything below `content/`.
pub fn read(report: &Report, root: &Root, searched: &mut Searched) -> Result<Texts> {
    let paths = root.files(report, "content", ".md")?;
    if paths.is_empty() {
        let found = Diagnostic::error("there is no narrative").at(Place::file("content"));
        return Err(report.add(found.help("add `content/index.md`, the home page")));
    }
    let written: Vec<Option<Written>> = paths.par_iter().map(|path| read_file(report, root, path)).collect();
    let mut texts = Texts {
        indicators: BTreeMap::new(),
        documents: Vec::new(),
        notes: BTreeMap::new(),
        events: events::read(report, root).unwrap_or_default(),
        recommendations: Vec::new(),
        strategy: strategy::read(report, root).ok().flatten(),
        duty: duty::read(report, root).ok().flatten(),
        costs: costs::read(report, root).ok().flatten(),
        schools: schools::read(report, root).ok().flatten(),
        interventions: None,
        pictures: picture::read(report, root).unwrap_or_default(),
        on_methods: BTreeMap::new(),
    };
    let mut on_interventions = Vec::new();
    for written in written.into_iter().flatten() {
        match written {
            Written::Document(document) => texts.documents.push(*document),
            Written::Definition(indicator, note) => {
                texts.notes.insert(indicator.id.clone(), note);
                texts.indicators.insert(indicator.id.clone(), Arc::new(*indicator));
            }
            Written::OnMethod(word, note) => {
                texts.on_methods.insert(word, note);
            }
            Written::Recommendation(written) => texts.recommendations.push(*written),
            Written::OnIntervention(page) => on_interventions.push(*page),
        }
    }
    texts.interventions = interventions::read(report, root, on_interventions);
    own_table::read_files(report, root, &mut texts.documents, searched);
    codes_are_unique(report, &texts.indicators);
    recommendation::ids_are_unique(report, &texts.recommendations);
    report.sound(texts)
}

impl Texts {
    /// What happened in the time that is assessed, once the sources are known; says which of those are unknown.
    pub fn events(&self, report: &Report, findings: &Findings) -> Vec<Event> {
        events::known(report, &self.events, findings)
    }

    /// The interventions, once areas and indicators are known; `published` is the day of the edition.
    pub fn interventions(&self, report: &Report, findings: &Findings, published: Period) -> Option<Directory> {
        interventions::known(report, self.interventions.as_ref()?, findings, published)
    }
}

fn read_file(report: &Report, root: &Root, path: &str) -> Option<Written> {
    let file = root.text(report, path).ok()?;
    if file.text.trim().is_empty() {
        report.add(
            Diagnostic::error("this file is empty")
                .at(Place::file(path))
                .help("write its settings and text, or remove it"),
        );
        return None;
    }
    if path.starts_with("content/indicators/") {
        let (indicator, body) = definition::read(report, &file)?;
        let pieces = markdown::read(report, &file, body);
        return Some(Written::Definition(Box::new(indicator), Note { file, pieces }));
    }
    if path.starts_with(recommendation::FOLDER) {
        return recommendation::read(report, &file).map(|written| Written::Recommendation(Box::new(written)));
    }
    if let Some(name) = path.strip_prefix(explanation::FOLDER) {
        let (word, pieces) = explanation::read(report, &file, name)?;
        return Some(Written::OnMethod(word, Note { file, pieces }));
    }
    if path.starts_with(interventions::FOLDER) {
        return Some(Written::OnIntervention(Box::new(interventions::page(report, file)?)));
    }
    let (range, body) = front_matter::split(report, &file).ok()?;
    let front = front_matter::read(report, &file, range);
    // The text is read even where its settings are wrong, so that one run shows both.
    let pieces = markdown::read(report, &file, body);
    Some(Written::Document(Box::new(Document { front: front?, file, pieces })))
}

/// A code is the stem of permanent ids, so two indicators cannot share one.
fn codes_are_unique(report: &Report, indicators: &Indicators) {
    let mut first: BTreeMap<String, &IndicatorId> = BTreeMap::new();
    for indicator in indicators.values() {
        match first.get(&indicator.code) {
            Some(other) => {
                let found = Diagnostic::error(format!("`{}` is the code of `{other}` too", indicator.code));
                report.add(
                    found.at(indicator.place.clone()).label("in these settings").help("give it a code of its own"),
                );
            }
            None => {
                first.insert(indicator.code.clone(), &indicator.id);
            }
        }
    }
}
