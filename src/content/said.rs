//! What an author says with numbers: each sentence that holds a value or a claim, as written and as it reads.
//!
//! Comes in: the words, values and claims of a paragraph, in their order. Goes out: [`Said`], one for each sentence
//! that rests on a number. Wrong can be: nothing. Two publications are told apart by these sentences, since what
//! is written stays the same where the numbers alone moved.

use crate::report::Place;

/// A value that a sentence quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// As the author wrote it, without braces: `robbery.count area=dudley`.
    pub written: String,
    /// As machines read it.
    pub value: String,
    /// As people read it.
    pub text: String,
}

/// A sentence that rests on numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The address of its page.
    pub page: String,
    /// Where its first value or claim stands.
    pub place: Place,
    /// As the author wrote it, with its values in braces and without the marks of its claims.
    pub written: String,
    /// As people read it.
    pub words: String,
    /// The values it quotes, in their order.
    pub values: Vec<Quoted>,
    /// Where its claims are marked, and what each says: `robbery fell areas=6`.
    pub claims: Vec<(Place, String)>,
}

/// A piece of a paragraph.
#[derive(Debug)]
enum Stretch {
    Text(String),
    Value(Quoted, Place),
    Claim(Place, String),
}

/// A paragraph, heading, item or cell while it is composed.
#[derive(Debug, Default)]
pub(super) struct Saying {
    stretches: Vec<Stretch>,
    words: String,
}

/// Where a sentence may end: a mark, with or without the quotation mark that closes after it.
const ENDS: [&str; 8] = [".", "?", "!", ".”", ".’", "?”", "!”", ".)"];

impl Saying {
    pub(super) fn text(&mut self, text: &str) {
        self.words.push_str(text);
        self.stretches.push(Stretch::Text(text.to_owned()));
    }

    pub(super) fn value(&mut self, quoted: Quoted, place: Place) {
        self.words.push_str(&quoted.text);
        self.stretches.push(Stretch::Value(quoted, place));
    }

    pub(super) fn claim(&mut self, place: Place, written: String) {
        self.stretches.push(Stretch::Claim(place, written));
    }

    /// The last sentence so far: what a claim that stands behind it is of.
    pub(super) fn last(&self) -> &str {
        let text = self.words.trim();
        let ends = [". ", "? ", "! ", ".” ", ".’ "];
        let start = ends.iter().filter_map(|end| text.rfind(end).map(|at| at + end.len())).max();
        &text[start.unwrap_or(0)..]
    }

    /// The sentences with numbers of the paragraph that ends here, and a fresh start.
    pub(super) fn finish(&mut self, page: &str) -> Vec<Said> {
        let mut said = Vec::new();
        let mut sentence = Draft::default();
        for stretch in std::mem::take(self).stretches {
            match stretch {
                Stretch::Text(text) => {
                    for letter in text.chars() {
                        if sentence.ends_before(letter) {
                            said.extend(std::mem::take(&mut sentence).said(page));
                        }
                        sentence.words.push(letter);
                        sentence.written.push(letter);
                    }
                }
                Stretch::Value(quoted, place) => {
                    if sentence.ends_before(quoted.text.chars().next().unwrap_or(' ')) {
                        said.extend(std::mem::take(&mut sentence).said(page));
                    }
                    sentence.words.push_str(&quoted.text);
                    sentence.written.push_str(&format!("{{{{ {} }}}}", quoted.written));
                    sentence.place.get_or_insert(place);
                    sentence.values.push(quoted);
                }
                Stretch::Claim(place, written) => {
                    sentence.place.get_or_insert(place.clone());
                    sentence.claims.push((place, written));
                }
            }
        }
        said.extend(sentence.said(page));
        said
    }
}

/// A sentence while its letters are read.
#[derive(Default)]
struct Draft {
    words: String,
    written: String,
    place: Option<Place>,
    values: Vec<Quoted>,
    claims: Vec<(Place, String)>,
}

impl Draft {
    /// Whether what was read is whole and this letter begins another: "e.g. robbery" goes on.
    fn ends_before(&self, letter: char) -> bool {
        let ended = self.words.trim_end();
        !letter.is_whitespace()
            && !letter.is_lowercase()
            && ended.len() < self.words.len()
            && ENDS.iter().any(|end| ended.ends_with(end))
    }

    fn said(self, page: &str) -> Option<Said> {
        let place = self.place?;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (written, words) = (one_line(&self.written), one_line(&self.words));
        Some(Said { page: page.to_owned(), place, written, words, values: self.values, claims: self.claims })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(written: &str, text: &str) -> Quoted {
        Quoted { written: written.into(), value: text.into(), text: text.into() }
    }

    #[test]
    fn a_paragraph_is_cut_into_its_sentences_and_those_with_numbers_are_kept() {
        let mut saying = Saying::default();
        saying.text("No number here. There were ");
        saying.value(quoted("robbery.count", "1,204"), Place::file("a.md"));
        saying.text(" robberies, e.g. of phones.");
        saying.claim(Place::file("a.md"), "robbery fell".into());
        saying.text(" ");
        saying.value(quoted("robbery.area", "Dudley"), Place::file("a.md"));
        saying.text(" had\nfew? “None.” ");
        saying.text("The end.");
        assert_eq!(saying.last(), "The end.");
        let said = saying.finish("2026/robbery/");
        let words: Vec<&str> = said.iter().map(|said| said.words.as_str()).collect();
        assert_eq!(words, ["There were 1,204 robberies, e.g. of phones.", "Dudley had few?"]);
        assert_eq!(said[0].written, "There were {{ robbery.count }} robberies, e.g. of phones.");
        assert_eq!(said[0].claims.len(), 1);
        assert_eq!(said[1].claims.len(), 0);
        assert!(saying.finish("2026/robbery/").is_empty(), "what is finished is gone");
    }
}
