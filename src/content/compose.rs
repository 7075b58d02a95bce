//! The steps of one document to HTML: headings with ids, links found, values filled in.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::bind::Context;
use super::link;
use super::lookup;
use super::markdown::Step;
use super::sentence;
use super::value::{Part, Property, Sentence, ValueReference};
use super::words::{Word, Words};
use super::{html, number};
use crate::compare::{Finding, IndicatorFindings};
use crate::files::TextFile;
use crate::model::area::{AreaId, slug};
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::Estimate;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, nearest};

/// One page being written.
pub(super) struct Composer<'a> {
    context: &'a Context<'a>,
    file: &'a TextFile,
    address: &'a str,
    area: AreaId,
    indicators: BTreeSet<IndicatorId>,
    headings: Vec<(String, String)>,
    ids: BTreeMap<String, usize>,
    links: BTreeMap<String, Place>,
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
            ids: BTreeMap::new(),
            links: BTreeMap::new(),
        }
    }

    /// The area that values speak of where they name none.
    pub(super) fn area(&self) -> AreaId {
        self.area
    }

    /// Notes that the page speaks of these indicators.
    pub(super) fn mention(&mut self, indicators: impl IntoIterator<Item = IndicatorId>) {
        self.indicators.extend(indicators);
    }

    /// The headings of the second level, the indicators spoken of, and where each link stands.
    pub(super) fn finish(self) -> (Vec<(String, String)>, BTreeSet<IndicatorId>, BTreeMap<String, Place>) {
        (self.headings, self.indicators, self.links)
    }

    /// A sentence with its values filled in.
    pub(super) fn sentence(&mut self, sentence: &Sentence) -> Words {
        self.parts(&sentence.parts)
    }

    fn parts(&mut self, parts: &[Part]) -> Words {
        let bound = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(Word::Text(text.clone())),
            Part::Value(reference) => self.value(reference),
        });
        Words(bound.collect())
    }

    /// Running text as HTML.
    pub(super) fn html(&mut self, steps: &[Step]) -> String {
        let mut out = String::new();
        let mut table = TableState::default();
        let mut heading: Option<(HeadingLevel, usize, String)> = None;
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
                Event::Start(Tag::Heading { level, .. }) => heading = Some((*level, out.len(), String::new())),
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((level, start, text)) = heading.take() {
                        let id = self.id(&text);
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
                Event::Start(tag) => self.open(&mut out, tag, &mut table),
                Event::End(tag) => close(&mut out, *tag, &mut table),
                _ => {}
            }
        }
        out
    }

    fn open(&self, out: &mut String, tag: &Tag<'_>, table: &mut TableState) {
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
                let name = html::escape(&name);
                out.push_str(&format!(
                    "<div class=\"table-scroll\" role=\"region\" aria-label=\"{name}, table\" tabindex=\"0\">\n<table>\n<caption>{name}</caption>\n"
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

    /// An id for a heading, unlike any other on the page.
    fn id(&mut self, text: &str) -> String {
        let mut id = slug(text);
        if id.is_empty() || id.starts_with(|first: char| first.is_ascii_digit()) {
            id = format!("section-{id}").trim_end_matches('-').to_owned();
        }
        let seen = self.ids.entry(id.clone()).or_default();
        *seen += 1;
        if *seen > 1 { format!("{id}-{seen}") } else { id }
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

    fn value(&mut self, reference: &ValueReference) -> Option<Word> {
        let (report, findings) = (self.context.report, self.context.findings);
        let found = lookup::indicator(report, findings, &reference.indicator, &reference.indicator_place)?;
        let area = match reference.key("area") {
            Some((name, place)) => lookup::area(report, findings, name, place)?,
            None => self.area,
        };
        let period = match reference.key("period") {
            Some((name, place)) => lookup::period(report, found, name, place)?,
            None => found.latest().or_else(|| {
                let message = Diagnostic::error(format!("`{}` has no numbers", reference.indicator));
                report.add(message.at(reference.indicator_place.clone()).label("in no area and no period"));
                None
            })?,
        };
        self.indicators.insert(found.indicator.id.clone());
        let finding = self.finding(reference, found, area, period)?;
        let text = self.words(reference, found, area, period, finding)?;
        let machine = match (reference.property, finding.cell.estimate()) {
            (Property::Value | Property::Rate, Some(estimate)) => {
                format!("{:.*}", found.indicator.decimals, estimate.value)
            }
            (Property::Count, Some(Estimate { numerator: Some(count), .. })) => format!("{count}"),
            (Property::Period, _) => period.id(),
            _ => text.clone(),
        };
        // Only a number leads to its source: a page where every bound word is a link is a page of links.
        Some(match reference.property {
            Property::Period | Property::Area | Property::Comparison => Word::Bound { value: machine, text },
            _ => {
                let address = self.context.addresses.indicator(found.indicator.id.as_str());
                Word::Data { value: machine, text, address }
            }
        })
    }

    /// The cell that a value speaks of; one that is withheld or missing cannot be quoted.
    fn finding<'f>(
        &self,
        reference: &ValueReference,
        found: &'f IndicatorFindings,
        area: AreaId,
        period: Period,
    ) -> Option<&'f Finding> {
        let report = self.context.report;
        let name = &self.context.findings.areas.get(area).name;
        let Some(finding) = found.at(area, period) else {
            let levels: Vec<String> = found
                .levels
                .iter()
                .map(|level| self.context.findings.areas.level(*level).name.to_lowercase())
                .collect();
            let message = Diagnostic::error(format!("`{}` has no number for {name} in {period}", reference.indicator));
            let message = message.at(reference.place.clone()).label("no such number");
            report.add(message.help(format!("it is published by {}", number::series(&levels))));
            return None;
        };
        if let Cell::Missing(shorthand) = finding.cell {
            let message = Diagnostic::error(match shorthand {
                Shorthand::Confidential => "this sentence quotes a figure that is withheld".to_owned(),
                other => format!("this sentence quotes a figure that is {}", other.words()),
            });
            let symbol = shorthand.symbol();
            let mut message = message.at(reference.place.clone()).label(match shorthand {
                Shorthand::Confidential => format!("withheld, published as {symbol}"),
                _ => format!("published as {symbol}"),
            });
            if shorthand == Shorthand::Confidential
                && let Some(place) = found
                    .sources
                    .first()
                    .and_then(|id| self.context.findings.sources.get(id))
                    .map(|source| &source.rule_place)
            {
                let line = place.at.as_ref().map_or(String::new(), |at| format!(":{}", at.line));
                message = message.note(format!("the rule is under `disclosure:` at {}{line}", place.path));
            }
            report.add(message.help("quote the figure for a larger area, or describe it in words"));
            return None;
        }
        Some(finding)
    }

    fn words(
        &self,
        reference: &ValueReference,
        found: &IndicatorFindings,
        area: AreaId,
        period: Period,
        finding: &Finding,
    ) -> Option<String> {
        let estimate = finding.cell.estimate()?;
        let decimals = found.indicator.decimals;
        let name = &self.context.findings.areas.get(area).name;
        let refuse = |message: String, help: &str| {
            let place = reference.place.clone();
            self.context.report.add(Diagnostic::error(message).at(place).label("this value").help(help));
            None
        };
        match reference.property {
            Property::Value => Some(number::grouped(estimate.value, decimals)),
            Property::Rate if found.indicator.method == "rate" => Some(number::grouped(estimate.value, decimals)),
            Property::Rate => refuse(format!("`{}` is not a rate", found.indicator.id), "write `.value`"),
            Property::Count => estimate.numerator.map(number::count).or_else(|| {
                refuse(format!("`{}` has no count", found.indicator.id), "its source gives no counts: write `.value`")
            }),
            Property::Denominator => estimate.denominator.map(number::count).or_else(|| {
                refuse(format!("`{}` has no denominator", found.indicator.id), "write `.count` or `.value`")
            }),
            Property::Interval => estimate
                .interval
                .map(|interval| sentence::interval(interval, decimals))
                .or_else(|| refuse(format!("`{}` has no limits", found.indicator.id), "write `.value`")),
            Property::Period => Some(period.to_string()),
            Property::Area => Some(name.clone()),
            Property::Benchmark => match found.benchmark_at(period).and_then(|found| found.cell.estimate()) {
                Some(estimate) => Some(number::grouped(estimate.value, decimals)),
                None => refuse(
                    format!("`{}` has no benchmark in {period}", found.indicator.id),
                    "leave it out, or name a `benchmark:` in its definition",
                ),
            },
            Property::Comparison => match finding.comparison {
                Some(comparison) => Some(sentence::comparison(comparison).to_owned()),
                None => refuse(
                    format!("`{}` cannot be compared for {name}", found.indicator.id),
                    "it has no limits, or is the benchmark itself: give the two values instead",
                ),
            },
            Property::Rank => match finding.rank {
                Some(rank) => Some(sentence::rank(rank)),
                None => refuse(
                    format!("a rank of {name} would mean nothing"),
                    "its interval overlaps a neighbour’s, so chance could exchange them: use `.comparison`",
                ),
            },
            Property::Change => self.change(reference, found, area, period, finding, &refuse),
        }
    }

    fn change(
        &self,
        reference: &ValueReference,
        found: &IndicatorFindings,
        area: AreaId,
        period: Period,
        finding: &Finding,
        refuse: &dyn Fn(String, &str) -> Option<String>,
    ) -> Option<String> {
        let later = finding.cell.estimate()?;
        let change = match reference.key("from") {
            None | Some(("previous", _)) => finding.change,
            Some((name, place)) => {
                let from = lookup::period(self.context.report, found, name, place)?;
                if from.overlaps(period) || from > period {
                    return refuse(
                        format!("{from} does not lie before {period}"),
                        "name an earlier period that shares no month with it",
                    );
                }
                let earlier = self.finding(reference, found, area, from)?.cell.estimate()?;
                Some(crate::compare::trend::between(from, earlier, later))
            }
        };
        let Some(change) = change else {
            return refuse(
                format!("`{}` has no earlier period to compare with", found.indicator.id),
                "name one with `from=`",
            );
        };
        match reference.key("as") {
            None | Some(("words", _)) => Some(sentence::change(&change, later.value, found.indicator.decimals)),
            Some(("number", _)) => match change.relative {
                Some(relative) => {
                    Some(format!("{}{}", if relative < 0.0 { "\u{2212}" } else { "+" }, number::percent(relative)))
                }
                None => refuse(
                    "no percentage can be said of this change".to_owned(),
                    "counts are under 20 or not published: leave `as=number` out",
                ),
            },
            Some((other, place)) => {
                let message = Diagnostic::error(format!("`{other}` is not a form that `as` knows")).at(place.clone());
                self.context.report.add(message.label("unknown form").suggest(other, ["words", "number"]));
                None
            }
        }
    }
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
        TagEnd::Table => out.push_str("</tbody>\n</table>\n</div>\n"),
        _ => {}
    }
}
