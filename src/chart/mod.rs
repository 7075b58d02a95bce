//! Charts: one set of rows behind a drawing, a table, a download and a sentence.
//!
//! In comes what an author asks for and the findings; out comes a [`Figure`], which draws itself when
//! asked, in any frame. Says when there is nothing to draw or too much to tell apart. Nothing here
//! computes a value: every number is a released cell.

pub mod axis;
pub mod bar;
pub mod calendar;
pub mod canvas;
pub mod card;
mod cells;
pub mod change;
mod classes;
pub mod concentration;
pub mod control;
mod event;
pub mod funnel;
pub mod gallery;
mod gap;
pub mod gradient;
pub mod hours;
pub mod index;
mod key;
pub mod line;
pub mod map;
pub mod multiples;
mod order;
pub mod palette;
pub mod pen;
pub mod picture;
pub mod placed;
pub mod pyramid;
mod ranges;
pub mod rows;
pub mod scale;
pub mod scatter;
pub mod season;
mod select;
pub mod slope;
pub mod spark;
pub mod spine;
pub mod spread;
pub mod stacked;
pub mod standalone;
mod standing;
pub mod table;
pub mod tartan;
pub mod text;
pub mod tiles;
mod topology;
mod twice;
pub mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use canvas::{Canvas, Frame, Look};
pub use event::Touching;
pub use rows::Rows;
pub use spark::row_spark;
pub use spread::row_spread;
pub use standalone::Imprint;
pub use table::Table;

use crate::compare::Findings;
use crate::model::cell::Shorthand;
use crate::model::mark::Marks;
use crate::model::source::SourceId;
use crate::model::spec::Spec;
use crate::report::{Diagnostic, Report, Result};

/// A kind of chart.
pub trait Chart: Sync {
    /// The word that authors write.
    fn kind(&self) -> &'static str;

    /// The options it has a use for, by the word authors write; any other is a fault.
    fn options(&self) -> &'static [&'static str] {
        &[]
    }

    /// The numbers to show, or what is wrong with the request.
    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows>;

    /// Draws the rows, every one as a mark.
    fn draw(&self, rows: &Rows, canvas: &Canvas);

    /// What the drawing says: level, direction, extremes, and what not to conclude.
    fn sentence(&self, rows: &Rows) -> String;
}

/// Every kind of chart.
pub const CHARTS: &[&dyn Chart] = &[
    &line::Line,
    &bar::Bar,
    &map::Map,
    &tiles::Tiles,
    &spread::Spread,
    &funnel::FunnelChart,
    &control::Control,
    &season::Season,
    &gradient::GradientChart,
    &concentration::Concentration,
    &change::ChangeChart,
    &index::IndexChart,
    &hours::Hours,
    &pyramid::Pyramid,
    &multiples::Multiples,
    &stacked::Stacked,
    &slope::Slope,
    &scatter::Scatter,
    &calendar::Calendar,
    &spine::Spine,
    &tartan::Tartan,
];

/// The kind of chart that authors call by this word.
pub fn kind(word: &str) -> Option<&'static dyn Chart> {
    CHARTS.iter().copied().find(|chart| chart.kind() == word)
}

/// A figure: rows, and what is said about them.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What its author asked for.
    pub spec: Spec,
    /// Its numbers.
    pub rows: Rows,
    /// Measure, unit, place and period.
    pub shown: String,
    /// Level, direction, extremes, and what not to conclude.
    pub summary: String,
    /// The sources of its numbers, numerators first.
    pub sources: Vec<SourceId>,
    /// The shorthand its table uses.
    pub shorthand: Vec<Shorthand>,
    /// The marks its table uses.
    pub marks: Marks,
    /// Whether any of its sources is illustrative.
    pub illustrative: bool,
}

/// What is wrong with a figure, where its author declares it.
fn fault(spec: &Spec, what: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(format!("figure {} {what}", spec.id));
    match &spec.place {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}

/// The figure that `spec` asks for.
pub fn figure(report: &Report, spec: &Spec, findings: &Findings) -> Result<Figure> {
    let Some(chart) = kind(&spec.kind) else {
        let words: Vec<&str> = CHARTS.iter().map(|chart| chart.kind()).collect();
        let what = format!("is of an unknown kind, `{}`", spec.kind);
        return Err(report.add(fault(spec, &what).suggest(&spec.kind, words)));
    };
    let unknown: Vec<_> = spec.options.set().into_iter().filter(|(word, _)| !chart.options().contains(word)).collect();
    for (word, place) in &unknown {
        let found = Diagnostic::error(format!("a figure of kind `{}` has no use for `{word}:`", spec.kind));
        let known = chart.options().iter().map(|word| format!("`{word}:`")).collect::<Vec<_>>().join(", ");
        let found = found.at((*place).clone()).label("in this figure");
        let help =
            if known.is_empty() { "leave it out".to_owned() } else { format!("leave it out; this kind takes {known}") };
        report.add(found.help(help));
    }
    let mut rows = chart.rows(report, spec, findings)?;
    let mut sources: Vec<SourceId> = Vec::new();
    for found in rows.measure.indicators.iter().filter_map(|indicator| findings.get(indicator)) {
        for source in &found.sources {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
    }
    rows.events = event::touching(&rows, &findings.events, &sources);
    let happened = event::sentence(&rows).map_or_else(String::new, |words| format!(" {words}"));
    Ok(Figure {
        spec: spec.clone(),
        shown: words::shown(&rows),
        summary: format!("{}{happened}", chart.sentence(&rows)),
        sources,
        shorthand: rows.all_shorthand(),
        marks: rows.marks(),
        illustrative: rows.measure.illustrative,
        rows,
    })
}

impl Figure {
    /// The drawing for a page. `anchor` is the figure's id in the page: the finding has the id
    /// `{anchor}-finding`, the summary `{anchor}-summary`.
    pub fn draw(&self, frame: Frame, anchor: &str) -> String {
        let canvas = self.canvas(frame, Look::Page);
        let (width, height, axis) = (canvas.width(), canvas.height(), canvas.axis());
        let class = frame.class();
        let markup = canvas.into_markup();
        format!(
            r#"<svg class="chart {class}" data-axis="{axis}" role="img" aria-labelledby="{anchor}-finding" aria-describedby="{anchor}-summary" viewBox="0 0 {width} {height}">{markup}</svg>"#
        )
    }

    /// Its numbers as a table; each row is a step of the reading slider.
    pub fn table(&self) -> Table {
        table::table(&self.spec, &self.rows, &self.shown)
    }

    /// Its numbers as CSV, one line for each mark.
    pub fn csv(&self) -> String {
        table::csv(&self.rows, &self.sources)
    }

    fn canvas(&self, frame: Frame, look: Look) -> Canvas {
        let canvas = Canvas::new(frame, look);
        if let Some(chart) = kind(&self.spec.kind) {
            chart.draw(&self.rows, &canvas);
        }
        canvas
    }
}
