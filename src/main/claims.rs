//! The list of claims that were checked, on standard output: what an analyst reads before a release.

use sna::content::Claim;
use sna::report::{Format, counted};

/// Prints every claim with its place, its sentence, what the numbers say and by how much it holds.
pub(crate) fn print(claims: &[Claim], format: Format) {
    for claim in claims {
        let place = match &claim.place.at {
            Some(at) => format!("{}:{}:{}", claim.place.path, at.line, at.column),
            None => claim.place.path.to_string(),
        };
        let Claim { words, statement, truth, margin, .. } = claim;
        match format {
            Format::Human => {
                anstream::println!("{place}\n  “{words}”\n  {statement}: holds, {margin}\n  {truth}\n");
            }
            Format::Short => anstream::println!("{place}: {statement}: holds, {margin}: {truth}"),
            Format::Json => {
                let line = serde_json::json!({
                    "claim": statement,
                    "place": place,
                    "words": words,
                    "holds": true,
                    "truth": truth,
                    "margin": margin,
                });
                anstream::println!("{line}");
            }
        }
    }
    if matches!(format, Format::Human) {
        anstream::println!("{} checked; all hold", counted(claims.len(), "claim"));
    }
}
