//! What an index says and what it refuses to say.

use std::sync::Arc;

use crate::chart::rows::{Extra, Row};
use crate::chart::sample::{AUTHORITIES, AUTHORITY, WARD, WITHHELD, areas, bare, findings, noise, spec, value};
use crate::chart::{Figure, Frame, figure};
use crate::compare::{Findings, IndicatorFindings};
use crate::model::area::{AreaId, LevelId};
use crate::model::cell::{Cell, Shorthand};
use crate::model::indicator::{IndicatorId, Polarity};
use crate::model::mark::{Mark, Marks};
use crate::model::period::Period;
use crate::model::spec::{Options, Spec};
use crate::report::{Format, Place, Report, Strictness};

/// Two indicators, `violence` and `robbery`, of every area of a level.
fn two(wards: usize, level: LevelId, cell: impl Fn(usize, usize) -> Cell) -> Findings {
    let name = |index: usize| format!("Brandwood & King's Heath and Other Places {index}");
    let wards: Vec<(String, String, String)> =
        (0..wards).map(|index| (format!("E05{index:06}"), name(index), AUTHORITIES[index % 7].0.to_owned())).collect();
    let areas = areas(&wards);
    let ids: Vec<AreaId> = areas.of_level(level).collect();
    let of = |indicator: usize| {
        let period = Period::year(2024 + indicator as i32).unwrap();
        let cells = ids.iter().enumerate().map(|(area, id)| (*id, period, cell(indicator, area))).collect();
        findings(areas.clone(), cells)
    };
    let mut both: Vec<IndicatorFindings> = [of(0), of(1)].iter().flat_map(Findings::iter).cloned().collect();
    change(&mut both[1], |indicator| {
        indicator.id = IndicatorId::new("robbery");
        indicator.short = "Robbery".to_owned();
    });
    with(&of(0), both)
}

fn change(found: &mut IndicatorFindings, how: impl Fn(&mut crate::model::indicator::Indicator)) {
    let mut indicator = (*found.indicator).clone();
    how(&mut indicator);
    found.indicator = Arc::new(indicator);
}

fn with(findings: &Findings, indicators: Vec<IndicatorFindings>) -> Findings {
    Findings::new(findings.areas.clone(), findings.boundaries.clone(), findings.sources.clone(), indicators)
}

/// The same, with one of the indicators changed.
fn changed(findings: &Findings, id: &str, how: impl Fn(&mut IndicatorFindings)) -> Findings {
    let mut all: Vec<IndicatorFindings> = findings.iter().cloned().collect();
    all.iter_mut().filter(|found| found.indicator.id.as_str() == id).for_each(how);
    with(findings, all)
}

fn asked(level: LevelId, weights: &[(&str, f64)]) -> Spec {
    let place = Place::file("content/chapters/violence.md");
    let weights: Vec<_> =
        weights.iter().map(|(name, weight)| (IndicatorId::new(name), *weight, place.clone())).collect();
    let indicators = weights.iter().map(|(id, ..)| id.clone()).collect();
    Spec { indicators, level: Some(level), options: Options { weights, ..Options::default() }, ..spec("index") }
}

const WEIGHTS: [(&str, f64); 2] = [("violence", 2.0), ("robbery", 1.0)];

fn drawn(findings: &Findings, level: LevelId) -> Figure {
    let report = Report::new(Strictness::Lenient);
    let spec = Spec { marked: findings.areas.by_slug("walsall").into_iter().collect(), ..asked(level, &WEIGHTS) };
    figure(&report, &spec, findings).unwrap_or_else(|_| panic!("{}", report.render(Format::Human)))
}

fn refused(findings: &Findings, spec: &Spec) -> String {
    let report = Report::new(Strictness::Lenient);
    assert!(figure(&report, spec, findings).is_err());
    report.render(Format::Short)
}

fn usual() -> Findings {
    two(0, AUTHORITY, |indicator, area| value([10.0, 10.2, 30.0, 9.9, 3.0, 20.0, 21.0][(area + indicator) % 7]))
}

fn one_withheld() -> Findings {
    two(0, AUTHORITY, |indicator, area| match (indicator, area) {
        (1, 2) => WITHHELD,
        (0, 4) => Cell::Missing(Shorthand::NotCollected),
        _ => value((area * 3 + indicator + 1) as f64),
    })
}

fn without_limits() -> Findings {
    two(0, AUTHORITY, |indicator, area| if indicator == 1 { bare(area as f64) } else { value(area as f64 + 1.0) })
}

/// Figures that every law of drawings is held against.
pub(in crate::chart) fn figures() -> Vec<(&'static str, Figure)> {
    let wards =
        two(
            60,
            WARD,
            |indicator, area| {
                if area % 9 == 4 { WITHHELD } else { value(40.0 * noise((area * 2 + indicator) as u64)()) }
            },
        );
    vec![
        ("usual", drawn(&usual(), AUTHORITY)),
        ("one withheld", drawn(&one_withheld(), AUTHORITY)),
        ("without limits", drawn(&without_limits(), AUTHORITY)),
        ("wards", drawn(&wards, WARD)),
    ]
}

fn reading(row: &Row) -> &str {
    match &row.extras[0] {
        Extra::Words(words) => words,
        other => panic!("{other:?} says no rank"),
    }
}

fn readings(figure: &Figure) -> Vec<(&str, &str)> {
    figure.rows.rows.iter().map(|row| (row.area.name.as_str(), reading(row))).collect()
}

#[test]
fn an_area_has_a_rank_only_where_its_limits_meet_no_other() {
    let figure = drawn(&usual(), AUTHORITY);
    for row in &figure.rows.rows {
        let own = row.estimate().and_then(|estimate| estimate.interval).unwrap();
        let others = figure.rows.rows.iter().filter(|other| other.step != row.step);
        let meets = others
            .filter_map(|other| other.estimate()?.interval)
            .any(|other| other.lower <= own.upper && own.lower <= other.upper);
        assert_eq!(reading(row).contains(" to "), meets, "{row:?}");
    }
    // Under other weights too, one place alone is said only of an area with a rank of its own.
    for row in &figure.rows.rows {
        let Extra::Words(place) = &row.extras[1] else { panic!("{row:?} has no place under other weights") };
        assert!(place.contains(" to ") || place == "no change" || !reading(row).contains(" to "), "{row:?}");
    }
    assert!(readings(&figure).iter().any(|(_, reading)| reading.contains(" to ")));
    assert!(readings(&figure).iter().any(|(_, reading)| !reading.contains(" to ")));
}

#[test]
fn weights_and_periods_stand_in_the_sentence_the_caption_and_the_table() {
    let figure = drawn(&usual(), AUTHORITY);
    assert!(
        figure
            .summary
            .starts_with("The weights are a choice, declared here: 2 for violence and sexual offences; 1 for robbery."),
        "{}",
        figure.summary
    );
    assert!(figure.shown.contains("violence and sexual offences (weight 2) and robbery (weight 1)"));
    let columns: Vec<String> = figure.table().columns.into_iter().map(|column| column.text).collect();
    assert_eq!(
        columns,
        [
            "Area",
            "Score",
            "Lower limit",
            "Upper limit",
            "Rank that the limits allow",
            "Place of the score under other weights",
            "Score on violence and sexual offences (weight 2, 2024)",
            "Score on robbery (weight 1, 2025)",
        ]
    );
}

#[test]
fn an_area_that_lacks_a_number_has_no_score_and_is_said_so() {
    let figure = drawn(&one_withheld(), AUTHORITY);
    assert_eq!(
        readings(&figure)[5..],
        [
            ("Dudley", "no score: robbery withheld"),
            ("Solihull", "no score: violence and sexual offences not collected")
        ]
    );
    assert!(figure.summary.contains("2 of 7 areas have no value shown."), "{}", figure.summary);
    let table = figure.table();
    let dudley = &table.rows[5].cells;
    let hidden = dudley[1..4].iter().chain(&dudley[5..]);
    assert!(hidden.into_iter().all(|cell| cell.text == "[c]" && cell.sort.is_none()), "{dudley:?}");
    let csv = figure.csv();
    let line = csv.lines().find(|line| line.contains("Dudley")).unwrap();
    assert!(line.contains(",all,,,,,,") && line.ends_with("no score: robbery withheld,[c],[c],[c]"), "{line}");
}

#[test]
fn what_is_withheld_moves_no_other_score() {
    // The other number of an area without a score is left out of the scale as well.
    let with_dudley = |own: f64| {
        two(0, AUTHORITY, move |indicator, area| match (indicator, area) {
            (1, 2) => WITHHELD,
            (0, 2) => value(own),
            _ => value((area * 3 + indicator + 1) as f64),
        })
    };
    assert_eq!(drawn(&with_dudley(5.0), AUTHORITY).csv(), drawn(&with_dudley(500.0), AUTHORITY).csv());
}

#[test]
fn without_limits_no_rank_is_said_anywhere() {
    let figure = drawn(&without_limits(), AUTHORITY);
    assert!(readings(&figure).iter().all(|(_, reading)| *reading == "no rank: no limits"));
    assert!(
        figure.summary.contains(
            "No area has a rank, for robbery is published without limits, and chance cannot be told from a difference."
        ),
        "{}",
        figure.summary
    );
    assert!(!figure.csv().contains("other weights"));
    assert!(!figure.draw(Frame::Wide, "x").contains("ranks"));
}

#[test]
fn an_area_is_read_in_one_sentence() {
    let figure = drawn(&usual(), AUTHORITY);
    let walsall = figure.rows.steps.iter().find(|step| step.marked).unwrap();
    let (before, after) = walsall.words.split_once(", rank ").unwrap();
    assert!(before.starts_with("Walsall: ") && before.ends_with(')') && before.contains(" to "), "{before}");
    assert!(after.contains(" of 7; place under other weights: "), "{after}");
}

#[test]
fn a_score_carries_the_marks_of_its_parts() {
    let provisional = changed(&usual(), "robbery", |found| {
        for finding in found.cells.values_mut() {
            if let Cell::Value(estimate) = &mut finding.cell {
                estimate.marks = Marks::NONE.with(Mark::Provisional);
            }
        }
    });
    assert!(drawn(&provisional, AUTHORITY).rows.rows.iter().all(Row::is_provisional));
}

#[test]
fn where_more_is_better_the_order_turns_about() {
    let turned = ["violence", "robbery"].iter().fold(usual(), |findings, id| {
        changed(&findings, id, |found| change(found, |indicator| indicator.polarity = Polarity::HighIsGood))
    });
    let names = |figure: &Figure| figure.rows.steps.iter().map(|step| step.label.clone()).collect::<Vec<_>>();
    let mut other = names(&drawn(&turned, AUTHORITY));
    other.reverse();
    assert_eq!(names(&drawn(&usual(), AUTHORITY)), other);
}

#[test]
fn an_index_that_cannot_be_made_says_why() {
    let usual = usual();
    let alone = refused(&usual, &asked(AUTHORITY, &[("violence", 1.0)]));
    assert!(alone.contains("has no index: it takes two indicators or more"), "{alone}");
    let made_up = changed(&usual, "robbery", |found| found.illustrative = true);
    let told = refused(&made_up, &asked(AUTHORITY, &WEIGHTS));
    assert!(told.contains("has no index: some of its indicators are made up and others are published"), "{told}");
    let alike = two(0, AUTHORITY, |indicator, area| value(if indicator == 1 { 4.0 } else { area as f64 }));
    let told = refused(&alike, &asked(AUTHORITY, &WEIGHTS));
    assert!(told.contains("`robbery` cannot be part of an index: all areas have the same value"), "{told}");
    let few = two(0, AUTHORITY, |_, area| if area > 1 { WITHHELD } else { value(area as f64 + 1.0) });
    let told = refused(&few, &asked(AUTHORITY, &WEIGHTS));
    assert!(told.contains("has no index: fewer than three areas have a number of every indicator"), "{told}");
    let assessed = usual.areas.assessed();
    let mixed = Spec { areas: vec![assessed], ..asked(AUTHORITY, &WEIGHTS) };
    let told = refused(&usual, &mixed);
    assert!(told.contains("has no index: its areas are of different levels"), "{told}");
    let early = Spec { period: Period::year(2024), ..asked(AUTHORITY, &WEIGHTS) };
    let told = refused(&usual, &early);
    assert!(told.contains("`robbery` has no numbers for `2024`") && !told.contains("`violence`"), "{told}");
    let over_time = Spec { from: Period::year(2024), ..asked(AUTHORITY, &WEIGHTS) };
    let told = refused(&usual, &over_time);
    assert!(told.contains("asks for more than one number of each indicator in each area"), "{told}");
}
