//! Styles, scripts and pictures of the theme.

use super::{Files, Output, Publication};

/// The files of `assets/`.
#[derive(Debug)]
pub(super) struct Assets;

impl Output for Assets {
    fn name(&self) -> &'static str {
        "assets"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        // In the edition's own folder, so that an edition keeps the look it was published with.
        for (name, bytes) in publication.theme.assets() {
            let bytes = bytes.to_vec();
            files
                .add(&format!("{}assets/{name}", publication.bindings.addresses.home()), move |_, _| Ok(bytes.clone()));
        }
    }
}
