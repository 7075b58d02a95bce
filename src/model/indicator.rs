//! Definitions of what is measured.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::age::Ages;
use super::group::Group;
use super::period::Period;
use super::source::SourceId;
use super::standard_population::StandardPopulation;
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
    /// The months since the year began to the latest complete one, and the same months of earlier years.
    YearToDate {
        /// The first month of the year, from 1 for January.
        begins: u32,
    },
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

/// By which rule a value is called higher or lower than its benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareBy {
    /// Its limits at 95% against the benchmark.
    Limits,
    /// Its limits at 95% and at 99.8%.
    TwoLevels,
    /// Its limits and those of the benchmark, which must part.
    Overlap,
    /// The limits that chance sets around the benchmark for an area of its size.
    ControlLimits,
    /// It is not compared.
    Nothing,
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

/// What a rate is standardised to.
#[derive(Debug, Clone)]
pub enum Standard {
    /// A population that is the same for every place and year.
    Population(StandardPopulation),
    /// The rates by age of the area of this slug or code, in the same period.
    Area(String, Place),
}

/// How a rate is standardised.
#[derive(Debug, Clone)]
pub struct Standardise {
    /// The dimension whose groups are bands of ages.
    pub by: String,
    /// What to.
    pub to: Standard,
    /// Only these ages.
    pub ages: Option<Ages>,
    /// Groups that are no ages and are left out, such as `Unknown age`.
    pub without: Vec<String>,
    /// The dimension that says how many events each person had, where the count is of people.
    pub repeats: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// How much each counted series weighs: a source whose numbers are weights.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Which source.
    pub source: SourceId,
    /// Where it is named.
    pub place: Place,
    /// The source's own name of a series, where it differs from that of the count.
    pub names: BTreeMap<String, (String, Place)>,
}

/// Years that are counted together.
#[derive(Debug, Clone)]
pub struct Pool {
    /// How many.
    pub years: u16,
    /// How many years lie between the ends of two pools; as many as are pooled, unless they overlap.
    pub step: u16,
    /// Where it is declared.
    pub place: Place,
}

impl Pool {
    /// Whether a year is in more than one pool.
    pub fn overlaps(&self) -> bool {
        self.step < self.years
    }
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
    /// How a rate is standardised, by the methods that do so.
    pub standardise: Option<Standardise>,
    /// How much each series weighs, by the method that weighs.
    pub weights: Option<Weights>,
    /// For which periods.
    pub periods: Periods,
    /// Where they are named.
    pub periods_place: Place,
    /// The year before something began, which every later period is set beside, with its place.
    pub baseline: Option<(Period, Place)>,
    /// Years that are counted together.
    pub pool: Option<Pool>,
    /// Which direction is better.
    pub polarity: Polarity,
    /// What it is compared with.
    pub benchmark: Benchmark,
    /// By which rule it is compared.
    pub compare: CompareBy,
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
