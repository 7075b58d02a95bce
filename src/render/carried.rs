//! Frozen editions in the site of a newer one, and pages that lead on from addresses that were published.
//!
//! Comes in: everything that the site makes by itself. Goes out: the same with every file of every frozen edition, whose
//! bytes are those that were released. Wrong can be: an address that was published and would vanish, a page that is
//! said to have moved and is there, or to a page that is not.

use std::collections::BTreeMap;

use super::frame::{self, PageHead, link};
use super::{Maker, Publication, file_of, view};
use crate::ledger::Standing;
use crate::report::{Diagnostic, Place, Report};

/// Adds what was released to what is made.
pub(super) fn add(report: &Report, publication: &Publication, entries: &mut BTreeMap<String, Maker>) {
    let (config, history) = (&publication.config, &publication.history);
    moved(report, publication, entries);
    if let Some(frozen) = history.edition(&config.edition).filter(|_| history.standing == Standing::Corrected) {
        for path in frozen.manifest.files.keys().filter(|path| !entries.contains_key(*path)) {
            let address = path.strip_suffix("index.html").unwrap_or(path);
            let found = Diagnostic::error(format!("the address `/{address}` was published and would vanish"));
            let found = found.at(Place::file(&format!("/{path}")));
            let found = found.note(format!("the {} was released with it", frozen.manifest.label));
            let help = format!(
                "bring the page back, or say in `content/addresses.yaml` where it is now: `moved: [{{from: {address}, to: …}}]`"
            );
            let is_page = address != path;
            report.add(found.help(help).repeated(if is_page { "page" } else { "file" }, "address"));
        }
    }
    for frozen in &history.editions {
        let name = &frozen.manifest.edition;
        if *name == config.edition && history.standing != Standing::Carried {
            continue;
        }
        for path in frozen.manifest.files.keys() {
            let (edition, own) = (name.clone(), path.clone());
            let maker: Maker = Box::new(move |publication, report| match publication.history.edition(&edition) {
                Some(frozen) => frozen.bytes(report, &own),
                None => Ok(Vec::new()),
            });
            entries.insert(path.clone(), maker);
        }
    }
}

/// Pages at addresses that lead on.
fn moved(report: &Report, publication: &Publication, entries: &mut BTreeMap<String, Maker>) {
    let (config, history) = (&publication.config, &publication.history);
    for moved in &history.moved {
        let (from, to) = (file_of(&moved.from), file_of(&moved.to));
        let is_frozen = |path: &String| {
            let mut frozen = history.editions.iter().map(|frozen| &frozen.manifest);
            frozen.any(|one| one.edition != config.edition && one.files.contains_key(path))
        };
        if !entries.contains_key(&to) && !is_frozen(&to) {
            let pages: Vec<&str> = entries.keys().filter_map(|path| path.strip_suffix("index.html")).collect();
            let found = Diagnostic::error(format!("there is no page at `{}`", moved.to)).at(moved.place.clone());
            report.add(found.label("said to have moved there").suggest(&moved.to, pages));
            continue;
        }
        if is_frozen(&from) {
            continue;
        }
        if entries.contains_key(&from) {
            let found = Diagnostic::error(format!("`{}` has moved, and a page stands there", moved.from));
            report.add(found.at(moved.place.clone()).label("moved from here").help("take one of the two out"));
            continue;
        }
        let Some(address) = from.strip_suffix("index.html").map(str::to_owned) else {
            let found = Diagnostic::error(format!("`{}` is not a page", moved.from)).at(moved.place.clone());
            report.add(found.label("a file").help("only a page can lead on; keep the file under its address"));
            continue;
        };
        let to = moved.to.clone();
        let maker: Maker = Box::new(move |publication, report| {
            let head = PageHead {
                address: &address,
                title: "This page has moved",
                description: "The page that was published at this address has moved.",
                breadcrumb: &[],
                illustrative: false,
            };
            let frame = frame::frame(publication, &head);
            let to = link(&address, format!("/{to}"), &to);
            publication.theme.page(report, "moved.html", &view::MovedPage { frame, to })
        });
        entries.insert(from, maker);
    }
}
