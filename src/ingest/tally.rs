//! Counts of rows by series, group, area and time, made in one pass: no row is kept.
//!
//! In go rows as four short keys, out come observations, one for each combination that occurred. Memory
//! follows the combinations and not the rows: sixteen bytes each. Nothing here knows files.

use rustc_hash::FxHashMap;

use crate::model::area::AreaId;
use crate::model::mark::Marks;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;

/// What a row is counted under, in one word: area, then time, then series and group.
type Key = u64;

/// A count and the first line that it counts.
#[derive(Debug, Clone, Copy)]
struct Count {
    rows: u32,
    line: u32,
}

/// Counts so far. The maps are looked up and never walked but to empty them into a list that is sorted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    kinds: Vec<(u16, u16)>,
    kind_of: FxHashMap<(u16, u16), u16>,
    periods: Vec<Period>,
    period_of: FxHashMap<Period, u16>,
    counts: FxHashMap<Key, Count>,
    last: Option<((u16, u16, Period), Key)>,
}

impl Tally {
    /// Counts one row.
    pub(super) fn add(&mut self, series: u16, group: u16, area: AreaId, period: Period, line: u32) {
        self.add_many(series, group, area, period, Count { rows: 1, line });
    }

    fn add_many(&mut self, series: u16, group: u16, area: AreaId, period: Period, more: Count) {
        // Rows of one kind and month stand together in most files.
        let low = match self.last {
            Some((last, low)) if last == (series, group, period) => low,
            _ => {
                let kind = position(&mut self.kinds, &mut self.kind_of, (series, group));
                let time = position(&mut self.periods, &mut self.period_of, period);
                let low = (u64::from(time) << 16) | u64::from(kind);
                self.last = Some(((series, group, period), low));
                low
            }
        };
        let count = self.counts.entry((u64::from(area.0) << 32) | low).or_insert(Count { rows: 0, line: more.line });
        count.rows = count.rows.saturating_add(more.rows);
        count.line = count.line.min(more.line);
    }

    /// Takes over what was counted elsewhere, where series and groups had other positions. Which of two
    /// tallies takes over the other makes no difference.
    pub(super) fn join(&mut self, other: Self, series: &[u16], groups: &[u16]) {
        let new = |list: &[u16], old: u16| list.get(usize::from(old)).copied().unwrap_or(old);
        let Self { kinds, periods, counts, .. } = other;
        self.counts.reserve(counts.len().saturating_sub(self.counts.len()));
        for (key, count) in listed(counts) {
            let (kind, period, area) = parts(&kinds, &periods, key);
            self.add_many(new(series, kind.0), new(groups, kind.1), area, period, count);
        }
    }

    /// How many combinations there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Every count as an observation of the file `file`, in no order.
    pub(super) fn observations(self, file: u16) -> impl ExactSizeIterator<Item = Observation> {
        let Self { kinds, periods, counts, .. } = self;
        listed(counts).map(move |(key, count)| {
            let ((series, group), period, area) = parts(&kinds, &periods, key);
            let value = Value::Number(f64::from(count.rows));
            Observation { series, group, area, period, value, marks: Marks::NONE, file, line: count.line }
        })
    }
}

/// The counts in the order of their hashes, which no reader sees: what they are put into is sorted, or does
/// not depend on an order.
fn listed(counts: FxHashMap<Key, Count>) -> impl ExactSizeIterator<Item = (Key, Count)> {
    counts.into_iter()
}

fn parts(kinds: &[(u16, u16)], periods: &[Period], key: Key) -> ((u16, u16), Period, AreaId) {
    let short = |bits: u64| usize::try_from(bits & 0xffff).unwrap_or(0);
    let area = u32::try_from(key >> 32).unwrap_or(u32::MAX);
    (kinds[short(key)], periods[short(key >> 16)], AreaId(area))
}

/// The position of an item, which is added if it is new.
fn position<T: Copy + Eq + std::hash::Hash>(list: &mut Vec<T>, known: &mut FxHashMap<T, u16>, item: T) -> u16 {
    let next = u16::try_from(list.len()).unwrap_or(u16::MAX);
    *known.entry(item).or_insert_with(|| {
        list.push(item);
        next
    })
}
