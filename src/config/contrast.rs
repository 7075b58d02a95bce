//! Whether the colours of a site can be read, seen and told apart.
//!
//! Comes in: a palette and where its colours are declared. Goes out: nothing but messages, one for each pair
//! that fails, with what it reaches and what is needed. The pairs are those that style sheet and drawings
//! really put beside each other.

use super::colour::{Colour, Sight};
use super::palette::{Declared, setting};
use crate::report::{Diagnostic, Place, Report};

/// What words need on their ground, WCAG 2.2, 1.4.3.
const TEXT: f64 = 4.5;
/// What lines, bars, edges and the ring of the focus need, WCAG 2.2, 1.4.11.
const GRAPHIC: f64 = 3.0;
/// How far apart two series must be for every way of seeing, in OKLab times 100.
const SERIES: f64 = 15.0;
/// How far apart neighbouring classes must be; their order, outline and label help.
const CLASSES: f64 = 8.0;
/// How far apart higher and lower must be; their sign and word help.
const MARKS: f64 = 12.0;

/// Words and what is behind them.
const WORDS: [(&str, &str); 9] = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("quiet", "paper"),
    ("quiet", "panel"),
    ("link", "paper"),
    ("link", "panel"),
    ("visited", "paper"),
    ("visited", "panel"),
    ("paper", "navy"),
];

/// What is seen without being read, and what is behind it.
const GRAPHICS: [(&str, &str); 12] = [
    ("navy", "panel"),
    ("edge", "paper"),
    ("edge", "panel"),
    ("series-1", "paper"),
    ("series-2", "paper"),
    ("series-3", "paper"),
    ("series-4", "paper"),
    ("comparator", "paper"),
    ("higher", "paper"),
    ("similar", "paper"),
    ("lower", "paper"),
    ("focus-ink", "focus"),
];

/// Says which pairs fail.
pub(super) fn check(report: &Report, declared: &Declared) {
    for (pairs, least, what) in [(&WORDS[..], TEXT, "read"), (&GRAPHICS[..], GRAPHIC, "seen")] {
        for (one, two) in pairs {
            let (colour, ground) = (declared.palette.of(one), declared.palette.of(two));
            let ratio = colour.contrast(ground);
            if ratio < least {
                let help = colour.readable_on(ground, least).map(|near| (setting(one), near));
                say(report, declared, (one, two), &format!("cannot be {what} on"), (ratio, least), help);
            }
        }
    }
    ring(report, declared);
    let series = ["series-1", "series-2", "series-3", "series-4"];
    for (index, one) in series.iter().enumerate() {
        for two in &series[index + 1..] {
            apart(report, declared, (one, two), SERIES);
        }
    }
    let classes = ["class-1", "class-2", "class-3", "class-4", "class-5"];
    for pair in classes.windows(2) {
        apart(report, declared, (pair[0], pair[1]), CLASSES);
    }
    order(report, declared, &classes);
    apart(report, declared, ("higher", "lower"), MARKS);
}

/// The ring of the focus has two colours, of which one must stand out on each ground.
fn ring(report: &Report, declared: &Declared) {
    for ground in ["paper", "panel"] {
        let behind = declared.palette.of(ground);
        let ratio = |name: &str| declared.palette.of(name).contrast(behind);
        let (name, other) =
            if ratio("focus") > ratio("focus-ink") { ("focus", "focus-ink") } else { ("focus-ink", "focus") };
        let best = ratio(name);
        if best < GRAPHIC {
            let near = declared.palette.of(name).readable_on(behind, GRAPHIC);
            let help = near.map(|near| (setting(name), near));
            let words = format!("and {} cannot be seen on", setting(other));
            say(report, declared, (name, ground), &words, (best, GRAPHIC), help);
        }
    }
}

/// Classes become darker from the first to the last, or lighter.
fn order(report: &Report, declared: &Declared, classes: &[&str]) {
    let light: Vec<f64> = classes.iter().map(|name| declared.palette.of(name).lightness()).collect();
    if light.is_sorted() || light.is_sorted_by(|a, b| a >= b) {
        return;
    }
    let place = classes.iter().find_map(|name| place(declared, name)).unwrap_or_else(|| Place::file(super::FILE));
    let found = Diagnostic::error(format!("`classes` have no order in the {} colours", declared.scheme)).at(place);
    let found = found.label("from the first to the last they become lighter and darker by turns");
    report.add(found.help("let each class be darker than the one before it, or each be lighter"));
}

/// Says for which way of seeing two colours are hardest to tell apart, where they are too close.
fn apart(report: &Report, declared: &Declared, (one, two): (&str, &str), least: f64) {
    let (a, b) = (declared.palette.of(one), declared.palette.of(two));
    let worst = Sight::ALL.map(|sight| (a.distance(b, sight), sight));
    let Some((distance, sight)) = worst.into_iter().min_by(|x, y| x.0.total_cmp(&y.0)) else { return };
    if distance >= least {
        return;
    }
    let (place, other) = places(declared, one, two);
    let words = format!(
        "{} and {} cannot be told apart in the {} colours, {}",
        setting(one),
        setting(two),
        declared.scheme,
        sight.words()
    );
    let found = Diagnostic::error(words)
        .at(place)
        .label(format!("`{a}` and `{b}` are {} apart in OKLab, and {least} are needed", cut(distance)));
    let found = other.into_iter().fold(found, |found, at| found.note(at));
    report.add(found.help("make one of them lighter or darker: that is seen by everyone"));
}

fn say(
    report: &Report,
    declared: &Declared,
    (one, two): (&str, &str),
    words: &str,
    (ratio, least): (f64, f64),
    near: Option<(String, Colour)>,
) {
    let (place, other) = places(declared, one, two);
    let message = format!("{} {words} {} in the {} colours", setting(one), setting(two), declared.scheme);
    let (a, b) = (declared.palette.of(one), declared.palette.of(two));
    let label = format!("`{a}` on `{b}` has a contrast of {} to 1, and {least} to 1 is needed", cut(ratio));
    let found = Diagnostic::error(message).at(place).label(label);
    let found = other.into_iter().fold(found, |found, at| found.note(at));
    report.add(match near {
        Some((name, near)) => found.help(format!("{name} as `{near}` would do, or another {}", setting(two))),
        None => found.help("change one of them"),
    });
}

/// Cut and never rounded up: what fails must not look as if it passed.
fn cut(number: f64) -> String {
    format!("{:.2}", (number * 100.0).floor() / 100.0)
}

fn place(declared: &Declared, name: &str) -> Option<Place> {
    declared.places.iter().find(|(known, _)| known == name).map(|(_, place)| place.clone())
}

/// Where the pair is declared, and a word on the colour that is not, or is declared elsewhere.
fn places(declared: &Declared, one: &str, two: &str) -> (Place, Option<String>) {
    let own = format!("{} is the program’s own", setting(two));
    match (place(declared, one), place(declared, two)) {
        (Some(first), Some(second)) => {
            let line = second.at.as_ref().map_or(1, |at| at.line);
            let same = first.at.as_ref().is_some_and(|at| at.line == line);
            (first, (!same).then(|| format!("{} stands at {}:{line}", setting(two), second.path)))
        }
        (Some(first), None) => (first, Some(own)),
        (None, Some(second)) => (second, Some(format!("{} is the program’s own", setting(one)))),
        (None, None) => (Place::file(super::FILE), None),
    }
}
