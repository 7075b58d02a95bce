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
        for mut page in other.pages {
            let own = self.page(new(series, page.series), new(groups, page.group), page.period);
            let own = &mut self.pages[own].counts;
            if own.len() < page.counts.len() {
                std::mem::swap(own, &mut page.counts);
            }
            for (area, rows) in listed(page.counts) {
                let count = own.entry(area).or_insert(0);
                *count = count.saturating_add(rows);
            }
        }
    }

    /// How many combinations there are.
    pub(super) fn len(&self) -> usize {
        self.pages.iter().map(|page| page.counts.len()).sum()
    }

    /// Every count as an observation, sorted by series, group, area and time. A count is of many lines, and
    /// gives none of them.
    pub(super) fn sorted(self) -> Vec<Observation> {
        let mut out = Vec::with_capacity(self.len());
        let mut dealt = Vec::new();
        let mut pages = self.pages;
        pages.sort_unstable_by_key(|page| (page.series, page.group, page.period));
        let mut pages = pages.into_iter().peekable();
        while let Some(first) = pages.next() {
            let (series, group) = (first.series, first.group);
            let mut of_kind = vec![first];
            while let Some(next) = pages.next_if(|page| (page.series, page.group) == (series, group)) {
                of_kind.push(next);
            }
            let counts = of_kind.into_iter().flat_map(|page| {
                listed(page.counts).map(move |(area, rows)| {
                    let (area, value) = (AreaId(area), Value::Number(f64::from(rows)));
                    Observation {
                        series,
                        group,
                        area,
                        period: page.period,
                        value,
                        marks: Marks::NONE,
                        file: 0,
                        line: 0,
                    }
                })
            });
            let start = out.len();
            out.extend(counts);
            by_area(&mut out[start..], &mut dealt);
        }
        out
    }
}

/// Sorts counts of one kind by area. Those of one time stand together and times are in order, so that
/// dealing them out to their areas, as cards are dealt, keeps the times of an area in order.
fn by_area(counts: &mut [Observation], dealt: &mut Vec<Observation>) {
    let highest = counts.iter().map(|seen| seen.area.0 as usize).max().unwrap_or(0);
    if highest > counts.len() * 8 + (1 << 16) {
        counts.sort_unstable_by_key(|seen| (seen.area, seen.period));
        return;
    }
    let mut next = vec![0_u32; highest + 2];
    for seen in &*counts {
        next[seen.area.0 as usize + 1] += 1;
    }
    for area in 1..next.len() {
        next[area] += next[area - 1];
    }
    dealt.clear();
    dealt.extend_from_slice(counts);
    for seen in &*dealt {
        let place = &mut next[seen.area.0 as usize];
        counts[*place as usize] = *seen;
        *place += 1;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(rows: impl IntoIterator<Item = (u16, u32, u32)>) -> Tally {
        let mut tally = Tally::default();
        for (series, area, month) in rows {
            tally.add(series, 0, AreaId(area), Period::month(2024, month).unwrap());
        }
        tally
    }

    fn keys(tally: Tally) -> Vec<(u16, u32, String, Value)> {
        let seen = tally.sorted();
        seen.into_iter().map(|seen| (seen.series, seen.area.0, seen.period.id(), seen.value)).collect()
    }

    #[test]
    fn counts_are_sorted_by_series_area_and_time_whatever_came_first() {
        let rows = || (0..4000_u32).map(|row| ((row % 3) as u16, row * 7919 % 500, row * 31 % 12 + 1));
        let forwards = keys(tally(rows()));
        assert!(forwards.is_sorted_by_key(|(series, area, period, _)| (*series, *area, period.clone())));
        let mut backwards: Vec<_> = rows().collect();
        backwards.reverse();
        assert_eq!(forwards, keys(tally(backwards)));
        // Ids far apart are sorted in another way.
        let far = keys(tally([(0, u32::MAX - 1, 2), (0, 5, 3), (0, u32::MAX - 1, 1), (0, 5, 3)]));
        let wanted = [(5, "2024-03", 2.0), (u32::MAX - 1, "2024-01", 1.0), (u32::MAX - 1, "2024-02", 1.0)];
        assert_eq!(far, wanted.map(|(area, id, rows)| (0, area, id.to_owned(), Value::Number(rows))));
    }

    #[test]
    fn parts_joined_are_what_one_would_have_counted() {
        let rows = || (0..3000_u32).map(|row| ((row % 2) as u16, row * 13 % 40, row % 12 + 1));
        let mut joined = tally(rows().filter(|(_, area, _)| area % 2 == 0));
        joined.join(tally(rows().filter(|(_, area, _)| area % 2 == 1)), &[0, 1], &[0]);
        assert_eq!(keys(joined), keys(tally(rows())));
    }
}
