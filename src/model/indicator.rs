//! Definitions of what is measured.

use std::fmt;
use std::sync::Arc;

use super::group::Group;
use super::period::Period;
use super::source::SourceId;
use crate::report::Place;

/// The name of an indicator's file in `content/indicators/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(Arc<str>);

impl IndicatorId {
    /// Takes the name of the file without `.md`.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name of the file without `.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which direction is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// Less of it is better.
    LowIsGood,
    /// More of it is better.
    HighIsGood,
    /// Neither is better.
    NoJudgement,
}

/// What is added up, and from where.
#[derive(Debug, Clone)]
pub struct Count {
    /// Which source.
    pub source: SourceId,
    /// Which of its series, added up.
    pub series: Vec<String>,
    /// Which breakdown of it; everyone where empty.
    pub group: Group,
    /// Where the source is named.
    pub source_place: Place,
    /// Where each series is named.
    pub series_places: Vec<Place>,
}

/// Which period of the denominator goes with a period of the numerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DenominatorPeriod {
    /// The same.
    Same,
    /// Always this one.
    Fixed(Period),
    /// The mid-year so many calendar years before the end.
    MidYearBefore(i32),
}

impl DenominatorPeriod {
    /// The period of the denominator that goes with `period`, if there is one.
    pub fn of(self, period: Period) -> Option<Period> {
        match self {
            Self::Same => Some(period),
            Self::Fixed(fixed) => Some(fixed),
            Self::MidYearBefore(years) => period.mid_year_before(years),
        }
    }
}

/// What the count is divided by.
#[derive(Debug, Clone)]
pub struct Denominator {
    /// The people or things counted.
    pub count: Count,
    /// When they were counted.
    pub period: DenominatorPeriod,
}

/// Which periods an indicator is published for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periods {
    /// Those of the source.
    AsPublished,
    /// Sums of twelve complete months that follow each other.
    TwelveMonths,
    /// Sums of the twelve complete months from April to March, which no other sum overlaps.
    FinancialYear,
}

/// What an indicator is compared with.
#[derive(Debug, Clone)]
pub enum Benchmark {
    /// What the settings of the site name.
    Site,
    /// Nothing.
    None,
    /// The area of this slug or code.
    Area(String, Place),
}

/// Whether the values of small areas make up those of larger ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summed {
    /// The source gives each level itself.
    No,
    /// Larger areas are the sum of the smaller.
    Yes,
}

/// Whether limits are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// By the method.
    Computed,
    /// None: the count is complete and stands for nothing but itself, or the source printed none.
    None,
}

/// How a change may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeForm {
    /// In per cent, where the counts are not too few.
    Percentage,
    /// As two numbers and their difference, for events so few that no percentage is ever said.
    Difference,
}

/// The definition of an indicator: the front matter of its page.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The name of its file.
    pub id: IndicatorId,
    /// Given once, never reused; the stem of its figures' ids.
    pub code: String,
    /// Its name in full.
    pub title: String,
    /// Its name in a table.
    pub short: String,
    /// The part of the assessment it belongs to.
    pub theme: String,
    /// What one of its values counts: `offences per 1,000 residents`.
    pub unit: String,
    /// The word of its method, a name in the registry of methods.
    pub method: String,
    /// Where the method is named.
    pub method_place: Place,
    /// What a rate is per; 1 for everything else.
    pub per: f64,
    /// What is counted.
    pub numerator: Count,
    /// What it is divided by.
    pub denominator: Option<Denominator>,
    /// For which periods.
    pub periods: Periods,
    /// Which direction is better.
    pub polarity: Polarity,
    /// What it is compared with.
    pub benchmark: Benchmark,
    /// The levels it is published for, by their word, each with its place.
    pub levels: Vec<(String, Place)>,
    /// Whether larger areas are sums of smaller ones.
    pub summed: Summed,
    /// Whether limits are computed.
    pub limits: Limits,
    /// How a change of it may be said.
    pub change: ChangeForm,
    /// Digits after the point.
    pub decimals: usize,
    /// Dimensions, such as `sex`, that it is published by as well as for everyone.
    pub breakdowns: Vec<(String, Place)>,
    /// Whether it is among the headline numbers of an area.
    pub headline: bool,
    /// One sentence of what it is.
    pub definition: String,
    /// One sentence of what not to conclude.
    pub caution: Option<String>,
    /// The place of its front matter.
    pub place: Place,
}
