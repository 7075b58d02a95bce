//! One breakdown of one indicator, counted for every area and period.
//!
//! Comes in: tables and a definition. Goes out: the cells of a [`Measured`], with true counts. Wrong can be: a
//! count below zero, a denominator that is missing, zero or of other years, more events than people.

use super::method::{Counts, Divides, Method, named};
use super::strata::Strata;
use super::tally::{Tallied, Tally};
use super::wanted::Below;
use super::{Counted, Measured, below_summed};
use crate::model::area::{AreaId, Areas};
use crate::model::group::Group;
use crate::model::indicator::{DenominatorPeriod, Indicator, Periods, Pool, Summed};
use crate::model::mark::Marks;
use crate::model::observation::{Table, Value};
use crate::model::period::Period;
use crate::report::{Diagnostic, Report};

/// One breakdown of one indicator being counted.
pub(super) struct Counting<'a> {
    pub(super) report: &'a Report,
    pub(super) areas: &'a Areas,
    pub(super) table: &'a Table,
    pub(super) series: &'a [u16],
    pub(super) below: Option<&'a Below<'a>>,
    pub(super) group: &'a Group,
    pub(super) strata: Option<Strata>,
}

/// Where and when.
type At = (AreaId, Period);

impl Counting<'_> {
    pub(super) fn fill(&self, measured: &mut Measured) {
        let indicator = measured.indicator.clone();
        let joined = |base: &Group| Group::new(base.pairs().chain(self.group.pairs()));
        let above =
            Tally::new(self.table, self.areas, self.series, &joined(&indicator.numerator.group), indicator.summed);
        let below = self.below.map(|below| {
            let summed = below_summed(below.table, self.areas, indicator.summed);
            Tally::new(below.table, self.areas, &below.series, &joined(&below.wanted.count.group), summed)
        });
        let leading = self.strata.as_ref().filter(|strata| strata.make_up_the_count()).and_then(Strata::first);
        let single = match indicator.periods {
            Periods::YearToDate { begins } => {
                let same = |below: &&Below<'_>| below.wanted.period == DenominatorPeriod::Same;
                let people = self.below.filter(same).and(below.as_ref());
                self.since_the_year_began(&indicator, begins, (leading.unwrap_or(&above), people))
            }
            _ => periods_of(&indicator, leading.unwrap_or(&above)),
        };
        let periods = match &indicator.pool {
            None => single,
            Some(pool) => self.pooled(pool, &single),
        };
        for area in self.areas.iter().filter(|(_, area)| measured.levels.contains(&area.level)).map(|(id, _)| id) {
            if indicator.summed == Summed::Yes && !self.areas.is_assessed(area) {
                continue;
            }
            for period in &periods {
                if let Some(counted) = self.cell(&indicator, (area, *period), &above, below.as_ref()) {
                    measured.cells.insert((self.group.clone(), area, *period), counted);
                }
            }
        }
    }

    /// Pools of so many years that follow each other without a gap, the last of them ending with the last year.
    fn pooled(&self, pool: &Pool, single: &[Period]) -> Vec<Period> {
        let Some(last) = single.last() else { return Vec::new() };
        let years: Vec<Period> = single.iter().copied().filter(|period| period.is_like(*last)).collect();
        let poolable = years.iter().all(|year| year.pool_to(*year).is_some());
        if !poolable {
            let found = Diagnostic::error(format!("years are pooled, and `{}` is none", last.id()));
            let found = found.at(pool.place.clone()).label("here");
            self.report
                .add(found.help("pool calendar or financial years: `period: financial year` makes them of months"));
            return Vec::new();
        }
        let mut pools = Vec::new();
        for (position, end) in years.iter().enumerate().rev().step_by(usize::from(pool.step.max(1))) {
            let begin = position.checked_sub(usize::from(pool.years) - 1).map(|begin| years[begin]);
            let whole = begin.filter(|begin| *begin == end.years_before(i32::from(pool.years) - 1));
            pools.extend(whole.and_then(|begin| begin.pool_to(*end)));
        }
        pools.reverse();
        pools
    }

    /// A number over a period of the definition: of the source's own, of twelve months, or of pooled years.
    fn over(&self, indicator: &Indicator, tally: &Tally, (area, period): At) -> Option<Tallied> {
        let single = |period: Period| match indicator.periods {
            Periods::AsPublished => tally.get(area, period),
            _ => tally.over_months(area, period),
        };
        match indicator.pool {
            None => single(period),
            Some(_) => Tallied::sum(period.pooled_years().map(single)),
        }
    }

    /// The people that go with a period: those of each pooled year are added, for they are at risk in each.
    fn people(&self, indicator: &Indicator, below: &Below<'_>, tally: &Tally, (area, period): At) -> Option<Tallied> {
        let single = |period: Period| {
            let when = below.wanted.period.of(period)?;
            match (below.wanted.period, indicator.periods) {
                (DenominatorPeriod::Same, Periods::AsPublished) => tally.get(area, when),
                // The parts of a year are added up above the line and below it alike.
                (DenominatorPeriod::Same, _) => tally.over_months(area, when),
                _ => tally.get(area, when),
            }
        };
        match indicator.pool {
            None => single(period),
            Some(_) => Tallied::sum(period.pooled_years().map(single)),
        }
    }

    /// The counts of a cell with the marks of both, since a provisional denominator makes a provisional rate.
    fn cell(&self, indicator: &Indicator, at: At, above: &Tally, below: Option<&Tally>) -> Option<Counted> {
        let weighed = self.strata.as_ref();
        let count = match weighed.filter(|strata| strata.make_up_the_count()) {
            Some(_) => Tallied { value: Value::Number(0.0), marks: Marks::NONE },
            None => self.over(indicator, above, at)?,
        };
        let counted = |counts, marks: Marks| Some(Counted { counts, marks: count.marks.union(marks) });
        let numerator = match count.value {
            Value::Number(value) => value,
            Value::Missing(reason) => return counted(Err(reason), Marks::NONE),
        };
        if numerator < 0.0 && named(&indicator.method).is_some_and(Method::counts) {
            self.say_negative(indicator);
            return None;
        }
        let mut counts = Counts::new(numerator, None, indicator.per);
        if named(&indicator.method).is_some_and(|method| method.divides() == Divides::ByDays) {
            counts.denominator = at.1.days().map(f64::from);
            if counts.denominator.is_none() {
                self.say_no_days(indicator, at.1);
                return None;
            }
        }
        let mut marks = Marks::NONE;
        let by_age = weighed.is_some_and(|strata| !strata.are_of_series());
        if let (Some(below), Some(tally), false) = (self.below, below, by_age) {
            match self.people(indicator, below, tally, at) {
                Some(Tallied { value: Value::Number(people), marks: theirs }) => {
                    self.check(indicator, below, at, (numerator, people))?;
                    counts.denominator = Some(people);
                    marks = theirs;
                }
                Some(Tallied { value: Value::Missing(reason), .. }) => return counted(Err(reason), Marks::NONE),
                None => {
                    self.say_missing(indicator, below, tally, at);
                    return None;
                }
            }
        }
        let Some(strata) = weighed else { return counted(Ok(counts), marks) };
        let above = |tally: &Tally, area: AreaId, period: Period| self.over(indicator, tally, (area, period));
        let people = |tally: &Tally, area: AreaId, period: Period| {
            self.below.and_then(|below| self.people(indicator, below, tally, (area, period)))
        };
        match strata.counts(at, counts, (&above, &people)) {
            Ok((counts, theirs)) => counted(counts, marks.union(theirs)),
            Err(super::strata::Unknown::Events) => None,
            Err(super::strata::Unknown::People) => {
                if let (Some(below), Some(tally)) = (self.below, below) {
                    self.say_missing(indicator, below, tally, at);
                }
                None
            }
        }
    }

    fn say_negative(&self, indicator: &Indicator) {
        let found = Diagnostic::error("a count is below zero")
            .at(indicator.numerator.source_place.clone())
            .label("in this source")
            .help("ask the publisher; a negative count is a correction of another period")
            .repeated(format!("negative count of {}", indicator.id), "number");
        self.report.add(found);
    }

    /// Says that the people of a period are not known, and of which periods they are.
    fn say_missing(&self, indicator: &Indicator, below: &Below<'_>, tally: &Tally, (area, period): At) {
        let name = &self.areas.get(area).name;
        let when = below.wanted.period.of(period).unwrap_or(period);
        let mut found = Diagnostic::error(format!("no denominator for {name} in {when}"))
            .at(below.wanted.count.source_place.clone())
            .label(format!("`{}` has no such number", below.table.source.id));
        let known: Vec<Period> =
            tally.periods().iter().copied().filter(|known| tally.get(area, *known).is_some()).collect();
        let mut help = "add the missing rows to the source, or leave this level out of `levels:`".to_owned();
        if let (Some(first), Some(last)) = (known.first(), known.last())
            && !known.contains(&when)
        {
            let has = if first == last {
                format!("`{}` only", first.id())
            } else {
                format!("`{}` to `{}`", first.id(), last.id())
            };
            found = found.note(format!("for {name} it has {has}"));
            help = format!("name a period that it has under `denominator:`, such as `period: {}`", last.id());
        }
        let found = found.help(help).repeated(format!("denominator of {}", indicator.id), "number");
        self.report.add(found);
    }

    /// Says that there is nobody to divide by though something is counted, or that a part is larger than its whole.
    fn check(
        &self,
        indicator: &Indicator,
        below: &Below<'_>,
        (area, period): At,
        (events, people): (f64, f64),
    ) -> Option<()> {
        let method = named(&indicator.method)?;
        let name = &self.areas.get(area).name;
        if people == 0.0 && events > 0.0 {
            let found = Diagnostic::error(format!("the denominator of {name} in {period} is zero, and something is counted"))
                .at(below.wanted.count.source_place.clone())
                .label(format!("zero in `{}`", below.table.source.id))
                .help("check that both sources speak of the same areas; a source writes `[x]` or leaves a row out where it does not know")
                .repeated(format!("zero denominator of {}", indicator.id), "number");
            self.report.add(found);
            return None;
        }
        // A source that rounds may lift a part above its whole; the share is then not available.
        let rounds = self.table.source.rule.round > 1 || below.table.source.rule.round > 1;
        if method.word() == "proportion" && events > people && !rounds {
            let found = Diagnostic::error(format!("more events than people in {name} in {period}"))
                .at(indicator.numerator.source_place.clone())
                .label(format!("more than in `{}`", below.table.source.id))
                .help("a proportion is of a part and its whole: check the series, or use `method: rate`")
                .repeated(format!("more events than people of {}", indicator.id), "number");
            self.report.add(found);
            return None;
        }
        Some(())
    }
}

/// The periods that a definition asks for, before years are pooled.
fn periods_of(indicator: &Indicator, tally: &Tally) -> Vec<Period> {
    match indicator.periods {
        Periods::AsPublished => tally.periods().to_vec(),
        Periods::TwelveMonths => tally.years(),
        Periods::FinancialYear => tally.years().into_iter().filter_map(financial).collect(),
        Periods::YearToDate { .. } => Vec::new(),
    }
}

/// The financial year that these twelve months are, if they are one.
fn financial(year: Period) -> Option<Period> {
    let (ends, month) = year.end();
    (month == 3).then(|| Period::financial_year(ends - 1)).flatten()
}
