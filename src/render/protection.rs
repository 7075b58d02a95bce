//! What is withheld, rounded and not broken down, in words for readers.
//!
//! In go a rule and bounds, out come sentences. They say what holds for a source and never what it did to a
//! number.

use crate::content::{number, sentence};
use crate::model::area::Areas;
use crate::model::source::{Bounds, Lowest, Rule, Secondary, Zero};

/// A rule as a sentence of its own.
pub(super) fn in_a_sentence(rule: Rule) -> String {
    if rule == Rule::NONE {
        return "None: open data that its publisher has already protected.".to_owned();
    }
    let mut clauses = Vec::new();
    let zeros = match rule.zero {
        Zero::Shown => "",
        Zero::Group => ", and so is every part of a total that one group holds alone",
        Zero::Withheld => ", and so are zeros",
    };
    if rule.shows_every_count() {
        clauses.push("No count is withheld: open data that its publisher has already protected".to_owned());
    } else {
        clauses.push(match rule.under {
            0 | 1 => format!("No count above zero is withheld{zeros}"),
            under => format!("Counts from 1 to {} are withheld{zeros}", under - 1),
        });
    }
    if rule.round > 1 {
        clauses.push(format!("the others are rounded to the nearest {}", rule.round));
    }
    if rule.secondary == Secondary::On {
        clauses
            .push("where a withheld number could be worked out from those shown, another is withheld too".to_owned());
    }
    if rule.minimum_population > 0 {
        let least = number::count(f64::from(rule.minimum_population));
        clauses.push(format!("no rate or proportion is calculated for fewer than {least} people"));
    }
    format!("{}.", clauses.join("; "))
}

/// A rule as one step among those by which rows became numbers.
pub(super) fn as_a_step(rule: Rule) -> String {
    let mut words = if rule.shows_every_count() {
        "nothing withheld or rounded here".to_owned()
    } else {
        format!("counts of 1 to {} withheld", rule.under.saturating_sub(1))
    };
    words.push_str(match rule.zero {
        Zero::Shown => "",
        Zero::Group => ", and every part of a total that one group holds alone",
        Zero::Withheld => ", and zeros",
    });
    if rule.secondary == Secondary::On {
        words.push_str(", and others by which one could be worked out");
    }
    if rule.round > 1 {
        words.push_str(&format!(", the others rounded to the nearest {}", rule.round));
    }
    if rule.minimum_population > 0 {
        let least = number::count(f64::from(rule.minimum_population));
        words.push_str(&format!(", nothing divided by fewer than {least} people"));
    }
    words
}

/// The smallest areas that numbers are shown for, where there is a limit.
pub(super) fn lowest(areas: &Areas, bounds: &Bounds) -> Option<String> {
    let entry = |lowest: &Lowest| {
        let plural = &areas.level(areas.level_named(&lowest.level)?).plural;
        Some(match &lowest.series {
            None => plural.clone(),
            Some(series) => format!("{series}: {}", sentence::lower_first(plural)),
        })
    };
    let (all, own): (Vec<&Lowest>, Vec<&Lowest>) = bounds.lowest.iter().partition(|lowest| lowest.series.is_none());
    let words: Vec<String> = all.into_iter().chain(own).filter_map(entry).collect();
    (!words.is_empty()).then(|| sentence::upper_first(&words.join("; ")))
}

/// What is never shown by two breakdowns at once.
pub(super) fn not_crossed(areas: &Areas, bounds: &Bounds) -> Option<String> {
    let name = |word: &str| {
        let level = areas.level_named(word).map(|level| sentence::lower_first(&areas.level(level).name));
        level.unwrap_or_else(|| word.to_owned())
    };
    let list = |names: &[(String, crate::report::Place)]| {
        number::series(&names.iter().map(|(word, _)| name(word)).collect::<Vec<_>>())
    };
    let words: Vec<String> = bounds.not_crossed.iter().map(|list_of| list(&list_of.names)).collect();
    (!words.is_empty()).then(|| sentence::upper_first(&words.join("; ")))
}
