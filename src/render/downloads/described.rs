//! The files of numbers described for programs: CSV on the Web, a Frictionless data package, checksums.
//!
//! Comes in: the list of files. Goes out: JSON beside them, with paths relative to it, so that a copied folder
//! still describes itself. Wrong can be: nothing. `docs/downloads.md` says which file is for whom.

use serde_json::{Map, Value, json};

use super::listing::{Content, Listed, sha256};
use super::rows::{self, Kind};
use crate::compare::IndicatorFindings;
use crate::model::source::Source;
use crate::render::Publication;
use crate::render::frame::permanent;

/// The file in which all tables of numbers find their columns.
pub(super) const TABLE_SCHEMA: &str = "table-schema.json";

/// Columns that no row leaves empty.
const REQUIRED: [&str; 5] = ["indicator", "area code", "period", "breakdown", "status"];

/// CSV on the Web for a table of numbers: the whole, or one indicator.
pub(super) fn csvw(publication: &Publication, url: &str, found: Option<&IndicatorFindings>) -> String {
    let config = &publication.config;
    let columns = rows::columns(publication).map(|(name, meaning, kind)| {
        let meaning = found.map_or_else(|| meaning.to_owned(), |found| rows::meaning_in(found, name, meaning));
        json!({
            "titles": name,
            "name": name.replace(' ', "_"),
            "dc:description": meaning,
            "datatype": rows::type_of(kind),
            "required": REQUIRED.contains(&name),
        })
    });
    let title = found.map_or(config.title.as_str(), |found| found.indicator.title.as_str());
    let mut all = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": config.language}],
        "url": url,
        "dc:title": title,
        "dc:publisher": config.publisher,
        "dc:issued": config.published.id(),
        "dc:license": {"@id": config.licence.address},
    });
    if let Value::Object(map) = &mut all {
        let said = found.map(|found| found.indicator.definition.clone());
        map.extend(said.map(|words| ("dc:description".to_owned(), Value::String(words))));
        map.extend(noted(publication).map(|words| ("dc:accessRights".to_owned(), Value::String(words))));
        map.insert(
            "tableSchema".to_owned(),
            json!({
                "columns": columns.collect::<Vec<_>>(),
                "primaryKey": ["indicator", "area_code", "period", "breakdown"],
            }),
        );
    }
    format!("{all}\n")
}

/// What must be said of the numbers wherever they go: whom they are for, that they are of a demonstration.
fn noted(publication: &Publication) -> Option<String> {
    let config = &publication.config;
    let words: Vec<&str> = config.audience.restriction().into_iter().chain(config.demonstration.as_deref()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The columns of a table of numbers as Frictionless writes them.
pub(super) fn table_schema(publication: &Publication) -> String {
    let field = |(name, meaning, kind): (&str, &str, Kind)| {
        let mut field = json!({"name": name, "type": rows::type_of(kind), "description": meaning});
        if let Some(map) = field.as_object_mut().filter(|_| REQUIRED.contains(&name)) {
            map.insert("constraints".to_owned(), json!({"required": true}));
        }
        field
    };
    let all = json!({
        "fields": rows::columns(publication).map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": ["indicator", "area code", "period", "breakdown"],
    });
    format!("{all}\n")
}

/// A name as data packages allow it: small letters, digits, and signs between them.
fn resource_name(path: &str) -> String {
    let stem = path.trim_end_matches(".csv").to_ascii_lowercase();
    stem.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '-' { sign } else { '-' }).collect()
}

/// The data package of all files.
pub(super) fn package(publication: &Publication, listed: &[Listed]) -> String {
    let config = &publication.config;
    let source = |source: &Source| json!({"title": source.title, "path": source.address});
    let resource = |file: &Listed| {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| {
            map.insert(key.to_owned(), value);
        };
        put("name", Value::String(resource_name(&file.path)));
        put("path", Value::String(file.path.clone()));
        put("title", Value::String(file.content.title(publication)));
        put("mediatype", Value::String(file.content.media_type().to_owned()));
        put("bytes", json!(file.bytes));
        put("hash", Value::String(format!("sha256:{}", file.sha256)));
        if file.content.media_type() == "text/csv" {
            put("format", json!("csv"));
            put("encoding", json!("utf-8"));
            put("profile", json!("tabular-data-resource"));
        }
        match &file.content {
            Content::Whole | Content::Indicator(_) => put("schema", json!(TABLE_SCHEMA)),
            Content::Xlsx | Content::Ods => put("format", json!(file.path.rsplit('.').next())),
            _ => put("schema", words_only(publication, &file.content)),
        }
        Value::Object(map)
    };
    let mut all = json!({
        "name": resource_name(&rows::whole_stem(publication)),
        "title": config.title,
        "version": config.edition,
        "created": format!("{}T00:00:00Z", config.published.id()),
        "licenses": [{"title": config.licence.name, "path": config.licence.address}],
        "contributors": [{"title": config.publisher, "role": "publisher"}],
        "sources": publication.findings.sources.values().map(|each| source(each)).collect::<Vec<_>>(),
        "resources": listed.iter().map(resource).collect::<Vec<_>>(),
    });
    if let Value::Object(map) = &mut all {
        map.extend(noted(publication).map(|words| ("description".to_owned(), Value::String(words))));
        let home = publication.bindings.addresses.home();
        let based = config.base_address.as_ref().map(|_| Value::String(permanent(publication, &home)));
        map.extend(based.map(|address| ("homepage".to_owned(), address)));
    }
    format!("{all}\n")
}

/// The columns of a table that lists and does not measure, from its own first line.
fn words_only(publication: &Publication, content: &Content) -> Value {
    let partner = publication.config.audience.restriction().map(|_| "audience");
    let names: &[&str] = match content {
        Content::Dictionary => &["column", "meaning"],
        Content::IndicatorDictionary(_) => &["column", "type", "meaning"],
        Content::Sources => {
            &["source", "title", "publisher", "licence", "address", "file", "sha256", "rows", "rows used", "retrieved"]
        }
        _ => &["indicator", "code", "title", "unit", "method", "source", "how it was made"],
    };
    let further = partner.filter(|_| matches!(content, Content::Sources | Content::Indicators));
    let kind = |name: &str| if name.starts_with("rows") { "integer" } else { "string" };
    let fields = names.iter().copied().chain(further).map(|name| json!({"name": name, "type": kind(name)}));
    json!({"fields": fields.collect::<Vec<_>>()})
}

/// Checksums in the form that `sha256sum --check` reads.
pub(super) fn checksums(listed: &[Listed], further: &[(&str, &[u8])]) -> String {
    let mut lines: Vec<(String, String)> = listed.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect();
    lines.extend(further.iter().map(|(path, bytes)| ((*path).to_owned(), sha256(bytes))));
    lines.sort();
    lines.into_iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
}
