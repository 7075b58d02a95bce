//! Numbers as files: the whole edition, each indicator, each area, and what their columns mean.

use super::figures::size;
use super::frame::{self, PageHead, link};
use super::view::{Cell, Column, Data, DataGroup, DataTable, Download, Row, Table};
use super::{Files, Output, Publication, areas, profile, provenance};
use crate::compare::{Finding, IndicatorFindings};
use crate::content::csv;
use crate::content::link::relative;
use crate::content::number;
use crate::model::area::AreaId;
use crate::model::audience::Audience;
use crate::model::group::Group;
use crate::model::indicator::IndicatorId;
use crate::model::period::Period;

/// The columns of every file of numbers, and what they hold.
const COLUMNS: [(&str, &str); 17] = [
    ("indicator", "the indicator’s id, the last part of its address"),
    ("indicator title", "the indicator’s name in full"),
    ("area code", "the area’s code, most often a GSS code"),
    ("area", "the area’s name"),
    ("area level", "what kind of area it is"),
    ("period", "the period’s id: 2026-03 is a month, year-to-2026-03 twelve months, 2024-25 a financial year"),
    ("breakdown", "all, or the group of people or events counted"),
    ("value", "the value in the unit; empty where there is none"),
    ("lower", "lower limit at 95%; empty where there is none"),
    ("upper", "upper limit at 95%; empty where there is none"),
    ("count", "the count above the line; empty where there is none"),
    ("denominator", "the count below the line; empty where there is none"),
    ("unit", "what the value counts"),
    (
        "comparison",
        "higher, similar or lower than the benchmark, or much higher or lower where two levels of limits are used; empty where not compared",
    ),
    (
        "status",
        "final, or the marks of the value such as [p] provisional, or the shorthand of a value that is not there",
    ),
    ("source", "the sources’ ids, numerator first; sources.csv lists their files"),
    ("illustrative", "yes where any source is made up"),
];

/// The column that stands in the files of a site which is not for everyone.
const AUDIENCE: &str = "audience";

/// The files of numbers and the page that lists them.
#[derive(Debug)]
pub(super) struct Downloads;

impl Output for Downloads {
    fn name(&self) -> &'static str {
        "downloads"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("data"), |publication, report| {
            publication.theme.page(report, "data.html", &page(publication))
        });
        files.add(&addresses.download(&whole_name(publication)), |publication, _| Ok(whole(publication).into_bytes()));
        files.add(&addresses.download("dictionary.csv"), |publication, _| Ok(dictionary(publication).into_bytes()));
        files.add(&addresses.download("sources.csv"), |publication, _| {
            Ok(provenance::sources_file(publication).into_bytes())
        });
        files.add(&addresses.download("indicators.csv"), |publication, _| {
            Ok(provenance::indicators_file(publication).into_bytes())
        });
        for found in publication.findings.iter() {
            let id = found.indicator.id.clone();
            files.add(&addresses.download(&format!("indicators/{id}.csv")), move |publication, _| {
                Ok(of_indicator(publication, &id).into_bytes())
            });
        }
    }
}

fn whole_name(publication: &Publication) -> String {
    match publication.config.audience {
        Audience::Public => format!("sna-{}.csv", publication.config.edition),
        Audience::Partner => format!("sna-{}-partner.csv", publication.config.edition),
    }
}

fn header() -> String {
    let mut out = COLUMNS.map(|(name, _)| name).join(",");
    out.push('\n');
    out
}

/// The columns of the files of a site: one more where they are not for everyone.
fn columns(publication: &Publication) -> impl Iterator<Item = (&'static str, &'static str)> {
    let further = publication.config.audience.restriction().map(|words| (AUDIENCE, words));
    COLUMNS.into_iter().chain(further)
}

/// A file of numbers as its audience gets it: who may see a row stands in the row, wherever it is copied to.
pub(super) fn for_audience(publication: &Publication, text: String) -> String {
    match publication.config.audience {
        Audience::Public => text,
        Audience::Partner => csv::with_column(&text, AUDIENCE, "partners only"),
    }
}

fn dictionary(publication: &Publication) -> String {
    let mut out = "column,meaning\n".to_owned();
    for (name, meaning) in columns(publication) {
        out.push_str(&format!("{},{}\n", csv::field(name), csv::field(meaning)));
    }
    out
}

/// One line of a file.
fn line(
    publication: &Publication,
    found: &IndicatorFindings,
    group: &Group,
    area: AreaId,
    period: Period,
    finding: &Finding,
) -> String {
    let areas = &publication.findings.areas;
    let own = areas.get(area);
    let estimate = finding.cell.estimate();
    let limits = estimate.and_then(|estimate| estimate.interval);
    let decimals = found.indicator.decimals;
    let plain =
        |value: Option<f64>, decimals: usize| value.map_or_else(String::new, |value| format!("{value:.decimals$}"));
    let sources: Vec<&str> = found.sources.iter().map(crate::model::source::SourceId::as_str).collect();
    let comparison = finding.comparison.map_or("", crate::compare::Comparison::word);
    let cells = [
        csv::field(found.indicator.id.as_str()),
        csv::field(&found.indicator.title),
        csv::field(own.code.as_str()),
        csv::field(&own.name),
        csv::field(&areas.level(own.level).name),
        period.id(),
        if group.is_all() { "all".to_owned() } else { csv::field(&group.to_string()) },
        plain(estimate.map(|estimate| estimate.value), decimals.max(1)),
        plain(limits.map(|limits| limits.lower), decimals.max(1)),
        plain(limits.map(|limits| limits.upper), decimals.max(1)),
        plain(estimate.and_then(|estimate| estimate.numerator), 0),
        plain(estimate.and_then(|estimate| estimate.denominator), 0),
        csv::field(&found.indicator.unit),
        comparison.to_owned(),
        finding.cell.status(),
        csv::field(&sources.join(" ")),
        if found.illustrative { "yes" } else { "no" }.to_owned(),
    ];
    let mut out = cells.join(",");
    out.push('\n');
    out
}

fn lines_of(publication: &Publication, found: &IndicatorFindings, out: &mut String) {
    for ((group, area, period), finding) in found.cells() {
        out.push_str(&line(publication, found, group, *area, *period, finding));
    }
}

/// Every released number of the edition.
fn whole(publication: &Publication) -> String {
    let mut out = header();
    for found in publication.findings.iter() {
        lines_of(publication, found, &mut out);
    }
    for_audience(publication, out)
}

/// Every released number of an indicator.
pub(super) fn of_indicator(publication: &Publication, id: &IndicatorId) -> String {
    let mut out = header();
    if let Some(found) = publication.findings.get(id) {
        lines_of(publication, found, &mut out);
    }
    for_audience(publication, out)
}

/// Every released number of an area.
pub(super) fn of_area(publication: &Publication, area: AreaId) -> String {
    let mut out = header();
    for found in publication.findings.iter() {
        for group in found.groups() {
            for period in found.periods() {
                if let Some(finding) = found.of_group(group, area, *period) {
                    out.push_str(&line(publication, found, group, area, *period, finding));
                }
            }
        }
    }
    for_audience(publication, out)
}

/// The numbers named.
pub(super) fn of_numbers<'a>(
    publication: &Publication,
    numbers: impl Iterator<Item = (&'a IndicatorId, AreaId, Period)>,
) -> String {
    let mut out = header();
    for (id, area, period) in numbers {
        if let Some(found) = publication.findings.get(id)
            && let Some(finding) = found.at(area, period)
        {
            out.push_str(&line(publication, found, &Group::all(), area, period, finding));
        }
    }
    for_audience(publication, out)
}

/// How many rows a file has, without its header.
fn rows_in(text: &str) -> usize {
    text.lines().count().saturating_sub(1)
}

fn page(publication: &Publication) -> Data {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("data");
    let from = address.as_str();
    let file = |text: &str, name: &str, bytes: usize, note: String| Download {
        text: text.to_owned(),
        href: relative(from, &addresses.download(name)),
        size: size(bytes),
        note,
    };
    let all = whole(publication);
    let name = whole_name(publication);
    let table = |found: &IndicatorFindings| {
        let id = &found.indicator.id;
        let text = of_indicator(publication, id);
        let period = match (found.periods().first(), found.periods().last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(only), _) => only.to_string(),
            _ => "[x]".to_owned(),
        };
        DataTable {
            link: link(from, found.indicator.title.as_str(), &addresses.indicator(id.as_str())),
            rows: number::count(rows_in(&text) as f64),
            period,
            downloads: vec![file(
                "CSV",
                &format!("indicators/{id}.csv"),
                text.len(),
                format!("all values of {}", found.indicator.short),
            )],
            illustrative: found.illustrative,
        }
    };
    let mut themes: Vec<&str> = publication.findings.iter().map(|found| found.indicator.theme.as_str()).collect();
    themes.sort_by_key(|theme| profile::theme_order(theme));
    themes.dedup();
    let group = |theme: &str| {
        let own = publication.findings.iter().filter(|found| found.indicator.theme == theme);
        let tables: Vec<DataTable> = own.map(table).collect();
        DataGroup { title: format!("{theme}: {}", crate::report::counted(tables.len(), "table")), tables }
    };
    let row = |(name, meaning): (&str, &str)| {
        let cell = |text: &str| Cell { text: text.to_owned(), kind: "text".to_owned(), ..Cell::default() };
        Row { step: None, words: String::new(), cells: vec![cell(name), cell(meaning)] }
    };
    let column = |text: &str| Column { text: text.to_owned(), kind: "text".to_owned() };
    let mut attributions: Vec<&str> =
        publication.findings.sources.values().map(|source| source.attribution.as_str()).collect();
    attributions.sort_unstable();
    attributions.dedup();
    Data {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Data",
                description: "Every released number as files, with a dictionary and the licence.",
                breadcrumb: &[],
                illustrative: true,
            },
        ),
        title: "Data".to_owned(),
        pack: relative(from, &addresses.page("pack")),
        lede: format!(
            "Every number on this site is in these files, and nothing else is: {} values of {} indicators for {} areas with a page.",
            number::count(rows_in(&all) as f64),
            publication.findings.iter().count(),
            areas::with_profile(publication).len()
        ),
        whole: vec![
            file("All values, CSV", &name, all.len(), "every released number of the edition".to_owned()),
            file(
                "Dictionary, CSV",
                "dictionary.csv",
                dictionary(publication).len(),
                "what the columns hold".to_owned(),
            ),
            file(
                "Sources and their files, CSV",
                "sources.csv",
                provenance::sources_file(publication).len(),
                "each file that was read, with its SHA-256 and the rows used".to_owned(),
            ),
            file(
                "How each indicator was made, CSV",
                "indicators.csv",
                provenance::indicators_file(publication).len(),
                "the rule by which rows became numbers".to_owned(),
            ),
        ],
        groups: themes.into_iter().map(group).collect(),
        dictionary: Table {
            caption: "Columns of the files".to_owned(),
            columns: vec![column("Column"), column("What it holds")],
            rows: columns(publication).map(row).collect(),
            sortable: false,
        },
        attribution: attributions.join(" "),
    }
}
