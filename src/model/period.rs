//! Stretches of time as publishers name them: a month, several months, a financial year, the year to a month, a day.

mod written;

use std::cmp::Ordering;

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
    Months,
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

/// The days of a month of the Gregorian calendar; its month from 1.
fn days_of((year, month): (i32, u32)) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
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
        let length = days_of((year, month));
        let day = u8::try_from(day).ok().filter(|day| (1..=length).contains(day))?;
        Self::new(year, month, 0, Kind::Day(day))
    }

    /// From one month to a later one, less than twelve together; twelve are a year and one is a month.
    pub fn months_between(first: Self, last: Self) -> Option<Self> {
        let months = u16::try_from(last.last - first.last + 1).ok()?;
        let valid = first.is_month() && last.is_month() && (2..12).contains(&months);
        valid.then_some(Self { last: last.last, months, kind: Kind::Months })
    }

    /// The part of a year that ends with this month and began with the last month of that name, `begins` from
    /// 1 for January. A whole year is named as the calendar or financial year that it is.
    pub fn since_the_year_began(self, begins: u32) -> Option<Self> {
        let ((year, month), first) = (self.end(), begins.checked_sub(1)?);
        if !self.is_month() || first > 11 {
            return None;
        }
        match (month - 1 + 12 - first) % 12 + 1 {
            1 => Some(self),
            12 if begins == 1 => Self::year(year),
            12 if begins == 4 => Self::financial_year(year - 1),
            12 => Self::year_to(year, month),
            months => Self::months_between(
                Self { last: self.last - months.cast_signed() + 1, months: 1, kind: Kind::Month },
                self,
            ),
        }
    }

    /// How many days it has, of leap years too: 1 for a day, none for the middle of a year.
    pub fn days(self) -> Option<u32> {
        match self.kind {
            Kind::Day(_) => Some(1),
            Kind::MidYear => None,
            _ => Some(self.each_month().map(|month| u32::from(days_of(month.end()))).sum()),
        }
    }

    /// Whether its last day is no later than the last day of another period.
    pub fn ends_by(self, other: Self) -> bool {
        let last = |period: Self| match period.kind {
            Kind::Day(day) => (period.last, day),
            _ => (period.last, days_of(period.end())),
        };
        last(self) <= last(other)
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
            // January to March and April to June are parts of a year that have nothing in common.
            (Kind::Months, Kind::Months) => self.months == other.months && self.end().1 == other.end().1,
            (a, b) => a == b && self.months == other.months,
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

    #[test]
    fn a_part_of_a_year_begins_with_its_first_month() {
        let to = |year, month, begins| Period::month(year, month).and_then(|last| last.since_the_year_began(begins));
        for (year, month, begins, id, words) in [
            (2025, 8, 4, "2025-04-to-2025-08", "April to August 2025"),
            (2025, 2, 11, "2024-11-to-2025-02", "November 2024 to February 2025"),
            (2025, 2, 4, "2024-04-to-2025-02", "April 2024 to February 2025"),
            (2025, 4, 4, "2025-04", "April 2025"),
            (2026, 3, 4, "2025-26", "2025-26"),
            (2025, 12, 1, "2025", "2025"),
            (2025, 8, 9, "year-to-2025-08", "year to August 2025"),
        ] {
            let found = to(year, month, begins).unwrap();
            assert_eq!((found.id().as_str(), found.to_string().as_str()), (id, words));
            assert_eq!(Period::from_id(id), Some(found));
        }
        assert_eq!(to(2025, 8, 13), None);
        assert_eq!(to(2025, 2, 11).map(Period::short).as_deref(), Some("Nov 2024\u{2013}Feb 2025"));
    }

    #[test]
    fn months_have_an_id_that_is_no_years_of_any_kind() {
        let id = |text: &str| Period::from_id(text).map(|period| (period.months(), period.to_string()));
        assert_eq!(id("2004-05-to-2006-07"), Some((36, "2004-05 to 2006-07".to_owned())));
        assert_eq!(id("2004-05-to-2004-07"), Some((3, "May to July 2004".to_owned())));
        for none in
            ["2004-05-to-2004-05", "2004-05-to-2004-04", "2004-05-to-2005-04", "2004-13-to-2004-14", "2004-05-to-2005"]
        {
            assert_eq!(id(none), None, "{none}");
        }
    }

    #[test]
    fn a_period_ends_by_a_day_that_is_its_last_or_later() {
        let of = |id: &str| Period::from_id(id).unwrap();
        assert!(of("2026").ends_by(of("2026")) && of("2026-02").ends_by(of("2026-02-28")));
        assert!(!of("2026-02").ends_by(of("2026-02-27")) && of("2025").ends_by(of("2026-03")));
        assert!(!of("2026").ends_by(of("2026-03-31")) && of("2026-03-01").ends_by(of("2026-03")));
    }

    #[test]
    fn only_the_same_months_of_two_years_are_alike() {
        let of = |id: &str| Period::from_id(id).unwrap();
        let spring = of("2025-01-to-2025-03");
        assert!(spring.is_like(spring.years_before(1)));
        assert!(!spring.is_like(of("2025-04-to-2025-06")) && !spring.is_like(of("2025-q1")));
        assert!(of("2024").contains(of("2024-01-to-2024-03")) && spring.overlaps(of("2025-03")));
    }
}
