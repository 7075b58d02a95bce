//! What one file held, before the files of a source are put together.
//!
//! In go names and numbers, out comes a [`Part`] with short positions instead of names. Parts of one file
//! that were read side by side are joined here. Nothing here knows rows or columns.

use super::Reading;
use super::once::Once;
use super::recode::{Origin, RuleId};
use super::tally::Tally;
use crate::model::area::{AreaId, Boundary, LevelId};
use crate::model::group::Group;
use crate::model::observation::{Observation, Quality};

/// What one file held.
#[derive(Debug, Default)]
pub struct Part {
    /// Its position in the files of the source.
    pub(super) file: u16,
    pub(super) series: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) observations: Vec<Observation>,
    /// Rows that are counted and not kept.
    pub(super) tally: Tally,
    /// Rows of records that count once among all files of the source.
    pub(super) once: Vec<Once>,
    pub(super) quality: Quality,
    pub(super) boundaries: Vec<(AreaId, Boundary)>,
    /// Postcodes by level, and the area of each.
    pub(super) postcodes: Vec<(LevelId, Vec<(u64, u32)>)>,
    /// Lines whose codes are of another year, and the rule of each.
    pub(super) origins: Vec<(u32, Origin)>,
    /// What a reader wants to know of all files together: which declared words occurred.
    pub(super) seen: Vec<bool>,
}

/// More words than this are no list of series but a column of texts or numbers.
pub(super) const MOST: usize = 10_000;

/// All that a position can tell apart.
const ALL: usize = 1 << 16;

impl Part {
    /// The position of a series, added if it is new; `None` once there are too many to be series.
    pub(super) fn series_of(&mut self, name: &str) -> Option<u16> {
        position(&mut self.series, name, MOST, str::to_owned)
    }

    /// The position of a group, added if it is new.
    pub(super) fn group_of(&mut self, group: Group) -> Option<u16> {
        position(&mut self.groups, &group, MOST, Group::clone)
    }

    /// Counts a row whose code is of another year; its line is kept where two numbers for one place may be
    /// those of two areas that were merged.
    pub(super) fn mapped(&mut self, reading: &Reading<'_>, rule: RuleId, line: Option<u32>) {
        let found = reading.gazetteer.rule(rule);
        found.count(&mut self.quality.mapped);
        self.origins.extend(line.map(|line| (line, (rule, found.covers))));
    }

    /// Parts of one file as one, in whichever order they were read.
    pub(super) fn join(parts: Vec<Self>) -> Self {
        // Into the largest: its counts stay where they are.
        let size = |part: &Self| part.tally.len() + part.once.len() + part.observations.len();
        let largest = parts.iter().enumerate().max_by_key(|(_, part)| size(part)).map_or(0, |(index, _)| index);
        let mut parts = parts;
        if parts.is_empty() {
            return Self::default();
        }
        let mut whole = parts.swap_remove(largest);
        for part in parts {
            let Self {
                file: _,
                series,
                groups,
                observations,
                tally,
                once,
                quality,
                boundaries,
                postcodes,
                origins,
                seen,
            } = part;
            // Parts may have more words together than one may have, which refuses the source in the end.
            let first = |place: Option<u16>| place.unwrap_or(0);
            let series: Vec<u16> = series
                .iter()
                .map(|name| position(&mut whole.series, name.as_str(), ALL, str::to_owned))
                .map(first)
                .collect();
            let groups: Vec<u16> =
                groups.iter().map(|group| position(&mut whole.groups, group, ALL, Group::clone)).map(first).collect();
            let new = |list: &[u16], old: u16| list.get(usize::from(old)).copied().unwrap_or(old);
            whole.observations.extend(observations.into_iter().map(|seen| Observation {
                series: new(&series, seen.series),
                group: new(&groups, seen.group),
                ..seen
            }));
            whole.tally.join(tally, &series, &groups);
            whole.once.extend(once.into_iter().map(|row| {
                let (of, group, area, period) = row.under;
                row.moved((new(&series, of), new(&groups, group), area, period))
            }));
            whole.boundaries.extend(boundaries);
            whole.postcodes.extend(postcodes);
            whole.origins.extend(origins);
            whole.quality.add(quality);
            let longest = whole.seen.len().max(seen.len());
            whole.seen.resize(longest, false);
            for (known, more) in whole.seen.iter_mut().zip(seen) {
                *known |= more;
            }
        }
        whole
    }
}

fn position<T: std::borrow::Borrow<Q>, Q: PartialEq + ?Sized>(
    list: &mut Vec<T>,
    item: &Q,
    most: usize,
    own: impl FnOnce(&Q) -> T,
) -> Option<u16> {
    let index = list.iter().position(|known| known.borrow() == item).unwrap_or(list.len());
    let id = u16::try_from(index).ok().filter(|_| index < most)?;
    if index == list.len() {
        list.push(own(item));
    }
    Some(id)
}
