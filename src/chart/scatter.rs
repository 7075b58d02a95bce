//! Scatters: two measures of the same areas against each other, a dot for each area.
//!
//! In comes an indicator and the one it is set against. An area that lacks one of the two has no place and is
//! listed. Which areas have their name beside the dot is a rule that the words state; no line is drawn through.

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, change, fault, select, text, words};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

mod drawing;

/// Draws `kind: scatter`.
#[derive(Debug)]
pub struct Scatter;

/// The second measure of each area, by step, and what stands beside the dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    /// The second number; none where either of the two is missing.
    across: Vec<Option<f64>>,
    /// The second number as it is printed, or the sign in its place.
    printed: Vec<String>,
    /// What is measured upwards and across, each with its period.
    titles: [String; 2],
    /// Their names in a sentence.
    shorts: [String; 2],
    decimals: usize,
    /// The steps whose names are drawn.
    named: Vec<usize>,
    /// The area that both are compared with: its name, and its two numbers.
    benchmark: Option<(String, f64, f64)>,
}

/// So many areas or fewer have all their names; of more, those at the ends.
const ALL_NAMED: usize = 8;

impl Chart for Scatter {
    fn kind(&self) -> &'static str {
        "scatter"
    }

    fn options(&self) -> &'static [&'static str] {
        &["against"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Pairs(pairs) = &rows.overlay {
            drawing::draw(rows, pairs, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        let Overlay::Pairs(pairs) = &rows.overlay else { return words::caution(rows) };
        sentence(rows, pairs)
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let found = select::indicators(report, spec, findings)?[0];
    if spec.by.is_some() {
        let what = "sets more than one number of each area against another";
        return Err(report.add(fault(spec, what).help("take out `by`")));
    }
    let other = spec.options.against.as_ref().and_then(|(id, place)| Some((findings.get(id)?, place)));
    let Some((other, place)) = other else {
        let what = "sets a measure against nothing";
        return Err(report.add(fault(spec, what).help("add `against:` and the other indicator")));
    };
    if other.indicator.id == found.indicator.id {
        let what = "sets a measure against itself";
        let help = "name another indicator under `against:`";
        return Err(report.add(fault(spec, what).at(place.clone()).label("the same indicator").help(help)));
    }
    let chosen = select::areas(spec, findings);
    let cell = |found: &IndicatorFindings, area: AreaId, period: Option<Period>| {
        let finding = period.and_then(|period| found.at(area, period));
        finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone())
    };
    let has_value = |found: &IndicatorFindings, period: Period| {
        chosen.iter().any(|area| cell(found, *area, Some(period)).estimate().is_some())
    };
    let last =
        |found: &IndicatorFindings| found.periods().iter().rev().copied().find(|period| has_value(found, *period));
    let up = spec.period.or_else(|| last(found));
    // The second measure is of the same period where it is published for it, and else of its latest.
    let across = up.filter(|period| has_value(other, *period)).or_else(|| last(other));
    let mut areas = chosen.clone();
    areas.sort_by_cached_key(|area| (select::full_name(findings, *area, &chosen), *area));
    let measure = select::measure(&[found]);
    let beside = select::measure(&[other]);
    let (Some(up), Some(across)) = (up, across) else {
        return select::drawable(report, spec, Rows::new(measure, Along::Areas));
    };
    let title = |measure: &super::rows::Measure, period: Period| {
        let unit = if measure.unit.is_empty() { String::new() } else { format!(", {}", measure.unit) };
        format!("{}{unit}, {period}", measure.short)
    };
    let titles = [title(&measure, up), title(&beside, across)];
    let shorts = [measure.short.clone(), beside.short.clone()];
    let mut rows = Rows {
        series: vec![Series { name: String::new(), role: Role::Subject }],
        period: if up == across { up.to_string() } else { format!("{up} and {across}") },
        place: select::places(spec, findings, &chosen),
        value: Some(titles[0].clone()),
        extras: vec![ExtraColumn { title: titles[1].clone(), decimals: beside.decimals }],
        ..Rows::new(measure, Along::Areas)
    };
    rows.measure.title = format!("{} and {}", rows.measure.title, beside.title);
    rows.measure.indicators.push(other.indicator.id.clone());
    rows.measure.illustrative |= beside.illustrative;
    let mut values = Vec::with_capacity(areas.len());
    let mut printed = Vec::with_capacity(areas.len());
    for (step, area) in areas.iter().copied().enumerate() {
        let (own, second) = (cell(found, area, Some(up)), cell(other, area, Some(across)));
        let place = Place::of(&findings.areas, area);
        let label = select::full_name(findings, area, &chosen);
        let said = [words::row(&rows.measure, "", &own), words::row(&beside, "", &second)];
        let words = format!("{label}: {} {}; {} {}", shorts[0], said[0], shorts[1], said[1]);
        let value = second.estimate().map(|estimate| estimate.value);
        let missing = second.shorthand().unwrap_or(Shorthand::NotAvailable);
        let row = Row::new((step, 0), &found.indicator.short, (place.clone(), up), change::bare(&own), words.clone());
        let extras = vec![value.map_or(Extra::Missing(missing), Extra::Number)];
        printed.push(value.map_or_else(|| missing.symbol().to_owned(), |value| text::number(value, beside.decimals)));
        values.push(value.filter(|_| own.estimate().is_some()));
        rows.rows.push(Row { extras, ..row });
        let marked = spec.marked.contains(&area);
        rows.steps.push(Step { short: place.name.clone(), at: step as f64, area: Some(place), marked, words, label });
    }
    let both = found.benchmark.filter(|area| other.benchmark == Some(*area) && !chosen.contains(area));
    let benchmark = both.and_then(|area| {
        let value = |found: &IndicatorFindings, period| Some(cell(found, area, Some(period)).estimate()?.value);
        Some((findings.areas.get(area).name.clone(), value(found, up)?, value(other, across)?))
    });
    let named = named(&rows, &values);
    let decimals = beside.decimals;
    let across = values;
    rows.overlay = Overlay::Pairs(Box::new(Pairs { across, printed, titles, shorts, decimals, named, benchmark }));
    if rows.rows.iter().zip(placed(&rows)).any(|(_, placed)| placed) {
        return select::drawable(report, spec, rows);
    }
    let what = "has no area with both numbers";
    Err(report.add(fault(spec, what).help("choose other areas, or another indicator under `against:`")))
}

/// Whether each step has both numbers.
fn placed(rows: &Rows) -> Vec<bool> {
    match &rows.overlay {
        Overlay::Pairs(pairs) => {
            pairs.across.iter().zip(&rows.rows).map(|(across, row)| across.is_some() && row.value().is_some()).collect()
        }
        _ => Vec::new(),
    }
}

/// The steps at an end of either measure, and the marked one; all, where there are few.
fn named(rows: &Rows, across: &[Option<f64>]) -> Vec<usize> {
    let both: Vec<(usize, [f64; 2])> =
        rows.rows.iter().zip(across).filter_map(|(row, across)| Some((row.step, [row.value()?, (*across)?]))).collect();
    if both.len() <= ALL_NAMED {
        return both.into_iter().map(|(step, _)| step).collect();
    }
    let mut named: Vec<usize> =
        rows.steps.iter().enumerate().filter(|(_, step)| step.marked).map(|(at, _)| at).collect();
    named.retain(|step| both.iter().any(|(own, _)| own == step));
    for side in 0..2 {
        for way in [1.0, -1.0] {
            let best = both.iter().map(|(_, pair)| pair[side] * way).fold(f64::NEG_INFINITY, f64::max);
            let ends: Vec<usize> =
                both.iter().filter(|(_, pair)| pair[side] * way >= best).map(|(step, _)| *step).collect();
            // Several at one end are none that stands out.
            if let [one] = ends[..] {
                named.push(one);
            }
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

fn sentence(rows: &Rows, pairs: &Pairs) -> String {
    let both: Vec<(&Row, f64)> = rows
        .rows
        .iter()
        .zip(&pairs.across)
        .filter_map(|(row, across)| row.value().and(*across).map(|across| (row, across)))
        .collect();
    let have = if both.len() == 1 { "area has" } else { "areas have" };
    let mut parts = vec![format!("{} {have} both numbers.", both.len())];
    let own = |row: &Row| row.estimate().map_or_else(String::new, |found| rows.measure.value(found));
    let other = |row: &Row| pairs.printed[row.step].as_str();
    let up = both.iter().max_by(|a, b| a.0.value().unwrap_or_default().total_cmp(&b.0.value().unwrap_or_default()));
    let across = both.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    if let (Some((first, _)), Some((second, _))) = (up, across)
        && both.len() > 1
    {
        let [up, across] = &pairs.shorts;
        let name = |row: &Row| &rows.steps[row.step].label;
        parts.push(if first.step == second.step {
            format!("Both are highest in {}: {up} {} and {across} {}.", name(first), own(first), other(first))
        } else {
            format!(
                "{up} is highest in {}, {}, where {across} is {}; {across} is highest in {}, {}, where {up} is {}.",
                name(first),
                own(first),
                other(first),
                name(second),
                other(second),
                own(second)
            )
        });
    }
    let left = rows.rows.len() - both.len();
    if left > 0 {
        let lack = if left == 1 { "area lacks" } else { "areas lack" };
        parts.push(format!("{left} {lack} one of the two and {} no place.", if left == 1 { "has" } else { "have" }));
    }
    if both.len() > ALL_NAMED {
        parts.push("Named are the areas at either end of each measure, where one stands alone there.".to_owned());
    }
    parts.push(
        "Two measures that go together do not show that one causes the other, and say nothing of any one person."
            .to_owned(),
    );
    parts.push(words::caution(rows));
    parts.join(" ")
}
