//! Documents and findings to pages: every value, link and figure found, or a message at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::address::Addresses;
use super::compose::{Composer, Gathered};
use super::costs::{self, Costs};
use super::drawing;
use super::duty::{self, Answer};
use super::front_matter::DocumentKind;
use super::given::{figure_ids, page_addresses};
use super::judge::Claim;
use super::lookup;
use super::markdown::Piece;
use super::picture::Pictures;
use super::place::{self, Told};
use super::recommendation::{self, Recommendation};
use super::said::Said;
use super::schools::{self, Schools};
use super::shortcode::{Content, Drawing, Item, Shortcode};
use super::strategy::{self, Strategy};
use super::term::Terms;
use super::value;
use super::words::Words;
use super::{Document, Explanation, Note, Texts, explanation, term};
use crate::compare::Findings;
use crate::model::area::AreaId;
use crate::model::audience::Audience;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Diagnostic, Place, Report};

/// A finding at the head of a page.
#[derive(Debug, Clone)]
pub struct PageFinding {
    /// The sentence.
    pub words: Words,
    /// The id of the figure that shows it.
    pub figure: Option<String>,
}

/// One large number.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyNumber {
    /// What is counted.
    pub indicator: IndicatorId,
    /// Where.
    pub area: AreaId,
    /// When.
    pub period: Period,
}

/// What an author's figure shows.
#[derive(Debug, Clone)]
pub enum FigureContent {
    /// A chart or map.
    Chart(Spec),
    /// Areas by indicators.
    Table(Spec),
    /// Large numbers.
    KeyFigures(Vec<KeyNumber>),
}

/// A figure with its words.
#[derive(Debug, Clone)]
pub struct DrawnFigure {
    /// Its id.
    pub id: String,
    /// What it shows, in a sentence.
    pub finding: Words,
    /// A remark beneath it.
    pub note: Option<Words>,
    /// What is drawn.
    pub content: FigureContent,
    /// Where it is declared.
    pub place: Place,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// Running text, ready to stand on the page.
    Html(String),
    /// A figure.
    Figure(Box<DrawnFigure>),
}

/// A document whose every reference is found.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it stands.
    pub address: String,
    /// The file it is written in.
    pub path: String,
    /// Its title.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// Its place among others.
    pub order: i64,
    /// What it is.
    pub kind: DocumentKind,
    /// What stands at its head.
    pub findings: Vec<PageFinding>,
    /// Its text and figures.
    pub blocks: Vec<Block>,
    /// Its headings of the second level: text and id.
    pub headings: Vec<(String, String)>,
    /// The indicators it speaks of.
    pub indicators: BTreeSet<IndicatorId>,
    /// Where each of its links is written.
    pub links: BTreeMap<String, Place>,
    /// The id of the map that stands beside the list of areas.
    pub map: Option<String>,
    /// What a place tells of.
    pub place: Option<Told>,
}

/// All pages of a site that were written by an author.
#[derive(Debug, Clone)]
pub struct Bindings {
    /// Chapters and pages, in their order.
    pub pages: Vec<Page>,
    /// The note on method of each indicator, as HTML for its page.
    pub notes: BTreeMap<IndicatorId, String>,
    /// What is written about an intervention beyond its record, by its id, as HTML for its page.
    pub on_interventions: BTreeMap<String, String>,
    /// Each method in the words of its page.
    pub methods: Vec<Explanation>,
    /// Every claim that was checked, by its place; while a report has no error, all of them hold.
    pub claims: Vec<Claim>,
    /// Every sentence that rests on numbers, by its place.
    pub said: Vec<Said>,
    /// What is recommended, by id.
    pub recommendations: Vec<Recommendation>,
    /// The strategy that answers the assessment, where there is one.
    pub strategy: Option<Strategy>,
    /// Where what the Serious Violence Duty asks is answered, where its author says so.
    pub duty: Option<Vec<Answer>>,
    /// Files that stand beside the pages, by their addresses.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
    /// What violence costs, where its publisher declares unit costs.
    pub costs: Option<Costs>,
    /// Schools and their catchments, where their publisher lists them.
    pub schools: Option<Schools>,
    /// Where everything stands.
    pub addresses: Addresses,
}

impl Bindings {
    /// The claims of the file at a path.
    pub fn claims_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(move |claim| &*claim.place.path == path)
    }
}

/// What references are looked up in while one page is bound.
pub(super) struct Context<'a> {
    pub(super) report: &'a Report,
    pub(super) findings: &'a Findings,
    pub(super) addresses: &'a Addresses,
    pub(super) audience: Audience,
    /// Pages by the path of their file.
    pub(super) pages: &'a BTreeMap<String, String>,
    /// Ids of figures, each with the page that has its own.
    pub(super) figures: &'a BTreeSet<String>,
    /// Whether there is a page of recommendations.
    pub(super) recommends: bool,
    /// The terms that pages of prose lead to.
    terms: &'a Terms,
    /// What sentences may say of costs.
    pub(super) costs: Option<&'a Costs>,
    pub(super) pictures: &'a Pictures,
    attachments: Mutex<BTreeMap<String, Arc<[u8]>>>,
    claims: Mutex<Vec<Claim>>,
    said: Mutex<Vec<Said>>,
}

/// Binds every document. What cannot be bound is said and left out, so that what stands beside it can still be
/// looked at; a site is made of bindings where the report has no error.
pub fn bind(
    report: &Report,
    texts: &Texts,
    findings: &Findings,
    (edition, published, audience): (&str, Period, Audience),
) -> Bindings {
    let addresses = Addresses::new(edition);
    let pages = page_addresses(report, texts, &addresses);
    let figures = figure_ids(report, texts, findings);
    let terms = &term::known(report, texts, &pages);
    let (claims, said) = (Mutex::default(), Mutex::default());
    let costs = &texts.costs.as_ref().map(|written| costs::bind(report, findings, written));
    let recommends = !texts.recommendations.is_empty() || texts.strategy.is_some();
    let context = Context {
        report,
        findings,
        addresses: &addresses,
        audience,
        pages: &pages,
        figures: &figures,
        recommends,
        terms,
        costs: costs.as_ref(),
        pictures: &texts.pictures,
        attachments: Mutex::default(),
        claims,
        said,
    };
    let mut bound: Vec<Page> = texts.documents.par_iter().filter_map(|document| context.page(document)).collect();
    bound.sort_by(|a, b| (a.order, &a.address).cmp(&(b.order, &b.address)));
    let notes: BTreeMap<IndicatorId, String> = texts
        .notes
        .par_iter()
        .map(|(id, note)| (id.clone(), context.note(&addresses.indicator(id.as_str()), note)))
        .collect();
    let written = texts.interventions.iter().flat_map(|written| &written.notes);
    let on_interventions =
        written.map(|(id, note)| (id.clone(), context.note(&addresses.intervention(id), note))).collect();
    let methods = explanation::bind(&context, &texts.on_methods);
    let recommendations = recommendation::bind(&context, &texts.recommendations, published);
    let strategy = texts.strategy.as_ref().map(|written| strategy::bind(report, written, &texts.recommendations));
    let duty = texts.duty.as_ref().map(|written| duty::bind(&context, written, &bound));
    let schools = texts.schools.as_ref().and_then(|written| schools::bind(&context, written));
    let mut claims = context.claims.into_inner().unwrap_or_else(PoisonError::into_inner);
    claims.sort_by(|one, other| one.place.cmp(&other.place));
    let mut said = context.said.into_inner().unwrap_or_else(PoisonError::into_inner);
    said.sort_by(|one, other| (&one.place, &one.written).cmp(&(&other.place, &other.written)));
    Bindings {
        pages: bound,
        notes,
        on_interventions,
        methods,
        claims,
        said,
        recommendations,
        strategy,
        duty,
        attachments: context.attachments.into_inner().unwrap_or_else(PoisonError::into_inner),
        costs: costs.clone(),
        schools,
        addresses,
    }
}

impl Context<'_> {
    /// Keeps what a paragraph says with numbers.
    pub(super) fn said(&self, said: Vec<Said>) {
        if !said.is_empty() {
            self.said.lock().unwrap_or_else(PoisonError::into_inner).extend(said);
        }
    }

    /// Keeps a file that is to stand beside a page; false where its address is taken.
    pub(super) fn attach(&self, address: &str, bytes: &Arc<[u8]>) -> bool {
        let mut attachments = self.attachments.lock().unwrap_or_else(PoisonError::into_inner);
        attachments.insert(address.to_owned(), Arc::clone(bytes)).is_none()
    }

    /// Keeps a claim, whether it holds or not.
    pub(super) fn checked(&self, claim: Claim) {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner).push(claim);
    }

    fn page(&self, document: &Document) -> Option<Page> {
        let address = self.pages.get(&*document.file.path)?.clone();
        let front = &document.front;
        let area = match &front.area {
            Some((name, place)) => lookup::area(self.report, self.findings, name, place)?,
            None => self.findings.areas.assessed(),
        };
        let mut composer = Composer::new(self, &document.file, &address, area);
        let findings = front
            .findings
            .iter()
            .map(|finding| PageFinding {
                words: composer.sentence(&finding.sentence),
                figure: finding.figure.as_ref().and_then(|(id, place)| self.figure_named(id, place)),
            })
            .collect();
        composer.linker = self.terms.linker(document, &address);
        let blocks = self.blocks(&mut composer, &document.pieces);
        composer.warn_of_typed();
        let Gathered { headings, indicators, links } = composer.finish();
        Some(Page {
            address,
            path: document.file.path.to_string(),
            title: front.title.clone(),
            summary: front.summary.clone(),
            order: front.order,
            kind: front.kind,
            findings,
            blocks,
            headings,
            indicators,
            links,
            map: front.map.as_ref().and_then(|(id, place)| self.figure_named(id, place)),
            place: place::told(self, document),
        })
    }

    /// A note as HTML for the page at `address`.
    pub(super) fn note(&self, address: &str, note: &Note) -> String {
        let mut composer = Composer::new(self, &note.file, address, self.findings.areas.assessed());
        self.refuse_figures(&note.pieces);
        let html = self.blocks(&mut composer, &note.pieces).into_iter().filter_map(|block| match block {
            Block::Html(html) => Some(html),
            Block::Figure(_) => None,
        });
        html.collect()
    }

    /// A note on method stands beside figures and has none of its own.
    fn refuse_figures(&self, pieces: &[Piece]) {
        for place in pieces.iter().filter_map(Piece::drawn) {
            let found = Diagnostic::error("a figure stands in a note on method").at(place.clone());
            let help = "put it in a chapter; the indicator's own figures are drawn by themselves";
            self.report.add(found.label("here").help(help));
        }
    }

    pub(super) fn blocks(&self, composer: &mut Composer<'_>, pieces: &[Piece]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(steps) => {
                    let html = composer.html(steps);
                    blocks.push(Block::Html(match &mut composer.linker {
                        Some(linker) => linker.linked(&html),
                        None => html,
                    }));
                }
                Piece::Shortcode(shortcode) => {
                    blocks.extend(self.figure(composer, shortcode).map(|figure| Block::Figure(Box::new(figure))));
                }
                Piece::Quotation(quotation) => blocks.push(Block::Html(quotation.html(composer))),
                Piece::Picture(picture) => blocks.push(Block::Html(picture.html(composer))),
                Piece::Table(table) => blocks.push(Block::Html(table.html(composer))),
            }
        }
        blocks.extend(composer.notes().map(Block::Html));
        blocks
    }

    pub(super) fn figure_named(&self, id: &str, place: &Place) -> Option<String> {
        if self.figures.contains(id) {
            return Some(id.to_owned());
        }
        let found =
            Diagnostic::error(format!("unknown figure `{id}`")).at(place.clone()).label("no figure has this id");
        self.report.add(found.suggest(id, self.figures.iter().map(String::as_str)));
        None
    }

    fn figure(&self, composer: &mut Composer<'_>, shortcode: &Shortcode) -> Option<DrawnFigure> {
        let finding = composer.sentence(&shortcode.finding);
        let note = shortcode.note.as_ref().map(|note| composer.sentence(note));
        if value::says_nothing(&shortcode.finding) {
            let place = shortcode.finding.place.clone().unwrap_or_else(|| shortcode.place.clone());
            let found = Diagnostic::error("this figure has no finding").at(place).label("empty");
            self.report.add(found.help("say in a sentence what the figure shows"));
        }
        let content = match &shortcode.content {
            Content::Chart(drawing) => FigureContent::Chart(self.spec(composer, shortcode, drawing)?),
            Content::Table(drawing) => FigureContent::Table(self.spec(composer, shortcode, drawing)?),
            Content::KeyFigures(items) => {
                FigureContent::KeyFigures(items.iter().filter_map(|item| self.key_number(composer, item)).collect())
            }
        };
        Some(DrawnFigure { id: shortcode.id.0.clone(), finding, note, content, place: shortcode.place.clone() })
    }

    fn spec(&self, composer: &mut Composer<'_>, shortcode: &Shortcode, drawing: &Drawing) -> Option<Spec> {
        drawing::spec(self.report, self.findings, composer, &shortcode.id.0, drawing)
    }

    fn key_number(&self, composer: &mut Composer<'_>, item: &Item) -> Option<KeyNumber> {
        let found = lookup::indicator(self.report, self.findings, &item.indicator.0, &item.indicator.1)?;
        let area = match &item.area {
            Some((name, place)) => lookup::area(self.report, self.findings, name, place)?,
            None => composer.area(),
        };
        let period = match &item.period {
            Some((name, place)) => lookup::period(self.report, (self.findings, found), name, place)?,
            None => found.latest()?,
        };
        composer.mention([found.indicator.id.clone()]);
        if found.at(area, period).is_none() {
            let name = &self.findings.areas.get(area).name;
            let message = Diagnostic::error(format!("`{}` has no number for {name} in {period}", found.indicator.id));
            self.report.add(message.at(item.indicator.1.clone()).label("this indicator"));
            return None;
        }
        Some(KeyNumber { indicator: found.indicator.id.clone(), area, period })
    }
}
