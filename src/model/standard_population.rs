//! Standard populations: how many of 100,000 people are of each age, the same for every place and year.
//!
//! Joined to data by age and never by position.

use super::age::Ages;

/// A population that rates are standardised to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandardPopulation {
    /// Eurostat (2013), Revision of the European Standard Population; used by ONS, NHS and Fingertips.
    European2013,
    /// Waterhouse and others (1976), Cancer incidence in five continents III; for series from before 2013.
    European1976,
}

/// First age, last age and people, where the last band is open.
type Bands = &'static [(u32, u32, f64)];

/// Eurostat prints 0 and 1 to 4 apart, and 90 to 94 apart from 95 and over.
const EUROPEAN_2013: Bands = &[
    (0, 0, 1000.0),
    (1, 4, 4000.0),
    (5, 9, 5500.0),
    (10, 14, 5500.0),
    (15, 19, 5500.0),
    (20, 24, 6000.0),
    (25, 29, 6000.0),
    (30, 34, 6500.0),
    (35, 39, 7000.0),
    (40, 44, 7000.0),
    (45, 49, 7000.0),
    (50, 54, 7000.0),
    (55, 59, 6500.0),
    (60, 64, 6000.0),
    (65, 69, 5500.0),
    (70, 74, 5000.0),
    (75, 79, 4000.0),
    (80, 84, 2500.0),
    (85, 89, 1500.0),
    (90, 94, 800.0),
    (95, Ages::OLDEST, 200.0),
];

const EUROPEAN_1976: Bands = &[
    (0, 4, 8000.0),
    (5, 9, 7000.0),
    (10, 14, 7000.0),
    (15, 19, 7000.0),
    (20, 24, 7000.0),
    (25, 29, 7000.0),
    (30, 34, 7000.0),
    (35, 39, 7000.0),
    (40, 44, 7000.0),
    (45, 49, 7000.0),
    (50, 54, 7000.0),
    (55, 59, 6000.0),
    (60, 64, 5000.0),
    (65, 69, 4000.0),
    (70, 74, 3000.0),
    (75, 79, 2000.0),
    (80, 84, 1000.0),
    (85, Ages::OLDEST, 1000.0),
];

impl StandardPopulation {
    /// The words that authors write, each with its population.
    pub const WORDS: [(&'static str, Self); 2] = [("esp-2013", Self::European2013), ("esp-1976", Self::European1976)];

    /// Its name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::European2013 => "2013 European Standard Population",
            Self::European1976 => "1976 European Standard Population",
        }
    }

    fn bands(self) -> Bands {
        match self {
            Self::European2013 => EUROPEAN_2013,
            Self::European1976 => EUROPEAN_1976,
        }
    }

    /// Its people of these ages, of 100,000; `None` where the ages begin or end inside one of its bands.
    pub fn people(self, ages: Ages) -> Option<f64> {
        let inside = || self.bands().iter().filter(|(first, last, _)| *first >= ages.first && *last <= ages.last);
        let (first, last) = (inside().next()?.0, inside().next_back()?.1);
        ((first, last) == (ages.first, ages.last)).then(|| inside().map(|(.., people)| people).sum())
    }
}
