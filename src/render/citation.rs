//! How to cite a page or a figure, in the forms that tenders and papers ask for.
//!
//! Comes in: a publication and an exhibit. Goes out: one sentence, or the same in the forms that programs
//! for references read. Wrong can be: nothing; signs that a form cannot hold are left out of it.

use serde_json::{Value, json};

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

/// What every form of a citation is made of.
struct Work<'a> {
    publication: &'a Publication,
    id: &'a str,
    title: String,
    note: &'static str,
    sources: String,
    address: String,
}

impl<'a> Work<'a> {
    fn new(publication: &'a Publication, exhibit: &'a Exhibit, illustrative: bool) -> Self {
        Self {
            publication,
            id: &exhibit.id,
            title: format!("{} (Figure {})", exhibit.finding.text(), exhibit.id),
            note: if illustrative { "Illustrative data, made up to show the method. " } else { "" },
            sources: source_names(publication, exhibit).join("; "),
            address: permanent(publication, &publication.bindings.addresses.figure(&exhibit.id)),
        }
    }

    fn year(&self) -> i32 {
        self.publication.config.published.end().0
    }

    /// What programs that manage references know it by.
    fn key(&self) -> String {
        format!("sna-{}-{}", self.publication.config.edition, self.id.to_lowercase())
    }

    fn harvard(&self) -> String {
        let (config, Self { title, note, sources, address, .. }) = (&self.publication.config, self);
        format!(
            "{} ({}) ‘{title}’, {}, {}. {note}Source: {sources}. Available at: {address}",
            config.publisher,
            self.year(),
            config.title,
            config.edition_label
        )
    }

    fn bibtex(&self) -> String {
        let (config, Self { note, address, .. }) = (&self.publication.config, self);
        // Braces keep capitals; a brace or backslash of the text itself would break the entry.
        let tex = |text: &str| {
            text.replace(['{', '}', '\\'], "")
                .replace('%', "\\%")
                .replace('&', "\\&")
                .replace('#', "\\#")
                .replace('_', "\\_")
                .replace('$', "\\$")
        };
        format!(
            "@misc{{{},\n  title = {{{{{}}}}},\n  author = {{{{{}}}}},\n  year = {{{}}},\n  howpublished = {{{}, {}}},\n  note = {{{note}Source: {}}},\n  url = {{{address}}}\n}}",
            self.key(),
            tex(&self.title),
            tex(&config.publisher),
            self.year(),
            tex(&config.title),
            tex(&config.edition_label),
            tex(&self.sources)
        )
    }

    fn ris(&self) -> String {
        let (config, Self { title, note, sources, address, .. }) = (&self.publication.config, self);
        let id = config.published.id();
        let (year, month, day) = day(&id);
        format!(
            "TY  - DATA\nTI  - {title}\nAU  - {}\nPY  - {}\nDA  - {year}/{month}/{day}/\nT2  - {}, {}\nN1  - {note}Source: {sources}\nUR  - {address}\nER  - ",
            config.publisher,
            self.year(),
            config.title,
            config.edition_label
        )
    }

    /// An array of one, as programs expect a file of this form.
    fn csl(&self) -> Value {
        let config = &self.publication.config;
        let id = config.published.id();
        let (year, month, day) = day(&id);
        let parts: Vec<u32> = [year, month, day].iter().filter_map(|part| part.parse().ok()).collect();
        json!([{
            "id": self.key(),
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": config.publisher}],
            "publisher": config.publisher,
            "container-title": config.title,
            "version": config.edition_label,
            "issued": {"date-parts": [parts]},
            "note": format!("{}Source: {}", self.note, self.sources),
            "URL": self.address,
        }])
    }
}

/// An array of one object, a line for each of its keys.
fn lines(csl: &Value) -> String {
    let fields = csl.get(0).and_then(Value::as_object).into_iter().flatten();
    let fields: Vec<String> = fields.map(|(key, value)| format!("  {}: {value}", Value::from(key.as_str()))).collect();
    format!("[{{\n{}\n}}]", fields.join(",\n"))
}

/// A citation as a program reads it: the ending of its file, its name, its text.
pub(super) const FILES: [(&str, &str); 3] =
    [("-citation.ris", "RIS"), ("-citation.bib", "BibTeX"), ("-citation.json", "CSL-JSON")];

/// The text of a citation in the form of this name.
pub(super) fn in_form(publication: &Publication, exhibit: &Exhibit, illustrative: bool, form: &str) -> String {
    let work = Work::new(publication, exhibit, illustrative);
    match form {
        "Harvard" => work.harvard(),
        "BibTeX" => work.bibtex(),
        "RIS" => work.ris(),
        "CSL-JSON" => lines(&work.csl()),
        _ => plain(publication, exhibit, illustrative),
    }
}

/// The citation in every form by its key, for programs that choose among them.
pub(super) fn by_key(publication: &Publication, exhibit: &Exhibit, illustrative: bool) -> Value {
    let work = Work::new(publication, exhibit, illustrative);
    json!({
        "plain": plain(publication, exhibit, illustrative),
        "harvard": work.harvard(),
        "bibtex": work.bibtex(),
        "ris": work.ris(),
        "csl": work.csl(),
    })
}

/// The citation of a figure in every form, for its own page.
pub(super) fn forms(publication: &Publication, exhibit: &Exhibit, illustrative: bool) -> Vec<Citation> {
    ["Plain text", "Harvard", "BibTeX", "RIS", "CSL-JSON"]
        .into_iter()
        .enumerate()
        .map(|(index, form)| Citation {
            form: form.to_owned(),
            anchor: format!("cite-{}", form.to_lowercase().replace(' ', "-")),
            text: in_form(publication, exhibit, illustrative, form),
            code: index > 1,
        })
        .collect()
}

/// Year, month and day of an id such as `2026-05-14`.
fn day(id: &str) -> (&str, &str, &str) {
    (id.get(..4).unwrap_or_default(), id.get(5..7).unwrap_or_default(), id.get(8..).unwrap_or_default())
}
