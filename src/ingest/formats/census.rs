//! Tables of the Census 2021 of England and Wales, the `TS` files that nomis packs for every area.
//!
//! A row is an area, a column a category: `Sex: Female; measures: Value` or `Ethnic group: White: Irish`.
//! The categories of one level add up, and `Total` is a category of its own. Small counts were swapped and
//! perturbed by the publisher, each table by itself, so totals of two tables differ a little.

use crate::ingest::known::Known;

/// Counts of one topic by area.
pub(crate) static CENSUS: Known = Known {
    name: "census",
    about: "A topic summary (TS) of the Census 2021: an area in each row, a category of the topic in each column.",
    columns: &["date", "geography", "geography code", "*: *"],
    without: &[],
    layout: r#"
area: {column: geography code}
area-missing: drop
period: {fixed: 2021-03-21}
columns: ["{}: {series}; measures: Value", "{}: {series}"]
missing: {"": not available, "-": not available}
"#,
    choices: "",
};
