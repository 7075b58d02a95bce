//! Ages and the bands they are counted in.
//!
//! In goes what a file says of an age, out comes the name of a band. What can be wrong is a declared band:
//! one that is none, or two that share an age. Nothing here knows files or columns.

use crate::model::age::Ages;
use crate::report::{Diagnostic, Place, Report};

/// Ages that are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) name: String,
    ages: Ages,
}

impl Band {
    /// `0-17`, `18 to 24`, `under 18`, `25+`, `25 and over`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let ages = Ages::of(text).filter(|_| text.trim().parse::<u32>().is_err())?;
        let name =
            if ages.last == Ages::OLDEST { ages.to_string() } else { format!("{} to {}", ages.first, ages.last) };
        Some(Self { name, ages })
    }

    /// Whether an age is in it.
    pub(super) fn contains(&self, age: u32) -> bool {
        (self.ages.first..=self.ages.last).contains(&age)
    }
}

/// The band that a cell's ages lie in, `all` for a word that says everyone; `None` where no band holds them.
pub(super) fn named<'a>(bands: &'a [Band], text: &str) -> Option<&'a str> {
    let everyone = ["all ages", "all", "total", "aged all ages"];
    if everyone.contains(&text.trim().to_lowercase().as_str()) {
        return Some("all");
    }
    let ages = Ages::of(text)?;
    bands.iter().find(|band| band.ages.contain(ages)).map(|band| band.name.as_str())
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
        if let Some(other) = bands.iter().find(|other| other.ages.overlap(band.ages)) {
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
