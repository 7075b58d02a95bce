//! Which year a code is of: what the name of a column says, and what the number of an LSOA says.
//!
//! In goes a name or a code, out comes a year. The codes that are no LSOA of 2021 stand in
//! `lsoa-before-2021.txt` with their source. Nothing can be wrong here; the areas of the site are not known.

use std::fmt;
use std::sync::OnceLock;

/// A kind of small area or district that has other codes in other years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    OutputArea,
    Lsoa,
    Msoa,
    Ward,
    District,
}

impl Kind {
    /// What stands before the year in names of columns. The longer stand first.
    const WORDS: [(&'static str, Self); 11] = [
        ("localauthoritydistrictcode", Self::District),
        ("lsoacode", Self::Lsoa),
        ("msoacode", Self::Msoa),
        ("wardcode", Self::Ward),
        ("ltla", Self::District),
        ("lsoa", Self::Lsoa),
        ("msoa", Self::Msoa),
        ("ward", Self::Ward),
        ("lad", Self::District),
        ("wd", Self::Ward),
        ("oa", Self::OutputArea),
    ];

    /// Whether its codes change with a census only, so that two years are two sets of areas.
    pub(super) fn is_of_census(self) -> bool {
        matches!(self, Self::OutputArea | Self::Lsoa | Self::Msoa)
    }
}

/// A kind of area and the year of its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Vintage {
    pub(super) kind: Kind,
    pub(super) year: u16,
}

impl fmt::Display for Vintage {
    /// `LSOAs of 2011`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::OutputArea => "output areas",
            Kind::Lsoa => "LSOAs",
            Kind::Msoa => "MSOAs",
            Kind::Ward => "wards",
            Kind::District => "districts",
        };
        write!(f, "{kind} of {}", self.year)
    }
}

impl Vintage {
    /// What the name of a column says: `LSOA11CD`, `lsoa21_code`, `F_LSOA11CD`, `LSOA code (2011)`.
    pub(super) fn of_column(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let plain = plain.strip_prefix('f').filter(|rest| rest.starts_with("lsoa")).unwrap_or(&plain);
        let (rest, kind) = Kind::WORDS.iter().find_map(|(word, kind)| Some((plain.strip_prefix(word)?, *kind)))?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = &rest[digits..];
        let number: u16 = rest[..digits].parse().ok()?;
        let year = match digits {
            2 => 2000 + number,
            4 => number,
            _ => return None,
        };
        ((2001..=2099).contains(&year) && ["", "cd", "code"].contains(&after)).then_some(Self { kind, year })
    }
}

/// In which census geographies a code is an LSOA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lsoa {
    /// Of 2011 or 2001, and not of 2021.
    Before2021,
    /// Of 2021, and not before.
    From2021,
    /// Of 2021 and before.
    Both,
}

impl Lsoa {
    /// `None` for what has not the form of an LSOA code.
    pub(super) fn of(code: &str) -> Option<Self> {
        let country = COUNTRIES.iter().position(|country| code.starts_with(country.prefix))?;
        let number = number(code, COUNTRIES[country].prefix)?;
        Some(if number > COUNTRIES[country].last {
            Self::From2021
        } else if gone(country).binary_search(&number).is_ok() {
            Self::Before2021
        } else {
            Self::Both
        })
    }

    /// The codes before and after it by number that are LSOAs of 2021. Numbers were given district by
    /// district, so an LSOA that is gone lay in the district of one of these.
    pub(super) fn neighbours(code: &str) -> Option<[String; 2]> {
        let country = COUNTRIES.iter().position(|country| code.starts_with(country.prefix))?;
        let Country { prefix, last } = COUNTRIES[country];
        let number = number(code, prefix)?;
        let gone = gone(country);
        let is_there = |number: &u32| gone.binary_search(number).is_err();
        let below = (1..number).rev().find(is_there)?;
        let above = (number + 1..=last).find(is_there)?;
        Some([below, above].map(|number| format!("{prefix}{number:06}")))
    }

    /// Every code that is an LSOA of 2011 or 2001 and none of 2021.
    pub(super) fn all_gone() -> impl Iterator<Item = String> {
        (0..COUNTRIES.len()).flat_map(|country| {
            gone(country).iter().map(move |number| format!("{}{number:06}", COUNTRIES[country].prefix))
        })
    }
}

/// The LSOA codes of a country.
struct Country {
    prefix: &'static str,
    /// The last number that was given before 2021.
    last: u32,
}

const COUNTRIES: [Country; 2] = [Country { prefix: "E01", last: 33_768 }, Country { prefix: "W01", last: 1_958 }];

fn number(code: &str, prefix: &str) -> Option<u32> {
    let digits = code.strip_prefix(prefix)?;
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The numbers that are no LSOA of 2021, sorted.
fn gone(country: usize) -> &'static [u32] {
    static GONE: OnceLock<[Vec<u32>; 2]> = OnceLock::new();
    &GONE.get_or_init(|| {
        let mut gone = [Vec::new(), Vec::new()];
        let mut country = 0;
        for line in include_str!("lsoa-before-2021.txt").lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = COUNTRIES.iter().position(|country| country.prefix == line) {
                country = heading;
                continue;
            }
            for range in line.split(' ') {
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse()) {
                    gone[country].extend(first..=last);
                }
            }
        }
        gone
    })[country]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_its_year_however_its_publisher_spells_it() {
        let said = |name| Vintage::of_column(name).map(|vintage| vintage.to_string()).unwrap_or_default();
        for name in ["LSOA code (2011)", "LSOA11CD", "lsoa11_code", "F_LSOA11CD", "lsoa11cd", "lsoa11"] {
            assert_eq!(said(name), "LSOAs of 2011", "{name}");
        }
        assert_eq!(said("Local Authority District code (2019)"), "districts of 2019");
        assert_eq!((said("ltla24_code"), said("LAD23CD")), ("districts of 2024".into(), "districts of 2023".into()));
        assert_eq!((said("WD25CD"), said("OA21CD")), ("wards of 2025".into(), "output areas of 2021".into()));
        for name in ["LSOA code", "lsoa21_name", "Area code", "oa", "lsoa2", "ward24nm", ""] {
            assert_eq!(said(name), "", "{name}");
        }
    }

    #[test]
    fn the_number_of_an_lsoa_says_whether_it_is_of_2021() {
        assert_eq!(Lsoa::of("E01009121"), Some(Lsoa::Before2021));
        assert_eq!(Lsoa::of("E01034913"), Some(Lsoa::From2021));
        assert_eq!(Lsoa::of("E01008881"), Some(Lsoa::Both));
        assert_eq!(Lsoa::of("W01001875"), Some(Lsoa::Before2021));
        assert_eq!(Lsoa::of("E02001827"), None);
        assert_eq!(Lsoa::of("E0100912"), None);
        assert_eq!(Lsoa::neighbours("E01009121"), Some(["E01009120".into(), "E01009122".into()]));
        // Census 2021 has 33,755 LSOAs in England; 1,945 have numbers above the last of 2011.
        let england = Lsoa::all_gone().filter(|code| code.starts_with('E')).count();
        assert_eq!(33_768 - england, 33_755 - 1_945);
    }
}
