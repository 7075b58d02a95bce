//! Every figure of a site by its id: those of authors, of indicators and of areas.
//!
//! Comes in: pages and findings. Goes out: [`Gallery`]. Wrong can be: a figure with nothing to draw.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Figure, text};
use crate::compare::Findings;
use crate::content::words::Words;
use crate::content::{Bindings, Block, DrawnFigure, FigureContent, KeyNumber, plan, sentence};
use crate::model::indicator::IndicatorId;
use crate::model::spec::Spec;
use crate::report::Report;

/// What an exhibit shows.
#[derive(Debug, Clone)]
pub enum Exhibited {
    /// A drawing with its rows.
    Drawing(Box<Figure>),
    /// Areas by indicators.
    Table(Box<Spec>),
    /// Large numbers.
    KeyFigures(Vec<KeyNumber>),
}

/// A figure with its words and the pages that show it.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// Its permanent id.
    pub id: String,
    /// What it shows, in a sentence.
    pub finding: Words,
    /// A remark beneath it.
    pub note: Option<Words>,
    /// What is shown.
    pub content: Exhibited,
    /// The addresses and titles of the pages that show it.
    pub used_in: Vec<(String, String)>,
}

impl Exhibit {
    /// The indicators it shows.
    pub fn indicators(&self) -> Vec<IndicatorId> {
        let mut indicators: Vec<IndicatorId> = match &self.content {
            // What is set against the first measure is shown as well.
            Exhibited::Drawing(figure) => {
                figure.spec.indicators.iter().chain(&figure.rows.measure.indicators).cloned().collect()
            }
            Exhibited::Table(spec) => spec.indicators.clone(),
            Exhibited::KeyFigures(numbers) => numbers.iter().map(|number| number.indicator.clone()).collect(),
        };
        indicators.sort();
        indicators.dedup();
        indicators
    }
}

/// Every figure of a site.
#[derive(Debug, Clone, Default)]
pub struct Gallery {
    exhibits: BTreeMap<String, Exhibit>,
}

impl Gallery {
    /// The figure of this id.
    pub fn get(&self, id: &str) -> Option<&Exhibit> {
        self.exhibits.get(id)
    }

    /// Every figure, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &Exhibit> {
        self.exhibits.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.exhibits.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.exhibits.is_empty()
    }
}

/// A figure to be made.
struct Wanted<'a> {
    authored: Option<&'a DrawnFigure>,
    spec: Option<Spec>,
    used_in: (String, String),
}

/// Makes every figure of a site. One that cannot be drawn is said and left out.
pub fn draw(report: &Report, bindings: &Bindings, findings: &Findings) -> Gallery {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for page in &bindings.pages {
        for block in &page.blocks {
            if let Block::Figure(figure) = block {
                let used_in = (page.address.clone(), page.title.clone());
                wanted.push(Wanted { authored: Some(figure), spec: None, used_in });
            }
        }
    }
    for page in &bindings.pages {
        if let Some(spec) = page.place.as_ref().and_then(|place| place.map.clone()) {
            wanted.push(Wanted {
                authored: None,
                spec: Some(spec),
                used_in: (page.address.clone(), page.title.clone()),
            });
        }
    }
    for found in findings.iter() {
        let address = bindings.addresses.indicator(found.indicator.id.as_str());
        for spec in plan::of_indicator(findings, found) {
            wanted.push(Wanted {
                authored: None,
                spec: Some(spec),
                used_in: (address.clone(), found.indicator.title.clone()),
            });
        }
    }
    for (area, profile) in findings.areas.iter().filter(|(area, _)| findings.areas.is_assessed(*area)) {
        for spec in plan::of_area(findings, area) {
            let used_in = (bindings.addresses.area(&profile.slug), profile.name.clone());
            wanted.push(Wanted { authored: None, spec: Some(spec), used_in });
        }
    }
    let made: Vec<Option<Exhibit>> = wanted.into_par_iter().map(|wanted| exhibit(report, findings, wanted)).collect();
    let exhibits = made.into_iter().flatten().map(|exhibit| (exhibit.id.clone(), exhibit)).collect();
    Gallery { exhibits }
}

fn exhibit(report: &Report, findings: &Findings, wanted: Wanted<'_>) -> Option<Exhibit> {
    let Wanted { authored, spec, used_in } = wanted;
    let used_in = vec![used_in];
    if let Some(figure) = authored {
        let content = match &figure.content {
            FigureContent::Chart(spec) => Exhibited::Drawing(Box::new(super::figure(report, spec, findings).ok()?)),
            FigureContent::Table(spec) => Exhibited::Table(Box::new(spec.clone())),
            FigureContent::KeyFigures(numbers) => Exhibited::KeyFigures(numbers.clone()),
        };
        let (finding, note) = (figure.finding.clone(), figure.note.clone());
        return Some(Exhibit { id: figure.id.clone(), finding, note, content, used_in });
    }
    let spec = spec?;
    let figure = super::figure(report, &spec, findings).ok()?;
    let finding = Words::plain(own_finding(findings, &spec).unwrap_or_else(|| figure.shown.clone()));
    Some(Exhibit { id: spec.id.clone(), finding, note: None, content: Exhibited::Drawing(Box::new(figure)), used_in })
}

/// What a figure that nobody wrote a sentence for shows.
fn own_finding(findings: &Findings, spec: &Spec) -> Option<String> {
    let found = findings.get(spec.indicators.first()?)?;
    if let Some(first) = spec.marked.first().map(|area| findings.areas.get(*area)) {
        let names: Vec<&str> = spec.marked.iter().map(|area| findings.areas.get(*area).name.as_str()).collect();
        let plural = sentence::lower_first(&findings.areas.level(first.level).plural);
        let around = match (spec.level, first.parent) {
            (None, Some(parent)) => parent,
            _ => findings.areas.assessed(),
        };
        let around = sentence::with_article(&findings.areas.get(around).name);
        return Some(format!("{}, outlined among the {plural} of {around}", text::listed(&names)));
    }
    match (spec.level, spec.areas.first()) {
        (None, Some(_)) if spec.kind == "change" => sentence::areas_since_baseline(findings, found, &spec.areas),
        (Some(level), _) => {
            let said = sentence::areas(findings, found, level, spec.period.or_else(|| found.latest())?)?;
            // The bars of the same areas say the same; a page has a title of its own.
            Some(if spec.kind == "map" { format!("{said}, on the map") } else { said })
        }
        (None, Some(area)) => sentence::trend(findings, found, *area),
        (None, None) => None,
    }
}
