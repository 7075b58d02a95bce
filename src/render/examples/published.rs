//! The example of a published value: there is nothing to work out, and why.

use super::{Chosen, Step, figures};
use crate::render::Publication;

/// The value as it was printed, and why nothing is computed.
pub(super) fn steps(publication: &Publication, chosen: &Chosen<'_>) -> Vec<Step> {
    let source = chosen.found.sources.first().and_then(|id| publication.findings.sources.get(id));
    let publisher = source.map_or("its publisher", |source| source.publisher.as_str());
    vec![
        Step::new(format!("This value was printed by {publisher}:"), figures(chosen.estimate.value)),
        Step::new(
            "It came without the counts behind it. So nothing can be worked out again, no limits can be made, and no \
             difference from another place is claimed.",
            "",
        ),
    ]
}
