//! A figure as a data set for search engines: JSON-LD in the words of schema.org.
//!
//! Comes in: an exhibit. Goes out: the text of a data block, in which no sign can end its element. Wrong can
//! be: nothing; what is not known is left out, and a site that is not for everyone has none.

use serde_json::{Value, json};

use super::Publication;
use super::author_table::{areas_of, period_of};
use super::figure_files::{described, known_sources};
use super::figures::is_illustrative;
use super::frame::permanent;
use crate::chart::gallery::{Exhibit, Exhibited};
use crate::model::area::AreaId;
use crate::model::audience::Audience;
use crate::model::period::Period;
use crate::model::source::{Source, Status};

/// More places than this are said as the area that all of them lie in.
const PLACES: usize = 12;

/// The data block of a figure's page.
pub(super) fn block(publication: &Publication, exhibit: &Exhibit) -> Option<String> {
    (publication.config.audience == Audience::Public).then(|| harmless(&dataset(publication, exhibit).to_string()))
}

/// JSON that may stand in an element: nothing in it is a tag, an entity or the end of a line.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn dataset(publication: &Publication, exhibit: &Exhibit) -> Value {
    let (config, addresses) = (&publication.config, &publication.bindings.addresses);
    let address = |path: &str| permanent(publication, path);
    let told = described(publication, exhibit);
    let (periods, areas) = extent(publication, exhibit);
    let description: Vec<String> =
        std::iter::once(exhibit.finding.text()).chain(told.shown).chain(told.summary).chain(told.notes).collect();
    let sentence = |words: &String| if words.ends_with(['.', '?', '!']) { words.clone() } else { format!("{words}.") };
    let publisher = json!({"@type": "Organization", "name": config.publisher});
    let file = |ending: &str, format: &str| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": format,
            "contentUrl": address(&addresses.figure_file(&exhibit.id, ending)),
        })
    };
    let mut files = vec![file(".csv", "text/csv"), file(".json", "application/json")];
    if matches!(exhibit.content, Exhibited::Drawing(_)) {
        files.push(file(".svg", "image/svg+xml"));
    }
    let sources = known_sources(publication, exhibit);
    let based_on = |source: &&Source| {
        json!({
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "license": source.licence.address,
            "url": source.address,
        })
    };
    let measured = |id: &crate::model::indicator::IndicatorId| {
        let indicator = &publication.findings.get(id)?.indicator;
        Some(json!({"@type": "PropertyValue", "name": indicator.title, "unitText": indicator.unit}))
    };
    let own = address(&addresses.figure(&exhibit.id));
    json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": own,
        "url": own,
        "identifier": exhibit.id,
        "name": exhibit.finding.text(),
        "description": description.iter().map(sentence).collect::<Vec<_>>().join(" "),
        "license": config.licence.address,
        "publisher": publisher,
        "creator": publisher,
        "datePublished": config.published.id(),
        "version": config.edition_label,
        "inLanguage": config.language,
        "isAccessibleForFree": true,
        "creativeWorkStatus": status(publication, exhibit, &sources),
        "temporalCoverage": coverage(&periods),
        "spatialCoverage": places(publication, &areas),
        "variableMeasured": exhibit.indicators().iter().filter_map(measured).collect::<Vec<_>>(),
        "isBasedOn": sources.iter().map(based_on).collect::<Vec<_>>(),
        "isPartOf": {"@type": "Report", "name": config.title, "url": address(&addresses.home())},
        "distribution": files,
    })
}

/// How far the numbers may be relied on: made up, of a demonstration, provisional, or published.
fn status(publication: &Publication, exhibit: &Exhibit, sources: &[&Source]) -> String {
    let mut said = Vec::new();
    if is_illustrative(publication, exhibit) {
        said.push("Illustrative data, made up to show the method.".to_owned());
    }
    said.extend(publication.config.demonstration.clone());
    if sources.iter().any(|source| source.status == Status::Provisional) {
        said.push("Provisional.".to_owned());
    }
    if said.is_empty() { "Published".to_owned() } else { said.join(" ") }
}

/// Every period and area that an exhibit speaks of, each once.
fn extent(publication: &Publication, exhibit: &Exhibit) -> (Vec<Period>, Vec<AreaId>) {
    let (mut periods, mut areas): (Vec<Period>, Vec<AreaId>) = match &exhibit.content {
        Exhibited::Drawing(figure) => figure.rows.rows.iter().map(|row| (row.period, row.area.id)).unzip(),
        Exhibited::Table(spec) => {
            let found = spec.indicators.iter().filter_map(|id| publication.findings.get(id));
            (found.filter_map(|found| period_of(spec, found)).collect(), areas_of(publication, spec))
        }
        Exhibited::KeyFigures(numbers) => numbers.iter().map(|number| (number.period, number.area)).unzip(),
    };
    periods.sort_unstable();
    periods.dedup();
    areas.sort_unstable();
    areas.dedup();
    (periods, areas)
}

/// From the first month to the last, as ISO 8601 writes it.
fn coverage(periods: &[Period]) -> Option<String> {
    let month = |(year, month): (i32, u32)| format!("{year}-{month:02}");
    let first = periods.iter().map(|period| period.start()).min()?;
    let last = periods.iter().map(|period| period.end()).max()?;
    Some(if first == last { month(first) } else { format!("{}/{}", month(first), month(last)) })
}

fn places(publication: &Publication, areas: &[AreaId]) -> Vec<Value> {
    let known = &publication.findings.areas;
    let assessed = [known.assessed()];
    let named = if areas.len() > PLACES { assessed.as_slice() } else { areas };
    let place = |area: &AreaId| {
        let own = known.get(*area);
        json!({"@type": "Place", "name": own.name, "identifier": own.code.as_str()})
    };
    named.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_title_ends_the_element_it_stands_in() {
        let hostile = json!({"name": "</script><script>alert(1)</script> <!-- & \u{2028}"});
        let block = harmless(&hostile.to_string());
        assert!(!block.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&block).unwrap(), hostile);
    }

    #[test]
    fn the_time_covered_runs_from_the_first_month_to_the_last() {
        let of = |ids: &[&str]| coverage(&ids.iter().filter_map(|id| Period::from_id(id)).collect::<Vec<_>>());
        assert_eq!(of(&["2024-25", "2025-26"]).as_deref(), Some("2024-04/2026-03"));
        assert_eq!(of(&["2026-03"]).as_deref(), Some("2026-03"));
        assert_eq!(of(&[]), None);
    }
}
