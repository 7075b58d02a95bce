//! The SHA-256 of stored files, held against those that are declared.
//!
//! In go the files of sources, out comes the checksum of each. What can be wrong is a file that is not the
//! declared one. What a file holds is not known here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::declaration::Declared;
use crate::files::Root;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Report};

/// What the checksum of a stored file says.
pub(super) enum Digest {
    /// It is this, and no other is declared.
    Right(String),
    /// Another is declared, which has been told.
    Wrong,
    /// The file cannot be read, which its reader tells.
    Unknown,
}

/// The SHA-256 of every stored file, by its path below `data/`.
pub(super) fn digests<'a>(
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
