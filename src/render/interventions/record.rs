//! The page of one intervention: everything that is stated of it, and what is not.

use super::{NOT_STATED, aged, described, listed, need_link, stated};
use crate::content::link::relative;
use crate::content::sentence;
use crate::model::intervention::{Directory, Intervention};
use crate::render::Publication;
use crate::render::frame::{self, PageHead, link};
use crate::render::view::{Fact, InterventionPage, Link};

/// The name of the field that leads to the scale.
const EVIDENCE: &str = "Evidence";

/// The rating of an intervention, by the word of the scale where there is one.
fn evidence(directory: &Directory, own: &Intervention) -> String {
    let rated = directory
        .ratings
        .iter()
        .find(|known| own.evidence.as_ref().is_some_and(|word| known.word.eq_ignore_ascii_case(word)));
    rated.map_or_else(|| stated(own.evidence.as_ref()), |rating| rating.word.clone())
}

/// The page of an intervention.
pub(super) fn page(publication: &Publication, directory: &Directory, own: &Intervention) -> InterventionPage {
    let (areas, addresses) = (&publication.findings.areas, &publication.bindings.addresses);
    let address = addresses.intervention(&own.id);
    let from = address.as_str();
    let described = described(directory);
    let area_link = |area: &crate::model::area::AreaId| {
        let found = areas.get(*area);
        let has_page = areas.has_profile(*area);
        let to = link(from, found.name.as_str(), &addresses.area(&found.slug));
        if has_page { to } else { Link { href: String::new(), ..to } }
    };
    let needs = own.needs.iter().filter_map(|id| directory.needs.iter().find(|need| need.id == *id));
    let needs = needs.map(|need| need_link(publication, &need.id, &need.title, from));
    let age = own.age.map_or_else(|| NOT_STATED.to_owned(), aged);
    let level =
        own.level.map_or_else(|| NOT_STATED.to_owned(), |level| format!("{}: {}", level.word(), level.meaning()));
    let ends = own.ends.map_or_else(|| NOT_STATED.to_owned(), |ends| ends.to_string());
    let facts = [
        ("Provider", listed(&own.providers)),
        ("For", listed(&own.who)),
        ("Age", age),
        ("Level of prevention", level),
        ("Setting", listed(&own.settings)),
        ("Reach", stated(own.reach.as_ref())),
        ("How people are referred", stated(own.referral.as_ref())),
        ("Funding", stated(own.funding.as_ref())),
        ("Funding ends", ends),
        (EVIDENCE, evidence(directory, own)),
        ("Where it is described", stated(own.reference.as_ref())),
    ];
    let lede = own.what.as_ref().map_or_else(String::new, |what| {
        let what = sentence::upper_first(what);
        if what.ends_with('.') { what } else { format!("{what}.") }
    });
    let description = format!("{}: provider, areas, level of prevention, reach and referral.", own.name);
    InterventionPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: &own.name,
                description: &description,
                breadcrumb: &[("Interventions", addresses.page("interventions"))],
                illustrative: false,
            },
        ),
        title: own.name.clone(),
        lede,
        ended: match own.ends {
            Some(ends) if own.ended => format!("Its funding ended on {ends}. It is counted as meeting no need."),
            _ => String::new(),
        },
        described,
        areas: own.areas.iter().map(area_link).collect(),
        needs: needs.collect(),
        facts: facts
            .into_iter()
            .map(|(word, text)| Fact {
                href: (word == EVIDENCE && !directory.ratings.is_empty() && own.evidence.is_some())
                    .then(|| format!("{}#evidence", relative(from, &addresses.page("interventions")))),
                word: word.to_owned(),
                text,
            })
            .collect(),
        text_html: publication.bindings.on_interventions.get(&own.id).cloned().unwrap_or_default(),
    }
}
