//! A claim in a sentence: `Ash Vale has the highest rate.{{ claim burglary highest area=ash-vale }}`.
//!
//! The grammar is `claim indicator statement`, then `key=value`. Comes in: words and their places. Goes out: a
//! [`ClaimReference`]; what is unknown, missing or of no use is said at its place. Whether it is true is found
//! in `judge.rs`, once the numbers are there.

use super::value::{Property, ValueReference, Written, settings};
use crate::report::{Diagnostic, Report};

/// The word that a claim begins with.
pub(super) const WORD: &str = "claim";

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statement {
    /// Above every other area, limits and all.
    Highest,
    /// Below every other area, limits and all.
    Lowest,
    /// No other area is clearly above it.
    AmongHighest,
    /// No other area is clearly below it.
    AmongLowest,
    /// The only area that has any.
    Only,
    /// Up since an earlier period, beyond chance.
    Rose,
    /// Down since an earlier period, beyond chance.
    Fell,
    /// Neither.
    NoClearChange,
    /// Up in every period since an earlier one, and beyond chance from the first to the last.
    RoseEveryPeriod,
    /// Down in every period since an earlier one, and beyond chance from the first to the last.
    FellEveryPeriod,
    /// Above the benchmark or another area.
    Higher,
    /// Not told apart from it.
    Similar,
    /// Below it.
    Lower,
    /// A value or more.
    AtLeast,
    /// A value or less.
    AtMost,
}

/// The words of the statements, each with the settings it has a use for.
const STATEMENTS: [(&str, Statement, &[&str]); 15] = [
    ("highest", Statement::Highest, &["area", "among", "period"]),
    ("lowest", Statement::Lowest, &["area", "among", "period"]),
    ("among-highest", Statement::AmongHighest, &["area", "among", "period"]),
    ("among-lowest", Statement::AmongLowest, &["area", "among", "period"]),
    ("only", Statement::Only, &["area", "among", "period"]),
    ("rose", Statement::Rose, &["area", "areas", "among", "period", "from", "by"]),
    ("fell", Statement::Fell, &["area", "areas", "among", "period", "from", "by"]),
    ("no-clear-change", Statement::NoClearChange, &["area", "areas", "among", "period", "from"]),
    ("rose-every-period", Statement::RoseEveryPeriod, &["area", "period", "from"]),
    ("fell-every-period", Statement::FellEveryPeriod, &["area", "period", "from"]),
    ("higher", Statement::Higher, &["area", "areas", "among", "period", "than"]),
    ("similar", Statement::Similar, &["area", "areas", "among", "period", "than"]),
    ("lower", Statement::Lower, &["area", "areas", "among", "period", "than"]),
    ("at-least", Statement::AtLeast, &["area", "period", "value"]),
    ("at-most", Statement::AtMost, &["area", "period", "value"]),
];

impl Statement {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        STATEMENTS.iter().find(|(_, statement, _)| *statement == self).map_or("", |(word, ..)| word)
    }
}

/// Of how many areas a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HowMany {
    /// All of them.
    All,
    /// So many.
    Exactly(usize),
}

/// A claim as an author marked it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ClaimReference {
    /// What is claimed.
    pub statement: Statement,
    /// Of how many areas, where it is not of one.
    pub areas: Option<HowMany>,
    /// By how much at least, as a share of 1; or the value that is not passed.
    pub bound: Option<f64>,
    /// Whether it is no claim but a value that rests on several numbers, judged by the same rules.
    pub is_value: bool,
    /// Of which indicator, and with which settings.
    pub subject: ValueReference,
}

/// Reads a claim, whose first word is [`WORD`].
pub(super) fn reference(report: &Report, written: &Written<'_>) -> Option<ClaimReference> {
    let whole = || (written.place)(written.whole.clone());
    let [_, indicator, statement, rest @ ..] = written.words else {
        let found = Diagnostic::error("this claim says nothing").at(whole()).label("two words are missing");
        report.add(found.help("write `claim indicator statement`, such as `claim robbery highest area=…`"));
        return None;
    };
    let Some((_, said, keys)) = STATEMENTS.iter().find(|(word, ..)| *word == statement.1) else {
        let found = Diagnostic::error(format!("unknown statement `{}`", statement.1)).at(written.at(*statement));
        report.add(found.label("no claim says this").suggest(statement.1, STATEMENTS.iter().map(|(word, ..)| *word)));
        return None;
    };
    let unknown = format!("`{}` has no use for it", statement.1);
    let subject = ValueReference {
        written: written.said().trim_start_matches(WORD).trim_start().to_owned(),
        indicator: indicator.1.to_owned(),
        property: Property::Value,
        keys: settings(report, written, rest, keys, &unknown)?,
        indicator_place: written.at(*indicator),
        place: whole(),
    };
    let (areas, bound) = numbers(report, &subject)?;
    let needs_value = matches!(said, Statement::AtLeast | Statement::AtMost) && subject.key("value").is_none();
    let clash = subject.key("area").is_some() && subject.key("areas").is_some();
    let alone = subject.key("among").is_some()
        && subject.key("areas").is_none()
        && !matches!(
            said,
            Statement::Highest | Statement::Lowest | Statement::AmongHighest | Statement::AmongLowest | Statement::Only
        );
    let (message, help) = match (needs_value, clash, alone) {
        (true, ..) => ("this claim names no value", "write `value=…`, in the unit of the indicator"),
        (_, true, _) => ("this claim is of one area and of several", "write `area=` or `areas=`, not both"),
        (.., true) => ("this claim does not say how many areas", "write `areas=` with a number, `all` or `none`"),
        _ => return Some(ClaimReference { statement: *said, areas, bound, is_value: false, subject }),
    };
    report.add(Diagnostic::error(message).at(whole()).label("this claim").help(help));
    None
}

/// The numbers among the settings of a claim.
fn numbers(report: &Report, subject: &ValueReference) -> Option<(Option<HowMany>, Option<f64>)> {
    let number = |text: &str| text.replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite());
    let areas = subject.key("areas").map(|(text, place)| match text {
        "all" => Ok(HowMany::All),
        "none" => Ok(HowMany::Exactly(0)),
        _ => text.parse().map(HowMany::Exactly).map_err(|_| {
            let found = Diagnostic::error(format!("`{text}` is not a number of areas")).at(place.clone());
            report.add(found.label("here").help("write a number, `all` or `none`"))
        }),
    });
    let by = subject.key("by").map(|(text, place)| {
        number(text.trim_end_matches('%')).filter(|share| *share >= 0.0).map(|share| share / 100.0).ok_or_else(|| {
            let found = Diagnostic::error(format!("`{text}` is not a percentage")).at(place.clone());
            report.add(found.label("here").help("write a number such as `by=10%`"))
        })
    });
    let value = subject.key("value").map(|(text, place)| {
        number(text).ok_or_else(|| {
            let found = Diagnostic::error(format!("`{text}` is not a number")).at(place.clone());
            report.add(found.label("here").help("write a number in the unit of the indicator"))
        })
    });
    Some((areas.transpose().ok()?, by.or(value).transpose().ok()?))
}
