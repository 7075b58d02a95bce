//! The list of claims that were checked, on standard output: what an analyst reads before a release.

use sna::content::Claim;
use sna::report::{Format, counted};

/// Prints every claim with its place, its sentence, whether it holds and by how much, and what the numbers say.
pub(crate) fn print(claims: &[Claim], format: Format) {
    for claim in claims {
        let place = match &claim.place.at {
            Some(at) => format!("{}:{}:{}", claim.place.path, at.line, at.column),
            None => claim.place.path.to_string(),
        };
        let Claim { words, statement, holds, truth, margin, .. } = claim;
        let verdict = if *holds { format!("holds, {margin}") } else { "does not hold".to_owned() };
        match format {
            Format::Human => {
                anstream::println!("{place}\n  “{words}”\n  {statement}: {verdict}\n  {truth}\n");
            }
            Format::Short => anstream::println!("{place}: {statement}: {verdict}: {truth}"),
            Format::Json => {
                let line = serde_json::json!({
                    "claim": statement,
                    "place": place,
                    "words": words,
                    "holds": holds,
                    "truth": truth,
                    "margin": margin,
                });
                anstream::println!("{line}");
            }
        }
    }
    if matches!(format, Format::Human) {
        let failing = claims.iter().filter(|claim| !claim.holds).count();
        let verdict = match (failing, claims.len()) {
            (0, _) => "all hold".to_owned(),
            (failing, all) if failing == all => "none holds".to_owned(),
            (failing, _) => format!("{failing} of them {} not hold", if failing == 1 { "does" } else { "do" }),
        };
        anstream::println!("{} checked; {verdict}", counted(claims.len(), "claim"));
    }
}
