//! Files that stand beside pages of an author: pictures, and tables of the publisher's own.
//!
//! Comes in: what the pages show, bound. Goes out: each file at its address. Wrong can be: an address that is taken.

use super::{Files, Output, Publication};

/// The pictures and tables of pages.
#[derive(Debug)]
pub(super) struct Attachments;

impl Output for Attachments {
    fn name(&self) -> &'static str {
        "attachments"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        for (address, bytes) in &publication.bindings.attachments {
            let bytes = bytes.clone();
            files.add(address, move |_, _| Ok(bytes.to_vec()));
        }
    }
}
