//! Calendars: a square for each month, a row for each year, the larger and darker the more.
//!
//! In come the months of one area. Says where the periods are no months, or the years too many. A withheld month is
//! hatched; the highest is outlined and named.

use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::cells::Cells;
use super::rows::{Along, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, select, text, words};
use crate::compare::Findings;
use crate::model::cell::{Cell, Shorthand};
use crate::model::period::{MONTHS, Period};
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: calendar`.
#[derive(Debug)]
pub struct Calendar;

/// How many years stand beside each other on a phone.
const YEARS: usize = 10;

impl Chart for Calendar {
    fn kind(&self) -> &'static str {
        "calendar"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        draw(rows, canvas);
    }

    fn sentence(&self, rows: &Rows) -> String {
        let mut parts = vec![extremes(rows)];
        parts.extend(words::missing(rows, "months"));
        if rows.measure.caution.is_none() {
            parts.push("Months differ in days and season, so look at the same month of other years.".to_owned());
        }
        let breaks = rows.rows.iter().any(|row| !row.breaks.is_empty());
        parts.extend(breaks.then(|| words::broken(rows).trim_start().to_owned()));
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?[0];
    if spec.by.is_some() {
        let what = "asks a calendar for more than one number in each month";
        return Err(report.add(fault(spec, what).help("take out `by`")));
    }
    let (1, None) = (spec.areas.len(), spec.level) else {
        let what = "asks for the calendar of no area, or of several";
        return Err(report.add(fault(spec, what).help("name one area under `areas:`")));
    };
    let area = spec.areas[0];
    let cell = |period: Period| {
        let finding = found.at(area, period);
        finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone())
    };
    let mut months: Vec<Period> = found.periods().iter().copied().filter(|period| period.is_month()).collect();
    if months.is_empty() {
        let what = format!("draws months, and {} is published for none", found.indicator.short);
        let help = "name an indicator that is published by month, or use `kind: line`";
        return Err(report.add(fault(spec, &what).help(help)));
    }
    months.retain(|month| spec.from.is_none_or(|from| *month >= from) && spec.to.is_none_or(|to| *month <= to));
    let known = |month: &&Period| cell(**month) != Cell::Missing(Shorthand::NotAvailable);
    let (first, last) = (months.iter().position(|month| known(&month)), months.iter().rposition(|month| known(&month)));
    let months = first.zip(last).map_or(&[][..], |(first, last)| &months[first..=last]);
    let mut rows = Rows::new(select::measure(&[found]), Along::Time);
    rows.place.clone_from(&findings.areas.get(area).name);
    rows.series = vec![Series { name: rows.place.clone(), role: Role::Subject }];
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return select::drawable(report, spec, rows);
    };
    let count = usize::try_from(last.end().0 - first.end().0 + 1).unwrap_or(usize::MAX);
    if count > YEARS {
        let what = format!("has {count} years of months, and {YEARS} stand beside each other on a phone");
        return Err(report.add(fault(spec, &what).help("name a later `from:` or an earlier `to:`")));
    }
    rows.period = if first == last { first.to_string() } else { format!("{first} to {last}") };
    let latest = months.iter().rev().copied().find(|month| cell(*month).estimate().is_some());
    for (step, month) in months.iter().copied().enumerate() {
        let cell = cell(month);
        let said = words::row(&rows.measure, "", &cell);
        let place = Place::of(&findings.areas, area);
        let mut row = Row::new((step, 0), &found.indicator.short, (place, month), cell, said);
        row.breaks = latest.map_or_else(Vec::new, |latest| {
            found.breaks_between(month, latest).into_iter().map(|broken| broken.period).collect()
        });
        let label = text::sentence_case(&month.to_string());
        let words = words::lone_step(&rows, &label, &row);
        rows.steps.push(Step { short: month.short(), at: month.position(), area: None, marked: false, words, label });
        rows.rows.push(row);
    }
    select::drawable(report, spec, rows)
}

/// The rows that share the greatest number, where there are few of them and others are lower.
fn peaks(rows: &Rows) -> Vec<&Row> {
    let most = rows.rows.iter().filter_map(Row::value).fold(f64::NEG_INFINITY, f64::max);
    let top: Vec<&Row> = rows.rows.iter().filter(|row| row.value() == Some(most)).collect();
    let shown = rows.rows.iter().filter(|row| row.estimate().is_some()).count();
    if top.len() > 3 || top.len() == shown { Vec::new() } else { top }
}

fn extremes(rows: &Rows) -> String {
    let mut valued: Vec<&Row> = rows.rows.iter().filter(|row| row.estimate().is_some()).collect();
    valued.sort_by(|a, b| a.value().unwrap_or_default().total_cmp(&b.value().unwrap_or_default()));
    let ends = valued.first().zip(valued.last());
    let Some((low, least, most)) = ends.and_then(|(low, high)| Some((low, low.estimate()?, high.estimate()?))) else {
        return "No value is shown.".to_owned();
    };
    let peaks = peaks(rows);
    if peaks.is_empty() {
        return if rows.measure.value(least) == rows.measure.value(most) {
            format!("All values are {}.", rows.measure.with_unit(most))
        } else {
            format!("The highest value, {}, comes in more than three months.", rows.measure.with_unit(most))
        };
    }
    let when: Vec<String> = peaks.iter().map(|row| words::when(row.period)).collect();
    let when: Vec<&str> = when.iter().map(String::as_str).collect();
    let alike = valued.iter().filter(|row| row.value() == low.value()).count();
    let lowest = if alike > 1 { format!("in {alike} months") } else { words::when(low.period) };
    format!(
        "The highest value, {}, is that {}; the lowest, {}, comes {lowest}.",
        rows.measure.with_unit(most),
        text::listed(&when),
        rows.measure.value(least)
    )
}

fn draw(rows: &Rows, canvas: &Canvas) {
    canvas.read_along("both");
    let (wide, width) = (canvas.frame() == Frame::Wide, canvas.width());
    let cells = Cells::new(rows, width);
    let years: Vec<i32> = match (rows.rows.first(), rows.rows.last()) {
        (Some(first), Some(last)) => (first.period.end().0..=last.period.end().0).collect(),
        _ => Vec::new(),
    };
    let (left, tall) = if wide { (48.0, 40.0) } else { (40.0, 28.0) };
    let (columns, lines) = if wide { (12, years.len()) } else { (years.len(), 12) };
    let broad = ((width - left) / columns.max(1) as f64).min(64.0);
    let peaks: Vec<usize> = peaks(rows).iter().map(|row| row.step).collect();
    let key = if peaks.is_empty() { 0.0 } else { 26.0 };
    let top = cells.bottom + key + 8.0 + text::LINE;
    let bottom = top + lines as f64 * tall;
    canvas.set_height(bottom + 4.0);
    cells.key(canvas);
    if !peaks.is_empty() {
        canvas.rect((1.0, cells.bottom), (19.0, cells.bottom + 18.0), "outline marked");
        canvas.text(26.0, cells.bottom + 14.0, Anchor::Start, "label", "the highest value");
    }
    let month = |index: usize| MONTHS[index][..3].to_owned();
    let year = |index: usize| {
        let whole = years[index].to_string();
        // A narrow column has room for the last two digits.
        if !wide && text::width(&whole) + 2.0 > broad {
            format!("\u{2019}{}", &whole[whole.len().saturating_sub(2)..])
        } else {
            whole
        }
    };
    for index in 0..columns {
        let head = if wide { month(index) } else { year(index) };
        canvas.text(left + (index as f64 + 0.5) * broad, top - 6.0, Anchor::Middle, "tick", &head);
    }
    for index in 0..lines {
        let head = if wide { year(index) } else { month(index) };
        canvas.text(left - 8.0, top + (index as f64 + 0.5) * tall + 5.0, Anchor::End, "tick", &head);
    }
    canvas.line((left, top), (left + columns as f64 * broad, top), "axis");
    let side = broad.min(tall) - 11.0;
    for row in &rows.rows {
        let (own, month) = row.period.end();
        let year = years.iter().position(|year| *year == own).unwrap_or(0);
        let month = month.saturating_sub(1) as usize;
        let (column, line) = if wide { (month, year) } else { (year, month) };
        let (x, y) = (left + (column as f64 + 0.5) * broad, top + (line as f64 + 0.5) * tall);
        canvas.mark(Mark { step: row.step, series: 0, at: None }, || {
            cells.put(canvas, row.value(), (x, y), side);
            if peaks.contains(&row.step) {
                // Paper between the square and the line around it, or the darkest squares hide it.
                let half = side / 2.0 + 3.5;
                canvas.rect((x - half, y - half), (x + half, y + half), "outline marked");
            }
        });
    }
}
