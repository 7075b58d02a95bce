//! The steps of one document to HTML: headings with ids, links found, values filled in.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::anchor::Anchors;
use super::bind::Context;
use super::footnote::Footnotes;
use super::html;
use super::link;
use super::markdown::Step;
use super::said::{Quoted, Saying};
use super::term::Linker;
use super::value::{Part, Sentence, ValueReference};
use super::words::{Word, Words};
use crate::files::TextFile;
use crate::model::area::AreaId;
use crate::model::indicator::IndicatorId;
use crate::model::mark::Marks;
use crate::report::{Diagnostic, Place, nearest};

/// One page being written.
pub(super) struct Composer<'a> {
    pub(super) context: &'a Context<'a>,
    file: &'a TextFile,
    address: &'a str,
    pub(super) area: AreaId,
    pub(super) indicators: BTreeSet<IndicatorId>,
    headings: Vec<(String, String)>,
    anchors: Anchors,
    tables: usize,
    links: BTreeMap<String, Place>,
    /// The paragraph, cell or heading so far: a claim is of the last sentence of it.
    pub(super) saying: Saying,
    /// The notes at its foot.
    footnotes: Footnotes,
    /// Numbers that were typed, each with its place.
    pub(super) typed: Vec<(String, Place)>,
    /// What links the terms of its text, where it has any.
    pub(super) linker: Option<Linker<'a>>,
}

/// What is known of a page once it is written.
pub(super) struct Gathered {
    /// Its headings of the second level: text and id.
    pub(super) headings: Vec<(String, String)>,
    /// The indicators it speaks of.
    pub(super) indicators: BTreeSet<IndicatorId>,
    /// Where each of its links stands.
    pub(super) links: BTreeMap<String, Place>,
}

/// A table being written.
#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn new(context: &'a Context<'a>, file: &'a TextFile, address: &'a str, area: AreaId) -> Self {
        Self {
            context,
            file,
            address,
            area,
            indicators: BTreeSet::new(),
            headings: Vec::new(),
            anchors: Anchors::default(),
            tables: 0,
            links: BTreeMap::new(),
            saying: Saying::default(),
            footnotes: Footnotes::default(),
            typed: Vec::new(),
            linker: None,
        }
    }

    /// The area that values speak of where they name none.
    pub(super) fn area(&self) -> AreaId {
        self.area
    }

    /// The file that the page is written in.
    pub(super) fn path(&self) -> &'a str {
        &self.file.path
    }

    /// The id of the next table of the page.
    pub(super) fn table_id(&mut self) -> String {
        self.tables += 1;
        format!("table-{}", self.tables)
    }

    /// The address of the page.
    pub(super) fn address(&self) -> &'a str {
        self.address
    }

    /// The list of notes for the foot of the page, where there are any.
    pub(super) fn notes(&self) -> Option<String> {
        self.footnotes.list(self.context.report)
    }

    /// Notes that the page speaks of these indicators.
    pub(super) fn mention(&mut self, indicators: impl IntoIterator<Item = IndicatorId>) {
        self.indicators.extend(indicators);
    }

    /// What was gathered while the page was written.
    pub(super) fn finish(self) -> Gathered {
        Gathered { headings: self.headings, indicators: self.indicators, links: self.links }
    }

    /// A sentence with its values filled in.
    pub(super) fn sentence(&mut self, sentence: &Sentence) -> Words {
        let words = self.parts(&sentence.parts);
        self.end_paragraph();
        words
    }

    /// Keeps the sentences with numbers of a paragraph that ends.
    fn end_paragraph(&mut self) {
        self.context.said(self.saying.finish(self.address));
    }

    fn parts(&mut self, parts: &[Part]) -> Words {
        let mut words = Vec::new();
        let mut marks = Marks::NONE;
        // Where a sentence has several numbers of one indicator the first leads to its page: a reader who goes
        // from link to link meets each page once.
        let mut linked = BTreeSet::new();
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Text(text) => {
                    // A claim stands behind its sentence and is not shown, nor is the space before it.
                    let claim = matches!(parts.get(at + 1), Some(Part::Claim(_)));
                    let goes_on = matches!(parts.get(at + 2), Some(Part::Text(text)) if !text.starts_with([' ', '\n']));
                    let text = if claim && !goes_on { text.trim_end() } else { text };
                    words.extend(marked(std::mem::take(&mut marks), text));
                    self.saying.text(text);
                }
                Part::Typed(number, place) => {
                    words.extend(marked(std::mem::take(&mut marks), number));
                    self.saying.text(number);
                    self.typed.push((number.clone(), place.clone()));
                }
                Part::Plain(text) => {
                    words.extend(marked(std::mem::take(&mut marks), ""));
                    words.push(Word::Plain(text.clone()));
                    self.saying.text(text);
                }
                Part::Value(reference) => {
                    words.extend(marked(std::mem::take(&mut marks), ""));
                    if let Some((word, found)) = self.value(reference) {
                        self.saying.value(quoted(reference, &word), reference.place.clone());
                        words.push(match word {
                            Word::Data { value, text, address } if !linked.insert(address.clone()) => {
                                Word::Bound { value, text }
                            }
                            word => word,
                        });
                        marks = found;
                    }
                }
                Part::Claim(claim) => {
                    let said = self.saying.last().to_owned();
                    self.saying.claim(claim.subject.place.clone(), claim.subject.written.clone());
                    self.claim(claim, &said);
                }
            }
        }
        words.extend(marked(marks, ""));
        Words(words)
    }

    /// Running text as HTML.
    pub(super) fn html(&mut self, steps: &[Step]) -> String {
        let mut out = String::new();
        let mut table = TableState::default();
        let mut heading: Option<(HeadingLevel, usize, String)> = None;
        let mut note: Option<(String, usize, Place)> = None;
        for step in steps {
            let (event, range) = match step {
                Step::Values(parts) => {
                    let words = self.parts(parts);
                    match &mut heading {
                        Some((.., text)) => {
                            text.push_str(&words.text());
                            out.push_str(&words.unlinked_html());
                        }
                        None => out.push_str(&words.html(self.address)),
                    }
                    continue;
                }
                Step::Event(event, range) => (event, range),
            };
            match event {
                Event::Text(text) | Event::Code(text) => self.saying.text(text),
                Event::SoftBreak | Event::HardBreak => self.saying.text(" "),
                Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => self.end_paragraph(),
                _ => {}
            }
            match event {
                Event::Start(Tag::Heading { level, .. }) => heading = Some((*level, out.len(), String::new())),
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((level, start, text)) = heading.take() {
                        let id = self.anchors.give(&text);
                        if level == HeadingLevel::H2 {
                            self.headings.push((text, id.clone()));
                        }
                        out.insert_str(start, &format!("<{level} id=\"{id}\">"));
                        out.push_str(&format!("</{level}>\n"));
                    }
                }
                Event::Text(text) => {
                    if let Some((.., words)) = &mut heading {
                        words.push_str(text);
                    }
                    out.push_str(&html::escape(text));
                }
                Event::Code(text) => out.push_str(&format!("<code>{}</code>", html::escape(text))),
                Event::SoftBreak => out.push('\n'),
                Event::HardBreak => out.push_str("<br>\n"),
                Event::Rule => out.push_str("<hr>\n"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let place = || self.file.place(range.clone());
                    let href = self.href(dest_url, &place).unwrap_or_default();
                    self.links.entry(href.clone()).or_insert_with(place);
                    out.push_str(&format!("<a href=\"{}\">", html::escape(&href)));
                }
                Event::FootnoteReference(name) => out.push_str(&self.footnotes.refer(name)),
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    note =
                        Some((name.to_string(), out.len(), self.file.place(range.start..range.start + name.len() + 3)));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    self.end_paragraph();
                    if let Some((name, start, place)) = note.take() {
                        let html = out.split_off(start);
                        self.footnotes.note(self.context.report, &name, html, place);
                    }
                }
                Event::Start(tag) => self.open(&mut out, tag, &mut table),
                Event::End(tag) => close(&mut out, *tag, &mut table),
                _ => {}
            }
        }
        self.end_paragraph();
        out
    }

    fn open(&mut self, out: &mut String, tag: &Tag<'_>, table: &mut TableState) {
        match tag {
            Tag::Paragraph => out.push_str("<p>"),
            Tag::Emphasis => out.push_str("<em>"),
            Tag::Strong => out.push_str("<strong>"),
            Tag::Strikethrough => out.push_str("<s>"),
            Tag::BlockQuote(_) => out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => out.push_str("<pre><code>"),
            Tag::List(None) => out.push_str("<ul>\n"),
            Tag::List(Some(1)) => out.push_str("<ol>\n"),
            Tag::List(Some(first)) => out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => out.push_str("<li>"),
            Tag::Table(alignments) => {
                *table = TableState { alignments: alignments.clone(), ..TableState::default() };
                // The heading above names the table, and the region that scrolls it on a phone.
                let name = self.headings.last().map_or_else(|| "Table".to_owned(), |(text, _)| text.clone());
                self.tables += 1;
                let number = self.tables;
                let again = if number > 1 { format!(" (table {number})") } else { String::new() };
                let name = html::escape(&format!("{name}{again}"));
                out.push_str(&format!(
                    "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"table-{number}\">\n<table>\n<caption id=\"table-{number}\"><span>{name}</span></caption>\n"
                ));
            }
            Tag::TableHead => {
                table.head = true;
                table.column = 0;
                out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                table.column = 0;
                out.push_str("<tr>");
            }
            Tag::TableCell => {
                let numeric = table.alignments.get(table.column) == Some(&Alignment::Right);
                let class = if numeric { " class=\"number\"" } else { "" };
                let open = match (table.head, table.column) {
                    (true, _) => format!("<th scope=\"col\"{class}>"),
                    (false, 0) => format!("<th scope=\"row\"{class}>"),
                    _ => format!("<td{class}>"),
                };
                out.push_str(&open);
            }
            _ => {}
        }
    }

    /// Where a link of an author leads from this page.
    fn href(&self, target: &str, place: &dyn Fn() -> Place) -> Option<String> {
        let report = self.context.report;
        if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme)) {
            return Some(target.to_owned());
        }
        if let Some(id) = target.strip_prefix('#') {
            // A figure of this page, or of any other; else a heading, which the last check knows.
            if self.context.figures.contains(id) {
                return Some(link::relative(self.address, &self.context.addresses.figure(id)));
            }
            return Some(target.to_owned());
        }
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let scheme = path.split(['/', '.', '?']).next().is_some_and(|start| start.contains(':'));
        if scheme || path.starts_with("//") {
            let found = Diagnostic::error(format!("`{target}` is not an address that a page may lead to")).at(place());
            report.add(
                found.label("this link").help("use `https:`, `mailto:`, `tel:`, or the path of a file in content"),
            );
            return None;
        }
        let wanted = link::resolved(&self.file.path, path);
        match self.context.pages.get(&wanted) {
            Some(address) => {
                let to = fragment.map_or_else(|| address.clone(), |fragment| format!("{address}#{fragment}"));
                Some(link::relative(self.address, &to))
            }
            None => {
                let found =
                    Diagnostic::error(format!("no page is written in `{wanted}`")).at(place()).label("this link");
                let near = nearest(&wanted, self.context.pages.keys().map(String::as_str));
                report.add(match near {
                    Some(near) => found.help(format!("did you mean `{}`?", link::relative(&self.file.path, near))),
                    None => {
                        found.help("write the path of a file in content, from the folder of this one: `../glossary.md`")
                    }
                });
                None
            }
        }
    }
}

/// The text that follows a value, with the marks of the value: `8.6% (provisional) of`, and in brackets
/// `8.6, provisional)`. Nothing where both are empty.
fn marked(marks: Marks, text: &str) -> Option<Word> {
    let (percent, rest) = match text.strip_prefix('%') {
        Some(rest) => ("%", rest),
        None => ("", text),
    };
    let said = match marks.words() {
        words if words.is_empty() => words,
        words if rest.starts_with(')') => format!(", {words}"),
        words => format!(" ({words})"),
    };
    let whole = format!("{percent}{said}{rest}");
    (!whole.is_empty()).then_some(Word::Text(whole))
}

/// A word as the value that was written for it.
fn quoted(reference: &ValueReference, word: &Word) -> Quoted {
    let value = match word {
        Word::Text(text) | Word::Plain(text) => text,
        Word::Bound { value, .. } | Word::Data { value, .. } => value,
    };
    Quoted { written: reference.written.clone(), value: value.clone(), text: word.text().to_owned() }
}

fn close(out: &mut String, tag: TagEnd, table: &mut TableState) {
    match tag {
        TagEnd::Paragraph => out.push_str("</p>\n"),
        TagEnd::Emphasis => out.push_str("</em>"),
        TagEnd::Strong => out.push_str("</strong>"),
        TagEnd::Strikethrough => out.push_str("</s>"),
        TagEnd::BlockQuote(_) => out.push_str("</blockquote>\n"),
        TagEnd::CodeBlock => out.push_str("</code></pre>\n"),
        TagEnd::List(true) => out.push_str("</ol>\n"),
        TagEnd::List(false) => out.push_str("</ul>\n"),
        TagEnd::Item => out.push_str("</li>\n"),
        TagEnd::Link => out.push_str("</a>"),
        TagEnd::TableHead => {
            table.head = false;
            out.push_str("</tr></thead>\n<tbody>\n");
        }
        TagEnd::TableRow => out.push_str("</tr>\n"),
        TagEnd::TableCell => {
            out.push_str(match (table.head, table.column) {
                (true, _) | (false, 0) => "</th>",
                _ => "</td>",
            });
            table.column += 1;
        }
        TagEnd::Table => out.push_str("</tbody>\n</table>\n</section>\n"),
        _ => {}
    }
}
