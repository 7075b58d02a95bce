//! Counts of rows by series, group, area and time, made in one pass: no row is kept.
//!
//! In go rows as four short keys, out come observations, one for each combination that occurred. Memory
//! follows the combinations and not the rows. Nothing here knows files.

use rustc_hash::FxHashMap;

use crate::model::area::AreaId;
use crate::model::mark::Marks;
use crate::model::observation::{Observation, Value};
use crate::model::period::Period;

/// Counts so far: a small map from areas to counts for each series, group and time. Files come by month and
/// by kind of thing counted, so the maps that are in use at one time stay in the cache of the processor,
/// which one map of all combinations would not. The maps are looked up, and walked only to empty them into
/// lists that are sorted or whose order makes no difference.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pages: Vec<Page>,
    /// The page of a period and a kind.
    page_of: Vec<Vec<Option<usize>>>,
    periods: Vec<Period>,
    last_period: usize,
    /// The position of a series and a group among the kinds that occurred.
    kind_of: Vec<Vec<Option<usize>>>,
    kinds: usize,
}

/// The counts of one series, group and time.
#[derive(Debug)]
struct Page {
    series: u16,
    group: u16,
    period: Period,
    counts: FxHashMap<u32, u32>,
}

impl Tally {
    /// Counts one row.
    pub(super) fn add(&mut self, series: u16, group: u16, area: AreaId, period: Period) {
        let page = self.page(series, group, period);
        let count = self.pages[page].counts.entry(area.0).or_insert(0);
        *count = count.saturating_add(1);
    }

    /// The position of the page of a series, group and time, which is begun if it is new.
    fn page(&mut self, series: u16, group: u16, period: Period) -> usize {
        // Rows of one month stand together in most files.
        if self.periods.get(self.last_period) != Some(&period) {
            let found = self.periods.iter().position(|known| *known == period);
            self.last_period = found.unwrap_or(self.periods.len());
            if found.is_none() {
                self.periods.push(period);
            }
        }
        let kind = slot(&mut self.kind_of, usize::from(series), usize::from(group));
        let kind = *kind.get_or_insert_with(|| {
            self.kinds += 1;
            self.kinds - 1
        });
        let page = slot(&mut self.page_of, self.last_period, kind);
        *page.get_or_insert_with(|| {
            self.pages.push(Page { series, group, period, counts: FxHashMap::default() });
            self.pages.len() - 1
        })
    }

    /// Takes over what was counted elsewhere, where series and groups had other positions. Which of two
    /// tallies takes over the other makes no difference.
    pub(super) fn join(&mut self, other: Self, series: &[u16], groups: &[u16]) {
        let new = |list: &[u16], old: u16| list.get(usize::from(old)).copied().unwrap_or(old);
        for page in other.pages {
            let own = self.page(new(series, page.series), new(groups, page.group), page.period);
            let own = &mut self.pages[own].counts;
            let (mut most, least) = (page.counts, own);
            if most.len() > least.len() {
                std::mem::swap(&mut most, least);
            }
            for (area, rows) in listed(most) {
                let count = least.entry(area).or_insert(0);
                *count = count.saturating_add(rows);
            }
        }
    }

    /// How many combinations there are.
    pub(super) fn len(&self) -> usize {
        self.pages.iter().map(|page| page.counts.len()).sum()
    }

    /// Every count as an observation of the file `file`, in no order. A count is of many lines, so it gives
    /// that of the first row below the header.
    pub(super) fn observations(self, file: u16) -> impl Iterator<Item = Observation> {
        self.pages.into_iter().flat_map(move |page| {
            let Page { series, group, period, counts } = page;
            listed(counts).map(move |(area, rows)| {
                let (area, value) = (AreaId(area), Value::Number(f64::from(rows)));
                Observation { series, group, area, period, value, marks: Marks::NONE, file, line: 2 }
            })
        })
    }
}

/// The counts in the order of their hashes, which no reader sees: what they are put into is sorted, or does
/// not depend on an order.
fn listed(counts: FxHashMap<u32, u32>) -> impl Iterator<Item = (u32, u32)> {
    counts.into_iter()
}

/// A place in a table of which most rows are short.
fn slot(table: &mut Vec<Vec<Option<usize>>>, row: usize, column: usize) -> &mut Option<usize> {
    if table.len() <= row {
        table.resize_with(row + 1, Vec::new);
    }
    let row = &mut table[row];
    if row.len() <= column {
        row.resize(column + 1, None);
    }
    &mut row[column]
}
