//! What residents and practitioners said: a fenced block `quotation`, with who may be told of it and who agreed.
//!
//! In go its words and settings, out comes a quotation on the page. Wrong can be: settings, an area that is unknown,
//! words that nobody agreed to have published, made-up words with a consent or a source. How consent was given and
//! where that is kept is for the publisher alone, and is printed nowhere.

use std::ops::Range;

use super::compose::Composer;
use super::html::escape;
use super::shortcode;
use super::{link, lookup, own_table};
use crate::files::TextFile;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report, nearest};
use crate::yaml::{self, Node};

/// The word of the fenced block.
pub(super) const WORD: &str = "quotation";

/// Says that a fenced block was perhaps meant as a quotation: as code all of it would be printed, and how consent
/// was given is for nobody to read.
pub(super) fn refuse_code(report: &Report, info: &str, text: &str, place: &dyn Fn() -> Place) {
    let word = info.split_whitespace().next().unwrap_or_default().to_lowercase();
    let known = shortcode::WORDS.into_iter().chain([WORD, own_table::WORD]);
    let near = nearest(&word, known).filter(|_| !word.is_empty());
    let has_consent = text.lines().any(|line| line.trim_start().to_lowercase().starts_with("consent:"));
    let meant = if has_consent || word.starts_with("quot") { Some(WORD) } else { near };
    if let Some(meant) = meant {
        let fault = Diagnostic::error("this block would be printed as it stands").at(place());
        report.add(
            fault.label("code").help(format!("write `{meant}` behind the three backticks, and nothing else there")),
        );
    }
}

/// A quotation as written.
#[derive(Debug, Clone)]
pub(super) struct Quotation {
    words: String,
    who: String,
    area: Option<(String, Place)>,
    when: Option<Period>,
    how: Option<String>,
    /// Whether whoever said it agreed that it is published.
    consent: bool,
    source: Option<Source>,
    /// Whether nobody said it: words that show where a voice would stand.
    illustrative: bool,
}

/// Where words were published before.
#[derive(Debug, Clone)]
struct Source {
    title: String,
    address: Option<String>,
}

/// Reads the body of a fenced block.
pub(super) fn read(report: &Report, file: &TextFile, whole: Range<usize>, body: Range<usize>) -> Option<Quotation> {
    let end = file.text[whole.clone()].find('\n').map_or(whole.end, |at| whole.start + at);
    let place = file.place(whole.start..end);
    let node = yaml::parse(report, file, body).ok()?;
    let mut map = node.map(report)?;
    let words = map.text("words");
    let who = map.text("who");
    let area = map.optional_text_at("area");
    let when = map.optional_text_at("when").map(|(text, place)| {
        let found = Period::from_id(&text);
        if found.is_none() {
            let fault = Diagnostic::error(format!("`{text}` is no time")).at(place);
            report.add(fault.label("when was it said?").help("write a year, a month or a day: `2026`, `2026-02`"));
        }
        found
    });
    let how = map.optional_text("how");
    let consent = map.optional_text("consent");
    let source = map.optional("source").map(|node| source(report, node));
    let illustrative = map.flag("illustrative");
    map.finish();
    if illustrative && (consent.is_some() || source.is_some()) {
        let fault = Diagnostic::error("these words are made up, and somebody is said to stand behind them").at(place);
        report.add(fault.label("this quotation").help(
            "made-up words have neither `consent:` nor `source:`: take those out, or `illustrative:` where somebody said this",
        ));
    } else if consent.is_none() && source.is_none() && !illustrative {
        let fault = Diagnostic::error("nobody agreed that these words are published").at(place);
        report.add(fault.label("this quotation").help(
            "say under `consent:` how it was given and where that is kept, which is printed nowhere; or give the `source:` in which the words were published before; words that nobody said are `illustrative: yes`",
        ));
    }
    let (source, when) =
        (source.map_or(Some(None), |found| found.map(Some))?, when.map_or(Some(None), |found| found.map(Some))?);
    Some(Quotation { words: words?, who: who?, area, when, how, consent: consent.is_some(), source, illustrative })
}

fn source(report: &Report, node: &Node) -> Option<Source> {
    let mut map = node.map(report)?;
    let title = map.text("title");
    let address = map.optional_text_at("address").filter(|(address, place)| link::is_web(report, address, place));
    map.finish();
    Some(Source { title: title?, address: address.map(|(address, _)| address) })
}

impl Quotation {
    /// As it stands on the page that is written.
    pub(super) fn html(&self, composer: &Composer<'_>) -> String {
        let context = composer.context;
        let mut told = vec![escape(&self.who)];
        if let Some((name, place)) = &self.area
            && let Some(id) = lookup::area(context.report, context.findings, name, place)
        {
            let areas = &context.findings.areas;
            let area = areas.get(id);
            let name = escape(&area.name);
            told.push(if areas.has_profile(id) {
                let href = link::relative(composer.address(), &context.addresses.area(&area.slug));
                format!("<a href=\"{}\">{name}</a>", escape(&href))
            } else {
                name
            });
        }
        told.extend(self.how.as_deref().map(escape));
        told.extend(self.when.map(|when| escape(&when.to_string())));
        let mut sentences = vec![format!("{}.", told.join(", ").trim_end_matches('.'))];
        if let Some(Source { title, address }) = &self.source {
            let title = escape(title);
            sentences.push(match address {
                Some(address) => format!("From <a href=\"{}\">{title}</a>.", escape(address)),
                None => format!("From {title}."),
            });
        }
        if self.illustrative {
            sentences.push("Made up to show where a voice would stand.".to_owned());
        }
        if self.consent {
            sentences.push("Published with the speaker\u{2019}s consent.".to_owned());
        }
        // Before the words, so that nobody reads or hears them as said.
        let made_up = if self.illustrative {
            "<p class=\"kind\"><strong class=\"illustrative\">Illustrative: nobody said this</strong></p>\n"
        } else {
            ""
        };
        format!(
            "<figure class=\"quotation\">\n{made_up}<blockquote><p>\u{201c}{}\u{201d}</p></blockquote>\n<figcaption>{}</figcaption>\n</figure>\n",
            escape(self.words.trim().trim_matches(['"', '\u{201c}', '\u{201d}'])),
            sentences.join(" ")
        )
    }
}
