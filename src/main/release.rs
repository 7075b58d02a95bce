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
    let frozen = publish::freeze(report, progress, site, &root.join(ledger::folder(site.audience())))?;
    let folder = root.join(edition::folder(site.audience()));
    let kept = publish::release(report, &folder, &record.edition.name, &record.edition.to_csv())?;
    Ok(match frozen {
        Freezing::Already(edition) => {
            format!(
                "the {edition} edition is released already, and nothing has changed; what it prints is in {}",
                kept.display()
            )
        }
        Freezing::Done(archive, files, bytes) => format!(
            "froze {} in {} ({:.1} MB), and kept what they print in {}; put `releases` with all that is in it into version control or a backup, since every later build needs it",
            counted(files, "file"),
            archive.display(),
            bytes as f64 / 1_000_000.0,
            kept.display()
        ),
    })
}
