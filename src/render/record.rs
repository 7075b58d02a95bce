//! The record of disclosure control as a page and a table, for whoever answers for the data. No part of a site.
//!
//! Comes in: a [`Record`]. Goes out: two texts. They name the cells that are withheld and never a count.

use std::fmt::Write as _;

use crate::audit::{Record, Standing};
use crate::content::csv;
use crate::content::html::escape;
use crate::model::audience::Audience;
use crate::report::counted;

/// When a record is made and of what.
#[derive(Debug, Clone, Copy)]
pub struct Seal<'a> {
    /// The title of the site.
    pub title: &'a str,
    /// The edition in words.
    pub edition: &'a str,
    /// Whom it is for.
    pub audience: Audience,
    /// The day, as `2026-11-24`.
    pub day: &'a str,
    /// The SHA-256 of the release it speaks of.
    pub sha256: &'a str,
}

/// Every withheld cell, one to a line.
pub fn table(record: &Record) -> String {
    let mut text = "indicator,title,group,area,period,withheld,interval at least\n".to_owned();
    for line in &record.lines {
        for (group, area, period, standing, width) in &line.withheld {
            let why = match standing {
                Standing::Small => "for its own count",
                Standing::Beside => "to protect another",
            };
            let fields = [&line.code, &line.title, group, area, period].map(|text| csv::field(text)).join(",");
            let width = width.map_or(String::new(), |width| width.to_string());
            let _ = writeln!(text, "{fields},{why},{width}");
        }
    }
    text
}

/// The record as a page that stands alone.
pub fn page(record: &Record, seal: Seal<'_>) -> String {
    let Seal { title, edition, audience, day, sha256 } = seal;
    let mut body = String::new();
    let _ = write!(
        body,
        "<h1>Record of disclosure control</h1><p><strong>For whoever answers for the data. Not for publication:</strong> \
         it tells which cells are withheld for their own count and which for others.</p>\
         <dl><dt>Assessment</dt><dd>{}, {}</dd><dt>Audience</dt><dd>{}</dd><dt>Made on</dt><dd>{day}</dd>\
         <dt>SHA-256 of the release</dt><dd><code>{sha256}</code></dd><dt>Earlier editions attacked with it</dt><dd>{}</dd></dl>",
        escape(title),
        escape(edition),
        audience.word(),
        if record.earlier.is_empty() { "none".to_owned() } else { escape(&record.earlier.join(", ")) },
    );
    let verdict = match record.narrowest {
        Some(width) => {
            let open: usize = record.exempted.iter().map(|one| one.unsafe_counts).sum();
            let none = if open == 0 { "None can be worked out." } else { "Those under an exemption below can be." };
            format!(
                "{} that may not be known, each attacked with everything that is released. {none} Whoever tries is left with counts that are {width} or more apart.",
                counted(record.attacked, "count")
            )
        }
        None => "Nothing is withheld, so nothing was attacked.".to_owned(),
    };
    let _ = write!(body, "<h2>Result</h2><p>{}</p>", escape(&verdict));
    body.push_str("<h2>Rules</h2><table><thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Rule</th><th scope=\"col\">Why</th></tr></thead><tbody>");
    for rule in &record.rules {
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{} <code>{}</code></th><td>{}</td><td>{}</td></tr>",
            escape(&rule.title),
            escape(rule.source.as_str()),
            escape(&rule.rule),
            escape(&rule.why)
        );
    }
    body.push_str("</tbody></table><h2>Exemptions</h2>");
    if record.exempted.is_empty() {
        body.push_str("<p>None.</p>");
    }
    for one in &record.exempted {
        let until = one.until.map_or("without an end".to_owned(), |until| format!("until {until}"));
        let holds = if one.holds { "in force" } else { "not in force on the day of publication" };
        let _ = write!(
            body,
            "<p><code>{}</code> is exempt from {}, {until}, {holds}. Allowed by: {}. Why: {}. Withheld counts that are not safe: {}.</p>",
            escape(one.source.as_str()),
            one.from.join(" and "),
            escape(&one.by),
            escape(&one.why),
            one.unsafe_counts
        );
    }
    body.push_str("<h2>What is withheld</h2><table><thead><tr><th scope=\"col\">Indicator</th><th scope=\"col\">Cells</th><th scope=\"col\">Withheld for their own count</th><th scope=\"col\">Withheld to protect another</th><th scope=\"col\">Lost to protection</th><th scope=\"col\">Not shown for too few people</th><th scope=\"col\">Narrowest interval</th></tr></thead><tbody>");
    for line in &record.lines {
        let of = |wanted: Standing| line.withheld.iter().filter(|(.., standing, _)| *standing == wanted).count();
        let (small, beside) = (of(Standing::Small), of(Standing::Beside));
        let lost = if line.cells == 0 { 0.0 } else { 100.0 * beside as f64 / line.cells as f64 };
        let narrowest = line.withheld.iter().filter_map(|(.., width)| *width).min();
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{} {}</th><td>{}</td><td>{small}</td><td>{beside}</td><td>{lost:.1}%</td><td>{}</td><td>{}</td></tr>",
            escape(&line.code),
            escape(&line.title),
            line.cells,
            line.too_few,
            narrowest.map_or("\u{2013}".to_owned(), |width| format!("{width} or more")),
        );
    }
    body.push_str("</tbody></table><p>The file <code>cells.csv</code> beside this page lists every withheld cell.</p>");
    format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"robots\" content=\"noindex\"><title>Record of disclosure control: {}</title>\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>\n",
        escape(edition)
    )
}

/// The page stands alone and is never published, so its looks are in it.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark;margin:1.5rem}main{max-width:75rem;margin:auto}\
table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid}\
dt{font-weight:bold}dd{margin:0 0 .5rem}code{overflow-wrap:anywhere}";
