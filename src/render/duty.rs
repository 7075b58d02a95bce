//! The page on the Serious Violence Duty: what law and guidance ask of the assessment, and where it answers.
//!
//! Comes in: an answer for everything that is asked. Goes out: words for a template; what nobody answered is shown as
//! missing. Nothing can go wrong.

use super::frame::{self, PageHead, link};
use super::recommendations::counted;
use super::view::{self, Link, Mark};
use super::{Files, Output, Publication};
use crate::content::duty::{Answer, Met, Part, Text, VERSION};
use crate::content::{number, sentence};

/// The heading of the page.
pub(super) const TITLE: &str = "The Serious Violence Duty";

/// Links to pages and figures; beyond them figures are named, so that a reader who goes from link to link comes to
/// the end of the page.
const MOST_LINKS: usize = 80;

/// The page on the Duty.
#[derive(Debug)]
pub(super) struct DutyPage;

impl Output for DutyPage {
    fn name(&self) -> &'static str {
        "duty"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if any(publication) {
            files.add(&publication.bindings.addresses.page("duty"), |publication, report| {
                publication.theme.page(report, "duty.html", &page(publication))
            });
        }
    }
}

/// Whether the site has the page.
pub(super) fn any(publication: &Publication) -> bool {
    publication.bindings.duty.is_some()
}

/// How much of what is asked is met, in a sentence.
fn summary(answers: &[Answer]) -> String {
    let of = |met: Met| answers.iter().filter(|answer| answer.met() == met).count();
    format!(
        "Law and guidance ask {} of an assessment like this: {} are met here, {} in part, and {} are missing.",
        counted(answers.len(), "thing"),
        number::spelled(of(Met::Met)),
        number::spelled(of(Met::InPart)),
        number::spelled(of(Met::Missing)),
    )
}

fn page(publication: &Publication) -> Option<view::Duty> {
    let answers = publication.bindings.duty.as_ref()?;
    let address = publication.bindings.addresses.page("duty");
    let lede = summary(answers);
    let linked = answers.iter().map(|answer| answer.pages.len() + answer.figures.len()).sum::<usize>() <= MOST_LINKS;
    let group = |title: &str, anchor: &str, part: Part| view::DutyGroup {
        title: title.to_owned(),
        anchor: anchor.to_owned(),
        answers: answers
            .iter()
            .filter(|answer| answer.requirement.part == part)
            .map(|answer| of_answer(publication, answer, &address, linked))
            .collect(),
    };
    let head = PageHead { address: &address, title: TITLE, description: &lede, breadcrumb: &[], illustrative: false };
    let outside =
        |text: Text| Link { text: text.title().to_owned(), href: text.address().to_owned(), ..Link::default() };
    Some(view::Duty {
        frame: frame::frame(publication, &head),
        title: TITLE.to_owned(),
        groups: vec![
            group("What the assessment covers", "assessment", Part::Assessment),
            group("What each specified authority gave", "authorities", Part::Authority),
        ],
        version: VERSION.to_owned(),
        texts: Text::ALL.map(outside).into(),
        lede,
    })
}

fn of_answer(publication: &Publication, answer: &Answer, from: &str, linked: bool) -> view::DutyAnswer {
    let addresses = &publication.bindings.addresses;
    let requirement = answer.requirement;
    let figure = |id: &String| {
        let to = link(from, format!("Figure {id}"), &addresses.figure(id));
        if linked { to } else { Link { href: String::new(), ..to } }
    };
    let section = match requirement.section {
        "" => String::new(),
        section => format!(", {section}"),
    };
    view::DutyAnswer {
        anchor: requirement.word.to_owned(),
        title: requirement.title.to_owned(),
        asks: requirement.asks.to_owned(),
        source: format!("{}{section}", requirement.text.title()),
        met: Mark {
            kind: "state".to_owned(),
            sign: answer.met().sign().to_owned(),
            word: sentence::upper_first(answer.met().words()),
        },
        pages: answer.pages.iter().map(|(title, to)| link(from, title.as_str(), to)).collect(),
        figures: answer.figures.iter().map(figure).collect(),
        note: answer.note.clone(),
        missing: answer.missing.clone(),
    }
}
