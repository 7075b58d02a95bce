//! Which count: of what, of whom, where and when, whichever indicator prints it.
//!
//! Two indicators that print the same count have the same quantity, so that one cannot give away what the
//! other withholds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::area::AreaId;
use crate::model::group::Group;
use crate::model::period::{MONTHS, Period};
use crate::model::source::SourceId;

/// A stretch of whole months, or a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// From a month to before another, both since January of year 0.
    Months(i32, i32),
    /// A day, by the period that names it.
    Day(Period),
}

impl When {
    /// The stretch that a period names, by whichever name.
    pub fn of(period: Period) -> Self {
        if period.months() == 0 {
            return Self::Day(period);
        }
        let month = |(year, month): (i32, u32)| year * 12 + month.cast_signed() - 1;
        Self::Months(month(period.start()), month(period.end()) + 1)
    }
}

impl When {
    /// Whether it begins with a period or later.
    pub fn starts_in_or_after(self, period: Period) -> bool {
        match self {
            Self::Months(from, _) => from >= period.start().0 * 12 + period.start().1.cast_signed() - 1,
            Self::Day(day) => day.start() >= period.start(),
        }
    }

    /// The first and the last month as `2024-04`; a day by its id, and nothing.
    pub fn ends(self) -> (String, String) {
        let month = |at: i32| format!("{}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1);
        match self {
            Self::Months(from, to) => (month(from), month(to - 1)),
            Self::Day(period) => (period.id(), String::new()),
        }
    }

    /// The stretch of these ends, as [`When::ends`] writes them.
    pub fn between(from: &str, to: &str) -> Option<Self> {
        let first = Period::from_id(from)?;
        if to.is_empty() {
            return (first.months() == 0).then_some(Self::Day(first));
        }
        match (Self::of(first), Self::of(Period::from_id(to)?)) {
            (Self::Months(from, _), Self::Months(_, to)) => (from < to).then_some(Self::Months(from, to)),
            _ => None,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |at: i32| format!("{} {}", MONTHS[at.rem_euclid(12) as usize], at.div_euclid(12));
        match *self {
            Self::Day(period) => period.fmt(f),
            Self::Months(from, to) if to - from == 1 => f.write_str(&month(from)),
            Self::Months(from, to) if to - from == 12 && from % 12 == 0 => write!(f, "{}", from / 12),
            Self::Months(from, to) if to - from == 12 && from % 12 == 3 => {
                write!(f, "{}-{:02}", from / 12, (from / 12 + 1) % 100)
            }
            Self::Months(from, to) => write!(f, "{} to {}", month(from), month(to - 1)),
        }
    }
}

/// What is counted: a source and those of its series that are added up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counted {
    /// The source.
    pub source: SourceId,
    /// Its series, sorted.
    pub series: Vec<String>,
}

/// One count that somebody may want to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// What is counted, by its place in [`Quantities::counted`].
    pub counted: u32,
    /// Of whom.
    pub group: Group,
    /// Where.
    pub area: AreaId,
    /// When.
    pub when: When,
}

/// A quantity by its place in [`Quantities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuantityId(pub u32);

impl QuantityId {
    /// Its place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every quantity of a site, each once, in the order of its parts.
#[derive(Debug, Clone, Default)]
pub struct Quantities {
    counted: Vec<Counted>,
    list: Vec<Quantity>,
    /// Every group that a source names, by dimension.
    named: BTreeMap<SourceId, BTreeMap<String, BTreeSet<String>>>,
}

impl Quantities {
    /// What is counted, in the order of first use.
    pub fn counted(&self, id: u32) -> &Counted {
        &self.counted[id as usize]
    }

    /// The number of what is counted, new where it was not met before.
    pub fn count_of(&mut self, source: &SourceId, series: &[String]) -> u32 {
        let mut series = series.to_vec();
        series.sort_unstable();
        series.dedup();
        let wanted = Counted { source: source.clone(), series };
        let place = self.counted.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.counted.push(wanted);
            self.counted.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Takes the groups that a source names, by dimension.
    pub fn name(&mut self, source: &SourceId, named: &BTreeMap<String, BTreeSet<String>>) {
        let known = self.named.entry(source.clone()).or_default();
        for (dimension, values) in named {
            known.entry(dimension.clone()).or_default().extend(values.iter().cloned());
        }
    }

    /// Whether the parts of a total are every group that its source names: what is in none of them is nobody's
    /// group, but what was not recorded.
    pub(super) fn are_all(&self, total: &Quantity, parts: &[&Quantity]) -> bool {
        let Some(named) = self.named.get(&self.counted(total.counted).source) else { return false };
        let Some(first) = parts.first() else { return false };
        first.group.pairs().filter(|(dimension, _)| total.group.get(dimension).is_none()).all(|(dimension, _)| {
            let here: BTreeSet<&str> = parts.iter().filter_map(|part| part.group.get(dimension)).collect();
            named.get(dimension).is_some_and(|all| all.iter().all(|value| here.contains(value.as_str())))
        })
    }

    /// Takes every quantity; a repeat is left out.
    pub fn take(&mut self, mut list: Vec<Quantity>) {
        list.append(&mut self.list);
        list.sort_unstable();
        list.dedup();
        self.list = list;
    }

    /// The place of a quantity.
    pub fn find(&self, quantity: &Quantity) -> Option<QuantityId> {
        let place = self.list.binary_search(quantity).ok()?;
        u32::try_from(place).ok().map(QuantityId)
    }

    /// The quantity at a place.
    pub fn at(&self, id: QuantityId) -> &Quantity {
        &self.list[id.index()]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every quantity with its place, in order.
    pub fn iter(&self) -> impl Iterator<Item = (QuantityId, &Quantity)> {
        (0..).map(QuantityId).zip(&self.list)
    }

    /// The series of each source as they are added up, each with its number.
    pub(super) fn series_of_sources(&self) -> BTreeMap<&SourceId, Vec<(u32, &[String])>> {
        let mut found: BTreeMap<&SourceId, Vec<(u32, &[String])>> = BTreeMap::new();
        for (place, counted) in (0..).zip(&self.counted) {
            found.entry(&counted.source).or_default().push((place, &counted.series));
        }
        found
    }
}
