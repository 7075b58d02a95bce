//! What figures say of their rows, and what they refuse to say.

use super::super::sample::{AUTHORITY, WITHHELD, bare, spec, value};
use super::super::spark::row_spark;
use super::super::*;
use super::{ages, drawn, figures, lines, of_level, refused, three_years, usual};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};

#[test]
fn a_gap_is_a_gap() {
    let usual = usual();
    let figure = drawn(&lines(&usual, 1), &usual);
    let drawing = figure.draw(Frame::Wide, "x");
    assert_eq!(drawing.matches("class=\"line series-1\"").count(), 2, "one line before the gap and one after");
    assert!(drawing.contains("not collected"));
    assert!(figure.rows.steps[9].words.ends_with("not collected in full"));
}

#[test]
fn a_step_is_read_in_one_sentence() {
    let usual = usual();
    let figure = drawn(&lines(&usual, 2), &usual);
    let last = &figure.rows.steps.last().expect("a figure has steps").words;
    assert_eq!(
        last,
        "March 2026: Birmingham 4.7, Coventry 5.7, West Midlands force area 3.7 offences per 1,000 residents"
    );
}

#[test]
fn breakdowns_stand_in_the_order_of_their_numbers() {
    let ages = ages();
    let figure = drawn(&Spec { by: Some("age".to_owned()), ..Spec { areas: vec![AreaId(1)], ..spec("bar") } }, &ages);
    let labels: Vec<&str> = figure.rows.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels, ["Under 16", "16 to 17", "18 to 24", "65 and over"]);
    assert_eq!(figure.table().columns[0].text, "Age");
}

#[test]
fn a_comparator_without_numbers_is_left_out() {
    let findings = three_years(|area, _| if area == 0 { Cell::Missing(Shorthand::NotAvailable) } else { value(3.0) });
    let figure = drawn(&lines(&findings, 2), &findings);
    assert_eq!(figure.rows.series.len(), 2);
}

#[test]
fn the_latest_period_is_the_last_with_a_number() {
    let findings = three_years(|area, month| if area > 0 && month > 30 { WITHHELD } else { value(3.0) });
    let figure = drawn(&of_level("bar", AUTHORITY), &findings);
    assert_eq!(figure.rows.period, "October 2025");
}

#[test]
fn a_figure_that_cannot_be_read_is_refused() {
    let usual = usual();
    let told = refused(&lines(&usual, 5), &usual);
    assert!(told.contains("figure VI-F1 has 5 lines, and 4 can be told apart"), "{told}");
    let hidden = three_years(|_, _| WITHHELD);
    let told = refused(&of_level("bar", AUTHORITY), &hidden);
    assert!(told.contains("figure VI-F1 has nothing to draw"), "{told}");
    let told = refused(&of_level("map", AUTHORITY), &usual);
    assert!(told.contains("figure VI-F1 maps 7 areas without an outline"), "{told}");
    let told = refused(&Spec { by: Some("ago".to_owned()), ..spec("bar") }, &ages());
    assert!(told.contains("did you mean `age`?"), "{told}");
    let told = refused(&spec("lime"), &usual);
    assert!(told.contains("did you mean `line`?"), "{told}");
}

#[test]
fn a_summary_says_what_is_there_and_ends_with_the_caution() {
    for (name, figure) in figures() {
        assert!(
            figure.summary.ends_with("Recorded offences depend on what is reported."),
            "{name}: {}",
            figure.summary
        );
        assert!(!figure.shown.is_empty());
    }
    let usual = usual();
    let figure = drawn(&lines(&usual, 1), &usual);
    assert!(figure.summary.contains("higher than West Midlands force area (3.7)"), "{}", figure.summary);
}

#[test]
fn a_cell_of_a_file_is_never_a_formula() {
    let usual = usual();
    let mut figure = drawn(&of_level("bar", AUTHORITY), &usual);
    figure.rows.rows[0].area.name = "=HYPERLINK(\"x\")".to_owned();
    assert!(figure.csv().contains(",\"'=HYPERLINK(\"\"x\"\")\","));
    let negative = three_years(|_, _| bare(-2.5));
    assert!(drawn(&of_level("bar", AUTHORITY), &negative).csv().contains(",-2.5,"));
}

#[test]
fn every_kind_is_found_by_its_word() {
    for chart in CHARTS {
        assert_eq!(kind(chart.kind()).map(|found| found.kind()), Some(chart.kind()));
    }
}

#[test]
fn small_drawings_in_rows_stand_for_no_value_with_nothing() {
    assert_eq!(row_spark(&[None, None]), "");
    assert_eq!(row_spread(&[], None, Some(3.0)), "");
    let spark = row_spark(&[Some(1.0), None, Some(2.0), Some(f64::NAN), Some(2.0), Some(3.0)]);
    assert_eq!(spark.matches("<path").count(), 1);
    assert_eq!(spark.matches("<circle").count(), 3, "two values that stand alone, and the last one");
    assert!(row_spread(&[1.0, 1.0, 1.0, 1.0], Some(1.0), None).contains("class=\"here\""));
}
