//! Days in the words of files. The clock itself is looked at by `main.rs` alone.

use sna::model::period::Period;

/// The day so many days after 1 January 1970, as `2026-11-24`.
///
/// Years that begin in March end with the day that a leap year adds (Howard Hinnant, "chrono-compatible low-level
/// date algorithms").
pub(crate) fn written(days: u64) -> String {
    let (era, left) = ((days + 719_468) / 146_097, (days + 719_468) % 146_097);
    let year = (left - left / 1_460 + left / 36_524 - left / 146_096) / 365;
    let of_year = left - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year)
}

/// The month of that day; what is later has not happened.
pub(crate) fn month(days: u64) -> Option<Period> {
    let written = written(days);
    Period::from_id(written.get(..7)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_days_is_a_day() {
        for (days, day) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (19_782, "2024-02-29"), (20_781, "2026-11-24")] {
            assert_eq!(written(days), day);
        }
        assert_eq!(month(20_781), Period::month(2026, 11));
    }
}
