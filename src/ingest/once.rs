//! Records that stand in several files of a source and count once.
//!
//! In go rows with the id of their record, out come counts in which each id is counted where it stands
//! first, in the order of files and lines. Ids are kept as digests until all files are read, so this takes
//! memory for every row, and is only for sources that ask for it. Columns are not known here.

use sha2::{Digest as _, Sha256};

use super::Part;
use crate::model::area::AreaId;
use crate::model::coverage::Remark;
use crate::model::period::Period;

/// What a row is counted under.
pub(super) type Under = (u16, u16, AreaId, Period);

/// One row of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Once {
    id: u128,
    pub(super) under: Under,
    line: u32,
}

impl Once {
    /// The same row under other positions of series and group.
    pub(super) fn moved(self, under: Under) -> Self {
        Self { under, ..self }
    }

    /// A row of the record `id`.
    pub(super) fn new(id: &[u8], under: Under, line: u32) -> Self {
        let digest = Sha256::digest(id);
        let id = digest.iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte));
        Self { id, under, line }
    }
}

/// Counts each record of the parts of a source once, and says of each part how many rows were left out.
pub(super) fn settle(parts: &mut [Part]) {
    let mut rows: Vec<(u128, u16, u32, usize, Under)> = Vec::new();
    for (index, part) in parts.iter_mut().enumerate() {
        let file = part.file;
        rows.extend(std::mem::take(&mut part.once).into_iter().map(|row| (row.id, file, row.line, index, row.under)));
    }
    rows.sort_unstable_by_key(|(id, file, line, _, _)| (*id, *file, *line));
    let mut last = None;
    for (id, _, _, index, (series, group, area, period)) in rows {
        let part = &mut parts[index];
        if last == Some(id) {
            part.quality.periods.note(Some(period), Remark::Duplicate);
            part.quality.kept -= 1;
        } else {
            part.tally.add(series, group, area, period);
        }
        last = Some(id);
    }
}
