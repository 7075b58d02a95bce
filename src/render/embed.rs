//! Figures by themselves: for a frame on a page elsewhere, and for the page that puts a pack of them together.
//!
//! Comes in: an exhibit. Goes out: its page without menu, script or table, and the code that shows it elsewhere.
//! Wrong can be: nothing. Whatever warns of the figure (demonstration, illustrative, audience) goes with it.

use super::figure_files::{described, known_sources};
use super::figures::is_illustrative;
use super::frame::{self, PageHead, link, permanent};
use super::view::{Cell, EmbedCode, EmbedPage, Embedded, Headline, Row, Table};
use super::{Files, Output, Publication, author_table, citation, profile};
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::chart::{Frame as Form, text};
use crate::content::html::escape;
use crate::model::audience::Audience;

/// The page of each figure that shows it alone.
#[derive(Debug)]
pub(super) struct EmbedPages;

impl Output for EmbedPages {
    fn name(&self) -> &'static str {
        "embed"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        for exhibit in publication.gallery.iter() {
            let id = exhibit.id.clone();
            files.add(&publication.bindings.addresses.embed(&id), move |publication, report| {
                let view = publication.gallery.get(&id).map(|exhibit| page(publication, exhibit));
                publication.theme.page(report, "embed.html", &view)
            });
        }
    }
}

/// The page of a figure alone.
fn page(publication: &Publication, exhibit: &Exhibit) -> EmbedPage {
    let addresses = &publication.bindings.addresses;
    let address = addresses.embed(&exhibit.id);
    let figure = embedded(publication, exhibit, &address);
    EmbedPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: &address,
                title: &format!("{} Figure {} by itself", exhibit.finding.text(), exhibit.id),
                description: &figure.shown.clone().unwrap_or_else(|| exhibit.finding.text()),
                breadcrumb: &[],
                illustrative: figure.illustrative,
            },
        ),
        page: link(&address, format!("Figure {} with its table and files", exhibit.id), &addresses.figure(&exhibit.id)),
        figure,
    }
}

fn embedded(publication: &Publication, exhibit: &Exhibit, from: &str) -> Embedded {
    let anchor = exhibit.id.to_lowercase();
    let illustrative = is_illustrative(publication, exhibit);
    let told = described(publication, exhibit);
    let sources: Vec<String> = known_sources(publication, exhibit)
        .into_iter()
        .map(|source| format!("{}, {}, {}", source.title, source.publisher, source.period))
        .collect();
    let (mut kind, mut wide, mut narrow, mut table, mut items) = ("key".to_owned(), None, None, None, Vec::new());
    match &exhibit.content {
        Exhibited::Drawing(figure) => {
            kind.clone_from(&figure.spec.kind);
            wide = Some(figure.draw(Form::Wide, &anchor));
            narrow = Some(figure.draw(Form::Narrow, &anchor));
        }
        Exhibited::Table(spec) => {
            "table".clone_into(&mut kind);
            let mut rows = author_table::table(publication, spec, from).0;
            // Names lead to profiles on the figure's own page; here one link leads there.
            rows.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.href = None);
            table = Some(rows);
        }
        Exhibited::KeyFigures(numbers) => {
            let item = |number: &crate::content::KeyNumber| -> Option<Headline> {
                profile::headline(publication, &number.indicator, number.area, Some(number.period), from, true)
            };
            items = numbers.iter().filter_map(item).collect();
        }
    }
    Embedded {
        id: exhibit.id.clone(),
        kind,
        finding_html: exhibit.finding.unlinked_html(),
        shown: told.shown,
        summary: told.summary,
        wide_svg: wide,
        narrow_svg: narrow,
        table,
        items,
        source: format!("{}: {}.", if sources.len() > 1 { "Sources" } else { "Source" }, sources.join("; ")),
        notes: told.notes,
        shorthand: told.shorthand,
        cite: citation::of_figure(publication, exhibit, illustrative),
        illustrative,
        anchor,
    }
}

/// The code that shows a figure on a page elsewhere. Its address must be known, and anyone may see it.
pub(super) fn code(publication: &Publication, exhibit: &Exhibit, from: &str) -> Option<EmbedCode> {
    if publication.config.audience != Audience::Public || publication.config.base_address.is_none() {
        return None;
    }
    let address = publication.bindings.addresses.embed(&exhibit.id);
    Some(EmbedCode {
        code: format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" loading=\"lazy\" style=\"border: 0\"></iframe>",
            escape(&permanent(publication, &address)),
            escape(&format!("{} Figure {}, {}", exhibit.finding.text(), exhibit.id, publication.config.title)),
            height(publication, exhibit, &address),
        ),
        page: link(from, "The page that the frame shows", &address),
    })
}

/// How many pixels hold the figure in a frame of 360 px and of any greater width, so that it need not be scrolled.
fn height(publication: &Publication, exhibit: &Exhibit, from: &str) -> u32 {
    let figure = embedded(publication, exhibit, from);
    let signs: String = figure.shorthand.iter().map(|entry| format!("{} {}; ", entry.sign, entry.meaning)).collect();
    let small: Vec<&String> = publication
        .config
        .demonstration
        .iter()
        .chain(&figure.shown)
        .chain([&figure.source, &signs])
        .chain(&figure.notes)
        .collect();
    // Text is measured at 14 px, and no font is known; a line is as long as nearly all of its column.
    let lines = |words: &str, size: f64, column: f64| text::wrap(words, 0.94 * column * text::SIZE / size).len() as f64;
    let table = |table: &Table, column: f64| {
        // Columns are as narrow as the style sheet lets them be where there is no room for more.
        let room = (column / table.columns.len().max(1) as f64).max(88.0);
        let heads = table.columns.iter().map(|head| lines(&head.text, 15.0, room)).fold(1.0, f64::max);
        // Under a number stands the word of its comparison.
        let under = |cell: &Cell| {
            let word = cell.beside.as_ref().map(|mark| format!("{} {}", mark.sign, mark.word));
            1.0 + word.map_or(0.0, |word| lines(&word, 15.0, room - 16.0))
        };
        let row = |row: &Row| {
            let name = row.cells.first().map_or(1.0, |name| lines(&name.text, 15.0, room.max(136.0)));
            21.0 * row.cells.iter().map(under).fold(name, f64::max) + 18.0
        };
        let rows = table.rows.iter().map(row).sum::<f64>();
        21.0 * (heads + lines(&table.caption, 15.0, column)) + rows + 70.0
    };
    let of = |column: f64, drawing: f64| {
        let across = (column / 304.0).floor().max(1.0);
        28.0 * lines(&exhibit.finding.text(), 20.0, column)
            + 28.0 * figure.summary.as_deref().map_or(0.0, |words| lines(words, 18.0, column.min(600.0)))
            + small.iter().map(|words| 22.0 * lines(words, 15.0, column) + 10.0).sum::<f64>()
            + figure.table.as_ref().map_or(0.0, |rows| table(rows, column))
            + 210.0 * (figure.items.len() as f64 / across).ceil()
            + drawing
            // The line that opens the citation, the way back, and white space.
            + 170.0
    };
    // The narrow form grows to 448 px, and gives way to the wide one at 704 px.
    let (wide, narrow) = (figure.wide_svg.as_deref(), figure.narrow_svg.as_deref());
    let columns = [(328.0, drawn(narrow, 328.0)), (448.0, drawn(narrow, 448.0)), (704.0, drawn(wide, 720.0))];
    let tallest = columns.into_iter().map(|(column, drawing)| of(column, drawing)).fold(0.0, f64::max);
    (tallest / 20.0).ceil() as u32 * 20
}

/// How high a drawing is at a width.
fn drawn(svg: Option<&str>, width: f64) -> f64 {
    let sides = svg.and_then(|svg| svg.split_once("viewBox=\"0 0 ")?.1.split_once('"')).map_or("", |(sides, _)| sides);
    let mut sides = sides.split(' ').filter_map(|side| side.parse::<f64>().ok());
    sides.next().zip(sides.next()).map_or(0.0, |(own, high)| high * width / own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_as_high_as_its_width_makes_it() {
        assert!((drawn(Some("<svg viewBox=\"0 0 720 340\">"), 360.0) - 170.0).abs() < 1e-9);
        assert!(drawn(Some("<svg>"), 360.0).abs() < 1e-9 && drawn(None, 360.0).abs() < 1e-9);
    }
}
