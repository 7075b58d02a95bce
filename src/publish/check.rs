//! Pages checked as pages: links and anchors, ids, headings, the site's own policy, rows and marks.

use std::collections::BTreeMap;

use super::Made;
use super::page::Facts;
use crate::content::link::resolved;
use crate::render::Site;
use crate::report::{Diagnostic, Place, Report};

/// Says what is wrong with any page.
pub(super) fn check(report: &Report, site: &Site, made: &BTreeMap<String, Made>) {
    for (path, made_page) in made {
        let Some(facts) = &made_page.facts else { continue };
        let say = |message: String, help: &str| {
            report.add(Diagnostic::error(message).at(Place::file(&format!("/{path}"))).help(help));
        };
        if facts.first_headings != 1 {
            let count = crate::report::counted(facts.first_headings, "heading");
            say(format!("this page has {count} of the first level"), "a page has exactly one `h1`");
        }
        if !facts.named {
            say(
                "this page lacks a title, a language or a description".to_owned(),
                "give each page its `title` and `summary`",
            );
        }
        if !facts.restricted {
            let found = Diagnostic::error("pages of this site do not say that they are for partners only");
            let found = found.at(Place::file("themes")).label("the template `base.html`");
            let found =
                found.note("a page needs the words of `frame.restriction`, and a `meta` that keeps search engines off");
            let help = "take both from the `base.html` of the theme `default`, where `frame.restriction` stands";
            report.add(found.help(help).repeated("restriction", "page"));
        }
        for (id, _) in facts.ids.iter().filter(|(_, count)| **count > 1) {
            say(
                format!("the id `{id}` stands twice on this page"),
                "show a figure once on a page, and give headings different words",
            );
        }
        for refused in &facts.refused {
            say(format!("this page holds {refused}, which its own policy refuses"), "put it into a file of the theme");
        }
        for figure in &facts.uneven {
            say(
                format!("the drawing of `{figure}` has other steps than its table"),
                "this is a fault of the chart kind",
            );
        }
        for load in facts.loads.iter().filter(|load| load.contains("//")) {
            say(format!("this page would load `{load}` from elsewhere"), "put the file into the theme");
        }
        for link in facts.links.iter().chain(&facts.loads) {
            if let Some(fault) = fault(path, link, facts, made) {
                let help = "mend the link where it is written, or the heading it names";
                match site.link_place(path, link) {
                    Some(place) => {
                        report.add(Diagnostic::error(fault).at(place.clone()).label("this link").help(help));
                    }
                    None => say(fault, help),
                }
            }
        }
    }
}

/// What is wrong with a link of the page at `path`.
fn fault(path: &str, link: &str, facts: &Facts, made: &BTreeMap<String, Made>) -> Option<String> {
    if link.is_empty() {
        return Some("a link of this page leads nowhere".to_owned());
    }
    if let Some(id) = link.strip_prefix('#') {
        return (!id.is_empty() && !facts.ids.contains_key(id))
            .then(|| format!("the link `{link}` leads to no place on this page"));
    }
    let scheme = link.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    // The page for addresses that do not exist begins at the root of a host that is not known here.
    if scheme || link.starts_with('/') {
        return None;
    }
    let (to, fragment) = link.split_once('#').map_or((link, None), |(to, fragment)| (to, Some(fragment)));
    let to = to.split('?').next().unwrap_or(to);
    let climbs = to.split('/').filter(|part| *part == "..").count();
    if climbs > path.matches('/').count() {
        return Some(format!("the link `{link}` leads out of the site"));
    }
    let mut target = resolved(path, to);
    if to.ends_with('/') || to.ends_with("..") || to == "." || to.is_empty() {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    match made.get(&target) {
        None => Some(format!("the link `{link}` leads to no page")),
        Some(page) => {
            let ids = page.facts.as_ref().map(|facts| &facts.ids);
            let missing = fragment.filter(|id| !id.is_empty() && !ids.is_some_and(|ids| ids.contains_key(*id)));
            missing.map(|_| format!("the link `{link}` leads to no place on that page"))
        }
    }
}
