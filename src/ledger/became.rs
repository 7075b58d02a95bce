//! `content/addresses.yaml`: what became of figures and pages that were published.
//!
//! Comes in: one file of settings, if there is one. Goes out: figures that were withdrawn or drawn in another way, and
//! pages that have moved, with the places where authors say so. Wrong can be: a setting, a day, an address.

use crate::content::sentence;
use crate::files::Root;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// Where authors write of it.
pub(super) const PATH: &str = "content/addresses.yaml";

/// A figure that is no more.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// Why.
    pub why: String,
    /// Since when.
    pub when: Period,
    /// The id of the figure that is to be used instead.
    pub successor: Option<String>,
}

/// A page that has moved.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Where it was, below the root of the site.
    pub from: String,
    /// Where it is.
    pub to: String,
    /// Where its author says so.
    pub place: Place,
}

/// Figures that are no more, as it was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) figures: Vec<(String, Place)>,
    pub(super) withdrawn: Withdrawn,
    /// Where the successor is named.
    pub(super) successor: Option<Place>,
}

/// What became of figures and pages, as it was written.
#[derive(Debug, Default)]
pub(super) struct Became {
    pub(super) withdrawn: Vec<Written>,
    pub(super) redrawn: Vec<(String, Place)>,
    pub(super) moved: Vec<Moved>,
}

/// Reads the file; nothing where there is none.
pub(super) fn read(report: &Report, root: &Root) -> Result<Became> {
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(Became::default()) };
    let Some(mut map) = node.map(report) else { return report.sound(Became::default()) };
    let withdrawn = map.list("withdrawn").iter().filter_map(|node| withdrawn(report, node)).collect();
    let redrawn = map.list("redrawn").iter().filter_map(|node| redrawn(report, node)).flatten().collect();
    let moved = map.list("moved").iter().filter_map(|node| moved(report, node)).collect();
    map.finish();
    report.sound(Became { withdrawn, redrawn, moved })
}

fn withdrawn(report: &Report, node: &Node) -> Option<Written> {
    let mut map = node.map(report)?;
    let figures = named(report, &mut map);
    let why = map.text("why");
    let when = map.text_at("when").and_then(|written| day(report, &written));
    let successor = map.optional_text_at("successor");
    map.finish();
    let (successor, place) = successor.unzip();
    let withdrawn = Withdrawn { why: sentence::upper_first(&why?), when: when?, successor };
    Some(Written { figures: figures?, withdrawn, successor: place })
}

fn redrawn(report: &Report, node: &Node) -> Option<Vec<(String, Place)>> {
    let mut map = node.map(report)?;
    let figures = named(report, &mut map);
    let why = map.text("why");
    map.finish();
    why.and(figures)
}

/// The ids of a key that must be there.
pub(super) fn named(report: &Report, map: &mut yaml::Map<'_>) -> Option<Vec<(String, Place)>> {
    let items = map.required("figures")?.list(report)?;
    Some(items.iter().filter_map(|node| Some((node.text(report)?, node.place().clone()))).collect())
}

fn moved(report: &Report, node: &Node) -> Option<Moved> {
    let mut map = node.map(report)?;
    let from = map.text_at("from");
    let to = map.text_at("to");
    map.finish();
    let ((from, place), (to, _)) = (from?, to?);
    if !is_address(&from) {
        let found = Diagnostic::error(format!("`{from}` is not an address of this site")).at(place).label("moved from");
        report.add(found.help("write the address as it was published, from its edition on: `/2025/crime/`"));
        return None;
    }
    Some(Moved { from: below(&from), to: below(&to), place })
}

/// An address below the root of the site, however it is written.
fn below(address: &str) -> String {
    let address = address.trim_start_matches('/').trim_end_matches("index.html");
    let is_file = address.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file || address.is_empty() || address.ends_with('/') { address.to_owned() } else { format!("{address}/") }
}

/// Whether a file can stand at an address on every system, and stands below the root of the site.
fn is_address(address: &str) -> bool {
    let address = address.strip_prefix('/').unwrap_or(address);
    address.strip_suffix('/').unwrap_or(address).split('/').all(|part| {
        let is_plain = part.chars().all(|one| one.is_ascii_alphanumeric() || ['.', '_', '-'].contains(&one));
        is_plain && !part.is_empty() && !part.starts_with('.') && !part.ends_with('.')
    })
}

/// A day of settings.
pub(super) fn day(report: &Report, (text, place): &(String, Place)) -> Option<Period> {
    let day = Period::from_id(text).filter(|period| period.months() == 0 && text.len() == 10);
    if day.is_none() {
        let found = Diagnostic::error(format!("`{text}` is not a day")).at(place.clone()).label("no such day");
        report.add(found.help("write year, month and day: `2026-05-14`"));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_on_every_system() {
        for good in ["/2025/crime/", "2025/f/VI-F1", "2025/violence/index.html", "2025-q1/a_b/c.d.csv"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "//2025/",
            "2025//a/",
            "../x/",
            "2025/./x/",
            "2025/.x/",
            "C:/x/",
            "2025\\x\\",
            "a b/",
            "2025/x./",
            "2025/é/",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
