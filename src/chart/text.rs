//! Text as drawings need it: how wide it is, where it breaks, how a number is written.
//!
//! In comes text; out come widths in pixels and lines. Widths stand in one table, so a drawing is the
//! same on every machine; readers' fonts differ a little, hence the room that [`width`] adds.

use crate::content::html::is_shown;

/// The size of all text in a drawing, in pixels.
pub const SIZE: f64 = 14.0;

/// From one line of text to the next.
pub const LINE: f64 = 18.0;

/// Advance widths of Helvetica and Arial from space to tilde, in thousandths of the size
/// (Adobe Core 14 font metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Room for system fonts that run wider than the table.
const SLACK: f64 = 1.05;

/// How wide `text` may be when drawn, in pixels.
pub fn width(text: &str) -> f64 {
    let thousandths: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
    f64::from(thousandths) / 1000.0 * SIZE * SLACK
}

/// As [`width`], for semibold text.
pub fn strong_width(text: &str) -> f64 {
    width(text) * 1.07
}

fn advance(letter: char) -> u16 {
    match letter {
        ' '..='~' => WIDTHS[letter as usize - 32],
        '\u{2019}' | '\u{2018}' => 222,
        '\u{2212}' => 584,
        '\u{2014}' | '\u{2026}' => 1000,
        '\u{2013}' => 556,
        _ => 667,
    }
}

/// `text` in lines of at most `limit` pixels, as even as its words allow. A word that is wider than a
/// line is broken.
pub fn wrap(text: &str, limit: f64) -> Vec<String> {
    if width(text) <= limit && !text.contains(['\n', '\t']) {
        return if text.trim().is_empty() { Vec::new() } else { vec![text.to_owned()] };
    }
    let lines = fill(text, limit);
    if lines.len() < 2 {
        return lines;
    }
    // The same number of lines, made as narrow as possible, leaves no lone word at the end.
    // No word is broken for it.
    let word = text.split_whitespace().map(width).filter(|wide| *wide <= limit).fold(0.0, f64::max);
    let (mut low, mut high) = (word.max(width(text) / lines.len() as f64), limit);
    let mut best = lines;
    for _ in 0..6 {
        let middle = f64::midpoint(low, high);
        let tried = fill(text, middle);
        if tried.len() == best.len() {
            best = tried;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}

fn fill(text: &str, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, limit)) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer) <= limit {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word, or its parts where it is wider than a line.
fn pieces(word: &str, limit: f64) -> Vec<String> {
    if width(word) <= limit {
        return vec![word.to_owned()];
    }
    let mut out = vec![String::new()];
    for letter in word.chars() {
        let last = out.len() - 1;
        if !out[last].is_empty() && width(&format!("{}{letter}-", out[last])) > limit {
            out[last].push('-');
            out.push(String::new());
        }
        let last = out.len() - 1;
        out[last].push(letter);
    }
    out
}

/// `text` cut to `limit` pixels, with an ellipsis where something is left out.
pub fn shorten(text: &str, limit: f64) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    while !out.is_empty() && width(&format!("{out}\u{2026}")) > limit {
        out.pop();
    }
    format!("{}\u{2026}", out.trim_end())
}

/// A number with thousands separators and a true minus sign.
pub fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number and its unit: `47.8 offences per 1,000 residents`, `12.3% of pupils`.
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit.strip_prefix('%') {
        Some(rest) => format!("{number}%{rest}"),
        None if unit.is_empty() => number.to_owned(),
        None => format!("{number} {unit}"),
    }
}

/// The first letter in upper case.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Names in a row: `Aston`, `Aston and Nechells`; of more than five, `Aston, Nechells and 5 others`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two, rest @ ..] if names.len() > 5 => format!("{one}, {two} and {} others", rest.len()),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Adds `text` to markup, in which it may stand between tags or in a quoted attribute.
pub fn escape(out: &mut String, text: &str) {
    for letter in text.chars().filter(|letter| is_shown(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_trade_writes_them() {
        let written = [(1_234_567.89, 1), (-1234.5, 1), (0.0, 1), (-0.04, 1), (999.5, 0), (12.0, 0)]
            .map(|(value, decimals)| number(value, decimals));
        assert_eq!(written, ["1,234,567.9", "\u{2212}1,234.5", "0.0", "0.0", "1,000", "12"]);
    }

    #[test]
    fn no_line_is_wider_than_its_limit() {
        for limit in [30.0, 60.0, 120.0, 300.0] {
            for words in
                ["Brandwood & King's Heath", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "a b"]
            {
                let lines = wrap(words, limit);
                assert!(lines.iter().all(|line| width(line) <= limit), "{lines:?} over {limit}");
            }
        }
        assert!(wrap("", 10.0).is_empty());
    }

    #[test]
    fn names_in_a_row_end_with_and() {
        assert_eq!(listed(&["A", "B", "C"]), "A, B and C");
        assert_eq!(listed(&["A", "B", "C", "D", "E", "F"]), "A, B and 4 others");
    }

    #[test]
    fn percent_signs_stand_by_their_number() {
        assert_eq!(with_unit("12.3", "% of pupils"), "12.3% of pupils");
        assert_eq!(with_unit("12", "offences"), "12 offences");
    }
}
