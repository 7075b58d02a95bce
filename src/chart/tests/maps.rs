//! Maps of several periods: the same classes in each, and nothing of a withheld number in any.

use std::collections::BTreeMap;

use super::super::sample::{AUTHORITIES, WARD, WITHHELD, areas, findings, value, with_boundaries};
use super::super::*;
use super::{drawn, of_level, refused};
use crate::model::area::Boundary;
use crate::model::cell::Cell;
use crate::model::period::Period;
use crate::model::spec::Options;
use crate::report::Place;

/// Twelve wards as squares in a row, with a number of each of these years that `cell` makes.
fn years(years: &[i32], cell: impl Fn(usize, i32) -> Cell) -> Findings {
    let name = |index: usize| format!("Kings Norton and Bartley Green with Frankley Great Park {index}");
    let wards: Vec<(String, String, String)> =
        (0..12).map(|index| (format!("E05{index:06}"), name(index), AUTHORITIES[index % 2].0.to_owned())).collect();
    let areas = areas(&wards);
    let mut cells = Vec::new();
    let mut boundaries = BTreeMap::new();
    for year in years {
        let period = Period::year_to(*year, 3).expect("a year");
        cells.push((areas.assessed(), period, value(20.0)));
        for (index, id) in areas.of_level(WARD).enumerate() {
            cells.push((id, period, cell(index, *year)));
            let (x, y) = ((index % 4) as f64 / 50.0, 52.0 + (index / 4) as f64 / 80.0);
            let ring = vec![(x, y), (x + 0.02, y), (x + 0.02, y + 0.0125), (x, y + 0.0125), (x, y)];
            boundaries.insert(id, Boundary { polygons: vec![vec![ring]] });
        }
    }
    with_boundaries(findings(areas, cells), boundaries)
}

fn all_periods() -> Spec {
    Spec { options: Options { periods: Some(Place::file("x.md")), ..Options::default() }, ..of_level("map", WARD) }
}

/// One ward is withheld in the first year, another in the last.
fn usual() -> Findings {
    years(&[2024, 2025, 2026], |index, year| match (index, year) {
        (3, 2024) | (5, 2026) => WITHHELD,
        _ => value(index as f64 * 2.0 + f64::from(year - 2024)),
    })
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let zeros = years(&[2025, 2026], |_, _| value(0.0));
    let few = years(&[2025, 2026], |index, _| if index == 1 { value(3.0) } else { WITHHELD });
    [("periods", usual()), ("zeros of two periods", zeros), ("one number in two periods", few)]
        .map(|(name, findings)| (name, drawn(&all_periods(), &findings)))
        .to_vec()
}

#[test]
fn each_area_has_an_ink_for_each_period_and_none_where_it_is_withheld() {
    let figure = drawn(&all_periods(), &usual());
    let drawing = figure.draw(Frame::Wide, "vi-f1");
    let inks: Vec<&str> =
        drawing.split("data-inks=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("an end")]).collect();
    assert_eq!(inks.len(), 12);
    assert!(inks.iter().all(|inks| inks.len() == 3), "{inks:?}");
    let of = |ward: usize| {
        let code = format!("E05{ward:06}");
        let step = figure.rows.steps.iter().position(|step| step.area.as_ref().is_some_and(|area| area.code == code));
        inks[step.expect("a step")]
    };
    assert!(of(3).starts_with('x') && !of(3).ends_with('x'), "{}", of(3));
    assert!(of(5).ends_with('x'), "{}", of(5));
    // The same number has the same ink in each period.
    let second = of(1).as_bytes()[2];
    assert_eq!(second, of(2).as_bytes()[0]);
}

#[test]
fn the_table_has_a_column_and_the_page_a_small_map_for_each_period() {
    let figure = drawn(&all_periods(), &usual());
    let heads: Vec<String> = figure.table().columns.into_iter().map(|column| column.text).collect();
    assert_eq!(heads, ["Area", "Year to March 2024", "Year to March 2025", "Year to March 2026"]);
    let each = map::each(&figure.rows);
    let told: Vec<(&str, usize)> = each.iter().map(|own| (own.id.as_str(), own.missing)).collect();
    assert_eq!(told, [("year-to-2024-03", 1), ("year-to-2025-03", 0), ("year-to-2026-03", 1)]);
    assert!(figure.summary.contains("a colour means the same in each."));
    assert!(map::each(&drawn(&of_level("map", WARD), &usual()).rows).is_empty());
}

#[test]
fn one_period_or_too_many_are_refused() {
    let one = refused(&all_periods(), &years(&[2026], |_, _| value(1.0)));
    assert!(one.contains("numbers of one only, year to March 2026"), "{one}");
    let many: Vec<i32> = (1995..=2026).collect();
    let many = refused(&all_periods(), &years(&many, |_, _| value(1.0)));
    assert!(many.contains("maps 32 periods, and 24 can be looked over"), "{many}");
}

#[test]
fn years_that_share_months_are_not_set_beside_each_other() {
    let periods: Vec<Period> = crate::compare::apart::periods(
        usual().iter().next().expect("an indicator"),
        usual().areas_of(WARD),
        Period::year_to(2025, 3),
        None,
    );
    assert_eq!(periods, [Period::year_to(2025, 3), Period::year_to(2026, 3)].map(|period| period.expect("a year")));
}
