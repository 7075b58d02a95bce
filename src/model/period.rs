//! Stretches of time as publishers name them: a month, a financial year, the year to a month, a day.

use std::cmp::Ordering;
use std::fmt;

/// The months by name.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a stretch of time is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Day(u8),
    Month,
    Quarter,
    MidYear,
    Year,
    FinancialYear,
    AcademicYear,
    YearTo,
    Years,
    FinancialYears,
}

/// A stretch of time in whole months, or one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Months since January of year 0, of the last month.
    last: i32,
    /// How many months.
    months: u16,
    kind: Kind,
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last, self.months, self.kind).cmp(&(other.last, other.months, other.kind))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The years that a file may plausibly speak of; anything else is a slip such as `0225`.
const YEARS: std::ops::RangeInclusive<i32> = 1801..=2199;

impl Period {
    fn new(year: i32, month: u32, months: u16, kind: Kind) -> Option<Self> {
        let valid = YEARS.contains(&year) && (1..=12).contains(&month);
        valid.then(|| Self { last: year * 12 + month.cast_signed() - 1, months, kind })
    }

    /// A month; `month` from 1.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, 1, Kind::Month)
    }

    /// Three months; `quarter` from 1, of the calendar year.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        (1..=4).contains(&quarter).then(|| Self::new(year, quarter * 3, 3, Kind::Quarter)).flatten()
    }

    /// January to December.
    pub fn year(year: i32) -> Option<Self> {
        Self::new(year, 12, 12, Kind::Year)
    }

    /// April to March, named by the year it begins in.
    pub fn financial_year(begins: i32) -> Option<Self> {
        Self::new(begins + 1, 3, 12, Kind::FinancialYear)
    }

    /// September to August, named by the year it begins in.
    pub fn academic_year(begins: i32) -> Option<Self> {
        Self::new(begins + 1, 8, 12, Kind::AcademicYear)
    }

    /// Twelve months that end with this month; `month` from 1.
    pub fn year_to(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, 12, Kind::YearTo)
    }

    /// 30 June, the day of population estimates.
    pub fn mid_year(year: i32) -> Option<Self> {
        Self::new(year, 6, 0, Kind::MidYear)
    }

    /// Several calendar years together; both years are in it.
    pub fn years(first: i32, last: i32) -> Option<Self> {
        let months = u16::try_from((last - first + 1) * 12).ok()?;
        (first < last).then(|| Self::new(last, 12, months, Kind::Years)).flatten()
    }

    /// Several financial years together, named by the years that the first and the last begin in.
    pub fn financial_years(first: i32, last: i32) -> Option<Self> {
        let months = u16::try_from((last - first + 1) * 12).ok()?;
        (first < last).then(|| Self::new(last + 1, 3, months, Kind::FinancialYears)).flatten()
    }

    /// One day of the Gregorian calendar; `month` and `day` from 1.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let day = u8::try_from(day).ok().filter(|day| (1..=length).contains(day))?;
        Self::new(year, month, 0, Kind::Day(day))
    }

    /// The day of the week of a day.
    pub fn weekday(self) -> Option<&'static str> {
        const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let Kind::Day(day) = self.kind else { return None };
        let (year, month) = self.end();
        // Years that begin in March end with the day that a leap year adds.
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        let days = i64::from(year) * 365 + i64::from(year / 4 - year / 100 + year / 400);
        let days = days + (i64::from(month) * 153 + 2) / 5 + i64::from(day) + 1;
        usize::try_from(days.rem_euclid(7)).ok().and_then(|index| NAMES.get(index)).copied()
    }

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
            let spans = Self::spanning(first).zip(Self::spanning(last));
            return match spans {
                Some((first, last)) => Self::financial_years(first, last),
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
            Kind::Years => format!("{}\u{2013}{:02}", self.start().0, year.rem_euclid(100)),
            Kind::FinancialYears => {
                let first = self.start().0;
                format!("{first}-{:02} to {}-{:02}", (first + 1).rem_euclid(100), year - 1, year.rem_euclid(100))
            }
            Kind::AcademicYear | Kind::FinancialYear => format!("{}-{:02}", year - 1, year.rem_euclid(100)),
            Kind::Year => self.id(),
        }
    }

    /// Year and month (from 1) of the last month.
    pub fn end(self) -> (i32, u32) {
        (self.last.div_euclid(12), self.last.rem_euclid(12).cast_unsigned() + 1)
    }

    /// Year and month (from 1) of the first month.
    pub fn start(self) -> (i32, u32) {
        let first = self.last - i32::from(self.months.max(1)) + 1;
        (first.div_euclid(12), first.rem_euclid(12).cast_unsigned() + 1)
    }

    /// How many months it covers; 0 for a day.
    pub fn months(self) -> u16 {
        self.months
    }

    /// Whether it is one month.
    pub fn is_month(self) -> bool {
        self.kind == Kind::Month
    }

    /// Months from year 0 to its end, for the position on a time axis.
    pub fn position(self) -> f64 {
        f64::from(self.last) + 1.0 - f64::from(self.months) / 2.0
    }

    /// Whether all of `other` lies in it.
    pub fn contains(self, other: Self) -> bool {
        let first = |period: Self| period.last - i32::from(period.months.max(1)) + 1;
        first(self) <= first(other) && self.last >= other.last
    }

    /// Whether the two share a month.
    pub fn overlaps(self, other: Self) -> bool {
        let first = |period: Self| period.last - i32::from(period.months.max(1)) + 1;
        first(self) <= other.last && first(other) <= self.last
    }

    /// The months in it, first to last.
    pub fn each_month(self) -> impl Iterator<Item = Self> {
        let first = self.last - i32::from(self.months.max(1)) + 1;
        (first..=self.last).map(|last| Self { last, months: 1, kind: Kind::Month })
    }

    /// The years from this one to `last` together; `None` where they are not calendar or financial years.
    pub fn pool_to(self, last: Self) -> Option<Self> {
        let kind = match (self.kind, last.kind) {
            (Kind::Year, Kind::Year) => Kind::Years,
            (Kind::FinancialYear, Kind::FinancialYear) => Kind::FinancialYears,
            _ => return None,
        };
        let months = u16::try_from(last.last - self.last + 12).ok()?;
        if months == 12 { Some(self) } else { Some(Self { last: last.last, months, kind }) }
    }

    /// The years that are pooled in it, first to last; itself where it is no pool.
    pub fn pooled_years(self) -> impl Iterator<Item = Self> {
        let (kind, years) = match self.kind {
            Kind::Years => (Kind::Year, i32::from(self.months / 12)),
            Kind::FinancialYears => (Kind::FinancialYear, i32::from(self.months / 12)),
            kind => (kind, 1),
        };
        (0..years).rev().map(move |before| Self {
            last: self.last - 12 * before,
            months: if years == 1 { self.months } else { 12 },
            kind,
        })
    }

    /// The twelve months that end with this one.
    #[must_use]
    pub fn year_to_its_end(self) -> Self {
        Self { last: self.last, months: 12, kind: Kind::YearTo }
    }

    /// 30 June of the calendar year `years` before the one it ends in.
    pub fn mid_year_before(self, years: i32) -> Option<Self> {
        Self::mid_year(self.end().0 - years)
    }

    /// The same stretch so many years earlier.
    #[must_use]
    pub fn years_before(self, years: i32) -> Self {
        Self { last: self.last - 12 * years, ..self }
    }

    /// Whether two periods are named the same way, so that one may be compared with the other.
    pub fn is_like(self, other: Self) -> bool {
        match (self.kind, other.kind) {
            (Kind::Day(_), Kind::Day(_)) => true,
            (a, b) => a == b && self.months == other.months,
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
            Kind::Quarter => write!(f, "{} to {name} {year}", MONTHS[self.start().1 as usize - 1]),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_a_day_of_the_week() {
        for (year, month, day, name) in [
            (2024, 2, 29, "Thursday"),
            (2024, 3, 1, "Friday"),
            (2000, 1, 1, "Saturday"),
            (1970, 1, 1, "Thursday"),
            (2026, 11, 24, "Tuesday"),
        ] {
            assert_eq!(Period::day(year, month, day).and_then(Period::weekday), Some(name));
        }
        assert_eq!(Period::month(2024, 2).and_then(Period::weekday), None);
    }
}
