//! What helps readers of a chapter beside its numbers: terms that lead to the glossary. A small site in, its pages
//! out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

/// A page of a site.
fn page(site: &Site, path: &str) -> String {
    String::from_utf8(site.make(&Report::new(Strictness::Lenient), path).unwrap().unwrap()).unwrap()
}

/// The base site whose glossary links some terms, with more text in its chapter.
fn with_terms(more: &str) -> Copy {
    let site = Copy::new();
    site.replace(
        "content/glossary.md",
        "kind: glossary",
        "kind: glossary\nterms:\n  - {term: Robbery, also: [robberies]}\n  - {term: NEET}\n  - {term: Crude rate}",
    );
    let text = site.text("content/glossary.md");
    site.put("content/glossary.md", format!("{text}\n## NEET\n\nNot in work.\n\n## Crude rate\n\nA rate of all ages.\n"));
    let text = site.text("content/chapters/violence.md");
    site.put("content/chapters/violence.md", format!("{text}\n{more}\n"));
    site
}

/// How a link to a term reads on a page of the first level.
fn term(id: &str, words: &str) -> String {
    format!("<a class=\"term\" href=\"../glossary/#{id}\">{words}</a>")
}

#[test]
fn the_first_use_of_a_term_in_running_text_leads_to_its_entry_and_no_other_does() {
    let site = with_terms(
        "### Robberies by hour\n\n[Robbery](../methods.md) and `robbery`.\n\n> Robbery, they said.\n\n\
         | Robbery |\n| --- |\n| None |\n\nIn {{ violence.period }}, a {{ plain robbery }} of trust, 12,345 robberies and a \
         robbery, at a crude\nrate of {{ violence.rate }}; neet and NEET[^n].\n\n[^n]: A note on NEET.\n",
    );
    let html = page(&site.built(), "2026/violence/index.html");
    let main = html.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("class=\"term\"").count(), 3, "{main}");
    for (id, words) in [("robbery", "robberies"), ("crude-rate", "crude\nrate"), ("neet", "NEET")] {
        assert!(main.contains(&term(id, words)), "{words}: {main}");
    }
    assert!(main.contains("a <span>robbery</span> of trust, 12,345 <a"), "{main}");
}

#[test]
fn a_page_links_no_more_terms_than_its_settings_allow() {
    let site = with_terms("A robbery, NEET and a crude rate.");
    site.replace("content/chapters/violence.md", "kind: chapter", "kind: chapter\nmost-terms: 1");
    let html = page(&site.built(), "2026/violence/index.html");
    assert_eq!(html.matches("class=\"term\"").count(), 1);
    assert!(html.contains(&term("robbery", "robbery")));
    site.replace("content/chapters/violence.md", "most-terms: 1", "most-terms: 0");
    assert!(!page(&site.built(), "2026/violence/index.html").contains("class=\"term\""));
}

#[test]
fn a_glossary_that_lists_no_terms_changes_no_page() {
    let html = page(&Copy::new().built(), "2026/violence/index.html");
    assert!(!html.contains("class=\"term\""));
}
