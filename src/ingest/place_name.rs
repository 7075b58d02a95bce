//! Names of places as publishers write them, brought to one form.
//!
//! In goes a name, out come forms of it: a strict one, which evens out signs, case and notes, and looser
//! ones, which also leave out what kind of body or place it is. What can be wrong is a name that two areas have.

use std::collections::BTreeMap;

use crate::model::area::slug;

/// `Devon & Cornwall [note 6]`, `Bristol, City of` and `The City of Bristol` in one spelling.
pub(super) fn strict(name: &str) -> String {
    let lower = without_notes(name).to_lowercase().replace('&', " and ");
    // `London, City of` is `City of London`.
    let turned = match lower.split_once(',') {
        Some((place, kind)) if ["city of", "county of", "county"].contains(&kind.trim()) => {
            format!("{} {place}", kind.trim())
        }
        _ => lower,
    };
    let plain = slug(&turned);
    let plain = plain.strip_prefix("the-").unwrap_or(&plain);
    let words = plain.split('-').map(|word| if word == "saint" { "st" } else { word });
    words.collect::<Vec<_>>().join("-")
}

/// Before and after the name of a place: what kind of place or body it is.
const BEFORE: [&str; 6] =
    ["london-borough-of-", "royal-borough-of-", "county-borough-of-", "city-of-", "county-of-", "county-"];
const AFTER: [&str; 12] = [
    "-metropolitan-borough-council",
    "-county-borough-council",
    "-district-council",
    "-borough-council",
    "-county-council",
    "-city-council",
    "-council",
    "-police-force-area",
    "-police-service",
    "-police-force",
    "-police",
    "-constabulary",
];

/// A strict form without the word for a body: `City of London Police` is of the City of London.
fn bodiless(strict: &str) -> &str {
    AFTER.iter().find_map(|ending| strict.strip_suffix(ending)).unwrap_or(strict)
}

/// A strict form without what kind of place or body it is.
pub(super) fn loose(strict: &str) -> &str {
    let rest = bodiless(strict);
    let rest = BEFORE.iter().find_map(|opening| rest.strip_prefix(opening)).unwrap_or(rest);
    RENAMED.iter().find(|(name, _)| *name == rest).map_or(rest, |(_, known)| known)
}

/// Police forces that go by another name than their area in the lookups of the Office for National Statistics.
const RENAMED: [(&str, &str); 3] = [
    ("hampshire-and-isle-of-wight", "hampshire"),
    ("heddlu-gogledd-cymru", "north-wales"),
    ("heddlu-de-cymru", "south-wales"),
];

/// A name without the notes that publishers hang on it: `[Note 6]`, `(note 3)`, `[1,2]`.
fn without_notes(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(start) = rest.find(['[', '(']) {
        let close = if rest[start..].starts_with('[') { ']' } else { ')' };
        let Some(length) = rest[start..].find(close) else { break };
        let inside = rest[start + 1..start + length].trim().to_lowercase();
        out.push_str(&rest[..start]);
        // A bracket may also belong to the name: `Newport (Shropshire)`.
        if close == ')' && !inside.starts_with("note") && inside.chars().any(char::is_alphabetic) {
            out.push_str(&rest[start..=start + length]);
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

/// Bodies that record crimes and have no area of their own.
const BODIES: [&str; 11] = [
    "action-fraud",
    "british-transport",
    "british-transport-police",
    "cifas",
    "civil-nuclear",
    "financial-fraud-action-uk",
    "ministry-of-defence",
    "national-crime-agency",
    "national-fraud-intelligence-bureau",
    "nfib",
    "uk-finance",
];

/// Whether a body has no area of its own: its rows are of no place and never of an unknown one.
pub(super) fn is_without_territory(name: &str) -> bool {
    let strict = strict(name);
    BODIES.contains(&strict.as_str()) || BODIES.contains(&loose(&strict))
}

/// Who has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<T> {
    /// One.
    One(T),
    /// Several.
    Several,
}

/// Names of one level in every form.
#[derive(Debug)]
pub(super) struct Names<T> {
    strict: BTreeMap<String, Named<T>>,
    bodiless: BTreeMap<String, Named<T>>,
    loose: BTreeMap<String, Named<T>>,
}

impl<T: Copy + PartialEq> Names<T> {
    /// Takes every name and who has it; one may have several.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut found = Self { strict: BTreeMap::new(), bodiless: BTreeMap::new(), loose: BTreeMap::new() };
        for (name, who) in names {
            let strict = strict(name);
            add(&mut found.loose, loose(&strict), who);
            add(&mut found.bodiless, bodiless(&strict), who);
            add(&mut found.strict, &strict, who);
        }
        found
    }

    /// Who has a name, in the strictest form that anyone has it in.
    pub(super) fn find(&self, name: &str) -> Option<Named<T>> {
        let strict = strict(name);
        let found = self.strict.get(&strict).or_else(|| self.bodiless.get(bodiless(&strict)));
        found.or_else(|| self.loose.get(loose(&strict))).copied()
    }
}

fn add<T: Copy + PartialEq>(names: &mut BTreeMap<String, Named<T>>, name: &str, who: T) {
    match names.get_mut(name) {
        Some(known) if *known != Named::One(who) => *known = Named::Several,
        Some(_) => {}
        None => drop(names.insert(name.to_owned(), Named::One(who))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Option<Named<usize>> {
        const NAMES: [&str; 11] = [
            "Devon & Cornwall",
            "City of London",
            "Metropolitan Police",
            "Kingston upon Hull, City of",
            "Bristol, City of",
            "Herefordshire, County of",
            "St. Helens",
            "Avon and Somerset",
            "King's Lynn and West Norfolk",
            "London",
            "Hampshire",
        ];
        Names::new(NAMES.iter().enumerate().map(|(index, name)| (*name, index))).find(name)
    }

    #[test]
    fn every_usual_spelling_of_a_place_is_found() {
        for (name, index) in [
            ("Devon and Cornwall ", 0),
            ("Devon & Cornwall [Note 6]", 0),
            ("Devon & Cornwall Police", 0),
            ("London, City of", 1),
            ("City of London Police", 1),
            ("Metropolitan Police Service", 2),
            ("METROPOLITAN", 2),
            ("Kingston upon Hull", 3),
            ("City of Bristol", 4),
            ("Bristol (note 3)", 4),
            ("Herefordshire", 5),
            ("St Helens", 6),
            ("Saint Helens", 6),
            ("Avon & Somerset Constabulary", 7),
            ("Kings Lynn and West Norfolk", 8),
            ("King\u{2019}s Lynn & West Norfolk", 8),
            ("London", 9),
            ("Hampshire and Isle of Wight Constabulary", 10),
        ] {
            assert_eq!(found(name), Some(Named::One(index)), "{name}");
        }
        for name in ["Devon", "Cornwall", "", "Hull", "Somerset", "[", "(note"] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_that_two_areas_have_is_none() {
        let names = Names::new([("Bordesley", 1), ("Bordesley", 2), ("Aston", 3), ("Aston", 3)]);
        assert_eq!(names.find("bordesley"), Some(Named::Several));
        assert_eq!(names.find("Aston"), Some(Named::One(3)));
    }

    #[test]
    fn bodies_without_territory_are_known() {
        for name in [
            "Action Fraud",
            "CIFAS",
            "UK Finance [note 2]",
            "British Transport Police",
            "National Fraud Intelligence Bureau",
        ] {
            assert!(is_without_territory(name), "{name}");
        }
        assert!(!is_without_territory("City of London Police"));
    }
}
