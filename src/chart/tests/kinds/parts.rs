//! Stacks: parts that add up, and a bar with an unpublished part that gives nothing away.

use super::super::refused;
use super::*;
use crate::model::indicator::IndicatorId;

/// Parts of each authority and their whole, as counts.
fn stack(parts: &[&str], cell: impl Fn(usize, usize) -> Cell, whole: impl Fn(usize) -> Cell) -> Findings {
    let areas = areas(&[]);
    let period = Period::year(2024).expect("a year");
    let mut cells = Vec::new();
    for (index, id) in areas.of_level(AUTHORITY).enumerate() {
        for (part, name) in parts.iter().enumerate() {
            cells.push((Group::new([("means", *name)]), id, period, cell(index, part)));
        }
        cells.push((Group::all(), id, period, whole(index)));
    }
    of_method(of_groups(areas, cells), "count", "admissions")
}

fn asked() -> Spec {
    Spec { level: Some(AUTHORITY), by: Some("means".to_owned()), ..spec("stacked") }
}

const MEANS: [&str; 4] = ["body part", "blunt object", "sharp object", "other"];

fn number(index: usize, part: usize) -> f64 {
    ((index + 1) * 10 + part * 7) as f64
}

fn total(index: usize) -> f64 {
    (0..4).map(|part| number(index, part)).sum()
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let usual = stack(&MEANS, |index, part| bare(number(index, part)), |index| bare(total(index)));
    let holes = stack(
        &MEANS,
        |index, part| if index % 2 == 1 && part == 2 { WITHHELD } else { bare(number(index, part)) },
        |index| if index == 3 { WITHHELD } else { bare(total(index)) },
    );
    let zeros = stack(&MEANS, |_, _| bare(0.0), |_| bare(0.0));
    let large = stack(&LONG[..4], |_, _| bare(1_234_567.0), |_| bare(4_938_268.0));
    let mut all = Vec::new();
    for (name, findings) in [("usual", &usual), ("holes", &holes), ("zeros", &zeros), ("large", &large)] {
        all.push((name, drawn(&asked(), findings)));
        let first = findings.areas.of_level(AUTHORITY).next().into_iter().collect();
        all.push((name, drawn(&Spec { level: None, areas: first, ..asked() }, findings)));
    }
    let months = of_method(three_years(|_, month| bare(month as f64)), "count", "% of offences");
    let shares = with_second(months, "% of offences", |_, _, cell| {
        bare(100.0 - cell.estimate().map_or(0.0, |found| found.value))
    });
    let area = shares.areas.assessed();
    let both = vec![IndicatorId::new("violence"), IndicatorId::new("robbery")];
    all.push(("shares", drawn(&Spec { indicators: both, areas: vec![area], ..spec("stacked") }, &shares)));
    all
}

#[test]
fn parts_stand_beside_each_other_and_the_whole_at_the_end() {
    let findings = stack(&MEANS, |index, part| bare(number(index, part)), |index| bare(total(index)));
    let figure = drawn(&asked(), &findings);
    let table = figure.table();
    let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
    assert_eq!(heads, ["Area", "Blunt object", "Body part", "Other", "Sharp object", "All"]);
    assert_eq!(table.rows[0].cells[0].text, "Wolverhampton", "the largest stands first");
    assert!(figure.draw(Frame::Wide, "x").contains(">322.0</text>"));
}

#[test]
fn bars_with_an_unpublished_part_are_all_of_one_length_and_stand_by_name() {
    let one = |hidden: f64| {
        let cell = move |index: usize, part: usize| {
            if index % 2 == 1 && part == 2 { WITHHELD } else { bare(number(index, part)) }
        };
        let whole = move |index: usize| bare(if index % 2 == 1 { hidden } else { total(index) });
        drawn(&asked(), &stack(&MEANS, cell, whole))
    };
    let (small, large) = (one(150.0), one(900.0));
    let hatched = |figure: &Figure| {
        let drawing = figure.draw(Frame::Wide, "x");
        let shapes = drawing.split("<path class=\"shape no-data\"").skip(1);
        shapes.map(|rest| rest[..rest.find("/>").expect("an end")].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(hatched(&small), hatched(&large), "the whole shows nowhere in the drawing");
    assert_eq!(hatched(&small).len(), 4, "three bars and the key");
    let order: Vec<&str> = small.rows.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(order, ["Wolverhampton", "Solihull", "Dudley", "Birmingham", "Coventry", "Sandwell", "Walsall"]);
    assert!(small.summary.contains("3 of 7 areas have a part that is not published"), "{}", small.summary);
}

#[test]
fn parts_that_do_not_add_up_are_refused() {
    let rates = stack(&MEANS, |_, _| bare(10.0), |_| bare(11.0));
    let said = refused(&asked(), &rates);
    assert!(said.contains("stacks parts that do not add up: 40.0 for Birmingham"), "{said}");
    let unchecked = stack(&MEANS, |_, _| bare(10.0), |_| WITHHELD);
    assert!(refused(&asked(), &unchecked).contains("has no bar of which all parts and the whole are published"));
    let five = ["a", "b", "c", "d", "e"];
    let many = stack(&five, |_, _| bare(10.0), |_| bare(50.0));
    assert!(refused(&asked(), &many).contains("stacks 5 parts, and 4 can be told apart"));
    let lone = stack(&five, |_, _| bare(10.0), |_| bare(50.0));
    assert!(refused(&Spec { by: None, ..asked() }, &lone).contains("stacks one part"));
}

#[test]
fn measures_that_are_parts_need_a_whole_in_their_unit() {
    let two = with_second(three_years(|_, _| bare(3.0)), "offences per 1,000 residents", |_, _, cell| cell.clone());
    let both = vec![IndicatorId::new("violence"), IndicatorId::new("robbery")];
    let asked = Spec { indicators: both, level: Some(AUTHORITY), ..spec("stacked") };
    assert!(refused(&asked, &two).contains("does not say what its parts add up to"));
}
