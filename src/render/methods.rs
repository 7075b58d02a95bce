//! A page for each method that the site uses: what it is in plain words, worked through with the site's own
//! numbers, and where it is used.
//!
//! Comes in: methods in the words of their pages. Goes out: those that the site uses, each as a page, and the
//! list of them for the page on methods. A method is used where an indicator names it, a figure draws it, or
//! an author wrote of it in `content/methods/`. [`MET`] says how a reader meets an analysis.

use super::examples::{self, Worked};
use super::frame::{self, PageHead, link, noted};
use super::view::{self, Block, Heading, Link};
use super::{Files, Output, Publication};
use crate::chart::CHARTS;
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::compare::{Finding, IndicatorFindings};
use crate::content::{Explanation, explained, html};
use crate::measure::method;
use crate::model::area::slug;
use crate::statistics::Explained;

/// How a reader meets an analysis.
#[derive(Clone, Copy)]
enum Met {
    /// In figures of these kinds.
    Drawn(&'static [&'static str]),
    /// Beside the numbers of an indicator, and in figures of these kinds.
    Beside(fn(&Finding) -> bool, &'static [&'static str]),
}

/// Analyses that are met otherwise than in figures of their own word. One that stands neither here nor in the
/// registry of charts is met on every page that has numbers, and so always has a page.
const MET: &[(&str, Met)] = &[
    ("comparison", Met::Beside(|finding| finding.comparison.is_some(), &[])),
    ("chance", Met::Beside(|finding| finding.comparison.is_some(), &["funnel"])),
    ("change", Met::Beside(|finding| finding.change.is_some(), &["change"])),
    ("trend-over-groups", Met::Drawn(&["gradient"])),
    ("composite-index", Met::Drawn(&["index"])),
];

/// The pages about methods.
#[derive(Debug)]
pub(super) struct MethodPages;

impl Output for MethodPages {
    fn name(&self) -> &'static str {
        "methods"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        for method in used(publication) {
            let word = method.word();
            files.add(&publication.bindings.addresses.method(word), move |publication, report| {
                let view = page(publication, word);
                publication.theme.page(report, "method.html", &view)
            });
        }
    }
}

/// The kinds of figure that show a method; none where no figure is one of it alone.
fn kinds(word: &'static str) -> Vec<&'static str> {
    match MET.iter().find(|(name, _)| *name == word) {
        Some((_, Met::Drawn(kinds) | Met::Beside(_, kinds))) => kinds.to_vec(),
        None => CHARTS.iter().map(|chart| chart.kind()).filter(|kind| *kind == word).collect(),
    }
}

/// The figures that show a method, by id.
fn figures<'a>(publication: &'a Publication, word: &'static str) -> Vec<&'a Exhibit> {
    let kinds = kinds(word);
    let is_of = |exhibit: &&Exhibit| match &exhibit.content {
        Exhibited::Drawing(figure) => kinds.contains(&figure.spec.kind.as_str()),
        Exhibited::Table(_) | Exhibited::KeyFigures(_) => false,
    };
    publication.gallery.iter().filter(is_of).collect()
}

/// The indicators that use a method, by code.
fn indicators<'a>(publication: &'a Publication, word: &str) -> Vec<&'a IndicatorFindings> {
    let beside = MET.iter().find_map(|(name, met)| match met {
        Met::Beside(shown, _) if *name == word => Some(shown),
        _ => None,
    });
    let uses = |found: &&IndicatorFindings| {
        found.indicator.method == word || beside.is_some_and(|shown| found.cells().any(|(_, finding)| shown(finding)))
    };
    let mut found: Vec<&IndicatorFindings> = publication.findings.iter().filter(uses).collect();
    found.sort_by_key(|found| found.indicator.code.as_str());
    found
}

/// Whether nothing says where a method is met, so that it is met everywhere.
fn is_met_everywhere(word: &'static str) -> bool {
    method::named(word).is_none() && MET.iter().all(|(name, _)| *name != word) && kinds(word).is_empty()
}

fn explanation<'a>(publication: &'a Publication, word: &str) -> Option<&'a Explanation> {
    publication.bindings.methods.iter().find(|explanation| explanation.word == word)
}

/// The methods that the site uses, those that make values first.
pub(super) fn used(publication: &Publication) -> Vec<&'static dyn Explained> {
    let is_used = |method: &&'static dyn Explained| {
        let word = method.word();
        is_met_everywhere(word)
            || explanation(publication, word).is_some_and(|explanation| explanation.note_html.is_some())
            || !figures(publication, word).is_empty()
            || !indicators(publication, word).is_empty()
    };
    explained().filter(is_used).collect()
}

/// The methods that a figure of this kind shows, as links from the page at `from`.
pub(super) fn of_kind(publication: &Publication, kind: &str, from: &str) -> Vec<Link> {
    let shown = explained().filter(|method| kinds(method.word()).contains(&kind));
    shown.map(|method| link(from, method.title(), &publication.bindings.addresses.method(method.word()))).collect()
}

/// The list of the methods used, for the page on methods, and its heading.
pub(super) fn list(publication: &Publication, from: &str) -> (Heading, Block) {
    let heading = Heading { text: "Methods used here".to_owned(), anchor: "methods-used".to_owned() };
    let mut out = format!("<h2 id=\"{}\">{}</h2>\n<ul class=\"links\">\n", heading.anchor, heading.text);
    for method in used(publication) {
        let address = publication.bindings.addresses.method(method.word());
        out.push_str(&format!(
            "<li>{} <span>{}</span></li>\n",
            html::link(&crate::content::link::relative(from, &address), &html::escape(method.title())),
            explanation(publication, method.word()).map_or("", |explanation| explanation.about_html.as_str()),
        ));
    }
    out.push_str("</ul>\n");
    (heading, Block::Html(out))
}

fn page(publication: &Publication, word: &'static str) -> Option<view::Method> {
    let addresses = &publication.bindings.addresses;
    let all = used(publication);
    let at = all.iter().position(|method| method.word() == word)?;
    let method = all[at];
    let explanation = explanation(publication, word)?;
    let address = addresses.method(word);
    let beside = |step: isize| {
        let other = all.get(at.checked_add_signed(step)?)?;
        Some(link(&address, other.title(), &addresses.method(other.word())))
    };
    let shown = figures(publication, word);
    let figure = |exhibit: &&Exhibit| {
        noted(&address, format!("Figure {}", exhibit.id), &addresses.figure(&exhibit.id), exhibit.finding.text())
    };
    let worked = examples::of(publication, word);
    let illustrative = worked.as_ref().is_some_and(|worked| worked.illustrative);
    let frame = frame::frame(
        publication,
        &PageHead {
            address: &address,
            title: method.title(),
            description: &method.about().replace('`', ""),
            breadcrumb: &[("Methods and sources", addresses.page("methods"))],
            illustrative,
        },
    );
    let sections: Vec<view::MethodSection> = explanation
        .sections
        .iter()
        .map(|(title, html)| view::MethodSection { title: title.clone(), anchor: slug(title), html: html.clone() })
        .collect();
    Some(view::Method {
        frame,
        title: method.title().to_owned(),
        about_html: explanation.about_html.clone(),
        sections,
        figure: if worked.is_none() { shown.first().map(figure) } else { None },
        worked: worked.map(|worked| worked_view(&address, worked)),
        note_html: explanation.note_html.clone().unwrap_or_default(),
        citation: method.citation().trim_end_matches('.').to_owned(),
        indicators: indicators(publication, word)
            .into_iter()
            .map(|found| {
                let indicator = &found.indicator;
                link(&address, indicator.title.as_str(), &addresses.indicator(indicator.id.as_str()))
            })
            .collect(),
        figures: shown.iter().map(figure).collect(),
        previous: beside(-1),
        next: beside(1),
    })
}

fn worked_view(from: &str, worked: Worked) -> view::WorkedExample {
    view::WorkedExample {
        of: link(from, worked.of, &worked.address),
        steps: worked.steps.into_iter().map(|step| view::WorkedStep { words: step.words, sum: step.sum }).collect(),
        illustrative: worked.illustrative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A law of the registries: the last word of a rule that is never used would be a page that is never made.
    #[test]
    fn a_method_that_makes_values_is_met_in_indicators_alone() {
        for method in method::METHODS {
            assert!(MET.iter().all(|(name, _)| *name != method.word()), "{}", method.word());
            assert!(!is_met_everywhere(method.word()));
        }
    }
}
