//! The numbers of one source as a table, for the analyst alone: true counts, before any rule.
//!
//! In goes what was read of a source, out comes a CSV file of six columns that a source of the format
//! `table` reads back. What can be wrong is a disk. Nothing of a site is made here.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::system;
use crate::content::csv;
use crate::model::area::Areas;
use crate::model::group::Group;
use crate::model::observation::{Observation, Table, Value};
use crate::model::period::Period;
use crate::report::{Report, Result};

/// The columns of the table.
pub const HEADER: &str = "area,period,group,series,value,status\n";

/// How many rows are put into words at once.
const BLOCK: usize = 1 << 16;

/// Writes the table of a source to `output`, sorted by series, group, area and time.
pub fn tally(report: &Report, areas: &Areas, table: &Table, output: &Path) -> Result<usize> {
    let fault = |cause: std::io::Error| system(report, output, "write", &cause);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(output).map_err(fault)?);
    file.write_all(HEADER.as_bytes()).map_err(fault)?;
    let series: Vec<String> = table.series.iter().map(|name| csv::field(name)).collect();
    let groups: Vec<String> = table.groups.iter().map(group).collect();
    // A few blocks at a time, so that the words of millions of rows are never all in memory.
    for some in table.observations.chunks(BLOCK * 8) {
        let words: Vec<String> = some.par_chunks(BLOCK).map(|rows| block(areas, &series, &groups, rows)).collect();
        for words in words {
            file.write_all(words.as_bytes()).map_err(fault)?;
        }
    }
    file.flush().map_err(fault)?;
    Ok(table.observations.len())
}

fn block(areas: &Areas, series: &[String], groups: &[String], rows: &[Observation]) -> String {
    let mut out = String::with_capacity(rows.len() * 56);
    let mut last: Option<(Period, String)> = None;
    for seen in rows {
        let id = match &last {
            Some((period, id)) if *period == seen.period => id.as_str(),
            _ => last.insert((seen.period, seen.period.id())).1.as_str(),
        };
        out.push_str(areas.get(seen.area).code.as_str());
        out.push(',');
        out.push_str(id);
        out.push(',');
        out.push_str(&groups[usize::from(seen.group)]);
        out.push(',');
        out.push_str(&series[usize::from(seen.series)]);
        let _ = match seen.value {
            // A whole number needs no search for its shortest form.
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                write!(out, ",{},", number as i64)
            }
            Value::Number(number) => write!(out, ",{number},"),
            Value::Missing(reason) => write!(out, ",,{}", reason.words()),
        };
        out.push('\n');
    }
    out
}

/// `all`, or `age: 18 to 24; sex: Male`.
fn group(group: &Group) -> String {
    if group.is_all() {
        return "all".to_owned();
    }
    let pairs: Vec<String> = group.pairs().map(|(dimension, value)| format!("{dimension}: {value}")).collect();
    csv::field(&pairs.join("; "))
}
