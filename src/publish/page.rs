//! What the checks need to know of a page, found in one pass over its bytes.
//!
//! A scanner of our own: a whole parser takes longer over a thousand pages than building them does, and
//! the checks need tags and attributes only. What it cannot read is a fault of the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::html::unescape;
use crate::model::audience::Audience;

/// What one page holds.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Its ids, each as often as it stands.
    pub(super) ids: BTreeMap<String, usize>,
    /// Where its links and files lead.
    pub(super) links: BTreeSet<String>,
    /// Files that it loads: styles, scripts, pictures.
    pub(super) loads: BTreeSet<String>,
    /// How many headings of the first level.
    pub(super) first_headings: usize,
    /// What the policy of the site would refuse.
    pub(super) refused: BTreeSet<&'static str>,
    /// Figures whose marks and rows differ, by the figure's id.
    pub(super) uneven: Vec<String>,
    /// Whether it has a title, a language and a description.
    pub(super) named: bool,
    /// Whether it says whom it is for, to people and to search engines, where it is not for everyone.
    pub(super) restricted: bool,
}

/// Marks and rows of the figure being read.
#[derive(Default)]
struct Steps {
    id: String,
    drawings: Vec<BTreeSet<String>>,
    rows: BTreeSet<String>,
}

/// Reads a page of a site for an audience.
pub(super) fn facts(html: &str, audience: Audience) -> Facts {
    let mut facts = Facts::default();
    let mut figure: Option<Steps> = None;
    let (mut title, mut language, mut description, mut unlisted) = (false, false, false, false);
    for tag in (Tags { rest: html }) {
        let attributes: Vec<(&str, &str)> = tag.attributes().collect();
        let get = |name: &str| attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
        for (name, value) in &attributes {
            match *name {
                "id" => *facts.ids.entry(unescape(value)).or_default() += 1,
                "style" => {
                    facts.refused.insert("a `style` attribute");
                }
                "href" if tag.name != "link" => {
                    facts.links.insert(unescape(value));
                }
                "href" if get("rel").is_some_and(|rel| rel != "canonical") => {
                    facts.loads.insert(unescape(value));
                }
                "src" => {
                    facts.loads.insert(unescape(value));
                }
                name if name.starts_with("on") && name.len() > 2 => {
                    facts.refused.insert("an `on…` attribute with a script");
                }
                _ => {}
            }
        }
        match tag.name {
            "h1" => facts.first_headings += 1,
            "title" => title = true,
            "html" => language = get("lang").is_some_and(|lang| !lang.is_empty()),
            "meta" if get("name") == Some("description") => {
                description = get("content").is_some_and(|text| !text.is_empty())
            }
            "meta" if get("name") == Some("robots") => {
                unlisted = get("content").is_some_and(|text| text.contains("noindex"))
            }
            "style" => {
                facts.refused.insert("a `<style>` element");
            }
            // A block of data for search engines is no script: no browser runs it, and the policy lets it stand.
            "script" if get("src").is_none() && get("type") != Some("application/ld+json") => {
                facts.refused.insert("a `<script>` without a file");
            }
            // The table of a figure that stands alone is on the figure's own page, and is compared there.
            "figure" if get("class").is_some_and(|class| class.split(' ').any(|word| word == "embedded")) => {}
            "figure" => figure = Some(Steps { id: get("id").unwrap_or_default().to_owned(), ..Steps::default() }),
            "/figure" => {
                if let Some(steps) = figure.take()
                    && steps.drawings.iter().any(|drawn| *drawn != steps.rows)
                {
                    facts.uneven.push(steps.id);
                }
            }
            "svg" if get("class").is_some_and(|class| class.starts_with("chart")) => {
                if let Some(steps) = &mut figure {
                    steps.drawings.push(BTreeSet::new());
                }
            }
            "g" if get("class").is_some_and(|class| class.split(' ').any(|word| word == "mark")) => {
                if let (Some(steps), Some(step)) = (&mut figure, get("data-step"))
                    && let Some(drawing) = steps.drawings.last_mut()
                {
                    drawing.insert(step.to_owned());
                }
            }
            "tr" => {
                if let (Some(steps), Some(step)) = (&mut figure, get("data-step")) {
                    steps.rows.insert(step.to_owned());
                }
            }
            _ => {}
        }
    }
    facts.named = title && language && description;
    facts.restricted = audience.restriction().is_none_or(|words| unlisted && html.contains(words));
    facts
}

/// A tag: its name, with a slash where it closes, and the text of its attributes.
struct Tag<'a> {
    name: &'a str,
    inside: &'a str,
}

/// The tags of a page, in order; comments and the text between them are passed over.
struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let open = self.rest.find('<')?;
            let after = &self.rest[open + 1..];
            if let Some(comment) = after.strip_prefix("!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if !after.starts_with(|first: char| first == '/' || first.is_ascii_alphabetic()) {
                self.rest = after;
                continue;
            }
            let end = end_of_tag(after)?;
            let inside = &after[..end];
            self.rest = &after[end + 1..];
            let name_end = inside.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(inside.len());
            return Some(Tag { name: &inside[..name_end], inside: &inside[name_end..] });
        }
    }
}

/// Where a tag closes: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

impl<'a> Tag<'a> {
    fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.inside;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '=').unwrap_or(rest.len());
            let name = &rest[..end];
            rest = &rest[end..];
            let Some(value) = rest.strip_prefix('=') else { return Some((name, "")) };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = &value[1..];
                    let close = inner.find(quote).unwrap_or(inner.len());
                    (&inner[..close], inner.get(close + 1..).unwrap_or(""))
                }
                _ => {
                    let close = value.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(value.len());
                    value.split_at(close)
                }
            };
            rest = after;
            Some((name, value))
        })
    }
}
