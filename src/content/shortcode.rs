//! Figures in the text: a fenced block whose word is the shortcode and whose body is YAML.

use std::ops::Range;

use super::value::{self, Sentence};
use crate::files::TextFile;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Map};

/// The words of the fenced blocks that are figures.
pub(super) const WORDS: [&str; 4] = ["chart", "map", "table", "key-figures"];

/// A word of an author and where it stands.
pub(super) type Named = (String, Place);

/// What a shortcode draws.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A chart of one kind.
    Chart(Drawing),
    /// Areas by indicators.
    Table(Drawing),
    /// Large numbers.
    KeyFigures(Vec<Item>),
}

/// What a chart or a table shows.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The word of its kind; `table` for a table.
    pub kind: Named,
    /// Its indicators.
    pub indicators: Vec<Named>,
    /// Its areas.
    pub areas: Vec<Named>,
    /// A level of areas.
    pub level: Option<Named>,
    /// Its period.
    pub period: Option<Named>,
    /// Its first period.
    pub from: Option<Named>,
    /// Its last period.
    pub to: Option<Named>,
    /// The dimension drawn side by side.
    pub by: Option<Named>,
    /// The areas that stand out.
    pub marked: Vec<Named>,
    /// What an analysis needs beside them.
    pub options: Written,
}

/// The options of an analysis as written, not yet looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    /// An indicator.
    pub against: Option<Named>,
    /// A whole number.
    pub groups: Option<Named>,
    /// Indicators, each with its weight.
    pub weights: Vec<(Named, Named)>,
    /// A number.
    pub target: Option<Named>,
    /// A number from 0 to 100.
    pub share: Option<Named>,
    /// Periods.
    pub steps: Vec<Named>,
    /// The word `all`.
    pub periods: Option<Named>,
}

/// One large number.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its indicator.
    pub indicator: Named,
    /// Its area.
    pub area: Option<Named>,
    /// Its period.
    pub period: Option<Named>,
}

/// A figure as written.
#[derive(Debug, Clone)]
pub(super) struct Shortcode {
    /// Its id.
    pub id: Named,
    /// What it shows, in a sentence.
    pub finding: Sentence,
    /// A remark beneath it.
    pub note: Option<Sentence>,
    /// What is drawn.
    pub content: Content,
    /// Where it begins.
    pub place: Place,
}

/// Reads the body of a fenced block.
pub(super) fn read(
    report: &Report,
    file: &TextFile,
    word: &str,
    whole: Range<usize>,
    body: Range<usize>,
) -> Option<Shortcode> {
    let end = file.text[whole.clone()].find('\n').map_or(whole.end, |at| whole.start + at);
    let place = file.place(whole.start..end);
    let node = yaml::parse(report, file, body).ok()?;
    let mut map = node.map(report)?;
    let id = map.text_at("id");
    let finding = map.text_at("finding").map(|(text, place)| value::sentence(report, &text, &place));
    let note = map.optional_text_at("note").map(|(text, place)| value::sentence(report, &text, &place));
    let content = match word {
        "key-figures" => Some(Content::KeyFigures(items(report, &mut map))),
        "table" => drawing(report, &mut map, ("table".to_owned(), place.clone())).map(Content::Table),
        "map" => drawing(report, &mut map, ("map".to_owned(), place.clone())).map(Content::Chart),
        _ => {
            let kind = map.text_at("kind");
            let drawing = drawing(report, &mut map, kind.clone().unwrap_or_else(|| (String::new(), place.clone())));
            kind.and(drawing).map(Content::Chart)
        }
    };
    map.finish();
    Some(Shortcode { id: id?, finding: finding?, note, content: content?, place })
}

fn drawing(report: &Report, map: &mut Map<'_>, kind: Named) -> Option<Drawing> {
    let options = written(report, map);
    let mut indicators = match kind.0.as_str() {
        "table" | "index" | "spine" | "tartan" => map.texts("indicators"),
        // Panels and parts may be several indicators.
        "multiples" | "stacked" if map.entries().iter().any(|(key, ..)| key == "indicators") => map.texts("indicators"),
        _ => map.text_at("indicator").into_iter().collect(),
    };
    // An index is made of what it weighs, so its indicators need no second list.
    if kind.0 == "index" && indicators.is_empty() {
        indicators = options.weights.iter().map(|(indicator, _)| indicator.clone()).collect();
    }
    match kind.0.as_str() {
        // A key that is missing is told where it is asked for.
        "table" | "spine" | "tartan" if indicators.is_empty() && map.required("indicators").is_some() => {
            let found = Diagnostic::error("`indicators` names no indicator").at(kind.1.clone());
            report.add(found.label("nothing to show").help("name one or more indicators by their ids"));
        }
        "index" if options.weights.is_empty() => {
            let found = Diagnostic::error("an index needs weights, and there are none").at(kind.1.clone());
            let help =
                "add `weights:` with the indicators and how much each counts, such as `{robbery: 2, violence: 1}`";
            report.add(found.label("of this kind").help(help));
        }
        _ => {}
    }
    let drawing = Drawing {
        areas: map.texts("areas"),
        level: map.optional_text_at("level"),
        period: map.optional_text_at("period"),
        from: map.optional_text_at("from"),
        to: map.optional_text_at("to"),
        by: map.optional_text_at("by"),
        marked: map.texts("marked"),
        options,
        kind,
        indicators,
    };
    (!drawing.indicators.is_empty()).then_some(drawing)
}

fn written(report: &Report, map: &mut Map<'_>) -> Written {
    Written {
        against: map.optional_text_at("against"),
        groups: map.optional_text_at("groups"),
        weights: weights(report, map),
        target: map.optional_text_at("target"),
        share: map.optional_text_at("share"),
        steps: map.texts("steps"),
        periods: map.optional_text_at("periods"),
    }
}

/// Each indicator with its weight, in the order they are written.
fn weights(report: &Report, map: &mut Map<'_>) -> Vec<(Named, Named)> {
    let Some(weights) = map.optional("weights").and_then(|node| node.map(report)) else { return Vec::new() };
    let read = |(name, place, node): &(String, Place, yaml::Node)| {
        Some(((name.clone(), place.clone()), (node.text(report)?, node.place().clone())))
    };
    weights.entries().iter().filter_map(read).collect()
}

fn items(report: &Report, map: &mut Map<'_>) -> Vec<Item> {
    if map.required("items").is_none() {
        return Vec::new();
    }
    let read = |node: &yaml::Node| {
        let mut item = node.map(report)?;
        let indicator = item.text_at("indicator");
        let area = item.optional_text_at("area");
        let period = item.optional_text_at("period");
        item.finish();
        Some(Item { indicator: indicator?, area, period })
    };
    map.list("items").iter().filter_map(read).collect()
}
