//! The pages that are not about one area, as templates receive them.

use serde::Serialize;

use super::{
    Block, Cite, Download, EmbedCode, Fact, Figure, Find, Finding, Frame, Heading, Headline, Link, Shorthand, Table,
};

/// The home page of an edition: `home.html`.
#[derive(Debug, Serialize)]
pub struct Home {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// How much violence, where, for whom, and which way it is going: one paragraph.
    pub answer_html: String,
    /// Five to seven key findings.
    pub findings: Vec<Finding>,
    /// The numbers of the whole area.
    pub headlines: Vec<Headline>,
    /// The authorities and the whole area, with a line each.
    pub areas: Vec<Link>,
    /// The area index.
    pub area_index: Link,
    /// The overview grid, where there are areas to compare.
    pub compare: Option<Link>,
    /// How an area is found by its name or a postcode.
    pub find: Find,
    /// A map whose rows link to profiles.
    pub map: Option<Figure>,
    /// The chapters, with their summaries.
    pub chapters: Vec<Link>,
    /// What is recommended, each with who leads and how far it is.
    pub recommendations: Vec<Link>,
    /// The page of all recommendations, where there is one.
    pub all_recommendations: Option<Link>,
    /// Other pages that lead from evidence to decisions.
    pub onward: Vec<Link>,
    /// The rest of the page's own text.
    pub blocks: Vec<Block>,
}

/// A chapter: `chapter.html`.
#[derive(Debug, Serialize)]
pub struct Chapter {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Three to five findings, taken from its figures or given by the author.
    pub findings: Vec<Finding>,
    /// Its second-level headings; shown where there are more than three.
    pub contents: Vec<Heading>,
    /// The narrative with its figures in place.
    pub blocks: Vec<Block>,
    /// The indicators used, with their definitions.
    pub indicators: Vec<Link>,
    /// The sources used.
    pub sources: Vec<Link>,
    /// The recommendations that rest on its figures.
    pub recommendations: Vec<Link>,
    /// The chapter before.
    pub previous: Option<Link>,
    /// The chapter after.
    pub next: Option<Link>,
}

/// A page of text, such as About or the glossary: `page.html`.
#[derive(Debug, Serialize)]
pub struct Plain {
    /// The frame.
    pub frame: Frame,
    /// `page` or `glossary`; glossaries set their headings as terms.
    pub kind: String,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Its second-level headings; shown where there are more than three.
    pub contents: Vec<Heading>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// The list of indicators: `indicators.html`.
#[derive(Debug, Serialize)]
pub struct IndicatorIndex {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// The explorer, where there is one.
    pub explore: Option<Link>,
    /// The indicators by theme.
    pub themes: Vec<IndicatorTheme>,
    /// The shorthand that the values use.
    pub shorthand: Vec<Shorthand>,
}

/// The indicators of one theme.
#[derive(Debug, Serialize)]
pub struct IndicatorTheme {
    /// The theme, such as `Police`.
    pub title: String,
    /// Its id in the page, such as `police`.
    pub anchor: String,
    /// Its indicators.
    pub entries: Vec<IndicatorEntry>,
}

/// One indicator in the index.
#[derive(Debug, Serialize)]
pub struct IndicatorEntry {
    /// Its title and page, with its definition as the note.
    pub link: Link,
    /// Its code, such as `VI-01`.
    pub code: String,
    /// Its unit.
    pub unit: String,
    /// The latest period.
    pub period: String,
    /// The value of the whole area, or a shorthand.
    pub value: String,
    /// Its source's name.
    pub source: String,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// An indicator: `indicator.html`.
#[derive(Debug, Serialize)]
pub struct Indicator {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// Its code, such as `VI-01`.
    pub code: String,
    /// Its theme.
    pub theme: String,
    /// What it is, in one sentence.
    pub definition: String,
    /// What not to conclude, in one sentence.
    pub caution: String,
    /// The latest position of the whole area, in one or two sentences.
    pub finding_html: String,
    /// Trend, areas and map, whichever the data allow; headings are `h2`.
    pub figures: Vec<Figure>,
    /// Where its areas, periods and groups are chosen.
    pub explore: Option<Link>,
    /// What became of the last five years in each area that is compared.
    pub trends: Option<Table>,
    /// Every released value, or the latest for each area where all would be too long.
    pub table: Option<Table>,
    /// The definition opened out: numerator, denominator, method, unit, polarity, benchmark, levels, disclosure, period, updated.
    pub facts: Vec<Fact>,
    /// The note on method; its headings begin at `h3`.
    pub method_html: String,
    /// The sources.
    pub sources: Vec<Link>,
    /// The chapters that use it.
    pub used_in: Vec<Link>,
    /// All its values as files.
    pub downloads: Vec<Download>,
    /// How to cite it.
    pub cite: Cite,
    /// Whether it rests on made-up data.
    pub illustrative: bool,
}

/// A figure on its own page: `figure.html`.
#[derive(Debug, Serialize)]
pub struct FigurePage {
    /// The frame.
    pub frame: Frame,
    /// The figure, with `h1` as its heading and no page of its own to lead to.
    pub figure: Block,
    /// The figure as a data set, in the words of schema.org: JSON-LD in which nothing can close its element.
    /// Absent where search engines are to stay away.
    pub dataset_json: Option<String>,
    /// Its permanent id.
    pub id: String,
    /// The page on which figures are put together.
    pub pack: String,
    /// The citation in each form, as text.
    pub citations: Vec<Citation>,
    /// The citation as files for programs that manage references.
    pub citation_files: Vec<Download>,
    /// How to show the figure on a page elsewhere; absent where the site has no address or is not for everyone.
    pub embed: Option<EmbedCode>,
    /// The figure through all editions.
    pub history: Link,
    /// The pages that show it, and the recommendations that rest on it.
    pub used_in: Vec<Link>,
    /// The indicators that it draws.
    pub indicators: Vec<Link>,
}

/// A citation in one form.
#[derive(Debug, Serialize)]
pub struct Citation {
    /// The form, such as `Harvard` or `BibTeX`.
    pub form: String,
    /// Its id in the page, such as `cite-harvard`.
    pub anchor: String,
    /// The citation.
    pub text: String,
    /// Whether line ends are part of it, as in BibTeX and RIS.
    pub code: bool,
}

/// How the assessment was made, and from what: `methods.html`.
#[derive(Debug, Serialize)]
pub struct Methods {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// One or two sentences under the heading.
    pub lede: String,
    /// Its second-level headings, without that of the sources.
    pub contents: Vec<Heading>,
    /// The text on method.
    pub blocks: Vec<Block>,
    /// The sources in one table: name with link, publisher, period, status.
    pub sources: Table,
}

/// A method in plain words: `method.html`.
#[derive(Debug, Serialize)]
pub struct Method {
    /// The frame.
    pub frame: Frame,
    /// Its name, with that of its limits.
    pub title: String,
    /// What it is, in one sentence.
    pub about_html: String,
    /// What it is, why, an example, and its limits.
    pub sections: Vec<MethodSection>,
    /// The method worked through with the site's own numbers.
    pub worked: Option<WorkedExample>,
    /// The first figure that shows it, where it has no worked example.
    pub figure: Option<Link>,
    /// What the author adds; empty where there is nothing.
    pub note_html: String,
    /// Where it is published.
    pub citation: String,
    /// The indicators that use it.
    pub indicators: Vec<Link>,
    /// The figures that show it.
    pub figures: Vec<Link>,
    /// The method before it.
    pub previous: Option<Link>,
    /// The method after it.
    pub next: Option<Link>,
}

/// A part of the explanation of a method.
#[derive(Debug, Serialize)]
pub struct MethodSection {
    /// Its heading.
    pub title: String,
    /// The id of the heading.
    pub anchor: String,
    /// Its text.
    pub html: String,
}

/// A method worked through with real numbers.
#[derive(Debug, Serialize)]
pub struct WorkedExample {
    /// What, where and when, with the page of the numbers.
    pub of: Link,
    /// Each step in order.
    pub steps: Vec<WorkedStep>,
    /// Whether the numbers are made up.
    pub illustrative: bool,
}

/// A step of a worked example.
#[derive(Debug, Serialize)]
pub struct WorkedStep {
    /// What is done.
    pub words: String,
    /// The sum in figures, empty where a step is words alone.
    pub sum: String,
}

/// A source: `source.html`.
#[derive(Debug, Serialize)]
pub struct Source {
    /// The frame.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Coverage, period, status, licence, attribution, address, disclosure rule, rows read and left out.
    pub facts: Vec<Fact>,
    /// Known faults and cautions, one sentence each.
    pub notes: Vec<String>,
    /// Periods known to be incomplete, and why.
    pub incomplete: Vec<Fact>,
    /// Where its way of counting changed, and how.
    pub breaks: Vec<Fact>,
    /// How complete it is, one sentence each.
    pub completeness: Vec<String>,
    /// What each period holds and lacks; absent where its rows have no time.
    pub periods: Option<Table>,
    /// The indicators made from it.
    pub indicators: Vec<Link>,
    /// The files as read, with their SHA-256.
    pub files: Table,
    /// The shorthand that the tables use.
    pub shorthand: Vec<Shorthand>,
    /// Whether its data are made up.
    pub illustrative: bool,
}

/// The accessibility statement: `accessibility.html`.
#[derive(Debug, Serialize)]
pub struct Accessibility {
    /// The frame.
    pub frame: Frame,
    /// Who runs the site.
    pub organisation: String,
    /// `fully`, `partially` or `not` compliant.
    pub status: String,
    /// Content that is not accessible and why, one sentence each; empty where there is none known.
    pub exceptions: Vec<String>,
    /// How to ask for another form or report a fault.
    pub contact: Option<Link>,
    /// In how many days an answer comes, in words.
    pub answer_within: String,
    /// What was tested, how, and when, one sentence each.
    pub tests: Vec<String>,
    /// When the statement was prepared, in words.
    pub prepared: String,
    /// When it was last reviewed, in words.
    pub reviewed: String,
    /// Whether the enforcement procedure of the public sector regulations applies to the publisher.
    pub enforcement: bool,
}
