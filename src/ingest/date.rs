//! A cell to a period, strictly by the form that the source declares.
//!
//! Nothing is guessed: `2004-05` is a month where months are declared and a financial year where
//! those are. Nothing here knows files or columns.

use crate::model::period::{MONTHS, Period};

/// How a source writes its periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `2026-03`.
    Month,
    /// `April 2021`, `Apr 2021`, `Apr-21`.
    MonthName,
    /// `2025`.
    Year,
    /// `2021-22`, `2021/22`, `202122`.
    FinancialYear,
    /// The same spellings, from September to August.
    AcademicYear,
    /// The cell holds the year; twelve months end with this month (from 1).
    YearTo(u32),
    /// `Year to Mar 2019`.
    YearToCell,
    /// `2023`, `Mid-2023`.
    MidYear,
    /// `2021-03-21`.
    Day,
    /// `21/03/2021`.
    DayMonthYear,
    /// `2023 Q1`, of the calendar year.
    Quarter,
    /// `2014-16`, several calendar years together.
    Years,
    /// `2016/17 - 20/21`, several financial years together.
    FinancialYears,
    /// `01 Apr 2024`, `1-Apr-2024`.
    DayMonthName,
    /// Any period, as addresses and `sna tally` write it: `2026-03`, `2021-22`, `mid-2024`.
    Id,
}

/// The words under `form:`; `year to` may be followed by a month.
const WORDS: [(&str, Form); 14] = [
    ("month", Form::Month),
    ("month name", Form::MonthName),
    ("year", Form::Year),
    ("financial year", Form::FinancialYear),
    ("academic year", Form::AcademicYear),
    ("year to", Form::YearToCell),
    ("mid-year", Form::MidYear),
    ("day", Form::Day),
    ("day/month/year", Form::DayMonthYear),
    ("quarter", Form::Quarter),
    ("years", Form::Years),
    ("financial years", Form::FinancialYears),
    ("day month year", Form::DayMonthName),
    ("period", Form::Id),
];

impl Form {
    /// The form of this word.
    pub(super) fn of(word: &str) -> Option<Self> {
        if let Some(month) = word.strip_prefix("year to ").and_then(month_of) {
            return Some(Self::YearTo(month));
        }
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, form)| *form)
    }

    /// Every word, for a message.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(word, _)| *word)
    }

    /// What is wanted, for a message: "a month such as `2026-03`".
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Self::Month => "a month such as `2026-03`",
            Self::MonthName => "a month such as `April 2021`",
            Self::Year => "a year such as `2025`",
            Self::FinancialYear => "a financial year such as `2021-22`",
            Self::AcademicYear => "an academic year such as `2021-22`",
            Self::YearTo(_) => "a year such as `2024`",
            Self::YearToCell => "a year such as `Year to Mar 2019`",
            Self::MidYear => "a year such as `2023` or `Mid-2023`",
            Self::Day => "a day such as `2021-03-21`",
            Self::DayMonthYear => "a day such as `21/03/2021`",
            Self::Quarter => "a quarter such as `2023 Q1`",
            Self::Years => "years such as `2014-16`",
            Self::FinancialYears => "financial years such as `2016/17 - 20/21`",
            Self::DayMonthName => "a day such as `1 Apr 2024`",
            Self::Id => "a period such as `2026-03`, `2021-22` or `mid-2024`",
        }
    }

    /// The period that `text` (already trimmed) says in this form.
    pub(super) fn read(self, text: &str) -> Option<Period> {
        match self {
            Self::Month => {
                let (year, month) = text.split_once('-')?;
                Period::month(four(year)?, two(month)?)
            }
            Self::MonthName => named_month(text).and_then(|(year, month)| Period::month(year, month)),
            Self::Year => Period::year(four(text)?),
            Self::FinancialYear => Period::financial_year(first_of_two(text)?),
            Self::AcademicYear => Period::academic_year(first_of_two(text)?),
            Self::YearTo(month) => Period::year_to(four(text)?, month),
            Self::YearToCell => {
                let lower = text.to_lowercase();
                let rest =
                    ["year to ", "year ending ", "12 months to "].iter().find_map(|words| lower.strip_prefix(words));
                let (year, month) = named_month(rest.unwrap_or(&lower))?;
                Period::year_to(year, month)
            }
            Self::MidYear => {
                let rest = text.get(..4).filter(|start| ["mid-", "mid "].contains(&start.to_lowercase().as_str()));
                Period::mid_year(four(if rest.is_some() { &text[4..] } else { text })?)
            }
            Self::Day => day(text),
            Self::DayMonthYear => {
                let mut parts = text.split('/');
                let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                let short = |part: &str| (1..=2).contains(&part.len()).then(|| digits(part)).flatten();
                parts.next().is_none().then(|| Period::day(four(year)?, short(month)?, short(day)?)).flatten()
            }
            Self::Quarter => quarter(text),
            Self::Id => Period::from_id(text),
            Self::FinancialYears => {
                let (first, last) = text.split_once(" to ").or_else(|| text.split_once([' ', '\u{2013}']))?;
                let last = last.trim_start_matches(['-', '\u{2013}', ' ']);
                let first = first_of_two(first.trim())?;
                // `20/21` stands for `2020/21`.
                let short = || first_of_two(&format!("{}{last}", first.div_euclid(100)));
                Period::financial_years(first, first_of_two(last).or_else(short)?)
            }
            Self::DayMonthName => {
                let mut parts = text.split([' ', '-', '/']).filter(|part| !part.is_empty());
                let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                let day = (1..=2).contains(&day.len()).then(|| digits(day)).flatten()?;
                let year = four(year).or_else(|| two(year).map(|year| 2000 + year.cast_signed()))?;
                parts.next().is_none().then(|| Period::day(year, month_of(month)?, day)).flatten()
            }
            Self::Years => {
                let (first, last) = text.split_once(" to ").or_else(|| text.split_once(['-', '/']))?;
                let first = four(first.trim())?;
                let last = last.trim();
                let last = four(last).or_else(|| Some(first - first.rem_euclid(100) + two(last)?.cast_signed()))?;
                Period::years(first, last)
            }
        }
    }
}

/// What a record's moment is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Its month.
    Month,
    /// Its quarter of the calendar year.
    Quarter,
    /// Its calendar year.
    Year,
    /// Its financial year.
    FinancialYear,
}

impl Grain {
    /// The words under `grain:`.
    pub(super) const WORDS: [(&str, Self); 4] = [
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("financial year", Self::FinancialYear),
    ];

    /// The period that the day `day` is counted in.
    pub(super) fn of(self, day: Period) -> Option<Period> {
        let (year, month) = day.end();
        match self {
            Self::Month => Period::month(year, month),
            Self::Quarter => Period::quarter(year, month.div_ceil(3)),
            Self::Year => Period::year(year),
            Self::FinancialYear => Period::financial_year(if month < 4 { year - 1 } else { year }),
        }
    }
}

/// A quarter of a year that another column names: `2024/25` and `1` are April to June 2024.
pub(super) fn quarter_of(form: Form, year: &str, quarter: &str) -> Option<Period> {
    let number = quarter.trim_start_matches(['Q', 'q', ' ']);
    let number = (number.len() == 1).then(|| digits(number)).flatten().filter(|number| (1..=4).contains(number))?;
    let (year, month) = form.read(year)?.start();
    let months = month + (number - 1) * 3;
    Period::quarter(year + i32::from(months > 12), (months - 1) % 12 / 3 + 1)
}

/// The day of `2024-04-01`, `2024-04-01 09:58` or `2024-04-01T09:58:14+00:00`, and of the same with
/// another form of day. The time of day is checked to be one and then let go.
pub(super) fn day_of_moment(form: Form, text: &str) -> Option<Period> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let mut parts = time.trim().splitn(3, ':');
    let hour = parts.next().and_then(two)?;
    let minute = parts.next().map(|part| two(part.get(..2).unwrap_or_default()));
    let sound = hour < 24 && minute.is_none_or(|minute| minute.is_some_and(|minute| minute < 60));
    sound.then(|| form.read(day)).flatten()
}

/// The hour of a moment that [`day_of_moment`] reads, or of `09:58` alone; `None` where only a day is written.
pub(super) fn hour_of(text: &str) -> Option<u8> {
    let time = text.split_once(['T', ' ']).map_or(text, |(_, time)| time.trim());
    let (hour, rest) = time.split_once(':')?;
    let hour = if hour.len() == 1 { digits(hour) } else { two(hour) }.filter(|hour| *hour < 24)?;
    let minute = two(rest.get(..2)?).is_some_and(|minute| minute < 60);
    minute.then(|| u8::try_from(hour).ok()).flatten()
}

/// The first year of `2021-22`, `2021/22`, `2021-2022` or `202122`, if the second follows it.
pub(super) fn first_of_two(text: &str) -> Option<i32> {
    let first = four(text.get(..4)?)?;
    let rest = text.get(4..)?;
    let second = rest.strip_prefix(['-', '/', '\u{2013}']).unwrap_or(rest);
    let follows = four(second) == Some(first + 1) && rest.len() > 4
        || two(second).is_some_and(|second| second.cast_signed() == (first + 1).rem_euclid(100));
    follows.then_some(first)
}

/// The number, from 1, of a month's name, full or cut to three letters.
pub(super) fn month_of(name: &str) -> Option<u32> {
    let same = |month: &str| name.eq_ignore_ascii_case(month) || name.eq_ignore_ascii_case(&month[..3]);
    let named = MONTHS.iter().position(|month| same(month)).or_else(|| name.eq_ignore_ascii_case("sept").then_some(8));
    named.and_then(|index| u32::try_from(index + 1).ok())
}

/// Year and month of `April 2021`, `Apr-2021` or `Apr-21`.
fn named_month(text: &str) -> Option<(i32, u32)> {
    let (month, year) = text.split_once([' ', '-'])?;
    let short = || text.contains('-').then(|| two(year)).flatten().map(|year| 2000 + year.cast_signed());
    Some((four(year).or_else(short)?, month_of(month)?))
}

fn day(text: &str) -> Option<Period> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then(|| Period::day(four(year)?, two(month)?, two(day)?)).flatten()
}

fn quarter(text: &str) -> Option<Period> {
    let upper = text.to_uppercase();
    let (before, after) = upper.split_once('Q')?;
    let before = before.trim_end_matches([' ', '-']);
    let (year, quarter) = match after.split_once([' ', '-']) {
        Some((quarter, year)) if before.is_empty() => (year, quarter),
        _ => (before, after),
    };
    Period::quarter(four(year)?, (quarter.len() == 1).then(|| digits(quarter)).flatten()?)
}

/// Digits alone.
pub(super) fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Four digits.
pub(super) fn four(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| digits(text)).flatten().map(u32::cast_signed)
}

/// Two digits.
fn two(text: &str) -> Option<u32> {
    (text.len() == 2).then(|| digits(text)).flatten()
}

/// A month in a column of its own: `3`, `03`, `March`, `Mar`.
pub(super) fn month_cell(text: &str) -> Option<u32> {
    let number = (1..=2).contains(&text.len()).then(|| digits(text)).flatten();
    number.or_else(|| month_of(text)).filter(|month| (1..=12).contains(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(form: &str, text: &str) -> Option<String> {
        Form::of(form).unwrap().read(text).map(Period::id)
    }

    #[test]
    fn every_form_reads_its_own_spellings_and_no_other() {
        let cases = [
            ("month", "2026-03", Some("2026-03")),
            ("month", "0225-01", None),
            ("month", "2026-13", None),
            ("month name", "April 2021", Some("2021-04")),
            ("month name", "Apr-21", Some("2021-04")),
            ("month name", "Smarch 2021", None),
            ("year", "2025", Some("2025")),
            ("year", "2025 (Rev)", None),
            ("financial year", "2021-22", Some("2021-22")),
            ("financial year", "202122", Some("2021-22")),
            ("financial year", "2021/2022", Some("2021-22")),
            ("financial year", "2021-23", None),
            ("academic year", "2021/22", Some("2021-22-academic")),
            ("year to September", "2024", Some("year-to-2024-09")),
            ("year to", "Year to Mar 2019", Some("year-to-2019-03")),
            ("mid-year", "Mid-2023", Some("mid-2023")),
            ("mid-year", "2023", Some("mid-2023")),
            ("day", "2021-03-21", Some("2021-03-21")),
            ("day", "31 February", None),
            ("day", "2021-02-31", None),
            ("day/month/year", "21/03/2021", Some("2021-03-21")),
            ("day/month/year", "03/21/2021", None),
            ("quarter", "2023 Q1", Some("2023-q1")),
            ("quarter", "Q4 2023", Some("2023-q4")),
            ("years", "2014-16", Some("2014-to-2016")),
            ("years", "2001 - 03", Some("2001-to-2003")),
            ("financial years", "2016/17 - 20/21", Some("2016-17-to-2020-21")),
            ("financial years", "2020-21 to 2022-23", Some("2020-21-to-2022-23")),
            ("financial years", "2016/17", None),
            ("day month year", "1 Apr 2024", Some("2024-04-01")),
            ("day month year", "31-Feb-2024", None),
            ("day month year", "01-Apr-24", Some("2024-04-01")),
        ];
        for (form, text, wanted) in cases {
            assert_eq!(id(form, text).as_deref(), wanted, "{form}: {text}");
        }
    }

    #[test]
    fn a_quarter_of_a_financial_year_begins_in_april() {
        let of = |year, quarter| quarter_of(Form::FinancialYear, year, quarter).map(Period::id);
        assert_eq!(of("2024/25", "1").as_deref(), Some("2024-q2"));
        assert_eq!(of("2024/25", "Q4").as_deref(), Some("2025-q1"));
        assert_eq!(of("2024/25", "5"), None);
    }

    #[test]
    fn every_period_is_found_again_by_its_id() {
        for id in ["2016-17-to-2020-21", "2001-to-2003", "2024-25", "financial-2009-10", "2025-q1"] {
            assert_eq!(Period::from_id(id).map(Period::id).as_deref(), Some(id));
        }
    }

    #[test]
    fn a_moment_gives_its_day() {
        for text in ["2024-04-01", "2024-04-01 09:58", "2024-04-01T09:58:14+00:00"] {
            assert_eq!(day_of_moment(Form::Day, text).map(Period::id).as_deref(), Some("2024-04-01"), "{text}");
        }
        assert_eq!(day_of_moment(Form::Day, "2024-04-01 about midnight"), None);
        assert_eq!(day_of_moment(Form::Day, "2024-04-01 25:00"), None);
    }

    #[test]
    fn an_hour_is_read_only_where_one_is_written() {
        for (text, hour) in [
            ("2024-04-01T09:58:14+00:00", Some(9)),
            ("01/04/2024 23:59", Some(23)),
            ("9:05", Some(9)),
            ("2024-04-01", None),
            ("24:00", None),
            ("about midnight", None),
            ("", None),
        ] {
            assert_eq!(hour_of(text), hour, "{text}");
        }
    }

    #[test]
    fn no_text_makes_a_form_panic() {
        for text in ["", "-", "é", "midé", "2021é", "Q", "/", "//", "2024-04-01 é:é", "1 é"] {
            for word in Form::words() {
                let _ = Form::of(word).and_then(|form| form.read(text));
                let _ = Form::of(word).and_then(|form| day_of_moment(form, text));
            }
        }
    }
}
