//! The head of an indicator's page: the definition of what is measured.

use super::front_matter::split;
use super::standardising;
use crate::files::TextFile;
use crate::measure::method;
use crate::model::group::Group;
use crate::model::indicator::{
    Benchmark, ChangeForm, CompareBy, Count, Denominator, DenominatorPeriod, Indicator, IndicatorId, Limits, Periods,
    Polarity, Summed,
};
use crate::model::period::{MONTHS, Period};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Map, Node};

/// The month that the year of the police and of the health service begins in.
const APRIL: u32 = 4;

/// The longest name that stands in a row of a table on a phone.
const SHORT_LIMIT: usize = 40;

/// Reads the definition of `content/indicators/NAME.md`, and where its note on method begins.
pub(super) fn read(report: &Report, file: &TextFile) -> Option<(Indicator, usize)> {
    let (range, body) = split(report, file).ok()?;
    let name = file.path.rsplit('/').next()?.strip_suffix(".md")?;
    let node = yaml::parse(report, file, range).ok()?;
    let mut map = node.map(report)?;
    let code = map.text_at("code");
    let title = map.text("title");
    let short = map.text_at("short");
    let theme = map.text("theme");
    let unit = map.text("unit");
    let method = map.text_at("method");
    let per = map.optional_number::<f64>("per", "a number above zero");
    let numerator = map.required("numerator").and_then(|node| count(report, node));
    let denominator = map.optional("denominator").map(|node| denominator(report, node));
    let periods = map
        .optional_word(
            "period",
            &[
                ("as published", Periods::AsPublished),
                ("twelve months", Periods::TwelveMonths),
                ("financial year", Periods::FinancialYear),
                ("year to date", Periods::YearToDate { begins: APRIL }),
            ],
        )
        .unwrap_or(Periods::AsPublished);
    let periods_place = map.optional("period").map_or_else(|| map.place().clone(), |node| node.place().clone());
    let periods = year_begins(report, &mut map, periods);
    let baseline = map.optional("baseline").map(|node| baseline(report, node));
    let standardise = map.optional("standardise").map(|node| standardising::standardise(report, node));
    let weights = map.optional("weights").map(|node| standardising::weights(report, node));
    let pool = map.optional("pool").map(|node| standardising::pool(report, node));
    let polarities = [
        ("lower is better", Polarity::LowIsGood),
        ("higher is better", Polarity::HighIsGood),
        ("no judgement", Polarity::NoJudgement),
    ];
    let polarity = map.word("polarity", &polarities);
    let benchmark = match map.optional_text_at("benchmark") {
        None => Benchmark::Site,
        Some((text, _)) if text == "none" => Benchmark::None,
        Some((text, place)) => Benchmark::Area(text, place),
    };
    let rules = [
        ("limits", CompareBy::Limits),
        ("two levels", CompareBy::TwoLevels),
        ("overlap", CompareBy::Overlap),
        ("control limits", CompareBy::ControlLimits),
        ("none", CompareBy::Nothing),
    ];
    let compare = map.optional_word("compare", &rules).unwrap_or(CompareBy::Limits);
    let levels = map.texts("levels");
    if levels.is_empty() {
        report.add(
            Diagnostic::error("`levels` names no level")
                .at(map.place().clone())
                .help("add `levels: [authority]` or others"),
        );
    }
    let summed = if map.flag("sum") { Summed::Yes } else { Summed::No };
    let limits = map.optional_word("interval", &[("none", Limits::None), ("computed", Limits::Computed)]);
    let forms = [("percentage", ChangeForm::Percentage), ("difference", ChangeForm::Difference)];
    let change = map.optional_word("change", &forms).unwrap_or(ChangeForm::Percentage);
    let decimals = map.optional_number("decimals", "a small whole number").unwrap_or(1);
    let breakdowns = map.texts("breakdowns");
    let headline = map.flag("headline");
    let definition = map.text("definition");
    let caution = map.optional_text("caution");
    let place = map.place().clone();
    map.finish();

    let (short, short_place) = short?;
    if short.chars().count() > SHORT_LIMIT {
        let found = Diagnostic::error(format!("`short` has {} characters", short.chars().count())).at(short_place);
        report.add(found.label(format!("at most {SHORT_LIMIT}")).help("shorten it; `title` holds the full name"));
    }
    let (code, code_place) = code?;
    if code.is_empty()
        || !code.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '-')
    {
        let found = Diagnostic::error(format!("`{code}` is not a code")).at(code_place);
        report.add(found.label("capitals, digits and hyphens only").help("write a code such as `VI-01`"));
    }
    let (method, method_place) = method?;
    if let Some(per) = per.filter(|per| *per <= 0.0) {
        report.add(Diagnostic::error(format!("`per` must be above zero, found `{per}`")).at(method_place.clone()));
    }
    let default_per = if ["proportion", "standardised-ratio"].contains(&method.as_str()) { 100.0 } else { 1.0 };
    if ["rate", "standardised-rate", "indirect-rate"].contains(&method.as_str()) && per.is_none() {
        report.add(
            Diagnostic::error("a rate needs `per`")
                .at(method_place.clone())
                .label("this method")
                .help("add `per: 1000` or `per: 100000`"),
        );
    }
    let denominator = match denominator {
        None => None,
        Some(read) => Some(read?),
    };
    let indicator = Indicator {
        id: IndicatorId::new(name),
        code,
        title: title?,
        short,
        theme: theme?,
        unit: unit?,
        limits: limits.unwrap_or(match method::named(&method).map(|method| method.counts()) {
            Some(false) => Limits::None,
            _ => Limits::Computed,
        }),
        method,
        method_place,
        per: per.unwrap_or(default_per),
        numerator: numerator?,
        denominator,
        standardise: whole(standardise)?,
        weights: whole(weights)?,
        periods,
        periods_place,
        baseline: whole(baseline)?,
        pool: whole(pool)?,
        polarity: polarity?,
        benchmark,
        compare,
        levels,
        summed,
        change,
        decimals,
        breakdowns,
        headline,
        definition: definition?,
        caution,
        place,
    };
    Some((indicator, body))
}

/// The periods with the month that their year begins in, where one is written.
fn year_begins(report: &Report, map: &mut Map<'_>, periods: Periods) -> Periods {
    let Some((text, place)) = map.optional_text_at("year-begins") else { return periods };
    let begins = (1..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(&text)).map(|(month, _)| month);
    if begins.is_none() {
        let found =
            Diagnostic::error(format!("`{text}` is not a month")).at(place.clone()).label("a year begins in one");
        report.add(found.suggest(&text, MONTHS));
    }
    if let Periods::YearToDate { begins: usual } = periods {
        return Periods::YearToDate { begins: begins.unwrap_or(usual) };
    }
    let found = Diagnostic::error("`year-begins` says when the year of a year to date begins, and there is none");
    let found = found.at(place).label("nothing reads this");
    report.add(found.help("write `period: year to date`, or leave it out"));
    periods
}

fn baseline(report: &Report, node: &Node) -> Option<(Period, Place)> {
    let (text, place) = (node.text(report)?, node.place().clone());
    let period = Period::from_id(&text);
    if period.is_none() {
        report.add(unknown_period(&text, place.clone()));
    }
    period.map(|period| (period, place))
}

/// What was not written is sound; what was written and is wrong is not.
fn whole<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

fn count(report: &Report, node: &Node) -> Option<Count> {
    let mut map = node.map(report)?;
    let count = count_of(&mut map);
    map.finish();
    count
}

fn count_of(map: &mut Map<'_>) -> Option<Count> {
    let source = map.text_at("source");
    let series = map.texts("series");
    if series.is_empty() {
        map.required("series");
    }
    let group = map.pairs("group");
    let (source, source_place) = source?;
    let (series, series_places): (Vec<String>, Vec<Place>) = series.into_iter().unzip();
    let group = Group::new(group.iter().map(|(dimension, (value, _))| (dimension.as_str(), value.as_str())));
    Some(Count { source: SourceId::new(&source), series, group, source_place, series_places })
}

fn denominator(report: &Report, node: &Node) -> Option<Denominator> {
    let mut map = node.map(report)?;
    let count = count_of(&mut map);
    let period = map.optional("period").map_or(Some(DenominatorPeriod::Same), |node| when(report, node));
    map.finish();
    Some(Denominator { count: count?, period: period? })
}

fn when(report: &Report, node: &Node) -> Option<DenominatorPeriod> {
    if node.is_map() {
        let mut map = node.map(report)?;
        let years = map.optional_number::<i32>("years-before", "a whole number");
        map.finish();
        return years.map(DenominatorPeriod::MidYearBefore);
    }
    let text = node.text(report)?;
    if text == "same" {
        return Some(DenominatorPeriod::Same);
    }
    let period = Period::from_id(&text);
    if period.is_none() {
        report.add(unknown_period(&text, node.place().clone()));
    }
    period.map(DenominatorPeriod::Fixed)
}

/// What to say of a text that names no period.
pub(super) fn unknown_period(text: &str, place: Place) -> Diagnostic {
    Diagnostic::error(format!("`{text}` is not a period"))
        .at(place)
        .label("not a month, a year or a day")
        .help("write `2026-03`, `2025-04-to-2025-08`, `year-to-2026-03`, `2024-25`, `2025`, `mid-2020` or `2021-03-21`")
}
