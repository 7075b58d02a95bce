//! Elements of HTML that our own writer wrote.
//!
//! Comes in: HTML. Goes out: elements with their attributes, and words without entities. Nothing can go wrong: an end
//! without a beginning is passed over, and what is not closed ends where its parent does.

use super::super::inside::{attributes, end_of_tag};
use crate::content::html::unescape;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Words.
    Words(String),
    /// An element.
    Element(Element),
}

/// An element of HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What it holds.
    pub(super) children: Vec<Node>,
}

/// Elements that hold nothing and are not closed.
const EMPTY: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

/// How deep elements may lie: what lies deeper is taken as if it stood in the last of them.
const DEEPEST: usize = 64;

impl Node {
    /// The element, where it is one.
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Words(_) => None,
        }
    }
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every element within it, in the order in which they stand.
    pub(super) fn within(&self) -> Vec<&Self> {
        let each = self.children.iter().filter_map(Node::element);
        each.flat_map(|element| std::iter::once(element).chain(element.within())).collect()
    }

    /// All its words.
    pub(super) fn words(&self) -> String {
        let each = self.children.iter().map(|node| match node {
            Node::Words(words) => words.clone(),
            Node::Element(element) => element.words(),
        });
        each.collect()
    }
}

/// The elements and words of HTML.
pub(super) fn elements(html: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words(&mut open, &rest[..start]);
        rest = &rest[start..];
        let end = end_of_tag(rest).unwrap_or(rest.len());
        let tag = &rest[..end];
        rest = &rest[end..];
        let inside = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        if let Some(name) = inside.strip_prefix('/') {
            if open[1..].iter().any(|element| element.name == name) {
                while open.len() > 1 && close(&mut open) != name {}
            }
            continue;
        }
        let name = inside.split([' ', '\n']).next().unwrap_or_default();
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let of = attributes(tag).map(|(name, value)| (name.to_owned(), unescape(value))).collect();
        open.push(Element { name: name.to_owned(), attributes: of, children: Vec::new() });
        if EMPTY.contains(&name) || open.len() > DEEPEST {
            close(&mut open);
        }
    }
    words(&mut open, rest);
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|all| all.children).unwrap_or_default()
}

fn words(open: &mut [Element], text: &str) {
    if let Some(inner) = open.last_mut().filter(|_| !text.is_empty()) {
        inner.children.push(Node::Words(unescape(text)));
    }
}

/// Ends the innermost element and says its name.
fn close(open: &mut Vec<Element>) -> String {
    let Some(element) = open.pop() else { return String::new() };
    let name = element.name.clone();
    if let Some(parent) = open.last_mut() {
        parent.children.push(Node::Element(element));
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::html::{escape, is_shown};

    fn words_of(html: &str) -> String {
        Element { children: elements(html), ..Element::default() }.words()
    }

    #[test]
    fn elements_lie_in_each_other_and_faults_end_nothing() {
        let found = elements("<p class=\"a > b\">x<br>y</em></p>z<b>open");
        let Node::Element(paragraph) = &found[0] else { panic!("{found:?}") };
        assert_eq!((paragraph.name.as_str(), paragraph.attribute("class")), ("p", Some("a > b")));
        assert_eq!(paragraph.children.len(), 3);
        assert_eq!(
            words_of("<p>a &lt;b&gt; &#8217; &#x2019; &amp;amp; &unknown; & c</p>"),
            "a <b> ’ ’ &amp; &unknown; & c"
        );
        assert_eq!(words_of(&format!("{}deep{}", "<i>".repeat(9000), "</i>".repeat(9000))), "deep");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_as_itself(text in "\\PC*") {
            let shown: String = text.chars().filter(|letter| is_shown(*letter)).collect();
            prop_assert_eq!(words_of(&format!("<p title=\"{0}\">{0}</p>", escape(&text))), shown.clone());
            let found = elements(&format!("<p title=\"{0}\">{0}</p>", escape(&text)));
            prop_assert_eq!(found[0].element().and_then(|one| one.attribute("title").map(str::to_owned)), Some(shown));
        }

        #[test]
        fn nothing_that_is_called_html_stops_it(html in "[<>/a-z\"= &;#]*") {
            elements(&html);
        }
    }
}
