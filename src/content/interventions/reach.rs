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
    "family",
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

/// How many words may stand between a number and whom it counts: `3 vulnerable young people`.
const BETWEEN: usize = 3;

/// Whether a text names from 1 to `under` less one people.
pub(super) fn names_few(text: &str, under: u32) -> bool {
    let text = text.to_lowercase();
    // What stands between marks belongs together: the number of a table counts nobody in the next clause.
    text.split([',', ';', ':', '(', ')', '.', '\u{201c}', '\u{201d}']).any(|clause| {
        let words: Vec<&str> = clause.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            let before = words[..at].join(" ");
            let is_open = OPEN.iter().any(|open| before.ends_with(open));
            let few = number(word).is_some_and(|number| (1..under).contains(&number));
            let after = words[at + 1..].iter().take(BETWEEN + 1).take_while(|word| number(word).is_none());
            few && !is_open && after.into_iter().any(|word| PEOPLE.contains(word))
        })
    })
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
            "",
        ] {
            assert!(!names_few(many, 5), "{many}");
        }
        assert!(names_few("5 young people", 10));
        assert!(!names_few("1 person", 0));
    }
}
