//! Changes: many areas between two periods, each as a range around a line at no change.
//!
//! Comes in: what an author asks for and what `compare` says of each area. Goes out: a mark for each area, or
//! words where no percentage may be said. Wrong can be: two periods that cannot be compared. It computes
//! nothing.

mod drawing;

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, gap, select, text, twice, words};
use crate::compare::change::{Compared, Total, of_areas, total};
use crate::compare::{Change, Direction, Findings, Lengths};
use crate::content::sentence;
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::Estimate;
use crate::model::indicator::ChangeForm;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: change`.
#[derive(Debug)]
pub struct ChangeChart;

/// What is drawn of each row, by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    form: ChangeForm,
    drawn: Vec<Drawn>,
    total: Option<String>,
    /// That the two periods differ in days and changes are those of an average day.
    days: Option<String>,
}

/// One area: a point with its ranges, or words in their place.
#[derive(Debug, Clone, PartialEq)]
struct Drawn {
    counts: String,
    point: Option<f64>,
    rounding: Option<(f64, f64)>,
    limits: Option<(f64, f64)>,
    instead: String,
}

impl Chart for ChangeChart {
    fn kind(&self) -> &'static str {
        "change"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Changes(changes) = &rows.overlay {
            drawing::draw(rows, changes, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let said = |reading: &str| rows.rows.iter().filter(|row| row.reading.as_deref() == Some(reading)).count();
        let (rose, fell) = (said("rose"), said("fell"));
        let unclear = rows.rows.len() - rose - fell;
        let mut parts = vec![format!(
            "Of {} areas, {rose} rose and {fell} fell by more than chance and rounding explain; of {unclear} that cannot be told.",
            rows.rows.len()
        )];
        if let Overlay::Changes(changes) = &rows.overlay {
            parts.extend(changes.total.clone());
            parts.extend(changes.days.clone());
        }
        parts.push("Two periods are no trend, and no cause is shown.".to_owned());
        parts.push(words::caution(rows));
        parts.join(" ")
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    if spec.by.is_some() || spec.indicators.len() > 1 {
        let what = "asks for the change of more than one number in each area";
        return Err(report.add(fault(spec, what).help("take out `by`, and name one indicator")));
    }
    let found = select::indicators(report, spec, findings)?[0];
    let (from, to) = twice::periods(report, spec, found)?;
    let chosen = twice::areas(spec, findings);
    let name = |area: &AreaId| findings.areas.get(*area).name.clone();
    let compared = of_areas(found, &chosen, from, to);
    let per_day = compared.iter().flat_map(|one| &one.change).any(|change| change.lengths == Lengths::PerDay);
    let lengths = if per_day { Lengths::PerDay } else { Lengths::AsTheyAre };
    let measure = select::measure(&[found]);
    let rounded = found.said().rounded > 1;
    let form = found.indicator.change;
    let mut rows = Rows {
        series: vec![Series { name: String::new(), role: Role::Subject }],
        period: format!("{from} and {to}"),
        place: text::listed(
            &chosen.iter().map(name).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>(),
        ),
        reading: Some("Reading".to_owned()),
        value: Some(text::sentence_case(&to.to_string())),
        extras: columns(from, form, rounded, measure.decimals, lengths),
        ..Rows::new(measure, Along::Areas)
    };
    let mut drawn = Vec::new();
    for (step, one) in compared.iter().enumerate() {
        let label = name(&one.area);
        let reading = reading(one.change.as_ref());
        let own = drawn_of(one, form, rounded, rows.measure.decimals);
        let place = Place::of(&findings.areas, one.area);
        let marked = spec.marked.contains(&one.area);
        let words = format!("{label}: {}, {}{reading}", own.counts, own.said(form));
        rows.steps.push(Step {
            label: label.clone(),
            short: label,
            at: step as f64,
            area: Some(place.clone()),
            marked,
            words,
        });
        rows.rows.push(Row {
            step,
            series: 0,
            indicator: found.indicator.short.clone(),
            area: place,
            period: to,
            breakdown: String::new(),
            // The limits of the later count alone say nothing of the change.
            cell: bare(&one.later),
            comparison: None,
            breaks: Vec::new(),
            words: own.counts.clone(),
            reading: Some(reading.to_owned()),
            extras: extras(one, &own, form, rounded, rows.measure.decimals),
        });
        drawn.push(own);
    }
    let sum = total(&compared, found.said()).map(|sum| Total { rounding: sum.rounding.filter(|_| !per_day), ..sum });
    let sum = sum.map(|sum| total_words(&sum, form, from, to));
    let days = from.days().zip(to.days()).filter(|_| per_day).map(|(first, second)| {
        format!("{from} has {first} days and {to} {second}, so each change is that of an average day.")
    });
    rows.overlay = Overlay::Changes(Changes { form, drawn, total: sum, days });
    select::drawable(report, spec, rows)
}

/// A cell without its limits.
pub(super) fn bare(cell: &Cell) -> Cell {
    match cell {
        Cell::Value(estimate) => Cell::Value(Estimate { interval: None, outer: None, ..estimate.clone() }),
        Cell::Missing(reason) => Cell::Missing(*reason),
    }
}

fn reading(change: Option<&Change>) -> &'static str {
    match change.map(|change| change.direction) {
        Some(Direction::Rose) => "rose",
        Some(Direction::Fell) => "fell",
        Some(Direction::NotClear | Direction::NotJudged) => "cannot be told",
        None => "a number is missing",
    }
}

impl Drawn {
    /// Its ranges in words, ready to stand before a reading.
    fn said(&self, form: ChangeForm) -> String {
        let of = |(low, high)| span(form, (low, high));
        let rounding = self.rounding.map(|range| format!("{} from rounding alone, ", of(range)));
        let chance = self.limits.map(|range| format!("{} with chance, ", of(range)));
        let instead = if self.instead.is_empty() { None } else { Some(format!("{}, ", self.instead)) };
        [rounding, chance, instead].into_iter().flatten().collect()
    }
}

fn drawn_of(one: &Compared, form: ChangeForm, rounded: bool, decimals: usize) -> Drawn {
    let number = |cell: &Cell| match (cell.estimate(), cell.shorthand()) {
        (Some(found), _) => text::number(found.value, decimals),
        (None, reason) => reason.map_or_else(String::new, |reason| reason.symbol().to_owned()),
    };
    let counts = format!("{} to {}", number(&one.earlier), number(&one.later));
    let nothing = Drawn { counts, point: None, rounding: None, limits: None, instead: String::new() };
    let Some(change) = &one.change else {
        let reason = one.earlier.shorthand().or(one.later.shorthand()).map_or("", gap::brief);
        return Drawn { instead: reason.to_owned(), ..nothing };
    };
    match (form, change.relative) {
        (ChangeForm::Difference, _) => {
            Drawn { point: Some(change.difference), limits: change.difference_limits, ..nothing }
        }
        (ChangeForm::Percentage, Some(relative)) => Drawn {
            point: Some(relative * 100.0),
            rounding: change.rounding.filter(|_| rounded).map(hundred),
            limits: change.limits.map(hundred),
            ..nothing
        },
        (ChangeForm::Percentage, None) => Drawn { instead: "no percentage: fewer than 20".to_owned(), ..nothing },
    }
}

fn hundred((low, high): (f64, f64)) -> (f64, f64) {
    (low * 100.0, high * 100.0)
}

/// A range as a table prints it: `−21.4% to −2.6%`, `−17 to +9`.
fn span(form: ChangeForm, (low, high): (f64, f64)) -> String {
    format!("{} to {}", signed(form, low), signed(form, high))
}

fn signed(form: ChangeForm, value: f64) -> String {
    let plus = if value > 0.0 { "+" } else { "" };
    match form {
        ChangeForm::Percentage => format!("{plus}{}%", text::number(value, 1)),
        ChangeForm::Difference => format!("{plus}{}", text::number(value, 0)),
    }
}

fn columns(from: Period, form: ChangeForm, rounded: bool, decimals: usize, lengths: Lengths) -> Vec<ExtraColumn> {
    let words = |title: &str| ExtraColumn { title: title.to_owned(), decimals };
    let mut all = vec![words(&text::sentence_case(&from.to_string())), words("Difference")];
    match form {
        ChangeForm::Difference => all.push(words("Difference, with chance")),
        ChangeForm::Percentage => {
            all.push(words(match lengths {
                Lengths::AsTheyAre => "Change that the printed counts give",
                Lengths::PerDay => "Change per day",
            }));
            all.extend(rounded.then(|| words("From rounding alone")));
            all.push(words(if rounded { "With rounding and chance" } else { "With chance" }));
        }
    }
    all
}

fn extras(one: &Compared, own: &Drawn, form: ChangeForm, rounded: bool, decimals: usize) -> Vec<Extra> {
    let none = || Extra::Missing(Shorthand::NotApplicable);
    let of = |range: Option<(f64, f64)>| range.map_or_else(none, |range| Extra::Words(span(form, range)));
    let earlier = match (one.earlier.estimate(), one.earlier.shorthand()) {
        (Some(found), _) => Extra::Number(found.value),
        (None, reason) => Extra::Missing(reason.unwrap_or(Shorthand::NotAvailable)),
    };
    let difference = one.change.as_ref().map_or_else(none, |change| {
        let plus = if change.difference > 0.0 { "+" } else { "" };
        Extra::Words(format!("{plus}{}", text::number(change.difference, decimals)))
    });
    let mut all = vec![earlier, difference];
    if form == ChangeForm::Percentage {
        all.push(own.point.map_or_else(none, |point| Extra::Words(signed(form, point))));
        all.extend(rounded.then(|| of(own.rounding)));
    }
    all.push(of(own.limits));
    all
}

fn total_words(sum: &Total, form: ChangeForm, from: Period, to: Period) -> String {
    let number = |value: f64| text::number(value, 0);
    let left = match sum.left_out {
        0 => String::new(),
        count => format!(" ({count} without both numbers left out)"),
    };
    let range = sum.rounding.filter(|_| form == ChangeForm::Percentage);
    let range =
        range.map_or_else(String::new, |range| format!(", and rounding alone allows {}", sentence::from_to(range)));
    format!(
        "Together the {} areas{left} went from {} {} to {} {}{range}.",
        sum.areas,
        number(sum.earlier),
        words::when(from),
        number(sum.later),
        words::when(to)
    )
}
