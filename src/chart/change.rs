//! Changes: many areas between two periods, each as a range around a line at no change.
//!
//! Comes in: what an author asks for and what `compare` says of each area. Goes out: a mark for each area, or
//! words where no percentage may be said. Wrong can be: two periods that cannot be compared. It computes
//! nothing.

use super::axis::{Bounds, Plot, range, tick_labels, ticks};
use super::canvas::{Anchor, Canvas, Frame, Mark};
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, gap, select, text, words};
use crate::compare::change::{Compared, of_areas, total};
use crate::compare::{Change, Direction, Findings};
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
            draw(rows, changes, canvas);
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
    let periods = found.periods();
    let to = spec.to.or(spec.period).or_else(|| found.latest());
    let comparable = |from: Period, to: Period| from < to && !from.overlaps(to) && from.is_like(to);
    let from = spec.from.or_else(|| periods.iter().copied().find(|from| to.is_some_and(|to| comparable(*from, to))));
    let (Some(from), Some(to)) = (from, to) else {
        let what = "has no two periods to compare";
        return Err(report.add(fault(spec, what).help("choose an indicator that is published for two periods")));
    };
    if !comparable(from, to) {
        let what = format!("compares {to} with {from}, which is no earlier period of the same kind");
        let help = "name an earlier `from:` and a later `to:` of the same length that share no month";
        return Err(report.add(fault(spec, &what).help(help)));
    }
    if let [.., last] = found.breaks_between(from, to).as_slice() {
        let what = format!("compares {from} with {to}, and a break in series stands between them");
        let note = format!("it is declared under `breaks:`: {}", last.why.trim_end_matches('.'));
        return Err(report.add(fault(spec, &what).note(note).help("choose two periods on one side of it")));
    }
    let mut chosen: Vec<AreaId> = spec.areas.clone();
    chosen.extend(spec.level.map(|level| findings.areas_of(level)).unwrap_or_default());
    let name = |area: &AreaId| findings.areas.get(*area).name.clone();
    // By name: an order by size of change would be a league table.
    chosen.sort_by_cached_key(|area| (name(area), *area));
    chosen.dedup();
    let compared = of_areas(found, &chosen, from, to);
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
        extras: columns(from, form, rounded, measure.decimals),
        ..Rows::new(measure, Along::Areas)
    };
    let mut drawn = Vec::new();
    for (step, one) in compared.iter().enumerate() {
        let label = name(&one.area);
        let reading = reading(one.change.as_ref());
        let own = drawn_of(one, form, rounded, rows.measure.decimals);
        let place = Place::of(&findings.areas, one.area);
        let marked = spec.marked == Some(one.area);
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
    let sum = total(&compared, found.said()).map(|sum| total_words(&sum, form, from, to));
    rows.overlay = Overlay::Changes(Changes { form, drawn, total: sum });
    select::drawable(report, spec, rows)
}

fn bare(cell: &Cell) -> Cell {
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

fn columns(from: Period, form: ChangeForm, rounded: bool, decimals: usize) -> Vec<ExtraColumn> {
    let words = |title: &str| ExtraColumn { title: title.to_owned(), decimals };
    let mut all = vec![words(&text::sentence_case(&from.to_string())), words("Difference")];
    match form {
        ChangeForm::Difference => all.push(words("Difference, with chance")),
        ChangeForm::Percentage => {
            all.push(words("Change that the printed counts give"));
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

fn total_words(sum: &crate::compare::change::Total, form: ChangeForm, from: Period, to: Period) -> String {
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

const LEAN: f64 = 14.0;

fn draw(rows: &Rows, changes: &Changes, canvas: &Canvas) {
    canvas.read_along("y");
    let wide = canvas.frame() == Frame::Wide;
    let rounding = changes.drawn.iter().any(|one| one.rounding.is_some());
    let mut y = key(canvas, changes.form, rounding);
    let counts = changes.drawn.iter().map(|one| text::width(&one.counts)).fold(0.0, f64::max);
    let longest = rows.steps.iter().map(|step| text::strong_width(&step.label)).fold(0.0, f64::max);
    let (left, right) = if wide {
        (longest.min(200.0) + 12.0 + counts + 16.0, canvas.width() - LEAN)
    } else {
        (LEAN, canvas.width() - LEAN)
    };
    let head = y + 14.0;
    if wide {
        canvas.text(left - 16.0, head, Anchor::End, "tick", "from, to");
    }
    let (less, more) = ("\u{2190} fewer", "more \u{2192}");
    y += text::LINE + 4.0;
    let top = y;
    let limit = if wide { 200.0 } else { canvas.width() - counts - 12.0 };
    let mut slots = Vec::new();
    for step in &rows.steps {
        let lines = text::wrap(&step.label, limit / 1.07);
        let high = lines.len() as f64 * text::LINE;
        if wide {
            let slot = high.max(20.0) + 6.0;
            slots.push((lines, y + (slot - high) / 2.0 + 13.5, y + slot / 2.0));
            y += slot;
        } else {
            slots.push((lines, y + 14.0, y + high + 11.0));
            y += high + 28.0;
        }
    }
    let bottom = y + 2.0;
    canvas.set_height(bottom + 30.0);
    let ends = changes.drawn.iter().flat_map(|one| {
        let pair = |range: Option<(f64, f64)>| range.map_or([None, None], |(low, high)| [Some(low), Some(high)]);
        [one.point].into_iter().chain(pair(one.rounding)).chain(pair(one.limits)).flatten()
    });
    let extent = ends.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let scale = range(Some(extent));
    let plot = Plot::new(canvas, Bounds { left, top, right, bottom }, scale.clone(), bottom..top);
    let zero = plot.place(0.0, top).0;
    let marks = ticks(&scale, 0);
    let unit = if changes.form == ChangeForm::Percentage { "%" } else { "" };
    canvas.line((left, bottom), (right, bottom), "axis");
    for (tick, label) in marks.iter().zip(tick_labels(&marks)) {
        let at = plot.place(*tick, bottom).0;
        let label = format!("{}{label}{unit}", if *tick > 0.0 { "+" } else { "" });
        let half = text::width(&label) / 2.0;
        canvas.line((at, bottom), (at, bottom + 5.0), "tick");
        canvas.text(at.clamp(half, canvas.width() - half), bottom + 20.0, Anchor::Middle, "tick", &label);
    }
    if zero - left > text::width(less) + 8.0 {
        canvas.text(zero - 6.0, head, Anchor::End, "tick", less);
    }
    if right - zero > text::width(more) + 8.0 {
        canvas.text(zero + 6.0, head, Anchor::Start, "tick", more);
    }
    let stretches =
        if wide { vec![(top, bottom)] } else { slots.iter().map(|(.., at)| (at - 9.0, at + 9.0)).collect() };
    for (from, to) in stretches {
        canvas.line((zero, from), (zero, to), "zero");
    }
    for (step, (lines, base, middle)) in slots.iter().enumerate() {
        let own = &changes.drawn[step];
        let class = if rows.steps[step].marked { "label strong" } else { "label" };
        let (x, anchor) = if wide { (left - counts - 28.0, Anchor::End) } else { (0.0, Anchor::Start) };
        for (line, words) in lines.iter().enumerate() {
            canvas.text(x, base + line as f64 * text::LINE, anchor, class, words);
        }
        let beside = if wide { left - 16.0 } else { canvas.width() };
        canvas.text(beside, if wide { middle + 5.0 } else { *base }, Anchor::End, "tick", &own.counts);
        canvas.mark(Mark { step, series: 0, at: Some(*middle) }, || area(canvas, &plot, own, *middle, zero));
    }
    canvas.hair((0.0, top), (canvas.width(), top));
}

fn area(canvas: &Canvas, plot: &Plot<'_>, own: &Drawn, middle: f64, zero: f64) {
    let place = |value: f64| plot.place(value, plot.frame.top).0;
    if !own.instead.is_empty() {
        let wide = text::width(&own.instead);
        let room = plot.frame.right - zero - 8.0;
        let (x, anchor) = if wide <= room {
            (zero + 8.0, Anchor::Start)
        } else if zero - plot.frame.left > wide {
            (zero - 8.0, Anchor::End)
        } else {
            (plot.frame.right, Anchor::End)
        };
        canvas.text(x, middle + 5.0, anchor, "tick", &own.instead);
    }
    if let Some((low, high)) = own.rounding {
        canvas.rect((place(low), middle - 6.0), (place(high), middle + 6.0), "class-3");
    }
    if let Some((low, high)) = own.limits {
        whisker(canvas, (place(low), place(high)), middle);
    }
    if let Some(point) = own.point {
        canvas.marker((place(point), middle), 0, "series-1");
    }
}

fn whisker(canvas: &Canvas, (from, to): (f64, f64), middle: f64) {
    let up = middle - 4.0;
    canvas.path(&format!("M{from:.1} {up:.1}v8M{from:.1} {middle:.1}H{to:.1}M{to:.1} {up:.1}v8"), "line interval");
}

/// The key above the drawing; the height it takes.
fn key(canvas: &Canvas, form: ChangeForm, rounding: bool) -> f64 {
    let mut entries = vec![match form {
        ChangeForm::Percentage => "the change that the printed counts give",
        ChangeForm::Difference => "the difference of the two counts",
    }];
    if rounding {
        entries.push("what rounding alone allows");
    }
    entries.push(if rounding { "with chance on top, 95% limits" } else { "what chance allows, 95% limits" });
    let last = entries.len() - 1;
    for (index, words) in entries.iter().enumerate() {
        let y = index as f64 * 20.0;
        let middle = y + 9.0;
        match index {
            0 => canvas.marker((16.0, middle), 0, "series-1"),
            _ if index == last => whisker(canvas, (2.0, 30.0), middle),
            _ => canvas.rect((4.0, middle - 6.0), (28.0, middle + 6.0), "class-3"),
        }
        canvas.text(42.0, y + 14.0, Anchor::Start, "label", words);
    }
    entries.len() as f64 * 20.0 + 4.0
}
