//! `content/duty.yaml`: where the assessment answers what the Serious Violence Duty asks of it.
//!
//! Comes in: one file of settings, if there is one. Goes out: an [`Answer`] for everything that is asked, whether the
//! author gave one or not. Wrong can be: a version or a requirement that the list does not have, a page or a figure
//! that does not exist, an answer that leads nowhere.

use std::collections::BTreeMap;

use super::bind::{Context, Page};
use super::link;
use crate::files::Root;
use crate::report::{Diagnostic, Place, Report, Result, nearest};
use crate::yaml::{self, Node};

mod asked;

pub use self::asked::{ASKED, Part, Requirement, Text, VERSION};

/// Where authors answer.
const PATH: &str = "content/duty.yaml";

/// Pages that the build makes and that answers may lead to by name, each with its title.
const MADE: [(&str, &str); 5] = [
    ("areas", "Areas"),
    ("indicators", "Indicators"),
    ("data", "Data"),
    ("compare", "Compare areas"),
    ("recommendations", "Recommendations"),
];

/// How a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// By what the answer leads to.
    Met,
    /// In part: its author says what is missing.
    InPart,
    /// Not at all.
    Missing,
}

impl Met {
    /// As readers see it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::InPart => "met in part",
            Self::Missing => "missing",
        }
    }

    /// The sign before the words.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Met => "✓",
            Self::InPart => "◐",
            Self::Missing => "×",
        }
    }
}

/// Where a requirement is answered, or why it is not.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What is asked.
    pub requirement: &'static Requirement,
    /// Pages that answer it: title and address.
    pub pages: Vec<(String, String)>,
    /// Ids of the figures that answer it.
    pub figures: Vec<String>,
    /// What readers should know of the answer.
    pub note: Option<String>,
    /// What is missing, and why.
    pub missing: Option<String>,
}

impl Answer {
    /// The answer to what nobody has answered.
    fn none(requirement: &'static Requirement) -> Self {
        let missing = Some("No answer is given.".to_owned());
        Self { requirement, pages: Vec::new(), figures: Vec::new(), note: None, missing }
    }

    /// How the requirement is met.
    pub fn met(&self) -> Met {
        match (self.pages.is_empty() && self.figures.is_empty(), self.missing.is_some()) {
            (true, _) => Met::Missing,
            (false, true) => Met::InPart,
            (false, false) => Met::Met,
        }
    }
}

/// What is said where a site has no file of answers: nothing of all that is asked.
pub fn unanswered() -> Vec<Answer> {
    ASKED.iter().map(Answer::none).collect()
}

/// The answers of an author.
#[derive(Debug, Clone)]
pub(super) struct Written(BTreeMap<&'static str, Given>);

#[derive(Debug, Clone)]
struct Given {
    pages: Vec<(String, Place)>,
    figures: Vec<(String, Place)>,
    note: Option<String>,
    missing: Option<String>,
}

/// Reads the answers; nothing where there is no such file.
pub(super) fn read(report: &Report, root: &Root) -> Result<Option<Written>> {
    let Some(node) = yaml::of_file(report, root, PATH)? else { return Ok(None) };
    let Some(mut map) = node.map(report) else { return report.sound(None) };
    if let Some((version, place)) = map.text_at("list")
        && version != VERSION
    {
        let found = Diagnostic::error(format!("there is no list of requirements `{version}`")).at(place);
        report.add(found.label("unknown version").help(format!("write `{VERSION}`, the list this program has")));
    }
    let answers = map.required("answers");
    map.finish();
    let mut written = BTreeMap::new();
    if let Some(entries) = answers.and_then(|node| node.map(report)).map(|map| map.entries()) {
        for (word, place, node) in entries {
            match ASKED.iter().find(|requirement| requirement.word == word) {
                Some(requirement) => {
                    written.extend(given(report, node).map(|given| (requirement.word, given)));
                }
                None => {
                    let found = Diagnostic::error(format!("unknown requirement `{word}`")).at(place.clone());
                    let found = found.label("the list does not ask this");
                    report.add(found.suggest(word, ASKED.iter().map(|requirement| requirement.word)));
                }
            }
        }
    }
    report.sound(Some(Written(written)))
}

fn given(report: &Report, node: &Node) -> Option<Given> {
    let mut map = node.map(report)?;
    let (pages, figures) = (map.texts("pages"), map.texts("figures"));
    let (note, missing) = (map.optional_text("note"), map.optional_text("missing"));
    map.finish();
    if pages.is_empty() && figures.is_empty() && missing.is_none() {
        let found = Diagnostic::error("this answer leads nowhere").at(node.place().clone()).label("here");
        report
            .add(found.help("write `pages:` or `figures:` with what answers it, or `missing:` with why nothing does"));
        return None;
    }
    Some(Given { pages, figures, note, missing })
}

/// Every answer with its pages and figures found, in the order of the list.
pub(super) fn bind(context: &Context<'_>, written: &Written, pages: &[Page]) -> Vec<Answer> {
    let answer = |requirement: &'static Requirement| {
        let Some(given) = written.0.get(requirement.word) else { return Answer::none(requirement) };
        let page = |(name, place): &(String, Place)| page(context, pages, name, place);
        let figure = |(id, place): &(String, Place)| context.figure_named(id, place);
        Answer {
            requirement,
            pages: given.pages.iter().filter_map(page).collect(),
            figures: given.figures.iter().filter_map(figure).collect(),
            note: given.note.clone(),
            missing: given.missing.clone(),
        }
    };
    ASKED.iter().map(answer).collect()
}

/// The title and address of a page that an answer names: by its file in `content/`, or by its own name where the
/// build makes it.
fn page(context: &Context<'_>, pages: &[Page], name: &str, place: &Place) -> Option<(String, String)> {
    let recommended = |word: &str| word != "recommendations" || context.recommends;
    if let Some((word, title)) = MADE.iter().find(|(word, _)| *word == name && recommended(word)) {
        return Some(((*title).to_owned(), context.addresses.page(word)));
    }
    let wanted = link::resolved(PATH, name);
    let Some(address) = context.pages.get(&wanted) else {
        let found = Diagnostic::error(format!("no page is written in `{wanted}`")).at(place.clone());
        let found = found.label("this page");
        let near = nearest(&wanted, context.pages.keys().map(String::as_str));
        context.report.add(match near {
            Some(near) => found.help(format!("did you mean `{}`?", near.trim_start_matches("content/"))),
            None => found.help("write the path of a file from `content/`, such as `chapters/violence.md`"),
        });
        return None;
    };
    let title = pages.iter().find(|page| page.address == *address).map(|page| page.title.clone());
    let of_indicator = || {
        let found =
            context.findings.iter().find(|found| context.addresses.indicator(found.indicator.id.as_str()) == *address);
        found.map(|found| found.indicator.title.clone())
    };
    Some((title.or_else(of_indicator).unwrap_or_else(|| wanted.clone()), address.clone()))
}
