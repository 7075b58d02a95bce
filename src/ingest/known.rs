//! Formats of files that are published with the same columns every time.
//!
//! Such a format is a name, the columns by which its files are recognised, and a layout in the very words
//! that an author would write; keys under `layout:` of a declaration stand instead of those of the format.
//! What can be wrong is a declaration; files are read as those of the format `table` are.

use super::head::Head;
use super::header::FORMAT;
use super::table;
use super::{Format, Reader};
use crate::files::TextFile;
use crate::report::{Diagnostic, Report, Strictness};
use crate::yaml::{self, Map, Node};

/// A format of published files.
pub(super) struct Known {
    /// The word under `format:`.
    pub(super) name: &'static str,
    /// What it is, in a sentence.
    pub(super) about: &'static str,
    /// Columns that only files of this format have together; a last `*` stands for anything.
    pub(super) columns: &'static [&'static str],
    /// Columns that files of a like format have, and of this one have not.
    pub(super) without: &'static [&'static str],
    /// `layout:`, as an author would write it.
    pub(super) layout: &'static str,
    /// Keys that an author should look at, as lines of `layout:` for [`super::inspect`].
    pub(super) choices: &'static str,
}

impl Format for Known {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let base = self.base(report)?;
        let layout = match map.optional("layout") {
            Some(node) if node.is_map() => node.over(&base),
            Some(node) => {
                // Says that keys are needed.
                node.map(report)?;
                return None;
            }
            None => return self.alone(report, map, &base),
        };
        Some(Box::new(table::decode(report, &layout)?))
    }

    fn recognises(&self, head: &Head) -> bool {
        head.tables().any(|table| {
            self.columns.iter().all(|column| table.has(column)) && !self.without.iter().any(|column| table.has(column))
        })
    }

    fn choices(&self) -> &'static str {
        self.choices
    }
}

impl Known {
    /// The reader of the format's own layout; some formats need to be told what a file is read for.
    fn alone(&self, report: &Report, map: &Map<'_>, base: &Node) -> Option<Box<dyn Reader>> {
        if let Some(layout) = table::decode(&Report::new(Strictness::Lenient), base) {
            return Some(Box::new(layout));
        }
        let message = format!("the format `{}` needs to be told which numbers are meant", self.name);
        let found = Diagnostic::error(message).at(map.place().clone()).label("among these keys");
        let example = self.choices.lines().next().unwrap_or_default();
        report.add(found.help(format!("add `layout:` and its keys, such as `{example}`")));
        None
    }

    /// The layout of the format itself; its places name the format and no file.
    fn base(&self, report: &Report) -> Option<Node> {
        let path = format!("{FORMAT}{}", self.name);
        let file = TextFile { path: path.as_str().into(), text: self.layout.into() };
        yaml::parse(report, &file, 0..self.layout.len()).ok()
    }
}
