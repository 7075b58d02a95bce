//! A page for each source: who publishes it, what was read of it, and what is known to be wrong with it.

use super::chapters::status_word;
use super::frame::{self, PageHead, link};
use super::view::{self, Cell, Column, Fact, Row, Table};
use super::{Files, Output, Publication, indicators};
use crate::content::number;
use crate::model::observation::Quality;
use crate::model::source::{Absent, Source};

/// The pages about sources.
#[derive(Debug)]
pub(super) struct SourcePages;

impl Output for SourcePages {
    fn name(&self) -> &'static str {
        "sources"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        for id in publication.findings.sources.keys() {
            let wanted = id.clone();
            files.add(&publication.bindings.addresses.source(id.as_str()), move |publication, report| {
                let view = publication.findings.sources.get(&wanted).map(|source| page(publication, source));
                publication.theme.page(report, "source.html", &view)
            });
        }
    }
}

fn page(publication: &Publication, source: &Source) -> view::Source {
    let addresses = &publication.bindings.addresses;
    let address = addresses.source(source.id.as_str());
    let fact = |word: &str, text: &str| Fact { word: word.to_owned(), text: text.to_owned(), href: None };
    let leads = |word: &str, text: &str, to: &str| Fact {
        href: to.starts_with("http").then(|| to.to_owned()),
        ..fact(word, text)
    };
    let mut facts = vec![
        fact("Period", &source.period),
        fact("Status", status_word(source.status)),
        leads("Licence", &source.licence.name, &source.licence.address),
        fact("Attribution", &source.attribution),
        leads("Published at", &source.address, &source.address),
    ];
    facts.extend(source.provenance.as_ref().map(|text| fact("This copy", text)));
    facts.push(fact("Disclosure control", &indicators::rule_words(source.rule)));
    facts.extend(source.rule_why.as_ref().map(|why| fact("Why", &crate::content::sentence::upper_first(why))));
    let absent = match source.absent {
        Absent::Zero => "None was counted: the source lists only what it counted",
        Absent::NotAvailable => "Not known",
    };
    facts.push(fact("A row that is not there means", absent));
    let quality = publication.quality.get(&source.id).map(Vec::as_slice).unwrap_or_default();
    let total = |take: fn(&Quality) -> usize| quality.iter().map(take).sum::<usize>();
    if !quality.is_empty() {
        facts.push(fact("Rows read", &number::count(total(|file| file.rows) as f64)));
        facts.push(fact("Rows used", &number::count(total(|file| file.kept) as f64)));
        facts.push(fact("Rows of other areas, left out", &number::count(total(|file| file.elsewhere) as f64)));
        facts
            .push(fact("Rows without a place, an age or a time", &number::count(total(|file| file.incomplete) as f64)));
        facts.extend(mapped(quality).map(|text| fact("Rows with codes of another year", &text)));
    }
    let cell = |text: String, kind: &str| Cell { text, kind: kind.to_owned(), ..Cell::default() };
    let rows = source.files.iter().enumerate().map(|(index, file)| {
        let found = quality.get(index);
        Row {
            step: None,
            words: String::new(),
            cells: vec![
                cell(file.path.rsplit('/').next().unwrap_or(&file.path).to_owned(), "text"),
                cell(found.map_or_else(|| "[z]".to_owned(), |found| number::count(found.rows as f64)), "number"),
                cell(file.sha256.clone().unwrap_or_else(|| "[x]".to_owned()), "text"),
            ],
        }
    });
    let column = |text: &str, kind: &str| Column { text: text.to_owned(), kind: kind.to_owned() };
    let illustrative = publication.findings.is_illustrative(&source.id);
    let description = format!("{}: {}", source.publisher, source.period);
    view::Source {
        frame: frame::frame(
            publication,
            &PageHead {
                address: &address,
                title: &source.title,
                description: &description,
                breadcrumb: &[("Methods and sources", addresses.page("methods"))],
                illustrative,
            },
        ),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        facts,
        notes: source.notes.clone(),
        incomplete: source.incomplete.iter().map(|gap| fact(&gap.period.to_string(), &gap.why)).collect(),
        indicators: publication
            .findings
            .iter()
            .filter(|found| found.sources.contains(&source.id))
            .map(|found| {
                link(&address, found.indicator.title.as_str(), &addresses.indicator(found.indicator.id.as_str()))
            })
            .collect(),
        files: Table {
            caption: "Each file, its rows and its checksum".to_owned(),
            columns: vec![column("File", "text"), column("Rows", "number"), column("SHA-256", "text")],
            rows: rows.collect(),
            sortable: false,
        },
        illustrative,
    }
}

/// How many rows had codes of another year, and what became of them; nothing where there are none.
fn mapped(quality: &[Quality]) -> Option<String> {
    let total = |take: fn(&Quality) -> usize| quality.iter().map(take).sum::<usize>();
    let kinds = [
        (total(|file| file.mapped.recoded), "of areas that have a new code and are the same"),
        (total(|file| file.mapped.merged), "of areas that were merged, added to the area they are part of now"),
        (
            total(|file| file.mapped.split),
            "of areas that were split, shared out among their parts by population: numbers of these parts are estimates",
        ),
    ];
    let all: usize = kinds.iter().map(|(count, _)| count).sum();
    let parts = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{} {what}", number::count(*count as f64))).collect();
    let same = number::count(total(|file| file.kept).saturating_sub(all) as f64);
    (all > 0)
        .then(|| format!("{}; the other {same} rows used have codes that are the same in both years", parts.join("; ")))
}
