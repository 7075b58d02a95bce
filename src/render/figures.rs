//! Figures under the figure contract: in a page, and each on a page of its own.

use std::sync::{Arc, Mutex, PoisonError};

use super::frame::{self, noted};
use super::notes::{notes, shorthand, spoken};
use super::view;
use super::view::{Block, Column, Download, Link, Mark, Row};
use super::{
    Files, Output, Publication, author_table, citation, downloads, figure_files, figure_page, methods, provenance,
};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::chart::standalone::Imprint;
use crate::chart::{Figure, Frame as Form, map, picture};
use crate::compare::Comparison;
use crate::content::number;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Report, Reported, Result};

/// The page of each figure, its rows and its drawing as files.
#[derive(Debug)]
pub(super) struct FigurePages;

impl Output for FigurePages {
    fn name(&self) -> &'static str {
        "figures"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        for exhibit in publication.gallery.iter() {
            let picture: Arc<Picture> = Arc::default();
            let (id, kept) = (exhibit.id.clone(), Arc::clone(&picture));
            files.add(&addresses.figure(&id), move |publication, report| {
                let mut view = figure_page::page(publication, publication.gallery.get(&id));
                if let Some(view::FigurePage { figure: Block::Figure(figure), .. }) = &mut view
                    && let Ok(bytes) = png(publication, report, &id, &kept)
                {
                    figure.downloads.push(png_download(publication, &id, bytes.len()));
                }
                publication.theme.page(report, "figure.html", &view)
            });
            let id = exhibit.id.clone();
            files.add(&addresses.figure_file(&id, ".csv"), move |publication, _| {
                Ok(publication
                    .gallery
                    .get(&id)
                    .map_or_else(String::new, |exhibit| csv(publication, exhibit))
                    .into_bytes())
            });
            if matches!(exhibit.content, Exhibited::Drawing(_)) {
                let id = exhibit.id.clone();
                files.add(&addresses.figure_file(&id, ".png"), move |publication, report| {
                    png(publication, report, &id, &picture)
                });
                let id = exhibit.id.clone();
                files.add(&addresses.figure_file(&id, ".svg"), move |publication, _| {
                    Ok(publication
                        .gallery
                        .get(&id)
                        .map_or_else(String::new, |exhibit| svg(publication, exhibit))
                        .into_bytes())
                });
            }
        }
    }
}

/// The rows of an exhibit as CSV.
pub(super) fn csv(publication: &Publication, exhibit: &Exhibit) -> String {
    match &exhibit.content {
        Exhibited::Drawing(figure) => downloads::for_audience(publication, figure.csv()),
        Exhibited::Table(spec) => author_table::csv(publication, spec),
        Exhibited::KeyFigures(numbers) => downloads::of_numbers(
            publication,
            numbers.iter().map(|number| (&number.indicator, number.area, number.period)),
        ),
    }
}

/// The drawing of an exhibit, to stand alone with its title, source and licence.
fn svg(publication: &Publication, exhibit: &Exhibit) -> String {
    let Exhibited::Drawing(figure) = &exhibit.content else { return String::new() };
    figure.svg(&Imprint {
        finding: exhibit.finding.text(),
        number: format!("Figure {}", exhibit.id),
        lines: publication
            .config
            .audience
            .restriction()
            .map(str::to_owned)
            .into_iter()
            .chain([
                format!("Source: {}.", citation::source_names(publication, exhibit).join("; ")),
                format!(
                    "{}, {}. {}.",
                    publication.config.title, publication.config.edition_label, publication.config.licence.name
                ),
                frame::permanent(publication, &publication.bindings.addresses.figure(&exhibit.id)),
            ])
            .collect(),
        palette: publication.config.style.palettes.light,
    })
}

/// The bytes of a drawing as a picture, between the first who needs them and the second.
type Picture = Mutex<Option<Vec<u8>>>;

/// The drawing of a figure as a picture. Its page and its file both need it: whoever comes second takes what the
/// first left, so that memory does not grow with the figures.
fn png(publication: &Publication, report: &Report, id: &str, left: &Picture) -> Result<Vec<u8>> {
    let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = left.take() {
        return Ok(bytes);
    }
    let svg = publication.gallery.get(id).map_or_else(String::new, |exhibit| svg(publication, exhibit));
    let drawn = picture::png(&svg, picture::DOWNLOAD);
    let bytes = drawn.map_err(|cause| undrawn(report, &format!("figure {id}"), &cause))?;
    *left = Some(bytes.clone());
    Ok(bytes)
}

fn png_download(publication: &Publication, id: &str, bytes: usize) -> Download {
    let addresses = &publication.bindings.addresses;
    Download {
        text: "PNG".to_owned(),
        href: crate::content::link::relative(&addresses.figure(id), &addresses.figure_file(id, ".png")),
        size: size(bytes),
        note: format!("a picture of figure {id} for documents and slides"),
    }
}

/// Says that a drawing cannot be shown as a picture.
pub(super) fn undrawn(report: &Report, what: &str, cause: &str) -> Reported {
    let found = Diagnostic::error(format!("{what} cannot be drawn as a picture")).note(cause.to_owned());
    report.add(found.help("this is a fault of the program: tell those who maintain it which figure it is"))
}

/// The sources of what an exhibit shows, numerators first.
pub(super) fn sources_of(publication: &Publication, exhibit: &Exhibit) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = Vec::new();
    for id in exhibit.indicators() {
        for source in publication.findings.get(&id).into_iter().flat_map(|found| &found.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
    }
    sources
}

/// Whether an exhibit rests on made-up data.
pub(super) fn is_illustrative(publication: &Publication, exhibit: &Exhibit) -> bool {
    sources_of(publication, exhibit).iter().any(|source| publication.findings.is_illustrative(source))
}

/// Links to sources with publisher and period, from the page at `from`.
pub(super) fn source_links(publication: &Publication, sources: &[SourceId], from: &str) -> Vec<Link> {
    let known = sources.iter().filter_map(|id| publication.findings.sources.get(id));
    known
        .map(|source| {
            let note = format!("{}, {}", source.publisher, source.period);
            noted(from, source.title.as_str(), &publication.bindings.addresses.source(source.id.as_str()), note)
        })
        .collect()
}

/// The mark of a comparison; the benchmark itself and values without limits are not compared.
pub(super) fn mark(comparison: Option<Comparison>) -> Mark {
    let (kind, sign) = match comparison {
        Some(Comparison::MuchHigher) => ("higher", "▲▲"),
        Some(Comparison::Higher) => ("higher", "▲"),
        Some(Comparison::Similar) => ("similar", "○"),
        Some(Comparison::Lower) => ("lower", "▼"),
        Some(Comparison::MuchLower) => ("lower", "▼▼"),
        None => ("none", ""),
    };
    let word = comparison.map_or("not compared", Comparison::word);
    Mark { kind: kind.to_owned(), sign: sign.to_owned(), word: word.to_owned() }
}

/// The size of a file in words.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} KB", number::grouped(bytes as f64 / 1000.0, 0)),
        _ => format!("{} MB", number::grouped(bytes as f64 / 1_000_000.0, 1)),
    }
}

/// How an exhibit stands on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    /// The address of the page.
    pub(super) from: &'a str,
    /// Its name there, such as `Figure 3`.
    pub(super) number: &'a str,
    /// The element of its finding.
    pub(super) heading: &'a str,
}

/// An exhibit as a block of a page.
pub(super) fn block(publication: &Publication, exhibit: &Exhibit, standing: Standing<'_>) -> Block {
    let from = standing.from;
    let sources = sources_of(publication, exhibit);
    let links = source_links(publication, &sources, from);
    let provenance = provenance::facts(publication, &exhibit.indicators(), from);
    match &exhibit.content {
        Exhibited::Drawing(figure) => Block::Figure(Box::new(drawing(publication, exhibit, figure, standing))),
        Exhibited::KeyFigures(numbers) => Block::KeyFigures(view::KeyFigures {
            id: exhibit.id.clone(),
            anchor: exhibit.id.to_lowercase(),
            heading: standing.heading.to_owned(),
            finding_html: exhibit.finding.unlinked_html(),
            items: numbers
                .iter()
                .filter_map(|number| {
                    super::profile::headline(
                        publication,
                        &number.indicator,
                        number.area,
                        Some(number.period),
                        from,
                        true,
                    )
                })
                .collect(),
            sources: links,
            notes: notes(publication, exhibit, &sources, &[]),
            provenance,
        }),
        Exhibited::Table(spec) => {
            let (table, used, marks) = author_table::table(publication, spec, from);
            let illustrative = is_illustrative(publication, exhibit);
            Block::Table(Box::new(view::TableFigure {
                id: exhibit.id.clone(),
                anchor: exhibit.id.to_lowercase(),
                heading: standing.heading.to_owned(),
                number: standing.number.to_owned(),
                finding_html: exhibit.finding.unlinked_html(),
                shown: table.caption.clone(),
                table,
                sources: links,
                notes: notes(publication, exhibit, &sources, &used),
                shorthand: shorthand(&used, marks),
                provenance,
                downloads: table_downloads(publication, exhibit, from),
                cite: citation::of_figure(publication, exhibit, illustrative),
                illustrative,
            }))
        }
    }
}

fn csv_download(publication: &Publication, exhibit: &Exhibit, from: &str) -> Download {
    let address = publication.bindings.addresses.figure_file(&exhibit.id, ".csv");
    Download {
        text: "CSV".to_owned(),
        href: crate::content::link::relative(from, &address),
        size: size(csv(publication, exhibit).len()),
        note: format!("the rows of figure {}", exhibit.id),
    }
}

/// The files of a table. They stand open in a page, so the second is on the figure's own page only: each is a
/// stop for the Tab key.
fn table_downloads(publication: &Publication, exhibit: &Exhibit, from: &str) -> Vec<Download> {
    let mut files = vec![csv_download(publication, exhibit, from)];
    if publication.bindings.addresses.figure(&exhibit.id) == from {
        files.push(figure_files::json_download(publication, exhibit, from));
    }
    files
}

/// A drawing under the figure contract.
pub(super) fn drawing(
    publication: &Publication,
    exhibit: &Exhibit,
    figure: &Figure,
    standing: Standing<'_>,
) -> view::Figure {
    let from = standing.from;
    let addresses = &publication.bindings.addresses;
    let sources = sources_of(publication, exhibit);
    let anchor = exhibit.id.to_lowercase();
    let own = addresses.figure(&exhibit.id);
    let svg_file = addresses.figure_file(&exhibit.id, ".svg");
    view::Figure {
        id: exhibit.id.clone(),
        heading: standing.heading.to_owned(),
        number: standing.number.to_owned(),
        kind: figure.spec.kind.clone(),
        finding_html: exhibit.finding.unlinked_html(),
        shown: figure.shown.clone(),
        summary: figure.summary.clone(),
        wide_svg: figure.draw(Form::Wide, &anchor),
        narrow_svg: figure.draw(Form::Narrow, &anchor),
        periods: map_periods(figure),
        sources: source_links(publication, &sources, from),
        notes: notes(publication, exhibit, &sources, &figure.shorthand),
        shorthand: shorthand(&figure.shorthand, figure.marks),
        provenance: provenance::facts(publication, &exhibit.indicators(), from)
            .into_iter()
            .chain(methods_of(publication, &figure.spec.kind, from))
            .collect(),
        table: table(publication, figure, from),
        downloads: vec![
            csv_download(publication, exhibit, from),
            Download {
                text: "SVG".to_owned(),
                href: crate::content::link::relative(from, &svg_file),
                size: size(svg(publication, exhibit).len()),
                note: format!("the drawing of figure {}", exhibit.id),
            },
            figure_files::json_download(publication, exhibit, from),
        ],
        cite: citation::of_figure(publication, exhibit, figure.illustrative),
        page: if own == from { String::new() } else { crate::content::link::relative(from, &own) },
        illustrative: figure.illustrative,
        anchor,
    }
}

/// The periods of a map that has several.
fn map_periods(figure: &Figure) -> Option<view::MapPeriods> {
    let each = map::each(&figure.rows);
    let missing = |count: usize| match count {
        0 => String::new(),
        1 => "1 area has no number".to_owned(),
        _ => format!("{count} areas have no number"),
    };
    (!each.is_empty()).then(|| view::MapPeriods {
        unit: figure.rows.measure.unit.clone(),
        signs: spoken(&figure.shorthand, figure.marks),
        each: each
            .into_iter()
            .map(|own| view::MapPeriod {
                id: own.id,
                text: own.name,
                words: own.words,
                missing: missing(own.missing),
                svg: own.svg,
            })
            .collect(),
    })
}

/// The methods that a kind of figure shows, each with its page.
fn methods_of(publication: &Publication, kind: &str, from: &str) -> Vec<view::Fact> {
    let shown = methods::of_kind(publication, kind, from);
    shown
        .into_iter()
        .map(|link| view::Fact { word: "Method".to_owned(), text: link.text, href: Some(link.href) })
        .collect()
}

/// The rows of a drawing as a table of the page.
fn table(publication: &Publication, figure: &Figure, from: &str) -> view::Table {
    let table = figure.table();
    let areas = &publication.findings.areas;
    let has_page = |slug: &str| areas.by_slug(slug).is_some_and(|area| areas.has_profile(area));
    let cell = |cell: crate::chart::table::TableCell| view::Cell {
        href: cell
            .slug
            .filter(|slug| has_page(slug))
            .map(|slug| crate::content::link::relative(from, &publication.bindings.addresses.area(&slug))),
        mark: cell.comparison.map(|comparison| mark(Some(comparison))),
        beside: None,
        kind: cell.kind.word().to_owned(),
        sort: cell.sort,
        text: cell.text,
    };
    view::Table {
        caption: table.caption,
        columns: table
            .columns
            .into_iter()
            .map(|column| Column { text: column.text, kind: column.kind.word().to_owned() })
            .collect(),
        rows: table
            .rows
            .into_iter()
            .map(|line| Row {
                step: Some(line.step),
                words: line.words,
                cells: line.cells.into_iter().map(cell).collect(),
            })
            .collect(),
        sortable: table.sortable,
    }
}
