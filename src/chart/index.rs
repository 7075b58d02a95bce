//! Indices: areas by several indicators at once, each a score with its limits and the ranks it may have.
//!
//! Comes in: what an author asks for and what `compare::index` says of each area. Goes out: a mark for each area, the
//! highest score first, or the reason that one has no score. Wrong can be: weights that do not fit the indicators,
//! and indicators that cannot be weighed. It computes nothing.

mod drawing;

use super::canvas::Canvas;
use super::rows::{Along, Extra, ExtraColumn, Measure, Overlay, Place, Role, Row, Rows, Series, Step};
use super::{Chart, fault, gap, select, text, words};
use crate::compare::index::{self, Index, Placed, Unmade};
use crate::compare::{Findings, IndicatorFindings};
use crate::content::sentence::{self, lower_first};
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::model::spec::Spec;
use crate::report::{Diagnostic, Report, Result};
use crate::statistics::composite::Ranks;

/// Draws `kind: index`.
#[derive(Debug)]
pub struct IndexChart;

/// What is drawn and said beside the scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The scores and ranks, in the order of the steps.
    index: Index,
    /// How many areas have a score.
    scored: usize,
}

impl Chart for IndexChart {
    fn kind(&self) -> &'static str {
        "index"
    }

    fn options(&self) -> &'static [&'static str] {
        &["weights"]
    }

    fn rows(&self, report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
        rows(report, spec, findings)
    }

    fn draw(&self, rows: &Rows, canvas: &Canvas) {
        if let Overlay::Index(drawn) = &rows.overlay {
            drawing::draw(rows, drawn, canvas);
        }
    }

    fn sentence(&self, rows: &Rows) -> String {
        summary(rows)
    }
}

/// That an indicator has no numbers for the period an author names.
fn not_in(period: Option<Period>, found: Option<&IndicatorFindings>) -> Option<Diagnostic> {
    let (period, found) = period.zip(found)?;
    let missing = !found.periods().contains(&period);
    missing.then(|| {
        Diagnostic::error(format!("`{}` has no numbers for `{}`", found.indicator.id, period.id()))
            .label("this indicator")
            .help("leave it out, or take out `period:`, and each indicator is shown for its last period")
    })
}

/// Each indicator with its weight, where the two lists of an author fit.
fn weighed<'a>(report: &Report, spec: &Spec, findings: &'a Findings) -> Result<Vec<(&'a IndicatorFindings, f64)>> {
    let weights = &spec.options.weights;
    let mut wrong = Vec::new();
    for (indicator, weight, place) in weights {
        let found = if !spec.indicators.contains(indicator) {
            let found = Diagnostic::error(format!("`{indicator}` has a weight and is no indicator of this index"));
            let help = format!("add `{indicator}` under `indicators:`, or leave `indicators:` out");
            found.label("not under `indicators:`").help(help)
        } else if *weight <= 0.0 {
            let found =
                Diagnostic::error(format!("`{indicator}` has a weight of {weight}, and a weight is more than 0"));
            found.label("this indicator").help("give it a weight of more than 0, or leave it out")
        } else if let Some(found) = not_in(spec.period, findings.get(indicator)) {
            found
        } else {
            continue;
        };
        wrong.push(report.add(found.at(place.clone())));
    }
    for indicator in &spec.indicators {
        if !weights.iter().any(|(weighed, ..)| weighed == indicator) {
            let help = format!("add `{indicator}:` and a number under `weights:`, or leave it out");
            wrong.push(report.add(fault(spec, &format!("does not say how much `{indicator}` weighs")).help(help)));
        }
    }
    if spec.by.is_some() || spec.from.is_some() || spec.to.is_some() {
        let what = "asks for more than one number of each indicator in each area";
        wrong.push(report.add(fault(spec, what).help("take out `by:`, `from:` and `to:`; `period:` names one period")));
    }
    match wrong.pop() {
        Some(reported) => Err(reported),
        None => Ok(weights.iter().filter_map(|(id, weight, _)| Some((findings.get(id)?, *weight))).collect()),
    }
}

fn rows(report: &Report, spec: &Spec, findings: &Findings) -> Result<Rows> {
    let weighed = weighed(report, spec, findings)?;
    let mut chosen: Vec<AreaId> = spec.areas.clone();
    chosen.extend(spec.level.map(|level| findings.areas_of(level)).unwrap_or_default());
    chosen.sort_unstable();
    chosen.dedup();
    match index::index(findings, &chosen, &weighed, spec.period) {
        Ok(index) => select::drawable(report, spec, rows_of(spec, findings, &weighed, index)),
        Err(unmade) => {
            let told: Vec<_> = unmade.iter().map(|unmade| report.add(told(spec, unmade))).collect();
            told.into_iter().next().map_or_else(|| Err(report.add(fault(spec, "has nothing to draw"))), Err)
        }
    }
}

/// Why there is no index, at the indicator it hangs on.
fn told(spec: &Spec, unmade: &Unmade) -> Diagnostic {
    let Some(indicator) = &unmade.of else {
        let help = "weigh two indicators or more that at least three areas of one level have, and mix no made-up ones with others";
        return fault(spec, &format!("has no index: {}", unmade.why)).help(help);
    };
    let found = Diagnostic::error(format!("`{indicator}` cannot be part of an index: {}", unmade.why));
    let found = match spec.options.weights.iter().find(|(id, ..)| id == indicator) {
        Some((.., place)) => found.at(place.clone()).label("this indicator"),
        None => found,
    };
    found.help("leave it out, or choose a rate or proportion of which more is clearly worse or clearly better")
}

fn measure(weighed: &[(&IndicatorFindings, f64)]) -> Measure {
    let found: Vec<&IndicatorFindings> = weighed.iter().map(|(found, _)| *found).collect();
    let mut cautions: Vec<&str> = found.iter().filter_map(|found| found.indicator.caution.as_deref()).collect();
    let mut seen = std::collections::BTreeSet::new();
    cautions.retain(|caution| seen.insert(*caution));
    let declared: Vec<String> = weighed
        .iter()
        .map(|(found, weight)| format!("{} (weight {weight})", lower_first(&found.indicator.short)))
        .collect();
    let declared: Vec<&str> = declared.iter().map(String::as_str).collect();
    Measure {
        short: "Index of risk".to_owned(),
        title: format!("Index of risk, made of {}", listed(&declared)),
        unit: "standard deviations above the average of these areas".to_owned(),
        decimals: 2,
        polarity: crate::model::indicator::Polarity::LowIsGood,
        caution: (!cautions.is_empty()).then(|| cautions.join(" ")),
        ..select::measure(&found)
    }
}

/// All of them, however many: `A, B and C`.
fn listed(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => words.concat(),
    }
}

fn rows_of(spec: &Spec, findings: &Findings, weighed: &[(&IndicatorFindings, f64)], index: Index) -> Rows {
    let ranked = index.areas.iter().any(|placed| placed.by_limits.is_some());
    let scored = index.scored();
    // What may be said of the order comes first: a wide table is cut at its right edge.
    let column = |title: String, decimals| ExtraColumn { title, decimals };
    let mut extras = vec![column("Rank that the limits allow".to_owned(), 0)];
    extras.extend(ranked.then(|| column("Place of the score under other weights".to_owned(), 0)));
    extras.extend(index.portions.iter().map(|portion| {
        let (of, weight, period) = (lower_first(&portion.short), portion.weight, portion.period);
        column(format!("Score on {of} (weight {weight}, {period})"), 2)
    }));
    let mut periods: Vec<_> = index.portions.iter().map(|portion| portion.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let last = periods.last().copied().unwrap_or(index.portions[0].period);
    let said: Vec<String> = periods.iter().map(ToString::to_string).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let chosen: Vec<AreaId> = index.areas.iter().map(|placed| placed.area).collect();
    let names: Vec<String> = chosen.iter().map(|area| select::full_name(findings, *area, &chosen)).collect();
    let place = select::places(spec, findings, &chosen);
    let mut rows = Rows {
        series: vec![Series { name: String::new(), role: Role::Subject }],
        period: listed(&said),
        place,
        value: Some("Score".to_owned()),
        extras,
        ..Rows::new(measure(weighed), Along::Areas)
    };
    for (step, (placed, label)) in index.areas.iter().zip(&names).enumerate() {
        let reading = reading(&index, placed, scored);
        let row = Row {
            step,
            series: 0,
            indicator: rows.measure.short.clone(),
            area: Place::of(&findings.areas, placed.area),
            period: last,
            breakdown: String::new(),
            words: words::row(&rows.measure, "", &placed.cell),
            comparison: None,
            breaks: Vec::new(),
            cell: placed.cell.clone(),
            reading: None,
            extras: extras_of(placed, &reading, rows.extras.len()),
        };
        rows.steps.push(Step {
            label: label.clone(),
            short: findings.areas.get(placed.area).name.clone(),
            at: step as f64,
            area: Some(row.area.clone()),
            marked: spec.marked.contains(&placed.area),
            words: step_words(&rows.measure, label, placed, &reading),
        });
        rows.rows.push(row);
    }
    rows.overlay = Overlay::Index(Box::new(Drawn { index, scored }));
    rows
}

fn extras_of(placed: &Placed, reading: &str, columns: usize) -> Vec<Extra> {
    let rank = [Extra::Words(reading.to_owned())];
    if let Some(reason) = placed.cell.shorthand() {
        return rank.into_iter().chain(vec![Extra::Missing(reason); columns - 1]).collect();
    }
    let ranks = under_weights(placed).map(Extra::Words);
    rank.into_iter().chain(ranks).chain(placed.parts.iter().map(|score| Extra::Number(*score))).collect()
}

/// `Walsall: 0.31 (0.12 to 0.50), rank 2 to 4 of 7; place under other weights: 3 to 5`.
fn step_words(measure: &Measure, label: &str, placed: &Placed, reading: &str) -> String {
    let Some(estimate) = placed.cell.estimate() else {
        return format!("{label}: {reading}");
    };
    let limits = words::limits(measure, estimate).map_or_else(String::new, |limits| format!(" ({limits})"));
    let weights = under_weights(placed);
    let weights = weights.map_or_else(String::new, |place| format!("; place under other weights: {place}"));
    let marks = sentence::in_words(estimate.marks);
    let rank = if placed.by_limits.is_some() { "rank " } else { "" };
    format!("{label}: {}{limits}{marks}, {rank}{reading}{weights}", measure.value(estimate))
}

/// Ranks as a range, or the one there is: `2 to 4`, `1`.
fn span(ranks: Ranks) -> String {
    ranks.one().map_or_else(|| format!("{} to {}", ranks.highest, ranks.lowest), |rank| rank.to_string())
}

/// Where the score would stand under other weights. One number is a rank, so it is said only where limits allow it.
fn under_weights(placed: &Placed) -> Option<String> {
    let (limits, weights) = placed.by_limits.zip(placed.by_weights)?;
    let unsaid = weights.one().is_some() && limits.one().is_none();
    Some(if unsaid { "no change".to_owned() } else { span(weights) })
}

/// What may be said of the rank of an area, in a word or two.
fn reading(index: &Index, placed: &Placed, scored: usize) -> String {
    match (placed.lacks, placed.by_limits) {
        (Some(lacks), _) => {
            let reason = placed.cell.shorthand().map_or("not available", gap::brief);
            format!("no score: {} {reason}", lower_first(&index.portions[lacks].short))
        }
        (None, None) => "no rank: no limits".to_owned(),
        (None, Some(ranks)) => format!("{} of {scored}", span(ranks)),
    }
}

fn summary(rows: &Rows) -> String {
    let Overlay::Index(drawn) = &rows.overlay else { return words::caution(rows) };
    let (index, scored) = (&drawn.index, drawn.scored);
    let name = |step: usize| rows.steps[step].label.as_str();
    let weights: Vec<String> = index
        .portions
        .iter()
        .map(|portion| format!("{} for {}", portion.weight, lower_first(&portion.short)))
        .collect();
    let mut parts = vec![format!("The weights are a choice, declared here: {}.", weights.join("; "))];
    let placed: Vec<(usize, &Placed)> = index.areas.iter().enumerate().take(scored).collect();
    let ranked: Option<Vec<(usize, Ranks)>> =
        placed.iter().map(|(step, placed)| Some((*step, placed.by_limits?))).collect();
    match ranked {
        None => {
            let bare = index.portions.iter().filter(|portion| !portion.limits);
            let bare: Vec<String> = bare.map(|portion| lower_first(&portion.short)).collect();
            let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
            let are = if bare.len() == 1 { "is" } else { "are" };
            let ends = placed.first().zip(placed.last()).and_then(|((_, high), (_, low))| {
                let (high, low) = (high.cell.estimate()?, low.cell.estimate()?);
                Some(format!("The scores run from {} to {}. ", rows.measure.value(low), rows.measure.value(high)))
            });
            parts.push(format!(
                "{}No area has a rank, for {} {are} published without limits, and chance cannot be told from a difference.",
                ends.unwrap_or_default(),
                listed(&bare)
            ));
        }
        Some(ranked) => {
            let among = |test: &dyn Fn(Ranks) -> bool| {
                ranked.iter().filter(|(_, ranks)| test(*ranks)).map(|(step, _)| name(*step)).collect::<Vec<_>>()
            };
            let one = among(&|ranks| ranks.one().is_some()).len();
            let (top, bottom) = (among(&|ranks| ranks.highest == 1), among(&|ranks| ranks.lowest == scored));
            parts.push(end("highest", &top));
            parts.push(end("lowest", &bottom));
            parts.push(match one {
                0 => "No area has a rank of its own, for the limits of all overlap with others.".to_owned(),
                all if all == scored => "The limits of no two areas overlap.".to_owned(),
                one => format!(
                    "{one} of {scored} areas {} a rank of {} own; the limits of the others overlap.",
                    if one == 1 { "has" } else { "have" },
                    if one == 1 { "its" } else { "their" }
                ),
            });
            parts.push(under_other_weights(rows, &placed));
        }
    }
    parts.extend(words::missing(rows, "areas"));
    parts.push("The score compares these areas with each other only, and shows no cause.".to_owned());
    parts.push(words::caution(rows));
    parts.join(" ")
}

/// `Birmingham has the highest score.`, or all whose limits allow it.
fn end(which: &str, names: &[&str]) -> String {
    match names {
        [one] => format!("{one} has the {which} score."),
        [one, other] => format!("The {which} rank may belong to {one} or {other}."),
        several => format!("The {which} rank may belong to any of {}.", text::listed(several)),
    }
}

/// How far the ranks of scores move when the weights do.
fn under_other_weights(rows: &Rows, placed: &[(usize, &Placed)]) -> String {
    let spread = |placed: &Placed| placed.by_weights.map_or(0, |ranks| ranks.lowest - ranks.highest);
    let tried = "With equal weights, and with each weight left out, halved and doubled in turn,";
    let moved = placed.iter().filter(|(_, placed)| spread(placed) > 0).count();
    // The first of those that move as far, so that the order of areas decides and no other.
    let most = placed.iter().fold(None, |most: Option<&(usize, &Placed)>, one| match most {
        Some(found) if spread(found.1) >= spread(one.1) => Some(found),
        _ => Some(one),
    });
    match most.filter(|_| moved > 0).and_then(|(step, placed)| Some((step, placed.by_weights?))) {
        None => format!("{tried} the order of the scores stays the same."),
        Some((step, ranks)) => format!(
            "{tried} {moved} of {} areas would change place, {} most (place {}).",
            placed.len(),
            rows.steps[*step].label,
            span(ranks)
        ),
    }
}

#[cfg(test)]
pub(super) mod tests;
