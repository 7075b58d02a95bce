//! Rows: the one set of numbers behind a drawing, its table, its download and its reading slider.
//!
//! Holds released cells only, and no text that is not made of them. A cell without a number has no
//! number here either, so none of the four faces can show one.

use std::sync::Arc;

use crate::model::area::{AreaId, Areas};
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::Estimate;
use crate::model::indicator::{CompareBy, IndicatorId, Polarity};
use crate::model::mark::{Mark, Marks};
use crate::model::period::Period;

use super::event::Touching;
use super::scale::Scale;
use super::text;
use super::topology::Topology;
use crate::compare::Comparison;
use crate::compare::funnel::Funnel;
use crate::statistics::season::Seasonal;

/// What is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The indicators drawn, most often one.
    pub indicators: Vec<IndicatorId>,
    /// Their name in a table.
    pub short: String,
    /// Their name in full.
    pub title: String,
    /// What one of the values counts.
    pub unit: String,
    /// What the number below the line is called at the head of a column.
    pub below: &'static str,
    /// Digits after the point.
    pub decimals: usize,
    /// Which direction is better.
    pub polarity: Polarity,
    /// Whether any source of it is illustrative.
    pub illustrative: bool,
    /// What not to conclude, as its definition says.
    pub caution: Option<String>,
    /// How a change of it is said.
    pub said: crate::compare::trend::Said,
}

impl Measure {
    /// A value as it is printed.
    pub fn value(&self, estimate: &Estimate) -> String {
        text::number(estimate.value, self.decimals)
    }

    /// A value with its unit and its marks: `47.8 offences per 1,000 residents (provisional)`.
    pub fn with_unit(&self, estimate: &Estimate) -> String {
        let marks = crate::content::sentence::in_words(estimate.marks);
        format!("{}{marks}", text::with_unit(&self.value(estimate), &self.unit))
    }
}

/// What the steps of a figure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Periods, first to last.
    Time,
    /// Areas, in an order that means something.
    Areas,
    /// Breakdowns, such as age groups.
    Groups,
    /// Indicators of one unit.
    Indicators,
}

/// An area as drawings and tables name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: AreaId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its part of an address, where it has a page.
    pub slug: Option<String>,
}

impl Place {
    /// The place of an area.
    pub fn of(areas: &Areas, id: AreaId) -> Self {
        let area = areas.get(id);
        let slug = areas.level(area.level).profile.then(|| area.slug.clone());
        Self { id, code: area.code.as_str().to_owned(), name: area.name.clone(), slug }
    }
}

/// A position along the axis of reading: a period, an area, a breakdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// In full: `Year to March 2026`, `Aston, Birmingham`.
    pub label: String,
    /// For an axis: `Mar 2026`, `Aston`.
    pub short: String,
    /// Months from year 0, where steps are periods.
    pub at: f64,
    /// The area, where steps are areas.
    pub area: Option<Place>,
    /// Whether it stands out among many.
    pub marked: bool,
    /// What the reading slider says of it, all series in one sentence.
    pub words: String,
}

/// Whether a series is what the figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is.
    Subject,
    /// The subject is compared with it.
    Comparator,
}

/// A line, or a set of bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Whether the figure is about it.
    pub role: Role,
}

/// One number of a figure, or the reason there is none: one mark, one line of the download.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Position in [`Rows::steps`].
    pub step: usize,
    /// Position in [`Rows::series`].
    pub series: usize,
    /// The indicator's name in a table.
    pub indicator: String,
    /// Where.
    pub area: Place,
    /// When.
    pub period: Period,
    /// Which breakdown; empty for everyone.
    pub breakdown: String,
    /// The number, or why there is none.
    pub cell: Cell,
    /// How it stands to the benchmark.
    pub comparison: Option<Comparison>,
    /// The breaks in series between it and the last number of its series, first to last: across one nothing
    /// is compared and no line is drawn.
    pub breaks: Vec<Period>,
    /// It alone in words: `Birmingham 47.8`.
    pub words: String,
    /// What an analysis says of it, in a word or two: `above the upper limit`; most figures have none.
    pub reading: Option<String>,
    /// Further numbers of it, one for each of [`Rows::extras`].
    pub extras: Vec<Extra>,
}

/// A further column of a figure's table and file: `Upper limit at 99.8%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraColumn {
    /// Its header.
    pub title: String,
    /// Digits after the point.
    pub decimals: usize,
}

/// A further number of a row, or what stands in its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Extra {
    /// A number, printed with the digits of its column.
    Number(f64),
    /// Words, such as `−21% to −3%`.
    Words(String),
    /// None, and why.
    Missing(Shorthand),
}

/// What is drawn behind or through the marks, computed from released values before the figure was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The mean and limits of a process.
    Control(Box<super::control::Watched>),
    /// What a profile of the months is made of.
    Season(Box<Seasonal>),
    /// The limits of a funnel and the areas in it.
    Funnel(Box<Funnel>),
    /// The line through groups of areas.
    Gradient(Box<super::gradient::Behind>),
    /// How soon areas hold a share of the whole.
    Curve(super::concentration::Curve),
    /// Changes between two periods, with what rounding and chance allow.
    Changes(super::change::Changes),
    /// Areas by several indicators at once, with the ranks they may have.
    Index(Box<super::index::Drawn>),
    /// The two ends of a line for each area.
    Slopes(super::slope::Slopes),
    /// A second measure beside the first.
    Pairs(Box<super::scatter::Pairs>),
    /// The hours of a week.
    Hours(super::hours::Week),
    /// What each indicator of an area is set among.
    Spine(Vec<super::spine::Among>),
    /// What the cells of each indicator are set beside.
    Tartan(Vec<super::tartan::Thread>),
}

impl Row {
    /// A number of everyone in an area and period, beside nothing.
    pub fn new(
        (step, series): (usize, usize),
        indicator: &str,
        (area, period): (Place, Period),
        cell: Cell,
        words: String,
    ) -> Self {
        Self {
            step,
            series,
            indicator: indicator.to_owned(),
            area,
            period,
            breakdown: String::new(),
            cell,
            comparison: None,
            breaks: Vec::new(),
            words,
            reading: None,
            extras: Vec::new(),
        }
    }

    /// The number, if there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        self.cell.estimate()
    }

    /// The number without what belongs to it, if there is one.
    pub fn value(&self) -> Option<f64> {
        self.estimate().map(|estimate| estimate.value)
    }

    /// What its sources say of the number; nothing where there is none.
    pub fn marks(&self) -> Marks {
        self.estimate().map_or(Marks::NONE, |estimate| estimate.marks)
    }

    /// Whether the number may change.
    pub fn is_provisional(&self) -> bool {
        self.marks().has(Mark::Provisional)
    }
}

/// The value that all others are set beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// The area it belongs to.
    pub area: Place,
    /// The value.
    pub value: f64,
    /// By which rule others are compared with it.
    pub rule: CompareBy,
}

/// What a map needs beside its numbers.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Every area, for the parents of those drawn.
    pub areas: Arc<Areas>,
    /// The outlines of those drawn; owners are steps.
    pub(super) topology: Arc<Topology>,
}

/// Everything a figure shows.
#[derive(Debug, Clone)]
pub struct Rows {
    /// What is measured.
    pub measure: Measure,
    /// What the steps are.
    pub along: Along,
    /// Positions along the axis of reading.
    pub steps: Vec<Step>,
    /// Lines, or sets of bars; one where the steps are all there is.
    pub series: Vec<Series>,
    /// The numbers, sorted by step and then series: one for every pair.
    pub rows: Vec<Row>,
    /// The value that others are set beside, where a figure shows one period.
    pub benchmark: Option<Benchmark>,
    /// When, in words: `year to March 2026`, `May 2023 to March 2026`.
    pub period: String,
    /// Where, in words: `the seven local authorities`.
    pub place: String,
    /// What a map is drawn from.
    pub ground: Option<Ground>,
    /// The header of the first column, where what the steps are does not say enough: `Hour`.
    pub first: Option<String>,
    /// The header of the column of values, where their unit does not say enough: `Year to June 2021`.
    pub value: Option<String>,
    /// The header of the column of readings, where rows have them: `Signal`.
    pub reading: Option<String>,
    /// Further columns; every row has as many.
    pub extras: Vec<ExtraColumn>,
    /// What is drawn behind the marks.
    pub overlay: Overlay,
    /// What happened in the time that is shown, first to last.
    pub events: Vec<Touching>,
    /// The unit and digits of each step; empty where those of the measure are those of all.
    pub scales: Vec<Scale>,
}

impl Rows {
    /// No rows yet, of what is measured.
    pub fn new(measure: Measure, along: Along) -> Self {
        Self {
            measure,
            along,
            steps: Vec::new(),
            series: Vec::new(),
            rows: Vec::new(),
            benchmark: None,
            period: String::new(),
            place: String::new(),
            ground: None,
            first: None,
            value: None,
            reading: None,
            extras: Vec::new(),
            overlay: Overlay::None,
            events: Vec::new(),
            scales: Vec::new(),
        }
    }

    /// The row of a step and series.
    pub fn at(&self, step: usize, series: usize) -> &Row {
        &self.rows[step * self.series.len() + series]
    }

    /// The rows of a series, by step.
    pub fn of_series(&self, series: usize) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter().skip(series).step_by(self.series.len().max(1))
    }

    /// The series the figure is about, by position.
    pub fn subjects(&self) -> impl Iterator<Item = usize> + '_ {
        self.series.iter().enumerate().filter(|(_, series)| series.role == Role::Subject).map(|(index, _)| index)
    }

    /// Every number shown, limits and benchmark included, for the range of an axis.
    pub fn extent(&self) -> Option<(f64, f64)> {
        let limits = self.rows.iter().filter_map(Row::estimate).flat_map(|estimate| {
            let (lower, upper) =
                estimate.interval.map_or((estimate.value, estimate.value), |interval| (interval.lower, interval.upper));
            [estimate.value, lower, upper]
        });
        spread(limits.chain(self.benchmark.iter().map(|benchmark| benchmark.value)))
    }

    /// Every value shown and the benchmark, without limits.
    pub fn extent_of_values(&self) -> Option<(f64, f64)> {
        let all = self.rows.iter().filter_map(Row::value).chain(self.benchmark.iter().map(|benchmark| benchmark.value));
        spread(all)
    }

    /// Whether any row has a number.
    pub fn has_value(&self) -> bool {
        self.rows.iter().any(|row| row.estimate().is_some())
    }

    /// The shorthand that occurs, in the order it is explained.
    pub fn shorthand(&self) -> Vec<Shorthand> {
        let mut used: Vec<Shorthand> = self.rows.iter().filter_map(|row| row.cell.shorthand()).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// The marks that occur.
    pub fn marks(&self) -> Marks {
        self.rows.iter().fold(Marks::NONE, |marks, row| marks.union(row.marks()))
    }
}

/// The least and the greatest of these.
fn spread(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}
