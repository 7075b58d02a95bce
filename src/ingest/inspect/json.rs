//! What was found, as one JSON object for programs. Its shape is described in `README.md` and does not
//! change within a version.
//!
//! In go findings, out comes text. What may be shown of a column is asked of [`super::privacy`].

use serde_json::{Value, json};

use super::column::Column;
use super::privacy::Privacy;
use super::{Finding, Group, Inspection, words};

/// Everything.
pub(super) fn text(inspection: &Inspection) -> String {
    let groups: Vec<Value> = inspection.groups.iter().map(group).collect();
    format!("{}\n", json!({ "groups": groups }))
}

fn group(group: &Group) -> Value {
    let files: Vec<Value> = group
        .files
        .iter()
        .map(|file| {
            json!({
                "path": file.stored.path,
                "member": file.stored.member.as_ref().map(|member| member.name.as_str()),
                "bytes": file.size,
                "sha256": file.sha256,
            })
        })
        .collect();
    json!({
        "files": files,
        "written": group.written.iter().map(words::written_as).collect::<Vec<_>>(),
        "format": group.format.map(|format| format.name()).or(group.outlines.as_ref().map(|_| "boundaries")),
        "proposed": super::proposal::format(group),
        "features": group.outlines.as_ref().map(|outlines| outlines.features),
        "tables": group.tables.iter().map(table).collect::<Vec<_>>(),
    })
}

fn table(table: &Finding) -> Value {
    json!({
        "sheets": table.sheets,
        "header": table.top.line,
        "titles": table.top.titles,
        "rows": table.rows,
        "records": table.privacy == Privacy::Records,
        "columns": table.columns.iter().map(|found| column(table.privacy, found)).collect::<Vec<_>>(),
        "odd": table.odd.iter().map(|odd| json!({ "what": odd.what, "line": odd.line })).collect::<Vec<_>>(),
    })
}

fn column(privacy: Privacy, column: &Column) -> Value {
    let pairs = |list: Vec<(&str, u64)>| -> Vec<Value> {
        list.into_iter().map(|(word, count)| json!({ "word": word, "count": count })).collect()
    };
    let areas: Vec<Value> = column
        .areas
        .iter()
        .map(|areas| {
            json!({
                "prefix": String::from_utf8_lossy(&areas.prefix),
                "kind": areas.kind,
                "count": areas.count,
                "vintage": areas.vintage,
            })
        })
        .collect();
    let times = column.times.as_ref().map(|times| {
        json!({ "first": times.first.id(), "last": times.last.id(), "different": times.count, "missing": times.gaps })
    });
    json!({
        "name": column.name,
        "holds": words::holds(column),
        "filled": column.filled,
        "empty": column.empty,
        "different": column.different(),
        "words": privacy.words(column).map(pairs),
        "missing": pairs(privacy.missing(column)),
        "areas": areas,
        "times": times,
    })
}
