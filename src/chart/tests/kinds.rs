//! Pyramids, small multiples, stacks, slopes, scatters and calendars: ugly inputs for the laws of all drawings.

use super::super::sample::{
    AUTHORITIES, AUTHORITY, WARD, WITHHELD, areas, bare, findings, months, of_groups, of_method, spec, value,
    with_second,
};
use super::super::*;
use super::{drawn, of_level, squares, three_years, usual};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::period::Period;

mod parts;
mod planes;
mod sides;
mod spines;
mod time;

/// Names as long as wards have them.
const LONG: [&str; 6] = [
    "Kings Norton and Bartley Green with Frankley Great Park",
    "Brandwood & King's Heath",
    "Saltwells and Cradley Heath, Old Hill and Blackheath South",
    "Sutton Four Oaks",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "Aston",
];

/// Figures that every law of drawings is held against.
pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    [parts::figures(), planes::figures(), sides::figures(), spines::figures(), time::figures()].concat()
}

/// Wards with long names, each with a number of two years.
fn wards(count: usize, cell: impl Fn(usize, i32) -> Cell) -> Findings {
    let wards: Vec<(String, String, String)> = (0..count)
        .map(|index| {
            let name = match index / LONG.len() {
                0 => LONG[index].to_owned(),
                again => format!("{} {again}", LONG[index % LONG.len()]),
            };
            (format!("E05{index:06}"), name, AUTHORITIES[0].0.to_owned())
        })
        .collect();
    let areas = areas(&wards);
    let mut cells = Vec::new();
    for year in [2020, 2026] {
        let period = Period::year_to(year, 3).expect("a year");
        cells.push((areas.assessed(), period, value(20.0)));
        for (index, id) in areas.of_level(WARD).enumerate() {
            cells.push((id, period, cell(index, year)));
        }
    }
    findings(areas, cells)
}
