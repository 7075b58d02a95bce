//! Reads the SVG that drawings of ours are written in: elements, their attributes, and words.
//!
//! In comes a drawing that stands alone; out come its pieces in order. What is not well formed ends the
//! reading, and the painter says so.

use crate::content::html::unescape;

/// A piece of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An element begins.
    Open {
        /// Its name.
        name: &'a str,
        /// Its attributes, as written.
        attributes: Vec<(&'a str, &'a str)>,
        /// Whether it ends at once.
        empty: bool,
    },
    /// An element of this name ends.
    Close(&'a str),
    /// Words between elements.
    Words(String),
}

/// The pieces of a drawing, in order.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    /// Those of `svg`.
    pub(super) fn new(svg: &'a str) -> Self {
        Self { rest: svg }
    }

    /// What could not be read; empty at the end of a drawing that could.
    pub(super) fn left(&self) -> &'a str {
        self.rest
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(tag) = self.rest.strip_prefix('<') else {
            let end = self.rest.find('<').unwrap_or(self.rest.len());
            let (words, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Words(unescape(words)));
        };
        if let Some(closing) = tag.strip_prefix('/') {
            let (name, rest) = closing.split_once('>')?;
            self.rest = rest;
            return Some(Piece::Close(name));
        }
        let name_end = tag.find(|letter: char| letter.is_ascii_whitespace() || letter == '/' || letter == '>')?;
        let (name, mut inside) = tag.split_at(name_end);
        let mut attributes = Vec::new();
        loop {
            inside = inside.trim_start();
            let empty = inside.starts_with("/>");
            if empty || inside.starts_with('>') {
                self.rest = &inside[if empty { 2 } else { 1 }..];
                return Some(Piece::Open { name, attributes, empty });
            }
            let (key, value) = inside.split_once("=\"")?;
            let (value, rest) = value.split_once('"')?;
            attributes.push((key, value));
            inside = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_words_are_read_in_order() {
        let read: Vec<Piece<'_>> =
            Pieces::new(r#"<g a="1"><text x="2">A &lt;b&gt; &amp;amp;</text><r/></g>"#).collect();
        let open = |name, attributes: &[(&'static str, &'static str)], empty| Piece::Open {
            name,
            attributes: attributes.to_vec(),
            empty,
        };
        let words = Piece::Words("A <b> &amp;".to_owned());
        let expected = [
            open("g", &[("a", "1")], false),
            open("text", &[("x", "2")], false),
            words,
            Piece::Close("text"),
            open("r", &[], true),
            Piece::Close("g"),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_not_well_formed_is_left_over() {
        for broken in ["<g", "<g a=1>", "<g a=\"1>", "</g"] {
            let mut pieces = Pieces::new(broken);
            assert_eq!(pieces.by_ref().count(), 0, "{broken}");
            assert_eq!(pieces.left(), broken);
        }
    }
}
