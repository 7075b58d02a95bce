//! Frozen editions in the site of a newer one, and pages that lead on from addresses that were published.
//!
//! Comes in: everything that the site makes by itself. Goes out: the same with every file of every frozen edition, whose
//! bytes are those that were released. Wrong can be: an address that was published and would vanish, a page that is
//! said to have moved and is there, or to a page that is not.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{self, PageHead, link};
use super::{Maker, Publication, file_of, view};
use crate::ledger::{Frozen, Standing};
use crate::report::{Diagnostic, Place, Report, counted};

/// Addresses in a message.
const NAMED: usize = 4;

/// Adds what was released to what is made.
pub(super) fn add(report: &Report, publication: &Publication, entries: &mut BTreeMap<String, Maker>) {
    let (config, history) = (&publication.config, &publication.history);
    moved(report, publication, entries);
    let is_made = matches!(history.standing, Standing::Corrected | Standing::Released);
    if let Some(frozen) = history.edition(&config.edition).filter(|_| is_made) {
        let mut vanishing: Vec<&str> = Vec::new();
        for path in frozen.manifest.files.keys() {
            if entries.contains_key(path) {
                continue;
            }
            // What stood below a page that has moved leads on with it; its other files stay as they were.
            if let Some(moved) =
                history.moved.iter().find(|moved| moved.from.ends_with('/') && path.starts_with(&moved.from))
            {
                let maker = match path.strip_suffix("index.html") {
                    Some(address) => leading_on(address, &moved.to),
                    None => frozen_file(&config.edition, path),
                };
                entries.insert(path.clone(), maker);
                continue;
            }
            // Of one without a correction whatever is other is said when all is made.
            if history.standing == Standing::Corrected {
                vanishing.push(path.strip_suffix("index.html").unwrap_or(path));
            }
        }
        vanishing.sort_by_key(|address| (!address.ends_with('/'), *address));
        if let Some(first) = vanishing.first() {
            let named: Vec<String> = vanishing.iter().take(NAMED).map(|address| format!("`/{address}`")).collect();
            let more = match vanishing.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let (label, count) = (&frozen.manifest.label, counted(vanishing.len(), "file"));
            let found = Diagnostic::error(format!("the {label} was published with {count} that would vanish"));
            let found = found.at(Place::file("releases")).note(format!("{}{more}", named.join(", ")));
            report.add(found.help(format!(
                "bring the pages back, or say in `content/addresses.yaml` where they are now: `moved: [{{from: {first}, to: …}}]`"
            )));
        }
    }
    for frozen in &history.editions {
        let name = &frozen.manifest.edition;
        if *name != config.edition {
            entries.extend(self::frozen(frozen));
        }
    }
}

/// Every file of a frozen edition.
pub(super) fn frozen(frozen: &Frozen) -> impl Iterator<Item = (String, Maker)> {
    let manifest = &frozen.manifest;
    manifest.files.keys().map(|path| (path.clone(), frozen_file(&manifest.edition, path)))
}

/// A file as it was frozen.
fn frozen_file(edition: &str, path: &str) -> Maker {
    let (edition, path) = (edition.to_owned(), path.to_owned());
    Box::new(move |publication, report| match publication.history.edition(&edition) {
        Some(frozen) => frozen.bytes(report, &path),
        None => Ok(Vec::new()),
    })
}

/// A page at an address that leads to another.
fn leading_on(address: &str, to: &str) -> Maker {
    let (address, to) = (address.to_owned(), to.to_owned());
    Box::new(move |publication, report| {
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
    })
}

/// Pages at addresses that lead on.
fn moved(report: &Report, publication: &Publication, entries: &mut BTreeMap<String, Maker>) {
    let (config, history) = (&publication.config, &publication.history);
    if history.moved.is_empty() {
        return;
    }
    let edition = format!("{}/", config.edition);
    let frozen = history.editions.iter().flat_map(|frozen| frozen.manifest.files.keys());
    let frozen: Vec<&String> = frozen.filter(|path| !path.starts_with(&edition)).collect();
    // On some systems addresses that differ by capital letters are the same.
    let mut taken: BTreeSet<String> = entries.keys().chain(frozen).map(|path| path.to_lowercase()).collect();
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
        // Nothing is added to an edition that is published as it was released.
        if is_frozen(&from) || (history.standing == Standing::Carried && from.starts_with(&edition)) {
            continue;
        }
        if !taken.insert(from.to_lowercase()) {
            let found = Diagnostic::error(format!("`{}` has moved, and a page stands there", moved.from));
            report.add(found.at(moved.place.clone()).label("moved from here").help("take one of the two out"));
            continue;
        }
        let Some(address) = from.strip_suffix("index.html") else {
            let found = Diagnostic::error(format!("`{}` is not a page", moved.from)).at(moved.place.clone());
            report.add(found.label("a file").help("only a page can lead on; keep the file under its address"));
            continue;
        };
        let maker = leading_on(address, &moved.to);
        entries.insert(from, maker);
    }
}
