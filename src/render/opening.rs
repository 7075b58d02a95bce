//! The opening of a profile: what is higher, lower, rising or falling, and what cannot be said, in
//! sentences made of findings alone.

use std::collections::BTreeSet;

use super::Publication;
use super::view::ShortGroup;
use crate::compare::{Comparison, Direction, Finding, IndicatorFindings};
use crate::content::html::{escape, link};
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::cell::Shorthand;
use crate::model::estimate::Estimate;
use crate::model::period::Period;

/// What can be said of one indicator in one sentence.
fn said(
    publication: &Publication,
    found: &IndicatorFindings,
    period: Period,
    finding: &Finding,
    estimate: &Estimate,
) -> String {
    let decimals = found.indicator.decimals;
    let limits =
        estimate.interval.map_or_else(String::new, |interval| format!(" ({})", sentence::interval(interval, decimals)));
    let unit = &found.indicator.unit;
    let joined = if let Some(rest) = unit.strip_prefix('%') { format!("%{rest}") } else { format!(" {unit}") };
    let beside = found.benchmark.zip(finding.comparison).and_then(|(benchmark, _)| {
        let line = found.at(benchmark, period)?.cell.estimate()?;
        Some(format!("; {}: {}", publication.findings.areas.get(benchmark).name, number::grouped(line.value, decimals)))
    });
    let made_up = if found.illustrative { " Illustrative data." } else { "" };
    format!(
        "{}: {}{joined}{} in {period}{limits}{}.{made_up}",
        found.indicator.short,
        number::grouped(estimate.value, decimals),
        sentence::in_words(estimate.marks),
        beside.unwrap_or_default()
    )
}

/// The opening of a profile: sentences by their sense.
pub(super) fn in_short(
    publication: &Publication,
    rows: &[(&IndicatorFindings, Period, &Finding)],
    from: &str,
) -> Vec<ShortGroup> {
    let mut groups = Vec::new();
    // A name leads to its page where it first stands, so that the Tab key is soon through.
    let mut led = BTreeSet::new();
    let mut linked = |found: &IndicatorFindings, text: &str| {
        let short = &found.indicator.short;
        if !led.insert(found.indicator.id.clone()) {
            return escape(text);
        }
        let href = relative(from, &publication.bindings.addresses.indicator(found.indicator.id.as_str()));
        let rest = text.strip_prefix(short.as_str()).unwrap_or(text);
        let html = link(&href, &escape(short));
        format!("{html}{}", escape(rest))
    };
    let mut add = |kind: &str, title: String, sentences_html: Vec<String>| {
        if !sentences_html.is_empty() {
            groups.push(ShortGroup { kind: kind.to_owned(), title, sentences_html });
        }
    };
    type Side = fn(Comparison) -> bool;
    let sides: [(Side, &str, &str); 2] = [
        (Comparison::is_above, "higher", "Higher than its benchmark"),
        (Comparison::is_below, "lower", "Lower than its benchmark"),
    ];
    for (side, kind, title) in sides {
        let those = rows.iter().filter(|(.., finding)| finding.comparison.is_some_and(side));
        let sentences = those
            .filter_map(|(found, period, finding)| {
                let estimate = finding.cell.estimate()?;
                Some(linked(found, &said(publication, found, *period, finding, estimate)))
            })
            .collect();
        add(kind, title.to_owned(), sentences);
    }
    for (direction, kind, title) in [(Direction::Rose, "rose", "Rising"), (Direction::Fell, "fell", "Falling")] {
        let those =
            rows.iter().filter(|(.., finding)| finding.change.is_some_and(|change| change.direction == direction));
        let sentences = those
            .filter_map(|(found, period, finding)| {
                let (change, estimate) = (finding.change?, finding.cell.estimate()?);
                let words = sentence::change(&change, estimate.value, found.indicator.decimals);
                let made_up = if found.illustrative { " Illustrative data." } else { "" };
                Some(linked(
                    found,
                    &format!("{} {words} between {} and {period}.{made_up}", found.indicator.short, change.from),
                ))
            })
            .collect();
        add(kind, title.to_owned(), sentences);
    }
    let names = |test: &dyn Fn(&Finding) -> bool| -> Vec<String> {
        rows.iter().filter(|(.., finding)| test(finding)).map(|(found, ..)| found.indicator.short.clone()).collect()
    };
    let alike = names(&|finding| finding.comparison == Some(Comparison::Similar)).len();
    let mut unsaid = Vec::new();
    if alike > 0 {
        let verb = if alike == 1 { "indicator is" } else { "indicators are" };
        unsaid.push(format!(
            "{} {verb} similar to the benchmark: the difference could be chance.",
            sentence::upper_first(&number::spelled(alike))
        ));
    }
    for reason in Shorthand::ALL {
        let list = names(&|finding| finding.cell.shorthand() == Some(reason));
        if !list.is_empty() {
            unsaid.push(escape(&format!("{}: {}.", number::series(&list), reason.words())));
        }
    }
    let broken = names(&|finding| finding.broken.is_some());
    if !broken.is_empty() {
        let words = "not compared with earlier numbers, because of a break in series";
        unsaid.push(escape(&format!("{}: {words}.", number::series(&broken))));
    }
    add("unsaid", "What cannot be told apart or said".to_owned(), unsaid);
    groups
}
