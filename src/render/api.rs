//! Released numbers as JSON for other programs: an index, a file for each indicator, and one for each area.
//!
//! Comes in: released cells. Goes out: `api/`, whose shape is `api/schema.json`, published beside it. Wrong can
//! be: nothing. A key is never taken away or given another meaning within a version; `docs/api.md` explains them.

use serde_json::{Map, Number, Value, json};

use super::downloads::{self, COLUMNS, Kind, Record};
use super::{Files, Output, Publication, areas, chapters, notes, provenance};
use crate::compare::{Finding, IndicatorFindings};
use crate::content::link::relative;
use crate::model::area::AreaId;
use crate::model::indicator::IndicatorId;
use crate::model::mark::Marks;
use crate::model::source::Source;

/// The shape of the files. It grows when a key is taken away or means something else.
const VERSION: u32 = 1;

/// The shape in the words of JSON Schema.
const SCHEMA: &str = include_str!("api/schema.json");

/// Columns that are the same in every row of an indicator, and stand once beside its rows.
const OF_INDICATOR: [&str; 5] = ["indicator", "indicator title", "unit", "source", "illustrative"];
/// Columns that are the same in every row of an area.
const OF_AREA: [&str; 3] = ["area code", "area", "area level"];

/// The files for programs.
#[derive(Debug)]
pub(super) struct Api;

impl Output for Api {
    fn name(&self) -> &'static str {
        "api"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        files.add(&index_address(publication), |publication, _| Ok(text(&index(publication))));
        files.add(&addresses.api("schema.json"), |_, _| Ok(SCHEMA.as_bytes().to_vec()));
        for found in publication.findings.iter() {
            let id = found.indicator.id.clone();
            files.add(&indicator_address(publication, &id), move |publication, _| {
                Ok(publication
                    .findings
                    .get(&id)
                    .map(|found| text(&of_indicator(publication, found)))
                    .unwrap_or_default())
            });
        }
        for area in areas::with_profile(publication) {
            files.add(&area_address(publication, area), move |publication, _| Ok(text(&of_area(publication, area))));
        }
    }
}

/// Where the index stands.
pub(super) fn index_address(publication: &Publication) -> String {
    publication.bindings.addresses.api("index.json")
}

/// Where the file of an indicator stands.
pub(super) fn indicator_address(publication: &Publication, id: &IndicatorId) -> String {
    publication.bindings.addresses.api(&format!("indicators/{id}.json"))
}

fn area_address(publication: &Publication, area: AreaId) -> String {
    publication.bindings.addresses.api(&format!("areas/{}.json", publication.findings.areas.get(area).slug))
}

fn text(value: &Value) -> Vec<u8> {
    format!("{value}\n").into_bytes()
}

/// The permanent address of a file, or the way to it from the file at `from` where the site knows none.
fn way(publication: &Publication, from: &str, to: &str) -> String {
    match &publication.config.base_address {
        Some(base) => format!("{base}{to}"),
        None => relative(from, to),
    }
}

/// What every file begins with: its kind and version, and the publication that it is a part of.
fn opening(publication: &Publication, from: &str, kind: &str) -> Map<String, Value> {
    let (config, addresses) = (&publication.config, &publication.bindings.addresses);
    let mut map = Map::new();
    map.insert("version".to_owned(), json!(VERSION));
    map.insert("kind".to_owned(), json!(kind));
    map.insert("schema".to_owned(), json!(way(publication, from, &addresses.api("schema.json"))));
    map.insert(
        "publication".to_owned(),
        json!({
            "title": config.title,
            "publisher": config.publisher,
            "edition": config.edition,
            "edition label": config.edition_label,
            "published": config.published.id(),
            "licence": {"name": config.licence.name, "address": config.licence.address},
            "audience": config.audience.restriction(),
            "demonstration": config.demonstration,
            "address": way(publication, from, &addresses.home()),
            "index": way(publication, from, &index_address(publication)),
        }),
    );
    map
}

/// What is known of an indicator beside its numbers.
fn about_indicator(publication: &Publication, from: &str, found: &IndicatorFindings) -> Value {
    let (indicator, addresses) = (&found.indicator, &publication.bindings.addresses);
    let periods: Vec<String> = found.periods().iter().map(|period| period.id()).collect();
    json!({
        "id": indicator.id.as_str(),
        "code": indicator.code,
        "title": indicator.title,
        "short": indicator.short,
        "theme": indicator.theme,
        "unit": indicator.unit,
        "method": found.method,
        "definition": indicator.definition,
        "caution": indicator.caution,
        "made": provenance::made(publication, found),
        "benchmark": found.benchmark.map(|area| publication.findings.areas.get(area).code.as_str()),
        "illustrative": found.illustrative,
        "periods": periods,
        "page": way(publication, from, &addresses.indicator(indicator.id.as_str())),
        "json": way(publication, from, &indicator_address(publication, &indicator.id)),
        "csv": way(publication, from, &addresses.download(&format!("indicators/{}.csv", indicator.id.as_str()))),
    })
}

/// What is known of an area beside its numbers.
fn about_area(publication: &Publication, from: &str, area: AreaId) -> Value {
    let (known, addresses) = (&publication.findings.areas, &publication.bindings.addresses);
    let own = known.get(area);
    json!({
        "code": own.code.as_str(),
        "name": own.name,
        "level": known.level(own.level).name,
        "within": own.parent.map(|parent| known.get(parent).code.as_str()),
        "page": way(publication, from, &addresses.area(&own.slug)),
        "json": way(publication, from, &area_address(publication, area)),
        "csv": way(publication, from, &addresses.download(&format!("areas/{}.csv", own.slug))),
    })
}

fn about_source(publication: &Publication, from: &str, source: &Source) -> Value {
    json!({
        "id": source.id.as_str(),
        "title": source.title,
        "publisher": source.publisher,
        "period": source.period,
        "status": chapters::status_word(source.status),
        "licence": {"name": source.licence.name, "address": source.licence.address},
        "attribution": source.attribution,
        "address": source.address,
        "page": way(publication, from, &publication.bindings.addresses.source(source.id.as_str())),
    })
}

/// A row as an object with the names of the columns, without those that stand elsewhere in the file.
fn row(record: &Record, without: &[&str]) -> Value {
    let shown = COLUMNS.iter().zip(record).filter(|((name, ..), _)| !without.contains(name));
    Value::Object(shown.map(|((name, _, kind), cell)| ((*name).to_owned(), field(*kind, cell))).collect())
}

fn field(kind: Kind, cell: &str) -> Value {
    match kind {
        _ if cell.is_empty() => Value::Null,
        Kind::Words => Value::String(cell.to_owned()),
        Kind::Count | Kind::Number => {
            let whole = cell.parse::<i64>().ok().map(Number::from);
            let number = whole.or_else(|| cell.parse().ok().and_then(Number::from_f64));
            number.map_or(Value::Null, Value::Number)
        }
    }
}

/// The signs in the status of some cells, each with its meaning.
fn signs<'a>(findings: impl Iterator<Item = &'a Finding>) -> Value {
    let (mut used, mut marks) = (Vec::new(), Marks::NONE);
    for finding in findings {
        if let Some(estimate) = finding.cell.estimate() {
            marks = marks.union(estimate.marks);
        }
        if let Some(reason) = finding.cell.shorthand().filter(|reason| !used.contains(reason)) {
            used.push(reason);
        }
    }
    used.sort_unstable();
    let known = notes::shorthand(&used, marks).into_iter();
    Value::Object(known.map(|entry| (entry.sign, Value::String(entry.meaning))).collect())
}

fn of_indicator(publication: &Publication, found: &IndicatorFindings) -> Value {
    let from = indicator_address(publication, &found.indicator.id);
    let mut map = opening(publication, &from, "indicator");
    map.insert("indicator".to_owned(), about_indicator(publication, &from, found));
    let sources = found.sources.iter().filter_map(|id| publication.findings.sources.get(id));
    map.insert("sources".to_owned(), sources.map(|source| about_source(publication, &from, source)).collect());
    map.insert("signs".to_owned(), signs(found.cells().map(|(_, finding)| finding)));
    let rows = downloads::records_of_indicator(publication, found);
    map.insert("rows".to_owned(), rows.map(|record| row(&record, &OF_INDICATOR)).collect());
    Value::Object(map)
}

fn of_area(publication: &Publication, area: AreaId) -> Value {
    let from = area_address(publication, area);
    let mut map = opening(publication, &from, "area");
    map.insert("area".to_owned(), about_area(publication, &from, area));
    let own = |found: &'_ IndicatorFindings| found.cells().any(|((_, of, _), _)| *of == area);
    let cells = publication.findings.iter().flat_map(IndicatorFindings::cells);
    map.insert("signs".to_owned(), signs(cells.filter(|((_, of, _), _)| *of == area).map(|(_, finding)| finding)));
    let known = publication.findings.iter().filter(|found| own(found));
    let known = known.flat_map(|found| &found.sources).collect::<std::collections::BTreeSet<_>>();
    let sources = known.into_iter().filter_map(|id| publication.findings.sources.get(id));
    map.insert("sources".to_owned(), sources.map(|source| about_source(publication, &from, source)).collect());
    let rows = downloads::records_of_area(publication, area);
    map.insert("rows".to_owned(), rows.iter().map(|record| row(record, &OF_AREA)).collect());
    Value::Object(map)
}

fn index(publication: &Publication) -> Value {
    let from = index_address(publication);
    let addresses = &publication.bindings.addresses;
    let mut map = opening(publication, &from, "index");
    let indicators = publication.findings.iter().map(|found| about_indicator(publication, &from, found));
    map.insert("indicators".to_owned(), indicators.collect());
    let listed = areas::with_profile(publication).into_iter();
    map.insert("areas".to_owned(), listed.map(|area| about_area(publication, &from, area)).collect());
    let stem = downloads::whole_stem(publication);
    let file = |name: &str| way(publication, &from, &addresses.download(name));
    map.insert(
        "downloads".to_owned(),
        json!({
            "csv": file(&format!("{stem}.csv")),
            "xlsx": file(&format!("{stem}.xlsx")),
            "ods": file(&format!("{stem}.ods")),
            "dictionary": file("dictionary.csv"),
            "data package": file("datapackage.json"),
            "checksums": file("SHA256SUMS"),
        }),
    );
    Value::Object(map)
}
