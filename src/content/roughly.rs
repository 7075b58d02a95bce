//! Numbers as running text has them: `about 3,400`, `about twice`, `more than doubled`, `rose by about a third`.
//!
//! Comes in: numbers that are published. Goes out: words that are no more exact than they sound. Wrong can be: a
//! ratio of nothing, for which there are no words.

use super::number;
use crate::compare::{Change, Direction};

/// A number to two figures, `about` before it where that is not the number itself: `about 3,400`, `7`, `about 0.43`.
pub(super) fn about(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number::grouped(value, 0);
    }
    let figures = 1 - value.abs().log10().floor() as i32;
    let unit = 10_f64.powi(-figures);
    let rounded = (value / unit).round() * unit;
    let decimals = usize::try_from(figures).unwrap_or(0);
    let exact = (rounded - value).abs() <= value.abs() * 1e-9;
    // A count below a hundred is its own two figures, without a point.
    let decimals = if exact && value.fract() == 0.0 { 0 } else { decimals };
    let text = number::grouped(rounded, decimals);
    if exact { text } else { format!("about {text}") }
}

/// Within so much of a round number the words are `about` it.
const NEAR: f64 = 0.05;

/// How often a value holds another: `about twice`, `more than three times`, `nearly half`, `1.4 times`. Both are
/// above zero.
pub(super) fn times(value: f64, other: f64) -> Option<String> {
    let ratio = value / other;
    if !(ratio.is_finite() && ratio > 0.0 && other > 0.0) {
        return None;
    }
    let many = |count: usize| match count {
        2 => "twice".to_owned(),
        count => format!("{} times", number::spelled(count)),
    };
    if ratio >= 2.0 - 2.0 * NEAR {
        let nearest = ratio.round();
        let below = ratio.floor();
        return Some(if (ratio / nearest - 1.0).abs() <= NEAR {
            format!("about {}", many(nearest as usize))
        } else if ratio - below < 0.5 {
            format!("more than {}", many(below as usize))
        } else {
            format!("nearly {}", many(below as usize + 1))
        });
    }
    for (share, words) in
        [(0.1, "a tenth of"), (0.2, "a fifth of"), (0.25, "a quarter of"), (1.0 / 3.0, "a third of"), (0.5, "half")]
    {
        if (ratio / share - 1.0).abs() <= NEAR {
            return Some(format!("about {words}"));
        }
    }
    if ratio < 0.5 {
        let more = [(1.0 / 3.0, "a third of"), (0.25, "a quarter of"), (0.2, "a fifth of"), (0.1, "a tenth of")];
        let over = more.iter().find(|(share, _)| ratio > *share);
        return Some(over.map_or_else(|| "less than a tenth of".to_owned(), |(_, words)| format!("more than {words}")));
    }
    Some(format!("{} times", number::grouped(ratio, 1)))
}

/// A change in round words: `more than doubled`, `fell by about a third`. A change that is not clear, or of which no
/// percentage may be said, has none.
pub(super) fn change(change: &Change) -> Option<String> {
    let relative = change.relative?;
    let ratio = 1.0 + relative;
    let words = match change.direction {
        Direction::NotClear => "did not clearly change".to_owned(),
        Direction::NotJudged => return None,
        Direction::Rose if ratio >= 2.0 - 2.0 * NEAR => {
            let (nearest, below) = (ratio.round(), ratio.floor());
            let verb = |count: f64| match count as usize {
                2 => "doubled".to_owned(),
                3 => "tripled".to_owned(),
                count => format!("rose to {} times what it was", number::spelled(count)),
            };
            if (ratio / nearest - 1.0).abs() <= NEAR {
                format!("about {}", verb(nearest))
            } else if ratio - below < 0.5 {
                format!("more than {}", verb(below))
            } else {
                format!("nearly {}", verb(below + 1.0))
            }
        }
        Direction::Fell if ratio <= 0.5 + NEAR / 2.0 => {
            if ratio >= 0.5 - NEAR / 2.0 {
                "about halved".to_owned()
            } else {
                "more than halved".to_owned()
            }
        }
        Direction::Rose => format!("rose by about {}", part(relative)),
        Direction::Fell => format!("fell by about {}", part(relative)),
    };
    // Words such as `about rose` are no English.
    Some(
        words
            .replace("about rose to", "rose to about")
            .replace("more than rose to", "rose to more than")
            .replace("nearly rose to", "rose to nearly"),
    )
}

/// A share of what was: `a third`, `12%`.
fn part(relative: f64) -> String {
    let size = relative.abs();
    let parts = [
        (0.1, "a tenth"),
        (0.2, "a fifth"),
        (0.25, "a quarter"),
        (1.0 / 3.0, "a third"),
        (0.5, "a half"),
        (2.0 / 3.0, "two thirds"),
        (0.75, "three quarters"),
    ];
    match parts.iter().find(|(share, _)| (size / share - 1.0).abs() <= NEAR) {
        Some((_, words)) => (*words).to_owned(),
        None if size < 0.01 => number::percent(size),
        None => format!("{}%", number::grouped((size * 100.0).round(), 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_keep_two_figures() {
        for (value, words) in [
            (3_412.0, "about 3,400"),
            (3_400.0, "3,400"),
            (7.0, "7"),
            (96.0, "96"),
            (99.6, "about 100"),
            (105.0, "about 110"),
            (0.432, "about 0.43"),
            (0.0, "0"),
            (1_449_999.0, "about 1,400,000"),
            (-23.4, "about \u{2212}23"),
        ] {
            assert_eq!(about(value), words);
        }
    }

    #[test]
    fn ratios_are_said_as_people_say_them() {
        for (value, other, words) in [
            (2.0, 1.0, "about twice"),
            (1.92, 1.0, "about twice"),
            (2.3, 1.0, "more than twice"),
            (2.7, 1.0, "nearly three times"),
            (3.05, 1.0, "about three times"),
            (12.0, 1.0, "about 12 times"),
            (1.4, 1.0, "1.4 times"),
            (0.49, 1.0, "about half"),
            (0.42, 1.0, "more than a third of"),
            (0.34, 1.0, "about a third of"),
            (0.02, 1.0, "less than a tenth of"),
            (0.8, 1.0, "0.8 times"),
        ] {
            assert_eq!(times(value, other).as_deref(), Some(words), "{value} beside {other}");
        }
        assert_eq!(times(1.0, 0.0), None);
        assert_eq!(times(0.0, 1.0), None);
    }

    proptest! {
        #[test]
        fn about_is_within_five_in_a_hundred(value in 0.001_f64..1e9) {
            let text = about(value).replace("about ", "").replace(',', "");
            let said: f64 = text.parse().unwrap();
            prop_assert!((said / value - 1.0).abs() <= 0.051, "{value}: {text}");
        }
    }
}
