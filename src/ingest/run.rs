//! Reading the files of sources side by side, each against its checksum.
//!
//! In go declarations and what their sources know of places, out come the parts of each source. What can be
//! wrong is a file that is not there or is another than the declared one; what is wrong in a file is told
//! by its reader. One file that could not be read makes a hole of its source: half a source is a wrong
//! number.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::declaration::Declared;
use super::gazetteer::Gazetteer;
use super::header::FORMAT;
use super::{Part, Reading};
use crate::files::{Content, Root};
use crate::model::source::SourceId;
use crate::progress::Progress;
use crate::report::{Diagnostic, Place, Report, Result};

impl Reading<'_> {
    /// Where an author can change what is declared at `place`: what a format itself declares, in the
    /// declaration that names the format.
    pub(super) fn written(&self, place: &Place) -> Place {
        match place.path.starts_with(FORMAT) {
            true => Place::file(self.declaration),
            false => place.clone(),
        }
    }

    /// The bytes of the file beside this one that has its name and another ending, which no `files:` names:
    /// in the same folder, or in the same archive. `None` if it is not there.
    pub(super) fn sibling(&self, ending: &str) -> Option<Result<Vec<u8>>> {
        let Self { report, root, declared, .. } = *self;
        let stored = format!("data/{}", declared.path);
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        // Programs of old write the endings in capitals.
        let names = |name: &str| [ending.to_owned(), ending.to_uppercase()].map(|ending| stem(name) + &ending);
        let Some(member) = &declared.member else {
            let path = names(&stored).into_iter().find(|path| root.exists(path))?;
            return Some(root.bytes(report, &path));
        };
        let names = names(member);
        let members = match root.members(report, &stored) {
            Ok(members) => members,
            Err(told) => return Some(Err(told)),
        };
        let found = members.into_iter().find(|member| names.contains(&member.name))?;
        Some(root.open_member(report, &stored, &found).and_then(|content| content.all(report)))
    }
}

/// What reading any source needs.
pub(super) struct Run<'a> {
    pub(super) report: &'a Report,
    pub(super) progress: &'a Progress,
    pub(super) root: &'a Root,
    pub(super) declared: &'a BTreeMap<SourceId, Declared>,
    /// The source that is read alone, if one is.
    pub(super) alone: Option<&'a SourceId>,
}

impl<'a> Run<'a> {
    /// Reads the sources that are wanted; one of which a file could not be read is left out.
    pub(super) fn read(
        &self,
        gazetteers: &BTreeMap<&SourceId, Gazetteer<'_>>,
        wanted: impl Fn(&SourceId, &Declared) -> bool,
    ) -> BTreeMap<&'a SourceId, Vec<Part>> {
        let Self { report, progress, root, declared, alone } = *self;
        let wanted: Vec<(&SourceId, &Declared)> = declared.iter().filter(|(id, source)| wanted(id, source)).collect();
        let jobs: Vec<(&SourceId, &Declared, usize)> = wanted
            .iter()
            .flat_map(|(id, declared)| (0..declared.source.files.len()).map(move |file| (*id, *declared, file)))
            .collect();
        let read = || -> Vec<(Option<Part>, Report)> {
            let read = jobs.par_iter().map(|(id, declared, file)| {
                // Nothing counts that was said of rows of a file that is not the declared one.
                let apart = report.apart();
                let part = part(&apart, progress, root, declared, *file, &gazetteers[id]);
                progress.step();
                (part, apart)
            });
            read.collect()
        };
        // Side by side with the rows: a checksum of a gigabyte takes as long as reading it.
        let (digests, parts) = rayon::join(|| digests(report, root, &jobs, alone), read);
        let parts = parts.into_iter().zip(&jobs).map(|((part, apart), (_, declared, file))| {
            let digest = digests.get(declared.source.files[*file].path.as_str());
            if !matches!(digest, Some(Digest::Wrong)) {
                report.absorb(apart);
            }
            let Some(Digest::Right(digest)) = digest else { return None };
            let mut part = part?;
            part.quality.sha256.clone_from(digest);
            Some(part)
        });
        let mut whole: BTreeMap<&SourceId, Option<Vec<Part>>> =
            wanted.iter().map(|(id, _)| (*id, Some(Vec::new()))).collect();
        for ((id, _, _), part) in jobs.iter().zip(parts) {
            // One file that could not be read makes a hole of its source: half a source is a wrong number.
            if let Some(entry) = whole.get_mut(id) {
                *entry = entry.take().zip(part).map(|(mut parts, part)| {
                    parts.push(part);
                    parts
                });
            }
        }
        whole.into_iter().filter_map(|(id, parts)| Some((id, parts?))).collect()
    }
}

/// Reads one file of a source.
fn part(
    report: &Report,
    progress: &Progress,
    root: &Root,
    declared: &Declared,
    file: usize,
    gazetteer: &Gazetteer<'_>,
) -> Option<Part> {
    let stored = &declared.source.files[file];
    let content = opened(report, root, declared, file).ok()?;
    let path = content.origin().path().to_owned();
    let declaration = declared.source.declaration();
    let reading = Reading {
        report,
        root,
        path: &path,
        file: u16::try_from(file).ok()?,
        declared: stored,
        source: &declared.source,
        gazetteer,
        quote: declared.quote,
        declaration: &declaration,
        progress,
    };
    let mut part = declared.reader.read(&reading, content)?;
    part.quality.file = stored.name().to_owned();
    part.file = reading.file;
    Some(part)
}

/// The content of a file of a source; says where it is not there.
pub(super) fn opened(report: &Report, root: &Root, declared: &Declared, file: usize) -> Result<Content> {
    let (name_place, _) = &declared.places[file];
    let path = format!("data/{}", declared.source.files[file].path);
    let name = path.rsplit('/').next().unwrap_or_default();
    match &declared.members[file] {
        Some(member) => root.open_member(report, &path, member),
        None if root.exists(&path) => root.open(report, &path),
        None => {
            let found = Diagnostic::error(format!("`{name}` is not there"))
                .at(name_place.clone())
                .label(format!("no file at {path}"));
            Err(report.add(found.help("copy it there, or correct its name")))
        }
    }
}

/// What the checksum of a stored file says.
enum Digest {
    /// It is this, and no other is declared.
    Right(String),
    /// Another is declared, which has been told.
    Wrong,
    /// The file cannot be read, which its reader tells.
    Unknown,
}

/// The SHA-256 of every stored file, by its path below `data/`.
fn digests<'a>(
    report: &Report,
    root: &Root,
    jobs: &[(&SourceId, &'a Declared, usize)],
    alone: Option<&SourceId>,
) -> BTreeMap<&'a str, Digest> {
    let mut stored: BTreeMap<&str, Vec<(&Declared, usize)>> = BTreeMap::new();
    for (_, declared, index) in jobs {
        stored.entry(&declared.source.files[*index].path).or_default().push((declared, *index));
    }
    let stored: Vec<_> = stored.into_iter().collect();
    let digest = |(path, named): &(&'a str, Vec<(&Declared, usize)>)| {
        let full = format!("data/{path}");
        let is_declared = named.iter().any(|(declared, index)| declared.source.files[*index].sha256.is_some());
        if alone.is_some() && !is_declared {
            // Nothing of a source that is read alone is published, so nobody needs to trace it.
            return (*path, Digest::Right(String::new()));
        }
        let found = root.size(&full).and_then(|_| root.sha256(&report.apart(), &full).ok());
        let Some(found) = found else { return (*path, Digest::Unknown) };
        let mut is_right = true;
        for (declared, index) in named {
            let wanted = declared.source.files[*index].sha256.as_ref().zip(declared.places[*index].1.as_ref());
            if let Some((wanted, place)) = wanted
                && *wanted != found
            {
                is_right = false;
                let name = path.rsplit('/').next().unwrap_or_default();
                let message =
                    Diagnostic::error(format!("`{name}` is not the file that was declared")).at(place.clone());
                let message =
                    message.label("the SHA-256 of another file").note(format!("declared {wanted}, found {found}"));
                report.add(message.help(format!("if the new file is right, write `sha256: {found}`")));
            }
        }
        (*path, if is_right { Digest::Right(found) } else { Digest::Wrong })
    };
    stored.par_iter().map(digest).collect()
}
