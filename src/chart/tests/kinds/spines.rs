//! Spines and tartans: many indicators of one area or of many, under ugly inputs.

use std::sync::Arc;

use super::super::refused;
use super::*;
use crate::compare::IndicatorFindings;
use crate::model::indicator::{Indicator, IndicatorId, Polarity};

/// So many indicators of the same areas, of different names, units, digits and polarity.
pub(super) fn several(findings: Findings, count: usize) -> Findings {
    let first = findings.iter().next().expect("an indicator").clone();
    let all: Vec<IndicatorFindings> = (0..count)
        .map(|index| {
            let mut own = first.clone();
            own.indicator = Arc::new(Indicator {
                id: IndicatorId::new(&format!("indicator-{index}")),
                short: match index % 3 {
                    0 => format!("Pupils who miss a tenth of school or more and live in poor homes {index}"),
                    1 => format!("Robbery {index}"),
                    _ => format!("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch {index}"),
                },
                unit: ["offences per 1,000 residents", "% of pupils", "people"][index % 3].to_owned(),
                decimals: index % 3,
                polarity: [Polarity::LowIsGood, Polarity::HighIsGood, Polarity::NoJudgement][index % 3],
                ..(*own.indicator).clone()
            });
            own
        })
        .collect();
    Findings::new(findings.areas, findings.boundaries, findings.sources, all)
}

fn of(findings: &Findings, area: usize) -> Spec {
    let area = findings.areas.of_level(WARD).nth(area).expect("a ward");
    let indicators = findings.iter().map(|found| found.indicator.id.clone()).collect();
    Spec { indicators, areas: vec![area], level: None, ..spec("spine") }
}

pub(super) fn figures() -> Vec<(&'static str, Figure)> {
    let mixed = |index: usize, _: i32| if index == 1 { WITHHELD } else { value(3.0 + index as f64 * 9.5) };
    let mut all = Vec::new();
    for (name, count, findings) in [
        ("twenty indicators", 20, wards(40, mixed)),
        ("zeros", 3, wards(6, |_, _| value(0.0))),
        ("alike and large", 3, wards(6, |_, _| value(1_234_567.8))),
        ("one area of its kind", 2, wards(1, |_, _| value(4.0))),
        ("without limits", 3, wards(6, |index, _| bare(3.0 - index as f64))),
    ] {
        let findings = several(findings, count);
        all.push((name, drawn(&of(&findings, 0), &findings)));
    }
    for (name, count, findings) in [
        ("five indicators, forty areas", 5, wards(40, mixed)),
        ("twenty indicators", 20, wards(7, mixed)),
        ("zeros", 2, wards(3, |_, _| value(0.0))),
        ("alike and large", 5, wards(6, |_, _| value(1_234_567.8))),
        ("one area", 3, wards(1, |_, _| value(4.0))),
        ("without limits", 5, wards(6, |index, _| bare(3.0 - index as f64))),
    ] {
        let findings = several(findings, count);
        all.push((name, drawn(&tartan(&findings), &findings)));
    }
    all
}

/// All indicators by all wards.
fn tartan(findings: &Findings) -> Spec {
    Spec { kind: "tartan".to_owned(), areas: Vec::new(), level: Some(WARD), ..of(findings, 0) }
}

#[test]
fn a_cell_of_a_tartan_has_its_number_and_the_word_of_its_comparison_or_why_there_is_none() {
    let cell = |index: usize, _: i32| match index {
        0 => value(60.0),
        1 => WITHHELD,
        2 => value(0.0),
        _ => bare(20.0),
    };
    let findings = several(wards(4, cell), 2);
    let figure = drawn(&tartan(&findings), &findings);
    let table = figure.table();
    let cells: Vec<&str> = table.rows[0].cells[1..].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["[c]", "60, higher", "0, lower", "20, not compared"]);
    assert!(table.rows[1].cells[2].sort.as_deref() == Some("60"), "sorted as a number");
    assert!(table.rows[1].words.contains("60.0% (higher)"), "{}", table.rows[1].words);
    let csv = figure.csv();
    assert!(
        csv.starts_with("indicator,") && csv.lines().next().is_some_and(|head| head.ends_with(",beside the benchmark"))
    );
    assert!(csv.contains("withheld") && csv.contains(",higher"), "{csv}");
    assert!(figure.summary.contains("Robbery 1: higher in Kings Norton"), "{}", figure.summary);
    assert!(figure.summary.contains("2 of 8 cells have no value shown."), "{}", figure.summary);
    for frame in [Frame::Wide, Frame::Narrow] {
        let drawing = figure.draw(frame, "x");
        assert_eq!(drawing.matches("class=\"higher\"").count(), 2, "a mark for each word");
        assert_eq!(drawing.matches(">higher</text>").count(), 2);
        assert_eq!(drawing.matches(">[c]</text>").count(), 2);
    }
}

#[test]
fn a_tartan_has_no_more_cells_than_can_be_looked_over() {
    let findings = several(wards(41, |_, _| value(4.0)), 2);
    assert!(refused(&tartan(&findings), &findings).contains("has 2 indicators by 41 areas; 20 by 40 and 320 cells"));
    let findings = several(wards(20, |_, _| value(4.0)), 17);
    assert!(refused(&tartan(&findings), &findings).contains("has 17 indicators by 20 areas"));
}

#[test]
fn a_row_says_where_an_area_stands_among_those_of_its_kind() {
    let findings = several(wards(6, |index, _| value(10.0 + index as f64 * 20.0)), 3);
    let figure = drawn(&of(&findings, 5), &findings);
    let table = figure.table();
    let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
    for head in
        ["Measure", "Value", "Comparison", "Benchmark", "Lowest published", "Highest published", "Which way is better"]
    {
        assert!(heads.contains(&head), "{heads:?}");
    }
    // Each row has the digits and the unit of its own indicator.
    let values: Vec<&str> = table.rows.iter().map(|row| row.cells[1].text.as_str()).collect();
    assert_eq!(values, ["110", "110.0", "110.00"]);
    assert!(table.rows[1].words.starts_with("Robbery 1, the year to March 2026: 110.0% of pupils, higher than"));
    assert!(table.rows[1].words.ends_with("; higher is better"), "{}", table.rows[1].words);
    let csv = figure.csv();
    let line = csv.lines().nth(2).expect("a second row");
    assert!(line.contains(",110.0,") && line.contains(",% of pupils,"), "{line}");
    assert!(
        figure.summary.contains("3 indicators are compared with their benchmark: 3 higher than it."),
        "{}",
        figure.summary
    );
    assert!(figure.summary.contains("Higher is not always worse"), "{}", figure.summary);
    assert!(figure.shown.starts_with("3 indicators beside their benchmark, "), "{}", figure.shown);
    let drawing = figure.draw(Frame::Narrow, "x");
    assert_eq!(drawing.matches("class=\"higher\"").count(), 3, "a mark stands beside each word");
    assert_eq!(drawing.matches(">higher</text>").count(), 3);
}

#[test]
fn what_is_withheld_has_a_word_and_no_place_on_its_line() {
    let findings = several(wards(6, |index, _| if index == 5 { WITHHELD } else { value(10.0) }), 2);
    let report = crate::report::Report::new(crate::report::Strictness::Lenient);
    assert!(figure(&report, &of(&findings, 5), &findings).is_err(), "nothing at all is to be drawn");
    let mut indicators: Vec<IndicatorFindings> = several(wards(6, |_, _| value(10.0)), 2).iter().cloned().collect();
    let hidden = findings.iter().nth(1).expect("two indicators").clone();
    indicators[1] = hidden;
    let findings = Findings::new(findings.areas, findings.boundaries, findings.sources, indicators);
    let figure = drawn(&of(&findings, 5), &findings);
    for frame in [Frame::Wide, Frame::Narrow] {
        let drawing = figure.draw(frame, "x");
        let mark = drawing.split("data-step=\"1\"").nth(1).and_then(|rest| rest.split("</g>").next()).expect("a mark");
        assert!(!mark.contains("<circle"), "{mark}");
        assert!(drawing.contains(">[c]</text>") && drawing.contains(">withheld</text>"));
        // One in the key, one for the row with a number.
        assert_eq!(drawing.matches("class=\"series-1\"").count(), 2);
    }
    assert!(figure.summary.contains("Withheld: Robbery 1."), "{}", figure.summary);
}

#[test]
fn a_spine_is_of_one_area_and_of_as_many_indicators_as_can_be_looked_over() {
    let findings = several(wards(6, |_, _| value(4.0)), 31);
    let many = of(&findings, 0);
    assert!(refused(&many, &findings).contains("has 31 indicators, and 30 can be looked over"));
    let two = Spec { areas: findings.areas.of_level(WARD).take(2).collect(), ..many.clone() };
    assert!(refused(&two, &findings).contains("is of several areas, and a spine is of one"));
    let level = Spec { level: Some(WARD), ..many };
    assert!(refused(&level, &findings).contains("asks a spine for more than one number"));
}
