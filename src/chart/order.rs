//! Orders that mean something: values from the highest down, age groups from the youngest up.

/// A value that sorts before smaller ones; what has none comes last.
#[derive(PartialEq)]
pub(super) enum Descending {
    /// A number.
    Value(f64),
    /// No number.
    Last,
}

impl Eq for Descending {}

impl Ord for Descending {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Value(a), Self::Value(b)) => b.total_cmp(a),
            (Self::Value(_), Self::Last) => std::cmp::Ordering::Less,
            (Self::Last, Self::Value(_)) => std::cmp::Ordering::Greater,
            (Self::Last, Self::Last) => std::cmp::Ordering::Equal,
        }
    }
}

impl PartialOrd for Descending {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The place of a name among others by its first number: `under 16`, `16 to 24`; days of the week from Monday.
/// Other names come last, by their letters.
pub(super) fn by_number(name: &str) -> (u32, bool, String) {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if let Some(day) = DAYS.iter().position(|day| name.eq_ignore_ascii_case(day)) {
        return (u32::try_from(day).unwrap_or(0), true, String::new());
    }

    let digits: String =
        name.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let below = name.to_lowercase().starts_with("under");
    (digits.parse().unwrap_or(u32::MAX), !below, name.to_owned())
}
