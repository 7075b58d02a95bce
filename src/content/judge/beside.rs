//! Claims about how a value stands to a line: the benchmark, another area, a number.

use super::since::so_many;
use super::{CHANGE, Known, Subject, Verdict};
use crate::compare::{Comparison, benchmark};
use crate::content::claim::Statement;
use crate::content::compose::Composer;
use crate::content::{lookup, number, sentence};
use crate::model::area::AreaId;
use crate::model::estimate::Estimate;
use crate::statistics::comparison;

impl Composer<'_> {
    /// Whether an area, or so many of several, are higher than, similar to or lower than a line.
    pub(super) fn beside(&self, subject: Subject<'_>) -> Option<Verdict> {
        let claim = subject.claim;
        let wanted = |found: Comparison| match claim.statement {
            Statement::Higher => found.is_above(),
            Statement::Lower => found.is_below(),
            _ => found == Comparison::Similar,
        };
        let other = self.line(subject)?;
        let theirs = self.known(subject, &[other])?.first()?.2;
        let line = format!("{}, {}", self.name(other), subject.value(theirs));
        if let Some(wanted_areas) = claim.areas {
            let (holding, all) = self.standing(subject, other, &wanted)?;
            let names: Vec<String> = holding.iter().map(|area| self.name(*area)).collect();
            let names = if names.is_empty() { "none".to_owned() } else { number::series(&names) };
            return Some(so_many(subject, holding.len(), all, wanted_areas, &format!("{names}, beside {line}")));
        }
        let area = self.of(claim)?;
        if area == other {
            return self.refused(
                claim,
                "it is compared with itself",
                "name the area with `area=`, or another with `than=`",
            );
        }
        let own = *self.known(subject, &[area])?.first()?;
        let found = self.compared(subject, &own, (other, theirs))?;
        let truth = format!(
            "{}, {} {}, is {} {line}",
            self.name(area),
            subject.value(own.2),
            subject.in_period(),
            found.words()
        );
        // From the nearer limit to the line; where both have limits and neither is the benchmark, to its nearer limit.
        let (low, high) = own.2.interval.map_or((own.2.value, own.2.value), |limits| (limits.lower, limits.upper));
        let margin = match claim.statement {
            Statement::Higher => format!("{} above the line", subject.distance(low - theirs.value)),
            Statement::Lower => format!("{} below the line", subject.distance(theirs.value - high)),
            _ => "the limits hold the line".to_owned(),
        };
        Some(Verdict { holds: wanted(found), truth, margin, help: CHANGE })
    }

    /// The area that others are set beside: the benchmark, unless the author names one.
    pub(in crate::content) fn line(&self, subject: Subject<'_>) -> Option<AreaId> {
        match subject.claim.subject.key("than") {
            Some((name, place)) => lookup::area(self.context.report, self.context.findings, name, place),
            None => subject
                .found
                .benchmark
                .or_else(|| self.refused(subject.claim, "it has no benchmark", "name an area with `than=`")),
        }
    }

    /// Which of several areas stand to another as is wanted, and how many there are.
    pub(in crate::content) fn standing(
        &self,
        subject: Subject<'_>,
        other: AreaId,
        wanted: &dyn Fn(Comparison) -> bool,
    ) -> Option<(Vec<AreaId>, usize)> {
        let theirs = self.known(subject, &[other])?.first()?.2;
        let all: Vec<AreaId> = self.several(subject)?.into_iter().filter(|area| *area != other).collect();
        let mut holding = Vec::new();
        for one in &self.known(subject, &all)? {
            if wanted(self.compared(subject, one, (other, theirs))?) {
                holding.push(one.0);
            }
        }
        Some((holding, all.len()))
    }

    /// Whether a value is so high at least, or at most, as it is printed.
    pub(super) fn bounded(&self, subject: Subject<'_>) -> Option<Verdict> {
        let claim = subject.claim;
        let bound = claim.bound?;
        let area = self.of(claim)?;
        let estimate = self.known(subject, &[area])?.first()?.2;
        let tenth = 10_f64.powi(i32::try_from(subject.found.indicator.decimals).unwrap_or(0));
        let printed = (estimate.value * tenth).round() / tenth;
        let beyond = if claim.statement == Statement::AtLeast { printed - bound } else { bound - printed };
        let truth = format!("{} has {} {}", self.name(area), subject.value(estimate), subject.in_period());
        let margin = format!("{} to spare", subject.distance(beyond));
        Some(Verdict { holds: beyond >= 0.0, truth, margin, help: CHANGE })
    }

    fn name(&self, area: AreaId) -> String {
        sentence::with_article(&self.context.findings.areas.get(area).name)
    }

    /// How an area stands to another: by the rule of the indicator where that is the benchmark, else apart only
    /// where the limits of the two do not touch.
    pub(in crate::content) fn compared(
        &self,
        subject: Subject<'_>,
        (area, finding, own): &Known<'_>,
        (other, theirs): (AreaId, &Estimate),
    ) -> Option<Comparison> {
        let indicator = &subject.found.indicator;
        let found = if subject.found.benchmark == Some(other) {
            finding.comparison
        } else if benchmark::why_not(indicator, own).is_some() {
            None
        } else {
            own.interval.zip(theirs.interval).map(|(own, theirs)| comparison::overlap(own, theirs))
        };
        found.or_else(|| {
            let why = benchmark::why_not(indicator, own).unwrap_or("one of the two has no limits");
            self.refused(
                subject.claim,
                &format!("{} cannot be compared: {why}", self.name(*area)),
                "give the two values instead",
            )
        })
    }
}
