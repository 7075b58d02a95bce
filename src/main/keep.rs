//! What is kept of an edition beside its site: what it prints, and the record of disclosure control.
//!
//! In goes a site's folder and an audience, out come files that are no part of the site. Nothing is written
//! while the site has a fault. The day is given: the clock is looked at by `main.rs` alone.

use std::path::Path;
use std::sync::Arc;

use sna::audit::Record;
use sna::disclosure::edition;
use sna::files::{Root, sha256};
use sna::model::audience::Audience;
use sna::progress::Progress;
use sna::render::record::Seal;
use sna::render::{self, Site};
use sna::report::{Report, Result, Strictness};
use sna::{pipeline, publish};

use super::bar::Bar;
use super::{Done, Place};

/// Keeps what an edition prints, apart for each audience.
pub(crate) fn release(root: &Root, place: &Place, audience: Option<Audience>) -> Done {
    audited(root, place, audience, |report, site, record| {
        let folder = place.root.join(edition::folder(site.audience()));
        let path = publish::release(report, &folder, &record.edition.name, &record.edition.to_csv())?;
        let kept = path.display();
        Ok(format!("kept what this edition prints in {kept}; later editions are attacked together with it"))
    })
}

/// Writes the record of disclosure control into `output`, or where it usually lies.
pub(crate) fn record(root: &Root, place: &Place, audience: Option<Audience>, output: Option<&Path>, day: &str) -> Done {
    audited(root, place, audience, |report, site, record| {
        let usual = match site.audience() {
            Audience::Public => "disclosure",
            Audience::Partner => "disclosure-partner",
        };
        let folder = output.map_or_else(|| place.root.join(usual), Path::to_owned);
        let release = sha256(record.edition.to_csv().as_bytes());
        let seal = Seal { title: site.title(), edition: site.edition_label(), day, sha256: &release };
        let page = render::record::page(record, seal);
        publish::record(report, &folder, &[("index.html", &page), ("cells.csv", &render::record::table(record))])?;
        Ok(format!("wrote {}; it is for whoever answers for the data, and not for publication", folder.display()))
    })
}

/// Builds and checks a site, and does something with what the audit found.
fn audited(
    root: &Root,
    place: &Place,
    audience: Option<Audience>,
    keep: impl Fn(&Report, &Site, &Record) -> Result<String>,
) -> Done {
    let report = Report::new(Strictness::Lenient);
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, place.manner.quiet);
    let done = pipeline::audited(&report, &progress, root, audience).and_then(|(site, record)| {
        publish::check(&report, &progress, &site)?;
        keep(&report, &site, &record)
    });
    drop(bar);
    (report, done)
}
