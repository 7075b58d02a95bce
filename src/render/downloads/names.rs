//! Names of worksheets, as Excel allows them.
//!
//! Comes in: words. Goes out: a name of 31 letters at most, without the signs that a name may not have, that no
//! other worksheet of the workbook has. Wrong can be: nothing.

use std::collections::BTreeSet;

/// The most letters that a worksheet's name may have.
const NAME: usize = 31;

/// Names of worksheets that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name like the words: without signs that a name may not have, short enough, and taken by no other.
    pub(super) fn take(&mut self, words: &str) -> String {
        let allowed = |sign: char| !sign.is_control() && !"[]:*?/\\'’\"".contains(sign);
        let plain: String = words.chars().map(|sign| if allowed(sign) { sign } else { ' ' }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for turn in 1.. {
            let further = if turn == 1 { String::new() } else { format!(" {turn}") };
            let stem: String = cut(&plain, NAME - further.len());
            let name = format!("{}{further}", if stem.is_empty() { "Table" } else { &stem });
            // Excel keeps this name for itself.
            if !name.eq_ignore_ascii_case("history") && self.0.insert(name.to_lowercase()) {
                return name;
            }
        }
        plain
    }
}

/// The words that fit, whole where there are several. Excel counts in UTF-16, so that is what is counted.
fn cut(text: &str, most: usize) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for sign in text.chars() {
        if length(&out) + sign.len_utf16() > most {
            break;
        }
        out.push(sign);
    }
    if text[out.len()..].starts_with(' ') {
        return out;
    }
    match out.rsplit_once(' ') {
        Some((words, _)) if words.len() >= most / 2 => words.to_owned(),
        _ => out.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_worksheets_are_short_plain_and_all_different() {
        let mut names = Names::default();
        assert_eq!(names.take("VI-01 Violence with injury in [all] places: 'now'"), "VI-01 Violence with injury in");
        assert_eq!(names.take("vi-01 violence with injury in all"), "vi-01 violence with injury in 2");
        assert_eq!(names.take("History"), "History 2");
        assert_eq!(names.take("//"), "Table");
        assert_eq!(names.take("𝕏".repeat(40).as_str()).encode_utf16().count(), 30);
    }
}
