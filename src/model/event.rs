//! What happened in the world or to the data, drawn on every axis of time that it touches.

use super::period::Period;
use super::source::SourceId;

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// A phase of a pandemic.
    Pandemic,
    /// A change in what is recorded, or how.
    Recording,
    /// A change of boundaries.
    Boundary,
    /// A move to another computer system.
    System,
    /// A law or a programme begins.
    Policy,
    /// Anything else.
    Other,
}

impl EventKind {
    /// Every kind, by the word that authors write.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("pandemic", Self::Pandemic),
        ("recording", Self::Recording),
        ("boundary", Self::Boundary),
        ("system", Self::System),
        ("policy", Self::Policy),
        ("other", Self::Other),
    ];

    /// In a reader's words, for a note.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pandemic => "pandemic",
            Self::Recording => "change in recording",
            Self::Boundary => "change of boundaries",
            Self::System => "change of system",
            Self::Policy => "law or programme",
            Self::Other => "event",
        }
    }
}

/// How a period stands to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The last that ended before it began.
    Before,
    /// The one that shares most of its time with it, the first of several that share as much.
    During,
    /// The first that began when it was over; where it holds since it began, when it had begun.
    Since,
}

impl Side {
    /// Each by the word that authors write.
    pub const WORDS: [(&'static str, Self); 3] =
        [("before", Self::Before), ("during", Self::During), ("since", Self::Since)];
}

/// An event, as its author declares it in `content/events.yaml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// A few words: `First lockdown`.
    pub name: String,
    /// What kind it is.
    pub kind: EventKind,
    /// When it began.
    pub from: Period,
    /// When it ended; `None` for what happened once and holds since.
    pub to: Option<Period>,
    /// What a reader must know of it, in a sentence.
    pub note: String,
    /// The sources whose numbers it touches; all of them where none is named.
    pub sources: Vec<SourceId>,
}

impl Event {
    /// When it was, in words: `23 March 2020 to 4 July 2020`, `from 1 April 2023`.
    pub fn when(&self) -> String {
        match self.to {
            Some(to) if to == self.from => to.to_string(),
            Some(to) => format!("{} to {to}", self.from),
            None => format!("from {}", self.from),
        }
    }

    /// Where it stands on an axis of months from year 0, as [`Period::position`] counts them: its two ends, which
    /// are one for what happened once.
    pub fn span(&self) -> (f64, f64) {
        let begin = ends(self.from).0;
        (begin, self.to.map_or(begin, |to| ends(to).1))
    }

    /// The period of these, sorted, that stands so to it.
    pub fn period(&self, side: Side, known: &[Period]) -> Option<Period> {
        // Ends are sums of thirty-firsts.
        const SAME: f64 = 1e-6;
        let (begin, end) = self.span();
        let shared = |period: Period| {
            let (first, last) = ends(period);
            last.min(end) - first.max(begin)
        };
        match side {
            Side::Before => known.iter().rev().copied().find(|period| ends(*period).1 <= begin + SAME),
            Side::Since => known.iter().copied().find(|period| ends(*period).0 + SAME >= end),
            Side::During => {
                let within = known.iter().copied().filter(|period| self.is_in(*period));
                within.reduce(|best, period| if shared(period) > shared(best) + SAME { period } else { best })
            }
        }
    }

    /// Whether it lies in a period in part; what happened once does so in the period that it happened in.
    pub fn is_in(&self, period: Period) -> bool {
        let ((begin, end), (first, last)) = (self.span(), ends(period));
        if self.to.is_some() { begin < last && end > first } else { first <= begin && begin < last }
    }
}

/// The two ends of a period in months from year 0; a day is a thirty-first of its month.
fn ends(period: Period) -> (f64, f64) {
    let months = |(year, month): (i32, u32)| f64::from(year) * 12.0 + f64::from(month) - 1.0;
    if period.months() > 0 {
        return (months(period.start()), months(period.end()) + 1.0);
    }
    let day: f64 = period.id().get(8..10).and_then(|day| day.parse().ok()).unwrap_or(1.0);
    let begin = months(period.end()) + (day - 1.0) / 31.0;
    (begin, begin + 1.0 / 31.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(from: Period, to: Option<Period>) -> Event {
        let (name, note) = ("Lockdown".to_owned(), String::new());
        Event { name, kind: EventKind::Pandemic, from, to, note, sources: Vec::new() }
    }

    #[test]
    fn a_month_stands_around_its_place_on_the_axis() {
        let march = Period::month(2020, 3).unwrap();
        let (begin, end) = event(march, Some(march)).span();
        assert!((f64::midpoint(begin, end) - march.position()).abs() < 1e-9);
        assert!((end - begin - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_period_stands_before_during_or_since() {
        let years: Vec<Period> = (2018..=2023).filter_map(Period::year).collect();
        let months: Vec<Period> = (1..=12).filter_map(|month| Period::month(2020, month)).collect();
        let lockdown = event(Period::day(2020, 3, 26).unwrap(), Some(Period::day(2020, 7, 4).unwrap()));
        let of = |event: &Event, known: &[Period]| {
            [Side::Before, Side::During, Side::Since].map(|side| event.period(side, known).map(Period::id))
        };
        let some = |ids: [&str; 3]| ids.map(|id| Some(id.to_owned()));
        assert_eq!(of(&lockdown, &years), some(["2019", "2020", "2021"]));
        // April to June lie in it whole, and the first of them is meant.
        assert_eq!(of(&lockdown, &months), some(["2020-02", "2020-04", "2020-08"]));
        let law = event(Period::day(2020, 3, 1).unwrap(), None);
        assert_eq!(of(&law, &months), some(["2020-02", "2020-03", "2020-03"]));
        let ages_ago = event(Period::year(1999).unwrap(), Some(Period::year(1999).unwrap()));
        assert_eq!(of(&ages_ago, &years), [None, None, Some("2018".to_owned())]);
    }

    #[test]
    fn what_happened_once_is_in_one_period_and_what_lasted_in_several() {
        let year = |year| Period::year(year).unwrap();
        let once = event(Period::day(2020, 1, 1).unwrap(), None);
        assert_eq!([2019, 2020, 2021].map(|at| once.is_in(year(at))), [false, true, false]);
        let lasted = event(Period::day(2020, 12, 31).unwrap(), Some(Period::month(2022, 1).unwrap()));
        assert_eq!([2019, 2020, 2021, 2022, 2023].map(|at| lasted.is_in(year(at))), [false, true, true, true, false]);
    }
}
