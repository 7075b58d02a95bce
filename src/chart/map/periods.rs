//! Maps of several periods: one drawing whose areas have a class for each, the latest of which is drawn.
//!
//! Comes in: an indicator with numbers of at least two periods. Goes out: rows with a series for each, inks for the
//! script that moves between them, and a small map of each. The classes are made of the released values of all
//! periods, so a colour means the same in each. Says when there is one period only, or more than can be looked over.

use super::{classes, data, hatched, placed};
use crate::chart::canvas::{Canvas, Ends, Frame, Look};
use crate::chart::classes::Classes;
use crate::chart::palette::Ink;
use crate::chart::rows::{Place, Role, Row, Rows, Series};
use crate::chart::{bar, fault, select, text, words};
use crate::compare::{Findings, apart};
use crate::model::cell::{Cell, Shorthand};
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result, counted};

/// How many periods one map may have.
const MOST: usize = 24;

/// The width of a small map.
const SMALL: f64 = 200.0;

/// Rows of all periods, with a series for each, first to last. The steps are those of the last.
pub(super) fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?[0];
    let chosen = select::areas(spec, findings);
    let periods = apart::periods(found, &chosen, spec.from, spec.to.or(spec.period));
    let (Some(first), Some(last)) = (periods.first().copied(), periods.last().copied()) else {
        return select::at_once(report, spec, findings);
    };
    if periods.len() < 2 {
        let what = format!("asks for a map of all periods, and these areas have numbers of one only, {last}");
        return Err(report.add(fault(spec, &what).help("take out `periods:`")));
    }
    if periods.len() > MOST {
        let what = format!("maps {}, and {MOST} can be looked over", counted(periods.len(), "period"));
        let from = periods[periods.len() - MOST];
        return Err(report.add(fault(spec, &what).help(format!("add `from: {}`, or a later one", from.id()))));
    }
    let now = select::at_once(report, &Spec { period: Some(last), ..spec.clone() }, findings)?;
    let series = periods.iter().map(|period| Series { name: name(*period), role: Role::Subject }).collect();
    let mut all = Vec::with_capacity(now.rows.len() * periods.len());
    for own in &now.rows {
        for (series, period) in periods.iter().enumerate() {
            let finding = found.at(own.area.id, *period);
            let cell = finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone());
            let words = words::row(&now.measure, &period.to_string(), &cell);
            let place: Place = own.area.clone();
            let row = Row::new((own.step, series), &own.indicator, (place, *period), cell, words);
            let breaks = found.breaks_between(*period, last).into_iter().map(|found| found.period).collect();
            let comparison = finding.and_then(|finding| finding.comparison);
            all.push(Row { comparison, breaks, ..row });
        }
    }
    Ok(Rows { series, rows: all, benchmark: None, period: format!("{first} to {last}"), ..now })
}

/// Whether it is a map of several periods.
pub(super) fn several(rows: &Rows) -> bool {
    rows.series.len() > 1
}

/// The rows of the last period, as if they were all.
pub(super) fn latest(rows: &Rows) -> Rows {
    let last = rows.series.len().saturating_sub(1);
    let own = rows.of_series(last).map(|row| Row { series: 0, ..row.clone() }).collect();
    Rows { rows: own, series: rows.series[last..].to_vec(), ..rows.clone() }
}

/// What the drawing says of the last period, and that colours mean the same in all.
pub(super) fn sentence(rows: &Rows) -> String {
    let now = latest(rows);
    let mut parts = vec![bar::extremes(&now)];
    parts.extend(words::missing(&now, bar::noun(&now)));
    let count = rows.series.len();
    let (first, last) = (rows.at(0, 0).period, rows.at(0, count - 1).period);
    let all = if count == 2 { "both periods,".to_owned() } else { format!("all {} from", counted(count, "period")) };
    let to = if count == 2 { "and" } else { "to" };
    parts.push(format!("The classes are the same for {all} {first} {to} {last}, so a colour means the same in each."));
    let broken = words::broken(rows);
    parts.extend((!broken.is_empty()).then(|| broken.trim().to_owned()));
    parts.push(words::caution(rows));
    parts.join(" ")
}

fn name(period: Period) -> String {
    text::sentence_case(&period.to_string())
}

/// The ink of a row.
pub(super) fn ink(classes: &Classes, row: &Row) -> Ink {
    row.value().map_or(Ink::NoData, |value| Ink::Class(classes.ink(classes.of(value))))
}

/// The ink of each period of a step, a letter each: the number of a class, or `x` where there is no number.
pub(super) fn inks(rows: &Rows, classes: &Classes, step: usize) -> String {
    let letter = |series: usize| match ink(classes, rows.at(step, series)) {
        Ink::Class(index) => char::from(b'1' + index),
        _ => 'x',
    };
    (0..rows.series.len()).map(letter).collect()
}

/// A period of a map, with a small map of it.
#[derive(Debug, Clone)]
pub struct Each {
    /// The id of the period, for addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name within a sentence.
    pub words: String,
    /// How many areas have no number in it.
    pub missing: usize,
    /// A drawing without names and legend, which stand at the large one.
    pub svg: String,
}

/// Every period of a map of several, first to last; of any other figure none.
pub fn each(rows: &Rows) -> Vec<Each> {
    let Some(ground) = rows.ground.as_ref().filter(|_| several(rows)) else { return Vec::new() };
    let classes = classes(rows);
    let (placed, height) = placed(&ground.topology, SMALL, 0.0);
    let outlines = placed.outlines();
    let parent =
        |step: usize| ground.areas.get(rows.at(step, 0).area.id).parent.map_or(usize::MAX, |parent| parent.0 as usize);
    let parted = (0..rows.steps.len()).any(|step| parent(step) != parent(0));
    let around: String = placed
        .between(|step| if parted { parent(step) } else { step })
        .into_iter()
        .map(|line| data(line, Ends::Open, Frame::Narrow))
        .collect();
    let drawing = |(series, own): (usize, &Series)| {
        let canvas = Canvas::new(Frame::Narrow, Look::Page);
        // Areas of one ink are one path: nobody points at these.
        for index in 0..5 {
            let shapes: String = rows
                .of_series(series)
                .filter(|row| ink(&classes, row) == Ink::Class(index))
                .filter_map(|row| outlines.get(&row.step))
                .flatten()
                .map(|ring| data(ring, Ends::Closed, Frame::Narrow))
                .collect();
            if !shapes.is_empty() {
                canvas.path(&shapes, &format!("shape {}", Ink::Class(index).class()));
            }
        }
        let without: Vec<&Row> = rows.of_series(series).filter(|row| row.estimate().is_none()).collect();
        for row in &without {
            if let Some(outline) = outlines.get(&row.step) {
                let shape: String = outline.iter().map(|ring| data(ring, Ends::Closed, Frame::Narrow)).collect();
                canvas.path(&shape, "shape no-data");
                canvas.hatch(&hatched(outline));
            }
        }
        canvas.path(&around, "outline");
        let period = rows.rows[series].period;
        let mut label = String::new();
        text::escape(&mut label, &format!("Map, {period}"));
        let svg = format!(
            r#"<svg class="small chart" role="img" aria-label="{label}" viewBox="0 0 {SMALL} {height:.0}">{}</svg>"#,
            canvas.into_markup()
        );
        Each { id: period.id(), name: own.name.clone(), words: period.to_string(), missing: without.len(), svg }
    };
    rows.series.iter().enumerate().map(drawing).collect()
}
