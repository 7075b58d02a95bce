//! `sna release`: freezes the edition of a site, and keeps what it prints.
//!
//! In goes a site and what the audit found of it, out come the files of `releases/`. Wrong can be whatever
//! [`publish::freeze`] says, and a disk.

use std::path::Path;

use sna::audit::Record;
use sna::disclosure::edition;
use sna::ledger;
use sna::progress::Progress;
use sna::publish::{self, Freezing};
use sna::render::Site;
use sna::report::{Report, Result, counted};

/// Freezes an edition below the site's folder, and says what was done.
pub(crate) fn run(report: &Report, progress: &Progress, site: &Site, record: &Record, root: &Path) -> Result<String> {
    let printed = record.edition.to_csv();
    let folder = root.join(edition::folder(site.audience()));
    let frozen = root.join(ledger::folder(site.audience()));
    let edition = site.edition();
    Ok(match publish::freeze(report, progress, site, &frozen, (&folder, &printed))? {
        Freezing::Already(kept) => {
            format!(
                "the {edition} edition is released already, and nothing has changed; what it prints is in {}",
                kept.display()
            )
        }
        Freezing::Carried => format!(
            "the {edition} edition was released by another version of the program and is carried as it was; nothing was written"
        ),
        Freezing::Done { archive, files, bytes, kept } => format!(
            "froze {} in {} ({:.1} MB), and kept what they print in {}; put `releases` with all that is in it into version control or a backup, since every later build needs it",
            counted(files, "file"),
            archive.display(),
            bytes as f64 / 1_000_000.0,
            kept.display()
        ),
    })
}
