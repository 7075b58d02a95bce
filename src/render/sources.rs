//! A page for each source: who publishes it, what was read of it, and what is known to be wrong with it.

use super::chapters::status_word;
use super::frame::{self, PageHead, link};
use super::notes::shorthand;
use super::provenance::{digest, rows_shown};
use super::view::{self, Cell, Column, Fact, Row, Table};
use super::{Files, Output, Publication, completeness, protection};
use crate::content::{number, sentence};
use crate::model::cell::Shorthand;
use crate::model::coverage::{Intake, Remark};
use crate::model::mark::Mark;
use crate::model::observation::Mapped;
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

/// A word and what it stands for, without a link.
pub(super) fn fact(word: &str, text: impl Into<String>) -> Fact {
    Fact { word: word.to_owned(), text: text.into(), href: None }
}

/// A cell of this kind.
pub(super) fn cell(text: impl Into<String>, kind: &str) -> Cell {
    Cell { text: text.into(), kind: kind.to_owned(), ..Cell::default() }
}

fn facts(publication: &Publication, source: &Source, intake: Option<&Intake>) -> Vec<Fact> {
    let leads = |word: &str, text: &str, to: &str| Fact {
        href: to.starts_with("http").then(|| to.to_owned()),
        ..fact(word, text)
    };
    let mut facts = vec![fact("Period", source.period.as_str())];
    facts.extend(intake.and_then(|intake| completeness::newest(publication, intake)));
    facts.push(fact("Status", status_word(source.status)));
    for mark in Mark::ALL {
        let periods = source.marked.iter().filter(|(other, _)| *other == mark);
        let periods: Vec<String> = periods.map(|(_, period)| period.to_string()).collect();
        if !periods.is_empty() {
            let word = format!("{} {}", sentence::upper_first(mark.word()), mark.symbol());
            facts.push(fact(&word, number::series(&periods)));
        }
    }
    facts.extend([
        leads("Licence", &source.licence.name, &source.licence.address),
        fact("Attribution", source.attribution.as_str()),
    ]);
    if source.address != "none" {
        facts.push(leads("Published at", &source.address, &source.address));
    }
    facts.extend(source.provenance.as_deref().map(|text| fact("This copy", text)));
    facts.extend(source.retrieved.map(|day| fact("Retrieved", day.to_string())));
    facts.push(fact("Disclosure control", protection::in_a_sentence(source.rule)));
    facts.extend(source.rule_why.as_ref().map(|why| fact("Why", sentence::upper_first(why))));
    let areas = &publication.findings.areas;
    facts.extend(protection::lowest(areas, &source.bounds).map(|words| fact("Smallest areas shown", words)));
    facts.extend(protection::not_crossed(areas, &source.bounds).map(|words| fact("Never shown by both", words)));
    let absent = match source.absent {
        Absent::Zero => "None was counted: the source lists only what it counted",
        Absent::NotAvailable => "Not known",
    };
    facts.push(fact("A row that is not there means", absent));
    let Some(intake) = intake.filter(|intake| !intake.files.is_empty()) else { return facts };
    let count = |rows: usize| rows_shown(source, rows);
    let total = intake.row_counts().total();
    facts.push(fact("Rows read", count(intake.rows())));
    facts.push(fact("Rows used", count(intake.kept())));
    let elsewhere: usize = intake.files.iter().map(|file| file.elsewhere).sum();
    facts.push(fact("Rows of other areas, left out", count(elsewhere)));
    let incomplete: usize = intake.files.iter().map(|file| file.incomplete).sum();
    facts.push(fact("Rows without a place, an age, a sex or a time", count(incomplete)));
    if total.of(Remark::Duplicate) > 0 {
        let word = format!("Rows: {}", sentence::lower_first(Remark::Duplicate.title()));
        facts.push(fact(&word, count(total.of(Remark::Duplicate))));
    }
    facts.extend(mapped(source, intake).map(|text| fact("Rows with codes of another year", text)));
    facts
}

/// The files as read.
fn files(source: &Source, intake: Option<&Intake>) -> Table {
    let encoded = intake.is_some_and(|intake| intake.files.iter().any(|file| file.encoding.is_some()));
    let hashed = source.rule.shows_every_count();
    let mut rows = Vec::new();
    for (index, file) in source.files.iter().enumerate() {
        let found = intake.and_then(|intake| intake.files.get(index));
        let or_gap = |text: Option<String>, kind: &str| {
            text.map_or_else(|| cell(Shorthand::NotAvailable.symbol(), "shorthand"), |text| cell(text, kind))
        };
        let mut cells = vec![
            cell(file.name(), "text"),
            or_gap(found.map(|found| rows_shown(source, found.rows)), "number"),
            or_gap(found.map(|found| rows_shown(source, found.kept)), "number"),
        ];
        if encoded {
            cells.push(cell(found.and_then(|found| found.encoding).unwrap_or("UTF-8"), "text"));
        }
        if hashed {
            cells.push(or_gap(digest(source, intake, index, file).map(str::to_owned), "text"));
        }
        rows.push(Row { step: None, words: String::new(), cells });
    }
    let column = |text: &str, kind: &str| Column { text: text.to_owned(), kind: kind.to_owned() };
    let mut columns = vec![column("File", "text"), column("Rows", "number"), column("Rows used", "number")];
    if encoded {
        columns.push(column("Encoding", "text"));
    }
    if hashed {
        columns.push(column("SHA-256", "text"));
    }
    let checksum = if hashed { "its rows and its checksum" } else { "its rows" };
    let caption = format!("Each file as it was read, with {checksum}");
    Table { caption, columns, rows, sortable: false }
}

fn page(publication: &Publication, source: &Source) -> view::Source {
    let addresses = &publication.bindings.addresses;
    let address = addresses.source(source.id.as_str());
    let intake = publication.intake.get(&source.id);
    let illustrative = publication.findings.is_illustrative(&source.id);
    let description = format!("{}: {}", source.publisher, source.period);
    let files = files(source, intake);
    let periods = intake.and_then(|intake| completeness::table(publication, source, intake));
    let marks = if periods.is_some() { completeness::marks(source, intake) } else { crate::model::mark::Marks::NONE };
    let shows = |reason: Shorthand| {
        let cells = periods.iter().chain([&files]).flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        cells.into_iter().any(|cell| cell.text == reason.symbol())
    };
    let reasons: Vec<Shorthand> =
        [Shorthand::Confidential, Shorthand::NotAvailable].into_iter().filter(|reason| shows(*reason)).collect();
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
        facts: facts(publication, source, intake),
        notes: source.notes.clone(),
        incomplete: source.incomplete.iter().map(|gap| fact(&gap.period.to_string(), gap.why.as_str())).collect(),
        breaks: source.breaks.iter().map(|found| fact(&found.period.to_string(), found.why.as_str())).collect(),
        completeness: intake.map_or_else(Vec::new, |intake| completeness::sentences(publication, source, intake)),
        indicators: publication
            .findings
            .iter()
            .filter(|found| found.sources.contains(&source.id))
            .map(|found| {
                link(&address, found.indicator.title.as_str(), &addresses.indicator(found.indicator.id.as_str()))
            })
            .collect(),
        periods,
        files,
        shorthand: shorthand(&reasons, marks),
        illustrative,
    }
}

/// How many rows had codes of another year, and what became of them; nothing where there are none.
fn mapped(source: &Source, intake: &Intake) -> Option<String> {
    let total = |take: fn(Mapped) -> usize| intake.files.iter().map(|file| take(file.mapped)).sum::<usize>();
    let kinds = [
        (total(|mapped| mapped.recoded), "of areas that have a new code and are the same"),
        (total(|mapped| mapped.merged), "of areas that were merged, added to the area they are part of now"),
        (
            total(|mapped| mapped.split),
            "of areas that were split, shared out among their parts by population: numbers of these parts are estimates",
        ),
    ];
    let all: usize = kinds.iter().map(|(count, _)| count).sum();
    let parts = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{} {what}", rows_shown(source, *count))).collect();
    let same = rows_shown(source, intake.kept().saturating_sub(all));
    (all > 0)
        .then(|| format!("{}; the other {same} rows used have codes that are the same in both years", parts.join("; ")))
}
