//! The format `lookup`: tables that list areas, used by the settings and by no indicator.
//!
//! In goes `layout:` with a pair of columns for each level, out comes nothing but the count of rows.
//! What can be wrong is a pair of columns that no file of the source has.

use super::fault::{Faults, Quote};
use super::layout::Column;
use super::rows::{Extent, Sheet};
use super::{Format, Part, Reader, Reading};
use crate::files::Content;
use crate::report::{Diagnostic, Report};
use crate::yaml::Map;

/// The format `lookup`.
pub(super) struct Lookup;

/// The columns of each level.
struct Layout(Vec<Level>);

struct Level {
    name: String,
    columns: Vec<Column>,
}

impl Format for Lookup {
    fn name(&self) -> &'static str {
        "lookup"
    }

    fn about(&self) -> &'static str {
        "A table that lists areas: their codes, their names and which lies in which."
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let entries = map.required("layout")?.map(report)?.entries();
        let levels: Option<Vec<Level>> = entries
            .iter()
            .map(|(name, _, node)| {
                let mut map = node.map(report)?;
                let code = Column::required(report, &mut map, "code");
                let text = Column::required(report, &mut map, "name");
                let parent = Column::optional(report, &mut map, "parent");
                map.finish();
                Some(Level { name: name.clone(), columns: [code?, text?].into_iter().chain(parent).collect() })
            })
            .collect();
        Some(Box::new(Layout(levels?)))
    }
}

impl Reader for Layout {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        let sheet = Sheet::first(reading.report, content, &Extent::default(), Quote::Shown, &[]).ok()?;
        let mut faults = Faults::default();
        let is_there = |level: &Level| level.columns.iter().all(|column| sheet.position(&column.name).is_some());
        let mut part = Part { seen: self.0.iter().map(is_there).collect(), ..Part::default() };
        sheet.rows(&mut faults, |_, _, _| part.quality.rows += 1);
        part.quality.kept = part.quality.rows;
        part.quality.encoding = sheet.encoding();
        match faults.tell(reading.report) {
            Some(_) => None,
            None => Some(part),
        }
    }

    fn may_drop(&self) -> bool {
        true
    }

    fn conclude(&self, report: &Report, parts: &[Part]) {
        for (index, level) in self.0.iter().enumerate() {
            let found = parts.iter().any(|part| part.seen.get(index).copied().unwrap_or(false));
            if let (false, Some(first)) = (found, level.columns.first()) {
                let columns: Vec<String> = level.columns.iter().map(|column| format!("`{}`", column.name)).collect();
                let message = format!("no file of this source has the columns of `{}`", level.name);
                let found = Diagnostic::error(message).at(first.place.clone()).label("asked for here");
                report.add(
                    found.help(format!(
                        "give names of columns that stand in one file; {} do not",
                        columns.join(" and ")
                    )),
                );
            }
        }
    }
}
