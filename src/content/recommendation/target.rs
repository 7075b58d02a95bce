//! The target of a measure: a number to come to by a time, and how far the published numbers are on the way to it.
//!
//! Comes in: what an author wrote, and findings. Goes out: a [`Target`], and the [`Outcome`] with the sentence that
//! says so. Wrong can be: a number that is none, finer than numbers are printed or of another unit, one that lies on
//! the other side of where the measure begins, a time that does not lie after it.

use super::measure::{Outcome, Wanted};
use crate::compare::IndicatorFindings;
use crate::content::definition::unknown_period;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::cell::Cell;
use crate::model::estimate::Estimate;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Map;

/// What a value ought to come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The number, in the unit of the indicator.
    pub value: f64,
    /// By when.
    pub by: Period,
}

/// A target as written.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    value: (String, Place),
    by: Option<(Period, Place)>,
}

/// Reads a target, where a measure has one.
pub(super) fn read(report: &Report, map: &mut Map<'_>) -> Option<Asked> {
    let value = map.optional_text_at("target");
    let by = map.optional_text_at("by");
    let Some(value) = value else {
        if let Some((_, place)) = by {
            let found = Diagnostic::error("this measure has a time and no target").at(place).label("by when");
            report.add(found.help("add `target:` with the number to come to, or take `by:` out"));
        }
        return None;
    };
    let by = by.and_then(|(text, place)| match Period::from_id(&text) {
        Some(period) => Some((period, place)),
        None => {
            report.add(unknown_period(&text, place));
            None
        }
    });
    Some(Asked { value, by })
}

/// What is measured, where, and since when.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) found: &'a IndicatorFindings,
    pub(super) area: AreaId,
    pub(super) wanted: Wanted,
    pub(super) from: Period,
}

impl Course<'_> {
    fn at(&self, period: Period) -> Option<&Estimate> {
        self.found.at(self.area, period)?.cell.estimate()
    }

    /// A number as it is printed.
    fn printed(&self, value: f64) -> String {
        number::grouped(value, self.found.indicator.decimals)
    }

    /// The same with its limits.
    fn with_limits(&self, estimate: &Estimate) -> String {
        let decimals = self.found.indicator.decimals;
        let limits = estimate.interval.map(|limits| format!(" ({})", sentence::interval(limits, decimals)));
        format!("{}{}", self.printed(estimate.value), limits.unwrap_or_default())
    }
}

/// A number with the unit it is in: `2.0 offences per 1,000 residents`, `12.5% of pupils`.
pub(super) fn in_unit(found: &IndicatorFindings, value: f64) -> String {
    let (number, unit) = (number::grouped(value, found.indicator.decimals), &found.indicator.unit);
    if unit.starts_with('%') { format!("{number}{unit}") } else { format!("{number} {unit}") }
}

/// The target, where it is one; `due` is the day of the recommendation.
pub(super) fn known(report: &Report, asked: &Asked, course: Course<'_>, due: Period) -> Option<Target> {
    let (text, place) = &asked.value;
    let (found, id) = (course.found, &course.found.indicator.id);
    let end = text.find(|sign: char| !(sign.is_ascii_digit() || ".,-".contains(sign))).unwrap_or(text.len());
    let (digits, unit) = (text[..end].replace(',', ""), text[end..].trim());
    let Ok(value) = digits.parse::<f64>() else {
        let fault = Diagnostic::error(format!("`{text}` is no target")).at(place.clone()).label("not a number");
        report.add(fault.help(format!("write a number in {}", found.indicator.unit)));
        return None;
    };
    let known_unit = found.indicator.unit.trim();
    if !(unit.is_empty() || unit == known_unit || (unit == "%" && known_unit.starts_with('%'))) {
        let fault = Diagnostic::error(format!("`{unit}` is not the unit of `{id}`")).at(place.clone());
        let fault = fault.label(format!("it is measured in {known_unit}"));
        report.add(fault.help("write the target in that unit, or the number alone"));
        return None;
    }
    let decimals = digits.split_once('.').map_or(0, |(_, rest)| rest.len());
    if decimals > found.indicator.decimals {
        let fault = Diagnostic::error(format!("`{text}` is finer than `{id}` is printed")).at(place.clone());
        let allowed = crate::report::counted(found.indicator.decimals, "decimal");
        report.add(fault.label(format!("its numbers have {allowed}")).help("write as many at most"));
        return None;
    }
    let (by, by_place) = asked.by.as_ref().map_or((due, place), |(by, place)| (*by, place));
    if by.end() <= course.from.end() {
        let fault = Diagnostic::error("this target is due before its measure begins").at(by_place.clone());
        let fault = fault.label(format!("due by {by}, measured from {}", sentence::the_period(course.from)));
        report.add(fault.help("name a later time under `by:`, or an earlier one under `from:`"));
        return None;
    }
    if let Some(first) = course.at(course.from)
        && !course.wanted.reaches(first.value, value)
    {
        let word = course.wanted.word();
        let fault = Diagnostic::error(format!("a target of {} is no {word}", course.printed(value)));
        let was = format!("it was {} in {}", course.printed(first.value), sentence::the_period(course.from));
        let (side, other) = match course.wanted {
            Wanted::Fall => ("lower", Wanted::Rise),
            Wanted::Rise => ("higher", Wanted::Fall),
        };
        let fault = fault.at(place.clone()).label(was);
        report.add(fault.help(format!("write a {side} number, or `direction: {}`", other.word())));
        return None;
    }
    Some(Target { value, by })
}

/// Months from one period's end to another's.
fn months(from: Period, to: Period) -> f64 {
    let month = |(year, month): (i32, u32)| f64::from(year) * 12.0 + f64::from(month);
    month(to.end()) - month(from.end())
}

/// How far the published numbers are on the way to a target, and the sentence that says so.
pub(super) fn outcome(course: Course<'_>, name: &str, target: Target) -> Option<(Outcome, String)> {
    let last = course.found.latest()?;
    let place = sentence::with_article(name);
    let unsaid = |why: String| Some((Outcome::CannotBeSaid, why));
    let is_due = months(course.from, last) >= months(course.from, target.by);
    // What comes after the day that it was due by tells nothing of whether it was met.
    let latest = if is_due {
        let in_time = |period: &Period| period.is_like(last) && period.ends_by(target.by);
        let found = course.found.periods().iter().rev().copied().find(in_time);
        let Some(found) = found.filter(|found| *found > course.from && !found.overlaps(course.from)) else {
            let start = sentence::the_period(course.from);
            return unsaid(format!("It cannot be said: no number after {start} and up to {} is published.", target.by));
        };
        found
    } else {
        last
    };
    let (start, end) = (sentence::the_period(course.from), sentence::the_period(latest));
    if course.from.overlaps(latest) || course.from >= latest {
        return unsaid(format!("No number after {start} is published yet."));
    }
    if let Some(broken) = course.found.breaks_between(course.from, latest).last() {
        return unsaid(format!("It cannot be said: there is a break in series in {}.", broken.period));
    }
    let (Some(first), Some(last)) = (course.at(course.from), course.at(latest)) else {
        let missing = if course.at(latest).is_none() { latest } else { course.from };
        let cell = course.found.at(course.area, missing).map(|finding| &finding.cell);
        let why = match cell {
            Some(Cell::Missing(reason)) => reason.words(),
            _ => "not published",
        };
        return unsaid(format!("It cannot be said: the number for {} is {why}.", sentence::the_period(missing)));
    };
    let short = &course.found.indicator.short;
    let was = format!(
        "{short} in {place} was {} in {start} and {} in {end}.",
        course.with_limits(first),
        course.with_limits(last)
    );
    let share = months(course.from, latest) / months(course.from, target.by);
    let line = if is_due { target.value } else { first.value + (target.value - first.value) * share };
    let stands = if is_due {
        let value = course.printed(target.value);
        format!("The target of {value} was due by {}, and the last number up to then is that of {end}.", target.by)
    } else {
        format!(
            "A straight line from the first number to {} by {} stands at {} there.",
            course.printed(target.value),
            target.by,
            course.printed(line)
        )
    };
    let Some(limits) = last.interval else {
        return unsaid(format!("{was} {stands} No limits are published, so chance cannot be ruled out."));
    };
    // The limit that is nearer to where the measure began, and the one beyond it.
    let (near, far) = match course.wanted {
        Wanted::Fall => (limits.upper, limits.lower),
        Wanted::Rise => (limits.lower, limits.upper),
    };
    let at_or_beyond = |limit: f64, line: f64| limit == line || course.wanted.reaches(line, limit);
    let side = if course.wanted == Wanted::Fall { "below" } else { "above" };
    let number = if is_due { "That number" } else { "The latest number" };
    let (outcome, because) = if at_or_beyond(near, target.value) {
        (Outcome::Met, format!("{number} is at or {side} the target with both its limits."))
    } else if is_due {
        match at_or_beyond(far, target.value) {
            true => (Outcome::CannotBeSaid, "Its limits hold the target, so chance could explain either.".to_owned()),
            false => (Outcome::NotMet, format!("{number} with its limits does not come to it.")),
        }
    } else if at_or_beyond(near, line) {
        (Outcome::OnTheWay, format!("The latest number is at or {side} the line with both its limits."))
    } else if at_or_beyond(far, line) {
        (Outcome::CannotBeSaid, "Its limits hold the line, so chance could explain either.".to_owned())
    } else {
        (Outcome::NotOnTheWay, "The latest number with its limits does not come to the line.".to_owned())
    };
    Some((outcome, format!("{was} {stands} {because}")))
}
