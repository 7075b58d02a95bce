//! The tables of an author: areas by indicators, each value with the word of its comparison, and their numbers
//! as a file.
//!
//! Comes in: what the author asks for, looked up. Goes out: a table in words, with the shorthand and marks it uses.

use super::figures::mark;
use super::view::{Cell, Column, Row, Table};
use super::{Publication, downloads};
use crate::compare::IndicatorFindings;
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::cell::{Cell as Released, Shorthand};
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::model::spec::Spec;

/// The areas of a table of an author.
pub(super) fn areas_of(publication: &Publication, spec: &Spec) -> Vec<AreaId> {
    match spec.level {
        Some(level) if spec.areas.is_empty() => publication.findings.areas_of(level).to_vec(),
        _ => spec.areas.clone(),
    }
}

/// The period of an indicator in a table of an author.
pub(super) fn period_of(spec: &Spec, found: &IndicatorFindings) -> Option<Period> {
    spec.period.filter(|period| found.periods().contains(period)).or_else(|| found.latest())
}

/// The numbers of a table of an author, as a file.
pub(super) fn csv(publication: &Publication, spec: &Spec) -> String {
    let areas = areas_of(publication, spec);
    let numbers = spec.indicators.iter().flat_map(|id| {
        let period = publication.findings.get(id).and_then(|found| period_of(spec, found));
        areas.iter().filter_map(move |area| Some((id, *area, period?)))
    });
    downloads::of_numbers(publication, numbers)
}

/// A table of an author, and the shorthand and marks it uses.
pub(super) fn table(publication: &Publication, spec: &Spec, from: &str) -> (Table, Vec<Shorthand>, Marks) {
    let findings = &publication.findings;
    let chosen: Vec<(&IndicatorFindings, Period)> = spec
        .indicators
        .iter()
        .filter_map(|id| findings.get(id))
        .filter_map(|found| period_of(spec, found).map(|period| (found, period)))
        .collect();
    let mut columns = vec![Column { text: "Area".to_owned(), kind: "text".to_owned() }];
    columns.extend(chosen.iter().map(|(found, period)| Column {
        text: format!("{}, {}, {period}", found.indicator.short, found.indicator.unit),
        kind: "number".to_owned(),
    }));
    let mut used = Vec::new();
    let mut marks = Marks::NONE;
    let mut rows = Vec::new();
    let areas = areas_of(publication, spec);
    for area in areas.iter().copied() {
        let own = findings.areas.get(area);
        let has_page = findings.areas.has_profile(area);
        let mut cells = vec![Cell {
            text: own.name.clone(),
            href: has_page.then(|| relative(from, &publication.bindings.addresses.area(&own.slug))),
            kind: "text".to_owned(),
            ..Cell::default()
        }];
        for (found, period) in &chosen {
            let finding = found.at(area, *period);
            let cell = match finding.map(|finding| &finding.cell) {
                Some(Released::Value(estimate)) => {
                    marks = marks.union(estimate.marks);
                    let text = number::grouped(estimate.value, found.indicator.decimals);
                    Cell {
                        text: sentence::marked(text, estimate.marks),
                        sort: Some(estimate.value.to_string()),
                        kind: "number".to_owned(),
                        beside: finding.and_then(|finding| finding.comparison).map(|found| mark(Some(found))),
                        ..Cell::default()
                    }
                }
                other => {
                    let reason = other.and_then(Released::shorthand).unwrap_or(Shorthand::NotAvailable);
                    used.push(reason);
                    Cell { text: reason.symbol().to_owned(), kind: "shorthand".to_owned(), ..Cell::default() }
                }
            };
            cells.push(cell);
        }
        rows.push(Row { step: None, words: String::new(), cells });
    }
    used.sort_unstable();
    used.dedup();
    let names: Vec<String> = chosen.iter().map(|(found, _)| sentence::lower_first(&found.indicator.short)).collect();
    let caption =
        sentence::upper_first(&format!("{} by area{}", number::series(&names), beside(publication, &areas, &chosen)));
    (Table { caption, columns, rows, sortable: true }, used, marks)
}

/// What the words of a table compare with: `, compared with England`; nothing where nothing is compared.
fn beside(publication: &Publication, areas: &[AreaId], chosen: &[(&IndicatorFindings, Period)]) -> String {
    let compared = |(found, period): &&(&IndicatorFindings, Period)| {
        areas.iter().any(|area| found.at(*area, *period).is_some_and(|finding| finding.comparison.is_some()))
    };
    let mut benchmarks: Vec<AreaId> = chosen.iter().filter(compared).filter_map(|(found, _)| found.benchmark).collect();
    benchmarks.sort_unstable();
    benchmarks.dedup();
    match benchmarks.as_slice() {
        [] => String::new(),
        [only] => {
            let name = &publication.findings.areas.get(*only).name;
            format!(", compared with {}", sentence::with_article(name))
        }
        _ => ", each compared with its benchmark".to_owned(),
    }
}
