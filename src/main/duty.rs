//! What the Serious Violence Duty asks and by what it is answered, on standard output: for whoever signs the
//! assessment off.

use sna::content::duty::{Answer, Met};
use sna::report::Format;

/// Prints everything that is asked, whether it is met, by what, and what is missing.
pub(crate) fn print(answers: &[Answer], format: Format) {
    for answer in answers {
        let (requirement, met) = (answer.requirement, answer.met().words());
        let pages = answer.pages.iter().map(|(_, address)| format!("/{address}"));
        let by: Vec<String> = pages.chain(answer.figures.iter().cloned()).collect();
        let missing = answer.missing.as_deref().map(|why| format!("missing: {why}"));
        match format {
            Format::Human => {
                anstream::println!("{}: {met}\n  {}", requirement.title, requirement.asks);
                if !by.is_empty() {
                    anstream::println!("  by {}", by.join(", "));
                }
                if let Some(missing) = missing {
                    anstream::println!("  {missing}");
                }
                anstream::println!();
            }
            Format::Short => {
                let more = if by.is_empty() { String::new() } else { format!(": {}", by.join(", ")) };
                let missing = missing.map(|missing| format!("; {missing}")).unwrap_or_default();
                anstream::println!("{}: {met}{more}{missing}", requirement.word);
            }
            Format::Json => {
                let line = serde_json::json!({
                    "requirement": requirement.word,
                    "title": requirement.title,
                    "asks": requirement.asks,
                    "source": requirement.text.title(),
                    "section": requirement.section,
                    "state": met,
                    "pages": answer.pages.iter().map(|(_, address)| address).collect::<Vec<_>>(),
                    "figures": answer.figures,
                    "note": answer.note,
                    "missing": answer.missing,
                });
                anstream::println!("{line}");
            }
        }
    }
    if matches!(format, Format::Human) {
        let of = |met: Met| answers.iter().filter(|answer| answer.met() == met).count();
        let (met, part, missing) = (of(Met::Met), of(Met::InPart), of(Met::Missing));
        anstream::println!("{} asked: {met} met, {part} in part, {missing} missing", answers.len());
    }
}
