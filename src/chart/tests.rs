//! Drawings under ugly inputs: everything in its frame, nothing over anything else, nothing given away.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::{
    AUTHORITIES, AUTHORITY, WARD, WITHHELD, areas, bare, findings, months, noise, of_groups, spec, value,
    with_boundaries,
};
use super::*;
use crate::model::area::{AreaId, Boundary};
use crate::model::cell::{Cell, Shorthand};
use crate::model::group::Group;
use crate::model::period::Period;
use crate::report::{Format, Strictness};

mod kinds;
mod maps;
mod words;

fn drawn(spec: &Spec, findings: &Findings) -> Figure {
    let report = Report::new(Strictness::Lenient);
    figure(&report, spec, findings).unwrap_or_else(|_| panic!("{}", report.render(Format::Human)))
}

fn refused(spec: &Spec, findings: &Findings) -> String {
    let report = Report::new(Strictness::Lenient);
    assert!(figure(&report, spec, findings).is_err());
    report.render(Format::Short)
}

/// Three years of months for the force and its authorities.
fn three_years(cell: impl Fn(usize, usize) -> Cell) -> Findings {
    let areas = areas(&[]);
    let ids: Vec<AreaId> = areas.iter().map(|(id, _)| id).collect();
    let mut cells = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        for (month, period) in months().into_iter().enumerate() {
            cells.push((*id, period, cell(index, month)));
        }
    }
    findings(areas, cells)
}

fn usual() -> Findings {
    three_years(|area, month| match month {
        8..11 => Cell::Missing(Shorthand::NotCollected),
        20..24 if area == 2 => WITHHELD,
        _ => value(3.0 + area as f64 + (month as f64 / 5.0).sin()),
    })
}

/// Wards as squares in a row, with long names, a third of them withheld.
fn squares(count: usize) -> Findings {
    let name = |index: usize| format!("Brandwood & King's Heath and Other Places {index}");
    let wards: Vec<(String, String, String)> =
        (0..count).map(|index| (format!("E05{index:06}"), name(index), AUTHORITIES[index % 7].0.to_owned())).collect();
    let areas = areas(&wards);
    let period = Period::year_to(2026, 3).unwrap();
    let mut number = noise(7);
    let mut cells = vec![(areas.assessed(), period, value(20.0))];
    let mut boundaries = BTreeMap::new();
    for (index, id) in areas.of_level(WARD).enumerate() {
        cells.push((id, period, if index % 3 == 1 { WITHHELD } else { value(40.0 * number()) }));
        let (x, y) = ((index % 8) as f64 / 50.0, 52.0 + (index / 8) as f64 / 80.0);
        let ring = vec![(x, y), (x + 0.02, y), (x + 0.02, y + 0.0125), (x, y + 0.0125), (x, y)];
        boundaries.insert(id, Boundary { polygons: vec![vec![ring]] });
    }
    with_boundaries(findings(areas, cells), boundaries)
}

fn lines(findings: &Findings, count: usize) -> Spec {
    let areas: Vec<AreaId> = findings.areas.of_level(AUTHORITY).take(count).collect();
    Spec { areas, ..spec("line") }
}

fn of_level(kind: &str, level: crate::model::area::LevelId) -> Spec {
    Spec { level: Some(level), ..spec(kind) }
}

/// Three years of months, usual and ugly.
fn series() -> [(&'static str, Findings); 6] {
    let lone = |month| if month == 17 { value(4.0) } else { Cell::Missing(Shorthand::NotCollected) };
    let patchy = |area, month| if (area * 7 + month * 3) % 4 == 0 { WITHHELD } else { value(1.0 + month as f64) };
    [
        ("usual", usual()),
        ("negative", three_years(|area, month| bare(3.0 - area as f64 * 2.0 + month as f64 / 10.0))),
        ("zeros", three_years(|_, _| value(0.0))),
        ("alike", three_years(|_, _| value(1_234_567.8))),
        ("lone", three_years(|_, month| lone(month))),
        ("patchy", three_years(patchy)),
    ]
}

/// Figures of every kind, usual and ugly.
fn figures() -> Vec<(&'static str, Figure)> {
    let usual = usual();
    let wards = squares(40);
    let ages = ages();
    let mut all = Vec::new();
    for (name, findings) in &series() {
        let name = *name;
        all.push((name, drawn(&lines(findings, 4), findings)));
        all.push((name, drawn(&lines(findings, 1), findings)));
        let period = (name == "lone").then(|| months()[17]);
        all.push((name, drawn(&Spec { period, ..of_level("bar", AUTHORITY) }, findings)));
        all.push((name, drawn(&Spec { period, ..of_level("concentration", AUTHORITY) }, findings)));
        let marked: Vec<_> = findings.areas.by_slug("walsall").into_iter().collect();
        all.push((name, drawn(&Spec { marked: marked.clone(), period, ..of_level("spread", AUTHORITY) }, findings)));
        if ["usual", "alike", "patchy"].contains(&name) {
            all.push((
                name,
                drawn(&Spec { marked: marked.clone(), period, ..of_level("funnel", AUTHORITY) }, findings),
            ));
        }
    }
    let only = Some(months()[3]);
    all.push(("one month", drawn(&Spec { from: only, to: only, ..lines(&usual, 3) }, &usual)));
    all.extend(super::index::tests::figures());
    all.extend(super::hours::tests::figures());
    all.extend(kinds::figures());
    for kind in ["bar", "spread", "map", "tiles", "funnel", "concentration"] {
        let marked = wards.areas.of_level(WARD).nth(5);
        all.push(("wards", drawn(&Spec { marked: marked.into_iter().collect(), ..of_level(kind, WARD) }, &wards)));
    }
    all.extend(maps::figures());
    let one_withheld = three_years(|area, month| if area == 2 { WITHHELD } else { value((area * month + 1) as f64) });
    for (name, findings) in [("usual", &usual), ("one withheld", &one_withheld)] {
        all.push((name, drawn(&of_level("concentration", AUTHORITY), findings)));
    }
    let areas: Vec<AreaId> = ages.areas.of_level(AUTHORITY).take(3).collect();
    all.push(("ages", drawn(&Spec { by: Some("age".to_owned()), areas, ..spec("bar") }, &ages)));
    let mut hidden = drawn(&lines(&usual, 4), &usual);
    for row in &mut hidden.rows.rows {
        row.cell = WITHHELD;
    }
    all.push(("all withheld", hidden));
    all
}

fn ages() -> Findings {
    let areas = areas(&[]);
    let mut cells = Vec::new();
    for (index, age) in ["65 and over", "18 to 24", "under 16", "16 to 17"].into_iter().enumerate() {
        for id in areas.of_level(AUTHORITY) {
            cells.push((Group::new([("age", age)]), id, Period::year(2024).unwrap(), value(index as f64 + 1.0)));
        }
    }
    of_groups(areas, cells)
}

const FRAMES: [Frame; 2] = [Frame::Wide, Frame::Narrow];

fn each_drawing(test: impl Fn(&str, &Figure, &str)) {
    for (name, figure) in figures() {
        for frame in FRAMES {
            let name = format!("{name}, {} {frame:?}", figure.spec.kind);
            test(&name, &figure, &figure.draw(frame, "vi-f1"));
        }
    }
}

/// The attribute of an element's opening tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Left, right, top and bottom of every text, with its words.
fn texts(drawing: &str) -> Vec<(f64, f64, f64, f64, String)> {
    drawing
        .split("<text")
        .skip(1)
        .map(|rest| {
            let (tag, rest) = rest.split_once('>').unwrap();
            let inside = rest.split_once("</text>").unwrap().0;
            let plain = |text: &str| {
                text.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">")
            };
            let (strong, words) = match inside.split_once("</tspan>") {
                Some((strong, words)) => (plain(strong.split_once('>').unwrap().1), plain(words)),
                None if ["value", "strong", "name"].iter().any(|class| tag.contains(class)) => {
                    (plain(inside), String::new())
                }
                None => (String::new(), plain(inside)),
            };
            // Without the room that layout leaves for wider fonts.
            let wide = (text::strong_width(&strong) + text::width(&words)) / 1.05;
            let words = format!("{strong}{words}");
            let x: f64 = attribute(tag, "x").unwrap().parse().unwrap();
            let y: f64 = attribute(tag, "y").unwrap().parse().unwrap();
            let left = match attribute(tag, "text-anchor") {
                None => x,
                Some("middle") => x - wide / 2.0,
                Some(_) => x - wide,
            };
            (left, left + wide, y - 10.5, y + 3.0, words)
        })
        .collect()
}

#[test]
fn there_are_as_many_marks_as_rows_and_as_many_steps_as_table_rows() {
    each_drawing(|name, figure, drawing| {
        // A mark of a map holds all periods of its area.
        let rows = if ["map", "tiles"].contains(&figure.spec.kind.as_str()) {
            figure.rows.steps.len()
        } else {
            figure.rows.rows.len()
        };
        assert_eq!(drawing.matches("<g class=\"mark\"").count(), rows, "{name}");
        assert_eq!(figure.csv().lines().count(), figure.rows.rows.len() + 1, "{name}");
        let steps: BTreeSet<&str> =
            drawing.split("data-step=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
        let table = figure.table();
        let rows: BTreeSet<String> = table.rows.iter().map(|row| row.step.to_string()).collect();
        assert_eq!(steps, rows.iter().map(String::as_str).collect(), "{name}");
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{name}");
            assert!(row.cells.iter().all(|cell| !cell.text.is_empty()), "{name}");
            assert!(!row.words.is_empty(), "{name}");
        }
    });
}

#[test]
fn every_text_is_inside_the_frame() {
    each_drawing(|name, _, drawing| {
        let view = attribute(drawing, "viewBox").unwrap();
        let size: Vec<f64> = view.split(' ').map(|number| number.parse().unwrap()).collect();
        for (left, right, top, bottom, words) in texts(drawing) {
            let inside = left >= -0.5 && right <= size[2] + 0.5 && top >= 0.0 && bottom <= size[3];
            assert!(inside, "{name}: `{words}` at {left} to {right}, {top} to {bottom} of {view}");
        }
    });
}

#[test]
fn no_text_lies_over_another() {
    each_drawing(|name, _, drawing| {
        let all = texts(drawing);
        for (index, (left, right, top, bottom, words)) in all.iter().enumerate() {
            for (other_left, other_right, other_top, other_bottom, other) in &all[..index] {
                let apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
                assert!(apart, "{name}: `{words}` over `{other}`");
            }
        }
    });
}

#[test]
fn every_primitive_is_an_element_with_a_class_and_no_style() {
    each_drawing(|name, figure, drawing| {
        for tag in drawing.split('<').skip(1).filter(|tag| !tag.starts_with('/')) {
            let element = tag.split([' ', '>', '/']).next().unwrap();
            let known = ["svg", "g", "path", "line", "rect", "circle", "text", "tspan"].contains(&element);
            assert!(known && tag.contains("class=\""), "{name}: <{tag}");
        }
        assert!(!drawing.contains("style=") && !drawing.contains("fill=") && !drawing.contains("NaN"), "{name}");
        // A row of a spine holds the line of all areas as well.
        let each = if figure.spec.kind == "spine" { 1000 } else { 900 };
        assert!(drawing.len() < 600 + figure.rows.rows.len() * each, "{name}: {} bytes", drawing.len());
    });
}

#[test]
fn a_withheld_cell_has_no_geometry_and_no_value_anywhere() {
    let wards = squares(40);
    for kind in ["bar", "map", "tiles", "spread"] {
        let figure = drawn(&of_level(kind, WARD), &wards);
        let table = figure.table();
        for row in figure.rows.rows.iter().filter(|row| row.estimate().is_none()) {
            let drawing = figure.draw(Frame::Wide, "vi-f1");
            let start = format!("<g class=\"mark\" data-step=\"{}\"", row.step);
            let mark = drawing.split_once(&start).unwrap().1.split("<g class=\"mark\"").next().unwrap();
            assert!(
                !mark.contains("class=\"bar") && !mark.contains("interval") && !mark.contains("class-"),
                "{kind}: {mark}"
            );
            let cells = &table.rows[row.step].cells;
            assert!(cells[1..].iter().all(|cell| cell.text == "[c]" && cell.sort.is_none()));
            let csv = figure.csv();
            let line = csv.lines().find(|line| line.contains(&row.area.code)).unwrap();
            assert!(line.contains(",all,,,,,,"), "{line}");
            assert!(figure.rows.steps[row.step].words.ends_with("withheld to protect people"));
        }
    }
}

#[test]
fn the_same_request_is_drawn_the_same() {
    for ((_, a), (_, b)) in figures().into_iter().zip(figures()) {
        for frame in FRAMES {
            assert_eq!(a.draw(frame, "x"), b.draw(frame, "x"));
        }
        assert_eq!(a.csv(), b.csv());
        assert_eq!((a.table(), a.summary), (b.table(), b.summary));
    }
}

#[test]
fn a_file_of_its_own_needs_no_style_sheet() {
    for (name, figure) in figures() {
        let imprint = Imprint {
            finding: "Violence <fell> & rose".to_owned(),
            number: "Figure VI-F1".to_owned(),
            lines: vec!["Source: Home Office.".to_owned()],
            palette: crate::config::palette::Palette::default(),
        };
        let file = figure.svg(&imprint);
        assert!(!file.contains("class=") && !file.contains("data-"), "{name}");
        assert!(file.contains("Source: Home Office.") && file.contains("Violence &lt;fell&gt; &amp; rose"));
        for element in ["g", "text", "tspan"] {
            let opened = file.matches(&format!("<{element} ")).count() + file.matches(&format!("<{element}>")).count();
            assert_eq!(opened, file.matches(&format!("</{element}>")).count(), "{name}: {element}");
        }
    }
}
