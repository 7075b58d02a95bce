//! The year to date: which months it has, so that the same months of every year are set beside each other.
//!
//! Comes in: the months that sources know. Goes out: stretches of months, one in each year. Wrong can be: a
//! source without months, or a month since the year began that was not collected in full. A gap is never a sum
//! of fewer months: its cell says that it was not collected. It must not know areas.

use super::counting::Counting;
use super::tally::Tally;
use crate::model::indicator::Indicator;
use crate::model::period::{MONTHS, Period};
use crate::report::Diagnostic;

impl Counting<'_> {
    /// From the first month of the year to the latest that the count, and what it is divided by in the same
    /// period, both cover; the same months of each earlier year that they know.
    pub(super) fn since_the_year_began(
        &self,
        indicator: &Indicator,
        begins: u32,
        (above, below): (&Tally, Option<&Tally>),
    ) -> Vec<Period> {
        let complete =
            |month: &Period| above.is_complete(*month) && below.is_none_or(|below| below.is_complete(*month));
        let (first, last) = (above.months().next(), above.months().rev().find(complete));
        let (Some(first), Some(latest)) = (first, last.and_then(|last| last.since_the_year_began(begins))) else {
            self.say_no_months(indicator);
            return Vec::new();
        };
        let gaps: Vec<Period> = latest.each_month().filter(|month| !complete(month)).collect();
        if !gaps.is_empty() {
            self.say_gap(indicator, latest, &gaps);
        }
        let years = (0..).map(|years| latest.years_before(years));
        let mut found: Vec<Period> = years.take_while(|stretch| stretch.start() >= first.start()).collect();
        found.reverse();
        found
    }

    fn say_no_months(&self, indicator: &Indicator) {
        let found =
            Diagnostic::error(format!("a year to date is made of months, and `{}` has none", self.table.source.id))
                .at(indicator.periods_place.clone())
                .label("asked for here")
                .help("use a source by month, or write `period: as published`")
                .repeated(format!("months of {}", indicator.id), "breakdown");
        self.report.add(found);
    }

    fn say_gap(&self, indicator: &Indicator, latest: Period, gaps: &[Period]) {
        let months: Vec<String> = gaps.iter().map(Period::to_string).collect();
        let found = Diagnostic::warning(format!("no year to date can be made for {latest}"))
            .at(indicator.periods_place.clone())
            .label("asked for here")
            .note(format!("not collected in full: {}", months.join(", ")))
            .help(format!(
                "the year begins in {}: name a later month under `year-begins:`",
                MONTHS[latest.start().1 as usize - 1]
            ))
            .repeated(format!("year to date of {}", indicator.id), "breakdown");
        self.report.add(found);
    }

    /// Says that a number of the middle of a year has no days to be divided by.
    pub(super) fn say_no_days(&self, indicator: &Indicator, period: Period) {
        let found = Diagnostic::error(format!("{period} has no length, so nothing can be counted per day"))
            .at(indicator.method_place.clone())
            .label("this method")
            .help("use `method: count`, or a source by month or year")
            .repeated(format!("days of {}", indicator.id), "number");
        self.report.add(found);
    }
}
