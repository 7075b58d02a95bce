//! The overview grid: a few areas as columns, or many as rows, each value with the word of its comparison.
//!
//! Comes in: the areas of a page. Goes out: tables in words. Every word was found before; nothing is compared here.

use super::sheet::Sheet;
use crate::compare::{Direction, Finding, IndicatorFindings};
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::mark::{Mark as Sign, Marks};
use crate::model::period::Period;
use crate::render::Publication;
use crate::render::figures::mark;
use crate::render::profile::theme_order;
use crate::render::view::{Grid, GridCell, GridGroup, GridHead, GridRow, GridSection, Trend};

/// How many areas may be columns; more are rows.
const COLUMNS: usize = 8;

/// How many indicators may be columns, so that a table fits on paper.
const INDICATORS: usize = 7;

/// How many links the heads may have, so that the Tab key is soon through.
const LINKS: usize = 80;

/// The tables of a page, and the shorthand and marks they use.
pub(super) struct Made {
    pub(super) sections: Vec<GridSection>,
    pub(super) reasons: Vec<Shorthand>,
    pub(super) marks: Marks,
    pub(super) illustrative: bool,
}

/// An indicator and its cells, one for each head.
struct Line<'a> {
    found: &'a IndicatorFindings,
    head: GridHead,
    cells: Vec<GridCell>,
}

/// The last period in which any of the areas has a number; without one, the last of which anything is said.
fn period_of(found: &IndicatorFindings, areas: &[AreaId]) -> Option<Period> {
    let last = |test: &dyn Fn(&Finding) -> bool| {
        let any = |period: &&Period| areas.iter().any(|area| found.at(*area, **period).is_some_and(test));
        found.periods().iter().rev().find(any).copied()
    };
    last(&|finding| finding.cell.estimate().is_some()).or_else(|| last(&|_| true))
}

/// The word for what became of a value; none where nothing may be said.
pub(super) fn trend(finding: &Finding) -> Option<Trend> {
    let (sign, word) = match finding.change.map(|change| change.direction) {
        Some(Direction::Rose) => ("↗", "rose"),
        Some(Direction::Fell) => ("↘", "fell"),
        Some(Direction::NotClear) => ("", "no clear change"),
        None if finding.broken.is_some() => ("", "[b]"),
        Some(Direction::NotJudged) | None => return None,
    };
    Some(Trend { sign: sign.to_owned(), word: word.to_owned() })
}

/// What a page's cells use of shorthand and marks.
#[derive(Default)]
struct Used {
    reasons: Vec<Shorthand>,
    marks: Marks,
}

impl Used {
    /// The text of a value, and what is found of it.
    fn value<'a>(
        &mut self,
        found: &'a IndicatorFindings,
        area: AreaId,
        period: Period,
    ) -> (String, Option<&'a Finding>) {
        let finding = found.at(area, period);
        match finding.map(|finding| &finding.cell) {
            Some(Cell::Value(estimate)) => {
                self.marks = self.marks.union(estimate.marks);
                let text = number::grouped(estimate.value, found.indicator.decimals);
                (sentence::marked(text, estimate.marks), finding)
            }
            other => {
                let reason = other.and_then(Cell::shorthand).unwrap_or(Shorthand::NotAvailable);
                self.reasons.push(reason);
                (reason.symbol().to_owned(), None)
            }
        }
    }

    fn cell(&mut self, found: &IndicatorFindings, area: AreaId, period: Period, compared: bool) -> GridCell {
        let (value, finding) = self.value(found, area, period);
        let Some(finding) = finding else { return GridCell { value, ..GridCell::default() } };
        if finding.change.is_none() && finding.broken.is_some() {
            self.marks = self.marks.with(Sign::Break);
        }
        let is_benchmark = found.benchmark == Some(area);
        GridCell {
            value,
            mark: (compared && !is_benchmark).then(|| mark(finding.comparison)),
            trend: trend(finding),
            beside: if compared && is_benchmark { "benchmark".to_owned() } else { String::new() },
        }
    }

    /// What stands in the head of an indicator on its comparison; nothing where the benchmark has a cell.
    fn compared_with(
        &mut self,
        publication: &Publication,
        found: &IndicatorFindings,
        period: Period,
        columns: &[AreaId],
    ) -> String {
        match found.benchmark {
            Some(area) if !columns.contains(&area) => {
                let name = &publication.findings.areas.get(area).name;
                format!("; benchmark: {name}, {}", self.value(found, area, period).0)
            }
            _ => String::new(),
        }
    }
}

/// The indicators that say something of the areas of a sheet, in the order of a profile.
fn indicators<'a>(publication: &'a Publication, sheet: &Sheet) -> Vec<(&'a IndicatorFindings, Period)> {
    let mut all: Vec<_> = publication
        .findings
        .iter()
        // A single month of one area is mostly chance; months have their own charts.
        .filter(|found| !found.latest().is_some_and(Period::is_month))
        .filter_map(|found| Some((found, period_of(found, &sheet.areas)?)))
        .collect();
    all.sort_by_key(|(found, _)| (theme_order(&found.indicator.theme), found.indicator.code.clone()));
    all
}

/// The grid of a sheet, for the page at `from`.
pub(super) fn made(publication: &Publication, sheet: &Sheet, from: &str) -> Made {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let chosen = indicators(publication, sheet);
    let mut columns = vec![sheet.parent];
    columns.extend(&sheet.areas);
    let linked = columns.len() + chosen.len() <= LINKS;
    let mut used = Used::default();
    let lines: Vec<Line<'_>> = chosen
        .iter()
        .map(|(found, period)| {
            let compared =
                columns.iter().any(|area| found.at(*area, *period).is_some_and(|finding| finding.comparison.is_some()));
            let cells = columns.iter().map(|area| used.cell(found, *area, *period, compared)).collect();
            let beside = if compared {
                used.compared_with(publication, found, *period, &columns)
            } else {
                "; not compared".to_owned()
            };
            let id = found.indicator.id.as_str();
            let head = GridHead {
                text: found.indicator.short.clone(),
                href: linked.then(|| relative(from, &addresses.indicator(id))),
                note: format!("{}, {period}{beside}", found.indicator.unit),
                illustrative: found.illustrative,
            };
            Line { found, head, cells }
        })
        .collect();
    let heads: Vec<GridHead> = columns
        .iter()
        .map(|area| {
            let own = findings.areas.get(*area);
            let has_page = findings.areas.has_profile(*area);
            GridHead {
                text: own.name.clone(),
                href: has_page.then(|| relative(from, &addresses.area(&own.slug))),
                ..GridHead::default()
            }
        })
        .collect();
    let illustrative = lines.iter().any(|line| line.found.illustrative);
    let sections = if columns.len() <= COLUMNS {
        areas_as_columns(publication, sheet, heads, lines)
    } else {
        areas_as_rows(publication, sheet, heads, lines)
    };
    used.reasons.sort_unstable();
    used.reasons.dedup();
    Made { sections, reasons: used.reasons, marks: used.marks, illustrative }
}

/// The parts of the grid by theme.
fn by_theme<'a>(lines: Vec<Line<'a>>) -> Vec<(String, Vec<Line<'a>>)> {
    let mut themes: Vec<(String, Vec<Line<'a>>)> = Vec::new();
    for line in lines {
        let theme = &line.found.indicator.theme;
        match themes.last_mut() {
            Some((last, lines)) if last == theme => lines.push(line),
            _ => themes.push((theme.clone(), vec![line])),
        }
    }
    themes
}

/// One table: an indicator a row, an area a column.
fn areas_as_columns(
    publication: &Publication,
    sheet: &Sheet,
    heads: Vec<GridHead>,
    lines: Vec<Line<'_>>,
) -> Vec<GridSection> {
    if lines.is_empty() {
        return Vec::new();
    }
    let parent = &publication.findings.areas.get(sheet.parent).name;
    let title = format!("{parent} and its {}", sheet.plural(&publication.findings));
    let row = |line: Line<'_>| GridRow { head: line.head, cells: line.cells };
    let groups = by_theme(lines)
        .into_iter()
        .map(|(title, lines)| GridGroup { title, rows: lines.into_iter().map(row).collect() });
    let grid = Grid {
        id: "grid-1".to_owned(),
        caption: format!("{title}: each indicator in its latest period, beside its benchmark"),
        corner: "Indicator".to_owned(),
        columns: heads,
        groups: groups.collect(),
    };
    vec![GridSection { title, anchor: "grid".to_owned(), grids: vec![grid] }]
}

/// Tables of a few indicators each: an area a row.
fn areas_as_rows(
    publication: &Publication,
    sheet: &Sheet,
    heads: Vec<GridHead>,
    lines: Vec<Line<'_>>,
) -> Vec<GridSection> {
    let whole = sheet.title(&publication.findings);
    let mut count = 0;
    let mut sections = Vec::new();
    for (theme, lines) in by_theme(lines) {
        let anchor = format!("grid-of-{}", crate::model::area::slug(&theme));
        let tables = lines.len().div_ceil(INDICATORS).max(1);
        let grids = lines
            .chunks(lines.len().div_ceil(tables))
            .map(|lines| {
                count += 1;
                let first = count == 1;
                let row = |(index, head): (usize, &GridHead)| GridRow {
                    // A name leads to its page where it first stands.
                    head: GridHead { href: head.href.clone().filter(|_| first), ..head.clone() },
                    cells: lines.iter().filter_map(|line| line.cells.get(index).cloned()).collect(),
                };
                let names: Vec<String> = lines.iter().map(|line| sentence::lower_first(&line.head.text)).collect();
                Grid {
                    id: format!("grid-{count}"),
                    caption: format!("{whole}: {}", number::series(&names)),
                    corner: "Area".to_owned(),
                    columns: lines.iter().map(|line| line.head.clone()).collect(),
                    groups: vec![GridGroup { title: String::new(), rows: heads.iter().enumerate().map(row).collect() }],
                }
            })
            .collect();
        sections.push(GridSection { title: theme, anchor, grids });
    }
    sections
}
