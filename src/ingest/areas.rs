//! What the settings say of areas, and the lookup files they name, to the areas of the site.
//!
//! A lookup may name an area on many rows: it is taken once. What can be wrong is a code with two
//! names, two parents or two levels, a parent that is not there, a slug that is taken. Numbers are not
//! known here.
//!
//! An area's slug is, in this order: the one that the settings give it; for a level without pages its
//! code in lower case; for an area whose parent lies inside the assessed area (a ward of one of its
//! authorities) its name and its parent's slug, `aston-birmingham`, since such names repeat; otherwise
//! its name alone. Where that is taken, by a slug of the settings or by an area before it in the order
//! of levels and codes, the parent's slug is appended, and then the code.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::Declared;
use super::fault::Faults;
use super::lookup::{self, Named, Needed};
use super::rows::{Sheet, trimmed};
use crate::files::Root;
use crate::model::area::{Area, AreaCode, Areas, Level, LevelId, slug};
use crate::model::declaration::{AreaDeclaration, ColumnName, LevelDeclaration, LookupDeclaration};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, Result};

/// An area before it has a slug.
#[derive(Debug, Clone)]
struct Draft {
    level: usize,
    name: String,
    /// The name in the lookup or the list, where the settings give another.
    alias: Option<String>,
    slug: Option<(String, Place)>,
    parent: Option<AreaCode>,
    place: Place,
}

/// Makes the areas of the site, and lists names of areas that the settings replace with others.
pub(super) fn build(
    report: &Report,
    root: &Root,
    declaration: &AreaDeclaration,
    declared: &BTreeMap<SourceId, Declared>,
) -> Result<(Areas, Vec<(AreaCode, String)>)> {
    let mut drafts: BTreeMap<AreaCode, Draft> = BTreeMap::new();
    let mut told = None;
    for (index, level) in declaration.levels.iter().enumerate() {
        for (code, draft) in of_level(report, root, index, level, declared, &mut told) {
            if let Some(first) = drafts.get(&code) {
                let other = &declaration.levels[first.level].level.id;
                let found =
                    Diagnostic::error(format!("`{code}` is of the level `{other}` and of `{}` too", level.level.id));
                told = Some(report.add(found.at(draft.place).label("here again").help("leave it out of one of them")));
            } else {
                drafts.insert(code, draft);
            }
        }
    }
    if drafts.is_empty() && told.is_none() {
        let found = Diagnostic::error("no area is declared").at(Place::file("site.yaml"));
        told = Some(report.add(found.help("list areas under `areas:`, or name a lookup file")));
    }
    if let Some(told) = told {
        return Err(told);
    }
    parents(report, declaration, &drafts).map_or(Ok(()), Err)?;
    let slugs = slugs(report, declaration, &drafts)?;
    if !slugs.values().any(|slug| *slug == declaration.assessed) {
        let found = Diagnostic::error(format!("no area has the slug `{}`", declaration.assessed));
        let found = found.at(declaration.assessed_place.clone()).label("which area is this about?");
        return Err(report.add(found.suggest(&declaration.assessed, slugs.values().map(String::as_str))));
    }
    let aliases = drafts.iter().filter_map(|(code, draft)| Some((code.clone(), draft.alias.clone()?))).collect();
    let levels: Vec<Level> = declaration.levels.iter().map(|level| level.level.clone()).collect();
    let list = drafts.into_iter().map(|(code, draft)| {
        let slug = slugs.get(&code).cloned().unwrap_or_default();
        let level = LevelId(u8::try_from(draft.level).unwrap_or(u8::MAX));
        (Area { code, name: draft.name, slug, level, parent: None }, draft.parent)
    });
    Ok((Areas::new(levels, list.collect(), &declaration.assessed), aliases))
}

/// The areas of one level, from the settings and from its lookup.
fn of_level(
    report: &Report,
    root: &Root,
    index: usize,
    level: &LevelDeclaration,
    declared: &BTreeMap<SourceId, Declared>,
    told: &mut Option<crate::report::Reported>,
) -> BTreeMap<AreaCode, Draft> {
    let mut found = BTreeMap::new();
    if let Some(lookup) = &level.lookup {
        match listed(report, root, lookup, declared) {
            Ok(rows) => found.extend(rows.into_iter().map(|(code, row)| {
                let place = row.place;
                (code, Draft { level: index, name: row.name, alias: None, slug: None, parent: row.parent, place })
            })),
            Err(fault) => *told = Some(fault),
        }
    }
    for area in &level.list {
        let slug = area.slug.clone().map(|slug| (slug, area.place.clone()));
        let draft = Draft {
            level: index,
            name: area.name.clone(),
            alias: None,
            slug,
            parent: area.parent.clone(),
            place: area.place.clone(),
        };
        if found.insert(area.code.clone(), draft).is_some() {
            let message = Diagnostic::error(format!("`{}` stands twice in the level `{}`", area.code, level.level.id));
            let message = message.at(area.place.clone()).label("here again");
            *told = Some(report.add(message.help("leave it out here, or give its name under `names:`")));
        }
    }
    for (code, (name, place)) in &level.names {
        match found.get_mut(code) {
            Some(draft) => draft.alias = Some(std::mem::replace(&mut draft.name, name.clone())),
            None => *told = Some(report.add(unknown(code, level, place, found.keys()))),
        }
    }
    for (code, (slug, place)) in &level.slugs {
        match found.get_mut(code) {
            Some(draft) => draft.slug = Some((slug.clone(), place.clone())),
            None => *told = Some(report.add(unknown(code, level, place, found.keys()))),
        }
    }
    if let Some((parent, _)) = &level.parent {
        for draft in found.values_mut().filter(|draft| draft.parent.is_none()) {
            draft.parent = Some(parent.clone());
        }
    }
    found
}

fn unknown<'a>(
    code: &AreaCode,
    level: &LevelDeclaration,
    place: &Place,
    known: impl Iterator<Item = &'a AreaCode>,
) -> Diagnostic {
    let found = Diagnostic::error(format!("no area of the level `{}` has the code `{code}`", level.level.id));
    found.at(place.clone()).label("no such area").suggest(code.as_str(), known.map(AreaCode::as_str))
}

/// A row of a lookup.
struct Listed {
    name: String,
    parent: Option<AreaCode>,
    place: Place,
    line: u32,
}

/// The areas that a lookup file lists, each once.
fn listed(
    report: &Report,
    root: &Root,
    lookup: &LookupDeclaration,
    declared: &BTreeMap<SourceId, Declared>,
) -> Result<BTreeMap<AreaCode, Listed>> {
    let place = &lookup.place;
    let file = Named::find(report, root, (&lookup.source, &lookup.file), place, declared, Needed::Lookup)?;
    let (path, sheet) = (file.path(), file.sheet(report, root)?);
    let mut faults = Faults::default();
    let mut column = |name: &ColumnName| lookup::column(&sheet, name, place, &mut faults);
    let (code, name) = (column(&lookup.code), column(&lookup.name));
    let parent = lookup.parent.as_ref().map(&mut column);
    let mut found = BTreeMap::new();
    if let (Some(code), Some(name), None | Some(Some(_))) = (code, name, parent) {
        let columns = (code, name, parent.flatten());
        sheet.rows(&mut faults, |at, record, faults| row(&sheet, path, columns, (at, record), &mut found, faults));
    }
    match faults.tell(report) {
        Some(told) => Err(told),
        None => Ok(found),
    }
}

fn row(
    sheet: &Sheet<'_>,
    path: &str,
    (code, name, parent): (usize, usize, Option<usize>),
    (at, record): (super::fields::At<'_>, super::fields::Fields<'_>),
    found: &mut BTreeMap<AreaCode, Listed>,
    faults: &mut Faults,
) {
    let cell = |column: usize| std::str::from_utf8(trimmed(record.get(column).unwrap_or_default())).unwrap_or_default();
    for column in [Some(code), Some(name), parent].into_iter().flatten() {
        if cell(column).is_empty() {
            faults.add(&format!("empty {column}"), "row", || {
                let column_name = sheet.name(column);
                Diagnostic::error(format!("`{column_name}` is empty"))
                    .at(sheet.place(at, column))
                    .label("an area needs it")
            });
            return;
        }
    }
    let parent_code = parent.map(|column| AreaCode::new(cell(column)));
    let Some(first) = found.get(&AreaCode::new(cell(code))) else {
        let place = Place::line(path, at.line as usize, 1, 1, None);
        found.insert(
            AreaCode::new(cell(code)),
            Listed { name: cell(name).to_owned(), parent: parent_code, place, line: at.line },
        );
        return;
    };
    let twice = |what: &str, was: &str, column: usize| {
        let message = format!("`{}` has two {what}, `{was}` and `{}`", cell(code), cell(column));
        let found = Diagnostic::error(message).at(sheet.place(at, column)).label("another than before");
        found.note(format!("the first is at {path}:{}", first.line)).help("correct one of the rows")
    };
    if first.name != cell(name) {
        faults.add("two names", "row", || twice("names", &first.name, name));
    } else if let (Some(was), Some(now), Some(column)) = (&first.parent, &parent_code, parent)
        && was != now
    {
        faults.add("two parents", "row", || twice("parents", was.as_str(), column));
    }
}

/// Says which parents are not there or not of a larger level.
fn parents(
    report: &Report,
    declaration: &AreaDeclaration,
    drafts: &BTreeMap<AreaCode, Draft>,
) -> Option<crate::report::Reported> {
    let mut faults = Faults::default();
    for (code, draft) in drafts {
        let Some(parent) = &draft.parent else { continue };
        let level = &declaration.levels[draft.level].level.id;
        match drafts.get(parent) {
            None => faults.add(&format!("parent {level}"), "area", || {
                let found = Diagnostic::error(format!("`{code}` lies in `{parent}`, which is no area of this site"));
                let found = found.at(draft.place.clone()).label("of this area");
                found.help(format!("list `{parent}` in a larger level, or leave the parents of `{level}` out"))
            }),
            Some(above) if above.level >= draft.level => faults.add(&format!("order {level}"), "area", || {
                let found = Diagnostic::error(format!("`{code}` lies in `{parent}`, which is not of a larger level"));
                found.at(draft.place.clone()).label("of this area").help("list the larger levels first under `levels:`")
            }),
            Some(_) => {}
        }
    }
    faults.tell(report)
}

/// A slug for every area, by the rule at the head of this file.
fn slugs(
    report: &Report,
    declaration: &AreaDeclaration,
    drafts: &BTreeMap<AreaCode, Draft>,
) -> Result<BTreeMap<AreaCode, String>> {
    let mut taken: BTreeMap<String, &AreaCode> = BTreeMap::new();
    let mut told = None;
    for (code, draft) in drafts {
        let Some((text, place)) = &draft.slug else { continue };
        if slug(text) != *text || text.is_empty() {
            let found = Diagnostic::error(format!("`{text}` cannot be part of an address")).at(place.clone());
            let found = found.label("lower case letters, digits and hyphens only");
            told = Some(report.add(found.help(format!("write `{}`", slug(text)))));
        } else if let Some(first) = taken.insert(text.clone(), code) {
            let found =
                Diagnostic::error(format!("`{first}` and `{code}` are given the same slug `{text}`")).at(place.clone());
            told = Some(report.add(found.label("here again").help("give one of them another")));
        }
    }
    if let Some(told) = told {
        return Err(told);
    }
    let mut taken: BTreeSet<String> = taken.into_keys().collect();
    let mut order: Vec<(&AreaCode, &Draft)> = drafts.iter().collect();
    order.sort_by_key(|(code, draft)| (draft.level, *code));
    let mut slugs: BTreeMap<AreaCode, String> = BTreeMap::new();
    // Areas that lie in the assessed area; the area itself is not one of them.
    let mut inside: BTreeSet<&AreaCode> = BTreeSet::new();
    for (code, draft) in order {
        let parent = draft.parent.as_ref().and_then(|parent| Some((parent, slugs.get(parent)?)));
        if parent.is_some_and(|(code, slug)| *slug == declaration.assessed || inside.contains(code)) {
            inside.insert(code);
        }
        let nested = parent.filter(|(code, _)| inside.contains(code));
        let chosen = match &draft.slug {
            Some((slug, _)) => slug.clone(),
            None => {
                let name = Some(slug(&draft.name)).filter(|name| !name.is_empty());
                let lower = code.as_str().to_lowercase();
                let name =
                    name.filter(|_| declaration.levels[draft.level].level.profile).unwrap_or_else(|| slug(&lower));
                let longer = parent.map(|(_, above)| format!("{name}-{above}"));
                let shown = declaration.levels[draft.level].level.profile;
                let bare = Some(name.clone()).filter(|_| nested.is_none() || !shown);
                let candidates = [bare, longer, Some(format!("{name}-{}", slug(&lower)))];
                candidates.into_iter().flatten().find(|slug| !taken.contains(slug)).unwrap_or(lower)
            }
        };
        taken.insert(chosen.clone());
        slugs.insert(code.clone(), chosen);
    }
    Ok(slugs)
}
