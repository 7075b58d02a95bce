//! The areas most like an area, and how it stands to them together.
//!
//! Comes in: findings, and what the site says makes areas alike. Goes out: the nearest areas of each area, or
//! the reason there are none. Wrong can be: levels and indicators nobody knows, twice, or without numbers.

use std::collections::BTreeMap;

use super::{Comparison, Findings, IndicatorFindings};
use crate::config::similar::Alike;
use crate::model::area::{AreaId, LevelId};
use crate::model::estimate::Comparable;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::statistics::explained::explained;
use crate::statistics::{Answer, Unanswered, similarity};

explained! {
    /// The areas whose context is most like that of an area, whatever their violence.
    ///
    /// # What it is
    /// The site names indicators of context, such as deprivation. Each is put on one scale, `z = (x − m) / s`
    /// over all areas of the level, and the distance of two areas is `√Σ(z₁ − z₂)²`. The nearest are called
    /// similar. Together they have the sum of their events over the sum of their people; the area itself is not
    /// among them. It is called higher or lower where its whole interval at 95% lies beyond that value.
    ///
    /// # Why
    /// A poor area is fairly compared with poor areas. Councils and the health service use nearest neighbours of
    /// this kind.
    ///
    /// # Example
    /// With 1, 2 and 3 on one indicator the scores are −1.22, 0 and 1.22: the first and second are 1.22 apart.
    ///
    /// # Limits
    /// Alike on the indicators chosen is not alike in all. Every indicator counts the same. The uncertainty of
    /// the similar areas together is left out, and only areas that this site knows can be near.
    pub struct SimilarAreas;
    word: "similar-areas",
    title: "Similar areas by distance in context",
    citation: "CIPFA Nearest Neighbours Model (2019); NHS England, Similar 10 ICBs methodology (2022), which take the same distance",
}

/// The areas of a level and how far each is from each.
#[derive(Debug, Clone)]
pub struct Context {
    /// What makes them alike, with the period of each.
    pub indicators: Vec<(IndicatorId, Period)>,
    /// How many are called similar.
    pub nearest: usize,
    scores: BTreeMap<AreaId, Vec<f64>>,
}

/// What is alike at each level that the site names.
#[derive(Debug, Clone, Default)]
pub struct Similar {
    levels: BTreeMap<LevelId, Context>,
}

impl Similar {
    /// What makes the areas of a level alike, where the site says it.
    pub fn of(&self, level: LevelId) -> Option<&Context> {
        self.levels.get(&level)
    }
}

impl Context {
    /// The areas most like an area and how far they are, the nearest first.
    pub fn nearest(&self, area: AreaId) -> Answer<Vec<(AreaId, f64)>> {
        let own = self.scores.get(&area);
        let own = own.ok_or(Unanswered("a value of its context is not available or withheld"))?;
        let others = self.scores.iter().filter(|(other, _)| **other != area);
        let mut all: Vec<(AreaId, f64)> =
            others.map(|(other, scores)| (*other, similarity::distance(own, scores))).collect();
        if all.len() < self.nearest {
            return Err(Unanswered("too few other areas have every value of the context"));
        }
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        all.truncate(self.nearest);
        Ok(all)
    }
}

fn value(found: &IndicatorFindings, area: AreaId, period: Period) -> Option<f64> {
    Some(found.at(area, period)?.cell.estimate()?.value)
}

/// The similar areas that the settings of a site ask for.
pub fn find(report: &Report, findings: &Findings, declared: &[Alike]) -> Similar {
    let mut similar = Similar::default();
    for alike in declared {
        if let Some((level, context)) = context(report, findings, alike)
            && similar.levels.insert(level, context).is_some()
        {
            let what = format!("`similar:` has two entries for the level `{}`", alike.level.0);
            let found = Diagnostic::error(what).at(alike.level.1.clone()).label("the second");
            report.add(found.help("make one entry of the two"));
        }
    }
    similar
}

fn context(report: &Report, findings: &Findings, alike: &Alike) -> Option<(LevelId, Context)> {
    let (name, place) = &alike.level;
    let Some(level) = findings.areas.level_named(name) else {
        let known = findings.areas.levels().iter().map(|level| level.id.as_str());
        let found = Diagnostic::error(format!("there is no level `{name}`")).at(place.clone()).label("no such level");
        report.add(found.suggest(name, known));
        return None;
    };
    let areas = findings.areas_of(level);
    if areas.len() <= alike.nearest {
        let what = format!(
            "`nearest` asks for {} similar areas, and there are {} others",
            alike.nearest,
            areas.len().saturating_sub(1)
        );
        let found = Diagnostic::error(what).at(alike.place.clone()).label("in this entry");
        report.add(found.help("write a smaller number, or choose another level"));
    }
    let mut indicators: Vec<(IndicatorId, Period)> = Vec::new();
    let mut scores: BTreeMap<AreaId, Vec<f64>> = areas.iter().map(|area| (*area, Vec::new())).collect();
    for (word, place) in &alike.indicators {
        let id = IndicatorId::new(word);
        if indicators.iter().any(|(other, _)| *other == id) {
            let found =
                Diagnostic::error(format!("`{word}` is named twice")).at(place.clone()).label("the second time");
            report.add(found.help("take one of the two out: an indicator counts once"));
            continue;
        }
        let Some((period, own)) = standardised(report, findings, areas, (word, place), name) else { continue };
        // An area without one of the values has no place among the others.
        scores.retain(|area, scores| own.get(area).map(|score| scores.push(*score)).is_some());
        indicators.push((id, period));
    }
    Some((level, Context { indicators, nearest: alike.nearest, scores }))
}

/// The last period of an indicator at these areas, and their standard scores in it.
fn standardised(
    report: &Report,
    findings: &Findings,
    areas: &[AreaId],
    (word, place): (&str, &Place),
    level: &str,
) -> Option<(Period, BTreeMap<AreaId, f64>)> {
    let Some(found) = findings.get(&IndicatorId::new(word)) else {
        let known: Vec<&str> = findings.iter().map(|found| found.indicator.id.as_str()).collect();
        let found = Diagnostic::error(format!("there is no indicator `{word}`")).at(place.clone());
        report.add(found.label("no such indicator").suggest(word, known));
        return None;
    };
    let has = |period: &&Period| areas.iter().any(|area| value(found, *area, **period).is_some());
    let period = found.periods().iter().rev().find(has).copied();
    let valued = |period| areas.iter().filter_map(move |area| Some((*area, value(found, *area, period)?)));
    let answer = match period {
        None => Err(Unanswered("no area of this level has a value")),
        Some(period) => {
            let values: Vec<f64> = valued(period).map(|(_, value)| value).collect();
            similarity::standard_scores(&values).map(|scores| (period, scores))
        }
    };
    match answer {
        Ok((period, scores)) => Some((period, valued(period).map(|(area, _)| area).zip(scores).collect())),
        Err(reason) => {
            let what = format!("`{word}` cannot say which areas of the level `{level}` are alike");
            let found = Diagnostic::error(what).at(place.clone()).label(reason.to_string());
            report.add(found.help("name an indicator that is published for that level"));
            None
        }
    }
}

/// The value of several areas together, the sum of their events over the sum of their people.
pub fn together(found: &IndicatorFindings, areas: &[AreaId], period: Period) -> Answer<f64> {
    if !["rate", "proportion"].contains(&found.indicator.method.as_str()) {
        return Err(Unanswered("values of this kind cannot be added up"));
    }
    let (mut events, mut people, mut scale) = (0.0, 0.0, None);
    for area in areas {
        let estimate = found.at(*area, period).and_then(|finding| finding.cell.estimate());
        let estimate = estimate.ok_or(Unanswered("a value of a similar area is not available or withheld"))?;
        let counts = estimate.numerator.zip(estimate.denominator);
        let (above, below) = counts.ok_or(Unanswered("a similar area has a value without counts"))?;
        if above > 0.0 {
            scale = scale.or(Some(estimate.value * below / above));
        }
        events += above;
        people += below;
    }
    match (people > 0.0, scale) {
        (false, _) => Err(Unanswered("there are no people to divide by")),
        (true, None) => Ok(0.0),
        (true, Some(scale)) => Ok(events / people * scale),
    }
}

/// How an area stands to a value: by its interval at 95%, where it may be compared.
pub fn beside(found: &IndicatorFindings, area: AreaId, period: Period, together: f64) -> Option<Comparison> {
    let estimate = found.at(area, period)?.cell.estimate()?;
    let interval = estimate.interval.filter(|_| estimate.comparable == Comparable::Yes)?;
    Some(if interval.lower > together {
        Comparison::Higher
    } else if interval.upper < together {
        Comparison::Lower
    } else {
        Comparison::Similar
    })
}
