//! Footnotes: a number in the text that leads to a note at the foot of the page, and back.
//!
//! Comes in: names of notes where they are referred to, and their text where it is written. Goes out: their numbers,
//! in the order in which the text refers to them, and the list for the foot. Wrong can be: a name without a note, a
//! note that nothing refers to, one that is written twice.

use std::collections::BTreeMap;

use crate::report::{Diagnostic, Place, Report, nearest};

/// The footnotes of one page so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Names in the order of first reference, each with how often it was referred to.
    referred: Vec<(String, usize)>,
    /// The text of each note as HTML, and where it is written.
    notes: BTreeMap<String, (String, Place)>,
}

/// A footnote that a text names without its being written: `[^name]`.
pub(super) fn unwritten(text: &str) -> Option<&str> {
    let start = text.find("[^")? + 2;
    let name = &text[start..start + text[start..].find(']')?];
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
}

impl Footnotes {
    /// A reference to a note, as HTML.
    pub(super) fn refer(&mut self, name: &str) -> String {
        let at = self.referred.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.referred.push((name.to_owned(), 0));
            self.referred.len() - 1
        });
        self.referred[at].1 += 1;
        let (number, times) = (at + 1, self.referred[at].1);
        let id = if times == 1 { format!("fn-{number}-from") } else { format!("fn-{number}-from-{times}") };
        format!(
            "<sup><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        )
    }

    /// Takes the text of a note.
    pub(super) fn note(&mut self, report: &Report, name: &str, html: String, place: Place) {
        if let Some((_, first)) = self.notes.get(name) {
            let line = first.at.as_ref().map_or(0, |at| at.line);
            let found = Diagnostic::error(format!("two footnotes are called `{name}`")).at(place);
            report.add(
                found.label("here again").note(format!("the first is on line {line}")).help("give it another name"),
            );
            return;
        }
        self.notes.insert(name.to_owned(), (html, place));
    }

    /// The list for the foot of the page; nothing where there are no notes.
    pub(super) fn list(&self, report: &Report) -> Option<String> {
        for (name, (_, place)) in &self.notes {
            if !self.referred.iter().any(|(known, _)| known == name) {
                let found = Diagnostic::error(format!("nothing refers to the footnote `{name}`")).at(place.clone());
                let near = nearest(name, self.referred.iter().map(|(known, _)| known.as_str()));
                let help = near.map_or_else(
                    || format!("write `[^{name}]` where the text needs it, or take the note out"),
                    |near| format!("the text refers to `{near}`; write the same name"),
                );
                report.add(found.label("this note").help(help));
            }
        }
        let mut out = String::new();
        for (number, (name, _)) in (1..).zip(&self.referred) {
            let Some((html, _)) = self.notes.get(name) else { continue };
            let back = format!(
                " <a href=\"#fn-{number}-from\" role=\"doc-backlink\" aria-label=\"Back to note {number} in the text\">\u{21a9}</a>"
            );
            // The way back belongs to the last paragraph of the note.
            let html = html.trim_end();
            let html = match html.strip_suffix("</p>") {
                Some(start) => format!("{start}{back}</p>"),
                None => format!("{html}{back}"),
            };
            out.push_str(&format!("<li id=\"fn-{number}\">{html}</li>\n"));
        }
        (!out.is_empty()).then(|| {
            format!(
                "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"fn\">\n<h2 id=\"fn\">Notes</h2>\n<ol>\n{out}</ol>\n</section>\n"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_brackets_is_a_note_that_nobody_wrote() {
        assert_eq!(unwritten("as said[^police] before"), Some("police"));
        assert_eq!([unwritten("[^]"), unwritten("[^ a]"), unwritten("x^2 [a]"), unwritten("[^open")], [None; 4]);
    }
}
