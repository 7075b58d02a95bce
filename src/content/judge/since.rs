//! Claims about what became of a value: since an earlier period, in every period, in how many areas.

use super::{CHANGE, Subject, Verdict};
use crate::compare::{Change, Direction, IndicatorFindings, baseline, trend};
use crate::content::claim::{HowMany, Statement};
use crate::content::compose::Composer;
use crate::content::{lookup, number, sentence};
use crate::model::area::AreaId;
use crate::model::period::Period;
use crate::report::Place;

/// With what the value of a period is compared.
#[derive(Clone, Copy)]
enum Earlier {
    /// The last period like it that does not overlap it.
    Previous,
    /// The same months of the baseline.
    Baseline,
    /// A period by name.
    Named(Period),
}

impl Composer<'_> {
    /// Whether an area, or so many of several, went one way.
    pub(super) fn changed(&self, subject: Subject<'_>) -> Option<Verdict> {
        let wanted = match subject.claim.statement {
            Statement::Rose => Direction::Rose,
            Statement::Fell => Direction::Fell,
            _ => Direction::NotClear,
        };
        let earlier = self.earlier(subject)?;
        let by = subject.claim.bound.unwrap_or(0.0);
        let name = |area: AreaId| self.context.findings.areas.get(area).name.clone();
        if let Some(wanted_areas) = subject.claim.areas {
            let known = self.changes(subject)?;
            let areas = known.len();
            let holding = known.iter().filter(|(_, change)| is_so(change, wanted, by));
            let ways = [(Direction::Rose, "rose in"), (Direction::Fell, "fell in")].map(|(way, words)| {
                let of_it = known.iter().filter(|(_, change)| change.direction == way);
                let names: Vec<String> = of_it.map(|(area, _)| name(*area)).collect();
                if names.is_empty() { format!("{words} none") } else { format!("{words} {}", number::series(&names)) }
            });
            let truth = format!("it {}", ways.join(", and "));
            return Some(so_many(subject, holding.count(), areas, wanted_areas, &truth));
        }
        let area = self.of(subject.claim)?;
        let later = self.known(subject, &[area])?.first()?.2;
        let change = match since(subject, area, earlier) {
            Ok(change) => change,
            Err(why) => return self.refused(subject.claim, &why, "name another earlier period with `from=`"),
        };
        let decimals = subject.found.indicator.decimals;
        let limits = sentence::change_with_limits(&change);
        let words = limits.unwrap_or_else(|| sentence::change(&change, later.value, decimals));
        let truth = format!("{} in {} {words} since {}", subject.found.indicator.short, name(area), change.from);
        let margin = match change.limits {
            Some((low, high)) if wanted == Direction::Rose => {
                format!("{} at least, by its limits", percent(low.min(high)))
            }
            Some((low, high)) if wanted == Direction::Fell => {
                format!("{} at least, by its limits", percent(low.max(high)))
            }
            _ => words,
        };
        let holds = is_so(&change, wanted, by);
        Some(Verdict { holds, truth, margin, help: CHANGE })
    }

    /// Which of several areas went one way, and how many there are.
    pub(in crate::content) fn going(&self, subject: Subject<'_>, way: Direction) -> Option<(Vec<AreaId>, usize)> {
        let known = self.changes(subject)?;
        let holding = known.iter().filter(|(_, change)| change.direction == way).map(|(area, _)| *area);
        Some((holding.collect(), known.len()))
    }

    /// What became of each of several areas.
    fn changes(&self, subject: Subject<'_>) -> Option<Vec<(AreaId, Change)>> {
        let earlier = self.earlier(subject)?;
        let areas = self.several(subject)?;
        self.known(subject, &areas)?;
        let mut known = Vec::with_capacity(areas.len());
        for area in areas {
            match since(subject, area, earlier) {
                Ok(change) => known.push((area, change)),
                Err(why) => {
                    let name = &self.context.findings.areas.get(area).name;
                    return self.refused(subject.claim, &format!("{name}: {why}"), NAME_THEM);
                }
            }
        }
        Some(known)
    }

    /// Whether a value went one way in every period, and beyond chance over all of them.
    pub(super) fn every_period(&self, subject: Subject<'_>, way: Direction) -> Option<Verdict> {
        let area = self.of(subject.claim)?;
        self.known(subject, &[area])?;
        let first = match subject.claim.subject.key("from") {
            Some((name, place)) => Some(self.period(subject, name, place)?),
            None => None,
        };
        let mut at = subject.period;
        let (mut steps, mut against) = (0_usize, Vec::new());
        while Some(at) != first {
            let Some(change) = subject.found.at(area, at).and_then(|finding| finding.change) else {
                match first {
                    Some(first) => {
                        let why = format!("no unbroken line of periods leads from {first} to {}", subject.period);
                        return self.refused(subject.claim, &why, "name a later period with `from=`");
                    }
                    None => break,
                }
            };
            self.without_a_hole(subject, area, (change.from, at))?;
            steps += 1;
            let goes = if way == Direction::Rose { change.difference > 0.0 } else { change.difference < 0.0 };
            if !goes {
                against.push(at.to_string());
            }
            at = change.from;
        }
        if steps < 2 {
            return self.refused(subject.claim, "there are fewer than two steps", "claim `rose` or `fell` instead");
        }
        let whole = match since(subject, area, Earlier::Named(at)) {
            Ok(change) => change,
            Err(why) => return self.refused(subject.claim, &why, "name a later period with `from=`"),
        };
        let later = subject.found.at(area, subject.period)?.cell.estimate()?;
        against.reverse();
        let but = if against.is_empty() { String::new() } else { format!(", but not in {}", number::series(&against)) };
        let truth = format!(
            "{} in {} {} since {at}, in {steps} steps{but}",
            subject.found.indicator.short,
            self.context.findings.areas.get(area).name,
            sentence::change(&whole, later.value, subject.found.indicator.decimals),
        );
        let holds = against.is_empty() && whole.direction == way;
        Some(Verdict { holds, truth, margin: format!("{steps} steps of {steps}"), help: CHANGE })
    }

    /// Says so where a period between two has no number: what is said of every period rests on that one too, and a
    /// change looks past it.
    fn without_a_hole(&self, subject: Subject<'_>, area: AreaId, (from, to): (Period, Period)) -> Option<()> {
        let next = (to.position() - from.position() - f64::from(to.months())).abs() < 0.5;
        if next || from == to.years_before(1) {
            return Some(());
        }
        let between =
            |at: &&Period| at.is_like(to) && !at.overlaps(to) && !at.overlaps(from) && from < **at && **at < to;
        if let Some(period) = subject.found.periods().iter().find(between) {
            self.known(Subject { period: *period, ..subject }, &[area])?;
        }
        let why = format!("no number is known between {from} and {to}");
        self.refused(subject.claim, &why, "name a later period with `from=`, or claim `rose` or `fell`")
    }

    /// The areas of a claim about several.
    pub(in crate::content) fn several(&self, subject: Subject<'_>) -> Option<Vec<AreaId>> {
        let published = subject.found.areas();
        let areas = self.among(subject.claim, || self.context.findings.areas_of_first_level(&published))?;
        if areas.is_empty() {
            return self.refused(subject.claim, "it is published for none of the areas", "name a level with `among=`");
        }
        Some(areas)
    }

    /// The period that a claim names.
    fn period(&self, subject: Subject<'_>, name: &str, place: &Place) -> Option<Period> {
        let of = (self.context.findings, subject.found);
        lookup::period(self.context.report, of, name, place)
    }

    fn earlier(&self, subject: Subject<'_>) -> Option<Earlier> {
        Some(match subject.claim.subject.key("from") {
            None | Some(("previous", _)) => Earlier::Previous,
            Some(("baseline", _)) => Earlier::Baseline,
            Some((name, place)) => Earlier::Named(self.period(subject, name, place)?),
        })
    }
}

/// Whether as many areas are so as the claim says.
pub(super) fn so_many(subject: Subject<'_>, holding: usize, of: usize, wanted: HowMany, truth: &str) -> Verdict {
    let holds = match wanted {
        HowMany::All => holding == of,
        HowMany::Exactly(number) => holding == number,
    };
    let word = subject.claim.statement.word().replace('-', " ");
    let truth = format!("{word} in {} of {of}: {truth}", number::spelled(holding));
    Verdict { holds, truth, margin: format!("{holding} of {of}"), help: CHANGE }
}

/// What to do where areas of a claim cannot be compared.
const NAME_THEM: &str = "name the areas it is true of with `among=`, or another earlier period with `from=`";

/// Whether a change goes this way, by so much at least.
fn is_so(change: &Change, wanted: Direction, by: f64) -> bool {
    change.direction == wanted && (by == 0.0 || change.relative.is_some_and(|relative| relative.abs() >= by))
}

fn percent(share: f64) -> String {
    number::percent(share)
}

/// What became of an area since an earlier period, or why that cannot be said.
fn since(subject: Subject<'_>, area: AreaId, earlier: Earlier) -> Result<Change, String> {
    let (found, period) = (subject.found, subject.period);
    let finding = found.at(area, period).ok_or_else(|| format!("there is no number for {period}"))?;
    let from = match earlier {
        Earlier::Previous => {
            return finding.change.ok_or_else(|| match finding.broken {
                Some(broken) => format!("there is a break in series in {}", broken.at),
                None => "there is no earlier period to compare with".to_owned(),
            });
        }
        Earlier::Baseline => return baseline::since(found, area, period).map_err(|why| why.to_string()),
        Earlier::Named(from) => from,
    };
    between(found, area, from, period)
}

/// What became of an area between two periods, or why that cannot be said.
pub(in crate::content) fn between(
    found: &IndicatorFindings,
    area: AreaId,
    from: Period,
    period: Period,
) -> Result<Change, String> {
    if from.overlaps(period) || from > period {
        return Err(format!("{from} does not lie before {period}"));
    }
    if let Some(broken) = found.breaks_between(from, period).last() {
        return Err(format!("there is a break in series in {}", broken.period));
    }
    let estimate = |at: Period| {
        let cell = found.at(area, at).map(|finding| &finding.cell);
        cell.and_then(|cell| cell.estimate()).ok_or_else(|| match cell.and_then(|cell| cell.shorthand()) {
            Some(reason) => format!("{at} is {}", reason.words()),
            None => format!("there is no number for {at}"),
        })
    };
    Ok(trend::between((from, estimate(from)?), (period, estimate(period)?), found.said()))
}
