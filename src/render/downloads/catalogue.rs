//! The edition as a data catalogue: DCAT in JSON-LD, for portals that gather what others publish.
//!
//! Comes in: the list of files. Goes out: `data/catalogue.jsonld`. Wrong can be: nothing; a site that is not
//! for everyone has none, since a portal would spread it.

use serde_json::{Value, json};

use super::listing::{Content, Listed};
use super::rows;
use crate::content::link::relative;
use crate::render::{Publication, api};

/// The catalogue: one data set for the edition, and one for each indicator.
pub(super) fn catalogue(publication: &Publication, listed: &[Listed]) -> String {
    let (config, addresses) = (&publication.config, &publication.bindings.addresses);
    let own = addresses.download("catalogue.jsonld");
    // Without a base address the way from this file is a valid reference too.
    let address = |to: &str| match &config.base_address {
        Some(base) => format!("{base}{to}"),
        None => relative(&own, to),
    };
    let publisher = json!({"@type": "foaf:Agent", "foaf:name": config.publisher});
    let distribution = |file: &Listed| {
        json!({
            "@type": "dcat:Distribution",
            "dct:title": file.content.title(publication),
            "dcat:downloadURL": {"@id": address(&addresses.download(&file.path))},
            "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{}", file.content.media_type())},
            "dcat:byteSize": {"@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger"},
            "dct:license": {"@id": config.licence.address},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        })
    };
    let of_api = |path: &str| {
        json!({
            "@type": "dcat:Distribution",
            "dct:title": "The same numbers as JSON",
            "dcat:downloadURL": {"@id": address(path)},
            "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/application/json"},
            "dct:license": {"@id": config.licence.address},
        })
    };
    let issued = json!({"@value": config.published.id(), "@type": "xsd:date"});
    let described: Vec<String> = std::iter::once("Every released number of the edition.".to_owned())
        .chain(config.demonstration.clone())
        .collect();
    let mut sets = vec![json!({
        "@id": address(&addresses.page("data")),
        "@type": "dcat:Dataset",
        "dct:identifier": rows::whole_stem(publication),
        "dct:title": config.title,
        "dct:description": described.join(" "),
        "dct:publisher": publisher,
        "dct:issued": issued,
        "dct:language": config.language,
        "dct:license": {"@id": config.licence.address},
        "dcat:version": config.edition,
        "dcat:landingPage": {"@id": address(&addresses.page("data"))},
        "dcat:distribution": listed
            .iter()
            .filter(|file| matches!(file.content, Content::Whole | Content::Xlsx | Content::Ods))
            .map(distribution)
            .chain([of_api(&api::index_address(publication))])
            .collect::<Vec<_>>(),
    })];
    for found in publication.findings.iter() {
        let indicator = &found.indicator;
        let page = address(&addresses.indicator(indicator.id.as_str()));
        let files = listed.iter().filter(|file| file.content == Content::Indicator(indicator.id.clone()));
        let sources = found.sources.iter().filter_map(|id| publication.findings.sources.get(id));
        let made_up = found.illustrative.then_some("Illustrative data, made up to show the method.");
        let words: Vec<&str> = std::iter::once(indicator.definition.as_str()).chain(made_up).collect();
        sets.push(json!({
            "@id": page,
            "@type": "dcat:Dataset",
            "dct:identifier": indicator.id.as_str(),
            "dct:title": indicator.title,
            "dct:description": words.join(" "),
            "dct:publisher": publisher,
            "dct:issued": issued,
            "dct:language": config.language,
            "dct:license": {"@id": config.licence.address},
            "dcat:theme": indicator.theme,
            "dcat:landingPage": {"@id": page},
            "dct:source": sources.map(|source| json!({"@id": source.address, "dct:title": source.title})).collect::<Vec<Value>>(),
            "dcat:distribution": files
                .map(distribution)
                .chain([of_api(&api::indicator_address(publication, &indicator.id))])
                .collect::<Vec<_>>(),
        }));
    }
    let all = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": address(&own),
        "@type": "dcat:Catalog",
        "dct:title": config.title,
        "dct:publisher": publisher,
        "dct:issued": issued,
        "dct:language": config.language,
        "dct:license": {"@id": config.licence.address},
        "foaf:homepage": {"@id": address(&addresses.home())},
        "dcat:dataset": sets,
    });
    format!("{all}\n")
}
