//! What was released before, so that what was published once answers for good.
//!
//! Comes in: the frozen editions and the ledger of ids in `releases/frozen/`, and what authors say of them in
//! `content/addresses.yaml` and `content/corrections.yaml`. Goes out: a [`Past`], and once the figures of the site
//! are known a [`History`]. Wrong can be: an id that is given again, a figure or an address that would vanish, a
//! correction of nothing, an archive that is not as it was released. Nothing here writes.

mod became;
mod bind;
mod corrections;
mod entry;
mod frozen;

use std::collections::BTreeMap;

pub use self::became::{Moved, Withdrawn};
pub use self::bind::bind;
pub use self::corrections::Correction;
pub use self::entry::{Entry, FILE as LEDGER, text as ledger_text};
pub use self::frozen::{Frozen, Manifest, file_name};
use crate::files::Root;
use crate::model::audience::Audience;
use crate::report::{Report, Result};

/// The version of this program, which a frozen edition names. One that makes the document as a PDF makes other files,
/// so it has another name.
pub const VERSION: &str = if cfg!(feature = "document") {
    concat!(env!("CARGO_PKG_VERSION"), "+document")
} else {
    env!("CARGO_PKG_VERSION")
};

/// The folder of frozen editions, below the site's folder.
pub fn folder(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "releases/frozen",
        Audience::Partner => "releases/partner/frozen",
    }
}

/// What a figure is: enough to tell whether its id stands for something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The word of its kind, such as `bar`.
    pub kind: String,
    /// The codes of its indicators, sorted.
    pub codes: Vec<String>,
    /// Its finding.
    pub title: String,
    /// The addresses of the pages that show it.
    pub used: Vec<String>,
}

impl Shown {
    /// What it is, in few words.
    pub fn words(&self) -> String {
        format!("`{}` of {}: “{}”", self.kind, self.codes.join(", "), self.title.trim_end_matches('.'))
    }
}

/// What was released before, as it stands in files.
#[derive(Debug)]
pub struct Past {
    editions: Vec<Frozen>,
    entries: Vec<Entry>,
    became: became::Became,
    corrections: Vec<corrections::Written>,
    elsewhere: Elsewhere,
}

/// What was released for the other audience: authors speak of both in the same files.
#[derive(Debug, Default)]
struct Elsewhere {
    ids: Vec<String>,
    editions: Vec<String>,
}

impl Elsewhere {
    /// What a fault of it says is for the build of that audience.
    fn read(report: &Report, root: &Root, audience: Audience) -> Self {
        let (apart, folder) = (report.apart(), folder(audience));
        let entries = entry::read(&apart, root, folder).unwrap_or_default();
        let lists = root.files(&apart, folder, ".json").unwrap_or_default();
        let names = lists.iter().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".json"));
        Self {
            ids: entries.into_iter().map(|entry| entry.id).collect(),
            editions: names.map(|name| frozen::edition_of(name).0.to_owned()).collect(),
        }
    }

    /// Whether it has a figure that a pattern means.
    fn means(&self, pattern: &str) -> bool {
        self.ids.iter().any(|id| means(pattern, id))
    }

    /// Whether an edition was released there.
    fn has(&self, edition: &str) -> bool {
        self.editions.iter().any(|known| known == edition)
    }
}

/// Reads everything that was released for an audience.
pub fn read(report: &Report, root: &Root, audience: Audience) -> Result<Past> {
    let folder = folder(audience);
    let editions = frozen::read(report, root, audience);
    let entries = entry::read(report, root, folder);
    let became = became::read(report, root);
    let corrections = corrections::read(report, root);
    if let (Ok(editions), Ok(entries)) = (&editions, &entries) {
        entry::complete(report, folder, editions, entries);
    }
    report.sound(())?;
    let elsewhere = Elsewhere::read(
        report,
        root,
        match audience {
            Audience::Public => Audience::Partner,
            Audience::Partner => Audience::Public,
        },
    );
    Ok(Past { editions: editions?, entries: entries?, became: became?, corrections: corrections?, elsewhere })
}

/// How the edition that is built stands to what was released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was not released.
    #[default]
    New,
    /// It was, and must be the same to the byte.
    Released,
    /// It was, by another version of this program, so its frozen files are published.
    Carried,
    /// It was, and has corrections since, so its files may differ; its addresses stay.
    Corrected,
}

/// What was released before, and what became of it, for the pages of a site.
#[derive(Debug, Default)]
pub struct History {
    /// Frozen editions, the oldest first; of one that was corrected the last form.
    pub editions: Vec<Frozen>,
    /// Every figure that was ever released, by id.
    pub entries: BTreeMap<String, Entry>,
    /// Figures that are no more, by id, with what their author says of it.
    pub withdrawn: BTreeMap<String, Withdrawn>,
    /// Addresses that lead on.
    pub moved: Vec<Moved>,
    /// Corrections, the newest first.
    pub corrections: Vec<Correction>,
    /// How the edition that is built stands to what was released.
    pub standing: Standing,
    /// The figures of the edition that is built.
    pub figures: BTreeMap<String, Shown>,
}

impl History {
    /// The frozen edition of this name.
    pub fn edition(&self, name: &str) -> Option<&Frozen> {
        self.editions.iter().find(|frozen| frozen.manifest.edition == name)
    }

    /// The frozen edition whose bytes stand at a path of the site, where it is not made anew.
    pub fn carried(&self, current: &str, path: &str) -> Option<&Frozen> {
        let name = path.split('/').next()?;
        let frozen = self.edition(name).filter(|frozen| frozen.manifest.files.contains_key(path))?;
        (name != current || self.standing == Standing::Carried).then_some(frozen)
    }

    /// Corrections of an edition that its frozen pages do not show.
    pub fn pending<'a>(&'a self, edition: &'a str) -> impl Iterator<Item = &'a Correction> {
        let shown = self.edition(edition).map(|frozen| &frozen.manifest.corrections);
        self.corrections
            .iter()
            .filter(move |one| one.edition == edition && !shown.is_some_and(|shown| shown.contains(&one.key())))
    }

    /// Corrections of a figure in an edition, the newest first.
    pub fn corrections_of<'a>(&'a self, edition: &'a str, id: &'a str) -> impl Iterator<Item = &'a Correction> {
        self.corrections.iter().filter(move |one| one.edition == edition && one.figures.iter().any(|own| own == id))
    }
}

/// Whether an id is one that a pattern such as `VI-01-*` means.
fn means(pattern: &str, id: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => id.len() >= start.len() + end.len() && id.starts_with(start) && id.ends_with(end),
        None => pattern == id,
    }
}

/// What makes editions follow each other: a year does not follow a month.
pub fn rhythm(edition: &str) -> u8 {
    match edition.len() {
        4 => 12,
        _ if edition.contains('q') => 3,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything_once() {
        assert!(
            means("VI-01-*", "VI-01-trend") && means("*-ash-vale", "VI-01-trend-ash-vale") && means("VI-F1", "VI-F1")
        );
        assert!(!means("VI-01-*", "VI-02-trend") && !means("VI-F1", "VI-F10") && !means("ab*ba", "aba"));
    }

    #[test]
    fn a_year_follows_a_year() {
        assert_eq!([rhythm("2026"), rhythm("2026-q1"), rhythm("2026-05")], [12, 3, 1]);
    }
}
