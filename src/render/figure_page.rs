//! The page of one figure: the figure, how it is cited, where it is used and what it draws.
//!
//! Comes in: an exhibit of the gallery. Goes out: the words of its page; nothing can go wrong.

use super::figures::{Standing, block, is_illustrative};
use super::frame::{self, PageHead, link, noted};
use super::view::{self, Link};
use super::{Publication, citation, dataset, editions, embed, figure_files, recommendations};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::content::link::relative;
use crate::model::indicator::IndicatorId;

/// The figure's own page. Every figure that has an address is in the gallery.
pub(super) fn page(publication: &Publication, exhibit: Option<&Exhibit>) -> Option<view::FigurePage> {
    let exhibit = exhibit?;
    let addresses = &publication.bindings.addresses;
    let address = addresses.figure(&exhibit.id);
    let illustrative = is_illustrative(publication, exhibit);
    let number = format!("Figure {}", exhibit.id);
    let standing = Standing { from: &address, number: &number, heading: "h1" };
    let title = exhibit.finding.text();
    let description = match &exhibit.content {
        Exhibited::Drawing(figure) => figure.shown.clone(),
        _ => title.clone(),
    };
    let indicator = |id: &IndicatorId| {
        let found = publication.findings.get(id)?;
        Some(noted(
            &address,
            found.indicator.title.as_str(),
            &addresses.indicator(id.as_str()),
            found.indicator.definition.as_str(),
        ))
    };
    let mut used_in: Vec<Link> = exhibit.used_in.iter().map(|(to, title)| link(&address, title.as_str(), to)).collect();
    used_in.extend(
        quoted_in(publication, exhibit)
            .into_iter()
            .filter(|(to, _)| exhibit.used_in.iter().all(|(own, _)| own != *to))
            .map(|(to, title)| link(&address, title, to)),
    );
    used_in.extend(recommendations::of_figure(publication, &exhibit.id, &address));
    Some(view::FigurePage {
        frame: view::Frame {
            corrected: editions::corrected(publication, &[exhibit.id.as_str()].into(), &address),
            ..frame::frame(
                publication,
                &PageHead {
                    address: &address,
                    title: &title,
                    description: &description,
                    breadcrumb: &[],
                    illustrative,
                },
            )
        },
        figure: block(publication, exhibit, standing),
        dataset_json: dataset::block(publication, exhibit),
        id: exhibit.id.clone(),
        pack: relative(&address, &addresses.page("pack")),
        citations: citation::forms(publication, exhibit, illustrative),
        citation_files: figure_files::citation_downloads(publication, exhibit, &address),
        embed: embed::code(publication, exhibit, &address),
        history: link(
            &address,
            format!("Figure {} in all editions", exhibit.id),
            &editions::history_address(&exhibit.id),
        ),
        used_in,
        indicators: exhibit.indicators().iter().filter_map(indicator).collect(),
    })
}

/// The pages whose findings lead to an exhibit.
fn quoted_in<'a>(publication: &'a Publication, exhibit: &Exhibit) -> Vec<(&'a str, &'a str)> {
    let pages = publication.bindings.pages.iter();
    pages
        .filter(|page| page.findings.iter().any(|finding| finding.figure.as_ref() == Some(&exhibit.id)))
        .map(|page| (page.address.as_str(), page.title.as_str()))
        .collect()
}
