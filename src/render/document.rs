//! The whole assessment as one page, `print/`: for a board that wants paper or a PDF, and for whoever reads from
//! beginning to end.
//!
//! Comes in: a publication. Goes out: title page, contents, what was found, every chapter with its figures numbered
//! through, recommendations, what is said beside the chapters, and the sources. Nothing can go wrong.

mod inside;
#[cfg(feature = "document")]
mod paper;

use std::collections::BTreeMap;

use self::inside::Within;
use super::figures::{Standing, block, source_links};
use super::frame::{self, PageHead, permanent};
use super::view::{self, Block, Fact, Heading};
use super::{Files, Output, Publication, recommendations};
use crate::content::{self, DocumentKind, Page};
use crate::model::audience::Audience;

/// The name of the page.
pub(super) const NAME: &str = "print";

/// Whether this program makes the document as a PDF too.
pub const PDF: bool = cfg!(feature = "document");

/// What the page is called.
pub(super) const TITLE: &str = "The whole assessment";

/// The page that holds all others.
#[derive(Debug)]
pub(super) struct WholeDocument;

impl Output for WholeDocument {
    fn name(&self) -> &'static str {
        "document"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let page = publication.bindings.addresses.page(NAME);
        #[cfg(feature = "document")]
        let (paper, own, file) = {
            let file = file_address(publication);
            (paper::add(files, &file), page.clone(), file)
        };
        files.add(&page, move |publication, report| {
            let view = document(publication);
            #[cfg(feature = "document")]
            let view = paper.linked((publication, report), view, (&own, &file))?;
            publication.theme.page(report, "document.html", &view)
        });
    }
}

/// The address of the document as a file.
fn file_address(publication: &Publication) -> String {
    let config = &publication.config;
    let whom = if config.audience == Audience::Partner { "-partner" } else { "" };
    format!("{}assessment-{}{whom}.pdf", publication.bindings.addresses.page(NAME), config.edition)
}

/// The address of the document as a file, where the program makes one.
pub(super) fn file(publication: &Publication) -> Option<String> {
    PDF.then(|| file_address(publication))
}

/// Whether a page has its part before the chapters (what was found), among them, or after (places, and what is to be
/// known).
fn place(page: &Page) -> Option<u8> {
    match page.kind {
        DocumentKind::Page if !page.findings.is_empty() => Some(0),
        DocumentKind::Chapter => Some(1),
        DocumentKind::Place => Some(2),
        DocumentKind::Page => Some(3),
        DocumentKind::Methods => Some(4),
        DocumentKind::Glossary => Some(5),
        DocumentKind::Home | DocumentKind::Accessibility => None,
    }
}

/// The pages that have a part, in the order of the document.
fn pages(publication: &Publication) -> Vec<&Page> {
    let mut pages: Vec<(u8, &Page)> =
        publication.bindings.pages.iter().filter_map(|page| Some((place(page)?, page))).collect();
    pages.sort_by_key(|(place, _)| *place);
    pages.into_iter().map(|(_, page)| page).collect()
}

/// The id of the part of a page.
fn anchor(page: &Page) -> String {
    let name = page.address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // A place may have the name of a chapter.
    let kind = if page.kind == DocumentKind::Place { "place-" } else { "" };
    format!("part-{kind}{name}")
}

/// How many figures and tables there are so far.
#[derive(Default)]
struct Numbering {
    figures: usize,
    tables: usize,
}

fn document(publication: &Publication) -> view::Document {
    let (addresses, config) = (&publication.bindings.addresses, &publication.config);
    let address = addresses.page(NAME);
    let pages = pages(publication);
    // Where each page and figure stands here, by its address.
    let mut known: BTreeMap<String, String> = pages.iter().map(|page| (page.address.clone(), anchor(page))).collect();
    for piece in pages.iter().flat_map(|page| &page.blocks) {
        if let content::Block::Figure(figure) = piece {
            known.insert(addresses.figure(&figure.id), figure.id.to_lowercase());
        }
    }
    let mut numbering = Numbering::default();
    let mut parts: Vec<view::Part> =
        pages.iter().map(|page| part(publication, page, (&address, &known), &mut numbering)).collect();
    let recommended = recommended(publication, &address, &known);
    if let Some(part) = recommended {
        let chapters = pages.iter().take_while(|page| place(page) <= Some(2)).count();
        parts.insert(chapters, part);
    }
    for (number, part) in parts.iter_mut().enumerate() {
        part.number = number + 1;
    }
    let illustrative = publication.findings.sources.keys().any(|source| publication.findings.is_illustrative(source));
    let description = format!("{} as one document, to read from beginning to end, to print or to keep.", config.title);
    let head = PageHead { address: &address, title: TITLE, description: &description, breadcrumb: &[], illustrative };
    let frame = frame::frame(publication, &head);
    let all: Vec<_> = publication.findings.sources.keys().cloned().collect();
    let sources = source_links(publication, &all, &address);
    let sources = all.iter().zip(sources).map(|(id, link)| {
        let own = addresses.source(id.as_str());
        let illustrative = publication.findings.is_illustrative(id);
        view::SourceEntry { title: link.text, note: link.note, address: permanent(publication, &own), illustrative }
    });
    let fact = |word: &str, text: String| Fact { word: word.to_owned(), text, href: None };
    let facts = [
        Some(fact("Publisher", config.publisher.clone())),
        Some(fact("Edition", config.edition_label.clone())),
        Some(fact("Published", frame.published.clone())),
        config.next_edition.clone().map(|next| fact("Next edition", next)),
        Some(fact("Figures and tables", format!("{} and {}", numbering.figures, numbering.tables))),
        Some(fact("Licence", format!("{}, {}", config.licence.name, config.licence.address))),
        Some(fact("Address", permanent(publication, &address))),
    ];
    view::Document {
        title: config.title.clone(),
        file: None,
        facts: facts.into_iter().flatten().collect(),
        sources: sources.collect(),
        parts,
        frame,
    }
}

/// One page as a part of the document at an address.
fn part(
    publication: &Publication,
    page: &Page,
    (address, known): (&str, &BTreeMap<String, String>),
    numbering: &mut Numbering,
) -> view::Part {
    let anchor = anchor(page);
    let within = Within { part: &anchor, from: &page.address, to: address, known };
    let mut section = false;
    let mut blocks = Vec::new();
    for piece in &page.blocks {
        match piece {
            content::Block::Html(html) => {
                section |= html.contains("<h2");
                blocks.push(Block::Html(within.html(html)));
            }
            content::Block::Figure(figure) => {
                let number = match figure.content {
                    content::FigureContent::Table(_) => {
                        numbering.tables += 1;
                        format!("Table {}", numbering.tables)
                    }
                    content::FigureContent::KeyFigures(_) => String::new(),
                    content::FigureContent::Chart(_) => {
                        numbering.figures += 1;
                        format!("Figure {}", numbering.figures)
                    }
                };
                // The document is one level deeper than the page: its parts are sections of it.
                let standing = Standing { from: address, number: &number, heading: if section { "h4" } else { "h3" } };
                let exhibit = publication.gallery.get(&figure.id);
                blocks.extend(exhibit.map(|exhibit| still(block(publication, exhibit, standing))));
            }
        }
    }
    view::Part {
        number: 0,
        title: page.title.clone(),
        lede: page.summary.clone(),
        findings: page.findings.iter().map(|finding| finding.words.unlinked_html()).collect(),
        contents: match page.kind {
            DocumentKind::Glossary => Vec::new(),
            _ => page.headings.iter().map(|(text, id)| Heading { text: text.clone(), anchor: within.id(id) }).collect(),
        },
        blocks,
        recommendations: Vec::new(),
        anchor,
    }
}

/// A block whose drawing has no steps: there is no slider here that walks them, and no table beside it that it
/// would walk in.
fn still(block: Block) -> Block {
    let without = |svg: &str| {
        let mut pieces = svg.split(" data-step=\"");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |out, piece| out + piece.split_once('"').map_or(piece, |(_, rest)| rest))
    };
    match block {
        Block::Figure(mut figure) => {
            figure.wide_svg = without(&figure.wide_svg);
            figure.narrow_svg = without(&figure.narrow_svg);
            Block::Figure(figure)
        }
        other => other,
    }
}

/// What is recommended, with the text of each recommendation.
fn recommended(publication: &Publication, address: &str, known: &BTreeMap<String, String>) -> Option<view::Part> {
    let all = &publication.bindings.recommendations;
    let each = |one: &content::Recommendation| {
        let anchor = format!("part-{}", one.id.to_lowercase());
        let within = Within { part: &anchor, from: &one.address, to: address, known };
        let body_html = within.html(&one.body_html);
        view::RecommendationInDocument { of: recommendations::in_document(publication, one, address), body_html }
    };
    (!all.is_empty()).then(|| view::Part {
        number: 0,
        title: "Recommendations".to_owned(),
        anchor: "part-recommendations".to_owned(),
        lede: "What ought to be done, on which evidence, who leads, and how success will be seen. A measure shows what became of a number. It does not show that anything done here was the reason.".to_owned(),
        findings: Vec::new(),
        contents: Vec::new(),
        blocks: Vec::new(),
        recommendations: all.iter().map(each).collect(),
    })
}
