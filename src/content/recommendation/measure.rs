//! The measure of a recommendation: an indicator that ought to rise or fall, and what it has done since.
//!
//! Comes in: a mapping of settings, and findings. Goes out: a [`Measure`] with its [`Outcome`] in words. Wrong can
//! be: an unknown indicator, area or period, or an area that the indicator has no number of. That a number is
//! withheld, or that chance could explain a change, is no fault: then the outcome is not known.

use super::target::{self, Course, Target};
use crate::compare::{Direction, IndicatorFindings};
use crate::content::bind::Context;
use crate::content::judge::between;
use crate::content::{lookup, number, sentence};
use crate::model::area::AreaId;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Node;

/// Which way a value ought to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Up.
    Rise,
    /// Down.
    Fall,
}

/// The words of authors for it.
const WANTED: [(&str, Wanted); 2] = [("rise", Wanted::Rise), ("fall", Wanted::Fall)];

impl Wanted {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rise => "rise",
            Self::Fall => "fall",
        }
    }

    /// Whether `to` lies that way from `from`.
    pub(super) fn reaches(self, from: f64, to: f64) -> bool {
        match self {
            Self::Rise => to > from,
            Self::Fall => to < from,
        }
    }
}

/// What the released numbers say of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It went the way it ought to, beyond chance.
    OnCourse,
    /// It went the other way, beyond chance.
    NotOnCourse,
    /// Neither: nothing later is known, or chance could explain it.
    NotKnown,
    /// It came to its target, beyond chance.
    Met,
    /// It is at or beyond the straight line to its target.
    OnTheWay,
    /// It is short of that line, beyond chance.
    NotOnTheWay,
    /// The target was due, and it is short of it, beyond chance.
    NotMet,
    /// Of a target, none of these.
    CannotBeSaid,
}

impl Outcome {
    /// As readers see it.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnCourse => "on course",
            Self::NotOnCourse => "not on course",
            Self::NotKnown => "too early or not known",
            Self::Met => "met",
            Self::OnTheWay => "on the way",
            Self::NotOnTheWay => "not on the way",
            Self::NotMet => "not met",
            Self::CannotBeSaid => "cannot be said",
        }
    }

    /// The sign before the words.
    pub fn sign(self) -> &'static str {
        match self {
            Self::OnCourse | Self::Met => "✓",
            Self::OnTheWay => "→",
            Self::NotOnCourse | Self::NotOnTheWay | Self::NotMet => "×",
            Self::NotKnown | Self::CannotBeSaid => "?",
        }
    }
}

/// How success will be seen, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub indicator: IndicatorId,
    /// Where.
    pub area: AreaId,
    /// Which way it ought to go.
    pub wanted: Wanted,
    /// Since when.
    pub from: Period,
    /// What it ought to come to, where its author says.
    pub target: Option<Target>,
    /// The same in words with its unit; empty where there is none.
    pub target_words: String,
    /// What the numbers say.
    pub outcome: Outcome,
    /// The same in a sentence, with its uncertainty.
    pub truth: String,
}

/// A measure as written.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    indicator: (String, Place),
    wanted: Wanted,
    area: Option<(String, Place)>,
    from: (String, Place),
    target: Option<target::Asked>,
}

pub(super) fn read(report: &Report, node: &Node) -> Option<Asked> {
    let mut map = node.map(report)?;
    let indicator = map.text_at("indicator");
    let wanted = map.word("direction", &WANTED);
    let area = map.optional_text_at("area");
    let from = map.text_at("from");
    let target = target::read(report, &mut map);
    map.finish();
    Some(Asked { indicator: indicator?, wanted: wanted?, area, from: from?, target })
}

/// What has become of a measure of a recommendation that is due by a day.
pub(super) fn judged(context: &Context<'_>, asked: &Asked, due: Period) -> Option<Measure> {
    let (report, findings) = (context.report, context.findings);
    // An area is looked up even where the indicator is unknown, so that one run shows both.
    let area = match &asked.area {
        Some((name, place)) => lookup::area(report, findings, name, place),
        None => Some(findings.areas.assessed()),
    };
    let found = lookup::indicator(report, findings, &asked.indicator.0, &asked.indicator.1)?;
    let from = lookup::period(report, (findings, found), &asked.from.0, &asked.from.1)?;
    let area = area?;
    let name = &findings.areas.get(area).name;
    if !found.areas().contains(&area) {
        let message = Diagnostic::error(format!("`{}` has no number for {name}", found.indicator.id));
        let place = asked.area.as_ref().map_or(&asked.indicator.1, |(_, place)| place);
        let levels: Vec<String> =
            found.levels.iter().map(|level| sentence::lower_first(&findings.areas.level(*level).plural)).collect();
        let message = message.at(place.clone()).label("nothing could be measured here");
        report.add(message.help(format!("it is published for {}: name one of them", number::series(&levels))));
        return None;
    }
    let course = Course { found, area, wanted: asked.wanted, from };
    let target = match &asked.target {
        Some(asked) => Some(target::known(report, asked, course, due)?),
        None => None,
    };
    let (outcome, truth) = match target {
        Some(target) => target::outcome(course, name, target)?,
        None => outcome(found, (area, name), from, asked.wanted)?,
    };
    let target_words = target.map_or_else(String::new, |target| target::in_unit(found, target.value));
    let indicator = found.indicator.id.clone();
    Some(Measure { indicator, area, wanted: asked.wanted, from, target, target_words, outcome, truth })
}

/// What the released numbers say, and the sentence that says so.
fn outcome(
    found: &IndicatorFindings,
    (area, name): (AreaId, &str),
    from: Period,
    wanted: Wanted,
) -> Option<(Outcome, String)> {
    let latest = found.latest()?;
    if from.overlaps(latest) || from >= latest {
        let truth = format!("No number after {} is published yet.", sentence::the_period(from));
        return Some((Outcome::NotKnown, truth));
    }
    let change = match between(found, area, from, latest) {
        Ok(change) => change,
        Err(why) => return Some((Outcome::NotKnown, format!("What became of it cannot be said: {why}."))),
    };
    let (decimals, short) = (found.indicator.decimals, &found.indicator.short);
    let value = |at: Period| {
        let estimate = found.at(area, at).and_then(|finding| finding.cell.estimate())?;
        let limits = estimate.interval.map(|limits| format!(" ({})", sentence::interval(limits, decimals)));
        Some(format!("{}{}", number::grouped(estimate.value, decimals), limits.unwrap_or_default()))
    };
    let (earlier, later) = (value(from)?, value(latest)?);
    let (start, end) = (sentence::the_period(from), sentence::the_period(latest));
    let place = sentence::with_article(name);
    if change.direction == Direction::NotJudged {
        let truth = format!(
            "{short} in {place} went from {earlier} in {start} to {later} in {end}. No limits are published, so chance \
             cannot be ruled out."
        );
        return Some((Outcome::NotKnown, truth));
    }
    let went = sentence::change_with_limits(&change).or_else(|| {
        let later = found.at(area, latest).and_then(|finding| finding.cell.estimate())?;
        Some(sentence::change(&change, later.value, decimals))
    });
    let moved =
        format!("{short} in {place} {}, from {earlier} in {start} to {later} in {end}", went.unwrap_or_default());
    let (outcome, because) = match (change.direction, wanted) {
        (Direction::Fell, Wanted::Fall) | (Direction::Rose, Wanted::Rise) => (Outcome::OnCourse, ""),
        (Direction::Fell | Direction::Rose, _) => (Outcome::NotOnCourse, ""),
        (Direction::NotClear, _) => (Outcome::NotKnown, "; chance could explain that"),
        (Direction::NotJudged, _) => (Outcome::NotKnown, ""),
    };
    Some((outcome, format!("{moved}{because}.")))
}
