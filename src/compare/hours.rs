//! Hours of the week: what their names say, and how closely events crowd into few of them.
//!
//! In come names of groups and released numbers; out come days, spans of hours and how many hold a
//! quarter of what is shown. A name that is no day or hour has no answer. Knows no withheld number.

/// The days of the week, Monday first.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// An hour of the day, or several that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The hour it begins with, 0 to 23.
    pub from: u8,
    /// The hour it ends before, 1 to 24.
    pub until: u8,
}

/// The position of a day of the week by its name, whole or by three letters.
pub fn day(name: &str) -> Option<usize> {
    let name = name.trim();
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(name) || day[..3].eq_ignore_ascii_case(name))
}

/// The span a name says: `22:00 to 22:59`, `00:00 to 02:59`, `22:00`, `7`.
pub fn span(name: &str) -> Option<Span> {
    let parts = name.split_once(" to ").or_else(|| name.split_once('–')).or_else(|| name.split_once('-'));
    let (from, to) = parts.map_or((name, None), |(from, to)| (from, Some(to)));
    let (from, 0) = moment(from)? else { return None };
    let until = match to.map(moment) {
        None => from + 1,
        Some(last) => match last? {
            (hour, 59) => hour + 1,
            _ => return None,
        },
    };
    (until > from).then_some(Span { from, until })
}

/// The hour and the minute of `7`, `07` or `07:00`.
fn moment(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let digits = |text: &str| {
        let sound = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        sound.then(|| text.parse::<u8>().ok()).flatten()
    };
    digits(hour).zip(digits(minute)).filter(|(hour, minute)| *hour < 24 && *minute < 60)
}

/// Whether spans in order make up a whole day, without a gap.
pub fn is_whole_day(spans: &[Span]) -> bool {
    spans.first().is_some_and(|span| span.from == 0)
        && spans.last().is_some_and(|span| span.until == 24)
        && spans.windows(2).all(|pair| pair[0].until == pair[1].from)
}

/// The fewest cells that hold a quarter of the sum of the released ones, first to last.
///
/// Nothing where the sum is zero. Of equal cells the earlier is taken.
pub fn fullest_quarter(values: &[Option<f64>]) -> Vec<usize> {
    let mut cells: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(index, value)| Some((index, (*value)?))).collect();
    let sum: f64 = cells.iter().map(|(_, value)| value).sum();
    if sum <= 0.0 {
        return Vec::new();
    }
    cells.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut held = 0.0;
    let mut chosen = Vec::new();
    for (index, value) in cells {
        if held >= sum / 4.0 {
            break;
        }
        held += value;
        chosen.push(index);
    }
    chosen.sort_unstable();
    chosen
}

/// The longest run of these positions in a week of so many cells, which ends where it begins:
/// its first position and its length.
pub fn longest_run(positions: &[usize], week: usize) -> Option<(usize, usize)> {
    let has = |position: usize| positions.binary_search(&(position % week)).is_ok();
    let mut best: Option<(usize, usize)> = None;
    for first in positions.iter().copied() {
        let length = (0..week).take_while(|step| has(first + step)).count();
        if best.is_none_or(|(_, longest)| length > longest) {
            best = Some((first, length));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_days_and_hours_are_read_and_others_are_not() {
        assert_eq!((day("Monday"), day("sun"), day("Someday"), day("Not known")), (Some(0), Some(6), None, None));
        let hours = |from, until| Some(Span { from, until });
        assert_eq!(span("22:00 to 22:59"), hours(22, 23));
        assert_eq!(span("00:00 to 02:59"), hours(0, 3));
        assert_eq!(span("21:00–23:59"), hours(21, 24));
        assert_eq!((span("7"), span("07:00")), (hours(7, 8), hours(7, 8)));
        for name in ["24", "22:30", "Night", "", "22:00 to 21:59", "22:00 to 23:00", "+7", "é"] {
            assert_eq!(span(name), None, "{name}");
        }
    }

    #[test]
    fn a_quarter_is_held_by_the_fewest_released_cells() {
        let values = [Some(1.0), Some(5.0), None, Some(2.0), Some(12.0)];
        assert_eq!(fullest_quarter(&values), [4]);
        assert_eq!(fullest_quarter(&[Some(2.0); 8]), [0, 1]);
        assert!(fullest_quarter(&[Some(0.0), None]).is_empty());
    }

    #[test]
    fn a_run_goes_on_from_sunday_to_monday() {
        assert_eq!(longest_run(&[0, 1, 5, 166, 167], 168), Some((166, 4)));
        assert_eq!(longest_run(&[], 168), None);
        assert_eq!(longest_run(&[0, 1, 2], 3), Some((0, 3)));
    }

    #[test]
    fn a_day_with_a_gap_is_not_whole() {
        let spans: Vec<Span> = (0..24).map(|from| Span { from, until: from + 1 }).collect();
        assert!(is_whole_day(&spans));
        assert!(!is_whole_day(&spans[1..]) && !is_whole_day(&[spans[0], spans[23]]) && !is_whole_day(&[]));
    }
}
