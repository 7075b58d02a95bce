//! The index of indicators, and a page for each.

use super::figures::{Standing, block, size, source_links};
use super::frame::{self, PageHead, link, noted};
use super::notes::shorthand;
use super::view::{Block, Cite, Download, Fact, Indicator, IndicatorEntry, IndicatorIndex, IndicatorTheme, Link};
use super::{Files, Output, Publication, downloads, explore, profile, protection, provenance, trends};
use crate::compare::{IndicatorFindings, baseline, benchmark};
use crate::content::link::relative;
use crate::content::{number, plan, sentence};
use crate::measure::method;
use crate::model::area::{AreaId, slug};
use crate::model::cell::Shorthand;
use crate::model::indicator::{CompareBy, DenominatorPeriod, Periods, Polarity, Summed};
use crate::model::mark::Marks;
use crate::model::period::{MONTHS, Period};
use crate::model::source::Rule;

/// The pages about indicators.
#[derive(Debug)]
pub(super) struct IndicatorPages;

impl Output for IndicatorPages {
    fn name(&self) -> &'static str {
        "indicators"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("indicators"), |publication, report| {
            publication.theme.page(report, "indicators.html", &index(publication))
        });
        for found in publication.findings.iter() {
            let id = found.indicator.id.clone();
            files.add(&addresses.indicator(id.as_str()), move |publication, report| {
                let view = publication.findings.get(&id).map(|found| page(publication, found));
                publication.theme.page(report, "indicator.html", &view)
            });
        }
    }
}

fn index(publication: &Publication) -> IndicatorIndex {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("indicators");
    let mut found: Vec<&IndicatorFindings> = publication.findings.iter().collect();
    found.sort_by_key(|found| (profile::theme_order(&found.indicator.theme), found.indicator.code.clone()));
    let mut themes: Vec<IndicatorTheme> = Vec::new();
    let (mut reasons, mut marks) = (Vec::new(), Marks::NONE);
    for each in found {
        let indicator = &each.indicator;
        if themes.last().is_none_or(|last| last.title != indicator.theme) {
            themes.push(IndicatorTheme {
                title: indicator.theme.clone(),
                anchor: slug(&indicator.theme),
                entries: Vec::new(),
            });
        }
        let area = plan::first_area(&publication.findings, each);
        let number =
            area.zip(each.latest()).and_then(|(area, period)| Some((area, each.at(area, period)?.cell.estimate()?)));
        match number {
            Some((_, estimate)) => marks = marks.union(estimate.marks),
            None => reasons = vec![Shorthand::NotAvailable],
        }
        let entry = IndicatorEntry {
            link: noted(
                &address,
                indicator.title.as_str(),
                &addresses.indicator(indicator.id.as_str()),
                indicator.definition.as_str(),
            ),
            code: indicator.code.clone(),
            unit: indicator.unit.clone(),
            period: each.latest().map_or_else(|| "[x]".to_owned(), |period| period.to_string()),
            value: number.map_or_else(
                || "[x]".to_owned(),
                |(area, estimate)| {
                    let name = &publication.findings.areas.get(area).name;
                    let value = number::grouped(estimate.value, indicator.decimals);
                    format!("{} ({name})", sentence::marked(value, estimate.marks))
                },
            ),
            source: each
                .sources
                .first()
                .and_then(|id| publication.findings.sources.get(id))
                .map_or_else(String::new, |source| source.publisher.clone()),
            illustrative: each.illustrative,
        };
        if let Some(last) = themes.last_mut() {
            last.entries.push(entry);
        }
    }
    IndicatorIndex {
        frame: frame::frame(
            publication,
            &PageHead {
                address: &address,
                title: "Indicators",
                description: "Every indicator of the assessment, by theme.",
                breadcrumb: &[],
                illustrative: true,
            },
        ),
        title: "Indicators".to_owned(),
        lede: "What is measured, with its latest value and where it comes from. Each has a page with its definition, figures and files.".to_owned(),
        explore: explore::any(publication)
            .then(|| link(&address, "Explore them: choose areas, periods and groups", &addresses.page("explore"))),
        themes,
        shorthand: shorthand(&reasons, marks),
    }
}

/// By which rule values are compared with the benchmark, or why they are not.
fn compared_words(found: &IndicatorFindings) -> String {
    if found.cells().all(|(_, finding)| finding.comparison.is_none()) {
        let mut reasons = found.cells().filter_map(|(_, finding)| finding.cell.estimate());
        let reason = reasons.find_map(|own| benchmark::why_not(&found.indicator, own));
        let reason = reason.unwrap_or("no other area has a number in a period of the benchmark");
        return format!("Not compared: {reason}");
    }
    match found.indicator.compare {
        CompareBy::Limits => "Higher or lower where the benchmark is outside the limits at 95%",
        CompareBy::TwoLevels => {
            "Higher or lower where the benchmark is outside the limits at 95%, much higher or lower where it is outside those at 99.8%"
        }
        CompareBy::Overlap => "Higher or lower where the limits of the value and those of the benchmark do not touch",
        CompareBy::ControlLimits => {
            "Higher or lower where the value is outside the limits that chance sets around the benchmark for an area of its size: at 95%, and much so at 99.8%"
        }
        CompareBy::Nothing => "Not compared: its definition asks for no comparison",
    }
    .to_owned()
}

fn facts(publication: &Publication, found: &IndicatorFindings, from: &str) -> Vec<Fact> {
    let indicator = &found.indicator;
    let fact = |word: &str, text: String| Fact { word: word.to_owned(), text, href: None };
    let mut facts =
        vec![fact("Unit", indicator.unit.clone()), fact("Numerator", number::series(&indicator.numerator.series))];
    if let Some(below) = &indicator.denominator {
        let when = match below.period {
            DenominatorPeriod::Same => "of the same period".to_owned(),
            DenominatorPeriod::Fixed(period) => format!("of {period}"),
            DenominatorPeriod::MidYearBefore(0) => "at the middle of the year".to_owned(),
            DenominatorPeriod::MidYearBefore(1) => "at the middle of the year before".to_owned(),
            DenominatorPeriod::MidYearBefore(years) => format!("at the middle of the year {years} years before"),
        };
        facts.push(fact("Denominator", format!("{} {when}", number::series(&below.count.series))));
    }
    let how = method::named(&indicator.method);
    let its_page = |word: &str| relative(from, &publication.bindings.addresses.method(word));
    facts.push(Fact { href: how.map(|how| its_page(how.word())), ..fact("Method", found.method.to_owned()) });
    facts.extend(how.map(|how| fact("Published in", how.citation().to_owned())));
    facts.push(fact(
        "Periods",
        match indicator.periods {
            Periods::AsPublished => "As its source gives them".to_owned(),
            Periods::TwelveMonths => "Sums of twelve complete months".to_owned(),
            Periods::FinancialYear => "Sums of the twelve complete months of a financial year".to_owned(),
            Periods::YearToDate { begins } => format!(
                "Sums of the months since {} to the latest complete month, and of the same months of earlier years",
                MONTHS[begins as usize - 1]
            ),
        },
    ));
    facts.extend(baseline_words(publication, found).map(|words| fact("Baseline", words)));
    facts.push(fact(
        "Which is better",
        match indicator.polarity {
            Polarity::LowIsGood => "Lower",
            Polarity::HighIsGood => "Higher",
            Polarity::NoJudgement => "Neither: no judgement is made",
        }
        .to_owned(),
    ));
    let benchmark =
        found.benchmark.map_or_else(|| "None".to_owned(), |area| publication.findings.areas.get(area).name.clone());
    facts.push(fact("Compared with", benchmark));
    if found.benchmark.is_some() {
        facts.push(fact("How it is compared", compared_words(found)));
    }
    facts.extend(trends::why_not(publication, found).map(|words| fact("Recent trend", words)));
    let levels: Vec<String> =
        found.levels.iter().map(|level| publication.findings.areas.level(*level).plural.clone()).collect();
    let levels: Vec<String> = levels
        .iter()
        .enumerate()
        .map(|(index, name)| if index == 0 { name.clone() } else { sentence::lower_first(name) })
        .collect();
    let summed = if indicator.summed == Summed::Yes { "; larger areas are the sum of smaller ones" } else { "" };
    facts.push(fact("Published for", format!("{}{summed}", number::series(&levels))));
    let rules = found.sources.iter().filter_map(|id| publication.findings.sources.get(id)).map(|source| source.rule);
    facts.push(fact("How it was made", provenance::made(publication, found)));
    facts.push(fact("Disclosure control", protection::in_a_sentence(rules.fold(Rule::NONE, Rule::strictest))));
    facts
}

/// What became of an area since the period before and since the baseline, where one is declared:
/// ` It rose by 5% since 2023-24, and did not clearly change since 2018-19, the baseline.`
fn since(found: &IndicatorFindings, area: AreaId, period: Period) -> String {
    let Some(words) = sentence::since_baseline(found, area, period) else { return String::new() };
    let finding = found.at(area, period);
    let last = finding.and_then(|own| own.change.zip(own.cell.estimate()));
    let last = last.filter(|(change, _)| baseline::beside(found, period) != Ok(change.from));
    match last {
        None => format!(" It {words}."),
        Some((change, later)) => {
            let recent = sentence::change(&change, later.value, found.indicator.decimals);
            format!(" It {recent} since {}; it {words}.", sentence::the_period(change.from))
        }
    }
}

/// The baseline as a fact of the page, with the reason where nothing is compared with it.
fn baseline_words(publication: &Publication, found: &IndicatorFindings) -> Option<String> {
    let (declared, _) = found.indicator.baseline.as_ref()?;
    let at = plan::first_area(&publication.findings, found).zip(found.latest())?;
    Some(match (baseline::since(found, at.0, at.1), baseline::beside(found, at.1)) {
        (Err(why), _) => format!("{declared}. Not compared: {why}"),
        (Ok(_), Ok(beside)) if beside != *declared => format!("{declared}, of which {beside}"),
        (Ok(_), _) => declared.to_string(),
    })
}

fn page(publication: &Publication, found: &IndicatorFindings) -> Indicator {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let indicator = &found.indicator;
    let address = addresses.indicator(indicator.id.as_str());
    let from = address.as_str();
    let figures = plan::of_indicator(findings, found)
        .iter()
        .filter_map(|spec| publication.gallery.get(&spec.id))
        .enumerate()
        .filter_map(|(index, exhibit)| {
            let number = format!("Figure {}", index + 1);
            match block(publication, exhibit, Standing { from, number: &number, heading: "h2" }) {
                Block::Figure(figure) => Some(*figure),
                _ => None,
            }
        })
        .collect();
    let position = plan::first_area(findings, found).zip(found.latest()).and_then(|(area, period)| {
        let estimate = found.at(area, period)?.cell.estimate()?;
        let limits = estimate
            .interval
            .map_or_else(String::new, |interval| format!(" ({})", sentence::interval(interval, indicator.decimals)));
        let unit = if let Some(rest) = indicator.unit.strip_prefix('%') {
            format!("%{rest}")
        } else {
            format!(" {}", indicator.unit)
        };
        Some(
            format!(
                "{}, {} had {}{unit}{limits}{}.",
                sentence::in_period(period),
                sentence::with_article(&findings.areas.get(area).name),
                number::grouped(estimate.value, indicator.decimals),
                sentence::in_words(estimate.marks)
            ) + &since(found, area, period),
        )
    });
    let used_in = publication
        .bindings
        .pages
        .iter()
        .filter(|page| page.indicators.contains(&indicator.id))
        .map(|page| link(from, page.title.as_str(), &page.address))
        .collect::<Vec<Link>>();
    let csv = downloads::of_indicator(publication, &indicator.id);
    let head = PageHead {
        address: from,
        title: &indicator.title,
        description: &indicator.definition,
        breadcrumb: &[("Indicators", addresses.page("indicators"))],
        illustrative: found.illustrative,
    };
    let frame = frame::frame(publication, &head);
    Indicator {
        title: indicator.title.clone(),
        code: indicator.code.clone(),
        theme: indicator.theme.clone(),
        definition: indicator.definition.clone(),
        caution: indicator.caution.clone().unwrap_or_default(),
        finding_html: crate::content::html::escape(&position.unwrap_or_default()),
        figures,
        explore: explore::way(publication, &indicator.id, from),
        trends: trends::table(publication, found, from),
        table: None,
        facts: facts(publication, found, from),
        method_html: publication.bindings.notes.get(&indicator.id).cloned().unwrap_or_default(),
        sources: source_links(publication, &found.sources, from),
        used_in,
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.download(&format!("indicators/{}.csv", indicator.id))),
            size: size(csv.len()),
            note: format!("all values of {}", indicator.short),
        }],
        cite: Cite {
            sentence: frame.cite.clone(),
            address: frame::permanent(publication, from),
            licence: frame.licence.clone(),
        },
        illustrative: found.illustrative,
        frame,
    }
}
