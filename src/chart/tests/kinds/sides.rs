//! Pyramids: two groups back to back, nothing given away, and breakdowns that are none refused.

use super::super::refused;
use super::*;

const AGES: [&str; 7] = ["60+", "0-9", "10-19", "20-29", "30-39", "40-49", "50-59"];

fn people(ages: &[&str], sides: &[&str], cell: impl Fn(usize, usize) -> Cell) -> Findings {
    let areas = areas(&[]);
    let (area, period) = (areas.assessed(), Period::year(2024).expect("a year"));
    let mut cells = Vec::new();
    for (row, age) in ages.iter().enumerate() {
        for (column, side) in sides.iter().enumerate() {
            cells.push((Group::new([("age", *age), ("sex", *side)]), area, period, cell(row, column)));
        }
    }
    of_groups(areas, cells)
}

fn asked(findings: &Findings) -> Spec {
    Spec { areas: vec![findings.areas.assessed()], by: Some("age and sex".to_owned()), ..spec("pyramid") }
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let make = |ages: &[&str], sides: &[&str], cell: &dyn Fn(usize, usize) -> Cell| {
        let findings = people(ages, sides, cell);
        drawn(&asked(&findings), &findings)
    };
    let usual = |row: usize, column: usize| value((row * 7 + column * 3 + 1) as f64);
    let holes = |row: usize, column: usize| match (row + column) % 4 {
        0 => WITHHELD,
        1 => Cell::Missing(Shorthand::NotAvailable),
        2 => bare(0.0),
        _ => bare(1_234_567.8),
    };
    vec![
        ("ages by sex", make(&AGES, &["male", "female"], &usual)),
        ("holes", make(&AGES, &["male", "female"], &holes)),
        ("long names", make(&LONG, &["people born in the United Kingdom or Ireland", "others"], &holes)),
        ("nothing but noughts", make(&AGES, &["male", "female"], &|_, _| bare(0.0))),
        ("one row", make(&AGES[..1], &["male", "female"], &usual)),
    ]
}

#[test]
fn ages_stand_from_the_youngest_and_the_scale_is_one() {
    let findings = people(&AGES, &["male", "female"], |row, column| bare((10 * (row + 1) * (column + 1)) as f64));
    let figure = drawn(&asked(&findings), &findings);
    let table = figure.table();
    let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
    assert_eq!(heads, ["Age", "Female", "Male"]);
    let ages: Vec<&str> = table.rows.iter().map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(ages, ["0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60+"]);
    // Male 60+ is 10 and female 20: the bar of the one is half as long as that of the other.
    let drawing = figure.draw(Frame::Wide, "x");
    let widths: Vec<f64> = drawing
        .split("<rect class=\"bar ")
        .skip(1)
        .filter_map(|rest| super::super::attribute(&rest[..rest.find("/>")?], "width")?.parse().ok())
        .collect();
    assert_eq!(widths.len(), 14);
    assert!((widths[12] / widths[13] - 2.0).abs() < 0.02, "{widths:?}");
}

#[test]
fn a_withheld_number_has_the_same_stub_whatever_it_is() {
    let one =
        people(&AGES, &["male", "female"], |row, column| if row == 2 && column == 0 { WITHHELD } else { bare(40.0) });
    let drawing = drawn(&asked(&one), &one).draw(Frame::Wide, "x");
    assert_eq!(drawing.matches("class=\"hatch\"").count(), 1);
    assert!(drawing.contains("[c] withheld"));
    assert_eq!(drawing.matches("class=\"bar series-").count(), 13);
}

#[test]
fn higher_is_said_only_where_limits_lie_apart() {
    let findings =
        people(&AGES, &["male", "female"], |row, column| value(if row == 0 && column == 0 { 90.0 } else { 40.0 }));
    let said = drawn(&asked(&findings), &findings).summary;
    assert!(said.contains("Male is higher in 1 of 7 groups; in 6 the limits overlap"), "{said}");
}

#[test]
fn what_has_no_two_groups_is_refused() {
    let findings = people(&AGES, &["male", "female", "not known"], |_, _| bare(9.0));
    let said = refused(&asked(&findings), &findings);
    assert!(said.contains("there are 7 of `age` and 3 of `sex`"), "{said}");
    let two = people(&AGES, &["male", "female"], |_, _| bare(9.0));
    let said = refused(&Spec { by: None, ..asked(&two) }, &two);
    assert!(said.contains("names no two dimensions") && said.contains("write `by: age and sex`"), "{said}");
    let said = refused(&Spec { areas: Vec::new(), ..asked(&two) }, &two);
    assert!(said.contains("of no area back to back, or of several"), "{said}");
    let below = people(&AGES, &["male", "female"], |_, _| bare(-9.0));
    assert!(refused(&asked(&below), &below).contains("below zero"));
}
