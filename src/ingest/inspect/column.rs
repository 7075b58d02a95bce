//! What a column holds, judged from all of its cells and its name.
//!
//! In goes a name and what was counted, out comes what an analyst would say of it. Whether its words may be
//! shown is decided by [`super::privacy`]. Nothing can be wrong.

use crate::ingest::header::plain;
use crate::ingest::vintage::{Lsoa, Vintage};
use crate::model::period::Period;

use super::kind::{self, FORMS};
use super::privacy;
use super::tally::{Counts, Seen, Tally, Today};

/// What a column seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Nothing,
    /// Codes of areas.
    Areas,
    /// Periods, in the form of this position.
    Period(usize),
    /// Days, in the form of this position.
    Day(usize),
    /// Days with a time of day.
    Moment(usize),
    Number,
    Percent,
    Age,
    AgeBand,
    Sex,
    Latitude,
    Longitude,
    Easting,
    Northing,
    Postcode,
    Identifier,
    /// A few different words.
    Words,
    /// Names and other short words, many of them.
    Names,
    /// What people write.
    Text,
}

/// Who says what the columns of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Nobody: its format is not known.
    Unknown,
    /// A known format of rows of events.
    Events,
    /// A known format in which numbers are published.
    Numbers,
}

impl Source {
    /// What the format of a file says.
    pub(super) fn of(format: Option<&str>) -> Self {
        const EVENTS: [&str; 7] = [
            "police-street",
            "police-street-2011",
            "police-api",
            "police-outcomes",
            "police-stop-and-search",
            "ambulance-dispatch",
            "emergency-department",
        ];
        match format {
            None => Self::Unknown,
            Some(name) if EVENTS.contains(&name) => Self::Events,
            Some(_) => Self::Numbers,
        }
    }
}

/// The times of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) first: Period,
    pub(super) last: Period,
    pub(super) count: usize,
    /// Periods that are missing between the first and the last.
    pub(super) gaps: usize,
    /// The first of them.
    pub(super) gap: Option<String>,
}

/// Codes of one kind of area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Areas {
    pub(super) prefix: [u8; 3],
    pub(super) kind: &'static str,
    pub(super) count: usize,
    pub(super) vintage: Option<String>,
}

/// A column and what was found in it.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) holds: Holds,
    pub(super) source: Source,
    pub(super) filled: u64,
    pub(super) empty: u64,
    /// Every word with its count, where there are few enough to remember.
    pub(super) words: Option<Vec<(String, Seen)>>,
    /// Signs for what is missing.
    pub(super) missing: Vec<(String, Seen)>,
    pub(super) times: Option<Times>,
    pub(super) areas: Vec<Areas>,
    pub(super) counts: Counts,
    /// The periods themselves, for what depends on them.
    pub(super) periods: Vec<Period>,
}

/// Whether most of some cells are of a kind: nine in ten.
fn most(part: u64, of: u64) -> bool {
    part > 0 && part * 10 >= of * 9
}

impl Column {
    /// Judges a column of so many rows.
    pub(super) fn of(name: &str, tally: Tally, rows: usize, source: Source, today: Today) -> Self {
        let (words, filled, counts) = tally.done(today);
        let empty = (rows as u64).saturating_sub(filled);
        let judged = holds(name, &words, filled, &counts);
        let is_words = matches!(judged, Holds::Words | Holds::Names | Holds::Identifier);
        let is_written = source == Source::Unknown && is_words && privacy::says_text(name);
        let holds = if is_written { Holds::Text } else { judged };
        let missing = missing(holds, &counts, filled);
        let mut column = Self {
            name: name.to_owned(),
            holds,
            source,
            filled,
            empty,
            words,
            missing,
            times: None,
            areas: Vec::new(),
            periods: Vec::new(),
            counts,
        };
        if let Holds::Period(form) | Holds::Day(form) | Holds::Moment(form) = holds {
            let mut periods: Vec<Period> = column.counts.forms[form].1.keys().copied().collect();
            periods.sort_unstable();
            column.times = times(&periods);
            column.periods = periods;
        }
        if holds == Holds::Areas {
            column.areas = areas(name, &column.counts);
        }
        column
    }

    /// How many different words there are; `None` where there are too many to say.
    pub(super) fn different(&self) -> Option<usize> {
        self.words.as_ref().map(Vec::len)
    }

    /// Whether it is of numbers that may be counts.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.holds, Holds::Number | Holds::Percent)
    }

    /// Whether it is of times.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.holds, Holds::Period(_) | Holds::Day(_) | Holds::Moment(_))
    }

    /// What is wrong with its days, where they are written as no form reads them.
    pub(super) fn unread_days(&self) -> Option<&'static str> {
        if self.is_time() || self.is_number() {
            return None;
        }
        let words = self.words.as_ref().filter(|words| !words.is_empty())?;
        let parts = |text: &str| -> Option<[u32; 3]> {
            let parts: Option<Vec<u32>> = text.split(['/', '-', '.']).map(|part| part.parse().ok()).collect();
            parts?.try_into().ok()
        };
        let all = |fits: &dyn Fn([u32; 3]) -> bool| words.iter().all(|(word, _)| parts(word).is_some_and(fits));
        if all(&|[a, b, year]| (1..=31).contains(&a) && (1..=31).contains(&b) && year < 100) {
            return Some("days with two-digit years, which no form reads: write four digits");
        }
        let is_american = all(&|[month, day, year]| {
            (1..=12).contains(&month) && (1..=31).contains(&day) && (1900..=2100).contains(&year)
        });
        is_american.then_some("days with the month before the day, which no form reads: write the year first")
    }

    /// Its name without case, spaces and signs.
    pub(super) fn plain(&self) -> String {
        plain(&self.name)
    }
}

fn holds(name: &str, words: &Option<Vec<(String, Seen)>>, filled: u64, counts: &Counts) -> Holds {
    let name = plain(name);
    let named = |some: &[&str]| some.iter().any(|word| name == *word);
    let holding = |some: &[&str]| some.iter().any(|word| name.contains(word));
    let real = filled - counts.signs.min(filled);
    if real == 0 {
        return Holds::Nothing;
    }
    let different = words.as_ref().map(Vec::len);
    if most(counts.codes, real) {
        return Holds::Areas;
    }
    if most(counts.moments, real) {
        return Holds::Moment(usize::from(counts.forms[1].0 > counts.forms[0].0));
    }
    let is_age = name == "age"
        || name.starts_with("age") && !name.starts_with("agency")
        || name.ends_with("age") && holding(&["patient", "victim", "person", "current"]);
    if is_age && most(counts.ages, real) {
        return Holds::Age;
    }
    let everything = |word: &str| {
        words.as_ref().is_some_and(|words| {
            words.iter().all(|(text, _)| {
                text.to_lowercase().contains(word) || text.chars().any(|letter| letter.is_ascii_digit())
            })
        })
    };
    if is_age && !most(counts.texts, real) && (everything("all") || holding(&["band", "group", "range"])) {
        return Holds::AgeBand;
    }
    let is_sex = name.contains("gender") || named(&["sex", "patientsex", "victimsex"]);
    if is_sex && different.is_some_and(|count| count <= 12) {
        return Holds::Sex;
    }
    let numbers = counts.numbers;
    let within = |low: f64, high: f64| {
        counts.least.is_some_and(|least| least >= low) && counts.most.is_some_and(|most| most <= high)
    };
    if most(numbers, real) {
        if (named(&["lat", "y"]) || holding(&["latitude"])) && within(0.0, 62.0) {
            return Holds::Latitude;
        }
        if (named(&["long", "lng", "lon"]) || holding(&["longitude"])) && within(-10.0, 62.0) {
            return Holds::Longitude;
        }
        if holding(&["easting"]) || named(&["bnge", "x"]) && within(0.0, 700_000.0) {
            return Holds::Easting;
        }
        if holding(&["northing"]) || named(&["bngn"]) {
            return Holds::Northing;
        }
    }
    if let Some(form) = form(&name, numbers, real, counts) {
        return if form < kind::DAYS { Holds::Day(form) } else { Holds::Period(form) };
    }
    if numbers * 2 >= real || counts.formulas.count * 2 >= real {
        // Numbers that are longer than any count, all different, name things.
        let is_id = counts.fractions == 0 && counts.least.is_some_and(|least| least >= 1e9);
        return match counts.percents.count * 2 >= real {
            true => Holds::Percent,
            false if is_id || named(&["id", "objectid"]) || name.ends_with("id") && different.is_none() => {
                Holds::Identifier
            }
            false => Holds::Number,
        };
    }
    if most(counts.postcodes, real) {
        return Holds::Postcode;
    }
    if most(counts.identifiers, real) && different.is_none_or(|count| count as u64 * 2 > real) {
        return Holds::Identifier;
    }
    let is_text = holding(&["freetext", "comment", "narrative", "description", "notes", "detail", "summary"])
        && different.is_none_or(|count| count > 60 || count as u64 * 2 > real);
    let is_repeated = different.is_some_and(|count| count <= 20 && (count as u64) * 5 <= real);
    if counts.texts * 10 > real && !is_repeated || is_text {
        return Holds::Text;
    }
    if different.is_some_and(|count| count <= 60 || (count as u64) * 20 <= real && count <= 400) {
        Holds::Words
    } else {
        Holds::Names
    }
}

/// The form in which a column of times is written.
fn form(name: &str, numbers: u64, real: u64, counts: &Counts) -> Option<usize> {
    let of = |word: &str| FORMS.iter().position(|(known, _)| *known == word).unwrap_or_default();
    let (month, financial, years, year) = (of("month"), of("financial year"), of("years"), of("year"));
    // A few dates that are none do not make another column of it.
    let slips = counts.ancient.count + counts.impossible.count;
    let reads = |form: usize| counts.forms[form].0 * 2 > real && most(counts.forms[form].0 + slips, real);
    // Numbers are years only where the column says so, or where all of them can be.
    let says_time = ["year", "date", "period", "time", "month", "quarter"].iter().any(|word| name.contains(word));
    if numbers > 0 && !(says_time && numbers == real || numbers * 10 < real) {
        return None;
    }
    if reads(month) && reads(financial) {
        // `2004-05` is both; several of them in which each year follows the other are financial years.
        let several = counts.forms[financial].1.len() > 1;
        return Some(if several && counts.forms[financial].0 == counts.forms[month].0 { financial } else { month });
    }
    let found =
        (0..FORMS.len()).find(|form| *form != years && reads(*form)).or_else(|| reads(years).then_some(years))?;
    (found != year || numbers == 0 || says_time).then_some(found)
}

/// The signs in a column that stand for what is missing.
fn missing(holds: Holds, counts: &Counts, filled: u64) -> Vec<(String, Seen)> {
    let is_number = matches!(
        holds,
        Holds::Number
            | Holds::Percent
            | Holds::Age
            | Holds::Latitude
            | Holds::Longitude
            | Holds::Easting
            | Holds::Northing
    );
    let others = counts.others.sorted();
    let few = others.len() <= 12 && filled > 0;
    let wanted = |text: &str| match is_number && few {
        true => kind::number(text).is_none() && text.len() <= 16,
        false => kind::is_sign(text),
    };
    let found = others.into_iter().filter(|(text, _)| wanted(text));
    found.map(|(text, seen)| (text.to_owned(), seen)).collect()
}

fn times(periods: &[Period]) -> Option<Times> {
    let (first, last) = (*periods.first()?, *periods.last()?);
    let steps = |pair: &[Period]| (pair[1].position() - pair[0].position()).round() as i64;
    let usual = periods.windows(2).map(steps).filter(|step| *step > 0).min().unwrap_or(0);
    let is_alike = periods.iter().all(|period| period.is_like(first)) && first.months() > 0;
    let (mut gaps, mut gap) = (0, None);
    if is_alike && usual > 0 {
        for pair in periods.windows(2) {
            let missing = usize::try_from(steps(pair) / usual - 1).unwrap_or(0);
            if missing > 0 {
                gap.get_or_insert_with(|| format!("after {}", pair[0].id()));
            }
            gaps += missing;
        }
    }
    Some(Times { first, last, count: periods.len(), gaps, gap })
}

fn areas(name: &str, counts: &Counts) -> Vec<Areas> {
    let mut codes: Vec<[u8; 9]> = counts.areas.iter().copied().collect();
    codes.sort_unstable();
    let mut found: Vec<Areas> = Vec::new();
    for some in codes.chunk_by(|a, b| a[..3] == b[..3]) {
        let prefix = [some[0][0], some[0][1], some[0][2]];
        let vintage = vintage(name, prefix, some);
        found.push(Areas { prefix, kind: kind::area(prefix).1, count: some.len(), vintage });
    }
    found.sort_by_key(|areas| kind::area(areas.prefix).0);
    found
}

/// Of which year codes are, as far as they or the name of their column say.
fn vintage(name: &str, prefix: [u8; 3], codes: &[[u8; 9]]) -> Option<String> {
    let by_name = || Vintage::of_column(name).map(|known| format!("of {} by the name of the column", known.year));
    let has = |code: &[u8; 9]| codes.binary_search(code).is_ok();
    match &prefix {
        b"E01" | b"W01" => {
            let of = |code: &[u8; 9]| std::str::from_utf8(code).ok().and_then(Lsoa::of);
            let count = |wanted: Lsoa| codes.iter().filter(|code| of(code) == Some(wanted)).count();
            match (count(Lsoa::Before2021), count(Lsoa::From2021)) {
                (0, 0) => by_name(),
                (0, _) => Some("of 2021".to_owned()),
                (_, 0) => Some("of 2011".to_owned()),
                (gone, new) => Some(format!("of two years, {gone} of before 2021 and {new} new then")),
            }
        }
        b"E08" if has(b"E08000019") || has(b"E08000016") => {
            Some("with the old codes of Barnsley and Sheffield".to_owned())
        }
        b"E08" if has(b"E08000039") || has(b"E08000038") => {
            Some("with the new codes of Barnsley and Sheffield".to_owned())
        }
        _ => by_name(),
    }
}
