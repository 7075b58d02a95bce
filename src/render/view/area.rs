//! The area index and the profile of an area as templates receive them.

use serde::Serialize;

use super::{Download, Figure, Find, Frame, Headline, Link, LocalProvision, Mark, Shorthand, Table};

/// The list of areas: `areas.html`.
#[derive(Debug, Serialize)]
pub struct AreaIndex {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// The overview grid, where there are areas to compare.
    pub compare: Option<Link>,
    /// The list of places that have a page in words.
    pub places: Option<Link>,
    /// What the largest areas are: `Local authorities`.
    pub first_heading: String,
    /// The whole area and those, with up to three headline values each; the first cell links to the profile.
    pub first: Table,
    /// What the smaller areas are, where there are any: `Wards`.
    pub groups_heading: Option<String>,
    /// How an area is found by a postcode, where the site has postcodes.
    pub find: Option<Find>,
    /// The smaller areas, by the largest.
    pub groups: Vec<AreaGroup>,
    /// The shorthand that the tables use.
    pub shorthand: Vec<Shorthand>,
    /// The map whose rows link to profiles.
    pub map: Option<Figure>,
}

/// The areas in one of the largest.
#[derive(Debug, Serialize)]
pub struct AreaGroup {
    /// The words of the disclosure, such as `Birmingham: 69 wards`.
    pub title: String,
    /// The areas, with up to three headline values each; the first cell links to the profile.
    pub table: Table,
}

/// The profile of an area: `area.html`.
#[derive(Debug, Serialize)]
pub struct AreaProfile {
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// What it is, such as `Ward in Birmingham`.
    pub kind: String,
    /// Code, population and the like, as pairs of word and text.
    pub facts: Vec<Fact>,
    /// The area that holds it.
    pub parent: Option<Link>,
    /// Areas that touch it.
    pub neighbours: Vec<Link>,
    /// The smaller areas in it.
    pub children: Vec<Link>,
    /// What the smaller areas are called, such as `wards`.
    pub children_word: String,
    /// To set it beside another area, and beside those most like it.
    pub compare: Vec<Link>,
    /// What is higher, lower, rising, falling, and what cannot be said.
    pub in_short: Vec<ShortGroup>,
    /// At most six large numbers.
    pub headlines: Vec<Headline>,
    /// The name of the benchmark, as it heads its column.
    pub benchmark: String,
    /// How to read the spread bars and the words, as one sentence.
    pub reading: String,
    /// The profile table, by theme.
    pub themes: Vec<ProfileTheme>,
    /// The shorthand that the profile table uses.
    pub shorthand: Vec<Shorthand>,
    /// What is done there and what is missing, where the site has a directory of interventions.
    pub provision: Option<LocalProvision>,
    /// Figures of what became of each indicator, by theme; closed until they are wanted.
    pub trends: Vec<FigureGroup>,
    /// Areas that are alike, where the settings say what makes them so.
    pub similar: Option<SimilarSection>,
    /// The profile as files.
    pub downloads: Vec<Download>,
}

/// A word and what it stands for.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The word, such as `Population`.
    pub word: String,
    /// The text, such as `28,113 (mid-2024)`.
    pub text: String,
    /// Where the text links to.
    pub href: Option<String>,
}

/// Sentences of one sense in the profile's opening.
#[derive(Debug, Serialize)]
pub struct ShortGroup {
    /// `higher`, `similar`, `lower`, `rose`, `fell` or `unsaid`.
    pub kind: String,
    /// The heading, such as `Higher than the West Midlands force area`.
    pub title: String,
    /// The sentences.
    pub sentences_html: Vec<String>,
}

/// The rows of one theme in a profile.
#[derive(Debug, Serialize)]
pub struct ProfileTheme {
    /// The theme, such as `Police`.
    pub title: String,
    /// Its indicators.
    pub rows: Vec<ProfileRow>,
}

/// One indicator in a profile.
#[derive(Debug, Serialize)]
pub struct ProfileRow {
    /// The indicator's short name and its page.
    pub indicator: Link,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: String,
    /// The count, or a shorthand.
    pub count: String,
    /// The value, or a shorthand.
    pub value: String,
    /// The interval, such as `44.1 to 51.9`, or a shorthand.
    pub interval: String,
    /// The benchmark's value, or a shorthand.
    pub benchmark: String,
    /// The word of the comparison.
    pub comparison: Mark,
    /// Range of all areas of the kind with this one marked; named by its own `aria-label`, or hidden where absent.
    pub spread_svg: Option<String>,
    /// The word of the trend, such as `fell` or `not clear`.
    pub trend: String,
    /// What the last five years show, in a word or two; empty where they show nothing that may be said.
    pub five_years: String,
    /// What became of it since its baseline, in a word or two; empty where there is none.
    pub since_baseline: String,
    /// A line of the last periods, hidden from screen readers.
    pub spark_svg: Option<String>,
    /// Whether the row rests on made-up data.
    pub illustrative: bool,
}

/// Figures of one theme in a profile.
#[derive(Debug, Serialize)]
pub struct FigureGroup {
    /// The words of the disclosure, such as `Police: 5 figures`.
    pub title: String,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// Areas that are alike, and how this one stands to them.
#[derive(Debug, Serialize)]
pub struct SimilarSection {
    /// What makes areas alike, and the rule.
    pub rule: String,
    /// Why there are none; empty where there are some.
    pub reason: String,
    /// The names of the context indicators.
    pub columns: Vec<String>,
    /// This area and those like it, the nearest first.
    pub rows: Vec<SimilarRow>,
    /// Each headline indicator beside the similar areas together.
    pub beside: Vec<SimilarBeside>,
}

/// An area that is alike.
#[derive(Debug, Serialize)]
pub struct SimilarRow {
    /// Its name and page.
    pub area: Link,
    /// How far it is, in standard deviations; a dash for the area itself.
    pub distance: String,
    /// Its values of the context indicators.
    pub values: Vec<String>,
}

/// A headline indicator beside the similar areas together.
#[derive(Debug, Serialize)]
pub struct SimilarBeside {
    /// The indicator and its page.
    pub indicator: Link,
    /// Its unit and period.
    pub unit: String,
    /// The value of this area.
    pub value: String,
    /// The value of the similar areas together, or why there is none.
    pub pooled: String,
    /// How this area stands to it.
    pub comparison: Mark,
}
