//! One cell of a table to a value, and the messages for cells that are none.
//!
//! A word under `missing:` is a reason, a number is a number, and anything else is an error: nothing
//! that is not a zero ever becomes one.

use super::date;
use super::fault::{Faults, Quote};
use super::layout::MissingWords;
use super::mark::MarkSigns;
use super::number::{self, Thousands, Unread};
use crate::model::mark::Marks;
use crate::model::observation::Value;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, nearest};

/// How the numbers of a source are written.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub(super) missing: MissingWords,
    pub(super) thousands: Thousands,
    pub(super) marks: MarkSigns,
}

impl Numbers {
    /// The value of a trimmed cell, and the marks that follow it.
    pub(super) fn value(&self, cell: &[u8]) -> Result<(Value, Marks), Unread> {
        let missing = |text: &[u8]| self.missing.get(text).map(|reason| (Value::Missing(reason), Marks::NONE));
        // A word that means missing may end in a letter that marks a number elsewhere.
        if let Some(found) = missing(cell) {
            return Ok(found);
        }
        let (rest, marks) = self.marks.split(cell);
        if let Some(found) = missing(rest) {
            return Ok(found);
        }
        let text = std::str::from_utf8(rest).unwrap_or("\u{fffd}");
        number::parse(text, self.thousands).map(|number| (Value::Number(number), marks))
    }
}

/// Where a cell stands and what may be said of it.
pub(super) struct Spot<'a, P: FnOnce() -> Place> {
    /// The name of its column, or of the cell itself.
    pub(super) column: &'a str,
    /// What its faults are counted under with others of the file: most often the column.
    pub(super) cause: &'a str,
    /// What stands in it, trimmed.
    pub(super) text: &'a str,
    /// Whether that may be shown.
    pub(super) quote: Quote,
    /// The path of the source's declaration.
    pub(super) declaration: &'a str,
    /// Its place.
    pub(super) place: P,
}

impl<P: FnOnce() -> Place> Spot<'_, P> {
    /// Adds what is wrong with a cell that should be a number.
    pub(super) fn unread(self, faults: &mut Faults, unread: Unread) {
        let Self { column, cause, text, quote, declaration, place } = self;
        let cause = match unread {
            Unread::Sign => format!("number {cause} {}", quote.cell(text, "")),
            _ => format!("number {cause} {unread:?}"),
        };
        faults.add(&cause, "row", || {
            let needed = || Diagnostic::error(format!("`{column}` must be a number{}", quote.found(text)));
            let found = match unread {
                Unread::Empty => {
                    Diagnostic::error(format!("`{column}` is empty")).label("a number is needed here").help(format!(
                        "say what an empty cell means under `missing:` in {declaration}, such as `\"\": not available`"
                    ))
                }
                Unread::Comma => needed().label("a comma stands in the number").help(match quote {
                    Quote::Shown => {
                        format!("write `{}`, or declare `thousands: comma` in {declaration}", text.replace(',', ""))
                    }
                    Quote::Hidden => format!("take it out, or declare `thousands: comma` in {declaration}"),
                }),
                Unread::Percent => needed()
                    .label("a percent sign stands after the number")
                    .help("write the number alone; the unit belongs to the indicator"),
                Unread::Formula => needed()
                    .label("a formula of a spreadsheet has failed here")
                    .help("mend the formula and save the file again, or ask the supplier to"),
                Unread::Sign => {
                    let sign = quote.cell(text, "a sign");
                    let example = quote.cell(text, "*").replace('`', "");
                    Diagnostic::error(format!("{sign} stands where a number is needed"))
                        .label(format!("`{column}` must be a number"))
                        .help(format!(
                            "say what it means under `missing:` in {declaration}, such as `\"{example}\": suppressed`"
                        ))
                }
                Unread::Other => needed()
                    .label("not a number")
                    .help(format!("correct it, or say what it means under `missing:` in {declaration}")),
            };
            found.at(place())
        });
    }

    /// Adds that a cell is not a period of the form `wanted`.
    pub(super) fn no_period(self, faults: &mut Faults, wanted: &str) {
        let Self { column, cause, text, quote, declaration, place } = self;
        // What is nearly right is told apart from what is no time at all, without showing it.
        let label = wrong(text);
        faults.add(&format!("period {cause} {label}"), "row", || {
            Diagnostic::error(format!("`{column}` must be {wanted}{}", quote.found(text)))
                .at(place())
                .label(label)
                .help(format!("correct it, or the form that {declaration} gives"))
        });
    }

    /// Adds that a cell holds no age.
    pub(super) fn no_age(self, faults: &mut Faults) {
        let Self { column, cause, text, quote, place, .. } = self;
        faults.add(&format!("age {cause}"), "row", || {
            let found = Diagnostic::error(format!("`{column}` must be an age in whole years{}", quote.found(text)));
            found.at(place()).label("not an age").help("correct it, or leave it empty where the age is not known")
        });
    }

    /// Adds that a column holds too many words to name series.
    pub(super) fn no_series(self, faults: &mut Faults) {
        let Self { column, cause, place, .. } = self;
        faults.add(&format!("series {cause}"), "row", || {
            Diagnostic::error(format!("`{column}` has more than 10000 different words and cannot name the series"))
                .at(place())
                .label("one word too many")
                .help("name the column of the kind of thing counted under `series:`")
        });
    }

    /// Adds that columns hold too many words to name breakdowns.
    pub(super) fn no_group(self, faults: &mut Faults) {
        let Self { column, cause, place, .. } = self;
        faults.add(&format!("group {cause}"), "row", || {
            Diagnostic::error(format!(
                "`{column}` and the other columns under `group:` have more than 10000 breakdowns"
            ))
            .at(place())
            .label("one too many")
            .help("name columns of few words, or list under `words:` what they are counted as")
        });
    }

    /// Adds that a cell says why there is no number, and there is one.
    pub(super) fn beside_number(self, faults: &mut Faults) {
        let Self { column, cause, place, .. } = self;
        faults.add(&format!("beside {cause}"), "row", || {
            let found = Diagnostic::error(format!("`{column}` says why there is no number, and there is one"));
            let found = found.at(place()).label("a reason beside a number");
            found.help("take the number out where it is withheld or not known; else take the reason out")
        });
    }

    /// Adds that a cell holds a reason that is none of the known.
    pub(super) fn no_reason(self, faults: &mut Faults, known: &[String]) {
        let Self { column, cause, text, quote, declaration, place } = self;
        faults.add(&format!("reason {cause} {}", quote.cell(text, "")), "row", || {
            let message = match quote {
                Quote::Shown => format!("`{text}` is no reason that `{column}` knows"),
                Quote::Hidden => format!("`{column}` holds a reason that is not known"),
            };
            let known = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let found = Diagnostic::error(message).at(place()).label("unknown reason");
            found.help(format!(
                "write one of {known}; a list of words under `reason:` in {declaration} stands instead of these"
            ))
        });
    }

    /// Adds that a cell holds no breakdown and its word.
    pub(super) fn no_pair(self, faults: &mut Faults) {
        let Self { column, cause, text, quote, place, .. } = self;
        faults.add(&format!("pair {cause} {}", quote.cell(text, "")), "row", || {
            let message = match quote {
                Quote::Shown => format!("`{text}` in `{column}` names no breakdown"),
                Quote::Hidden => format!("`{column}` names no breakdown"),
            };
            let found = Diagnostic::error(message).at(place()).label("no breakdown");
            found.help("write `all`, or each breakdown and its word such as `age: 18 to 24; sex: Male`")
        });
    }

    /// Adds that a cell holds a word that its `words:` do not list.
    pub(super) fn no_word(self, faults: &mut Faults, known: &[String]) {
        let Self { column, cause, text, quote, declaration, place } = self;
        faults.add(&format!("word {cause} {}", quote.cell(text, "")), "row", || {
            if text.is_empty() {
                let found =
                    Diagnostic::error(format!("`{column}` is empty")).at(place()).label("a word is needed here");
                return found.help(format!("fill it in, or say under `words:` in {declaration} what `\"\"` means"));
            }
            let message = match quote {
                Quote::Shown => format!("`{text}` is not listed for `{column}`"),
                Quote::Hidden => format!("`{column}` holds a word that is not listed for it"),
            };
            let found = Diagnostic::error(message).at(place()).label("unknown word");
            let found = found.help(format!("add it under `words:` in {declaration}"));
            match nearest(text, known.iter().map(String::as_str)) {
                Some(near) if quote == Quote::Shown => {
                    found.help(format!("did you mean `{near}`? If not, add it under `words:` in {declaration}"))
                }
                _ => found,
            }
        });
    }
}

/// What is wrong with a text that is no time: a year that cannot be, a day that no calendar has, or all of it.
fn wrong(text: &str) -> &'static str {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() > 3 || !parts.iter().all(is_number) {
        return "not such a time";
    }
    let year = parts.iter().find(|part| part.len() == 4).and_then(|part| date::four(part));
    let small = |part: &&&str| part.len() <= 2;
    match (year, parts.len()) {
        (Some(year), _) if Period::year(year).is_none() => "no such year",
        (Some(year), 3) if parts.iter().filter(small).count() == 2 => {
            let of = |part: &str| date::digits(part).unwrap_or(0);
            let (month, day) = match parts[0].len() {
                4 => (of(parts[1]), of(parts[2])),
                _ => (of(parts[1]), of(parts[0])),
            };
            if Period::day(year, month, day).is_none() { "no calendar has this day" } else { "not such a time" }
        }
        _ => "not such a time",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_time_is_told_apart() {
        for (text, label) in [
            ("31/02/2025 10:00", "no calendar has this day"),
            ("2025-02-31", "no calendar has this day"),
            ("01/04/0225 11:00", "no such year"),
            ("0225-03", "no such year"),
            ("about midnight", "not such a time"),
            ("2025-03-01", "not such a time"),
            ("", "not such a time"),
        ] {
            assert_eq!(wrong(text), label, "{text}");
        }
    }
}
