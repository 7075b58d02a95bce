//! How many people an intervention reached, in the words of an author: whether they count a handful of people.
//!
//! In goes a text, out comes whether it names a number of people that is too small to be said of one place. It
//! must not know what intervention it is of. It reads words and no grammar, so it finds what is written
//! plainly and no more.

/// Words for people, as those who run interventions write them.
const PEOPLE: &[&str] = &[
    "adults",
    "boy",
    "boys",
    "child",
    "children",
    "cases",
    "clients",
    "families",
    "females",
    "girl",
    "girls",
    "individuals",
    "males",
    "man",
    "men",
    "offenders",
    "parents",
    "participants",
    "patients",
    "people",
    "person",
    "persons",
    "pupil",
    "pupils",
    "referrals",
    "residents",
    "students",
    "survivors",
    "teenagers",
    "victim",
    "victims",
    "woman",
    "women",
    "youths",
];

/// Numbers that authors spell.
const SPELLED: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// What makes a number no count of its own.
const OPEN: &[&str] = &["fewer than", "less than", "under", "up to", "at most", "below"];

/// Words before a number that is a name or one part of a share.
const NAMED: &[&str] = &["in", "year", "years", "stage", "phase", "tier", "level", "group", "table", "age", "aged"];

/// Words behind a number that is a share or counts something else than people.
const SHARE: &[&str] =
    &["in", "third", "thirds", "quarter", "quarters", "fifths", "tenths", "weekly", "monthly", "daily"];

/// How many words may stand between a number and whom it counts: `3 vulnerable young people`.
const BETWEEN: usize = 3;

/// Whether a text names from 1 to `under` less one people.
pub(super) fn names_few(text: &str, under: u32) -> bool {
    let text = text.to_lowercase();
    clauses(&text).iter().any(|clause| {
        let words: Vec<&str> = clause.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            let before = words[..at].join(" ");
            let is_open = OPEN.iter().any(|open| before.ends_with(open));
            // `Year 4 pupils`, `1 in 4 women` and `two thirds of residents` count nobody.
            let is_name = at > 0 && NAMED.contains(&words[at - 1]);
            let is_share = words.get(at + 1).is_some_and(|next| SHARE.contains(next));
            let few = number(word).is_some_and(|number| (1..under).contains(&number));
            let after = words[at + 1..].iter().take(BETWEEN + 1).take_while(|word| number(word).is_none());
            few && !is_open && !is_name && !is_share && after.into_iter().any(|word| PEOPLE.contains(word))
        })
    })
}

/// What stands between marks belongs together: the number of a table counts nobody in the next clause. A mark
/// between two digits is a part of their number.
fn clauses(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut clauses = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        let inside = matches!(letter, ',' | '.') && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        if matches!(letter, ',' | ';' | ':' | '(' | ')' | '.' | '\u{201c}' | '\u{201d}') && !inside {
            clauses.push(String::new());
        } else if let Some(last) = clauses.last_mut() {
            last.push(*letter);
        }
    }
    clauses
}

fn number(word: &str) -> Option<u32> {
    let spelled = SPELLED.iter().position(|spelled| *spelled == word).and_then(|at| u32::try_from(at + 1).ok());
    spelled.or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::names_few;

    #[test]
    fn a_handful_of_people_is_found_however_it_is_written() {
        for few in [
            "3 young people",
            "One girl, in 2025",
            "377 people (of whom 2 were victims)",
            "4 referrals",
            "2,004 visits and 3 children",
            "40 families; two boys",
        ] {
            assert!(names_few(few, 5), "{few}");
        }
    }

    #[test]
    fn other_numbers_count_nobody_or_enough() {
        for many in [
            "377 people, April to September 2021 (Table 1, \u{201c}Teachable Moments in Hospitals\u{201d})",
            "fewer than 5 young people",
            "Up to 4 children",
            "5 young people",
            "4 schools, 120 pupils",
            "3 to 9 pupils in each of 12 schools",
            "in 2 of 7 areas",
            "1,003 young people",
            "12.4 people a day",
            "1 in 4 women",
            "Year 4 pupils in 12 schools",
            "Key Stage 2 pupils",
            "two thirds of residents",
            "three weekly groups of parents, 120 in all",
            "one family hub",
            "",
        ] {
            assert!(!names_few(many, 5), "{many}");
        }
        assert!(names_few("5 young people", 10));
        assert!(!names_few("1 person", 0));
    }
}
