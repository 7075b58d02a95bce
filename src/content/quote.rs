//! A value in a sentence, looked up: the number, word or rank it stands for, or a message at its place.
//!
//! A cell that is withheld or missing cannot be quoted, and a rank or a comparison that would mean
//! nothing is refused.

use super::compose::Composer;
use super::value::{Property, ValueReference};
use super::words::Word;
use super::{lookup, number, roughly, sentence};
use crate::compare::{Finding, IndicatorFindings, benchmark, recent_trend};
use crate::model::area::AreaId;
use crate::model::cell::{Cell, Shorthand};
use crate::model::estimate::{Comparable, Estimate};
use crate::model::indicator::ChangeForm;
use crate::model::mark::{Mark, Marks};
use crate::model::period::Period;
use crate::model::source::Break;
use crate::report::Diagnostic;

impl Composer<'_> {
    /// What a value says, as a word of the page it stands on, and the marks of the number it is.
    pub(super) fn value(&mut self, reference: &ValueReference) -> Option<(Word, Marks)> {
        let (report, findings) = (self.context.report, self.context.findings);
        if reference.property == Property::Cost {
            return self.cost(reference);
        }
        let found = lookup::indicator(report, findings, &reference.indicator, &reference.indicator_place)?;
        let area = match reference.key("area") {
            Some((name, place)) => lookup::area(report, findings, name, place)?,
            None => self.area,
        };
        let period = match reference.key("period") {
            Some((name, place)) => lookup::period(report, (findings, found), name, place)?,
            None => found.latest().or_else(|| {
                let message = Diagnostic::error(format!("`{}` has no numbers", reference.indicator));
                report.add(message.at(reference.indicator_place.clone()).label("in no area and no period"));
                None
            })?,
        };
        self.indicators.insert(found.indicator.id.clone());
        if let Some(text) = self.of_several(reference, found, area, period)? {
            let value = text.clone();
            let one = matches!(reference.property, Property::Share | Property::Ratio | Property::Difference);
            let word = if one {
                let address = self.context.addresses.indicator(found.indicator.id.as_str());
                Word::Data { value, text, address }
            } else {
                Word::Bound { value, text }
            };
            return Some((word, Marks::NONE));
        }
        let finding = self.finding(reference, found, area, period)?;
        let text = self.words(reference, found, area, period, finding)?;
        let machine = match (reference.property, finding.cell.estimate()) {
            (Property::Value | Property::Rate, Some(estimate)) => {
                format!("{:.*}", found.indicator.decimals, estimate.value)
            }
            (Property::Count, Some(Estimate { numerator: Some(count), .. })) => format!("{count}"),
            (Property::Period, _) => period.id(),
            _ => text.clone(),
        };
        let marks_of = |finding: Option<&Finding>| {
            finding.and_then(|finding| finding.cell.estimate()).map_or(Marks::NONE, |estimate| estimate.marks)
        };
        let marks = match reference.property {
            Property::Value | Property::Rate | Property::Count | Property::Denominator => marks_of(Some(finding)),
            Property::Benchmark => marks_of(found.benchmark_at(period)),
            // What is measured from a number that may change may change as well.
            Property::Change => marks_of(Some(finding)).iter().filter(|mark| *mark == Mark::Provisional).collect(),
            _ => Marks::NONE,
        };
        // Only a number leads to its source: a page where every bound word is a link is a page of links.
        let word = match reference.property {
            Property::Period | Property::Area | Property::Comparison => Word::Bound { value: machine, text },
            _ => {
                let address = self.context.addresses.indicator(found.indicator.id.as_str());
                Word::Data { value: machine, text, address }
            }
        };
        Some((word, marks))
    }

    /// The cell that a value speaks of; one that is withheld or missing cannot be quoted.
    fn finding<'f>(
        &self,
        reference: &ValueReference,
        found: &'f IndicatorFindings,
        area: AreaId,
        period: Period,
    ) -> Option<&'f Finding> {
        let report = self.context.report;
        let name = &self.context.findings.areas.get(area).name;
        let Some(finding) = found.at(area, period) else {
            let levels: Vec<String> = found
                .levels
                .iter()
                .map(|level| self.context.findings.areas.level(*level).name.to_lowercase())
                .collect();
            let message = Diagnostic::error(format!("`{}` has no number for {name} in {period}", reference.indicator));
            let message = message.at(reference.place.clone()).label("no such number");
            report.add(message.help(format!("it is published by {}", number::series(&levels))));
            return None;
        };
        if let Cell::Missing(shorthand) = finding.cell {
            let message = Diagnostic::error(match shorthand {
                Shorthand::Confidential => "this sentence quotes a figure that is withheld".to_owned(),
                other => format!("this sentence quotes a figure that is {}", other.words()),
            });
            let symbol = shorthand.symbol();
            let mut message = message.at(reference.place.clone()).label(match shorthand {
                Shorthand::Confidential => format!("withheld, published as {symbol}"),
                _ => format!("published as {symbol}"),
            });
            if shorthand == Shorthand::Confidential
                && let Some(place) = found
                    .sources
                    .first()
                    .and_then(|id| self.context.findings.sources.get(id))
                    .map(|source| &source.rule_place)
            {
                let line = place.at.as_ref().map_or(String::new(), |at| format!(":{}", at.line));
                message = message.note(format!("the rule is under `disclosure:` at {}{line}", place.path));
            }
            report.add(message.help("quote the figure for a larger area, or describe it in words"));
            return None;
        }
        Some(finding)
    }

    fn words(
        &self,
        reference: &ValueReference,
        found: &IndicatorFindings,
        area: AreaId,
        period: Period,
        finding: &Finding,
    ) -> Option<String> {
        let estimate = finding.cell.estimate()?;
        let decimals = found.indicator.decimals;
        let name = &self.context.findings.areas.get(area).name;
        let refuse = |message: String, help: &str| {
            let place = reference.place.clone();
            self.context.report.add(Diagnostic::error(message).at(place).label("this value").help(help));
            None
        };
        match reference.property {
            Property::Value => self.rounded(reference, estimate.value, decimals),
            Property::Rate if found.indicator.method == "rate" => self.rounded(reference, estimate.value, decimals),
            Property::Rate => refuse(format!("`{}` is not a rate", found.indicator.id), "write `.value`"),
            Property::Count => match estimate.numerator {
                Some(count) => self.counted(reference, count),
                None => refuse(
                    format!("`{}` has no count", found.indicator.id),
                    "its source gives no counts: write `.value`",
                ),
            },
            Property::Denominator => match estimate.denominator {
                Some(count) => self.rounded(reference, count, 0),
                None => refuse(format!("`{}` has no denominator", found.indicator.id), "write `.count` or `.value`"),
            },
            Property::Interval => estimate
                .interval
                .map(|interval| sentence::interval(interval, decimals))
                .or_else(|| refuse(format!("`{}` has no limits", found.indicator.id), "write `.value`")),
            Property::Period => Some(period.to_string()),
            Property::Area => Some(name.clone()),
            Property::Benchmark => match found.benchmark_at(period).and_then(|found| found.cell.estimate()) {
                Some(estimate) => Some(number::grouped(estimate.value, decimals)),
                None => refuse(
                    format!("`{}` has no benchmark in {period}", found.indicator.id),
                    "leave it out, or name a `benchmark:` in its definition",
                ),
            },
            Property::Comparison => match finding.comparison {
                Some(comparison) => Some(comparison.words().to_owned()),
                None => {
                    let reason = benchmark::why_not(&found.indicator, estimate)
                        .unwrap_or("it is the benchmark itself, or the benchmark has no number");
                    refuse(
                        format!("`{}` cannot be compared for {name}", found.indicator.id),
                        &format!("{reason}: give the two values instead"),
                    )
                }
            },
            Property::Rank => match finding.rank {
                Some(rank) => Some(sentence::rank(rank)),
                None => refuse(
                    format!("a rank of {name} would mean nothing"),
                    "its interval overlaps a neighbour’s, so chance could exchange them: use `.comparison`",
                ),
            },
            Property::Trend => match recent_trend::to(found, area, period) {
                Ok(recent) => Some(recent.words()),
                Err(why) => refuse(
                    format!("`{}` has no recent trend for {name}: {why}", found.indicator.id),
                    "a recent trend needs five years in a row that share no month: use `.change`, or give the values",
                ),
            },
            Property::Change => self.change(reference, found, area, period, finding, &refuse),
            // What rests on several numbers was answered before one was looked up.
            Property::Cost
            | Property::Share
            | Property::Ratio
            | Property::Difference
            | Property::Highest
            | Property::Lowest
            | Property::Higher
            | Property::Similar
            | Property::Lower
            | Property::Rose
            | Property::Fell
            | Property::NoClearChange => None,
        }
    }

    /// A number in the form that is asked for: `3,412`, `about 3,400`, `seven`.
    fn rounded(&self, reference: &ValueReference, value: f64, decimals: usize) -> Option<String> {
        match reference.key("as") {
            None => Some(number::grouped(value, decimals)),
            // What is rounded is the number that is printed elsewhere.
            Some(("about", _)) => {
                let tens = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
                Some(roughly::about((value * tens).round() / tens))
            }
            Some(("words", _)) if value >= 0.0 && value.fract() == 0.0 => Some(number::spelled(value as usize)),
            Some((form, place)) => {
                let found = if form == "words" {
                    let found = Diagnostic::error("only whole numbers are written in words").at(place.clone());
                    found.label("this number is not whole").help("leave `as=` out, or write `as=about`")
                } else {
                    let found = Diagnostic::error(format!("`{form}` is not a form that `as` knows")).at(place.clone());
                    found.label("unknown form").suggest(form, ["about", "words"])
                };
                self.context.report.add(found);
                None
            }
        }
    }

    /// A count with what is counted, one of it or several: `one robbery`, `3,412 robberies`.
    fn counted(&self, reference: &ValueReference, count: f64) -> Option<String> {
        let number = self.rounded(reference, count, 0)?;
        let Some((nouns, place)) = reference.key("unit") else { return Some(number) };
        match nouns.split_once(',') {
            Some((one, several)) if !one.is_empty() && !several.is_empty() => {
                Some(format!("{number} {}", if count == 1.0 { one } else { several }))
            }
            _ => {
                let found = Diagnostic::error(format!("`{nouns}` is not one thing and several")).at(place.clone());
                self.context.report.add(found.label("a comma is missing").help("write `unit=robbery,robberies`"));
                None
            }
        }
    }

    fn change(
        &self,
        reference: &ValueReference,
        found: &IndicatorFindings,
        area: AreaId,
        period: Period,
        finding: &Finding,
        refuse: &dyn Fn(String, &str) -> Option<String>,
    ) -> Option<String> {
        let later = finding.cell.estimate()?;
        let change = match reference.key("from") {
            None | Some(("previous", _)) => finding.change,
            Some((name, place)) => {
                let from = match name {
                    "baseline" => lookup::of_baseline(self.context.report, found, period, place)?,
                    _ => lookup::period(self.context.report, (self.context.findings, found), name, place)?,
                };
                if from.overlaps(period) || from > period {
                    return refuse(
                        format!("{from} does not lie before {period}"),
                        "name an earlier period that shares no month with it",
                    );
                }
                if let [.., last] = found.breaks_between(from, period).as_slice() {
                    return self.refuse_break(reference, last, from, period);
                }
                let earlier = self.finding(reference, found, area, from)?.cell.estimate()?;
                Some(crate::compare::trend::between((from, earlier), (period, later), found.said()))
            }
        };
        let Some(change) = change else {
            if let Some(broken) = finding.broken
                && let [.., last] = found.breaks_between(broken.from, period).as_slice()
            {
                return self.refuse_break(reference, last, broken.from, period);
            }
            return refuse(
                format!("`{}` has no earlier period to compare with", found.indicator.id),
                "name one with `from=`",
            );
        };
        match reference.key("as") {
            None | Some(("words", _)) => Some(sentence::change(&change, later.value, found.indicator.decimals)),
            Some(("interval", _)) => {
                sentence::change_with_limits(&change).or_else(|| self.no_percentage(found, &refuse))
            }
            Some(("range", _)) => sentence::change_range(&change).or_else(|| match change.rounded {
                1 => refuse(
                    format!("the counts of `{}` are not rounded", found.indicator.id),
                    "use `as=interval`; if the publisher rounded them, say `rounded-at-source:` in source.yaml",
                ),
                _ => self.no_percentage(found, &refuse),
            }),
            Some(("difference", _)) => {
                let noun = match later.comparable {
                    Comparable::Count => sentence::Noun::Things,
                    _ => sentence::Noun::Rate,
                };
                Some(sentence::change_difference(&change, later.value, found.indicator.decimals, noun))
            }
            Some(("number", _)) => match change.relative {
                Some(relative) => {
                    let sign = if relative < 0.0 { "\u{2212}" } else { "+" };
                    Some(format!("{sign}{}{}", number::percent(relative), sentence::per_day(&change)))
                }
                None => self.no_percentage(found, &refuse),
            },
            Some(("about", _)) => roughly::change(&change).or_else(|| self.no_percentage(found, &refuse)),
            Some((other, place)) => {
                let message = Diagnostic::error(format!("`{other}` is not a form that `as` knows")).at(place.clone());
                self.context.report.add(
                    message
                        .label("unknown form")
                        .suggest(other, ["words", "about", "number", "interval", "range", "difference"]),
                );
                None
            }
        }
    }

    /// Says why a change has no percentage.
    fn no_percentage(
        &self,
        found: &IndicatorFindings,
        refuse: &dyn Fn(String, &str) -> Option<String>,
    ) -> Option<String> {
        let help = match found.indicator.change {
            ChangeForm::Difference => "its definition says `change: difference`: write `as=difference`",
            ChangeForm::Percentage => {
                "a count is under 20, or there are no counts or limits: write `as=difference`, or leave `as=` out"
            }
        };
        refuse("no percentage can be said of this change".to_owned(), help)
    }

    /// Says that a change would be measured across a break in series.
    fn refuse_break(&self, reference: &ValueReference, broken: &Break, from: Period, to: Period) -> Option<String> {
        let message = format!("no change can be said across the break in series of {}", broken.period);
        let found = Diagnostic::error(message).at(reference.place.clone());
        let found = found.label(format!("from {from} to {to}"));
        let found = found.note(format!("it is declared under `breaks:`: {}", broken.why.trim_end_matches('.')));
        let help = "give the two values and say that they are counted differently, or name a later period with `from=`";
        self.context.report.add(found.help(help));
        None
    }
}
