//! Small multiples and calendars: panels on one scale, months in their years, gaps never falls.

use super::super::{refused, series};
use super::*;

fn panels(findings: &Findings, count: usize) -> Spec {
    let areas: Vec<AreaId> = findings.areas.of_level(AUTHORITY).take(count).collect();
    Spec { areas, ..spec("multiples") }
}

fn year(findings: &Findings) -> Spec {
    Spec { areas: vec![findings.areas.assessed()], ..spec("calendar") }
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let usual = usual();
    let mut all = Vec::new();
    for (name, findings) in &series() {
        let name = *name;
        for count in [1, 2, 7] {
            all.push((name, drawn(&panels(findings, count), findings)));
        }
        all.push((name, drawn(&year(findings), findings)));
    }
    let long =
        wards(16, |index, year| if index % 5 == 1 { WITHHELD } else { value((index as i32 + year - 2019) as f64) });
    all.push(("sixteen wards", drawn(&of_level("multiples", WARD), &long)));
    let only = Some(months()[3]);
    all.push(("one month", drawn(&Spec { from: only, to: only, ..panels(&usual, 3) }, &usual)));
    all.push(("one month", drawn(&Spec { from: only, to: only, ..year(&usual) }, &usual)));
    all.push(("ten years", drawn(&year(&years(10)), &years(10))));
    all
}

/// The months of so many years.
fn years(count: i32) -> Findings {
    let areas = areas(&[]);
    let area = areas.assessed();
    let month = |index: i32| Period::month(2015 + index / 12, (index % 12 + 1).unsigned_abs()).expect("a month");
    let cells = (0..count * 12).map(|index| (area, month(index), bare(f64::from(index * 37 % 101)))).collect();
    findings(areas, cells)
}

#[test]
fn every_panel_has_the_benchmark_and_one_scale() {
    let usual = usual();
    let figure = drawn(&panels(&usual, 7), &usual);
    let drawing = figure.draw(Frame::Wide, "x");
    // Two stretches before and after the gap in each panel, and one sample in the key.
    assert_eq!(drawing.matches("class=\"line comparator\"").count(), 7 * 2 + 1);
    assert_eq!(drawing.matches("class=\"line series-1\"").count(), 6 * 2 + 3 + 1, "one area has a second gap");
    assert!(!drawing.contains("series-2"), "a panel needs no colour of its own");
    assert!(figure.summary.contains("All panels have one scale."), "{}", figure.summary);
}

#[test]
fn more_panels_than_can_be_looked_over_are_refused_with_what_to_do() {
    let many = wards(17, |_, _| value(3.0));
    let said = refused(&of_level("multiples", WARD), &many);
    assert!(said.contains("has 17 panels, and 16 can be looked over"), "{said}");
    assert!(said.contains("`kind: spread`"), "{said}");
}

#[test]
fn each_month_is_a_step_and_the_highest_is_named_and_outlined() {
    let findings = three_years(|_, month| if month == 20 { bare(90.0) } else { bare(10.0 + (month % 5) as f64) });
    let figure = drawn(&year(&findings), &findings);
    assert_eq!((figure.rows.rows.len(), figure.rows.series.len()), (36, 1));
    assert!(
        figure.summary.starts_with("The highest value, 90.0 offences per 1,000 residents, is that in December 2024;")
    );
    // One in the grid and one in the key.
    assert_eq!(figure.draw(Frame::Narrow, "x").matches("outline marked").count(), 2);
}

#[test]
fn months_that_share_the_highest_number_are_not_all_named() {
    let findings = three_years(|_, month| bare(if month % 2 == 0 { 9.0 } else { 1.0 }));
    let figure = drawn(&year(&findings), &findings);
    assert!(
        figure.summary.starts_with("The highest value, 9.0 offences per 1,000 residents, comes in more than three")
    );
    assert!(!figure.draw(Frame::Wide, "x").contains("outline marked"));
}

#[test]
fn a_calendar_of_no_months_or_too_many_years_is_refused() {
    let yearly = wards(3, |_, _| value(3.0));
    let said = refused(&year(&yearly), &yearly);
    assert!(said.contains("draws months, and Violence and sexual offences is published for none"), "{said}");
    let long = years(11);
    let said = refused(&year(&long), &long);
    assert!(said.contains("has 11 years of months, and 10 stand beside each other"), "{said}");
    let usual = usual();
    assert!(refused(&spec("calendar"), &usual).contains("of no area, or of several"));
}
