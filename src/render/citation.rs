//! How to cite a page or a figure, in the forms that tenders and papers ask for.

use super::Publication;
use super::frame::permanent;
use super::view::{Citation, Cite, Link};
use crate::chart::gallery::Exhibit;

/// The citation of a page, as a sentence.
pub(super) fn of_page(publication: &Publication, title: &str, address: &str) -> String {
    let config = &publication.config;
    let address = if address.is_empty() { publication.bindings.addresses.home() } else { address.to_owned() };
    format!(
        "{} ({}) {}, in {}, {}. {}",
        config.publisher,
        config.published.end().0,
        title,
        config.title,
        config.edition_label,
        permanent(publication, &address)
    )
}

/// The names of an exhibit's sources, with their publishers.
pub(super) fn source_names(publication: &Publication, exhibit: &Exhibit) -> Vec<String> {
    super::figures::sources_of(publication, exhibit)
        .iter()
        .filter_map(|id| publication.findings.sources.get(id))
        .map(|source| format!("{}, {}", source.publisher, source.title))
        .collect()
}

/// The citation of a figure on the page that shows it.
pub(super) fn of_figure(publication: &Publication, exhibit: &Exhibit, illustrative: bool) -> Cite {
    let address = permanent(publication, &publication.bindings.addresses.figure(&exhibit.id));
    Cite {
        sentence: plain(publication, exhibit, illustrative),
        address,
        licence: Link {
            text: publication.config.licence.name.clone(),
            href: publication.config.licence.address.clone(),
            note: None,
            current: false,
        },
    }
}

fn plain(publication: &Publication, exhibit: &Exhibit, illustrative: bool) -> String {
    let config = &publication.config;
    let made_up = if illustrative { " Illustrative data, made up to show the method." } else { "" };
    format!(
        "{}. Figure {}, {}, {}, {}.{made_up} Source: {}. {}",
        exhibit.finding.text(),
        exhibit.id,
        config.title,
        config.publisher,
        config.edition_label,
        source_names(publication, exhibit).join("; "),
        permanent(publication, &publication.bindings.addresses.figure(&exhibit.id))
    )
}

/// The citation of a figure in every form, for its own page.
pub(super) fn forms(publication: &Publication, exhibit: &Exhibit, illustrative: bool) -> Vec<Citation> {
    let config = &publication.config;
    let address = permanent(publication, &publication.bindings.addresses.figure(&exhibit.id));
    let (year, published) = (config.published.end().0, config.published);
    let title = format!("{} (Figure {})", exhibit.finding.text(), exhibit.id);
    let note = if illustrative { "Illustrative data, made up to show the method. " } else { "" };
    let sources = source_names(publication, exhibit).join("; ");
    let harvard = format!(
        "{} ({year}) ‘{title}’, {}, {}. {note}Source: {sources}. Available at: {address}",
        config.publisher, config.title, config.edition_label
    );
    // Braces keep capitals; a brace or backslash of the text itself would break the entry.
    let tex = |text: &str| {
        text.replace(['{', '}', '\\'], "")
            .replace('%', "\\%")
            .replace('&', "\\&")
            .replace('#', "\\#")
            .replace('_', "\\_")
            .replace('$', "\\$")
    };
    let bibtex = format!(
        "@misc{{sna-{}-{},\n  title = {{{{{}}}}},\n  author = {{{{{}}}}},\n  year = {{{year}}},\n  howpublished = {{{}, {}}},\n  note = {{{note}Source: {}}},\n  url = {{{address}}}\n}}",
        config.edition,
        exhibit.id.to_lowercase(),
        tex(&title),
        tex(&config.publisher),
        tex(&config.title),
        tex(&config.edition_label),
        tex(&sources)
    );
    let id = published.id();
    let (y, m, d) = day(&id);
    let ris = format!(
        "TY  - DATA\nTI  - {title}\nAU  - {}\nPY  - {year}\nDA  - {y}/{m}/{d}/\nT2  - {}, {}\nN1  - {note}Source: {sources}\nUR  - {address}\nER  - ",
        config.publisher, config.title, config.edition_label
    );
    let form = |form: &str, text: String, code: bool| Citation {
        form: form.to_owned(),
        anchor: format!("cite-{}", form.to_lowercase().replace(' ', "-")),
        text,
        code,
    };
    vec![
        form("Plain text", plain(publication, exhibit, illustrative), false),
        form("Harvard", harvard, false),
        form("BibTeX", bibtex, true),
        form("RIS", ris, true),
    ]
}

/// Year, month and day of an id such as `2026-05-14`.
fn day(id: &str) -> (&str, &str, &str) {
    (id.get(..4).unwrap_or_default(), id.get(5..7).unwrap_or_default(), id.get(8..).unwrap_or_default())
}
