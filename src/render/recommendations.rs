//! What the assessment recommends: all recommendations on one page with the strategy that answers them, a page for
//! each, and where figures and chapters meet them.
//!
//! Comes in: recommendations that are bound and judged. Goes out: words for templates. Nothing can go wrong.

use super::chapters::chapters_of;
use super::frame::{self, PageHead, link, noted};
use super::view::{self, Link, Mark};
use super::{Files, Output, Publication, duty, figures};
use crate::chart::gallery::Exhibit;
use crate::content::link::relative;
use crate::content::{Objectives, Page, Recommendation, State, Strategy, number, sentence};

/// Links to figures on the page of all recommendations; a reader who goes from link to link has the rest on the
/// pages of each.
const MOST_LINKS: usize = 60;

/// The pages of recommendations.
#[derive(Debug)]
pub(super) struct RecommendationPages;

impl Output for RecommendationPages {
    fn name(&self) -> &'static str {
        "recommendations"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if !any(publication) {
            return;
        }
        files.add(&publication.bindings.addresses.page("recommendations"), |publication, report| {
            publication.theme.page(report, "recommendations.html", &all(publication))
        });
        for (index, one) in publication.bindings.recommendations.iter().enumerate() {
            files.add(&one.address, move |publication, report| {
                publication.theme.page(report, "recommendation.html", &page(publication, index))
            });
        }
    }
}

/// Whether there is a page of recommendations.
pub(super) fn any(publication: &Publication) -> bool {
    !publication.bindings.recommendations.is_empty() || publication.bindings.strategy.is_some()
}

/// Behind the id of a recommendation that is made up.
fn made_up(one: &Recommendation) -> &'static str {
    if one.illustrative { " (illustrative)" } else { "" }
}

/// A recommendation as a link from the page at `from`, with who leads and how far it is.
fn listed(from: &str, one: &Recommendation) -> Link {
    let note = format!("{}{}, {}, by {}: {}", one.id, made_up(one), one.owner, one.by, one.state.words());
    noted(from, one.statement.text(), &one.address, note)
}

/// The first recommendations that stand, for the home page, and the way to all.
pub(super) fn of_home(publication: &Publication, from: &str) -> (Vec<Link>, Option<Link>) {
    let standing = publication.bindings.recommendations.iter().filter(|one| one.state != State::Withdrawn);
    let to = publication.bindings.addresses.page("recommendations");
    let all = any(publication).then(|| link(from, "All recommendations and their progress", &to));
    (standing.take(7).map(|one| listed(from, one)).collect(), all)
}

/// The recommendations that rest on a figure.
pub(super) fn of_figure(publication: &Publication, id: &str, from: &str) -> Vec<Link> {
    let resting = publication.bindings.recommendations.iter().filter(|one| one.evidence.iter().any(|own| own == id));
    resting
        .map(|one| {
            noted(from, format!("Recommendation {}{}", one.id, made_up(one)), &one.address, one.statement.text())
        })
        .collect()
}

/// The recommendations that rest on figures of a page.
pub(super) fn of_page(publication: &Publication, page: &Page) -> Vec<Link> {
    let resting = publication.bindings.recommendations.iter().filter(|one| meets(publication, page, one));
    resting.map(|one| listed(&page.address, one)).collect()
}

/// Whether a page shows or quotes a figure that a recommendation rests on.
fn meets(publication: &Publication, page: &Page, one: &Recommendation) -> bool {
    one.evidence.iter().any(|id| {
        let drawn = publication
            .gallery
            .get(id)
            .is_some_and(|exhibit| exhibit.used_in.iter().any(|(to, _)| *to == page.address));
        drawn || page.findings.iter().any(|finding| finding.figure.as_ref() == Some(id))
    })
}

fn evidence<'a>(publication: &'a Publication, one: &'a Recommendation) -> impl Iterator<Item = &'a Exhibit> {
    one.evidence.iter().filter_map(|id| publication.gallery.get(id))
}

fn is_illustrative(publication: &Publication, one: &Recommendation) -> bool {
    evidence(publication, one).any(|exhibit| figures::is_illustrative(publication, exhibit))
        || publication.findings.get(&one.measure.indicator).is_some_and(|found| found.illustrative)
}

/// The state of a piece of work as a sign and a word.
pub(super) fn state(state: State) -> Mark {
    Mark { kind: "state".to_owned(), sign: state.sign().to_owned(), word: state.words().to_owned() }
}

fn entry(publication: &Publication, one: &Recommendation, from: &str, linked: bool) -> view::Recommendation {
    let addresses = &publication.bindings.addresses;
    let own = from == one.address;
    let measure = &one.measure;
    let withdrawn = one.state == State::Withdrawn;
    let area = sentence::with_article(&publication.findings.areas.get(measure.area).name);
    let (title, definition) = publication
        .findings
        .get(&measure.indicator)
        .map_or_else(Default::default, |found| (found.indicator.title.clone(), found.indicator.definition.clone()));
    let figure = |exhibit: &Exhibit| {
        let to = noted(from, format!("Figure {}", exhibit.id), &addresses.figure(&exhibit.id), exhibit.finding.text());
        if linked { to } else { Link { href: String::new(), ..to } }
    };
    let strategy = publication.bindings.strategy.iter().flat_map(|strategy| &strategy.workstreams);
    view::Recommendation {
        id: one.id.clone(),
        heading: if own { "h1" } else { "h2" }.to_owned(),
        statement_html: one.statement.unlinked_html(),
        page: (!own).then(|| relative(from, &one.address)),
        illustrative: one.illustrative,
        evidence: evidence(publication, one).map(figure).collect(),
        owner: one.owner.clone(),
        by: one.by.to_string(),
        measure: format!(
            "It should {} in {area}, measured from {}.",
            measure.wanted.word(),
            sentence::the_period(measure.from)
        ),
        indicator: noted(from, title, &addresses.indicator(measure.indicator.as_str()), definition),
        outcome: (!withdrawn).then(|| Mark {
            kind: "state".to_owned(),
            sign: measure.outcome.sign().to_owned(),
            word: measure.outcome.words().to_owned(),
        }),
        truth: measure.truth.clone(),
        state: state(one.state),
        progress_html: one.progress.as_ref().map(|words| words.html(from)).unwrap_or_default(),
        workstreams: strategy
            .filter(|workstream| workstream.serves.contains(&one.id))
            .map(|workstream| workstream.name.clone())
            .collect(),
    }
}

/// A recommendation within the document at `from`, which leads nowhere.
pub(super) fn in_document(publication: &Publication, one: &Recommendation, from: &str) -> view::Recommendation {
    entry(publication, one, from, false)
}

fn all(publication: &Publication) -> view::Recommendations {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("recommendations");
    let known = &publication.bindings.recommendations;
    let linked = known.iter().map(|one| one.evidence.len() + 2).sum::<usize>() <= MOST_LINKS;
    let made_up_of = known.iter().filter(|one| one.illustrative).count();
    let lede = if known.is_empty() {
        "No recommendation is made in this edition.".to_owned()
    } else {
        format!(
            "{}: what each rests on, who leads it, by when, how success will be seen, and what the numbers say so far.",
            sentence::upper_first(&counted(known.len(), "recommendation"))
        )
    };
    let head = PageHead {
        address: &address,
        title: "Recommendations",
        description: &lede,
        breadcrumb: &[],
        illustrative: known.iter().any(|one| is_illustrative(publication, one)),
    };
    view::Recommendations {
        frame: frame::frame(publication, &head),
        title: "Recommendations".to_owned(),
        illustrative: (made_up_of > 0).then(|| {
            let which = if made_up_of == known.len() { "These recommendations are" } else { "Those marked so are" };
            format!("{which} illustrative: written to show the method. They are not of any public body, and nobody has been asked to act on them.")
        }),
        recommendations: known.iter().map(|one| entry(publication, one, &address, linked)).collect(),
        strategy: publication.bindings.strategy.as_ref().map(|strategy| of_strategy(publication, strategy, &address)),
        duty: duty::any(publication).then(|| link(&address, duty::TITLE, &addresses.page("duty"))),
        lede,
    }
}

/// `six recommendations`, `one recommendation`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number::spelled(count), if count == 1 { "" } else { "s" })
}

fn of_strategy(publication: &Publication, strategy: &Strategy, from: &str) -> view::Strategy {
    let addresses = &publication.bindings.addresses;
    let workstreams = strategy.workstreams.iter().map(|workstream| {
        let (objectives, count) = match &workstream.objectives {
            Objectives::Listed(listed) => (listed.clone(), listed.len()),
            Objectives::Number(number) => (Vec::new(), usize::try_from(*number).unwrap_or(usize::MAX)),
        };
        view::Workstream {
            name: workstream.name.clone(),
            objectives,
            count: count.to_string(),
            state: state(workstream.state),
            serves: workstream.serves.iter().map(|id| link(from, id, &addresses.recommendation(id))).collect(),
        }
    });
    view::Strategy {
        title: strategy.title.clone(),
        source: Link {
            text: strategy.source.clone(),
            href: strategy.address.clone().unwrap_or_default(),
            ..Link::default()
        },
        date: strategy.date.to_string(),
        note: strategy.note.clone(),
        workstreams: workstreams.collect(),
    }
}

fn page(publication: &Publication, index: usize) -> Option<view::RecommendationPage> {
    let known = &publication.bindings.recommendations;
    let one = known.get(index)?;
    let (address, addresses) = (one.address.as_str(), &publication.bindings.addresses);
    let title = format!("Recommendation {}", one.id);
    let description = one.statement.text();
    let head = PageHead {
        address,
        title: &title,
        description: &description,
        breadcrumb: &[("Recommendations", addresses.page("recommendations"))],
        illustrative: is_illustrative(publication, one),
    };
    let beside = |step: isize| {
        let other = known.get(index.checked_add_signed(step)?)?;
        Some(link(address, format!("Recommendation {}", other.id), &other.address))
    };
    let chapters = chapters_of(publication).into_iter().filter(|page| meets(publication, page, one));
    Some(view::RecommendationPage {
        frame: frame::frame(publication, &head),
        recommendation: entry(publication, one, address, true),
        body_html: one.body_html.clone(),
        chapters: chapters
            .map(|page| noted(address, page.title.as_str(), &page.address, page.summary.as_str()))
            .collect(),
        previous: beside(-1),
        next: beside(1),
    })
}
