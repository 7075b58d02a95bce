//! What the sheets read: the document as JSON, and its pictures as files.
//!
//! Comes in: the view of the page, and the publication for its drawings. Goes out: files by the names that the JSON
//! gives them. Nothing can go wrong: a link to what is not there is plain words, and a picture that is not there is
//! none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::super::Publication;
use super::super::super::view::{self, Block, Mark};
use super::letters::{Letters, families};
use super::prose::Prose;
use crate::chart::gallery::Exhibited;
use crate::content::link::resolved;

/// The file that the sheets read.
const MANUSCRIPT: &str = "assessment.json";

/// The files of a document, by name.
type Papers = BTreeMap<String, Vec<u8>>;

/// What stands in a document, with the letters that may.
pub(super) fn manuscript(publication: &Publication, view: &view::Document, letters: &mut Letters) -> Papers {
    let mut prose = Prose::default();
    let mut files = Papers::new();
    let parts: Vec<Value> =
        view.parts.iter().map(|one| part(publication, one, &mut prose, (&mut files, letters))).collect();
    let (frame, palette) = (&view.frame, &publication.config.style.palettes.light);
    let colours: Map<String, Value> =
        palette.all().map(|(name, colour)| (name.to_owned(), Value::from(colour.to_string()))).collect();
    let mut language = publication.config.language.split('-');
    let lang = language.next().filter(|lang| (2..=3).contains(&lang.len())).unwrap_or("en").to_lowercase();
    let region = language.find(|part| part.len() == 2).map(str::to_uppercase);
    let day: Vec<u32> = publication.config.published.id().split('-').filter_map(|part| part.parse().ok()).collect();
    let fact = |fact: &view::Fact| json!({"word": fact.word, "text": fact.text});
    let source = |source: &view::SourceEntry| json!({"title": source.title, "note": source.note, "address": source.address, "illustrative": source.illustrative});
    let mut all = json!({
        "title": view.title,
        "description": frame.description,
        "publisher": frame.publisher,
        "edition": frame.edition_label,
        "lang": lang,
        "region": region,
        "day": day,
        "fonts": families(),
        "colours": colours,
        "demonstration": frame.demonstration,
        "restriction": frame.restriction,
        "attribution": frame.attribution,
        "logo": logo(publication, &mut files),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "parts": parts,
        "sources": view.sources.iter().map(source).collect::<Vec<_>>(),
    });
    pictures(publication, &prose, &mut files);
    finish(&mut all, &prose.ids, &files, letters);
    files.insert(MANUSCRIPT.to_owned(), all.to_string().into_bytes());
    files
}

fn part(
    publication: &Publication,
    part: &view::Part,
    prose: &mut Prose,
    (files, letters): (&mut Papers, &mut Letters),
) -> Value {
    let id = prose.part(&part.anchor);
    let blocks: Vec<Value> =
        part.blocks.iter().map(|one| block(publication, one, prose, (&mut *files, &mut *letters))).collect();
    let findings: Vec<Value> = part.findings.iter().map(|finding| Value::from(prose.sentence(finding))).collect();
    let recommendations: Vec<Value> = part.recommendations.iter().map(|one| recommendation(one, prose)).collect();
    json!({
        "id": id,
        "number": part.number,
        "title": part.title,
        "lede": part.lede,
        // A glossary would fill the contents with its words.
        "listed": !part.contents.is_empty(),
        "findings": findings,
        "blocks": blocks,
        "recommendations": recommendations,
    })
}

/// The level of a heading of the page, one less on paper: there the title of the assessment has none.
fn level(prose: &mut Prose, element: &str) -> usize {
    let asked = element.trim_start_matches('h').parse::<usize>().unwrap_or(3);
    prose.level(asked.saturating_sub(1))
}

fn block(
    publication: &Publication,
    block: &Block,
    prose: &mut Prose,
    (files, letters): (&mut Papers, &mut Letters),
) -> Value {
    let sources = |sources: &[view::Link]| -> Vec<Value> {
        sources.iter().map(|one| json!({"title": one.text, "note": one.note})).collect()
    };
    let signs = |signs: &[view::Shorthand]| -> Vec<Value> {
        signs.iter().map(|one| json!({"sign": one.sign, "meaning": one.meaning})).collect()
    };
    match block {
        Block::Html(html) => json!({"kind": "prose", "c": prose.blocks(html)}),
        Block::Figure(figure) => json!({
            "kind": "figure",
            "id": prose.id(Some(&figure.anchor)),
            "level": level(prose, &figure.heading),
            "number": figure.number,
            "name": figure.id,
            "finding": prose.sentence(&figure.finding_html),
            "shown": figure.shown,
            "summary": figure.summary,
            "drawing": drawing(publication, figure, files, letters),
            "sources": sources(&figure.sources),
            "notes": figure.notes,
            "shorthand": [],
            "address": figure.cite.address,
            "illustrative": figure.illustrative,
        }),
        Block::Table(table) => json!({
            "kind": "table",
            "id": prose.id(Some(&table.anchor)),
            "level": level(prose, &table.heading),
            "number": table.number,
            "name": table.id,
            "finding": prose.sentence(&table.finding_html),
            "shown": table.shown,
            "columns": table.table.columns.iter().map(|one| json!({"text": one.text, "number": one.kind == "number"})).collect::<Vec<_>>(),
            "rows": table.table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect::<Vec<Vec<_>>>(),
            "sources": sources(&table.sources),
            "notes": table.notes,
            "shorthand": signs(&table.shorthand),
            "address": table.cite.address,
            "illustrative": table.illustrative,
        }),
        Block::KeyFigures(figures) => json!({
            "kind": "key-figures",
            "id": prose.id(Some(&figures.anchor)),
            "level": level(prose, &figures.heading),
            "finding": prose.sentence(&figures.finding_html),
            "items": figures.items.iter().map(|item| json!({
                "label": item.label,
                "area": item.area,
                "value": item.value,
                "unit": item.unit,
                "period": item.period,
                "shorthand": signs(&item.shorthand),
                "comparison": item.comparison.as_ref().map(mark),
                "benchmark": item.benchmark,
                "trend": item.trend,
                "illustrative": item.illustrative,
            })).collect::<Vec<_>>(),
            "sources": sources(&figures.sources),
            "notes": figures.notes,
            "shorthand": [],
        }),
    }
}

fn mark(mark: &Mark) -> Value {
    json!({"kind": mark.kind, "sign": mark.sign, "word": mark.word})
}

fn cell(cell: &view::Cell) -> Value {
    json!({
        "text": cell.text,
        "number": cell.kind != "text",
        "mark": cell.mark.as_ref().map(mark),
        "beside": cell.beside.as_ref().map(mark),
    })
}

fn recommendation(one: &view::RecommendationInDocument, prose: &mut Prose) -> Value {
    let of = &one.of;
    let level = prose.level(2);
    json!({
        "id": prose.id(Some(&of.id.to_lowercase())),
        "level": level,
        "name": of.id,
        "illustrative": of.illustrative,
        "statement": prose.sentence(&of.statement_html),
        "c": prose.blocks(&one.body_html),
        "evidence": of.evidence.iter().map(|link| json!({"title": link.text, "note": link.note})).collect::<Vec<_>>(),
        "owner": of.owner,
        "by": of.by,
        "indicator": of.indicator.text,
        "measure": of.measure,
        "outcome": of.outcome.as_ref().map(mark),
        "truth": of.truth,
        "state": mark(&of.state),
    })
}

/// A drawing as a file, and its height beside its width.
fn drawing(publication: &Publication, figure: &view::Figure, files: &mut Papers, letters: &mut Letters) -> Value {
    let exhibited = publication.gallery.get(&figure.id).map(|exhibit| &exhibit.content);
    let Some(Exhibited::Drawing(drawn)) = exhibited else { return Value::Null };
    let (svg, (width, height)) = drawn.bare(publication.config.style.palettes.light);
    let name = format!("drawings/{}.svg", figure.anchor);
    files.insert(name.clone(), letters.shown(&svg).into_bytes());
    json!({"src": name, "high": height / width})
}

fn logo(publication: &Publication, files: &mut Papers) -> Value {
    let Some(logo) = publication.theme.logo("") else { return Value::Null };
    let name = logo.src.trim_start_matches("assets/");
    let Some((_, bytes)) = publication.theme.assets().find(|(known, _)| *known == name) else { return Value::Null };
    files.insert(name.to_owned(), bytes.to_vec());
    json!({"src": name, "alt": logo.alternative, "high": f64::from(logo.height) / f64::from(logo.width)})
}

/// The name of the file of a picture that the page calls `src`.
fn picture(src: &str) -> String {
    format!("pictures/{}", src.rsplit('/').next().unwrap_or_default())
}

/// The pictures of authors.
fn pictures(publication: &Publication, prose: &Prose, files: &mut Papers) {
    let bindings = &publication.bindings;
    let page = bindings.addresses.page(super::super::NAME);
    for src in &prose.pictures {
        if let Some(bytes) = bindings.attachments.get(&resolved(&page, src)) {
            files.insert(picture(src), bytes.to_vec());
        }
    }
}

/// Keys whose values are no words.
const NAMES: [&str; 6] = ["e", "kind", "id", "to", "src", "of"];

/// Takes away links that lead nowhere and pictures that are not there, and letters that may not stand there.
fn finish(value: &mut Value, ids: &BTreeSet<String>, files: &Papers, letters: &mut Letters) {
    match value {
        Value::String(words) => *words = letters.shown(words),
        Value::Array(values) => values.iter_mut().for_each(|value| finish(value, ids, files, letters)),
        Value::Object(object) => {
            if object.get("e").is_some_and(|kind| kind == "a") {
                let to = object.get("to").and_then(Value::as_str).unwrap_or_default();
                let leads = to.strip_prefix('#').map_or(to.contains(':'), |id| ids.contains(id));
                if !leads {
                    object.insert("e".to_owned(), Value::from("plain"));
                }
            }
            if object.get("e").is_some_and(|kind| kind == "picture") {
                let name = picture(object.get("src").and_then(Value::as_str).unwrap_or_default());
                let known = files.contains_key(&name);
                object.insert("src".to_owned(), if known { Value::from(name) } else { Value::Null });
            }
            let words = object.iter_mut().filter(|(key, _)| !NAMES.contains(&key.as_str()));
            words.for_each(|(_, value)| finish(value, ids, files, letters));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pictures_are_there_or_are_none() {
        let link = |to: &str| json!({"e": "a", "to": to, "c": ["漢"]});
        let mut value = json!([link("#here"), link("#gone"), link("https://example.org/"), link("../x/"), {"e": "picture", "src": "../p/a.png", "c": []}]);
        let mut letters = Letters::default();
        finish(&mut value, &BTreeSet::from(["here".to_owned()]), &Papers::new(), &mut letters);
        let kinds: Vec<&str> = value.as_array().unwrap().iter().map(|one| one["e"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["a", "plain", "a", "plain", "picture"]);
        assert_eq!((&value[4]["src"], &value[0]["c"][0]), (&Value::Null, &json!("\u{fffd}")));
        assert_eq!(letters.missing.len(), 1);
    }
}
