//! Numbers as readers write them: `12,345`, `−4.1%`, `Birmingham, Sandwell and Walsall`.

/// With commas between thousands, so many digits after the point, and a true minus sign.
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + 6);
    // Minus zero is zero: the sign goes by what is printed.
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

/// A count: no digits after the point.
pub fn count(value: f64) -> String {
    grouped(value, 0)
}

/// A share of 1 as a percentage: `4.1%`.
pub fn percent(share: f64) -> String {
    let hundred = share.abs() * 100.0;
    let decimals = usize::from(hundred < 10.0);
    format!("{}%", grouped(hundred, decimals))
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(place: usize) -> String {
    let ending = match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// A number in words up to ten, in figures above, as running text has it.
pub fn spelled(count: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| self::count(count as f64), |word| (*word).to_owned())
}

/// `Birmingham, Sandwell and Walsall`.
pub fn series(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
