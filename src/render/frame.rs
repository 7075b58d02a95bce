//! What surrounds every page: menu, breadcrumb, imprint, how to cite it.

use super::view::{Frame, Link, PlaceInEdition};
use super::{Publication, comparison, duty, editions, feed, recommendations};
use crate::config::NamedAddress;
use crate::content::DocumentKind;
use crate::content::link::relative;
use crate::model::source::Status;

/// The policy of every page: nothing but the site's own styles, scripts and pictures.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";

/// What a frame is made of, beside the publication.
pub(super) struct PageHead<'a> {
    /// The address of the page.
    pub(super) address: &'a str,
    /// Its title.
    pub(super) title: &'a str,
    /// One sentence about it.
    pub(super) description: &'a str,
    /// From the home page down: texts and addresses.
    pub(super) breadcrumb: &'a [(&'a str, String)],
    /// Whether anything on it is made up.
    pub(super) illustrative: bool,
}

/// A link from the page at `from`.
pub(super) fn link(from: &str, text: impl Into<String>, to: &str) -> Link {
    Link { text: text.into(), href: relative(from, to), note: None, current: false }
}

/// A link with a line about where it leads.
pub(super) fn noted(from: &str, text: impl Into<String>, to: &str, note: impl Into<String>) -> Link {
    Link { note: Some(note.into()), ..link(from, text, to) }
}

/// The permanent absolute address, or the path from the host's root where that is not known.
pub(super) fn permanent(publication: &Publication, address: &str) -> String {
    match &publication.config.base_address {
        Some(base) => format!("{base}{address}"),
        None => format!("/{address}"),
    }
}

fn outside(named: &NamedAddress) -> Link {
    Link { text: named.name.clone(), href: named.address.clone(), note: named.note.clone(), current: false }
}

/// The frame of a page.
pub(super) fn frame(publication: &Publication, head: &PageHead<'_>) -> Frame {
    let config = &publication.config;
    let addresses = &publication.bindings.addresses;
    let from = head.address;
    let home = addresses.home();
    let has_page = |name: &str| publication.page_at(&addresses.page(name)).is_some();
    let directory = publication.directory.is_some();
    let mut menu = Vec::new();
    let entries = [
        ("Findings", "summary"),
        ("Areas", "areas"),
        ("Compare", "compare"),
        ("Indicators", "indicators"),
        ("Interventions", "interventions"),
        ("Data", "data"),
        ("Methods", "methods"),
        ("Search", "search"),
        ("About", "about"),
    ];
    // Seven at most: the page about the site is in the foot as well.
    for (text, name) in entries {
        if menu.len() == 7 {
            break;
        }
        let made = match name {
            "areas" | "indicators" | "data" | "search" => true,
            "interventions" => directory,
            // The list of areas and each profile lead to it, so it makes room.
            "compare" => !directory && comparison::any(&publication.findings),
            _ => false,
        };
        if made || has_page(name) {
            let to = addresses.page(name);
            menu.push(Link { current: from.starts_with(&to), ..link(from, text, &to) });
        }
    }
    let mut breadcrumb = Vec::new();
    if from != home && !from.is_empty() {
        breadcrumb.push(link(from, "Home", &home));
        breadcrumb.extend(head.breadcrumb.iter().map(|(text, to)| link(from, *text, to)));
    }
    let mut foot: Vec<Link> = publication
        .bindings
        .pages
        .iter()
        .filter(|page| {
            matches!(
                page.kind,
                DocumentKind::Page | DocumentKind::Glossary | DocumentKind::Accessibility | DocumentKind::Methods
            )
        })
        .map(|page| Link { current: page.address == from, ..link(from, page.title.as_str(), &page.address) })
        .collect();
    let made = [
        ("Recommendations", "recommendations", recommendations::any(publication)),
        (duty::TITLE, "duty", duty::any(publication)),
    ];
    for (text, name, _) in made.into_iter().filter(|(.., made)| *made) {
        let to = addresses.page(name);
        foot.push(Link { current: to == from, ..link(from, text, &to) });
    }
    // What the licences of published data ask to be shown; made-up data asks for nothing.
    let published = publication.findings.sources.values().filter(|source| source.status != Status::Illustrative);
    let mut attributions: Vec<&str> = published.map(|source| source.attribution.as_str()).collect();
    attributions.sort_unstable();
    attributions.dedup();
    Frame {
        lang: config.language.clone(),
        site_title: config.title.clone(),
        publisher: config.publisher.clone(),
        edition: config.edition.clone(),
        edition_label: config.edition_label.clone(),
        demonstration: config.demonstration.clone(),
        checked: None,
        restriction: config.audience.restriction().map(str::to_owned),
        page_title: head.title.to_owned(),
        description: head.description.to_owned(),
        canonical: config.base_address.as_ref().map(|base| {
            // The site's own address shows the current edition, which has one of its own.
            format!("{base}{}", if from.is_empty() { &home } else { from })
        }),
        root: frame_root(publication, from),
        card: super::cards::of_page(publication, from),
        home: relative(from, &home),
        menu,
        breadcrumb,
        published: config.published.to_string(),
        next_edition: config.next_edition.clone(),
        editions: link(
            from,
            // A page of no edition is made anew with each.
            if from.starts_with(&home) { "Is there a newer edition?" } else { "All editions" },
            &format!("{}#{}", editions::ADDRESS, editions::anchor(&config.edition)),
        ),
        place: from.strip_prefix(&home).map(|page| PlaceInEdition {
            edition: config.edition.clone(),
            site: relative(from, ""),
            page: page.to_owned(),
        }),
        corrected: None,
        feed: config.base_address.as_ref().map(|_| relative(from, feed::ADDRESS)),
        contact: config.contact.as_ref().map(outside),
        licence: Link {
            text: config.licence.name.clone(),
            href: config.licence.address.clone(),
            note: None,
            current: false,
        },
        attribution: (!attributions.is_empty()).then(|| attributions.join(" ")),
        logo: publication.theme.logo(&frame_root(publication, from)),
        foot_text: config.style.foot_text.clone(),
        foot_links: config.style.foot_links.iter().map(outside).collect(),
        help: config.help.iter().map(outside).collect(),
        foot,
        cite: super::citation::of_page(publication, head.title, from),
        illustrative: head.illustrative,
        policy: POLICY.to_owned(),
    }
}

/// The way from a page to the folder of the edition, empty where the page stands in it.
pub(super) fn frame_root(publication: &Publication, from: &str) -> String {
    let way = relative(from, &publication.bindings.addresses.home());
    if way == "./" { String::new() } else { way }
}
