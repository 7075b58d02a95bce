//! The HTML of a page as it stands in a document that holds many: a level deeper, its ids its own, and its links led
//! to where the same thing stands in the document.
//!
//! Comes in: HTML of our own writer. Goes out: the same words. A link to what the document does not hold, or to a whole
//! chapter, is plain text there: on paper nobody can follow it, and on screen the contents lead to chapters. Nothing can go wrong.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::content::link::{relative, resolved};

/// One page within the document.
pub(super) struct Within<'a> {
    /// The id of its part.
    pub(super) part: &'a str,
    /// The address of the page by itself.
    pub(super) from: &'a str,
    /// The address of the document.
    pub(super) to: &'a str,
    /// The ids of what the document holds, by address.
    pub(super) known: &'a BTreeMap<String, String>,
}

/// The part that explains words.
const GLOSSARY: &str = "part-glossary";

/// Attributes that name ids of the same page.
const NAMING: [&str; 5] = ["id", "for", "aria-labelledby", "aria-describedby", "headers"];

/// What says that a section holds the notes of its page.
const ENDNOTES: &str = "role=\"doc-endnotes\"";

impl Within<'_> {
    /// An id of the page as it is in the document.
    pub(super) fn id(&self, id: &str) -> String {
        format!("{}-{id}", self.part)
    }

    /// The HTML of the page as it stands in the document.
    pub(super) fn html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        // Links do not lie inside links.
        let mut dropped = false;
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            let end = end_of_tag(&rest[start..]).map_or(rest.len(), |end| start + end);
            let tag = &rest[start..end];
            rest = &rest[end..];
            if tag.starts_with("<a ") {
                dropped = attributes(tag).any(|(name, value)| name == "href" && self.leads_to(value).is_none());
                if dropped {
                    continue;
                }
            }
            if tag == "</a>" && std::mem::take(&mut dropped) {
                continue;
            }
            self.tag(&mut out, tag);
        }
        out.push_str(rest);
        out
    }

    /// Where a link of the page leads in the document; `None` where it leads to what the document does not hold.
    fn leads_to<'h>(&self, href: &'h str) -> Option<Cow<'h, str>> {
        if let Some(id) = href.strip_prefix('#') {
            return Some(Cow::Owned(format!("#{}", self.id(id))));
        }
        if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
            return Some(Cow::Borrowed(href));
        }
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id)));
        let (_, part) = self.known.iter().find(|(address, _)| relative(self.from, address) == path)?;
        match fragment {
            // Words are explained at the end; a link at each would be a stop on the way through the document.
            Some(_) if part == GLOSSARY && self.part != GLOSSARY => None,
            Some(id) => Some(Cow::Owned(format!("#{part}-{id}"))),
            // So would one at each mention of a chapter: the contents lead there.
            None if part.starts_with("part-") => None,
            None => Some(Cow::Owned(format!("#{part}"))),
        }
    }

    fn tag(&self, out: &mut String, tag: &str) {
        let level = tag.trim_start_matches(['<', '/']).strip_prefix('h').and_then(|rest| rest.chars().next());
        let Some(deeper) = level.and_then(|digit| digit.to_digit(10)).map(|digit| (digit + 1).min(6)) else {
            return self.attributed(out, tag);
        };
        let open = tag.find('h').unwrap_or_default();
        out.push_str(&tag[..=open]);
        out.push_str(&deeper.to_string());
        self.attributed(out, &tag[open + 2..]);
    }

    /// A tag, or what is left of one, with its attributes as they are in the document.
    fn attributed(&self, out: &mut String, tag: &str) {
        let mut at = 0;
        for (name, value) in attributes(tag) {
            let start = value.as_ptr() as usize - tag.as_ptr() as usize;
            let new = if NAMING.contains(&name) {
                // Every chapter calls its notes "Notes": here they are the notes of a part.
                let of_part = (name == "aria-labelledby" && tag.contains(ENDNOTES)).then(|| self.part.to_owned());
                of_part.into_iter().chain(value.split(' ').map(|id| self.id(id))).collect::<Vec<_>>().join(" ")
            } else if name == "src" {
                relative(self.to, &resolved(self.from, value))
            } else if name == "href" {
                self.leads_to(value).map_or_else(|| value.to_owned(), Cow::into_owned)
            } else {
                continue;
            };
            out.push_str(&tag[at..start]);
            out.push_str(&new);
            at = start + value.len();
        }
        out.push_str(&tag[at..]);
    }
}

/// Where a tag that begins a text ends, after its `>`; one in a value in quotation marks ends nothing.
pub(super) fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices()
        .find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == '>' && !quoted
        })
        .map(|(at, _)| at + 1)
}

/// The attributes of a tag that have values.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let at = rest.find("=\"")?;
        let name = rest[..at].rsplit([' ', '\n']).next().unwrap_or_default();
        let value = &rest[at + 2..];
        let end = value.find('"')?;
        rest = &value[end + 1..];
        Some((name, &value[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(html: &str) -> String {
        let known = BTreeMap::from([
            ("2026/robbery/".to_owned(), "part-robbery".to_owned()),
            ("2026/f/RO-F1/".to_owned(), "ro-f1".to_owned()),
        ]);
        Within { part: "part-violence", from: "2026/violence/", to: "2026/print/", known: &known }.html(html)
    }

    #[test]
    fn headings_go_a_level_deeper_and_ids_are_of_the_part() {
        assert_eq!(
            inside("<h2 id=\"where\">Where <em>it</em> is</h2>\n<h6>Last</h6><hr>"),
            "<h3 id=\"part-violence-where\">Where <em>it</em> is</h3>\n<h6>Last</h6><hr>"
        );
        assert_eq!(
            inside("<section aria-labelledby=\"a b\" tabindex=\"0\"><table>"),
            "<section aria-labelledby=\"part-violence-a part-violence-b\" tabindex=\"0\"><table>"
        );
        assert_eq!(
            inside("<section role=\"doc-endnotes\" aria-labelledby=\"fn\">"),
            "<section role=\"doc-endnotes\" aria-labelledby=\"part-violence part-violence-fn\">"
        );
    }

    #[test]
    fn a_link_leads_to_what_the_document_holds_or_is_text() {
        assert_eq!(
            inside(
                "<a href=\"../robbery/\">R</a> <a class=\"x\" href=\"../robbery/#when\">W</a> <a href=\"#fn-1\">1</a>"
            ),
            "R <a class=\"x\" href=\"#part-robbery-when\">W</a> <a href=\"#part-violence-fn-1\">1</a>"
        );
        assert_eq!(inside("see <a href=\"../f/RO-F1/\">figure</a>."), "see <a href=\"#ro-f1\">figure</a>.");
        assert_eq!(
            inside("<p><a href=\"../indicators/violence/\"><data value=\"8\">8</data></a>, then</p>"),
            "<p><data value=\"8\">8</data>, then</p>"
        );
        assert_eq!(inside("<a href=\"https://example.org/\">out</a>"), "<a href=\"https://example.org/\">out</a>");
    }

    #[test]
    fn a_picture_is_found_from_the_document() {
        let known = BTreeMap::new();
        let within = Within { part: "p", from: "2026/places/vale/", to: "2026/print/", known: &known };
        assert_eq!(
            within.html("<img src=\"../../pictures/a.jpg\" alt=\"\">"),
            "<img src=\"../pictures/a.jpg\" alt=\"\">"
        );
    }

    #[test]
    fn words_are_never_taken_for_markup() {
        let html = "<p title=\"a &gt; b > c\">5 &lt; 6 and id=\"x\"</p>";
        assert_eq!(inside(html), html);
        assert_eq!(inside("no markup, and an end: <"), "no markup, and an end: <");
        assert_eq!(inside("<a href=\"é"), "<a href=\"é");
    }
}
