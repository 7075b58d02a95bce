//! Values that rest on several numbers: which areas are highest, higher or rose; a share, a ratio, a difference.
//!
//! Comes in: a [`ValueReference`] and findings. Goes out: words. Wrong can be: a number that is withheld or not
//! there; areas that chance could exchange, of which none can be named; a share of an area it does not lie in. What
//! is named goes by the same rules as a claim of it, so the two can never disagree.

use super::claim::{ClaimReference, HowMany, Statement};
use super::compose::Composer;
use super::judge::Subject;
use super::value::{Property, ValueReference};
use super::{lookup, number, roughly, sentence};
use crate::compare::{Comparison, Direction, IndicatorFindings};
use crate::model::area::AreaId;
use crate::model::estimate::Estimate;
use crate::model::period::Period;
use crate::report::Diagnostic;

/// The forms in which areas can be said.
const FORMS: [&str; 3] = ["names", "number", "of"];

impl Composer<'_> {
    /// What a value says that rests on several numbers, as people read it and as machines do; `None` inside where
    /// the property rests on one.
    pub(super) fn of_several(
        &self,
        reference: &ValueReference,
        found: &IndicatorFindings,
        area: AreaId,
        period: Period,
    ) -> Option<Option<String>> {
        let statement = match reference.property {
            Property::Highest => Statement::AmongHighest,
            Property::Lowest => Statement::AmongLowest,
            Property::Higher => Statement::Higher,
            Property::Similar => Statement::Similar,
            Property::Lower => Statement::Lower,
            Property::Rose => Statement::Rose,
            Property::Fell => Statement::Fell,
            Property::NoClearChange => Statement::NoClearChange,
            Property::Share | Property::Ratio | Property::Difference => Statement::Similar,
            _ => return Some(None),
        };
        let subject = reference.clone();
        let claim = ClaimReference { statement, areas: Some(HowMany::All), bound: None, is_value: true, subject };
        let subject = Subject::new(&claim, found, period);
        let (holding, all) = match reference.property {
            Property::Share => return self.share(subject, area).map(Some),
            Property::Ratio | Property::Difference => return self.pair(subject, area, reference).map(Some),
            Property::Highest | Property::Lowest => self.at_an_end(subject)?,
            Property::Higher | Property::Similar | Property::Lower => {
                let wanted = move |found: Comparison| match statement {
                    Statement::Higher => found.is_above(),
                    Statement::Lower => found.is_below(),
                    _ => found == Comparison::Similar,
                };
                let other = self.line(subject)?;
                self.standing(subject, other, &wanted)?
            }
            _ => {
                let wanted = match statement {
                    Statement::Rose => Direction::Rose,
                    Statement::Fell => Direction::Fell,
                    _ => Direction::NotClear,
                };
                self.going(subject, wanted)?
            }
        };
        self.listed(reference, &holding, all).map(Some)
    }

    /// Areas in the form that is asked for: `Birmingham and Sandwell`, `two`, `two of the seven`.
    fn listed(&self, reference: &ValueReference, holding: &[AreaId], all: usize) -> Option<String> {
        let name = |area: &AreaId| sentence::with_article(&self.context.findings.areas.get(*area).name);
        match reference.key("as") {
            None | Some(("names", _)) if holding.is_empty() => Some("none".to_owned()),
            None | Some(("names", _)) => Some(number::series(&holding.iter().map(name).collect::<Vec<_>>())),
            Some(("number", _)) => Some(number::spelled(holding.len())),
            Some(("of", _)) => Some(format!("{} of the {}", number::spelled(holding.len()), number::spelled(all))),
            Some((other, place)) => {
                let found = Diagnostic::error(format!("`{other}` is not a form that `as` knows")).at(place.clone());
                self.context.report.add(found.label("unknown form").suggest(other, FORMS));
                None
            }
        }
    }

    /// The areas at the upper or lower end that chance could exchange with each other and with no other.
    fn at_an_end(&self, subject: Subject<'_>) -> Option<(Vec<AreaId>, usize)> {
        let areas = self.several(subject)?;
        let known = self.known(subject, &areas)?;
        let upward = subject.claim().statement == Statement::AmongHighest;
        // Whether one lies beyond another, limits and all; where there are none, value from value.
        let beyond = |one: &Estimate, other: &Estimate| match (one.interval, other.interval) {
            (Some(one), Some(other)) if upward => one.lower > other.upper,
            (Some(one), Some(other)) => one.upper < other.lower,
            (None, None) if upward => one.value > other.value,
            (None, None) => one.value < other.value,
            _ => false,
        };
        let ends = known.iter().filter(|(.., own)| !known.iter().any(|(.., other)| beyond(other, own)));
        let ends: Vec<AreaId> = ends.map(|(area, ..)| *area).collect();
        if known.len() > 1 && ends.len() == known.len() {
            return self.refused(
                subject.claim(),
                "chance could exchange all of them",
                "say that they do not clearly differ, or name fewer areas with `among=`",
            );
        }
        Some((ends, known.len()))
    }

    /// The count of an area as a share of that of an area it lies in.
    fn share(&self, subject: Subject<'_>, area: AreaId) -> Option<String> {
        let (findings, claim) = (self.context.findings, subject.claim());
        let whole = match claim.subject.key("of") {
            Some((name, place)) => lookup::area(self.context.report, findings, name, place)?,
            None => self.area,
        };
        let inside = findings.areas.ancestry(area).any(|above| above == whole);
        if area == whole || !inside {
            let (own, other) = (&findings.areas.get(area).name, &findings.areas.get(whole).name);
            let why = if area == whole {
                format!("it is the share of {own} in itself")
            } else {
                format!("{own} does not lie in {other}")
            };
            return self.refused(claim, &why, "name an area with `area=`, and one that holds it with `of=`");
        }
        let known = self.known(subject, &[area, whole])?;
        let counts: Vec<f64> = known.iter().filter_map(|(.., estimate)| estimate.numerator).collect();
        match counts[..] {
            [part, all] if all > 0.0 => Some(number::percent(part / all)),
            [_, _] => self.refused(claim, "there is nothing to be a share of", "give the counts instead"),
            _ => self.refused(claim, "its source gives no counts", "a share is of counts: give the values instead"),
        }
    }

    /// How the value of an area stands to another: `about twice`, `3.2 higher`.
    fn pair(&self, subject: Subject<'_>, area: AreaId, reference: &ValueReference) -> Option<String> {
        let claim = subject.claim();
        let other = self.line(subject)?;
        let help = "name the area with `area=`, or another with `than=`";
        if area == other {
            return self.refused(claim, "it is compared with itself", help);
        }
        let known = self.known(subject, &[area, other])?;
        let [own, (_, _, theirs)] = known[..] else { return None };
        let compared = self.compared(subject, &own, (other, theirs))?;
        let own = own.2;
        // What is set against what is what a reader finds printed, so that neither says more than the other.
        let tens = 10_f64.powi(i32::try_from(found_decimals(subject)).unwrap_or(0));
        let printed = |value: f64| (value * tens).round() / tens;
        if reference.property == Property::Difference {
            let difference = printed(own.value) - printed(theirs.value);
            let size = number::grouped(difference.abs(), found_decimals(subject));
            return Some(match compared {
                Comparison::Similar => "not clearly different".to_owned(),
                _ if difference > 0.0 => format!("{size} higher"),
                _ => format!("{size} lower"),
            });
        }
        if compared == Comparison::Similar {
            let why = "the two are not clearly apart";
            return self.refused(claim, why, "use `.comparison`, or give the two values");
        }
        roughly::times(printed(own.value), printed(theirs.value))
            .or_else(|| self.refused(claim, "one of the two is zero", "give the two values instead"))
    }
}

fn found_decimals(subject: Subject<'_>) -> usize {
    subject.found().indicator.decimals
}
