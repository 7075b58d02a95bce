//! Where a number comes from and by which rule it was made: beside each figure, on the page of each
//! indicator, and as two files that join to every other by the ids of sources and indicators.

use super::view::Fact;
use super::{Publication, downloads, protection};
use crate::compare::IndicatorFindings;
use crate::content::link::relative;
use crate::content::{csv, number, sentence};
use crate::model::area::LevelId;
use crate::model::cell::Shorthand;
use crate::model::coverage::Intake;
use crate::model::indicator::{DenominatorPeriod, IndicatorId, Periods, Summed};
use crate::model::source::{Rule, Source, SourceFile, SourceId, Taken};

/// More files than this are counted and listed on the page of their source, so that no page grows with them.
const LISTED: usize = 3;

/// What stands beside a figure of these indicators on the page at `from`.
pub(super) fn facts(publication: &Publication, indicators: &[IndicatorId], from: &str) -> Vec<Fact> {
    let found: Vec<&IndicatorFindings> = indicators.iter().filter_map(|id| publication.findings.get(id)).collect();
    let mut sources: Vec<&SourceId> = Vec::new();
    for source in found.iter().flat_map(|found| &found.sources) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let known = sources.into_iter().filter_map(|id| publication.findings.sources.get(id));
    let mut facts: Vec<Fact> = known
        .map(|source| {
            let to = format!("{}#files", publication.bindings.addresses.source(source.id.as_str()));
            Fact { word: source.title.clone(), text: files(publication, source), href: Some(relative(from, &to)) }
        })
        .collect();
    facts.extend(found.iter().map(|each| Fact {
        word: match found.as_slice() {
            [_] => "How it was made".to_owned(),
            _ => format!("How it was made: {}", sentence::lower_first(&each.indicator.short)),
        },
        text: made(publication, each),
        href: None,
    }));
    facts
}

/// The SHA-256 of a file as it was read, or as it was declared. A file whose counts are withheld has none that may
/// be known: whoever has all of it but one number could try each that it may be.
pub(super) fn digest<'a>(
    source: &Source,
    intake: Option<&'a Intake>,
    index: usize,
    file: &'a SourceFile,
) -> Option<&'a str> {
    if !source.rule.shows_every_count() {
        return None;
    }
    let read = intake.and_then(|intake| intake.files.get(index)).map(|quality| quality.sha256.as_str());
    read.filter(|digest| !digest.is_empty()).or(file.sha256.as_deref())
}

/// The files of a source, the rows that were used, and when it was obtained.
fn files(publication: &Publication, source: &Source) -> String {
    let intake = publication.intake.get(&source.id);
    let mut parts = Vec::new();
    if let Some(intake) = intake {
        let (rows, kept) = (intake.rows(), intake.kept());
        parts.push(format!("{} of {} rows used", rows_shown(source, kept), rows_shown(source, rows)));
    }
    parts.push(match source.retrieved {
        Some(day) => format!("retrieved {day}"),
        None => "day of retrieval not recorded".to_owned(),
    });
    // What a reader wants stands first; checksums are long and for programs.
    if source.files.len() > LISTED {
        let listed = if source.rule.shows_every_count() { "each listed with its SHA-256" } else { "each listed" };
        parts.push(format!("{} files, {listed}", source.files.len()));
    } else {
        parts.extend(source.files.iter().enumerate().map(|(index, file)| match digest(source, intake, index, file) {
            Some(digest) => format!("{}, SHA-256 {digest}", file.name()),
            None => file.name().to_owned(),
        }));
    }
    parts.join("; ")
}

/// A count of rows, areas or numbers of a source as its rule lets it be shown, or its shorthand.
pub(super) fn rows_shown(source: &Source, count: usize) -> String {
    source
        .of_rows(count)
        .map_or_else(|| Shorthand::Confidential.symbol().to_owned(), |count| number::count(count as f64))
}

/// The smallest kind of area that a source speaks of.
fn finest(publication: &Publication, source: &SourceId) -> Option<LevelId> {
    publication.intake.get(source)?.coverage.iter().map(|found| found.level).max()
}

/// By which rule the rows of the sources became the numbers of an indicator: `Rows added up by small area
/// and period; summed to wards and local authorities; twelve months summed`.
pub(super) fn made(publication: &Publication, found: &IndicatorFindings) -> String {
    let (indicator, areas) = (&found.indicator, &publication.findings.areas);
    let source = publication.findings.sources.get(&indicator.numerator.source);
    let finest = finest(publication, &indicator.numerator.source);
    // Where larger areas are sums, all numbers are of the smallest; else the source gives each level itself.
    let by = match finest.filter(|_| indicator.summed == Summed::Yes) {
        Some(level) => sentence::lower_first(&areas.level(level).name),
        None => "area".to_owned(),
    };
    let mut steps = vec![match source.map(|source| source.taken) {
        Some(Taken::Records) => format!("Rows counted by {by} and period"),
        Some(Taken::Summed) => format!("Rows added up by {by} and period"),
        Some(Taken::Given) | None => format!("Numbers as the source gives them for each {by} and period"),
    }];
    if indicator.numerator.series.len() > 1 {
        steps.push(format!("{} added together", series(&indicator.numerator.series)));
    }
    if !indicator.numerator.group.is_all() {
        steps.push(format!("of {} only", indicator.numerator.group));
    }
    if indicator.summed == Summed::Yes {
        let larger = found.levels.iter().filter(|level| Some(**level) != finest);
        let names: Vec<String> = larger.rev().map(|level| sentence::lower_first(&areas.level(*level).plural)).collect();
        if !names.is_empty() {
            steps.push(format!("summed to {}", number::series(&names)));
        }
    }
    match indicator.periods {
        Periods::AsPublished => {}
        Periods::TwelveMonths => steps.push("twelve months summed".to_owned()),
        Periods::FinancialYear => steps.push("the twelve months of a financial year summed".to_owned()),
        Periods::YearToDate { .. } => steps.push("the months since the year began summed".to_owned()),
    }
    let rules = found.sources.iter().filter_map(|id| publication.findings.sources.get(id)).map(|source| source.rule);
    steps.push(protection::as_a_step(rules.fold(Rule::NONE, Rule::strictest)));
    if let Some(below) = &indicator.denominator {
        let other = publication.findings.sources.get(&below.count.source);
        let title = other.filter(|other| source.is_none_or(|source| source.id != other.id));
        let title = title.map_or_else(String::new, |other| format!(" ({})", other.title));
        let when = match below.period {
            DenominatorPeriod::Same => "of the same period".to_owned(),
            DenominatorPeriod::Fixed(period) => format!("of {period}"),
            DenominatorPeriod::MidYearBefore(0) => "at the middle of the year".to_owned(),
            DenominatorPeriod::MidYearBefore(years) => {
                format!("at mid-year, {} before", crate::report::counted(years.unsigned_abs() as usize, "year"))
            }
        };
        let per = match indicator.method.as_str() {
            "proportion" => ", in each 100".to_owned(),
            _ if indicator.per > 1.0 => format!(", for each {}", number::count(indicator.per)),
            _ => String::new(),
        };
        steps.push(format!("divided by {} {when}{title}{per}", series(&below.count.series)));
    }
    format!("{}.", steps.join("; "))
}

/// The series of a count, by name where they are few.
fn series(names: &[String]) -> String {
    match names {
        [_] | [_, _] | [_, _, _] => number::series(&names.iter().map(|name| format!("‘{name}’")).collect::<Vec<_>>()),
        _ => format!("{} series", number::spelled(names.len())),
    }
}

/// Every file of every source: `data/sources.csv`.
pub(super) fn sources_file(publication: &Publication) -> String {
    let mut out = "source,title,publisher,licence,address,file,sha256,rows,rows used,retrieved\n".to_owned();
    for source in publication.findings.sources.values() {
        let intake = publication.intake.get(&source.id);
        for (index, file) in source.files.iter().enumerate() {
            let quality = intake.and_then(|intake| intake.files.get(index));
            let count = |rows: Option<usize>| {
                rows.and_then(|rows| source.of_rows(rows)).map_or_else(String::new, |rows| rows.to_string())
            };
            let cells = [
                csv::field(source.id.as_str()),
                csv::field(&source.title),
                csv::field(&source.publisher),
                csv::field(&source.licence.name),
                csv::field(&source.address),
                csv::field(
                    &file.member.as_ref().map_or_else(|| file.path.clone(), |member| format!("{}/{member}", file.path)),
                ),
                digest(source, intake, index, file).unwrap_or_default().to_owned(),
                count(quality.map(|quality| quality.rows)),
                count(quality.map(|quality| quality.kept)),
                source.retrieved.map_or_else(String::new, crate::model::period::Period::id),
            ];
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    downloads::for_audience(publication, out)
}

/// Every indicator with the rule by which it was made: `data/indicators.csv`.
pub(super) fn indicators_file(publication: &Publication) -> String {
    let mut out = "indicator,code,title,unit,method,source,how it was made\n".to_owned();
    for found in publication.findings.iter() {
        let sources: Vec<&str> = found.sources.iter().map(SourceId::as_str).collect();
        let cells = [
            csv::field(found.indicator.id.as_str()),
            csv::field(&found.indicator.code),
            csv::field(&found.indicator.title),
            csv::field(&found.indicator.unit),
            csv::field(found.method),
            csv::field(&sources.join(" ")),
            csv::field(&made(publication, found)),
        ];
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    downloads::for_audience(publication, out)
}
