//! Pages that authors write: home, chapters, notes beside them, and the services of a site.

use super::figures::{Standing, block, source_links};
use super::frame::{self, PageHead, link, noted};
use super::view::{self, Block, Cell, Column, Finding, Heading, Link, Row, Table};
use super::{Files, Output, Publication, areas, comparison, editions, find, places, profile, recommendations};
use crate::content::{self, DocumentKind, Page, number, sentence};
use crate::model::source::{SourceId, Status};
use crate::report::{Report, Result};

/// The pages of `content/`, the root of the site, and the page for addresses that do not exist.
#[derive(Debug)]
pub(super) struct Chapters;

impl Output for Chapters {
    fn name(&self) -> &'static str {
        "chapters"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        for (index, page) in publication.bindings.pages.iter().enumerate() {
            files.add(&page.address, move |publication, report| {
                let page = &publication.bindings.pages[index];
                write(publication, report, page, &page.address)
            });
        }
        files.add("", |publication, report| {
            let home = publication.bindings.addresses.home();
            match publication.page_at(&home) {
                // The address of the site shows the current edition's home page.
                Some(page) => write(publication, report, page, ""),
                None => publication.theme.page(report, "not-found.html", &not_found(publication, "")),
            }
        });
        files.add("404.html", |publication, report| {
            publication.theme.page(report, "not-found.html", &not_found(publication, "404.html"))
        });
    }
}

fn write(publication: &Publication, report: &Report, page: &Page, address: &str) -> Result<Vec<u8>> {
    let theme = &publication.theme;
    match page.kind {
        DocumentKind::Home => theme.page(report, "home.html", &home(publication, page, address)),
        DocumentKind::Chapter => {
            theme.page(report, "chapter.html", &chapter(publication, page, recommendations::of_page(publication, page)))
        }
        DocumentKind::Place => theme.page(report, "place.html", &places::page(publication, page)),
        DocumentKind::Methods => theme.page(report, "methods.html", &methods(publication, page)),
        DocumentKind::Accessibility => theme.page(report, "accessibility.html", &accessibility(publication, page)),
        DocumentKind::Page | DocumentKind::Glossary => theme.page(report, "page.html", &plain(publication, page)),
    }
}

/// Whether anything on a page is made up.
fn is_illustrative(publication: &Publication, page: &Page) -> bool {
    page.indicators.iter().any(|id| publication.findings.get(id).is_some_and(|found| found.illustrative))
}

fn head(publication: &Publication, page: &Page, address: &str) -> view::Frame {
    let illustrative = is_illustrative(publication, page);
    let places = (places::TITLE, publication.bindings.addresses.page("places"));
    let trail: Vec<_> = (page.kind == DocumentKind::Place).then_some(places).into_iter().collect();
    // The profile of the same area has its name for a title.
    let title = if page.kind == DocumentKind::Place { format!("Place: {}", page.title) } else { page.title.clone() };
    let head = PageHead { address, title: &title, description: &page.summary, breadcrumb: &trail, illustrative };
    let claims = publication.bindings.claims_of(&page.path).count();
    let checked = (claims > 0).then(|| {
        let what = if claims == 1 {
            "One statement of this page was".to_owned()
        } else {
            format!("{} statements of this page were", sentence::upper_first(&number::spelled(claims)))
        };
        format!("{what} checked against the published numbers, with their limits, when the page was made")
    });
    let figures = page.blocks.iter().filter_map(|block| match block {
        content::Block::Figure(figure) => Some(figure.id.as_str()),
        content::Block::Html(_) => None,
    });
    let corrected = editions::corrected(publication, &figures.collect(), address);
    view::Frame { checked, corrected, ..frame::frame(publication, &head) }
}

/// The blocks of a page, its figures numbered in their order.
fn blocks(publication: &Publication, page: &Page, address: &str) -> Vec<Block> {
    let mut number = 0;
    let mut heading = "h2";
    let mut out = Vec::new();
    for piece in &page.blocks {
        match piece {
            content::Block::Html(html) => {
                // A figure's finding stands one level below the section that it is in.
                if html.contains("<h2") {
                    heading = "h3";
                }
                out.push(Block::Html(moved(publication, page, address, html)));
            }
            content::Block::Figure(figure) => {
                number += 1;
                let name = match figure.content {
                    content::FigureContent::Table(_) => format!("Table {number}"),
                    _ => format!("Figure {number}"),
                };
                let standing = Standing { from: address, number: &name, heading };
                out.extend(publication.gallery.get(&figure.id).map(|exhibit| block(publication, exhibit, standing)));
            }
        }
    }
    out
}

/// HTML bound for a page's own address, as it must stand at another: only the home page is shown twice.
fn moved(publication: &Publication, page: &Page, address: &str, html: &str) -> String {
    if address == page.address {
        return html.to_owned();
    }
    let edition = publication.bindings.addresses.home();
    let inside = |part: &str| {
        let elsewhere = ["http", "mailto:", "tel:", "#"];
        !elsewhere.iter().any(|start| part.starts_with(start))
    };
    ["href=\"", "src=\""].iter().fold(html.to_owned(), |html, attribute| {
        let mut parts = html.split(attribute);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(attribute);
            if inside(part) {
                out.push_str(&edition);
            }
            out.push_str(part);
        }
        out
    })
}

fn findings(publication: &Publication, page: &Page, address: &str) -> Vec<Finding> {
    let addresses = &publication.bindings.addresses;
    let figure = |id: &String| link(address, format!("Figure {id}"), &addresses.figure(id));
    page.findings
        .iter()
        .map(|finding| Finding {
            sentence_html: finding.words.html(address),
            figure: finding.figure.as_ref().map(figure),
        })
        .collect()
}

fn headings(page: &Page) -> Vec<Heading> {
    page.headings.iter().map(|(text, anchor)| Heading { text: text.clone(), anchor: anchor.clone() }).collect()
}

/// The chapters, in their order.
pub(super) fn chapters_of(publication: &Publication) -> Vec<&Page> {
    publication.bindings.pages.iter().filter(|page| page.kind == DocumentKind::Chapter).collect()
}

fn home(publication: &Publication, page: &Page, address: &str) -> view::Home {
    let (findings_of_site, addresses) = (&publication.findings, &publication.bindings.addresses);
    let mut all = blocks(publication, page, address);
    // The first paragraphs are the answer; what follows stands after the chapters.
    let answer = match all.first() {
        Some(Block::Html(html)) => {
            let end = html.find("<h2").unwrap_or(html.len());
            let (first, rest) = html.split_at(end);
            let (first, rest) = (first.trim().to_owned(), rest.to_owned());
            if rest.trim().is_empty() {
                all.remove(0);
            } else {
                all[0] = Block::Html(rest);
            }
            first
        }
        _ => String::new(),
    };
    let answer = answer.trim_start_matches("<p>").trim_end_matches("</p>").to_owned();
    let assessed = findings_of_site.areas.assessed();
    let top = areas::outermost(publication);
    let area = |id| {
        let own = findings_of_site.areas.get(id);
        link(address, own.name.as_str(), &addresses.area(&own.slug))
    };
    let (recommended, all_recommended) = recommendations::of_home(publication, address);
    view::Home {
        frame: head(publication, page, address),
        title: page.title.clone(),
        answer_html: answer,
        findings: findings(publication, page, address),
        headlines: profile::headlines(publication, assessed, address),
        areas: top.into_iter().map(area).collect(),
        area_index: link(address, "All areas", &addresses.page("areas")),
        compare: comparison::any(findings_of_site).then(|| link(address, "Compare areas", &addresses.page("compare"))),
        find: find::by_name(publication, address),
        map: areas::chosen_map(publication, address, "h3"),
        chapters: chapters_of(publication)
            .into_iter()
            .map(|chapter| noted(address, chapter.title.as_str(), &chapter.address, chapter.summary.as_str()))
            .collect(),
        recommendations: recommended,
        all_recommendations: all_recommended,
        onward: super::decisions::links(publication, address),
        blocks: all,
    }
}

/// What a chapter has, with the recommendations that stand below it.
pub(super) fn chapter(publication: &Publication, page: &Page, recommended: Vec<Link>) -> view::Chapter {
    let (address, addresses) = (page.address.as_str(), &publication.bindings.addresses);
    let all = chapters_of(publication);
    let at = all.iter().position(|other| other.address == page.address);
    let beside = |step: isize| {
        let index = at?.checked_add_signed(step)?;
        all.get(index).map(|other| link(address, other.title.as_str(), &other.address))
    };
    let mut sources: Vec<SourceId> = Vec::new();
    for found in page.indicators.iter().filter_map(|id| publication.findings.get(id)) {
        sources.extend(found.sources.iter().cloned());
    }
    sources.sort();
    sources.dedup();
    view::Chapter {
        frame: head(publication, page, address),
        title: page.title.clone(),
        lede: page.summary.clone(),
        findings: findings(publication, page, address),
        contents: headings(page),
        blocks: blocks(publication, page, address),
        indicators: page
            .indicators
            .iter()
            .filter_map(|id| publication.findings.get(id))
            .map(|found| {
                noted(
                    address,
                    found.indicator.title.as_str(),
                    &addresses.indicator(found.indicator.id.as_str()),
                    found.indicator.definition.as_str(),
                )
            })
            .collect(),
        sources: source_links(publication, &sources, address),
        recommendations: recommended,
        previous: beside(-1),
        next: beside(1),
    }
}

fn plain(publication: &Publication, page: &Page) -> view::Plain {
    let kind = if page.kind == DocumentKind::Glossary { "glossary" } else { "page" };
    view::Plain {
        frame: head(publication, page, &page.address),
        kind: kind.to_owned(),
        title: page.title.clone(),
        lede: page.summary.clone(),
        contents: if page.kind == DocumentKind::Glossary { Vec::new() } else { headings(page) },
        blocks: blocks(publication, page, &page.address),
    }
}

fn text(words: impl Into<String>) -> Cell {
    Cell { text: words.into(), kind: "text".to_owned(), ..Cell::default() }
}

fn column(words: &str) -> Column {
    Column { text: words.to_owned(), kind: "text".to_owned() }
}

/// How far a publisher stands behind a source, in a word.
pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Published => "Published",
        Status::Provisional => "Provisional",
        Status::Illustrative => "Illustrative: made up",
    }
}

fn methods(publication: &Publication, page: &Page) -> view::Methods {
    let (address, addresses) = (page.address.as_str(), &publication.bindings.addresses);
    let mut all = blocks(publication, page, address);
    let (heading, used) = super::methods::list(publication, address);
    all.push(used);
    let mut contents = headings(page);
    contents.push(heading);
    let rows = publication.findings.sources.values().map(|source| Row {
        step: None,
        words: String::new(),
        cells: vec![
            Cell {
                href: Some(content::link::relative(address, &addresses.source(source.id.as_str()))),
                ..text(source.title.as_str())
            },
            text(source.publisher.as_str()),
            text(source.period.as_str()),
            text(status_word(source.status)),
        ],
    });
    view::Methods {
        frame: head(publication, page, address),
        title: page.title.clone(),
        lede: page.summary.clone(),
        contents,
        blocks: all,
        sources: Table {
            caption: "Sources of the data".to_owned(),
            columns: vec![column("Source"), column("Publisher"), column("Period"), column("Status")],
            rows: rows.collect(),
            sortable: true,
        },
    }
}

fn accessibility(publication: &Publication, page: &Page) -> view::Accessibility {
    let settings = &publication.config.accessibility;
    view::Accessibility {
        frame: head(publication, page, &page.address),
        organisation: publication.config.publisher.clone(),
        status: settings.status.clone(),
        exceptions: settings.exceptions.clone(),
        contact: publication.config.contact.as_ref().map(|contact| Link {
            text: contact.name.clone(),
            href: contact.address.clone(),
            ..Link::default()
        }),
        answer_within: settings.answer_within.clone(),
        tests: settings.tests.clone(),
        prepared: settings.prepared.clone(),
        reviewed: settings.reviewed.clone(),
        enforcement: settings.enforcement,
    }
}

/// The page for addresses that do not exist. It is shown at any of them, so its links begin at the root
/// of the host.
fn not_found(publication: &Publication, address: &str) -> view::NotFound {
    let addresses = &publication.bindings.addresses;
    let head = PageHead {
        address,
        title: "Page not found",
        description: "There is no page at this address.",
        breadcrumb: &[],
        illustrative: false,
    };
    let mut links = vec![link(address, "Home", &addresses.home()), link(address, "Areas", &addresses.page("areas"))];
    links.push(link(address, "Indicators", &addresses.page("indicators")));
    links.push(link(address, "Search", &addresses.page("search")));
    links.push(link(address, "All editions", editions::ADDRESS));
    links.push(link(address, "Corrections and withdrawn figures", editions::CHANGES));
    links.extend(chapters_of(publication).into_iter().map(|page| link(address, page.title.as_str(), &page.address)));
    let mut frame = frame::frame(publication, &head);
    let root = root_of_host(publication.config.base_address.as_deref());
    let rooted = |link: &mut Link| {
        if !link.href.contains(':') && !link.href.starts_with('/') {
            link.href = format!("{root}{}", link.href.trim_start_matches("./"));
        }
    };
    frame.menu.iter_mut().chain(&mut frame.breadcrumb).chain(&mut frame.foot).chain(&mut links).for_each(rooted);
    frame.root = format!("{root}{}", frame.root);
    frame.home = format!("{root}{}", frame.home);
    frame.canonical = None;
    rooted(&mut frame.editions);
    frame.feed = None;
    view::NotFound { frame, links }
}

/// The path of a site's root on its host: `/`, or `/sna/` in a subfolder.
fn root_of_host(base: Option<&str>) -> String {
    let after_scheme = base.and_then(|base| base.split_once("://")).map(|(_, rest)| rest);
    after_scheme.and_then(|rest| rest.find('/').map(|at| rest[at..].to_owned())).unwrap_or_else(|| "/".to_owned())
}
