//! Whether a claim is what the published numbers say, with their limits.
//!
//! Comes in: a [`ClaimReference`] and findings. Goes out: a [`Claim`] that holds, with by how much. Wrong can be: a
//! claim that does not hold, said with what is true instead; one that rests on a number that is withheld or not
//! there; one that has nothing to be set beside. Released cells alone are looked at.

use super::claim::{ClaimReference, Statement};
use super::compose::Composer;
use super::{lookup, number, sentence};
use crate::compare::{Direction, Finding, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::cell::Shorthand;
use crate::model::estimate::Estimate;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place};

mod beside;
mod since;

pub(super) use self::since::between;

/// A claim that was checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where it is marked.
    pub place: Place,
    /// The sentence it is of.
    pub words: String,
    /// What was checked: `robbery highest`.
    pub statement: String,
    /// Whether it holds.
    pub holds: bool,
    /// What the numbers say.
    pub truth: String,
    /// By how much it holds; empty where it does not.
    pub margin: String,
}

/// What was found of a claim.
pub(super) struct Verdict {
    /// Whether it holds.
    holds: bool,
    /// What the numbers say.
    truth: String,
    /// By how much it holds.
    margin: String,
    /// What to do where it does not hold.
    help: &'static str,
}

/// What to do about most claims that do not hold.
const CHANGE: &str = "change the sentence, and the claim with it";

/// What a claim is about: an indicator at a time.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    claim: &'a ClaimReference,
    found: &'a IndicatorFindings,
    period: Period,
}

/// An area with its number.
pub(super) type Known<'a> = (AreaId, &'a Finding, &'a Estimate);

impl<'a> Subject<'a> {
    /// A claim about an indicator at a time.
    pub(super) fn new(claim: &'a ClaimReference, found: &'a IndicatorFindings, period: Period) -> Self {
        Self { claim, found, period }
    }

    /// What is claimed.
    pub(super) fn claim(self) -> &'a ClaimReference {
        self.claim
    }

    /// Of what.
    pub(super) fn found(self) -> &'a IndicatorFindings {
        self.found
    }
}

impl Subject<'_> {
    /// A value with its limits: `4.2 (3.9 to 4.5)`.
    fn value(&self, estimate: &Estimate) -> String {
        let decimals = self.found.indicator.decimals;
        let value = number::grouped(estimate.value, decimals);
        let limits = estimate.interval.map(|found| format!(" ({})", sentence::interval(found, decimals)));
        format!("{value}{}", limits.unwrap_or_default())
    }

    /// A distance in the unit of the value.
    fn distance(&self, by: f64) -> String {
        number::grouped(by.abs(), self.found.indicator.decimals)
    }

    fn in_period(&self) -> String {
        sentence::lower_first(&sentence::in_period(self.period))
    }
}

impl Composer<'_> {
    /// Checks a claim; `words` is the sentence it is of.
    pub(super) fn claim(&mut self, claim: &ClaimReference, words: &str) {
        let (report, findings) = (self.context.report, self.context.findings);
        let reference = &claim.subject;
        let verdict = lookup::indicator(report, findings, &reference.indicator, &reference.indicator_place)
            .and_then(|found| {
                self.indicators.insert(found.indicator.id.clone());
                let period = match reference.key("period") {
                    Some((name, place)) => lookup::period(report, (findings, found), name, place)?,
                    None => found.latest().or_else(|| self.refused(claim, "it has no numbers", CHANGE))?,
                };
                Some(Subject { claim, found, period })
            })
            .and_then(|subject| self.verdict(subject));
        let Some(Verdict { holds, truth, margin, help }) = verdict else { return };
        if !holds {
            let found = Diagnostic::error("this claim is not what the published numbers say");
            let found = found.at(reference.place.clone()).label(format!("`{}`", claim.statement.word()));
            report.add(found.note(truth.clone()).help(help));
        }
        let margin = if holds { margin } else { String::new() };
        let statement = format!("{} {}", reference.indicator, claim.statement.word());
        let words = words.trim().to_owned();
        self.context.checked(Claim { place: reference.place.clone(), words, statement, holds, truth, margin });
    }

    fn verdict(&self, subject: Subject<'_>) -> Option<Verdict> {
        match subject.claim.statement {
            Statement::Highest | Statement::Lowest | Statement::AmongHighest | Statement::AmongLowest => {
                self.in_order(subject)
            }
            Statement::Only => self.only(subject),
            Statement::Rose | Statement::Fell | Statement::NoClearChange => self.changed(subject),
            Statement::RoseEveryPeriod => self.every_period(subject, Direction::Rose),
            Statement::FellEveryPeriod => self.every_period(subject, Direction::Fell),
            Statement::Higher | Statement::Similar | Statement::Lower => self.beside(subject),
            Statement::AtLeast | Statement::AtMost => self.bounded(subject),
        }
    }

    /// Says why a claim cannot be checked.
    pub(super) fn refused<T>(&self, claim: &ClaimReference, why: &str, help: &str) -> Option<T> {
        let found = Diagnostic::error(match claim.is_value {
            true => format!("this value of `{}` cannot be given", claim.subject.indicator),
            false => format!("this claim about `{}` cannot be checked", claim.subject.indicator),
        });
        self.context.report.add(found.at(claim.subject.place.clone()).label(why).help(help));
        None
    }

    /// The area that a claim is of.
    fn of(&self, claim: &ClaimReference) -> Option<AreaId> {
        match claim.subject.key("area") {
            Some((name, place)) => lookup::area(self.context.report, self.context.findings, name, place),
            None => Some(self.area),
        }
    }

    /// The areas that a claim is among: of a level, or those it names.
    fn among(&self, claim: &ClaimReference, otherwise: impl FnOnce() -> Vec<AreaId>) -> Option<Vec<AreaId>> {
        let (report, findings) = (self.context.report, self.context.findings);
        let Some((name, place)) = claim.subject.key("among") else { return Some(otherwise()) };
        if !name.contains(',') {
            return Some(findings.areas_of(lookup::level(report, findings, name, place)?).to_vec());
        }
        let mut areas: Vec<AreaId> = Vec::new();
        for one in name.split(',').map(|one| lookup::area(report, findings, one, place)) {
            areas.push(one?);
        }
        areas.sort_unstable();
        areas.dedup();
        Some(areas)
    }

    /// The numbers of these areas. A claim about areas rests on all of them, so one without a number refuses it.
    pub(super) fn known<'f>(&self, subject: Subject<'f>, areas: &[AreaId]) -> Option<Vec<Known<'f>>> {
        let mut known = Vec::with_capacity(areas.len());
        let (mut withheld, mut missing) = (Vec::new(), Vec::new());
        for area in areas {
            let name = || self.context.findings.areas.get(*area).name.clone();
            match subject.found.at(*area, subject.period) {
                Some(finding) => match (finding.cell.estimate(), finding.cell.shorthand()) {
                    (Some(estimate), _) => known.push((*area, finding, estimate)),
                    (None, Some(Shorthand::Confidential)) => withheld.push(name()),
                    (None, reason) => missing.push(format!("{} ({})", name(), reason.map_or("", Shorthand::words))),
                },
                None => missing.push(name()),
            }
        }
        let (names, what, label) = match (withheld.is_empty(), missing.is_empty()) {
            (true, true) => return Some(known),
            (false, _) => (withheld, "that is withheld", "withheld"),
            (true, false) => (missing, "that is not published", "no number"),
        };
        let more = if names.len() > 5 { vec![format!("{} others", names.len() - 5)] } else { Vec::new() };
        let names: Vec<String> = names.into_iter().take(5).chain(more).collect();
        let is_value = subject.claim.is_value;
        let of = if is_value { "value" } else { "claim" };
        let found = Diagnostic::error(format!("this {of} rests on a figure {what}"));
        let found = found.at(subject.claim.subject.place.clone()).label(format!("{label} {}", subject.in_period()));
        let found = found.note(format!("for {}", number::series(&names)));
        let help = if is_value {
            "ask for larger areas or a longer time, or name the areas it is of with `among=`"
        } else {
            "claim it of larger areas or a longer time, or name the areas it is true of with `among=`"
        };
        self.context.report.add(found.help(help));
        None
    }

    /// The place of areas in the order of their values.
    fn in_order(&self, subject: Subject<'_>) -> Option<Verdict> {
        let claim = subject.claim;
        let area = self.of(claim)?;
        let level = self.context.findings.areas.get(area).level;
        let mut areas = self.among(claim, || self.context.findings.areas_of(level).to_vec())?;
        if !areas.contains(&area) {
            areas.push(area);
        }
        if areas.len() < 2 {
            return self.refused(claim, "there is no other area", "name others with `among=`");
        }
        let mut known = self.known(subject, &areas)?;
        let upward = matches!(claim.statement, Statement::Highest | Statement::AmongHighest);
        let name = |area: AreaId| self.context.findings.areas.get(area).name.as_str();
        known.sort_by(|(a, _, x), (b, _, y)| {
            let order = y.value.total_cmp(&x.value);
            (if upward { order } else { order.reverse() }).then_with(|| name(*a).cmp(name(*b)))
        });
        // How far the first lies beyond the second, limits and all; where there are none, value from value.
        let gap = |one: &Estimate, other: &Estimate| match (one.interval, other.interval) {
            (Some(own), Some(theirs)) if upward => own.lower - theirs.upper,
            (Some(own), Some(theirs)) => theirs.lower - own.upper,
            (None, None) if upward => one.value - other.value,
            (None, None) => other.value - one.value,
            _ => f64::NEG_INFINITY,
        };
        let own = known.iter().find(|(other, ..)| *other == area)?.2;
        let others = || known.iter().filter(|(other, ..)| *other != area);
        let (first, second) = (known.first()?, known.get(1)?);
        let word = if upward { "highest" } else { "lowest" };
        let apart = if gap(first.2, second.2) > 0.0 { "" } else { ", and chance could exchange the two" };
        let mut truth = format!(
            "{} is {word} {} with {}, {} second with {}{apart}",
            name(first.0),
            subject.in_period(),
            subject.value(first.2),
            name(second.0),
            subject.value(second.2),
        );
        if area != first.0 && area != second.0 {
            truth.push_str(&format!("; {} has {}", name(area), subject.value(own)));
        }
        let (holds, margin) = match claim.statement {
            Statement::Highest | Statement::Lowest => {
                let least = others().map(|(.., other)| gap(own, other)).fold(f64::INFINITY, f64::min);
                (least > 0.0, format!("{} from the next, limits and all", subject.distance(least)))
            }
            _ => {
                let above: Vec<String> = others()
                    .filter(|(.., other)| gap(other, own) > 0.0)
                    .map(|(other, ..)| name(*other).to_owned())
                    .collect();
                if !above.is_empty() {
                    let way = if upward { "above" } else { "below" };
                    truth.push_str(&format!("; clearly {way} it: {}", number::series(&above)));
                }
                (above.is_empty(), "no other is told apart from it that way".to_owned())
            }
        };
        let close = area == first.0 && matches!(claim.statement, Statement::Highest | Statement::Lowest);
        let help = match (close, upward) {
            (true, true) => "say that it is among the highest, and write `among-highest`",
            (true, false) => "say that it is among the lowest, and write `among-lowest`",
            _ => CHANGE,
        };
        Some(Verdict { holds, truth, margin, help })
    }

    /// Whether one area alone has any.
    fn only(&self, subject: Subject<'_>) -> Option<Verdict> {
        let area = self.of(subject.claim)?;
        let level = self.context.findings.areas.get(area).level;
        let mut areas = self.among(subject.claim, || self.context.findings.areas_of(level).to_vec())?;
        if !areas.contains(&area) {
            areas.push(area);
        }
        let count = |estimate: &Estimate| estimate.numerator.unwrap_or(estimate.value);
        let having: Vec<Known<'_>> =
            self.known(subject, &areas)?.into_iter().filter(|(.., estimate)| count(estimate) > 0.0).collect();
        let words = |(area, _, estimate): &Known<'_>| {
            format!("{} ({})", self.context.findings.areas.get(*area).name, number::count(count(estimate)))
        };
        let named: Vec<String> = having.iter().take(5).map(words).collect();
        let truth = match having.len() {
            0 => format!("no area has any {}", subject.in_period()),
            1 => format!("only {} has any {}", named[0], subject.in_period()),
            more => format!("{more} areas have some {}, such as {}", subject.in_period(), number::series(&named)),
        };
        let holds = having.len() == 1 && having[0].0 == area;
        let margin = format!("none in {} others", areas.len() - 1);
        Some(Verdict { holds, truth, margin, help: CHANGE })
    }
}
