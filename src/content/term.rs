//! Terms of the glossary, linked where a page of prose first uses them.
//!
//! Comes in: the terms that the settings of a glossary list, each with further forms, and the HTML of running text.
//! Goes out: the same HTML in which the first use of a term leads to its entry. Wrong can be: a term without an entry,
//! a form that two terms claim, terms listed on a page that is no glossary.
//!
//! A term is not looked for in headings, links, code, what is quoted, heads of tables, figures and notes: there a link
//! would be in the way, or change the words of others. Each link is a stop for the Tab key, so a page has no more
//! than its settings allow.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::anchor::Anchors;
use super::front_matter::DocumentKind;
use super::html;
use super::link;
use super::markdown::{Piece, Step};
use super::shortcode::Named;
use super::{Document, Texts};
use crate::report::{Diagnostic, Report};
use crate::yaml::Map;

/// The word before words that are not to lead to the glossary: `{{ plain rate }}`.
pub(super) const WORD: &str = "plain";

/// How many terms a page links where its settings do not say.
const MOST: usize = 8;

/// The elements in which no term is looked for.
const CLOSED: [&str; 15] = [
    "a",
    "blockquote",
    "caption",
    "code",
    "data",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "sup",
    "thead",
];

/// A term as the settings of a glossary list it.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    term: Named,
    also: Vec<Named>,
}

/// Reads the list of terms in the settings of a glossary.
pub(super) fn declared(report: &Report, map: &mut Map<'_>, kind: DocumentKind) -> Vec<Declared> {
    let mut terms = Vec::new();
    for node in map.list("terms") {
        let Some(mut item) = node.map(report) else { continue };
        let term = item.text_at("term");
        let also = item.texts("also");
        item.finish();
        terms.extend(term.map(|term| Declared { term, also }));
    }
    if let Some(first) = terms.first().filter(|_| kind != DocumentKind::Glossary) {
        let found = Diagnostic::error("terms are listed on a page that is no glossary").at(first.term.1.clone());
        report
            .add(found.label("the first of them").help("list them at the head of the page that has `kind: glossary`"));
    }
    terms
}

/// A form of a term as it stands in HTML.
#[derive(Debug)]
struct Form {
    words: String,
    /// Whether its capitals must be as they are, as in `NEET`; otherwise the first letter may be either.
    exact: bool,
    term: usize,
}

/// Every term that is linked, by its forms, the longest first.
#[derive(Debug, Default)]
pub(super) struct Terms {
    forms: Vec<Form>,
    addresses: Vec<String>,
}

/// The terms that glossaries list, each with the address of its entry; says which have none.
pub(super) fn known(report: &Report, texts: &Texts, pages: &BTreeMap<String, String>) -> Terms {
    let mut terms = Terms::default();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for document in texts.documents.iter().filter(|document| document.front.kind == DocumentKind::Glossary) {
        let Some(address) = pages.get(&*document.file.path) else { continue };
        let entries = entries(document);
        for declared in &document.front.terms {
            let (name, place) = &declared.term;
            let Some(id) = entries.get(name) else {
                let found = Diagnostic::error(format!("the glossary has no entry `{name}`")).at(place.clone());
                let found = found.label("listed here");
                let near = crate::report::nearest(name, entries.keys().map(String::as_str));
                report.add(match near {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(format!("write `## {name}` and what it means, or take it out of the list")),
                });
                continue;
            };
            let term = terms.addresses.len();
            terms.addresses.push(format!("{address}#{id}"));
            for (words, place) in [&declared.term].into_iter().chain(&declared.also) {
                if taken.insert(words.to_lowercase(), term).is_some() {
                    let found = Diagnostic::error(format!("`{words}` is listed twice")).at(place.clone());
                    report.add(found.label("here again").help("a word can lead to one entry: take one of them out"));
                    continue;
                }
                let exact = words.chars().skip(1).any(char::is_uppercase);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if words.is_empty() {
                    continue;
                }
                terms.forms.push(Form { words: html::escape(&words), exact, term });
            }
        }
    }
    terms.forms.sort_by(|one, other| other.words.len().cmp(&one.words.len()).then_with(|| one.words.cmp(&other.words)));
    terms
}

/// The headings of the second level of a page, each with its id.
fn entries(document: &Document) -> BTreeMap<String, String> {
    let mut anchors = Anchors::default();
    let mut entries = BTreeMap::new();
    let mut heading: Option<(HeadingLevel, String)> = None;
    let steps =
        document.pieces.iter().filter_map(|piece| if let Piece::Text(steps) = piece { Some(steps) } else { None });
    for step in steps.flatten() {
        let Step::Event(event, _) = step else { continue };
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((*level, String::new())),
            Event::Text(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, words)) = heading.take() {
                    let id = anchors.give(&words);
                    if level == HeadingLevel::H2 {
                        entries.entry(words).or_insert(id);
                    }
                }
            }
            _ => {}
        }
    }
    entries
}

/// Links the terms of one page.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    terms: &'a Terms,
    from: &'a str,
    left: usize,
    met: BTreeSet<usize>,
}

impl Terms {
    /// For the page of a document, which stands at `from`; nothing for pages that are not prose.
    pub(super) fn linker<'a>(&'a self, document: &Document, from: &'a str) -> Option<Linker<'a>> {
        let prose = matches!(
            document.front.kind,
            DocumentKind::Chapter | DocumentKind::Page | DocumentKind::Methods | DocumentKind::Place
        );
        let left = document.front.most_terms.unwrap_or(MOST);
        (prose && left > 0 && !self.forms.is_empty()).then(|| Linker { terms: self, from, left, met: BTreeSet::new() })
    }
}

impl Linker<'_> {
    /// HTML of our own, with the first use of each term as a link.
    pub(super) fn linked(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 16);
        let mut closed = 0_usize;
        let mut rest = html;
        while !rest.is_empty() {
            if rest.starts_with('<') {
                let end = rest.find('>').map_or(rest.len(), |at| at + 1);
                let tag = rest[1..end].trim_end_matches('>');
                let name = tag.trim_start_matches('/');
                let name = &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len())];
                if let Some((_, href)) = tag.split_once(" href=\"")
                    && let Some(term) = self.led_to(href)
                {
                    self.met.insert(term);
                }
                if CLOSED.contains(&name) {
                    closed = if tag.starts_with('/') { closed.saturating_sub(1) } else { closed + 1 };
                }
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            let end = rest.find('<').unwrap_or(rest.len());
            if closed == 0 && self.left > 0 {
                self.text(&mut out, &rest[..end]);
            } else {
                out.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        out
    }

    /// The term whose entry an author's own link leads to: there it needs no second.
    fn led_to(&self, href: &str) -> Option<usize> {
        let href = href.split('"').next()?;
        let id = href.split_once('#')?.1;
        let same = |to: &String| to.ends_with(id) && html::escape(&link::relative(self.from, to)) == href;
        self.terms.addresses.iter().position(same)
    }

    fn text(&mut self, out: &mut String, text: &str) {
        let mut at = 0;
        let mut before: Option<char> = None;
        while let Some(letter) = text[at..].chars().next() {
            let rest = &text[at..];
            let starts = letter.is_alphanumeric() && !before.is_some_and(joins);
            let found = starts.then(|| self.terms.forms.iter().find_map(|form| Some((form.term, form.length(rest)?))));
            let length = match found.flatten() {
                Some((term, length)) => {
                    let words = &rest[..length];
                    if self.left > 0 && self.met.insert(term) {
                        self.left -= 1;
                        let href = html::escape(&link::relative(self.from, &self.terms.addresses[term]));
                        out.push_str(&format!("<a class=\"term\" href=\"{href}\">{words}</a>"));
                    } else {
                        out.push_str(words);
                    }
                    length
                }
                // What stands for a sign is no word.
                None if letter == '&' => {
                    let length = rest.find(';').map_or(1, |end| end + 1);
                    out.push_str(&rest[..length]);
                    length
                }
                None => {
                    out.push(letter);
                    letter.len_utf8()
                }
            };
            before = rest[..length].chars().next_back();
            at += length;
        }
    }
}

/// Whether a letter makes one word with what stands beside it.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

impl Form {
    /// How much of the text that begins here is this form; nothing where it is another word.
    fn length(&self, text: &str) -> Option<usize> {
        let mut letters = text.char_indices().peekable();
        for (index, wanted) in self.words.chars().enumerate() {
            let (_, letter) = letters.next()?;
            let same = match wanted {
                // A paragraph may be broken between two words of a term.
                ' ' => letter == ' ' || letter == '\n',
                _ if index == 0 && !self.exact => letter.to_lowercase().eq(wanted.to_lowercase()),
                _ => letter == wanted,
            };
            if !same {
                return None;
            }
        }
        let end = letters.peek().map_or(text.len(), |(at, _)| *at);
        (!text[end..].chars().next().is_some_and(joins)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(forms: &[(&str, usize)]) -> Terms {
        let mut forms: Vec<Form> = forms
            .iter()
            .map(|(words, term)| Form {
                words: html::escape(words),
                exact: words.chars().skip(1).any(char::is_uppercase),
                term: *term,
            })
            .collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        Terms { forms, addresses: (0..9).map(|term| format!("2026/glossary/#t{term}")).collect() }
    }

    fn linked(terms: &Terms, left: usize, html: &str) -> String {
        let mut linker = Linker { terms, from: "2026/a/", left, met: BTreeSet::new() };
        linker.linked(html).replace("<a class=\"term\" href=\"../glossary/#", "[").replace("</a>", "]")
    }

    #[test]
    fn the_first_use_of_a_whole_word_leads_to_its_entry() {
        let terms = terms(&[("Rate", 0), ("rates", 0), ("Crude rate", 1), ("NEET", 2), ("A&E", 3)]);
        assert_eq!(
            linked(&terms, 9, "<p>Rates of crude\nrate, rate.</p>"),
            "<p>[t0\">Rates] of [t1\">crude\nrate], rate.</p>"
        );
        // Nothing of a longer word, of another case, of a word with a hyphen, or of a sign.
        let other = "<p>Rated, pirate, rate-based, neet, RATE &amp; A&amp;EX</p>";
        assert_eq!(linked(&terms, 9, other), other);
        assert_eq!(linked(&terms, 9, "<p>NEET at A&amp;E</p>"), "<p>[t2\">NEET] at [t3\">A&amp;E]</p>");
        // Where an author has led there, no second link does.
        let own = "<p><a href=\"../glossary/#t0\">a rate</a> and a rate</p>";
        assert_eq!(linked(&terms, 9, own), "<p><a href=\"../glossary/#t0\">a rate] and a rate</p>");
        assert_eq!(linked(&terms, 1, "<p>rate, NEET</p>"), "<p>[t0\">rate], NEET</p>");
    }

    #[test]
    fn headings_links_code_quotations_and_heads_of_tables_are_left_alone() {
        let terms = terms(&[("rate", 0)]);
        for closed in [
            "<h2 id=\"rate\">rate</h2>",
            "<a href=\"rate\"><em>rate</em> rate</a>",
            "<pre><code>rate</code></pre>",
            "<blockquote>\n<p>rate</p>\n</blockquote>",
            "<table><caption><span>rate</span></caption><thead><tr><th>rate</th></tr></thead>",
            "<span>rate</span>",
        ] {
            let out = linked(&terms, 9, &format!("{closed}<p>rate<br>\nrate</p>"));
            assert_eq!(out, format!("{}<p>[t0\">rate]<br>\nrate</p>", closed.replace("</a>", "]")));
        }
    }
}
