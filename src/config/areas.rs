//! `areas:` of `site.yaml`: the levels, where their outlines are, and how codes of other years are mapped.
//!
//! Comes in: one node. Goes out: an [`AreaDeclaration`]. Wrong can be: keys nobody knows, words, and a
//! level without areas. It must not know which sources there are or whether a code is right.

use std::collections::BTreeMap;

use crate::model::area::{AreaCode, Level, slug};
use crate::model::declaration::{
    AreaDeclaration, BoundaryDeclaration, ColumnName, Drawn, LevelDeclaration, ListedArea, LookupDeclaration,
    OverlapDeclaration, RecodeDeclaration, Weight, WeightTable,
};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// Decodes `areas:`.
pub(super) fn decode(report: &Report, node: &Node) -> Option<AreaDeclaration> {
    let mut map = node.map(report)?;
    let assessed = map.text_at("assessed");
    map.required("levels");
    let levels: Vec<Option<LevelDeclaration>> = map.list("levels").iter().map(|node| level(report, node)).collect();
    // One alone is written without the dash of a list.
    let boundaries = match map.optional("boundaries") {
        Some(node) if node.is_map() => vec![boundary(report, node)],
        Some(node) => node.list(report)?.iter().map(|node| boundary(report, node)).collect(),
        None => Vec::new(),
    };
    let recodes: Vec<Option<RecodeDeclaration>> = map.list("recodes").iter().map(|node| recode(report, node)).collect();
    let overlaps: Vec<Option<OverlapDeclaration>> =
        map.list("overlaps").iter().map(|node| overlap(report, node)).collect();
    map.finish();
    let (assessed, assessed_place) = assessed?;
    Some(AreaDeclaration {
        levels: levels.into_iter().collect::<Option<_>>()?,
        assessed,
        assessed_place,
        boundaries: boundaries.into_iter().collect::<Option<_>>()?,
        recodes: recodes.into_iter().collect::<Option<_>>()?,
        overlaps: overlaps.into_iter().collect::<Option<_>>()?,
        postcodes: None,
    })
}

fn boundary(report: &Report, node: &Node) -> Option<BoundaryDeclaration> {
    let mut map = node.map(report)?;
    let source = map.text("source");
    let level = map.text("level");
    let drawn = map.optional_word("maps", &[("yes", Drawn::Yes), ("no", Drawn::No)]).unwrap_or(Drawn::Yes);
    map.finish();
    Some(BoundaryDeclaration { source: SourceId::new(&source?), level: level?, drawn, place: node.place().clone() })
}

/// `{source: geography-lookup, file: lookup.csv, between: [WD24CD, MSOA21CD]}`.
fn overlap(report: &Report, node: &Node) -> Option<OverlapDeclaration> {
    let mut map = node.map(report)?;
    let source = map.text("source");
    let file = map.text("file");
    let between: Vec<Option<ColumnName>> =
        map.required("between")?.list(report)?.iter().map(|node| column_name(report, node)).collect();
    map.finish();
    let between = <[Option<ColumnName>; 2]>::try_from(between);
    let Ok([one, other]) = between else {
        let found = Diagnostic::error("an overlap is between two levels").at(node.place().clone());
        let found = found.label("of which two columns?");
        report.add(found.help("write the columns with the codes of both: `between: [WD24CD, MSOA21CD]`"));
        return None;
    };
    let between = (one?, other?);
    Some(OverlapDeclaration { source: SourceId::new(&source?), file: file?, between, place: node.place().clone() })
}

fn recode(report: &Report, node: &Node) -> Option<RecodeDeclaration> {
    let mut map = node.map(report)?;
    let source = map.text("source");
    let file = map.text("file");
    let from = column(report, &mut map, "from");
    let to = column(report, &mut map, "to");
    let change = map.optional("change").and_then(|node| column_name(report, node));
    let weight = map.optional("weight").and_then(|node| weight(report, node));
    map.finish();
    Some(RecodeDeclaration {
        source: SourceId::new(&source?),
        file: file?,
        from: from?,
        to: to?,
        change,
        weight,
        place: node.place().clone(),
    })
}

/// A column of the lookup itself, or a table of its own that gives the weight of each new code.
fn weight(report: &Report, node: &Node) -> Option<Weight> {
    if !node.is_map() {
        return column_name(report, node).map(Weight::Column);
    }
    let mut map = node.map(report)?;
    if map.optional("newest").is_some() {
        map.finish();
        return column_name(report, node).map(Weight::Column);
    }
    let source = map.text("source");
    let file = map.text("file");
    let code = column(report, &mut map, "code");
    let value = column(report, &mut map, "value");
    map.finish();
    Some(Weight::Table(WeightTable { source: SourceId::new(&source?), file: file?, code: code?, value: value? }))
}

/// `LAD24CD`, or `{newest: LADCD}` for the newest of the columns of that name.
fn column(report: &Report, map: &mut Map<'_>, key: &'static str) -> Option<ColumnName> {
    column_name(report, map.required(key)?)
}

fn column_name(report: &Report, node: &Node) -> Option<ColumnName> {
    if !node.is_map() {
        return node.text(report).map(ColumnName::Exact);
    }
    let mut map = node.map(report)?;
    let newest = map.text("newest");
    map.finish();
    newest.map(ColumnName::Newest)
}

fn level(report: &Report, node: &Node) -> Option<LevelDeclaration> {
    let mut map = node.map(report)?;
    let id = map.text_at("id");
    let name = map.text("name");
    let plural = map.text("plural");
    let profile = map.flag("profile");
    let list = map.list("list").iter().filter_map(|node| listed(report, node)).collect::<Vec<_>>();
    let lookup = map.optional("lookup").and_then(|node| lookup(report, node));
    let by_code = |pairs: BTreeMap<String, (String, Place)>| {
        pairs.into_iter().map(|(code, text)| (AreaCode::new(&code), text)).collect::<BTreeMap<_, _>>()
    };
    let names = by_code(map.pairs("names"));
    let slugs = by_code(map.pairs("slugs"));
    let parent = map.optional_text_at("parent").map(|(code, place)| (AreaCode::new(&code), place));
    if list.is_empty() && lookup.is_none() {
        let found = Diagnostic::error("this level has no areas").at(map.place().clone()).label("among these keys");
        report.add(found.help("add `list:` with codes and names, or `lookup:` with a file that lists them"));
    }
    map.finish();
    let (id, place) = id?;
    if id != slug(&id) {
        let found = Diagnostic::error(format!("`{id}` is not an id"))
            .at(place.clone())
            .label("small letters, digits and hyphens only");
        report.add(found.help(format!("write `{}`", slug(&id))));
    }
    Some(LevelDeclaration {
        level: Level { id, name: name?, plural: plural?, profile },
        place,
        list,
        lookup,
        names,
        slugs,
        parent,
    })
}

fn listed(report: &Report, node: &Node) -> Option<ListedArea> {
    let mut map = node.map(report)?;
    let code = map.text("code");
    let name = map.text("name");
    let slug = map.optional_text("slug");
    let parent = map.optional_text("parent").map(|code| AreaCode::new(&code));
    map.finish();
    Some(ListedArea { code: AreaCode::new(&code?), name: name?, slug, parent, place: node.place().clone() })
}

fn lookup(report: &Report, node: &Node) -> Option<LookupDeclaration> {
    let mut map: Map<'_> = node.map(report)?;
    let source = map.text("source");
    let file = map.text("file");
    let code = column(report, &mut map, "code");
    let name = column(report, &mut map, "name");
    let parent = map.optional("parent").and_then(|node| column_name(report, node));
    map.finish();
    Some(LookupDeclaration {
        source: SourceId::new(&source?),
        file: file?,
        code: code?,
        name: name?,
        parent,
        place: node.place().clone(),
    })
}
