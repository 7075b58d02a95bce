//! How periods are written: ids for addresses and authors, words for readers, short words for an axis.
//!
//! Comes in: a period or its id. Goes out: the other. Wrong can be: a text that is no id of a period.

use std::fmt;

use super::{Kind, MONTHS, Period};

impl Period {
    /// The period an author means by its id.
    pub fn from_id(id: &str) -> Option<Self> {
        let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
        let two = |text: &str| (text.len() == 2).then(|| text.parse::<u32>().ok()).flatten();
        if let Some(month) = id.strip_prefix("year-to-") {
            let (y, m) = month.split_once('-')?;
            return Self::year_to(year(y)?, two(m)?);
        }
        if let Some(mid) = id.strip_prefix("mid-") {
            return Self::mid_year(year(mid)?);
        }
        if let Some(begins) = id.strip_prefix("financial-") {
            return Self::spanning(begins).and_then(Self::financial_year);
        }
        if let Some(begins) = id.strip_suffix("-academic") {
            return Self::spanning(begins).and_then(Self::academic_year);
        }
        if let Some((first, last)) = id.split_once("-to-") {
            let month = |text: &str| text.split_once('-').and_then(|(y, m)| Self::month(year(y)?, two(m)?));
            // `2004-05-to-2006-07` is financial years: as months it would be longer than a year, and a
            // stretch of months is shorter, so no id is both.
            return match Self::spanning(first).zip(Self::spanning(last)) {
                Some((first, last)) => Self::financial_years(first, last),
                None if first.contains('-') => Self::months_between(month(first)?, month(last)?),
                None => Self::years(year(first)?, year(last)?),
            };
        }
        let parts: Vec<&str> = id.split('-').collect();
        match parts.as_slice() {
            [y] => Self::year(year(y)?),
            [y, quarter] if quarter.starts_with('q') => Self::quarter(year(y)?, quarter[1..].parse().ok()?),
            // `2004-05` is a month and `2024-25` a financial year: no month is above 12, and the years
            // from 2001 to 2011 are told apart by `financial-`.
            [y, m] if (1..=12).contains(&two(m)?) => Self::month(year(y)?, two(m)?),
            [_, _] => Self::spanning(id).and_then(Self::financial_year),
            [y, m, d] => Self::day(year(y)?, two(m)?, two(d)?),
            _ => None,
        }
    }

    /// The first year of `2024-25`, if the second follows it.
    fn spanning(text: &str) -> Option<i32> {
        let (first, second) = text.split_once('-')?;
        let first: i32 = first.parse().ok()?;
        (second.len() == 2 && second.parse() == Ok((first + 1).rem_euclid(100))).then_some(first)
    }

    /// As used in addresses and by authors: `2026-03`, `year-to-2026-03`, `2024-25`.
    pub fn id(self) -> String {
        let (year, month) = self.end();
        match self.kind {
            Kind::Day(day) => format!("{year}-{month:02}-{day:02}"),
            Kind::Month => format!("{year}-{month:02}"),
            Kind::Months => {
                let (first, begins) = self.start();
                format!("{first}-{begins:02}-to-{year}-{month:02}")
            }
            Kind::Quarter => format!("{year}-q{}", month / 3),
            Kind::MidYear => format!("mid-{year}"),
            Kind::Year => format!("{year}"),
            // `2009-10` would be a month too.
            Kind::FinancialYear if (1..=12).contains(&year.rem_euclid(100)) => {
                format!("financial-{}-{:02}", year - 1, year.rem_euclid(100))
            }
            Kind::FinancialYear => format!("{}-{:02}", year - 1, year.rem_euclid(100)),
            Kind::AcademicYear => format!("{}-{:02}-academic", year - 1, year.rem_euclid(100)),
            Kind::YearTo => format!("year-to-{year}-{month:02}"),
            Kind::Years => format!("{}-to-{year}", self.start().0),
            Kind::FinancialYears => {
                let first = self.start().0;
                let end = |year: i32| (year + 1).rem_euclid(100);
                format!("{first}-{:02}-to-{}-{:02}", end(first), year - 1, end(year - 1))
            }
        }
    }

    /// Short, for an axis: `Mar 2026`, `2024-25`.
    pub fn short(self) -> String {
        let (year, month) = self.end();
        let name = &MONTHS[month as usize - 1][..3];
        match self.kind {
            Kind::Day(_) | Kind::MidYear => format!("{year}"),
            Kind::Month | Kind::YearTo => format!("{name} {year}"),
            Kind::Quarter => format!("Q{} {year}", month / 3),
            Kind::Months => {
                let (first, begins) = self.start();
                let begins = &MONTHS[begins as usize - 1][..3];
                let of = if first == year { String::new() } else { format!(" {first}") };
                format!("{begins}{of}\u{2013}{name} {year}")
            }
            Kind::Years => format!("{}\u{2013}{:02}", self.start().0, year.rem_euclid(100)),
            Kind::FinancialYears => {
                let first = self.start().0;
                format!("{first}-{:02} to {}-{:02}", (first + 1).rem_euclid(100), year - 1, year.rem_euclid(100))
            }
            Kind::AcademicYear | Kind::FinancialYear => format!("{}-{:02}", year - 1, year.rem_euclid(100)),
            Kind::Year => self.id(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.end();
        let name = MONTHS[month as usize - 1];
        match self.kind {
            Kind::Day(day) => write!(f, "{day} {name} {year}"),
            Kind::Month => write!(f, "{name} {year}"),
            Kind::Quarter | Kind::Months => {
                let (first, begins) = self.start();
                let begins = MONTHS[begins as usize - 1];
                if first == year {
                    write!(f, "{begins} to {name} {year}")
                } else {
                    write!(f, "{begins} {first} to {name} {year}")
                }
            }
            Kind::MidYear => write!(f, "mid-{year}"),
            Kind::Year => write!(f, "{year}"),
            Kind::FinancialYear => write!(f, "{}-{:02}", year - 1, year.rem_euclid(100)),
            Kind::AcademicYear => write!(f, "academic year {}-{:02}", year - 1, year.rem_euclid(100)),
            Kind::YearTo => write!(f, "year to {name} {year}"),
            Kind::Years => write!(f, "{} to {year}", self.start().0),
            Kind::FinancialYears => {
                let first = self.start().0;
                write!(f, "{first}-{:02} to {}-{:02}", (first + 1).rem_euclid(100), year - 1, year.rem_euclid(100))
            }
        }
    }
}
