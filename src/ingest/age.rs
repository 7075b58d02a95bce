//! Ages and the bands they are counted in.
//!
//! In goes what a file says of an age, out comes the name of a band. What can be wrong is a declared band:
//! one that is none, or two that share an age. Nothing here knows files or columns.

use crate::report::{Diagnostic, Place, Report};

/// Nobody is older; a larger number is a slip, or the `999` of some systems for not known.
pub(super) const OLDEST: u32 = 120;

/// Ages that are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) name: String,
    first: u32,
    last: u32,
}

impl Band {
    /// `0-17`, `18 to 24`, `under 18`, `25+`, `25 and over`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (first, last) = span(text).filter(|_| text.trim().parse::<u32>().is_err())?;
        let name = if last == OLDEST { format!("{first} and over") } else { format!("{first} to {last}") };
        Some(Self { name, first, last })
    }

    /// Whether an age is in it.
    pub(super) fn contains(&self, age: u32) -> bool {
        (self.first..=self.last).contains(&age)
    }
}

/// The first and the last age of a text: `16`, `0-17`, `Aged 18 to 24`, `Age 0 - 4`, `under 18`, `25+`,
/// `over 34`, `90 and over`.
fn span(text: &str) -> Option<(u32, u32)> {
    let lower = text.trim().to_lowercase();
    let bare = ["aged ", "age ", "ages "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let bare = ["years", "yrs", "year"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare).trim();
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|age| *age <= OLDEST);
    let (first, last) = if let Some(age) = number(bare) {
        (age, age)
    } else if let Some(below) = bare.strip_prefix("under ") {
        (0, number(below)?.checked_sub(1)?)
    } else if let Some(above) = bare.strip_prefix("over ") {
        (number(above)? + 1, OLDEST)
    } else if let Some(from) =
        bare.strip_suffix('+').or_else(|| bare.strip_suffix(" and over")).or_else(|| bare.strip_suffix(" or over"))
    {
        (number(from)?, OLDEST)
    } else {
        let (first, last) = bare.split_once(" to ").or_else(|| bare.split_once(['-', '\u{2013}']))?;
        (number(first)?, number(last)?)
    };
    (first <= last).then_some((first, last))
}

/// The band that a cell's ages lie in, `all` for a word that says everyone; `None` where no band holds them.
pub(super) fn named<'a>(bands: &'a [Band], text: &str) -> Option<&'a str> {
    let everyone = ["all ages", "all", "total", "aged all ages"];
    if everyone.contains(&text.trim().to_lowercase().as_str()) {
        return Some("all");
    }
    let (first, last) = span(text)?;
    bands.iter().find(|band| band.contains(first) && band.contains(last)).map(|band| band.name.as_str())
}

/// Declared bands, none of which shares an age with another.
pub(super) fn bands(report: &Report, declared: &[(String, Place)]) -> Option<Vec<Band>> {
    let mut bands: Vec<Band> = Vec::new();
    for (text, place) in declared {
        let wrong = |message: String, label: &str| Diagnostic::error(message).at(place.clone()).label(label);
        let Some(band) = Band::of(text) else {
            let found = wrong(format!("`{text}` is not a band of ages"), "not two ages");
            report.add(found.help("write `0-17`, `18 to 24` or `25+`"));
            return None;
        };
        if let Some(other) = bands.iter().find(|other| other.first <= band.last && band.first <= other.last) {
            let found =
                wrong(format!("the ages of `{text}` lie in `{}` too", other.name), "one person would count twice");
            report.add(found.help("let each band begin after the one before has ended"));
            return None;
        }
        bands.push(band);
    }
    Some(bands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_read_in_every_usual_spelling() {
        let name = |text| Band::of(text).map(|band| band.name);
        assert_eq!(name("0-17").as_deref(), Some("0 to 17"));
        assert_eq!(name("18 to 24").as_deref(), Some("18 to 24"));
        assert_eq!(name("Under 18").as_deref(), Some("0 to 17"));
        assert_eq!(name("25+").as_deref(), Some("25 and over"));
        assert_eq!(name("90 and over").as_deref(), Some("90 and over"));
        for text in ["", "24-18", "under 0", "young", "10-Dec"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn an_age_is_counted_in_the_band_that_holds_all_of_it() {
        let bands: Vec<Band> = ["0-17", "18-24", "25+"].iter().filter_map(|text| Band::of(text)).collect();
        let cases = [
            ("16", Some("0 to 17")),
            ("Aged 18 to 24", Some("18 to 24")),
            ("Age 0 - 4", Some("0 to 17")),
            ("90+", Some("25 and over")),
            ("over 34", Some("25 and over")),
            ("10 to 20", None),
            ("All Ages", Some("all")),
            ("unknown", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(named(&bands, text), wanted, "{text}");
        }
    }
}
