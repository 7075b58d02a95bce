//! Markdown to pieces: CommonMark's own events with their places, values found in text, figures in
//! fenced blocks. No second parser stands in front of it, so code and quotations need no exemption.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::footnote;
use super::own_table::{self, OwnTable};
use super::picture::{self, Picture};
use super::quotation::{self, Quotation};
use super::shortcode::{self, Shortcode};
use super::typed;
use super::value::{self, Part};
use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report};

/// A step of the text.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// As the parser gives it.
    Event(Event<'static>, Range<usize>),
    /// A text that holds values.
    Values(Vec<Part>),
}

/// A part of a document.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Running text.
    Text(Vec<Step>),
    /// A figure.
    Shortcode(Box<Shortcode>),
    /// What somebody said.
    Quotation(Box<Quotation>),
    /// A picture.
    Picture(Box<Picture>),
    /// A table of the publisher's own.
    Table(Box<OwnTable>),
}

impl Piece {
    /// Where it stands, of a figure or a table, which not every text may have.
    pub(super) fn drawn(&self) -> Option<&Place> {
        match self {
            Self::Shortcode(shortcode) => Some(&shortcode.place),
            Self::Table(table) => Some(&table.place),
            Self::Text(_) | Self::Quotation(_) | Self::Picture(_) => None,
        }
    }
}

/// Reads the body of a file, from byte `start`.
pub(super) fn read(report: &Report, file: &TextFile, start: usize) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(&file.text[start..], options).into_offset_iter();
    let mut pieces = Vec::new();
    let mut steps = Vec::new();
    let mut depth = 0_usize;
    let mut fence: Option<(String, Range<usize>, Option<Range<usize>>)> = None;
    let mut code = false;
    let mut opened: Vec<String> = Vec::new();
    // A picture so far: what it names, its caption, its words, where it stands, and whether nothing stands before it.
    let mut picture: Option<(String, String, String, Range<usize>, bool)> = None;
    let mut events = TextMergeWithOffset::new(parser).peekable();
    while let Some((event, range)) = events.next() {
        let range = range.start + start..range.end + start;
        if let Some((.., words, _, _)) = &mut picture {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::End(TagEnd::Image) => {
                    let Some((target, caption, words, range, first)) = picture.take() else { continue };
                    if !first || !matches!(events.peek(), Some((Event::End(TagEnd::Paragraph), _))) {
                        picture::refuse_within(report, first_line(file, &range));
                        continue;
                    }
                    // It takes the place of its paragraph.
                    events.next();
                    steps.pop();
                    depth -= 1;
                    if !steps.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut steps)));
                    }
                    let found = picture::shown(report, file, range, (&target, &caption, words));
                    pieces.extend(found.map(|found| Piece::Picture(Box::new(found))));
                }
                _ => {}
            }
            continue;
        }
        if let Some((_, _, body)) = &mut fence {
            match event {
                Event::Text(_) => *body = Some(body.as_ref().map_or(range.start, |body| body.start)..range.end),
                Event::End(TagEnd::CodeBlock) => {
                    if let Some((word, whole, body)) = fence.take() {
                        if !steps.is_empty() {
                            pieces.push(Piece::Text(std::mem::take(&mut steps)));
                        }
                        let body = body.unwrap_or(whole.end..whole.end);
                        pieces.extend(match word.as_str() {
                            quotation::WORD => quotation::read(report, file, whole, body)
                                .map(|found| Piece::Quotation(Box::new(found))),
                            own_table::WORD => {
                                own_table::read(report, file, whole, body).map(|found| Piece::Table(Box::new(found)))
                            }
                            _ => shortcode::read(report, file, &word, whole, body)
                                .map(|found| Piece::Shortcode(Box::new(found))),
                        });
                    }
                }
                _ => {}
            }
            continue;
        }
        match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word)))
                if [quotation::WORD, own_table::WORD].contains(&&**word) || shortcode::WORDS.contains(&&**word) =>
            {
                if depth > 0 {
                    let found = Diagnostic::error(format!("a `{word}` stands inside a list or quotation"));
                    report.add(
                        found
                            .at(first_line(file, &range))
                            .label("figures and quotations stand on their own")
                            .help("move it out, without indent"),
                    );
                }
                fence = Some((word.to_string(), range, None));
                continue;
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
                let text = file.text.get(range.clone()).unwrap_or_default();
                quotation::refuse_code(report, info, text, &|| first_line(file, &range));
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            // The tag that opens has said it.
            Event::InlineHtml(tag)
                if tag
                    .strip_prefix("</")
                    .is_some_and(|name| opened.iter().any(|other| other == name.trim_end_matches('>'))) =>
            {
                continue;
            }
            Event::Html(tag) | Event::InlineHtml(tag) => {
                let name = tag.trim_start_matches('<');
                opened
                    .push(name[..name.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(name.len())].to_owned());
                let found = Diagnostic::error("raw HTML is not taken").at(first_line(file, &range));
                report
                    .add(found.label("here").help("write it in Markdown; put a backslash before a `<` that is a sign"));
                continue;
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => continue,
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let opens = matches!(steps.last(), Some(Step::Event(Event::Start(Tag::Paragraph), _)));
                picture = Some((dest_url.to_string(), title.to_string(), String::new(), range, opens && depth == 1));
                continue;
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let found =
                    Diagnostic::error("a heading of the first level stands in the text").at(first_line(file, &range));
                report.add(found.label("`title:` gives the page its only one").help("write `##`"));
            }
            _ => {}
        }
        if let Event::Text(text) = &event
            && !code
            && let Some(name) = footnote::unwritten(text)
        {
            let found = Diagnostic::error(format!("there is no footnote `{name}`")).at(first_line(file, &range));
            report.add(found.label("named here").help(format!(
                "write it on a line of its own, `[^{name}]: …`; put a backslash before a `[` that is a sign"
            )));
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let has_value = |text: &str| (text.contains("{{") || typed::has_number(text)) && !code;
        match event {
            Event::Text(text) if has_value(&text) => {
                let place = |stretch: Range<usize>| {
                    // A text is as typed, but for entities and backslashes before the value.
                    let wanted = &text[stretch.clone()];
                    let before = text[..stretch.start].matches(wanted).count();
                    let typed = file.text.get(range.clone()).unwrap_or_default();
                    let found = typed.match_indices(wanted).nth(before).map_or(range.start, |(at, _)| range.start + at);
                    file.place(found..found + wanted.len())
                };
                steps.push(Step::Values(value::parts(report, &text, &place)));
            }
            event => steps.push(Step::Event(event.into_static(), range)),
        }
    }
    if !steps.is_empty() {
        pieces.push(Piece::Text(steps));
    }
    pieces
}

/// The first line of a stretch.
fn first_line(file: &TextFile, range: &Range<usize>) -> Place {
    let end = file.text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
    file.place(range.start..end)
}
