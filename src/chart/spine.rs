//! Spines: many indicators of one area, each among the areas of its kind, beside its benchmark.
//!
//! Comes in: one area, indicators and released cells. Goes out: a row for each indicator with its value, the range and
//! the middle half of all areas, the benchmark, and in words how it stands to that. Wrong can be: several areas, or
//! more indicators than can be looked over. What has no number has no place on its line.

mod drawing;

use std::collections::BTreeSet;

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Measure, Overlay, Place, Role, Row, Rows, Series, Step};
use super::scale::Scale;
use super::{Chart, fault, gap, select, text, words};
use crate::compare::{Comparison, Finding, Findings, IndicatorFindings};
use crate::content::sentence;
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::Polarity;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Report, Result};

/// Draws `kind: spine`.
#[derive(Debug)]
pub struct Spine;

/// As many rows as can be looked over.
const MOST: usize = 30;

/// More cautions than this nobody reads.
const CAUTIONS: usize = 2;

/// Fewer areas than this have no range worth the name.
const LEAST: usize = 3;

/// What an indicator is set among.
#[derive(Debug, Clone, PartialEq)]
pub struct Among {
    /// Its name, without unit and period.
    name: String,
    /// When its number is from.
    period: Period,
    /// Which way is better, in words; empty where neither is.
    better: &'static str,
    /// The released values of all areas of the kind, lowest first; none where they are too few.
    values: Vec<f64>,
    /// The name and the value of the benchmark, where it has one and is not the area itself.
    benchmark: Option<(String, f64)>,
}

impl Chart for Spine {
    fn kind(&self) -> &'static str {
        "spine"
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Spine(among) = &rows.overlay {
            drawing::draw(rows, among, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        summary(rows)
    }
}

/// Which way is better, as a row says it.
pub(super) fn better(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::LowIsGood => "lower is better",
        Polarity::HighIsGood => "higher is better",
        Polarity::NoJudgement => "",
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let [area] = spec.areas[..] else {
        let what = if spec.areas.is_empty() {
            "names no area, and a spine is of one"
        } else {
            "is of several areas, and a spine is of one"
        };
        return Err(report.add(fault(spec, what).help("name one under `areas:`, or use `kind: tartan` for several")));
    };
    if spec.level.is_some() || spec.by.is_some() {
        let what = "asks a spine for more than one number of each indicator";
        return Err(report.add(
            fault(spec, what)
                .help("take out `level:` and `by:`: each indicator is set among the areas of the same kind"),
        ));
    }
    let found: Vec<&IndicatorFindings> = spec.indicators.iter().filter_map(|name| findings.get(name)).collect();
    if found.len() > MOST {
        let what = format!("has {} indicators, and {MOST} can be looked over", found.len());
        return Err(report.add(fault(spec, &what).help("name fewer, or make a figure for each theme")));
    }
    if let Some(period) = spec.period
        && let Some(other) = found.iter().find(|found| !found.periods().contains(&period))
    {
        let what = format!("asks for {period}, and `{}` has no numbers for it", other.indicator.id);
        return Err(report.add(fault(spec, &what).help("take out `period:`, and each is shown for its latest")));
    }
    let place = Place::of(&findings.areas, area);
    let mut rows = Rows {
        series: vec![Series { name: place.name.clone(), role: Role::Subject }],
        place: place.name.clone(),
        value: Some("Value".to_owned()),
        reading: Some("Which way is better".to_owned()),
        extras: ["Benchmark", "Lowest published", "Highest published"]
            .map(|title| ExtraColumn { title: title.to_owned(), decimals: 0 })
            .to_vec(),
        ..Rows::new(measure(&found), Along::Indicators)
    };
    let mut among = Vec::with_capacity(found.len());
    for (step, found) in found.iter().enumerate() {
        let Some((period, finding)) = at(found, area, spec.period) else { continue };
        let own = set_among(findings, found, area, period);
        put(&mut rows, step, (found, &place), (period, finding), &own);
        among.push(own);
    }
    // Of an area that is its own benchmark, nothing is set beside anything.
    if among.iter().all(|own| own.benchmark.is_none()) {
        let count = rows.steps.len();
        rows.measure.title = format!("{count} {}", if count == 1 { "indicator" } else { "indicators" });
    }
    rows.period = period_of(&among);
    rows.overlay = Overlay::Spine(among);
    select::drawable(report, spec, rows)
}

/// The period that is shown, and what is published of the area in it: the last with a number or a reason.
fn at(found: &IndicatorFindings, area: AreaId, asked: Option<Period>) -> Option<(Period, Option<&Finding>)> {
    let last = || {
        let known = |period: &&Period| found.at(area, **period).is_some();
        found.periods().iter().rev().find(known).copied().or_else(|| found.latest())
    };
    let period = asked.or_else(last)?;
    Some((period, found.at(area, period)))
}

fn set_among(findings: &Findings, found: &IndicatorFindings, area: AreaId, period: Period) -> Among {
    let value = |area: AreaId| found.at(area, period).and_then(|finding| finding.cell.estimate()).map(|own| own.value);
    let level = findings.areas.get(area).level;
    let mut values: Vec<f64> = findings.areas_of(level).iter().copied().filter_map(value).collect();
    values.sort_by(f64::total_cmp);
    if values.len() < LEAST {
        values.clear();
    }
    let benchmark = found.benchmark.filter(|benchmark| *benchmark != area);
    Among {
        name: found.indicator.short.clone(),
        period,
        better: better(found.indicator.polarity),
        values,
        benchmark: benchmark.and_then(|area| Some((findings.areas.get(area).name.clone(), value(area)?))),
    }
}

/// One measure for all, without a unit.
fn measure(found: &[&IndicatorFindings]) -> Measure {
    let count = found.len();
    Measure {
        short: "Indicators".to_owned(),
        title: format!(
            "{count} {} beside {} benchmark",
            if count == 1 { "indicator" } else { "indicators" },
            if count == 1 { "its" } else { "their" }
        ),
        unit: String::new(),
        polarity: Polarity::NoJudgement,
        caution: Some(cautions(found)),
        ..select::measure(found)
    }
}

/// What not to conclude of any of them; where that is much, where it stands.
pub(super) fn cautions(found: &[&IndicatorFindings]) -> String {
    let mut all: Vec<&str> = found.iter().filter_map(|found| found.indicator.caution.as_deref()).collect();
    let mut seen = BTreeSet::new();
    all.retain(|caution| seen.insert(*caution));
    match all.len() {
        0 => "The numbers do not show why.".to_owned(),
        1..=CAUTIONS => all.join(" "),
        _ => "The page of each indicator says what not to conclude from it.".to_owned(),
    }
}

fn put(
    rows: &mut Rows,
    step: usize,
    (found, place): (&IndicatorFindings, &Place),
    (period, finding): (Period, Option<&Finding>),
    among: &Among,
) {
    let own = select::measure(&[found]);
    let cell = finding.map_or(Cell::Missing(Shorthand::NotAvailable), |finding| finding.cell.clone());
    let comparison = finding.and_then(|finding| finding.comparison);
    let number = |value: &f64| Extra::Words(text::number(*value, own.decimals));
    let benchmark = among.benchmark.as_ref();
    let extras = vec![
        benchmark.map_or(Extra::Missing(Shorthand::NotApplicable), |(name, value)| {
            Extra::Words(format!("{} ({name})", text::number(*value, own.decimals)))
        }),
        among.values.first().map_or(Extra::Missing(Shorthand::NotApplicable), number),
        among.values.last().map_or(Extra::Missing(Shorthand::NotApplicable), number),
    ];
    let beside = comparison.zip(benchmark).map_or_else(String::new, |(comparison, (name, value))| {
        format!(", {} {name}, {}", comparison.words(), text::number(*value, own.decimals))
    });
    let said = match &cell {
        Cell::Value(estimate) => own.with_unit(estimate),
        Cell::Missing(reason) => reason.words().to_owned(),
    };
    let better = if among.better.is_empty() { String::new() } else { format!("; {}", among.better) };
    rows.steps.push(Step {
        label: format!("{}, {}, {period}", among.name, own.unit),
        short: among.name.clone(),
        at: step as f64,
        area: None,
        marked: false,
        words: format!("{}, {}: {said}{beside}{better}", among.name, sentence::the_period(period)),
    });
    rows.rows.push(Row {
        comparison,
        reading: Some(if among.better.is_empty() { "no judgement".to_owned() } else { among.better.to_owned() }),
        extras,
        ..Row::new(
            (rows.steps.len() - 1, 0),
            &found.indicator.short,
            (place.clone(), period),
            cell.clone(),
            words::row(&own, "", &cell),
        )
    });
    rows.scales.push(Scale::of(found, own));
}

/// When, in words: the period of all, or that each has its own.
fn period_of(among: &[Among]) -> String {
    let mut periods: Vec<Period> = among.iter().map(|own| own.period).collect();
    periods.sort_unstable();
    periods.dedup();
    match periods[..] {
        [only] => only.to_string(),
        _ => "each for its latest period".to_owned(),
    }
}

fn summary(rows: &Rows) -> String {
    let named = |test: &dyn Fn(&Row) -> bool| -> Vec<&str> {
        rows.rows.iter().filter(|row| test(row)).map(|row| rows.steps[row.step].short.as_str()).collect()
    };
    let stands = |test: fn(Comparison) -> bool| named(&move |row: &Row| row.comparison.is_some_and(test));
    let groups = [
        ("higher than", stands(Comparison::is_above)),
        ("lower than", stands(Comparison::is_below)),
        ("similar to", stands(|found| found == Comparison::Similar)),
    ];
    let compared: usize = groups.iter().map(|(_, names)| names.len()).sum();
    let mut parts = Vec::new();
    if compared > 0 {
        let (is, its) =
            if compared == 1 { ("indicator is", "its benchmark") } else { ("indicators are", "their benchmark") };
        let counts: Vec<String> = groups
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(how, names)| format!("{} {how} it", names.len()))
            .collect();
        let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
        parts.push(format!("In {}, {compared} {is} compared with {its}: {}.", rows.place, text::listed(&counts)));
        for (how, names) in groups.iter().take(2).filter(|(_, names)| !names.is_empty()) {
            parts.push(format!("{} the benchmark: {}.", text::sentence_case(how), text::listed(names)));
        }
    }
    let alone = named(&|row| row.comparison.is_none() && row.estimate().is_some());
    if !alone.is_empty() {
        parts.push(format!("Not compared: {}.", text::listed(&alone)));
    }
    for reason in rows.shorthand() {
        let names = named(&|row| row.cell.shorthand() == Some(reason));
        parts.push(format!("{}: {}.", text::sentence_case(gap::brief(reason)), text::listed(&names)));
    }
    if rows.rows.iter().any(|row| row.comparison.is_some()) {
        parts.push("Higher is not always worse: each row says which way is better.".to_owned());
    }
    parts.push(
        "Each row has a scale of its own, from the lowest published number of an area of its kind to the highest, so rows cannot be set beside each other."
            .to_owned(),
    );
    parts.push(words::caution(rows));
    parts.join(" ")
}
