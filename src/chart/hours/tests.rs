//! The grid of a week: every cell a mark, nothing given away, and names that are no day refused.

use super::super::sample::{WITHHELD, areas, bare, of_groups, spec};
use super::super::{Figure, figure};
use super::*;
use crate::model::period::Period;
use crate::report::{Format, Strictness};

fn week(cell: impl Fn(usize, u8) -> Cell, name: impl Fn(u8) -> String, step: u8) -> Findings {
    let areas = areas(&[]);
    let area = areas.assessed();
    let period = Period::year(2024).expect("a year");
    let mut cells = Vec::new();
    for (day, weekday) in DAYS.iter().enumerate() {
        for hour in (0..24).step_by(usize::from(step)) {
            let group = Group::new([("weekday", *weekday), ("hour", name(hour).as_str())]);
            cells.push((group, area, period, cell(day, hour)));
        }
    }
    of_groups(areas, cells)
}

fn hourly(hour: u8) -> String {
    format!("{hour:02}:00 to {hour:02}:59")
}

fn asked(findings: &Findings) -> Spec {
    Spec { areas: vec![findings.areas.assessed()], ..spec("hours") }
}

fn drawn(findings: &Findings) -> Figure {
    let report = Report::new(Strictness::Lenient);
    figure(&report, &asked(findings), findings).unwrap_or_else(|_| panic!("{}", report.render(Format::Human)))
}

/// Figures that every law of drawings is held against.
pub(in super::super) fn figures() -> Vec<(&'static str, Figure)> {
    let ugly = |day, hour| match (day + usize::from(hour)) % 5 {
        0 => WITHHELD,
        1 => bare(0.0),
        2 => Cell::Missing(Shorthand::NotCollected),
        _ => bare(1_234_567.8 * f64::from(hour)),
    };
    let bands = |hour| format!("{hour:02}:00 to {:02}:59", hour + 2);
    vec![
        ("every hour", counts(drawn(&week(|day, hour| bare((day * 24) as f64 + f64::from(hour)), hourly, 1)))),
        ("ugly hours", drawn(&week(ugly, hourly, 1))),
        ("bands of hours", drawn(&week(ugly, bands, 3))),
        ("no hour with anything", drawn(&week(|_, _| bare(0.0), hourly, 1))),
    ]
}

fn refused(findings: &Findings, spec: &Spec) -> String {
    let report = Report::new(Strictness::Lenient);
    assert!(figure(&report, spec, findings).is_err());
    report.render(Format::Short)
}

fn counts(mut figure: Figure) -> Figure {
    if let Overlay::Hours(week) = &mut figure.rows.overlay {
        week.counts = true;
    }
    figure
}

#[test]
fn a_week_is_168_marks_in_a_table_of_24_hours_by_7_days() {
    let findings = week(|day, hour| bare(day as f64 * 24.0 + f64::from(hour)), hourly, 1);
    let figure = drawn(&findings);
    for frame in [Frame::Wide, Frame::Narrow] {
        assert_eq!(figure.draw(frame, "x").matches("<g class=\"mark\"").count(), 168);
    }
    let table = figure.table();
    let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
    assert_eq!((heads[0], &heads[1..]), ("Hour", &DAYS[..]));
    assert_eq!((table.rows.len(), table.rows[23].cells[0].text.as_str()), (24, "23:00 to 23:59"));
    assert_eq!((table.rows[5].cells[7].text.as_str(), figure.csv().lines().count()), ("149.0", 169));
}

#[test]
fn a_withheld_cell_is_hatched_and_a_zero_is_a_zero() {
    let cell = |day, hour| match (day, hour) {
        (0, 0) => WITHHELD,
        (0, 1) => bare(0.0),
        _ => bare(5.0 + f64::from(hour)),
    };
    let figure = drawn(&week(cell, hourly, 1));
    let drawing = figure.draw(Frame::Wide, "x");
    // One in the grid and one in the key.
    assert_eq!(drawing.matches("class=\"hatch\"").count(), 2);
    assert_eq!(drawing.matches(">0</text>").count(), 2);
    assert!(figure.summary.contains("1 of 168 cells of the week has no value shown."), "{}", figure.summary);
}

#[test]
fn the_busiest_stretch_runs_over_midnight_and_the_end_of_the_week() {
    let busy = |day, hour| matches!((day, hour), (6, 22..) | (0, 0..=1));
    let figure = counts(drawn(&week(|day, hour| bare(if busy(day, hour) { 100.0 } else { 6.0 }), hourly, 1)));
    let said = Hours.sentence(&figure.rows);
    assert!(said.contains("4 of the 168 cells with a number hold a quarter of their sum."), "{said}");
    assert!(said.contains("from Sunday 22:00 to Monday 01:59."), "{said}");
    assert!(said.contains("Look at stretches"), "{said}");
}

#[test]
fn a_mean_under_five_says_that_a_single_cell_means_nothing() {
    let said = Hours.sentence(&counts(drawn(&week(|_, hour| bare(f64::from(hour % 3)), hourly, 1))).rows);
    assert!(said.contains("mean under 5, so a single cell means nothing"), "{said}");
}

#[test]
fn bands_of_hours_are_drawn_as_they_are() {
    let name = |hour: u8| format!("{hour:02}:00 to {:02}:59", hour + 2);
    let figure = drawn(&week(|_, hour| bare(f64::from(hour)), name, 3));
    assert_eq!((figure.rows.steps.len(), figure.rows.steps[7].label.as_str()), (8, "21:00 to 23:59"));
}

#[test]
fn what_is_no_hour_and_hours_that_overlap_are_named() {
    let strange = week(|_, _| bare(1.0), |hour| if hour == 0 { "Night".to_owned() } else { hourly(hour) }, 1);
    let said = refused(&strange, &asked(&strange));
    assert!(said.contains("groups that are no weekday and no hour: Night"), "{said}");
    let doubled = week(|_, _| bare(1.0), |hour| format!("{hour:02}:00 to {:02}:59", (hour + 1).min(23)), 1);
    let said = refused(&doubled, &asked(&doubled));
    assert!(said.contains("hours that overlap: 00:00 to 01:59 and 01:00 to 02:59"), "{said}");
}

#[test]
fn days_without_hours_and_several_areas_are_refused() {
    let areas = areas(&[]);
    let (area, period) = (areas.assessed(), Period::year(2024).expect("a year"));
    let days = DAYS.iter().map(|day| (Group::new([("weekday", *day)]), area, period, bare(9.0))).collect();
    let days = of_groups(areas, days);
    assert!(refused(&days, &asked(&days)).contains("has weekdays without their hours"));
    assert!(refused(&days, &spec("hours")).contains("no area, or of several"));
}
