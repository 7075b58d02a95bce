//! Methods in the words of their pages: what their code says of them, and what an author adds in
//! `content/methods/WORD.md`.
//!
//! Comes in: the doc comments of methods, as Markdown, and the notes of authors. Goes out: [`Explanation`],
//! as HTML for the page of each method. Wrong can be: a note whose name is no method, or one with settings.
//! It must not know which methods a site uses.

use std::collections::BTreeMap;

use super::Note;
use super::address::Addresses;
use super::bind::Context;
use super::compose::Composer;
use super::markdown::{self, Piece};
use crate::compare::ANALYSES;
use crate::files::TextFile;
use crate::measure::method::METHODS;
use crate::report::{Diagnostic, Place, Report};
use crate::statistics::Explained;

/// Where authors write of methods.
pub(super) const FOLDER: &str = "content/methods/";

/// A method in the words of its page.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The word that it goes by.
    pub word: &'static str,
    /// What it is in a sentence, as HTML of a line.
    pub about_html: String,
    /// Its headings, each with the HTML below it.
    pub sections: Vec<(String, String)>,
    /// What an author adds, as HTML.
    pub note_html: Option<String>,
}

/// Every method that has a page for readers, those that make values first.
pub fn explained() -> impl Iterator<Item = &'static dyn Explained> {
    METHODS.iter().map(|method| *method as &dyn Explained).chain(ANALYSES.iter().copied())
}

/// Reads a note on a method: the method's word, and the text.
pub(super) fn read(report: &Report, file: &TextFile, name: &str) -> Option<(&'static str, Vec<Piece>)> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    let word = explained().map(Explained::word).find(|word| *word == name);
    if word.is_none() {
        let found = Diagnostic::error(format!("no method goes by `{name}`")).at(Place::file(&file.path));
        report.add(found.suggest(name, explained().map(Explained::word)));
    }
    let first = file.text.lines().next().unwrap_or_default();
    if first.trim_end() == "---" {
        let found = Diagnostic::error("a note on a method takes no settings").at(file.place(0..3));
        report.add(
            found.label("begun here").help("begin with the text: the name of the file says which method it is of"),
        );
        return None;
    }
    // The text is read even where its name is wrong, so that one run shows both.
    let pieces = markdown::read(report, file, 0);
    Some((word?, pieces))
}

/// The path of each method's note with the address of its page, so that links find it, written or not.
pub(super) fn paths(addresses: &Addresses) -> impl Iterator<Item = (String, String)> {
    explained().map(|method| (format!("{FOLDER}{}.md", method.word()), addresses.method(method.word())))
}

/// Every method in the words of its page.
pub(super) fn bind(context: &Context<'_>, notes: &BTreeMap<&'static str, Note>) -> Vec<Explanation> {
    let explanation = |method: &dyn Explained| {
        let address = context.addresses.method(method.word());
        let text = method.text();
        let mut parts = text.split("\n# ");
        let about_html = html(context, &address, parts.next().unwrap_or_default());
        let sections = parts.map(|part| {
            let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
            (heading.trim().to_owned(), html(context, &address, body))
        });
        Explanation {
            word: method.word(),
            about_html: about_html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned(),
            sections: sections.collect(),
            note_html: notes.get(method.word()).map(|note| context.note(&address, note)),
        }
    };
    explained().map(explanation).collect()
}

/// Markdown of the program itself as HTML, by the way that the text of authors takes.
fn html(context: &Context<'_>, address: &str, text: &str) -> String {
    let file = TextFile { path: address.into(), text: text.into() };
    let mut composer = Composer::new(context, &file, address, context.findings.areas.assessed());
    let pieces = markdown::read(context.report, &file, 0);
    let text = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(steps) => Some(composer.html(steps)),
        Piece::Quotation(_) | Piece::Shortcode(_) | Piece::Picture(_) | Piece::Table(_) => None,
    });
    text.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Strictness;

    #[test]
    fn what_methods_say_of_themselves_is_markdown_that_a_page_takes() {
        for method in explained() {
            let text: Vec<String> =
                method.text().lines().map(|line| line.trim_start_matches("# ").to_owned()).collect();
            let file = TextFile { path: method.word().into(), text: text.join("\n").into() };
            let report = Report::new(Strictness::Strict);
            let pieces = markdown::read(&report, &file, 0);
            assert!(report.sound(()).is_ok(), "{}: {}", method.word(), report.render(crate::report::Format::Short));
            assert!(pieces.iter().all(|piece| matches!(piece, Piece::Text(_))), "{}: a figure", method.word());
        }
    }
}
