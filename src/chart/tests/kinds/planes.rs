//! Slopes and scatters: what lacks a number has no place, and no word goes further than the numbers.

use super::super::refused;
use super::*;
use crate::model::indicator::IndicatorId;
use crate::model::spec::Options;

fn against() -> Options {
    Options { against: Some((IndicatorId::new("robbery"), crate::report::Place::file("x.md"))), ..Options::default() }
}

fn scatter(level: crate::model::area::LevelId) -> Spec {
    Spec { options: against(), ..of_level("scatter", level) }
}

fn doubled(findings: Findings) -> Findings {
    with_second(findings, "offences per 100 homes", |area, _, cell| match (area.0 % 7, cell.estimate()) {
        (3, _) => Cell::Missing(Shorthand::NotAvailable),
        (_, Some(found)) => bare(found.value * 2.0 + f64::from(area.0 % 3)),
        (_, None) => bare(5.0),
    })
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let long = wards(6, |index, year| value((index as i32 * 3 + (year - 2019) * 2) as f64));
    let twelve = wards(12, |index, year| match index % 4 {
        1 if year == 2020 => WITHHELD,
        2 if index == 6 => WITHHELD,
        _ => value(20.0 + index as f64 / 10.0),
    });
    let alike = wards(12, |_, _| value(1_234_567.8));
    let zeros = wards(5, |_, _| value(0.0));
    let negative = wards(5, |index, year| bare(3.0 - index as f64 + f64::from(year - 2020)));
    let lone = wards(3, |index, _| if index == 0 { value(4.0) } else { WITHHELD });
    let mut all = Vec::new();
    for (name, findings) in [
        ("long names", long),
        ("twelve wards", twelve),
        ("alike", alike),
        ("zeros", zeros),
        ("negative", negative),
        ("lone", lone),
    ] {
        let marked = findings.areas.of_level(WARD).next();
        all.push((name, drawn(&Spec { marked: marked.into_iter().collect(), ..of_level("slope", WARD) }, &findings)));
        let findings = doubled(findings);
        all.push((name, drawn(&Spec { marked: marked.into_iter().collect(), ..scatter(WARD) }, &findings)));
    }
    let squares = doubled(squares(40));
    let marked = squares.areas.of_level(WARD).nth(5);
    all.push(("forty wards", drawn(&Spec { marked: marked.into_iter().collect(), ..scatter(WARD) }, &squares)));
    let usual = doubled(usual());
    all.push(("usual", drawn(&scatter(AUTHORITY), &usual)));
    let (from, to) = (Some(months()[0]), Some(months()[24]));
    all.push(("usual", drawn(&Spec { from, to, ..of_level("slope", AUTHORITY) }, &usual)));
    all
}

#[test]
fn a_slope_says_rose_and_fell_only_where_chance_is_no_likely_reason() {
    let findings = wards(3, |index, year| match (index, year) {
        (0, 2026) => value(40.0),
        (1, 2026) => value(20.1),
        _ => value(20.0),
    });
    let figure = drawn(&of_level("slope", WARD), &findings);
    let rose = format!("Between the year to March 2020 and the year to March 2026 {} rose.", LONG[0].to_lowercase());
    assert!(figure.summary.to_lowercase().starts_with(&rose.to_lowercase()), "{}", figure.summary);
    assert!(figure.summary.contains("had no clear change."), "{}", figure.summary);
    assert!(figure.summary.contains("Two periods are no trend"), "{}", figure.summary);
    let drawing = figure.draw(Frame::Wide, "x");
    // One of each in the key.
    assert_eq!(drawing.matches("class=\"line series-1\"").count(), 2);
    assert_eq!(drawing.matches("class=\"line limit\"").count(), 3);
}

#[test]
fn an_area_that_lacks_a_number_has_no_line_and_is_listed() {
    let findings = wards(3, |index, year| if index == 1 && year == 2020 { WITHHELD } else { value(20.0) });
    let figure = drawn(&of_level("slope", WARD), &findings);
    let drawing = figure.draw(Frame::Wide, "x");
    assert_eq!(drawing.matches("class=\"line limit\"").count(), 3, "two lines and the key");
    assert!(drawing.contains(": [c] to 20.0</text>"));
    let many = wards(13, |_, _| value(3.0));
    assert!(refused(&of_level("slope", WARD), &many).contains("has 13 lines, and 12 can each have a name"));
}

#[test]
fn dots_at_the_ends_are_named_and_no_cause_is_shown() {
    let findings = doubled(wards(20, |index, _| value(index as f64)));
    let figure = drawn(&scatter(WARD), &findings);
    assert!(figure.summary.contains("do not show that one causes the other"), "{}", figure.summary);
    assert!(figure.summary.contains("Named are the areas at either end of each measure"), "{}", figure.summary);
    let drawing = figure.draw(Frame::Wide, "x");
    assert!(drawing.matches("class=\"name\"").count() >= 2);
    assert_eq!(drawing.matches("class=\"hatch\"").count(), 3, "three wards lack the second number");
    let table = figure.table();
    assert!(table.columns.iter().any(|column| column.text.starts_with("Robbery, offences per 100 homes")));
}

#[test]
fn few_areas_are_a_list_of_pairs_on_a_phone() {
    let findings = doubled(wards(6, |index, _| value(index as f64)));
    let drawing = drawn(&scatter(WARD), &findings).draw(Frame::Narrow, "x");
    assert!(!drawing.contains("<circle") && drawing.contains("data-axis=\"y\""));
    assert!(drawing.contains("[x]"));
}

#[test]
fn a_scatter_needs_another_measure() {
    let findings = doubled(wards(6, |index, _| value(index as f64)));
    assert!(refused(&of_level("scatter", WARD), &findings).contains("sets a measure against nothing"));
    let place = crate::report::Place::file("x.md");
    let itself = Options { against: Some((IndicatorId::new("violence"), place)), ..Options::default() };
    let said = refused(&Spec { options: itself, ..of_level("scatter", WARD) }, &findings);
    assert!(said.contains("sets a measure against itself"), "{said}");
}
