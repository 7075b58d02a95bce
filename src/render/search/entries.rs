//! What search and the A to Z list: areas, indicators, figures, pages, interventions, methods, sources and terms.
//!
//! Comes in: a publication. Goes out: an [`Entry`] for each thing that has an address, made of published
//! words alone, sorted as people look names up. A new kind of page needs a function here.

use crate::chart::gallery::{Exhibit, Exhibited};
use crate::content::sentence::{lower_first, upper_first};
use crate::content::{Block, DocumentKind, Page};
use crate::model::area::{AreaId, slug};
use crate::model::source::Status;
use crate::render::{
    Publication, areas, comparison, decisions, document, duty, editions, explore, interventions, methods, places,
    recommendations,
};

/// What an entry is; results are shown by kind, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Area,
    Indicator,
    Page,
    Recommendation,
    Intervention,
    Figure,
    Method,
    Source,
    Term,
}

impl Kind {
    /// Every kind with its heading, in their order.
    pub(super) const ALL: [(Self, &'static str); 9] = [
        (Self::Area, "Areas"),
        (Self::Indicator, "Indicators"),
        (Self::Page, "Chapters and pages"),
        (Self::Recommendation, "Recommendations"),
        (Self::Intervention, "Interventions"),
        (Self::Figure, "Figures"),
        (Self::Method, "Methods"),
        (Self::Source, "Sources"),
        (Self::Term, "Terms"),
    ];
}

/// One thing that can be looked up.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// Its name.
    pub(super) title: String,
    /// Its address, below the site's root.
    pub(super) address: String,
    /// What it is, in few words.
    pub(super) note: String,
    /// More words to find it by, each with the id of its place on the page, where it has one.
    pub(super) lines: Vec<(String, Option<String>)>,
}

impl Entry {
    fn new(kind: Kind, title: &str, address: String, note: String) -> Self {
        Self { kind, title: title.to_owned(), address, note, lines: Vec::new() }
    }

    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.lines.push((text.to_owned(), None));
        }
    }
}

/// Everything, sorted by name.
pub(super) fn all(publication: &Publication) -> Vec<Entry> {
    let mut all = of_areas(publication);
    all.extend(of_indicators(publication));
    all.extend(publication.gallery.iter().map(|exhibit| of_figure(publication, exhibit)));
    all.extend(of_pages(publication));
    all.extend(of_recommendations(publication));
    all.extend(of_interventions(publication));
    all.extend(of_methods(publication));
    all.extend(of_sources(publication));
    all.sort_by_cached_key(|entry| (slug(&entry.title), entry.kind, entry.address.clone()));
    all
}

fn of_areas(publication: &Publication) -> Vec<Entry> {
    let entry = |area: AreaId| {
        let own = publication.findings.areas.get(area);
        let address = publication.bindings.addresses.area(&own.slug);
        let mut entry = Entry::new(Kind::Area, &own.name, address, areas::what_and_where(publication, area));
        entry.line(&format!("Code {}", own.code));
        entry
    };
    areas::with_profile(publication).into_iter().map(entry).collect()
}

/// Words with the remark that what they are about is made up, where it is.
fn honest(words: String, illustrative: bool) -> String {
    if illustrative { format!("{words}, illustrative data") } else { words }
}

fn of_indicators(publication: &Publication) -> Vec<Entry> {
    let entry = |found: &crate::compare::IndicatorFindings| {
        let indicator = &found.indicator;
        let note = honest(format!("Indicator {}, {}", indicator.code, indicator.theme), found.illustrative);
        let address = publication.bindings.addresses.indicator(indicator.id.as_str());
        let mut entry = Entry::new(Kind::Indicator, &indicator.title, address, note);
        entry.line(&indicator.definition);
        if !indicator.title.contains(&indicator.short) {
            entry.line(&indicator.short);
        }
        entry
    };
    publication.findings.iter().map(entry).collect()
}

fn of_figure(publication: &Publication, exhibit: &Exhibit) -> Entry {
    let word = if matches!(exhibit.content, Exhibited::Table(_)) { "Table" } else { "Figure" };
    let made_up = |id| publication.findings.get(id).is_some_and(|found| found.illustrative);
    let note = honest(format!("{word} {}", exhibit.id), exhibit.indicators().iter().any(made_up));
    let address = publication.bindings.addresses.figure(&exhibit.id);
    let mut entry = Entry::new(Kind::Figure, &exhibit.finding.text(), address, note);
    if let Exhibited::Drawing(figure) = &exhibit.content
        && figure.shown != entry.title
    {
        entry.line(&figure.shown);
    }
    entry
}

fn of_pages(publication: &Publication) -> Vec<Entry> {
    let addresses = &publication.bindings.addresses;
    let made = [
        ("Areas", "areas", "Every area with its headline numbers."),
        ("Indicators", "indicators", "Every indicator of the assessment, by theme."),
        ("Data", "data", "Every number of the edition as files, with the columns explained."),
        ("Evidence pack", "pack", "Chosen figures on one page, to print, save and cite."),
        (document::TITLE, document::NAME, "Every chapter and figure as one document, to print or to keep."),
    ];
    let recommended = ("Recommendations", "recommendations", "What is recommended, who leads and how far it is.");
    let duty = (duty::TITLE, "duty", "What law and guidance ask of this assessment, and where it answers.");
    let told = (places::TITLE, "places", places::ABOUT);
    let explored = ("Explore", "explore", "Any indicator, areas, periods and groups, as lines, bars, map or table.");
    let asked = [
        (explored, explore::any(publication)),
        (recommended, recommendations::any(publication)),
        (duty, duty::any(publication)),
        (told, places::any(publication)),
    ];
    let mut all = Vec::new();
    for (title, name, about) in
        made.into_iter().chain(asked.into_iter().filter(|(_, made)| *made).map(|(page, _)| page))
    {
        let mut entry = Entry::new(Kind::Page, title, addresses.page(name), "Page".to_owned());
        entry.line(about);
        all.push(entry);
    }
    let of_all = [
        ("Editions", editions::ADDRESS, "Every edition, when it was published and what has changed."),
        (
            "Corrections",
            editions::CHANGES,
            "What was wrong in published figures, why, and which figures were withdrawn.",
        ),
    ];
    for (title, address, about) in of_all {
        let mut entry = Entry::new(Kind::Page, title, address.to_owned(), "Page".to_owned());
        entry.line(about);
        all.push(entry);
    }
    for (title, address) in comparison::listed(publication) {
        let mut entry = Entry::new(Kind::Page, &title, address, "Page".to_owned());
        entry.line("Areas beside each other, indicator by indicator.");
        all.push(entry);
    }
    for (title, address) in explore::listed(publication) {
        let mut entry = Entry::new(Kind::Page, &title, address, "Explorer".to_owned());
        entry.line("Areas, periods and groups of your choice, and every number in tables.");
        all.push(entry);
    }
    for (title, address, about) in interventions::pages(publication) {
        let mut entry = Entry::new(Kind::Page, title, address, "Page".to_owned());
        entry.line(about);
        all.push(entry);
    }
    for page in decisions::pages(publication) {
        let mut entry = Entry::new(Kind::Page, page.title, page.address, "Page".to_owned());
        entry.line(&upper_first(page.about));
        all.push(entry);
    }
    for page in publication.bindings.pages.iter().filter(|page| page.kind != DocumentKind::Home) {
        let note = match page.kind {
            DocumentKind::Chapter => "Chapter",
            DocumentKind::Place => "Place",
            _ => "Page",
        };
        let mut entry = Entry::new(Kind::Page, &page.title, page.address.clone(), note.to_owned());
        entry.line(&page.summary);
        if page.kind == DocumentKind::Glossary {
            all.extend(terms(page));
        } else {
            entry.lines.extend(page.headings.iter().map(|(text, anchor)| (text.clone(), Some(anchor.clone()))));
        }
        for finding in &page.findings {
            let text = finding.words.text();
            let figure = finding.figure.as_ref().and_then(|id| publication.gallery.get(id));
            // A finding that is a figure's is found under the figure.
            if figure.is_none_or(|figure| figure.finding.text() != text) {
                entry.line(&text);
            }
        }
        all.push(entry);
    }
    all
}

/// The terms of a glossary, each with the paragraph that explains it.
fn terms(page: &Page) -> Vec<Entry> {
    let html: String = page
        .blocks
        .iter()
        .map(|block| match block {
            Block::Html(html) => html.as_str(),
            Block::Figure(_) => "",
        })
        .collect();
    let entry = |(text, anchor): &(String, String)| {
        let address = format!("{}#{anchor}", page.address);
        let mut entry = Entry::new(Kind::Term, text, address, "Term".to_owned());
        entry.line(&paragraph_below(&html, anchor));
        entry
    };
    page.headings.iter().map(entry).collect()
}

/// The first paragraph below a heading, as text; empty where the heading has none.
fn paragraph_below(html: &str, anchor: &str) -> String {
    let heading = html.split_once(&format!("id=\"{anchor}\"")).map_or("", |(_, rest)| rest);
    let section = heading.split("<h2").next().unwrap_or_default();
    let paragraph = section.split_once("<p>").map_or("", |(_, rest)| rest);
    plain(paragraph.split("</p>").next().unwrap_or_default())
}

/// HTML of our own as text.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for part in html.split('<') {
        // What stands before the first tag has no end of one.
        out.push_str(if out.is_empty() && !part.contains('>') {
            part
        } else {
            part.split_once('>').map_or(part, |(_, text)| text)
        });
    }
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("\n", " ")];
    entities.iter().fold(out, |text, (entity, sign)| text.replace(entity, sign)).trim().to_owned()
}

fn of_recommendations(publication: &Publication) -> Vec<Entry> {
    let entry = |one: &crate::content::Recommendation| {
        let kind = if one.illustrative { "Illustrative recommendation" } else { "Recommendation" };
        let note = format!("{kind} {}, {}", one.id, one.state.words());
        let mut entry = Entry::new(Kind::Recommendation, &one.statement.text(), one.address.clone(), note);
        entry.line(&one.owner);
        entry
    };
    publication.bindings.recommendations.iter().map(entry).collect()
}

fn of_interventions(publication: &Publication) -> Vec<Entry> {
    let areas = &publication.findings.areas;
    let entry = |own: &crate::model::intervention::Intervention| {
        let places: Vec<&str> = own.areas.iter().map(|area| areas.get(*area).name.as_str()).collect();
        let address = publication.bindings.addresses.intervention(&own.id);
        let mut entry =
            Entry::new(Kind::Intervention, &own.name, address, format!("Intervention, {}", places.join(", ")));
        entry.line(&own.providers.join(", "));
        entry.line(own.what.as_deref().unwrap_or_default());
        entry
    };
    publication.directory.iter().flat_map(|directory| &directory.interventions).map(entry).collect()
}

fn of_methods(publication: &Publication) -> Vec<Entry> {
    let entry = |method: &'static dyn crate::statistics::Explained| {
        let address = publication.bindings.addresses.method(method.word());
        let mut entry = Entry::new(Kind::Method, method.title(), address, "Method".to_owned());
        entry.line(&method.about().replace('`', ""));
        entry
    };
    methods::used(publication).into_iter().map(entry).collect()
}

fn of_sources(publication: &Publication) -> Vec<Entry> {
    let entry = |source: &std::sync::Arc<crate::model::source::Source>| {
        let note = match source.status {
            Status::Illustrative => "Source, illustrative data".to_owned(),
            Status::Published | Status::Provisional => format!("Source, {}", source.publisher),
        };
        let address = publication.bindings.addresses.source(source.id.as_str());
        let mut entry = Entry::new(Kind::Source, &source.title, address, note);
        entry.line(&format!("Period: {}", lower_first(&source.period)));
        entry
    };
    publication.findings.sources.values().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_below_a_term_is_text_and_ends_before_the_next_term() {
        let html = "<h2 id=\"a\">A</h2>\n<p>Rises &amp; falls, <em>not</em>\nmore.</p>\n<h2 id=\"b\">B</h2>\n<h2 id=\"c\">C</h2>\n<p><a href=\"x\">C</a> is last.</p>\n";
        assert_eq!(paragraph_below(html, "a"), "Rises & falls, not more.");
        assert_eq!(paragraph_below(html, "b"), "");
        assert_eq!(paragraph_below(html, "c"), "C is last.");
        assert_eq!(paragraph_below(html, "d"), "");
    }
}
