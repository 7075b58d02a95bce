//! Sentences made from findings: true, cautious, and in plain words.

use super::number;
use crate::compare::{Change, Comparison, Direction, Finding, Findings, IndicatorFindings, Lengths, Rank, baseline};
use crate::model::area::{AreaId, LevelId};
use crate::model::estimate::{Confidence, Interval};
use crate::model::indicator::CompareBy;
use crate::model::mark::Marks;
use crate::model::period::Period;
use crate::statistics::chance;

/// `52.9 to 53.8`.
pub fn interval(interval: Interval, decimals: usize) -> String {
    format!("{} to {}", number::grouped(interval.lower, decimals), number::grouped(interval.upper, decimals))
}

/// `highest of 7`, `3rd highest of 7`, `lowest of 7`.
pub fn rank(rank: Rank) -> String {
    match rank.place {
        1 => format!("highest of {}", rank.of),
        place if place == rank.of => format!("lowest of {}", rank.of),
        place => format!("{} highest of {}", number::ordinal(place), rank.of),
    }
}

/// Said of a change between periods that differ in days.
const PER_DAY: &str = " on an average day";

/// Said of two counts that stand as they are and are judged by the days of their periods.
const JUDGED: &str = " (judged per day)";

/// How the size of a change goes on where the two periods differ in days.
pub fn per_day(change: &Change) -> &'static str {
    match change.lengths {
        Lengths::AsTheyAre => "",
        Lengths::PerDay => PER_DAY,
    }
}

/// What became of an area since its baseline: `fell by 17% since 2018-19, the baseline`; none where there is none.
pub fn since_baseline(found: &IndicatorFindings, area: AreaId, period: Period) -> Option<String> {
    let change_since = baseline::since(found, area, period).ok()?;
    let later = found.at(area, period)?.cell.estimate()?;
    let words = change(&change_since, later.value, found.indicator.decimals);
    Some(format!("{words} since {}, the baseline", the_period(change_since.from)))
}

/// `fell by 4.1%`, `rose from 3.1 to 5.2`, `did not clearly change`, `went from 10.2 to 11.5`; of rounded counts
/// `fell by 34.8% to 37.6% (the counts are rounded to 5)`.
pub fn change(change: &Change, later: f64, decimals: usize) -> String {
    let span = || format!("from {} to {}", number::grouped(change.earlier, decimals), number::grouped(later, decimals));
    let by = |relative: f64| match change.rounding {
        Some(range) => format!("{}{} (the counts are rounded to {})", one_way(range), per_day(change), change.rounded),
        None => format!("{}{}", number::percent(relative), per_day(change)),
    };
    let judged = if change.lengths == Lengths::PerDay { JUDGED } else { "" };
    let same = change.earlier == later && change.rounded == 1 && change.lengths == Lengths::AsTheyAre;
    match (change.direction, change.relative) {
        (Direction::NotClear, _) if same => "did not change".to_owned(),
        (Direction::NotClear, _) => format!("did not clearly change{}", per_day(change)),
        (Direction::Rose, Some(relative)) => format!("rose by {}", by(relative)),
        (Direction::Fell, Some(relative)) => format!("fell by {}", by(relative)),
        (Direction::Rose, None) => format!("rose {}{judged}", span()),
        (Direction::Fell, None) => format!("fell {}{judged}", span()),
        (Direction::NotJudged, _) if number::grouped(change.earlier, decimals) == number::grouped(later, decimals) => {
            format!("stayed at {}", number::grouped(later, decimals))
        }
        (Direction::NotJudged, _) => format!("went {}", span()),
    }
}

/// A change with its limits: `fell by 16.6% (13.9% to 19.1%)`, `did not clearly change (32.2% lower to 47.4%
/// higher)`; none where no percentage may be said.
pub fn change_with_limits(change: &Change) -> Option<String> {
    let (relative, limits) = (change.relative?, change.limits?);
    let why = if change.rounding.is_some() { ", with rounding and chance together" } else { "" };
    let (percent, day) = (exact_percent(relative), per_day(change));
    Some(match change.direction {
        Direction::Rose => format!("rose by {percent}{day} ({}{why})", one_way(limits)),
        Direction::Fell => format!("fell by {percent}{day} ({}{why})", one_way(limits)),
        Direction::NotClear | Direction::NotJudged => format!("did not clearly change{day} ({}{why})", from_to(limits)),
    })
}

/// What rounding alone leaves open: `between 2.6% and 21.4% lower, from rounding alone`.
pub fn change_range(change: &Change) -> Option<String> {
    let range = change.rounding?;
    let (low, high) = range;
    Some(if low < 0.0 && high > 0.0 {
        format!("between {}{}, from rounding alone", from_to(range).replace(" to ", " and "), per_day(change))
    } else {
        let way = if high <= 0.0 { "lower" } else { "higher" };
        let range = one_way(range).replace(" to ", " and ");
        format!("between {range} {way}{}, from rounding alone", per_day(change))
    })
}

/// A change in numbers: `5 fewer (16 to 11), which chance alone could bring about`.
pub fn change_difference(change: &Change, later: f64, decimals: usize, noun: Noun) -> String {
    let grouped = |value: f64| number::grouped(value, decimals);
    let size = grouped(change.difference.abs());
    let (more, fewer) = match noun {
        Noun::Things => ("more", "fewer"),
        Noun::Rate => ("higher", "lower"),
    };
    let same = grouped(change.earlier) == grouped(later);
    let what = if same {
        format!("the same ({} and {})", grouped(change.earlier), grouped(later))
    } else {
        let way = if change.difference > 0.0 { more } else { fewer };
        format!("{size} {way} ({} to {})", grouped(change.earlier), grouped(later))
    };
    let judged = match change.direction {
        Direction::NotClear if !same && change.rounded > 1 => ", which rounding or chance alone could bring about",
        Direction::NotClear if !same => ", which chance alone could bring about",
        Direction::Rose | Direction::Fell => ", more than chance alone is likely to bring about",
        Direction::NotClear | Direction::NotJudged => "",
    };
    let days = if judged.is_empty() || change.lengths == Lengths::AsTheyAre { "" } else { JUDGED };
    format!("{what}{judged}{days}")
}

/// Whether a value counts things, of which there are more or fewer, or is higher or lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// Things.
    Things,
    /// A rate, a share or a score.
    Rate,
}

/// A share of 1 as a percentage with one digit after the point, without its sign.
fn exact_percent(share: f64) -> String {
    format!("{}%", number::grouped(share.abs() * 100.0, 1))
}

/// The ends of a range that lies on one side, the smaller first: `13.9% to 19.1%`.
pub fn one_way((low, high): (f64, f64)) -> String {
    let (least, most) = if high <= 0.0 { (high, low) } else { (low, high) };
    format!("{} to {}", exact_percent(least), exact_percent(most))
}

/// The ends of a range, each with its direction: `32.2% lower to 47.4% higher`.
pub fn from_to((low, high): (f64, f64)) -> String {
    let end = |share: f64| format!("{} {}", exact_percent(share), if share < 0.0 { "lower" } else { "higher" });
    format!("{} to {}", end(low), end(high))
}

/// The sentence of a trend: what became of an area's value between the first and the last period.
pub fn trend(findings: &Findings, found: &IndicatorFindings, area: AreaId) -> Option<String> {
    let name = &findings.areas.get(area).name;
    let indicator = &found.indicator;
    let known = |period: &&Period| found.at(area, **period).is_some_and(|found| found.cell.estimate().is_some());
    let last = found.periods().iter().rev().find(known)?;
    let later = found.at(area, *last)?.cell.estimate()?;
    let comparable = |period: &&Period| {
        known(period)
            && !period.overlaps(*last)
            && period.is_like(*last)
            && found.breaks_between(**period, *last).is_empty()
    };
    let first = found.periods().iter().find(comparable)?;
    // A first and a last month of different seasons say nothing of a trend.
    let from = if last.is_month() { found.at(area, *last)?.change?.from } else { *first };
    let earlier = found.at(area, from)?.cell.estimate()?;
    let change_words = change(
        &crate::compare::trend::between((from, earlier), (*last, later), found.said()),
        later.value,
        indicator.decimals,
    );
    Some(format!("{} in {name} {change_words} between {from} and {last}", indicator.short))
}

/// The sentence of many areas beside each other: how many part from the benchmark.
pub fn areas(findings: &Findings, found: &IndicatorFindings, level: LevelId, period: Period) -> Option<String> {
    let areas = findings.areas_of(level);
    let cells: Vec<&Finding> = areas.iter().filter_map(|area| found.at(*area, period)).collect();
    let with_number = cells.iter().filter(|found| found.cell.estimate().is_some()).count();
    let level = findings.areas.level(level);
    let plural = lower_first(&level.plural);
    let of = |test: fn(Comparison) -> bool| cells.iter().filter(|found| found.comparison.is_some_and(test)).count();
    let judged = of(|_| true);
    if let Some(benchmark) = found.benchmark.filter(|_| judged > 0) {
        let (higher, lower) = (of(Comparison::is_above), of(Comparison::is_below));
        let far =
            |count: usize| if count > 0 { format!(" ({} by far)", number::spelled(count)) } else { String::new() };
        let chance = by_chance(judged, found.indicator.compare).map_or_else(String::new, |words| format!("; {words}"));
        return Some(format!(
            "{}, {}: higher than {} in {} of {} {plural}{}, similar in {} and lower in {}{}{chance}",
            found.indicator.short,
            lower_first(&in_period(period)),
            with_article(&findings.areas.get(benchmark).name),
            number::spelled(higher),
            number::spelled(judged),
            far(of(|found| found == Comparison::MuchHigher)),
            number::spelled(judged - higher - lower),
            number::spelled(lower),
            far(of(|found| found == Comparison::MuchLower)),
        ));
    }
    let decimals = found.indicator.decimals;
    let values: Vec<f64> =
        cells.iter().filter_map(|found| found.cell.estimate().map(|estimate| estimate.value)).collect();
    let least = values.iter().copied().min_by(f64::total_cmp)?;
    let most = values.iter().copied().max_by(f64::total_cmp)?;
    Some(format!(
        "{}, {}: from {} to {} among {} {plural}",
        found.indicator.short,
        lower_first(&in_period(period)),
        number::grouped(least, decimals),
        number::grouped(most, decimals),
        number::spelled(with_number),
    ))
}

/// The sentence of many areas since their baseline: how many rose and fell by more than chance explains.
pub fn areas_since_baseline(findings: &Findings, found: &IndicatorFindings, areas: &[AreaId]) -> Option<String> {
    let latest = found.latest()?;
    let from = baseline::beside(found, latest).ok()?;
    let level = findings.areas.get(*areas.first()?).level;
    let known: Vec<Change> = areas.iter().filter_map(|area| baseline::since(found, *area, latest).ok()).collect();
    let went = |way: Direction| known.iter().filter(|change| change.direction == way).count();
    let (rose, fell) = (went(Direction::Rose), went(Direction::Fell));
    Some(format!(
        "{}, {latest} beside the baseline, {from}: higher in {} of {} {}, lower in {} and not clear in {}",
        found.indicator.short,
        number::spelled(rose),
        number::spelled(areas.len()),
        lower_first(&findings.areas.level(level).plural),
        number::spelled(fell),
        number::spelled(areas.len() - rose - fell),
    ))
}

/// How many of so many compared areas would stand apart without any cause: `about 10 would by chance alone`.
/// None for few areas, and for the rule of overlap, whose error is smaller and not fixed.
pub fn by_chance(compared: usize, rule: CompareBy) -> Option<String> {
    let expected = chance::expected(compared, Confidence::Ninety5).round() as usize;
    let known = !matches!(rule, CompareBy::Overlap | CompareBy::Nothing);
    (known && expected > 0).then(|| format!("about {} would stand apart by chance alone", number::spelled(expected)))
}

/// The first letter small, unless the word is more than one: `NHS trusts`, `A&E attendances` and `A levels` stay.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The first letter as a capital.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `In the year to March 2026`, `In 2025`, `On 21 March 2021`.
pub fn in_period(period: Period) -> String {
    let words = period.to_string();
    match (period.months(), words.starts_with(|first: char| first.is_ascii_digit())) {
        (0, true) => format!("On {words}"),
        (12, false) => format!("In the {words}"),
        _ => format!("In {words}"),
    }
}

/// A period after a word such as `since`: `the year to March 2026`, but `2025-26` and `January to March 2026`.
pub fn the_period(period: Period) -> String {
    let words = period.to_string();
    let has_article = words.starts_with("year") || words.starts_with("academic");
    if has_article { format!("the {words}") } else { words }
}

/// `the West Midlands force area`, but `Birmingham` and `England`.
pub fn with_article(name: &str) -> String {
    let common = [" area", " region", "Trust", " Service"];
    if common.iter().any(|ending| name.ends_with(ending)) { format!("the {name}") } else { name.to_owned() }
}

/// A number with its marks, for a table that explains them: `8.6 [p]`.
pub fn marked(number: String, marks: Marks) -> String {
    if marks.is_empty() { number } else { format!("{number} {}", marks.symbols()) }
}

/// Marks as a sentence says them after a number: ` (provisional)`, or nothing.
pub fn in_words(marks: Marks) -> String {
    if marks.is_empty() { String::new() } else { format!(" ({})", marks.words()) }
}

#[cfg(test)]
mod tests {
    use super::lower_first;

    #[test]
    fn a_word_of_more_than_one_capital_or_sign_stays_as_it_is() {
        for (words, lower) in [("Wards", "wards"), ("NHS trusts", "NHS trusts"), ("A&E attendances", "A&E attendances")]
        {
            assert_eq!(lower_first(words), lower);
        }
    }
}
