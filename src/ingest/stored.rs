//! `files:` of a declaration: the files of a source as they are stored, alone, by the folder or in an
//! archive.
//!
//! In go the names of an author, in which `*` stands for anything; out come the files that are there. What
//! can be wrong is a name that leads outside the data, fits nothing or is there twice, and made-up numbers
//! that are not called so. No file of data is opened here but the list of an archive.

use std::collections::BTreeMap;

use super::Reader;
use super::pattern::fits_path;
use crate::files::{Member, Root};
use crate::model::source::{SourceFile, Status};
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{Map, Node};

/// Where a file is named, and where its checksum is.
pub(super) type Places = (Place, Option<Place>);

/// The files of a source, and what belongs to each.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) files: Vec<SourceFile>,
    pub(super) places: Vec<Places>,
    pub(super) members: Vec<Option<Member>>,
}

/// What one entry of `files:` says.
struct Entry {
    file: SourceFile,
    /// Which files of an archive are meant.
    member: Option<(String, Place)>,
    places: Places,
}

/// Decodes `files:`, and finds the files that its patterns fit.
pub(super) fn files(report: &Report, root: &Root, map: &mut Map<'_>, folder: &str) -> Option<Files> {
    let node = map.required("files")?;
    let list = node.list(report)?;
    if list.is_empty() {
        let found = Diagnostic::error("`files` names no file").at(node.place().clone()).label("empty");
        report.add(found.help("add `- {name: …, sha256: …}` for each file"));
        return None;
    }
    let mut seen: BTreeMap<(String, Option<String>), String> = BTreeMap::new();
    let mut all = Files::default();
    for node in list {
        let entry = entry(report, node, folder)?;
        for (file, member) in there(report, root, &entry, folder)? {
            let key = (file.path.clone(), file.member.clone());
            if let Some(first) = seen.insert(key, super::rows::line_of(&entry.places.0)) {
                let found = Diagnostic::error(format!("`{}` is named twice", file.name()))
                    .at(entry.places.0)
                    .label("here again");
                report.add(
                    found
                        .note(format!("it is named at {first} too"))
                        .help("name each file once, or its numbers count twice"),
                );
                return None;
            }
            all.files.push(file);
            all.places.push(entry.places.clone());
            all.members.push(member);
        }
    }
    Some(all)
}

fn entry(report: &Report, node: &Node, folder: &str) -> Option<Entry> {
    if !node.is_map() {
        let path = path(report, &node.text(report)?, node.place(), folder)?;
        let file = SourceFile { path, member: None, sha256: None, period: None };
        return Some(Entry { file, member: None, places: (node.place().clone(), None) });
    }
    let mut map = node.map(report)?;
    let name = map.text_at("name");
    let member = map.optional_text_at("member");
    let sha256 = map.optional_text_at("sha256");
    let period = map.optional_text_at("period");
    map.finish();
    let (name, place) = name?;
    let path = path(report, &name, &place, folder)?;
    let period = match period {
        Some((text, place)) => Some(super::when::period(report, &text, &place, &[])?),
        None => None,
    };
    let (sha256, sha_place) = sha256.unzip();
    if let (Some(sha256), Some(place)) = (&sha256, &sha_place)
        && !(sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        let found = Diagnostic::error("`sha256` must be 64 hexadecimal digits").at(place.clone());
        report.add(found.label(format!("this has {}", crate::report::counted(sha256.chars().count(), "sign"))));
        return None;
    }
    if let Some((_, place)) = &member
        && !path.ends_with(".zip")
    {
        let found = Diagnostic::error("`member` names a file in an archive, and this is none").at(place.clone());
        report.add(found.label("in this").help("take it out, or name a file that ends in `.zip`"));
        return None;
    }
    let sha256 = sha256.map(|text| text.to_lowercase());
    Some(Entry { file: SourceFile { path, member: None, sha256, period }, member, places: (place, sha_place) })
}

/// The files that an entry means, sorted by name.
fn there(report: &Report, root: &Root, entry: &Entry, folder: &str) -> Option<Vec<(SourceFile, Option<Member>)>> {
    let Entry { file, member, places } = entry;
    let paths = if file.path.contains('*') {
        let within = format!("data/{folder}");
        // A pattern without a folder of its own fits files of any folder below that of the source.
        let own = file.path.strip_prefix(&format!("{folder}/")).unwrap_or(&file.path);
        let below = |path: &String| path.strip_prefix("data/").map(str::to_owned);
        let fits = |path: &String| {
            let inside = path.strip_prefix(&format!("{folder}/")).unwrap_or(path);
            !inside.ends_with("source.yaml") && fits_path(own, inside)
        };
        root.files(report, &within, "").ok()?.iter().filter_map(below).filter(fits).collect()
    } else {
        vec![file.path.clone()]
    };
    let none = |what: &str, place: &Place| {
        let found = Diagnostic::error(format!("no file fits `{what}`")).at(place.clone()).label("nothing is named so");
        report.add(found.help(format!("copy the files into data/{folder}, or correct the pattern")));
    };
    if paths.is_empty() {
        none(file.path.strip_prefix(&format!("{folder}/")).unwrap_or(&file.path), &places.0);
        return None;
    }
    let mut found = Vec::new();
    for path in paths {
        let stored = SourceFile { path: path.clone(), ..file.clone() };
        let full = format!("data/{path}");
        // An archive that is not there is told of when it is opened.
        if !path.ends_with(".zip") || !root.exists(&full) {
            found.push((stored, None));
            continue;
        }
        let (pattern, place) = member.as_ref().map_or(("*.csv", &places.0), |(text, place)| (text.as_str(), place));
        let before = found.len();
        for member in root.members(report, &full).ok()? {
            if fits_path(pattern, &member.name) {
                let named = SourceFile { member: Some(member.name.clone()), ..stored.clone() };
                found.push((named, Some(member)));
            }
        }
        if found.len() == before {
            let message = format!("no file in the archive {full} fits `{pattern}`");
            let found = Diagnostic::error(message).at(place.clone()).label("of this archive");
            report.add(found.help("say which of its files are meant, such as `member: \"*-street.csv\"`"));
            return None;
        }
    }
    Some(found)
}

/// The path below `data/` of a file that a source in `folder` names; `../lait/file.csv` is of another.
fn path(report: &Report, name: &str, place: &Place, folder: &str) -> Option<String> {
    let mut parts = vec![folder];
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    parts.clear();
                    break;
                }
            }
            part => parts.push(part),
        }
    }
    if parts.len() < 2 || name.starts_with('/') || name.contains('\\') || name.contains(':') {
        let found = Diagnostic::error(format!("`{name}` is not a file below `data/`"))
            .at(place.clone())
            .label("outside the data of the site");
        report.add(found.help("copy the file into the folder of its source, and write its path with `/`"));
        return None;
    }
    Some(parts.join("/"))
}

/// Made-up numbers must be called so wherever their file goes, and nothing else may be.
pub(super) fn marked(
    report: &Report,
    folder: &str,
    status: Status,
    files: &[SourceFile],
    places: &[Places],
    top: &Place,
) {
    let word = "illustrative";
    for (file, (place, _)) in files.iter().zip(places) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if status == Status::Illustrative && !name.contains(word) {
            let found =
                Diagnostic::error(format!("`{name}` is illustrative and its name does not say so")).at(place.clone());
            report.add(found.label("made-up numbers").help(format!("put `{word}` into the name of the file")));
        } else if status != Status::Illustrative && name.contains(word) {
            let found =
                Diagnostic::error(format!("`{name}` is called illustrative and its source is not")).at(place.clone());
            report.add(found.label("this name").help("declare `status: illustrative`"));
        }
    }
    if (status == Status::Illustrative) != folder.contains(word) {
        let message = match status {
            Status::Illustrative => format!("the source `{folder}` is illustrative and its folder does not say so"),
            _ => format!("the folder `{folder}` is called illustrative and its source is not"),
        };
        report
            .add(Diagnostic::error(message).at(Place::file(&top.path)).help("rename the folder, or correct `status:`"));
    }
}

/// Says which files have no period where each file is of one.
pub(super) fn periods(report: &Report, reader: &dyn Reader, files: &[SourceFile], places: &[Places]) {
    for (file, (place, _)) in files.iter().zip(places) {
        if reader.needs_file_period() && file.period.is_none() {
            let found =
                Diagnostic::error("this file has no `period`, and `period: {from: file}` needs one").at(place.clone());
            report.add(found.label("of which time?").help("add `period: 2021-03-21`, or what it is, beside the name"));
        }
    }
}
