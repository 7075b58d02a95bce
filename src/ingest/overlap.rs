//! `overlaps:` of the settings: which areas of two kinds share ground, from a lookup of smaller areas.
//!
//! In goes a lookup file with a column of codes for each kind, one row for each smaller area that lies in both;
//! out come pairs of areas, and an area with itself where a part of it lies in none of the other kind. What can be wrong is the file, a column, and codes of which none is of this site. It
//! must not know what is counted there.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::Declared;
use super::fault::Faults;
use super::lookup::{self, Named, Needed};
use super::rows::trimmed;
use crate::files::Root;
use crate::model::area::{AreaId, Areas};
use crate::model::declaration::OverlapDeclaration;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Report, Result};

/// The pairs that one lookup gives, sorted.
pub(super) fn read(
    report: &Report,
    root: &Root,
    declaration: &OverlapDeclaration,
    areas: &Areas,
    declared: &BTreeMap<SourceId, Declared>,
) -> Result<Vec<(AreaId, AreaId)>> {
    let place = &declaration.place;
    let file = Named::find(report, root, (&declaration.source, &declaration.file), place, declared, Needed::Lookup)?;
    let sheet = file.sheet(report, root)?;
    let mut faults = Faults::default();
    let mut column = |name| lookup::column(&sheet, name, place, &mut faults);
    let columns = column(&declaration.between.0).zip(column(&declaration.between.1));
    let mut pairs: BTreeSet<(AreaId, AreaId)> = BTreeSet::new();
    if let Some((one, other)) = columns {
        sheet.rows(&mut faults, |_, record, _| {
            let area = |column: usize| {
                let code = std::str::from_utf8(trimmed(record.get(column).unwrap_or_default())).ok()?;
                areas.by_code(code)
            };
            // What lies in no area of the other kind that this site knows is a piece of its own.
            pairs.extend(match (area(one), area(other)) {
                (Some(one), Some(other)) if one != other => Some((one, other)),
                (Some(alone), None) | (None, Some(alone)) => Some((alone, alone)),
                _ => None,
            });
        });
    }
    if let Some(told) = faults.tell(report) {
        return Err(told);
    }
    if pairs.iter().all(|(one, other)| one == other) {
        let (one, other) = &declaration.between;
        let message = format!("no row has an area of this site in `{}` and in `{}`", one.as_str(), other.as_str());
        let found = Diagnostic::error(message).at(place.clone()).label("these overlap nowhere");
        return Err(report.add(found.help("name the columns with the codes of two levels of this site")));
    }
    Ok(pairs.into_iter().collect())
}
