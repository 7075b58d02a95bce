//! What stands in `data/`, and what is said when it is wrong, through the public functions.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "what stands beside the tests is part of them")]

mod areas;
mod cells;
mod completeness;
mod containers;
mod demonstration;
mod edges;
mod files;
mod geography;
mod layouts;
mod marks;
mod outlines;
mod places;
mod properties;
mod records;
mod site;
mod tables;
mod vintages;
mod workbook;
